//! The flags of a timeline: which side of the axis each is on, and in which row.
//!
//! A flag that points forward covers what follows its pole, so the poles of later flags must end below it:
//!
//! ```text
//! |1989 founded          row 2: as wide as to the poles of both others
//! |   |1992 renamed      row 1
//! |   |     |1996        row 0
//! --+---+-----+------
//! ```
//!
//! A flag that points backward covers what is before its pole, and the poles of earlier flags end before it.

use super::frame::Frame;
use super::svg::{Anchor, Svg};
use super::timeline::Entry;

/// How the text of flags is set.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Setting {
    /// The year and the kind, and the name in up to two lines below them.
    Lines,
    /// All in one line.
    OneLine,
}

/// An entry with its lines of text.
pub(super) struct Flag<'a> {
    entry: &'a Entry,
    /// Its place on the axis.
    x: f64,
    /// What is after the year in the first line.
    first: Vec<(&'static str, String)>,
    lines: Vec<(&'static str, String)>,
    width: f64,
}

impl<'a> Flag<'a> {
    pub(super) fn new(frame: &Frame, entry: &'a Entry, x: f64, setting: Setting) -> Flag<'a> {
        let em = frame.em;
        // One side of its place has this much room.
        let most = x.max(frame.width - x) - em;
        let (mut first, mut lines) = (Vec::new(), Vec::new());
        let year = frame.text_width(&entry.year) + em * 0.3;
        let width = match setting {
            Setting::OneLine => {
                // Without room for both, the kind is left out: the name says more.
                let needed =
                    year + frame.text_width(&entry.kind) + frame.text_width(&entry.text).min(em * 8.0);
                let kind = if needed + em * 0.3 <= most { entry.kind.clone() } else { String::new() };
                let start = year + frame.text_width(&kind) + em * 0.3;
                let text = frame.wrap(&entry.text, most - start, 1).pop().unwrap_or_default();
                let width = start + frame.text_width(&text);
                first = vec![("kind", kind), ("", text)];
                width
            }
            Setting::Lines => {
                let room = most.min(em * 15.0);
                let mut width = year;
                if year + frame.text_width(&entry.kind) <= room {
                    first.push(("kind", entry.kind.clone()));
                    width += frame.text_width(&entry.kind);
                } else {
                    lines.extend(frame.wrap(&entry.kind, room, 2).into_iter().map(|line| ("kind", line)));
                }
                lines.extend(frame.wrap(&entry.text, room, 2).into_iter().map(|line| ("", line)));
                width.max(frame.widest(lines.iter().map(|(_, line)| line)))
            }
        };
        Flag { entry, x, first, lines, width: width + em * 0.9 }
    }

    fn height(&self, frame: &Frame) -> f64 {
        (self.lines.len() + 1) as f64 * frame.leading()
    }

    /// Draws the flag with its pole from the axis at the height `foot`. Its text begins at the height `top`.
    pub(super) fn draw(&self, svg: &mut Svg<'_>, foot: f64, top: f64, anchor: Anchor) {
        let frame = svg.frame;
        let em = frame.em;
        let is_backward = matches!(anchor, Anchor::End);
        let end = if is_backward { top + self.height(frame) - em * 0.1 } else { top + em * 0.2 };
        svg.line(&format!("leader {}", self.entry.class), (self.x, foot), (self.x, end));
        svg.circle(&format!("dot {}", self.entry.class), (self.x, foot), em * 0.22);
        let x = self.x + if is_backward { -em * 0.4 } else { em * 0.4 };
        let baseline = |line: usize| top + em * 0.95 + line as f64 * frame.leading();
        let mut first = vec![("value", self.entry.year.as_str())];
        first.extend(self.first.iter().map(|(class, text)| (*class, text.as_str())));
        svg.parts("label", (x, baseline(0)), anchor, &first);
        for (index, (class, line)) in self.lines.iter().enumerate() {
            svg.parts("label", (x, baseline(index + 1)), anchor, &[(class, line)]);
        }
    }
}

/// The rows of one side of an axis.
pub(super) struct Side {
    /// The row of each flag, from 0 beside the axis.
    pub(super) rows: Vec<usize>,
    /// How tall each row is.
    pub(super) heights: Vec<f64>,
    gap: f64,
}

impl Side {
    /// The rows of flags above the axis, or of those below it if `is_backward`. The flags are in the order of time.
    pub(super) fn new(frame: &Frame, flags: &[Flag<'_>], is_backward: bool) -> Side {
        let places: Vec<(f64, f64)> = flags.iter().map(|flag| (flag.x, flag.width)).collect();
        let rows = rows_of(&places, is_backward);
        let mut heights = vec![0.0; rows.iter().map(|row| row + 1).max().unwrap_or(0)];
        for (flag, row) in flags.iter().zip(&rows) {
            heights[*row] = flag.height(frame).max(heights[*row]);
        }
        let gap =
            if flags.iter().any(|flag| !flag.lines.is_empty()) { frame.em * 0.5 } else { frame.em * 0.1 };
        Side { rows, heights, gap }
    }

    /// From the axis to the near edge of a row.
    pub(super) fn distance(&self, row: usize) -> f64 {
        self.gap + self.heights.iter().take(row).map(|height| height + self.gap).sum::<f64>()
    }

    /// From the axis to the far edge of the last row; 0 without rows.
    pub(super) fn height(&self) -> f64 {
        if self.heights.is_empty() { 0.0 } else { self.distance(self.heights.len()) - self.gap }
    }
}

/// The row of each flag, of which place and width are given: the first that is farther from the axis than all flags whose poles would cross its text.
fn rows_of(flags: &[(f64, f64)], is_backward: bool) -> Vec<usize> {
    let mut rows = vec![0; flags.len()];
    let order: Vec<usize> =
        if is_backward { (0..flags.len()).collect() } else { (0..flags.len()).rev().collect() };
    for (done, &index) in order.iter().enumerate() {
        let (x, width) = flags[index];
        let near = order[..done].iter().rev();
        let crossing = near.take_while(|other| (flags[**other].0 - x).abs() < width);
        rows[index] = crossing.map(|other| rows[*other] + 1).max().unwrap_or(0);
    }
    rows
}

/// The flags above and below the axis, each in the order of time: as few rows as possible, and all above if that is no more.
pub(super) fn divided<'a>(flags: Vec<Flag<'a>>, width: f64) -> (Vec<Flag<'a>>, Vec<Flag<'a>>) {
    let must_be_below = |flag: &Flag<'_>| flag.x + flag.width > width;
    let may_be_below = |flag: &Flag<'_>| flag.x - flag.width >= 0.0;
    let is_below = |choice: usize, index: usize, flag: &Flag<'_>| {
        let is_chosen = match choice {
            0 => false,
            1 => flag.x > width / 2.0,
            _ => index % 2 == 1,
        };
        must_be_below(flag) || may_be_below(flag) && is_chosen
    };
    let rows = |choice: &usize| {
        let mut sides = [Vec::new(), Vec::new()];
        for (index, flag) in flags.iter().enumerate() {
            sides[usize::from(is_below(*choice, index, flag))].push((flag.x, flag.width));
        }
        sides
            .iter()
            .enumerate()
            .map(|(side, flags)| rows_of(flags, side == 1).into_iter().max().map_or(0, |row| row + 1))
            .sum::<usize>()
    };
    let best = (0..3).min_by_key(rows).unwrap_or(0);
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for (index, flag) in flags.into_iter().enumerate() {
        let side = if is_below(best, index, &flag) { &mut below } else { &mut above };
        side.push(flag);
    }
    (above, below)
}
