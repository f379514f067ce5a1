//! Floats (CSS 2.2, section 9.5): their places, and the content that flows around them.

use crate::kit::squares::{draw, expect};

/// Classes for the colors and sizes of boxes, for all tests.
const CSS: &str = "
    i { font-style: normal; float: left; width: 20px; height: 20px; background: red }
    i.right { float: right } i.lime { background: lime } i.blue { background: blue }
    i.wide { width: 30px } i.high { height: 30px } i.low { height: 10px }
";

fn page(size: (usize, usize), body: &str, pages: &[&str]) {
    expect(size, CSS, body, pages);
}

#[test]
fn lines_are_shortened_beside_a_float() {
    page(
        (6, 4),
        "<p><i></i>aaa bb c dd eeeee</p>",
        &["RRKKK.
           RRKK.K
           KK....
           KKKKK."],
    );
}

#[test]
fn lines_are_shortened_at_the_right() {
    page(
        (6, 4),
        "<p><i class=right></i>aaa bb c dd eeeee</p>",
        &["KKK.RR
           KK.KRR
           KK....
           KKKKK."],
    );
}

#[test]
fn floats_of_one_side_are_beside_each_other_and_then_drop() {
    page(
        (6, 6),
        "<i></i><i class=lime></i><i class='wide blue low'></i>",
        &["RRGG..
           RRGG..
           BBB...
           ......
           ......
           ......"],
    );
}

#[test]
fn a_float_is_not_above_an_earlier_one() {
    page(
        (6, 6),
        "<i class='wide high'></i><i class='right' style='width: 40px'></i><i class='lime low'></i>",
        &["RRR...
           RRR...
           RRR...
           GGRRRR
           ..RRRR
           ......"],
    );
}

#[test]
fn content_that_does_not_fit_beside_a_float_is_below_it() {
    page(
        (6, 4),
        "<p><i class=wide></i>aaaa bb</p>",
        &["RRR...
           RRR...
           KKKK..
           KK...."],
    );
}

#[test]
fn a_float_in_a_line_is_at_its_top_if_it_fits() {
    page(
        (8, 3),
        "<p>aa <i class=low></i>bb cc</p>",
        &["RRKK.KK.
           KK......
           ........"],
    );
    page(
        (6, 3),
        "<p>aa bb <i class=low></i>cc</p>",
        &["KK.KK.
           RRKK..
           ......"],
    );
}

#[test]
fn each_of_many_floats_in_a_paragraph_is_beside_its_line() {
    for align in ["left", "justify; text-wrap: pretty"] {
        let floats = "<i class=low style='width: 10px'></i>aa bb ".repeat(40);
        let body = format!("<p style='text-align: {align}'>{floats}</p>");
        page((6, 40), &body, &[&["RKK.KK"; 40].join("\n")]);
    }
}

#[test]
fn a_float_is_beside_its_line_however_tall_the_lines_before_it_are() {
    let tall = "<span style='line-height: 30px'>aa</span>";
    page(
        (4, 6),
        &format!("<p>{tall} bbb c<i class=low style='width: 10px'></i>dd e</p>"),
        &["....
           KK..
           ....
           KKK.
           RKKK
           K..."],
    );
}

#[test]
fn a_box_that_clears_begins_below() {
    page(
        (6, 5),
        "<i></i><i class='right high'></i><p>a</p><p style='clear: left'>b</p><p style='clear: both'>c</p>",
        &["RRK.RR
           RR..RR
           K...RR
           K.....
           ......"],
    );
}

#[test]
fn an_empty_box_that_clears_makes_its_parent_contain_its_floats() {
    page(
        (6, 4),
        "<div style='background: lime'><i></i><div style='clear: both'></div></div><p>a</p>",
        &["RRGGGG
           RRGGGG
           K.....
           ......"],
    );
}

#[test]
fn a_formatting_context_contains_its_floats() {
    page(
        (6, 4),
        "<div style='background: lime; display: flow-root'><i></i></div><p>a</p>",
        &["RRGGGG
           RRGGGG
           K.....
           ......"],
    );
    page(
        (6, 4),
        "<div style='background: lime; height: 10px'><i></i></div><p>a</p>",
        &["RRGGGG
           RRK...
           ......
           ......"],
    );
}

#[test]
fn a_formatting_context_is_beside_floats_or_below_them() {
    page(
        (6, 3),
        "<i></i><div style='overflow: hidden; background: lime'>a b</div>",
        &["RRKGKG
           RR....
           ......"],
    );
    page(
        (6, 4),
        "<i></i><div style='overflow: hidden; background: lime; width: 50px'>a b</div>",
        &["RR....
           RR....
           KGKGG.
           ......"],
    );
}

#[test]
fn a_float_moves_to_the_next_page_with_its_line() {
    page(
        (6, 3),
        "<p>aaaaaa</p><p>bbbbbb</p><p><i></i>cc dd</p>",
        &["KKKKKK\nKKKKKK\n......", "RRKK..\nRRKK..\n......"],
    );
}

#[test]
fn floated_text_is_broken_with_the_lines_beside_it() {
    page(
        (6, 3),
        "<p><i class=right style='width: 20px; height: auto'>dd ee ff gg hh</i>aa bb cc aa bb cc</p>",
        &["KK..KK\nKK..KK\nKK..KK", "KK..KK\nKK..KK\nKK...."],
    );
}

#[test]
fn following_content_moves_down_if_the_rest_of_a_float_grows() {
    page(
        (6, 5),
        "<p><i style='height: auto; background: none; font-size: 20px; line-height: 20px; color: red'>a b c d</i>\
         eee fff ggg hhh iii jjj kkk lll mmmmm</p>",
        &["RRKKK.\nRRKKK.\nRRKKK.\nRRKKK.\n..KKK.", "RRKKK.\nRRKKK.\nRRKKK.\nRR....\nKKKKK."],
    );
}

#[test]
fn a_float_taller_than_the_rest_of_the_page_moves_to_the_next_page() {
    page(
        (6, 4),
        "<p>aaaaaa bbbbbb</p><p>cc dd <i class='high'></i>ee ff gg</p>",
        &["KKKKKK\nKKKKKK\nKK.KK.\n......", "RRKK..\nRRKK..\nRRKK..\n......"],
    );
}

#[test]
fn a_page_contains_its_floats_at_a_forced_break() {
    page(
        (6, 3),
        "<div>a<i></i></div><div style='break-before: page'>b</div>",
        &["RRK...\nRR....\n......", "K.....\n......\n......"],
    );
    page(
        (6, 3),
        "<div><i style='height: auto'>aa aa aa aa</i>b</div>",
        &["KKK...\nKK....\nKK....", "KK....\n......\n......"],
    );
}

#[test]
fn lines_run_from_right_to_left_beside_floats() {
    page(
        (6, 3),
        "<p dir=rtl><i></i>אאא בב ג דדדדד</p>",
        &["RR.KKK
           RRK.KK
           .KKKKK"],
    );
    page(
        (6, 3),
        "<p dir=rtl><i style='float: inline-start'></i>אאא בב ג דדדדד</p>",
        &[".KKKRR
           K.KKRR
           .KKKKK"],
    );
}

#[test]
fn a_first_letter_floats() {
    expect(
        (6, 3),
        "p::first-letter { float: left; font-size: 20px; line-height: 20px; color: red }",
        "<p>Abb cc dd ee</p>",
        &["RRKK..
           RRKK..
           KK.KK."],
    );
}

#[test]
fn a_marker_keeps_to_its_line() {
    expect(
        (8, 3),
        "ul { padding-left: 30px; list-style: square } i { float: left; width: 20px; height: 20px; background: red }
         li::marker { color: blue }",
        "<i style='width: 40px'></i><ul><li>aa</li><li>bb</li><li>cc</li></ul>",
        &["RRBRKK..
           RRBRKK..
           .B.KK..."],
    );
}

#[test]
fn tables_and_cells_and_floats() {
    page(
        (8, 4),
        "<i></i><table style='border-spacing: 0; background: lime'><tr><td style='padding: 0'>\
         <i class=blue style='width: 10px'></i>a<td style='padding: 0; vertical-align: top'>b</table>",
        &["RRBKK...
           RRBGG...
           ........
           ........"],
    );
}

#[test]
fn a_float_is_as_wide_as_its_content() {
    page(
        (8, 4),
        "<p><i class=lime style='width: auto; height: auto'><i></i>a b</i>cc dd</p>",
        &["RRKGKKK.
           RRGGGKK.
           ........
           ........"],
    );
    page(
        (6, 4),
        "<p><i class=lime style='width: 50%; height: auto'>a b</i>cc dd</p>",
        &["KGKKK.
           KK....
           ......
           ......"],
    );
}

#[test]
fn a_background_lies_under_a_float_and_text_over_it() {
    page(
        (6, 3),
        "<i></i><p style='background: lime'>a</p><p style='margin-left: -10px'>b</p>",
        &["RRKGGG
           RRK...
           ......"],
    );
}

/// Cases with the pictures that Chromium 156 draws, each a section of 120 by 200 px.
const IN_CHROMIUM: &str = include_str!("../floats_in_chromium.txt");

#[test]
fn floats_are_where_chromium_places_them() {
    let css = "
        section { overflow: hidden; width: 120px; height: 200px }
        i { font-style: normal; float: left; width: 20px; height: 20px; background: red }
        i.r { float: right } i.g { background: lime } i.b { background: blue } i.y { background: yellow }
        .c { background: cyan } .m { background: magenta }
    ";
    let mut cases = 0;
    let mut wrong = Vec::new();
    for case in IN_CHROMIUM.trim().split("\n\n") {
        let (html, wanted) = case.split_once('\n').expect("a document and its picture");
        // Overflow of the section would begin a page.
        let drawing = draw((12, 60), css, html);
        assert!(drawing.messages.is_empty(), "{html}: {:?}", drawing.messages);
        let drawn = drawing.pages[0].lines().take(20).collect::<Vec<_>>().join("\n");
        cases += 1;
        if drawn != wanted.trim_end() {
            wrong.push(format!("{html}\ndrawn:\n{drawn}\nwanted:\n{wanted}"));
        }
    }
    assert_eq!(cases, 40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// CSS 2.2, sections 9.4.1 and 10.6.7; pages do not scroll, so `auto` and `scroll` hide.
#[test]
fn a_box_that_would_scroll_contains_its_floats() {
    for value in ["hidden", "auto", "scroll", "overlay", "visible auto"] {
        let css = format!(
            "div {{ overflow: {value}; background: lime }} .a {{ float: left }} .b {{ float: right }}"
        );
        super::kit::squares::expect(
            (4, 3),
            &css,
            "<div><p class=a>ab</p><p class=b>c</p></div><p>d</p>",
            &["KKGK\nK...\n...."],
        );
    }
}

/// CSS Fragmentation 3, section 4.4: nothing is lost off the foot of a page.
#[test]
fn pages_break_between_rows_of_floats_without_lines_beside_them() {
    let css = "div { float: left; width: 10px; height: 10px; background: lime; margin-right: 10px } \
               p { clear: both }";
    let page = "G.G.\nG.G.\nG.G.";
    let squares = "<div></div>".repeat(8);
    super::kit::squares::expect((4, 3), css, &format!("{squares}<p>a</p>"), &[page, "G.G.\nK...\n...."]);
    let body = format!("<section style='overflow: hidden'>{squares}</section>b");
    super::kit::squares::expect((4, 3), css, &body, &[page, "G.G.\nK...\n...."]);
    let tall = "<div style='height: auto; color: red'>a<br>a<br>a<br>a</div>";
    super::kit::squares::expect((4, 3), css, tall, &["R...\nR...\nR...", "R...\n....\n...."]);
}
