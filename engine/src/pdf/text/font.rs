//! The faces that pages use: the code and the text of each glyph. In: the glyphs that pages show, batch by batch. Out:
//! the [`FontTable`] that content streams and font dictionaries are written with.
//!
//! Codes are numbered in batches of pages, the glyphs of a batch in their order in the font, so codes do not depend
//! on the number of threads. The subset has the glyphs in the order of their codes.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::pdf::text::cluster::SpecialGlyphs;
use crate::sorting::sort_by_key;
use crate::text::{Face, FaceId, FontLibrary};

/// All faces used so far.
pub(crate) struct FontTable<'a> {
    library: &'a FontLibrary,
    /// By [`FaceId`].
    faces: Vec<Option<UsedFace<'a>>>,
    /// The number of instances of variable fonts that have numbers.
    varied: u16,
}

/// One face with its codes.
pub(crate) struct UsedFace<'a> {
    pub face: &'a Face,
    /// The number of the face in the file. Unlike its [`FaceId`], the number of an instance of a variable font does
    /// not depend on the order in which threads asked for it.
    pub number: u16,
    pub special: SpecialGlyphs,
    /// The code of each glyph; 0 if the glyph is not used (or is glyph 0).
    codes: Vec<u16>,
    /// By code.
    glyphs: Vec<UsedGlyph>,
    /// Texts of more than one character.
    texts: Vec<Box<str>>,
    /// By code: the text of a cluster with the glyph, for glyphs that are never alone in a cluster.
    shared_texts: BTreeMap<u16, Box<str>>,
}

#[derive(Clone, Copy)]
pub(crate) struct UsedGlyph {
    pub glyph: u16,
    /// The width in `/W`, by which a viewer moves the pen: in 1/1000 em times [`WIDTH_SCALE`].
    pub width: i32,
    text: GlyphText,
}

impl UsedGlyph {
    /// Whether extraction returns one ASCII character for the glyph.
    #[inline]
    pub(crate) fn is_character(self, character: u8) -> bool {
        self.text == GlyphText(u32::from(character))
    }
}

/// Widths are multiples of 1/1000 em divided by this.
pub(crate) const WIDTH_SCALE: i32 = 10;

/// The text of a glyph; none while the glyph is only known from clusters of several glyphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GlyphText(u32);

impl GlyphText {
    const NONE: GlyphText = GlyphText(u32::MAX);
    /// Marks an index into the face's texts; no character has this bit.
    const LONG: u32 = 1 << 31;
}

/// A glyph that a page shows, before codes are assigned.
#[derive(Clone, Debug, Default)]
pub(crate) struct GlyphUse {
    /// The text of the glyph from a cluster in which it is alone.
    pub own: Option<Box<str>>,
    /// The text of a cluster with several glyphs, used if the glyph is never alone.
    pub shared: Option<Box<str>>,
}

/// The glyphs of some pages that [`FontTable`] has no text for yet.
#[derive(Debug, Default)]
pub(crate) struct FaceUse {
    glyphs: FxHashMap<u16, GlyphUse>,
    /// A bit for each glyph that has a text of its own.
    own: Vec<u64>,
}

impl FaceUse {
    /// Adds a text of a glyph, if it has none of this kind. `alone` is whether the glyph is alone in its cluster.
    pub(crate) fn add(&mut self, glyph: u16, text: &str, alone: bool) {
        let glyph_use = self.glyph(glyph);
        let slot = if alone { &mut glyph_use.own } else { &mut glyph_use.shared };
        if slot.is_some() || text.is_empty() {
            return;
        }
        *slot = Some(text.into());
        if alone {
            let word = usize::from(glyph / 64);
            if self.own.len() <= word {
                self.own.resize(word + 1, 0);
            }
            if let Some(bits) = self.own.get_mut(word) {
                *bits |= 1 << (glyph % 64);
            }
        }
    }

    /// Whether a glyph has a text from a cluster in which it is alone.
    #[inline]
    pub(crate) fn has_own(&self, glyph: u16) -> bool {
        self.own.get(usize::from(glyph / 64)).is_some_and(|bits| bits & (1 << (glyph % 64)) != 0)
    }

