//! The shape of a float that lines follow, `shape-outside` (CSS Shapes 1): a polygon, and its horizontal extent between
//! two heights.

use crate::css::{ClipPath, ComputedStyle, PathCommand, ShapeBox};
use crate::layout::shapes::basic_shape::UsedShape;
use crate::layout::shapes::corners::Corners;
use crate::units::{Length, Offset, Point, Rect, Sides, Size};

/// How many straight lines approximate a quarter of an ellipse or a curve of a path.
const SEGMENTS: u32 = 32;

/// How often the search for the furthest point of an edge is refined.
const STEPS: u32 = 40;

/// A shape as a polygon, in points from the top left corner of the float's margin box.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FloatShape {
    points: Vec<(f64, f64)>,
    /// How far lines keep away from it.
    margin: f64,
    /// The width of the margin box, beyond which the shape does not count.
    width: Length,
}

impl FloatShape {
    /// The shape of a float, if it has one. `margin_box` is the size of its margin box, `border_box` its border box
    /// from the top left corner of that.
    pub(crate) fn of(
        style: &ComputedStyle,
        margin_box: Size,
        border_box: Rect,
        containing_width: Length,
    ) -> Option<FloatShape> {
        let effects = style.effects.as_ref()?;
        let shape = effects.shape_outside.as_deref()?;
        let margin = effects.shape_margin.resolve(containing_width).max(Length::ZERO).points();
        let points = outline(shape, style, margin_box, border_box, containing_width);
        Some(FloatShape { points, margin, width: margin_box.width })
    }

    /// The left and right end of the shape between two heights, from the left edge of the margin box; `None` if the
    /// shape is not there.
    pub(crate) fn extent(&self, top: Offset, bottom: Offset) -> Option<(Length, Length)> {
        let points = |offset: Offset| Length::from_offset(offset).points();
        let (top, bottom) = (points(top), points(bottom));
        let mut extent: Option<(f64, f64)> = None;
        for (index, &from) in self.points.iter().enumerate() {
            let to = self.points[(index + 1) % self.points.len()];
            let right = self.furthest(from, to, top, bottom, 1.0);
            let left = self.furthest(from, to, top, bottom, -1.0);
            if let (Some(left), Some(right)) = (left, right) {
                let (least, most) = extent.unwrap_or((left, right));
                extent = Some((least.min(left), most.max(right)));
            }
        }
        let (left, right) = extent?;
        let within = |value: f64| Length::from_points(value).max(Length::ZERO).min(self.width);
        let (left, right) = (within(left), within(right));
        (left < right).then_some((left, right))
    }

    /// How far an edge, with the margin around it, reaches to one side between two heights.
    fn furthest(&self, from: (f64, f64), to: (f64, f64), top: f64, bottom: f64, side: f64) -> Option<f64> {
        let reach = |fraction: f64| {
            let (x, y) = (from.0 + (to.0 - from.0) * fraction, from.1 + (to.1 - from.1) * fraction);
            let away = (top - y).max(y - bottom).max(0.0);
            (away <= self.margin).then(|| side * x + (self.margin * self.margin - away * away).sqrt())
        };
        // The section of the edge that is near enough. Its middle may reach furthest.
        let (low, high) = (top - self.margin, bottom + self.margin);
        let (mut start, mut end) = (0.0, 1.0);
        let rise = to.1 - from.1;
        if rise == 0.0 {
            // An edge that only touches the line box is not beside it.
            if from.1 <= low || from.1 >= high {
                return None;
            }
        } else {
            let (one, other) = ((low - from.1) / rise, (high - from.1) / rise);
            start = one.min(other).max(0.0);
            end = one.max(other).min(1.0);
        }
        if start >= end {
            return None;
        }
        let value = |fraction: f64| reach(fraction).unwrap_or(f64::NEG_INFINITY);
        if self.margin > 0.0 {
            for _ in 0..STEPS {
                let third = (end - start) / 3.0;
                if value(start + third) < value(end - third) {
                    start += third;
                } else {
                    end -= third;
                }
            }
        }
        let most = value(start).max(value(end)).max(value((start + end) / 2.0));
        most.is_finite().then_some(side * most)
    }
}

