//! Builds a galley from top to bottom: takes boxes, lines and margins in document order, collapses the margins (CSS
//! 2.2, section 8.3.1), and collects the legal breaks (CSS Fragmentation 3, section 4).
//!
//! A margin is held back until something solid is added: a line, a border, padding. Boxes that open or close before
//! that wait with it, because the margin is outside them.

pub(crate) mod empty_space;
mod float_items;
pub(crate) mod lines;

use std::sync::Arc;

use crate::boxes::BoxId;
use crate::css::{BoxDecorationBreak, BreakBetween, ComputedStyle, LineSnap, MarginBreak};
use crate::layout::block::line_grid::LineGrids;
use crate::layout::floats::context::Floats;
use crate::layout::galley::columns::Columns;
use crate::layout::galley::list::{
    AlignmentContainer, Break, BreakPlace, BreakViolations, Enclosure, EnclosureId, Galley, Item, ItemKind,
    ParallelFlows, Positioned,
};
use crate::units::{Length, Offset, Point, Sides};

/// Adjoining margins: the largest positive one and the most negative one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Margin {
    positive: Length,
    negative: Length,
}

impl Margin {
    pub(crate) fn add(&mut self, margin: Length) {
        if margin > Length::ZERO {
            self.positive = self.positive.max(margin);
        } else {
            self.negative = self.negative.min(margin);
        }
    }

    pub(crate) fn used(self) -> Length {
        self.positive + self.negative
    }
}

/// Something that waits for the margin before it.
enum Waiting {
    /// A box that opens, with the height of its top border and padding.
    Open(EnclosureId, Length),
    Close(EnclosureId),
    Positioned(Positioned),
}

/// A place between two siblings at which the galley may be broken, if anything follows.
#[derive(Clone, Copy)]
struct PendingBreak {
    /// Whether no break should be here.
    avoid: bool,
    /// Whether no page should end here.
    avoids_page: bool,
    /// How many row groups with `break-inside: avoid`, which have no enclosure, a break here splits.
    split: u16,
    /// The break, if a page or a column has to end here.
    forced: Option<BreakBetween>,
    /// The innermost box that is open around both siblings.
    enclosure: Option<EnclosureId>,
}

/// A box to open: the fields that [`Enclosure`] takes over.
pub(crate) struct NewEnclosure {
    pub(crate) box_id: BoxId,
    pub(crate) style: Arc<ComputedStyle>,
    pub(crate) x: Length,
    pub(crate) width: Length,
    pub(crate) border: Sides<Length>,
    pub(crate) padding: Sides<Length>,
    pub(crate) shift: Point,
    pub(crate) resumed: bool,
}

/// A positioned box, and its static position next to what was added last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewPositioned {
    pub(crate) box_id: BoxId,
    pub(crate) fixed: bool,
    /// The left edge of its static position, or the right edge if `from_right`.
    pub(crate) static_x: Length,
    pub(crate) from_right: bool,
    /// How far its static position is below what was added last.
    pub(crate) below: Length,
    /// The rectangle that it is aligned in, if there is one.
    pub(crate) room: Option<AlignmentContainer>,
}

impl NewPositioned {
    /// A positioned box directly below what was added last.
    pub(crate) fn in_flow(box_id: BoxId, fixed: bool, static_x: Length, from_right: bool) -> NewPositioned {
        NewPositioned { box_id, fixed, static_x, from_right, below: Length::ZERO, room: None }
    }
}

/// A galley while it is built.
pub(crate) struct GalleyBuilder {
    galley: Galley,
    /// The height of everything added so far.
    offset: Offset,
    /// The margin that is held back.
    margin: Margin,
    /// How much of that margin stays at the end of a page that ends in it, and at the start of the next page.
    kept: (Length, Length),
    waiting: Vec<Waiting>,
    /// Enclosures that are open, whether their `Open` item is in the list or waits.
    open: Vec<EnclosureId>,
    /// How many of the open enclosures have `break-inside: avoid`.
    avoiding: u16,
    /// The break before the next solid item.
    pending: Option<PendingBreak>,
    /// Whether the galley is cut into columns and not into pages.
    in_columns: bool,
    /// Whether anything solid has been added.
    started: bool,
    /// The height of a page, if boxes taller than a page may break in their empty space.
    page: Option<Length>,
    /// The line grids around the current box.
    pub(crate) grids: LineGrids,
    /// The floats of the innermost formatting context.
    pub(crate) floats: Floats,
    /// How much of the margin that is held back has taken effect as clearance.
    cleared: Length,
}

