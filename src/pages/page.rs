//! A finished page: everything on it with its place, in paint order.

use std::ops::Range;
use std::sync::Arc;

use crate::css::{ComputedStyle, CornerRadii, PageClass, PageStyle};
use crate::html::NodeId;
use crate::layout::{BoxId, Line, Replaced};
use crate::units::{Point, Rect, Sides};

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
    pub border: Sides<crate::units::Length>,
    pub padding: Sides<crate::units::Length>,
    /// Which edges are on this page (`box-decoration-break: slice`).
    pub edges: Sides<bool>,
    /// Whether the element starts on this page: where its links lead to.
    pub starts: bool,
}

/// A line; `at` is the place of the galley's left edge at the top of the line box.
#[derive(Debug)]
pub struct PlacedLine {
    pub at: Point,
    pub line: Arc<Line>,
    /// Those of its fragments that are painted here. Boxes on the line stand between them in the page's
    /// content, each at its place in the text.
    pub fragments: Range<usize>,
    /// The text buffer that the line's ranges are in: that of the document, or of a margin box.
    pub text: Arc<str>,
}

#[derive(Debug)]
pub struct PlacedReplaced {
    pub node: Option<NodeId>,
    pub style: Arc<ComputedStyle>,
    /// The content box.
    pub rect: Rect,
    pub replaced: Arc<Replaced>,
}

#[derive(Clone, Debug)]
pub struct Group {
    /// 1.0 is opaque.
    pub opacity: f32,
    /// Clip to the inside of this rectangle with these corners.
    pub clip: Option<(Rect, CornerRadii)>,
}
