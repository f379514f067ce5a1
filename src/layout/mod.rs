//! The styled tree to a galley: boxes and lines in one endless column, with the legal breaks.

mod boxes;
mod context;
mod counters;
mod galley;
mod images;
mod line;

pub use boxes::{
    BoxId, BoxKind, BoxTree, LayoutBox, NamedStringChange, PageReference, ReferenceId, ReferenceKind,
    Replaced, ReplacedContent,
};
pub use context::{Area, Context, Problem, Problems};
pub use counters::format_counter;
pub use galley::{
    Break, BreakPlace, BreakViolations, Enclosure, EnclosureId, Galley, Item, ItemKind, ParallelFlow,
    ParallelFlows, Position, Positioned, Stop,
};
pub use images::{ImageError, Images};
pub use line::{AtomicFragment, GlyphRun, InlineBoxFragment, Line, LineFragment, RunText};
