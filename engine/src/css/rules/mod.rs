//! Stylesheets: from CSS text to the rules of a document.

pub(crate) mod collect;
pub(crate) mod counter_style_rule;
mod descriptors;
pub(crate) mod font_face;
pub(crate) mod layers;
pub(crate) mod media;
pub(crate) mod page_rule;
pub(crate) mod property_rule;
pub(crate) mod rule_parser;
pub(crate) mod stylesheet;
mod supports;
