//! Paragraphs in block flow: composes the lines of a block container that establishes an inline formatting
//! context (CSS 2.2, section 9.4.2) and adds them to the galley, with the marker of a list item on the first
//! line, and with the positioned boxes and floats among them.

use crate::boxes::BoxId;
use crate::css::BreakBetween;
use crate::layout::block::containing::{Containing, Ended, Resume};
use crate::layout::block::inline_positioned::{positioned_among, shift_relative};
use crate::layout::block::marker::attach_marker;
use crate::layout::block::state::Flow;
use crate::layout::context::Context;
use crate::layout::floats::beside::start_inset;
use crate::layout::galley::builder::lines::{FloatsAmongLines, shift_line};
use crate::layout::galley::line::Line;
use crate::layout::galley::list::{Position, Stop};
use crate::layout::inline;
use crate::layout::problems::{Problem, Problems};

impl Flow<'_, '_> {
    /// Lays out a paragraph, with the floats and positioned boxes among its lines. Layout may stop inside it
    /// where it is much longer than the limit of the flow.
    pub(crate) fn paragraph(&mut self, id: BoxId, content: Containing, resume: Option<Resume<'_>>) -> Ended {
        let start = resume.and_then(|resume| resume.text);
        let mut rest = None;
        let (mut lines, floats) = match self.lines_and_floats(id, content, start) {
            Some(found) => found,
            None => {
                let lines = self.lines_to_limit(id, content, start).map(|(lines, stop)| {
                    rest = Some(stop);
                    lines
                });
                let lines = lines.unwrap_or_else(|| self.plain_lines(id, content, start));
                (lines, FloatsAmongLines::default())
            }
        };
        for line in &mut lines {
            shift_line(line, content.x);
        }
        shift_relative(self.context, id, &mut lines, |style| self.relative_shift(style, content));
        if let Some(first) = lines.first_mut()
            && let Some((mut marker, _)) = self.marker.take()
        {
            if !self.builder.floats.is_empty() {
                let down = floats.down.first().copied().unwrap_or_default();
                let top = self.builder.next_top() + down.offset();
                shift_line(&mut marker, start_inset(&self.builder.floats, top, first.height, content).x);
            }
            attach_marker(first, marker);
        }
        self.count_lines(lines.len());
        let positioned = positioned_among(self.context, id, start, &lines, content);
        if positioned.is_empty()
            && let Some(item) = self.tall_atomic(&lines)
        {
            self.builder.parallel(item, false);
            return Ended::Done;
        }
        let text = &self.context.tree.style(id).text;
        let beside_initial = if start.is_none() { inline::lines_beside(self.context.tree, id) } else { 0 };
        let orphans = text.orphans.max(beside_initial);
        self.builder.lines_beside(lines, &positioned, orphans, text.widows, floats);
        let Some(position) = rest else { return Ended::Done };
        self.builder.flush_waiting_at_stop();
        self.builder.set_stop(Stop { position, forced: BreakBetween::Auto });
        Ended::Stopped
    }

    /// The lines of a paragraph down to the height at which layout stops, and where it continues. `None` if
    /// the paragraph is not much longer than that.
    fn lines_to_limit(
        &self,
        id: BoxId,
        content: Containing,
        start: Option<u32>,
    ) -> Option<(Vec<Line>, Position)> {
        let limit = self.limit.filter(|_| self.stops && self.clamp.is_none())?;
        let context = self.context;
        let size = i64::from(context.tree.style(id).font.size.0.max(1));
        // An upper bound: letters are assumed to be a quarter of the font size wide.
        let lines_left = (limit - self.builder.height()).max(0) / size + 8;
        let most = lines_left.saturating_mul(i64::from(content.width.0) / size * 4 + 16);
        let part = context.prepare_part(id, start, usize::try_from(most).ok()?)?;
        let found = Problems::default();
        let mut lines = part.lines(&Context { problems: &found, ..*context }, content.width, content.height);
        // Remarks are about the end of the paragraph, which is not in this range of its text.
        let found = found.sorted().into_iter();
        found
            .filter(|problem| !matches!(problem, Problem::Remark { .. }))
            .for_each(|problem| context.problems.report(problem));
        // The text ends in the middle of the last line, so that line is not full.
        let last = lines.pop()?;
        lines.pop_if(|line| line.text.start >= last.text.start);
        lines.last()?;
        if let Some(grid) = self.builder.grids.current() {
            grid.snap_lines(context, context.tree.style(id), &mut lines);
        }
        Some((lines, Position { path: self.path.clone(), text: Some(last.text.start) }))
    }

    /// The lines of a paragraph without floats beside it.
    fn plain_lines(&mut self, id: BoxId, content: Containing, start: Option<u32>) -> Vec<Line> {
        let context = self.context;
        let ahead = match (start, self.ahead_width) {
            (None, Some(root)) if self.clamp.is_none() => {
                context.ahead.lines(context, id, content.width, root)
            }
            _ => None,
        };
        let mut lines =
            ahead.unwrap_or_else(|| self.prepare(id, start).lines(context, content.width, content.height));
        if let Some(grid) = self.builder.grids.current() {
            grid.snap_lines(context, context.tree.style(id), &mut lines);
        }
        lines
    }
}
