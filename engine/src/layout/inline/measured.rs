//! The measures of a paragraph that is to be broken: returns the width of a line from any glyph to any break, by
//! differences of sums, with what hangs at its ends (CSS Text 4, sections 4.3.2 and 9.2).

use std::borrow::Cow;

use super::chosen_line::ChosenLine;
use super::inside_words::with_emergencies;
use super::justify::joins;
use super::line_ends::{trailing, without_spaces};
use super::paragraph::{BreakKind, BreakOpportunity, Paragraph};
use super::room::Room;
use super::{leaders, ligatures, tabs};
use crate::css::{HangingEnd, TextJustify};
use crate::text::SPACE;
use crate::units::{Length, Offset};

/// How much a line that is justified between its characters may change letter spacing, in thousandths of an em, and the
/// width of glyphs, in thousandths of that.
const INTER_CHARACTER: Offset = 20;

/// The widths of a line from some glyph to some break.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    /// The width with the hyphen, without what hangs.
    pub(crate) width: Offset,
    /// The end of the content that does not hang.
    content: u32,
    /// The width of the hyphen, which is included in `width`.
    pub(crate) hyphen: Offset,
    /// How much the line may be stretched and shrunk.
    pub(crate) stretch: Offset,
    pub(crate) shrink: Offset,
    hang_start: Offset,
    hang_end: Offset,
    /// How much of `stretch` and `shrink` is letter spacing, and how much is the width of glyphs.
    letters: Offset,
    glyphs: Offset,
}

/// The measures of a paragraph.
pub(crate) struct Measured<'a> {
    pub(super) paragraph: &'a Paragraph,
    /// The width before each glyph.
    pub(super) sums: &'a [Offset],
    /// The width of the spaces before each glyph, and their number.
    pub(super) spaces: Vec<(Offset, u32)>,
    pub(crate) breaks: Cow<'a, [BreakOpportunity]>,
    ends: Vec<LineEnd>,
    /// The glyphs of leaders, in order.
    leaders: Vec<u32>,
    /// If letter spacing may change: how many glyphs before each one it may follow.
    pub(super) gaps: Option<Vec<u32>>,
    /// The measures of the first line, if that has a style of its own.
    pub(super) first_line: Option<Box<Measured<'a>>>,
}

/// The end of a line at a break.
#[derive(Clone, Copy)]
struct LineEnd {
    /// The end of the visible content: before the spaces.
    content: u32,
    /// The end with the spaces that hang only if they do not fit.
    fitting: u32,
    /// The width of the letters before the hyphen, if the break is inside a ligature.
    split_ligature: Offset,
    hyphen: Offset,
}

