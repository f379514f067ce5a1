//! Computed values of what changes how a finished box is drawn: transforms, clipping, blending,
//! outlines and shadows. Most boxes have none of it, so a style holds all of it or nothing.

use super::Color;
use super::values::{BorderSide, CornerRadii, LengthPercentage, LineStyle, keywords};
use crate::units::{Length, Sides};

/// One function of `transform`. Angles are in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TransformFunction {
    /// `(a b c d e f)`; the last two are in CSS pixels.
    Matrix([f32; 6]),
    Translate(LengthPercentage, LengthPercentage),
    Scale(f32, f32),
    Rotate(f32),
    Skew(f32, f32),
}

/// The box that a shape or a transform refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeBox {
    MarginBox,
    BorderBox,
    PaddingBox,
    ContentBox,
}

/// What of a box is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ClipPath {
    /// `None` clips to the reference box itself, with its round corners.
    pub shape: Option<BasicShape>,
    pub reference: ShapeBox,
}

/// A shape in a reference box (CSS Shapes 1, section 3).
#[derive(Clone, Debug, PartialEq)]
pub enum BasicShape {
    Inset {
        sides: Sides<LengthPercentage>,
        radii: CornerRadii,
    },
    /// `rect()`: distances of the edges from the top and left edge; `None` is `auto`.
    Rect {
        edges: Sides<Option<LengthPercentage>>,
        radii: CornerRadii,
    },
    /// `xywh()`.
    Placed {
        at: (LengthPercentage, LengthPercentage),
        size: (LengthPercentage, LengthPercentage),
        radii: CornerRadii,
    },
    /// `circle()` has one radius, `ellipse()` two.
    Ellipse {
        radii: EllipseRadii,
        at: (LengthPercentage, LengthPercentage),
    },
    Polygon {
        even_odd: bool,
        points: Vec<(LengthPercentage, LengthPercentage)>,
    },
    /// `path()`: coordinates are those of the reference box.
    Path {
        even_odd: bool,
        commands: Vec<PathCommand>,
    },
}

/// A part of `path()`, with all coordinates absolute. Curves of the second order and arcs have been
/// turned into cubic ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathCommand {
    Move((Length, Length)),
    Line((Length, Length)),
    Curve((Length, Length), (Length, Length), (Length, Length)),
    Close,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EllipseRadii {
    Circle(ShapeRadius),
    Ellipse(ShapeRadius, ShapeRadius),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShapeRadius {
    ClosestSide,
    FarthestSide,
    Length(LengthPercentage),
}

/// `overflow-x` or `overflow-y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisOverflow {
    Visible,
    /// Clips, and is a formatting context of its own.
    Hidden,
    /// Only clips.
    Clip,
}

/// How far around a box `overflow: clip` lets it show (CSS Overflow 4, section 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverflowClipMargin {
    pub reference: ShapeBox,
    pub distance: Length,
}

/// A line around a box that takes no room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// Zero where nothing is drawn.
    pub width: Length,
    pub style: LineStyle,
    pub color: Color,
    /// How far outside of the border edge.
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

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shadow {
    pub inset: bool,
    pub horizontal: Length,
    pub vertical: Length,
    pub spread: Length,
    pub color: Color,
}

keywords! {
    /// How a box is mixed with what lies below (CSS Compositing 1, section 9).
    #[derive(PartialOrd, Ord)]
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
