//! Borders, outlines and shadows (CSS Backgrounds 3, sections 3, 4 and 6; CSS Basic User Interface 4).

use crate::kit::squares;
use crate::kit::squares::expect;

/// A box of two squares by one with a border of two squares.
fn bordered(style: &str) -> String {
    format!("<div style='width: 20px; height: 10px; border: 20px solid red; {style}'></div>")
}

#[test]
fn a_border_is_a_ring() {
    expect((6, 5), "", &bordered(""), &["RRRRRR\nRRRRRR\nRR..RR\nRRRRRR\nRRRRRR"]);
    expect(
        (6, 5),
        "",
        &bordered("border-left-style: none; border-top-width: 10px"),
        &["RRRR..\n..RR..\nRRRR..\nRRRR..\n......"],
    );
    expect(
        (6, 5),
        "",
        &bordered("border-right: hidden; border-bottom: 0 solid"),
        &["RRRR..\nRRRR..\nRR....\n......\n......"],
    );
    // The default color is that of the text.
    expect(
        (6, 5),
        "",
        &bordered("border: 10px solid; color: blue"),
        &["BBBB..\nB..B..\nBBBB..\n......\n......"],
    );
}

#[test]
fn a_double_border_is_two_rings_with_a_third_between() {
    expect(
        (7, 7),
        "",
        "<div style='width: 10px; height: 10px; border: 30px double red; background: lime'></div>",
        &["RRRRRRR
           RGGGGGR
           RGRRRGR
           RGRGRGR
           RGRRRGR
           RGGGGGR
           RRRRRRR"],
    );
    // One side by itself.
    expect(
        (3, 4),
        "",
        "<div style='width: 30px; height: 10px; border-bottom: 30px double red'></div>",
        &["...\nRRR\n...\nRRR"],
    );
}

#[test]
fn grooves_and_ridges_are_lit_from_the_top_left() {
    // The shaded half of a side is darker; CSS does not define its color.
    expect((6, 5), "", &bordered("border-style: ridge"), &["RRRRR?\nR?????\nR?..R?\nR?RRR?\n??????"]);
    expect(
        (6, 5),
        "",
        &bordered("border-style: groove none none groove"),
        &["????..\n?RRR..\n?R....\n......\n......"],
    );
}

#[test]
fn insets_and_outsets_are_lit_from_the_top_left() {
    expect(
        (6, 5),
        "",
        &bordered("border: 20px inset red; border-top-style: none"),
        &["??..RR\n??RRRR\n?RRRRR\n......\n......"],
    );
    expect(
        (6, 5),
        "",
        &bordered("border: 10px outset red; border-bottom-style: none"),
        &["RRR?..\nR..?..\n......\n......\n......"],
    );
}

#[test]
fn dashes_begin_and_end_at_the_corners() {
    expect(
        (6, 2),
        "",
        "<div style='width: 60px; height: 10px; border-top: 10px dashed red'></div>",
        &["RR..RR\n......"],
    );
    // The four corners are filled, regardless of the dashes between them.
    let drawn =
        squares::draw((7, 7), "", "<div style='width: 50px; height: 50px; border: 10px dashed red'></div>");
    let rows: Vec<&str> = drawn.pages[0].lines().collect();
    for corner in [rows[0], rows[6]] {
        assert!(corner.starts_with('R') && corner.ends_with('R'), "{rows:?}");
        assert!(corner.contains(|each| each != 'R'), "{rows:?}");
    }
}

#[test]
fn dots_are_round_and_as_wide_as_the_border() {
    expect(
        (5, 2),
        "",
        "<div style='width: 50px; height: 10px; border-top: 10px dotted red'></div>",
        &["R.R.R\n....."],
    );
    // A dot of forty pixels: its middle is filled, its corners are not.
    expect(
        (12, 4),
        "",
        "<div style='width: 120px; border-top: 40px dotted red'></div>",
        &["?RR?....?RR?
           RRRR....RRRR
           RRRR....RRRR
           ?RR?....?RR?"],
    );
}

#[test]
fn sides_of_different_widths_meet_along_a_slanted_line() {
    // From the outer corner to the inner one, 40 pixels to the right and 20 down.
    expect(
        (6, 4),
        "",
        "<div style='width: 20px; height: 20px; border: solid; border-color: red #0000 #0000 blue;
         border-width: 20px 0 0 40px'></div>",
        &["??RRRR
           BB??RR
           BBBB..
           BBBB.."],
    );
    // The same if one of the two sides is invisible.
    expect(
        (4, 4),
        "",
        "<div style='width: 0; height: 0; border: 20px solid #0000; border-bottom-color: red'></div>",
        &["....\n....\n.??.\n?RR?"],
    );
}

#[test]
fn round_borders_follow_ellipses() {
    expect(
        (6, 4),
        "",
        "<div style='width: 60px; height: 40px; box-sizing: border-box; border: 20px solid red;
         border-left-width: 30px; border-right-width: 30px; border-radius: 30px / 20px'></div>",
        &["??RR??
           ?RRRR?
           ?RRRR?
           ??RR??"],
    );
    // The inner edge is round where the radius is larger than the border.
    expect(
        (6, 6),
        "",
        "<div style='width: 40px; height: 40px; border: 10px solid red; border-radius: 30px'></div>",
        &[".?RR?.
           ??..??
           R....R
           R....R
           ??..??
           .?RR?."],
    );
    // Radii that are too large are made smaller together.
    expect(
        (6, 2),
        "",
        "<div style='width: 60px; height: 20px; background: red; border-radius: 100px'></div>",
        &["?RRRR?\n?RRRR?"],
    );
    // One corner by itself, by percentages of the box.
    expect(
        (6, 4),
        "",
        "<div style='width: 60px; height: 40px; background: red; border-bottom-right-radius: 50%'></div>",
        &["RRRRRR
           RRRRRR
           RRRRR?
           RRRR??"],
    );
    expect(
        (4, 4),
        "",
        "<div style='width: 40px; height: 40px; border-radius: 0 40px 0 40px; background: red'></div>",
        &["R??.
           ?RR?
           ?RR?
           .??R"],
    );
}

#[test]
fn outlines_follow_corners_and_offsets() {
    let body = |style: &str| {
        format!("<div style='margin: 20px; width: 20px; height: 10px; background: blue; {style}'></div>")
    };
    expect(
        (6, 5),
        "",
        &body("outline: 10px solid red; outline-offset: 0"),
        &["......\n.RRRR.\n.RBBR.\n.RRRR.\n......"],
    );
    expect(
        (6, 5),
        "",
        &body("outline: 10px solid red; outline-offset: 10px"),
        &["RRRRRR\nR....R\nR.BB.R\nR....R\nRRRRRR"],
    );
    // Inwards it lies over the box.
    expect(
        (6, 5),
        "",
        &body("outline: 5px solid red; outline-offset: -5px"),
        &["......\n......\n..RR..\n......\n......"],
    );
    expect(
        (6, 5),
        "",
        &body("outline: 20px double red; width: 20px"),
        &["??????\n??????\n??BB??\n??????\n??????"],
    );
    expect(
        (6, 5),
        "",
        &body("outline: none; outline-width: 20px"),
        &["......\n......\n..BB..\n......\n......"],
    );
    // Round as the box is.
    expect(
        (6, 6),
        "",
        &body("height: 20px; background: none; border-radius: 20px; outline: 20px solid red"),
        &[".?RR?.\n?RRRR?\nRR??RR\nRR??RR\n?RRRR?\n.?RR?."],
    );
}

#[test]
fn shadows_are_spread_and_round() {
    let body = |style: &str| format!("<div style='margin: 20px; width: 20px; height: 20px; {style}'></div>");
    expect(
        (6, 6),
        "",
        &body("box-shadow: 0 0 0 20px red"),
        &["RRRRRR\nRRRRRR\nRR..RR\nRR..RR\nRRRRRR\nRRRRRR"],
    );
    // Spread inwards it is smaller than the box, and moved it shows.
    expect(
        (6, 6),
        "",
        &body("box-shadow: 20px 20px 0 -5px red"),
        &["......\n......\n......\n......\n....??\n....??"],
    );
    // A spread of twice the radius makes the corners that much rounder.
    expect(
        (6, 6),
        "",
        &body("border-radius: 20px; box-shadow: 0 0 0 20px red"),
        &[".?RR?.\n?RRRR?\nRR??RR\nRR??RR\n?RRRR?\n.?RR?."],
    );
    // Square corners stay square.
    expect(
        (6, 6),
        "",
        &body("box-shadow: 10px 0 0 10px red"),
        &["......\n..RRRR\n....RR\n....RR\n..RRRR\n......"],
    );
    // The first is on top.
    expect(
        (6, 6),
        "",
        &body("box-shadow: 0 0 0 10px red, 0 0 0 20px blue"),
        &["BBBBBB\nBRRRRB\nBR..RB\nBR..RB\nBRRRRB\nBBBBBB"],
    );
    // Inside, over the background and under what the box holds.
    expect(
        (4, 4),
        "",
        "<div style='width: 40px; height: 30px; background: lime; box-shadow: inset 0 0 0 10px red'>x</div>",
        &["KRRR\nRGGR\nRRRR\n...."],
    );
    // Inside the border.
    expect(
        (6, 5),
        "",
        "<div style='width: 40px; height: 30px; border: 10px solid blue; box-shadow: inset 20px 0 red'></div>",
        &["BBBBBB\nBRR..B\nBRR..B\nBRR..B\nBBBBBB"],
    );
    expect(
        (6, 6),
        "",
        &body("box-shadow: inset 0 0 0 100px red"),
        &["......\n......\n..RR..\n..RR..\n......\n......"],
    );
    // Its default color is that of the text.
    expect(
        (6, 6),
        "",
        &body("color: blue; box-shadow: 20px 0"),
        &["......\n......\n....BB\n....BB\n......\n......"],
    );
}
