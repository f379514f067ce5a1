//! Breaks inside words that fit on no line, between any two characters (`overflow-wrap`, CSS Text 3, section 5.5). Those of
//! `anywhere` make the min-content width smaller, those of `break-word` do not.

use std::borrow::Cow;

use super::paragraph::{BreakKind, BreakOpportunity, Paragraph, Source};
use crate::css::{ComputedStyle, OverflowWrap, TextWrapMode, WordBreak};
use crate::units::{Length, Offset};

/// Whether any of these words may be broken if it is too wide.
pub(crate) fn any_breaks(sources: &[Source]) -> bool {
    sources.iter().any(|source| breaks(&source.style))
}

fn breaks(style: &ComputedStyle) -> bool {
    let text = &style.text;
    text.wrap == TextWrapMode::Wrap
        && (text.overflow_wrap != OverflowWrap::Normal || text.word_break == WordBreak::BreakAll)
}

fn breaks_anywhere(style: &ComputedStyle) -> bool {
    style.text.wrap == TextWrapMode::Wrap && style.text.overflow_wrap == OverflowWrap::Anywhere
}

/// The breaks, with those inside words that are too wide for a line of this width.
pub(crate) fn with_emergencies<'a>(
    paragraph: &'a Paragraph,
    sums: &[Offset],
    room: Offset,
    hyphen_width: &mut dyn FnMut(u32) -> Length,
) -> Cow<'a, [BreakOpportunity]> {
    if !paragraph.breaks_words {
        return Cow::Borrowed(&paragraph.breaks);
    }
    let mut too_wide = |from: u32, point: &BreakOpportunity| {
        let width = sums[point.glyph as usize] - sums[from as usize];
        // Only a few are so wide that the width of the hyphen matters.
        width > room
            || point.kind == BreakKind::Hyphen
                && width + room / 4 > room
                && width + hyphen_width(point.glyph).offset() > room
    };
    let mut before = 0;
    let any = paragraph.breaks.iter().any(|point| {
        let wide = too_wide(before, point);
        before = point.glyph;
        wide
    });
    if any { Cow::Owned(inside(paragraph, breaks, too_wide)) } else { Cow::Borrowed(&paragraph.breaks) }
}

/// The breaks that count in the min-content width.
pub(crate) fn with_anywhere(paragraph: &Paragraph) -> Cow<'_, [BreakOpportunity]> {
    let any = paragraph.breaks_words && paragraph.sources.iter().any(|source| breaks_anywhere(&source.style));
    if any {
        Cow::Owned(inside(paragraph, breaks_anywhere, |_, _| true))
    } else {
        Cow::Borrowed(&paragraph.breaks)
    }
}

/// The breaks, with those inside the words that `broken` chooses by their first glyph and the break after them, in text
/// whose style permits it.
fn inside(
    paragraph: &Paragraph,
    permits: fn(&ComputedStyle) -> bool,
    mut broken: impl FnMut(u32, &BreakOpportunity) -> bool,
) -> Vec<BreakOpportunity> {
    let mut found = Vec::with_capacity(paragraph.breaks.len());
    let mut before = 0;
    let mut sources = Sources { sources: &paragraph.sources, next: 0 };
    for point in &paragraph.breaks {
        if broken(before, point) {
            found.extend((before + 1..point.glyph).filter_map(|glyph| {
                let offset = paragraph.shaped.clusters[glyph as usize];
                let is_cluster = offset != paragraph.shaped.clusters[glyph as usize - 1];
                let is_permitted = is_cluster
                    && sources.around(offset).into_iter().flatten().all(|source| permits(&source.style));
                is_permitted.then_some(BreakOpportunity { glyph, kind: BreakKind::Emergency })
            }));
        }
        before = point.glyph;
        found.push(*point);
    }
    found
}

/// The sources of a text, by offsets that ascend.
struct Sources<'a> {
    sources: &'a [Source],
    /// The first source that starts at the last offset or after it.
    next: usize,
}

impl<'a> Sources<'a> {
    /// The sources of the characters before and after an offset, where those are text.
    fn around(&mut self, offset: u32) -> [Option<&'a Source>; 2] {
        while self.sources.get(self.next).is_some_and(|source| source.range.start < offset) {
            self.next += 1;
        }
        let before = self.next.checked_sub(1).and_then(|number| self.sources.get(number));
        let after = self.sources.get(self.next).filter(|source| source.range.start == offset);
        match before {
            Some(source) if offset < source.range.end => [before, None],
            Some(source) if offset > source.range.end => [None, after],
            _ => [before, after],
        }
    }
}
