//! Lays out paragraphs, returns their lines, and computes the demerits that `src/layout/inline/compose.rs` documents.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::layout::{self, GlyphRun, LineFragment, Problem, RunText};
use engine::pages::{Placed, PlacedLine};
use engine::units::Length;
use engine::{Diagnostics, Input, Pages, Resources, render};

/// A line as it was placed; lengths count from the left edge of the column and the top of the page.
pub struct Line {
    pub top: Length,
    /// The ends of its glyphs, without the spaces that hang at its end.
    pub left: Length,
    pub right: Length,
    /// In the order of the document, with the spaces at its end and without an inserted hyphen.
    pub text: String,
    pub spaces: usize,
    /// Their width.
    pub space: Length,
    pub hyphenated: bool,
}

impl Line {
    /// The visible text, without the hyphen.
    pub fn shown(&self) -> String {
        self.text.trim_end().to_string()
    }
}

pub struct Set {
    pub measure: Length,
    pub paragraphs: Vec<Vec<Line>>,
    /// By how much lines were reported to be too wide.
    pub overfull: Vec<Length>,
}

impl Set {
    /// Lays out each text as a paragraph, in a column of this width.
    pub fn new(texts: &[String], language: &str, millimeters: f64, style: &str) -> Set {
        let body: String = texts.iter().map(|text| format!("<p>{text}</p>")).collect();
        let html = format!(
            "<!doctype html><html lang=\"{language}\"><style>\
             @page {{ size: {}mm 4000mm; margin: 10mm }} html {{ font: 10.5pt/1.4 'Source Serif 4' }}\
             body {{ margin: 0 }} p {{ margin: 0; {style} }}</style>{body}</html>",
            millimeters + 20.0
        );
        let resources = Resources::new(".", &[]);
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("document.html", html.as_str());
        let input = super::input(&html, source, &resources);
        let Pages { document, pages, problems, .. } =
            engine::lay_out(input, &mut diagnostics).expect("a document");
        let messages: Vec<String> = diagnostics
            .list()
            .iter()
            .filter(|diagnostic| !diagnostic.message.contains("wider than"))
            .map(|diagnostic| format!("{diagnostic:?}"))
            .collect();
        assert!(messages.is_empty(), "{messages:?}");
        let margin = Length::from_millimeters(10.0);
        let mut paragraphs: Vec<Vec<Line>> = Vec::new();
        let mut begun: Vec<Arc<layout::Line>> = Vec::new();
        for placed in pages.iter().flat_map(|page| &page.content) {
            match placed {
                Placed::Box(placed)
                    if placed.starts
                        && placed.node.is_some_and(|node| {
                            document.element(node).is_some_and(|element| element.is_html("p"))
                        }) =>
                {
                    paragraphs.push(Vec::new());
                    begun.clear();
                }
                Placed::Line(placed) => {
                    let paragraph = paragraphs.last_mut().expect("a paragraph");
                    // A line with boxes in it is placed in several parts.
                    let Some(read) = read(placed, margin) else { continue };
                    let known = begun.iter().position(|begun| Arc::ptr_eq(begun, &placed.line));
                    match known.and_then(|index| paragraph.get_mut(index)) {
                        Some(line) => line.join(read),
                        None => {
                            paragraph.push(read);
                            begun.push(placed.line.clone());
                        }
                    }
                }
                _ => {}
            }
        }
        let overfull = problems.sorted().into_iter().filter_map(|problem| match problem {
            Problem::Overfull { excess, .. } if excess >= Length(16) => Some(excess),
            _ => None,
        });
        Set { measure: Length::from_millimeters(millimeters), paragraphs, overfull: overfull.collect() }
    }

    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.paragraphs.iter().flatten()
    }
}

impl Line {
    /// Adds the next part of the same line.
    fn join(&mut self, part: Line) {
        self.left = self.left.min(part.left);
        self.right = self.right.max(part.right);
        self.text += &part.text;
        self.space += part.space;
        self.hyphenated |= part.hyphenated;
        self.spaces = self.shown().matches(' ').count();
    }
}

/// `None` for a line with nothing on it.
fn read(placed: &PlacedLine, margin: Length) -> Option<Line> {
    let mut ends: Option<(Length, Length)> = None;
    let mut line = Line {
        top: placed.at.y,
        left: Length::ZERO,
        right: Length::ZERO,
        text: String::new(),
        spaces: 0,
        space: Length::ZERO,
        hyphenated: false,
    };
    for fragment in placed.fragments() {
        let LineFragment::Glyphs(run) = fragment else { continue };
        let left = placed.at.x + run.x - margin;
        let right = left + run.advances.iter().copied().sum();
        let known = ends.get_or_insert((left, right));
        *known = (known.0.min(left), known.1.max(right));
        if run.artifact {
            line.hyphenated = true;
        } else {
            let text = run_text(run, &placed.text);
            line.text += text;
            for (&cluster, &advance) in run.clusters.iter().zip(run.advances.iter()) {
                if text[cluster as usize..].starts_with(' ') {
                    line.space += advance;
                }
            }
        }
    }
    (line.left, line.right) = ends?;
    line.spaces = line.shown().matches(' ').count();
    Some(line)
}

fn run_text<'a>(run: &'a GlyphRun, buffer: &'a str) -> &'a str {
    match &run.text {
        RunText::Range(range) => &buffer[range.start as usize..range.end as usize],
        RunText::Own(text) => text,
    }
}

