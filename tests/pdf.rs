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
#[test]
fn visual() {
    use brochure::css::Color;
    use brochure::layout::{Replaced, ReplacedContent};
    use brochure::paint::*;
    use brochure::units::*;
    use std::sync::Arc;
    let library = FontLibrary::from_faces(vec![face(0, SERIF)]);
    let serif = Shape::new(library.face(brochure::text::FaceId(0)), 11.0);
    let rect = |x: f64, y: f64, w: f64, h: f64| {
        vec![
            PathSegment::MoveTo(at(x, y)),
            PathSegment::LineTo(at(x + w, y)),
            PathSegment::LineTo(at(x + w, y + h)),
            PathSegment::LineTo(at(x, y + h)),
            PathSegment::Close,
        ]
    };
    let circle = |x: f64, y: f64, r: f64| {
        let k = 0.5523 * r;
        vec![
            PathSegment::MoveTo(at(x + r, y)),
            PathSegment::CurveTo(at(x + r, y + k), at(x + k, y + r), at(x, y + r)),
            PathSegment::CurveTo(at(x - k, y + r), at(x - r, y + k), at(x - r, y)),
            PathSegment::CurveTo(at(x - r, y - k), at(x - k, y - r), at(x, y - r)),
            PathSegment::CurveTo(at(x + k, y - r), at(x + r, y - k), at(x + r, y)),
            PathSegment::Close,
        ]
    };
    let solid = |r, g, b, a| Some(Paint::Solid(Color { red: r, green: g, blue: b, alpha: a }));
    let stop =
        |offset, r, g, b, a| GradientStop { offset, color: Color { red: r, green: g, blue: b, alpha: a } };
    let mut items = vec![path(rect(0.0, 0.0, 420.0, 595.0), solid(250, 245, 230, 255))];
    items.push(path(rect(20.0, 20.0, 60.0, 40.0), solid(200, 0, 0, 255)));
    items.push(path(rect(50.0, 40.0, 60.0, 40.0), solid(0, 0, 200, 128)));
    let linear = |stops| {
        Some(Paint::Gradient(Arc::new(Gradient {
            shape: GradientShape::Linear { from: at(130.0, 20.0), to: at(230.0, 80.0) },
            stops,
        })))
    };
    items.push(path(
        rect(130.0, 20.0, 100.0, 60.0),
        linear(vec![
            stop(0.0, 255, 0, 0, 255),
            stop(0.5, 255, 255, 0, 255),
            stop(0.5, 0, 0, 0, 255),
            stop(1.0, 0, 128, 0, 255),
        ]),
    ));
    let shape =
        GradientShape::Radial { center: at(300.0, 50.0), horizontal: points(50.0), vertical: points(25.0) };
    items.push(path(
        rect(250.0, 20.0, 100.0, 60.0),
        Some(Paint::Gradient(Arc::new(Gradient {
            shape,
            stops: vec![stop(0.0, 255, 255, 255, 255), stop(1.0, 90, 0, 90, 0)],
        }))),
    ));
    // Group with opacity over overlapping shapes.
    items.push(DisplayItem::BeginGroup { opacity: 0.5, clip: None, tag: NODE });
    items.push(path(circle(60.0, 130.0, 30.0), solid(0, 120, 0, 255)));
    items.push(path(circle(90.0, 130.0, 30.0), solid(0, 120, 200, 255)));
    items.extend(line(&[(&serif, "inside a group")], 40.0, 130.0));
    items.push(DisplayItem::EndGroup);
    items.push(DisplayItem::BeginGroup { opacity: 1.0, clip: Some(circle(170.0, 130.0, 30.0)), tag: NODE });
    items.push(path(rect(140.0, 100.0, 60.0, 30.0), solid(200, 100, 0, 255)));
    items.extend(line(&[(&serif, "clipped text here")], 130.0, 130.0));
    items.push(DisplayItem::EndGroup);
    let mut star = PathItem {
        segments: Vec::new(),
        fill: solid(120, 0, 120, 255),
        even_odd: true,
        stroke: Some(Stroke {
            color: Color::BLACK,
            width: points(1.5),
            dashes: vec![points(4.0), points(2.0)],
            round_caps: false,
        }),
        tag: LAYOUT,
    };
    for i in [0, 2, 4, 1, 3] {
        let a = f64::from(i) * std::f64::consts::TAU / 5.0;
        let p = at(260.0 + 30.0 * a.sin(), 130.0 - 30.0 * a.cos());
        star.segments.push(if i == 0 { PathSegment::MoveTo(p) } else { PathSegment::LineTo(p) });
    }
    star.segments.push(PathSegment::Close);
    items.push(DisplayItem::Path(star));
    items.push(DisplayItem::Path(PathItem {
        segments: vec![PathSegment::MoveTo(at(310.0, 110.0)), PathSegment::LineTo(at(390.0, 110.0))],
        fill: None,
        even_odd: false,
        stroke: Some(Stroke {
            color: Color { red: 0, green: 0, blue: 0, alpha: 100 },
            width: points(6.0),
            dashes: vec![Length(0), points(10.0)],
            round_caps: true,
        }),
        tag: LAYOUT,
    }));
    // images
    let raster = |bytes: Vec<u8>, name: &str| {
        Arc::new(Replaced {
            content: ReplacedContent::Raster { bytes: bytes.into(), pixel_width: 40, pixel_height: 30 },
            width: None,
            height: None,
            ratio: None,
            path: name.to_string(),
        })
    };
    let image = image::RgbaImage::from_fn(40, 30, |x, y| {
        image::Rgba([(x * 6) as u8, (y * 8) as u8, 0, if (x / 5 + y / 5) % 2 == 0 { 255 } else { 60 }])
    });
    let mut png = std::io::Cursor::new(Vec::new());
    image.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let mut jpg = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgba8(image).to_rgb8().write_to(&mut jpg, image::ImageFormat::Jpeg).unwrap();
    let png = raster(png.into_inner(), "a.png");
    let jpg = raster(jpg.into_inner(), "a.jpg");
    let place = |replaced: &Arc<Replaced>, x, y, w, h, clip| {
        DisplayItem::Image(ImageItem {
            replaced: replaced.clone(),
            rect: Rect { x: points(x), y: points(y), width: points(w), height: points(h) },
            clip,
            tag: NODE,
        })
    };
    items.push(place(&png, 20.0, 180.0, 80.0, 60.0, None));
    items.push(place(&jpg, 120.0, 180.0, 80.0, 60.0, None));
    items.push(place(
        &jpg,
        220.0,
        180.0,
        80.0,
        60.0,
        Some(Rect { x: points(230.0), y: points(190.0), width: points(30.0), height: points(30.0) }),
    ));
    let source = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">
      <defs><linearGradient id="g" x1="0" x2="1"><stop offset="0" stop-color="#f06"/><stop offset="1" stop-color="#06f" stop-opacity="0.2"/></linearGradient>
      <radialGradient id="r"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#070"/></radialGradient>
      <clipPath id="c"><circle cx="150" cy="50" r="30"/></clipPath></defs>
      <rect x="2" y="2" width="90" height="40" rx="10" fill="url(#g)" stroke="#333" stroke-width="3"/>
      <g clip-path="url(#c)"><rect x="110" y="10" width="80" height="80" fill="url(#r)"/></g>
      <g opacity="0.5" transform="rotate(20 50 70)"><ellipse cx="40" cy="70" rx="30" ry="12" fill="#c60"/><ellipse cx="60" cy="75" rx="30" ry="12" fill="#06c"/></g>
      <path d="M100 95 q 20 -40 40 0 t 40 0" fill="none" stroke="#900" stroke-width="4" stroke-dasharray="8 3" stroke-linecap="round"/></svg>"##;
    let tree = usvg::Tree::from_str(source, &usvg::Options::default()).unwrap();
    println!("{:?}", brochure::paint::svg::warnings(&tree, source.as_bytes()));
    let svg = Arc::new(Replaced {
        content: ReplacedContent::Svg(Box::new(tree)),
        width: None,
        height: None,
        ratio: Some(2.0),
        path: "a.svg".to_string(),
    });
    items.push(place(&svg, 20.0, 260.0, 200.0, 100.0, None));
    items.push(place(&svg, 240.0, 260.0, 80.0, 40.0, None));
    items.extend(line(&[(&serif, "black text afterwards")], 40.0, 400.0));
    let list = std::sync::Mutex::new(Some(page(items)));
    let bytes = write(
        1,
        |_| list.lock().unwrap().take().unwrap(),
        &[],
        &library,
        &Information {
            title: "Şəkil".into(),
            language: "az".into(),
            creation_date: Some(1700000000),
            ..Information::default()
        },
        1,
    )
    .unwrap();
    std::fs::write("/tmp/visual.pdf", bytes).unwrap();
}
