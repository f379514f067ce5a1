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
        for point in breaks {
            let offset = offset_on_line(paragraph, styled, paragraph.offset_of(point.glyph));
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
    let end = glyph_at(styled, offset_on_line(paragraph, styled, paragraph.offset_of(line.end)));
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

/// The offset in the text of the first line that corresponds to one in the paragraph's text. They differ only by
/// `text-transform`. Both have the same sources, with the same objects and control characters between them.
fn offset_on_line(paragraph: &Paragraph, styled: &Paragraph, offset: u32) -> u32 {
    let before = paragraph.sources.partition_point(|source| source.range.start < offset);
    let Some(index) = before.checked_sub(1) else { return offset };
    let (from, Some(to)) = (&paragraph.sources[index], styled.sources.get(index)) else { return offset };
    if offset >= from.range.end {
        return to.range.end + (offset - from.range.end);
    }
    let inside = (offset - from.range.start) as usize;
    let (from_text, to_text) = (text_of(paragraph, from), text_of(styled, to));
    to.range.start
        + if from_text == to_text { inside } else { corresponding(from_text, to_text, inside) } as u32
}

fn text_of<'a>(paragraph: &'a Paragraph, source: &Source) -> &'a str {
    paragraph.text.get(source.range.start as usize..source.range.end as usize).unwrap_or_default()
}

/// The offset in `to` that corresponds to one in `from`. The texts differ in letter case only.
fn corresponding(from: &str, to: &str, offset: usize) -> usize {
    // White space has no case, so both have the same words.
    let before = from.get(..offset).unwrap_or(from);
    let words = before.matches(char::is_whitespace).count();
    let start = |text: &str| {
        let spaces = text.match_indices(char::is_whitespace);
        words
            .checked_sub(1)
            .and_then(|last| spaces.map(|(at, space)| at + space.len()).nth(last))
            .unwrap_or(0)
    };
    let word = |text: &str, start: usize| -> String {
        text[start..].chars().take_while(|character| !character.is_whitespace()).collect()
    };
    let (from_start, to_start) = (start(from), start(to));
    let (from_word, to_word) = (word(from, from_start), word(to, to_start));
    let letters = from[from_start..offset].chars().count();
    let index = corresponding_letter(&from_word, &to_word, letters);
    to_start + to_word.chars().take(index).map(char::len_utf8).sum::<usize>()
}

/// How many characters of a word correspond to the first `letters` of it in another case.
fn corresponding_letter(from: &str, to: &str, letters: usize) -> usize {
    let (from_count, to_count) = (from.chars().count(), to.chars().count());
    if from_count == to_count {
        return letters;
    }
    // Some letters have capitals of two characters (ß), others lose their accents.
    let lengths = |word: &str| -> Vec<usize> {
        let mut buffer = [0; 4];
        word.chars().map(|each| uppercase(each.encode_utf8(&mut buffer), "").chars().count()).collect()
    };
    let (grown, shrunk) = (lengths(from), lengths(to));
    if grown.iter().sum::<usize>() == to_count {
        return grown.iter().take(letters).sum();
    }
    if shrunk.iter().sum::<usize>() == from_count {
        let mut sum = 0;
        return shrunk
            .iter()
            .take_while(|&&length| {
                sum += length;
                sum <= letters
            })
            .count();
    }
    letters.min(to_count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_text_of_other_case() {
        let at = |from: &str, to: &str, before: &str| {
            to[..corresponding(from, to, before.len())] == *before.to_uppercase()
        };
        for before in
            ["", "die ", "die stra", "die straße", "die straßen", "die straßenbahn ", "die straßenbahn f"]
        {
            assert!(at("die straßenbahn fährt", "DIE STRASSENBAHN FÄHRT", before), "{before}");
        }
        let back = corresponding("DIE STRASSENBAHN", "die straßenbahn", "DIE STRASSEN".len());
        assert_eq!(&"die straßenbahn"[..back], "die straßen");
    }
}
