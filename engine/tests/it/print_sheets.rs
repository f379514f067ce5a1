//! What is around a page for a print shop: the boxes of the page, printer's marks, the slug line.

use engine::Output;
use engine::css::PrinterMarks;
use engine::diagnostics::Diagnostics;
use engine::pages::PrintSetup;
use engine::paint::{ArtifactKind, DisplayItem, DisplayList, PathItem, Tag};
use engine::pdf::Standards;
use engine::resources::Resources;
use engine::units::{Length, Rect};
use lopdf::{Dictionary, Document, Object};

use crate::kit::pdf_reader::{dig, get, operators, pages, read};
use crate::kit::rendering::rendered_with;
use crate::kit::structure_reader::structure_of;
use crate::kit::{Laid, lay_out, lay_out_with, pixels};

const BODY: &str = "<h1 id=top>Title</h1><p><a href='#top'>back</a></p>";

fn document(css: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>International memberships</title><style>
         @page {{ size: 150pt 100pt; margin: 20pt }} * {{ font-size: 8pt; margin: 0 }} {css}</style></head><body>{body}</body></html>"
    )
}

fn setup() -> PrintSetup {
    PrintSetup {
        bleed: Some(Length::from_points(9.0)),
        marks: PrinterMarks { crop: true, cross: true },
        slug: Some("As of 12 May 2026".to_string()),
        reports_hairlines: true,
    }
}

fn printed(html: &str, print: Option<PrintSetup>) -> (Output, Diagnostics) {
    let (output, diagnostics) = rendered_with(html, &Resources::new(".", &[]), |input| {
        input.print = print;
        input.standards = Standards::SCREEN;
    });
    (output.expect("a PDF"), diagnostics)
}

fn file(html: &str, print: Option<PrintSetup>) -> Document {
    let (output, diagnostics) = printed(html, print);
    assert!(diagnostics.list().is_empty(), "{:?}", diagnostics.list());
    read(&output.pdf)
}

/// A box of a page in whole points; `None` if the page does not name it.
fn page_box(page: &Dictionary, name: &str) -> Option<[i64; 4]> {
    let edges = page.get(name.as_bytes()).ok()?.as_array().expect("an array");
    let points = |edge: &Object| edge.as_float().expect("a number").round() as i64;
    edges.iter().map(points).collect::<Vec<_>>().try_into().ok()
}

fn boxes(document: &Document, number: usize) -> [Option<[i64; 4]>; 4] {
    let page = pages(document)[number];
    ["MediaBox", "BleedBox", "TrimBox", "CropBox"].map(|name| page_box(page, name))
}

#[test]
fn a_page_without_bleed_and_marks_has_only_a_media_box() {
    let plain = boxes(&file(&document("", BODY), None), 0);
    assert_eq!(plain, [Some([0, 0, 150, 100]), None, None, None]);
    let none = document("@page { bleed: 0; marks: none }", BODY);
    assert_eq!(printed(&none, Some(setup())).0.pdf, printed(&none, None).0.pdf);
}

#[test]
fn bleed_makes_the_media_box_larger_and_the_trim_box_stays_at_the_origin() {
    let bled = boxes(&file(&document("@page { bleed: 9pt }", BODY), None), 0);
    let trim = Some([0, 0, 150, 100]);
    let bleed = Some([-9, -9, 159, 109]);
    assert_eq!(bled, [bleed, bleed, trim, None]);
    // Marks are 14 pt long and begin at the edge of the bleed, at least 6 pt from the page.
    let marked = boxes(&file(&document("@page { bleed: 9pt; marks: cross }", BODY), None), 0);
    assert_eq!(marked, [Some([-26, -26, 176, 126]), bleed, trim, None]);
    let marked = boxes(&file(&document("@page { bleed: 0; marks: crop }", BODY), None), 0);
    assert_eq!(marked, [Some([-23, -23, 173, 123]), trim, trim, None]);
}

