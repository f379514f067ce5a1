//! ToUnicode CMaps (ISO 32000-1, 9.10.3), which map the codes of a font to text.

use crate::pdf::syntax::writer::write_hexadecimal;

/// The largest number of entries in a section.
const ENTRIES_A_SECTION: usize = 100;

/// The CMap for codes of two bytes. `entries` are sorted by code; empty texts are left out.
pub(crate) fn to_unicode(entries: &[(u16, &str)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(400 + entries.len() * 16);
    out.extend_from_slice(
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
          /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
          /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
          1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let mut singles: Vec<(u16, &str)> = Vec::new();
    let mut ranges: Vec<(u16, u16, &str)> = Vec::new();
    let mut rest = entries;
    while let Some((&(code, text), after)) = rest.split_first() {
        rest = after;
        if text.is_empty() {
            continue;
        }
        let length = range_length(code, text, rest);
        if length > 0 {
            ranges.push((code, code + length, text));
            rest = rest.get(usize::from(length)..).unwrap_or_default();
        } else {
            singles.push((code, text));
        }
    }
    for section in singles.chunks(ENTRIES_A_SECTION) {
        out.extend_from_slice(format!("{} beginbfchar\n", section.len()).as_bytes());
        for (code, text) in section {
            write_hexadecimal(&mut out, &code.to_be_bytes());
            out.push(b' ');
            write_text(&mut out, text);
        }
        out.extend_from_slice(b"endbfchar\n");
    }
    for section in ranges.chunks(ENTRIES_A_SECTION) {
        out.extend_from_slice(format!("{} beginbfrange\n", section.len()).as_bytes());
        for (first, last, text) in section {
            write_hexadecimal(&mut out, &first.to_be_bytes());
            out.push(b' ');
            write_hexadecimal(&mut out, &last.to_be_bytes());
            out.push(b' ');
            write_text(&mut out, text);
        }
        out.extend_from_slice(b"endbfrange\n");
    }
    out.extend_from_slice(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out
}

/// How many entries of `rest` continue the range of `code` and `text`. A range may not cross a multiple of 256, neither
/// in its codes nor in its texts.
fn range_length(code: u16, text: &str, rest: &[(u16, &str)]) -> u16 {
    let Some(first) = single_unit(text) else { return 0 };
    let limit = (0xFF - (code & 0xFF)).min(0xFF - (first & 0xFF));
    (1..=limit)
        .zip(rest)
        .take_while(|(step, (next, text))| *next == code + step && single_unit(text) == Some(first + step))
        .count() as u16
}

/// The text as one UTF-16 unit.
fn single_unit(text: &str) -> Option<u16> {
    let mut units = text.encode_utf16();
    units.next().filter(|_| units.next().is_none())
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    write_hexadecimal(out, &units);
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbors_become_ranges_and_ligatures_keep_their_letters() {
        let entries =
            [(1, "a"), (2, "b"), (3, "c"), (5, "ffi"), (6, "😀"), (7, ""), (0xFF, "x"), (0x100, "y")];
        let map = String::from_utf8(to_unicode(&entries)).expect("ASCII");
        assert!(map.contains("1 beginbfrange\n<0001> <0003> <0061>\nendbfrange"));
        assert!(map.contains("<0005> <006600660069>\n<0006> <D83DDE00>\n<00FF> <0078>\n<0100> <0079>\n"));
        assert!(map.contains("4 beginbfchar"));
    }
}
