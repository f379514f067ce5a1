//! The galley: a list of items with advances, with the places where it may be cut; the builder that makes one; and the
//! queries by which `pages` cuts one.

pub(crate) mod builder;
pub(crate) mod column_fill;
pub(crate) mod columns;
pub(crate) mod float_cuts;
pub(crate) mod line;
pub(crate) mod list;
pub(crate) mod parallel_breaks;
pub(crate) mod patch;
pub(crate) mod position;
pub(crate) mod slice;
pub(crate) mod table_lines;
