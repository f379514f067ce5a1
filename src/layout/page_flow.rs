//! Breaks and page names between siblings (CSS Fragmentation 3, section 3; CSS Paged Media 3,
//! section 6): both are passed on between a box and its first and last child.

use std::sync::Arc;

use super::boxes::{BoxId, BoxKind, BoxTree};
use super::construct::Builder;
use super::multicol;
use crate::css::BreakBetween;
use crate::diagnostics::Diagnostic;
use crate::html::place_of;

/// How far down first and last children are looked at.
const MAX_CHAIN: usize = 600;

/// What is asked for between two siblings: a forced break, none, or nothing in particular. Inside columns
/// a page cannot change its name.
pub(super) fn break_between(tree: &BoxTree, previous: BoxId, next: BoxId, in_columns: bool) -> BreakBetween {
    let after = chain(tree, previous, last_child).map(|id| tree.style(id).layout.break_after);
    let before = chain(tree, next, first_child).map(|id| tree.style(id).layout.break_before);
    let mut avoid = false;
    let mut forced = None;
    for value in after.chain(before) {
        match value {
            BreakBetween::Auto => {}
            BreakBetween::Avoid => avoid = true,
            BreakBetween::AvoidColumn => avoid |= in_columns,
            BreakBetween::Column if !in_columns => {}
            // A page is more than a column.
            BreakBetween::Column => forced = forced.or(Some(BreakBetween::Column)),
            // A side is more than any page; the later of two sides counts.
            BreakBetween::Page if forced.is_none_or(|forced: BreakBetween| !forced.is_forced()) => {
                forced = Some(BreakBetween::Page);
            }
            BreakBetween::Page => {}
            side => forced = Some(side),
        }
    }
    if let Some(forced) = forced {
        return forced;
    }
    if !in_columns && end_name(tree, previous) != start_name(tree, next) {
        return BreakBetween::Page;
    }
    if avoid { BreakBetween::Avoid } else { BreakBetween::Auto }
}

/// The value of `page` for the content at a position.
pub fn start_page_name(tree: &BoxTree, path: &[u32]) -> Option<Arc<str>> {
    let mut at = BoxId::ROOT;
    tree.boxes.first()?;
    for &index in path {
        match tree.get(at).children.get(index as usize) {
            Some(&child) => at = child,
            None => break,
        }
    }
    start_name(tree, at)
}

/// Whether an element that starts at a position, or the first thing in it, names the pages `name`: a new
/// group of pages begins there (CSS GCPM 3, section 3.3).
pub fn starts_page_group(tree: &BoxTree, path: &[u32], name: &str) -> bool {
    let mut at = BoxId::ROOT;
    if tree.boxes.is_empty() {
        return false;
    }
    for &index in path {
        match tree.get(at).children.get(index as usize) {
            Some(&child) => at = child,
            None => break,
        }
    }
    chain(tree, at, first_child).any(|id| tree.style(id).layout.page.as_deref() == Some(name))
}

fn start_name(tree: &BoxTree, id: BoxId) -> Option<Arc<str>> {
    chain(tree, id, first_child).last().and_then(|innermost| used_name(tree, innermost))
}

fn end_name(tree: &BoxTree, id: BoxId) -> Option<Arc<str>> {
    chain(tree, id, last_child).last().and_then(|innermost| used_name(tree, innermost))
}

/// A box's own page name, or that of the nearest box around it that has one.
fn used_name(tree: &BoxTree, id: BoxId) -> Option<Arc<str>> {
    std::iter::successors(Some(id), |&at| tree.get(at).parent)
        .find_map(|at| tree.style(at).layout.page.clone())
}

fn chain(
    tree: &BoxTree,
    id: BoxId,
    next: impl Fn(&BoxTree, BoxId) -> Option<BoxId>,
) -> impl Iterator<Item = BoxId> {
    std::iter::successors(Some(id), move |&at| next(tree, at)).take(MAX_CHAIN)
}

fn first_child(tree: &BoxTree, id: BoxId) -> Option<BoxId> {
    children_in_flow(tree, id)?.find(|&child| in_flow(tree, child))
}

fn last_child(tree: &BoxTree, id: BoxId) -> Option<BoxId> {
    children_in_flow(tree, id)?.rfind(|&child| in_flow(tree, child))
}

fn children_in_flow<'a>(tree: &'a BoxTree, id: BoxId) -> Option<impl DoubleEndedIterator<Item = BoxId> + 'a> {
    let layout_box = tree.get(id);
    matches!(layout_box.kind, BoxKind::Block).then(|| layout_box.children.iter().copied())
}

fn in_flow(tree: &BoxTree, id: BoxId) -> bool {
    let layout_box = tree.get(id);
    let layout = &layout_box.style.layout;
    !matches!(layout_box.kind, BoxKind::OutsideMarker) && !layout.is_out_of_flow() && !layout.is_floating()
}

impl Builder<'_> {
    /// Columns stand on pages that have one name: tells of elements in them that ask for another.
    pub(super) fn report_page_names_in_columns(&mut self) {
        let tree = &self.tree;
        let name_at = |id: BoxId| {
            std::iter::successors(Some(id), |&at| tree.get(at).parent)
                .find_map(|at| tree.style(at).layout.page.clone())
        };
        let is_told = |id: BoxId| {
            let layout_box = tree.get(id);
            let name = layout_box.style.layout.page.as_ref().filter(|_| layout_box.pseudo.is_none())?;
            let columns = std::iter::successors(layout_box.parent, |&at| tree.get(at).parent)
                .find(|&at| multicol::has_columns(&tree.get(at).kind, tree.style(at)))?;
            let node = layout_box.node?;
            (name_at(columns).as_ref() != Some(name)).then(|| (node, name.clone()))
        };
        let found: Vec<_> = (0..tree.boxes.len() as u32).map(BoxId).filter_map(is_told).collect();
        for (node, name) in found {
            let place = place_of(self.document, node, self.diagnostics);
            self.diagnostics.push(
                Diagnostic::warning(format!("inside of columns pages do not become `{name}`"))
                    .at(place, "this element asks for it")
                    .help("Give the `page` to the element with the columns, or end the columns before it."),
            );
        }
    }
}
