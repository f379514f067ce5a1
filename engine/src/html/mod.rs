//! HTML text to a tree of nodes, with the error recovery of the HTML standard.

mod document;
mod parse;
mod place;

pub use document::{Attribute, Document, Element, Node, NodeId, NodeKind};
pub use parse::{Limits, parse};
pub use place::{place_of, place_of_attribute, place_of_words};
