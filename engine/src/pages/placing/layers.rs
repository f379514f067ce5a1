//! Positioned boxes on a page: their containing blocks, and which boxes are layers or establish stacking contexts
//! (CSS 2.2, section 9.9; CSS Positioned Layout 3, section 2).

use std::sync::Arc;

use crate::boxes::BoxId;
use crate::css::{ComputedStyle, Direction, Position};
use crate::layout::{
    Enclosure, EnclosureId, Galley, LineFragment, ParallelFlows, StaticPlace, lay_out_positioned,
};
use crate::pages::furniture::page_values::Started;
use crate::pages::page::{Group, GroupKind, Placed};
use crate::pages::placing::continued::ContinuedBox;
use crate::pages::placing::placer::{Placer, Unresolved};
use crate::pages::placing::stacking::{ContentItem, FilledSlot, StackingLevel, order};
use crate::units::{Length, Point, Rect, Sides, Size};

/// A page when everything on it is placed.
pub(crate) struct PlacedPage {
    /// In paint order.
    pub(crate) content: Vec<Placed>,
    /// The recorded boxes that start on it.
    pub(crate) started: Vec<Started>,
    /// What continues on the next page.
    pub(crate) continued: Vec<ContinuedBox>,
}

/// A positioned box that waits until its containing block is placed.
pub(crate) struct WaitingBox {
    pub(crate) box_id: BoxId,
    /// Its static position.
    pub(crate) place: StaticPlace,
    /// The innermost box of the galley around it.
    pub(crate) enclosure: Option<EnclosureId>,
    /// The relatively positioned inline box around it.
    pub(crate) inline: Option<BoxId>,
    /// The number of its slot in [`Placer::slots`].
    pub(crate) slot: usize,
}

/// Whether a box with this style is the containing block of absolutely positioned boxes inside it. The box must be one
/// that can be transformed.
pub(crate) fn is_containing_block(style: &ComputedStyle) -> bool {
    style.layout.position != Position::Static
        || style.effects.as_ref().is_some_and(|effects| effects.holds_positioned())
}

/// The stacking level of a box; `None` if it is painted with the flow. An item of a flex container may have a `z-index`
/// without being positioned.
pub(crate) fn stacking_level_of(style: &Arc<ComputedStyle>, is_item: bool) -> Option<StackingLevel> {
    // In its margin box, a running element is like other content.
    let is_positioned = !matches!(style.layout.position, Position::Static | Position::Running);
    let effects = style.effects.as_ref();
    let is_grouped = style.background.opacity < 1.0
        || style.clip().is_some()
        || effects.is_some_and(|effects| effects.is_stacking_context() || effects.is_transformed());
    let z_index = style.layout.z_index.filter(|_| is_positioned || is_item);
    let is_context = is_grouped || z_index.is_some() || style.layout.position == Position::Fixed;
    if is_context || is_positioned {
        let group = is_grouped.then(|| Box::new(Group::new(GroupKind::Context, style)));
        return Some(StackingLevel::Layer { z_index: z_index.unwrap_or(0), is_context, group });
    }
    is_item.then_some(StackingLevel::Atomic)
}

/// A box and the boxes around it in its galley, from the inside out.
pub(crate) fn around(galley: &Galley, innermost: Option<EnclosureId>) -> impl Iterator<Item = &Enclosure> {
    chain(galley, innermost).map(|id| galley.enclosure(id))
}

pub(crate) fn chain(galley: &Galley, innermost: Option<EnclosureId>) -> impl Iterator<Item = EnclosureId> {
    galley.enclosures_around(innermost)
}

/// The containing block, in its galley, of positioned boxes inside `innermost`.
fn containing(galley: &Galley, innermost: Option<EnclosureId>) -> Option<EnclosureId> {
    chain(galley, innermost).find(|id| is_containing_block(&galley.enclosure(*id).style))
}

