//! Borders, backgrounds, images and decorations (CSS Backgrounds 3, CSS Images 3).

use std::sync::Arc;

use super::{LengthPercentage, keywords};
use crate::css::Color;
use crate::units::{Length, Rect};

keywords! {
    /// The style of a border, an outline or a column rule (CSS Backgrounds 3, section 3.2).
    pub enum LineStyle {
        None = "none",
        Hidden = "hidden",
        Solid = "solid",
        Dashed = "dashed",
        Dotted = "dotted",
        Double = "double",
        Groove = "groove",
        Ridge = "ridge",
        Inset = "inset",
        Outset = "outset",
    }
}

/// One side of a border. The width is zero where the style draws nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BorderSide {
    /// The used width.
    pub width: Length,
    /// How the line is drawn.
    pub style: LineStyle,
    /// The color of the line.
    pub color: Color,
}

impl BorderSide {
    /// 3 px: the used width of `medium`, the initial value of `border-*-width` and `outline-width`.
    pub const MEDIUM_WIDTH: Length = Length(3 * Length::PIXEL.0);
    /// No line.
    pub const NONE: BorderSide =
        BorderSide { width: Length::ZERO, style: LineStyle::None, color: Color::BLACK };
}

/// A corner's horizontal and vertical radius.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CornerRadius {
    /// The horizontal radius; percentages refer to the width of the border box.
    pub horizontal: LengthPercentage,
    /// The vertical radius; percentages refer to the height of the border box.
    pub vertical: LengthPercentage,
}

/// The radii of the four corners of a box (CSS Backgrounds 3, section 4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CornerRadii {
    /// `border-top-left-radius`.
    pub top_left: CornerRadius,
    /// `border-top-right-radius`.
    pub top_right: CornerRadius,
    /// `border-bottom-right-radius`.
    pub bottom_right: CornerRadius,
    /// `border-bottom-left-radius`.
    pub bottom_left: CornerRadius,
}

/// One layer of `background-image` with the properties that go with it.
#[derive(Clone, Debug, PartialEq)]
pub struct BackgroundLayer {
    /// The image.
    pub image: BackgroundImage,
    /// `background-position`: horizontal and vertical.
    pub position: (LengthPercentage, LengthPercentage),
    /// `background-size`.
    pub size: BackgroundSize,
    /// `background-repeat`: horizontal and vertical.
    pub repeat: (BackgroundRepeat, BackgroundRepeat),
    /// `background-origin`: the box that position and size refer to.
    pub origin: BackgroundBox,
    /// `background-clip`: the box outside which nothing is painted.
    pub clip: BackgroundBox,
    /// `background-attachment`.
    pub attachment: BackgroundAttachment,
    /// Of a layer that a cell paints for a row, a column or a group of them: that box, relative to the border box of
    /// the cell. Position and size refer to it.
    pub area: Option<Rect>,
}

impl BackgroundLayer {
    /// A layer without an image, with the initial values of all properties.
    pub const INITIAL: BackgroundLayer = BackgroundLayer {
        image: BackgroundImage::None,
        position: (LengthPercentage::ZERO, LengthPercentage::ZERO),
        size: BackgroundSize::Auto,
        repeat: (BackgroundRepeat::Repeat, BackgroundRepeat::Repeat),
        origin: BackgroundBox::PaddingBox,
        clip: BackgroundBox::BorderBox,
        attachment: BackgroundAttachment::Scroll,
        area: None,
    };
}

/// The value of a layer in a list of values, which is repeated if it is shorter than the list of layers.
pub(in crate::css) fn nth_or<T: Copy>(list: &[T], index: usize, initial: T) -> T {
    if list.is_empty() { initial } else { list[index % list.len()] }
}

/// The image of a background layer (CSS Images 3, section 2).
#[derive(Clone, Debug, PartialEq)]
pub enum BackgroundImage {
    /// `none`.
    None,
    /// One color all over: the `background-color` of a box that another box paints over further layers.
    Color(Color),
    /// `url()`.
    Url(Arc<ImageUrl>),
    /// `linear-gradient()` and `repeating-linear-gradient()`.
    LinearGradient(Arc<LinearGradient>),
    /// `radial-gradient()` and `repeating-radial-gradient()`.
    RadialGradient(Arc<RadialGradient>),
    /// `conic-gradient()` and `repeating-conic-gradient()`.
    ConicGradient(Arc<ConicGradient>),
}

