//! Text: alignment, spaces, line breaks, hyphens, direction and color (CSS Text 4, CSS Writing
//! Modes 4, CSS Color 4).

use cssparser::{Parser, Token};

use super::declaration::Declaration;
use super::length::{Range, parse_integer, parse_length, parse_length_percentage, parse_number};
use super::longhand::Longhand;
use super::property::{ParseTarget, PropertyInfo};
use super::quotes::QuotePairs;
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed, refuse, unsupported};
use super::specified::{TabSizeValue, TextAlignValue, TextIndentValue};
use super::value::{ParseValue, ValueContext, non_negative_length};
use crate::css::style::InheritedText;
use crate::css::values::*;

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "white-space",
        &[Longhand::WhiteSpaceCollapse, Longhand::TextWrapMode],
        "",
        "`normal`, `pre`, `nowrap`, `pre-wrap`, `pre-line`, `break-spaces`, or values of \
         `white-space-collapse` and `text-wrap-mode`",
        parse_white_space,
    ),
    PropertyInfo::new("word-wrap", &[Longhand::OverflowWrap], "", "as `overflow-wrap`", |input, target| {
        target.push(Declaration::OverflowWrap(OverflowWrap::parse(input)?));
        Ok(())
    })
    .remark("An alias of `overflow-wrap`."),
    PropertyInfo::new("writing-mode", &[], "`horizontal-tb`", "`horizontal-tb`", |input, _| {
        let vertical = ["vertical-rl", "vertical-lr", "sideways-rl", "sideways-lr"];
        keyword(input, &[("horizontal-tb", ()), ("lr", ()), ("lr-tb", ()), ("rl", ())], &vertical)
    })
    .remark("Text is never vertical."),
];

/// A number of lines, for `orphans` and `widows`.
pub(super) fn parse_line_count(input: &mut Parser<'_>) -> Reading<u16> {
    match parse_integer(input)? {
        count if count >= 1 => Ok(u16::try_from(count).unwrap_or(u16::MAX)),
        _ => Err(malformed()),
    }
}

/// `justify-all` also justifies last lines (CSS Text 3, section 6.1).
pub(super) fn parse_align(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    if flag(input, "match-parent") {
        target.push(Declaration::TextAlign(TextAlignValue::MatchParent));
        return Ok(());
    }
    if flag(input, "justify-all") {
        target.push(Declaration::TextAlign(TextAlignValue::Align(TextAlign::Justify)));
        target.push(Declaration::TextAlignLast(TextAlignLast::Align(TextAlign::Justify)));
        return Ok(());
    }
    if input.try_parse(|input| input.expect_string_cloned()).is_ok() {
        return Err(unsupported("a string"));
    }
    target.push(Declaration::TextAlign(TextAlignValue::Align(keyword(input, TextAlign::KEYWORDS, &[])?)));
    Ok(())
}

pub(super) fn parse_align_last(input: &mut Parser<'_>) -> Reading<TextAlignLast> {
    if flag(input, "auto") {
        return Ok(TextAlignLast::Auto);
    }
    keyword(input, TextAlign::KEYWORDS, &["match-parent"]).map(TextAlignLast::Align)
}

/// One keyword; CSS allows others beside it, which are not supported.
pub(super) fn parse_transform(input: &mut Parser<'_>) -> Reading<TextTransform> {
    let transform = TextTransform::parse(input)?;
    if input.is_exhausted() { Ok(transform) } else { Err(refuse(input, &["full-width", "full-size-kana"])) }
}

pub(super) fn parse_tab_size(input: &mut Parser<'_>) -> Reading<TabSizeValue> {
    match parse_number(input, Range::NonNegative) {
        Ok(number) => Ok(TabSizeValue::Number(number)),
        Err(_) => parse_length(input, Range::NonNegative).map(TabSizeValue::Length),
    }
}

/// The legacy value `break-word` also sets `overflow-wrap` (CSS Text 3, section 5.2).
pub(super) fn parse_word_break(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    if flag(input, "break-word") {
        target.push(Declaration::OverflowWrap(OverflowWrap::Anywhere));
        target.push(Declaration::WordBreak(WordBreak::Normal));
    } else {
        target.push(Declaration::WordBreak(WordBreak::parse(input)?));
    }
    Ok(())
}

/// The length and the keywords in any order (CSS Text 4, section 8.1).
pub(super) fn parse_indent(input: &mut Parser<'_>) -> Reading<TextIndentValue> {
    let (mut length, mut hanging, mut each_line) = (None, false, false);
    while !input.is_exhausted() {
        if !hanging && flag(input, "hanging") {
            hanging = true;
        } else if !each_line && flag(input, "each-line") {
            each_line = true;
        } else if length.is_none() {
            length = Some(parse_length_percentage(input, Range::All)?);
        } else {
            return Err(malformed());
        }
    }
    Ok(TextIndentValue { length: length.ok_or_else(malformed)?, hanging, each_line })
}

