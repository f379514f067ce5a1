//! Opacity and lines on text (CSS Color 4, section 16; CSS Text Decoration 4, section 2), and
//! properties that are understood but ask for what is the case anyway.

use cssparser::Parser;

use super::background::Layers;
use super::color_parser::{ColorValue, parse_color};
use super::declaration::{Declaration, DecorationLines, ThicknessValue};
use super::length::{Range, Units, finite, parse_length_percentage, parse_number_or_percentage};
use super::longhand::Longhand;
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed, refuse};
use super::table::{PropertyInfo, Target};
use crate::css::Color;
use crate::css::style::BackgroundStyle;
use crate::css::values::*;
use crate::units::Length;

const LINES: &str = "`none`, or any of `underline`, `overline`, `line-through`";
const EXACT: &str = "`economy`, `exact`";

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "opacity",
        &[Longhand::Opacity],
        "`1`",
        "a number from 0 to 1, a percentage",
        |input, target| {
            let opacity = finite(parse_number_or_percentage(input)?.of(1.0)).clamp(0.0, 1.0);
            push(target, Declaration::Opacity(opacity))
        },
    ),
    PropertyInfo::new(
        "text-decoration-line",
        &[Longhand::TextDecorationLine],
        "`none`",
        LINES,
        |input, target| {
            let lines = parse_lines(input)?.ok_or_else(malformed)?;
            push(target, Declaration::TextDecorationLine(lines))
        },
    ),
    PropertyInfo::new(
        "text-decoration-style",
        &[Longhand::TextDecorationStyle],
        "`solid`",
        "`solid`, `double`, `dotted`, `dashed`, `wavy`",
        |input, target| push(target, Declaration::TextDecorationStyle(keyword(input, STYLES, &[])?)),
    ),
    PropertyInfo::new(
        "text-decoration-color",
        &[Longhand::TextDecorationColor],
        "`currentcolor`",
        "a colour",
        |input, target| push(target, Declaration::TextDecorationColor(parse_color(input)?)),
    ),
    PropertyInfo::new(
        "text-decoration-thickness",
        &[Longhand::TextDecorationThickness],
        "`auto`",
        "`auto`, `from-font`, a length, a percentage of the font size",
        |input, target| {
            let thickness = parse_thickness(input)?;
            push(target, Declaration::TextDecorationThickness(thickness))
        },
    )
    .remark("`auto` takes the font's own thickness."),
    PropertyInfo::new(
        "text-decoration",
        &[
            Longhand::TextDecorationLine,
            Longhand::TextDecorationStyle,
            Longhand::TextDecorationColor,
            Longhand::TextDecorationThickness,
        ],
        "",
        "lines, a style, a colour and a thickness, in any order",
        parse_text_decoration,
    ),
    PropertyInfo::new("print-color-adjust", &[], "`economy`", EXACT, parse_color_adjust)
        .remark("Backgrounds are always printed as they are."),
    PropertyInfo::new("-webkit-print-color-adjust", &[], "", EXACT, parse_color_adjust)
        .remark("Another name of `print-color-adjust`."),
    PropertyInfo::new("color-adjust", &[], "", EXACT, parse_color_adjust)
        .remark("The old name of `print-color-adjust`."),
];

static STYLES: &[(&str, TextDecorationStyle)] = &[
    ("solid", TextDecorationStyle::Solid),
    ("double", TextDecorationStyle::Double),
    ("dotted", TextDecorationStyle::Dotted),
    ("dashed", TextDecorationStyle::Dashed),
    ("wavy", TextDecorationStyle::Wavy),
];

fn push(target: &mut Target<'_>, declaration: Declaration) -> Reading<()> {
    target.push(declaration);
    Ok(())
}

fn parse_color_adjust(input: &mut Parser<'_>, _: &mut Target<'_>) -> Reading<()> {
    keyword(input, &[("economy", ()), ("exact", ())], &[])
}

