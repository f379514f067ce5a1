//! Linear, radial and conic gradients (CSS Images 4, section 3).

use std::sync::Arc;

use cssparser::Parser;

use super::color_parser::{ColorValue, parse_color, parse_mixing};
use super::length::{LengthValue, Range, Units, finite, parse_angle, parse_length_percentage};
use super::position::PositionValue;
use super::position::center;
use super::position::parse_position;
use super::reader::{Reading, flag, keyword_maybe, malformed};
use crate::css::Color;
use crate::css::values::*;

/// A specified gradient.
#[derive(Clone, Debug, PartialEq)]
pub struct GradientValue {
    shape: Shape,
    repeating: bool,
    mixing: Mixing,
    stops: Vec<Stop>,
}

/// A color with its position; without a color a hint, the middle between two colors.
#[derive(Clone, Debug, PartialEq)]
struct Stop {
    color: Option<ColorValue>,
    position: Option<LengthValue>,
}

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Linear(GradientDirection),
    Radial { circle: bool, extent: Extent, position: PositionValue },
    Conic { from: f32, position: PositionValue },
}

#[derive(Clone, Debug, PartialEq)]
enum Extent {
    Keyword(RadialExtent),
    Explicit(LengthValue, LengthValue),
}

impl GradientValue {
    /// The colors of the stops.
    pub(super) fn colors(&self) -> impl Iterator<Item = &ColorValue> {
        self.stops.iter().filter_map(|stop| stop.color.as_ref())
    }

    pub(super) fn resolve(&self, units: &Units<'_>, current: Color) -> BackgroundImage {
        let stops = self.stops.iter().map(|stop| ColorStop {
            color: stop.color.as_ref().map_or(Color::TRANSPARENT, |color| color.resolve(current)),
            position: stop.position.as_ref().map(|position| position.resolve(units)),
            is_hint: stop.color.is_none(),
        });
        let colors =
            GradientColors { repeating: self.repeating, mixing: self.mixing, stops: stops.collect() };
        let place = |at: &PositionValue| (at.horizontal.resolve(units), at.vertical.resolve(units));
        match &self.shape {
            Shape::Linear(direction) => {
                BackgroundImage::LinearGradient(Arc::new(LinearGradient { direction: *direction, colors }))
            }
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
                    position: place(position),
                    colors,
                }))
            }
            Shape::Conic { from, position } => BackgroundImage::ConicGradient(Arc::new(ConicGradient {
                from: *from,
                position: place(position),
                colors,
            })),
        }
    }
}

/// The type of a gradient.
#[derive(Clone, Copy, PartialEq, Eq)]
enum GradientKind {
    Linear,
    Radial,
    Conic,
}

/// Reads the arguments of the gradient function `name` (in lower case); `None` for other names.
pub(super) fn parse_gradient(name: &str, input: &mut Parser<'_>) -> Option<Reading<GradientValue>> {
    let (kind, repeating) = match name {
        "linear-gradient" => (GradientKind::Linear, false),
        "repeating-linear-gradient" => (GradientKind::Linear, true),
        "radial-gradient" => (GradientKind::Radial, false),
        "repeating-radial-gradient" => (GradientKind::Radial, true),
        "conic-gradient" => (GradientKind::Conic, false),
        "repeating-conic-gradient" => (GradientKind::Conic, true),
        _ => return None,
    };
    Some(input.parse_nested_block(|input| {
        // The color space may come before or after the shape.
        let before = parse_mixing(input)?;
        let shape = match kind {
            GradientKind::Linear => parse_linear(input)?,
            GradientKind::Radial => parse_radial(input)?,
            GradientKind::Conic => parse_conic(input)?,
        };
        let after = if before.is_none() { parse_mixing(input)? } else { None };
        let (given, shape) = (before.or(after), shape);
        if given.is_some() || shape.is_some() {
            input.expect_comma()?;
        }
        let shape = shape.unwrap_or_else(|| match kind {
            GradientKind::Linear => Shape::Linear(GradientDirection::Towards { horizontal: 0, vertical: 1 }),
            GradientKind::Radial => Shape::Radial {
                circle: false,
                extent: Extent::Keyword(RadialExtent::FarthestCorner),
                position: center(),
            },
            GradientKind::Conic => Shape::Conic { from: 0.0, position: center() },
        });
        let stops = parse_stops(input, kind)?;
        Ok(GradientValue { shape, repeating, mixing: given.unwrap_or(Mixing::SRGB), stops })
    }))
}

/// The direction of a linear gradient, if it is given.
fn parse_linear(input: &mut Parser<'_>) -> Reading<Option<Shape>> {
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
        return Ok(None);
    };
    Ok(Some(Shape::Linear(direction)))
}

/// The start angle and the center of a conic gradient, if they are given.
fn parse_conic(input: &mut Parser<'_>) -> Reading<Option<Shape>> {
    let from = if flag(input, "from") { Some(finite(parse_angle(input)?)) } else { None };
    let position = if flag(input, "at") { Some(parse_position(input, false)?) } else { None };
    if from.is_none() && position.is_none() {
        return Ok(None);
    }
    Ok(Some(Shape::Conic { from: from.unwrap_or(0.0), position: position.unwrap_or_else(center) }))
}

fn parse_radial(input: &mut Parser<'_>) -> Reading<Option<Shape>> {
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
    let position = if flag(input, "at") { Some(parse_position(input, false)?) } else { None };
    if circle.is_none() && extent.is_none() && position.is_none() {
        return Ok(None);
    }
    Ok(Some(Shape::Radial {
        circle: circle.unwrap_or(false),
        extent: extent.unwrap_or(Extent::Keyword(RadialExtent::FarthestCorner)),
        position: position.unwrap_or_else(center),
    }))
}

/// One or more colors, each with up to two positions, and hints between them.
fn parse_stops(input: &mut Parser<'_>, kind: GradientKind) -> Reading<Vec<Stop>> {
    let place = |input: &mut Parser<'_>| {
        if kind != GradientKind::Conic {
            return parse_length_percentage(input, Range::All);
        }
        if let Ok(degrees) = parse_angle(input) {
            return Ok(LengthValue::Percentage(finite(degrees / 360.0)));
        }
        match parse_length_percentage(input, Range::All)? {
            value @ LengthValue::Percentage(_) => Ok(value),
            _ => Err(malformed()),
        }
    };
    let groups = input.parse_comma_separated(|input| {
        let before = input.try_parse(place).ok();
        if before.is_some() && input.is_exhausted() {
            return Ok((None, before, None));
        }
        let color = parse_color(input)?;
        let first = match before {
            Some(place) => Some(place),
            None => input.try_parse(place).ok(),
        };
        let second = input.try_parse(place).ok();
        Ok((Some(color), first, second))
    })?;
    let mut stops: Vec<Stop> = Vec::with_capacity(groups.len());
    let mut colors = 0;
    for (color, first, second) in groups {
        let is_hint = color.is_none();
        // A hint is allowed only between two colors.
        if is_hint && stops.last().is_none_or(|last| last.color.is_none()) {
            return Err(malformed());
        }
        colors += usize::from(!is_hint) + usize::from(second.is_some());
        stops.push(Stop { color: color.clone(), position: first });
        if second.is_some() {
            stops.push(Stop { color, position: second });
        }
    }
    if colors == 0 || stops.last().is_none_or(|last| last.color.is_none()) {
        return Err(malformed());
    }
    Ok(stops)
}
