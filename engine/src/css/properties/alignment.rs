//! Flexible boxes, gaps and alignment (CSS Flexbox 1, CSS Box Alignment 3).

use cssparser::{Parser, ParserState};

use super::box_model::parse_specified_size;
use super::declaration::Declaration;
use super::length::{LengthValue, Range, parse_length_percentage, parse_number};
use super::longhand::Longhand;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed, refuse};
use super::specified::SpecifiedSize;
use super::value::{ValueContext, non_negative};
use crate::css::style::BoxStyle;
use crate::css::values::*;

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "flex-flow",
        &[Longhand::FlexDirection, Longhand::FlexWrap],
        "",
        "values of `flex-direction` and `flex-wrap`",
        |input, target| {
            let mut direction = keyword_maybe(input, FlexDirection::KEYWORDS);
            let wrap = keyword_maybe(input, FlexWrap::KEYWORDS);
            direction = direction.or_else(|| keyword_maybe(input, FlexDirection::KEYWORDS));
            if direction.is_none() && wrap.is_none() {
                return Err(malformed());
            }
            target.push(Declaration::FlexDirection(direction.unwrap_or(FlexDirection::Row)));
            target.push(Declaration::FlexWrap(wrap.unwrap_or(FlexWrap::NoWrap)));
            Ok(())
        },
    ),
    PropertyInfo::new(
        "flex",
        &[Longhand::FlexGrow, Longhand::FlexShrink, Longhand::FlexBasis],
        "",
        "`none`, `auto`, `initial`, or growth, shrinkage and basis",
        parse_flex,
    ),
    PropertyInfo::new(
        "place-items",
        &[Longhand::AlignItems, Longhand::JustifyItems],
        "",
        "one value, or those of `align-items` and `justify-items`",
        |input, target| {
            let (block, inline) =
                parse_pair(input, AlignmentProperty::Items, AlignmentProperty::JustifyItems)?;
            target.push(Declaration::AlignItems(block));
            target.push(Declaration::JustifyItems(inline));
            Ok(())
        },
    ),
    PropertyInfo::new(
        "place-self",
        &[Longhand::AlignSelf, Longhand::JustifySelf],
        "",
        "one value, or those of `align-self` and `justify-self`",
        |input, target| {
            let (block, inline) =
                parse_pair(input, AlignmentProperty::Itself, AlignmentProperty::JustifySelf)?;
            target.push(Declaration::AlignSelf(block));
            target.push(Declaration::JustifySelf(inline));
            Ok(())
        },
    ),
    PropertyInfo::new(
        "place-content",
        &[Longhand::AlignContent, Longhand::JustifyContent],
        "",
        "one value, or those of `align-content` and `justify-content`",
        |input, target| {
            let (block, inline) =
                parse_pair(input, AlignmentProperty::Content, AlignmentProperty::JustifyContent)?;
            target.push(Declaration::AlignContent(block));
            target.push(Declaration::JustifyContent(inline));
            Ok(())
        },
    ),
    PropertyInfo::new("grid-row-gap", &[Longhand::RowGap], "`normal`", GAPS, |input, target| {
        target.push(Declaration::RowGap(parse_gap(input)?));
        Ok(())
    })
    .remark("An alias of `row-gap`."),
    PropertyInfo::new("grid-column-gap", &[Longhand::ColumnGap], "`normal`", GAPS, |input, target| {
        target.push(Declaration::ColumnGap(parse_gap(input)?));
        Ok(())
    })
    .remark("An alias of `column-gap`."),
    PropertyInfo::new("gap", &[Longhand::RowGap, Longhand::ColumnGap], "", GAP_PAIR, parse_gaps),
    PropertyInfo::new("grid-gap", &[Longhand::RowGap, Longhand::ColumnGap], "", GAP_PAIR, parse_gaps)
        .remark("An alias of `gap`."),
];

/// The values of `row-gap` and `column-gap`.
pub(super) const GAPS: &str = "`normal`, a length, a percentage";
const GAP_PAIR: &str = "one value, or those of `row-gap` and `column-gap`";

/// `None` is `normal`.
pub(super) fn parse_gap(input: &mut Parser<'_>) -> Reading<Option<LengthValue>> {
    if flag(input, "normal") {
        return Ok(None);
    }
    parse_length_percentage(input, Range::NonNegative).map(Some)
}

fn parse_gaps(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let [row, column] = super::reader::one_or_two(input, parse_gap)?;
    target.push(Declaration::RowGap(row));
    target.push(Declaration::ColumnGap(column));
    Ok(())
}

pub(super) fn compute_gap(gap: &Option<LengthValue>, context: &ValueContext<'_>) -> LengthPercentage {
    gap.as_ref().map_or(LengthPercentage::ZERO, |gap| non_negative(gap, context))
}

pub(super) fn apply_column_gap(style: &mut BoxStyle, gap: &Option<LengthValue>, context: &ValueContext<'_>) {
    style.column_gap = compute_gap(gap, context);
    style.columns.gap_is_normal = gap.is_none();
}

