//! Page numbers in the text: guessed before pages are known, settled afterwards.

use rustc_hash::FxHashMap;

use super::page_counters::PageCounters;
use super::page_values::Started;
use crate::html::NodeId;
use crate::layout::{BoxId, BoxKind, BoxTree, PageReference, ReferenceId, ReferenceKind, format_counter};

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
    counters: &PageCounters,
    page_count: usize,
) -> Vec<String> {
    tree.references
        .iter()
        .map(|reference| {
            let number = match reference.kind {
                ReferenceKind::PageOf(target) => {
                    page_of_node.get(&target).map(|page| counters.number(*page as usize))
                }
                ReferenceKind::Page => {
                    page_of_reference(reference).map(|page| counters.number(page as usize))
                }
                ReferenceKind::Pages => Some(page_count as i32).filter(|count| *count > 0),
            };
            number.map_or_else(String::new, |number| format_counter(&reference.style, number))
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
    let strings = tree.named_strings.iter().map(|change| change.at);
    let counters = tree.counter_changes.iter().map(|change| change.at);
    let running = tree.running.iter().map(|element| element.at);
    for at in strings.chain(counters).chain(running) {
        if let Some(entry) = wanted.get_mut(at.index()) {
            *entry = true;
        }
    }
    wanted
}

/// The first page of every element among the boxes that were noted.
pub(super) fn pages_of_nodes(tree: &BoxTree, started: &[Vec<Started>]) -> FxHashMap<NodeId, u32> {
    let mut pages = FxHashMap::default();
    for (page, boxes) in started.iter().enumerate() {
        for &Started { id, .. } in boxes {
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

/// The references to `counter(page)` inside of running elements, which have another value on every page.
pub(super) fn in_running_elements(tree: &BoxTree) -> Vec<ReferenceId> {
    if tree.running.is_empty() {
        return Vec::new();
    }
    let ids = (0..tree.boxes.len() as u32).map(BoxId);
    ids.filter_map(|id| match tree.get(id).kind {
        BoxKind::Reference(reference) if tree.is_running(id) => Some(reference),
        _ => None,
    })
    .filter(|reference| {
        let kind = tree.references.get(reference.0 as usize).map(|reference| &reference.kind);
        kind == Some(&ReferenceKind::Page)
    })
    .collect()
}

/// The texts of all references where those of `inside` stand on the page of a number; `None` where there
/// are none of them.
pub(super) fn on_page(
    tree: &BoxTree,
    texts: &[String],
    inside: &[ReferenceId],
    number: i32,
) -> Option<Vec<String>> {
    if inside.is_empty() {
        return None;
    }
    let mut own = texts.to_vec();
    for reference in inside {
        let index = reference.0 as usize;
        if let (Some(text), Some(known)) = (own.get_mut(index), tree.references.get(index)) {
            *text = format_counter(&known.style, number);
        }
    }
    Some(own)
}
