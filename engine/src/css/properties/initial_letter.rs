//! Initials of several lines (CSS Inline 3, section 7).

use cssparser::Parser;

use super::length::{Range, parse_integer, parse_number};
use super::property::PropertyInfo;
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed};
use crate::css::values::InitialLetter;

/// The largest number of lines, more than any page has; larger numbers are clamped.
const MAX_LINES: f32 = 100.0;

pub(super) static PROPERTIES: &[PropertyInfo] =
    &[PropertyInfo::new("initial-letter-align", &[], "`alphabetic`", "`alphabetic`", |input, _| {
        keyword(input, &[("alphabetic", ())], &["border-box", "ideographic", "hanging", "leading", "hebrew"])
    })
    .remark("Capital height and baseline are aligned.")];

/// `None` is `normal`.
pub(super) fn parse_initial(input: &mut Parser<'_>) -> Reading<Option<InitialLetter>> {
    if flag(input, "normal") {
        return Ok(None);
    }
    let raised = keyword_maybe(input, &[("drop", false), ("raise", true)]);
    let size = parse_number(input, Range::NonNegative)?;
    if size < 1.0 {
        return Err(malformed());
    }
    let size = size.min(MAX_LINES);
    let raised = raised.or_else(|| keyword_maybe(input, &[("drop", false), ("raise", true)]));
    let sink = match raised {
        Some(true) => 1,
        None if !input.is_exhausted() => match parse_integer(input)? {
            sink if sink >= 1 => sink.min(MAX_LINES as i32) as u16,
            _ => return Err(malformed()),
        },
        // The size rounded down to whole lines (CSS Inline 3, section 7.2).
        _ => size.floor() as u16,
    };
    Ok(Some(InitialLetter { size, sink }))
}
