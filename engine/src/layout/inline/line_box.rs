//! Line boxes (CSS 2.2, sections 9.4.2 and 10.8; CSS Text 3, section 6): from a shaped paragraph and a width to lines
//! with placed fragments.

use std::ops::Range;

use super::break_lines::is_justified;
use super::chosen_line::ChosenLine;
use super::justify::{Justification, justify, share, spread_ruby};
use super::line_items::{LineItem, LineItemKind};
use super::line_maker::{LineMaker, SettledLine};
use super::paragraph::{Extents, ObjectKind, Paragraph, RunKind};
use super::vertical::{LineHeightBuilder, LineVertical, aligned, line_height, with_leading};
use crate::css::{Direction, LineHeight, TextAlign, TextAlignLast, TextJustify, TextWrapMode, VerticalAlign};
use crate::layout::atomic::{AtomicContent, AtomicLayout, lay_out_atomic};
use crate::layout::context::Context;
use crate::layout::galley::line::{AtomicFragment, Line, LineFragment};
use crate::layout::problems::{OverfullCause, Problem};
use crate::units::{Length, Point};

/// The atomic boxes among a paragraph's objects, in their order. `height` is that of the content box if it is definite.
pub(crate) fn lay_out_atomics(
    paragraph: &Paragraph,
    context: &Context,
    width: Length,
    height: Option<Length>,
) -> Vec<Option<AtomicLayout>> {
    if !paragraph.visible {
        return Vec::new();
    }
    let width = width.max(Length::ZERO);
    let objects = paragraph.objects.iter();
    let laid_out = objects.map(|object| {
        let is_atomic = matches!(object.kind, ObjectKind::Atomic);
        is_atomic.then(|| lay_out_atomic(context, object.box_id, width, height))
    });
    laid_out.collect()
}

