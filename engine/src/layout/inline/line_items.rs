//! The items of a line: glyphs, atomic boxes, leaders and box edges, first in the order of the text, then from
//! left to right (rules L1 and L2 of UAX 9).

use unicode_bidi::{BidiInfo, Level};

use super::chosen_line::ChosenLine;
use super::ellipsis::Ellipsis;
use super::glyph_runs::{Hyphen, hyphen};
use super::inline_boxes::edge_width;
use super::line_maker::LineMaker;
use super::paragraph::{Boundary, ObjectKind, RunKind};
use crate::css::Direction;
use crate::layout::atomic::AtomicLayout;
use crate::units::Length;

/// One item of a line.
pub(crate) struct LineItem {
    pub(crate) kind: LineItemKind,
    /// Its embedding level (UAX 9).
    pub(crate) level: u8,
    pub(crate) x: Length,
    pub(crate) width: Length,
    pub(crate) inline_box: u32,
}

impl LineItem {
    /// The glyph of the paragraph after an item of text.
    pub(super) fn text_end(&self) -> Option<u32> {
        match self.kind {
            LineItemKind::Text(glyphs) => Some(glyphs.end),
            _ => None,
        }
    }
}

pub(crate) enum LineItemKind {
    Text(GlyphRange),
    /// An atomic box, and its index among the paragraph's objects.
    Atomic(Box<AtomicLayout>, u32),
    /// A leader, as an index into the paragraph's objects.
    Leader(u32),
    Edge(Boundary),
    Hyphen(Hyphen),
    Ellipsis(Ellipsis),
    Nothing,
}

/// Glyphs of one text run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GlyphRange {
    /// The index of the run.
    pub(crate) run: usize,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl LineMaker<'_> {
    /// The items of a line, in the order of the text.
    pub(crate) fn line_items(&mut self, line: &ChosenLine, is_last: bool) -> Vec<LineItem> {
        let paragraph = self.paragraph;
        let mut items = Vec::new();
        let mut at = line.start;
        let end = if line.ellipsis.is_some() { line.content_end } else { line.end };
        while let Some(run) = paragraph.runs.get(self.run) {
            if run.glyphs.end <= at && !run.glyphs.is_empty() {
                self.run += 1;
                continue;
            }
            if run.glyphs.start >= end {
                break;
            }
            let run_end = run.glyphs.end.min(end);
            while at < run_end {
                self.take_boundaries(at, false, run.level, &mut items);
                let next = paragraph
                    .boundaries
                    .get(self.boundary)
                    .map_or(run_end, |(glyph, _)| (*glyph).clamp(at + 1, run_end));
                let item = self.item(self.run, at, next, line.content_end);
                items.push(item);
                at = next;
            }
            if run.glyphs.end > end {
                break;
            }
            self.run += 1;
        }
        if line.hyphen {
            let hyphen = hyphen(paragraph, self.context, line.end);
            let width = hyphen.width;
            let level = items.last().map_or(0, |item: &LineItem| item.level);
            let inline_box = items.last().map_or(0, |item: &LineItem| item.inline_box);
            items.push(LineItem {
                kind: LineItemKind::Hyphen(hyphen),
                level,
                x: Length::ZERO,
                width,
                inline_box,
            });
        }
        let level = items.last().map_or(0, |item: &LineItem| item.level);
        // Boxes that end with the line's last glyph end on this line; boxes that begin there begin on the next one.
        self.take_boundaries(end, !is_last || end < line.end, level, &mut items);
        if let Some(ellipsis) = line.ellipsis.and_then(|which| Ellipsis::new(self.context, paragraph, which))
        {
            items.push(LineItem {
                width: ellipsis.width,
                kind: LineItemKind::Ellipsis(ellipsis),
                level: u8::from(paragraph.direction_at(line.start) == Direction::RightToLeft),
                x: Length::ZERO,
                inline_box: 0,
            });
            self.pass(line);
        }
        items
    }

    /// Passes the rest of a line that is not shown, or a line that another maker has made.
    pub(crate) fn pass(&mut self, line: &ChosenLine) {
        let paragraph = self.paragraph;
        self.run = paragraph.runs.partition_point(|run| run.glyphs.end <= line.end);
        self.boundary =
            self.boundary.max(paragraph.boundaries.partition_point(|(glyph, _)| *glyph < line.end));
        while let Some(&(at, boundary)) = paragraph.boundaries.get(self.boundary) {
            if at > line.end || at == line.end && matches!(boundary, Boundary::Open(_)) {
                break;
            }
            self.boundary += 1;
        }
    }

    pub(crate) fn take_boundaries(
        &mut self,
        glyph: u32,
        only_closing: bool,
        level: u8,
        items: &mut Vec<LineItem>,
    ) {
        while let Some(&(at, boundary)) = self.paragraph.boundaries.get(self.boundary) {
            let opens = matches!(boundary, Boundary::Open(_));
            if at > glyph || (only_closing && opens) {
                break;
            }
            let inline_box = match boundary {
                Boundary::Open(number) | Boundary::Close(number) => number,
            };
            items.push(LineItem {
                kind: LineItemKind::Edge(boundary),
                level,
                x: Length::ZERO,
                width: edge_width(self.paragraph, boundary, self.width),
                inline_box,
            });
            self.boundary += 1;
        }
    }

    pub(crate) fn item(&mut self, run: usize, start: u32, end: u32, content_end: u32) -> LineItem {
        let paragraph = self.paragraph;
        let level = paragraph.runs[run].level;
        match paragraph.runs[run].kind {
            RunKind::Text { source, .. } => {
                let shown = start..end.min(content_end).max(start);
                let width = self.advances[shown.start as usize..shown.end as usize].iter().copied().sum();
                let inline_box = paragraph.sources[source as usize].inline_box;
                let kind = LineItemKind::Text(GlyphRange { run, start, end });
                LineItem { kind, level, x: Length::ZERO, width, inline_box }
            }
            RunKind::Object(number) => {
                let object = &paragraph.objects[number as usize];
                let inline_box = object.inline_box;
                let atomic = self.atomics.get(number as usize).cloned().flatten();
                let (kind, width) = match (&object.kind, atomic) {
                    (ObjectKind::Leader(_), _) => {
                        (LineItemKind::Leader(number), self.advances[start as usize])
                    }
                    (ObjectKind::Atomic, Some(atomic)) => {
                        let width = atomic.width;
                        (LineItemKind::Atomic(Box::new(atomic), number), width)
                    }
                    _ => (LineItemKind::Nothing, Length::ZERO),
                };
                LineItem { kind, level, x: Length::ZERO, width, inline_box }
            }
        }
    }

    /// Rules L1 and L2 of the bidirectional algorithm.
    pub(crate) fn reorder(&self, line: &ChosenLine, items: &mut Vec<LineItem>) {
        if !self.paragraph.bidirectional {
            return;
        }
        let base = u8::from(self.paragraph.direction_at(line.start) == Direction::RightToLeft);
        for item in items.iter_mut() {
            if let LineItemKind::Text(GlyphRange { start, .. }) = item.kind
                && start >= line.content_end
            {
                item.level = base;
            }
        }
        let levels: Vec<Level> =
            items.iter().map(|item| Level::new(item.level).unwrap_or(Level::ltr())).collect();
        let order = BidiInfo::reorder_visual(&levels);
        let mut taken: Vec<Option<LineItem>> = std::mem::take(items).into_iter().map(Some).collect();
        items.extend(order.into_iter().filter_map(|index| taken.get_mut(index).and_then(Option::take)));
    }
}
