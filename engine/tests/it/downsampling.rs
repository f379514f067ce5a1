//! Raster images with more pixels than the document needs: downsampled on request, unchanged otherwise.

use crate::kit::rendering::rendered_with;
use engine::resources::Resources;
use lopdf::{Document, Object};

/// The widths and heights in pixels of the pictures in the PDF of a document with `photo.jpg` and `drawing.png`, both of
/// 1200 × 800 pixels, in the order of their objects; and the size of the file.
fn pictures(body: &str, image_ppi: Option<u32>) -> (Vec<(i64, i64)>, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let picture = image::RgbaImage::from_fn(1200, 800, |x, y| {
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 7;
        image::Rgba([noise as u8, (x / 5) as u8, (y / 4) as u8, if x < 600 { 255 } else { 100 }])
    });
    let photo = image::DynamicImage::ImageRgba8(picture.clone()).into_rgb8();
    photo.save(folder.path().join("photo.jpg")).expect("a photo");
    picture.save(folder.path().join("drawing.png")).expect("a drawing");
    let html = format!("<!DOCTYPE html><html lang=en><title>T</title>{body}");
    let resources = Resources::new(folder.path(), &[]);
    let (output, diagnostics) = rendered_with(&html, &resources, |input| input.image_ppi = image_ppi);
    let pdf = output.unwrap_or_else(|| panic!("{diagnostics:?}")).pdf;
    let document = Document::load_mem(&pdf).expect("a PDF");
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let of_pictures = streams.filter(|stream| {
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
        kind.is_ok_and(|kind| kind == b"Image")
    });
    let side =
        |stream: &lopdf::Stream, key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).expect("a side");
    (of_pictures.map(|stream| (side(stream, b"Width"), side(stream, b"Height"))).collect(), pdf.len())
}

#[test]
fn a_picture_has_the_pixels_that_its_largest_place_needs() {
    let body =
        "<img src=photo.jpg alt=Photo style='width: 1in'><img src=photo.jpg alt=Photo style='width: 2in'>";
    let (kept, large) = pictures(body, None);
    assert_eq!(kept, [(1200, 800)]);
    let (fewer, small) = pictures(body, Some(200));
    assert_eq!(fewer, [(401, 267)]);
    assert!(small * 5 < large, "{small} bytes instead of {large}");
}

#[test]
fn opacity_is_downsampled_with_the_colors() {
    let (sides, _) = pictures("<img src=drawing.png alt=Drawing style='width: 2in'>", Some(200));
    assert_eq!(sides, [(401, 267), (401, 267)]);
}

#[test]
fn pictures_stay_as_they_are_where_their_pixels_count() {
    for body in [
        "<img src=photo.jpg alt=Photo style='width: 5in'>",
        "<img src=photo.jpg alt=Photo style='width: 1in; image-rendering: pixelated'>",
        "<img src=photo.jpg alt=Photo style='width: 1in; transform: scale(5)'>",
    ] {
        assert_eq!(pictures(body, Some(200)).0, [(1200, 800)], "{body}");
    }
}
