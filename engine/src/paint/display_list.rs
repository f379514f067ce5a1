//! The display list of one page. Coordinates are those of the page box: `x` to the right and `y`
//! down from its top left corner, in [`Length`]s; `pdf` flips them. The list owns or shares everything that it draws, so
//! that `pdf` needs no other phase: text with its glyphs, paths, pictures, links, each item with the element that it is
//! content of. Groups nest; each start has its end in the same list.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

pub use super::structure::ContentPlace;
pub use super::transform::Transform;
pub use crate::boxes::VectorPicture;
pub use crate::css::{BlendMode, Color, Direction, Inks, PageOrientation};
pub use crate::html::NodeId;
use crate::text::FaceId;
use crate::units::{Length, Point, Rect, Size};

/// The items that are drawn on a page, with its links and link targets.
#[derive(Debug)]
pub struct DisplayList {
    /// The page box, which is the trimmed page.
    pub size: Size,
    /// The area that content is painted in: the page box, with the bleed around it.
    pub bleed_box: Rect,
    /// The whole sheet, with the printer's marks around the bleed.
    pub media_box: Rect,
    /// How a viewer rotates the page.
    pub orientation: PageOrientation,
    /// The number printed on the page, for page labels.
    pub label: String,
    /// The items, from the bottom to the top.
    pub items: Vec<DisplayItem>,
    /// The areas that are links.
    pub links: Vec<LinkArea>,
    /// The elements that start on this page and that links or outline entries may lead to.
    pub targets: Vec<LinkDestination>,
}

/// An item of a display list.
#[derive(Clone, Debug)]
pub enum DisplayItem {
    /// A run of glyphs.
    Text(TextItem),
    /// A path that is filled or stroked.
    Path(PathItem),
    /// A picture.
    Image(ImageItem),
    /// All items up to the matching `EndGroup` are composited as a group with this opacity and clip.
    BeginGroup {
        /// From 0.0 (transparent) to 1.0 (opaque).
        opacity: f32,
        /// The only area that is painted; `None` is everything.
        clip: Option<Vec<PathSegment>>,
        /// What the group belongs to.
        tag: Tag,
    },
    /// Another kind of group, also up to its `EndGroup`.
    BeginEffect {
        /// What happens to the items of the group.
        effect: Effect,
        /// What the group belongs to.
        tag: Tag,
    },
    /// The end of the innermost group.
    EndGroup,
}

/// The effect of a group on its items.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Their coordinates are mapped.
    Transform(Transform),
    /// They are visible only inside a path.
    Clip {
        /// The path.
        segments: Vec<PathSegment>,
        /// Whether its inside follows the even-odd rule instead of the non-zero one.
        even_odd: bool,
    },
    /// They are composited as a group and blended with the backdrop.
    Blend(BlendMode),
    /// They are composited as a group, as opaque as the mask is at each place.
    Mask(Arc<Mask>),
}

/// What decides how opaque a group is.
#[derive(Debug)]
pub struct Mask {
    /// The items of the mask; groups in it end.
    pub items: Vec<DisplayItem>,
    /// Whether the luminance of the items on black counts, instead of their opacity.
    pub is_luminance: bool,
}

/// What an item belongs to: it is content of an element, or an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Content of an element.
    Node {
        /// The element.
        node: NodeId,
        /// The role of the element in the structure of the document.
        role: Role,
        /// The place in the element.
        place: ContentPlace,
    },
    /// Not content: ISO 32000-1, 14.8.2.2.
    Artifact(ArtifactKind),
}

impl Tag {
    /// Whether the item is not content.
    pub fn is_artifact(self) -> bool {
        matches!(self, Tag::Artifact(_))
    }
}

/// Why an item is not content (ISO 32000-1, 14.8.2.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArtifactKind {
    /// Headers, footers, page numbers.
    Pagination,
    /// Backgrounds, borders, rules.
    Layout,
    /// The background of a whole page.
    Background,
    /// Marks for the printer outside the page, which are in all separations, and the slug line.
    PrinterMark,
}

