//! Text: alignment, spaces, line breaks, hyphens, direction and colour (CSS Text 4, CSS Writing
//! Modes 4, CSS Color 4).

use cssparser::Parser;

use super::color_parser::parse_color;
use super::declaration::{Declaration, TabSizeValue, TextAlignValue};
use super::length::{
    LengthValue, Range, Units, parse_integer, parse_length, parse_length_percentage, parse_number,
};
use super::longhand::Longhand;
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed, refuse, unsupported};
use super::table::{PropertyInfo, Target};
use crate::css::style::InheritedText;
use crate::css::values::*;

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new("color", &[Longhand::Color], "`CanvasText` (black)", "a colour", |input, target| {
        push(target, Declaration::Color(parse_color(input)?))
    }),
    PropertyInfo::new("direction", &[Longhand::Direction], "`ltr`", "`ltr`, `rtl`", |input, target| {
        let keywords = [("ltr", Direction::LeftToRight), ("rtl", Direction::RightToLeft)];
        push(target, Declaration::Direction(keyword(input, &keywords, &[])?))
    }),
    PropertyInfo::new(
        "text-align",
        &[Longhand::TextAlign],
        "`start`",
        "`start`, `end`, `left`, `right`, `center`, `justify`, `match-parent`",
        |input, target| push(target, Declaration::TextAlign(parse_align(input)?)),
    )
    .remark("Does not reset `text-align-last`."),
    PropertyInfo::new(
        "text-align-last",
        &[Longhand::TextAlignLast],
        "`auto`",
        "`auto`, `start`, `end`, `left`, `right`, `center`, `justify`",
        |input, target| {
            if flag(input, "auto") {
                return push(target, Declaration::TextAlignLast(TextAlignLast::Auto));
            }
            let align = keyword(input, ALIGNS, &["match-parent"])?;
            push(target, Declaration::TextAlignLast(TextAlignLast::Align(align)))
        },
    ),
    PropertyInfo::new(
        "text-indent",
        &[Longhand::TextIndent],
        "`0`",
        "a length or percentage of the line's width, with `hanging`, `each-line` or both",
        parse_indent,
    ),
    PropertyInfo::new(
        "text-transform",
        &[Longhand::TextTransform],
        "`none`",
        "`none`, `uppercase`, `lowercase`, `capitalize`",
        |input, target| {
            let keywords = [
                ("none", TextTransform::None),
                ("uppercase", TextTransform::Uppercase),
                ("lowercase", TextTransform::Lowercase),
                ("capitalize", TextTransform::Capitalize),
            ];
            let transform = keyword(input, &keywords, &["full-width", "full-size-kana", "math-auto"])?;
            if !input.is_exhausted() {
                return Err(refuse(input, &["full-width", "full-size-kana"]));
            }
            push(target, Declaration::TextTransform(transform))
        },
    )
    .remark(
        "By the rules of the element's language: dotless i, Greek without accents, Lithuanian dots, Dutch IJ, \
         Armenian և.",
    ),
    PropertyInfo::new(
        "white-space-collapse",
        &[Longhand::WhiteSpaceCollapse],
        "`collapse`",
        "`collapse`, `preserve`, `preserve-breaks`, `preserve-spaces`, `break-spaces`",
        |input, target| {
            let collapse = keyword(input, COLLAPSES, &["discard"])?;
            push(target, Declaration::WhiteSpaceCollapse(collapse))
        },
    ),
    PropertyInfo::new(
        "text-wrap-mode",
        &[Longhand::TextWrapMode],
        "`wrap`",
        "`wrap`, `nowrap`",
        |input, target| push(target, Declaration::TextWrapMode(keyword(input, WRAP_MODES, &[])?)),
    ),
    PropertyInfo::new(
        "white-space",
        &[Longhand::WhiteSpaceCollapse, Longhand::TextWrapMode],
        "",
        "`normal`, `pre`, `nowrap`, `pre-wrap`, `pre-line`, `break-spaces`, or values of \
         `white-space-collapse` and `text-wrap-mode`",
        parse_white_space,
    ),
    PropertyInfo::new(
        "overflow-wrap",
        &[Longhand::OverflowWrap],
        "`normal`",
        "`normal`, `anywhere`, `break-word`",
        parse_overflow_wrap,
    ),
    PropertyInfo::new("word-wrap", &[Longhand::OverflowWrap], "", "as `overflow-wrap`", parse_overflow_wrap)
        .remark("Another name of `overflow-wrap`."),
    PropertyInfo::new(
        "word-break",
        &[Longhand::WordBreak],
        "`normal`",
        "`normal`, `break-all`, `keep-all`, `break-word`",
        |input, target| {
            // The old value stands for another property (CSS Text 3, section 5.2).
            if flag(input, "break-word") {
                target.push(Declaration::OverflowWrap(OverflowWrap::Anywhere));
                return push(target, Declaration::WordBreak(WordBreak::Normal));
            }
            let keywords = [
                ("normal", WordBreak::Normal),
                ("break-all", WordBreak::BreakAll),
                ("keep-all", WordBreak::KeepAll),
            ];
            push(target, Declaration::WordBreak(keyword(input, &keywords, &["manual", "auto-phrase"])?))
        },
    )
    .remark("`break-word` acts as `overflow-wrap: anywhere`."),
    PropertyInfo::new(
        "tab-size",
        &[Longhand::TabSize],
        "`8`",
        "a number of spaces, a length",
        |input, target| {
            let size = match parse_number(input, Range::NonNegative) {
                Ok(number) => TabSizeValue::Number(number),
                Err(_) => TabSizeValue::Length(parse_length(input, Range::NonNegative)?),
            };
            push(target, Declaration::TabSize(size))
        },
    )
    .remark(
        "Stops are counted from the edge of the block, before the line is aligned. In a justified line only what \
         comes after the last tab is stretched.",
    ),
    PropertyInfo::new(
        "visibility",
        &[Longhand::Visibility],
        "`visible`",
        "`visible`, `hidden`, `collapse`",
        |input, target| {
            let keywords = [
                ("visible", Visibility::Visible),
                ("hidden", Visibility::Hidden),
                ("collapse", Visibility::Collapse),
            ];
            push(target, Declaration::Visibility(keyword(input, &keywords, &["force-hidden"])?))
        },
    ),
    PropertyInfo::new("orphans", &[Longhand::Orphans], "`2`", "an integer from 1", |input, target| {
        push(target, Declaration::Orphans(line_count(input)?))
    }),
    PropertyInfo::new("widows", &[Longhand::Widows], "`2`", "an integer from 1", |input, target| {
        push(target, Declaration::Widows(line_count(input)?))
    }),
];

