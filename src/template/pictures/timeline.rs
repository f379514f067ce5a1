//! What happened when, on an axis of years that is true to scale.
//!
//! An entry is a flag: a thin line from its place on the axis, and beside the line its year, kind and name. Flags above
//! the axis point forward, those below it backward, so each side has one rule: a flag is farther from the axis than every
//! flag whose line would cross its text. Of three ways to divide the entries between the sides, the lowest is drawn. If
//! is too high, each flag is set in one line. If that is still too high, the years are divided into axes of equal length,
//! below each other; and if that is too high as well, the result is a list in HTML.

use handlebars::html_escape;
use serde_json::Value;

use super::flags::{Flag, Setting, Side, divided};
use super::frame::{Frame, MILLIMETER, length, list_of};
use super::scale::Scale;
use super::svg::{Anchor, Svg};
use crate::template::helpers::{Named, REMEDY, Words, field, kind};
use engine::sorting::sort_by;

/// The usual limit on rows of labels over and under one axis, each of three lines.
const ROWS: f64 = 8.0;
/// The height of a page in millimeters, and how much of it the margins and a heading need: the rest is how tall the picture
/// is at most.
const PAGE_HEIGHT: f64 = 297.0;
const AROUND: f64 = 77.0;
/// More entries than this never fit, and it takes long to see that.
const MOST_ENTRIES: usize = 300;
/// The most axes below each other, and the fewest years of one of several.
const MOST_AXES: usize = 24;
const LEAST_YEARS: f64 = 10.0;

/// What the timeline shows of an entry.
pub(super) struct Entry {
    /// The year with its fraction.
    pub(super) time: f64,
    pub(super) year: String,
    /// The kind in the language, or nothing.
    pub(super) kind: String,
    /// The kind as a class.
    pub(super) class: String,
    pub(super) text: String,
}

/// `{{{timeline timeline}}}`: what happened when.
pub(super) fn timeline(parameters: &[&Value], named: &Named, words: &Words<'_>) -> Result<Value, String> {
    let frame = Frame::new(named, words)?;
    let most_rows = length(named, "rows", ROWS, (1.0, 40.0))?;
    let entries = list_of(parameters)?.iter().map(|item| Entry::new(item, words));
    let mut entries = entries.collect::<Result<Vec<Entry>, String>>()?;
    sort_by(&mut entries, |one, other| one.time.total_cmp(&other.time));
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok("".into()) };
    let edition = field(words.data, "edition.year").as_f64();
    // The last year is a whole one if something happened in the course of it.
    let years = (first.time.floor(), edition.unwrap_or(f64::MIN).max(last.time.ceil()));
    let page_height = field(words.data, "design.height").as_f64().unwrap_or(PAGE_HEIGHT);
    let most_height = (page_height - AROUND) * MILLIMETER;
    let axes = Axes { most_height, years, frame: &frame, words, edition, most_rows };
    let drawn = axes.drawn(&entries);
    Ok(drawn.unwrap_or_else(|| list(&entries)).into())
}

impl Entry {
    fn new(item: &Value, words: &Words<'_>) -> Result<Entry, String> {
        let year = field(item, "year");
        let Some(number) = year.as_i64().filter(|year| (1..=9999).contains(year)) else {
            return Err(format!(
                "the `year` of an entry is {}{REMEDY}Give it entries with `year`, `kind` and `text`, such as `timeline`.",
                if year.is_number() { "not from 1 to 9999" } else { kind(year) }
            ));
        };
        let text = |name: &str| field(item, name).as_str().unwrap_or_default().to_string();
        let class = text("kind");
        let label = words.label(&format!("timeline_{class}")).unwrap_or(&class).to_string();
        let is_named_by_text = class == "event" || class == "agreement";
        let short = text("association.abbreviation");
        let text = if short.is_empty() || is_named_by_text { text("text") } else { short };
        let date = field(item, "date").as_str().unwrap_or_default().to_string();
        let part = |index: usize| date.split('-').nth(index).and_then(|part| part.parse::<f64>().ok());
        let months = part(1).map_or(0.0, |month| (month - 1.0) / 12.0);
        let days = part(2).map_or(0.0, |day| (day - 1.0) / 372.0);
        let year = words.locale().date(&format!("{number:04}")).unwrap_or_else(|| number.to_string());
        let is_class = class.chars().all(|sign| sign.is_ascii_lowercase() || sign == '_');
        Ok(Entry {
            time: number as f64 + months + days,
            year,
            kind: label,
            class: if is_class { class.replace('_', "-") } else { String::new() },
            text,
        })
    }

    /// The entry as text: "1989 founded: Eurasian Universities Association".
    fn in_words(&self) -> String {
        let head =
            if self.kind.is_empty() { self.year.clone() } else { format!("{} {}", self.year, self.kind) };
        if self.text.is_empty() { head } else { format!("{head}: {}", self.text) }
    }
}

/// One axis, or several below each other.
struct Axes<'a> {
    /// The first and the last year that an axis shows.
    years: (f64, f64),
    frame: &'a Frame,
    words: &'a Words<'a>,
    edition: Option<f64>,
    most_rows: f64,
    /// How tall the picture may be, in pixels.
    most_height: f64,
}