/// The shorthand `white-space` (CSS Text 4, section 3). Its legacy values set both longhands.
fn parse_white_space(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    use WhiteSpaceCollapse::{BreakSpaces, Collapse, Preserve, PreserveBreaks};
    let combinations = [
        ("normal", (Collapse, TextWrapMode::Wrap)),
        ("pre", (Preserve, TextWrapMode::NoWrap)),
        ("nowrap", (Collapse, TextWrapMode::NoWrap)),
        ("pre-wrap", (Preserve, TextWrapMode::Wrap)),
        ("pre-line", (PreserveBreaks, TextWrapMode::Wrap)),
        ("break-spaces", (BreakSpaces, TextWrapMode::Wrap)),
    ];
    let start = input.state();
    let combination = keyword_maybe(input, &combinations).filter(|_| input.is_exhausted());
    let (collapse, mode) = match combination {
        Some(combination) => combination,
        None => {
            input.reset(&start);
            let (mut collapse, mut mode) = (None, None);
            loop {
                if collapse.is_none() {
                    collapse = keyword_maybe(input, WhiteSpaceCollapse::KEYWORDS);
                    if collapse.is_some() && !input.is_exhausted() {
                        continue;
                    }
                }
                if mode.is_none() {
                    mode = keyword_maybe(input, TextWrapMode::KEYWORDS);
                    if mode.is_some() && collapse.is_none() && !input.is_exhausted() {
                        continue;
                    }
                }
                break;
            }
            if !input.is_exhausted() || (collapse.is_none() && mode.is_none()) {
                return Err(refuse(
                    input,
                    &["discard", "balance", "pretty", "discard-before", "discard-after"],
                ));
            }
            (collapse.unwrap_or(Collapse), mode.unwrap_or(TextWrapMode::Wrap))
        }
    };
    target.push(Declaration::WhiteSpaceCollapse(collapse));
    target.push(Declaration::TextWrapMode(mode));
    Ok(())
}

/// The computed `text-align` (CSS Text 4, section 7.1).
pub(super) fn compute_align(value: &TextAlignValue, context: &ValueContext<'_>) -> TextAlign {
    let parent = &context.parent.text;
    match (value, parent.align, parent.direction) {
        (TextAlignValue::Align(align), ..) => *align,
        (_, TextAlign::Start, Direction::LeftToRight) | (_, TextAlign::End, Direction::RightToLeft) => {
            TextAlign::Left
        }
        (_, TextAlign::Start, Direction::RightToLeft) | (_, TextAlign::End, Direction::LeftToRight) => {
            TextAlign::Right
        }
        (_, align, _) => align,
    }
}

pub(super) fn compute_indent(value: &TextIndentValue, context: &ValueContext<'_>) -> TextIndent {
    let TextIndentValue { length, hanging, each_line } = value;
    TextIndent { length: length.resolve(context.units), hanging: *hanging, each_line: *each_line }
}

pub(super) fn compute_tab_size(value: &TabSizeValue, context: &ValueContext<'_>) -> TabSize {
    match value {
        TabSizeValue::Number(number) => TabSize::Number(*number),
        TabSizeValue::Length(value) => TabSize::Length(non_negative_length(value, context)),
    }
}

/// Sets `quotes`. `None` is `auto`: the marks are chosen when the language is known.
pub(super) fn apply_quotes(text: &mut InheritedText, value: &Option<QuotePairs>, _: &ValueContext<'_>) {
    if let Some(pairs) = value {
        text.quotes = pairs.clone();
    }
    text.quotes_by_language = value.is_none();
}

pub(super) fn copy_quotes(text: &mut InheritedText, source: &InheritedText) {
    text.quotes = source.quotes.clone();
    text.quotes_by_language = source.quotes_by_language;
}

/// `image-resolution`: `[ from-image || <resolution> ] && snap?` (CSS Images 4, section 6.2).
pub(super) fn parse_image_resolution(input: &mut Parser<'_>) -> Reading<ImageResolution> {
    let (mut from_image, mut dots, mut snap) = (false, None, false);
    while !input.is_exhausted() {
        if !from_image && flag(input, "from-image") {
            from_image = true;
        } else if !snap && flag(input, "snap") {
            snap = true;
        } else if dots.is_none() {
            dots = Some(parse_resolution(input)?);
        } else {
            return Err(malformed());
        }
    }
    if !from_image && dots.is_none() {
        return Err(malformed());
    }
    Ok(ImageResolution { from_image, dots: dots.unwrap_or(ImageResolution::INITIAL.dots) })
}

/// A resolution above 0, in pixels of an image in a CSS pixel.
fn parse_resolution(input: &mut Parser<'_>) -> Reading<f32> {
    let (value, unit) = match input.next()? {
        Token::Dimension { value, unit, .. } => (*value, unit.to_ascii_lowercase()),
        _ => return Err(malformed()),
    };
    let dots = match &*unit {
        "dppx" | "x" => value,
        "dpi" => value / 96.0,
        "dpcm" => value * 2.54 / 96.0,
        _ => return Err(malformed()),
    };
    if dots.is_finite() && dots > 0.0 { Ok(dots) } else { Err(malformed()) }
}
