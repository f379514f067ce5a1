//! The values of `string()` and `element()` on each page (CSS GCPM 3, sections 1.1 and 1.2). Elements give values to a
//! name; a page shows one of those on the page, or the last one before it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::boxes::BoxId;
use crate::css::NamedStringPosition;

/// A recorded box that starts on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Started {
    pub(crate) id: BoxId,
    /// Whether there are no lines or images on the page before it.
    pub(crate) at_start: bool,
}

/// The values of one name on one page.
#[derive(Clone, Debug)]
struct ValuesOnPage<T> {
    /// The last value set before the page.
    before: Option<T>,
    /// The first value set on the page.
    first: Option<T>,
    /// The last value set on the page.
    last: Option<T>,
    /// Whether the first value is set by the first content of the page.
    at_start: bool,
}

/// The values of all names, page by page.
#[derive(Debug)]
pub(crate) struct PageValues<T> {
    pages: Vec<FxHashMap<Arc<str>, ValuesOnPage<T>>>,
}

impl<T: Clone> PageValues<T> {
    /// Collects the values, from the box that sets each value and the boxes that start on each page.
    pub(crate) fn collect(changes: &[(BoxId, &Arc<str>, T)], started: &[Vec<Started>]) -> PageValues<T> {
        if changes.is_empty() {
            return PageValues { pages: Vec::new() };
        }
        let mut by_box: FxHashMap<BoxId, Vec<usize>> = FxHashMap::default();
        for (index, (at, ..)) in changes.iter().enumerate() {
            by_box.entry(*at).or_default().push(index);
        }
        let mut current: FxHashMap<Arc<str>, T> = FxHashMap::default();
        let mut pages = Vec::with_capacity(started.len());
        for boxes in started {
            let unchanged =
                |before: Option<T>| ValuesOnPage { before, first: None, last: None, at_start: false };
            let mut values: FxHashMap<Arc<str>, ValuesOnPage<T>> = FxHashMap::default();
            for (name, value) in &current {
                values.insert(name.clone(), unchanged(Some(value.clone())));
            }
            for Started { id, at_start } in boxes {
                for &index in by_box.get(id).into_iter().flatten() {
                    let (_, name, value) = &changes[index];
                    let entry = values.entry(Arc::clone(name)).or_insert_with(|| unchanged(None));
                    if entry.first.is_none() {
                        entry.first = Some(value.clone());
                        entry.at_start = *at_start;
                    }
                    entry.last = Some(value.clone());
                    current.insert(Arc::clone(name), value.clone());
                }
            }
            pages.push(values);
        }
        PageValues { pages }
    }

    /// The value of a name on a page.
    pub(crate) fn value(&self, page: usize, name: &str, which: NamedStringPosition) -> Option<T> {
        let values = self.pages.get(page)?.get(name)?;
        let value = match which {
            NamedStringPosition::First => values.first.as_ref().or(values.before.as_ref()),
            NamedStringPosition::Last => values.last.as_ref().or(values.before.as_ref()),
            NamedStringPosition::Start if values.at_start => values.first.as_ref(),
            NamedStringPosition::Start => values.before.as_ref(),
            NamedStringPosition::FirstExcept if values.first.is_some() => None,
            NamedStringPosition::FirstExcept => values.before.as_ref(),
        };
        value.cloned()
    }
}
