//! The words in which `check` groups and counts what it finds, in the languages of the built-in labels. The messages
//! about single places are in English.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

use super::labels::{BUILT_IN, Line, check_part, line};

/// The words in one language.
pub struct CheckWords {
    words: &'static str,
    tag: Locale,
}

impl CheckWords {
    /// The words in a language, or in English if they are not built in.
    pub fn of(language: &str) -> CheckWords {
        let base = language.split('-').next().unwrap_or(language);
        let (language, text) = BUILT_IN.iter().find(|(known, _)| *known == base).unwrap_or(&BUILT_IN[0]);
        CheckWords { words: check_part(text), tag: language.parse().unwrap_or(Locale::UNKNOWN) }
    }

    /// The words with the name `check_` and `key`.
    pub(super) fn get(&self, key: &str) -> &'static str {
        let lines = self.words.lines().filter_map(line);
        let mut named = lines.filter(|Line { key: name, .. }| name.strip_prefix("check_") == Some(key));
        named.next().map_or("", |line| line.text)
    }

    /// A number of files, errors, warnings or notes (`what`) in words.
    pub(super) fn count(&self, count: usize, what: &str) -> String {
        let rules = PluralRules::try_new((&self.tag).into(), Default::default()).ok();
        let form = match rules.map(|rules| rules.category_for(count)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        };
        self.get(&format!("{what}_{form}")).replace("{count}", &count.to_string())
    }

    /// How much was found: "no errors, 2 warnings, 1 note".
    pub fn summary(&self, errors: usize, warnings: usize, notes: usize) -> String {
        let errors = match errors {
            0 => self.get("no_errors").to_string(),
            _ => self.count(errors, "error"),
        };
        [errors, self.count(warnings, "warning"), self.count(notes, "note")].join(self.get("comma"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_counted_in_the_words_of_the_language() {
        for (language, none, some) in [
            ("en", "no errors, 0 warnings, 1 note", "1 error, 2 warnings, 5 notes"),
            ("az", "səhv yoxdur, 0 xəbərdarlıq, 1 qeyd", "1 səhv, 2 xəbərdarlıq, 5 qeyd"),
            ("ru", "ошибок нет, 0 предупреждений, 1 замечание", "1 ошибка, 2 предупреждения, 5 замечаний"),
            ("ar", "لا أخطاء، لا تحذيرات، ملاحظة واحدة", "خطأ واحد، تحذيران، 5 ملاحظات"),
            ("pt", "no errors, 0 warnings, 1 note", "1 error, 2 warnings, 5 notes"),
        ] {
            let words = CheckWords::of(language);
            assert_eq!(words.summary(0, 0, 1), none);
            assert_eq!(words.summary(1, 2, 5), some);
        }
    }
}
