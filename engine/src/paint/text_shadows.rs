//! Shadows of text (CSS Text Decoration 4, section 4). They are the outlines of the glyphs, so that programs that extract
//! text do not find it twice.

use super::blur::{SoftShape, SoftShapeKind, surroundings};
use super::display_list::{DisplayItem, Paint, PathItem, PathSegment, Tag, TextItem};
use super::shadows::union;
use crate::css::Shadow;
use crate::text::{Face, FontLibrary, OutlineStep};
use crate::units::{Length, Point, Rect, Size};

/// Draws the shadows of a run, bottom first.
pub(super) fn draw(item: &TextItem, face: &Face, shadows: &[Shadow], tag: Tag, items: &mut Vec<DisplayItem>) {
    for shadow in shadows.iter().rev().filter(|shadow| !shadow.color.is_transparent()) {
        let origin = item.origin.translate(Point::new(shadow.horizontal, shadow.vertical));
        let segments = outlines(item, face, origin);
        if segments.is_empty() {
            continue;
        }
        if shadow.blur.is_zero() {
            items.push(DisplayItem::Path(PathItem {
                segments,
                fill: Some(Paint::Solid(shadow.color)),
                even_odd: false,
                stroke: None,
                tag,
            }));
            continue;
        }
        let area = surroundings(bounds(&segments), shadow.blur);
        let shape = SoftShape {
            kind: SoftShapeKind::path(&segments),
            is_hole: false,
            blur: shadow.blur,
            color: shadow.color,
        };
        items.extend(shape.draw(area, tag).map(DisplayItem::Image));
    }
}

/// Text as the outlines of its glyphs.
pub(super) fn outlined(text: &TextItem, fonts: &FontLibrary) -> DisplayItem {
    DisplayItem::Path(PathItem {
        segments: outlines(text, fonts.face(text.face), text.origin),
        fill: Some(Paint::Solid(text.color)),
        even_odd: false,
        stroke: None,
        tag: text.tag,
    })
}

/// Glyphs of one face and size, with the places of each.
pub(super) struct Glyphs<'a> {
    pub size: Length,
    /// See [`TextItem::widened`].
    pub widened: i32,
    pub glyphs: &'a [u16],
    pub advances: &'a [Length],
    pub displacements: &'a [(Length, Length)],
}

impl<'a> From<&'a TextItem> for Glyphs<'a> {
    fn from(item: &'a TextItem) -> Glyphs<'a> {
        Glyphs {
            size: item.size,
            widened: item.widened,
            glyphs: &item.glyphs,
            advances: &item.advances,
            displacements: &item.displacements,
        }
    }
}

/// The outlines of all glyphs of a run whose baseline begins at `origin`.
pub(super) fn outlines<'a>(item: impl Into<Glyphs<'a>>, face: &Face, origin: Point) -> Vec<PathSegment> {
    let item = item.into();
    let scale = item.size.points() / f64::from(face.metrics.units_per_em.max(1));
    let widen = 1.0 + f64::from(item.widened) / 65536.0;
    let mut segments = Vec::new();
    let mut at = origin.x;
    for (index, (&glyph, &advance)) in item.glyphs.iter().zip(item.advances).enumerate() {
        let (right, up) = item.displacements.get(index).copied().unwrap_or_default();
        let start = Point::new(at + right, origin.y - up);
        let point = |[x, y]: [f32; 2]| {
            let x = Length::from_points(f64::from(x) * scale * widen);
            let y = Length::from_points(f64::from(y) * scale);
            Point::new(start.x + x, start.y - y)
        };
        segments.extend(face.outline(glyph).into_iter().map(|step| match step {
            OutlineStep::MoveTo(to) => PathSegment::MoveTo(point(to)),
            OutlineStep::LineTo(to) => PathSegment::LineTo(point(to)),
            OutlineStep::CurveTo([first, second, to]) => {
                PathSegment::CurveTo(point(first), point(second), point(to))
            }
            OutlineStep::Close => PathSegment::Close,
        }));
        at += advance;
    }
    segments
}

/// The rectangle around all points of a path.
fn bounds(segments: &[PathSegment]) -> Rect {
    let points = segments.iter().flat_map(|segment| match *segment {
        PathSegment::MoveTo(to) | PathSegment::LineTo(to) => [Some(to), None, None],
        PathSegment::CurveTo(first, second, to) => [Some(first), Some(second), Some(to)],
        PathSegment::Close => [None; 3],
    });
    let points = points.flatten().map(|point| Rect::new(point, Size::default()));
    points.reduce(union).unwrap_or_default()
}
