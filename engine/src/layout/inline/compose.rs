//! Chooses the lines of a whole paragraph together (Knuth and Plass, "Breaking Paragraphs into Lines", 1981): of all
//! combinations of line ends, the one with the smallest sum of demerits.
//!
//! A line's ratio is how far its spaces are stretched (1.0 is half as wide again) or shrunk (-1.0 is a third
//! narrower). Its badness is 100 |ratio|³. The excess of a ratio above 1.0 is scaled by [`ABOVE_ONE`], and all ratios
//! above [`MAX_RATIO`] count the same: otherwise the whole paragraph would be stretched to improve one hopeless line
//! a little. A line has ([`LINE_PENALTY`] + badness + penalties)² demerits, as in the paper, so that a hyphen costs
//! more at the end of a worse line. The penalties are the constants below. Text that is not justified has a ratio
//! too: the space missing to the full width, in units of [`RAGGED_STRETCH`].
//!
//! `benches/paragraphs` measures the results.

use super::chosen_line::ChosenLine;
use super::measured::Measured;
use super::paragraph::{BreakKind, BreakOpportunity};
use super::room::Rooms;
use crate::units::Length;

/// A ratio above 1.0 is `1.0 + ABOVE_ONE * (ratio - 1.0)`.
const ABOVE_ONE: f64 = 0.2;
/// The ratio above which lines count the same.
const MAX_RATIO: f64 = 50.0;
/// The largest ratios of lines that are tried, one after the other. The first is enough if the sum of the demerits
/// proves it.
const TOLERANCES: [f64; 2] = [4.0, 16.0];
/// A ragged line that is this many times the font size too short has the ratio 1.
const RAGGED_STRETCH: i32 = 3;
/// The penalty of every line: fewer lines are better.
const LINE_PENALTY: f64 = 10.0;
/// A line that ends in a hyphen.
const HYPHEN: f64 = 140.0;
const RAGGED_HYPHEN: f64 = 200.0;
/// A line that ends after a hyphen, dash or slash of the text: TeX's `\exhyphenpenalty`.
const INSIDE_WORD: f64 = 50.0;
/// The same for ragged lines. Being shorter costs them little, so there is less need to break a compound.
const RAGGED_INSIDE_WORD: f64 = 160.0;
/// Two lines in a row that end in hyphens, and every further one.
const TWO_HYPHENS: f64 = 50.0;
const MORE_HYPHENS: f64 = 400.0;
/// A hyphen before the last line.
const HYPHEN_BEFORE_LAST: f64 = 80.0;
/// A last line of one word, or of two.
const LAST_OF_ONE_WORD: f64 = 400.0;
const LAST_OF_TWO_WORDS: f64 = 20.0;
/// A tight line beside a loose one. These are demerits, added to the others.
const CONTRAST: f64 = 2_000.0;
/// A word cut where no language allows it, or one hyphen more in a row than the style allows.
const EMERGENCY: f64 = 1e11;
/// How many lines the paths to one break may be ahead of or behind the best one if the lines that follow have different
/// widths. Others are discarded: beside floats, a long text would have more of them with each page.
const LINES_APART: usize = 6;
/// A line that overflows, and as much again for each point of overflow.
const OVERFULL: f64 = 1e13;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    pub(crate) justified: bool,
    /// The font size, for ragged lines.
    pub(crate) size: Length,
    /// How many lines in a row may end in hyphens.
    pub(crate) max_hyphens: Option<u16>,
    /// Whether the last line should be as long as the others.
    pub(crate) balanced: bool,
}

/// The start of a line, with the best path to it.
#[derive(Clone, Copy)]
struct Node {
    /// The first glyph of the next line.
    glyph: u32,
    /// The break at which the line before ends.
    ended_by: u32,
    /// The fitness of the line before: from 0 for tight to 3 for very loose.
    fitness: u8,
    /// How many lines in a row have ended in hyphens, the last one included.
    hyphens: u16,
    /// The number of the line that starts here, from the segment's start.
    line: u32,
    /// Whether a line from here has been found.
    used: bool,
    demerits: f64,
    previous: u32,
}

