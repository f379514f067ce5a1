//! Backgrounds (CSS Backgrounds 3, section 2; CSS Images 3 and 4).

use crate::kit::rendering::rendered_as;
use crate::kit::squares::{draw, expect, expect_pages};
use engine::diagnostics::Strictness;
use engine::resources::Resources;

/// Boxes with these backgrounds, four squares by three, with a transparent border of one square and a padding of
/// one square at the left and the right.
#[track_caller]
fn framed(cases: &[(&str, &str)]) {
    for (style, rows) in cases {
        let body = format!(
            "<div style='width: 20px; height: 10px; padding: 0 10px; border: 10px solid #0000; {style}'></div>"
        );
        let drawing = draw((6, 3), "", &body);
        assert!(drawing.messages.is_empty(), "{style}: {:?}", drawing.messages);
        expect_pages(&drawing, &[rows]);
    }
}

/// Boxes of four squares by two with these backgrounds.
#[track_caller]
fn plain(cases: &[(&str, &str)]) {
    for (background, rows) in cases {
        let body = format!("<div style='width: 40px; height: 20px; background: {background}'></div>");
        let drawing = draw((4, 2), "", &body);
        assert!(drawing.messages.is_empty(), "{background}: {:?}", drawing.messages);
        expect_pages(&drawing, &[rows]);
    }
}

/// An image with this size in pixels and this content.
fn image(width: u32, height: u32, content: &str) -> String {
    format!(
        "url(\"data:image/svg+xml,<svg xmlns=&apos;http://www.w3.org/2000/svg&apos; width=&apos;{width}&apos; \
         height=&apos;{height}&apos;>{content}</svg>\")"
    )
}

/// Red, then blue, each ten pixels wide.
fn red_and_blue() -> String {
    image(
        20,
        10,
        "<path fill=&apos;red&apos; d=&apos;M0 0h10v10h-10z&apos;/><path fill=&apos;blue&apos; d=&apos;M10 0h10v10h-10z&apos;/>",
    )
}

#[test]
fn a_background_lies_under_the_border_unless_it_is_clipped() {
    framed(&[
        ("background: red", "RRRRRR\nRRRRRR\nRRRRRR"),
        ("background: red padding-box", "......\n.RRRR.\n......"),
        ("background: red; background-clip: content-box", "......\n..RR..\n......"),
        ("background: red; border-style: none; border-left-style: solid", "RRRRR.\n......\n......"),
    ]);
}

#[test]
fn images_are_placed_in_the_box_of_their_origin() {
    framed(&[
        ("background: url(red.svg) 0 0 / 10px 10px no-repeat", "......\n.R....\n......"),
        (
            "background: url(red.svg) 0 0 / 10px 10px no-repeat; background-origin: border-box",
            "R.....\n......\n......",
        ),
        (
            "background: url(red.svg) 0 0 / 10px 10px no-repeat; background-origin: content-box",
            "......\n..R...\n......",
        ),
        // One box is the origin and the clip; of two boxes, the first is the origin and the second the clip.
        ("background: url(red.svg) 0 0 / 100% 100% content-box", "......\n..RR..\n......"),
        (
            "background: url(red.svg) 0 0 / 20px 10px repeat-x content-box padding-box",
            "......\n.RRRR.\n......",
        ),
        // Gradients are images: of the size of the padding box, and repeated beyond.
        ("background: linear-gradient(90deg, red 10px, blue 10px 30px, lime 30px)", "GRBBGR\nGRBBGR\nGRBBGR"),
    ]);
}

