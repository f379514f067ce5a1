//! Replaces page numbers in lines that are already laid out, if that moves nothing: takes galleys and the references
//! that have changed, and lays out the paragraphs that contain them again.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::boxes::{BoxId, BoxKind, BoxTree};
use crate::css::Position;
use crate::layout::block::line_grid::LineGrid;
use crate::layout::context::Context;
use crate::layout::galley::builder::lines::shift_line;
use crate::layout::galley::line::Line;
use crate::layout::galley::list::{Galley, ItemKind};
use crate::layout::inline;

/// Lays out the paragraphs that contain one of the references `changed` again (indices in the tree's list, in order).
/// Returns whether that is enough: all of them are in the flow of `galleys`, and have as many lines as before, with the
/// same heights. If not, everything has to be laid out again, because some lines may have been replaced.
pub fn patch_references(context: &Context<'_>, galleys: &mut [Galley], changed: &[u32]) -> bool {
    let tree = context.tree;
    let mut paragraphs: FxHashSet<BoxId> = FxHashSet::default();
    let is_marker = |child: &BoxId| matches!(tree.get(*child).kind, BoxKind::OutsideMarker);
    let ids = (0..tree.boxes.len() as u32).map(BoxId);
    let holding_markers: FxHashSet<BoxId> =
        ids.filter(|id| tree.get(*id).children.iter().any(is_marker)).collect();
    for (index, layout_box) in tree.boxes.iter().enumerate() {
        let BoxKind::Reference(reference) = layout_box.kind else { continue };
        if changed.binary_search(&reference.0).is_ok() {
            let Some(paragraph) = paragraph_of(tree, BoxId(index as u32), &holding_markers) else {
                return false;
            };
            if paragraphs.insert(paragraph) && holds_positioned(tree, paragraph) {
                return false;
            }
        }
    }
    galleys.iter_mut().all(|galley| patch_galley(context, galley, &mut paragraphs)) && paragraphs.is_empty()
}

/// As [`patch_references`], for one galley and the galleys in it. `paragraphs` are those that have not been found yet.
/// Returns `false` if anything would move.
fn patch_galley(context: &Context<'_>, galley: &mut Galley, paragraphs: &mut FxHashSet<BoxId>) -> bool {
    let tree = context.tree;
    let mut at = 0;
    while at < galley.items.len() && !paragraphs.is_empty() {
        let enclosure = galley.items[at].enclosure;
        let holder = match &galley.items[at].kind {
            ItemKind::Line(_) => enclosure.map(|id| galley.enclosure(id)),
            _ => None,
        };
        let Some(holder) = holder.filter(|holder| paragraphs.contains(&holder.box_id)) else {
            at += 1;
            continue;
        };
        // Beside floats, a line's room depends on its position.
        if holder.resumed || !galley.floats.is_empty() {
            return false;
        }
        paragraphs.remove(&holder.box_id);
        let edges = holder.border + holder.padding;
        let width = holder.width - edges.horizontal();
        let left = holder.x + edges.left;
        let mut lines = inline::prepare(context, holder.box_id, None).lines(context, width, None);
        if let Some(grid) = LineGrid::on(context, holder.box_id) {
            grid.snap_lines(context, tree.style(holder.box_id), &mut lines);
        }
        for mut line in lines {
            let Some(item) = galley.items.get_mut(at) else { return false };
            let ItemKind::Line(before) = &mut item.kind else { return false };
            if item.enclosure != enclosure || !is_as_tall(before, &line) {
                return false;
            }
            shift_line(&mut line, left);
            *before = line.into();
            at += 1;
        }
        let one_more = galley
            .items
            .get(at)
            .is_some_and(|item| item.enclosure == enclosure && matches!(item.kind, ItemKind::Line(_)));
        if one_more {
            return false;
        }
    }
    // Repeated galleys are shared, so paragraphs in them are not found here.
    let columns = galley.columns.iter_mut().map(|columns| &mut columns.galley);
    let flows =
        galley.parallels.iter_mut().flat_map(|parallel| &mut parallel.flows).map(|flow| &mut flow.galley);
    columns.chain(flows).filter_map(Arc::get_mut).all(|inner| patch_galley(context, inner, paragraphs))
}

/// Whether anything in a paragraph is positioned: its static position depends on its line.
fn holds_positioned(tree: &BoxTree, paragraph: BoxId) -> bool {
    let mut pending = tree.get(paragraph).children.clone();
    while let Some(id) = pending.pop() {
        let layout_box = tree.get(id);
        let is_box = !matches!(layout_box.kind, BoxKind::Text(_));
        let is_transformed =
            layout_box.style.effects.as_ref().is_some_and(|effects| effects.holds_positioned());
        if is_box && (is_transformed || layout_box.style.layout.position != Position::Static) {
            return true;
        }
        pending.extend(&layout_box.children);
    }
    false
}

fn is_as_tall(before: &Line, after: &Line) -> bool {
    before.height == after.height && before.baseline == after.baseline
}

/// The paragraph around a box, unless the marker of one of the list items `holding_markers` is on its first line, or a box
/// around it shows only some of its lines.
fn paragraph_of(tree: &BoxTree, id: BoxId, holding_markers: &FxHashSet<BoxId>) -> Option<BoxId> {
    let mut found = None;
    let mut at = Some(id);
    while let Some(id) = at {
        let layout_box = tree.get(id);
        if found.is_none() && matches!(layout_box.kind, BoxKind::Paragraph) {
            found = Some(id);
        }
        if layout_box.style.layout.most_lines().is_some() || holding_markers.contains(&id) {
            return None;
        }
        at = layout_box.parent;
    }
    found
}
