//! Rectangles and transforms in points. Boxes of other people's files are real numbers, so lengths are here, too.

use lopdf::{Document, Object};

/// A rectangle with its left, bottom, right and top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) bottom: f64,
    pub(super) right: f64,
    pub(super) top: f64,
}

impl Area {
    /// A rectangle of a file, whose corners may be in any order (ISO 32000-1, 7.9.5). `None` if it is none or empty.
    pub(super) fn read(document: &Document, object: &Object) -> Option<Area> {
        let items = document.dereference(object).ok()?.1.as_array().ok()?;
        let mut sides = [0.0; 4];
        if items.len() != sides.len() {
            return None;
        }
        for (side, item) in sides.iter_mut().zip(items) {
            *side = f64::from(document.dereference(item).ok()?.1.as_float().ok()?);
        }
        let [one, two, three, four] = sides;
        let area =
            Area { left: one.min(three), bottom: two.min(four), right: one.max(three), top: two.max(four) };
        (sides.iter().all(|side| side.is_finite()) && !area.is_empty()).then_some(area)
    }

    pub(super) fn is_empty(self) -> bool {
        self.width() <= 0.0 || self.height() <= 0.0
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.top - self.bottom
    }

    /// What is in both; `None` if nothing is.
    pub(super) fn within(self, other: Area) -> Option<Area> {
        let area = Area {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        };
        (!area.is_empty()).then_some(area)
    }

    /// The smallest rectangle around this one after a transform.
    pub(super) fn transformed(self, transform: Transform) -> Area {
        let corners = [
            (self.left, self.bottom),
            (self.right, self.bottom),
            (self.left, self.top),
            (self.right, self.top),
        ]
        .map(|(x, y)| transform.apply(x, y));
        let least = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        Area {
            left: least(|corner| corner.0),
            bottom: least(|corner| corner.1),
            right: most(|corner| corner.0),
            top: most(|corner| corner.1),
        }
    }

    pub(super) fn object(self) -> Object {
        let sides = [self.left, self.bottom, self.right, self.top];
        Object::Array(sides.map(|side| Object::Real(side as f32)).to_vec())
    }
}

/// The six numbers of `cm` (ISO 32000-1, 8.3.4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Transform(pub(super) [f64; 6]);

impl Transform {
    pub(super) const IDENTITY: Transform = Transform([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// This transform, then a scaling, then a move.
    pub(super) fn then(self, scale: [f64; 2], [x, y]: [f64; 2]) -> Transform {
        let [a, b, c, d, e, f] = self.0;
        let [across, up] = scale;
        Transform([a * across, b * up, c * across, d * up, e * across + x, f * up + y])
    }
}
