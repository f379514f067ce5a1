//! Content at the ends of lines that takes no room there: white space that hangs (CSS Text 4, section 4.3.2), and the
//! space that `letter-spacing` adds after a letter.

use unicode_bidi::{BidiInfo, Level};

use super::chosen_line::ChosenLine;
use super::paragraph::{Paragraph, Source};
use crate::css::{TextWrapMode, WhiteSpaceCollapse};
use crate::text::SPACED;
use crate::units::{Length, Offset};

/// The ends of the content of a line between two glyphs: without all white space that hangs, and without that which
/// hangs even if it fits.
pub(crate) fn without_spaces(paragraph: &Paragraph, start: u32, end: u32, forced: bool) -> (u32, u32) {
    let mut at = end;
    let mut fitting = None;
    while at > start {
        let offset = paragraph.shaped.clusters[at as usize - 1];
        let character = paragraph.text[offset as usize..].chars().next();
        match character {
            Some('\u{2028}') => {}
            Some(character) if is_space(character) => match hangs(source_of(paragraph, offset)) {
                Hanging::Never => break,
                Hanging::Always => {}
                Hanging::Wrapped if forced => fitting = fitting.or(Some(at)),
                Hanging::Wrapped => {}
            },
            _ => break,
        }
        at -= 1;
    }
    (at, fitting.unwrap_or(at))
}

/// When white space at the end of a line hangs.
enum Hanging {
    Always,
    /// Before a forced break only if it does not fit.
    Wrapped,
    Never,
}

fn hangs(source: Option<&Source>) -> Hanging {
    let Some(text) = source.map(|source| &source.style.text) else { return Hanging::Always };
    match text.white_space_collapse {
        WhiteSpaceCollapse::Collapse | WhiteSpaceCollapse::PreserveBreaks => Hanging::Always,
        WhiteSpaceCollapse::BreakSpaces => Hanging::Never,
        WhiteSpaceCollapse::Preserve | WhiteSpaceCollapse::PreserveSpaces => match text.wrap {
            TextWrapMode::Wrap => Hanging::Wrapped,
            TextWrapMode::NoWrap => Hanging::Never,
        },
    }
}

/// Whether a character is white space or another space after which a line may end. A no-break space is not: authors
/// want it to be visible.
pub(crate) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}')
}

fn source_of(paragraph: &Paragraph, offset: u32) -> Option<&Source> {
    let after = paragraph.sources.partition_point(|source| source.range.start <= offset);
    paragraph.sources[..after].last().filter(|source| offset < source.range.end)
}

/// The letter spacing in a glyph's advance.
pub(crate) fn letter_spacing(paragraph: &Paragraph, glyph: u32) -> Length {
    if !paragraph.spaced || paragraph.shaped.flags[glyph as usize] & SPACED == 0 {
        return Length::ZERO;
    }
    let source = source_of(paragraph, paragraph.shaped.clusters[glyph as usize]);
    source.map_or(Length::ZERO, |source| source.style.font.letter_spacing)
}

/// The letter spacing after the last glyph of a line that ends without a hyphen.
pub(crate) fn trailing(paragraph: &Paragraph, glyph: u32) -> Offset {
    letter_spacing(paragraph, glyph).offset()
}

/// Removes the letter spacing at the right ends of chosen lines. There is none at the left ends, as letters have
/// theirs at their right.
pub(crate) fn settle(paragraph: &Paragraph, lines: &[ChosenLine], advances: &mut [Length]) {
    if !paragraph.spaced {
        return;
    }
    for line in lines.iter().filter(|line| line.content_end > line.start) {
        let last = rightmost(paragraph, line.start, line.content_end);
        // The spacing of a hyphen is removed where it is shaped.
        if !line.hyphen || last + 1 != line.content_end {
            advances[last as usize] -= letter_spacing(paragraph, last);
        }
    }
}

/// The glyph at the right end of a line.
fn rightmost(paragraph: &Paragraph, start: u32, end: u32) -> u32 {
    if !paragraph.bidirectional {
        return end - 1;
    }
    let first = paragraph.runs.partition_point(|run| run.glyphs.end <= start);
    let after = paragraph.runs.partition_point(|run| run.glyphs.start < end);
    let runs = &paragraph.runs[first..after.max(first)];
    let levels: Vec<Level> = runs.iter().map(|run| Level::new(run.level).unwrap_or(Level::ltr())).collect();
    match BidiInfo::reorder_visual(&levels).last() {
        Some(&index) if runs[index].level % 2 == 1 => runs[index].glyphs.start.max(start),
        Some(&index) => runs[index].glyphs.end.min(end) - 1,
        None => end - 1,
    }
}
