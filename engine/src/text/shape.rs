//! Words to glyphs: chooses the face of each part of a word and calls the shaper.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use harfrust::{Buffer, BufferFlags, ClusterLevel, Direction, Script, ShapeOptions, ShaperFont};
use icu_segmenter::GraphemeClusterSegmenter;
use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization;

use super::face::{Face, FaceId};
use super::instance::FontInstance;
use super::library::FontLibrary;
use super::script::{is_joining, script_of, shared_script};
use crate::units::Length;

/// The text cannot be broken before this glyph without shaping both sides again.
pub const UNSAFE_TO_BREAK: u8 = 1;
/// A word separator, which justification and `word-spacing` widen.
pub const SPACE: u8 = 2;
/// Its advance includes letter spacing, after the glyph.
pub const SPACED: u8 = 4;
/// A preserved tab. Line layout sets the flag and the advance, not the shaper.
pub const TAB: u8 = 8;

/// Shaped text: one entry a glyph, in the order of the text, also where it runs from right to left.
#[derive(Clone, Debug, Default)]
pub struct Shaped {
    /// Glyph numbers in the face.
    pub glyphs: Vec<u16>,
    /// Advances, with letter and word spacing included.
    pub advances: Vec<Length>,
    /// The byte offset of the first character that the glyph shows. Never decreasing.
    pub clusters: Vec<u32>,
    /// [`UNSAFE_TO_BREAK`], [`SPACE`], [`SPACED`], [`TAB`].
    pub flags: Vec<u8>,
    /// Glyphs that are not where the advances put them: index, offset to the right, offset up. In order.
    pub displacements: Vec<(u32, Length, Length)>,
    /// The face from each glyph on. In order; neighbors differ.
    pub faces: Vec<(u32, FaceId)>,
}

impl Shaped {
    /// The number of glyphs.
    pub fn len(&self) -> usize {
        self.glyphs.len()
    }

    /// Whether there are no glyphs.
    pub fn is_empty(&self) -> bool {
        self.glyphs.is_empty()
    }

    /// Removes all glyphs and keeps the memory.
    pub fn clear(&mut self) {
        self.glyphs.clear();
        self.advances.clear();
        self.clusters.clear();
        self.flags.clear();
        self.displacements.clear();
        self.faces.clear();
    }

    /// Makes room for more glyphs.
    pub(super) fn reserve(&mut self, count: usize) {
        self.glyphs.reserve(count);
        self.advances.reserve(count);
        self.clusters.reserve(count);
        self.flags.reserve(count);
    }

    /// The face of a glyph.
    pub fn face_at(&self, glyph: u32) -> Option<FaceId> {
        let after = self.faces.partition_point(|&(start, _)| start <= glyph);
        after.checked_sub(1).map(|index| self.faces[index].1)
    }

    pub(super) fn start_face(&mut self, glyph: u32, face: FaceId) {
        if self.faces.last().is_none_or(|&(_, last)| last != face) {
            self.faces.push((glyph, face));
        }
    }
}

/// A word, with everything that its shape may depend on.
pub(super) struct Token<'a> {
    pub text: &'a str,
    pub range: Range<usize>,
    pub right_to_left: bool,
    /// The script of characters without a script at the start of the word.
    pub script: Script,
    /// A space of the same style follows.
    pub space_after: bool,
}

pub(super) struct Shaper<'a> {
    pub library: &'a FontLibrary,
    pub instance: &'a FontInstance,
}

/// A part of a word with one script and one face, which one call of the shaper takes.
struct ShapingRun {
    range: Range<usize>,
    script: Script,
    face: FaceId,
}

thread_local! {
    static BUFFER: RefCell<Buffer> = RefCell::new(Buffer::new());
}

