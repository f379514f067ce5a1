//! The kit of colored squares draws its description, and detects differences.

use crate::kit::squares::{draw, expect};

#[test]
fn boxes_and_letters_are_squares() {
    expect(
        (6, 4),
        ".box { background: red; width: 20px; height: 10px; margin-left: 30px } p { color: blue }",
        "<div class=box></div><p>ab cd e</p>",
        &["...RR.
           BB.BB.
           B.....
           ......"],
    );
}

#[test]
fn pages_follow_one_another() {
    expect((2, 2), "", "aa bb cc", &["KK KK".replace(' ', "\n").as_str(), "KK\n.."]);
}

#[test]
fn a_square_of_several_colors_is_a_question_mark() {
    let drawing = draw((2, 1), "div { background: lime; width: 15px; height: 10px }", "<div></div>");
    assert_eq!(drawing.pages, ["G?"]);
    assert!(drawing.messages.is_empty(), "{:?}", drawing.messages);
}

#[test]
fn images_of_one_color_are_available() {
    expect(
        (3, 2),
        "img { display: block; width: 20px; height: 10px }",
        "<img src=red.svg alt=''><img src=blue.svg alt=''>",
        &["RR.\nBB."],
    );
}
