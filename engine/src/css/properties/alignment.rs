//! Flexible boxes, gaps and alignment (CSS Flexbox 1, CSS Box Alignment 3).

use cssparser::{Parser, ParserState};

use super::box_model::parse_specified_size;
use super::declaration::{Declaration, SpecifiedSize};
use super::length::{LengthValue, Range, parse_integer, parse_length_percentage, parse_number};
use super::longhand::Longhand;
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed, refuse};
use super::table::{PropertyInfo, Target};
use crate::css::values::*;

const SELF_VALUES: &str = "`auto`, `normal`, `stretch`, `baseline`, `first baseline`, `last baseline`, or with or \
     without `safe` or `unsafe` before it `start`, `end`, `self-start`, `self-end`, `flex-start`, `flex-end`, \
     `center`";
const ITEMS_VALUES: &str = "`normal`, `stretch`, `baseline`, `first baseline`, `last baseline`, or with or without \
     `safe` or `unsafe` before it `start`, `end`, `self-start`, `self-end`, `flex-start`, `flex-end`, `center`";
const ALIGN_CONTENT_VALUES: &str = "`normal`, `stretch`, `baseline`, `first baseline`, `last baseline`, `space-between`, `space-around`, `space-evenly`, or with or \
     without `safe` or `unsafe` before it `start`, `end`, `flex-start`, `flex-end`, `center`";
const GAPS: &str = "`normal`, a length, a percentage";

const fn gap(name: &'static str, longhands: &'static [Longhand]) -> PropertyInfo {
    PropertyInfo::new(name, longhands, "`normal`", GAPS, |input, target| {
        let longhand = target.longhand()?;
        push(target, Declaration::Gap(longhand, parse_gap(input)?))
    })
}

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "flex-direction",
        &[Longhand::FlexDirection],
        "`row`",
        "`row`, `row-reverse`, `column`, `column-reverse`",
        |input, target| push(target, Declaration::FlexDirection(keyword(input, DIRECTIONS, &[])?)),
    ),
    PropertyInfo::new(
        "flex-wrap",
        &[Longhand::FlexWrap],
        "`nowrap`",
        "`nowrap`, `wrap`, `wrap-reverse`",
        |input, target| push(target, Declaration::FlexWrap(keyword(input, WRAPS, &["balance"])?)),
    ),
    PropertyInfo::new(
        "flex-flow",
        &[Longhand::FlexDirection, Longhand::FlexWrap],
        "",
        "values of `flex-direction` and `flex-wrap`",
        |input, target| {
            let mut direction = keyword_maybe(input, DIRECTIONS);
            let wrap = keyword_maybe(input, WRAPS);
            direction = direction.or_else(|| keyword_maybe(input, DIRECTIONS));
            if direction.is_none() && wrap.is_none() {
                return Err(malformed());
            }
            target.push(Declaration::FlexDirection(direction.unwrap_or(FlexDirection::Row)));
            push(target, Declaration::FlexWrap(wrap.unwrap_or(FlexWrap::NoWrap)))
        },
    ),
    PropertyInfo::new("flex-grow", &[Longhand::FlexGrow], "`0`", "a number from 0", |input, target| {
        push(target, Declaration::FlexGrow(parse_number(input, Range::NonNegative)?))
    }),
    PropertyInfo::new("flex-shrink", &[Longhand::FlexShrink], "`1`", "a number from 0", |input, target| {
        push(target, Declaration::FlexShrink(parse_number(input, Range::NonNegative)?))
    }),
    PropertyInfo::new(
        "flex-basis",
        &[Longhand::FlexBasis],
        "`auto`",
        "`auto`, `content`, a length, a percentage, `min-content`, `max-content`, `fit-content`",
        |input, target| push(target, Declaration::Size(Longhand::FlexBasis, parse_basis(input)?)),
    ),
    PropertyInfo::new(
        "flex",
        &[Longhand::FlexGrow, Longhand::FlexShrink, Longhand::FlexBasis],
        "",
        "`none`, `auto`, `initial`, or growth, shrinkage and basis",
        parse_flex,
    ),
    PropertyInfo::new("order", &[Longhand::Order], "`0`", "an integer", |input, target| {
        push(target, Declaration::Order(parse_integer(input)?))
    }),
    PropertyInfo::new("align-items", &[Longhand::AlignItems], "`normal`", ITEMS_VALUES, |input, target| {
        align(input, target, Kind::Items)
    }),
    PropertyInfo::new("align-self", &[Longhand::AlignSelf], "`auto`", SELF_VALUES, |input, target| {
        align(input, target, Kind::Itself)
    }),
    PropertyInfo::new(
        "align-content",
        &[Longhand::AlignContent],
        "`normal`",
        ALIGN_CONTENT_VALUES,
        |input, target| align(input, target, Kind::Content),
    ),
    PropertyInfo::new(
        "justify-content",
        &[Longhand::JustifyContent],
        "`normal`",
        "as `align-content` without baselines, and `left`, `right`",
        |input, target| align(input, target, Kind::JustifyContent),
    ),
    PropertyInfo::new(
        "justify-items",
        &[Longhand::JustifyItems],
        "`normal`",
        "as `align-items`, and `left`, `right`",
        |input, target| align(input, target, Kind::JustifyItems),
    )
    .remark("Counts in grid containers only."),
    PropertyInfo::new(
        "justify-self",
        &[Longhand::JustifySelf],
        "`auto`",
        "as `align-self`, and `left`, `right`",
        |input, target| align(input, target, Kind::JustifySelf),
    )
    .remark("Counts in grid containers only."),
    PropertyInfo::new(
        "place-items",
        &[Longhand::AlignItems, Longhand::JustifyItems],
        "",
        "one value, or those of `align-items` and `justify-items`",
        |input, target| place(input, target, Kind::Items, Kind::JustifyItems),
    ),
    PropertyInfo::new(
        "place-self",
        &[Longhand::AlignSelf, Longhand::JustifySelf],
        "",
        "one value, or those of `align-self` and `justify-self`",
        |input, target| place(input, target, Kind::Itself, Kind::JustifySelf),
    ),
    PropertyInfo::new(
        "place-content",
        &[Longhand::AlignContent, Longhand::JustifyContent],
        "",
        "one value, or those of `align-content` and `justify-content`",
        |input, target| place(input, target, Kind::Content, Kind::JustifyContent),
    ),
    gap("row-gap", &[Longhand::RowGap]),
    gap("column-gap", &[Longhand::ColumnGap]),
    gap("grid-row-gap", &[Longhand::RowGap]).remark("Another name of `row-gap`."),
    gap("grid-column-gap", &[Longhand::ColumnGap]).remark("Another name of `column-gap`."),
    PropertyInfo::new("gap", &[Longhand::RowGap, Longhand::ColumnGap], "", GAP_PAIR, parse_gaps),
    PropertyInfo::new("grid-gap", &[Longhand::RowGap, Longhand::ColumnGap], "", GAP_PAIR, parse_gaps)
        .remark("Another name of `gap`."),
];

