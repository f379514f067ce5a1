//! The fonts built into the program, so that text looks the same on every machine.
//!
//! The table contains what matching needs, so that a font is parsed only when it is used; a test compares it with the
//! files.

use crate::css::FontSlope;
use crate::resources::EmbeddedFile;

/// A font file built into the program.
#[derive(Debug)]
pub(super) struct EmbeddedFace {
    /// Its path in the project folder that it could be in.
    pub path: &'static str,
    pub bytes: &'static [u8],
    pub family: &'static str,
    pub weight: u16,
    pub slope: FontSlope,
    /// The optional features of [`super::spaces::AcrossSpaces`].
    pub features_across_spaces: &'static [[u8; 4]],
}

macro_rules! face {
    ($path:literal, $family:literal, $weight:literal, $slope:ident $(, $feature:literal)*) => {
        EmbeddedFace {
            path: concat!("fonts/", $path),
            bytes: include_bytes!(concat!("../../../fonts/", $path)),
            family: $family,
            weight: $weight,
            slope: FontSlope::$slope,
            features_across_spaces: &[$(*$feature),*],
        }
    };
}

/// The licences of the built-in fonts.
const LICENCES: [EmbeddedFile; 9] = {
    macro_rules! licence {
        ($family:literal) => {
            EmbeddedFile {
                path: concat!("fonts/", $family, "/OFL.txt"),
                bytes: include_bytes!(concat!("../../../fonts/", $family, "/OFL.txt")),
            }
        };
    }
    [
        licence!("brochure-signs"),
        licence!("noto-naskh-arabic"),
        licence!("noto-sans-arabic"),
        licence!("noto-sans-georgian"),
        licence!("noto-serif-georgian"),
        licence!("source-code-pro"),
        licence!("source-sans-3"),
        licence!("source-serif-4"),
        licence!("symbols"),
    ]
};

/// The built-in fonts as files of a project, with the licence of each family.
pub fn embedded_fonts() -> impl Iterator<Item = EmbeddedFile> {
    let faces = EMBEDDED.iter().map(|face| EmbeddedFile { path: face.path, bytes: face.bytes });
    faces.chain(LICENCES)
}

/// The families used for CSS's generic families, and the fallback families, in this order.
pub(super) const SERIF: &str = "Source Serif 4";
pub(super) const SANS_SERIF: &str = "Source Sans 3";
pub(super) const MONOSPACE: &str = "Source Code Pro";
/// Families that documents expect on every computer, in lower case, and the built-in family for those that name no other.
const STAND_INS: [(&str, &[&str]); 3] = [
    (
        SANS_SERIF,
        &[
            "-apple-system",
            "arial",
            "blinkmacsystemfont",
            "calibri",
            "helvetica",
            "helvetica neue",
            "inter",
            "lato",
            "liberation sans",
            "lucida grande",
            "montserrat",
            "noto sans",
            "open sans",
            "roboto",
            "segoe ui",
            "tahoma",
            "trebuchet ms",
            "ubuntu",
            "verdana",
        ],
    ),
    (
        MONOSPACE,
        &[
            "andale mono",
            "consolas",
            "courier",
            "courier new",
            "dejavu sans mono",
            "liberation mono",
            "lucida console",
            "menlo",
            "monaco",
            "roboto mono",
            "sf mono",
            "sfmono-regular",
            "ubuntu mono",
        ],
    ),
    (
        SERIF,
        &[
            "baskerville",
            "book antiqua",
            "cambria",
            "garamond",
            "georgia",
            "liberation serif",
            "noto serif",
            "palatino",
            "palatino linotype",
            "times",
            "times new roman",
        ],
    ),
];

/// The built-in family that stands in for a common one.
pub(super) fn stand_in(family: &str) -> Option<&'static str> {
    let family = family.to_lowercase();
    STAND_INS.iter().find(|(_, names)| names.contains(&&*family)).map(|(own, _)| *own)
}

/// Arrows, shapes, stars, ticks and pictographs.
const SYMBOLS: &str = "Brochure Symbols";
pub(super) const SERIF_FALLBACKS: [&str; 9] = [
    SERIF,
    "Noto Naskh Arabic",
    "Noto Serif Georgian",
    "Brochure Signs Serif",
    SANS_SERIF,
    "Noto Sans Arabic",
    "Noto Sans Georgian",
    "Brochure Signs Sans",
    SYMBOLS,
];
pub(super) const SANS_SERIF_FALLBACKS: [&str; 9] = [
    SANS_SERIF,
    "Noto Sans Arabic",
    "Noto Sans Georgian",
    "Brochure Signs Sans",
    SERIF,
    "Noto Naskh Arabic",
    "Noto Serif Georgian",
    "Brochure Signs Serif",
    SYMBOLS,
];