    /// Whether a glyph has a text from a cluster of several glyphs.
    pub(crate) fn has_shared(&self, glyph: u16) -> bool {
        self.glyphs.get(&glyph).is_some_and(|glyph_use| glyph_use.shared.is_some())
    }

    fn glyph(&mut self, glyph: u16) -> &mut GlyphUse {
        self.glyphs.entry(glyph).or_default()
    }

    /// The glyphs by their numbers, because codes are assigned in this order.
    fn sorted(self) -> Vec<(u16, GlyphUse)> {
        let mut glyphs: Vec<(u16, GlyphUse)> = self.glyphs.into_iter().collect();
        glyphs.sort_unstable_by_key(|(glyph, _)| *glyph);
        glyphs
    }
}

impl<'a> FontTable<'a> {
    pub(crate) fn new(library: &'a FontLibrary) -> FontTable<'a> {
        FontTable { library, faces: Vec::new(), varied: 0 }
    }

    pub(crate) fn face(&self, face: FaceId) -> &'a Face {
        self.library.face(face)
    }

    pub(crate) fn special(&self, face: FaceId) -> SpecialGlyphs {
        self.get(face).map_or_else(|| SpecialGlyphs::of(self.library.face(face)), |used| used.special)
    }

    pub(crate) fn get(&self, face: FaceId) -> Option<&UsedFace<'a>> {
        self.faces.get(usize::from(face.0))?.as_ref()
    }

    /// Adds the glyphs of a batch of pages, in the order of the pages: if they disagree on the text of a glyph, the
    /// first one is used.
    pub(crate) fn add_pages(&mut self, uses: impl IntoIterator<Item = (FaceId, FaceUse)>) {
        let mut batch: BTreeMap<FaceId, FaceUse> = BTreeMap::new();
        for (face, glyphs) in uses {
            let merged = batch.entry(face).or_default();
            for (glyph, found) in glyphs.sorted() {
                let glyph_use = merged.glyph(glyph);
                glyph_use.own = glyph_use.own.take().or(found.own);
                glyph_use.shared = glyph_use.shared.take().or(found.shared);
            }
        }
        let mut batch: Vec<(FaceId, FaceUse)> = batch.into_iter().collect();
        batch.sort_by_cached_key(|(face, _)| self.library.instance_key(*face));
        for (face, glyphs) in batch {
            self.add(face, glyphs);
        }
    }

    /// Assigns codes and texts to the glyphs that have none yet.
    fn add(&mut self, face: FaceId, glyphs: FaceUse) {
        let index = usize::from(face.0);
        if self.faces.len() <= index {
            self.faces.resize_with(index + 1, || None);
        }
        let Some(slot) = self.faces.get_mut(index) else { return };
        let used = slot.get_or_insert_with(|| {
            let number = if self.library.is_varied(face) {
                self.varied += 1;
                self.library.loaded() + self.varied - 1
            } else {
                face.0
            };
            UsedFace::new(self.library.face(face), number)
        });
        for (glyph, glyph_use) in glyphs.sorted() {
            used.add(glyph, glyph_use);
        }
    }

    /// The faces in the order of their numbers.
    pub(crate) fn faces(&self) -> impl Iterator<Item = &UsedFace<'a>> {
        let mut faces: Vec<&UsedFace<'a>> = self.faces.iter().flatten().collect();
        sort_by_key(&mut faces, |used| used.number);
        faces.into_iter()
    }
}

