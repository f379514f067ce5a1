//! Choosing the breaks of a galley: dynamic programming over the legal ones.
//!
//! Every sequence of breaks is a path with a [`Cost`]. No cost is infinite, so there is always a best path. Of equal
//! ones the search takes the one with the fuller earlier pages.
//!
//! ```text
//! 25 lines, pages of 10, a heading in line 10 (no break after it)
//! node 9   best path: 0 → 9            one empty line
//! node 10  best path: 0 → 10           violates `break-after: avoid`
//! node 19  best path: 0 → 9 → 19       cheaper than any path through node 10
//! end      best path: 0 → 9 → 19 → 25
//! ```

use smallvec::{SmallVec, smallvec};

use crate::css::{BreakBetween, PageSide};
use crate::layout::{FlowFragment, Galley};
use crate::pages::breaks::columns::ColumnHeights;
use crate::pages::breaks::cost::{self, Cost, empty_part};
use crate::pages::breaks::nodes::{Nodes, PageHeight, PageStart};
use crate::pages::footnotes::NoteHeights;
use crate::units::{Length, Offset};

/// The largest number of different page heights with which the two pages of a spread are compared. With more, `:nth()`
/// makes each page different anyway.
const MAX_HEIGHTS_OF_SPREADS: usize = 4;
/// The search state distinguishes paths to the second page of a spread by how empty the first page is: below and
/// from these parts of 1024.
const EMPTINESS_OF_FIRST: [i64; 2] = [32, 96];
/// The places of a page in its spread: the first page, or the second beside a first of each emptiness.
const PLACES_IN_SPREAD: usize = EMPTINESS_OF_FIRST.len() + 2;

/// The heights of a galley's pages from its first page on: some that occur once, then some that repeat.
pub(crate) struct Capacities {
    heights: Vec<Length>,
    /// How many of the heights occur once.
    singular: usize,
}

impl Capacities {
    /// Determines how the heights of the first pages repeat.
    pub(crate) fn new(heights: Vec<Length>) -> Capacities {
        let count = heights.len();
        let repeats = |singular: usize, period: usize| {
            (singular..count - period).all(|number| heights[number] == heights[number + period])
        };
        // A sequence that occurs twice is assumed to repeat.
        let candidates =
            (1..=count).flat_map(|states| (1..=states).rev().map(move |period| (states, period)));
        let found = candidates
            .map(|(states, period)| (states - period, period))
            .find(|&(singular, period)| singular + 2 * period <= count && repeats(singular, period));
        let (singular, period) = found.unwrap_or((count.saturating_sub(1), 1));
        Capacities { singular, heights: heights.into_iter().take(singular + period).collect() }
    }

    /// The number of different positions that a page may have in the sequence.
    fn states(&self) -> usize {
        self.heights.len()
    }

    fn after(&self, state: usize) -> usize {
        if state + 1 < self.heights.len() { state + 1 } else { self.singular }
    }
}

/// The input of the search.
pub(crate) struct Task<'a> {
    /// The galley whose breaks are chosen.
    pub(crate) galley: &'a Galley,
    /// The heights of its pages.
    pub(crate) capacities: &'a Capacities,
    /// The heights of its footnotes, if there are any in the document.
    pub(crate) notes: Option<&'a NoteHeights>,
    /// Whether the first page is the first of a spread.
    pub(crate) opens_spread: bool,
    /// The side of the second page of each spread.
    pub(crate) recto: PageSide,
    /// For the start, each break and the end: the number of figures that a spread ending there separates from the text
    /// that refers to them. Empty if there are none.
    pub(crate) separated: &'a [u32],
}

/// The best path to a node in one state.
#[derive(Clone, Copy)]
struct Path {
    cost: Cost,
    /// The node before it.
    from: u32,
    /// The state of the page between the two nodes.
    state: u16,
    /// How empty the first page of the spread is, where the next page is the second.
    empty: Option<i16>,
}

/// Chooses the best breaks.
pub(crate) fn search(task: &Task<'_>) -> Vec<FlowFragment> {
    search_counting(task, &mut 0)
}

