//! The bleed: what ends at the edge of the page is painted beyond it, so that no white line shows where the page is trimmed
//! a little outside its edge (CSS Paged Media 3, section 7.3).
//!
//! Only what is plain beyond the edge is extended: the color of a background, images and gradients that fill their area
//! anyway, solid borders, the edge of a clip. Nothing inside the page changes its place.

use super::painter::Painter;
use super::transform::Transform;
use crate::css::{BorderSide, LineStyle};
use crate::units::{Length, Rect, Sides};

/// How far from the edge of the page an edge is at the same place: 1/32 pt, for lengths that were rounded.
const NEAR: Length = Length(32);

impl Painter<'_> {
    /// How far each side of an area has to be moved outward to reach the edge of the bleed: the sides at the edge of the
    /// page, or between it and the edge of the bleed. Zero for the other sides, and in transformed groups.
    pub(super) fn reach(&self, area: Rect) -> Sides<Length> {
        let (page, bleed) = (self.page, self.bleed_box);
        if page == bleed {
            return Sides::default();
        }
        let is_seen = area.width > Length::ZERO
            && area.height > Length::ZERO
            && area.x < page.right()
            && area.right() > page.x
            && area.y < page.bottom()
            && area.bottom() > page.y;
        let is_moved = self.groups.last().is_some_and(|group| group.to_page != Some(Transform::IDENTITY));
        if !is_seen || is_moved {
            return Sides::default();
        }
        // The first two are how far the side is beyond the page, and how far the bleed is beyond the side.
        let side = |beyond: Length, rest: Length| {
            if beyond >= -NEAR { rest.max(Length::ZERO) } else { Length::ZERO }
        };
        Sides {
            top: side(page.y - area.y, area.y - bleed.y),
            right: side(area.right() - page.right(), bleed.right() - area.right()),
            bottom: side(area.bottom() - page.bottom(), bleed.bottom() - area.bottom()),
            left: side(page.x - area.x, area.x - bleed.x),
        }
    }

    /// An area with its sides at the edge of the page moved to the edge of the bleed.
    pub(super) fn with_bleed(&self, area: Rect) -> Rect {
        outset(area, self.reach(area))
    }
}

/// An area with its sides moved outward.
pub(super) fn outset(area: Rect, by: Sides<Length>) -> Rect {
    area.inset(by.map(|length| -length))
}

/// The widths of borders on a box whose sides are moved outward: a border at the edge of the page becomes wider. `None` if
/// that changes more than its width.
pub(super) fn widened(
    widths: Sides<Length>,
    sides: Sides<BorderSide>,
    by: Sides<Length>,
) -> Option<Sides<Length>> {
    let all = [
        (widths.top, sides.top),
        (widths.right, sides.right),
        (widths.bottom, sides.bottom),
        (widths.left, sides.left),
    ];
    let mut drawn = all.into_iter().filter(|(width, _)| *width > Length::ZERO).map(|(_, side)| side);
    let first = drawn.next()?;
    let is_plain = first.style == LineStyle::Solid
        && drawn.all(|side| (side.style, side.color) == (first.style, first.color));
    let wider = |width: Length, by: Length| if width > Length::ZERO { width + by } else { width };
    is_plain.then(|| Sides {
        top: wider(widths.top, by.top),
        right: wider(widths.right, by.right),
        bottom: wider(widths.bottom, by.bottom),
        left: wider(widths.left, by.left),
    })
}
