//! Lists, tables and quotation marks (CSS Lists 3, CSS Counter Styles 3, CSS Tables 3).

use std::sync::Arc;

use cssparser::Parser;

use super::ParseContext;
use super::counter_symbols::parse_symbols;
use super::declaration::Declaration;
use super::length::{Range, parse_length};
use super::longhand::Longhand;
use super::quotes::QuotePairs;
use super::reader::{Reading, flag, function_maybe, keyword, keyword_maybe, malformed, refuse, url_maybe};
use super::table::{PropertyInfo, Target};
use crate::css::CounterStyle;
use crate::css::values::counter_style::style_name;
use crate::css::values::*;

/// The values of `list-style-type`, for the documentation.
const COUNTER_STYLES: &str =
    "`none`, a string, `symbols()`, the name of a predefined style or of an `@counter-style` rule";

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "list-style-type",
        &[Longhand::ListStyleType],
        "`disc`",
        COUNTER_STYLES,
        |input, target| push(target, Declaration::ListStyleType(parse_counter_style(input)?)),
    ),
    PropertyInfo::new(
        "list-style-position",
        &[Longhand::ListStylePosition],
        "`outside`",
        "`inside`, `outside`",
        |input, target| push(target, Declaration::ListStylePosition(keyword(input, POSITIONS, &[])?)),
    ),
    PropertyInfo::new(
        "list-style-image",
        &[Longhand::ListStyleImage],
        "`none`",
        "`none`, `url()`",
        |input, target| {
            let image = parse_list_image(input, target.context)?;
            push(target, Declaration::ListStyleImage(image))
        },
    ),
    PropertyInfo::new(
        "list-style",
        &[Longhand::ListStyleType, Longhand::ListStylePosition, Longhand::ListStyleImage],
        "",
        "a type, a position and an image, in any order",
        parse_list_style,
    ),
    PropertyInfo::new(
        "quotes",
        &[Longhand::Quotes],
        "`auto`",
        "`auto`, `none`, pairs of strings",
        |input, target| push(target, Declaration::Quotes(parse_quotes(input)?)),
    )
    .remark("`auto` takes the marks of the element's language."),
    PropertyInfo::new(
        "border-collapse",
        &[Longhand::BorderCollapse],
        "`separate`",
        "`separate`, `collapse`",
        |input, target| {
            let keywords = [("separate", BorderCollapse::Separate), ("collapse", BorderCollapse::Collapse)];
            push(target, Declaration::BorderCollapse(keyword(input, &keywords, &[])?))
        },
    ),
    PropertyInfo::new(
        "border-spacing",
        &[Longhand::BorderSpacing],
        "`0`",
        "one length, or two: horizontal and vertical",
        |input, target| {
            let spacing = super::reader::one_or_two(input, |input| parse_length(input, Range::NonNegative))?;
            push(target, Declaration::BorderSpacing(Box::new(spacing)))
        },
    ),
    PropertyInfo::new(
        "caption-side",
        &[Longhand::CaptionSide],
        "`top`",
        "`top`, `bottom`, `block-start`, `block-end`",
        |input, target| {
            let keywords = [
                ("top", CaptionSide::Top),
                ("bottom", CaptionSide::Bottom),
                ("block-start", CaptionSide::Top),
                ("block-end", CaptionSide::Bottom),
            ];
            let side = keyword(input, &keywords, &["left", "right", "inline-start", "inline-end"])?;
            push(target, Declaration::CaptionSide(side))
        },
    ),
    PropertyInfo::new("empty-cells", &[Longhand::EmptyCells], "`show`", "`show`, `hide`", |input, target| {
        let keywords = [("show", EmptyCells::Show), ("hide", EmptyCells::Hide)];
        push(target, Declaration::EmptyCells(keyword(input, &keywords, &[])?))
    }),
    PropertyInfo::new(
        "table-layout",
        &[Longhand::TableLayout],
        "`auto`",
        "`auto`, `fixed`",
        |input, target| {
            let keywords = [("auto", TableLayout::Auto), ("fixed", TableLayout::Fixed)];
            push(target, Declaration::TableLayout(keyword(input, &keywords, &[])?))
        },
    ),
];

