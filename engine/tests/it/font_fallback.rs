//! The face of each character in a line that mixes scripts, and the messages about characters that no face has; sizes that
//! must agree between faces; values of font properties that are parsed only.

use std::sync::Arc;

use crate::kit::lay_out;
use engine::css::{FontAspect, FontFamily, FontSizeAdjust, FontStyle, properties};
use engine::text::{DEFAULT_SCRIPT, FontLibrary, Shaped, TextRun};
use engine::units::Length;

fn style(change: impl FnOnce(&mut FontStyle)) -> Arc<FontStyle> {
    let mut style = FontStyle { size: Length::from_points(10.0), ..(*properties::initial().font).clone() };
    change(&mut style);
    Arc::new(style)
}

/// The faces of a text in its order, without repetitions in a row, and the characters that no face has.
fn faces(library: &FontLibrary, style: &Arc<FontStyle>, text: &str) -> (Vec<String>, Vec<char>) {
    let mut shaped = Shaped::default();
    let mut missing = Vec::new();
    library.instance(style).shape(
        library,
        TextRun { text, range: 0..text.len(), right_to_left: false },
        &mut DEFAULT_SCRIPT.clone(),
        &mut shaped,
        &mut |character, _| missing.push(character),
    );
    let name = |&(_, face): &(u32, _)| library.face(face).postscript_name.clone();
    (shaped.faces.iter().map(name).collect(), missing)
}

#[test]
fn marks_and_joiners_stay_with_their_letter() {
    let library = FontLibrary::embedded();
    let found = |text: &str| faces(&library, &style(|_| {}), text);
    let serif = "SourceSerif4-Regular".to_string();
    let georgian = "NotoSerifGeorgian-Regular".to_string();
    let arabic = "NotoNaskhArabic-Regular".to_string();
    // The text faces have the acute accent, the Georgian face does not: it comes from the face of its letter.
    assert_eq!(found("e\u{301}"), (vec![serif.clone()], vec![]));
    let (georgian_faces, missing) = found("\u{10d0}\u{489}");
    assert_eq!((georgian_faces, missing), (vec![georgian.clone()], vec!['\u{489}']));
    for joiner in ['\u{200c}', '\u{200d}', '\u{fe0e}', '\u{fe0f}', '\u{2060}'] {
        let text = format!("\u{645}{joiner}\u{6cc}");
        assert_eq!(found(&text), (vec![arabic.clone()], vec![]), "U+{:04X}", u32::from(joiner));
        let text = format!("a{joiner}b");
        assert_eq!(found(&text), (vec![serif.clone()], vec![]), "U+{:04X}", u32::from(joiner));
    }
    let (mixed, missing) = found("a\u{10d0}\u{645}b");
    assert_eq!((mixed, missing), (vec![serif.clone(), georgian, arabic, serif], vec![]));
}

#[test]
fn characters_that_no_face_has_are_named() {
    let laid = lay_out(
        "<!doctype html><html lang=en><title>A</title><p>Word \u{10d0}\u{10d1} \u{645}\u{6cc} \u{1f469}\u{200d}\u{1f4bb} \u{4e2d} x",
    );
    let messages = laid.messages.join("\n");
    for character in ['\u{1f469}', '\u{1f4bb}', '\u{4e2d}'] {
        assert!(
            messages.contains(character) || messages.contains(&format!("{:x}", u32::from(character))),
            "{messages}"
        );
    }
    assert!(!messages.contains('\u{10d0}') && !messages.contains('\u{645}'), "{messages}");
}

#[test]
fn a_face_without_capitals_keeps_its_size() {
    let library = FontLibrary::embedded();
    let ten = Length::from_points(10.0);
    let size = |adjust, text: &str| {
        let style = style(|style| style.size_adjust = adjust);
        let instance = library.instance(&style);
        let mut shaped = Shaped::default();
        let mut script = DEFAULT_SCRIPT;
        let run = TextRun { text, range: 0..text.len(), right_to_left: false };
        instance.shape(&library, run, &mut script, &mut shaped, &mut |_, _| {});
        instance.size(&library, shaped.face_at(0).expect("a glyph"))
    };
    for adjust in [FontSizeAdjust::CapHeight, FontSizeAdjust::ExHeight] {
        assert_eq!(size(adjust(FontAspect::Number(1.2)), "\u{645}"), ten);
        assert_eq!(size(adjust(FontAspect::FromFont), "\u{645}"), ten);
        assert!(size(adjust(FontAspect::Number(1.2)), "m") > ten);
    }
    // No built-in face has ideographs.
    for adjust in [FontSizeAdjust::IcWidth, FontSizeAdjust::IcHeight] {
        assert_eq!(size(adjust(FontAspect::Number(2.0)), "m"), ten);
    }
    let mono = FontFamily::Monospace;
    let width = |face: &engine::text::Face| f64::from(face.advance(face.glyph('0').expect("a zero")));
    let style = style(|style| {
        style.family = Arc::new([mono]);
        style.size_adjust = FontSizeAdjust::ChWidth(FontAspect::Number(0.3));
    });
    let instance = library.instance(&style);
    let face = library.face(instance.primary);
    let zero = width(face) / f64::from(face.metrics.units_per_em) * instance.size(&library, face.id).points();
    assert!((zero - 3.0).abs() < 0.01, "{zero}");
}

/// The messages for declarations of a paragraph.
fn messages(declarations: &str) -> Vec<String> {
    lay_out(&format!(
        "<!doctype html><html lang=en><title>A</title><style>p {{ {declarations} }}</style><p>a"
    ))
    .messages
}

