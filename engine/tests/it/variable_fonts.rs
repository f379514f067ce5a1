//! Variable fonts and `@font-face`: the position on the axes at which a font is used, and the font that is embedded.
//! The numbers of the fonts are those in `tests/fonts/make_axes.py`.

use std::sync::Arc;

use crate::kit::{Laid, lay_out_in};
use engine::css::{FontFamily, FontSlope, FontStyle, FontVariation, properties};
use engine::diagnostics::Diagnostics;
use engine::resources::Resources;
use engine::text::{DEFAULT_SCRIPT, Face, FontLibrary, Shaped, TextRun};
use engine::units::Length;
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};

const FILES: [(&str, &[u8]); 2] = [
    ("Axes.ttf", include_bytes!("../pictures/Axes.ttf")),
    ("Axes.otf", include_bytes!("../pictures/Axes.otf")),
];

/// A project with the two fonts beside the document, or one of them in its folder of fonts.
fn project(in_fonts: Option<usize>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    match in_fonts {
        Some(index) => {
            std::fs::create_dir(folder.path().join("fonts")).expect("a folder");
            std::fs::write(folder.path().join("fonts").join(FILES[index].0), FILES[index].1).expect("a copy");
        }
        None => {
            for (name, bytes) in FILES {
                std::fs::write(folder.path().join(name), bytes).expect("a copy");
            }
        }
    }
    folder
}

fn library(index: usize) -> FontLibrary {
    let folder = project(Some(index));
    let mut diagnostics = Diagnostics::new();
    let library = FontLibrary::load(&Resources::new(folder.path(), &[]), &mut diagnostics);
    assert!(diagnostics.list().is_empty());
    library
}

/// The initial style in the family Axes at 1000 units, too large for small optical sizes to matter.
fn style(change: impl FnOnce(&mut FontStyle)) -> Arc<FontStyle> {
    let mut style = FontStyle {
        family: Arc::new([FontFamily::Named("Axes".into())]),
        size: Length(1000),
        optical_sizing: false,
        ..(*properties::initial().font).clone()
    };
    change(&mut style);
    Arc::new(style)
}

fn shape<'a>(library: &'a FontLibrary, style: &Arc<FontStyle>) -> (Shaped, &'a Face) {
    let mut shaped = Shaped::default();
    library.instance(style).shape(
        library,
        TextRun { text: "A", range: 0..1, right_to_left: false },
        &mut DEFAULT_SCRIPT.clone(),
        &mut shaped,
        &mut |character, _| panic!("{character:?} is missing"),
    );
    let face = library.face(shaped.face_at(0).expect("a glyph"));
    (shaped, face)
}

/// The advance of A and its bounds in the font program that is embedded.
fn embedded(library: &FontLibrary, style: &Arc<FontStyle>) -> (f32, [f32; 4]) {
    let (shaped, face) = shape(library, style);
    assert_eq!(i32::from(face.advance(shaped.glyphs[0])), shaped.advances[0].0);
    let (program, index) = face.program(&shaped.glyphs).expect("a program");
    let font = skrifa::FontRef::from_index(&program, index).expect("a font");
    assert!(font.axes().is_empty(), "the embedded font does not vary");
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let glyph = skrifa::GlyphId::from(shaped.glyphs[0]);
    let bounds = metrics.bounds(glyph).expect("an outline");
    let advance = metrics.advance_width(glyph).expect("an advance");
    (advance, [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max])
}

#[test]
fn properties_choose_the_place_on_each_axis() {
    for index in 0..FILES.len() {
        let library = library(index);
        let advance = |change: &dyn Fn(&mut FontStyle)| shape(&library, &style(change)).0.advances[0].0;
        assert_eq!(advance(&|_| {}), 500);
        assert_eq!(advance(&|style| style.weight = 1000), 800);
        assert_eq!(advance(&|style| style.weight = 550), 575, "any weight");
        assert_eq!(advance(&|style| style.stretch = 75.0), 450);
        assert_eq!(advance(&|style| style.stretch = 62.5), 425, "any width");
        assert_eq!(advance(&|style| style.stretch = 200.0), 500, "as wide as it goes");
        assert_eq!(advance(&|style| style.optical_sizing = true), 540, "1000/768 px is below 8");
        let set = |tag: &[u8; 4], value| FontVariation { tag: *tag, value };
        assert_eq!(advance(&|style| style.variations = Arc::new([set(b"GROW", 250.5)])), 550);
        assert_eq!(
            advance(&|style| {
                style.weight = 400;
                style.variations = Arc::new([set(b"wght", 400.0), set(b"wght", 700.0), set(b"GROW", 100.0)]);
            }),
            670,
            "the settings go before the properties, and the last before the others"
        );
        assert_eq!(library.problems(), []);
    }
}

