//! The display list of one page. Coordinates are those of the page box: `x` to the right and `y`
//! down from its top left corner, in [`Length`]s; `pdf` turns them over.

use std::sync::Arc;

pub use super::transform::Transform;
use crate::boxes::Replaced;
use crate::css::{BlendMode, Color, PageOrientation};
use crate::html::NodeId;
use crate::layout::{GlyphRun, Line};
use crate::text::FaceId;
use crate::units::{Length, Point, Rect, Size};

#[derive(Debug)]
pub struct DisplayList {
    /// The page box.
    pub size: Size,
    /// How the page is turned when it is shown.
    pub orientation: PageOrientation,
    /// The number printed on the page, for page labels.
    pub label: String,
    pub items: Vec<DisplayItem>,
    pub links: Vec<LinkArea>,
    /// The elements that start on this page and that something may lead to.
    pub targets: Vec<Target>,
}

#[derive(Debug)]
pub enum DisplayItem {
    Text(TextItem),
    Path(PathItem),
    Image(ImageItem),
    /// Everything up to `EndGroup` is composed as one with this opacity (1.0 is opaque) and clip.
    BeginGroup {
        opacity: f32,
        clip: Option<Vec<PathSegment>>,
        tag: Tag,
    },
    /// A group of another kind, also up to its `EndGroup`.
    BeginEffect {
        effect: Effect,
        tag: Tag,
    },
    EndGroup,
}

/// What happens to the items of a group.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Their coordinates are mapped.
    Transform(Transform),
    /// They show inside of a path only.
    Clip { segments: Vec<PathSegment>, even_odd: bool },
    /// Composed as one, they are mixed with what lies below.
    Blend(BlendMode),
}

/// What an item is part of. Every item has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Content of an element.
    Node { node: NodeId, role: Role },
    /// Not content: ISO 32000-1, 14.8.2.2.
    Artifact(ArtifactKind),
}

impl Tag {
    /// Whether the item is not content.
    pub fn is_artifact(self) -> bool {
        matches!(self, Tag::Artifact(_))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArtifactKind {
    /// Headers, footers, page numbers.
    Pagination,
    /// Backgrounds, borders, rules.
    Layout,
    /// The background of a whole page.
    Background,
}

/// The standard structure types of ISO 32000-1, 14.8.4 that the engine gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Document,
    Part,
    Article,
    Section,
    Division,
    BlockQuote,
    Caption,
    TableOfContents,
    TableOfContentsItem,
    Paragraph,
    /// Level 1 to 6.
    Heading(u8),
    List,
    ListItem,
    Label,
    ListBody,
    Table,
    TableHead,
    TableBody,
    TableFoot,
    TableRow,
    TableHeaderCell,
    TableDataCell,
    Span,
    Quote,
    Note,
    Reference,
    Code,
    Link,
    Figure,
    Formula,
    /// An element that only groups.
    NonStructural,
}

/// One run of glyphs.
#[derive(Debug)]
pub struct TextItem {
    pub face: FaceId,
    pub size: Length,
    pub color: Color,
    /// Where the first glyph's origin is.
    pub origin: Point,
    /// The line that holds the run, and the run's place among its fragments.
    pub line: Arc<Line>,
    pub fragment: u32,
    /// The text of the run, in logical order.
    pub text: Arc<str>,
    /// The range of `text` that is this run's; the run's clusters count from its start.
    pub range: (u32, u32),
    pub language: Arc<str>,
    pub tag: Tag,
}

impl TextItem {
    /// The glyphs; `None` only if the item was made wrongly.
    pub fn run(&self) -> Option<&GlyphRun> {
        match self.line.fragments.get(self.fragment as usize) {
            Some(crate::layout::LineFragment::Glyphs(run)) => Some(run),
            _ => None,
        }
    }

    /// The text of the run.
    pub fn run_text(&self) -> &str {
        self.text.get(self.range.0 as usize..self.range.1 as usize).unwrap_or_default()
    }
}

#[derive(Debug)]
pub struct PathItem {
    pub segments: Vec<PathSegment>,
    pub fill: Option<Paint>,
    /// Fill by the even-odd rule instead of the non-zero one.
    pub even_odd: bool,
    pub stroke: Option<Stroke>,
    pub tag: Tag,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathSegment {
    MoveTo(Point),
    LineTo(Point),
    CurveTo(Point, Point, Point),
    Close,
}

#[derive(Clone, Debug)]
pub enum Paint {
    Solid(Color),
    Gradient(Arc<Gradient>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    pub shape: GradientShape,
    /// Sorted by offset, at least two, offsets from 0.0 to 1.0.
    pub stops: Vec<GradientStop>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GradientShape {
    Linear {
        from: Point,
        to: Point,
    },
    /// An ellipse: center and radii.
    Radial {
        center: Point,
        horizontal: Length,
        vertical: Length,
    },
    /// Around a center; `radius` is how far it has to reach, `from` in degrees clockwise from upwards.
    Conic {
        center: Point,
        radius: Length,
        from: f64,
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradientStop {
    pub offset: f32,
    pub color: Color,
}

#[derive(Clone, Debug)]
pub struct Stroke {
    pub color: Color,
    pub width: Length,
    /// Alternating dashes and gaps; empty for a solid line.
    pub dashes: Vec<Length>,
    pub round_caps: bool,
}

#[derive(Debug)]
pub struct ImageItem {
    pub replaced: Arc<Replaced>,
    /// Where the whole picture goes.
    pub rect: Rect,
    /// What of it shows, where that is less (`object-fit: cover`, backgrounds).
    pub clip: Option<Rect>,
    pub tag: Tag,
}

/// An area that leads somewhere.
#[derive(Clone, Debug)]
pub struct LinkArea {
    /// One rectangle a line.
    pub rects: Vec<Rect>,
    /// Those that are turned: the corners, top left, top right, bottom left and bottom right as they
    /// were.
    pub turned: Vec<[Point; 4]>,
    pub target: LinkTarget,
    /// The `a` element.
    pub node: NodeId,
    /// What the link says, for readers that cannot see it.
    pub description: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    Url(String),
    /// An element of the document.
    Node(NodeId),
}

/// Where an element starts.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    pub node: NodeId,
    pub at: Point,
}

/// An entry of the document outline, in document order; levels make the nesting.
#[derive(Clone, Debug)]
pub struct OutlineEntry {
    /// 1 is outermost.
    pub level: u8,
    pub title: String,
    pub node: NodeId,
    /// Whether the entries inside of it show at first; `None` leaves it to how deep it is.
    pub open: Option<bool>,
}
