//! Page numbers in the text: guessed before pages are known, settled afterwards.

use rustc_hash::FxHashMap;

use crate::html::NodeId;
use crate::layout::{BoxId, BoxTree, PageReference, ReferenceKind, format_counter};

/// About how much text stands on a page; only the number of digits depends on it.
const CHARACTERS_A_PAGE: usize = 2000;

/// A first guess at every reference: as many digits as the page count probably has.
pub(super) fn estimate(tree: &BoxTree) -> Vec<String> {
    let pages = tree.text.len() / CHARACTERS_A_PAGE + 1;
    tree.references.iter().map(|reference| format_counter(&reference.style, pages as i32)).collect()
}

/// What the references come to, given the page each box starts on.
pub(super) fn settle(
    tree: &BoxTree,
    page_of_node: &FxHashMap<NodeId, u32>,
    page_of_reference: &dyn Fn(&PageReference) -> Option<u32>,
    page_count: usize,
) -> Vec<String> {
    tree.references
        .iter()
        .map(|reference| {
            let page = match reference.kind {
                ReferenceKind::PageOf(target) => page_of_node.get(&target).copied(),
                ReferenceKind::Page => page_of_reference(reference),
                ReferenceKind::Pages => (page_count as u32).checked_sub(1),
            };
            page.map_or_else(String::new, |page| format_counter(&reference.style, page as i32 + 1))
        })
        .collect()
}

/// The boxes whose pages have to be known: targets, references' own elements, named strings.
pub(super) fn wanted_boxes(tree: &BoxTree) -> Vec<bool> {
    let mut nodes: Vec<NodeId> = tree
        .references
        .iter()
        .filter_map(|reference| match reference.kind {
            ReferenceKind::PageOf(target) => Some(target),
            ReferenceKind::Page | ReferenceKind::Pages => reference.node,
        })
        .collect();
    nodes.sort_unstable();
    nodes.dedup();
    let mut wanted: Vec<bool> = tree
        .boxes
        .iter()
        .map(|layout_box| layout_box.node.is_some_and(|node| nodes.binary_search(&node).is_ok()))
        .collect();
    for (id, node) in &tree.anchors {
        wanted[id.index()] |= nodes.binary_search(node).is_ok();
    }
    for change in &tree.named_strings {
        if let Some(entry) = wanted.get_mut(change.at.index()) {
            *entry = true;
        }
    }
    wanted
}

/// The first page of every element among the boxes that were noted.
pub(super) fn pages_of_nodes(tree: &BoxTree, started: &[Vec<BoxId>]) -> FxHashMap<NodeId, u32> {
    let mut pages = FxHashMap::default();
    for (page, boxes) in started.iter().enumerate() {
        for &id in boxes {
            if let Some(node) = tree.get(id).node {
                pages.entry(node).or_insert(page as u32);
            }
            for node in tree.anchors_at(id) {
                pages.entry(node).or_insert(page as u32);
            }
        }
    }
    pages
}
