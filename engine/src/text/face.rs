//! One font face: its bytes, its names, and its metrics.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, RangeInclusive};
use std::sync::{Arc, OnceLock};

use harfrust::Feature;
use skrifa::font::Font;
use skrifa::raw::types::GlyphId;
use skrifa::raw::{FontRef, TableProvider};

use super::plan::PlanCache;
use super::spaces::AcrossSpaces;
use super::variable::{Axis, InstanceMetrics};
use crate::css::{FontSlope, MetricOverrides};
use crate::units::Length;

/// The number of a face in the font library. The order is that of loading, which is sorted by path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// The bytes of a font file.
#[derive(Clone)]
pub enum FontData {
    /// Built into the program.
    Static(&'static [u8]),
    /// Read from a file.
    Shared(Arc<Vec<u8>>),
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
    /// Its number in the library.
    pub id: FaceId,
    /// The path of the font file, for messages: in the project or among the built-in fonts.
    pub path: String,
    /// The whole font file.
    pub data: FontData,
    /// The index of the face in a collection; 0 for a plain font file.
    pub index: u32,
    /// The typographic family name.
    pub family: Arc<str>,
    /// The PostScript name, for PDF's `/BaseFont`.
    pub postscript_name: String,
    /// As in `font-weight`, 1 to 1000.
    pub weight: u16,
    /// Upright, italic or oblique.
    pub slope: FontSlope,
    /// As in `font-stretch`, in percent of the normal width.
    pub stretch: f32,
    /// The `unicode-range` of `@font-face`; empty where the face is used for all its characters.
    pub(super) unicode_range: Vec<RangeInclusive<u32>>,
    /// The axes of a variable font.
    pub(super) axes: Arc<[Axis]>,
    /// The value on each axis.
    pub(super) coordinates: Vec<f32>,
    /// The `size-adjust` of `@font-face`, by which glyphs and metrics are multiplied; 1 otherwise.
    pub(super) size_adjust: f32,
    /// Features that `@font-face` asks for wherever the face is used.
    pub(super) features: Arc<[Feature]>,
    /// The metrics of lines and decorations.
    pub metrics: FaceMetrics,
    /// Advance widths by glyph, in font units.
    pub advances: Vec<u16>,
    /// The parsed font for the shaper, with the shaper's caches.
    pub(super) font: Font,
    /// Shaping plans made for this face.
    pub(super) plans: PlanCache,
    /// The features that reach across spaces: text with them is not shaped word by word.
    pub(super) across_spaces: OnceLock<AcrossSpaces>,
    /// The glyphs of the characters of ASCII, of which most text is: looking one up in the font takes some 500 instructions.
    pub(super) ascii: OnceLock<[Option<u16>; 128]>,
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

/// Metrics of a face, in font units unless noted; `y` grows upward.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FaceMetrics {
    /// Font units an em, from `head`.
    pub units_per_em: u16,
    /// The top of lines above the baseline.
    pub ascent: i16,
    /// The bottom of lines: below the baseline, so usually negative.
    pub descent: i16,
    /// Extra space between lines.
    pub line_gap: i16,
    /// The height of lowercase letters without ascenders.
    pub x_height: i16,
    /// The height of capitals.
    pub cap_height: i16,
    /// The upper edge of the underline, from `post`: above the baseline, so usually negative.
    pub underline_position: i16,
    /// The thickness of the underline.
    pub underline_thickness: i16,
    /// The upper edge of the strikeout line above the baseline, from `OS/2`.
    pub strikeout_position: i16,
    /// The thickness of the strikeout line.
    pub strikeout_thickness: i16,
    /// Degrees counter-clockwise from the vertical, so negative for italics.
    pub italic_angle: f32,
    /// The font bounding box: left, bottom, right, top.
    pub bounding_box: [i16; 4],
    /// Whether all glyphs have one advance, from `post`.
    pub is_monospaced: bool,
    /// Whether the letters have serifs, from the classification in `OS/2`.
    pub is_serif: bool,
}

impl Face {
    /// Whether it is an italic or oblique face.
    pub(crate) fn is_slanted(&self) -> bool {
        self.slope != FontSlope::Normal
    }

    /// The features with which words cannot be shaped one by one. Found when first needed: a project has more
    /// faces than its text uses.
    pub(super) fn across_spaces(&self) -> &AcrossSpaces {
        self.across_spaces.get_or_init(|| match FontRef::from_index(&self.data, self.index) {
            Ok(tables) => AcrossSpaces::of(&tables),
            Err(_) => AcrossSpaces { always: true, features: Cow::Borrowed(&[]) },
        })
    }

    /// Font units as a length at a font size.
    pub fn scale(&self, units: i32, size: Length) -> Length {
        size.ratio(units, i32::from(self.metrics.units_per_em.max(1)))
    }

