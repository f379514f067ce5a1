//! Stylesheets to a computed style for every element, pseudo-element, page and margin box.

mod calculation;
mod cascade;
mod collect;
mod color;
mod counter_style;
mod counter_style_rule;
mod definitions;
mod descriptors;
mod directionality;
mod effects;
mod first_line;
mod font_face;
pub mod grid;
mod layers;
mod longhands;
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
pub use effects::*;
pub use font_face::{FontFaceRule, MetricOverrides};
pub(crate) use properties::quotes_of_language;
pub use properties::{FontRelativeMetrics, anonymous};
pub use style::{
    BackgroundStyle, BorderStyle, BoxStyle, ComputedStyle, EffectStyle, FontStyle, GeneratedContent,
    InheritedText, MarginBox, NthPage, PageClass, PageOrientation, PageSide, PageStyle, PseudoElement,
};
pub use styles::Styles;
pub use stylesheet::Stylesheets;
pub use values::*;
