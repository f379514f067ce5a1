//! Breaks and page names between siblings (CSS Fragmentation 3, section 3; CSS Paged Media 3, section 6). Both
//! propagate from a box's first and last child to the box.

use std::sync::Arc;

use crate::boxes::builder::Builder;
use crate::boxes::tree;
use crate::boxes::tree::{BoxId, BoxKind, BoxTree};
use crate::css::{BreakBetween, FlexWrap};
use crate::diagnostics::Diagnostic;
use crate::html::place_of;
use crate::sorting::sort_by_key;

/// How many levels of first and last children are examined.
const MAX_CHAIN: usize = 600;

/// What is asked for between two siblings: a forced break, no break, or nothing in particular. Inside columns
/// a page cannot change its name.
pub(crate) fn break_between(tree: &BoxTree, previous: BoxId, next: BoxId, in_columns: bool) -> BreakBetween {
    let asked = BreakRequest::between(tree, previous, next, in_columns);
    let names = !in_columns && asked.forced.is_none() && end_name(tree, previous) != start_name(tree, next);
    if names { BreakBetween::Page } else { asked.result() }
}

/// What is asked for between two items of a flex or grid container. Page names count between siblings of block flow
/// only (CSS Paged Media 3, section 6.1).
pub(crate) fn break_between_items(
    tree: &BoxTree,
    previous: BoxId,
    next: BoxId,
    in_columns: bool,
) -> BreakBetween {
    BreakRequest::between(tree, previous, next, in_columns).result()
}

/// What is asked for between two rows of a table. `ends` and `begins` are the row groups that end and start there.
pub(crate) fn break_between_rows(
    tree: &BoxTree,
    (previous, ends): (BoxId, Option<BoxId>),
    (next, begins): (BoxId, Option<BoxId>),
    in_columns: bool,
) -> BreakBetween {
    let mut asked = BreakRequest { in_columns, ..BreakRequest::default() };
    ends.into_iter().chain([previous]).for_each(|id| asked.add(tree.style(id).layout.break_after));
    begins.into_iter().chain([next]).for_each(|id| asked.add(tree.style(id).layout.break_before));
    asked.result()
}

/// Values of `break-after` and `break-before` that meet at one place (CSS Fragmentation 3, section 3.1).
#[derive(Default)]
struct BreakRequest {
    in_columns: bool,
    avoid: bool,
    avoid_page: bool,
    forced: Option<BreakBetween>,
}

impl BreakRequest {
    fn between(tree: &BoxTree, previous: BoxId, next: BoxId, in_columns: bool) -> BreakRequest {
        let mut asked = BreakRequest { in_columns, ..BreakRequest::default() };
        asked.after(tree, previous, MAX_CHAIN);
        asked.before(tree, next, MAX_CHAIN);
        asked
    }

    fn add(&mut self, value: BreakBetween) {
        let value = match value {
            BreakBetween::Always if self.in_columns => BreakBetween::Column,
            BreakBetween::Always => BreakBetween::Page,
            value => value,
        };
        let forces_page = self.forced.is_some_and(|forced| forced.is_forced());
        match value {
            BreakBetween::Auto | BreakBetween::Always => {}
            BreakBetween::Avoid => self.avoid = true,
            BreakBetween::AvoidPage => self.avoid_page = true,
            BreakBetween::AvoidColumn => self.avoid |= self.in_columns,
            // A page break overrides a column break, and a break to a side overrides a page break.
            BreakBetween::Column if self.in_columns && !forces_page => self.forced = Some(value),
            BreakBetween::Page if !forces_page => self.forced = Some(value),
            BreakBetween::Column | BreakBetween::Page => {}
            // The later of two sides counts.
            BreakBetween::Left | BreakBetween::Right | BreakBetween::Recto | BreakBetween::Verso => {
                self.forced = Some(value);
            }
        }
    }

    fn result(self) -> BreakBetween {
        match self.forced {
            Some(forced) => forced,
            None if self.avoid || (self.avoid_page && !self.in_columns) => BreakBetween::Avoid,
            None if self.avoid_page => BreakBetween::AvoidPage,
            None => BreakBetween::Auto,
        }
    }

