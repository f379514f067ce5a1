//! Columns on a page: where each is broken, and how much taller or shorter they are than on one endless page.
//!
//! Heights do not add up inside columns: the height of the content between two breaks is the least height of columns
//! that hold it. [`ColumnHeights`] corrects the heights while page breaks are chosen, [`column_fragments`] for a page
//! whose breaks are known.

use crate::css::ColumnFill;
use crate::layout::{
    BreakPlace, BreakViolations, ColumnCuts, Columns, Filling, Galley, ItemKind, LeastHeights,
};
use crate::layout::{BreakPoint, FlowFragment};
use crate::units::{Length, Offset};

/// Columns, or a fragment of them, on one page.
pub(crate) struct ColumnsFragment {
    /// The item of the galley.
    pub(crate) item: usize,
    /// Where each column starts and ends.
    pub(crate) cuts: ColumnCuts,
    /// How much taller it is than by the galley's sums; negative if it is shorter.
    pub(crate) growth: Offset,
}

/// How columns that continue on the next page are filled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageEnd {
    /// To the end of the page.
    Filled,
    /// Only as tall as necessary.
    Least,
}

/// The height of a fragment of a galley, with its repeated heads, feet and cloned borders.
pub(crate) fn fragment_height(galley: &Galley, fragment: FlowFragment, room: Length) -> Length {
    let Some(slice) = galley.slice(fragment) else { return Length::ZERO };
    let columns = column_fragments(galley, fragment, Some(room.offset()), PageEnd::Least);
    let growth: Offset = columns.iter().map(|each| each.growth).sum();
    let by_floats = fragment.from.break_index().map_or(0, |at| galley.float_costs(at).1.offset());
    Length::from_offset(slice.content_height() + slice.opening + slice.closing + growth + by_floats)
}

/// The columns in a fragment of a galley, from top to bottom. `room` is the height of the page.
pub(crate) fn column_fragments(
    galley: &Galley,
    fragment: FlowFragment,
    room: Option<Offset>,
    end: PageEnd,
) -> Vec<ColumnsFragment> {
    let Some(slice) = galley.slice(fragment).filter(|_| !galley.columns.is_empty()) else {
        return Vec::new();
    };
    let mut fragments = Vec::new();
    let mut growth = 0;
    for item in slice.items.start..slice.items.end.min(galley.items.len()) {
        let ItemKind::Columns(number) = galley.items[item].kind else { continue };
        let Some(columns) = galley.columns.get(number as usize) else { continue };
        let inner = slice.flow(item, 0);
        let (from, to) = (place_of(columns, inner.from), place_of(columns, inner.to));
        let (begin, above) = if slice.resumes(item) {
            (slice.top, slice.opening)
        } else {
            (galley.sums[item], galley.sums[item] - slice.top + slice.opening + growth)
        };
        let (bottom, below) =
            if slice.breaks(item) { (slice.bottom, slice.closing) } else { (galley.sums[item + 1], 0) };
        let room = room.map(|room| (room - above - below).max(0));
        let is_part = to < columns.places.last();
        let room = if is_part && end == PageEnd::Least { None } else { room };
        let cuts = columns.cut(from, to, room);
        let grown = cuts.height - (bottom - begin);
        growth += grown;
        fragments.push(ColumnsFragment { item, cuts, growth: grown });
    }
    fragments
}

/// The number of a break point among the places in the columns.
fn place_of(columns: &Columns, point: BreakPoint) -> usize {
    match point {
        BreakPoint::Start => 0,
        BreakPoint::Break(at) => at as usize + 1,
        BreakPoint::End => columns.places.last(),
    }
}

/// The heights of pages with columns, from one break to each later break in order.
pub(crate) struct ColumnHeights<'g> {
    galley: &'g Galley,
    /// The items that are columns.
    items: Vec<usize>,
    /// For each columns of the galley, by the place in them: the height and cost of the content from there to the end
    /// if there is room for it, and whether there are enough columns.
    rests: Vec<Vec<Option<(Offset, BreakViolations, bool)>>>,
    // The state of one page.
    /// The break at which the page starts.
    from: BreakItem,
    /// The offset of its content.
    top: Offset,
    /// The height before its content.
    opening: Offset,
    /// The height of its content area.
    room: Offset,
    /// The growth of the columns that end on the page.
    growth: Offset,
    /// Whether the columns that end on the page have room for their content.
    holds: bool,
    /// What the breaks between these columns cost.
    violations: BreakViolations,
    /// The index in `items` of the next columns.
    next: usize,
    /// The least heights of the next columns, from where they start on the page.
    least: Option<LeastHeights>,
    /// A filling of columns that end with the page: their number, the place where they start, and their height.
    filling: Option<(usize, usize, Offset, Filling)>,
}

