//! Types of specified values that differ from the computed ones: relative units and keywords are kept.

use std::sync::Arc;

use super::gradient::GradientValue;
use super::length::LengthValue;
use crate::css::values::*;
use crate::units::Length;

#[derive(Clone, Debug, PartialEq)]
pub enum FontSizeValue {
    /// `small`, `medium` and the other absolute sizes.
    Keyword(Length),
    Larger,
    Smaller,
    /// Percentages refer to the parent's size.
    Length(LengthValue),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontWeightValue {
    Absolute(u16),
    Bolder,
    Lighter,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LineHeightValue {
    Normal,
    Number(f32),
    /// Percentages refer to the font size.
    Length(LengthValue),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAlignValue {
    Align(TextAlign),
    MatchParent,
}

/// The specified value of `text-indent`.
#[derive(Clone, Debug, PartialEq)]
pub struct TextIndentValue {
    /// Percentages refer to the width of the line.
    pub length: LengthValue,
    /// `hanging`: the indented lines are those that would not be indented without it.
    pub hanging: bool,
    /// `each-line`: lines after forced breaks are indented as the first line is.
    pub each_line: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TabSizeValue {
    Number(f32),
    Length(LengthValue),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatValue {
    Physical(Float),
    InlineStart,
    InlineEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearValue {
    Physical(Clear),
    InlineStart,
    InlineEnd,
}

/// The specified value of a [`SizeValue`].
#[derive(Clone, Debug, PartialEq)]
pub enum SpecifiedSize {
    Auto,
    MinContent,
    MaxContent,
    FitContent,
    Content,
    Length(LengthValue),
}

#[derive(Clone, Debug, PartialEq)]
pub enum VerticalAlignValue {
    Keyword(VerticalAlign),
    Length(LengthValue),
}

#[derive(Clone, Debug, PartialEq)]
pub enum ImageValue {
    None,
    Url(Arc<ImageUrl>),
    Gradient(Arc<GradientValue>),
}

impl ImageValue {
    /// The gradient, if it is one.
    pub(super) fn gradient(&self) -> Option<&GradientValue> {
        match self {
            ImageValue::Gradient(gradient) => Some(gradient),
            ImageValue::None | ImageValue::Url(_) => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum BackgroundSizeValue {
    Cover,
    Contain,
    /// `None` is `auto`.
    Explicit(Option<LengthValue>, Option<LengthValue>),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DecorationLines {
    pub underline: bool,
    pub overline: bool,
    pub line_through: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ThicknessValue {
    FromFont,
    /// Percentages refer to the font size.
    Length(LengthValue),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ContentValue {
    pub content: Content,
    /// The text after `/`.
    pub alternative: Option<Vec<ContentPart>>,
}
