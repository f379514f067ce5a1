//! The parser: html5ever builds the tree in our arena, within limits.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::OnceLock;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{LocalName, Namespace, ParseOpts, QualName, parse_document};

use super::document::{Attribute, Document, Element, Node, NodeId, NodeKind};
use super::open_tag::Unparsed;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};

/// Limits on the HTML that is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The deepest nesting of elements.
    pub depth: u32,
    /// The most nodes of a document.
    pub nodes: usize,
    /// The most attributes of an element.
    pub attributes: usize,
    /// The most bytes of HTML.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { depth: 256, nodes: 4_000_000, attributes: 4096, bytes: 256 << 20 }
    }
}

/// The number of bytes that the tokenizer gets at a time; the limits are checked in between.
const PIECE: usize = 4 << 10;

/// Parses HTML and recovers from errors as the HTML standard requires. `base` is the folder that references are relative
/// to. `None` if a limit is exceeded, which is reported. Not generic, so that html5ever is not compiled again where it is called.
pub fn parse(
    text: &str,
    source: SourceId,
    base: &str,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    if text.len() > limits.bytes {
        diagnostics.push(
            Diagnostic::error(format!(
                "the HTML is {} MiB, and the limit is {} MiB",
                text.len() >> 20,
                limits.bytes >> 20
            ))
            .at(Span::new(source, 0, 0), "this document")
            .help("Split the document, or remove content."),
        );
        return None;
    }
    let sink = Sink::new(source, base.to_string(), *limits);
    let parser = parse_document(sink, ParseOpts::default());
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut unparsed = Unparsed::new(limits.attributes);
    while start < text.len() {
        let end = text.ceil_char_boundary(text.len().min(start + PIECE));
        let handed_over = parser.tokenizer.sink.sink.handed_over.get();
        parser.input_buffer.push_back(StrTendril::from(&text[start..end]));
        while !matches!(parser.tokenizer.feed(&parser.input_buffer), html5ever::TokenizerResult::Done) {
            if parser.tokenizer.sink.sink.broken.get().is_some() {
                break;
            }
        }
        let sink = &parser.tokenizer.sink.sink;
        if unparsed.is_overfull(text, start..end, sink.handed_over.get() == handed_over) {
            sink.broken.set(sink.broken.get().or(Some(Broken::Attributes(sink.line.get()))));
        }
        if let Some(broken) = sink.broken.get() {
            diagnostics.push(broken.describe(text, source, limits));
            return None;
        }
        start = end;
    }
    let document = html5ever::tendril::TendrilSink::finish(parser);
    if let Some(broken) = document.1 {
        diagnostics.push(broken.describe(text, source, limits));
        return None;
    }
    Some(document.0)
}

/// A limit that was exceeded, and the line where.
#[derive(Clone, Copy, Debug)]
enum Broken {
    Depth(u32),
    Nodes(u32),
    Attributes(u32),
}

impl Broken {
    fn describe(self, text: &str, source: SourceId, limits: &Limits) -> Diagnostic {
        let (line, message, help) = match self {
            Broken::Depth(line) => (
                line,
                format!("elements are nested more than {} deep, which is the limit", limits.depth),
                "Close the open elements, or use fewer levels.",
            ),
            Broken::Nodes(line) => (
                line,
                format!("the document has more than {} nodes, which is the limit", limits.nodes),
                "Split the document, or remove content.",
            ),
            Broken::Attributes(line) => (
                line,
                format!("an element has more than {} attributes, which is the limit", limits.attributes),
                "Remove attributes, or end the tag.",
            ),
        };
        let start: usize =
            text.split_inclusive('\n').take((line as usize).saturating_sub(1)).map(str::len).sum();
        let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        Diagnostic::error(message).at(Span::new(source, start, end), "the limit is exceeded here").help(help)
    }
}

struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// The depth of each node below the document.
    depths: RefCell<Vec<u32>>,
    source: SourceId,
    base: String,
    limits: Limits,
    line: Cell<u32>,
    quirks: Cell<bool>,
    /// How many nodes and texts the parser has handed over.
    handed_over: Cell<u64>,
    broken: Cell<Option<Broken>>,
}

/// The name of an element, owned because the nodes are behind a `RefCell`.
#[derive(Debug)]
struct OwnedName {
    namespace: Namespace,
    local: LocalName,
}

