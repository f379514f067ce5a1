//! Paragraphs: from inline boxes and text to line boxes (CSS 2.2, section 10.8; CSS Text 3; CSS Inline 3).
//!
//! [`prepare`] does everything that does not depend on the width: it shapes and measures. [`Paragraph::lines`] breaks
//! the result into lines of one width, as often as necessary.

mod beside_floats;
mod bidi;
mod break_lines;
mod break_opportunities;
mod chosen_line;
mod collect;
mod compose;
mod content_widths;
mod decorated;
mod ellipsis;
mod first_line;
mod glyph_runs;
mod initial;
mod inline_boxes;
mod inside_words;
mod justify;
mod leaders;
mod ligatures;
mod line_box;
mod line_ends;
mod line_filler;
mod line_items;
mod line_maker;
mod measure;
mod measured;
mod paragraph;
mod room;
mod shape_alone;
mod sized_paragraph;
mod tabs;
mod vertical;

use super::atomic::AtomicLayout;
use super::context::Context;
use crate::boxes::BoxId;
use crate::css::ComputedStyle;
use crate::layout::galley::line::Line;
use crate::units::Length;

pub(crate) use beside_floats::BesideFloats;
pub(crate) use break_lines::fills_lines;
pub(crate) use initial::lines_beside;
pub(crate) use line_filler::LineFiller;
pub(crate) use paragraph::MostLines;
pub use paragraph::Paragraph;
pub(crate) use sized_paragraph::SizedParagraph;

/// The strut of a block with this style (CSS 2.2, section 10.8.1): how far an empty line reaches above and below its
/// baseline.
pub(crate) fn strut(context: &Context, style: &ComputedStyle) -> (Length, Length) {
    let instance = context.fonts.instance(&style.font);
    vertical::with_leading(instance.ascent, instance.descent, vertical::line_height(&instance))
}

/// Shapes and measures the inline children of `paragraph`, from the offset `start` of
/// [`crate::boxes::BoxTree::text`] on, or from their beginning.
pub fn prepare(context: &Context, paragraph: BoxId, start: Option<u32>) -> Paragraph {
    let mut prepared = measure::prepare(context, collect::collect(context, paragraph, start), start);
    if start.is_none() && context.tree.first_line.contains_key(&paragraph) && prepared.visible {
        let content = collect::collect_first_line(context, paragraph);
        prepared.style_first_line(context, measure::prepare(context, content, None));
    }
    prepared
}

/// The first `most` bytes of a paragraph after `start`, extended to the end of a word. `None` if there is no more
/// text than that, or if the first line has a style of its own.
pub(crate) fn prepare_part(
    context: &Context,
    paragraph: BoxId,
    start: Option<u32>,
    most: usize,
) -> Option<Paragraph> {
    if start.is_none() && context.tree.first_line.contains_key(&paragraph) {
        return None;
    }
    let content = collect::collect_part(context, paragraph, start, most)?;
    Some(measure::prepare(context, content, start))
}

impl Paragraph {
    /// The width below which some word would overflow.
    pub fn min_content_width(&self) -> Length {
        self.widths.0
    }

    /// The width at which the only line breaks are forced ones.
    pub fn max_content_width(&self) -> Length {
        self.widths.1
    }

    /// Breaks the paragraph into lines of a content box `width` wide, whose `height` is the basis of percentages if it is
    /// definite. There are no lines if there is nothing to show.
    pub fn lines(&self, context: &Context, width: Length, height: Option<Length>) -> Vec<Line> {
        if !self.visible {
            return Vec::new();
        }
        let atomics = self.atomics(context, width, height);
        SizedParagraph::new(self, &atomics, width).lines(context, None).0
    }

    /// Whether there may be as many lines as this: false where there are fewer glyphs.
    pub(crate) fn may_have_lines(&self, lines: usize) -> bool {
        self.shaped.len() >= lines
    }

    /// Whether there is anything that makes a line.
    pub(crate) fn makes_lines(&self) -> bool {
        self.visible
    }

    /// The atomic boxes of the paragraph, for [`SizedParagraph`]: lines may have to be chosen
    /// several times, and boxes are laid out once.
    pub(crate) fn atomics(
        &self,
        context: &Context,
        width: Length,
        height: Option<Length>,
    ) -> Vec<Option<AtomicLayout>> {
        line_box::lay_out_atomics(self, context, width, height)
    }
}

impl Context<'_> {
    /// Shapes and measures a paragraph, from an offset of the tree's text on or from its beginning.
    pub(crate) fn prepare(&self, paragraph: BoxId, start: Option<u32>) -> Paragraph {
        self.measurements.count_work();
        prepare(self, paragraph, start)
    }

    /// Shapes and measures about the first `most` bytes of a paragraph; `None` if that is all of it.
    pub(crate) fn prepare_part(
        &self,
        paragraph: BoxId,
        start: Option<u32>,
        most: usize,
    ) -> Option<Paragraph> {
        let part = prepare_part(self, paragraph, start, most)?;
        self.measurements.count_work();
        Some(part)
    }
}
