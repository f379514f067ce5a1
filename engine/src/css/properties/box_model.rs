//! The box: its type, position, size and edges (CSS Display 3, CSS Positioned Layout 3, CSS Sizing 3,
//! CSS Box 4, CSS Images 3).

use std::sync::Arc;

use cssparser::Parser;

use super::length::{LengthValue, Range, parse_integer, parse_length_percentage, parse_number};
use super::position::{PositionValue, parse_position};
use super::reader::{
    Reading, custom_identifier, flag, function_maybe, keyword, keyword_maybe, malformed, refuse,
    unsupported_but,
};
use super::specified::*;
use super::value::ParseValue;
use crate::css::values::*;

pub(super) fn parse_float(input: &mut Parser<'_>) -> Reading<FloatValue> {
    let keywords = [
        ("none", FloatValue::Physical(Float::None)),
        ("left", FloatValue::Physical(Float::Left)),
        ("right", FloatValue::Physical(Float::Right)),
        ("inline-start", FloatValue::InlineStart),
        ("inline-end", FloatValue::InlineEnd),
        ("footnote", FloatValue::Physical(Float::Footnote)),
    ];
    let others = ["top", "bottom", "block-start", "block-end", "inside", "outside", "snap()"];
    keyword(input, &keywords, &others)
}

pub(super) fn parse_clear(input: &mut Parser<'_>) -> Reading<ClearValue> {
    let keywords = [
        ("none", ClearValue::Physical(Clear::None)),
        ("left", ClearValue::Physical(Clear::Left)),
        ("right", ClearValue::Physical(Clear::Right)),
        ("both", ClearValue::Physical(Clear::Both)),
        ("inline-start", ClearValue::InlineStart),
        ("inline-end", ClearValue::InlineEnd),
    ];
    let others = ["top", "bottom", "block-start", "block-end", "both-block", "both-inline", "all"];
    keyword(input, &keywords, &others)
}

pub(super) fn parse_padding(input: &mut Parser<'_>) -> Reading<LengthValue> {
    parse_length_percentage(input, Range::NonNegative)
}

/// `None` is `auto`.
pub(super) fn parse_z_index(input: &mut Parser<'_>) -> Reading<Option<i32>> {
    if flag(input, "auto") { Ok(None) } else { parse_integer(input).map(Some) }
}

pub(super) fn parse_object_position(input: &mut Parser<'_>) -> Reading<Box<PositionValue>> {
    parse_position(input, false).map(Box::new)
}

static DISPLAYS: &[(&str, Display)] = &[
    ("none", Display::None),
    ("contents", Display::Contents),
    ("inline", Display::Inline),
    ("block", Display::Block),
    ("flow", Display::Block),
    ("inline-block", Display::InlineBlock),
    ("flow-root", Display::FlowRoot),
    ("-webkit-box", Display::FlowRoot),
    ("-webkit-inline-box", Display::InlineBlock),
    ("list-item", Display::ListItem),
    ("flex", Display::Flex),
    ("inline-flex", Display::InlineFlex),
    ("grid", Display::Grid),
    ("inline-grid", Display::InlineGrid),
    ("table", Display::Table),
    ("inline-table", Display::InlineTable),
    ("table-row-group", Display::TableRowGroup),
    ("table-header-group", Display::TableHeaderGroup),
    ("table-footer-group", Display::TableFooterGroup),
    ("table-row", Display::TableRow),
    ("table-cell", Display::TableCell),
    ("table-column", Display::TableColumn),
    ("table-column-group", Display::TableColumnGroup),
    ("table-caption", Display::TableCaption),
    ("ruby", Display::Ruby),
    ("ruby-base", Display::RubyBase),
    ("ruby-text", Display::RubyText),
    ("ruby-text-container", Display::RubyTextContainer),
];

static UNSUPPORTED_DISPLAYS: &[&str] = &["run-in", "math", "ruby-base-container", "grid-lanes"];

/// The outer display type (CSS Display 3, section 2.1).
#[derive(Clone, Copy)]
enum OuterDisplay {
    Block,
    Inline,
}

/// The inner display type (CSS Display 3, section 2.2).
#[derive(Clone, Copy)]
enum InnerDisplay {
    Flow,
    FlowRoot,
    Table,
    Flex,
    Grid,
}

/// `display`: one keyword, or several (CSS Display 3, section 2).
pub(super) fn parse_display(input: &mut Parser<'_>) -> Reading<Display> {
    let start = input.state();
    if let Some(display) = keyword_maybe(input, DISPLAYS)
        && input.is_exhausted()
    {
        return Ok(display);
    }
    input.reset(&start);
    parse_display_types(input)
}

