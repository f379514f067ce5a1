//! `mask` and `mask-border`: a picture is the opacity of a box and its content.

use crate::kit::squares::{draw, expect};

/// A red box of four by two squares with a blue square inside, and the row and the next row that are drawn.
#[track_caller]
fn masked(css: &str, page: &str) {
    let css = format!("div {{ width: 40px; height: 20px; background: red; color: blue; {css} }}");
    expect((4, 2), &css, "<div>a</div>", &[page]);
}

const HALF: &str = "linear-gradient(90deg, black 50%, transparent 50%)";

#[test]
fn a_mask_applies_to_the_box_and_its_content() {
    masked(&format!("mask: {HALF}"), "BR..\nRR..");
    masked(&format!("-webkit-mask-image: {HALF}"), "BR..\nRR..");
    masked("mask-image: linear-gradient(rgb(0 0 0 / 0.5), rgb(0 0 0 / 0.5))", "brrr\nrrrr");
    // Colors do not matter, only their opacity.
    masked("mask: linear-gradient(90deg, white 50%, transparent 50%)", "BR..\nRR..");
    masked("mask: none", "BRRR\nRRRR");
}

#[test]
fn layers_are_placed_as_backgrounds() {
    masked("mask: url(red.svg) 10px 0 / 20px 10px no-repeat", ".RR.\n....");
    masked(
        "mask-image: url(red.svg); mask-size: 10px 10px; mask-repeat: repeat-x; mask-position: 0 100%",
        "....\nRRRR",
    );
    masked(
        "padding: 10px; width: 20px; height: 0; mask: linear-gradient(black, black) content-box",
        "....\n....",
    );
    masked(
        "box-sizing: border-box; padding: 0 10px; mask: linear-gradient(black, black) content-box",
        ".BR.\n.RR.",
    );
}

#[test]
fn layers_are_added_or_intersected() {
    let top = "linear-gradient(black 50%, transparent 50%)";
    masked(&format!("mask: {top}, {HALF}"), "BRRR\nRR..");
    masked(&format!("mask: {top} intersect, {HALF}"), "BR..\n....");
    masked(&format!("mask-image: {top}, {HALF}; mask-composite: intersect"), "BR..\n....");
}

#[test]
fn luminance_is_opacity_where_the_mode_says_so() {
    masked("mask: linear-gradient(90deg, white 50%, black 50%) luminance", "BR..\nRR..");
    masked("mask-image: linear-gradient(90deg, white 50%, black 50%); mask-mode: luminance", "BR..\nRR..");
    masked("mask-image: linear-gradient(90deg, white 50%, black 50%); mask-mode: alpha", "BRRR\nRRRR");
}

#[test]
fn a_mask_border_masks_the_edges() {
    let parts = "linear-gradient(90deg, black 25%, transparent 25% 75%, black 75%)";
    masked(&format!("mask-border: {parts} 0 25% fill / 0 10px"), "B..R\nR..R");
    masked(&format!("-webkit-mask-box-image: {parts} 0 25% fill / 0 10px"), "B..R\nR..R");
    let white = "linear-gradient(90deg, white 25%, black 25% 75%, white 75%)";
    masked(&format!("mask-border: {white} 0 25% fill / 0 10px luminance"), "B..R\nR..R");
    // Without `fill` the middle is empty, and `mask` sets `mask-border` back.
    masked("mask-border: linear-gradient(black, black) 1 / 0 10px", "B..R\nR..R");
    masked(&format!("mask-border: {parts} 0 25% fill / 0 10px; mask: {HALF}"), "BR..\nRR..");
}

#[test]
fn inline_boxes_and_images_are_masked() {
    let css = format!(
        "span, img {{ color: red; mask: {HALF} }} img {{ width: 20px; height: 10px; vertical-align: top }}"
    );
    expect((4, 2), &css, "a<span>aa</span><br><img alt='' src='blue.svg'>", &["KR..\nB..."]);
}

#[test]
fn references_to_elements_and_other_compositions_are_reported() {
    let drawing =
        draw((2, 1), "p { mask-composite: exclude; mask-image: url(#a) } p { mask: url(#a) }", "<p>a");
    let expected = [
        "`mask-composite: exclude` is not supported",
        "`mask: url(#a)` is applied to elements of inline SVG only",
    ];
    assert_eq!(drawing.messages, expected);
}
