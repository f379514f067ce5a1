//! The look of pages: every `tests/pictures/*.html` is rendered to PDF, drawn by an independent renderer, and compared with
//! the picture of the same name beside it.
//!
//! Two pictures differ if more than one pixel in five hundred is off by more than 24 of 255 in some channel, because
//! machines round the edges of letters differently. `WRITE_PICTURES=1 cargo test -p brochure-engine --test it pictures`
//! replaces the pictures; look at them before you commit them.

use std::path::Path;
use std::sync::Arc;

use crate::kit::rendering::rendered;
use engine::resources::Resources;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use image::{Rgb, RgbImage};

/// The largest difference of a channel that does not count.
const TOLERANCE: u8 = 24;
/// Of this many pixels, one may differ by more.
const PIXELS_A_FAULT: usize = 500;

/// The pages of a document, one below the other, with one pixel for each CSS pixel.
fn draw(path: &Path) -> RgbImage {
    let html = std::fs::read_to_string(path).expect("a document");
    let folder = path.parent().expect("a folder");
    let resources = Resources::new(folder, &[]);
    let (output, diagnostics) = rendered(&html, &resources);
    let output = output.unwrap_or_else(|| panic!("{}: {diagnostics:?}", path.display()));
    let messages: Vec<&String> = diagnostics.list().iter().map(|each| &each.message).collect();
    assert!(messages.is_empty(), "{}: {messages:?}", path.display());
    let pdf = Pdf::new(Arc::new(output.pdf)).expect("a PDF that can be read");
    let settings = InterpreterSettings::default();
    let pages = hayro::render_pdf(&pdf, 4.0 / 3.0, settings, &hayro::RenderSettings::default(), None)
        .expect("pages that can be drawn");
    let width = pages.iter().map(|page| u32::from(page.width())).max().unwrap_or(0);
    let height = pages.iter().map(|page| u32::from(page.height())).sum();
    let mut picture = RgbImage::from_pixel(width, height, Rgb([255; 3]));
    let mut top = 0;
    for page in &pages {
        for (index, pixel) in page.data_as_u8_slice().chunks_exact(4).enumerate() {
            let (x, y) = (index as u32 % u32::from(page.width()), index as u32 / u32::from(page.width()));
            // Colors are multiplied by their opacity; behind them is white paper.
            let on_paper = |channel: u8| channel.saturating_add(255 - pixel[3]);
            picture.put_pixel(x, top + y, Rgb([pixel[0], pixel[1], pixel[2]].map(on_paper)));
        }
        top += u32::from(page.height());
    }
    picture
}

fn faults(one: &RgbImage, other: &RgbImage) -> usize {
    let off = |(one, other): (&Rgb<u8>, &Rgb<u8>)| {
        one.0.iter().zip(other.0).any(|(one, other)| one.abs_diff(other) > TOLERANCE)
    };
    one.pixels().zip(other.pixels()).filter(|pair| off(*pair)).count()
}

#[test]
fn pages_look_as_they_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    let entries =
        std::fs::read_dir(&folder).expect("the pictures").map(|entry| entry.expect("an entry").path());
    let mut documents: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "html")).collect();
    documents.sort();
    assert!(documents.len() >= 24, "the documents are there");
    let keep = std::env::var_os("WRITE_PICTURES").is_some();
    let mut wrong = Vec::new();
    for document in documents {
        let drawn = draw(&document);
        let kept = document.with_extension("html.png");
        if keep {
            drawn.save(&kept).expect("written");
            continue;
        }
        let Ok(wanted) = image::open(&kept) else {
            wrong.push(format!("{} is missing", kept.display()));
            continue;
        };
        let wanted = wanted.to_rgb8();
        if wanted.dimensions() != drawn.dimensions() {
            wrong.push(format!(
                "{}: {:?}, not {:?}",
                kept.display(),
                drawn.dimensions(),
                wanted.dimensions()
            ));
            continue;
        }
        let count = faults(&drawn, &wanted);
        if count * PIXELS_A_FAULT > (drawn.width() * drawn.height()) as usize {
            wrong.push(format!("{}: {count} pixels differ", kept.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_difference_is_detected() {
    let white = RgbImage::from_pixel(10, 10, Rgb([255; 3]));
    let mut other = white.clone();
    other.put_pixel(3, 3, Rgb([255, 255, 220]));
    assert_eq!(faults(&white, &other), 1);
}
