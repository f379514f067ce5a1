//! A line of a paragraph as the breaker chooses it.

use crate::units::{Length, Offset};

/// One line: its glyphs, and how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ChosenLine {
    pub(crate) start: u32,
    /// The end without the spaces that hang.
    pub(crate) content_end: u32,
    /// The end with them.
    pub(crate) end: u32,
    /// How far from the edge of the block it starts.
    pub(crate) indent: Length,
    /// How far from its other edge it has to end.
    pub(crate) after: Length,
    pub(crate) hyphen: bool,
    /// It ends because it must: at a forced break, or with the text.
    pub(crate) forced: bool,
    /// How much it is too wide.
    pub(crate) excess: Length,
    /// How far punctuation stands out at its start and at its end.
    pub(crate) hang_start: Length,
    pub(crate) hang_end: Length,
    /// How much letter spacing, and the width of glyphs, may add or take (`text-justify`).
    pub(crate) letters: Offset,
    pub(crate) glyphs: Offset,
}