/// Chooses the best breaks and counts the pages that are considered.
fn search_counting(task: &Task<'_>, looked_at: &mut usize) -> Vec<FlowFragment> {
    let mut search = Search::new(task);
    for from in 0..search.nodes.last() {
        for height_state in 0..task.capacities.states() {
            search.extend_paths(from, height_state);
        }
    }
    *looked_at += search.looked_at;
    trace(&search.nodes, &search.best, search.states)
}

/// The state of a search.
struct Search<'a> {
    task: &'a Task<'a>,
    nodes: Nodes<'a>,
    /// How many places in a spread are distinguished: 1 where spreads are not compared.
    places: usize,
    /// The number of states of a node: the numbers in the sequence of heights times the places in a spread.
    states: usize,
    /// The best path to each node, by the state of the page that starts there.
    best: Vec<Option<Path>>,
    /// The height of the notes that each of these paths carries over; empty without notes.
    carried: Vec<Offset>,
    /// The heights of pages with columns, where the galley has some.
    columns: Option<ColumnHeights<'a>>,
    /// The number of pages considered so far.
    looked_at: usize,
}

/// Paths to one node whose next pages have the same height and receive the same notes.
struct Paths<'p> {
    from: usize,
    /// The number of the next page in the sequence of heights.
    height_state: usize,
    /// The height of the notes carried over to it.
    owed: Offset,
    /// The paths, with the place of the next page in its spread.
    paths: &'p [(usize, Path)],
}

