//! Placing a fragment of a galley on its page: absolute positions, and the painting order of CSS 2.2, appendix E.

pub(crate) mod boxes;
pub(crate) mod columns;
pub(crate) mod continued;
pub(crate) mod floats;
pub(crate) mod flow;
pub(crate) mod layers;
pub(crate) mod lines;
pub(crate) mod placer;
pub(crate) mod stacking;
pub(crate) mod table_lines;
pub(crate) mod whole_boxes;