const GAP_PAIR: &str = "one value, or those of `row-gap` and `column-gap`";

static DIRECTIONS: &[(&str, FlexDirection)] = &[
    ("row", FlexDirection::Row),
    ("row-reverse", FlexDirection::RowReverse),
    ("column", FlexDirection::Column),
    ("column-reverse", FlexDirection::ColumnReverse),
];

static WRAPS: &[(&str, FlexWrap)] =
    &[("nowrap", FlexWrap::NoWrap), ("wrap", FlexWrap::Wrap), ("wrap-reverse", FlexWrap::WrapReverse)];

fn push(target: &mut Target<'_>, declaration: Declaration) -> Reading<()> {
    target.push(declaration);
    Ok(())
}

fn parse_gap(input: &mut Parser<'_>) -> Reading<Option<LengthValue>> {
    if flag(input, "normal") {
        return Ok(None);
    }
    parse_length_percentage(input, Range::NonNegative).map(Some)
}

fn parse_gaps(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let [row, column] = super::reader::one_or_two(input, parse_gap)?;
    target.push(Declaration::Gap(Longhand::RowGap, row));
    push(target, Declaration::Gap(Longhand::ColumnGap, column))
}

fn parse_basis(input: &mut Parser<'_>) -> Reading<SpecifiedSize> {
    if flag(input, "content") {
        return Ok(SpecifiedSize::Content);
    }
    parse_specified_size(input, "auto")
}

/// CSS Flexbox 1, section 7.1: a missing basis is zero, missing factors are one.
fn parse_flex(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let (mut factors, mut basis) = (None, None);
    if flag(input, "none") {
        factors = Some((0.0, 0.0));
        basis = Some(SpecifiedSize::Auto);
    } else {
        while !input.is_exhausted() {
            if factors.is_none()
                && let Ok(grow) = parse_number(input, Range::NonNegative)
            {
                let shrink = parse_number(input, Range::NonNegative).unwrap_or(1.0);
                factors = Some((grow, shrink));
            } else if basis.is_none() {
                basis = Some(parse_basis(input)?);
            } else {
                return Err(malformed());
            }
        }
        if factors.is_none() && basis.is_none() {
            return Err(malformed());
        }
    }
    let (grow, shrink) = factors.unwrap_or((1.0, 1.0));
    let basis = basis.unwrap_or(SpecifiedSize::Length(LengthValue::ZERO));
    target.push(Declaration::FlexGrow(grow));
    target.push(Declaration::FlexShrink(shrink));
    push(target, Declaration::Size(Longhand::FlexBasis, basis))
}

