//! Counters (CSS Lists 3, section 4), and their values as text (CSS Counter Styles 3).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::css::{CounterChanges, CounterStyle};

/// The counters in scope at one place of the document, innermost last.
///
/// The scope of a counter contains the following siblings of the element that creates it, and their descendants: it
/// ends with the element's parent.
#[derive(Clone, Debug, Default)]
pub struct Counters {
    /// By depth.
    scopes: Vec<Counter>,
    /// The index in `scopes` of the innermost counter of each name that is in scope.
    innermost: FxHashMap<Arc<str>, usize>,
    depth: u32,
}

#[derive(Clone, Debug)]
struct Counter {
    name: Arc<str>,
    value: i32,
    /// The depth of the element that created it.
    depth: u32,
    /// Whether list items decrement it.
    reversed: bool,
    /// The index of the next outer counter of the same name.
    outer: Option<usize>,
}

impl Counters {
    /// How many counters are in scope.
    pub(crate) fn count(&self) -> usize {
        self.scopes.len()
    }

    /// Enters an element's children.
    pub fn enter(&mut self) {
        self.depth += 1;
    }

    /// Leaves an element's children: counters that they created go out of scope.
    pub fn leave(&mut self) {
        while let Some(counter) = self.scopes.pop_if(|counter| counter.depth >= self.depth) {
            match counter.outer {
                Some(outer) => self.innermost.insert(counter.name, outer),
                None => self.innermost.remove(&counter.name),
            };
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// Applies `counter-reset`.
    pub fn reset(&mut self, changes: &CounterChanges) {
        for (name, value) in changes {
            self.create(name, *value, false);
        }
    }

    /// Applies `counter-reset: reversed()`: list items decrement the counter.
    pub fn reset_reversed(&mut self, name: &Arc<str>, value: i32) {
        self.create(name, value, true);
    }

    /// Whether the innermost counter of that name is reversed.
    pub fn is_reversed(&self, name: &str) -> bool {
        self.find(name).is_some_and(|counter| counter.reversed)
    }

    /// The innermost counter of that name.
    fn find(&self, name: &str) -> Option<&Counter> {
        self.innermost.get(name).and_then(|&index| self.scopes.get(index))
    }

    fn find_mut(&mut self, name: &str) -> Option<&mut Counter> {
        self.innermost.get(name).and_then(|&index| self.scopes.get_mut(index))
    }

    /// Applies `counter-increment`.
    pub fn increment(&mut self, changes: &CounterChanges) {
        for (name, by) in changes {
            let value = self.value(name).saturating_add(*by);
            self.assign(name, value);
        }
    }

    /// Applies `counter-set`.
    pub fn set(&mut self, changes: &CounterChanges) {
        for (name, value) in changes {
            self.assign(name, *value);
        }
    }

    fn create(&mut self, name: &Arc<str>, value: i32, reversed: bool) {
        // A sibling's counter of the same name is replaced; in an ancestor's, the new one is nested.
        let depth = self.depth;
        match self.find_mut(name).filter(|counter| counter.depth == depth) {
            Some(counter) => (counter.value, counter.reversed) = (value, reversed),
            None => {
                let outer = self.innermost.insert(name.clone(), self.scopes.len());
                self.scopes.push(Counter { name: name.clone(), value, depth, reversed, outer });
            }
        }
    }

    fn assign(&mut self, name: &Arc<str>, value: i32) {
        match self.find_mut(name) {
            Some(counter) => counter.value = value,
            None => self.create(name, value, false),
        }
    }

    /// The innermost value; zero where there is no such counter.
    pub fn value(&self, name: &str) -> i32 {
        self.find(name).map_or(0, |counter| counter.value)
    }

    /// All values of that name, outermost first, as `counters()` joins them.
    pub fn values(&self, name: &str) -> Vec<i32> {
        let outer = |counter: &&Counter| counter.outer.and_then(|outer| self.scopes.get(outer));
        let mut values: Vec<i32> =
            std::iter::successors(self.find(name), outer).map(|counter| counter.value).collect();
        values.reverse();
        if values.is_empty() { vec![0] } else { values }
    }
}

/// A counter's value in a counter style.
pub fn format_counter(style: &CounterStyle, value: i32) -> String {
    style.write(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(name: &str, value: i32) -> CounterChanges {
        vec![(name.into(), value)]
    }

    #[test]
    fn nested_counters_stack_and_siblings_replace() {
        let mut counters = Counters::default();
        counters.enter();
        counters.reset(&changes("item", 0));
        counters.enter();
        counters.increment(&changes("item", 1));
        counters.reset(&changes("item", 0));
        counters.enter();
        counters.increment(&changes("item", 4));
        assert_eq!(counters.values("item"), [1, 4]);
        counters.leave();
        counters.reset(&changes("item", 7));
        assert_eq!(counters.values("item"), [1, 7]);
        counters.leave();
        assert_eq!(counters.values("item"), [1]);
        counters.leave();
        assert_eq!(counters.values("item"), [0]);
    }

    #[test]
    fn styles_write_their_numbers() {
        let write = |name, value| {
            format_counter(&crate::css::predefined_counter_style(name).expect("a predefined style"), value)
        };
        assert_eq!(write("upper-roman", 1994), "MCMXCIV");
        assert_eq!(write("lower-alpha", 28), "ab");
        assert_eq!(write("upper-russian", 30), "АБ");
        assert_eq!(write("persian", 105), "۱۰۵");
        assert_eq!(write("lower-roman", 0), "0");
        assert_eq!(write("lower-alpha", i32::MIN), i32::MIN.to_string());
        assert_eq!(write("decimal-leading-zero", 7), "07");
        assert_eq!(write("georgian", 11), "ია");
    }
}
