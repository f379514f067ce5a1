//! Fills the lines of a paragraph one at a time, for floats among them: where a float is placed depends on its line, and
//! the rest of that line and all that follows on the float.

use super::beside_floats::BesideFloats;
use super::break_lines::Filling;
use super::chosen_line::ChosenLine;
use super::measured::Measured;
use super::room::Rooms;
use super::sized_paragraph::SizedParagraph;
use crate::layout::context::Context;
use crate::layout::galley::line::Line;
use crate::units::{Length, Offset};

/// The state after some lines.
pub(crate) struct LineFiller<'a> {
    sized: &'a SizedParagraph<'a>,
    context: &'a Context<'a>,
    measured: Measured<'a>,
    /// The narrowest line that `measured` is for.
    narrowest: Offset,
    /// The room of the lines without floats.
    rooms: Rooms<'static>,
    /// The advances of the glyphs, for changes within a line.
    scratch: Vec<Length>,
    /// The last line, and where the next one begins.
    last: Option<ChosenLine>,
    next: Filling,
}

/// A line that has been filled, and may still change.
pub(crate) struct FilledLine {
    pub(crate) line: Line,
    /// How far it has to be below the end of the one before.
    pub(crate) down: Length,
    /// Whether its room depends on its height.
    pub(crate) is_beside: bool,
    /// Whether the text ends with it.
    pub(crate) is_last: bool,
    chosen: ChosenLine,
    next: Filling,
}

impl<'a> LineFiller<'a> {
    pub(crate) fn new(sized: &'a SizedParagraph<'a>, context: &'a Context<'a>) -> LineFiller<'a> {
        let rooms = sized.rooms(None);
        let narrowest = rooms.narrowest();
        LineFiller {
            measured: sized.measured(context, narrowest),
            narrowest,
            rooms,
            scratch: sized.own.advances.clone(),
            last: None,
            next: Filling::default(),
            sized,
            context,
        }
    }

    /// The number of the next line.
    pub(crate) fn number(&self) -> usize {
        self.next.line
    }

    /// Fills the next line, which is the only one of `beside`. `None` if there is none.
    pub(crate) fn fill(&mut self, beside: BesideFloats<'_>) -> Option<FilledLine> {
        let paragraph = self.sized.own.paragraph;
        let mut rooms = self.rooms.beside_floats(paragraph, beside);
        let narrowest = rooms.of(self.next.line, !self.next.wrapped).width;
        if narrowest < self.narrowest && paragraph.breaks_words {
            // Half as wide, so that a paragraph between floats that come nearer is not measured for each of them.
            self.narrowest = narrowest.min(narrowest / 2);
            self.measured = self.sized.measured(self.context, self.narrowest);
            self.next = self.next.among(&self.measured.breaks);
        }
        let (chosen, next) = self.measured.fill(self.next, &mut rooms)?;
        let mut line = self.sized.line(self.context, self.last.as_ref(), &chosen, &mut self.scratch);
        let is_last = chosen.end as usize == self.scratch.len();
        if is_last {
            line.height += self.sized.below_last(&rooms, next.line);
        }
        let down = rooms.down().first().copied().unwrap_or_default();
        let is_beside = rooms.is_beside_floats(self.next.line);
        Some(FilledLine { line, down, is_beside, is_last, chosen, next })
    }

    /// Settles a line that has been filled.
    pub(crate) fn keep(&mut self, line: &FilledLine) {
        self.last = Some(line.chosen);
        self.next = line.next;
    }
}
