//! A galley: a vertical list of items with advances, and the places where it may be cut.
//!
//! Heights add up. With `end` and `start` of a [`Break`] as prefix sums, the content between two
//! breaks is `later.end - earlier.start` tall, plus the opening height of the enclosures that are
//! open at the earlier break and the closing height of those open at the later one. Nothing has an
//! absolute vertical position before `pages`.

use std::sync::Arc;

use crate::boxes::{BoxId, Replaced};
use crate::css::{BreakBetween, ComputedStyle};
use crate::layout::galley::columns::Columns;
use crate::layout::galley::line::Line;
use crate::layout::galley::slice::BreakPoint;
use crate::layout::galley::table_lines::TableRow;
use crate::units::{Length, Offset, Point, Sides, Size};

/// One column of content, laid out at one width.
#[derive(Debug, Default)]
pub struct Galley {
    /// The width of the containing block that it was laid out for.
    pub width: Length,
    /// The vertical list, from top to bottom.
    pub items: Vec<Item>,
    /// `sums[i]` is the height of all items before `i`; one longer than `items`.
    pub sums: Vec<Offset>,
    /// Where its content starts: 0, or below the margin that is discarded after an unforced break.
    pub start: Offset,
    /// Boxes that contain items, parents before children.
    pub enclosures: Vec<Enclosure>,
    /// Flows side by side: rows of cells, lines of flex containers, rows of grids.
    pub parallels: Vec<ParallelFlows>,
    /// Content in columns.
    pub columns: Vec<Columns>,
    /// The legal breaks in order. The start and the end of the galley are not among them.
    pub breaks: Vec<Break>,
    /// Boxes placed after cutting.
    pub positioned: Vec<Positioned>,
    /// Floats, in document order. They take no advance: the content beside them does.
    pub floats: Vec<PlacedFloat>,
    /// Where breaks cut floats, in the order of the breaks.
    pub float_cuts: Vec<FloatCut>,
    /// The numbers of the floats in the order of their tops.
    pub(crate) floats_by_top: Vec<u32>,
    /// The value of `page` for the content that starts the galley.
    pub page_name: Option<Arc<str>>,
    /// Where layout stopped before the end of its content, at a forced break.
    pub stop: Option<Stop>,
    /// The baseline of the first line, down from the top, for the alignment of cells and atomic boxes.
    pub first_baseline: Option<Length>,
    /// The baseline of the last line, down from the top.
    pub last_baseline: Option<Length>,
}

impl Galley {
    /// The enclosure of an id of this galley.
    pub fn enclosure(&self, id: EnclosureId) -> &Enclosure {
        &self.enclosures[id.index()]
    }

    /// Mutable access to [`Galley::enclosure`].
    pub fn enclosure_mut(&mut self, id: EnclosureId) -> &mut Enclosure {
        &mut self.enclosures[id.index()]
    }

    /// An enclosure and those around it, from the innermost to the outermost.
    pub fn enclosures_around(
        &self,
        innermost: Option<EnclosureId>,
    ) -> impl Iterator<Item = EnclosureId> + '_ {
        std::iter::successors(innermost, |id| self.enclosure(*id).parent)
    }

    /// Computes the prefix sums again, after items have changed.
    pub(crate) fn sum_up(&mut self) {
        let mut sum = 0;
        let after = self.items.iter().map(|item| {
            sum += item.advance.offset();
            sum
        });
        self.sums = std::iter::once(0).chain(after).collect();
    }

    /// The height of all items.
    pub fn height(&self) -> Offset {
        self.sums.last().copied().unwrap_or(0)
    }

    /// The positioned boxes that belong to a range of items. They are sorted by item, so a page does not search all.
    pub fn positioned_at(&self, items: std::ops::RangeInclusive<usize>) -> &[Positioned] {
        let first = self.positioned.partition_point(|each| (each.item as usize) < *items.start());
        let end = self.positioned.partition_point(|each| (each.item as usize) <= *items.end());
        &self.positioned[first..end.max(first)]
    }
}

#[cfg(test)]
impl Galley {
    /// `count` lines of height 10 with a break between each two.
    pub(crate) fn of_lines(count: usize) -> Galley {
        let mut galley =
            Galley { sums: (0..=count as i64).map(|line| line * 10).collect(), ..Galley::default() };
        for line in 1..count {
            let violations = BreakViolations::default();
            galley.breaks.push(Break::before(line as u32, line as i64 * 10, violations, None));
        }
        galley
    }
}

/// One entry of the vertical list.
#[derive(Debug)]
pub struct Item {
    /// Its content.
    pub kind: ItemKind,
    /// How much further down the next item starts. Negative for content that overflows its box.
    pub advance: Length,
    /// The innermost enclosure that contains it. `Open` and `Close` are in their own enclosure.
    pub enclosure: Option<EnclosureId>,
}

