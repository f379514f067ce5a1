//! Basic shapes (CSS Shapes 1, section 3): from a computed shape and its reference box to coordinates.

use crate::css::{BasicShape, EllipseRadii, LengthPercentage, PathCommand, ShapeRadius};
use crate::layout::shapes::corners::Corners;
use crate::units::{Length, Point, Rect, Sides, Size};

/// A basic shape in the coordinates of its reference box.
#[derive(Clone, Debug, PartialEq)]
pub enum UsedShape {
    /// A rectangle with the radii of its corners.
    RoundedRect(Rect, Corners),
    /// The center, the horizontal and the vertical radius.
    Ellipse(Point, Length, Length),
    /// A polygon, which is closed.
    Polygon {
        /// The vertices, in order.
        points: Vec<Point>,
        /// The fill rule is `evenodd`, otherwise `nonzero`.
        even_odd: bool,
    },
    /// A path of lines and curves.
    Path {
        /// The commands of the path, in order.
        commands: Vec<PathCommand>,
        /// The fill rule is `evenodd`, otherwise `nonzero`.
        even_odd: bool,
    },
}

impl UsedShape {
    /// The used shape of a computed one, where `reference` is its reference box.
    pub fn of(shape: &BasicShape, reference: Rect) -> UsedShape {
        let horizontal = |value: LengthPercentage| value.resolve(reference.width);
        let vertical = |value: LengthPercentage| value.resolve(reference.height);
        let place = |at: (LengthPercentage, LengthPercentage)| {
            Point::new(reference.x + horizontal(at.0), reference.y + vertical(at.1))
        };
        let rounded = |rect: Rect, radii| UsedShape::RoundedRect(rect, Corners::of(radii, rect));
        match shape {
            BasicShape::Inset { sides, radii } => {
                let sides = Sides {
                    top: vertical(sides.top),
                    right: horizontal(sides.right),
                    bottom: vertical(sides.bottom),
                    left: horizontal(sides.left),
                };
                rounded(inset_proportionally(reference, sides), radii)
            }
            BasicShape::Rect { edges, radii } => {
                let edge = |edge: Option<LengthPercentage>, whole: Length, auto: Length| {
                    edge.map_or(auto, |edge| edge.resolve(whole))
                };
                let (width, height) = (reference.width, reference.height);
                let top = edge(edges.top, height, Length::ZERO);
                let left = edge(edges.left, width, Length::ZERO);
                let right = edge(edges.right, width, width).max(left);
                let bottom = edge(edges.bottom, height, height).max(top);
                let at = Point::new(reference.x + left, reference.y + top);
                rounded(Rect::new(at, Size::new(right - left, bottom - top)), radii)
            }
            BasicShape::Placed { at, size, radii } => {
                rounded(Rect::new(place(*at), Size::new(horizontal(size.0), vertical(size.1))), radii)
            }
            BasicShape::Ellipse { radii, at } => {
                let center = place(*at);
                let (x, y) = ellipse_radii(*radii, center, reference);
                UsedShape::Ellipse(center, x, y)
            }
            BasicShape::Polygon { even_odd, points } => UsedShape::Polygon {
                points: points.iter().map(|point| place(*point)).collect(),
                even_odd: *even_odd,
            },
            BasicShape::Path { even_odd, commands } => {
                let place = |(x, y): (Length, Length)| (reference.x + x, reference.y + y);
                let placed = |command: &PathCommand| match *command {
                    PathCommand::Move(to) => PathCommand::Move(place(to)),
                    PathCommand::Line(to) => PathCommand::Line(place(to)),
                    PathCommand::Curve(first, second, to) => {
                        PathCommand::Curve(place(first), place(second), place(to))
                    }
                    PathCommand::Close => PathCommand::Close,
                };
                UsedShape::Path { commands: commands.iter().map(placed).collect(), even_odd: *even_odd }
            }
        }
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

/// Insets a rectangle. Insets that together are larger than the rectangle are reduced in proportion.
fn inset_proportionally(rect: Rect, sides: Sides<Length>) -> Rect {
    let fit = |one: Length, other: Length, room: Length| {
        let sum = one + other;
        if sum > room && sum > Length::ZERO {
            (one.ratio(room.0, sum.0), room - one.ratio(room.0, sum.0))
        } else {
            (one, other)
        }
    };
    let (left, right) = fit(sides.left, sides.right, rect.width);
    let (top, bottom) = fit(sides.top, sides.bottom, rect.height);
    rect.inset(Sides { top, right, bottom, left })
}
