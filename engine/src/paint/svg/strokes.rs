//! Strokes of SVG pictures: lines of the display list, or outlines where PDF has no such lines.

use usvg::tiny_skia_path::Path;

use super::{Drawer, PaintUse, append, scale_of, with_opacity};
use crate::boxes::VectorPicture;
use crate::paint::{LineCap, LineEnds, LineJoin, Stroke, Transform};
use crate::units::Length;

/// The most dashes of a picture. Each is a shape of its own.
const MAX_DASHES: f64 = 100_000.0;

impl<'a> Drawer<'a> {
    /// Draws a stroke as a stroke of the display list, or as its outline where PDF has no such strokes.
    pub(super) fn stroke(&mut self, path: &'a usvg::Path, map: Transform) {
        let Some(stroke) = path.stroke().filter(|stroke| stroke.width().get() > VectorPicture::NO_WIDTH)
        else {
            return;
        };
        let [a, b, c, d, ..] = map.0;
        let is_uniform = (a - d).abs() < 1e-4 && (b + c).abs() < 1e-4;
        if let (usvg::Paint::Color(color), true, Some(ends)) = (stroke.paint(), is_uniform, ends_of(stroke))
            && (stroke.dasharray().is_none() || stroke.dashoffset() == 0.0)
        {
            let length = |length: f32| Length::from_points(f64::from(length) * scale_of(map));
            let dashes =
                stroke.dasharray().filter(|_| self.has_room_for_dashes(path.data(), stroke.dasharray()));
            let stroke = Stroke {
                color: with_opacity(*color, stroke.opacity().get()),
                width: length(stroke.width().get()),
                dashes: dashes.unwrap_or_default().iter().copied().map(length).collect(),
                ends,
            };
            let mut segments = Vec::new();
            append(&mut segments, path.data(), map);
            self.push(segments, None, false, Some(stroke));
            return;
        }
        let how = stroke.to_tiny_skia();
        // At this scale the outline of the stroke is precise to a fraction of a point.
        let scale = (scale_of(map) * 4.0).clamp(0.01, 1000.0) as f32;
        let dashed = match &how.dash {
            Some(dash) if self.has_room_for_dashes(path.data(), stroke.dasharray()) => {
                path.data().dash(dash, scale)
            }
            _ => Some(path.data().clone()),
        };
        if let Some(outline) = dashed.and_then(|path| path.stroke(&how, scale)) {
            let opacity = stroke.opacity().get();
            self.painted(&outline, map, PaintUse { paint: stroke.paint(), opacity, even_odd: false });
        }
    }

    /// Whether the dashes of a path are few enough; they count for the whole picture.
    fn has_room_for_dashes(&mut self, path: &Path, dashes: Option<&[f32]>) -> bool {
        let period: f64 = dashes.unwrap_or_default().iter().copied().map(f64::from).sum();
        let count = length_at_most(path) / period;
        // The count of a line without end, or of dashes without length, is not a number.
        self.dashes += if count >= 0.0 { count } else { f64::INFINITY };
        let has_room = self.dashes <= MAX_DASHES;
        if !has_room {
            self.warnings.insert("the SVG has too many dashes, so some of its lines are solid".to_string());
        }
        has_room
    }
}

/// The ends and corners of a stroke; `None` if PDF does not have such corners.
fn ends_of(stroke: &usvg::Stroke) -> Option<LineEnds> {
    let cap = match stroke.linecap() {
        usvg::LineCap::Butt => LineCap::Butt,
        usvg::LineCap::Round => LineCap::Round,
        usvg::LineCap::Square => LineCap::Square,
    };
    let join = match stroke.linejoin() {
        usvg::LineJoin::Miter => LineJoin::Miter((stroke.miterlimit().get() * 1000.0) as u32),
        usvg::LineJoin::MiterClip => return None,
        usvg::LineJoin::Round => LineJoin::Round,
        usvg::LineJoin::Bevel => LineJoin::Bevel,
    };
    Some(LineEnds { cap, join })
}

/// A length that a path does not exceed: that of the lines between its points and control points.
fn length_at_most(path: &Path) -> f64 {
    let points = path.points().windows(2);
    points.map(|pair| libm::hypot(f64::from(pair[1].x - pair[0].x), f64::from(pair[1].y - pair[0].y))).sum()
}
