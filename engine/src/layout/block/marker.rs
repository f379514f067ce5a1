//! Outside markers of list items (CSS Lists 3, section 3.5): a marker is composed as a line, kept until the item
//! has its first line, and then put on that line.

use crate::boxes::{BoxId, BoxKind};
use crate::css::Direction;
use crate::layout::block::containing::Containing;
use crate::layout::block::state::Flow;
use crate::layout::context::HeightKey;
use crate::layout::galley::builder::lines::shift_line;
use crate::layout::galley::line::{AtomicFragment, Line, LineFragment};
use crate::layout::items::grid;
use crate::layout::items::tree::measure;
use crate::units::{Length, Point};

impl Flow<'_, '_> {
    /// Lays out an outside marker and keeps it until the first line of its list item.
    pub(crate) fn outside_marker(&mut self, id: BoxId, containing: Containing) {
        let mut lines = self.context.prepare(id, None).lines(self.context, Length::MAX / 4, None);
        if lines.is_empty() {
            return;
        }
        let mut line = lines.swap_remove(0);
        let (left, right) = extent(&line);
        // The marker ends where the item's content begins; the space at its end is the distance between them.
        let by = match containing.direction {
            Direction::LeftToRight => containing.x - right,
            Direction::RightToLeft => containing.x + containing.width - left,
        };
        shift_line(&mut line, by);
        self.flush_marker();
        self.marker = Some((line, containing.x));
    }

    /// Puts the marker beside the first line of a box whose lines cannot hold it: a table, a flex or grid container, or a
    /// box that would clip it. The marker becomes a line without height at the top of the box.
    pub(crate) fn marker_beside(&mut self, id: BoxId, width: Length, basis: Length) {
        let layout_box = self.context.tree.get(id);
        let is_whole = matches!(layout_box.kind, BoxKind::Table | BoxKind::Flex | BoxKind::Grid);
        if self.marker.is_none() || !(is_whole || layout_box.style.clips()) {
            return;
        }
        let tracks = grid::tracks_key(self.context, id);
        let measured = measure(self.context, HeightKey { id, width, basis, content_only: false, tracks });
        if let Some(baseline) = measured.first_baseline
            && let Some((marker, _)) = self.marker.take()
        {
            let mut line = Line {
                height: Length::ZERO,
                baseline,
                fragments: Vec::new(),
                breaks_word: false,
                text: marker.text.clone(),
            };
            attach_marker(&mut line, marker);
            self.builder.lines(vec![line], &[], 1, 1);
        }
    }

    /// Adds a line for the marker if the list item had no line to put it on.
    pub(crate) fn flush_marker(&mut self) {
        if let Some((mut line, _)) = self.marker.take() {
            if let Some(grid) = self.builder.grids.current() {
                grid.snap(&mut line, Length::ZERO);
            }
            self.builder.lines(vec![line], &[], 1, 1);
        }
    }
}

/// The left and right edges of the content of a line; both zero if the line is empty.
fn extent(line: &Line) -> (Length, Length) {
    let mut left = Length::MAX;
    let mut right = Length(i32::MIN);
    for fragment in &line.fragments {
        let (from, to) = match fragment {
            LineFragment::Glyphs(run) => (run.x, run.x + run.width),
            LineFragment::Box(fragment) => (fragment.rect.x, fragment.rect.right()),
            LineFragment::Atomic(AtomicFragment::Replaced { rect, .. }) => (rect.x, rect.right()),
            LineFragment::Atomic(AtomicFragment::Galley { x, galley, .. }) => (*x, *x + galley.width),
        };
        left = left.min(from);
        right = right.max(to);
    }
    if left > right { (Length::ZERO, Length::ZERO) } else { (left, right) }
}

/// Moves a marker's glyphs to the line beside it, on the same baseline.
pub(crate) fn attach_marker(line: &mut Line, marker: Line) {
    let down = line.baseline - marker.baseline;
    let fragments = marker.fragments.into_iter().map(|mut fragment| {
        fragment.shift(Point::new(Length::ZERO, down));
        fragment
    });
    // Before the text, because the marker comes first in reading order.
    line.fragments.splice(0..0, fragments.collect::<Vec<_>>());
}
