//! Items of flex and grid containers.

pub(crate) mod alignment;
pub(crate) mod bands;
pub(crate) mod flex;
pub(crate) mod grid;
pub(crate) mod size;
pub(crate) mod static_position;
pub(crate) mod tracks;
pub(crate) mod tree;
