//! Lines: what stands on each, from left to right, and where.

use std::sync::Arc;

use unicode_bidi::{BidiInfo, Level};

use super::break_lines::{ChosenLine, choose, is_justified, remarks};
use super::collect::Boundary;
use super::justify::{Justification, justify, share};
use super::room::Rooms;
use super::vertical::{Extents, LineHeightBuilder, LineVertical, aligned, line_height};
use super::{ObjectKind, Paragraph, RunKind, ligatures, line_ends, tabs};
use crate::css::{Direction, TextAlign, TextAlignLast, TextJustify};
use crate::layout::atomic::{AtomicContent, AtomicLayout, lay_out_atomic};
use crate::layout::context::{Context, Problem};
use crate::layout::line::{AtomicFragment, GlyphRun, InlineBoxFragment, Line, LineFragment, RunText};
use crate::text::{DEFAULT_SCRIPT, FontInstance, SPACE, SPACED, Shaped, TAB};
use crate::units::{Length, Offset, Point, Rect, Sides, Size};

/// The widths of the edges of inline boxes, by the glyph before which they stand.
pub(super) fn edge_widths(paragraph: &Paragraph, available: Length) -> Vec<(u32, Length)> {
    paragraph
        .boundaries
        .iter()
        .map(|&(glyph, boundary)| (glyph, edge_width(paragraph, boundary, available)))
        .filter(|(_, width)| !width.is_zero())
        .collect()
}

/// Margin, border and padding at one end of an inline box.
fn edge_width(paragraph: &Paragraph, boundary: Boundary, available: Length) -> Length {
    let (number, opens) = match boundary {
        Boundary::Open(number) => (number, true),
        Boundary::Close(number) => (number, false),
    };
    let inline_box = &paragraph.boxes[number as usize];
    if opens && !inline_box.starts_here {
        return Length::ZERO;
    }
    let (margin, border, padding) = edges(inline_box, available);
    let left = opens == (inline_box.style.text.direction == Direction::LeftToRight);
    if left { margin.left + border.left + padding.left } else { margin.right + border.right + padding.right }
}

fn edges(inline_box: &super::InlineBox, available: Length) -> (Sides<Length>, Sides<Length>, Sides<Length>) {
    let layout = &inline_box.style.layout;
    (
        layout.margin.map(|margin| margin.resolve(available).unwrap_or(Length::ZERO)),
        inline_box.style.border.widths(),
        layout.padding.map(|padding| padding.resolve(available)),
    )
}

/// One thing on a line.
struct Piece {
    kind: PieceKind,
    level: u8,
    x: Length,
    width: Length,
    inline_box: u32,
}

