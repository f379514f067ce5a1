//! Choosing where lines end: one after the other, over the whole paragraph, or so that all are of about
//! one length (CSS Text 4, section 6.4.2).

use std::borrow::Cow;

use super::compose::{Setting, compose};
use super::first_line::FirstLineMeasure;
use super::justify::joins;
use super::line_ends::{trailing, without_spaces};
use super::measure::{BreakKind, BreakPoint};
use super::room::{Room, Rooms};
use super::{ObjectKind, Paragraph, ligatures, tabs};
use crate::css::{HangingEnd, OverflowWrap, TextAlign, TextAlignLast, TextJustify, TextWrapStyle, WordBreak};
use crate::layout::problems::Remark;
use crate::text::SPACE;
use crate::units::{Length, Offset};

/// By how much of an em letter spacing, and by how much of themselves glyphs may differ in a line that is
/// justified between its characters too, in thousandths.
const INTER_CHARACTER: Offset = 20;
/// The most lines that are balanced; more are a text rather than a heading.
const MAX_BALANCED: usize = 12;

/// One line: its glyphs, and how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ChosenLine {
    pub(crate) start: u32,
    /// The end without the spaces that hang.
    pub(crate) content_end: u32,
    /// The end with them.
    pub(crate) end: u32,
    /// How far from the edge of the block it starts.
    pub(crate) indent: Length,
    /// How far from its other edge it has to end.
    pub(crate) after: Length,
    pub(crate) hyphen: bool,
    /// It ends because it must: at a forced break, or with the text.
    pub(crate) forced: bool,
    /// How much it is too wide.
    pub(crate) excess: Length,
    /// How far punctuation stands out at its start and at its end.
    pub(crate) hang_start: Length,
    pub(crate) hang_end: Length,
    /// How much letter spacing, and the width of glyphs, may add or take (`text-justify`).
    pub(crate) letters: Offset,
    pub(crate) glyphs: Offset,
}

/// The widths of a line from some glyph to some break.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    /// With the hyphen, without what hangs.
    pub(crate) width: Offset,
    /// The end of what does not hang.
    content: u32,
    /// Of that, the hyphen.
    pub(crate) hyphen: Offset,
    /// By how much the spaces may grow and shrink.
    pub(crate) stretch: Offset,
    pub(crate) shrink: Offset,
    hang_start: Offset,
    hang_end: Offset,
    /// Of stretch and shrink, what letter spacing and the width of glyphs give.
    letters: Offset,
    glyphs: Offset,
}

/// A paragraph ready to be broken.
pub(crate) struct Measured<'a> {
    paragraph: &'a Paragraph,
    /// The width before each glyph.
    sums: &'a [Offset],
    /// The width of the spaces before each glyph, and their number.
    spaces: Vec<(Offset, u32)>,
    pub(crate) breaks: Cow<'a, [BreakPoint]>,
    ends: Vec<End>,
    /// Where letter spacing may differ, how many glyphs before each it may follow.
    gaps: Option<Vec<u32>>,
    /// The same for the first line, where that has a style of its own.
    first_line: Option<Box<Measured<'a>>>,
}

/// What a line that ends at a break has there.
#[derive(Clone, Copy)]
struct End {
    /// The end of what is seen: before the spaces.
    content: u32,
    /// The end with the spaces that hang only where they do not fit.
    fitting: u32,
    /// What it has of the ligature that the break parts.
    part: Offset,
    hyphen: Offset,
}

/// `sums[i]` is the width before glyph `i`; `hyphen_width` what a hyphen at a glyph takes.
pub(crate) fn choose(
    paragraph: &Paragraph,
    sums: &[Offset],
    room: &mut Rooms<'_>,
    hyphen_width: &mut dyn FnMut(u32) -> Length,
    first_line: Option<FirstLineMeasure<'_, '_>>,
) -> Vec<ChosenLine> {
    let text = &paragraph.root().style.text;
    let justified = is_justified(paragraph);
    let leaders = paragraph.objects.iter().any(|object| matches!(object.kind, ObjectKind::Leader { .. }));
    let narrowest = room.narrowest();
    let narrowest = first_line.as_ref().map_or(narrowest, |line| line.as_if_in(narrowest, sums));
    let mut measured = Measured::new(paragraph, sums, narrowest, hyphen_width);
    measured.first_line = first_line.map(|line| Box::new(line.measured(paragraph, &measured.breaks)));
    let setting = Setting {
        justified,
        size: paragraph.root().style.font.size,
        max_hyphens: text.hyphenate_limit_lines,
        balanced: false,
    };
    let lines = match text.wrap_style {
        // What a leader fills cannot be too short.
        _ if leaders || room.one_by_one() => return measured.first_fit(room),
        TextWrapStyle::Stable => return measured.first_fit(room),
        TextWrapStyle::Auto if !justified => return measured.first_fit(room),
        TextWrapStyle::Auto | TextWrapStyle::Pretty => compose(&measured, room, setting),
        TextWrapStyle::Balance => measured.balance(room, setting),
    };
    let lacks_room = |(number, line): (usize, &ChosenLine)| {
        line.excess > Length::ZERO && room.of(number, line.forced).narrowed
    };
    // A word that has no room beside a float stands below it.
    if lines.iter().enumerate().any(lacks_room) { measured.first_fit(room) } else { lines }
}