/// The standard structure types (ISO 32000-1, 14.8.4) that the engine uses.
#[allow(missing_docs, reason = "the names are the specification's")]
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
    /// A base with its annotation.
    Ruby,
    RubyBase,
    RubyText,
    /// An element that only groups.
    NonStructural,
    /// In PDF 2.0 only, like the following.
    Aside,
    Emphasis,
    Strong,
}

/// A run of glyphs of one face, size, color and direction, in visual order from left to right.
#[derive(Clone, Debug)]
pub struct TextItem {
    /// The face of all its glyphs.
    pub face: FaceId,
    /// The font size.
    pub size: Length,
    /// The fill color.
    pub color: Color,
    /// The origin of the first glyph.
    pub origin: Point,
    /// The glyphs by their number in the face.
    pub glyphs: Arc<[u16]>,
    /// For each glyph, the distance to the next one, including justification and spacing.
    pub advances: Arc<[Length]>,
    /// For each glyph, its offset from where the advances place it (right, up); empty if there are none.
    pub displacements: Box<[(Length, Length)]>,
    /// For each glyph, the start of the characters that it shows, in bytes from the start of the run's
    /// text. The glyphs of a cluster have equal values; in right-to-left runs the values decrease.
    pub clusters: Arc<[u32]>,
    /// How much wider than their outlines the glyphs are drawn, in 1/65536.
    pub widened: i32,
    /// The sum of `advances`.
    pub width: Length,
    /// The space that is added after each letter.
    pub letter_spacing: Length,
    /// Whether the text of the run is right-to-left.
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
    /// The text that is read and extracted instead of the run's: of an icon, of `content` with a text after `/`.
    pub alternative: Option<Arc<str>>,
    /// Whether this is an initial that spans several lines (CSS Inline 3, section 4).
    pub is_initial_letter: bool,
    /// The language as a BCP 47 tag; empty if it is not known.
    pub language: Arc<str>,
    /// The line of the run, shared by all runs on it.
    pub line: Arc<TextLine>,
    /// The runs to the left and to the right on the line, painted or not.
    pub previous: Option<AdjacentRun>,
    /// The run to the right; see `previous`.
    pub next: Option<AdjacentRun>,
    /// The element that the text is content of.
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

/// The properties of a line besides its runs. Items of the same line share one, so its address identifies the line.
#[derive(Debug)]
pub struct TextLine {
    /// The byte range of the paragraph's text on the line, in [`TextItem::text`].
    pub text: Range<u32>,
    /// Whether the line ends inside a word: at a hyphen, or where a word that fits on no line is broken.
    pub breaks_word: bool,
}

/// The properties of an adjacent run that text extraction needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdjacentRun {
    /// The face of its glyphs.
    pub face: FaceId,
    /// Whether its text is right-to-left.
    pub right_to_left: bool,
    /// The direction of its paragraph.
    pub direction: Direction,
    /// Whether it is painted but not extracted; see [`TextItem::is_artifact`].
    pub is_artifact: bool,
}

/// A path that is filled, stroked or both.
#[derive(Clone, Debug)]
pub struct PathItem {
    /// Subpaths, each starting with `MoveTo`.
    pub segments: Vec<PathSegment>,
    /// How it is filled; `None` for not at all.
    pub fill: Option<Paint>,
    /// Fill by the even-odd rule instead of the non-zero one.
    pub even_odd: bool,
    /// How it is stroked, over the fill; `None` for not at all.
    pub stroke: Option<Stroke>,
    /// What the path belongs to.
    pub tag: Tag,
}

/// A segment of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathSegment {
    /// Starts a subpath.
    MoveTo(Point),
    /// A straight line.
    LineTo(Point),
    /// A cubic Bézier curve: two control points and its end.
    CurveTo(Point, Point, Point),
    /// A line back to the start of the subpath.
    Close,
}

