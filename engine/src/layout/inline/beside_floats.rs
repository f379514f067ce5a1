//! The room that floats leave to the lines of a paragraph (CSS 2.2, section 9.5): it depends on how far down
//! each line stands, and so on how high those before it are.

use crate::layout::block::containing::Containing;
use crate::layout::floats::context::{Floats, Gap};
use crate::units::{Length, Offset};

/// How far down lines are looked for that have room.
const MAX_LINES: usize = 4096;

/// What stands beside a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct BesideFloats<'a> {
    pub(crate) floats: &'a Floats,
    /// The paragraph's content box.
    pub(crate) content: Containing,
    /// The top of the first line, if it stands beside nothing that it has no room beside.
    pub(crate) top: Offset,
    /// The heights of the lines as far as they are known, and what the others are taken to have.
    pub(crate) heights: &'a [Length],
    pub(crate) line_height: Length,
    /// Whether the lines are to be filled one after the other, however the paragraph's style has it.
    pub(crate) one_by_one: bool,
}

/// Where a line stands between floats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    top: Offset,
    /// How far it had to go down for room.
    down: Offset,
    /// What floats take of its width at the left and at the right.
    left: Offset,
    right: Offset,
}

/// The places of a paragraph's lines.
#[derive(Clone, Debug)]
pub(crate) struct FloatRooms<'a> {
    beside: BesideFloats<'a>,
    places: Vec<Place>,
}

impl<'a> FloatRooms<'a> {
    pub(crate) fn new(beside: BesideFloats<'a>) -> FloatRooms<'a> {
        let mut rooms = FloatRooms { beside, places: Vec::new() };
        rooms.extend(None);
        rooms
    }

    pub(crate) fn one_by_one(&self) -> bool {
        self.beside.one_by_one
    }

    /// How many lines may stand beside floats.
    pub(crate) fn lines(&self) -> usize {
        self.places.len()
    }

    /// What floats take of a line's width at the left and at the right.
    pub(crate) fn insets(&self, line: usize) -> (Offset, Offset) {
        self.places.get(line).map_or((0, 0), |place| (place.left, place.right))
    }

    /// How far each line had to go down.
    pub(crate) fn down(&self) -> Vec<Length> {
        self.places.iter().map(|place| Length::from_offset(place.down)).collect()
    }

    /// Lets a line begin where the next float ends. False if it stands beside none.
    pub(crate) fn go_down(&mut self, line: usize) -> bool {
        let Some(place) = self.places.get(line).copied() else { return false };
        if place.left == 0 && place.right == 0 {
            return false;
        }
        let height = self.height(line);
        let Some(bottom) = self.beside.floats.next_bottom_within(place.top, place.top + height) else {
            return false;
        };
        self.places.truncate(line);
        self.extend(Some((bottom, place.down + bottom - place.top)));
        true
    }

    fn height(&self, line: usize) -> Offset {
        self.beside.heights.get(line).copied().unwrap_or(self.beside.line_height).offset()
    }

    /// Finds the places of the lines that follow; the next of them stands where `next` says.
    fn extend(&mut self, next: Option<(Offset, Offset)>) {
        let after = self.places.last().map(|place| place.top + self.height(self.places.len() - 1));
        let (mut top, mut down) = next.unwrap_or((after.unwrap_or(self.beside.top), 0));
        while self.places.len() < MAX_LINES {
            let height = self.height(self.places.len());
            let beside = &self.beside;
            if !beside.floats.reach_below(top) {
                if down > 0 {
                    self.places.push(Place { top, down, left: 0, right: 0 });
                }
                return;
            }
            let all = Gap::all(beside.content);
            let gap = beside.floats.gap_for_line(top, top + height, beside.content);
            let left = (gap.left - all.left).offset();
            let right = (all.right - gap.right).offset();
            if gap.width() <= Length::ZERO
                && let Some(bottom) = beside.floats.next_bottom_within(top, top + height)
            {
                down += bottom - top;
                top = bottom;
                continue;
            }
            self.places.push(Place { top, down, left, right });
            top += height.max(1);
            down = 0;
        }
    }
}
