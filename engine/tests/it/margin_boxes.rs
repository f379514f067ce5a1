//! The sizes of margin boxes and the places of their content (CSS Paged Media 3, section 5.3). Each margin box is painted in
//! its own color, so that its extent is visible.

use crate::kit::squares::{draw, expect, expect_pages};

/// Draws the top margin of a page that is ten squares wide.
#[track_caller]
fn top(boxes: &str, row: &str) {
    let css = format!(
        "@page {{ margin: 10px 0 0; {boxes} }}
         @page {{ @top-left {{ background: red; color: red }} @top-center {{ background: lime; color: lime }}
                  @top-right {{ background: blue; color: blue }} }}"
    );
    expect((10, 2), &css, "", &[&format!("{row}\n..........")]);
}

#[test]
fn a_box_alone_takes_the_whole_side() {
    top("@top-left { content: 'a' }", "RRRRRRRRRR");
    top("@top-center { content: 'a' }", "GGGGGGGGGG");
    top("@top-right { content: 'a' }", "BBBBBBBBBB");
    top("@top-left { content: 'a'; width: 30px }", "RRR.......");
    top("@top-center { content: 'a'; width: 40px }", "...GGGG...");
    top("@top-right { content: 'a'; width: 20% }", "........BB");
}

#[test]
fn two_boxes_share_the_side_by_their_content() {
    top("@top-left { content: 'aaa' } @top-right { content: 'aa' }", "RRRRRRBBBB");
    top("@top-left { content: 'aa'; width: 20px } @top-right { content: 'a' }", "RRBBBBBBBB");
    top("@top-left { content: 'a' } @top-right { content: 'a'; width: 70px }", "RRRBBBBBBB");
    top("@top-left { content: 'a'; width: 20px } @top-right { content: 'a'; width: 30px }", "RR.....BBB");
}

/// Both outer boxes count with the size of the larger one, because the middle box stays in the middle.
#[test]
fn three_boxes_leave_the_middle_one_in_the_middle() {
    top(
        "@top-left { content: 'aa' } @top-center { content: 'a' } @top-right { content: 'aa' }",
        "RRRRGGBBBB",
    );
    top("@top-center { content: 'a' } @top-right { content: 'aa' }", "....GGBBBB");
    top("@top-left { content: 'aaaa' } @top-center { content: 'aa' }", "RRRRGG....");
    top(
        "@top-left { content: 'a' } @top-center { content: 'a'; width: 60px } @top-right { content: 'a' }",
        "RRGGGGGGBB",
    );
    top(
        "@top-left { content: 'a'; width: 10px } @top-center { content: 'aaaa' } @top-right { content: 'a'; width: 20px }",
        "R.GGGGGGBB",
    );
}

/// A share that is too small or too large becomes the limit, and the others share again.
#[test]
fn minimum_and_maximum_widths_apply() {
    top("@top-left { content: 'aa'; max-width: 20px } @top-right { content: 'aa' }", "RRBBBBBBBB");
    top("@top-left { content: 'a'; min-width: 80px } @top-right { content: 'a' }", "RRRRRRRRBB");
    top(
        "@top-left { content: 'a' } @top-center { content: 'a'; max-width: 20px } @top-right { content: 'a' }",
        "RRRRGGBBBB",
    );
    top(
        "@top-left { content: 'a' } @top-center { content: 'a'; min-width: 60px } @top-right { content: 'a' }",
        "RRGGGGGGBB",
    );
    top("@top-left { content: 'a'; max-width: 10px }", "R.........");
    top("@top-center { content: 'a'; max-width: 40px }", "...GGGG...");
}

#[test]
fn boxes_with_margins_and_padding() {
    top("@top-left { content: 'a'; width: 20px; margin: 0 10px } @top-right { content: 'a' }", ".RR.BBBBBB");
    top("@top-left { content: 'a'; width: 20px; padding: 0 10px } @top-right { content: 'a' }", "RRRRBBBBBB");
    top(
        "@top-left { content: 'a'; width: 40px; padding: 0 10px; box-sizing: border-box } @top-right { content: 'a' }",
        "RRRRBBBBBB",
    );
}

