//! A document with its computed styles and the messages about its stylesheets.

use engine::css::{self, ComputedStyle, PseudoElement, Styles};
use engine::diagnostics::Diagnostics;
use engine::html::{self, Document};
use engine::resources::Resources;
use engine::text::FontLibrary;

pub struct Styled {
    pub document: Document,
    pub styles: Styles,
    /// In order, each with the text that it points at.
    pub messages: Vec<(String, String)>,
    /// The lines of the places, from 1.
    pub lines: Vec<usize>,
}

/// Styles a document of one stylesheet and a body.
pub fn style(css: &str, body: &str) -> Styled {
    style_in(env!("CARGO_MANIFEST_DIR"), &format!("<!doctype html><style>{css}</style><body>{body}"))
}

/// Styles a document whose addresses are files of the folder `root`.
pub fn style_in(root: &str, html: &str) -> Styled {
    let resources = Resources::new(root, &[]);
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html);
    let document =
        html::parse(html, source, "", &html::Limits::default(), &mut diagnostics).expect("a document");
    let stylesheets = css::collect(&document, &resources, &mut diagnostics);
    let fonts = FontLibrary::embedded();
    let styles =
        css::cascade(&document, &stylesheets, &|style| fonts.relative_metrics(style), &mut diagnostics);
    let mut messages = Vec::new();
    let mut lines = Vec::new();
    for each in diagnostics.list() {
        let span = each.labels.first().map(|label| label.span);
        let text = span.map(|span| {
            let source = diagnostics.source(span.source);
            lines.push(source.line_and_column(span.start as usize).0);
            source.text[span.start as usize..span.end as usize].to_string()
        });
        messages.push((each.message.clone(), text.unwrap_or_default()));
    }
    Styled { document, styles, messages, lines }
}

impl Styled {
    pub fn of(&self, id: &str) -> &ComputedStyle {
        self.styles.element(self.document.element_by_id(id).unwrap_or_else(|| panic!("no #{id}")))
    }

    pub fn pseudo(&self, id: &str, pseudo: PseudoElement) -> Option<&ComputedStyle> {
        let node = self.document.element_by_id(id).unwrap_or_else(|| panic!("no #{id}"));
        self.styles.pseudo(node, pseudo).map(|style| &**style)
    }

    /// The `z-index` of an element, with which the tests of selectors and of the cascade mark elements.
    pub fn mark(&self, id: &str) -> Option<i32> {
        self.of(id).layout.z_index
    }

    /// Those of `ids` (with spaces between) that have `z-index: 7`.
    pub fn marked(&self, ids: &str) -> String {
        let marked: Vec<&str> = ids.split(' ').filter(|id| self.mark(id) == Some(7)).collect();
        marked.join(" ")
    }

    pub fn silent(self) -> Styled {
        assert!(self.messages.is_empty(), "{:?}", self.messages);
        self
    }
}
