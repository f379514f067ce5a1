//! Galleys to pages: where to break, margin boxes, page numbers and cross references.

mod breaks;
mod cut_off;
mod finish;
mod footnotes;
mod furniture;
mod input;
mod page;
mod page_content;
mod page_sequence;
mod paginate;
mod placing;
mod plan;
mod references;
mod reports;
mod sheet;
mod slug;

pub use breaks::survey::Survey;
pub use input::{Breaks, Input};
pub use page::{
    Group, GroupKind, LinePart, Page, Placed, PlacedBox, PlacedLine, PlacedOutline, PlacedReplaced,
};
pub use page::{is_inline_group, is_inline_layer};
pub use paginate::{paginate, survey};
pub use placing::whole_boxes::WholeBox;
pub use sheet::{PrintSetup, Sheet};