impl GalleyBuilder {
    pub(crate) fn new(width: Length) -> GalleyBuilder {
        GalleyBuilder {
            galley: Galley { width, sums: vec![0], ..Galley::default() },
            offset: 0,
            margin: Margin::default(),
            kept: (Length::ZERO, Length::ZERO),
            waiting: Vec::new(),
            open: Vec::new(),
            avoiding: 0,
            pending: None,
            in_columns: false,
            started: false,
            page: None,
            grids: LineGrids::default(),
            floats: Floats::default(),
            cleared: Length::ZERO,
        }
    }

    /// A builder for content that is cut into columns.
    pub(crate) fn in_columns(width: Length) -> GalleyBuilder {
        GalleyBuilder { in_columns: true, ..GalleyBuilder::new(width) }
    }

    /// Sets the height of a page.
    pub(crate) fn on_pages(self, page: Option<Length>) -> GalleyBuilder {
        GalleyBuilder { page, ..self }
    }

    pub(crate) fn is_in_columns(&self) -> bool {
        self.in_columns
    }

    /// Whether a box should be kept whole when the galley is cut.
    pub(crate) fn avoids(&self, style: &ComputedStyle) -> bool {
        let inside = style.layout.break_inside;
        if self.in_columns { inside.avoids_column() } else { inside.avoids_page() }
    }

    pub(crate) fn finish(mut self) -> Galley {
        self.flush_margin(Length::ZERO);
        self.hold_floats();
        self.grids.align_breaks(&mut self.galley);
        self.galley.cut_floats();
        // Boxes that are still open do not end in this galley: layout stopped inside them.
        self.galley
    }

    pub(crate) fn set_stop(&mut self, stop: crate::layout::galley::list::Stop) {
        self.galley.stop = Some(stop);
    }

    pub(crate) fn set_page_name(&mut self, name: Option<Arc<str>>) {
        self.galley.page_name = name;
    }

    /// The height so far, without a margin that is held back.
    pub(crate) fn height(&self) -> Offset {
        self.offset
    }

    pub(crate) fn enclosure(&self, id: EnclosureId) -> &Enclosure {
        self.galley.enclosure(id)
    }

    pub(crate) fn enclosure_mut(&mut self, id: EnclosureId) -> &mut Enclosure {
        self.galley.enclosure_mut(id)
    }

    pub(crate) fn add_margin(&mut self, margin: Length) {
        self.margin.add(margin);
    }

    /// The top margin of a box after `margin-break` is applied (CSS Fragmentation 4, section 5.2). `on_page` is whether
    /// the galley begins with a page.
    pub(crate) fn top_margin(&self, margin: Length, style: &ComputedStyle, on_page: bool) -> Length {
        match style.layout.margin_break {
            MarginBreak::Discard if on_page && !self.started => Length::ZERO,
            _ => margin,
        }
    }

    /// Adds the result of [`GalleyBuilder::top_margin`].
    pub(crate) fn add_top_margin(&mut self, margin: Length, style: &ComputedStyle) {
        if style.layout.margin_break == MarginBreak::Keep {
            self.kept.1 = self.kept.1.max(margin);
        }
        self.margin.add(margin);
    }

    pub(crate) fn add_bottom_margin(&mut self, margin: Length, style: &ComputedStyle) {
        if style.layout.margin_break == MarginBreak::Keep {
            self.kept.0 = self.kept.0.max(margin);
        }
        self.margin.add(margin);
    }

    /// Drops the margin that is held back.
    pub(crate) fn drop_margin(&mut self) {
        self.margin = Margin::default();
        self.kept = (Length::ZERO, Length::ZERO);
        self.cleared = Length::ZERO;
    }

    fn push(&mut self, kind: ItemKind, advance: Length, enclosure: Option<EnclosureId>) -> u32 {
        let index = self.galley.items.len() as u32;
        self.galley.items.push(Item { kind, advance, enclosure });
        self.offset += advance.offset();
        self.galley.sums.push(self.offset);
        index
    }

