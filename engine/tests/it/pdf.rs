//! Hand-made display lists to PDF, read back with lopdf.

use std::io::Cursor;
use std::sync::Arc;

use crate::kit::pdf::*;
use engine::diagnostics::Diagnostics;
use engine::paint::{
    Color, Direction, DisplayItem, DisplayList, Gradient, GradientShape, GradientStop, Image, ImageContent,
    ImageItem, ImageSampling, LinkArea, LinkDestination, LinkTarget, NodeId, OutlineEntry, Paint,
};
use engine::pdf::PdfError;
use engine::resources::Resources;
use engine::text::FontLibrary;
use lopdf::{Dictionary, Document, Object};

const SERIF: &str = "SourceSerif4-Regular";
const ARABIC: &str = "NotoNaskhArabic-Regular";
const GEORGIAN: &str = "NotoSerifGeorgian-Regular";

#[test]
fn fonts_are_embedded_subsets_with_their_widths() {
    let library = FontLibrary::embedded();
    let serif = Shape::new(face(&library, SERIF));
    let document = file(1, |_| page(line(&[(serif, "office")], 40.0, 40.0)), &library);
    let page = pages(&document)[0];
    let font = dig(&document, page, &["Resources", "Font", &format!("F{}", serif.face.id.0)]);
    assert!(is_name(font, "Encoding", "Identity-H"));
    let name = get(&document, font, "BaseFont").as_name().expect("a name");
    assert!(name[..6].iter().all(u8::is_ascii_uppercase) && name[6] == b'+', "{name:?}");

    let descendant = dig(&document, font, &["DescendantFonts"]);
    assert!(is_name(descendant, "CIDToGIDMap", "Identity") && is_name(descendant, "Subtype", "CIDFontType2"));
    let Object::Stream(program) =
        get(&document, dig(&document, descendant, &["FontDescriptor"]), "FontFile2")
    else {
        panic!("no font program")
    };
    let bytes = program.decompressed_content().expect("a deflated font program");
    let length = program.dict.get(b"Length1").and_then(Object::as_i64).expect("a length");
    assert_eq!(bytes.len() as i64, length);
    // The widths are those of the subset's glyphs, of which there is one for each code.
    let subset = skrifa::FontRef::new(&bytes).expect("a font");
    let metrics = skrifa::MetadataProvider::glyph_metrics(
        &subset,
        skrifa::instance::Size::new(1000.0),
        skrifa::instance::LocationRef::default(),
    );
    let widths = get(&document, descendant, "W").as_array().expect("widths")[1].as_array().expect("a list");
    assert_eq!(widths.len() as u32, metrics.glyph_count());
    for (glyph, width) in (0..).zip(widths) {
        assert_eq!(metrics.advance_width(skrifa::GlyphId::new(glyph)), width.as_float().ok());
    }
    assert!(bytes.len() < serif.face.data.len() / 10, "a subset of six glyphs is small");
}

#[test]
fn fonts_with_cff_outlines_are_embedded_too() {
    let resources = Resources::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pdf"), &[]);
    let library = FontLibrary::load(&resources, &mut Diagnostics::new());
    let shapes = Shape::new(face(&library, "TestShapes-Regular"));
    let document = file(1, |_| page(line(&[(shapes, "cab a")], 40.0, 40.0)), &library);
    let page = pages(&document)[0];
    let font = dig(&document, page, &["Resources", "Font", &format!("F{}", shapes.face.id.0)]);
    let descendant = dig(&document, font, &["DescendantFonts"]);
    assert!(is_name(descendant, "Subtype", "CIDFontType0"));
    let program = dig(&document, descendant, &["FontDescriptor", "FontFile3"]);
    assert!(is_name(program, "Subtype", "CIDFontType0C"));
    assert_eq!(text(&document, page), "cab a");
}

