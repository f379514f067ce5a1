//! Grid containers. The expected places of boxes are from Chromium; the expected page breaks were worked out by hand.

use crate::kit;
use crate::kit::box_cases;
use crate::kit::squares;

#[test]
fn boxes_are_where_browsers_place_them() {
    box_cases::check(include_str!("../boxes/grid.txt"));
}

/// A document with pages of 400 by 300 pixels and lines of 20 pixels.
fn pages(body: &str) -> kit::Laid {
    kit::lay_out(&format!(
        "<style>@page {{ size: 400px 300px; margin: 0 }} body {{ margin: 0; font: 16px/20px 'Source Serif 4'; \
         orphans: 1; widows: 1 }} p {{ margin: 0 }}</style><body>{body}"
    ))
}

fn cells(count: usize, style: &str) -> String {
    (0..count).map(|number| format!("<div id=c{number} style='{style}'></div>")).collect()
}

#[test]
fn pages_break_between_rows_and_drop_the_gap() {
    let grid = "display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 30px";
    let laid = pages(&format!("<div id=g style='{grid}'>{}</div>", cells(60, "height: 80px")));
    // Rows of 80 with gaps of 30: three a page, without the gap below the third.
    assert_eq!(laid.pages.len(), 7);
    for number in 0..60 {
        let row = number / 3;
        let (page, _, y, _, height) = laid.places(&format!("c{number}"))[0];
        assert_eq!((page, y, height), (row / 3, (row % 3) as f64 * 110.0, 80.0), "#c{number}");
    }
    let ends: Vec<f64> = laid.places("g").iter().map(|place| place.4).collect();
    assert_eq!(ends, [300.0, 300.0, 300.0, 300.0, 300.0, 300.0, 190.0]);
}

#[test]
fn dense_items_fill_the_first_hole_of_their_size() {
    let items = "<b></b><i></i><u></u><u></u><b></b><u></u>";
    let colors = "b { background: red } i { background: blue } u { background: lime } div { display: grid; width: 40px }";
    // `auto-fill` is placed by `taffy`.
    for columns in ["repeat(4, 10px)", "10px repeat(3, 10px)", "repeat(auto-fill, 10px)"] {
        let css = format!(
            "{colors} div {{ grid: auto-flow dense 10px / {columns} }} b {{ grid-column: span 3 }} i {{ grid-column: span 2 }}"
        );
        squares::expect((4, 3), &css, &format!("<div>{items}</div>"), &["RRRG\nBBGG\nRRR."]);
    }
    let css = format!(
        "{colors} div {{ grid: repeat(4, 10px) / auto-flow dense 10px }} b {{ grid-row: span 3 }} i {{ grid-row: span 2 }}"
    );
    squares::expect((4, 4), &css, &format!("<div>{items}</div>"), &["RBR.\nRBR.\nRGR.\nGG.."]);
}

/// A box that is two lines at its narrowest and one at the width of its column is aligned as the one that it is.
#[test]
fn baselines_are_aligned_at_the_widths_of_the_columns() {
    let css = "div { display: grid; grid-template-columns: 1fr 2fr; align-items: baseline; color: blue; background: red }
        span { display: inline-block } p { color: lime }";
    let body = "<div><p>aa</p><section><span>b c</span></section></div>";
    squares::expect((6, 3), css, body, &["GGBRBR\n......\n......"]);
    squares::expect((3, 3), css, &body.replace("aa", "a"), &["RBR\nGBR\n..."]);
}

#[test]
fn a_row_shorter_than_a_page_is_kept_whole() {
    let text = "one<br>two<br>three<br>four<br>five<br>six<br>seven<br>eight";
    let grid = "display: grid; grid-template-columns: 1fr 1fr";
    let items: String = (0..4).map(|number| format!("<p id=c{number}>{text}</p>")).collect();
    let laid = pages(&format!("<div style='{grid}'>{items}</div>"));
    assert_eq!(laid.places("c0"), [(0, 0.0, 0.0, 200.0, 160.0)]);
    assert_eq!(laid.places("c3"), [(1, 200.0, 0.0, 200.0, 160.0)]);
}

