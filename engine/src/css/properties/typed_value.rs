//! Parsing single values outside any property: in media queries, descriptors, and the syntax of registered custom
//! properties.

use cssparser::{Parser, Token};

use super::color_parser::parse_color;
use super::initial::initial_style;
use super::length::{
    LengthValue, NumberOrPercentage, Range, Units, parse_angle, parse_integer, parse_length,
    parse_length_percentage, parse_number, parse_number_or_percentage,
};
use super::parse_context::ParseContext;
use super::reader::custom_identifier;
use crate::units::Length;

/// Reads a length whose relative units refer to initial values, as in media queries
/// (Media Queries 4, section 1.3).
pub(crate) fn initial_length(input: &mut Parser<'_>) -> Option<Length> {
    let value = parse_length(input, Range::All).ok()?;
    let font = &initial_style().font;
    Some(value.resolve(&Units::initial(font)).length)
}

/// Reads a length that is not negative, with its units; consumes nothing where there is none.
pub(crate) fn read_length(input: &mut Parser<'_>) -> Option<LengthValue> {
    input.try_parse(|input| parse_length(input, Range::NonNegative)).ok()
}

/// A text that is a length of 0 or more in absolute units, such as `3mm`.
pub fn absolute_length(text: &str) -> Option<Length> {
    let mut input = Parser::new(text);
    match read_length(&mut input).filter(|_| input.is_exhausted())? {
        LengthValue::Absolute(length) => Some(length.max(Length::ZERO)),
        _ => None,
    }
}

/// Reads an integer.
pub(crate) fn whole_number(input: &mut Parser<'_>) -> Option<i32> {
    parse_integer(input).ok()
}

/// Reads a value of one of the types that the syntax of a custom property can contain
/// (CSS Properties and Values 1, section 5.1). Returns whether there was one.
pub(crate) fn is_of_type(name: &str, input: &mut Parser<'_>) -> bool {
    let context = ParseContext { base: "" };
    match name {
        "length" => parse_length(input, Range::All).is_ok(),
        "number" => parse_number(input, Range::All).is_ok(),
        "percentage" => matches!(parse_number_or_percentage(input), Ok(NumberOrPercentage::Percentage(_))),
        "length-percentage" => parse_length_percentage(input, Range::All).is_ok(),
        "color" => parse_color(input).is_ok(),
        "image" => super::background::parse_image(input, &context).is_ok(),
        "url" => input.expect_url().is_ok(),
        "integer" => parse_integer(input).is_ok(),
        // A zero without a unit is not an angle here.
        "angle" => {
            let start = input.state();
            let is_number = matches!(input.next(), Ok(Token::Number { .. }));
            input.reset(&start);
            !is_number && parse_angle(input).is_ok()
        }
        "time" => has_unit(input, &["s", "ms"]),
        "resolution" => has_unit(input, &["dpi", "dpcm", "dppx", "x"]),
        "string" => input.expect_string().is_ok(),
        "custom-ident" => custom_identifier(input, &[]).is_ok(),
        _ => false,
    }
}

fn has_unit(input: &mut Parser<'_>, units: &[&str]) -> bool {
    matches!(input.next(), Ok(Token::Dimension { unit, .. })
        if units.iter().any(|known| unit.eq_ignore_ascii_case(known)))
}
