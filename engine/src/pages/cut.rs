//! Cutting: a page's share of a galley to placed boxes, lines and images.

use std::sync::Arc;

use super::break_search::{Cut, Share};
use super::column_shares::{ColumnShare, PageEnd, column_shares};
use super::float_shares::{float_growths, floats_of};
use super::layers::{Waiting, around, is_containing_block, level_of};
use super::page::{Group, GroupKind, Placed, PlacedBox, PlacedReplaced};
use super::page_values::Started;
use super::sliced;
use super::stacking::{Filled, Level, Part, has_ink, has_outline};
use super::table_lines::TableLines;
use crate::boxes::{BoxId, BoxKind};
use crate::css::{BoxDecorationBreak, ComputedStyle, Display, Float, Position};
use crate::layout::{
    BreakPlace, Columns, Context, EnclosureId, Galley, ItemKind, ParallelFlows, Positioned, Problem,
    StaticPlace, height_within_row,
};
use crate::units::{Length, Offset, Point, Rect, Sides, Size};

/// How deep flows may stand in one another when they are placed.
const MAX_DEPTH: u32 = 300;

/// What is placed on one page.
pub(super) struct Placer<'a> {
    pub(super) context: &'a Context<'a>,
    /// In document order.
    pub(super) content: Vec<Part>,
    /// What stands where positioned boxes would have stood.
    pub(super) slots: Vec<Option<Filled>>,
    /// How many open boxes clip.
    pub(super) clips: usize,
    /// Whether there are layers, or boxes that belong under text before them: the order of painting is
    /// not that of the document.
    pub(super) is_layered: bool,
    has_text: bool,
    /// Positioned boxes of a flow inside the one that is being placed: nothing there holds them.
    pub(super) unresolved: Vec<Unresolved>,
    /// Boxes that start on this page and that somebody asked for.
    pub(super) started: Vec<Started>,
    /// Whether a line or a picture has been placed.
    pub(super) inked: bool,
    /// Whether a box is to be noted in `started`.
    pub(super) wanted: &'a (dyn Fn(BoxId) -> bool + Sync),
    /// The page area: what positioned boxes without another containing block resolve against.
    pub(super) page_area: Rect,
    /// The lines of the tables with collapsed borders that are being placed, the innermost last.
    table_lines: Vec<TableLines>,
    /// Boxes whose background went to the canvas.
    pub(super) without_background: &'a [BoxId],
    /// The height of the page for the flow that is placed next; `None` where that is no matter of pages.
    pub(super) room: Option<Offset>,
    depth: u32,
}

/// A positioned box that its galley does not hold.
pub(super) struct Unresolved {
    pub(super) box_id: BoxId,
    pub(super) place: StaticPlace,
    pub(super) slot: usize,
}

/// A box that is open while items are placed.
struct Frame {
    id: EnclosureId,
    /// Where its box is in `content`.
    index: usize,
    /// Where the level that it makes begins in `content`.
    level: Option<usize>,
    /// Where the group that clips it is.
    clip: Option<usize>,
}