/// What could not be avoided in lines that were chosen together: a last line of one word, more than two
/// hyphens in a row.
pub(crate) fn remarks(paragraph: &Paragraph, lines: &[ChosenLine]) -> Vec<Remark> {
    let text = &paragraph.root().style.text;
    let composed = match text.wrap_style {
        TextWrapStyle::Auto => is_justified(paragraph),
        TextWrapStyle::Pretty => true,
        TextWrapStyle::Balance | TextWrapStyle::Stable => false,
    };
    let mut remarks = Vec::new();
    if !composed || lines.len() < 2 {
        return remarks;
    }
    let mut hyphens = 0;
    let mut longest = 0;
    for line in lines {
        hyphens = if line.hyphen { hyphens + 1 } else { 0 };
        longest = longest.max(hyphens);
    }
    if longest > 2 {
        remarks.push(Remark::Ladder(longest));
    }
    let is_space = |glyph: u32| paragraph.shaped.flags[glyph as usize] & SPACE != 0;
    if let [.., before, last] = lines
        && !before.forced
        && last.content_end > last.start
        && !(last.start..last.content_end).any(is_space)
    {
        remarks.push(Remark::LastLineOfOneWord);
    }
    remarks
}

/// Whether the lines but the last ones are stretched.
pub(crate) fn is_justified(paragraph: &Paragraph) -> bool {
    let text = &paragraph.root().style.text;
    let asked_for =
        text.align == TextAlign::Justify || text.align_last == TextAlignLast::Align(TextAlign::Justify);
    asked_for && text.justify != TextJustify::None
}