/// The outer and the inner display type and `list-item`, in any order, each at most once.
fn parse_display_types(input: &mut Parser<'_>) -> Reading<Display> {
    use InnerDisplay::{Flex, Flow, FlowRoot, Grid, Table};
    use OuterDisplay::{Block, Inline};
    let (mut outer, mut inner, mut is_list_item) = (None, None, false);
    while !input.is_exhausted() {
        if outer.is_none() {
            outer = keyword_maybe(input, &[("block", Block), ("inline", Inline)]);
            if outer.is_some() {
                continue;
            }
        }
        if inner.is_none() {
            let inners =
                [("flow", Flow), ("flow-root", FlowRoot), ("table", Table), ("flex", Flex), ("grid", Grid)];
            inner = keyword_maybe(input, &inners);
            if inner.is_some() {
                continue;
            }
        }
        if !flag(input, "list-item") || is_list_item {
            return Err(refuse(input, UNSUPPORTED_DISPLAYS));
        }
        is_list_item = true;
    }
    let (outer, inner) = (outer.unwrap_or(Block), inner.unwrap_or(Flow));
    if is_list_item {
        return match (outer, inner) {
            (Block, Flow | FlowRoot) => Ok(Display::ListItem),
            (Inline, Flow) => Ok(Display::InlineListItem),
            (Inline, FlowRoot) => Err(super::reader::unsupported("inline flow-root list-item")),
            (_, Table | Flex | Grid) => Err(malformed()),
        };
    }
    Ok(match (outer, inner) {
        (Block, Flow) => Display::Block,
        (Block, FlowRoot) => Display::FlowRoot,
        (Block, Table) => Display::Table,
        (Block, Flex) => Display::Flex,
        (Block, Grid) => Display::Grid,
        (Inline, Flow) => Display::Inline,
        (Inline, FlowRoot) => Display::InlineBlock,
        (Inline, Table) => Display::InlineTable,
        (Inline, Flex) => Display::InlineFlex,
        (Inline, Grid) => Display::InlineGrid,
    })
}

pub(super) fn parse_position_scheme(input: &mut Parser<'_>) -> Reading<(Position, Option<Arc<str>>)> {
    let keywords = [
        ("static", Position::Static),
        ("relative", Position::Relative),
        ("absolute", Position::Absolute),
        ("fixed", Position::Fixed),
    ];
    if let Some(position) = keyword_maybe(input, &keywords) {
        return Ok((position, None));
    }
    if let Some(name) = function_maybe(input, "running", |input| custom_identifier(input, &["none"])) {
        return Ok((Position::Running, Some(name?)));
    }
    if flag(input, "sticky") {
        return Err(unsupported_but("sticky", "Pages do not scroll: use relative or static."));
    }
    Err(malformed())
}

/// A width or height; `none_or_auto` is the keyword for no limit.
pub(super) fn parse_specified_size(input: &mut Parser<'_>, none_or_auto: &str) -> Reading<SpecifiedSize> {
    if flag(input, none_or_auto) {
        return Ok(SpecifiedSize::Auto);
    }
    let keywords = [
        ("min-content", SpecifiedSize::MinContent),
        ("max-content", SpecifiedSize::MaxContent),
        ("fit-content", SpecifiedSize::FitContent),
    ];
    if let Some(size) = keyword_maybe(input, &keywords) {
        return Ok(size);
    }
    let other = refuse(input, &["stretch", "contain", "fit-content()", "anchor-size()", "calc-size()"]);
    if super::reader::is_unsupported(&other) {
        return Err(other);
    }
    parse_length_percentage(input, Range::NonNegative).map(SpecifiedSize::Length)
}

impl ParseValue for SpecifiedSize {
    const GRAMMAR: &'static str =
        "`auto`, a length, a percentage, `min-content`, `max-content`, `fit-content`";

    fn parse(input: &mut Parser<'_>) -> Reading<SpecifiedSize> {
        parse_specified_size(input, "auto")
    }
}

/// `max-width` and similar properties.
pub(super) fn parse_maximum(input: &mut Parser<'_>) -> Reading<SpecifiedSize> {
    parse_specified_size(input, "none")
}

/// `None` is `auto`.
pub(super) fn parse_ratio(input: &mut Parser<'_>) -> Reading<Option<AspectRatio>> {
    let before = flag(input, "auto");
    if before && input.is_exhausted() {
        return Ok(None);
    }
    let width = parse_number(input, Range::NonNegative)?;
    let height = match input.try_parse(|input| input.expect_delim('/')) {
        Ok(()) => parse_number(input, Range::NonNegative)?,
        Err(_) => 1.0,
    };
    let after = !before && !input.is_exhausted();
    if after {
        input.expect_ident_matching("auto")?;
    }
    // A degenerate ratio (0 or infinite) behaves as `auto` (CSS Sizing 4, section 5.1).
    let ratio = width / height;
    let is_fallback = before || after;
    Ok((ratio.is_finite() && ratio > 0.0).then_some(AspectRatio { ratio, is_fallback }))
}

pub(super) fn parse_vertical_align(input: &mut Parser<'_>) -> Reading<VerticalAlignValue> {
    let keywords = [
        ("baseline", VerticalAlign::Baseline),
        ("sub", VerticalAlign::Sub),
        ("super", VerticalAlign::Super),
        ("text-top", VerticalAlign::TextTop),
        ("text-bottom", VerticalAlign::TextBottom),
        ("middle", VerticalAlign::Middle),
        ("top", VerticalAlign::Top),
        ("bottom", VerticalAlign::Bottom),
    ];
    if let Some(align) = keyword_maybe(input, &keywords) {
        return Ok(VerticalAlignValue::Keyword(align));
    }
    let other = refuse(input, &["first", "last", "alphabetic", "ideographic", "central", "mathematical"]);
    if super::reader::is_unsupported(&other) {
        return Err(other);
    }
    parse_length_percentage(input, Range::All).map(VerticalAlignValue::Length)
}