/// The kinds of items.
#[derive(Debug)]
pub enum ItemKind {
    /// The top edge of an enclosure; the advance is its top border and padding.
    Open,
    /// The bottom edge; the advance is its bottom padding and border.
    Close,
    /// Collapsed margins, gaps between rows: discarded if a page ends in it.
    Gap,
    /// Empty space that belongs to a box (a `height` larger than its content). Not discarded.
    Fill,
    /// A line box.
    Line(Arc<Line>),
    /// An image as a block. Its advance is the height of the border box.
    Replaced {
        /// The box of the image.
        box_id: BoxId,
        /// The left edge of its border box in the galley.
        x: Length,
        /// The width of its border box.
        width: Length,
        /// The image.
        replaced: Arc<Replaced>,
    },
    /// An index into [`Galley::parallels`].
    Parallel(u32),
    /// An index into [`Galley::columns`]. Its advance is its height where no page breaks it.
    Columns(u32),
}

/// The number of an [`Enclosure`] of a galley.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnclosureId(pub u32);

impl EnclosureId {
    /// Its index in [`Galley::enclosures`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A box around a run of items, from its `Open` to its `Close`.
#[derive(Debug)]
pub struct Enclosure {
    /// The box.
    pub box_id: BoxId,
    /// The style of the box.
    pub style: Arc<ComputedStyle>,
    /// The enclosure around it.
    pub parent: Option<EnclosureId>,
    /// The left edge of the border box in the galley.
    pub x: Length,
    /// The width of the border box.
    pub width: Length,
    /// Used border widths (collapsed table borders may differ from the style's).
    pub border: Sides<Length>,
    /// Used padding.
    pub padding: Sides<Length>,
    /// Relative positioning: how far it and its content are painted from their place in the flow.
    pub shift: Point,
    /// The index of its `Open` item.
    pub open: u32,
    /// The index of its `Close` item; `u32::MAX` where layout stopped inside.
    pub close: u32,
    /// A table's head, repeated at the top of each page on which the table continues.
    pub repeated_head: Option<Arc<Galley>>,
    /// A table's foot, repeated at the bottom of each page from which the table continues.
    pub repeated_foot: Option<Arc<Galley>>,
    /// The height of repeated heads, cloned borders and padding at the top of a page that starts inside this box,
    /// those of all enclosures around it included.
    pub opening: Length,
    /// The height of repeated feet, cloned padding and borders at the bottom of a page that ends inside this box,
    /// those of all enclosures around it included.
    pub closing: Length,
    /// In a table with collapsed borders: the height that the line between two rows takes below the upper one where a page
    /// ends there, and above the lower one where the next page starts.
    pub between_rows: (Length, Length),
    /// Whether it began before this galley, which continues it: its top edge is not here.
    pub resumed: bool,
}

/// Flows side by side that are cut at one height: the cells of a row, the items of a flex line. The advance of the
/// item is their height.
#[derive(Debug)]
pub struct ParallelFlows {
    /// The flows.
    pub flows: Vec<ParallelFlow>,
    /// Boxes without an enclosure that begin here and are as large as the flows together: the row of a table, and its
    /// row group if this is its first row.
    pub owners: Vec<BoxId>,
    /// The height of the tallest flow, or of the row.
    pub height: Length,
    /// In a table with collapsed borders: the borders around the row's cells.
    pub table_row: Option<TableRow>,
}

/// One of several flows side by side.
#[derive(Clone, Debug)]
pub struct ParallelFlow {
    /// Its content.
    pub galley: Arc<Galley>,
    /// Its left edge in the outer galley.
    pub x: Length,
    /// Its top, down from the top of the row.
    pub y: Length,
}

/// The rules that a legal break violates. They are compared in this order, most important first. The specification
/// allows a rule to be dropped only if nothing else fits (CSS Fragmentation 3, section 4.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BreakViolations {
    /// Inside content that should be kept whole for physical reasons: a row of a table, a flex line, a line box taller
    /// than a page.
    pub monolithic: u16,
    /// How many boxes with `break-inside: avoid` it cuts.
    pub avoid_inside: u16,
    /// `break-before: avoid` or `break-after: avoid` at this place.
    pub avoid_between: u16,
    /// Lines missing to satisfy `orphans` and `widows`.
    pub orphans_widows: u16,
}

impl BreakViolations {
    /// The violations of two breaks together.
    pub fn and(self, other: BreakViolations) -> BreakViolations {
        BreakViolations {
            monolithic: self.monolithic.saturating_add(other.monolithic),
            avoid_inside: self.avoid_inside.saturating_add(other.avoid_inside),
            avoid_between: self.avoid_between.saturating_add(other.avoid_between),
            orphans_widows: self.orphans_widows.saturating_add(other.orphans_widows),
        }
    }
}

/// A place where the galley may be cut.
#[derive(Clone, Debug)]
pub struct Break {
    /// Where in the list it is.
    pub place: BreakPlace,
    /// Where the content before ends, without what is discarded at the break.
    pub end: Offset,
    /// Where the content after starts.
    pub start: Offset,
    /// The rules that it violates.
    pub violations: BreakViolations,
    /// The forced break here, if there is one: `break-before` or `break-after` with a page value, on a child of a box
    /// in which layout does not stop.
    pub forced: Option<BreakBetween>,
    /// In columns: whether a page should not end here, whether or not a column should.
    pub avoids_page: bool,
    /// The enclosure whose opening and closing heights count here.
    pub enclosure: Option<EnclosureId>,
}