    /// Adds the `break-before` of a box and of its first content: the first child of a block, the first row of a
    /// table, the items of a flex container's first line (CSS Flexbox 1, section 10) and those of a grid's first
    /// row (CSS Grid 2, section 12). The ends of lines and rows are not known before layout, so of several lines or
    /// rows only the first item counts.
    fn before(&mut self, tree: &BoxTree, id: BoxId, depth: usize) {
        self.add(tree.style(id).layout.break_before);
        let Some(depth) = depth.checked_sub(1) else { return };
        match tree.get(id).kind {
            BoxKind::Flex if has_one_line(tree, id) => {
                items(tree, id).into_iter().for_each(|item| self.before(tree, item, depth));
            }
            BoxKind::Flex | BoxKind::Grid => {
                items(tree, id).first().into_iter().for_each(|&item| self.before(tree, item, depth));
            }
            BoxKind::Table | BoxKind::TableGrid | BoxKind::TableRowGroup => {
                table_parts(tree, id).next().into_iter().for_each(|part| self.before(tree, part, depth));
            }
            _ => first_child(tree, id).into_iter().for_each(|child| self.before(tree, child, depth)),
        }
    }

    /// Adds the `break-after` of a box and of its last content.
    fn after(&mut self, tree: &BoxTree, id: BoxId, depth: usize) {
        self.add(tree.style(id).layout.break_after);
        let Some(depth) = depth.checked_sub(1) else { return };
        match tree.get(id).kind {
            BoxKind::Flex if has_one_line(tree, id) => {
                items(tree, id).into_iter().for_each(|item| self.after(tree, item, depth));
            }
            BoxKind::Flex | BoxKind::Grid => {
                items(tree, id).last().into_iter().for_each(|&item| self.after(tree, item, depth));
            }
            BoxKind::Table | BoxKind::TableGrid | BoxKind::TableRowGroup => {
                table_parts(tree, id).next_back().into_iter().for_each(|part| self.after(tree, part, depth));
            }
            _ => last_child(tree, id).into_iter().for_each(|child| self.after(tree, child, depth)),
        }
    }
}

/// Whether all items of a flex container are side by side.
fn has_one_line(tree: &BoxTree, id: BoxId) -> bool {
    let layout = &tree.style(id).layout;
    layout.is_row() && layout.flex_wrap == FlexWrap::NoWrap
}

/// The items of a flex or grid container in their order.
fn items(tree: &BoxTree, id: BoxId) -> Vec<BoxId> {
    let children = tree.get(id).children.iter().copied();
    let mut items: Vec<BoxId> =
        children.filter(|&child| !tree.style(child).layout.is_out_of_flow()).collect();
    sort_by_key(&mut items, |&child| tree.style(child).layout.order);
    items
}

/// The children of a table, its grid or a row group that breaks may be between: captions and the grid, row groups,
/// rows.
fn table_parts(tree: &BoxTree, id: BoxId) -> impl DoubleEndedIterator<Item = BoxId> {
    let children = tree.get(id).children.iter().copied();
    children.filter(|&child| {
        let kind = &tree.get(child).kind;
        kind.is_row_or_row_group() || matches!(kind, BoxKind::TableCaption | BoxKind::TableGrid)
    })
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

/// Whether an element that starts at a position, or its first content, has the value `name` of `page`: a new group of
/// pages starts there (CSS GCPM 3, section 3.3).
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
    /// Reports elements inside columns that ask for another page name: all pages of the columns have one name.
    pub(crate) fn report_page_names_in_columns(&mut self) {
        let tree = &self.tree;
        let asked_by = |id: BoxId| {
            let layout_box = tree.get(id);
            let name = layout_box.style.layout.page.as_ref().filter(|_| layout_box.pseudo.is_none())?;
            let columns = std::iter::successors(layout_box.parent, |&at| tree.get(at).parent)
                .find(|&at| tree::has_columns(&tree.get(at).kind, tree.style(at)))?;
            let node = layout_box.node?;
            (used_name(tree, columns).as_ref() != Some(name)).then(|| (node, name.clone()))
        };
        let found: Vec<_> = (0..tree.boxes.len() as u32).map(BoxId).filter_map(asked_by).collect();
        for (node, name) in found {
            let place = place_of(self.document, node, self.diagnostics);
            self.diagnostics.push(
                Diagnostic::warning(format!("the page name `{name}` has no effect inside columns"))
                    .at(place, "this element asks for it")
                    .help(
                        "Set `page` on the element with the columns, or end the columns before this element.",
                    ),
            );
        }
    }
}
