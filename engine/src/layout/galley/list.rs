//! A galley: a vertical list of items with advances, and the places where it may be cut.
//!
//! Heights add up. With `end` and `start` of a [`Break`] as prefix sums, the content between two
//! breaks is `later.end - earlier.start` high, plus the opening height of the enclosures that are
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
    pub width: Length,
    pub items: Vec<Item>,
    /// `sums[i]` is the height of all items before `i`; one longer than `items`.
    pub sums: Vec<Offset>,
    /// Where its content starts: 0, or below the margin that is discarded after an unforced break.
    pub start: Offset,
    /// Boxes that hold items, parents before children.
    pub enclosures: Vec<Enclosure>,
    /// Rows of cells, flex containers and the like: flows side by side.
    pub parallels: Vec<ParallelFlows>,
    /// Content that stands in columns.
    pub columns: Vec<Columns>,
    /// The legal breaks in order. The start and the end of the galley are not among them.
    pub breaks: Vec<Break>,
    /// Boxes placed after cutting.
    pub positioned: Vec<Positioned>,
    /// Floats, in document order. They take no advance: what stands beside them does.
    pub floats: Vec<PlacedFloat>,
    /// Where breaks part floats, in the order of the breaks.
    pub float_cuts: Vec<FloatCut>,
    /// The value of `page` for the content that starts the galley.
    pub page_name: Option<Arc<str>>,
    /// Where layout stopped before the end of its content, at a forced break.
    pub stop: Option<Stop>,
    /// The baseline of the first line, down from the top, for the alignment of cells and atomic
    /// boxes; and of the last.
    pub first_baseline: Option<Length>,
    pub last_baseline: Option<Length>,
}

impl Galley {
    /// The enclosure of an id of this galley.
    pub fn enclosure(&self, id: EnclosureId) -> &Enclosure {
        &self.enclosures[id.index()]
    }

    /// The same, to change it.
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

    /// The height of all items.
    pub fn height(&self) -> Offset {
        self.sums.last().copied().unwrap_or(0)
    }

    /// What is hung on some of the items. It is in their order, so not all of it is looked at for each page.
    pub fn positioned_at(&self, items: std::ops::RangeInclusive<usize>) -> &[Positioned] {
        let first = self.positioned.partition_point(|each| (each.item as usize) < *items.start());
        let end = self.positioned.partition_point(|each| (each.item as usize) <= *items.end());
        &self.positioned[first..end.max(first)]
    }
}

#[cfg(test)]
impl Galley {
    /// So many lines of height 10 with a break between each two.
    pub(crate) fn of_lines(count: usize) -> Galley {
        let mut galley =
            Galley { sums: (0..=count as i64).map(|line| line * 10).collect(), ..Galley::default() };
        for line in 1..count {
            galley.breaks.push(Break {
                place: BreakPlace::Before(line as u32),
                end: line as i64 * 10,
                start: line as i64 * 10,
                violations: BreakViolations::default(),
                forced: None,
                avoids_page: false,
                enclosure: None,
            });
        }
        galley
    }
}

/// One thing in the vertical list.
#[derive(Debug)]
pub struct Item {
    pub kind: ItemKind,
    /// How much further down the next item starts. Negative for content that overflows its box.
    pub advance: Length,
    /// The innermost enclosure that holds it. `Open` and `Close` are in their own enclosure.
    pub enclosure: Option<EnclosureId>,
}

#[derive(Debug)]
pub enum ItemKind {
    /// The top edge of an enclosure; the advance is its top border and padding.
    Open,
    /// The bottom edge; the advance is its bottom padding and border.
    Close,
    /// Collapsed margins, gaps between rows: dropped where a page ends in it.
    Gap,
    /// Empty space that belongs to a box (a `height` larger than its content). Not dropped.
    Fill,
    Line(Arc<Line>),
    /// An image as a block. `at` is its border box's left edge, its advance the border box's height.
    Replaced {
        box_id: BoxId,
        x: Length,
        width: Length,
        replaced: Arc<Replaced>,
    },
    /// An index into [`Galley::parallels`].
    Parallel(u32),
    /// An index into [`Galley::columns`]. Its advance is the height that it has where pages do not part it.
    Columns(u32),
}

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
    pub box_id: BoxId,
    pub style: Arc<ComputedStyle>,
    pub parent: Option<EnclosureId>,
    /// The left edge of the border box in the galley, and the width of the border box.
    pub x: Length,
    pub width: Length,
    /// Used border widths and padding (collapsed table borders may differ from the style's).
    pub border: Sides<Length>,
    pub padding: Sides<Length>,
    /// Relative positioning: where it and all it holds are drawn, from where they are.
    pub shift: Point,
    /// Index of its `Open` and of its `Close` item. `close` is `u32::MAX` where layout stopped inside.
    pub open: u32,
    pub close: u32,
    /// A table's head and foot, repeated where the box goes on on another page.
    pub repeated_head: Option<Arc<Galley>>,
    pub repeated_foot: Option<Arc<Galley>>,
    /// Heights that a page beginning (or ending) inside this box starts (or ends) with, those of
    /// all enclosures around it included: repeated heads and feet, cloned borders and padding.
    pub opening: Length,
    pub closing: Length,
    /// It began before this galley, which goes on inside it: its top edge is not here.
    pub resumed: bool,
}