impl Shaper<'_> {
    /// Shapes a word and appends it to `out`.
    pub(super) fn shape(&self, token: &Token<'_>, out: &mut Shaped, missing: &mut dyn FnMut(char, usize)) {
        let runs = self.runs(token, missing);
        for (index, run) in runs.iter().enumerate() {
            let space_after =
                token.space_after && index + 1 == runs.len() && run.face == self.instance.primary;
            self.shape_run(token, run, space_after, out);
        }
    }

    /// Splits a word where the script or the face changes, between grapheme clusters only.
    fn runs(&self, token: &Token<'_>, missing: &mut dyn FnMut(char, usize)) -> Vec<ShapingRun> {
        let text = &token.text[token.range.clone()];
        let mut runs: Vec<ShapingRun> = Vec::new();
        let mut script = token.script;
        let mut start = 0;
        for end in GraphemeClusterSegmenter::new().segment_str(text).skip(1) {
            let cluster = &text[start..end];
            // An ignorable cluster belongs to the one before it.
            if let Some(last) = runs.last_mut()
                && cluster.chars().all(is_ignorable)
            {
                last.range.end = token.range.start + end;
                start = end;
                continue;
            }
            // At the start of the word it belongs to the cluster after it: alone it has no glyph.
            if runs.is_empty() && end < text.len() && cluster.chars().all(is_ignorable) {
                continue;
            }
            let shared = || shared_script(cluster.chars().next()?, script);
            if let Some(own) = cluster.chars().find_map(script_of).or_else(shared) {
                script = own;
            }
            let offset = token.range.start + start;
            let face = match self.face_for(cluster) {
                Some(face) => face,
                None => {
                    // If no face has both a letter and its mark, the letter keeps its own face.
                    let letter = cluster.chars().find(|&character| !is_ignorable(character));
                    let letter = letter.filter(|letter| letter.len_utf8() < cluster.len());
                    let found = letter.and_then(|letter| self.face_for(letter.encode_utf8(&mut [0; 4])));
                    let id = found.unwrap_or(self.instance.primary);
                    let face = self.library.face(id);
                    for (at, character) in cluster.char_indices() {
                        if !covers(face, character) {
                            missing(character, offset + at);
                        }
                    }
                    id
                }
            };
            let range = offset..token.range.start + end;
            match runs.last_mut() {
                Some(last) if last.face == face && last.script == script => last.range.end = range.end,
                _ => runs.push(ShapingRun { range, script, face }),
            }
            start = end;
        }
        runs
    }

    /// The first face that has all characters of a grapheme cluster: of the style's faces, then of all.
    fn face_for(&self, cluster: &str) -> Option<FaceId> {
        let forms = OnceCell::new();
        let has = |id: FaceId| {
            let face = self.library.face(id);
            let covers_all = |text: &str| text.chars().all(|character| covers(face, character));
            covers_all(cluster)
                || forms.get_or_init(|| other_forms(cluster)).iter().any(|form| covers_all(form))
        };
        self.instance
            .faces
            .iter()
            .copied()
            .find(|&id| has(id))
            .or_else(|| self.library.other_face_of(&self.instance.style, cluster, has))
    }

    fn shape_run(&self, token: &Token<'_>, run: &ShapingRun, space_after: bool, out: &mut Shaped) {
        let face = self.library.face(run.face);
        let instance = self.instance;
        // The shaper uses the last value of a feature, so those of the text override those of the face.
        let features = match face.features.is_empty() {
            true => instance.features.clone(),
            false => face.features.iter().chain(&*instance.features).copied().collect(),
        };
        let plan = face.plans.get(
            &face.font,
            run.script,
            token.right_to_left,
            instance.language.as_ref(),
            &features,
        );
        BUFFER.with_borrow_mut(|buffer| {
            buffer.reset();
            buffer.set_pre_context(&token.text[..run.range.start]);
            buffer.set_cluster_level(ClusterLevel::MonotoneGraphemes);
            buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
            let direction = if token.right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
            buffer.set_direction(direction);
            buffer.set_script(Some(run.script));
            buffer.set_language(instance.language.clone());
            for (at, character) in token.text[run.range.clone()].char_indices() {
                buffer.push(u32::from(drawn_as(face, character)), (run.range.start + at) as u32);
            }
            if space_after {
                buffer.push(u32::from(' '), run.range.end as u32);
            } else {
                buffer.set_post_context(&token.text[run.range.end..]);
            }
            let options = ShapeOptions::new().plan(Some(&plan)).features(&features);
            if harfrust::shape(&ShaperFont::new(&face.font), buffer, options).is_ok() {
                self.take(token, run, face, buffer, out);
            }
        });
    }

    /// Appends the glyphs that the shaper returned, in the order of the text.
    fn take(&self, token: &Token<'_>, run: &ShapingRun, face: &Face, buffer: &Buffer, out: &mut Shaped) {
        let style = &self.instance.style;
        let size = self.instance.size(self.library, run.face);
        let infos = buffer.glyph_infos();
        let positions = buffer.glyph_positions();
        out.start_face(out.glyphs.len() as u32, run.face);
        let count = infos.len().min(positions.len());
        for step in 0..count {
            let index = if token.right_to_left { count - 1 - step } else { step };
            let (info, position) = (&infos[index], &positions[index]);
            let cluster = info.cluster;
            if cluster as usize >= run.range.end {
                // The space after the word belongs to the next word.
                continue;
            }
            let at = out.glyphs.len() as u32;
            let mut advance = face.scale(position.x_advance, size);
            let mut flags = 0;
            if info.unsafe_to_break() {
                flags |= UNSAFE_TO_BREAK;
            }
            let character = token.text[cluster as usize..].chars().next();
            if matches!(character, Some(' ' | '\u{a0}')) {
                flags |= SPACE;
                advance += style.word_spacing;
            }
            let next = if token.right_to_left { index.checked_sub(1) } else { Some(index + 1) };
            let last_of_cluster =
                next.and_then(|next| infos.get(next)).is_none_or(|next| next.cluster != cluster);
            // Spacing would separate letters that join (CSS Text 3, section 8.2.1).
            if last_of_cluster
                && !style.letter_spacing.is_zero()
                && !(is_joining(run.script) && character.is_some_and(char::is_alphabetic))
            {
                advance += style.letter_spacing;
                flags |= SPACED;
            }
            if position.x_offset != 0 || position.y_offset != 0 {
                let right = face.scale(position.x_offset, size);
                out.displacements.push((at, right, face.scale(position.y_offset, size)));
            }
            out.glyphs.push(u16::try_from(info.glyph_id).unwrap_or(0));
            out.advances.push(advance);
            out.clusters.push(cluster);
            out.flags.push(flags);
        }
    }
}

