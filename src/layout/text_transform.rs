//! `text-transform` (CSS Text 3, section 2.1), by language: i and ı are different letters in
//! Turkish, Azerbaijani, Crimean Tatar and Kazakh in Latin letters.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::css::TextTransform;

/// Applies a transformation. `after_letter` says whether the text goes on with a word.
pub(super) fn transform<'a>(
    text: &'a str,
    transform: TextTransform,
    language: &str,
    after_letter: bool,
) -> Cow<'a, str> {
    match transform {
        TextTransform::None => Cow::Borrowed(text),
        TextTransform::Uppercase => Cow::Owned(uppercase(text, language)),
        TextTransform::Lowercase => Cow::Owned(lowercase(text, language)),
        TextTransform::Capitalize => Cow::Owned(capitalize(text, language, after_letter)),
    }
}

fn has_dotless_i(language: &str) -> bool {
    let primary = language.split('-').next().unwrap_or_default();
    ["tr", "az", "crh", "tt"].iter().any(|known| primary.eq_ignore_ascii_case(known))
}

fn is_language(language: &str, primary: &str) -> bool {
    language.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case(primary))
}

fn uppercase(text: &str, language: &str) -> String {
    if has_dotless_i(language) {
        text.replace('i', "İ").to_uppercase()
    } else if is_language(language, "el") {
        greek_uppercase(text)
    } else {
        text.to_uppercase()
    }
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

fn is_greek(character: char) -> bool {
    matches!(character, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

fn lowercase(text: &str, language: &str) -> String {
    if has_dotless_i(language) {
        text.replace('I', "ı").replace('İ', "i").to_lowercase()
    } else {
        text.to_lowercase()
    }
}

fn capitalize(text: &str, language: &str, after_letter: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_word = after_letter;
    let mut buffer = [0; 4];
    for character in text.chars() {
        // Mkhedruli has no capitals within text; Mtavruli is for whole words (Unicode, section 7.7).
        let has_title_case = !matches!(character, '\u{10d0}'..='\u{10ff}');
        // A Greek capital at the start of a word keeps its accent.
        let language = if is_greek(character) { "" } else { language };
        if !in_word && character.is_alphanumeric() && has_title_case {
            out.push_str(&uppercase(character.encode_utf8(&mut buffer), language));
        } else {
            out.push(character);
        }
        in_word = character.is_alphanumeric() || matches!(character, '\'' | '’' | '\u{ad}');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_depends_on_the_language() {
        assert_eq!(transform("ingilis dili", TextTransform::Uppercase, "az", false), "İNGİLİS DİLİ");
        assert_eq!(transform("TÜRKUNİB ILIQ", TextTransform::Lowercase, "tr-TR", false), "türkunib ılıq");
        assert_eq!(transform("istanbul", TextTransform::Uppercase, "en", false), "ISTANBUL");
        assert_eq!(transform("iki söz, o’nun", TextTransform::Capitalize, "az", false), "İki Söz, O’nun");
        let upper = |text, language| transform(text, TextTransform::Uppercase, language, false).into_owned();
        assert_eq!(upper("Έρευνα και ύλη, ή ο Ευρωπαϊκός", "el"), "ΕΡΕΥΝΑ ΚΑΙ ΥΛΗ, Ή Ο ΕΥΡΩΠΑΪΚΟΣ");
        assert_eq!(upper("μάιος, ρολόι, άυλος, ΐ ΰ, café", "el-GR"), "ΜΑΪΟΣ, ΡΟΛΟΪ, ΑΫΛΟΣ, Ϊ Ϋ, CAFÉ");
        assert_eq!(upper("ήλιος", "el"), "ΗΛΙΟΣ");
        assert_eq!(upper("έρευνα", "en"), "ΈΡΕΥΝΑ");
        assert_eq!(upper("წევრობა", "ka"), "ᲬᲔᲕᲠᲝᲑᲐ");
        let capitals =
            |text, language| transform(text, TextTransform::Capitalize, language, false).into_owned();
        assert_eq!(capitals("წევრობა და", "ka"), "წევრობა და");
        assert_eq!(capitals("έρευνα ύλη", "el"), "Έρευνα Ύλη");
        assert_eq!(transform("ing on", TextTransform::Capitalize, "en", true), "ing On");
    }
}
