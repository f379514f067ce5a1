//! Places lines. A line is split into parts if other content is painted between them.

use std::sync::Arc;

use crate::boxes::{BoxId, BoxKind};
use crate::css::Direction;
use crate::layout::{AtomicFragment, Line, LineFragment};
use crate::pages::page::{Group, GroupKind, LinePart, Placed, PlacedLine, is_inline_group, is_inline_layer};
use crate::pages::placing::placer::Placer;
use crate::pages::placing::stacking::{ContentItem, StackingLevel, has_outline};
use crate::units::{Point, Sides};

impl Placer<'_> {
    /// Places a line. `at` is the galley's left edge at the top of the line box.
    pub(crate) fn line(&mut self, line: &Arc<Line>, at: Point) {
        let mut layers: Vec<(BoxId, i32)> = Vec::new();
        let (mut has_galleys, mut has_groups) = (false, false);
        for fragment in &line.fragments {
            match fragment {
                LineFragment::Box(each) => {
                    self.note_start(each.box_id);
                    if is_inline_layer(&each.style) {
                        layers.extend(each.style.layout.z_index.map(|z_index| (each.box_id, z_index)));
                    }
                    has_groups |= is_inline_group(&each.style);
                }
                LineFragment::Atomic(AtomicFragment::Replaced { box_id, .. }) => self.note_start(*box_id),
                LineFragment::Atomic(AtomicFragment::Galley { .. }) => has_galleys = true,
                LineFragment::Glyphs(_) => {}
            }
        }
        self.inked = true;
        if !layers.is_empty() {
            self.is_layered = true;
            let level = |z_index| StackingLevel::Layer { z_index, is_context: true, group: None };
            self.line_part(line, at, LinePart::Flow);
            for (id, z_index) in layers {
                self.content.push(ContentItem::Begin(level(z_index)));
                self.line_part(line, at, LinePart::Layer(id));
                self.content.push(ContentItem::End);
            }
        } else if !has_galleys || has_groups {
            // A group cannot be split.
            self.line_part(line, at, LinePart::Whole);
        } else {
            self.line_with_boxes(line, at);
            return;
        }
        for fragment in &line.fragments {
            self.atomic_in_levels(line, fragment, at);
        }
    }

    /// Places an atomic box on a line, inside the layers and groups of the inline boxes around it. The text of these
    /// inline boxes is composited separately, which looks the same unless the two overlap.
    fn atomic_in_levels(&mut self, line: &Line, fragment: &LineFragment, at: Point) {
        let LineFragment::Atomic(AtomicFragment::Galley { galley, .. }) = fragment else { return };
        let tree = self.context.tree;
        let own = galley.enclosures.first().and_then(|each| tree.get(each.box_id).parent);
        let around = std::iter::successors(own, |&id| tree.get(id).parent);
        let mut levels: Vec<StackingLevel> = Vec::new();
        let mut has_layer = false;
        for id in around.skip(1).take_while(|&id| matches!(tree.get(id).kind, BoxKind::Inline)) {
            let style = &tree.get(id).style;
            if is_inline_group(style) {
                let mut group = Group::new(GroupKind::Inline, style);
                let mut on_line = line.fragments.iter();
                if let Some(rect) = on_line.find_map(|fragment| match fragment {
                    LineFragment::Box(each) if each.box_id == id => Some(each.rect.translate(at)),
                    _ => None,
                }) {
                    let padding = style.layout.padding.map(|padding| padding.resolve(rect.width));
                    group.set_box(rect, style.border.widths(), padding, Sides::all(true));
                }
                levels.push(StackingLevel::Layer {
                    z_index: 0,
                    is_context: true,
                    group: Some(Box::new(group)),
                });
            }
            if let Some(z_index) = style.layout.z_index.filter(|_| is_inline_layer(style) && !has_layer) {
                has_layer = true;
                levels.push(StackingLevel::Layer { z_index, is_context: true, group: None });
            }
        }
        self.is_layered |= !levels.is_empty();
        let count = levels.len();
        self.content.extend(levels.into_iter().rev().map(ContentItem::Begin));
        self.atomic(fragment, at);
        self.content.extend((0..count).map(|_| ContentItem::End));
    }

    /// Places the text of a line and the atomic boxes on it in the order of the text.
    fn line_with_boxes(&mut self, line: &Arc<Line>, at: Point) {
        let fragments = &line.fragments;
        let mut contents: Vec<(usize, usize)> = Vec::new();
        let mut from = 0;
        for (index, fragment) in fragments.iter().enumerate() {
            if matches!(fragment, LineFragment::Atomic(AtomicFragment::Galley { .. })) {
                contents.extend([(from, index), (index, index + 1)]);
                from = index + 1;
            }
        }
        contents.push((from, fragments.len()));
        // Fragments are in visual order.
        let goes_left = fragments.iter().find_map(|fragment| match fragment {
            LineFragment::Glyphs(run) => Some(run.style.text.direction == Direction::RightToLeft),
            _ => None,
        });
        if goes_left == Some(true) {
            contents.reverse();
        }
        let is_decorated = fragments
            .iter()
            .any(|fragment| matches!(fragment, LineFragment::Glyphs(run) if !run.decorations.is_empty()));
        if is_decorated || fragments.iter().any(|fragment| matches!(fragment, LineFragment::Box(_))) {
            self.line_part(line, at, LinePart::Under);
        }
        for (from, to) in contents {
            let content = fragments.get(from..to).unwrap_or_default();
            if let [fragment @ LineFragment::Atomic(AtomicFragment::Galley { .. })] = content {
                self.atomic(fragment, at);
            } else if !content.iter().all(|fragment| matches!(fragment, LineFragment::Box(_))) {
                self.line_part(line, at, LinePart::Content { from, to });
            }
        }
        let is_outlined = |fragment: &LineFragment| match fragment {
            LineFragment::Box(each) => has_outline(&each.style),
            LineFragment::Atomic(AtomicFragment::Replaced { style, .. }) => has_outline(style),
            _ => false,
        };
        if is_decorated || fragments.iter().any(is_outlined) {
            self.line_part(line, at, LinePart::Over);
        }
    }

    fn line_part(&mut self, line: &Arc<Line>, at: Point, part: LinePart) {
        let text = self.context.tree.text.clone();
        self.put(Placed::Line(PlacedLine { at, line: line.clone(), text, part }));
    }

    /// Places the content of a fragment if it is an atomic box.
    fn atomic(&mut self, fragment: &LineFragment, at: Point) {
        if let LineFragment::Atomic(AtomicFragment::Galley { x, y, galley }) = fragment {
            self.content.push(ContentItem::Begin(StackingLevel::Atomic));
            self.galley(galley, at.translate(Point::new(*x, *y)));
            self.content.push(ContentItem::End);
        }
    }
}
