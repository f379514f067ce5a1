//! Columns (CSS Multi-column Layout 1). The rule between them is in `border`, `column-gap` in `alignment`.

use cssparser::Parser;

use super::declaration::Declaration;
use super::length::{LengthValue, Range, parse_integer, parse_length};
use super::longhand::Longhand;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reading, flag, keyword, malformed};
use super::value::{ValueContext, non_negative_length};
use crate::units::Length;

pub(super) static PROPERTIES: &[PropertyInfo] = &[PropertyInfo::new(
    "columns",
    &[Longhand::ColumnWidth, Longhand::ColumnCount],
    "",
    "values of `column-width` and `column-count`, in any order",
    parse_columns,
)];

pub(super) fn parse_width(input: &mut Parser<'_>) -> Reading<Option<LengthValue>> {
    if flag(input, "auto") { Ok(None) } else { parse_length(input, Range::NonNegative).map(Some) }
}

pub(super) fn parse_count(input: &mut Parser<'_>) -> Reading<Option<u16>> {
    if flag(input, "auto") {
        return Ok(None);
    }
    match parse_integer(input)? {
        count @ 1.. => Ok(Some(u16::try_from(count).unwrap_or(u16::MAX))),
        _ => Err(malformed()),
    }
}

fn parse_columns(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let (mut width, mut count, mut autos) = (None, None, 0);
    for _ in 0..2 {
        if input.is_exhausted() {
            break;
        }
        if flag(input, "auto") {
            autos += 1;
        } else if count.is_none()
            && let Ok(found) = input.try_parse(parse_count)
        {
            count = found;
        } else if width.is_none() {
            width = parse_width(input)?;
        } else {
            return Err(malformed());
        }
    }
    if width.is_none() && count.is_none() && autos == 0 {
        return Err(malformed());
    }
    target.push(Declaration::ColumnWidth(width));
    target.push(Declaration::ColumnCount(count));
    Ok(())
}

/// Whether a box spans all columns.
pub(super) fn parse_span(input: &mut Parser<'_>) -> Reading<bool> {
    keyword(input, &[("none", false), ("all", true)], &[])
}

pub(super) fn compute_width(width: &Option<LengthValue>, context: &ValueContext<'_>) -> Option<Length> {
    width.as_ref().map(|width| non_negative_length(width, context).max(Length::PIXEL))
}
