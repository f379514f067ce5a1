//! The tree of nodes: one arena, `u32` indices, in document order.

use std::sync::OnceLock;

use html5ever::{LocalName, Namespace};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostics::SourceId;
use crate::resources::join_folder;

/// Characters that say where lines may end, and nothing more: the soft hyphen, the zero width space and the word joiner.
pub(crate) const BREAK_HINTS: [char; 3] = ['\u{ad}', '\u{200b}', '\u{2060}'];

/// The number of a node. Ids increase in the order in which the parser made the nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The document node, parent of the root element.
    pub const DOCUMENT: NodeId = NodeId(0);

    /// The index in the arena of nodes.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A parsed HTML document.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) nodes: Vec<Node>,
    /// The text it was parsed from, for messages.
    pub source: SourceId,
    /// The folder, relative to the project folder, against which references resolve: that of the file, or the one that
    /// its `base` element names.
    pub base: String,
    /// The address of the `base` element up to its last slash, which the addresses of links are relative to; empty if
    /// there is none.
    pub base_address: String,
    /// Whether the document is in quirks mode; the engine supports standards mode only.
    pub quirks: bool,
    /// The first element of each id, once one was looked for; never iterated.
    pub(super) ids: OnceLock<FxHashMap<Box<str>, NodeId>>,
}

/// A node and its links to the others.
#[derive(Clone, Debug)]
pub struct Node {
    /// The node that this one is a child of; none for the document and detached nodes.
    pub parent: Option<NodeId>,
    /// The child of the parent before this one.
    pub previous_sibling: Option<NodeId>,
    /// The child of the parent after this one.
    pub next_sibling: Option<NodeId>,
    /// The first child, in document order.
    pub first_child: Option<NodeId>,
    /// The last child, in document order.
    pub last_child: Option<NodeId>,
    /// The 1-based line of the source on which the parser read it.
    pub line: u32,
    /// What the node is, with its content.
    pub kind: NodeKind,
}

/// What a node is (DOM Standard, section 4.4).
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// The parent of the root element.
    Document,
    /// An element with its attributes.
    Element(Element),
    /// A run of text, with character references resolved.
    Text(String),
    /// Comments, doctypes and processing instructions. Later phases ignore them.
    Ignored,
}

/// An HTML, SVG or MathML element.
#[derive(Clone, Debug)]
pub struct Element {
    /// The local name, lower case in HTML.
    pub name: LocalName,
    /// The namespace: HTML, SVG or MathML.
    pub namespace: Namespace,
    /// In the order of the source, each name once.
    pub attributes: Vec<Attribute>,
    /// The names in `class` of an element with many, found when they are first looked up.
    pub(super) class_index: OnceLock<FxHashSet<String>>,
}

/// An element with more classes than this has an index of them.
const FEW_CLASSES: usize = 16;

/// An attribute of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The local name, lower case in HTML.
    pub name: LocalName,
    /// Empty except for foreign attributes such as `xlink:href`.
    pub namespace: Namespace,
    /// The value with character references resolved.
    pub value: String,
}

impl Element {
    /// The value of an attribute without a namespace.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.namespace.is_empty() && &*attribute.name == name)
            .map(|attribute| attribute.value.as_str())
    }

    /// The value of `id`, if it is not empty.
    pub fn id(&self) -> Option<&str> {
        self.attribute("id").filter(|id| !id.is_empty())
    }

    /// The value of `name` of an `a` element, which makes it the target of links as `id` does.
    pub fn anchor_name(&self) -> Option<&str> {
        self.attribute("name").filter(|name| !name.is_empty() && self.is_html("a"))
    }

    /// Whether links may lead to it.
    pub fn is_link_target(&self) -> bool {
        self.id().is_some() || self.anchor_name().is_some()
    }

    /// The names in `class`, in their order.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.class_attribute().split_ascii_whitespace()
    }

    /// The value of `class`, or nothing.
    fn class_attribute(&self) -> &str {
        let class = html5ever::local_name!("class");
        let of_name = |attribute: &&Attribute| attribute.name == class && attribute.namespace.is_empty();
        self.attributes.iter().find(of_name).map_or("", |attribute| &attribute.value)
    }

    /// Whether `class` contains a name, with this case.
    pub fn has_class(&self, name: &str) -> bool {
        // Most elements have no class, or a shorter one.
        if self.class_attribute().len() < name.len() {
            return false;
        }
        if self.classes().take(FEW_CLASSES).any(|own| own == name) {
            return true;
        }
        let has_more = || self.classes().nth(FEW_CLASSES).is_some();
        (self.class_index.get().is_some() || has_more())
            && self.class_index.get_or_init(|| self.classes().map(str::to_string).collect()).contains(name)
    }

    /// Whether this is the HTML element called `name`.
    pub fn is_html(&self, name: &str) -> bool {
        self.namespace == html5ever::ns!(html) && &*self.name == name
    }

    /// Whether this is the SVG element called `name`.
    pub fn is_svg(&self, name: &str) -> bool {
        self.namespace == html5ever::ns!(svg) && &*self.name == name
    }
}