#[test]
fn the_text_is_that_of_the_document() {
    let library = FontLibrary::embedded();
    let serif = Shape::new(face(&library, SERIF));
    let georgian = Shape::new(face(&library, GEORGIAN));
    let samples = [
        (serif, "The official office’s affiliation: fjord, waffle, AVATAR"),
        (serif, "Azərbaycan Dövlət Universiteti, Şəki, ığdır, İçərişəhər"),
        (serif, "Международные связи университета"),
        (serif, "Türkiye’nin üniversiteleri, ığdır İzmir"),
        (georgian, "საქართველოს უნივერსიტეტი"),
        (Shape { space: points(4.0), ..serif }, "justified text is spread over the line"),
        (Shape { letter: points(3.0), ..serif }, "SPACED OFFICE CAPITALS"),
    ];
    for (shape, sample) in samples {
        let document = file(1, |_| page(line(&[(shape, sample)], 40.0, 40.0)), &library);
        assert_eq!(text(&document, pages(&document)[0]), sample);
    }
    // Invisible characters are not in the text, and every space is a plain space.
    let document =
        file(1, |_| page(line(&[(serif, "non\u{A0}breaking soft\u{AD}hyphen")], 40.0, 40.0)), &library);
    assert_eq!(text(&document, pages(&document)[0]), "non breaking softhyphen");
}

#[test]
fn letter_spacing_does_not_split_words() {
    let library = FontLibrary::embedded();
    let spaced = Shape { letter: points(3.0), ..Shape::new(face(&library, SERIF)) };
    let document = file(1, |_| page(line(&[(spaced, "TWO WORDS")], 40.0, 40.0)), &library);
    assert_eq!(text_pieces(&document, pages(&document)[0]), ["TWO", " ", "WORDS"]);
}

/// Right-to-left text as it is painted, from left to right, without the direction marks that extraction needs.
fn backwards(document: &Document, page: &Dictionary) -> String {
    let mut pieces = text_pieces(document, page);
    pieces.reverse();
    pieces.concat().replace(['\u{200E}', '\u{200F}'], "")
}

#[test]
fn text_from_right_to_left_keeps_its_joiners_brackets_and_stops() {
    let library = FontLibrary::embedded();
    let direction = Direction::RightToLeft;
    let arabic = Shape { direction, right_to_left: true, ..Shape::new(face(&library, ARABIC)) };
    let serif = Shape { direction, ..Shape::new(face(&library, SERIF)) };
    let bracket = Shape { right_to_left: true, ..serif };
    let sample = "می‌خواهم دانشگاه‌های ایران را ببینم.";
    let document = file(1, |_| page(line(&[(arabic, sample)], 40.0, 40.0)), &library);
    assert_eq!(backwards(&document, pages(&document)[0]), sample);
    // Joiners and the mark that the stop needs are glyphs of their own: only the content itself is marked.
    let marks = operators(&document, pages(&document)[0]).iter().filter(|name| *name == "BDC").count();
    assert_eq!(marks, 1);

    // From left to right: how the line looks. The mark goes before the run that follows a run from
    // right to left.
    let runs = [(arabic, "است"), (bracket, ") "), (serif, "UNAI"), (bracket, " ("), (arabic, "دانشگاه")];
    let document = file(1, |_| page(line(&runs, 40.0, 40.0)), &library);
    let pieces = text_pieces(&document, pages(&document)[0]);
    assert!(pieces.contains(&"\u{200F}U".to_string()), "{pieces:?}");
    let brackets: Vec<&String> = pieces.iter().filter(|piece| ["(", ")"].contains(&piece.as_str())).collect();
    assert_eq!(brackets, [")", "("], "the text, not the shape, of brackets");
}

