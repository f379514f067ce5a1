//! Parsing colors in every notation of CSS Color 4, and `color-mix()` of CSS Color 5.

use std::sync::Arc;

use cssparser::{Parser, Token, match_ignore_ascii_case};

use super::length::{NumberOrPercentage, parse_angle, parse_number_or_percentage};
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed};
use super::relative_color::{RelativeColor, contrast, not_supported, parse_cmyk, parse_relative};
use crate::css::color::{Color, ColorSpace};
use crate::css::values::{HueInterpolation, Mixing};

/// A specified color.
#[derive(Clone, Debug, PartialEq)]
pub enum ColorValue {
    Color(Color),
    CurrentColor,
    /// A mix that contains `currentcolor`.
    Mix(Arc<ColorMix>),
    /// A color relative to `currentcolor`.
    Relative(Arc<RelativeColor>),
    /// `contrast-color()` of `currentcolor`.
    Contrast(Arc<ColorValue>),
}

/// `color-mix()`; both colors are clipped to sRGB before they are mixed.
#[derive(Clone, Debug, PartialEq)]
pub struct ColorMix {
    mixing: Mixing,
    one: ColorValue,
    other: ColorValue,
    /// The share of `other`, 0 to 1.
    share: f64,
    /// The factor of the alpha.
    alpha: f64,
}

impl ColorValue {
    /// The computed color where `currentcolor` is `current`.
    pub(crate) fn resolve(&self, current: Color) -> Color {
        match self {
            ColorValue::Color(color) => *color,
            ColorValue::CurrentColor => current,
            ColorValue::Mix(mix) => mix.resolve(current),
            ColorValue::Relative(color) => color.resolve(current),
            ColorValue::Contrast(color) => contrast(color.resolve(current)),
        }
    }

    /// Whether it does not depend on `currentcolor`.
    pub(super) fn is_known(&self) -> bool {
        matches!(self, ColorValue::Color(_))
    }
}

/// Reads a color. Consumes nothing where it fails.
pub(crate) fn parse_color(input: &mut Parser<'_>) -> Reading<ColorValue> {
    input.try_parse(|input| match input.next()? {
        Token::Hash(digits) | Token::IDHash(digits) => {
            let parsed = cssparser::color::parse_hash_color(digits.as_bytes());
            let (red, green, blue, alpha) = parsed.map_err(|()| malformed())?;
            let alpha = (alpha * 255.0 + 0.5) as u8;
            Ok(ColorValue::Color(Color { alpha, ..Color::rgb(red, green, blue) }))
        }
        Token::Ident(name) => named_color(name).ok_or_else(malformed),
        Token::Function(name) => {
            let name = name.to_ascii_lowercase();
            input.parse_nested_block(|input| color_function(&name, input))
        }
        _ => Err(malformed()),
    })
}

/// The red, green and blue of a named color (`teal`); `None` for any other word.
pub fn named_rgb(name: &str) -> Option<(u8, u8, u8)> {
    cssparser::color::parse_named_color(name).ok()
}

fn named_color(name: &str) -> Option<ColorValue> {
    if let Ok((red, green, blue)) = cssparser::color::parse_named_color(name) {
        return Some(ColorValue::Color(Color::rgb(red, green, blue)));
    }
    Some(ColorValue::Color(match_ignore_ascii_case! { name,
        "currentcolor" => return Some(ColorValue::CurrentColor),
        "transparent" => Color::TRANSPARENT,
        // The system colors of a white sheet (CSS Color 4, section 6.2).
        "canvas" | "field" | "highlighttext" | "accentcolortext" | "selecteditemtext" => Color::WHITE,
        "canvastext" | "fieldtext" | "buttontext" | "buttonborder" | "marktext" => Color::BLACK,
        "linktext" | "accentcolor" => Color::rgb(0, 0, 238),
        "visitedtext" => Color::rgb(85, 26, 139),
        "activetext" => Color::rgb(255, 0, 0),
        "buttonface" => Color::rgb(239, 239, 239),
        "highlight" | "selecteditem" => Color::rgb(0, 120, 215),
        "mark" => Color::rgb(255, 255, 0),
        "graytext" => Color::rgb(109, 109, 109),
        // Deprecated system colors (section 9.2), each with the value of its replacement.
        "activeborder" | "buttonhighlight" | "buttonshadow" | "inactiveborder" | "threeddarkshadow"
        | "threedhighlight" | "threedlightshadow" | "threedshadow" | "windowframe" => Color::BLACK,
        "threedface" => Color::rgb(239, 239, 239),
        "activecaption" | "appworkspace" | "background" | "inactivecaption" | "infobackground" | "menu"
        | "scrollbar" | "window" => Color::WHITE,
        "captiontext" | "infotext" | "menutext" | "windowtext" => Color::BLACK,
        "inactivecaptiontext" => Color::rgb(109, 109, 109),
        _ => return None,
    }))
}