/// How the text of an element is shown in that of an element around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextPlace {
    /// It is not.
    Hidden,
    /// On a line with the text beside it.
    Inline,
    /// On lines of its own.
    Block,
}

impl Document {
    /// A node by its number, which must be of this document.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The number of nodes. Ids are below it.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are no nodes besides the document node.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// The element of a node, if it is one.
    pub fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id).kind {
            NodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The text of a text node.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).kind {
            NodeKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The root element (`html`).
    pub fn root(&self) -> Option<NodeId> {
        self.children(NodeId::DOCUMENT).find(|&child| self.element(child).is_some())
    }

    /// The children of a node, in document order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).first_child, |&child| self.node(child).next_sibling)
    }

    /// The parent of a node, if it is an element.
    pub fn parent_element(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent.filter(|&parent| self.element(parent).is_some())
    }

    /// The ancestors of a node, nearest first, without the node itself.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).parent, |&ancestor| self.node(ancestor).parent)
    }

    /// The node after `id` in document order that is inside `top`.
    pub fn next_in_order(&self, id: NodeId, top: NodeId) -> Option<NodeId> {
        if let Some(child) = self.node(id).first_child {
            return Some(child);
        }
        self.next_skipping_children(id, top)
    }

    /// The node after `id` and all its descendants in document order that is inside `top`.
    pub fn next_skipping_children(&self, id: NodeId, top: NodeId) -> Option<NodeId> {
        let mut at = id;
        while at != top {
            if let Some(sibling) = self.node(at).next_sibling {
                return Some(sibling);
            }
            at = self.node(at).parent?;
        }
        None
    }

    /// All nodes below `top`, in document order.
    pub fn descendants(&self, top: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(top).first_child, move |&at| self.next_in_order(at, top))
    }

    /// The text of all text nodes below a node, joined.
    pub fn text_content(&self, id: NodeId) -> String {
        self.text(id)
            .map_or_else(|| self.descendants(id).filter_map(|node| self.text(node)).collect(), str::to_string)
    }

    /// The text below a node as it is shown on one line: without hints for line breaks, a line feed for each `br` and around each
    /// block. `place_of` says how the text of an element inside is shown, `is_visible` whether that directly in an element is
    /// visible.
    pub fn shown_text(
        &self,
        top: NodeId,
        place_of: impl Fn(NodeId) -> TextPlace,
        is_visible: impl Fn(NodeId) -> bool,
    ) -> String {
        let mut text = String::new();
        // The nodes after the blocks that are open, innermost last.
        let mut after_blocks: Vec<NodeId> = Vec::new();
        let mut next = self.node(top).first_child;
        while let Some(node) = next {
            let element = self.element(node);
            let place = element.map_or(TextPlace::Inline, |_| place_of(node));
            let is_shown = place != TextPlace::Hidden;
            while after_blocks.pop_if(|after| *after == node).is_some() {
                text.push('\n');
            }
            if place == TextPlace::Block {
                text.push('\n');
                after_blocks.extend(self.next_skipping_children(node, top));
            }
            if element.is_some_and(|element| element.is_html("br")) {
                text.push('\n');
            }
            let is_seen = self.node(node).parent.is_none_or(&is_visible);
            let own = self.text(node).unwrap_or_default().chars();
            text.extend(own.filter(|character| {
                (is_seen || character.is_whitespace()) && !BREAK_HINTS.contains(character)
            }));
            next = match is_shown {
                true => self.next_in_order(node, top),
                false => self.next_skipping_children(node, top),
            };
        }
        text
    }

    /// Makes references relative to the address of the first `base` element that has one (HTML, section 4.2.3).
    pub(super) fn apply_base_element(&mut self) {
        let of_base = |node| self.element(node).filter(|element| element.is_html("base"))?.attribute("href");
        let Some(address) = self.descendants(NodeId::DOCUMENT).find_map(of_base) else { return };
        let address = address.trim().split(['?', '#']).next().unwrap_or_default();
        if ["data:", "javascript:"].iter().any(|scheme| address.starts_with(scheme)) {
            return;
        }
        let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
        let address = if address.contains('/') { format!("{folder}/") } else { String::new() };
        (self.base, self.base_address) = (join_folder(&self.base, &address), address);
    }

    /// The first element with this id, in document order. Elements must not be added afterwards.
    pub fn element_by_id(&self, id: &str) -> Option<NodeId> {
        let ids = self.ids.get_or_init(|| {
            let mut ids = FxHashMap::default();
            for node in self.descendants(NodeId::DOCUMENT) {
                if let Some(id) = self.element(node).and_then(Element::id) {
                    ids.entry(id.into()).or_insert(node);
                }
            }
            ids
        });
        ids.get(id).copied()
    }
}