/// Sorted by path.
pub(super) static EMBEDDED: [EmbeddedFace; 30] = [
    face!("brochure-signs/BrochureSignsSans-Bold.ttf", "Brochure Signs Sans", 700, Normal),
    face!("brochure-signs/BrochureSignsSans-Regular.ttf", "Brochure Signs Sans", 400, Normal),
    face!("brochure-signs/BrochureSignsSerif-Bold.ttf", "Brochure Signs Serif", 700, Normal),
    face!("brochure-signs/BrochureSignsSerif-Regular.ttf", "Brochure Signs Serif", 400, Normal),
    face!("noto-naskh-arabic/NotoNaskhArabic-Bold.ttf", "Noto Naskh Arabic", 700, Normal),
    face!("noto-naskh-arabic/NotoNaskhArabic-Regular.ttf", "Noto Naskh Arabic", 400, Normal),
    face!("noto-sans-arabic/NotoSansArabic-Bold.ttf", "Noto Sans Arabic", 700, Normal),
    face!("noto-sans-arabic/NotoSansArabic-Regular.ttf", "Noto Sans Arabic", 400, Normal),
    face!("noto-sans-georgian/NotoSansGeorgian-Bold.ttf", "Noto Sans Georgian", 700, Normal),
    face!("noto-sans-georgian/NotoSansGeorgian-Regular.ttf", "Noto Sans Georgian", 400, Normal),
    face!("noto-serif-georgian/NotoSerifGeorgian-Bold.ttf", "Noto Serif Georgian", 700, Normal),
    face!("noto-serif-georgian/NotoSerifGeorgian-Regular.ttf", "Noto Serif Georgian", 400, Normal),
    face!("source-code-pro/SourceCodePro-Bold.ttf", "Source Code Pro", 700, Normal, b"frac"),
    face!("source-code-pro/SourceCodePro-BoldItalic.ttf", "Source Code Pro", 700, Italic, b"frac"),
    face!("source-code-pro/SourceCodePro-Italic.ttf", "Source Code Pro", 400, Italic, b"frac"),
    face!("source-code-pro/SourceCodePro-Regular.ttf", "Source Code Pro", 400, Normal, b"frac"),
    face!("source-sans-3/SourceSans3-Bold.ttf", "Source Sans 3", 700, Normal, b"frac"),
    face!("source-sans-3/SourceSans3-BoldItalic.ttf", "Source Sans 3", 700, Italic, b"frac"),
    face!("source-sans-3/SourceSans3-Italic.ttf", "Source Sans 3", 400, Italic, b"frac"),
    face!("source-sans-3/SourceSans3-Light.ttf", "Source Sans 3", 300, Normal, b"frac"),
    face!("source-sans-3/SourceSans3-Regular.ttf", "Source Sans 3", 400, Normal, b"frac"),
    face!("source-sans-3/SourceSans3-SemiBold.ttf", "Source Sans 3", 600, Normal, b"frac"),
    face!("source-sans-3/SourceSans3-SemiBoldItalic.ttf", "Source Sans 3", 600, Italic, b"frac"),
    face!("source-serif-4/SourceSerif4-Bold.ttf", "Source Serif 4", 700, Normal, b"frac"),
    face!("source-serif-4/SourceSerif4-BoldItalic.ttf", "Source Serif 4", 700, Italic, b"frac"),
    face!("source-serif-4/SourceSerif4-Italic.ttf", "Source Serif 4", 400, Italic, b"frac"),
    face!("source-serif-4/SourceSerif4-Regular.ttf", "Source Serif 4", 400, Normal, b"frac"),
    face!("source-serif-4/SourceSerif4-SemiBold.ttf", "Source Serif 4", 600, Normal, b"frac"),
    face!("source-serif-4/SourceSerif4-SemiBoldItalic.ttf", "Source Serif 4", 600, Italic, b"frac"),
    face!("symbols/BrochureSymbols-Regular.ttf", "Brochure Symbols", 400, Normal),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::face::{FaceId, FontData};
    use crate::text::read_face::read_face;

    #[test]
    fn the_table_agrees_with_the_files() {
        for embedded in &EMBEDDED {
            let data = FontData::Static(embedded.bytes);
            let face = read_face(FaceId(0), embedded.path.to_string(), data, 0, None).expect(embedded.path);
            assert_eq!(&*face.family, embedded.family, "{}", embedded.path);
            assert_eq!(face.weight, embedded.weight, "{}", embedded.path);
            assert_eq!(face.slope, embedded.slope, "{}", embedded.path);
            assert_eq!(face.stretch, 100.0, "{}", embedded.path);
            assert!(!face.across_spaces().always, "{}", embedded.path);
            assert_eq!(face.across_spaces().features, embedded.features_across_spaces, "{}", embedded.path);
        }
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(STAND_INS.iter().all(|(_, names)| names.is_sorted()));
        assert!(EMBEDDED.is_sorted_by(|a, b| a.path < b.path));
        for face in &EMBEDDED {
            let (folder, _) = face.path.rsplit_once('/').expect("a folder");
            assert!(LICENCES.iter().any(|file| file.path == format!("{folder}/OFL.txt")), "{folder}");
        }
    }
}
