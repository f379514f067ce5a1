//! The flow around floats (CSS 2.2, section 9.5): places floats when the flow reaches them, chooses the lines of a
//! paragraph beside them, and places boxes that floats must not overlap.

use crate::boxes::{BoxId, BoxKind};
use crate::css::{Direction, SizeValue};
use crate::layout::atomic::AtomicLayout;
use crate::layout::block::containing::Containing;
use crate::layout::block::inline_positioned::width_before;
use crate::layout::block::state::Flow;
use crate::layout::context::Context;
use crate::layout::floats::context::{FloatBox, Floats, Gap, lay_out_float};
use crate::layout::galley::builder::lines::FloatsAmongLines;
use crate::layout::galley::line::Line;
use crate::layout::galley::list::PlacedFloat;
use crate::layout::inline::{self, BesideFloats, Paragraph};
use crate::layout::problems::Problems;
use crate::units::{Length, Offset, Point};

/// How often the lines of a paragraph are chosen again because earlier lines are taller or shorter than assumed, or
/// because there is a float among them.
const MAX_ROUNDS: usize = 8;

/// A float among inline content, with the end of the text before it as an offset in the tree's text.
#[derive(Clone, Copy, Debug)]
struct FloatAnchor {
    id: BoxId,
    after: Option<u32>,
}

/// The lines of a paragraph, with the floats among them.
struct LinesWithFloats {
    lines: Vec<Line>,
    /// How far each line is below the end of the one before it.
    down: Vec<Length>,
    problems: Problems,
    /// All floats of the formatting context, those of this paragraph included.
    floats: Floats,
    /// The floats of this paragraph, each with the number of its line.
    placed: Vec<(usize, PlacedFloat)>,
}

/// A paragraph with floats among its inline content or beside it. Nothing here changes while its lines are chosen.
struct ParagraphWithFloats {
    /// The box of the paragraph.
    id: BoxId,
    paragraph: Paragraph,
    /// Its atomic boxes, laid out once for all rounds.
    atomics: Vec<Option<AtomicLayout>>,
    /// Its content box.
    content: Containing,
    /// The floats among its inline content, in document order, each with its place there.
    boxes: Vec<(FloatBox, FloatAnchor)>,
    /// The top of the first line if no float moves it down.
    top: Offset,
}

impl ParagraphWithFloats {
    /// Whether no float is above the line that contains its anchor (section 9.5.1, rule 6).
    fn are_beside_their_lines(&self, found: &LinesWithFloats) -> bool {
        found.placed.iter().zip(&self.boxes).all(|((_, float), (_, anchor))| {
            float.top >= top_of(line_of(&found.lines, anchor.after), self.top, &found.lines, &found.down)
        })
    }
}

impl Flow<'_, '_> {
    /// Lays out a float, and places it where the flow is.
    pub(crate) fn float(&mut self, id: BoxId, containing: Containing) {
        let style = &self.context.tree.get(id).style;
        let shift = self.relative_shift(style, containing);
        let float = lay_out_float(self.context, id, containing, shift);
        self.builder.float(float, containing);
    }

    /// The lines of a paragraph and the floats among them, in galley coordinates; `None` if there are no floats among
    /// or beside them.
    pub(crate) fn lines_and_floats(
        &mut self,
        id: BoxId,
        content: Containing,
        start: Option<u32>,
    ) -> Option<(Vec<Line>, FloatsAmongLines)> {
        let context = self.context;
        let anchors = if context.tree.has_floats { anchors(context, id, start) } else { Vec::new() };
        if anchors.is_empty() && !self.builder.floats.reach_below(self.builder.hypothetical_top(Length::ZERO))
        {
            return None;
        }
        let paragraph = self.prepare(id, start);
        let boxes: Vec<(FloatBox, FloatAnchor)> = anchors
            .iter()
            .map(|anchor| {
                let shift = self.relative_shift(&context.tree.get(anchor.id).style, content);
                (lay_out_float(context, anchor.id, content, shift), *anchor)
            })
            .collect();
        if !paragraph.makes_lines() {
            for (float, _) in boxes {
                self.builder.float(float, content);
            }
            return Some((Vec::new(), FloatsAmongLines::default()));
        }
        let top = self.builder.next_top();
        let atomics = paragraph.atomics(context, content.width, content.height);
        let among = ParagraphWithFloats { id, paragraph, atomics, content, boxes, top };
        let mut found = self.choose_lines(&among, false);
        if !among.are_beside_their_lines(&found) {
            // The lines before a float must not depend on the content after it.
            found = self.choose_lines(&among, true);
        }
        context.problems.extend(&found.problems);
        self.builder.floats = found.floats;
        let enclosure = self.builder.innermost();
        for (_, float) in &mut found.placed {
            float.enclosure = enclosure;
        }
        found.placed.sort_by_key(|(line, _)| *line);
        Some((found.lines, FloatsAmongLines { floats: found.placed, down: found.down }))
    }