#[test]
fn a_bracket_means_itself_wherever_it_was_first_used() {
    let library = FontLibrary::embedded();
    let serif = Shape::new(face(&library, SERIF));
    let backward = Shape { direction: Direction::RightToLeft, right_to_left: true, ..serif };
    let paint = |_| {
        let mut items = line(&[(backward, "(")], 40.0, 40.0);
        items.extend(line(&[(serif, "(a)")], 40.0, 60.0));
        page(items)
    };
    let document = file(1, paint, &library);
    let page = pages(&document)[0];
    let font = dig(&document, page, &["Resources", "Font", &format!("F{}", serif.face.id.0)]);
    // The text of the codes in "(a)", which is in no span.
    assert_eq!(text(&document, page), "((a)");
    let marks = operators(&document, page).iter().filter(|name| *name == "BDC").count();
    // The content and a span in it. "a", two brackets, and the space that replaces a direction mark that the font does
    // not have.
    assert_eq!((marks, to_unicode(&document, font).len()), (2, 4));
}

#[test]
fn hyphens_at_line_ends_are_soft_and_artifacts_are_no_text() {
    let library = FontLibrary::embedded();
    let serif = Shape::new(face(&library, SERIF));
    let hidden = Shape { artifact: true, ..serif };
    let document = file(1, |_| page(line(&[(serif, "associ"), (hidden, "-")], 40.0, 40.0)), &library);
    assert_eq!(text(&document, pages(&document)[0]), "associ\u{AD}");
    let document = file(1, |_| page(line(&[(serif, "Page"), (hidden, "....")], 40.0, 40.0)), &library);
    assert_eq!(text(&document, pages(&document)[0]), "Page");
}

#[test]
fn one_glyph_can_represent_different_texts_and_several_glyphs_one_text() {
    let library = FontLibrary::embedded();
    let serif = Shape::new(face(&library, SERIF));
    let [a, b, c] = ['a', 'b', 'c'].map(|letter| serif.face.glyph(letter).expect("a glyph"));
    let mut runs = vec![
        odd_run(serif, "a", &[a], &[0]),
        odd_run(serif, "q", &[a], &[0]),
        odd_run(serif, "xyz", &[b, c, b], &[0, 0, 2]),
    ];
    for (run, range) in runs.iter_mut().zip([(0, 1), (1, 2), (2, 5)]) {
        run.range = range;
    }
    let document = file(1, |_| page(items(runs.clone(), "aqxyz", points(40.0))), &library);
    assert_eq!(text_pieces(&document, pages(&document)[0]), ["a", "q", "xy", "z"]);

    // Clusters out of order or out of range, glyphs that the face does not have.
    for clusters in [&[2u32, 1, 0][..], &[0, 900, 1], &[7, 7, 7], &[1]] {
        let run = odd_run(serif, "abc", &[a, 65_000, 0], clusters);
        let document = file(1, |_| page(items(vec![run.clone()], "abc", points(40.0))), &library);
        operations(&document, pages(&document)[0]);
    }
}

#[test]
fn glyphs_are_where_layout_places_them() {
    let library = FontLibrary::embedded();
    let serif = Shape { space: points(3.7), ..Shape::new(face(&library, SERIF)) };
    let sample = "AVATAR To Wave, 1989 official words that are set wide";
    let width: f64 = line(&[(serif, sample)], 0.0, 40.0)
        .iter()
        .filter_map(|item| if let DisplayItem::Text(item) = item { Some(item.width.points()) } else { None })
        .sum();
    let document = file(1, |_| page(line(&[(serif, sample)], 40.0, 40.0)), &library);
    let page = pages(&document)[0];
    let font =
        dig(&document, page, &["Resources", "Font", &format!("F{}", serif.face.id.0), "DescendantFonts"]);
    let widths = get(&document, font, "W").as_array().expect("widths")[1].as_array().expect("a list");
    let mut pen = 0.0;
    for operation in operations(&document, page).operations {
        let Some(Object::Array(shown)) = operation.operands.first().filter(|_| operation.operator == "TJ")
        else {
            continue;
        };
        for object in shown {
            match object {
                Object::String(codes, _) => {
                    for code in codes.chunks_exact(2) {
                        let width = &widths[usize::from(u16::from_be_bytes([code[0], code[1]]))];
                        pen += f64::from(width.as_float().expect("a width")) * 0.011;
                    }
                }
                other => pen -= f64::from(other.as_float().expect("a number")) * 0.011,
            }
        }
    }
    // The advance of the last glyph is not corrected, so the end may be off by the tolerance.
    assert!((pen - width).abs() < 0.05, "{pen} for {width}");
}

