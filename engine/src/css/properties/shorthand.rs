//! Shorthands that no other file has: `margin`, `padding`, `inset`, `font`, `font-variant`, `all`.

use std::sync::Arc;

use cssparser::Parser;

use super::box_model::parse_padding;
use super::declaration::Declaration;
use super::font::{
    parse_family, parse_line_height, parse_size, parse_slope, parse_stretch, parse_variants, parse_weight,
};
use super::length::LengthOrAutoValue;
use super::longhand::Longhand;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reading, flag, is_unsupported, malformed, one_or_two, one_to_four, refuse};
use super::specified::{FontWeightValue, LineHeightValue};
use super::value::ParseValue;
use crate::css::values::{FontSlope, FontVariants, VariantGroup};

use Longhand::*;

/// A shorthand of one property of two or four sides.
macro_rules! edges {
    ($name:literal, [$($side:ident),+], $values:expr, $read:ident, $parse:expr) => {
        PropertyInfo::new($name, &[$($side),+], "", $values, |input, target| {
            for (declare, value) in [$(Declaration::$side),+].into_iter().zip($read(input, $parse)?) {
                target.push(declare(value));
            }
            Ok(())
        })
    };
}

const FOUR_WITH_AUTO: &str = "one to four of `auto`, a length, a percentage";
const TWO_WITH_AUTO: &str = "one or two of `auto`, a length, a percentage";
const FOUR: &str = "one to four lengths or percentages";
const TWO: &str = "one or two lengths or percentages";

/// The longhands of `all`: every physical one but `direction` and `unicode-bidi`.
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
    edges!(
        "margin",
        [MarginTop, MarginRight, MarginBottom, MarginLeft],
        FOUR_WITH_AUTO,
        one_to_four,
        LengthOrAutoValue::parse
    ),
    edges!(
        "margin-block",
        [MarginBlockStart, MarginBlockEnd],
        TWO_WITH_AUTO,
        one_or_two,
        LengthOrAutoValue::parse
    ),
    edges!(
        "margin-inline",
        [MarginInlineStart, MarginInlineEnd],
        TWO_WITH_AUTO,
        one_or_two,
        LengthOrAutoValue::parse
    ),
    edges!(
        "padding",
        [PaddingTop, PaddingRight, PaddingBottom, PaddingLeft],
        FOUR,
        one_to_four,
        parse_padding
    ),
    edges!("padding-block", [PaddingBlockStart, PaddingBlockEnd], TWO, one_or_two, parse_padding),
    edges!("padding-inline", [PaddingInlineStart, PaddingInlineEnd], TWO, one_or_two, parse_padding),
    edges!("inset", [Top, Right, Bottom, Left], FOUR_WITH_AUTO, one_to_four, LengthOrAutoValue::parse),
    edges!(
        "inset-block",
        [InsetBlockStart, InsetBlockEnd],
        TWO_WITH_AUTO,
        one_or_two,
        LengthOrAutoValue::parse
    ),
    edges!(
        "inset-inline",
        [InsetInlineStart, InsetInlineEnd],
        TWO_WITH_AUTO,
        one_or_two,
        LengthOrAutoValue::parse
    ),
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

/// CSS Fonts 4, section 2.7.
fn parse_font(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let systems = ["caption", "icon", "menu", "message-box", "small-caption", "status-bar"];
    let system = refuse(input, &systems);
    if is_unsupported(&system) {
        return Err(system);
    }
    let (mut slope, mut variants, mut weight, mut stretch) = (None, None, None, None);
    // Up to four properties come before the size; each may be `normal`.
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

fn push_variants(target: &mut ParseTarget<'_>, variants: FontVariants) {
    target.push(Declaration::FontVariantLigatures(variants));
    target.push(Declaration::FontVariantCaps(variants));
    target.push(Declaration::FontVariantNumeric(variants));
    target.push(Declaration::FontVariantEastAsian(variants));
    target.push(Declaration::FontVariantPosition(variants));
    target.push(Declaration::FontVariantAlternates(variants));
}

fn parse_font_variant(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let variants = if flag(input, "normal") {
        FontVariants::default()
    } else {
        parse_variants(input, &VariantGroup::ALL)?
    };
    push_variants(target, variants);
    Ok(())
}
