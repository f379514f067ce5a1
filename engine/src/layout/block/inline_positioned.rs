//! Positioned boxes among inline content: moves relatively positioned ones, and finds the static positions of
//! absolutely positioned ones (CSS Positioned Layout 3, sections 3.3 and 3.5.1).

use std::ops::Range;

use crate::boxes::{BoxId, BoxKind};
use crate::css::{ComputedStyle, Direction, Float, Position};
use crate::layout::block::containing::Containing;
use crate::layout::context::Context;
use crate::layout::galley::builder::NewPositioned;
use crate::layout::galley::line::{AtomicFragment, GlyphRun, Line, LineFragment, RunText};
use crate::sorting::sort_by_key;
use crate::units::{Length, Point};

/// A positioned box among the lines of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AmongLines {
    /// The number of the line at whose top its static position is; the number of lines if it is below all.
    pub(crate) line: usize,
    pub(crate) positioned: NewPositioned,
}

/// The positioned boxes among a paragraph's inline content. `start` is where in the tree's text the paragraph
/// continues, `content` its content box.
pub(crate) fn positioned_among(
    context: &Context<'_>,
    paragraph: BoxId,
    start: Option<u32>,
    lines: &[Line],
    content: Containing,
) -> Vec<AmongLines> {
    let tree = context.tree;
    let mut found = Vec::new();
    // The ends of the text on the current line: many boxes may be on one line.
    let mut ends: Option<(usize, TextEnds)> = None;
    // The end of the text before the current box, as an offset in the tree's text.
    let mut offset = None;
    // How many lines end in `br` after that text.
    let mut ended = 0;
    let mut pending: Vec<BoxId> = tree.get(paragraph).children.iter().rev().copied().collect();
    while let Some(id) = pending.pop() {
        let layout_box = tree.get(id);
        let layout = &layout_box.style.layout;
        if let BoxKind::Text(range) = &layout_box.kind {
            if offset.is_none() || !range.is_empty() {
                offset = Some(range.end);
                ended = 0;
            }
            continue;
        }
        let has_own_style = !matches!(
            layout_box.kind,
            BoxKind::LineBreak | BoxKind::Reference(_) | BoxKind::Leader(_) | BoxKind::OutsideMarker
        );
        ended += usize::from(matches!(layout_box.kind, BoxKind::LineBreak));
        if !has_own_style || !layout.is_out_of_flow() {
            if matches!(layout_box.kind, BoxKind::Inline) {
                pending.extend(layout_box.children.iter().rev());
            }
            continue;
        }
        let passed = start.is_some_and(|start| offset.is_none_or(|offset| offset < start));
        if passed {
            continue;
        }
        let line = match offset {
            Some(offset) => lines.partition_point(|line| line.text.end < offset),
            None => 0,
        };
        let line = (line + ended).min(lines.len());
        let right_to_left = content.direction == Direction::RightToLeft;
        let on_line = lines.get(line).zip(offset).filter(|_| ended == 0);
        let before = on_line.and_then(|(there, offset)| {
            let known = ends.take().filter(|(number, _)| *number == line);
            let (_, ends) = ends.insert(known.unwrap_or_else(|| (line, TextEnds::of(there, right_to_left))));
            ends.before(offset)
        });
        // A footnote belongs to the line of its call.
        let is_inline = layout.inline_before_positioning || layout.float == Float::Footnote;
        let edge = if right_to_left { content.x + content.width } else { content.x };
        let (line, x, from_right) = match before {
            Some(end) if is_inline => (line, end, right_to_left),
            // A block would begin below the line.
            Some(_) => (line + 1, edge, right_to_left),
            None => match lines.get(line).filter(|_| is_inline && !right_to_left).and_then(first_edge) {
                Some(first) => (line, first, false),
                None => (line, edge, right_to_left),
            },
        };
        let fixed = layout.position == Position::Fixed;
        found.push(AmongLines { line, positioned: NewPositioned::in_flow(id, fixed, x, from_right) });
    }
    found
}

/// The width of the text on a line before an offset of the tree's text.
pub(crate) fn width_before(line: &Line, offset: Option<u32>) -> Length {
    let Some(offset) = offset else { return Length::ZERO };
    let mut width = Length::ZERO;
    for fragment in &line.fragments {
        let LineFragment::Glyphs(run) = fragment else { continue };
        let RunText::Range(range) = &run.text else { continue };
        let before = run.clusters.iter().zip(run.advances.iter());
        width += before
            .filter(|(cluster, _)| range.start + **cluster < offset)
            .map(|(_, advance)| *advance)
            .sum::<Length>();
    }
    width
}

