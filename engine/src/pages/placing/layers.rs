//! Positioned boxes on a page: against what they resolve, and what makes a box
//! a layer or a stacking context (CSS 2.2, section 9.9; CSS Positioned Layout 3, section 2).

use std::sync::Arc;

use crate::boxes::{BoxId, BoxKind};
use crate::css::{ComputedStyle, Direction, Position};
use crate::layout::{
    Enclosure, EnclosureId, Galley, LineFragment, ParallelFlows, StaticPlace, lay_out_positioned,
};
use crate::pages::furniture::page_values::Started;
use crate::pages::page::{Group, GroupKind, Placed};
use crate::pages::placing::placer::{Placer, Unresolved};
use crate::pages::placing::stacking::{Filled, Level, Part, order};
use crate::units::{Length, Point, Rect, Sides, Size};

/// A positioned box that waits until the box it is positioned against is placed.
pub(crate) struct Waiting {
    pub(crate) box_id: BoxId,
    pub(crate) place: StaticPlace,
    /// The innermost box of the galley that holds it.
    pub(crate) enclosure: Option<EnclosureId>,
    /// The inline box that holds it.
    pub(crate) inline: Option<BoxId>,
    pub(crate) slot: usize,
}

/// Whether positioned boxes inside resolve against this one. The style is that of a box that can be
/// transformed.
pub(crate) fn is_containing_block(style: &ComputedStyle) -> bool {
    style.layout.position != Position::Static
        || style.effects.as_ref().is_some_and(|effects| effects.is_transformed())
}

/// The level that a box is painted on, if it is not that of the flow. An item of a flex container may
/// have a `z-index` without being positioned.
pub(crate) fn level_of(style: &Arc<ComputedStyle>, is_item: bool) -> Option<Level> {
    // A running element is in its margin box like any other content.
    let is_positioned = !matches!(style.layout.position, Position::Static | Position::Running);
    let effects = style.effects.as_ref();
    let is_grouped = style.background.opacity < 1.0
        || effects.is_some_and(|effects| effects.is_stacking_context() || effects.is_transformed());
    let z_index = style.layout.z_index.filter(|_| is_positioned || is_item);
    let is_context = is_grouped || z_index.is_some() || style.layout.position == Position::Fixed;
    if is_context || is_positioned {
        let group = is_grouped.then(|| Box::new(Group::new(GroupKind::Context, style)));
        return Some(Level::Layer { z_index: z_index.unwrap_or(0), is_context, group });
    }
    is_item.then_some(Level::Atomic)
}

/// A box and those around it in its galley, from the inside out.
pub(crate) fn around(galley: &Galley, innermost: Option<EnclosureId>) -> impl Iterator<Item = &Enclosure> {
    chain(galley, innermost).map(|id| galley.enclosure(id))
}

pub(crate) fn chain(galley: &Galley, innermost: Option<EnclosureId>) -> impl Iterator<Item = EnclosureId> {
    galley.enclosures_around(innermost)
}

/// The box of a galley against which what `innermost` holds is positioned.
fn containing(galley: &Galley, innermost: Option<EnclosureId>) -> Option<EnclosureId> {
    chain(galley, innermost).find(|id| is_containing_block(&galley.enclosure(*id).style))
}

