//! Justification (CSS Text 3, section 6.4): takes the space that a line leaves, and returns what is added after each
//! glyph so that the line fills its width.

use super::chosen_line::ChosenLine;
use super::paragraph::Paragraph;
use super::tabs;
use crate::css::RubyAlign;
use crate::text::{SPACE, is_joining, script_of};
use crate::units::{Length, Offset};

/// One in [`Justification::widened`].
const WHOLE: i64 = 1 << 16;

/// The widest gap between the letters of a word alone on its line, in 1/1000 em.
const MAX_GAP: i64 = 80;

/// Lengthens the connection between Arabic letters, and belongs to no script by itself.
const TATWEEL: char = '\u{640}';

/// The additions to the glyphs of a line.
pub(crate) struct Justification {
    /// What is added after each glyph, from the line's first to the last visible one.
    extra: Vec<Length>,
    start: u32,
    /// How much wider glyphs are drawn, in 1/65536.
    pub(crate) widened: i32,
}

impl Justification {
    /// What is added after a glyph.
    pub(crate) fn extra(&self, glyph: u32) -> Length {
        glyph.checked_sub(self.start).and_then(|at| self.extra.get(at as usize)).copied().unwrap_or_default()
    }
}

/// Distributes `rest`, which may be negative, over a line: over its spaces, and if the line allows it over the gaps
/// between its letters and over the glyphs themselves. `None` if the line has nothing to expand.
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
    let (mut by_spaces, mut by_letters, mut widened) = (rest, Length::ZERO, 0);
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
        let portion = |share: Offset| (rest.offset() * share / room).clamp(-share, share);
        if letters > 0 {
            by_letters = Length::from_offset(portion(line.letters));
        }
        widened = portion(line.glyphs) * WHOLE / glyph_width.max(1);
        let by_glyphs = Length::from_offset(glyph_width * widened / WHOLE);
        by_spaces = rest - by_letters - by_glyphs;
    }
    if spaces == 0 {
        if letters == 0 {
            return None;
        }
        // A single word is spread, but only so far that it stays one word: PDF readers, and people, take wider gaps
        // for spaces.
        if rest > Length::ZERO {
            by_letters += by_spaces;
            let widest = paragraph.root().style.font.size.offset() * MAX_GAP / 1000;
            if by_letters.offset() > widest * i64::from(letters) {
                return None;
            }
        }
        by_spaces = Length::ZERO;
    }
    let mut extra = Vec::with_capacity(content.len());
    let (mut space, mut letter, mut before) = (0, 0, 0);
    for glyph in content.clone() {
        let mut added = Length::ZERO;
        if is_space(glyph) {
            added += share(by_spaces, spaces, space);
            space += 1;
        } else if widened != 0 {
            let after = before + advances[glyph].offset();
            added += Length::from_offset(after * widened / WHOLE - before * widened / WHOLE);
            before = after;
        }
        if letters > 0 && ends_letter(glyph) {
            added += share(by_letters, letters, letter);
            letter += 1;
        }
        extra.push(added);
    }
    Some(Justification { extra, start, widened: widened as i32 })
}

/// Distributes `rest` over a base or an annotation that is narrower than the other, by `ruby-align` (CSS Ruby 1, section
/// 4.3). Returns what is before it and what is added inside it.
pub(crate) fn spread_ruby(paragraph: &Paragraph, line: &ChosenLine, rest: Length) -> (Length, Justification) {
    let shaped = &paragraph.shaped;
    let content = line.start as usize..line.content_end as usize;
    let text_from = |glyph: usize| &paragraph.text[shaped.clusters[glyph] as usize..];
    let is_ideograph = |glyph: usize| text_from(glyph).chars().next().is_some_and(is_ideographic);
    let may_expand = |glyph: usize| {
        let next = glyph + 1;
        let ends = next < content.end && shaped.clusters[next] != shaped.clusters[glyph];
        ends && (shaped.flags[glyph] & SPACE != 0 || is_ideograph(glyph) || is_ideograph(next))
    };
    let gaps: Vec<bool> = content.clone().map(may_expand).collect();
    let count = gaps.iter().filter(|gap| **gap).count() as i32;
    let align = paragraph.root().style.text.ruby_align;
    let (before, spread) = match align {
        RubyAlign::Start => (Length::ZERO, Length::ZERO),
        RubyAlign::SpaceBetween if count > 0 => (Length::ZERO, rest),
        RubyAlign::SpaceAround if count > 0 => {
            let around = share(rest, count + 1, 0);
            (around / 2, rest - around)
        }
        RubyAlign::Center | RubyAlign::SpaceBetween | RubyAlign::SpaceAround => (rest / 2, Length::ZERO),
    };
    let mut number = 0;
    let extra = gaps.iter().map(|&gap| {
        let added = if gap { share(spread, count, number) } else { Length::ZERO };
        number += i32::from(gap);
        added
    });
    (before, Justification { extra: extra.collect(), start: line.start, widened: 0 })
}

/// Whether a character is written without spaces to the next: ideographs, kana, Hangul.
fn is_ideographic(character: char) -> bool {
    matches!(u32::from(character),
        0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3040..=0x30FF | 0x3100..=0x312F
        | 0x31A0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF
        | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

/// Whether a glyph is a letter that joins its neighbors: a gap beside it would separate them.
pub(crate) fn joins(paragraph: &Paragraph, glyph: usize) -> bool {
    let character = paragraph.text[paragraph.shaped.clusters[glyph] as usize..].chars().next();
    character.is_some_and(|character| script_of(character).is_some_and(is_joining) || character == TATWEEL)
}

/// Share `number` of `whole`, of `count` shares that add up to it exactly.
pub(crate) fn share(whole: Length, count: i32, number: i32) -> Length {
    let count = i64::from(count.max(1));
    let upto = |shares: i64| whole.offset() * shares / count;
    let number = i64::from(number).clamp(0, count - 1);
    Length::from_offset(upto(number + 1) - upto(number))
}
