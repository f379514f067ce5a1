//! Hand-made display lists to PDF, read back with lopdf.

#[path = "pdf/kit.rs"]
mod kit;
#[path = "pdf/style.rs"]
mod style;

use brochure::paint::DisplayItem;
use brochure::pdf::{Information, write};
use brochure::text::FontLibrary;
use kit::*;

const SERIF: &str =
    "/tmp/fonts/expo-google-fonts-source-serif-4-0.4.1/package/400Regular/SourceSerif4_400Regular.ttf";
const ARABIC: &str = "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf";
const GEORGIAN: &str = "/usr/share/fonts/truetype/noto/NotoSerifGeorgian-Regular.ttf";
const CFF: &str = "/usr/share/fonts/opentype/urw-base35/NimbusRoman-Regular.otf";

#[test]
fn samples() {
    let library =
        FontLibrary::from_faces(vec![face(0, SERIF), face(1, ARABIC), face(2, GEORGIAN), face(3, CFF)]);
    let serif = Shape::new(library.face(brochure::text::FaceId(0)), 11.0);
    let arabic = Shape { right_to_left: true, ..Shape::new(library.face(brochure::text::FaceId(1)), 11.0) };
    let back = Shape { right_to_left: true, ..Shape::new(library.face(brochure::text::FaceId(0)), 11.0) };
    let georgian = Shape::new(library.face(brochure::text::FaceId(2)), 11.0);
    let cff = Shape::new(library.face(brochure::text::FaceId(3)), 11.0);
    let loose = Shape { space: points(4.0), ..Shape::new(library.face(brochure::text::FaceId(0)), 11.0) };
    let spaced = Shape { letter: points(3.0), ..Shape::new(library.face(brochure::text::FaceId(0)), 11.0) };
    let mut items: Vec<DisplayItem> = Vec::new();
    let mut y = 40.0;
    let mut add = |runs: &[(&Shape, &str)]| {
        items.extend(line(runs, 40.0, y));
        y += 20.0;
    };
    add(&[(&serif, "The official office’s affiliation, fjord, waffle AVATAR")]);
    add(&[(&serif, "Azərbaycan Dövlət Universiteti, Şəki, ığdır, İçərişəhər")]);
    add(&[(&serif, "Международные связи университета")]);
    add(&[(&serif, "Türkiye’nin üniversiteleri, ığdır İzmir")]);
    add(&[(&georgian, "საქართველოს უნივერსიტეტი")]);
    add(&[(&arabic, "می‌خواهم دانشگاه‌های ایران را ببینم")]);
    // Visual order, left to right, of: دانشگاه (UNAI) سال 1989 است
    add(&[
        (&arabic, " است"),
        (&serif, "1989"),
        (&arabic, " سال "),
        (&serif, "(UNAI)"),
        (&arabic, "دانشگاه "),
    ]);
    add(&[(&cff, "CFF outlines: office and final")]);
    add(&[(&loose, "justified text is spread over the line")]);
    add(&[(&spaced, "SPACED CAPITALS")]);
    add(&[
        (&serif, "the word "),
        (&arabic, "دانشگاه ایران"),
        (&serif, " and more ("),
        (&arabic, "انجمن"),
        (&serif, ") then."),
    ]);
    add(&[(&serif, "non\u{a0}breaking soft\u{ad}hyphen en\u{2013}dash non\u{2011}break")]);
    let rtl = brochure::css::Direction::RightToLeft;
    let arabic = Shape { direction: rtl, ..arabic };
    let back = Shape { direction: rtl, ..back };
    let serif = Shape { direction: rtl, ..serif };
    let mut persian = line(&[(&arabic, "می‌خواهم دانشگاه‌های ایران را ببینم")], 40.0, 40.0);
    let mixed: &[(&Shape, &str)] = &[
        (&arabic, " است"),
        (&serif, "1989"),
        (&arabic, " سال "),
        (&back, ")"),
        (&serif, "UNAI"),
        (&back, "("),
        (&arabic, "دانشگاه "),
    ];
    persian.extend(line(mixed, 40.0, 60.0));
    let mixed: &[(&Shape, &str)] = &[
        (&back, ")"),
        (&arabic, "انجمن"),
        (&back, "("),
        (&serif, "UNAI"),
        (&arabic, "در سال "),
        (&serif, " abc def"),
    ];
    persian.extend(line(mixed, 40.0, 80.0));
    let pages = std::sync::Mutex::new(vec![page(persian), page(items)]);
    let bytes = write(
        2,
        |_| pages.lock().unwrap().pop().unwrap(),
        &[],
        &library,
        &Information { title: "Samples".into(), language: "en".into(), ..Information::default() },
        1,
    )
    .unwrap();
    std::fs::write("/tmp/samples.pdf", bytes).unwrap();
}
