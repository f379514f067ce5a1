//! The room that floats leave to the lines of a paragraph (CSS 2.2, section 9.5). It depends on the position of each
//! line, and so on the heights of the lines before it, which are assumed first and corrected by the caller.

use crate::layout::block::containing::Containing;
use crate::layout::floats::context::{Floats, Gap};
use crate::units::{Length, Offset};

/// The number of lines after which the search for lines beside floats ends.
const MAX_LINES: usize = 4096;

/// A paragraph and the floats beside it.
#[derive(Clone, Debug)]
pub(crate) struct BesideFloats<'a> {
    pub(crate) floats: &'a Floats,
    /// The paragraph's content box.
    pub(crate) content: Containing,
    /// The lines that are chosen: the number of the first one, and how many there may be.
    pub(crate) first: usize,
    pub(crate) most: usize,
    /// The top of the first of them if no float moves it down.
    pub(crate) top: Offset,
    /// Their heights as far as they are known.
    pub(crate) heights: &'a [Length],
    /// The height that all other lines are assumed to have.
    pub(crate) line_height: Length,
    /// Whether each line is filled before the next one is considered, whatever the paragraph's `text-wrap-style`.
    pub(crate) one_by_one: bool,
}

/// The position of a line between floats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    top: Offset,
    /// How far it had to move down for room.
    down: Offset,
    /// How much of its width floats occupy at the left and at the right.
    left: Offset,
    right: Offset,
}

/// The positions of a paragraph's lines.
#[derive(Clone, Debug)]
pub(crate) struct FloatRooms<'a> {
    beside: BesideFloats<'a>,
    /// How many lines there may be.
    most: usize,
    /// The positions of the lines from `beside.first` on.
    places: Vec<Place>,
}

impl<'a> FloatRooms<'a> {
    /// The positions of the lines of a paragraph that has up to `most` lines.
    pub(crate) fn new(beside: BesideFloats<'a>, most: usize) -> FloatRooms<'a> {
        let most = most.min(MAX_LINES).saturating_sub(beside.first).min(beside.most);
        let mut rooms = FloatRooms { beside, most, places: Vec::new() };
        rooms.extend(None);
        rooms
    }

    pub(crate) fn one_by_one(&self) -> bool {
        self.beside.one_by_one
    }

    /// The number of the first line that can be beside no float.
    pub(crate) fn lines(&self) -> usize {
        self.beside.first + self.places.len()
    }

    fn place(&self, line: usize) -> Option<&Place> {
        self.places.get(line.checked_sub(self.beside.first)?)
    }

    /// How much of a line's width floats occupy at the left and at the right.
    pub(crate) fn insets(&self, line: usize) -> (Offset, Offset) {
        self.place(line).map_or((0, 0), |place| (place.left, place.right))
    }

    /// How far each line had to move down.
    pub(crate) fn down(&self) -> Vec<Length> {
        self.places.iter().map(|place| Length::from_offset(place.down)).collect()
    }

    /// Moves a line down to where the next float ends. Returns `false` if there is no float beside it.
    pub(crate) fn go_down(&mut self, line: usize) -> bool {
        let Some(place) = self.place(line).copied() else { return false };
        if place.left == 0 && place.right == 0 {
            return false;
        }
        let line = line - self.beside.first;
        let height = self.height(line);
        let Some(bottom) = self.beside.floats.next_bottom_within(place.top, place.top + height) else {
            return false;
        };
        self.places.truncate(line);
        self.extend(Some((bottom, place.down + bottom - place.top)));
        true
    }

    /// The height of a line, counted from `beside.first`.
    fn height(&self, line: usize) -> Offset {
        self.beside.heights.get(line).copied().unwrap_or(self.beside.line_height).offset()
    }

    /// Finds the positions of the lines that follow. `next` is the top of the next one and how far it moves down, if
    /// that is settled.
    fn extend(&mut self, next: Option<(Offset, Offset)>) {
        let after = self.places.last().map(|place| place.top + self.height(self.places.len() - 1));
        let (mut top, mut down) = next.unwrap_or((after.unwrap_or(self.beside.top), 0));
        while self.places.len() < self.most {
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
