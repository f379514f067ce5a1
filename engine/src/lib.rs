//! HTML and CSS to a PDF file: a layout engine for print.
//!
//! [`render`] turns an [`Input`] into a finished PDF, the [`Output`]. [`lay_out`] stops at the [`Pages`],
//! [`display_lists`] at the display list of each page. Files are read through [`Resources`]; errors in the document are
//! reported to [`Diagnostics`].
//!
//! Each phase is a folder: `html` → `css` → `boxes` → `layout` → `pages` → `paint` → `pdf`. `imposition` turns a PDF into
//! one for folded sheets, and `areas` finds where what is on a page is in the HTML. `text` serves `layout`; `diagnostics`, `resources`, `guard`, `sorting`
//! and `units` serve all.

#![warn(missing_docs)]

pub mod areas;
pub mod boxes;
pub mod css;
pub mod diagnostics;
mod guard;
pub mod html;
pub mod imposition;
pub mod inspection;
pub mod layout;
pub mod pages;
pub mod paint;
pub mod pdf;
mod pipeline;
pub mod resources;
pub mod sorting;
pub mod text;
pub mod units;

pub use diagnostics::Diagnostics;
pub use guard::{guarded, is_panic_caught};
pub use pdf::Information;
pub use pipeline::{Input, Output, Pages, Target, display_lists, lay_out, lay_out_soundly, render};
pub use resources::Resources;
