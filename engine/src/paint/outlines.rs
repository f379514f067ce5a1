//! Outlines (CSS Basic User Interface 4, section 3): lines around the border box that take no space.

use super::borders;
use super::display_list::{DisplayItem, Tag};
use crate::css::{BorderSide, ComputedStyle};
use crate::layout::Corners;
use crate::units::{Length, Rect, Sides};

/// Draws the outline of a box, if it has one. Like a border, the outline has no line at an edge where the box continues
/// on another page or line.
pub(super) fn draw(
    style: &ComputedStyle,
    rect: Rect,
    edges: Sides<bool>,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    let Some(outline) = style.effects.as_ref().map(|effects| effects.outline) else { return };
    if outline.width.is_zero() || outline.color.is_transparent() {
        return;
    }
    // A negative offset reaches the middle of the box at most, so that the outline never turns inside out.
    let offset = outline.offset.max(-(rect.width.min(rect.height) / 2));
    let by = offset + outline.width;
    let corners = Corners::of(&style.border.radii, rect).inset(Sides::all(-by)).cut(edges);
    let rect = rect.inset(edges.map(|edge| if edge { -by } else { Length::ZERO }));
    let side = BorderSide { width: outline.width, style: outline.style, color: outline.color };
    let widths = edges.map(|edge| if edge { outline.width } else { Length::ZERO });
    borders::draw(rect, widths, Sides::all(side), corners, tag, items);
}
