//! Placing one slice of a galley: boxes that continue from the page before, then item after item.
//!
//! In: a [`Slice`] and the position of its top left corner on the page. Out: the content that [`Placer`] collects.

use std::iter::Peekable;

use crate::boxes::{BoxId, BoxKind};
use crate::css::{Float, Position};
use crate::layout::{
    BreakPlace, BreakPoint, Galley, Item, ItemKind, ParallelFlows, Positioned, Slice, StaticPlace,
};
use crate::pages::breaks::columns::{ColumnsFragment, PageEnd, column_fragments};
use crate::pages::page::Placed;
use crate::pages::placing::boxes::OpenBox;
use crate::pages::placing::floats::{FloatFragment, float_growths, floats_of};
use crate::pages::placing::layers::{WaitingBox, around};
use crate::pages::placing::placer::Placer;
use crate::pages::placing::stacking::ContentItem;
use crate::units::{Length, Offset, Point, Rect, Size};

/// The slice being placed. It does not change meanwhile.
pub(crate) struct Flow<'g> {
    /// The galley of the slice.
    pub(crate) galley: &'g Galley,
    /// The part of the galley that is placed.
    pub(crate) slice: &'g Slice<'g>,
    /// The point on the page at which the galley's left edge and the slice's top are.
    pub(crate) at: Point,
    /// The top of the content, below repeated heads and cloned borders.
    pub(crate) content_top: Length,
    /// The position on the page of the content's end: where the slice breaks, above what closes it at the foot.
    pub(crate) end: Length,
    /// The end of the fragmentainer or row on the page: the boxes that the slice breaks extend to it, and the box around
    /// all of it if the slice ends.
    foot: Option<Length>,
    /// Whether the slice ends between two rows of a table.
    ends_between_rows: bool,
    /// The columns in the slice, from top to bottom.
    columns: Vec<ColumnsFragment>,
    /// How far the continuations of floats push content down that is below these offsets.
    float_growths: Vec<(Offset, Length)>,
}

/// The boxes that are open while items are placed, and the positioned boxes that wait for them to close.
pub(crate) struct OpenBoxes {
    /// The open boxes, outermost first.
    pub(crate) boxes: Vec<OpenBox>,
    /// How far relative positioning moves the content: of the flow, then of each open box.
    pub(crate) shifts: Vec<Point>,
    /// Positioned boxes whose containing block is still open.
    pub(crate) waiting: Vec<WaitingBox>,
}

impl OpenBoxes {
    fn new() -> OpenBoxes {
        OpenBoxes { boxes: Vec::new(), shifts: vec![Point::default()], waiting: Vec::new() }
    }

    /// How far relative positioning moves the next item.
    pub(crate) fn shift(&self) -> Point {
        self.shifts.last().copied().unwrap_or_default()
    }
}

impl<'g> Flow<'g> {
    /// The position on the page of an offset of the galley, for content at an item.
    pub(crate) fn y_of(&self, item: usize, offset: Offset) -> Length {
        // Columns are taller or shorter on this page than in the galley.
        let grown: Offset =
            self.columns.iter().take_while(|each| each.item < item).map(|each| each.growth).sum();
        let below = self.float_growths.iter().filter(|(bottom, _)| *bottom <= offset);
        let by_floats = below.map(|(_, growth)| *growth).max();
        self.content_top
            + Length::from_offset(offset - self.slice.top + grown)
            + by_floats.unwrap_or_default()
    }

    /// The height of the empty space at the end of the slice.
    fn space(&self) -> Length {
        Length::from_offset(self.galley.space_above(self.slice.fragment.to, self.slice.content_height()))
    }

    /// The top of an item on the page.
    fn top_of(&self, item: usize) -> Length {
        if self.slice.resumes(item) {
            return self.content_top;
        }
        self.y_of(item, self.galley.sums.get(item).copied().unwrap_or(0))
    }
}

