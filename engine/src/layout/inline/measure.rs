//! Shaping a paragraph and finding where its lines may end.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiInfo, Level, ParagraphInfo};

use super::collect::{Content, LINE_BREAK, OBJECT};
use super::decorated::decorating_boxes;
use super::ligatures::around;
use super::line_ends::{is_space, trailing, without_spaces};
use super::paragraph::{
    BreakKind, BreakPoint, Ligature, Object, ObjectKind, Paragraph, Run, RunKind, Source, Tab,
};
use super::room::Rooms;
use super::tabs;
use super::vertical::place_boxes;
use crate::css::{Direction, Hyphens, TextWrapMode, UnicodeBidi, WhiteSpaceCollapse};
use crate::layout::atomic::atomic_widths;
use crate::layout::context::Context;
use crate::layout::problems::Problem;
use crate::text::{
    DEFAULT_SCRIPT, FaceId, FontInstance, Shaped, TAB, TextRun, break_opportunities, hyphenation_language,
    hyphenation_points, is_forced,
};
use crate::units::{Length, Offset};

pub(crate) fn prepare(context: &Context, content: Content, start: Option<u32>) -> Paragraph {
    let Content { text, sources, objects, boundaries, mut boxes, bidirectional, after_break } = content;
    place_boxes(&mut boxes);
    let style = boxes[0].style.clone();
    let direction = style.text.direction;
    let mut directions = Vec::new();
    let levels = if bidirectional {
        let base = match (style.layout.unicode_bidi, direction) {
            (UnicodeBidi::Plaintext, _) => None,
            (_, Direction::LeftToRight) => Some(Level::ltr()),
            (_, Direction::RightToLeft) => Some(Level::rtl()),
        };
        let separated = with_separators(&text);
        let resolved = BidiInfo::new(&separated, base);
        if base.is_none() {
            directions.extend(resolved.paragraphs.iter().map(|paragraph| {
                let right_to_left = paragraph.level.is_rtl();
                let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
                (paragraph.range.start as u32, direction)
            }));
        }
        let mut levels = resolved.levels;
        for paragraph in &resolved.paragraphs {
            part_segments(&text, &objects, paragraph, &mut levels);
        }
        levels
    } else {
        Vec::new()
    };
    let mut shaping = Shaping {
        context,
        text: &text,
        levels: &levels,
        block: &boxes[0].instance,
        shaped: Shaped::default(),
        runs: Vec::new(),
        tabs: Vec::new(),
    };
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
    let Shaping { shaped, runs, tabs, .. } = shaping;
    let glyph_at = |offset: u32| shaped.clusters.partition_point(|&cluster| cluster < offset) as u32;
    let mut ligatures = Vec::new();
    let breaks = breaks(
        &text,
        &objects,
        &sources,
        &style.text,
        &shaped,
        &glyph_at,
        &mut |offset| {
            let source = sources[..sources.partition_point(|source| source.range.start < offset)].last()?;
            let runs_right_to_left = levels.get(offset as usize).is_some_and(|level| level.is_rtl());
            if runs_right_to_left { None } else { around(context, &text, source, &shaped, offset) }
        },
        &mut ligatures,
    );
    let boundaries = boundaries.into_iter().map(|(offset, boundary)| (glyph_at(offset), boundary)).collect();
    visible |= !objects.is_empty();
    // Preserved white space shows.
    visible |= sources.iter().any(|source| {
        let collapse = source.style.text.white_space_collapse;
        let collapses = matches!(collapse, WhiteSpaceCollapse::Collapse | WhiteSpaceCollapse::PreserveBreaks);
        !collapses && !source.range.is_empty()
    });
    let spaced = sources.iter().any(|source| !source.style.font.letter_spacing.is_zero());
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
        ligatures,
        tabs,
        spaced,
        direction,
        directions,
        bidirectional,
        visible,
        first: start.is_none(),
        after_break,
        first_line: None,
        widths: (Length::ZERO, Length::ZERO),
    };
    paragraph.widths = widths(context, &paragraph, Part::Whole);
    paragraph
}

/// The text with its forced line breaks as separators of paragraphs, which they are to the bidirectional
/// algorithm (CSS Writing Modes 4, section 2.4.2). Where embeddings are open they would end there, so
/// text that has any is left as it is.
fn with_separators(text: &str) -> Cow<'_, str> {
    const SEPARATOR: &str = "\u{2029}";
    // The text keeps its length.
    const { assert!(SEPARATOR.len() == LINE_BREAK.len_utf8()) };
    let embeds = |character| matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    match text.contains(LINE_BREAK) && !text.contains(embeds) {
        true => Cow::Owned(text.replace(LINE_BREAK, SEPARATOR)),
        false => Cow::Borrowed(text),
    }
}