/// Flows that stand side by side and are cut by one height: the cells of a row, the items of a
/// flex line. `advance` of the item is the height of all.
#[derive(Debug)]
pub struct ParallelFlows {
    pub flows: Vec<ParallelFlow>,
    /// Boxes without an enclosure of their own that begin here and are as large as the flows
    /// together: the row of a table, and its row group if this is its first row.
    pub owners: Vec<BoxId>,
    pub height: Length,
    /// Of a row of a table whose borders collapse: what is drawn around its cells.
    pub table_row: Option<TableRow>,
}

#[derive(Debug)]
pub struct ParallelFlow {
    pub galley: Arc<Galley>,
    /// Its place in the outer galley, from the left edge of that and the top of the row.
    pub x: Length,
    pub y: Length,
}

/// What a legal break would cost. Compared in this order, most important first: rules that the
/// specification allows to be dropped only when nothing else fits (CSS Fragmentation 3, section 4.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BreakViolations {
    /// Inside what should be kept whole for physical reasons: a row of a table, a flex line, a line
    /// box taller than a page.
    pub monolithic: u16,
    /// How many boxes with `break-inside: avoid` it cuts.
    pub avoid_inside: u16,
    /// `break-before: avoid` or `break-after: avoid` at this place.
    pub avoid_between: u16,
    /// Lines missing to satisfy `orphans` and `widows`.
    pub orphans_widows: u16,
}

impl BreakViolations {
    /// Those of two breaks together.
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
    pub place: BreakPlace,
    /// Where the content before ends, without what is dropped at the break.
    pub end: Offset,
    /// Where the content after starts.
    pub start: Offset,
    pub violations: BreakViolations,
    /// Not a choice: `break-before` or `break-after` with a page value, on a child of something
    /// that layout does not stop in.
    pub forced: Option<BreakBetween>,
    /// In columns: that a page should not end here either, or only a page.
    pub avoids_page: bool,
    /// The enclosure whose opening and closing heights count here.
    pub enclosure: Option<EnclosureId>,
}

/// Where in the list a break is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BreakPlace {
    /// Before the item of this index (the first that goes to the next page, dropped gaps passed).
    Before(u32),
    /// Inside the parallel flows of item `item`, with the point of each flow at which it is cut.
    Inside { item: u32, cuts: Box<[BreakPoint]> },
    /// Inside the columns of item `item`: the number of the break in their galley.
    InsideColumns { item: u32, at: u32 },
}

impl BreakPlace {
    /// The index of the item that the break is before or inside.
    pub fn item(&self) -> usize {
        let (Self::Before(item) | Self::Inside { item, .. } | Self::InsideColumns { item, .. }) = self;
        *item as usize
    }

    /// The same, to change it.
    pub(crate) fn item_mut(&mut self) -> &mut u32 {
        let (Self::Before(item) | Self::Inside { item, .. } | Self::InsideColumns { item, .. }) = self;
        item
    }
}

/// An absolutely positioned box, hung on the item at its static position.
#[derive(Debug)]
pub struct Positioned {
    /// The item before which it stands.
    pub item: u32,
    pub box_id: BoxId,
    /// The innermost enclosure that holds it; the box against which it resolves is that or one
    /// around it, in this galley or in one that this galley stands in.
    pub enclosure: Option<EnclosureId>,
    /// `position: fixed`: on every page, against the page.
    pub fixed: bool,
    /// The left edge of its static position in the galley; where text runs from right to left, the
    /// right edge.
    pub static_x: Length,
    pub from_right: bool,
    /// How far its static position is below the top of the item, across a margin.
    pub below: Length,
    /// Where it is aligned instead of standing at that position: children of flex and grid
    /// containers.
    pub room: Option<Room>,
}

/// A rectangle whose top left corner is the static position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    pub size: Size,
    /// It is also what the box is positioned against: an area of a grid.
    pub contains: bool,
}

/// A float in its place beside the items of the galley. It belongs to the page on which its top is.
#[derive(Clone, Debug)]
pub struct PlacedFloat {
    /// The item before which it stands in the document.
    pub item: u32,
    /// The innermost enclosure that holds it.
    pub enclosure: Option<EnclosureId>,
    /// The top and the bottom of its margin box.
    pub top: Offset,
    pub bottom: Offset,
    /// The top left corner of its border box.
    pub x: Length,
    pub y: Offset,
    pub galley: Arc<Galley>,
    /// Where relative positioning draws it, from where it is, unless its galley's own box does.
    pub shift: Point,
}

/// A float that does not end above a break which is below its top: it is cut at its last legal break above
/// that one, or goes to the next page whole. Its rest starts at the top of that page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FloatCut {
    /// The number of the galley's break, and of the float.
    pub at: u32,
    pub float: u32,
    /// The number of the break in the float's own galley; `None` where all of it goes to the next page.
    pub cut: Option<u32>,
    /// By how much the rest of the float is longer than what is planned beside it: so much further down
    /// begins what stands below it.
    pub growth: Length,
    /// What the cut costs.
    pub violations: BreakViolations,
}

/// Where a positioned box would have stood in the flow (CSS Positioned Layout 3, section 3.5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaticPlace {
    /// Its top left corner, or its top right one.
    pub at: Point,
    pub from_right: bool,
    pub room: Option<Room>,
}

/// Where layout stopped, and how it goes on.
#[derive(Clone, Debug)]
pub struct Stop {
    pub position: Position,
    pub forced: BreakBetween,
}

/// A place in the box tree from which layout can go on: before the box at the end of `path`, or
/// inside that paragraph at a text offset. The order is that of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Child indices from the root box down. Empty: the start of the document.
    pub path: Vec<u32>,
    /// The offset into [`crate::boxes::BoxTree::text`] at which the paragraph's next line starts.
    pub text: Option<u32>,
}
