//! Anonymous block boxes (CSS 2.2, section 9.2.1.1): runs of inline-level boxes beside block-level boxes are wrapped
//! in anonymous paragraphs. The items of flex and grid containers are wrapped the same way (CSS Flexbox 1, section 4).

use std::sync::Arc;

use crate::boxes::builder::{BoxLevel, BoxOrigin, Builder, ChildBox};
use crate::boxes::table_fixup;
use crate::boxes::tree::{BoxId, BoxKind};
use crate::css::{ComputedStyle, Display};
use crate::html::NodeId;

impl Builder<'_> {
    /// Wraps runs of inline boxes in anonymous paragraphs, so that all children are block-level, and internal table
    /// boxes outside a table in an anonymous table.
    pub(crate) fn wrap_inline(&mut self, parent: BoxId, made: Vec<ChildBox>) -> Vec<BoxId> {
        let made = table_fixup::wrap_stray_boxes(self, parent, made);
        self.wrap_runs(parent, made)
    }

    /// Makes the items of a flex or grid container.
    pub(crate) fn wrap_flex_items(&mut self, parent: BoxId, made: Vec<ChildBox>) -> Vec<BoxId> {
        // White space between items makes no item (CSS Flexbox 1, section 4).
        let made = made.into_iter().filter(|child| !self.is_white_space(child.id));
        // An image is an item of its own, also inside an element without a box.
        let made = made.map(|child| match self.kind(child.id) {
            BoxKind::Replaced(_) if child.level == BoxLevel::Inline => {
                ChildBox { level: BoxLevel::Block, ..child }
            }
            _ => child,
        });
        let made = made.collect();
        self.wrap_inline(parent, made)
    }

    fn wrap_runs(&mut self, parent: BoxId, made: Vec<ChildBox>) -> Vec<BoxId> {
        let parent_style = self.tree.boxes[parent.index()].style.clone();
        let node = self.tree.boxes[parent.index()].node;
        let mut wrapped = Vec::with_capacity(made.len());
        let mut run: Vec<BoxId> = Vec::new();
        for child in made {
            match child.level {
                BoxLevel::Inline => run.push(child.id),
                // A box out of flow does not end the line.
                BoxLevel::OutOfFlow if run.iter().any(|&id| !self.is_white_space(id)) => run.push(child.id),
                BoxLevel::OutOfFlow => wrapped.push(child.id),
                BoxLevel::Block => {
                    self.wrap_run(parent, node, &parent_style, &mut run, &mut wrapped);
                    wrapped.push(child.id);
                }
            }
        }
        self.wrap_run(parent, node, &parent_style, &mut run, &mut wrapped);
        wrapped
    }

    fn wrap_run(
        &mut self,
        parent: BoxId,
        node: Option<NodeId>,
        parent_style: &Arc<ComputedStyle>,
        run: &mut Vec<BoxId>,
        wrapped: &mut Vec<BoxId>,
    ) {
        if run.iter().all(|&id| self.is_white_space(id)) {
            run.clear();
            return;
        }
        let style = self.anonymous_style(parent_style, Display::Block);
        let origin = BoxOrigin { node, pseudo: None, parent, style: &style };
        let paragraph = self.push_anonymous(origin, BoxKind::Paragraph);
        self.adopt(paragraph, std::mem::take(run));
        wrapped.push(paragraph);
    }

    /// Whether a box makes no line: white space, or positioned.
    pub(crate) fn is_nothing(&self, made: &ChildBox) -> bool {
        made.level == BoxLevel::OutOfFlow || self.is_white_space(made.id)
    }
}
