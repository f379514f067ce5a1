//! Choosing the lines of a whole paragraph together (Knuth and Plass, "Breaking Paragraphs into Lines",
//! 1981): of all ways to end its lines, the one whose demerits add up to the least.
//!
//! A line's ratio is how far its spaces are stretched (to 1.0 at half as wide again) or shrunk (to -1.0
//! at a third narrower). With `badness` = 100 |ratio|³ a line has (10 + badness)² demerits; the other
//! demerits are the constants below. Text that is not justified has a ratio too: what is missing to
//! the full width, in parts of [`RAGGED_STRETCH`].

use super::break_lines::{ChosenLine, Measured, Rooms};
use super::measure::BreakKind;
use crate::units::Length;

/// How far the spaces of a line may be stretched before it counts as hopeless.
const TOLERANCE: f64 = 4.0;
/// A ragged line that is so many times the font size too short has the ratio 1.
const RAGGED_STRETCH: i32 = 3;
/// Added to a line's badness before it is squared: fewer lines are better.
const LINE_PENALTY: f64 = 10.0;
/// Badness grows no further than this (but for telling the loose from the looser).
const WORST_BADNESS: f64 = 10_000.0;
/// A line that ends in a hyphen.
const HYPHEN: f64 = 50.0 * 50.0;
const RAGGED_HYPHEN: f64 = 120.0 * 120.0;
/// Two lines in a row that end in hyphens, and every further one.
const TWO_HYPHENS: f64 = 10_000.0;
const MORE_HYPHENS: f64 = 60_000.0;
/// A hyphen before the last line.
const HYPHEN_BEFORE_LAST: f64 = 5_000.0;
/// A tight line beside a loose one.
const CONTRAST: f64 = 10_000.0;
/// A last line of one word, or of two.
const LAST_OF_ONE_WORD: f64 = 50_000.0;
const LAST_OF_TWO_WORDS: f64 = 8_000.0;
/// A word cut where no language allows it.
const EMERGENCY: f64 = 1e10;
/// A line that sticks out, for each point by which it does.
const OVERFULL: f64 = 1e12;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    pub(super) justified: bool,
    /// The font size, for ragged lines.
    pub(super) size: Length,
    /// How many lines in a row may end in hyphens.
    pub(super) max_hyphens: Option<u16>,
}

/// A way to end a line, with the best way to get there.
#[derive(Clone, Copy)]
struct Node {
    /// The first glyph of the next line.
    glyph: u32,
    /// The break at which the line before ends.
    ended_by: u32,
    /// Of the line before: 0 tight to 3 very loose.
    fitness: u8,
    /// How many lines in a row have ended in hyphens, the last one included.
    hyphens: u16,
    /// The number of the line that starts here, from the segment's start.
    line: u32,
    /// Some line from here has been possible.
    used: bool,
    demerits: f64,
    previous: u32,
}

/// The lines of a paragraph.
pub(super) fn compose(measured: &Measured<'_>, room: &Rooms, setting: Setting) -> Vec<ChosenLine> {
    let mut lines = Vec::new();
    let mut from = 0;
    let mut start = 0;
    while from < measured.breaks.len() {
        let forced = measured.breaks[from..].iter().position(|point| point.kind == BreakKind::Forced);
        let to = forced.map_or(measured.breaks.len() - 1, |offset| from + offset);
        // Two forced breaks with no glyph between them are one.
        if measured.breaks[to].glyph <= start {
            from = to + 1;
            continue;
        }
        let segment = Segment { measured, setting, room, before: lines.len(), start, from, to };
        let ends = segment.search(false).or_else(|| segment.search(true)).unwrap_or_else(|| vec![to]);
        for end in ends {
            let is_first = lines.is_empty();
            let line = measured.line(start, end, is_first, room.of(lines.len()), setting.justified);
            start = line.end;
            lines.push(line);
        }
        from = to + 1;
    }
    lines
}

/// The text between two forced breaks.
struct Segment<'a> {
    measured: &'a Measured<'a>,
    setting: Setting,
    room: &'a Rooms,
    /// How many lines there are before it.
    before: usize,
    /// Its first glyph.
    start: u32,
    /// Its breaks; the last one is forced.
    from: usize,
    to: usize,
}

