//! Form controls as they are printed (HTML, section 15.5): a `select` shows what is selected, `meter` and `progress` are bars
//! without their text. The values of other controls are in the built-in stylesheet.

use crate::html::{Document, NodeId};

/// The nodes inside an element that are shown as its content.
pub(super) fn shown_children(document: &Document, node: NodeId) -> Vec<NodeId> {
    let element = document.element(node);
    let is = |name: &str| element.is_some_and(|element| element.is_html(name));
    if is("select") {
        return selected(document, node);
    }
    if is("meter") || is("progress") {
        return Vec::new();
    }
    document.children(node).collect()
}

/// The selected options. If only one can be selected, it is the last that is marked, or the first that is not disabled.
fn selected(document: &Document, select: NodeId) -> Vec<NodeId> {
    let has = |node: NodeId, name: &str| {
        document.element(node).is_some_and(|element| element.attribute(name).is_some())
    };
    let options: Vec<NodeId> = document
        .descendants(select)
        .filter(|&node| document.element(node).is_some_and(|element| element.is_html("option")))
        .collect();
    let marked: Vec<NodeId> = options.iter().copied().filter(|&option| has(option, "selected")).collect();
    if has(select, "multiple") {
        return marked;
    }
    let first = || options.iter().copied().find(|&option| !has(option, "disabled"));
    marked.last().copied().or_else(first).into_iter().collect()
}
