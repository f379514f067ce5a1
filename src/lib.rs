//! The program: from YAML records and Handlebars layouts to a PDF brochure and a plain-text summary.
//!
//! Each phase is a folder: `data` → `template` → the engine for the PDF, `summary` for the text, or `web` for the HTML
//! edition. Only `cli` reads arguments, prints, and writes files.

#![warn(missing_docs)]

pub mod cli;
pub mod data;
pub mod summary;
pub mod template;
pub mod web;
