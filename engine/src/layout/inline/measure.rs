//! Shapes a paragraph: from its collected inline content to glyphs, runs of one source, face and direction, and the
//! places where its lines may end (CSS Text 3). The result does not depend on the width.

use std::ops::Range;

use unicode_bidi::Level;

use super::bidi::BidiLevels;
use super::break_opportunities::ShapedText;
use super::collect::Content;
use super::content_widths::{MeasuredLines, widths};
use super::decorated::decorating_boxes;
use super::ellipsis;
use super::inside_words::any_breaks;
use super::paragraph::{Object, Paragraph, Run, RunKind, Source, Tab};
use super::vertical::place_boxes;
use crate::css::WhiteSpaceCollapse;
use crate::layout::context::Context;
use crate::layout::problems::Problem;
use crate::text::{DEFAULT_SCRIPT, FaceId, FontInstance, Shaped, TAB, TextRun};
use crate::units::Length;

/// Shapes and measures inline content that starts at an offset of the tree's text, or at its paragraph's beginning.
pub(crate) fn prepare(context: &Context, mut content: Content, start: Option<u32>) -> Paragraph {
    place_boxes(&mut content.boxes);
    let BidiLevels { levels, directions } = BidiLevels::of(&content);
    let (shaped, runs, tabs) = shape(context, &content, &levels);
    let text = ShapedText { context, content: &content, shaped: &shaped, levels: &levels };
    let (breaks, ligatures) = text.breaks();
    let boundaries =
        content.boundaries.iter().map(|&(offset, boundary)| (text.glyph_at(offset), boundary)).collect();
    let visible = is_visible(&content);
    let decorating = decorating_boxes(context, &content.boxes);
    let text_overflow = ellipsis::text_overflow(context.tree, content.boxes[0].box_id);
    let Content { text, sources, objects, boxes, bidirectional, after_break, .. } = content;
    let mut paragraph = Paragraph {
        decorating,
        tree_start: start.unwrap_or_else(|| sources.iter().find_map(|source| source.tree_start).unwrap_or(0)),
        breaks_words: any_breaks(&sources),
        spaced: sources.iter().any(|source| !source.style.font.letter_spacing.is_zero()),
        direction: boxes[0].style.text.direction,
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
        directions,
        bidirectional,
        visible,
        first: start.is_none(),
        after_break,
        first_line: None,
        text_overflow,
        most_lines: None,
        widths: (Length::ZERO, Length::ZERO),
    };
    paragraph.widths = widths(context, &paragraph, MeasuredLines::All);
    paragraph
}

/// Whether inline content makes a line: if it has an object, or text that is not only spaces that collapse.
fn is_visible(content: &Content) -> bool {
    let Content { text, sources, objects, .. } = content;
    let is_ink = |character: char| character != ' ' && character != '\u{200b}';
    !objects.is_empty()
        || sources.iter().any(|source| {
            let collapse = source.style.text.white_space_collapse;
            let collapses =
                matches!(collapse, WhiteSpaceCollapse::Collapse | WhiteSpaceCollapse::PreserveBreaks);
            let range = source.range.start as usize..source.range.end as usize;
            !collapses && !range.is_empty() || text[range].chars().any(is_ink)
        })
}

/// Shapes the sources of inline content, with an empty glyph for each object.
fn shape(context: &Context, content: &Content, levels: &[Level]) -> (Shaped, Vec<Run>, Vec<Tab>) {
    let Content { text, sources, objects, boxes, .. } = content;
    let mut shaping = Shaping {
        context,
        text,
        levels,
        block: &boxes[0].instance,
        shaped: Shaped::default(),
        runs: Vec::new(),
        tabs: Vec::new(),
    };
    let mut objects = (0..).zip(objects).peekable();
    for (number, source) in (0..).zip(sources) {
        while let Some((index, object)) = objects.next_if(|(_, object)| object.offset < source.range.start) {
            shaping.object(object, index);
        }
        shaping.source(source, number);
    }
    for (index, object) in objects {
        shaping.object(object, index);
    }
    (shaping.shaped, shaping.runs, shaping.tabs)
}

/// The glyphs of a paragraph while they are added.
struct Shaping<'a> {
    context: &'a Context<'a>,
    text: &'a str,
    /// The embedding level of each byte of the text; empty where no text runs from right to left.
    levels: &'a [Level],
    /// The font of the block itself.
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
                    // A tab is space, whatever the font has for it.
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

    /// Removes the width of the tabs in a range of a source. They get one when it is known where their line starts.
    fn tabs(&mut self, source: &Source, range: Range<usize>, first: usize) {
        if !self.text.as_bytes()[range].contains(&b'\t') {
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