fn samples(library: &FontLibrary, index: usize) -> DisplayList {
    let serif = Shape::new(face(library, SERIF));
    // Glyphs that are first used on different pages.
    let letter = char::from(b'a' + (index % 26) as u8);
    let mut list = page(line(&[(serif, &format!("page {letter}{letter} {index}"))], 40.0, 40.0));
    list.label = (index + 1).to_string();
    let color = Color { alpha: 100, ..Color::rgb(index as u8, 7, 9) };
    list.items.push(filled(rect(10.0, 10.0, 50.0, 50.0), Paint::Solid(color)));
    list
}

#[test]
fn the_bytes_do_not_depend_on_threads() {
    let library = FontLibrary::embedded();
    let write = |threads| try_written(150, |index| samples(&library, index), &[], &library, threads);
    let alone = write(1).expect("a PDF");
    for threads in [2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        assert!(pool.install(|| write(threads)).expect("a PDF") == alone, "{threads} threads");
    }
    let document = read(&alone);
    for (index, page) in pages(&document).into_iter().enumerate() {
        let letter = char::from(b'a' + (index % 26) as u8);
        assert_eq!(text(&document, page), format!("page {letter}{letter} {index}"));
    }
    let identifier = |document: &Document| document.trailer.get(b"ID").cloned().expect("an identifier");
    let other = file(1, |index| samples(&library, index), &library);
    assert_ne!(identifier(&document), identifier(&other));
}

#[test]
fn links_lead_to_addresses_and_elements() {
    let library = FontLibrary::embedded();
    let paint = |index: usize| {
        let mut list = page(Vec::new());
        if index == 0 {
            let link = |target| LinkArea {
                rects: vec![rect(10.0, 20.0, 100.0, 12.0)],
                quads: Vec::new(),
                target,
                node: NodeId(1),
                description: "an address".to_string(),
            };
            list.links.push(link(LinkTarget::Url("https://example.org/".to_string())));
            list.links.push(link(LinkTarget::Node(NodeId(77))));
            list.links.push(link(LinkTarget::Node(NodeId(78))));
        } else {
            list.targets.push(LinkDestination { node: NodeId(77), at: at(30.0, 95.0) });
        }
        list
    };
    let document = file(2, paint, &library);
    let ids: Vec<lopdf::ObjectId> = document.page_iter().collect();
    let annotations = get(&document, pages(&document)[0], "Annots").as_array().expect("annotations");
    assert_eq!(annotations.len(), 2, "a link to an element that is nowhere is left out");
    let annotation = |index: usize| {
        let id = annotations[index].as_reference().expect("an annotation of its own");
        document.get_dictionary(id).expect("a dictionary")
    };
    let action = dig(&document, annotation(0), &["A"]);
    assert_eq!(get(&document, action, "URI").as_str().ok(), Some(&b"https://example.org/"[..]));
    assert_eq!(get(&document, annotation(0), "Contents").as_str().ok(), Some(&b"an address"[..]));
    let border = get(&document, annotation(0), "Border").as_array().expect("a border");
    assert!(border.iter().all(|width| *width == Object::Integer(0)));
    let destination = get(&document, annotation(1), "Dest").as_array().expect("a destination");
    assert_eq!(destination[0], Object::Reference(ids[1]));
    assert_eq!(destination[3].as_float().ok(), Some(500.0));
}

