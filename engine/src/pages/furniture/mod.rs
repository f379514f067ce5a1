//! What a page shows around its content: margin boxes, and the counters, named strings and running elements in them
//! (CSS Paged Media 3, section 4; CSS GCPM 3, section 1).

pub(crate) mod margin_boxes;
pub(crate) mod page_counters;
pub(crate) mod page_values;
