//! Which items of two lists are the same: those with the same name in some language, wherever they are in the list.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::record::FieldValue;
use super::super::value::Text;
use super::change::ChangeSubject;
use super::walk::Comparison;

/// The items of two lists, by their places in them.
pub(super) struct Items {
    /// The old and the new form of an item, in the order of the new list.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Items of the old list only.
    pub(super) removed: Vec<usize>,
    /// Items of the new list only.
    pub(super) added: Vec<usize>,
}

/// Pairs the items of two lists: first those that are equal, then those of the same name, then those of which only the name
/// is different.
pub(super) fn pair(old: &[&dyn FieldValue], new: &[&dyn FieldValue]) -> Items {
    let keys = |items: &[&dyn FieldValue]| -> Vec<Vec<String>> {
        items.iter().map(|item| item.shown().map(|shown| shown.keys()).unwrap_or_default()).collect()
    };
    // Several items of one name: those that are equal belong together.
    let equal = |other: usize, index: usize| differences(old[other], new[index]) == 0;
    let mut pairing = pair_by(&keys(old), &keys(new), &equal);
    // An item whose name was corrected has kept something else.
    let rest = |item: &dyn FieldValue| -> Vec<Vec<String>> {
        item.values().iter().map(|(_, value)| value.keys()).collect()
    };
    let Items { removed: left, added: bare, .. } = items(&pairing, old.len());
    if bare.len() == left.len() && bare.len() <= MOST_RENAMED {
        for (&index, &other) in bare.iter().zip(&left) {
            let has_more = !rest(new[index]).is_empty();
            if has_more && differences(old[other], new[index]) == 1 && rest(old[other]) == rest(new[index]) {
                pairing.partners[index] = Some(other);
                pairing.taken.insert(other);
            }
        }
    }
    items(&pairing, old.len())
}

/// More items are not compared for corrected names.
const MOST_RENAMED: usize = 20;

/// For each new item its old one, and the old ones that have been found.
pub(super) struct Pairing {
    pub(super) partners: Vec<Option<usize>>,
    pub(super) taken: FxHashSet<usize>,
}

/// Pairs the items that have a key in common, those that are `equal` (the old one, the new one) first.
pub(super) fn pair_by(
    old: &[Vec<String>],
    new: &[Vec<String>],
    equal: &dyn Fn(usize, usize) -> bool,
) -> Pairing {
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (index, keys) in old.iter().enumerate() {
        for key in keys {
            let found = places.entry(key).or_default();
            if found.last() != Some(&index) {
                found.push(index);
            }
        }
    }
    let mut pairing = Pairing { partners: vec![None; new.len()], taken: FxHashSet::default() };
    for must_be_equal in [true, false] {
        for (index, keys) in new.iter().enumerate() {
            if pairing.partners[index].is_some() {
                continue;
            }
            let found = keys.iter().find_map(|key| {
                let same_name = places.get(key.as_str())?.iter();
                same_name
                    .filter(|other| !pairing.taken.contains(other))
                    .take(MOST_OF_ONE_NAME)
                    .find(|other| !must_be_equal || equal(**other, index))
                    .copied()
            });
            if let Some(other) = found {
                pairing.partners[index] = Some(other);
                pairing.taken.insert(other);
            }
        }
    }
    pairing
}

/// More items of one name are not searched for one that is equal.
const MOST_OF_ONE_NAME: usize = 50;

/// The items by what became of them; the old list has `count`.
pub(super) fn items(pairing: &Pairing, count: usize) -> Items {
    let partners = pairing.partners.iter().enumerate();
    Items {
        pairs: partners.clone().filter_map(|(index, partner)| Some(((*partner)?, index))).collect(),
        added: partners.filter(|(_, partner)| partner.is_none()).map(|(index, _)| index).collect(),
        removed: (0..count).filter(|index| !pairing.taken.contains(index)).collect(),
    }
}

/// How many differences two items have.
fn differences(old: &dyn FieldValue, new: &dyn FieldValue) -> usize {
    let nothing = Text { translations: Vec::new() };
    let mut comparison = Comparison::new(ChangeSubject::Institution(nothing));
    comparison.compare(old, new);
    comparison.changes.len()
}
