//! Breaks inside flows that stand side by side: all are cut by one height, each at its last legal
//! break above it.

use std::sync::Arc;

use super::galley::{Break, BreakPlace, BreakViolations, Galley, Item, ItemKind, ParallelFlows};
use crate::units::{Length, Offset};

/// The most places inside one row at which it may be cut.
const MAX_BREAKS: usize = 256;

/// A break inside a row: where the part before it ends and the part after it starts, both from the
/// top of the row; for each flow the number of its break; and what the break costs.
pub(super) type InnerBreak = (Offset, Offset, Box<[Option<u32>]>, BreakViolations);

/// The heights at which any of the flows may be cut, from top to bottom.
fn heights(flows: &ParallelFlows) -> Vec<Offset> {
    let mut heights: Vec<Offset> = flows
        .flows
        .iter()
        .flat_map(|flow| flow.galley.breaks.iter().map(|each| each.end + flow.y.offset()))
        .collect();
    heights.sort_unstable();
    heights.dedup();
    if heights.len() > MAX_BREAKS {
        let step = heights.len().div_ceil(MAX_BREAKS);
        heights = heights.into_iter().step_by(step).collect();
    }
    heights
}

/// Lets the empty ends of the shorter flows be cut where the longer ones are: a box may be broken in the
/// empty part below its content (CSS Fragmentation 3, section 4.1, class C).
pub(super) fn open_empty_parts(flows: &mut ParallelFlows) {
    if flows.flows.len() < 2 {
        return;
    }
    let heights = heights(flows);
    for flow in &mut flows.flows {
        let top = flow.y.offset();
        let cuts: Vec<Offset> = heights.iter().map(|height| height - top).collect();
        // Shared only where it is repeated, which is never broken.
        if let Some(galley) = Arc::get_mut(&mut flow.galley) {
            split_fills(galley, &cuts);
        }
    }
}

fn split_fills(galley: &mut Galley, cuts: &[Offset]) {
    let inside = |index: usize, sums: &[Offset]| {
        let (top, bottom) = (sums[index], sums[index + 1]);
        let first = cuts.partition_point(|&cut| cut < top);
        let last = cuts.partition_point(|&cut| cut < bottom).max(first);
        first..last
    };
    let is_split = |index: usize, items: &[Item], sums: &[Offset]| {
        matches!(items[index].kind, ItemKind::Fill)
            && index > 0
            && !matches!(items[index - 1].kind, ItemKind::Open)
            && !inside(index, sums).is_empty()
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
        let around = std::iter::successors(item.enclosure, |id| galley.enclosures[id.0 as usize].parent);
        let avoiding = around
            .filter(|id| galley.enclosures[id.0 as usize].style.layout.break_inside.avoids_page())
            .count();
        let mut at = galley.sums[index];
        let mut piece = |items: &mut Vec<Item>, to: Offset| {
            let advance = Length::from_offset(to - at);
            items.push(Item { kind: ItemKind::Fill, advance, enclosure: item.enclosure });
            at = to;
        };
        for &cut in &cuts[inside(index, &galley.sums)] {
            if cut > galley.sums[index] {
                piece(&mut items, cut);
            }
            breaks.push(Break {
                place: BreakPlace::Before(items.len() as u32),
                end: cut,
                start: cut,
                violations: BreakViolations { avoid_inside: avoiding as u16, ..BreakViolations::default() },
                forced: None,
                enclosure: item.enclosure,
            });
        }
        piece(&mut items, galley.sums[index + 1]);
    }
    moved.push(items.len() as u32);
    let now = |index: u32| moved.get(index as usize).copied().unwrap_or(index);
    for enclosure in &mut galley.enclosures {
        enclosure.open = now(enclosure.open);
        enclosure.close = now(enclosure.close);
    }
    for positioned in &mut galley.positioned {
        positioned.item = now(positioned.item);
    }
    for each in &mut galley.breaks {
        match &mut each.place {
            BreakPlace::Before(index)
            | BreakPlace::Inside { item: index, .. }
            | BreakPlace::InsideColumns { item: index, .. } => *index = now(*index),
        }
    }
    galley.breaks.append(&mut breaks);
    galley.breaks.sort_by_key(|each| (each.end, each.start));
    let mut sum = 0;
    galley.sums = std::iter::once(0)
        .chain(items.iter().map(|item| {
            sum += item.advance.offset();
            sum
        }))
        .collect();
    galley.items = items;
}

/// The breaks inside a row, from top to bottom.
///
/// `end` is the lowest end of the parts before the break. `start` is the highest start of the parts
/// after it, so that the height between two breaks is never less than what any flow needs.
pub(super) fn inner_breaks(flows: &ParallelFlows) -> Vec<InnerBreak> {
    let heights = heights(flows);
    let mut at: Vec<usize> = vec![0; flows.flows.len()];
    let mut found: Vec<InnerBreak> = Vec::with_capacity(heights.len());
    for height in heights {
        let (mut end, mut start) = (0, flows.height.offset());
        let mut cuts: Vec<Option<u32>> = Vec::with_capacity(flows.flows.len());
        let mut violations = BreakViolations::default();
        for (index, flow) in flows.flows.iter().enumerate() {
            let top = flow.y.offset();
            let bottom = top + flow.galley.sums.last().copied().unwrap_or(0);
            let breaks = &flow.galley.breaks;
            while breaks.get(at[index]).is_some_and(|each| each.end + top <= height) {
                at[index] += 1;
            }
            if bottom <= height {
                cuts.push(None);
                end = end.max(bottom);
            } else if at[index] == 0 {
                // Its first part is too tall for what is above the cut: all of it goes on.
                cuts.push(Some(u32::MAX));
                start = start.min(top);
            } else {
                let each = &breaks[at[index] - 1];
                cuts.push(Some((at[index] - 1) as u32));
                end = end.max(each.end + top);
                start = start.min(each.start + top);
                violations.avoid_inside = violations.avoid_inside.max(each.violations.avoid_inside);
                violations.avoid_between = violations.avoid_between.max(each.violations.avoid_between);
                violations.orphans_widows = violations.orphans_widows.max(each.violations.orphans_widows);
            }
        }
        // A cut above or below everything parts nothing.
        let parts = cuts.iter().any(|cut| *cut != Some(u32::MAX)) && cuts.iter().any(Option::is_some);
        if parts && end > 0 {
            found.push((end, start, cuts.into(), violations));
        }
    }
    found
}
