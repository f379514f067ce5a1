//! Boxes that are broken by the end of a page or a column (CSS Fragmentation 3, section 5.4).

use crate::kit::squares;
use crate::kit::squares::expect;

/// Lines of one letter each, half way in from the left of a box of four squares.
fn lines(count: usize) -> String {
    "<p>x</p>".repeat(count)
}

const STRIPES: &str = "linear-gradient(red 25%, lime 0 50%, blue 0 75%, yellow 0)";

#[test]
fn a_gradient_runs_through_all_fragments_of_a_box() {
    let css = |more: &str| format!("div {{ background: {STRIPES}; {more} }}");
    let body = format!("<div>{}</div>", lines(4));
    expect((3, 2), &css(""), &body, &["KRR\nKGG", "KBB\nKYY"]);
    // With `clone`, separately in each fragment: two stripes of five pixels in each line.
    expect((3, 2), &css("box-decoration-break: clone"), &body, &["K??\nK??", "K??\nK??"]);
    // Also in columns.
    expect(
        (6, 3),
        &format!("{} section {{ columns: 2; column-gap: 0; height: 20px }}", css("")),
        &format!("<section>{body}</section>"),
        &["KRRKBB\nKGGKYY\n......"],
    );
}

#[test]
fn an_image_is_placed_once_in_the_whole_box() {
    let body = format!("<div>{}</div>", lines(4));
    let css = |position: &str| format!("div {{ background: url(red.svg) {position} / 10px 10px no-repeat }}");
    expect((3, 2), &css("right bottom"), &body, &["K..\nK..", "K..\nK.R"]);
    expect((3, 2), &css("right 66.6667%"), &body, &["K..\nK..", "K.R\nK.."]);
    // Tiles continue where they ended: each is fifteen pixels high, with a color below it.
    let tiles = "div { background: linear-gradient(red 20px, blue 0) 0 0 / 100% 30px }";
    let body = format!("<div>{}</div>", lines(6));
    expect((2, 2), tiles, &body, &["KR\nKR", "KB\nKR", "KR\nKB"]);
}

#[test]
fn corners_are_round_at_the_ends_of_the_whole_box() {
    let body = format!("<div>{}</div>", "<p><br></p>".repeat(4));
    expect((4, 2), "div { background: red; border-radius: 20px }", &body, &["?RR?\nRRRR", "RRRR\n?RR?"]);
    // Half of the whole height: the curve extends over both pages.
    let whole = squares::draw((4, 4), "div { background: red; border-radius: 50% / 50% }", &body);
    let parts = squares::draw((4, 2), "div { background: red; border-radius: 50% / 50% }", &body);
    assert_eq!(parts.pages.join("\n"), whole.pages[0]);
}

#[test]
fn padding_and_borders_are_at_the_ends_of_the_whole_box() {
    expect(
        (4, 3),
        "div { border: 10px solid red; padding: 0 } p { color: blue }",
        &format!("<div>{}</div>", lines(4)),
        &["RRRR\nRB.R\nRB.R", "RB.R\nRB.R\nRRRR"],
    );
    expect(
        (4, 3),
        "div { border: 10px solid red; box-decoration-break: clone } p { color: blue }",
        &format!("<div>{}</div>", lines(2)),
        &["RRRR\nRB.R\nRRRR", "RRRR\nRB.R\nRRRR"],
    );
}

#[test]
fn shadows_are_those_of_the_whole_box() {
    let css = "div { margin: 10px 20px 0 10px; background: lime; color: lime; box-shadow: 10px 10px red }";
    expect(
        (4, 3),
        css,
        &format!("<div>{}</div>", lines(3)),
        &[
            "....
           .G..
           .GR.",
            ".GR.
           ..R.
           ....",
        ],
    );
}

#[test]
fn a_broken_box_extends_to_the_end_of_its_fragmentainer() {
    let tall = "<p style='break-inside: avoid; color: blue'>x<br>x</p>";
    expect(
        (2, 3),
        "div { background: red } ",
        &format!("<div>{tall}{tall}</div>"),
        &["BR\nBR\nRR", "BR\nBR\n.."],
    );
    // Above the footnotes, and also where the page has to end.
    expect(
        (2, 4),
        "@page { @footnote { border: 0; margin: 0; padding: 0 } } ::footnote-call, ::footnote-marker { content: '' }
         div { background: red } .n { float: footnote; color: lime }",
        "<div>x<span class=n>n</span><p style='break-before: page'>x</div>",
        &["KR\nRR\nRR\nG.", "KR\n..\n..\n.."],
    );
    // In columns, to the end of the column.
    expect(
        (2, 3),
        "section { columns: 2; column-gap: 0; height: 30px } div { background: red }",
        &format!("<section><div>{tall}{tall}</div></section>"),
        &["BB\nBB\nR."],
    );
    // Around it is what `clone` repeats, once for each box.
    expect(
        (4, 5),
        "div { box-decoration-break: clone; border: solid; border-width: 0 0 10px 10px } .o { border-color: red }
         .i { border-color: lime }",
        &format!("<div class=o><div class=i>{tall}{tall}</div></div>"),
        &["RGB.\nRGB.\nRG..\nRGGG\nRRRR", "RGB.\nRGB.\nRGGG\nRRRR\n...."],
    );
}
