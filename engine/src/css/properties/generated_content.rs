//! Generated content, counters, named strings and cross references (CSS Generated Content 3, CSS
//! Lists 3, CSS Generated Content for Paged Media).

use std::sync::Arc;

use cssparser::{Parser, Token, match_ignore_ascii_case};

use super::ParseContext;
use super::declaration::{ContentValue, Declaration};
use super::length::parse_integer;
use super::list_and_table::parse_counter_style;
use super::longhand::Longhand;
use super::reader::{
    Reading, custom_identifier, flag, function_maybe, keyword, keyword_maybe, malformed, refuse, unsupported,
    url_maybe,
};
use super::table::{PropertyInfo, Target};
use crate::css::CounterStyle;
use crate::css::style::GeneratedContent;
use crate::css::values::*;

const CHANGES: &str = "`none`, or names of counters, each with or without an integer";

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "content",
        &[Longhand::Content],
        "`normal`",
        "`normal`, `none`, or any of strings, `attr()`, `url()`, `counter()`, `counters()`, \
         `open-quote`, `close-quote`, `no-open-quote`, `no-close-quote`, `string()`, `leader()`, \
         `target-counter()`, `target-counters()`, `target-text()`, `element()`; then text to be read aloud instead after `/`",
        |input, target| {
            let content = parse_content(input, target.context)?;
            push(target, Declaration::Content(Arc::new(content)))
        },
    )
    .remark("`string()` and `element()` in margin boxes only; `element()` by itself."),
    PropertyInfo::new(
        "counter-reset",
        &[Longhand::CounterReset],
        "`none`",
        "`none`, or names of counters or `reversed()` with one, each with or without an integer",
        |input, target| {
            let (changes, reversed) = counter_resets(input)?;
            push(target, Declaration::CounterReset(changes, reversed))
        },
    )
    .remark("A reversed counter without an integer begins so that it ends with 1, or what it is counted by."),
    PropertyInfo::new(
        "counter-increment",
        &[Longhand::CounterIncrement],
        "`none`",
        CHANGES,
        |input, target| counters(input, target, 1),
    ),
    PropertyInfo::new("counter-set", &[Longhand::CounterSet], "`none`", CHANGES, |input, target| {
        counters(input, target, 0)
    }),
    PropertyInfo::new(
        "string-set",
        &[Longhand::StringSet],
        "`none`",
        "`none`, or a list of a name and its content: strings, `content()`, `attr()`, `counter()`, \
         `counters()`",
        |input, target| {
            let strings = parse_string_set(input, target.context)?;
            push(target, Declaration::StringSet(strings))
        },
    ),
    PropertyInfo::new(
        "bookmark-level",
        &[Longhand::BookmarkLevel],
        "`none`",
        "`none`, an integer from 1",
        |input, target| {
            let level = if flag(input, "none") {
                None
            } else {
                match parse_integer(input)? {
                    level @ 1.. => Some(level.min(255) as u8),
                    _ => return Err(malformed()),
                }
            };
            push(target, Declaration::BookmarkLevel(level))
        },
    )
    .remark("Headings have levels from 1 to 6 by themselves."),
    PropertyInfo::new(
        "bookmark-label",
        &[Longhand::BookmarkLabel],
        "`content(text)`",
        "one or more of strings, `content()`, `contents`, `attr()`, `counter()`, `counters()`, `string()`, `open-quote`, \
         `close-quote`, `no-open-quote`, `no-close-quote`",
        |input, target| {
            let parts = parse_parts(input, target.context, true)?;
            let is_text = |part: &ContentPart| {
                !matches!(part, ContentPart::Image(_) | ContentPart::Leader(_) | ContentPart::RunningElement { .. })
            };
            if !parts.iter().all(is_text) {
                return Err(malformed());
            }
            push(target, Declaration::BookmarkLabel(parts))
        },
    ),
    PropertyInfo::new(
        "bookmark-state",
        &[Longhand::BookmarkState],
        "`open`",
        "`open`, `closed`",
        |input, target| {
            let open = keyword(input, &[("open", true), ("closed", false)], &[])?;
            push(target, Declaration::BookmarkState(open))
        },
    )
    .remark("Where nothing is said the outline is open down to its second level."),
];