    /// Opens a box inside the innermost open one. It waits for the margin unless it has an edge.
    pub(crate) fn open(&mut self, new: NewEnclosure) -> EnclosureId {
        let id = EnclosureId(self.galley.enclosures.len() as u32);
        let parent = self.open.last().copied();
        let clones = new.style.layout.box_decoration_break == BoxDecorationBreak::Clone;
        let (opening, closing) = parent.map_or((Length::ZERO, Length::ZERO), |parent| {
            let parent = self.enclosure(parent);
            (parent.opening, parent.closing)
        });
        let top = if new.resumed && !clones { Length::ZERO } else { new.border.top + new.padding.top };
        let cloned = |edge: Length| if clones { edge } else { Length::ZERO };
        let avoids = self.avoids(&new.style);
        self.galley.enclosures.push(Enclosure {
            box_id: new.box_id,
            opening: opening + cloned(new.border.top + new.padding.top),
            closing: closing + cloned(new.border.bottom + new.padding.bottom),
            style: new.style,
            parent,
            x: new.x,
            width: new.width,
            border: new.border,
            padding: new.padding,
            shift: new.shift,
            open: u32::MAX,
            close: u32::MAX,
            repeated_head: None,
            repeated_foot: None,
            between_rows: Default::default(),
            resumed: new.resumed,
        });
        self.open.push(id);
        self.waiting.push(Waiting::Open(id, top));
        if top > Length::ZERO {
            self.flush();
        }
        // Counted after the flush: a break before this box is not inside it.
        if avoids {
            self.avoiding += 1;
        }
        id
    }

    /// Closes the innermost open box. With a bottom edge the margin of its last child stays inside.
    pub(crate) fn close(&mut self, id: EnclosureId) {
        let enclosure = self.enclosure(id);
        let bottom = enclosure.border.bottom + enclosure.padding.bottom;
        let avoids = self.avoids(&enclosure.style);
        if bottom > Length::ZERO {
            self.put(Length::ZERO);
        }
        self.open.pop();
        if let Some(pending) = &mut self.pending
            && pending.enclosure == Some(id)
        {
            pending.enclosure = self.open.last().copied();
        }
        if avoids {
            self.avoiding = self.avoiding.saturating_sub(1);
        }
        if self.is_waiting(id) {
            // Content after an empty box does not move the box, unless the box around it moves too.
            if self.floats.are_pending() && self.innermost().is_none_or(|id| !self.is_waiting(id)) {
                self.settle_floats(self.offset + self.held_margin().offset());
            }
            self.waiting.push(Waiting::Close(id));
        } else {
            // Empty boxes at its end are inside it, although the margin continues below.
            self.flush_waiting();
            let index = self.push(ItemKind::Close, bottom, Some(id));
            self.enclosure_mut(id).close = index;
            self.break_padding(index, Length::ZERO, self.enclosure(id).padding.bottom);
        }
    }

    /// Whether nothing solid has been added to a box since it was opened.
    pub(crate) fn is_waiting(&self, id: EnclosureId) -> bool {
        self.enclosure(id).open == u32::MAX
    }

    /// Where the content of an open box begins; `None` while nothing solid has been added to it.
    pub(crate) fn content_start(&self, id: EnclosureId) -> Option<Offset> {
        // After its `Open` item, whose advance is the box's top edge.
        self.galley.sums.get(self.enclosure(id).open as usize + 1).copied()
    }

    /// Records that a sibling has ended and another one begins.
    pub(crate) fn between_siblings(&mut self, avoid: bool) {
        let enclosure = self.open.last().copied();
        match &mut self.pending {
            Some(pending) => {
                pending.avoid |= avoid;
                pending.avoids_page |= avoid;
            }
            None => {
                self.pending =
                    Some(PendingBreak { avoid, avoids_page: avoid, split: 0, forced: None, enclosure })
            }
        }
    }

    /// As [`GalleyBuilder::between_siblings`], where the break may also be forced.
    pub(crate) fn between(&mut self, between: BreakBetween) {
        self.between_siblings(between == BreakBetween::Avoid);
        let is_forced = between.is_forced() || between == BreakBetween::Column;
        let Some(pending) = &mut self.pending else { return };
        pending.avoids_page |= between == BreakBetween::AvoidPage;
        if is_forced {
            pending.forced = Some(between);
        }
    }

    /// Marks the break between two rows as splitting their row group, which has no enclosure.
    pub(crate) fn between_rows_of(&mut self, style: &ComputedStyle) {
        let split = u16::from(self.avoids(style));
        if let Some(pending) = &mut self.pending {
            pending.split += split;
        }
    }

