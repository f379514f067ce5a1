//! The lines of a paragraph with floats among its inline content or beside it (CSS 2.2, section 9.5): a float is placed
//! at the height of the line that contains its anchor, and the text from there on flows around it.

use std::iter::Peekable;
use std::slice;

use crate::boxes::{BoxId, BoxKind};
use crate::layout::atomic::AtomicLayout;
use crate::layout::block::containing::Containing;
use crate::layout::block::inline_positioned::width_before;
use crate::layout::block::line_grid::LineGrid;
use crate::layout::block::state::Flow;
use crate::layout::context::Context;
use crate::layout::floats::context::{FloatBox, Floats};
use crate::layout::galley::line::Line;
use crate::layout::galley::list::PlacedFloat;
use crate::layout::inline::{self, BesideFloats, LineFiller, Paragraph, SizedParagraph};
use crate::layout::problems::Problems;
use crate::units::{Length, Offset};

/// How often the lines of a paragraph are chosen again because earlier lines are taller or shorter than assumed, or
/// because there is a float among them.
const MAX_ROUNDS: usize = 8;
/// The most floats among the text of a paragraph whose lines are chosen together. Each float changes the best choice for
/// the whole paragraph; beside more of them, each line is filled before the next one is considered.
const MAX_AMONG_COMPOSED: usize = 32;

/// A float among inline content, with the end of the text before it as an offset in the tree's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct FloatAnchor {
    pub(super) id: BoxId,
    after: Option<u32>,
}

/// The lines of a paragraph, with the floats among them.
pub(super) struct LinesWithFloats {
    pub(super) lines: Vec<Line>,
    /// How far each line is below the end of the one before it.
    pub(super) down: Vec<Length>,
    pub(super) problems: Problems,
    /// All floats of the formatting context, those of this paragraph included.
    pub(super) floats: Floats,
    /// The floats of this paragraph, each with the number of its line.
    pub(super) placed: Vec<(usize, PlacedFloat)>,
}

/// A paragraph with floats among its inline content or beside it. Nothing here changes while its lines are chosen.
pub(super) struct ParagraphWithFloats {
    /// The box of the paragraph.
    pub(super) id: BoxId,
    pub(super) paragraph: Paragraph,
    /// Its atomic boxes, laid out once for all rounds.
    pub(super) atomics: Vec<Option<AtomicLayout>>,
    /// Its content box.
    pub(super) content: Containing,
    /// The floats among its inline content, in document order, each with its place there.
    pub(super) boxes: Vec<(FloatBox, FloatAnchor)>,
    /// The top of the first line if no float moves it down.
    pub(super) top: Offset,
}

/// The floats of a paragraph while they are being placed.
struct FloatPlacement<'a> {
    content: Containing,
    floats: Floats,
    placed: Vec<(usize, PlacedFloat)>,
    waiting: Peekable<slice::Iter<'a, (FloatBox, FloatAnchor)>>,
}

/// What the lines beside floats are, as long as nothing else is known.
#[derive(Clone, Copy)]
struct AssumedLines<'a> {
    grid: Option<&'a LineGrid>,
    line_height: Length,
}

/// Where the lines of a paragraph are.
struct LinePositions {
    /// The end of the text up to and with each line, in the tree's text.
    ends: Vec<u32>,
    tops: Vec<Offset>,
}

impl LinePositions {
    fn new(lines: &[Line], down: &[Length], top: Offset) -> LinePositions {
        let (mut at, mut end) = (top, 0);
        let (mut ends, mut tops) = (Vec::with_capacity(lines.len()), Vec::with_capacity(lines.len()));
        for (number, line) in lines.iter().enumerate() {
            at += down.get(number).copied().unwrap_or_default().offset();
            end = line.text.end.max(end);
            ends.push(end);
            tops.push(at);
            at += line.height.offset();
        }
        LinePositions { ends, tops }
    }

    /// The number of the line that contains an offset of the tree's text.
    fn line_of(&self, after: Option<u32>) -> usize {
        let Some(after) = after else { return 0 };
        self.ends.partition_point(|end| *end < after).min(self.ends.len().saturating_sub(1))
    }
}