#[test]
fn the_outline_is_nested_and_the_catalog_describes_the_document() {
    let paint = |index: usize| {
        let mut list = page(Vec::new());
        list.label = ["i", "ii", "1", "2"][index].to_string();
        list.targets.push(LinkDestination { node: NodeId(index as u32), at: at(0.0, 0.0) });
        list
    };
    let entry = |level, title: &str, node| OutlineEntry {
        level,
        title: title.to_string(),
        node: NodeId(node),
        open: None,
    };
    let outline = [entry(1, "One", 0), entry(2, "Əlavə", 1), entry(1, "Two", 3)];
    let document = with_outline(4, paint, &outline);
    let catalog = document.catalog().expect("a catalog");
    let first = dig(&document, catalog, &["Outlines", "First"]);
    assert_eq!(get(&document, first, "Title").as_str().ok(), Some(&b"One"[..]));
    let inner = dig(&document, first, &["First"]);
    assert_eq!(
        get(&document, inner, "Title").as_str().ok().map(|title| title[..4].to_vec()),
        Some(vec![0xFE, 0xFF, 1, 0x8F])
    );
    assert_eq!(get(&document, dig(&document, first, &["Next"]), "Title").as_str().ok(), Some(&b"Two"[..]));
    assert!(is_name(catalog, "PageMode", "UseOutlines"));
    assert_eq!(get(&document, catalog, "Lang").as_str().ok(), Some(&b"en"[..]));
    assert_eq!(
        get(&document, dig(&document, catalog, &["ViewerPreferences"]), "DisplayDocTitle").as_bool().ok(),
        Some(true)
    );
    let labels = get(&document, dig(&document, catalog, &["PageLabels"]), "Nums").as_array().expect("labels");
    assert_eq!((labels.len(), &labels[2]), (4, &Object::Integer(2)));
    let Object::Stream(metadata) = get(&document, catalog, "Metadata") else { panic!("no metadata") };
    let metadata = String::from_utf8(metadata.content.clone()).expect("XML");
    assert!(metadata.contains("<rdf:li xml:lang=\"x-default\">Title</rdf:li>"));
    assert!(!metadata.contains("pdfaid") && !metadata.contains("pdfuaid"), "no standard is claimed");
}

fn raster(bytes: Vec<u8>, path: &str) -> Image {
    let content = ImageContent::Raster { bytes: bytes.into(), orientation: 1 };
    Image { content, ratio: None, path: path.into() }
}

fn encoded(format: image::ImageFormat) -> Vec<u8> {
    let pixels =
        image::RgbaImage::from_fn(8, 6, |x, y| image::Rgba([x as u8 * 30, y as u8 * 40, 0, 100 + x as u8]));
    let mut bytes = Cursor::new(Vec::new());
    let image = image::DynamicImage::ImageRgba8(pixels);
    let image = if format == image::ImageFormat::Jpeg { image.to_rgb8().into() } else { image };
    image.write_to(&mut bytes, format).expect("an encoded image");
    bytes.into_inner()
}

fn place(image: &Image, x: f64) -> DisplayItem {
    DisplayItem::Image(ImageItem {
        image: image.clone(),
        sampling: ImageSampling::Default,
        rect: rect(x, 20.0, 40.0, 30.0),
        clip: None,
        tag: NODE,
    })
}

#[test]
fn images_are_in_the_file_once_each() {
    let library = FontLibrary::embedded();
    let (png, webp) = (encoded(image::ImageFormat::Png), encoded(image::ImageFormat::WebP));
    let jpeg = encoded(image::ImageFormat::Jpeg);
    // The same file read twice is two images with one path.
    let images = [
        raster(png.clone(), "a.png"),
        raster(png, "a.png"),
        raster(webp, "b.webp"),
        raster(jpeg.clone(), "c.jpg"),
    ];
    let paint =
        |_| page(images.iter().zip([10.0, 60.0, 110.0, 160.0]).map(|(image, x)| place(image, x)).collect());
    let document = file(3, paint, &library);
    let is_image = |dictionary: &Dictionary| is_name(dictionary, "Subtype", "Image");
    let masked = |dictionary: &Dictionary| is_image(dictionary) && dictionary.has(b"SMask");
    // Three images, and masks for two of them.
    assert_eq!((count(&document, is_image), count(&document, masked)), (5, 2));
    let taken = document.objects.values().filter_map(|object| object.as_stream().ok());
    let mut taken = taken.filter(|stream| is_name(&stream.dict, "Filter", "DCTDecode"));
    assert_eq!(taken.next().map(|stream| &stream.content), Some(&jpeg), "JPEG data is taken as it is");
    for page in pages(&document) {
        assert_eq!(operators(&document, page).iter().filter(|name| *name == "Do").count(), 4);
        assert!(page.has(b"Group"), "a page with transparency has a blending space");
    }
}

