//! Vector pictures in boxes of other proportions (SVG 2, section 8.6).

use crate::kit::squares::expect;

fn picture(aspect: &str) -> String {
    format!(
        "<svg viewBox='0 0 20 10' preserveAspectRatio='{aspect}' style='display: block; width: 40px; height: 40px'>\
         <path fill='red' d='M0 0h10v10h-10z'/><path fill='blue' d='M10 0h10v10h-10z'/></svg>"
    )
}

#[test]
fn a_picture_keeps_its_proportions_by_default() {
    for (aspect, page) in [
        ("xMidYMid", "....\nRRBB\nRRBB\n...."),
        ("xMinYMax meet", "....\n....\nRRBB\nRRBB"),
        ("xMidYMid slice", "RRBB\nRRBB\nRRBB\nRRBB"),
        ("xMaxYMid slice", "BBBB\nBBBB\nBBBB\nBBBB"),
        ("none", "RRBB\nRRBB\nRRBB\nRRBB"),
    ] {
        expect(
            (5, 4),
            "",
            &picture(aspect),
            &[&page.lines().map(|row| format!("{row}.\n")).collect::<String>()],
        );
    }
}

#[test]
fn use_draws_a_symbol_of_another_svg_element() {
    for sprite in ["style='display: none'", "width=0 height=0 style='position: absolute'"] {
        let body = format!(
            "<svg {sprite}><defs><linearGradient id=g><stop stop-color=blue></linearGradient></defs>
             <symbol id=s viewBox='0 0 2 1'><path d='M0 0h1v1h-1z'/><path fill='url(#g)' d='M1 0h1v1h-1z'/></symbol></svg
             ><svg viewBox='0 0 2 1' style='display: block; width: 20px; color: red; fill: currentcolor'
             ><use href='#s'/></svg>"
        );
        expect((2, 2), "", &body, &["RB\n.."]);
    }
}

#[test]
fn rules_of_the_document_hold_in_inline_svg() {
    expect(
        (4, 1),
        "svg { display: block; --paint: blue } .a { fill: red } rect + rect { fill: var(--paint) }
         g { color: lime } .c { fill: currentcolor } .d { display: none }",
        "<svg width=40 height=10><rect class=a fill=black width=10 height=10 /><rect x=10 width=10 height=10 />
         <g><path class=c d='M20 0h10v10h-10z'/></g><path class=d d='M30 0h10v10h-10z'/></svg>",
        &["RBG."],
    );
}

#[test]
fn an_svg_element_with_a_view_box_only_is_as_wide_as_a_block() {
    let picture = "<path fill='red' d='M0 0h1v1h-1z'/><path fill='blue' d='M1 0h1v1h-1z'/></svg>";
    for size in ["", "width=100%", "style='width: 100%'", "style='height: 20px'"] {
        let body = format!("<svg viewBox='0 0 2 1' {size}>{picture}");
        expect((4, 2), "svg { vertical-align: top }", &body, &["RRBB\nRRBB"]);
    }
    expect(
        (4, 2),
        "",
        &format!("<svg viewBox='0 0 2 1' width=50% style='display: block'>{picture}"),
        &["RB..\n...."],
    );
}

#[test]
fn an_svg_element_without_a_view_box_is_clipped_and_not_scaled() {
    let body = "<svg width=20 height=10 style='display: block; width: 30px'>\
                <path fill='red' d='M0 0h20v40h-20z'/><path fill='blue' d='M20 0h20v10h-20z'/></svg>";
    expect((4, 2), "", body, &["RRB.\n...."]);
}

#[test]
fn a_paint_that_leads_nowhere_is_its_fallback_or_none() {
    let rect = |x: i32, fill: &str| format!("<rect x={x} width=10 height=10 fill=\"{fill}\"/>");
    let rects =
        [rect(0, "url(#)"), rect(10, "url(!) red"), rect(20, "url(#none)"), rect(30, "url(#a')")].concat();
    let body = format!("<svg width=40 height=10 style='display: block'>{rects}</svg>");
    expect((4, 1), "", &body, &[".R.K"]);
}

#[test]
fn elements_and_attributes_of_editors_in_a_drawing_are_left_out() {
    let body = "<svg width=10 height=10 style='display: block' inkscape:version=1><sodipodi:namedview id=a />\
                <rect sodipodi:type=arc width=10 height=10 fill=red /></svg>";
    expect((1, 1), "", body, &["R"]);
}

#[test]
fn text_in_a_picture_is_set_in_the_fonts_of_the_document() {
    expect(
        (4, 3),
        "svg { display: block } .b { fill: blue }",
        "<svg width=40 height=30><text x=0 y=8 fill=red>ab<tspan class=b>c</tspan></text>
         <text x=40 y=18 text-anchor=end>ab</text><text x='10 30' y=28 fill=lime>ab</text></svg>",
        &["RRB.
           ..KK
           .G.G"],
    );
}
