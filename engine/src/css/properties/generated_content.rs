//! Generated content, counters, named strings and cross references (CSS Generated Content 3, CSS
//! Lists 3, CSS Generated Content for Paged Media).

use std::sync::Arc;

use cssparser::{Parser, Token, match_ignore_ascii_case};

use super::declaration::Declaration;
use super::length::parse_integer;
use super::list_and_table::parse_counter_style;
use super::parse_context::ParseContext;
use super::property::ParseTarget;
use super::reader::{
    Reading, custom_identifier, flag, function_maybe, keyword, keyword_maybe, malformed, refuse, unsupported,
    url_maybe,
};
use super::specified::ContentValue;
use super::value::ValueContext;
use crate::css::CounterStyle;
use crate::css::style::GeneratedContent;
use crate::css::values::*;

pub(super) fn parse_content(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let content = read_content(input, target.context)?;
    target.push(Declaration::Content(Arc::new(content)));
    Ok(())
}

fn read_content(input: &mut Parser<'_>, context: &ParseContext<'_>) -> Reading<ContentValue> {
    let simple = [("normal", Content::Normal), ("none", Content::None)];
    if let Some(content) = keyword_maybe(input, &simple) {
        return Ok(ContentValue { content, alternative: None });
    }
    let parts = parse_parts(input, context, false)?;
    let alternative = match input.try_parse(|input| input.expect_delim('/')) {
        Ok(()) => Some(parse_parts(input, context, false)?),
        Err(_) => None,
    };
    if let Some(alternative) = &alternative {
        let is_text = |part: &ContentPart| {
            matches!(
                part,
                ContentPart::String(_)
                    | ContentPart::Attribute(_)
                    | ContentPart::Counter { .. }
                    | ContentPart::Counters { .. }
            )
        };
        if !alternative.iter().all(is_text) {
            return Err(malformed());
        }
    }
    Ok(ContentValue { content: Content::Parts(parts), alternative })
}

/// One or more items, up to the end of the input, a `/` or a comma. `own_text` allows `content()`.
fn parse_parts(
    input: &mut Parser<'_>,
    context: &ParseContext<'_>,
    own_text: bool,
) -> Reading<Vec<ContentPart>> {
    let mut parts = Vec::new();
    loop {
        parts.push(parse_part(input, context, own_text)?);
        let start = input.state();
        let ends = matches!(input.next(), Err(_) | Ok(Token::Delim('/') | Token::Comma));
        input.reset(&start);
        if ends {
            return Ok(parts);
        }
    }
}

fn parse_part(input: &mut Parser<'_>, context: &ParseContext<'_>, own_text: bool) -> Reading<ContentPart> {
    if let Ok(string) = input.try_parse(|input| input.expect_string_cloned()) {
        return Ok(ContentPart::String(Arc::from(string.as_ref())));
    }
    let quotes = [
        ("open-quote", ContentPart::OpenQuote),
        ("close-quote", ContentPart::CloseQuote),
        ("no-open-quote", ContentPart::NoOpenQuote),
        ("no-close-quote", ContentPart::NoCloseQuote),
    ];
    if let Some(quote) = keyword_maybe(input, &quotes) {
        return Ok(quote);
    }
    if let Some(url) = url_maybe(input, context) {
        return Ok(ContentPart::Image(url));
    }
    if let Some(part) = function_part(input, own_text) {
        return part;
    }
    // An older keyword of `string-set`, the same as `content()`.
    if own_text && flag(input, "contents") {
        return Ok(ContentPart::Element(ElementContent::Text));
    }
    Err(refuse(
        input,
        &[
            "contents",
            "document-url",
            "image()",
            "image-set()",
            "linear-gradient()",
            "radial-gradient()",
            "conic-gradient()",
            "cross-fade()",
            "first-page()",
            "date()",
            "content()",
        ],
    ))
}

