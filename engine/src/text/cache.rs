//! Words already shaped in one style. Text repeats its words, and a look-up costs far less than shaping.

use harfrust::Script;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::face::FaceId;
use super::shape::Shaped;
use crate::units::Length;

/// How many glyphs are cached for one style.
const MAX_GLYPHS: usize = 1 << 20;

/// What a word's shape depends on besides its text and the style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordKey {
    pub script: Script,
    pub right_to_left: bool,
    /// Whether a space follows, with which fonts kern. A space before a word is part of its text.
    pub space_after: bool,
}

/// The words of one style, one after the other in common arrays.
#[derive(Default)]
pub(super) struct WordCache {
    maps: Vec<(WordKey, FxHashMap<Box<str>, CachedWord>)>,
    glyphs: Vec<u16>,
    advances: Vec<Length>,
    /// Offsets from the start of the word.
    clusters: Vec<u8>,
    flags: Vec<u8>,
}

struct CachedWord {
    start: u32,
    count: u32,
    /// The face from each glyph on, counted from the start of the word.
    faces: SmallVec<[(u32, FaceId); 1]>,
    displacements: Box<[(u32, Length, Length)]>,
}

impl WordCache {
    /// Appends a word to `out`, with clusters counted from `offset`. Returns false if the word is not cached.
    pub(super) fn copy(&self, key: &WordKey, text: &str, offset: usize, out: &mut Shaped) -> bool {
        let Some((_, map)) = self.maps.iter().find(|(known, _)| known == key) else { return false };
        let Some(word) = map.get(text) else { return false };
        let range = word.start as usize..(word.start + word.count) as usize;
        let first = out.glyphs.len() as u32;
        for &(at, face) in &word.faces {
            out.start_face(first + at, face);
        }
        out.glyphs.extend_from_slice(&self.glyphs[range.clone()]);
        out.advances.extend_from_slice(&self.advances[range.clone()]);
        let offset = offset as u32;
        out.clusters.extend(self.clusters[range.clone()].iter().map(|&cluster| offset + u32::from(cluster)));
        out.flags.extend_from_slice(&self.flags[range]);
        let displacements = word.displacements.iter();
        out.displacements.extend(displacements.map(|&(at, right, up)| (first + at, right, up)));
        true
    }

    /// Caches the glyphs of `out` from `from` on as the shape of a word at `offset`.
    pub(super) fn insert(&mut self, key: &WordKey, text: &str, offset: usize, out: &Shaped, from: usize) {
        if self.glyphs.len() + (out.len() - from) > MAX_GLYPHS {
            return;
        }
        let index = match self.maps.iter().position(|(known, _)| known == key) {
            Some(index) => index,
            None => {
                self.maps.push((*key, FxHashMap::default()));
                self.maps.len() - 1
            }
        };
        if self.maps[index].1.contains_key(text) {
            return;
        }
        let first = from as u32;
        let mut faces: SmallVec<[(u32, FaceId); 1]> = SmallVec::new();
        if let Some(face) = out.face_at(first) {
            faces.push((0, face));
        }
        faces.extend(out.faces.iter().filter(|&&(at, _)| at > first).map(|&(at, face)| (at - first, face)));
        let displacements = out.displacements.iter().filter(|&&(at, ..)| at >= first);
        let word = CachedWord {
            start: self.glyphs.len() as u32,
            count: (out.len() - from) as u32,
            faces,
            displacements: displacements.map(|&(at, right, up)| (at - first, right, up)).collect(),
        };
        self.glyphs.extend_from_slice(&out.glyphs[from..]);
        self.advances.extend_from_slice(&out.advances[from..]);
        // Words are far shorter than 256 bytes.
        self.clusters.extend(out.clusters[from..].iter().map(|&cluster| (cluster as usize - offset) as u8));
        self.flags.extend_from_slice(&out.flags[from..]);
        self.maps[index].1.insert(text.into(), word);
    }
}
