//! First lines with a style of their own (`::first-line`, CSS Pseudo-Elements 4, section 2.1).
//!
//! The whole paragraph is shaped a second time with the style of its first line. Every place where a line may end
//! exists in both versions, so the lines are chosen together like any others, the first one measured in the one
//! version and the rest in the other.

use std::borrow::Cow;

use super::chosen_line::ChosenLine;
use super::content_widths::{MeasuredLines, widths};
use super::line_ends::without_spaces;
use super::measured::Measured;
use super::paragraph::{BreakKind, BreakOpportunity, Paragraph, Source};
use crate::layout::context::Context;
use crate::text::letter_case::uppercase;
use crate::units::{Length, Offset};

/// Wider than any line.
const ENDLESS: Length = Length(i32::MAX);

/// The paragraph in the style of its first line, to be measured.
pub(crate) struct FirstLineMeasure<'p, 'f> {
    pub(crate) paragraph: &'p Paragraph,
    /// The width before each of its glyphs.
    pub(crate) sums: &'p [Offset],
    pub(crate) hyphen_width: &'f mut dyn FnMut(u32) -> Length,
}

impl<'p> FirstLineMeasure<'p, '_> {
    /// The width in the paragraph's own glyphs of a line that is `room` wide in these glyphs. It errs towards too
    /// little: words may be broken in more places than necessary, but must be broken where necessary.
    pub(crate) fn as_if_in(&self, room: Offset, sums: &[Offset]) -> Offset {
        let whole = |sums: &[Offset]| sums.last().copied().unwrap_or(0).max(1);
        let (own, styled) = (whole(sums), whole(self.sums));
        if styled > own { room * own / styled * 3 / 4 } else { room }
    }

    /// The widths of first lines that end at the breaks of the paragraph itself, with the same indices.
    pub(crate) fn measured(self, paragraph: &Paragraph, breaks: &[BreakOpportunity]) -> Measured<'p> {
        let styled = self.paragraph;
        let mut places = Vec::with_capacity(breaks.len());
        let mut inside_ligature = Vec::new();
        let mut correspondence = Correspondence::new(paragraph, styled);
        for point in breaks {
            let offset = correspondence.of(paragraph.offset_of(point.glyph));
            let glyph = glyph_at(styled, offset);
            places.push(BreakOpportunity { glyph, kind: point.kind });
            if point.kind == BreakKind::Hyphen {
                inside_ligature.push(styled.offset_of(glyph) != offset);
            }
        }
        // Called once for each hyphen, in order. No line can end inside a ligature of this style.
        let mut inside_ligature = inside_ligature.into_iter();
        let mut hyphen_width = |glyph: u32| match inside_ligature.next() {
            Some(true) => ENDLESS,
            _ => (self.hyphen_width)(glyph),
        };
        Measured::at(styled, self.sums, Cow::Owned(places), &mut hyphen_width)
    }
}

/// The first line, which was chosen in the paragraph's own glyphs, in the glyphs of its own style.
pub(crate) fn on_first_line(paragraph: &Paragraph, styled: &Paragraph, line: &ChosenLine) -> ChosenLine {
    let end = glyph_at(styled, Correspondence::new(paragraph, styled).of(paragraph.offset_of(line.end)));
    let (content_end, _) = without_spaces(styled, 0, end, line.forced);
    ChosenLine { start: 0, content_end, end, ..*line }
}

impl Paragraph {
    /// Gives the paragraph the version in the style of its first line.
    pub(crate) fn style_first_line(&mut self, context: &Context, styled: Paragraph) {
        let first = widths(context, &styled, MeasuredLines::First);
        let others = widths(context, self, MeasuredLines::Others);
        self.widths = (first.0.max(others.0), first.1.max(others.1));
        self.first_line = Some(Box::new(styled));
    }
}

fn glyph_at(paragraph: &Paragraph, offset: u32) -> u32 {
    paragraph.shaped.clusters.partition_point(|&cluster| cluster < offset) as u32
}

/// Finds the offsets in the text of the first line that correspond to those in the paragraph's text, in increasing order.
/// The texts differ only by `text-transform`: both have the same sources, with the same objects and control characters
/// between them, and the same white space in each source.
struct Correspondence<'p> {
    paragraph: &'p Paragraph,
    styled: &'p Paragraph,
    /// The source of the last offset, whether it is the same in both texts, and the word there.
    source: Option<usize>,
    is_same: bool,
    word: Word,
}

/// A word of a source, by offsets from the source's beginning.
#[derive(Default)]
struct Word {
    /// Its beginning in both texts.
    from: usize,
    to: usize,
    /// The offsets in both texts after each of its letters, from its beginning; empty until they are needed.
    letters: Vec<(usize, usize)>,
}

