//! `clip-path` as a path on the page (CSS Shapes 1, section 3).

use super::display_list::PathSegment;
use super::shapes::{ellipse, outline};
use crate::css::{ClipPath, PathCommand, ShapeBox};
use crate::layout::{Corners, UsedShape};
use crate::pages::Group;
use crate::units::{Length, Point, Sides};

/// The path of a box, and whether its inside follows the even-odd rule.
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
    match UsedShape::of(shape, reference) {
        UsedShape::RoundedRect(rect, corners) => (outline(rect, corners), false),
        UsedShape::Ellipse(center, x, y) => (ellipse(center, x, y), false),
        UsedShape::Polygon { points, even_odd } => {
            let mut segments: Vec<PathSegment> = points
                .iter()
                .enumerate()
                .map(|(index, &point)| match index {
                    0 => PathSegment::MoveTo(point),
                    _ => PathSegment::LineTo(point),
                })
                .collect();
            segments.push(PathSegment::Close);
            (segments, even_odd)
        }
        UsedShape::Path { commands, even_odd } => {
            let point = |(x, y): (Length, Length)| Point::new(x, y);
            let segment = |command: &PathCommand| match *command {
                PathCommand::Move(to) => PathSegment::MoveTo(point(to)),
                PathCommand::Line(to) => PathSegment::LineTo(point(to)),
                PathCommand::Curve(first, second, to) => {
                    PathSegment::CurveTo(point(first), point(second), point(to))
                }
                PathCommand::Close => PathSegment::Close,
            };
            (commands.iter().map(segment).collect(), even_odd)
        }
    }
}
