//! The fonts that are part of the program, so that it sets text the same everywhere.
//!
//! What matching needs to know of them stands here, so that a font is parsed only when it is used; a
//! test compares it with the files.

use crate::css::FontSlope;

/// A font file of the program.
#[derive(Debug)]
pub(super) struct EmbeddedFace {
    /// As if it lay in the project folder.
    pub path: &'static str,
    pub bytes: &'static [u8],
    pub family: &'static str,
    pub weight: u16,
    pub slope: FontSlope,
    /// See [`super::Face`].
    pub shapes_across_spaces: bool,
}

macro_rules! face {
    ($path:literal, $family:literal, $weight:literal, $slope:ident) => {
        EmbeddedFace {
            path: concat!("fonts/", $path),
            bytes: include_bytes!(concat!("../../fonts/", $path)),
            family: $family,
            weight: $weight,
            slope: FontSlope::$slope,
            shapes_across_spaces: false,
        }
    };
}

/// The families that stand for CSS's generic ones, and those that text falls back to by script.
pub(super) const SERIF: &str = "Source Serif 4";
pub(super) const SANS_SERIF: &str = "Source Sans 3";
pub(super) const SERIF_FALLBACKS: [&str; 6] =
    [SERIF, "Noto Naskh Arabic", "Noto Serif Georgian", SANS_SERIF, "Noto Sans Arabic", "Noto Sans Georgian"];
pub(super) const SANS_SERIF_FALLBACKS: [&str; 6] =
    [SANS_SERIF, "Noto Sans Arabic", "Noto Sans Georgian", SERIF, "Noto Naskh Arabic", "Noto Serif Georgian"];

/// Sorted by path.
pub(super) static EMBEDDED: [EmbeddedFace; 21] = [
    face!("noto-naskh-arabic/NotoNaskhArabic-Bold.ttf", "Noto Naskh Arabic", 700, Normal),
    face!("noto-naskh-arabic/NotoNaskhArabic-Regular.ttf", "Noto Naskh Arabic", 400, Normal),
    face!("noto-sans-arabic/NotoSansArabic-Bold.ttf", "Noto Sans Arabic", 700, Normal),
    face!("noto-sans-arabic/NotoSansArabic-Regular.ttf", "Noto Sans Arabic", 400, Normal),
    face!("noto-sans-georgian/NotoSansGeorgian-Bold.ttf", "Noto Sans Georgian", 700, Normal),
    face!("noto-sans-georgian/NotoSansGeorgian-Regular.ttf", "Noto Sans Georgian", 400, Normal),
    face!("noto-serif-georgian/NotoSerifGeorgian-Bold.ttf", "Noto Serif Georgian", 700, Normal),
    face!("noto-serif-georgian/NotoSerifGeorgian-Regular.ttf", "Noto Serif Georgian", 400, Normal),
    face!("source-sans-3/SourceSans3-Bold.ttf", "Source Sans 3", 700, Normal),
    face!("source-sans-3/SourceSans3-BoldItalic.ttf", "Source Sans 3", 700, Italic),
    face!("source-sans-3/SourceSans3-Italic.ttf", "Source Sans 3", 400, Italic),
    face!("source-sans-3/SourceSans3-Light.ttf", "Source Sans 3", 300, Normal),
    face!("source-sans-3/SourceSans3-Regular.ttf", "Source Sans 3", 400, Normal),
    face!("source-sans-3/SourceSans3-SemiBold.ttf", "Source Sans 3", 600, Normal),
    face!("source-sans-3/SourceSans3-SemiBoldItalic.ttf", "Source Sans 3", 600, Italic),
    face!("source-serif-4/SourceSerif4-Bold.ttf", "Source Serif 4", 700, Normal),
    face!("source-serif-4/SourceSerif4-BoldItalic.ttf", "Source Serif 4", 700, Italic),
    face!("source-serif-4/SourceSerif4-Italic.ttf", "Source Serif 4", 400, Italic),
    face!("source-serif-4/SourceSerif4-Regular.ttf", "Source Serif 4", 400, Normal),
    face!("source-serif-4/SourceSerif4-SemiBold.ttf", "Source Serif 4", 600, Normal),
    face!("source-serif-4/SourceSerif4-SemiBoldItalic.ttf", "Source Serif 4", 600, Italic),
];
