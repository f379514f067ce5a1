//! Stable sorts of all types of items in code that is compiled once. The standard library's is 1900 lines of LLVM's form for
//! each type and order, of which the two crates have some ninety, and few of their lists are long.
//!
//! The order is found in a list of indices, and the items are moved into it:
//!
//! ```text
//! items    c a b
//! order    1 2 0     the place of each item in the unsorted list
//! sorted   a b c
//! ```

use std::cmp::Ordering;

/// Sorts items. Equal ones stay in their order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.is_sorted_by(|one, other| compare(one, other) != Ordering::Greater) {
        return;
    }
    let order = order(items.len(), &|one, other| compare(&items[one], &items[other]));
    arrange(order, &mut |one, other| items.swap(one, other));
}

/// Sorts items by their keys. Items with equal keys stay in their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// Moves each item to its place along the circles of which an order consists.
fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut place = start;
        while order[place] != start {
            let next = order[place];
            swap(place, next);
            order[place] = place;
            place = next;
        }
        order[place] = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_sorted_as_the_standard_library_sorts_them() {
        // All lists of up to five digits from 0 to 3, each digit with its place, so that equal ones differ.
        for count in 0..=5 {
            for number in 0..4_usize.pow(count) {
                let items: Vec<(usize, u32)> =
                    (0..count).map(|place| (number / 4_usize.pow(place) % 4, place)).collect();
                let (mut sorted, mut expected) = (items.clone(), items.clone());
                sort_by_key(&mut sorted, |item| item.0);
                expected.sort_by_key(|item| item.0);
                assert_eq!(sorted, expected, "{items:?}");
            }
        }
    }
}
