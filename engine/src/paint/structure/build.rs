//! The document to its structure. In: the elements and their boxes. Out: a [`StructureTree`].

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::roles::{Contents, contents_of, is_block, is_span, presented_role, role_in_pdf_20};
use super::{
    ContentPlace, StructureContents, StructureElement, StructureId, StructureKid, StructureProperties,
    StructureTree, TagSet, lists, nesting, ruby, tables,
};
use crate::boxes::{BoxKind, BoxTree, LayoutBox};
use crate::css::{CounterStyle, Float, Position, PseudoElement};
use crate::html::{Document, NodeId};
use crate::paint::display_list::Role;

/// Makes the structure of a document of these types.
pub fn build(document: &Document, tree: &BoxTree, tag_set: TagSet) -> StructureTree {
    let mut builder = Builder {
        document,
        tag_set,
        places: FxHashSet::default(),
        shown: Shown::of(document, tree),
        elements: Vec::new(),
        contents: StructureContents { texts: vec![false; document.len()], ..StructureContents::default() },
        heading: 0,
        deep_headings: Vec::new(),
        notes: 0,
    };
    if tag_set == TagSet::Pdf20 {
        let shown = document.descendants(NodeId::DOCUMENT).filter(|&node| builder.has_box(node));
        let names = shown.filter_map(|node| document.element(node));
        builder.places = names.flat_map(|element| [element.id(), element.anchor_name()]).flatten().collect();
    }
    let top = builder.add(Role::Document, NodeId::DOCUMENT, Vec::new());
    if let Some(root) = document.root() {
        let language = document.element(root).and_then(|element| element.attribute("lang"));
        let context = Context { language: Arc::from(language.unwrap_or_default()), in_contents: false };
        let kids = builder.kids(root, &context);
        builder.elements[top.index()].kids = builder.with_paragraphs(root, kids);
        builder.elements[top.index()].node = root;
    }
    let misplaced = match tag_set {
        TagSet::Pdf17 => Vec::new(),
        TagSet::Pdf20 => nesting::fit(&mut builder.elements, top),
    };
    StructureTree {
        elements: builder.elements,
        root: top,
        deep_headings: builder.deep_headings,
        tag_set,
        misplaced,
        contents: builder.contents,
    }
}

/// What the elements around an element decide.
#[derive(Clone)]
pub(super) struct Context {
    /// The language.
    pub language: Arc<str>,
    /// Whether it is in a list of a table of contents.
    pub in_contents: bool,
}

pub(super) struct Builder<'a> {
    pub document: &'a Document,
    pub tag_set: TagSet,
    /// In PDF 2.0, the elements with an `id` that have a box; never iterated.
    pub places: FxHashSet<&'a str>,
    shown: Shown<'a>,
    elements: Vec<StructureElement>,
    contents: StructureContents,
    /// The level of the last heading.
    heading: u8,
    deep_headings: Vec<NodeId>,
    /// The number of notes so far.
    notes: u32,
}

