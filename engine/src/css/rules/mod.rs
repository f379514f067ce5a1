//! Stylesheets: from CSS text to the rules of a document.
//!
//! [`collect`](collect::collect) finds the stylesheets, `rule_parser` and `at_rules` parse them with the help of one
//! file for each at-rule, and [`Stylesheets`](stylesheet::Stylesheets) is the result, the input of the cascade.

pub(crate) mod at_rules;
pub(crate) mod collect;
mod collector;
pub(crate) mod counter_style_rule;
mod declaration_block;
pub(crate) mod declarations;
pub(crate) mod definition_rules;
pub(crate) mod fault;
pub(crate) mod font_face;
pub(crate) mod layers;
pub(crate) mod media;
pub(crate) mod page_descriptor;
pub(crate) mod page_rule;
pub(crate) mod precedence;
pub(crate) mod property_rule;
mod rule_parser;
pub(crate) mod stylesheet;
mod supports;
mod unclosed;