static ALIGNS: &[(&str, TextAlign)] = &[
    ("start", TextAlign::Start),
    ("end", TextAlign::End),
    ("left", TextAlign::Left),
    ("right", TextAlign::Right),
    ("center", TextAlign::Center),
    ("justify", TextAlign::Justify),
];

static COLLAPSES: &[(&str, WhiteSpaceCollapse)] = &[
    ("collapse", WhiteSpaceCollapse::Collapse),
    ("preserve", WhiteSpaceCollapse::Preserve),
    ("preserve-breaks", WhiteSpaceCollapse::PreserveBreaks),
    ("preserve-spaces", WhiteSpaceCollapse::PreserveSpaces),
    ("break-spaces", WhiteSpaceCollapse::BreakSpaces),
];

pub(super) static WRAP_MODES: &[(&str, TextWrapMode)] =
    &[("wrap", TextWrapMode::Wrap), ("nowrap", TextWrapMode::NoWrap)];

fn push(target: &mut Target<'_>, declaration: Declaration) -> Reading<()> {
    target.push(declaration);
    Ok(())
}

fn line_count(input: &mut Parser<'_>) -> Reading<u16> {
    match parse_integer(input)? {
        count if count >= 1 => Ok(u16::try_from(count).unwrap_or(u16::MAX)),
        _ => Err(malformed()),
    }
}

