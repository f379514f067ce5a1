//! What is painted beyond the edge of the page (CSS Paged Media 3, section 7.3). The pages drawn have one square of bleed on
//! each side: the page is what is inside the outer squares.

use crate::kit::squares::{draw, expect, expect_pages};

/// Rules for a bleed of one square.
fn bled(css: &str) -> String {
    format!("@page {{ bleed: 10px }} div {{ position: absolute }} {css}")
}

#[test]
fn without_bleed_a_page_ends_at_its_edge() {
    let over =
        "<div style='position: absolute; left: -10px; width: 20px; height: 10px; background: red'></div>";
    expect((2, 1), "", over, &["R."]);
    expect((2, 1), "@page { bleed: auto }", over, &["R."]);
    expect((2, 1), "@page { bleed: 10px } @page { bleed: 0 }", over, &["R."]);
}

#[test]
fn content_that_reaches_over_the_edge_is_painted_up_to_the_edge_of_the_bleed() {
    let over = "<div style='left: -30px; top: 5px; width: 40px; height: 50px; background: red'></div>";
    expect((2, 2), &bled("div { top: 10px !important }"), over, &["....\n....\nRR..\nRR.."]);
}

#[test]
fn the_background_of_the_page_covers_the_bleed() {
    expect((1, 1), &bled("@page { background: red }"), "", &["RRR\nRRR\nRRR"]);
    // With margins, too; the canvas inside them is only as large as it was.
    expect(
        (3, 1),
        &bled("@page { background: red; margin: 0 10px } html { background: lime }"),
        "",
        &["RRGRR\nRRGRR\nRRGRR"],
    );
}

#[test]
fn a_background_at_the_edge_of_the_page_covers_the_bleed_beside_it() {
    let css = bled("div { background: lime; width: 10px; height: 10px }");
    expect((3, 3), &css, "<div style='left: 0; top: 10px'></div>", &[".....\n.....\nGG...\n.....\n....."]);
    expect((3, 3), &css, "<div style='right: 0; bottom: 0'></div>", &[".....\n.....\n.....\n...GG\n...GG"]);
    expect((3, 3), &css, "<div style='left: 10px; top: 10px'></div>", &[".....\n.....\n..G..\n.....\n....."]);
    // Also one that is already partly in the bleed.
    expect((3, 1), &css, "<div style='left: -5px; width: 15px; top: 0'></div>", &["GG...\nGG...\nGG..."]);
}

#[test]
fn what_is_outside_the_page_is_not_extended() {
    let css = bled("div { background: lime; width: 10px; height: 10px; left: -10px; top: 10px }");
    expect((1, 3), &css, "<div></div>", &["...\n...\nG..\n...\n..."]);
    expect((1, 3), &css, "<div style='left: 0; width: 0'></div>", &["...\n...\n...\n...\n..."]);
}

#[test]
fn a_box_that_continues_on_the_next_page_covers_the_bleed_between() {
    expect(
        (1, 1),
        &bled("p { background: lime; margin: 0 0 10px; color: transparent }"),
        "<p>a<br>b<br>c</p>",
        &["GGG\nGGG\nGGG", "GGG\nGGG\nGGG", "GGG\nGGG\nGGG"],
    );
}

#[test]
fn an_image_that_fills_its_box_covers_the_bleed_and_a_pattern_continues_into_it() {
    let half = "linear-gradient(to right, red 50%, lime 50%)";
    // Two squares of red, two of lime: the gradient is four squares long, with those of the bleed.
    let fills = format!("<div style='inset: 0; background: {half}'></div>");
    expect((2, 1), &bled(""), &fills, &["RRGG\nRRGG\nRRGG"]);
    let pattern = format!("<div style='inset: 0; background: {half} 0 0 / 20px 10px'></div>");
    expect((2, 1), &bled(""), &pattern, &["GRGR\nGRGR\nGRGR"]);
    let cover = "<div style='inset: 0; background: url(red.svg) 0 0 / cover'></div>";
    expect((2, 1), &bled(""), cover, &["RRRR\nRRRR\nRRRR"]);
}

