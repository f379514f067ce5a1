//! Where the lines of a paragraph may or must end (UAX 14; CSS Text 3, section 5; CSS Text 4, section 6): takes the
//! collected text with its glyphs, and returns break points in order. The end of the text is the last.

use unicode_bidi::Level;

use super::collect::{Content, LINE_BREAK, OBJECT};
use super::ligatures;
use super::line_ends::is_space;
use super::paragraph::{BreakKind, BreakOpportunity, Ligature, Object, ObjectKind, Source};
use crate::css::{ComputedStyle, Hyphens, LineBreak, TextWrapMode, WhiteSpaceCollapse, WordBreak};
use crate::layout::context::Context;
use crate::text::{Shaped, break_opportunities, hyphenation_language, hyphenation_points, is_forced};

/// The text of a paragraph with its glyphs.
pub(crate) struct ShapedText<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) content: &'a Content,
    pub(crate) shaped: &'a Shaped,
    /// The embedding level of each byte of the text; empty where no text runs from right to left.
    pub(crate) levels: &'a [Level],
}

impl ShapedText<'_> {
    /// The first glyph of the text from an offset on.
    pub(crate) fn glyph_at(&self, offset: u32) -> u32 {
        self.shaped.clusters.partition_point(|&cluster| cluster < offset) as u32
    }

    /// The places where lines may or must end, and the ligatures that lines may end inside.
    pub(crate) fn breaks(&self) -> (Vec<BreakOpportunity>, Vec<Ligature>) {
        let mut points = self.opportunities();
        points.extend(self.opportunities_of_sources());
        points.sort_unstable();
        points.dedup_by_key(|(offset, _)| *offset);
        let mut breaks: Vec<BreakOpportunity> = Vec::with_capacity(points.len() + 1);
        let mut ligatures = Vec::new();
        // Offsets ascend, so each search continues where the last one ended.
        let mut glyph = 0;
        for (offset, kind) in points {
            let clusters = self.shaped.clusters.get(glyph..).unwrap_or_default();
            glyph += clusters.iter().take_while(|&&cluster| cluster < offset).count();
            let point = BreakOpportunity { glyph: glyph as u32, kind };
            if kind == BreakKind::Hyphen && self.shaped.clusters.get(point.glyph as usize) != Some(&offset) {
                // Inside a ligature, whose glyph belongs to both sides of the break.
                let before = breaks.last().map_or(0, |point| point.glyph);
                let ligature = self.ligature_around(offset).filter(|found| found.glyphs.start > before);
                if let Some(ligature) = ligature {
                    breaks.push(BreakOpportunity { glyph: ligature.glyphs.start, kind });
                    ligatures.push(ligature);
                }
                continue;
            }
            match breaks.last_mut() {
                // Two places without a glyph between them are one.
                Some(last) if last.glyph == point.glyph && last.kind != BreakKind::Forced => {
                    last.kind = last.kind.min(kind);
                }
                _ => breaks.push(point),
            }
        }
        (breaks, ligatures)
    }

    /// The opportunities of the line breaking algorithm, as offsets in the text, with the forced breaks.
    fn opportunities(&self) -> Vec<(u32, BreakKind)> {
        let Content { text, sources, objects, .. } = self.content;
        let has_leaders = objects.iter().any(|object| matches!(object.kind, ObjectKind::Leader(_)));
        let mut points = Vec::new();
        for offset in self.offsets() {
            let forced = is_forced(text, offset) || text[..offset].ends_with(LINE_BREAK);
            if forced || offset == text.len() {
                points.push((offset as u32, BreakKind::Forced));
                continue;
            }
            let source = Source::before(sources, offset as u32);
            if source.is_some_and(|source| source.style.text.wrap == TextWrapMode::NoWrap) {
                continue;
            }
            // A leader stays on one line with the text after it.
            if has_leaders && follows_leader(text, objects, offset) {
                continue;
            }
            // Between any two characters there is also one before a space, which would start the next line.
            if text[offset..].starts_with(is_space)
                && source.is_none_or(|source| {
                    source.style.text.white_space_collapse != WhiteSpaceCollapse::BreakSpaces
                })
            {
                continue;
            }
            let before = text[..offset].chars().next_back();
            let hyphens = source.map_or(Hyphens::Manual, |source| source.style.text.hyphens);
            match (before, hyphens) {
                (Some('\u{ad}'), Hyphens::None) => {}
                (Some('\u{ad}'), _) => points.push((offset as u32, BreakKind::Hyphen)),
                (Some(before), _) if joins_words(before) => {
                    points.push((offset as u32, BreakKind::InsideWord));
                }
                _ => points.push((offset as u32, BreakKind::Opportunity)),
            }
        }
        points
    }

    /// The offsets at which a line may end by the rules of the text around each of them.
    fn offsets(&self) -> Vec<usize> {
        let Content { text, sources, boxes, .. } = self.content;
        let mut all = vec![rules(&boxes[0].style)];
        for source in sources {
            let own = rules(&source.style);
            if !all.contains(&own) {
                all.push(own);
            }
        }
        if let [(word_break, line_break)] = all[..] {
            return break_opportunities(text, word_break, line_break).collect();
        }
        let mut offsets: Vec<usize> = Vec::new();
        for own in all {
            let found = break_opportunities(text, own.0, own.1);
            offsets.extend(found.filter(|&offset| self.rules_at(offset as u32) == own));
        }
        offsets.sort_unstable();
        offsets
    }

    /// The rules at an offset: those of the innermost box around the characters on both sides.
    fn rules_at(&self, offset: u32) -> (WordBreak, LineBreak) {
        let Content { sources, boxes, .. } = self.content;
        let next = sources.partition_point(|source| source.range.start < offset);
        let before = next.checked_sub(1).map(|number| &sources[number]);
        if let Some(source) = before.filter(|source| offset < source.range.end) {
            return rules(&source.style);
        }
        let around = |source: Option<&Source>| {
            let first = source.map(|source| source.inline_box);
            std::iter::successors(first, |&number| boxes[number as usize].parent)
        };
        let of_next: Vec<u32> = around(sources.get(next)).collect();
        let common = around(before).find(|number| of_next.contains(number));
        rules(&boxes[common.unwrap_or(0) as usize].style)
    }

    /// The opportunities that the style of a source adds: after preserved spaces, and by hyphenation.
    fn opportunities_of_sources(&self) -> Vec<(u32, BreakKind)> {
        let text = &self.content.text;
        let mut points = Vec::new();
        for source in &self.content.sources {
            let style = &source.style.text;
            if style.wrap == TextWrapMode::NoWrap {
                continue;
            }
            let range = source.range.start as usize..source.range.end as usize;
            if style.white_space_collapse == WhiteSpaceCollapse::BreakSpaces {
                let spaces = text[range.clone()].char_indices().filter(|(_, character)| is_space(*character));
                points.extend(spaces.map(|(at, space)| {
                    (source.range.start + (at + space.len_utf8()) as u32, BreakKind::Opportunity)
                }));
            }
            if style.hyphens != Hyphens::Auto || style.line_break == LineBreak::Anywhere {
                continue;
            }
            let Some(language) = hyphenation_language(&source.style.font.language) else { continue };
            hyphenation_points(&text[range], language, style.hyphenate_limit_chars, |at| {
                points.push((source.range.start + at as u32, BreakKind::Hyphen));
            });
        }
        points
    }

    /// The ligature around an offset of the text, if a line may end inside it.
    fn ligature_around(&self, offset: u32) -> Option<Ligature> {
        let Content { text, sources, .. } = self.content;
        let source = Source::before(sources, offset)?;
        let runs_right_to_left = self.levels.get(offset as usize).is_some_and(|level| level.is_rtl());
        if runs_right_to_left {
            return None;
        }
        ligatures::around(self.context, text, source, self.shaped, offset)
    }
}

/// The properties that decide where a line may end.
fn rules(style: &ComputedStyle) -> (WordBreak, LineBreak) {
    (style.text.word_break, style.text.line_break)
}

/// Whether the object at an offset is a leader.
pub(crate) fn is_leader(objects: &[Object], at: usize) -> bool {
    let number = objects.partition_point(|object| (object.offset as usize) < at);
    let object = objects.get(number).filter(|object| object.offset as usize == at);
    object.is_some_and(|object| matches!(object.kind, ObjectKind::Leader(_)))
}

/// Whether only spaces are between a leader and an offset.
fn follows_leader(text: &str, objects: &[Object], offset: usize) -> bool {
    let before = text[..offset].trim_end_matches(is_space);
    before.strip_suffix(OBJECT).is_some_and(|before| is_leader(objects, before.len()))
}

/// Whether a character joins words to one that may be broken after it: hyphens, dashes and slashes.
fn joins_words(character: char) -> bool {
    matches!(character, '-' | '\u{58a}' | '\u{2010}' | '\u{2012}'..='\u{2014}' | '/')
}
