//! Galleys to pages: where to break, margin boxes, page numbers and cross references.

mod break_cost;
mod break_search;
mod break_traits;
mod cut;
mod footnotes;
mod layers;
mod margin_boxes;
mod mentions;
mod page;
mod page_counters;
mod page_values;
mod paginate;
mod references;
mod survey;

pub use page::{Group, Page, Placed, PlacedBox, PlacedLine, PlacedReplaced};
pub use paginate::{Breaks, Input, paginate, survey};
pub use survey::Survey;