/// Reads the arguments of the color function of this name, in lower case.
pub(super) fn color_function(name: &str, input: &mut Parser<'_>) -> Reading<ColorValue> {
    if flag(input, "from") {
        return parse_relative(name, input);
    }
    let (space, components, alpha) = match name {
        "rgb" | "rgba" => {
            let parts = components(input, Component::Number { whole: 255.0 }, true)?;
            let [red, green, blue] = parts.values;
            (ColorSpace::Srgb, [red / 255.0, green / 255.0, blue / 255.0], parts.alpha)
        }
        "hsl" | "hsla" => {
            let parts = hue_first(input, true)?;
            let [hue, saturation, lightness] = parts.values;
            let saturation = (saturation / 100.0).max(0.0);
            (ColorSpace::Hsl, [hue, saturation, lightness / 100.0], parts.alpha)
        }
        "hwb" => {
            let parts = hue_first(input, false)?;
            let [hue, whiteness, blackness] = parts.values;
            let share = |value: f64| (value / 100.0).clamp(0.0, 1.0);
            (ColorSpace::Hwb, [hue, share(whiteness), share(blackness)], parts.alpha)
        }
        "lab" => lab_like(input, ColorSpace::Lab, 100.0, 125.0)?,
        "oklab" => lab_like(input, ColorSpace::Oklab, 1.0, 0.4)?,
        "lch" => lch_like(input, ColorSpace::Lch, 100.0, 150.0)?,
        "oklch" => lch_like(input, ColorSpace::Oklch, 1.0, 0.4)?,
        "color" => {
            let space = keyword(input, PREDEFINED_SPACES, &[])?;
            let parts = components(input, Component::Number { whole: 1.0 }, false)?;
            (space, parts.values, parts.alpha)
        }
        "color-mix" => return color_mix(input),
        // A sheet of paper is always light.
        "light-dark" => {
            let light = parse_color(input)?;
            input.expect_comma()?;
            parse_color(input)?;
            return Ok(light);
        }
        "device-cmyk" => return parse_cmyk(input),
        "contrast-color" => {
            return Ok(match parse_color(input)? {
                ColorValue::Color(color) => ColorValue::Color(contrast(color)),
                color => ColorValue::Contrast(Arc::new(color)),
            });
        }
        _ => return not_supported(name),
    };
    Ok(ColorValue::Color(Color::from_space(space, components, alpha)))
}

/// The color spaces of `color()`, in which colors can be mixed too.
static PREDEFINED_SPACES: &[(&str, ColorSpace)] = &[
    ("srgb", ColorSpace::Srgb),
    ("srgb-linear", ColorSpace::SrgbLinear),
    ("display-p3", ColorSpace::DisplayP3),
    ("display-p3-linear", ColorSpace::DisplayP3Linear),
    ("a98-rgb", ColorSpace::A98Rgb),
    ("prophoto-rgb", ColorSpace::ProPhotoRgb),
    ("rec2020", ColorSpace::Rec2020),
    ("xyz", ColorSpace::XyzD65),
    ("xyz-d50", ColorSpace::XyzD50),
    ("xyz-d65", ColorSpace::XyzD65),
];

