//! Columns on a page: where each is broken, and how much taller or shorter they are there than unbroken.
//!
//! Heights do not add up inside columns: content between two places of them is as tall as the columns of one page
//! have to be to hold it. [`ColumnHeights`] corrects the heights while the breaks of pages are chosen,
//! [`column_shares`] for a page whose breaks are known.

use crate::css::ColumnFill;
use crate::layout::{BreakPlace, BreakViolations, ColumnCuts, Columns, Filling, Galley, ItemKind};
use crate::layout::{BreakPoint, FlowFragment};
use crate::units::Offset;

/// Columns, or a part of them, on one page.
pub(crate) struct ColumnsFragment {
    pub(crate) item: usize,
    pub(crate) cuts: ColumnCuts,
    /// How much taller it is than the galley's sums say.
    pub(crate) growth: Offset,
}

/// How columns that continue on the next page are filled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageEnd {
    /// To the end of the page.
    Filled,
    /// Only as tall as they have to be.
    Least,
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

/// The place in columns that a break point of their galley is.
fn place_of(columns: &Columns, point: BreakPoint) -> usize {
    match point {
        BreakPoint::Start => 0,
        BreakPoint::Break(at) => at as usize + 1,
        BreakPoint::End => columns.places.last(),
    }
}

/// The heights of pages with columns, from one break to each of those after it in turn.
pub(crate) struct ColumnHeights<'g> {
    galley: &'g Galley,
    /// The items that are columns.
    items: Vec<usize>,
    /// For each columns of the galley, by the place in them: the height and cost of what follows to the end where
    /// there is room for it, and whether there are columns enough.
    rests: Vec<Vec<Option<(Offset, BreakViolations, bool)>>>,
    // The state of one page.
    from: Place,
    top: Offset,
    opening: Offset,
    room: Offset,
    /// Of the columns that end on the page.
    growth: Offset,
    /// Whether these hold what they should.
    holds: bool,
    violations: BreakViolations,
    /// The number in `items` of the columns that come next.
    next: usize,
    least: Offset,
    filling: Option<(usize, usize, Offset, Filling)>,
}

/// Where a break is: an item, and inside columns the place in them.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    item: usize,
    inner: Option<usize>,
}

/// The part of columns at whose end a page ends.
pub(crate) struct LastColumns {
    number: usize,
    from: usize,
    to: usize,
    above: Offset,
    /// The mean height of the columns.
    mean: Offset,
    /// The height of the tallest.
    pub(crate) least: Offset,
}

impl LastColumns {
    /// How much of the page the columns leave empty in the mean, beyond the tallest.
    pub(crate) fn hole(&self) -> Offset {
        (self.least - self.mean).max(0)
    }
}

/// A page's height with its columns.
pub(crate) struct PageHeight {
    /// What the height is more than the sums say. `None` where the columns cannot hold it.
    pub(crate) growth: Option<Offset>,
    /// What the breaks between columns that end on the page cost.
    pub(crate) violations: BreakViolations,
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
            from: Place::default(),
            top: 0,
            opening: 0,
            room: 0,
            growth: 0,
            holds: true,
            violations: BreakViolations::default(),
            next: 0,
            least: 0,
            filling: None,
        })
    }

    fn place(&self, cut: BreakPoint) -> Place {
        match cut {
            BreakPoint::Start => Place::default(),
            BreakPoint::End => Place { item: usize::MAX, inner: None },
            BreakPoint::Break(at) => {
                let place = &self.galley.breaks[at as usize].place;
                let inner = match place {
                    BreakPlace::InsideColumns { at, .. } => Some(*at as usize + 1),
                    _ => None,
                };
                Place { item: place.item(), inner }
            }
        }
    }

    /// Begins a page at a break. `top` is the offset of its content, `opening` the height that it starts with.
    pub(crate) fn begin(&mut self, from: BreakPoint, top: Offset, opening: Offset, room: Offset) {
        self.from = self.place(from);
        (self.top, self.opening, self.room) = (top, opening, room);
        (self.growth, self.least, self.filling) = (0, 0, None);
        self.holds = true;
        self.violations = BreakViolations::default();
        let item = self.from.item;
        self.next = self.items.partition_point(|&each| each < item);
    }

    /// How many breaks after the one where the page begins may be passed over as its end: they leave more of it
    /// empty than `part` of eight, and later ones break no rule either.
    pub(crate) fn passed_over(&self, part: Offset) -> usize {
        let (Some(from), item) = (self.from.inner, self.from.item) else { return 0 };
        let columns = &self.galley.columns[self.start_of(item).0];
        let all = (self.room - self.opening).saturating_mul(columns.count as Offset);
        let first = columns.places.first_full(from, all / 8 * (8 - part), all / 16 * 15);
        first.map_or(0, |first| first - from - 1)
    }

    /// The page that ends at a break after those asked for before. `end` is the offset of its content's end.
    pub(crate) fn to(&mut self, to: BreakPoint, end: Offset) -> PageHeight {
        let place = self.place(to);
        while let Some(&item) = self.items.get(self.next)
            && item < place.item
        {
            self.pass(item);
        }
        let violations = self.violations;
        if !self.holds {
            return PageHeight { growth: None, violations, last: None };
        }
        let inside = self.items.get(self.next).filter(|&&item| item == place.item).zip(place.inner);
        let Some((&item, inner)) = inside else {
            return PageHeight { growth: Some(self.growth), violations, last: None };
        };
        let (number, from, begin, above) = self.start_of(item);
        let columns = &self.galley.columns[number];
        let Some(least) = columns.least_height(from, inner, self.least) else {
            return PageHeight { growth: None, violations, last: None };
        };
        self.least = least;
        let mean = columns.places.height(from, inner) / columns.count as Offset;
        let last = LastColumns { number, from, to: inner, above, mean: mean.min(least), least };
        PageHeight { growth: Some(self.growth + least - (end - begin)), violations, last: Some(last) }
    }

    /// Where columns begin on the page: their number, the place in them, the offset, and how far down.
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

    /// Continues below columns that end on the page.
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
        self.least = 0;
    }

    /// What the breaks between the columns cost at whose end the page ends, where `available` is left for all
    /// content of the page.
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
