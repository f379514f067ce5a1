//! Relative colors such as `rgb(from …)`, `contrast-color()` and `device-cmyk()` (CSS Color 5, sections 4, 6 and 9).

use std::sync::Arc;

use cssparser::{Parser, Token};

use super::color_parser::{ColorValue, color_function, parse_color};
use super::length::{NumberOrPercentage, parse_number_or_percentage};
use super::reader::{Reading, flag, malformed, unsupported};
use crate::css::color::{Color, ColorSpace};

/// A color whose channels are calculated from those of an origin color that is known only when it is computed.
#[derive(Clone, Debug, PartialEq)]
pub struct RelativeColor {
    function: String,
    origin: ColorValue,
    /// The text after the origin color.
    channels: String,
}

impl RelativeColor {
    pub(super) fn resolve(&self, current: Color) -> Color {
        // Parsing succeeded with one origin color, so it succeeds with any other.
        self.with(self.origin.resolve(current)).map_or(Color::TRANSPARENT, |color| color.resolve(current))
    }

    fn with(&self, origin: Color) -> Reading<ColorValue> {
        let mut text = String::new();
        let mut input = Parser::new(&self.channels);
        let (space, names, scale) = if self.function == "color" {
            let name = input.expect_ident()?.to_ascii_lowercase();
            let space = super::color_parser::predefined_space(&name).ok_or_else(malformed)?;
            text.push_str(&name);
            let names = if name.starts_with("xyz") { ["x", "y", "z"] } else { ["r", "g", "b"] };
            (space, names, [1.0; 3])
        } else {
            channels_of(&self.function).ok_or_else(malformed)?
        };
        let mut values = origin.to_space(space);
        for (value, scale) in values.iter_mut().zip(scale) {
            *value *= scale;
        }
        let value_of = |name: &str| {
            let index = names.iter().position(|known| name.eq_ignore_ascii_case(known));
            match index {
                Some(index) => Some(values[index]),
                None => name.eq_ignore_ascii_case("alpha").then_some(f64::from(origin.alpha) / 255.0),
            }
        };
        let start = input.position();
        if !input.is_exhausted() {
            replace(&mut input, &value_of, &mut text)?;
        }
        // Without an alpha of its own the color has the alpha of its origin (section 4.1).
        if !self.channels[start.byte_index()..].contains('/') {
            text.push_str(&format!(" / {}", f64::from(origin.alpha) / 255.0));
        }
        let mut input = Parser::new(&text);
        let color = color_function(&self.function, &mut input)?;
        input.expect_exhausted()?;
        Ok(color)
    }
}

