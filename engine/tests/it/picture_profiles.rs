//! Pictures whose files have a color profile: their colors are those of the profile, on screens, in effects and in print.

use std::path::Path;
use std::sync::Arc;

use crate::kit::rendering::rendered_with;
use crate::kit::squares::drawn;
use engine::pdf::Press;
use engine::resources::Resources;
use image::codecs::{jpeg::JpegEncoder, png::PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use lopdf::{Document, Object};
use moxcms::ColorProfile;

/// The colors of sRGB's primaries in Display P3.
const PRIMARIES_IN_P3: [[u8; 3]; 3] = [[234, 51, 35], [117, 251, 76], [0, 0, 245]];

/// Sixteen columns of each color as a picture with a profile.
fn save(folder: &Path, name: &str, profile: &ColorProfile) {
    let row: Vec<u8> = PRIMARIES_IN_P3.iter().flat_map(|color| [*color; 16]).flatten().collect();
    let pixels = row.repeat(16);
    let profile = profile.encode().expect("a profile");
    let mut bytes = Vec::new();
    if name.ends_with(".jpg") {
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 100);
        encoder.set_icc_profile(profile).expect("a place for it");
        encoder.write_image(&pixels, 48, 16, ExtendedColorType::Rgb8).expect("a picture");
    } else {
        let mut encoder = PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(profile).expect("a place for it");
        encoder.write_image(&pixels, 48, 16, ExtendedColorType::Rgb8).expect("a picture");
    }
    std::fs::write(folder.join(name), bytes).expect("a file");
}

/// The PDF of a document with pictures in Display P3 (`p3.png`, `p3.jpg`) and in sRGB (`srgb.png`).
fn written(style: &str, body: &str, press: Option<Arc<Press>>) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    save(folder.path(), "p3.png", &ColorProfile::new_display_p3());
    save(folder.path(), "p3.jpg", &ColorProfile::new_display_p3());
    save(folder.path(), "srgb.png", &ColorProfile::new_srgb());
    let html = format!(
        "<!doctype html><html lang=en><title>T</title><style>@page {{ size: 30px 10px; margin: 0 }} body {{ margin: 0 }} \
         img {{ width: 30px; height: 10px; display: block; {style} }}</style>{body}"
    );
    let resources = Resources::new(folder.path(), &[]);
    let (output, diagnostics) = rendered_with(&html, &resources, |input| input.press = press);
    output.unwrap_or_else(|| panic!("{diagnostics:?}")).pdf
}

/// The color spaces of the pictures in a file, and the number of profiles.
fn spaces(pdf: &[u8]) -> (Vec<String>, usize) {
    let document = Document::load_mem(pdf).expect("a PDF");
    let mut profiles = Vec::new();
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let pictures = streams.filter(|stream| {
        stream.dict.get(b"Subtype").is_ok_and(|kind| *kind == Object::Name(b"Image".to_vec()))
    });
    let mut found = Vec::new();
    for picture in pictures {
        let space = picture.dict.get(b"ColorSpace").expect("a color space");
        if let Ok(space) = space.as_array() {
            let id = space[1].as_reference().expect("a profile");
            let profile = document.get_object(id).and_then(Object::as_stream).expect("a profile");
            assert_eq!(profile.dict.get(b"N").and_then(Object::as_i64).ok(), Some(3));
            profiles.push(id);
        }
        let name = space.as_array().map_or(space, |space| &space[0]).as_name().expect("a name");
        found.push(String::from_utf8_lossy(name).into_owned());
    }
    profiles.sort();
    profiles.dedup();
    (found, profiles.len())
}

#[test]
fn a_picture_is_shown_with_the_colors_of_its_profile() {
    for name in ["p3.png", "p3.jpg"] {
        let pdf = written("", &format!("<img src={name} alt=P>"), None);
        assert_eq!(drawn(pdf), ["RGB"], "{name}");
    }
}

#[test]
fn a_profile_is_once_in_the_file_and_that_of_srgb_not_at_all() {
    let pdf = written("", "<img src=p3.png alt=P><img src=p3.jpg alt=P><img src=srgb.png alt=P>", None);
    let (mut spaces, profiles) = spaces(&pdf);
    spaces.sort();
    assert_eq!((spaces, profiles), (["DeviceRGB", "ICCBased", "ICCBased"].map(String::from).to_vec(), 1));
}

#[test]
fn effects_change_the_colors_that_are_shown() {
    let pdf = written("filter: invert(1)", "<img src=p3.png alt=P>", None);
    assert_eq!(drawn(pdf), ["CMY"]);
}

#[test]
fn inks_are_those_of_the_colors_that_are_shown() {
    let press = Arc::new(Press::fogra39());
    let pdf = written("", "<img src=p3.png alt=P>", Some(press.clone()));
    assert_eq!(spaces(&pdf), (vec!["DeviceCMYK".to_string()], 0));
    let document = Document::load_mem(&pdf).expect("a PDF");
    let mut streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let picture = streams.find(|stream| stream.dict.has(b"BitsPerComponent")).expect("a picture");
    let inks = picture.decompressed_content().expect("pixels");
    let colors = [(255, 0, 0), (0, 255, 0), (0, 0, 255)];
    for (pixel, (red, green, blue)) in [0, 16, 32].into_iter().zip(colors) {
        let expected = press.inks(engine::paint::Color::rgb(red, green, blue));
        let found = &inks[pixel * 4..][..4];
        let is_near =
            |(ink, expected): (&u8, u16)| (f64::from(*ink) / 0.255 - f64::from(expected)).abs() < 30.0;
        assert!(found.iter().zip(expected).all(is_near), "{found:?} {expected:?}");
    }
}
