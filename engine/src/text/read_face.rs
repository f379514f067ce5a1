//! Reads a font file into a [`Face`] and checks the properties that the rest of the engine relies on.

use std::sync::{Arc, OnceLock};

use skrifa::font::{Blob, Font};
use skrifa::raw::tables::name::NameId;
use skrifa::raw::tables::os2::{Os2, SelectionFlags};
use skrifa::raw::types::Tag;
use skrifa::raw::{FileRef, FontRef, ReadError, TableProvider};

use super::face::{Face, FaceId, FaceMetrics, FontData};
use super::plan::PlanCache;
use super::spaces::AcrossSpaces;
use super::variable::{self, Axis};
use crate::css::FontSlope;

/// The most faces of a collection that are read.
const MAX_COLLECTION_FACES: u32 = 256;

/// The number of faces in a file.
///
/// # Errors
/// What is wrong with the file, for a message.
pub(super) fn face_count(data: &[u8]) -> Result<u32, String> {
    match FileRef::new(data) {
        Ok(FileRef::Font(_)) => Ok(1),
        Ok(FileRef::Collection(collection)) => Ok(collection.len().min(MAX_COLLECTION_FACES)),
        Err(error) => Err(format!("it is not a TrueType or OpenType font ({error})")),
    }
}

/// Reads face number `index` of a font file.
///
/// # Errors
/// What is wrong with the font, for a message.
pub(super) fn read_face(
    id: FaceId,
    path: String,
    data: FontData,
    index: u32,
    across_spaces: Option<AcrossSpaces>,
) -> Result<Face, String> {
    let tables = FontRef::from_index(&data, index).map_err(|error| format!("it is damaged ({error})"))?;
    let table = |name: &str, error: ReadError| format!("its table '{name}' cannot be read ({error})");

    let head = tables.head().map_err(|error| table("head", error))?;
    let maxp = tables.maxp().map_err(|error| table("maxp", error))?;
    let hhea = tables.hhea().map_err(|error| table("hhea", error))?;
    let hmtx = tables.hmtx().map_err(|error| table("hmtx", error))?;
    let cmap = tables.cmap().map_err(|error| table("cmap", error))?;
    check_outlines(&tables)?;

    let units_per_em = head.units_per_em();
    if !(16..=16384).contains(&units_per_em) {
        return Err(format!("it has {units_per_em} units per em, which must be 16 to 16384"));
    }
    if cmap.encoding_records().is_empty() {
        return Err("it maps no characters to glyphs".to_string());
    }
    let mut advances: Vec<u16> = hmtx.h_metrics().iter().map(|metric| metric.advance()).collect();
    // Glyphs beyond the end of the table have the advance of the last one in it.
    advances.resize(maxp.num_glyphs().into(), advances.last().copied().unwrap_or_default());
    if advances.iter().all(|&advance| advance == 0) {
        return Err("none of its glyphs has a width".to_string());
    }

    let mut metrics = FaceMetrics {
        units_per_em,
        ascent: hhea.ascender().to_i16(),
        descent: hhea.descender().to_i16(),
        line_gap: hhea.line_gap().to_i16().max(0),
        bounding_box: [head.x_min(), head.y_min(), head.x_max(), head.y_max()],
        ..FaceMetrics::default()
    };
    let style = match tables.os2() {
        Ok(os2) => {
            read_os2_metrics(&os2, &mut metrics);
            NominalStyle::of_os2(&os2)
        }
        Err(_) => NominalStyle::of_mac_style(head.mac_style().bits()),
    };
    if let Ok(post) = tables.post() {
        metrics.underline_position = post.underline_position().to_i16();
        metrics.underline_thickness = post.underline_thickness().to_i16();
        metrics.italic_angle = post.italic_angle().to_f64() as f32;
        metrics.is_monospaced |= post.is_fixed_pitch() != 0;
    }
    fill_missing_metrics(&mut metrics);

    let names = names(&tables)?;
    let axes = variable::axes(&tables);
    let across_spaces = across_spaces.map(OnceLock::from).unwrap_or_default();
    let blob = match &data {
        FontData::Static(bytes) => Blob::Static(bytes),
        FontData::Shared(bytes) => Blob::Shared(bytes.clone()),
    };
    let font = Font::new(blob, index).ok_or("it is not a TrueType or OpenType font")?;
    Ok(Face {
        id,
        path,
        index,
        family: names.family,
        postscript_name: names.postscript,
        weight: style.weight,
        slope: style.slope,
        stretch: style.stretch,
        unicode_range: Vec::new(),
        coordinates: axes.iter().map(Axis::default).collect(),
        axes: axes.into(),
        size_adjust: 1.0,
        features: Arc::new([]),
        metrics,
        advances,
        font,
        plans: PlanCache::default(),
        across_spaces,
        ascii: OnceLock::new(),
        data,
    })
}