/// The color space of this name in `color()`.
pub(super) fn predefined_space(name: &str) -> Option<ColorSpace> {
    PREDEFINED_SPACES.iter().find(|(known, _)| *known == name).map(|(_, space)| *space)
}

/// How a component is written.
#[derive(Clone, Copy)]
enum Component {
    /// A number, or a percentage of `whole`.
    Number { whole: f64 },
    /// An angle, or a number of degrees.
    Hue,
}

struct Components {
    values: [f64; 3],
    alpha: f64,
}

fn lab_like(
    input: &mut Parser<'_>,
    space: ColorSpace,
    lightness: f64,
    axis: f64,
) -> Reading<(ColorSpace, [f64; 3], f64)> {
    let kinds = [lightness, axis, axis].map(|whole| Component::Number { whole });
    let mut parts = read_components(input, kinds, false)?;
    parts.values[0] = parts.values[0].clamp(0.0, lightness);
    Ok((space, parts.values, parts.alpha))
}

fn lch_like(
    input: &mut Parser<'_>,
    space: ColorSpace,
    lightness: f64,
    chroma: f64,
) -> Reading<(ColorSpace, [f64; 3], f64)> {
    let kinds = [Component::Number { whole: lightness }, Component::Number { whole: chroma }, Component::Hue];
    let mut parts = read_components(input, kinds, false)?;
    parts.values[0] = parts.values[0].clamp(0.0, lightness);
    parts.values[1] = parts.values[1].max(0.0);
    Ok((space, parts.values, parts.alpha))
}

fn hue_first(input: &mut Parser<'_>, commas: bool) -> Reading<Components> {
    let percentage = Component::Number { whole: 100.0 };
    read_components(input, [Component::Hue, percentage, percentage], commas)
}

fn components(input: &mut Parser<'_>, kind: Component, commas: bool) -> Reading<Components> {
    read_components(input, [kind; 3], commas)
}

