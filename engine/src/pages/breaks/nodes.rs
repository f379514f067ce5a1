//! The breaks of a galley as nodes of the search: the height of a page between two of them, and its cost.
//!
//! Node 0 is the start of the galley, node `n` its break `n - 1`, and the last node its end.

use crate::css::BreakBetween;
use crate::layout::BreakPoint;
use crate::layout::{Break, BreakPlace, BreakViolations, Galley, Item, ItemKind, height_within_row};
use crate::pages::breaks::columns::ColumnHeights;
use crate::pages::breaks::cost::{self, Cost, empty_part};
use crate::pages::breaks::search::Task;
use crate::pages::breaks::traits::{Traits, TraitsOfBreaks};
use crate::units::{Length, Offset};

/// The most breaks that are considered for the end of one page: the last ones that fit.
const MAX_CANDIDATES: usize = 512;

/// Start, breaks and end of a galley as one list.
pub(crate) struct Nodes<'a> {
    galley: &'a Galley,
    starts: Vec<Offset>,
    ends: Vec<Offset>,
    openings: Vec<Offset>,
    closings: Vec<Offset>,
    violations: Vec<BreakViolations>,
    forced: Vec<Option<BreakBetween>>,
    /// For each, the next at which a page has to end.
    next_forced: Vec<u32>,
    looks: TraitsOfBreaks,
    /// Where boxes end above what they hold: the number of the next node, and how deep their content reaches.
    overflowing: Vec<(u32, Offset)>,
    /// Which breaks are inside rows; empty if none is.
    inside_rows: Vec<bool>,
    /// The most columns of one page side by side.
    most_columns: usize,
}

/// A page from one break to another.
pub(crate) struct PageHeight {
    /// Of its content and notes together.
    pub(crate) height: Offset,
    /// The same as if its last columns were all as high as their content on average.
    pub(crate) filled: Offset,
    /// The height of the notes that are carried over to the next page.
    pub(crate) left: Offset,
    /// What the breaks between its columns cost.
    pub(crate) violations: BreakViolations,
}

/// The item before a break, and the galley of the item; `None` for a break inside a row.
pub(crate) fn item_before(galley: &Galley, number: usize) -> Option<(&Galley, &Item)> {
    match galley.breaks.get(number)?.place {
        BreakPlace::Before(item) => Some((galley, galley.items.get((item as usize).checked_sub(1)?)?)),
        BreakPlace::Inside { .. } => None,
        BreakPlace::InsideColumns { item, at } => match galley.items.get(item as usize)?.kind {
            ItemKind::Columns(number) => {
                item_before(&galley.columns.get(number as usize)?.galley, at as usize)
            }
            _ => None,
        },
    }
}

