//! Text has the glyphs, advances and offsets of HarfBuzz, although it is shaped word by word with a cache.
//! `tests/shaping/make_fixture.py` wrote the expected values.

use std::sync::Arc;

use engine::css::{FontFamily, FontFeature, FontSlope, FontStyle, properties};
use engine::text::{DEFAULT_SCRIPT, FontLibrary, Shaped, TextRun};
use engine::units::Length;
use serde_json::Value;

/// A style that makes one font unit one unit of length.
fn style(library: &FontLibrary, case: &Value) -> Arc<FontStyle> {
    let path = format!("fonts/{}", case["face"].as_str().expect("a path"));
    let face = (0..library.len())
        .map(|index| library.face(engine::text::FaceId(index as u16)))
        .find(|face| face.path == path)
        .unwrap_or_else(|| panic!("no face {path}"));
    let features = case["features"].as_object().expect("features").iter();
    let feature = |(tag, value): (&String, &Value)| FontFeature {
        tag: tag.as_bytes().try_into().expect("four letters"),
        value: value.as_u64().expect("a number") as u32,
    };
    Arc::new(FontStyle {
        family: Arc::new([FontFamily::Named(face.family.clone())]),
        size: Length(i32::from(face.metrics.units_per_em)),
        weight: face.weight,
        slope: if face.slope == FontSlope::Normal { FontSlope::Normal } else { FontSlope::Italic },
        language: case["language"].as_str().expect("a language").into(),
        features: features.map(feature).collect(),
        ..(*properties::initial().font).clone()
    })
}

fn shape(library: &FontLibrary, style: &Arc<FontStyle>, case: &Value) -> Vec<[i64; 4]> {
    let text = case["text"].as_str().expect("a text");
    let mut shaped = Shaped::default();
    let mut script = DEFAULT_SCRIPT;
    library.instance(style).shape(
        library,
        TextRun { text, range: 0..text.len(), right_to_left: case["right_to_left"] == true },
        &mut script,
        &mut shaped,
        &mut |character, _| panic!("no font has {character:?} of {text}"),
    );
    let mut glyphs: Vec<[i64; 4]> = shaped
        .glyphs
        .iter()
        .zip(&shaped.advances)
        .map(|(&glyph, advance)| [i64::from(glyph), i64::from(advance.0), 0, 0])
        .collect();
    for &(index, right, up) in &shaped.displacements {
        glyphs[index as usize][2..].copy_from_slice(&[i64::from(right.0), i64::from(up.0)]);
    }
    glyphs
}

#[test]
fn text_is_shaped_as_harfbuzz_does() {
    let cases: Value = serde_json::from_str(include_str!("../shaping/expected.json")).expect("JSON");
    let cases = cases.as_array().expect("a list");
    assert!(cases.len() > 200);
    let library = FontLibrary::embedded();
    let mut failures = Vec::new();
    for case in cases {
        let expected: Vec<[i64; 4]> = case["glyphs"]
            .as_array()
            .expect("glyphs")
            .iter()
            .map(|glyph| [0, 1, 2, 3].map(|index| glyph[index].as_i64().expect("a number")))
            .collect();
        let style = style(&library, case);
        // The second time, the words come from the cache.
        for round in ["shaped", "remembered"] {
            let found = shape(&library, &style, case);
            if found != expected {
                let at =
                    found.iter().zip(&expected).take_while(|(found, expected)| found == expected).count();
                failures.push(format!(
                    "{} {} {} {}: glyph {at} {round}: {:?}, not {:?} ({} and {} glyphs)",
                    case["face"],
                    case["language"],
                    case["features"],
                    case["text"],
                    found.get(at),
                    expected.get(at),
                    found.len(),
                    expected.len(),
                ));
                break;
            }
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n"));
}
