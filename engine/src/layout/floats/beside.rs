//! The flow around floats (CSS 2.2, section 9.5): floats where it comes to them, the lines of a paragraph
//! beside them, and boxes that floats must not overlap.

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

/// How often the lines of a paragraph are chosen anew since those before turned out higher or lower than
/// was thought, or something on them floats.
const MAX_ROUNDS: usize = 8;

/// A float among inline content, with the end in the tree's text of what stands before it.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    id: BoxId,
    after: Option<u32>,
}

/// The lines of a paragraph, with the floats that stand among them.
struct Lines {
    lines: Vec<Line>,
    down: Vec<Length>,
    problems: Problems,
    floats: Floats,
    placed: Vec<(usize, PlacedFloat)>,
}

impl Flow<'_, '_> {
    /// A float where the flow has come to.
    pub(crate) fn float(&mut self, id: BoxId, containing: Containing) {
        let style = &self.context.tree.get(id).style;
        let shift = self.relative_shift(style, containing);
        let float = lay_out_float(self.context, id, containing, shift);
        self.builder.float(float, containing.x, containing.width);
    }

    /// The lines of a paragraph and the floats among them, in galley coordinates; `None` where there are
    /// none of these and it stands beside none.
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
        let paragraph = context.prepare(id, start);
        let boxes: Vec<(FloatBox, Anchor)> = anchors
            .iter()
            .map(|anchor| {
                let shift = self.relative_shift(&context.tree.get(anchor.id).style, content);
                (lay_out_float(context, anchor.id, content, shift), *anchor)
            })
            .collect();
        if !paragraph.makes_lines() {
            for (float, _) in boxes {
                self.builder.float(float, content.x, content.width);
            }
            return Some((Vec::new(), FloatsAmongLines::default()));
        }
        let top = self.builder.next_top();
        let atomics = paragraph.atomics(context, content.width);
        let paragraph = (&paragraph, &atomics[..]);
        let mut found = self.choose_lines(id, paragraph, content, &boxes, top, false);
        if !stand_by_their_lines(&found, top, &boxes) {
            // What was chosen before a float must not depend on what comes after it.
            found = self.choose_lines(id, paragraph, content, &boxes, top, true);
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

    fn choose_lines(
        &self,
        id: BoxId,
        (paragraph, atomics): (&Paragraph, &[Option<AtomicLayout>]),
        content: Containing,
        boxes: &[(FloatBox, Anchor)],
        top: Offset,
        one_by_one: bool,
    ) -> Lines {
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
            placed.push((0, floats.place(float, top, content.x, content.width, None, 0)));
        }
        let mut heights: Vec<Length> = Vec::new();
        let mut rounds = 0;
        loop {
            rounds += 1;
            let problems = Problems::default();
            let scratch = Context { problems: &problems, ..*context };
            let beside = BesideFloats {
                floats: &floats,
                x: content.x,
                width: content.width,
                top,
                heights: &heights,
                line_height,
                one_by_one: one_by_one || rounds > MAX_ROUNDS / 2 + boxes.len(),
            };
            let (mut lines, down) = paragraph.lines_beside(&scratch, atomics.to_vec(), beside);
            if let Some(grid) = grid {
                grid.snap_lines(&scratch, style, &mut lines);
            }
            let actual: Vec<Length> = lines.iter().map(|line| line.height).collect();
            let as_thought = |line: usize| {
                actual.get(line).is_none_or(|height| *height == *heights.get(line).unwrap_or(&line_height))
            };
            let settled = rounds >= MAX_ROUNDS + boxes.len() || (0..down.len()).all(as_thought);
            if settled && let Some((_, anchor)) = waiting.peek() {
                let after = anchor.after;
                let line = line_of(&lines, after);
                let line_top = top_of(line, top, &lines, &down);
                let height = lines.get(line).map_or(0, |line| line.height.offset());
                // The space at the end of what stands before it hangs.
                let seen = after.map(|after| without_spaces(context, after));
                let before = lines.get(line).map_or(Length::ZERO, |line| width_before(line, seen));
                while let Some((float, _)) = waiting.next_if(|(_, anchor)| anchor.after == after) {
                    let gap = floats.gap(line_top, line_top + height, content.x, content.width);
                    let fits = before.is_zero() || before + float.width <= gap.width();
                    let at = if fits { line_top } else { line_top + height };
                    placed.push((line, floats.place(float, at, content.x, content.width, None, 0)));
                }
                heights = actual;
                continue;
            }
            if settled {
                return Lines { lines, down, problems, floats, placed };
            }
            heights = actual;
        }
    }

