//! Collapsed borders of tables: each is centered on the edge between two boxes (CSS 2.2, section 17.6.2). Borders are two
//! squares wide, so that each box has one of them.

use crate::kit::squares::expect;

const TABLE: &str = "table { border-collapse: collapse } td, th { padding: 0; border: 20px solid black; \
                     font: inherit; color: lime; width: 10px; text-align: left; vertical-align: top }";

#[track_caller]
fn expect_table(size: (usize, usize), css: &str, body: &str, pages: &[&str]) {
    expect(size, &format!("{TABLE} {css}"), body, pages);
}

#[test]
fn a_border_is_half_in_each_cell_and_half_in_the_table() {
    expect_table(
        (10, 6),
        "",
        "<table><tr><td>a<td>b</table>",
        &["KKKKKKKK..
           KKKKKKKK..
           KKGKKGKK..
           KKKKKKKK..
           KKKKKKKK..
           .........."],
    );
    // A cell without a border has the half of its neighbor's border.
    expect_table(
        (8, 4),
        ".bare { border: none } table { background: yellow } .bare { background: red }",
        "<table><tr><td class=bare>b<td style='border-width: 0 0 0 20px'>a</table>",
        &["GKKG....
           ........
           ........
           ........"],
    );
}

#[test]
fn the_background_of_a_cell_ends_in_the_middle_of_its_border() {
    expect_table(
        (8, 5),
        "td { border-color: transparent; background: red } td + td { background: blue }",
        "<table><tr><td>a<td>b</table>",
        &["........
           .RRRBBB.
           .RGRBGB.
           .RRRBBB.
           ........"],
    );
}

#[test]
fn each_stretch_of_a_line_has_the_stronger_border_of_both_sides() {
    expect_table(
        (8, 8),
        ".wide { border-color: red } ",
        "<table><tr><td colspan=2 class=wide>a<tr><td>b<td style='border-width: 0 20px 20px 0'>c</table>",
        &["RRRRRRRR
           RRRRRRRR
           RRG...RR
           RRRRRRRR
           RRRRRRRR
           KKGKKGKK
           KKKKKKKK
           KKKKKKKK"],
    );
}

#[test]
fn borders_of_rows_groups_columns_and_tables_apply() {
    let css = "td { border: none } table { border: 20px solid black } tr { border-bottom: 20px solid blue }";
    expect_table(
        (6, 8),
        css,
        "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
        &["KKKKKK
           KKKKKK
           KKGGKK
           BBBBBB
           BBBBBB
           KKGGKK
           BBBBBB
           BBBBBB"],
    );
    expect_table(
        (8, 5),
        "td { border: none } col.line { border-left: 20px solid red }",
        "<table><col><col class=line><tr><td>a<td>b<tr><td>c<td>d</table>",
        &["GRRG....
           GRRG....
           ........
           ........
           ........"],
    );
}

#[test]
fn a_cell_over_rows_has_no_line_through_it() {
    expect_table(
        (9, 8),
        "",
        "<table><tr><td rowspan=2>a<td>b<tr><td style='border-left-color: red; border-left-width: 22px'>c</table>",
        &["KKKKKKKK.
           KKKKKKKK.
           KKGKKGKK.
           KK.RRKKK.
           KK.RRKKK.
           KK.RRGKK.
           KKKRRKKK.
           KKKRRKKK."],
    );
}

#[test]
fn the_line_between_rows_is_drawn_on_both_pages_beside_a_break() {
    expect_table(
        (7, 10),
        "@page { margin: 10px } td { border-top-color: blue; border-bottom-color: red }",
        "<table><tr><td>a<tr><td>b<tr><td>c</table>",
        &[
            ".......
             .BBBBB.
             .BBBBB.
             .KKGKK.
             .RRRRR.
             .RRRRR.
             .KKGKK.
             .RRRRR.
             .RRRRR.
             .......",
            ".......
             .BBBBB.
             .BBBBB.
             .KKGKK.
             .RRRRR.
             .RRRRR.
             .......
             .......
             .......
             .......",
        ],
    );
}

#[test]
fn lines_at_the_ends_of_a_page_are_inside_it() {
    // Four rows and their five lines are as tall as the page; the lines are 20px wide.
    let css = "@page { margin: 10px } table { break-inside: auto } td { border-color: red }";
    let rows = "<tr><td>a".repeat(4);
    expect_table(
        (7, 10),
        css,
        &format!("<table>{rows}</table>"),
        &[
            ".......
             .RRRRR.
             .RRRRR.
             .RRGRR.
             .RRRRR.
             .RRRRR.
             .RRGRR.
             .RRRRR.
             .RRRRR.
             .......",
            ".......
             .RRRRR.
             .RRRRR.
             .RRGRR.
             .RRRRR.
             .RRRRR.
             .RRGRR.
             .RRRRR.
             .RRRRR.
             .......",
        ],
    );
}

#[test]
fn rows_share_the_lines_of_repeated_heads_and_feet() {
    expect_table(
        (7, 17),
        "@page { margin: 10px } th { border-bottom-color: red; border-top-color: yellow } td { border-width: 0 20px; padding: 10px 0 } \
         tfoot td { border-top: 20px solid blue }",
        "<table><thead><tr><th>h<tfoot><tr><td>f<tbody><tr><td>a<tr><td>b<tr><td>c</table>",
        &[
            ".......
             .YYYYY.
             .YYYYY.
             .KKGKK.
             .RRRRR.
             .RRRRR.
             .KK.KK.
             .KKGKK.
             .KK.KK.
             .KK.KK.
             .KKGKK.
             .BBBBB.
             .BBBBB.
             .KK.KK.
             .KKGKK.
             .KK.KK.
             .......",
            ".......
             .YYYYY.
             .YYYYY.
             .KKGKK.
             .RRRRR.
             .RRRRR.
             .KKGKK.
             .KK.KK.
             .BBBBB.
             .BBBBB.
             .KK.KK.
             .KKGKK.
             .KK.KK.
             .......
             .......
             .......
             .......",
        ],
    );
}
