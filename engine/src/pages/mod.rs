//! Galleys to pages: where to break, margin boxes, page numbers and cross references.

mod break_cost;
mod break_nodes;
mod break_search;
mod break_traits;
mod column_shares;
mod cut;
mod float_shares;
mod footnotes;
mod layers;
mod line_parts;
mod margin_boxes;
mod mentions;
mod page;
mod page_counters;
mod page_values;
mod paginate;
mod references;
mod sliced;
mod stacking;
mod survey;
mod table_lines;
mod unkept;

pub use page::{
    Group, GroupKind, LinePart, Page, Placed, PlacedBox, PlacedLine, PlacedOutline, PlacedReplaced,
};
pub use page::{is_inline_group, is_inline_layer};
pub use paginate::{Breaks, Input, paginate, survey};
pub use sliced::WholeBox;
pub use survey::Survey;