    /// Where a box stands that makes a formatting context of its own, and how wide it is: floats must not
    /// overlap it, so it is narrower beside them or stands below them. `margin_left` and `width` are those
    /// that it has away from floats, `edges` its borders and paddings, `margins` its left and right ones, and
    /// `fit` gives its width in a containing block of another width.
    pub(crate) fn place_beside_floats(
        &mut self,
        containing: Containing,
        margin_top: Length,
        (left, right): (Option<Length>, Option<Length>),
        edges: Length,
        (margin_left, width): (Length, Length),
        fit: &mut dyn FnMut(Length) -> Length,
    ) -> (Length, Length) {
        let (before, after) = (left.unwrap_or_default(), right.unwrap_or_default());
        let mut room = |floats: &Floats, top: Offset| {
            let gap = floats.gap(top, top + 1, containing.x, containing.width);
            let from = gap.left.max(containing.x + before);
            let to = gap.right.min(containing.x + containing.width - after);
            let is_narrowed = gap != Gap { left: containing.x, right: containing.x + containing.width };
            let own = if is_narrowed { fit(to - from + before + after) } else { width };
            let fits = !is_narrowed || own + edges <= to - from && to > from;
            (fits, is_narrowed, from, to, own)
        };
        let top = self.builder.hypothetical_top(margin_top);
        let mut floats = self.builder.floats.clone();
        floats.settle(top, 0);
        let mut at = top;
        let mut found = room(&floats, at);
        if found.0 {
            self.builder.settle_floats(top);
        } else if self.builder.floats.are_pending() {
            // Its margin does not move them where it goes down itself.
            self.builder.flush();
            floats = self.builder.floats.clone();
        }
        while !found.0
            && let Some(bottom) = floats.next_bottom(at)
        {
            at = bottom;
            found = room(&floats, at);
        }
        if at > top {
            self.builder.go_down_to(at, margin_top);
        }
        let (_, is_narrowed, from, to, own) = found;
        if !is_narrowed {
            return (margin_left, width);
        }
        let rest = to - from - own - edges;
        let x = match (left, right) {
            (None, None) => from + (rest / 2).max(Length::ZERO),
            (None, Some(_)) => from + rest.max(Length::ZERO),
            (Some(_), None) => from,
            _ if containing.direction == Direction::RightToLeft => from + rest,
            _ => from,
        };
        (x - containing.x, own)
    }
}

/// Whether a box is narrower where there is less room.
pub(crate) fn is_flexible(context: &Context<'_>, id: BoxId) -> bool {
    let layout_box = context.tree.get(id);
    let layout = &layout_box.style.layout;
    matches!(layout.width, SizeValue::Auto | SizeValue::FitContent)
}

/// Where text that ends at an offset ends without its last spaces.
fn without_spaces(context: &Context<'_>, after: u32) -> u32 {
    let text = context.tree.text.get(..after as usize).unwrap_or_default();
    text.trim_end_matches(' ').len() as u32
}

/// The number of the line with a place of the tree's text.
fn line_of(lines: &[Line], after: Option<u32>) -> usize {
    let Some(after) = after else { return 0 };
    lines.iter().position(|line| after <= line.text.end).unwrap_or(lines.len().saturating_sub(1))
}

/// The top of a line.
fn top_of(number: usize, top: Offset, lines: &[Line], down: &[Length]) -> Offset {
    let heights: Offset = lines.iter().take(number).map(|line| line.height.offset()).sum();
    top + heights + down.iter().take(number + 1).map(|down| down.offset()).sum::<Offset>()
}

/// Whether no float stands above the line on which it comes (section 9.5.1, rule 6).
fn stand_by_their_lines(found: &Lines, top: Offset, boxes: &[(FloatBox, Anchor)]) -> bool {
    found.placed.iter().zip(boxes).all(|((_, float), (_, anchor))| {
        float.top >= top_of(line_of(&found.lines, anchor.after), top, &found.lines, &found.down)
    })
}

/// Where the text of a paragraph begins that is seen.
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

/// The floats among the inline content of a paragraph that goes on at an offset of the tree's text.
fn anchors(context: &Context<'_>, paragraph: BoxId, start: Option<u32>) -> Vec<Anchor> {
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
                    found.push(Anchor { id, after });
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

/// How far a line's beginning has been moved by floats.
pub(crate) fn start_inset(floats: &Floats, top: Offset, height: Length, content: Containing) -> Point {
    let gap = floats.gap_for_line(top, top + height.offset(), content.x, content.width);
    let x = match content.direction {
        Direction::LeftToRight => gap.left - content.x,
        Direction::RightToLeft => gap.right - content.x - content.width,
    };
    Point::new(x, Length::ZERO)
}
