//! Why a declaration is not understood, and how to say so.

use std::borrow::Cow;

/// Why a declaration was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyError {
    /// No property has this name; perhaps the suggested one was meant.
    UnknownProperty {
        /// The name of a property that looks similar.
        suggestion: Option<&'static str>,
    },
    /// CSS has this property or value, but it is not supported here.
    Unsupported {
        /// What is not supported, as the subject of a sentence: "`position: sticky`".
        what: Cow<'static, str>,
        /// What to write instead.
        instead: Option<&'static str>,
    },
    /// The property is about screens or interaction and does nothing on paper.
    NoEffectInPrint,
    /// The value is not one that the property takes.
    InvalidValue {
        /// The values that the property takes, as the manual lists them.
        expected: String,
    },
}

impl PropertyError {
    /// What is wrong with the declaration of `property`, in one sentence without a full stop.
    pub fn message(&self, property: &str) -> String {
        match self {
            PropertyError::UnknownProperty { .. } => format!("there is no property `{property}`"),
            PropertyError::Unsupported { what, .. } => format!("{what} is not supported"),
            PropertyError::NoEffectInPrint => format!("`{property}` has no effect in print"),
            PropertyError::InvalidValue { .. } => format!("this is not a value of `{property}`"),
        }
    }

    /// What to do about it, in one or two sentences.
    pub fn help(&self) -> Option<String> {
        match self {
            PropertyError::UnknownProperty { suggestion } => {
                suggestion.map(|suggestion| format!("Did you mean `{suggestion}`?"))
            }
            PropertyError::Unsupported { instead, .. } => instead.map(str::to_string),
            PropertyError::NoEffectInPrint => {
                Some("Remove it, or put it into `@media screen` for browsers.".to_string())
            }
            PropertyError::InvalidValue { expected } => Some(format!("Expected: {expected}.")),
        }
    }
}
