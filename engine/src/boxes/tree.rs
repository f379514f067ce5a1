//! The box tree: what CSS's `display`, generated content and anonymous boxes make of the document.
//! Counters, quotes and named strings are settled here, in document order; only what depends on
//! page numbers is left open, as [`PageReference`]s.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::boxes::view_box::AspectKept;
use crate::css::{ComputedStyle, CounterStyle, ImageUrl, NamedStringPosition, Position, PseudoElement};
use crate::html::NodeId;
use crate::units::{Length, Rect};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoxId(pub u32);

impl BoxId {
    pub const ROOT: BoxId = BoxId(0);

    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// All boxes of a document (or of one margin box), in document order.
#[derive(Debug, Default)]
pub struct BoxTree {
    pub boxes: Vec<LayoutBox>,
    /// The text of all [`BoxKind::Text`] boxes after white space processing and `text-transform`.
    pub text: Arc<str>,
    /// What is known only when page numbers are.
    pub references: Vec<PageReference>,
    /// `string-set`, in document order.
    pub named_strings: Vec<NamedStringChange>,
    /// What elements do to counters that margin boxes may show.
    pub counter_changes: Vec<CounterChange>,
    /// The entries of the outline, in document order.
    pub bookmarks: Vec<Bookmark>,
    /// Elements that are shown in margin boxes, in document order.
    pub running: Vec<RunningElement>,
    /// Footnotes, in document order.
    pub footnotes: Vec<BoxId>,
    /// Pictures that page rules refer to.
    pub page_images: Vec<(Arc<ImageUrl>, Arc<Replaced>)>,
    /// Whether any box floats to the left or to the right.
    pub has_floats: bool,
    /// Whether any box has `line-grid: create`.
    pub makes_line_grids: bool,
    /// Of paragraphs whose first line is styled, and of the boxes inside: their styles on that line.
    pub first_line: FxHashMap<BoxId, Arc<ComputedStyle>>,
    /// Of text that may stand on such a line: what it was before `text-transform`.
    pub untransformed: FxHashMap<BoxId, Box<str>>,
    /// Elements without a box of their own that may be led to, each with the box that its content
    /// begins with; in the order of the boxes.
    pub anchors: Vec<(BoxId, NodeId)>,
}

/// An element's entry in the outline (CSS GCPM 3, section 5).
#[derive(Clone, Debug)]
pub struct Bookmark {
    pub node: NodeId,
    /// 1 is outermost; levels may be left out.
    pub level: u8,
    pub title: String,
    /// Whether the entries inside of it show at first; `None` where it is not said.
    pub open: Option<bool>,
}

#[derive(Debug)]
pub struct LayoutBox {
    /// The element or text node it stands for; for pseudo-elements and anonymous boxes, the
    /// element they belong to.
    pub node: Option<NodeId>,
    pub pseudo: Option<PseudoElement>,
    /// ChildBox by the tree fix-up rather than by an element.
    pub anonymous: bool,
    pub style: Arc<ComputedStyle>,
    pub parent: Option<BoxId>,
    pub children: Vec<BoxId>,
    pub kind: BoxKind,
}

/// What a box is, after anonymous boxes have been put in: the children of a `Block` are all
/// block-level, those of a `Paragraph` all inline-level.
#[derive(Clone, Debug)]
pub enum BoxKind {
    /// A block container with block-level children (or none).
    Block,
    /// A block container with inline-level children: it holds lines.
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
    Flex,
    Grid,
    /// A table with its captions; the children are captions and one `TableGrid`.
    Table,
    TableGrid,
    TableRowGroup,
    TableRow,
    /// Column span and row span.
    TableCell {
        column_span: u32,
        row_span: u32,
    },
    TableColumnGroup {
        span: u32,
    },
    TableColumn {
        span: u32,
    },
    TableCaption,
    /// The marker of a list item that stands outside its principal box; its children are inline.
    OutsideMarker,
}

impl BoxKind {
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
#[derive(Debug)]
pub struct Replaced {
    pub content: ReplacedContent,
    /// Natural width and height, where it has them.
    pub width: Option<Length>,
    pub height: Option<Length>,
    /// Natural width divided by height.
    pub ratio: Option<f32>,
    /// Whether it says how large it is; an SVG picture may have a `viewBox` only.
    pub has_size: bool,
    /// How a vector picture keeps that ratio in a box of another one; `None` where it is stretched.
    pub aspect: Option<AspectKept>,
    /// Where it came from, for messages and as a key: the same path is embedded once.
    pub path: Arc<str>,
}

impl Replaced {
    /// Where the picture is drawn if it has this place, and whether it reaches out of that.
    pub fn drawn_in(&self, place: Rect) -> (Rect, bool) {
        match (self.aspect, self.ratio) {
            (Some(aspect), Some(ratio)) if ratio > 0.0 => aspect.place(f64::from(ratio), place),
            _ => (place, false),
        }
    }
}

#[derive(Debug)]
pub enum ReplacedContent {
    /// The encoded file as it was read: PNG, JPEG or WebP.
    Raster {
        bytes: Arc<Vec<u8>>,
        pixel_width: u32,
        pixel_height: u32,
        /// How the camera was held: Exif's 1 (upright) to 8. The sizes of pixels are without it, those of
        /// [`Replaced`] with it.
        orientation: u8,
    },
    /// Drawn as vectors.
    Svg(Arc<usvg::Tree>),
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
    pub kind: ReferenceKind,
    pub style: CounterStyle,
    /// The box that it is generated for.
    pub node: Option<NodeId>,
    /// The text as far as it is known: an estimate at first, settled by `pages`.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ReferenceKind {
    /// `target-counter(url, page)`: the number of the page on which the element starts.
    PageOf(NodeId),
    /// `counter(page)`: the number of the page it stands on.
    Page,
    /// `counter(pages)`.
    Pages,
    /// `string(name, which)`, of the page that it stands on.
    String { name: Arc<str>, which: NamedStringPosition },
    /// `counter(footnote)` where pages number their notes: the number of the note that is an element, with
    /// the one that it would have without pages.
    Footnote { note: NodeId, number: i32 },
}

/// An element that sets a named string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedStringChange {
    /// The box whose page it counts for.
    pub at: BoxId,
    pub name: Arc<str>,
    pub value: String,
}

/// An element that changes a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterChange {
    /// The box whose page it counts for.
    pub at: BoxId,
    pub name: Arc<str>,
    pub to: CounterTo,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CounterTo {
    /// All values of that name, outermost first.
    Values(Vec<i32>),
    /// So much more than on the page before: `page` only, which pages count by themselves.
    By(i32),
}

/// An element with `position: running(name)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningElement {
    pub at: BoxId,
    pub name: Arc<str>,
}

