//! Fonts: `font-*`, `line-height`, and the spacing of letters and words
//! (CSS Fonts 4, CSS Inline 3, CSS Text 4).

use std::sync::Arc;

use cssparser::{Parser, Token, match_ignore_ascii_case};

use super::declaration::{Declaration, FontSizeValue, FontWeightValue, LineHeightValue};
use super::font_variant::{FontVariants, VariantGroup};
use super::length::{
    LengthValue, NumberOrPercentage, Range, Units, parse_angle, parse_length_percentage, parse_number,
    parse_number_or_percentage,
};
use super::longhand::Longhand;
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed, refuse};
use super::table::{PropertyInfo, Target};
use crate::css::style::FontStyle;
use crate::css::values::{FontFamily, FontSlope, LineHeight};
use crate::units::Length;

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "font-family",
        &[Longhand::FontFamily],
        "`serif`",
        "a list of names and of `serif`, `sans-serif`, `monospace`, `cursive`, `fantasy`, `system-ui`, \
         `ui-serif`, `ui-sans-serif`, `ui-monospace`, `ui-rounded`",
        |input, target| push(target, Declaration::FontFamily(parse_family(input)?)),
    ),
    PropertyInfo::new(
        "font-size",
        &[Longhand::FontSize],
        "`medium` (16px)",
        "a length, a percentage of the parent's size, `xx-small`, `x-small`, `small`, \
         `medium`, `large`, `x-large`, `xx-large`, `xxx-large`, `larger`, `smaller`",
        |input, target| push(target, Declaration::FontSize(parse_size(input)?)),
    ),
    PropertyInfo::new(
        "font-weight",
        &[Longhand::FontWeight],
        "`normal`",
        "1 to 1000, `normal`, `bold`, `bolder`, `lighter`",
        |input, target| push(target, Declaration::FontWeight(parse_weight(input)?)),
    ),
    PropertyInfo::new(
        "font-style",
        &[Longhand::FontStyle],
        "`normal`",
        "`normal`, `italic`, `oblique` with or without an angle",
        |input, target| push(target, Declaration::FontStyle(parse_slope(input)?)),
    )
    .remark("The angle counts with variable fonts that have an axis of slant."),
    PropertyInfo::new(
        "font-stretch",
        &[Longhand::FontStretch],
        "`normal`",
        "`normal`, `ultra-condensed`, `extra-condensed`, `condensed`, `semi-condensed`, `semi-expanded`, `expanded`, \
         `extra-expanded`, `ultra-expanded`, a percentage",
        |input, target| push(target, Declaration::FontStretch(parse_stretch(input, true)?)),
    ),
    PropertyInfo::new("font-width", &[Longhand::FontStretch], "", "as `font-stretch`", |input, target| {
        push(target, Declaration::FontStretch(parse_stretch(input, true)?))
    })
    .remark("Another name of `font-stretch`."),
    PropertyInfo::new(
        "font-kerning",
        &[Longhand::FontKerning],
        "`auto`",
        "`auto`, `normal`, `none`",
        |input, target| {
            let kerning = keyword(input, &[("auto", true), ("normal", true), ("none", false)], &[])?;
            push(target, Declaration::FontKerning(kerning))
        },
    ),
    PropertyInfo::new(
        "font-variant-ligatures",
        &[Longhand::FontVariantLigatures],
        "`normal`",
        "`normal`, `none`, or any of `common-ligatures`, `discretionary-ligatures`, \
         `historical-ligatures`, `contextual`, each also with `no-`",
        |input, target| variant(input, target, VariantGroup::Ligatures),
    ),
    PropertyInfo::new(
        "font-variant-caps",
        &[Longhand::FontVariantCaps],
        "`normal`",
        "`normal`, `small-caps`, `all-small-caps`, `petite-caps`, `all-petite-caps`, `unicase`, \
         `titling-caps`",
        |input, target| variant(input, target, VariantGroup::Caps),
    )
    .remark("Only where the font has the feature; small capitals are not imitated."),
    PropertyInfo::new(
        "font-variant-numeric",
        &[Longhand::FontVariantNumeric],
        "`normal`",
        "`normal`, or any of `lining-nums`, `oldstyle-nums`, `proportional-nums`, `tabular-nums`, \
         `diagonal-fractions`, `stacked-fractions`, `ordinal`, `slashed-zero`",
        |input, target| variant(input, target, VariantGroup::Numeric),
    ),
    PropertyInfo::new(
        "font-variant-east-asian",
        &[Longhand::FontVariantEastAsian],
        "`normal`",
        "`normal`, or any of `jis78`, `jis83`, `jis90`, `jis04`, `simplified`, `traditional`, \
         `full-width`, `proportional-width`, `ruby`",
        |input, target| variant(input, target, VariantGroup::EastAsian),
    ),
    PropertyInfo::new(
        "font-variant-position",
        &[Longhand::FontVariantPosition],
        "`normal`",
        "`normal`, `sub`, `super`",
        |input, target| variant(input, target, VariantGroup::Position),
    )
    .remark("Only where the font has the feature; the glyphs are not imitated."),
    PropertyInfo::new(
        "font-variant-alternates",
        &[Longhand::FontVariantAlternates],
        "`normal`",
        "`normal`, `historical-forms`",
        |input, target| variant(input, target, VariantGroup::Alternates),
    ),
    PropertyInfo::new(
        "line-height",
        &[Longhand::LineHeight],
        "`normal`",
        "`normal`, a number, a length, a percentage of the font size",
        |input, target| push(target, Declaration::LineHeight(parse_line_height(input)?)),
    ),
    PropertyInfo::new(
        "letter-spacing",
        &[Longhand::LetterSpacing],
        "`normal`",
        "`normal`, a length, a percentage of the font size",
        |input, target| push(target, Declaration::LetterSpacing(parse_spacing(input)?)),
    )
    .remark("Parts ligatures. There is none at the ends of lines, and none between letters that join."),
    PropertyInfo::new(
        "word-spacing",
        &[Longhand::WordSpacing],
        "`normal`",
        "`normal`, a length, a percentage of the font size",
        |input, target| push(target, Declaration::WordSpacing(parse_spacing(input)?)),
    ),
];

