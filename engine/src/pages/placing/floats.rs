//! Floats on a page: a page's fragment of each, and where it is painted.

use crate::boxes::BoxKind;
use crate::layout::{BreakPoint, Enclosure, EnclosureId, FlowFragment, Galley, ItemKind, PlacedFloat, Slice};
use crate::pages::placing::flow::Flow;
use crate::pages::placing::layers::{WaitingBox, around, chain, stacking_level_of};
use crate::pages::placing::placer::Placer;
use crate::pages::placing::stacking::{ContentItem, StackingLevel};
use crate::sorting::sort_by_key;
use crate::units::{Length, Offset, Point};

/// A page's fragment of a float.
pub(crate) struct FloatFragment<'g> {
    /// The item before which it is painted.
    pub(crate) item: usize,
    pub(crate) float: &'g PlacedFloat,
    fragment: FlowFragment,
}

/// How far the continuations of floats push content down, with the offset in the galley below which they do.
pub(crate) fn float_growths(galley: &Galley, from: BreakPoint) -> Vec<(Offset, Length)> {
    let Some(from) = from.break_index() else { return Vec::new() };
    let cuts = galley.float_cuts_at(from).iter().filter(|cut| cut.growth > Length::ZERO);
    cuts.map(|cut| (galley.floats[cut.float as usize].bottom, cut.growth)).collect()
}

/// The floats of a slice, in the order of the items before which they are painted.
pub(crate) fn floats_of<'g>(galley: &'g Galley, slice: &Slice<'_>) -> Vec<FloatFragment<'g>> {
    let mut fragments = Vec::new();
    let (from, to) = (slice.fragment.from.break_index(), slice.fragment.to.break_index());
    for number in galley.floats_between(from, to) {
        let float = &galley.floats[number as usize];
        // What a break does to the float; where no cut is recorded, the float ends above the break.
        let point_at = |at: usize| {
            if float.top >= galley.breaks[at].end {
                return BreakPoint::Start;
            }
            galley
                .float_cut(at, number)
                .map_or(BreakPoint::End, |cut| cut.cut.map_or(BreakPoint::Start, BreakPoint::Break))
        };
        let fragment = FlowFragment {
            from: from.map_or(BreakPoint::Start, point_at),
            to: to.map_or(BreakPoint::End, point_at),
        };
        if !fragment.is_empty() {
            let item = painted_before(galley, float, slice.items.start, slice.items.end);
            fragments.push(FloatFragment { item, float, fragment });
        }
    }
    sort_by_key(&mut fragments, |fragment| fragment.item);
    fragments
}

/// The item before which a float is painted. Text that the float overlaps only because of its negative margins is
/// painted over the float (CSS 2.2, appendix E); backgrounds of blocks are painted before all of it.
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

/// Whether the content of a box is painted together with its surroundings.
fn is_plain(enclosure: &Enclosure) -> bool {
    !enclosure.style.clips() && stacking_level_of(&enclosure.style, false).is_none()
}

impl Placer<'_> {
    /// Places a fragment of a float.
    pub(crate) fn float(&mut self, flow: &Flow<'_>, each: &FloatFragment<'_>, waiting: &mut Vec<WaitingBox>) {
        let float = each.float;
        let shift = around(flow.galley, float.enclosure)
            .map(|enclosure| enclosure.shift)
            .fold(float.shift, Point::translate);
        // A float that did not start above the break starts at the top of the page's content at the earliest.
        let y = match each.fragment.from {
            BreakPoint::Start => {
                let top = flow.y_of(float.item as usize, float.top).max(flow.content_top);
                top + Length::from_offset(float.y - float.top)
            }
            _ => flow.content_top,
        };
        let at = Point::new(flow.at.x + float.x, y).translate(shift);
        // A cell over several rows ends with the last of them, a broken float at the foot of the page.
        let spans_rows =
            float.galley.enclosures.first().is_some_and(|each| {
                matches!(self.context.tree.get(each.box_id).kind, BoxKind::TableCell { .. })
            });
        self.foot = match each.fragment.to {
            BreakPoint::End if spans_rows => Some(flow.y_of(float.item as usize, float.bottom)),
            BreakPoint::End => None,
            _ => Some(flow.end),
        }
        .map(|foot| foot + shift.y);
        if spans_rows {
            // It is painted as other cells are, under the lines of collapsed borders.
            self.fragment(&float.galley, each.fragment, at);
        } else {
            self.is_layered = true;
            self.content.push(ContentItem::Begin(StackingLevel::Atomic));
            self.fragment(&float.galley, each.fragment, at);
            self.content.push(ContentItem::End);
        }
        self.wait(float.enclosure, waiting);
    }
}