impl BoxTree {
    /// Whether a box is, or is inside of, a running element.
    pub fn is_running(&self, id: BoxId) -> bool {
        std::iter::successors(Some(id), |&at| self.get(at).parent)
            .any(|at| self.style(at).layout.position == Position::Running)
    }

    /// Whether a box stands in one that every page shows at its own place.
    pub fn is_repeated(&self, id: BoxId) -> bool {
        std::iter::successors(Some(id), |&at| self.get(at).parent)
            .any(|at| matches!(self.style(at).layout.position, Position::Running | Position::Fixed))
    }

    pub fn get(&self, id: BoxId) -> &LayoutBox {
        &self.boxes[id.index()]
    }

    /// The elements without a box of their own whose content begins with a box.
    pub fn anchors_at(&self, id: BoxId) -> impl Iterator<Item = NodeId> {
        let first = self.anchors.partition_point(|(at, _)| *at < id);
        self.anchors[first..].iter().take_while(move |(at, _)| *at == id).map(|(_, node)| *node)
    }

    pub fn style(&self, id: BoxId) -> &ComputedStyle {
        &self.boxes[id.index()].style
    }
}

/// Whether what a box holds stands in columns.
pub(crate) fn has_columns(kind: &BoxKind, style: &ComputedStyle) -> bool {
    style.layout.columns.makes_columns()
        && !matches!(kind, BoxKind::Flex | BoxKind::Table | BoxKind::Replaced(_))
}