impl<'a> Placer<'a> {
    pub(super) fn new(
        context: &'a Context<'a>,
        page_area: Rect,
        wanted: &'a (dyn Fn(BoxId) -> bool + Sync),
        without_background: &'a [BoxId],
    ) -> Placer<'a> {
        Placer {
            context,
            content: Vec::new(),
            slots: Vec::new(),
            clips: 0,
            is_layered: false,
            has_text: false,
            unresolved: Vec::new(),
            started: Vec::new(),
            inked: false,
            wanted,
            page_area,
            table_lines: Vec::new(),
            without_background,
            room: None,
            depth: 0,
        }
    }

    /// Places a share of a galley with its top left corner at `at`. `start` is the offset that
    /// comes to the top where the share begins with the galley.
    pub(super) fn share(&mut self, galley: &Galley, share: Share, start: Offset, at: Point) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        self.place(galley, share, start, at);
        self.depth -= 1;
        if self.depth == 0 {
            // Nothing on the page holds them.
            for Unresolved { box_id, place, slot } in std::mem::take(&mut self.unresolved) {
                let clips = std::mem::replace(&mut self.clips, 0);
                self.positioned_box(box_id, self.page_area, place, Some(slot));
                self.clips = clips;
            }
        }
    }

    pub(super) fn note_start(&mut self, id: BoxId) {
        if (self.wanted)(id) {
            self.started.push(Started { id, at_start: !self.inked });
        }
    }

    /// Places a whole galley.
    pub(super) fn galley(&mut self, galley: &Galley, at: Point) {
        self.share(galley, Share { from: Cut::Start, to: Cut::End }, 0, at);
    }

    fn place(&mut self, galley: &Galley, share: Share, start: Offset, at: Point) {
        let (first, resumed_cuts, top) = match share.from {
            Cut::Start => (first_item(galley, start), None, start),
            Cut::End => return,
            Cut::Break(index) => {
                let each = &galley.breaks[index];
                match &each.place {
                    BreakPlace::Before(item) | BreakPlace::InsideColumns { item, .. } => {
                        (*item as usize, None, each.start)
                    }
                    BreakPlace::Inside { item, cuts } => (*item as usize, Some(&cuts[..]), each.start),
                }
            }
        };
        let (last, ending_cuts, bottom) = match share.to {
            Cut::Start => return,
            Cut::End => (galley.items.len(), None, galley.height()),
            Cut::Break(index) => {
                let each = &galley.breaks[index];
                match &each.place {
                    BreakPlace::Before(item) => (*item as usize, None, each.end),
                    BreakPlace::InsideColumns { item, .. } => (*item as usize + 1, None, each.end),
                    BreakPlace::Inside { item, cuts } => (*item as usize + 1, Some(&cuts[..]), each.end),
                }
            }
        };
        let bottom = match (share.from, share.to) {
            (Cut::Break(from), Cut::Break(to)) => {
                height_within_row(galley, from, to).map_or(bottom, |height| top + height)
            }
            _ => bottom,
        };
        let columns = column_shares(galley, share, start, self.room.take(), PageEnd::Filled);
        let goes_on = matches!(
            share.from,
            Cut::Break(index) if !matches!(galley.breaks[index].place, BreakPlace::Before(_))
        );
        let mut frames: Vec<Frame> = Vec::new();
        let mut shifts: Vec<Point> = vec![Point::default()];
        // Repeated heads, and the boxes that go on from the page before.
        let mut head_top = at.y;
        let mut waiting: Vec<Waiting> = Vec::new();
        let open = if matches!(share.from, Cut::Break(_)) { open_at(galley, first) } else { Vec::new() };
        for id in open {
            let enclosure = galley.enclosure(id);
            self.open(galley, id, at.x, head_top, false, &mut frames, &mut shifts);
            if let Some(head) = &enclosure.repeated_head {
                self.put(Placed::BeginArtifact);
                let shift = shifts.last().copied().unwrap_or_default();
                self.galley(head, Point::new(at.x, head_top).translate(shift));
                self.wait(Some(id), &mut waiting);
                self.put(Placed::EndArtifact);
                head_top += Length::from_offset(head.height());
            }
            if clones(&enclosure.style) {
                head_top += enclosure.border.top + enclosure.padding.top;
            }
        }
        // Columns are higher or lower on this page than in the galley.
        let grown = |before: usize| -> Offset {
            columns.iter().take_while(|each| each.item < before).map(|each| each.growth).sum()
        };
        // What stands below the rest of a float moves down by what that is longer than planned.
        let growths = float_growths(galley, share);
        let y_of = |item: usize, offset: Offset| {
            let by_floats =
                growths.iter().filter(|(bottom, _)| *bottom <= offset).map(|(_, growth)| *growth).max();
            head_top + Length::from_offset(offset - top + grown(item)) + by_floats.unwrap_or_default()
        };
        let mut floats = floats_of(galley, share, first, last).into_iter().peekable();

        let last_hung = if share.to == Cut::End { galley.items.len() } else { last.saturating_sub(1) };
        // What stands before something that goes on from the page before is there.
        let begins = if goes_on { first + 1 } else { first };
        // Footnotes are placed by themselves.
        let is_note =
            |each: &&Positioned| self.context.tree.style(each.box_id).layout.float == Float::Footnote;
        let here = galley.positioned_at(begins..=last_hung).iter();
        let positioned: Vec<&Positioned> = here.filter(|each| !each.fixed && !is_note(each)).collect();
        let mut positioned = positioned.into_iter().peekable();

        for index in first..last {
            while let Some(each) = floats.next_if(|each| each.item <= index) {
                let y_of = |offset: Offset| y_of(each.float.item as usize, offset);
                self.float(galley, &each, at.x, head_top, &y_of, &mut waiting);
            }
            let item = &galley.items[index];
            let partial_start = resumed_cuts.filter(|_| index == first);
            let partial_end = ending_cuts.filter(|_| index + 1 == last);
            let y = if goes_on && index == first { head_top } else { y_of(index, galley.sums[index]) };
            let shift = shifts.last().copied().unwrap_or_default();
            while let Some(each) = positioned.next_if(|each| each.item as usize <= index) {
                let item = each.item as usize;
                let y = y_of(item, galley.sums.get(item).copied().unwrap_or(0));
                waiting.extend(self.hang(galley, each, at.x, y));
            }
            match &item.kind {
                ItemKind::Gap | ItemKind::Fill => {}
                ItemKind::Open => {
                    if let Some(id) = item.enclosure {
                        let starts = !galley.enclosure(id).resumed;
                        self.open(galley, id, at.x, y, starts, &mut frames, &mut shifts);
                    }
                }
                ItemKind::Close => {
                    let bottom = y + item.advance + shift.y;
                    self.close(item.enclosure, bottom, true, galley, &mut frames, &mut shifts, &mut waiting);
                }
                ItemKind::Line(line) => {
                    let at = Point::new(at.x, y).translate(shift);
                    self.line(line, at);
                    self.wait(item.enclosure, &mut waiting);
                }
                ItemKind::Replaced { box_id, x, width, replaced } => {
                    let rect =
                        Rect::new(Point::new(at.x + *x, y).translate(shift), Size::new(*width, item.advance));
                    self.replaced(*box_id, rect, replaced);
                }
                ItemKind::Columns(number) => {
                    let columns = galley.columns.get(*number as usize).zip(
                        columns
                            .binary_search_by_key(&index, |each| each.item)
                            .ok()
                            .and_then(|at| columns.get(at)),
                    );
                    if let Some((columns, share)) = columns {
                        self.columns(columns, share, Point::new(at.x, y).translate(shift));
                    }
                    self.wait(item.enclosure, &mut waiting);
                }
                ItemKind::Parallel(number) => {
                    let Some(parallel) = galley.parallels.get(*number as usize) else { continue };
                    let row = parallel.flows.iter().map(|flow| flow.x).min().unwrap_or_default();
                    let row_at = Point::new(at.x + row, y).translate(shift);
                    let levels = self.begin_row(parallel, row_at, item.advance);
                    if partial_start.is_none() {
                        self.owners(parallel, Point::new(at.x, y).translate(shift));
                    }
                    if let (Some(row), Some(lines)) = (&parallel.table_row, self.table_lines.last_mut()) {
                        let end = match partial_end {
                            Some(_) => y_of(index + 1, bottom),
                            None => y_of(index + 1, galley.sums[index + 1]),
                        };
                        let (whole_start, whole_end) = (partial_start.is_none(), partial_end.is_none());
                        lines.row(
                            row,
                            at.x + shift.x,
                            (y + shift.y, whole_start),
                            (end + shift.y, whole_end),
                        );
                    }
                    for (flow_index, flow) in parallel.flows.iter().enumerate() {
                        let from = match partial_start.and_then(|cuts| cuts.get(flow_index)) {
                            None => Cut::Start,
                            Some(None) => continue,
                            Some(Some(u32::MAX)) => Cut::Start,
                            Some(Some(index)) => Cut::Break(*index as usize),
                        };
                        let to = match partial_end.and_then(|cuts| cuts.get(flow_index)) {
                            None | Some(None) => Cut::End,
                            Some(Some(u32::MAX)) => continue,
                            Some(Some(index)) => Cut::Break(*index as usize),
                        };
                        if from == to {
                            continue;
                        }
                        // Of what goes on, the parts that have not begun keep their distance from where
                        // the row goes on; they may stand below others.
                        let down = match from {
                            _ if partial_start.is_none() => flow.y,
                            Cut::Start => flow.y - Length::from_offset(top - galley.sums[index]),
                            _ => Length::ZERO,
                        };
                        let place = Point::new(at.x + flow.x, y + down).translate(shift);
                        self.share(&flow.galley, Share { from, to }, 0, place);
                    }
                    self.content.extend((0..levels).map(|_| Part::End));
                    self.wait(item.enclosure, &mut waiting);
                }
            }
        }
        for each in positioned {
            let item = each.item as usize;
            let y = y_of(item, galley.sums.get(item).copied().unwrap_or(0));
            waiting.extend(self.hang(galley, each, at.x, y));
        }
        for each in floats {
            let y_of = |offset: Offset| y_of(each.float.item as usize, offset);
            self.float(galley, &each, at.x, head_top, &y_of, &mut waiting);
        }
        let end = y_of(last, bottom);
        self.repeated_feet(galley, &frames, at.x, end, &shifts);
        while let Some(frame) = frames.last() {
            let id = frame.id;
            let shift = shifts.last().copied().unwrap_or_default();
            let closing = galley.enclosure(id).closing;
            let bottom = end + closing + shift.y;
            self.close(Some(id), bottom, false, galley, &mut frames, &mut shifts, &mut waiting);
        }
        self.leave(galley, waiting);
    }

    fn repeated_feet(&mut self, galley: &Galley, frames: &[Frame], x: Length, end: Length, shifts: &[Point]) {
        let mut y = end;
        for frame in frames.iter().rev() {
            if let Some(foot) = &galley.enclosure(frame.id).repeated_foot {
                self.put(Placed::BeginArtifact);
                let shift = shifts.last().copied().unwrap_or_default();
                self.galley(foot, Point::new(x, y).translate(shift));
                self.put(Placed::EndArtifact);
                y += Length::from_offset(foot.height());
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn open(
        &mut self,
        galley: &Galley,
        id: EnclosureId,
        x: Length,
        y: Length,
        starts: bool,
        frames: &mut Vec<Frame>,
        shifts: &mut Vec<Point>,
    ) {
        let enclosure = galley.enclosure(id);
        let shift = shifts.last().copied().unwrap_or_default().translate(enclosure.shift);
        shifts.push(shift);
        if starts {
            self.note_start(enclosure.box_id);
        }
        let layout_box = self.context.tree.get(enclosure.box_id);
        // A table's grid is a part of its box.
        let is_part = matches!(layout_box.kind, BoxKind::TableGrid);
        let level = if is_part { None } else { level_of(&enclosure.style, self.is_item(enclosure.box_id)) };
        let level = level.map(|level| {
            self.is_layered |= matches!(level, Level::Layer { .. });
            self.content.push(Part::Begin(level));
            self.content.len() - 1
        });
        if is_part {
            self.table_lines.push(TableLines::default());
        }
        let style = self.style_of(enclosure.box_id, &enclosure.style);
        let index = self.content.len();
        self.put(Placed::Box(PlacedBox {
            box_id: Some(enclosure.box_id),
            node: layout_box.node,
            style,
            rect: Rect::new(
                Point::new(x + enclosure.x, y).translate(shift),
                Size::new(enclosure.width, Length::ZERO),
            ),
            border: enclosure.border,
            padding: enclosure.padding,
            edges: Sides { top: starts || clones(&enclosure.style), right: true, bottom: false, left: true },
            whole: None,
            starts,
        }));
        let clip = (!is_part && enclosure.style.clips()).then(|| {
            self.clips += 1;
            self.content
                .push(Part::Placed(Placed::BeginGroup(Group::new(GroupKind::Overflow, &enclosure.style))));
            self.content.len() - 1
        });
        frames.push(Frame { id, index, level, clip });
    }

    /// Notes a positioned box where it stands in the document. A running element is not placed there.
    fn hang(&mut self, galley: &Galley, each: &Positioned, x: Length, y: Length) -> Option<Waiting> {
        if self.context.tree.style(each.box_id).layout.position == Position::Running {
            self.note_start(each.box_id);
            return None;
        }
        let shift = around(galley, each.enclosure)
            .map(|enclosure| enclosure.shift)
            .fold(Point::default(), Point::translate);
        let slot = self.slots.len();
        self.slots.push(None);
        self.content.push(Part::Slot(slot));
        Some(Waiting {
            box_id: each.box_id,
            place: StaticPlace {
                at: Point::new(x + each.static_x, y + each.below).translate(shift),
                from_right: each.from_right,
                room: each.room,
            },
            enclosure: each.enclosure,
            inline: self.inline_around(each.box_id),
            slot,
        })
    }

    /// The relatively positioned inline box that holds a positioned box on the same lines.
    fn inline_around(&self, id: BoxId) -> Option<BoxId> {
        let tree = self.context.tree;
        std::iter::successors(tree.get(id).parent, |&id| tree.get(id).parent)
            .take_while(|&id| matches!(tree.get(id).kind, BoxKind::Inline))
            .find(|&id| tree.style(id).layout.position != Position::Static)
    }

    /// Whether a box is an item of a flex or grid container, which `z-index` counts for and which is
    /// painted as a whole (CSS Flexbox 1, section 5.4).
    fn is_item(&self, id: BoxId) -> bool {
        let parent = self.context.tree.get(id).parent;
        parent.is_some_and(|parent| {
            let parent = self.context.tree.get(parent);
            !parent.anonymous
                && matches!(
                    parent.style.layout.display,
                    Display::Flex | Display::InlineFlex | Display::Grid | Display::InlineGrid
                )
        })
    }

    pub(super) fn put(&mut self, placed: Placed) {
        match &placed {
            Placed::Line(_) | Placed::Replaced(_) => self.has_text = true,
            Placed::Box(placed) if !self.is_layered => {
                self.is_layered =
                    (self.has_text && has_ink(&placed.style, placed.border)) || has_outline(&placed.style);
            }
            _ => {}
        }
        self.content.push(Part::Placed(placed));
    }

    fn style_of(&self, id: BoxId, style: &Arc<ComputedStyle>) -> Arc<ComputedStyle> {
        let initial = || crate::css::properties::initial();
        if matches!(self.context.tree.get(id).kind, BoxKind::Table) && has_ink(style, Sides::default()) {
            // What a table draws, its grid draws.
            let mut plain = (**style).clone();
            plain.background = initial().background;
            plain.effects = None;
            Arc::new(plain)
        } else if self.without_background.contains(&id) {
            let mut plain = (**style).clone();
            plain.background = initial().background;
            Arc::new(plain)
        } else {
            style.clone()
        }
    }

    fn close(
        &mut self,
        id: Option<EnclosureId>,
        bottom: Length,
        ends: bool,
        galley: &Galley,
        frames: &mut Vec<Frame>,
        shifts: &mut Vec<Point>,
        waiting: &mut Vec<Waiting>,
    ) {
        debug_assert_eq!(frames.last().map(|frame| frame.id), id, "boxes close in the order they opened");
        let Some(frame) = frames.pop() else { return };
        if shifts.len() > 1 {
            shifts.pop();
        }
        let style = &galley.enclosure(frame.id).style;
        let mut whole = None;
        if let Some(Part::Placed(Placed::Box(placed))) = self.content.get_mut(frame.index) {
            placed.rect.height = (bottom - placed.rect.y).max(Length::ZERO);
            placed.edges.bottom = ends || clones(style);
            placed.whole = sliced::of_part(placed);
            whole = Some((placed.rect, placed.border, placed.padding, placed.edges));
        }
        if matches!(self.context.tree.get(galley.enclosure(frame.id).box_id).kind, BoxKind::TableGrid)
            && let Some(lines) = self.table_lines.pop()
        {
            for line in lines.into_boxes() {
                self.put(Placed::Box(line));
            }
        }
        let Some((rect, border, padding, edges)) = whole else { return };
        if let Some(Part::Placed(Placed::BeginGroup(group))) =
            frame.clip.and_then(|index| self.content.get_mut(index))
        {
            group.set_box(rect, border, padding, edges);
        }
        if let Some(Part::Begin(Level::Layer { group: Some(group), .. })) =
            frame.level.and_then(|index| self.content.get_mut(index))
        {
            group.set_box(rect, border, padding, edges);
        }
        self.resolve_inline(frame.id, frame.index, waiting);
        if is_containing_block(style) {
            self.resolve(galley, frame.id, rect.inset(border), waiting);
        }
        if frame.clip.is_some() {
            self.clips -= 1;
            self.content.push(Part::Placed(Placed::EndGroup));
        }
        if frame.level.is_some() {
            self.content.push(Part::End);
        }
    }

    /// Places columns with the rules between them; `at` is the galley's left edge at their top.
    fn columns(&mut self, columns: &Columns, share: &ColumnShare, at: Point) {
        let places = &share.cuts.places;
        let count = places.len().saturating_sub(1);
        if count > columns.count {
            let what =
                "columns stand beside their container, which has no room for all that it holds".to_string();
            let node = self.context.tree.get(columns.box_id).node;
            self.context.problems.report(Problem::Unsupported { node, what });
        }
        let height = match columns.limit {
            Some(limit) if columns.fixed && places.last() == Some(&columns.places.last()) => {
                limit.max(Length::from_offset(share.cuts.height))
            }
            _ => Length::from_offset(share.cuts.height),
        };
        if let Some(rule) = &columns.rule {
            let width = rule.border.sides.left.width;
            for number in 1..count {
                let (one, other) = (columns.column_x(number - 1), columns.column_x(number));
                let middle = (one.max(other) + one.min(other) + columns.width) / 2;
                let rect = Rect { x: at.x + middle - width / 2, y: at.y, width, height };
                self.put(Placed::Box(PlacedBox {
                    box_id: None,
                    node: None,
                    style: rule.clone(),
                    rect,
                    border: Sides { left: width, ..Sides::default() },
                    padding: Sides::default(),
                    edges: Sides::all(true),
                    whole: None,
                    starts: false,
                }));
            }
        }
        let last = columns.places.last();
        let cut = |place: usize| match place {
            0 => Cut::Start,
            place if place == last => Cut::End,
            place => Cut::Break(place - 1),
        };
        for (number, pair) in places.windows(2).enumerate() {
            let share = Share { from: cut(pair[0]), to: cut(pair[1]) };
            self.share(&columns.galley, share, 0, Point::new(at.x + columns.column_x(number), at.y));
        }
    }

    /// Places what stands for boxes that have no enclosure: where they begin, without ink.
    fn owners(&mut self, parallel: &ParallelFlows, at: Point) {
        let left = parallel.flows.iter().map(|flow| flow.x).min().unwrap_or_default();
        let right = parallel.flows.iter().map(|flow| flow.x + flow.galley.width).max().unwrap_or_default();
        for &id in &parallel.owners {
            self.note_start(id);
            let layout_box = self.context.tree.get(id);
            if layout_box.anonymous {
                continue;
            }
            self.put(Placed::Box(PlacedBox {
                box_id: Some(id),
                node: layout_box.node,
                style: crate::css::properties::initial().into(),
                rect: Rect::new(Point::new(at.x + left, at.y), Size::new(right - left, parallel.height)),
                border: Sides::default(),
                padding: Sides::default(),
                edges: Sides::all(true),
                whole: None,
                starts: true,
            }));
        }
    }

    fn replaced(&mut self, id: BoxId, rect: Rect, replaced: &Arc<crate::boxes::Replaced>) {
        let layout_box = self.context.tree.get(id);
        self.note_start(id);
        let style = layout_box.style.clone();
        let border = style.border.widths();
        let padding = style.layout.padding.map(|padding| padding.resolve(rect.width));
        let edges = Sides::all(true);
        let mut level = level_of(&style, self.is_item(id));
        if let Some(Level::Layer { group: Some(group), .. }) = &mut level {
            group.set_box(rect, border, padding, edges);
        }
        let is_level = level.is_some();
        self.is_layered |= matches!(level, Some(Level::Layer { .. }));
        self.content.extend(level.map(Part::Begin));
        self.put(Placed::Box(PlacedBox {
            box_id: Some(id),
            node: layout_box.node,
            style: style.clone(),
            rect,
            border,
            padding,
            edges,
            whole: None,
            starts: true,
        }));
        self.inked = true;
        self.put(Placed::Replaced(PlacedReplaced {
            node: layout_box.node,
            style,
            rect: rect.inset(border + padding),
            replaced: replaced.clone(),
        }));
        if is_level {
            self.content.push(Part::End);
        }
    }
}

/// Whether every part of a box has all its edges.
fn clones(style: &ComputedStyle) -> bool {
    style.layout.box_decoration_break == BoxDecorationBreak::Clone
}

/// The first item that is placed where content starts at an offset: gaps above it are dropped.
fn first_item(galley: &Galley, start: Offset) -> usize {
    if start == 0 {
        return 0;
    }
    let mut index = 0;
    while index < galley.items.len()
        && galley.sums[index] < start
        && matches!(galley.items[index].kind, ItemKind::Gap)
    {
        index += 1;
    }
    index
}

/// The boxes that are open before an item, outermost first.
fn open_at(galley: &Galley, item: usize) -> Vec<EnclosureId> {
    let innermost = galley.items.get(item).and_then(|item| item.enclosure);
    let mut open: Vec<EnclosureId> = galley
        .enclosures_around(innermost)
        .filter(|id| (galley.enclosure(*id).open as usize) < item)
        .collect();
    open.reverse();
    open
}
