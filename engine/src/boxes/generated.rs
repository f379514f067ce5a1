//! Generated content: text nodes, `::before` and `::after`, counters, quotes, named strings, and
//! the references that page numbers will settle (CSS Content 3, CSS GCPM 3).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::boxes::construct::{Builder, Made};
use crate::boxes::counters::{Counters, format_counter};
use crate::boxes::text_transform::transform;
use crate::boxes::tree::{
    Bookmark, BoxId, BoxKind, BoxTree, CounterChange, CounterTo, LayoutBox, NamedStringChange, PageReference,
    ReferenceId, ReferenceKind, Replaced, RunningElement,
};
use crate::boxes::white_space::{Piece, WhiteSpace};
use crate::css::{
    BreakInside, ComputedStyle, Content, ContentPart, CounterStyle, Display, ElementContent, Float,
    FootnotePolicy, ImageUrl, PseudoElement, TargetUrl, WhiteSpaceCollapse, anonymous,
};
use crate::diagnostics::Diagnostic;
use crate::html::{NodeId, place_of};

/// Counter values at the elements that something may point at.
#[derive(Default)]
pub(crate) struct GeneratedNotes {
    counters: FxHashMap<NodeId, Counters>,
}

impl GeneratedNotes {
    pub(crate) fn remember(&mut self, node: NodeId, counters: &Counters) {
        self.counters.insert(node, counters.clone());
    }
}

/// A text box whose text depends on the counters at an element that may come later.
pub(crate) struct DeferredText {
    text_box: BoxId,
    target: NodeId,
    what: Deferred,
}

enum Deferred {
    Counter {
        name: Arc<str>,
        /// What is put between the values of nested counters; `None` for the innermost alone.
        separator: Option<Arc<str>>,
        style: CounterStyle,
    },
    /// The text of a pseudo-element of the target.
    Text(PseudoElement),
}

/// The most named-string text kept of one element, in characters.
const MAX_NAMED_STRING: usize = 1000;

