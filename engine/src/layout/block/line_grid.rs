//! A grid of baselines (CSS Line Grid 1): aligns lines, and returns the space that is missing to the next step.
//!
//! Heights add up, and margins are discarded where a page begins, so layout does not know how far down its page a line
//! will be. So the grid consists of steps, not of positions. A line on it takes whole steps, with its baseline at the
//! same height in one of them; the space between two lines is extended to the next step; and content after a break
//! starts on a step. Then every baseline is on the grid that begins at the top of its page, wherever pages end.

use crate::boxes::{BoxId, BoxKind};
use crate::css::{self, ComputedStyle, LineSnap};
use crate::layout::context::Context;
use crate::layout::galley::line::{AtomicFragment, Line, LineFragment};
use crate::layout::galley::list::Galley;
use crate::layout::inline;
use crate::units::{Length, Offset, Point};

/// A sixteenth of a point past a step is rounding, for instance of millimeters.
const SLACK: Length = Length(64);

/// A grid in one galley.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineGrid {
    /// The height of a step, which is positive.
    step: Length,
    /// From the top of a step down to the baseline in it.
    baseline: Length,
    /// Where the grid begins; `None` until the box that makes it contains something solid.
    origin: Option<Offset>,
}

impl LineGrid {
    /// The grid that a box makes.
    fn of(context: &Context<'_>, id: BoxId) -> Option<LineGrid> {
        let style = context.tree.style(id);
        if style.layout.line_grid != css::LineGrid::Create {
            return None;
        }
        let (above, below) = inline::strut(context, style);
        let step = above + below;
        (step > Length::ZERO).then(|| LineGrid {
            step,
            baseline: Length(above.0.rem_euclid(step.0)),
            origin: None,
        })
    }

    /// The grid that the lines of a box are on.
    pub(crate) fn on(context: &Context<'_>, id: BoxId) -> Option<LineGrid> {
        if !context.tree.makes_line_grids {
            return None;
        }
        LineGrid::of(context, id).or_else(|| LineGrid::around(context, id))
    }

    /// The grid that a box is on. Boxes that are on a line or placed after the galley is cut are on none, as their
    /// position is not known.
    fn around(context: &Context<'_>, id: BoxId) -> Option<LineGrid> {
        let tree = context.tree;
        if !tree.makes_line_grids {
            return None;
        }
        let mut at = id;
        loop {
            let layout_box = tree.get(at);
            let leaves =
                matches!(layout_box.kind, BoxKind::Atomic) || layout_box.style.layout.is_out_of_flow();
            if leaves {
                return None;
            }
            at = layout_box.parent?;
            if !matches!(tree.get(at).kind, BoxKind::Atomic)
                && let Some(grid) = LineGrid::of(context, at)
            {
                return Some(grid);
            }
        }
    }

    /// How many whole steps a height takes.
    fn steps(&self, height: Length) -> i32 {
        let height = (height - SLACK).0.max(0);
        height.div_euclid(self.step.0) + i32::from(height % self.step.0 != 0)
    }

    /// A height rounded up to whole steps.
    pub(crate) fn round_up(&self, height: Length) -> Length {
        self.step * self.steps(height)
    }

    /// A height rounded down to whole steps.
    pub(crate) fn round_down(&self, height: Length) -> Length {
        height - Length(height.0.rem_euclid(self.step.0))
    }

    /// The distance from an offset to the next step.
    fn missing(&self, offset: Offset) -> Length {
        let past = Length::from_offset((offset - self.origin.unwrap_or(0)).rem_euclid(self.step.offset()));
        if past <= SLACK { -past } else { self.step - past }
    }

    /// Puts the lines of a paragraph on the grid.
    pub(crate) fn snap_lines(&self, context: &Context<'_>, style: &ComputedStyle, lines: &mut [Line]) {
        let snap = style.text.line_snap;
        if snap == LineSnap::None {
            return;
        }
        let (above, below) = inline::strut(context, style);
        for line in lines {
            match snap {
                LineSnap::Contain => self.center(line),
                _ => self.snap(line, above + below),
            }
        }
    }

