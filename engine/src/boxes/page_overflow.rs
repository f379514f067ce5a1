//! `overflow` of the root and of the body.

use std::sync::Arc;

use crate::boxes::tree::{BoxId, BoxTree};
use crate::css::{AxisOverflow, Overflow};

/// What the root, or else the body, says of overflow is said of the page, which is as it is; the box itself
/// clips nothing (CSS Overflow 3, section 3.3).
pub(crate) fn settle(tree: &mut BoxTree) {
    let Some(root) = tree.boxes.first() else { return };
    let body = root.children.iter().copied().find(|&child| !tree.get(child).anonymous);
    let Some(id) = [Some(BoxId::ROOT), body].into_iter().flatten().find(|&id| tree.style(id).clips()) else {
        return;
    };
    let style = Arc::make_mut(&mut tree.boxes[id.index()].style);
    Arc::make_mut(&mut style.layout).overflow = Overflow::Visible;
    if let Some(effects) = &mut style.effects {
        Arc::make_mut(effects).overflow = (AxisOverflow::Visible, AxisOverflow::Visible);
    }
}
