//! The styled tree to a galley: boxes and lines in one endless column, with the legal breaks.

mod atomic;
mod boxes;
mod construct;
mod context;
mod counters;
mod galley;
mod generated;
mod images;
pub mod inline;
mod line;
mod svg_source;
mod table_fixup;
mod text_transform;
mod white_space;

pub use atomic::{AtomicContent, AtomicLayout};
pub use boxes::{
    BoxId, BoxKind, BoxTree, LayoutBox, NamedStringChange, PageReference, ReferenceId, ReferenceKind,
    Replaced, ReplacedContent,
};
pub use construct::construct;
pub use context::{Area, Context, Problem, Problems};
pub use counters::format_counter;
pub use galley::{
    Break, BreakPlace, BreakViolations, Enclosure, EnclosureId, Galley, Item, ItemKind, ParallelFlow,
    ParallelFlows, Position, Positioned, Stop,
};
pub use generated::margin_content_tree;
pub use images::{ImageError, Images};
pub use line::{AtomicFragment, GlyphRun, InlineBoxFragment, Line, LineFragment, RunText};
