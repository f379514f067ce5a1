//! Cutting: a page's share of a galley to placed boxes, lines and images.

use std::ops::Range;
use std::sync::Arc;

use super::break_search::{Cut, Share};
use super::layers::{Layer, Waiting, around};
use super::page::{Group, Placed, PlacedBox, PlacedLine, PlacedReplaced};
use super::page_values::Started;
use crate::css::{ComputedStyle, Direction, Float, Overflow, Position};
use crate::layout::{
    AtomicFragment, BoxId, BreakPlace, Context, EnclosureId, Galley, ItemKind, LineFragment, ParallelFlows,
    Positioned, StaticPlace,
};
use crate::units::{Length, Offset, Point, Rect, Sides, Size};

/// How deep flows may stand in one another when they are placed.
const MAX_DEPTH: u32 = 300;

/// What is placed on one page.
pub(super) struct Placer<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) content: Vec<Placed>,
    /// Boxes with their `z-index`, to be put over (or under) the rest.
    pub(super) layers: Vec<Layer>,
    /// Positioned boxes of a flow inside the one that is being placed: nothing there holds them.
    pub(super) unresolved: Vec<(BoxId, StaticPlace)>,
    /// Boxes that start on this page and that somebody asked for.
    pub(super) started: Vec<Started>,
    /// Whether a line or a picture has been placed.
    inked: bool,
    /// Whether a box is to be noted in `started`.
    pub(super) wanted: &'a (dyn Fn(BoxId) -> bool + Sync),
    /// The page area: what positioned boxes without another containing block resolve against.
    pub(super) page_area: Rect,
    /// Boxes whose background went to the canvas.
    pub(super) without_background: &'a [BoxId],
    depth: u32,
}

