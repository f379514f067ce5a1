//! Expression trees of `calc()` and the other math functions (CSS Values 4, section 10). A tree remains in a
//! computed value where it compares or rounds a length together with a percentage.

use std::sync::{LazyLock, Mutex};

use rustc_hash::FxHashMap;

/// How `round()` rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    Nearest,
    Up,
    Down,
    ToZero,
}

/// An operation on values of one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Sum,
    Minimum,
    Maximum,
    Absolute,
    /// Of a value, to a multiple of another.
    Round(Rounding),
    Modulo,
    Remainder,
    Hypotenuse,
}

impl Operation {
    /// The result; NaN where there is none.
    pub(crate) fn apply(self, values: &[f64]) -> f64 {
        let (first, second) =
            (values.first().copied().unwrap_or(0.0), values.get(1).copied().unwrap_or(f64::NAN));
        // A comparison with NaN is NaN (section 10.9).
        let extreme = |pick: fn(f64, f64) -> f64| {
            let any = values.iter().any(|value| value.is_nan());
            if any { f64::NAN } else { values.iter().copied().reduce(pick).unwrap_or(0.0) }
        };
        match self {
            Operation::Sum => values.iter().sum(),
            Operation::Minimum => extreme(f64::min),
            Operation::Maximum => extreme(f64::max),
            Operation::Absolute => first.abs(),
            Operation::Round(rounding) => round(rounding, first, second),
            // The result has the sign of the step.
            Operation::Modulo if second.is_infinite() && first.is_finite() => {
                let same = first == 0.0 || first.is_sign_negative() == second.is_sign_negative();
                if same { first } else { f64::NAN }
            }
            Operation::Modulo => first - second * (first / second).floor(),
            Operation::Remainder => first % second,
            Operation::Hypotenuse => values.iter().map(|value| value * value).sum::<f64>().sqrt(),
        }
    }
}

/// Rounds `value` to a multiple of `step` (section 10.3).
fn round(rounding: Rounding, value: f64, step: f64) -> f64 {
    if step == 0.0 || (value.is_infinite() && step.is_infinite()) {
        return f64::NAN;
    }
    if value.is_infinite() {
        return value;
    }
    if step.is_infinite() {
        return match rounding {
            Rounding::Up if value > 0.0 => f64::INFINITY,
            Rounding::Down if value < 0.0 => f64::NEG_INFINITY,
            _ => 0.0_f64.copysign(value),
        };
    }
    let step = step.abs();
    let count = value / step;
    let rounded = match rounding {
        // A value halfway between two multiples is rounded up.
        Rounding::Nearest => (count + 0.5).floor(),
        Rounding::Up => count.ceil(),
        Rounding::Down => count.floor(),
        Rounding::ToZero => count.trunc(),
    };
    rounded * step
}

/// A calculation whose leaves are of the type `L`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CalculationTree<L> {
    Leaf(L),
    Scaled(f64, Box<CalculationTree<L>>),
    Operation(Operation, Vec<CalculationTree<L>>),
}

impl<L> CalculationTree<L> {
    /// Whether `holds` is true of any leaf.
    pub(crate) fn any(&self, holds: &dyn Fn(&L) -> bool) -> bool {
        match self {
            CalculationTree::Leaf(leaf) => holds(leaf),
            CalculationTree::Scaled(_, inner) => inner.any(holds),
            CalculationTree::Operation(_, terms) => terms.iter().any(|term| term.any(holds)),
        }
    }

    pub(crate) fn map<M>(&self, change: &dyn Fn(&L) -> M) -> CalculationTree<M> {
        match self {
            CalculationTree::Leaf(leaf) => CalculationTree::Leaf(change(leaf)),
            CalculationTree::Scaled(factor, inner) => {
                CalculationTree::Scaled(*factor, Box::new(inner.map(change)))
            }
            CalculationTree::Operation(operation, terms) => {
                CalculationTree::Operation(*operation, terms.iter().map(|term| term.map(change)).collect())
            }
        }
    }

    /// The value of the tree; `value_of` returns that of a leaf.
    pub(crate) fn value(&self, value_of: &dyn Fn(&L) -> f64) -> f64 {
        match self {
            CalculationTree::Leaf(leaf) => value_of(leaf),
            CalculationTree::Scaled(factor, inner) => factor * inner.value(value_of),
            CalculationTree::Operation(operation, terms) => {
                let values: Vec<f64> = terms.iter().map(|term| term.value(value_of)).collect();
                operation.apply(&values)
            }
        }
    }
}

/// The sum of a length and a percentage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct LengthPercentageSum {
    pub points: f64,
    /// 1.0 is 100 %.
    pub percentage: f64,
}

