//! The margin boxes of floats, which content may not overlap (CSS 2.2, section 9.5). Those between two heights are
//! found without a search through all that end above them.

use std::sync::Arc;

use crate::layout::floats::shape::FloatShape;
use crate::units::{Length, Offset};

/// How many floats are kept before any is forgotten.
const REMEMBERED: usize = 64;
/// How many bottoms one entry of the next level covers.
const FAN_OUT: usize = 8;

/// The margin box of a float, and the shape in it that lines follow, if it has one.
#[derive(Clone, Debug)]
pub(crate) struct Exclusion {
    pub(crate) is_left: bool,
    pub(crate) shape: Option<Arc<FloatShape>>,
    pub(crate) left: Length,
    pub(crate) right: Length,
    pub(crate) top: Offset,
    pub(crate) bottom: Offset,
}

/// The exclusions in the order of their tops: no float is above an earlier one (CSS 2.2, section 9.5.1, rule 5).
#[derive(Clone, Debug, Default)]
pub(crate) struct Exclusions {
    all: Vec<Exclusion>,
    /// The lowest bottom of each group of [`FAN_OUT`] exclusions, of each group of as many groups, and so on.
    lowest: Vec<Vec<Offset>>,
    /// How many there may be before a search for those far above is worth it.
    enough: usize,
}

impl Exclusions {
    pub(crate) fn push(&mut self, exclusion: Exclusion) {
        let mut number = self.all.len();
        let bottom = exclusion.bottom;
        self.all.push(exclusion);
        let mut level = 0;
        while number >= FAN_OUT || self.lowest.get(level).is_some() {
            number /= FAN_OUT;
            if level == self.lowest.len() {
                // The first entry of a new level covers everything before it.
                let before = match level.checked_sub(1) {
                    None => self.all.iter().take(FAN_OUT).map(|each| each.bottom).max(),
                    Some(below) => self.lowest[below].iter().take(FAN_OUT).copied().max(),
                };
                self.lowest.push(before.into_iter().collect());
            }
            let lowest = &mut self.lowest[level];
            match lowest.get_mut(number) {
                Some(known) => *known = (*known).max(bottom),
                None => lowest.push(bottom),
            }
            level += 1;
        }
    }

    /// Forgets the exclusions that end above a height, once there are enough to be worth the search.
    pub(crate) fn forget(&mut self, above: Offset) {
        if self.all.len() < self.enough.max(REMEMBERED) {
            return;
        }
        let kept: Vec<Exclusion> = self.all.iter().filter(|each| each.bottom > above).cloned().collect();
        self.enough = 2 * kept.len();
        if kept.len() < self.all.len() {
            self.all.clear();
            self.lowest.clear();
            kept.into_iter().for_each(|each| self.push(each));
        }
    }

    /// The exclusions that begin above `bottom` and end below `top`.
    pub(crate) fn between(&self, top: Offset, bottom: Offset) -> impl Iterator<Item = &Exclusion> {
        let end = self.all.partition_point(|each| each.top < bottom);
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < end {
                // Skip the largest group that ends above as a whole.
                let mut size = FAN_OUT;
                let mut passed = 0;
                for lowest in &self.lowest {
                    if !at.is_multiple_of(size) || lowest.get(at / size).is_none_or(|lowest| *lowest > top) {
                        break;
                    }
                    passed = size;
                    size *= FAN_OUT;
                }
                if passed > 0 {
                    at += passed;
                    continue;
                }
                at += 1;
                if let Some(found) = self.all[..end].get(at - 1).filter(|each| each.bottom > top) {
                    return Some(found);
                }
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_finds_what_a_search_through_all_finds() {
        let mut exclusions = Exclusions::default();
        let mut all: Vec<(Offset, Offset)> = Vec::new();
        for number in 0..1000 {
            let (top, height) = (number / 3 * 10, if number % 97 == 0 { 4000 } else { 1 + number * 7 % 40 });
            let edge = Length(number as i32);
            let (left, right, bottom) = (edge, edge, top + height);
            exclusions.push(Exclusion { is_left: true, shape: None, left, right, top, bottom });
            all.push((top, top + height));
            for (from, to) in [(top, top + 1), (top - 300, top - 200), (top / 2, top), (0, Offset::MAX)] {
                let found: Vec<_> =
                    exclusions.between(from, to).map(|each| (each.top, each.bottom)).collect();
                let wanted = all.iter().copied().filter(|(top, bottom)| *top < to && *bottom > from);
                assert_eq!(found, wanted.collect::<Vec<_>>(), "{number} between {from} and {to}");
            }
        }
        exclusions.forget(3000);
        assert!(exclusions.between(0, Offset::MAX).all(|each| each.bottom > 3000));
        assert!(exclusions.between(3000, Offset::MAX).count() > 20);
    }
}
