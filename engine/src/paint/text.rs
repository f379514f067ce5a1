//! Glyph runs of layout as text items of the display list.

use std::sync::Arc;

use super::display_list::{
    AdjacentRun, ArtifactKind, ContentPlace, DisplayItem, Role, Tag, TextItem, TextLine,
};
use super::painter::Painter;
use super::text_shadows;
use crate::css::{PseudoElement, Visibility};
use crate::layout::{GlyphRun, Line, LineFragment, RunText};
use crate::pages::PlacedLine;
use crate::text::is_private_use;
use crate::units::Point;

impl Painter<'_> {
    pub(super) fn run(&mut self, run: &GlyphRun, index: usize, placed: &PlacedLine) {
        let style = &run.style;
        if style.text.visibility != Visibility::Visible || run.glyphs.is_empty() {
            return;
        }
        let origin = placed.at.translate(Point::new(run.x, run.baseline));
        let tag = match run.artifact {
            true => self.artifact(ArtifactKind::Layout),
            false => self.content_of(run),
        };
        let (text, range) = match &run.text {
            RunText::Range(range) => (placed.text.clone(), (range.start, range.end)),
            RunText::Own(text) => (Arc::from(&**text), (0, text.len() as u32)),
        };
        let shown = text.get(range.0 as usize..range.1 as usize).unwrap_or_default();
        let alternative = self.alternative(run, shown).filter(|_| !tag.is_artifact());
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
            alternative,
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

    /// The text to be read instead of a run. Where several runs have one alternative, the first on a page has it.
    fn alternative(&mut self, run: &GlyphRun, shown: &str) -> Option<Arc<str>> {
        let tree = self.context.tree;
        let layout_box = tree.boxes.get(run.box_id.index()).filter(|_| run.node.is_some())?;
        let node = layout_box.node?;
        let given = layout_box.pseudo.and_then(|pseudo| tree.alternatives.get(&(node, pseudo)));
        let (text, place) = match given {
            Some(text) => (text.clone(), ContentPlace::of(layout_box.pseudo)),
            None if !is_private_use(shown) => return None,
            // What its glyph shows is no more than that an item begins.
            None if layout_box.pseudo == Some(PseudoElement::Marker) => return Some("\u{2022} ".into()),
            None => {
                let element = self.context.document.element(node)?;
                let name = element.attribute("aria-label").or_else(|| element.attribute("title"));
                (name.map(str::trim).filter(|name| !name.is_empty())?.into(), ContentPlace::Own)
            }
        };
        Some(if self.alternatives_read.insert((node, place)) { text } else { "".into() })
    }

    /// The line of the display list for a line of the page; one for all parts in which it is painted.
    fn text_line(&mut self, line: &Arc<Line>) -> Arc<TextLine> {
        let address = Arc::as_ptr(line).addr();
        let make = || Arc::new(TextLine { text: line.text.clone(), breaks_word: line.breaks_word });
        self.lines.entry(address).or_insert_with(make).clone()
    }

    /// The tag of a run that is content.
    fn content_of(&self, run: &GlyphRun) -> Tag {
        let tree = self.context.tree;
        let Some(layout_box) = tree.boxes.get(run.box_id.index()).filter(|_| run.node.is_some()) else {
            return self.content(None, ContentPlace::Own);
        };
        if let Some(text) = tree.text_node(run.box_id) {
            return self.content(layout_box.node, ContentPlace::Text(text));
        }
        let place = ContentPlace::of(layout_box.pseudo);
        match self.content(layout_box.node, place) {
            // The bullet or number of a list item is its label (ISO 32000-1, 14.8.4.3.3).
            Tag::Node { node, place: ContentPlace::Marker, .. } => {
                Tag::Node { node, role: Role::Label, place }
            }
            tag => tag,
        }
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
