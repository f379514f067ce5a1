//! Fixed boxes inside of transformed ones (CSS Transforms 1, section 3): a transform holds them as it
//! holds absolutely positioned ones, so that is what they become.

use std::sync::Arc;

use crate::boxes::tree::{BoxId, BoxKind, BoxTree};
use crate::css::Position;

/// Makes fixed boxes absolute that stand in a box with a transform.
pub(crate) fn settle(tree: &mut BoxTree) {
    let is_transformed = |id: BoxId| {
        let layout_box = tree.get(id);
        let effects = layout_box.style.effects.as_ref();
        !matches!(layout_box.kind, BoxKind::Inline | BoxKind::Text(_))
            && effects.is_some_and(|effects| effects.is_transformed())
    };
    let ids = (0..tree.boxes.len() as u32).map(BoxId);
    let held: Vec<BoxId> = ids
        .filter(|&id| tree.style(id).layout.position == Position::Fixed)
        .filter(|&id| {
            std::iter::successors(tree.get(id).parent, |&id| tree.get(id).parent).any(is_transformed)
        })
        .collect();
    for id in held {
        let layout_box = &mut tree.boxes[id.index()];
        let style = Arc::make_mut(&mut layout_box.style);
        Arc::make_mut(&mut style.layout).position = Position::Absolute;
    }
}
