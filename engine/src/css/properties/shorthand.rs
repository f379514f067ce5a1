//! Shorthands that are of no other topic: `margin`, `padding`, `inset`, `font`, `font-variant`,
//! `all`.

use std::sync::Arc;

use cssparser::Parser;

use super::declaration::{Declaration, FontWeightValue, LineHeightValue};
use super::font::{
    parse_family, parse_line_height, parse_size, parse_slope, parse_stretch, parse_variants, parse_weight,
};
use super::font_variant::{FontVariants, VariantGroup};
use super::length::{LengthOrAutoValue, Range, parse_length_percentage, parse_length_percentage_or_auto};
use super::longhand::Longhand;
use super::reader::{Reading, flag, is_unsupported, malformed, one_or_two, one_to_four, refuse};
use super::table::{PropertyInfo, Target};
use crate::css::values::FontSlope;

use Longhand::*;

const fn edges(name: &'static str, longhands: &'static [Longhand], values: &'static str) -> PropertyInfo {
    PropertyInfo::new(name, longhands, "", values, parse_edges)
}

const FOUR_WITH_AUTO: &str = "one to four of `auto`, a length, a percentage";
const TWO_WITH_AUTO: &str = "one or two of `auto`, a length, a percentage";
const FOUR: &str = "one to four lengths or percentages";
const TWO: &str = "one or two lengths or percentages";

/// Every longhand but `direction` and `unicode-bidi`, and without those that stand for others.
static ALL: &[Longhand] = &{
    let mut all = [FontSize; PHYSICAL - 2];
    let (mut index, mut filled) = (0, 0);
    while index < PHYSICAL {
        let longhand = Longhand::ALL[index];
        if !matches!(longhand, Direction | UnicodeBidi) {
            all[filled] = longhand;
            filled += 1;
        }
        index += 1;
    }
    all
};

/// How many longhands come before the logical ones.
const PHYSICAL: usize = InlineSize as usize;

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    edges("margin", &[MarginTop, MarginRight, MarginBottom, MarginLeft], FOUR_WITH_AUTO),
    edges("margin-block", &[MarginBlockStart, MarginBlockEnd], TWO_WITH_AUTO),
    edges("margin-inline", &[MarginInlineStart, MarginInlineEnd], TWO_WITH_AUTO),
    edges("padding", &[PaddingTop, PaddingRight, PaddingBottom, PaddingLeft], FOUR),
    edges("padding-block", &[PaddingBlockStart, PaddingBlockEnd], TWO),
    edges("padding-inline", &[PaddingInlineStart, PaddingInlineEnd], TWO),
    edges("inset", &[Top, Right, Bottom, Left], FOUR_WITH_AUTO),
    edges("inset-block", &[InsetBlockStart, InsetBlockEnd], TWO_WITH_AUTO),
    edges("inset-inline", &[InsetInlineStart, InsetInlineEnd], TWO_WITH_AUTO),
    PropertyInfo::new(
        "font",
        &[
            FontStyle,
            FontVariantLigatures,
            FontVariantCaps,
            FontVariantNumeric,
            FontVariantEastAsian,
            FontVariantPosition,
            FontVariantAlternates,
            FontWeight,
            FontStretch,
            FontSize,
            LineHeight,
            FontFamily,
            FontSizeAdjust,
            FontLanguageOverride,
            FontKerning,
            FontFeatureSettings,
            FontVariationSettings,
            FontOpticalSizing,
        ],
        "",
        "a style, `small-caps`, a weight and a stretch in any order, then a size with `/` and a line \
         height, then families",
        parse_font,
    )
    .remark("Resets the variants, kerning, features, axes and adjustments."),
    PropertyInfo::new(
        "font-variant",
        &[
            FontVariantLigatures,
            FontVariantCaps,
            FontVariantNumeric,
            FontVariantEastAsian,
            FontVariantPosition,
            FontVariantAlternates,
        ],
        "",
        "`normal`, `none`, or any values of the `font-variant-*` properties",
        parse_font_variant,
    ),
    PropertyInfo::new("all", ALL, "", "`inherit`, `initial`, `unset`, `revert`, `revert-layer`", |_, _| {
        Err(malformed())
    })
    .remark("All properties but `direction`, `unicode-bidi` and custom ones."),
];

