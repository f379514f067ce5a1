//! Why a declaration is not understood, and the message about it.

use std::borrow::Cow;

/// Why a declaration was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyError {
    /// No property has this name.
    UnknownProperty {
        /// The name of a property that looks similar.
        suggestion: Option<&'static str>,
    },
    /// A property or value of CSS that the engine does not support.
    Unsupported {
        /// What is not supported, as the subject of a sentence: "`position: sticky`".
        what: Cow<'static, str>,
        /// What to write instead.
        instead: Option<&'static str>,
    },
    /// The name has a browser's prefix, and there is the standard property.
    Prefixed {
        /// The name of that property.
        plain: &'static str,
    },
    /// The property is about screens or interaction and does nothing on paper.
    NoEffectInPrint,
    /// The property does not take this value.
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
            PropertyError::Prefixed { .. } => format!("the property `{property}` is not supported"),
            PropertyError::NoEffectInPrint => format!("`{property}` has no effect in print"),
            PropertyError::InvalidValue { .. } => format!("this is not a value of `{property}`"),
        }
    }

    /// How to fix it, in one or two sentences.
    pub fn help(&self) -> Option<String> {
        match self {
            PropertyError::UnknownProperty { suggestion } => {
                suggestion.map(|suggestion| format!("Did you mean `{suggestion}`?"))
            }
            PropertyError::Unsupported { instead, .. } => instead.map(str::to_string),
            PropertyError::Prefixed { plain } => Some(format!("Use `{plain}`.")),
            PropertyError::NoEffectInPrint => {
                Some("Remove it, or put it into `@media screen` for browsers.".to_string())
            }
            PropertyError::InvalidValue { expected } => Some(format!("Expected: {expected}.")),
        }
    }
}