impl Builder<'_> {
    /// Makes the text and line-break boxes for a piece of text.
    pub(crate) fn text_boxes(
        &mut self,
        text: &str,
        node: Option<NodeId>,
        pseudo: Option<PseudoElement>,
        parent: BoxId,
        style: &Arc<ComputedStyle>,
        out: &mut Vec<Made>,
    ) {
        for piece in self.white_space.process(text, style.text.white_space_collapse) {
            match piece {
                Piece::Text(text) => self.verbatim_text(&text, node, pseudo, parent, style, out),
                Piece::LineBreak => {
                    let id = self.push(node, pseudo, true, style.clone(), Some(parent), BoxKind::LineBreak);
                    out.push(Made { id, level: crate::boxes::construct::Level::Inline });
                }
            }
        }
    }

    /// Makes a text box without white space processing.
    pub(crate) fn verbatim_text(
        &mut self,
        text: &str,
        node: Option<NodeId>,
        pseudo: Option<PseudoElement>,
        parent: BoxId,
        style: &Arc<ComputedStyle>,
        out: &mut Vec<Made>,
    ) {
        if text.is_empty() {
            return;
        }
        let after_letter = self.text.chars().next_back().is_some_and(char::is_alphanumeric)
            && out.last().is_some_and(|made| matches!(self.kind(made.id), BoxKind::Text(_)));
        let start = self.text.len() as u32;
        let transformed = transform(text, style.text.transform, &style.font.language, after_letter);
        self.text.push_str(&transformed);
        let range = start..self.text.len() as u32;
        let id = self.push(node, pseudo, false, style.clone(), Some(parent), BoxKind::Text(range));
        if transformed != text && self.may_stand_on_first_line(node, pseudo) {
            self.tree.untransformed.insert(id, text.into());
        }
        out.push(Made { id, level: crate::boxes::construct::Level::Inline });
    }

    pub(crate) fn pseudo_element(
        &mut self,
        node: NodeId,
        pseudo: PseudoElement,
        parent: BoxId,
        out: &mut Vec<Made>,
    ) {
        let Some(style) = self.styles.pseudo(node, pseudo).cloned() else { return };
        if style.layout.display == Display::None {
            return;
        }
        let Content::Parts(parts) = &style.content.content else { return };
        let parts = parts.clone();
        self.counters.reset(&style.content.counter_reset);
        for (name, start) in &style.content.counter_reversed {
            self.counters.reset_reversed(name, start.unwrap_or(0));
        }
        self.counters.increment(&style.content.counter_increment);
        self.counters.set(&style.content.counter_set);
        let counted = self.counter_changes(&style);
        let made = self.container(Some(node), Some(pseudo), &style, parent, |builder, id| {
            let mut made = Vec::new();
            builder.content_parts(node, pseudo, &parts, id, &style, &mut made);
            made
        });
        // What comes before an element begins on its page.
        self.note_counters(if pseudo == PseudoElement::Before { parent } else { made.id }, counted);
        out.push(made);
    }

    /// What a style does to counters, after it was applied. Those of lists are left out: no margin box
    /// has a use for them, and every item has one.
    pub(crate) fn counter_changes(&self, style: &ComputedStyle) -> Vec<(Arc<str>, CounterTo)> {
        let content = &style.content;
        let all = [&content.counter_reset, &content.counter_increment, &content.counter_set];
        if all.iter().all(|changes| changes.is_empty()) {
            return Vec::new();
        }
        let mut found: Vec<(Arc<str>, CounterTo)> = Vec::new();
        for (index, changes) in all.into_iter().enumerate() {
            for (name, value) in changes {
                match &**name {
                    "list-item" => {}
                    "page" if index == 1 => found.push((name.clone(), CounterTo::By(*value))),
                    "page" => found.push((name.clone(), CounterTo::Values(vec![*value]))),
                    _ => found.push((name.clone(), CounterTo::Values(self.counters.values(name)))),
                }
            }
        }
        found
    }

    pub(crate) fn note_counters(&mut self, at: BoxId, changes: Vec<(Arc<str>, CounterTo)>) {
        let changes = changes.into_iter().map(|(name, to)| CounterChange { at, name, to });
        self.tree.counter_changes.extend(changes);
    }

    pub(crate) fn content_parts(
        &mut self,
        node: NodeId,
        pseudo: PseudoElement,
        parts: &[ContentPart],
        parent: BoxId,
        style: &Arc<ComputedStyle>,
        out: &mut Vec<Made>,
    ) {
        for part in parts {
            match part {
                ContentPart::Image(image) => {
                    match self.images.load(self.resources, &image.base, &image.url) {
                        Ok(replaced) => {
                            let inline = self.anonymous_style(style, Display::Inline);
                            let made = self.replaced_box(Some(node), Some(pseudo), inline, parent, replaced);
                            out.push(made);
                        }
                        Err(error) => self.report_image(node, &error),
                    }
                }
                ContentPart::Leader(pattern) => {
                    let kind = BoxKind::Leader(pattern.clone());
                    let id = self.push(Some(node), Some(pseudo), false, style.clone(), Some(parent), kind);
                    self.white_space.after_atomic();
                    out.push(Made { id, level: crate::boxes::construct::Level::Inline });
                }
                ContentPart::Counter { name, style: counter_style } if &**name == "page" => {
                    self.reference(ReferenceKind::Page, counter_style, node, pseudo, parent, style, out);
                }
                ContentPart::Counter { name, style: counter_style } if &**name == "pages" => {
                    self.reference(ReferenceKind::Pages, counter_style, node, pseudo, parent, style, out);
                }
                ContentPart::NamedString { name, which } => {
                    let kind = ReferenceKind::String { name: name.clone(), which: *which };
                    self.reference(kind, &CounterStyle::Decimal, node, pseudo, parent, style, out);
                }
                ContentPart::Counter { name, style: counter_style }
                    if &**name == "footnote"
                        && matches!(pseudo, PseudoElement::FootnoteCall | PseudoElement::FootnoteMarker)
                        && self.numbers_notes_by_page =>
                {
                    let kind = ReferenceKind::Footnote { note: node, number: self.counters.value(name) };
                    self.reference(kind, counter_style, node, pseudo, parent, style, out);
                }
                ContentPart::TargetCounter { target, name, style: counter_style } => {
                    let Some(target) = self.target(node, target) else { continue };
                    if &**name == "page" {
                        let kind = ReferenceKind::PageOf(target);
                        self.reference(kind, counter_style, node, pseudo, parent, style, out);
                    } else {
                        let (name, counter_style) = (name.clone(), counter_style.clone());
                        let what = Deferred::Counter { name, separator: None, style: counter_style };
                        self.deferred_text(target, what, node, pseudo, parent, style, out);
                    }
                }
                // What pseudo-elements say may depend on counters that are not known yet.
                ContentPart::TargetText {
                    target,
                    part: part @ (ElementContent::Before | ElementContent::After),
                } => {
                    let Some(target) = self.target(node, target) else { continue };
                    let which = match part {
                        ElementContent::Before => PseudoElement::Before,
                        _ => PseudoElement::After,
                    };
                    self.deferred_text(target, Deferred::Text(which), node, pseudo, parent, style, out);
                }
                ContentPart::TargetCounters { target, name, separator, style: counter_style } => {
                    let Some(target) = self.target(node, target) else { continue };
                    if &**name == "page" {
                        let kind = ReferenceKind::PageOf(target);
                        self.reference(kind, counter_style, node, pseudo, parent, style, out);
                    } else {
                        let (name, separator) = (name.clone(), Some(separator.clone()));
                        let what = Deferred::Counter { name, separator, style: counter_style.clone() };
                        self.deferred_text(target, what, node, pseudo, parent, style, out);
                    }
                }
                part => {
                    let text = self.static_part(node, part);
                    self.text_boxes(&text, Some(node), Some(pseudo), parent, style, out);
                }
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn reference(
        &mut self,
        kind: ReferenceKind,
        counter_style: &CounterStyle,
        node: NodeId,
        pseudo: PseudoElement,
        parent: BoxId,
        style: &Arc<ComputedStyle>,
        out: &mut Vec<Made>,
    ) {
        let reference = ReferenceId(self.tree.references.len() as u32);
        self.tree.references.push(PageReference {
            kind,
            style: counter_style.clone(),
            node: Some(node),
            text: String::new(),
        });
        let kind = BoxKind::Reference(reference);
        let id = self.push(Some(node), Some(pseudo), false, style.clone(), Some(parent), kind);
        self.white_space.after_atomic();
        out.push(Made { id, level: crate::boxes::construct::Level::Inline });
    }

    #[allow(clippy::too_many_arguments)]
    fn deferred_text(
        &mut self,
        target: NodeId,
        what: Deferred,
        node: NodeId,
        pseudo: PseudoElement,
        parent: BoxId,
        style: &Arc<ComputedStyle>,
        out: &mut Vec<Made>,
    ) {
        let text_box =
            self.push(Some(node), Some(pseudo), false, style.clone(), Some(parent), BoxKind::Text(0..0));
        self.deferred.push(DeferredText { text_box, target, what });
        self.white_space.after_atomic();
        out.push(Made { id: text_box, level: crate::boxes::construct::Level::Inline });
    }

    /// Puts in the counters of elements that came after the reference to them.
    pub(crate) fn resolve_deferred(&mut self) {
        for DeferredText { text_box, target, what } in std::mem::take(&mut self.deferred) {
            let counters = self.notes.counters.get(&target).cloned().unwrap_or_default();
            let text = match what {
                Deferred::Counter { name, separator: None, style } => {
                    format_counter(&style, counters.value(&name))
                }
                Deferred::Counter { name, separator: Some(separator), style } => {
                    let values = counters.values(&name).into_iter();
                    values.map(|value| format_counter(&style, value)).collect::<Vec<_>>().join(&separator)
                }
                Deferred::Text(pseudo) => {
                    self.counters = counters;
                    self.pseudo_text(target, pseudo)
                }
            };
            let start = self.text.len() as u32;
            self.text.push_str(&text);
            self.tree.boxes[text_box.index()].kind = BoxKind::Text(start..self.text.len() as u32);
        }
    }

    /// The element an address in a `target-*()` function means; one that is not there is reported.
    fn target(&mut self, node: NodeId, target: &TargetUrl) -> Option<NodeId> {
        let url = match target {
            TargetUrl::Attribute(name) => {
                self.document.element(node).and_then(|element| element.attribute(name))?.to_string()
            }
            TargetUrl::Url(url) => url.to_string(),
        };
        let id = url.strip_prefix('#')?;
        if let Some(&found) = self.ids.get(id) {
            return Some(found);
        }
        let place = place_of(self.document, node, self.diagnostics);
        self.diagnostics.push(
            Diagnostic::warning(format!("a cross reference leads to \"#{id}\", and no element has that id"))
                .at(place, "referred to here")
                .help("Correct the address, or give the element that is meant this id."),
        );
        None
    }

    /// The text of a part that needs no page numbers.
    fn static_part(&mut self, node: NodeId, part: &ContentPart) -> String {
        match part {
            ContentPart::String(text) => text.to_string(),
            ContentPart::Attribute(name) => self
                .document
                .element(node)
                .and_then(|element| element.attribute(name))
                .unwrap_or_default()
                .to_string(),
            ContentPart::Counter { name, style } => format_counter(style, self.counters.value(name)),
            ContentPart::Counters { name, separator, style } => self
                .counters
                .values(name)
                .into_iter()
                .map(|value| format_counter(style, value))
                .collect::<Vec<_>>()
                .join(separator),
            ContentPart::OpenQuote => {
                let mark = self.quote(node, true);
                self.quote_depth += 1;
                mark
            }
            // One that closes nothing is not shown (CSS 2.2, section 12.3.2).
            ContentPart::CloseQuote if self.quote_depth == 0 => String::new(),
            ContentPart::CloseQuote => {
                self.quote_depth -= 1;
                self.quote(node, false)
            }
            ContentPart::NoOpenQuote => {
                self.quote_depth += 1;
                String::new()
            }
            ContentPart::NoCloseQuote => {
                self.quote_depth = self.quote_depth.saturating_sub(1);
                String::new()
            }
            ContentPart::Element(content) => self.element_text(node, *content),
            ContentPart::TargetText { target, part } => match self.target(node, target) {
                Some(target) => self.element_text(target, *part),
                None => String::new(),
            },
            ContentPart::NamedString { name, .. } => {
                let set = self.tree.named_strings.iter().rfind(|change| change.name == *name);
                set.map_or_else(String::new, |change| change.value.clone())
            }
            // These have boxes of their own.
            ContentPart::Image(_)
            | ContentPart::Leader(_)
            | ContentPart::RunningElement { .. }
            | ContentPart::TargetCounter { .. }
            | ContentPart::TargetCounters { .. } => String::new(),
        }
    }

    fn quote(&self, node: NodeId, open: bool) -> String {
        let text = &self.styles.element(node).text;
        let language = |node: NodeId| &self.styles.element(node).font.language;
        // A quotation in another language has the marks of the text that it stands in.
        let around = self.document.parent_element(node).filter(|_| text.quotes_by_language);
        let quotes = match around.filter(|&parent| language(parent) != language(node)) {
            Some(parent) => &crate::css::quotes_of_language(language(parent)),
            None => &text.quotes,
        };
        let pair = quotes.get(self.quote_depth.min(quotes.len().saturating_sub(1)));
        pair.map(|(opening, closing)| if open { opening } else { closing })
            .map_or_else(String::new, |mark| mark.to_string())
    }

    /// The text of an element with white space collapsed, or of one of its pseudo-elements.
    fn element_text(&mut self, node: NodeId, content: ElementContent) -> String {
        match content {
            ElementContent::Text => self.collapsed_text(node),
            ElementContent::FirstLetter => self.collapsed_text(node).chars().take(1).collect(),
            ElementContent::Before => self.pseudo_text(node, PseudoElement::Before),
            ElementContent::After => self.pseudo_text(node, PseudoElement::After),
        }
    }

    fn collapsed_text(&self, node: NodeId) -> String {
        let mut text = String::new();
        let mut state = WhiteSpace::default();
        for piece in state.process(&self.document.text_content(node), WhiteSpaceCollapse::Collapse) {
            if let Piece::Text(piece) = piece {
                text.push_str(&piece);
            }
        }
        let mut text: String = text.trim_end().chars().take(MAX_NAMED_STRING).collect();
        text.shrink_to_fit();
        text
    }

    fn pseudo_text(&mut self, node: NodeId, pseudo: PseudoElement) -> String {
        let Some(style) = self.styles.pseudo(node, pseudo).cloned() else { return String::new() };
        let Content::Parts(parts) = &style.content.content else { return String::new() };
        // It is said of another place, where nothing must be counted.
        let (counters, depth) = (self.counters.clone(), self.quote_depth);
        self.counters.enter();
        self.counters.reset(&style.content.counter_reset);
        self.counters.increment(&style.content.counter_increment);
        self.counters.set(&style.content.counter_set);
        let text = parts
            .iter()
            .filter(|part| !matches!(part, ContentPart::TargetText { .. }))
            .map(|part| self.static_part(node, part))
            .collect();
        (self.counters, self.quote_depth) = (counters, depth);
        text
    }

    /// Records what an element does for the margin boxes: the named strings that it sets, its counters,
    /// and whether it goes there itself.
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

    /// Keeps the paragraphs whole that call a note with `footnote-policy: block`.
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

    /// Records the entry in the outline that an element makes.
    pub(crate) fn note_bookmark(&mut self, node: NodeId, style: &ComputedStyle) {
        let bookmark = &style.content.bookmark;
        let Some(level) = bookmark.level else { return };
        let title = match &bookmark.label {
            None => self.collapsed_text(node),
            Some(parts) => parts.iter().map(|part| self.static_part(node, part)).collect(),
        };
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        if !title.is_empty() {
            self.tree.bookmarks.push(Bookmark { node, level, title, open: bookmark.open });
        }
    }
}

/// The box tree of a margin box: its `content`, with everything that depends on the page already
/// turned into text by `resolve`; `images` are the pictures of page rules.
pub fn margin_content_tree(
    style: &Arc<ComputedStyle>,
    images: &[(Arc<ImageUrl>, Arc<Replaced>)],
    resolve: &mut dyn FnMut(&ContentPart) -> String,
) -> BoxTree {
    let mut text = String::new();
    let mut boxes = vec![LayoutBox {
        node: None,
        pseudo: None,
        anonymous: true,
        style: style.clone(),
        parent: None,
        children: Vec::new(),
        kind: BoxKind::Paragraph,
    }];
    let inline = Arc::new(anonymous(style, Display::Inline));
    let mut white_space = WhiteSpace::default();
    let mut add = |kind: BoxKind| {
        let id = BoxId(boxes.len() as u32);
        boxes.push(LayoutBox {
            node: None,
            pseudo: None,
            anonymous: true,
            style: inline.clone(),
            parent: Some(BoxId::ROOT),
            children: Vec::new(),
            kind,
        });
        boxes[0].children.push(id);
    };
    if let Content::Parts(parts) = &style.content.content {
        for part in parts {
            if let ContentPart::Leader(pattern) = part {
                add(BoxKind::Leader(pattern.clone()));
                white_space.after_atomic();
                continue;
            }
            if let ContentPart::Image(url) = part {
                if let Some((_, replaced)) = images.iter().find(|(known, _)| known == url) {
                    add(BoxKind::Replaced(replaced.clone()));
                    white_space.after_atomic();
                }
                continue;
            }
            let resolved = resolve(part);
            for piece in white_space.process(&resolved, style.text.white_space_collapse) {
                match piece {
                    Piece::LineBreak => add(BoxKind::LineBreak),
                    Piece::Text(piece) => {
                        let start = text.len() as u32;
                        let language = &style.font.language;
                        text.push_str(&transform(&piece, style.text.transform, language, false));
                        add(BoxKind::Text(start..text.len() as u32));
                    }
                }
            }
        }
    }
    BoxTree { boxes, text: text.into(), ..BoxTree::default() }
}
