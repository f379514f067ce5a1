//! Positioned boxes on a page: against what they resolve, and which of them lie over or under the flow
//! (CSS 2.2, section 9.9 and appendix E).

use super::cut::Placer;
use super::page::{Group, Placed};
use super::page_values::Started;
use crate::css::{ComputedStyle, Overflow, Position};
use crate::layout::{BoxId, Enclosure, EnclosureId, Galley, StaticPlace, lay_out_positioned};
use crate::units::{Point, Rect};

/// A positioned box that waits until the box it is positioned against is placed.
pub(super) struct Waiting {
    /// The item before which, or inside which, it stands.
    pub(super) item: usize,
    pub(super) box_id: BoxId,
    pub(super) place: StaticPlace,
    /// The innermost box of the galley that holds it.
    pub(super) enclosure: Option<EnclosureId>,
}

/// What is painted together, over or under the flow.
pub(super) struct Layer {
    pub(super) z_index: i32,
    pub(super) content: Vec<Placed>,
}

impl Layer {
    /// Clips it to the padding box of a box around it, if that clips.
    pub(super) fn clip(&mut self, style: &ComputedStyle, padding_box: Rect) {
        if style.layout.overflow != Overflow::Visible {
            self.group(Group { opacity: 1.0, clip: Some((padding_box, style.border.radii)) });
        }
    }

    /// Gives it the opacity of a box around it.
    pub(super) fn fade(&mut self, style: &ComputedStyle) {
        if style.background.opacity < 1.0 {
            self.group(Group { opacity: style.background.opacity, clip: None });
        }
    }

    fn group(&mut self, group: Group) {
        self.content.insert(0, Placed::BeginGroup(group));
        self.content.push(Placed::EndGroup);
    }

    /// Takes in the layers of what it holds: those below zero come after its own background.
    pub(super) fn take_in(&mut self, mut layers: Vec<Layer>) {
        layers.sort_by_key(|layer| layer.z_index);
        let below = layers.partition_point(|layer| layer.z_index < 0);
        let over = layers.split_off(below);
        let own = self.content.iter().position(|placed| matches!(placed, Placed::Box(_)));
        let at = own.map_or(0, |own| own + 1);
        self.content.splice(at..at, layers.into_iter().flat_map(|layer| layer.content));
        self.content.extend(over.into_iter().flat_map(|layer| layer.content));
    }
}

/// A box and those around it in its galley, from the inside out.
pub(super) fn around(galley: &Galley, innermost: Option<EnclosureId>) -> impl Iterator<Item = &Enclosure> {
    chain(galley, innermost).map(|id| &galley.enclosures[id.0 as usize])
}

pub(super) fn chain(galley: &Galley, innermost: Option<EnclosureId>) -> impl Iterator<Item = EnclosureId> {
    std::iter::successors(innermost, |id| galley.enclosures[id.0 as usize].parent)
}

/// The box of a galley against which what `innermost` holds is positioned.
fn containing(galley: &Galley, innermost: Option<EnclosureId>) -> Option<EnclosureId> {
    chain(galley, innermost)
        .find(|id| galley.enclosures[id.0 as usize].style.layout.position != Position::Static)
}

impl Placer<'_> {
    /// Takes over the positioned boxes that an inner flow at an item could not place.
    pub(super) fn wait(&mut self, item: usize, enclosure: Option<EnclosureId>, waiting: &mut Vec<Waiting>) {
        let found = self.unresolved.drain(..);
        waiting.extend(found.map(|(box_id, place)| Waiting { item, box_id, place, enclosure }));
    }

    /// Places the positioned boxes that resolve against the box that closes, with its padding box.
    pub(super) fn resolve(
        &mut self,
        galley: &Galley,
        closing: EnclosureId,
        padding_box: Rect,
        waiting: &mut Vec<Waiting>,
    ) {
        let (mut here, rest): (Vec<Waiting>, Vec<Waiting>) = std::mem::take(waiting)
            .into_iter()
            .partition(|each| containing(galley, each.enclosure) == Some(closing));
        *waiting = rest;
        // In document order; one that stands before an item comes before those inside it.
        here.sort_by_key(|each| each.item);
        for each in here {
            let layers = self.layers.len();
            self.positioned_box(each.box_id, padding_box, each.place);
            let between = chain(galley, each.enclosure).take_while(|id| *id != closing);
            for id in between {
                for layer in &mut self.layers[layers..] {
                    layer.fade(&galley.enclosures[id.0 as usize].style);
                }
            }
        }
    }

    /// Leaves positioned boxes that nothing in this galley holds to the flow around it.
    pub(super) fn leave(&mut self, galley: &Galley, mut waiting: Vec<Waiting>) {
        waiting.sort_by_key(|each| each.item);
        for each in waiting {
            if containing(galley, each.enclosure).is_none() {
                self.unresolved.push((each.box_id, each.place));
            } else {
                // What holds it ended on an earlier page.
                self.positioned_box(each.box_id, self.page_area, each.place);
            }
        }
    }

    /// Lays out a positioned box against `containing` and puts it on a layer.
    pub(super) fn positioned_box(&mut self, id: BoxId, containing: Rect, place: StaticPlace) {
        let containing = match place.room {
            Some(room) if room.contains => Rect::new(place.at, room.size),
            _ => containing,
        };
        let at = Point::new(place.at.x - containing.x, place.at.y - containing.y);
        let laid_out = lay_out_positioned(self.context, id, containing.size(), StaticPlace { at, ..place });
        let origin = laid_out.rect.origin().translate(containing.origin());
        let flow = std::mem::take(&mut self.content);
        let layers = std::mem::take(&mut self.layers);
        self.galley(&laid_out.galley, origin);
        let content = std::mem::replace(&mut self.content, flow);
        let inside = std::mem::replace(&mut self.layers, layers);
        let z_index = self.context.tree.style(id).layout.z_index.unwrap_or(0);
        let mut layer = Layer { z_index, content };
        layer.take_in(inside);
        self.layers.push(layer);
    }

    /// A fixed box on a page that is not the first: it has been read by then.
    pub(super) fn repeated_box(&mut self, id: BoxId, containing: Rect, place: StaticPlace) {
        self.positioned_box(id, containing, place);
        if let Some(layer) = self.layers.last_mut() {
            layer.content.insert(0, Placed::BeginArtifact);
            layer.content.push(Placed::EndArtifact);
        }
    }

    /// Everything on the page in paint order.
    pub(super) fn finish(mut self) -> (Vec<Placed>, Vec<Started>) {
        // The sort is stable: boxes of one level stay in document order.
        self.layers.sort_by_key(|layer| layer.z_index);
        let below = self.layers.partition_point(|layer| layer.z_index < 0);
        let over = self.layers.split_off(below);
        let mut content: Vec<Placed> = self.layers.into_iter().flat_map(|layer| layer.content).collect();
        content.append(&mut self.content);
        content.extend(over.into_iter().flat_map(|layer| layer.content));
        (content, self.started)
    }
}
