//! The boxes of text and of `content` (CSS Content 3): text boxes, line breaks, pictures, leaders, and references,
//! whose text the phase `pages` settles. Text that needs the counters of a later element is deferred to the end of the
//! document.

use std::sync::Arc;

use crate::boxes::builder::{BoxLevel, BoxOrigin, Builder, ChildBox, DeferredContent, DeferredText};
use crate::boxes::counters::{Counters, format_counter};
use crate::boxes::text_transform::transform;
use crate::boxes::tree::{BoxId, BoxKind, PageReference, ReferenceId, ReferenceKind};
use crate::boxes::white_space::TextSegment;
use crate::css::{ContentPart, CounterStyle, Display, ElementContent, PseudoElement, TargetUrl};
use crate::html::NodeId;

impl Builder<'_> {
    /// Makes the text and line-break boxes of a text.
    pub(crate) fn text_boxes(&mut self, text: &str, origin: BoxOrigin<'_>, out: &mut Vec<ChildBox>) {
        for segment in self.white_space.process(text, origin.style.text.white_space_collapse) {
            match segment {
                TextSegment::Text(text) => self.verbatim_text(&text, origin, out),
                TextSegment::LineBreak => {
                    let id = self.push_anonymous(origin, BoxKind::LineBreak);
                    out.push(ChildBox { id, level: BoxLevel::Inline });
                }
            }
        }
    }

    /// Makes a text box without white space processing. Text directly after text of the same box joins it, so that both
    /// are shaped together: strings of `content`, and text around a comment.
    pub(crate) fn verbatim_text(&mut self, text: &str, origin: BoxOrigin<'_>, out: &mut Vec<ChildBox>) {
        if text.is_empty() {
            return;
        }
        let after_letter = self.text.chars().next_back().is_some_and(char::is_alphanumeric)
            && out.last().is_some_and(|made| matches!(self.kind(made.id), BoxKind::Text(_)));
        let start = self.text.len() as u32;
        let transformed =
            transform(text, origin.style.text.transform, &origin.style.font.language, after_letter);
        self.text.push_str(&transformed);
        let end = self.text.len() as u32;
        let keeps_original = transformed != text && self.may_be_on_first_line(origin.node, origin.pseudo);
        if !keeps_original && let Some((id, first)) = self.text_joined(out.last(), origin, start) {
            self.tree.boxes[id.index()].kind = BoxKind::Text(first..end);
            return;
        }
        let id = self.push(origin, BoxKind::Text(start..end));
        if keeps_original {
            self.tree.untransformed.insert(id, text.into());
        }
        out.push(ChildBox { id, level: BoxLevel::Inline });
    }

    /// The beginning of the text of a box, if text made at `end` for an origin belongs to the same box.
    fn text_joined(&self, made: Option<&ChildBox>, origin: BoxOrigin<'_>, end: u32) -> Option<(BoxId, u32)> {
        let id = made?.id;
        let before = &self.tree.boxes[id.index()];
        let BoxKind::Text(range) = &before.kind else { return None };
        let same_box = (before.node, before.pseudo, before.parent)
            == (origin.node, origin.pseudo, Some(origin.parent))
            && Arc::ptr_eq(&before.style, origin.style);
        let joins = same_box && range.end == end && !self.tree.untransformed.contains_key(&id);
        joins.then_some((id, range.start))
    }

    /// Makes the boxes of a `content` property.
    pub(crate) fn content_parts(
        &mut self,
        node: NodeId,
        pseudo: PseudoElement,
        parts: &[ContentPart],
        origin: BoxOrigin<'_>,
        out: &mut Vec<ChildBox>,
    ) {
        if let Some(alternative) = &origin.style.content.alternative {
            let text: String = alternative.iter().map(|part| self.static_part(node, part)).collect();
            self.tree.alternatives.insert((node, pseudo), text.trim().into());
        }
        for part in parts {
            match part {
                ContentPart::Image(image) => {
                    match self.images.load(self.resources, &image.base, &image.url) {
                        Ok(replaced) => {
                            let inline = self.anonymous_style(origin.style, Display::Inline);
                            let picture = BoxOrigin { style: &inline, ..origin };
                            let made = self.replaced_box(picture, replaced);
                            out.push(made);
                        }
                        Err(error) => self.report_css_image(node, image, &error),
                    }
                }
                ContentPart::Leader(pattern) => {
                    let kind = BoxKind::Leader(pattern.clone());
                    let id = self.push(origin, kind);
                    self.white_space.after_atomic();
                    out.push(ChildBox { id, level: BoxLevel::Inline });
                }
                ContentPart::Counter { name, style: counter_style } if &**name == "page" => {
                    self.reference(ReferenceKind::Page, counter_style, origin, out);
                }
                ContentPart::Counter { name, style: counter_style } if &**name == "pages" => {
                    self.reference(ReferenceKind::Pages, counter_style, origin, out);
                }
                ContentPart::NamedString { name, which } => {
                    let kind = ReferenceKind::String { name: name.clone(), which: *which };
                    self.reference(kind, &CounterStyle::Decimal, origin, out);
                }
                ContentPart::Counter { name, style: counter_style }
                    if &**name == "footnote"
                        && matches!(pseudo, PseudoElement::FootnoteCall | PseudoElement::FootnoteMarker)
                        && self.numbers_notes_by_page =>
                {
                    let kind = ReferenceKind::Footnote { note: node, number: self.counters.value(name) };
                    self.reference(kind, counter_style, origin, out);
                }
                ContentPart::TargetCounter { target, name, style } => {
                    self.target_counter(node, target, (name, None, style), origin, out);
                }
                // The text of a pseudo-element may depend on counters that are not known yet.
                ContentPart::TargetText {
                    target,
                    part: part @ (ElementContent::Before | ElementContent::After),
                } => {
                    let Some(target) = self.target(node, target) else { continue };
                    let which = match part {
                        ElementContent::Before => PseudoElement::Before,
                        _ => PseudoElement::After,
                    };
                    self.deferred_text(target, DeferredContent::Text(which), origin, out);
                }
                ContentPart::TargetCounters { target, name, separator, style } => {
                    self.target_counter(node, target, (name, Some(separator), style), origin, out);
                }
                part => {
                    let text = self.static_part(node, part);
                    self.text_boxes(&text, origin, out);
                }
            }
        }
    }

    /// `target-counter()` and, with a separator, `target-counters()`.
    fn target_counter(
        &mut self,
        node: NodeId,
        target: &TargetUrl,
        (name, separator, style): (&Arc<str>, Option<&Arc<str>>, &CounterStyle),
        origin: BoxOrigin<'_>,
        out: &mut Vec<ChildBox>,
    ) {
        let Some(target) = self.target(node, target) else { return };
        if &**name == "page" {
            self.reference(ReferenceKind::PageOf(target), style, origin, out);
        } else {
            let (name, separator, style) = (name.clone(), separator.cloned(), style.clone());
            let content = DeferredContent::Counter { name, separator, style };
            self.deferred_text(target, content, origin, out);
        }
    }

    /// Makes a box whose text depends on page numbers.
    fn reference(
        &mut self,
        kind: ReferenceKind,
        counter_style: &CounterStyle,
        origin: BoxOrigin<'_>,
        out: &mut Vec<ChildBox>,
    ) {
        let reference = ReferenceId(self.tree.references.len() as u32);
        self.tree.references.push(PageReference {
            kind,
            style: counter_style.clone(),
            node: origin.node,
            text: String::new(),
        });
        let id = self.push(origin, BoxKind::Reference(reference));
        self.white_space.after_atomic();
        out.push(ChildBox { id, level: BoxLevel::Inline });
    }

    /// Makes an empty text box that [`Builder::resolve_deferred`] fills.
    fn deferred_text(
        &mut self,
        target: NodeId,
        content: DeferredContent,
        origin: BoxOrigin<'_>,
        out: &mut Vec<ChildBox>,
    ) {
        let text_box = self.push(origin, BoxKind::Text(0..0));
        self.deferred.push(DeferredText { text_box, target, content });
        self.white_space.after_atomic();
        out.push(ChildBox { id: text_box, level: BoxLevel::Inline });
    }

    /// Writes the texts that need the counters of later elements, which are known now.
    pub(crate) fn resolve_deferred(&mut self) {
        let mut is_reported = false;
        for DeferredText { text_box, target, content } in std::mem::take(&mut self.deferred) {
            let counters = self.counters_at.get(target).unwrap_or_else(|| {
                if !std::mem::replace(&mut is_reported, true) {
                    self.report_counters_left_out(target);
                }
                Counters::default()
            });
            let text = match content {
                DeferredContent::Counter { name, separator: None, style } => {
                    format_counter(&style, counters.value(&name))
                }
                DeferredContent::Counter { name, separator: Some(separator), style } => {
                    let values = counters.values(&name).into_iter();
                    values.map(|value| format_counter(&style, value)).collect::<Vec<_>>().join(&separator)
                }
                DeferredContent::Text(pseudo) => {
                    self.counters = counters;
                    self.pseudo_text(target, pseudo)
                }
            };
            let start = self.text.len() as u32;
            self.text.push_str(&text);
            self.tree.boxes[text_box.index()].kind = BoxKind::Text(start..self.text.len() as u32);
        }
    }
}