#[test]
fn smooth_sampling_makes_a_separate_image_with_interpolation() {
    let library = FontLibrary::embedded();
    let image = raster(encoded(image::ImageFormat::Jpeg), "a.jpg");
    let sampled = |sampling: ImageSampling, x: f64| {
        let DisplayItem::Image(item) = place(&image, x) else { unreachable!("made of an image") };
        DisplayItem::Image(ImageItem { sampling, ..item })
    };
    let items = |_| {
        use ImageSampling::{Default, Pixelated, Smooth};
        page(
            [(Smooth, 10.0), (Default, 60.0), (Smooth, 110.0), (Pixelated, 160.0)]
                .map(|(s, x)| sampled(s, x))
                .into(),
        )
    };
    let document = file(2, items, &library);
    let is_image = |dictionary: &Dictionary| is_name(dictionary, "Subtype", "Image");
    let is_smooth = |dictionary: &Dictionary| {
        is_image(dictionary)
            && dictionary.get(b"Interpolate").is_ok_and(|value| *value == Object::Boolean(true))
    };
    let interpolates = |dictionary: &Dictionary| is_image(dictionary) && dictionary.has(b"Interpolate");
    assert_eq!(
        (count(&document, is_image), count(&document, is_smooth), count(&document, interpolates)),
        (2, 1, 1)
    );
}

#[test]
fn a_vector_picture_is_one_form() {
    let library = FontLibrary::embedded();
    let source = r##"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">
        <linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient>
        <g opacity="0.5"><rect width="9" height="9" fill="url(#g)"/><rect x="4" width="9" height="9"/></g></svg>"##;
    let tree = usvg::Tree::from_str(source, &usvg::Options::default()).expect("an SVG");
    let content = ImageContent::Vector(Arc::new(tree.into()));
    let picture = Image { content, ratio: Some(2.0), path: "a.svg".into() };
    let document = file(2, |_| page(vec![place(&picture, 10.0), place(&picture, 60.0)]), &library);
    let is_form = |dictionary: &Dictionary| is_name(dictionary, "Subtype", "Form");
    // The picture, and the group inside it.
    assert_eq!(count(&document, is_form), 2);
    assert_eq!(count(&document, |dictionary| dictionary.has(b"PatternType")), 1);
}

#[test]
fn pictures_of_one_name_are_not_confused() {
    let library = FontLibrary::embedded();
    let picture = |color: &str| {
        let source = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="{color}"/></svg>"#
        );
        let tree = usvg::Tree::from_str(&source, &usvg::Options::default()).expect("an SVG");
        let content = ImageContent::Vector(Arc::new(tree.into()));
        Image { content, ratio: Some(1.0), path: "the svg element on line 1".into() }
    };
    let (red, blue) = (picture("red"), picture("blue"));
    let document =
        file(1, |_| page(vec![place(&red, 10.0), place(&blue, 60.0), place(&red, 90.0)]), &library);
    assert_eq!(count(&document, |dictionary| is_name(dictionary, "Subtype", "Form")), 2);
}

#[test]
fn a_broken_image_is_an_error_that_names_it() {
    let library = FontLibrary::embedded();
    let mut cut = encoded(image::ImageFormat::Png);
    cut.truncate(60);
    for bytes in [cut, Vec::new(), b"\xFF\xD8\xFF\xC0\x00\x0B".to_vec(), b"%PDF-1.7 /Encrypt".to_vec()] {
        let broken = raster(bytes, "images/broken.png");
        let written = try_written(1, |_| page(vec![place(&broken, 0.0)]), &[], &library, 1);
        assert!(matches!(written, Err(PdfError::Image(path, _)) if path == "images/broken.png"));
    }
}