    /// Moves the baseline of a line to that baseline of the grid which is nearest to the middle of the steps that the
    /// line takes. The line height of the paragraph determines their number: text that extends a little further,
    /// because it is raised or has another font, does not take another step.
    pub(crate) fn snap(&self, line: &mut Line, line_height: Length) {
        let mut steps = self.steps(line_height).max(self.steps(line.height - self.step / 4));
        let middle = line.baseline + (self.step * steps - line.height) / 2;
        let nearest = (middle - self.baseline + self.step / 2).0.div_euclid(self.step.0);
        let mut baseline = self.step * nearest + self.baseline;
        // Images may extend no further than their line did.
        for fragment in &line.fragments {
            let LineFragment::Atomic(AtomicFragment::Replaced { rect, .. }) = fragment else { continue };
            let above = line.baseline - rect.y;
            let lacking = above - baseline;
            if lacking > SLACK {
                baseline += self.round_up(lacking);
            }
            steps = steps.max(self.steps(baseline + (rect.bottom() - line.baseline)));
        }
        let down = baseline - line.baseline;
        line.shift(down);
        line.height = self.step * steps;
    }

    /// Centers a line in whole steps.
    fn center(&self, line: &mut Line) {
        let height = self.round_up(line.height);
        line.shift((height - line.height) / 2);
        line.height = height;
    }
}

/// The grids around the content that is being added to a galley, the innermost last.
#[derive(Debug, Default)]
pub(crate) struct LineGrids {
    open: Vec<LineGrid>,
    /// Whether the box that is being laid out is on the grid, rather than only inside it.
    snaps: bool,
    /// The breaks inside grids: the number of each, with its grid.
    breaks: Vec<(u32, LineGrid)>,
    /// How many of them have something on a grid after them.
    followed: usize,
}

impl LineGrids {
    /// The grids around a box that is laid out as an independent flow, with its top on a step.
    pub(crate) fn around(context: &Context<'_>, id: BoxId) -> LineGrids {
        let around = LineGrid::around(context, id).map(|grid| LineGrid { origin: Some(0), ..grid });
        let open = around.into_iter().collect();
        let snaps = context.tree.style(id).text.line_snap != LineSnap::None;
        LineGrids { open, snaps, ..LineGrids::default() }
    }

    /// Begins a box with this style. The result is for [`LineGrids::leave`].
    pub(crate) fn enter(&mut self, style: &ComputedStyle) -> bool {
        std::mem::replace(&mut self.snaps, style.text.line_snap != LineSnap::None)
    }

    pub(crate) fn leave(&mut self, snapped: bool) {
        self.snaps = snapped;
    }

    /// Begins the contents of a box. `origin` is where they start, if that is known.
    pub(crate) fn enter_contents(&mut self, context: &Context<'_>, id: BoxId, origin: Option<Offset>) {
        if let Some(grid) = LineGrid::of(context, id) {
            self.open.push(LineGrid { origin, ..grid });
        }
    }

    pub(crate) fn leave_contents(&mut self, context: &Context<'_>, id: BoxId) {
        if LineGrid::of(context, id).is_some() {
            self.open.pop();
        }
    }

    /// The grid that the current box is on.
    pub(crate) fn current(&self) -> Option<&LineGrid> {
        self.open.last().filter(|_| self.snaps)
    }

    /// How much further down than an offset something solid has to be. `started` is whether there is anything above it;
    /// if not, the grid begins where the galley does. `opens_snapped` is whether a box that is on the grid begins
    /// there, whatever the innermost box is.
    pub(crate) fn settle(
        &mut self,
        offset: Offset,
        started: bool,
        opens_snapped: impl FnOnce() -> bool,
    ) -> Length {
        let Some(innermost) = self.open.last() else { return Length::ZERO };
        let unsettled = innermost.origin.is_none();
        if unsettled {
            let origin = if started { offset } else { 0 };
            for grid in &mut self.open {
                grid.origin.get_or_insert(origin);
            }
        }
        match self.open.last() {
            // The first margin may be discarded if the galley continues another; the content after it has to be on a
            // step in any case.
            Some(grid) if self.snaps || !started || opens_snapped() => {
                self.followed = self.breaks.len();
                grid.missing(offset)
            }
            _ => Length::ZERO,
        }
    }