/// What an area is filled with.
#[derive(Clone, Debug)]
pub enum Paint {
    /// A color.
    Solid(Color),
    /// A color gradient.
    Gradient(Arc<Gradient>),
    /// Copies of a tile side by side.
    Tiles(Arc<Tiles>),
}

/// A tile that fills an area with its copies (SVG 2, section 14.3).
#[derive(Debug)]
pub struct Tiles {
    /// The items of one tile, which is clipped to its size; groups in it end.
    pub items: Vec<DisplayItem>,
    /// The size of the tile, whose top left corner is the origin of its coordinates.
    pub size: Size,
    /// Maps the coordinates of the tile to those of what is filled.
    pub map: Transform,
}

/// A color gradient (CSS Images 3, section 3).
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// Where it runs.
    pub shape: GradientShape,
    /// Sorted by offset, at least two, offsets from 0.0 to 1.0.
    pub stops: Vec<GradientStop>,
}

/// The shape of a gradient: how offsets become places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GradientShape {
    /// Along a line.
    Linear {
        /// Offset 0.0.
        from: Point,
        /// Offset 1.0.
        to: Point,
    },
    /// An ellipse: center and radii.
    Radial {
        /// Offset 0.0.
        center: Point,
        /// The radius at offset 1.0, to the left and right.
        horizontal: Length,
        /// The radius at offset 1.0, up and down.
        vertical: Length,
    },
    /// Between two circles (SVG 2, section 14.2.3).
    Circles {
        /// Offset 0.0.
        from: Circle,
        /// Offset 1.0.
        to: Circle,
        /// Maps the coordinates of the circles, in points.
        map: Transform,
    },
    /// Around a center.
    Conic {
        /// The point that it turns around.
        center: Point,
        /// How far it has to reach.
        radius: Length,
        /// Where offset 0.0 is, in degrees clockwise from upward.
        from: f64,
    },
}

impl Hash for Gradient {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut add = |numbers: &[f64]| numbers.iter().for_each(|number| number.to_bits().hash(state));
        let place = |point: Point| [point.x.points(), point.y.points()];
        match self.shape {
            GradientShape::Linear { from, to } => add(&[place(from), place(to)].concat()),
            GradientShape::Radial { center, horizontal, vertical } => {
                add(&place(center));
                add(&[horizontal.points(), vertical.points()]);
            }
            GradientShape::Circles { from, to, map } => {
                for circle in [from, to] {
                    add(&[circle.center.0, circle.center.1, circle.radius]);
                }
                add(&map.0);
            }
            GradientShape::Conic { center, radius, from } => {
                add(&place(center));
                add(&[radius.points(), from]);
            }
        }
        for stop in &self.stops {
            (stop.offset.to_bits(), stop.color).hash(state);
        }
    }
}

/// A circle, in points of its own coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// The center.
    pub center: (f64, f64),
    /// The radius, not negative.
    pub radius: f64,
}

/// A color at a place of a gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradientStop {
    /// From 0.0 to 1.0.
    pub offset: f32,
    /// The color there.
    pub color: Color,
}

/// How a path is stroked.
#[derive(Clone, Debug)]
pub struct Stroke {
    /// The color of the stroke.
    pub color: Color,
    /// The line width.
    pub width: Length,
    /// Alternating dashes and gaps; empty for a solid line.
    pub dashes: Vec<Length>,
    /// Its ends and corners, and those of its dashes.
    pub ends: LineEnds,
}

/// The ends and corners of a stroke, as PDF has them (ISO 32000-2, section 8.4.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LineEnds {
    /// The ends.
    pub cap: LineCap,
    /// The corners.
    pub join: LineJoin,
}

impl LineEnds {
    /// Round ends and corners.
    pub const ROUND: LineEnds = LineEnds { cap: LineCap::Round, join: LineJoin::Round };
}

