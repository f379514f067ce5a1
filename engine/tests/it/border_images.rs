//! `border-image`: a picture or gradient that is cut into nine parts takes the place of the border.

use crate::kit::squares::{draw, expect, expect_pages};

/// A picture of 30 by 30 px: each of its nine parts has a color of its own.
const PARTS: &str = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='30' height='30'>\
    <path fill='red' d='M0 0h10v10H0z'/><path fill='lime' d='M10 0h10v10H10z'/>\
    <path fill='blue' d='M20 0h10v10H20z'/><path fill='yellow' d='M0 10h10v10H0z'/>\
    <path fill='black' d='M10 10h10v10H10z'/><path fill='cyan' d='M20 10h10v10H20z'/>\
    <path fill='magenta' d='M0 20h10v10H0z'/><path fill='lime' d='M10 20h10v10H10z'/>\
    <path fill='red' d='M20 20h10v10H20z'/></svg>";

/// A box of four by three squares with its border of one square.
#[track_caller]
fn framed(css: &str, page: &str) {
    let css = format!(
        "div {{ width: 20px; height: 10px; border: 10px solid; border-image-source: url(\"{PARTS}\"); {css} }}"
    );
    expect((4, 4), &css, "<div></div>", &[page]);
}

#[test]
fn corners_keep_their_place_and_edges_are_stretched() {
    framed(
        "border-image-slice: 10",
        "RGGB
         Y..C
         MGGR
         ....",
    );
    framed(
        "border-image-slice: 33.333% fill",
        "RGGB
         YKKC
         MGGR
         ....",
    );
    // The whole image in each corner, because the initial slice is 100 %.
    framed(
        "",
        "?..?
         ....
         ?..?
         ....",
    );
}

#[test]
fn the_width_of_the_parts_is_a_length_a_multiple_of_the_border_or_that_of_the_slice() {
    for width in ["10px", "1", "auto", "33.333% 25%"] {
        framed(
            &format!("border-image-slice: 10; border-image-width: {width}"),
            "RGGB
             Y..C
             MGGR
             ....",
        );
    }
    // Parts that would overlap are scaled down together.
    framed(
        "border-image-slice: 10; border-image-width: 20px 40px",
        "RRBB
         YYCC
         MMRR
         ....",
    );
    framed(
        "border-style: none; width: 40px; height: 30px; border-image-slice: 10; border-image-width: 10px",
        "RGGB
         Y..C
         MGGR
         ....",
    );
}

#[test]
fn an_outset_draws_outside_of_the_box() {
    framed(
        "width: 0; height: 0; margin: 10px; border-image-slice: 10; border-image-outset: 1 10px",
        "RGGB
         Y..C
         Y..C
         MGGR",
    );
}

#[test]
fn edges_are_repeated() {
    let striped = |repeat: &str, page: &str| {
        let picture = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'>\
            <path fill='red' d='M0 0h40v30H0z'/><path fill='blue' d='M10 0h10v10H10zM10 20h10v10H10z'/>\
            <path fill='lime' d='M20 0h10v10H20zM20 20h10v10H20z'/></svg>";
        let css = format!(
            "div {{ width: 50px; height: 10px; border: 10px solid; \
             border-image: url(\"{picture}\") 10 {repeat} }}"
        );
        expect((7, 3), &css, "<div></div>", &[page]);
    };
    striped(
        "stretch",
        "RBB?GGR
         R.....R
         RBB?GGR",
    );
    // The middle tile is in the middle; others are cut, in the middle of squares.
    striped(
        "repeat",
        "R?????R
         R.....R
         R?????R",
    );
    // Three tiles, each five sixths of two squares.
    striped(
        "round stretch",
        "RB???GR
         R.....R
         RB???GR",
    );
    // Two tiles of two squares, with the rest around them: a third of a square.
    striped(
        "space",
        "R?????R
         R.....R
         R?????R",
    );
}

#[test]
fn a_gradient_is_as_large_as_the_border_image_area_before_it_is_cut() {
    let css = "div { width: 20px; height: 10px; border: 10px solid; \
               border-image: linear-gradient(90deg, red 25%, lime 25% 75%, blue 75%) 1 25% }";
    expect(
        (4, 3),
        css,
        "<div></div>",
        &["RGGB
           R..B
           RGGB"],
    );
}

#[test]
fn the_shorthand_border_resets_it_and_a_missing_picture_leaves_the_border() {
    framed(
        "border: 10px solid red",
        "RRRR
         R..R
         RRRR
         ....",
    );
    let css = "div { width: 20px; height: 10px; border: 10px solid red; border-image: url(missing.png) 1 }";
    let drawing = draw((4, 3), css, "<div></div>");
    assert_eq!(drawing.messages.len(), 1, "{:?}", drawing.messages);
    expect_pages(
        &drawing,
        &["RRRR
           R..R
           RRRR"],
    );
}

#[test]
fn a_box_over_two_pages_has_one_border_image() {
    let css = format!(
        "@page {{ size: 30px 20px }} div {{ height: 20px; border: 10px solid; border-image: url(\"{PARTS}\") 10; \
         border-image-width: 10px }}"
    );
    expect(
        (3, 2),
        &css,
        "<div></div>",
        &[
            "RGB
             Y.C",
            "Y.C
             MGR",
        ],
    );
}

#[test]
fn collapsed_borders_have_no_image() {
    let css = format!(
        "table {{ border-collapse: collapse; font-size: 0; border-spacing: 0 }} td {{ padding: 0; width: 10px; height: 10px; \
         border: 10px solid red; border-image: url(\"{PARTS}\") 10 fill }}"
    );
    expect(
        (3, 3),
        &css,
        "<table><tr><td></table>",
        &["RRR
           R.R
           RRR"],
    );
}
