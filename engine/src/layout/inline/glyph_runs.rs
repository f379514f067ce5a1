//! Glyph runs on a line: from the glyphs of text and hyphens to fragments with their advances (CSS Text 3, sections 5.3
//! and 8).

use std::sync::Arc;

use super::chosen_line::ChosenLine;
use super::line_items::GlyphRange;
use super::line_maker::{LineMaker, SettledLine};
use super::paragraph::{Paragraph, RunKind, Source};
use super::shape_alone::shape_alone;
use super::vertical::LineVertical;
use crate::boxes::BoxId;
use crate::css::ComputedStyle;
use crate::html::NodeId;
use crate::layout::context::Context;
use crate::layout::galley::line::{GlyphRun, LineFragment, RunText};
use crate::text::{FontInstance, SPACE, SPACED, Shaped, TAB};
use crate::units::Length;

/// The hyphen at the end of a line whose last word continues on the next line.
pub(crate) struct Hyphen {
    pub(crate) text: Arc<str>,
    pub(crate) shaped: Shaped,
    pub(crate) width: Length,
    /// The glyph of the paragraph before which it is.
    glyph: u32,
}

/// The hyphen of a word that is broken before a glyph (CSS Text 4, section 6.2).
pub(crate) fn hyphen(paragraph: &Paragraph, context: &Context, glyph: u32) -> Hyphen {
    let Some(source) = source_before(paragraph, glyph) else {
        return Hyphen { text: Arc::from(""), shaped: Shaped::default(), width: Length::ZERO, glyph };
    };
    let text = source.style.text.hyphenate_character.clone().unwrap_or_else(|| Arc::from("\u{2010}"));
    let mut shaped = shape_alone(context.fonts, &source.instance, &text, 0..text.len(), false);
    // No letter follows it.
    if let (Some(advance), Some(flags)) = (shaped.advances.last_mut(), shaped.flags.last())
        && flags & SPACED != 0
    {
        *advance -= source.style.font.letter_spacing;
    }
    let width = shaped.advances.iter().copied().sum();
    Hyphen { text, shaped, width, glyph }
}

/// The widths of the hyphens of words that are broken before given glyphs. A hyphen is shaped once for as many
/// neighboring breaks as are in the same source.
pub(crate) fn hyphen_widths<'a>(
    paragraph: &'a Paragraph,
    context: &'a Context,
) -> impl FnMut(u32) -> Length + use<'a> {
    let mut last: Option<(&Source, Length)> = None;
    move |glyph| {
        let source = source_before(paragraph, glyph);
        match (source, last) {
            (Some(source), Some((known, width))) if std::ptr::eq(source, known) => width,
            _ => {
                let width = hyphen(paragraph, context, glyph).width;
                last = source.map(|source| (source, width));
                width
            }
        }
    }
}

/// The source of the text before a glyph.
pub(super) fn source_before(paragraph: &Paragraph, glyph: u32) -> Option<&Source> {
    Source::before(&paragraph.sources, paragraph.offset_of(glyph))
}

impl LineMaker<'_> {
    /// How much wider the line's last word is than it is in the text before the next character: fonts kern with the
    /// next letter and with the space, and neither is on this line.
    pub(crate) fn without_kerning(&self, line: &ChosenLine) -> Length {
        let paragraph = self.paragraph;
        let shaped = &paragraph.shaped;
        if line.content_end <= line.start {
            return Length::ZERO;
        }
        let offset = |glyph: u32| shaped.clusters.get(glyph as usize).copied();
        let Some(end) = offset(line.content_end) else { return Length::ZERO };
        let Some(source) = Source::before(&paragraph.sources, end) else { return Length::ZERO };
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
        let text = &paragraph.text[..word.end];
        let right_to_left = run.level % 2 == 1;
        let alone = shape_alone(self.context.fonts, &source.instance, text, word, right_to_left);
        if alone.len() != (line.content_end - start) as usize {
            return Length::ZERO;
        }
        let before: Length = shaped.advances[start as usize..line.content_end as usize].iter().copied().sum();
        alone.advances.iter().copied().sum::<Length>() - before
    }

    /// Glyphs of the paragraph's text at a place on a line.
    pub(crate) fn glyph_run(&self, glyphs: GlyphRange, x: Length, line: &SettledLine) -> Option<GlyphRun> {
        let GlyphRange { run, start, end } = glyphs;
        let SettledLine { content_end, vertical, justification, .. } = line;
        let justification = justification.as_ref();
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
                if glyph >= *content_end { Length::ZERO } else { self.advances[glyph as usize] + extra }
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
            decorations: self.decorations(source.inline_box, &source.style, vertical),
            artifact: false,
        })
    }

    /// A hyphen at a place on a line. Its glyphs represent no text of the document.
    pub(crate) fn hyphen_run(
        &self,
        hyphen: &Hyphen,
        x: Length,
        inline_box: u32,
        vertical: &LineVertical,
    ) -> Option<LineFragment> {
        let paragraph = self.paragraph;
        let source = source_before(paragraph, hyphen.glyph)?;
        let owner = RunOwner {
            box_id: source.box_id,
            node: source.node,
            style: &source.style,
            instance: &source.instance,
            inline_box,
        };
        let run = self.own_run(&hyphen.text, &hyphen.shaped, owner, x, vertical)?;
        Some(LineFragment::Glyphs(GlyphRun { artifact: true, ..run }))
    }

    /// A run whose text is not the document's, from left to right.
    pub(super) fn own_run(
        &self,
        text: &str,
        shaped: &Shaped,
        owner: RunOwner<'_>,
        x: Length,
        vertical: &LineVertical,
    ) -> Option<GlyphRun> {
        let RunOwner { box_id, node, style, instance, inline_box } = owner;
        let face = shaped.face_at(0)?;
        Some(GlyphRun {
            box_id,
            node,
            style: style.clone(),
            face,
            size: instance.size(self.context.fonts, face),
            x,
            baseline: vertical.baseline_of(self.paragraph.boxes[inline_box as usize].extents),
            width: shaped.advances.iter().copied().sum(),
            right_to_left: false,
            glyphs: shaped.glyphs.clone().into(),
            advances: shaped.advances.clone().into(),
            widened: 0,
            displacements: Box::default(),
            clusters: shaped.clusters.clone().into(),
            text: RunText::Own(text.into()),
            decorations: self.decorations(inline_box, style, vertical),
            artifact: false,
        })
    }
}

/// What a run with a text of its own belongs to, and how it is set.
pub(super) struct RunOwner<'a> {
    pub box_id: BoxId,
    pub node: Option<NodeId>,
    pub style: &'a Arc<ComputedStyle>,
    pub instance: &'a FontInstance,
    /// The inline box on whose baseline it is.
    pub inline_box: u32,
}
