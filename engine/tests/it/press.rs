//! Files for a press: the inks of everything that is drawn, and PDF/X-4 (ISO 15930-7).

use std::path::Path;
use std::sync::Arc;

use crate::kit::press_rules;
use crate::kit::rendering::rendered_with;
use engine::Output;
use engine::diagnostics::{Diagnostics, RenderOptions, render};
use engine::pdf::{Obstacle, Press, Standards};
use engine::resources::Resources;
use lopdf::content::Content;
use lopdf::{Document, Object};

fn printed_from(html: &str, resources: &Resources) -> (Output, Diagnostics) {
    let (output, diagnostics) = rendered_with(html, resources, |input| {
        input.standards = Standards::PRINT;
        input.press = Some(Arc::new(Press::fogra39()));
        input.information.creation_date = Some(1_700_000_000);
    });
    (output.unwrap_or_else(|| panic!("{diagnostics:?}")), diagnostics)
}

/// The file of a body for a press, and the messages.
fn printed(body: &str) -> (Output, Diagnostics) {
    let html = format!("<!DOCTYPE html><html lang=en><title>T</title>{body}");
    printed_from(&html, &Resources::new(".", &[]))
}

/// The operators of the first page that set colors or the graphics state, with their operands in thousandths.
fn colors(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let page = document.page_iter().next().expect("a page");
    let content = Content::decode(&document.get_page_content(page)).expect("content");
    let set = content.operations.into_iter().filter(|operation| {
        matches!(operation.operator.as_str(), "g" | "G" | "rg" | "RG" | "k" | "K" | "cs" | "CS" | "gs")
    });
    let number = |operand: &Object| match operand {
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        operand => operand.as_float().map_or("?".to_string(), |value| (value * 1000.0).round().to_string()),
    };
    set.map(|operation| {
        let operands: Vec<String> = operation.operands.iter().map(number).collect();
        format!("{} {}", operands.join(" "), operation.operator)
    })
    .collect()
}

/// The color spaces of the pictures of a file, sorted.
fn spaces(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let pictures = streams.filter(|stream| {
        stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image")
    });
    let space =
        |stream: &lopdf::Stream| stream.dict.get(b"ColorSpace").and_then(Object::as_name).map(<[u8]>::to_vec);
    let mut spaces: Vec<String> = pictures
        .map(|stream| String::from_utf8_lossy(&space(stream).expect("a color space")).into_owned())
        .collect();
    spaces.sort();
    spaces
}

#[test]
fn black_text_is_black_ink_over_what_is_below_it() {
    let (output, _) = printed("<p style='color: #1d2a2f'>nearly black");
    assert_eq!(colors(&output.pdf), ["G0 gs", "0 0 0 1000 k"]);
    let document = Document::load_mem(&output.pdf).expect("a PDF");
    let overprints = document.objects.values().filter_map(|object| object.as_dict().ok()).filter(|state| {
        state.get(b"op").and_then(Object::as_bool).ok() == Some(true)
            && state.get(b"OPM").and_then(Object::as_i64).ok() == Some(1)
    });
    assert_eq!(overprints.count(), 1);
}

#[test]
fn what_follows_black_text_is_not_printed_over_what_is_below_it() {
    let (output, _) = printed("<p>black<p style='color: #808080; text-decoration: underline'>gray");
    let colors = colors(&output.pdf);
    assert_eq!(colors.first().map(String::as_str), Some("G0 gs"));
    assert!(
        colors.contains(&"G1 gs".to_string()) && colors.contains(&"0 0 0 498 k".to_string()),
        "{colors:?}"
    );
}

#[test]
fn areas_and_lines_have_the_inks_of_their_colors() {
    let (output, _) = printed("<div style='width: 9pt; height: 9pt; background: #008000'></div>");
    let [color] = &colors(&output.pdf)[..] else { panic!("{:?}", colors(&output.pdf)) };
    let inks: Vec<i32> = color.split(' ').filter_map(|ink| ink.parse().ok()).collect();
    let near = inks.iter().zip([761, 8, 996, 302]).all(|(ink, expected)| (ink - expected).abs() <= 12);
    assert!(inks.len() == 4 && near, "{color}");
}

#[test]
fn device_cmyk_goes_through_untouched() {
    let body = "<div style='width: 9pt; height: 9pt; background: device-cmyk(60% 0.405 40% 50%)'></div>";
    let (output, diagnostics) = printed(body);
    assert_eq!(colors(&output.pdf), ["600 405 400 500 k"]);
    assert!(diagnostics.is_empty());
    let (screen, _) = rendered_with(&format!("<!DOCTYPE html>{body}"), &Resources::new(".", &[]), |_| {});
    assert_eq!(
        colors(&screen.expect("a file").pdf),
        ["200 298 298 rg"],
        "on a screen by the naive conversion"
    );
}

