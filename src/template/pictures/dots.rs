//! A quantity as dots. Of a large one, a dot is several, and a line under the dots says how many. A quantity that is known
//! only to be larger ends in a plus sign.

use serde_json::{Value, json};

use super::frame::{Frame, length};
use super::rows::text_of;
use super::svg::{Anchor, Svg};
use crate::template::helpers::{Named, REMEDY, Words, field, kind, number_of, quantity};

/// The most dots of a picture.
const MOST: u64 = 500;

/// `{{{dots 139}}}`: as many dots.
pub(super) fn dots(parameters: &[&Value], named: &Named, words: &Words<'_>) -> Result<Value, String> {
    let frame = Frame::new(named, words)?;
    let value = match parameters.first() {
        None | Some(Value::Null) => return Ok("".into()),
        Some(value) => *value,
    };
    let number = number_of(value).filter(|number| number.fract() == 0.0 && (0.0..=1e12).contains(number));
    let Some(number) = number else {
        let what = if value.is_number() { "not a whole number from 0" } else { kind(value) };
        return Err(format!("the quantity is {what}{REMEDY}Give it a number, or `count` of `members`."));
    };
    let number = number as u64;
    let precision = field(value, "precision").as_str().unwrap_or("exactly");
    let of = text_of(named, "of")?.unwrap_or_default();
    let in_words = quantity(&[&json!({"value": number, "precision": precision})], words)?;
    let mut alt = vec![format!("{} {of}", in_words.as_str().unwrap_or_default()).trim().to_string()];
    let unit = unit_of(number);
    // Half a dot and more is a dot.
    let count = number.div_ceil(unit).min((number + unit / 2) / unit).max(u64::from(number > 0));
    let em = frame.em;
    let per_row = length(named, "per_row", if count > 100 { 50.0 } else { 20.0 }, (1.0, 200.0))?.floor();
    // After every ten columns is a gap of half a dot, for counting.
    let pitch = (frame.width / (per_row * 1.05 + 1.0)).min(em * 0.9);
    let place = |row: u64, column: u64| {
        ((column as f64 + 0.5 + (column / 10) as f64 * 0.5) * pitch, (row as f64 + 0.5) * pitch)
    };
    let columns = per_row as u64;
    let mut svg = Svg::new(&frame);
    let places = (0..count).map(|index| place(index / columns, index % columns));
    svg.round_points("units", places, pitch * 0.36);
    let rows = count.div_ceil(columns).max(1);
    if matches!(precision, "more_than" | "at_least") {
        // After the last dot, in the same row.
        let ((x, y), arm) = (place(rows - 1, count - (rows - 1) * columns), pitch * 0.36);
        svg.line("more", (x - arm, y), (x + arm, y));
        svg.line("more", (x, y - arm), (x, y + arm));
    }
    let mut height = rows as f64 * pitch;
    if unit > 1 {
        let unit = words.locale().number(&unit.to_string());
        let caption = words.label("one_dot")?.replace("{number}", &unit);
        svg.text("caption", (pitch * 0.14, height + em * 1.2), Anchor::Start, &caption);
        alt.push(caption);
        height += em * 1.6;
    }
    Ok(svg.finish("dots", height, &words.joined(&alt)).into())
}

/// How many a dot is: the smallest of 1, 2, 5, 10, … that needs no more than the most dots.
fn unit_of(number: u64) -> u64 {
    let steps = (0..13).flat_map(|power| [1, 2, 5].map(|step| step * 10_u64.pow(power)));
    steps.into_iter().find(|unit| number.div_ceil(*unit) <= MOST).unwrap_or(u64::MAX)
}
