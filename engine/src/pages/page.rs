//! A finished page: everything on it with its place, in paint order.

use std::sync::Arc;

use crate::boxes::{BoxId, Replaced};
use crate::css::{ComputedStyle, PageClass, PageStyle, Position};
use crate::html::NodeId;
use crate::layout::{Line, LineFragment};
use crate::pages::placing::whole_boxes::WholeBox;
use crate::pages::sheet::Sheet;
use crate::units::{Length, Point, Rect, Sides};

/// A page with everything that is painted on it.
#[derive(Debug)]
pub struct Page {
    /// From 0, in the order of the file.
    pub index: u32,
    /// The value of the `page` counter.
    pub number: i32,
    /// The number as it is shown on the page.
    pub label: String,
    /// What page selectors match: name, side, whether it is the first or blank.
    pub class: PageClass,
    /// The style that the `@page` rules give the class: size, margins, footnote area.
    pub style: Arc<PageStyle>,
    /// In paint order. Coordinates are from the top left corner of the page box.
    pub content: Vec<Placed>,
    /// What is around the page until it is trimmed.
    pub sheet: Sheet,
    /// The slug line on the sheet, in the coordinates of the page.
    pub slug: Vec<Placed>,
}

/// One thing in the content of a page.
#[derive(Debug)]
pub enum Placed {
    /// A box's background, border and shadows.
    Box(PlacedBox),
    /// A line of text, or a part of one.
    Line(PlacedLine),
    /// An image.
    Replaced(PlacedReplaced),
    /// An outline.
    Outline(PlacedOutline),
    /// What follows, up to the matching `EndGroup`, is clipped and composited together.
    BeginGroup(Group),
    /// The end of the group opened last.
    EndGroup,
    /// What follows, up to the matching `EndArtifact`, is not content: margin boxes, repeated heads.
    BeginArtifact,
    /// The end of the artifact opened last.
    EndArtifact,
}

/// The fragment of a block box on this page.
#[derive(Debug)]
pub struct PlacedBox {
    /// `None` for the page box and margin boxes.
    pub box_id: Option<BoxId>,
    /// The element; `None` for anonymous boxes.
    pub node: Option<NodeId>,
    /// The style that it is painted with.
    pub style: Arc<ComputedStyle>,
    /// The border box.
    pub rect: Rect,
    /// Used border widths.
    pub border: Sides<Length>,
    /// Used padding.
    pub padding: Sides<Length>,
    /// Whether each edge is on this page (`box-decoration-break: slice`).
    pub edges: Sides<bool>,
    /// Where the fragment is in the whole box, if that changes how it is painted.
    pub whole: Option<WholeBox>,
    /// Whether the element starts on this page, which makes the box the target of links to it.
    pub starts: bool,
}

/// A line of text.
#[derive(Debug)]
pub struct PlacedLine {
    /// The galley's left edge at the top of the line box.
    pub at: Point,
    /// The line as laid out.
    pub line: Arc<Line>,
    /// The text buffer that the line's ranges are in: that of the document, or of a margin box.
    pub text: Arc<str>,
    /// The part of the line that is painted here.
    pub part: LinePart,
}

impl PlacedLine {
    /// The fragments of the line that are painted here, on all layers.
    pub fn fragments(&self) -> impl Iterator<Item = &LineFragment> {
        self.line.fragments.iter().enumerate().filter_map(|(index, fragment)| {
            let is_box = matches!(fragment, LineFragment::Box(_));
            let is_here = match self.part {
                LinePart::Whole | LinePart::Flow | LinePart::Layer(_) => true,
                LinePart::Under => is_box,
                LinePart::Content { from, to } => !is_box && (from..to).contains(&index),
                LinePart::Over => false,
            };
            is_here.then_some(fragment)
        })
    }
}

/// A part of a line that is painted by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinePart {
    /// All of it.
    Whole,
    /// All content outside inline boxes with a `z-index` other than 0.
    Flow,
    /// The content of this inline box, without that of other layers inside it.
    Layer(BoxId),
    /// Of a line with atomic boxes between its text: inline boxes and underlines, which are under all of the text.
    Under,
    /// Some fragments of such a line. In the page's content the atomic boxes are between these parts, each at its place
    /// in the text.
    Content {
        /// The index of the first fragment.
        from: usize,
        /// The index after the last fragment.
        to: usize,
    },
    /// Of such a line: lines through the text and outlines, which are over the text and the boxes.
    Over,
}

/// Whether an inline box is painted on a separate layer. With `z-index: 0` it stays with its line, so that the text is
/// read in order.
pub fn is_inline_layer(style: &ComputedStyle) -> bool {
    style.layout.position == Position::Relative && style.layout.z_index.is_some_and(|level| level != 0)
}

/// Whether the content of an inline box is composited as a group.
pub fn is_inline_group(style: &ComputedStyle) -> bool {
    style.background.opacity < 1.0
        || style.effects.as_ref().is_some_and(|effects| effects.is_stacking_context())
}

/// The outline of a box, which is painted after its content.
#[derive(Debug)]
pub struct PlacedOutline {
    /// The style of the box.
    pub style: Arc<ComputedStyle>,
    /// The border box.
    pub rect: Rect,
    /// Whether each edge of the box is on this page.
    pub edges: Sides<bool>,
}

/// An image; its background and border are a [`PlacedBox`] before it.
#[derive(Debug)]
pub struct PlacedReplaced {
    /// The element.
    pub node: Option<NodeId>,
    /// The style of the element.
    pub style: Arc<ComputedStyle>,
    /// The content box.
    pub rect: Rect,
    /// The image.
    pub replaced: Arc<Replaced>,
}

/// Content that is clipped or composited together, with the box whose style determines how.
#[derive(Clone, Debug)]
pub struct Group {
    /// What the group is for.
    pub kind: GroupKind,
    /// The style of the box.
    pub style: Arc<ComputedStyle>,
    /// The border box.
    pub rect: Rect,
    /// Used border widths.
    pub border: Sides<Length>,
    /// Used padding.
    pub padding: Sides<Length>,
    /// Whether each edge is on this page.
    pub edges: Sides<bool>,
}

/// Why content forms a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// The box clips its content.
    Overflow,
    /// The box with its content is transformed, clipped, blended or faded.
    Context,
    /// The same for a fragment of an inline box, which cannot be transformed.
    Inline,
}

impl Group {
    /// A group of a box whose place is not known yet.
    pub(crate) fn new(kind: GroupKind, style: &Arc<ComputedStyle>) -> Group {
        Group {
            kind,
            style: style.clone(),
            rect: Rect::default(),
            border: Sides::default(),
            padding: Sides::default(),
            edges: Sides::all(true),
        }
    }

    pub(crate) fn set_box(
        &mut self,
        rect: Rect,
        border: Sides<Length>,
        padding: Sides<Length>,
        edges: Sides<bool>,
    ) {
        (self.rect, self.border, self.padding, self.edges) = (rect, border, padding, edges);
    }
}
