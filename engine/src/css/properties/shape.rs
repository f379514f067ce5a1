//! Basic shapes and `clip-path` (CSS Shapes 1, section 3; CSS Masking 1, section 3).

use std::sync::Arc;

use cssparser::Parser;

use super::corners::parse_corners;
use super::length::{LengthValue, Range, Units, parse_length_percentage};
use super::position::PositionValue;
use super::position::center;
use super::position::parse_position;
use super::reader::{Reading, flag, keyword_maybe, malformed, peek_function, refuse, unsupported_but};
use super::svg_path;
use super::value::ValueContext;
use crate::css::effects::{BasicShape, ClipPath, EllipseRadii, PathCommand, ShapeBox, ShapeRadius};
use crate::css::values::{CornerRadii, CornerRadius};
use crate::units::Sides;

/// Horizontal and vertical radii of the four corners, clockwise from the top left one.
type Corners = [[LengthValue; 2]; 4];

#[derive(Clone, Debug, PartialEq)]
pub struct ClipPathValue {
    shape: Option<Shape>,
    reference: ShapeBox,
    /// The address of a `clipPath` element, instead of a shape.
    element: Option<Arc<str>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Inset([LengthValue; 4], Option<Corners>),
    Rect([Option<LengthValue>; 4], Option<Corners>),
    Placed([LengthValue; 4], Option<Corners>),
    Circle(Radius, PositionValue),
    Ellipse(Radius, Radius, PositionValue),
    Polygon { even_odd: bool, points: Vec<(LengthValue, LengthValue)> },
    Path { even_odd: bool, commands: Vec<PathCommand> },
}

#[derive(Clone, Debug, PartialEq)]
enum Radius {
    ClosestSide,
    FarthestSide,
    Length(LengthValue),
}

impl ClipPathValue {
    pub(super) fn resolve(&self, units: &Units<'_>) -> ClipPath {
        ClipPath {
            shape: self.shape.as_ref().map(|shape| shape.resolve(units)),
            reference: self.reference,
            element: self.element.clone(),
        }
    }
}

/// `None` is `none`.
pub(super) fn compute(
    value: &Option<Box<ClipPathValue>>,
    context: &ValueContext<'_>,
) -> Option<Arc<ClipPath>> {
    value.as_ref().map(|value| Arc::new(value.resolve(context.units)))
}

/// `shape-margin`.
pub(super) fn parse_margin(input: &mut Parser<'_>) -> Reading<LengthValue> {
    parse_length_percentage(input, Range::NonNegative)
}

impl Radius {
    fn resolve(&self, units: &Units<'_>) -> ShapeRadius {
        match self {
            Radius::ClosestSide => ShapeRadius::ClosestSide,
            Radius::FarthestSide => ShapeRadius::FarthestSide,
            Radius::Length(length) => ShapeRadius::Length(length.resolve_non_negative(units)),
        }
    }
}

impl Shape {
    fn resolve(&self, units: &Units<'_>) -> BasicShape {
        let place = |at: &PositionValue| (at.horizontal.resolve(units), at.vertical.resolve(units));
        match self {
            Shape::Inset([top, right, bottom, left], radii) => BasicShape::Inset {
                sides: Sides { top, right, bottom, left }.map(|side| side.resolve(units)),
                radii: corners(radii, units),
            },
            Shape::Rect([top, right, bottom, left], radii) => BasicShape::Rect {
                edges: Sides { top, right, bottom, left }
                    .map(|edge| edge.as_ref().map(|edge| edge.resolve(units))),
                radii: corners(radii, units),
            },
            Shape::Placed([x, y, width, height], radii) => BasicShape::Placed {
                at: (x.resolve(units), y.resolve(units)),
                size: (width.resolve_non_negative(units), height.resolve_non_negative(units)),
                radii: corners(radii, units),
            },
            Shape::Circle(radius, at) => {
                BasicShape::Ellipse { radii: EllipseRadii::Circle(radius.resolve(units)), at: place(at) }
            }
            Shape::Ellipse(horizontal, vertical, at) => BasicShape::Ellipse {
                radii: EllipseRadii::Ellipse(horizontal.resolve(units), vertical.resolve(units)),
                at: place(at),
            },
            Shape::Polygon { even_odd, points } => BasicShape::Polygon {
                even_odd: *even_odd,
                points: points.iter().map(|(x, y)| (x.resolve(units), y.resolve(units))).collect(),
            },
            Shape::Path { even_odd, commands } => {
                BasicShape::Path { even_odd: *even_odd, commands: commands.clone() }
            }
        }
    }
}

