//! Properties of CSS on elements inside inline SVG (SVG 2, chapter 6; CSS Transforms 1; Filter Effects 1).

use crate::kit::paragraphs::pdf;
use crate::kit::pdf_reader::{is_name, read};
use crate::kit::squares::{draw, expect};

/// An `svg` element of four squares by two.
fn svg(content: &str) -> String {
    format!("<svg width=40 height=20 aria-label=x style='display: block'>{content}</svg>")
}

/// Draws a picture with a property on one of its elements, in the `style` attribute and by a rule.
#[track_caller]
fn each_way(declarations: &str, content: &str, page: &str) {
    let by_rule = svg(&content.replace("ITS", "class=a"));
    expect((4, 2), &format!(".a {{ {declarations} }}"), &by_rule, &[page]);
    let by_attribute = svg(&content.replace("ITS", &format!("style='{declarations}'")));
    expect((4, 2), "", &by_attribute, &[page]);
}

const SQUARE: &str = "<rect ITS width=10 height=10 fill=red />";

#[test]
fn filter_functions_are_applied() {
    for (filter, page) in [
        ("invert(1)", "C...\n...."),
        ("hue-rotate(0deg) opacity(.5)", "r...\n...."),
        ("opacity(1) drop-shadow(5px 5px 0 blue)", "R?..\n??.."),
        ("drop-shadow(5px 5px rgba(0, 0, 255, 1))", "R?..\n??.."),
    ] {
        each_way(&format!("filter: {filter}"), SQUARE, page);
    }
    // A function inside another one does not hide the declarations after it.
    each_way("filter: drop-shadow(0 0 0 rgb(0, 0, 0)); fill: lime", SQUARE, "G...\n....");
}

#[test]
fn transforms_are_applied_about_the_origin_of_the_coordinates() {
    for (declarations, page) in [
        ("transform: translate(20px, 10px)", "....\n..R."),
        ("transform: translate(50%, 50%)", "....\n..R."),
        ("transform: scale(2, 1) translateX(10px)", "..RR\n...."),
        ("transform: rotate(90deg) translateY(-20px)", ".R..\n...."),
        ("transform: rotate(180deg); transform-origin: center", "....\n...R"),
        (
            "transform: rotate(180deg); transform-origin: 100% 0; transform-box: fill-box; translate: 0 10px",
            ".R..\n....",
        ),
        ("translate: 10px", ".R..\n...."),
        ("scale: 3 2", "RRR.\nRRR."),
        ("rotate: 180deg; transform-origin: 20px 10px", "....\n...R"),
        ("transform: matrix(1, 0, 0, 1, 30, 10)", "....\n...R"),
        ("transform: matrix(1, 0, 0, 1, 30, 10) skewX(0deg)", "....\n...R"),
    ] {
        each_way(declarations, SQUARE, page);
    }
    // The property wins over the attribute; others are added to it.
    let moved = "<rect ITS width=10 height=10 fill=red transform='translate(10)' />";
    each_way("transform: translateY(10px)", moved, "....\nR...");
    each_way("translate: 0 10px", moved, "....\n.R..");
    let turned = "<rect width=10 height=10 fill=red transform='rotate(180)' ITS />";
    each_way("transform-origin: center", turned, "....\n...R");
}

#[test]
fn geometry_is_a_property() {
    let square = "<rect ITS x=0 y=0 width=10 height=10 fill=red />";
    each_way("x: 20px; y: 10px; width: 20px", square, "....\n..RR");
    each_way("width: 75%; height: 100%", square, "RRR.\nRRR.");
    each_way("d: path(\"M10 0h10v10h-10z\")", "<path ITS d='M0 0h10v10h-10z' fill=red />", ".R..\n....");
    let circle = "<circle ITS cx=15 cy=5 r=1 fill=red /><path d='M10 0h10v10h-10z' fill=red />";
    each_way("cx: 30px; cy: 10px; r: 0", circle, ".R..\n....");
}

#[test]
fn other_properties_of_svg_are_applied() {
    let stroked = "<path ITS d='M10 5h20' stroke=blue stroke-width=10 fill=red />\
                   <rect ITS x=0 y=0 width=10 height=20 fill=red stroke=blue stroke-width=20 />";
    each_way("paint-order: stroke", stroked, "RBB.\nRB..");
    each_way("paint-order: markers stroke fill", stroked, "RBB.\nRB..");
    each_way("paint-order: normal", stroked, "BBB.\nBB..");
    let flooded = "<filter id=f x=0 y=0 width=1 height=1><feFlood ITS /></filter><rect width=10 height=10 filter='url(#f)' />";
    each_way("flood-color: lime", flooded, "G...\n....");
    each_way("letter-spacing: 10px", "<text ITS y=8 fill=red>ab</text>", "R.R.\n....");
    each_way("baseline-shift: -10px", "<text y=8 fill=red>a<tspan ITS>b</tspan></text>", "R...\n.R..");
    let inner = "<svg ITS width=10 height=10><rect width=20 height=20 fill=red /></svg>";
    each_way("overflow: visible", inner, "RR..\nRR..");
    each_way("overflow: hidden", inner, "R...\n....");
}