fn push(target: &mut Target<'_>, declaration: Declaration) -> Reading<()> {
    target.push(declaration);
    Ok(())
}

fn parse_content(input: &mut Parser<'_>, context: &ParseContext<'_>) -> Reading<ContentValue> {
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

/// One or more parts, to the end of the input or a `/`. `own_text` allows `content()`.
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
    // The old keyword of string-set.
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

/// A function that gives content; `None` where none comes next.
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

/// What `string()` and `element()` ask for: a name, and which of those on the page.
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

/// The arguments of `attr()`: a name, which HTML keeps in lower case.
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

/// Where a cross reference points: `attr(href)`, `url(#id)` or a string.
fn target_url(input: &mut Parser<'_>) -> Reading<TargetUrl> {
    if let Some(name) = function_maybe(input, "attr", attribute) {
        return name.map(TargetUrl::Attribute);
    }
    Ok(TargetUrl::Url(Arc::from(input.expect_url_or_string()?.as_ref())))
}

/// Names with integers; `default` counts where there is none.
fn counters(input: &mut Parser<'_>, target: &mut Target<'_>, default: i32) -> Reading<()> {
    let longhand = target.longhand()?;
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
    push(target, Declaration::Counter(longhand, changes))
}

/// What `counter-reset` says of plain and of reversed counters.
fn counter_resets(input: &mut Parser<'_>) -> Reading<(CounterChanges, ReversedCounters)> {
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

fn parse_string_set(
    input: &mut Parser<'_>,
    context: &ParseContext<'_>,
) -> Reading<Vec<(Arc<str>, Vec<ContentPart>)>> {
    if flag(input, "none") {
        return Ok(Vec::new());
    }
    input.parse_comma_separated(|input| {
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
    })
}

/// Sets one property of the group.
pub(super) fn apply(longhand: Longhand, declaration: &Declaration, style: &mut GeneratedContent) {
    match declaration {
        Declaration::Content(value) => {
            style.content = value.content.clone();
            style.alternative = value.alternative.clone();
        }
        Declaration::CounterReset(plain, reversed) => {
            style.counter_reset = plain.clone();
            style.counter_reversed = reversed.clone();
        }
        Declaration::Counter(_, changes) => {
            let slot = match longhand {
                Longhand::CounterIncrement => &mut style.counter_increment,
                _ => &mut style.counter_set,
            };
            *slot = changes.clone();
        }
        Declaration::StringSet(strings) => style.string_set = strings.clone(),
        Declaration::BookmarkLevel(level) => style.bookmark.level = *level,
        Declaration::BookmarkLabel(parts) => style.bookmark.label = Some(parts.clone()),
        Declaration::BookmarkState(open) => style.bookmark.open = Some(*open),
        _ => {}
    }
}

/// Takes one property over from another style.
pub(super) fn copy(longhand: Longhand, style: &mut GeneratedContent, source: &GeneratedContent) {
    match longhand {
        Longhand::Content => {
            style.content = source.content.clone();
            style.alternative = source.alternative.clone();
        }
        Longhand::CounterReset => {
            style.counter_reset = source.counter_reset.clone();
            style.counter_reversed = source.counter_reversed.clone();
        }
        Longhand::CounterIncrement => style.counter_increment = source.counter_increment.clone(),
        Longhand::CounterSet => style.counter_set = source.counter_set.clone(),
        Longhand::StringSet => style.string_set = source.string_set.clone(),
        Longhand::BookmarkLevel => style.bookmark.level = source.bookmark.level,
        Longhand::BookmarkLabel => style.bookmark.label.clone_from(&source.bookmark.label),
        Longhand::BookmarkState => style.bookmark.open = source.bookmark.open,
        _ => {}
    }
}
