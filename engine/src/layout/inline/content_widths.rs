//! The min-content and max-content width of a paragraph (CSS Sizing 3, section 5.1): the width of its longest part that
//! cannot be broken, and that of its longest line if it is broken at forced breaks only.

use super::glyph_runs::hyphen_widths;
use super::inline_boxes::edge_widths;
use super::inside_words::with_anywhere;
use super::leaders::leaders;
use super::line_ends::{trailing, without_spaces};
use super::paragraph::{BreakKind, ObjectKind, Paragraph, RunKind};
use super::room::Rooms;
use super::{ligatures, tabs};
use crate::layout::atomic::atomic_widths;
use crate::layout::context::Context;
use crate::units::{Length, Offset};

/// The lines of a paragraph that are measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum MeasuredLines {
    All,
    /// The first line only: the text that is on it at any width, and the text that may be.
    First,
    /// The lines after the first: all text that may be on them.
    Others,
}

/// The min-content and the max-content width of some lines of a paragraph.
pub(crate) fn widths(context: &Context, paragraph: &Paragraph, measured: MeasuredLines) -> (Length, Length) {
    let advances = min_and_max_advances(context, paragraph);
    // Two sums, as the width of a tab depends on the content before it.
    let sums = |pick: fn(&(Offset, Offset)) -> Offset| -> Vec<Offset> {
        let mut sum = 0;
        let after = advances.iter().map(|advance| {
            sum += pick(advance);
            sum
        });
        std::iter::once(0).chain(after).collect()
    };
    let (min_sums, max_sums) = (sums(|advance| advance.0), sums(|advance| advance.1));
    let mut hyphen_width = hyphen_widths(paragraph, context);
    let mut width = |sums: &[Offset], from: usize, to: usize, indent: Offset, kind: BreakKind, ends: bool| {
        let (hanging, fitting) = without_spaces(paragraph, from as u32, to as u32, kind == BreakKind::Forced);
        // Spaces that hang where they do not fit count in the widest line only.
        let to = if ends { fitting } else { hanging } as usize;
        if to <= from {
            return 0;
        }
        let tabs = tabs::widths(&paragraph.tabs, sums, from as u32, to as u32, indent);
        let end = match kind {
            BreakKind::Hyphen => {
                ligatures::end_of(&paragraph.ligatures, to as u32) + hyphen_width(to as u32).offset()
            }
            _ => -trailing(paragraph, to as u32 - 1),
        };
        let start = if ends { 0 } else { ligatures::start_of(&paragraph.ligatures, from as u32) };
        indent + start + sums[to] - sums[from] + tabs.map(|(_, width)| width).sum::<Offset>() + end
    };
    let rooms = Rooms::new(paragraph, Length::ZERO, None);
    let (mut min, mut max) = (0, 0);
    // Where the unbroken text and the line that end next start, and their numbers.
    let (mut unbroken_start, mut line_start) = (0, 0);
    let (mut unbroken_number, mut line_number) = (0, 0);
    let mut after_break = true;
    for point in with_anywhere(paragraph).iter() {
        let at = point.glyph as usize;
        if at < unbroken_start || at > advances.len() {
            continue;
        }
        let forced = point.kind == BreakKind::Forced;
        let first = unbroken_start == 0;
        let indent = rooms.of(unbroken_number, after_break).indent;
        if measured == MeasuredLines::All || first == (measured == MeasuredLines::First) {
            min = min.max(width(&min_sums, unbroken_start, at, indent, point.kind, false));
        }
        unbroken_number += 1;
        unbroken_start = at;
        after_break = forced;
        if forced {
            if line_start > 0 || measured != MeasuredLines::Others {
                let indent = rooms.of(line_number, true).indent;
                max = max.max(width(&max_sums, line_start, at, indent, point.kind, true));
            }
            line_number += 1;
            line_start = at;
        }
        if measured == MeasuredLines::First && forced {
            break;
        }
    }
    (Length::from_offset(min), Length::from_offset(max.max(min)))
}

/// The least and the greatest width of each glyph, those of atomic boxes and the edges of inline boxes included.
fn min_and_max_advances(context: &Context, paragraph: &Paragraph) -> Vec<(Offset, Offset)> {
    let mut advances: Vec<(Offset, Offset)> =
        paragraph.shaped.advances.iter().map(|&advance| (advance.offset(), advance.offset())).collect();
    for run in &paragraph.runs {
        if let RunKind::Object(number) = run.kind
            && let Some(object) = paragraph.objects.get(number as usize)
            && matches!(object.kind, ObjectKind::Atomic)
        {
            let (min, max) = atomic_widths(context, object.box_id);
            advances[run.glyphs.start as usize] = (min.offset(), max.offset());
        }
    }
    for (glyph, leader) in leaders(paragraph) {
        let period = leader.period.offset();
        advances[glyph as usize] = (period, period);
    }
    for (glyph, width) in edge_widths(paragraph, Length::ZERO) {
        let at = (glyph as usize).min(advances.len().saturating_sub(1));
        if let Some(advance) = advances.get_mut(at) {
            advance.0 += width.offset();
            advance.1 += width.offset();
        }
    }
    advances
}