impl ParagraphWithFloats {
    /// Whether no float is above the line that contains its anchor (section 9.5.1, rule 6).
    pub(super) fn are_beside_their_lines(&self, found: &LinesWithFloats) -> bool {
        let positions = LinePositions::new(&found.lines, &found.down, self.top);
        found.placed.iter().zip(&self.boxes).all(|((_, float), (_, anchor))| {
            positions.tops.get(positions.line_of(anchor.after)).is_none_or(|top| float.top >= *top)
        })
    }

    /// Places the floats among the text line by line. Returns the heights of the lines up to the last one with a float.
    /// The lines before a float do not depend on what follows it, so none is made again for a later float.
    fn place_line_by_line(
        &self,
        context: &Context<'_>,
        sized: &SizedParagraph<'_>,
        assumed: AssumedLines<'_>,
        placement: &mut FloatPlacement<'_>,
    ) -> Vec<Length> {
        let AssumedLines { grid, line_height } = assumed;
        let style = context.tree.style(self.id);
        let mut filler = LineFiller::new(sized, context);
        let mut heights: Vec<Length> = Vec::new();
        let mut end = self.top;
        let (mut height, mut rounds) = (line_height, 0);
        while placement.waiting.peek().is_some() {
            let first = filler.number();
            let floats = &placement.floats;
            let beside = BesideFloats {
                floats,
                content: self.content,
                first,
                most: 1,
                top: end,
                heights: &[height],
                line_height,
                one_by_one: true,
            };
            let Some(mut filled) = filler.fill(beside) else { break };
            if let Some(grid) = grid {
                grid.snap_lines(context, style, slice::from_mut(&mut filled.line));
            }
            let actual = filled.line.height;
            rounds += 1;
            if filled.is_beside && actual != height && rounds < MAX_ROUNDS {
                height = actual;
                continue;
            }
            let top = end + filled.down.offset();
            if filled.is_last || placement.is_on(&filled.line) {
                placement.place_next(context, first, top, Some(&filled.line));
                (height, rounds) = (actual, 0);
                continue;
            }
            heights.push(actual);
            end = top + actual.offset();
            filler.keep(&filled);
            (height, rounds) = (line_height, 0);
        }
        heights.push(height);
        heights
    }
}

impl FloatPlacement<'_> {
    /// Whether the next float belongs to a line, if it does not belong to an earlier one.
    fn is_on(&mut self, line: &Line) -> bool {
        self.waiting.peek().is_some_and(|(_, anchor)| anchor.after.is_none_or(|after| after <= line.text.end))
    }

    /// Places the next floats, all of which have the same text before them, on their line.
    fn place_next(&mut self, context: &Context<'_>, number: usize, line_top: Offset, line: Option<&Line>) {
        let Some((_, anchor)) = self.waiting.peek() else { return };
        let after = anchor.after;
        let height = line.map_or(0, |line| line.height.offset());
        // The space at the end of the text before the float hangs.
        let end = after.map(|after| without_spaces(context, after));
        let before = line.map_or(Length::ZERO, |line| width_before(line, end));
        while let Some((float, _)) = self.waiting.next_if(|(_, anchor)| anchor.after == after) {
            let gap = self.floats.gap(line_top, line_top + height, self.content);
            let fits = before.is_zero() || before + float.width <= gap.width();
            let at = if fits { line_top } else { line_top + height };
            self.placed.push((number, self.floats.place(float, at, self.content, None, 0)));
        }
    }
}

