//! Leaders (CSS GCPM 3, section 4).

mod kit;
#[path = "kit/squares.rs"]
mod squares;

use kit::lay_out;
use squares::expect;

#[test]
fn a_leader_fills_what_is_left_of_its_line() {
    let css = "b::after { content: leader('.') 'z'; color: red }";
    expect((6, 2), css, "<p><b>ab</b><br><b>c</b>", &["KKRRRR\nKRRRRR"]);
    let css = "b::after { content: leader(space) 'z'; color: red }";
    expect((6, 1), css, "<p><b>ab</b>", &["KK...R"]);
}

#[test]
fn leaders_line_up_from_line_to_line() {
    // The pattern is four squares wide: it is repeated where it stands on the grid from the line's end.
    let css = "b::after { content: leader('.   ') 'z'; color: red }";
    expect((10, 3), css, "<p><b>a</b><br><b>aa</b><br><b>aaaaaa</b>", &["K....R...R\nKK...R...R\nKKKKKK...R"]);
}

#[test]
fn two_leaders_share_a_line() {
    let css = "b { color: red } b::before { content: leader('.') } b::after { content: leader('.') }";
    expect((7, 1), css, "<p>a<b>b</b>c", &["KRRRRRK"]);
}

#[test]
fn a_leader_from_right_to_left() {
    let css = "p { direction: rtl } b::after { content: leader('.') 'z'; color: red }";
    expect((6, 1), css, "<p><b>אב</b>", &["RRRRKK"]);
}

#[test]
fn what_comes_after_a_leader_goes_with_it_to_the_next_line() {
    let css = "b::after { content: leader('.') 'zz'; color: red }";
    expect((4, 2), css, "<p><b>aaa</b>", &["KKK.\nRRRR"]);
}

#[test]
fn kinds_of_leaders() {
    for (kind, text) in [("dotted", '.'), ("solid", '_')] {
        let laid = lay_out(&format!(
            "<!doctype html><html lang=en><style>@page {{ size: 300px 100px; margin: 0 }} b {{ font: inherit }}
             b::after {{ content: leader({kind}) '7' }}</style><p><b>A</b></p>"
        ));
        let line = &laid.lines(0)[0];
        assert!(line.matches(text).count() > 10, "{kind}: {line}");
        assert!(line.ends_with('7'), "{line}");
        let end = laid.word("7");
        assert!((end.x + end.width - 292.0).abs() < 0.1, "{end:?}");
    }
}
