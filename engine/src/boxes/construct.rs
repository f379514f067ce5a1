//! The styled document to a box tree (CSS Display 3; CSS 2.2, sections 9.2 and 17.2.1).
//!
//! [`construct`] walks the elements in document order. First an element's counters change, then its box is added, then
//! the boxes of its children are made, and finally they are wrapped in the anonymous boxes that its `display` needs:
//!
//! ```text
//! <div>one <p>two</p></div>   the element div           Block
//!                             its children, as made     Text "one " (inline), Block p (block)
//!                             inline beside block       Paragraph (anonymous) around the text
//!                             adopted                   Block [Paragraph ["one "], p]
//! ```

use std::sync::Arc;

use crate::boxes::builder::{BoxLevel, BoxOrigin, Builder, ChildBox, is_item_container, level_of};
use crate::boxes::images::Images;
use crate::boxes::tree::{BoxId, BoxKind, BoxTree};
use crate::boxes::{fixed, form_controls, page_overflow, table_fixup};
use crate::css::{Clear, ComputedStyle, Content, Display, Float, PseudoElement, Styles};
use crate::diagnostics::Diagnostics;
use crate::html::{Document, NodeId, NodeKind};
use crate::resources::Resources;

/// Makes the box tree of a document. Images that cannot be shown, and similar faults, are reported in `diagnostics`.
pub fn construct(
    document: &Document,
    styles: &Styles,
    resources: &Resources,
    images: &mut Images,
    diagnostics: &mut Diagnostics,
) -> BoxTree {
    let mut builder = Builder::new(document, styles, resources, images, diagnostics);
    if let Some(root) = document.root() {
        builder.root(root);
    }
    builder.load_page_images();
    builder.finish()
}

