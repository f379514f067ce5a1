//! `calc()`, `min()`, `max()`, `clamp()` and other math functions (CSS Values 4, section 10).
//!
//! Everything that can be calculated while parsing is calculated. The rest depends on fonts, the viewport or a
//! percentage basis, and is kept as an [`Expression`].

use cssparser::{Parser, Token, match_ignore_ascii_case};

use super::expression::{self, Expression, as_points, operate};
use super::length::{Dimension, dimension};
use super::reader::{Reading, malformed, unsupported};
use crate::css::calculation::{Operation, Rounding};

/// The math functions, in the order of the specification.
pub(crate) const MATH_FUNCTIONS: &[&str] = &[
    "calc", "min", "max", "clamp", "round", "mod", "rem", "sin", "cos", "tan", "asin", "acos", "atan",
    "atan2", "pow", "sqrt", "hypot", "log", "exp", "abs", "sign",
];

/// The value of a math function.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Quantity {
    Number(f64),
    /// Degrees.
    Angle(f64),
    /// A length, a percentage, or a sum of both.
    Length(Expression),
}

/// Whether a function of this name is a math function.
pub(crate) fn is_math_function(name: &str) -> bool {
    name.eq_ignore_ascii_case("-webkit-calc")
        || name.eq_ignore_ascii_case("calc-size")
        || MATH_FUNCTIONS.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Reads a math function, whose opening token has just been consumed.
pub(crate) fn math_function(name: &str, input: &mut Parser<'_>) -> Reading<Quantity> {
    let name = name.to_ascii_lowercase();
    input.parse_nested_block(|input| match name.as_str() {
        "calc" | "-webkit-calc" => sum(input),
        "min" => combine(Operation::Minimum, arguments(input)?),
        "max" => combine(Operation::Maximum, arguments(input)?),
        "clamp" => clamp(input),
        "round" => round(input),
        "mod" => exactly(2, arguments(input)?).and_then(|values| combine(Operation::Modulo, values)),
        "rem" => exactly(2, arguments(input)?).and_then(|values| combine(Operation::Remainder, values)),
        "abs" => exactly(1, arguments(input)?).and_then(|values| combine(Operation::Absolute, values)),
        "hypot" => combine(Operation::Hypotenuse, arguments(input)?),
        "sign" => one(input).and_then(known).map(sign).map(Quantity::Number),
        "sin" => angle(input).map(|radians| Quantity::Number(libm::sin(radians))),
        "cos" => angle(input).map(|radians| Quantity::Number(libm::cos(radians))),
        "tan" => angle(input).map(|radians| Quantity::Number(tangent(radians))),
        "asin" => number(input).map(|value| Quantity::Angle(libm::asin(value).to_degrees())),
        "acos" => number(input).map(|value| Quantity::Angle(libm::acos(value).to_degrees())),
        "atan" => number(input).map(|value| Quantity::Angle(libm::atan(value).to_degrees())),
        "atan2" => {
            let values = exactly(2, arguments(input)?)?;
            if !alike(&values) {
                return Err(malformed());
            }
            let values: Vec<f64> = values.into_iter().map(known).collect::<Reading<_>>()?;
            Ok(Quantity::Angle(libm::atan2(values[0], values[1]).to_degrees()))
        }
        "pow" => {
            let values = numbers(exactly(2, arguments(input)?)?)?;
            Ok(Quantity::Number(libm::pow(values[0], values[1])))
        }
        "sqrt" => number(input).map(|value| Quantity::Number(value.sqrt())),
        "exp" => number(input).map(|value| Quantity::Number(libm::exp(value))),
        "log" => match numbers(arguments(input)?)?[..] {
            [value] => Ok(Quantity::Number(libm::log(value))),
            [value, base] => Ok(Quantity::Number(libm::log(value) / libm::log(base))),
            _ => Err(malformed()),
        },
        other => Err(unsupported(format!("{other}()"))),
    })
}

fn sign(value: f64) -> f64 {
    if value == 0.0 || value.is_nan() { value } else { value.signum() }
}

/// The tangent, exact at quarter turns: they are exact in degrees, but not in radians.
fn tangent(radians: f64) -> f64 {
    let (sine, cosine) = (libm::sin(radians), libm::cos(radians));
    if cosine.abs() < 1e-15 { f64::INFINITY.copysign(sine) } else { sine / cosine }
}

fn arguments(input: &mut Parser<'_>) -> Reading<Vec<Quantity>> {
    input.parse_comma_separated(sum)
}

fn exactly(count: usize, arguments: Vec<Quantity>) -> Reading<Vec<Quantity>> {
    if arguments.len() == count { Ok(arguments) } else { Err(malformed()) }
}

fn one(input: &mut Parser<'_>) -> Reading<Quantity> {
    exactly(1, arguments(input)?)?.pop().ok_or_else(malformed)
}

fn number(input: &mut Parser<'_>) -> Reading<f64> {
    match one(input)? {
        Quantity::Number(value) => Ok(value),
        _ => Err(malformed()),
    }
}

fn numbers(arguments: Vec<Quantity>) -> Reading<Vec<f64>> {
    let number = |value| match value {
        Quantity::Number(value) => Ok(value),
        _ => Err(malformed()),
    };
    arguments.into_iter().map(number).collect()
}

/// An angle, or a number of radians; in radians.
fn angle(input: &mut Parser<'_>) -> Reading<f64> {
    match one(input)? {
        Quantity::Number(radians) => Ok(radians),
        Quantity::Angle(degrees) => Ok(degrees.to_radians()),
        Quantity::Length(_) => Err(malformed()),
    }
}

/// The value of a quantity in its own unit, as functions and divisions that result in a number need it.
///
/// # Errors
/// If it depends on fonts, the viewport or a percentage basis.
fn known(quantity: Quantity) -> Reading<f64> {
    match quantity {
        Quantity::Number(value) | Quantity::Angle(value) => Ok(value),
        Quantity::Length(expression) => as_points(&expression)
            .or_else(|| expression::as_percentage(&expression))
            .ok_or_else(|| unsupported("a number calculated from relative lengths")),
    }
}

fn alike(values: &[Quantity]) -> bool {
    values.windows(2).all(|pair| std::mem::discriminant(&pair[0]) == std::mem::discriminant(&pair[1]))
}

/// Applies an operation to quantities, which must all be of one type.
fn combine(operation: Operation, values: Vec<Quantity>) -> Reading<Quantity> {
    if !alike(&values) {
        return Err(malformed());
    }
    let mut numbers = Vec::new();
    let mut expressions = Vec::new();
    let mut is_angle = false;
    for value in values {
        match value {
            Quantity::Number(value) => numbers.push(value),
            Quantity::Angle(value) => {
                is_angle = true;
                numbers.push(value);
            }
            Quantity::Length(expression) => expressions.push(expression),
        }
    }
    Ok(match (expressions.is_empty(), is_angle) {
        (false, _) => Quantity::Length(operate(operation, expressions)),
        (true, false) => Quantity::Number(operation.apply(&numbers)),
        (true, true) => Quantity::Angle(operation.apply(&numbers)),
    })
}

fn round(input: &mut Parser<'_>) -> Reading<Quantity> {
    let strategies = [
        ("nearest", Rounding::Nearest),
        ("up", Rounding::Up),
        ("down", Rounding::Down),
        ("to-zero", Rounding::ToZero),
    ];
    let rounding = match super::reader::keyword_maybe(input, &strategies) {
        Some(rounding) => {
            input.expect_comma()?;
            rounding
        }
        None => Rounding::Nearest,
    };
    let mut arguments = arguments(input)?;
    if let [Quantity::Number(_)] = arguments[..] {
        arguments.push(Quantity::Number(1.0));
    }
    combine(Operation::Round(rounding), exactly(2, arguments)?)
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
        value = combine(Operation::Minimum, vec![value, largest])?;
    }
    match smallest {
        Some(smallest) => combine(Operation::Maximum, vec![smallest, value]),
        None => Ok(value),
    }
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
                let other = if sign < 0.0 { expression::scale(other, -1.0) } else { other };
                Quantity::Length(expression::add(one, other))
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
                        Quantity::Length(expression) => {
                            Quantity::Length(expression::divide(expression, divisor))
                        }
                    },
                    (Quantity::Angle(one), Quantity::Angle(other)) => Quantity::Number(one / other),
                    (Quantity::Length(one), Quantity::Length(other)) => {
                        Quantity::Number(known(Quantity::Length(one))? / known(Quantity::Length(other))?)
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
        Quantity::Length(expression) => Quantity::Length(expression::scale(expression, factor)),
    }
}

fn value(input: &mut Parser<'_>) -> Reading<Quantity> {
    let token = input.next()?.clone();
    match token {
        Token::Number { value, .. } => Ok(Quantity::Number(f64::from(value))),
        Token::Percentage { unit_value, .. } => {
            Ok(Quantity::Length(expression::percentage(f64::from(unit_value))))
        }
        Token::Dimension { value, unit, .. } => Ok(match dimension(f64::from(value), &unit)? {
            Dimension::Points(points) => Quantity::Length(expression::points(points)),
            Dimension::Relative(value, unit) => Quantity::Length(expression::relative(value, unit)),
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
