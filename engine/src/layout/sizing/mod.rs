//! Sizes: intrinsic ones, and used ones from the box model.

pub(crate) mod intrinsic;
pub(crate) mod used;
