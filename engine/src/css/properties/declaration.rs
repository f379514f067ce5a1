//! Specified values: what a stylesheet says of a longhand, with relative units kept.

use std::sync::Arc;

use super::color_parser::ColorValue;
use super::effects::ShadowValue;
use super::gradient::GradientValue;
use super::length::{LengthOrAutoValue, LengthValue};
use super::longhand::Longhand;
use super::quotes::QuotePairs;
use super::shape::ClipPathValue;
use super::transform::TransformValue;
use crate::css::CounterStyle;
use crate::css::effects::*;
use crate::css::grid::*;
use crate::css::longhands::longhands;
use crate::css::values::*;
use crate::units::Length;

/// Defines [`Declaration`] from the table of longhands.
macro_rules! define_declarations {
    ($(
        $(#[$group_doc:meta])*
        $group:ident $style:ident $target:ident {
            fields { $($fields:tt)* }
            rows { $(
                $(#[$doc:meta])*
                $longhand:ident $name:literal: $specified:ty => $field:ident: $computed:ty = $initial:expr
                $(; $compute:expr)?, $manual:tt;
            )* }
            parts { $(
                $part:ident $part_name:literal: $part_specified:ty => $part_target:tt, $part_manual:tt;
            )* }
            logical { $(
                $logical:ident $logical_name:literal: $logical_specified:ty =>
                    $ltr:ident $ltr_target:tt $rtl:ident $rtl_target:tt, $logical_manual:tt;
            )* }
        }
    )+) => {
        /// A longhand with its specified value, or with a keyword that every property takes.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(missing_docs, reason = "a variant is named as its property")]
        pub enum Declaration {
            /// A keyword that every property takes.
            Wide(Longhand, WideKeyword),
            $(
                $($longhand($specified),)*
                $($part($part_specified),)*
                $($logical($logical_specified),)*
            )+
        }

        impl Declaration {
            /// The property that is set.
            pub fn longhand(&self) -> Longhand {
                match self {
                    Declaration::Wide(longhand, _) => *longhand,
                    $(
                        $(Declaration::$longhand(_) => Longhand::$longhand,)*
                        $(Declaration::$part(_) => Longhand::$part,)*
                        $(Declaration::$logical(_) => Longhand::$logical,)*
                    )+
                }
            }
        }
    };
}

longhands!(define_declarations);

/// The keywords that every property takes (CSS Cascade 5, section 7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WideKeyword {
    Inherit,
    Initial,
    Unset,
    /// To what the origins before say.
    Revert,
    /// To what the layers before say.
    RevertLayer,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FontSizeValue {
    /// `small`, `medium` and their kin.
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
    /// All lines but those that otherwise would be are indented.
    pub hanging: bool,
    /// Lines after forced breaks are indented too.
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

/// The specified value behind a [`SizeValue`].
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

/// A point in a box: horizontal and vertical.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionValue {
    pub horizontal: LengthValue,
    pub vertical: LengthValue,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ImageValue {
    None,
    Url(Arc<ImageUrl>),
    Gradient(Arc<GradientValue>),
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

impl Declaration {
    /// The pictures that the value refers to.
    pub(crate) fn images(&self) -> Vec<Arc<ImageUrl>> {
        match self {
            Declaration::BackgroundImage(images) => images
                .iter()
                .filter_map(|image| match image {
                    ImageValue::Url(url) => Some(url.clone()),
                    _ => None,
                })
                .collect(),
            Declaration::Content(value) => match &value.content {
                Content::Parts(parts) => parts
                    .iter()
                    .filter_map(|part| match part {
                        ContentPart::Image(url) => Some(url.clone()),
                        _ => None,
                    })
                    .collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}
