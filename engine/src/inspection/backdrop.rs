//! What is painted below a point of a page: the fills, gradients and pictures before it in the display list.
//!
//! The opacity of groups is multiplied into their items, which is exact where these do not overlap. Curves are taken as
//! four lines each.

use std::sync::Arc;

use super::contrast::{Opaque, WHITE, channels, over};
use crate::paint::{Gradient, GradientShape, Paint, PathSegment, Transform};
use crate::units::{Point, Rect};

/// An upright area of the page, in points: left, top, right, bottom.
pub(super) type Area = [f64; 4];

/// The area of everything.
pub(super) const EVERYWHERE: Area = [f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY];

/// How often a text of a page is compared with something painted or a corner of it. A page of print needs less than a
/// million comparisons. After the last one everything is unknown, so that the time for a page of countless pieces does
/// not grow with the square of their number.
const MAX_COMPARED: usize = 20_000_000;

/// What has been painted, from the bottom to the top.
#[derive(Default)]
pub(super) struct Backdrop {
    painted: Vec<Painted>,
    /// How often a text has been compared with something painted.
    compared: usize,
}

struct Painted {
    area: Area,
    /// The corners of its outlines, on the page; empty if it fills the area.
    outlines: Vec<Vec<(f64, f64)>>,
    even_odd: bool,
    color: PaintedColor,
    opacity: f64,
}

enum PaintedColor {
    Solid(Opaque),
    /// The map leads from the page to the coordinates of the gradient.
    Gradient(Arc<Gradient>, Transform),
    /// A picture, a pattern or the result of blending.
    Unknown,
}

/// How the items of a group are drawn.
#[derive(Clone, Copy)]
pub(super) struct Drawing {
    /// From the coordinates of the items to those of the page.
    pub(super) map: Transform,
    pub(super) opacity: f64,
    /// What is visible of them.
    pub(super) clip: Area,
    /// Whether they are blended or masked, so that their colors are not known.
    pub(super) is_blended: bool,
}

impl Backdrop {
    /// Adds a filled path.
    pub(super) fn fill(&mut self, segments: &[PathSegment], even_odd: bool, fill: &Paint, drawing: &Drawing) {
        let outlines = outlines(segments, drawing.map);
        let area = intersection(area_of(outlines.iter().flatten().copied()), drawing.clip);
        let (color, opacity) = match fill {
            _ if drawing.is_blended => (PaintedColor::Unknown, 1.0),
            Paint::Solid(color) => {
                let (color, opacity) = channels(*color);
                (PaintedColor::Solid(color), opacity)
            }
            Paint::Gradient(gradient) => match drawing.map.inverse() {
                Some(inverse) => (PaintedColor::Gradient(gradient.clone(), inverse), 1.0),
                None => return,
            },
            Paint::Tiles(_) => (PaintedColor::Unknown, 1.0),
        };
        // Upright rectangles are their areas.
        let is_area = drawing.map.is_upright() && is_rectangle(segments);
        let outlines = if is_area { Vec::new() } else { outlines };
        self.add(Painted { area, outlines, even_odd, color, opacity: opacity * drawing.opacity });
    }

    /// Adds a picture of pixels.
    pub(super) fn picture(&mut self, rect: Rect, drawing: &Drawing) {
        let area = intersection(area_of(corners(rect, drawing.map)), drawing.clip);
        let color = PaintedColor::Unknown;
        self.add(Painted { area, outlines: Vec::new(), even_odd: false, color, opacity: drawing.opacity });
    }

    fn add(&mut self, painted: Painted) {
        let [left, top, right, bottom] = painted.area;
        if left < right && top < bottom && painted.opacity > 0.0 {
            self.painted.push(painted);
        }
    }

    /// The darkest and the lightest color that is possible at a point; they differ over pictures.
    pub(super) fn colors(&mut self, at: (f64, f64)) -> [Opaque; 2] {
        let mut layers: Vec<(Opaque, f64)> = Vec::new();
        let mut bottoms = [WHITE, WHITE];
        for painted in self.painted.iter().rev() {
            if self.compared >= MAX_COMPARED {
                bottoms = [[0.0; 3], WHITE];
                break;
            }
            self.compared += 1;
            if !painted.is_around(at) {
                continue;
            }
            self.compared += painted.outlines.iter().map(|outline| outline.len()).sum::<usize>();
            if !painted.contains(at) {
                continue;
            }
            let (color, opacity) = match &painted.color {
                PaintedColor::Solid(color) => (*color, painted.opacity),
                PaintedColor::Gradient(gradient, map) => {
                    let (color, opacity) = color_at(gradient, map.apply(at));
                    (color, opacity * painted.opacity)
                }
                PaintedColor::Unknown => {
                    bottoms = [[0.0; 3], WHITE];
                    break;
                }
            };
            layers.push((color, opacity));
            if opacity >= 1.0 {
                break;
            }
        }
        bottoms.map(|bottom| {
            layers.iter().rev().fold(bottom, |below, (color, opacity)| over(*color, *opacity, below))
        })
    }
}

impl Painted {
    fn is_around(&self, (x, y): (f64, f64)) -> bool {
        let [left, top, right, bottom] = self.area;
        (left..=right).contains(&x) && (top..=bottom).contains(&y)
    }

