//! Fonts: `font-*`, `line-height`, and the spacing of letters and words
//! (CSS Fonts 4, CSS Inline 3, CSS Text 4).

use std::sync::Arc;

use cssparser::{Parser, Token, match_ignore_ascii_case};

use super::declaration::Declaration;
use super::length::{
    LengthValue, NumberOrPercentage, Range, parse_angle, parse_length_percentage, parse_number,
    parse_number_or_percentage,
};
use super::longhand::Longhand;
use super::property::PropertyInfo;
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed, refuse};
use super::specified::{FontSizeValue, FontWeightValue, LineHeightValue};
use super::value::{ValueContext, of_font_size};
use crate::css::values::{FontFamily, FontSlope, FontVariants, LineHeight, VariantGroup};
use crate::units::Length;

pub(super) static PROPERTIES: &[PropertyInfo] =
    &[PropertyInfo::new("font-width", &[Longhand::FontStretch], "", "as `font-stretch`", |input, target| {
        target.push(Declaration::FontStretch(parse_stretch(input, true)?));
        Ok(())
    })
    .remark("An alias of `font-stretch`.")];

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

/// `auto` is `normal`.
pub(super) fn parse_kerning(input: &mut Parser<'_>) -> Reading<bool> {
    keyword(input, &[("auto", true), ("normal", true), ("none", false)], &[])
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

/// `font-stretch`; `percentage` allows a percentage, which the `font` shorthand does not take.
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

/// `font-stretch` with all its values.
pub(super) fn parse_any_stretch(input: &mut Parser<'_>) -> Reading<f32> {
    parse_stretch(input, true)
}

const UNSUPPORTED_ALTERNATES: &[&str] =
    &["stylistic()", "styleset()", "character-variant()", "swash()", "ornaments()", "annotation()"];

/// One of the `font-variant-*` properties.
pub(super) fn parse_variant(input: &mut Parser<'_>, group: VariantGroup) -> Reading<FontVariants> {
    if flag(input, "normal") { Ok(FontVariants::default()) } else { parse_variants(input, &[group]) }
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

pub(super) fn parse_spacing(input: &mut Parser<'_>) -> Reading<LengthValue> {
    if flag(input, "normal") {
        return Ok(LengthValue::ZERO);
    }
    parse_length_percentage(input, Range::All)
}

/// The computed font size (CSS Fonts 4, section 2.5).
pub(super) fn compute_size(value: &FontSizeValue, context: &ValueContext<'_>) -> Length {
    let parent = &context.parent.font;
    let size = match value {
        FontSizeValue::Keyword(size) => *size,
        FontSizeValue::Larger => parent.size.ratio(6, 5),
        FontSizeValue::Smaller => parent.size.ratio(5, 6),
        FontSizeValue::Length(value) => value.resolve_length(context.units, parent.size),
    };
    size.max(Length::ZERO)
}

/// The computed weight; the steps of `bolder` and `lighter` are those of CSS Fonts 4, section 2.2.1.
pub(super) fn compute_weight(value: &FontWeightValue, context: &ValueContext<'_>) -> u16 {
    weight_beside(*value, context.parent.font.weight)
}

fn weight_beside(value: FontWeightValue, parent: u16) -> u16 {
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

pub(super) fn compute_line_height(value: &LineHeightValue, context: &ValueContext<'_>) -> LineHeight {
    match value {
        LineHeightValue::Normal => LineHeight::Normal,
        LineHeightValue::Number(number) => LineHeight::Number(*number),
        LineHeightValue::Length(value) => LineHeight::Length(of_font_size(value, context).max(Length::ZERO)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bolder_and_lighter_step_through_the_weights_of_the_specification() {
        let steps = |value| [100, 400, 500, 600, 800, 950].map(|parent| weight_beside(value, parent));
        assert_eq!(steps(FontWeightValue::Bolder), [400, 700, 700, 900, 900, 950]);
        assert_eq!(steps(FontWeightValue::Lighter), [100, 100, 100, 400, 700, 700]);
    }

    #[test]
    fn families_are_names_and_generic_ones() {
        let mut input = Parser::new("Source  Serif 4, 'A, B', Times New Roman, sans-serif, 'serif'");
        assert!(parse_family(&mut input).is_err(), "a number is not an identifier");
        let mut input = Parser::new("'A, B', Times New  Roman, sans-serif, 'serif'");
        let named = |name: &str| FontFamily::Named(name.into());
        let expected = [named("A, B"), named("Times New Roman"), FontFamily::SansSerif, named("serif")];
        assert_eq!(&*parse_family(&mut input).unwrap(), expected);
    }
}
