//! Linear and radial gradients (CSS Images 3, section 3).

use std::sync::Arc;

use cssparser::Parser;

use super::box_model::parse_position;
use super::color_parser::{ColorValue, parse_color};
use super::declaration::PositionValue;
use super::length::{LengthValue, Range, Units, finite, parse_angle, parse_length_percentage};
use super::reader::{Reading, flag, keyword_maybe, malformed, unsupported};
use crate::css::Color;
use crate::css::values::*;

/// A specified gradient.
#[derive(Clone, Debug, PartialEq)]
pub struct GradientValue {
    shape: Shape,
    repeating: bool,
    stops: Vec<(ColorValue, Option<LengthValue>)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Linear(GradientDirection),
    Radial { circle: bool, extent: Extent, position: PositionValue },
}

#[derive(Clone, Debug, PartialEq)]
enum Extent {
    Keyword(RadialExtent),
    Explicit(LengthValue, LengthValue),
}

impl GradientValue {
    pub(super) fn resolve(&self, units: &Units<'_>, current: Color) -> BackgroundImage {
        let stops = self.stops.iter().map(|(color, position)| ColorStop {
            color: color.resolve(current),
            position: position.as_ref().map(|position| position.resolve(units)),
        });
        let (stops, repeating) = (stops.collect(), self.repeating);
        match &self.shape {
            Shape::Linear(direction) => BackgroundImage::LinearGradient(Arc::new(LinearGradient {
                direction: *direction,
                repeating,
                stops,
            })),
            Shape::Radial { circle, extent, position } => {
                BackgroundImage::RadialGradient(Arc::new(RadialGradient {
                    circle: *circle,
                    extent: match extent {
                        Extent::Keyword(extent) => *extent,
                        Extent::Explicit(horizontal, vertical) => RadialExtent::Explicit(
                            horizontal.resolve_non_negative(units),
                            vertical.resolve_non_negative(units),
                        ),
                    },
                    position: (position.horizontal.resolve(units), position.vertical.resolve(units)),
                    repeating,
                    stops,
                }))
            }
        }
    }
}

/// Reads the arguments of the gradient function `name` (in lower case); `None` for other names.
pub(super) fn parse_gradient(name: &str, input: &mut Parser<'_>) -> Option<Reading<GradientValue>> {
    let (radial, repeating) = match name {
        "linear-gradient" => (false, false),
        "repeating-linear-gradient" => (false, true),
        "radial-gradient" => (true, false),
        "repeating-radial-gradient" => (true, true),
        _ => return None,
    };
    Some(input.parse_nested_block(|input| {
        if flag(input, "in") {
            return Err(unsupported("a gradient with a colour space"));
        }
        let shape = if radial { parse_radial(input)? } else { parse_linear(input)? };
        let stops = parse_stops(input)?;
        Ok(GradientValue { shape, repeating, stops })
    }))
}

/// Where the line goes, with the comma after it.
fn parse_linear(input: &mut Parser<'_>) -> Reading<Shape> {
    let direction = if let Ok(degrees) = parse_angle(input) {
        GradientDirection::Angle(finite(degrees))
    } else if flag(input, "to") {
        let horizontals = [("left", -1), ("right", 1)];
        let verticals = [("top", -1), ("bottom", 1)];
        let mut horizontal = keyword_maybe(input, &horizontals);
        let vertical = keyword_maybe(input, &verticals);
        horizontal = horizontal.or_else(|| keyword_maybe(input, &horizontals));
        if horizontal.is_none() && vertical.is_none() {
            return Err(malformed());
        }
        GradientDirection::Towards { horizontal: horizontal.unwrap_or(0), vertical: vertical.unwrap_or(0) }
    } else {
        return Ok(Shape::Linear(GradientDirection::Towards { horizontal: 0, vertical: 1 }));
    };
    end_of_shape(input)?;
    Ok(Shape::Linear(direction))
}

fn end_of_shape(input: &mut Parser<'_>) -> Reading<()> {
    if flag(input, "in") {
        return Err(unsupported("a gradient with a colour space"));
    }
    Ok(input.expect_comma()?)
}

fn parse_radial(input: &mut Parser<'_>) -> Reading<Shape> {
    let extents = [
        ("closest-side", RadialExtent::ClosestSide),
        ("farthest-side", RadialExtent::FarthestSide),
        ("closest-corner", RadialExtent::ClosestCorner),
        ("farthest-corner", RadialExtent::FarthestCorner),
    ];
    let length = |input: &mut Parser<'_>| parse_length_percentage(input, Range::NonNegative);
    let (mut circle, mut extent) = (None, None);
    loop {
        if circle.is_none()
            && let Some(found) = keyword_maybe(input, &[("circle", true), ("ellipse", false)])
        {
            circle = Some(found);
        } else if extent.is_none()
            && let Some(found) = keyword_maybe(input, &extents)
        {
            extent = Some(Extent::Keyword(found));
        } else if extent.is_none()
            && let Ok(horizontal) = length(input)
        {
            let vertical = length(input).ok();
            extent = Some(match (vertical, circle) {
                (Some(_), Some(true)) => return Err(malformed()),
                (Some(vertical), _) => {
                    circle = Some(false);
                    Extent::Explicit(horizontal, vertical)
                }
                // One radius is that of a circle, which cannot be a percentage.
                (None, Some(false)) => return Err(malformed()),
                (None, _) if horizontal.has_percentage() => return Err(malformed()),
                (None, _) => {
                    circle = Some(true);
                    Extent::Explicit(horizontal.clone(), horizontal)
                }
            });
        } else {
            break;
        }
    }
    if let (Some(true), Some(Extent::Explicit(horizontal, vertical))) = (circle, &extent)
        && horizontal != vertical
    {
        return Err(malformed());
    }
    let center = LengthValue::Percentage(0.5);
    let position = if flag(input, "at") { Some(parse_position(input, false)?) } else { None };
    if circle.is_some() || extent.is_some() || position.is_some() {
        end_of_shape(input)?;
    }
    Ok(Shape::Radial {
        circle: circle.unwrap_or(false),
        extent: extent.unwrap_or(Extent::Keyword(RadialExtent::FarthestCorner)),
        position: position.unwrap_or(PositionValue { horizontal: center.clone(), vertical: center }),
    })
}

/// Two or more colours, each with up to two places.
fn parse_stops(input: &mut Parser<'_>) -> Reading<Vec<(ColorValue, Option<LengthValue>)>> {
    let place = |input: &mut Parser<'_>| parse_length_percentage(input, Range::All);
    let groups = input.parse_comma_separated(|input| {
        let before = place(input).ok();
        if before.is_some() && input.is_exhausted() {
            return Err(unsupported("a gradient with a midpoint between two colours"));
        }
        let color = parse_color(input)?;
        let first = match before {
            Some(place) => Some(place),
            None => place(input).ok(),
        };
        let second = place(input).ok();
        Ok((color, first, second))
    })?;
    let mut stops = Vec::with_capacity(groups.len());
    for (color, first, second) in groups {
        stops.push((color.clone(), first));
        if second.is_some() {
            stops.push((color, second));
        }
    }
    if stops.len() < 2 {
        return Err(malformed());
    }
    Ok(stops)
}
