//! Content in columns as one item of the galley around it: the content between two boxes that span all columns (CSS
//! Multi-column Layout 1, sections 7 and 8). Takes the places where it may be cut, and returns heights and cuts.

use std::sync::Arc;

use crate::boxes::BoxId;
use crate::css::{BreakInside, ColumnFill, ComputedStyle};
use crate::layout::galley::column_fill::{ColumnCuts, LeastHeights, Places};
use crate::layout::galley::list::{EnclosureId, Galley};
use crate::units::{Length, Offset};

/// Content in columns. It is one galley as wide as a column; where it is cut depends on the pages.
#[derive(Debug)]
pub struct Columns {
    /// The container.
    pub box_id: BoxId,
    /// All content of the columns, one below another as in a single column.
    pub galley: Arc<Galley>,
    /// The places at which the galley may be cut.
    pub places: Places,
    /// The used `column-count`.
    pub count: usize,
    /// The left edge of the container's content box in the galley around it.
    pub x: Length,
    /// The width of the container's content box.
    pub content_width: Length,
    /// The width of one column.
    pub width: Length,
    /// The used `column-gap`.
    pub gap: Length,
    /// Whether the first column is at the right.
    pub from_right: bool,
    /// Whether the columns are balanced or filled one after another.
    pub fill: ColumnFill,
    /// The largest height, if the container has one.
    pub limit: Option<Length>,
    /// Whether the columns are as tall as [`Columns::limit`] in any case.
    pub fixed: bool,
    /// The line between two columns, as the left border of a box.
    pub rule: Option<Arc<ComputedStyle>>,
}

/// How much shorter than its columns rounding may make a container: a tenth of a point.
const SLACK: Offset = 102;

impl Columns {
    /// The left edge of a column in the galley around, by its number from 0.
    pub fn column_x(&self, number: usize) -> Length {
        let by = (self.width + self.gap) * i32::try_from(number).unwrap_or(i32::MAX);
        match self.from_right {
            true => self.x + self.content_width - self.width - by,
            false => self.x + by,
        }
    }

    /// The height of all columns if no page breaks them.
    pub fn natural_height(&self) -> Offset {
        self.cut(0, self.places.last(), None).height
    }

    /// The least heights of columns from a place on. `at_least` is a height that is known not to be too large.
    pub fn least_heights(&self, from: usize, at_least: Offset) -> LeastHeights {
        LeastHeights::new(from, self.count, at_least)
    }

    /// Cuts everything between two places into the columns of one page, which leaves `room` for them.
    pub fn cut(&self, from: usize, to: usize, room: Option<Offset>) -> ColumnCuts {
        let (places, count) = (&self.places, self.count);
        let least = self.least_heights(from, 0).to(places, to);
        let limit = self.limit.map(Length::offset);
        if let Some(limit) = limit
            && least.is_none_or(|least| least > limit + SLACK)
        {
            // The container has no room for all columns.
            return places.fill(from, to, count, limit);
        }
        let ends = to == places.last();
        let room = match (room, limit) {
            (Some(room), Some(limit)) => Some(room.min(limit)),
            // A page ends in the columns. It is only known that it has room for them.
            (None, _) if !ends => None,
            (room, limit) => room.or(limit),
        };
        let least = least.unwrap_or(0);
        match (self.fill, room) {
            (ColumnFill::BalanceAll, room) => places.balance(from, to, count, room),
            (ColumnFill::Balance, room) if ends => places.balance(from, to, count, room),
            (_, Some(room)) => places.fill(from, to, count, room.max(least)),
            // Without pages and without a height, the first column does not end.
            (_, None) if from == 0 && ends => places.fill(from, to, count, Offset::MAX / 4),
            (_, None) => places.fill(from, to, count, least),
        }
    }

    /// How many boxes around a break in the columns a page should not split.
    pub(crate) fn pages_avoided(&self, enclosure: Option<EnclosureId>) -> u16 {
        let around = self.galley.enclosures_around(enclosure);
        // The end of a page is the end of a column too.
        let avoids =
            |id: &EnclosureId| self.galley.enclosure(*id).style.layout.break_inside != BreakInside::Auto;
        around.filter(avoids).count() as u16
    }

    /// For each place, the height of the content before it and of the content after it, if all of that were on one
    /// page.
    pub(crate) fn heights(&self) -> (Vec<Offset>, Vec<Offset>) {
        let last = self.places.last();
        let whole = self.natural_height();
        let (mut before, mut after) = (vec![0; last + 1], vec![0; last + 1]);
        // Where forced breaks make more columns than there are, pages are stacked.
        let (mut heights, mut base) = (self.least_heights(0, 0), 0);
        for to in 1..=last {
            let known = heights.to(&self.places, to).unwrap_or_else(|| {
                (heights, base) = (self.least_heights(to - 1, 0), before[to - 1]);
                heights.to(&self.places, to).unwrap_or(0)
            });
            before[to] = base + known;
        }
        let (mut target, mut base, mut known) = (last, 0, 0);
        for from in (0..last).rev() {
            known = self.least_heights(from, known).to(&self.places, target).unwrap_or_else(|| {
                (target, base) = (from + 1, after[from + 1]);
                self.least_heights(from, 0).to(&self.places, target).unwrap_or(0)
            });
            after[from] = base + known;
        }
        let all = before.iter_mut().chain(&mut after);
        all.for_each(|height| *height = (*height).min(whole));
        (before, after)
    }
}
