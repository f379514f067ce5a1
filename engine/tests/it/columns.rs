//! Columns: their width and number, where they break, also across pages, and their content.

use crate::kit::lay_out;
use crate::kit::squares::{draw, expect};

/// Two columns of two squares with a gap of one, and colored paragraphs.
const COLUMNS: &str = "
    .c { columns: 2; column-gap: 10px }
    .r { color: red } .g { color: lime } .b { color: blue } .y { color: yellow } .m { color: magenta }
    .C { color: cyan }";

fn with(css: &str) -> String {
    format!("{COLUMNS}{css}")
}

#[test]
fn columns_are_balanced() {
    expect(
        (5, 4),
        COLUMNS,
        "<div class=c><p class=r>aa<p class=g>aa<p class=b>aa</div><p class=y>aaaaa",
        &["RR.BB
           GG...
           YYYYY
           ....."],
    );
    // The first ones are the full ones.
    expect(
        (5, 4),
        &with(".c { columns: 3 }"),
        "<div class=c>1<br>2<br>3<br>4<br>5<br>6<br>7</div>",
        &["K.K.K\nK.K..\nK.K..\n....."],
    );
}

#[test]
fn a_width_makes_as_many_columns_as_fit() {
    // Three columns of two squares with two gaps of one.
    expect((8, 2), &with(".c { columns: 20px }"), "<p class=c>a<br>b<br>c", &["K..K..K.\n........"]);
    // Not more than `column-count`.
    expect(
        (8, 2),
        &with(".c { columns: 2 20px; column-gap: 0 }"),
        "<p class=c>a<br>b",
        &["K...K...\n........"],
    );
    // One that does not fit is narrower.
    expect((3, 2), &with(".c { column-width: 90px }"), "<p class=c>a<br>b", &["K..\nK.."]);
}

#[test]
fn a_normal_gap_is_an_em() {
    expect((5, 1), ".c { columns: 2 }", "<p class=c>aa<br>bb", &["KK.KK"]);
    // But not between the items of a flex container.
    expect((4, 1), ".f { display: flex }", "<div class=f><p>aa<p>bb</div>", &["KKKK"]);
}

#[test]
fn a_rule_is_drawn_between_columns_with_content() {
    let css = with(".c { column-rule: 10px solid red }");
    expect((5, 3), &css, "<p class=c>aa<br>bb<br>cc", &["KKRKK\nKKR..\n....."]);
    expect((5, 2), &css, "<p class=c>aa", &["KK...\n....."]);
    // A rule does not add to the width: it is in the gap, whatever the gap is.
    expect(
        (4, 1),
        ".c { columns: 2; column-gap: 0; column-rule: 20px solid red }",
        "<p class=c>&nbsp;<br>&nbsp;",
        &[".RR."],
    );
}

#[test]
fn text_from_right_to_left_has_its_first_column_on_the_right() {
    expect(
        (5, 2),
        &with(".c { direction: rtl }"),
        "<div class=c><p class=r>a<p class=g>a<p class=b>a</div>",
        &[".B..R\n....G"],
    );
}

#[test]
fn columns_continue_on_the_next_page() {
    // A page is filled column by column; where the content ends, columns are equal.
    expect(
        (5, 3),
        COLUMNS,
        "<p class=m>a<div class=c><p class=r>1<br>2<br>3<p class=g>4<br>5<br>6</div><p class=y>a",
        &["M....\nR..R.\nR..G.", "G..G.\nY....\n....."],
    );
}

#[test]
fn rules_and_boxes_go_over_pages() {
    let css = with(
        ".c { column-rule: 10px solid lime; background: yellow; border: solid blue; border-width: 10px 0 }",
    );
    expect(
        (5, 3),
        &css,
        "<p class=c>1<br>2<br>3<br>4<br>5<br>6",
        &["BBBBB\nKYGKY\nKYGKY", "KYGKY\nBBBBB\n....."],
    );
    let css = format!("{css} .c {{ box-decoration-break: clone }}");
    expect((5, 3), &css, "<p class=c>1<br>2<br>3", &["BBBBB\nKYGKY\nBBBBB", "BBBBB\nKYYYY\nBBBBB"]);
}

#[test]
fn a_box_may_span_all_columns() {
    let css = with("h2 { column-span: all; background: lime }");
    expect(
        (5, 5),
        &css,
        "<div class=c><p class=r>1<br>2<br>3<h2>&nbsp;</h2><p class=b>4<br>5</div>",
        &["R..R.\nR....\nGGGGG\nB..B.\n....."],
    );
    // At the start, at the end, and two of them.
    expect(
        (5, 4),
        &css,
        "<div class=c><h2>&nbsp;</h2><h2>a</h2><p>1<br>2<h2>b</h2></div>",
        &["GGGGG\nKGGGG\nK..K.\nKGGGG"],
    );
    // Deep inside: the boxes around it are broken.
    expect(
        (5, 5),
        &format!("{css} section {{ border: solid red; border-width: 10px 0 }}"),
        "<div class=c><section><p>1<h2>&nbsp;</h2><p>2<br>3</section></div>",
        &["RR...\nK....\nGGGGG\nK..K.\n...RR"],
    );
}

#[test]
fn nothing_spans_columns_that_it_is_not_in() {
    let css = with("h2 { column-span: all; background: lime }");
    expect((5, 2), &css, "<h2>a</h2>", &["KGGGG\n....."]);
    expect(
        (5, 2),
        &css,
        "<div class=c><div style='overflow: hidden'><h2>a</h2></div></div>",
        &["KG...\n....."],
    );
}

#[test]
fn a_forced_break_ends_a_column() {
    let css = with(".h { break-before: column }");
    expect(
        (5, 4),
        &css,
        "<div class=c><p class=r>1<p class='b h'>2<p>3<br>4</div>",
        &["R..B.\n...K.\n...K.\n....."],
    );
    // With more forced breaks than columns, the next page begins.
    expect(
        (5, 2),
        &css,
        "<div class=c><p>1<p class=h>2<p class='r h'>3</div>",
        &["K..K.\n.....", "R....\n....."],
    );
    // Outside columns it has no effect.
    expect((5, 2), &css, "<p>1<p class=h>2", &["K....\nK...."]);
    expect(
        (5, 2),
        &with(".r { break-after: column }"),
        "<div class=c><p class=r>1<p>2<br>3</div>",
        &["R..K.\n...K."],
    );
}

#[test]
fn a_forced_break_in_columns_ends_the_page() {
    expect(
        (5, 3),
        &with(".h { break-before: page }"),
        "<div class=c><p class=r>1<br>2<p class='b h'>3<p>4</div>",
        &["R....\nR....\n.....", "B..K.\n.....\n....."],
    );
    // And before a box that spans them.
    expect(
        (5, 2),
        &with("h2 { break-before: page; column-span: all }"),
        "<div class=c><p class=r>1<br>2<h2 class=b>33333</h2><p>4</div>",
        &["R..R.\n.....", "BBBBB\nK...."],
    );
}

#[test]
fn breaks_are_avoided_in_columns() {
    // A heading is kept with what follows it.
    expect(
        (5, 4),
        &with("h2 { break-after: avoid }"),
        "<div class=c><p class=r>1<br>2<h2 class=b>3</h2><p>4<br>5</div>",
        &["R..B.\nR..K.\n...K.\n....."],
    );
    for value in ["avoid", "avoid-column"] {
        expect(
            (5, 4),
            &with(&format!("div div {{ break-inside: {value} }}")),
            "<div class=c><p class=r>1<div class=g>2<br>3<br>4</div></div>",
            &["R..G.\n...G.\n...G.\n....."],
        );
    }
    // `avoid-page` does not affect columns.
    expect(
        (5, 4),
        &with("div div { break-inside: avoid-page }"),
        "<div class=c><p class=r>1<div class=g>2<br>3<br>4</div></div>",
        &["R..G.\nG..G.\n.....\n....."],
    );
}

#[test]
fn orphans_and_widows_count_in_columns() {
    let css = with(".c { orphans: 2; widows: 2 }");
    expect((5, 4), &css, "<div class=c><p class=r>1<br>2<br>3</div>", &["R....\nR....\nR....\n....."]);
    expect(
        (5, 4),
        &css,
        "<div class=c><p class=r>1<br>2<br>3<p class=b>1<br>2<br>3</div>",
        &["R..B.\nR..B.\nR..B.\n....."],
    );
    expect(
        (5, 5),
        &css,
        "<div class=c><p class=r>1<br>2<p class=b>1<br>2<br>3</div>",
        &["R..B.\nR..B.\n...B.\n.....\n....."],
    );
}

#[test]
fn columns_may_be_filled_one_after_the_other() {
    let css = with(".c { column-fill: auto }");
    expect((5, 3), &css, "<p class=c>1<br>2<br>3<br>4", &["K..K.\nK....\nK...."]);
    expect(
        (5, 3),
        &format!("{css} .c {{ height: 20px }}"),
        "<p class=c>1<br>2<br>3</p><p class=r>a",
        &["K..K.\nK....\nR...."],
    );
    // Every page is balanced.
    expect(
        (5, 3),
        &with(".c { column-fill: balance-all } h2 { break-before: page }"),
        "<div class=c><p>1<br>2<h2>3</h2></div>",
        &["K..K.\n.....\n.....", "K....\n.....\n....."],
    );
}

#[test]
fn a_container_may_have_a_height() {
    expect(
        (5, 4),
        &with(".c { height: 30px; column-rule: 10px solid lime }"),
        "<p class=c>1<br>2</p><p class=r>a",
        &["K.GK.\n..G..\n..G..\nR...."],
    );
    expect(
        (5, 3),
        &with(".c { max-height: 20px }"),
        "<p class=c>1<br>2<br>3</p><p class=r>a",
        &["K..K.\nK....\nR...."],
    );
    // Overflow is in columns beside the container, and is reported.
    let drawing =
        draw((8, 2), &with(".c { height: 10px; width: 50px }"), "<p class=c>1<br>2<br>3</p><p class=r>a");
    assert_eq!(drawing.pages, ["K..K..K.\nR......."]);
    assert_eq!(drawing.messages.len(), 1, "{:?}", drawing.messages);
}

#[test]
fn columns_can_be_nested() {
    expect(
        (7, 3),
        ".c, .d { columns: 2; column-gap: 10px } .r { color: red } .b { color: blue }",
        "<div class=c><div class=d><p class=r>1<br>2<br>3<br>4</div><p class=b>1<br>2</div>",
        &["R.R.B..\nR.R.B..\n......."],
    );
}

#[test]
fn columns_can_be_in_cells_and_flex_items() {
    expect(
        (7, 3),
        &with(
            "table { border-spacing: 0; width: 70px } td { padding: 0 } td + td { width: 20px; color: red }",
        ),
        "<table><tr><td><div class=c>1<br>2<br>3</div><td>1<br>2</table>",
        &["K..K.R.\nK....R.\n......."],
    );
    expect(
        (7, 3),
        &with(".f { display: flex } .c { width: 50px; color: blue }"),
        "<div class=f><div class=c>1<br>2<br>3</div><p class=r>1</div><p>a",
        &["B..B.R.\nB......\nK......"],
    );
    expect(
        (5, 3),
        &with("table { border-spacing: 0 } td { padding: 0; width: 50px }"),
        "<table><tr><td class=c>1<br>2<br>3</table>",
        &["K..K.\nK....\n....."],
    );
}

#[test]
fn cells_with_columns_break_across_pages() {
    expect(
        (5, 2),
        &with("table { border-spacing: 0; width: 50px } td { padding: 0 }"),
        "<table><tr><td><div class=c>1<br>2<br>3<br>4<br>5<br>6</div></table><p class=r>a",
        &["K..K.\nK..K.", "K..K.\nR...."],
    );
}

#[test]
fn footnotes_of_columns_are_at_the_bottom_of_the_page() {
    let css = with(
        "@page { @footnote { margin: 0; padding: 0; border-top: 10px solid red } }
        i { float: footnote; color: lime; font: inherit; column-span: none }
        i::footnote-call { content: 'c'; color: blue; font: inherit; vertical-align: baseline; line-height: inherit }
        i::footnote-marker { content: none }",
    );
    expect((5, 4), &css, "<div class=c>1<br>2<i>nnnnn</i><br>3</div>", &["K..K.\nKB...\nRRRRR\nGGGGG"]);
    // A note called in the second column takes room from the first one too.
    expect(
        (5, 4),
        &css,
        "<div class=c>1<br>2<br>3<br>4<i>n</i><br>5<br>6</div>",
        &["K..K.\nK..KB\nRRRRR\nG....", "K..K.\n.....\n.....\n....."],
    );
    // A note that does not fit moves with its line.
    expect(
        (5, 3),
        &css,
        "<div class=c>1<br>2<br>3<br>4<br>5<br>6<i>n</i></div>",
        &["K..K.\nK..K.\nK....", "KB...\nRRRRR\nG...."],
    );
}

#[test]
fn positioned_boxes_are_placed_by_their_columns() {
    // Against a box in the second column, and against the container.
    expect(
        (5, 3),
        &with(
            "p, .c { position: relative } b { position: absolute; right: 0; top: 10px; width: 10px; height: 10px; background: blue }",
        ),
        "<div class=c><b></b>1<br>2<br><p class=r>a<b></b><br>a</div>",
        &["K..R.\nK..RB\n....."],
    );
    // At its static position.
    expect(
        (5, 3),
        &with("b { position: absolute; width: 10px; height: 10px; background: blue }"),
        "<div class=c><p>1<p>2<p>3<div><b></b></div><p>4</div>",
        &["K..K.\nK..B.\n....."],
    );
}

#[test]
fn tables_and_boxes_break_across_columns() {
    // A table's head is repeated, a box's border is not closed.
    expect(
        (5, 4),
        &with("table { border-spacing: 0 } td, th { padding: 0; font: inherit } thead { color: red }"),
        "<div class=c><table><thead><tr><th>a<tbody><tr><td>1<tr><td>2<tr><td>3<tr><td>4</table></div>",
        &["R..R.\nK..K.\nK..K.\n....."],
    );
    expect(
        (5, 3),
        &with("p { border: solid red; border-width: 10px 0 }"),
        "<div class=c><p>1<br>2</div>",
        &["RR.K.\nK..RR\n....."],
    );
}

#[test]
fn margins_are_discarded_where_columns_begin() {
    expect(
        (5, 3),
        &with("p { margin: 10px 0 }"),
        "<div class=c><p class=r>1<p class=b>2</div>",
        &["...B.\nR....\n....."],
    );
}

#[test]
fn text_is_read_column_by_column() {
    let laid = lay_out(
        "<!doctype html><html lang=en><style>@page { size: 300px 100px; margin: 10px;
        @top-left { content: string(chapter) ' ' element(note); } }
        html { font: 16px/20px 'Source Sans 3'; orphans: 1; widows: 1 } body, p { margin: 0 }
        div { columns: 2 } b { string-set: chapter content() } i { position: running(note) }</style>
        <div>one<br>two<br><b>three</b><br>four<br>five<br>six<br>seven<br>eight<br><b>nine</b><i>run</i><br>ten</div>",
    );
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    let of_page = |page: usize| laid.lines(page);
    assert!(of_page(0).join(" ").starts_with("one two three four five six seven eight"), "{:?}", of_page(0));
    assert!(of_page(0).join(" ").contains("three"), "{:?}", of_page(0));
    assert!(of_page(1).join(" ").starts_with("nine ten"), "{:?}", of_page(1));
    assert!(of_page(1).join(" ").contains("run"), "{:?}", of_page(1));
}
