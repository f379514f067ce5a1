//! The choice among legal breaks, and the margins beside them.

use crate::kit::squares;
use crate::kit::squares::expect;

fn paragraph(lines: usize) -> String {
    format!("<p>{}</p>", ["a"; 40][..lines].join("<br>"))
}

/// A page of one column, from its runs of colors.
fn column(runs: &[(&str, usize)]) -> String {
    let rows: Vec<&str> = runs.iter().flat_map(|&(color, count)| std::iter::repeat_n(color, count)).collect();
    rows.join("\n")
}

#[test]
fn a_heading_with_one_line_goes_to_the_next_page() {
    let body = format!("{}<h2>h</h2>{}", paragraph(18), paragraph(5));
    let pages = [column(&[("K", 18), (".", 2)]), column(&[("R", 1), ("K", 5), (".", 14)])];
    expect((1, 20), "h2 { color: red }", &body, &[&pages[0], &pages[1]]);
    // If the author switches this off, only the single line moves.
    let pages = [column(&[("K", 18), ("R", 1), (".", 1)]), column(&[("K", 5), (".", 15)])];
    expect((1, 20), "h2 { color: red; break-after: auto }", &body, &[&pages[0], &pages[1]]);
}

#[test]
fn the_last_item_of_a_list_is_not_left_alone() {
    let body = format!("{}<ul><li>a<li>a<li>a<li>a</ul>{}", paragraph(17), paragraph(10));
    let pages = [column(&[("K", 17), ("B", 2), (".", 1)]), column(&[("B", 2), ("K", 10), (".", 8)])];
    expect((1, 20), "ul { color: blue; list-style: none }", &body, &[&pages[0], &pages[1]]);
}

#[test]
fn the_last_row_of_a_table_is_not_left_alone() {
    let css = "table { border-spacing: 0; color: blue } td { padding: 0 }";
    let body =
        format!("{}<table><tr><td>a<tr><td>a<tr><td>a<tr><td>a</table>{}", paragraph(17), paragraph(10));
    let pages = [column(&[("K", 17), ("B", 2), (".", 1)]), column(&[("B", 2), ("K", 10), (".", 8)])];
    expect((1, 20), css, &body, &[&pages[0], &pages[1]]);
}

#[test]
fn a_table_does_not_begin_with_its_head_and_one_row() {
    let css = "table { border-spacing: 0; color: blue } td, th { padding: 0; font-weight: 400 }";
    let rows = "<tr><td>a".repeat(6);
    let body = format!("{}<table><thead><tr><th>a</thead>{rows}</table>{}", paragraph(22), paragraph(9));
    let pages = [column(&[("K", 22), (".", 2)]), column(&[("B", 7), ("K", 9), (".", 8)])];
    expect((1, 24), css, &body, &[&pages[0], &pages[1]]);
}

#[test]
fn a_last_page_has_more_than_one_line() {
    let pages = [column(&[("K", 18), (".", 2)]), column(&[("K", 3), (".", 17)])];
    expect((1, 20), "", &paragraph(21), &[&pages[0], &pages[1]]);
    // Also before a forced break.
    let body = format!("{}<p style='break-before: page'>a</p>", paragraph(21));
    let last = column(&[("K", 1), (".", 19)]);
    expect((1, 20), "", &body, &[&pages[0], &pages[1], &last]);
}

#[test]
fn margins_beside_breaks_follow_margin_break() {
    let body = "<p>a<br>a<br>a</p><p class=b>a<br>a</p>";
    let css = |value: &str| format!(".b {{ margin-top: 10px; margin-break: {value}; orphans: 2 }}");
    expect((1, 4), &css("auto"), body, &["K\nK\nK\n.", "K\nK\n.\n."]);
    expect((1, 4), &css("keep"), body, &["K\nK\nK\n.", ".\nK\nK\n."]);
    let forced = "p { margin-top: 10px } .b { break-before: page }";
    let body = "<p>a</p><p class=b>a</p>";
    expect((1, 3), forced, body, &[".\nK\n.", ".\nK\n."]);
    let discarded = format!("{forced} p {{ margin-break: discard }}");
    expect((1, 3), &discarded, body, &["K\n.\n.", "K\n.\n."]);
}

#[test]
fn boxes_that_are_too_large_are_reported_once_with_their_element() {
    let tall = "<img src=red.svg alt=''>".repeat(3);
    let drawing = squares::draw((2, 4), "img { display: block; width: 10px; height: 50px }", &tall);
    let count = drawing.messages.iter().filter(|message| message.contains("taller than its page")).count();
    assert!((1..=3).contains(&count), "{:?}", drawing.messages);
    let wide = "<table><tr><td>aaaaaa</table><img src=red.svg alt=''>";
    let drawing = squares::draw((2, 8), "img { display: block; height: 60px }", wide);
    let count = drawing.messages.iter().filter(|message| message.contains("wider than the box")).count();
    assert_eq!(count, 2, "{:?}", drawing.messages);
}

#[test]
fn a_heading_does_not_end_the_last_column_of_a_page_either() {
    let css = ".c { columns: 2; column-gap: 0; column-fill: auto } h2 { color: red }";
    let body = format!("<div class=c>{}<h2>h</h2>{}</div>", paragraph(38), paragraph(5));
    let pages = [column(&[("KK", 18), ("K.", 2)]), column(&[("R.", 1), ("K.", 5), ("..", 14)])];
    expect((2, 20), css, &body, &[&pages[0], &pages[1]]);
}

#[test]
fn a_line_that_found_room_only_below_a_float_is_not_alone() {
    let css = ".f { float: left; width: 20px; height: 20px; background: lime }";
    let rest = ["a"; 6].join("<br>");
    let body = format!("{}<p><span class=f></span>a<br>aaa<br>{rest}</p>", paragraph(37));
    let pages =
        [column(&[("K..", 37), ("GGK", 1), ("GG.", 1), ("KKK", 1)]), column(&[("K..", 6), ("...", 34)])];
    expect((3, 40), css, &body, &[&pages[0], &pages[1]]);
}

#[test]
fn overflow_of_a_box_continues_on_the_next_page() {
    let css =
        "body { height: 40px } .a { height: 20px; background: red } .b { height: 10px; background: blue }";
    let body = "<div class=a></div><div class=b></div><div class=a></div><div class=b></div>";
    expect((1, 4), css, body, &["R\nR\nB\n.", "R\nR\nB\n."]);
    // Clipped overflow is invisible and does not continue.
    let drawing = squares::draw(
        (1, 4),
        "div { overflow: hidden; height: 40px; color: red } p + p { color: lime }",
        "<div><p>a<br>a<p>a<br>a<br>a</div>",
    );
    squares::expect_pages(&drawing, &["R\nR\nG\nG"]);
    assert_eq!(drawing.messages, ["text is cut off 6.0 pt beyond a box that hides its overflow"]);
}

#[test]
fn a_row_of_one_item_is_broken_like_any_block() {
    let css = "body, main { display: grid } main { grid-template-columns: 10px 10px } main div { height: 20px; \
               background: red } header { height: 10px; background: blue }";
    let body = "<header></header><main><div></div><div></div><div></div><div></div></main>";
    expect((2, 4), css, body, &["BB\nRR\nRR\n..", "RR\nRR\n..\n.."]);
}

/// CSS Fragmentation 3, section 5.2: margins are no content.
#[test]
fn margins_at_the_end_of_the_document_make_no_page() {
    crate::kit::squares::expect(
        (2, 2),
        "body { margin-bottom: 50px }",
        "<p>a</p><p style='margin-bottom: 20px'>b</p>",
        &["K.\nK."],
    );
}
