//! Boxes that are broken by the ends of pages or columns: the position of each fragment in the whole box, for
//! decorations that are drawn as if the fragments were joined (CSS Fragmentation 3, section 5.4.1).

use rustc_hash::FxHashMap;

use crate::boxes::BoxId;
use crate::css::{BoxDecorationBreak, ComputedStyle, LineStyle};
use crate::pages::page::{Placed, PlacedBox};
use crate::units::Length;

/// The box that a fragment belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WholeBox {
    /// The height of its fragments before this one.
    pub before: Length,
    /// The height of all its fragments.
    pub height: Length,
}

/// An empty [`WholeBox`] for a fragment, to be filled later, if the fragment would look different when drawn alone.
pub(crate) fn of_fragment(placed: &PlacedBox) -> Option<WholeBox> {
    let style = &placed.style;
    let is_broken = !(placed.edges.top && placed.edges.bottom)
        && style.layout.box_decoration_break == BoxDecorationBreak::Slice;
    (is_broken && has_pattern(style)).then(WholeBox::default)
}

/// Whether the decoration of a box depends on its height.
fn has_pattern(style: &ComputedStyle) -> bool {
    let is_dashed = |style: LineStyle| matches!(style, LineStyle::Dashed | LineStyle::Dotted);
    let sides = &style.border.sides;
    !style.background.layers.is_empty()
        || style.border_image().is_some()
        || style.border.radii != Default::default()
        || style.effects.as_ref().is_some_and(|effects| !effects.shadows.is_empty())
        || is_dashed(sides.left.style)
        || is_dashed(sides.right.style)
}

/// Adds up the fragments of each box over all pages.
pub(crate) fn add_up(pages: &mut [Vec<Placed>]) {
    let mut heights: FxHashMap<BoxId, Length> = FxHashMap::default();
    for (id, height, whole) in fragments(pages) {
        let sum = heights.entry(id).or_default();
        whole.before = *sum;
        *sum += height;
    }
    if heights.is_empty() {
        return;
    }
    for (id, _, whole) in fragments(pages) {
        whole.height = heights.get(&id).copied().unwrap_or_default();
    }
}

fn fragments(pages: &mut [Vec<Placed>]) -> impl Iterator<Item = (BoxId, Length, &mut WholeBox)> {
    pages.iter_mut().flatten().filter_map(|placed| match placed {
        Placed::Box(placed) => Some((placed.box_id?, placed.rect.height, placed.whole.as_mut()?)),
        _ => None,
    })
}
