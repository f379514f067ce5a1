//! The position of underlines (CSS Text Decoration 4, sections 2.6 and 2.7).

use cssparser::Parser;

use super::length::{LengthValue, Range, parse_length_percentage};
use super::reader::{Reading, flag, keyword_maybe, malformed};
use crate::css::values::UnderlinePosition;

/// `text-underline-offset`; `None` is `auto`.
pub(super) fn parse_offset(input: &mut Parser<'_>) -> Reading<Option<LengthValue>> {
    if flag(input, "auto") { Ok(None) } else { parse_length_percentage(input, Range::All).map(Some) }
}

pub(super) fn parse_position(input: &mut Parser<'_>) -> Reading<UnderlinePosition> {
    if flag(input, "auto") {
        return Ok(UnderlinePosition::Auto);
    }
    let sides = [("left", ()), ("right", ())];
    let positions = [("from-font", UnderlinePosition::FromFont), ("under", UnderlinePosition::Under)];
    let before = keyword_maybe(input, &sides);
    let found = keyword_maybe(input, &positions);
    let after = keyword_maybe(input, &sides);
    if before.is_some() && after.is_some() || (before.or(after), found) == (None, None) {
        return Err(malformed());
    }
    Ok(found.unwrap_or(UnderlinePosition::Auto))
}