/// How much of a page its last columns may leave empty.
#[derive(Clone, Copy)]
pub(crate) enum EmptyPart {
    /// So many eighths of its height.
    Eighths(Offset),
    /// The content between so many breaks. The page ends after the second number of breaks at the latest.
    Breaks(usize, usize),
}

/// The item that a break is at, and inside columns the place in them.
#[derive(Clone, Copy, Debug, Default)]
struct BreakItem {
    item: usize,
    inner: Option<usize>,
}

/// The columns at the end of a page that ends inside them.
pub(crate) struct LastColumns {
    /// Their number in the galley.
    number: usize,
    /// The place in them at which they start on the page.
    from: usize,
    /// The place in them at which the page ends.
    to: usize,
    /// The height above them on the page.
    above: Offset,
    /// The mean height of the columns.
    mean: Offset,
    /// The height of the tallest column.
    pub(crate) least: Offset,
}

impl LastColumns {
    /// The mean empty height below the columns, down to the end of the tallest.
    pub(crate) fn hole(&self) -> Offset {
        (self.least - self.mean).max(0)
    }
}

/// The effect of columns on the height and cost of a page.
pub(crate) struct ColumnsOnPage {
    /// How much taller the page is than by the galley's sums. `None` if the columns cannot hold the content.
    pub(crate) growth: Option<Offset>,
    /// What the breaks between columns that end on the page cost.
    pub(crate) violations: BreakViolations,
    /// The columns that the page ends inside.
    pub(crate) last: Option<LastColumns>,
}

