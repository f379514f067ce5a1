//! Hyphenation inside ligatures: the letters before and after the hyphen are shaped by themselves, and replace the
//! ligature if a line ends between them.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::chosen_line::ChosenLine;
use super::paragraph::{Ligature, Paragraph, Source};
use super::shape_alone::shape_alone;
use crate::layout::context::Context;
use crate::text::Shaped;
use crate::units::{Length, Offset};

/// The ligature around an offset in the text of a source that runs from left to right. `None` if there is none that
/// can be split there.
pub(crate) fn around(
    context: &Context,
    text: &str,
    source: &Source,
    shaped: &Shaped,
    offset: u32,
) -> Option<Ligature> {
    let end = shaped.clusters.partition_point(|&cluster| cluster < offset);
    let from = *shaped.clusters.get(end.checked_sub(1)?)?;
    let to = shaped.clusters.get(end).copied().unwrap_or(source.range.end).min(source.range.end);
    // A mark cannot be separated from its letter; and a hyphen has the font of the letter before it.
    let mark = text.get(offset as usize..)?.chars().next().is_none_or(is_combining_mark);
    if from <= source.range.start || to <= offset || mark {
        return None;
    }
    let start = shaped.clusters.partition_point(|&cluster| cluster < from);
    let part = |range: Range<u32>| {
        let range = range.start as usize..range.end as usize;
        shape_alone(context.fonts, &source.instance, text, range, false)
    };
    let parts = [part(from..offset), part(offset..to)];
    let face = shaped.face_at(start as u32);
    let sound = |part: &Shaped| !part.is_empty() && part.faces.len() == 1 && part.face_at(0) == face;
    if !parts.iter().all(sound) {
        return None;
    }
    let width = |advances: &[Length]| advances.iter().map(|advance| advance.offset()).sum::<Offset>();
    let whole = width(&shaped.advances[start..end]);
    let [first, second] = [width(&parts[0].advances), width(&parts[1].advances)];
    Some(Ligature { glyphs: start as u32..end as u32, parts, end: first, start: second - whole })
}

/// The ligature that starts at a glyph.
fn at(ligatures: &[Ligature], glyph: u32) -> Option<&Ligature> {
    let index = ligatures.binary_search_by_key(&glyph, |ligature| ligature.glyphs.start).ok()?;
    ligatures.get(index)
}

/// The width of the letters before the hyphen in the ligature that starts at a glyph, for a line that ends in it.
pub(crate) fn end_of(ligatures: &[Ligature], glyph: u32) -> Offset {
    at(ligatures, glyph).map_or(0, |ligature| ligature.end)
}

/// How much wider a line is because it starts with the letters after the hyphen in a ligature.
pub(crate) fn start_of(ligatures: &[Ligature], glyph: u32) -> Offset {
    at(ligatures, glyph).map_or(0, |ligature| ligature.start)
}

impl Paragraph {
    /// Whether a line ends inside a ligature.
    pub(super) fn splits_ligature(&self, line: &ChosenLine) -> bool {
        line.hyphen && at(&self.ligatures, line.end).is_some()
    }
}

/// Replaces the ligatures that chosen lines end inside by their letters before and after the hyphen. `None` if no
/// line ends inside one.
pub(crate) fn split(
    paragraph: &Paragraph,
    lines: &mut [ChosenLine],
    advances: &mut Vec<Length>,
) -> Option<Paragraph> {
    if paragraph.ligatures.is_empty() || !lines.iter().any(|line| paragraph.splits_ligature(line)) {
        return None;
    }
    let mut split = paragraph.clone();
    // From the end, so that the ligatures before keep their positions.
    for number in (0..lines.len()).rev() {
        let Some(ligature) = at(&paragraph.ligatures, lines[number].end).filter(|_| lines[number].hyphen)
        else {
            continue;
        };
        let first = ligature.parts[0].len() as u32;
        let count = first + ligature.parts[1].len() as u32;
        let old = ligature.glyphs.clone();
        let moved = |glyph: u32| if glyph >= old.end { glyph - old.end + old.start + count } else { glyph };
        for later in &mut lines[number + 1..] {
            later.start = if later.start == old.start { old.start + first } else { moved(later.start) };
            later.content_end = moved(later.content_end);
            later.end = moved(later.end);
        }
        let line = &mut lines[number];
        (line.content_end, line.end) = (old.start + first, old.start + first);
        for run in &mut split.runs {
            run.glyphs = moved(run.glyphs.start)..moved(run.glyphs.end);
        }
        split.boundaries.iter_mut().for_each(|(glyph, _)| *glyph = moved(*glyph));
        split.tabs.iter_mut().for_each(|tab| tab.glyph = moved(tab.glyph));
        let glyphs = old.start as usize..old.end as usize;
        let both = |pick: fn(&Shaped) -> &Vec<Length>| {
            ligature.parts.iter().flat_map(move |part| pick(part).iter().copied())
        };
        advances.splice(glyphs.clone(), both(|part| &part.advances));
        let shaped = &mut split.shaped;
        shaped.advances.splice(glyphs.clone(), both(|part| &part.advances));
        let parts = || ligature.parts.iter();
        shaped.glyphs.splice(glyphs.clone(), parts().flat_map(|part| part.glyphs.iter().copied()));
        shaped.clusters.splice(glyphs.clone(), parts().flat_map(|part| part.clusters.iter().copied()));
        shaped.flags.splice(glyphs, parts().flat_map(|part| part.flags.iter().copied()));
        shaped.faces.iter_mut().for_each(|(glyph, _)| *glyph = moved(*glyph));
        let [before, after] = &ligature.parts;
        let new =
            before.displacements.iter().map(|&(glyph, right, up)| (old.start + glyph, right, up)).chain(
                after.displacements.iter().map(|&(glyph, right, up)| (old.start + first + glyph, right, up)),
            );
        let from = shaped.displacements.partition_point(|(glyph, ..)| *glyph < old.start);
        let to = shaped.displacements.partition_point(|(glyph, ..)| *glyph < old.end);
        shaped.displacements[to..].iter_mut().for_each(|(glyph, ..)| *glyph = moved(*glyph));
        shaped.displacements.splice(from..to, new);
    }
    Some(split)
}