/// An end of a stroke.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineCap {
    /// Cut off at the end point.
    #[default]
    Butt,
    /// Half a circle.
    Round,
    /// Half a square.
    Square,
}

/// A corner of a stroke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineJoin {
    /// Pointed, unless the point is longer than so many thousandths of the line's width.
    Miter(u32),
    /// Part of a circle.
    Round,
    /// Cut off.
    Bevel,
}

impl LineJoin {
    /// The limit of pointed corners at which PDF begins, in thousandths.
    pub const DEFAULT_LIMIT: u32 = 10_000;
}

impl Default for LineJoin {
    fn default() -> LineJoin {
        LineJoin::Miter(LineJoin::DEFAULT_LIMIT)
    }
}

/// A picture: it is embedded once however often it is drawn.
#[derive(Clone, Debug)]
pub struct Image {
    /// The pixels, or the vectors.
    pub content: ImageContent,
    /// Natural width divided by natural height, if the picture has both.
    pub ratio: Option<f32>,
    /// The path that it was read from, for messages. Raster images of the same path and bytes are embedded
    /// once.
    pub path: Arc<str>,
}

impl Image {
    /// How the paths of blurred shadows begin.
    pub(super) const SHADOW: &str = "shadow:";

    /// Whether it is a blurred shadow, which was not read from anywhere.
    pub fn is_shadow(&self) -> bool {
        self.path.starts_with(Image::SHADOW)
    }

    /// The address of the content, which identifies the picture as long as one copy of it is kept.
    pub fn address(&self) -> usize {
        match &self.content {
            ImageContent::Raster { bytes, .. } => Arc::as_ptr(bytes).addr(),
            ImageContent::Vector(picture) => Arc::as_ptr(picture).addr(),
        }
    }
}

/// What a picture is made of.
#[derive(Clone, Debug)]
pub enum ImageContent {
    /// Pixels.
    Raster {
        /// The encoded file as it was read: PNG, JPEG, WebP or GIF.
        bytes: Arc<Vec<u8>>,
        /// How the camera was held: Exif's 1 (upright) to 8.
        orientation: u8,
    },
    /// An SVG picture, which is drawn as vectors.
    Vector(Arc<VectorPicture>),
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

/// A picture with its place on the page.
#[derive(Clone, Debug)]
pub struct ImageItem {
    /// The picture.
    pub image: Image,
    /// How pixels are resampled.
    pub sampling: ImageSampling,
    /// The area of the whole picture.
    pub rect: Rect,
    /// The visible area, if it is smaller (`object-fit: cover`, backgrounds).
    pub clip: Option<Rect>,
    /// What the picture belongs to.
    pub tag: Tag,
}

/// A link on a page.
#[derive(Clone, Debug)]
pub struct LinkArea {
    /// One rectangle a line.
    pub rects: Vec<Rect>,
    /// Areas that a transform has rotated or skewed: where the top left, top right, bottom left and bottom
    /// right corner are now.
    pub quads: Vec<[Point; 4]>,
    /// Where the link leads.
    pub target: LinkTarget,
    /// The `a` element.
    pub node: NodeId,
    /// A description for readers who cannot see the link.
    pub description: String,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address outside the document.
    Url(String),
    /// An element of the document.
    Node(NodeId),
    /// A file that is attached to the document, by its name.
    Attachment(String),
}

/// The place on a page where an element starts that links or outline entries may lead to.
#[derive(Clone, Copy, Debug)]
pub struct LinkDestination {
    /// The element.
    pub node: NodeId,
    /// Its top left corner.
    pub at: Point,
}

/// An entry of the document outline. Entries are in document order and nest by level.
#[derive(Clone, Debug)]
pub struct OutlineEntry {
    /// 1 is outermost.
    pub level: u8,
    /// The text of the entry.
    pub title: String,
    /// The element that the entry leads to.
    pub node: NodeId,
    /// Whether its inner entries show at first; with `None` its depth decides.
    pub open: Option<bool>,
}