/// The ends of the text on a line before offsets of the tree's text: right edges, or left ones if the line runs from the
/// right.
struct TextEnds<'l> {
    from_right: bool,
    /// The runs in the order of their text, each with the end of the text up to and with it.
    runs: Vec<(&'l GlyphRun, &'l Range<u32>, Length)>,
}

impl<'l> TextEnds<'l> {
    fn of(line: &'l Line, from_right: bool) -> TextEnds<'l> {
        let runs = line.fragments.iter().filter_map(|fragment| match fragment {
            LineFragment::Glyphs(run) => match &run.text {
                RunText::Range(range) => {
                    Some((run, range, if from_right { run.x } else { run.x + run.width }))
                }
                RunText::Own(_) => None,
            },
            _ => None,
        });
        let mut ends = TextEnds { from_right, runs: runs.collect() };
        sort_by_key(&mut ends.runs, |(_, range, _)| range.end);
        for index in 1..ends.runs.len() {
            ends.runs[index].2 = ends.farther(ends.runs[index - 1].2, ends.runs[index].2);
        }
        ends
    }

    fn farther(&self, one: Length, other: Length) -> Length {
        if self.from_right { one.min(other) } else { one.max(other) }
    }

    /// The end of the text before an offset; `None` if there is none.
    fn before(&self, offset: u32) -> Option<Length> {
        let complete = self.runs.partition_point(|(_, range, _)| range.end <= offset);
        let end = complete.checked_sub(1).map(|last| self.runs[last].2);
        let cut = self
            .runs
            .get(complete)
            .filter(|(run, range, _)| range.start < offset && run.right_to_left == self.from_right);
        let Some((run, range, _)) = cut else { return end };
        let before = run.clusters.iter().zip(run.advances.iter());
        let before = before.filter(|(cluster, _)| range.start + **cluster < offset);
        let passed = before.map(|(_, advance)| *advance).sum::<Length>();
        let inside = if self.from_right { run.x + run.width - passed } else { run.x + passed };
        Some(end.map_or(inside, |end| self.farther(end, inside)))
    }
}

/// The left end of the first text on a line.
fn first_edge(line: &Line) -> Option<Length> {
    line.fragments.iter().find_map(|fragment| match fragment {
        LineFragment::Glyphs(run) => Some(run.x),
        _ => None,
    })
}

/// Moves the contents of relatively positioned inline boxes.
pub(crate) fn shift_relative(
    context: &Context<'_>,
    paragraph: BoxId,
    lines: &mut [Line],
    shift: impl Fn(&ComputedStyle) -> Point,
) {
    let tree = context.tree;
    let is_shifted = |id: &BoxId| {
        let layout_box = tree.get(*id);
        // The contents of other atomic boxes move together with their own box.
        matches!(layout_box.kind, BoxKind::Inline | BoxKind::Replaced(_))
            && layout_box.style.layout.position == Position::Relative
    };
    let moved = |id: BoxId| {
        let inside = std::iter::successors(Some(id), |&id| tree.get(id).parent);
        let inside = inside.take_while(|&id| id != paragraph);
        inside.filter(is_shifted).map(|id| shift(tree.style(id))).fold(Point::default(), Point::translate)
    };
    for fragment in lines.iter_mut().flat_map(|line| &mut line.fragments) {
        match fragment {
            LineFragment::Glyphs(run) => {
                let by = moved(run.box_id);
                run.x += by.x;
                run.baseline += by.y;
            }
            LineFragment::Box(each) => {
                let by = moved(each.box_id);
                each.rect = each.rect.translate(by);
                each.baseline += by.y;
            }
            LineFragment::Atomic(AtomicFragment::Replaced { box_id, rect, .. }) => {
                *rect = rect.translate(moved(*box_id));
            }
            LineFragment::Atomic(AtomicFragment::Galley { x, y, galley }) => {
                let own = galley.enclosures.first().and_then(|each| tree.get(each.box_id).parent);
                let by = own.map(&moved).unwrap_or_default();
                *x += by.x;
                *y += by.y;
            }
        }
    }
}
