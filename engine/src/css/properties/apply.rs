//! Applying a declaration to its group of the style, and copying a property from another style; the code for both
//! is generated from the table of longhands.

use std::sync::Arc;

use super::background::{BackgroundWork, compute_list};
use super::declaration::Declaration;
use super::longhand::Longhand;
use super::value::{Compute, ValueContext, length, non_negative, non_negative_length, of_font_size};
use super::{
    alignment, background, border, box_style, decoration, effects, filter, font, generated_content, grid,
    list_and_table, multicol, shadow, shape, text, transform,
};
use crate::css::longhands::longhands;
use crate::css::style::*;
use crate::css::values::{Direction as TextDirection, VariantGroup::*};

/// The target that declarations of one group are applied to.
pub(super) trait ApplyDeclarations {
    /// The struct of the style that holds the group.
    type Style;

    /// Sets the property of `declaration`, which must be one of the group, to its computed value.
    fn apply(&mut self, declaration: &Declaration, context: &ValueContext<'_>);

    /// Copies the property `longhand`, which must be a physical one of the group, from another style.
    fn copy(&mut self, longhand: Longhand, source: &Self::Style);
}

/// Sets one field; a separate function, so that the types of closures in the table are inferred.
fn set_by<V, C>(
    field: &mut C,
    value: &V,
    context: &ValueContext<'_>,
    compute: impl FnOnce(&V, &ValueContext<'_>) -> C,
) {
    *field = compute(value, context);
}

fn apply_by<T, V>(
    target: &mut T,
    value: &V,
    context: &ValueContext<'_>,
    apply: impl FnOnce(&mut T, &V, &ValueContext<'_>),
) {
    apply(target, value, context);
}

fn copy_by<T, S>(target: &mut T, source: &S, copy: impl FnOnce(&mut T, &S)) {
    copy(target, source);
}

/// Sets the field of a row: by its function, else by the type's `Compute`.
macro_rules! set_field {
    ($field:expr, $value:ident, $context:ident) => {
        $field = Compute::compute($value, $context)
    };
    ($field:expr, $value:ident, $context:ident, $compute:expr) => {
        set_by(&mut $field, $value, $context, $compute)
    };
}

/// Sets the field that a row in `parts` or `logical` of the table names.
macro_rules! set_part {
    ([$($field:tt).+ $(; $compute:expr)?], $style:ident, $value:ident, $context:ident) => {
        set_field!($style.$($field).+, $value, $context $(, $compute)?)
    };
    ({$owner:ident.$field:ident $(; $compute:expr)?}, $style:ident, $value:ident, $context:ident) => {{
        let owner = Arc::make_mut($style.$owner.get_or_insert_default());
        set_field!(owner.$field, $value, $context $(, $compute)?)
    }};
    (($apply:expr, $copy:expr), $style:ident, $value:ident, $context:ident) => {
        apply_by($style, $value, $context, $apply)
    };
}

/// Copies the field that a row in `parts` of the table names from another style.
macro_rules! copy_part {
    ([$($field:tt).+ $(; $compute:expr)?], $style:ident, $source:ident) => {
        Clone::clone_from(&mut $style.$($field).+, &$source.$($field).+)
    };
    ({$owner:ident.$field:ident $(; $compute:expr)?}, $style:ident, $source:ident) => {
        // The structure is created only if one of the two styles has it.
        if $style.$owner.is_some() || $source.$owner.is_some() {
            let source = $source.$owner.clone().unwrap_or_default();
            Clone::clone_from(&mut Arc::make_mut($style.$owner.get_or_insert_default()).$field, &source.$field)
        }
    };
    (($apply:expr, $copy:expr), $style:ident, $source:ident) => {
        copy_by($style, $source, $copy)
    };
}

/// Implements [`ApplyDeclarations`] for each group. The last arm of a match covers the other groups.
macro_rules! define_application {
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
        $(
            impl ApplyDeclarations for $target {
                type Style = $style;

                #[allow(clippy::too_many_lines, reason = "one arm a longhand, generated from the table")]
                fn apply(&mut self, declaration: &Declaration, context: &ValueContext<'_>) {
                    let style = self;
                    match declaration {
                        $(Declaration::$longhand(value) => {
                            set_field!(style.$field, value, context $(, $compute)?)
                        })*
                        $(Declaration::$part(value) => set_part!($part_target, style, value, context),)*
                        $(Declaration::$logical(value) => match context.direction {
                            TextDirection::LeftToRight => set_part!($ltr_target, style, value, context),
                            TextDirection::RightToLeft => set_part!($rtl_target, style, value, context),
                        })*
                        other => debug_assert!(false, "{other:?} does not belong to the group {}", stringify!($group)),
                    }
                }

                #[allow(clippy::too_many_lines, reason = "one arm a longhand, generated from the table")]
                fn copy(&mut self, longhand: Longhand, source: &$style) {
                    let style = self;
                    match longhand {
                        $(Longhand::$longhand => Clone::clone_from(&mut style.$field, &source.$field),)*
                        $(Longhand::$part => copy_part!($part_target, style, source),)*
                        other => debug_assert!(false, "{other:?} does not belong to the group {}", stringify!($group)),
                    }
                }
            }
        )+
    };
}

longhands!(define_application);
