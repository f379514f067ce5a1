//! Choosing where lines end: each is filled as far as it goes.

use super::Paragraph;
use super::measure::BreakKind;
use crate::css::{OverflowWrap, WordBreak};
use crate::units::{Length, Offset};

/// One line: its glyphs, and how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ChosenLine {
    pub(super) start: u32,
    /// The end without the spaces that hang.
    pub(super) content_end: u32,
    /// The end with them.
    pub(super) end: u32,
    pub(super) hyphen: bool,
    /// It ends because it must: at a forced break, or with the text.
    pub(super) forced: bool,
    /// How much it is too wide.
    pub(super) excess: Length,
}

/// `sums[i]` is the width before glyph `i`; `room` the width of the line of a number, `hyphen_width`
/// what a hyphen at a glyph takes.
pub(super) fn choose(
    paragraph: &Paragraph,
    sums: &[Offset],
    room: &dyn Fn(usize) -> Length,
    hyphen_width: &dyn Fn(u32) -> Length,
) -> Vec<ChosenLine> {
    let count = paragraph.shaped.len() as u32;
    let breaks = &paragraph.breaks;
    let mut lines: Vec<ChosenLine> = Vec::new();
    let mut start = 0u32;
    let mut next = 0;
    while start < count {
        let available = room(lines.len()).offset();
        let line = |end: u32, kind: BreakKind| {
            let content_end = trim(paragraph, start, end);
            let hyphen = kind == BreakKind::Hyphen;
            let extra = if hyphen { hyphen_width(end) } else { Length::ZERO };
            let width = sums[content_end as usize] - sums[start as usize] + extra.offset();
            let chosen = ChosenLine {
                start,
                content_end,
                end,
                hyphen,
                forced: kind == BreakKind::Forced,
                excess: Length::from_offset((width - available).max(0)),
            };
            (chosen, width <= available)
        };
        let mut best: Option<(ChosenLine, usize)> = None;
        let mut index = next;
        let mut overfull: Option<(ChosenLine, usize)> = None;
        while let Some(point) = breaks.get(index) {
            if point.glyph <= start {
                // A forced break with nothing before it was a line of its own.
                index += 1;
                continue;
            }
            let (chosen, fits) = line(point.glyph, point.kind);
            if fits {
                best = Some((chosen, index + 1));
            } else if best.is_none() && overfull.is_none() {
                overfull = Some((chosen, index + 1));
            }
            // Past what fits even without a hyphen, nothing further does.
            let bare = sums[chosen.content_end as usize] - sums[start as usize];
            if point.kind == BreakKind::Forced || bare > available {
                break;
            }
            index += 1;
        }
        let (chosen, after) = match (best, overfull) {
            (Some(best), _) => best,
            (None, Some((chosen, after))) => match emergency(paragraph, sums, start, chosen.end, available) {
                Some(end) => {
                    let (cut, _) = line(end, BreakKind::Opportunity);
                    (cut, next)
                }
                None => (chosen, after),
            },
            (None, None) => (line(count, BreakKind::Forced).0, breaks.len()),
        };
        lines.push(chosen);
        start = chosen.end;
        next = after;
    }
    lines
}

/// The end of a line's content: before the spaces at its end.
fn trim(paragraph: &Paragraph, start: u32, end: u32) -> u32 {
    let mut at = end;
    while at > start {
        let index = at as usize - 1;
        let character = paragraph.text[paragraph.shaped.clusters[index] as usize..].chars().next();
        // A no-break space stays; it was put there to be seen.
        if !matches!(character, Some(' ' | '\u{2028}')) {
            break;
        }
        at -= 1;
    }
    at
}

/// Where a word that is too wide may be cut anyway (`overflow-wrap`).
fn emergency(paragraph: &Paragraph, sums: &[Offset], start: u32, end: u32, available: Offset) -> Option<u32> {
    let text = &paragraph.boxes[0].style.text;
    if text.overflow_wrap == OverflowWrap::Normal && text.word_break != WordBreak::BreakAll {
        return None;
    }
    let clusters = &paragraph.shaped.clusters;
    let mut best = None;
    for at in start + 1..end {
        if clusters[at as usize] == clusters[at as usize - 1] {
            continue;
        }
        if sums[at as usize] - sums[start as usize] > available && best.is_some() {
            break;
        }
        best = Some(at);
        if sums[at as usize] - sums[start as usize] > available {
            break;
        }
    }
    best
}