#[test]
fn properties_win_over_attributes_around_them() {
    each_way("visibility: visible", &format!("<g visibility=hidden>{SQUARE}</g>"), "R...\n....");
    each_way("display: inline", "<rect ITS width=10 height=10 fill=red display=none />", "R...\n....");
    each_way("opacity: 1", "<rect ITS width=10 height=10 fill=red opacity=0 />", "R...\n....");
    each_way(
        "color: black",
        "<g color=red><rect ITS width=10 height=10 fill=currentcolor /></g>",
        "K...\n....",
    );
    let text = "<g font-size=20><text ITS y=8 fill=red font-size=20>a</text></g>";
    each_way("font-size: 10px", text, "R...\n....");
    // Attributes alone hold, too.
    let body =
        svg("<g color=red font-size=20><rect width=10 height=10 fill=currentcolor visibility=hidden />\
                    <text x=20 y=16 fill=currentcolor>a</text></g>");
    expect((4, 2), "svg { font-size: 10px }", &body, &["..RR\n..RR"]);
}

#[test]
fn the_font_of_a_whole_picture_is_in_its_own_units() {
    let body = "<svg viewBox='0 0 80 40' font-size=20 aria-label=x style='display: block; width: 40px'>\
                <text y=16 fill=red>a</text><text x=40 y=18 fill=blue font-size=10>a</text></svg>";
    expect((4, 2), "svg { font-size: 10px }", body, &["R.?.\n...."]);
}

#[test]
fn a_style_element_inside_svg_is_a_stylesheet_of_the_document() {
    let body = svg(
        "<style>.b { transform: translate(10px); fill: lime; font-size: 10px } p { color: blue }</style>\
                    <rect class=b width=10 height=10 /><text class=b x=10 y=18 font-size=20>a</text>",
    );
    expect((4, 3), "", &format!("{body}<p>a</p>"), &[".G..\n..G.\nB..."]);
    let drawing = draw((4, 2), "", &svg("<style>rect { colour: red }</style>"));
    assert_eq!(drawing.messages.len(), 1, "{:?}", drawing.messages);
}

#[test]
fn what_is_not_drawn_inside_svg_is_reported_once() {
    let square = SQUARE.repeat(2);
    for (declarations, message) in [
        (
            "clip-path: circle(5px)",
            "shapes of `clip-path` are not applied inside SVG: use `url()` and a `clipPath` element",
        ),
        (
            "mask-image: linear-gradient(red, blue)",
            "pictures of `mask` are not applied inside SVG: use `url()` and a `mask` element",
        ),
    ] {
        for body in [
            svg(&square.replace("ITS", &format!("style='{declarations}'"))),
            format!("<style>.a {{ {declarations} }}</style>{}", svg(&square.replace("ITS", "class=a"))),
            svg(&square
                .replace("ITS", &format!("{}'", declarations.replace("-image", "").replacen(": ", "='", 1)))),
        ] {
            assert_eq!(draw((4, 2), "", &body).messages, [message]);
        }
        // On the picture itself it is.
        assert!(draw((4, 2), &format!("svg {{ {declarations} }}"), &svg("")).messages.is_empty());
    }
    let path = "<path class=a d='M0 0h10v10h-10z' />";
    let drawing = draw((4, 2), ".a { transform: rotate(90deg); transform-box: fill-box }", &svg(path));
    assert_eq!(drawing.messages.len(), 1, "{:?}", drawing.messages);
    assert!(
        drawing.messages[0].starts_with("`transform-box: fill-box` has no effect"),
        "{:?}",
        drawing.messages
    );
}