    /// The advance width of a glyph in font units; zero for a glyph the face does not have.
    pub fn advance(&self, glyph: u16) -> u16 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// An instance of a variable font: the face at values on its axes, as a separate face. The overrides of
    /// `@font-face` stay.
    pub(super) fn at(&self, id: FaceId, coordinates: Vec<f32>, overrides: MetricOverrides) -> Face {
        let settings = self.axes.iter().zip(&coordinates).map(|(axis, &value)| (axis.tag, value));
        let font = self.font.instance_builder().variations(settings).build();
        let mut face = Face {
            id,
            path: self.path.clone(),
            data: self.data.clone(),
            index: self.index,
            family: self.family.clone(),
            postscript_name: self.postscript_name.clone(),
            weight: self.weight,
            slope: self.slope,
            stretch: self.stretch,
            unicode_range: self.unicode_range.clone(),
            axes: self.axes.clone(),
            coordinates,
            size_adjust: self.size_adjust,
            features: self.features.clone(),
            metrics: self.metrics,
            advances: Vec::new(),
            font,
            plans: PlanCache::default(),
            across_spaces: self.across_spaces.clone(),
            ascii: self.ascii.clone(),
        };
        if let Ok(tables) = FontRef::from_index(&self.data, self.index) {
            let found = InstanceMetrics::of(&tables, &face.axes, &face.coordinates, self.metrics);
            face.advances = found.advances;
            face.metrics = found.metrics;
            face.weight = found.weight.unwrap_or(self.weight);
            face.slope = found.slope.unwrap_or(self.slope);
            face.stretch = found.stretch.unwrap_or(self.stretch);
            face.postscript_name += &found.suffix;
        }
        face.override_metrics(overrides);
        face
    }

    /// Replaces the font's line metrics by those of `@font-face`.
    pub(super) fn override_metrics(&mut self, overrides: MetricOverrides) {
        let em = f32::from(self.metrics.units_per_em);
        let units = |share: f32| (share * em).round().clamp(0.0, f32::from(i16::MAX)) as i16;
        let metrics = &mut self.metrics;
        metrics.ascent = overrides.ascent.map_or(metrics.ascent, units);
        metrics.descent = overrides.descent.map_or(metrics.descent, |share| -units(share));
        metrics.line_gap = overrides.line_gap.map_or(metrics.line_gap, units);
    }

    /// The height of lowercase letters; `None` where the face has no script with upper and lower case.
    pub(super) fn ex_height(&self) -> Option<i32> {
        let has = ['x', 'х', 'χ', 'ա', 'ⲭ'].iter().any(|&letter| self.glyph(letter).is_some());
        has.then(|| i32::from(self.metrics.x_height))
    }

    /// The height of capitals; `None` where the face has none.
    pub(super) fn cap_height(&self) -> Option<i32> {
        let has = ['H', 'Н', 'Η', 'Ա', 'Ⲏ'].iter().any(|&letter| self.glyph(letter).is_some());
        has.then(|| i32::from(self.metrics.cap_height))
    }

    /// The advance of a character; `None` where the face does not have it.
    pub(super) fn advance_of(&self, character: char) -> Option<i32> {
        self.glyph(character).map(|glyph| i32::from(self.advance(glyph)))
    }

    /// Whether the font is variable, even if this is its default instance.
    pub fn is_variable(&self) -> bool {
        !self.axes.is_empty()
    }

    /// The advance of the ideograph for water in vertical text; `None` where the face does not have it.
    pub(super) fn ideograph_height(&self) -> Option<i32> {
        let glyph = self.glyph('水')?;
        let tables = FontRef::from_index(&self.data, self.index).ok()?;
        let vertical = tables.vmtx().ok().and_then(|vmtx| vmtx.advance(GlyphId::from(glyph)));
        // Without metrics for vertical text it is one em.
        Some(vertical.map_or(i32::from(self.metrics.units_per_em), i32::from))
    }

    /// Whether the face may be used for a character (CSS Fonts 4, section 4.5).
    pub(super) fn is_for(&self, character: char) -> bool {
        self.unicode_range.is_empty()
            || self.unicode_range.iter().any(|range| range.contains(&u32::from(character)))
    }

    /// Whether the font has substitutions for an OpenType feature.
    pub(super) fn has_feature(&self, tag: [u8; 4]) -> bool {
        let tables = FontRef::from_index(&self.data, self.index);
        let features = tables.and_then(|tables| tables.gsub()).and_then(|gsub| gsub.feature_list());
        features.is_ok_and(|features| {
            features.feature_records().iter().any(|record| record.feature_tag().to_be_bytes() == tag)
        })
    }

    /// The glyph of a character, without shaping.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let find = |code: u32| u16::try_from(self.font.charmap().map_unicode(code)?.to_u32()).ok();
        match u32::from(character) {
            code @ 0..128 => {
                self.ascii.get_or_init(|| std::array::from_fn(|code| find(code as u32)))[code as usize]
            }
            code => find(code),
        }
    }
}