pub fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

pub fn assert_near(found: Length, expected: Length, what: &str) {
    assert!(
        (found - expected).abs() <= Length(16),
        "{what}: at {} pt, not {}",
        found.points(),
        expected.points()
    );
}

/// A line before justification, in points.
#[derive(Clone, Copy, Default)]
pub struct Natural {
    width: f64,
    /// The width of its spaces.
    space: f64,
    words: usize,
    hyphenated: bool,
}

/// The widths of texts that are set in one line.
pub struct Widths {
    naturals: BTreeMap<String, Natural>,
    hyphen: f64,
}

impl Widths {
    pub fn of(texts: impl Iterator<Item = String>, language: &str) -> Widths {
        let mut naturals: BTreeMap<String, Natural> = texts.map(|text| (text, Natural::default())).collect();
        let mut lines: Vec<String> = naturals.keys().cloned().collect();
        lines.push("\u{2010}".to_string());
        let set = Set::new(&lines, language, 4000.0, "white-space: nowrap");
        let line = |index: usize| &set.paragraphs[index][0];
        for (index, natural) in naturals.values_mut().enumerate() {
            *natural = Natural {
                width: line(index).right.points(),
                space: line(index).space.points(),
                words: line(index).spaces + 1,
                hyphenated: false,
            };
        }
        let hyphen = line(lines.len() - 1).right.points();
        Widths { naturals, hyphen }
    }

    pub fn natural(&self, text: &str, hyphenated: bool) -> Natural {
        let natural = self.naturals[text];
        let hyphen = if hyphenated { self.hyphen } else { 0.0 };
        Natural { width: natural.width + hyphen, hyphenated, ..natural }
    }
}

/// The demerits of a justified paragraph, by the documented formula.
pub fn demerits(lines: &[Natural], measure: Length) -> f64 {
    let mut before = Before { fitness: 1, hyphens: 0 };
    let mut total = 0.0;
    for (index, line) in lines.iter().enumerate() {
        let place = Place { first: index == 0, last: index + 1 == lines.len() };
        let (demerits, after) = line_demerits(line, measure, before, place).expect("no line is too wide");
        total += demerits;
        before = after;
    }
    total
}

#[derive(Clone, Copy)]
struct Before {
    fitness: u8,
    hyphens: u32,
}

#[derive(Clone, Copy)]
struct Place {
    first: bool,
    last: bool,
}

/// `None` if it is too wide.
fn line_demerits(line: &Natural, measure: Length, before: Before, place: Place) -> Option<(f64, Before)> {
    let rest = measure.points() - line.width;
    let ratio = match rest {
        _ if rest >= 0.0 && place.last => 0.0,
        _ if rest >= 0.0 => rest / (line.space / 2.0).max(1e-9),
        _ => rest / (line.space / 3.0).max(1e-9),
    };
    // The kerning at a hyphen may be slightly different here.
    if ratio < if line.hyphenated { -1.1 } else { -1.0 } {
        return None;
    }
    let size = ratio.abs().min(50.0);
    let size = if size > 1.0 { 1.0 + 0.2 * (size - 1.0) } else { size };
    let mut penalty = 10.0;
    if line.hyphenated {
        penalty += 140.0 + [0.0, 50.0, 400.0][before.hyphens.min(2) as usize];
    }
    if place.last && !place.first {
        penalty += if before.hyphens > 0 { 80.0 } else { 0.0 };
        penalty += [0.0, 400.0, 20.0].get(line.words).copied().unwrap_or(0.0);
    }
    let fitness = match ratio {
        _ if ratio < -0.5 => 0,
        _ if ratio <= 0.5 => 1,
        _ if ratio <= 1.0 => 2,
        _ => 3,
    };
    let mut demerits = (penalty + 100.0 * size.powi(3)).powi(2);
    if before.fitness.abs_diff(fitness) > 1 && !place.last {
        demerits += 2000.0;
    }
    let hyphens = if line.hyphenated { before.hyphens + 1 } else { 0 };
    Some((demerits, Before { fitness, hyphens }))
}

/// The smallest demerits of all combinations of lines of at most `longest` words, without hyphens.
pub fn least_demerits(words: &[&str], longest: usize, widths: &Widths, measure: Length) -> f64 {
    // For each number of words set and each fitness of the line before.
    let mut best = vec![[f64::INFINITY; 4]; words.len() + 1];
    best[0][1] = 0.0;
    for from in 0..words.len() {
        for fitness in 0..4 {
            let so_far = best[from][fitness];
            if so_far.is_infinite() {
                continue;
            }
            for to in from + 1..=words.len().min(from + longest) {
                let line = widths.natural(&words[from..to].join(" "), false);
                let place = Place { first: from == 0, last: to == words.len() };
                let before = Before { fitness: fitness as u8, hyphens: 0 };
                if let Some((demerits, after)) = line_demerits(&line, measure, before, place) {
                    let known = &mut best[to][usize::from(after.fitness)];
                    *known = known.min(so_far + demerits);
                }
            }
        }
    }
    best[words.len()].iter().copied().fold(f64::INFINITY, f64::min)
}

pub fn pdf(html: &str, threads: usize) -> Vec<u8> {
    let resources = Resources::new(".", &[]);
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html);
    let input = Input { threads, ..super::input(html, source, &resources) };
    render(input, &mut diagnostics).expect("a PDF").pdf
}