/// A box that is open while items are placed.
struct Frame {
    id: EnclosureId,
    /// Where everything of it begins in `content`.
    start: usize,
    /// Where its box is in `content`.
    index: usize,
    /// Where the group that clips it is.
    clip: Option<usize>,
    groups: u32,
    /// How many layers there were before it.
    layers: usize,
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
            layers: Vec::new(),
            unresolved: Vec::new(),
            started: Vec::new(),
            inked: false,
            wanted,
            page_area,
            without_background,
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
            for (id, place) in std::mem::take(&mut self.unresolved) {
                self.positioned_box(id, self.page_area, place);
            }
        }
    }

    fn note_start(&mut self, id: BoxId) {
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
                    BreakPlace::Before(item) => (*item as usize, None, each.start),
                    BreakPlace::Inside { item, cuts } => (*item as usize, Some(&cuts[..]), each.start),
                }
            }
        };
        let (last, ending_cuts, bottom) = match share.to {
            Cut::Start => return,
            Cut::End => (galley.items.len(), None, galley.sums.last().copied().unwrap_or(0)),
            Cut::Break(index) => {
                let each = &galley.breaks[index];
                match &each.place {
                    BreakPlace::Before(item) => (*item as usize, None, each.end),
                    BreakPlace::Inside { item, cuts } => (*item as usize + 1, Some(&cuts[..]), each.end),
                }
            }
        };
        let mut frames: Vec<Frame> = Vec::new();
        let mut shifts: Vec<Point> = vec![Point::default()];
        // Repeated heads, and the boxes that go on from the page before.
        let mut head_top = at.y;
        let mut waiting: Vec<Waiting> = Vec::new();
        let open = if matches!(share.from, Cut::Break(_)) { open_at(galley, first) } else { Vec::new() };
        for id in open {
            let enclosure = &galley.enclosures[id.0 as usize];
            self.open(galley, id, at.x, head_top, false, &mut frames, &mut shifts);
            if let Some(head) = &enclosure.repeated_head {
                self.content.push(Placed::BeginArtifact);
                let shift = shifts.last().copied().unwrap_or_default();
                self.galley(head, Point::new(at.x, head_top).translate(shift));
                self.wait(first, Some(id), &mut waiting);
                self.content.push(Placed::EndArtifact);
                head_top += Length::from_offset(head.sums.last().copied().unwrap_or(0));
            }
            if enclosure.style.layout.box_decoration_break == crate::css::BoxDecorationBreak::Clone {
                head_top += enclosure.border.top + enclosure.padding.top;
            }
        }
        let y_of = |offset: Offset| head_top + Length::from_offset(offset - top);

        let here = |each: &&Positioned| {
            let item = each.item as usize;
            item >= first && (share.to == Cut::End || item < last) && !each.fixed
        };
        let is_running =
            |each: &&Positioned| self.context.tree.style(each.box_id).layout.position == Position::Running;
        // Footnotes are placed by themselves.
        let is_note =
            |each: &&Positioned| self.context.tree.style(each.box_id).layout.float == Float::Footnote;
        let (running, hung): (Vec<&Positioned>, Vec<&Positioned>) =
            galley.positioned.iter().filter(|each| here(each) && !is_note(each)).partition(is_running);
        let mut running = running.into_iter().peekable();
        for each in hung {
            let y = y_of(galley.sums.get(each.item as usize).copied().unwrap_or(0));
            let shift = around(galley, each.enclosure)
                .map(|enclosure| enclosure.shift)
                .fold(Point::default(), Point::translate);
            waiting.push(Waiting {
                item: each.item as usize,
                box_id: each.box_id,
                place: StaticPlace {
                    at: Point::new(at.x + each.static_x, y + each.below).translate(shift),
                    from_right: each.from_right,
                },
                enclosure: each.enclosure,
            });
        }

        for index in first..last {
            while let Some(each) = running.next_if(|each| each.item as usize <= index) {
                self.note_start(each.box_id);
            }
            let item = &galley.items[index];
            let partial_start = resumed_cuts.filter(|_| index == first);
            let partial_end = ending_cuts.filter(|_| index + 1 == last);
            let y = if partial_start.is_some() { head_top } else { y_of(galley.sums[index]) };
            let shift = shifts.last().copied().unwrap_or_default();
            match &item.kind {
                ItemKind::Gap | ItemKind::Fill => {}
                ItemKind::Open => {
                    if let Some(id) = item.enclosure {
                        let starts = !galley.enclosures[id.0 as usize].resumed;
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
                    self.wait(index, item.enclosure, &mut waiting);
                }
                ItemKind::Replaced { box_id, x, width, replaced } => {
                    let rect =
                        Rect::new(Point::new(at.x + *x, y).translate(shift), Size::new(*width, item.advance));
                    self.replaced(*box_id, rect, replaced);
                }
                ItemKind::Parallel(number) => {
                    let Some(parallel) = galley.parallels.get(*number as usize) else { continue };
                    if partial_start.is_none() {
                        self.owners(parallel, Point::new(at.x, y).translate(shift));
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
                        let down = if partial_start.is_some() { Length::ZERO } else { flow.y };
                        let place = Point::new(at.x + flow.x, y + down).translate(shift);
                        self.share(&flow.galley, Share { from, to }, 0, place);
                    }
                    self.wait(index, item.enclosure, &mut waiting);
                }
            }
        }
        for each in running {
            self.note_start(each.box_id);
        }
        let end = y_of(bottom);
        self.repeated_feet(galley, &frames, at.x, end, &shifts);
        while let Some(frame) = frames.last() {
            let id = frame.id;
            let shift = shifts.last().copied().unwrap_or_default();
            let closing = galley.enclosures[id.0 as usize].closing;
            let bottom = end + closing + shift.y;
            self.close(Some(id), bottom, false, galley, &mut frames, &mut shifts, &mut waiting);
        }
        self.leave(galley, waiting);
    }

    fn repeated_feet(&mut self, galley: &Galley, frames: &[Frame], x: Length, end: Length, shifts: &[Point]) {
        let mut y = end;
        for frame in frames.iter().rev() {
            if let Some(foot) = &galley.enclosures[frame.id.0 as usize].repeated_foot {
                self.content.push(Placed::BeginArtifact);
                let shift = shifts.last().copied().unwrap_or_default();
                self.galley(foot, Point::new(x, y).translate(shift));
                self.content.push(Placed::EndArtifact);
                y += Length::from_offset(foot.sums.last().copied().unwrap_or(0));
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
        let enclosure = &galley.enclosures[id.0 as usize];
        let shift = shifts.last().copied().unwrap_or_default().translate(enclosure.shift);
        shifts.push(shift);
        if starts {
            self.note_start(enclosure.box_id);
        }
        let (start, layers) = (self.content.len(), self.layers.len());
        let mut groups = 0;
        if enclosure.style.background.opacity < 1.0 {
            let opacity = enclosure.style.background.opacity;
            self.content.push(Placed::BeginGroup(Group { opacity, clip: None }));
            groups += 1;
        }
        let style = self.style_of(enclosure.box_id, &enclosure.style);
        let index = self.content.len();
        let node = self.context.tree.get(enclosure.box_id).node;
        self.content.push(Placed::Box(PlacedBox {
            box_id: Some(enclosure.box_id),
            node,
            style,
            rect: Rect::new(
                Point::new(x + enclosure.x, y).translate(shift),
                Size::new(enclosure.width, Length::ZERO),
            ),
            border: enclosure.border,
            padding: enclosure.padding,
            edges: Sides { top: starts, right: true, bottom: false, left: true },
            starts,
        }));
        let clip = (enclosure.style.layout.overflow != Overflow::Visible).then(|| {
            groups += 1;
            self.content.push(Placed::BeginGroup(Group { opacity: 1.0, clip: None }));
            self.content.len() - 1
        });
        frames.push(Frame { id, start, index, clip, groups, layers });
    }

    fn style_of(&self, id: BoxId, style: &Arc<ComputedStyle>) -> Arc<ComputedStyle> {
        if self.without_background.contains(&id) {
            let mut plain = (**style).clone();
            plain.background = crate::css::properties::initial().background;
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
        let style = &galley.enclosures[frame.id.0 as usize].style;
        let mut padding_box = Rect::default();
        if let Some(Placed::Box(placed)) = self.content.get_mut(frame.index) {
            placed.rect.height = (bottom - placed.rect.y).max(Length::ZERO);
            placed.edges.bottom = ends;
            padding_box = placed.rect.inset(placed.border);
        }
        if let Some(Placed::BeginGroup(group)) = frame.clip.and_then(|index| self.content.get_mut(index)) {
            group.clip = Some((padding_box, style.border.radii));
        }
        let is_faded = style.background.opacity < 1.0;
        for _ in 0..frame.groups - u32::from(is_faded) {
            self.content.push(Placed::EndGroup);
        }
        if style.layout.position != Position::Static {
            self.resolve(galley, frame.id, padding_box, waiting);
        }
        for layer in &mut self.layers[frame.layers..] {
            layer.clip(style, padding_box);
        }
        if is_faded {
            // It is composed as one with all it holds.
            let mut whole = Layer { z_index: 0, content: self.content.split_off(frame.start) };
            whole.take_in(self.layers.split_off(frame.layers));
            self.content.append(&mut whole.content);
            self.content.push(Placed::EndGroup);
        }
        // Over or under the flow, with everything in it; at level 0 the flow's own order does as well.
        if let Some(z_index) = style.layout.z_index.filter(|level| *level != 0)
            && style.layout.position == Position::Relative
        {
            let mut layer = Layer { z_index, content: self.content.split_off(frame.start) };
            layer.take_in(self.layers.split_off(frame.layers));
            self.layers.push(layer);
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
            self.content.push(Placed::Box(PlacedBox {
                box_id: Some(id),
                node: layout_box.node,
                style: crate::css::properties::initial().into(),
                rect: Rect::new(Point::new(at.x + left, at.y), Size::new(right - left, parallel.height)),
                border: Sides::default(),
                padding: Sides::default(),
                edges: Sides::all(true),
                starts: true,
            }));
        }
    }

    fn line(&mut self, line: &Arc<crate::layout::Line>, at: Point) {
        for fragment in &line.fragments {
            let id = match fragment {
                LineFragment::Box(fragment) => fragment.box_id,
                LineFragment::Atomic(AtomicFragment::Replaced { box_id, .. }) => *box_id,
                _ => continue,
            };
            self.note_start(id);
        }
        self.inked = true;
        let fragments = &line.fragments;
        // Fragments are in visual order.
        let right_to_left = fragments.iter().find_map(|fragment| match fragment {
            LineFragment::Glyphs(run) => Some(run.style.text.direction == Direction::RightToLeft),
            _ => None,
        });
        // Inline boxes are painted under all that is on the line.
        let content =
            fragments.iter().take_while(|fragment| matches!(fragment, LineFragment::Box(_))).count();
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut start = content;
        for (index, fragment) in fragments.iter().enumerate() {
            if matches!(fragment, LineFragment::Atomic(AtomicFragment::Galley { .. })) {
                parts.extend([start..index, index..index + 1]);
                start = index + 1;
            }
        }
        if parts.is_empty() {
            self.line_part(line, at, 0..fragments.len());
            return;
        }
        parts.push(start..fragments.len());
        if right_to_left == Some(true) {
            parts.reverse();
        }
        self.line_part(line, at, 0..content);
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            match fragments.get(part.start) {
                Some(LineFragment::Atomic(AtomicFragment::Galley { x, y, galley })) => {
                    self.galley(galley, at.translate(Point::new(*x, *y)));
                }
                _ => self.line_part(line, at, part),
            }
        }
    }

    /// Places some fragments of a line.
    fn line_part(&mut self, line: &Arc<crate::layout::Line>, at: Point, fragments: Range<usize>) {
        let (line, text) = (line.clone(), self.context.tree.text.clone());
        self.content.push(Placed::Line(PlacedLine { at, line, fragments, text }));
    }

    fn replaced(&mut self, id: BoxId, rect: Rect, replaced: &Arc<crate::layout::Replaced>) {
        let layout_box = self.context.tree.get(id);
        self.note_start(id);
        let style = layout_box.style.clone();
        let border = style.border.widths();
        let padding = style.layout.padding.map(|padding| padding.resolve(rect.width));
        self.content.push(Placed::Box(PlacedBox {
            box_id: Some(id),
            node: layout_box.node,
            style: style.clone(),
            rect,
            border,
            padding,
            edges: Sides::all(true),
            starts: true,
        }));
        self.inked = true;
        self.content.push(Placed::Replaced(PlacedReplaced {
            node: layout_box.node,
            style,
            rect: rect.inset(border + padding),
            replaced: replaced.clone(),
        }));
    }
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
    let mut open: Vec<EnclosureId> =
        std::iter::successors(innermost, |id| galley.enclosures[id.0 as usize].parent)
            .filter(|id| (galley.enclosures[id.0 as usize].open as usize) < item)
            .collect();
    open.reverse();
    open
}
