//! The places of all texts, for problems that are found only in the filled layouts, and of all fields without a
//! value, for `check`.

use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use engine::diagnostics::Span;

/// The places of texts and of fields without a value, in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// All texts.
    pub texts: Vec<TextPlace>,
    /// All fields without a value.
    pub blanks: Vec<Blank>,
    /// All texts in languages that the brochure does not have.
    pub undeclared: Vec<Undeclared>,
    /// All fields with a text that may be written by language.
    pub fields: Vec<TextField>,
}

/// A field with a text that may be written by language.
#[derive(Clone, Debug)]
pub struct TextField {
    /// Its name, after the names of the mappings around it.
    pub path: String,
    /// The text, or its first translation.
    pub text: Span,
    /// The tag before the first translation, if the text is written by language.
    pub key: Option<Span>,
    /// Whether the translations are between braces.
    pub is_flow: bool,
    /// The text as read.
    pub value: String,
    /// The field of a record that is written as this text alone.
    pub wrapper: Option<&'static str>,
}

/// A text in a language that the brochure does not have.
#[derive(Clone, Debug)]
pub struct Undeclared {
    /// Its tag.
    pub language: String,
    /// The tag in the file.
    pub span: Span,
}

/// A text value and its place.
#[derive(Clone, Debug)]
pub struct TextPlace {
    /// As [`collapse`] returns it.
    pub text: String,
    /// The value in its file, quotation marks included.
    pub span: Span,
    /// The content of the file, to find a place within the value.
    pub source: Arc<str>,
}

/// A field that is written without a value.
#[derive(Clone, Debug)]
pub struct Blank {
    /// Its name, after the names of the mappings around it (`contact.email`).
    pub path: String,
    /// Its key.
    pub span: Span,
}

/// `text` in NFC (UAX #15), with each run of white space replaced by one space.
pub fn collapse(text: &str) -> String {
    composed(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// `text` in NFC (UAX #15).
pub fn composed(text: &str) -> String {
    // Composing takes some hundred instructions a character, and most texts are composed already.
    let is_composed = text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if is_composed { text.to_string() } else { text.nfc().collect() }
}

impl Index {
    /// See [`super::Brochure::find_value`].
    pub fn find_value(&self, text: &str) -> Vec<Span> {
        let wanted = collapse(text);
        self.texts
            .iter()
            .filter(|place| !wanted.is_empty() && place.text == wanted)
            .map(|place| place.span)
            .collect()
    }

    /// See [`super::Brochure::narrow`].
    pub fn narrow(&self, span: Span, words: &str) -> Span {
        let place = self.texts.iter().find(|place| {
            let whole = place.span;
            whole.source == span.source && whole.start <= span.start && span.end <= whole.end
        });
        let range = span.start as usize..span.end as usize;
        let spelling = place.and_then(|place| place.source.get(range)).unwrap_or_default();
        let mut found = spelling.match_indices(words);
        match (words.is_empty(), found.next(), found.next()) {
            (false, Some((offset, _)), None) => {
                let start = span.start as usize + offset;
                Span::new(span.source, start, start + words.len())
            }
            _ => span,
        }
    }

    /// See [`super::Brochure::find_text`].
    pub fn find(&self, text: &str) -> Vec<Span> {
        let wanted = collapse(text);
        let mut found = Vec::new();
        if wanted.is_empty() {
            return found;
        }
        for place in &self.texts {
            let count = place.text.matches(wanted.as_str()).count();
            if count == 0 {
                continue;
            }
            let start = place.span.start as usize;
            let spelling = place.source.get(start..place.span.end as usize).unwrap_or_default();
            let exact: Vec<usize> = spelling.match_indices(text).map(|(offset, _)| start + offset).collect();
            if exact.len() == count {
                found.extend(
                    exact.iter().map(|&start| Span::new(place.span.source, start, start + text.len())),
                );
            } else {
                found.extend(std::iter::repeat_n(place.span, count));
            }
        }
        found
    }
}