impl Axes<'_> {
    /// The picture; `None` if it would be too high, or all in one year.
    fn drawn(&self, entries: &[Entry]) -> Option<String> {
        let (from, to) = self.years;
        if to - from < 2.0 || entries.len() > MOST_ENTRIES {
            return None;
        }
        // As few axes as possible, all as full as the others.
        let divided = (2..=MOST_AXES).map_while(|count| {
            let start = (from / 5.0).floor() * 5.0;
            let length = ((to - start) / count as f64).ceil();
            let axis = |index: usize| (start + index as f64 * length, start + (index + 1) as f64 * length);
            (length >= LEAST_YEARS).then(|| (0..count).map(axis).collect::<Vec<(f64, f64)>>())
        });
        std::iter::once(vec![self.years]).chain(divided).find_map(|axes| {
            [Setting::Lines, Setting::OneLine]
                .into_iter()
                .find_map(|setting| self.picture(entries, &axes, setting))
        })
    }

    /// The picture with these axes, without those that have no entries; `None` if it would be too high.
    fn picture(&self, entries: &[Entry], axes: &[(f64, f64)], setting: Setting) -> Option<String> {
        let mut svg = Svg::new(self.frame);
        let mut y = 0.0;
        for (index, &(from, to)) in axes.iter().enumerate() {
            let is_last = index + 1 == axes.len();
            let inside: Vec<&Entry> = entries
                .iter()
                .filter(|entry| entry.time >= from && (entry.time < to || is_last && entry.time <= to))
                .collect();
            if inside.is_empty() {
                continue;
            }
            let top = if y > 0.0 { y + self.frame.em * 1.2 } else { y };
            y = self.axis(&mut svg, (from, to), (&inside, setting), top)?;
        }
        let alt: Vec<String> = entries.iter().map(Entry::in_words).collect();
        (y <= self.most_height).then(|| svg.finish("timeline", y, &self.words.joined(&alt)))
    }

    /// Draws one axis from the height `top`, and returns where it ends; `None` if it would be too high.
    fn axis(
        &self,
        svg: &mut Svg<'_>,
        years: (f64, f64),
        (entries, setting): (&[&Entry], Setting),
        top: f64,
    ) -> Option<f64> {
        let frame = self.frame;
        let edge = frame.em * 1.65;
        let scale = Scale { values: years, places: (edge, frame.width - edge) };
        let flags =
            entries.iter().map(|entry| Flag::new(frame, entry, scale.place(entry.time), setting)).collect();
        let (above, below) = divided(flags, frame.width);
        let [over, under] =
            [(&above, false), (&below, true)].map(|(side, is_backward)| Side::new(frame, side, is_backward));
        if over.height() + under.height() > self.most_rows * 3.4 * frame.leading() {
            return None;
        }
        let upper = top + over.height();
        let lower = upper + frame.em * 1.55;
        self.ruler(svg, &scale, (upper, lower), !below.is_empty());
        for (flag, row) in above.iter().zip(&over.rows) {
            let end = upper - over.distance(*row) - over.heights[*row];
            flag.draw(svg, upper, end, Anchor::Start);
        }
        for (flag, row) in below.iter().zip(&under.rows) {
            flag.draw(svg, lower, lower + under.distance(*row), Anchor::End);
        }
        Some(lower + under.height() + frame.em * 0.3)
    }

    /// The axis itself, between two heights: its line, and the years under it.
    fn ruler(&self, svg: &mut Svg<'_>, scale: &Scale, (upper, lower): (f64, f64), has_lower_line: bool) {
        let frame = self.frame;
        let edge = frame.em * 1.65;
        // No year before the first or after the last, although all axes have one scale.
        let (from, to) = (scale.values.0.max(self.years.0), scale.values.1.min(self.years.1));
        let (start, end) = (scale.place(from) - edge, scale.place(to) + edge);
        svg.line("axis", (start, upper), (end, upper));
        if has_lower_line {
            svg.line("axis", (start, lower), (end, lower));
        }
        let baseline = upper + frame.em * 1.15;
        let shown = |year: f64| {
            let digits = format!("{year:04.0}");
            self.words.locale().date(&digits).unwrap_or(digits)
        };
        let edition = self.edition.filter(|year| (from..=to).contains(year));
        if let Some(year) = edition {
            let x = scale.place(year);
            svg.line("tick now", (x, upper - frame.em * 0.4), (x, upper + frame.em * 0.3));
            svg.text("value now", (x, baseline), Anchor::Middle, &shown(year));
        }
        let ticks = scale.ticks(frame.width / (frame.em * 5.0));
        for year in ticks.into_iter().filter(|year| (from..=to).contains(year)) {
            let x = scale.place(year);
            svg.line("tick", (x, upper), (x, upper + frame.em * 0.3));
            if edition.is_none_or(|edition| (x - scale.place(edition)).abs() > frame.em * 3.4) {
                svg.text("tick", (x, baseline), Anchor::Middle, &shown(year));
            }
        }
    }
}

/// The entries as a list of HTML, which may continue on the next page.
fn list(entries: &[Entry]) -> String {
    let item = |entry: &Entry| {
        let Entry { year, kind, class, text, .. } = entry;
        let [year, kind, text] = [year, kind, text].map(|text| html_escape(text));
        format!(
            "<li class=\"{class}\"><span class=\"value\">{year}</span> <span class=\"kind\">{kind}</span> <span class=\"label\">{text}</span></li>"
        )
    };
    let items: String = entries.iter().map(item).collect();
    format!("<ol class=\"picture timeline\">{items}</ol>")
}
