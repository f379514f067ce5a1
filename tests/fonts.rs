//! Which fonts text is set in: what the built-in ones cover, and what styles get of them.

use std::sync::Arc;

use brochure::css::{FontFamily, FontSlope, FontStyle, properties};
use brochure::text::{DEFAULT_SCRIPT, FontLibrary, Shaped};

/// Language, letters in lower case, letters in upper case, further characters.
const ALPHABETS: [(&str, &str, &str, &str); 13] = [
    ("en", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"),
    ("az", "abcçdeəfgğhxıijkqlmnoöprsştuüvyz", "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ", "₼"),
    ("tr", "abcçdefgğhıijklmnoöprsştuüvyzâîû", "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZÂÎÛ", "₺"),
    ("tk", "abçdeäfghijžklmnňoöprsştuüwyýz", "ABÇDEÄFGHIJŽKLMNŇOÖPRSŞTUÜWYÝZ", ""),
    ("ro", "aăâbcdefghiîjklmnopqrsștțuvwxyz", "AĂÂBCDEFGHIÎJKLMNOPQRSȘTȚUVWXYZ", "ş ţ Ş Ţ"),
    ("de", "äöüß", "ÄÖÜẞ", "§ „ “ ‚ ‘ » «"),
    ("ru", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", "№ ₽ « » „ “"),
    ("kk", "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ", "₸"),
    ("el", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏΪΫ", "· ;"),
    ("ka", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "ᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰ", "₾"),
    ("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى", "", "٠١٢٣٤٥٦٧٨٩ ، ؛ ؟ ـ ًٌٍَُِّْٰ ٪ ٫ ٬"),
    ("fa", "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئ", "", "۰۱۲۳۴۵۶۷۸۹ ، ؛ ؟ « » می\u{200c}شود"),
    ("", "", "", "„“”‚‘’«»‹›–—…№·•§¶†‡°′″×÷±−©®™‰½¼¾⅓⅔¹²³€₺₾₸₼₽£$¥ \u{2010}\u{2011} \u{a0}\u{202f}\u{2009}"),
];

fn style(family: FontFamily, weight: u16, slope: FontSlope, language: &str) -> Arc<FontStyle> {
    Arc::new(FontStyle {
        family: Arc::new([family]),
        weight,
        slope,
        language: language.into(),
        ..(*properties::initial().font).clone()
    })
}

fn shape(library: &FontLibrary, style: &Arc<FontStyle>, text: &str) -> (Shaped, Vec<char>) {
    let mut shaped = Shaped::default();
    let mut missing = Vec::new();
    let right_to_left = text.chars().any(|character| ('\u{600}'..'\u{700}').contains(&character));
    library.instance(style).shape(
        library,
        text,
        0..text.len(),
        right_to_left,
        &mut DEFAULT_SCRIPT.clone(),
        &mut shaped,
        &mut |character, _| missing.push(character),
    );
    (shaped, missing)
}

/// The PostScript name of the face that shows a character.
fn face_of(library: &FontLibrary, style: &Arc<FontStyle>, text: &str) -> String {
    let (shaped, _) = shape(library, style, text);
    library.face(shaped.face_at(0).expect("a glyph")).postscript_name.clone()
}

#[test]
fn every_alphabet_is_there_in_every_style() {
    let library = FontLibrary::embedded();
    for family in [FontFamily::Serif, FontFamily::SansSerif, FontFamily::Monospace] {
        for (weight, slope) in [
            (400, FontSlope::Normal),
            (400, FontSlope::Italic),
            (600, FontSlope::Normal),
            (700, FontSlope::Italic),
        ] {
            for (language, lower, upper, others) in ALPHABETS {
                let style = style(family.clone(), weight, slope, language);
                for text in [lower, upper, others] {
                    let (shaped, missing) = shape(&library, &style, text);
                    assert!(missing.is_empty(), "{missing:?}: {language} in {family:?} {weight} {slope:?}");
                    assert!(!shaped.glyphs.contains(&0), "{language} in {family:?}: {text}");
                }
            }
        }
    }
}

#[test]
fn other_scripts_and_signs_fall_back_to_faces_of_the_same_kind_and_weight() {
    let library = FontLibrary::embedded();
    let bold = |family| style(family, 700, FontSlope::Normal, "");
    for (family, text, face) in [
        (FontFamily::Serif, "ə", "SourceSerif4-Bold"),
        (FontFamily::Serif, "ش", "NotoNaskhArabic-Bold"),
        (FontFamily::Serif, "ა", "NotoSerifGeorgian-Bold"),
        (FontFamily::Serif, "₼", "BrochureSignsSerif-Bold"),
        (FontFamily::SansSerif, "ə", "SourceSans3-Bold"),
        (FontFamily::SansSerif, "ش", "NotoSansArabic-Bold"),
        (FontFamily::SansSerif, "ა", "NotoSansGeorgian-Bold"),
        (FontFamily::SansSerif, "₼", "BrochureSignsSans-Bold"),
        (FontFamily::SystemUi, "a", "SourceSans3-Bold"),
        (FontFamily::Monospace, "a", "SourceCodePro-Bold"),
        (FontFamily::Monospace, "ش", "NotoSansArabic-Bold"),
    ] {
        assert_eq!(face_of(&library, &bold(family.clone()), text), face, "{family:?} {text}");
    }
}