/// Reads a content function; `None` where no such function comes next.
fn function_part(input: &mut Parser<'_>, own_text: bool) -> Option<Reading<ContentPart>> {
    let name = super::reader::peek_function(input)?;
    let read: fn(&mut Parser<'_>) -> Reading<ContentPart> = match_ignore_ascii_case! { &name,
        "attr" => |input| attribute(input).map(ContentPart::Attribute),
        "counter" => |input| {
            let name = counter_name(input)?;
            Ok(ContentPart::Counter { name, style: style_after_comma(input)? })
        },
        "counters" => |input| {
            let name = counter_name(input)?;
            input.expect_comma()?;
            let separator = Arc::from(input.expect_string()?.as_ref());
            Ok(ContentPart::Counters { name, separator, style: style_after_comma(input)? })
        },
        "string" => |input| {
            let (name, which) = name_and_position(input)?;
            Ok(ContentPart::NamedString { name, which })
        },
        "element" => |input| {
            let (name, which) = name_and_position(input)?;
            Ok(ContentPart::RunningElement { name, which })
        },
        "content" if own_text => |input| {
            if input.is_exhausted() {
                return Ok(ContentPart::Element(ElementContent::Text));
            }
            Ok(ContentPart::Element(keyword(input, ELEMENT_PARTS, &["marker"])?))
        },
        "leader" => |input| {
            let patterns = [("dotted", "."), ("solid", "_"), ("space", " ")];
            if let Some(pattern) = keyword_maybe(input, &patterns) {
                return Ok(ContentPart::Leader(pattern.into()));
            }
            let pattern = input.expect_string()?;
            if pattern.is_empty() {
                return Err(malformed());
            }
            Ok(ContentPart::Leader(Arc::from(pattern.as_ref())))
        },
        "target-counter" => |input| {
            let target = target_url(input)?;
            input.expect_comma()?;
            let name = counter_name(input)?;
            Ok(ContentPart::TargetCounter { target, name, style: style_after_comma(input)? })
        },
        "target-counters" => |input| {
            let target = target_url(input)?;
            input.expect_comma()?;
            let name = counter_name(input)?;
            input.expect_comma()?;
            let separator = Arc::from(input.expect_string()?.as_ref());
            Ok(ContentPart::TargetCounters { target, name, separator, style: style_after_comma(input)? })
        },
        "target-text" => |input| {
            let target = target_url(input)?;
            let part = match input.try_parse(|input| input.expect_comma()) {
                Ok(()) => keyword(input, ELEMENT_PARTS, &["marker"])?,
                Err(_) => ElementContent::Text,
            };
            Ok(ContentPart::TargetText { target, part })
        },
        _ => return None,
    };
    function_maybe(input, &name, read)
}

/// The arguments of `string()` and `element()`: a name, and which of the values on the page.
fn name_and_position(input: &mut Parser<'_>) -> Reading<(Arc<str>, NamedStringPosition)> {
    let name = custom_identifier(input, &["none"])?;
    let keywords = [
        ("first", NamedStringPosition::First),
        ("start", NamedStringPosition::Start),
        ("last", NamedStringPosition::Last),
        ("first-except", NamedStringPosition::FirstExcept),
    ];
    let which = match input.try_parse(|input| input.expect_comma()) {
        Ok(()) => keyword(input, &keywords, &[])?,
        Err(_) => NamedStringPosition::First,
    };
    Ok((name, which))
}

static ELEMENT_PARTS: &[(&str, ElementContent)] = &[
    ("text", ElementContent::Text),
    ("content", ElementContent::Text),
    ("before", ElementContent::Before),
    ("after", ElementContent::After),
    ("first-letter", ElementContent::FirstLetter),
];

/// The arguments of `attr()`: the name of an attribute, in lower case as in the document.
fn attribute(input: &mut Parser<'_>) -> Reading<Arc<str>> {
    let name = input.expect_ident()?.to_ascii_lowercase();
    let known_types = [("string", ()), ("raw-string", ()), ("url", ())];
    if !input.is_exhausted() && keyword_maybe(input, &known_types).is_none() {
        return Err(unsupported("attr() with a type or a fallback"));
    }
    if !input.is_exhausted() {
        return Err(unsupported("attr() with a fallback"));
    }
    Ok(name.into())
}

fn counter_name(input: &mut Parser<'_>) -> Reading<Arc<str>> {
    custom_identifier(input, &["none"])
}

fn style_after_comma(input: &mut Parser<'_>) -> Reading<CounterStyle> {
    match input.try_parse(|input| input.expect_comma()) {
        Ok(()) => parse_counter_style(input),
        Err(_) => Ok(CounterStyle::Decimal),
    }
}

/// The target of a cross reference: `attr(href)`, `url(#id)` or a string.
fn target_url(input: &mut Parser<'_>) -> Reading<TargetUrl> {
    if let Some(name) = function_maybe(input, "attr", attribute) {
        return name.map(TargetUrl::Attribute);
    }
    Ok(TargetUrl::Url(Arc::from(input.expect_url_or_string()?.as_ref())))
}