#[test]
fn requests_for_synthesis_are_reported_once() {
    assert_eq!(messages("font-synthesis: none; font-synthesis-weight: none"), [""; 0]);
    assert_eq!(messages("font-synthesis-style: none; font-synthesis-position: none"), [""; 0]);
    assert_eq!(
        messages("font-synthesis: weight style; font-synthesis: weight style"),
        ["warning: `font-synthesis: weight style` is not supported"]
    );
    assert_eq!(
        messages("font-synthesis-weight: auto; font-synthesis-style: oblique-only"),
        [
            "warning: `font-synthesis-weight: auto` is not supported",
            "warning: `font-synthesis-style: oblique-only` is not supported",
        ]
    );
    assert_eq!(messages("font-synthesis: weight none"), ["warning: this is not a value of `font-synthesis`"]);
    assert_eq!(
        messages("font-synthesis-small-caps: style"),
        ["warning: this is not a value of `font-synthesis-small-caps`"]
    );
}

#[test]
fn the_shorthand_accepts_every_component() {
    for value in [
        "italic small-caps 650 condensed 12px/1.5 'Source Serif 4', serif",
        "oblique 12deg 12px serif",
        "normal normal normal normal 12px/normal serif",
        "semi-expanded bold larger sans-serif",
        "80%/120% Source Sans Pro, monospace",
    ] {
        let faults: Vec<String> =
            messages(&format!("font: {value}")).into_iter().filter(|each| each.contains("value")).collect();
        assert_eq!(faults, [""; 0], "{value}");
    }
    for value in ["italic serif", "12px", "bold bold 12px serif", "75% 12px serif", "12px/ serif"] {
        assert_eq!(
            messages(&format!("font: {value}")),
            ["warning: this is not a value of `font`"],
            "{value}"
        );
    }
    assert_eq!(messages("font: caption"), ["warning: `font: caption` is not supported"]);
    assert_eq!(messages("font-palette: normal; font-variant-emoji: text"), [""; 0]);
    assert_eq!(
        messages("font-variant-emoji: emoji"),
        ["warning: `font-variant-emoji: emoji` is not supported"]
    );
    let reset = lay_out(
        "<!doctype html><html lang=en><title>A</title><style>p { font-variation-settings: 'NONE' 1; font: 12px serif }
        </style><p>a",
    );
    assert_eq!(reset.messages, [""; 0]);
}

/// By the metrics of the faces, in thousandths: Source Serif 4 has 1036 above and 335 below, the Georgian
/// face 1068 and 292, the Arabic one 1069 and 634.
#[test]
fn a_line_of_normal_height_has_room_for_fallback_faces() {
    let laid = lay_out(
        "<!doctype html><html lang=en><title>Test</title><style>
        @page { size: 400px 1000px; margin: 0 } html { font: 20px 'Source Serif 4' } body, p { margin: 0 }</style>
        <p id=latin>abc<p id=georgian>abc ქარ<p id=span>abc <b style='font-weight: 400'>ქარ</b>
        <p id=arabic>abc شهر<p id=wrapped style='width: 75px'>abcabc شهر<p id=number style='line-height: 1.5'>abc شهر
        <p id=inside style='line-height: 40px'>abc <span style='line-height: normal; vertical-align: 10px'>شهر</span>",
    );
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    let height = |id: &str| laid.rect(id)[3];
    let near = |id: &str, expected: f64| {
        assert!((height(id) - expected).abs() < 0.03, "{id}: {} and not {expected}", height(id));
    };
    near("latin", 20.0 * 1.371);
    near("georgian", 20.0 * 1.403);
    near("span", 20.0 * 1.403);
    near("arabic", 20.0 * (1.069 + 0.634));
    near("wrapped", 20.0 * 1.371 + 20.0 * (1.069 + 0.634));
    near("number", 30.0);
    // Raised, the Arabic text reaches 31.38 px above the baseline; 27.01 and 12.99 px are those of the line.
    near("inside", 10.0 + 20.0 * 1.069 + 12.99);
}

#[test]
fn characters_of_a_script_without_a_font_are_one_message() {
    let text: String = ('\u{4e00}'..'\u{4f00}').chain('\u{4e00}'..'\u{4f00}').collect();
    let laid = lay_out(&format!("<!doctype html><html lang=zh><title>A</title><p>x{text}<p>{text}"));
    assert_eq!(laid.messages.len(), 1, "{:?}", laid.messages);
    let message = &laid.messages[0];
    assert!(message.starts_with("error: no font has the characters \"\u{4e00}\" (U+4E00), "), "{message}");
    assert!(message.ends_with(", and 216 more"), "{message}");
}

#[test]
fn a_character_is_in_a_face_of_the_style_that_asks_for_it() {
    let library = FontLibrary::embedded();
    let (sans, bold) =
        (style(|style| style.family = [FontFamily::SansSerif].into()), style(|style| style.weight = 700));
    for _ in 0..2 {
        for (style, found) in [(&sans, "a\u{10d0}"), (&bold, "a\u{10d0}\u{4e2d}\u{10d0}")] {
            let (found, missing) = faces(&library, style, found);
            let own = if std::ptr::eq(style, &sans) { "SourceSans3-Regular" } else { "SourceSerif4-Bold" };
            assert_eq!(found[0], own);
            assert!(found[1].contains("Georgian"), "{found:?}");
            assert_eq!(missing.len(), usize::from(style.weight == 700));
        }
    }
}

#[test]
fn signs_without_a_font_are_reported_by_their_names() {
    let laid = lay_out("<!doctype html><html lang=en><title>A</title><p>\u{1F600} \u{13000}");
    let expected = [
        "error: no font has the character \"\u{13000}\" (U+13000)",
        "error: no font has the emoji \"\u{1F600}\" (U+1F600 grinning face)",
    ];
    assert_eq!(laid.messages, expected);
}
