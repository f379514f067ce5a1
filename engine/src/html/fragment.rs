//! The elements that addresses within the document lead to (HTML, section 7.4.6.4).

use rustc_hash::FxHashMap;

use super::{Document, NodeId};
use crate::resources::percent_decode;

/// The elements of a document that a fragment, the text after `#`, may lead to.
#[derive(Debug, Default)]
pub struct Fragments<'a> {
    root: Option<NodeId>,
    /// Elements by `id`; the first of several wins.
    ids: FxHashMap<&'a str, NodeId>,
    /// `a` elements by `name`.
    names: FxHashMap<&'a str, NodeId>,
}

impl<'a> Fragments<'a> {
    /// Collects the elements of a document.
    pub fn new(document: &'a Document) -> Fragments<'a> {
        let mut fragments = Fragments { root: document.root(), ..Fragments::default() };
        for node in document.descendants(NodeId::DOCUMENT) {
            let Some(element) = document.element(node) else { continue };
            if let Some(id) = element.id() {
                fragments.ids.entry(id).or_insert(node);
            }
            if let Some(name) = element.anchor_name() {
                fragments.names.entry(name).or_insert(node);
            }
        }
        fragments
    }

    /// The element that `#fragment` leads to. It is looked up as it is written, then percent-decoded; an id comes before
    /// the name of an `a` element. An empty fragment, or `top` if nothing is called so, leads to the root element.
    pub fn find(&self, fragment: &str) -> Option<NodeId> {
        if fragment.is_empty() {
            return self.root;
        }
        let decoded = percent_decode(fragment);
        let by_id = || self.ids.get(fragment).or_else(|| self.ids.get(&*decoded));
        let found = by_id().or_else(|| self.names.get(fragment)).or_else(|| self.names.get(&*decoded));
        found.copied().or_else(|| self.root.filter(|_| decoded.eq_ignore_ascii_case("top")))
    }
}