impl ElemName for OwnedName {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

impl Sink {
    fn new(source: SourceId, base: String, limits: Limits) -> Sink {
        let sink = Sink {
            nodes: RefCell::new(Vec::new()),
            depths: RefCell::new(Vec::new()),
            source,
            base,
            limits,
            line: Cell::new(1),
            quirks: Cell::new(false),
            handed_over: Cell::new(0),
            broken: Cell::new(None),
        };
        sink.make(NodeKind::Document);
        sink
    }

    fn make(&self, kind: NodeKind) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        if nodes.len() >= self.limits.nodes && self.broken.get().is_none() {
            self.broken.set(Some(Broken::Nodes(self.line.get())));
        }
        let id = NodeId(nodes.len() as u32);
        nodes.push(Node {
            parent: None,
            previous_sibling: None,
            next_sibling: None,
            first_child: None,
            last_child: None,
            line: self.line.get(),
            kind,
        });
        self.depths.borrow_mut().push(0);
        id
    }

    fn attributes(attributes: Vec<html5ever::Attribute>) -> Vec<Attribute> {
        attributes
            .into_iter()
            .map(|attribute| Attribute {
                name: attribute.name.local,
                namespace: attribute.name.ns,
                value: attribute.value.to_string(),
            })
            .collect()
    }

    fn detach(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[id.index()];
        let (parent, previous, next) =
            (node.parent.take(), node.previous_sibling.take(), node.next_sibling.take());
        match (previous, parent) {
            (Some(previous), _) => nodes[previous.index()].next_sibling = next,
            (None, Some(parent)) => nodes[parent.index()].first_child = next,
            (None, None) => {}
        }
        match (next, parent) {
            (Some(next), _) => nodes[next.index()].previous_sibling = previous,
            (None, Some(parent)) => nodes[parent.index()].last_child = previous,
            (None, None) => {}
        }
    }

    /// Puts `child` under `parent`, before `before` or at the end.
    fn insert(&self, parent: NodeId, child: NodeId, before: Option<NodeId>) {
        self.detach(child);
        let depth = {
            let mut depths = self.depths.borrow_mut();
            let depth = depths[parent.index()] + 1;
            depths[child.index()] = depth;
            depth
        };
        if depth > self.limits.depth && self.broken.get().is_none() {
            self.broken.set(Some(Broken::Depth(self.line.get())));
        }
        let mut nodes = self.nodes.borrow_mut();
        let previous = match before {
            Some(before) => nodes[before.index()].previous_sibling,
            None => nodes[parent.index()].last_child,
        };
        nodes[child.index()].parent = Some(parent);
        nodes[child.index()].previous_sibling = previous;
        nodes[child.index()].next_sibling = before;
        match previous {
            Some(previous) => nodes[previous.index()].next_sibling = Some(child),
            None => nodes[parent.index()].first_child = Some(child),
        }
        match before {
            Some(before) => nodes[before.index()].previous_sibling = Some(child),
            None => nodes[parent.index()].last_child = Some(child),
        }
    }