fn push(target: &mut Target<'_>, declaration: Declaration) -> Reading<()> {
    target.push(declaration);
    Ok(())
}

pub(super) fn parse_family(input: &mut Parser<'_>) -> Reading<Arc<[FontFamily]>> {
    let families = input.parse_comma_separated(|input| {
        if let Ok(name) = input.try_parse(|input| input.expect_string_cloned()) {
            return Ok(FontFamily::Named(Arc::from(name.as_ref())));
        }
        let first = input.expect_ident_cloned()?;
        if input.is_exhausted() {
            let reserved = ["inherit", "initial", "unset", "revert", "revert-layer", "default"];
            if reserved.iter().any(|word| first.eq_ignore_ascii_case(word)) {
                return Err(malformed());
            }
            return Ok(match_ignore_ascii_case! { &first,
                "serif" | "ui-serif" => FontFamily::Serif,
                "sans-serif" | "ui-sans-serif" | "ui-rounded" => FontFamily::SansSerif,
                "monospace" | "ui-monospace" => FontFamily::Monospace,
                "cursive" => FontFamily::Cursive,
                "fantasy" => FontFamily::Fantasy,
                "system-ui" => FontFamily::SystemUi,
                _ => FontFamily::Named(Arc::from(first.as_ref())),
            });
        }
        // A name of several words without quotes.
        let mut name = first.to_string();
        while !input.is_exhausted() {
            name.push(' ');
            name.push_str(input.expect_ident()?);
        }
        Ok(FontFamily::Named(name.into()))
    })?;
    Ok(families.into())
}

pub(super) fn parse_size(input: &mut Parser<'_>) -> Reading<FontSizeValue> {
    let pixels = |pixels: i32| FontSizeValue::Keyword(Length::PIXEL * pixels);
    let keywords = [
        ("xx-small", pixels(9)),
        ("x-small", pixels(10)),
        ("small", pixels(13)),
        ("medium", pixels(16)),
        ("large", pixels(18)),
        ("x-large", pixels(24)),
        ("xx-large", pixels(32)),
        ("xxx-large", pixels(48)),
        ("larger", FontSizeValue::Larger),
        ("smaller", FontSizeValue::Smaller),
    ];
    if let Some(size) = keyword_maybe(input, &keywords) {
        return Ok(size);
    }
    let math = refuse(input, &["math"]);
    if super::reader::is_unsupported(&math) {
        return Err(math);
    }
    parse_length_percentage(input, Range::NonNegative).map(FontSizeValue::Length)
}

