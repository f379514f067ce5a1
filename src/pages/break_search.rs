//! Choosing the breaks of a galley: dynamic programming over the legal ones.
//!
//! Every way of cutting a galley has a cost, a tuple compared in order: content that overflows its
//! page; then the rules of CSS that had to be dropped, in the order in which CSS Fragmentation 3
//! (section 4.4) lets them go; then badness, which is the squares of the empty parts of all pages
//! but the last, and a charge for a last page with hardly anything on it. Nothing is infinite, so
//! there is always a best way. Of equal ones that with the fuller earlier pages is taken.

use crate::css::BreakBetween;
use crate::layout::{BreakPlace, BreakViolations, Galley, Item, ItemKind, height_within_row};
use crate::units::{Length, Offset};

/// The badness of a page that ends inside of a word: as much as two lines that are missing.
const ENDS_IN_WORD: i64 = 1600;
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

/// Chooses the breaks. `capacity` tells the height of the page of a number, counted from the
/// galley's first. `start` is where content starts, without a margin that is dropped.
pub(super) fn search(galley: &Galley, start: Offset, capacity: &dyn Fn(usize) -> Length) -> Vec<Share> {
    let nodes = Nodes::new(galley, start);
    let count = nodes.starts.len();
    let last = count - 1;
    // The best way to each node, by the parity of the number of pages used.
    let mut best: Vec<[Option<(Cost, u32, u8)>; 2]> = vec![[None; 2]; count];
    best[0][0] = Some((Cost::default(), 0, 0));
    for from in 0..last {
        for parity in 0..2 {
            let Some((cost, ..)) = best[from][parity] else { continue };
            // Pages of one galley differ by side at most, but for the first.
            let number = if from == 0 { 0 } else { 2 - parity };
            let room = capacity(number).offset().max(1);
            // Only a page that begins inside of a row can end there.
            let row = match nodes.cut(from) {
                Cut::Break(from) if matches!(galley.breaks[from].place, BreakPlace::Inside { .. }) => {
                    Some(from)
                }
                _ => None,
            };
            let mut fits = false;
            for to in from + 1..count.min(from + MAX_CANDIDATES) {
                let within_row = match nodes.cut(to) {
                    Cut::Break(to) => row.and_then(|from| height_within_row(galley, from, to)),
                    _ => None,
                };
                let edges = nodes.openings[from] + nodes.closings[to];
                let height = within_row.map_or_else(|| nodes.height(from, to), |height| height + edges);
                if height > room && fits {
                    break;
                }
                let step = step_cost(&nodes, from, to, height, room, to == last);
                let total = cost.plus(step);
                let next = &mut best[to][1 - parity];
                if next.is_none_or(|(known, ..)| total <= known) {
                    *next = Some((total, from as u32, parity as u8));
                }
                fits |= height <= room;
                if nodes.forced[to].is_some() || height > room {
                    break;
                }
            }
        }
    }
    trace(&nodes, &best)
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

fn trace(nodes: &Nodes, best: &[[Option<(Cost, u32, u8)>; 2]]) -> Vec<Share> {
    let last = best.len() - 1;
    let mut parity = match (best[last][0], best[last][1]) {
        (Some((even, ..)), Some((odd, ..))) => usize::from(odd < even),
        (Some(_), None) => 0,
        _ => 1,
    };
    let mut shares = Vec::new();
    let mut at = last;
    while at > 0 {
        let Some((_, from, before)) = best[at][parity] else { break };
        shares.push(Share { from: nodes.cut(from as usize), to: nodes.cut(at) });
        at = from as usize;
        parity = usize::from(before);
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
        search(galley, 0, &|_| Length(height))
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
        let heights = |number: usize| Length(if number.is_multiple_of(2) { 100 } else { 50 });
        let shares = search(&galley, 0, &heights);
        let ends: Vec<Cut> = shares.iter().map(|share| share.to).collect();
        assert_eq!(ends, [Cut::Break(9), Cut::Break(14), Cut::Break(24), Cut::End]);
    }
}
