//! Warnings about a stylesheet, whose place in the source is added later.

use crate::css::properties::PropertyError;
use crate::diagnostics::{Diagnostic, Span};

/// A warning without a place.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// The name without a browser's prefix, of a property that is reported because of that prefix.
    pub(super) plain: Option<&'static str>,
}

/// A fault with the byte range in the stylesheet's text that it concerns.
pub(crate) type PlacedFault = (usize, usize, Fault);

impl Fault {
    pub(crate) fn new(message: impl Into<String>) -> Fault {
        Fault { message: message.into(), help: None, plain: None }
    }

    /// The fault of a declaration of `property` that could not be parsed.
    pub(crate) fn of_property(property: &str, error: &PropertyError) -> Fault {
        let plain = match error {
            PropertyError::Prefixed { plain } => Some(*plain),
            _ => None,
        };
        Fault { message: error.message(property), help: error.help(), plain }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }

    /// Adds the help text if there is one.
    pub(crate) fn maybe_help(self, help: Option<String>) -> Fault {
        Fault { help: help.or(self.help), ..self }
    }

    pub(crate) fn at(self, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::warning(self.message).at(span, "");
        match self.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}
