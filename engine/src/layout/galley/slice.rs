//! A slice of a galley: what one fragmentainer (a page or a column) shows of it.
//!
//! A [`FlowFragment`] names two break points; [`Galley::slice`] works out once what lies between them: the items,
//! where the first of them resumes and the last one ends, the offsets, and the boxes that are open at the start.
//! Parallel flows and columns are galleys of their own, and [`Slice::flow`] gives the fragment of each of them
//! (CSS Fragmentation 3, section 4: breaks in parallel flows are independent).
//!
//! ```text
//! items   0 Open   1 Line   2 Parallel (two cells)   3 Close
//! breaks  0: inside item 2, cuts: [Break(4), End]
//!
//! Start → Break(0)   items 0..3, cells: Start → Break(4), Start → End
//! Break(0) → End     items 2..4, cells: Break(4) → End, the second cell has ended; the box is open at the start
//! ```

use std::ops::{Range, RangeInclusive};

use crate::layout::galley::list::{Break, BreakPlace, EnclosureId, Galley, ItemKind};
use crate::units::Offset;

/// Where a fragment of a galley may start or end.
///
/// In the list of a [`BreakPlace::Inside`], it describes what the break does to one of the flows: all of the flow is
/// after the break (`Start`), the flow is broken (`Break`), or all of it is before the break (`End`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakPoint {
    /// The start of the galley.
    Start,
    /// The break of this index in [`Galley::breaks`].
    Break(u32),
    /// The end of the galley.
    End,
}

impl BreakPoint {
    /// The index of the break, where it is one.
    pub fn break_index(self) -> Option<usize> {
        match self {
            BreakPoint::Break(index) => Some(index as usize),
            BreakPoint::Start | BreakPoint::End => None,
        }
    }
}

/// What one fragmentainer shows of a galley: the content between two break points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowFragment {
    /// Where it starts.
    pub from: BreakPoint,
    /// Where it ends.
    pub to: BreakPoint,
}

impl FlowFragment {
    /// All of a galley.
    pub const WHOLE: FlowFragment = FlowFragment { from: BreakPoint::Start, to: BreakPoint::End };

    /// Whether nothing is between its break points.
    pub fn is_empty(self) -> bool {
        self.from == BreakPoint::End || self.to == BreakPoint::Start || self.from == self.to
    }
}

/// A fragment of a galley, worked out. See the module's example.
#[derive(Clone, Debug)]
pub struct Slice<'g> {
    galley: &'g Galley,
    /// The break points that it lies between.
    pub fragment: FlowFragment,
    /// The items of which something is in it.
    pub items: Range<usize>,
    /// The offset of its content's top in the galley, below what is discarded at the break.
    pub top: Offset,
    /// The offset of its content's bottom in the galley.
    pub bottom: Offset,
    /// The height of what precedes its content: repeated heads, cloned borders and padding.
    pub opening: Offset,
    /// The height of what follows its content: repeated feet, cloned padding and borders.
    pub closing: Offset,
    /// Where the break at its start is inside its first item.
    resumed: Option<InnerBreaks<'g>>,
    /// Where the break at its end is inside its last item.
    ending: Option<InnerBreaks<'g>>,
}

/// Where a break inside an item breaks the flows that the item holds.
#[derive(Clone, Copy, Debug)]
enum InnerBreaks<'g> {
    /// One point for each of the parallel flows.
    Flows(&'g [BreakPoint]),
    /// The index of the break in the galley of the columns.
    Columns(u32),
}

impl<'g> InnerBreaks<'g> {
    fn of(place: &'g BreakPlace) -> Option<InnerBreaks<'g>> {
        match place {
            BreakPlace::Before(_) => None,
            BreakPlace::Inside { cuts, .. } => Some(InnerBreaks::Flows(cuts)),
            BreakPlace::InsideColumns { at, .. } => Some(InnerBreaks::Columns(*at)),
        }
    }

    fn of_flow(self, number: usize) -> Option<BreakPoint> {
        match self {
            InnerBreaks::Flows(points) => points.get(number).copied(),
            InnerBreaks::Columns(at) => (number == 0).then_some(BreakPoint::Break(at)),
        }
    }
}

impl Galley {
    /// The break at a point; `None` at the start and at the end.
    pub fn break_at(&self, point: BreakPoint) -> Option<&Break> {
        point.break_index().map(|index| &self.breaks[index])
    }

    /// The heights that a fragment before a break closes with, and that the one after it opens with.
    pub fn closing_and_opening(&self, at: &Break) -> (Offset, Offset) {
        let Some(around) = at.enclosure.map(|id| self.enclosure(id)) else { return (0, 0) };
        let (below, above) = match at.place {
            BreakPlace::Before(_) => around.between_rows,
            _ => Default::default(),
        };
        ((around.closing + below).offset(), (around.opening + above).offset())
    }

    /// Works out a fragment. `None` if it ends at the start or starts at the end.
    pub fn slice(&self, fragment: FlowFragment) -> Option<Slice<'_>> {
        if fragment.from == BreakPoint::End || fragment.to == BreakPoint::Start {
            return None;
        }
        let (first, top, opening, resumed) = match self.break_at(fragment.from) {
            None => (self.first_item(), self.start, 0, None),
            Some(at) => {
                (at.place.item(), at.start, self.closing_and_opening(at).1, InnerBreaks::of(&at.place))
            }
        };
        let (last, bottom, closing, ending) = match self.break_at(fragment.to) {
            None => (self.items.len(), self.height(), 0, None),
            Some(at) => {
                let ending = InnerBreaks::of(&at.place);
                let last = at.place.item() + usize::from(ending.is_some());
                (last, at.end, self.closing_and_opening(at).0, ending)
            }
        };
        Some(Slice {
            galley: self,
            fragment,
            items: first..last,
            top,
            bottom,
            opening,
            closing,
            resumed,
            ending,
        })
    }

