//! Lines on a page that is mostly right-to-left, shown in the order of the text. In: the text items of a line. Out:
//! the [`DirectionPart`]s in which [`super::runs`] shows them.
//!
//! Programs that sort the text of a page by position find the same text in any order. Programs that keep the order
//! of the file reverse each sequence of right-to-left letters, and leave the sequences in their order. So each
//! sequence is shown from left to right, as in most files, and the sequences follow the order of the text.
//!
//! For example, with capitals for right-to-left letters, the text `ABC Word DEF` is on the page as `FED Word CBA`
//! and is shown as `CBA`, then `Word`, then `FED`.
//!
//! Programs take a move of the pen for a space or a new line, unless the direction of the letters changes there. A
//! character without direction (space, bracket) gets the direction of the text that was shown before it. If that
//! is the wrong one, an invisible direction mark precedes it.

use unicode_bidi::BidiClass;

use crate::paint::TextItem;
use crate::pdf::text::cluster::{Cluster, Clusters};
use crate::pdf::text::font::{FontTable, UsedFace};
use crate::pdf::text::runs::is_inserted_hyphen;
use crate::sorting::sort_by_key;
use crate::units::Length;

/// The directions that a program sees if it keeps the order of the file; true is right-to-left.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Directions {
    /// The direction that a character without direction gets; `None` at the start of a line.
    current: Option<bool>,
    /// The direction of the previous glyph.
    last: Option<bool>,
}

impl Directions {
    /// Whether this is the start of a line.
    pub(crate) fn are_unknown(self) -> bool {
        self.last.is_none()
    }

    /// Whether the previous glyph is right-to-left.
    pub(crate) fn go_left(self) -> bool {
        self.last == Some(true)
    }

    /// Records a right-to-left mark.
    pub(crate) fn turn_back(&mut self) {
        *self = Directions { current: Some(true), last: Some(true) };
    }

    /// Records a left-to-right mark.
    pub(crate) fn turn_forth(&mut self) {
        *self = Directions { current: Some(false), last: Some(false) };
    }

    /// Records a cluster and returns whether a mark of its direction must precede it.
    pub(crate) fn take(&mut self, text: &str, right_to_left: bool) -> bool {
        let Some(first) = text.chars().next() else { return false };
        let seen = seen_as(first).or(self.current);
        let is_lost = seen != Some(right_to_left) && (self.last.is_none() || self.last == seen);
        // A mark sets the direction of characters without one.
        self.current = if is_lost { seen_as(first).or(Some(right_to_left)) } else { seen };
        self.last = self.current;
        is_lost
    }
}

/// The direction of a character for programs that do not compute embedding levels (UAX 9).
fn seen_as(character: char) -> Option<bool> {
    match unicode_bidi::bidi_class(character) {
        BidiClass::R | BidiClass::AL | BidiClass::AN => Some(true),
        BidiClass::L | BidiClass::EN | BidiClass::ES | BidiClass::ET => Some(false),
        _ => None,
    }
}

/// A part of a line that has one direction.
pub(crate) struct DirectionPart<'a> {
    pub item: &'a TextItem,
    /// The clusters of the item that belong to it, from left to right; `None` for all.
    pub clusters: Option<Vec<Cluster>>,
    /// Its left edge, from the item's origin.
    pub x: Length,
    pub right_to_left: bool,
    /// Whether these are signs in a right-to-left run that programs take for parts of numbers.
    signs: bool,
    /// Whether the part shown before it is left-to-right too, and is on its right.
    pub turns_back: bool,
}

impl DirectionPart<'_> {
    /// Its right edge, from the item's origin.
    pub(crate) fn end(&self) -> Option<Length> {
        let Some(clusters) = &self.clusters else { return Some(self.item.advances.iter().copied().sum()) };
        let advances = clusters.iter().filter_map(|cluster| self.item.advances.get(cluster.glyphs.clone()));
        Some(self.x + advances.flatten().copied().sum())
    }
}

/// The parts of a line in the order in which they are shown: sequences of one direction in the order of the text,
/// each from left to right. `None` if nothing on the line is right-to-left, or the order is not known.
pub(crate) fn parts<'a>(items: &[&'a TextItem]) -> Option<Vec<DirectionPart<'a>>> {
    if !items.iter().any(|item| item.right_to_left) {
        return None;
    }
    let mut sorted: Vec<(u32, &TextItem)> = Vec::with_capacity(items.len());
    for &item in items {
        let at = match item.is_generated {
            false => item.range.0,
            true if is_inserted_hyphen(item) => u32::MAX,
            true => return None,
        };
        sorted.push((at, item));
    }
    sort_by_key(&mut sorted, |(at, _)| *at);
    let mut parts: Vec<DirectionPart> = Vec::with_capacity(sorted.len());
    for (_, item) in sorted {
        add_parts(item, &mut parts);
    }
    let mut rest = parts.as_mut_slice();
    let mut turns_back = false;
    while let Some(first) = rest.first() {
        let (right_to_left, signs) = (first.right_to_left, first.signs);
        let is_same = |part: &&DirectionPart| part.right_to_left == right_to_left && part.signs == signs;
        let length = rest.iter().take_while(is_same).count();
        let (stretch, after) = rest.split_at_mut(length);
        // Reversed first, because the space at the end of a line has no width and the sort is stable.
        if right_to_left {
            stretch.reverse();
        }
        sort_by_key(stretch, |part| part.item.origin.x + part.x);
        if let Some(first) = stretch.first_mut() {
            first.turns_back = turns_back;
        }
        turns_back = !right_to_left && after.first().is_some_and(|next| !next.right_to_left);
        rest = after;
    }
    Some(parts)
}

/// Adds an item: as one part, unless it is right-to-left and has signs that programs take for parts of numbers.
fn add_parts<'a>(item: &'a TextItem, parts: &mut Vec<DirectionPart<'a>>) {
    let text = item.run_text();
    let goes_left = |cluster: &Cluster| {
        let first = text.get(cluster.text.clone()).and_then(|text| text.chars().next());
        first.and_then(seen_as) != Some(false)
    };
    let whole = || DirectionPart {
        item,
        clusters: None,
        x: Length::ZERO,
        right_to_left: item.right_to_left,
        signs: false,
        turns_back: false,
    };
    if !item.right_to_left || Clusters::new(item, text).all(|cluster| goes_left(&cluster)) {
        parts.push(whole());
        return;
    }
    let clusters: Vec<Cluster> = Clusters::new(item, text).collect();
    let mut added = Vec::new();
    let mut x = Length::ZERO;
    for stretch in clusters.chunk_by(|left, right| goes_left(left) == goes_left(right)) {
        let right_to_left = stretch.first().is_some_and(goes_left);
        let clusters = Some(stretch.to_vec());
        added.push(DirectionPart {
            item,
            clusters,
            x,
            right_to_left,
            signs: !right_to_left,
            turns_back: false,
        });
        let advances = stretch.iter().filter_map(|cluster| item.advances.get(cluster.glyphs.clone()));
        x += advances.flatten().copied().sum();
    }
    parts.extend(added.into_iter().rev());
}

/// An item whose face has the direction marks of both directions, and that face.
pub(crate) fn marker<'a>(
    parts: &[DirectionPart<'a>],
    fonts: &'a FontTable,
) -> Option<(&'a TextItem, &'a UsedFace<'a>)> {
    parts.iter().find_map(|part| {
        let face = fonts.get(part.item.face)?;
        face.special.own_left_to_right_mark().and(face.special.right_to_left_mark())?;
        Some((part.item, face))
    })
}
