//! Small columns, one or two for each row: numbers over years. Each column has its number over it; where columns are too
//! narrow for that, an axis has marks at round numbers.

use serde_json::Value;

use super::frame::{Frame, millimeters};
use super::rows::Rows;
use super::scale::Scale;
use super::svg::{Anchor, Svg};
use crate::template::helpers::{Named, Words};

/// The usual height of the columns in millimeters.
const HEIGHT: f64 = 36.0;

/// `{{{columns exchange_years label="year" value="incoming" second="outgoing"}}}`: columns over years.
pub(super) fn columns(parameters: &[&Value], named: &Named, words: &Words<'_>) -> Result<Value, String> {
    let frame = Frame::new(named, words)?;
    let rows = Rows::new(parameters, named, words)?;
    if rows.rows.is_empty() {
        return Ok("".into());
    }
    let em = frame.em;
    let mut svg = Svg::new(&frame);
    let top = names(&mut svg, &rows.series) + em * 1.4;
    let bottom = top + millimeters(named, "height", HEIGHT)?;
    let numbers = rows.numbers().map(|number| frame.text_width(&number.text)).fold(0.0, f64::max);
    let series = rows.series.len() as f64;
    let chart = Chart {
        frame: &frame,
        words,
        rows: &rows,
        scale: Scale { values: (0.0, rows.largest()), places: (bottom, top) },
    };
    // With the numbers over the columns, if there is room for them.
    let widest = frame.width / rows.rows.len() as f64;
    let is_direct = (numbers + em * 0.3).max(em) * series + em * 0.6 <= widest;
    let start = if is_direct { 0.0 } else { chart.axis(&mut svg) };
    let column = (numbers + em * 0.3).max(em * 1.6);
    let pitch = ((frame.width - start).max(em) / rows.rows.len() as f64).min(column * series + em * 4.0);
    let column = if is_direct { column.min((pitch - em * 0.6) / series) } else { pitch * 0.8 / series };
    chart.draw(&mut svg, (start, pitch, column), is_direct);
    svg.line("axis", (start, bottom), (start + pitch * rows.rows.len() as f64, bottom));
    Ok(svg.finish("columns", bottom + em * 1.7, &rows.in_words(words)).into())
}

/// Writes the names of several series in the first line, each after a square in its color; returns where it ends.
fn names(svg: &mut Svg<'_>, series: &[String]) -> f64 {
    let em = svg.frame.em;
    let named: Vec<(usize, &String)> =
        series.iter().enumerate().filter(|(_, name)| !name.is_empty()).collect();
    if series.len() < 2 || named.is_empty() {
        return 0.0;
    }
    let mut x = 0.0;
    for (index, name) in named {
        svg.rectangle(&format!("bar s{}", index + 1), (x, em * 0.3), em * 0.7, em * 0.7);
        svg.text("label", (x + em, em), Anchor::Start, name);
        x += em * 2.2 + svg.frame.text_width(name);
    }
    em * 1.4
}

/// The rows and the scale of their numbers.
struct Chart<'a> {
    frame: &'a Frame,
    words: &'a Words<'a>,
    rows: &'a Rows,
    scale: Scale,
}

impl Chart<'_> {
    /// Draws the marks of round numbers, and returns where the columns begin.
    fn axis(&self, svg: &mut Svg<'_>) -> f64 {
        let em = self.frame.em;
        let text = |tick: f64| self.words.locale().number(&format!("{tick:.0}"));
        let ticks = self.scale.ticks(4.0);
        let labels: Vec<String> = ticks.iter().map(|tick| text(*tick)).collect();
        let start = self.frame.widest(&labels) + em * 0.6;
        for (tick, label) in ticks.iter().zip(&labels) {
            let y = self.scale.place(*tick);
            svg.text("tick", (start - em * 0.6, y + em * 0.34), Anchor::End, label);
            if *tick > 0.0 {
                svg.line("tick", (start, y), (self.frame.width, y));
            }
        }
        start
    }

    /// Draws the columns, their numbers if there is room, and as many labels as there is room for.
    fn draw(&self, svg: &mut Svg<'_>, (start, pitch, column): (f64, f64, f64), is_direct: bool) {
        let (em, bottom) = (self.frame.em, self.scale.places.0);
        let widest = self.frame.widest(self.rows.rows.iter().map(|row| &row.label)) + em * 0.5;
        let step = (widest / pitch).ceil().max(1.0) as usize;
        for (index, row) in self.rows.rows.iter().enumerate() {
            let middle = start + pitch * (index as f64 + 0.5);
            let first = middle - column * row.numbers.len() as f64 / 2.0;
            for (series, number) in row.numbers.iter().enumerate() {
                let x = first + column * series as f64;
                let value = number.as_ref().map_or(0.0, |number| number.value);
                let y = self.scale.place(value);
                if y < bottom {
                    let gap = column * 0.06;
                    svg.rectangle(
                        &format!("bar s{}", series + 1),
                        (x + gap, y),
                        column - 2.0 * gap,
                        bottom - y,
                    );
                }
                if is_direct {
                    let text = number.as_ref().map_or("–", |number| number.text.as_str());
                    svg.text("value", (x + column / 2.0, y - em * 0.35), Anchor::Middle, text);
                }
            }
            if index % step == 0 {
                let width = self.frame.width.min(pitch * step as f64 - em * 0.3);
                let label = self.frame.wrap(&row.label, width, 1);
                let label = label.first().map_or("", String::as_str);
                let half = self.frame.text_width(label) / 2.0;
                let x = middle.min(self.frame.width - half).max(half);
                svg.text("label", (x, bottom + em * 1.35), Anchor::Middle, label);
            }
        }
    }
}
