//! Paragraphs: inline boxes and text to lines (CSS 2.2, section 10.8; CSS Text 3; CSS Inline 3).
//!
//! [`prepare`] does what does not depend on the width: it shapes and measures. [`Paragraph::lines`]
//! breaks the result into lines of one width, as often as is needed.

mod beside_floats;
mod break_lines;
mod collect;
mod compose;
mod decorated;
mod first_line;
mod glyph_runs;
mod initial;
mod inline_boxes;
mod justify;
mod ligatures;
mod line_box;
mod line_ends;
mod measure;
mod pieces;
mod room;
mod tabs;
mod vertical;

use std::ops::Range;
use std::sync::Arc;

use self::collect::Boundary;
use self::initial::Initial;
use self::ligatures::Ligature;
use self::measure::BreakPoint;
use self::tabs::Tab;
use self::vertical::Extents;
use super::atomic::AtomicLayout;
use super::context::Context;
use crate::boxes::{BoxId, LayoutBox};
use crate::css::{ComputedStyle, Direction};
use crate::html::NodeId;
use crate::layout::galley::line::{DecoratingBox, Line};
use crate::text::{FaceId, FontInstance, Shaped};
use crate::units::Length;

/// The inline content of one block container, shaped and measured.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// The text with its objects and controls; what all offsets without another name refer to.
    text: String,
    sources: Vec<Source>,
    objects: Vec<Object>,
    boxes: Vec<InlineBox>,
    /// Glyphs in the order of the text, with an empty one for each object.
    shaped: Shaped,
    /// Glyphs that belong together, in order and without gaps.
    runs: Vec<Run>,
    /// Where inline boxes begin and end: the index of the glyph before which.
    boundaries: Vec<(u32, Boundary)>,
    /// Where lines may or must end, in order; the end of the text is the last.
    breaks: Vec<BreakPoint>,
    /// Ligatures inside of which a break may be, which then is before their first glyph.
    ligatures: Vec<Ligature>,
    /// Preserved tabs, which `shaped` gives no width.
    tabs: Vec<Tab>,
    /// Whether there is letter spacing anywhere.
    spaced: bool,
    /// What decorates text in it: the numbers of the boxes, 0 for what is around the paragraph too.
    decorating: Vec<(u32, Arc<DecoratingBox>)>,
    direction: Direction,
    /// Under `unicode-bidi: plaintext`: the offsets where lines of another text begin, each with the
    /// direction of its own letters.
    directions: Vec<(u32, Direction)>,
    /// Whether lines have to be reordered.
    bidirectional: bool,
    /// Whether there is anything that makes a line.
    visible: bool,
    /// Whether this is the beginning of the paragraph rather than its continuation.
    first: bool,
    /// Whether a continuation begins after a forced line break.
    after_break: bool,
    /// Its text as it looks on the first line, where that has a style of its own.
    first_line: Option<Box<Paragraph>>,
    /// Narrowest and widest.
    widths: (Length, Length),
    /// The offset in the tree's text at which it starts.
    tree_start: u32,
}

impl Paragraph {
    /// The direction of the line that begins with a glyph.
    fn direction_at(&self, glyph: u32) -> Direction {
        if self.directions.is_empty() {
            return self.direction;
        }
        let offset = self.shaped.clusters.get(glyph as usize).copied().unwrap_or(u32::MAX);
        let number = self.directions.partition_point(|(start, _)| *start <= offset);
        let found = number.checked_sub(1).and_then(|number| self.directions.get(number));
        found.map_or(self.direction, |(_, direction)| *direction)
    }
}

/// A part of the text from one text box.
#[derive(Clone, Debug)]
struct Source {
    range: Range<u32>,
    /// Where it stands in [`super::BoxTree::text`]; `None` for text that is not there.
    tree_start: Option<u32>,
    box_id: BoxId,
    node: Option<NodeId>,
    style: Arc<ComputedStyle>,
    instance: Arc<FontInstance>,
    /// The innermost inline box around it.
    inline_box: u32,
}

/// What is on a line and is not text.
#[derive(Clone, Debug)]
struct Object {
    offset: u32,
    box_id: BoxId,
    kind: ObjectKind,
    inline_box: u32,
    style: Arc<ComputedStyle>,
}

#[derive(Clone, Debug)]
enum ObjectKind {
    LineBreak,
    Leader { pattern: Arc<str>, instance: Arc<FontInstance> },
    Atomic,
}

#[derive(Clone, Debug)]
pub(crate) struct InlineBox {
    parent: Option<u32>,
    box_id: BoxId,
    node: Option<NodeId>,
    style: Arc<ComputedStyle>,
    instance: Arc<FontInstance>,
    /// False where a continued paragraph begins inside of it.
    starts_here: bool,
    /// Where it is an initial of several lines.
    initial: Option<Initial>,
    extents: Extents,
}

