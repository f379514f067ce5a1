//! Boxes that show only their first lines (`max-lines`, CSS Overflow 4, section 5.3): counts the lines of a formatting
//! context, and skips what comes after the last one that is shown.

use crate::boxes::{BoxId, BoxKind, BoxTree};
use crate::layout::block::containing::Ended;
use crate::layout::block::flow::establishes_context;
use crate::layout::block::state::{Flow, LineClamp, is_in_flow};
use crate::layout::context::Context;
use crate::layout::inline::{MostLines, Paragraph};

impl Flow<'_, '_> {
    /// Lays out the contents of a box, and counts their lines if it limits them.
    pub(crate) fn clamped(&mut self, id: BoxId, contents: impl FnOnce(&mut Self) -> Ended) -> Ended {
        let layout_box = self.context.tree.get(id);
        let own = layout_box.style.layout.most_lines().map(|left| LineClamp { within: id, left });
        // Only the lines of one formatting context count together.
        let is_apart =
            own.is_some() || self.clamp.is_some() && establishes_context(&layout_box.kind, &layout_box.style);
        if !is_apart {
            return contents(self);
        }
        let around = std::mem::replace(&mut self.clamp, own);
        let ended = contents(self);
        self.clamp = around;
        ended
    }

    /// Whether everything that follows is hidden.
    pub(crate) fn is_clamped(&self) -> bool {
        self.clamp.is_some_and(|clamp| clamp.left == 0)
    }

    /// Shapes and measures a paragraph, of which no more lines are shown than the box around it has left.
    pub(crate) fn prepare(&self, id: BoxId, start: Option<u32>) -> Paragraph {
        let mut paragraph = self.context.prepare(id, start);
        paragraph.most_lines = self.clamp.map(|clamp| MostLines {
            lines: clamp.left,
            hides_more: paragraph.may_have_lines(clamp.left)
                && is_content_after(self.context, id, clamp.within),
        });
        paragraph
    }

    pub(crate) fn count_lines(&mut self, lines: usize) {
        if let Some(clamp) = &mut self.clamp {
            clamp.left = clamp.left.saturating_sub(lines);
        }
    }
}

/// Whether anything in the flow of `within` comes after a box in it.
fn is_content_after(context: &Context<'_>, id: BoxId, within: BoxId) -> bool {
    let tree = context.tree;
    let mut at = id;
    while at != within
        && let Some(parent) = tree.get(at).parent
    {
        let siblings = tree.get(parent).children.iter().skip_while(|&&child| child != at).skip(1);
        let mut in_flow = siblings.filter(|&&sibling| is_in_flow(context, sibling));
        if in_flow.any(|&sibling| has_content(tree, sibling)) {
            return true;
        }
        at = parent;
    }
    false
}

/// Whether a block-level box shows anything besides its own borders and background.
fn has_content(tree: &BoxTree, id: BoxId) -> bool {
    let layout_box = tree.get(id);
    match layout_box.kind {
        BoxKind::Block => layout_box.children.iter().any(|&child| has_content(tree, child)),
        _ => true,
    }
}
