//! The shape of a float that lines follow, `shape-outside` (CSS Shapes 1).

use crate::css::{
    BasicShape, CornerRadii, CornerRadius, EllipseRadii, LengthPercentage, PathCommand, ShapeBox, ShapeRadius,
};
use crate::css::{ClipPath, ComputedStyle};
use crate::units::{Length, Offset, Point, Rect, Sides, Size};

/// Into how many straight lines a quarter of an ellipse, or a curve of a path, is parted.
const PARTS: u32 = 32;

/// How often the place on a line that reaches furthest is looked for more closely.
const STEPS: u32 = 40;

/// A shape as a polygon, in points from the top left corner of the float's margin box.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FloatShape {
    points: Vec<(f64, f64)>,
    /// How far lines keep away from it.
    margin: f64,
    /// The width of the margin box, beyond which the shape does not count.
    width: Length,
}

impl FloatShape {
    /// The shape of a float, if it has one. `margin_box` is its size, `border_box` where its border box
    /// stands in it.
    pub(super) fn of(
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

    /// From where to where the shape goes between two heights, from the left edge of the margin box; `None`
    /// where it is not there.
    pub(super) fn extent(&self, top: Offset, bottom: Offset) -> Option<(Length, Length)> {
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

    /// How far a line with the margin around it reaches to one side between two heights.
    fn furthest(&self, from: (f64, f64), to: (f64, f64), top: f64, bottom: f64, side: f64) -> Option<f64> {
        let reach = |part: f64| {
            let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            let away = (top - y).max(y - bottom).max(0.0);
            (away <= self.margin).then(|| side * x + (self.margin * self.margin - away * away).sqrt())
        };
        // The part of the line that is near enough, of which the middle may reach furthest.
        let (low, high) = (top - self.margin, bottom + self.margin);
        let (mut start, mut end) = (0.0, 1.0);
        let rise = to.1 - from.1;
        if rise == 0.0 {
            // What only touches the line is not beside it.
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
        let value = |part: f64| reach(part).unwrap_or(f64::NEG_INFINITY);
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
    let horizontal = |value: LengthPercentage| value.resolve(reference.width);
    let vertical = |value: LengthPercentage| value.resolve(reference.height);
    let place = |at: (LengthPercentage, LengthPercentage)| {
        Point::new(reference.x + horizontal(at.0), reference.y + vertical(at.1))
    };
    match &shape.shape {
        None => {
            let away = Sides {
                top: reference.y - border_box.y,
                left: reference.x - border_box.x,
                right: border_box.right() - reference.right(),
                bottom: border_box.bottom() - reference.bottom(),
            };
            rounded(reference, corners_inside(&style.border.radii, border_box, away))
        }
        Some(BasicShape::Inset { sides, radii }) => {
            let sides = Sides {
                top: vertical(sides.top),
                right: horizontal(sides.right),
                bottom: vertical(sides.bottom),
                left: horizontal(sides.left),
            };
            let rect = reference.inset(sides);
            rounded(rect, corners(radii, rect))
        }
        Some(BasicShape::Rect { edges, radii }) => {
            let edge = |edge: Option<LengthPercentage>, whole: Length, auto: Length| {
                edge.map_or(auto, |edge| edge.resolve(whole))
            };
            let left = edge(edges.left, reference.width, Length::ZERO);
            let top = edge(edges.top, reference.height, Length::ZERO);
            let right = edge(edges.right, reference.width, reference.width).max(left);
            let bottom = edge(edges.bottom, reference.height, reference.height).max(top);
            let at = Point::new(reference.x + left, reference.y + top);
            let rect = Rect::new(at, Size::new(right - left, bottom - top));
            rounded(rect, corners(radii, rect))
        }
        Some(BasicShape::Placed { at, size, radii }) => {
            let rect = Rect::new(place(*at), Size::new(horizontal(size.0), vertical(size.1)));
            rounded(rect, corners(radii, rect))
        }
        Some(BasicShape::Ellipse { radii, at }) => {
            let center = place(*at);
            let (x, y) = ellipse_radii(*radii, center, reference);
            let rect = Rect { x: center.x - x, y: center.y - y, width: x * 2, height: y * 2 };
            rounded(rect, [(x.points(), y.points()); 4])
        }
        Some(BasicShape::Polygon { points, .. }) => {
            let points = points.iter().map(|point| place(*point));
            points.map(|point| (point.x.points(), point.y.points())).collect()
        }
        Some(BasicShape::Path { commands, .. }) => path(commands, reference.origin()),
    }
}

fn ellipse_radii(radii: EllipseRadii, center: Point, reference: Rect) -> (Length, Length) {
    let across = [center.x - reference.x, reference.right() - center.x].map(Length::abs);
    let along = [center.y - reference.y, reference.bottom() - center.y].map(Length::abs);
    let radius = |radius: ShapeRadius, distances: &[Length], whole: Length| match radius {
        ShapeRadius::ClosestSide => distances.iter().copied().min().unwrap_or_default(),
        ShapeRadius::FarthestSide => distances.iter().copied().max().unwrap_or_default(),
        ShapeRadius::Length(value) => value.resolve(whole).max(Length::ZERO),
    };
    match radii {
        EllipseRadii::Circle(value) => {
            // Percentages refer to the diagonal over √2.
            let (width, height) = (reference.width.points(), reference.height.points());
            let diagonal = Length::from_points(((width * width + height * height) / 2.0).sqrt());
            let one = radius(value, &[across, along].concat(), diagonal);
            (one, one)
        }
        EllipseRadii::Ellipse(x, y) => {
            (radius(x, &across, reference.width), radius(y, &along, reference.height))
        }
    }
}

/// Radii of the four corners from the top left one, in points.
type Corners = [(f64, f64); 4];

fn corners(radii: &CornerRadii, rect: Rect) -> Corners {
    let resolve = |corner: CornerRadius| {
        (corner.horizontal.resolve(rect.width).points(), corner.vertical.resolve(rect.height).points())
    };
    let mut corners = [radii.top_left, radii.top_right, radii.bottom_right, radii.bottom_left].map(resolve);
    let fit = |room: Length, wanted: f64| if wanted > room.points() { room.points() / wanted } else { 1.0 };
    let factor = fit(rect.width, corners[0].0 + corners[1].0)
        .min(fit(rect.width, corners[2].0 + corners[3].0))
        .min(fit(rect.height, corners[0].1 + corners[3].1))
        .min(fit(rect.height, corners[1].1 + corners[2].1));
    for corner in &mut corners {
        *corner = (corner.0 * factor, corner.1 * factor);
    }
    corners
}

/// The corners of a box that is inside of the border box by so much, or outside by as much (section 4.2: small
/// radii grow less).
fn corners_inside(radii: &CornerRadii, border_box: Rect, away: Sides<Length>) -> Corners {
    let own = corners(radii, border_box);
    let change = |radius: f64, by: Length| {
        let by = by.points();
        if by >= 0.0 || radius == 0.0 {
            return (radius - by).max(0.0);
        }
        let part = radius / -by;
        if part >= 1.0 {
            return radius - by;
        }
        let rest = part - 1.0;
        radius - by * (1.0 + rest * rest * rest)
    };
    [
        (change(own[0].0, away.left), change(own[0].1, away.top)),
        (change(own[1].0, away.right), change(own[1].1, away.top)),
        (change(own[2].0, away.right), change(own[2].1, away.bottom)),
        (change(own[3].0, away.left), change(own[3].1, away.bottom)),
    ]
}

/// A rectangle with round corners as a polygon, clockwise; nothing if it has no area.
fn rounded(rect: Rect, corners: Corners) -> Vec<(f64, f64)> {
    if rect.width <= Length::ZERO || rect.height <= Length::ZERO {
        return Vec::new();
    }
    let (left, top) = (rect.x.points(), rect.y.points());
    let (right, bottom) = (rect.right().points(), rect.bottom().points());
    // For each corner its centre's place, and the directions in which the curve begins and ends.
    let quarters = [
        (left, top, 1.0, 1.0, (-1.0, 0.0), (0.0, -1.0)),
        (right, top, -1.0, 1.0, (0.0, -1.0), (1.0, 0.0)),
        (right, bottom, -1.0, -1.0, (1.0, 0.0), (0.0, 1.0)),
        (left, bottom, 1.0, -1.0, (0.0, 1.0), (-1.0, 0.0)),
    ];
    let mut points = Vec::new();
    for ((x, y, inwards_x, inwards_y, from, to), (across, along)) in quarters.into_iter().zip(corners) {
        let (x, y) = (x + inwards_x * across, y + inwards_y * along);
        let parts = if across > 0.0 && along > 0.0 { PARTS } else { 1 };
        for part in 0..=parts {
            // A quarter of a circle without sines: its points by a parameter from 0 to 1.
            let way = f64::from(part) / f64::from(parts);
            let (cosine, sine) = ((1.0 - way * way) / (1.0 + way * way), 2.0 * way / (1.0 + way * way));
            let direction: (f64, f64) = (from.0 * cosine + to.0 * sine, from.1 * cosine + to.1 * sine);
            points.push((x + direction.0 * across, y + direction.1 * along));
        }
    }
    points
}

fn path(commands: &[PathCommand], origin: Point) -> Vec<(f64, f64)> {
    let place = |(x, y): (Length, Length)| ((origin.x + x).points(), (origin.y + y).points());
    let mut points: Vec<(f64, f64)> = Vec::new();
    for command in commands {
        match *command {
            PathCommand::Move(to) | PathCommand::Line(to) => points.push(place(to)),
            PathCommand::Curve(first, second, to) => {
                let (first, second, to) = (place(first), place(second), place(to));
                let from = points.last().copied().unwrap_or(first);
                for part in 1..=PARTS {
                    let way = f64::from(part) / f64::from(PARTS);
                    let rest = 1.0 - way;
                    let mix = |from: f64, first: f64, second: f64, to: f64| {
                        rest * rest * rest * from
                            + 3.0 * rest * rest * way * first
                            + 3.0 * rest * way * way * second
                            + way * way * way * to
                    };
                    points.push((mix(from.0, first.0, second.0, to.0), mix(from.1, first.1, second.1, to.1)));
                }
            }
            PathCommand::Close => {}
        }
    }
    points
}