impl<'a> Measured<'a> {
    fn new(
        paragraph: &'a Paragraph,
        sums: &'a [Offset],
        narrowest: Offset,
        hyphen_width: &mut dyn FnMut(u32) -> Length,
    ) -> Measured<'a> {
        let breaks = with_emergencies(paragraph, sums, narrowest, hyphen_width);
        Measured::at(paragraph, sums, breaks, hyphen_width)
    }

    /// With lines that end at these breaks.
    pub(crate) fn at(
        paragraph: &'a Paragraph,
        sums: &'a [Offset],
        breaks: Cow<'a, [BreakPoint]>,
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
                let (part, hyphen) = match point.kind {
                    BreakKind::Hyphen => {
                        let part = ligatures::end_of(&paragraph.ligatures, point.glyph);
                        (part, hyphen_width(point.glyph).offset())
                    }
                    _ => (0, 0),
                };
                End { content, fitting, part, hyphen }
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
        Measured { paragraph, sums, spaces, breaks, ends, gaps, first_line: None }
    }

    /// The widths of a line with some room.
    pub(crate) fn extent(&self, start: u32, at: usize, room: Room) -> Extent {
        if let Some(line) = self.first_line.as_ref().filter(|_| room.first) {
            return line.extent(0, at, room);
        }
        let End { content, fitting, part, hyphen } = self.ends[at];
        let mut extent = self.extent_to(start, content, at, room);
        // As many of the spaces as fit do not hang.
        for content in content + 1..=fitting {
            let with_spaces = self.extent_to(start, content, at, room);
            if with_spaces.width > room.width {
                break;
            }
            extent = with_spaces;
        }
        Extent { width: extent.width + part + hyphen, hyphen, ..extent }
    }

    /// The widths of a line whose content ends before some glyph, without its hyphen.
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
        // Glyphs before a tab would not reach it any more if they were narrower.
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

    /// The width of a glyph that shows such a character.
    fn advance_if(&self, glyph: usize, is_such: fn(char) -> bool) -> Offset {
        let offset = self.paragraph.shaped.clusters[glyph] as usize;
        let character = self.paragraph.text.get(offset..).and_then(|text| text.chars().next());
        if character.is_some_and(is_such) { self.sums[glyph + 1] - self.sums[glyph] } else { 0 }
    }

    /// How many words stand between a glyph and a break.
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
        ChosenLine {
            start,
            content_end: extent.content,
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
        }
    }

    /// Each line as full as it goes, one after the other.
    fn first_fit(&self, rooms: &mut Rooms<'_>) -> Vec<ChosenLine> {
        let max_hyphens = self.paragraph.root().style.text.hyphenate_limit_lines.unwrap_or(u16::MAX);
        let mut lines: Vec<ChosenLine> = Vec::new();
        let mut start = 0;
        let mut next = 0;
        let mut hyphens = 0;
        let count = self.paragraph.shaped.len() as u32;
        let anywhere = self.paragraph.root().style.text.word_break == WordBreak::BreakAll;
        while start < count {
            let room = rooms.of(lines.len(), lines.last().is_none_or(|line| line.forced));
            let (mut best, mut emergency, mut overfull) = (None, None, None);
            for at in next..self.breaks.len() {
                let point = self.breaks[at];
                if point.glyph <= start {
                    continue;
                }
                if point.kind == BreakKind::Hyphen && hyphens >= max_hyphens {
                    continue;
                }
                let extent = self.extent(start, at, room);
                let fits = extent.width <= room.width;
                match point.kind {
                    BreakKind::Emergency if fits => emergency = Some(at),
                    BreakKind::Emergency => {}
                    _ if fits => best = Some(at),
                    _ => overfull = overfull.or(Some(at)),
                }
                // Past what does not fit even without a hyphen, nothing further does.
                let bare = extent.width - extent.hyphen;
                if point.kind == BreakKind::Forced
                    || bare > room.width && (best.or(emergency).or(overfull).is_some())
                {
                    break;
                }
            }
            let fits = best.or(emergency.filter(|_| anywhere));
            if room.narrowed && fits.is_none() && rooms.go_down(lines.len()) {
                continue;
            }
            let at = best.or(emergency).or(overfull).unwrap_or(self.breaks.len() - 1);
            let line = self.line(start, at, room, false);
            hyphens = if line.hyphen { hyphens + 1 } else { 0 };
            lines.push(line);
            start = line.end;
            next = at + 1;
        }
        lines
    }

    /// As many lines as there have to be, and no wider than they have to be for that.
    fn balance(&self, room: &mut Rooms<'_>, setting: Setting) -> Vec<ChosenLine> {
        let full = self.first_fit(room);
        if full.len() < 2 || full.iter().any(|line| line.excess > Length::ZERO) {
            return full;
        }
        if full.len() > MAX_BALANCED {
            return compose(self, room, setting);
        }
        let narrowed = |by: Offset| {
            let lines = self.first_fit(&mut room.narrowed(by));
            let sound = lines.len() == full.len()
                && lines.iter().all(|line| line.excess.is_zero())
                && lines.iter().filter(|line| line.hyphen).count()
                    <= full.iter().filter(|line| line.hyphen).count();
            sound.then_some(lines)
        };
        let (mut lines, mut fits, mut fails) = (None, 0, room.narrowest());
        // To a quarter of a point.
        while fails - fits > Length::POINT.offset() / 4 {
            let middle = (fits + fails) / 2;
            match narrowed(middle) {
                Some(balanced) => (lines, fits) = (Some(balanced), middle),
                None => fails = middle,
            }
        }
        // In that width the last line counts like the others.
        let composed =
            compose(self, &room.narrowed(fits), Setting { justified: false, balanced: true, ..setting });
        if composed.len() == full.len() && composed.iter().all(|line| line.excess.is_zero()) {
            return composed;
        }
        lines.unwrap_or(full)
    }
}

/// The breaks, with places inside of words that are too wide for a line and may be cut (`overflow-wrap`).
fn with_emergencies<'a>(
    paragraph: &'a Paragraph,
    sums: &[Offset],
    room: Offset,
    hyphen_width: &mut dyn FnMut(u32) -> Length,
) -> Cow<'a, [BreakPoint]> {
    let text = &paragraph.root().style.text;
    if text.overflow_wrap == OverflowWrap::Normal && text.word_break != WordBreak::BreakAll {
        return Cow::Borrowed(&paragraph.breaks);
    }
    let mut too_wide = |from: u32, point: &BreakPoint| {
        let width = sums[point.glyph as usize] - sums[from as usize];
        // Only few are so wide that the hyphen has to be looked at.
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
    if !any {
        return Cow::Borrowed(&paragraph.breaks);
    }
    let clusters = &paragraph.shaped.clusters;
    let mut breaks = Vec::with_capacity(paragraph.breaks.len());
    before = 0;
    for point in &paragraph.breaks {
        if too_wide(before, point) {
            let inside = (before + 1..point.glyph)
                .filter(|&glyph| clusters[glyph as usize] != clusters[glyph as usize - 1]);
            breaks.extend(inside.map(|glyph| BreakPoint { glyph, kind: BreakKind::Emergency }));
        }
        before = point.glyph;
        breaks.push(*point);
    }
    Cow::Owned(breaks)
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