#[test]
fn images_have_their_own_size_unless_background_size_gives_one() {
    let two = red_and_blue();
    let case = |rest: &str| format!("{two} {rest}");
    plain(&[
        (&case(""), "RBRB\nRBRB"),
        (&case("no-repeat"), "RB..\n...."),
        (&case("0 0 / auto 20px no-repeat"), "RRBB\nRRBB"),
        (&case("0 0 / 40px no-repeat"), "RRBB\nRRBB"),
        (&case("0 0 / 100% 50% no-repeat"), "RRBB\n...."),
        (&case("0 0 / contain no-repeat"), "RRBB\nRRBB"),
        (&case("0 0 / cover no-repeat"), "RRBB\nRRBB"),
        ("url(red.svg) 0 0 / 50% 10px no-repeat", "RR..\n...."),
        // Without a size of its own it fills the box.
        ("url(red.svg) no-repeat", "RRRR\nRRRR"),
        ("linear-gradient(red, red) 0 0 / 20px auto no-repeat", "RR..\nRR.."),
    ]);
}

#[test]
fn contain_and_cover_keep_the_ratio() {
    let square = image(
        10,
        10,
        "<path fill=&apos;red&apos; d=&apos;M0 0h5v10h-5z&apos;/><path fill=&apos;blue&apos; d=&apos;M5 0h5v10h-5z&apos;/>",
    );
    plain(&[
        (&format!("{square} 0 0 / contain no-repeat"), "RB..\nRB.."),
        (&format!("{square} 50% 0 / contain no-repeat"), ".RB.\n.RB."),
        (&format!("{square} 0 0 / cover"), "RRBB\nRRBB"),
    ]);
}

#[test]
fn positions_are_measured_from_the_named_edges() {
    let case = |position: &str| format!("linear-gradient(red, red) {position} / 10px 10px no-repeat");
    for (position, rows) in [
        ("0 0", "R...\n...."),
        ("100% 100%", "....\n...R"),
        ("bottom left", "....\nR..."),
        ("right", "...?\n...?"),
        ("right 10px bottom 0", "....\n..R."),
        ("left 10px bottom", "....\n.R.."),
        ("20px 10px", "....\n..R."),
        ("33.3333% 0", ".R..\n...."),
        ("calc(100% - 10px) 0", "..R.\n...."),
    ] {
        plain(&[(&case(position), rows)]);
    }
}

#[test]
fn tiles_are_repeated_spaced_and_fitted() {
    for (repeat, rows) in [
        ("0 0 / 10px 10px repeat", "RRRRR\nRRRRR\nRRRRR"),
        ("0 0 / 10px 10px repeat-x", "RRRRR\n.....\n....."),
        ("10px 10px / 10px 10px no-repeat repeat", ".R...\n.R...\n.R..."),
        // Three fit, and the remaining space is between them.
        ("0 0 / 10px 10px space no-repeat", "RRRRR\n.....\n....."),
        ("0 0 / 20px 10px space no-repeat", "RR.RR\n.....\n....."),
        ("0 0 / 20px 10px no-repeat space", "RR...\nRR...\nRR..."),
        ("0 0 / 10px 20px no-repeat space", "R....\nR....\n....."),
        // If only one tile fits, the position applies.
        ("100% 0 / 30px 10px space no-repeat", "..RRR\n.....\n....."),
        ("0 0 / 10px 20px no-repeat round", "R....\nR....\nR...."),
    ] {
        let body = format!(
            "<div style='width: 50px; height: 30px; background: linear-gradient(red, red) {repeat}'></div>"
        );
        expect((5, 3), "", &body, &[rows]);
    }
    // Fitted tiles change their width, and their height too if it is `auto`.
    let two = red_and_blue();
    let body = |size: &str| {
        format!(
            "<div style='width: 60px; height: 20px; background: {two} 0 0 / {size} round no-repeat'></div>"
        )
    };
    expect((6, 2), "", &body("auto"), &["RBRBRB\n......"]);
    expect((6, 2), "", &body("50px 20px"), &["RRRBBB\nRRRBBB"]);
    expect((6, 2), "", &body("52px auto"), &["RRRBBB\nRRRBBB"]);
}