impl Segment<'_> {
    /// The breaks at which the lines end. Only with `anyhow` are hopeless lines allowed; then there is
    /// always a way.
    fn search(&self, anyhow: bool) -> Option<Vec<usize>> {
        let mut nodes = vec![Node {
            glyph: self.start,
            ended_by: u32::MAX,
            fitness: 1,
            hyphens: 0,
            line: 0,
            used: false,
            demerits: 0.0,
            previous: u32::MAX,
        }];
        let mut active: Vec<u32> = vec![0];
        // Ways to one break are compared only where the lines that follow are equally wide.
        let widths = self.room.first.len().saturating_sub(self.before).max(1);
        let mut found: Vec<Option<Node>> = vec![None; 16 * widths];
        for at in self.from..=self.to {
            let point = self.measured.breaks[at];
            if point.kind == BreakKind::Emergency && !anyhow {
                continue;
            }
            if point.glyph <= self.start {
                continue;
            }
            found.fill(None);
            let mut kept = 0;
            for index in 0..active.len() {
                let number = active[index];
                let node = nodes[number as usize];
                let trial = self.trial(&node, at, anyhow);
                if let Some((demerits, fitness)) = trial.demerits {
                    nodes[number as usize].used = true;
                    let hyphens = if point.kind == BreakKind::Hyphen { node.hyphens + 1 } else { 0 };
                    let width = (node.line as usize).min(widths - 1);
                    let slot = width * 16 + usize::from(fitness) * 4 + usize::from(hyphens.min(3));
                    let total = node.demerits + demerits;
                    // Of equal ways the one with the fuller lines before is taken.
                    if found[slot].is_none_or(|known| total < known.demerits) {
                        found[slot] = Some(Node {
                            glyph: point.glyph,
                            ended_by: at as u32,
                            fitness,
                            hyphens,
                            line: node.line + 1,
                            used: false,
                            demerits: total,
                            previous: number,
                        });
                    }
                }
                if !trial.exhausted {
                    active[kept] = number;
                    kept += 1;
                }
            }
            active.truncate(kept);
            if at == self.to {
                let best =
                    found.iter().copied().flatten().min_by(|a, b| a.demerits.total_cmp(&b.demerits))?;
                return Some(trace(&nodes, best));
            }
            for node in found.iter().copied().flatten() {
                active.push(nodes.len() as u32);
                nodes.push(node);
            }
            if active.is_empty() {
                return None;
            }
        }
        None
    }

    fn trial(&self, node: &Node, at: usize, anyhow: bool) -> Trial {
        let measured = self.measured;
        let last = at == self.to;
        let room = self.room.of(self.before + node.line as usize);
        let extent = measured.extent(node.glyph, at, node.line == 0 && self.start == 0, room);
        let shrink = if self.setting.justified { extent.shrink } else { 0 };
        let rest = room - extent.width;
        if rest + shrink < 0 {
            // A hyphen may be what makes it too wide; the next word may still fit without.
            let exhausted = rest + shrink + extent.hyphen < 0;
            let demerits = (anyhow && exhausted && !node.used).then(|| {
                let excess = Length::from_offset(-(rest + shrink)).points();
                (OVERFULL * (1.0 + excess), 0)
            });
            return Trial { demerits, exhausted: exhausted || last };
        }
        let stretch = match self.setting.justified {
            true => extent.stretch,
            false => self.setting.size.offset() * i64::from(RAGGED_STRETCH),
        };
        let ratio = match rest {
            0 => 0.0,
            _ if rest < 0 => rest as f64 / shrink.max(1) as f64,
            _ if last => 0.0,
            _ => rest as f64 / stretch.max(1) as f64,
        };
        if ratio > TOLERANCE && !anyhow {
            return Trial { demerits: None, exhausted: false };
        }
        let hyphenated = measured.breaks[at].kind == BreakKind::Hyphen;
        if hyphenated && self.setting.max_hyphens.is_some_and(|max| node.hyphens >= max) && !anyhow {
            return Trial { demerits: None, exhausted: false };
        }
        Trial { demerits: Some(self.demerits(node, at, ratio.min(100.0), last)), exhausted: false }
    }

    fn demerits(&self, node: &Node, at: usize, ratio: f64, last: bool) -> (f64, u8) {
        let size = ratio.abs();
        // However loose a line, it is better than one that sticks out.
        let badness = LINE_PENALTY + (100.0 * size * size * size).min(WORST_BADNESS + size);
        let mut demerits = badness * badness;
        let fitness: u8 = match ratio {
            _ if ratio < -0.5 => 0,
            _ if ratio <= 0.5 => 1,
            _ if ratio <= 1.0 => 2,
            _ => 3,
        };
        if fitness.abs_diff(node.fitness) > 1 && !last {
            demerits += CONTRAST;
        }
        match self.measured.breaks[at].kind {
            BreakKind::Hyphen => {
                demerits += if self.setting.justified { HYPHEN } else { RAGGED_HYPHEN };
                demerits += match node.hyphens {
                    0 => 0.0,
                    1 => TWO_HYPHENS,
                    _ => MORE_HYPHENS,
                };
                if self.setting.max_hyphens.is_some_and(|max| node.hyphens >= max) {
                    demerits += EMERGENCY;
                }
            }
            BreakKind::Emergency => demerits += EMERGENCY,
            BreakKind::Forced | BreakKind::Opportunity => {}
        }
        if last && node.line > 0 {
            if node.hyphens > 0 {
                demerits += HYPHEN_BEFORE_LAST;
            }
            demerits += match self.measured.words(node.glyph, at) {
                0 | 1 => LAST_OF_ONE_WORD,
                2 => LAST_OF_TWO_WORDS,
                _ => 0.0,
            };
        }
        (demerits, fitness)
    }
}

/// What comes of a line from a node to a break.
struct Trial {
    demerits: Option<(f64, u8)>,
    /// Nothing further fits behind the node.
    exhausted: bool,
}

fn trace(nodes: &[Node], best: Node) -> Vec<usize> {
    let mut ends = vec![best.ended_by as usize];
    let mut at = best.previous;
    while let Some(node) = nodes.get(at as usize)
        && node.previous != u32::MAX
    {
        ends.push(node.ended_by as usize);
        at = node.previous;
    }
    ends.reverse();
    ends
}
