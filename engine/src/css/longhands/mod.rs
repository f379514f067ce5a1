//! The table of longhands: each property that has a value of its own is one row, and no other place lists the
//! longhands. The macro [`longhands!`] passes all rows to another macro. The rows define the
//! [`Longhand`](super::properties::Longhand) and [`Declaration`](super::properties::Declaration) enums, the structs of
//! the computed style, their initial values, the parser's table, and the code that computes and inherits values.
//!
//! The rows are in one file for each part of the style. Each file's macro adds its groups to those of the files after it
//! and passes them on, so that the macro `$callback` gets all groups at once.
//!
//! A group consists of its name, the struct of the style that contains it, the type that declarations are applied to,
//! and these sections:
//!
//! - `fields`: fields of the struct that no row sets, or several rows.
//! - `rows`: longhands with a field of their own,
//!   `Variant "css-name": SpecifiedType => field: ComputedType = initial; compute, MANUAL;`.
//!   Without `compute`, the specified type's `Compute` implementation computes the value.
//! - `parts`: longhands that set a field inside a field, `[path.to.field; compute]`; a field of a structure that exists
//!   only where one of its properties is set, `{structure.field; compute}`; or any fields by functions of their own,
//!   `(apply, copy)`.
//! - `logical`: longhands that set the field of a physical longhand, which depends on the direction: first the longhand
//!   and its field in left-to-right text, then those in right-to-left text.
//!
//! MANUAL is for the manual and the parser: `["initial value", "remark"]` where the specified type has its own grammar
//! and parser (`ParseValue`, as every keyword enum has), `{"initial value", "grammar", parse, "remark"}` with a function
//! from the input to the specified value, or `("initial value", "grammar", parse, "remark")` with a function that also
//! takes the target and adds the declarations itself. The remark is optional.

mod content;
mod effects;
mod layout;
mod paint;
mod text;

pub(in crate::css) use content::content_longhands;
pub(in crate::css) use effects::effects_longhands;
pub(in crate::css) use layout::layout_longhands;
pub(in crate::css) use paint::paint_longhands;
pub(in crate::css) use text::text_longhands;

/// Calls the macro `$callback` with all groups.
macro_rules! longhands {
    ($callback:ident) => {
        $crate::css::longhands::effects_longhands! { $callback }
    };
}

pub(in crate::css) use longhands;
