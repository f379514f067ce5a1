//! Leaders (CSS Generated Content 3, section 5): strings that are repeated to fill the space of a line.
//!
//! The repetitions are counted from the end edge of the line, so that they align from line to line; those that the
//! content before or after the leader would overlap are not shown. At least one is shown, so a line has room for a
//! leader only if one of those places is free:
//!
//! ```text
//! line   |Title    1234|   the pattern is three wide
//! places |..[ ][ ][ ][ ]   the content after the leader covers the last two, and the title the first
//! shown  |Title [.]1234|
//! ```

use std::sync::Arc;

use super::line_ends::without_spaces;
use super::line_maker::{LineMaker, SettledLine};
use super::paragraph::{BreakKind, Leader, ObjectKind, Paragraph, Run, RunKind};
use super::shape_alone::shape_alone;
use crate::layout::context::Context;
use crate::layout::galley::line::{GlyphRun, LineFragment, RunText};
use crate::text::FontInstance;
use crate::units::{Length, Offset};

/// The most repetitions in one leader.
const MOST: i32 = 2000;

impl Leader {
    pub(super) fn new(context: &Context, pattern: &Arc<str>, instance: Arc<FontInstance>) -> Leader {
        let shaped = shape_alone(context.fonts, &instance, pattern, 0..pattern.len(), false);
        let period = shaped.advances.iter().copied().sum::<Length>().max(Length::ZERO);
        Leader { pattern: pattern.clone(), instance, period }
    }
}

/// The leaders of a paragraph, with their glyphs.
pub(crate) fn leaders(paragraph: &Paragraph) -> impl Iterator<Item = (u32, &Leader)> {
    let runs: &[Run] = if paragraph.objects.is_empty() { &[] } else { &paragraph.runs };
    runs.iter().filter_map(|run| {
        let RunKind::Object(number) = run.kind else { return None };
        let ObjectKind::Leader(leader) = &paragraph.objects.get(number as usize)?.kind else { return None };
        Some((run.glyphs.start, leader))
    })
}

/// Gives each leader the width that it needs to show its string once at a place counted from the line's end, in a line
/// that ends at the next forced break. `sums` are the widths before each glyph.
pub(crate) fn reserve(paragraph: &Paragraph, sums: &[Offset], width: Length, advances: &mut [Length]) {
    let mut forced = paragraph.breaks.iter().filter(|point| point.kind == BreakKind::Forced).peekable();
    let mut leaders = leaders(paragraph).peekable();
    while let Some((glyph, leader)) = leaders.next() {
        while forced.next_if(|point| point.glyph <= glyph).is_some() {}
        let Some(end) = forced.peek().map(|point| point.glyph) else { return };
        // Another leader's width would be part of what comes after this one.
        if leaders.peek().is_some_and(|&(next, _)| next < end) || leader.period <= Length::ZERO {
            continue;
        }
        let (end, _) = without_spaces(paragraph, glyph + 1, end, true);
        let after = sums[end as usize] - sums[glyph as usize + 1];
        let before_place = (-after).rem_euclid(leader.period.offset());
        let least = before_place + leader.period.offset();
        // Content that is wider than the line continues on the next one.
        if after + least <= width.offset() {
            advances[glyph as usize] = Length::from_offset(least);
        }
    }
}

impl LineMaker<'_> {
    /// A leader at a place on a line.
    pub(crate) fn leader(
        &self,
        number: u32,
        x: Length,
        width: Length,
        line: &SettledLine,
    ) -> Option<LineFragment> {
        let object = &self.paragraph.objects[number as usize];
        let ObjectKind::Leader(Leader { pattern, instance, period }) = &object.kind else { return None };
        let period = *period;
        if period <= Length::ZERO || width < period || pattern.trim().is_empty() {
            return None;
        }
        let end = x + width;
        // How far the first or last repetition is from the edge of the leader's space.
        let (start, room) = match line.left_to_right {
            true => (x, Length((line.end_edge - end).0.wrapping_neg().rem_euclid(period.0))),
            false => (x + Length((line.end_edge - x).0.rem_euclid(period.0)), Length::ZERO),
        };
        let count = ((end - room - start).0 / period.0).min(MOST);
        // Where no place is free after all, because the content after the leader continues on the next line.
        let (start, count) = match count {
            ..=0 => (x, 1),
            _ if line.left_to_right => (end - room - period * count, count),
            _ => (start, count),
        };
        let shaped = shape_alone(self.context.fonts, instance, pattern, 0..pattern.len(), false);
        let repetitions = count as usize;
        Some(LineFragment::Glyphs(GlyphRun {
            box_id: object.box_id,
            node: self.context.tree.get(object.box_id).node,
            style: object.style.clone(),
            face: shaped.face_at(0)?,
            size: instance.size(self.context.fonts, shaped.face_at(0)?),
            x: start,
            baseline: line.vertical.baseline_of(self.paragraph.boxes[object.inline_box as usize].extents),
            width: period * count,
            right_to_left: false,
            glyphs: shaped.glyphs.repeat(repetitions).into(),
            advances: shaped.advances.repeat(repetitions).into(),
            widened: 0,
            displacements: Box::default(),
            clusters: (0..count as u32)
                .flat_map(|turn| shaped.clusters.iter().map(move |at| at + turn * pattern.len() as u32))
                .collect(),
            text: RunText::Own(pattern.repeat(repetitions).into()),
            decorations: self.decorations(object.inline_box, &object.style, &line.vertical),
            artifact: true,
        }))
    }
}
