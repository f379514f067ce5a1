//! The clusters of a glyph run: which glyphs show which characters.

use crate::layout::{GlyphRun, RunText};
use crate::paint::TextItem;

/// Glyphs that belong together, and the text they show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cluster<'a> {
    /// The range of glyphs in the run.
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
}

/// The clusters of a run in visual order, from left to right.
pub(super) struct Clusters<'a> {
    run: &'a GlyphRun,
    text: &'a str,
    at: usize,
    /// In runs from right to left: where the text of the next cluster ends.
    text_end: usize,
}

/// The text that the clusters of an item count in.
pub(super) fn item_text<'a>(item: &'a TextItem, run: &'a GlyphRun) -> &'a str {
    match &run.text {
        RunText::Own(text) => text,
        RunText::Range(_) => item.run_text(),
    }
}

impl<'a> Clusters<'a> {
    pub(super) fn new(run: &'a GlyphRun, text: &'a str) -> Clusters<'a> {
        Clusters { run, text, at: 0, text_end: text.len() }
    }
}

impl<'a> Iterator for Clusters<'a> {
    type Item = Cluster<'a>;

    #[inline]
    fn next(&mut self) -> Option<Cluster<'a>> {
        let start = self.at;
        let clusters = self.run.clusters.get(start..self.run.glyphs.len())?;
        let (&value, rest) = clusters.split_first()?;
        let more = rest.iter().take_while(|&&other| other == value).count();
        let end = start + 1 + more;
        self.at = end;
        let text_start = value as usize;
        let text_end = if self.run.right_to_left {
            std::mem::replace(&mut self.text_end, text_start)
        } else {
            rest.get(more).map_or(self.text.len(), |&next| next as usize)
        };
        // A range that is not one (clusters out of order) shows nothing.
        Some(Cluster { start, end, text: self.text.get(text_start..text_end).unwrap_or_default() })
    }
}