/// Three components and an alpha. They are separated by commas if `commas` allows it and the first one is
/// followed by a comma.
fn read_components(input: &mut Parser<'_>, kinds: [Component; 3], commas: bool) -> Reading<Components> {
    let (first, first_unit) = component(input, kinds[0])?;
    let legacy =
        commas && first_unit != ComponentUnit::None && input.try_parse(|input| input.expect_comma()).is_ok();
    let (second, second_unit) = component(input, kinds[1])?;
    if legacy {
        input.expect_comma()?;
    }
    let (third, third_unit) = component(input, kinds[2])?;
    if legacy {
        // The legacy syntax has no `none`, and does not mix numbers with percentages; legacy hsl() takes
        // percentages only.
        let expected = match kinds[0] {
            Component::Hue => ComponentUnit::Percentage,
            Component::Number { .. } => first_unit,
        };
        if second_unit != expected || third_unit != expected {
            return Err(malformed());
        }
    }
    let alpha = if input.is_exhausted() {
        1.0
    } else {
        if legacy {
            input.expect_comma()?;
        } else {
            input.expect_delim('/')?;
        }
        match component(input, Component::Number { whole: 1.0 })? {
            (_, ComponentUnit::None) if legacy => return Err(malformed()),
            (alpha, _) => alpha.clamp(0.0, 1.0),
        }
    };
    Ok(Components { values: [first, second, third], alpha })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ComponentUnit {
    Number,
    Percentage,
    /// `none`, whose value is zero.
    None,
}

fn component(input: &mut Parser<'_>, kind: Component) -> Reading<(f64, ComponentUnit)> {
    if flag(input, "none") {
        return Ok((0.0, ComponentUnit::None));
    }
    let whole = match kind {
        Component::Number { whole } => whole,
        Component::Hue => {
            if let Ok(degrees) = parse_angle(input) {
                return Ok((degrees, ComponentUnit::Number));
            }
            return match parse_number_or_percentage(input)? {
                NumberOrPercentage::Number(degrees) => Ok((degrees, ComponentUnit::Number)),
                NumberOrPercentage::Percentage(_) => Err(malformed()),
            };
        }
    };
    Ok(match parse_number_or_percentage(input)? {
        NumberOrPercentage::Number(value) => (value, ComponentUnit::Number),
        NumberOrPercentage::Percentage(value) => (value * whole, ComponentUnit::Percentage),
    })
}

/// The color spaces with a function of their own, in which colors can be mixed besides [`PREDEFINED_SPACES`].
static FUNCTION_SPACES: &[(&str, ColorSpace)] = &[
    ("lab", ColorSpace::Lab),
    ("oklab", ColorSpace::Oklab),
    ("hsl", ColorSpace::Hsl),
    ("hwb", ColorSpace::Hwb),
    ("lch", ColorSpace::Lch),
    ("oklch", ColorSpace::Oklch),
];

static HUE_INTERPOLATIONS: &[(&str, HueInterpolation)] = &[
    ("shorter", HueInterpolation::Shorter),
    ("longer", HueInterpolation::Longer),
    ("increasing", HueInterpolation::Increasing),
    ("decreasing", HueInterpolation::Decreasing),
];

/// Reads `in SPACE [HUE hue]`, if it comes next.
pub(super) fn parse_mixing(input: &mut Parser<'_>) -> Reading<Option<Mixing>> {
    if !flag(input, "in") {
        return Ok(None);
    }
    let space = match keyword_maybe(input, PREDEFINED_SPACES) {
        Some(space) => space,
        None => keyword(input, FUNCTION_SPACES, &[])?,
    };
    let mut hue = HueInterpolation::Shorter;
    if space.hue_index().is_some()
        && let Some(interpolation) = keyword_maybe(input, HUE_INTERPOLATIONS)
    {
        input.expect_ident_matching("hue")?;
        hue = interpolation;
    }
    Ok(Some(Mixing { space, hue }))
}

/// `in SPACE [HUE hue], COLOR [P%], COLOR [P%]` (CSS Color 5, section 3).
fn color_mix(input: &mut Parser<'_>) -> Reading<ColorValue> {
    let mut mixing = Mixing { space: ColorSpace::Oklab, hue: HueInterpolation::Shorter };
    if let Some(given) = parse_mixing(input)? {
        mixing = given;
        input.expect_comma()?;
    }
    let (one, one_share) = mix_part(input)?;
    input.expect_comma()?;
    let (other, other_share) = mix_part(input)?;
    let (one_share, other_share) = match (one_share, other_share) {
        (None, None) => (0.5, 0.5),
        (Some(one), None) => (one, 1.0 - one),
        (None, Some(other)) => (1.0 - other, other),
        (Some(one), Some(other)) => (one, other),
    };
    let sum = one_share + other_share;
    if sum <= 0.0 {
        return Err(malformed());
    }
    let mix = ColorMix { mixing, one, other, share: other_share / sum, alpha: sum.min(1.0) };
    if mix.one.is_known() && mix.other.is_known() {
        return Ok(ColorValue::Color(mix.resolve(Color::BLACK)));
    }
    Ok(ColorValue::Mix(Arc::new(mix)))
}

/// A color with its percentage (0 to 1) before or after it.
fn mix_part(input: &mut Parser<'_>) -> Reading<(ColorValue, Option<f64>)> {
    let share = |input: &mut Parser<'_>| match parse_number_or_percentage(input) {
        Ok(NumberOrPercentage::Percentage(value)) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err(malformed()),
    };
    let before = input.try_parse(share).ok();
    let color = parse_color(input)?;
    let after = if before.is_none() { input.try_parse(share).ok() } else { None };
    Ok((color, before.or(after)))
}

