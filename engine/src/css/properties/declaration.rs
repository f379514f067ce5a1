//! Declarations: the specified value of a longhand, with relative units kept.

use std::sync::Arc;

use super::border_image::{BorderImageSides, BorderImageSliceValue};
use super::color_parser::ColorValue;
use super::filter::FilterValue;
use super::length::{LengthOrAutoValue, LengthValue};
use super::longhand::Longhand;
use super::position::PositionValue;
use super::quotes::QuotePairs;
use super::shadow::ShadowValue;
use super::shape::ClipPathValue;
use super::specified::*;
use super::transform::TransformValue;
use crate::css::CounterStyle;
use crate::css::effects::*;
use crate::css::grid::*;
use crate::css::longhands::longhands;
use crate::css::values::*;

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
    /// `inherit`: the parent's computed value.
    Inherit,
    /// `initial`: the property's initial value.
    Initial,
    /// `unset`: `inherit` for inherited properties, `initial` for others.
    Unset,
    /// `revert`: rolls the cascade back to the previous origin.
    Revert,
    /// `revert-layer`: rolls the cascade back to the previous layer.
    RevertLayer,
}
