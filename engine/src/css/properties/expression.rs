//! Lengths calculated by math functions: trees whose leaves are sums of absolute lengths, percentages, and lengths
//! relative to fonts or to the page.

use smallvec::SmallVec;

use super::length::{RelativeUnit, Units};
use crate::css::calculation::{CalculationTree, LengthPercentageSum, Operation};

/// A length that cannot be calculated before the fonts and the viewport are known.
pub(crate) type Expression = CalculationTree<Linear>;

/// A sum of an absolute length, a percentage and relative lengths.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Linear {
    pub points: f64,
    /// 1.0 is 100 %.
    pub percentage: f64,
    pub relative: SmallVec<[(f64, RelativeUnit); 2]>,
}

impl Linear {
    fn change(mut self, change: impl Fn(f64) -> f64) -> Linear {
        self.points = change(self.points);
        self.percentage = change(self.percentage);
        for (value, _) in &mut self.relative {
            *value = change(*value);
        }
        self
    }

    fn add(mut self, other: Linear) -> Linear {
        self.points += other.points;
        self.percentage += other.percentage;
        for (value, unit) in other.relative {
            match self.relative.iter_mut().find(|(_, known)| *known == unit) {
                Some((sum, _)) => *sum += value,
                None => self.relative.push((value, unit)),
            }
        }
        self
    }
}

pub(crate) fn points(points: f64) -> Expression {
    CalculationTree::Leaf(Linear { points, ..Linear::default() })
}

pub(crate) fn percentage(percentage: f64) -> Expression {
    CalculationTree::Leaf(Linear { percentage, ..Linear::default() })
}

pub(crate) fn relative(value: f64, unit: RelativeUnit) -> Expression {
    let relative = SmallVec::from_slice(&[(value, unit)]);
    CalculationTree::Leaf(Linear { relative, ..Linear::default() })
}

/// The percentage, if the expression is only a percentage.
pub(crate) fn as_percentage(expression: &Expression) -> Option<f64> {
    match expression {
        CalculationTree::Leaf(linear) if linear.points == 0.0 && linear.relative.is_empty() => {
            Some(linear.percentage)
        }
        _ => None,
    }
}

/// The absolute length in points, if the expression is only an absolute length.
pub(crate) fn as_points(expression: &Expression) -> Option<f64> {
    match expression {
        CalculationTree::Leaf(linear) if linear.percentage == 0.0 && linear.relative.is_empty() => {
            Some(linear.points)
        }
        _ => None,
    }
}

pub(crate) fn has_percentage(expression: &Expression) -> bool {
    expression.any(&|linear| linear.percentage != 0.0)
}

pub(crate) fn add(one: Expression, other: Expression) -> Expression {
    match (one, other) {
        (CalculationTree::Leaf(one), CalculationTree::Leaf(other)) => CalculationTree::Leaf(one.add(other)),
        (CalculationTree::Operation(Operation::Sum, mut terms), other) => {
            terms.push(other);
            CalculationTree::Operation(Operation::Sum, terms)
        }
        (one, other) => CalculationTree::Operation(Operation::Sum, vec![one, other]),
    }
}

pub(crate) fn scale(expression: Expression, factor: f64) -> Expression {
    match expression {
        CalculationTree::Leaf(linear) => CalculationTree::Leaf(linear.change(|value| value * factor)),
        other => CalculationTree::Scaled(factor, Box::new(other)),
    }
}

/// Divides by `divisor`. Multiplying by its reciprocal would be less exact for `calc(100% / 3)`.
pub(crate) fn divide(expression: Expression, divisor: f64) -> Expression {
    match expression {
        CalculationTree::Leaf(linear) => CalculationTree::Leaf(linear.change(|value| value / divisor)),
        other => scale(other, 1.0 / divisor),
    }
}

/// Applies an operation, at once if all values are known.
pub(crate) fn operate(operation: Operation, terms: Vec<Expression>) -> Expression {
    let all = |known: fn(&Expression) -> Option<f64>| terms.iter().map(known).collect::<Option<Vec<f64>>>();
    if let Some(values) = all(as_points) {
        return points(operation.apply(&values));
    }
    if let Some(values) = all(as_percentage) {
        return percentage(operation.apply(&values));
    }
    CalculationTree::Operation(operation, terms)
}

/// The computed value.
pub(crate) fn evaluate(expression: &Expression, units: &Units<'_>) -> CalculationTree<LengthPercentageSum> {
    let computed = expression.map(&|linear| LengthPercentageSum {
        points: linear
            .relative
            .iter()
            .fold(linear.points, |sum, &(value, unit)| sum + units.points(value, unit)),
        percentage: linear.percentage,
    });
    computed.simplified()
}
