//! From a break in a galley to the place in the box tree from which layout continues, for content after the break that
//! is laid out again at another width.

use crate::boxes::{BoxId, BoxKind, BoxTree};
use crate::layout::galley::list::{BreakPlace, Galley, ItemKind, Position};

/// Where layout continues after a break. `None` if it cannot begin there: between the rows of a table or the lines of a
/// flex container, and in the empty space at the end of a box.
pub fn position_of(tree: &BoxTree, galley: &Galley, place: &BreakPlace) -> Option<Position> {
    let BreakPlace::Before(index) = place else { return None };
    let item = galley.items.get(*index as usize)?;
    let holder = item.enclosure.map(|id| galley.enclosure(id)).map(|each| each.box_id);
    let (next, text) = match &item.kind {
        ItemKind::Line(line) => {
            let paragraph = holder?;
            let is_later = first_text(tree, paragraph).is_some_and(|first| line.text.start > first);
            (paragraph, is_later.then_some(line.text.start))
        }
        ItemKind::Replaced { box_id, .. } => (*box_id, None),
        ItemKind::Open => (holder?, None),
        _ => return None,
    };
    let mut around = std::iter::successors(tree.get(next).parent, |&id| tree.get(id).parent);
    around
        .all(|id| {
            matches!(tree.get(id).kind, BoxKind::Block) && !tree.style(id).layout.columns.makes_columns()
        })
        .then(|| Position { path: path_to(tree, next), text })
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
        if let BoxKind::Text(range) = &layout_box.kind {
            return Some(range.start);
        }
        if !layout_box.style.layout.is_floating() || id == paragraph {
            pending.extend(layout_box.children.iter().rev());
        }
    }
    None
}
