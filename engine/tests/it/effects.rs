//! Clipping, transforms, opacity, `visibility` and the order of painting.

use crate::kit::squares::{draw, expect, expect_pages};

#[test]
fn overflow_of_a_round_box_is_clipped_at_its_inner_edge() {
    expect(
        (6, 4),
        "",
        "<div style='width: 60px; height: 40px; border-radius: 30px / 20px; overflow: hidden'>
         <div style='width: 70px; height: 70px; background: red'></div></div>",
        &["??RR??
           ?RRRR?
           ?RRRR?
           ??RR??"],
    );
    // Padding belongs to the inside.
    expect(
        (6, 4),
        "",
        "<div style='width: 20px; height: 10px; padding: 10px; border: 5px solid blue; overflow: hidden'>
         <div style='position: relative; left: -20px; top: 0; width: 90px; height: 90px; background: red'></div></div>",
        &["?????.
           ?????.
           ?RRR?.
           ?????."],
    );
}

#[test]
fn nested_clips_intersect() {
    expect(
        (4, 4),
        "",
        "<div style='width: 30px; height: 20px; overflow: hidden'>
         <div style='width: 20px; height: 30px; overflow: hidden'>
         <div style='width: 40px; height: 40px; background: red'></div></div></div>",
        &["RR..
           RR..
           ....
           ...."],
    );
}

#[test]
fn overflow_of_the_root_and_the_body_applies_to_the_page() {
    for css in ["html { overflow: hidden }", "body { overflow: hidden; height: 10px; width: 10px }"] {
        expect(
            (3, 2),
            css,
            "<div style='width: 20px; height: 20px; background: red'></div>",
            &["RR.
               RR."],
        );
    }
    // What is outside of the page area is hidden: it overflows to the right and, from a positioned box, to the left.
    for value in ["hidden", "clip", "auto", "visible clip"] {
        let outside = "<div style='width: 40px; height: 20px; margin-right: -20px; background: red'></div>\
                       <div style='position: fixed; left: -10px; top: 0; width: 20px; height: 10px; background: blue'></div>";
        let css = |on: &str| format!("@page {{ margin: 10px }} {on} {{ overflow: {value} }}");
        for on in ["html", "body"] {
            expect(
                (4, 4),
                &css(on),
                outside,
                &["....
                   .BR.
                   .RR.
                   ...."],
            );
        }
    }
    // If the root has a value too, only that one applies to the page, and the body clips its own content.
    expect(
        (3, 2),
        "html { overflow: hidden } body { overflow: hidden; height: 10px; width: 10px }",
        "<div style='width: 20px; height: 20px; background: red'></div>",
        &["R..
           ..."],
    );
}

#[test]
fn transform_functions_equal_their_matrices() {
    let body = |transform: &str| {
        format!(
            "<div style='margin: 30px; width: 30px; height: 20px; background: linear-gradient(90deg, red 15px, blue 0);
             transform-origin: 0 0; transform: {transform}'></div>"
        )
    };
    for (function, matrix) in [
        ("translateX(10px)", "matrix(1, 0, 0, 1, 10, 0)"),
        ("translateY(50%)", "matrix(1, 0, 0, 1, 0, 10)"),
        ("translate(10px)", "matrix(1, 0, 0, 1, 10, 0)"),
        ("scale(2)", "matrix(2, 0, 0, 2, 0, 0)"),
        ("scale(2, 50%)", "matrix(2, 0, 0, .5, 0, 0)"),
        ("scaleX(-1)", "matrix(-1, 0, 0, 1, 0, 0)"),
        ("scaleY(1.5)", "matrix(1, 0, 0, 1.5, 0, 0)"),
        ("rotate(90deg)", "matrix(0, 1, -1, 0, 0, 0)"),
        ("rotate(-.25turn)", "matrix(0, -1, 1, 0, 0, 0)"),
        ("rotateZ(100grad)", "matrix(0, 1, -1, 0, 0, 0)"),
        ("skewX(45deg)", "matrix(1, 0, 1, 1, 0, 0)"),
        ("skewY(45deg)", "matrix(1, 1, 0, 1, 0, 0)"),
        ("skew(45deg)", "matrix(1, 0, 1, 1, 0, 0)"),
        ("skew(45deg, -45deg)", "matrix(1, -1, 1, 1, 0, 0)"),
        // From the right: first scaled, then moved.
        ("translate(10px, 0) scale(2)", "matrix(2, 0, 0, 2, 10, 0)"),
        ("scale(2) translate(10px, 0)", "matrix(2, 0, 0, 2, 20, 0)"),
    ] {
        let by_function = draw((12, 9), "", &body(function));
        assert!(by_function.messages.is_empty(), "{function}: {:?}", by_function.messages);
        assert_eq!(by_function.pages, draw((12, 9), "", &body(matrix)).pages, "{function}");
        assert_ne!(by_function.pages, draw((12, 9), "", &body("none")).pages, "{function}");
    }
}

#[test]
fn transforms_are_nested() {
    expect(
        (6, 4),
        "section, div { transform-origin: 0 0 }",
        "<section style='width: 10px; transform: translate(20px, 10px) scale(2)'>
         <div style='width: 10px; height: 5px; background: red; transform: translate(10px, 5px)'></div></section>",
        &["......
           ......
           ....RR
           ......"],
    );
    // Turned twice by a quarter.
    expect(
        (4, 4),
        "",
        "<section style='width: 40px; height: 40px; transform: rotate(90deg)'>
         <div style='width: 40px; height: 40px; transform: rotate(90deg)'>
         <div style='width: 20px; height: 10px; background: red'></div></div></section>",
        &["....
           ....
           ....
           ..RR"],
    );
}

#[test]
fn the_origin_of_a_transform_is_in_the_border_box() {
    let body = |origin: &str| {
        format!(
            "<div style='margin: 10px 20px; width: 10px; border-left: 10px solid blue; height: 10px; background: red;
             transform: scaleX(-1); transform-origin: {origin}'></div>"
        )
    };
    for (origin, row) in [
        ("50% 50%", "..RB.."),
        ("left", "RB...."),
        ("right", "....RB"),
        ("10px top", "..RB.."),
        ("0 0", "RB...."),
        ("bottom right", "....RB"),
    ] {
        expect((6, 3), "", &body(origin), &[&format!("......\n{row}\n......")]);
    }
}

#[test]
fn opacity_applies_to_a_box_and_its_content_as_one_group() {
    let children = "<div style='height: 10px; width: 20px; background: red'></div>
         <div style='height: 10px; width: 20px; margin: -10px 0 0 10px; background: blue'></div>";
    expect((3, 1), "", &format!("<div style='opacity: .5'>{children}</div>"), &["rbb"]);
    expect((3, 1), "", &format!("<div style='opacity: 50%; background: lime'>{children}</div>"), &["rbb"]);
    // Each box alone is translucent.
    let apart = draw((3, 1), "div { opacity: .5 }", children);
    expect_pages(&apart, &["r?b"]);
    // A box with opacity 0 is invisible and keeps its space.
    expect(
        (3, 2),
        "",
        &format!("<div style='opacity: 0'>{children}</div><p>x</p>"),
        &["...
           K.."],
    );
    // `opacity: 1` inside a translucent group changes nothing.
    expect(
        (3, 1),
        "",
        "<div style='opacity: .5'><div style='opacity: 1; background: red; width: 10px; height: 10px'></div></div>",
        &["r.."],
    );
}

#[test]
fn opacity_applies_to_images_inline_boxes_and_rows() {
    expect(
        (2, 1),
        "",
        "<img style='opacity: .5; display: block; width: 10px; height: 10px' src=red.svg alt=''>",
        &["r."],
    );
    expect(
        (3, 1),
        "",
        "<p>x<img style='opacity: .5; vertical-align: top; width: 10px; height: 10px' src=red.svg alt=''></p>",
        &["Kr."],
    );
    expect((3, 1), "b { font: inherit; color: blue; opacity: .5 }", "<p>x<b>y</b>x</p>", &["KbK"]);
    expect(
        (3, 2),
        "table { border-spacing: 0 } td { padding: 0; background: red; color: blue }",
        "<table><tr style='opacity: .5'><td>x</td><td>x</td></tr><tr><td>x</td><td>x</td></tr></table>",
        &["bb.
           BB."],
    );
}

#[test]
fn an_inline_block_fades_with_the_inline_box_around_it() {
    expect(
        (5, 1),
        "span { opacity: .5; color: blue } b { display: inline-block; font: inherit; color: red }",
        "<p>x<span>y<b>z</b>y</span>x</p>",
        &["KbrbK"],
    );
}

#[test]
fn a_positioned_inline_box_is_painted_with_its_inline_blocks() {
    let css = "b { display: inline-block; font: inherit; color: red } i { font: inherit; color: blue }
         span, i { margin-right: -10px } ";
    // The blue letter would be over the red one.
    expect((3, 1), css, "<p><span>x<b>z</b></span><i>y</i></p>", &["KB."]);
    expect(
        (3, 1),
        &format!("{css} span {{ position: relative; z-index: 1 }}"),
        "<p><span>x<b>z</b></span><i>y</i></p>",
        &["KR."],
    );
}

#[test]
fn clip_paths_refer_to_the_box_that_they_name() {
    let body = |clip: &str| {
        format!(
            "<div style='margin: 10px; width: 10px; height: 10px; padding: 10px; border: 10px solid blue; background: red;
             clip-path: {clip}'></div>"
        )
    };
    for (clip, rows) in [
        ("border-box", ".......\n.BBBBB.\n.BRRRB.\n.BRRRB.\n.BRRRB.\n.BBBBB.\n......."),
        ("padding-box", ".......\n.......\n..RRR..\n..RRR..\n..RRR..\n.......\n......."),
        ("content-box", ".......\n.......\n.......\n...R...\n.......\n.......\n......."),
        ("inset(10px 0) margin-box", ".......\n.BBBBB.\n.BRRRB.\n.BRRRB.\n.BRRRB.\n.BBBBB.\n......."),
        ("inset(0 0 50%) content-box", ".......\n.......\n.......\n...?...\n.......\n.......\n......."),
        ("inset(20px) ", ".......\n.......\n.......\n...R...\n.......\n.......\n......."),
        ("inset(0 60% 0 0)", ".......\n.BB....\n.BR....\n.BR....\n.BR....\n.BB....\n......."),
        ("xywh(10px 10px 100% 20px)", ".......\n.......\n..RRRB.\n..RRRB.\n.......\n.......\n......."),
        (
            "polygon(0 0, 40% 0, 40% 100%, 0 100%)",
            ".......\n.BB....\n.BR....\n.BR....\n.BR....\n.BB....\n.......",
        ),
    ] {
        expect((7, 7), "", &body(clip), &[rows]);
    }
}

#[test]
fn circles_and_ellipses_clip() {
    let body = |clip: &str| {
        format!("<div style='width: 60px; height: 40px; background: red; clip-path: {clip}'></div>")
    };
    for (clip, rows) in [
        ("ellipse()", "??RR??\n?RRRR?\n?RRRR?\n??RR??"),
        ("ellipse(50% 50%)", "??RR??\n?RRRR?\n?RRRR?\n??RR??"),
        ("inset(0 round 30px / 20px)", "??RR??\n?RRRR?\n?RRRR?\n??RR??"),
        ("circle()", ".?RR?.\n.RRRR.\n.RRRR.\n.?RR?."),
        ("circle(20px at 20px 50%)", "?RR?..\nRRRR..\nRRRR..\n?RR?.."),
        ("circle(farthest-side)", "??RR??\nRRRRRR\nRRRRRR\n??RR??"),
        ("circle(10px at right 10px top 10px)", "....??\n....??\n......\n......"),
    ] {
        let drawing = draw((6, 4), "", &body(clip));
        assert!(drawing.messages.is_empty(), "{:?}", drawing.messages);
        let same = drawing.pages[0].chars().zip(rows.chars()).all(|(seen, row)| row == '?' || seen == row);
        assert!(same, "{clip}:\n{}", drawing.pages[0]);
    }
}

#[test]
fn floats_lie_over_backgrounds_and_under_text() {
    expect(
        (4, 2),
        "b { float: left; width: 20px; height: 10px; background: red; margin-right: -20px }
         p { background: blue }",
        "<div><b></b><p>x</p></div>",
        &["KRBB
           ...."],
    );
}

#[test]
fn z_index_applies_to_items_and_positioned_boxes_only() {
    let css =
        "b { width: 20px; height: 10px; background: red; margin-right: -10px } b + b { background: blue }";
    let body = |style: &str| format!("<div><b style='{style}'></b><b></b></div>");
    for display in ["flex", "grid; grid-template-columns: 10px 20px; width: 40px"] {
        let css = format!("div {{ display: {display} }} {css}");
        expect((4, 1), &css, &body(""), &["RBB."]);
        expect((4, 1), &css, &body("z-index: 1"), &["RRB."]);
    }
    let css = format!("b {{ float: left }} {css}");
    expect((4, 1), &css, &body("z-index: 1"), &["RBB."]);
    expect((4, 1), &css, &body("position: relative; z-index: 1"), &["RRB."]);
    expect((4, 1), &css, &body("position: relative"), &["RRB."]);
}

#[test]
fn hidden_boxes_keep_their_space() {
    let css = "b { display: inline-block; width: 10px; height: 10px; background: red }";
    expect((3, 1), css, "<p>x<b style='visibility: hidden; margin-bottom: -2px'></b>x</p>", &["K.K"]);
    expect(
        (3, 1),
        "p { visibility: hidden } b { font: inherit; visibility: visible; color: blue }",
        "<p>x<b>y</b>x</p>",
        &[".B."],
    );
}

#[test]
fn collapsed_rows_columns_and_items_are_removed() {
    let css = "table { border-spacing: 0 } td { padding: 0 } .a { color: red } .b { color: lime } .c { color: blue }";
    let table = |first: &str, second: &str| {
        format!(
            "<table><colgroup><col><col {second}><col></colgroup>
             <tr {first}><td class=a>x</td><td class=a>x</td><td class=a>x</td></tr>
             <tr><td class=b>x</td><td class=b>x</td><td class=c>x</td></tr></table>"
        )
    };
    let collapse = "style='visibility: collapse'";
    expect((4, 3), css, &table("", ""), &["RRR.\nGGB.\n...."]);
    expect((4, 3), css, &table(collapse, ""), &["GGB.\n....\n...."]);
    expect((4, 3), css, &table("", collapse), &["RR..\nGB..\n...."]);
    // A collapsed item of a flex container keeps the height of its line.
    expect(
        (4, 3),
        "div { display: flex } b { width: 10px; height: 20px; background: red } i { width: 10px; background: blue }",
        &format!("<div><b {collapse}></b><i></i></div><p>x</p>"),
        &["B...
           B...
           K..."],
    );
    // On other boxes, `collapse` hides.
    expect((3, 1), "b { font: inherit; visibility: collapse }", "<p>x<b>y</b>x</p>", &["K.K"]);
}

#[test]
fn the_third_value_of_transform_origin_is_a_depth() {
    for origin in ["left top 0", "0 0 5px", "top left 1em"] {
        expect(
            (4, 2),
            "div { width: 20px; height: 10px; background: red; transform: scale(2, 1) }",
            &format!("<div style='transform-origin: {origin}'></div>"),
            &["RRRR\n...."],
        );
    }
}

#[test]
fn clip_measures_all_edges_from_the_top_left_corner_of_the_border_box() {
    let rectangle = |css: &str, body: &str, page: &str| expect((4, 3), css, body, &[page]);
    let css =
        "div { position: absolute; width: 20px; height: 10px; border: 10px solid blue; background: red }";
    for clip in ["rect(10px, 30px, 30px, auto)", "rect(10px 30px 30px auto)", "RECT(1em, 3em, auto, -5px)"] {
        rectangle(
            css,
            &format!("<div style='clip: {clip}'></div>"),
            "....
             BRR.
             BBB.",
        );
    }
    // An edge on the wrong side of its opposite leaves nothing.
    rectangle(
        css,
        "<div style='clip: rect(10px, 10px, 20px, 20px)'></div>",
        "....
         ....
         ....",
    );
    // It concerns positioned boxes only.
    for position in ["static", "relative"] {
        rectangle(
            &format!("{css} div {{ position: {position}; clip: rect(0, 0, 0, 0) }}"),
            "<div></div>",
            "BBBB
             BRRB
             BBBB",
        );
    }
}
