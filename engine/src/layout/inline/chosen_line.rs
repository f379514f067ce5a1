//! A line of a paragraph as line breaking chooses it: a range of glyphs and its widths, before anything is placed.

use crate::units::{Length, Offset};

/// One line: its glyphs, and how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ChosenLine {
    pub(crate) start: u32,
    /// The end without the spaces that hang.
    pub(crate) content_end: u32,
    /// The end with the spaces that hang.
    pub(crate) end: u32,
    /// How far from the edge of the block it starts.
    pub(crate) indent: Length,
    /// How far from the other edge of the block it has to end.
    pub(crate) after: Length,
    pub(crate) hyphen: bool,
    /// Whether it has to end here: at a forced break, or with the text.
    pub(crate) forced: bool,
    /// How much wider than its room it is.
    pub(crate) excess: Length,
    /// How far punctuation hangs at its start and at its end.
    pub(crate) hang_start: Length,
    pub(crate) hang_end: Length,
    /// How much justification may add or remove by letter spacing, and by the width of glyphs (`text-justify`).
    pub(crate) letters: Offset,
    pub(crate) glyphs: Offset,
    /// What is shown after `content_end` instead of the rest of the line.
    pub(crate) ellipsis: Option<LineEllipsis>,
}

/// Why a line ends in an ellipsis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEllipsis {
    /// Its box cuts it off (`text-overflow`).
    TextOverflow,
    /// Hidden lines follow it (`block-ellipsis`).
    Block,
}