#[test]
fn the_embedded_font_has_the_outlines_of_its_instance() {
    for index in 0..FILES.len() {
        let library = library(index);
        let place = |change: &dyn Fn(&mut FontStyle)| embedded(&library, &style(change));
        let (advance, upright) = place(&|_| {});
        assert_eq!(advance, 500.0);
        assert_eq!((upright[0], upright[1], upright[3]), (50.0, 0.0, 700.0));
        let (advance, bold) = place(&|style| style.weight = 700);
        assert_eq!((advance, bold[2] - upright[2]), (650.0, 150.0));
        // The slant moves the top by 15 units a degree.
        for (slope, shift) in
            [(FontSlope::Oblique(1000), 150.0), (FontSlope::OBLIQUE, 210.0), (FontSlope::Italic, 210.0)]
        {
            let (advance, slanted) = place(&|style| style.slope = slope);
            assert_eq!((advance, slanted[2] - 450.0), (500.0, shift), "{slope:?}");
        }
        let (_, all_the_way) = place(&|style| style.slope = FontSlope::Oblique(8000));
        assert_eq!(all_the_way[2], 750.0);
        let name = &shape(&library, &style(|style| style.weight = 700)).1.postscript_name;
        assert_eq!(name, "Axes-Regular_700wght");
    }
}

#[test]
fn metrics_vary_with_the_font() {
    let library = library(0);
    let x_height = |weight| shape(&library, &style(|style| style.weight = weight)).1.metrics.x_height;
    assert_eq!([400, 700, 1000].map(x_height), [500, 550, 600]);
}

#[test]
fn an_instance_is_made_once_for_each_place() {
    let library = library(0);
    let before = library.len();
    for weight in [400, 500, 600, 500, 400] {
        // Another size is the same position on the axes.
        for size in [500, 1000] {
            shape(&library, &style(|style| (style.weight, style.size) = (weight, Length(size))));
        }
    }
    assert_eq!(library.len(), before + 3);
}

fn render(html: &str, threads: usize) -> (Vec<u8>, Vec<String>) {
    let folder = project(None);
    let mut diagnostics = Diagnostics::new();
    let resources = Resources::new(folder.path(), &[]);
    let source = diagnostics.add_source("a.html", html);
    let input = engine::Input { threads, ..crate::kit::input(html, source, &resources) };
    let pdf = engine::render(input, &mut diagnostics).map(|output| output.pdf).unwrap_or_default();
    (pdf, diagnostics.list().iter().map(|each| each.message.clone()).collect())
}

const FACES: &str = "@font-face { font-family: T; src: url(Axes.ttf) } \
                     @font-face { font-family: C; src: url(Axes.otf) }";

#[test]
fn the_number_of_threads_changes_no_byte() {
    let mut html = format!("<html lang=en><title>A</title><style>{FACES}</style>");
    for weight in (1..200).map(|step| step * 5) {
        let family = if weight % 2 == 0 { "T" } else { "C" };
        html += &format!("<p style='font: {weight} 20px {family}'>Ax HA");
    }
    let (alone, messages) = render(&html, 1);
    assert_eq!(messages, Vec::<String>::new());
    for _ in 0..3 {
        assert!(render(&html, 4).0 == alone, "the files differ");
    }
}

#[test]
fn a_document_of_too_many_instances_is_refused() {
    let mut html = format!("<html lang=en><title>A</title><style>{FACES}</style><p>");
    for step in 0..1010 {
        html += &format!(
            "<i style='font: 20px T; font-variation-settings: \"GROW\" {}'>A</i> ",
            step as f32 / 2.0
        );
    }
    let (pdf, messages) = render(&html, 1);
    assert!(pdf.is_empty());
    assert_eq!(messages, ["the document uses more than 1000 instances of variable fonts"]);
}

/// Lines of Axes with no margins.
fn laid(style: &str, body: &str) -> Laid {
    let folder = project(None);
    let html = format!(
        "<!doctype html><html lang=en><title>Test</title><style>@page {{ size: 900px 900px; margin: 0 }}
        html {{ font: 100px/1 T; font-optical-sizing: none }} body, p {{ margin: 0 }} {style}</style>{body}"
    );
    lay_out_in(&html, folder.path().to_str().expect("a path"))
}

#[test]
fn optical_sizes_follow_the_font_size_by_default() {
    let width = |size: &str, more: &str| {
        laid(FACES, &format!("<p style=\"font: {size} T; {more}\">A")).word("A").width
    };
    assert_eq!(width("8px", ""), 4.32);
    assert_eq!(width("10px", ""), 5.2);
    assert_eq!(width("8px", "font-optical-sizing: none"), 4.0);
    assert_eq!(width("8px", "font-variation-settings: 'opsz' 12"), 4.0);
}