pub(super) fn parse_weight(input: &mut Parser<'_>) -> Reading<FontWeightValue> {
    let keywords = [
        ("normal", FontWeightValue::Absolute(400)),
        ("bold", FontWeightValue::Absolute(700)),
        ("bolder", FontWeightValue::Bolder),
        ("lighter", FontWeightValue::Lighter),
    ];
    if let Some(weight) = keyword_maybe(input, &keywords) {
        return Ok(weight);
    }
    let is_function = super::reader::peek_function(input).is_some();
    let weight = parse_number(input, Range::All)?;
    if !is_function && !(1.0..=1000.0).contains(&weight) {
        return Err(malformed());
    }
    Ok(FontWeightValue::Absolute(weight.clamp(1.0, 1000.0).round() as u16))
}

pub(in crate::css) fn parse_slope(input: &mut Parser<'_>) -> Reading<FontSlope> {
    let keywords =
        [("normal", FontSlope::Normal), ("italic", FontSlope::Italic), ("oblique", FontSlope::OBLIQUE)];
    let slope = keyword(input, &keywords, &["left", "right"])?;
    if slope != FontSlope::OBLIQUE {
        return Ok(slope);
    }
    Ok(parse_slant(input)?.unwrap_or(slope))
}

/// The angle after `oblique`, if there is one.
pub(in crate::css) fn parse_slant(input: &mut Parser<'_>) -> Reading<Option<FontSlope>> {
    let Ok(angle) = parse_angle(input) else { return Ok(None) };
    if !(-90.0..=90.0).contains(&angle) {
        return Err(malformed());
    }
    let hundredths = (angle * 100.0).round() as i16;
    Ok(Some(if hundredths == 0 { FontSlope::Normal } else { FontSlope::Oblique(hundredths) }))
}

/// The percentage is not allowed in the `font` shorthand.
pub(in crate::css) fn parse_stretch(input: &mut Parser<'_>, percentage: bool) -> Reading<f32> {
    let keywords = [
        ("normal", 100.0),
        ("ultra-condensed", 50.0),
        ("extra-condensed", 62.5),
        ("condensed", 75.0),
        ("semi-condensed", 87.5),
        ("semi-expanded", 112.5),
        ("expanded", 125.0),
        ("extra-expanded", 150.0),
        ("ultra-expanded", 200.0),
    ];
    if let Some(stretch) = keyword_maybe(input, &keywords) {
        return Ok(stretch);
    }
    match parse_number_or_percentage(input)? {
        NumberOrPercentage::Percentage(value) if percentage && value >= 0.0 => {
            Ok(super::length::finite(value * 100.0))
        }
        _ => Err(malformed()),
    }
}

const UNSUPPORTED_ALTERNATES: &[&str] =
    &["stylistic()", "styleset()", "character-variant()", "swash()", "ornaments()", "annotation()"];

fn variant(input: &mut Parser<'_>, target: &mut Target<'_>, group: VariantGroup) -> Reading<()> {
    let variants =
        if flag(input, "normal") { FontVariants::default() } else { parse_variants(input, &[group])? };
    push(target, Declaration::FontVariant(group, variants))
}

/// One or more keywords of the properties of `groups`, to the end of the input.
pub(super) fn parse_variants(input: &mut Parser<'_>, groups: &[VariantGroup]) -> Reading<FontVariants> {
    let mut variants = FontVariants::default();
    loop {
        let start = input.state();
        let added = match input.next()? {
            Token::Ident(name) => variants.add(groups, name),
            _ => None,
        };
        match added {
            Some(added) => variants = added,
            None => {
                input.reset(&start);
                if groups.contains(&VariantGroup::Alternates) {
                    return Err(refuse(input, UNSUPPORTED_ALTERNATES));
                }
                return Err(malformed());
            }
        }
        if input.is_exhausted() {
            return Ok(variants);
        }
    }
}

pub(super) fn parse_line_height(input: &mut Parser<'_>) -> Reading<LineHeightValue> {
    if flag(input, "normal") {
        return Ok(LineHeightValue::Normal);
    }
    if let Ok(number) = parse_number(input, Range::NonNegative) {
        return Ok(LineHeightValue::Number(number));
    }
    parse_length_percentage(input, Range::NonNegative).map(LineHeightValue::Length)
}

fn parse_spacing(input: &mut Parser<'_>) -> Reading<LengthValue> {
    if flag(input, "normal") {
        return Ok(LengthValue::ZERO);
    }
    parse_length_percentage(input, Range::All)
}

/// The computed font size (CSS Fonts 4, section 2.5).
pub(super) fn compute_size(value: &FontSizeValue, parent: &FontStyle, units: &Units<'_>) -> Length {
    let size = match value {
        FontSizeValue::Keyword(size) => *size,
        FontSizeValue::Larger => parent.size.ratio(6, 5),
        FontSizeValue::Smaller => parent.size.ratio(5, 6),
        FontSizeValue::Length(value) => value.resolve_length(units, parent.size),
    };
    size.max(Length::ZERO)
}

