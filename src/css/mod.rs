//! Stylesheets to a computed style for every element, pseudo-element, page and margin box.

mod color;
pub mod properties;
mod style;
mod values;

pub use color::Color;
pub use style::{
    BackgroundStyle, BorderStyle, BoxStyle, ComputedStyle, FontStyle, GeneratedContent, InheritedText,
    MarginBox, PageClass, PageSide, PageStyle, PseudoElement,
};
pub use values::*;
