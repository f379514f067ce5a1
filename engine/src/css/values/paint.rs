//! Borders, backgrounds, images and decorations (CSS Backgrounds 3, CSS Images 3).

use std::sync::Arc;

use super::{LengthPercentage, keywords};
use crate::css::Color;
use crate::units::Length;

keywords! {
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
    pub width: Length,
    pub style: LineStyle,
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
    pub horizontal: LengthPercentage,
    pub vertical: LengthPercentage,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CornerRadii {
    pub top_left: CornerRadius,
    pub top_right: CornerRadius,
    pub bottom_right: CornerRadius,
    pub bottom_left: CornerRadius,
}

/// One layer of `background-image` with the properties that go with it.
#[derive(Clone, Debug, PartialEq)]
pub struct BackgroundLayer {
    pub image: BackgroundImage,
    pub position: (LengthPercentage, LengthPercentage),
    pub size: BackgroundSize,
    pub repeat: (BackgroundRepeat, BackgroundRepeat),
    pub origin: BackgroundBox,
    pub clip: BackgroundBox,
}

#[derive(Clone, Debug, PartialEq)]
pub enum BackgroundImage {
    None,
    /// The reference as it resolves from the project folder.
    Url(Arc<ImageUrl>),
    LinearGradient(Arc<LinearGradient>),
    RadialGradient(Arc<RadialGradient>),
    ConicGradient(Arc<ConicGradient>),
}

/// A reference to an image with the folder that it is relative to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImageUrl {
    /// Folder of the stylesheet or document, relative to the project folder.
    pub base: String,
    pub url: String,
}

/// The colours of a gradient.
#[derive(Clone, Debug, PartialEq)]
pub struct GradientColors {
    pub repeating: bool,
    pub mixing: super::Mixing,
    pub stops: Vec<ColorStop>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LinearGradient {
    pub direction: GradientDirection,
    pub colors: GradientColors,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ConicGradient {
    /// Where it starts, in degrees clockwise from upwards.
    pub from: f32,
    pub position: (LengthPercentage, LengthPercentage),
    pub colors: GradientColors,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GradientDirection {
    /// Degrees clockwise from upwards.
    Angle(f32),
    /// Towards a side or corner: -1, 0 or 1 to the right and downwards.
    Towards { horizontal: i8, vertical: i8 },
}

#[derive(Clone, Debug, PartialEq)]
pub struct RadialGradient {
    pub circle: bool,
    pub extent: RadialExtent,
    pub position: (LengthPercentage, LengthPercentage),
    pub colors: GradientColors,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RadialExtent {
    ClosestSide,
    FarthestSide,
    ClosestCorner,
    FarthestCorner,
    Explicit(LengthPercentage, LengthPercentage),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColorStop {
    pub color: Color,
    /// `None` where it is to be spread evenly between its neighbours.
    pub position: Option<LengthPercentage>,
    /// It is no colour but the place of the middle between its neighbours.
    pub is_hint: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BackgroundSize {
    Auto,
    Cover,
    Contain,
    /// Width and height, `None` for `auto`.
    Explicit(Option<LengthPercentage>, Option<LengthPercentage>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackgroundRepeat {
    Repeat,
    NoRepeat,
    Space,
    Round,
}

keywords! {
    pub enum BackgroundBox {
        BorderBox = "border-box",
        PaddingBox = "padding-box",
        ContentBox = "content-box",
    }
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

/// `text-decoration-*`, of the element that sets it (decorations propagate; they do not inherit).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextDecoration {
    pub underline: bool,
    pub overline: bool,
    pub line_through: bool,
    pub style: TextDecorationStyle,
    pub color: Color,
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

/// From where an underline's offset is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnderlinePosition {
    /// The baseline, or where the font wants it.
    Auto,
    FromFont,
    /// Below the descenders.
    Under,
}

keywords! {
    /// Whether lines leave out where glyphs cross them.
    pub enum SkipInk {
        /// Except for ideographs, kana and hangul, which fill their squares.
        Auto = "auto",
        None = "none",
        All = "all",
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TextDecorationThickness {
    /// `auto` and `from-font`.
    FromFont,
    Length(Length),
}
