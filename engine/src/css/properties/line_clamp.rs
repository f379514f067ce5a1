//! Lines that are cut off, and boxes that show only their first lines (CSS Overflow 3, section 5; CSS Overflow 4,
//! section 5).

use std::sync::Arc;

use cssparser::Parser;

use super::declaration::Declaration;
use super::length::parse_integer;
use super::longhand::Longhand;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reading, flag, keyword, malformed, refuse, unsupported};
use crate::css::style::BoxStyle;
use crate::css::values::*;

const ELLIPSIS: &str = "\u{2026}";

const LINE_CLAMP: &[Longhand] = &[Longhand::MaxLines, Longhand::BlockEllipsis, Longhand::Continue];

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "line-clamp",
        LINE_CLAMP,
        "",
        "`none`, or an integer from 1 and optionally a value of `block-ellipsis`",
        parse_line_clamp,
    ),
    PropertyInfo::new("-webkit-line-clamp", LINE_CLAMP, "", "`none`, an integer from 1", |input, target| {
        let lines = parse_max_lines(input)?;
        push(target, lines, Some(ELLIPSIS.into()), Continue::Legacy);
        Ok(())
    })
    .remark("With `display: -webkit-box`."),
    PropertyInfo::new("-webkit-box-orient", &[], "", "`vertical`, `block-axis`", |input, _| {
        keyword(input, &[("vertical", ()), ("block-axis", ())], &["horizontal", "inline-axis"])
    })
    .remark("For `-webkit-line-clamp`."),
];

/// The end of a cut line; `None` is `clip`. Of two values, the first is for the beginning of the line.
pub(super) fn parse_text_overflow(input: &mut Parser<'_>) -> Reading<Option<Arc<str>>> {
    let first = parse_end(input)?;
    if input.is_exhausted() {
        return Ok(first);
    }
    if first.is_some() {
        return Err(unsupported("a value for the beginning of the line"));
    }
    parse_end(input)
}

fn parse_end(input: &mut Parser<'_>) -> Reading<Option<Arc<str>>> {
    if flag(input, "clip") {
        return Ok(None);
    }
    if flag(input, "ellipsis") {
        return Ok(Some(ELLIPSIS.into()));
    }
    match input.try_parse(|input| input.expect_string_cloned()) {
        Ok(text) => Ok(Some((&*text).into())),
        Err(_) => Err(refuse(input, &["fade"])),
    }
}

/// `None` is `none`.
pub(super) fn parse_max_lines(input: &mut Parser<'_>) -> Reading<Option<u16>> {
    if flag(input, "none") {
        return Ok(None);
    }
    match parse_integer(input)? {
        count if count >= 1 => Ok(Some(u16::try_from(count).unwrap_or(u16::MAX))),
        _ => Err(malformed()),
    }
}

/// `None` is `no-ellipsis`.
pub(super) fn parse_ellipsis(input: &mut Parser<'_>) -> Reading<Option<Arc<str>>> {
    if flag(input, "no-ellipsis") {
        return Ok(None);
    }
    if flag(input, "auto") {
        return Ok(Some(ELLIPSIS.into()));
    }
    Ok(Some((&*input.expect_string_cloned()?).into()))
}

/// The shorthand of CSS Overflow 4, section 5.1.
fn parse_line_clamp(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    if flag(input, "none") {
        push(target, None, None, Continue::Auto);
        return Ok(());
    }
    let mut lines = input.try_parse(parse_max_lines).ok().flatten();
    let ellipsis = match input.is_exhausted() {
        true => Some(ELLIPSIS.into()),
        false => parse_ellipsis(input)?,
    };
    if lines.is_none() {
        if input.is_exhausted() {
            return Err(unsupported("a clamp without a number of lines"));
        }
        lines = parse_max_lines(input)?;
    }
    push(target, lines, ellipsis, Continue::Collapse);
    Ok(())
}

fn push(target: &mut ParseTarget<'_>, lines: Option<u16>, ellipsis: Option<Arc<str>>, then: Continue) {
    target.push(Declaration::MaxLines(lines));
    target.push(Declaration::BlockEllipsis(ellipsis.filter(|_| lines.is_some())));
    target.push(Declaration::Continue(if lines.is_some() { then } else { Continue::Auto }));
}

impl BoxStyle {
    /// How many lines a box shows at most, if it hides those after them.
    pub(crate) fn most_lines(&self) -> Option<usize> {
        let hides = match self.continuation {
            Continue::Auto => false,
            Continue::Discard | Continue::Collapse => true,
            Continue::Legacy => matches!(self.display, Display::FlowRoot | Display::InlineBlock),
        };
        self.max_lines.filter(|_| hides).map(usize::from)
    }
}
