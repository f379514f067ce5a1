//! Positioned boxes (CSS Positioned Layout 3).

use crate::kit::squares::{draw, expect};

#[test]
fn relative_boxes_move_and_leave_their_place() {
    let body = |style: &str| format!("<b style='position: relative; {style}'>x</b>y");
    let css = "b { font: inherit; color: red } body { padding: 10px }";
    expect((4, 3), css, &body("left: 10px; top: 10px"), &["....\n..K.\n..R."]);
    expect((4, 3), css, &body("right: 10px; bottom: 10px"), &["R...\n..K.\n...."]);
    // If both are given, the one at the start side wins.
    expect((4, 3), css, &body("left: 10px; right: 30px; top: -10px; bottom: 50px"), &["..R.\n..K.\n...."]);
    // A percentage of an `auto` height is `auto`.
    expect((4, 3), css, &body("top: 50%"), &["....\n.RK.\n...."]);
    let rtl = "<div dir=rtl style='position: relative; left: 10px; right: 10px; background: red;
        width: 10px; height: 10px'></div>";
    expect((4, 2), "html { direction: rtl } ", rtl, &["..R.\n...."]);
}

#[test]
fn insets_are_from_the_padding_box() {
    let body = |style: &str| {
        format!(
            "<div style='position: relative; width: 20px; height: 10px; padding: 10px; border: 10px solid blue'>
             <b style='position: absolute; background: red; {style}'></b></div>"
        )
    };
    let frame =
        |inside: [&str; 3]| format!("BBBBBB\nB{}B\nB{}B\nB{}B\nBBBBBB", inside[0], inside[1], inside[2]);
    for (style, inside) in [
        ("inset: 0", ["RRRR", "RRRR", "RRRR"]),
        ("inset: 10px", ["....", ".RR.", "...."]),
        ("inset: 0 10px 20px", [".RR.", "....", "...."]),
        ("inset: 10px 0 0 30px", ["....", "...R", "...R"]),
        ("inset-block: 10px; inset-inline: 20px 0", ["....", "..RR", "...."]),
        ("inset-block-start: 20px; bottom: 0; inset-inline-end: 30px; left: 0", ["....", "....", "R..."]),
        // Percentages of the padding box.
        ("left: 25%; width: 50%; top: 0; height: 100%", [".RR.", ".RR.", ".RR."]),
        // `auto` margins share the remaining space.
        ("inset: 0; width: 20px; height: 10px; margin: auto", ["....", ".RR.", "...."]),
        ("inset: 0; width: 10px; height: 10px; margin: auto 0 0 auto", ["....", "....", "...R"]),
        // If the values are over-constrained, that of the end side is ignored.
        ("inset: 0; width: 20px; height: 10px", ["RR..", "....", "...."]),
        ("right: 0; bottom: 0; width: 20px; height: 10px", ["....", "....", "..RR"]),
        ("inset: 0; max-width: 20px; min-height: 20px; height: 10px", ["RR..", "RR..", "...."]),
    ] {
        expect((6, 5), "", &body(style), &[&frame(inside)]);
    }
}

#[test]
fn a_positioned_box_without_a_width_is_as_wide_as_its_content() {
    let body = |style: &str, text: &str| {
        format!("<div style='position: relative; height: 20px'><b style='{style}'>{text}</b></div>")
    };
    let css = "b { position: absolute; background: lime; color: blue; font: inherit }";
    expect((4, 2), css, &body("right: 0", "yy"), &["..BB\n...."]);
    // From its left edge, less space is available.
    expect((4, 2), css, &body("left: 20px", "y y"), &["..BG\n..BG"]);
    expect((4, 2), css, &body("left: 10px", "yy y"), &[".BBG\n.BGG"]);
    expect((4, 2), css, &body("left: 0; min-width: 100%", "y"), &["BGGG\n...."]);
}

