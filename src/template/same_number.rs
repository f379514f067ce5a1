//! Numbers in the data that are equal to one that is shown. Which of them is shown is not known: numbers may be counted or
//! calculated, and the data does not say where its numbers are.

use engine::diagnostics::{Source, SourceId, Span};

/// The most places of a number.
const MAX_PLACES: usize = 20;

/// The places of the number in `word` as a value in the YAML files, in their order. Empty if `word` has no number, or more
/// than one.
pub(super) fn same_number(word: &str, sources: &[Source]) -> Vec<Span> {
    let word: String = word.chars().map(western).collect();
    let mut numbers = word.split(|sign: char| !sign.is_ascii_digit()).filter(|number| !number.is_empty());
    let (Some(number), None) = (numbers.next(), numbers.next()) else { return Vec::new() };
    let of_data = |source: &Source| source.name.starts_with("data/") && source.name.ends_with(".yaml");
    let files = sources.iter().enumerate().filter(|(_, source)| of_data(source));
    let places = files.flat_map(|(index, source)| {
        let text = &*source.text;
        let places = text.match_indices(number).filter(|(start, _)| is_value(text, *start, number.len()));
        places.map(move |(start, _)| Span::new(SourceId(index as u32), start, start + number.len()))
    });
    places.take(MAX_PLACES).collect()
}

/// The Western digit for an Arabic or Persian one; other characters stay.
fn western(sign: char) -> char {
    let value = match sign {
        '\u{660}'..='\u{669}' => u32::from(sign) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(sign) - 0x6f0,
        _ => return sign,
    };
    char::from_digit(value, 10).unwrap_or(sign)
}

/// Whether the bytes are a whole value: after a key, a dash or a comma, and not in a comment or a text.
fn is_value(text: &str, start: usize, length: usize) -> bool {
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let before = text[line_start..start].trim_end();
    let after = text[start + length..].split('\n').next().unwrap_or_default().trim_start();
    let begins = before.is_empty() || before.ends_with([':', '-', ',', '[', '{']);
    // A dash without a space is one of a date.
    let is_date = text[line_start..start].ends_with('-');
    let ends = after.is_empty() || after.starts_with([',', ']', '}', '#']);
    begins && ends && !is_date && !before.contains('#')
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::diagnostics::Diagnostics;

    #[test]
    fn a_number_is_found_where_it_is_a_whole_value() {
        let mut diagnostics = Diagnostics::new();
        diagnostics.add_source("templates/a.hbs", "founded: 1996");
        let text = "founded: 1996\nname: In 1996\nlist: [1996, {year: 1996}]\n# year: 1996\n- 1996 # and 1996\nday: 1996-11-24\nother: 2-1996\nmore: 19961";
        diagnostics.add_source("data/a.yaml", text);
        let found = |word| -> Vec<usize> {
            let places = same_number(word, diagnostics.sources()).into_iter();
            places.map(|place| text[..place.start as usize].matches('\n').count() + 1).collect()
        };
        assert_eq!(found("1996"), [1, 3, 3, 5]);
        assert_eq!(found("(1996),"), [1, 3, 3, 5]);
        assert_eq!(found("۱۹۹۶"), [1, 3, 3, 5]);
        assert_eq!(found("19"), [] as [usize; 0]);
        assert_eq!(found("1996–1996"), [] as [usize; 0]);
        assert_eq!(found("words"), [] as [usize; 0]);
    }
}
