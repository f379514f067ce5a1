//! Edits of YAML files in place: the rest of a file, its comments included, stays byte by byte.

use super::corrections::double_quoted;
use super::index::TextField;

/// A replacement of bytes in a text whose lines end in `\n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The offset of the first byte that is replaced.
    pub start: usize,
    /// The offset after the last byte that is replaced.
    pub end: usize,
    /// What is written there instead.
    pub text: String,
}

impl Edit {
    /// Text at a place where nothing is replaced.
    pub fn insert(at: usize, text: String) -> Edit {
        Edit { start: at, end: at, text }
    }
}

/// Makes edits, sorted, in the bytes of a file, which may begin with a mark of its encoding and have other line ends.
pub fn apply<'a>(raw: &[u8], edits: impl Iterator<Item = &'a Edit>) -> Vec<u8> {
    let (mut result, mut offset, mut at) = (Vec::with_capacity(raw.len()), 0, 0);
    if raw.starts_with(b"\xEF\xBB\xBF") {
        at = 3;
        result.extend(&raw[..3]);
    }
    let ends_with_two = raw.windows(2).any(|pair| pair == b"\r\n");
    // Copies, or skips, the bytes up to an offset of the text.
    let mut advance = |target: usize, result: Option<&mut Vec<u8>>| {
        let start = at;
        while offset < target && at < raw.len() {
            at += if raw[at..].starts_with(b"\r\n") { 2 } else { 1 };
            offset += 1;
        }
        if let Some(result) = result {
            result.extend(&raw[start..at]);
        }
    };
    for edit in edits {
        advance(edit.start, Some(&mut result));
        advance(edit.end, None);
        let text = if ends_with_two { edit.text.replace('\n', "\r\n") } else { edit.text.clone() };
        result.extend(text.bytes());
    }
    advance(usize::MAX, Some(&mut result));
    result
}

/// The offset of the `|` or `>` on the line before a text that is written as a block, whose first line begins at `start`.
pub fn block_header(file: &str, start: usize) -> Option<usize> {
    let before = file.get(..start)?.trim_end_matches(' ').strip_suffix('\n')?.trim_end();
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    let code = before[line..].split(" #").next()?.trim_end();
    let header = code.trim_end_matches(|sign: char| sign == '-' || sign == '+' || sign.is_ascii_digit());
    let value = header.strip_suffix(['|', '>'])?;
    (value.is_empty() || value.ends_with([' ', ':'])).then(|| line + value.len())
}

/// What puts translations, by language and as YAML has them, beside a text, which is in `first_language` if it is not
/// written by language.
pub fn add_translations(
    field: &TextField,
    file: &str,
    first_language: &str,
    translations: &[(&str, &str)],
) -> Edit {
    let (start, end) = (field.text.start as usize, field.text.end as usize);
    let spelling = file.get(start..end).unwrap_or_default();
    let header = block_header(file, start);
    let added = |before: &str, after: &str| -> String {
        translations.iter().map(|(language, text)| format!("{before}{language}: {text}{after}")).collect()
    };
    if let Some(key) = field.key {
        let key = key.start as usize;
        if field.is_flow {
            return Edit::insert(end, added(", ", ""));
        }
        let indent = " ".repeat(column(file, key));
        if header.is_some() {
            return Edit::insert(key, added("", &format!("\n{indent}")));
        }
        return Edit::insert(line_end(file, end), added(&format!("\n{indent}"), ""));
    }
    let (open, close) = match field.wrapper {
        Some(wrapper) => (format!("{{{wrapper}: {{"), "}}"),
        None => ("{".to_string(), "}"),
    };
    let original = match spelling.starts_with(['"', '\'']) && !spelling.contains('\n') {
        true => spelling.to_string(),
        false => double_quoted(&field.value),
    };
    let text = format!("{open}{first_language}: {original}{}{close}", added(", ", ""));
    let Some(header) = header else { return Edit { start, end, text } };
    // A comment after the header stays.
    let comment = file[header..start].split_once('#').and_then(|(_, rest)| rest.lines().next());
    let comment = comment.map_or_else(String::new, |comment| format!("  #{comment}"));
    Edit { start: header, end: start + spelling.trim_end().len(), text: text + &comment }
}

/// The number of characters before an offset in its line. A dash before a key counts as white space.
pub fn column(file: &str, at: usize) -> usize {
    file.get(line_start(file, at)..at).unwrap_or_default().chars().count()
}

/// The offset at which the line of an offset begins.
pub fn line_start(file: &str, at: usize) -> usize {
    file.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// The offset of the line break after an offset, or the end of the file.
pub fn line_end(file: &str, at: usize) -> usize {
    file.get(at..).and_then(|rest| rest.find('\n')).map_or(file.len(), |newline| at + newline)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_keep_the_other_bytes() {
        let edits = [Edit::insert(5, "\nx".into()), Edit { start: 6, end: 7, text: "B".into() }];
        assert_eq!(apply(b"\xEF\xBB\xBFa: 1 \r\nb\r\n", edits.iter()), b"\xEF\xBB\xBFa: 1 \r\nx\r\nB\r\n");
        assert_eq!(apply(b"a: 1 \nb", edits.iter()), b"a: 1 \nx\nB");
    }
}
