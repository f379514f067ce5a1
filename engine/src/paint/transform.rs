//! Affine maps, and those of `transform` and similar properties (CSS Transforms 1, section 13).
//!
//! Sines are from `libm`, whose results are the same on every machine.

use std::hash::{Hash, Hasher};

use crate::css::{ComputedStyle, LengthPercentage, TransformFunction};
use crate::units::{Length, Point, Rect};

/// An affine map `(a b c d e f)` as in PDF, in page coordinates: `x` becomes `a x + c y + e`, `y`
/// becomes `b x + d y + f`, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transform(pub [f64; 6]);

impl Hash for Transform {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits().hash(state);
    }
}

impl Transform {
    /// The identity map.
    pub const IDENTITY: Transform = Transform([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Its numbers as bits, as a key.
    pub(crate) fn bits(self) -> [u64; 6] {
        self.0.map(f64::to_bits)
    }

    /// Moves by these distances in points.
    pub fn translation(x: f64, y: f64) -> Transform {
        Transform([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This map after `first`.
    pub fn after(self, first: Transform) -> Transform {
        let [a, b, c, d, e, f] = self.0;
        let [g, h, i, j, k, l] = first.0;
        Transform([
            a * g + c * h,
            b * g + d * h,
            a * i + c * j,
            b * i + d * j,
            a * k + c * l + e,
            b * k + d * l + f,
        ])
    }

    /// The inverse map; `None` if everything is mapped to a line or a point, or if numbers are out of range.
    pub fn inverse(self) -> Option<Transform> {
        let [a, b, c, d, e, f] = self.0;
        let determinant = a * d - b * c;
        if !self.0.iter().all(|value| value.is_finite()) || determinant.abs() < 1e-12 {
            return None;
        }
        let [a, b, c, d] = [d, -b, -c, a].map(|value| value / determinant);
        let inverse = Transform([a, b, c, d, -(a * e + c * f), -(b * e + d * f)]);
        inverse.0.iter().all(|value| value.is_finite()).then_some(inverse)
    }

    /// Maps a pair of coordinates.
    pub fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Maps a point.
    pub fn point(self, point: Point) -> Point {
        let (x, y) = self.apply((point.x.points(), point.y.points()));
        Point::new(Length::from_points(x), Length::from_points(y))
    }

    /// Whether upright rectangles stay upright.
    pub fn is_upright(self) -> bool {
        let [a, b, c, d, ..] = self.0;
        (b == 0.0 && c == 0.0) || (a == 0.0 && d == 0.0)
    }
}

/// The sine and cosine of an angle in degrees, exact at quarter turns.
pub(super) fn sine_and_cosine(degrees: f64) -> (f64, f64) {
    let quarter = degrees.rem_euclid(360.0) / 90.0;
    match quarter {
        0.0 => (0.0, 1.0),
        1.0 => (1.0, 0.0),
        2.0 => (0.0, -1.0),
        3.0 => (-1.0, 0.0),
        _ => libm::sincos(degrees.to_radians()),
    }
}

fn tangent(degrees: f64) -> f64 {
    let (sine, cosine) = sine_and_cosine(degrees);
    if cosine == 0.0 { f64::INFINITY } else { sine / cosine }
}

fn length(value: LengthPercentage, whole: Length) -> f64 {
    value.resolve(whole).points()
}

fn function(function: &TransformFunction, reference: Rect) -> Transform {
    match *function {
        TransformFunction::Matrix(values) => {
            let [a, b, c, d, e, f] = values.map(f64::from);
            Transform([a, b, c, d, e * 0.75, f * 0.75])
        }
        TransformFunction::Translate(x, y) => {
            Transform::translation(length(x, reference.width), length(y, reference.height))
        }
        TransformFunction::Scale(x, y) => Transform([f64::from(x), 0.0, 0.0, f64::from(y), 0.0, 0.0]),
        TransformFunction::Rotate(degrees) => rotation(degrees),
        TransformFunction::Skew(x, y) => {
            Transform([1.0, tangent(f64::from(y)), tangent(f64::from(x)), 1.0, 0.0, 0.0])
        }
    }
}

fn rotation(degrees: f32) -> Transform {
    let (sine, cosine) = sine_and_cosine(f64::from(degrees));
    Transform([cosine, sine, -sine, cosine, 0.0, 0.0])
}

/// The map of a box with this style and reference box (CSS Transforms 2, section 6); `None` if it is not transformed.
pub(super) fn of_style(style: &ComputedStyle, reference: Rect) -> Option<Transform> {
    let effects = style.effects.as_ref().filter(|effects| effects.is_transformed())?;
    let middle = LengthPercentage::percent(0.5);
    let origin = effects.transform_origin.unwrap_or((middle, middle));
    let x = reference.x.points() + length(origin.0, reference.width);
    let y = reference.y.points() + length(origin.1, reference.height);
    let mut map = Transform::translation(x, y);
    if let Some((x, y)) = effects.translate {
        map = map.after(function(&TransformFunction::Translate(x, y), reference));
    }
    if let Some(degrees) = effects.rotate {
        map = map.after(rotation(degrees));
    }
    if let Some((x, y)) = effects.scale {
        map = map.after(function(&TransformFunction::Scale(x, y), reference));
    }
    for each in &effects.transform {
        map = map.after(function(each, reference));
    }
    Some(map.after(Transform::translation(-x, -y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarter_turns_are_exact() {
        for (degrees, matrix) in
            [(90.0, [0.0, 1.0, -1.0, 0.0]), (-180.0, [-1.0, 0.0, 0.0, -1.0]), (630.0, [0.0, -1.0, 1.0, 0.0])]
        {
            assert_eq!(rotation(degrees).0[..4], matrix);
        }
    }

    #[test]
    fn a_map_and_its_inverse_cancel_out() {
        let map = Transform([2.0, 1.0, -1.0, 3.0, 10.0, -5.0]);
        let (x, y) = map.inverse().expect("an inverse").apply(map.apply((7.0, 9.0)));
        assert!((x - 7.0).abs() < 1e-9 && (y - 9.0).abs() < 1e-9);
        assert!(Transform([1.0, 2.0, 2.0, 4.0, 0.0, 0.0]).inverse().is_none());
    }
}
