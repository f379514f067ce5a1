//! Leaders (CSS GCPM 3, section 4).

use crate::kit::lay_out;
use crate::kit::squares::expect;

#[test]
fn a_leader_fills_the_rest_of_its_line() {
    let css = "span::after { content: leader('.') 'z'; color: red }";
    expect((6, 2), css, "<p><span>ab</span><br><span>c</span>", &["KKRRRR\nKRRRRR"]);
    let css = "span::after { content: leader(space) 'z'; color: red }";
    expect((6, 1), css, "<p><span>ab</span>", &["KK...R"]);
}

#[test]
fn leaders_line_up_from_line_to_line() {
    // The pattern is four squares wide: it is repeated at multiples of its width from the line's end.
    let css = "span::after { content: leader('.   ') 'z'; color: red }";
    expect((10, 2), css, "<p><span>a</span><br><span>aa</span>", &["K.R......R\nKKR......R"]);
    // Content after the leader covers some of its places, whatever its width.
    let css = "span::after { content: leader('.. ') attr(data-n); color: red }";
    expect(
        (10, 3),
        css,
        "<p><span data-n=z>a</span><br><span data-n=zz>a</span><br><span data-n='zzzz'>a</span>",
        &["KRR.RR...R\nKRR.RR..RR\nKRR...RRRR"],
    );
}

#[test]
fn a_leader_is_shown_whole_or_begins_the_next_line() {
    // The place for the pattern between the title and the number is narrower than the pattern.
    let css = "span::after { content: leader('.. ') 'zz'; color: red }";
    expect((10, 1), css, "<p><span>aaaa</span>", &["KKKKRR..RR"]);
    expect((10, 2), css, "<p><span>aaaaa</span>", &["KKKKK.....\n.RR.RR..RR"]);
    // The title's words stay where they fit, and no word is carried down with the leader.
    expect((9, 2), css, "<p><span>aa aaa</span>", &["KK.KKK...\nRR.RR..RR"]);
}

#[test]
fn two_leaders_share_a_line() {
    let css =
        "span { color: red } span::before { content: leader('.') } span::after { content: leader('.') }";
    expect((7, 1), css, "<p>a<span>b</span>c", &["KRRRRRK"]);
}

#[test]
fn a_leader_from_right_to_left() {
    let css = "p { direction: rtl } span::after { content: leader('.') 'z'; color: red }";
    expect((6, 1), css, "<p><span>אב</span>", &["RRRRKK"]);
}

#[test]
fn content_after_a_leader_moves_with_it_to_the_next_line() {
    let css = "span::after { content: leader('.') 'z'; color: red }";
    expect((4, 2), css, "<p><span>aaaa</span>", &["KKKK\nRRRR"]);
    expect((4, 3), css, "<p><span>aa aaa</span>", &["KK..\nKKK.\nRRRR"]);
    let css = "span::after { content: leader('.') ' ' 'zz'; color: red }";
    expect((4, 2), css, "<p><span>aaa</span>", &["KKK.\nR.RR"]);
}

#[test]
fn kinds_of_leaders() {
    for (kind, text) in [("dotted", '.'), ("solid", '_')] {
        let laid = lay_out(&format!(
            "<!doctype html><html lang=en><style>@page {{ size: 300px 100px; margin: 0 }} span {{ font: inherit }}
             span::after {{ content: leader({kind}) '7' }}</style><p><span>A</span></p>"
        ));
        let line = &laid.lines(0)[0];
        assert!(line.matches(text).count() > 10, "{kind}: {line}");
        assert!(line.ends_with('7'), "{line}");
        let end = laid.word("7");
        assert!((end.x + end.width - 292.0).abs() < 0.1, "{end:?}");
    }
}