impl Builder<'_> {
    fn root(&mut self, root: NodeId) {
        let style = self.styles.element(root).clone();
        if style.layout.display == Display::None {
            return;
        }
        let id = self.push_root(root, style.clone());
        self.counters.enter();
        // Footnotes are numbered through the whole document.
        self.counters.reset(&vec![("footnote".into(), 0)]);
        let counted = self.count(root, &style);
        self.note_counters(id, counted);
        let children = self.children_of(root, id, &style);
        self.counters.leave();
        if is_item_container(style.layout.display) {
            self.fill_container(id, &style, children);
        } else {
            let children = self.wrap_inline(id, children);
            self.adopt(id, children);
        }
    }

    fn finish(mut self) -> BoxTree {
        self.resolve_deferred();
        page_overflow::settle(&mut self.tree);
        fixed::settle(&mut self.tree);
        self.keep_callers_whole();
        self.report_page_names_in_columns();
        self.tree.anchors.sort_unstable();
        self.tree.text = std::mem::take(&mut self.text).into();
        self.tree
    }

    /// Makes the boxes of everything inside an element, its pseudo-elements included.
    fn children_of(&mut self, node: NodeId, parent: BoxId, style: &Arc<ComputedStyle>) -> Vec<ChildBox> {
        let mut made = Vec::new();
        self.counters.enter();
        if style.layout.float == Float::Footnote {
            self.pseudo_element(node, PseudoElement::FootnoteMarker, parent, &mut made);
        }
        self.pseudo_element(node, PseudoElement::Before, parent, &mut made);
        for child in form_controls::shown_children(self.document, node) {
            self.node(child, parent, style, &mut made);
        }
        self.pseudo_element(node, PseudoElement::After, parent, &mut made);
        self.counters.leave();
        made
    }

    fn node(
        &mut self,
        node: NodeId,
        parent: BoxId,
        parent_style: &Arc<ComputedStyle>,
        out: &mut Vec<ChildBox>,
    ) {
        let document = self.document;
        match &document.node(node).kind {
            NodeKind::Text(text) => {
                let parent_node = document.node(node).parent;
                let origin = BoxOrigin { node: parent_node, pseudo: None, parent, style: parent_style };
                let before = out.len();
                self.text_boxes(text, origin, out);
                let made = out[before..].iter().map(|made| made.id);
                self.tree.text_nodes.extend(made.map(|id| (id, node)));
            }
            NodeKind::Element(_) => self.element(node, parent, out),
            NodeKind::Document | NodeKind::Ignored => {}
        }
    }

    fn element(&mut self, node: NodeId, parent: BoxId, out: &mut Vec<ChildBox>) {
        let style = self.styles.element(node).clone();
        if style.layout.display == Display::None {
            return;
        }
        let counted = self.count(node, &style);
        let Some(element) = self.document.element(node) else { return };
        let origin = BoxOrigin { node: Some(node), pseudo: None, parent, style: &style };
        if element.is_html("br") {
            if element.is_link_target() {
                out.push(self.anchor(node, parent));
            }
            let id = self.push(origin, BoxKind::LineBreak);
            self.white_space.start_of_line();
            out.push(ChildBox { id, level: BoxLevel::Inline });
            let is_item = is_item_container(self.tree.boxes[parent.index()].style.layout.display);
            if style.layout.clear != Clear::None && !is_item {
                out.push(self.clearing_box(origin));
            }
            return;
        }
        if element.is_html("wbr") {
            self.text_boxes("\u{200b}", origin, out);
            return;
        }
        if let Some(replaced) = self.replaced_element(node) {
            let made = self.replaced_box(origin, replaced);
            self.note_for_margins(node, made.id, counted);
            out.push(made);
            return;
        }
        if let Some(id) = self.missing_picture(origin, out) {
            self.note_for_margins(node, id, counted);
            return;
        }
        if style.layout.display == Display::Contents {
            self.note_counters(parent, counted);
            self.note_bookmark(node, &style);
            let mut children = self.children_of(node, parent, &style);
            self.anchor_contents(node, parent, &mut children);
            out.extend(children);
            return;
        }
        if style.layout.float == Float::Footnote {
            self.pseudo_element(node, PseudoElement::FootnoteCall, parent, out);
        }
        let id = self.container(origin, |builder, id| builder.children_of(node, id, &style), out);
        self.note_for_margins(node, id, counted);
    }

    /// Makes the boxes of a pseudo-element, if it generates content.
    fn pseudo_element(
        &mut self,
        node: NodeId,
        pseudo: PseudoElement,
        parent: BoxId,
        out: &mut Vec<ChildBox>,
    ) {
        let Some(style) = self.styles.pseudo(node, pseudo).cloned() else { return };
        if style.layout.display == Display::None {
            return;
        }
        let Content::Parts(parts) = &style.content.content else { return };
        self.counters.reset(&style.content.counter_reset);
        for (name, start) in &style.content.counter_reversed {
            self.counters.reset_reversed(name, start.unwrap_or(0));
        }
        self.counters.increment(&style.content.counter_increment);
        self.counters.set(&style.content.counter_set);
        let counted = self.counter_changes(&style);
        let origin = BoxOrigin { node: Some(node), pseudo: Some(pseudo), parent, style: &style };
        let children = |builder: &mut Self, id| {
            let mut made = Vec::new();
            let origin = BoxOrigin { parent: id, ..origin };
            builder.content_parts(node, pseudo, parts, origin, &mut made);
            made
        };
        let id = self.container(origin, children, out);
        // `::before` starts on the page of its element.
        self.note_counters(if pseudo == PseudoElement::Before { parent } else { id }, counted);
    }

    /// Makes a box with children, by its `display`. An inline box may be split into several; the first one is returned.
    pub(crate) fn container(
        &mut self,
        origin: BoxOrigin<'_>,
        children: impl FnOnce(&mut Self, BoxId) -> Vec<ChildBox>,
        out: &mut Vec<ChildBox>,
    ) -> BoxId {
        let display = origin.style.layout.display;
        // Ask the parent box, not the parent element, which may have no box.
        let around = self.tree.boxes[origin.parent.index()].style.layout.display;
        let is_item = is_item_container(around);
        let is_in_ruby = matches!(around, Display::Ruby | Display::RubyTextContainer);
        if display.is_internal_ruby() && is_in_ruby && level_of(&origin.style.layout) == BoxLevel::Inline {
            let made = self.ruby_part(origin, children);
            out.push(made);
            return made.id;
        }
        let children = |builder: &mut Self, id| {
            let made = children(builder, id);
            if display == Display::Ruby { builder.ruby_pairs(id, origin, made) } else { made }
        };
        let is_inline = matches!(display, Display::Inline | Display::InlineListItem | Display::Ruby)
            || display.is_internal_ruby();
        if is_inline && level_of(&origin.style.layout) == BoxLevel::Inline && !is_item {
            return self.inline_box(origin, children, out);
        }
        let made = self.block_container(origin, is_item, children);
        out.push(made);
        made.id
    }

    fn block_container(
        &mut self,
        origin: BoxOrigin<'_>,
        parent_is_flex: bool,
        children: impl FnOnce(&mut Self, BoxId) -> Vec<ChildBox>,
    ) -> ChildBox {
        let BoxOrigin { node, pseudo, parent, style } = origin;
        let level = level_of(&style.layout);
        let atomic =
            level == BoxLevel::Inline && !parent_is_flex && !style.layout.display.is_internal_table();
        // The white space around a box out of flow collapses as if the box were not there.
        let saved = (atomic || level == BoxLevel::OutOfFlow).then(|| std::mem::take(&mut self.white_space));
        self.white_space.start_of_line();
        let outer = atomic.then(|| {
            // It has the style of its content, for `vertical-align`; sizes and edges are those of the content.
            self.push_anonymous(origin, BoxKind::Atomic)
        });
        let id = self.push(BoxOrigin { parent: outer.unwrap_or(parent), ..origin }, BoxKind::Block);
        let marker = self.marker(node, style, id);
        let mut made = children(self, id);
        if let Some(marker) = marker {
            made.insert(0, marker);
        }
        let id = match self.legend_among(origin, &made) {
            Some(place) => self.fill_field_set(BoxOrigin { parent: id, ..origin }, made, place),
            None => self.fill_container(id, style, made),
        };
        if pseudo.is_none() {
            self.legend(node, id);
            self.first_letter(node, id);
            self.first_line(node, id);
        }
        match (outer, saved) {
            (Some(outer), Some(saved)) => {
                self.adopt(outer, vec![id]);
                self.white_space = saved;
                self.white_space.after_atomic();
                ChildBox { id: outer, level: BoxLevel::Inline }
            }
            (None, Some(saved)) => {
                self.white_space = saved;
                ChildBox { id, level }
            }
            _ => {
                self.white_space.start_of_line();
                let level = if level == BoxLevel::Inline { BoxLevel::Block } else { level };
                ChildBox { id, level }
            }
        }
    }

    /// An empty block below the floats that a line break clears: the lines after it begin there.
    fn clearing_box(&mut self, origin: BoxOrigin<'_>) -> ChildBox {
        let mut style = (*self.anonymous_style(origin.style, Display::Block)).clone();
        Arc::make_mut(&mut style.layout).clear = origin.style.layout.clear;
        let id = self.push_anonymous(BoxOrigin { style: &Arc::new(style), ..origin }, BoxKind::Block);
        ChildBox { id, level: BoxLevel::Block }
    }

    /// The place of the legend among the children of a field set that is a flex or grid container.
    fn legend_among(&self, origin: BoxOrigin<'_>, made: &[ChildBox]) -> Option<usize> {
        let is = |node: Option<NodeId>, name: &str| {
            node.and_then(|node| self.document.element(node)).is_some_and(|element| element.is_html(name))
        };
        let is_container = origin.pseudo.is_none() && is_item_container(origin.style.layout.display);
        (is_container && is(origin.node, "fieldset")).then_some(())?;
        made.iter().position(|child| {
            let own = &self.tree.boxes[child.id.index()];
            !own.anonymous && own.pseudo.is_none() && is(own.node, "legend") && child.level == BoxLevel::Block
        })
    }

    /// Puts the legend of a flex or grid container on its border, and the other children into a box that is the container
    /// instead (HTML, section 15.3.13). The parent of `origin` is the box of the field set.
    fn fill_field_set(&mut self, origin: BoxOrigin<'_>, mut made: Vec<ChildBox>, place: usize) -> BoxId {
        let id = origin.parent;
        let own = &origin.style.layout;
        let mut inner = (*self.anonymous_style(origin.style, own.display)).clone();
        let layout = Arc::make_mut(&mut inner.layout);
        (layout.flex_direction, layout.flex_wrap) = (own.flex_direction, own.flex_wrap);
        (layout.align_items, layout.align_content) = (own.align_items, own.align_content);
        (layout.justify_items, layout.justify_content) = (own.justify_items, own.justify_content);
        (layout.row_gap, layout.column_gap) = (own.row_gap, own.column_gap);
        layout.grid = own.grid.clone();
        let mut outer = (**origin.style).clone();
        Arc::make_mut(&mut outer.layout).display = Display::FlowRoot;
        self.tree.boxes[id.index()].style = Arc::new(outer);
        let inner = Arc::new(inner);
        let contents = self.push_anonymous(BoxOrigin { style: &inner, ..origin }, BoxKind::Block);
        let legend = made.remove(place);
        let contents = self.fill_container(contents, &inner, made);
        self.adopt(id, vec![legend.id, contents]);
        id
    }

    /// Notes the legend of a field set: its first one that is in the flow (HTML, section 15.3.13).
    fn legend(&mut self, node: Option<NodeId>, fieldset: BoxId) {
        let is = |node: Option<NodeId>, name: &str| {
            node.and_then(|node| self.document.element(node)).is_some_and(|element| element.is_html(name))
        };
        let own = &self.tree.boxes[fieldset.index()];
        if !matches!(own.kind, BoxKind::Block) || !is(node, "fieldset") {
            return;
        }
        let is_legend = |id: &&BoxId| {
            let child = &self.tree.boxes[id.index()];
            let layout = &child.style.layout;
            let is_box =
                matches!(child.kind, BoxKind::Block | BoxKind::Paragraph | BoxKind::Flex | BoxKind::Grid);
            let is_element = !child.anonymous && child.pseudo.is_none() && is(child.node, "legend");
            is_box && is_element && !layout.is_floating() && !layout.is_out_of_flow()
        };
        if let Some(&legend) = own.children.iter().find(is_legend) {
            self.tree.legends.insert(fieldset, legend);
        }
    }

    /// Gives a container its kind and its children.
    fn fill_container(&mut self, id: BoxId, style: &Arc<ComputedStyle>, made: Vec<ChildBox>) -> BoxId {
        match style.layout.display {
            Display::Flex | Display::InlineFlex | Display::Grid | Display::InlineGrid => {
                let is_flex = matches!(style.layout.display, Display::Flex | Display::InlineFlex);
                self.tree.boxes[id.index()].kind = if is_flex { BoxKind::Flex } else { BoxKind::Grid };
                let items = self.wrap_flex_items(id, made);
                self.adopt(id, items);
                id
            }
            Display::Table
            | Display::InlineTable
            | Display::TableRowGroup
            | Display::TableHeaderGroup
            | Display::TableFooterGroup
            | Display::TableRow
            | Display::TableColumnGroup
            | Display::TableColumn => table_fixup::fill(self, id, style, made),
            display => {
                if display == Display::TableCaption {
                    self.tree.boxes[id.index()].kind = BoxKind::TableCaption;
                    let wrapped = self.wrap_inline(id, made);
                    self.adopt(id, wrapped);
                    return id;
                }
                if display == Display::TableCell {
                    let (column_span, row_span) =
                        table_fixup::spans(self.document, self.tree.boxes[id.index()].node);
                    self.tree.boxes[id.index()].kind = BoxKind::TableCell { column_span, row_span };
                    let wrapped = self.wrap_inline(id, made);
                    self.adopt(id, wrapped);
                    return id;
                }
                let has_block = made.iter().any(|child| child.level == BoxLevel::Block);
                let has_inline = made.iter().any(|child| child.level == BoxLevel::Inline);
                if has_inline && !has_block && !made.iter().all(|child| self.is_nothing(child)) {
                    self.tree.boxes[id.index()].kind = BoxKind::Paragraph;
                    self.adopt(id, made.iter().map(|child| child.id).collect());
                } else {
                    let wrapped = self.wrap_inline(id, made);
                    self.adopt(id, wrapped);
                }
                id
            }
        }
    }
}