impl Placer<'_> {
    /// Begins the stacking levels of a table's row and of its row group, and returns how many. Rows are not painted
    /// themselves, but opacity and similar properties apply to their cells as a whole.
    pub(crate) fn begin_row(&mut self, parallel: &ParallelFlows, at: Point, height: Length) -> usize {
        let tree = self.context.tree;
        let Some(&row) = parallel.owners.last() else { return 0 };
        let rows = [tree.get(row).parent, Some(row)].into_iter().flatten();
        let rows = rows.filter(|&id| tree.get(id).kind.is_row_or_row_group());
        let mut count = 0;
        for id in rows {
            let style = &tree.get(id).style;
            let Some(StackingLevel::Layer { z_index, is_context, group: Some(mut group) }) =
                stacking_level_of(style, false)
            else {
                continue;
            };
            let right =
                parallel.flows.iter().map(|flow| flow.x + flow.galley.width).max().unwrap_or_default();
            let left = parallel.flows.iter().map(|flow| flow.x).min().unwrap_or_default();
            let rect = Rect::new(at, Size::new(right - left, height));
            group.set_box(rect, Sides::default(), Sides::default(), Sides::all(true));
            self.is_layered = true;
            self.content.push(ContentItem::Begin(StackingLevel::Layer {
                z_index,
                is_context,
                group: Some(group),
            }));
            count += 1;
        }
        count
    }

    /// Takes over the positioned boxes without a containing block in an inner flow.
    pub(crate) fn wait(&mut self, enclosure: Option<EnclosureId>, waiting: &mut Vec<WaitingBox>) {
        let found = self.unresolved.drain(..);
        waiting.extend(found.map(|Unresolved { box_id, place, slot }| WaitingBox {
            box_id,
            place,
            enclosure,
            inline: None,
            slot,
        }));
    }

    /// Places the positioned boxes whose containing block is the box that closes. `padding_box` is its padding box.
    pub(crate) fn resolve(
        &mut self,
        galley: &Galley,
        closing: EnclosureId,
        padding_box: Rect,
        waiting: &mut Vec<WaitingBox>,
    ) {
        let (here, rest): (Vec<WaitingBox>, Vec<WaitingBox>) = std::mem::take(waiting)
            .into_iter()
            .partition(|each| containing(galley, each.enclosure) == Some(closing));
        *waiting = rest;
        for each in here {
            self.positioned_box(each.box_id, padding_box, each.place, Some(each.slot));
        }
    }

    /// Places the positioned boxes whose containing blocks are inline boxes on the lines of the box that closes. The
    /// lines are in `content` from `from` on.
    pub(crate) fn resolve_inline(
        &mut self,
        closing: EnclosureId,
        from: usize,
        waiting: &mut Vec<WaitingBox>,
    ) {
        let is_here = |each: &WaitingBox| each.enclosure == Some(closing) && each.inline.is_some();
        if !waiting.iter().any(is_here) {
            return;
        }
        let mut rest = Vec::new();
        for each in std::mem::take(waiting) {
            let inline = each.inline.filter(|_| each.enclosure == Some(closing));
            match inline.and_then(|id| self.inline_padding_box(id, from)) {
                Some(containing) => self.positioned_box(each.box_id, containing, each.place, Some(each.slot)),
                None => rest.push(each),
            }
        }
        *waiting = rest;
    }

    /// The area from the start of the first fragment of an inline box to the end of the last one (CSS 2.2, section
    /// 10.1).
    fn inline_padding_box(&self, id: BoxId, from: usize) -> Option<Rect> {
        let mut found: Option<(Rect, Rect)> = None;
        for part in self.content.get(from..)? {
            let ContentItem::Placed(Placed::Line(line)) = part else { continue };
            for fragment in &line.line.fragments {
                let LineFragment::Box(each) = fragment else { continue };
                if each.box_id == id {
                    let width = |is_here: bool, width| if is_here { width } else { Length::ZERO };
                    let (border, edges) = (each.style.border.widths(), each.edges);
                    let border = Sides {
                        left: width(edges.left, border.left),
                        right: width(edges.right, border.right),
                        ..border
                    };
                    let rect = each.rect.translate(line.at).inset(border);
                    found = Some((found.map_or(rect, |(first, _)| first), rect));
                }
            }
        }
        let (first, last) = found?;
        let (x, right) = match self.context.tree.style(id).text.direction {
            Direction::LeftToRight => (first.x, last.right()),
            Direction::RightToLeft => (last.x, first.right()),
        };
        let size = Size::new((right - x).max(Length::ZERO), (last.bottom() - first.y).max(Length::ZERO));
        Some(Rect::new(Point::new(x, first.y), size))
    }

    /// Leaves positioned boxes without a containing block in this galley to the flow around it.
    pub(crate) fn leave(&mut self, galley: &Galley, waiting: Vec<WaitingBox>) {
        for WaitingBox { box_id, place, enclosure, slot, .. } in waiting {
            if containing(galley, enclosure).is_none() {
                self.unresolved.push(Unresolved { box_id, place, slot });
            } else {
                // Its containing block ended on an earlier page.
                self.positioned_box(box_id, self.page_area, place, Some(slot));
            }
        }
    }

    /// Lays out a positioned box against `containing` and puts it into its slot, or at the end.
    pub(crate) fn positioned_box(
        &mut self,
        id: BoxId,
        containing: Rect,
        place: StaticPlace,
        slot: Option<usize>,
    ) {
        let containing = match place.room {
            Some(room) if room.contains => Rect::new(place.at, room.size),
            _ => containing,
        };
        let at = Point::new(place.at.x - containing.x, place.at.y - containing.y);
        let laid_out = lay_out_positioned(self.context, id, containing.size(), StaticPlace { at, ..place });
        let origin = laid_out.rect.origin().translate(containing.origin());
        let flow = std::mem::take(&mut self.content);
        self.positioned_galley(id, laid_out.galley, origin);
        let parts = std::mem::replace(&mut self.content, flow);
        self.is_layered = true;
        match slot.and_then(|slot| self.slots.get_mut(slot)) {
            Some(filled) => *filled = Some(FilledSlot { parts, clips: self.clips }),
            None => self.content.extend(parts),
        }
    }

    /// Places a fixed box on a page after the first. It is an artifact there: the first page has its content.
    pub(crate) fn repeated_box(&mut self, id: BoxId, containing: Rect, place: StaticPlace) {
        self.content.push(ContentItem::Placed(Placed::BeginArtifact));
        self.positioned_box(id, containing, place, None);
        self.content.push(ContentItem::Placed(Placed::EndArtifact));
    }

    /// Everything on the page in paint order.
    pub(crate) fn finish(self) -> PlacedPage {
        let content = if self.is_layered {
            order(self.content, self.slots)
        } else {
            let placed = self.content.into_iter().filter_map(|part| match part {
                ContentItem::Placed(placed) => Some(placed),
                _ => None,
            });
            placed.collect()
        };
        PlacedPage { content, started: self.started, continued: self.continued }
    }
}
