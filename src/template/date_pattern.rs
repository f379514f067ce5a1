//! Patterns of dates in CLDR's letters (UTS 35, "Date Field Symbols"): `d MMMM y`. Letters are fields, and everything else
//! is written as it is; words are in single quotation marks, where two of them are one mark.

use std::str::FromStr;

use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::enums::DateFieldSet;
use icu_datetime::pattern::{
    DateTimePattern, FixedCalendarDateTimeNames, MonthNameLength, WeekdayNameLength,
};
use icu_locale_core::Locale;
use writeable::TryWriteable;

use super::locale::is_without_names;

/// The fields that a pattern may have.
const FIELDS: [&str; 13] =
    ["y", "yy", "yyyy", "M", "MM", "MMM", "MMMM", "LLL", "LLLL", "d", "dd", "EEE", "EEEE"];

/// A piece of a pattern.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// One of [`FIELDS`].
    Field(&'static str),
    Text(String),
}

/// A pattern without mistakes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DatePattern(Vec<Piece>);

impl DatePattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong, and what to write instead.
    pub fn parse(pattern: &str) -> Result<DatePattern, (String, String)> {
        let mut pieces = Vec::new();
        let mut rest = pattern;
        while let Some(sign) = rest.chars().next() {
            let length = match sign {
                '\'' => {
                    let (text, length) = quoted(rest).ok_or_else(|| {
                        let help = "Close it, or write two for one that is printed: `''`.";
                        (
                            format!("a quotation mark in the pattern `{pattern}` is not closed"),
                            help.to_string(),
                        )
                    })?;
                    pieces.push(Piece::Text(text));
                    length
                }
                'a'..='z' | 'A'..='Z' => {
                    let length = rest.find(|other| other != sign).unwrap_or(rest.len());
                    let field = FIELDS.iter().find(|field| **field == &rest[..length]);
                    pieces.push(Piece::Field(field.ok_or_else(|| unknown(pattern, rest, length))?));
                    length
                }
                _ => {
                    let ends = |other: char| other == '\'' || other.is_ascii_alphabetic();
                    let length = rest.find(ends).unwrap_or(rest.len());
                    pieces.push(Piece::Text(rest[..length].to_string()));
                    length
                }
            };
            rest = &rest[length..];
        }
        Ok(DatePattern(pieces))
    }

    /// What the pattern needs that a date of `precision` (`year`, `month` or `day`) does not have.
    pub fn lacks(&self, precision: &str) -> Option<&'static str> {
        let needs = |letters: &[char]| {
            self.0.iter().any(|piece| matches!(piece, Piece::Field(field) if field.starts_with(letters)))
        };
        match precision {
            "year" if needs(&['M', 'L']) => Some("month"),
            "year" | "month" if needs(&['d', 'E']) => Some("day"),
            _ => None,
        }
    }

    /// The date in the words and digits of a language; `None` if CLDR has none for it.
    pub fn write(&self, date: &Date<Gregorian>, locale: &Locale) -> Option<String> {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => Some(text.clone()),
            Piece::Field(field) => write_field(field, date, locale),
        });
        pieces.collect()
    }
}

/// One field of a date. Each has its own names, because ICU4X keeps only one length of them.
fn write_field(field: &str, date: &Date<Gregorian>, locale: &Locale) -> Option<String> {
    let mut names = FixedCalendarDateTimeNames::<Gregorian, DateFieldSet>::try_new(locale.into()).ok()?;
    match field {
        "M" | "MM" => names.include_month_names(MonthNameLength::Numeric).ok().map(|_| ())?,
        "MMM" => names.include_month_names(MonthNameLength::Abbreviated).ok().map(|_| ())?,
        "MMMM" => names.include_month_names(MonthNameLength::Wide).ok().map(|_| ())?,
        "LLL" => names.include_month_names(MonthNameLength::StandaloneAbbreviated).ok().map(|_| ())?,
        "LLLL" => names.include_month_names(MonthNameLength::StandaloneWide).ok().map(|_| ())?,
        "EEE" => names.include_weekday_names(WeekdayNameLength::Abbreviated).ok().map(|_| ())?,
        "EEEE" => names.include_weekday_names(WeekdayNameLength::Wide).ok().map(|_| ())?,
        _ => {}
    }
    let pattern = DateTimePattern::from_str(field).ok()?;
    let words = names.with_pattern_unchecked(&pattern).format(date);
    let mut written = String::new();
    let is_written = words.try_write_to(&mut written).is_ok_and(|outcome| outcome.is_ok());
    Some(written).filter(|written| is_written && !is_without_names(written))
}

