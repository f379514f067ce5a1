//! Tables across pages: breaks between rows and inside them, with heads and feet, spans, captions and alignment.

use crate::kit::squares::expect;

const CSS: &str = "table { border-spacing: 0 } td, th { padding: 0; font: inherit; vertical-align: top }
    thead { color: red } tfoot { color: blue } caption { color: lime } .c { color: cyan } .m { color: magenta }
    .bg { background: yellow }";

fn with(css: &str) -> String {
    format!("{CSS}{css}")
}

#[test]
fn a_table_is_broken_between_its_rows() {
    expect((1, 2), CSS, "<table><tr><td>1<tr><td>2<tr><td>3</table>", &["K\nK", "K\n."]);
    // The spacing between rows is discarded at the end of a page.
    expect(
        (3, 4),
        &with("table { border-spacing: 10px }"),
        "<table><tr><td>1<tr><td>2<tr><td>3</table>",
        &["...\n.K.\n...\n.K.", ".K.\n...\n...\n..."],
    );
}

#[test]
fn head_and_foot_are_on_every_page() {
    expect(
        (1, 4),
        CSS,
        "<table><thead><tr><th>h<tfoot><tr><td>f<tbody><tr><td>1<tr><td>2<tr><td>3<tr><td>4<tr><td>5</table>",
        &["R\nK\nK\nB", "R\nK\nK\nB", "R\nK\nB\n."],
    );
    // Also if a page ends inside a row.
    expect(
        (1, 4),
        CSS,
        "<table><thead><tr><th>h<tfoot><tr><td>f<tbody><tr><td>1<br>2<br>3<br>4</table>",
        &["R\nK\nK\nB", "R\nK\nK\nB"],
    );
    // A head that would take most of a page is not repeated.
    expect(
        (1, 3),
        CSS,
        "<table><thead><tr><th>h<br>h</thead><tr><td>1<tr><td>2<tr><td>3</table>",
        &["R\nR\nK", "K\nK\n."],
    );
}

#[test]
fn a_tall_row_is_broken_in_all_its_cells() {
    expect((2, 2), CSS, "<table><tr><td>1<br>2<br>3<td class=c>1</table><p class=m>a", &["KC\nK.", "K.\nM."]);
    // Backgrounds of cells extend to the end of the row.
    expect((2, 2), CSS, "<table><tr><td>1<br>2<br>3<td class='c bg'>1</table>", &["KC\nKY", "KY\n.."]);
}

#[test]
fn all_cells_of_a_broken_row_end_together() {
    let tall = "<p style='break-inside: avoid'>1<br>1</p>";
    let css = with("td { width: 10px }");
    let body =
        format!("<table><tr><td class=bg>{tall}{tall}<td class='c bg'>1<br>1<br>1<td class=bg></table>");
    expect((3, 3), &css, &body, &["KCY\nKCY\nYYY", "KCY\nKYY\n..."]);
    // The foot is below them.
    let body = format!("<table><tfoot><tr><td>f<tbody><tr><td class=bg>{tall}{tall}<td class=bg>2</table>");
    expect((2, 4), &css, &body, &["KK\nKY\nYY\nB.", "KY\nKY\nB.\n.."]);
    // A table that is broken between two rows ends with the upper one.
    let body = format!("<table style='background: red'><tr><td>{tall}<tr><td>{tall}</table>");
    expect((2, 3), &css, &body, &["K.\nK.\n..", "K.\nK.\n.."]);
}

#[test]
fn a_row_of_cells_that_resume_at_different_heights_fits_its_pages() {
    let two = "<p><img src=red.svg alt='' style='display: block; width: 10px; height: 20px'></p>";
    let body =
        format!("<table><tr><td>1<br>2<br>3<br>4<br>5<br>6<br>7<br>8<br>9<td class=c>{two}{two}</table>");
    expect((2, 3), CSS, &body, &["KR\nKR\nK.", "KR\nKR\nK.", "K.\nK.\nK."]);
}

