//! Hyphenation by language.

use hypher::Lang;

/// The shortest word that is hyphenated, and the longest, in bytes.
const WORD_BYTES: std::ops::RangeInclusive<usize> = 5..=64;

/// The rules for a language tag; `None` where there are none for it.
pub fn hyphenation_language(tag: &str) -> Option<Lang> {
    let primary = tag.split(['-', '_']).next()?;
    let code: [u8; 2] = primary.to_ascii_lowercase().as_bytes().try_into().ok()?;
    Lang::from_iso(code)
}

/// Calls `at` with each offset in `text` at which a word may be hyphenated, in order.
pub fn hyphenation_points(text: &str, language: Lang, mut at: impl FnMut(usize)) {
    let mut word_start = None;
    for (offset, character) in text.char_indices().chain([(text.len(), ' ')]) {
        if character.is_alphabetic() {
            word_start.get_or_insert(offset);
        } else if let Some(start) = word_start.take() {
            let word = &text[start..offset];
            // Words with a soft hyphen say themselves where they part.
            let explicit = character == '\u{ad}' || text[..start].ends_with('\u{ad}');
            if WORD_BYTES.contains(&word.len()) && !explicit {
                let mut offset = start;
                for syllable in hypher::hyphenate(word, language) {
                    if offset > start {
                        at(offset);
                    }
                    offset += syllable.len();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hyphenated(text: &str, tag: &str) -> String {
        let mut result = String::new();
        let mut last = 0;
        hyphenation_points(text, hyphenation_language(tag).unwrap(), |at| {
            result += &text[last..at];
            result.push('-');
            last = at;
        });
        result + &text[last..]
    }

    #[test]
    fn words_are_hyphenated_by_their_language() {
        assert_eq!(hyphenated("An extensive table.", "en-GB"), "An ex-ten-sive ta-ble.");
        assert_eq!(hyphenated("üniversite", "tr"), "üni-ver-si-te");
        assert_eq!(hyphenated("университет", "ru"), "уни-вер-си-тет");
    }

    #[test]
    fn soft_hyphens_take_precedence() {
        assert_eq!(hyphenated("exten\u{ad}sive", "en"), "exten\u{ad}sive");
    }

    #[test]
    fn unknown_languages_are_not_hyphenated() {
        assert!(hyphenation_language("az").is_none());
        assert!(hyphenation_language("").is_none());
        assert!(hyphenation_language("tlh").is_none());
    }
}
