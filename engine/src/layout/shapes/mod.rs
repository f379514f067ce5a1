//! The shapes of boxes and floats: from computed styles and a reference box to round corners and basic shapes.

pub(crate) mod basic_shape;
pub(crate) mod corners;
