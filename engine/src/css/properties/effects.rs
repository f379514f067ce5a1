//! Outlines, shadows, overflow, clipping and blending, and putting the values of their group
//! together.

use std::sync::Arc;

use cssparser::Parser;

use super::border::{MEDIUM, parse_style as parse_line_style, parse_width};
use super::color_parser::{ColorValue, parse_color};
use super::declaration::{Declaration, PositionValue};
use super::length::{LengthValue, Range, Units, parse_length, parse_length_percentage};
use super::longhand::Longhand;
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed, one_or_two, unsupported_but};
use super::shape::{ClipPathValue, parse_clip_path, parse_shape_outside};
use super::table::{PropertyInfo, Target};
use super::transform::TransformValue;
use crate::css::Color;
use crate::css::effects::*;
use crate::css::values::{LengthPercentage, LineStyle};
use crate::units::Length;

/// A specified value of the group.
#[derive(Clone, Debug, PartialEq)]
pub enum EffectValue {
    Transform(Vec<TransformValue>),
    TransformOrigin(PositionValue),
    TransformBox(ShapeBox),
    Translate(Option<[LengthValue; 2]>),
    Rotate(Option<f32>),
    Scale(Option<(f32, f32)>),
    ClipPath(Option<ClipPathValue>),
    ShapeOutside(Option<ClipPathValue>),
    ShapeMargin(LengthValue),
    OverflowX(AxisOverflow),
    OverflowY(AxisOverflow),
    OverflowClipMargin(ShapeBox, LengthValue),
    OutlineWidth(LengthValue),
    OutlineStyle(LineStyle),
    OutlineColor(ColorValue),
    OutlineOffset(LengthValue),
    BoxShadow(Vec<ShadowValue>),
    MixBlendMode(BlendMode),
    Isolation(bool),
}

