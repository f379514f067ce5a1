//! Underlines, overlines and lines through text (CSS Text Decoration 3).

use super::borders::dashed_line;
use super::display_list::{DisplayItem, Paint, PathItem, Tag};
use super::shapes::{Corners, outline};
use crate::css::{ComputedStyle, Float, TextDecorationStyle, TextDecorationThickness};
use crate::layout::{BoxId, BoxKind, BoxTree, GlyphRun};
use crate::text::FontLibrary;
use crate::units::{Length, Point, Rect, Size};

/// The styles that decorate text in a box: its own and those of the boxes around it, innermost
/// first. Decoration does not reach into atomic inlines and what is out of the flow.
pub(super) fn decorating(tree: &BoxTree, box_id: BoxId) -> impl Iterator<Item = &ComputedStyle> {
    let mut at = Some(box_id);
    let mut stopped = false;
    std::iter::from_fn(move || {
        loop {
            let id = at?;
            if stopped {
                return None;
            }
            let layout_box = tree.get(id);
            at = layout_box.parent;
            stopped = matches!(layout_box.kind, BoxKind::Atomic)
                || layout_box.style.layout.float != Float::None
                || layout_box.style.layout.is_out_of_flow();
            // Text and anonymous boxes carry their element's style; the element's own box counts.
            if matches!(layout_box.kind, BoxKind::Text(_)) || layout_box.anonymous {
                continue;
            }
            let decoration = &layout_box.style.background.decoration;
            if decoration.underline || decoration.overline || decoration.line_through {
                return Some(&*layout_box.style);
            }
        }
    })
}

/// Which lines are drawn under the glyphs, and which over them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    Under,
    Over,
}

/// Draws the decoration lines of one run; `origin` is where its first glyph stands.
#[allow(clippy::too_many_arguments)]
pub(super) fn draw(
    layer: Layer,
    style: &ComputedStyle,
    run: &GlyphRun,
    origin: Point,
    width: Length,
    fonts: &FontLibrary,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    let decoration = &style.background.decoration;
    let face = fonts.face(run.face);
    let metrics = &face.metrics;
    let size = run.size;
    let thickness = |units: i16| match decoration.thickness {
        TextDecorationThickness::Length(length) => length.max(Length(1)),
        TextDecorationThickness::FromFont => face.scale(i32::from(units), size).max(size / 24),
    };
    let mut line = |centre: Length, thickness: Length| {
        let at = Point::new(origin.x, origin.y - centre);
        draw_line(at, width, thickness, decoration.style, decoration.color, tag, items);
    };
    match layer {
        Layer::Under => {
            if decoration.underline {
                let thickness = thickness(metrics.underline_thickness);
                let position = face.scale(i32::from(metrics.underline_position), size);
                // A font that does not say gets a line a tenth of the size below the baseline.
                let position = if position.is_zero() { -(size / 10) } else { position };
                line(position, thickness);
            }
            if decoration.overline {
                let thickness = thickness(metrics.underline_thickness);
                line(face.scale(i32::from(metrics.ascent), size), thickness);
            }
        }
        Layer::Over => {
            if decoration.line_through {
                let thickness = thickness(metrics.strikeout_thickness);
                let position = face.scale(i32::from(metrics.strikeout_position), size);
                let position = if position.is_zero() {
                    face.scale(i32::from(metrics.x_height), size) / 2
                } else {
                    position
                };
                line(position, thickness);
            }
        }
    }
}

fn draw_line(
    at: Point,
    width: Length,
    thickness: Length,
    style: TextDecorationStyle,
    color: crate::css::Color,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) {
    if width <= Length::ZERO || color.is_transparent() {
        return;
    }
    let mut bar = |y: Length| {
        let rect = Rect::new(Point::new(at.x, y - thickness / 2), Size::new(width, thickness));
        items.push(DisplayItem::Path(PathItem {
            segments: outline(rect, Corners::default()),
            fill: Some(Paint::Solid(color)),
            even_odd: false,
            stroke: None,
            tag,
        }));
    };
    match style {
        TextDecorationStyle::Solid => bar(at.y),
        TextDecorationStyle::Double => {
            bar(at.y);
            bar(at.y + thickness * 2);
        }
        // A wavy line is drawn as dots: on paper the two serve the same end.
        TextDecorationStyle::Dotted | TextDecorationStyle::Dashed | TextDecorationStyle::Wavy => {
            let end = Point::new(at.x + width, at.y);
            let dotted = style != TextDecorationStyle::Dashed;
            items.push(dashed_line(at, end, width, thickness, dotted, color, tag));
        }
    }
}