enum PieceKind {
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

pub(super) fn lines(paragraph: &Paragraph, context: &Context, width: Length) -> Vec<Line> {
    if !paragraph.visible {
        return Vec::new();
    }
    let width = width.max(Length::ZERO);
    let mut atomics: Vec<Option<AtomicLayout>> = paragraph
        .objects
        .iter()
        .map(|object| {
            matches!(object.kind, ObjectKind::Atomic).then(|| lay_out_atomic(context, object.box_id, width))
        })
        .collect();
    let mut advances = paragraph.shaped.advances.clone();
    for run in &paragraph.runs {
        if let RunKind::Object(number) = run.kind
            && let Some(Some(atomic)) = atomics.get(number as usize)
        {
            advances[run.glyphs.start as usize] = atomic.width;
        }
    }
    let mut sums: Vec<Offset> = Vec::with_capacity(advances.len() + 1);
    let edges = edge_widths(paragraph, width);
    let mut next_edge = 0;
    let mut sum = 0;
    sums.push(0);
    for (glyph, advance) in advances.iter().enumerate() {
        while let Some(&(at, edge)) = edges.get(next_edge)
            && at as usize <= glyph
        {
            sum += edge.offset();
            next_edge += 1;
        }
        sum += advance.offset();
        sums.push(sum);
    }
    if let Some(last) = sums.last_mut() {
        *last += edges[next_edge..].iter().map(|(_, edge)| edge.offset()).sum::<Offset>();
    }
    let mut room = Rooms::new(paragraph, width);
    for (number, initial) in paragraph.initials() {
        room.put_beside(usize::from(initial.lines), initial_width(paragraph, number, &advances, width));
    }
    let mut chosen = choose(paragraph, &sums, &room, &mut |glyph| hyphen(paragraph, context, glyph).width);
    for remark in remarks(paragraph, &chosen) {
        context.problems.report(Problem::Remark { node: paragraph.root().node, remark });
    }
    tabs::settle(paragraph, &chosen, &sums, &mut advances);
    line_ends::settle(paragraph, &chosen, &mut advances);
    let parted = ligatures::part(paragraph, &mut chosen, &mut advances);
    let paragraph = parted.as_ref().unwrap_or(paragraph);
    let mut builder = LineMaker {
        paragraph,
        context,
        width,
        atomics: &mut atomics,
        advances: &advances,
        end: (u32::MAX, Length::ZERO),
        boundary: 0,
        run: 0,
    };
    let count = chosen.len();
    let mut lines: Vec<Line> =
        chosen.iter().enumerate().map(|(number, line)| builder.line(line, number + 1 == count)).collect();
    let missing = room.beside().saturating_sub(lines.len()) as i32;
    if missing > 0
        && let Some(last) = lines.last_mut()
    {
        // What follows begins below the initial.
        last.height += line_height(&paragraph.root().instance) * missing;
    }
    lines
}

/// The width of an initial with its edges.
fn initial_width(paragraph: &Paragraph, number: u32, advances: &[Length], available: Length) -> Length {
    let at = |boundary| {
        let found = paragraph.boundaries.iter().find(|(_, each)| *each == boundary);
        found.map_or(0, |&(glyph, _)| glyph as usize).min(advances.len())
    };
    let (open, close) = (Boundary::Open(number), Boundary::Close(number));
    let (start, end) = (at(open), at(close));
    let letters: Length = advances[start..end.max(start)].iter().copied().sum();
    letters + edge_width(paragraph, open, available) + edge_width(paragraph, close, available)
}

/// What is put at the end of a line whose last word goes on in the next.
struct Hyphen {
    text: Arc<str>,
    shaped: Shaped,
    width: Length,
}

/// The hyphen after the word that is parted at a glyph (CSS Text 4, section 6.2).
fn hyphen(paragraph: &Paragraph, context: &Context, glyph: u32) -> Hyphen {
    let offset =
        paragraph.shaped.clusters.get(glyph as usize).copied().unwrap_or(paragraph.text.len() as u32);
    let before = paragraph.sources.partition_point(|source| source.range.start < offset);
    let Some(source) = before.checked_sub(1).map(|index| &paragraph.sources[index]) else {
        return Hyphen { text: Arc::from(""), shaped: Shaped::default(), width: Length::ZERO };
    };
    let text = source.style.text.hyphenate_character.clone().unwrap_or_else(|| Arc::from("\u{2010}"));
    let mut shaped = shape_own(context, &source.instance, &text);
    // No letter follows it.
    if let (Some(advance), Some(flags)) = (shaped.advances.last_mut(), shaped.flags.last())
        && flags & SPACED != 0
    {
        *advance -= source.style.font.letter_spacing;
    }
    let width = shaped.advances.iter().copied().sum();
    Hyphen { text, shaped, width }
}

struct LineMaker<'a> {
    paragraph: &'a Paragraph,
    context: &'a Context<'a>,
    width: Length,
    atomics: &'a mut Vec<Option<AtomicLayout>>,
    advances: &'a [Length],
    /// The last glyph that is seen of the line that is made, and what is added to its advance.
    end: (u32, Length),
    /// The first boundary and the first run that have not ended yet.
    boundary: usize,
    run: usize,
}