#[test]
fn gradients_between_inks_are_straight() {
    let gradient = "linear-gradient(to right, device-cmyk(1 0 0 0), device-cmyk(0 0 1 0))";
    let (output, _) =
        printed(&format!("<div style='width: 90pt; height: 9pt; background: {gradient}'></div>"));
    let document = Document::load_mem(&output.pdf).expect("a PDF");
    let ends: Vec<(Vec<f32>, Vec<f32>)> = document
        .objects
        .values()
        .filter_map(|object| {
            object.as_dict().ok()?.get(b"Shading").ok()?.as_dict().ok()?.get(b"Function").ok()
        })
        .filter_map(|function| {
            let end = |key: &[u8]| {
                let numbers = function.as_dict().ok()?.get(key).and_then(Object::as_array).ok()?;
                numbers.iter().map(|number| number.as_float().ok()).collect::<Option<Vec<f32>>>()
            };
            Some((end(b"C0")?, end(b"C1")?))
        })
        .collect();
    assert_eq!(ends, [(vec![1.0, 0.0, 0.0, 0.0], vec![0.0, 0.0, 1.0, 0.0])]);
}

#[test]
fn pictures_have_inks_and_gray_ones_only_black() {
    let folder = tempfile::tempdir().expect("a folder");
    let color = image::RgbImage::from_fn(64, 64, |x, y| image::Rgb([x as u8 * 3, y as u8 * 3, 90]));
    let gray = image::RgbImage::from_fn(64, 64, |x, _| image::Rgb([x as u8 * 3; 3]));
    for (name, picture) in [("color", &color), ("gray", &gray)] {
        for kind in ["jpg", "png"] {
            picture.save(folder.path().join(format!("{name}.{kind}"))).expect("a picture");
        }
    }
    let resources = Resources::new(folder.path(), &[]);
    for kind in ["jpg", "png"] {
        let html = format!(
            "<!DOCTYPE html><html lang=en><title>T</title>\
             <img src=color.{kind} alt=A style='width: 12pt'><img src=gray.{kind} alt=B style='width: 12pt'>"
        );
        let (output, _) = printed_from(&html, &resources);
        assert_eq!(spaces(&output.pdf), ["DeviceCMYK", "DeviceGray"], "{kind}");
        assert_eq!(press_rules::faults(&output.pdf), Vec::<String>::new());
    }
}

#[test]
fn too_few_pixels_and_too_much_ink_are_told_with_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    image::RgbImage::new(100, 50).save(folder.path().join("small.png")).expect("a picture");
    let html = "<!DOCTYPE html><html lang=en><title>T</title>\n<img src=small.png alt=A style='width: 1in'>\n\
                <p style='color: device-cmyk(1 1 1 0.5)'>heavy";
    let (_, diagnostics) = printed_from(html, &Resources::new(folder.path(), &[]));
    let shown = render(&diagnostics, RenderOptions::default());
    for expected in [
        "warning: small.png has only 100 pixels an inch at its size on the page, and its pixels may show in print\n  --> document.html:2:1\n",
        "warning: device-cmyk(100% 100% 100% 50%) is 350 % of ink, and the paper takes at most 300 %\n  --> document.html:3:1\n",
    ] {
        assert!(shown.contains(expected), "{shown}");
    }
}

#[test]
fn a_picture_with_too_much_ink_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let resources = Resources::new(folder.path(), &[]);
    for (black, kind, expected) in [
        (
            240,
            jpeg_encoder::ColorType::Cmyk,
            Some("heavy.jpg has up to 365 % of ink, and the paper takes at most 300 %"),
        ),
        (
            240,
            jpeg_encoder::ColorType::CmykAsYcck,
            Some("heavy.jpg has up to 365 % of ink, and the paper takes at most 300 %"),
        ),
        (55, jpeg_encoder::ColorType::Cmyk, None),
    ] {
        let pixels = [230, 230, 230, black].repeat(128 * 128);
        let encoder = jpeg_encoder::Encoder::new_file(folder.path().join("heavy.jpg"), 100).expect("a file");
        encoder.encode(&pixels, 128, 128, kind).expect("a picture");
        let html =
            "<!DOCTYPE html><html lang=en><title>T</title><img src=heavy.jpg alt=A style='width: 24px'>";
        let (_, diagnostics) = printed_from(html, &resources);
        let found: Vec<&str> = diagnostics.list().iter().map(|each| each.message.as_str()).collect();
        assert_eq!(found, expected.as_slice(), "{kind:?}");
    }
}