#[test]
fn the_bleed_is_six_points_with_crop_marks_and_otherwise_nothing() {
    let bleed = |css: &str| boxes(&file(&document(css, BODY), None), 0)[1];
    assert_eq!(bleed("@page { marks: crop }"), Some([-6, -6, 156, 106]));
    assert_eq!(bleed("@page { marks: cross crop; bleed: auto }"), Some([-6, -6, 156, 106]));
    assert_eq!(bleed("@page { marks: cross }"), Some([0, 0, 150, 100]));
}

#[test]
fn rules_for_pages_come_before_the_setup_of_the_print_shop() {
    let pages = "<p style='page: own'>a</p><p style='page: none'>b</p><p style='page: six'>c</p>";
    let css = "@page own { bleed: 2pt; marks: crop } @page none { marks: none } p { break-after: page }
               @page six { bleed: auto }";
    let document = file(&document(css, pages), Some(PrintSetup { slug: None, ..setup() }));
    let bleed = |number: usize| boxes(&document, number)[1];
    assert_eq!(bleed(0), Some([-2, -2, 152, 102]));
    assert_eq!(boxes(&document, 1)[..2], [Some([-9, -9, 159, 109]); 2]);
    assert_eq!(bleed(2), Some([-6, -6, 156, 106]));
}

#[test]
fn the_boxes_of_a_turned_page_are_those_of_the_upright_page() {
    let css = "@page { size: 100pt 150pt; bleed: 9pt; page-orientation: rotate-left }";
    let document = file(&document(css, BODY), None);
    let bleed = Some([-9, -9, 109, 159]);
    assert_eq!(boxes(&document, 0), [bleed, bleed, Some([0, 0, 100, 150]), None]);
    assert_eq!(get(&document, pages(&document)[0], "Rotate").as_i64().ok(), Some(270));
}

fn is_mark(tag: Tag) -> bool {
    tag == Tag::Artifact(ArtifactKind::PrinterMark)
}

/// The areas of the marks on the only page, in pixels: left, top, right, bottom.
fn marks(laid: &Laid) -> Vec<[f64; 4]> {
    let [list] = &laid.lists[..] else { panic!("{} pages", laid.lists.len()) };
    let paths = list.items.iter().filter_map(|item| match item {
        DisplayItem::Path(item) if is_mark(item.tag) => Some(item),
        _ => None,
    });
    paths.map(area).collect()
}

fn area(item: &PathItem) -> [f64; 4] {
    use engine::paint::PathSegment::{Close, CurveTo, LineTo, MoveTo};
    let points = item.segments.iter().filter_map(|segment| match segment {
        MoveTo(to) | LineTo(to) | CurveTo(_, _, to) => Some(*to),
        Close => None,
    });
    let (xs, ys): (Vec<Length>, Vec<Length>) = points.map(|point| (point.x, point.y)).unzip();
    let ends = [xs.iter().min(), ys.iter().min(), xs.iter().max(), ys.iter().max()];
    ends.map(|end| pixels(*end.expect("a point")))
}

#[test]
fn crop_marks_begin_at_the_edge_of_the_bleed() {
    let laid = lay_out("<style>@page { size: 200px 100px; bleed: 12px; marks: crop }</style>");
    let length = 18.9;
    let (near, far) = (-12.0, -12.0 - length);
    let found = marks(&laid);
    assert_eq!(found.len(), 8);
    assert_eq!(found[..2], [[far, 0.0, near, 0.0], [0.0, far, 0.0, near]]);
    assert_eq!(found[6..], [[212.0, 100.0, 212.0 + length, 100.0], [200.0, 112.0, 200.0, 112.0 + length]]);
    // All are outside the bleed and on the sheet.
    let [left, top, right, bottom] = edges(laid.lists[0].media_box);
    assert!(found.iter().all(|mark| mark[0] > left && mark[1] > top && mark[2] < right && mark[3] < bottom));
}

