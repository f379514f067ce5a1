//! Reports boxes that are broken against `avoid` in `break-inside`, `break-before` or `break-after`: boxes taller than
//! a page, or rules that contradict each other. The search breaks them only where nothing else is possible
//! (CSS Fragmentation 3, section 4.4).

use crate::boxes::{BoxId, BoxTree};
use crate::css::BreakBetween;
use crate::layout::FlowFragment;
use crate::layout::{Break, BreakPlace, Galley, ItemKind, Keep, Problem, Problems};

/// Reports the `avoid` rule that the end of a page violates.
pub(crate) fn report_unkept(tree: &BoxTree, galley: &Galley, fragment: FlowFragment, problems: &Problems) {
    if let Some(at) = galley.break_at(fragment.to)
        && let Some((id, keep)) = unkept(tree, galley, at)
    {
        problems.report(Problem::Unkept { node: tree.get(id).node, keep });
    }
}

fn unkept(tree: &BoxTree, galley: &Galley, each: &Break) -> Option<(BoxId, Keep)> {
    if each.forced.is_some() {
        return None;
    }
    let inside = || kept_whole(tree, galley, each).map(|id| (id, Keep::Inside));
    // The violations of a break inside columns depend on the other columns, and are not stored with it.
    if let BreakPlace::InsideColumns { item, at } = each.place
        && let ItemKind::Columns(number) = galley.items[item as usize].kind
    {
        let columns = &galley.columns[number as usize].galley;
        return inside().or_else(|| unkept(tree, columns, columns.breaks.get(at as usize)?));
    }
    let violations = each.violations;
    let whole = if violations.avoid_inside > 0 { inside() } else { None };
    let together = || if violations.avoid_between > 0 { kept_together(tree, galley, each) } else { None };
    whole.or_else(together)
}

/// The outermost box around a break with `break-inside: avoid`.
fn kept_whole(tree: &BoxTree, galley: &Galley, each: &Break) -> Option<BoxId> {
    let around = galley.enclosures_around(each.enclosure);
    let outermost = around
        .map(|id| galley.enclosure(id))
        .filter(|enclosure| enclosure.style.layout.break_inside.avoids_page())
        .last()
        .map(|enclosure| enclosure.box_id);
    outermost.or_else(|| match &each.place {
        BreakPlace::Before(_) | BreakPlace::InsideColumns { .. } => None,
        BreakPlace::Inside { item, cuts } => {
            let ItemKind::Parallel(number) = galley.items[*item as usize].kind else { return None };
            let row = &galley.parallels[number as usize];
            let owner = |id: &&BoxId| tree.style(**id).layout.break_inside.avoids_page();
            row.owners.iter().find(owner).copied().or_else(|| {
                row.flows
                    .iter()
                    .zip(cuts)
                    .find_map(|(flow, cut)| kept_whole(tree, &flow.galley, flow.galley.break_at(*cut)?))
            })
        }
    })
}

/// The box before or after a break that avoids a break there.
fn kept_together(tree: &BoxTree, galley: &Galley, each: &Break) -> Option<(BoxId, Keep)> {
    let BreakPlace::Before(item) = each.place else { return None };
    let avoids = |value: BreakBetween| matches!(value, BreakBetween::Avoid | BreakBetween::AvoidPage);
    let is_gap = |index: &usize| matches!(galley.items[*index].kind, ItemKind::Gap);
    let before = (0..item as usize).rev().skip_while(is_gap);
    let after = (item as usize..galley.items.len()).skip_while(is_gap);
    let ended = edges(galley, before, false).find(|&id| avoids(tree.style(id).layout.break_after));
    let begun = || edges(galley, after, true).find(|&id| avoids(tree.style(id).layout.break_before));
    ended.map(|id| (id, Keep::After)).or_else(|| begun().map(|id| (id, Keep::Before)))
}

/// The boxes that start (if `begin`) or end with the first of some items: enclosures, rows and the items of a row.
fn edges(galley: &Galley, items: impl Iterator<Item = usize>, begin: bool) -> impl Iterator<Item = BoxId> {
    let mut found = Vec::new();
    for index in items {
        let item = &galley.items[index];
        match (&item.kind, item.enclosure) {
            (ItemKind::Open, Some(id)) if begin => found.push(galley.enclosure(id).box_id),
            (ItemKind::Close, Some(id)) if !begin => found.push(galley.enclosure(id).box_id),
            (ItemKind::Parallel(number), _) => {
                let row = &galley.parallels[*number as usize];
                let flows = row.flows.iter().filter_map(|flow| flow.galley.enclosures.first());
                found.extend(row.owners.iter().copied().chain(flows.map(|enclosure| enclosure.box_id)));
                break;
            }
            _ => break,
        }
    }
    found.into_iter()
}