/// The lines that come next; `None` where there are none.
fn parse_lines(input: &mut Parser<'_>) -> Reading<Option<DecorationLines>> {
    let mut lines = DecorationLines::default();
    if flag(input, "none") {
        return Ok(Some(lines));
    }
    let keywords = [("underline", 0), ("overline", 1), ("line-through", 2)];
    while let Some(index) = keyword_maybe(input, &keywords) {
        let line = match index {
            0 => &mut lines.underline,
            1 => &mut lines.overline,
            _ => &mut lines.line_through,
        };
        if *line {
            return Err(malformed());
        }
        *line = true;
    }
    let other = refuse(input, &["blink", "spelling-error", "grammar-error"]);
    if super::reader::is_unsupported(&other) {
        return Err(other);
    }
    Ok((lines != DecorationLines::default()).then_some(lines))
}

fn parse_thickness(input: &mut Parser<'_>) -> Reading<ThicknessValue> {
    if flag(input, "auto") || flag(input, "from-font") {
        return Ok(ThicknessValue::FromFont);
    }
    parse_length_percentage(input, Range::All).map(ThicknessValue::Length)
}

fn parse_text_decoration(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let (mut lines, mut style, mut color, mut thickness) = (None, None, None, None);
    while !input.is_exhausted() {
        if lines.is_none() {
            lines = parse_lines(input)?;
            if lines.is_some() {
                continue;
            }
        }
        if style.is_none() {
            style = keyword_maybe(input, STYLES);
            if style.is_some() {
                continue;
            }
        }
        if thickness.is_none()
            && let Ok(found) = parse_thickness(input)
        {
            thickness = Some(found);
            continue;
        }
        if color.is_some() {
            return Err(malformed());
        }
        color = Some(parse_color(input)?);
    }
    if lines.is_none() && style.is_none() && color.is_none() && thickness.is_none() {
        return Err(malformed());
    }
    target.push(Declaration::TextDecorationLine(lines.unwrap_or_default()));
    target.push(Declaration::TextDecorationStyle(style.unwrap_or(TextDecorationStyle::Solid)));
    target.push(Declaration::TextDecorationColor(color.unwrap_or(ColorValue::CurrentColor)));
    push(target, Declaration::TextDecorationThickness(thickness.unwrap_or(ThicknessValue::FromFont)))
}

/// Sets one property of the group; the layers of the background are collected apart.
pub(super) fn apply(
    declaration: &Declaration,
    style: &mut BackgroundStyle,
    layers: &mut Layers,
    units: &Units<'_>,
    current: Color,
    font_size: Length,
) {
    match declaration {
        Declaration::BackgroundColor(color) => style.color = color.resolve(current),
        Declaration::Opacity(opacity) => style.opacity = *opacity,
        Declaration::TextDecorationLine(lines) => {
            style.decoration.underline = lines.underline;
            style.decoration.overline = lines.overline;
            style.decoration.line_through = lines.line_through;
        }
        Declaration::TextDecorationStyle(line) => style.decoration.style = *line,
        Declaration::TextDecorationColor(color) => style.decoration.color = color.resolve(current),
        Declaration::TextDecorationThickness(ThicknessValue::FromFont) => {
            style.decoration.thickness = TextDecorationThickness::FromFont;
        }
        Declaration::TextDecorationThickness(ThicknessValue::Length(value)) => {
            let thickness = value.resolve_length(units, font_size).max(Length::ZERO);
            style.decoration.thickness = TextDecorationThickness::Length(thickness);
        }
        other => {
            layers.apply(other, units, current);
        }
    }
}

/// Takes one property over from another style.
pub(super) fn copy(
    longhand: Longhand,
    style: &mut BackgroundStyle,
    layers: &mut Layers,
    source: &BackgroundStyle,
) {
    let (to, from) = (&mut style.decoration, &source.decoration);
    match longhand {
        Longhand::BackgroundColor => style.color = source.color,
        Longhand::Opacity => style.opacity = source.opacity,
        Longhand::TextDecorationLine => {
            to.underline = from.underline;
            to.overline = from.overline;
            to.line_through = from.line_through;
        }
        Longhand::TextDecorationStyle => to.style = from.style,
        Longhand::TextDecorationColor => to.color = from.color,
        Longhand::TextDecorationThickness => to.thickness = from.thickness,
        other => {
            layers.copy(other, source);
        }
    }
}
