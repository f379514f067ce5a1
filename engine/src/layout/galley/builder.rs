//! Making a galley from top to bottom: collapsing margins (CSS 2.2, section 8.3.1) and collecting
//! the legal breaks (CSS Fragmentation 3, section 4) on the way.
//!
//! A margin is held back until something solid comes: a line, a border, padding. Boxes that open or
//! close meanwhile wait with it, since it lies outside of them.

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

/// Margins that have met: the largest positive and the most negative one.
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

/// What waits for the margin before it.
enum Waiting {
    Open(EnclosureId, Length),
    Close(EnclosureId),
    Positioned(Positioned),
}

/// A place between two siblings at which the galley may be broken, if anything follows.
#[derive(Clone, Copy)]
struct PendingBreak {
    avoid: bool,
    /// A page should not end here.
    avoids_page: bool,
    /// How many boxes without an enclosure that should be kept whole are split here.
    split: u16,
    /// A page has to end here.
    forced: Option<BreakBetween>,
    /// The innermost box that is open around both siblings.
    enclosure: Option<EnclosureId>,
}

/// A new box to open.
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

pub(crate) struct GalleyBuilder {
    galley: Galley,
    offset: Offset,
    margin: Margin,
    /// How much of it stays at the end of a page that ends in it, and at the start of the next one.
    kept: (Length, Length),
    waiting: Vec<Waiting>,
    /// Enclosures that are open, whether their `Open` is in the list yet or waits.
    open: Vec<EnclosureId>,
    /// How many of them have `break-inside: avoid`.
    avoiding: u16,
    pending: Option<PendingBreak>,
    /// The galley is cut into columns and not into pages.
    in_columns: bool,
    /// Whether anything solid has been put in.
    started: bool,
    /// The height of a page, where boxes that are higher are split in their empty parts.
    page: Option<Length>,
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

    /// For content that is cut into columns.
    pub(crate) fn in_columns(width: Length) -> GalleyBuilder {
        GalleyBuilder { in_columns: true, ..GalleyBuilder::new(width) }
    }

    /// Tells how high a page is.
    pub(crate) fn on_pages(self, page: Option<Length>) -> GalleyBuilder {
        GalleyBuilder { page, ..self }
    }

    pub(crate) fn is_in_columns(&self) -> bool {
        self.in_columns
    }

    /// Whether a box should not be split where the galley is cut.
    pub(crate) fn avoids(&self, style: &ComputedStyle) -> bool {
        let inside = style.layout.break_inside;
        if self.in_columns { inside.avoids_column() } else { inside.avoids_page() }
    }

    pub(crate) fn finish(mut self) -> Galley {
        self.flush_margin(Length::ZERO);
        self.hold_floats();
        self.grids.align_breaks(&mut self.galley);
        self.galley.cut_floats();
        // Boxes that are still open have no end here: layout stopped inside them.
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

    /// What of the top margin of a box of a style there is (CSS Fragmentation 4, section 5.2). `on_page` is
    /// whether the galley begins with a page.
    pub(crate) fn top_margin(&self, margin: Length, style: &ComputedStyle, on_page: bool) -> Length {
        match style.layout.margin_break {
            MarginBreak::Discard if on_page && !self.started => Length::ZERO,
            _ => margin,
        }
    }

    /// Adds what there is of a top margin.
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
            // What comes after an empty box does not move it, unless the box around it goes along.
            if self.floats.are_pending() && self.innermost().is_none_or(|id| !self.is_waiting(id)) {
                self.settle_floats(self.offset + self.held_margin().offset());
            }
            self.waiting.push(Waiting::Close(id));
        } else {
            // Empty boxes at its end are inside it, though the margin goes on below.
            self.flush_waiting();
            let index = self.push(ItemKind::Close, bottom, Some(id));
            self.enclosure_mut(id).close = index;
            self.break_padding(index, Length::ZERO, self.enclosure(id).padding.bottom);
        }
    }

    /// Whether nothing solid has been put into a box since it was opened.
    pub(crate) fn is_waiting(&self, id: EnclosureId) -> bool {
        self.enclosure(id).open == u32::MAX
    }

    /// Where the content of an open box begins; `None` while nothing solid has been put into it.
    pub(crate) fn content_start(&self, id: EnclosureId) -> Option<Offset> {
        // After its `Open` item, whose advance is the box's top edge.
        self.galley.sums.get(self.enclosure(id).open as usize + 1).copied()
    }

    /// A sibling ended and another begins.
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

    /// Tells that the break between two siblings parts a box which has no enclosure: a group of rows.
    pub(crate) fn between_rows_of(&mut self, style: &ComputedStyle) {
        let split = u16::from(self.avoids(style));
        if let Some(pending) = &mut self.pending {
            pending.split += split;
        }
    }

    /// Lets the margin take effect, and records the break in front of what follows, which is on the grid
    /// of lines if its box is.
    pub(crate) fn flush(&mut self) {
        let missing = self.missing_to_grid();
        self.put(missing);
    }

    /// How far the top of what comes next is below the margin that is held back.
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

    /// What the margin that is held back comes to.
    fn held_margin(&self) -> Length {
        let used = self.margin.used();
        if self.cleared.is_zero() { used } else { (used - self.cleared).max(Length::ZERO) }
    }

    /// The same with a given distance beside the margin.
    fn put(&mut self, further: Length) {
        let end = self.offset;
        let kept = self.kept;
        self.flush_margin(further);
        let first = self.galley.items.len() as u32;
        if let Some(pending) = self.pending.take()
            && self.started
        {
            let avoid = pending.avoid;
            // Boxes that open only now do not hold both sides of the break.
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

    /// Lets a margin at the end of a formatting context take effect inside it, without a break.
    pub(crate) fn end_margin(&mut self) {
        let pending = self.pending.take();
        self.flush_margin(Length::ZERO);
        self.pending = pending;
        self.settle_floats(self.offset);
    }

    /// Puts in what waits where layout stops; the margin is dropped at the forced break.
    pub(crate) fn flush_waiting_at_stop(&mut self) {
        self.drop_margin();
        self.flush_waiting();
    }

    /// Puts in everything that still waits, at the end of a flow.
    pub(crate) fn flush_waiting(&mut self) {
        for waiting in std::mem::take(&mut self.waiting) {
            self.put_waiting(waiting);
        }
    }

    /// Puts in something solid.
    pub(crate) fn solid(&mut self, kind: ItemKind, advance: Length) -> u32 {
        match kind {
            // It goes on where the box's content ends.
            ItemKind::Fill => self.put(Length::ZERO),
            _ => self.flush(),
        }
        let enclosure = self.open.last().copied();
        self.push(kind, advance, enclosure)
    }

    /// Puts in flows side by side; `avoid` where they should not be split.
    pub(crate) fn parallel(&mut self, mut flows: ParallelFlows, avoid: bool) -> u32 {
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
        crate::layout::galley::parallel_breaks::break_empty_ends(&mut flows);
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

    /// Puts in content that stands in columns.
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
