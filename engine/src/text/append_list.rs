//! A list that grows while others read it: its items never move, so they can be borrowed.

use std::sync::{Mutex, OnceLock};

/// The number of items in the first block; each further block is twice as large as the one before.
const FIRST: usize = 32;
/// Enough for as many items as a 16-bit number counts.
const BLOCKS: usize = 12;

/// Items in the order in which they were added.
pub(super) struct AppendList<T> {
    blocks: [OnceLock<Box<[OnceLock<T>]>>; BLOCKS],
    length: Mutex<usize>,
}

impl<T> Default for AppendList<T> {
    fn default() -> AppendList<T> {
        AppendList { blocks: [const { OnceLock::new() }; BLOCKS], length: Mutex::new(0) }
    }
}

/// The block of an index, and the index in the block.
fn place(index: usize) -> (usize, usize) {
    let block = (index / FIRST + 1).ilog2() as usize;
    (block, index - FIRST * ((1 << block) - 1))
}

impl<T> AppendList<T> {
    pub(super) fn len(&self) -> usize {
        self.length.lock().map(|length| *length).unwrap_or_default()
    }

    pub(super) fn get(&self, index: usize) -> Option<&T> {
        let (block, place) = place(index);
        self.blocks.get(block)?.get()?.get(place)?.get()
    }

    /// Adds an item and returns its index; `None` if the list is full.
    pub(super) fn push(&self, item: T) -> Option<usize> {
        let mut length = self.length.lock().ok()?;
        let (block, place) = place(*length);
        let make = || (0..FIRST << block).map(|_| OnceLock::new()).collect();
        self.blocks.get(block)?.get_or_init(make).get(place)?.set(item).ok()?;
        *length += 1;
        Some(*length - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_keep_their_places() {
        let list = AppendList::default();
        assert_eq!(list.get(0), None);
        let first = {
            assert_eq!(list.push(0), Some(0));
            list.get(0)
        };
        for item in 1..1000 {
            assert_eq!(list.push(item), Some(item));
        }
        assert!((0..1000).all(|index| list.get(index) == Some(&index)));
        assert_eq!(first, Some(&0));
        assert_eq!(list.get(1000), None);
        assert!(place(usize::from(u16::MAX)).0 < BLOCKS);
    }
}
