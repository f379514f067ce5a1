//! Computed values of the properties that change how a finished box is drawn: transforms, clipping, blending,
//! outlines and shadows. Most boxes have none of them, so a style has either the whole group or none of it.

use std::fmt;
use std::sync::Arc;

use super::Color;
use super::values::{BorderSide, CornerRadii, Keyword, LengthPercentage, LineStyle, keywords};
use crate::units::{Length, Sides};

/// One function of `transform`. Angles are in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TransformFunction {
    /// `(a b c d e f)`; the last two are in CSS pixels.
    Matrix([f32; 6]),
    /// `translate()`: to the right and downwards; percentages refer to the reference box.
    Translate(LengthPercentage, LengthPercentage),
    /// `scale()`: horizontal and vertical factor.
    Scale(f32, f32),
    /// `rotate()`: clockwise.
    Rotate(f32),
    /// `skew()`: along the horizontal and the vertical axis.
    Skew(f32, f32),
}

/// The box that a shape or a transform refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeBox {
    /// `margin-box`.
    MarginBox,
    /// `border-box`.
    BorderBox,
    /// `padding-box`.
    PaddingBox,
    /// `content-box`.
    ContentBox,
}

/// `clip-path`: the region of a box that is shown (CSS Masking 1, section 3.5).
#[derive(Clone, Debug, PartialEq)]
pub struct ClipPath {
    /// `None` clips to the reference box itself, with its round corners.
    pub shape: Option<BasicShape>,
    /// The box that percentages and coordinates of the shape refer to.
    pub reference: ShapeBox,
    /// The address of a `clipPath` element, which clips elements of inline SVG.
    pub element: Option<Arc<str>>,
}

/// A shape in a reference box (CSS Shapes 1, section 3).
#[derive(Clone, Debug, PartialEq)]
pub enum BasicShape {
    /// `inset()`: a rectangle inside the reference box.
    Inset {
        /// Distances inwards from the sides of the reference box.
        sides: Sides<LengthPercentage>,
        /// The radii of its corners.
        radii: CornerRadii,
    },
    /// `rect()`: a rectangle given by its edges; `None` is `auto`.
    Rect {
        /// Distances of the edges; top and bottom from the top edge, left and right from the left edge.
        edges: Sides<Option<LengthPercentage>>,
        /// The radii of its corners.
        radii: CornerRadii,
    },
    /// `xywh()`: a rectangle given by position and size.
    Placed {
        /// The top left corner, from that of the reference box.
        at: (LengthPercentage, LengthPercentage),
        /// Width and height.
        size: (LengthPercentage, LengthPercentage),
        /// The radii of its corners.
        radii: CornerRadii,
    },
    /// `circle()` has one radius, `ellipse()` two.
    Ellipse {
        /// The radius or radii.
        radii: EllipseRadii,
        /// The center, from the top left corner of the reference box.
        at: (LengthPercentage, LengthPercentage),
    },
    /// `polygon()`.
    Polygon {
        /// The fill rule is `evenodd`, not `nonzero`.
        even_odd: bool,
        /// The vertices, from the top left corner of the reference box.
        points: Vec<(LengthPercentage, LengthPercentage)>,
    },
    /// `path()`, with coordinates from the top left corner of the reference box.
    Path {
        /// The fill rule is `evenodd`, not `nonzero`.
        even_odd: bool,
        /// The outline of the shape.
        commands: Vec<PathCommand>,
    },
}

/// A command of `path()`, with absolute coordinates. Quadratic curves and arcs have been converted to cubic
/// curves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathCommand {
    /// Starts a subpath at a point.
    Move((Length, Length)),
    /// A straight line to a point.
    Line((Length, Length)),
    /// A cubic Bézier curve: two control points and the end point.
    Curve((Length, Length), (Length, Length), (Length, Length)),
    /// A straight line back to the start of the subpath.
    Close,
}

/// The radius of a circle, or the horizontal and vertical radius of an ellipse (CSS Shapes 1, section 3.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EllipseRadii {
    /// One radius for all directions.
    Circle(ShapeRadius),
    /// The horizontal and the vertical radius.
    Ellipse(ShapeRadius, ShapeRadius),
}

/// A radius in `circle()` or `ellipse()`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShapeRadius {
    /// `closest-side`: the distance from the center to the nearest side of the reference box.
    ClosestSide,
    /// `farthest-side`: the distance from the center to the farthest side of the reference box.
    FarthestSide,
    /// A length, or a percentage of the size of the reference box.
    Length(LengthPercentage),
}

