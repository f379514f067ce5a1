//! Which items of two lists are the same: those with the same name in some language, wherever they are in the list.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::record::FieldValue;
use super::super::value::Text;
use super::change::ChangeSubject;
use super::walk::Comparison;

/// The items of two lists.
pub(super) struct Items<'a, T> {
    /// The old and the new form of an item, in the order of the new list.
    pub(super) pairs: Vec<(&'a T, &'a T)>,
    /// Items of the old list only.
    pub(super) removed: Vec<&'a T>,
    /// Items of the new list only.
    pub(super) added: Vec<&'a T>,
}

/// Pairs the items of two lists: first those that are equal, then those of the same name, then those of which only the name
/// is different.
pub(super) fn pair<'a, T: FieldValue>(old: &'a [T], new: &'a [T]) -> Items<'a, T> {
    let keys = |item: &T| item.shown().map(|shown| shown.keys()).unwrap_or_default();
    // Several items of one name: those that are equal belong together.
    let equal = |old: &T, new: &T| differences(old, new) == 0;
    let Pairing { mut partners, mut taken } = pair_by(old, new, keys, equal);
    // An item whose name was corrected has kept something else.
    let rest =
        |item: &T| -> Vec<Vec<String>> { item.values().iter().map(|(_, value)| value.keys()).collect() };
    let bare: Vec<usize> = (0..new.len()).filter(|index| partners[*index].is_none()).collect();
    let left: Vec<usize> = (0..old.len()).filter(|index| !taken.contains(index)).collect();
    if bare.len() == left.len() && bare.len() <= MOST_RENAMED {
        for (&index, &other) in bare.iter().zip(&left) {
            let has_more = !rest(&new[index]).is_empty();
            if has_more
                && differences(&old[other], &new[index]) == 1
                && rest(&old[other]) == rest(&new[index])
            {
                partners[index] = Some(other);
                taken.insert(other);
            }
        }
    }
    items(old, new, &partners, &taken)
}

/// More items are not compared for corrected names.
const MOST_RENAMED: usize = 20;

/// For each new item its old one, and the old ones that have been found.
pub(super) struct Pairing {
    pub(super) partners: Vec<Option<usize>>,
    pub(super) taken: FxHashSet<usize>,
}

/// Pairs the items that have a key in common, those that are equal first.
pub(super) fn pair_by<T>(
    old: &[T],
    new: &[T],
    keys: impl Fn(&T) -> Vec<String>,
    equal: impl Fn(&T, &T) -> bool,
) -> Pairing {
    let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (index, item) in old.iter().enumerate() {
        for key in keys(item) {
            let found = places.entry(key).or_default();
            if found.last() != Some(&index) {
                found.push(index);
            }
        }
    }
    let mut pairing = Pairing { partners: vec![None; new.len()], taken: FxHashSet::default() };
    for must_be_equal in [true, false] {
        for (index, item) in new.iter().enumerate() {
            if pairing.partners[index].is_some() {
                continue;
            }
            let found = keys(item).into_iter().find_map(|key| {
                let same_name = places.get(&key)?.iter();
                same_name
                    .filter(|other| !pairing.taken.contains(other))
                    .take(MOST_OF_ONE_NAME)
                    .find(|other| !must_be_equal || equal(&old[**other], item))
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

/// The items by what became of them.
pub(super) fn items<'a, T>(
    old: &'a [T],
    new: &'a [T],
    partners: &[Option<usize>],
    taken: &FxHashSet<usize>,
) -> Items<'a, T> {
    let paired = new.iter().zip(partners);
    Items {
        pairs: paired.clone().filter_map(|(new, partner)| Some((&old[(*partner)?], new))).collect(),
        added: paired.filter(|(_, partner)| partner.is_none()).map(|(new, _)| new).collect(),
        removed: old
            .iter()
            .enumerate()
            .filter(|(index, _)| !taken.contains(index))
            .map(|(_, old)| old)
            .collect(),
    }
}

/// How many differences two items have.
fn differences<T: FieldValue>(old: &T, new: &T) -> usize {
    let nothing = Text { translations: Vec::new() };
    let mut comparison = Comparison::new(ChangeSubject::Institution(nothing));
    old.compare(new, &mut comparison);
    comparison.changes.len()
}
