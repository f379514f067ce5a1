//! Stylesheets to a computed style for every element, pseudo-element, page and margin box.

mod calculation;
mod cascade;
mod collect;
mod color;
mod counter_style;
mod counter_style_rule;
mod definitions;
mod directionality;
mod font_face;
mod layers;
mod media;
mod page_rule;
pub mod properties;
mod property_rule;
mod pseudo_class;
mod rule_parser;
mod selector;
mod style;
mod styles;
mod stylesheet;
pub mod support;
mod supports;
mod values;

pub use calculation::Calculation;
pub use cascade::cascade;
pub use collect::collect;
pub use color::Color;
pub use counter_style::{CounterDefinition, CounterStyle, predefined_counter_styles};
pub use definitions::Definitions;
pub use font_face::FontFaceRule;
pub use properties::{FontRelativeMetrics, anonymous};
pub use style::{
    BackgroundStyle, BorderStyle, BoxStyle, ComputedStyle, FontStyle, GeneratedContent, InheritedText,
    MarginBox, PageClass, PageSide, PageStyle, PseudoElement,
};
pub use styles::Styles;
pub use stylesheet::Stylesheets;
pub use values::*;
