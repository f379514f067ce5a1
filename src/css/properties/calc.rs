//! `calc()`, `min()`, `max()`, `clamp()` and other math functions (CSS Values 4, section 10).
//!
//! What can be calculated while parsing is. What is left refers to fonts, the viewport or a
//! percentage basis, and is kept as an [`Expression`].

use cssparser::{Parser, Token, match_ignore_ascii_case};
use smallvec::SmallVec;

use super::length::{Dimension, RelativeUnit, Units, dimension};
use super::reader::{Reading, malformed, unsupported, unsupported_but};

/// What a math function gives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Quantity {
    Number(f64),
    /// Degrees.
    Angle(f64),
    /// A length, a percentage, or a sum of both.
    Length(Expression),
}

/// A length that cannot be calculated before the fonts and the viewport are known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    Linear(Linear),
    Sum(Vec<Expression>),
    Scaled(f64, Box<Expression>),
    Minimum(Vec<Expression>),
    Maximum(Vec<Expression>),
}

/// A sum of an absolute length, a percentage and relative lengths.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Linear {
    pub points: f64,
    /// 1.0 is 100 %.
    pub percentage: f64,
    pub relative: SmallVec<[(f64, RelativeUnit); 2]>,
}

/// The value of an expression: points and a percentage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Evaluated {
    pub points: f64,
    pub percentage: f64,
}

impl Linear {
    fn is_constant(&self) -> bool {
        self.percentage == 0.0 && self.relative.is_empty()
    }

