//! Borders and round corners (CSS Backgrounds 3, sections 3 and 4).

use cssparser::Parser;

use super::color_parser::{ColorValue, parse_color};
use super::declaration::Declaration;
use super::length::{LengthValue, Range, Units, parse_length, parse_length_percentage};
use super::longhand::Longhand;
use super::reader::{Reading, keyword, keyword_maybe, malformed, one_or_two, one_to_four};
use super::table::{PropertyInfo, Target};
use crate::css::Color;
use crate::css::style::BorderStyle;
use crate::css::values::*;
use crate::units::Length;

const WIDTHS: &str = "`thin`, `medium`, `thick`, a length";
const STYLES: &str = "`none`, `hidden`, `solid`, `dashed`, `dotted`, `double`, `groove`, `ridge`, `inset`, \
     `outset`";
const SIDE: &str = "a width, a style and a colour, in any order";
const RADIUS: &str = "one or two lengths or percentages: horizontal and vertical";

const fn style(name: &'static str, longhands: &'static [Longhand]) -> PropertyInfo {
    PropertyInfo::new(name, longhands, "`none`", STYLES, |input, target| {
        let longhand = target.longhand()?;
        push(target, Declaration::BorderStyle(longhand, parse_style(input)?))
    })
}

const fn width(name: &'static str, longhands: &'static [Longhand]) -> PropertyInfo {
    PropertyInfo::new(name, longhands, "`medium`", WIDTHS, |input, target| {
        let longhand = target.longhand()?;
        push(target, Declaration::BorderWidth(longhand, parse_width(input)?))
    })
}

const fn color(name: &'static str, longhands: &'static [Longhand]) -> PropertyInfo {
    PropertyInfo::new(name, longhands, "`currentcolor`", "a colour", |input, target| {
        let longhand = target.longhand()?;
        push(target, Declaration::BorderColor(longhand, parse_color(input)?))
    })
}

const fn radius(name: &'static str, longhands: &'static [Longhand]) -> PropertyInfo {
    PropertyInfo::new(name, longhands, "`0`", RADIUS, |input, target| {
        let longhand = target.longhand()?;
        let radii = one_or_two(input, |input| parse_length_percentage(input, Range::NonNegative))?;
        push(target, Declaration::BorderRadius(longhand, Box::new(radii)))
    })
}

/// A shorthand of the width, style and colour of sides.
const fn side(name: &'static str, longhands: &'static [Longhand]) -> PropertyInfo {
    PropertyInfo::new(name, longhands, "", SIDE, parse_side)
}

/// A shorthand of one aspect of two or four sides.
const fn sides(name: &'static str, longhands: &'static [Longhand], values: &'static str) -> PropertyInfo {
    PropertyInfo::new(name, longhands, "", values, parse_sides)
}