#[test]
fn registration_marks_are_in_the_middle_of_each_side() {
    let laid = lay_out("<style>@page { size: 200px 100px; bleed: 12px; marks: cross }</style>");
    let found = marks(&laid);
    let middles: Vec<[f64; 2]> =
        found.iter().map(|[left, top, right, bottom]| [(left + right) / 2.0, (top + bottom) / 2.0]).collect();
    let away = 12.0 + 18.9 / 2.0;
    let expected = [[100.0, -away], [200.0 + away, 50.0], [100.0, 100.0 + away], [-away, 50.0]];
    for (found, expected) in middles.iter().zip(expected) {
        assert!(
            found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 0.05),
            "{middles:?}"
        );
    }
    assert!(found.iter().all(|[left, _, right, _]| (right - left - 18.9).abs() < 0.05), "{found:?}");
}

fn edges(area: Rect) -> [f64; 4] {
    [area.x, area.y, area.right(), area.bottom()].map(pixels)
}

#[test]
fn marks_are_artifacts_of_the_page_in_all_separations() {
    let document = file(&document("", BODY), Some(setup()));
    let page = pages(&document)[0];
    let spaces = dig(&document, page, &["Resources", "ColorSpace"]);
    let space = get(&document, spaces, "All").as_array().expect("a color space");
    let names: Vec<&[u8]> = space[..3].iter().filter_map(|name| name.as_name().ok()).collect();
    assert_eq!(names, [&b"Separation"[..], b"All", b"DeviceRGB"]);
    let tint = space[3].as_dict().expect("a function");
    assert_eq!(tint.get(b"C1").and_then(Object::as_array).map(Vec::len).ok(), Some(3));
    let content = operators(&document, page);
    let separated = content.iter().filter(|operator| operator.contains("CS") || operator.contains("SCN"));
    assert_eq!(separated.count(), 2, "{content:?}");
}

/// The slug line of each page.
fn slugs(html: &str, print: Option<PrintSetup>) -> Vec<String> {
    let laid = lay_out_with(html, ".", |input| input.print = print);
    let of_page = |list: &DisplayList| {
        let texts = list.items.iter().filter_map(|item| match item {
            DisplayItem::Text(item) if is_mark(item.tag) => Some(item.run_text()),
            _ => None,
        });
        texts.collect()
    };
    laid.lists.iter().map(of_page).collect()
}

#[test]
fn the_slug_line_names_the_document_the_page_and_the_edition() {
    let two = "<p>One</p><p style='break-before: page'>Two</p>";
    assert_eq!(
        slugs(&document("", two), Some(setup())),
        [1, 2].map(|page| format!("International memberships · {page} / 2 · As of 12 May 2026"))
    );
    // A page that is numbered otherwise says how, too; there may be no edition.
    let css = "@page { @bottom-center { content: counter(page, lower-roman) } }";
    let print = PrintSetup { slug: Some(String::new()), ..setup() };
    assert_eq!(slugs(&document(css, two), Some(print))[1], "International memberships · ii (2 / 2)");
    // Without marks there is no room for it, and the `marks` of a rule alone do not ask for it.
    assert_eq!(slugs(&document("@page { marks: none }", two), Some(setup())), ["", ""]);
    assert_eq!(slugs(&document("@page { marks: crop }", two), None), ["", ""]);
}

#[test]
fn the_slug_line_is_in_any_script() {
    let html = "<!doctype html><title>عضوية · Azərbaycan · 大学</title><p>a";
    let print = PrintSetup { slug: Some(String::new()), ..setup() };
    let laid = lay_out_with(html, ".", |input| input.print = Some(print));
    // Only the Chinese is in no font here.
    assert!(laid.messages.iter().all(|message| message.contains('大')), "{:?}", laid.messages);
    assert!(!laid.messages.is_empty());
}

