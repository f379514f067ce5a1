//! What elements do to counters (CSS Lists 3, section 4): their own properties, and the counters that HTML gives to
//! lists and footnotes.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::boxes::builder::Builder;
use crate::boxes::counters::Counters;
use crate::boxes::reverse_counter;
use crate::boxes::tree::{BoxId, CounterChange, CounterTo};
use crate::css::{ComputedStyle, Float};
use crate::diagnostics::Diagnostic;
use crate::html::{Element, NodeId, place_of};

/// The most counters that are kept for `target-counter()`, of all elements with an id together.
const MAX_KEPT: usize = 1_000_000;

/// The counters in scope at elements with an id.
#[derive(Default)]
pub(crate) struct CountersAt {
    at: FxHashMap<NodeId, Counters>,
    /// How many counters are kept.
    kept: usize,
}

impl CountersAt {
    fn keep(&mut self, node: NodeId, counters: &Counters) {
        self.kept = self.kept.saturating_add(counters.count());
        if self.kept <= MAX_KEPT {
            self.at.insert(node, counters.clone());
        }
    }

    /// The counters at an element; `None` if there are too many.
    pub(crate) fn get(&self, node: NodeId) -> Option<Counters> {
        let found = self.at.get(&node).cloned();
        if self.kept <= MAX_KEPT { Some(found.unwrap_or_default()) } else { found }
    }
}

impl Builder<'_> {
    /// Reports that the counters at the target of a cross reference are not kept.
    pub(crate) fn report_counters_left_out(&mut self, target: NodeId) {
        let place = place_of(self.document, target, self.diagnostics);
        self.diagnostics.push(
            Diagnostic::warning(format!(
                "the elements with an id have more than {MAX_KEPT} counters together; cross references do not find those \
                 of this element and of all after it"
            ))
            .at(place, "here")
            .help("Name fewer counters, or give fewer elements an id."),
        );
    }

    /// Applies an element's counter properties and the counters of HTML, and returns what changed.
    pub(crate) fn count(&mut self, node: NodeId, style: &ComputedStyle) -> Vec<(Arc<str>, CounterTo)> {
        let content = &style.content;
        let list_item: Arc<str> = "list-item".into();
        let element = self.document.element(node);
        let names_list_item =
            |changes: &[(Arc<str>, i32)]| changes.iter().any(|(name, _)| *name == list_item);
        if let Some(element) = element
            && reverse_counter::is_list(element)
            && !names_list_item(&content.counter_reset)
            && !content.counter_reversed.iter().any(|(name, _)| *name == list_item)
        {
            let start: Option<i32> = element.attribute("start").and_then(|start| start.trim().parse().ok());
            if element.is_html("ol") && element.attribute("reversed").is_some() {
                let start = start.map(|start| start.saturating_add(1));
                let start = start.unwrap_or_else(|| self.start_of_reversed(node, &list_item));
                self.counters.reset_reversed(&list_item, start);
            } else {
                self.counters.reset(&vec![(list_item.clone(), start.unwrap_or(1).saturating_sub(1))]);
            }
        }
        self.counters.reset(&content.counter_reset);
        for (name, start) in &content.counter_reversed {
            let start = start.unwrap_or_else(|| self.start_of_reversed(node, name));
            self.counters.reset_reversed(name, start);
        }
        self.counters.increment(&content.counter_increment);
        if style.layout.display.is_list_item() && !names_list_item(&content.counter_increment) {
            let by = if self.counters.is_reversed(&list_item) { -1 } else { 1 };
            self.counters.increment(&vec![(list_item.clone(), by)]);
        }
        let names_footnote =
            |changes: &[(Arc<str>, i32)]| changes.iter().any(|(name, _)| &**name == "footnote");
        if style.layout.float == Float::Footnote && !names_footnote(&content.counter_increment) {
            self.counters.increment(&vec![("footnote".into(), 1)]);
        }
        self.counters.set(&content.counter_set);
        if let Some(value) = element.and_then(reverse_counter::value_of_item) {
            self.counters.set(&vec![(list_item, value)]);
        }
        if element.is_some_and(Element::is_link_target) {
            self.counters_at.keep(node, &self.counters);
        }
        self.counter_changes(style)
    }

    /// The changes of counters by a style that has been applied. The counter of list items is left out: margin boxes
    /// have no use for it, and every item changes it.
    pub(crate) fn counter_changes(&self, style: &ComputedStyle) -> Vec<(Arc<str>, CounterTo)> {
        let content = &style.content;
        let all = [&content.counter_reset, &content.counter_increment, &content.counter_set];
        if all.iter().all(|changes| changes.is_empty()) {
            return Vec::new();
        }
        let mut found: Vec<(Arc<str>, CounterTo)> = Vec::new();
        for (index, changes) in all.into_iter().enumerate() {
            for (name, value) in changes {
                match &**name {
                    "list-item" => {}
                    "page" if index == 1 => found.push((name.clone(), CounterTo::By(*value))),
                    "page" => found.push((name.clone(), CounterTo::Values(vec![*value]))),
                    _ => found.push((name.clone(), CounterTo::Values(self.counters.values(name)))),
                }
            }
        }
        found
    }

    /// Records changes of counters that margin boxes may show. They count for the page of the box `at`.
    pub(crate) fn note_counters(&mut self, at: BoxId, changes: Vec<(Arc<str>, CounterTo)>) {
        let changes = changes.into_iter().map(|(name, to)| CounterChange { at, name, to });
        self.tree.counter_changes.extend(changes);
    }
}
