//! Floats: where they are placed, and the room that they leave to the lines beside them.

pub(crate) mod among_lines;
pub(crate) mod beside;
pub(crate) mod context;
pub(crate) mod exclusions;
pub(crate) mod shape;
