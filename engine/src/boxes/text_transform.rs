//! `text-transform` (CSS Text 3, section 2.1), by language.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use crate::css::TextTransform;
use crate::text::letter_case::{lowercase, titlecase_first, uppercase};

/// Applies a transformation. `after_letter` is whether the text continues a word.
pub(crate) fn transform<'a>(
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

fn capitalize(text: &str, language: &str, after_letter: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_word = after_letter;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let mut length = character.len_utf8();
        if !in_word
            && character.is_alphanumeric()
            && let Some((title, taken)) = titlecase_first(rest, language)
        {
            out.push_str(&title);
            length = taken;
        } else {
            out.push(character);
        }
        in_word = character.is_alphanumeric()
            || matches!(character, '\'' | '’' | '\u{ad}')
            || in_word && is_combining_mark(character);
        rest = &rest[length..];
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
        assert_eq!(capitals("ijs en IJs, wij ijken, lijnen", "nl"), "IJs En IJs, Wij IJken, Lijnen");
        assert_eq!(capitals("e\u{301}cole ßa ǆep", "en"), "E\u{301}cole Ssa ǅep");
        assert_eq!(transform("ing on", TextTransform::Capitalize, "en", true), "ing On");
    }
}