#[test]
fn what_the_styles_of_a_file_cannot_do_is_reported_with_the_file() {
    let picture = |style: &str| {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><style>.a{{{style}}}</style><path d='M0 0h9v9z' style='{style}'/></svg>"
        );
        let address = svg.replace('%', "%25").replace('#', "%23").replace('<', "%3c").replace('"', "'");
        draw(
            (4, 2),
            "",
            &format!("<img alt=x style=\"display: block\" src=\"data:image/svg+xml,{address}\">"),
        )
        .messages
    };
    for (style, message) in [
        ("clip-path: circle(5px)", "`clip-path` in the styles of an SVG file is applied with `url()` only"),
        (
            "mask: linear-gradient(red, blue)",
            "`mask` in the styles of an SVG file is applied with `url()` only",
        ),
        (
            "transform: rotate(45deg)",
            "`transform` in the styles of an SVG file is applied with numbers without units only",
        ),
        ("fill: red; r: 5px", "`r` in the styles of an SVG file is not applied; use the attribute"),
        (
            "filter: drop-shadow(0 0 1px rgb(0, 0, 0))",
            "`filter` in the styles of an SVG file is not applied with a function inside another",
        ),
    ] {
        let found = picture(style);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with(message), "{found:?}");
    }
    let sound = "transform: rotate(45) translate(2); clip-path: url(#a); mask: none; filter: blur(2px) opacity(.5); fill: rgb(0, 0, 0)";
    assert!(picture(sound).is_empty(), "{:?}", picture(sound));
}

/// The width and height in pixels of the pictures in the PDF file of an SVG picture with these attributes and this content.
fn pixels_of_filter(attributes: &str, content: &str) -> Vec<(i64, i64)> {
    let html = format!(
        "<!doctype html><html lang=en><title>x</title><svg aria-label=x {attributes}>{content}</svg>"
    );
    let document = read(&pdf(&html, 1));
    let images = document.objects.values().filter_map(|object| object.as_stream().ok());
    let images =
        images.filter(|stream| is_name(&stream.dict, "Subtype", "Image") && stream.dict.has(b"SMask"));
    let number = |stream: &lopdf::Stream, name: &[u8]| stream.dict.get(name).and_then(lopdf::Object::as_i64);
    images
        .map(|stream| (number(stream, b"Width").unwrap_or(0), number(stream, b"Height").unwrap_or(0)))
        .collect()
}

#[test]
fn a_filter_has_the_pixels_of_its_place_on_the_page() {
    // 288 pixels an inch are three a CSS pixel; what is beside the picture has none.
    for (width, pixels) in [(40, 120), (400, 1200)] {
        let attributes = format!("viewBox='0 0 40 20' style='display: block; width: {width}px'");
        let found = pixels_of_filter(&attributes, "<rect width=40 height=20 style='filter: opacity(.5)'/>");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!((pixels..=pixels + 1).contains(&found[0].0), "{found:?}");
        assert!((pixels / 2..=pixels / 2 + 1).contains(&found[0].1), "{found:?}");
    }
}

/// All filters of a picture together take a limited time: the more there are, the fewer pixels each has, and all about as many.
#[test]
fn many_filters_of_a_picture_have_fewer_pixels() {
    let filter = "<filter id=f><feTurbulence baseFrequency=.1 numOctaves=2 /><feMorphology radius=2 /><feGaussianBlur stdDeviation=2 /></filter>";
    let rect = "<rect width=40 height=20 style='filter: url(#f)'/>";
    let attributes = "viewBox='0 0 40 20' style='display: block; width: 400px'";
    let one = pixels_of_filter(attributes, &format!("{filter}{rect}"));
    let many = pixels_of_filter(attributes, &format!("{filter}{}", rect.repeat(100)));
    let ([one], [first, ..]) = (one.as_slice(), many.as_slice()) else { panic!("{one:?}, {many:?}") };
    let is_alike = |(width, _): &(i64, i64)| (width - first.0).abs() * 4 <= first.0;
    assert!(many.len() == 100 && many.iter().all(is_alike), "{many:?}");
    let count = |(width, height): &(i64, i64)| width * height;
    assert!(count(first) * 100 >= count(one) && count(first) * 4 < count(one), "{one:?}, {many:?}");
}

/// What is filtered is drawn first in its own coordinates: turned and stretched a hundredfold, it would be gigabytes.
#[test]
fn a_filter_in_a_stretched_and_turned_group_has_fewer_pixels() {
    for (stretched, pixels) in [(1, 700..800), (100, 50..400)] {
        let content = format!(
            "<g transform='scale({stretched} 1)'><rect width=30 height=30 transform='rotate(45)' style='filter: opacity(.5)'/></g>"
        );
        let found = pixels_of_filter("viewBox='0 0 40 20' style='display: block; width: 400px'", &content);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(pixels.contains(&found[0].0.max(found[0].1)), "{stretched}: {found:?}");
    }
}
