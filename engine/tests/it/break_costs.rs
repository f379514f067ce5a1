//! Each term of the badness of page breaks, in a document where it alone decides. `page_breaks.rs` tests the other rules of
//! docs/page-breaks.md.

use crate::kit::squares;
use crate::kit::squares::{draw, expect};

fn lines(count: usize) -> String {
    vec!["a"; count].join("<br>")
}

fn rows(runs: &[(&str, usize)]) -> String {
    let rows: Vec<&str> = runs.iter().flat_map(|&(row, count)| std::iter::repeat_n(row, count)).collect();
    rows.join("\n")
}

#[test]
fn a_lone_line_moves_to_the_other_lines() {
    let body = format!("<p>{}</p><p class=r>{}</p>", lines(19), lines(8));
    let pages = [rows(&[("K", 19), (".", 1)]), rows(&[("R", 8), (".", 12)])];
    expect((1, 20), ".r { color: red }", &body, &[&pages[0], &pages[1]]);
}

#[test]
fn a_last_page_has_more_than_three_lines() {
    let pages = [rows(&[("K", 19), (".", 1)]), rows(&[("K", 4), (".", 16)])];
    expect((1, 20), "", &format!("<p>{}</p>", lines(23)), &[&pages[0], &pages[1]]);
}

#[test]
fn empty_space_at_the_end_of_a_box_counts_as_empty_page() {
    // If it did not, the first box would be alone on its page, and the second with the text of eight lines.
    let css = ".s { min-height: 90px } div, p { break-inside: avoid } .r { color: red } .b { color: blue }";
    let body = format!(
        "<div class=s>a<br>a</div><div class=s>a<br>a</div><p class=r>{}</p><p class=b>{}</p>",
        lines(8),
        lines(15)
    );
    let pages = [
        rows(&[("K", 2), (".", 7), ("K", 2), (".", 9)]),
        rows(&[("R", 8), (".", 12)]),
        rows(&[("B", 15), (".", 5)]),
    ];
    expect((1, 20), css, &body, &pages.each_ref().map(|page| page.as_str()));
    // What a background shows is not empty.
    let css = format!("{css} .s {{ background: yellow }}");
    let pages = [
        rows(&[("K", 2), ("Y", 7), (".", 11)]),
        rows(&[("K", 2), ("Y", 7), ("R", 8), (".", 3)]),
        rows(&[("B", 15), (".", 5)]),
    ];
    expect((1, 20), &css, &body, &pages.each_ref().map(|page| page.as_str()));
}

#[test]
fn a_page_does_not_end_inside_a_word() {
    let body = format!("<p>{}<br>aa&shy;aa<br>{}</p>", lines(44), lines(10));
    let pages = [rows(&[("K..", 44), ("...", 1)]), rows(&[("KKK", 1), ("KK.", 1), ("K..", 10), ("...", 33)])];
    expect((3, 45), "", &body, &[&pages[0], &pages[1]]);
}

#[test]
fn facing_pages_end_at_about_the_same_height() {
    // The box of three lines has no room on the second page, and the third ends a line early to match it.
    let body = format!(
        "<p>a</p><p style='break-before: page'>{}</p><p class=k>a<br>a<br>a</p><p>{}</p>",
        lines(18),
        lines(34)
    );
    let css = ".k { break-inside: avoid; color: red }";
    let pages = [
        rows(&[("K", 1), (".", 19)]),
        rows(&[("K", 18), (".", 2)]),
        rows(&[("R", 3), ("K", 16), (".", 1)]),
        rows(&[("K", 18), (".", 2)]),
    ];
    expect((1, 20), css, &body, &pages.each_ref().map(|page| page.as_str()));
    // Pages that do not face each other may differ: here the second and the third are 2 and 3 of the document's
    // left and right pages only where a first page comes before them.
    let body = format!("<p>{}</p><p class=k>a<br>a<br>a</p><p>{}</p>", lines(18), lines(34));
    let pages = [rows(&[("K", 18), (".", 2)]), rows(&[("R", 3), ("K", 17)]), rows(&[("K", 17), (".", 3)])];
    expect((1, 20), css, &body, &pages.each_ref().map(|page| page.as_str()));
}

#[test]
fn a_spread_does_not_separate_a_figure_from_its_mention() {
    let css = "a { color: red; text-decoration: none } figure { color: lime } table { border-spacing: 0 } td { padding: 0 }
        section { columns: 1 }";
    let mentions = [
        ("<p><a href='#f'>m</a></p>", "<figure id=f>f</figure>"),
        // Also in cells, items and columns.
        ("<table><tr><td><a href='#f'>m</a></table>", "<figure id=f>f</figure>"),
        ("<div style='display: flex'><p><a href='#f'>m</a></div>", "<figure id=f>f</figure>"),
        ("<section><p><a href='#f'>m</a></section>", "<section><figure id=f>f</figure></section>"),
    ];
    for (mention, figure) in mentions {
        println!("{mention}");
        let body = format!(
            "<p>a</p><p style='break-before: page'>{}</p>{mention}{figure}<p>{}</p>",
            lines(89),
            lines(10)
        );
        let pages = [
            rows(&[("K", 1), (".", 44)]),
            rows(&[("K", 45)]),
            rows(&[("K", 44), (".", 1)]),
            rows(&[("R", 1), ("G", 1), ("K", 10), (".", 33)]),
        ];
        let drawing = draw((1, 45), css, &body);
        squares::expect_pages(&drawing, &pages.each_ref().map(|page| page.as_str()));
    }
}

const NOTES: &str = "@page { @footnote { margin: 0; padding: 0; border: none } }
    i { float: footnote; color: lime; font: inherit }
    i::footnote-call { content: 'c'; color: blue; font: inherit; vertical-align: baseline; line-height: inherit }
    i::footnote-marker { content: none }";

#[test]
fn a_note_does_not_continue_if_a_small_hole_prevents_it() {
    let body = format!("<p>{}<i>n<br>n</i><br>{}</p>", lines(29), lines(12));
    let pages = [rows(&[("K.", 28), ("..", 2)]), rows(&[("KB", 1), ("K.", 12), ("..", 15), ("G.", 2)])];
    expect((2, 30), NOTES, &body, &[&pages[0], &pages[1]]);
}

#[test]
fn the_rest_of_a_note_is_not_alone_on_a_page() {
    let body = format!("<p>{}<i>n<br>n</i></p>", lines(29));
    let drawing = draw((2, 30), NOTES, &body);
    assert!(drawing.pages.iter().all(|page| page.contains('K')), "{}", drawing.pages.join("\n\n"));
    assert_eq!(drawing.pages.len(), 2);
}