use Longhand::*;

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    style("border-top-style", &[BorderTopStyle]),
    style("border-right-style", &[BorderRightStyle]),
    style("border-bottom-style", &[BorderBottomStyle]),
    style("border-left-style", &[BorderLeftStyle]),
    style("border-block-start-style", &[BorderBlockStartStyle]),
    style("border-block-end-style", &[BorderBlockEndStyle]),
    style("border-inline-start-style", &[BorderInlineStartStyle]),
    style("border-inline-end-style", &[BorderInlineEndStyle]),
    width("border-top-width", &[BorderTopWidth]),
    width("border-right-width", &[BorderRightWidth]),
    width("border-bottom-width", &[BorderBottomWidth]),
    width("border-left-width", &[BorderLeftWidth]),
    width("border-block-start-width", &[BorderBlockStartWidth]),
    width("border-block-end-width", &[BorderBlockEndWidth]),
    width("border-inline-start-width", &[BorderInlineStartWidth]),
    width("border-inline-end-width", &[BorderInlineEndWidth]),
    color("border-top-color", &[BorderTopColor]),
    color("border-right-color", &[BorderRightColor]),
    color("border-bottom-color", &[BorderBottomColor]),
    color("border-left-color", &[BorderLeftColor]),
    color("border-block-start-color", &[BorderBlockStartColor]),
    color("border-block-end-color", &[BorderBlockEndColor]),
    color("border-inline-start-color", &[BorderInlineStartColor]),
    color("border-inline-end-color", &[BorderInlineEndColor]),
    style("column-rule-style", &[ColumnRuleStyle]),
    width("column-rule-width", &[ColumnRuleWidth]),
    color("column-rule-color", &[ColumnRuleColor]),
    side("column-rule", &[ColumnRuleWidth, ColumnRuleStyle, ColumnRuleColor]),
    radius("border-top-left-radius", &[BorderTopLeftRadius]),
    radius("border-top-right-radius", &[BorderTopRightRadius]),
    radius("border-bottom-right-radius", &[BorderBottomRightRadius]),
    radius("border-bottom-left-radius", &[BorderBottomLeftRadius]),
    radius("border-start-start-radius", &[BorderStartStartRadius]),
    radius("border-start-end-radius", &[BorderStartEndRadius]),
    radius("border-end-start-radius", &[BorderEndStartRadius]),
    radius("border-end-end-radius", &[BorderEndEndRadius]),
    side("border-top", &[BorderTopWidth, BorderTopStyle, BorderTopColor]),
    side("border-right", &[BorderRightWidth, BorderRightStyle, BorderRightColor]),
    side("border-bottom", &[BorderBottomWidth, BorderBottomStyle, BorderBottomColor]),
    side("border-left", &[BorderLeftWidth, BorderLeftStyle, BorderLeftColor]),
    side("border-block-start", &[BorderBlockStartWidth, BorderBlockStartStyle, BorderBlockStartColor]),
    side("border-block-end", &[BorderBlockEndWidth, BorderBlockEndStyle, BorderBlockEndColor]),
    side("border-inline-start", &[BorderInlineStartWidth, BorderInlineStartStyle, BorderInlineStartColor]),
    side("border-inline-end", &[BorderInlineEndWidth, BorderInlineEndStyle, BorderInlineEndColor]),
    side(
        "border-block",
        &[
            BorderBlockStartWidth,
            BorderBlockStartStyle,
            BorderBlockStartColor,
            BorderBlockEndWidth,
            BorderBlockEndStyle,
            BorderBlockEndColor,
        ],
    ),
    side(
        "border-inline",
        &[
            BorderInlineStartWidth,
            BorderInlineStartStyle,
            BorderInlineStartColor,
            BorderInlineEndWidth,
            BorderInlineEndStyle,
            BorderInlineEndColor,
        ],
    ),
    side(
        "border",
        &[
            BorderTopWidth,
            BorderTopStyle,
            BorderTopColor,
            BorderRightWidth,
            BorderRightStyle,
            BorderRightColor,
            BorderBottomWidth,
            BorderBottomStyle,
            BorderBottomColor,
            BorderLeftWidth,
            BorderLeftStyle,
            BorderLeftColor,
        ],
    ),
    sides(
        "border-width",
        &[BorderTopWidth, BorderRightWidth, BorderBottomWidth, BorderLeftWidth],
        "one to four widths: `thin`, `medium`, `thick`, a length",
    ),
    sides(
        "border-style",
        &[BorderTopStyle, BorderRightStyle, BorderBottomStyle, BorderLeftStyle],
        "one to four styles, as `border-top-style`",
    ),
    sides(
        "border-color",
        &[BorderTopColor, BorderRightColor, BorderBottomColor, BorderLeftColor],
        "one to four colours",
    ),
    sides("border-block-width", &[BorderBlockStartWidth, BorderBlockEndWidth], "one or two widths"),
    sides("border-block-style", &[BorderBlockStartStyle, BorderBlockEndStyle], "one or two styles"),
    sides("border-block-color", &[BorderBlockStartColor, BorderBlockEndColor], "one or two colours"),
    sides("border-inline-width", &[BorderInlineStartWidth, BorderInlineEndWidth], "one or two widths"),
    sides("border-inline-style", &[BorderInlineStartStyle, BorderInlineEndStyle], "one or two styles"),
    sides("border-inline-color", &[BorderInlineStartColor, BorderInlineEndColor], "one or two colours"),
    PropertyInfo::new(
        "border-radius",
        &[BorderTopLeftRadius, BorderTopRightRadius, BorderBottomRightRadius, BorderBottomLeftRadius],
        "",
        "one to four lengths or percentages, then the same after `/` for the vertical radii",
        parse_radii,
    ),
];

