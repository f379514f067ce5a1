//! Galleys to pages: where to break, margin boxes, page numbers and cross references.

mod page;

pub use page::{Group, Page, Placed, PlacedBox, PlacedLine, PlacedReplaced};
