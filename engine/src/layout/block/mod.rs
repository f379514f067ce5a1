//! Block formatting: boxes one below another, columns, line grids, positioned boxes.

mod align_content;
pub(crate) mod column_widths;
pub(crate) mod containing;
pub(crate) mod flow;
pub(crate) mod inline_positioned;
mod legend;
pub(crate) mod line_clamp;
pub(crate) mod line_grid;
pub(crate) mod marker;
pub(crate) mod multicol;
pub(crate) mod paragraph;
pub(crate) mod positioned;
pub(crate) mod state;
mod tall_atomic;
