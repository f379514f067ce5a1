//! Places boxes: those around a flow's items, which open and close; images; and boxes without an enclosure.

use std::sync::Arc;

use crate::boxes::{BoxId, BoxKind};
use crate::css::{BoxDecorationBreak, ComputedStyle};
use crate::layout::{EnclosureId, ParallelFlows};
use crate::pages::page::{Group, GroupKind, Placed, PlacedBox, PlacedReplaced};
use crate::pages::placing::flow::{Flow, OpenBoxes};
use crate::pages::placing::layers::{is_containing_block, stacking_level_of};
use crate::pages::placing::placer::Placer;
use crate::pages::placing::stacking::{ContentItem, StackingLevel};
use crate::pages::placing::table_lines::TableLines;
use crate::pages::placing::whole_boxes;
use crate::units::{Length, Point, Rect, Sides, Size};

/// A box that is open while items are placed.
pub(crate) struct OpenBox {
    pub(crate) id: EnclosureId,
    /// The index of its box in `content`.
    index: usize,
    /// The index of the start of its stacking level in `content`.
    level: Option<usize>,
    /// The index of the group that clips it in `content`.
    clip: Option<usize>,
}

impl Placer<'_> {
    /// Opens a box with its top border edge at `y`. `starts` is false if it continues from an earlier fragment.
    pub(crate) fn open(
        &mut self,
        flow: &Flow<'_>,
        id: EnclosureId,
        y: Length,
        starts: bool,
        open: &mut OpenBoxes,
    ) {
        let enclosure = flow.galley.enclosure(id);
        let shift = open.shift().translate(enclosure.shift);
        open.shifts.push(shift);
        if starts {
            self.note_start(enclosure.box_id);
        }
        let layout_box = self.context.tree.get(enclosure.box_id);
        // A table's grid belongs to the table's box.
        let is_grid = matches!(layout_box.kind, BoxKind::TableGrid);
        let level =
            if is_grid { None } else { stacking_level_of(&enclosure.style, self.is_item(enclosure.box_id)) };
        let level = level.map(|level| {
            self.is_layered |= matches!(level, StackingLevel::Layer { .. });
            self.content.push(ContentItem::Begin(level));
            self.content.len() - 1
        });
        if is_grid {
            self.table_lines.push(TableLines::default());
        }
        let style = self.style_of(enclosure.box_id, &enclosure.style);
        let index = self.content.len();
        self.put(Placed::Box(PlacedBox {
            box_id: Some(enclosure.box_id),
            node: layout_box.node,
            style,
            rect: Rect::new(
                Point::new(flow.at.x + enclosure.x, y).translate(shift),
                Size::new(enclosure.width, Length::ZERO),
            ),
            border: enclosure.border,
            padding: enclosure.padding,
            edges: Sides { top: starts || clones(&enclosure.style), right: true, bottom: false, left: true },
            whole: None,
            starts,
        }));
        let clip = (!is_grid && enclosure.style.clips()).then(|| {
            self.clips += 1;
            self.content.push(ContentItem::Placed(Placed::BeginGroup(Group::new(
                GroupKind::Overflow,
                &enclosure.style,
            ))));
            self.content.len() - 1
        });
        open.boxes.push(OpenBox { id, index, level, clip });
    }

    /// Closes the innermost box with its bottom border edge at `bottom`. `ends` is false if it continues in a later
    /// fragment.
    pub(crate) fn close(&mut self, flow: &Flow<'_>, bottom: Length, ends: bool, open: &mut OpenBoxes) {
        let Some(closed) = open.boxes.pop() else { return };
        if open.shifts.len() > 1 {
            open.shifts.pop();
        }
        let enclosure = flow.galley.enclosure(closed.id);
        let style = &enclosure.style;
        let mut sized = None;
        if let Some(ContentItem::Placed(Placed::Box(placed))) = self.content.get_mut(closed.index) {
            placed.rect.height = (bottom - placed.rect.y).max(Length::ZERO);
            placed.edges.bottom = ends || clones(style);
            placed.whole = whole_boxes::of_fragment(placed);
            sized = Some((placed.rect, placed.border, placed.padding, placed.edges));
        }
        if matches!(self.context.tree.get(enclosure.box_id).kind, BoxKind::TableGrid)
            && let Some(lines) = self.table_lines.pop()
        {
            for line in lines.into_boxes() {
                self.put(Placed::Box(line));
            }
        }
        let Some((rect, border, padding, edges)) = sized else { return };
        if let Some(ContentItem::Placed(Placed::BeginGroup(group))) =
            closed.clip.and_then(|index| self.content.get_mut(index))
        {
            group.set_box(rect, border, padding, edges);
        }
        if let Some(ContentItem::Begin(StackingLevel::Layer { group: Some(group), .. })) =
            closed.level.and_then(|index| self.content.get_mut(index))
        {
            group.set_box(rect, border, padding, edges);
        }
        self.resolve_inline(closed.id, closed.index, &mut open.waiting);
        if is_containing_block(style) {
            self.resolve(flow.galley, closed.id, rect.inset(border), &mut open.waiting);
        }
        if closed.clip.is_some() {
            self.clips -= 1;
            self.content.push(ContentItem::Placed(Placed::EndGroup));
        }
        if closed.level.is_some() {
            self.content.push(ContentItem::End);
        }
    }

    /// Places boxes without an enclosure where they start. Nothing of them is painted.
    pub(crate) fn owners(&mut self, parallel: &ParallelFlows, at: Point) {
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

    /// Places an image by its border box.
    pub(crate) fn replaced(&mut self, id: BoxId, rect: Rect, replaced: &Arc<crate::boxes::Replaced>) {
        let layout_box = self.context.tree.get(id);
        self.note_start(id);
        let style = layout_box.style.clone();
        let border = style.border.widths();
        let padding = style.layout.padding.map(|padding| padding.resolve(rect.width));
        let edges = Sides::all(true);
        let mut level = stacking_level_of(&style, self.is_item(id));
        if let Some(StackingLevel::Layer { group: Some(group), .. }) = &mut level {
            group.set_box(rect, border, padding, edges);
        }
        let is_level = level.is_some();
        self.is_layered |= matches!(level, Some(StackingLevel::Layer { .. }));
        self.content.extend(level.map(ContentItem::Begin));
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
            self.content.push(ContentItem::End);
        }
    }
}

/// Whether every fragment of a box has all its edges.
pub(crate) fn clones(style: &ComputedStyle) -> bool {
    style.layout.box_decoration_break == BoxDecorationBreak::Clone
}
