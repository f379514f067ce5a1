//! From a place in a galley back to a place in the box tree, for laying out the rest elsewhere.

use super::boxes::{BoxId, BoxTree};
use super::galley::{BreakPlace, Galley, ItemKind, Position};

/// Where layout has to go on after a break. Inside parallel flows that is before all of them.
pub fn position_of(tree: &BoxTree, galley: &Galley, place: &BreakPlace) -> Position {
    let index = match place {
        BreakPlace::Before(index) | BreakPlace::Inside { item: index, .. } => *index as usize,
    };
    let Some(item) = galley.items.get(index) else { return Position::default() };
    let holder = item.enclosure.and_then(|id| galley.enclosures.get(id.0 as usize)).map(|each| each.box_id);
    match &item.kind {
        ItemKind::Line(line) => {
            let text = holder
                .and_then(|paragraph| first_text(tree, paragraph))
                .is_some_and(|first| line.text.start > first);
            Position {
                path: holder.map(|id| path_to(tree, id)).unwrap_or_default(),
                text: text.then_some(line.text.start),
            }
        }
        ItemKind::Replaced { box_id, .. } => Position { path: path_to(tree, *box_id), text: None },
        _ => Position { path: holder.map(|id| path_to(tree, id)).unwrap_or_default(), text: None },
    }
}

/// Child indices from the root down to a box.
fn path_to(tree: &BoxTree, id: BoxId) -> Vec<u32> {
    let mut path = Vec::new();
    let mut at = id;
    while let Some(parent) = tree.get(at).parent {
        let index = tree.get(parent).children.iter().position(|&child| child == at).unwrap_or(0);
        path.push(index as u32);
        at = parent;
    }
    path.reverse();
    path
}

/// Where the text of a paragraph starts.
fn first_text(tree: &BoxTree, paragraph: BoxId) -> Option<u32> {
    let mut pending = vec![paragraph];
    while let Some(id) = pending.pop() {
        let layout_box = tree.get(id);
        if let super::boxes::BoxKind::Text(range) = &layout_box.kind {
            return Some(range.start);
        }
        pending.extend(layout_box.children.iter().rev());
    }
    None
}
