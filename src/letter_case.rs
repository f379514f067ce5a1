//! Upper and lower case by language (Unicode Standard, section 5.18): i and ı are different letters in
//! Turkish, Azerbaijani, Crimean Tatar and Tatar in Latin letters; Greek capitals have no accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` in upper case as the language with the tag `language` has it.
pub fn uppercase(text: &str, language: &str) -> String {
    if has_dotless_i(language) {
        text.replace('i', "İ").to_uppercase()
    } else if primary(language).eq_ignore_ascii_case("el") {
        greek_uppercase(text)
    } else {
        text.to_uppercase()
    }
}

/// `text` in lower case as the language with the tag `language` has it.
pub fn lowercase(text: &str, language: &str) -> String {
    if has_dotless_i(language) {
        // A decomposed capital İ is one letter, too.
        text.replace("I\u{307}", "i").replace('I', "ı").replace('İ', "i").to_lowercase()
    } else {
        text.to_lowercase()
    }
}

fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

fn has_dotless_i(language: &str) -> bool {
    ["tr", "az", "crh", "tt"].iter().any(|known| primary(language).eq_ignore_ascii_case(known))
}

/// Greek in capitals has no accents. Two vowels that an accent on the first kept from being one sound
/// are then told apart by a dialytika on the second (CSS Text 3, section 2.1.2), and the word "ή" keeps
/// its accent.
fn greek_uppercase(text: &str) -> String {
    const ACCENTS: [char; 9] =
        ['\u{300}', '\u{301}', '\u{302}', '\u{303}', '\u{304}', '\u{306}', '\u{313}', '\u{314}', '\u{342}'];
    let letters: Vec<char> = text.nfd().collect();
    let mut out = String::with_capacity(text.len());
    let mut after_accented_vowel = false;
    for (index, &letter) in letters.iter().enumerate() {
        let follows = |offset: usize| letters.get(index + offset).copied();
        if ACCENTS.contains(&letter) {
            // Accents on letters of other scripts are not the concern of Greek.
            let base = letters[..index].iter().rev().find(|base| !is_combining_mark(**base));
            if !base.is_some_and(|base| is_greek(*base)) {
                out.push(letter);
            }
            continue;
        }
        let accented = follows(1) == Some('\u{301}');
        let in_word = |letter: char| letter.is_alphanumeric() || is_combining_mark(letter);
        let before = index.checked_sub(1).map(|before| letters[before]);
        let alone = !before.is_some_and(in_word) && !follows(2).is_some_and(in_word);
        if matches!(letter, 'η' | 'Η') && accented && alone {
            out.push('Ή');
        } else {
            out.extend(letter.to_uppercase());
        }
        let second = matches!(letter, 'ι' | 'υ' | 'Ι' | 'Υ') && follows(1) != Some('\u{308}') && !accented;
        if second && after_accented_vowel {
            out.push('\u{308}');
        }
        if !is_combining_mark(letter) {
            after_accented_vowel =
                accented && matches!(letter.to_lowercase().next(), Some('α' | 'ε' | 'ο' | 'υ'));
        }
    }
    out.nfc().collect()
}

/// Whether a character is a Greek letter or mark.
pub fn is_greek(character: char) -> bool {
    matches!(character, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_and_dotless_i_are_kept_apart() {
        assert_eq!(uppercase("ingilis ılıq", "az"), "İNGİLİS ILIQ");
        assert_eq!(lowercase("TÜRKUNİB ILIQ", "tr-TR"), "türkunib ılıq");
        assert_eq!(lowercase("I\u{307}", "az"), "i");
        assert_eq!(uppercase("istanbul", "en"), "ISTANBUL");
        assert_eq!(lowercase("ISTANBUL", "en"), "istanbul");
    }
}