impl Builder<'_> {
    pub(super) fn add(&mut self, role: Role, node: NodeId, kids: Vec<StructureKid>) -> StructureId {
        let id = StructureId(self.elements.len() as u32);
        self.elements.push(StructureElement { role, node, kids, properties: None });
        id
    }

    pub(super) fn role(&self, id: StructureId) -> Role {
        self.elements[id.index()].role
    }

    pub(super) fn set_role(&mut self, id: StructureId, role: Role) {
        self.elements[id.index()].role = role;
    }

    pub(super) fn properties(&mut self, id: StructureId) -> &mut StructureProperties {
        self.elements[id.index()].properties.get_or_insert_default()
    }

    /// Whether anything of a cell or its content is laid out.
    pub(super) fn has_box(&self, node: NodeId) -> bool {
        self.shown.has(node, Shown::BOX)
    }

    /// The parts of an element, from its first generated content to its last. The marker is apart: it is the label of a
    /// list item.
    pub(super) fn kids(&mut self, node: NodeId, context: &Context) -> Vec<StructureKid> {
        let mut kids = Vec::new();
        for (flag, place) in [
            (Shown::FOOTNOTE_MARKER, ContentPlace::FootnoteMarker),
            (Shown::BEFORE, ContentPlace::Before),
            (Shown::OWN, ContentPlace::Own),
        ] {
            if self.shown.has(node, flag) {
                kids.push(self.content(node, place));
            }
        }
        let document = self.document;
        for child in document.children(node) {
            self.child(node, child, context, &mut kids);
        }
        if self.shown.has(node, Shown::AFTER) {
            kids.push(self.content(node, ContentPlace::After));
        }
        kids
    }

    /// The counter style of the marker of a list item, if it has one.
    pub(super) fn marker_style(&self, node: NodeId) -> Option<&CounterStyle> {
        self.shown.marker_styles.get(&node).copied()
    }

    /// The marker of a list item, if it has one.
    pub(super) fn marker(&mut self, node: NodeId) -> Option<StructureKid> {
        self.shown.has(node, Shown::MARKER).then(|| self.content(node, ContentPlace::Marker))
    }

    /// Content as a part of an element.
    fn content(&mut self, node: NodeId, place: ContentPlace) -> StructureKid {
        match place {
            ContentPlace::Text(text) => self.contents.texts[text.index()] = true,
            place => drop(self.contents.others.insert((node, place))),
        }
        StructureKid::Content(node, place)
    }

    /// Adds an element to the parts of the one around it.
    fn element(&mut self, node: NodeId, context: &Context, out: &mut Vec<StructureKid>) {
        let Some(element) = self.document.element(node) else { return };
        if self.is_apart(node) {
            return;
        }
        // A picture that is decoration has no role.
        let Some(mut role) = presented_role(self.document, node) else { return };
        if self.tag_set == TagSet::Pdf20 {
            role = role_in_pdf_20(element, role);
        }
        let language = element.attribute("lang").filter(|own| !own.eq_ignore_ascii_case(&context.language));
        let inner = self.context_in(node, context);
        if self.shown.has(node, Shown::FOOTNOTE_CALL) {
            let call = self.content(node, ContentPlace::FootnoteCall);
            out.push(StructureKid::Element(self.add(Role::Reference, node, vec![call])));
        }
        if self.shown.has(node, Shown::NOTE) {
            role = Role::Note;
        }
        // A block-level part of a text is read apart from the rest.
        if is_span(role) && self.shown.has(node, Shown::BLOCK) {
            role = Role::Paragraph;
        }
        // What a list or a table is surrounded with belongs to none of its parts.
        let is_of_parts = matches!(role, Role::List | Role::Table);
        let generated = |builder: &mut Self, flag, place| {
            (is_of_parts && builder.shown.has(node, flag)).then(|| builder.content(node, place))
        };
        out.extend(generated(self, Shown::BEFORE, ContentPlace::Before));
        let after = generated(self, Shown::AFTER, ContentPlace::After);
        let mut kids = match role {
            Role::List => lists::list(self, node, &mut role, &inner),
            Role::Table => tables::table(self, node, &inner),
            _ => self.kids(node, &inner),
        };
        if role == Role::Note
            && let Some(first) = kids.first_mut()
            && let StructureKid::Content(_, ContentPlace::FootnoteMarker) = *first
        {
            *first = StructureKid::Element(self.add(Role::Label, node, vec![*first]));
        }
        if role == Role::Ruby {
            kids = ruby::pairs(self, node, kids);
            role = Role::Span;
        }
        let mut kids: Vec<StructureKid> = self.marker(node).into_iter().chain(kids).collect();
        // A link may be around decoration only.
        if kids.is_empty() && role != Role::Link {
            return out.extend(after);
        }
        role = self.fitting(role, node, &kids);
        if matches!(role, Role::Division | Role::NonStructural) && self.has_caption(&kids) {
            role = Role::Section;
        }
        kids = match contents_of(role) {
            Contents::Blocks => self.with_paragraphs(node, kids),
            Contents::TextOrBlocks => self.text_or_blocks(node, kids),
            Contents::Any => kids,
        };
        let expansion = element.attribute("title").filter(|_| element.is_html("abbr"));
        let means_nothing = matches!(role, Role::Span | Role::Division | Role::NonStructural);
        if means_nothing && language.is_none() && expansion.is_none() {
            out.append(&mut kids);
            return out.extend(after);
        }
        if role == Role::Link {
            self.contents.links.insert(node);
        }
        let id = self.add(role, node, kids);
        out.push(StructureKid::Element(id));
        out.extend(after);
        self.describe(id, node, language, expansion);
    }

    /// What the element adds to what the ones around it decide.
    pub(super) fn context_in(&self, node: NodeId, context: &Context) -> Context {
        let own = self.document.element(node).and_then(|element| element.attribute("lang"));
        Context {
            language: own.map_or_else(|| context.language.clone(), Arc::from),
            in_contents: context.in_contents,
        }
    }

    /// Gives an element its language, if that is not the one around it.
    pub(super) fn set_language(&mut self, id: StructureId, node: NodeId, context: &Context) {
        let own = self.document.element(node).and_then(|element| element.attribute("lang"));
        if let Some(own) = own.filter(|own| !own.eq_ignore_ascii_case(&context.language)) {
            self.properties(id).language = Some(Arc::from(own));
        }
    }

    pub(super) fn push_kid(&mut self, id: StructureId, kid: StructureKid) {
        self.elements[id.index()].kids.push(kid);
    }

    /// Takes the parts out of an element.
    pub(super) fn take_kids(&mut self, id: StructureId) -> Vec<StructureKid> {
        std::mem::take(&mut self.elements[id.index()].kids)
    }

    /// Whether an element is not read where it stands: it is hidden, or shown in the margins of pages.
    pub(super) fn is_apart(&self, node: NodeId) -> bool {
        let is_hidden = self
            .document
            .element(node)
            .is_some_and(|element| element.attribute("aria-hidden") == Some("true"));
        is_hidden || self.shown.has(node, Shown::RUNNING)
    }

    /// The parts of one child of an element.
    pub(super) fn child(
        &mut self,
        node: NodeId,
        child: NodeId,
        context: &Context,
        kids: &mut Vec<StructureKid>,
    ) {
        match self.document.element(child) {
            Some(_) => self.element(child, context, kids),
            None if self.shown.has(child, Shown::OWN) => {
                kids.push(self.content(node, ContentPlace::Text(child)));
            }
            None => {}
        }
    }

    /// Gives an element its properties.
    fn describe(&mut self, id: StructureId, node: NodeId, language: Option<&str>, expansion: Option<&str>) {
        if let Some(language) = language {
            self.properties(id).language = Some(Arc::from(language));
        }
        if let Some(expansion) = expansion {
            self.properties(id).expansion = Some(expansion.to_string());
        }
        match self.role(id) {
            Role::Figure | Role::Formula => {
                self.properties(id).alternative = super::roles::alternative(self.document, node);
            }
            Role::Note => {
                self.notes += 1;
                self.properties(id).identifier = Some(format!("note-{}", self.notes));
            }
            Role::List => self.properties(id).numbering = lists::numbering(self, node),
            _ => {}
        }
    }

    /// The role of an element with these parts: no heading is more than one level below the last, and what contains
    /// blocks is no paragraph.
    fn fitting(&mut self, role: Role, node: NodeId, kids: &[StructureKid]) -> Role {
        match role {
            Role::Heading(level) => {
                if level > self.heading + 1 {
                    self.deep_headings.push(node);
                }
                self.heading = level.min(self.heading + 1);
                Role::Heading(self.heading)
            }
            role if self.becomes_division(role) && kids.iter().any(|kid| self.is_block(kid)) => {
                Role::Division
            }
            // Outside a list.
            Role::ListItem | Role::Label | Role::ListBody => Role::Division,
            Role::TableHead | Role::TableBody | Role::TableFoot | Role::TableRow => Role::Division,
            Role::TableHeaderCell | Role::TableDataCell => Role::Division,
            role => role,
        }
    }

    /// Whether elements of a role that contain blocks are divisions instead.
    fn becomes_division(&self, role: Role) -> bool {
        match role {
            Role::Quote | Role::Code => self.tag_set == TagSet::Pdf20,
            role => role == Role::Paragraph || is_span(role),
        }
    }

    /// Whether a caption is among these parts. In PDF 2.0 it is about the element that it is in.
    fn has_caption(&self, kids: &[StructureKid]) -> bool {
        let is_caption = |kid: &StructureKid| match kid {
            StructureKid::Element(id) => self.role(*id) == Role::Caption,
            StructureKid::Content(..) => false,
        };
        self.tag_set == TagSet::Pdf20 && kids.iter().any(is_caption)
    }

    pub(super) fn is_block(&self, kid: &StructureKid) -> bool {
        match kid {
            StructureKid::Element(id) => is_block(self.role(*id)),
            StructureKid::Content(..) => false,
        }
    }

    /// The parts of an element that contains blocks, with what is between these in paragraphs.
    pub(super) fn with_paragraphs(&mut self, node: NodeId, kids: Vec<StructureKid>) -> Vec<StructureKid> {
        let mut blocks = Vec::with_capacity(kids.len());
        let mut text = Vec::new();
        for kid in kids {
            if self.is_block(&kid) {
                self.end_paragraph(node, &mut text, &mut blocks);
                blocks.push(kid);
            } else {
                text.push(kid);
            }
        }
        self.end_paragraph(node, &mut text, &mut blocks);
        blocks
    }

    fn end_paragraph(&mut self, node: NodeId, text: &mut Vec<StructureKid>, blocks: &mut Vec<StructureKid>) {
        let is_figure = |kid: &StructureKid| match kid {
            StructureKid::Element(id) => self.role(*id) == Role::Figure,
            StructureKid::Content(..) => false,
        };
        if text.iter().all(is_figure) {
            blocks.append(text);
        } else {
            let paragraph = self.add(Role::Paragraph, node, std::mem::take(text));
            blocks.push(StructureKid::Element(paragraph));
        }
    }

    /// The parts of an element that may contain text or blocks: paragraphs only if it contains blocks too.
    pub(super) fn text_or_blocks(&mut self, node: NodeId, kids: Vec<StructureKid>) -> Vec<StructureKid> {
        match kids.iter().any(|kid| self.is_block(kid)) {
            true => self.with_paragraphs(node, kids),
            false => kids,
        }
    }
}

