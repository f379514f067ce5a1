//! Paragraphs laid out before the flow reaches them, several at once on all threads. The flow is serial, as a box's
//! position depends on everything before it. But the lines of a paragraph depend on its width only, and the width of
//! plain blocks is known beforehand.

use std::sync::Mutex;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::context::Context;
use super::problems::Problems;
use crate::boxes::{BoxId, BoxKind, BoxTree, has_columns};
use crate::css::{Direction, Float, Position, SizeValue};
use crate::layout::block::column_widths::used_columns;
use crate::layout::galley::line::Line;
use crate::layout::sizing::used::{ContentWidths, block_width};
use crate::units::Length;

/// How many paragraphs are laid out together. More would be in memory for longer than necessary.
const BATCH: usize = 64;

/// The paragraphs of one tree that can be laid out ahead, at one width of the page.
pub struct Ahead {
    /// In document order; empty if nothing is laid out ahead.
    paragraphs: Vec<BoxId>,
    /// The paragraphs that are laid out and that the flow has not reached.
    ready: Mutex<FxHashMap<BoxId, Ready>>,
}

/// A paragraph that is laid out ahead.
struct Ready {
    width: Length,
    lines: Vec<Line>,
    problems: Problems,
}

impl Ahead {
    /// With one thread, nothing is laid out ahead.
    pub fn new(tree: &BoxTree, threads: usize) -> Ahead {
        let paragraphs = match threads {
            1 => Vec::new(),
            _ => (0..tree.boxes.len() as u32).map(BoxId).filter(|&id| is_plain(tree, id)).collect(),
        };
        Ahead { paragraphs, ready: Mutex::default() }
    }

    /// The lines of a paragraph. Lays out the paragraphs after it at the same time. `None` if this one cannot be laid
    /// out ahead, or has another width.
    pub(crate) fn lines(
        &self,
        context: &Context<'_>,
        id: BoxId,
        width: Length,
        root_width: Length,
    ) -> Option<Vec<Line>> {
        let at = self.paragraphs.binary_search(&id).ok()?;
        let known = self.ready.lock().ok()?.remove(&id);
        let ready = match known {
            Some(ready) => ready,
            None => {
                let batch = &self.paragraphs[at..self.paragraphs.len().min(at + BATCH)];
                let mut made: Vec<(BoxId, Ready)> =
                    batch.par_iter().map(|&id| (id, lay_out(context, id, root_width))).collect();
                let (_, first) = made.remove(0);
                self.ready.lock().ok()?.extend(made);
                first
            }
        };
        if ready.width != width {
            return None;
        }
        for problem in ready.problems.sorted() {
            context.problems.report(problem);
        }
        Some(ready.lines)
    }
}

fn lay_out(context: &Context<'_>, id: BoxId, root_width: Length) -> Ready {
    let problems = Problems::default();
    let context = Context { problems: &problems, ..*context };
    let width = width_of(context.tree, id, root_width);
    let lines = context.prepare(id, None).lines(&context, width, None);
    Ready { width, lines, problems }
}

/// The content width of a box that is only inside plain blocks.
fn width_of(tree: &BoxTree, id: BoxId, root_width: Length) -> Length {
    let mut chain: Vec<BoxId> = std::iter::successors(Some(id), |&at| tree.get(at).parent).collect();
    chain.reverse();
    let mut direction = Direction::LeftToRight;
    let mut width = root_width;
    for id in chain {
        let style = tree.style(id);
        width = block_width(
            style,
            width,
            direction,
            &mut || ContentWidths { min: Length::ZERO, max: Length::ZERO },
            false,
        )
        .1;
        if has_columns(&tree.get(id).kind, style) {
            width = used_columns(style, width).1;
        }
        direction = style.text.direction;
    }
    width
}

/// Whether a box is a paragraph in the flow that contains only text, and the width of every box around it follows from
/// that of the page.
fn is_plain(tree: &BoxTree, id: BoxId) -> bool {
    let paragraph = tree.get(id);
    if !matches!(paragraph.kind, BoxKind::Paragraph) {
        return false;
    }
    let mut pending = paragraph.children.clone();
    while let Some(child) = pending.pop() {
        let child = tree.get(child);
        if matches!(child.kind, BoxKind::Atomic | BoxKind::Replaced(_)) || child.style.layout.is_floating() {
            return false;
        }
        pending.extend(&child.children);
    }
    std::iter::successors(Some(id), |&at| tree.get(at).parent).all(|at| {
        let each = tree.get(at);
        let layout = &each.style.layout;
        let follows =
            |size| !matches!(size, SizeValue::MinContent | SizeValue::MaxContent | SizeValue::FitContent);
        matches!(each.kind, BoxKind::Block | BoxKind::Paragraph)
            && matches!(layout.position, Position::Static | Position::Relative)
            && layout.float == Float::None
            && follows(layout.width)
            && follows(layout.min_width)
            && follows(layout.max_width)
    })
}
