//! Completes the font dictionaries of printpdf (ISO 32000-1, 9.6 to 9.8). In: a used face, and its dictionary. Out: the
//! subset, its name, exact widths, the descriptor's flags and metrics, and the ToUnicode CMap.

use lopdf::{Dictionary, Document, Object, ObjectId};
use subsetter::GlyphRemapper;

use crate::pdf::PdfError;
use crate::pdf::syntax::deflate::Deflater;
use crate::pdf::syntax::object::{deflated, name};
use crate::pdf::text::font::{UsedFace, WIDTH_SCALE};
use crate::pdf::text::to_unicode::to_unicode;

/// A font subset with the glyphs that are used.
pub(crate) struct FontProgram {
    /// A complete font file.
    pub bytes: Vec<u8>,
    /// The name of the subset.
    pub name: String,
    /// The part of it that printpdf embeds, deflated.
    deflated: Vec<u8>,
}

/// The font program with only the glyphs that are used, numbered by their codes.
///
/// # Errors
/// Returns an error if the font is invalid.
pub(crate) fn program(used: &UsedFace, deflater: &mut Deflater) -> Result<FontProgram, PdfError> {
    let mut glyphs = GlyphRemapper::new();
    for glyph in used.glyphs() {
        glyphs.remap(glyph.glyph);
    }
    let mut shown: Vec<u16> = used.glyphs().iter().map(|glyph| glyph.glyph).collect();
    shown.sort_unstable();
    let (source, index) =
        used.face.program(&shown).map_err(|reason| PdfError::Font(used.face.path.clone(), reason))?;
    let bytes = subsetter::subset(&source, index, &glyphs)
        .map_err(|error| PdfError::Font(used.face.path.clone(), error.to_string()))?;
    let name = subset_name(used, &bytes);
    // Of a font with CFF outlines printpdf embeds only the CFF table.
    let deflated = match printpdf::font::extract_cid_keyed_cff(&bytes, 0) {
        Some(outlines) => deflater.deflate(&outlines),
        None => deflater.deflate(&bytes),
    };
    Ok(FontProgram { bytes, name, deflated })
}

/// The PostScript name after a tag of six letters (ISO 32000-1, 9.6.4). The tag is a hash of the font program, so the
/// same subset always has the same name.
fn subset_name(used: &UsedFace, program: &[u8]) -> String {
    let hash = xxhash_rust::xxh3::xxh3_64(program).to_be_bytes();
    let tag: String = hash.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
    // All other characters would need escapes wherever the name is written.
    let plain = |character: &char| character.is_ascii_alphanumeric() || "-_.+".contains(*character);
    let base: String = used.face.postscript_name.chars().filter(plain).collect();
    format!("{tag}+{}", if base.is_empty() { "Font" } else { &base })
}

/// Completes a font dictionary that printpdf has made.
///
/// # Errors
/// Returns an error if the dictionary does not have the expected entries.
pub(crate) fn complete(
    document: &mut Document,
    font: ObjectId,
    used: &UsedFace,
    program: FontProgram,
    deflater: &mut Deflater,
) -> Result<(), PdfError> {
    const SHAPE: PdfError = PdfError::Document("a font dictionary is not of the expected shape");
    let texts = used.texts();
    let entries: Vec<(u16, &str)> = texts.iter().map(|(code, text)| (*code, text.as_str())).collect();
    let map = deflated(Dictionary::new(), deflater.deflate(&to_unicode(&entries)));
    let map = document.add_object(map);

    let dictionary = document.get_dictionary_mut(font).map_err(|_| SHAPE)?;
    dictionary.set("ToUnicode", Object::Reference(map));
    let descendants =
        dictionary.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).map_err(|_| SHAPE)?;
    let descendant = descendants.first_mut().ok_or(SHAPE)?.as_dict_mut().map_err(|_| SHAPE)?;
    descendant.set("W", widths(used));
    // The default width is never used: the array has all glyphs that are shown.
    descendant.set("DW", Object::Integer(0));
    let descriptor = descendant.get(b"FontDescriptor").and_then(Object::as_reference).map_err(|_| SHAPE)?;

    let descriptor = document.get_dictionary_mut(descriptor).map_err(|_| SHAPE)?;
    describe(descriptor, used);
    let stream = [&b"FontFile2"[..], b"FontFile3"]
        .iter()
        .find_map(|key| descriptor.get(key).and_then(Object::as_reference).ok())
        .ok_or(SHAPE)?;
    let Ok(Object::Stream(stream)) = document.get_object_mut(stream) else { return Err(SHAPE) };
    stream.content = program.deflated;
    stream.dict.set("Filter", name("FlateDecode"));
    Ok(())
}

/// The `/W` array: the width of every code, from code 0.
fn widths(used: &UsedFace) -> Object {
    let scale = WIDTH_SCALE as f32;
    let list = used.glyphs().iter().map(|glyph| match glyph.width % WIDTH_SCALE {
        0 => Object::Integer(i64::from(glyph.width / WIDTH_SCALE)),
        _ => Object::Real(glyph.width as f32 / scale),
    });
    Object::Array(vec![Object::Integer(0), Object::Array(list.collect())])
}

/// Table 123 of ISO 32000-1.
const FIXED_PITCH: i64 = 1 << 0;
const SERIF: i64 = 1 << 1;
const SYMBOLIC: i64 = 1 << 2;
const ITALIC: i64 = 1 << 6;

fn describe(descriptor: &mut Dictionary, used: &UsedFace) {
    let face = used.face;
    let metrics = &face.metrics;
    let units = i64::from(metrics.units_per_em.max(1));
    let scaled = |value: i16| {
        let value = i64::from(value) * 1000;
        Object::Integer((value + units / 2).div_euclid(units))
    };
    // The glyphs of a subset are not those of a standard Latin set.
    let mut flags = SYMBOLIC;
    if metrics.is_monospaced {
        flags |= FIXED_PITCH;
    }
    if metrics.is_serif {
        flags |= SERIF;
    }
    if face.is_slanted() || metrics.italic_angle != 0.0 {
        flags |= ITALIC;
    }
    descriptor.set("Flags", Object::Integer(flags));
    descriptor.set("ItalicAngle", Object::Real(metrics.italic_angle));
    descriptor.set("Ascent", scaled(metrics.ascent));
    descriptor.set("Descent", scaled(metrics.descent));
    descriptor.set("CapHeight", scaled(metrics.cap_height));
    if metrics.x_height > 0 {
        descriptor.set("XHeight", scaled(metrics.x_height));
    }
    descriptor.set("FontBBox", Object::Array(metrics.bounding_box.map(scaled).to_vec()));
    // Fonts have no table with the stem width. Most text faces have some 70 at weight 400 and 150 at 700.
    let weight = i64::from(face.weight.clamp(1, 1000));
    descriptor.set("StemV", Object::Integer(30 + weight * weight / 4000));
}
