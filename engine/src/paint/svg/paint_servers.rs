//! Gradients and patterns of SVG (SVG 2, section 14). In: a paint and the area that it fills. Out: a paint of the display
//! list.

use std::sync::Arc;

use usvg::SpreadMethod;
use usvg::tiny_skia_path::Rect as SvgRect;

use super::{Drawer, corners, of, with_opacity};
use crate::css::Color;
use crate::paint::gradients::repeat_over;
use crate::paint::{Circle, Gradient, GradientShape, GradientStop, Paint, Tiles, Transform};
use crate::units::{Length, Point, Size};

/// The smallest side of a pattern's tile in points; copies of smaller ones take viewers too long.
const MIN_TILE: f64 = 0.05;

/// The largest side of a pattern's tile in points.
const MAX_TILE: f64 = 1e6;

impl<'a> Drawer<'a> {
    /// A paint for an area in the coordinates that are mapped.
    pub(super) fn paint(
        &mut self,
        paint: &'a usvg::Paint,
        opacity: f32,
        map: Transform,
        area: SvgRect,
    ) -> Option<Paint> {
        match paint {
            usvg::Paint::Color(color) => Some(Paint::Solid(with_opacity(*color, opacity))),
            usvg::Paint::LinearGradient(gradient) => Some(linear(gradient, opacity, map, area)),
            usvg::Paint::RadialGradient(gradient) => Some(radial(gradient, opacity, map, area)),
            usvg::Paint::Pattern(pattern) => {
                let key = (Arc::as_ptr(pattern).addr(), map.bits());
                let tiles = match self.tiles.get(&key) {
                    Some(known) => known.clone(),
                    None => {
                        let tiles = self.tile(pattern, map);
                        self.tiles.insert(key, tiles.clone());
                        tiles
                    }
                };
                tiles.map(Paint::Tiles)
            }
        }
    }

    /// The tiles of a pattern.
    fn tile(&mut self, pattern: &'a usvg::Pattern, map: Transform) -> Option<Arc<Tiles>> {
        let rect = pattern.rect();
        let origin = Transform::translation(f64::from(rect.x()), f64::from(rect.y()));
        let map = map.after(of(pattern.transform())).after(origin);
        let [a, b, c, d, ..] = map.0;
        // The tile is drawn as large as it is on the page, because coordinates are rounded to fractions of a point.
        let (across, along) = (libm::hypot(a, b), libm::hypot(c, d));
        let (width, height) = (f64::from(rect.width()) * across, f64::from(rect.height()) * along);
        let is_sound = |side: f64| (MIN_TILE..=MAX_TILE).contains(&side);
        if !is_sound(width) || !is_sound(height) || map.inverse().is_none() {
            self.warnings
                .insert("a pattern in the SVG is not drawn: its tile is too small or too large".to_string());
            return None;
        }
        let items = self.apart(pattern.root(), Transform([across, 0.0, 0.0, along, 0.0, 0.0]))?;
        let size = Size::new(Length::from_points(width), Length::from_points(height));
        let map = map.after(Transform([1.0 / across, 0.0, 0.0, 1.0 / along, 0.0, 0.0]));
        Some(Arc::new(Tiles { items, size, map }))
    }
}

fn linear(gradient: &usvg::LinearGradient, opacity: f32, map: Transform, area: SvgRect) -> Paint {
    let (x, y) = (f64::from(gradient.x1()), f64::from(gradient.y1()));
    let (dx, dy) = (f64::from(gradient.x2()) - x, f64::from(gradient.y2()) - y);
    let length = dx * dx + dy * dy;
    let own = of(gradient.transform());
    let reach = own.inverse().filter(|_| length > 0.0).map_or((0.0, 1.0), |back| {
        let offset = |corner: (f64, f64)| ((corner.0 - x) * dx + (corner.1 - y) * dy) / length;
        range(corners(area, back).map(offset))
    });
    let (stops, (start, end)) = spread(stops(gradient.stops(), opacity), gradient.spread_method(), reach);
    let place = |offset: f64| (x + dx * offset, y + dy * offset);
    gradient_paint(line(place(start), place(end), map.after(own)), stops)
}

fn radial(gradient: &usvg::RadialGradient, opacity: f32, map: Transform, area: SvgRect) -> Paint {
    let from = Circle {
        center: (f64::from(gradient.fx()), f64::from(gradient.fy())),
        radius: f64::from(gradient.fr().get()),
    };
    let to = Circle {
        center: (f64::from(gradient.cx()), f64::from(gradient.cy())),
        radius: f64::from(gradient.r().get()),
    };
    let own = of(gradient.transform());
    let growth = to.radius - from.radius;
    let reach = own.inverse().map_or((0.0, 1.0), |back| {
        let reached = corners(area, back).map(|corner| offset_at(from, to, corner).unwrap_or(1.0));
        let start = if growth > 0.0 { -from.radius / growth } else { 0.0 };
        (start, range(reached).1.max(1.0))
    });
    let (stops, (start, end)) = spread(stops(gradient.stops(), opacity), gradient.spread_method(), reach);
    let circle = |offset: f64| Circle {
        center: (
            from.center.0 + (to.center.0 - from.center.0) * offset,
            from.center.1 + (to.center.1 - from.center.1) * offset,
        ),
        radius: (from.radius + growth * offset).max(0.0),
    };
    let map = map.after(own);
    let shape = map.inverse().map(|_| GradientShape::Circles { from: circle(start), to: circle(end), map });
    gradient_paint(shape, stops)
}

