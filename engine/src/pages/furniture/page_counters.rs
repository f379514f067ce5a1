//! The counters that margin boxes show: the number of each page, and the values of the document's counters at its end
//! (CSS Paged Media 3, section 7.1).
//!
//! Each page increments `page` by one unless a page rule sets another increment. An element that starts on a page and
//! resets or sets `page` gives that page its number.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::boxes::{BoxId, BoxTree, CounterTo};
use crate::css::{GeneratedContent, PageStyle};
use crate::pages::furniture::page_values::Started;

/// For each counter the pages that change it, with its values at their end, the innermost scope last.
type ChangesByName = FxHashMap<Arc<str>, Vec<(usize, Vec<i32>)>>;

/// The values of counters at the end of each page.
#[derive(Debug, Default)]
pub(crate) struct PageCounters {
    /// The value of `page`, by page.
    numbers: Vec<i32>,
    /// The other counters.
    others: ChangesByName,
}

impl PageCounters {
    pub(crate) fn collect<'a>(
        tree: &BoxTree,
        styles: impl Iterator<Item = &'a PageStyle>,
        started: &[Vec<Started>],
    ) -> PageCounters {
        let mut changes: FxHashMap<BoxId, Vec<usize>> = FxHashMap::default();
        for (index, change) in tree.counter_changes.iter().enumerate() {
            changes.entry(change.at).or_default().push(index);
        }
        let mut counters = PageCounters::default();
        let mut number = 0_i32;
        for (page, (style, boxes)) in styles.zip(started).enumerate() {
            let content = &style.style.content;
            count_page(content, page, &mut number, &mut counters.others);
            for &index in boxes.iter().flat_map(|started| changes.get(&started.id)).flatten() {
                let change = &tree.counter_changes[index];
                match &change.to {
                    CounterTo::By(by) => number = number.saturating_add(*by),
                    CounterTo::Values(values) if &*change.name == "page" => {
                        number = values.last().copied().unwrap_or(0);
                    }
                    CounterTo::Values(values) => {
                        record(&mut counters.others, page, &change.name, values.clone());
                    }
                }
            }
            counters.numbers.push(number);
        }
        counters
    }

    /// The number of a page.
    pub(crate) fn number(&self, page: usize) -> i32 {
        self.numbers.get(page).copied().unwrap_or(page as i32 + 1)
    }

    /// The values of a counter at the end of a page, outermost first.
    pub(crate) fn values(&self, page: usize, name: &str) -> Vec<i32> {
        let changes = self.others.get(name).map_or(&[][..], Vec::as_slice);
        let known = changes.partition_point(|(at, _)| *at <= page).checked_sub(1);
        known.map_or_else(|| vec![0], |index| changes[index].1.clone())
    }
}

/// Sets the values of a counter at the end of a page.
fn record(others: &mut ChangesByName, page: usize, name: &Arc<str>, values: Vec<i32>) {
    let changes = others.entry(name.clone()).or_default();
    match changes.last_mut().filter(|(last, _)| *last == page) {
        Some(last) => last.1 = values,
        None => changes.push((page, values)),
    }
}

/// Applies the counter properties of a page rule.
fn count_page(content: &GeneratedContent, page: usize, number: &mut i32, others: &mut ChangesByName) {
    let mut change = |name: &Arc<str>, to: &dyn Fn(i32) -> i32| {
        if &**name == "page" {
            *number = to(*number);
            return;
        }
        let known = others.get(name).and_then(|changes| changes.last());
        let mut values = known.map_or_else(|| vec![0], |(_, values)| values.clone());
        if let Some(last) = values.last_mut() {
            *last = to(*last);
        }
        record(others, page, name, values);
    };
    for (name, value) in &content.counter_reset {
        change(name, &|_| *value);
    }
    if content.counter_increment.iter().all(|(name, _)| &**name != "page") {
        change(&"page".into(), &|number| number.saturating_add(1));
    }
    for (name, by) in &content.counter_increment {
        change(name, &|value| value.saturating_add(*by));
    }
    for (name, value) in &content.counter_set {
        change(name, &|_| *value);
    }
}
