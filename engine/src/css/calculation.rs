//! Trees of `calc()` and the other math functions (CSS Values 4, section 10), and those of them that
//! stay when fonts and pages are known: what compares or rounds a length together with a percentage.

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

/// What is done with values of one kind.
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

/// Section 10.3.
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
        // Half way goes up.
        Rounding::Nearest => (count + 0.5).floor(),
        Rounding::Up => count.ceil(),
        Rounding::Down => count.floor(),
        Rounding::ToZero => count.trunc(),
    };
    rounded * step
}

/// A calculation over leaves of some kind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree<L> {
    Leaf(L),
    Scaled(f64, Box<Tree<L>>),
    Operation(Operation, Vec<Tree<L>>),
}

impl<L> Tree<L> {
    /// Whether something holds of any leaf.
    pub(crate) fn any(&self, holds: &dyn Fn(&L) -> bool) -> bool {
        match self {
            Tree::Leaf(leaf) => holds(leaf),
            Tree::Scaled(_, inner) => inner.any(holds),
            Tree::Operation(_, terms) => terms.iter().any(|term| term.any(holds)),
        }
    }

    pub(crate) fn map<M>(&self, change: &dyn Fn(&L) -> M) -> Tree<M> {
        match self {
            Tree::Leaf(leaf) => Tree::Leaf(change(leaf)),
            Tree::Scaled(factor, inner) => Tree::Scaled(*factor, Box::new(inner.map(change))),
            Tree::Operation(operation, terms) => {
                Tree::Operation(*operation, terms.iter().map(|term| term.map(change)).collect())
            }
        }
    }

    /// The value where `value_of` tells that of a leaf.
    pub(crate) fn value(&self, value_of: &dyn Fn(&L) -> f64) -> f64 {
        match self {
            Tree::Leaf(leaf) => value_of(leaf),
            Tree::Scaled(factor, inner) => factor * inner.value(value_of),
            Tree::Operation(operation, terms) => {
                let values: Vec<f64> = terms.iter().map(|term| term.value(value_of)).collect();
                operation.apply(&values)
            }
        }
    }
}

/// A length and a percentage of something.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Mixed {
    pub points: f64,
    /// 1.0 is 100 %.
    pub percentage: f64,
}

impl Tree<Mixed> {
    /// With what can be calculated without the basis calculated.
    pub(crate) fn simplified(&self) -> Tree<Mixed> {
        match self {
            Tree::Leaf(leaf) => Tree::Leaf(*leaf),
            Tree::Scaled(factor, inner) => match inner.simplified() {
                Tree::Leaf(leaf) => {
                    Tree::Leaf(Mixed { points: factor * leaf.points, percentage: factor * leaf.percentage })
                }
                inner => Tree::Scaled(*factor, Box::new(inner)),
            },
            Tree::Operation(operation, terms) => {
                let terms: Vec<Tree<Mixed>> = terms.iter().map(Tree::simplified).collect();
                let leaves: Option<Vec<Mixed>> = terms
                    .iter()
                    .map(|term| if let Tree::Leaf(leaf) = term { Some(*leaf) } else { None })
                    .collect();
                let Some(leaves) = leaves else { return Tree::Operation(*operation, terms) };
                let points: Vec<f64> = leaves.iter().map(|leaf| leaf.points).collect();
                let percentages: Vec<f64> = leaves.iter().map(|leaf| leaf.percentage).collect();
                let zero = |values: &[f64]| values.iter().all(|value| *value == 0.0);
                // What percentages refer to is not negative, so among themselves they compare as it does.
                if *operation == Operation::Sum {
                    let (points, percentage) = (operation.apply(&points), operation.apply(&percentages));
                    Tree::Leaf(Mixed { points, percentage })
                } else if zero(&percentages) {
                    Tree::Leaf(Mixed { points: operation.apply(&points), percentage: 0.0 })
                } else if zero(&points) {
                    Tree::Leaf(Mixed { points: 0.0, percentage: operation.apply(&percentages) })
                } else {
                    Tree::Operation(*operation, terms)
                }
            }
        }
    }

    /// Numbers that are the same for equal trees only.
    fn key(&self, key: &mut Vec<u64>) {
        match self {
            Tree::Leaf(leaf) => key.extend([0, leaf.points.to_bits(), leaf.percentage.to_bits()]),
            Tree::Scaled(factor, inner) => {
                key.extend([1, factor.to_bits()]);
                inner.key(key);
            }
            Tree::Operation(operation, terms) => {
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

/// A computed calculation that needs the percentage basis. Equal ones are one, so that it can be copied
/// about as the lengths of styles are; each is kept as long as the program runs, which costs some hundred
/// bytes for each that differs from all others.
#[derive(Clone, Copy, Debug)]
pub struct Calculation(&'static Tree<Mixed>);

impl PartialEq for Calculation {
    fn eq(&self, other: &Calculation) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Calculation {
    pub(crate) fn new(tree: Tree<Mixed>) -> Calculation {
        static KNOWN: LazyLock<Mutex<FxHashMap<Vec<u64>, &'static Tree<Mixed>>>> =
            LazyLock::new(Mutex::default);
        let mut key = Vec::new();
        tree.key(&mut key);
        // Nothing panics while the lock is held, so it is never poisoned.
        let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Calculation(known.entry(key).or_insert_with(|| Box::leak(Box::new(tree))))
    }

    /// The value in points where the basis is so many points.
    pub(crate) fn at(self, basis: f64) -> f64 {
        self.0.value(&|leaf| leaf.points + leaf.percentage * basis)
    }

    /// The larger of this and zero.
    pub(crate) fn non_negative(self) -> Calculation {
        let terms = vec![Tree::Leaf(Mixed::default()), self.0.clone()];
        Calculation::new(Tree::Operation(Operation::Maximum, terms))
    }
}