fn gradient(shape: GradientShape, alphas: [u8; 3]) -> Paint {
    let stop = |offset, red, alpha| GradientStop { offset, color: Color { alpha, ..Color::rgb(red, 0, 0) } };
    let [first, second, third] = alphas;
    let stops = vec![stop(0.0, 255, first), stop(0.5, 9, second), stop(1.0, 0, third)];
    Paint::Gradient(Arc::new(Gradient { shape, stops }))
}

#[test]
fn gradients_are_shadings_and_see_through_ones_have_masks() {
    let library = FontLibrary::embedded();
    let linear = GradientShape::Linear { from: at(0.0, 0.0), to: at(50.0, 0.0) };
    let radial =
        GradientShape::Radial { center: at(20.0, 20.0), horizontal: points(9.0), vertical: points(4.0) };
    let area = rect(0.0, 0.0, 50.0, 50.0);
    let paint = |_| {
        page(vec![
            filled(area, gradient(linear, [255; 3])),
            filled(area, gradient(linear, [255; 3])),
            filled(area, gradient(radial, [255, 128, 0])),
        ])
    };
    let document = file(2, paint, &library);
    let kind = |dictionary: &Dictionary, wanted: i64| {
        dictionary.get(b"Shading").and_then(Object::as_dict).is_ok_and(|shading| {
            shading.get(b"ShadingType").and_then(Object::as_i64).is_ok_and(|kind| kind == wanted)
        })
    };
    assert_eq!(count(&document, |dictionary| kind(dictionary, 2)), 1, "equal gradients are one object");
    assert_eq!(count(&document, |dictionary| kind(dictionary, 3)), 2, "its colors and its opacity");
    assert_eq!(count(&document, |dictionary| dictionary.has(b"SMask")), 1);
    let page = pages(&document)[0];
    let function = dig(&document, page, &["Resources", "Pattern", "P0", "Shading", "Function"]);
    let bounds = get(&document, function, "Bounds").as_array().expect("bounds");
    assert_eq!(bounds.iter().filter_map(|bound| bound.as_float().ok()).collect::<Vec<f32>>(), [0.5]);
    assert_eq!(get(&document, function, "FunctionType").as_i64().ok(), Some(3));
}

#[test]
fn unclosed_groups_and_clips_of_a_list_are_closed() {
    let library = FontLibrary::embedded();
    let black = || filled(rect(0.0, 0.0, 9.0, 9.0), Paint::Solid(Color::BLACK));
    let begin = |opacity| DisplayItem::BeginGroup { opacity, clip: None, tag: NODE };
    let lists: [Vec<DisplayItem>; 3] = [
        vec![begin(0.5), black(), begin(1.0), black()],
        vec![
            DisplayItem::EndGroup,
            black(),
            begin(f32::NAN),
            black(),
            DisplayItem::EndGroup,
            DisplayItem::EndGroup,
        ],
        (0..200).map(|_| begin(0.9)).collect(),
    ];
    let lists = std::sync::Mutex::new(lists.into_iter().rev().collect::<Vec<_>>());
    let document = file(3, |_| page(lists.lock().expect("a lock").pop().unwrap_or_default()), &library);
    for page in pages(&document) {
        let operators = operators(&document, page);
        let count = |wanted: &str| operators.iter().filter(|name| *name == wanted).count();
        assert_eq!(count("q"), count("Q"));
        assert_eq!(count("BDC"), count("EMC"));
    }
    let is_group =
        |dictionary: &Dictionary| is_name(dictionary, "Subtype", "Form") && dictionary.has(b"Group");
    assert_eq!(count(&document, is_group), 1 + 1 + 200);
}

#[test]
fn a_document_without_pages_and_a_page_without_items_can_be_written() {
    let library = FontLibrary::embedded();
    assert_eq!(pages(&file(0, |_| page(Vec::new()), &library)).len(), 0);
    assert_eq!(pages(&file(1, |_| page(Vec::new()), &library)).len(), 1);
}