/// Which parts of each node have boxes.
struct Shown<'a> {
    /// By the index of the node.
    flags: Vec<u16>,
    /// The counter styles of the markers of list items; never iterated.
    marker_styles: FxHashMap<NodeId, &'a CounterStyle>,
}

impl<'a> Shown<'a> {
    const BOX: u16 = 1;
    const OWN: u16 = 2;
    const BEFORE: u16 = 4;
    const AFTER: u16 = 8;
    const MARKER: u16 = 16;
    const FOOTNOTE_CALL: u16 = 32;
    const FOOTNOTE_MARKER: u16 = 64;
    const NOTE: u16 = 128;
    const RUNNING: u16 = 256;
    const BLOCK: u16 = 512;

    fn of(document: &Document, tree: &'a BoxTree) -> Shown<'a> {
        let mut shown = Shown { flags: vec![0; document.len()], marker_styles: FxHashMap::default() };
        for (_, text) in &tree.text_nodes {
            shown.add(*text, Shown::OWN);
        }
        for (layout_box, id) in tree.boxes.iter().zip(0..) {
            let Some(node) = layout_box.node else { continue };
            shown.add(node, Shown::BOX);
            if layout_box.pseudo == Some(PseudoElement::Marker) {
                shown.marker_styles.insert(node, &layout_box.style.text.list_style_type);
            }
            if layout_box.pseudo.is_none() && !layout_box.anonymous {
                shown.add(node, state_of(layout_box, tree));
            }
            let has_ink =
                matches!(layout_box.kind, BoxKind::Text(_) | BoxKind::Reference(_) | BoxKind::Replaced(_));
            // Decoration: nothing is read instead of it.
            let is_silent = layout_box
                .pseudo
                .and_then(|pseudo| tree.alternatives.get(&(node, pseudo)))
                .is_some_and(|alternative| alternative.is_empty());
            if has_ink && !is_silent && tree.text_node(crate::boxes::BoxId(id)).is_none() {
                shown.add(node, flag_of(ContentPlace::of(layout_box.pseudo)));
            }
        }
        shown
    }

    fn add(&mut self, node: NodeId, flags: u16) {
        if let Some(of_node) = self.flags.get_mut(node.index()) {
            *of_node |= flags;
        }
    }

    fn has(&self, node: NodeId, flags: u16) -> bool {
        self.flags.get(node.index()).is_some_and(|of_node| of_node & flags != 0)
    }
}

fn state_of(layout_box: &LayoutBox, tree: &BoxTree) -> u16 {
    let layout = &layout_box.style.layout;
    let is_in_text = |kind: &BoxKind| {
        use BoxKind::{Atomic, Inline, LineBreak, Reference, Replaced, Text};
        matches!(kind, Atomic | Inline | LineBreak | Reference(_) | Replaced(_) | Text(_))
    };
    let is_inline_block =
        layout_box.parent.is_some_and(|parent| matches!(tree.get(parent).kind, BoxKind::Atomic));
    let is_in_line = is_in_text(&layout_box.kind) || is_inline_block || layout.display.is_internal_ruby();
    let is_block_level = !is_in_line && !layout.is_floating() && !layout.is_out_of_flow();
    [
        (layout.float == Float::Footnote, Shown::NOTE),
        (layout.position == Position::Running, Shown::RUNNING),
        (is_block_level, Shown::BLOCK),
    ]
    .into_iter()
    .filter_map(|(applies, flag)| applies.then_some(flag))
    .sum()
}

fn flag_of(place: ContentPlace) -> u16 {
    match place {
        ContentPlace::Text(_) | ContentPlace::Own => Shown::OWN,
        ContentPlace::Before => Shown::BEFORE,
        ContentPlace::After => Shown::AFTER,
        ContentPlace::Marker => Shown::MARKER,
        ContentPlace::FootnoteCall => Shown::FOOTNOTE_CALL,
        ContentPlace::FootnoteMarker => Shown::FOOTNOTE_MARKER,
    }
}
