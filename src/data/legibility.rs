//! Colors of the data in which the program's layouts print text: each needs enough contrast with what is below it (WCAG 2.2,
//! 1.4.3).

use super::model::Colors;
use super::value::{Color, Located};
use engine::diagnostics::Diagnostic;
use engine::inspection::contrast_ratio;

/// The least contrast of text that is not large.
const LEAST: f64 = 4.5;

const WHITE: Color = Color { red: 255, green: 255, blue: 255 };
const BLACK: Color = Color { red: 0, green: 0, blue: 0 };

/// The share of `text` in the color of small text, as in the stylesheet. The rest is white.
const GRAY: f64 = 0.78;

/// What is hard to read in the colors, as warnings.
pub fn find(colors: &Colors) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut require = |key: &str, color: &Option<Located<Color>>, use_of_color, shade: f64| {
        let Some(color) = color else { return };
        let contrast = |color: Color| contrast(mix(color, WHITE, shade), WHITE);
        if contrast(color.value) < LEAST {
            let legible = towards(color.value, BLACK, |color| contrast(color) >= LEAST);
            let message = message(key, "white", contrast(color.value)).at(color.span, use_of_color);
            found.push(message.help(format!("A darker color can be read, for example `\"{legible}\"`.")));
        }
    };
    require("primary", &colors.primary, "the color of headings, and below white text", 1.0);
    require("accent", &colors.accent, "the color of small headings", 1.0);
    require("text", &colors.text, "the color of running text; small text is a little lighter", GRAY);
    let (Some(background), text) = (&colors.background, &colors.text) else { return found };
    let over_it = [("text", text), ("primary", &colors.primary)];
    for (key, color) in over_it.map(|(key, color)| (key, color.as_ref().map_or(BLACK, |color| color.value))) {
        // A color that cannot be read on white is the fault.
        if contrast(color, WHITE) >= LEAST && contrast(color, background.value) < LEAST {
            let legible = towards(background.value, WHITE, |below| contrast(color, below) >= LEAST);
            let other = if color == BLACK { "black".to_string() } else { format!("`colors.{key}`") };
            let message = message("background", &other, contrast(color, background.value));
            let message = message.at(background.span, "the color below text");
            found.push(message.help(format!("A lighter color can be read, for example `\"{legible}\"`.")));
            break;
        }
    }
    found
}

fn message(key: &str, other: &str, ratio: f64) -> Diagnostic {
    // Rounded down, so that too little does not look like enough.
    let ratio = (ratio * 100.0).floor() / 100.0;
    Diagnostic::warning(format!(
        "`colors.{key}` has too little contrast with {other}: {ratio:.2}:1 instead of {LEAST}:1"
    ))
}

fn contrast(one: Color, other: Color) -> f64 {
    let channels = |color: Color| [color.red, color.green, color.blue];
    contrast_ratio(channels(one), channels(other))
}

/// `share` of a color, the rest of another one.
fn mix(color: Color, other: Color, share: f64) -> Color {
    let channel =
        |one: u8, other: u8| libm::round(f64::from(one) * share + f64::from(other) * (1.0 - share)) as u8;
    Color {
        red: channel(color.red, other.red),
        green: channel(color.green, other.green),
        blue: channel(color.blue, other.blue),
    }
}

/// The first color on the way from one to another that is `enough`, or the other one.
fn towards(color: Color, end: Color, enough: impl Fn(Color) -> bool) -> Color {
    (0..=50).map(|step| mix(end, color, f64::from(step) / 50.0)).find(|&color| enough(color)).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::scalars::parse_color;
    use engine::diagnostics::{SourceId, Span};

    /// The messages about colors, and what is proposed.
    fn found(colors: [(&str, &str); 2]) -> Vec<(String, String)> {
        let of = |key: &str| {
            let (_, color) = colors.iter().find(|(known, _)| *known == key)?;
            let value = parse_color(color)?;
            Some(Located { value, span: Span::new(SourceId(0), 0, 1) })
        };
        let colors = Colors {
            primary: of("primary"),
            secondary: of("secondary"),
            accent: of("accent"),
            background: of("background"),
            text: of("text"),
        };
        find(&colors).into_iter().map(|each| (each.message, each.help.unwrap_or_default())).collect()
    }

    #[test]
    fn colors_of_text_have_the_contrast_of_wcag_with_white() {
        assert_eq!(found([("primary", "#767676"), ("accent", "#b4530f")]), []);
        let [(message, help)] = &found([("primary", "#777777"), ("secondary", "#ffffff")])[..] else {
            panic!("one message");
        };
        assert_eq!(message, "`colors.primary` has too little contrast with white: 4.47:1 instead of 4.5:1");
        assert_eq!(help, "A darker color can be read, for example `\"#757575\"`.");
        assert_eq!(found([("accent", "#ffffff"), ("primary", "#ffffff")]).len(), 2);
    }

    #[test]
    fn the_lighter_shade_of_small_text_is_judged() {
        assert_eq!(found([("text", "#444444"), ("accent", "#000000")]), []);
        assert_eq!(found([("text", "#666666"), ("accent", "#000000")]).len(), 1);
    }

    #[test]
    fn a_dark_background_is_named_unless_its_text_is_the_fault() {
        let [(message, help)] = &found([("background", "#444444"), ("text", "#222222")])[..] else {
            panic!("one message");
        };
        assert!(message.starts_with("`colors.background` has too little contrast with `colors.text`: "));
        assert!(help.starts_with("A lighter color"), "{help}");
        assert_eq!(found([("background", "#eeeeee"), ("text", "#eeeeee")]).len(), 1);
        assert_eq!(found([("background", "#e8eff0"), ("text", "#1d2a2f")]), []);
    }
}
