//! Inline boxes, which blocks inside them split (CSS 2.2, section 9.2.1.1):
//!
//! ```text
//! <a>one <div>two</div> three</a>   Inline a   Text "one "      begins, and continues
//!                                   Block a    Block div
//!                                   Inline a   Text "three"     continued, and ends
//! ```
//!
//! The parts are siblings, so the box around them wraps the inline ones in anonymous paragraphs beside the block. The
//! block part has no edges or background; it moves with the inline box, is composited and decorated as it, and is a part
//! of the same link.

use std::sync::Arc;

use crate::boxes::builder::{BoxLevel, BoxOrigin, Builder, ChildBox};
use crate::boxes::tree::{BoxId, BoxKind, InlinePart};
use crate::css::{ComputedStyle, Display, Position};

/// How many inline boxes around a block are split at most. Those around them become blocks, because a document of many
/// blocks in many inline boxes would have as many parts as both multiplied.
const MAX_SPLIT: usize = 8;

/// A part of an inline box: inline content, or blocks.
struct Part {
    level: BoxLevel,
    children: Vec<ChildBox>,
}

impl Builder<'_> {
    /// Makes an inline box, in several parts if it contains blocks. Returns the first one.
    pub(crate) fn inline_box(
        &mut self,
        origin: BoxOrigin<'_>,
        children: impl FnOnce(&mut Self, BoxId) -> Vec<ChildBox>,
        out: &mut Vec<ChildBox>,
    ) -> BoxId {
        let id = self.push(origin, BoxKind::Inline);
        let marker = self.marker(origin.node, origin.style, id);
        let mut made = children(self, id);
        made.splice(0..0, marker);
        if made.iter().any(|child| child.level == BoxLevel::Block) {
            self.split_inline_box(id, origin, made, out);
        } else {
            self.adopt(id, made.iter().map(|child| child.id).collect());
            out.push(ChildBox { id, level: BoxLevel::Inline });
        }
        id
    }

    fn split_inline_box(
        &mut self,
        id: BoxId,
        origin: BoxOrigin<'_>,
        made: Vec<ChildBox>,
        out: &mut Vec<ChildBox>,
    ) {
        if made.iter().any(|child| self.split_around(child.id) >= MAX_SPLIT) {
            self.tree.boxes[id.index()].kind = BoxKind::Block;
            let children = self.wrap_inline(id, made);
            self.adopt(id, children);
            self.white_space.start_of_line();
            out.push(ChildBox { id, level: BoxLevel::Block });
            return;
        }
        let style = Arc::new(block_part_style(origin.style));
        let parts = self.parts(made);
        let last = parts.len().saturating_sub(1);
        for (number, Part { level, children }) in parts.into_iter().enumerate() {
            let id = if number == 0 { id } else { self.push(origin, BoxKind::Inline) };
            self.tree.inline_parts.insert(id, InlinePart { starts: number == 0, ends: number == last });
            if level == BoxLevel::Block {
                let part = &mut self.tree.boxes[id.index()];
                part.kind = BoxKind::Block;
                part.style = style.clone();
                let children = self.wrap_inline(id, children);
                self.adopt(id, children);
            } else {
                self.adopt(id, children.iter().map(|child| child.id).collect());
            }
            out.push(ChildBox { id, level });
        }
    }

    /// How many inline boxes a block part in an inline box is in, itself included; up to [`MAX_SPLIT`].
    fn split_around(&self, id: BoxId) -> usize {
        let inside = std::iter::successors(Some(id), |id| self.tree.get(*id).children.first().copied());
        let is_part = |id: &BoxId| self.tree.inline_parts.contains_key(id);
        inside.take(MAX_SPLIT).take_while(is_part).count()
    }

    /// The parts of an inline box with these children. White space beside blocks belongs to none.
    fn parts(&self, made: Vec<ChildBox>) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        // What makes no line, until it is known what it is beside.
        let mut waiting: Vec<ChildBox> = Vec::new();
        for child in made {
            if child.level != BoxLevel::Block && self.is_nothing(&child) {
                waiting.push(child);
                continue;
            }
            let level = child.level;
            let starts = parts.last().is_none_or(|part| part.level != level);
            if starts {
                parts.push(Part { level, children: Vec::new() });
            }
            let Some(part) = parts.last_mut() else { continue };
            let is_inline = level == BoxLevel::Inline;
            let kept =
                waiting.drain(..).filter(|child| child.level == BoxLevel::OutOfFlow || is_inline && !starts);
            part.children.extend(kept);
            part.children.push(child);
        }
        if let Some(part) = parts.last_mut() {
            let is_inline = part.level == BoxLevel::Inline;
            let kept = waiting.into_iter().filter(|child| is_inline || child.level == BoxLevel::OutOfFlow);
            part.children.extend(kept);
        }
        parts
    }
}

/// The style of the blocks in an inline box: what applies to the box with all that is in it.
fn block_part_style(inline: &ComputedStyle) -> ComputedStyle {
    let mut style = crate::css::anonymous(inline, Display::Block);
    if inline.layout.position == Position::Relative {
        let layout = Arc::make_mut(&mut style.layout);
        layout.position = Position::Relative;
        layout.inset = inline.layout.inset;
        layout.z_index = inline.layout.z_index;
    }
    let background = Arc::make_mut(&mut style.background);
    background.opacity = inline.background.opacity;
    background.decoration = inline.background.decoration;
    style
}
