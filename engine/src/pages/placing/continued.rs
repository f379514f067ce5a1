//! Absolutely positioned boxes that continue on the next page: they break as the flow around them does (CSS
//! Fragmentation 3, section 5.5). They are laid out when their page is placed, so what does not fit is handed to the page
//! after it, and there may be more of these pages than the flow has.

use crate::boxes::BoxId;
use crate::css::{LengthPercentageOrAuto, Position, SizeValue};
use crate::layout::{BreakPoint, BreakViolations, FlowFragment, Galley};
use crate::pages::placing::placer::Placer;
use crate::units::{Length, Point};

/// The rest of a positioned box, for the next page.
pub(crate) struct ContinuedBox {
    galley: Galley,
    /// Where the rest starts.
    from: BreakPoint,
    /// The left edge of the box on the page.
    x: Length,
}

impl Placer<'_> {
    /// Places a positioned box down to the end of the page. What is left waits in [`Placer::continued`].
    pub(crate) fn positioned_galley(&mut self, id: BoxId, galley: Galley, at: Point) {
        let to = match self.may_continue(id, at, &galley) {
            true => self.end_on_page(&galley, BreakPoint::Start, at.y).unwrap_or(BreakPoint::End),
            false => BreakPoint::End,
        };
        self.fragment(&galley, FlowFragment { from: BreakPoint::Start, to }, at);
        self.keep_rest(galley, to, at.x);
    }

    /// Places the rest of a positioned box at the top of the page.
    pub(crate) fn rest_of_positioned(&mut self, rest: ContinuedBox) {
        let ContinuedBox { galley, from, x } = rest;
        let at = Point::new(x, self.page_area.y);
        // Something of it is on every page.
        let next = from.break_index().map_or(0, |index| index + 1);
        let first = if next < galley.breaks.len() { BreakPoint::Break(next as u32) } else { BreakPoint::End };
        let to = self.end_on_page(&galley, from, at.y).unwrap_or(first);
        self.fragment(&galley, FlowFragment { from, to }, at);
        self.keep_rest(galley, to, x);
    }

    fn keep_rest(&mut self, galley: Galley, from: BreakPoint, x: Length) {
        if from != BreakPoint::End {
            self.continued.push(ContinuedBox { galley, from, x });
        }
    }

    /// Whether a box goes over the foot of its page because of its content, and may break there. A height or a position
    /// from the foot is taken as meant, and so is clipping.
    fn may_continue(&self, id: BoxId, at: Point, galley: &Galley) -> bool {
        let tree = self.context.tree;
        let layout = &tree.style(id).layout;
        let area = self.page_area;
        self.clips == 0
            && at.y >= area.y
            && at.y < area.bottom()
            && at.y + Length::from_offset(galley.height()) > area.bottom()
            && layout.height == SizeValue::Auto
            && layout.inset.bottom == LengthPercentageOrAuto::Auto
            && layout.z_index.is_none_or(|level| level >= 0)
            && std::iter::successors(Some(id), |&id| tree.get(id).parent).all(|id| {
                let style = tree.style(id);
                let is_transformed = style.effects.as_ref().is_some_and(|effects| effects.holds_positioned());
                style.layout.position != Position::Fixed && !is_transformed
            })
    }

    /// Where a box that is at a height of the page ends on it: at the last break that fits, or rather at the last that
    /// violates nothing. `None` if nothing of it fits.
    fn end_on_page(&self, galley: &Galley, from: BreakPoint, top: Length) -> Option<BreakPoint> {
        let room = (self.page_area.bottom() - top).offset();
        let fits = |to: BreakPoint| {
            let slice = galley.slice(FlowFragment { from, to });
            slice.is_none_or(|slice| slice.opening + slice.content_height() + slice.closing <= room)
        };
        let (mut last, mut best) = (None, None);
        for index in from.break_index().map_or(0, |index| index + 1)..galley.breaks.len() {
            let to = BreakPoint::Break(index as u32);
            let at = &galley.breaks[index];
            if !fits(to) {
                return best.or(last);
            }
            if at.end > 0 {
                last = Some(to);
                if at.violations == BreakViolations::default() {
                    best = last;
                }
            }
        }
        if fits(BreakPoint::End) { Some(BreakPoint::End) } else { best.or(last) }
    }
}
