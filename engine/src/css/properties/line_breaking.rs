//! How lines are broken, hyphenated and justified (CSS Text 3 and 4).

use std::sync::Arc;

use cssparser::Parser;

use super::declaration::Declaration;
use super::length::parse_integer;
use super::longhand::Longhand;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reading, flag, keyword_maybe, malformed};
use super::value::ParseValue;
use crate::css::values::*;

/// The value of `hyphenate-limit-chars: auto` (CSS Text 4, section 6.3.2).
pub(crate) const HYPHENATE_LIMIT_AUTO: HyphenateLimitChars =
    HyphenateLimitChars { word: 5, before: 2, after: 2 };

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "text-wrap",
        &[Longhand::TextWrapMode, Longhand::TextWrapStyle],
        "",
        "`wrap`, `nowrap`, `auto`, `balance`, `stable`, `pretty`",
        parse_wrap,
    ),
    PropertyInfo::new("-webkit-hyphens", &[Longhand::Hyphens], "", "as `hyphens`", |input, target| {
        target.push(Declaration::Hyphens(Hyphens::parse(input)?));
        Ok(())
    })
    .remark("An alias of `hyphens`."),
];

fn count(input: &mut Parser<'_>) -> Reading<u16> {
    match parse_integer(input)? {
        count if count >= 0 => Ok(u16::try_from(count).unwrap_or(u16::MAX)),
        _ => Err(malformed()),
    }
}

/// The shorthand of CSS Text 4, section 6.4: mode and style in any order.
fn parse_wrap(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let mut mode = keyword_maybe(input, TextWrapMode::KEYWORDS);
    let style =
        if input.is_exhausted() && mode.is_some() { None } else { Some(TextWrapStyle::parse(input)?) };
    mode = mode.or_else(|| keyword_maybe(input, TextWrapMode::KEYWORDS));
    target.push(Declaration::TextWrapMode(mode.unwrap_or(TextWrapMode::Wrap)));
    target.push(Declaration::TextWrapStyle(style.unwrap_or(TextWrapStyle::Auto)));
    Ok(())
}

pub(super) fn parse_hanging(input: &mut Parser<'_>) -> Reading<HangingPunctuation> {
    let mut hanging = HangingPunctuation::default();
    if !flag(input, "none") {
        let mut any = false;
        loop {
            if !hanging.first && flag(input, "first") {
                hanging.first = true;
            } else if !hanging.last && flag(input, "last") {
                hanging.last = true;
            } else if hanging.end == HangingEnd::None && flag(input, "allow-end") {
                hanging.end = HangingEnd::Allow;
            } else if hanging.end == HangingEnd::None && flag(input, "force-end") {
                hanging.end = HangingEnd::Force;
            } else {
                break;
            }
            any = true;
        }
        if !any {
            return Err(malformed());
        }
    }
    Ok(hanging)
}

/// `hyphenate-limit-chars`. A missing third value is the same as the second; a missing second one is `auto`.
pub(super) fn parse_limit_chars(input: &mut Parser<'_>) -> Reading<HyphenateLimitChars> {
    let number = |input: &mut Parser<'_>, auto: u16| -> Reading<u16> {
        if flag(input, "auto") { Ok(auto) } else { count(input) }
    };
    let auto = HYPHENATE_LIMIT_AUTO;
    let mut limit = HyphenateLimitChars { word: number(input, auto.word)?, ..auto };
    if !input.is_exhausted() {
        limit.before = number(input, auto.before)?;
        limit.after = limit.before;
    }
    if !input.is_exhausted() {
        limit.after = number(input, auto.after)?;
    }
    Ok(limit)
}

/// `None` is `no-limit`.
pub(super) fn parse_limit_lines(input: &mut Parser<'_>) -> Reading<Option<u16>> {
    if flag(input, "no-limit") { Ok(None) } else { count(input).map(Some) }
}

/// `None` is `auto`.
pub(super) fn parse_hyphenate_character(input: &mut Parser<'_>) -> Reading<Option<Arc<str>>> {
    if flag(input, "auto") { Ok(None) } else { Ok(Some(Arc::from(&*input.expect_string_cloned()?))) }
}
