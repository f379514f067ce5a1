//! The content of a line: its inline boxes, text, pictures, decorations and outlines, in paint order.
//!
//! A line is painted in one or several parts ([`LinePart`]): as a whole, or split by the atomic boxes between its text
//! or by the layers of its inline boxes. An inline box with opacity, a blend mode or a clip is a group: everything
//! inside it is painted between the start and the end of that group.

use super::decorations::{self, DecoratedLine, DecorationLayer};
use super::display_list::ArtifactKind;
use super::outlines;
use super::painter::{DecoratedBox, Painter};
use crate::boxes::{BoxId, BoxKind};
use crate::css::Visibility;
use crate::layout::{AtomicFragment, GlyphRun, InlineBoxFragment, LineFragment};
use crate::pages::{Group, GroupKind, LinePart, PlacedLine, is_inline_group, is_inline_layer};
use crate::units::{Point, Sides};

/// Where a fragment of a line is painted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Composed {
    Here,
    /// In the group of this inline box.
    In(BoxId),
    Elsewhere,
}

impl Painter<'_> {
    pub(super) fn line(&mut self, placed: &PlacedLine) {
        if matches!(placed.part, LinePart::Under | LinePart::Content { .. } | LinePart::Over) {
            self.line_between_boxes(placed);
            return;
        }
        let groups: Vec<BoxId> = placed
            .line
            .fragments
            .iter()
            .filter_map(|fragment| match fragment {
                LineFragment::Box(each) if is_inline_group(&each.style) => Some(each.box_id),
                _ => None,
            })
            .collect();
        self.fragments(placed, &groups, None);
    }

    /// Paints the fragments of a line that are inside the box `within`. `groups` are the inline boxes on the line that
    /// are composited as groups.
    fn fragments(&mut self, placed: &PlacedLine, groups: &[BoxId], within: Option<BoxId>) {
        let mut done: Vec<BoxId> = Vec::new();
        // The decorations of a run are composited with it.
        let decorated: Vec<&GlyphRun> = placed
            .line
            .fragments
            .iter()
            .filter_map(|fragment| match fragment {
                LineFragment::Glyphs(run)
                    if !run.decorations.is_empty()
                        && self.composed_in(fragment, placed.part, groups, within) == Composed::Here =>
                {
                    Some(run)
                }
                _ => None,
            })
            .collect();
        let mut under = !decorated.is_empty();
        for (index, fragment) in placed.line.fragments.iter().enumerate() {
            match self.composed_in(fragment, placed.part, groups, within) {
                Composed::Elsewhere => continue,
                Composed::Here => {}
                Composed::In(inner) => {
                    if !done.contains(&inner) {
                        done.push(inner);
                        self.inline_group(placed, groups, inner);
                    }
                    continue;
                }
            }
            if let LineFragment::Glyphs(run) = fragment
                && under
                && !run.decorations.is_empty()
            {
                self.decorations(DecorationLayer::Under, &decorated, placed);
                under = false;
            }
            self.fragment(fragment, index, placed);
        }
        if !decorated.is_empty() {
            self.decorations(DecorationLayer::Over, &decorated, placed);
        }
        if within.is_none() {
            self.inline_outlines(placed);
        }
    }

    /// Paints a part of a line with atomic boxes between its text.
    fn line_between_boxes(&mut self, placed: &PlacedLine) {
        let fragments = &placed.line.fragments;
        let is_box = |fragment: &LineFragment| matches!(fragment, LineFragment::Box(_));
        let layer = match placed.part {
            LinePart::Content { from, to } => {
                let content = fragments.get(from..to).unwrap_or_default();
                for (index, fragment) in (from..).zip(content).filter(|(_, fragment)| !is_box(fragment)) {
                    self.fragment(fragment, index, placed);
                }
                return;
            }
            LinePart::Under => {
                for (index, fragment) in fragments.iter().enumerate().filter(|(_, each)| is_box(each)) {
                    self.fragment(fragment, index, placed);
                }
                DecorationLayer::Under
            }
            _ => DecorationLayer::Over,
        };
        let decorated: Vec<&GlyphRun> = fragments
            .iter()
            .filter_map(|fragment| match fragment {
                LineFragment::Glyphs(run) if !run.decorations.is_empty() => Some(run),
                _ => None,
            })
            .collect();
        if !decorated.is_empty() {
            self.decorations(layer, &decorated, placed);
        }
        if placed.part == LinePart::Over {
            self.inline_outlines(placed);
        }
    }

    fn fragment(&mut self, fragment: &LineFragment, index: usize, placed: &PlacedLine) {
        match fragment {
            LineFragment::Box(fragment) => self.inline_box(fragment, placed.at),
            LineFragment::Glyphs(run) => self.run(run, index, placed),
            LineFragment::Atomic(AtomicFragment::Replaced { node, style, rect, replaced, .. }) => {
                self.replaced_border_box(rect.translate(placed.at), replaced, style, *node);
            }
            // The page's content has the boxes and lines of its galley.
            LineFragment::Atomic(AtomicFragment::Galley { .. }) => {}
        }
    }

    /// Where a fragment is painted while the content of `within` is painted.
    fn composed_in(
        &self,
        fragment: &LineFragment,
        part: LinePart,
        groups: &[BoxId],
        within: Option<BoxId>,
    ) -> Composed {
        if !self.is_in_part(fragment, part) {
            return Composed::Elsewhere;
        }
        if groups.is_empty() {
            return Composed::Here;
        }
        let around = self.groups_around(fragment, groups);
        let inner = match within.map(|within| around.iter().position(|&each| each == within)) {
            None => around.first(),
            Some(Some(index)) => around.get(index + 1),
            Some(None) => return Composed::Elsewhere,
        };
        inner.map_or(Composed::Here, |&inner| Composed::In(inner))
    }

    fn inline_group(&mut self, placed: &PlacedLine, groups: &[BoxId], id: BoxId) {
        let own = placed.line.fragments.iter().find_map(|fragment| match fragment {
            LineFragment::Box(each) if each.box_id == id => Some(each),
            _ => None,
        });
        let Some(own) = own else { return };
        let mut group = Group::new(GroupKind::Inline, &own.style);
        let padding = own.style.layout.padding.map(|padding| padding.resolve(own.rect.width));
        group.set_box(own.rect.translate(placed.at), own.style.border.widths(), padding, own.edges);
        self.begin_group(&group);
        self.fragments(placed, groups, Some(id));
        self.end_group();
    }

    /// The inline boxes around a fragment from the inside out, its own first.
    pub(super) fn inline_boxes_around(&self, fragment: &LineFragment) -> impl Iterator<Item = BoxId> + '_ {
        let tree = self.context.tree;
        let own = match fragment {
            LineFragment::Box(each) => Some(each.box_id),
            LineFragment::Glyphs(run) => Some(run.box_id),
            LineFragment::Atomic(AtomicFragment::Replaced { box_id, .. }) => Some(*box_id),
            LineFragment::Atomic(AtomicFragment::Galley { .. }) => None,
        };
        let own = own.filter(|id| id.index() < tree.boxes.len());
        std::iter::successors(own, |&id| {
            tree.get(id).parent.filter(|&parent| matches!(tree.get(parent).kind, BoxKind::Inline))
        })
    }

    /// The boxes of `groups` that contain a fragment, outermost first.
    fn groups_around(&self, fragment: &LineFragment, groups: &[BoxId]) -> Vec<BoxId> {
        let mut around: Vec<BoxId> =
            self.inline_boxes_around(fragment).filter(|id| groups.contains(id)).collect();
        around.reverse();
        around
    }

    fn is_in_part(&self, fragment: &LineFragment, part: LinePart) -> bool {
        if !matches!(part, LinePart::Flow | LinePart::Layer(_)) {
            return true;
        }
        let tree = self.context.tree;
        let is_layer =
            |id: &BoxId| matches!(tree.get(*id).kind, BoxKind::Inline) && is_inline_layer(tree.style(*id));
        let layer = self.inline_boxes_around(fragment).find(is_layer);
        match part {
            LinePart::Layer(id) => layer == Some(id),
            _ => layer.is_none(),
        }
    }

    /// Paints the outlines, which are over everything else on the line.
    fn inline_outlines(&mut self, placed: &PlacedLine) {
        for fragment in &placed.line.fragments {
            let (style, rect, edges) = match fragment {
                LineFragment::Box(fragment) => (&fragment.style, fragment.rect, fragment.edges),
                LineFragment::Atomic(AtomicFragment::Replaced { style, rect, .. }) => {
                    (style, *rect, Sides::all(true))
                }
                _ => continue,
            };
            let is_shown = style.effects.is_some() && style.text.visibility == Visibility::Visible;
            if is_shown && self.is_in_part(fragment, placed.part) {
                let tag = self.artifact(ArtifactKind::Layout);
                outlines::draw(style, rect.translate(placed.at), edges, tag, &mut self.items);
            }
        }
    }

    /// Draws the decorations of some of the runs of a line.
    fn decorations(&mut self, layer: DecorationLayer, runs: &[&GlyphRun], placed: &PlacedLine) {
        let tag = self.artifact(ArtifactKind::Layout);
        let fonts = self.context.fonts;
        let line = DecoratedLine { runs, text: &placed.text, at: placed.at, fonts, tag };
        decorations::draw(layer, &line, &mut self.glyph_ink, &mut self.items);
    }

    fn inline_box(&mut self, fragment: &InlineBoxFragment, at: Point) {
        let rect = fragment.rect.translate(at);
        if let Some(node) = fragment.node {
            self.lead_to(node, rect, fragment.edges.left || fragment.edges.right);
            self.link(node, rect);
        }
        let style = &fragment.style;
        // Percentages of inline padding matter for background areas only; the width is the line's.
        let padding = style.layout.padding.map(|padding| padding.resolve(rect.width));
        let border = style.border.widths();
        let (edges, kind, box_id) = (fragment.edges, ArtifactKind::Layout, Some(fragment.box_id));
        self.decorated_box(style, DecoratedBox { rect, border, padding, edges, kind, box_id });
    }
}