/// The text in quotation marks at the start of `rest`, and its length there.
fn quoted(rest: &str) -> Option<(String, usize)> {
    if rest.starts_with("''") {
        return Some(("'".to_string(), 2));
    }
    let mut end = 1;
    loop {
        end += rest[end..].find('\'')?;
        if !rest[end + 1..].starts_with('\'') {
            return Some((rest[1..end].replace("''", "'"), end + 1));
        }
        end += 2;
    }
}

/// The error for letters that are no field.
fn unknown(pattern: &str, rest: &str, length: usize) -> (String, String) {
    let field = &rest[..length];
    let word = &rest[..rest.find(|sign: char| !sign.is_alphabetic()).unwrap_or(rest.len())];
    let help = match field {
        "D" | "DD" => format!("The day of the month is `{}`.", field.to_lowercase()),
        "Y" | "YY" | "YYYY" => format!("The year is `{}`.", field.to_lowercase()),
        "m" | "mm" | "mmm" | "mmmm" => format!("The month is `{}`.", field.to_uppercase()),
        _ if word.len() > length => format!("Write words in single quotation marks: `'{word}'`."),
        _ => format!("The fields are: {}.", FIELDS.join(", ")),
    };
    (format!("`{field}` in the pattern `{pattern}` is no field of a date"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pattern: &str, language: &str) -> String {
        let date = Date::try_new_gregorian(2026, 3, 5).expect("a date");
        let pattern = DatePattern::parse(pattern).expect("a pattern");
        pattern.write(&date, &language.parse().expect("a tag")).expect("words").replace('\u{a0}', " ")
    }

    #[test]
    fn fields_are_written_in_the_words_and_digits_of_the_language() {
        for (pattern, language, expected) in [
            ("d MMMM y", "en", "5 March 2026"),
            ("EEEE, dd.MM.yyyy", "de", "Donnerstag, 05.03.2026"),
            ("EEE d MMM yy", "en", "Thu 5 Mar 26"),
            // After a day the name of the month is in the genitive, by itself in the nominative.
            ("d MMMM", "ru", "5 марта"),
            ("LLLL y", "ru", "март 2026"),
            ("MMMM, MMM, M", "en", "March, Mar, 3"),
            ("d MMMM y", "fa", "۵ مارس ۲۰۲۶"),
            ("y 'йылғы' d MMMM", "kk", "2026 йылғы 5 наурыз"),
            ("d 'o''clock' ''yy", "en", "5 o'clock '26"),
            ("'M10' d", "en", "M10 5"),
            ("", "en", ""),
        ] {
            assert_eq!(written(pattern, language), expected, "{pattern} in {language}");
        }
    }

    #[test]
    fn mistakes_in_patterns_have_a_remedy() {
        for (pattern, message, help) in [
            (
                "DD MMMM",
                "`DD` in the pattern `DD MMMM` is no field of a date",
                "The day of the month is `dd`.",
            ),
            ("d mmm YYYY", "`mmm` in the pattern `d mmm YYYY` is no field of a date", "The month is `MMM`."),
            ("d de MMMM", "`e` in the pattern `d de MMMM` is no field of a date", FIELDS_HELP),
            (
                "on d",
                "`o` in the pattern `on d` is no field of a date",
                "Write words in single quotation marks: `'on'`.",
            ),
            ("h:mm", "`h` in the pattern `h:mm` is no field of a date", FIELDS_HELP),
            (
                "d 'of y",
                "a quotation mark in the pattern `d 'of y` is not closed",
                "Close it, or write two for one that is printed: `''`.",
            ),
        ] {
            let error = DatePattern::parse(pattern).expect_err(pattern);
            assert_eq!(error, (message.to_string(), help.to_string()));
        }
    }

    const FIELDS_HELP: &str = "The fields are: y, yy, yyyy, M, MM, MMM, MMMM, LLL, LLLL, d, dd, EEE, EEEE.";
}
