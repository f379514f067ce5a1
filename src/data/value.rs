//! The small values that records are made of: texts by language, dates, numbers with their
//! precision, colors.

use std::fmt;

use engine::diagnostics::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    pub value: T,
    pub span: Span,
}

/// A text in one or more languages; never without any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub translations: Vec<Translation>,
}

/// A text in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// `None` where the data gives one string for every language, as for a proper name.
    pub language: Option<String>,
    /// NFC-normalized.
    pub text: String,
    pub span: Span,
}

impl Text {
    /// The translation into `language`, or `None` where that language is missing.
    pub fn translation(&self, language: &str) -> Option<&Translation> {
        self.translations
            .iter()
            .find(|translation| translation.language.as_deref().is_none_or(|tag| tag == language))
    }

    /// The text in `language`, else in the language written first.
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

/// A day of the Gregorian calendar; written and shown to layouts as `2026-11-24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A number as exactly as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub value: u64,
    pub precision: Precision,
    pub span: Span,
}

/// How exactly a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    Exactly,
    MoreThan,
    AtLeast,
    About,
}

impl Precision {
    pub const ALL: [Precision; 4] =
        [Precision::Exactly, Precision::MoreThan, Precision::AtLeast, Precision::About];

    /// As written in the data.
    pub fn keyword(self) -> &'static str {
        match self {
            Precision::Exactly => "exactly",
            Precision::MoreThan => "more_than",
            Precision::AtLeast => "at_least",
            Precision::About => "about",
        }
    }
}

/// An sRGB color; written and shown to layouts as `#1f6f7c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}
