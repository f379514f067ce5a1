//! The box tree: the boxes of elements by their `display`, with generated content and anonymous boxes.
//! Counters, quotes and named strings are settled here, in document order; only texts that depend on
//! page numbers are left open, as [`PageReference`]s.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::boxes::vector_picture::VectorPicture;
use crate::boxes::view_box::AspectKept;
use crate::css::{
    ComputedStyle, CounterStyle, ImageResolution, ImageUrl, NamedStringPosition, Position, PseudoElement,
};
use crate::html::NodeId;
use crate::units::{Length, Rect, Size};

/// The number of a box in its [`BoxTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoxId(pub u32);

impl BoxId {
    /// The box of the root element, or the margin box itself.
    pub const ROOT: BoxId = BoxId(0);

    /// Its index in [`BoxTree::boxes`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// All boxes of a document (or of one margin box), in document order.
#[derive(Debug, Default)]
pub struct BoxTree {
    /// The boxes, by [`BoxId`].
    pub boxes: Vec<LayoutBox>,
    /// The text of all [`BoxKind::Text`] boxes after white space processing and `text-transform`.
    pub text: Arc<str>,
    /// The texts that depend on page numbers, by [`ReferenceId`].
    pub references: Vec<PageReference>,
    /// `string-set`, in document order.
    pub named_strings: Vec<NamedStringChange>,
    /// The changes of counters that margin boxes may show, in document order.
    pub counter_changes: Vec<CounterChange>,
    /// The entries of the outline, in document order.
    pub bookmarks: Vec<Bookmark>,
    /// Elements that margin boxes show, in document order.
    pub running: Vec<RunningElement>,
    /// Footnotes, in document order.
    pub footnotes: Vec<BoxId>,
    /// The pictures that page rules refer to, by address.
    pub page_images: Vec<(Arc<ImageUrl>, Arc<Replaced>)>,
    /// Whether the root or the body clips its overflow, which clips the content of pages.
    pub clips_pages: bool,
    /// Whether any box floats to the left or to the right.
    pub has_floats: bool,
    /// Whether any box has `line-grid: create`.
    pub makes_line_grids: bool,
    /// The styles on a styled first line: of the paragraph, and of the boxes in it.
    pub first_line: FxHashMap<BoxId, Arc<ComputedStyle>>,
    /// The legends on the top borders of their field sets, by the box of the field set.
    pub legends: FxHashMap<BoxId, BoxId>,
    /// The text before `text-transform`, of boxes that may be on such a line.
    pub untransformed: FxHashMap<BoxId, Box<str>>,
    /// The text nodes that text boxes show, by the number of the box. Generated text is of none.
    pub text_nodes: Vec<(BoxId, NodeId)>,
    /// The text to be read instead of what a pseudo-element generates: after `/` in `content`. Never iterated.
    pub alternatives: FxHashMap<(NodeId, PseudoElement), Arc<str>>,
    /// The inline boxes that blocks inside them split.
    pub inline_parts: FxHashMap<BoxId, InlinePart>,
    /// Elements without a box of their own that links may lead to, each with the first box of its content; in the
    /// order of the boxes.
    pub anchors: Vec<(BoxId, NodeId)>,
}

/// Which edges of an inline box a part of it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InlinePart {
    /// Whether the inline box starts with it.
    pub starts: bool,
    /// Whether the inline box ends with it.
    pub ends: bool,
}

/// An element's entry in the outline (CSS GCPM 3, section 5).
#[derive(Clone, Debug)]
pub struct Bookmark {
    /// The element that the entry leads to.
    pub node: NodeId,
    /// 1 is outermost; levels may be left out.
    pub level: u8,
    /// The text of the entry, on one line.
    pub title: String,
    /// `bookmark-state`: whether the entries inside it show at first; `None` where it is not set.
    pub open: Option<bool>,
}

/// A box of the tree, before layout gives it a size.
#[derive(Debug)]
pub struct LayoutBox {
    /// The element or text node; for pseudo-elements and anonymous boxes, the element they belong to. `None` in
    /// margin boxes.
    pub node: Option<NodeId>,
    /// The pseudo-element that the box belongs to.
    pub pseudo: Option<PseudoElement>,
    /// Whether the tree needs the box besides those of elements, pseudo-elements and text.
    pub anonymous: bool,
    /// The computed style; an anonymous box inherits from its parent and has initial values otherwise.
    pub style: Arc<ComputedStyle>,
    /// The box that contains it; `None` for the root.
    pub parent: Option<BoxId>,
    /// The boxes in it, in document order.
    pub children: Vec<BoxId>,
    /// What the box is.
    pub kind: BoxKind,
}