impl BackgroundImage {
    /// Whether a mask is an element of the document instead of a picture.
    pub fn is_element(&self) -> bool {
        matches!(self, BackgroundImage::Url(url) if url.url.starts_with('#'))
    }
}

/// A reference to an image with the folder that it is relative to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImageUrl {
    /// Folder of the stylesheet or document, relative to the project folder.
    pub base: String,
    /// The reference as the stylesheet or document has it.
    pub url: String,
}

/// The colors of a gradient and how they are mixed.
#[derive(Clone, Debug, PartialEq)]
pub struct GradientColors {
    /// Whether the stops repeat in both directions.
    pub repeating: bool,
    /// The color space in which neighboring colors are mixed.
    pub mixing: super::Mixing,
    /// The stops and hints in the order they are written.
    pub stops: Vec<ColorStop>,
}

/// A gradient along a line (CSS Images 3, section 3.1).
#[derive(Clone, Debug, PartialEq)]
pub struct LinearGradient {
    /// The direction of the gradient line.
    pub direction: GradientDirection,
    /// The colors along the line.
    pub colors: GradientColors,
}

/// A gradient around a point (CSS Images 4, section 3.3).
#[derive(Clone, Debug, PartialEq)]
pub struct ConicGradient {
    /// The angle at which it starts, in degrees clockwise from the top.
    pub from: f32,
    /// The center, in the gradient box.
    pub position: (LengthPercentage, LengthPercentage),
    /// The colors around the circle; 100 % is a whole turn.
    pub colors: GradientColors,
}

/// The direction of a linear gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GradientDirection {
    /// Degrees clockwise from the top.
    Angle(f32),
    /// Towards a side or corner.
    Towards {
        /// -1 to the left, 1 to the right, 0 neither.
        horizontal: i8,
        /// -1 upwards, 1 downwards, 0 neither.
        vertical: i8,
    },
}

/// A gradient outwards from a point (CSS Images 3, section 3.2).
#[derive(Clone, Debug, PartialEq)]
pub struct RadialGradient {
    /// `circle`, not `ellipse`.
    pub circle: bool,
    /// Where the gradient ends.
    pub extent: RadialExtent,
    /// The center, in the gradient box.
    pub position: (LengthPercentage, LengthPercentage),
    /// The colors along the radius.
    pub colors: GradientColors,
}

/// The size of the shape at which a radial gradient ends (CSS Images 3, section 3.2.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RadialExtent {
    /// `closest-side`: it touches the side or sides nearest to the center.
    ClosestSide,
    /// `farthest-side`: it touches the side or sides farthest from the center.
    FarthestSide,
    /// `closest-corner`: it passes through the corner nearest to the center.
    ClosestCorner,
    /// `farthest-corner`: it passes through the corner farthest from the center.
    FarthestCorner,
    /// The horizontal and the vertical radius; equal for a circle.
    Explicit(LengthPercentage, LengthPercentage),
}

/// A color stop or a color hint of a gradient (CSS Images 3, section 3.4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColorStop {
    /// The color; without meaning for a hint.
    pub color: Color,
    /// The position along the gradient; `None` where it is spread evenly between its neighbors.
    pub position: Option<LengthPercentage>,
    /// The stop is a hint without a color: the position of the midpoint between its neighbors.
    pub is_hint: bool,
}

/// `background-size` (CSS Backgrounds 3, section 2.9).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BackgroundSize {
    /// `auto`: the natural size of the image.
    Auto,
    /// `cover`: as small as possible while covering the positioning area.
    Cover,
    /// `contain`: as large as fits into the positioning area.
    Contain,
    /// Width and height, `None` for `auto`.
    Explicit(Option<LengthPercentage>, Option<LengthPercentage>),
}

