//! HTML and CSS to a PDF file: a layout engine for print.
//!
//! [`render`] takes an [`Input`] and gives a finished PDF; what is wrong with the document goes into
//! [`diagnostics`]. [`lay_out`] stops at the pages, [`display_lists`] at what is drawn on each.
//!
//! Each phase is a folder: `html` → `css` → `boxes` → `layout` → `pages` → `paint` → `pdf`. `text` serves
//! `layout`; `diagnostics`, `resources` and `units` serve all.

pub mod boxes;
pub mod css;
pub mod diagnostics;
pub mod html;
pub mod layout;
pub mod pages;
pub mod paint;
pub mod pdf;
mod pipeline;
pub mod resources;
pub mod text;
pub mod units;

pub use pipeline::{Input, Output, display_lists, render};