#[test]
fn descriptors_limit_and_preset_a_variable_font() {
    let width = |descriptors: &str, style: &str| {
        let face = format!("@font-face {{ font-family: T; src: url(Axes.otf); {descriptors} }}");
        let laid = laid(&face, &format!("<p style=\"{style}\">A"));
        assert_eq!(laid.messages, Vec::<String>::new());
        laid.word("A").width
    };
    assert_eq!(width("font-weight: 200 700", "font-weight: 900"), 65.0);
    assert_eq!(width("font-weight: 700 200; font-display: swap", "font-weight: 550"), 57.5);
    assert_eq!(width("font-weight: 700", ""), 65.0);
    assert_eq!(width("font-width: 60% 80%", ""), 46.0);
    assert_eq!(width("font-variation-settings: 'GROW' 500", ""), 60.0);
    assert_eq!(width("font-variation-settings: 'GROW' 500", "font-variation-settings: 'GROW' 0"), 50.0);
    assert_eq!(width("size-adjust: 150%", ""), 75.0);
}

#[test]
fn descriptors_replace_the_line_metrics_of_the_font() {
    let height = |descriptors: &str| {
        let face = format!("@font-face {{ font-family: T; src: url(Axes.ttf); {descriptors} }}");
        laid(&face, "<p id=p style='line-height: normal'>A").rect("p")[3]
    };
    assert_eq!(height(""), 100.0);
    assert_eq!(height("ascent-override: 120%"), 140.0);
    assert_eq!(height("descent-override: 50%"), 130.0);
    assert_eq!(height("line-gap-override: 25%"), 125.0);
    assert_eq!(height("ascent-override: normal"), 100.0);
    assert_eq!(height("size-adjust: 50%; ascent-override: 100%; descent-override: 0%"), 50.0);
}

#[test]
fn features_of_a_rule_come_before_those_of_the_text() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let width = |descriptors: &str, style: &str| {
        let html = format!(
            "<!doctype html><html lang=en><title>Test</title><style>
            @font-face {{ font-family: S; src: url(fonts/source-serif-4/SourceSerif4-Regular.ttf); {descriptors} }}
            p {{ font: 100px S; {style} }}</style><p>abc"
        );
        lay_out_in(&html, root).word("abc").width
    };
    let (plain, small) = (width("", ""), width("", "font-feature-settings: 'smcp'"));
    assert_ne!(plain, small);
    assert_eq!(width("font-feature-settings: 'smcp'", ""), small);
    assert_eq!(width("font-feature-settings: 'smcp'", "font-feature-settings: 'smcp' 0"), plain);
}

#[test]
fn invalid_descriptors_are_reported_at_their_place() {
    let html = "<html lang=en><title>A</title><style>@font-face { font-family: T; src: url(Axes.ttf);\n\
         font-weight: heavy; size-adjust: 3; ascent-override: -1%; font-named-instance: 'x'; line-gap-override: 1% }\
         </style><p style='font: 20px T'>A";
    let (_, messages) = render(html, 1);
    assert_eq!(
        messages,
        [
            "this is not a value of the `@font-face` descriptor `font-weight`",
            "this is not a value of the `@font-face` descriptor `size-adjust`",
            "this is not a value of the `@font-face` descriptor `ascent-override`",
            "the `@font-face` descriptor `font-named-instance` is not supported",
        ]
    );
}

#[test]
fn an_axis_that_no_font_has_is_reported_once() {
    let html = format!(
        "<html lang=en><title>A</title><style>{FACES} body {{ font: 20px T; font-variation-settings: 'NONE' 3 }}
        </style><p>A<p><b>A</b>"
    );
    let (pdf, messages) = render(&html, 1);
    assert!(!pdf.is_empty());
    assert_eq!(
        messages,
        ["the family \"T\" has no axis NONE; font-variation-settings changes nothing there"]
    );
}

#[test]
fn an_instance_of_each_kind_of_outlines_is_in_the_file() {
    let html = format!(
        "<html lang=en><title>A</title><style>{FACES} p {{ font: 650 20px T }} p + p {{ font-family: C }}</style>
        <p>AxH<p>AxH"
    );
    let (pdf, messages) = render(&html, 1);
    assert_eq!(messages, Vec::<String>::new());
    let document = lopdf::Document::load_mem(&pdf).expect("a PDF");
    let mut kinds = Vec::new();
    for dictionary in document.objects.values().filter_map(|object| object.as_dict().ok()) {
        if let Ok(widths) = dictionary.get(b"W").and_then(|widths| widths.as_array()) {
            let widths = widths[1].as_array().expect("a list");
            assert!(widths.iter().all(|width| width.as_i64().ok() == Some(625)), "{widths:?}");
        }
        kinds.extend([&b"FontFile2"[..], b"FontFile3"].into_iter().filter(|key| dictionary.has(key)));
    }
    kinds.sort_unstable();
    assert_eq!(kinds, [&b"FontFile2"[..], b"FontFile3"]);
}
