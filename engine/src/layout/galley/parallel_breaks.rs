//! Breaks inside flows side by side (CSS Fragmentation 3, section 4: breaks in parallel flows): all are cut at one
//! height, each at its last legal break above it. Takes the flows with their own breaks, and returns the breaks of
//! the row.

use std::sync::Arc;

use crate::css::BreakBetween;
use crate::layout::galley::list::{
    Break, BreakPlace, BreakViolations, Galley, Item, ItemKind, ParallelFlows,
};
use crate::layout::galley::slice::BreakPoint;
use crate::sorting::sort_by_key;
use crate::units::{Length, Offset};

/// How many places inside one row at which it may be cut are always kept.
const MAX_BREAKS: usize = 256;
/// How many times as many places are kept as the flow with the most of them has.
const BREAKS_A_FLOW: usize = 4;
/// The most places of all flows together, so that many flows beside a long one do not take quadratic time.
const MAX_CUTS: usize = 1 << 20;

/// A break inside a row.
pub(crate) struct InnerBreak {
    /// Where the fragment before it ends and the fragment after it starts, both from the top of the row.
    pub(crate) end: Offset,
    pub(crate) start: Offset,
    /// For each flow the point at which it is cut.
    pub(crate) cuts: Box<[BreakPoint]>,
    pub(crate) violations: BreakViolations,
    pub(crate) forced: Option<BreakBetween>,
}

/// A height at which a row may be cut.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Height {
    at: Offset,
    /// Whether it is one of a flow's own breaks, not only where a flow ends.
    is_break: bool,
    is_forced: bool,
}

/// The heights at which any of the flows may be cut, from top to bottom.
fn heights(flows: &ParallelFlows) -> Vec<Height> {
    let mut heights: Vec<Height> = Vec::new();
    let bottom = flows.height.offset();
    for flow in &flows.flows {
        let top = flow.y.offset();
        let breaks = flow.galley.breaks.iter().map(|each| Height {
            at: each.end + top,
            is_break: true,
            is_forced: each.forced.is_some(),
        });
        heights.extend(breaks);
        let end = top + flow.galley.height();
        heights.push(Height { at: end, is_break: false, is_forced: false });
    }
    // Content that overflows the row does not belong to it.
    heights.retain(|height| height.at < bottom);
    heights.sort_unstable();
    heights.dedup_by(|next, kept| {
        let is_same = next.at == kept.at;
        if is_same {
            kept.is_break |= next.is_break;
            kept.is_forced |= next.is_forced;
        }
        is_same
    });
    let longest = flows.flows.iter().map(|flow| flow.galley.breaks.len()).max().unwrap_or(0);
    let most = (BREAKS_A_FLOW * longest).min(MAX_CUTS / flows.flows.len().max(1)).max(MAX_BREAKS);
    if heights.len() > most {
        let step = heights.len().div_ceil(most);
        let mut number = 0;
        heights.retain(|height| {
            number += 1;
            height.is_forced || number % step == 1
        });
    }
    heights
}

impl Galley {
    /// The height of the empty space directly above a break point, at most `most`: a flow beside others that broke too
    /// early has so much less of it in its next fragment, and is in step with them again.
    pub(crate) fn space_above(&self, point: BreakPoint, most: Offset) -> Offset {
        let end = match self.break_at(point).map(|at| &at.place) {
            Some(BreakPlace::Before(item)) => *item as usize,
            Some(_) => return 0,
            // The box around the flow closes last.
            None => self.items.len().saturating_sub(1),
        };
        let is_space = |item: &&Item| matches!(item.kind, ItemKind::Fill) && item.advance > Length::ZERO;
        let mut space = 0;
        for item in self.items[..end.min(self.items.len())].iter().rev().take_while(is_space) {
            space += item.advance.offset();
            if space >= most {
                return most.max(0);
            }
        }
        space
    }
}

