//! Shaping a paragraph and finding where its lines may end.

use unicode_bidi::{BidiInfo, Level};

use super::collect::{Content, LINE_BREAK};
use super::decorated::decorating_boxes;
use super::vertical::place_boxes;
use super::{Object, ObjectKind, Paragraph, Run, RunKind, Source};
use crate::css::{Direction, Hyphens, TabSize, TextWrapMode, UnicodeBidi};
use crate::layout::atomic::atomic_widths;
use crate::layout::context::{Context, Problem};
use crate::text::{
    DEFAULT_SCRIPT, FaceId, SPACE, Shaped, break_opportunities, hyphenation_language, hyphenation_points,
    is_forced,
};
use crate::units::{Length, Offset};

/// A place where a line may or must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BreakPoint {
    /// The first glyph after it.
    pub(super) glyph: u32,
    pub(super) kind: BreakKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BreakKind {
    /// The line must end here.
    Forced,
    Opportunity,
    /// Inside a word, with a hyphen.
    Hyphen,
    /// Inside a word that fits on no line.
    Emergency,
}

pub(super) fn prepare(context: &Context, content: Content, start: Option<u32>) -> Paragraph {
    let Content { text, sources, objects, boundaries, mut boxes, bidirectional } = content;
    place_boxes(&mut boxes);
    let style = boxes[0].style.clone();
    let direction = style.text.direction;
    let levels = if bidirectional {
        let base = match (style.layout.unicode_bidi, direction) {
            (UnicodeBidi::Plaintext, _) => None,
            (_, Direction::LeftToRight) => Some(Level::ltr()),
            (_, Direction::RightToLeft) => Some(Level::rtl()),
        };
        BidiInfo::new(&text, base).levels
    } else {
        Vec::new()
    };
    let mut shaping =
        Shaping { context, text: &text, levels: &levels, shaped: Shaped::default(), runs: Vec::new() };
    let mut next_object = 0;
    let mut visible = false;
    for (number, source) in sources.iter().enumerate() {
        while objects.get(next_object).is_some_and(|object| object.offset < source.range.start) {
            shaping.object(&objects[next_object], next_object as u32);
            next_object += 1;
        }
        shaping.source(source, number as u32);
        visible |= text[source.range.start as usize..source.range.end as usize]
            .chars()
            .any(|character| character != ' ' && character != '\u{200b}');
    }
    for (index, object) in objects.iter().enumerate().skip(next_object) {
        shaping.object(object, index as u32);
    }
    let Shaping { shaped, runs, .. } = shaping;
    let glyph_at = |offset: u32| shaped.clusters.partition_point(|&cluster| cluster < offset) as u32;
    let breaks = breaks(&text, &sources, &style.text, &shaped, &glyph_at);
    let boundaries = boundaries.into_iter().map(|(offset, boundary)| (glyph_at(offset), boundary)).collect();
    visible |= !objects.is_empty();
    // Preserved white space shows.
    visible |= sources.iter().any(|source| {
        source.style.text.white_space_collapse == crate::css::WhiteSpaceCollapse::Preserve
            && !source.range.is_empty()
    });
    let decorating = decorating_boxes(context, &boxes);
    let mut paragraph = Paragraph {
        decorating,
        tree_start: start.unwrap_or_else(|| sources.iter().find_map(|source| source.tree_start).unwrap_or(0)),
        text,
        sources,
        objects,
        boxes,
        shaped,
        runs,
        boundaries,
        breaks,
        direction,
        bidirectional,
        visible,
        first: start.is_none(),
        first_line: None,
        widths: (Length::ZERO, Length::ZERO),
    };
    paragraph.widths = widths(context, &paragraph, Part::Whole);
    paragraph
}

struct Shaping<'a> {
    context: &'a Context<'a>,
    text: &'a str,
    levels: &'a [Level],
    shaped: Shaped,
    runs: Vec<Run>,
}