#[test]
fn without_insets_a_box_is_at_its_static_position() {
    let css = "b { position: absolute; font: inherit; color: red } p { height: 10px }";
    // A block below the line, something inline after the text.
    expect((4, 3), css, "<p>x</p><div>x<b style='display: block'>y</b>x</div>", &["K...\nKK..\nR..."]);
    expect((4, 3), css, "<p>x</p><div>x<b>y</b></div>", &["K...\nKR..\n...."]);
    // One inset leaves the other axis.
    expect((4, 3), css, "<p>x</p><div>x<b style='top: 0'>y</b></div>", &["KR..\nK...\n...."]);
    expect((4, 3), css, "<p>x</p><div>x<b style='right: 0'>y</b></div>", &["K...\nK..R\n...."]);
    // Its margins are kept.
    expect((4, 3), css, "<b style='margin: 10px 0 0 20px'>y</b>", &["....\n..R.\n...."]);
}

#[test]
fn boxes_are_at_the_right_if_text_runs_from_the_right() {
    let css =
        "div { position: relative; direction: rtl } b { position: absolute; font: inherit; color: red }";
    expect((4, 2), css, "<div><b style='display: block'>y</b><p>\u{5D0}</p></div>", &["...R\n...."]);
    expect((4, 2), css, "<div><p>\u{5D0}<b>y</b></p></div>", &["..RK\n...."]);
    // If the values are over-constrained, that of the left is ignored.
    expect(
        (4, 2),
        css,
        "<div style='height: 10px'><b style='left: 0; right: 0; width: 20px; height: 10px; background: blue'></b></div>",
        &["..BB\n...."],
    );
    expect(
        (4, 2),
        css,
        "<div style='height: 10px'><b style='inset-inline-start: 10px; width: 10px; height: 10px; background: blue'></b></div>",
        &["..B.\n...."],
    );
}

#[test]
fn the_nearest_positioned_box_is_the_containing_block() {
    let body = |outer: &str, inner: &str| {
        format!(
            "<section style='{outer}; padding: 10px; height: 10px'><div style='{inner}; height: 10px'>
             <b style='position: absolute; top: 0; left: 0; width: 10px; height: 10px; background: red'></b>
             </div></section>"
        )
    };
    let css = "body { padding: 10px 0 0 10px }";
    expect((4, 4), css, &body("position: relative", "position: relative"), &["....\n....\n..R.\n...."]);
    expect((4, 4), css, &body("position: relative", ""), &["....\n.R..\n....\n...."]);
    // Without a positioned ancestor, it is the page area.
    expect((4, 4), css, &body("", ""), &["R...\n....\n....\n...."]);
}

