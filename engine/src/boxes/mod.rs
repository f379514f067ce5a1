//! The styled document to a box tree: which boxes there are, with anonymous ones and generated content.

mod anchors;
mod construct;
mod counters;
mod first_letter;
mod first_line;
mod fixed;
mod generated;
mod images;
mod page_flow;
mod page_overflow;
mod reverse_counter;
mod svg_source;
mod table_fixup;
mod text_transform;
mod tree;
mod view_box;
mod white_space;

pub use construct::construct;
pub use counters::format_counter;
pub use generated::margin_content_tree;
pub use images::{ImageError, Images};
pub(crate) use page_flow::{break_between, break_between_rows};
pub use page_flow::{start_page_name, starts_page_group};
pub(crate) use text_transform::transform;
pub(crate) use tree::has_columns;
pub use tree::{
    Bookmark, BoxId, BoxKind, BoxTree, CounterChange, CounterTo, LayoutBox, NamedStringChange, PageReference,
    ReferenceId, ReferenceKind, Replaced, ReplacedContent, RunningElement,
};
pub use view_box::AspectKept;