#[test]
fn a_file_without_title_or_date_does_not_claim_what_it_does_not_follow() {
    let (output, _) = rendered_with("<!DOCTYPE html><p>text", &Resources::new(".", &[]), |input| {
        input.standards = Standards::PRINT;
        input.press = Some(Arc::new(Press::fogra39()));
    });
    let output = output.expect("a file");
    assert_eq!(output.standards, Standards::NONE);
    assert_eq!(output.obstacles, [Obstacle::NoTitle, Obstacle::NoDate]);
    assert!(!String::from_utf8_lossy(&output.pdf).contains("pdfxid"));
}

/// Documents with everything that can be drawn.
const DOCUMENTS: [&str; 3] = ["tagging/everything.html", "work/report.html", "work/catalogue.html"];

#[test]
fn whole_documents_follow_the_rules_of_pdf_x() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for name in DOCUMENTS {
        let path = folder.join(name);
        let html = std::fs::read_to_string(&path).expect(name);
        let resources = Resources::new(path.parent().expect("a folder"), &[]);
        let (output, _) = printed_from(&html, &resources);
        assert_eq!(output.standards, Standards::PRINT, "{name}: {:?}", output.obstacles);
        assert_eq!(press_rules::faults(&output.pdf), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn effects_have_no_colors_of_a_screen() {
    let drawing = "<svg width=40 height=40><defs><mask id=m><circle cx=20 cy=20 r=15 fill=red /></mask>\
        <pattern id=p width=5 height=5 patternUnits=userSpaceOnUse><rect width=3 height=3 fill=lime /></pattern>\
        <radialGradient id=g><stop stop-color=red /><stop offset=1 stop-color=blue stop-opacity=0.2 /></radialGradient>\
        </defs><rect width=40 height=40 fill=url(#p) mask=url(#m) /><rect width=20 height=20 fill=url(#g) /></svg>";
    let body = format!(
        "<p style='box-shadow: 0 0 9px teal; opacity: 0.5; mix-blend-mode: multiply'>text\
         <p style='mask-image: linear-gradient(red, transparent); background: conic-gradient(red, blue, lime)'>text\
         <p style='filter: blur(2px) sepia(1); text-shadow: 1px 1px 3px red; border: 3px dashed orange'>text\
         <p style='background: radial-gradient(red, rgb(0 0 255 / 0.3)); outline: 1px solid fuchsia'>text{drawing}"
    );
    let (output, _) = printed(&body);
    assert_eq!(press_rules::faults(&output.pdf), Vec::<String>::new());
}

#[test]
fn the_rules_find_what_breaks_them() {
    let (output, _) = printed("<p style='color: red'>text <b style='opacity: 0.5'>and more</b>");
    type Break = fn(&mut Document);
    let breaks: [(&str, Break); 10] = [
        ("14.11.5", |document| drop(document.catalog_mut().expect("it").remove(b"OutputIntents"))),
        ("6.26", |document| document.catalog_mut().expect("it").set("AcroForm", lopdf::Dictionary::new())),
        ("6.18", |document| document.catalog_mut().expect("it").set("OpenAction", Object::Null)),
        ("6.10", |document| drop(document.catalog_mut().expect("it").remove(b"Metadata"))),
        ("14.11.2", |document| each_page(document, |page| drop(page.remove(b"TrimBox")))),
        ("6.17", |document| each_page(document, |page| page.set("Annots", Object::Array(Vec::new())))),
        ("6.25", |document| {
            each_page(document, |page| page.set("MediaBox", [0, 0, 20_000, 9].map(Object::Integer).to_vec()));
        }),
        ("6.5", |document| each_dictionary(document, |font| drop(font.remove(b"FontFile2")))),
        ("6.13", |document| {
            each_dictionary(document, |state| {
                if state.has(b"ca") {
                    state.set("TR", Object::Name(b"Identity".to_vec()));
                }
            });
        }),
        ("6.4", |document| {
            let page = document.page_iter().next().expect("a page");
            document.add_page_contents(page, b"1 0 0 rg 0 0 9 9 re f".to_vec()).expect("added");
        }),
    ];
    for (clause, break_it) in breaks {
        let mut document = Document::load_mem(&output.pdf).expect("a PDF");
        break_it(&mut document);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("written");
        let faults = press_rules::faults(&bytes);
        assert!(faults.iter().any(|fault| fault.contains(clause)), "{clause}: {faults:?}");
    }
}

fn each_page(document: &mut Document, change: impl Fn(&mut lopdf::Dictionary)) {
    let pages: Vec<_> = document.page_iter().collect();
    for page in pages {
        change(document.get_dictionary_mut(page).expect("a page"));
    }
}

fn each_dictionary(document: &mut Document, change: impl Fn(&mut lopdf::Dictionary)) {
    for object in document.objects.values_mut() {
        if let Ok(dictionary) = object.as_dict_mut() {
            change(dictionary);
        }
    }
}