impl<'a> Nodes<'a> {
    pub(crate) fn new(galley: &'a Galley) -> Nodes<'a> {
        let total = galley.height();
        let count = galley.breaks.len() + 2;
        let is_inside = |each: &Break| matches!(each.place, BreakPlace::Inside { .. });
        let inside_rows = match galley.breaks.iter().any(is_inside) {
            true => galley.breaks.iter().map(is_inside).collect(),
            false => Vec::new(),
        };
        let mut nodes = Nodes {
            inside_rows,
            galley,
            starts: Vec::with_capacity(count),
            ends: Vec::with_capacity(count),
            openings: Vec::with_capacity(count),
            closings: Vec::with_capacity(count),
            violations: Vec::with_capacity(count),
            forced: Vec::with_capacity(count),
            next_forced: Vec::new(),
            looks: TraitsOfBreaks::of(galley),
            overflowing: overflowing(galley),
            most_columns: galley.columns.iter().map(|columns| columns.count).max().unwrap_or(1),
        };
        nodes.push(galley.start, galley.start, 0, 0, BreakViolations::default(), None);
        for (number, each) in galley.breaks.iter().enumerate() {
            let (closing, opening) = galley.closing_and_opening(each);
            let (floats, growth) = galley.float_costs(number);
            let opening = opening + growth.offset();
            nodes.push(each.start, each.end, opening, closing, each.violations.and(floats), each.forced);
        }
        nodes.push(total, total, 0, 0, BreakViolations::default(), None);
        if nodes.forced.iter().any(Option::is_some) {
            nodes.next_forced = vec![count as u32 - 1; count];
            for at in (0..count - 1).rev() {
                let next =
                    if nodes.forced[at + 1].is_some() { at as u32 + 1 } else { nodes.next_forced[at + 1] };
                nodes.next_forced[at] = next;
            }
        }
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

    pub(crate) fn height(&self, from: usize, to: usize) -> Offset {
        let edges = self.openings[from] + self.closings[to];
        // Only a page that begins inside a row can end there.
        let within_row = match (self.point(from).break_index(), self.point(to).break_index()) {
            (Some(from), Some(to)) if self.inside_rows.get(from) == Some(&true) => {
                height_within_row(self.galley, from, to)
            }
            _ => None,
        };
        within_row.unwrap_or_else(|| self.lowest(from, to) - self.starts[from]) + edges
    }

    /// The offset of the lowest content between two nodes.
    fn lowest(&self, from: usize, to: usize) -> Offset {
        let first = self.overflowing.partition_point(|(node, _)| *node as usize <= from);
        let between = self.overflowing[first..].iter().take_while(|(node, _)| *node as usize <= to);
        between.map(|(_, depth)| *depth).fold(self.ends[to], Offset::max)
    }

    /// The page between two, with the notes called there, where what is left of earlier ones is `owed` high.
    /// `None` if its columns cannot hold what is between. The columns have begun a page at the first, and see
    /// the second ones in turn.
    pub(crate) fn page(
        &self,
        task: &Task<'_>,
        columns: Option<&mut ColumnHeights<'_>>,
        from: usize,
        to: usize,
        room: Offset,
        owed: Offset,
    ) -> Option<PageHeight> {
        let mut content = self.height(from, to);
        let with_notes = |content: Offset| {
            task.notes.map_or((content, 0), |notes| notes.with(content, room, owed, from, to))
        };
        let Some(columns) = columns else {
            let (height, left) = with_notes(content);
            return Some(PageHeight { height, filled: height, left, violations: BreakViolations::default() });
        };
        let in_columns = columns.to(self.point(to), self.ends[to]);
        content += in_columns.growth?;
        let (height, left) = with_notes(content);
        let (mut filled, mut violations) = (height, in_columns.violations);
        if let Some(inside) = in_columns.last.filter(|_| height <= room) {
            let available = room - (height - content) - self.closings[to];
            violations = violations.and(columns.cost_of(&inside, available));
            if !self.is_forced(to) {
                filled -= inside.hole();
            }
        }
        Some(PageHeight { height, filled, left, violations })
    }

    pub(crate) fn begin_columns(&self, columns: &mut ColumnHeights<'_>, from: usize, room: Offset) {
        columns.begin(self.point(from), self.starts[from], self.openings[from], room);
    }

    /// The places at which a page may end where the galley has columns, which have then begun a page.
    pub(crate) fn candidates_in_columns(
        &self,
        columns: &mut ColumnHeights<'_>,
        from: usize,
        room: Offset,
        has_notes: bool,
    ) -> std::ops::Range<usize> {
        self.begin_columns(columns, from, room);
        let passed = columns.passed_over(if has_notes { 4 } else { 2 });
        let most = MAX_CANDIDATES * self.most_columns.min(MAX_CANDIDATES);
        from + 1 + passed..self.starts.len().min(from + most)
    }

    /// The places at which a page may end: of too many, the last that fit.
    pub(crate) fn candidates(&self, from: usize, room: Offset) -> std::ops::Range<usize> {
        let last = self.starts.len() - 1;
        let end = self.next_forced.get(from).map_or(last, |&next| next as usize) + 1;
        let mut first = from + 1;
        if end - first > MAX_CANDIDATES {
            // Not quite in order where margins are negative, which the check after it allows for.
            let fitting = self.ends[first..end].partition_point(|at| at - self.starts[from] <= room);
            let late = first + fitting.saturating_sub(MAX_CANDIDATES);
            if self.height(from, late) <= room {
                first = late;
            }
        }
        first..end.min(first + MAX_CANDIDATES + 2)
    }

    /// The cost of one page, without what depends on its spread.
    pub(crate) fn step_cost(&self, from: usize, to: usize, height: Offset, room: Offset) -> Cost {
        let empty = empty_part(height, room);
        let is_end = to + 1 == self.starts.len();
        let (violations, traits) = self.end_of_page(to);
        let badness = if is_end || self.forced[to].is_some() {
            if from > 0 { cost::last_page(empty, self.lines(from, to)) } else { 0 }
        } else {
            cost::emptiness(empty) + cost::of_traits(traits)
        };
        Cost { overflow: (height - room).max(0), badness, ..Cost::of(violations) }
    }

    pub(crate) fn node(&self, point: BreakPoint) -> usize {
        match point {
            BreakPoint::Start => 0,
            BreakPoint::Break(at) => at as usize + 1,
            BreakPoint::End => self.starts.len() - 1,
        }
    }

    pub(crate) fn last(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) fn forced(&self, node: usize) -> Option<BreakBetween> {
        self.forced[node]
    }

    pub(crate) fn is_forced(&self, node: usize) -> bool {
        self.forced[node].is_some()
    }

    /// The lines of text between two.
    pub(crate) fn lines(&self, from: usize, to: usize) -> u32 {
        self.looks.lines[to].saturating_sub(self.looks.lines[from])
    }

    /// The rules that a page ending at a break violates, and how its end looks.
    pub(crate) fn end_of_page(&self, node: usize) -> (BreakViolations, Traits) {
        let traits = node.checked_sub(1).and_then(|at| self.looks.traits.get(at));
        (self.violations[node], traits.copied().unwrap_or_default())
    }

    pub(crate) fn point(&self, node: usize) -> BreakPoint {
        if node == 0 {
            BreakPoint::Start
        } else if node + 1 == self.starts.len() {
            BreakPoint::End
        } else {
            BreakPoint::Break(node as u32 - 1)
        }
    }
}

/// Where content overflows the end of its box: it has to fit on the page, too, unless it is clipped. Less than a CSS
/// pixel is rounding.
fn overflowing(galley: &Galley) -> Vec<(u32, Offset)> {
    let least = -Length::from_pixels(1.0).offset();
    let mut nodes = 1;
    let mut found = Vec::new();
    for (index, item) in galley.items.iter().enumerate() {
        if !matches!(item.kind, ItemKind::Fill) || item.advance.offset() >= least {
            continue;
        }
        let is_clipped =
            galley.enclosures_around(item.enclosure).any(|id| galley.enclosure(id).style.clips_at_bottom());
        if is_clipped {
            continue;
        }
        while galley.breaks.get(nodes - 1).is_some_and(|each| each.place.item() <= index) {
            nodes += 1;
        }
        found.push((nodes as u32, galley.sums[index]));
    }
    found
}