static POSITIONS: &[(&str, ListStylePosition)] =
    &[("inside", ListStylePosition::Inside), ("outside", ListStylePosition::Outside)];

fn push(target: &mut Target<'_>, declaration: Declaration) -> Reading<()> {
    target.push(declaration);
    Ok(())
}

/// A counter style: a name, a string that stands for all numbers, or `symbols()`.
pub(super) fn parse_counter_style(input: &mut Parser<'_>) -> Reading<CounterStyle> {
    if let Ok(string) = input.try_parse(|input| input.expect_string_cloned()) {
        return Ok(CounterStyle::String(Arc::from(string.as_ref())));
    }
    let symbols = function_maybe(input, "symbols", |input| parse_symbols(input).map_err(|()| malformed()));
    if let Some(symbols) = symbols {
        return Ok(CounterStyle::Defined(Arc::new(symbols?)));
    }
    if flag(input, "none") {
        return Ok(CounterStyle::None);
    }
    let name = style_name(&super::reader::custom_identifier(input, &[])?);
    Ok(match &*name {
        // These no rule defines anew.
        "disc" => CounterStyle::Disc,
        "circle" => CounterStyle::Circle,
        "square" => CounterStyle::Square,
        "decimal" => CounterStyle::Decimal,
        name => CounterStyle::Named(name.into()),
    })
}

/// `None` is `none`.
fn parse_list_image(input: &mut Parser<'_>, context: &ParseContext<'_>) -> Reading<Option<Arc<ImageUrl>>> {
    if flag(input, "none") {
        return Ok(None);
    }
    match url_maybe(input, context) {
        Some(url) => Ok(Some(url)),
        None => Err(refuse(input, super::background::UNSUPPORTED_LIST_IMAGES)),
    }
}

fn parse_list_style(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let (mut style, mut position, mut image, mut nones) = (None, None, None, 0);
    while !input.is_exhausted() {
        // `none` may be meant for the type, for the image, or for both.
        if flag(input, "none") {
            nones += 1;
        } else if let Some(found) = keyword_maybe(input, POSITIONS) {
            if position.replace(found).is_some() {
                return Err(malformed());
            }
        } else if let Some(url) = url_maybe(input, target.context) {
            if image.replace(url).is_some() {
                return Err(malformed());
            }
        } else if style.replace(parse_counter_style(input)?).is_some() {
            return Err(malformed());
        }
    }
    let free = usize::from(style.is_none()) + usize::from(image.is_none());
    if nones > free || (nones == 0 && style.is_none() && image.is_none() && position.is_none()) {
        return Err(malformed());
    }
    let style = style.unwrap_or(if nones > 0 { CounterStyle::None } else { CounterStyle::Disc });
    target.push(Declaration::ListStyleType(style));
    target.push(Declaration::ListStylePosition(position.unwrap_or(ListStylePosition::Outside)));
    push(target, Declaration::ListStyleImage(image))
}

/// `None` is `auto`, no pairs is `none`.
fn parse_quotes(input: &mut Parser<'_>) -> Reading<Option<QuotePairs>> {
    if flag(input, "auto") {
        return Ok(None);
    }
    if flag(input, "none") {
        return Ok(Some(Arc::new([])));
    }
    let string =
        |input: &mut Parser<'_>| -> Reading<Arc<str>> { Ok(Arc::from(input.expect_string()?.as_ref())) };
    let mut pairs = Vec::new();
    loop {
        pairs.push((string(input)?, string(input)?));
        if input.is_exhausted() {
            return Ok(Some(pairs.into()));
        }
    }
}