impl CalculationTree<LengthPercentageSum> {
    /// The same tree with everything calculated that does not depend on the percentage basis.
    pub(crate) fn simplified(&self) -> CalculationTree<LengthPercentageSum> {
        match self {
            CalculationTree::Leaf(leaf) => CalculationTree::Leaf(*leaf),
            CalculationTree::Scaled(factor, inner) => match inner.simplified() {
                CalculationTree::Leaf(leaf) => CalculationTree::Leaf(LengthPercentageSum {
                    points: factor * leaf.points,
                    percentage: factor * leaf.percentage,
                }),
                inner => CalculationTree::Scaled(*factor, Box::new(inner)),
            },
            CalculationTree::Operation(operation, terms) => {
                let terms: Vec<CalculationTree<LengthPercentageSum>> =
                    terms.iter().map(CalculationTree::simplified).collect();
                let leaves: Option<Vec<LengthPercentageSum>> = terms
                    .iter()
                    .map(|term| if let CalculationTree::Leaf(leaf) = term { Some(*leaf) } else { None })
                    .collect();
                let Some(leaves) = leaves else { return CalculationTree::Operation(*operation, terms) };
                let points: Vec<f64> = leaves.iter().map(|leaf| leaf.points).collect();
                let percentages: Vec<f64> = leaves.iter().map(|leaf| leaf.percentage).collect();
                let zero = |values: &[f64]| values.iter().all(|value| *value == 0.0);
                // The percentage basis is not negative, so percentages compare as their used values do.
                if *operation == Operation::Sum {
                    let (points, percentage) = (operation.apply(&points), operation.apply(&percentages));
                    CalculationTree::Leaf(LengthPercentageSum { points, percentage })
                } else if zero(&percentages) {
                    CalculationTree::Leaf(LengthPercentageSum {
                        points: operation.apply(&points),
                        percentage: 0.0,
                    })
                } else if zero(&points) {
                    CalculationTree::Leaf(LengthPercentageSum {
                        points: 0.0,
                        percentage: operation.apply(&percentages),
                    })
                } else {
                    CalculationTree::Operation(*operation, terms)
                }
            }
        }
    }

    /// Appends numbers that are equal only for equal trees.
    fn key(&self, key: &mut Vec<u64>) {
        match self {
            CalculationTree::Leaf(leaf) => key.extend([0, leaf.points.to_bits(), leaf.percentage.to_bits()]),
            CalculationTree::Scaled(factor, inner) => {
                key.extend([1, factor.to_bits()]);
                inner.key(key);
            }
            CalculationTree::Operation(operation, terms) => {
                let number = match operation {
                    Operation::Sum => 0,
                    Operation::Minimum => 1,
                    Operation::Maximum => 2,
                    Operation::Absolute => 3,
                    Operation::Round(rounding) => 4 + *rounding as u64,
                    Operation::Modulo => 8,
                    Operation::Remainder => 9,
                    Operation::Hypotenuse => 10,
                };
                key.extend([2, number, terms.len() as u64]);
                terms.iter().for_each(|term| term.key(key));
            }
        }
    }
}

/// A computed calculation that needs the percentage basis. Equal calculations are stored once, so that one can be
/// copied as cheaply as a length. They are never freed: each different one costs a few hundred bytes until the
/// program ends.
#[derive(Clone, Copy, Debug)]
pub struct Calculation(&'static CalculationTree<LengthPercentageSum>);

impl PartialEq for Calculation {
    fn eq(&self, other: &Calculation) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Calculation {
    pub(crate) fn new(tree: CalculationTree<LengthPercentageSum>) -> Calculation {
        static KNOWN: LazyLock<Mutex<FxHashMap<Vec<u64>, &'static CalculationTree<LengthPercentageSum>>>> =
            LazyLock::new(Mutex::default);
        let mut key = Vec::new();
        tree.key(&mut key);
        // Nothing panics while the lock is held, so it is never poisoned.
        let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Calculation(known.entry(key).or_insert_with(|| Box::leak(Box::new(tree))))
    }

    /// What is calculated.
    pub(crate) fn tree(self) -> &'static CalculationTree<LengthPercentageSum> {
        self.0
    }

    /// The value in points; `basis` is the percentage basis in points.
    pub(crate) fn at(self, basis: f64) -> f64 {
        self.0.value(&|leaf| leaf.points + leaf.percentage * basis)
    }

    /// The larger of this and zero.
    pub(crate) fn non_negative(self) -> Calculation {
        let terms = vec![CalculationTree::Leaf(LengthPercentageSum::default()), self.0.clone()];
        Calculation::new(CalculationTree::Operation(Operation::Maximum, terms))
    }
}
