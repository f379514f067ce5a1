//! A list in which each item is once, at an index that does not change.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};
use smallvec::SmallVec;

/// Items in the order in which they were added.
#[derive(Debug)]
pub(crate) struct Distinct<T> {
    items: Vec<T>,
    /// The indices of the items with a hash; never iterated.
    by_hash: FxHashMap<u64, SmallVec<[u32; 1]>>,
}

impl<T> Default for Distinct<T> {
    fn default() -> Distinct<T> {
        Distinct { items: Vec::new(), by_hash: FxHashMap::default() }
    }
}

impl<T: Hash + PartialEq> Distinct<T> {
    /// The index of an item, which is added if it is not there.
    pub(crate) fn index(&mut self, item: T) -> usize {
        let mut hasher = FxHasher::default();
        item.hash(&mut hasher);
        let indices = self.by_hash.entry(hasher.finish()).or_default();
        let known = indices.iter().map(|&index| index as usize);
        let known = known.into_iter().find(|&index| self.items.get(index) == Some(&item));
        known.unwrap_or_else(|| {
            indices.push(self.items.len() as u32);
            self.items.push(item);
            self.items.len() - 1
        })
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }
}
