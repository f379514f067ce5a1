//! Round corners of boxes (CSS Backgrounds 3, section 4): from specified radii and a border box to used radii.

use crate::css::{CornerRadii, CornerRadius};
use crate::units::{Length, Rect, Sides};

/// Used radii of the four corners: horizontal and vertical.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corners {
    /// The radii of the top left corner.
    pub top_left: (Length, Length),
    /// The radii of the top right corner.
    pub top_right: (Length, Length),
    /// The radii of the bottom right corner.
    pub bottom_right: (Length, Length),
    /// The radii of the bottom left corner.
    pub bottom_left: (Length, Length),
}

impl Corners {
    /// The used radii of a border box, scaled down so that neighboring corners do not overlap
    /// (CSS Backgrounds 3, section 4.5).
    pub fn of(radii: &CornerRadii, rect: Rect) -> Corners {
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

    /// Four equal corners.
    pub fn all(corner: (Length, Length)) -> Corners {
        Corners { top_left: corner, top_right: corner, bottom_right: corner, bottom_left: corner }
    }

    fn map(self, f: impl Fn((Length, Length)) -> (Length, Length)) -> Corners {
        Corners {
            top_left: f(self.top_left),
            top_right: f(self.top_right),
            bottom_right: f(self.bottom_right),
            bottom_left: f(self.bottom_left),
        }
    }

    /// The corners of the shape that is smaller by `sides`, or larger where they are negative. When a shape gets
    /// larger, small radii grow less, so that corners that are nearly square stay so (CSS Backgrounds 3, section
    /// 6.1.1; CSS Shapes 1, section 4.2).
    pub fn inset(self, sides: Sides<Length>) -> Corners {
        let change = |radius: Length, by: Length| {
            if by >= Length::ZERO {
                return (radius - by).max(Length::ZERO);
            }
            let rest = radius.points() / -by.points() - 1.0;
            if rest >= 0.0 { radius - by } else { radius - by.scale(1.0 + rest * rest * rest) }
        };
        let inside = |corner: (Length, Length), horizontal: Length, vertical: Length| {
            // A square corner stays square even if the shape grows.
            if corner.0.is_zero() {
                return corner;
            }
            let (x, y) = (change(corner.0, horizontal), change(corner.1, vertical));
            if x.is_zero() || y.is_zero() { (Length::ZERO, Length::ZERO) } else { (x, y) }
        };
        Corners {
            top_left: inside(self.top_left, sides.left, sides.top),
            top_right: inside(self.top_right, sides.right, sides.top),
            bottom_right: inside(self.bottom_right, sides.right, sides.bottom),
            bottom_left: inside(self.bottom_left, sides.left, sides.bottom),
        }
    }

    /// Square corners where the box continues on another page or line.
    pub fn cut(self, edges: Sides<bool>) -> Corners {
        let keep = |corner, keep| if keep { corner } else { (Length::ZERO, Length::ZERO) };
        Corners {
            top_left: keep(self.top_left, edges.top && edges.left),
            top_right: keep(self.top_right, edges.top && edges.right),
            bottom_right: keep(self.bottom_right, edges.bottom && edges.right),
            bottom_left: keep(self.bottom_left, edges.bottom && edges.left),
        }
    }

    /// Whether no corner is rounded.
    pub fn are_square(self) -> bool {
        self == Corners::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::css::LengthPercentage;
    use crate::units::{Point, Size};

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
    fn outside_round_corners_grow_and_square_ones_stay() {
        let corners = Corners { top_left: (points(20.0), points(5.0)), ..Corners::default() };
        let outside = corners.inset(Sides::all(points(-10.0)));
        // Half as large as the distance: 5 + 10 (1 - 0.5³).
        assert_eq!(outside.top_left, (points(30.0), points(13.75)));
        assert_eq!(outside.top_right, (Length::ZERO, Length::ZERO));
    }
}
