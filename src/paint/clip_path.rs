//! `clip-path` as a path on the page (CSS Shapes 1, section 3).

use super::display_list::PathSegment;
use super::shapes::{Corners, ellipse, outline};
use crate::css::{
    BasicShape, ClipPath, CornerRadii, EllipseRadii, LengthPercentage, PathCommand, ShapeBox, ShapeRadius,
};
use crate::pages::Group;
use crate::units::{Length, Point, Rect, Sides};

/// The path of a box, and whether its inside is told by the even-odd rule.
pub(super) fn path(clip: &ClipPath, group: &Group) -> (Vec<PathSegment>, bool) {
    let border_box = group.rect;
    let inset = match clip.reference {
        ShapeBox::BorderBox => Sides::default(),
        ShapeBox::PaddingBox => group.border,
        ShapeBox::ContentBox => group.border + group.padding,
        ShapeBox::MarginBox => {
            let margin = group.style.layout.margin;
            margin.map(|side| -side.resolve(border_box.width).unwrap_or(Length::ZERO))
        }
    };
    let reference = border_box.inset(inset);
    let Some(shape) = &clip.shape else {
        let corners = Corners::of(&group.style.border.radii, border_box).cut(group.edges);
        return (outline(reference, corners.inset(inset)), false);
    };
    let horizontal = |value: LengthPercentage| value.resolve(reference.width);
    let vertical = |value: LengthPercentage| value.resolve(reference.height);
    let place = |at: (LengthPercentage, LengthPercentage)| {
        Point::new(reference.x + horizontal(at.0), reference.y + vertical(at.1))
    };
    match shape {
        BasicShape::Inset { sides, radii } => {
            let sides = Sides {
                top: vertical(sides.top),
                right: horizontal(sides.right),
                bottom: vertical(sides.bottom),
                left: horizontal(sides.left),
            };
            (rounded(inset_proportionally(reference, sides), radii), false)
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
            let rect = Rect {
                x: reference.x + left,
                y: reference.y + top,
                width: right - left,
                height: bottom - top,
            };
            (rounded(rect, radii), false)
        }
        BasicShape::Placed { at, size, radii } => {
            let at = place(*at);
            let rect = Rect { x: at.x, y: at.y, width: horizontal(size.0), height: vertical(size.1) };
            (rounded(rect, radii), false)
        }
        BasicShape::Ellipse { radii, at } => {
            let center = place(*at);
            let across = [center.x - reference.x, reference.right() - center.x].map(Length::abs);
            let along = [center.y - reference.y, reference.bottom() - center.y].map(Length::abs);
            let radius = |radius: ShapeRadius, distances: &[Length], whole: Length| match radius {
                ShapeRadius::ClosestSide => distances.iter().copied().min().unwrap_or_default(),
                ShapeRadius::FarthestSide => distances.iter().copied().max().unwrap_or_default(),
                ShapeRadius::Length(value) => value.resolve(whole).max(Length::ZERO),
            };
            let (x, y) = match *radii {
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
            };
            (ellipse(center, x, y), false)
        }
        BasicShape::Polygon { even_odd, points } => {
            let mut segments: Vec<PathSegment> = points
                .iter()
                .enumerate()
                .map(|(index, point)| match index {
                    0 => PathSegment::MoveTo(place(*point)),
                    _ => PathSegment::LineTo(place(*point)),
                })
                .collect();
            segments.push(PathSegment::Close);
            (segments, *even_odd)
        }
        BasicShape::Path { even_odd, commands } => {
            let place = |(x, y): (Length, Length)| Point::new(reference.x + x, reference.y + y);
            let segment = |command: &PathCommand| match *command {
                PathCommand::Move(to) => PathSegment::MoveTo(place(to)),
                PathCommand::Line(to) => PathSegment::LineTo(place(to)),
                PathCommand::Curve(first, second, to) => {
                    PathSegment::CurveTo(place(first), place(second), place(to))
                }
                PathCommand::Close => PathSegment::Close,
            };
            (commands.iter().map(segment).collect(), *even_odd)
        }
    }
}

/// Insets that together are more than there is are made smaller in proportion.
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

fn rounded(rect: Rect, radii: &CornerRadii) -> Vec<PathSegment> {
    outline(rect, Corners::of(radii, rect))
}
