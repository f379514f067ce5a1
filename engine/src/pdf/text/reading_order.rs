//! Lines on a page that goes mostly from right to left, shown in the order of the text.
//!
//! Programs that sort what they find on a page by its place find the same text whatever the order in the
//! file is. Those that keep to the order in the file turn letters from right to left that were shown from
//! left to right, one stretch of them after the other, and leave the stretches where they are. So each
//! stretch is shown from left to right, as it is in most files, and the stretches in the order of the text.
//!
//! Programs take a move of the pen for a space or a new line, unless the direction of the letters changes
//! with it. What has no direction (spaces, brackets) has that of what was shown before it; where that is
//! the wrong one, a mark of direction without ink stands for it, in a span that says its text.

use unicode_bidi::BidiClass;

use crate::paint::TextItem;
use crate::pdf::text::cluster::{Cluster, Clusters};
use crate::pdf::text::font::{FontTable, UsedFace};
use crate::pdf::text::runs::is_inserted_hyphen;
use crate::units::Length;

/// The directions that a program which keeps to the file's order sees; true is from right to left.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Directions {
    /// What a character without direction is taken for: nothing is known at the beginning of a line.
    current: Option<bool>,
    /// The direction of the glyph before.
    last: Option<bool>,
}

impl Directions {
    /// Whether this is the beginning of a line.
    pub(crate) fn are_unknown(self) -> bool {
        self.last.is_none()
    }

    /// Whether the glyph before goes from right to left.
    pub(crate) fn go_left(self) -> bool {
        self.last == Some(true)
    }

    /// Takes in a mark of the direction from right to left.
    pub(crate) fn turn_back(&mut self) {
        *self = Directions { current: Some(true), last: Some(true) };
    }

    /// Takes in a mark of the direction from left to right.
    pub(crate) fn turn_forth(&mut self) {
        *self = Directions { current: Some(false), last: Some(false) };
    }

    /// Takes in a cluster, and says whether a mark of its direction has to go before it.
    pub(crate) fn take(&mut self, text: &str, right_to_left: bool) -> bool {
        let Some(first) = text.chars().next() else { return false };
        let seen = seen_as(first).or(self.current);
        let is_lost = seen != Some(right_to_left) && (self.last.is_none() || self.last == seen);
        // A mark tells the direction of what has none.
        self.current = if is_lost { seen_as(first).or(Some(right_to_left)) } else { seen };
        self.last = self.current;
        is_lost
    }
}

/// The direction of a character as programs see it that know no levels.
fn seen_as(character: char) -> Option<bool> {
    match unicode_bidi::bidi_class(character) {
        BidiClass::R | BidiClass::AL | BidiClass::AN => Some(true),
        BidiClass::L | BidiClass::EN | BidiClass::ES | BidiClass::ET => Some(false),
        _ => None,
    }
}

/// A part of a line that goes in one direction.
pub(crate) struct Part<'a> {
    pub item: &'a TextItem,
    /// Those of the item's clusters that it has, from left to right, if not all.
    pub clusters: Option<Vec<Cluster>>,
    /// Where it begins on the left, from the item's origin.
    pub x: Length,
    pub right_to_left: bool,
    /// Whether these are signs in a run from right to left that are taken for parts of numbers.
    signs: bool,
    /// Whether what is shown before it goes from left to right too, and stands on its right.
    pub turns_back: bool,
}

impl Part<'_> {
    /// Where it ends on the right, from the item's origin.
    pub(crate) fn end(&self) -> Option<Length> {
        let Some(clusters) = &self.clusters else { return Some(self.item.advances.iter().copied().sum()) };
        let advances = clusters.iter().filter_map(|cluster| self.item.advances.get(cluster.glyphs.clone()));
        Some(self.x + advances.flatten().copied().sum())
    }
}

/// The parts of a line as they are to be shown: what goes in one direction from left to right, and all
/// that in the order of the text. `None` if nothing on it goes from right to left, or the order is not
/// known.
pub(crate) fn parts<'a>(items: &[&'a TextItem]) -> Option<Vec<Part<'a>>> {
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
    sorted.sort_by_key(|(at, _)| *at);
    let mut parts: Vec<Part> = Vec::with_capacity(sorted.len());
    for (_, item) in sorted {
        add_parts(item, &mut parts);
    }
    let mut rest = parts.as_mut_slice();
    let mut turns_back = false;
    while let Some(first) = rest.first() {
        let (right_to_left, signs) = (first.right_to_left, first.signs);
        let is_same = |part: &&Part| part.right_to_left == right_to_left && part.signs == signs;
        let length = rest.iter().take_while(is_same).count();
        let (stretch, after) = rest.split_at_mut(length);
        // The space at a line's end has no width.
        if right_to_left {
            stretch.reverse();
        }
        stretch.sort_by_key(|part| part.item.origin.x + part.x);
        if let Some(first) = stretch.first_mut() {
            first.turns_back = turns_back;
        }
        turns_back = !right_to_left && after.first().is_some_and(|next| !next.right_to_left);
        rest = after;
    }
    Some(parts)
}

/// Adds an item: as a whole, unless there are signs in a run from right to left that are taken for parts
/// of numbers.
fn add_parts<'a>(item: &'a TextItem, parts: &mut Vec<Part<'a>>) {
    let text = item.run_text();
    let goes_left = |cluster: &Cluster| {
        let first = text.get(cluster.text.clone()).and_then(|text| text.chars().next());
        first.and_then(seen_as) != Some(false)
    };
    let whole = || Part {
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
        added.push(Part { item, clusters, x, right_to_left, signs: !right_to_left, turns_back: false });
        let advances = stretch.iter().filter_map(|cluster| item.advances.get(cluster.glyphs.clone()));
        x += advances.flatten().copied().sum();
    }
    parts.extend(added.into_iter().rev());
}

/// An item whose face has the marks of both directions.
pub(crate) fn marker<'a>(
    parts: &[Part<'a>],
    fonts: &'a FontTable,
) -> Option<(&'a TextItem, &'a UsedFace<'a>)> {
    parts.iter().find_map(|part| {
        let face = fonts.get(part.item.face)?;
        face.special.own_left_to_right_mark().and(face.special.right_to_left_mark())?;
        Some((part.item, face))
    })
}
