//! Stylesheets to a computed style for every element, pseudo-element, page and margin box.

mod cascade;
mod color;
mod descriptors;
mod directionality;
mod first_line;
mod font_face;
pub mod grid;
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
pub use font_face::{FontFaceRule, MetricOverrides};
pub use properties::{FontRelativeMetrics, anonymous};
pub use style::{
    BackgroundStyle, BorderStyle, BoxStyle, ComputedStyle, FontStyle, GeneratedContent, InheritedText,
    MarginBox, NthPage, PageClass, PageOrientation, PageSide, PageStyle, PseudoElement,
};
pub use styles::Styles;
pub use stylesheet::{Stylesheets, collect};
pub use values::*;