impl Placer<'_> {
    /// Places a slice with its top left corner at `at`.
    pub(crate) fn slice(&mut self, galley: &Galley, slice: &Slice<'_>, at: Point) {
        let mut flow = Flow {
            galley,
            slice,
            at,
            content_top: at.y,
            end: at.y,
            foot: self.foot.take(),
            ends_between_rows: false,
            columns: column_fragments(galley, slice.fragment, self.room.take(), PageEnd::Filled),
            float_growths: float_growths(galley, slice.fragment.from),
        };
        let mut open = OpenBoxes::new();
        flow.content_top = self.open_continued(&flow, &mut open);
        flow.end = flow.y_of(slice.items.end, slice.top + slice.content_height());
        flow.ends_between_rows = self.ends_between_rows(galley, slice);
        if let Some(foot) = flow.foot.filter(|_| !slice.ends() && !flow.ends_between_rows) {
            flow.end = (flow.end - flow.space()).max(foot - Length::from_offset(slice.closing));
        }
        let mut floats = floats_of(galley, slice).into_iter().peekable();
        let positioned = self.positioned_in(&flow);
        let mut positioned = positioned.into_iter().peekable();
        for index in slice.items.clone() {
            self.floats_before(&flow, &mut floats, index, &mut open);
            self.positioned_before(&flow, &mut positioned, index, &mut open);
            self.item(&flow, index, &galley.items[index], &mut open);
        }
        self.positioned_before(&flow, &mut positioned, usize::MAX, &mut open);
        self.floats_before(&flow, &mut floats, usize::MAX, &mut open);
        self.close_broken(&flow, &mut open);
        self.leave(galley, open.waiting);
    }

    fn ends_between_rows(&self, galley: &Galley, slice: &Slice<'_>) -> bool {
        let at = galley.break_at(slice.fragment.to).filter(|at| matches!(at.place, BreakPlace::Before(_)));
        let innermost = at.and_then(|at| at.enclosure).map(|id| galley.enclosure(id).box_id);
        innermost.is_some_and(|id| matches!(self.context.tree.get(id).kind, BoxKind::TableGrid))
    }

    /// Closes the boxes that continue in a later fragment, innermost first, with their repeated feet. They extend to the
    /// end of the fragmentainer (CSS Fragmentation 3, section 5.3); a table that is broken between two rows ends with the
    /// upper one.
    fn close_broken(&mut self, flow: &Flow<'_>, open: &mut OpenBoxes) {
        let mut y = flow.end;
        let mut ends_with_row = flow.ends_between_rows;
        while let Some(innermost) = open.boxes.last() {
            let enclosure = flow.galley.enclosure(innermost.id);
            let around =
                enclosure.parent.map_or(Length::ZERO, |parent| flow.galley.enclosure(parent).closing);
            if let Some(foot) = flow.foot.filter(|_| !ends_with_row) {
                y = y.max(foot - enclosure.closing);
            }
            if ends_with_row {
                y += enclosure.between_rows.0;
            }
            ends_with_row = false;
            if let Some(foot) = &enclosure.repeated_foot {
                self.put(Placed::BeginArtifact);
                self.galley(foot, Point::new(flow.at.x, y).translate(open.shift()));
                self.put(Placed::EndArtifact);
            }
            y += enclosure.closing - around;
            self.close(flow, y + open.shift().y, false, open);
        }
    }

    /// Opens the boxes that continue from an earlier fragment, with their repeated heads, and returns where the
    /// content starts.
    fn open_continued(&mut self, flow: &Flow<'_>, open: &mut OpenBoxes) -> Length {
        let mut top = flow.at.y;
        for id in flow.slice.open_enclosures() {
            let enclosure = flow.galley.enclosure(id);
            self.open(flow, id, top, false, open);
            let around =
                enclosure.parent.map_or(Length::ZERO, |parent| flow.galley.enclosure(parent).opening);
            top += enclosure.opening - around;
            if let Some(head) = &enclosure.repeated_head {
                let y = top - Length::from_offset(head.height());
                self.put(Placed::BeginArtifact);
                self.galley(head, Point::new(flow.at.x, y).translate(open.shift()));
                self.wait(Some(id), &mut open.waiting);
                self.put(Placed::EndArtifact);
            }
        }
        flow.at.y + Length::from_offset(flow.slice.opening)
    }

    /// The positioned boxes of the slice. Footnotes are placed with the page.
    fn positioned_in<'g>(&self, flow: &Flow<'g>) -> Vec<&'g Positioned> {
        let is_note =
            |each: &Positioned| self.context.tree.style(each.box_id).layout.float == Float::Footnote;
        let here = flow.galley.positioned_at(flow.slice.anchors()).iter();
        here.filter(|each| !is_note(each)).collect()
    }

    fn floats_before<'g>(
        &mut self,
        flow: &Flow<'_>,
        floats: &mut Peekable<impl Iterator<Item = FloatFragment<'g>>>,
        index: usize,
        open: &mut OpenBoxes,
    ) {
        while let Some(each) = floats.next_if(|each| each.item <= index) {
            self.float(flow, &each, &mut open.waiting);
        }
    }

    fn positioned_before<'g>(
        &mut self,
        flow: &Flow<'_>,
        positioned: &mut Peekable<impl Iterator<Item = &'g Positioned>>,
        index: usize,
        open: &mut OpenBoxes,
    ) {
        while let Some(each) = positioned.next_if(|each| each.item as usize <= index) {
            let item = each.item as usize;
            let y = flow.y_of(item, flow.galley.sums.get(item).copied().unwrap_or(0));
            open.waiting.extend(self.reserve_slot(flow.galley, each, flow.at.x, y));
        }
    }

    fn item(&mut self, flow: &Flow<'_>, index: usize, item: &Item, open: &mut OpenBoxes) {
        let (at, y) = (flow.at, flow.top_of(index));
        let shift = open.shift();
        let corner = Point::new(at.x, y).translate(shift);
        match &item.kind {
            ItemKind::Gap | ItemKind::Fill => {}
            ItemKind::Open => {
                if let Some(id) = item.enclosure {
                    let starts = !flow.galley.enclosure(id).resumed;
                    self.open(flow, id, y, starts, open);
                }
            }
            ItemKind::Close => {
                debug_assert_eq!(
                    open.boxes.last().map(|open| open.id),
                    item.enclosure,
                    "boxes close in the order they opened"
                );
                let mut bottom = y + item.advance;
                if open.boxes.len() == 1 && flow.slice.ends() {
                    bottom = flow.foot.map_or(bottom, |foot| foot.max(bottom - flow.space()));
                }
                self.close(flow, bottom + shift.y, true, open);
            }
            ItemKind::Line(line) => {
                self.line(line, corner);
                self.wait(item.enclosure, &mut open.waiting);
            }
            ItemKind::Replaced { box_id, x, width, replaced } => {
                let origin = Point::new(at.x + *x, y).translate(shift);
                self.replaced(*box_id, Rect::new(origin, Size::new(*width, item.advance)), replaced);
            }
            ItemKind::Columns(number) => {
                let fragment = flow.columns.binary_search_by_key(&index, |each| each.item).ok();
                let fragment = fragment.and_then(|found| flow.columns.get(found));
                if let Some((columns, fragment)) = flow.galley.columns.get(*number as usize).zip(fragment) {
                    let foot = (flow.slice.breaks(index)).then_some(flow.end + shift.y);
                    self.columns(columns, fragment, corner, foot);
                }
                self.wait(item.enclosure, &mut open.waiting);
            }
            ItemKind::Parallel(number) => {
                let Some(parallel) = flow.galley.parallels.get(*number as usize) else { return };
                self.parallel(flow, index, parallel, shift);
                self.wait(item.enclosure, &mut open.waiting);
            }
        }
    }

    /// Places flows side by side: the cells of a row, the items of a flex line.
    fn parallel(&mut self, flow: &Flow<'_>, index: usize, parallel: &ParallelFlows, shift: Point) {
        let (galley, slice, at) = (flow.galley, flow.slice, flow.at);
        let y = flow.top_of(index);
        let left = parallel.flows.iter().map(|flow| flow.x).min().unwrap_or_default();
        let corner = Point::new(at.x + left, y).translate(shift);
        let levels = self.begin_row(parallel, corner, galley.items[index].advance);
        if !slice.resumes(index) {
            self.owners(parallel, Point::new(at.x, y).translate(shift));
        }
        let end = match slice.breaks(index) {
            true => flow.end,
            false => flow.y_of(index + 1, galley.sums[index + 1]),
        };
        if let (Some(row), Some(lines)) = (&parallel.table_row, self.table_lines.last_mut()) {
            let (top, bottom) = ((y + shift.y, !slice.resumes(index)), (end + shift.y, !slice.breaks(index)));
            lines.row(row, at.x + shift.x, top, bottom);
        }
        for (number, inner) in parallel.flows.iter().enumerate() {
            let fragment = slice.flow(index, number);
            if fragment.is_empty() {
                continue;
            }
            // In a row that continues, a flow that starts here keeps its distance from the top of the row: it may be
            // below another flow.
            let down = match fragment.from {
                _ if !slice.resumes(index) => inner.y,
                BreakPoint::Start => inner.y - Length::from_offset(slice.top - galley.sums[index]),
                _ => Length::ZERO,
            };
            let corner = Point::new(at.x + inner.x, y + down).translate(shift);
            // All that reach the end of the row end together, also where they resumed at different heights.
            let reaches_end = inner.y.offset() + inner.galley.height() >= parallel.height.offset();
            let is_stretched = fragment.to != BreakPoint::End || slice.resumes(index) && reaches_end;
            self.foot = is_stretched.then_some(end + shift.y);
            self.fragment(&inner.galley, fragment, corner);
        }
        self.content.extend((0..levels).map(|_| ContentItem::End));
    }

    /// Reserves a slot for a positioned box at its position in the document. A running element gets none, nor does a fixed
    /// box, which is placed with the page: only its static position is recorded.
    fn reserve_slot(
        &mut self,
        galley: &Galley,
        each: &Positioned,
        x: Length,
        y: Length,
    ) -> Option<WaitingBox> {
        if self.context.tree.style(each.box_id).layout.position == Position::Running {
            self.note_start(each.box_id);
            return None;
        }
        let shift = around(galley, each.enclosure)
            .map(|enclosure| enclosure.shift)
            .fold(Point::default(), Point::translate);
        let at = Point::new(x + each.static_x, y + each.below).translate(shift);
        let place = StaticPlace { at, from_right: each.from_right, room: each.room };
        if each.fixed {
            self.fixed.push((each.box_id, StaticPlace { room: None, ..place }));
            return None;
        }
        let slot = self.slots.len();
        self.slots.push(None);
        self.content.push(ContentItem::Slot(slot));
        Some(WaitingBox {
            box_id: each.box_id,
            place,
            enclosure: each.enclosure,
            inline: self.inline_around(each.box_id),
            slot,
        })
    }

    /// The relatively positioned inline box around a positioned box, on the same lines.
    fn inline_around(&self, id: BoxId) -> Option<BoxId> {
        let tree = self.context.tree;
        std::iter::successors(tree.get(id).parent, |&id| tree.get(id).parent)
            .take_while(|&id| matches!(tree.get(id).kind, BoxKind::Inline))
            .find(|&id| tree.style(id).layout.position != Position::Static)
    }
}
