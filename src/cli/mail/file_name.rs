//! The names of attached files: words joined by hyphens, in Latin letters without marks where the words have Latin letters.
//! Letters of other scripts stay, because no transliteration of them would be read as easily.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most characters of the words in a name.
const MOST: usize = 120;

/// The name of a file that has `words` and then `last`, which is never cut off, with the ending `ending`.
pub(super) fn file_name(words: &str, last: &str, ending: &str) -> String {
    let mut name = String::new();
    for letter in words.chars().flat_map(in_ascii) {
        match letter {
            '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '"' | '“' | '”' | '„' | '«' | '»' => {}
            // Marks are letters of some scripts, such as vowels of Hindi.
            _ if letter.is_alphanumeric() || is_combining_mark(letter) => name.push(letter),
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    if let Some((end, _)) = name.char_indices().nth(MOST) {
        let whole_words = name[..end].rfind('-').unwrap_or(end);
        name.truncate(whole_words);
    }
    let name = name.trim_end_matches('-');
    let hyphen = if name.is_empty() { "" } else { "-" };
    format!("{name}{hyphen}{last}.{ending}")
}

/// A Latin letter without its marks, or any other character as it is.
fn in_ascii(letter: char) -> Vec<char> {
    let replacement = match letter {
        'ə' => "e",
        'Ə' => "E",
        'ı' => "i",
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        'ø' => "o",
        'Ø' => "O",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ł' => "l",
        'Ł' => "L",
        'þ' => "th",
        'Þ' => "Th",
        _ => "",
    };
    if !replacement.is_empty() {
        return replacement.chars().collect();
    }
    let mut plain = std::iter::once(letter).nfd();
    match plain.next() {
        Some(base) if base.is_ascii_alphabetic() && base != letter => vec![base],
        _ => vec![letter],
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn latin_letters_are_ascii_and_those_of_other_scripts_stay() {
        for (words, expected) in [
            (
                "Lankaran State University International memberships",
                "Lankaran-State-University-International-memberships-2026.pdf",
            ),
            ("Lənkəran Dövlət Universiteti", "Lenkeran-Dovlet-Universiteti-2026.pdf"),
            ("Université d’Été: Łódź/Groß", "Universite-dEte-Lodz-Gross-2026.pdf"),
            ("دانشگاه سپیدرود عضویت\u{200c}های", "دانشگاه-سپیدرود-عضویت-های-2026.pdf"),
            ("Йошкар-Ола", "Йошкар-Ола-2026.pdf"),
            ("../../etc", "etc-2026.pdf"),
            ("…", "2026.pdf"),
        ] {
            assert_eq!(file_name(words, "2026", "pdf"), expected);
        }
        let long = file_name(&"word ".repeat(100), "2026", "pdf");
        assert!(long.len() < 140 && long.ends_with("word-2026.pdf"), "{long}");
        assert!(file_name(&"ab".repeat(100), "2026", "pdf").len() < 140);
    }
}
