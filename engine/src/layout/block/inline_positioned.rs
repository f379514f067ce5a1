//! Positioned boxes among inline content: moves relatively positioned ones, and finds the static positions of
//! absolutely positioned ones (CSS Positioned Layout 3, sections 3.3 and 3.5.1).

use crate::boxes::{BoxId, BoxKind};
use crate::css::{ComputedStyle, Direction, Float, Position};
use crate::layout::block::containing::Containing;
use crate::layout::context::Context;
use crate::layout::galley::builder::NewPositioned;
use crate::layout::galley::line::{AtomicFragment, Line, LineFragment, RunText};
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
    // The result of the previous search: many boxes may be at one place.
    let mut last_end = None;
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
        let before = match last_end {
            _ if ended > 0 => None,
            Some((place, end)) if place == (line, offset) => end,
            _ => lines.get(line).and_then(|line| end_before(line, offset, right_to_left)),
        };
        if ended == 0 {
            last_end = Some(((line, offset), before));
        }
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
        let before = run.clusters.iter().zip(&run.advances);
        width += before
            .filter(|(cluster, _)| range.start + **cluster < offset)
            .map(|(_, advance)| *advance)
            .sum::<Length>();
    }
    width
}

/// The end of the text on a line before an offset of the tree's text: its right edge, or the left one if the line runs
/// from the right.
fn end_before(line: &Line, offset: Option<u32>, from_right: bool) -> Option<Length> {
    let offset = offset?;
    let mut end: Option<Length> = None;
    for fragment in &line.fragments {
        let LineFragment::Glyphs(run) = fragment else { continue };
        let RunText::Range(range) = &run.text else { continue };
        let right = if range.end <= offset {
            if from_right { run.x } else { run.x + run.width }
        } else if range.start < offset && run.right_to_left == from_right {
            let before = run.clusters.iter().zip(&run.advances);
            let before = before.filter(|(cluster, _)| range.start + **cluster < offset);
            let passed = before.map(|(_, advance)| *advance).sum::<Length>();
            if from_right { run.x + run.width - passed } else { run.x + passed }
        } else {
            continue;
        };
        end = Some(end.map_or(right, |end| if from_right { end.min(right) } else { end.max(right) }));
    }
    end
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
