//! How lines are broken, hyphenated and justified (CSS Text 3 and 4).

use std::sync::Arc;

use cssparser::Parser;

use super::declaration::Declaration;
use super::length::parse_integer;
use super::longhand::Longhand;
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed};
use super::table::{PropertyInfo, Target};
use super::text::WRAP_MODES;
use crate::css::values::*;

/// What `hyphenate-limit-chars: auto` stands for (CSS Text 4, section 6.3.2).
pub(crate) const HYPHENATE_LIMIT_AUTO: HyphenateLimitChars =
    HyphenateLimitChars { word: 5, before: 2, after: 2 };

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "text-wrap-style",
        &[Longhand::TextWrapStyle],
        "`auto`",
        "`auto`, `balance`, `stable`, `pretty`",
        |input, target| push(target, Declaration::TextWrapStyle(keyword(input, WRAP_STYLES, &["avoid-orphans"])?)),
    )
    .remark(
        "`pretty` chooses the lines of the whole paragraph together, `stable` one after the other; `auto` is \
         `pretty` for justified text and `stable` for other. `balance` makes lines of about one length, of up \
         to 12 lines.",
    ),
    PropertyInfo::new(
        "text-wrap",
        &[Longhand::TextWrapMode, Longhand::TextWrapStyle],
        "",
        "`wrap`, `nowrap`, `auto`, `balance`, `stable`, `pretty`",
        parse_wrap,
    ),
    PropertyInfo::new(
        "text-justify",
        &[Longhand::TextJustify],
        "`auto`",
        "`auto`, `none`, `inter-word`, `inter-character`",
        |input, target| {
            let keywords = [
                ("auto", TextJustify::Auto),
                ("none", TextJustify::None),
                ("inter-word", TextJustify::InterWord),
                ("inter-character", TextJustify::InterCharacter),
                // The older name of the same value (CSS Text 3, section 6.4).
                ("distribute", TextJustify::InterCharacter),
            ];
            push(target, Declaration::TextJustify(keyword(input, &keywords, &["ruby", "no-compress"])?))
        },
    )
    .remark(
        "`inter-character` lets letter spacing and the width of glyphs differ by up to 2 % each, so that \
         spaces differ less, and spreads a word alone on its line where the gaps stay small; `auto` is `inter-word`. A line without a \
         space is else aligned as `text-align-last` says.",
    ),
    PropertyInfo::new(
        "hanging-punctuation",
        &[Longhand::HangingPunctuation],
        "`none`",
        "`none`, or any of `first`, `last`, `allow-end` or `force-end`",
        parse_hanging,
    ),
    PropertyInfo::new("hyphens", &[Longhand::Hyphens], "`manual`", "`none`, `manual`, `auto`", parse_hyphens)
        .remark("`auto` hyphenates by the language of `lang`."),
    PropertyInfo::new("-webkit-hyphens", &[Longhand::Hyphens], "", "as `hyphens`", parse_hyphens)
        .remark("Another name of `hyphens`."),
    PropertyInfo::new(
        "hyphenate-limit-chars",
        &[Longhand::HyphenateLimitChars],
        "`auto`",
        "one to three of `auto` or an integer: for the word, before the hyphen, after it",
        parse_limit_chars,
    )
    .remark("`auto` is `5 2 2`."),
    PropertyInfo::new(
        "hyphenate-limit-lines",
        &[Longhand::HyphenateLimitLines],
        "`no-limit`",
        "`no-limit`, an integer from 0",
        |input, target| {
            let limit = if flag(input, "no-limit") { None } else { Some(count(input)?) };
            push(target, Declaration::HyphenateLimitLines(limit))
        },
    ),
    PropertyInfo::new(
        "hyphenate-character",
        &[Longhand::HyphenateCharacter],
        "`auto`",
        "`auto`, a string",
        |input, target| {
            let character = match flag(input, "auto") {
                true => None,
                false => Some(Arc::from(&*input.expect_string_cloned()?)),
            };
            push(target, Declaration::HyphenateCharacter(character))
        },
    ),
];

static WRAP_STYLES: &[(&str, TextWrapStyle)] = &[
    ("auto", TextWrapStyle::Auto),
    ("balance", TextWrapStyle::Balance),
    ("stable", TextWrapStyle::Stable),
    ("pretty", TextWrapStyle::Pretty),
];

fn push(target: &mut Target<'_>, declaration: Declaration) -> Reading<()> {
    target.push(declaration);
    Ok(())
}

fn count(input: &mut Parser<'_>) -> Reading<u16> {
    match parse_integer(input)? {
        count if count >= 0 => Ok(u16::try_from(count).unwrap_or(u16::MAX)),
        _ => Err(malformed()),
    }
}

/// The shorthand of CSS Text 4, section 6.4: mode and style in any order.
fn parse_wrap(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let mut mode = keyword_maybe(input, WRAP_MODES);
    let style = if input.is_exhausted() && mode.is_some() {
        None
    } else {
        Some(keyword(input, WRAP_STYLES, &["avoid-orphans"])?)
    };
    mode = mode.or_else(|| keyword_maybe(input, WRAP_MODES));
    target.push(Declaration::TextWrapMode(mode.unwrap_or(TextWrapMode::Wrap)));
    push(target, Declaration::TextWrapStyle(style.unwrap_or(TextWrapStyle::Auto)))
}

fn parse_hanging(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
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
    push(target, Declaration::HangingPunctuation(hanging))
}

fn parse_hyphens(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let keywords = [("none", Hyphens::None), ("manual", Hyphens::Manual), ("auto", Hyphens::Auto)];
    push(target, Declaration::Hyphens(keyword(input, &keywords, &[])?))
}

/// A missing third value is as the second, a missing second one `auto`.
fn parse_limit_chars(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
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
    push(target, Declaration::HyphenateLimitChars(limit))
}
