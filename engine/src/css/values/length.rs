//! Lengths and percentages (CSS Values 4, section 5).

use crate::css::Calculation;
use crate::css::calculation::{CalculationTree, LengthPercentageSum, Operation};
use crate::units::{Length, Sides};

/// A computed length or percentage: `length + percentage × basis`, or a calculation that compares or rounds
/// both together. With a calculation the other two are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LengthPercentage {
    /// The length that is added to the percentage.
    pub length: Length,
    /// The percentage; 1.0 is 100 %.
    pub percentage: f32,
    /// A calculation that is not the sum of a length and a percentage.
    pub calculation: Option<Calculation>,
}

impl LengthPercentage {
    /// Zero, without a percentage.
    pub const ZERO: LengthPercentage = LengthPercentage::length(Length::ZERO);

    /// A length without a percentage.
    pub const fn length(length: Length) -> LengthPercentage {
        LengthPercentage { length, percentage: 0.0, calculation: None }
    }

    /// A percentage without a length; 1.0 is 100 %.
    pub const fn percent(percentage: f32) -> LengthPercentage {
        LengthPercentage { length: Length::ZERO, percentage, calculation: None }
    }

    /// A calculation that is not the sum of a length and a percentage.
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

    /// The used length; `None` if there is a percentage and its basis is unknown.
    pub fn resolve_maybe(self, basis: Option<Length>) -> Option<Length> {
        match basis {
            Some(basis) => Some(self.resolve(basis)),
            None => (!self.has_percentage()).then_some(self.length),
        }
    }

    /// The smaller of two values.
    fn at_most(self, other: LengthPercentage) -> LengthPercentage {
        if !self.has_percentage() && !other.has_percentage() {
            return LengthPercentage::length(self.length.min(other.length));
        }
        let terms = [self, other].map(LengthPercentage::tree).to_vec();
        let smaller = CalculationTree::Operation(Operation::Minimum, terms);
        LengthPercentage::calculated(Calculation::new(smaller))
    }

    fn tree(self) -> CalculationTree<LengthPercentageSum> {
        match self.calculation {
            Some(calculation) => calculation.tree().clone(),
            None => CalculationTree::Leaf(LengthPercentageSum {
                points: self.length.points(),
                percentage: f64::from(self.percentage),
            }),
        }
    }
}

/// `auto` or a length or percentage: margins and insets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LengthPercentageOrAuto {
    /// `auto`.
    Auto,
    /// A length or percentage.
    LengthPercentage(LengthPercentage),
}

impl LengthPercentageOrAuto {
    /// The length zero.
    pub const ZERO: LengthPercentageOrAuto = LengthPercentageOrAuto::LengthPercentage(LengthPercentage::ZERO);

    /// The used length where percentages refer to `basis`; `None` is `auto`.
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
    /// A length or percentage.
    LengthPercentage(LengthPercentage),
    /// `min-content`: the smallest width without overflow, by breaking lines wherever possible.
    MinContent,
    /// `max-content`: the width without any break that is not forced.
    MaxContent,
    /// `fit-content`: the available size, but between `min-content` and `max-content`.
    FitContent,
    /// `flex-basis: content`.
    Content,
}

impl SizeValue {
    /// A size that a `max-width` or `max-height` bounds, if that is a length or percentage.
    pub(crate) fn at_most(self, most: SizeValue) -> SizeValue {
        match (self, most) {
            (SizeValue::LengthPercentage(size), SizeValue::LengthPercentage(most)) => {
                SizeValue::LengthPercentage(size.at_most(most))
            }
            _ => self,
        }
    }
}

/// Lengths of all four sides.
pub type LengthSides = Sides<Length>;
