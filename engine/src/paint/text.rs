//! Glyph runs of layout as text items of the display list.

use std::sync::Arc;

use super::display_list::{AdjacentRun, ArtifactKind, DisplayItem, Role, Tag, TextItem, TextLine};
use super::painter::Painter;
use super::text_shadows;
use crate::boxes::BoxKind;
use crate::css::{PseudoElement, Visibility};
use crate::layout::{GlyphRun, Line, LineFragment, RunText};
use crate::pages::PlacedLine;
use crate::units::Point;

impl Painter<'_> {
    pub(super) fn run(&mut self, run: &GlyphRun, index: usize, placed: &PlacedLine) {
        let style = &run.style;
        if style.text.visibility != Visibility::Visible || run.glyphs.is_empty() {
            return;
        }
        let origin = placed.at.translate(Point::new(run.x, run.baseline));
        let tag = match self.content(run.node) {
            _ if run.artifact => self.artifact(ArtifactKind::Layout),
            Tag::Node { node, .. } if self.is_marker(run) => Tag::Node { node, role: Role::Label },
            tag => tag,
        };
        let (text, range) = match &run.text {
            RunText::Range(range) => (placed.text.clone(), (range.start, range.end)),
            RunText::Own(text) => (Arc::from(&**text), (0, text.len() as u32)),
        };
        let (before, after) = placed.line.fragments.split_at(index);
        let item = TextItem {
            face: run.face,
            size: run.size,
            color: style.text.color,
            origin,
            glyphs: run.glyphs.clone(),
            advances: run.advances.clone(),
            displacements: run.displacements.clone(),
            clusters: run.clusters.clone(),
            widened: run.widened,
            width: run.width,
            letter_spacing: style.font.letter_spacing,
            right_to_left: run.right_to_left,
            direction: style.text.direction,
            text,
            range,
            is_generated: matches!(run.text, RunText::Own(_)),
            is_artifact: run.artifact,
            is_initial_letter: style.layout.initial_letter.is_some(),
            language: style.font.language.clone(),
            line: self.text_line(&placed.line),
            previous: before.iter().rev().find_map(adjacent_run),
            next: after.iter().skip(1).find_map(adjacent_run),
            tag,
        };
        if !style.text.shadows.is_empty() {
            let shadow_tag = self.artifact(ArtifactKind::Layout);
            let face = self.context.fonts.face(run.face);
            text_shadows::draw(&item, face, &style.text.shadows, shadow_tag, &mut self.items);
        }
        self.items.push(DisplayItem::Text(item));
    }

    /// The line of the display list for a line of the page; one for all parts in which it is painted.
    fn text_line(&mut self, line: &Arc<Line>) -> Arc<TextLine> {
        let address = Arc::as_ptr(line).addr();
        let make = || Arc::new(TextLine { text: line.text.clone(), breaks_word: line.breaks_word });
        self.lines.entry(address).or_insert_with(make).clone()
    }

    /// Whether a run is a list item's bullet or number. It is content, the label of the item
    /// (ISO 32000-1, 14.8.4.3.3).
    fn is_marker(&self, run: &GlyphRun) -> bool {
        let tree = self.context.tree;
        let mut at = Some(run.box_id).filter(|id| id.index() < tree.boxes.len());
        while let Some(id) = at {
            let layout_box = tree.get(id);
            if layout_box.pseudo == Some(PseudoElement::Marker) {
                return true;
            }
            // Inside a marker there are only text and inline boxes.
            let inline = matches!(
                layout_box.kind,
                BoxKind::Text(_) | BoxKind::Inline | BoxKind::Reference(_) | BoxKind::Leader(_)
            );
            at = layout_box.parent.filter(|_| inline);
        }
        false
    }
}

fn adjacent_run(fragment: &LineFragment) -> Option<AdjacentRun> {
    let LineFragment::Glyphs(run) = fragment else { return None };
    Some(AdjacentRun {
        face: run.face,
        right_to_left: run.right_to_left,
        direction: run.style.text.direction,
        is_artifact: run.artifact,
    })
}
