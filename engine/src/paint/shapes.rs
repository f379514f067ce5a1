//! Outlines of boxes: rectangles with round corners, and ellipses.

use super::display_list::PathSegment;
use crate::layout::Corners;
use crate::units::{Length, Point, Rect};

/// The length of the handles of a Bézier curve for a quarter of an ellipse, as a fraction of the radius:
/// 4/3 × (√2 − 1).
const QUARTER: f64 = 0.552_284_749_830_793_4;

/// The outline of a rectangle, clockwise from the top left.
pub(super) fn outline(rect: Rect, corners: Corners) -> Vec<PathSegment> {
    let point = |x: Length, y: Length| Point::new(x, y);
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    if corners.are_square() {
        return vec![
            PathSegment::MoveTo(point(left, top)),
            PathSegment::LineTo(point(right, top)),
            PathSegment::LineTo(point(right, bottom)),
            PathSegment::LineTo(point(left, bottom)),
            PathSegment::Close,
        ];
    }
    let handle = |radius: Length| radius.scale(1.0 - QUARTER);
    let mut path = Vec::with_capacity(10);
    let (x, y) = corners.top_left;
    path.push(PathSegment::MoveTo(point(left + x, top)));
    let (x, y_right) = (corners.top_right.0, corners.top_right.1);
    path.push(PathSegment::LineTo(point(right - x, top)));
    if !x.is_zero() {
        path.push(PathSegment::CurveTo(
            point(right - handle(x), top),
            point(right, top + handle(y_right)),
            point(right, top + y_right),
        ));
    }
    let (x, y_bottom) = corners.bottom_right;
    path.push(PathSegment::LineTo(point(right, bottom - y_bottom)));
    if !x.is_zero() {
        path.push(PathSegment::CurveTo(
            point(right, bottom - handle(y_bottom)),
            point(right - handle(x), bottom),
            point(right - x, bottom),
        ));
    }
    let (x, y_left) = corners.bottom_left;
    path.push(PathSegment::LineTo(point(left + x, bottom)));
    if !x.is_zero() {
        path.push(PathSegment::CurveTo(
            point(left + handle(x), bottom),
            point(left, bottom - handle(y_left)),
            point(left, bottom - y_left),
        ));
    }
    path.push(PathSegment::LineTo(point(left, top + y)));
    let (x, y) = corners.top_left;
    if !x.is_zero() {
        path.push(PathSegment::CurveTo(
            point(left, top + handle(y)),
            point(left + handle(x), top),
            point(left + x, top),
        ));
    }
    path.push(PathSegment::Close);
    path
}

/// An ellipse, clockwise from its leftmost point.
pub(super) fn ellipse(center: Point, horizontal: Length, vertical: Length) -> Vec<PathSegment> {
    let corners = Corners::all((horizontal, vertical));
    let rect = Rect {
        x: center.x - horizontal,
        y: center.y - vertical,
        width: horizontal * 2,
        height: vertical * 2,
    };
    if horizontal.is_zero() || vertical.is_zero() { Vec::new() } else { outline(rect, corners) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Size;

    #[test]
    fn a_square_box_is_five_segments() {
        let rect = Rect::new(Point::default(), Size::new(Length::POINT * 10, Length::POINT * 10));
        assert_eq!(outline(rect, Corners::default()).len(), 5);
    }
}