/// The height of the content between two breaks if both are inside the same row. The difference of their sums would be
/// too large: the flows resume at different heights after a break, and all are placed at the top.
pub fn height_within_row(galley: &Galley, from: usize, to: usize) -> Option<Offset> {
    let (from, to) = (galley.breaks.get(from)?, galley.breaks.get(to)?);
    let BreakPlace::Inside { item, cuts: starts } = &from.place else { return None };
    let BreakPlace::Inside { item: last, cuts: ends } = &to.place else { return None };
    let ItemKind::Parallel(number) = galley.items.get(*item as usize).filter(|_| item == last)?.kind else {
        return None;
    };
    let row = galley.sums[*item as usize];
    let cut = from.end - row;
    let flows = &galley.parallels.get(number as usize)?.flows;
    let heights = flows.iter().zip(starts).zip(ends).filter_map(|((flow, start), end)| {
        let breaks = &flow.galley.breaks;
        let top = flow.y.offset();
        let start = match *start {
            BreakPoint::Start => from.start - row,
            BreakPoint::Break(index) => breaks.get(index as usize)?.start + top,
            BreakPoint::End => return None,
        };
        let bottom = match *end {
            BreakPoint::Start => return None,
            BreakPoint::End => flow.galley.height() + top,
            BreakPoint::Break(index) => breaks.get(index as usize)?.end + top,
        };
        let early = (cut - start).min(bottom - start);
        Some(bottom - start - flow.galley.space_above(*end, early))
    });
    Some(heights.max().unwrap_or(0).max(0))
}

/// Allows breaks in the empty ends of the shorter flows where the longer ones have breaks: a box may be broken in the
/// empty space below its content (CSS Fragmentation 3, section 4.1, class C). `beside` are the heights at which cells over
/// several rows may break beside the flows; there, the empty space above their content breaks too.
pub(crate) fn break_empty_ends(flows: &mut ParallelFlows, beside: &[Offset]) {
    if flows.flows.len() < 2 && beside.is_empty() {
        return;
    }
    let breaks = heights(flows).into_iter().filter(|height| height.is_break);
    let mut heights: Vec<Offset> = breaks.map(|height| height.at).chain(beside.iter().copied()).collect();
    heights.sort_unstable();
    heights.dedup();
    for flow in &mut flows.flows {
        let top = flow.y.offset();
        let cuts: Vec<Offset> = heights.iter().map(|height| height - top).collect();
        // Only a repeated row is shared, and that is never broken.
        if let Some(galley) = Arc::get_mut(&mut flow.galley) {
            split_fills(galley, &cuts, !beside.is_empty());
        }
    }
}

/// Allows breaks in the empty space of a flow at some heights, at the top of a box only `at_top`.
pub(crate) fn split_fills(galley: &mut Galley, cuts: &[Offset], at_top: bool) {
    let cuts_inside = |index: usize, sums: &[Offset]| {
        let (top, bottom) = (sums[index], sums[index + 1]);
        let first = cuts.partition_point(|&cut| cut < top);
        let last = cuts.partition_point(|&cut| cut < bottom).max(first);
        first..last
    };
    let is_split = |index: usize, items: &[Item], sums: &[Offset]| {
        matches!(items[index].kind, ItemKind::Fill)
            && index > 0
            && (at_top || !matches!(items[index - 1].kind, ItemKind::Open))
            && !cuts_inside(index, sums).is_empty()
    };
    if !(0..galley.items.len()).any(|index| is_split(index, &galley.items, &galley.sums)) {
        return;
    }
    let split: Vec<bool> =
        (0..galley.items.len()).map(|index| is_split(index, &galley.items, &galley.sums)).collect();
    let mut items: Vec<Item> = Vec::with_capacity(galley.items.len() + cuts.len());
    let mut moved: Vec<u32> = Vec::with_capacity(galley.items.len() + 1);
    let mut breaks: Vec<Break> = Vec::new();
    for (index, item) in std::mem::take(&mut galley.items).into_iter().enumerate() {
        moved.push(items.len() as u32);
        if !split[index] {
            items.push(item);
            continue;
        }
        let around = galley.enclosures_around(item.enclosure);
        let avoiding =
            around.filter(|id| galley.enclosure(*id).style.layout.break_inside.avoids_page()).count();
        let mut at = galley.sums[index];
        let mut fill_to = |items: &mut Vec<Item>, to: Offset| {
            let advance = Length::from_offset(to - at);
            items.push(Item { kind: ItemKind::Fill, advance, enclosure: item.enclosure });
            at = to;
        };
        for &cut in &cuts[cuts_inside(index, &galley.sums)] {
            if cut > galley.sums[index] {
                fill_to(&mut items, cut);
            }
            let violations = BreakViolations { avoid_inside: avoiding as u16, ..BreakViolations::default() };
            breaks.push(Break::before(items.len() as u32, cut, violations, item.enclosure));
        }
        fill_to(&mut items, galley.sums[index + 1]);
    }
    moved.push(items.len() as u32);
    renumber_items(galley, &moved);
    // The new breaks replace those of empty space that was split before.
    let is_inside = |at: Offset| {
        (0..split.len()).any(|index| split[index] && galley.sums[index] < at && at < galley.sums[index + 1])
    };
    galley.breaks.retain(|each| !is_inside(each.end));
    galley.breaks.append(&mut breaks);
    sort_by_key(&mut galley.breaks, |each| (each.end, each.start));
    galley.items = items;
    galley.sum_up();
    galley.cut_floats();
}

