//! The fonts of text: the characters that the built-in fonts cover, and the faces that styles select.

use std::sync::Arc;

use engine::css::{FontAspect, FontFamily, FontFeature, FontSizeAdjust, FontSlope, FontStyle, properties};
use engine::diagnostics::{Diagnostics, Severity};
use engine::resources::Resources;
use engine::text::{DEFAULT_SCRIPT, FontLibrary, Shaped, TextRun};
use engine::units::Length;

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
        TextRun { text, range: 0..text.len(), right_to_left },
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
fn every_alphabet_is_available_in_every_style() {
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

#[test]
fn a_missing_face_is_reported_and_not_synthesized() {
    let library = FontLibrary::embedded();
    let named = |name: &str| FontFamily::Named(name.into());
    let mut small = (*style(FontFamily::Serif, 400, FontSlope::Italic, "en")).clone();
    small.features = Arc::new([FontFeature { tag: *b"smcp", value: 1 }]);
    let upright_small = FontStyle { slope: FontSlope::Normal, ..small.clone() };
    for style in [
        style(FontFamily::SansSerif, 700, FontSlope::Italic, "en"),
        style(named("Noto Naskh Arabic"), 900, FontSlope::Normal, "ar"),
        Arc::new(upright_small),
    ] {
        shape(&library, &style, "a");
    }
    // Families after an available one are used only for the characters that it lacks.
    let mut stack = (*style(FontFamily::SansSerif, 400, FontSlope::Normal, "en")).clone();
    stack.family = Arc::new([FontFamily::SansSerif, named("Helvetica"), FontFamily::Serif]);
    shape(&library, &Arc::new(stack), "a");
    assert_eq!(library.problems(), []);
    shape(&library, &style(named("Noto Naskh Arabic"), 400, FontSlope::Italic, "ar"), "ا");
    shape(&library, &style(named("No Such"), 700, FontSlope::Italic, "en"), "a");
    shape(&library, &Arc::new(small), "a");
    let messages: Vec<String> =
        library.problems().iter().map(|problem| problem.diagnostic().message.clone()).collect();
    assert_eq!(
        messages,
        [
            "there is no font of the family \"No Such\"; another is used instead",
            "the family \"Noto Naskh Arabic\" has no italic; its upright face is used",
            "the font SourceSerif4-Italic of the family \"Source Serif 4\" has no small capitals (feature \
             smcp); its letters stay as they are",
        ]
    );
}

/// A project with two fonts and a stylesheet that declares them.
#[test]
fn faces_of_one_family_serve_the_characters_they_are_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| folder.path().join(name);
    let fonts = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join("fonts");
    std::fs::copy(fonts.join("source-sans-3/SourceSans3-Bold.ttf"), file("a.ttf")).expect("a copy");
    std::fs::copy(fonts.join("source-code-pro/SourceCodePro-Regular.ttf"), file("b.ttf")).expect("a copy");
    let html = "<style>
        @font-face { font-family: Mixed; src: url(a.ttf); font-weight: 400 }
        @font-face { font-family: Mixed; src: url(b.ttf); font-weight: 400; unicode-range: U+30-39, U+41?? }
        @font-face { font-family: 'Source Serif 4'; src: url(b.ttf); font-weight: 400 }
        </style>";
    let mut diagnostics = Diagnostics::new();
    let resources = Resources::new(folder.path(), &[]);
    let source = diagnostics.add_source("a.html", html);
    let document =
        engine::html::parse(html, source, "", &Default::default(), &mut diagnostics).expect("HTML");
    let stylesheets = engine::css::collect(&document, &resources, &mut diagnostics);
    let mut library = FontLibrary::load(&resources, &mut diagnostics);
    for rule in stylesheets.font_faces() {
        library.add_font_face(rule, &resources);
    }
    assert_eq!(diagnostics.count(engine::diagnostics::Severity::Warning), 0);
    let mixed = style(FontFamily::Named("Mixed".into()), 400, FontSlope::Normal, "en");
    assert_eq!(face_of(&library, &mixed, "a"), "SourceSans3-Bold");
    assert_eq!(face_of(&library, &mixed, "7"), "SourceCodePro-Regular");
    assert_eq!(face_of(&library, &mixed, " "), "SourceSans3-Bold", "the first available font has the space");
    // A font of the stylesheet takes precedence over one with the same name and traits.
    let serif = style(FontFamily::Named("Source Serif 4".into()), 400, FontSlope::Normal, "en");
    assert_eq!(face_of(&library, &serif, "a"), "SourceCodePro-Regular");
}