    fn scale(mut self, factor: f64) -> Linear {
        self.points *= factor;
        self.percentage *= factor;
        for (value, _) in &mut self.relative {
            *value *= factor;
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

impl Expression {
    pub(crate) fn points(points: f64) -> Expression {
        Expression::Linear(Linear { points, ..Linear::default() })
    }

    pub(crate) fn percentage(percentage: f64) -> Expression {
        Expression::Linear(Linear { percentage, ..Linear::default() })
    }

    pub(crate) fn relative(value: f64, unit: RelativeUnit) -> Expression {
        let relative = SmallVec::from_slice(&[(value, unit)]);
        Expression::Linear(Linear { relative, ..Linear::default() })
    }

    /// `whole` less this.
    pub(crate) fn subtract_from(self, whole: Expression) -> Expression {
        whole.add(self.scale(-1.0))
    }

    /// The percentage if the expression is nothing else.
    pub(crate) fn as_percentage(&self) -> Option<f64> {
        match self {
            Expression::Linear(linear) if linear.points == 0.0 && linear.relative.is_empty() => {
                Some(linear.percentage)
            }
            _ => None,
        }
    }

    /// The absolute length in points if it is known already.
    pub(crate) fn as_points(&self) -> Option<f64> {
        match self {
            Expression::Linear(linear) if linear.is_constant() => Some(linear.points),
            _ => None,
        }
    }

    pub(crate) fn has_percentage(&self) -> bool {
        match self {
            Expression::Linear(linear) => linear.percentage != 0.0,
            Expression::Scaled(_, inner) => inner.has_percentage(),
            Expression::Sum(terms) | Expression::Minimum(terms) | Expression::Maximum(terms) => {
                terms.iter().any(Expression::has_percentage)
            }
        }
    }

    fn has_length(&self) -> bool {
        match self {
            Expression::Linear(linear) => linear.points != 0.0 || !linear.relative.is_empty(),
            Expression::Scaled(_, inner) => inner.has_length(),
            Expression::Sum(terms) | Expression::Minimum(terms) | Expression::Maximum(terms) => {
                terms.iter().any(Expression::has_length)
            }
        }
    }

    fn add(self, other: Expression) -> Expression {
        match (self, other) {
            (Expression::Linear(one), Expression::Linear(other)) => Expression::Linear(one.add(other)),
            (Expression::Sum(mut terms), other) => {
                terms.push(other);
                Expression::Sum(terms)
            }
            (one, other) => Expression::Sum(vec![one, other]),
        }
    }

    fn scale(self, factor: f64) -> Expression {
        match self {
            Expression::Linear(linear) => Expression::Linear(linear.scale(factor)),
            other => Expression::Scaled(factor, Box::new(other)),
        }
    }

    /// The value with all units known.
    pub(crate) fn evaluate(&self, units: &Units<'_>) -> Evaluated {
        match self {
            Expression::Linear(linear) => Evaluated {
                points: linear
                    .relative
                    .iter()
                    .fold(linear.points, |sum, &(value, unit)| sum + units.points(value, unit)),
                percentage: linear.percentage,
            },
            Expression::Sum(terms) => terms.iter().fold(Evaluated::default(), |sum, term| {
                let value = term.evaluate(units);
                Evaluated { points: sum.points + value.points, percentage: sum.percentage + value.percentage }
            }),
            Expression::Scaled(factor, inner) => {
                let value = inner.evaluate(units);
                Evaluated { points: value.points * factor, percentage: value.percentage * factor }
            }
            Expression::Minimum(terms) => extreme(terms.iter().map(|term| term.evaluate(units)), false),
            Expression::Maximum(terms) => extreme(terms.iter().map(|term| term.evaluate(units)), true),
        }
    }
}

/// The smallest or largest value. The parser lets only lengths or only percentages come together,
/// so comparing both parts compares the one that is there.
fn extreme(values: impl Iterator<Item = Evaluated>, largest: bool) -> Evaluated {
    values
        .reduce(|best, value| {
            let difference = (value.points - best.points) + (value.percentage - best.percentage);
            if (difference > 0.0) == largest && difference != 0.0 { value } else { best }
        })
        .unwrap_or_default()
}

/// Whether a function of this name is a math function.
pub(crate) fn is_math_function(name: &str) -> bool {
    match_ignore_ascii_case! { name,
        "calc" | "-webkit-calc" | "min" | "max" | "clamp" | "abs" | "sign" | "round" | "mod" | "rem"
        | "sqrt" | "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "atan2" | "pow" | "hypot" | "log"
        | "exp" | "calc-size" => true,
        _ => false,
    }
}

/// Reads a math function, whose opening token has just been consumed.
pub(crate) fn math_function(name: &str, input: &mut Parser<'_>) -> Reading<Quantity> {
    let name = name.to_ascii_lowercase();
    input.parse_nested_block(|input| match name.as_str() {
        "calc" | "-webkit-calc" => sum(input),
        "min" => combine(arguments(input)?, false),
        "max" => combine(arguments(input)?, true),
        "clamp" => clamp(input),
        "abs" => one_of(arguments(input)?).and_then(|value| map_known(value, f64::abs, "abs()")),
        "sign" => match one_of(arguments(input)?)? {
            Quantity::Length(expression) => known(&expression, "sign()").map(|value| sign(value)),
            Quantity::Number(value) | Quantity::Angle(value) => Ok(sign(value)),
        }
        .map(Quantity::Number),
        "sqrt" => match one_of(arguments(input)?)? {
            Quantity::Number(value) => Ok(Quantity::Number(value.sqrt())),
            _ => Err(malformed()),
        },
        "round" => round(input),
        "mod" => two_of(arguments(input)?).and_then(|(one, other)| {
            zip_known(one, other, |one, other| one - other * (one / other).floor(), "mod()")
        }),
        "rem" => two_of(arguments(input)?)
            .and_then(|(one, other)| zip_known(one, other, |one, other| one % other, "rem()")),
        other => Err(unsupported(format!("{other}()"))),
    })
}

fn sign(value: f64) -> f64 {
    if value == 0.0 || value.is_nan() { 0.0 } else { value.signum() }
}

fn arguments(input: &mut Parser<'_>) -> Reading<Vec<Quantity>> {
    input.parse_comma_separated(sum)
}

fn one_of(mut arguments: Vec<Quantity>) -> Reading<Quantity> {
    match (arguments.pop(), arguments.is_empty()) {
        (Some(value), true) => Ok(value),
        _ => Err(malformed()),
    }
}

fn two_of(arguments: Vec<Quantity>) -> Reading<(Quantity, Quantity)> {
    match <[Quantity; 2]>::try_from(arguments) {
        Ok([one, other]) => Ok((one, other)),
        Err(_) => Err(malformed()),
    }
}

/// The points of a length that must be absolute for the function `name` to be calculated.
fn known(expression: &Expression, name: &'static str) -> Reading<f64> {
    expression.as_points().ok_or_else(|| unsupported(format!("{name} of relative lengths")))
}

fn map_known(value: Quantity, map: impl Fn(f64) -> f64, name: &'static str) -> Reading<Quantity> {
    Ok(match value {
        Quantity::Number(value) => Quantity::Number(map(value)),
        Quantity::Angle(value) => Quantity::Angle(map(value)),
        Quantity::Length(expression) => Quantity::Length(Expression::points(map(known(&expression, name)?))),
    })
}

fn zip_known(
    one: Quantity,
    other: Quantity,
    zip: impl Fn(f64, f64) -> f64,
    name: &'static str,
) -> Reading<Quantity> {
    match (one, other) {
        (Quantity::Number(one), Quantity::Number(other)) => Ok(Quantity::Number(zip(one, other))),
        (Quantity::Angle(one), Quantity::Angle(other)) => Ok(Quantity::Angle(zip(one, other))),
        (Quantity::Length(one), Quantity::Length(other)) => {
            let value = zip(known(&one, name)?, known(&other, name)?);
            Ok(Quantity::Length(Expression::points(value)))
        }
        _ => Err(malformed()),
    }
}

fn round(input: &mut Parser<'_>) -> Reading<Quantity> {
    type Strategy = fn(f64) -> f64;
    let strategies: [(&str, Strategy); 4] = [
        ("nearest", |value| (value + 0.5).floor()),
        ("up", f64::ceil),
        ("down", f64::floor),
        ("to-zero", f64::trunc),
    ];
    let strategy = match super::reader::keyword_maybe(input, &strategies) {
        Some(strategy) => {
            input.expect_comma()?;
            strategy
        }
        None => strategies[0].1,
    };
    let mut arguments = arguments(input)?;
    if let [Quantity::Number(_)] = arguments[..] {
        arguments.push(Quantity::Number(1.0));
    }
    let (value, step) = two_of(arguments)?;
    zip_known(value, step, |value, step| strategy(value / step) * step, "round()")
}

/// `clamp(smallest, value, largest)`, where the bounds may be `none`.
fn clamp(input: &mut Parser<'_>) -> Reading<Quantity> {
    let bound = |input: &mut Parser<'_>| {
        if super::reader::flag(input, "none") { Ok(None) } else { sum(input).map(Some) }
    };
    let smallest = bound(input)?;
    input.expect_comma()?;
    let mut value = sum(input)?;
    input.expect_comma()?;
    if let Some(largest) = bound(input)? {
        value = combine(vec![value, largest], false)?;
    }
    match smallest {
        Some(smallest) => combine(vec![smallest, value], true),
        None => Ok(value),
    }
}

fn combine(values: Vec<Quantity>, largest: bool) -> Reading<Quantity> {
    let pick = |one: f64, other: f64| if largest { one.max(other) } else { one.min(other) };
    let mut expressions = Vec::with_capacity(values.len());
    let mut numbers: Option<Quantity> = None;
    for value in values {
        numbers = match (numbers.take(), value) {
            (None, Quantity::Length(expression)) => {
                expressions.push(expression);
                None
            }
            (None, value) if expressions.is_empty() => Some(value),
            (Some(Quantity::Number(one)), Quantity::Number(other)) => {
                Some(Quantity::Number(pick(one, other)))
            }
            (Some(Quantity::Angle(one)), Quantity::Angle(other)) => Some(Quantity::Angle(pick(one, other))),
            _ => return Err(malformed()),
        };
    }
    if let Some(number) = numbers {
        return Ok(number);
    }
    if expressions.iter().any(Expression::has_percentage) && expressions.iter().any(Expression::has_length) {
        return Err(unsupported_but(
            "comparing lengths with percentages in min(), max() and clamp()",
            "Use min-width, max-width and their kin, or write only lengths or only percentages.",
        ));
    }
    if expressions
        .iter()
        .all(|expression| matches!(expression, Expression::Linear(linear) if linear.relative.is_empty()))
    {
        let values = expressions.iter().map(|expression| match expression {
            Expression::Linear(linear) => Evaluated { points: linear.points, percentage: linear.percentage },
            _ => Evaluated::default(),
        });
        let best = extreme(values, largest);
        let linear = Linear { points: best.points, percentage: best.percentage, ..Linear::default() };
        return Ok(Quantity::Length(Expression::Linear(linear)));
    }
    Ok(Quantity::Length(if largest {
        Expression::Maximum(expressions)
    } else {
        Expression::Minimum(expressions)
    }))
}

fn sum(input: &mut Parser<'_>) -> Reading<Quantity> {
    let mut total = product(input)?;
    loop {
        // `+` and `-` must have white space on both sides.
        let start = input.state();
        let spaced = matches!(input.next_including_whitespace(), Ok(Token::WhiteSpace(_)));
        let sign = match input.next() {
            Ok(Token::Delim('+')) if spaced => 1.0,
            Ok(Token::Delim('-')) if spaced => -1.0,
            _ => {
                input.reset(&start);
                return Ok(total);
            }
        };
        if !matches!(input.next_including_whitespace(), Ok(Token::WhiteSpace(_))) {
            return Err(malformed());
        }
        total = match (total, product(input)?) {
            (Quantity::Number(one), Quantity::Number(other)) => Quantity::Number(one + sign * other),
            (Quantity::Angle(one), Quantity::Angle(other)) => Quantity::Angle(one + sign * other),
            (Quantity::Length(one), Quantity::Length(other)) => {
                Quantity::Length(one.add(if sign < 0.0 { other.scale(-1.0) } else { other }))
            }
            _ => return Err(malformed()),
        };
    }
}

fn product(input: &mut Parser<'_>) -> Reading<Quantity> {
    let mut total = value(input)?;
    loop {
        let start = input.state();
        match input.next() {
            Ok(Token::Delim('*')) => {
                total = match (total, value(input)?) {
                    (Quantity::Number(factor), other) | (other, Quantity::Number(factor)) => {
                        scale(other, factor)
                    }
                    _ => return Err(malformed()),
                };
            }
            Ok(Token::Delim('/')) => {
                total = match (total, value(input)?) {
                    (one, Quantity::Number(divisor)) => match one {
                        Quantity::Number(one) => Quantity::Number(one / divisor),
                        Quantity::Angle(one) => Quantity::Angle(one / divisor),
                        Quantity::Length(_) if divisor == 0.0 => return Err(malformed()),
                        Quantity::Length(expression) => Quantity::Length(divide(expression, divisor)),
                    },
                    (Quantity::Angle(one), Quantity::Angle(other)) => Quantity::Number(one / other),
                    (Quantity::Length(one), Quantity::Length(other)) => {
                        Quantity::Number(known(&one, "dividing")? / known(&other, "dividing")?)
                    }
                    _ => return Err(malformed()),
                };
            }
            _ => {
                input.reset(&start);
                return Ok(total);
            }
        }
    }
}

fn scale(quantity: Quantity, factor: f64) -> Quantity {
    match quantity {
        Quantity::Number(value) => Quantity::Number(value * factor),
        Quantity::Angle(value) => Quantity::Angle(value * factor),
        Quantity::Length(expression) => Quantity::Length(expression.scale(factor)),
    }
}

/// Division apart from multiplication, so that `calc(100% / 3)` is as near as can be.
fn divide(expression: Expression, divisor: f64) -> Expression {
    match expression {
        Expression::Linear(mut linear) => {
            linear.points /= divisor;
            linear.percentage /= divisor;
            for (value, _) in &mut linear.relative {
                *value /= divisor;
            }
            Expression::Linear(linear)
        }
        other => other.scale(1.0 / divisor),
    }
}

fn value(input: &mut Parser<'_>) -> Reading<Quantity> {
    let token = input.next()?.clone();
    match token {
        Token::Number { value, .. } => Ok(Quantity::Number(f64::from(value))),
        Token::Percentage { unit_value, .. } => {
            Ok(Quantity::Length(Expression::percentage(f64::from(unit_value))))
        }
        Token::Dimension { value, unit, .. } => Ok(match dimension(f64::from(value), &unit)? {
            Dimension::Points(points) => Quantity::Length(Expression::points(points)),
            Dimension::Relative(value, unit) => Quantity::Length(Expression::relative(value, unit)),
            Dimension::Degrees(degrees) => Quantity::Angle(degrees),
        }),
        Token::ParenthesisBlock => input.parse_nested_block(sum),
        Token::Function(name) if is_math_function(&name) => math_function(&name, input),
        Token::Ident(name) => Ok(Quantity::Number(match_ignore_ascii_case! { &name,
            "pi" => std::f64::consts::PI,
            "e" => std::f64::consts::E,
            "infinity" => f64::INFINITY,
            "-infinity" => f64::NEG_INFINITY,
            "nan" => f64::NAN,
            _ => return Err(malformed()),
        })),
        _ => Err(malformed()),
    }
}