impl<'g> ColumnHeights<'g> {
    /// `None` for a galley without columns.
    pub(crate) fn new(galley: &'g Galley) -> Option<ColumnHeights<'g>> {
        if galley.columns.is_empty() {
            return None;
        }
        let is_columns = |index: &usize| matches!(galley.items[*index].kind, ItemKind::Columns(_));
        let items: Vec<usize> = (0..galley.items.len()).filter(is_columns).collect();
        Some(ColumnHeights {
            galley,
            rests: galley.columns.iter().map(|columns| vec![None; columns.places.last() + 1]).collect(),
            items,
            from: BreakItem::default(),
            top: 0,
            opening: 0,
            room: 0,
            growth: 0,
            holds: true,
            violations: BreakViolations::default(),
            next: 0,
            least: None,
            filling: None,
        })
    }

    fn item_at(&self, cut: BreakPoint) -> BreakItem {
        match cut {
            BreakPoint::Start => BreakItem::default(),
            BreakPoint::End => BreakItem { item: usize::MAX, inner: None },
            BreakPoint::Break(at) => {
                let place = &self.galley.breaks[at as usize].place;
                let inner = match place {
                    BreakPlace::InsideColumns { at, .. } => Some(*at as usize + 1),
                    _ => None,
                };
                BreakItem { item: place.item(), inner }
            }
        }
    }

    /// Begins a page at a break. `top` is the offset of its content, `opening` the height before it.
    pub(crate) fn begin(&mut self, from: BreakPoint, top: Offset, opening: Offset, room: Offset) {
        self.from = self.item_at(from);
        (self.top, self.opening, self.room) = (top, opening, room);
        (self.growth, self.least, self.filling) = (0, None, None);
        self.holds = true;
        self.violations = BreakViolations::default();
        let item = self.from.item;
        self.next = self.items.partition_point(|&each| each < item);
    }

    /// How many breaks after the start of the page need not be considered as its end, because later breaks fill more of
    /// it and violate no rule, either. `part` is the share of the page that they leave empty.
    pub(crate) fn passed_over(&self, part: EmptyPart) -> usize {
        let (Some(from), item) = (self.from.inner, self.from.item) else { return 0 };
        let columns = &self.galley.columns[self.start_of(item).0];
        let all = (self.room - self.opening).saturating_mul(columns.count as Offset);
        let first = match part {
            EmptyPart::Eighths(eighths) => {
                columns.places.first_full(from, all / 8 * (8 - eighths), all / 16 * 15)
            }
            EmptyPart::Breaks(breaks, most) => {
                columns.places.last_before_full(from, from + most, all, breaks)
            }
        };
        first.map_or(0, |first| first - from - 1)
    }

    /// The page that ends at a break, which is after those of earlier calls. `end` is the offset of its content's end,
    /// `room` the height above its footnotes.
    pub(crate) fn to(&mut self, to: BreakPoint, end: Offset, room: Offset) -> ColumnsOnPage {
        self.room = room;
        let place = self.item_at(to);
        while let Some(&item) = self.items.get(self.next)
            && item < place.item
        {
            self.pass(item);
        }
        let violations = self.violations;
        if !self.holds {
            return ColumnsOnPage { growth: None, violations, last: None };
        }
        let inside = self.items.get(self.next).filter(|&&item| item == place.item).zip(place.inner);
        let Some((&item, inner)) = inside else {
            return ColumnsOnPage { growth: Some(self.growth), violations, last: None };
        };
        let (number, from, begin, above) = self.start_of(item);
        let columns = &self.galley.columns[number];
        let heights = self.least.get_or_insert_with(|| columns.least_heights(from, 0));
        let Some(least) = heights.to(&columns.places, inner) else {
            return ColumnsOnPage { growth: None, violations, last: None };
        };
        let mean = columns.places.height(from, inner) / columns.count as Offset;
        let last = LastColumns { number, from, to: inner, above, mean: mean.min(least), least };
        ColumnsOnPage { growth: Some(self.growth + least - (end - begin)), violations, last: Some(last) }
    }

    /// Where columns start on the page: their number in the galley, the place in them, the offset of that place, and
    /// the height above them.
    fn start_of(&self, item: usize) -> (usize, usize, Offset, Offset) {
        let number = match self.galley.items[item].kind {
            ItemKind::Columns(number) => number as usize,
            _ => 0,
        };
        match self.from.inner {
            Some(inner) if item == self.from.item => (number, inner, self.top, self.opening),
            _ => {
                let begin = self.galley.sums[item];
                (number, 0, begin, begin - self.top + self.opening + self.growth)
            }
        }
    }

    /// Adds the columns of an item that end on the page.
    fn pass(&mut self, item: usize) {
        let (number, from, begin, above) = self.start_of(item);
        let columns = &self.galley.columns[number];
        let room = (self.room - above).max(0);
        let last = columns.places.last();
        let rest = &mut self.rests[number][from];
        let free = *rest.get_or_insert_with(|| {
            let cuts = columns.cut(from, last, None);
            let holds = columns.limit.is_some() || cuts.places.len() <= columns.count + 1;
            (cuts.height, cuts.violations, holds)
        });
        self.holds &= free.2;
        let (height, violations) = match columns.fill {
            ColumnFill::Balance | ColumnFill::BalanceAll if free.0 <= room => (free.0, free.1),
            _ => {
                let cuts = columns.cut(from, last, Some(room));
                (cuts.height, cuts.violations)
            }
        };
        self.growth += height - (self.galley.sums[item + 1] - begin);
        self.violations = self.violations.and(violations);
        self.next += 1;
        self.least = None;
    }

    /// What the breaks between the columns at the end of the page cost. `available` is the height for all content of
    /// the page.
    pub(crate) fn cost_of(&mut self, last: &LastColumns, available: Offset) -> BreakViolations {
        let columns = &self.galley.columns[last.number];
        let height = (available - last.above).max(last.least);
        let known = self
            .filling
            .take()
            .filter(|(number, from, known, _)| (*number, *from, *known) == (last.number, last.from, height));
        let filling = match known {
            Some((.., filling)) => filling,
            None => Filling::new(&columns.places, last.from, columns.count, height),
        };
        let cost = filling.violations(&columns.places, last.to).unwrap_or_default();
        self.filling = Some((last.number, last.from, height, filling));
        cost
    }
}
