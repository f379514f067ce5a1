//! Properties: from the text of a declaration to specified values, and from the declarations that
//! the cascade chose to a computed style.
//!
//! [`parse`] reads one declaration's value, [`compute`] turns the winners of the cascade into a
//! [`ComputedStyle`](crate::css::ComputedStyle). The longhands are rows of one table, `css/longhands`;
//! [`supported_properties`] is the table of all properties, which the parser, the manual and the suggestions in
//! messages share.

mod alignment;
mod apply;
mod attribute;
mod background;
mod border;
mod box_model;
mod box_style;
mod calc;
mod color_parser;
mod compute;
mod compute_context;
mod corners;
pub(in crate::css) mod counter_symbols;
mod custom_properties;
mod declaration;
mod decoration;
pub(in crate::css) mod definitions;
mod effects;
mod error;
mod expression;
pub(in crate::css) mod font;
mod font_metrics;
pub(in crate::css) mod font_settings;
mod fragmentation;
mod generated_content;
mod gradient;
mod grid;
mod grid_shorthand;
mod initial;
mod initial_letter;
mod length;
mod line_breaking;
mod line_clamp;
mod list_and_table;
mod longhand;
mod longhand_table;
mod multicol;
mod parse_context;
mod parsed;
mod position;
mod property;
mod quotes;
mod reader;
mod references;
mod relative_color;
mod shadow;
mod shape;
mod shorthand;
mod specified;
mod svg;
mod svg_path;
pub(in crate::css) mod syntax;
mod table;
mod text;
mod transform;
mod typed_value;
mod underline;
mod unsupported;
mod value;

pub use crate::css::values::Mixing;
pub use box_style::blockify;
pub(crate) use calc::MATH_FUNCTIONS;
pub use compute::{anonymous, compute};
pub use compute_context::{CascadeLevel, ComputeContext, ComputeProblem, Computed, CustomProperties};
pub(crate) use custom_properties::contains_attributes;
pub use declaration::{Declaration, WideKeyword};
pub use error::PropertyError;
pub use font_metrics::FontRelativeMetrics;
pub use initial::initial;
pub(crate) use length::UNITS;
pub use longhand::Longhand;
pub use parse_context::ParseContext;
pub use parsed::{Parsed, UnresolvedDeclaration};
pub use property::PropertyInfo;
pub(crate) use quotes::of_language as quotes_of_language;
pub(in crate::css) use references::Reference;
pub(crate) use relative_color::COLOR_FUNCTIONS;
pub use table::{parse, supported_properties};
pub(crate) use typed_value::{initial_length, whole_number};
