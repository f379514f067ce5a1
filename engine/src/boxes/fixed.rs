//! Fixed boxes inside transformed boxes (CSS Transforms 1, section 3): the transformed box is their containing block,
//! as for absolutely positioned boxes, so they become absolute.

use std::sync::Arc;

use crate::boxes::tree::{BoxId, BoxKind, BoxTree};
use crate::css::Position;

/// Makes fixed boxes inside transformed boxes absolute.
pub(crate) fn settle(tree: &mut BoxTree) {
    let is_transformed = |id: BoxId| {
        let layout_box = tree.get(id);
        let effects = layout_box.style.effects.as_ref();
        !matches!(layout_box.kind, BoxKind::Inline | BoxKind::Text(_))
            && effects.is_some_and(|effects| effects.holds_positioned())
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
