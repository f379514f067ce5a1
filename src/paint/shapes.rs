//! Outlines of boxes: rectangles with round corners, and the rings between two of them.

use super::display_list::PathSegment;
use crate::css::{CornerRadii, CornerRadius};
use crate::units::{Length, Point, Rect, Sides};

/// How far a Bézier curve's handles reach along a quarter of an ellipse, in parts of the radius:
/// 4/3 × (√2 − 1).
const QUARTER: f64 = 0.552_284_749_830_793_4;

/// Used radii of the four corners: horizontal and vertical.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Corners {
    pub top_left: (Length, Length),
    pub top_right: (Length, Length),
    pub bottom_right: (Length, Length),
    pub bottom_left: (Length, Length),
}

impl Corners {
    /// The used radii of a border box, scaled down so that neighbours do not overlap
    /// (CSS Backgrounds 3, section 4.5).
    pub(super) fn of(radii: &CornerRadii, rect: Rect) -> Corners {
        let resolve = |corner: CornerRadius| {
            let horizontal = corner.horizontal.resolve(rect.width).max(Length::ZERO);
            let vertical = corner.vertical.resolve(rect.height).max(Length::ZERO);
            if horizontal.is_zero() || vertical.is_zero() {
                (Length::ZERO, Length::ZERO)
            } else {
                (horizontal, vertical)
            }
        };
        let corners = Corners {
            top_left: resolve(radii.top_left),
            top_right: resolve(radii.top_right),
            bottom_right: resolve(radii.bottom_right),
            bottom_left: resolve(radii.bottom_left),
        };
        let fit = |available: Length, wanted: Length| {
            if wanted > available && !wanted.is_zero() { available.points() / wanted.points() } else { 1.0 }
        };
        let factor = fit(rect.width, corners.top_left.0 + corners.top_right.0)
            .min(fit(rect.width, corners.bottom_left.0 + corners.bottom_right.0))
            .min(fit(rect.height, corners.top_left.1 + corners.bottom_left.1))
            .min(fit(rect.height, corners.top_right.1 + corners.bottom_right.1));
        if factor < 1.0 {
            corners.map(|(horizontal, vertical)| (horizontal.scale(factor), vertical.scale(factor)))
        } else {
            corners
        }
    }

    fn map(self, f: impl Fn((Length, Length)) -> (Length, Length)) -> Corners {
        Corners {
            top_left: f(self.top_left),
            top_right: f(self.top_right),
            bottom_right: f(self.bottom_right),
            bottom_left: f(self.bottom_left),
        }
    }

    /// The corners of the shape inside by `sides`.
    pub(super) fn inset(self, sides: Sides<Length>) -> Corners {
        let shrink = |corner: (Length, Length), horizontal: Length, vertical: Length| {
            // A square corner stays square also where the shape grows.
            if corner.0.is_zero() {
                return corner;
            }
            let (x, y) = ((corner.0 - horizontal).max(Length::ZERO), (corner.1 - vertical).max(Length::ZERO));
            if x.is_zero() || y.is_zero() { (Length::ZERO, Length::ZERO) } else { (x, y) }
        };
        Corners {
            top_left: shrink(self.top_left, sides.left, sides.top),
            top_right: shrink(self.top_right, sides.right, sides.top),
            bottom_right: shrink(self.bottom_right, sides.right, sides.bottom),
            bottom_left: shrink(self.bottom_left, sides.left, sides.bottom),
        }
    }

    /// The corners of the shape that is larger (or smaller) by this on all sides. Small radii grow less,
    /// so that corners that are nearly square stay so (CSS Backgrounds 3, section 6.1.1).
    pub(super) fn spread(self, by: Length) -> Corners {
        if by <= Length::ZERO {
            return self.inset(Sides::all(-by));
        }
        let grow = |radius: Length| {
            let part = radius.points() / by.points();
            if part >= 1.0 {
                return radius + by;
            }
            let rest = part - 1.0;
            radius + by.scale(1.0 + rest * rest * rest)
        };
        self.map(|(horizontal, vertical)| {
            if horizontal.is_zero() { (horizontal, vertical) } else { (grow(horizontal), grow(vertical)) }
        })
    }

    /// Square corners where the box goes on on another page or line.
    pub(super) fn cut(self, edges: Sides<bool>) -> Corners {
        let keep = |corner, keep| if keep { corner } else { (Length::ZERO, Length::ZERO) };
        Corners {
            top_left: keep(self.top_left, edges.top && edges.left),
            top_right: keep(self.top_right, edges.top && edges.right),
            bottom_right: keep(self.bottom_right, edges.bottom && edges.right),
            bottom_left: keep(self.bottom_left, edges.bottom && edges.left),
        }
    }

    pub(super) fn are_square(self) -> bool {
        self == Corners::default()
    }
}

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
    let corner = (horizontal, vertical);
    let corners = Corners { top_left: corner, top_right: corner, bottom_right: corner, bottom_left: corner };
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
    use crate::css::LengthPercentage;
    use crate::units::Size;

    fn points(value: f64) -> Length {
        Length::from_points(value)
    }

    #[test]
    fn radii_are_scaled_down_until_they_fit() {
        let corner = CornerRadius {
            horizontal: LengthPercentage::length(points(100.0)),
            vertical: LengthPercentage::length(points(100.0)),
        };
        let radii =
            CornerRadii { top_left: corner, top_right: corner, bottom_right: corner, bottom_left: corner };
        let rect = Rect::new(Point::default(), Size::new(points(100.0), points(50.0)));
        let corners = Corners::of(&radii, rect);
        assert_eq!(corners.top_left, (points(25.0), points(25.0)));
        assert_eq!(corners.inset(Sides::all(points(25.0))), Corners::default());
    }

    #[test]
    fn a_square_box_is_five_segments() {
        let rect = Rect::new(Point::default(), Size::new(points(10.0), points(10.0)));
        assert_eq!(outline(rect, Corners::default()).len(), 5);
    }
}
