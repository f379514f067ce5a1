//! A paragraph at one width, with the widths of its glyphs summed once, however often its lines are chosen.

use super::beside_floats::BesideFloats;
use super::break_lines::{choose, measure, remarks};
use super::chosen_line::ChosenLine;
use super::first_line::{FirstLineMeasure, on_first_line};
use super::glyph_runs::hyphen_widths;
use super::inline_boxes::{edge_width, edge_widths};
use super::line_maker::LineMaker;
use super::measured::Measured;
use super::paragraph::{Boundary, Paragraph, RunKind};
use super::room::Rooms;
use super::vertical::line_height;
use super::{ellipsis, leaders, ligatures, line_ends, tabs};
use crate::layout::atomic::AtomicLayout;
use crate::layout::context::Context;
use crate::layout::galley::line::Line;
use crate::layout::problems::Problem;
use crate::units::{Length, Offset};

/// A visible paragraph at one width.
pub(crate) struct SizedParagraph<'a> {
    pub(super) own: GlyphWidths<'a>,
    /// The version in the style of the first line, if that has one of its own.
    styled: Option<GlyphWidths<'a>>,
    pub(super) width: Length,
    atomics: &'a [Option<AtomicLayout>],
}

/// A version of a paragraph, with the width of each of its glyphs and the width before each of them.
pub(crate) struct GlyphWidths<'a> {
    pub(super) paragraph: &'a Paragraph,
    pub(super) advances: Vec<Length>,
    sums: Vec<Offset>,
}

impl<'a> GlyphWidths<'a> {
    fn new(paragraph: &'a Paragraph, atomics: &[Option<AtomicLayout>], width: Length) -> GlyphWidths<'a> {
        let (advances, sums) = widths(paragraph, atomics, width);
        GlyphWidths { paragraph, advances, sums }
    }
}

impl<'a> SizedParagraph<'a> {
    pub(crate) fn new(
        paragraph: &'a Paragraph,
        atomics: &'a [Option<AtomicLayout>],
        width: Length,
    ) -> SizedParagraph<'a> {
        let width = width.max(Length::ZERO);
        let styled = paragraph.first_line.as_deref();
        SizedParagraph {
            own: GlyphWidths::new(paragraph, atomics, width),
            styled: styled.map(|line| GlyphWidths::new(line, atomics, width)),
            width,
            atomics,
        }
    }