/// `overflow-x` or `overflow-y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisOverflow {
    /// `visible`: nothing is clipped.
    Visible,
    /// `hidden`: clips, and establishes a formatting context.
    Hidden,
    /// `clip`: clips, without a formatting context.
    Clip,
}

/// How far around a box `overflow: clip` lets it show (CSS Overflow 4, section 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverflowClipMargin {
    /// The box whose edge the distance is measured from.
    pub reference: ShapeBox,
    /// The distance outwards, not negative.
    pub distance: Length,
}

/// A line around a box that takes up no space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// The used width; zero where nothing is drawn.
    pub width: Length,
    /// How the line is drawn.
    pub style: LineStyle,
    /// The color of the line.
    pub color: Color,
    /// The distance of the line from the border edge, outwards.
    pub offset: Length,
}

impl Outline {
    /// No outline; black, because the text's color is not known here.
    pub const INITIAL: Outline = Outline {
        width: BorderSide::MEDIUM_WIDTH,
        style: LineStyle::None,
        color: Color::BLACK,
        offset: Length::ZERO,
    };
}

/// One shadow of `box-shadow` (CSS Backgrounds 3, section 6.1) or `text-shadow` (CSS Text Decoration 4, section 4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shadow {
    /// `inset`: the shadow lies inside the padding edge. Never with text.
    pub inset: bool,
    /// The offset to the right.
    pub horizontal: Length,
    /// The offset downwards.
    pub vertical: Length,
    /// The blur radius, from 0.
    pub blur: Length,
    /// How much larger than the box the shadow is, on each side; may be negative. 0 with text.
    pub spread: Length,
    /// The color of the shadow.
    pub color: Color,
}

keywords! {
    /// A function of `filter` that changes each color by itself.
    pub enum ColorFunction {
        Brightness = "brightness",
        Contrast = "contrast",
        Grayscale = "grayscale",
        HueRotate = "hue-rotate",
        Invert = "invert",
        Saturate = "saturate",
        Sepia = "sepia",
    }
}

/// A function of `filter` (Filter Effects 1, section 6).
#[derive(Clone, Debug, PartialEq)]
pub enum FilterFunction {
    /// A function of colors with its amount, from 0 on; of `hue-rotate()`, the angle in degrees.
    Color(ColorFunction, f32),
    /// `opacity()`, from 0 to 1.
    Opacity(f32),
    /// `blur()`: the standard deviation, from 0 on.
    Blur(Length),
    /// `drop-shadow()`. The standard deviation is half the blur radius.
    DropShadow(Shadow),
    /// `url()`.
    Reference(Arc<str>),
}

keywords! {
    /// How a box is blended with the content below it (CSS Compositing 1, section 9).
    #[derive(PartialOrd, Ord, Hash)]
    pub enum BlendMode {
        Normal = "normal",
        Multiply = "multiply",
        Screen = "screen",
        Overlay = "overlay",
        Darken = "darken",
        Lighten = "lighten",
        ColorDodge = "color-dodge",
        ColorBurn = "color-burn",
        HardLight = "hard-light",
        SoftLight = "soft-light",
        Difference = "difference",
        Exclusion = "exclusion",
        Hue = "hue",
        Saturation = "saturation",
        Color = "color",
        Luminosity = "luminosity",
    }
    unsupported "plus-lighter", "plus-darker";
}

impl BlendMode {
    /// Its keyword.
    pub fn name(self) -> &'static str {
        BlendMode::KEYWORDS.iter().find(|(_, mode)| *mode == self).map_or("normal", |(name, _)| name)
    }
}

impl ColorFunction {
    /// Its name.
    pub fn name(self) -> &'static str {
        ColorFunction::KEYWORDS.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }
}

/// As it is written in CSS, for the reader of inline SVG and for messages.
impl fmt::Display for FilterFunction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FilterFunction::Color(function, amount) => {
                let unit = if *function == ColorFunction::HueRotate { "deg" } else { "" };
                write!(formatter, "{}({amount}{unit})", function.name())
            }
            FilterFunction::Opacity(amount) => write!(formatter, "opacity({amount})"),
            FilterFunction::Blur(deviation) => write!(formatter, "blur({}px)", deviation.pixels()),
            FilterFunction::DropShadow(Shadow { horizontal, vertical, blur, color, .. }) => {
                let [x, y, deviation] = [*horizontal, *vertical, *blur / 2].map(Length::pixels);
                let Color { red, green, blue, alpha, .. } = color;
                // The SVG reader knows no function inside another one.
                write!(
                    formatter,
                    "drop-shadow({x}px {y}px {deviation}px #{red:02x}{green:02x}{blue:02x}{alpha:02x})"
                )
            }
            FilterFunction::Reference(url) => write!(formatter, "url({url})"),
        }
    }
}
