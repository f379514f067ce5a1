//! Lengths and the small geometry that every phase after `css` shares.
//!
//! A length is an integer in 1/1024 point, so that layout decisions are the same on every machine and errors do not
//! accumulate. One point is 1/72 inch; one CSS pixel is 0.75 pt, exactly 768 units.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in 1/1024 pt. Arithmetic saturates, so hostile input cannot overflow it.
///
/// The range is about ±2 million points (730 meters). Positions along a whole document, which can
/// be longer, are [`Offset`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i32);

/// A position or distance along a galley, in the same 1/1024 pt as [`Length`].
pub type Offset = i64;

impl Length {
    /// No length.
    pub const ZERO: Length = Length(0);
    /// The longest length.
    pub const MAX: Length = Length(i32::MAX);
    /// One typographic point, 1/72 inch.
    pub const POINT: Length = Length(1024);
    /// One CSS pixel, 1/96 inch.
    pub const PIXEL: Length = Length(768);

    /// The length nearest to `points` (1/72 inch); not-a-number counts as zero.
    pub fn from_points(points: f64) -> Length {
        // `as` saturates and maps NaN to zero.
        Length((points * 1024.0).round() as i32)
    }

    /// The length nearest to `pixels` (1/96 inch).
    pub fn from_pixels(pixels: f64) -> Length {
        Length((pixels * 768.0).round() as i32)
    }

    /// The length nearest to `millimeters` (1/25.4 inch).
    pub fn from_millimeters(millimeters: f64) -> Length {
        Length::from_points(millimeters * 72.0 / 25.4)
    }

    /// This length in points.
    pub fn points(self) -> f64 {
        f64::from(self.0) / 1024.0
    }

    /// This length in CSS pixels.
    pub fn pixels(self) -> f64 {
        f64::from(self.0) / 768.0
    }

    /// This length as a position along a galley.
    pub fn offset(self) -> Offset {
        Offset::from(self.0)
    }

    /// A galley distance as a length, saturating.
    pub fn from_offset(offset: Offset) -> Length {
        Length(offset.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
    }

    /// This length times a real factor, rounded to the nearest unit.
    pub fn scale(self, factor: f64) -> Length {
        Length((f64::from(self.0) * factor).round() as i32)
    }

    /// `self × numerator ÷ denominator` without intermediate overflow, rounded half away from zero.
    pub fn ratio(self, numerator: i32, denominator: i32) -> Length {
        if denominator == 0 {
            return Length::ZERO;
        }
        let product = i64::from(self.0) * i64::from(numerator);
        let denominator = i64::from(denominator);
        let half = denominator.abs() / 2;
        let rounded = if (product < 0) == (denominator < 0) {
            (product.abs() + half) / denominator.abs()
        } else {
            -((product.abs() + half) / denominator.abs())
        };
        Length::from_offset(rounded)
    }

    /// The length without its sign.
    pub fn abs(self) -> Length {
        Length(self.0.saturating_abs())
    }

    /// Whether it is exactly zero.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        *self = *self + other;
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0.saturating_sub(other.0))
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        *self = *self - other;
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(self.0.saturating_neg())
    }
}

impl Mul<i32> for Length {
    type Output = Length;
    fn mul(self, factor: i32) -> Length {
        Length(self.0.saturating_mul(factor))
    }
}

impl Div<i32> for Length {
    type Output = Length;
    fn div(self, divisor: i32) -> Length {
        Length(self.0.checked_div(divisor).unwrap_or(0))
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

/// A point on a page: `x` to the right and `y` down from the top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// Distance from the left edge, growing to the right.
    pub x: Length,
    /// Distance from the top edge, growing downward.
    pub y: Length,
}

impl Point {
    /// The point at `x` to the right and `y` down.
    pub fn new(x: Length, y: Length) -> Point {
        Point { x, y }
    }