impl Break {
    /// An unforced break before an item, at which nothing is discarded.
    pub(crate) fn before(
        item: u32,
        at: Offset,
        violations: BreakViolations,
        enclosure: Option<EnclosureId>,
    ) -> Break {
        let place = BreakPlace::Before(item);
        Break { place, end: at, start: at, violations, forced: None, avoids_page: false, enclosure }
    }
}

/// Where in the list a break is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BreakPlace {
    /// Before the item of this index: the first one on the next page, after discarded gaps.
    Before(u32),
    /// Inside the parallel flows of item `item`, with the point of each flow at which it is cut.
    Inside {
        /// The index of the item.
        item: u32,
        /// One point for each flow.
        cuts: Box<[BreakPoint]>,
    },
    /// Inside the columns of item `item`: the number of the break in their galley.
    InsideColumns {
        /// The index of the item.
        item: u32,
        /// The index of the break in the galley of the columns.
        at: u32,
    },
}

impl BreakPlace {
    /// The index of the item that the break is before or inside.
    pub fn item(&self) -> usize {
        let (Self::Before(item) | Self::Inside { item, .. } | Self::InsideColumns { item, .. }) = self;
        *item as usize
    }

    /// Mutable access to the index that [`BreakPlace::item`] returns.
    pub(crate) fn item_mut(&mut self) -> &mut u32 {
        let (Self::Before(item) | Self::Inside { item, .. } | Self::InsideColumns { item, .. }) = self;
        item
    }
}

/// An absolutely positioned box, which belongs to the item at its static position.
#[derive(Debug)]
pub struct Positioned {
    /// The item before which it is in the document.
    pub item: u32,
    /// The box.
    pub box_id: BoxId,
    /// The innermost enclosure that contains it. Its containing block is that one or one around it, in this galley or
    /// in one around this galley.
    pub enclosure: Option<EnclosureId>,
    /// `position: fixed`: on every page, against the page.
    pub fixed: bool,
    /// The left edge of its static position in the galley, or the right edge if `from_right`.
    pub static_x: Length,
    /// Whether text runs from right to left at its static position.
    pub from_right: bool,
    /// How far its static position is below the top of the item, across a margin.
    pub below: Length,
    /// The rectangle that it is aligned in: children of flex and grid containers.
    pub room: Option<AlignmentContainer>,
}

/// The alignment container of a positioned box (CSS Box Alignment 3, section 1.2): a rectangle whose top left corner is
/// the static position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlignmentContainer {
    /// Its size.
    pub size: Size,
    /// Whether it is also the containing block of the box: an area of a grid.
    pub contains: bool,
}

/// A float at its position beside the items of the galley. It belongs to the page on which its top is.
#[derive(Clone, Debug)]
pub struct PlacedFloat {
    /// The item before which it is in the document.
    pub item: u32,
    /// The innermost enclosure that contains it.
    pub enclosure: Option<EnclosureId>,
    /// The top of its margin box.
    pub top: Offset,
    /// The bottom of its margin box.
    pub bottom: Offset,
    /// The left edge of its border box.
    pub x: Length,
    /// The top of its border box.
    pub y: Offset,
    /// Its content.
    pub galley: Arc<Galley>,
    /// How far relative positioning moves it, unless its galley's own box does.
    pub shift: Point,
}

/// What a break does to a float that starts above it and does not end above it: the float is cut at its last legal
/// break above, or moves to the next page whole. Its rest starts at the top of that page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FloatCut {
    /// The index of the galley's break.
    pub at: u32,
    /// The index of the float.
    pub float: u32,
    /// The index of the break in the float's galley; `None` where all of the float moves to the next page.
    pub cut: Option<u32>,
    /// By how much the rest of the float is taller than planned: content below the float moves down by it.
    pub growth: Length,
    /// The rules that the cut violates.
    pub violations: BreakViolations,
}

/// The static position of a positioned box: where it would be in the flow (CSS Positioned Layout 3, section 3.5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaticPlace {
    /// Its top left corner, or its top right one if `from_right`.
    pub at: Point,
    /// Whether text runs from right to left there.
    pub from_right: bool,
    /// The rectangle that the box is aligned in.
    pub room: Option<AlignmentContainer>,
}

/// Where layout stopped.
#[derive(Clone, Debug)]
pub struct Stop {
    /// Where layout continues.
    pub position: Position,
    /// The break there.
    pub forced: BreakBetween,
}

/// A place in the box tree from which layout can continue: before the box at the end of `path`, or
/// inside that paragraph at a text offset. The order is that of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Child indices from the root box down. Empty: the start of the document.
    pub path: Vec<u32>,
    /// The offset into [`crate::boxes::BoxTree::text`] at which the paragraph's next line starts.
    pub text: Option<u32>,
}