impl ColorMix {
    fn resolve(&self, current: Color) -> Color {
        self.mixing.mix(self.one.resolve(current), self.other.resolve(current), self.share, self.alpha)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Option<Color> {
        let mut input = Parser::new(text);
        let color = parse_color(&mut input).ok()?;
        input.is_exhausted().then(|| color.resolve(Color::rgb(1, 2, 3)))
    }

    fn rgba(red: u8, green: u8, blue: u8, alpha: u8) -> Option<Color> {
        Some(Color { alpha, ..Color::rgb(red, green, blue) })
    }

    #[test]
    fn every_notation_is_read() {
        assert_eq!(color("#f00"), rgba(255, 0, 0, 255));
        assert_eq!(color("#12345680"), rgba(0x12, 0x34, 0x56, 0x80));
        assert_eq!(color("RebeccaPurple"), rgba(0x66, 0x33, 0x99, 255));
        assert_eq!(color("transparent"), rgba(0, 0, 0, 0));
        assert_eq!(color("currentColor"), rgba(1, 2, 3, 255));
        assert_eq!(color("CanvasText"), rgba(0, 0, 0, 255));
        assert_eq!(color("rgb(1, 2, 3)"), rgba(1, 2, 3, 255));
        assert_eq!(color("rgba(1, 2, 3, 50%)"), rgba(1, 2, 3, 128));
        assert_eq!(color("rgb(10% 20% 30% / .5)"), rgba(26, 51, 77, 128));
        assert_eq!(color("rgb(300 none calc(2 * 5))"), rgba(255, 0, 10, 255));
        assert_eq!(color("hsl(120deg, 100%, 25%)"), rgba(0, 128, 0, 255));
        assert_eq!(color("hsl(0.5turn 50% 50%)"), rgba(64, 191, 191, 255));
        assert_eq!(color("hwb(120 0% 49.8%)"), rgba(0, 128, 0, 255));
        assert_eq!(color("lab(46.2775% -47.5621 48.5837)"), rgba(0, 128, 0, 255));
        assert_eq!(color("lch(46.2775% 67.9892 134.3912)"), rgba(0, 128, 0, 255));
        assert_eq!(color("oklab(51.975% -0.1403 0.10768)"), rgba(0, 128, 0, 255));
        assert_eq!(color("oklch(51.975% 0.17686 142.495)"), rgba(0, 128, 0, 255));
        assert_eq!(color("color(srgb 0 50% 0)"), rgba(0, 128, 0, 255));
        assert_eq!(color("color(display-p3 0.21604 0.49418 0.13151)"), rgba(0, 128, 0, 255));
        assert_eq!(color("light-dark(#111, #eee)"), rgba(17, 17, 17, 255));
    }

    #[test]
    fn malformed_colors_are_rejected() {
        for text in [
            "#12345",
            "redd",
            "rgb(1, 2)",
            "rgb(1, 2%, 3)",
            "rgb(1 2, 3)",
            "rgb(1, 2, none)",
            "hsl(1, 2, 3)",
            "rgb(1 2 3 4)",
            "color(srgb 1 2)",
            "color(nowhere 1 2 3)",
            "lab(1, 2, 3)",
            "hsl(10% 1% 1%)",
            "color-mix(in srgb, red)",
        ] {
            assert_eq!(color(text), None, "{text}");
        }
    }

    #[test]
    fn colors_are_mixed() {
        assert_eq!(color("color-mix(in srgb, red, blue)"), rgba(128, 0, 128, 255));
        assert_eq!(color("color-mix(in srgb, red 25%, blue)"), rgba(64, 0, 191, 255));
        assert_eq!(color("color-mix(in srgb, red 20%, blue 20%)"), rgba(128, 0, 128, 102));
        assert_eq!(color("color-mix(in srgb, white, transparent)"), rgba(255, 255, 255, 128));
        assert_eq!(color("color-mix(in hsl, red, hsl(120 100% 50%))"), rgba(255, 255, 0, 255));
        assert_eq!(color("color-mix(in hsl longer hue, red, lime)"), rgba(0, 0, 255, 255));
        assert_eq!(color("color-mix(in srgb, currentcolor, rgb(3 2 1))"), rgba(2, 2, 2, 255));
    }
}
