//! The sizes of margin boxes and the places of their content (CSS Paged Media 3, section 5.3). Each margin box is painted in
//! its own color, so that its extent is visible.

use crate::kit::squares::expect;

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
