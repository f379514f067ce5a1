//! Boxes that are cut by the ends of pages or columns: where each part lies in the whole box, for what is
//! drawn as if the parts were laid end to end (CSS Fragmentation 3, section 5.4.1).

use rustc_hash::FxHashMap;

use crate::boxes::BoxId;
use crate::css::{BoxDecorationBreak, ComputedStyle, LineStyle};
use crate::pages::page::{Placed, PlacedBox};
use crate::units::Length;

/// The box that a part was cut from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WholeBox {
    /// How high its parts before this one are.
    pub before: Length,
    /// How high all its parts are.
    pub height: Length,
}

/// What a part of a box says of the whole before that is known, if anything of it looks different when it is
/// drawn alone.
pub(crate) fn of_part(placed: &PlacedBox) -> Option<WholeBox> {
    let style = &placed.style;
    let is_cut = !(placed.edges.top && placed.edges.bottom)
        && style.layout.box_decoration_break == BoxDecorationBreak::Slice;
    (is_cut && has_pattern(style)).then(WholeBox::default)
}

/// Whether what is drawn somewhere in a box depends on how high it is.
fn has_pattern(style: &ComputedStyle) -> bool {
    let is_dashed = |style: LineStyle| matches!(style, LineStyle::Dashed | LineStyle::Dotted);
    let sides = &style.border.sides;
    !style.background.layers.is_empty()
        || style.border.radii != Default::default()
        || style.effects.as_ref().is_some_and(|effects| !effects.shadows.is_empty())
        || is_dashed(sides.left.style)
        || is_dashed(sides.right.style)
}

/// Adds up the parts of each box over all pages.
pub(crate) fn add_up(pages: &mut [Vec<Placed>]) {
    let mut heights: FxHashMap<BoxId, Length> = FxHashMap::default();
    for (id, height, whole) in parts(pages) {
        let sum = heights.entry(id).or_default();
        whole.before = *sum;
        *sum += height;
    }
    if heights.is_empty() {
        return;
    }
    for (id, _, whole) in parts(pages) {
        whole.height = heights.get(&id).copied().unwrap_or_default();
    }
}

fn parts(pages: &mut [Vec<Placed>]) -> impl Iterator<Item = (BoxId, Length, &mut WholeBox)> {
    pages.iter_mut().flatten().filter_map(|placed| match placed {
        Placed::Box(placed) => Some((placed.box_id?, placed.rect.height, placed.whole.as_mut()?)),
        _ => None,
    })
}
