//! Subgrids (CSS Grid 2, section 9).

use crate::kit::squares;
use crate::kit::squares::expect;

const CSS: &str = "main { display: grid } .s { display: grid } .x { grid-template-columns: subgrid } \
    .y { grid-template-rows: subgrid }
    .r { background: red } .g { background: lime } .b { background: blue } .c { background: cyan }
    .m { background: magenta } .Y { background: yellow } p { color: transparent }";

fn with(css: &str) -> String {
    format!("{CSS}{css}")
}

#[test]
fn columns_are_those_of_the_grid_around() {
    expect(
        (6, 3),
        &with("main { grid-template-columns: 10px 20px 30px } .s { grid-column: 1 / -1 }"),
        "<main><div class='s x'><p class=r>a<p class=g>a<p class=b>a</div><p class=c>a</main>",
        &["RGGBBB
           C.....
           ......"],
    );
    // From the second line on.
    expect(
        (6, 2),
        &with("main { grid-template-columns: 10px 20px 30px } .s { grid-column: 2 / 4 }"),
        "<main><div class='s x'><p class=g>a<p class=b>a</div></main>",
        &[".GGBBB\n......"],
    );
}

#[test]
fn content_of_a_subgrid_widens_the_columns() {
    // The second item of each row: the widest is in the second subgrid.
    let css = with(
        "main { grid-template-columns: max-content max-content; justify-content: start } .s { grid-column: span 2 }",
    );
    expect(
        (7, 2),
        &css,
        "<main><div class='s x'><p class=r>a<p class=g>aa</div><div class='s x'><p class=b>aaa<p class=c>a</div></main>",
        &["RRRGG..\nBBBCC.."],
    );
    // Its own border and padding are part of the outer columns.
    expect(
        (7, 3),
        &format!("{css} .e {{ border: 10px solid yellow; border-width: 0 10px }}"),
        "<main><div class='s x e'><p class=r>a<p class=g>a</div><div class='s x'><p class=b>a<p class=c>a</div></main>",
        &["YRGY...\nBBCC...\n......."],
    );
}

#[test]
fn rows_of_cards_side_by_side_are_aligned() {
    let css = with("main { grid-template-columns: 20px 20px; column-gap: 10px } .s { grid-row: span 3 }");
    expect(
        (5, 5),
        &css,
        "<main><div class='s y'><p class=r>aa<p class=g>aa aa<p class=b>aa</div>\
         <div class='s y'><p class=r>aa aa<p class=g>aa<p class=b>aa</div></main>",
        &["RR.RR
           RR.RR
           GG.GG
           GG.GG
           BB.BB"],
    );
    // With a gap, and padding that shifts the content of both.
    expect(
        (5, 6),
        &format!(
            "{css} main {{ row-gap: 10px }} .s {{ grid-row: span 2; background: yellow }} .p {{ padding-top: 10px }}"
        ),
        "<main><div class='s y p'><p class=r>aa<p class=g>aa</div><div class='s y'><p class=r>aa aa<p class=g>aa</div></main>",
        &["YY.RR
           RR.RR
           YY.YY
           GG.GG
           .....
           ....."],
    );
}

#[test]
fn both_axes_at_once() {
    expect(
        (5, 4),
        &with("main { grid-template: 10px 20px / 20px 30px } .s { grid-area: 1 / 1 / 3 / 3 }"),
        "<main><div class='s x y'><p class=r>a<p class=g>a<p class=b>a<p class=c>a</div></main>",
        &["RRGGG
           BBCCC
           BBCCC
           ....."],
    );
}

#[test]
fn names_of_lines_are_inherited_and_added() {
    let css = "main { grid-template-columns: 10px [middle] 10px 10px [end] } .s { grid-column: 1 / -1; \
        grid-template-columns: subgrid [one] [two] [three] [four] }";
    expect(
        (3, 2),
        &with(css),
        "<main><div class='s'><p class=r style='grid-column: middle / end'>a</div></main>",
        &[".RR\n..."],
    );
    expect(
        (3, 2),
        &with(css),
        "<main><div class='s'><p class=r style='grid-column: three / four'>a</div></main>",
        &["..R\n..."],
    );
    // As many tracks as there are names, if its placement does not give the number.
    let css = "main { grid-template-columns: 10px 10px 10px } .s { grid-template-columns: subgrid repeat(2, [a]) [b] }";
    expect(
        (3, 2),
        &with(css),
        "<main><div class='s'><p class=r>a<p class=g>a</div><p class=b>a</main>",
        &["RGB\n..."],
    );
}

#[test]
fn a_gap_of_its_own_is_taken_from_the_tracks() {
    // The outer gap is 20 px; without a gap, tracks are 10 px wider on that side.
    expect(
        (6, 2),
        &with(
            "main { grid-template-columns: 20px 20px; column-gap: 20px } .s { grid-column: 1 / -1; column-gap: 0 }",
        ),
        "<main><div class='s x'><p class=r>a<p class=g>a</div></main>",
        &["RRRGGG\n......"],
    );
    expect(
        (6, 2),
        &with("main { grid-template-columns: 30px 30px } .s { grid-column: 1 / -1; column-gap: 20px }"),
        "<main><div class='s x'><p class=r>a<p class=g>a</div></main>",
        &["RR..GG\n......"],
    );
}

#[test]
fn subgrids_can_be_nested() {
    expect(
        (6, 2),
        &with(
            "main { grid-template-columns: 10px 20px 30px } .s { grid-column: 1 / -1 } .s .s { grid-column: 2 / 4 }",
        ),
        "<main><div class='s x'><p class=r>a<div class='s x'><p class=g>a<p class=b>a</div></div></main>",
        &["RGGBBB\n......"],
    );
}

#[test]
fn a_subgrid_is_broken_between_its_rows() {
    expect(
        (3, 2),
        &with("main { grid-template-columns: 10px 20px } .s { grid-column: 1 / -1 }"),
        "<main><div class='s x'><p class=r>a<p class=g>a<p class=b>a<p class=c>a<p class=m>a<p class=Y>a</div></main>",
        &["RGG\nBCC", "MYY\n..."],
    );
}

#[test]
fn outside_a_grid_a_subgrid_has_its_own_tracks() {
    expect((2, 2), &with(""), "<div class='s x'><p class=r>a<p class=g>a</div>", &["RR\nGG"]);
}

#[test]
fn deeply_nested_subgrids_are_laid_out() {
    for axes in ["s x", "s y", "s x y"] {
        let open = format!("<div class='{axes}'><p>a</p>").repeat(40);
        let body = format!("<main>{open}{}</main>", "</div>".repeat(40));
        let drawing = squares::draw((8, 60), CSS, &body);
        assert!(!drawing.pages.is_empty(), "{axes}");
    }
}