#[test]
fn a_background_image_of_its_own_size_is_reported_where_it_ends_at_the_edge() {
    let sized =
        |rest: &str| format!("<div style='inset: 0; background: url(red.svg) no-repeat {rest}'></div>");
    let drawing = draw((2, 1), &bled(""), &sized("0 0 / 20px 10px"));
    let message = "a picture ends at the edge of its page: a white line may show where the page is trimmed";
    assert_eq!(drawing.messages, [message]);
    expect_pages(&drawing, &["....\n.RR.\n...."]);
    expect((4, 3), &bled(""), &sized("10px 10px / 20px 10px"), &["......\n......\n..RR..\n......\n......"]);
}

#[test]
fn only_a_picture_that_covers_its_box_is_extended_and_others_are_reported() {
    let picture = |fit: &str| {
        format!(
            "<div style='inset: 0'><img src=red.svg alt='' style='display: block; width: 100%; height: 100%; \
             object-fit: {fit}'></div>"
        )
    };
    expect((2, 1), &bled(""), &picture("cover"), &["RRRR\nRRRR\nRRRR"]);
    let drawing = draw((2, 1), &bled(""), &picture("fill"));
    let message = "a picture ends at the edge of its page: a white line may show where the page is trimmed";
    assert_eq!(drawing.messages, [message]);
    expect_pages(&drawing, &["....\n.RR.\n...."]);
    // One that reaches far enough is not reported.
    let over = "<div style='inset: -10px'><img src=red.svg alt='' style='width: 40px; height: 30px'></div>";
    expect((2, 1), &bled("img { display: block }"), over, &["RRRR\nRRRR\nRRRR"]);
}

#[test]
fn plain_borders_at_the_edge_are_painted_into_the_bleed() {
    let css = bled("div { inset: 0; border: 10px solid red; box-sizing: border-box }");
    expect((3, 3), &css, "<div></div>", &["RRRRR\nRRRRR\nRR.RR\nRRRRR\nRRRRR"]);
    // A rule across the page.
    expect(
        (2, 3),
        &bled("div { left: 0; right: 0; top: 10px; border-bottom: 10px solid red }"),
        "<div></div>",
        &["....\n....\nRRRR\n....\n...."],
    );
    // The joint of two colors would move.
    let two = "<div style='border-left-color: blue; border-top: 0; border-bottom: 0'></div>";
    expect((3, 1), &css, two, &[".....\n.B.R.\n....."]);
}

#[test]
fn the_clip_of_a_box_at_the_edge_is_that_of_the_bleed() {
    let css = bled(
        "div { inset: 0 10px 0 0; overflow: hidden } i { position: absolute; inset: -50px; background: red }",
    );
    expect((2, 1), &css, "<div><i></i></div>", &["RR..\nRR..\nRR.."]);
}

#[test]
fn groups_of_opacity_reach_into_the_bleed() {
    let faded = "<div style='inset: 0 10px 0 0; background: red; opacity: .5'></div>";
    expect((2, 1), &bled(""), faded, &["rr..\nrr..\nrr.."]);
}

#[test]
fn a_transformed_box_is_painted_as_it_is() {
    let turned = "<div style='inset: 0; background: red; transform: rotate(90deg)'></div>";
    expect((1, 1), &bled(""), turned, &["...\n.R.\n..."]);
}

#[test]
fn margin_boxes_at_the_edge_cover_the_bleed() {
    let css = bled("@page { margin: 10px 0 0; @top-center { content: ''; width: 100%; background: blue } }");
    expect((2, 2), &css, "", &["BBBB\nBBBB\n....\n...."]);
}

#[test]
fn each_page_has_the_bleed_of_its_rules() {
    expect(
        (1, 1),
        "@page { background: red } @page wide { bleed: 10px } @page :first { bleed: calc(2 * 10px) }
         .wide { page: wide } p { break-before: page }",
        "<p></p><p class=wide></p><p></p>",
        &["RRRRR\nRRRRR\nRRRRR\nRRRRR\nRRRRR", "RRR\nRRR\nRRR", "R"],
    );
    // In `em` of the page, and with `var()`.
    let css = ":root { --bleed: 1em } @page { background: red; font-size: 10px; bleed: var(--bleed) }";
    expect((1, 1), css, "", &["RRR\nRRR\nRRR"]);
}