fn parse_edges(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let longhands = target.property.longhands;
    let first = target.longhand()?;
    let is_padding = matches!(first, PaddingTop | PaddingBlockStart | PaddingInlineStart);
    let read = |input: &mut Parser<'_>| {
        if is_padding {
            parse_length_percentage(input, Range::NonNegative).map(LengthOrAutoValue::Length)
        } else {
            parse_length_percentage_or_auto(input, Range::All)
        }
    };
    let mut add = |longhand: Longhand, value: LengthOrAutoValue| {
        target.push(match (first, value) {
            (MarginTop | MarginBlockStart | MarginInlineStart, value) => Declaration::Margin(longhand, value),
            (_, LengthOrAutoValue::Length(value)) if is_padding => Declaration::Padding(longhand, value),
            (_, value) => Declaration::Inset(longhand, value),
        });
    };
    if longhands.len() == 2 {
        longhands.iter().zip(one_or_two(input, read)?).for_each(|(&longhand, value)| add(longhand, value));
    } else {
        longhands.iter().zip(one_to_four(input, read)?).for_each(|(&longhand, value)| add(longhand, value));
    }
    Ok(())
}

/// CSS Fonts 4, section 2.7.
fn parse_font(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let systems = ["caption", "icon", "menu", "message-box", "small-caption", "status-bar"];
    let system = refuse(input, &systems);
    if is_unsupported(&system) {
        return Err(system);
    }
    let (mut slope, mut variants, mut weight, mut stretch) = (None, None, None, None);
    // Four properties may come before the size, each as `normal` too.
    for _ in 0..4 {
        if flag(input, "normal") {
            continue;
        }
        if slope.is_none()
            && let Ok(found) = input.try_parse(parse_slope)
        {
            slope = Some(found);
        } else if variants.is_none() && flag(input, "small-caps") {
            variants = FontVariants::default().add(&[VariantGroup::Caps], "small-caps");
        } else if weight.is_none()
            && let Ok(found) = input.try_parse(parse_weight)
        {
            weight = Some(found);
        } else if stretch.is_none()
            && let Ok(found) = input.try_parse(|input| parse_stretch(input, false))
        {
            stretch = Some(found);
        } else {
            break;
        }
    }
    let size = parse_size(input)?;
    let line_height = match input.try_parse(|input| input.expect_delim('/')) {
        Ok(()) => parse_line_height(input)?,
        Err(_) => LineHeightValue::Normal,
    };
    let family = parse_family(input)?;
    target.push(Declaration::FontStyle(slope.unwrap_or(FontSlope::Normal)));
    push_variants(target, variants.unwrap_or_default());
    target.push(Declaration::FontWeight(weight.unwrap_or(FontWeightValue::Absolute(400))));
    target.push(Declaration::FontStretch(stretch.unwrap_or(100.0)));
    target.push(Declaration::FontSize(size));
    target.push(Declaration::LineHeight(line_height));
    target.push(Declaration::FontFamily(family));
    target.push(Declaration::FontSizeAdjust(crate::css::FontSizeAdjust::None));
    target.push(Declaration::FontLanguageOverride(None));
    target.push(Declaration::FontKerning(true));
    target.push(Declaration::FontFeatureSettings(Arc::new([])));
    target.push(Declaration::FontVariationSettings(Arc::new([])));
    target.push(Declaration::FontOpticalSizing(true));
    Ok(())
}

fn push_variants(target: &mut Target<'_>, variants: FontVariants) {
    for group in VariantGroup::ALL {
        target.push(Declaration::FontVariant(group, variants));
    }
}

fn parse_font_variant(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let variants = if flag(input, "normal") {
        FontVariants::default()
    } else {
        parse_variants(input, &VariantGroup::ALL)?
    };
    push_variants(target, variants);
    Ok(())
}
