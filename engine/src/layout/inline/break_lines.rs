//! Chooses where lines end (CSS Text 4, section 6.4.2): line by line, for the whole paragraph together, or so that
//! all lines have about the same length. Takes the measures of the paragraph and the room of the lines.

use super::chosen_line::ChosenLine;
use super::compose::{Setting, compose};
use super::first_line::FirstLineMeasure;
use super::measured::Measured;
use super::paragraph::{BreakKind, BreakOpportunity, Object, ObjectKind, Paragraph};
use super::room::Rooms;
use crate::css::{TextAlign, TextAlignLast, TextJustify, TextWrapStyle, WordBreak};
use crate::layout::problems::Remark;
use crate::text::SPACE;
use crate::units::{Length, Offset};

/// The most lines that are balanced; more are a text rather than a heading.
const MAX_BALANCED: usize = 12;

/// The lines of a paragraph in their room.
pub(crate) fn choose(measured: &Measured<'_>, room: &mut Rooms<'_>) -> Vec<ChosenLine> {
    let paragraph = measured.paragraph;
    let text = &paragraph.root().style.text;
    let setting = Setting {
        justified: is_justified(paragraph),
        size: paragraph.root().style.font.size,
        max_hyphens: text.hyphenate_limit_lines,
        balanced: false,
    };
    let lines = match text.wrap_style {
        _ if room.one_by_one() || fills_lines(paragraph) => return measured.first_fit(room),
        TextWrapStyle::Stable | TextWrapStyle::Auto | TextWrapStyle::Pretty => {
            compose(measured, room, setting)
        }
        TextWrapStyle::Balance => measured.balance(room, setting),
    };
    let lacks_room = |(number, line): (usize, &ChosenLine)| {
        line.excess > Length::ZERO && room.of(number, line.forced).narrowed
    };
    // A word that has no room beside a float moves below it.
    if lines.iter().enumerate().any(lacks_room) { measured.first_fit(room) } else { lines }
}

/// The measures of a paragraph whose lines may be as narrow as `narrowest`. `sums[i]` is the width before glyph `i`;
/// `hyphen_width` returns the width of a hyphen at a glyph.
pub(crate) fn measure<'a>(
    paragraph: &'a Paragraph,
    sums: &'a [Offset],
    narrowest: Offset,
    hyphen_width: &mut dyn FnMut(u32) -> Length,
    first_line: Option<FirstLineMeasure<'a, '_>>,
) -> Measured<'a> {
    let narrowest = first_line.as_ref().map_or(narrowest, |line| line.as_if_in(narrowest, sums));
    let mut measured = Measured::new(paragraph, sums, narrowest, hyphen_width);
    measured.first_line = first_line.map(|line| Box::new(line.measured(paragraph, &measured.breaks)));
    measured
}

/// Whether each line is filled before the next one is considered.
pub(crate) fn fills_lines(paragraph: &Paragraph) -> bool {
    let is_leader = |object: &Object| matches!(object.kind, ObjectKind::Leader { .. });
    match paragraph.root().style.text.wrap_style {
        TextWrapStyle::Stable => true,
        TextWrapStyle::Auto if !is_justified(paragraph) => true,
        // A line with a leader cannot be too short.
        _ => paragraph.objects.iter().any(is_leader),
    }
}

/// Flaws that could not be avoided in lines that were chosen together: a last line of one word, more than two hyphens
/// in a row.
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
    let has_words = |line: &ChosenLine| (line.start..line.content_end).any(is_space);
    // Where every line has one word, no other line could give the last one a second.
    if let [first @ .., last] = lines
        && first.last().is_some_and(|before| !before.forced)
        && last.content_end > last.start
        && !has_words(last)
        && first.iter().any(has_words)
    {
        remarks.push(Remark::LastLineOfOneWord);
    }
    remarks
}

/// Whether all lines except the last ones are stretched.
pub(crate) fn is_justified(paragraph: &Paragraph) -> bool {
    let text = &paragraph.root().style.text;
    let asked_for =
        text.align == TextAlign::Justify || text.align_last == TextAlignLast::Align(TextAlign::Justify);
    asked_for && text.justify != TextJustify::None
}

/// Where a line begins, if the lines are filled one after the other.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filling {
    /// Its first glyph.
    pub(crate) start: u32,
    /// Its number.
    pub(crate) line: usize,
    /// The first break at which it may end.
    next: usize,
    /// How many lines in a row before it end in hyphens.
    hyphens: u16,
    /// Whether it continues the line before.
    pub(crate) wrapped: bool,
}

impl Filling {
    /// The same place among other breaks.
    pub(crate) fn among(self, breaks: &[BreakOpportunity]) -> Filling {
        Filling { next: breaks.partition_point(|point| point.glyph <= self.start), ..self }
    }
}

impl Measured<'_> {
    /// Fills each line as far as possible, one after the other.
    fn first_fit(&self, rooms: &mut Rooms<'_>) -> Vec<ChosenLine> {
        let mut lines: Vec<ChosenLine> = Vec::new();
        let mut at = Filling::default();
        while let Some((line, next)) = self.fill(at, rooms) {
            lines.push(line);
            at = next;
        }
        lines
    }

    /// Fills one line as far as possible. Returns it and where the next one begins, or `None` at the end.
    pub(crate) fn fill(&self, at: Filling, rooms: &mut Rooms<'_>) -> Option<(ChosenLine, Filling)> {
        let Filling { start, line: number, .. } = at;
        let text = &self.paragraph.root().style.text;
        let max_hyphens = text.hyphenate_limit_lines.unwrap_or(u16::MAX);
        let anywhere = text.word_break == WordBreak::BreakAll;
        while (start as usize) < self.paragraph.shaped.len() {
            let room = rooms.of(number, !at.wrapped);
            let (mut best, mut emergency, mut overfull) = (None, None, None);
            for end in at.next..self.breaks.len() {
                let point = self.breaks[end];
                if point.glyph <= start {
                    continue;
                }
                if point.kind == BreakKind::Hyphen && at.hyphens >= max_hyphens {
                    continue;
                }
                let extent = self.extent(start, end, room);
                let fits = extent.width <= room.width;
                match point.kind {
                    BreakKind::Emergency if fits => emergency = Some(end),
                    BreakKind::Emergency => {}
                    _ if fits => best = Some(end),
                    _ => overfull = overfull.or(Some(end)),
                }
                // If a line does not fit even without a hyphen, no longer one does.
                let bare = extent.width - extent.hyphen;
                if point.kind == BreakKind::Forced
                    || bare > room.width && (best.or(emergency).or(overfull).is_some())
                {
                    break;
                }
            }
            let fits = best.or(emergency.filter(|_| anywhere));
            if room.narrowed && fits.is_none() && rooms.go_down(number) {
                continue;
            }
            let end = best.or(emergency).or(overfull).unwrap_or(self.breaks.len() - 1);
            let line = self.line(start, end, room, false);
            let hyphens = if line.hyphen { at.hyphens + 1 } else { 0 };
            let wrapped = !line.forced;
            let next = Filling { start: line.end, line: number + 1, next: end + 1, hyphens, wrapped };
            return Some((line, next));
        }
        None
    }

    /// Balances the lines: as few as possible, and as narrow as possible for that number.
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
        // In that width, the last line is as long as the others.
        let composed =
            compose(self, &room.narrowed(fits), Setting { justified: false, balanced: true, ..setting });
        if composed.len() == full.len() && composed.iter().all(|line| line.excess.is_zero()) {
            return composed;
        }
        lines.unwrap_or(full)
    }
}
