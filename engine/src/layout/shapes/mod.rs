//! Shapes that boxes and floats have: round corners and basic shapes.

pub(crate) mod basic_shape;
pub(crate) mod corners;
