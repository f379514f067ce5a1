//! Values of the properties of SVG. They are checked here and remain text, which the SVG reader reads again.

use std::sync::Arc;

use cssparser::{Parser, Token};

use super::color_parser::{ColorValue, parse_color};
use super::reader::{Reading, flag, malformed};
use super::svg_path;

pub(super) const PAINT: &str =
    "`none`, `context-fill`, `context-stroke`, a color, `url()` with an optional fallback";
/// Remarks for the manual.
pub(super) const HERE: &str = "On elements of inline SVG.";
pub(super) const INHERITED: &str = "On elements of inline SVG, where it is inherited.";

/// The text of a value.
type SvgText = Option<Arc<str>>;

/// A color, in a form that every reader of SVG knows.
pub(super) fn parse_stop_color(input: &mut Parser<'_>) -> Reading<SvgText> {
    Ok(Some(match parse_color(input)? {
        ColorValue::Color(color) => {
            let opacity = f32::from(color.alpha) / 255.0;
            format!("rgba({}, {}, {}, {opacity:.4})", color.red, color.green, color.blue).into()
        }
        _ => "currentColor".into(),
    }))
}

/// A color, a keyword, or a reference with a fallback.
pub(super) fn parse_paint(input: &mut Parser<'_>) -> Reading<SvgText> {
    if let Some(name) = word(input, &["none", "context-fill", "context-stroke"]) {
        return Ok(Some(name.into()));
    }
    let start = input.position();
    if input.try_parse(|input| input.expect_url()).is_ok() {
        if !input.is_exhausted() && !flag(input, "none") {
            parse_color(input)?;
        }
        return Ok(Some(input.slice_from(start).trim().into()));
    }
    parse_stop_color(input)
}

/// A reference to a marker.
pub(super) fn parse_marker(input: &mut Parser<'_>) -> Reading<SvgText> {
    let start = input.position();
    if !flag(input, "none") {
        input.expect_url()?;
    }
    Ok(Some(input.slice_from(start).trim().into()))
}

/// A number, a percentage or a length.
pub(super) fn parse_number(input: &mut Parser<'_>) -> Reading<SvgText> {
    let start = input.position();
    expect_number(input)?;
    Ok(Some(input.slice_from(start).trim().into()))
}

/// `none`, or the lengths of dashes and gaps.
pub(super) fn parse_dashes(input: &mut Parser<'_>) -> Reading<SvgText> {
    let start = input.position();
    if !flag(input, "none") {
        expect_number(input)?;
        while !input.is_exhausted() {
            let _ = input.try_parse(|input| input.expect_comma());
            expect_number(input)?;
        }
    }
    Ok(Some(input.slice_from(start).trim().into()))
}

pub(super) fn parse_rule(input: &mut Parser<'_>) -> Reading<SvgText> {
    one_of(input, &["nonzero", "evenodd"])
}

pub(super) fn parse_cap(input: &mut Parser<'_>) -> Reading<SvgText> {
    one_of(input, &["butt", "round", "square"])
}

pub(super) fn parse_join(input: &mut Parser<'_>) -> Reading<SvgText> {
    one_of(input, &["miter", "round", "bevel"])
}

pub(super) fn parse_mask_type(input: &mut Parser<'_>) -> Reading<SvgText> {
    one_of(input, &["luminance", "alpha"])
}

pub(super) fn parse_anchor(input: &mut Parser<'_>) -> Reading<SvgText> {
    one_of(input, &["start", "middle", "end"])
}

/// A length or a percentage; a number is in pixels, as in an attribute.
pub(super) fn parse_length(input: &mut Parser<'_>) -> Reading<SvgText> {
    parse_number(input)
}

pub(super) fn parse_radius(input: &mut Parser<'_>) -> Reading<SvgText> {
    if flag(input, "auto") { Ok(Some("auto".into())) } else { parse_number(input) }
}

/// The data of a path, as in the attribute.
pub(super) fn parse_path(input: &mut Parser<'_>) -> Reading<SvgText> {
    if flag(input, "none") {
        return Ok(Some("".into()));
    }
    input.expect_function_matching("path")?;
    let data = input
        .parse_nested_block(|input| -> Reading<String> { Ok(input.expect_string()?.as_ref().to_string()) })?;
    svg_path::parse(&data).ok_or_else(malformed)?;
    Ok(Some(data.into()))
}

pub(super) fn parse_order(input: &mut Parser<'_>) -> Reading<SvgText> {
    if flag(input, "normal") {
        return Ok(Some("normal".into()));
    }
    let mut order: Vec<&str> = Vec::new();
    while !input.is_exhausted() {
        let next = word(input, &["fill", "stroke", "markers"]).filter(|next| !order.contains(next));
        order.push(next.ok_or_else(malformed)?);
    }
    if order.is_empty() { Err(malformed()) } else { Ok(Some(order.join(" ").into())) }
}

pub(super) fn parse_color_space(input: &mut Parser<'_>) -> Reading<SvgText> {
    one_of(input, &["auto", "sRGB", "linearRGB"])
}

pub(super) fn parse_dominant_baseline(input: &mut Parser<'_>) -> Reading<SvgText> {
    one_of(
        input,
        &[
            "auto",
            "text-bottom",
            "alphabetic",
            "ideographic",
            "middle",
            "central",
            "mathematical",
            "hanging",
            "text-top",
        ],
    )
    .map(reader_names)
}

pub(super) fn parse_alignment_baseline(input: &mut Parser<'_>) -> Reading<SvgText> {
    one_of(
        input,
        &[
            "baseline",
            "text-bottom",
            "alphabetic",
            "ideographic",
            "middle",
            "central",
            "mathematical",
            "text-top",
        ],
    )
    .map(reader_names)
}

/// The SVG reader knows the names of SVG 1.1.
fn reader_names(name: SvgText) -> SvgText {
    name.map(|name| match &*name {
        "text-bottom" => "text-after-edge".into(),
        "text-top" => "text-before-edge".into(),
        _ => name,
    })
}

pub(super) fn parse_shift(input: &mut Parser<'_>) -> Reading<SvgText> {
    match word(input, &["baseline", "sub", "super"]) {
        Some(name) => Ok(Some(name.into())),
        None => parse_number(input),
    }
}

fn expect_number(input: &mut Parser<'_>) -> Reading<()> {
    match input.next()? {
        Token::Number { .. } | Token::Percentage { .. } | Token::Dimension { .. } => Ok(()),
        _ => Err(malformed()),
    }
}

fn word(input: &mut Parser<'_>, names: &[&'static str]) -> Option<&'static str> {
    names.iter().copied().find(|name| flag(input, name))
}

fn one_of(input: &mut Parser<'_>, names: &[&'static str]) -> Reading<SvgText> {
    word(input, names).map(|name| Some(name.into())).ok_or_else(malformed)
}
