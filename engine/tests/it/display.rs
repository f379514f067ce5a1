//! The boxes that each value of `display` generates (CSS Display 3).

use engine::layout::LineFragment;
use engine::pages::Placed;

use crate::kit::lay_out;
use crate::kit::squares;
use crate::kit::squares::expect;

#[test]
fn an_inline_block_is_as_wide_as_its_lines_and_aligned_by_its_last_one() {
    let css = "b { display: inline-block; background: lime; color: blue; font: inherit }";
    expect(
        (4, 3),
        css,
        "x<b>yy<br>y</b>x",
        &[".BB.
           KBGK
           ...."],
    );
    // Not wider than the available space.
    expect((3, 2), css, "<b>yy yy</b>", &["BBG\nBBG"]);
    // Inside it text wraps at its own width.
    expect((4, 2), &format!("{css} b {{ width: 20px }}"), "x<b>yy y</b>x", &[".BB.\nKBGK"]);
}

#[test]
fn an_inline_block_without_lines_or_that_clips_is_aligned_by_its_bottom_margin() {
    let css = "b { display: inline-block; font: inherit; background: red; width: 10px; height: 10px; margin-bottom: -2px }";
    // The baseline of the line is two pixels above its bottom.
    expect((3, 2), css, "x<b></b>x", &["KRK\n..."]);
    expect(
        (3, 3),
        &format!("{css} b {{ overflow: hidden; height: 20px }}"),
        "x<b>y</b>x",
        &[".K.\nKRK\n..."],
    );
}

#[test]
fn inline_flex_and_inline_grid_are_aligned_by_their_first_line() {
    let css = "i { font: inherit; color: red } i + i { color: blue } b { font: inherit; background: lime }";
    expect(
        (6, 2),
        &format!("{css} b {{ display: inline-flex }} i + i {{ width: 20px }}"),
        "x<b><i>y</i><i>z<br>z</i></b>x",
        &["KRBGK.
           .GBG.."],
    );
    expect(
        (6, 2),
        &format!("{css} b {{ display: inline-grid; grid-template-columns: 10px 30px; column-gap: 0 }}"),
        "x<b><i>y</i><i>zz</i><i>z</i></b>x",
        &["KRBBGK
           .BGGG."],
    );
}

#[test]
fn an_inline_table_is_aligned_by_its_first_row() {
    expect(
        (4, 2),
        "b { display: inline-table; background: lime; color: blue; font: inherit }
         i { display: table-row; font: inherit }",
        "x<b><i>yy</i><i>y</i></b>x",
        &["KBBK
           .BG."],
    );
}

#[test]
fn a_flow_root_contains_its_floats_and_margins() {
    let body = "<div style='DISPLAY background: lime'><b></b><p></p></div><div class=next></div>";
    let css = "b { float: left; width: 10px; height: 20px; background: red }
               p { margin: 10px 0; height: 0 } .next { background: blue; height: 10px }";
    expect(
        (3, 4),
        css,
        &body.replace("DISPLAY", "display: flow-root;"),
        &["RGG
           RGG
           BBB
           ..."],
    );
    // An ordinary block contains neither.
    expect((3, 4), css, &body.replace("DISPLAY", ""), &["...\nRBB\nR..\n..."]);
}

#[test]
fn display_contents_keeps_the_children() {
    expect(
        (4, 2),
        "div { display: flex } section { display: contents; background: red; border: 10px solid; padding: 10px }
         b { width: 10px; height: 10px; background: blue } b + b { background: lime }",
        "<div><section>x<b></b><b></b></section></div>",
        &["KBG.
           ...."],
    );
    // Text in it belongs to the surrounding line, and inherits from the element.
    expect(
        (3, 1),
        "span { display: contents; color: red; background: lime }",
        "<p>x<span>y</span>x</p>",
        &["KRK"],
    );
    // Its `::before` stays.
    expect(
        (3, 1),
        "span { display: contents } span::before { content: 'b'; color: blue }",
        "<p>x<span>y</span></p>",
        &["KBK"],
    );
}

#[test]
fn display_none_removes_an_element_and_its_content() {
    expect(
        (3, 1),
        "b { display: none } i { display: block; visibility: visible; color: red }",
        "x<b>y<i>z</i></b>x",
        &["KK."],
    );
}

#[test]
fn an_inline_box_has_no_width_or_height() {
    expect(
        (4, 2),
        "span { width: 30px; height: 20px; background: lime; color: blue }",
        "<span>y</span>x",
        &["BK..\n...."],
    );
}

#[test]
fn floats_positioned_boxes_and_items_are_blocks() {
    for style in ["float: left", "position: absolute"] {
        let css = format!("span {{ {style}; width: 20px; height: 20px; background: lime }}");
        expect((3, 2), &css, "<span></span>", &["GG.\nGG."]);
    }
    for around in ["flex", "grid"] {
        let css = format!(
            "div {{ display: {around}; width: 20px }} span {{ height: 20px; width: 20px; background: lime }}"
        );
        expect((3, 2), &css, "<div><span></span></div>", &["GG.\nGG."]);
    }
    // `inline-flex` becomes `flex`.
    expect(
        (3, 2),
        "span { float: left; display: inline-flex } i { width: 10px; height: 10px; background: red }
         i + i { background: blue }",
        "<span><i></i><i></i></span>",
        &["RB.\n..."],
    );
}

#[test]
fn values_of_two_words_have_the_same_meaning() {
    let body = "<p>x<b>yy<br>y</b>x</p>";
    let css = |display: &str| format!("b {{ font: inherit; color: blue; display: {display} }}");
    for (two, one) in [
        ("inline flow-root", "inline-block"),
        ("block flow", "block"),
        ("block flow-root", "flow-root"),
        ("inline flex", "inline-flex"),
        ("inline grid", "inline-grid"),
        ("inline table", "inline-table"),
        ("inline flow", "inline"),
    ] {
        let drawn = squares::draw((4, 4), &css(two), body);
        assert!(drawn.messages.is_empty(), "{:?}", drawn.messages);
        assert_eq!(drawn.pages, squares::draw((4, 4), &css(one), body).pages, "{two}");
    }
}

#[test]
fn a_block_splits_the_inline_box_around_it() {
    let css = "b { font: inherit; background: yellow; color: red } div { color: blue }";
    expect((6, 3), css, "<section>a<b>b<div>cc</div>d</b>e", &["KR....\nBB....\nRK...."]);
    // The borders are at the beginning of the first part and at the end of the last one.
    let css =
        "b { font: inherit; border: solid yellow; border-width: 0 10px; color: red } div { color: blue }";
    expect((6, 3), css, "<section>a<b>b<div>cc</div>d</b>e", &["KYR...\nBB....\nRYK..."]);
    expect(
        (6, 3),
        css,
        "<section>a<b><div>cc</div>d <i style='font: inherit'>f</i> </b>e",
        &["K.....\nBB....\nR.R.YK"],
    );
    // A part with nothing on its line makes none.
    expect((6, 3), css, "<section><b> <div>cc</div> <div>dd</div> </b>e", &["BB....\nBB....\nK....."]);
    // Boxes nested in each other are split together.
    expect(
        (6, 3),
        "b, i { font: inherit; color: red } i { color: lime } div { color: blue }",
        "<section>a<b>b<i>c<div>dd</div>e</i>f</b>g",
        &["KRG...\nBB....\nGRK..."],
    );
}

#[test]
fn only_the_innermost_of_many_inline_boxes_are_split() {
    let nested = |depth: usize| {
        format!("<section>a{}b<div>c</div>d{}e", "<span>".repeat(depth), "</span>".repeat(depth))
    };
    expect((2, 3), "", &nested(8), &["KK\nK.\nKK"]);
    expect((2, 5), "", &nested(9), &["K.\nK.\nK.\nK.\nK."]);
}

#[test]
fn blocks_of_pseudo_elements_split_inline_boxes_too() {
    let css = "dt, dd { display: inline; color: red } dd { color: blue } dt::before { content: ''; display: block }";
    expect((4, 2), css, "<dl><dt>aa</dt><dd>b</dd><dt>c</dt><dd>dd</dd></dl>", &["RRB.\nRBB."]);
}

#[test]
fn the_block_part_belongs_to_its_inline_box() {
    // It moves with the box.
    let css = "b { font: inherit; position: relative; left: 10px; color: red } div { color: blue }";
    expect((4, 3), css, "<section>a<b>b<div>cc</div>d</b>", &["K.R.\n.BB.\n.R.."]);
    let css = "b { font: inherit; opacity: 0.5; color: red } div { color: blue }";
    expect((4, 3), css, "<section>a<b>b<div>cc</div>d</b>", &["Kr..\nbb..\nr..."]);
    // It is decorated and linked as the box.
    let laid = lay_out(
        "<!doctype html><html lang=en><title>Test</title><style>body { margin: 0 }</style>
         <section>a<a href='https://example.org/' id=x>b<div>cc</div></a></section>",
    );
    assert_eq!(laid.places("x").len(), 2);
    let [link] = &laid.lists[0].links[..] else { panic!("one link: {:?}", laid.lists[0].links) };
    assert_eq!(link.rects.len(), 2);
    let decorations = laid.pages[0].content.iter().filter_map(|placed| match placed {
        Placed::Line(line) => Some(line.fragments().filter(|each| is_underlined(each)).count()),
        _ => None,
    });
    assert_eq!(decorations.collect::<Vec<_>>(), [1, 1]);
}

fn is_underlined(fragment: &LineFragment) -> bool {
    matches!(fragment, LineFragment::Glyphs(run) if !run.decorations.is_empty())
}
