//! What had to be parted although it asks to be kept: a box that no page can hold, or keeps that contradict
//! each other. The pages are chosen so that it happens only where nothing else is possible.

use super::break_search::{Cut, Share};
use crate::css::BreakBetween;
use crate::layout::{
    BoxId, BoxTree, Break, BreakPlace, EnclosureId, Galley, ItemKind, Keep, Problem, Problems,
};

/// Tells of the keeps that the end of a page breaks.
pub(super) fn report_unkept(tree: &BoxTree, galley: &Galley, share: Share, problems: &Problems) {
    let Cut::Break(at) = share.to else { return };
    let each = &galley.breaks[at];
    if each.forced.is_some() {
        return;
    }
    let report = |id: BoxId, keep: Keep| {
        problems.report(Problem::Unkept { node: tree.get(id).node, keep });
    };
    if each.violations.avoid_inside > 0
        && let Some(id) = kept_whole(tree, galley, each)
    {
        report(id, Keep::Inside);
    }
    if each.violations.avoid_between > 0
        && let Some((id, keep)) = kept_together(galley, each)
    {
        report(id, keep);
    }
}

/// The outermost box around a break that asks not to be parted.
fn kept_whole(tree: &BoxTree, galley: &Galley, each: &Break) -> Option<BoxId> {
    let around = std::iter::successors(each.enclosure, |id| galley.enclosures[id.0 as usize].parent);
    let outermost = around
        .map(|id| &galley.enclosures[id.0 as usize])
        .filter(|enclosure| enclosure.style.layout.break_inside.avoids_page())
        .last()
        .map(|enclosure| enclosure.box_id);
    outermost.or_else(|| match &each.place {
        BreakPlace::Before(_) => None,
        BreakPlace::Inside { item, cuts } => {
            let ItemKind::Parallel(number) = galley.items[*item as usize].kind else { return None };
            let row = &galley.parallels[number as usize];
            let owner = |id: &&BoxId| tree.style(**id).layout.break_inside.avoids_page();
            row.owners.iter().find(owner).copied().or_else(|| {
                row.flows.iter().zip(cuts).find_map(|(flow, cut)| {
                    let inside = flow.galley.breaks.get((*cut)? as usize)?;
                    kept_whole(tree, &flow.galley, inside)
                })
            })
        }
        BreakPlace::InsideColumns { item, at } => {
            let ItemKind::Columns(number) = galley.items[*item as usize].kind else { return None };
            let inside = &galley.columns[number as usize].galley;
            kept_whole(tree, inside, inside.breaks.get(*at as usize)?)
        }
    })
}

/// The box before or behind a break that asks not to be parted from its neighbour.
fn kept_together(galley: &Galley, each: &Break) -> Option<(BoxId, Keep)> {
    let BreakPlace::Before(item) = each.place else { return None };
    let avoids = |value: BreakBetween| matches!(value, BreakBetween::Avoid | BreakBetween::AvoidPage);
    let items = &galley.items;
    let enclosure = |id: EnclosureId| &galley.enclosures[id.0 as usize];
    let is_gap = |index: usize| matches!(items[index].kind, ItemKind::Gap);
    let behind = (item as usize..items.len()).skip_while(|&index| is_gap(index));
    let begun = behind
        .map_while(|index| items[index].enclosure.filter(|_| matches!(items[index].kind, ItemKind::Open)))
        .map(enclosure);
    let before = (0..item as usize).rev().skip_while(|&index| is_gap(index));
    let ended = before
        .map_while(|index| items[index].enclosure.filter(|_| matches!(items[index].kind, ItemKind::Close)))
        .map(enclosure);
    let after = ended
        .filter(|enclosure| avoids(enclosure.style.layout.break_after))
        .map(|enclosure| (enclosure.box_id, Keep::After))
        .last();
    after.or_else(|| {
        begun
            .filter(|enclosure| avoids(enclosure.style.layout.break_before))
            .map(|enclosure| (enclosure.box_id, Keep::Before))
            .last()
    })
}
