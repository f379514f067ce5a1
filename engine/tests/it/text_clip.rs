//! `background-clip: text`: backgrounds are seen through the glyphs of a box.

use crate::kit::lay_out;
use crate::kit::squares::{draw, expect};
use engine::paint::DisplayItem;

#[test]
fn a_background_is_painted_in_the_shape_of_the_text() {
    let css = "p { background: red; background-clip: text; color: transparent }";
    expect((4, 1), css, "<p>a a", &["R.R."]);
    let css = "p { background: linear-gradient(90deg, red 50%, blue 50%) text; color: transparent }";
    expect((4, 1), css, "<p>aa a", &["RR.B"]);
    let css = "p { background: lime; -webkit-background-clip: text; color: blue }";
    // The text is over it in its own color.
    expect((4, 1), css, "<p>a<span style='color: transparent'>a</span>", &["BG.."]);
}

#[test]
fn each_layer_has_its_own_clip() {
    let css = "p { background: linear-gradient(red, red) 0 0 / 20px 10px no-repeat text, blue; color: transparent }";
    expect((4, 1), css, "<p>a", &["RBBB"]);
    let css = "p { background-image: linear-gradient(red, red), linear-gradient(blue, blue);
                   background-clip: border-box, text; background-size: 10px 10px, auto; background-repeat: no-repeat;
                   color: transparent }";
    expect((4, 1), css, "<p>aaa", &["RBB."]);
}

#[test]
fn text_of_all_boxes_inside_counts_and_hidden_text_does_not() {
    let css = "div { background: red text; color: transparent } u { visibility: hidden; text-decoration: none } s { position: relative; top: 0; text-decoration: none }
               section { float: left; width: 10px }";
    expect((5, 1), css, "<div><section>a</section>a<u>a</u><s>a</s></div>", &["RR.R."]);
    // Text that is inside the element but outside its box is not over its background.
    let css = "div { background: red text; color: transparent; width: 10px; white-space: nowrap }";
    assert_eq!(draw((3, 1), css, "<div>aa</div>").pages, ["R.."]);
}

#[test]
fn inline_boxes_and_fragments_of_boxes_are_clipped() {
    let css = "span { background: red text; color: transparent }";
    expect((3, 2), css, "<p>&nbsp;<span>a a</span>", &[".R.\nR.."]);
    let css = "@page { size: 30px 10px } p { background: red text; color: transparent }";
    expect((3, 1), css, "<p>a<br>&nbsp;a", &["R..", ".R."]);
}

#[test]
fn the_text_is_in_the_file_once() {
    let html = "<!doctype html><title>T</title><p style='background: red text; color: transparent'>word";
    let laid = lay_out(html);
    let texts = laid.lists[0].items.iter().filter_map(|item| match item {
        DisplayItem::Text(text) => Some(text.run_text()),
        _ => None,
    });
    assert_eq!(texts.collect::<Vec<_>>(), ["word"]);
}

#[test]
fn an_origin_is_no_text() {
    assert_eq!(draw((2, 1), "p { background-origin: text }", "<p>a").messages.len(), 1);
}
