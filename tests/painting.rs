//! What is painted where, and in which order: pages of coloured squares whose pixels stand in the source.

#[path = "kit/squares.rs"]
mod squares;

use squares::{draw, expect, expect_pages};

#[test]
fn backgrounds_lie_under_all_text_of_their_level() {
    // The second block is pulled up under the text of the first.
    expect(
        (4, 3),
        "p { color: red } div { background: blue; height: 20px; margin-top: -10px }",
        "<p>xx</p><div></div>",
        &["RRBB
           BBBB
           ...."],
    );
}

#[test]
fn layers_are_painted_by_level_and_then_in_document_order() {
    let boxes = "<i style='z-index: 2; background: red'></i>
                 <i style='background: lime; left: 10px'></i>
                 <i style='z-index: -1; background: blue; left: 0; top: 10px; width: 40px'></i>
                 <i style='z-index: 1; background: yellow; left: 20px'></i>
                 <i style='z-index: 0; background: cyan; left: 30px'></i>";
    expect(
        (6, 3),
        "i { position: absolute; top: 0; left: 0; width: 20px; height: 20px }
         p { position: absolute; z-index: auto } b { color: black; font: inherit }",
        &format!("{boxes}<b>xxxxxx</b>"),
        // The cyan box is over the text, the blue one under everything.
        &["RRYYCK
           RRYYC.
           BBBB.."],
    );
}

#[test]
fn a_stacking_context_keeps_its_layers_to_itself() {
    // The inner box of level 9 is under the outer one of level 1, for the one around it is on level 0.
    let body = |level: &str| {
        format!(
            "<div style='position: relative; z-index: {level}; height: 10px'>
             <i style='position: absolute; z-index: 9; width: 20px; height: 10px; background: red'></i></div>
             <i style='position: absolute; z-index: 1; top: 0; left: 10px; width: 20px; height: 10px;
             background: blue'></i>"
        )
    };
    expect((4, 1), "", &body("0"), &["RBB."]);
    expect((4, 1), "", &body("auto"), &["RRB."]);
    // Opacity, transforms and the like make one too.
    for property in ["opacity: .999", "transform: rotate(0deg)", "isolation: isolate", "clip-path: inset(0)"] {
        let body = body("auto").replacen("z-index: auto", property, 1);
        expect((4, 1), "", &body, &["RBB."]);
    }
}

#[test]
fn what_lies_below_level_zero_is_above_the_background_of_its_context_only() {
    let body = |context: &str| {
        format!(
            "<div style='{context}'><div style='background: blue; height: 10px'>
             <i style='position: absolute; z-index: -1; left: 0; top: 0; width: 20px; height: 20px;
             background: red'></i></div></div>"
        )
    };
    expect((3, 2), "", &body("background: lime; height: 20px; position: relative; z-index: 0"), &["BBB\nRRG"]);
    expect((3, 2), "", &body("background: lime; height: 20px"), &["BBB\nGGG"]);
}

#[test]
fn an_absolute_box_escapes_clips_that_do_not_hold_it() {
    let body = "<div style='overflow: hidden; height: 10px; background: blue'>
         <i style='position: absolute; left: 10px; top: 0; width: 10px; height: 20px; background: red'></i>
         <div style='height: 20px; width: 5px'></div></div>";
    expect((3, 2), "", body, &["BRB\n.R."]);
    expect((3, 2), "div { position: relative }", body, &["BRB\n..."]);
}

#[test]
fn inline_boxes_go_to_their_level() {
    let css = "b, i { font: inherit; margin-right: -10px; color: red } i { color: blue }";
    expect((3, 1), css, "<b>xx</b><i>xx</i>", &["RBB"]);
    expect((3, 1), css, "<b style='position: relative; z-index: 1'>xx</b><i>xx</i>", &["RRB"]);
    expect((3, 1), css, "<b>xx</b><i style='position: relative; z-index: -1'>xx</i>", &["RRB"]);
    // An opaque group is composed as one: where its parts overlap nothing shines through.
    let half = draw((3, 1), css, "<u style='opacity: .5; text-decoration: none'><b>xx</b><i>xx</i></u>");
    expect_pages(&half, &["???"]);
}

#[test]
fn overflow_is_clipped_by_axis() {
    let body = "<div style='height: 10px; width: 10px; background: blue; OVERFLOW'>
         <div style='width: 20px; height: 20px; background: red'></div></div>";
    for (overflow, rows) in [
        ("overflow: visible", "RR\nRR"),
        ("overflow: hidden", "R.\n.."),
        ("overflow: clip", "R.\n.."),
        ("overflow-x: clip", "R.\nR."),
        ("overflow-y: clip", "RR\n.."),
        // An axis that is hidden takes the other one with it.
        ("overflow-x: hidden", "R.\n.."),
        ("overflow: clip; overflow-clip-margin: 10px", "RR\nRR"),
    ] {
        expect((2, 2), "", &body.replace("OVERFLOW", overflow), &[rows]);
    }
}

#[test]
fn clip_paths_cut_boxes_with_all_they_hold() {
    let body = "<div style='height: 40px; width: 40px; background: blue; clip-path: SHAPE'>
         <div style='width: 40px; height: 10px; background: red'></div></div>";
    for (shape, rows) in [
        ("inset(0 10px 20px 0)", "RRR.\nBBB.\n....\n...."),
        ("rect(auto 30px 20px 10px)", ".RR.\n.BB.\n....\n...."),
        ("xywh(10px 0 50% 75%)", ".RR.\n.BB.\n.BB.\n...."),
        ("polygon(0 0, 20px 0, 20px 40px, 0 40px)", "RR..\nBB..\nBB..\nBB.."),
        (
            "polygon(evenodd, 0 0, 40px 0, 40px 40px, 0 40px, 0 0, 10px 10px, 30px 10px, 30px 30px, 10px 30px, 10px 10px)",
            "RRRR\nB..B\nB..B\nBBBB",
        ),
        ("path(\"M0 0h20v20h-20z\")", "RR..\nBB..\n....\n...."),
        ("circle(0)", "....\n....\n....\n...."),
    ] {
        expect((4, 4), "", &body.replace("SHAPE", shape), &[rows]);
    }
}

#[test]
fn transforms_turn_about_the_middle_unless_told_otherwise() {
    let body = "<div style='width: 30px; height: 10px; margin: 10px; background: linear-gradient(90deg, red 10px, lime 10px, lime 20px, blue 20px); TRANSFORM'></div>";
    for (transform, rows) in [
        ("transform: none", ".....\n.RGB.\n.....\n....."),
        ("transform: rotate(90deg)", "..R..\n..G..\n..B..\n....."),
        ("transform: rotate(180deg)", ".....\n.BGR.\n.....\n....."),
        ("transform: scaleX(-1)", ".....\n.BGR.\n.....\n....."),
        ("transform: translate(10px, 100%)", ".....\n.....\n..RGB\n....."),
        ("translate: -10px 10px", ".....\n.....\nRGB..\n....."),
        ("transform: rotate(90deg); transform-origin: 5px 5px", ".....\n.R...\n.G...\n.B..."),
        ("rotate: -90deg; scale: 1 -1; transform: translateY(-10px)", "...B.\n...G.\n...R.\n....."),
        ("transform: matrix(1, 0, 0, 1, 10, 10)", ".....\n.....\n..RGB\n....."),
        ("transform: scale(0)", ".....\n.....\n.....\n....."),
    ] {
        expect((5, 4), "", &body.replace("TRANSFORM", transform), &[rows]);
    }
}

#[test]
fn a_transform_holds_absolute_and_fixed_boxes() {
    for position in ["absolute", "fixed"] {
        expect(
            (4, 2),
            "",
            &format!(
                "<div style='margin-left: 10px; width: 20px; height: 10px; transform: translate(0, 10px)'>
                 <i style='position: {position}; right: 0; top: 0; width: 10px; height: 10px; background: red'></i>
                 </div>"
            ),
            &["....\n..R."],
        );
    }
}

#[test]
fn hidden_boxes_show_their_visible_children() {
    expect(
        (3, 1),
        "",
        "<div style='visibility: hidden; background: red; outline: 10px solid red'>x<b style='font: inherit;
         visibility: visible; color: blue'>x</b></div>",
        &[".B."],
    );
}

#[test]
fn outlines_lie_over_what_follows_and_take_no_room() {
    expect(
        (4, 4),
        "",
        "<div style='margin: 10px 10px 0; width: 20px; height: 10px; outline: 10px solid red'></div>
         <div style='height: 10px; background: blue'></div>",
        &["RRRR\nR..R\nRRRR\n...."],
    );
    expect(
        (6, 5),
        "",
        "<p style='padding: 20px'><span style='outline: 10px solid red; outline-offset: 10px; color: blue'>xx</span></p>",
        &["RRRRRR\nR....R\nR.BB.R\nR....R\nRRRRRR"],
    );
}

#[test]
fn shadows_fall_outside_or_inside_in_their_order() {
    // Under the box itself nothing of them shows, though it has no background.
    expect(
        (5, 4),
        "",
        "<div style='width: 20px; height: 20px; margin-left: 10px;
         box-shadow: 10px 10px red, -10px 10px 0 blue'></div>",
        &[".....
           B..R.
           BBRR.
           ....."],
    );
    expect(
        (4, 4),
        "",
        "<div style='width: 40px; height: 40px; box-shadow: inset 10px 0 red, inset 0 0 0 10px blue'></div>",
        &["RBBB
           R..B
           R..B
           RBBB"],
    );
    expect(
        (4, 3),
        "",
        "<div style='width: 20px; height: 10px; margin: 10px; box-shadow: 0 0 0 10px red'></div>",
        &["RRRR
           R..R
           RRRR"],
    );
}

#[test]
fn a_blurred_shadow_is_left_out_with_a_warning() {
    let drawing =
        draw((2, 1), "", "<div style='width: 10px; height: 10px; box-shadow: 10px 0 5px red'></div>");
    expect_pages(&drawing, &[".."]);
    assert_eq!(drawing.messages.len(), 1);
    assert!(drawing.messages[0].contains("a blurred shadow"), "{:?}", drawing.messages);
}

#[test]
fn blend_modes_mix_with_what_lies_below_in_their_context() {
    let body = |around: &str| {
        format!(
            "<div style='background: yellow; height: 10px'></div><div style='{around}'>
             <div style='background: cyan; height: 10px; width: 10px; margin-top: -10px;
             mix-blend-mode: multiply'></div></div>"
        )
    };
    expect((2, 2), "", &body(""), &["GY\n.."]);
    expect((2, 2), "", &body("isolation: isolate"), &["CY\n.."]);
}