pub(super) fn copy_column_gap(style: &mut BoxStyle, source: &BoxStyle) {
    style.column_gap = source.column_gap;
    style.columns.gap_is_normal = source.columns.gap_is_normal;
}

pub(super) fn parse_factor(input: &mut Parser<'_>) -> Reading<f32> {
    parse_number(input, Range::NonNegative)
}

pub(super) fn parse_basis(input: &mut Parser<'_>) -> Reading<SpecifiedSize> {
    if flag(input, "content") {
        return Ok(SpecifiedSize::Content);
    }
    parse_specified_size(input, "auto")
}

/// CSS Flexbox 1, section 7.1: a missing basis is zero, missing factors are one.
fn parse_flex(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
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
    target.push(Declaration::FlexBasis(basis));
    Ok(())
}

/// Which keywords an alignment property takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AlignmentProperty {
    Items,
    Itself,
    Content,
    JustifyItems,
    JustifySelf,
    JustifyContent,
}

impl AlignmentProperty {
    fn is_content(self) -> bool {
        matches!(self, AlignmentProperty::Content | AlignmentProperty::JustifyContent)
    }

    fn is_justify(self) -> bool {
        matches!(
            self,
            AlignmentProperty::JustifyItems
                | AlignmentProperty::JustifySelf
                | AlignmentProperty::JustifyContent
        )
    }
}

pub(super) fn parse_align_items(input: &mut Parser<'_>) -> Reading<Alignment> {
    parse_alignment(input, AlignmentProperty::Items)
}

pub(super) fn parse_align_self(input: &mut Parser<'_>) -> Reading<Alignment> {
    parse_alignment(input, AlignmentProperty::Itself)
}

pub(super) fn parse_align_content(input: &mut Parser<'_>) -> Reading<Alignment> {
    parse_alignment(input, AlignmentProperty::Content)
}

pub(super) fn parse_justify_items(input: &mut Parser<'_>) -> Reading<Alignment> {
    parse_alignment(input, AlignmentProperty::JustifyItems)
}

pub(super) fn parse_justify_self(input: &mut Parser<'_>) -> Reading<Alignment> {
    parse_alignment(input, AlignmentProperty::JustifySelf)
}

pub(super) fn parse_justify_content(input: &mut Parser<'_>) -> Reading<Alignment> {
    parse_alignment(input, AlignmentProperty::JustifyContent)
}

/// A shorthand of one property in the block axis and one in the inline axis.
fn parse_pair(
    input: &mut Parser<'_>,
    block: AlignmentProperty,
    inline: AlignmentProperty,
) -> Reading<(Alignment, Alignment)> {
    let start = input.state();
    let across = parse_alignment(input, block)?;
    if input.is_exhausted() {
        if inline.is_content() && is_baseline(input, &start) {
            return Ok((across, Alignment::Start));
        }
        input.reset(&start);
    }
    Ok((across, parse_alignment(input, inline)?))
}

/// Whether the value since `start` is `baseline`, which `align-content` takes and `justify-content` does not.
fn is_baseline(input: &mut Parser<'_>, start: &ParserState) -> bool {
    let end = input.state();
    input.reset(start);
    let found = flag(input, "baseline") || flag(input, "first") || flag(input, "last");
    input.reset(&end);
    found
}

fn parse_alignment(input: &mut Parser<'_>, property: AlignmentProperty) -> Reading<Alignment> {
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
        Alignment::SelfStart | Alignment::SelfEnd => !property.is_content(),
        Alignment::Left | Alignment::Right => property.is_justify(),
        _ => true,
    };
    // Without either keyword, content that does not fit overflows on both sides, as with `unsafe`.
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
        return baseline(property, last);
    }
    if flag(input, "baseline") {
        return baseline(property, false);
    }
    let others = [("normal", Alignment::Normal), ("stretch", Alignment::Stretch)];
    if let Some(other) = keyword_maybe(input, &others) {
        return Ok(other);
    }
    if property.is_content() {
        let spaces = [
            ("space-between", Alignment::SpaceBetween),
            ("space-around", Alignment::SpaceAround),
            ("space-evenly", Alignment::SpaceEvenly),
        ];
        return keyword(input, &spaces, &[]);
    }
    if matches!(property, AlignmentProperty::Itself | AlignmentProperty::JustifySelf) && flag(input, "auto") {
        return Ok(Alignment::Normal);
    }
    Err(refuse(input, &["legacy", "anchor-center"]))
}

/// The value of `baseline`; in `align-content` its fallback (CSS Box Alignment 3, section 5.3).
fn baseline(property: AlignmentProperty, last: bool) -> Reading<Alignment> {
    match (property, last) {
        (AlignmentProperty::JustifyContent, _) => Err(malformed()),
        (AlignmentProperty::Content, false) => Ok(Alignment::SafeStart),
        (AlignmentProperty::Content, true) => Ok(Alignment::SafeEnd),
        (_, false) => Ok(Alignment::Baseline),
        (_, true) => Ok(Alignment::LastBaseline),
    }
}
