//! Where texts and fields without a value stand, for what is found out only after filling a layout.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use engine::diagnostics::Span;

/// Where texts and fields without a value stand, in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub texts: Vec<TextPlace>,
    pub blanks: Vec<Blank>,
}

/// A text value and where it stands.
#[derive(Clone, Debug)]
pub struct TextPlace {
    /// NFC-normalised, runs of white space made one space.
    pub text: String,
    pub span: Span,
    /// The source, to find the very place within the value.
    pub source: Arc<str>,
}

/// A field that is written without a value.
#[derive(Clone, Debug)]
pub struct Blank {
    /// Its name with those of the mappings around it (`contact.email`).
    pub path: String,
    pub span: Span,
}

/// `text` NFC-normalised, with runs of white space made one space.
pub fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
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
            let spelt: Vec<usize> = spelling.match_indices(text).map(|(offset, _)| start + offset).collect();
            if spelt.len() == count {
                found.extend(
                    spelt.iter().map(|&start| Span::new(place.span.source, start, start + text.len())),
                );
            } else {
                found.extend(std::iter::repeat_n(place.span, count));
            }
        }
        found
    }
}