fn push(target: &mut Target<'_>, declaration: Declaration) -> Reading<()> {
    target.push(declaration);
    Ok(())
}

/// 3 px, the width of a border whose width is not given.
pub(super) const MEDIUM: Length = Length(3 * Length::PIXEL.0);

pub(super) fn parse_width(input: &mut Parser<'_>) -> Reading<LengthValue> {
    let pixels = |pixels: i32| LengthValue::Absolute(Length::PIXEL * pixels);
    if let Some(width) =
        keyword_maybe(input, &[("thin", pixels(1)), ("medium", pixels(3)), ("thick", pixels(5))])
    {
        return Ok(width);
    }
    parse_length(input, Range::NonNegative)
}

static LINE_STYLES: &[(&str, LineStyle)] = &[
    ("none", LineStyle::None),
    ("hidden", LineStyle::Hidden),
    ("solid", LineStyle::Solid),
    ("dashed", LineStyle::Dashed),
    ("dotted", LineStyle::Dotted),
    ("double", LineStyle::Double),
    ("groove", LineStyle::Groove),
    ("ridge", LineStyle::Ridge),
    ("inset", LineStyle::Inset),
    ("outset", LineStyle::Outset),
];

pub(super) fn parse_style(input: &mut Parser<'_>) -> Reading<LineStyle> {
    keyword(input, LINE_STYLES, &[])
}

/// A width, a style and a colour in any order, for all the sides among the longhands.
fn parse_side(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let (mut width, mut style, mut color) = (None, None, None);
    while !input.is_exhausted() {
        if style.is_none()
            && let Some(found) = keyword_maybe(input, LINE_STYLES)
        {
            style = Some(found);
            continue;
        }
        if width.is_none()
            && let Ok(found) = parse_width(input)
        {
            width = Some(found);
            continue;
        }
        if color.is_some() {
            return Err(malformed());
        }
        color = Some(parse_color(input)?);
    }
    if width.is_none() && style.is_none() && color.is_none() {
        return Err(malformed());
    }
    let width = width.unwrap_or(LengthValue::Absolute(MEDIUM));
    let style = style.unwrap_or(LineStyle::None);
    let color = color.unwrap_or(ColorValue::CurrentColor);
    for side in target.property.longhands.chunks_exact(3) {
        target.push(Declaration::BorderWidth(side[0], width.clone()));
        target.push(Declaration::BorderStyle(side[1], style));
        target.push(Declaration::BorderColor(side[2], color.clone()));
    }
    Ok(())
}

/// What a longhand of a border holds.
enum Aspect {
    Width,
    Style,
    Color,
}

fn aspect(longhand: Longhand) -> Aspect {
    let name = longhand.name();
    if name.ends_with("-width") {
        Aspect::Width
    } else if name.ends_with("-style") {
        Aspect::Style
    } else {
        Aspect::Color
    }
}

fn parse_sides(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let longhands = target.property.longhands;
    let first = target.longhand()?;
    let read = |input: &mut Parser<'_>| {
        Ok(match aspect(first) {
            Aspect::Width => Declaration::BorderWidth(first, parse_width(input)?),
            Aspect::Style => Declaration::BorderStyle(first, parse_style(input)?),
            Aspect::Color => Declaration::BorderColor(first, parse_color(input)?),
        })
    };
    let values = match longhands.len() {
        2 => one_or_two(input, read)?.to_vec(),
        _ => one_to_four(input, read)?.to_vec(),
    };
    for (&longhand, value) in longhands.iter().zip(values) {
        target.push(match value {
            Declaration::BorderWidth(_, width) => Declaration::BorderWidth(longhand, width),
            Declaration::BorderStyle(_, style) => Declaration::BorderStyle(longhand, style),
            Declaration::BorderColor(_, color) => Declaration::BorderColor(longhand, color),
            other => other,
        });
    }
    Ok(())
}

