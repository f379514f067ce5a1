//! What stands on a line, in the order of the text and then from left to right.

use unicode_bidi::{BidiInfo, Level};

use super::chosen_line::ChosenLine;
use super::glyph_runs::{Hyphen, hyphen};
use super::inline_boxes::edge_width;
use super::line_maker::LineMaker;
use super::paragraph::{Boundary, ObjectKind, RunKind};
use crate::css::Direction;
use crate::layout::atomic::AtomicLayout;
use crate::units::Length;

/// One thing on a line.
pub(crate) struct Piece {
    pub(crate) kind: PieceKind,
    pub(crate) level: u8,
    pub(crate) x: Length,
    pub(crate) width: Length,
    pub(crate) inline_box: u32,
}

pub(crate) enum PieceKind {
    /// Glyphs of a text run.
    Text {
        run: usize,
        start: u32,
        end: u32,
    },
    Atomic(Box<AtomicLayout>, u32),
    Leader(u32),
    Edge(Boundary),
    Hyphen(Hyphen, u32),
    Nothing,
}

impl LineMaker<'_> {
    /// What stands on a line, in the order of the text.
    pub(crate) fn pieces(&mut self, line: &ChosenLine, is_last: bool) -> Vec<Piece> {
        let paragraph = self.paragraph;
        let mut pieces = Vec::new();
        let mut at = line.start;
        while let Some(run) = paragraph.runs.get(self.run) {
            if run.glyphs.end <= at && !run.glyphs.is_empty() {
                self.run += 1;
                continue;
            }
            if run.glyphs.start >= line.end {
                break;
            }
            let run_end = run.glyphs.end.min(line.end);
            while at < run_end {
                self.take_boundaries(at, false, run.level, &mut pieces);
                let next = paragraph
                    .boundaries
                    .get(self.boundary)
                    .map_or(run_end, |(glyph, _)| (*glyph).clamp(at + 1, run_end));
                let piece = self.piece(self.run, at, next, line.content_end);
                pieces.push(piece);
                at = next;
            }
            if run.glyphs.end > line.end {
                break;
            }
            self.run += 1;
        }
        if line.hyphen {
            let hyphen = hyphen(paragraph, self.context, line.end);
            let width = hyphen.width;
            let level = pieces.last().map_or(0, |piece: &Piece| piece.level);
            let inline_box = pieces.last().map_or(0, |piece: &Piece| piece.inline_box);
            pieces.push(Piece {
                kind: PieceKind::Hyphen(hyphen, line.end),
                level,
                x: Length::ZERO,
                width,
                inline_box,
            });
        }
        let level = pieces.last().map_or(0, |piece: &Piece| piece.level);
        // Boxes that end with the line's last glyph end on this line; those that begin, on the next.
        self.take_boundaries(line.end, !is_last, level, &mut pieces);
        pieces
    }

    /// Goes past a line that another has made.
    pub(crate) fn pass(&mut self, line: &ChosenLine) {
        let paragraph = self.paragraph;
        self.run = paragraph.runs.partition_point(|run| run.glyphs.end <= line.end);
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
        pieces: &mut Vec<Piece>,
    ) {
        while let Some(&(at, boundary)) = self.paragraph.boundaries.get(self.boundary) {
            let opens = matches!(boundary, Boundary::Open(_));
            if at > glyph || (only_closing && opens) {
                break;
            }
            let inline_box = match boundary {
                Boundary::Open(number) | Boundary::Close(number) => number,
            };
            pieces.push(Piece {
                kind: PieceKind::Edge(boundary),
                level,
                x: Length::ZERO,
                width: edge_width(self.paragraph, boundary, self.width),
                inline_box,
            });
            self.boundary += 1;
        }
    }

    pub(crate) fn piece(&mut self, run: usize, start: u32, end: u32, content_end: u32) -> Piece {
        let paragraph = self.paragraph;
        let level = paragraph.runs[run].level;
        match paragraph.runs[run].kind {
            RunKind::Text { source, .. } => {
                let shown = start..end.min(content_end).max(start);
                let width = self.advances[shown.start as usize..shown.end as usize].iter().copied().sum();
                let inline_box = paragraph.sources[source as usize].inline_box;
                Piece { kind: PieceKind::Text { run, start, end }, level, x: Length::ZERO, width, inline_box }
            }
            RunKind::Object(number) => {
                let object = &paragraph.objects[number as usize];
                let inline_box = object.inline_box;
                let taken = self.atomics.get_mut(number as usize).and_then(Option::take);
                let (kind, width) = match (&object.kind, taken) {
                    (ObjectKind::Leader { .. }, _) => (PieceKind::Leader(number), Length::ZERO),
                    (ObjectKind::Atomic, Some(atomic)) => {
                        let width = atomic.width;
                        (PieceKind::Atomic(Box::new(atomic), number), width)
                    }
                    _ => (PieceKind::Nothing, Length::ZERO),
                };
                Piece { kind, level, x: Length::ZERO, width, inline_box }
            }
        }
    }

    /// Rules L1 and L2 of the bidirectional algorithm.
    pub(crate) fn reorder(&self, line: &ChosenLine, pieces: &mut Vec<Piece>) {
        if !self.paragraph.bidirectional {
            return;
        }
        let base = u8::from(self.paragraph.direction_at(line.start) == Direction::RightToLeft);
        for piece in pieces.iter_mut() {
            if let PieceKind::Text { start, .. } = piece.kind
                && start >= line.content_end
            {
                piece.level = base;
            }
        }
        let levels: Vec<Level> =
            pieces.iter().map(|piece| Level::new(piece.level).unwrap_or(Level::ltr())).collect();
        let order = BidiInfo::reorder_visual(&levels);
        let mut taken: Vec<Option<Piece>> = std::mem::take(pieces).into_iter().map(Some).collect();
        pieces.extend(order.into_iter().filter_map(|index| taken.get_mut(index).and_then(Option::take)));
    }
}
