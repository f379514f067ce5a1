//! Where a node stands in its source, for messages.

use super::{Document, NodeId};
use crate::diagnostics::{Diagnostics, Span};

/// The line on which the parser met `node`, without the white space around it.
pub fn place_of(document: &Document, node: NodeId, diagnostics: &Diagnostics) -> Span {
    let text = &diagnostics.source(document.source).text;
    let line_number = document.node(node).line.max(1) as usize;
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number + 1 == line_number {
            let indent = line.len() - line.trim_start().len();
            return Span::new(document.source, start + indent, start + line.trim_end().len());
        }
        start += line.len();
    }
    Span::new(document.source, text.len(), text.len())
}
