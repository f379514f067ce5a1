//! One bar that is divided by the numbers of its rows, with each label under its part; where a part is too narrow for that,
//! all labels are a legend under the bar.

use serde_json::Value;

use super::frame::Frame;
use super::rows::{Row, Rows};
use super::svg::{Anchor, Svg};
use crate::template::helpers::{Named, Words};

/// `{{{proportion rows value="…" label="…"}}}`: the parts of a whole.
pub(super) fn proportion(parameters: &[&Value], named: &Named, words: &Words<'_>) -> Result<Value, String> {
    let frame = Frame::new(named, words)?;
    let rows = Rows::new(parameters, named, words)?;
    let whole: f64 = rows.numbers().map(|number| number.value).sum();
    if rows.rows.is_empty() || whole <= 0.0 {
        return Ok("".into());
    }
    let em = frame.em;
    let height = em * 1.9;
    let mut svg = Svg::new(&frame);
    let mut x = 0.0;
    let mut parts = Vec::new();
    for (index, row) in rows.rows.iter().enumerate() {
        let width = value_of(row) / whole * frame.width;
        // A white line between the parts.
        let gap = if x + width < frame.width - 0.01 { 0.8 } else { 0.0 };
        if width > gap {
            svg.rectangle(&format!("part {}", class(index)), (x, 0.0), width - gap, height);
        }
        parts.push((x, width));
        x += width;
    }
    let texts: Vec<(&str, &str)> = rows.rows.iter().map(|row| (row.label.as_str(), text_of(row))).collect();
    let fits = |(text, part): (&(&str, &str), &(f64, f64))| {
        frame.text_width(text.0).max(frame.text_width(text.1)) + em * 0.6 <= part.1
    };
    let end = match texts.iter().zip(&parts).all(fits) {
        true => direct(&mut svg, &texts, &parts, height),
        false => legend(&mut svg, &texts, height),
    };
    Ok(svg.finish("proportion", end, &rows.in_words(words)).into())
}

/// Writes each label and number under its part; returns where they end.
fn direct(svg: &mut Svg<'_>, texts: &[(&str, &str)], parts: &[(f64, f64)], top: f64) -> f64 {
    let (em, leading) = (svg.frame.em, svg.frame.leading());
    for ((label, number), (x, _)) in texts.iter().zip(parts) {
        svg.text("value", (*x, top + em * 1.2), Anchor::Start, number);
        svg.text("label", (*x, top + em * 1.2 + leading), Anchor::Start, label);
    }
    top + em * 1.6 + leading
}

/// Writes the labels and numbers in lines, each after a square in the color of its part; returns where they end.
fn legend(svg: &mut Svg<'_>, texts: &[(&str, &str)], top: f64) -> f64 {
    let (em, leading, width) = (svg.frame.em, svg.frame.leading() * 1.15, svg.frame.width);
    let (mut x, mut y) = (0.0, top + em * 1.5);
    for (index, (label, number)) in texts.iter().enumerate() {
        let room = width - em * 1.8 - svg.frame.text_width(number);
        let label = svg.frame.wrap(label, room, 1).pop().unwrap_or_default();
        let needed = em * 1.5 + svg.frame.text_width(&label) + svg.frame.text_width(number);
        if x > 0.0 && x + needed > width {
            (x, y) = (0.0, y + leading);
        }
        svg.rectangle(&format!("part {}", class(index)), (x, y - em * 0.7), em * 0.7, em * 0.7);
        svg.parts("label", (x + em, y), Anchor::Start, &[("value", number), ("", &label)]);
        x += needed + em * 1.4;
    }
    y + em * 0.5
}

fn value_of(row: &Row) -> f64 {
    row.numbers.first().and_then(Option::as_ref).map_or(0.0, |number| number.value)
}

fn text_of(row: &Row) -> &str {
    row.numbers.first().and_then(Option::as_ref).map_or("–", |number| number.text.as_str())
}

/// The class of a part. There are six, one after the other.
fn class(index: usize) -> String {
    format!("s{}", index % 6 + 1)
}
