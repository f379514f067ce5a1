//! The targets of links to elements without a box of their own: `br` and `display: contents`.

use crate::boxes::builder::{BoxLevel, BoxOrigin, Builder, ChildBox, is_item_container};
use crate::boxes::tree::{BoxId, BoxKind};
use crate::css::Display;
use crate::html::NodeId;

impl Builder<'_> {
    /// Makes an empty inline box in place of an element without a box, as a target of links.
    pub(crate) fn anchor(&mut self, node: NodeId, parent: BoxId) -> ChildBox {
        let parent_style = self.tree.boxes[parent.index()].style.clone();
        let style = self.anonymous_style(&parent_style, Display::Inline);
        let origin = BoxOrigin { node: Some(node), pseudo: None, parent, style: &style };
        let id = self.push_anonymous(origin, BoxKind::Inline);
        ChildBox { id, level: BoxLevel::Inline }
    }

    /// Records where the content of an element with `display: contents` starts, if links may lead to it.
    pub(crate) fn anchor_contents(&mut self, node: NodeId, parent: BoxId, made: &mut Vec<ChildBox>) {
        if self.document.element(node).is_none_or(|element| !element.is_link_target()) {
            return;
        }
        let Some(first) = made.iter().position(|child| !self.is_white_space(child.id)) else { return };
        let is_item = matches!(self.kind(made[first].id), BoxKind::Replaced(_))
            && is_item_container(self.tree.boxes[parent.index()].style.layout.display);
        if made[first].level == BoxLevel::Inline && !is_item {
            let anchor = self.anchor(node, parent);
            made.insert(first, anchor);
        } else {
            self.tree.anchors.push((made[first].id, node));
        }
    }
}