/// What a box is, after anonymous boxes have been put in: the children of a `Block` are all
/// block-level, those of a `Paragraph` all inline-level.
#[derive(Clone, Debug)]
pub enum BoxKind {
    /// A block container with block-level children (or none).
    Block,
    /// A block container with inline-level children: it contains lines.
    Paragraph,
    /// An inline box.
    Inline,
    /// A range of [`BoxTree::text`].
    Text(Range<u32>),
    /// A forced line break (`<br>`).
    LineBreak,
    /// Generated text that depends on page numbers.
    Reference(ReferenceId),
    /// `leader(pattern)`: fills what is left of the line.
    Leader(Arc<str>),
    /// An inline-level box laid out as a block inside a line: `inline-block`, `inline-flex`,
    /// `inline-grid`, `inline-table`. Its only child is the block-level box with the contents.
    Atomic,
    /// An image, block-level or inline-level by its `display`.
    Replaced(Arc<Replaced>),
    /// A flex container, block-level; its children are the items.
    Flex,
    /// A grid container, block-level; its children are the items.
    Grid,
    /// A table with its captions; the children are captions and one `TableGrid`.
    Table,
    /// The rows and columns of a table (CSS 2.2's table box); the children are row groups, column groups and
    /// columns.
    TableGrid,
    /// A group of rows: `thead`, `tbody`, `tfoot`, or an anonymous one.
    TableRowGroup,
    /// A row; its children are cells.
    TableRow,
    /// A cell, a block container.
    TableCell {
        /// The number of columns that it spans, at least 1.
        column_span: u32,
        /// The number of rows that it spans, at least 1; the end of the row group bounds it.
        row_span: u32,
    },
    /// A group of columns; its children are columns.
    TableColumnGroup {
        /// The number of columns where it contains none; 0 where it contains some.
        span: u32,
    },
    /// A column. It has no content.
    TableColumn {
        /// The number of columns that it describes, at least 1.
        span: u32,
    },
    /// A caption, a block container.
    TableCaption,
    /// The marker of a list item outside its principal box; its children are inline.
    OutsideMarker,
}

impl BoxKind {
    /// Whether a box is a row or a row group.
    pub(crate) fn is_row_or_row_group(&self) -> bool {
        matches!(self, BoxKind::TableRow | BoxKind::TableRowGroup)
    }

    /// Whether a box only makes sense inside a table: row groups, rows, cells, columns, captions.
    pub(crate) fn is_internal_table(&self) -> bool {
        matches!(
            self,
            BoxKind::TableRowGroup
                | BoxKind::TableRow
                | BoxKind::TableCell { .. }
                | BoxKind::TableColumn { .. }
                | BoxKind::TableColumnGroup { .. }
                | BoxKind::TableCaption
        )
    }
}

/// Content with a natural size.
#[derive(Clone, Debug)]
pub struct Replaced {
    /// The picture.
    pub content: ReplacedContent,
    /// Natural width, if it has one.
    pub width: Option<Length>,
    /// Natural height, if it has one.
    pub height: Option<Length>,
    /// Natural width divided by height.
    pub ratio: Option<f32>,
    /// Whether the file gives a size; an SVG picture may have a `viewBox` only.
    pub has_size: bool,
    /// How a vector picture keeps its ratio in a box of another ratio; `None` where it is stretched.
    pub aspect: Option<AspectKept>,
    /// The size at which the picture is drawn in a box of any size, which clips it: of an `svg` element without a
    /// `viewBox`.
    pub unscaled: Option<Size>,
    /// The density in the file of a raster picture: its pixels in a CSS pixel, across and along.
    pub density: Option<(f32, f32)>,
    /// The path that it was read from, for messages and as a key: the same path is embedded once.
    pub path: Arc<str>,
}

impl Replaced {
    /// The picture with the natural size that `image-resolution` gives it. Vectors have no pixels.
    pub fn at_resolution(self: &Arc<Self>, resolution: ImageResolution) -> Arc<Replaced> {
        let given = (resolution.dots, resolution.dots);
        let (across, along) = self.density.filter(|_| resolution.from_image).unwrap_or(given);
        if (across, along) == (1.0, 1.0) || matches!(self.content, ReplacedContent::Svg(_)) {
            return self.clone();
        }
        let scaled =
            |length: Option<Length>, dots: f32| length.map(|length| length.scale(1.0 / f64::from(dots)));
        Arc::new(Replaced {
            width: scaled(self.width, across),
            height: scaled(self.height, along),
            ratio: self.ratio.map(|ratio| ratio * along / across),
            ..Replaced::clone(self)
        })
    }

    /// The picture with a natural size: if it has a ratio only, the largest one that fits into the default object size
    /// (CSS Images 3, section 4.3).
    pub(crate) fn or_in(self: &Arc<Self>, size: Size) -> Arc<Replaced> {
        let ratio = self.ratio.filter(|ratio| *ratio > 0.0 && self.width.is_none() && self.height.is_none());
        let Some(ratio) = ratio.map(f64::from) else { return self.clone() };
        Arc::new(Replaced {
            width: Some(size.width.min(size.height.scale(ratio))),
            height: Some(size.height.min(size.width.scale(1.0 / ratio))),
            ..Replaced::clone(self)
        })
    }

