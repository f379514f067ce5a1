//! Horizontal bars, each with its label before it and its number after it; two series are pairs of bars.

use serde_json::Value;

use super::frame::{Frame, length};
use super::rows::{Number, Row, Rows};
use super::scale::Scale;
use super::svg::{Anchor, Svg};
use crate::template::helpers::{Named, REMEDY, Words};

/// `{{{bars rows value="…" label="…"}}}`: horizontal bars.
pub(super) fn bars(parameters: &[&Value], named: &Named, words: &Words<'_>) -> Result<Value, String> {
    let frame = Frame::new(named, words)?;
    let rows = Rows::new(parameters, named, words)?;
    if rows.rows.is_empty() {
        return Ok("".into());
    }
    let largest = rows.largest();
    let most = length(named, "max", largest, (0.0, f64::MAX))?;
    if most < largest {
        return Err(format!("a number is larger than `max={most}`{REMEDY}Write `max={largest}` or more."));
    }
    let em = frame.em;
    let wrapped: Vec<Vec<String>> =
        rows.rows.iter().map(|row| frame.wrap(&row.label, frame.width * 0.36, 2)).collect();
    let labels = frame.widest(wrapped.iter().flatten());
    // The first bars have the names of their series beside the number.
    let texts: Vec<Vec<String>> =
        rows.rows.iter().enumerate().map(|(index, row)| texts(&rows, row, index == 0)).collect();
    let start = if labels > 0.0 { labels + em * 0.8 } else { 0.0 };
    let end = frame.width - frame.widest(texts.iter().flatten()) - em * 0.5;
    let scale = Scale { values: (0.0, most), places: (start, end.max(start)) };
    // Many rows are closer, so that sixty fit on a page.
    let gap = em
        * if rows.series.len() > 1 {
            0.6
        } else if rows.rows.len() > 30 {
            0.1
        } else {
            0.28
        };
    let mut svg = Svg::new(&frame);
    let mut y = 0.0;
    for ((row, label), texts) in rows.rows.iter().zip(&wrapped).zip(&texts) {
        let lines = label.len().max(row.numbers.len()).max(1) as f64;
        let height = lines * frame.leading();
        let middle = y + height / 2.0;
        for (index, line) in label.iter().enumerate() {
            let line_middle = middle + (index as f64 - (label.len() as f64 - 1.0) / 2.0) * frame.leading();
            svg.text("label", (start - em * 0.8, line_middle + em * 0.34), Anchor::End, line);
        }
        for (index, (number, text)) in row.numbers.iter().zip(texts).enumerate() {
            let bar_middle =
                middle + (index as f64 - (row.numbers.len() as f64 - 1.0) / 2.0) * frame.leading();
            let place = number.as_ref().map_or(start, |number: &Number| scale.place(number.value));
            let thickness = em * 0.86;
            if place > start {
                let class = format!("bar s{}", index + 1);
                svg.rectangle(&class, (start, bar_middle - thickness / 2.0), place - start, thickness);
            }
            svg.text("value", (place + em * 0.4, bar_middle + em * 0.34), Anchor::Start, text);
        }
        y += height + gap;
    }
    svg.line("axis", (start, 0.0), (start, y));
    Ok(svg.finish("bars", y, &rows.in_words(words)).into())
}

/// What is beside the bars of a row: the numbers, and the names of the series if there are several.
fn texts(rows: &Rows, row: &Row, is_named: bool) -> Vec<String> {
    let text = |(number, name): (&Option<Number>, &String)| {
        let number = number.as_ref().map_or("–", |number| number.text.as_str());
        let is_named = is_named && rows.series.len() > 1 && !name.is_empty();
        if is_named { format!("{number} {name}") } else { number.to_string() }
    };
    row.numbers.iter().zip(&rows.series).map(text).collect()
}
