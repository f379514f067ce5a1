//! What all pictures have in common: their size, their alternative text, the direction of the language, and how wide a
//! text is. Lengths are in CSS pixels, the units of SVG.

use serde_json::Value;

use crate::template::helpers::{Named, REMEDY, Words, kind};
use engine::text::is_right_to_left;

/// CSS pixels in a millimeter.
pub(super) const MILLIMETER: f64 = 96.0 / 25.4;
/// CSS pixels in a point.
const POINT: f64 = 96.0 / 72.0;
/// The width of a picture in millimeters: that of the text on an A4 page with margins of 20 mm.
const WIDTH: f64 = 170.0;
/// The smallest and usual size of text in points.
const SIZE: f64 = 8.5;

/// The size and the language of a picture.
pub(super) struct Frame {
    /// In pixels.
    pub(super) width: f64,
    /// The size of the text in pixels.
    pub(super) em: f64,
    /// What replaces the alternative text that is made of the data.
    pub(super) alt: Option<String>,
    /// Whether the picture runs from right to left.
    pub(super) is_mirrored: bool,
}

impl Frame {
    /// Reads the values `width` (millimeters), `size` (points) and `alt` of a call.
    pub(super) fn new(named: &Named, words: &Words<'_>) -> Result<Frame, String> {
        let alt = match named.get("alt") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => return Err(format!("`alt=` is {}, not a text", kind(other))),
        };
        Ok(Frame {
            width: millimeters(named, "width", WIDTH)?,
            em: length(named, "size", SIZE, (SIZE, 36.0))? * POINT,
            alt,
            is_mirrored: is_right_to_left(words.language()),
        })
    }

    /// The distance of two baselines.
    pub(super) fn leading(&self) -> f64 {
        self.em * 1.22
    }

    /// How wide a text is, on the safe side.
    pub(super) fn text_width(&self, text: &str) -> f64 {
        text.chars().map(advance).sum::<f64>() * self.em
    }

    /// The text in at most `most` lines of a width. What does not fit ends in an ellipsis.
    pub(super) fn wrap(&self, text: &str, width: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let mut line = word.to_string();
            let is_last = lines.len() + 1 >= most;
            while let Some(next) = words.peek() {
                let longer = format!("{line} {next}");
                if self.text_width(&longer) > width && (!is_last || self.text_width(&line) > width) {
                    break;
                }
                line = longer;
                words.next();
            }
            lines.push(self.shorten(&line, width));
            if is_last {
                break;
            }
        }
        lines
    }

    /// The text, or as much of its beginning as fits and an ellipsis.
    fn shorten(&self, text: &str, width: f64) -> String {
        if self.text_width(text) <= width {
            return text.to_string();
        }
        let room = width / self.em - advance('…');
        let mut used = 0.0;
        let fits = text.chars().take_while(|&character| {
            used += advance(character);
            used <= room
        });
        let mut kept: String = fits.collect();
        kept.truncate(kept.trim_end_matches([' ', ',', '-', '–', ':', ';', '(']).len());
        format!("{kept}…")
    }

    /// The widest of some texts.
    pub(super) fn widest<'a>(&self, texts: impl IntoIterator<Item = &'a String>) -> f64 {
        texts.into_iter().map(|text| self.text_width(text)).fold(0.0, f64::max)
    }
}

/// A length in millimeters among the values of a call, in pixels.
pub(super) fn millimeters(named: &Named, name: &str, usual: f64) -> Result<f64, String> {
    Ok(length(named, name, usual, (20.0, 1000.0))? * MILLIMETER)
}

/// A number among the values of a call, between two others.
pub(super) fn length(
    named: &Named,
    name: &str,
    usual: f64,
    (least, most): (f64, f64),
) -> Result<f64, String> {
    match named.get(name) {
        None | Some(Value::Null) => Ok(usual),
        Some(value) => value.as_f64().filter(|number| (least..=most).contains(number)).ok_or_else(|| {
            format!(
                "`{name}=` is not a number from {least} to {most}{REMEDY}Write for example `{name}={usual}`."
            )
        }),
    }
}

/// How wide a character is, in ems: at least as wide as in the semibold face of Source Sans 3, or in the bold faces of Noto
/// Sans for other letters.
fn advance(character: char) -> f64 {
    match character {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200b}'..='\u{200f}' => 0.0,
        'i' | 'j' | 'l' | '|' | 'ı' | ' ' | '\u{a0}' => 0.29,
        '!' | '\'' | '(' | ')' | ',' | '-' | '.' | ':' | ';' | 'I' | 'İ' | '[' | ']' | 'f' | '·' | '’'
        | '‘' => 0.35,
        '/' | 'r' | 't' | 's' | 'c' | 'z' => 0.48,
        'm' | 'M' | 'W' | '%' | '@' | '…' | '—' | 'Ж' | 'Ш' | 'Щ' | 'Ю' | 'Ы' => 0.94,
        'w' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' | '&' => 0.78,
        '\u{21}'..='\u{7e}' => 0.62,
        '\u{a1}'..='\u{24f}' | '\u{2010}'..='\u{2044}' => 0.66,
        'ж' | 'ш' | 'щ' | 'ю' | 'ы' | 'ф' | 'м' => 0.84,
        '\u{430}'..='\u{45f}' => 0.6,
        '\u{370}'..='\u{52f}' => 0.8,
        '\u{10a0}'..='\u{10ff}' => 0.86,
        '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => 0.78,
        _ => 1.0,
    }
}

/// The items of the list that a picture shows; none of nothing.
pub(super) fn list_of<'a>(parameters: &[&'a Value]) -> Result<&'a [Value], String> {
    match parameters.first() {
        Some(Value::Array(items)) => Ok(items),
        Some(Value::Null) | None => Ok(&[]),
        Some(other) => Err(format!("the first value is {}, not a list", kind(other))),
    }
}

impl Words<'_> {
    /// Sentences one after the other, as an alternative text has them.
    pub(super) fn joined(&self, texts: &[String]) -> String {
        let language = self.language().split('-').next().unwrap_or_default();
        texts.join(if matches!(language, "ar" | "fa" | "ur") { "؛ " } else { "; " })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn frame() -> Frame {
        Frame::new(&Named::new(), &Words { data: &json!({"language": "en"}) }).expect("a frame")
    }

    #[test]
    fn lines_fit_and_what_is_left_out_ends_in_an_ellipsis() {
        let frame = frame();
        let name = "International Conference of Faculties of Forestry and Landscape Management";
        let lines = frame.wrap(name, 150.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| frame.text_width(line) <= 150.0), "{lines:?}");
        assert!(lines[1].ends_with('…'), "{lines:?}");
        assert_eq!(frame.wrap("Short name", 150.0, 2), ["Short name"]);
        let long = frame.wrap("Donaudampfschifffahrtsgesellschaft of the north", 80.0, 2);
        assert!(long.iter().all(|line| frame.text_width(line) <= 80.0), "{long:?}");
        assert!(frame.wrap("", 80.0, 2).is_empty());
    }

    #[test]
    fn text_is_at_least_as_large_as_can_be_read() {
        let named = json!({"size": 7}).as_object().cloned().unwrap_or_default();
        let refused = Frame::new(&named, &Words { data: &Value::Null }).err().expect("an error");
        assert!(refused.contains("8.5"), "{refused}");
    }
}