/// Whether a face can show a character: it has a glyph, the shaper can make one, or the character is invisible.
fn covers(face: &Face, character: char) -> bool {
    if is_ignorable(character) {
        return true;
    }
    face.is_for(character)
        && (face.glyph(drawn_as(face, character)).is_some()
        // The shaper makes the other spaces from the plain one.
        || matches!(character, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
            && face.glyph(' ').is_some())
}

/// A grapheme cluster composed and decomposed, as the shaper does it, where that differs.
fn other_forms(cluster: &str) -> SmallVec<[String; 2]> {
    [cluster.nfc().collect::<String>(), cluster.nfd().collect()]
        .into_iter()
        .filter(|form| form != cluster)
        .collect()
}

/// The character that is drawn: itself, or a plain hyphen in place of a special one that the face lacks.
fn drawn_as(face: &Face, character: char) -> char {
    let substitutes: &[char] = match character {
        '\u{2011}' => &['\u{2010}', '-'],
        '\u{2010}' => &['-'],
        _ => return character,
    };
    if face.glyph(character).is_some() {
        return character;
    }
    substitutes.iter().copied().find(|&hyphen| face.glyph(hyphen).is_some()).unwrap_or(character)
}

/// Whether a character is invisible by itself: Unicode's Default_Ignorable_Code_Point without unassigned ones, and
/// line separators.
pub fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}
