//! The pipeline from YAML records and Handlebars layouts to a PDF brochure and a plain-text summary.
//!
//! Each phase is a folder: `data` → `template` → `html` → `css` → `layout` → `pages` → `paint` →
//! `pdf`, and `summary` beside them. `text` serves `layout`; `diagnostics`, `letter_case`,
//! `resources` and `units` serve all.

// Geometry, style and place are separate arguments on purpose: a struct for each call would hide them.
#![allow(clippy::too_many_arguments, clippy::type_complexity, clippy::needless_range_loop)]

pub mod cli;
pub mod css;
pub mod data;
pub mod diagnostics;
pub mod embedded;
pub mod engine;
pub mod html;
pub mod layout;
pub mod letter_case;
pub mod pages;
pub mod paint;
pub mod pdf;
pub mod resources;
pub mod summary;
pub mod template;
pub mod text;
pub mod units;
