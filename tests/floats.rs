//! Floats (CSS 2.2, section 9.5): where they stand, and what flows around them.

#[path = "kit/squares.rs"]
mod squares;

use squares::expect;

/// Boxes of colours and sizes for all tests.
const CSS: &str = "
    i { display: block; float: left; width: 20px; height: 20px; background: red }
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
fn floats_of_one_side_stand_beside_each_other_and_then_drop() {
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
fn what_has_no_room_beside_a_float_stands_below() {
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
fn a_float_in_a_line_stands_at_its_top_where_there_is_room() {
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
fn an_empty_box_that_clears_makes_its_parent_hold_its_floats() {
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
fn a_formatting_context_holds_its_floats() {
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
fn a_formatting_context_stands_beside_floats_or_below() {
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