    /// The point moved by `by`.
    pub fn translate(self, by: Point) -> Point {
        Point::new(self.x + by.x, self.y + by.y)
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// The horizontal extent.
    pub width: Length,
    /// The vertical extent.
    pub height: Length,
}

impl Size {
    /// The size of a box `width` wide and `height` tall.
    pub fn new(width: Length, height: Length) -> Size {
        Size { width, height }
    }
}

/// An upright rectangle by its top left corner and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// The left edge.
    pub x: Length,
    /// The top edge.
    pub y: Length,
    /// The distance from the left to the right edge.
    pub width: Length,
    /// The distance from the top to the bottom edge.
    pub height: Length,
}

impl Rect {
    /// The rectangle of a size with its top left corner at `origin`.
    pub fn new(origin: Point, size: Size) -> Rect {
        Rect { x: origin.x, y: origin.y, width: size.width, height: size.height }
    }

    /// The right edge.
    pub fn right(self) -> Length {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(self) -> Length {
        self.y + self.height
    }

    /// The top left corner.
    pub fn origin(self) -> Point {
        Point::new(self.x, self.y)
    }

    /// Width and height.
    pub fn size(self) -> Size {
        Size::new(self.width, self.height)
    }

    /// The rectangle moved by `by`.
    pub fn translate(self, by: Point) -> Rect {
        Rect { x: self.x + by.x, y: self.y + by.y, ..self }
    }

    /// The rectangle inside this one without `sides`; its size is never negative.
    pub fn inset(self, sides: Sides<Length>) -> Rect {
        Rect {
            x: self.x + sides.left,
            y: self.y + sides.top,
            width: (self.width - sides.left - sides.right).max(Length::ZERO),
            height: (self.height - sides.top - sides.bottom).max(Length::ZERO),
        }
    }
}

/// One value for each side of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sides<T> {
    /// The value of the top side.
    pub top: T,
    /// The value of the right side.
    pub right: T,
    /// The value of the bottom side.
    pub bottom: T,
    /// The value of the left side.
    pub left: T,
}

impl<T> Sides<T> {
    /// The results of `f` for each side, clockwise from the top.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Sides<U> {
        Sides { top: f(self.top), right: f(self.right), bottom: f(self.bottom), left: f(self.left) }
    }
}

impl<T: Clone> Sides<T> {
    /// The same value on all four sides.
    pub fn all(value: T) -> Sides<T> {
        Sides { top: value.clone(), right: value.clone(), bottom: value.clone(), left: value }
    }
}

impl Sides<Length> {
    /// The sum of the left and the right side.
    pub fn horizontal(self) -> Length {
        self.left + self.right
    }

    /// The sum of the top and the bottom side.
    pub fn vertical(self) -> Length {
        self.top + self.bottom
    }
}

impl Add for Sides<Length> {
    type Output = Sides<Length>;
    fn add(self, other: Sides<Length>) -> Sides<Length> {
        Sides {
            top: self.top + other.top,
            right: self.right + other.right,
            bottom: self.bottom + other.bottom,
            left: self.left + other.left,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_css_pixel_is_768_units() {
        assert_eq!(Length::from_pixels(1.0), Length::PIXEL);
        assert_eq!(Length::from_points(0.75), Length::PIXEL);
        assert_eq!(Length::from_millimeters(25.4), Length::from_points(72.0));
    }

    #[test]
    fn arithmetic_saturates() {
        assert_eq!(Length::MAX + Length::POINT, Length::MAX);
        assert_eq!(Length::from_points(f64::NAN), Length::ZERO);
        assert_eq!(Length::from_points(f64::INFINITY), Length::MAX);
        assert_eq!(Length::POINT / 0, Length::ZERO);
    }

    #[test]
    fn ratios_round_half_away_from_zero() {
        assert_eq!(Length(5).ratio(1, 2), Length(3));
        assert_eq!(Length(-5).ratio(1, 2), Length(-3));
        assert_eq!(Length(i32::MAX).ratio(2, 2), Length::MAX);
    }
}
