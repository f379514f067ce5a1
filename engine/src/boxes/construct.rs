//! The styled document to a box tree (CSS Display 3): which boxes there are, with anonymous ones
//! where CSS 2.2 sections 9.2 and 17.2.1 ask for them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::boxes::counters::Counters;
use crate::boxes::generated::{DeferredText, GeneratedNotes};
use crate::boxes::images::{ImageError, Images, from_svg};
use crate::boxes::tree::{BoxId, BoxKind, BoxTree, CounterTo, LayoutBox, Replaced};
use crate::boxes::white_space::WhiteSpace;
use crate::boxes::{reverse_counter, table_fixup};
use crate::css::{
    BackgroundImage, BoxStyle, ComputedStyle, Content, CounterStyle, Display, Float, InheritedText, LineGrid,
    ListStylePosition, PseudoElement, Styles, TextTransform, TextWrapMode, WhiteSpaceCollapse, anonymous,
};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::{Document, NodeId, NodeKind, place_of, place_of_attribute};
use crate::resources::{ResourceError, Resources};

/// Stands for a marker's style where those of anonymous boxes are kept by their `display`.
const MARKER: u8 = u8::MAX;

/// Makes the box tree of a document. What cannot be shown is reported.
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

pub(crate) struct Builder<'a> {
    pub(crate) document: &'a Document,
    pub(crate) styles: &'a Styles,
    pub(crate) resources: &'a Resources,
    pub(crate) images: &'a mut Images,
    pub(crate) diagnostics: &'a mut Diagnostics,
    pub(crate) tree: BoxTree,
    pub(crate) text: String,
    pub(crate) white_space: WhiteSpace,
    pub(crate) counters: Counters,
    pub(crate) quote_depth: usize,
    /// Whether a page rule begins to count footnotes.
    pub(crate) numbers_notes_by_page: bool,
    /// Elements by id; the first of several wins.
    pub(crate) ids: FxHashMap<&'a str, NodeId>,
    /// Counters at elements with an id, for `target-counter()`.
    pub(crate) notes: GeneratedNotes,
    /// Generated text that needs counters of elements further on.
    pub(crate) deferred: Vec<DeferredText>,
    /// Styles of anonymous boxes by the style they inherit from.
    anonymous_styles: FxHashMap<(usize, u8), (Arc<ComputedStyle>, Arc<ComputedStyle>)>,
}

/// A box that was just made, and how its parent has to treat it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Made {
    pub(crate) id: BoxId,
    pub(crate) level: Level,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Inline,
    Block,
    /// Floating or absolutely positioned: it takes no part in the flow.
    OutOfFlow,
}