impl<'a> Measured<'a> {
    pub(super) fn new(
        paragraph: &'a Paragraph,
        sums: &'a [Offset],
        narrowest: Offset,
        hyphen_width: &mut dyn FnMut(u32) -> Length,
    ) -> Measured<'a> {
        let breaks = with_emergencies(paragraph, sums, narrowest, hyphen_width);
        Measured::at(paragraph, sums, breaks, hyphen_width)
    }

    /// The measures of lines that end at these breaks.
    pub(crate) fn at(
        paragraph: &'a Paragraph,
        sums: &'a [Offset],
        breaks: Cow<'a, [BreakOpportunity]>,
        hyphen_width: &mut dyn FnMut(u32) -> Length,
    ) -> Measured<'a> {
        let shaped = &paragraph.shaped;
        let mut spaces = Vec::with_capacity(shaped.len() + 1);
        let (mut width, mut count) = (0, 0);
        spaces.push((width, count));
        for (advance, flags) in shaped.advances.iter().zip(&shaped.flags) {
            if flags & SPACE != 0 {
                width += advance.offset();
                count += 1;
            }
            spaces.push((width, count));
        }
        let mut before = 0;
        let ends = breaks
            .iter()
            .map(|point| {
                let forced = point.kind == BreakKind::Forced;
                let (content, fitting) = without_spaces(paragraph, before, point.glyph, forced);
                before = point.glyph;
                let (split_ligature, hyphen) = match point.kind {
                    BreakKind::Hyphen => {
                        let letters = ligatures::end_of(&paragraph.ligatures, point.glyph);
                        (letters, hyphen_width(point.glyph).offset())
                    }
                    _ => (0, 0),
                };
                LineEnd { content, fitting, split_ligature, hyphen }
            })
            .collect();
        let gaps = (paragraph.root().style.text.justify == TextJustify::InterCharacter).then(|| {
            let mut count = 0;
            let after = (0..shaped.len()).map(|glyph| {
                count += u32::from(!joins(paragraph, glyph));
                count
            });
            std::iter::once(0).chain(after).collect()
        });
        let leaders = leaders::leaders(paragraph).map(|(glyph, _)| glyph).collect();
        Measured { paragraph, sums, spaces, breaks, ends, leaders, gaps, first_line: None }
    }

    /// The widths of a line from a glyph to a break in a room.
    pub(crate) fn extent(&self, start: u32, at: usize, room: Room) -> Extent {
        if let Some(line) = self.first_line.as_ref().filter(|_| room.first) {
            return line.extent(0, at, room);
        }
        let LineEnd { content, fitting, split_ligature, hyphen } = self.ends[at];
        let mut extent = self.extent_to(start, content, at, room);
        // Spaces that fit do not hang.
        for content in content + 1..=fitting {
            let with_spaces = self.extent_to(start, content, at, room);
            if with_spaces.width > room.width {
                break;
            }
            extent = with_spaces;
        }
        Extent { width: extent.width + split_ligature + hyphen, hyphen, ..extent }
    }

    /// The widths of a line whose content ends before a glyph, without its hyphen.
    fn extent_to(&self, start: u32, content: u32, at: usize, room: Room) -> Extent {
        let paragraph = self.paragraph;
        let content = content.max(start);
        let (from, to) = (start as usize, content as usize);
        let mut width = self.sums[to] - self.sums[from];
        if !paragraph.ligatures.is_empty() {
            width += ligatures::start_of(&paragraph.ligatures, start);
        }
        let (mut hang_start, mut hang_end) = (0, 0);
        let hanging = paragraph.root().style.text.hanging_punctuation;
        if room.first && hanging.first && paragraph.first && to > from {
            hang_start = self.advance_if(from, |character| is_opening(character) || is_quote(character));
            width -= hang_start;
        }
        let mut movable = from;
        if !paragraph.tabs.is_empty() {
            let indent = room.indent + width - (self.sums[to] - self.sums[from]);
            for (glyph, tab) in tabs::widths(&paragraph.tabs, self.sums, start, content, indent) {
                width += tab;
                movable = glyph as usize + 1;
            }
        }
        if to > from && self.breaks[at].kind != BreakKind::Hyphen {
            let spacing = trailing(paragraph, content - 1);
            width -= spacing;
            if hanging.last && at + 1 == self.breaks.len() {
                hang_end = self.advance_if(to - 1, |character| is_closing(character) || is_quote(character));
            }
            if hang_end == 0
                && (hanging.end == HangingEnd::Force
                    || hanging.end == HangingEnd::Allow && width > room.width)
            {
                hang_end = self.advance_if(to - 1, is_stop_or_comma);
            }
            if hang_end != 0 {
                hang_end -= spacing;
            }
            width -= hang_end;
        }
        let space = self.spaces[to].0 - self.spaces[movable.min(to)].0;
        let (mut letters, mut glyphs) = (0, 0);
        // Narrower glyphs before a tab would no longer reach it.
        if let Some(gaps) = self.gaps.as_ref().filter(|_| to > from && movable == from) {
            let size = paragraph.root().style.font.size.offset();
            letters = size * INTER_CHARACTER * Offset::from(gaps[to - 1] - gaps[from]) / 1000;
            glyphs = (width - space) * INTER_CHARACTER / 1000;
        }
        Extent {
            width,
            content,
            hyphen: 0,
            stretch: space / 2 + letters + glyphs,
            shrink: space / 3 + letters + glyphs,
            hang_start,
            hang_end,
            letters,
            glyphs,
        }
    }

    /// The width of a glyph if its character matches; otherwise 0.
    fn advance_if(&self, glyph: usize, matches: fn(char) -> bool) -> Offset {
        let offset = self.paragraph.shaped.clusters[glyph] as usize;
        let character = self.paragraph.text.get(offset..).and_then(|text| text.chars().next());
        if character.is_some_and(matches) { self.sums[glyph + 1] - self.sums[glyph] } else { 0 }
    }

    /// Whether a leader fills the line from a glyph to a break.
    pub(crate) fn is_filled(&self, start: u32, at: usize) -> bool {
        let first = self.leaders.partition_point(|&leader| leader < start);
        self.leaders.get(first).is_some_and(|&leader| leader < self.breaks[at].glyph)
    }

    /// The number of words between a glyph and a break.
    pub(crate) fn words(&self, start: u32, at: usize) -> u32 {
        let content = self.ends[at].content.max(start);
        let spaces = self.spaces[content as usize].1 - self.spaces[start as usize].1;
        spaces + u32::from(content > start)
    }

    /// The line from a glyph to a break.
    pub(crate) fn line(&self, start: u32, at: usize, room: Room, justified: bool) -> ChosenLine {
        let extent = self.extent(start, at, room);
        let shrink = if justified { extent.shrink } else { 0 };
        let point = self.breaks[at];
        // A first line is measured in other glyphs, of which there may be more.
        let is_own = self.first_line.is_none() || !room.first;
        ChosenLine {
            start,
            content_end: if is_own { extent.content } else { self.ends[at].content },
            end: point.glyph,
            indent: Length::from_offset(room.indent),
            after: Length::from_offset(room.after),
            hyphen: point.kind == BreakKind::Hyphen,
            forced: point.kind == BreakKind::Forced,
            excess: Length::from_offset((extent.width - shrink - room.width).max(0)),
            hang_start: Length::from_offset(extent.hang_start),
            hang_end: Length::from_offset(extent.hang_end),
            letters: extent.letters,
            glyphs: extent.glyphs,
            ellipsis: None,
        }
    }
}

/// Brackets and quotation marks that open (Ps and Pi of Unicode, in our scripts).
fn is_opening(character: char) -> bool {
    matches!(character, '(' | '[' | '{' | '«' | '‹' | '“' | '‘' | '„' | '‚' | '「' | '『' | '﴾')
}

/// Brackets and quotation marks that close (Pe and Pf).
fn is_closing(character: char) -> bool {
    matches!(character, ')' | ']' | '}' | '»' | '›' | '”' | '’' | '“' | '‘' | '」' | '』' | '﴿')
}

fn is_quote(character: char) -> bool {
    matches!(character, '\'' | '"')
}

/// The stops and commas of CSS Text 4, section 9.2.2.
fn is_stop_or_comma(character: char) -> bool {
    matches!(character, ',' | '.' | '،' | '۔' | '、' | '。' | '，' | '．' | '﹐' | '﹑' | '﹒' | '｡' | '､')
}