impl EffectValue {
    pub(super) fn longhand(&self) -> Longhand {
        match self {
            EffectValue::Transform(_) => Longhand::Transform,
            EffectValue::TransformOrigin(_) => Longhand::TransformOrigin,
            EffectValue::TransformBox(_) => Longhand::TransformBox,
            EffectValue::Translate(_) => Longhand::Translate,
            EffectValue::Rotate(_) => Longhand::Rotate,
            EffectValue::Scale(_) => Longhand::Scale,
            EffectValue::ClipPath(_) => Longhand::ClipPath,
            EffectValue::ShapeOutside(_) => Longhand::ShapeOutside,
            EffectValue::ShapeMargin(_) => Longhand::ShapeMargin,
            EffectValue::OverflowX(_) => Longhand::OverflowX,
            EffectValue::OverflowY(_) => Longhand::OverflowY,
            EffectValue::OverflowClipMargin(..) => Longhand::OverflowClipMargin,
            EffectValue::OutlineWidth(_) => Longhand::OutlineWidth,
            EffectValue::OutlineStyle(_) => Longhand::OutlineStyle,
            EffectValue::OutlineColor(_) => Longhand::OutlineColor,
            EffectValue::OutlineOffset(_) => Longhand::OutlineOffset,
            EffectValue::BoxShadow(_) => Longhand::BoxShadow,
            EffectValue::MixBlendMode(_) => Longhand::MixBlendMode,
            EffectValue::Isolation(_) => Longhand::Isolation,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct ShadowValue {
    inset: bool,
    horizontal: LengthValue,
    vertical: LengthValue,
    spread: LengthValue,
    color: ColorValue,
}

const OVERFLOW: &str = "`visible`, `hidden`, `clip`";

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "overflow",
        &[Longhand::OverflowX, Longhand::OverflowY],
        "",
        "one or two of `visible`, `hidden`, `clip`",
        |input, target| {
            let [horizontal, vertical] = one_or_two(input, parse_overflow)?;
            push(target, EffectValue::OverflowX(horizontal))?;
            push(target, EffectValue::OverflowY(vertical))
        },
    ),
    PropertyInfo::new("overflow-x", &[Longhand::OverflowX], "`visible`", OVERFLOW, |input, target| {
        push(target, EffectValue::OverflowX(parse_overflow(input)?))
    }),
    PropertyInfo::new("overflow-y", &[Longhand::OverflowY], "`visible`", OVERFLOW, |input, target| {
        push(target, EffectValue::OverflowY(parse_overflow(input)?))
    }),
    PropertyInfo::new("overflow-inline", &[Longhand::OverflowX], "", OVERFLOW, |input, target| {
        push(target, EffectValue::OverflowX(parse_overflow(input)?))
    })
    .remark("Another name of `overflow-x`."),
    PropertyInfo::new("overflow-block", &[Longhand::OverflowY], "", OVERFLOW, |input, target| {
        push(target, EffectValue::OverflowY(parse_overflow(input)?))
    })
    .remark("Another name of `overflow-y`."),
    PropertyInfo::new(
        "overflow-clip-margin",
        &[Longhand::OverflowClipMargin],
        "`0px`",
        "`content-box`, `padding-box` or `border-box`, and a length from 0",
        parse_clip_margin,
    )
    .remark("Counts with `overflow: clip`."),
    PropertyInfo::new(
        "clip-path",
        &[Longhand::ClipPath],
        "`none`",
        "`none`, or one or both of a shape (`inset()`, `rect()`, `xywh()`, `circle()`, `ellipse()`, \
         `polygon()`, `path()`) and of `border-box`, `padding-box`, `content-box`, `margin-box`",
        |input, target| push(target, EffectValue::ClipPath(parse_clip_path(input)?)),
    ),
    PropertyInfo::new(
        "shape-outside",
        &[Longhand::ShapeOutside],
        "`none`",
        "`none`, or one or both of a shape, as for `clip-path`, and of `margin-box`, `border-box`, \
         `padding-box`, `content-box`",
        |input, target| push(target, EffectValue::ShapeOutside(parse_shape_outside(input)?)),
    )
    .remark("Lines follow the shape of a float; images as shapes are not known."),
    PropertyInfo::new(
        "shape-margin",
        &[Longhand::ShapeMargin],
        "`0`",
        "a length or a percentage from 0",
        |input, target| {
            push(target, EffectValue::ShapeMargin(parse_length_percentage(input, Range::NonNegative)?))
        },
    ),
    PropertyInfo::new(
        "outline-width",
        &[Longhand::OutlineWidth],
        "`medium`",
        "`thin`, `medium`, `thick`, a length",
        |input, target| push(target, EffectValue::OutlineWidth(parse_width(input)?)),
    ),
    PropertyInfo::new(
        "outline-style",
        &[Longhand::OutlineStyle],
        "`none`",
        "`none`, `auto`, `solid`, `dashed`, `dotted`, `double`, `groove`, `ridge`, `inset`, `outset`",
        |input, target| push(target, EffectValue::OutlineStyle(parse_outline_style(input)?)),
    )
    .remark("`auto` is `solid`."),
    PropertyInfo::new(
        "outline-color",
        &[Longhand::OutlineColor],
        "`currentcolor`",
        "a colour, `auto`",
        |input, target| push(target, EffectValue::OutlineColor(parse_outline_color(input)?)),
    ),
    PropertyInfo::new("outline-offset", &[Longhand::OutlineOffset], "`0`", "a length", |input, target| {
        push(target, EffectValue::OutlineOffset(parse_length(input, Range::All)?))
    }),
    PropertyInfo::new(
        "outline",
        &[Longhand::OutlineWidth, Longhand::OutlineStyle, Longhand::OutlineColor],
        "",
        "a width, a style and a colour, in any order",
        parse_outline,
    ),
    PropertyInfo::new(
        "box-shadow",
        &[Longhand::BoxShadow],
        "`none`",
        "`none`, or a list of two lengths, a blur of `0`, a spread, a colour and `inset`",
        |input, target| push(target, EffectValue::BoxShadow(parse_shadows(input)?)),
    )
    .remark("Shadows have sharp edges; one with a blur is left out with a warning."),
    PropertyInfo::new(
        "mix-blend-mode",
        &[Longhand::MixBlendMode],
        "`normal`",
        "`normal`, `multiply`, `screen`, `overlay`, `darken`, `lighten`, `color-dodge`, `color-burn`, \
         `hard-light`, `soft-light`, `difference`, `exclusion`, `hue`, `saturation`, `color`, `luminosity`",
        |input, target| {
            push(
                target,
                EffectValue::MixBlendMode(keyword(input, BLEND_MODES, &["plus-lighter", "plus-darker"])?),
            )
        },
    ),
    PropertyInfo::new("image-orientation", &[], "`from-image`", "`from-image`", |input, _| {
        keyword(input, &[("from-image", ())], &["none"])
    })
    .remark("Photos are turned as the camera says."),
    PropertyInfo::new("image-rendering", &[], "`auto`", "`auto`, `smooth`, `high-quality`", |input, _| {
        keyword(
            input,
            &[("auto", ()), ("smooth", ()), ("high-quality", ())],
            &["crisp-edges", "pixelated", "optimizequality", "optimizespeed"],
        )
    })
    .remark("The printer or the reader scales pictures."),
    PropertyInfo::new("background-attachment", &[], "`scroll`", "`scroll`", |input, _| {
        keyword(input, &[("scroll", ())], &["fixed", "local"])
    }),
    PropertyInfo::new("isolation", &[Longhand::Isolation], "`auto`", "`auto`, `isolate`", |input, target| {
        push(target, EffectValue::Isolation(keyword(input, &[("auto", false), ("isolate", true)], &[])?))
    }),
];

static BLEND_MODES: &[(&str, BlendMode)] = &[
    ("normal", BlendMode::Normal),
    ("multiply", BlendMode::Multiply),
    ("screen", BlendMode::Screen),
    ("overlay", BlendMode::Overlay),
    ("darken", BlendMode::Darken),
    ("lighten", BlendMode::Lighten),
    ("color-dodge", BlendMode::ColorDodge),
    ("color-burn", BlendMode::ColorBurn),
    ("hard-light", BlendMode::HardLight),
    ("soft-light", BlendMode::SoftLight),
    ("difference", BlendMode::Difference),
    ("exclusion", BlendMode::Exclusion),
    ("hue", BlendMode::Hue),
    ("saturation", BlendMode::Saturation),
    ("color", BlendMode::Color),
    ("luminosity", BlendMode::Luminosity),
];

pub(super) fn push(target: &mut Target<'_>, value: EffectValue) -> Reading<()> {
    target.push(Declaration::Effect(Arc::new(value)));
    Ok(())
}

fn parse_overflow(input: &mut Parser<'_>) -> Reading<AxisOverflow> {
    let keywords =
        [("visible", AxisOverflow::Visible), ("hidden", AxisOverflow::Hidden), ("clip", AxisOverflow::Clip)];
    if let Some(overflow) = keyword_maybe(input, &keywords) {
        return Ok(overflow);
    }
    for scrolling in ["auto", "scroll", "overlay"] {
        if flag(input, scrolling) {
            return Err(unsupported_but(scrolling, "Pages do not scroll: use visible or hidden."));
        }
    }
    Err(malformed())
}

fn parse_clip_margin(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
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
    let reference = reference.unwrap_or(ShapeBox::PaddingBox);
    push(target, EffectValue::OverflowClipMargin(reference, distance.unwrap_or(LengthValue::ZERO)))
}

/// `auto` is as the program likes it: a plain line.
fn parse_outline_style(input: &mut Parser<'_>) -> Reading<LineStyle> {
    if flag(input, "auto") {
        return Ok(LineStyle::Solid);
    }
    match parse_line_style(input)? {
        LineStyle::Hidden => Err(malformed()),
        style => Ok(style),
    }
}

fn parse_outline_color(input: &mut Parser<'_>) -> Reading<ColorValue> {
    if flag(input, "auto") || flag(input, "invert") {
        return Ok(ColorValue::CurrentColor);
    }
    parse_color(input)
}

fn parse_outline(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
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
    push(target, EffectValue::OutlineWidth(width.unwrap_or(LengthValue::Absolute(MEDIUM))))?;
    push(target, EffectValue::OutlineStyle(style.unwrap_or(LineStyle::None)))?;
    push(target, EffectValue::OutlineColor(color.unwrap_or(ColorValue::CurrentColor)))
}

fn parse_shadows(input: &mut Parser<'_>) -> Reading<Vec<ShadowValue>> {
    if flag(input, "none") {
        return Ok(Vec::new());
    }
    input.parse_comma_separated(parse_shadow)
}

fn parse_shadow(input: &mut Parser<'_>) -> Reading<ShadowValue> {
    let (mut inset, mut color, mut lengths) = (false, None, None);
    while !input.is_exhausted() {
        if !inset && flag(input, "inset") {
            inset = true;
        } else if lengths.is_none()
            && let Ok(horizontal) = parse_length(input, Range::All)
        {
            let vertical = parse_length(input, Range::All)?;
            if let Ok(blur) = parse_length(input, Range::NonNegative)
                && blur != LengthValue::ZERO
            {
                return Err(unsupported_but(
                    "a blurred shadow",
                    "Give it a blur of 0, or use a border or a gradient: print has no soft shadows.",
                ));
            }
            let spread = parse_length(input, Range::All).unwrap_or(LengthValue::ZERO);
            lengths = Some((horizontal, vertical, spread));
        } else if color.is_none() {
            color = Some(parse_color(input)?);
        } else {
            return Err(malformed());
        }
    }
    let (horizontal, vertical, spread) = lengths.ok_or_else(malformed)?;
    Ok(ShadowValue { inset, horizontal, vertical, spread, color: color.unwrap_or(ColorValue::CurrentColor) })
}

/// The group before any declaration.
pub(super) fn start(current: Color) -> EffectStyle {
    let center = LengthPercentage::percent(0.5);
    EffectStyle {
        transform: Vec::new(),
        transform_origin: (center, center),
        transform_box: ShapeBox::BorderBox,
        translate: None,
        rotate: None,
        scale: None,
        clip_path: None,
        shape_outside: None,
        shape_margin: LengthPercentage::ZERO,
        overflow: (AxisOverflow::Visible, AxisOverflow::Visible),
        overflow_clip_margin: OverflowClipMargin { reference: ShapeBox::PaddingBox, distance: Length::ZERO },
        outline: Outline { width: MEDIUM, style: LineStyle::None, color: current, offset: Length::ZERO },
        shadows: Arc::new([]),
        blend_mode: BlendMode::Normal,
        isolated: false,
    }
}

/// Sets one property.
pub(super) fn apply(value: &EffectValue, style: &mut EffectStyle, units: &Units<'_>, current: Color) {
    match value {
        EffectValue::Transform(functions) => {
            style.transform = functions.iter().map(|function| function.resolve(units)).collect();
        }
        EffectValue::TransformOrigin(origin) => {
            style.transform_origin = (origin.horizontal.resolve(units), origin.vertical.resolve(units));
        }
        EffectValue::TransformBox(reference) => style.transform_box = *reference,
        EffectValue::Translate(by) => {
            style.translate = by.as_ref().map(|[x, y]| (x.resolve(units), y.resolve(units)));
        }
        EffectValue::Rotate(angle) => style.rotate = *angle,
        EffectValue::Scale(factors) => style.scale = *factors,
        EffectValue::ClipPath(path) => {
            style.clip_path = path.as_ref().map(|path| Arc::new(path.resolve(units)));
        }
        EffectValue::ShapeOutside(shape) => {
            style.shape_outside = shape.as_ref().map(|shape| Arc::new(shape.resolve(units)));
        }
        EffectValue::ShapeMargin(margin) => style.shape_margin = margin.resolve_non_negative(units),
        EffectValue::OverflowX(overflow) => style.overflow.0 = *overflow,
        EffectValue::OverflowY(overflow) => style.overflow.1 = *overflow,
        EffectValue::OverflowClipMargin(reference, distance) => {
            let distance = distance.resolve_non_negative(units).length;
            style.overflow_clip_margin = OverflowClipMargin { reference: *reference, distance };
        }
        EffectValue::OutlineWidth(width) => style.outline.width = width.resolve_non_negative(units).length,
        EffectValue::OutlineStyle(line) => style.outline.style = *line,
        EffectValue::OutlineColor(color) => style.outline.color = color.resolve(current),
        EffectValue::OutlineOffset(offset) => style.outline.offset = offset.resolve(units).length,
        EffectValue::BoxShadow(shadows) => {
            let resolve = |shadow: &ShadowValue| Shadow {
                inset: shadow.inset,
                horizontal: shadow.horizontal.resolve(units).length,
                vertical: shadow.vertical.resolve(units).length,
                spread: shadow.spread.resolve(units).length,
                color: shadow.color.resolve(current),
            };
            style.shadows = shadows.iter().map(resolve).collect();
        }
        EffectValue::MixBlendMode(mode) => style.blend_mode = *mode,
        EffectValue::Isolation(isolated) => style.isolated = *isolated,
    }
}

/// Takes one property over from another style.
pub(super) fn copy(longhand: Longhand, style: &mut EffectStyle, source: &EffectStyle) {
    match longhand {
        Longhand::Transform => style.transform = source.transform.clone(),
        Longhand::TransformOrigin => style.transform_origin = source.transform_origin,
        Longhand::TransformBox => style.transform_box = source.transform_box,
        Longhand::Translate => style.translate = source.translate,
        Longhand::Rotate => style.rotate = source.rotate,
        Longhand::Scale => style.scale = source.scale,
        Longhand::ClipPath => style.clip_path = source.clip_path.clone(),
        Longhand::ShapeOutside => style.shape_outside = source.shape_outside.clone(),
        Longhand::ShapeMargin => style.shape_margin = source.shape_margin,
        Longhand::OverflowX => style.overflow.0 = source.overflow.0,
        Longhand::OverflowY => style.overflow.1 = source.overflow.1,
        Longhand::OverflowClipMargin => style.overflow_clip_margin = source.overflow_clip_margin,
        Longhand::OutlineWidth => style.outline.width = source.outline.width,
        Longhand::OutlineStyle => style.outline.style = source.outline.style,
        Longhand::OutlineColor => style.outline.color = source.outline.color,
        Longhand::OutlineOffset => style.outline.offset = source.outline.offset,
        Longhand::BoxShadow => style.shadows = source.shadows.clone(),
        Longhand::MixBlendMode => style.blend_mode = source.blend_mode,
        Longhand::Isolation => style.isolated = source.isolated,
        _ => {}
    }
}

/// What the properties do to each other: an axis that is visible beside one that is a formatting
/// context is so itself (CSS Overflow 3, section 3.1), and an outline of no style has no width.
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
