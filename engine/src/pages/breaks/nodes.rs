//! The breaks of a galley as nodes of the search: the height of a page between two of them, and its cost.
//!
//! Node 0 is the start of the galley, node `n` its break `n - 1`, and the last node its end.

use std::ops::Range;

use smallvec::SmallVec;

use crate::css::{BreakBetween, Position};
use crate::layout::BreakPoint;
use crate::layout::{Break, BreakPlace, BreakViolations, Galley, Item, ItemKind, height_within_row};
use crate::pages::breaks::columns::{ColumnHeights, EmptyPart};
use crate::pages::breaks::cost::{self, Cost, empty_part};
use crate::pages::breaks::search::Task;
use crate::pages::breaks::traits::{Traits, TraitsOfBreaks};
use crate::pages::footnotes::NotesOnPage;
use crate::units::{Length, Offset};

/// The most breaks that are considered for the end of one page: the last ones that fit.
const MAX_CANDIDATES: usize = 512;

/// With columns, only so many are considered where enough of them violate no rule: the empty space of boxes taller than a
/// page may be broken at thousands of places a page.
const MAX_IN_COLUMNS: usize = 96;

/// With columns, more are considered as long as that are not more pages than these. Lines without height would otherwise
/// take time that grows with the square of their number.
const MAX_PAGES: usize = 8_000_000;

/// Start, breaks and end of a galley as one list.
pub(crate) struct Nodes<'a> {
    galley: &'a Galley,
    nodes: Vec<BreakNode>,
    /// For each node, the next one at which a page has to end; empty if there are no forced breaks.
    next_forced: Vec<u32>,
    /// How pages look that end at the breaks, and the lines of text before each node.
    looks: TraitsOfBreaks,
    /// Where content overflows the end of its box: the number of the next node, and the offset of the content's
    /// end.
    overflowing: Vec<(u32, Offset)>,
    /// Which breaks are inside rows; empty if none is.
    inside_rows: Vec<bool>,
    /// The most columns of one page side by side.
    most_columns: usize,
}

/// A place at which a page may end and the next one start.
#[derive(Default)]
struct BreakNode {
    /// The offset at which the content of the next page starts.
    start: Offset,
    /// The offset at which the content of the page before ends.
    end: Offset,
    /// The height that the next page has before its content: repeated heads, cloned borders.
    opening: Offset,
    /// The height that the page before has after its content.
    closing: Offset,
    /// How much of the end of the content before is empty space of boxes that paint nothing there.
    hollow: Offset,
    /// The rules that a page ending here violates.
    violations: BreakViolations,
    /// What a forced break here asks for.
    forced: Option<BreakBetween>,
}

/// Where a page starts, and how much it can hold.
#[derive(Clone, Copy)]
pub(crate) struct PageStart {
    /// The number of the node.
    pub(crate) node: usize,
    /// The height of the page's content area.
    pub(crate) room: Offset,
    /// The height of the notes carried over to the page.
    pub(crate) owed: Offset,
}

