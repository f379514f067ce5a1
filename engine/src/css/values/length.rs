//! Lengths and percentages (CSS Values 4, section 5).

use crate::css::Calculation;
use crate::units::{Length, Sides};

/// A computed length or percentage: `length + percentage × basis`, or a calculation that compares or
/// rounds both together, and then nothing beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LengthPercentage {
    pub length: Length,
    /// 1.0 is 100 %.
    pub percentage: f32,
    pub calculation: Option<Calculation>,
}

impl LengthPercentage {
    pub const ZERO: LengthPercentage = LengthPercentage::length(Length::ZERO);

    pub const fn length(length: Length) -> LengthPercentage {
        LengthPercentage { length, percentage: 0.0, calculation: None }
    }

    pub const fn percent(percentage: f32) -> LengthPercentage {
        LengthPercentage { length: Length::ZERO, percentage, calculation: None }
    }

    pub const fn calculated(calculation: Calculation) -> LengthPercentage {
        LengthPercentage { length: Length::ZERO, percentage: 0.0, calculation: Some(calculation) }
    }

    /// Whether the used length depends on the basis.
    pub fn has_percentage(self) -> bool {
        self.percentage != 0.0 || self.calculation.is_some()
    }

    /// The used length where percentages refer to `basis`.
    pub fn resolve(self, basis: Length) -> Length {
        if !self.has_percentage() {
            return self.length;
        }
        match self.calculation {
            Some(calculation) => Length::from_points(calculation.at(basis.points())),
            None => self.length + basis.scale(f64::from(self.percentage)),
        }
    }

    /// The used length where the basis may be unknown: `None` if it is and there is a percentage.
    pub fn resolve_maybe(self, basis: Option<Length>) -> Option<Length> {
        match basis {
            Some(basis) => Some(self.resolve(basis)),
            None => (!self.has_percentage()).then_some(self.length),
        }
    }
}

/// `auto` or a length or percentage: margins and insets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LengthPercentageOrAuto {
    Auto,
    LengthPercentage(LengthPercentage),
}

impl LengthPercentageOrAuto {
    pub const ZERO: LengthPercentageOrAuto = LengthPercentageOrAuto::LengthPercentage(LengthPercentage::ZERO);

    /// The used length, with `auto` as `None`.
    pub fn resolve(self, basis: Length) -> Option<Length> {
        match self {
            LengthPercentageOrAuto::Auto => None,
            LengthPercentageOrAuto::LengthPercentage(value) => Some(value.resolve(basis)),
        }
    }
}

/// The value of `width`, `height`, `min-*`, `max-*` and `flex-basis`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SizeValue {
    /// `auto`; for `max-*`, `none`; for `flex-basis`, `auto`.
    Auto,
    LengthPercentage(LengthPercentage),
    MinContent,
    MaxContent,
    FitContent,
    /// `flex-basis: content`.
    Content,
}

/// Lengths of all four sides.
pub type LengthSides = Sides<Length>;
