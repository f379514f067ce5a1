//! Choosing the breaks of a galley: dynamic programming over the legal ones.
//!
//! Every way of cutting a galley has a cost, a tuple compared in order: content that overflows its
//! page; then the rules of CSS that had to be dropped, in the order in which CSS Fragmentation 3
//! (section 4.4) lets them go; then badness, which is the squares of the empty parts of all pages
//! but the last, and a charge for a last page with hardly anything on it. Nothing is infinite, so
//! there is always a best way. Of equal ones that with the fuller earlier pages is taken.

use super::footnotes::NoteHeights;
use crate::css::BreakBetween;
use crate::layout::{BreakPlace, BreakViolations, Galley, Item, ItemKind, height_within_row};
use crate::units::{Length, Offset};

/// The badness of a page that ends inside of a word: as much as two lines that are missing.
const ENDS_IN_WORD: i64 = 1600;
/// The badness of a page whose last footnote goes on on the next one.
const NOTE_GOES_ON: i64 = 10_000;
/// The badness of a last page with nothing but the rest of footnotes.
const NOTES_ALONE: i64 = 500_000;
/// The most breaks that are looked at as the end of one page.
const MAX_CANDIDATES: usize = 512;

/// What a way of cutting costs. The order of the fields is that of importance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// How much content stands below the end of its page, in 1/1024 pt.
    overflow: i64,
    monolithic: u32,
    avoid_inside: u32,
    avoid_between: u32,
    orphans_widows: u32,
    badness: i64,
}

impl Cost {
    fn plus(self, other: Cost) -> Cost {
        Cost {
            overflow: self.overflow.saturating_add(other.overflow),
            monolithic: self.monolithic.saturating_add(other.monolithic),
            avoid_inside: self.avoid_inside.saturating_add(other.avoid_inside),
            avoid_between: self.avoid_between.saturating_add(other.avoid_between),
            orphans_widows: self.orphans_widows.saturating_add(other.orphans_widows),
            badness: self.badness.saturating_add(other.badness),
        }
    }
}

/// A place at which a page may start or end: a break of the galley, its start, or its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    Start,
    Break(usize),
    End,
}

/// One page's share of a galley.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) from: Cut,
    pub(super) to: Cut,
}

/// The heights of a galley's pages, counted from its first: some that are singular, then some that repeat.
pub(super) struct Capacities {
    heights: Vec<Length>,
    /// How many are singular.
    singular: usize,
}

impl Capacities {
    /// Finds out how the heights of the first pages repeat.
    pub(super) fn new(heights: Vec<Length>) -> Capacities {
        let count = heights.len();
        let repeats = |singular: usize, period: usize| {
            (singular..count - period).all(|number| heights[number] == heights[number + period])
        };
        // What has been seen twice is taken to repeat.
        let ways = (1..=count).flat_map(|states| (1..=states).rev().map(move |period| (states, period)));
        let found = ways
            .map(|(states, period)| (states - period, period))
            .find(|&(singular, period)| singular + 2 * period <= count && repeats(singular, period));
        let (singular, period) = found.unwrap_or((count.saturating_sub(1), 1));
        Capacities { singular, heights: heights.into_iter().take(singular + period).collect() }
    }

    /// The number of different places that a page may have in the sequence.
    fn states(&self) -> usize {
        self.heights.len()
    }

    fn after(&self, state: usize) -> usize {
        if state + 1 < self.heights.len() { state + 1 } else { self.singular }
    }
}

/// The best way to a break: its cost, the break before it, and the place in the sequence of pages of the
/// page between them.
type Way = Option<(Cost, u32, u8)>;

/// Chooses the breaks. `start` is where content starts, without a margin that is dropped.
pub(super) fn search(
    galley: &Galley,
    start: Offset,
    capacities: &Capacities,
    notes: Option<&NoteHeights>,
) -> Vec<Share> {
    let nodes = Nodes::new(galley, start);
    let count = nodes.starts.len();
    let last = count - 1;
    let states = capacities.states();
    // The best way to each node, by the place in the sequence of the page that starts there.
    let mut best: Vec<Way> = vec![None; count * states];
    best[0] = Some((Cost::default(), 0, 0));
    // What of the notes the best way to each node leaves for the next page.
    let mut carried: Vec<Offset> = vec![0; if notes.is_some() { count * states } else { 0 }];
    if let Some(notes) = notes {
        carried[0] = notes.carried;
    }
    for from in 0..last {
        // Only a page that begins inside of a row can end there.
        let row = match nodes.cut(from) {
            Cut::Break(from) if matches!(galley.breaks[from].place, BreakPlace::Inside { .. }) => Some(from),
            _ => None,
        };
        for state in 0..states {
            let Some((cost, ..)) = best[from * states + state] else { continue };
            let room = capacities.heights[state].offset().max(1);
            let after = capacities.after(state);
            let mut fits = false;
            for to in from + 1..count.min(from + MAX_CANDIDATES) {
                let within_row = match nodes.cut(to) {
                    Cut::Break(to) => row.and_then(|from| height_within_row(galley, from, to)),
                    _ => None,
                };
                let edges = nodes.openings[from] + nodes.closings[to];
                let mut height = within_row.map_or_else(|| nodes.height(from, to), |height| height + edges);
                let mut left = 0;
                if let Some(notes) = notes {
                    (height, left) = notes.with(height, room, carried[from * states + state], from, to);
                }
                if height > room && fits {
                    break;
                }
                let mut step = step_cost(&nodes, from, to, height, room, to == last);
                if left > 0 {
                    // At the end it takes one more page for itself.
                    step.badness +=
                        if to == last && galley.stop.is_none() { NOTES_ALONE } else { NOTE_GOES_ON };
                }
                let total = cost.plus(step);
                let next = &mut best[to * states + after];
                if next.is_none_or(|(known, ..)| total <= known) {
                    *next = Some((total, from as u32, state as u8));
                    if let Some(slot) = carried.get_mut(to * states + after) {
                        *slot = left;
                    }
                }
                fits |= height <= room;
                if nodes.forced[to].is_some() || height > room {
                    break;
                }
            }
        }
    }
    trace(&nodes, &best, states)
}

