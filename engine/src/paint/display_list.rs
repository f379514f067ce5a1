//! The display list of one page. Coordinates are those of the page box: `x` to the right and `y`
//! down from its top left corner, in [`Length`]s; `pdf` turns them over.

use std::ops::Range;
use std::sync::Arc;

pub use super::transform::Transform;
pub use crate::css::{BlendMode, Color, Direction, PageOrientation};
pub use crate::html::NodeId;
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

/// A run of glyphs of one face, size, color and direction, in visual order from left to right.
#[derive(Clone, Debug)]
pub struct TextItem {
    pub face: FaceId,
    pub size: Length,
    pub color: Color,
    /// The origin of the first glyph.
    pub origin: Point,
    /// The glyphs by their number in the face.
    pub glyphs: Box<[u16]>,
    /// For each glyph, the distance to the next one, including justification and spacing.
    pub advances: Box<[Length]>,
    /// For each glyph, its offset from where the advances place it (right, up); empty if there are none.
    pub displacements: Box<[(Length, Length)]>,
    /// For each glyph, the start of the characters that it shows, in bytes from the start of the run's
    /// text. The glyphs of a cluster have equal values; in right-to-left runs the values decrease.
    pub clusters: Box<[u32]>,
    /// How much wider than their outlines the glyphs are drawn, in 1/65536.
    pub widened: i32,
    /// The sum of `advances`.
    pub width: Length,
    pub letter_spacing: Length,
    pub right_to_left: bool,
    /// The direction of the paragraph.
    pub direction: Direction,
    /// The text that contains the run's text, in logical order.
    pub text: Arc<str>,
    /// The byte range of the run in `text`.
    pub range: (u32, u32),
    /// Whether `text` is the run's own (a page number, a hyphen), not the document's.
    pub is_generated: bool,
    /// Painted, but not to be read or extracted as content: a hyphen that line breaking inserted, a leader.
    pub is_artifact: bool,
    /// Whether this is an initial that spans several lines (CSS Inline 3, section 4).
    pub is_initial_letter: bool,
    pub language: Arc<str>,
    /// The line of the run, shared by all runs on it.
    pub line: Arc<TextLine>,
    /// The runs to the left and to the right on the line, painted or not.
    pub previous: Option<AdjacentRun>,
    pub next: Option<AdjacentRun>,
    pub tag: Tag,
}

impl TextItem {
    /// The text of the run.
    pub fn run_text(&self) -> &str {
        self.text.get(self.range.0 as usize..self.range.1 as usize).unwrap_or_default()
    }

    /// The run as its neighbors see it.
    pub fn as_adjacent(&self) -> AdjacentRun {
        AdjacentRun {
            face: self.face,
            right_to_left: self.right_to_left,
            direction: self.direction,
            is_artifact: self.is_artifact,
        }
    }
}

/// What a line has besides its runs. Items of the same line share one, so its address identifies the line.
#[derive(Debug)]
pub struct TextLine {
    /// The byte range of the paragraph's text on the line, in [`TextItem::text`].
    pub text: Range<u32>,
    /// Whether the line ends inside a word: at a hyphen, or where a word that fits on no line is broken.
    pub breaks_word: bool,
}

/// What extraction needs to know about a run beside another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdjacentRun {
    pub face: FaceId,
    pub right_to_left: bool,
    /// The direction of its paragraph.
    pub direction: Direction,
    pub is_artifact: bool,
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

/// A picture: it is embedded once however often it is drawn.
#[derive(Clone, Debug)]
pub struct Image {
    pub content: ImageContent,
    /// Natural width divided by natural height, if the picture has both.
    pub ratio: Option<f32>,
    /// The path that it was read from, for messages. Raster images of the same path and bytes are embedded
    /// once.
    pub path: Arc<str>,
}

impl Image {
    /// The address of the content, which identifies the picture as long as one copy of it is kept.
    pub fn address(&self) -> usize {
        match &self.content {
            ImageContent::Raster { bytes, .. } => Arc::as_ptr(bytes).addr(),
            ImageContent::Vector(tree) => Arc::as_ptr(tree).addr(),
        }
    }
}

/// What a picture is made of.
#[derive(Clone, Debug)]
pub enum ImageContent {
    /// Pixels.
    Raster {
        /// The encoded file as it was read: PNG, JPEG or WebP.
        bytes: Arc<[u8]>,
        /// How the camera was held: Exif's 1 (upright) to 8.
        orientation: u8,
    },
    /// An SVG picture, which is drawn as vectors.
    Vector(Arc<usvg::Tree>),
}

/// How a raster image is resampled where its pixels are not those of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ImageSampling {
    /// As the viewer or printer does it.
    #[default]
    Default,
    /// Interpolated between pixels (ISO 32000-1, 8.9.5.3).
    Smooth,
    /// Every pixel stays a rectangle.
    Pixelated,
}

#[derive(Debug)]
pub struct ImageItem {
    pub image: Image,
    pub sampling: ImageSampling,
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
