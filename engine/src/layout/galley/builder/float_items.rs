//! Floats in a galley that is being built: adds floats, and moves content below the floats that it clears (CSS 2.2,
//! section 9.5).

use std::sync::Arc;

use crate::css::Clear;
use crate::layout::block::containing::Containing;
use crate::layout::floats::context::FloatBox;
use crate::layout::galley::builder::GalleyBuilder;
use crate::layout::galley::list::{Break, BreakViolations, EnclosureId, ItemKind, ParallelFlow, PlacedFloat};
use crate::layout::galley::parallel_breaks::split_fills;
use crate::units::{Length, Offset, Point};

impl GalleyBuilder {
    /// The innermost box that is open.
    pub(crate) fn innermost(&self) -> Option<EnclosureId> {
        self.open.last().copied()
    }

    /// Adds a float where the flow is. It waits if the box around it does.
    pub(crate) fn float(&mut self, float: FloatBox, containing: Containing) {
        let enclosure = self.innermost();
        if enclosure.is_some_and(|id| self.is_waiting(id)) || self.floats.are_pending() {
            self.floats.wait(float, containing, enclosure);
            return;
        }
        let at = self.offset + self.held_margin().offset();
        let at = at + self.grids.missing_at(at).offset();
        let item = self.galley.items.len() as u32;
        let placed = self.floats.place(&float, at, containing, enclosure, item);
        self.galley.floats.push(placed);
    }

    /// Places the floats that wait, at an offset or below.
    pub(crate) fn settle_floats(&mut self, offset: Offset) {
        if self.floats.are_pending() {
            let item = self.galley.items.len() as u32;
            let placed = self.floats.settle(offset, item);
            self.galley.floats.extend(placed);
        }
    }

    /// Where a solid item would be added now. The floats that wait are placed there.
    pub(crate) fn next_top(&mut self) -> Offset {
        let missing = self.missing_to_grid();
        let at = self.offset + (self.held_margin() + missing).offset();
        self.settle_floats(at);
        at
    }

    /// Where the border edge of a box with a margin at its top would be.
    pub(crate) fn hypothetical_top(&self, margin: Length) -> Offset {
        let mut margins = self.margin;
        margins.add(margin);
        let used = margins.used();
        let used = if self.cleared.is_zero() { used } else { (used - self.cleared).max(Length::ZERO) };
        self.offset + used.offset()
    }

    /// Moves a box below the floats that it clears (CSS 2.2, section 9.5.2). `margin` is its top margin. Returns
    /// whether it had to move.
    pub(crate) fn clear(&mut self, clear: Clear, margin: Length) -> bool {
        if self.floats.pending_for(clear) {
            // Its margin does not move the boxes around it, nor the floats.
            self.flush();
        }
        self.floats.bottom_of(clear).is_some_and(|bottom| self.go_down_to(bottom, margin))
    }

    /// Moves a box with a top margin down to an offset, unless it is further down already. Returns whether it moved.
    pub(crate) fn go_down_to(&mut self, offset: Offset, margin: Length) -> bool {
        if offset <= self.hypothetical_top(margin) {
            return false;
        }
        if self.innermost().is_some_and(|id| self.is_waiting(id)) {
            self.flush();
        }
        let clearance = Length::from_offset(offset - self.offset);
        if clearance > Length::ZERO {
            self.fill_beside_floats(offset, || ItemKind::Gap);
            self.cleared += clearance;
        }
        true
    }

    /// Makes the innermost formatting context as tall as its floats.
    pub(crate) fn hold_floats(&mut self) {
        if self.floats.is_empty() {
            return;
        }
        self.settle_floats(self.offset);
        if let Some(bottom) = self.floats.bottom().filter(|bottom| *bottom > self.offset) {
            self.flush_waiting();
            self.fill_beside_floats(bottom, || ItemKind::Fill);
        }
    }

    /// Adds empty space beside floats, which may be broken where the floats may and above each
    /// of them.
    fn fill_beside_floats(&mut self, to: Offset, kind: impl Fn() -> ItemKind) {
        let enclosure = self.open.iter().rev().copied().find(|&id| !self.is_waiting(id));
        let mut ends: Vec<Offset> = Vec::new();
        for float in self.galley.floats.iter().rev().take_while(|float| float.bottom > self.offset) {
            ends.push(float.top);
            ends.extend(float.galley.breaks.iter().map(|each| float.y + each.end));
        }
        ends.retain(|end| *end > self.offset && *end < to);
        ends.sort_unstable();
        ends.dedup();
        let avoid_inside = self.avoiding_around(enclosure);
        for end in ends {
            self.push(kind(), Length::from_offset(end - self.offset), enclosure);
            let violations = BreakViolations { avoid_inside, ..BreakViolations::default() };
            let item = self.galley.items.len() as u32;
            self.add_break(Break::before(item, end, violations, enclosure));
        }
        self.push(kind(), Length::from_offset(to - self.offset), enclosure);
        self.started = true;
    }

    /// Adds a cell that continues beside the rows below its first one, which is `item`. Like a float it has no advance
    /// and is cut at the heights of the breaks beside it. `ends` are the bottoms of the rows, from its top.
    pub(crate) fn spanning_cell(
        &mut self,
        item: u32,
        cell: ParallelFlow,
        ends: impl Iterator<Item = Offset>,
    ) {
        let mut galley = cell.galley;
        let height = galley.height();
        if let Some(galley) = Arc::get_mut(&mut galley) {
            let ends: Vec<Offset> = ends.take_while(|&end| end < height).collect();
            split_fills(galley, &ends, true);
        }
        let top = self.galley.sums[item as usize];
        self.galley.floats.push(PlacedFloat {
            item,
            enclosure: self.innermost(),
            top,
            bottom: top + height,
            x: cell.x,
            y: top,
            galley,
            shift: Point::default(),
        });
    }
}