fn corners(radii: &Option<Corners>, units: &Units<'_>) -> CornerRadii {
    let Some([top_left, top_right, bottom_right, bottom_left]) = radii else { return CornerRadii::default() };
    let corner = |[horizontal, vertical]: &[LengthValue; 2]| CornerRadius {
        horizontal: horizontal.resolve_non_negative(units),
        vertical: vertical.resolve_non_negative(units),
    };
    CornerRadii {
        top_left: corner(top_left),
        top_right: corner(top_right),
        bottom_right: corner(bottom_right),
        bottom_left: corner(bottom_left),
    }
}

/// The value of `clip-path`; `None` is `none`.
pub(super) fn parse_clip_path(input: &mut Parser<'_>) -> Reading<Option<Box<ClipPathValue>>> {
    if flag(input, "none") {
        return Ok(None);
    }
    if let Ok(url) = input.try_parse(|input| input.expect_url()) {
        let element = Some(Arc::from(url.as_ref()));
        let reference = ShapeBox::BorderBox;
        return Ok(Some(Box::new(ClipPathValue { shape: None, reference, element })));
    }
    let boxes = [
        ("border-box", ShapeBox::BorderBox),
        ("padding-box", ShapeBox::PaddingBox),
        ("content-box", ShapeBox::ContentBox),
        ("margin-box", ShapeBox::MarginBox),
        // The boxes of SVG as CSS boxes (CSS Masking 1, section 3.4).
        ("fill-box", ShapeBox::ContentBox),
        ("stroke-box", ShapeBox::BorderBox),
        ("view-box", ShapeBox::BorderBox),
    ];
    let (shape, reference) = parse_shape_in_box(input, &boxes)?;
    Ok(Some(Box::new(ClipPathValue {
        shape,
        reference: reference.unwrap_or(ShapeBox::BorderBox),
        element: None,
    })))
}

/// The value of `clip` (CSS 2.2, section 11.1.2); `None` is `auto`. Commas between the edges may be left out.
pub(super) fn parse_clip(input: &mut Parser<'_>) -> Reading<Option<Box<ClipPathValue>>> {
    if flag(input, "auto") {
        return Ok(None);
    }
    input.expect_function_matching("rect")?;
    let edges = input.parse_nested_block(|input| {
        let first = parse_edge(input)?;
        let has_commas = input.try_parse(|input| input.expect_comma()).is_ok();
        let mut next = |is_last: bool| -> Reading<Option<LengthValue>> {
            let edge = parse_edge(input)?;
            if has_commas && !is_last {
                input.expect_comma()?;
            }
            Ok(edge)
        };
        Ok([first, next(false)?, next(false)?, next(true)?])
    })?;
    if edges.iter().flatten().any(LengthValue::has_percentage) {
        return Err(malformed());
    }
    Ok(Some(Box::new(ClipPathValue {
        shape: Some(Shape::Rect(edges, None)),
        reference: ShapeBox::BorderBox,
        element: None,
    })))
}

/// The value of `shape-outside`; `None` is `none`.
pub(super) fn parse_shape_outside(input: &mut Parser<'_>) -> Reading<Option<Box<ClipPathValue>>> {
    if flag(input, "none") {
        return Ok(None);
    }
    if input.try_parse(|input| input.expect_url()).is_ok() {
        return Err(unsupported_but(
            "url()",
            "Lines cannot follow the opaque area of an image: use polygon().",
        ));
    }
    let boxes = [
        ("border-box", ShapeBox::BorderBox),
        ("padding-box", ShapeBox::PaddingBox),
        ("content-box", ShapeBox::ContentBox),
        ("margin-box", ShapeBox::MarginBox),
    ];
    let (shape, reference) = parse_shape_in_box(input, &boxes)?;
    Ok(Some(Box::new(ClipPathValue {
        shape,
        reference: reference.unwrap_or(ShapeBox::MarginBox),
        element: None,
    })))
}