impl LineMaker<'_> {
    /// The range of the tree's text that a line shows.
    pub(super) fn text(&self, line: &ChosenLine) -> Range<u32> {
        self.tree_offset(line.start)..self.tree_offset(line.end)
    }

    /// Why a line is wider than its room.
    fn cause_of_excess(&self, line: &ChosenLine, items: &[LineItem]) -> OverfullCause {
        let too_wide = |item: &&LineItem| item.width > self.width - line.indent - line.after;
        let atomic = items.iter().filter(too_wide).find_map(|item| match &item.kind {
            LineItemKind::Atomic(atomic, _) => Some(atomic),
            _ => None,
        });
        if let Some(atomic) = atomic {
            return match atomic.content {
                AtomicContent::Replaced { .. } => OverfullCause::Picture,
                _ => OverfullCause::Box,
            };
        }
        let (start, end) = (self.paragraph.offset_of(line.start), self.paragraph.offset_of(line.content_end));
        let sources = &self.paragraph.sources;
        let from = sources.partition_point(|source| source.range.end <= start);
        let mut of_line = sources[from..].iter().take_while(|source| source.range.start < end);
        match of_line.any(|source| source.style.text.wrap == TextWrapMode::NoWrap) {
            true => OverfullCause::NoWrap,
            false => OverfullCause::Word,
        }
    }

    /// Makes the next line.
    pub(super) fn line(&mut self, line: &ChosenLine, is_last: bool) -> Line {
        let mut items = self.line_items(line, is_last);
        if line.excess > Length::ZERO {
            let (node, cause) = (self.paragraph.root().node, self.cause_of_excess(line, &items));
            self.context.problems.report(Problem::Overfull { node, excess: line.excess, cause });
        }
        self.end = (line.content_end.wrapping_sub(1), self.without_kerning(line));
        let (start, justification) = self.distribute(line, &mut items);
        self.reorder(line, &mut items);
        let vertical = self.vertical(&items);
        let left_to_right = self.paragraph.direction_at(line.start) == Direction::LeftToRight;
        let end_edge = if left_to_right { self.width - line.after } else { line.after };
        let settled =
            SettledLine { content_end: line.content_end, vertical, justification, left_to_right, end_edge };
        let mut runs = self.place(&mut items, start, &settled);
        let vertical = settled.vertical;
        let mut fragments = self.box_fragments(&items, &vertical);
        fragments.append(&mut runs);
        Line {
            height: vertical.height,
            baseline: vertical.baseline,
            fragments,
            breaks_word: !line.forced && line.content_end == line.end,
            text: self.text(line),
        }
    }

    /// Distributes the width that a line's items leave: to its leaders, or by justification, or by alignment.
    /// Returns the left edge of the first item, and what justification adds.
    fn distribute(&self, line: &ChosenLine, items: &mut [LineItem]) -> (Length, Option<Justification>) {
        let paragraph = self.paragraph;
        let is_leader = |item: &&mut LineItem| matches!(item.kind, LineItemKind::Leader(_));
        let indent = line.indent;
        let natural: Length = items.iter().map(|item| item.width).sum();
        let hang = line.hang_start + line.hang_end;
        let rest = self.width - indent - line.after - natural + hang - self.end.1;
        let leaders = items.iter_mut().filter(is_leader).count() as i32;
        let align = self.alignment(line.forced);
        if paragraph.root().style.layout.display.is_internal_ruby() && rest > Length::ZERO {
            let (before, spread) = spread_ruby(paragraph, line, rest);
            return (before, Some(spread));
        }
        let mut justification = None;
        if leaders > 0 && rest > Length::ZERO {
            for (number, item) in (0..).zip(items.iter_mut().filter(is_leader)) {
                item.width += share(rest, leaders, number);
            }
        } else if align == TextAlign::Justify && rest > Length::ZERO
            // A line chosen to be shrunk is shrunk, even the last one.
            || rest < Length::ZERO && line.excess.is_zero() && is_justified(paragraph)
        {
            justification = justify(paragraph, self.advances, line, rest);
        }
        let filled = leaders > 0 || justification.is_some();
        let left_to_right = paragraph.direction_at(line.start) == Direction::LeftToRight;
        let mut x = if left_to_right { indent - line.hang_start } else { line.after - line.hang_end };
        if !filled {
            let align = match align {
                TextAlign::Justify if rest > Length::ZERO => self.unexpandable(),
                TextAlign::Justify => TextAlign::Start,
                align => align,
            };
            x += match align {
                TextAlign::Left | TextAlign::Start if left_to_right || align == TextAlign::Left => {
                    Length::ZERO
                }
                TextAlign::End if !left_to_right => Length::ZERO,
                TextAlign::Center => rest / 2,
                _ => rest,
            };
        }
        (x, justification)
    }

    /// The height of a line with these items, and the baselines on it.
    fn vertical(&self, items: &[LineItem]) -> LineVertical {
        let paragraph = self.paragraph;
        let mut height = LineHeightBuilder::new(paragraph.root());
        let mut inside = None;
        for item in items {
            height.add(self.extents(item));
            // A box counts on each of its lines, whether it has text of its own or only boxes in it.
            if inside != Some(item.inline_box) {
                inside = Some(item.inline_box);
                let around = |number: &u32| paragraph.boxes[*number as usize].parent;
                for number in std::iter::successors(Some(item.inline_box), around) {
                    height.add(paragraph.boxes[number as usize].extents);
                }
            }
        }
        height.finish()
    }

    /// Places the items of a line from left to right, and makes fragments of those that are not box edges.
    fn place(&self, items: &mut [LineItem], start: Length, line: &SettledLine) -> Vec<LineFragment> {
        let mut x = start;
        let mut fragments: Vec<LineFragment> = Vec::with_capacity(items.len());
        let text_end = items.iter().filter_map(LineItem::text_end).max();
        for item in items {
            item.x = x;
            match &item.kind {
                LineItemKind::Text(glyphs) => {
                    if let Some(run) = self.glyph_run(*glyphs, x, line) {
                        item.width = run.width;
                        fragments.push(LineFragment::Glyphs(run));
                    }
                }
                LineItemKind::Hyphen(hyphen) => {
                    fragments.extend(self.hyphen_run(hyphen, x, item.inline_box, &line.vertical));
                }
                LineItemKind::Ellipsis(ellipsis) => {
                    fragments.extend(self.ellipsis_run(ellipsis, text_end, x, &line.vertical));
                }
                LineItemKind::Leader(number) => {
                    fragments.extend(self.leader(*number, x, item.width, line));
                }
                LineItemKind::Atomic(atomic, number) => {
                    self.push_atomic(atomic, *number, (x, &line.vertical), &mut fragments);
                }
                LineItemKind::Edge(_) | LineItemKind::Nothing => {}
            }
            x += item.width;
        }
        fragments
    }

    /// Makes the fragments of an atomic box on a line at the left edge `x`.
    fn push_atomic(
        &self,
        atomic: &AtomicLayout,
        number: u32,
        (x, vertical): (Length, &LineVertical),
        out: &mut Vec<LineFragment>,
    ) {
        let extents = self.atomic_extents(atomic, number);
        let top = vertical.baseline_of(extents) - atomic.baseline;
        match &atomic.content {
            AtomicContent::Galley { x: left, y, galley } => {
                out.push(LineFragment::Atomic(AtomicFragment::Galley {
                    x: x + *left,
                    y: top + *y,
                    galley: galley.clone(),
                }))
            }
            AtomicContent::Ruby(parts) => out.extend(parts.iter().map(|(y, galley)| {
                LineFragment::Atomic(AtomicFragment::Galley { x, y: top + *y, galley: galley.clone() })
            })),
            AtomicContent::Replaced { box_id, rect, replaced } => {
                out.push(LineFragment::Atomic(AtomicFragment::Replaced {
                    box_id: *box_id,
                    node: self.context.tree.get(*box_id).node,
                    style: self.paragraph.objects[number as usize].style.clone(),
                    rect: rect.translate(Point::new(x, top)),
                    replaced: replaced.clone(),
                }));
            }
        }
    }

    /// How a line is aligned, by `text-align` and, if the line has to end where it does, `text-align-last`.
    fn alignment(&self, forced: bool) -> TextAlign {
        let text = &self.paragraph.root().style.text;
        let align = match (text.align_last, text.align) {
            (_, align) if !forced => align,
            (TextAlignLast::Align(align), _) => align,
            (TextAlignLast::Auto, TextAlign::Justify) => TextAlign::Start,
            (TextAlignLast::Auto, align) => align,
        };
        let disabled = align == TextAlign::Justify && text.justify == TextJustify::None;
        if disabled { TextAlign::Start } else { align }
    }

    /// How a line is aligned that should fill its width and has nothing that can be expanded (CSS Text 3, section
    /// 6.4.3).
    fn unexpandable(&self) -> TextAlign {
        match self.paragraph.root().style.text.align_last {
            TextAlignLast::Auto => TextAlign::Start,
            TextAlignLast::Align(TextAlign::Justify) => TextAlign::Center,
            TextAlignLast::Align(align) => align,
        }
    }

    /// The extents of an atomic box.
    fn atomic_extents(&self, atomic: &AtomicLayout, number: u32) -> Extents {
        let paragraph = self.paragraph;
        let object = &paragraph.objects[number as usize];
        let parent = &paragraph.boxes[object.inline_box as usize];
        let below = atomic.height - atomic.baseline;
        // Percentages refer to the line height of the box itself, not to its own height.
        let own = match object.style.layout.vertical_align {
            VerticalAlign::LengthPercentage(_) => {
                line_height(&self.context.fonts.instance(&object.style.font))
            }
            _ => Length::ZERO,
        };
        // From the end of the numbers, so that no atomic box has the number of an inline box.
        aligned(&object.style, parent, atomic.baseline, below, own, u32::MAX - number)
    }

    /// The extents of text: those of its inline box, except if `line-height` is `normal`; then a fallback face has
    /// its own height (CSS Inline 3, section 5.2).
    fn text_extents(&self, run: usize, inline_box: u32) -> Extents {
        let paragraph = self.paragraph;
        let around = &paragraph.boxes[inline_box as usize];
        let instance = &around.instance;
        let RunKind::Text { face, .. } = paragraph.runs[run].kind else { return around.extents };
        if face == instance.primary
            || instance.style.line_height != LineHeight::Normal
            || around.initial.is_some()
        {
            return around.extents;
        }
        let [ascent, descent, gap] = instance.line_metrics(self.context.fonts, face);
        let (above, below) = with_leading(ascent, descent, ascent + descent + gap);
        Extents { above, below, ..around.extents }
    }

    /// The extents of an item.
    fn extents(&self, item: &LineItem) -> Extents {
        match &item.kind {
            LineItemKind::Atomic(atomic, number) => self.atomic_extents(atomic, *number),
            LineItemKind::Text(glyphs) => self.text_extents(glyphs.run, item.inline_box),
            _ => self.paragraph.boxes[item.inline_box as usize].extents,
        }
    }

    /// The offset of a glyph in the tree's text.
    fn tree_offset(&self, glyph: u32) -> u32 {
        let paragraph = self.paragraph;
        let offset = paragraph.offset_of(glyph);
        let before = paragraph.sources.partition_point(|source| source.range.start <= offset);
        paragraph.sources[..before]
            .iter()
            .rev()
            .find_map(|source| {
                source.tree_start.map(|start| start + (offset.min(source.range.end) - source.range.start))
            })
            .unwrap_or(paragraph.tree_start)
    }
}