/// The lines of a paragraph.
pub(crate) fn compose(measured: &Measured<'_>, room: &Rooms<'_>, setting: Setting) -> Vec<ChosenLine> {
    let mut lines: Vec<ChosenLine> = Vec::new();
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
        let ends = Segment { measured, setting, room, before: lines.len(), start, from, to }.ends();
        for end in ends {
            let place = room.of(lines.len(), lines.last().is_none_or(|line| line.forced));
            let line = measured.line(start, end, place, setting.justified);
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
    room: &'a Rooms<'a>,
    /// How many lines of the paragraph come before it.
    before: usize,
    /// Its first glyph.
    start: u32,
    /// Its breaks; the last one is forced.
    from: usize,
    to: usize,
}

/// The result of trying a line from a node to a break.
enum Trial {
    /// It fits: its demerits and its fitness.
    Line(f64, u8),
    /// It does not fit, but one to a later break may.
    No,
    /// Its spaces would be too wide, and those of every line from a later node even wider.
    TooLoose,
    /// It is too wide, and so is every line to a later break.
    TooWide,
    /// It is too wide, but there has been no other line from the node: its demerits, and whether there can be no other.
    Overfull(f64, bool),
}

impl Segment<'_> {
    /// The breaks at which the lines end.
    fn ends(&self) -> Vec<usize> {
        for tolerance in TOLERANCES {
            if let Some((demerits, ends)) = self.search(Some(tolerance))
                // Any line looser than those tried would have more demerits by itself.
                && demerits <= squared(LINE_PENALTY + badness(tolerance))
            {
                return ends;
            }
        }
        self.search(None).map_or_else(|| vec![self.to], |(_, ends)| ends)
    }

    /// The breaks at which the lines end, and their demerits. Without a tolerance every line is allowed, so that
    /// there always is a result.
    fn search(&self, tolerance: Option<f64>) -> Option<(f64, Vec<usize>)> {
        let mut search = Search {
            segment: self,
            tolerance,
            // Paths to one break are compared only where the lines that follow have the same widths.
            widths: self.room.beside().saturating_sub(self.before).max(1),
            nodes: vec![Node {
                glyph: self.start,
                ended_by: u32::MAX,
                fitness: 1,
                hyphens: 0,
                line: 0,
                used: false,
                demerits: 0.0,
                previous: u32::MAX,
            }],
            oldest: 0,
            found: Vec::new(),
        };
        for at in self.from..=self.to {
            let point = self.measured.breaks[at];
            if point.glyph <= self.start || point.kind == BreakKind::Emergency && tolerance.is_some() {
                continue;
            }
            search.end_lines_at(at, point);
            if at == self.to {
                let best = search.best()?;
                return Some((best.demerits, trace(&search.nodes, *best)));
            }
            search.discard_distant();
            search.keep_undominated();
            if search.oldest == search.nodes.len() {
                return None;
            }
        }
        None
    }

    fn trial(&self, node: &Node, at: usize, tolerance: Option<f64>) -> Trial {
        let measured = self.measured;
        let last = at == self.to;
        let room = self.room.of(self.before + node.line as usize, node.line == 0);
        let extent = measured.extent(node.glyph, at, room);
        let shrink = if self.setting.justified { extent.shrink } else { 0 };
        let rest = room.width - extent.width;
        if rest + shrink < 0 {
            // It may be too wide only because of the hyphen; the next word may still fit without one.
            let closes = rest + shrink + extent.hyphen < 0;
            if tolerance.is_some() || node.used {
                return if closes { Trial::TooWide } else { Trial::No };
            }
            let excess = Length::from_offset(-(rest + shrink)).points();
            return Trial::Overfull(OVERFULL * (1.0 + excess), closes);
        }
        let stretch = match self.setting.justified {
            true => extent.stretch,
            false => self.setting.size.offset() * i64::from(RAGGED_STRETCH),
        };
        let ratio = match rest {
            0 => 0.0,
            _ if rest < 0 => rest as f64 / shrink.max(1) as f64,
            _ if last && !self.setting.balanced || measured.is_filled(node.glyph, at) => 0.0,
            _ => rest as f64 / stretch.max(1) as f64,
        };
        if tolerance.is_some_and(|tolerance| ratio > tolerance) {
            return Trial::TooLoose;
        }
        let hyphenated = measured.breaks[at].kind == BreakKind::Hyphen;
        let forbidden = hyphenated && self.setting.max_hyphens.is_some_and(|max| node.hyphens >= max);
        if forbidden && tolerance.is_some() {
            return Trial::No;
        }
        let (mut demerits, fitness) = self.demerits(node, at, ratio, last);
        if forbidden || measured.breaks[at].kind == BreakKind::Emergency {
            demerits += EMERGENCY;
        }
        Trial::Line(demerits, fitness)
    }

    fn demerits(&self, node: &Node, at: usize, ratio: f64, last: bool) -> (f64, u8) {
        let mut penalty = LINE_PENALTY;
        let kind = self.measured.breaks[at].kind;
        if kind == BreakKind::InsideWord {
            penalty += if self.setting.justified { INSIDE_WORD } else { RAGGED_INSIDE_WORD };
        }
        if kind == BreakKind::Hyphen {
            penalty += if self.setting.justified { HYPHEN } else { RAGGED_HYPHEN };
            penalty += match node.hyphens {
                0 => 0.0,
                1 => TWO_HYPHENS,
                _ => MORE_HYPHENS,
            };
        }
        if last && node.line > 0 && !self.measured.is_filled(node.glyph, at) {
            if node.hyphens > 0 {
                penalty += HYPHEN_BEFORE_LAST;
            }
            penalty += match self.measured.words(node.glyph, at) {
                0 | 1 => LAST_OF_ONE_WORD,
                2 => LAST_OF_TWO_WORDS,
                _ => 0.0,
            };
        }
        let mut demerits = squared(penalty + badness(ratio));
        let fitness: u8 = match ratio {
            _ if ratio < -0.5 => 0,
            _ if ratio <= 0.5 => 1,
            _ if ratio <= 1.0 => 2,
            _ => 3,
        };
        if fitness.abs_diff(node.fitness) > 1 && !last {
            demerits += CONTRAST;
        }
        (demerits, fitness)
    }
}