impl Flow<'_, '_> {
    /// Chooses the lines of a paragraph and places the floats among them. With `one_by_one`, each line is filled
    /// before the next one is considered, whatever the paragraph's `text-wrap-style`.
    pub(super) fn choose_lines(&self, among: &ParagraphWithFloats, one_by_one: bool) -> LinesWithFloats {
        let ParagraphWithFloats { id, content, boxes, top, .. } = among;
        let (id, content, top) = (*id, *content, *top);
        let context = self.context;
        let style = context.tree.style(id);
        let grid = self.builder.grids.current();
        let (above, below) = inline::strut(context, style);
        let mut line_height = above + below;
        if let Some(grid) = grid {
            line_height = grid.round_up(line_height);
        }
        let floats = self.builder.floats.clone();
        let mut placement =
            FloatPlacement { content, floats, placed: Vec::new(), waiting: boxes.iter().peekable() };
        let first_text = first_text_of(context, id);
        while let Some((float, _)) =
            placement.waiting.next_if(|(_, anchor)| anchor.after.is_none_or(|after| after <= first_text))
        {
            placement.placed.push((0, placement.floats.place(float, top, content, None, 0)));
        }
        let sized = SizedParagraph::new(&among.paragraph, &among.atomics, content.width);
        let one_by_one = one_by_one || placement.waiting.len() > MAX_AMONG_COMPOSED;
        let mut heights: Vec<Length> = Vec::new();
        let fills_lines = one_by_one || inline::fills_lines(&among.paragraph);
        if fills_lines && among.paragraph.most_lines.is_none() && placement.waiting.peek().is_some() {
            let problems = Problems::default();
            let scratch = Context { problems: &problems, ..*context };
            let assumed = AssumedLines { grid, line_height };
            heights = among.place_line_by_line(&scratch, &sized, assumed, &mut placement);
        }
        let mut rounds = 0;
        loop {
            rounds += 1;
            let problems = Problems::default();
            let scratch = Context { problems: &problems, ..*context };
            let beside = BesideFloats {
                floats: &placement.floats,
                content,
                first: 0,
                most: usize::MAX,
                top,
                heights: &heights,
                line_height,
                one_by_one: one_by_one || rounds > MAX_ROUNDS / 2 + boxes.len(),
            };
            let (mut lines, down) = sized.lines(&scratch, Some(beside));
            if let Some(grid) = grid {
                grid.snap_lines(&scratch, style, &mut lines);
            }
            let actual: Vec<Length> = lines.iter().map(|line| line.height).collect();
            let as_assumed = |line: usize| {
                actual.get(line).is_none_or(|height| *height == *heights.get(line).unwrap_or(&line_height))
            };
            let settled = rounds >= MAX_ROUNDS + boxes.len() || (0..down.len()).all(as_assumed);
            if settled && let Some((_, anchor)) = placement.waiting.peek() {
                let positions = LinePositions::new(&lines, &down, top);
                let number = positions.line_of(anchor.after);
                let line_top = positions.tops.get(number).copied().unwrap_or(top);
                placement.place_next(context, number, line_top, lines.get(number));
            } else if settled {
                let FloatPlacement { floats, placed, .. } = placement;
                return LinesWithFloats { lines, down, problems, floats, placed };
            }
            heights = actual;
        }
    }
}

/// The end of the text before an offset, without the spaces at its end.
fn without_spaces(context: &Context<'_>, after: u32) -> u32 {
    let text = context.tree.text.get(..after as usize).unwrap_or_default();
    text.trim_end_matches(' ').len() as u32
}

/// Where the visible text of a paragraph begins.
fn first_text_of(context: &Context<'_>, id: BoxId) -> u32 {
    let tree = context.tree;
    let mut pending: Vec<BoxId> = tree.get(id).children.iter().rev().copied().collect();
    while let Some(id) = pending.pop() {
        let layout_box = tree.get(id);
        match &layout_box.kind {
            _ if layout_box.style.layout.is_floating() && !matches!(layout_box.kind, BoxKind::Text(_)) => {}
            BoxKind::Text(range) => {
                let text = tree.text.get(range.start as usize..range.end as usize).unwrap_or_default();
                let blank = text.len() - text.trim_start_matches(' ').len();
                if blank < text.len() {
                    return range.start + blank as u32;
                }
            }
            BoxKind::Inline => pending.extend(layout_box.children.iter().rev()),
            _ => {}
        }
    }
    u32::MAX
}

/// The floats among the inline content of a paragraph that continues at an offset of the tree's text.
pub(super) fn anchors(context: &Context<'_>, paragraph: BoxId, start: Option<u32>) -> Vec<FloatAnchor> {
    let tree = context.tree;
    let mut found = Vec::new();
    let mut after = None;
    let mut pending: Vec<BoxId> = tree.get(paragraph).children.iter().rev().copied().collect();
    while let Some(id) = pending.pop() {
        let layout_box = tree.get(id);
        match &layout_box.kind {
            BoxKind::Text(range) => after = Some(range.end),
            BoxKind::LineBreak | BoxKind::Reference(_) | BoxKind::Leader(_) | BoxKind::OutsideMarker => {}
            _ if layout_box.style.layout.is_floating() => {
                let passed = start.is_some_and(|start| after.is_none_or(|after| after < start));
                if !passed {
                    found.push(FloatAnchor { id, after });
                }
            }
            BoxKind::Inline => pending.extend(layout_box.children.iter().rev()),
            _ => {}
        }
    }
    found
}