    /// Chooses the lines of a paragraph and places the floats among them. With `one_by_one`, each line is filled
    /// before the next one is considered, whatever the paragraph's `text-wrap-style`.
    fn choose_lines(&self, among: &ParagraphWithFloats, one_by_one: bool) -> LinesWithFloats {
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
        let mut floats = self.builder.floats.clone();
        let mut placed: Vec<(usize, PlacedFloat)> = Vec::new();
        let mut waiting = boxes.iter().peekable();
        let first_text = first_text_of(context, id);
        while let Some((float, _)) =
            waiting.next_if(|(_, anchor)| anchor.after.is_none_or(|after| after <= first_text))
        {
            placed.push((0, floats.place(float, top, content, None, 0)));
        }
        let mut heights: Vec<Length> = Vec::new();
        let mut rounds = 0;
        loop {
            rounds += 1;
            let problems = Problems::default();
            let scratch = Context { problems: &problems, ..*context };
            let beside = BesideFloats {
                floats: &floats,
                content,
                top,
                heights: &heights,
                line_height,
                one_by_one: one_by_one || rounds > MAX_ROUNDS / 2 + boxes.len(),
            };
            let (mut lines, down) = among.paragraph.lines_beside(&scratch, among.atomics.clone(), beside);
            if let Some(grid) = grid {
                grid.snap_lines(&scratch, style, &mut lines);
            }
            let actual: Vec<Length> = lines.iter().map(|line| line.height).collect();
            let as_assumed = |line: usize| {
                actual.get(line).is_none_or(|height| *height == *heights.get(line).unwrap_or(&line_height))
            };
            let settled = rounds >= MAX_ROUNDS + boxes.len() || (0..down.len()).all(as_assumed);
            if settled && let Some((_, anchor)) = waiting.peek() {
                let after = anchor.after;
                let line = line_of(&lines, after);
                let line_top = top_of(line, top, &lines, &down);
                let height = lines.get(line).map_or(0, |line| line.height.offset());
                // The space at the end of the text before the float hangs.
                let end = after.map(|after| without_spaces(context, after));
                let before = lines.get(line).map_or(Length::ZERO, |line| width_before(line, end));
                while let Some((float, _)) = waiting.next_if(|(_, anchor)| anchor.after == after) {
                    let gap = floats.gap(line_top, line_top + height, content);
                    let fits = before.is_zero() || before + float.width <= gap.width();
                    let at = if fits { line_top } else { line_top + height };
                    placed.push((line, floats.place(float, at, content, None, 0)));
                }
            } else if settled {
                return LinesWithFloats { lines, down, problems, floats, placed };
            }
            heights = actual;
        }
    }

    /// The left margin and the width of a box that floats must not overlap: it is narrower beside them, or moves
    /// below them.
    pub(crate) fn place_beside_floats(
        &mut self,
        containing: Containing,
        avoiding: &FloatAvoidingBox<'_>,
    ) -> (Length, Length) {
        let margin_top = avoiding.margin_top;
        let top = self.builder.hypothetical_top(margin_top);
        let mut floats = self.builder.floats.clone();
        floats.settle(top, 0);
        let mut at = top;
        let mut found = avoiding.room(&floats, at, containing);
        if found.fits {
            self.builder.settle_floats(top);
        } else if self.builder.floats.are_pending() {
            // The box moves down itself, so its margin does not move the waiting floats.
            self.builder.flush();
            floats = self.builder.floats.clone();
        }
        while !found.fits
            && let Some(bottom) = floats.next_bottom(at)
        {
            at = bottom;
            found = avoiding.room(&floats, at, containing);
        }
        if at > top {
            self.builder.go_down_to(at, margin_top);
        }
        if !found.is_narrowed {
            return (avoiding.margin_left, avoiding.width);
        }
        let Gap { left, right } = found.gap;
        let rest = right - left - found.width - avoiding.edges;
        let x = match avoiding.side_margins {
            (None, None) => left + (rest / 2).max(Length::ZERO),
            (None, Some(_)) => left + rest.max(Length::ZERO),
            (Some(_), None) => left,
            _ if containing.direction == Direction::RightToLeft => left + rest,
            _ => left,
        };
        (x - containing.x, found.width)
    }
}