#[test]
fn the_slug_line_is_below_the_marks_and_no_content() {
    let html = document("@page { size: 60pt }", "a");
    let (_, diagnostics) = printed(&html, Some(setup()));
    assert!(diagnostics.list().is_empty(), "a long slug line is no overfull line: {:?}", diagnostics.list());
    let (with, without) = (printed(&document("", BODY), Some(setup())), printed(&document("", BODY), None));
    assert_eq!(structure_of(&with.0.pdf), structure_of(&without.0.pdf));
    assert_eq!(with.0.standards, Standards::SCREEN);
}

#[test]
fn links_and_places_stay_where_they_are() {
    let places = |print: Option<PrintSetup>| {
        let document = file(&document("", BODY), print);
        let page = pages(&document)[0];
        let link = dig(&document, page, &["Annots"]);
        let numbers =
            |list: &[Object]| list.iter().filter_map(|each| each.as_float().ok()).collect::<Vec<_>>();
        let area = numbers(get(&document, link, "Rect").as_array().expect("an area"));
        let to = numbers(get(&document, link, "Dest").as_array().expect("a place"));
        (area, to)
    };
    assert_eq!(places(Some(setup())), places(None));
}

#[test]
fn nothing_outside_the_bleed_is_drawn_besides_marks() {
    let over =
        "<div style='position: absolute; left: -99px; width: 400px; height: 9px; background: red'></div>";
    let laid =
        lay_out(&format!("<style>@page {{ size: 200px 100px; bleed: 12px; marks: crop }}</style>{over}"));
    let items = &laid.lists[0].items;
    let [DisplayItem::BeginGroup { clip: Some(clip), .. }, ..] = &items[..] else { panic!("no clip") };
    let clip = PathItem {
        segments: clip.clone(),
        fill: None,
        even_odd: false,
        stroke: None,
        tag: Tag::Artifact(ArtifactKind::Layout),
    };
    assert_eq!(area(&clip), [-12.0, -12.0, 212.0, 112.0]);
    let end = items.iter().rposition(|item| matches!(item, DisplayItem::EndGroup)).expect("an end");
    assert!(items[end + 1..].iter().all(|item| matches!(item, DisplayItem::Path(item) if is_mark(item.tag))));
    assert_eq!(items.len() - end - 1, 8);
}

#[test]
fn hairlines_are_reported_for_print_only() {
    let svg = |width: f64| {
        format!(
            "<svg width=20 height=20 viewBox='0 0 10 10' role=img aria-label=x><g transform='scale(.5)'>\
             <path d='M0 0L9 9' stroke=black stroke-width={width} /></g></svg>"
        )
    };
    let line = |css: &str| (format!("p {{ {css} }}"), String::new());
    let cases = [
        (line("border-top: .24pt solid"), true),
        (line("border-top: .25pt solid"), false),
        (line("border-top: .1pt none"), false),
        (line("outline: .1pt solid"), true),
        (line("columns: 2; column-rule: .2pt solid"), true),
        (line("text-decoration: underline .1pt"), true),
        (line("text-decoration-thickness: .1pt"), false),
        (
            ("@page { @top-left { content: 'a'; border-bottom: .1pt solid } }".to_string(), String::new()),
            true,
        ),
        ((String::new(), svg(0.3)), true),
        ((String::new(), svg(0.4)), false),
    ];
    for ((css, picture), is_hairline) in cases {
        let html = document(&css, &format!("<p>words {picture}</p>"));
        let messages = |print: Option<PrintSetup>| {
            let (_, diagnostics) = printed(&html, print);
            diagnostics.list().iter().map(|each| each.message.clone()).collect::<Vec<_>>()
        };
        let expected = "a line is thinner than 0.25 pt, and may not be printed everywhere";
        assert_eq!(messages(Some(setup())), vec![expected; usize::from(is_hairline)], "{css} {picture}");
        assert!(messages(None).is_empty());
    }
}
