//! The pipeline from YAML records and Handlebars layouts to a PDF brochure and a plain-text summary.
//!
//! Each phase is a folder: `data` → `template` → `html` → `css` → `layout` → `pages` → `paint` →
//! `pdf`, and `summary` beside them. `text` serves `layout`; `diagnostics`, `resources` and `units`
//! serve all.

pub mod cli;
pub mod css;
pub mod data;
pub mod diagnostics;
pub mod embedded;
pub mod engine;
pub mod html;
pub mod layout;
pub mod pages;
pub mod paint;
pub mod pdf;
pub mod resources;
pub mod summary;
pub mod template;
pub mod text;
pub mod units;
