//! Text (ISO 32000-1, chapter 9): fonts, the glyphs of runs, and their order for programs that extract text.

pub(crate) mod cluster;
pub(crate) mod direction;
pub(crate) mod font;
pub(crate) mod font_dictionary;
pub(crate) mod pen;
pub(crate) mod reading_order;
pub(crate) mod runs;
pub(crate) mod to_unicode;
pub(crate) mod word_break;
