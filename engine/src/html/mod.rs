//! HTML text to a tree of nodes, with the error recovery of the HTML standard.

mod document;
mod fragment;
mod open_tag;
mod parse;
mod place;
mod support;
mod text_places;

pub(crate) use document::BREAK_HINTS;
pub use document::{Attribute, Document, Element, Node, NodeId, NodeKind, TextPlace};
pub use fragment::Fragments;
pub use parse::{Limits, parse};
pub use place::{place_of, place_of_attribute, place_of_content, place_of_words};
pub use support::report_unsupported;
pub use text_places::{TextPlaces, letters_of};
