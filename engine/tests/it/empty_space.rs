//! Boxes taller than their page are broken in their empty space (CSS Fragmentation 3, section 4.1).

use crate::kit::squares::{draw, expect};

const RED: &str = ".r { background: red }";

fn with(css: &str) -> String {
    format!("{RED} .r {{ {css} }}")
}

#[test]
fn a_box_with_a_height_continues_on_the_next_pages() {
    expect((1, 2), &with("height: 50px"), "<div class=r></div><p>a", &["R\nR", "R\nR", "R\nK"]);
    // After content that leaves half a page.
    expect((1, 2), &with("height: 50px"), "<p>a<div class=r></div><p>b", &["K\nR", "R\nR", "R\nR", "K\n."]);
    // With lines above the empty space.
    expect((1, 3), &with("height: 70px"), "<div class=r>a<br>b</div>", &["K\nK\nR", "R\nR\nR", "R\n.\n."]);
}

#[test]
fn a_box_with_a_minimum_height_continues_on_the_next_pages() {
    expect((1, 2), &with("min-height: 50px"), "<div class=r>a</div><p>b", &["K\nR", "R\nR", "R\nK"]);
}

#[test]
fn a_box_with_large_padding_continues_on_the_next_pages() {
    expect((1, 2), &with("padding-top: 30px"), "<div class=r>a</div><p>b", &["R\nR", "R\nK", "K\n."]);
    expect((1, 2), &with("padding-bottom: 30px"), "<div class=r>a</div><p>b", &["K\nR", "R\nR", "K\n."]);
    // With `slice`, borders are at the ends of the whole box; with `clone`, padding is on every page.
    expect(
        (1, 3),
        &with("border: solid blue; border-width: 10px 0; height: 60px"),
        "<div class=r></div>",
        &["B\nR\nR", "R\nR\nR", "R\nB\n."],
    );
    expect(
        (1, 3),
        &with("border: solid blue; border-width: 10px 0; height: 30px; box-decoration-break: clone"),
        "<div class=r></div>",
        &["B\nR\nB", "B\nR\nB", "B\nR\nB"],
    );
}

#[test]
fn a_box_that_fits_on_a_page_stays_whole() {
    expect((1, 3), &with("height: 20px"), "<p>a<br>b<div class=r></div>", &["K\nK\n.", "R\nR\n."]);
    expect((1, 3), &with("height: 30px"), "<p>a<div class=r></div>", &["K\n.\n.", "R\nR\nR"]);
}

#[test]
fn a_nested_tall_box_is_broken_too() {
    expect(
        (3, 2),
        &with("height: 30px; margin: 0 10px"),
        "<div style='background: yellow'><div class=r></div><p>a</div>",
        &["YRY\nYRY", "YRY\nKYY"],
    );
    // In items side by side, in cells and in columns.
    expect(
        (2, 2),
        &with("height: 30px; width: 10px"),
        "<div style='display: flex'><div class=r></div><p>a<br>b<br>c<br>d</div>",
        &["RK\nRK", "RK\n.K"],
    );
    expect(
        (1, 2),
        &with("height: 50px; padding: 0; width: 10px"),
        "<table style='border-spacing: 0'><tr><td class=r>a</table>",
        &["R\nR", "K\nR", "R\n."],
    );
    expect(
        (2, 2),
        &with("height: 70px"),
        "<div style='columns: 2; column-gap: 0; column-fill: auto'><div class=r></div></div>",
        &["RR\nRR", "RR\nR."],
    );
}

#[test]
fn an_excessive_height_overflows() {
    let drawing = draw((1, 2), &with("height: 10000000px"), "<div class=r></div>");
    assert_eq!(drawing.pages.len(), 1);
    assert!(drawing.messages[0].contains("taller than its page"), "{:?}", drawing.messages);
}

#[test]
fn an_unbreakable_box_overflows_its_page_alone() {
    let drawing =
        draw((1, 2), "img { display: block; width: 10px; height: 30px }", "<p>a<img src=red.svg alt=''><p>b");
    assert_eq!(drawing.pages, ["K\n.", "R\nR", "K\n."]);
    assert_eq!(drawing.messages.len(), 1, "{:?}", drawing.messages);
}

#[test]
fn an_inline_block_alone_in_its_paragraph_breaks_if_it_is_taller_than_a_page() {
    let lines = "a<br>b<br>c<br>d<br>e";
    let body =
        format!("<p><span style='display: inline-block; border-left: 10px solid red'>{lines}</span></p><p>z");
    expect((3, 2), "", &body, &["RK.\nRK.", "RK.\nRK.", "RK.\nK.."]);
    // Also inside other boxes.
    let body =
        format!("<div style='padding-left: 10px'><span style='display: inline-block'>{lines}</span></div>");
    expect((3, 2), "", &body, &[".K.\n.K.", ".K.\n.K.", ".K.\n..."]);
}
