//! The small values that records are made of: texts by language, dates, numbers with their
//! precision, colors.

use std::cmp::Ordering;
use std::fmt;

use engine::diagnostics::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value as read.
    pub value: T,
    /// The place in the data where it is written.
    pub span: Span,
}

/// A text in one or more languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Never empty. In the order of the brochure's languages; the first is the fallback for a missing language.
    pub translations: Vec<Translation>,
}

/// A text in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// `None` if the data gives one string for every language, as for a proper name.
    pub language: Option<String>,
    /// In NFC (UAX #15), without surrounding white space.
    pub text: String,
    /// The place in the data where it is written.
    pub span: Span,
}

impl Text {
    /// The translation into `language`, or `None` if that language is missing.
    pub fn translation(&self, language: &str) -> Option<&Translation> {
        self.translations
            .iter()
            .find(|translation| translation.language.as_deref().is_none_or(|tag| tag == language))
    }

    /// The text in `language`, or the first translation.
    pub fn in_language(&self, language: &str) -> &str {
        self.translation(language)
            .or(self.translations.first())
            .map_or("", |translation| translation.text.as_str())
    }

    /// The place of the first translation.
    pub fn span(&self) -> Option<Span> {
        self.translations.first().map(|translation| translation.span)
    }
}

/// A day of the Gregorian calendar. The data and layouts write it as `2026-11-24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, in the common era.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A year, a month or a day, as exactly as it is known. The data and layouts write it as `2026`, `2026-11` or `2026-11-24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// The year, in the common era.
    pub year: i32,
    /// The month, from 1, if it is known.
    pub month: Option<u8>,
    /// The day of the month, from 1, if it is known.
    pub day: Option<u8>,
}

impl When {
    /// A year of which no more is known.
    pub fn year(year: i32) -> When {
        When { year, month: None, day: None }
    }

    /// Whether it is certainly before another one.
    pub fn is_before(self, other: When) -> bool {
        let parts = |when: When| [Some(when.year), when.month.map(i32::from), when.day.map(i32::from)];
        let known = parts(self).into_iter().zip(parts(other)).map_while(|(one, other)| Some((one?, other?)));
        known.map(|(one, other)| one.cmp(&other)).find(|order| order.is_ne()) == Some(Ordering::Less)
    }
}

impl From<Date> for When {
    fn from(date: Date) -> When {
        When { year: date.year, month: Some(date.month), day: Some(date.day) }
    }
}

impl fmt::Display for When {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(formatter, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(formatter, "-{day:02}"))
    }
}

/// A whole number with its precision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number.
    pub value: u64,
    /// How the number relates to the true one.
    pub precision: Precision,
    /// The place of the number in the data.
    pub span: Span,
}

impl Quantity {
    /// Whether it says the same as another one.
    pub fn is_same(&self, other: &Quantity) -> bool {
        self.value == other.value && self.precision == other.precision
    }
}

/// How exactly a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// The number itself (`exactly`).
    Exactly,
    /// The true number is larger (`more_than`).
    MoreThan,
    /// The true number is this one or larger (`at_least`).
    AtLeast,
    /// The true number is close to this one (`about`).
    About,
}

impl Precision {
    /// All precisions.
    pub const ALL: [Precision; 4] =
        [Precision::Exactly, Precision::MoreThan, Precision::AtLeast, Precision::About];

    /// The field name in the data.
    pub fn keyword(self) -> &'static str {
        match self {
            Precision::Exactly => "exactly",
            Precision::MoreThan => "more_than",
            Precision::AtLeast => "at_least",
            Precision::About => "about",
        }
    }
}

/// An amount of money in hundredths of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub u64);

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 100 {
            0 => write!(formatter, "{}", self.0 / 100),
            part => write!(formatter, "{}.{part:02}", self.0 / 100),
        }
    }
}

/// A value of any form, typed only as YAML; null if it is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Free(pub serde_json::Value);

/// An sRGB color. The data and layouts write it as `#1f6f7c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// The red component, from 0 to 255.
    pub red: u8,
    /// The green component, from 0 to 255.
    pub green: u8,
    /// The blue component, from 0 to 255.
    pub blue: u8,
}

impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// Parses a date such as `2026-11-24`; `None` if the calendar does not have it.
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        let valid = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        if valid { part.parse::<u16>().ok() } else { None }
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() || year == 0 {
        return None;
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u16::from(leap),
        _ => return None,
    };
    (1..=days).contains(&day).then_some(Date {
        year: i32::from(year),
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
    })
}

/// Latitude or longitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// North or south of the equator.
    Latitude,
    /// East or west of Greenwich.
    Longitude,
}

impl Axis {
    /// The largest number of degrees.
    pub fn most(self) -> f64 {
        match self {
            Axis::Latitude => 90.0,
            Axis::Longitude => 180.0,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Axis::Latitude => "a latitude",
            Axis::Longitude => "a longitude",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert_eq!(parse_date("2026-11-24"), Some(Date { year: 2026, month: 11, day: 24 }));
        assert!(parse_date("2024-02-29").is_some());
        for text in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-4-1",
            "24.11.2026",
            "2026-11-24-1",
            "2026-11-+4",
            "",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
