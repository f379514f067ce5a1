//! A finished page: everything on it with its place, in paint order.

use std::sync::Arc;

use crate::boxes::{BoxId, Replaced};
use crate::css::{ComputedStyle, PageClass, PageStyle, Position};
use crate::html::NodeId;
use crate::layout::{Line, LineFragment};
use crate::pages::placing::whole_boxes::WholeBox;
use crate::units::{Length, Point, Rect, Sides};

#[derive(Debug)]
pub struct Page {
    /// From 0, in the order of the file.
    pub index: u32,
    /// The value of the `page` counter.
    pub number: i32,
    /// The number as it is shown on the page.
    pub label: String,
    pub class: PageClass,
    pub style: Arc<PageStyle>,
    /// In paint order. Coordinates are from the top left corner of the page box.
    pub content: Vec<Placed>,
}

#[derive(Debug)]
pub enum Placed {
    Box(PlacedBox),
    Line(PlacedLine),
    Replaced(PlacedReplaced),
    Outline(PlacedOutline),
    /// What follows, up to the matching `EndGroup`, is clipped and composed together.
    BeginGroup(Group),
    EndGroup,
    /// What follows, up to the matching `EndArtifact`, is not content: margin boxes, repeated heads.
    BeginArtifact,
    EndArtifact,
}

/// The part of a block box on this page.
#[derive(Debug)]
pub struct PlacedBox {
    /// `None` for the page box and margin boxes.
    pub box_id: Option<BoxId>,
    pub node: Option<NodeId>,
    pub style: Arc<ComputedStyle>,
    /// The border box.
    pub rect: Rect,
    /// Used border widths and padding.
    pub border: Sides<Length>,
    pub padding: Sides<Length>,
    /// Which edges are on this page (`box-decoration-break: slice`).
    pub edges: Sides<bool>,
    /// The box that this part was cut from, where that makes a difference.
    pub whole: Option<WholeBox>,
    /// Whether the element starts on this page: where its links lead to.
    pub starts: bool,
}

/// A line; `at` is the place of the galley's left edge at the top of the line box.
#[derive(Debug)]
pub struct PlacedLine {
    pub at: Point,
    pub line: Arc<Line>,
    /// The text buffer that the line's ranges are in: that of the document, or of a margin box.
    pub text: Arc<str>,
    pub part: LinePart,
}

impl PlacedLine {
    /// The part of the line that is painted here; all of its layers.
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

/// What of a line is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinePart {
    Whole,
    /// Content in no inline box with a `z-index` other than 0.
    Flow,
    /// Content of this inline box, and of no other inside it.
    Layer(BoxId),
    /// Of a line with boxes whose content is among its text: what is under all of the text, that is,
    /// inline boxes and underlines.
    Under,
    /// These fragments of such a line, from one up to another. The boxes are between such parts in the
    /// page's content, each at its place in the text.
    Content {
        from: usize,
        to: usize,
    },
    /// What lies over the text and the boxes on such a line: strokes through the text, outlines.
    Over,
}

/// Whether an inline box is painted on a separate layer. On level 0 it stays with its line, so that
/// the text is read in order.
pub fn is_inline_layer(style: &ComputedStyle) -> bool {
    style.layout.position == Position::Relative && style.layout.z_index.is_some_and(|level| level != 0)
}

/// Whether the content of an inline box is composited as a group.
pub fn is_inline_group(style: &ComputedStyle) -> bool {
    style.background.opacity < 1.0
        || style.effects.as_ref().is_some_and(|effects| effects.is_stacking_context())
}

/// The outline of a box, which is painted after what the box holds.
#[derive(Debug)]
pub struct PlacedOutline {
    pub style: Arc<ComputedStyle>,
    /// The border box.
    pub rect: Rect,
    pub edges: Sides<bool>,
}

#[derive(Debug)]
pub struct PlacedReplaced {
    pub node: Option<NodeId>,
    pub style: Arc<ComputedStyle>,
    /// The content box.
    pub rect: Rect,
    pub replaced: Arc<Replaced>,
}

/// Boxes that are clipped or composed together, with the box that says how.
#[derive(Clone, Debug)]
pub struct Group {
    pub kind: GroupKind,
    pub style: Arc<ComputedStyle>,
    /// The border box, and used border widths and padding.
    pub rect: Rect,
    pub border: Sides<Length>,
    pub padding: Sides<Length>,
    /// Which edges are on this page.
    pub edges: Sides<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// The box clips what it holds.
    Overflow,
    /// The box with all it holds is transformed, clipped, blended or faded.
    Context,
    /// The same for a part of an inline box, which cannot be transformed.
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