    /// Adds the margin that is held back, and records the break before the next item, which is on the line grid if its
    /// box is.
    pub(crate) fn flush(&mut self) {
        let missing = self.missing_to_grid();
        self.put(missing);
    }

    /// The distance from the end of the held margin to the next step of the line grid.
    fn missing_to_grid(&mut self) -> Length {
        let at = self.offset + self.held_margin().offset();
        let galley = &self.galley;
        let opens_snapped = || {
            self.waiting.iter().any(|waiting| match waiting {
                Waiting::Open(id, _) => galley.enclosure(*id).style.text.line_snap != LineSnap::None,
                _ => false,
            })
        };
        self.grids.settle(at, self.started, opens_snapped)
    }

    /// The height of the margin that is held back.
    fn held_margin(&self) -> Length {
        let used = self.margin.used();
        if self.cleared.is_zero() { used } else { (used - self.cleared).max(Length::ZERO) }
    }

    /// As [`GalleyBuilder::flush`], with a given distance in addition to the margin.
    fn put(&mut self, further: Length) {
        let end = self.offset;
        let kept = self.kept;
        self.flush_margin(further);
        let first = self.galley.items.len() as u32;
        if let Some(pending) = self.pending.take()
            && self.started
        {
            let avoid = pending.avoid;
            // A box that opens only now does not contain both sides of the break.
            self.add_break(Break {
                place: BreakPlace::Before(first),
                end: end + kept.0.offset(),
                start: self.offset - kept.1.offset(),
                violations: BreakViolations {
                    avoid_inside: self.avoiding_around(pending.enclosure) + pending.split,
                    avoid_between: u16::from(avoid),
                    ..BreakViolations::default()
                },
                forced: pending.forced,
                avoids_page: pending.avoids_page,
                enclosure: pending.enclosure,
            });
        }
        self.started = true;
        self.settle_floats(self.offset);
        for waiting in std::mem::take(&mut self.waiting) {
            self.put_waiting(waiting);
        }
    }

    fn add_break(&mut self, each: Break) {
        self.grids.note_break(self.galley.breaks.len());
        self.galley.breaks.push(each);
    }

    fn put_waiting(&mut self, waiting: Waiting) {
        match waiting {
            Waiting::Open(id, top) => {
                let index = self.push(ItemKind::Open, top, Some(id));
                self.enclosure_mut(id).open = index;
                self.break_padding(index, top - self.enclosure(id).padding.top, top);
            }
            Waiting::Close(id) => {
                let index = self.push(ItemKind::Close, Length::ZERO, Some(id));
                self.enclosure_mut(id).close = index;
            }
            Waiting::Positioned(mut positioned) => {
                positioned.item = self.galley.items.len() as u32;
                // At the end of a flow the margin is still held back.
                positioned.below += self.margin.used();
                self.galley.positioned.push(positioned);
            }
        }
    }

    /// How many of the boxes around an enclosure, itself included, should be kept whole.
    fn avoiding_around(&self, enclosure: Option<EnclosureId>) -> u16 {
        if self.avoiding == 0 {
            return 0;
        }
        let chain = std::iter::successors(enclosure, |&id| self.enclosure(id).parent);
        chain.filter(|&id| self.avoids(&self.enclosure(id).style)).count() as u16
    }

    fn flush_margin(&mut self, further: Length) {
        self.kept = (Length::ZERO, Length::ZERO);
        let cleared = std::mem::take(&mut self.cleared);
        let mut used = std::mem::take(&mut self.margin).used();
        if !cleared.is_zero() {
            used = (used - cleared).max(Length::ZERO);
        }
        used += further;
        if !used.is_zero() {
            // The gap belongs to the innermost box that is already open in the list.
            let enclosure = self.open.iter().rev().copied().find(|&id| !self.is_waiting(id));
            self.push(ItemKind::Gap, used, enclosure);
        }
    }

    /// Adds the margin at the end of a formatting context inside it, without a break.
    pub(crate) fn end_margin(&mut self) {
        let pending = self.pending.take();
        self.flush_margin(Length::ZERO);
        self.pending = pending;
        self.settle_floats(self.offset);
    }

    /// Adds everything that waits where layout stops. The margin is discarded at the forced break.
    pub(crate) fn flush_waiting_at_stop(&mut self) {
        self.drop_margin();
        self.flush_waiting();
    }