#[test]
fn a_cell_over_several_rows_that_fits_on_no_page_breaks_between_head_and_foot() {
    // The rows are three lines tall; they break beside the lines of the cell.
    let body = "<table><thead><tr><th>h<th>h<tfoot><tr><td>f<td>f<tbody><tr><td>1\
        <td rowspan=2 class='c bg'>1<br>1<br>1<br>1<br>1<br>1<tr><td style='vertical-align: bottom'>2</table>";
    expect((2, 6), CSS, body, &["RR\nKC\n.C\n.C\n.C\nBB", "RR\n.C\nKC\nBB\n..\n.."]);
    // Also in rows without other cells; on the last page the cell ends with its rows.
    let body =
        "<table><thead><tr><th>h<tbody><tr><td rowspan=2 class='c bg'>1<br>1<br>1<br>1<br>1<tr></table>";
    expect((1, 4), CSS, body, &["R\nC\nC\nC", "R\nC\nC\n."]);
}

#[test]
fn cells_of_a_tall_row_are_aligned_in_all_of_it() {
    let body = |align: &str| {
        format!("<table><tr><td>1<br>2<br>3<br>4<td class=c style='vertical-align: {align}'>1</table>")
    };
    expect((2, 2), CSS, &body("top"), &["KC\nK.", "K.\nK."]);
    expect((2, 2), CSS, &body("baseline"), &["KC\nK.", "K.\nK."]);
    expect((2, 2), CSS, &body("bottom"), &["K.\nK.", "K.\nKC"]);
    let body = "<table><tr><td>1<br>2<br>3<br>4<br>5<td class=c style='vertical-align: middle'>1</table>";
    expect((2, 2), CSS, body, &["K.\nK.", "KC\nK.", "K.\n.."]);
}

#[test]
fn a_cell_over_several_rows_continues_on_the_next_pages() {
    // It is as tall as the rows, with its background on each page.
    expect(
        (2, 2),
        CSS,
        "<table><tr><td rowspan=5 class='c bg'>1<td>1<tr><td>2<tr><td>3<tr><td>4<tr><td>5</table>",
        &["CK\nYK", "YK\nYK", "YK\n.."],
    );
    // Its text continues where the rows continue.
    expect(
        (2, 2),
        CSS,
        "<table><tr><td rowspan=4 class=c>1<br>2<br>3<br>4<td>1<tr><td>2<tr><td>3<tr><td>4</table>",
        &["CK\nCK", "CK\nCK"],
    );
}

#[test]
fn captions_stay_with_their_table() {
    expect(
        (1, 3),
        CSS,
        "<p>a<br>b</p><table><caption>c</caption><tr><td>1<tr><td>2</table>",
        &["K\nK\n.", "G\nK\nK"],
    );
    expect(
        (1, 3),
        &with("caption { caption-side: bottom }"),
        "<table><caption>c</caption><tr><td>1<tr><td>2<tr><td>3</table>",
        &["K\nK\n.", "K\nG\n."],
    );
}

#[test]
fn cells_have_the_requested_height() {
    let css = |align: &str| with(&format!("td {{ height: 30px; vertical-align: {align} }}"));
    let body = "<table><tr><td class=bg>1</table>";
    expect((1, 3), &css("top"), body, &["K\nY\nY"]);
    expect((1, 3), &css("middle"), body, &["Y\nK\nY"]);
    expect((1, 3), &css("bottom"), body, &["Y\nY\nK"]);
}

#[test]
fn percentages_of_a_height_in_a_cell_are_of_the_cell() {
    expect(
        (2, 4),
        &with("i { display: block; width: 10px; height: 50%; background: lime } td { height: 40px }"),
        "<table style='width: 20px'><tr><td><i></i><td>1</table>",
        &["GK\nG.\n..\n.."],
    );
}

#[test]
fn a_table_that_is_an_item_is_stretched() {
    expect(
        (2, 3),
        &with("main { display: flex } table { width: 10px }"),
        "<main><table class=bg><tr><td>1</table><p>1<br>2<br>3</main>",
        &["KK\nYK\nYK"],
    );
}

#[test]
fn nested_tables_break_across_pages() {
    expect(
        (1, 2),
        CSS,
        "<table><tr><td><table><tr><td>1<tr><td>2<tr><td>3</table></table><p class=m>a",
        &["K\nK", "K\nM"],
    );
}