/// Whether the object at an offset is a leader.
fn is_leader(objects: &[Object], at: usize) -> bool {
    let number = objects.partition_point(|object| (object.offset as usize) < at);
    let object = objects.get(number).filter(|object| object.offset as usize == at);
    object.is_some_and(|object| matches!(object.kind, ObjectKind::Leader { .. }))
}

/// Whether nothing but spaces stands between a leader and an offset.
fn follows_leader(text: &str, objects: &[Object], offset: usize) -> bool {
    let before = text[..offset].trim_end_matches(is_space);
    before.strip_suffix(OBJECT).is_some_and(|before| is_leader(objects, before.len()))
}

/// Gives tabs and leaders, and the white space before them, the level of the paragraph: they part a line
/// into segments (rule L1), and what comes after them stands on the other side.
fn part_segments(text: &str, objects: &[Object], paragraph: &ParagraphInfo, levels: &mut [Level]) {
    let mut before_separator = false;
    let (start, inside) = (paragraph.range.start, text.get(paragraph.range.clone()).unwrap_or_default());
    for (at, character) in inside.char_indices().rev().map(|(at, character)| (start + at, character)) {
        let separates = character == '\t' || (character == OBJECT && is_leader(objects, at));
        before_separator = separates || (before_separator && character == ' ');
        if before_separator && let Some(levels) = levels.get_mut(at..at + character.len_utf8()) {
            levels.fill(paragraph.level);
        }
    }
}

