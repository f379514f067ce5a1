//! A parsed declaration: the result of parsing, and the input of computing.

use std::sync::Arc;

use super::declaration::Declaration;
use super::property::PropertyInfo;

/// The value of a declaration as far as it can be known before the cascade.
#[derive(Clone, Debug, PartialEq)]
pub enum Parsed {
    /// The longhands that the declaration sets, in the order in which they are applied.
    Declarations(Vec<Declaration>),
    /// The value contains `var()`, `env()` or `attr()` and is kept as text until the custom properties are known.
    Unresolved(UnresolvedDeclaration),
    /// A custom property (`--name`).
    Custom {
        /// The name with its two dashes, in the case that it is written in.
        name: Arc<str>,
        /// The value as text, before substitution.
        value: Arc<str>,
    },
}

/// A declaration that contains `var()`, `env()` or `attr()` (CSS Custom Properties 1, section 3).
#[derive(Clone, Debug, PartialEq)]
pub struct UnresolvedDeclaration {
    pub(crate) property: &'static PropertyInfo,
    pub(crate) text: Arc<str>,
    /// The folder of the stylesheet, see [`ParseContext::base`](super::ParseContext::base).
    pub(crate) base: Arc<str>,
}