fn parse_align(input: &mut Parser<'_>) -> Reading<TextAlignValue> {
    if flag(input, "match-parent") {
        return Ok(TextAlignValue::MatchParent);
    }
    if input.try_parse(|input| input.expect_string_cloned()).is_ok() {
        return Err(unsupported("a string"));
    }
    keyword(input, ALIGNS, &["justify-all"]).map(TextAlignValue::Align)
}

/// The length and the keywords in any order (CSS Text 4, section 8.1).
fn parse_indent(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
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
    push(target, Declaration::TextIndent { length: length.ok_or_else(malformed)?, hanging, each_line })
}

/// The shorthand of CSS Text 4, section 3; its old values are combinations of the longhands'.
fn parse_white_space(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
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
                    collapse = keyword_maybe(input, COLLAPSES);
                    if collapse.is_some() && !input.is_exhausted() {
                        continue;
                    }
                }
                if mode.is_none() {
                    mode = keyword_maybe(input, WRAP_MODES);
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
    push(target, Declaration::TextWrapMode(mode))
}

fn parse_overflow_wrap(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let keywords = [
        ("normal", OverflowWrap::Normal),
        ("anywhere", OverflowWrap::Anywhere),
        ("break-word", OverflowWrap::BreakWord),
    ];
    push(target, Declaration::OverflowWrap(keyword(input, &keywords, &[])?))
}

/// Sets one property. The colour is set before all others.
pub(super) fn apply(
    declaration: &Declaration,
    text: &mut InheritedText,
    parent: &InheritedText,
    units: &Units<'_>,
) {
    let length = |value: &LengthValue| value.resolve_non_negative(units).length;
    match declaration {
        // `currentcolor` in `color` itself is the parent's.
        Declaration::Color(value) => text.color = value.resolve(parent.color),
        Declaration::Direction(direction) => text.direction = *direction,
        Declaration::TextAlign(TextAlignValue::Align(align)) => text.align = *align,
        Declaration::TextAlign(TextAlignValue::MatchParent) => {
            text.align = match (parent.align, parent.direction) {
                (TextAlign::Start, Direction::LeftToRight) | (TextAlign::End, Direction::RightToLeft) => {
                    TextAlign::Left
                }
                (TextAlign::Start, Direction::RightToLeft) | (TextAlign::End, Direction::LeftToRight) => {
                    TextAlign::Right
                }
                (align, _) => align,
            };
        }
        Declaration::TextAlignLast(align) => text.align_last = *align,
        Declaration::TextIndent { length, hanging, each_line } => {
            text.indent =
                TextIndent { length: length.resolve(units), hanging: *hanging, each_line: *each_line };
        }
        Declaration::TextTransform(transform) => text.transform = *transform,
        Declaration::WhiteSpaceCollapse(collapse) => text.white_space_collapse = *collapse,
        Declaration::TextWrapMode(mode) => text.wrap = *mode,
        Declaration::TextWrapStyle(style) => text.wrap_style = *style,
        Declaration::TextJustify(justify) => text.justify = *justify,
        Declaration::LineSnap(snap) => text.line_snap = *snap,
        Declaration::HangingPunctuation(hanging) => text.hanging_punctuation = *hanging,
        Declaration::Hyphens(hyphens) => text.hyphens = *hyphens,
        Declaration::HyphenateLimitChars(limit) => text.hyphenate_limit_chars = *limit,
        Declaration::HyphenateLimitLines(limit) => text.hyphenate_limit_lines = *limit,
        Declaration::HyphenateCharacter(character) => text.hyphenate_character = character.clone(),
        Declaration::OverflowWrap(wrap) => text.overflow_wrap = *wrap,
        Declaration::WordBreak(word_break) => text.word_break = *word_break,
        Declaration::TabSize(TabSizeValue::Number(number)) => text.tab_size = TabSize::Number(*number),
        Declaration::TabSize(TabSizeValue::Length(value)) => text.tab_size = TabSize::Length(length(value)),
        Declaration::Orphans(count) => text.orphans = *count,
        Declaration::Widows(count) => text.widows = *count,
        Declaration::Visibility(visibility) => text.visibility = *visibility,
        Declaration::ListStyleType(style) => text.list_style_type = style.clone(),
        Declaration::ListStylePosition(position) => text.list_style_position = *position,
        Declaration::ListStyleImage(image) => text.list_style_image = image.clone(),
        Declaration::Quotes(Some(pairs)) => {
            text.quotes = pairs.clone();
            text.quotes_by_language = false;
        }
        // The marks themselves are chosen when the language is known.
        Declaration::Quotes(None) => text.quotes_by_language = true,
        Declaration::BorderCollapse(collapse) => text.border_collapse = *collapse,
        Declaration::BorderSpacing(spacing) => {
            text.border_spacing = (length(&spacing[0]), length(&spacing[1]));
        }
        Declaration::CaptionSide(side) => text.caption_side = *side,
        Declaration::EmptyCells(cells) => text.empty_cells = *cells,
        Declaration::TextUnderlineOffset(offset) => {
            text.underline_offset = offset.as_ref().map(|offset| offset.resolve(units));
        }
        Declaration::TextUnderlinePosition(position) => text.underline_position = *position,
        Declaration::TextDecorationSkipInk(skip) => text.skip_ink = *skip,
        _ => {}
    }
}