/// The weight, slope and width that a font file declares.
struct NominalStyle {
    /// 1 to 1000.
    weight: u16,
    slope: FontSlope,
    /// Percent of normal width.
    stretch: f32,
}

impl NominalStyle {
    fn of_os2(os2: &Os2<'_>) -> NominalStyle {
        let selection = os2.fs_selection();
        let slope = if selection.contains(SelectionFlags::ITALIC) {
            FontSlope::Italic
        } else if selection.contains(SelectionFlags::OBLIQUE) {
            FontSlope::OBLIQUE
        } else {
            FontSlope::Normal
        };
        // Some old fonts count weights from 1 to 9.
        let weight = match os2.us_weight_class().clamp(1, 1000) {
            weight @ ..10 => weight * 100,
            weight => weight,
        };
        NominalStyle { weight, slope, stretch: stretch_percentage(os2.us_width_class()) }
    }

    /// For a font without a table OS/2: bit 0 is bold, bit 1 italic (OpenType, table head).
    fn of_mac_style(bits: u16) -> NominalStyle {
        NominalStyle {
            weight: if bits & 1 != 0 { 700 } else { 400 },
            slope: if bits & 2 != 0 { FontSlope::Italic } else { FontSlope::Normal },
            stretch: 100.0,
        }
    }
}

/// Reads metrics from the table OS/2, which override those of `hhea`.
fn read_os2_metrics(os2: &Os2<'_>, metrics: &mut FaceMetrics) {
    // CSS Inline 3, appendix A: the typographic metrics are used if the font asks for it or has no others.
    if os2.fs_selection().contains(SelectionFlags::USE_TYPO_METRICS)
        || (metrics.ascent == 0 && metrics.descent == 0)
    {
        metrics.ascent = os2.s_typo_ascender();
        metrics.descent = os2.s_typo_descender();
        metrics.line_gap = os2.s_typo_line_gap().max(0);
    }
    if metrics.ascent == 0 && metrics.descent == 0 {
        metrics.ascent = i16::try_from(os2.us_win_ascent()).unwrap_or(i16::MAX);
        metrics.descent = i16::try_from(os2.us_win_descent()).unwrap_or(i16::MAX).saturating_neg();
    }
    metrics.x_height = os2.sx_height().unwrap_or_default();
    metrics.cap_height = os2.s_cap_height().unwrap_or_default();
    metrics.strikeout_position = os2.y_strikeout_position();
    metrics.strikeout_thickness = os2.y_strikeout_size();
    // Family classes 1 to 5 and 7, or PANOSE's Latin text with serif styles 2 to 10.
    let class = os2.s_family_class() >> 8;
    metrics.is_serif = matches!(class, 1..=5 | 7)
        || (class == 0
            && os2.panose_10().first() == Some(&2)
            && os2.panose_10().get(1).is_some_and(|style| (2..=10).contains(style)));
    metrics.is_monospaced = os2.panose_10().first() == Some(&2) && os2.panose_10().get(3) == Some(&9);
}