impl<'a> Builder<'a> {
    fn new(
        document: &'a Document,
        styles: &'a Styles,
        resources: &'a Resources,
        images: &'a mut Images,
        diagnostics: &'a mut Diagnostics,
    ) -> Builder<'a> {
        let mut ids = FxHashMap::default();
        for node in document.descendants(NodeId::DOCUMENT) {
            if let Some(id) = document.element(node).and_then(|element| element.id()) {
                ids.entry(id).or_insert(node);
            }
        }
        Builder {
            document,
            styles,
            resources,
            images,
            diagnostics,
            tree: BoxTree::default(),
            text: String::new(),
            white_space: WhiteSpace::default(),
            counters: Counters::default(),
            quote_depth: 0,
            numbers_notes_by_page: styles.resets_by_page("footnote"),
            ids,
            notes: GeneratedNotes::default(),
            deferred: Vec::new(),
            anonymous_styles: FxHashMap::default(),
        }
    }

    fn root(&mut self, root: NodeId) {
        let style = self.styles.element(root).clone();
        if style.layout.display == Display::None {
            return;
        }
        let id = self.push(Some(root), None, false, style.clone(), None, BoxKind::Block);
        self.counters.enter();
        // Footnotes are numbered through the whole document.
        self.counters.reset(&vec![("footnote".into(), 0)]);
        let counted = self.count(root, &style);
        self.note_counters(id, counted);
        let children = self.children_of(root, id, &style);
        self.counters.leave();
        let children = self.wrap_inline(id, children);
        self.adopt(id, children);
    }

    fn finish(mut self) -> BoxTree {
        self.resolve_deferred();
        crate::boxes::page_overflow::settle(&mut self.tree);
        crate::boxes::fixed::settle(&mut self.tree);
        self.keep_callers_whole();
        self.report_page_names_in_columns();
        self.tree.anchors.sort_unstable();
        self.tree.text = std::mem::take(&mut self.text).into();
        self.tree
    }

    pub(crate) fn push(
        &mut self,
        node: Option<NodeId>,
        pseudo: Option<PseudoElement>,
        anonymous: bool,
        style: Arc<ComputedStyle>,
        parent: Option<BoxId>,
        kind: BoxKind,
    ) -> BoxId {
        let id = BoxId(self.tree.boxes.len() as u32);
        self.tree.makes_line_grids |= style.layout.line_grid == LineGrid::Create;
        self.tree.has_floats |= style.layout.is_floating();
        self.tree.boxes.push(LayoutBox {
            node,
            pseudo,
            anonymous,
            style,
            parent,
            children: Vec::new(),
            kind,
        });
        id
    }

    pub(crate) fn adopt(&mut self, parent: BoxId, children: Vec<BoxId>) {
        for &child in &children {
            self.tree.boxes[child.index()].parent = Some(parent);
        }
        self.tree.boxes[parent.index()].children = children;
    }

    pub(crate) fn kind(&self, id: BoxId) -> &BoxKind {
        &self.tree.boxes[id.index()].kind
    }

    /// The style of an anonymous box inside a box of style `parent`.
    pub(crate) fn anonymous_style(
        &mut self,
        parent: &Arc<ComputedStyle>,
        display: Display,
    ) -> Arc<ComputedStyle> {
        let key = (Arc::as_ptr(parent) as usize, display as u8);
        // The parent is kept in the entry, so that its address cannot come to mean another style.
        let (_, style) = self
            .anonymous_styles
            .entry(key)
            .or_insert_with(|| (parent.clone(), Arc::new(anonymous(parent, display))));
        style.clone()
    }

    /// The style of a marker that no rule is about (CSS Lists 3, appendix A).
    fn plain_marker_style(&mut self, item: &Arc<ComputedStyle>) -> Arc<ComputedStyle> {
        let key = (Arc::as_ptr(item) as usize, MARKER);
        if let Some((_, style)) = self.anonymous_styles.get(&key) {
            return style.clone();
        }
        let style = anonymous(item, Display::Inline);
        let text = InheritedText {
            transform: TextTransform::None,
            white_space_collapse: WhiteSpaceCollapse::Preserve,
            wrap: TextWrapMode::NoWrap,
            ..(*style.text).clone()
        };
        let style = Arc::new(ComputedStyle { text: Arc::new(text), ..style });
        self.anonymous_styles.insert(key, (item.clone(), style.clone()));
        style
    }

    /// Applies an element's counter properties, those of lists included.
    fn count(&mut self, node: NodeId, style: &ComputedStyle) -> Vec<(Arc<str>, CounterTo)> {
        let content = &style.content;
        let list_item: Arc<str> = "list-item".into();
        let element = self.document.element(node);
        let names_list_item =
            |changes: &[(Arc<str>, i32)]| changes.iter().any(|(name, _)| *name == list_item);
        if let Some(element) = element
            && reverse_counter::is_list(element)
            && !names_list_item(&content.counter_reset)
            && !content.counter_reversed.iter().any(|(name, _)| *name == list_item)
        {
            let start: Option<i32> = element.attribute("start").and_then(|start| start.trim().parse().ok());
            if element.is_html("ol") && element.attribute("reversed").is_some() {
                let start = start.map(|start| start.saturating_add(1));
                let start = start.unwrap_or_else(|| self.start_of_reversed(node, &list_item));
                self.counters.reset_reversed(&list_item, start);
            } else {
                self.counters.reset(&vec![(list_item.clone(), start.unwrap_or(1).saturating_sub(1))]);
            }
        }
        self.counters.reset(&content.counter_reset);
        for (name, start) in &content.counter_reversed {
            let start = start.unwrap_or_else(|| self.start_of_reversed(node, name));
            self.counters.reset_reversed(name, start);
        }
        self.counters.increment(&content.counter_increment);
        if style.layout.display.is_list_item() && !names_list_item(&content.counter_increment) {
            let by = if self.counters.is_reversed(&list_item) { -1 } else { 1 };
            self.counters.increment(&vec![(list_item.clone(), by)]);
        }
        let names_footnote =
            |changes: &[(Arc<str>, i32)]| changes.iter().any(|(name, _)| &**name == "footnote");
        if style.layout.float == Float::Footnote && !names_footnote(&content.counter_increment) {
            self.counters.increment(&vec![("footnote".into(), 1)]);
        }
        self.counters.set(&content.counter_set);
        if let Some(value) = element.and_then(reverse_counter::value_of_item) {
            self.counters.set(&vec![(list_item, value)]);
        }
        if element.is_some_and(|element| element.id().is_some()) {
            self.notes.remember(node, &self.counters);
        }
        self.counter_changes(style)
    }

    /// The boxes of everything inside an element, its pseudo-elements included.
    fn children_of(&mut self, node: NodeId, parent: BoxId, style: &Arc<ComputedStyle>) -> Vec<Made> {
        let mut made = Vec::new();
        self.counters.enter();
        if style.layout.float == Float::Footnote {
            self.pseudo_element(node, PseudoElement::FootnoteMarker, parent, &mut made);
        }
        self.pseudo_element(node, PseudoElement::Before, parent, &mut made);
        let children: Vec<NodeId> = self.document.children(node).collect();
        for child in children {
            self.node(child, parent, style, &mut made);
        }
        self.pseudo_element(node, PseudoElement::After, parent, &mut made);
        self.counters.leave();
        made
    }

    fn node(&mut self, node: NodeId, parent: BoxId, parent_style: &Arc<ComputedStyle>, out: &mut Vec<Made>) {
        let document = self.document;
        match &document.node(node).kind {
            NodeKind::Text(text) => {
                let owner = document.node(node).parent;
                self.text_boxes(text, owner, None, parent, parent_style, out);
            }
            NodeKind::Element(_) => self.element(node, parent, out),
            NodeKind::Document | NodeKind::Ignored => {}
        }
    }

    fn element(&mut self, node: NodeId, parent: BoxId, out: &mut Vec<Made>) {
        let style = self.styles.element(node).clone();
        if style.layout.display == Display::None {
            return;
        }
        let counted = self.count(node, &style);
        self.load_backgrounds(node, &style);
        let Some(element) = self.document.element(node) else { return };
        if element.is_html("br") {
            if element.id().is_some() {
                out.push(self.anchor(node, parent));
            }
            let id = self.push(Some(node), None, false, style, Some(parent), BoxKind::LineBreak);
            self.white_space.start_of_line();
            out.push(Made { id, level: Level::Inline });
            return;
        }
        if element.is_html("wbr") {
            self.text_boxes("\u{200b}", Some(node), None, parent, &style, out);
            return;
        }
        if let Some(replaced) = self.replaced_element(node) {
            let made = self.replaced_box(Some(node), None, style, parent, replaced);
            self.note_for_margins(node, made.id, counted);
            out.push(made);
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
        let id = self
            .container(Some(node), None, &style, parent, |builder, id| builder.children_of(node, id, &style));
        self.note_for_margins(node, id.id, counted);
        out.push(id);
    }

    /// A box with children, by its `display`.
    pub(crate) fn container(
        &mut self,
        node: Option<NodeId>,
        pseudo: Option<PseudoElement>,
        style: &Arc<ComputedStyle>,
        parent: BoxId,
        children: impl FnOnce(&mut Self, BoxId) -> Vec<Made>,
    ) -> Made {
        let level = level_of(&style.layout);
        // By the box, not by the element: there may be others around it that have no box.
        let parent_is_flex = is_item_container(self.tree.boxes[parent.index()].style.layout.display);
        let is_inline = matches!(style.layout.display, Display::Inline | Display::InlineListItem);
        let inline_box = is_inline && level == Level::Inline && !parent_is_flex;

        if inline_box {
            let id = self.push(node, pseudo, false, style.clone(), Some(parent), BoxKind::Inline);
            let marker = self.marker(node, style, id);
            let mut made = children(self, id);
            made.splice(0..0, marker);
            if made.iter().any(|child| child.level == Level::Block) {
                // A block inside an inline box: the box becomes a block itself, which is what the
                // author of `<a><div>…</div></a>` means.
                let made = self.wrap_inline(id, made);
                self.tree.boxes[id.index()].kind = BoxKind::Block;
                self.adopt(id, made);
                self.white_space.start_of_line();
                return Made { id, level: Level::Block };
            }
            self.adopt(id, made.iter().map(|child| child.id).collect());
            return Made { id, level: Level::Inline };
        }

        let atomic = level == Level::Inline && !parent_is_flex && !is_table_part(style.layout.display);
        // What stands around it is one line with a positioned box as without.
        let saved = (atomic || level == Level::OutOfFlow).then(|| std::mem::take(&mut self.white_space));
        self.white_space.start_of_line();
        let outer = atomic.then(|| {
            // It shares its contents' style, for `vertical-align`; sizes and edges are the contents' own.
            self.push(node, pseudo, true, style.clone(), Some(parent), BoxKind::Atomic)
        });
        let id = self.push(node, pseudo, false, style.clone(), Some(outer.unwrap_or(parent)), BoxKind::Block);
        let marker = self.marker(node, style, id);
        let mut made = children(self, id);
        if let Some(marker) = marker {
            made.insert(0, marker);
        }
        let id = self.fill_container(id, style, made);
        if pseudo.is_none() {
            self.first_letter(node, id);
            self.first_line(node, id);
        }
        match (outer, saved) {
            (Some(outer), Some(saved)) => {
                self.adopt(outer, vec![id]);
                self.white_space = saved;
                self.white_space.after_atomic();
                Made { id: outer, level: Level::Inline }
            }
            (None, Some(saved)) => {
                self.white_space = saved;
                Made { id, level }
            }
            _ => {
                self.white_space.start_of_line();
                let level = if level == Level::Inline { Level::Block } else { level };
                Made { id, level }
            }
        }
    }

    /// Gives a container its kind and its children.
    fn fill_container(&mut self, id: BoxId, style: &Arc<ComputedStyle>, made: Vec<Made>) -> BoxId {
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
                    let wrapped = self.wrap_all_inline(id, made);
                    self.adopt(id, wrapped);
                    return id;
                }
                if display == Display::TableCell {
                    let (column_span, row_span) =
                        table_fixup::spans(self.document, self.tree.boxes[id.index()].node);
                    self.tree.boxes[id.index()].kind = BoxKind::TableCell { column_span, row_span };
                    let wrapped = self.wrap_all_inline(id, made);
                    self.adopt(id, wrapped);
                    return id;
                }
                let has_block = made.iter().any(|child| child.level == Level::Block);
                let has_inline = made.iter().any(|child| child.level == Level::Inline);
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

    /// Puts anonymous paragraphs around runs of inline boxes, so that all children are block-level;
    /// table parts outside a table get the table that they lack.
    pub(crate) fn wrap_inline(&mut self, parent: BoxId, made: Vec<Made>) -> Vec<BoxId> {
        let made = table_fixup::wrap_stray_parts(self, parent, made);
        self.wrap_runs(parent, made)
    }

    /// Like [`Builder::wrap_inline`] for boxes whose contents are always block-level children.
    fn wrap_all_inline(&mut self, parent: BoxId, made: Vec<Made>) -> Vec<BoxId> {
        self.wrap_inline(parent, made)
    }

    fn wrap_flex_items(&mut self, parent: BoxId, made: Vec<Made>) -> Vec<BoxId> {
        // White space between items makes no item (CSS Flexbox 1, section 4).
        let made = made.into_iter().filter(|child| !self.is_white_space(child.id));
        // An image is an item of its own, also where an element without a box stands around it.
        let made = made.map(|child| match self.kind(child.id) {
            BoxKind::Replaced(_) if child.level == Level::Inline => Made { level: Level::Block, ..child },
            _ => child,
        });
        let made = made.collect();
        self.wrap_inline(parent, made)
    }

    fn wrap_runs(&mut self, parent: BoxId, made: Vec<Made>) -> Vec<BoxId> {
        let parent_style = self.tree.boxes[parent.index()].style.clone();
        let node = self.tree.boxes[parent.index()].node;
        let mut wrapped = Vec::with_capacity(made.len());
        let mut run: Vec<BoxId> = Vec::new();
        for child in made {
            match child.level {
                Level::Inline => run.push(child.id),
                // Out of flow: it does not end the line.
                Level::OutOfFlow if run.iter().any(|&id| !self.is_white_space(id)) => run.push(child.id),
                Level::OutOfFlow => wrapped.push(child.id),
                Level::Block => {
                    self.wrap_run(parent, node, &parent_style, &mut run, &mut wrapped);
                    wrapped.push(child.id);
                }
            }
        }
        self.wrap_run(parent, node, &parent_style, &mut run, &mut wrapped);
        wrapped
    }

    fn wrap_run(
        &mut self,
        parent: BoxId,
        node: Option<NodeId>,
        parent_style: &Arc<ComputedStyle>,
        run: &mut Vec<BoxId>,
        wrapped: &mut Vec<BoxId>,
    ) {
        if run.iter().all(|&id| self.is_white_space(id)) {
            run.clear();
            return;
        }
        let style = self.anonymous_style(parent_style, Display::Block);
        let paragraph = self.push(node, None, true, style, Some(parent), BoxKind::Paragraph);
        self.adopt(paragraph, std::mem::take(run));
        wrapped.push(paragraph);
    }

    /// Whether a box makes no line: white space, or positioned.
    fn is_nothing(&self, made: &Made) -> bool {
        made.level == Level::OutOfFlow || self.is_white_space(made.id)
    }

    /// Whether a box is text of nothing but collapsible white space.
    pub(crate) fn is_white_space(&self, id: BoxId) -> bool {
        let layout_box = &self.tree.boxes[id.index()];
        match &layout_box.kind {
            BoxKind::Text(range) => {
                let text = self.text.get(range.start as usize..range.end as usize).unwrap_or_default();
                text.bytes().all(|byte| byte == b' ')
                    && WhiteSpace::collapses(layout_box.style.text.white_space_collapse)
            }
            _ => false,
        }
    }

    /// The marker of a list item, outside or inside.
    fn marker(&mut self, node: Option<NodeId>, style: &Arc<ComputedStyle>, item: BoxId) -> Option<Made> {
        if !style.layout.display.is_list_item() {
            return None;
        }
        let node = node?;
        let marker_style = self
            .styles
            .pseudo(node, PseudoElement::Marker)
            .cloned()
            .unwrap_or_else(|| self.plain_marker_style(style));
        // An inline box has nothing that a marker could stand outside of.
        let outside = style.text.list_style_position == ListStylePosition::Outside
            && style.layout.display == Display::ListItem;
        let kind = if outside { BoxKind::OutsideMarker } else { BoxKind::Inline };
        let marker =
            self.push(Some(node), Some(PseudoElement::Marker), false, marker_style.clone(), Some(item), kind);
        let mut made = Vec::new();
        match &marker_style.content.content {
            Content::None => return None,
            Content::Parts(parts) => {
                let parts = parts.clone();
                self.content_parts(node, PseudoElement::Marker, &parts, marker, &marker_style, &mut made);
            }
            Content::Normal => {
                if let Some(image) = &style.text.list_style_image {
                    let image = image.clone();
                    match self.images.load(self.resources, &image.base, &image.url) {
                        Ok(replaced) => {
                            made.push(self.replaced_box(
                                Some(node),
                                None,
                                marker_style.clone(),
                                marker,
                                replaced,
                            ));
                        }
                        Err(error) => self.report_image(node, &error),
                    }
                }
                let list_style = &style.text.list_style_type;
                if made.is_empty() && *list_style != CounterStyle::None {
                    let number = self.counters.value("list-item");
                    let text = list_style.marker(number);
                    self.verbatim_text(
                        &text,
                        Some(node),
                        Some(PseudoElement::Marker),
                        marker,
                        &marker_style,
                        &mut made,
                    );
                }
            }
        }
        if made.is_empty() {
            return None;
        }
        self.adopt(marker, made.iter().map(|child| child.id).collect());
        // An outside marker keeps its item a block of blocks, with the marker as the first child.
        Some(Made { id: marker, level: if outside { Level::Block } else { Level::Inline } })
    }

    pub(crate) fn replaced_box(
        &mut self,
        node: Option<NodeId>,
        pseudo: Option<PseudoElement>,
        style: Arc<ComputedStyle>,
        parent: BoxId,
        replaced: Arc<Replaced>,
    ) -> Made {
        let level = level_of(&style.layout);
        let id = self.push(node, pseudo, false, style, Some(parent), BoxKind::Replaced(replaced));
        match level {
            Level::Block => self.white_space.start_of_line(),
            Level::Inline => self.white_space.after_atomic(),
            Level::OutOfFlow => {}
        }
        Made { id, level }
    }

    /// The picture of an `img` or `svg` element; `None` if it is neither or cannot be shown.
    fn replaced_element(&mut self, node: NodeId) -> Option<Arc<Replaced>> {
        let element = self.document.element(node)?;
        if element.is_html("img") {
            let source = element.attribute("src").unwrap_or_default().trim();
            if source.is_empty() {
                let place = place_of(self.document, node, self.diagnostics);
                self.diagnostics.push(
                    Diagnostic::error("an img element has no src")
                        .at(place, "this image")
                        .help("Name an image file, or leave the element out."),
                );
                return None;
            }
            return match self.images.load(self.resources, &self.document.base, source) {
                Ok(replaced) => Some(replaced),
                Err(error) => {
                    self.report_image(node, &error);
                    None
                }
            };
        }
        if element.is_svg("svg") {
            let name = format!("the svg element on line {}", self.document.node(node).line);
            let color = self.styles.element(node).text.color;
            let xml = crate::boxes::svg_source::serialize(self.document, node, color);
            return match from_svg(&name, xml.as_bytes()) {
                Ok(replaced) => Some(Arc::new(replaced)),
                Err(error) => {
                    self.report_image(node, &error);
                    None
                }
            };
        }
        None
    }

    /// Reads the pictures of an element's background, which paint will ask for.
    fn load_backgrounds(&mut self, node: NodeId, style: &ComputedStyle) {
        for layer in &style.background.layers {
            if let BackgroundImage::Url(image) = &layer.image
                && let Err(error) = self.images.load(self.resources, &image.base, &image.url)
            {
                self.report_image(node, &error);
            }
        }
    }

    /// Reads the pictures of page rules.
    fn load_page_images(&mut self) {
        for (url, place) in self.styles.page_images() {
            match self.images.load(self.resources, &url.base, &url.url) {
                Ok(image) => self.tree.page_images.push((url, image)),
                Err(error) => {
                    let (message, help) = error.describe();
                    self.diagnostics.push(Diagnostic::error(message).at(place, "shown here").help(help));
                }
            }
        }
    }

    pub(crate) fn report_image(&mut self, node: NodeId, error: &ImageError) {
        let (message, help) = error.describe();
        let place = place_of_attribute(self.document, node, "src", self.diagnostics);
        let diagnostic = match error {
            // A page saved from the web is worth rendering without what was not saved with it.
            ImageError::Resource(ResourceError::Network(_)) => Diagnostic::warning(message),
            _ => Diagnostic::error(message),
        };
        self.diagnostics.push(diagnostic.at(place, "shown here").help(help));
    }
}

/// How a box of this style takes part in its parent's layout.
pub(crate) fn level_of(layout: &BoxStyle) -> Level {
    if layout.is_out_of_flow() || layout.is_floating() {
        return Level::OutOfFlow;
    }
    if layout.float != Float::None {
        return Level::Block;
    }
    if layout.display.is_inline_level() { Level::Inline } else { Level::Block }
}

/// Whether the children of a box of this `display` are items of flex or grid layout.
pub(crate) fn is_item_container(display: Display) -> bool {
    matches!(display, Display::Flex | Display::InlineFlex | Display::Grid | Display::InlineGrid)
}

/// Whether a box of this `display` only makes sense inside a table.
pub(crate) fn is_table_part(display: Display) -> bool {
    matches!(
        display,
        Display::TableRowGroup
            | Display::TableHeaderGroup
            | Display::TableFooterGroup
            | Display::TableRow
            | Display::TableCell
            | Display::TableColumn
            | Display::TableColumnGroup
            | Display::TableCaption
    )
}