#[test]
fn a_language_system_replaces_the_language() {
    let library = FontLibrary::embedded();
    let glyphs = |language: &str, system: Option<&[u8; 4]>| {
        let mut style = (*style(FontFamily::Serif, 400, FontSlope::Normal, language)).clone();
        style.language_override = system.copied();
        shape(&library, &Arc::new(style), "fi").0.glyphs
    };
    assert_ne!(glyphs("en", None), glyphs("tr", None));
    assert_eq!(glyphs("en", Some(b"TRK ")), glyphs("tr", None));
    assert_eq!(glyphs("tr", Some(b"ENG ")), glyphs("en", None));
}

#[test]
fn sizes_are_adjusted_so_that_heights_agree() {
    let library = FontLibrary::embedded();
    let adjusted = |family, adjust| {
        let style = FontStyle {
            size: Length::from_points(10.0),
            size_adjust: adjust,
            ..(*style(family, 400, FontSlope::Normal, "en")).clone()
        };
        library.instance(&Arc::new(style))
    };
    for (adjust, height) in [
        (FontSizeAdjust::ExHeight(FontAspect::Number(0.5)), Length::from_points(5.0)),
        (FontSizeAdjust::CapHeight(FontAspect::Number(0.7)), Length::from_points(7.0)),
    ] {
        for family in [FontFamily::Serif, FontFamily::SansSerif, FontFamily::Monospace] {
            let instance = adjusted(family, adjust);
            let face = library.face(instance.primary);
            let units = match adjust {
                FontSizeAdjust::CapHeight(_) => face.metrics.cap_height,
                _ => face.metrics.x_height,
            };
            let found = face.scale(i32::from(units), instance.size(&library, instance.primary));
            assert!((found - height).0.abs() <= 1, "{}: {found:?}", face.postscript_name);
        }
    }
    // The first font keeps its size; fallback fonts are fitted to it.
    let instance = adjusted(FontFamily::Serif, FontSizeAdjust::ExHeight(FontAspect::FromFont));
    assert_eq!(instance.size(&library, instance.primary), Length::from_points(10.0));
    let mono = adjusted(FontFamily::Monospace, FontSizeAdjust::None).primary;
    let x_height = |face| {
        library.face(face).scale(library.face(face).metrics.x_height.into(), instance.size(&library, face))
    };
    assert!((x_height(mono) - x_height(instance.primary)).0.abs() <= 1);
    // Advances are those of the adjusted size.
    let (shaped, _) = {
        let style = instance.style.clone();
        let large =
            FontStyle { size_adjust: FontSizeAdjust::ExHeight(FontAspect::Number(0.95)), ..(*style).clone() };
        shape(&library, &Arc::new(large), "n")
    };
    let face = library.face(instance.primary);
    let natural = face.scale(face.advance(shaped.glyphs[0]).into(), Length::from_points(10.0));
    assert!(shaped.advances[0] > natural * 19 / 10, "{:?} and {natural:?}", shaped.advances[0]);
}