impl Shaping<'_> {
    fn level(&self, offset: usize) -> u8 {
        self.levels.get(offset).map_or(0, |level| level.number())
    }

    fn object(&mut self, object: &Object, number: u32) {
        let at = self.shaped.len() as u32;
        self.shaped.glyphs.push(0);
        self.shaped.advances.push(Length::ZERO);
        self.shaped.clusters.push(object.offset);
        self.shaped.flags.push(0);
        let level = self.level(object.offset as usize);
        self.runs.push(Run { glyphs: at..at + 1, level, kind: RunKind::Object(number) });
    }

    fn source(&mut self, source: &Source, number: u32) {
        let (mut start, end) = (source.range.start as usize, source.range.end as usize);
        let mut script = DEFAULT_SCRIPT;
        let context = self.context;
        while start < end {
            let level = self.level(start);
            let stop = (start..end).find(|&at| self.level(at) != level).unwrap_or(end);
            let first = self.shaped.len();
            source.instance.shape(
                context.fonts,
                self.text,
                start..stop,
                level % 2 == 1,
                &mut script,
                &mut self.shaped,
                &mut |character, _| {
                    // A tab is room, whatever the font has for it.
                    if character == '\t' {
                        return;
                    }
                    context.problems.report(Problem::MissingGlyph { character, node: source.node });
                },
            );
            self.tabs(source, first);
            self.split_by_face(first as u32, number, level);
            start = stop;
        }
    }

    /// Gives tabs their width.
    fn tabs(&mut self, source: &Source, first: usize) {
        if !self.text[source.range.start as usize..source.range.end as usize].contains('\t') {
            return;
        }
        let face = self.context.fonts.face(source.instance.primary);
        let size = source.style.font.size;
        let space =
            face.glyph(' ').map_or(size / 4, |glyph| face.scale(i32::from(face.advance(glyph)), size));
        let width = match source.style.text.tab_size {
            TabSize::Number(count) => space.scale(f64::from(count)),
            TabSize::Length(length) => length,
        };
        for index in first..self.shaped.len() {
            if self.text.as_bytes().get(self.shaped.clusters[index] as usize) == Some(&b'\t') {
                self.shaped.advances[index] = width;
                // Nothing is drawn; fonts without a tab would show their box for a missing character.
                if let Some(space) = face.glyph(' ') {
                    self.shaped.glyphs[index] = space;
                }
            }
        }
    }

    fn split_by_face(&mut self, first: u32, source: u32, level: u8) {
        let end = self.shaped.len() as u32;
        let mut start = first;
        while start < end {
            let face = self.shaped.face_at(start).unwrap_or(FaceId(0));
            let next = self.shaped.faces.partition_point(|&(at, _)| at <= start);
            let stop = self.shaped.faces.get(next).map_or(end, |&(at, _)| at.min(end));
            self.runs.push(Run { glyphs: start..stop, level, kind: RunKind::Text { source, face } });
            start = stop;
        }
    }
}

