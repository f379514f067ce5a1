//! The program: from YAML records and Handlebars layouts to a PDF brochure and a plain-text summary.
//!
//! Each phase is a folder: `data` → `template` → the engine for the PDF, or `summary` for the text. Only `cli` reads
//! arguments, prints, and writes files.

#![warn(missing_docs)]

pub mod cli;
pub mod data;
pub mod summary;
pub mod template;