#[test]
fn the_first_layer_is_on_top_and_the_color_below() {
    plain(&[
        (
            "linear-gradient(red, red) 0 0 / 20px 10px no-repeat, linear-gradient(blue, blue) 10px 0 / 20px 20px no-repeat, lime",
            "RRBG\nGBBG",
        ),
        ("none, linear-gradient(#0000, #0000), lime", "GGGG\nGGGG"),
    ]);
    // Lists that are too short are repeated, and surplus values are dropped.
    framed(&[(
        "background-image: linear-gradient(red, red), linear-gradient(blue, blue), linear-gradient(lime, lime);
         background-size: 10px 10px; background-position: 0 0, 10px 0, 20px 0, 30px 0; background-repeat: no-repeat",
        "......\n.RBG..\n......",
    )]);
}

#[test]
fn round_corners_clip_colors_and_images() {
    for background in ["red", "linear-gradient(red, red)", "url(red.svg)"] {
        expect(
            (6, 4),
            "",
            &format!(
                "<div style='width: 60px; height: 40px; border-radius: 30px / 20px; background: {background}'></div>"
            ),
            &["??RR??
               ?RRRR?
               ?RRRR?
               ??RR??"],
        );
    }
    // The inner corners of a border are less round.
    expect(
        (6, 4),
        "",
        "<div style='width: 40px; height: 20px; border: 10px solid #0000; border-radius: 10px;
         background: red padding-box'></div>",
        &["......
           .RRRR.
           .RRRR.
           ......"],
    );
}

#[test]
fn the_background_of_the_root_or_the_body_fills_the_page() {
    expect((3, 2), "body { background: red }", "x", &["KRR\nRRR"]);
    expect((3, 2), "html { background: red } body { background: blue }", "x", &["KBB\nRRR"]);
}

#[test]
fn radial_gradients_have_the_extent_that_their_keyword_names() {
    // Four squares by two around the middle; red inside, blue beyond.
    let case = |gradient: &str| format!("radial-gradient({gradient}, red 100%, blue 0)");
    for (gradient, rows) in [
        ("circle farthest-side", "RRRR\nRRRR"),
        ("circle 100px", "RRRR\nRRRR"),
        ("ellipse 5px 100px at 5px 50%", "?BBB\n?BBB"),
        ("circle closest-side at 40px 0", "BBBB\nBBBB"),
        ("farthest-corner", "RRRR\nRRRR"),
        ("40px 10px at 0 20px", "BBBB\n????"),
    ] {
        let drawing = draw(
            (4, 2),
            "",
            &format!("<div style='width: 40px; height: 20px; background: {}'></div>", case(gradient)),
        );
        assert!(drawing.messages.is_empty(), "{gradient}: {:?}", drawing.messages);
        let looked_at = |seen: char, row: char| row == '?' || seen == row;
        let agree = drawing.pages[0].chars().zip(rows.chars()).all(|(seen, row)| looked_at(seen, row));
        assert!(agree, "{gradient}: {}", drawing.pages[0]);
    }
}

#[test]
fn colors_of_gradients_meet_halfway() {
    expect(
        (3, 1),
        "",
        "<div style='width: 30px; height: 10px;
         background: linear-gradient(90deg, black 10px, white 10px, black 20px, #f00 20px)'></div>",
        &["K?R"],
    );
    // The square in the middle is half of both.
    expect(
        (3, 1),
        "",
        "<div style='width: 30px; height: 10px; background: linear-gradient(90deg, red -9990px, white 10020px)'></div>",
        &["rrr"],
    );
}

#[test]
fn pictures_of_pseudo_elements_and_of_the_root_are_drawn() {
    let red = "url(red.svg)";
    for pseudo in ["before", "after"] {
        let css = format!(
            "div::{pseudo} {{ content: ''; display: block; width: 10px; height: 10px; background: {red} }}"
        );
        expect((2, 2), &css, "<div></div>", &["R.\n.."]);
    }
    expect((2, 2), &format!("html {{ background: {red} }}"), "", &["RR\nRR"]);
    expect((2, 2), &format!("body {{ background: {red} }}"), "", &["RR\nRR"]);
    let letter = format!("div::first-letter {{ color: transparent; background: {red} }}");
    expect((3, 1), &letter, "<div>xy</div>", &["RK."]);
}

#[test]
fn a_missing_picture_of_a_pseudo_element_is_reported() {
    for css in [
        "div::before { content: 'x'; background: url(none.svg) }",
        "div::first-letter { background: url(none.svg) }",
        "div::first-line { background: url(none.svg) }",
        "html { background: url(none.svg) }",
    ] {
        let drawing = draw((2, 2), css, "<div>x</div>");
        let said = drawing.messages.iter().filter(|message| message.contains("no file none.svg"));
        assert_eq!(said.count(), 1, "{css}: {:?}", drawing.messages);
    }
}

#[test]
fn a_missing_picture_is_reported_at_its_address_in_the_declaration() {
    let html = "<!doctype html><title>a</title><style>p { background: red url(none.svg) }</style>\
                <p>a<p>b<div style='background: url(other.svg) red'>c</div>";
    let (_, diagnostics) = rendered_as(Strictness::Lenient, html, &Resources::new(std::env::temp_dir(), &[]));
    let places: Vec<&str> = diagnostics
        .list()
        .iter()
        .filter(|each| each.message.contains("cannot be shown"))
        .map(|each| {
            let span = each.labels[0].span;
            &html[span.start as usize..span.end as usize]
        })
        .collect();
    // The rule is reported once, whatever it applies to.
    assert_eq!(places, ["url(none.svg)", "url(other.svg)"]);
}

/// A box of four squares by two with a background.
fn box_with(background: &str) -> String {
    format!("<div style='width: 40px; height: 20px; background: {background}'></div>")
}

#[test]
fn stops_of_repeating_gradients_repeat_without_change() {
    let edges = "repeating-radial-gradient(circle at 0 0, red -20px, red 0, blue 0, blue 20px)";
    let drawing = draw((4, 2), "", &box_with(edges));
    assert_eq!(drawing.pages[0].chars().next(), Some('B'), "{}", drawing.pages[0]);
    // Stops at one place are their average.
    expect((4, 2), "", &box_with("repeating-linear-gradient(90deg, red 20px, white 20px)"), &["rrrr\nrrrr"]);
}

#[test]
fn a_gradient_of_one_stop_is_that_color() {
    for gradient in [
        "linear-gradient(blue)",
        "linear-gradient(to left, blue 50%)",
        "radial-gradient(blue)",
        "conic-gradient(blue)",
        "repeating-linear-gradient(blue)",
    ] {
        expect((4, 2), "", &box_with(gradient), &["BBBB\nBBBB"]);
    }
}

#[test]
fn a_fixed_background_is_placed_on_the_page() {
    let image = "linear-gradient(red, red) 20px 10px / 10px 10px no-repeat";
    expect((4, 2), "", &box_with(&format!("lime {image} fixed")), &["GGGG\nGGRG"]);
    let moved = format!("<p style='height: 10px'></p>{}", box_with(&format!("lime {image} fixed")));
    expect((4, 3), "", &moved, &["....\nGGRG\nGGGG"]);
    let local = format!("<p style='height: 10px'></p>{}", box_with(&format!("lime {image} local")));
    expect((4, 3), "", &local, &["....\nGGGG\nGGRG"]);
}

#[test]
fn a_background_of_the_page_is_placed_in_its_padding_box_and_covers_the_page() {
    let image = "linear-gradient(red, red) 0 0 / 10px 10px no-repeat";
    let page = |more: &str| format!("@page {{ margin: 10px; background: lime {image} {more} }}");
    expect((4, 4), &page(""), "", &["GGGG\nGRGG\nGGGG\nGGGG"]);
    expect((4, 4), &page("fixed"), "", &["RGGG\nGGGG\nGGGG\nGGGG"]);
    let padded = format!("{} @page {{ padding: 10px }}", page("content-box"));
    expect((4, 4), &padded, "", &["GGGG\nGGGG\nGGRG\nGGGG"]);
}