    /// How much further down than an offset a float has to be.
    pub(crate) fn missing_at(&self, offset: Offset) -> Length {
        match self.current() {
            Some(grid) if grid.origin.is_some() => grid.missing(offset),
            _ => Length::ZERO,
        }
    }

    /// Records a break that is about to be added.
    pub(crate) fn note_break(&mut self, number: usize) {
        if let Some(grid) = self.open.last() {
            self.breaks.push((number as u32, *grid));
            if self.snaps {
                self.followed = self.breaks.len();
            }
        }
    }

    /// Forgets the breaks from a number on, which have been removed.
    pub(crate) fn forget_breaks(&mut self, from: usize) {
        while self.breaks.last().is_some_and(|(number, _)| *number as usize >= from) {
            self.breaks.pop();
        }
        self.followed = self.followed.min(self.breaks.len());
    }

    /// Makes the content after each break begin on a step. If text that is not on the grid is broken, the page begins
    /// with the rest of a step, so that content further down stays on the grid.
    pub(crate) fn align_breaks(&self, galley: &mut Galley) {
        for (number, grid) in &self.breaks[..self.followed] {
            let Some(each) = galley.breaks.get(*number as usize) else { continue };
            let opening = each.enclosure.map(|id| galley.enclosure(id).opening);
            let top = grid.origin.unwrap_or(0) + opening.unwrap_or_default().offset();
            let each = &mut galley.breaks[*number as usize];
            each.start -= (each.start - top).rem_euclid(grid.step.offset());
        }
    }
}

impl Line {
    /// Moves the baseline, and everything on the line, down from the top of the line box.
    fn shift(&mut self, down: Length) {
        self.baseline += down;
        for fragment in &mut self.fragments {
            fragment.shift(Point::new(Length::ZERO, down));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: LineGrid = LineGrid { step: Length(1000), baseline: Length(700), origin: Some(300) };

    fn line(height: i32, baseline: i32) -> Line {
        Line {
            height: Length(height),
            baseline: Length(baseline),
            fragments: Vec::new(),
            breaks_word: false,
            text: 0..0,
        }
    }

    fn snapped(height: i32, baseline: i32, line_height: i32) -> (i32, i32) {
        let mut line = line(height, baseline);
        GRID.snap(&mut line, Length(line_height));
        (line.height.0, line.baseline.0)
    }

    #[test]
    fn a_line_takes_the_steps_of_its_line_height_and_its_baseline_goes_to_the_nearest() {
        assert_eq!(snapped(1000, 700, 1000), (1000, 700), "the grid's own lines stay");
        assert_eq!(snapped(1000, 820, 1000), (1000, 700), "another font of the same line height");
        assert_eq!(snapped(600, 450, 600), (1000, 700), "small text");
        assert_eq!(snapped(1500, 1100, 1500), (2000, 1700), "a heading");
        assert_eq!(snapped(1200, 900, 1000), (1000, 700), "something raised on an ordinary line");
        assert_eq!(snapped(1400, 1000, 1000), (2000, 1700), "something tall on an ordinary line");
        assert_eq!(snapped(2000, 1200, 2000), (2000, 1700), "of two that are equally near, the lower one");
        assert_eq!(snapped(0, 0, 0), (0, -300), "a line of no height takes no step");
    }

    #[test]
    fn the_distance_to_the_next_step_counts_from_the_origin() {
        let missing: Vec<i32> = [300, 301, 364, 365, 1200, 1300].map(|offset| GRID.missing(offset).0).into();
        assert_eq!(missing, [0, -1, -64, 935, 100, 0]);
        assert_eq!((GRID.round_up(Length(1064)), GRID.round_up(Length(1065))), (Length(1000), Length(2000)));
        assert_eq!(GRID.round_down(Length(1999)), Length(1000));
    }

    #[test]
    fn a_contained_line_is_in_the_middle_of_its_steps() {
        let mut line = line(1400, 1000);
        GRID.center(&mut line);
        assert_eq!((line.height, line.baseline), (Length(2000), Length(1300)));
    }
}
