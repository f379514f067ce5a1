//! One font face: its bytes, its names, and its metrics.

use std::fmt;
use std::ops::{Deref, RangeInclusive};
use std::sync::Arc;

use skrifa::font::Font;
use skrifa::raw::{FontRef, TableProvider};

use super::plan::PlanCache;
use super::spaces::AcrossSpaces;
use crate::css::FontSlope;
use crate::units::Length;

/// The number of a face in the font library. The order is that of loading, which is sorted by path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// The bytes of a font file: part of the program, or read from a file.
#[derive(Clone)]
pub enum FontData {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl Deref for FontData {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            FontData::Static(bytes) => bytes,
            FontData::Shared(bytes) => bytes,
        }
    }
}

impl fmt::Debug for FontData {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FontData({} bytes)", self.len())
    }
}

/// A font face that was read and found sound.
pub struct Face {
    pub id: FaceId,
    /// Where it came from, for messages: a path in the project or among the built-in fonts.
    pub path: String,
    /// The whole font file.
    pub data: FontData,
    /// Which face of a collection; 0 for a plain font file.
    pub index: u32,
    /// The typographic family name.
    pub family: Arc<str>,
    /// The PostScript name, as PDF's `/BaseFont` wants it.
    pub postscript_name: String,
    /// 1 to 1000.
    pub weight: u16,
    pub slope: FontSlope,
    /// Percent of normal width.
    pub stretch: f32,
    /// The characters that `@font-face` gives the face for; empty where it is for all it has.
    pub(super) unicode_range: Vec<RangeInclusive<u32>>,
    pub metrics: FaceMetrics,
    /// Advance widths by glyph, in font units.
    pub advances: Vec<u16>,
    /// The same bytes as the shaper sees them, with its own caches.
    pub(super) font: Font,
    /// Shaping plans made for this face.
    pub(super) plans: PlanCache,
    /// The features with which words cannot be shaped one by one.
    pub(super) across_spaces: AcrossSpaces,
}

impl fmt::Debug for Face {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Face")
            .field("id", &self.id)
            .field("path", &self.path)
            .field("postscript_name", &self.postscript_name)
            .finish_non_exhaustive()
    }
}

/// Metrics of a face, in font units unless said otherwise; `y` grows upwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FaceMetrics {
    pub units_per_em: u16,
    pub ascent: i16,
    /// Below the baseline, so usually negative.
    pub descent: i16,
    pub line_gap: i16,
    pub x_height: i16,
    pub cap_height: i16,
    pub underline_position: i16,
    pub underline_thickness: i16,
    pub strikeout_position: i16,
    pub strikeout_thickness: i16,
    /// Degrees counter-clockwise from the vertical, so negative for italics.
    pub italic_angle: f32,
    /// The font bounding box: left, bottom, right, top.
    pub bounding_box: [i16; 4],
    pub is_monospaced: bool,
    pub is_serif: bool,
}

impl Face {
    /// Font units as a length at a font size.
    pub fn scale(&self, units: i32, size: Length) -> Length {
        size.ratio(units, i32::from(self.metrics.units_per_em.max(1)))
    }

    /// The advance width of a glyph in font units; zero for a glyph the face does not have.
    pub fn advance(&self, glyph: u16) -> u16 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// Whether the face may be used for a character (CSS Fonts 4, section 4.5).
    pub(super) fn is_for(&self, character: char) -> bool {
        self.unicode_range.is_empty()
            || self.unicode_range.iter().any(|range| range.contains(&u32::from(character)))
    }

    /// Whether some substitution of the font belongs to an OpenType feature.
    pub(super) fn has_feature(&self, tag: [u8; 4]) -> bool {
        let tables = FontRef::from_index(&self.data, self.index);
        let features = tables.and_then(|tables| tables.gsub()).and_then(|gsub| gsub.feature_list());
        features.is_ok_and(|features| {
            features.feature_records().iter().any(|record| record.feature_tag().to_be_bytes() == tag)
        })
    }

    /// The glyph of a character, without shaping.
    pub fn glyph(&self, character: char) -> Option<u16> {
        self.font
            .charmap()
            .map_unicode(u32::from(character))
            .and_then(|glyph| u16::try_from(glyph.to_u32()).ok())
    }
}
