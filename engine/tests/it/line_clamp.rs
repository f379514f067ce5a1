//! Lines that end in an ellipsis (CSS Overflow 3, section 5), and boxes that show only their first lines (CSS Overflow 4,
//! section 5).

use crate::kit::lay_out;
use crate::kit::squares::expect;

/// The ellipsis is a square like every character.
const RED: &str = "p { overflow: hidden; color: red; text-overflow: ellipsis; white-space: nowrap } b { color: blue; \
    font: inherit }";

/// The lines of the first page of a page ten characters wide.
fn lines(css: &str, body: &str) -> Vec<String> {
    let laid = lay_out(&format!(
        "<!doctype html><html lang=en><title>Test</title><style>
        @page {{ size: 100px 400px; margin: 0 }} html {{ font: 10px/10px 'Source Code Pro'; letter-spacing: 4px }}
        body, p {{ margin: 0; font: inherit }} {css}</style><body>{body}"
    ));
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    laid.lines(0)
}

#[test]
fn a_line_that_its_box_cuts_off_ends_in_an_ellipsis() {
    expect((5, 1), RED, "<p>abcd<b>efg</b>", &["RRRRR"]);
    expect((5, 1), RED, "<p>ab<b>cdefg</b>", &["RRBBR"]);
    // A line that fits, a box that shows its overflow, and the inside of another box have none.
    expect((5, 1), RED, "<p>abc<b>de</b>", &["RRRBB"]);
    assert_eq!(
        lines("p { text-overflow: ellipsis; overflow: hidden }", "<p>abc def ghi jkl"),
        ["abc def", "ghi jkl"]
    );
    assert_eq!(
        lines("p { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }", "<p>abc def ghi"),
        ["abc def g…"]
    );
    assert_eq!(
        lines("p { white-space: nowrap; overflow: hidden; text-overflow: '+++' }", "<p>abc def ghi"),
        ["abc def+++"]
    );
    assert_eq!(
        lines(
            "p { white-space: nowrap; overflow: clip; text-overflow: clip ellipsis }",
            "<p>abc<br>abcdefghijk"
        ),
        ["abc", "abcdefghi…"]
    );
}

#[test]
fn the_ellipsis_replaces_whole_boxes_and_at_least_leaves_the_first_letter() {
    let css = format!("{RED} img {{ width: 30px; height: 10px }}");
    expect(
        (5, 1),
        &css,
        "<p>ab<b style='display: inline-block; width: 30px; background: blue'>x</b>c",
        &["RRR.."],
    );
    expect((5, 1), RED, "<p style='text-overflow: \"1234\"'>abcdefg", &["RRRRR"]);
}

#[test]
fn the_ellipsis_is_at_the_left_of_text_from_right_to_left() {
    let css = format!("{RED} p {{ direction: rtl }}");
    expect((5, 1), &css, "<p>א<b>בגדהוז</b>", &["RBBBR"]);
}

#[test]
fn a_cut_first_line_has_its_own_style() {
    let css = format!("{RED} p::first-line {{ color: blue }}");
    expect((4, 2), &css, "<p>abcdef<br>abcdef", &["BBBB\nRRRR"]);
}

#[test]
fn only_the_first_lines_are_shown_and_the_last_ends_in_an_ellipsis() {
    assert_eq!(lines("p { line-clamp: 2 }", "<p>aaa bbb ccc ddd eee fff ggg"), ["aaa bbb", "ccc ddd…"]);
    // The ellipsis takes the place of words that leave it no room, and of letters only if no word fits.
    assert_eq!(lines("p { line-clamp: 1 '#####' }", "<p>aaa bbb ccc"), ["aaa#####"]);
    assert_eq!(lines("p { line-clamp: 1 }", "<p>aaaabbbbcc dd"), ["aaaabbbbc…"]);
    assert_eq!(lines("p { max-lines: 1; continue: collapse }", "<p>aaa bbb ccc"), ["aaa bbb"]);
    // Nothing is hidden.
    assert_eq!(lines("p { line-clamp: 2 }", "<p>aaa bbb ccc"), ["aaa bbb", "ccc"]);
    assert_eq!(lines("p { max-lines: 1 }", "<p>aaa bbb ccc"), ["aaa bbb", "ccc"]);
}

#[test]
fn lines_count_through_the_blocks_of_a_box() {
    let css = "div { line-clamp: 3; background: yellow }";
    let body = "<div><p>ab<p>cd<p>ef<p>gh</div>i";
    expect((4, 5), css, body, &["KKYY\nKKYY\nKKKY\nK...\n...."]);
    // The last shown line ends its box only if something comes after it, wherever that is.
    expect(
        (4, 4),
        css,
        "<div><p>ab<p>cd<section><p>ef<p></p></section><p></div>",
        &["KKYY\nKKYY\nKKYY\n...."],
    );
    expect(
        (4, 4),
        css,
        "<div><section><p>ab<p>cd<p>ef</section><table></table></div>",
        &["KKYY\nKKYY\nKKKY\n...."],
    );
    // Another formatting context has lines of its own.
    expect(
        (4, 4),
        "div { line-clamp: 2 } section { overflow: hidden }",
        "<div><p>ab<section><p>cd<p>ef</section><p>g<p>h</div>",
        &["KK..\nKK..\nKK..\nKK.."],
    );
}

#[test]
fn the_box_is_as_tall_as_the_lines_that_it_shows() {
    let css = "div { display: flex } p { line-clamp: 2; background: yellow; width: 30px; align-self: start }";
    expect((4, 4), css, "<div><p>a b c d e f g h i</div>", &["KYK.\nKKY.\n....\n...."]);
}

#[test]
fn the_old_properties_clamp_in_boxes_of_their_display() {
    let css = "p { -webkit-box-orient: vertical; -webkit-line-clamp: 1 }";
    assert_eq!(lines(&format!("{css} p {{ display: -webkit-box }}"), "<p>aaa bbb ccc"), ["aaa bbb…"]);
    assert_eq!(lines(&format!("{css} p {{ display: block }}"), "<p>aaa bbb ccc"), ["aaa bbb", "ccc"]);
    let css = "p { display: -webkit-box; -webkit-line-clamp: 1; line-clamp: none }";
    assert_eq!(lines(css, "<p>aaa bbb ccc"), ["aaa bbb", "ccc"]);
}