/// A page from one break to another.
pub(crate) struct PageHeight {
    /// The height of its content and notes together.
    pub(crate) height: Offset,
    /// The height if its last columns all had the mean height of their content, without empty space at the end of boxes.
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

impl BreakNode {
    fn of_break(galley: &Galley, (number, hollow): (usize, Offset)) -> BreakNode {
        let each = &galley.breaks[number];
        let (closing, opening) = galley.closing_and_opening(each);
        let (floats, growth) = galley.float_costs(number);
        let violations = match each.forced {
            Some(_) => BreakViolations::default(),
            None => each.violations.and(floats),
        };
        let opening = opening + growth.offset();
        BreakNode {
            start: each.start,
            end: each.end,
            opening,
            closing,
            hollow,
            violations,
            forced: each.forced,
        }
    }
}

impl<'a> Nodes<'a> {
    pub(crate) fn new(galley: &'a Galley) -> Nodes<'a> {
        let count = galley.breaks.len() + 2;
        let is_inside = |each: &Break| matches!(each.place, BreakPlace::Inside { .. });
        let inside_rows = match galley.breaks.iter().any(is_inside) {
            true => galley.breaks.iter().map(is_inside).collect(),
            false => Vec::new(),
        };
        let edge = |at: Offset| BreakNode { start: at, end: at, ..BreakNode::default() };
        let mut nodes = Vec::with_capacity(count);
        nodes.push(edge(galley.start));
        let hollows = hollows(galley).into_iter().enumerate();
        nodes.extend(hollows.map(|numbered| BreakNode::of_break(galley, numbered)));
        nodes.push(edge(galley.height()));
        let mut next_forced = Vec::new();
        if nodes.iter().any(|node| node.forced.is_some()) {
            next_forced = vec![count as u32 - 1; count];
            for at in (0..count - 1).rev() {
                let is_forced = nodes[at + 1].forced.is_some();
                next_forced[at] = if is_forced { at as u32 + 1 } else { next_forced[at + 1] };
            }
        }
        Nodes {
            galley,
            nodes,
            next_forced,
            looks: TraitsOfBreaks::of(galley),
            overflowing: overflowing(galley),
            inside_rows,
            most_columns: galley.columns.iter().map(|columns| columns.count).max().unwrap_or(1),
        }
    }

    /// The height of the content of a page from one node to another, without notes.
    pub(crate) fn height(&self, from: usize, to: usize) -> Offset {
        let edges = self.nodes[from].opening + self.nodes[to].closing;
        // Only a page that begins inside a row can end there.
        let within_row = match (self.point(from).break_index(), self.point(to).break_index()) {
            (Some(from), Some(to)) if self.inside_rows.get(from) == Some(&true) => {
                height_within_row(self.galley, from, to)
            }
            _ => None,
        };
        within_row.unwrap_or_else(|| self.lowest(from, to) - self.nodes[from].start) + edges
    }

    /// How much of the height of a page that ends at a node is empty space at the end of boxes. A reader sees no
    /// difference between it and the empty space below them.
    pub(crate) fn hollow(&self, to: usize) -> Offset {
        self.nodes[to].hollow
    }

    /// The offset of the lowest content between two nodes.
    fn lowest(&self, from: usize, to: usize) -> Offset {
        let first = self.overflowing.partition_point(|(node, _)| *node as usize <= from);
        let between = self.overflowing[first..].iter().take_while(|(node, _)| *node as usize <= to);
        between.map(|(_, depth)| *depth).fold(self.nodes[to].end, Offset::max)
    }

    /// The page that ends at `to`, with the notes called on it. `None` if its columns cannot hold the content. The
    /// columns have begun the page, and are asked for one end after another, in order.
    pub(crate) fn page(
        &self,
        task: &Task<'_>,
        columns: Option<&mut ColumnHeights<'_>>,
        page: PageStart,
        to: usize,
    ) -> Option<PageHeight> {
        let room = page.room;
        let mut content = self.height(page.node, to);
        let nodes = (page.node, to);
        let with_notes = |content: Offset| {
            let notes = task.notes.map(|notes| notes.on_page(nodes, page.owed, room, room - content));
            let NotesOnPage { height, left } = notes.unwrap_or_default();
            (content + height, left)
        };
        let Some(columns) = columns else {
            let (height, left) = with_notes(content);
            let filled = height - self.hollow(to);
            return Some(PageHeight { height, filled, left, violations: BreakViolations::default() });
        };
        let due = task.notes.map_or(0, |notes| notes.due(nodes, page.owed, room));
        let in_columns = columns.to(self.point(to), self.nodes[to].end, room - due);
        content += in_columns.growth?;
        let (height, left) = with_notes(content);
        let (mut filled, mut violations) = (height - self.hollow(to), in_columns.violations);
        if let Some(inside) = in_columns.last.filter(|_| height <= room) {
            let available = room - (height - content) - self.nodes[to].closing;
            violations = violations.and(columns.cost_of(&inside, available));
            if !self.is_forced(to) {
                filled -= inside.hole();
            }
        }
        Some(PageHeight { height, filled, left, violations })
    }

    pub(crate) fn begin_columns(&self, columns: &mut ColumnHeights<'_>, from: usize, room: Offset) {
        let BreakNode { start, opening, .. } = self.nodes[from];
        columns.begin(self.point(from), start, opening, room);
    }

    /// The nodes at which a page may end, in a galley with columns, for each estimate of how full the page can be. The
    /// columns begin the page.
    pub(crate) fn candidates_in_columns(
        &self,
        columns: &mut ColumnHeights<'_>,
        from: usize,
        room: Offset,
        has_notes: bool,
    ) -> SmallVec<[Range<usize>; 3]> {
        self.begin_columns(columns, from, room);
        let forced = self.next_forced.get(from).map_or(self.last(), |&next| next as usize);
        let eighths = if has_notes { 4 } else { 2 };
        let parts = [EmptyPart::Eighths(eighths), EmptyPart::Breaks(MAX_IN_COLUMNS, forced - from)];
        let most = MAX_CANDIDATES.max(MAX_PAGES / self.nodes.len());
        let most = most.min(MAX_CANDIDATES * self.most_columns.max(1));
        let mut firsts: SmallVec<[usize; 3]> = SmallVec::from_slice(&[from + 1]);
        for part in parts {
            let first = from + 1 + columns.passed_over(part);
            if firsts.last().is_some_and(|&known| known < first) {
                firsts.push(first);
            }
        }
        let count = self.nodes.len();
        firsts.into_iter().map(|first| first..count.min(first + most)).collect()
    }

    /// The nodes at which a page may end: of too many, the last that fit.
    pub(crate) fn candidates(&self, from: usize, room: Offset) -> Range<usize> {
        let last = self.last();
        let end = self.next_forced.get(from).map_or(last, |&next| next as usize) + 1;
        let mut first = from + 1;
        if end - first > MAX_CANDIDATES {
            // With negative margins the ends are not in order, which is why the height is checked afterwards.
            let start = self.nodes[from].start;
            let fitting = self.nodes[first..end].partition_point(|node| node.end - start <= room);
            let late = first + fitting.saturating_sub(MAX_CANDIDATES);
            if self.height(from, late) <= room {
                first = late;
            }
        }
        first..end.min(first + MAX_CANDIDATES + 2)
    }

    /// The cost of one page, without the cost of its spread.
    pub(crate) fn step_cost(&self, from: usize, to: usize, height: Offset, room: Offset) -> Cost {
        let empty = empty_part(height, room);
        let is_end = to == self.last();
        let (violations, traits) = self.end_of_page(to);
        let badness = if is_end || self.is_forced(to) {
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
            BreakPoint::End => self.last(),
        }
    }

    pub(crate) fn last(&self) -> usize {
        self.nodes.len() - 1
    }

    pub(crate) fn forced(&self, node: usize) -> Option<BreakBetween> {
        self.nodes[node].forced
    }

    pub(crate) fn is_forced(&self, node: usize) -> bool {
        self.nodes[node].forced.is_some()
    }

    /// The number of lines of text between two nodes.
    pub(crate) fn lines(&self, from: usize, to: usize) -> u32 {
        self.looks.lines[to].saturating_sub(self.looks.lines[from])
    }

    /// The rules that a page ending at a break violates, and how its end looks.
    pub(crate) fn end_of_page(&self, node: usize) -> (BreakViolations, Traits) {
        let traits = node.checked_sub(1).and_then(|at| self.looks.traits.get(at));
        (self.nodes[node].violations, traits.copied().unwrap_or_default())
    }

    pub(crate) fn point(&self, node: usize) -> BreakPoint {
        if node == 0 {
            BreakPoint::Start
        } else if node == self.last() {
            BreakPoint::End
        } else {
            BreakPoint::Break(node as u32 - 1)
        }
    }
}

/// For each break, the height of boxes' ends and empty space directly before it, down from the last thing that is seen.
/// Floats may be beside empty space, and positioned boxes inside that of their containing block.
fn hollows(galley: &Galley) -> Vec<Offset> {
    let is_painted = |item: &Item| {
        let enclosure = item.enclosure.map(|id| galley.enclosure(id));
        enclosure.is_none_or(|enclosure| {
            enclosure.style.layout.position != Position::Static
                || enclosure.style.paints_box(enclosure.border)
        })
    };
    let mut hollow = 0;
    let mut items = galley.items.iter().enumerate().peekable();
    let mut floats = galley.floats_by_top.iter().map(|&number| &galley.floats[number as usize]).peekable();
    let mut lowest = Offset::MIN;
    let before_break = |each: &Break| {
        let BreakPlace::Before(end) = each.place else { return 0 };
        while let Some((_, item)) = items.next_if(|(index, _)| *index < end as usize) {
            hollow = match item.kind {
                ItemKind::Gap => hollow,
                ItemKind::Close | ItemKind::Fill if !is_painted(item) => {
                    hollow + item.advance.offset().max(0)
                }
                _ => 0,
            };
        }
        while let Some(float) = floats.next_if(|float| float.top < each.end) {
            lowest = lowest.max(float.bottom);
        }
        hollow.min(each.end.saturating_sub(lowest).max(0))
    };
    galley.breaks.iter().map(before_break).collect()
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