/// The computed weight; the steps of `bolder` and `lighter` are those of CSS Fonts 4, section 2.2.1.
pub(super) fn compute_weight(value: FontWeightValue, parent: u16) -> u16 {
    match value {
        FontWeightValue::Absolute(weight) => weight,
        FontWeightValue::Bolder => match parent {
            0..350 => 400,
            350..550 => 700,
            550..900 => 900,
            _ => parent,
        },
        FontWeightValue::Lighter => match parent {
            0..100 => parent,
            100..550 => 100,
            550..750 => 400,
            _ => 700,
        },
    }
}

pub(super) fn compute_line_height(value: &LineHeightValue, size: Length, units: &Units<'_>) -> LineHeight {
    match value {
        LineHeightValue::Normal => LineHeight::Normal,
        LineHeightValue::Number(number) => LineHeight::Number(*number),
        LineHeightValue::Length(value) => {
            LineHeight::Length(value.resolve_length(units, size).max(Length::ZERO))
        }
    }
}

/// Sets one property whose value does not depend on the final font size.
pub(super) fn apply(declaration: &Declaration, font: &mut FontStyle) {
    match declaration {
        Declaration::FontFamily(family) => font.family = family.clone(),
        Declaration::FontWeight(value) => font.weight = compute_weight(*value, font.weight),
        Declaration::FontStyle(slope) => font.slope = *slope,
        Declaration::FontStretch(stretch) => font.stretch = *stretch,
        Declaration::FontSizeAdjust(adjust) => font.size_adjust = *adjust,
        Declaration::FontLanguageOverride(language) => font.language_override = *language,
        Declaration::FontKerning(kerning) => font.kerning = *kerning,
        Declaration::FontVariant(group, variants) => {
            font.variants = font.variants.replace(*group, *variants);
        }
        Declaration::FontFeatureSettings(settings) => font.feature_settings = settings.clone(),
        Declaration::FontVariationSettings(settings) => font.variations = settings.clone(),
        Declaration::FontOpticalSizing(optical) => font.optical_sizing = *optical,
        _ => {}
    }
}

/// Takes one property over from another style.
pub(super) fn copy(longhand: Longhand, font: &mut FontStyle, source: &FontStyle) {
    match longhand {
        Longhand::FontSize => font.size = source.size,
        Longhand::FontFamily => font.family = source.family.clone(),
        Longhand::FontWeight => font.weight = source.weight,
        Longhand::FontStyle => font.slope = source.slope,
        Longhand::FontStretch => font.stretch = source.stretch,
        Longhand::FontSizeAdjust => font.size_adjust = source.size_adjust,
        Longhand::FontLanguageOverride => font.language_override = source.language_override,
        Longhand::FontKerning => font.kerning = source.kerning,
        Longhand::FontFeatureSettings => font.feature_settings = source.feature_settings.clone(),
        Longhand::FontVariationSettings => font.variations = source.variations.clone(),
        Longhand::FontOpticalSizing => font.optical_sizing = source.optical_sizing,
        Longhand::LineHeight => font.line_height = source.line_height,
        Longhand::LetterSpacing => font.letter_spacing = source.letter_spacing,
        Longhand::WordSpacing => font.word_spacing = source.word_spacing,
        _ => {
            if let Some(group) = VariantGroup::ALL.into_iter().find(|group| group.longhand() == longhand) {
                font.variants = font.variants.replace(group, source.variants);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_step_as_the_table_says() {
        let steps = |value| [100, 400, 500, 600, 800, 950].map(|parent| compute_weight(value, parent));
        assert_eq!(steps(FontWeightValue::Bolder), [400, 700, 700, 900, 900, 950]);
        assert_eq!(steps(FontWeightValue::Lighter), [100, 100, 100, 400, 700, 700]);
    }

    #[test]
    fn families_are_names_and_generic_ones() {
        let mut input = Parser::new("Source  Serif 4, 'A, B', Times New Roman, sans-serif, 'serif'");
        assert!(parse_family(&mut input).is_err(), "a number is no identifier");
        let mut input = Parser::new("'A, B', Times New  Roman, sans-serif, 'serif'");
        let named = |name: &str| FontFamily::Named(name.into());
        let expected = [named("A, B"), named("Times New Roman"), FontFamily::SansSerif, named("serif")];
        assert_eq!(&*parse_family(&mut input).unwrap(), expected);
    }
}
