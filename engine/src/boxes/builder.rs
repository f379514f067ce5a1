//! The state that all steps of box construction share, and the operations that they have in common: add a box, give
//! it children, make an anonymous style.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::boxes::counters::Counters;
use crate::boxes::element_counters::CountersAt;
use crate::boxes::images::Images;
use crate::boxes::tree::{BoxId, BoxKind, BoxTree, LayoutBox};
use crate::boxes::white_space::WhiteSpace;
use crate::css::{
    BoxStyle, ComputedStyle, CounterStyle, Display, Float, ImageUrl, InheritedText, LineGrid, PseudoElement,
    Styles, TextTransform, TextWrapMode, WhiteSpaceCollapse, anonymous,
};
use crate::diagnostics::Diagnostics;
use crate::html::{Document, Fragments, NodeId};
use crate::resources::Resources;

/// The key of a marker's style where the styles of anonymous boxes are kept by their `display`.
const MARKER: u8 = u8::MAX;

/// The state of box construction: the inputs, the tree so far, and the counters at this point of the document.
pub(crate) struct Builder<'a> {
    pub(crate) document: &'a Document,
    pub(crate) styles: &'a Styles,
    pub(crate) resources: &'a Resources,
    pub(crate) images: &'a mut Images,
    /// The images of rules that cannot be shown and have been reported.
    pub(crate) reported_images: FxHashSet<ImageUrl>,
    /// The references to elements of SVG that have been reported.
    pub(crate) reported_references: FxHashSet<String>,
    pub(crate) diagnostics: &'a mut Diagnostics,
    pub(crate) tree: BoxTree,
    pub(crate) text: String,
    pub(crate) white_space: WhiteSpace,
    pub(crate) counters: Counters,
    pub(crate) quote_depth: usize,
    /// Whether a page rule resets the counter of footnotes.
    pub(crate) numbers_notes_by_page: bool,
    /// The targets of cross references.
    pub(crate) fragments: Fragments<'a>,
    /// The counters at elements with an id, for `target-counter()`.
    pub(crate) counters_at: CountersAt,
    /// The texts of elements that generated content has asked for.
    pub(crate) element_texts: FxHashMap<NodeId, Arc<str>>,
    /// Generated text that needs the counters of later elements.
    pub(crate) deferred: Vec<DeferredText>,
    /// Styles of anonymous boxes by the style they inherit from.
    anonymous_styles: FxHashMap<(usize, u8), (Arc<ComputedStyle>, Arc<ComputedStyle>)>,
}

/// A box that was just made, and how it takes part in its parent's layout.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChildBox {
    pub(crate) id: BoxId,
    pub(crate) level: BoxLevel,
}

/// How a box takes part in its parent's layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BoxLevel {
    Inline,
    Block,
    /// Floating or absolutely positioned.
    OutOfFlow,
}

/// What a box is made for, and where in the tree it is put.
#[derive(Clone, Copy)]
pub(crate) struct BoxOrigin<'s> {
    /// The element or text node; for pseudo-elements and anonymous boxes, the element they belong to.
    pub(crate) node: Option<NodeId>,
    /// The pseudo-element that the box belongs to.
    pub(crate) pseudo: Option<PseudoElement>,
    /// The box that contains it.
    pub(crate) parent: BoxId,
    /// The style that the box gets.
    pub(crate) style: &'s Arc<ComputedStyle>,
}

/// A text box whose text depends on the counters at an element that may come later.
pub(crate) struct DeferredText {
    pub(crate) text_box: BoxId,
    pub(crate) target: NodeId,
    pub(crate) content: DeferredContent,
}

/// What a deferred text shows of its target.
pub(crate) enum DeferredContent {
    Counter {
        name: Arc<str>,
        /// What is put between the values of nested counters; `None` for the innermost alone.
        separator: Option<Arc<str>>,
        style: CounterStyle,
    },
    /// The text of a pseudo-element of the target.
    Text(PseudoElement),
}

impl<'a> Builder<'a> {
    pub(crate) fn new(
        document: &'a Document,
        styles: &'a Styles,
        resources: &'a Resources,
        images: &'a mut Images,
        diagnostics: &'a mut Diagnostics,
    ) -> Builder<'a> {
        Builder {
            document,
            styles,
            resources,
            images,
            reported_images: FxHashSet::default(),
            reported_references: FxHashSet::default(),
            diagnostics,
            tree: BoxTree::default(),
            text: String::new(),
            white_space: WhiteSpace::default(),
            counters: Counters::default(),
            quote_depth: 0,
            numbers_notes_by_page: styles.resets_by_page("footnote"),
            fragments: Fragments::new(document),
            counters_at: CountersAt::default(),
            element_texts: FxHashMap::default(),
            deferred: Vec::new(),
            anonymous_styles: FxHashMap::default(),
        }
    }

    /// Adds the box of the root element.
    pub(crate) fn push_root(&mut self, root: NodeId, style: Arc<ComputedStyle>) -> BoxId {
        self.add(LayoutBox {
            node: Some(root),
            pseudo: None,
            anonymous: false,
            style,
            parent: None,
            children: Vec::new(),
            kind: BoxKind::Block,
        })
    }

    /// Adds a box of an element, a pseudo-element or a text node.
    pub(crate) fn push(&mut self, origin: BoxOrigin<'_>, kind: BoxKind) -> BoxId {
        let BoxOrigin { node, pseudo, parent, style } = origin;
        let (style, parent) = (style.clone(), Some(parent));
        self.add(LayoutBox { node, pseudo, anonymous: false, style, parent, children: Vec::new(), kind })
    }

    /// Adds a box that the tree needs besides those of elements, pseudo-elements and text.
    pub(crate) fn push_anonymous(&mut self, origin: BoxOrigin<'_>, kind: BoxKind) -> BoxId {
        let id = self.push(origin, kind);
        self.tree.boxes[id.index()].anonymous = true;
        id
    }

    fn add(&mut self, layout_box: LayoutBox) -> BoxId {
        if !matches!(layout_box.kind, BoxKind::Text(_)) {
            self.load_backgrounds(layout_box.node, &layout_box.style);
        }
        let id = BoxId(self.tree.boxes.len() as u32);
        let layout = &layout_box.style.layout;
        self.tree.makes_line_grids |= layout.line_grid == LineGrid::Create;
        self.tree.has_floats |= layout.is_floating();
        self.tree.boxes.push(layout_box);
        id
    }

    /// Gives a box its children.
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
        // The entry keeps the parent alive, so that no other style gets its address.
        let (_, style) = self
            .anonymous_styles
            .entry(key)
            .or_insert_with(|| (parent.clone(), Arc::new(anonymous(parent, display))));
        style.clone()
    }

    /// The style of a marker that no rule selects (CSS Lists 3, appendix A).
    pub(crate) fn plain_marker_style(&mut self, item: &Arc<ComputedStyle>) -> Arc<ComputedStyle> {
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

    /// Whether a box is text that consists of collapsible white space.
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
}

/// How a box of this style takes part in its parent's layout.
pub(crate) fn level_of(layout: &BoxStyle) -> BoxLevel {
    if layout.is_out_of_flow() || layout.is_floating() {
        return BoxLevel::OutOfFlow;
    }
    if layout.float != Float::None {
        return BoxLevel::Block;
    }
    if layout.display.is_inline_level() { BoxLevel::Inline } else { BoxLevel::Block }
}

/// Whether the children of a box of this `display` are items of flex or grid layout.
pub(crate) fn is_item_container(display: Display) -> bool {
    matches!(display, Display::Flex | Display::InlineFlex | Display::Grid | Display::InlineGrid)
}
