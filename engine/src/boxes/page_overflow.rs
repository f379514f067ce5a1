//! `overflow` of the root and of the body.

use std::sync::Arc;

use crate::boxes::tree::{BoxId, BoxTree};
use crate::css::{AxisOverflow, Overflow};

/// The `overflow` of the root, or else of the body, applies to the page instead of the box, which clips nothing itself
/// (CSS Overflow 3, section 3.3). Pages hide what overflows the page area along either axis, because they do not scroll.
pub(crate) fn settle(tree: &mut BoxTree) {
    let Some(root) = tree.boxes.first() else { return };
    let body = root.children.iter().copied().find(|&child| !tree.get(child).anonymous);
    let Some(id) = [Some(BoxId::ROOT), body].into_iter().flatten().find(|&id| tree.style(id).clips()) else {
        return;
    };
    tree.clips_pages = true;
    let style = Arc::make_mut(&mut tree.boxes[id.index()].style);
    Arc::make_mut(&mut style.layout).overflow = Overflow::Visible;
    if let Some(effects) = &mut style.effects {
        Arc::make_mut(effects).overflow = (AxisOverflow::Visible, AxisOverflow::Visible);
    }
}