    /// Adds everything that still waits, at the end of a flow.
    pub(crate) fn flush_waiting(&mut self) {
        for waiting in std::mem::take(&mut self.waiting) {
            self.put_waiting(waiting);
        }
    }

    /// Adds a solid item. Returns its index.
    pub(crate) fn solid(&mut self, kind: ItemKind, advance: Length) -> u32 {
        match kind {
            // Empty space continues where the box's content ends.
            ItemKind::Fill => self.put(Length::ZERO),
            _ => self.flush(),
        }
        let enclosure = self.open.last().copied();
        self.push(kind, advance, enclosure)
    }

    /// Adds flows side by side; with `avoid`, they should be kept whole. Returns the index of the item.
    pub(crate) fn parallel(&mut self, flows: ParallelFlows, avoid: bool) -> u32 {
        self.row(flows, avoid, &[])
    }

    /// As [`GalleyBuilder::parallel`], with the heights at which cells over several rows may break beside the flows.
    pub(crate) fn row(&mut self, mut flows: ParallelFlows, avoid: bool, beside: &[Offset]) -> u32 {
        let number = self.galley.parallels.len() as u32;
        let height = flows.height;
        self.flush();
        let at = Length::from_offset(self.offset);
        let baseline = flows
            .flows
            .iter()
            .find_map(|flow| flow.galley.first_baseline.map(|baseline| at + flow.y + baseline));
        if let Some(baseline) = baseline {
            self.galley.first_baseline.get_or_insert(baseline);
            self.galley.last_baseline = Some(baseline);
        }
        crate::layout::galley::parallel_breaks::break_empty_ends(&mut flows, beside);
        let inner = crate::layout::galley::parallel_breaks::inner_breaks(&flows);
        self.galley.parallels.push(flows);
        let enclosure = self.open.last().copied();
        let start = self.offset;
        let item = self.push(ItemKind::Parallel(number), height, enclosure);
        for inner in inner {
            let mut violations = inner.violations;
            violations.avoid_inside += self.avoiding + u16::from(avoid);
            self.add_break(Break {
                place: BreakPlace::Inside { item, cuts: inner.cuts },
                end: start + inner.end,
                start: start + inner.start,
                violations,
                forced: inner.forced,
                avoids_page: violations.avoid_between > 0,
                enclosure,
            });
        }
        item
    }

    /// Adds content in columns.
    pub(crate) fn columns(&mut self, columns: Columns) {
        let number = self.galley.columns.len() as u32;
        self.flush();
        let at = Length::from_offset(self.offset);
        let (first, last) = (columns.galley.first_baseline, columns.galley.last_baseline);
        if let Some(first) = first {
            self.galley.first_baseline.get_or_insert(at + first);
            self.galley.last_baseline = last.map(|last| at + last);
        }
        let height = columns.natural_height();
        let enclosure = self.open.last().copied();
        let start = self.offset;
        let item = self.push(ItemKind::Columns(number), Length::from_offset(height), enclosure);
        if !columns.galley.breaks.is_empty() {
            let (before, after) = columns.heights();
            for (at, inner) in columns.galley.breaks.iter().enumerate() {
                let mut violations = inner.violations;
                if !self.in_columns {
                    violations.avoid_inside = columns.pages_avoided(inner.enclosure);
                    violations.avoid_between = u16::from(inner.avoids_page);
                }
                violations.avoid_inside += self.avoiding;
                self.galley.breaks.push(Break {
                    place: BreakPlace::InsideColumns { item, at: at as u32 },
                    end: start + before[at + 1],
                    start: start + height - after[at + 1],
                    violations,
                    forced: inner.forced.filter(|between| between.is_forced()),
                    avoids_page: inner.avoids_page,
                    enclosure,
                });
            }
        }
        self.galley.columns.push(columns);
    }

    /// Adds a box that is placed after the galley is cut.
    pub(crate) fn positioned(&mut self, new: NewPositioned) {
        let is_waiting = !self.waiting.is_empty();
        let margin = if is_waiting { Length::ZERO } else { self.margin.used() };
        let positioned = Positioned {
            item: self.galley.items.len() as u32,
            box_id: new.box_id,
            enclosure: self.open.last().copied(),
            fixed: new.fixed,
            static_x: new.static_x,
            from_right: new.from_right,
            below: new.below + margin,
            room: new.room,
        };
        if is_waiting {
            self.waiting.push(Waiting::Positioned(positioned));
        } else {
            self.galley.positioned.push(positioned);
        }
    }
}