/// The numbers of the font are those in `tests/fonts/make_variable.py`.
#[test]
fn a_variable_font_is_used_at_the_requested_weight() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("fonts")).expect("a folder");
    std::fs::write(folder.path().join("fonts/Probe.ttf"), include_bytes!("../fonts/Probe.ttf"))
        .expect("a copy");
    let mut diagnostics = Diagnostics::new();
    let resources = Resources::new(folder.path(), &[]);
    let library = FontLibrary::load(&resources, &mut diagnostics);
    assert_eq!(diagnostics.count(Severity::Error) + diagnostics.count(Severity::Warning), 0);
    for (weight, advance, kerning) in [(100, 400, -40), (400, 550, -70), (700, 700, -100), (900, 800, -120)] {
        let style = FontStyle {
            size: Length(1000),
            ..(*style(FontFamily::Named("Probe".into()), weight, FontSlope::Normal, "en")).clone()
        };
        let style = Arc::new(style);
        let (shaped, missing) = shape(&library, &style, "AV");
        assert!(missing.is_empty());
        assert_eq!(shaped.advances, [Length(advance + kerning), Length(advance)], "at {weight}");
        // The embedded font is a separate font with the outlines of this weight.
        let face = library.face(shaped.face_at(0).expect("a glyph"));
        assert_eq!((face.weight, i32::from(face.advance(shaped.glyphs[0]))), (weight, advance));
        let mut glyphs = shaped.glyphs.clone();
        glyphs.sort_unstable();
        let (program, _) = face.program(&glyphs).expect("a program");
        let font = skrifa::FontRef::new(&program).expect("a font");
        assert!(skrifa::MetadataProvider::axes(&font).is_empty());
        let metrics = skrifa::MetadataProvider::glyph_metrics(
            &font,
            skrifa::instance::Size::unscaled(),
            skrifa::instance::LocationRef::default(),
        );
        let bounds = metrics.bounds(skrifa::GlyphId::from(shaped.glyphs[0])).expect("an outline");
        assert_eq!((bounds.x_min, bounds.x_max), (50.0, advance as f32 - 50.0), "at {weight}");
    }
    assert_eq!(library.problems(), []);
}

#[test]
fn a_variable_font_is_embedded_as_its_instance() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("Probe.ttf"), include_bytes!("../fonts/Probe.ttf")).expect("a copy");
    let html = "<title>A</title><style>@font-face { font-family: P; src: url(Probe.ttf); font-weight: 650 }
        p { font: 650 20pt P }</style><p>AV A";
    let mut diagnostics = Diagnostics::new();
    let resources = Resources::new(folder.path(), &[]);
    let source = diagnostics.add_source("a.html", html);
    let input = engine::Input {
        standards: engine::pdf::Standards::NONE,
        ..crate::kit::input(html, source, &resources)
    };
    let output = engine::render(input, &mut diagnostics).expect("a PDF");
    assert_eq!(diagnostics.count(Severity::Error) + diagnostics.count(Severity::Warning), 0);
    let document = lopdf::Document::load_mem(&output.pdf).expect("a PDF");
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let descendants = dictionaries.filter_map(|font| font.get(b"DescendantFonts").ok()?.as_array().ok());
    let descendant = descendants.flatten().next().expect("a font");
    let (_, descendant) = document.dereference(descendant).expect("an object");
    let widths = descendant.as_dict().and_then(|font| font.get(b"W")).and_then(|widths| widths.as_array());
    let widths = widths.expect("widths")[1].as_array().expect("a list");
    // 550 at 400 and 800 at 900.
    assert!(widths.iter().all(|width| width.as_i64().ok() == Some(675)), "{widths:?}");
}

/// Where a list names no font that exists and no generic family.
#[test]
fn common_families_are_replaced_by_the_built_in_face_of_their_kind() {
    let library = FontLibrary::embedded();
    let named = |name: &str| FontFamily::Named(name.into());
    let face = |library: &FontLibrary, families: &[FontFamily]| {
        let mut wanted = (*style(FontFamily::Serif, 400, FontSlope::Normal, "en")).clone();
        wanted.family = families.into();
        let (shaped, _) = shape(library, &Arc::new(wanted), "a");
        library.face(shaped.faces[0].1).postscript_name.clone()
    };
    let (sans, serif, mono) = ("SourceSans3-Regular", "SourceSerif4-Regular", "SourceCodePro-Regular");
    for (family, expected) in [
        ("Arial", sans),
        ("SEGOE ui", sans),
        ("Inter", sans),
        ("Courier New", mono),
        ("Menlo", mono),
        ("Georgia", serif),
        ("Times New Roman", serif),
        ("No Such", serif),
    ] {
        assert_eq!(face(&library, &[named(family)]), expected, "{family}");
    }
    assert_eq!(face(&library, &[named("No Such"), named("Consolas"), named("Arial")]), mono);
    assert_eq!(face(&library, &[named("Arial"), FontFamily::Serif]), serif);
    assert_eq!(face(&library, &[named("Arial"), named("Source Code Pro")]), mono);
}
