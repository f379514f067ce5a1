//! Lists, tables and quotation marks (CSS Lists 3, CSS Counter Styles 3, CSS Tables 3).

use std::sync::Arc;

use cssparser::Parser;

use super::counter_symbols::parse_symbols;
use super::declaration::Declaration;
use super::length::{LengthValue, Range, parse_length};
use super::longhand::Longhand;
use super::parse_context::ParseContext;
use super::property::{ParseTarget, PropertyInfo};
use super::quotes::QuotePairs;
use super::reader::{Reading, flag, function_maybe, keyword_maybe, malformed, one_or_two, refuse, url_maybe};
use super::value::{ValueContext, non_negative_length};
use crate::css::CounterStyle;
use crate::css::values::counter_style::style_name;
use crate::css::values::*;
use crate::units::Length;

pub(super) static PROPERTIES: &[PropertyInfo] = &[PropertyInfo::new(
    "list-style",
    &[Longhand::ListStyleType, Longhand::ListStylePosition, Longhand::ListStyleImage],
    "",
    "a type, a position and an image, in any order",
    parse_list_style,
)];

/// A counter style: a name, a string that replaces all numbers, or `symbols()`.
pub(super) fn parse_counter_style(input: &mut Parser<'_>) -> Reading<CounterStyle> {
    if let Ok(string) = input.try_parse(|input| input.expect_string_cloned()) {
        return Ok(CounterStyle::String(Arc::from(string.as_ref())));
    }
    let symbols = function_maybe(input, "symbols", |input| parse_symbols(input).map_err(|()| malformed()));
    if let Some(symbols) = symbols {
        return Ok(CounterStyle::Defined(Arc::new(symbols?)));
    }
    if flag(input, "none") {
        return Ok(CounterStyle::None);
    }
    let name = style_name(&super::reader::custom_identifier(input, &[])?);
    Ok(match &*name {
        // No rule may redefine these.
        "disc" => CounterStyle::Disc,
        "circle" => CounterStyle::Circle,
        "square" => CounterStyle::Square,
        "decimal" => CounterStyle::Decimal,
        name => CounterStyle::Named(name.into()),
    })
}

/// `None` is `none`.
fn parse_list_image(input: &mut Parser<'_>, context: &ParseContext<'_>) -> Reading<Option<Arc<ImageUrl>>> {
    if flag(input, "none") {
        return Ok(None);
    }
    match url_maybe(input, context) {
        Some(url) => Ok(Some(url)),
        None => Err(refuse(input, super::background::UNSUPPORTED_LIST_IMAGES)),
    }
}

pub(super) fn parse_list_style_image(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let image = parse_list_image(input, target.context)?;
    target.push(Declaration::ListStyleImage(image));
    Ok(())
}

fn parse_list_style(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let (mut style, mut position, mut image, mut nones) = (None, None, None, 0);
    while !input.is_exhausted() {
        // `none` can set the type, the image, or both.
        if flag(input, "none") {
            nones += 1;
        } else if let Some(found) = keyword_maybe(input, ListStylePosition::KEYWORDS) {
            if position.replace(found).is_some() {
                return Err(malformed());
            }
        } else if let Some(url) = url_maybe(input, target.context) {
            if image.replace(url).is_some() {
                return Err(malformed());
            }
        } else if style.replace(parse_counter_style(input)?).is_some() {
            return Err(malformed());
        }
    }
    let free = usize::from(style.is_none()) + usize::from(image.is_none());
    if nones > free || (nones == 0 && style.is_none() && image.is_none() && position.is_none()) {
        return Err(malformed());
    }
    let style = style.unwrap_or(if nones > 0 { CounterStyle::None } else { CounterStyle::Disc });
    target.push(Declaration::ListStyleType(style));
    target.push(Declaration::ListStylePosition(position.unwrap_or(ListStylePosition::Outside)));
    target.push(Declaration::ListStyleImage(image));
    Ok(())
}

/// `None` is `auto`; an empty list is `none`.
pub(super) fn parse_quotes(input: &mut Parser<'_>) -> Reading<Option<QuotePairs>> {
    if flag(input, "auto") {
        return Ok(None);
    }
    if flag(input, "none") {
        return Ok(Some(Arc::new([])));
    }
    let string =
        |input: &mut Parser<'_>| -> Reading<Arc<str>> { Ok(Arc::from(input.expect_string()?.as_ref())) };
    let mut pairs = Vec::new();
    loop {
        pairs.push((string(input)?, string(input)?));
        if input.is_exhausted() {
            return Ok(Some(pairs.into()));
        }
    }
}

pub(super) fn parse_spacing(input: &mut Parser<'_>) -> Reading<Box<[LengthValue; 2]>> {
    one_or_two(input, |input| parse_length(input, Range::NonNegative)).map(Box::new)
}

#[allow(clippy::borrowed_box, reason = "the table of longhands passes specified values by reference")]
pub(super) fn compute_spacing(value: &Box<[LengthValue; 2]>, context: &ValueContext<'_>) -> (Length, Length) {
    (non_negative_length(&value[0], context), non_negative_length(&value[1], context))
}
