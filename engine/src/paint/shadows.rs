//! Shadows of boxes (CSS Backgrounds 3, section 6): paths with sharp edges, or blurred pictures.

use super::backgrounds::DecorationArea;
use super::blur::{SoftShape, SoftShapeKind, surroundings};
use super::display_list::{DisplayItem, Effect, Paint, PathItem, PathSegment, Tag};
use super::shapes::outline;
use crate::css::Shadow;
use crate::layout::Corners;
use crate::units::{Length, Point, Rect, Sides};

/// Draws the outer shadows, bottom first. They are clipped inside the box itself.
pub(super) fn draw_outside(
    area: DecorationArea,
    shadows: &[Shadow],
    edges: Sides<bool>,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    for shadow in shadows.iter().rev().filter(|shadow| !shadow.inset && !shadow.color.is_transparent()) {
        let grown = edges.map(|edge| if edge { -shadow.spread } else { Length::ZERO });
        let rect = area.rect.inset(grown).translate(Point::new(shadow.horizontal, shadow.vertical));
        if rect.width.is_zero() || rect.height.is_zero() {
            continue;
        }
        let corners = area.corners.inset(Sides::all(-shadow.spread));
        let open = Sides { top: !edges.top, right: !edges.right, bottom: !edges.bottom, left: !edges.left };
        let item = if shadow.blur.is_zero() {
            Some(filled(outline(rect, corners), false, shadow, tag))
        } else {
            // The shadow continues where the box does.
            let beyond = surroundings(Rect::default(), shadow.blur).width;
            let rect = rect.inset(open.map(|open| if open { -beyond } else { Length::ZERO }));
            blurred(rect, corners, false, surroundings(rect, shadow.blur), shadow, tag)
        };
        let Some(item) = item else { continue };
        // The area outside the box: a rectangle around the shadow and the box, with the box as a hole.
        let around = union(surroundings(rect, shadow.blur), area.rect).inset(Sides::all(-Length::POINT));
        let mut outside = outline(around, Corners::default());
        outside.extend(outline(area.rect, area.corners));
        clipped(outside, clip_at_breaks(open, area.rect), item, tag, items);
    }
}

/// Draws the inner shadows, from the padding edge inward, bottom first.
pub(super) fn draw_inside(
    area: DecorationArea,
    shadows: &[Shadow],
    edges: Sides<bool>,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    for shadow in shadows.iter().rev().filter(|shadow| shadow.inset && !shadow.color.is_transparent()) {
        let inside = area.rect.inset(area.border);
        let corners = area.corners.inset(area.border);
        // The hole without shadow. An edge where the box continues elsewhere casts no shadow.
        let far = inside.width + inside.height + shadow.horizontal.abs() + shadow.vertical.abs();
        let shrunk = |edge: bool| if edge { shadow.spread } else { -far };
        let shrunk = edges.map(shrunk);
        let hole = inside.inset(shrunk).translate(Point::new(shadow.horizontal, shadow.vertical));
        let hole_corners = corners.inset(Sides::all(shadow.spread));
        let item = if shadow.blur.is_zero() {
            let mut ring = outline(union(hole, inside).inset(Sides::all(-Length::POINT)), Corners::default());
            if !hole.width.is_zero() && !hole.height.is_zero() {
                ring.extend(outline(hole, hole_corners));
            }
            Some(filled(ring, true, shadow, tag))
        } else {
            blurred(hole, hole_corners, true, inside, shadow, tag)
        };
        let Some(item) = item else { continue };
        let clip = outline(inside, corners);
        items.push(DisplayItem::BeginGroup { opacity: 1.0, clip: Some(clip), tag });
        items.push(item);
        items.push(DisplayItem::EndGroup);
    }
}

fn blurred(
    rect: Rect,
    corners: Corners,
    is_hole: bool,
    area: Rect,
    shadow: &Shadow,
    tag: Tag,
) -> Option<DisplayItem> {
    let shape = SoftShape {
        kind: SoftShapeKind::Box(rect, corners),
        is_hole,
        blur: shadow.blur,
        color: shadow.color,
    };
    shape.draw(area, tag).map(DisplayItem::Image)
}

fn filled(segments: Vec<PathSegment>, even_odd: bool, shadow: &Shadow, tag: Tag) -> DisplayItem {
    DisplayItem::Path(PathItem {
        segments,
        fill: Some(Paint::Solid(shadow.color)),
        even_odd,
        stroke: None,
        tag,
    })
}

fn clipped(
    outside: Vec<PathSegment>,
    side: Option<Rect>,
    item: DisplayItem,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    if let Some(side) = side {
        let clip = Some(outline(side, Corners::default()));
        items.push(DisplayItem::BeginGroup { opacity: 1.0, clip, tag });
    }
    items.push(DisplayItem::BeginEffect { effect: Effect::Clip { segments: outside, even_odd: true }, tag });
    items.push(item);
    items.push(DisplayItem::EndGroup);
    if side.is_some() {
        items.push(DisplayItem::EndGroup);
    }
}

/// The area to which the shadow of a box is clipped if the box continues on another page or line.
fn clip_at_breaks(open: Sides<bool>, rect: Rect) -> Option<Rect> {
    if open == Sides::all(false) {
        return None;
    }
    let far = Length::POINT * 10_000;
    Some(rect.inset(open.map(|open| if open { Length::ZERO } else { -far })))
}

/// The smallest rectangle around both.
pub(super) fn union(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    let (right, bottom) = (one.right().max(other.right()), one.bottom().max(other.bottom()));
    Rect { x, y, width: right - x, height: bottom - y }
}
