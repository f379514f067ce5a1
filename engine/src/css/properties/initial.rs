//! The initial value of every property. Each group is allocated once, and shared by all styles that set none of its
//! properties.

use std::sync::{Arc, LazyLock};

use super::line_breaking::HYPHENATE_LIMIT_AUTO;
use super::quotes;
use crate::css::color_keywords::ColorKeywords;
use crate::css::effects::*;
use crate::css::longhands::longhands;
use crate::css::style::{
    BackgroundStyle, BorderStyle, BoxStyle, ComputedStyle, EffectStyle, FontStyle, GeneratedContent,
    InheritedText,
};
use crate::css::values::*;
use crate::css::{Color, CounterStyle};
use crate::units::{Length, Sides};

/// The initial font size, `medium`: 16 px.
pub(crate) const MEDIUM_FONT_SIZE: Length = Length(16 * Length::PIXEL.0);

static INITIAL: LazyLock<ComputedStyle> = LazyLock::new(|| ComputedStyle {
    font: Arc::new(FontStyle::initial()),
    text: Arc::new(InheritedText::initial()),
    layout: Arc::new(BoxStyle::initial()),
    border: Arc::new(BorderStyle::initial()),
    background: Arc::new(BackgroundStyle::initial()),
    content: Arc::new(GeneratedContent::initial()),
    effects: None,
});

/// The style in which every property has its initial value.
pub fn initial() -> ComputedStyle {
    INITIAL.clone()
}

/// [`initial`], by reference.
pub(super) fn initial_style() -> &'static ComputedStyle {
    &INITIAL
}

/// Defines the initial value of each group from the table of longhands.
macro_rules! define_initial_values {
    ($(
        $(#[$group_doc:meta])*
        $group:ident $style:ident $target:ident {
            fields { $($(#[$own_doc:meta])* $own:ident: $own_type:ty = $own_initial:expr,)* }
            rows { $(
                $(#[$doc:meta])*
                $longhand:ident $name:literal: $specified:ty => $field:ident: $computed:ty = $initial:expr
                $(; $compute:expr)?, $manual:tt;
            )* }
            parts { $($parts:tt)* }
            logical { $($logical:tt)* }
        }
    )+) => { $(
        impl $style {
            /// The group in which every property has its initial value.
            pub(super) fn initial() -> $style {
                $style { $($own: $own_initial,)* $($field: $initial,)* }
            }
        }
    )+ };
}

longhands!(define_initial_values);
