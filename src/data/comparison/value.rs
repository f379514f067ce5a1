//! The values that changes show.

use serde_json::Value;

use super::super::index::collapse;
use super::super::value::{Quantity, Text, When};

/// A text that is longer is named in a change, not shown.
const SHORT: usize = 80;

/// What was, or what is.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangedValue {
    /// A text by language.
    Text(Text),
    /// The word of a status in the data, with the date that it is about.
    Status(&'static str, Option<When>),
    /// A number with its precision, and what is counted.
    Quantity(Quantity, Option<Text>),
    /// A year, a month or a day.
    When(When),
    /// A number.
    Number(String),
    /// A word that is the same in all languages: an address, the name of a file.
    Word(String),
    /// What names an item of a list, and its date.
    Item(Box<ChangedValue>, When),
}

impl ChangedValue {
    /// A value of any form; `None` if it is empty.
    pub(in crate::data) fn of_free(value: &Value) -> Option<ChangedValue> {
        match value {
            Value::Null => None,
            Value::String(text) => Some(ChangedValue::Word(text.clone())),
            Value::Number(number) => Some(ChangedValue::Number(number.to_string())),
            other => Some(ChangedValue::Word(other.to_string())),
        }
    }

    /// What an item of a list is found again by, in the other edition: its name in any language.
    pub(super) fn keys(&self) -> Vec<String> {
        match self {
            ChangedValue::Text(text) => {
                text.translations.iter().map(|translation| words(&translation.text)).collect()
            }
            ChangedValue::Quantity(_, Some(of)) => ChangedValue::Text(of.clone()).keys(),
            ChangedValue::Quantity(quantity, None) => vec![quantity.value.to_string()],
            ChangedValue::Status(status, _) => vec![status.to_string()],
            ChangedValue::When(when) => vec![when.to_string()],
            ChangedValue::Number(word) | ChangedValue::Word(word) => vec![word.clone()],
            ChangedValue::Item(name, _) => name.keys(),
        }
    }

    /// The languages of a text.
    pub(super) fn languages(&self) -> Vec<String> {
        match self {
            ChangedValue::Text(text) => tags(text),
            _ => Vec::new(),
        }
    }

    /// Whether it is a text that is too long to be shown in a change.
    pub(super) fn is_sentence(&self) -> bool {
        match self {
            ChangedValue::Text(text) => {
                text.translations.iter().any(|translation| !is_short(&translation.text))
            }
            _ => false,
        }
    }
}

/// Whether a text is short enough to be shown in a change.
pub fn is_short(text: &str) -> bool {
    !text.contains('\n') && text.chars().count() <= SHORT
}

/// A text as it is compared: how its lines are broken does not matter.
pub(super) fn words(text: &str) -> String {
    collapse(text)
}

/// The languages of a text.
pub(super) fn tags(text: &Text) -> Vec<String> {
    text.translations.iter().filter_map(|translation| translation.language.clone()).collect()
}
