//! The effects of elements on their page (CSS GCPM 3): named strings, running elements, footnotes, outline entries.

use std::sync::Arc;

use crate::boxes::builder::Builder;
use crate::boxes::tree::{Bookmark, BoxId, BoxKind, CounterTo, NamedStringChange, RunningElement};
use crate::css::{BreakInside, ComputedStyle, Float, FootnotePolicy};
use crate::html::{BREAK_HINTS, NodeId};

impl Builder<'_> {
    /// Records the effects of an element on its page: the named strings that it sets, its counters, its outline entry,
    /// and whether it is a running element or a footnote.
    pub(crate) fn note_for_margins(&mut self, node: NodeId, at: BoxId, counted: Vec<(Arc<str>, CounterTo)>) {
        self.note_counters(at, counted);
        let style = self.styles.element(node).clone();
        if let Some(name) = &style.layout.running {
            self.tree.running.push(RunningElement { at, name: name.clone() });
        }
        if style.layout.float == Float::Footnote {
            self.tree.footnotes.push(at);
        }
        self.note_bookmark(node, &style);
        for (name, parts) in &style.content.string_set {
            let value = parts.iter().map(|part| self.static_part(node, part)).collect();
            self.tree.named_strings.push(NamedStringChange { at, name: name.clone(), value });
        }
    }

    /// Records an element's entry in the outline, if it has one.
    pub(crate) fn note_bookmark(&mut self, node: NodeId, style: &ComputedStyle) {
        let bookmark = &style.content.bookmark;
        let Some(level) = bookmark.level else { return };
        let title = match &bookmark.label {
            None => self.collapsed_text(node),
            Some(parts) => parts.iter().map(|part| self.static_part(node, part)).collect(),
        };
        let title = title.replace(BREAK_HINTS, "").split_whitespace().collect::<Vec<_>>().join(" ");
        if !title.is_empty() {
            self.tree.bookmarks.push(Bookmark { node, level, title, open: bookmark.open });
        }
    }

    /// Forbids breaks inside paragraphs that call a note with `footnote-policy: block`.
    pub(crate) fn keep_callers_whole(&mut self) {
        let tree = &mut self.tree;
        for &note in &tree.footnotes {
            if tree.boxes[note.index()].style.layout.footnote_policy != FootnotePolicy::Block {
                continue;
            }
            let mut around =
                std::iter::successors(tree.boxes[note.index()].parent, |&id| tree.boxes[id.index()].parent);
            let is_paragraph = |id: &BoxId| matches!(tree.boxes[id.index()].kind, BoxKind::Paragraph);
            if let Some(paragraph) = around.find(is_paragraph) {
                let style = Arc::make_mut(&mut tree.boxes[paragraph.index()].style);
                Arc::make_mut(&mut style.layout).break_inside = BreakInside::Avoid;
            }
        }
    }
}
