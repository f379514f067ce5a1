//! Justification: what each glyph of a line is given so that the line fills its width (CSS Text 3,
//! section 6.4).

use super::chosen_line::ChosenLine;
use super::paragraph::Paragraph;
use super::tabs;
use crate::text::{SPACE, is_joining, script_of};
use crate::units::{Length, Offset};

/// One in [`Justification::widened`].
const WHOLE: i64 = 1 << 16;

/// The widest gap between the letters of a word alone on its line, in 1/1000 em.
const MAX_GAP: i64 = 80;

/// Lengthens the line that joins Arabic letters, and belongs to no script by itself.
const TATWEEL: char = '\u{640}';

/// What is added along a line.
pub(crate) struct Justification {
    /// For each glyph from the line's first to the last that is seen.
    extra: Vec<Length>,
    start: u32,
    /// By how much glyphs are drawn wider, in 1/65536.
    pub(crate) widened: i32,
}

impl Justification {
    /// What is added after a glyph.
    pub(crate) fn extra(&self, glyph: u32) -> Length {
        glyph.checked_sub(self.start).and_then(|at| self.extra.get(at as usize)).copied().unwrap_or_default()
    }
}

/// Spreads `rest` over a line, which may be negative: over its spaces, and where the line allows it over
/// the gaps between its letters and the glyphs themselves. `None` if there is nothing to spread it over.
pub(crate) fn justify(
    paragraph: &Paragraph,
    advances: &[Length],
    line: &ChosenLine,
    rest: Length,
) -> Option<Justification> {
    let shaped = &paragraph.shaped;
    let start = tabs::movable(&shaped.flags, line.start, line.content_end);
    let content = start as usize..line.content_end as usize;
    let is_space = |glyph: usize| shaped.flags[glyph] & SPACE != 0;
    let ends_letter = |glyph: usize| {
        let ends = match shaped.clusters.get(glyph + 1).filter(|_| glyph + 1 < content.end) {
            Some(next) => *next != shaped.clusters[glyph],
            None => line.hyphen,
        };
        ends && !is_space(glyph) && !joins(paragraph, glyph)
    };
    let spaces = content.clone().filter(|&glyph| is_space(glyph)).count() as i32;
    let (mut space_part, mut letter_part, mut widened) = (rest, Length::ZERO, 0);
    let mut letters = 0;
    if line.letters > 0 || line.glyphs > 0 {
        letters = content.clone().filter(|&glyph| ends_letter(glyph)).count() as i32;
        let width = |glyphs: &mut dyn Iterator<Item = usize>| -> Offset {
            glyphs.map(|glyph| advances[glyph].offset()).sum()
        };
        let space_width = width(&mut content.clone().filter(|&glyph| is_space(glyph)));
        let glyph_width = width(&mut content.clone().filter(|&glyph| !is_space(glyph)));
        let space_room = if rest > Length::ZERO { space_width / 2 } else { space_width / 3 };
        let room = (space_room + line.letters + line.glyphs).max(1);
        let part = |share: Offset| (rest.offset() * share / room).clamp(-share, share);
        if letters > 0 {
            letter_part = Length::from_offset(part(line.letters));
        }
        widened = part(line.glyphs) * WHOLE / glyph_width.max(1);
        let by_glyphs = Length::from_offset(glyph_width * widened / WHOLE);
        space_part = rest - letter_part - by_glyphs;
    }
    if spaces == 0 {
        if letters == 0 {
            return None;
        }
        // One word alone is spread, but not so far that it falls apart: readers of the PDF, and people, take
        // wider gaps for spaces.
        if rest > Length::ZERO {
            letter_part += space_part;
            let widest = paragraph.root().style.font.size.offset() * MAX_GAP / 1000;
            if letter_part.offset() > widest * i64::from(letters) {
                return None;
            }
        }
        space_part = Length::ZERO;
    }
    let mut extra = Vec::with_capacity(content.len());
    let (mut space, mut letter, mut before) = (0, 0, 0);
    for glyph in content.clone() {
        let mut added = Length::ZERO;
        if is_space(glyph) {
            added += share(space_part, spaces, space);
            space += 1;
        } else if widened != 0 {
            let after = before + advances[glyph].offset();
            added += Length::from_offset(after * widened / WHOLE - before * widened / WHOLE);
            before = after;
        }
        if letters > 0 && ends_letter(glyph) {
            added += share(letter_part, letters, letter);
            letter += 1;
        }
        extra.push(added);
    }
    Some(Justification { extra, start, widened: widened as i32 })
}

/// Whether a glyph shows a letter that joins its neighbours: a gap beside it would tear them apart.
pub(crate) fn joins(paragraph: &Paragraph, glyph: usize) -> bool {
    let character = paragraph.text[paragraph.shaped.clusters[glyph] as usize..].chars().next();
    character.is_some_and(|character| script_of(character).is_some_and(is_joining) || character == TATWEEL)
}

/// Part `number` of `whole` in `count` parts that add up to it exactly.
pub(crate) fn share(whole: Length, count: i32, number: i32) -> Length {
    let count = i64::from(count.max(1));
    let upto = |parts: i64| whole.offset() * parts / count;
    let number = i64::from(number).clamp(0, count - 1);
    Length::from_offset(upto(number + 1) - upto(number))
}