/// One to four radii of corners, and after `/` as many vertical ones.
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

fn parse_radii(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let (horizontal, vertical) = parse_corners(input)?;
    let corners = target.property.longhands.iter().zip(horizontal).zip(vertical);
    for ((&longhand, horizontal), vertical) in corners {
        target.push(Declaration::BorderRadius(longhand, Box::new([horizontal, vertical])));
    }
    Ok(())
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

/// The side that a physical longhand is about.
fn side_of(longhand: Longhand, border: &mut BorderStyle) -> Option<&mut BorderSide> {
    Some(match longhand {
        BorderTopStyle | BorderTopWidth | BorderTopColor => &mut border.sides.top,
        BorderRightStyle | BorderRightWidth | BorderRightColor => &mut border.sides.right,
        BorderBottomStyle | BorderBottomWidth | BorderBottomColor => &mut border.sides.bottom,
        BorderLeftStyle | BorderLeftWidth | BorderLeftColor => &mut border.sides.left,
        ColumnRuleStyle | ColumnRuleWidth | ColumnRuleColor => &mut border.column_rule,
        _ => return None,
    })
}

fn corner_of(longhand: Longhand, border: &mut BorderStyle) -> Option<&mut CornerRadius> {
    Some(match longhand {
        BorderTopLeftRadius => &mut border.radii.top_left,
        BorderTopRightRadius => &mut border.radii.top_right,
        BorderBottomRightRadius => &mut border.radii.bottom_right,
        BorderBottomLeftRadius => &mut border.radii.bottom_left,
        _ => return None,
    })
}

/// Borders before any declaration: of medium width but not drawn, in the colour of the text.
pub(super) fn start(current: Color) -> BorderStyle {
    let side = BorderSide { width: MEDIUM, style: LineStyle::None, color: current };
    BorderStyle { sides: crate::units::Sides::all(side), radii: CornerRadii::default(), column_rule: side }
}

/// Sets one property; `longhand` is the physical one that the declaration stands for.
pub(super) fn apply(
    longhand: Longhand,
    declaration: &Declaration,
    border: &mut BorderStyle,
    units: &Units<'_>,
    current: Color,
) {
    if let Declaration::BorderRadius(_, radii) = declaration {
        if let Some(corner) = corner_of(longhand, border) {
            *corner = CornerRadius {
                horizontal: radii[0].resolve_non_negative(units),
                vertical: radii[1].resolve_non_negative(units),
            };
        }
        return;
    }
    let Some(side) = side_of(longhand, border) else { return };
    match declaration {
        Declaration::BorderStyle(_, style) => side.style = *style,
        Declaration::BorderWidth(_, width) => side.width = width.resolve_non_negative(units).length,
        Declaration::BorderColor(_, color) => side.color = color.resolve(current),
        _ => {}
    }
}

/// Takes one property over from another style.
pub(super) fn copy(longhand: Longhand, border: &mut BorderStyle, source: &BorderStyle) {
    let mut source = source.clone();
    if let Some(from) = corner_of(longhand, &mut source).map(|corner| *corner) {
        if let Some(to) = corner_of(longhand, border) {
            *to = from;
        }
        return;
    }
    let Some(from) = side_of(longhand, &mut source).map(|side| *side) else { return };
    let Some(to) = side_of(longhand, border) else { return };
    match aspect(longhand) {
        Aspect::Width => to.width = from.width,
        Aspect::Style => to.style = from.style,
        Aspect::Color => to.color = from.color,
    }
}

/// A side that is not drawn has no width (CSS Backgrounds 3, section 3.3).
pub(super) fn finish(border: &mut BorderStyle) {
    let sides = &mut border.sides;
    let rule = &mut border.column_rule;
    for side in [&mut sides.top, &mut sides.right, &mut sides.bottom, &mut sides.left, rule] {
        if matches!(side.style, LineStyle::None | LineStyle::Hidden) {
            side.width = Length::ZERO;
        }
    }
}