#[test]
fn children_of_flex_containers_are_where_they_would_be_aligned() {
    expect(
        (4, 3),
        "div { position: relative; display: flex; height: 30px; justify-content: center; align-items: end }
         b { position: absolute; width: 20px; height: 10px; background: red }",
        "<div><b></b><i></i></div>",
        &["....
           ....
           .RR."],
    );
}

#[test]
fn fixed_boxes_are_on_every_page_in_its_area() {
    expect(
        (4, 4),
        "@page { margin: 10px } b { position: fixed; right: 0; bottom: 0; width: 10px; height: 10px; background: red }
         p { break-after: page; width: 10px }",
        "<div style='position: relative; width: 10px'><b></b></div><p>x</p><div>y</div>",
        &[
            "....
             .K..
             ..R.
             ....",
            "....
             .K..
             ..R.
             ....",
        ],
    );
}

#[test]
fn a_box_positioned_on_a_later_page_is_on_it() {
    expect(
        (3, 2),
        "div { position: relative } b { position: absolute; right: 0; top: 0; color: red; font: inherit }",
        "<p>x</p><p>x</p><div>y<b>z</b></div>",
        &["K..\nK..", "K.R\n..."],
    );
}

#[test]
fn images_are_positioned_with_their_own_size() {
    let image = "<img style='position: absolute; right: 0; top: 10px; STYLE' src=red.svg alt=''>";
    expect((4, 3), "", &image.replace("STYLE", "width: 10px; height: 20px"), &["....\n...R\n...R"]);
    // `left` and `right` do not stretch it.
    expect(
        (4, 3),
        "",
        &image.replace("STYLE", "left: 10px; width: 20px; height: 10px"),
        &["....\n.RR.\n...."],
    );
}

#[test]
fn an_inline_box_contains_boxes_positioned_inside() {
    let css = "span { position: relative; padding: 0 10px; background: lime; color: blue }
         b { position: absolute; width: 10px; height: 10px; background: red }";
    let line = |style: &str| format!("<p>x<span>y<b style='{style}'></b>y</span>x</p>");
    expect((7, 2), css, &line("left: 0; top: 0"), &["KRBBGK.\n......."]);
    expect((7, 2), css, &line("right: 0; top: 100%"), &["KGBBGK.\n....R.."]);
    expect((7, 2), css, &line("left: 25%; width: 50%; top: 10px"), &["KGBBGK.\n..RR..."]);
    // Without insets, it stays in its line.
    expect((7, 2), css, &line("height: 5px; top: 100%; height: 10px"), &["KGBBGK.\n...R..."]);
    // Of several lines from the beginning of the first to the end of the last.
    expect(
        (4, 3),
        css,
        "<p>x<span>y<b style='left: 0; top: 0'></b><b style='right: 0; bottom: 0'></b> yy</span></p>",
        &["KRB.
           BBR.
           ...."],
    );
}

/// CSS 2.2, section 10.6.4.
#[test]
fn lines_that_only_end_in_br_count_for_the_static_position() {
    let css = "div { background: lime } .a { position: absolute; color: red }";
    for (body, page) in [
        ("<div>a<br><br><p class=a>b</p></div>", "KGG\nGGG\nR.."),
        ("<div>a<br><br><span class=a>b</span></div>", "KGG\nGGG\nR.."),
        ("<div><br><br><span class=a>b</span>c</div>", "GGG\nGGG\nRGG"),
        ("<div>a<br><span class=a>b</span><br>c</div>", "KGG\nRGG\nKGG"),
    ] {
        crate::kit::squares::expect((3, 3), css, body, &[page]);
    }
}

/// CSS Fragmentation 3, section 5.5: what has no room continues on the next page, and makes pages if there are none.
#[test]
fn positioned_boxes_continue_on_the_next_page() {
    let lines = |count: usize| vec!["a"; count].join("<br>");
    let css = "div { position: absolute; left: 10px; background: lime; color: red }";
    expect((3, 2), css, &format!("<div>{}</div>{}", lines(3), lines(4)), &["KR.\nKR.", "KR.\nK.."]);
    expect((3, 2), css, &format!("<p>x</p><div>{}</div>", lines(4)), &["K..\n.R.", ".R.\n.R.", ".R.\n..."]);
    // A containing block, edges, and what the box avoids.
    let css = format!("{css} p {{ orphans: 2; widows: 2 }} section {{ position: relative; top: 10px }}");
    let body = format!("<section><div><p>{}</p></div></section>", lines(4));
    expect((3, 4), &css, &body, &["...\n.R.\n.R.\n...", ".R.\n.R.\n...\n..."]);
    // What is meant to be there stays there.
    for style in
        ["height: 40px", "bottom: -20px", "position: fixed; top: 0", "overflow: hidden; height: 40px; top: 0"]
    {
        let drawing = draw((3, 2), &css, &format!("x<div style='{style}'>{}</div>", lines(4)));
        assert_eq!(drawing.pages.len(), 1, "{style}");
    }
}

/// CSS 2.2, section 10.6.4.
#[test]
fn fixed_boxes_without_offsets_are_where_they_are_in_the_text() {
    let css = ".a { position: fixed; color: red }";
    let next = "<p style='break-before: page'>c</p>";
    expect((2, 3), css, &format!("<p>aa</p><p class=a>b</p>{next}"), &["KK\nR.\n..", "K.\nR.\n.."]);
    expect((2, 3), css, &format!("<p>aa</p>{next}<p class=a>b</p>"), &["KK\nR.\n..", "K.\nR.\n.."]);
    // Also in cells, columns and items.
    let css = "table { border-spacing: 0 } td { padding: 0 } .a { position: fixed; color: red }";
    let body = format!("<table><tr><td>a<td>a<div class=a>b</div></table>{next}");
    expect((2, 3), css, &body, &["KK\n.R\n..", "K.\n.R\n.."]);
    let body =
        format!("<div style='display: flex'><div>a</div><div>a<br>a<div class=a>b</div></div></div>{next}");
    expect((2, 3), css, &body, &["KK\n.K\n.R", "K.\n..\n.R"]);
    let css = ".a { position: fixed; color: red; bottom: 0 }";
    expect((2, 3), css, "<p>aa</p><p>a<span class=a>b</span></p>", &["KK\nK.\n.R"]);
}
