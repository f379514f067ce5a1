//! `filter` (Filter Effects 1, section 5).

use std::sync::Arc;

use cssparser::Parser;

use super::color_parser::ColorValue;
use super::length::{LengthValue, Range, finite, parse_angle, parse_length, parse_number_or_percentage};
use super::reader::{Reading, flag, malformed};
use super::shadow::{ShadowValue, parse_drop_shadow};
use super::value::{ValueContext, length};
use crate::css::effects::{ColorFunction, FilterFunction};
use crate::css::values::Keyword;

/// A function with its units kept.
#[derive(Clone, Debug, PartialEq)]
pub enum FilterValue {
    Blur(LengthValue),
    DropShadow(Box<ShadowValue>),
    /// A function without units.
    Other(FilterFunction),
}

impl FilterValue {
    /// Its color.
    pub(super) fn color(&self) -> Option<&ColorValue> {
        match self {
            FilterValue::DropShadow(shadow) => Some(&shadow.color),
            _ => None,
        }
    }
}

pub(super) fn parse(input: &mut Parser<'_>) -> Reading<Vec<FilterValue>> {
    if flag(input, "none") {
        return Ok(Vec::new());
    }
    let mut functions = Vec::new();
    while !input.is_exhausted() {
        if let Ok(url) = input.try_parse(|input| input.expect_url()) {
            functions.push(FilterValue::Other(FilterFunction::Reference(url.as_ref().into())));
            continue;
        }
        let name = input.expect_function()?.to_ascii_lowercase();
        functions.push(input.parse_nested_block(|input| parse_function(&name, input))?);
    }
    if functions.is_empty() { Err(malformed()) } else { Ok(functions) }
}

fn parse_function(name: &str, input: &mut Parser<'_>) -> Reading<FilterValue> {
    match name {
        "blur" if input.is_exhausted() => return Ok(FilterValue::Blur(LengthValue::ZERO)),
        "blur" => return parse_length(input, Range::NonNegative).map(FilterValue::Blur),
        "drop-shadow" => {
            return parse_drop_shadow(input).map(|shadow| FilterValue::DropShadow(Box::new(shadow)));
        }
        _ => {}
    }
    let known = ColorFunction::KEYWORDS.iter().find(|(known, _)| *known == name).map(|(_, known)| *known);
    let amount = match known {
        Some(ColorFunction::HueRotate) if input.is_exhausted() => 0.0,
        Some(ColorFunction::HueRotate) => finite(parse_angle(input)?),
        _ if input.is_exhausted() => 1.0,
        _ => finite(parse_number_or_percentage(input)?.of(1.0)),
    };
    if amount < 0.0 && known != Some(ColorFunction::HueRotate) {
        return Err(malformed());
    }
    Ok(FilterValue::Other(match known {
        Some(function) => FilterFunction::Color(function, amount),
        None if name == "opacity" => FilterFunction::Opacity(amount.min(1.0)),
        None => return Err(malformed()),
    }))
}

#[allow(clippy::ptr_arg, reason = "the table of longhands passes specified values by reference")]
pub(super) fn compute(functions: &Vec<FilterValue>, context: &ValueContext<'_>) -> Arc<[FilterFunction]> {
    let resolve = |function: &FilterValue| match function {
        FilterValue::Blur(deviation) => FilterFunction::Blur(length(deviation, context)),
        FilterValue::DropShadow(shadow) => {
            let mut shadow = shadow.resolve(context);
            // The third length is the standard deviation, which is half the blur radius of other shadows.
            shadow.blur = shadow.blur * 2;
            FilterFunction::DropShadow(shadow)
        }
        FilterValue::Other(function) => function.clone(),
    };
    functions.iter().map(resolve).collect()
}