/// Glyphs of one source, face and direction, or one object.
#[derive(Clone, Debug)]
struct Run {
    glyphs: Range<u32>,
    level: u8,
    kind: RunKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunKind {
    Text { source: u32, face: FaceId },
    Object(u32),
}

impl InlineBox {
    fn new(
        parent: Option<u32>,
        box_id: BoxId,
        layout_box: &LayoutBox,
        instance: Arc<FontInstance>,
    ) -> InlineBox {
        InlineBox {
            parent,
            box_id,
            node: layout_box.node,
            style: layout_box.style.clone(),
            instance,
            starts_here: true,
            initial: None,
            extents: Extents::default(),
        }
    }
}

pub(crate) use beside_floats::BesideFloats;
pub(crate) use initial::lines_beside;

/// How far a line on which nothing stands reaches above and below its baseline, in a block of the style.
pub(crate) fn strut(context: &Context, style: &ComputedStyle) -> (Length, Length) {
    let instance = context.fonts.instance(&style.font);
    vertical::with_leading(instance.ascent, instance.descent, vertical::line_height(&instance))
}

/// Shapes and measures the inline children of `paragraph`, from the offset `start` of
/// [`super::BoxTree::text`] on, or from their beginning.
pub fn prepare(context: &Context, paragraph: BoxId, start: Option<u32>) -> Paragraph {
    let mut prepared = measure::prepare(context, collect::collect(context, paragraph, start), start);
    if start.is_none() && context.tree.first_line.contains_key(&paragraph) && prepared.visible {
        let content = collect::collect_first_line(context, paragraph);
        prepared.style_first_line(context, measure::prepare(context, content, None));
    }
    prepared
}

/// Of a paragraph with more text than `most` bytes after `start`, so much of it, to where a word ends.
/// `None` where there is not so much, or the first line is to look different.
pub(crate) fn prepare_part(
    context: &Context,
    paragraph: BoxId,
    start: Option<u32>,
    most: usize,
) -> Option<Paragraph> {
    if start.is_none() && context.tree.first_line.contains_key(&paragraph) {
        return None;
    }
    let content = collect::collect_part(context, paragraph, start, most)?;
    Some(measure::prepare(context, content, start))
}

impl Paragraph {
    /// The width below which some word would stick out.
    pub fn min_content_width(&self) -> Length {
        self.widths.0
    }

    /// The width at which the only line breaks are forced ones.
    pub fn max_content_width(&self) -> Length {
        self.widths.1
    }

    /// Breaks the paragraph into lines of a content box `width` wide. No lines if there is nothing
    /// to show.
    pub fn lines(&self, context: &Context, width: Length) -> Vec<Line> {
        let atomics = line_box::lay_out_atomics(self, context, width);
        line_box::lines(self, context, width, atomics, None).0
    }

    /// Whether there is anything that makes a line.
    pub(crate) fn makes_lines(&self) -> bool {
        self.visible
    }

    /// The atomic boxes of the paragraph, for [`Paragraph::lines_beside`]: lines may have to be chosen
    /// several times, and boxes are laid out once.
    pub(crate) fn atomics(&self, context: &Context, width: Length) -> Vec<Option<AtomicLayout>> {
        line_box::lay_out_atomics(self, context, width)
    }

    /// The lines beside floats, with how far each begins below the end of the one before.
    pub(crate) fn lines_beside(
        &self,
        context: &Context,
        atomics: Vec<Option<AtomicLayout>>,
        beside: BesideFloats<'_>,
    ) -> (Vec<Line>, Vec<Length>) {
        let width = beside.width;
        line_box::lines(self, context, width, atomics, Some(beside))
    }

    fn root(&self) -> &InlineBox {
        // Collecting puts the paragraph's own box first.
        &self.boxes[0]
    }
}

impl Context<'_> {
    /// Shapes and measures a paragraph, from an offset of the tree's text on or from its beginning.
    pub(crate) fn prepare(&self, paragraph: BoxId, start: Option<u32>) -> Paragraph {
        self.measurements.count_work();
        prepare(self, paragraph, start)
    }

    /// Shapes and measures no more than about so many bytes of a paragraph; `None` where that is all of it.
    pub(crate) fn prepare_part(
        &self,
        paragraph: BoxId,
        start: Option<u32>,
        most: usize,
    ) -> Option<Paragraph> {
        let part = prepare_part(self, paragraph, start, most)?;
        self.measurements.count_work();
        Some(part)
    }
}