impl NoteHeights {
    /// The height of a page's content and notes together, and what of the notes is left for the next one.
    fn with(
        &self,
        content: Offset,
        room: Offset,
        carried: Offset,
        from: usize,
        to: usize,
    ) -> (Offset, Offset) {
        let called = self.before[to] - self.before[from];
        // Notes from pages before do not take a page to themselves.
        let due = called + carried.min(room / 4 * 3);
        let later = carried - carried.min(room / 4 * 3);
        if due == 0 {
            return (content, 0);
        }
        let available = (room - content - self.area).min(self.max_height);
        let excess = (due - available).max(0);
        let divisible = if called > 0 { self.divisible[to] } else { due };
        let left = excess.min(divisible);
        (content + self.area + due - left, left + later)
    }
}

fn step_cost(nodes: &Nodes, from: usize, to: usize, height: Offset, room: Offset, is_last: bool) -> Cost {
    let violations = nodes.violations[to];
    // Negative margins can make content less than nothing high.
    let hole = (room - height).clamp(0, room);
    // In parts of 1024 of the page.
    let empty = hole.saturating_mul(1024) / room;
    let badness = if is_last || nodes.forced[to].is_some() {
        // A last page with less than an eighth of its height used looks like a mistake.
        if from > 0 && empty > 896 { (empty - 896).saturating_mul(1024) } else { 0 }
    } else {
        empty * empty
    };
    let badness = badness + if nodes.in_word[to] { ENDS_IN_WORD } else { 0 };
    Cost {
        overflow: (height - room).max(0),
        monolithic: u32::from(violations.monolithic),
        avoid_inside: u32::from(violations.avoid_inside),
        avoid_between: u32::from(violations.avoid_between),
        orphans_widows: u32::from(violations.orphans_widows),
        badness,
    }
}

fn trace(nodes: &Nodes, best: &[Way], states: usize) -> Vec<Share> {
    let mut at = best.len() / states - 1;
    let ends = (0..states).filter_map(|state| best[at * states + state].map(|(cost, ..)| (cost, state)));
    let mut state = ends.min().map_or(0, |(_, state)| state);
    let mut shares = Vec::new();
    while at > 0 {
        let Some((_, from, before)) = best[at * states + state] else { break };
        shares.push(Share { from: nodes.cut(from as usize), to: nodes.cut(at) });
        at = from as usize;
        state = usize::from(before);
    }
    shares.reverse();
    shares
}

/// Start, breaks and end of a galley as one list.
struct Nodes {
    starts: Vec<Offset>,
    ends: Vec<Offset>,
    openings: Vec<Offset>,
    closings: Vec<Offset>,
    violations: Vec<BreakViolations>,
    forced: Vec<Option<BreakBetween>>,
    /// Whether the line before it ends inside of a word.
    in_word: Vec<bool>,
}

/// What comes before a break between two items.
pub(super) fn item_before(galley: &Galley, number: usize) -> Option<&Item> {
    match galley.breaks.get(number)?.place {
        BreakPlace::Before(item) => galley.items.get((item as usize).checked_sub(1)?),
        BreakPlace::Inside { .. } => None,
    }
}

impl Nodes {
    fn new(galley: &Galley, start: Offset) -> Nodes {
        let total = galley.sums.last().copied().unwrap_or(0);
        let count = galley.breaks.len() + 2;
        let mut nodes = Nodes {
            starts: Vec::with_capacity(count),
            ends: Vec::with_capacity(count),
            openings: Vec::with_capacity(count),
            closings: Vec::with_capacity(count),
            violations: Vec::with_capacity(count),
            forced: Vec::with_capacity(count),
            in_word: vec![false; count],
        };
        for number in 0..galley.breaks.len() {
            nodes.in_word[number + 1] = item_before(galley, number)
                .is_some_and(|item| matches!(&item.kind, ItemKind::Line(line) if line.parts_word));
        }
        nodes.push(start, start, 0, 0, BreakViolations::default(), None);
        for each in &galley.breaks {
            let enclosure = each.enclosure.and_then(|id| galley.enclosures.get(id.0 as usize));
            let opening = enclosure.map_or(0, |enclosure| enclosure.opening.offset());
            let closing = enclosure.map_or(0, |enclosure| enclosure.closing.offset());
            nodes.push(each.start, each.end, opening, closing, each.violations, each.forced);
        }
        nodes.push(total, total, 0, 0, BreakViolations::default(), None);
        nodes
    }