    fn insert_or_merge(&self, parent: NodeId, child: NodeOrText<NodeId>, before: Option<NodeId>) {
        self.handed_over.set(self.handed_over.get() + 1);
        match child {
            NodeOrText::AppendNode(child) => self.insert(parent, child, before),
            NodeOrText::AppendText(text) => {
                let previous = {
                    let nodes = self.nodes.borrow();
                    match before {
                        Some(before) => nodes[before.index()].previous_sibling,
                        None => nodes[parent.index()].last_child,
                    }
                };
                if let Some(previous) = previous
                    && let NodeKind::Text(existing) = &mut self.nodes.borrow_mut()[previous.index()].kind
                {
                    existing.push_str(&text);
                    return;
                }
                let child = self.make(NodeKind::Text(text.to_string()));
                self.insert(parent, child, before);
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = (Document, Option<Broken>);
    type ElemName<'a> = OwnedName;

    fn finish(self) -> Self::Output {
        let mut document = Document {
            nodes: self.nodes.into_inner(),
            source: self.source,
            base: self.base,
            base_address: String::new(),
            ids: OnceLock::new(),
            quirks: self.quirks.get(),
        };
        document.apply_base_element();
        (document, self.broken.get())
    }

    // The HTML standard defines the meaning of every malformed document; the designer sees the result.
    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId::DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> OwnedName {
        match &self.nodes.borrow()[target.index()].kind {
            NodeKind::Element(element) => {
                OwnedName { namespace: element.namespace.clone(), local: element.name.clone() }
            }
            _ => OwnedName { namespace: Namespace::default(), local: LocalName::default() },
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<html5ever::Attribute>,
        _: ElementFlags,
    ) -> NodeId {
        self.make(NodeKind::Element(Element {
            name: name.local,
            namespace: name.ns,
            attributes: Sink::attributes(attributes),
            class_index: OnceLock::new(),
        }))
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.make(NodeKind::Ignored)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.make(NodeKind::Ignored)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert_or_merge(*parent, child, None);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.nodes.borrow()[element.index()].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a `template` goes into a detached node, because it is not shown.
    fn get_template_contents(&self, _target: &NodeId) -> NodeId {
        self.make(NodeKind::Ignored)
    }

    fn same_node(&self, first: &NodeId, second: &NodeId) -> bool {
        first == second
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.quirks.set(mode == QuirksMode::Quirks);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[sibling.index()].parent;
        if let Some(parent) = parent {
            self.insert_or_merge(parent, child, Some(*sibling));
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<html5ever::Attribute>) {
        if let NodeKind::Element(element) = &mut self.nodes.borrow_mut()[target.index()].kind {
            for attribute in Sink::attributes(attributes) {
                if !element.attributes.iter().any(|existing| existing.name == attribute.name) {
                    element.attributes.push(attribute);
                }
            }
            // `body` and `html` get the attributes of each further tag of their name.
            if element.attributes.len() > self.limits.attributes && self.broken.get().is_none() {
                self.broken.set(Some(Broken::Attributes(self.line.get())));
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let child = self.nodes.borrow()[node.index()].first_child;
            match child {
                Some(child) => self.insert(*new_parent, child, None),
                None => break,
            }
        }
    }

    fn set_current_line(&self, line_number: u64) {
        self.line.set(u32::try_from(line_number).unwrap_or(u32::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Document {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("test.html", text);
        parse(text, source, "", &Limits::default(), &mut diagnostics).expect("within limits")
    }

    #[test]
    fn misnested_elements_are_closed_and_reopened() {
        let document = parsed("<p>a<b>b<p>c");
        let root = document.root().expect("a root");
        assert_eq!(document.text_content(root), "abc");
        let paragraphs = document
            .descendants(root)
            .filter(|&node| document.element(node).is_some_and(|element| element.is_html("p")));
        assert_eq!(paragraphs.count(), 2);
    }

    #[test]
    fn nodes_know_their_line() {
        let document = parsed("<!doctype html>\n<html>\r\n<body>\n<p id=a>x</p>\n");
        let paragraph = document.element_by_id("a").expect("the paragraph");
        assert_eq!(document.node(paragraph).line, 4);
        assert!(!document.quirks);
    }

    #[test]
    fn deep_nesting_is_refused_at_once() {
        let text = "<div>".repeat(100_000);
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("deep.html", text.as_str());
        assert!(parse(&text, source, "", &Limits::default(), &mut diagnostics).is_none());
        assert_eq!(diagnostics.list().len(), 1);
        assert!(diagnostics.list()[0].message.contains("256"));
    }

    #[test]
    fn more_attributes_than_the_limit_are_refused_at_once() {
        let refused = |text: String| {
            let mut diagnostics = Diagnostics::new();
            let source = diagnostics.add_source("wide.html", text.as_str());
            let document = parse(&text, source, "", &Limits::default(), &mut diagnostics);
            assert_eq!(
                document.is_none(),
                diagnostics.list().iter().any(|each| each.message.contains("4096 attributes"))
            );
            document.is_none()
        };
        let attributes = |count: usize| (0..count).map(|at| format!(" a{at}=x")).collect::<String>();
        assert!(refused(format!("<p>x<p{}", attributes(1_000_000))));
        assert!(refused(
            "<body".to_string() + &attributes(4000) + "><body" + &attributes(4100).replace('a', "b") + ">"
        ));
        assert!(!refused(format!("<p{}>x", attributes(4000))));
        // A long value, a comment and a script have no attributes.
        let words = "word ".repeat(100_000);
        assert!(!refused(format!("<p title='{words}'>x<!-- {words} --><script>a <b; {words}</script>")));
    }

    #[test]
    fn foreign_content_has_its_namespace() {
        let document = parsed("<svg viewbox='0 0 1 1'><lineargradient/></svg>");
        let svg = document
            .descendants(NodeId::DOCUMENT)
            .find(|&node| document.element(node).is_some_and(|element| element.is_svg("svg")))
            .expect("the svg");
        let element = document.element(svg).expect("an element");
        assert_eq!(element.attribute("viewBox"), Some("0 0 1 1"));
        assert!(
            document.descendants(svg).any(|node| {
                document.element(node).is_some_and(|element| element.is_svg("linearGradient"))
            })
        );
    }
}