fn parse_shape_in_box(
    input: &mut Parser<'_>,
    boxes: &[(&str, ShapeBox)],
) -> Reading<(Option<Shape>, Option<ShapeBox>)> {
    let mut reference = keyword_maybe(input, boxes);
    let shape = match peek_function(input) {
        Some(_) => Some(parse_shape(input)?),
        None => None,
    };
    reference = reference.or_else(|| keyword_maybe(input, boxes));
    if shape.is_none() && reference.is_none() {
        return Err(malformed());
    }
    Ok((shape, reference))
}

fn parse_shape(input: &mut Parser<'_>) -> Reading<Shape> {
    let other = refuse(input, &["shape()"]);
    if super::reader::is_unsupported(&other) {
        return Err(other);
    }
    let name = input.expect_function()?.to_ascii_lowercase();
    input.parse_nested_block(|input| match name.as_str() {
        "inset" => {
            let mut sides = vec![length(input)?];
            while sides.len() < 4
                && let Ok(side) = length(input)
            {
                sides.push(side);
            }
            Ok(Shape::Inset(super::corners::four(&sides), parse_round(input)?))
        }
        "rect" => {
            let edges = [parse_edge(input)?, parse_edge(input)?, parse_edge(input)?, parse_edge(input)?];
            Ok(Shape::Rect(edges, parse_round(input)?))
        }
        "xywh" => {
            let size = |input: &mut Parser<'_>| parse_length_percentage(input, Range::NonNegative);
            let place = [length(input)?, length(input)?, size(input)?, size(input)?];
            Ok(Shape::Placed(place, parse_round(input)?))
        }
        "circle" => {
            let radius = parse_radius(input).unwrap_or(Radius::ClosestSide);
            Ok(Shape::Circle(radius, parse_at(input)?))
        }
        "ellipse" => {
            let radii = match parse_radius(input) {
                Ok(horizontal) => (horizontal, parse_radius(input)?),
                Err(_) => (Radius::ClosestSide, Radius::ClosestSide),
            };
            Ok(Shape::Ellipse(radii.0, radii.1, parse_at(input)?))
        }
        "polygon" => {
            let even_odd = parse_rule(input)?;
            let points = input.parse_comma_separated(|input| Ok((length(input)?, length(input)?)))?;
            Ok(Shape::Polygon { even_odd, points })
        }
        "path" => {
            let even_odd = parse_rule(input)?;
            let text = input.expect_string()?.clone();
            let commands = svg_path::parse(&text).ok_or_else(malformed)?;
            Ok(Shape::Path { even_odd, commands })
        }
        _ => Err(malformed()),
    })
}

/// An edge of a rectangle; `None` is `auto`.
fn parse_edge(input: &mut Parser<'_>) -> Reading<Option<LengthValue>> {
    if flag(input, "auto") { Ok(None) } else { length(input).map(Some) }
}

fn length(input: &mut Parser<'_>) -> Reading<LengthValue> {
    parse_length_percentage(input, Range::All)
}

fn parse_round(input: &mut Parser<'_>) -> Reading<Option<Corners>> {
    if !flag(input, "round") {
        return Ok(None);
    }
    let (horizontal, vertical) = parse_corners(input)?;
    let [a, b, c, d] = horizontal;
    let [e, f, g, h] = vertical;
    Ok(Some([[a, e], [b, f], [c, g], [d, h]]))
}

fn parse_radius(input: &mut Parser<'_>) -> Reading<Radius> {
    let keywords = [("closest-side", Radius::ClosestSide), ("farthest-side", Radius::FarthestSide)];
    if let Some(radius) = keyword_maybe(input, &keywords) {
        return Ok(radius);
    }
    parse_length_percentage(input, Range::NonNegative).map(Radius::Length)
}

fn parse_at(input: &mut Parser<'_>) -> Reading<PositionValue> {
    if flag(input, "at") { parse_position(input, false) } else { Ok(center()) }
}

/// A fill rule with the comma after it.
fn parse_rule(input: &mut Parser<'_>) -> Reading<bool> {
    let rule = keyword_maybe(input, &[("nonzero", false), ("evenodd", true)]);
    if rule.is_some() {
        input.expect_comma()?;
    }
    Ok(rule.unwrap_or(false))
}
