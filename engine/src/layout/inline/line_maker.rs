//! The state of making the lines of a paragraph one after the other. `line_items`, `line_box`, `glyph_runs`,
//! `inline_boxes` and `decorated` add the steps.

use super::justify::Justification;
use super::paragraph::Paragraph;
use super::vertical::LineVertical;
use crate::layout::atomic::AtomicLayout;
use crate::layout::context::Context;
use crate::units::Length;

/// Makes the lines of a paragraph in their order.
pub(crate) struct LineMaker<'a> {
    pub(crate) paragraph: &'a Paragraph,
    pub(crate) context: &'a Context<'a>,
    pub(crate) width: Length,
    pub(crate) atomics: &'a [Option<AtomicLayout>],
    pub(crate) advances: &'a [Length],
    /// The last visible glyph of the current line, and what is added to its advance.
    pub(crate) end: (u32, Length),
    /// The first boundary and the first run that have not ended yet.
    pub(crate) boundary: usize,
    pub(crate) run: usize,
}

/// What is settled about a line before its items are placed.
pub(crate) struct SettledLine {
    /// The end of the glyphs that take up space; those after it are spaces that hang.
    pub(crate) content_end: u32,
    /// Its height, and the baselines on it.
    pub(crate) vertical: LineVertical,
    /// What its glyphs are given in addition to their advances, if it is justified.
    pub(crate) justification: Option<Justification>,
    /// Whether it starts at the left.
    pub(crate) left_to_right: bool,
    /// The edge of its room at which it ends: the right one of a line from left to right.
    pub(crate) end_edge: Length,
}

impl<'a> LineMaker<'a> {
    pub(super) fn new(
        paragraph: &'a Paragraph,
        context: &'a Context<'a>,
        width: Length,
        atomics: &'a [Option<AtomicLayout>],
        advances: &'a [Length],
    ) -> LineMaker<'a> {
        LineMaker {
            paragraph,
            context,
            width,
            atomics,
            advances,
            end: (u32::MAX, Length::ZERO),
            boundary: 0,
            run: 0,
        }
    }
}