impl<'p> Correspondence<'p> {
    fn new(paragraph: &'p Paragraph, styled: &'p Paragraph) -> Correspondence<'p> {
        Correspondence { paragraph, styled, source: None, is_same: false, word: Word::default() }
    }

    /// The offset on the first line for one that is not before the last one.
    fn of(&mut self, offset: u32) -> u32 {
        let sources = &self.paragraph.sources;
        let before = sources.partition_point(|source| source.range.start < offset);
        let Some(index) = before.checked_sub(1) else { return offset };
        let (from, Some(to)) = (&sources[index], self.styled.sources.get(index)) else { return offset };
        if offset >= from.range.end {
            return to.range.end + (offset - from.range.end);
        }
        let inside = (offset - from.range.start) as usize;
        let (from_text, to_text) = (text_of(self.paragraph, from), text_of(self.styled, to));
        if self.source != Some(index) {
            (self.source, self.is_same) = (Some(index), from_text == to_text);
            self.word = Word::default();
        }
        if self.is_same {
            return to.range.start + inside as u32;
        }
        to.range.start + self.word.corresponding(from_text, to_text, inside) as u32
    }
}

fn text_of<'a>(paragraph: &'a Paragraph, source: &Source) -> &'a str {
    paragraph.text.get(source.range.start as usize..source.range.end as usize).unwrap_or_default()
}

impl Word {
    /// The offset in `to` that corresponds to one in `from`, which is in this word or a later one. The texts differ in
    /// letter case only.
    fn corresponding(&mut self, from: &str, to: &str, offset: usize) -> usize {
        // White space has no case, so both have the same words.
        while let (Some(next), Some(next_to)) = (after_space(from, self.from), after_space(to, self.to))
            && next <= offset
        {
            *self = Word { from: next, to: next_to, letters: Vec::new() };
        }
        if self.letters.is_empty() {
            self.letters = letters(word_at(from, self.from), word_at(to, self.to));
        }
        let inside = offset - self.from;
        let before = self.letters.partition_point(|(from, _)| *from < inside);
        self.to + self.letters.get(before).or(self.letters.last()).map_or(0, |(_, to)| *to)
    }
}

/// The offset after the next white space.
fn after_space(text: &str, start: usize) -> Option<usize> {
    let (at, space) = text.get(start..)?.char_indices().find(|(_, character)| character.is_whitespace())?;
    Some(start + at + space.len_utf8())
}

fn word_at(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())]
}

/// The offsets after each number of letters of a word, and after the letters that correspond to them in another case.
fn letters(from: &str, to: &str) -> Vec<(usize, usize)> {
    let ends = |word: &str| -> Vec<usize> {
        std::iter::once(0).chain(word.char_indices().map(|(at, letter)| at + letter.len_utf8())).collect()
    };
    let (from_ends, to_ends) = (ends(from), ends(to));
    let counts = corresponding_letters(from, to);
    let end = |count: usize| to_ends[count.min(to_ends.len() - 1)];
    from_ends.iter().zip(counts).map(|(&from, count)| (from, end(count))).collect()
}

/// How many characters of a word correspond to none, to the first, to the first two … letters of it in another case.
fn corresponding_letters(from: &str, to: &str) -> Vec<usize> {
    let (from_count, to_count) = (from.chars().count(), to.chars().count());
    // Some letters have capitals of two characters (ß), others lose their accents.
    let lengths = |word: &str| -> Vec<usize> {
        let mut buffer = [0; 4];
        word.chars().map(|each| uppercase(each.encode_utf8(&mut buffer), "").chars().count()).collect()
    };
    if from_count == to_count {
        return (0..=from_count).collect();
    }
    let sums = |lengths: &[usize]| -> Vec<usize> {
        let mut sum = 0;
        let after = lengths.iter().map(|length| {
            sum += length;
            sum
        });
        std::iter::once(0).chain(after).collect()
    };
    let (grown, shrunk) = (sums(&lengths(from)), sums(&lengths(to)));
    if grown.last() == Some(&to_count) {
        return grown;
    }
    if shrunk.last() == Some(&from_count) {
        return (0..=from_count).map(|count| shrunk.partition_point(|sum| *sum <= count) - 1).collect();
    }
    (0..=from_count).map(|count| count.min(to_count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_text_of_other_case() {
        let at = |from: &str, to: &str, before: &str| {
            to[..Word::default().corresponding(from, to, before.len())] == *before.to_uppercase()
        };
        for before in
            ["", "die ", "die stra", "die straße", "die straßen", "die straßenbahn ", "die straßenbahn f"]
        {
            assert!(at("die straßenbahn fährt", "DIE STRASSENBAHN FÄHRT", before), "{before}");
        }
        let back = Word::default().corresponding("DIE STRASSENBAHN", "die straßenbahn", "DIE STRASSEN".len());
        assert_eq!(&"die straßenbahn"[..back], "die straßen");
    }
}