impl Placer<'_> {
    /// Begins what the row of a table, and the rows around it, are composed with, and gives how many levels that
    /// are. Of their own kind they have no boxes; what is shown of them are their cells.
    pub(crate) fn begin_row(&mut self, parallel: &ParallelFlows, at: Point, height: Length) -> usize {
        let tree = self.context.tree;
        let Some(&row) = parallel.owners.last() else { return 0 };
        let rows = [tree.get(row).parent, Some(row)].into_iter().flatten();
        let rows = rows.filter(|&id| matches!(tree.get(id).kind, BoxKind::TableRow | BoxKind::TableRowGroup));
        let mut count = 0;
        for id in rows {
            let style = &tree.get(id).style;
            let Some(Level::Layer { z_index, is_context, group: Some(mut group) }) = level_of(style, false)
            else {
                continue;
            };
            let right =
                parallel.flows.iter().map(|flow| flow.x + flow.galley.width).max().unwrap_or_default();
            let left = parallel.flows.iter().map(|flow| flow.x).min().unwrap_or_default();
            let rect = Rect::new(at, Size::new(right - left, height));
            group.set_box(rect, Sides::default(), Sides::default(), Sides::all(true));
            self.is_layered = true;
            self.content.push(Part::Begin(Level::Layer { z_index, is_context, group: Some(group) }));
            count += 1;
        }
        count
    }

    /// Takes over the positioned boxes that an inner flow could not place.
    pub(crate) fn wait(&mut self, enclosure: Option<EnclosureId>, waiting: &mut Vec<Waiting>) {
        let found = self.unresolved.drain(..);
        waiting.extend(found.map(|Unresolved { box_id, place, slot }| Waiting {
            box_id,
            place,
            enclosure,
            inline: None,
            slot,
        }));
    }

    /// Places the positioned boxes that resolve against the box that closes, with its padding box.
    pub(crate) fn resolve(
        &mut self,
        galley: &Galley,
        closing: EnclosureId,
        padding_box: Rect,
        waiting: &mut Vec<Waiting>,
    ) {
        let (here, rest): (Vec<Waiting>, Vec<Waiting>) = std::mem::take(waiting)
            .into_iter()
            .partition(|each| containing(galley, each.enclosure) == Some(closing));
        *waiting = rest;
        for each in here {
            self.positioned_box(each.box_id, padding_box, each.place, Some(each.slot));
        }
    }

    /// Places the positioned boxes that resolve against inline boxes on the lines of the box that closes, which
    /// are in `content` from `from` on.
    pub(crate) fn resolve_inline(&mut self, closing: EnclosureId, from: usize, waiting: &mut Vec<Waiting>) {
        let is_here = |each: &Waiting| each.enclosure == Some(closing) && each.inline.is_some();
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

    /// From where the first part of an inline box begins to where the last one ends (CSS 2.2, section 10.1).
    fn inline_padding_box(&self, id: BoxId, from: usize) -> Option<Rect> {
        let mut found: Option<(Rect, Rect)> = None;
        for part in self.content.get(from..)? {
            let Part::Placed(Placed::Line(line)) = part else { continue };
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

    /// Leaves positioned boxes that nothing in this galley holds to the flow around it.
    pub(crate) fn leave(&mut self, galley: &Galley, waiting: Vec<Waiting>) {
        for Waiting { box_id, place, enclosure, slot, .. } in waiting {
            if containing(galley, enclosure).is_none() {
                self.unresolved.push(Unresolved { box_id, place, slot });
            } else {
                // What holds it ended on an earlier page.
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
        self.galley(&laid_out.galley, origin);
        let parts = std::mem::replace(&mut self.content, flow);
        self.is_layered = true;
        match slot.and_then(|slot| self.slots.get_mut(slot)) {
            Some(filled) => *filled = Some(Filled { parts, clips: self.clips }),
            None => self.content.extend(parts),
        }
    }

    /// A fixed box on a page that is not the first: it has been read by then.
    pub(crate) fn repeated_box(&mut self, id: BoxId, containing: Rect, place: StaticPlace) {
        self.content.push(Part::Placed(Placed::BeginArtifact));
        self.positioned_box(id, containing, place, None);
        self.content.push(Part::Placed(Placed::EndArtifact));
    }

    /// Everything on the page in paint order.
    pub(crate) fn finish(self) -> (Vec<Placed>, Vec<Started>) {
        let content = if self.is_layered {
            order(self.content, self.slots)
        } else {
            let placed = self.content.into_iter().filter_map(|part| match part {
                Part::Placed(placed) => Some(placed),
                _ => None,
            });
            placed.collect()
        };
        (content, self.started)
    }
}
