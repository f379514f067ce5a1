//! Flex and grid containers (CSS Flexbox 1; CSS Grid 2): styles for `taffy`, the sizes that it asks for, and the
//! bands of flows side by side that its result becomes.

pub(crate) mod alignment;
pub(crate) mod bands;
pub(crate) mod flex;
pub(crate) mod grid;
pub(crate) mod size;
pub(crate) mod static_position;
pub(crate) mod tracks;
pub(crate) mod tree;