    /// Discards the margin at the top, as after an unforced break.
    pub(crate) fn discard_leading_gap(&mut self) {
        let gaps = self.items.iter().take_while(|item| matches!(item.kind, ItemKind::Gap)).count();
        self.start = self.sums.get(gaps).copied().unwrap_or(0);
    }

    /// The first item that is not discarded at the top.
    fn first_item(&self) -> usize {
        let is_discarded = |index: &usize| {
            self.sums[*index] < self.start && matches!(self.items[*index].kind, ItemKind::Gap)
        };
        (0..self.items.len()).take_while(is_discarded).count()
    }
}

impl<'g> Slice<'g> {
    /// Whether it starts inside its first item.
    pub fn is_resumed(&self) -> bool {
        self.resumed.is_some()
    }

    /// Whether an item of it began in an earlier fragment.
    pub fn resumes(&self, item: usize) -> bool {
        self.is_resumed() && item == self.items.start
    }

    /// Whether an item of it continues in a later fragment.
    pub fn breaks(&self, item: usize) -> bool {
        self.ending.is_some() && item + 1 == self.items.end
    }

    /// Whether nothing of the galley's content is left after it.
    pub fn ends(&self) -> bool {
        self.fragment.to == BreakPoint::End && self.galley.stop.is_none()
    }

    /// The fragment of one of the flows that an item holds. The galley of columns is flow 0.
    pub fn flow(&self, item: usize, number: usize) -> FlowFragment {
        let resumed = self.resumed.filter(|_| item == self.items.start);
        let ending = self.ending.filter(|_| item + 1 == self.items.end);
        FlowFragment {
            from: resumed.and_then(|at| at.of_flow(number)).unwrap_or(BreakPoint::Start),
            to: ending.and_then(|at| at.of_flow(number)).unwrap_or(BreakPoint::End),
        }
    }

    /// The items whose positioned boxes and footnotes belong to it. Those of an item that resumes were before it.
    pub fn anchors(&self) -> RangeInclusive<usize> {
        let first = self.items.start + usize::from(self.is_resumed());
        match self.fragment.to {
            BreakPoint::End => first..=self.items.end,
            _ => first..=self.items.end.saturating_sub(1),
        }
    }

    /// The boxes that began in an earlier fragment and are open at the start, outermost first.
    pub fn open_enclosures(&self) -> Vec<EnclosureId> {
        if self.fragment.from == BreakPoint::Start {
            return Vec::new();
        }
        let first = self.items.start;
        let innermost = self.galley.items.get(first).and_then(|item| item.enclosure);
        let mut open: Vec<EnclosureId> = self
            .galley
            .enclosures_around(innermost)
            .filter(|id| (self.galley.enclosure(*id).open as usize) < first)
            .collect();
        open.reverse();
        open
    }

    /// The height of its content without what is repeated around it. Inside a row the difference of the offsets
    /// would be too much: the flows resume at different heights and all are placed at the top.
    pub fn content_height(&self) -> Offset {
        let within_row = match (self.fragment.from.break_index(), self.fragment.to.break_index()) {
            (Some(from), Some(to)) => super::parallel_breaks::height_within_row(self.galley, from, to),
            _ => None,
        };
        within_row.unwrap_or(self.bottom - self.top)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(from: BreakPoint, to: BreakPoint) -> FlowFragment {
        FlowFragment { from, to }
    }

    #[test]
    fn slices_of_all_fragments_hold_each_item_once() {
        let galley = Galley::of_lines(5);
        let (first, second) = (BreakPoint::Break(1), BreakPoint::Break(3));
        let items = |from, to| galley.slice(fragment(from, to)).map(|slice| (slice.top, slice.bottom));
        assert_eq!(items(BreakPoint::Start, first), Some((0, 20)));
        assert_eq!(items(first, second), Some((20, 40)));
        assert_eq!(items(second, BreakPoint::End), Some((40, 50)));
    }

    #[test]
    fn a_flow_that_has_ended_before_the_break_is_empty_after_it() {
        let mut galley = Galley::of_lines(3);
        let cuts = Box::new([BreakPoint::Break(4), BreakPoint::End, BreakPoint::Start]);
        galley.breaks[0].place = BreakPlace::Inside { item: 1, cuts };
        let before = galley.slice(fragment(BreakPoint::Start, BreakPoint::Break(0))).unwrap();
        let after = galley.slice(fragment(BreakPoint::Break(0), BreakPoint::Break(1))).unwrap();
        assert_eq!((before.items.clone(), after.items.clone()), (0..2, 1..2));
        assert_eq!(before.flow(1, 0), fragment(BreakPoint::Start, BreakPoint::Break(4)));
        assert_eq!(after.flow(1, 0), fragment(BreakPoint::Break(4), BreakPoint::End));
        assert!(after.flow(1, 1).is_empty() && before.flow(1, 2).is_empty());
        assert_eq!(after.flow(1, 2), FlowFragment::WHOLE);
        assert!(before.breaks(1) && after.resumes(1) && !after.resumes(2));
    }
}