/// Gives everything that refers to an item by its index the new index: `moved[old]`.
fn renumber_items(galley: &mut Galley, moved: &[u32]) {
    let new_index = |index: u32| moved.get(index as usize).copied().unwrap_or(index);
    for enclosure in &mut galley.enclosures {
        enclosure.open = new_index(enclosure.open);
        enclosure.close = new_index(enclosure.close);
    }
    for float in &mut galley.floats {
        float.item = new_index(float.item);
    }
    for positioned in &mut galley.positioned {
        positioned.item = new_index(positioned.item);
    }
    for each in &mut galley.breaks {
        let item = each.place.item_mut();
        *item = new_index(*item);
    }
}

/// The breaks inside a row, from top to bottom.
///
/// `end` is the lowest end of the fragments before the break. `start` is the topmost start of the fragments after it,
/// so that the height between two breaks is never less than what any flow needs.
pub(crate) fn inner_breaks(flows: &ParallelFlows) -> Vec<InnerBreak> {
    let heights = heights(flows);
    let mut at: Vec<usize> = vec![0; flows.flows.len()];
    let mut found: Vec<InnerBreak> = Vec::with_capacity(heights.len());
    for height in heights {
        let Height { at: height, is_break, .. } = height;
        let mut forced = None;
        let mut splits_nothing = false;
        let (mut end, mut start) = (0, flows.height.offset());
        let mut cuts: Vec<BreakPoint> = Vec::with_capacity(flows.flows.len());
        let mut violations = BreakViolations::default();
        for (index, flow) in flows.flows.iter().enumerate() {
            let top = flow.y.offset();
            let bottom = top + flow.galley.height();
            let breaks = &flow.galley.breaks;
            while breaks.get(at[index]).is_some_and(|each| each.end + top <= height) {
                at[index] += 1;
            }
            if bottom <= height {
                cuts.push(BreakPoint::End);
                end = end.max(bottom);
            } else if at[index] == 0 {
                // Its content up to the first break is too tall: all of the flow is after the cut.
                splits_nothing |= top < height;
                cuts.push(BreakPoint::Start);
                start = start.min(top);
            } else {
                let each = &breaks[at[index] - 1];
                cuts.push(BreakPoint::Break((at[index] - 1) as u32));
                forced = forced.or(each.forced.filter(|_| each.end + top == height));
                end = end.max(each.end + top);
                let (floats, growth) = flow.galley.float_costs(at[index] - 1);
                let own = each.start + top - growth.offset();
                let space =
                    if own < height { flow.galley.space_above(BreakPoint::End, height - own) } else { 0 };
                start = start.min(own + space);
                violations.monolithic = violations.monolithic.max(floats.monolithic);
                violations.avoid_inside = violations.avoid_inside.max(each.violations.avoid_inside);
                violations.avoid_between = violations.avoid_between.max(each.violations.avoid_between);
                violations.orphans_widows = violations.orphans_widows.max(each.violations.orphans_widows);
            }
        }
        // A cut above or below everything splits nothing.
        let is_between = cuts.iter().any(|cut| *cut != BreakPoint::Start)
            && cuts.iter().any(|cut| *cut != BreakPoint::End);
        // Where a flow ends, flows beside it that would be split there are kept whole.
        let is_legal = is_break || !splits_nothing;
        if is_between && end > 0 && is_legal {
            found.push(InnerBreak { end, start, cuts: cuts.into(), violations, forced });
        }
    }
    found
}
