//! The styled document to a box tree: the boxes of elements, anonymous boxes and generated content.

mod anchors;
mod anonymous_blocks;
mod builder;
mod construct;
mod content_boxes;
mod counters;
mod density;
mod element_counters;
mod first_letter;
mod first_line;
mod fixed;
mod form_controls;
mod generated_text;
mod images;
mod inline_parts;
mod margin_content;
mod markers;
mod page_overflow;
mod page_records;
mod picture_text;
mod replaced;
mod reverse_counter;
mod ruby;
mod sibling_breaks;
mod svg_check;
mod svg_direction;
mod svg_elements;
mod svg_properties;
mod svg_size;
mod svg_source;
mod table_fixup;
mod text_transform;
mod tree;
mod vector_picture;
mod view_box;
mod white_space;
mod xml_edits;

pub use construct::construct;
pub use counters::format_counter;
pub use images::{ImageError, Images};
pub use margin_content::margin_content_tree;
pub use picture_text::{PictureGlyph, PictureTexts};
pub(crate) use sibling_breaks::{break_between, break_between_items, break_between_rows};
pub use sibling_breaks::{start_page_name, starts_page_group};
pub use svg_elements::{SVG_ELEMENTS, SvgSupport};
pub(crate) use text_transform::transform;
pub(crate) use tree::has_columns;
pub use tree::{
    Bookmark, BoxId, BoxKind, BoxTree, CounterChange, CounterTo, InlinePart, LayoutBox, NamedStringChange,
    PageReference, ReferenceId, ReferenceKind, Replaced, ReplacedContent, RunningElement,
};
pub use vector_picture::{PictureFace, VectorPicture};
pub use view_box::AspectKept;
