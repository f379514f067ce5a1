//! CSS: from the stylesheets of a document to a computed style for every element, pseudo-element, page and margin box.

mod calculation;
mod cascade;
mod color;
mod color_keywords;
mod color_map;
mod effects;
pub mod grid;
mod longhands;
pub mod properties;
mod rules;
mod selectors;
mod style;
pub mod support;
mod svg;
mod values;

pub use calculation::Calculation;
pub(crate) use cascade::OF_SVG;
pub use cascade::cascade;
pub use cascade::styles::Styles;
pub(crate) use color::xyz_d50_to_linear_srgb;
pub use color::{Color, Inks};
pub use color_keywords::ColorKeywords;
pub use color_map::ColorMap;
pub use effects::*;
pub use properties::definitions::Definitions;
pub(crate) use properties::quotes_of_language;
pub use properties::{FontRelativeMetrics, absolute_length, anonymous, named_rgb};
pub use rules::collect::collect;
pub use rules::counter_style_rule::{predefined_counter_style, predefined_counter_styles};
pub use rules::font_face::{FontFaceRule, MetricOverrides};
pub use rules::stylesheet::Stylesheets;
pub use style::{
    BackgroundStyle, Bleed, BorderStyle, BoxStyle, ComputedStyle, EffectStyle, FontStyle, GeneratedContent,
    InheritedText, MarginBox, NthPage, PageClass, PageOrientation, PageSide, PageStyle, PrinterMarks,
    PseudoElement,
};
pub use svg::SvgStyle;
pub use values::*;
