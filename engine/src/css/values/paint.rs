//! Borders, backgrounds, images and decorations (CSS Backgrounds 3, CSS Images 3).

use std::sync::Arc;

use super::LengthPercentage;
use crate::css::Color;
use crate::units::Length;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStyle {
    None,
    Hidden,
    Solid,
    Dashed,
    Dotted,
    Double,
    Groove,
    Ridge,
    Inset,
    Outset,
}

/// One side of a border. The width is zero where the style draws nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BorderSide {
    pub width: Length,
    pub style: LineStyle,
    pub color: Color,
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
    pub mixing: crate::css::properties::Mixing,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackgroundBox {
    BorderBox,
    PaddingBox,
    ContentBox,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectFit {
    Fill,
    Contain,
    Cover,
    None,
    ScaleDown,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextDecorationStyle {
    Solid,
    Double,
    Dotted,
    Dashed,
    Wavy,
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

/// Whether lines leave out where glyphs cross them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipInk {
    /// Except for ideographs, kana and hangul, which fill their squares.
    Auto,
    None,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TextDecorationThickness {
    /// `auto` and `from-font`.
    FromFont,
    Length(Length),
}
