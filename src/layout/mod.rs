//! The styled tree to a galley: boxes and lines in one endless column, with the legal breaks.

mod ahead;
mod anchors;
mod atomic;
mod bands;
mod basic_shape;
mod beside_floats;
mod boxes;
mod column_fill;
mod columns;
mod construct;
mod context;
mod corners;
mod counters;
mod first_letter;
mod first_line;
mod fixed;
mod flex;
mod float_cuts;
mod float_exclusions;
mod float_shape;
mod floats;
mod flow;
mod galley;
mod galley_builder;
mod generated;
mod grid;
mod images;
pub mod inline;
mod inline_positioned;
mod intrinsic;
mod item_alignment;
mod item_size;
mod items;
mod line;
mod line_grid;
mod multicol;
mod page_flow;
mod page_overflow;
mod parallel_breaks;
mod patch;
mod position;
mod positioned;
mod reverse_counter;
mod static_position;
mod svg_source;
mod table;
mod table_fixup;
mod table_lines;
mod text_transform;
mod used;
mod view_box;
mod white_space;

pub use ahead::Ahead;
pub use atomic::{AtomicContent, AtomicLayout, atomic_widths, lay_out_atomic};
pub use basic_shape::UsedShape;
pub use boxes::{
    Bookmark, BoxId, BoxKind, BoxTree, CounterChange, CounterTo, LayoutBox, NamedStringChange, PageReference,
    ReferenceId, ReferenceKind, Replaced, ReplacedContent, RunningElement,
};
pub use column_fill::{ColumnCuts, Filling, Places};
pub use columns::Columns;
pub use construct::construct;
pub use context::{Area, Context, Keep, Measurements, Problem, Problems, Remark};
pub use corners::Corners;
pub use counters::format_counter;
pub use flow::{lay_out, lay_out_contents, lay_out_detached, lay_out_up_to};
pub use galley::{
    Break, BreakPlace, BreakViolations, Enclosure, EnclosureId, FloatCut, Galley, Item, ItemKind,
    ParallelFlow, ParallelFlows, PlacedFloat, Position, Positioned, Room, StaticPlace, Stop,
};
pub use generated::margin_content_tree;
pub use images::{ImageError, Images};
pub use intrinsic::{intrinsic_widths, running_widths};
pub use line::{
    AtomicFragment, DecoratingBox, GlyphRun, InlineBoxFragment, Line, LineFragment, RunDecoration, RunText,
};
pub use page_flow::{start_page_name, starts_page_group};
pub use parallel_breaks::height_within_row;
pub use patch::patch_references;
pub use position::position_of;
pub use positioned::{PositionedLayout, lay_out_positioned};
pub use table_lines::{LineRun, RowLines, TableRow, Wish, between_rows};
pub use view_box::AspectKept;