/// How an image is repeated along one axis (CSS Backgrounds 3, section 2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackgroundRepeat {
    /// `repeat`: as often as needed, and clipped.
    Repeat,
    /// `no-repeat`: painted once.
    NoRepeat,
    /// `space`: as often as fits, with equal gaps between the images.
    Space,
    /// `round`: scaled so that a whole number of images fits.
    Round,
}

keywords! {
    /// `background-attachment` (CSS Backgrounds 3, section 2.5).
    pub enum BackgroundAttachment {
        /// Placed on the box. Nothing scrolls on a page, so `local` is the same.
        Scroll = "scroll",
        /// Placed on the page.
        Fixed = "fixed",
        Local = "local",
    }
}

keywords! {
    /// The box that a background is placed in or clipped to (CSS Backgrounds 3, sections 2.7 and 2.8).
    pub enum BackgroundBox {
        BorderBox = "border-box",
        PaddingBox = "padding-box",
        ContentBox = "content-box",
        /// The glyphs of the text in the border box; backgrounds are only clipped to it (CSS Backgrounds 4, section 2.6).
        Text = "text",
    }
}

keywords! {
    /// `image-rendering`: how the pixels of a picture are scaled (CSS Images 3, section 6.1).
    pub enum ImageRendering {
        Auto = "auto",
        Smooth = "smooth",
        HighQuality = "high-quality",
        CrispEdges = "crisp-edges",
        Pixelated = "pixelated",
    }
}

/// `image-resolution`: how many pixels of a raster image make a CSS pixel of its natural size (CSS Images 4, section 6.2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImageResolution {
    /// `from-image`: the density in the file counts, if it has one.
    pub from_image: bool,
    /// Pixels of the image in a CSS pixel.
    pub dots: f32,
}

impl ImageResolution {
    /// One pixel of the image is one CSS pixel.
    pub const INITIAL: ImageResolution = ImageResolution { from_image: false, dots: 1.0 };
}

keywords! {
    /// `object-fit`.
    pub enum ObjectFit {
        Fill = "fill",
        Contain = "contain",
        Cover = "cover",
        None = "none",
        ScaleDown = "scale-down",
    }
}

/// The `text-decoration-*` properties of the element that sets them (decorations propagate to descendants; they
/// are not inherited).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextDecoration {
    /// `underline`.
    pub underline: bool,
    /// `overline`.
    pub overline: bool,
    /// `line-through`.
    pub line_through: bool,
    /// `text-decoration-style`: how the lines are drawn.
    pub style: TextDecorationStyle,
    /// `text-decoration-color`.
    pub color: Color,
    /// `text-decoration-thickness`.
    pub thickness: TextDecorationThickness,
}

impl TextDecoration {
    /// No lines; black, because the text's color is not known here.
    pub const INITIAL: TextDecoration = TextDecoration {
        underline: false,
        overline: false,
        line_through: false,
        style: TextDecorationStyle::Solid,
        color: Color::BLACK,
        thickness: TextDecorationThickness::FromFont,
    };
}

keywords! {
    /// `text-decoration-style`.
    pub enum TextDecorationStyle {
        Solid = "solid",
        Double = "double",
        Dotted = "dotted",
        Dashed = "dashed",
        Wavy = "wavy",
    }
}

/// `text-underline-position`: where an underline's offset is measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnderlinePosition {
    /// `auto`: the position in the font's metrics, or the baseline.
    Auto,
    /// `from-font`: the position in the font's metrics.
    FromFont,
    /// `under`: below the descenders.
    Under,
}

keywords! {
    /// `text-decoration-skip-ink`: whether lines skip the glyphs that cross them.
    pub enum SkipInk {
        /// All glyphs but ideographs, kana and hangul, which fill their squares.
        Auto = "auto",
        None = "none",
        All = "all",
    }
}

/// `text-decoration-thickness` (CSS Text Decoration 4, section 2.4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TextDecorationThickness {
    /// `auto` and `from-font`.
    FromFont,
    /// A fixed thickness.
    Length(Length),
}
