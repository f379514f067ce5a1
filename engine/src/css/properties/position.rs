//! Positions in a box, for backgrounds, gradients, transform origins and similar values (CSS Values 4, section 9.3).

use cssparser::Parser;

use super::expression;
use super::length::{LengthValue, Range, parse_length_percentage};
use super::reader::{Reading, keyword_maybe, malformed};

/// A point in a box: horizontal and vertical.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionValue {
    pub horizontal: LengthValue,
    pub vertical: LengthValue,
}

/// The middle of a box.
pub(super) fn center() -> PositionValue {
    PositionValue { horizontal: LengthValue::Percentage(0.5), vertical: LengthValue::Percentage(0.5) }
}

/// A keyword or length in a position.
#[derive(Clone)]
enum PositionPart {
    Start(Axis),
    Center,
    End(Axis),
    Length(LengthValue),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Axis {
    Horizontal,
    Vertical,
}

impl PositionPart {
    fn axis(&self) -> Option<Axis> {
        match self {
            PositionPart::Start(axis) | PositionPart::End(axis) => Some(*axis),
            PositionPart::Center | PositionPart::Length(_) => None,
        }
    }

    /// The distance from the start edge, moved inwards by `offset`.
    fn place(self, offset: Option<LengthValue>) -> LengthValue {
        match (self, offset) {
            (PositionPart::Start(_), None) => LengthValue::Percentage(0.0),
            (PositionPart::Start(_), Some(offset)) => offset,
            (PositionPart::End(_), None) => LengthValue::Percentage(1.0),
            (PositionPart::End(_), Some(offset)) => {
                let whole = expression::percentage(1.0);
                let offset = expression::scale(offset.into_expression(), -1.0);
                LengthValue::from_expression(expression::add(whole, offset))
            }
            (PositionPart::Center, _) => LengthValue::Percentage(0.5),
            (PositionPart::Length(length), _) => length,
        }
    }
}

fn position_part(input: &mut Parser<'_>) -> Reading<PositionPart> {
    let keywords = [
        ("left", PositionPart::Start(Axis::Horizontal)),
        ("right", PositionPart::End(Axis::Horizontal)),
        ("top", PositionPart::Start(Axis::Vertical)),
        ("bottom", PositionPart::End(Axis::Vertical)),
        ("center", PositionPart::Center),
    ];
    if let Some(part) = keyword_maybe(input, &keywords) {
        return Ok(part);
    }
    parse_length_percentage(input, Range::All).map(PositionPart::Length)
}

/// A position of two values, which other values may follow.
pub(super) fn parse_two_values(input: &mut Parser<'_>) -> Reading<PositionValue> {
    two_values(&[position_part(input)?, position_part(input)?])
}

fn two_values(parts: &[PositionPart; 2]) -> Reading<PositionValue> {
    let [one, other] = parts;
    let swapped = one.axis() == Some(Axis::Vertical) || other.axis() == Some(Axis::Horizontal);
    // Only keywords may be in the order vertical, horizontal.
    let has_length = parts.iter().any(|part| matches!(part, PositionPart::Length(_)));
    if one.axis().is_some() && one.axis() == other.axis() || (swapped && has_length) {
        return Err(malformed());
    }
    let (horizontal, vertical) = if swapped { (other, one) } else { (one, other) };
    Ok(PositionValue { horizontal: horizontal.clone().place(None), vertical: vertical.clone().place(None) })
}

/// A position of one, two or four values (CSS Values 4, section 9.3), or of three where `three`
/// allows it, as `background-position` does.
pub(super) fn parse_position(input: &mut Parser<'_>, three: bool) -> Reading<PositionValue> {
    let mut parts = vec![position_part(input)?];
    while parts.len() < 4
        && let Ok(part) = input.try_parse(position_part)
    {
        parts.push(part);
    }
    if let [one] = parts.as_slice() {
        let vertical = one.axis() == Some(Axis::Vertical);
        let place = one.clone().place(None);
        let center = LengthValue::Percentage(0.5);
        return Ok(if vertical {
            PositionValue { horizontal: center, vertical: place }
        } else {
            PositionValue { horizontal: place, vertical: center }
        });
    }
    if let Ok(two) = <&[PositionPart; 2]>::try_from(parts.as_slice()) {
        return two_values(two);
    }
    if parts.len() == 3 && !three {
        return Err(malformed());
    }
    // Keywords, each with an optional offset after it.
    let mut placed: Vec<(Option<Axis>, LengthValue)> = Vec::new();
    let mut rest = parts.into_iter().peekable();
    while let Some(part) = rest.next() {
        let axis = part.axis();
        let offset = match rest.peek() {
            Some(PositionPart::Length(length)) => Some(length.clone()),
            _ => None,
        };
        if offset.is_some() {
            rest.next();
        }
        if matches!(part, PositionPart::Length(_)) || (axis.is_none() && offset.is_some()) {
            return Err(malformed());
        }
        placed.push((axis, part.place(offset)));
    }
    match <[_; 2]>::try_from(placed) {
        Ok([(Some(Axis::Vertical), vertical), (Some(Axis::Horizontal) | None, horizontal)])
        | Ok([(Some(Axis::Horizontal), horizontal), (Some(Axis::Vertical) | None, vertical)])
        | Ok([(None, horizontal), (Some(Axis::Vertical), vertical)])
        | Ok([(None, vertical), (Some(Axis::Horizontal), horizontal)]) => {
            Ok(PositionValue { horizontal, vertical })
        }
        _ => Err(malformed()),
    }
}