/// Which keywords an alignment property takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Items,
    Itself,
    Content,
    JustifyItems,
    JustifySelf,
    JustifyContent,
}

impl Kind {
    fn is_content(self) -> bool {
        matches!(self, Kind::Content | Kind::JustifyContent)
    }

    fn is_justify(self) -> bool {
        matches!(self, Kind::JustifyItems | Kind::JustifySelf | Kind::JustifyContent)
    }
}

fn align(input: &mut Parser<'_>, target: &mut Target<'_>, kind: Kind) -> Reading<()> {
    let longhand = target.longhand()?;
    let alignment = parse_alignment(input, kind)?;
    push(target, Declaration::Alignment(longhand, alignment))
}

fn place(input: &mut Parser<'_>, target: &mut Target<'_>, block: Kind, inline: Kind) -> Reading<()> {
    let start = input.state();
    let across = parse_alignment(input, block)?;
    let along = if input.is_exhausted() {
        if inline.is_content() && is_baseline(input, &start) {
            Alignment::Start
        } else {
            input.reset(&start);
            parse_alignment(input, inline)?
        }
    } else {
        parse_alignment(input, inline)?
    };
    let longhands = target.property.longhands;
    for (&longhand, alignment) in longhands.iter().zip([across, along]) {
        target.push(Declaration::Alignment(longhand, alignment));
    }
    Ok(())
}

/// Whether the value since `start` is `baseline`, which only one of the two axes of content has.
fn is_baseline(input: &mut Parser<'_>, start: &ParserState) -> bool {
    let end = input.state();
    input.reset(start);
    let found = flag(input, "baseline") || flag(input, "first") || flag(input, "last");
    input.reset(&end);
    found
}

fn parse_alignment(input: &mut Parser<'_>, kind: Kind) -> Reading<Alignment> {
    let positions = [
        ("start", (Alignment::Start, Alignment::SafeStart)),
        ("end", (Alignment::End, Alignment::SafeEnd)),
        ("flex-start", (Alignment::FlexStart, Alignment::SafeFlexStart)),
        ("flex-end", (Alignment::FlexEnd, Alignment::SafeFlexEnd)),
        ("center", (Alignment::Center, Alignment::SafeCenter)),
        ("self-start", (Alignment::SelfStart, Alignment::SafeSelfStart)),
        ("self-end", (Alignment::SelfEnd, Alignment::SafeSelfEnd)),
        ("left", (Alignment::Left, Alignment::Left)),
        ("right", (Alignment::Right, Alignment::Right)),
    ];
    let is_allowed = |alignment: Alignment| match alignment {
        Alignment::SelfStart | Alignment::SelfEnd => !kind.is_content(),
        Alignment::Left | Alignment::Right => kind.is_justify(),
        _ => true,
    };
    // What to do where the content does not fit; without a word it overflows on both sides.
    let safety = keyword_maybe(input, &[("safe", true), ("unsafe", false)]);
    if let Some((plain, safe)) = keyword_maybe(input, &positions) {
        if !is_allowed(plain) {
            return Err(malformed());
        }
        return Ok(if safety == Some(true) { safe } else { plain });
    }
    if safety.is_some() {
        return Err(malformed());
    }
    let last = flag(input, "last");
    if last || flag(input, "first") {
        input.expect_ident_matching("baseline")?;
        return baseline(kind, last);
    }
    if flag(input, "baseline") {
        return baseline(kind, false);
    }
    let others = [("normal", Alignment::Normal), ("stretch", Alignment::Stretch)];
    if let Some(other) = keyword_maybe(input, &others) {
        return Ok(other);
    }
    if kind.is_content() {
        let spaces = [
            ("space-between", Alignment::SpaceBetween),
            ("space-around", Alignment::SpaceAround),
            ("space-evenly", Alignment::SpaceEvenly),
        ];
        return keyword(input, &spaces, &[]);
    }
    if matches!(kind, Kind::Itself | Kind::JustifySelf) && flag(input, "auto") {
        return Ok(Alignment::Normal);
    }
    Err(refuse(input, &["legacy", "anchor-center"]))
}

/// `baseline`; where lines of a container are to be aligned, what it falls back to (CSS Box Alignment
/// 3, section 5.3).
fn baseline(kind: Kind, last: bool) -> Reading<Alignment> {
    match (kind, last) {
        (Kind::JustifyContent, _) => Err(malformed()),
        (Kind::Content, false) => Ok(Alignment::SafeStart),
        (Kind::Content, true) => Ok(Alignment::SafeEnd),
        (_, false) => Ok(Alignment::Baseline),
        (_, true) => Ok(Alignment::LastBaseline),
    }
}
