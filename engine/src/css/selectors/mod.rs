//! Selectors (Selectors 4): parsing, and matching against the elements of a document.

mod directionality;
pub(crate) mod language;
pub(crate) mod matcher;
pub(crate) mod pseudo_class;
pub(crate) mod selector;
