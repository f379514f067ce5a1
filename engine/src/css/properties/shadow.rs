//! `box-shadow` (CSS Backgrounds 3, section 6.1) and `text-shadow` (CSS Text Decoration 4, section 4).

use std::sync::Arc;

use cssparser::Parser;

use super::color_parser::{ColorValue, parse_color};
use super::length::{LengthValue, Range, parse_length};
use super::reader::{Reading, flag, malformed};
use super::value::{Compute, ValueContext, length};
use crate::css::effects::Shadow;

/// A shadow with its units kept.
#[derive(Clone, Debug, PartialEq)]
pub struct ShadowValue {
    inset: bool,
    horizontal: LengthValue,
    vertical: LengthValue,
    blur: LengthValue,
    spread: LengthValue,
    pub(super) color: ColorValue,
}

pub(super) fn parse_shadows(input: &mut Parser<'_>) -> Reading<Vec<ShadowValue>> {
    if flag(input, "none") {
        return Ok(Vec::new());
    }
    input.parse_comma_separated(|input| parse_shadow(input, true))
}

pub(super) fn parse_text_shadows(input: &mut Parser<'_>) -> Reading<Vec<ShadowValue>> {
    if flag(input, "none") {
        return Ok(Vec::new());
    }
    input.parse_comma_separated(|input| parse_shadow(input, false))
}

/// The arguments of `drop-shadow()` (Filter Effects 1, section 6.1).
pub(super) fn parse_drop_shadow(input: &mut Parser<'_>) -> Reading<ShadowValue> {
    parse_shadow(input, false)
}

/// One shadow; that of a box may be `inset` and have a spread.
fn parse_shadow(input: &mut Parser<'_>, of_box: bool) -> Reading<ShadowValue> {
    let (mut inset, mut color, mut lengths) = (false, None, None);
    while !input.is_exhausted() {
        if of_box && !inset && flag(input, "inset") {
            inset = true;
        } else if lengths.is_none()
            && let Ok(horizontal) = parse_length(input, Range::All)
        {
            let vertical = parse_length(input, Range::All)?;
            let blur = parse_length(input, Range::NonNegative).unwrap_or(LengthValue::ZERO);
            let spread = match of_box {
                true => parse_length(input, Range::All).unwrap_or(LengthValue::ZERO),
                false => LengthValue::ZERO,
            };
            lengths = Some((horizontal, vertical, blur, spread));
        } else if color.is_none() {
            color = Some(parse_color(input)?);
        } else {
            return Err(malformed());
        }
    }
    let (horizontal, vertical, blur, spread) = lengths.ok_or_else(malformed)?;
    let color = color.unwrap_or(ColorValue::CurrentColor);
    Ok(ShadowValue { inset, horizontal, vertical, blur, spread, color })
}

#[allow(clippy::ptr_arg, reason = "the table of longhands passes specified values by reference")]
pub(super) fn compute_shadows(shadows: &Vec<ShadowValue>, context: &ValueContext<'_>) -> Arc<[Shadow]> {
    shadows.iter().map(|shadow| shadow.resolve(context)).collect()
}

impl ShadowValue {
    pub(super) fn resolve(&self, context: &ValueContext<'_>) -> Shadow {
        Shadow {
            inset: self.inset,
            horizontal: length(&self.horizontal, context),
            vertical: length(&self.vertical, context),
            blur: length(&self.blur, context),
            spread: length(&self.spread, context),
            color: self.color.compute(context),
        }
    }
}