    /// Whether a point in its area is inside its outlines.
    fn contains(&self, (x, y): (f64, f64)) -> bool {
        if self.outlines.is_empty() {
            return true;
        }
        let mut winding = 0_i32;
        for outline in &self.outlines {
            for (index, &(x1, y1)) in outline.iter().enumerate() {
                let (x2, y2) = outline[(index + 1) % outline.len()];
                if (y1 <= y) != (y2 <= y) && x1 + (y - y1) / (y2 - y1) * (x2 - x1) > x {
                    winding += if y1 < y2 { 1 } else { -1 };
                }
            }
        }
        if self.even_odd { winding % 2 != 0 } else { winding != 0 }
    }
}

/// The corners of the outlines of a path on the page; curves become four lines.
fn outlines(segments: &[PathSegment], map: Transform) -> Vec<Vec<(f64, f64)>> {
    let mut outlines: Vec<Vec<(f64, f64)>> = Vec::new();
    let on_page = |point: Point| map.apply((point.x.points(), point.y.points()));
    for segment in segments {
        if let PathSegment::MoveTo(_) = segment {
            outlines.push(Vec::new());
        }
        let Some(outline) = outlines.last_mut() else { continue };
        match *segment {
            PathSegment::MoveTo(point) | PathSegment::LineTo(point) => outline.push(on_page(point)),
            PathSegment::CurveTo(first, second, end) => {
                let start = outline.last().copied().unwrap_or_default();
                let points = [start, on_page(first), on_page(second), on_page(end)];
                outline.extend([0.25, 0.5, 0.75, 1.0].map(|share| on_curve(points, share)));
            }
            PathSegment::Close => {}
        }
    }
    outlines
}

/// A point of a cubic Bézier curve.
fn on_curve(points: [(f64, f64); 4], share: f64) -> (f64, f64) {
    let rest = 1.0 - share;
    let weights =
        [rest * rest * rest, 3.0 * rest * rest * share, 3.0 * rest * share * share, share * share * share];
    let weighted = points.iter().zip(weights).map(|(point, weight)| (point.0 * weight, point.1 * weight));
    weighted.fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1))
}

/// Whether a path is one outline of horizontal and vertical lines with four corners.
fn is_rectangle(segments: &[PathSegment]) -> bool {
    let mut corners = Vec::new();
    for segment in segments {
        match segment {
            PathSegment::MoveTo(point) | PathSegment::LineTo(point) => corners.push(*point),
            PathSegment::CurveTo(..) => return false,
            PathSegment::Close => {}
        }
    }
    corners.dedup();
    corners.len() <= 5 && corners.windows(2).all(|pair| pair[0].x == pair[1].x || pair[0].y == pair[1].y)
}

/// The corners of a rectangle on the page.
pub(super) fn corners(rect: Rect, map: Transform) -> impl Iterator<Item = (f64, f64)> {
    let (left, right) = (rect.x.points(), rect.right().points());
    let (top, bottom) = (rect.y.points(), rect.bottom().points());
    [(left, top), (right, top), (left, bottom), (right, bottom)].into_iter().map(move |at| map.apply(at))
}

/// The smallest area with these points.
pub(super) fn area_of(points: impl Iterator<Item = (f64, f64)>) -> Area {
    let nothing = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points.fold(nothing, |[left, top, right, bottom], (x, y)| {
        [left.min(x), top.min(y), right.max(x), bottom.max(y)]
    })
}

/// The area of a path on the page.
pub(super) fn area_of_path(segments: &[PathSegment], map: Transform) -> Area {
    area_of(outlines(segments, map).into_iter().flatten())
}

/// What two areas have in common.
pub(super) fn intersection(one: Area, other: Area) -> Area {
    [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])]
}

/// The color of a gradient at a point in its coordinates, and its opacity.
fn color_at(gradient: &Gradient, (x, y): (f64, f64)) -> (Opaque, f64) {
    let place = |point: Point| (point.x.points(), point.y.points());
    let offset = match gradient.shape {
        GradientShape::Linear { from, to } => {
            let ((left, top), (right, bottom)) = (place(from), place(to));
            let (across, down) = (right - left, bottom - top);
            let square = across * across + down * down;
            if square > 0.0 { ((x - left) * across + (y - top) * down) / square } else { 1.0 }
        }
        GradientShape::Radial { center, horizontal, vertical } => {
            let (left, top) = place(center);
            let radii = (horizontal.points().max(1e-6), vertical.points().max(1e-6));
            libm::hypot((x - left) / radii.0, (y - top) / radii.1)
        }
        GradientShape::Circles { from, to, map } => {
            let (x, y) = map.inverse().map_or((x, y), |inverse| inverse.apply((x, y)));
            let distance = libm::hypot(x - to.center.0, y - to.center.1);
            (distance - from.radius) / (to.radius - from.radius).max(1e-6)
        }
        GradientShape::Conic { center, from, .. } => {
            let (left, top) = place(center);
            let angle = libm::atan2(x - left, top - y).to_degrees();
            (angle - from).rem_euclid(360.0) / 360.0
        }
    };
    let after = gradient.stops.partition_point(|stop| f64::from(stop.offset) <= offset);
    let after = after.min(gradient.stops.len().saturating_sub(1));
    let (Some(from), Some(to)) = (gradient.stops.get(after.saturating_sub(1)), gradient.stops.get(after))
    else {
        return (WHITE, 0.0);
    };
    let width = f64::from(to.offset - from.offset);
    let share = if width > 0.0 { ((offset - f64::from(from.offset)) / width).clamp(0.0, 1.0) } else { 1.0 };
    let ((first, opacity), (second, end)) = (channels(from.color), channels(to.color));
    (over(second, share, first), opacity + (end - opacity) * share)
}