#[test]
fn a_row_taller_than_a_page_is_broken_inside_its_items() {
    let lines = |count: usize| (0..count).map(|line| format!("line {line}<br>")).collect::<String>();
    let grid = "display: grid; grid-template-columns: 1fr 1fr";
    let laid = pages(&format!(
        "<p id=h>head</p><div style='{grid}'><p id=a>{}</p><p id=b>{}</p><p id=c>c</p></div>",
        lines(40),
        lines(20)
    ));
    let a: Vec<(usize, f64, f64)> =
        laid.places("a").iter().map(|&(page, _, y, _, height)| (page, y, height)).collect();
    // 14 lines below the head, 15 on the second page, 11 on the third.
    assert_eq!(a, [(0, 20.0, 280.0), (1, 0.0, 300.0), (2, 0.0, 220.0)]);
    let b: Vec<usize> = laid.places("b").iter().map(|place| place.0).collect();
    assert_eq!(b, [0, 1, 2], "it is stretched over the height of its row");
    assert_eq!(laid.word("line 19").page, 1);
    assert_eq!(laid.rect("c"), [0.0, 220.0, 200.0, 20.0]);
}

#[test]
fn an_item_over_several_rows_keeps_them_together_until_it_is_broken() {
    let grid = "display: grid; grid-template-columns: 100px 100px; grid-auto-rows: 100px";
    let laid = pages(&format!(
        "<div style='height: 150px'></div><div style='{grid}'><div id=a style='grid-row: span 2'></div><div id=b></div><div
         id=c></div></div>"
    ));
    // No item can be broken.
    assert_eq!((laid.page_of("a"), laid.page_of("b"), laid.page_of("c")), (1, 1, 1));
    let lines: String = (0..20).map(|line| format!("line {line}<br>")).collect();
    let grid = "display: grid; grid-template-columns: 100px 100px; grid-auto-rows: 200px";
    let laid = pages(&format!(
        "<div style='{grid}'><p id=a style='grid-row: span 2'>{lines}</p><div id=b></div><div id=c></div><div id=d></div></div>"
    ));
    // The rows together are taller than a page: the text is broken, and the second row is whole on the next page.
    assert_eq!(laid.rect("b"), [100.0, 0.0, 100.0, 200.0]);
    assert_eq!(laid.places("a").len(), 2);
    assert_eq!(laid.places("c").iter().map(|place| place.0).collect::<Vec<_>>(), [1]);
}

#[test]
fn items_of_a_row_that_have_not_begun_keep_their_distance() {
    let lines: String = (0..30).map(|line| format!("line {line}<br>")).collect();
    let grid = "display: grid; grid-template-columns: 100px 100px; grid-auto-rows: 200px";
    let image = "<img src='tests/pictures/red.png' style='width: 40px; height: 180px'>";
    let laid = pages(&format!(
        "<div style='{grid}'><p style='grid-row: span 3'>{lines}</p><p id=b>b</p><div id=c>{image}</div><p id=d>d</p></div>"
    ));
    // The picture in the second row does not fit on the first page; what is below it stays below it.
    let (c, d) = (laid.places("c"), laid.places("d"));
    assert_eq!((c[0].0, d[0].0), (1, 1));
    assert_eq!(d[0].2 - c[0].2, 200.0);
}

#[test]
fn breaks_are_forced_and_avoided_between_rows() {
    let grid = "display: grid; grid-template-columns: 1fr 1fr; grid-auto-rows: 50px";
    let laid = pages(&format!(
        "<div style='{grid}'><div id=a></div><div id=b></div><div id=c></div><div id=d style='break-before: page'></div><div
         id=e style='break-after: page'></div><div></div><div id=f></div></div>"
    ));
    let page_of = |id| laid.page_of(id);
    assert_eq!(["a", "b", "c", "d", "e", "f"].map(page_of), [0, 0, 1, 1, 1, 2]);
    let laid = pages(&format!(
        "<div style='height: 200px'></div><div style='{grid}'><div id=a></div><div></div><div id=b></div><div
         style='break-after: avoid'></div><div id=c></div></div>"
    ));
    assert_eq!(["a", "b", "c"].map(|id| laid.page_of(id)), [0, 1, 1]);
    let laid = pages(
        "<div style='display: flex'><div style='width: 100px'>a<p style='break-before: page'>b</p></div><div>c</div></div>",
    );
    assert_eq!([laid.word("a").page, laid.word("b").page, laid.word("c").page], [0, 1, 0]);
}