/// The search for the ends of a segment's lines.
struct Search<'a> {
    segment: &'a Segment<'a>,
    /// The largest ratio of a line that is tried; `None` if every line is.
    tolerance: Option<f64>,
    /// How many lines from the segment's start on may have a width of their own.
    widths: usize,
    /// The starts of lines found so far, in the order of the text.
    nodes: Vec<Node>,
    /// The index of the first node that a line to a later break can still start from.
    oldest: usize,
    /// The best path to the current break for each class of widths, fitness and number of hyphens.
    found: Vec<Option<Node>>,
}

/// How many combinations of fitness and number of hyphens the search distinguishes.
const STATES: usize = 16;

impl Search<'_> {
    /// Tries the lines from all nodes to a break, and keeps the best path of each state in `found`.
    fn end_lines_at(&mut self, at: usize, point: BreakOpportunity) {
        let Search { segment, tolerance, widths, .. } = *self;
        let active = self.oldest..self.nodes.len();
        let class = |node: &Node| (node.line as usize).min(widths - 1);
        let classes = self.nodes[active.clone()].iter().map(class);
        // Many lines may be beside something, but only a few of their numbers can start at the same text.
        let first = classes.clone().min().unwrap_or(0);
        let count = classes.max().unwrap_or(0) + 1 - first;
        self.found.clear();
        self.found.resize(STATES * count, None);
        let (nodes, found) = (&mut self.nodes[..], &mut self.found[..]);
        for number in active {
            let node = nodes[number];
            let (demerits, fitness) = match segment.trial(&node, at, tolerance) {
                Trial::Line(demerits, fitness) => {
                    nodes[number].used = true;
                    (demerits, fitness)
                }
                Trial::No => continue,
                // Lines of other widths may be less loose.
                Trial::TooLoose if node.line == 0 || widths > 1 => continue,
                Trial::TooLoose => break,
                Trial::TooWide => {
                    self.oldest += usize::from(number == self.oldest);
                    continue;
                }
                Trial::Overfull(demerits, closes) => {
                    nodes[number].used |= closes;
                    (demerits, 0)
                }
            };
            let hyphens = if point.kind == BreakKind::Hyphen { node.hyphens + 1 } else { 0 };
            let slot =
                (class(&node) - first) * STATES + usize::from(fitness) * 4 + usize::from(hyphens.min(3));
            let total = node.demerits + demerits;
            // Of paths with equal demerits, the one with fuller lines before is kept.
            if found[slot].is_none_or(|known| total < known.demerits) {
                found[slot] = Some(Node {
                    glyph: point.glyph,
                    ended_by: at as u32,
                    fitness,
                    hyphens,
                    line: node.line + 1,
                    used: false,
                    demerits: total,
                    previous: number as u32,
                });
            }
        }
    }

    /// The best path to the current break.
    fn best(&self) -> Option<&Node> {
        self.found.iter().flatten().min_by(|a, b| a.demerits.total_cmp(&b.demerits))
    }

    /// Discards the paths whose number of lines is far from that of the best one.
    fn discard_distant(&mut self) {
        if self.found.len() <= STATES * LINES_APART {
            return;
        }
        let Some(best) = self.best() else { return };
        let best = best.line as usize;
        let is_far = |node: &Node| (node.line as usize).abs_diff(best) > LINES_APART;
        for node in self.found.iter_mut().filter(|node| node.as_ref().is_some_and(is_far)) {
            *node = None;
        }
    }

    /// Makes nodes of the paths to the current break, except those that are worse than another one whatever follows.
    fn keep_undominated(&mut self) {
        let widths = self.widths;
        let class = |node: &Node| (node.line as usize).min(widths);
        for node in self.found.iter().flatten() {
            let is_dominated = self.found.iter().flatten().any(|other| {
                let contrast = if other.fitness == node.fitness { 0.0 } else { CONTRAST };
                class(other) == class(node)
                    && other.hyphens <= node.hyphens
                    && other.demerits + contrast < node.demerits
            });
            if !is_dominated {
                self.nodes.push(*node);
            }
        }
    }
}

fn badness(ratio: f64) -> f64 {
    let size = ratio.abs().min(MAX_RATIO);
    let size = if size > 1.0 { 1.0 + ABOVE_ONE * (size - 1.0) } else { size };
    100.0 * size * size * size
}

fn squared(value: f64) -> f64 {
    value * value
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
