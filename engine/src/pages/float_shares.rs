//! Floats on a page: a page's share of each, and where it is painted.

use super::break_search::{Cut, Share};
use super::cut::Placer;
use super::layers::{Waiting, around, chain, level_of};
use super::stacking::{Level, Part};
use crate::layout::{Enclosure, EnclosureId, Galley, ItemKind, PlacedFloat};
use crate::units::{Length, Offset, Point};

/// A page's share of a float.
pub(super) struct FloatShare<'g> {
    /// The item before which it is painted.
    pub(super) item: usize,
    pub(super) float: &'g PlacedFloat,
    share: Share,
}

/// How far what stands below the rests of floats moves down, with where that begins in the galley.
pub(super) fn float_growths(galley: &Galley, share: Share) -> Vec<(Offset, Length)> {
    let Cut::Break(from) = share.from else { return Vec::new() };
    let cuts = galley.float_cuts_at(from).iter().filter(|cut| cut.growth > Length::ZERO);
    cuts.map(|cut| (galley.floats[cut.float as usize].bottom, cut.growth)).collect()
}

/// The floats of a share, in the order of the items before which they are painted.
pub(super) fn floats_of(galley: &Galley, share: Share, first: usize, last: usize) -> Vec<FloatShare<'_>> {
    let mut shares = Vec::new();
    for (number, float) in galley.floats.iter().enumerate() {
        let cut_at = |at: usize| {
            let cuts = galley.float_cuts_at(at);
            cuts.iter().find(|cut| cut.float as usize == number).map(|cut| cut.cut.map(|cut| cut as usize))
        };
        let from = match share.from {
            Cut::Start => Cut::Start,
            Cut::End => continue,
            Cut::Break(at) if float.top >= galley.breaks[at].end => Cut::Start,
            Cut::Break(at) => match cut_at(at) {
                None => continue,
                Some(None) => Cut::Start,
                Some(Some(cut)) => Cut::Break(cut),
            },
        };
        let to = match share.to {
            Cut::Start => continue,
            Cut::End => Cut::End,
            Cut::Break(at) if float.top >= galley.breaks[at].end => continue,
            Cut::Break(at) => match cut_at(at) {
                None => Cut::End,
                Some(None) => continue,
                Some(Some(cut)) => Cut::Break(cut),
            },
        };
        if from != to {
            let item = painted_before(galley, float, first, last);
            shares.push(FloatShare { item, float, share: Share { from, to } });
        }
    }
    shares.sort_by_key(|share| share.item);
    shares
}

/// The item before which a float is painted: under the text that it lies over only by its negative margins
/// (CSS 2.2, appendix E). Backgrounds of blocks are painted before all of it.
fn painted_before(galley: &Galley, float: &PlacedFloat, first: usize, last: usize) -> usize {
    let own = (float.item as usize).clamp(first, last);
    let holders: Vec<EnclosureId> = chain(galley, float.enclosure).collect();
    let mut at = own;
    for before in (first..own).rev().take_while(|&before| galley.sums[before + 1] > float.y) {
        let item = &galley.items[before];
        let passed = item.enclosure.filter(|id| !holders.contains(id));
        match &item.kind {
            ItemKind::Line(_) => at = before,
            ItemKind::Gap | ItemKind::Fill => {}
            ItemKind::Close | ItemKind::Open if passed.is_some_and(|id| is_plain(galley.enclosure(id))) => {}
            _ => break,
        }
    }
    at
}

/// Whether what a box holds is painted with what stands beside it.
fn is_plain(enclosure: &Enclosure) -> bool {
    !enclosure.style.clips() && level_of(&enclosure.style, false).is_none()
}

impl Placer<'_> {
    /// Places a share of a float. `y_of` tells where on the page a height of the galley is.
    pub(super) fn float(
        &mut self,
        galley: &Galley,
        each: &FloatShare<'_>,
        x: Length,
        page_top: Length,
        y_of: &dyn Fn(Offset) -> Length,
        waiting: &mut Vec<Waiting>,
    ) {
        let float = each.float;
        let shift = around(galley, float.enclosure)
            .map(|enclosure| enclosure.shift)
            .fold(float.shift, Point::translate);
        // What did not begin above the break begins where its page does, at the earliest.
        let y = match each.share.from {
            Cut::Start => y_of(float.top).max(page_top) + Length::from_offset(float.y - float.top),
            _ => page_top,
        };
        let at = Point::new(x + float.x, y).translate(shift);
        self.is_layered = true;
        self.content.push(Part::Begin(Level::Atomic));
        self.share(&float.galley, each.share, 0, at);
        self.content.push(Part::End);
        self.wait(float.enclosure, waiting);
    }
}
