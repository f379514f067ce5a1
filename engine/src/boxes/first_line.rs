//! `::first-line` (CSS Pseudo-Elements 4, section 2.1): which paragraph's first line is styled, and the styles of its
//! boxes on that line. Line layout determines where the line ends.

use std::sync::Arc;

use crate::boxes::builder::{BoxLevel, Builder, level_of};
use crate::boxes::tree::{BoxId, BoxKind};
use crate::css::{ComputedStyle, PseudoElement};
use crate::html::NodeId;

impl Builder<'_> {
    /// Records the styles on the first line of a complete block container, if a rule styles it.
    pub(crate) fn first_line(&mut self, node: Option<NodeId>, container: BoxId) {
        let Some(node) = node else { return };
        let Some(style) = self.styles.pseudo(node, PseudoElement::FirstLine).cloned() else { return };
        let Some(paragraph) = self.first_paragraph(container) else { return };
        self.load_backgrounds(Some(node), &style);
        self.tree.first_line.insert(paragraph, style.clone());
        let mut pending: Vec<(BoxId, Arc<ComputedStyle>)> = Vec::new();
        let children = |builder: &Self, id: BoxId, style: &Arc<ComputedStyle>| -> Vec<_> {
            let children = &builder.tree.boxes[id.index()].children;
            children.iter().map(|&child| (child, style.clone())).collect()
        };
        pending.extend(children(self, paragraph, &style));
        while let Some((id, around)) = pending.pop() {
            let layout_box = &self.tree.boxes[id.index()];
            let known = layout_box.node.and_then(|node| self.styles.on_first_line(node, layout_box.pseudo));
            match layout_box.kind {
                BoxKind::Inline => {
                    let (style, node) = (known.cloned().unwrap_or(around), layout_box.node);
                    self.load_backgrounds(node, &style);
                    pending.extend(children(self, id, &style));
                    self.tree.first_line.insert(id, style);
                }
                // A first letter is one box with the text in it.
                BoxKind::Text(_) | BoxKind::Reference(_) | BoxKind::Leader(_) => {
                    let style = match layout_box.pseudo {
                        Some(PseudoElement::FirstLetter) => around,
                        _ => known.cloned().unwrap_or(around),
                    };
                    self.tree.first_line.insert(id, style);
                }
                // Atomic boxes keep their style.
                _ => {}
            }
        }
    }

    /// The paragraph whose first line is that of a container: itself, or an anonymous one. The first line of a block
    /// element inside gets the styles of both elements from the cascade.
    fn first_paragraph(&self, container: BoxId) -> Option<BoxId> {
        if matches!(self.kind(container), BoxKind::Paragraph) {
            return Some(container);
        }
        let first = self.tree.boxes[container.index()].children.iter().copied().find(|&child| {
            let child = &self.tree.boxes[child.index()];
            !matches!(child.kind, BoxKind::OutsideMarker)
                && level_of(&child.style.layout) != BoxLevel::OutOfFlow
        })?;
        let layout_box = &self.tree.boxes[first.index()];
        (layout_box.anonymous && matches!(layout_box.kind, BoxKind::Paragraph)).then_some(first)
    }

    /// Whether text of an element may be on a styled first line.
    pub(crate) fn may_be_on_first_line(&self, node: Option<NodeId>, pseudo: Option<PseudoElement>) -> bool {
        let Some(node) = node else { return false };
        self.styles.on_first_line(node, pseudo).is_some()
            || self.styles.pseudo(node, PseudoElement::FirstLine).is_some()
    }
}