/// A box that establishes a formatting context, so that floats must not overlap it.
pub(crate) struct FloatAvoidingBox<'a> {
    /// Its top margin.
    pub(crate) margin_top: Length,
    /// Its left and right margins as specified; `None` for `auto`.
    pub(crate) side_margins: (Option<Length>, Option<Length>),
    /// Its left and right borders and paddings together.
    pub(crate) edges: Length,
    /// Its left margin and the width of its content box away from floats.
    pub(crate) margin_left: Length,
    pub(crate) width: Length,
    /// The width of its content box in a containing block of another width.
    pub(crate) width_in: &'a dyn Fn(Length) -> Length,
}

/// The room that floats leave for a box at one height.
struct RoomBesideFloats {
    gap: Gap,
    /// Whether floats narrow the containing block here.
    is_narrowed: bool,
    /// The width that the box's content box would have.
    width: Length,
    /// Whether the box fits.
    fits: bool,
}

impl FloatAvoidingBox<'_> {
    /// The room for the box if its top is at an offset.
    fn room(&self, floats: &Floats, top: Offset, containing: Containing) -> RoomBesideFloats {
        let (before, after) = self.side_margins;
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        let (all, gap) = (Gap::all(containing), floats.gap(top, top + 1, containing));
        let is_narrowed = gap != all;
        let gap = Gap { left: gap.left.max(all.left + before), right: gap.right.min(all.right - after) };
        let width = if is_narrowed { (self.width_in)(gap.width() + before + after) } else { self.width };
        let fits = !is_narrowed || width + self.edges <= gap.width() && gap.right > gap.left;
        RoomBesideFloats { gap, is_narrowed, width, fits }
    }
}

/// Whether a box is narrower where there is less room.
pub(crate) fn is_flexible(context: &Context<'_>, id: BoxId) -> bool {
    let layout_box = context.tree.get(id);
    let layout = &layout_box.style.layout;
    matches!(layout.width, SizeValue::Auto | SizeValue::FitContent)
}

/// The end of the text before an offset, without the spaces at its end.
fn without_spaces(context: &Context<'_>, after: u32) -> u32 {
    let text = context.tree.text.get(..after as usize).unwrap_or_default();
    text.trim_end_matches(' ').len() as u32
}

/// The number of the line that contains an offset of the tree's text.
fn line_of(lines: &[Line], after: Option<u32>) -> usize {
    let Some(after) = after else { return 0 };
    lines.iter().position(|line| after <= line.text.end).unwrap_or(lines.len().saturating_sub(1))
}

/// The top of a line.
fn top_of(number: usize, top: Offset, lines: &[Line], down: &[Length]) -> Offset {
    let heights: Offset = lines.iter().take(number).map(|line| line.height.offset()).sum();
    top + heights + down.iter().take(number + 1).map(|down| down.offset()).sum::<Offset>()
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
fn anchors(context: &Context<'_>, paragraph: BoxId, start: Option<u32>) -> Vec<FloatAnchor> {
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

/// The floats among the inline content of a paragraph.
pub(crate) fn floats_among(context: &Context<'_>, paragraph: BoxId) -> Vec<BoxId> {
    if !context.tree.has_floats {
        return Vec::new();
    }
    anchors(context, paragraph, None).into_iter().map(|anchor| anchor.id).collect()
}

/// How far floats move the beginning of a line.
pub(crate) fn start_inset(floats: &Floats, top: Offset, height: Length, content: Containing) -> Point {
    let gap = floats.gap_for_line(top, top + height.offset(), content);
    let x = match content.direction {
        Direction::LeftToRight => gap.left - content.x,
        Direction::RightToLeft => gap.right - content.x - content.width,
    };
    Point::new(x, Length::ZERO)
}