/// The shape as a polygon, in points from the top left corner of the margin box.
fn outline(
    shape: &ClipPath,
    style: &ComputedStyle,
    margin_box: Size,
    border_box: Rect,
    containing_width: Length,
) -> Vec<(f64, f64)> {
    let border = style.border.widths();
    let padding = style.layout.padding.map(|padding| padding.resolve(containing_width).max(Length::ZERO));
    let reference = match shape.reference {
        ShapeBox::MarginBox => Rect::new(Point::default(), margin_box),
        ShapeBox::BorderBox => border_box,
        ShapeBox::PaddingBox => border_box.inset(border),
        ShapeBox::ContentBox => border_box.inset(border + padding),
    };
    match shape.shape.as_ref().map(|shape| UsedShape::of(shape, reference)) {
        None => {
            let inside = Sides {
                top: reference.y - border_box.y,
                left: reference.x - border_box.x,
                right: border_box.right() - reference.right(),
                bottom: border_box.bottom() - reference.bottom(),
            };
            rounded(reference, Corners::of(&style.border.radii, border_box).inset(inside))
        }
        Some(UsedShape::RoundedRect(rect, corners)) => rounded(rect, corners),
        Some(UsedShape::Ellipse(center, x, y)) => {
            let rect = Rect { x: center.x - x, y: center.y - y, width: x * 2, height: y * 2 };
            rounded(rect, Corners::all((x, y)))
        }
        Some(UsedShape::Polygon { points, .. }) => {
            points.iter().map(|point| (point.x.points(), point.y.points())).collect()
        }
        Some(UsedShape::Path { commands, .. }) => path(&commands),
    }
}

/// A rectangle with round corners as a polygon, clockwise; nothing if it has no area.
fn rounded(rect: Rect, corners: Corners) -> Vec<(f64, f64)> {
    if rect.width <= Length::ZERO || rect.height <= Length::ZERO {
        return Vec::new();
    }
    let (left, top) = (rect.x.points(), rect.y.points());
    let (right, bottom) = (rect.right().points(), rect.bottom().points());
    // For each corner, the center of its curve, and the directions in which the curve begins and ends.
    let quarters = [
        (left, top, 1.0, 1.0, (-1.0, 0.0), (0.0, -1.0)),
        (right, top, -1.0, 1.0, (0.0, -1.0), (1.0, 0.0)),
        (right, bottom, -1.0, -1.0, (1.0, 0.0), (0.0, 1.0)),
        (left, bottom, 1.0, -1.0, (0.0, 1.0), (-1.0, 0.0)),
    ];
    let mut points = Vec::new();
    let corners = [corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left];
    for ((x, y, inwards_x, inwards_y, from, to), (across, along)) in quarters.into_iter().zip(corners) {
        let (across, along) = (across.points(), along.points());
        let (x, y) = (x + inwards_x * across, y + inwards_y * along);
        let segments = if across > 0.0 && along > 0.0 { SEGMENTS } else { 1 };
        for segment in 0..=segments {
            // A quarter of a circle without sines: its points by a parameter from 0 to 1.
            let t = f64::from(segment) / f64::from(segments);
            let (cosine, sine) = ((1.0 - t * t) / (1.0 + t * t), 2.0 * t / (1.0 + t * t));
            let direction: (f64, f64) = (from.0 * cosine + to.0 * sine, from.1 * cosine + to.1 * sine);
            points.push((x + direction.0 * across, y + direction.1 * along));
        }
    }
    points
}

/// A path as a polygon.
fn path(commands: &[PathCommand]) -> Vec<(f64, f64)> {
    let place = |(x, y): (Length, Length)| (x.points(), y.points());
    let mut points: Vec<(f64, f64)> = Vec::new();
    for command in commands {
        match *command {
            PathCommand::Move(to) | PathCommand::Line(to) => points.push(place(to)),
            PathCommand::Curve(first, second, to) => {
                let (first, second, to) = (place(first), place(second), place(to));
                let from = points.last().copied().unwrap_or(first);
                for segment in 1..=SEGMENTS {
                    let t = f64::from(segment) / f64::from(SEGMENTS);
                    let rest = 1.0 - t;
                    let mix = |from: f64, first: f64, second: f64, to: f64| {
                        rest * rest * rest * from
                            + 3.0 * rest * rest * t * first
                            + 3.0 * rest * t * t * second
                            + t * t * t * to
                    };
                    points.push((mix(from.0, first.0, second.0, to.0), mix(from.1, first.1, second.1, to.1)));
                }
            }
            PathCommand::Close => {}
        }
    }
    points
}
