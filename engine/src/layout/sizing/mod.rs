//! Sizes of boxes (CSS Sizing 3): intrinsic widths from contents, and used sizes from the box model.

pub(crate) mod intrinsic;
pub(crate) mod used;
