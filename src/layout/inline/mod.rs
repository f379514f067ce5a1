//! Paragraphs: inline boxes and text to lines (CSS 2.2, section 10.8; CSS Text 3; CSS Inline 3).
//!
//! [`prepare`] does what does not depend on the width: it shapes and measures. [`Paragraph::lines`]
//! breaks the result into lines of one width, as often as is needed.

use super::boxes::BoxId;
use super::context::Context;
use super::line::Line;
use crate::units::Length;

/// The inline content of one block container, shaped and measured.
#[derive(Debug, Default)]
pub struct Paragraph {}

/// Shapes and measures the inline children of `paragraph`, from the offset `start` of
/// [`super::BoxTree::text`] on, or from their beginning.
pub fn prepare(context: &Context, paragraph: BoxId, start: Option<u32>) -> Paragraph {
    let _ = (context, paragraph, start);
    Paragraph {}
}

impl Paragraph {
    /// The width below which some word would stick out.
    pub fn min_content_width(&self) -> Length {
        Length::ZERO
    }

    /// The width at which the only line breaks are forced ones.
    pub fn max_content_width(&self) -> Length {
        Length::ZERO
    }

    /// Breaks the paragraph into lines of a content box `width` wide. No lines if there is nothing
    /// to show.
    pub fn lines(&self, context: &Context, width: Length) -> Vec<Line> {
        let _ = (context, width);
        Vec::new()
    }
}