#[test]
fn a_grid_in_a_cell_breaks_between_its_rows() {
    let grid = "display: grid; grid-template-columns: 50px 50px; grid-auto-rows: 70px";
    let laid = pages(&format!(
        "<table style='border-spacing: 0'><td style='padding: 0'><div style='{grid}'>{}</div></table>",
        cells(12, "")
    ));
    assert_eq!(
        (0..12).map(|number| laid.page_of(&format!("c{number}"))).collect::<Vec<_>>(),
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]
    );
}

#[test]
fn rows_are_painted_on_their_page() {
    let css = ".g { display: grid; grid-template-columns: 20px 20px; grid-auto-rows: 20px; row-gap: 10px }
        .r { background: red } .b { background: blue } .y { background: yellow }";
    let body =
        "<div class=g style='background: cyan'><div class=r></div><div style='background: lime'></div><div
        class=b></div><div class=y style='place-self: end; width: 10px; height: 10px'></div></div>";
    let first = "
        RRGGC
        RRGGC
        CCCCC
        CCCCC";
    let second = "
        BBCCC
        BBCYC
        .....
        .....";
    squares::expect((5, 4), css, body, &[first, second]);
}

#[test]
fn a_broken_row_continues_in_every_column() {
    let css = ".g { display: grid; grid-template-columns: 20px 20px; color: blue }";
    let body = "<div class=g><p style='background: red'>aa aa aa aa</p><p style='background: lime'>aa</p></div>\
        <div style='background: yellow; height: 10px'></div>";
    let first = "
        BBBB.
        BBGG.
        BBGG.";
    let second = "
        BBGG.
        YYYYY
        .....";
    squares::expect((5, 3), css, body, &[first, second]);
}

#[test]
fn invalid_grid_values_are_reported() {
    let messages = |style: &str| pages(&format!("<div style=\"display: grid; {style}\"><p></div>")).messages;
    for wrong in [
        "grid-template-areas: 'a b' 'b a'",
        "grid-template-areas: 'a b' 'c'",
        "grid-template-columns: repeat(auto-fill, 1fr)",
        "grid-template-columns: repeat(auto-fill, 10px) repeat(auto-fit, 10px)",
        "grid-template-columns: minmax(1fr, 2px)",
        "grid-template-columns: [a]",
        "grid-template-columns: repeat(0, 1px)",
        "grid-column: 0",
        "grid-row: span -1",
        "grid-area: 1 / 2 / 3 / 4 / 5",
        "grid-auto-flow: row column",
        "grid: auto-flow / auto-flow",
        "justify-content: safe space-between",
        "align-items: last",
        "grid-template-columns: subgrid 10px",
        "grid-template-rows: subgrid repeat(2, 10px)",
    ] {
        assert_eq!(messages(wrong).len(), 1, "{wrong}: {:?}", messages(wrong));
    }
    for right in [
        "grid-template-columns: [a b] repeat(2, minmax(0, 1fr) [c]) fit-content(50%) calc(1px + 1%) [d]",
        "grid-template: none",
        "grid: none / auto-flow dense",
        "grid-template-columns: subgrid [a] [] repeat(2, [b c]) repeat(auto-fill, [d])",
        "grid-template: 30px / 2fr",
        "grid-template: 'a' min-content [x] [y] 'b' / auto",
        "grid-area: a / span 2 b / -1 c",
        "grid-auto-columns: 20px 2fr minmax(auto, 3em)",
        "place-content: baseline",
        "place-items: safe center unsafe self-end",
        "justify-content: left",
    ] {
        assert!(messages(right).is_empty(), "{right}: {:?}", messages(right));
    }
}
