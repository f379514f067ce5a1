//! The images and counter styles that declarations refer to by address or name.
//!
//! Every specified type implements [`References`], so that a new type has to state what it refers to.

use std::sync::Arc;

use super::border_image::BorderImageSides;
use super::color_parser::ColorValue;
use super::declaration::Declaration;
use super::filter::FilterValue;
use super::length::{LengthOrAutoValue, LengthValue};
use super::position::PositionValue;
use super::shadow::ShadowValue;
use super::shape::ClipPathValue;
use super::specified::*;
use super::transform::TransformValue;
use crate::css::effects::*;
use crate::css::grid::*;
use crate::css::longhands::longhands;
use crate::css::values::*;

/// A reference in a declaration.
pub(in crate::css) enum Reference<'a> {
    Image(&'a Arc<ImageUrl>),
    CounterStyle(&'a CounterStyle),
}

/// A specified value, or a part of one, that may contain references.
trait References {
    /// Calls `add` with each reference in the value.
    fn references<'a>(&'a self, _add: &mut dyn FnMut(Reference<'a>)) {}
}

/// Implements [`References`] for types without references.
macro_rules! without_references {
    ($($type:ty),+ $(,)?) => { $(impl References for $type {})+ };
}

without_references! {
    bool, u8, u16, i32, f32, str, [u8; 4], Box<ClipPathValue>, Box<PositionValue>, Box<[LengthValue; 2]>,
    Alignment, AspectRatio, AxisOverflow, BackgroundRepeat, BackgroundSizeValue, BorderImageSides, BreakBetween, ClearValue,
    ColorValue, DecorationLines, Display, FloatValue, FontFamily, FontFeature, FontSizeAdjust,
    FontSizeValue, FontSlope, FontVariants, FontVariation, FontWeightValue, GridAutoFlow, GridLine,
    HangingPunctuation, HyphenateLimitChars, ImageResolution, InitialLetter, LengthOrAutoValue, LengthValue, LineHeightValue, Position,
    FilterValue, PositionValue, ShadowValue, ShapeBox, SpecifiedSize, TabSizeValue, TemplateAreas, TextAlignLast, TextAlignValue,
    TextIndentValue, ThicknessValue, TrackList<LengthValue>, TrackSize<LengthValue>, TransformValue,
    UnderlinePosition, VerticalAlignValue,
}

impl<T: Keyword> References for T {}

impl References for Arc<ImageUrl> {
    fn references<'a>(&'a self, add: &mut dyn FnMut(Reference<'a>)) {
        add(Reference::Image(self));
    }
}

impl References for CounterStyle {
    fn references<'a>(&'a self, add: &mut dyn FnMut(Reference<'a>)) {
        add(Reference::CounterStyle(self));
    }
}

impl References for ImageValue {
    fn references<'a>(&'a self, add: &mut dyn FnMut(Reference<'a>)) {
        match self {
            ImageValue::Url(url) => url.references(add),
            ImageValue::None | ImageValue::Gradient(_) => {}
        }
    }
}

impl References for ContentValue {
    fn references<'a>(&'a self, add: &mut dyn FnMut(Reference<'a>)) {
        let ContentValue { content, alternative } = self;
        match content {
            Content::Parts(parts) => parts.references(add),
            Content::Normal | Content::None => {}
        }
        alternative.references(add);
    }
}

impl References for ContentPart {
    fn references<'a>(&'a self, add: &mut dyn FnMut(Reference<'a>)) {
        match self {
            ContentPart::Image(url) => url.references(add),
            ContentPart::Counter { style, .. }
            | ContentPart::Counters { style, .. }
            | ContentPart::TargetCounter { style, .. }
            | ContentPart::TargetCounters { style, .. } => style.references(add),
            ContentPart::String(_)
            | ContentPart::Attribute(_)
            | ContentPart::OpenQuote
            | ContentPart::CloseQuote
            | ContentPart::NoOpenQuote
            | ContentPart::NoCloseQuote
            | ContentPart::NamedString { .. }
            | ContentPart::Element(_)
            | ContentPart::TargetText { .. }
            | ContentPart::RunningElement { .. }
            | ContentPart::Leader(_) => {}
        }
    }
}

impl<T: References + ?Sized> References for Arc<T> {
    fn references<'a>(&'a self, add: &mut dyn FnMut(Reference<'a>)) {
        (**self).references(add);
    }
}

impl<T: References> References for [T] {
    fn references<'a>(&'a self, add: &mut dyn FnMut(Reference<'a>)) {
        self.iter().for_each(|each| each.references(add));
    }
}

impl<T: References> References for Vec<T> {
    fn references<'a>(&'a self, add: &mut dyn FnMut(Reference<'a>)) {
        self.as_slice().references(add);
    }
}

impl<T: References> References for Option<T> {
    fn references<'a>(&'a self, add: &mut dyn FnMut(Reference<'a>)) {
        self.as_slice().references(add);
    }
}

impl<T: References, U: References> References for (T, U) {
    fn references<'a>(&'a self, add: &mut dyn FnMut(Reference<'a>)) {
        self.0.references(add);
        self.1.references(add);
    }
}

/// Defines [`Declaration::references`] from the table of longhands.
macro_rules! define_references {
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
        impl Declaration {
            /// Calls `add` with each image and counter style that the value refers to.
            #[allow(clippy::too_many_lines, reason = "one arm a longhand, generated from the table")]
            pub(in crate::css) fn references<'a>(&'a self, add: &mut dyn FnMut(Reference<'a>)) {
                match self {
                    Declaration::Wide(..) => {}
                    $(
                        $(Declaration::$longhand(value) => value.references(add),)*
                        $(Declaration::$part(value) => value.references(add),)*
                        $(Declaration::$logical(value) => value.references(add),)*
                    )+
                }
            }
        }
    };
}

longhands!(define_references);