/// Names of counters, each with an integer; `default` where the integer is missing.
fn parse_changes(input: &mut Parser<'_>, default: i32) -> Reading<CounterChanges> {
    let mut changes = CounterChanges::new();
    if !flag(input, "none") {
        loop {
            let name = counter_name(input)?;
            changes.push((name, parse_integer(input).unwrap_or(default)));
            if input.is_exhausted() {
                break;
            }
        }
    }
    Ok(changes)
}

/// `counter-increment`.
pub(super) fn parse_increments(input: &mut Parser<'_>) -> Reading<CounterChanges> {
    parse_changes(input, 1)
}

/// `counter-set`.
pub(super) fn parse_sets(input: &mut Parser<'_>) -> Reading<CounterChanges> {
    parse_changes(input, 0)
}

/// `counter-reset`: the plain and the reversed counters.
pub(super) fn parse_resets(input: &mut Parser<'_>) -> Reading<(CounterChanges, ReversedCounters)> {
    let (mut plain, mut reversed) = (CounterChanges::new(), ReversedCounters::new());
    if flag(input, "none") {
        return Ok((plain, reversed));
    }
    while plain.is_empty() && reversed.is_empty() || !input.is_exhausted() {
        match function_maybe(input, "reversed", counter_name) {
            Some(name) => reversed.push((name?, parse_integer(input).ok())),
            None => plain.push((counter_name(input)?, parse_integer(input).unwrap_or(0))),
        }
    }
    Ok((plain, reversed))
}

pub(super) fn parse_string_set(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let context = target.context;
    if flag(input, "none") {
        target.push(Declaration::StringSet(Vec::new()));
        return Ok(());
    }
    let strings = input.parse_comma_separated(|input| {
        let name = custom_identifier(input, &["none"])?;
        let parts = parse_parts(input, context, true)?;
        let is_text = |part: &ContentPart| {
            matches!(
                part,
                ContentPart::String(_)
                    | ContentPart::Attribute(_)
                    | ContentPart::Counter { .. }
                    | ContentPart::Counters { .. }
                    | ContentPart::Element(_)
            )
        };
        if !parts.iter().all(is_text) {
            return Err(malformed());
        }
        Ok((name, parts))
    })?;
    target.push(Declaration::StringSet(strings));
    Ok(())
}

/// `None` is `none`.
pub(super) fn parse_bookmark_level(input: &mut Parser<'_>) -> Reading<Option<u8>> {
    if flag(input, "none") {
        return Ok(None);
    }
    match parse_integer(input)? {
        level @ 1.. => Ok(Some(level.min(255) as u8)),
        _ => Err(malformed()),
    }
}

pub(super) fn parse_bookmark_label(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let parts = parse_parts(input, target.context, true)?;
    let is_text = |part: &ContentPart| {
        !matches!(part, ContentPart::Image(_) | ContentPart::Leader(_) | ContentPart::RunningElement { .. })
    };
    if !parts.iter().all(is_text) {
        return Err(malformed());
    }
    target.push(Declaration::BookmarkLabel(parts));
    Ok(())
}

/// Whether the bookmark is open.
pub(super) fn parse_bookmark_state(input: &mut Parser<'_>) -> Reading<bool> {
    keyword(input, &[("open", true), ("closed", false)], &[])
}

/// A label; the initial value is `None`, which means `content(text)`.
#[allow(clippy::ptr_arg, reason = "the table of longhands passes specified values by reference")]
pub(super) fn compute_label(parts: &Vec<ContentPart>, _: &ValueContext<'_>) -> Option<Vec<ContentPart>> {
    Some(parts.clone())
}

/// A state; the initial value is `None`, which leaves the state to the outline.
pub(super) fn compute_state(open: &bool, _: &ValueContext<'_>) -> Option<bool> {
    Some(*open)
}

pub(super) fn apply_content(style: &mut GeneratedContent, value: &Arc<ContentValue>, _: &ValueContext<'_>) {
    style.content = value.content.clone();
    style.alternative = value.alternative.clone();
}

pub(super) fn copy_content(style: &mut GeneratedContent, source: &GeneratedContent) {
    style.content = source.content.clone();
    style.alternative = source.alternative.clone();
}

pub(super) fn apply_resets(
    style: &mut GeneratedContent,
    (plain, reversed): &(CounterChanges, ReversedCounters),
    _: &ValueContext<'_>,
) {
    style.counter_reset = plain.clone();
    style.counter_reversed = reversed.clone();
}

pub(super) fn copy_resets(style: &mut GeneratedContent, source: &GeneratedContent) {
    style.counter_reset = source.counter_reset.clone();
    style.counter_reversed = source.counter_reversed.clone();
}