    /// The room of its lines.
    pub(super) fn rooms<'f>(&self, floats: Option<BesideFloats<'f>>) -> Rooms<'f> {
        let mut room = Rooms::new(self.own.paragraph, self.width, floats);
        let GlyphWidths { paragraph, advances, .. } = self.styled.as_ref().unwrap_or(&self.own);
        for (number, initial) in paragraph.initials() {
            let width = initial_width(paragraph, number, advances, self.width);
            room.put_beside(usize::from(initial.lines), width);
        }
        room
    }

    /// The measures of lines that may be as narrow as `narrowest`.
    pub(super) fn measured(&self, context: &Context, narrowest: Offset) -> Measured<'_> {
        let GlyphWidths { paragraph, sums, .. } = &self.own;
        let styled = self.styled.as_ref();
        let mut styled_hyphen = styled.map(|line| hyphen_widths(line.paragraph, context));
        let first_line = styled.zip(styled_hyphen.as_mut()).map(|(line, hyphen_width)| FirstLineMeasure {
            paragraph: line.paragraph,
            sums: &line.sums,
            hyphen_width,
        });
        measure(paragraph, sums, narrowest, &mut hyphen_widths(paragraph, context), first_line)
    }

    /// The lines, and how far each is below the end of the one before it because floats leave it no room.
    pub(crate) fn lines(
        &self,
        context: &Context,
        floats: Option<BesideFloats<'_>>,
    ) -> (Vec<Line>, Vec<Length>) {
        let GlyphWidths { paragraph, advances, sums } = &self.own;
        let mut room = self.rooms(floats);
        let measured = self.measured(context, room.narrowest());
        let mut chosen = choose(&measured, &mut room);
        let hides_rest = paragraph.most_lines.is_some_and(|most| {
            let is_longer = chosen.len() > most.lines || most.hides_more && chosen.len() == most.lines;
            chosen.truncate(most.lines);
            is_longer
        });
        for remark in remarks(paragraph, &chosen).into_iter().filter(|_| !hides_rest) {
            context.problems.report(Problem::Remark { node: paragraph.root().node, remark });
        }
        let count = chosen.len();
        let mut lines: Vec<Line> = Vec::with_capacity(count);
        if let Some(first) = chosen.first() {
            lines.extend(self.styled_line(context, first, (count == 1, hides_rest && count == 1)));
        }
        let mut advances = advances.clone();
        tabs::settle(paragraph, &chosen, sums, &mut advances);
        line_ends::settle(paragraph, &chosen, &mut advances);
        ellipsis::cut(context, paragraph, sums, self.width, (&mut chosen, hides_rest));
        let split = ligatures::split(paragraph, &mut chosen, &mut advances);
        let paragraph = split.as_ref().unwrap_or(paragraph);
        let mut maker = LineMaker::new(paragraph, context, self.width, self.atomics, &advances);
        for (line, chosen) in lines.iter_mut().zip(&chosen) {
            maker.pass(chosen);
            line.text = maker.text(chosen);
        }
        for (number, line) in chosen.iter().enumerate().skip(lines.len()) {
            lines.push(maker.line(line, number + 1 == count));
        }
        if let Some(last) = lines.last_mut() {
            last.height += self.below_last(&room, count);
        }
        (lines, room.down())
    }

    /// The first line in its own style, if it has one. `is_last` is whether it is the last one, and whether it ends before
    /// hidden content.
    fn styled_line(
        &self,
        context: &Context,
        first: &ChosenLine,
        (is_last, hides_rest): (bool, bool),
    ) -> Option<Line> {
        let GlyphWidths { paragraph: styled, advances, sums } = self.styled.as_ref()?;
        let mut on_line = [on_first_line(self.own.paragraph, styled, first)];
        let mut advances = advances.clone();
        tabs::settle(styled, &on_line, sums, &mut advances);
        line_ends::settle(styled, &on_line, &mut advances);
        ellipsis::cut(context, styled, sums, self.width, (&mut on_line, hides_rest));
        let split = ligatures::split(styled, &mut on_line, &mut advances);
        let styled = split.as_ref().unwrap_or(styled);
        Some(LineMaker::new(styled, context, self.width, self.atomics, &advances).line(&on_line[0], is_last))
    }

    /// One line that is not before hidden content, after the line `before`. `scratch` are the advances, for changes within
    /// the line.
    pub(super) fn line(
        &self,
        context: &Context,
        before: Option<&ChosenLine>,
        line: &ChosenLine,
        scratch: &mut Vec<Length>,
    ) -> Line {
        let GlyphWidths { paragraph, advances, sums } = &self.own;
        let glyphs = line.start as usize..line.end as usize;
        let is_last = glyphs.end == advances.len();
        scratch[glyphs.clone()].copy_from_slice(&advances[glyphs]);
        let styled = before.is_none().then(|| self.styled_line(context, line, (is_last, false))).flatten();
        let mut chosen = [*line];
        tabs::settle(paragraph, &chosen, sums, scratch);
        line_ends::settle(paragraph, &chosen, scratch);
        ellipsis::cut(context, paragraph, sums, self.width, (&mut chosen, false));
        let mut split_advances = Vec::new();
        let splits = paragraph.splits_ligature(line);
        let split = splits.then(|| {
            split_advances.clone_from(scratch);
            ligatures::split(paragraph, &mut chosen, &mut split_advances)
        });
        let (paragraph, advances) = match split.as_ref().and_then(Option::as_ref) {
            Some(split) => (split, &split_advances),
            None => (*paragraph, &*scratch),
        };
        let mut maker = LineMaker::new(paragraph, context, self.width, self.atomics, advances);
        if let Some(before) = before {
            maker.pass(before);
        }
        match styled {
            Some(styled) => Line { text: maker.text(&chosen[0]), ..styled },
            None => maker.line(&chosen[0], is_last),
        }
    }

    /// How much taller the last of the lines is, because the content after the paragraph begins below the initial.
    pub(super) fn below_last(&self, room: &Rooms<'_>, count: usize) -> Length {
        let missing = room.beside_initial().saturating_sub(count) as i32;
        line_height(&self.own.paragraph.root().instance) * missing
    }
}

/// The width of each glyph, atomic boxes and the least widths of leaders included, and the width before each glyph.
fn widths(
    paragraph: &Paragraph,
    atomics: &[Option<AtomicLayout>],
    width: Length,
) -> (Vec<Length>, Vec<Offset>) {
    let mut advances = advances(paragraph, atomics);
    let mut sums = sums(paragraph, &advances, width);
    if leaders::leaders(paragraph).next().is_some() {
        leaders::reserve(paragraph, &sums, width, &mut advances);
        sums = self::sums(paragraph, &advances, width);
    }
    (advances, sums)
}

/// The width of each glyph, with those of atomic boxes and of the strings of leaders.
fn advances(paragraph: &Paragraph, atomics: &[Option<AtomicLayout>]) -> Vec<Length> {
    let mut advances = paragraph.shaped.advances.clone();
    for run in &paragraph.runs {
        if let RunKind::Object(number) = run.kind
            && let Some(Some(atomic)) = atomics.get(number as usize)
        {
            advances[run.glyphs.start as usize] = atomic.width;
        }
    }
    for (glyph, leader) in leaders::leaders(paragraph) {
        advances[glyph as usize] = leader.period;
    }
    advances
}

/// The width before each glyph, and the width of all, with the edges of boxes.
fn sums(paragraph: &Paragraph, advances: &[Length], width: Length) -> Vec<Offset> {
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
    sums
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
