//! The fonts of text in SVG pictures: the SVG reader shapes and places it itself, and is given faces of the library, chosen
//! by the same rules as those of other text. Fonts of the system are never used.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock};

use skrifa::FontRef;
use skrifa::raw::types::Tag;
use unicode_bidi::{BidiClass, bidi_class};
use usvg::fontdb::{Database, ID, Source};
use usvg::{Font, FontResolver};

use super::embedded::SERIF;
use super::face::{Face, FaceId, FontData};
use super::instance::FontInstance;
use super::library::FontLibrary;
use crate::css::{FontFamily, FontSlope, FontStyle};
use crate::units::Length;

/// The family of text that names none, or names one in a way that is not valid.
pub(crate) const DEFAULT_FAMILY: &str = SERIF;

/// A font with one glyph, a square for the characters that it lacks: all of them. It has no tables for shaping.
const STAND_IN: &[u8] = include_bytes!("stand_in.ttf");

/// The faces that a picture's reader was given.
pub(crate) struct GivenFaces(Arc<Mutex<Choices>>);

impl GivenFaces {
    /// The faces by the reader's numbers, and the families that no font is of.
    pub(crate) fn faces(self) -> (Vec<(ID, FaceId)>, BTreeSet<String>) {
        let choices = self.0.lock().map(|mut choices| std::mem::take(&mut *choices)).unwrap_or_default();
        (choices.given.iter().map(|&(face, id)| (id, face)).collect(), choices.unknown)
    }
}

/// The faces that a picture's reader knows, in the order in which they were needed.
#[derive(Default)]
struct Choices {
    given: Vec<(FaceId, ID)>,
    /// For each choice of a face: the reader's number of it, the style, and the faces for it, best first.
    chosen: Vec<(ID, FontStyle, Vec<FaceId>)>,
    /// The families that text names and no font is of.
    unknown: BTreeSet<String>,
}

/// The choice of faces for the text of one picture. If `stands_in`, the reader gets a stand-in for all of them.
pub(crate) fn resolver(library: &FontLibrary, stands_in: bool) -> (FontResolver<'_>, GivenFaces) {
    let stand_in = OnceLock::new();
    let faces = Arc::new(Mutex::new(Choices::default()));
    let for_fallback = faces.clone();
    let given = GivenFaces(faces.clone());
    let resolver = FontResolver {
        select_font: Box::new(move |font, database| {
            let style = style_of(font);
            let mut faces = faces.lock().ok()?;
            let candidates = library.faces_or(&style, &mut |family| {
                faces.unknown.insert(family.to_string());
            });
            let primary = library.primary(&candidates)?;
            if stands_in {
                return *stand_in.get_or_init(|| load(Source::Binary(Arc::new(STAND_IN)), 0, database));
            }
            let id = give(library, primary, &mut faces.given, database)?;
            faces.chosen.push((id, style, candidates));
            Some(id)
        }),
        select_fallback: Box::new(move |character, used, database| {
            let mut faces = for_fallback.lock().ok()?;
            let faces = &mut *faces;
            let (_, style, candidates) =
                faces.chosen.iter().rev().find(|(id, ..)| used.first() == Some(id))?;
            let has = |id: FaceId| library.face(id).glyph(character).is_some();
            let face =
                candidates.iter().copied().find(|&id| has(id)).or_else(|| library.other_face(style, has))?;
            let id = give(library, face, &mut faces.given, database)?;
            (!used.contains(&id)).then_some(id)
        }),
    };
    (resolver, given)
}

/// The reader's number of a face, which it is given now if it does not have it.
fn give(
    library: &FontLibrary,
    face: FaceId,
    given: &mut Vec<(FaceId, ID)>,
    database: &mut Arc<Database>,
) -> Option<ID> {
    if let Some((_, id)) = given.iter().find(|(known, _)| *known == face) {
        return Some(*id);
    }
    let read = library.face(face);
    let source = match &read.data {
        FontData::Static(bytes) => Source::Binary(Arc::new(*bytes)),
        FontData::Shared(bytes) => Source::Binary(Arc::new(SharedData(bytes.clone()))),
    };
    let id = load(source, read.index, database)?;
    given.push((face, id));
    Some(id)
}

fn load(source: Source, index: u32, database: &mut Arc<Database>) -> Option<ID> {
    Arc::make_mut(database).load_font_source(source).get(index as usize).copied()
}

/// What text in a font of the reader is shaped with, at the size at which lengths in points are font units.
pub(crate) fn instance(library: &FontLibrary, font: &Font) -> Option<FontInstance> {
    let mut style = style_of(font);
    // Unknown families are reported with the picture.
    let faces = library.faces_or(&style, &mut |_| {});
    let units_per_em = library.face(library.primary(&faces)?).metrics.units_per_em.max(1);
    style.size = Length::from_points(f64::from(units_per_em));
    Some(FontInstance::with_faces(library, Arc::new(style), faces))
}

/// Whether a face has glyphs that are not outlines in one color.
pub(crate) fn has_pictures(face: &Face) -> bool {
    let Ok(tables) = FontRef::from_index(&face.data, face.index) else { return false };
    [b"COLR", b"SVG ", b"CBDT", b"sbix"].iter().any(|tag| tables.table_data(Tag::new(tag)).is_some())
}

/// Whether a character runs from right to left, or makes others do so.
pub(crate) fn is_right_to_left(character: char) -> bool {
    matches!(
        bidi_class(character),
        BidiClass::R | BidiClass::AL | BidiClass::AN | BidiClass::RLE | BidiClass::RLI | BidiClass::RLO
    )
}

struct SharedData(Arc<Vec<u8>>);

impl AsRef<[u8]> for SharedData {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

fn style_of(font: &Font) -> FontStyle {
    let family = |family: &usvg::FontFamily| match family {
        usvg::FontFamily::Serif => FontFamily::Serif,
        usvg::FontFamily::SansSerif => FontFamily::SansSerif,
        usvg::FontFamily::Cursive => FontFamily::Cursive,
        usvg::FontFamily::Fantasy => FontFamily::Fantasy,
        usvg::FontFamily::Monospace => FontFamily::Monospace,
        usvg::FontFamily::Named(name) => match name.to_ascii_lowercase().as_str() {
            "ui-serif" => FontFamily::Serif,
            "ui-sans-serif" | "ui-rounded" => FontFamily::SansSerif,
            "ui-monospace" => FontFamily::Monospace,
            "system-ui" => FontFamily::SystemUi,
            _ => FontFamily::Named(name.as_str().into()),
        },
    };
    use usvg::FontStretch::*;
    let stretch = match font.stretch() {
        UltraCondensed => 50.0,
        ExtraCondensed => 62.5,
        Condensed => 75.0,
        SemiCondensed => 87.5,
        Normal => 100.0,
        SemiExpanded => 112.5,
        Expanded => 125.0,
        ExtraExpanded => 150.0,
        UltraExpanded => 200.0,
    };
    FontStyle {
        family: font.families().iter().map(family).collect(),
        weight: font.weight(),
        slope: match font.style() {
            usvg::FontStyle::Normal => FontSlope::Normal,
            usvg::FontStyle::Italic => FontSlope::Italic,
            usvg::FontStyle::Oblique => FontSlope::Oblique(1400),
        },
        stretch,
        ..(*crate::css::properties::initial().font).clone()
    }
}