impl<'a> UsedFace<'a> {
    fn new(face: &'a Face, number: u16) -> UsedFace<'a> {
        let mut used = UsedFace {
            face,
            number,
            special: SpecialGlyphs::of(face),
            codes: Vec::new(),
            glyphs: Vec::new(),
            texts: Vec::new(),
            shared_texts: BTreeMap::new(),
        };
        // Glyph 0 is in every subset.
        used.glyphs.push(UsedGlyph { glyph: 0, width: used.width(0), text: GlyphText::NONE });
        used
    }

    /// The advance of a glyph in 1/1000 em times [`WIDTH_SCALE`], rounded.
    fn width(&self, glyph: u16) -> i32 {
        let units = i64::from(self.face.metrics.units_per_em.max(1));
        let advance = i64::from(self.face.advance(glyph)) * 1000 * i64::from(WIDTH_SCALE);
        ((advance + units / 2) / units) as i32
    }

    fn add(&mut self, glyph: u16, glyph_use: GlyphUse) {
        // A glyph that the face does not have is shown as its missing glyph.
        if usize::from(glyph) >= self.face.advances.len() {
            return;
        }
        let index = usize::from(glyph);
        if self.codes.len() <= index {
            self.codes.resize(index + 1, 0);
        }
        let mut code = self.codes.get(index).copied().unwrap_or(0);
        if code == 0 && glyph != 0 {
            code = self.glyphs.len() as u16;
            self.glyphs.push(UsedGlyph { glyph, width: self.width(glyph), text: GlyphText::NONE });
            if let Some(slot) = self.codes.get_mut(index) {
                *slot = code;
            }
        }
        if let Some(text) = glyph_use.shared {
            self.shared_texts.entry(code).or_insert(text);
        }
        let text = glyph_use.own.map(|text| self.intern(text));
        if let Some(used) = self.glyphs.get_mut(usize::from(code))
            && used.text == GlyphText::NONE
        {
            used.text = text.unwrap_or(GlyphText::NONE);
        }
    }

    fn intern(&mut self, text: Box<str>) -> GlyphText {
        if let Some(single) = single_char(&text) {
            return GlyphText(single as u32);
        }
        self.texts.push(text);
        GlyphText(GlyphText::LONG | (self.texts.len() - 1) as u32)
    }

    /// The code and the entry of a glyph; those of the missing glyph if it was never added.
    #[inline]
    pub(crate) fn code(&self, glyph: u16) -> (u16, UsedGlyph) {
        let code = self.codes.get(usize::from(glyph)).copied().unwrap_or(0);
        match self.glyphs.get(usize::from(code)) {
            Some(used) => (code, *used),
            None => (0, UsedGlyph { glyph: 0, width: 0, text: GlyphText::NONE }),
        }
    }

    /// Whether a glyph has a code, and a text from a cluster in which it is alone.
    #[inline]
    pub(crate) fn has_text(&self, glyph: u16) -> bool {
        let (_, used) = self.code(glyph);
        used.glyph == glyph && used.text != GlyphText::NONE
    }

    /// Whether extraction returns `text` for a glyph.
    #[inline]
    pub(crate) fn is_extracted_as(&self, glyph: UsedGlyph, text: &str) -> bool {
        if glyph.text.0 & GlyphText::LONG == 0 {
            let mut characters = text.chars();
            return characters.next().is_some_and(|first| first as u32 == glyph.text.0)
                && characters.as_str().is_empty();
        }
        self.text(glyph.text) == Some(text)
    }

    fn text(&self, text: GlyphText) -> Option<&str> {
        if text == GlyphText::NONE || text.0 & GlyphText::LONG == 0 {
            return None;
        }
        self.texts.get((text.0 & !GlyphText::LONG) as usize).map(|text| &**text)
    }

    /// The glyphs in the order of their codes.
    pub(crate) fn glyphs(&self) -> &[UsedGlyph] {
        &self.glyphs
    }

    /// The texts by code, for the ToUnicode CMap.
    pub(crate) fn texts(&self) -> Vec<(u16, String)> {
        self.glyphs
            .iter()
            .zip(0u16..)
            .filter_map(|(used, code)| {
                let text = match (self.text(used.text), char::from_u32(used.text.0)) {
                    (Some(long), _) => long.to_string(),
                    (None, Some(single)) => single.to_string(),
                    (None, None) => self.shared_texts.get(&code)?.to_string(),
                };
                Some((code, text))
            })
            .collect()
    }
}

/// The text as one character.
fn single_char(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.as_str().is_empty())
}