struct Shaping<'a> {
    context: &'a Context<'a>,
    text: &'a str,
    levels: &'a [Level],
    /// What the block's own text is set in.
    block: &'a FontInstance,
    shaped: Shaped,
    runs: Vec<Run>,
    tabs: Vec<Tab>,
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
                TextRun { text: self.text, range: start..stop, right_to_left: level % 2 == 1 },
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
            self.tabs(source, start..stop, first);
            self.split_by_face(first as u32, number, level);
            start = stop;
        }
    }

    /// Takes tabs in a part of a source their width, which they get when it is known where their line starts.
    fn tabs(&mut self, source: &Source, part: Range<usize>, first: usize) {
        if !self.text.as_bytes()[part].contains(&b'\t') {
            return;
        }
        let space = self.context.fonts.face(source.instance.primary).glyph(' ');
        for index in first..self.shaped.len() {
            if self.text.as_bytes().get(self.shaped.clusters[index] as usize) == Some(&b'\t') {
                self.shaped.advances[index] = Length::ZERO;
                self.shaped.flags[index] = TAB;
                // Nothing is drawn; fonts without a tab would show their box for a missing character.
                if let Some(space) = space {
                    self.shaped.glyphs[index] = space;
                }
                self.tabs.push(Tab::new(self.context, self.block, source, index as u32));
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
    objects: &[Object],
    sources: &[Source],
    style: &crate::css::InheritedText,
    shaped: &Shaped,
    glyph_at: &dyn Fn(u32) -> u32,
    ligature_around: &mut dyn FnMut(u32) -> Option<Ligature>,
    ligatures: &mut Vec<Ligature>,
) -> Vec<BreakPoint> {
    let mut points: Vec<(u32, BreakKind)> = Vec::new();
    let source_before = |offset: usize| {
        let index = sources.partition_point(|source| (source.range.start as usize) < offset);
        index.checked_sub(1).map(|index| &sources[index])
    };
    let has_leaders = objects.iter().any(|object| matches!(object.kind, ObjectKind::Leader { .. }));
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
        // A leader goes to the next line with what it leads to.
        if has_leaders && follows_leader(text, objects, offset) {
            continue;
        }
        let before = text[..offset].chars().next_back();
        let hyphens = source.map_or(Hyphens::Manual, |source| source.style.text.hyphens);
        match (before, hyphens) {
            (Some('\u{ad}'), Hyphens::None) => {}
            (Some('\u{ad}'), _) => points.push((offset as u32, BreakKind::Hyphen)),
            (Some(before), _) if parts_words(before) => points.push((offset as u32, BreakKind::InsideWord)),
            _ => points.push((offset as u32, BreakKind::Opportunity)),
        }
    }
    for source in sources {
        let style = &source.style.text;
        if style.wrap == TextWrapMode::NoWrap {
            continue;
        }
        let range = source.range.start as usize..source.range.end as usize;
        if style.white_space_collapse == WhiteSpaceCollapse::BreakSpaces {
            let spaces = text[range.clone()].char_indices().filter(|(_, character)| is_space(*character));
            points.extend(spaces.map(|(at, space)| {
                (source.range.start + (at + space.len_utf8()) as u32, BreakKind::Opportunity)
            }));
        }
        if style.hyphens != Hyphens::Auto {
            continue;
        }
        let Some(language) = hyphenation_language(&source.style.font.language) else { continue };
        hyphenation_points(&text[range], language, style.hyphenate_limit_chars, |at| {
            points.push((source.range.start + at as u32, BreakKind::Hyphen));
        });
    }
    points.sort_unstable();
    points.dedup_by_key(|(offset, _)| *offset);
    let mut breaks: Vec<BreakPoint> = Vec::with_capacity(points.len() + 1);
    for (offset, kind) in points {
        let point = BreakPoint { glyph: glyph_at(offset), kind };
        if kind == BreakKind::Hyphen && shaped.clusters.get(point.glyph as usize) != Some(&offset) {
            // Inside of a ligature, whose glyph belongs to both parts.
            let before = breaks.last().map_or(0, |point| point.glyph);
            if let Some(ligature) = ligature_around(offset).filter(|found| found.glyphs.start > before) {
                breaks.push(BreakPoint { glyph: ligature.glyphs.start, kind });
                ligatures.push(ligature);
            }
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

/// Whether a word is parted that may be broken after a character: hyphens, dashes and slashes.
fn parts_words(character: char) -> bool {
    matches!(character, '-' | '\u{58a}' | '\u{2010}' | '\u{2012}'..='\u{2014}' | '/')
}

/// What of a paragraph is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    /// What certainly stands on its first line, and what may.
    FirstLine,
    /// All that may stand on the other lines.
    OtherLines,
}

/// The widths of the longest piece that cannot be broken, and of the longest forced line.
pub(crate) fn widths(context: &Context, paragraph: &Paragraph, part: Part) -> (Length, Length) {
    let shaped = &paragraph.shaped;
    let mut advances: Vec<(Offset, Offset)> =
        shaped.advances.iter().map(|&advance| (advance.offset(), advance.offset())).collect();
    for run in &paragraph.runs {
        if let RunKind::Object(number) = run.kind
            && let Some(object) = paragraph.objects.get(number as usize)
            && matches!(object.kind, ObjectKind::Atomic)
        {
            let (min, max) = atomic_widths(context, object.box_id);
            advances[run.glyphs.start as usize] = (min.offset(), max.offset());
        }
    }
    for (glyph, width) in super::inline_boxes::edge_widths(paragraph, Length::ZERO) {
        let at = (glyph as usize).min(advances.len().saturating_sub(1));
        if let Some(advance) = advances.get_mut(at) {
            advance.0 += width.offset();
            advance.1 += width.offset();
        }
    }
    // How wide a tab is depends on what is before it.
    let sums = |pick: fn(&(Offset, Offset)) -> Offset| -> Vec<Offset> {
        let mut sum = 0;
        let after = advances.iter().map(|advance| {
            sum += pick(advance);
            sum
        });
        std::iter::once(0).chain(after).collect()
    };
    let (min_sums, max_sums) = (sums(|advance| advance.0), sums(|advance| advance.1));
    let width = |sums: &[Offset], from: usize, to: usize, indent: Offset, forced: bool, ends: bool| {
        let (hanging, fitting) = without_spaces(paragraph, from as u32, to as u32, forced);
        // Spaces that hang where they do not fit are part of the widest line only.
        let to = if ends { fitting } else { hanging } as usize;
        if to <= from {
            return 0;
        }
        let tabs = tabs::widths(&paragraph.tabs, sums, from as u32, to as u32, indent);
        indent + sums[to] - sums[from] + tabs.map(|(_, width)| width).sum::<Offset>()
            - trailing(paragraph, to as u32 - 1)
    };
    let rooms = Rooms::new(paragraph, Length::ZERO, None);
    let (mut min, mut max) = (0, 0);
    let (mut piece, mut line) = (0, 0);
    let (mut pieces, mut lines) = (0, 0);
    let mut after_break = true;
    for point in &paragraph.breaks {
        let at = point.glyph as usize;
        if at < piece || at > advances.len() {
            continue;
        }
        let forced = point.kind == BreakKind::Forced;
        let first = piece == 0;
        let indent = rooms.of(pieces, after_break).indent;
        if part == Part::Whole || first == (part == Part::FirstLine) {
            min = min.max(width(&min_sums, piece, at, indent, forced, false));
        }
        pieces += 1;
        piece = at;
        after_break = forced;
        if forced {
            if line > 0 || part != Part::OtherLines {
                max = max.max(width(&max_sums, line, at, rooms.of(lines, true).indent, true, true));
            }
            lines += 1;
            line = at;
        }
        if part == Part::FirstLine && point.kind == BreakKind::Forced {
            break;
        }
    }
    (Length::from_offset(min), Length::from_offset(max.max(min)))
}
