//! Opacity and text decoration (CSS Color 4, section 16; CSS Text Decoration 4, section 2), and properties whose
//! supported values all mean what the engine does anyway.

use cssparser::Parser;

use super::background::BackgroundWork;
use super::color_parser::{ColorValue, parse_color};
use super::declaration::Declaration;
use super::length::{Range, finite, parse_length_percentage, parse_number_or_percentage};
use super::longhand::Longhand;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed, refuse};
use super::specified::{DecorationLines, ThicknessValue};
use super::value::{ValueContext, of_font_size};
use crate::css::style::BackgroundStyle;
use crate::css::values::*;
use crate::units::Length;

const EXACT: &str = "`economy`, `exact`";

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "text-decoration",
        &[
            Longhand::TextDecorationLine,
            Longhand::TextDecorationStyle,
            Longhand::TextDecorationColor,
            Longhand::TextDecorationThickness,
        ],
        "",
        "lines, a style, a color and a thickness, in any order",
        parse_text_decoration,
    ),
    PropertyInfo::new("print-color-adjust", &[], "`economy`", EXACT, parse_color_adjust)
        .remark("Backgrounds are always printed as they are."),
    PropertyInfo::new("-webkit-print-color-adjust", &[], "", EXACT, parse_color_adjust)
        .remark("An alias of `print-color-adjust`."),
    PropertyInfo::new("color-adjust", &[], "", EXACT, parse_color_adjust)
        .remark("The old name of `print-color-adjust`."),
];

fn parse_color_adjust(input: &mut Parser<'_>, _: &mut ParseTarget<'_>) -> Reading<()> {
    keyword(input, &[("economy", ()), ("exact", ())], &[])
}

/// The lines that the next keywords name; `None` where no such keyword comes next.
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

pub(super) fn parse_thickness(input: &mut Parser<'_>) -> Reading<ThicknessValue> {
    if flag(input, "auto") || flag(input, "from-font") {
        return Ok(ThicknessValue::FromFont);
    }
    parse_length_percentage(input, Range::All).map(ThicknessValue::Length)
}

fn parse_text_decoration(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let (mut lines, mut style, mut color, mut thickness) = (None, None, None, None);
    while !input.is_exhausted() {
        if lines.is_none() {
            lines = parse_lines(input)?;
            if lines.is_some() {
                continue;
            }
        }
        if style.is_none() {
            style = keyword_maybe(input, TextDecorationStyle::KEYWORDS);
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
    target.push(Declaration::TextDecorationThickness(thickness.unwrap_or(ThicknessValue::FromFont)));
    Ok(())
}

pub(super) fn parse_decoration_line(input: &mut Parser<'_>) -> Reading<DecorationLines> {
    parse_lines(input)?.ok_or_else(malformed)
}

pub(super) fn parse_opacity(input: &mut Parser<'_>) -> Reading<f32> {
    Ok(finite(parse_number_or_percentage(input)?.of(1.0)).clamp(0.0, 1.0))
}

pub(super) fn apply_lines(work: &mut BackgroundWork, lines: &DecorationLines, _: &ValueContext<'_>) {
    work.decoration.underline = lines.underline;
    work.decoration.overline = lines.overline;
    work.decoration.line_through = lines.line_through;
}

pub(super) fn copy_lines(work: &mut BackgroundWork, source: &BackgroundStyle) {
    work.decoration.underline = source.decoration.underline;
    work.decoration.overline = source.decoration.overline;
    work.decoration.line_through = source.decoration.line_through;
}

pub(super) fn compute_thickness(
    value: &ThicknessValue,
    context: &ValueContext<'_>,
) -> TextDecorationThickness {
    match value {
        ThicknessValue::FromFont => TextDecorationThickness::FromFont,
        ThicknessValue::Length(value) => {
            TextDecorationThickness::Length(of_font_size(value, context).max(Length::ZERO))
        }
    }
}