    /// The area in which the picture is drawn in a box at `place`, and whether it overflows the box.
    pub fn drawn_in(&self, place: Rect) -> (Rect, bool) {
        if let Some(size) = self.unscaled {
            return (Rect::new(place.origin(), size), true);
        }
        match (self.aspect, self.ratio) {
            (Some(aspect), Some(ratio)) if ratio > 0.0 => aspect.place(f64::from(ratio), place),
            _ => (place, false),
        }
    }
}

/// What a picture is made of.
#[derive(Clone, Debug)]
pub enum ReplacedContent {
    /// Pixels.
    Raster {
        /// The encoded file as it was read: PNG, JPEG, WebP or GIF.
        bytes: Arc<Vec<u8>>,
        /// The width of the file's pixels, before the orientation is applied.
        pixel_width: u32,
        /// The height of the file's pixels, before the orientation is applied.
        pixel_height: u32,
        /// How the camera was held: Exif's 1 (upright) to 8. The natural size of [`Replaced`] has it applied.
        orientation: u8,
    },
    /// Drawn as vectors.
    Svg(Arc<VectorPicture>),
}

/// The number of a [`PageReference`] in [`BoxTree::references`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReferenceId(pub u32);

impl ReferenceId {
    /// Its index in [`BoxTree::references`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Text that depends on where pages end.
#[derive(Clone, Debug, PartialEq)]
pub struct PageReference {
    /// What the text shows.
    pub kind: ReferenceKind,
    /// How numbers are written.
    pub style: CounterStyle,
    /// The element that it is generated for.
    pub node: Option<NodeId>,
    /// The text: an estimate until `pages` has settled it.
    pub text: String,
}

/// What a [`PageReference`] shows.
#[derive(Clone, Debug, PartialEq)]
pub enum ReferenceKind {
    /// `target-counter(url, page)`: the number of the page on which the element starts.
    PageOf(NodeId),
    /// `counter(page)`: the number of the page that the reference is on.
    Page,
    /// `counter(pages)`: the number of pages.
    Pages,
    /// `string(name, which)`: a named string on the page that the reference is on.
    String {
        /// The name of the string.
        name: Arc<str>,
        /// Which of the page's values counts.
        which: NamedStringPosition,
    },
    /// `counter(footnote)` where pages number their notes.
    Footnote {
        /// The element of the note.
        note: NodeId,
        /// Its number if notes were numbered through the whole document.
        number: i32,
    },
}

/// An element that sets a named string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedStringChange {
    /// The box whose page it counts for.
    pub at: BoxId,
    /// The name of the string.
    pub name: Arc<str>,
    /// Its value from there on.
    pub value: String,
}

/// An element that changes a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterChange {
    /// The box whose page it counts for.
    pub at: BoxId,
    /// The name of the counter.
    pub name: Arc<str>,
    /// What the element changes it to.
    pub to: CounterTo,
}

/// What a counter is changed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CounterTo {
    /// The values of all counters of that name in scope, outermost first.
    Values(Vec<i32>),
    /// An increment to the number of the page before. For `page` only, which pages increment themselves.
    By(i32),
}

/// An element with `position: running(name)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningElement {
    /// The box of the element.
    pub at: BoxId,
    /// The name that `element()` shows it by.
    pub name: Arc<str>,
}

impl BoxTree {
    /// Whether a box is, or is inside, a running element.
    pub fn is_running(&self, id: BoxId) -> bool {
        std::iter::successors(Some(id), |&at| self.get(at).parent)
            .any(|at| self.style(at).layout.position == Position::Running)
    }

    /// Whether a box is inside a box that pages may repeat: a running or a fixed one.
    pub fn is_repeated(&self, id: BoxId) -> bool {
        std::iter::successors(Some(id), |&at| self.get(at).parent)
            .any(|at| matches!(self.style(at).layout.position, Position::Running | Position::Fixed))
    }

    /// The box with a number.
    pub fn get(&self, id: BoxId) -> &LayoutBox {
        &self.boxes[id.index()]
    }

    /// The text node that a text box shows.
    pub fn text_node(&self, id: BoxId) -> Option<NodeId> {
        let at = self.text_nodes.binary_search_by_key(&id, |(of, _)| *of).ok()?;
        Some(self.text_nodes[at].1)
    }

    /// The elements without a box of their own whose content starts with this box.
    pub fn anchors_at(&self, id: BoxId) -> impl Iterator<Item = NodeId> {
        let first = self.anchors.partition_point(|(at, _)| *at < id);
        self.anchors[first..].iter().take_while(move |(at, _)| *at == id).map(|(_, node)| *node)
    }

    /// The computed style of a box.
    pub fn style(&self, id: BoxId) -> &ComputedStyle {
        &self.boxes[id.index()].style
    }
}

/// Whether a box is a multi-column container.
pub(crate) fn has_columns(kind: &BoxKind, style: &ComputedStyle) -> bool {
    style.layout.columns.makes_columns()
        && !matches!(kind, BoxKind::Flex | BoxKind::Table | BoxKind::Replaced(_))
}