/// The color space of a function, the names of its channels, and the factor that converts each channel to the
/// numbers of the function.
fn channels_of(function: &str) -> Option<(ColorSpace, [&'static str; 3], [f64; 3])> {
    Some(match function {
        "rgb" | "rgba" => (ColorSpace::Srgb, ["r", "g", "b"], [255.0; 3]),
        "hsl" | "hsla" => (ColorSpace::Hsl, ["h", "s", "l"], [1.0, 100.0, 100.0]),
        "hwb" => (ColorSpace::Hwb, ["h", "w", "b"], [1.0, 100.0, 100.0]),
        "lab" => (ColorSpace::Lab, ["l", "a", "b"], [1.0; 3]),
        "lch" => (ColorSpace::Lch, ["l", "c", "h"], [1.0; 3]),
        "oklab" => (ColorSpace::Oklab, ["l", "a", "b"], [1.0; 3]),
        "oklch" => (ColorSpace::Oklch, ["l", "c", "h"], [1.0; 3]),
        _ => return None,
    })
}

/// Copies the rest of a block, with the names of channels replaced by their values.
fn replace(input: &mut Parser<'_>, value_of: &dyn Fn(&str) -> Option<f64>, text: &mut String) -> Reading<()> {
    loop {
        let start = input.position();
        let Ok(token) = input.next_including_whitespace_and_comments() else { return Ok(()) };
        let close = match token {
            Token::Ident(name) => {
                match value_of(name) {
                    Some(value) => text.push_str(&format!("{value:.6}")),
                    None => text.push_str(input.slice_from(start)),
                }
                continue;
            }
            Token::Function(_) | Token::ParenthesisBlock => ')',
            Token::SquareBracketBlock | Token::CurlyBracketBlock => return Err(malformed()),
            _ => {
                text.push_str(input.slice_from(start));
                continue;
            }
        };
        text.push_str(input.slice_from(start));
        input.parse_nested_block(|input| replace(input, value_of, text))?;
        text.push(close);
    }
}

/// Reads what follows `from` in the function of this name.
pub(super) fn parse_relative(function: &str, input: &mut Parser<'_>) -> Reading<ColorValue> {
    if function != "color" && channels_of(function).is_none() {
        return Err(malformed());
    }
    let origin = parse_color(input)?;
    input.skip_whitespace();
    let start = input.position();
    while input.next().is_ok() {}
    let channels = input.slice_from(start).trim().to_string();
    let color = RelativeColor { function: function.to_string(), origin, channels };
    match color.origin {
        ColorValue::Color(origin) => color.with(origin),
        // Check now that it is a color; any origin will do.
        _ => color.with(Color::BLACK).map(|_| ColorValue::Relative(Arc::new(color))),
    }
}

/// `contrast-color()`: black or white, whichever contrasts more with the color (CSS Color 5, section 6).
pub(super) fn contrast(color: Color) -> Color {
    let luminance = color.to_space(ColorSpace::XyzD65)[1];
    // The ratios of WCAG 2: (L + 0.05) / 0.05 against black, 1.05 / (L + 0.05) against white.
    let is_light = (luminance + 0.05) * (luminance + 0.05) > 1.05 * 0.05;
    if is_light { Color::BLACK } else { Color::WHITE }
}

/// `device-cmyk()` (CSS Color 5, section 9). Where colors are not printed it is shown as its fallback if it has one, else
/// by the naive conversion to sRGB.
pub(super) fn parse_cmyk(input: &mut Parser<'_>) -> Reading<ColorValue> {
    let mut inks = [0.0; 4];
    let mut commas = false;
    for (index, ink) in inks.iter_mut().enumerate() {
        if index == 1 {
            commas = input.try_parse(|input| input.expect_comma()).is_ok();
        } else if commas && index > 1 {
            input.expect_comma()?;
        }
        *ink = match flag(input, "none") {
            true if !commas => 0.0,
            true => return Err(malformed()),
            false => share(input)?,
        };
    }
    let alpha = match input.try_parse(|input| input.expect_delim('/')) {
        Ok(()) if !commas => share(input)?,
        Ok(()) => return Err(malformed()),
        Err(_) => 1.0,
    };
    let [cyan, magenta, yellow, key] = inks;
    let channel = |ink: f64| 1.0 - (ink * (1.0 - key) + key).min(1.0);
    let components = [channel(cyan), channel(magenta), channel(yellow)];
    let shown = match input.try_parse(|input| input.expect_comma()).is_ok() {
        true => match parse_color(input)? {
            ColorValue::Color(color) => color,
            dependent => return Ok(dependent),
        },
        false => Color::from_space(ColorSpace::Srgb, components, alpha),
    };
    // The sum rounds to the nearest.
    let inks = inks.map(|ink| (ink * 1000.0 + 0.5) as u16);
    Ok(ColorValue::Color(Color { inks: Some(inks), ..shown }))
}

/// A number from 0 to 1, or a percentage.
fn share(input: &mut Parser<'_>) -> Reading<f64> {
    Ok(match parse_number_or_percentage(input)? {
        NumberOrPercentage::Number(value) | NumberOrPercentage::Percentage(value) => value.clamp(0.0, 1.0),
    })
}

/// The color functions.
pub(crate) const COLOR_FUNCTIONS: &[&str] = &[
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
    "color",
    "color-mix",
    "light-dark",
    "contrast-color",
    "device-cmyk",
];

/// The failure for a function that is not supported, or that CSS does not have.
pub(super) fn not_supported(name: &str) -> Reading<ColorValue> {
    match name {
        "alpha" | "color-layers" => Err(unsupported(format!("{name}()"))),
        _ => Err(malformed()),
    }
}
