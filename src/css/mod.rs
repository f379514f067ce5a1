//! Stylesheets to a computed style for every element, pseudo-element, page and margin box.

mod cascade;
mod color;
mod directionality;
mod effects;
mod font_face;
mod media;
mod page_rule;
pub mod properties;
mod selector;
mod style;
mod styles;
mod stylesheet;
mod values;

pub use cascade::cascade;
pub use color::Color;
pub use effects::*;
pub use font_face::FontFaceRule;
pub use properties::{FontRelativeMetrics, anonymous};
pub use style::{
    BackgroundStyle, BorderStyle, BoxStyle, ComputedStyle, FontStyle, GeneratedContent, InheritedText,
    MarginBox, PageClass, PageSide, PageStyle, PseudoElement,
};
pub use styles::Styles;
pub use stylesheet::{Stylesheets, collect};
pub use values::*;