#[test]
fn content_is_at_the_top_in_the_middle_or_at_the_bottom_of_its_box() {
    for (align, column) in [("top", "K.."), ("middle", ".K."), ("bottom", "..K")] {
        let rows: Vec<String> = column.chars().map(|c| format!("{c}.")).chain(["..".to_string()]).collect();
        expect(
            (2, 4),
            &format!("@page {{ margin: 30px 0 0; @top-left {{ content: 'a'; vertical-align: {align} }} }}"),
            "",
            &[&rows.join("\n")],
        );
    }
}

/// Section 4.2: each margin box has its own default alignment.
#[test]
fn boxes_align_their_text_by_where_they_are() {
    expect(
        (6, 5),
        "@page { margin: 10px; @top-left { content: 'a'; width: 20px } @top-center { content: 'b'; width: 10px }
            @top-right { content: 'c'; width: 20px; color: red } @left-top { content: 'd'; color: lime }
            @left-bottom { content: 'e'; color: blue } @right-top { content: 'f'; height: 20px }
            @bottom-left-corner { content: 'g'; color: red } @top-right-corner { content: 'h'; color: blue } }",
        "",
        &[".K??RB\nG....K\n......\nB.....\nR....."],
    );
}

#[test]
fn margin_boxes_show_pictures_and_elements() {
    expect(
        (4, 3),
        "@page { margin: 10px 0; @top-left { content: element(logo); width: 20px } @bottom-right { content: element(foot); width: 10px } }
         .logo { position: running(logo) } .logo img { display: block; width: 20px; height: 10px } .foot { position: running(foot); color: lime }",
        "<div class=logo><img src=red.svg alt=''></div><div class=foot>z</div><p>a</p>",
        &["RR..\nK...\n...G"],
    );
}

/// The content of the page is one stacking context of the level 0 (CSS Paged Media 3, section 3.1).
#[test]
fn margin_boxes_with_a_negative_z_index_are_under_all_content_of_the_page() {
    let layers = |z_index: &str, expected: &str| {
        let css = format!(
            "@page {{ margin: 10px 0 0; background: yellow; @top-left {{ content: 'a'; background: red; color: red;
             width: 20px; {z_index} }} @top-right {{ content: 'a'; background: blue; color: blue; width: 10px; z-index: -2 }} }}
             div {{ position: absolute; inset: -10px 10px 0; background: lime; z-index: -5 }}"
        );
        expect((4, 2), &css, "<div></div>", &[&format!("{expected}\nYGGY")]);
    };
    layers("", "RRGB");
    layers("z-index: 0", "RRGB");
    layers("z-index: -1", "RGGB");
    layers("z-index: 1; width: 40px", "RRRR");
    layers("z-index: -1; width: 40px", "RGGR");
    layers("z-index: -3; width: 40px", "RGGB");
}

#[test]
fn margin_boxes_are_composited_and_clipped_as_their_styles_say() {
    let top = |style: &str, expected: &str| {
        let css = format!(
            "@page {{ margin: 10px 0 0; @top-left {{ content: 'aaa'; white-space: nowrap; color: red; width: 20px;
             background: red; {style} }} }}"
        );
        expect_pages(&draw((4, 2), &css, ""), &[&format!("{expected}\n....")]);
    };
    top("", "RRR.");
    top("opacity: .5", "rrr.");
    top("overflow: hidden", "RR..");
    top("transform: translate(10px)", ".RRR");
}

#[test]
fn a_property_of_boxes_in_the_text_is_reported_once_on_pages_and_margin_boxes() {
    let css = "@page { float: left; @top-left { content: 'a'; position: absolute; inset: 0; display: flex; all: unset }
               @top-right { content: 'a'; position: fixed; columns: 2; z-index: 1; width: 10px } @footnote { float: bottom } }";
    let named = |name: &str, area: &str| format!("`{name}` has no effect on {area}");
    let of_boxes = |name| named(name, "the margin boxes of a page");
    let mut expected = ["position", "inset", "display", "columns"].map(of_boxes).to_vec();
    expected.insert(0, named("float", "a page"));
    let messages = draw((4, 2), css, "").messages;
    let shown: Vec<String> =
        messages.into_iter().filter(|message| message.contains("has no effect on")).collect();
    assert_eq!(shown, expected);
}