impl<'a> Search<'a> {
    fn new(task: &'a Task<'a>) -> Search<'a> {
        let nodes = Nodes::new(task.galley);
        let places = if task.capacities.states() > MAX_HEIGHTS_OF_SPREADS { 1 } else { PLACES_IN_SPREAD };
        let states = task.capacities.states() * places;
        let slots = (nodes.last() + 1) * states;
        let mut best: Vec<Option<Path>> = vec![None; slots];
        let first = if places > 1 && !task.opens_spread { 1 } else { 0 };
        best[first] = Some(Path { cost: Cost::default(), from: 0, state: 0, empty: None });
        let mut carried: Vec<Offset> = Vec::new();
        if let Some(notes) = task.notes {
            carried = vec![0; slots];
            carried[first] = notes.carried;
        }
        let columns = ColumnHeights::new(task.galley);
        Search { task, nodes, places, states, best, carried, columns, looked_at: 0 }
    }

    /// Extends the best paths to a node by the next page, for paths whose next page has the same height.
    fn extend_paths(&mut self, from: usize, height_state: usize) {
        let first_state = height_state * self.places;
        let seconds = &self.best[from * self.states + first_state..][..self.places];
        let mut paths: SmallVec<[(usize, Path); PLACES_IN_SPREAD]> = SmallVec::new();
        for (place, path) in seconds.iter().enumerate() {
            paths.extend(
                path.filter(|path| place == 0 || !is_dominated(path.cost, &seconds[1..]))
                    .map(|path| (place, path)),
            );
        }
        // The pages that may follow are the same for all of them unless they carry over different notes.
        let mut rest = &paths[..];
        while let Some((first, _)) = rest.first() {
            let owed = self.owed(from, height_state, *first);
            let is_same = |(place, _): &&(usize, Path)| self.owed(from, height_state, *place) == owed;
            let (paths, after) = rest.split_at(rest.iter().take_while(is_same).count());
            self.extend_together(&Paths { from, height_state, owed, paths });
            rest = after;
        }
    }

    /// The height of the notes that the best path to a node carries over, by the state of the page that starts there.
    fn owed(&self, node: usize, height_state: usize, place: usize) -> Offset {
        self.carried.get(node * self.states + height_state * self.places + place).copied().unwrap_or(0)
    }

    fn extend_together(&mut self, paths: &Paths<'_>) {
        let (from, task) = (paths.from, self.task);
        let room = task.capacities.heights[paths.height_state].offset().max(1);
        let start = PageStart { node: from, room, owed: paths.owed };
        let mut fits = false;
        let mut estimates = match &mut self.columns {
            Some(columns) => self.nodes.candidates_in_columns(columns, from, room, task.notes.is_some()),
            None => smallvec![self.nodes.candidates(from, room)],
        };
        let mut ends = estimates.pop().unwrap_or_default();
        while let Some(to) = ends.next() {
            self.looked_at += 1;
            let page = self.nodes.page(task, self.columns.as_mut(), start, to);
            let overflows = page.as_ref().is_none_or(|page| page.height > room);
            if overflows && fits {
                break;
            }
            if overflows
                && let Some(more) = estimates.pop()
                && let Some(columns) = &mut self.columns
            {
                // A tall item leaves more empty space than estimated.
                self.nodes.begin_columns(columns, from, room);
                ends = more;
                continue;
            }
            let Some(page) = page else { break };
            self.add_page(paths, to, &page, room);
            fits |= !overflows;
            if overflows || self.nodes.is_forced(to) {
                break;
            }
        }
    }

    /// Extends paths by a page that ends at a node, and keeps those that are the best paths to that node.
    fn add_page(&mut self, paths: &Paths<'_>, to: usize, page: &PageHeight, room: Offset) {
        let (nodes, task) = (&self.nodes, self.task);
        let mut step = nodes.step_cost(paths.from, to, page.filled, room).plus(Cost::of(page.violations));
        if page.left > 0 {
            // At the end of the text it needs one more page.
            let is_end = to == nodes.last() && task.galley.stop.is_none();
            step.badness += if is_end { cost::NOTES_ALONE } else { cost::NOTE_CONTINUES };
        }
        let empty = empty_part(page.filled, room);
        let forced = nodes.forced(to);
        let ends_text = to == nodes.last() || forced.is_some();
        let first_state = paths.height_state * self.places;
        let after = task.capacities.after(paths.height_state) * self.places;
        for &(place, path) in paths.paths {
            let mut step = step;
            if place > 0 && !ends_text {
                let of_first = path.empty.map_or(empty, i64::from);
                step.badness += cost::of_spread(of_first, empty);
                let separated = task.separated.get(to).copied().unwrap_or(0);
                step.badness += cost::FAR_FIGURE * i64::from(separated);
            }
            let next_place = task.place_after(self.places, place, empty, forced);
            let next = Path {
                cost: path.cost.plus(step),
                from: paths.from as u32,
                state: (first_state + place) as u16,
                empty: (next_place > 0 && !ends_text).then_some(empty as i16),
            };
            let slot = to * self.states + after + next_place;
            if self.best[slot].is_none_or(|known| next.cost <= known.cost) {
                self.best[slot] = Some(next);
                if let Some(slot) = self.carried.get_mut(slot) {
                    *slot = page.left;
                }
            }
        }
    }
}

/// Whether another path to the same second page of a spread is better for every continuation.
fn is_dominated(cost: Cost, others: &[Option<Path>]) -> bool {
    let least = others.iter().flatten().map(|path| path.cost).min();
    least.is_some_and(|least| cost > least.worse_by(cost::UNEVEN_SPREAD))
}

/// Chooses the breaks page by page, each at the last place that violates the fewest rules, without regard to later
/// pages. Other programs work this way; it is here for comparison.
pub(crate) fn first_fit(task: &Task<'_>) -> Vec<FlowFragment> {
    let nodes = Nodes::new(task.galley);
    let last = nodes.last();
    let mut fragments = Vec::new();
    let (mut from, mut height) = (0, 0);
    let mut owed = task.notes.map_or(0, |notes| notes.carried);
    let mut columns = ColumnHeights::new(task.galley);
    while from < last {
        let room = task.capacities.heights[height].offset().max(1);
        let start = PageStart { node: from, room, owed };
        let mut best: Option<(Cost, usize, Offset)> = None;
        if let Some(columns) = &mut columns {
            nodes.begin_columns(columns, from, room);
        }
        for to in from + 1..=last {
            let Some(page) = nodes.page(task, columns.as_mut(), start, to) else { break };
            let (height, left) = (page.height, page.left);
            if height > room && best.is_some() {
                break;
            }
            let step = nodes.step_cost(from, to, height, room).plus(Cost::of(page.violations));
            let cost = Cost { badness: 0, ..step };
            if best.is_none_or(|(known, ..)| cost <= known) {
                best = Some((cost, to, left));
            }
            if nodes.is_forced(to) || height > room {
                break;
            }
        }
        let Some((_, to, left)) = best else { break };
        fragments.push(FlowFragment { from: nodes.point(from), to: nodes.point(to) });
        (from, height, owed) = (to, task.capacities.after(height), left);
    }
    fragments
}

