//! Lines beside floats of other shapes than rectangles (CSS Shapes 1).

use crate::kit::squares::{draw, expect};

/// A red float of four squares by four at the left, with letters beside it on a page of eight squares.
#[track_caller]
fn beside(style: &str, rows: &str) {
    let body = format!(
        "<i style='float: left; width: 40px; height: 40px; {style}'></i><p>xxx xxx xxx xxx xxx xxx</p>"
    );
    expect((8, 6), "", &body, &[rows]);
}

#[test]
fn lines_follow_the_edge_of_a_polygon() {
    // A triangle: a line avoids the whole part of it that is beside the line.
    beside(
        "shape-outside: polygon(0 0, 40px 0, 0 40px)",
        "....KKK.
         ...KKK..
         ..KKK...
         .KKK.KKK
         KKK.....
         ........"
            .replace(' ', "")
            .as_str(),
    );
    beside(
        "shape-outside: polygon(0 0, 50% 0, 50% 100%, 0 100%)",
        "..KKK...
         ..KKK...
         ..KKK...
         ..KKK...
         KKK.KKK.
         ........"
            .replace(' ', "")
            .as_str(),
    );
    // Above and below it, lines have their full width.
    beside(
        "shape-outside: polygon(0 10px, 40px 10px, 40px 20px, 0 20px)",
        "KKK.KKK.
         ....KKK.
         KKK.KKK.
         KKK.....
         ........
         ........"
            .replace(' ', "")
            .as_str(),
    );
}

#[test]
fn shapes_refer_to_their_box() {
    let sides = "box-sizing: border-box; width: 20px; margin-right: 10px; padding: 0 5px; border: 0 solid #0000; border-right-width: 5px";
    for (shape, column) in [
        ("none", 3),
        ("margin-box", 3),
        ("border-box", 2),
        ("inset(0)", 3),
        ("inset(0 10px 0 0)", 2),
        ("inset(0 50% 0 0) border-box", 1),
        ("content-box inset(0 0 0 0)", 1),
        ("xywh(0 0 10px 100%)", 1),
        ("rect(0 20px 100% 0)", 2),
        ("circle(0)", 0),
        ("path('M0 0h10v40h-10z')", 1),
    ] {
        let body =
            format!("<i style=\"float: left; height: 40px; {sides}; shape-outside: {shape}\"></i><p>x</p>");
        let drawing = draw((4, 4), "", &body);
        assert!(drawing.messages.is_empty(), "{shape}: {:?}", drawing.messages);
        assert_eq!(drawing.pages[0].find('K'), Some(column), "{shape}: {}", drawing.pages[0]);
    }
}

#[test]
fn lines_keep_the_margin_of_a_shape() {
    let rows = "...KKK..\n...KKK..\n...KKK..\n...KKK..\nKKK.KKK.\n........";
    beside("shape-outside: polygon(0 0, 20px 0, 20px 40px, 0 40px); shape-margin: 10px", rows);
    // Percentages refer to the width of the containing block, and the shape is clipped to the margin box.
    beside("shape-outside: polygon(0 0, 20px 0, 20px 40px, 0 40px); shape-margin: 12.5%", rows);
    let rows = "....KKK.\n....KKK.\n....KKK.\n....KKK.\nKKK.KKK.\n........";
    beside("shape-outside: polygon(0 0, 20px 0, 20px 40px, 0 40px); shape-margin: 50px", rows);
    beside("shape-margin: 50px", rows);
}

#[test]
fn a_float_at_the_right_is_followed_on_its_left() {
    expect(
        (6, 4),
        "p { text-align: right }",
        "<i style='float: right; width: 40px; height: 40px; shape-outside: polygon(0 0, 100% 0, 100% 100%)'></i>
         <p>xx xxx xxxx xxxxx</p>",
        &["KK....
           KKK...
           KKKK..
           KKKKK."],
    );
}

#[test]
fn lines_are_round_beside_a_circle() {
    // The circle is widest beside the middle lines, and leaves space in its corners.
    let lines = |shape: &str| {
        let body = format!(
            "<i style='float: left; width: 120px; height: 120px; shape-outside: {shape}'></i>
             <p>{}</p>",
            "x ".repeat(13)
        );
        let drawing = draw((14, 12), "p { line-height: 20px } body { width: 140px }", &body);
        assert!(drawing.messages.is_empty(), "{:?}", drawing.messages);
        drawing.pages[0].clone()
    };
    let (circle, ellipse) = (lines("circle()"), lines("ellipse()"));
    assert_eq!(circle, ellipse);
    assert_eq!(circle, lines("circle(60px at 50% 50%)"));
    assert_ne!(circle, lines("none"));
    // The margin box takes its radii from the border box.
    let body = |style: &str| {
        format!(
            "<i style='float: left; width: 120px; height: 120px; border-radius: 60px; {style}'></i><p>x</p>"
        )
    };
    let by_radius = draw((14, 12), "", &body("shape-outside: margin-box")).pages;
    assert_eq!(by_radius, draw((14, 12), "", &body("shape-outside: circle()")).pages);
}

#[test]
fn a_square_corner_stays_square_at_the_edge_of_the_margin() {
    expect(
        (6, 5),
        "",
        "<i style='float: left; width: 10px; height: 10px; margin: 0 30px 30px 0; shape-outside: margin-box'></i>
         <p>x x x x x</p>",
        &["....K.
           ....K.
           ....K.
           ....K.
           K....."],
    );
}

#[test]
fn boxes_and_other_floats_are_beside_the_margin_box() {
    expect(
        (6, 3),
        "i { float: left; width: 30px; height: 20px; shape-outside: circle(0) }
         b { float: left; width: 10px; height: 10px; background: red }
         div { display: flow-root; background: blue; height: 10px }",
        "<i></i><b></b><div></div><p>x</p>",
        &["...RBB
           K.....
           ......"],
    );
}

#[test]
fn an_image_is_no_shape() {
    let drawing = draw(
        (4, 1),
        "",
        "<i style='float: left; width: 20px; height: 10px; shape-outside: url(red.svg)'></i>x",
    );
    assert_eq!(drawing.pages, ["..K."]);
    assert_eq!(drawing.messages.len(), 1);
    assert!(drawing.messages[0].contains("url()"), "{:?}", drawing.messages);
}