    fn push(
        &mut self,
        start: Offset,
        end: Offset,
        opening: Offset,
        closing: Offset,
        violations: BreakViolations,
        forced: Option<BreakBetween>,
    ) {
        self.starts.push(start);
        self.ends.push(end);
        self.openings.push(opening);
        self.closings.push(closing);
        self.violations.push(if forced.is_some() { BreakViolations::default() } else { violations });
        self.forced.push(forced);
    }

    fn height(&self, from: usize, to: usize) -> Offset {
        self.ends[to] - self.starts[from] + self.openings[from] + self.closings[to]
    }

    fn cut(&self, node: usize) -> Cut {
        if node == 0 {
            Cut::Start
        } else if node + 1 == self.starts.len() {
            Cut::End
        } else {
            Cut::Break(node - 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Break;

    /// A galley of `count` lines of height 10 with a break between each two.
    fn lines(count: usize) -> Galley {
        let mut galley =
            Galley { sums: (0..=count as i64).map(|line| line * 10).collect(), ..Galley::default() };
        for line in 1..count {
            galley.breaks.push(Break {
                place: BreakPlace::Before(line as u32),
                end: line as i64 * 10,
                start: line as i64 * 10,
                violations: BreakViolations::default(),
                forced: None,
                enclosure: None,
            });
        }
        galley
    }

    /// After how many lines each page ends.
    fn page_ends(galley: &Galley, height: i32) -> Vec<usize> {
        search(galley, 0, &Capacities::new(vec![Length(height); 5]), None)
            .iter()
            .map(|share| match share.to {
                Cut::Start => 0,
                Cut::Break(index) => index + 1,
                Cut::End => galley.sums.len() - 1,
            })
            .collect()
    }

    #[test]
    fn pages_are_filled_from_the_first() {
        assert_eq!(page_ends(&lines(25), 100), [10, 20, 25]);
        assert_eq!(page_ends(&lines(10), 100), [10]);
        assert_eq!(page_ends(&lines(0), 100), [0]);
    }

    #[test]
    fn a_rule_is_kept_where_it_can_be() {
        let mut galley = lines(25);
        galley.breaks[9].violations.avoid_between = 1;
        galley.breaks[8].violations.orphans_widows = 1;
        assert_eq!(page_ends(&galley, 100), [8, 18, 25]);
    }

    #[test]
    fn keeps_that_cannot_all_be_kept_lose_the_least_important() {
        let mut galley = lines(15);
        for each in &mut galley.breaks {
            each.violations.avoid_inside = 1;
        }
        galley.breaks[6].violations.avoid_inside = 0;
        galley.breaks[6].violations.orphans_widows = 5;
        assert_eq!(page_ends(&galley, 100), [7, 15]);
    }

    #[test]
    fn what_is_taller_than_a_page_overflows_alone() {
        let mut galley = lines(3);
        galley.sums = vec![0, 10, 500, 510];
        galley.breaks[1].end = 500;
        galley.breaks[1].start = 500;
        assert_eq!(page_ends(&galley, 100), [1, 2, 3]);
    }

    #[test]
    fn a_forced_break_ends_its_page() {
        let mut galley = lines(25);
        galley.breaks[2].forced = Some(BreakBetween::Page);
        assert_eq!(page_ends(&galley, 100), [3, 13, 23, 25]);
    }

    #[test]
    fn pages_of_two_heights_alternate() {
        let galley = lines(30);
        let heights = (0..5).map(|number| Length(if number % 2 == 0 { 100 } else { 50 })).collect();
        let shares = search(&galley, 0, &Capacities::new(heights), None);
        let ends: Vec<Cut> = shares.iter().map(|share| share.to).collect();
        assert_eq!(ends, [Cut::Break(9), Cut::Break(14), Cut::Break(24), Cut::End]);
    }

    #[test]
    fn heights_repeat_after_those_that_do_not() {
        let states = |heights: &[i32]| {
            let capacities = Capacities::new(heights.iter().map(|&height| Length(height)).collect());
            (capacities.singular, capacities.states())
        };
        assert_eq!(states(&[5, 5, 5, 5, 5]), (0, 1));
        assert_eq!(states(&[5, 6, 5, 6, 5]), (0, 2));
        assert_eq!(states(&[4, 6, 5, 6, 5]), (1, 3));
        assert_eq!(states(&[4, 5, 5, 5, 5]), (1, 2));
        assert_eq!(states(&[1, 2, 3, 1, 2, 3, 1, 2]), (0, 3));
    }
}