impl Task<'_> {
    /// The place in its spread of the page after another.
    fn place_after(&self, places: usize, place: usize, empty: i64, forced: Option<BreakBetween>) -> usize {
        let second = || 1 + EMPTINESS_OF_FIRST.iter().filter(|least| empty >= **least).count();
        let is_second = match forced {
            Some(BreakBetween::Recto) => true,
            Some(BreakBetween::Verso) => false,
            Some(BreakBetween::Left) => self.recto == PageSide::Left,
            Some(BreakBetween::Right) => self.recto == PageSide::Right,
            _ => place == 0,
        };
        if places > 1 && is_second { second() } else { 0 }
    }
}

fn trace(nodes: &Nodes<'_>, best: &[Option<Path>], states: usize) -> Vec<FlowFragment> {
    let mut at = best.len() / states - 1;
    let ends = (0..states).filter_map(|state| best[at * states + state].map(|path| (path.cost, state)));
    let mut state = ends.min().map_or(0, |(_, state)| state);
    let mut fragments = Vec::new();
    while at > 0 {
        let Some(Path { from, state: before, .. }) = best[at * states + state] else { break };
        fragments.push(FlowFragment { from: nodes.point(from as usize), to: nodes.point(at) });
        at = from as usize;
        state = usize::from(before);
    }
    fragments.reverse();
    fragments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::BreakPoint;

    fn task<'a>(galley: &'a Galley, capacities: &'a Capacities) -> Task<'a> {
        let (recto, separated) = (PageSide::Right, &[][..]);
        Task { galley, capacities, notes: None, opens_spread: false, recto, separated }
    }

    /// After how many lines each page ends.
    fn page_ends(galley: &Galley, height: i32) -> Vec<usize> {
        search(&task(galley, &Capacities::new(vec![Length(height); 5])))
            .iter()
            .map(|fragment| match fragment.to {
                BreakPoint::Start => 0,
                BreakPoint::Break(index) => index as usize + 1,
                BreakPoint::End => galley.sums.len() - 1,
            })
            .collect()
    }

    #[test]
    fn pages_are_filled_from_the_first() {
        assert_eq!(page_ends(&Galley::of_lines(25), 100), [10, 20, 25]);
        assert_eq!(page_ends(&Galley::of_lines(10), 100), [10]);
        assert_eq!(page_ends(&Galley::of_lines(0), 100), [0]);
    }

    #[test]
    fn a_rule_is_kept_where_it_can_be() {
        let mut galley = Galley::of_lines(25);
        galley.breaks[9].violations.avoid_between = 1;
        galley.breaks[8].violations.orphans_widows = 1;
        assert_eq!(page_ends(&galley, 100), [8, 18, 25]);
    }

    #[test]
    fn the_least_important_rule_is_dropped_first() {
        let mut galley = Galley::of_lines(15);
        for each in &mut galley.breaks {
            each.violations.avoid_inside = 1;
        }
        galley.breaks[6].violations.avoid_inside = 0;
        galley.breaks[6].violations.orphans_widows = 5;
        assert_eq!(page_ends(&galley, 100), [7, 15]);
    }

    #[test]
    fn content_taller_than_a_page_overflows_alone() {
        let mut galley = Galley::of_lines(3);
        galley.sums = vec![0, 10, 500, 510];
        galley.breaks[1].end = 500;
        galley.breaks[1].start = 500;
        assert_eq!(page_ends(&galley, 100), [1, 2, 3]);
    }

    #[test]
    fn a_forced_break_ends_its_page() {
        let mut galley = Galley::of_lines(25);
        galley.breaks[2].forced = Some(BreakBetween::Page);
        assert_eq!(page_ends(&galley, 100), [3, 13, 23, 25]);
    }

    #[test]
    fn pages_of_two_heights_alternate() {
        let galley = Galley::of_lines(30);
        let heights = (0..5).map(|number| Length(if number % 2 == 0 { 100 } else { 50 })).collect();
        let fragments = search(&task(&galley, &Capacities::new(heights)));
        let ends: Vec<BreakPoint> = fragments.iter().map(|fragment| fragment.to).collect();
        assert_eq!(
            ends,
            [BreakPoint::Break(9), BreakPoint::Break(14), BreakPoint::Break(24), BreakPoint::End]
        );
    }

    #[test]
    fn a_spread_does_not_end_between_a_figure_and_its_mention() {
        let galley = Galley::of_lines(29);
        let capacities = Capacities::new(vec![Length(100); 5]);
        let mut separated = vec![0; 30];
        separated[20] = 20;
        let ends = |opens_spread| {
            let task = Task { separated: &separated, opens_spread, ..task(&galley, &capacities) };
            search(&task).iter().map(|fragment| fragment.to).collect::<Vec<_>>()
        };
        assert_eq!(ends(true), [BreakPoint::Break(9), BreakPoint::Break(18), BreakPoint::End]);
        assert_eq!(
            ends(false),
            [BreakPoint::Break(9), BreakPoint::Break(19), BreakPoint::End],
            "the pages face each other"
        );
    }

    #[test]
    fn a_page_holds_more_lines_than_are_considered() {
        assert_eq!(page_ends(&Galley::of_lines(4000), 20_000), [2000, 4000]);
    }

    #[test]
    fn first_fit_avoids_violations_on_each_page() {
        let mut galley = Galley::of_lines(25);
        galley.breaks[9].violations.avoid_between = 1;
        let capacities = Capacities::new(vec![Length(100); 5]);
        let fragments = first_fit(&task(&galley, &capacities));
        let ends: Vec<BreakPoint> = fragments.iter().map(|fragment| fragment.to).collect();
        assert_eq!(ends, [BreakPoint::Break(8), BreakPoint::Break(18), BreakPoint::End]);
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

    /// Twice the galley may take 2.1 times the work, whatever its breaks cost.
    #[test]
    fn work_grows_with_the_galley() {
        type Change = fn(usize, &mut crate::layout::Break);
        let kinds: [(&str, i32, Change); 6] = [
            ("lines", 450, |_, _| {}),
            ("lines far smaller than a page", 6_000, |_, _| {}),
            ("lines taller than a page", 5, |_, _| {}),
            ("everything is to be kept together", 450, |_, each| {
                each.violations.avoid_inside = 3;
                each.violations.avoid_between = 2;
            }),
            ("rules that contradict each other", 450, |number, each| {
                each.violations.orphans_widows = (number % 5) as u16;
                each.violations.monolithic = u16::from(number % 7 == 0);
            }),
            ("forced breaks", 450, |number, each| {
                each.forced = (number % 60 == 0).then_some(BreakBetween::Recto);
            }),
        ];
        for (what, height, change) in kinds {
            let work = |count: usize| {
                let mut galley = Galley::of_lines(count);
                galley.breaks.iter_mut().enumerate().for_each(|(number, each)| change(number, each));
                let mut looked_at = 0;
                let pages = Capacities::new(vec![Length(height), Length(height), Length(height + 40)]);
                assert!(!search_counting(&task(&galley, &pages), &mut looked_at).is_empty());
                looked_at
            };
            let (once, twice) = (work(5_000), work(10_000));
            assert!(once > 0 && twice * 10 <= once * 21, "{what}: {once}, then {twice}");
        }
    }
}