/// Takes one property over from another style.
pub(super) fn copy(longhand: Longhand, text: &mut InheritedText, source: &InheritedText) {
    match longhand {
        Longhand::Color => text.color = source.color,
        Longhand::Direction => text.direction = source.direction,
        Longhand::TextAlign => text.align = source.align,
        Longhand::TextAlignLast => text.align_last = source.align_last,
        Longhand::TextIndent => text.indent = source.indent,
        Longhand::TextTransform => text.transform = source.transform,
        Longhand::WhiteSpaceCollapse => text.white_space_collapse = source.white_space_collapse,
        Longhand::TextWrapMode => text.wrap = source.wrap,
        Longhand::TextWrapStyle => text.wrap_style = source.wrap_style,
        Longhand::TextJustify => text.justify = source.justify,
        Longhand::LineSnap => text.line_snap = source.line_snap,
        Longhand::HangingPunctuation => text.hanging_punctuation = source.hanging_punctuation,
        Longhand::Hyphens => text.hyphens = source.hyphens,
        Longhand::HyphenateLimitChars => text.hyphenate_limit_chars = source.hyphenate_limit_chars,
        Longhand::HyphenateLimitLines => text.hyphenate_limit_lines = source.hyphenate_limit_lines,
        Longhand::HyphenateCharacter => text.hyphenate_character = source.hyphenate_character.clone(),
        Longhand::OverflowWrap => text.overflow_wrap = source.overflow_wrap,
        Longhand::WordBreak => text.word_break = source.word_break,
        Longhand::TabSize => text.tab_size = source.tab_size,
        Longhand::Orphans => text.orphans = source.orphans,
        Longhand::Widows => text.widows = source.widows,
        Longhand::Visibility => text.visibility = source.visibility,
        Longhand::ListStyleType => text.list_style_type = source.list_style_type.clone(),
        Longhand::ListStylePosition => text.list_style_position = source.list_style_position,
        Longhand::ListStyleImage => text.list_style_image = source.list_style_image.clone(),
        Longhand::Quotes => {
            text.quotes = source.quotes.clone();
            text.quotes_by_language = source.quotes_by_language;
        }
        Longhand::BorderCollapse => text.border_collapse = source.border_collapse,
        Longhand::BorderSpacing => text.border_spacing = source.border_spacing,
        Longhand::CaptionSide => text.caption_side = source.caption_side,
        Longhand::EmptyCells => text.empty_cells = source.empty_cells,
        Longhand::TextUnderlineOffset => text.underline_offset = source.underline_offset,
        Longhand::TextUnderlinePosition => text.underline_position = source.underline_position,
        Longhand::TextDecorationSkipInk => text.skip_ink = source.skip_ink,
        _ => {}
    }
}
