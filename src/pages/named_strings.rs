//! Named strings (CSS GCPM 3, section 1.1): what `string()` shows on each page.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::css::NamedStringPosition;
use crate::layout::{BoxId, BoxTree};

/// The values of one name on one page.
#[derive(Clone, Debug, Default)]
struct Values {
    /// At the start of the page: the last value set before it.
    before: Option<String>,
    first: Option<String>,
    last: Option<String>,
    /// Whether the first value is set by the first thing on the page.
    at_start: bool,
}

/// The values of all names, page by page.
#[derive(Debug, Default)]
pub(super) struct NamedStrings {
    pages: Vec<FxHashMap<Arc<str>, Values>>,
}

impl NamedStrings {
    /// Collects the values, given which boxes start on each page.
    pub(super) fn collect(tree: &BoxTree, started: &[Vec<BoxId>]) -> NamedStrings {
        if tree.named_strings.is_empty() {
            return NamedStrings::default();
        }
        let mut changes: FxHashMap<BoxId, Vec<usize>> = FxHashMap::default();
        for (index, change) in tree.named_strings.iter().enumerate() {
            changes.entry(change.at).or_default().push(index);
        }
        let mut names: Vec<Arc<str>> = tree.named_strings.iter().map(|change| change.name.clone()).collect();
        names.sort();
        names.dedup();
        let mut current: FxHashMap<Arc<str>, String> = FxHashMap::default();
        let mut pages = Vec::with_capacity(started.len());
        for boxes in started {
            let mut values: FxHashMap<Arc<str>, Values> = FxHashMap::default();
            for name in &names {
                let before = current.get(name).cloned();
                values.insert(name.clone(), Values { before, ..Values::default() });
            }
            for (order, id) in boxes.iter().enumerate() {
                for &index in changes.get(id).into_iter().flatten() {
                    let change = &tree.named_strings[index];
                    let entry = values.entry(change.name.clone()).or_default();
                    if entry.first.is_none() {
                        entry.first = Some(change.value.clone());
                        entry.at_start = order == 0;
                    }
                    entry.last = Some(change.value.clone());
                    current.insert(change.name.clone(), change.value.clone());
                }
            }
            pages.push(values);
        }
        NamedStrings { pages }
    }

    /// The value of `string(name, which)` on a page.
    pub(super) fn value(&self, page: usize, name: &str, which: NamedStringPosition) -> String {
        let Some(values) = self.pages.get(page).and_then(|values| values.get(name)) else {
            return String::new();
        };
        let value = match which {
            NamedStringPosition::First => values.first.as_ref().or(values.before.as_ref()),
            NamedStringPosition::Last => values.last.as_ref().or(values.before.as_ref()),
            NamedStringPosition::Start if values.at_start => values.first.as_ref(),
            NamedStringPosition::Start => values.before.as_ref(),
            NamedStringPosition::FirstExcept if values.first.is_some() => None,
            NamedStringPosition::FirstExcept => values.before.as_ref(),
        };
        value.cloned().unwrap_or_default()
    }
}