/// Replaces metrics that the font lacks by typical fractions of the em.
fn fill_missing_metrics(metrics: &mut FaceMetrics) {
    let units_per_em = f32::from(metrics.units_per_em);
    let em = |share: f32| (units_per_em * share) as i16;
    for (value, fallback) in [
        (&mut metrics.x_height, em(0.5)),
        (&mut metrics.cap_height, em(0.7)),
        (&mut metrics.underline_thickness, em(0.05)),
        (&mut metrics.strikeout_thickness, em(0.05)),
    ] {
        if *value <= 0 {
            *value = fallback;
        }
    }
    if metrics.underline_position == 0 {
        metrics.underline_position = em(-0.1);
    }
    if metrics.strikeout_position == 0 {
        metrics.strikeout_position = metrics.x_height / 2 + metrics.strikeout_thickness / 2;
    }
}

/// Checks that the outline table exists and can be read as a whole. Single glyphs are checked when they are drawn.
fn check_outlines(tables: &FontRef<'_>) -> Result<(), String> {
    if tables.table_data(Tag::new(b"glyf")).is_some() {
        tables.glyf().map_err(|error| format!("its table 'glyf' cannot be read ({error})"))?;
        let loca = tables.loca(None).map_err(|error| format!("its table 'loca' cannot be read ({error})"))?;
        let glyphs = tables.maxp().map(|maxp| usize::from(maxp.num_glyphs())).unwrap_or_default();
        if loca.len() < glyphs {
            return Err(format!("its table 'loca' has {} of {glyphs} glyphs", loca.len()));
        }
        return Ok(());
    }
    if tables.table_data(Tag::new(b"CFF2")).is_some() {
        return match tables.cff2() {
            Ok(_) => Ok(()),
            Err(error) => Err(format!("its table 'CFF2' cannot be read ({error})")),
        };
    }
    if tables.table_data(Tag::new(b"CFF ")).is_some() {
        return match tables.cff() {
            Ok(_) => Ok(()),
            Err(error) => Err(format!("its table 'CFF' cannot be read ({error})")),
        };
    }
    Err("it has no outlines ('glyf', 'CFF' or 'CFF2')".to_string())
}

/// `usWidthClass` as percent (OpenType, table OS/2).
fn stretch_percentage(class: u16) -> f32 {
    match class {
        1 => 50.0,
        2 => 62.5,
        3 => 75.0,
        4 => 87.5,
        6 => 112.5,
        7 => 125.0,
        8 => 150.0,
        9 => 200.0,
        _ => 100.0,
    }
}

struct Names {
    family: Arc<str>,
    postscript: String,
}

fn names(tables: &FontRef<'_>) -> Result<Names, String> {
    let name = tables.name().map_err(|error| format!("its table 'name' cannot be read ({error})"))?;
    let find = |id: NameId| {
        let records = name.name_record().iter().filter(|record| record.name_id() == id);
        // American English first, then any Unicode record, then any other record.
        let rank = |platform: u16, language: u16, unicode: bool| match (platform, language) {
            (3, 0x409) => 0,
            _ if unicode => 1,
            _ => 2,
        };
        records
            .min_by_key(|record| rank(record.platform_id(), record.language_id(), record.is_unicode()))
            .and_then(|record| record.string(name.string_data()).ok())
            .map(|string| string.chars().filter(|&c| c != '\0').collect::<String>())
            .filter(|string| !string.trim().is_empty())
    };
    let family = find(NameId::TYPOGRAPHIC_FAMILY_NAME)
        .or_else(|| find(NameId::FAMILY_NAME))
        .ok_or("it has no family name")?;
    let postscript = find(NameId::POSTSCRIPT_NAME).unwrap_or_else(|| family.clone());
    // The Adobe note on PostScript names: printable ASCII without delimiters, at most 63 characters.
    let postscript: String =
        postscript.chars().filter(|c| c.is_ascii_graphic() && !"[](){}<>/%".contains(*c)).take(63).collect();
    let postscript = if postscript.is_empty() { "Font".to_string() } else { postscript };
    Ok(Names { family: family.into(), postscript })
}