fn breaks(
    text: &str,
    sources: &[Source],
    style: &crate::css::InheritedText,
    shaped: &Shaped,
    glyph_at: &dyn Fn(u32) -> u32,
) -> Vec<BreakPoint> {
    let mut points: Vec<(u32, BreakKind)> = Vec::new();
    let source_before = |offset: usize| {
        let index = sources.partition_point(|source| (source.range.start as usize) < offset);
        index.checked_sub(1).map(|index| &sources[index])
    };
    for offset in break_opportunities(text, style.word_break) {
        let forced = is_forced(text, offset) || text[..offset].ends_with(LINE_BREAK);
        if forced || offset == text.len() {
            points.push((offset as u32, BreakKind::Forced));
            continue;
        }
        let source = source_before(offset);
        if source.is_some_and(|source| source.style.text.wrap == TextWrapMode::NoWrap) {
            continue;
        }
        let soft_hyphen = text[..offset].ends_with('\u{ad}');
        let hyphens = source.map_or(Hyphens::Manual, |source| source.style.text.hyphens);
        match (soft_hyphen, hyphens) {
            (true, Hyphens::None) => {}
            (true, _) => points.push((offset as u32, BreakKind::Hyphen)),
            (false, _) => points.push((offset as u32, BreakKind::Opportunity)),
        }
    }
    for source in sources {
        if source.style.text.hyphens != Hyphens::Auto || source.style.text.wrap == TextWrapMode::NoWrap {
            continue;
        }
        let Some(language) = hyphenation_language(&source.style.font.language) else { continue };
        let range = source.range.start as usize..source.range.end as usize;
        hyphenation_points(&text[range], language, source.style.text.hyphenate_limit_chars, |at| {
            points.push((source.range.start + at as u32, BreakKind::Hyphen));
        });
    }
    points.sort_unstable();
    points.dedup_by_key(|(offset, _)| *offset);
    let mut breaks: Vec<BreakPoint> = Vec::with_capacity(points.len() + 1);
    for (offset, kind) in points {
        let point = BreakPoint { glyph: glyph_at(offset), kind };
        // No word is parted inside of a ligature, whose glyph belongs to both parts.
        if kind == BreakKind::Hyphen && shaped.clusters.get(point.glyph as usize) != Some(&offset) {
            continue;
        }
        match breaks.last_mut() {
            // Two places without a glyph between them are one.
            Some(last) if last.glyph == point.glyph && last.kind != BreakKind::Forced => {
                last.kind = last.kind.min(kind);
            }
            _ => breaks.push(point),
        }
    }
    breaks
}

/// What of a paragraph is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// What certainly stands on its first line, and what may.
    FirstLine,
    /// All that may stand on the other lines.
    OtherLines,
}

/// The widths of the longest piece that cannot be broken, and of the longest forced line.
pub(super) fn widths(context: &Context, paragraph: &Paragraph, part: Part) -> (Length, Length) {
    let shaped = &paragraph.shaped;
    let mut advances: Vec<(Length, Length)> =
        shaped.advances.iter().map(|&advance| (advance, advance)).collect();
    for run in &paragraph.runs {
        if let RunKind::Object(number) = run.kind
            && let Some(object) = paragraph.objects.get(number as usize)
            && matches!(object.kind, ObjectKind::Atomic)
        {
            advances[run.glyphs.start as usize] = atomic_widths(context, object.box_id);
        }
    }
    for (glyph, width) in super::inline_boxes::edge_widths(paragraph, Length::ZERO) {
        let at = (glyph as usize).min(advances.len().saturating_sub(1));
        if let Some(advance) = advances.get_mut(at) {
            advance.0 += width;
            advance.1 += width;
        }
    }
    let trimmed = |range: std::ops::Range<usize>, pick: fn(&(Length, Length)) -> Length| -> Length {
        let mut end = range.end;
        while end > range.start && shaped.flags[end - 1] & SPACE != 0 {
            end -= 1;
        }
        let sum: Offset = advances[range.start..end].iter().map(|advance| pick(advance).offset()).sum();
        Length::from_offset(sum)
    };
    let (mut min, mut max) = (Length::ZERO, Length::ZERO);
    let (mut piece, mut line) = (0, 0);
    for point in &paragraph.breaks {
        let at = point.glyph as usize;
        if at < piece || at > advances.len() {
            continue;
        }
        let first = piece == 0;
        if part == Part::Whole || first == (part == Part::FirstLine) {
            min = min.max(trimmed(piece..at, |advance| advance.0));
        }
        piece = at;
        if point.kind == BreakKind::Forced {
            if line > 0 || part != Part::OtherLines {
                max = max.max(trimmed(line..at, |advance| advance.1));
            }
            line = at;
        }
        if part == Part::FirstLine && point.kind == BreakKind::Forced {
            break;
        }
    }
    let indent = paragraph.boxes[0].style.text.indent.length;
    (min.max(Length::ZERO), (max + indent.max(Length::ZERO)).max(min))
}
