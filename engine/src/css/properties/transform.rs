//! Transforms in the plane (CSS Transforms 1, and `translate`, `rotate` and `scale` of CSS Transforms 2).

use cssparser::{Parser, Token, match_ignore_ascii_case};

use super::length::{
    LengthValue, Range, Units, finite, parse_angle, parse_length, parse_length_percentage,
    parse_number_or_percentage,
};
use super::position::{PositionValue, parse_position, parse_two_values};
use super::reader::{Reading, flag, keyword, malformed, unsupported, unsupported_but};
use super::value::ValueContext;
use crate::css::effects::{ShapeBox, TransformFunction};

/// A function of `transform` with its units kept.
#[derive(Clone, Debug, PartialEq)]
pub enum TransformValue {
    Translate(LengthValue, LengthValue),
    Other(TransformFunction),
}

impl TransformValue {
    fn resolve(&self, units: &Units<'_>) -> TransformFunction {
        match self {
            TransformValue::Translate(x, y) => {
                TransformFunction::Translate(x.resolve(units), y.resolve(units))
            }
            TransformValue::Other(function) => *function,
        }
    }
}

pub(super) fn parse_transform(input: &mut Parser<'_>) -> Reading<Vec<TransformValue>> {
    if flag(input, "none") { Ok(Vec::new()) } else { parse_functions(input) }
}

#[allow(clippy::ptr_arg, reason = "the table of longhands passes specified values by reference")]
pub(super) fn compute_functions(
    functions: &Vec<TransformValue>,
    context: &ValueContext<'_>,
) -> Vec<TransformFunction> {
    functions.iter().map(|function| function.resolve(context.units)).collect()
}

pub(super) fn parse_box(input: &mut Parser<'_>) -> Reading<ShapeBox> {
    let boxes = [
        ("border-box", ShapeBox::BorderBox),
        ("content-box", ShapeBox::ContentBox),
        // The boxes of SVG as CSS boxes (CSS Transforms 1, section 5).
        ("view-box", ShapeBox::BorderBox),
        ("stroke-box", ShapeBox::BorderBox),
        ("fill-box", ShapeBox::ContentBox),
    ];
    keyword(input, &boxes, &[])
}

fn parse_functions(input: &mut Parser<'_>) -> Reading<Vec<TransformValue>> {
    let mut functions = Vec::new();
    while !input.is_exhausted() {
        let name = input.expect_function()?.clone();
        functions.push(input.parse_nested_block(|input| parse_function(&name, input))?);
    }
    if functions.is_empty() {
        return Err(malformed());
    }
    Ok(functions)
}

fn parse_function(name: &str, input: &mut Parser<'_>) -> Reading<TransformValue> {
    let length = |input: &mut Parser<'_>| parse_length_percentage(input, Range::All);
    let number = |input: &mut Parser<'_>| Ok(finite(parse_number_or_percentage(input)?.of(1.0)));
    let angle = |input: &mut Parser<'_>| Ok(finite(parse_angle(input)?));
    let zero = LengthValue::ZERO;
    let other = |function| Ok(TransformValue::Other(function));
    match_ignore_ascii_case! { name,
        "translate" => {
            let x = length(input)?;
            let y = second(input, length)?.unwrap_or(zero);
            Ok(TransformValue::Translate(x, y))
        },
        "translatex" => Ok(TransformValue::Translate(length(input)?, zero)),
        "translatey" => Ok(TransformValue::Translate(zero, length(input)?)),
        "scale" => {
            let x = number(input)?;
            let y = second(input, number)?.unwrap_or(x);
            other(TransformFunction::Scale(x, y))
        },
        "scalex" => other(TransformFunction::Scale(number(input)?, 1.0)),
        "scaley" => other(TransformFunction::Scale(1.0, number(input)?)),
        "rotate" | "rotatez" => other(TransformFunction::Rotate(angle(input)?)),
        "skew" => {
            let x = angle(input)?;
            let y = second(input, angle)?.unwrap_or(0.0);
            other(TransformFunction::Skew(x, y))
        },
        "skewx" => other(TransformFunction::Skew(angle(input)?, 0.0)),
        "skewy" => other(TransformFunction::Skew(0.0, angle(input)?)),
        "matrix" => {
            let mut matrix = [0.0; 6];
            for (index, value) in matrix.iter_mut().enumerate() {
                if index > 0 {
                    input.expect_comma()?;
                }
                *value = number(input)?;
            }
            other(TransformFunction::Matrix(matrix))
        },
        "translate3d" | "translatez" | "scale3d" | "scalez" | "rotate3d" | "rotatex" | "rotatey"
            | "matrix3d" | "perspective" => {
            let name = name.to_ascii_lowercase();
            Err(unsupported_but(format!("{name}()"), "Paper is flat: use the functions of the plane."))
        },
        _ => Err(malformed()),
    }
}

fn second<T>(input: &mut Parser<'_>, read: impl FnOnce(&mut Parser<'_>) -> Reading<T>) -> Reading<Option<T>> {
    if input.is_exhausted() {
        return Ok(None);
    }
    input.expect_comma()?;
    read(input).map(Some)
}

pub(super) fn parse_origin(input: &mut Parser<'_>) -> Reading<Option<Box<PositionValue>>> {
    let start = input.state();
    if let Ok(origin) = parse_position(input, false)
        && input.is_exhausted()
    {
        return Ok(Some(Box::new(origin)));
    }
    input.reset(&start);
    let origin = parse_two_values(input)?;
    // The third value is a depth, which changes nothing in the plane.
    parse_length(input, Range::All)?;
    Ok(Some(Box::new(origin)))
}

/// `None` is `none`.
pub(super) fn parse_translate(input: &mut Parser<'_>) -> Reading<Option<Box<[LengthValue; 2]>>> {
    if flag(input, "none") {
        return Ok(None);
    }
    let x = parse_length_percentage(input, Range::All)?;
    let y = parse_length_percentage(input, Range::All).unwrap_or(LengthValue::ZERO);
    flat(input)?;
    Ok(Some(Box::new([x, y])))
}

/// `None` is `none`.
pub(super) fn parse_rotate(input: &mut Parser<'_>) -> Reading<Option<f32>> {
    if flag(input, "none") {
        return Ok(None);
    }
    if flag(input, "x") || flag(input, "y") {
        return Err(unsupported("turning out of the plane"));
    }
    let before = flag(input, "z");
    let angle = finite(parse_angle(input)?);
    if !before {
        let _ = flag(input, "z");
    }
    if !input.is_exhausted() && matches!(input.next(), Ok(Token::Number { .. })) {
        return Err(unsupported("turning out of the plane"));
    }
    Ok(Some(angle))
}

/// `None` is `none`.
pub(super) fn parse_scale(input: &mut Parser<'_>) -> Reading<Option<(f32, f32)>> {
    if flag(input, "none") {
        return Ok(None);
    }
    let number =
        |input: &mut Parser<'_>| parse_number_or_percentage(input).map(|value| finite(value.of(1.0)));
    let x = number(input)?;
    let y = number(input).unwrap_or(x);
    flat(input)?;
    Ok(Some((x, y)))
}

/// Refuses a third value, which would be a depth.
fn flat(input: &mut Parser<'_>) -> Reading<()> {
    if input.is_exhausted() { Ok(()) } else { Err(unsupported("a third value")) }
}
