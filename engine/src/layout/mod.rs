//! Layout: from the box tree, the fonts and the page's content box to galleys. A galley is one endless column of boxes
//! and lines with the places where it may be broken (CSS 2.2, sections 8 to 10 and 17; CSS Fragmentation 3). `pages`
//! then breaks galleys into pages.

mod ahead;
mod atomic;
mod block;
mod context;
mod floats;
mod galley;
mod hairlines;
pub mod inline;
mod items;
mod missing_glyphs;
mod problems;
mod shapes;
mod sizing;
mod table;

pub use ahead::Ahead;
pub use atomic::{AtomicContent, AtomicLayout, atomic_widths, lay_out_atomic};
pub use block::flow::{lay_out, lay_out_contents, lay_out_detached, lay_out_up_to};
pub use block::positioned::{PositionedLayout, lay_out_positioned};
pub use context::{Area, Context, Measurements};
pub use galley::column_fill::{ColumnCuts, Filling, LeastHeights, Places};
pub use galley::columns::Columns;
pub use galley::line::{
    AtomicFragment, DecoratingBox, GlyphRun, InlineBoxFragment, Line, LineFragment, RunDecoration, RunText,
};
pub use galley::list::{
    AlignmentContainer, Break, BreakPlace, BreakViolations, Enclosure, EnclosureId, FloatCut, Galley, Item,
    ItemKind, ParallelFlow, ParallelFlows, PlacedFloat, Position, Positioned, StaticPlace, Stop,
};
pub use galley::parallel_breaks::height_within_row;
pub use galley::patch::patch_references;
pub use galley::position::position_of;
pub use galley::slice::{BreakPoint, FlowFragment, Slice};
pub use galley::table_lines::{BorderCandidate, LineRun, RowLines, TableRow, between_rows};
pub use hairlines::{LEAST_LINE, report_hairlines, report_hairlines_of_page};
pub use problems::{Keep, OverfullCause, Problem, Problems, Remark};
pub use shapes::basic_shape::UsedShape;
pub use shapes::corners::Corners;
pub use sizing::intrinsic::{intrinsic_widths, running_widths};
