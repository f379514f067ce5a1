//! The radii of four corners, as in `border-radius` and basic shapes (CSS Backgrounds 3, section 4.1).

use cssparser::Parser;

use super::length::{LengthValue, Range, parse_length_percentage};
use super::reader::{Reading, one_to_four};

/// One to four radii of corners, and after an optional `/` one to four vertical radii.
pub(super) fn parse_corners(input: &mut Parser<'_>) -> Reading<([LengthValue; 4], [LengthValue; 4])> {
    let radius = |input: &mut Parser<'_>| parse_length_percentage(input, Range::NonNegative);
    let mut horizontal = vec![radius(input)?];
    while horizontal.len() < 4
        && let Ok(value) = radius(input)
    {
        horizontal.push(value);
    }
    let vertical = match input.try_parse(|input| input.expect_delim('/')) {
        Ok(()) => one_to_four(input, radius)?,
        Err(_) => four(&horizontal),
    };
    Ok((four(&horizontal), vertical))
}

/// One to four values for four corners, missing ones taken from the opposite corner.
pub(super) fn four(values: &[LengthValue]) -> [LengthValue; 4] {
    let value = |index: usize| values.get(index).cloned();
    let first = value(0).unwrap_or(LengthValue::ZERO);
    let second = value(1).unwrap_or_else(|| first.clone());
    let third = value(2).unwrap_or_else(|| first.clone());
    let fourth = value(3).unwrap_or_else(|| second.clone());
    [first, second, third, fourth]
}
