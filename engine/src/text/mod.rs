//! Fonts; text to shaped glyphs and break opportunities. `layout` uses both, `pdf` reads the faces.

mod append_list;
mod cache;
mod compact_font;
mod embedded;
mod face;
mod font_face;
mod font_files;
mod hyphenate;
mod ink;
mod instance;
pub mod letter_case;
mod library;
mod matching;
mod outlines;
mod plan;
mod private_use;
mod problem;
mod program;
mod read_face;
mod script;
mod segment;
mod shape;
pub(crate) mod sign_names;
mod spaces;
pub(crate) mod svg_fonts;
mod unpack;
mod variable;
mod writing_direction;

pub use embedded::embedded_fonts;
pub use face::{Face, FaceId, FaceMetrics, FontData};
pub use hyphenate::{hyphenation_language, hyphenation_points};
pub use instance::{FontInstance, TextRun};
pub use library::FontLibrary;
pub use outlines::OutlineStep;
pub(crate) use private_use::{has_private_use, is_private_use};
pub use problem::FontProblem;
pub(crate) use script::{is_joining, script_of};
pub use segment::{break_opportunities, cluster_ends, is_forced};
pub use shape::{SPACE, SPACED, Shaped, TAB, UNSAFE_TO_BREAK, is_ignorable};
pub use writing_direction::is_right_to_left;

/// The script of characters before the first one that has a script.
pub const DEFAULT_SCRIPT: harfrust::Script = harfrust::Script::LATIN;