/// The largest offset whose circle goes through a point.
fn offset_at(from: Circle, to: Circle, point: (f64, f64)) -> Option<f64> {
    let (dx, dy) = (to.center.0 - from.center.0, to.center.1 - from.center.1);
    let growth = to.radius - from.radius;
    let (px, py) = (point.0 - from.center.0, point.1 - from.center.1);
    // a t² − 2 b t + c = 0
    let a = dx * dx + dy * dy - growth * growth;
    let b = px * dx + py * dy + from.radius * growth;
    let c = px * px + py * py - from.radius * from.radius;
    let root = (b * b - a * c).sqrt();
    let roots = if a.abs() < 1e-12 { [c / (2.0 * b); 2] } else { [(b + root) / a, (b - root) / a] };
    let is_circle = |offset: &f64| offset.is_finite() && from.radius + growth * offset >= 0.0;
    roots.into_iter().filter(is_circle).reduce(f64::max)
}

fn range(offsets: [f64; 4]) -> (f64, f64) {
    let least = offsets.into_iter().fold(f64::INFINITY, f64::min);
    (least, offsets.into_iter().fold(f64::NEG_INFINITY, f64::max))
}

/// The stops of a gradient that is repeated over the offsets that its area reaches, and the range that they span.
fn spread(
    stops: Vec<GradientStop>,
    method: SpreadMethod,
    (start, end): (f64, f64),
) -> (Vec<GradientStop>, (f64, f64)) {
    if method == SpreadMethod::Pad || end <= start || !(end - start).is_finite() {
        return (stops, (0.0, 1.0));
    }
    (repeat_over(&stops, method == SpreadMethod::Reflect, (start, end)), (start, end))
}

/// A linear gradient under an affine map: its lines of equal color are mapped, and its direction is perpendicular to the
/// mapped lines. `None` if the map has no inverse.
fn line(from: (f64, f64), to: (f64, f64), map: Transform) -> Option<GradientShape> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    let [a, b, c, d, ..] = map.0;
    let determinant = a * d - b * c;
    if length == 0.0 || determinant == 0.0 {
        return None;
    }
    // The gradient of the offset in x and y, before and after the map.
    let (gx, gy) = (dx / length, dy / length);
    let (gx, gy) = ((d * gx - b * gy) / determinant, (a * gy - c * gx) / determinant);
    let steepness = gx * gx + gy * gy;
    let (x, y) = map.apply(from);
    let point = |x, y| Point::new(Length::from_points(x), Length::from_points(y));
    Some(GradientShape::Linear { from: point(x, y), to: point(x + gx / steepness, y + gy / steepness) })
}

fn stops(stops: &[usvg::Stop], opacity: f32) -> Vec<GradientStop> {
    let stop = |stop: &usvg::Stop| GradientStop {
        offset: stop.offset().get(),
        color: with_opacity(stop.color(), stop.opacity().get() * opacity),
    };
    stops.iter().map(stop).collect()
}

/// The paint of a gradient. Without a shape it is the last color (SVG 2, section 14.2.2).
fn gradient_paint(shape: Option<GradientShape>, stops: Vec<GradientStop>) -> Paint {
    match (shape, stops.last()) {
        (Some(shape), Some(_)) => Paint::Gradient(Arc::new(Gradient { shape, stops })),
        (None, Some(last)) => Paint::Solid(last.color),
        (_, None) => Paint::Solid(Color::TRANSPARENT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_gradient_keeps_its_lines_of_equal_color() {
        // At half the width, the lines of equal color of a diagonal gradient are steeper.
        let map = Transform([0.5, 0.0, 0.0, 1.0, 0.0, 0.0]);
        let Some(GradientShape::Linear { from, to }) = line((0.0, 0.0), (8.0, 8.0), map) else { panic!() };
        assert_eq!(from, Point::default());
        // The line of color 1 runs through (4, 8) and (8, 0), which are (8, 8) and (16, 0) mapped.
        let along = |x: f64, y: f64| {
            let (dx, dy) = (to.x.points(), to.y.points());
            (x * dx + y * dy) / (dx * dx + dy * dy)
        };
        assert!((along(4.0, 8.0) - 1.0).abs() < 1e-3 && (along(8.0, 0.0) - 1.0).abs() < 1e-3);
        assert!(line((0.0, 0.0), (0.0, 0.0), map).is_none());
    }
}
