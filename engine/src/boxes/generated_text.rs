//! Generated text that needs no page numbers: strings, counters, quotes, the text of elements (CSS Content 3).

use std::sync::Arc;

use crate::boxes::builder::Builder;
use crate::boxes::counters::format_counter;
use crate::boxes::white_space::{TextSegment, WhiteSpace};
use crate::css::{
    Content, ContentPart, Display, ElementContent, Float, PseudoElement, TargetUrl, Visibility,
    WhiteSpaceCollapse,
};
use crate::diagnostics::Diagnostic;
use crate::html::{NodeId, TextPlace, place_of};

/// The largest number of characters of one element that a named string keeps.
const MAX_NAMED_STRING: usize = 1000;

/// The form controls whose content is not text of the document.
const CONTROLS: [&str; 4] = ["select", "textarea", "meter", "progress"];

impl Builder<'_> {
    /// The text of a part of `content` that needs no page numbers.
    pub(crate) fn static_part(&mut self, node: NodeId, part: &ContentPart) -> String {
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
            // A mark without an open quote is not shown (CSS 2.2, section 12.3.2).
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

    /// The element that the address in a `target-*()` function leads to; a missing one is reported.
    pub(crate) fn target(&mut self, node: NodeId, target: &TargetUrl) -> Option<NodeId> {
        let url = match target {
            TargetUrl::Attribute(name) => {
                self.document.element(node).and_then(|element| element.attribute(name))?.to_string()
            }
            TargetUrl::Url(url) => url.to_string(),
        };
        let id = url.strip_prefix('#')?;
        if let Some(found) = self.fragments.find(id) {
            return Some(found);
        }
        let place = place_of(self.document, node, self.diagnostics);
        self.diagnostics.push(
            Diagnostic::warning(format!("a cross reference leads to \"#{id}\", but no element has that id"))
                .at(place, "referred to here")
                .help("Correct the address, or give the target element this id."),
        );
        None
    }

    fn quote(&self, node: NodeId, open: bool) -> String {
        let text = &self.styles.element(node).text;
        let language = |node: NodeId| &self.styles.element(node).font.language;
        // A quotation in another language has the quotation marks of the text around it.
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
            ElementContent::Text => self.read_text(node).to_string(),
            ElementContent::FirstLetter => self.read_text(node).chars().take(1).collect(),
            ElementContent::Before => self.pseudo_text(node, PseudoElement::Before),
            ElementContent::After => self.pseudo_text(node, PseudoElement::After),
        }
    }

    /// As [`Builder::collapsed_text`], but collected once, however many references there are to the element.
    fn read_text(&mut self, node: NodeId) -> Arc<str> {
        if let Some(known) = self.element_texts.get(&node) {
            return known.clone();
        }
        let text: Arc<str> = self.collapsed_text(node).into();
        self.element_texts.insert(node, text.clone());
        text
    }

    /// The text of an element as it is read on one line: without notes, running elements, pictures, form controls,
    /// annotations of ruby and what is not visible.
    pub(crate) fn collapsed_text(&self, node: NodeId) -> String {
        let text_place = |inside: NodeId| {
            let layout = &self.styles.element(inside).layout;
            let is_replaced = self.document.element(inside).is_some_and(|element| {
                element.is_svg("svg") || CONTROLS.iter().any(|name| element.is_html(name))
            });
            let is_annotation = matches!(layout.display, Display::RubyText | Display::RubyTextContainer);
            let is_apart = layout.float == Float::Footnote || layout.running.is_some();
            match is_apart || is_replaced || is_annotation {
                true => TextPlace::Hidden,
                false => layout.text_place(),
            }
        };
        let mut text = String::new();
        let mut state = WhiteSpace::default();
        // A heading that is not visible itself has its text for the outline.
        let visibility = |node| self.styles.element(node).text.visibility;
        let is_hidden = visibility(node) != Visibility::Visible;
        let is_visible = |inside| is_hidden || visibility(inside) == Visibility::Visible;
        let shown = self.document.shown_text(node, text_place, is_visible);
        for segment in state.process(&shown, WhiteSpaceCollapse::Collapse) {
            if let TextSegment::Text(segment) = segment {
                text.push_str(&segment);
            }
        }
        let mut text: String = text.trim_end().chars().take(MAX_NAMED_STRING).collect();
        text.shrink_to_fit();
        text
    }

    pub(crate) fn pseudo_text(&mut self, node: NodeId, pseudo: PseudoElement) -> String {
        let Some(style) = self.styles.pseudo(node, pseudo).cloned() else { return String::new() };
        let Content::Parts(parts) = &style.content.content else { return String::new() };
        // The text is generated for another element, so the counters here must not change.
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
}
