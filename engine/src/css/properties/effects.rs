//! Outlines, overflow and isolation, and the start and the end of computing their group.

use cssparser::Parser;

use super::border::parse_width;
use super::color_parser::{ColorValue, parse_color};
use super::declaration::Declaration;
use super::length::{LengthValue, Range, parse_length};
use super::longhand::Longhand;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed, one_or_two};
use super::value::{ParseValue, ValueContext, non_negative_length};
use crate::css::Color;
use crate::css::effects::*;
use crate::css::style::EffectStyle;
use crate::css::values::{BorderSide, LineStyle};
use crate::units::Length;

/// The values of `overflow-x` and `overflow-y`.
pub(super) const OVERFLOW: &str = "`visible`, `hidden`, `clip`, `auto`, `scroll`, `overlay`";

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "overflow",
        &[Longhand::OverflowX, Longhand::OverflowY],
        "",
        "one or two of `visible`, `hidden`, `clip`, `auto`, `scroll`, `overlay`",
        |input, target| {
            let [horizontal, vertical] = one_or_two(input, parse_overflow)?;
            target.push(Declaration::OverflowX(horizontal));
            target.push(Declaration::OverflowY(vertical));
            Ok(())
        },
    ),
    PropertyInfo::new("overflow-inline", &[Longhand::OverflowX], "", OVERFLOW, |input, target| {
        target.push(Declaration::OverflowX(parse_overflow(input)?));
        Ok(())
    })
    .remark("An alias of `overflow-x`."),
    PropertyInfo::new("overflow-block", &[Longhand::OverflowY], "", OVERFLOW, |input, target| {
        target.push(Declaration::OverflowY(parse_overflow(input)?));
        Ok(())
    })
    .remark("An alias of `overflow-y`."),
    PropertyInfo::new(
        "outline",
        &[Longhand::OutlineWidth, Longhand::OutlineStyle, Longhand::OutlineColor],
        "",
        "a width, a style and a color, in any order",
        parse_outline,
    ),
    PropertyInfo::new("image-orientation", &[], "`from-image`", "`from-image`", |input, _| {
        keyword(input, &[("from-image", ())], &["none"])
    })
    .remark("The orientation in the EXIF data of a photo is applied."),
];

pub(super) fn parse_overflow(input: &mut Parser<'_>) -> Reading<AxisOverflow> {
    // Pages do not scroll: what would be reached by scrolling is hidden.
    let keywords = [
        ("visible", AxisOverflow::Visible),
        ("hidden", AxisOverflow::Hidden),
        ("clip", AxisOverflow::Clip),
        ("auto", AxisOverflow::Hidden),
        ("scroll", AxisOverflow::Hidden),
        ("overlay", AxisOverflow::Hidden),
    ];
    keyword_maybe(input, &keywords).ok_or_else(malformed)
}

pub(super) fn parse_clip_margin(input: &mut Parser<'_>) -> Reading<(ShapeBox, LengthValue)> {
    let boxes = [
        ("content-box", ShapeBox::ContentBox),
        ("padding-box", ShapeBox::PaddingBox),
        ("border-box", ShapeBox::BorderBox),
    ];
    let mut reference = keyword_maybe(input, &boxes);
    let distance = parse_length(input, Range::NonNegative).ok();
    reference = reference.or_else(|| keyword_maybe(input, &boxes));
    if reference.is_none() && distance.is_none() {
        return Err(malformed());
    }
    Ok((reference.unwrap_or(ShapeBox::PaddingBox), distance.unwrap_or(LengthValue::ZERO)))
}

/// Whether the box is isolated.
pub(super) fn parse_isolation(input: &mut Parser<'_>) -> Reading<bool> {
    keyword(input, &[("auto", false), ("isolate", true)], &[])
}

pub(super) fn parse_outline_offset(input: &mut Parser<'_>) -> Reading<LengthValue> {
    parse_length(input, Range::All)
}

/// An outline style; `auto` is `solid`.
pub(super) fn parse_outline_style(input: &mut Parser<'_>) -> Reading<LineStyle> {
    if flag(input, "auto") {
        return Ok(LineStyle::Solid);
    }
    match LineStyle::parse(input)? {
        LineStyle::Hidden => Err(malformed()),
        style => Ok(style),
    }
}

pub(super) fn parse_outline_color(input: &mut Parser<'_>) -> Reading<ColorValue> {
    if flag(input, "auto") || flag(input, "invert") {
        return Ok(ColorValue::CurrentColor);
    }
    parse_color(input)
}

fn parse_outline(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let (mut width, mut style, mut color) = (None, None, None);
    while !input.is_exhausted() {
        if style.is_none()
            && let Ok(found) = input.try_parse(parse_outline_style)
        {
            style = Some(found);
        } else if width.is_none()
            && let Ok(found) = parse_width(input)
        {
            width = Some(found);
        } else if color.is_none() {
            color = Some(parse_outline_color(input)?);
        } else {
            return Err(malformed());
        }
    }
    if width.is_none() && style.is_none() && color.is_none() {
        return Err(malformed());
    }
    target.push(Declaration::OutlineWidth(width.unwrap_or(LengthValue::Absolute(BorderSide::MEDIUM_WIDTH))));
    target.push(Declaration::OutlineStyle(style.unwrap_or(LineStyle::None)));
    target.push(Declaration::OutlineColor(color.unwrap_or(ColorValue::CurrentColor)));
    Ok(())
}

/// The group before any declaration: outlines have the color of the text.
pub(super) fn start(current: Color) -> EffectStyle {
    let mut style = EffectStyle::initial();
    style.outline.color = current;
    style
}

pub(super) fn compute_clip_margin(
    (reference, distance): &(ShapeBox, LengthValue),
    context: &ValueContext<'_>,
) -> OverflowClipMargin {
    OverflowClipMargin { reference: *reference, distance: non_negative_length(distance, context) }
}

/// Adjusts properties that depend on each other: `visible` along one axis becomes `hidden` where the other axis is
/// `hidden` (CSS Overflow 3, section 3.1), and an outline with the style `none` has no width.
pub(super) fn finish(mut style: EffectStyle) -> EffectStyle {
    let (horizontal, vertical) = style.overflow;
    if horizontal == AxisOverflow::Hidden || vertical == AxisOverflow::Hidden {
        style.overflow = (AxisOverflow::Hidden, AxisOverflow::Hidden);
    }
    if style.outline.style == LineStyle::None {
        style.outline.width = Length::ZERO;
    }
    style
}
