//! Page numbers in the text: estimated before pages are known, settled afterwards.

use rustc_hash::FxHashMap;

use crate::boxes::{BoxId, BoxKind, BoxTree, PageReference, ReferenceId, ReferenceKind, format_counter};
use crate::html::NodeId;
use crate::pages::furniture::page_counters::PageCounters;
use crate::pages::furniture::page_values::{PageValues, Started};

/// The approximate amount of text on a page; only the estimated number of digits depends on it.
const CHARACTERS_A_PAGE: usize = 2000;

/// An estimate of the text of every reference: as many digits as the page count probably has.
pub(super) fn estimate(tree: &BoxTree) -> Vec<String> {
    let pages = tree.text.len() / CHARACTERS_A_PAGE + 1;
    let text = |reference: &PageReference| match &reference.kind {
        ReferenceKind::String { .. } => String::new(),
        ReferenceKind::Footnote { number, .. } => format_counter(&reference.style, *number),
        _ => format_counter(&reference.style, pages as i32),
    };
    tree.references.iter().map(text).collect()
}

/// The values of pages that references may show.
pub(super) struct Settled<'a> {
    /// The counters at the end of each page.
    pub(super) counters: &'a PageCounters,
    /// The named strings.
    pub(super) strings: &'a PageValues<&'a str>,
    /// The number of pages.
    pub(super) page_count: usize,
    /// The numbers of notes where pages number them.
    pub(super) notes: &'a FxHashMap<NodeId, i32>,
}

impl Settled<'_> {
    /// The text of a reference on a page; `None` if the page it needs is not known.
    fn text(&self, reference: &PageReference, page: Option<u32>) -> Option<String> {
        let number = match &reference.kind {
            ReferenceKind::String { name, which } => {
                let text = self.strings.value(page? as usize, name, *which);
                return Some(text.unwrap_or_default().to_string());
            }
            ReferenceKind::Pages => i32::try_from(self.page_count).ok().filter(|count| *count > 0)?,
            ReferenceKind::Page | ReferenceKind::PageOf(_) => self.counters.number(page? as usize),
            ReferenceKind::Footnote { note, number } => self.notes.get(note).copied().unwrap_or(*number),
        };
        Some(format_counter(&reference.style, number))
    }
}

/// The texts of all references, from the first page of each element.
pub(super) fn settle(
    tree: &BoxTree,
    page_of_node: &FxHashMap<NodeId, u32>,
    settled: &Settled<'_>,
) -> Vec<String> {
    let text = |reference: &PageReference| {
        let node = match reference.kind {
            ReferenceKind::PageOf(target) => Some(target),
            _ => reference.node,
        };
        let page = node.and_then(|node| page_of_node.get(&node).copied());
        settled.text(reference, page).unwrap_or_default()
    };
    tree.references.iter().map(text).collect()
}

/// Whether the page of each box has to be known: targets, the elements of references, named strings, counters, running
/// elements.
pub(super) fn wanted_boxes(tree: &BoxTree) -> Vec<bool> {
    let mut nodes: Vec<NodeId> = tree
        .references
        .iter()
        .filter_map(|reference| match reference.kind {
            ReferenceKind::PageOf(target) => Some(target),
            ReferenceKind::Page | ReferenceKind::String { .. } => reference.node,
            ReferenceKind::Pages | ReferenceKind::Footnote { .. } => None,
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

/// The first page of each element with a recorded box.
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

/// The references in running elements and fixed boxes, whose text depends on the page that shows them.
pub(super) fn repeated(tree: &BoxTree) -> Vec<ReferenceId> {
    let of_page = |reference: &PageReference| {
        matches!(reference.kind, ReferenceKind::Page | ReferenceKind::String { .. })
    };
    if !tree.references.iter().any(of_page) {
        return Vec::new();
    }
    let ids = (0..tree.boxes.len() as u32).map(BoxId);
    ids.filter_map(|id| match tree.get(id).kind {
        BoxKind::Reference(reference) if tree.is_repeated(id) => Some(reference),
        _ => None,
    })
    .filter(|reference| tree.references.get(reference.index()).is_some_and(of_page))
    .collect()
}

/// The texts of some references on a page.
pub(super) fn on_page(
    tree: &BoxTree,
    references: &[ReferenceId],
    page: usize,
    settled: &Settled<'_>,
) -> Vec<String> {
    let known = references.iter().filter_map(|reference| tree.references.get(reference.index()));
    known.map(|reference| settled.text(reference, Some(page as u32)).unwrap_or_default()).collect()
}

/// The texts of all references, with those that some have on this page only. `None` if there are none.
pub(super) fn with_own(texts: &[String], references: &[ReferenceId], own: &[String]) -> Option<Vec<String>> {
    if own.is_empty() {
        return None;
    }
    let mut texts = texts.to_vec();
    for (reference, own) in references.iter().zip(own) {
        if let Some(text) = texts.get_mut(reference.index()) {
            text.clone_from(own);
        }
    }
    Some(texts)
}