impl LineMaker<'_> {
    fn line(&mut self, line: &ChosenLine, is_last: bool) -> Line {
        let paragraph = self.paragraph;
        let indent = line.indent;
        if line.excess > Length::ZERO {
            let node = paragraph.root().node;
            self.context.problems.report(Problem::Overfull { node, excess: line.excess });
        }
        let mut pieces = self.pieces(line, is_last);
        let natural: Length = pieces.iter().map(|piece| piece.width).sum();
        let hang = line.hang_start + line.hang_end;
        self.end = (line.content_end.wrapping_sub(1), self.without_kerning(line));
        let rest = self.width - indent - natural + hang - self.end.1;
        let leaders = pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::Leader(_))).count() as i32;
        let align = self.alignment(line.forced);
        let mut justification = None;
        if leaders > 0 && rest > Length::ZERO {
            let mut number = 0;
            for piece in &mut pieces {
                if matches!(piece.kind, PieceKind::Leader(_)) {
                    piece.width = share(rest, leaders, number);
                    number += 1;
                }
            }
        } else if align == TextAlign::Justify && rest > Length::ZERO
            // Lines chosen to be shrunk are, the last one too.
            || rest < Length::ZERO && line.excess.is_zero() && is_justified(paragraph)
        {
            justification = justify(paragraph, self.advances, line, rest);
        }
        let filled = leaders > 0 || justification.is_some();
        let left_to_right = paragraph.direction_at(line.start) == Direction::LeftToRight;
        let mut x = if left_to_right { indent - line.hang_start } else { -line.hang_end };
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
        self.reorder(line, &mut pieces);

        let mut height = LineHeightBuilder::new(paragraph.root());
        for piece in &pieces {
            height.add(self.extents(piece));
        }
        let vertical = height.finish();
        let mut runs: Vec<LineFragment> = Vec::with_capacity(pieces.len());
        for piece in &mut pieces {
            piece.x = x;
            match &mut piece.kind {
                PieceKind::Text { run, start, end } => {
                    let (run, start, end) = (*run, *start, *end);
                    let justification = justification.as_ref();
                    let glyph_run =
                        self.glyph_run(run, start, end, line.content_end, x, &vertical, justification);
                    if let Some(glyph_run) = glyph_run {
                        piece.width = glyph_run.width;
                        runs.push(LineFragment::Glyphs(glyph_run));
                    }
                }
                PieceKind::Hyphen(hyphen, glyph) => {
                    runs.extend(self.own_run(
                        &hyphen.shaped,
                        &hyphen.text,
                        *glyph,
                        x,
                        piece.inline_box,
                        &vertical,
                    ));
                }
                PieceKind::Leader(number) => {
                    runs.extend(self.leader(*number, x, piece.width, &vertical));
                }
                PieceKind::Atomic(atomic, number) => {
                    let object = &paragraph.objects[*number as usize];
                    let parent = &paragraph.boxes[object.inline_box as usize];
                    let extents = atomic_extents(&object.style, parent, atomic, *number);
                    let top = vertical.baseline_of(extents) - atomic.baseline;
                    runs.push(LineFragment::Atomic(match &atomic.content {
                        AtomicContent::Galley { x: left, y, galley } => {
                            AtomicFragment::Galley { x: x + *left, y: top + *y, galley: galley.clone() }
                        }
                        AtomicContent::Replaced { box_id, rect, replaced } => AtomicFragment::Replaced {
                            box_id: *box_id,
                            node: self.context.tree.get(*box_id).node,
                            style: object.style.clone(),
                            rect: rect.translate(Point::new(x, top)),
                            replaced: replaced.clone(),
                        },
                    }));
                }
                PieceKind::Edge(_) | PieceKind::Nothing => {}
            }
            x += piece.width;
        }
        let mut fragments = self.box_fragments(&pieces, &vertical);
        fragments.append(&mut runs);
        Line {
            height: vertical.height,
            baseline: vertical.baseline,
            fragments,
            parts_word: !line.forced && line.content_end == line.end,
            text: self.tree_offset(line.start)..self.tree_offset(line.end),
        }
    }

    /// What the line's last word is wider by than before what comes after it in the text: fonts kern with
    /// the next letter, and with the space, and neither is there.
    fn without_kerning(&self, line: &ChosenLine) -> Length {
        let paragraph = self.paragraph;
        let shaped = &paragraph.shaped;
        if line.content_end <= line.start {
            return Length::ZERO;
        }
        let offset = |glyph: u32| shaped.clusters.get(glyph as usize).copied();
        let Some(end) = offset(line.content_end) else { return Length::ZERO };
        let number = paragraph.sources.partition_point(|source| source.range.start < end);
        let Some(source) = number.checked_sub(1).map(|number| &paragraph.sources[number]) else {
            return Length::ZERO;
        };
        let run = paragraph.runs.partition_point(|run| run.glyphs.end < line.content_end);
        let Some(run) = paragraph.runs.get(run) else { return Length::ZERO };
        if !matches!(run.kind, RunKind::Text { .. }) || source.range.end < end {
            return Length::ZERO;
        }
        let first = run.glyphs.start.max(line.start);
        let is_space = |glyph: u32| shaped.flags[glyph as usize] & (SPACE | TAB) != 0;
        let start = (first..line.content_end).rev().take_while(|&glyph| !is_space(glyph)).last();
        let in_source = |&glyph: &u32| offset(glyph).is_some_and(|at| at >= source.range.start);
        let Some(start) = start.filter(in_source) else { return Length::ZERO };
        let word = shaped.clusters[start as usize] as usize..end as usize;
        let mut alone = Shaped::default();
        let mut script = DEFAULT_SCRIPT;
        let text = &paragraph.text[..word.end];
        let right_to_left = run.level % 2 == 1;
        let fonts = self.context.fonts;
        source.instance.shape(fonts, text, word, right_to_left, &mut script, &mut alone, &mut |_, _| {});
        if alone.len() != (line.content_end - start) as usize {
            return Length::ZERO;
        }
        let before: Length = shaped.advances[start as usize..line.content_end as usize].iter().copied().sum();
        alone.advances.iter().copied().sum::<Length>() - before
    }

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

    /// How a line is aligned that should fill its width and has nothing that could be widened (CSS Text 3,
    /// section 6.4.3).
    fn unexpandable(&self) -> TextAlign {
        match self.paragraph.root().style.text.align_last {
            TextAlignLast::Auto => TextAlign::Start,
            TextAlignLast::Align(TextAlign::Justify) => TextAlign::Center,
            TextAlignLast::Align(align) => align,
        }
    }

    /// What stands on a line, in the order of the text.
    fn pieces(&mut self, line: &ChosenLine, is_last: bool) -> Vec<Piece> {
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

    fn take_boundaries(&mut self, glyph: u32, only_closing: bool, level: u8, pieces: &mut Vec<Piece>) {
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

    fn piece(&mut self, run: usize, start: u32, end: u32, content_end: u32) -> Piece {
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
    fn reorder(&self, line: &ChosenLine, pieces: &mut Vec<Piece>) {
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

    fn extents(&self, piece: &Piece) -> Extents {
        let paragraph = self.paragraph;
        match &piece.kind {
            PieceKind::Atomic(atomic, number) => {
                let object = &paragraph.objects[*number as usize];
                atomic_extents(&object.style, &paragraph.boxes[object.inline_box as usize], atomic, *number)
            }
            _ => paragraph.boxes[piece.inline_box as usize].extents,
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn glyph_run(
        &self,
        run: usize,
        start: u32,
        end: u32,
        hanging: u32,
        x: Length,
        vertical: &LineVertical,
        justification: Option<&Justification>,
    ) -> Option<GlyphRun> {
        let paragraph = self.paragraph;
        let shaped = &paragraph.shaped;
        let RunKind::Text { source, face } = paragraph.runs[run].kind else { return None };
        let level = paragraph.runs[run].level;
        let source = &paragraph.sources[source as usize];
        let right_to_left = level % 2 == 1;
        let indices = start as usize..end as usize;
        let text_start = shaped.clusters[indices.start];
        let text_end =
            shaped.clusters.get(indices.end).copied().unwrap_or(source.range.end).min(source.range.end);
        let mut glyphs: Vec<u16> = shaped.glyphs[indices.clone()].to_vec();
        let mut clusters: Vec<u32> =
            shaped.clusters[indices.clone()].iter().map(|at| at - text_start).collect();
        let mut advances: Vec<Length> = (start..end)
            .map(|glyph| {
                let extra = justification.map_or(Length::ZERO, |each| each.extra(glyph));
                let extra = if glyph == self.end.0 { extra + self.end.1 } else { extra };
                if glyph >= hanging { Length::ZERO } else { self.advances[glyph as usize] + extra }
            })
            .collect();
        let from = shaped.displacements.partition_point(|(at, ..)| *at < start);
        let mut displacements: Vec<(Length, Length)> = Vec::new();
        for &(at, right, up) in shaped.displacements[from..].iter().take_while(|(at, ..)| *at < end) {
            displacements.resize(glyphs.len(), (Length::ZERO, Length::ZERO));
            displacements[(at - start) as usize] = (right, up);
        }
        if right_to_left {
            glyphs.reverse();
            clusters.reverse();
            advances.reverse();
            displacements.reverse();
        }
        let text = match source.tree_start {
            Some(tree_start) => {
                let begin = tree_start + (text_start - source.range.start);
                RunText::Range(begin..begin + (text_end - text_start))
            }
            None => RunText::Own(paragraph.text.get(text_start as usize..text_end as usize)?.into()),
        };
        Some(GlyphRun {
            box_id: source.box_id,
            node: source.node,
            style: source.style.clone(),
            face,
            size: source.instance.size(self.context.fonts, face),
            x,
            baseline: vertical.baseline_of(paragraph.boxes[source.inline_box as usize].extents),
            width: advances.iter().copied().sum(),
            right_to_left,
            glyphs: glyphs.into(),
            advances: advances.into(),
            widened: justification.map_or(0, |each| each.widened),
            displacements: displacements.into(),
            clusters: clusters.into(),
            text,
            artifact: false,
        })
    }

    /// A run of glyphs that stand for no text of the document: a hyphen.
    fn own_run(
        &self,
        shaped: &Shaped,
        text: &str,
        glyph: u32,
        x: Length,
        inline_box: u32,
        vertical: &LineVertical,
    ) -> Option<LineFragment> {
        let paragraph = self.paragraph;
        let offset =
            paragraph.shaped.clusters.get(glyph as usize).copied().unwrap_or(paragraph.text.len() as u32);
        let before = paragraph.sources.partition_point(|source| source.range.start < offset);
        let source = before.checked_sub(1).map(|index| &paragraph.sources[index])?;
        Some(LineFragment::Glyphs(GlyphRun {
            box_id: source.box_id,
            node: source.node,
            style: source.style.clone(),
            face: shaped.face_at(0)?,
            size: source.instance.size(self.context.fonts, shaped.face_at(0)?),
            x,
            baseline: vertical.baseline_of(paragraph.boxes[inline_box as usize].extents),
            width: shaped.advances.iter().copied().sum(),
            right_to_left: false,
            glyphs: shaped.glyphs.clone().into(),
            advances: shaped.advances.clone().into(),
            widened: 0,
            displacements: Box::default(),
            clusters: shaped.clusters.clone().into(),
            text: RunText::Own(text.into()),
            artifact: true,
        }))
    }

    /// A leader fills its width from the right with whole patterns, so that leaders of several lines
    /// stand in columns.
    fn leader(&self, number: u32, x: Length, width: Length, vertical: &LineVertical) -> Option<LineFragment> {
        let object = &self.paragraph.objects[number as usize];
        let ObjectKind::Leader { pattern, instance } = &object.kind else { return None };
        let shaped = shape_own(self.context, instance, pattern);
        let period: Length = shaped.advances.iter().copied().sum();
        if period <= Length::ZERO || pattern.trim().is_empty() {
            return None;
        }
        let count = ((width.0 / period.0).max(0) as usize).min(2000);
        if count == 0 {
            return None;
        }
        let start = x + width - period * count as i32;
        Some(LineFragment::Glyphs(GlyphRun {
            box_id: object.box_id,
            node: self.context.tree.get(object.box_id).node,
            style: object.style.clone(),
            face: shaped.face_at(0)?,
            size: instance.size(self.context.fonts, shaped.face_at(0)?),
            x: start,
            baseline: vertical.baseline_of(self.paragraph.boxes[object.inline_box as usize].extents),
            width: period * count as i32,
            right_to_left: false,
            glyphs: shaped.glyphs.repeat(count).into(),
            advances: shaped.advances.repeat(count).into(),
            widened: 0,
            displacements: Box::default(),
            clusters: (0..count as u32)
                .flat_map(|turn| shaped.clusters.iter().map(move |at| at + turn * pattern.len() as u32))
                .collect(),
            text: RunText::Own(pattern.repeat(count).into()),
            artifact: true,
        }))
    }

    /// The boxes on a line, outer ones first, around their pieces.
    fn box_fragments(&self, pieces: &[Piece], vertical: &LineVertical) -> Vec<LineFragment> {
        let paragraph = self.paragraph;
        if paragraph.boxes.len() == 1 {
            return Vec::new();
        }
        let mut spans: Vec<Option<(Length, Length, bool, bool)>> = vec![None; paragraph.boxes.len()];
        for piece in pieces {
            let (mut from, mut to) = (piece.x, piece.x + piece.width);
            let mut at = Some(piece.inline_box);
            while let Some(number) = at {
                let inline_box = &paragraph.boxes[number as usize];
                let (margin, ..) = edges(inline_box, self.width);
                let (mut opens, mut closes) = (false, false);
                if let PieceKind::Edge(boundary) = piece.kind
                    && number == piece.inline_box
                {
                    opens = matches!(boundary, Boundary::Open(_)) && inline_box.starts_here;
                    closes = matches!(boundary, Boundary::Close(_));
                    // The margin is outside of the box.
                    let left_to_right = inline_box.style.text.direction == Direction::LeftToRight;
                    if opens == left_to_right && (opens || closes) {
                        from += margin.left
                    } else {
                        to -= margin.right
                    }
                }
                let span = spans[number as usize].get_or_insert((from, to, false, false));
                span.0 = span.0.min(from);
                span.1 = span.1.max(to);
                span.2 |= opens;
                span.3 |= closes;
                (from, to) = (piece.x, piece.x + piece.width);
                at = inline_box.parent;
            }
        }
        spans
            .into_iter()
            .enumerate()
            .skip(1)
            .filter_map(|(number, span)| {
                let (from, to, opens, closes) = span?;
                let inline_box = &paragraph.boxes[number];
                let (_, border, padding) = edges(inline_box, self.width);
                let baseline = vertical.baseline_of(inline_box.extents);
                let instance = &inline_box.instance;
                // The content of an initial goes from its baseline to its capital height.
                let (ascent, descent) = match inline_box.initial {
                    Some(initial) => (initial.height, Length::ZERO),
                    None => (instance.ascent, instance.descent),
                };
                let top = baseline - ascent - padding.top - border.top;
                let height = ascent + descent + padding.vertical() + border.vertical();
                let left_to_right = inline_box.style.text.direction == Direction::LeftToRight;
                let (left, right) = if left_to_right { (opens, closes) } else { (closes, opens) };
                Some(LineFragment::Box(InlineBoxFragment {
                    box_id: inline_box.box_id,
                    node: inline_box.node,
                    style: inline_box.style.clone(),
                    rect: Rect::new(Point::new(from, top), Size::new(to - from, height)),
                    edges: Sides { top: true, right, bottom: true, left },
                    baseline,
                }))
            })
            .collect()
    }

    /// The place of a glyph in the tree's text.
    fn tree_offset(&self, glyph: u32) -> u32 {
        let paragraph = self.paragraph;
        let end = paragraph.text.len() as u32;
        let offset = paragraph.shaped.clusters.get(glyph as usize).copied().unwrap_or(end);
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

fn shape_own(context: &Context, instance: &FontInstance, text: &str) -> Shaped {
    let mut shaped = Shaped::default();
    let mut script = DEFAULT_SCRIPT;
    instance.shape(context.fonts, text, 0..text.len(), false, &mut script, &mut shaped, &mut |_, _| {});
    shaped
}

fn atomic_extents(
    style: &crate::css::ComputedStyle,
    parent: &super::InlineBox,
    atomic: &AtomicLayout,
    number: u32,
) -> Extents {
    let below = atomic.height - atomic.baseline;
    // Numbers of boxes and of atomics must not be taken for one another.
    aligned(style, parent, atomic.baseline, below, atomic.height, u32::MAX - number)
}
