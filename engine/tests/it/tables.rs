//! Tables: widths of columns, spans, borders, captions, heads on every page, links into them.

use crate::kit::{Laid, lay_out, squares};

fn page(style: &str, body: &str) -> Laid {
    lay_out(&format!(
        "<!doctype html><html lang=en><title>Test</title><style>
        @page {{ size: 500px 3000px; margin: 0 }}
        html {{ font: 16px/20px 'Source Sans 3' }} body {{ margin: 0 }}
        table {{ border-spacing: 0 }} td, th {{ padding: 0 }} {style}</style><body>{body}"
    ))
}

fn assert_rects(laid: &Laid, expected: &[(&str, [f64; 4])]) {
    for (id, rect) in expected {
        let found = laid.rect(id);
        let near = found.iter().zip(rect).all(|(found, wanted)| (found - wanted).abs() < 0.05);
        assert!(near, "#{id} is at {found:?}, should be at {rect:?}");
    }
}

#[test]
fn widths_of_cells_and_columns_are_kept() {
    let laid = page(
        "",
        "<table><tr><td id=a style='width: 100px'>a<td id=b style='width: 60px'>b</table>
         <table style='width: 400px'><tr><td id=c style='width: 25%'>c<td id=d>d<td id=e style='width: 50%'>e</table>
         <table style='width: 300px'><colgroup><col style='width: 20%'><col style='width: 60px'><col></colgroup>
           <tr><td id=f>f<td id=g>g<td id=h>h</table>
         <table id=i style='width: 200px; max-width: 100px'><tr><td>x</table>
         <table id=j style='width: 300px; box-sizing: border-box; padding: 10px; border: 2px solid'><tr><td id=k>x</table>",
    );
    assert_rects(
        &laid,
        &[
            ("a", [0.0, 0.0, 100.0, 20.0]),
            ("b", [100.0, 0.0, 60.0, 20.0]),
            ("c", [0.0, 20.0, 100.0, 20.0]),
            ("d", [100.0, 20.0, 100.0, 20.0]),
            ("e", [200.0, 20.0, 200.0, 20.0]),
            ("f", [0.0, 40.0, 60.0, 20.0]),
            ("g", [60.0, 40.0, 60.0, 20.0]),
            ("h", [120.0, 40.0, 180.0, 20.0]),
            ("i", [0.0, 60.0, 100.0, 20.0]),
            ("j", [0.0, 80.0, 300.0, 44.0]),
            ("k", [12.0, 92.0, 276.0, 20.0]),
        ],
    );
}

#[test]
fn columns_share_by_content_and_never_cut_a_word() {
    let laid = page(
        "",
        "<table id=t style='width: 60px'><tr><td id=a>one two three<td id=b>x</table>
         <table id=u style='width: 10px'><tr><td id=c>Unbreakable</table>
         <table id=v><tr><td>short<td>a text that is far too long for one line of this page, so that it has to be broken</table>",
    );
    let widths = [laid.rect("a")[2], laid.rect("b")[2]];
    assert!((widths[0] + widths[1] - 60.0).abs() < 0.05 && widths[0] > 3.0 * widths[1], "{widths:?}");
    assert!(laid.rect("c")[2] > 70.0 && laid.rect("u")[2] == laid.rect("c")[2]);
    assert_eq!(laid.rect("v")[2], 500.0);
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
}

#[test]
fn a_fixed_table_looks_at_columns_and_its_first_row_only() {
    let laid = page(
        "",
        "<table style='table-layout: fixed; width: 400px'><col style='width: 100px'><col>
           <tr><td id=a style='width: 50px'>a<td id=b>b<td id=c>c
           <tr><td style='width: 300px'>x<td>Unbreakableverylongword<td>z</table>
         <table style='table-layout: fixed; width: 300px'><tr><td id=d colspan=2 style='width: 200px'>d<td id=e>e
           <tr><td id=f>f<td id=g>g<td>h</table>",
    );
    assert_rects(
        &laid,
        &[
            ("a", [0.0, 0.0, 100.0, 20.0]),
            ("b", [100.0, 0.0, 150.0, 20.0]),
            ("c", [250.0, 0.0, 150.0, 20.0]),
            ("d", [0.0, 40.0, 200.0, 20.0]),
            ("e", [200.0, 40.0, 100.0, 20.0]),
            ("f", [0.0, 60.0, 100.0, 20.0]),
            ("g", [100.0, 60.0, 100.0, 20.0]),
        ],
    );
}

#[test]
fn spans_cover_rows_and_columns() {
    let laid = page(
        "td { width: 50px }",
        "<table><tr><td id=a rowspan=2>1<br>2<br>3<td id=b>b<td id=c>c<tr><td id=d colspan=2>d<tr><td id=e colspan=3>e</table>
         <table><tr><td id=f rowspan=9>f<td id=g>g</table>
         <table><tr><td id=h rowspan=0>h<td>i<tr><td id=j>j</table>",
    );
    assert_rects(
        &laid,
        &[
            // Its 60 px are distributed over two rows that would be 20 px high each.
            ("a", [0.0, 0.0, 50.0, 60.0]),
            ("b", [50.0, 0.0, 50.0, 30.0]),
            ("c", [100.0, 0.0, 50.0, 30.0]),
            ("d", [50.0, 30.0, 100.0, 30.0]),
            ("e", [0.0, 60.0, 150.0, 20.0]),
            ("f", [0.0, 80.0, 50.0, 20.0]),
            ("g", [50.0, 80.0, 50.0, 20.0]),
            ("h", [0.0, 100.0, 50.0, 40.0]),
            ("j", [50.0, 120.0, 50.0, 20.0]),
        ],
    );
}

#[test]
fn separate_borders_have_room_and_collapsed_ones_are_shared() {
    let laid = page(
        "td { width: 50px }",
        "<table id=a style='border-spacing: 10px 4px; border: 3px solid'><tr><td id=b style='border: 2px solid'>b<td id=c>c</table>
         <table id=d style='border-collapse: collapse; border-spacing: 9px'><tr><td id=e style='border: 2px solid'>e<td id=f
           style='border: 4px solid'>f</table>",
    );
    assert_rects(
        &laid,
        &[
            ("a", [0.0, 0.0, 3.0 + 10.0 + 54.0 + 10.0 + 50.0 + 10.0 + 3.0, 3.0 + 4.0 + 24.0 + 4.0 + 3.0]),
            ("b", [13.0, 7.0, 54.0, 24.0]),
            ("c", [77.0, 7.0, 50.0, 24.0]),
        ],
    );
    // No spacing between collapsed cells, and half of the border between them is in each.
    let ([x, .., width, _], [next, ..]) = (laid.rect("e"), laid.rect("f"));
    assert!((x + width - next).abs() < 0.05);
    assert_rects(&laid, &[("d", [0.0, 38.0, 1.0 + 1.0 + 50.0 + 2.0 + 2.0 + 50.0 + 2.0 + 2.0, 28.0])]);
}

#[test]
fn cells_are_aligned_in_their_row() {
    let laid = page(
        "",
        "<table><tr style='height: 60px'><td style='vertical-align: top'>t<td style='vertical-align: middle'>m<td
         style='vertical-align: bottom'>b<td id=x style='vertical-align: baseline; font-size: 30px; line-height: 40px'>big<td style='vertical-align: baseline'>small</table>",
    );
    let baseline = |text: &str| laid.word(text).baseline;
    assert!((baseline("m") - baseline("t") - 20.0).abs() < 0.05);
    assert!((baseline("b") - baseline("t") - 40.0).abs() < 0.05);
    assert!((baseline("big") - baseline("small")).abs() < 0.05);
    assert_eq!(laid.rect("x")[3], 60.0);
}

#[test]
fn a_caption_is_above_or_below_and_widens_its_table() {
    let laid = page(
        "",
        "<table id=a><caption id=b>Incomprehensibilities</caption><tr><td>x</table>
         <table id=c style='caption-side: bottom; width: 200px'><caption id=d>under</caption><tr><td>x</table><p id=e>e</p>",
    );
    let ([_, top, width, _], [_, y, caption, _]) = (laid.rect("a"), laid.rect("b"));
    assert_eq!((y, top), (0.0, 20.0));
    assert!(width == caption && width > 130.0, "{width} {caption}");
    assert_rects(&laid, &[("c", [0.0, 40.0, 200.0, 20.0]), ("d", [0.0, 60.0, 200.0, 20.0])]);
}

#[test]
fn parts_of_a_table_without_their_table_get_one() {
    let laid = page(
        "",
        "<div id=a style='display: table'><div id=b style='display: table-cell; width: 50px'>b</div><div id=c
         style='display: table-cell; width: 20px'>c</div></div>
         <div><span id=d style='display: table-cell; width: 30px'>d</span><span id=e style='display: table-cell'>e</span></div>
         <table id=f></table><table><tr></tr></table><table><tr><td id=g></td></tr></table>",
    );
    assert_rects(
        &laid,
        &[
            ("a", [0.0, 0.0, 70.0, 20.0]),
            ("b", [0.0, 0.0, 50.0, 20.0]),
            ("c", [50.0, 0.0, 20.0, 20.0]),
            ("d", [0.0, 20.0, 30.0, 20.0]),
        ],
    );
    assert_eq!(laid.rect("e")[0], 30.0);
}

#[test]
fn heads_and_feet_are_on_every_page_and_rows_stay_whole() {
    let rows: String = (1..=9).map(|n| format!("<tr id=r{n}><td id=c{n}>row {n}<br>more</tr>")).collect();
    let laid = page(
        "@page { size: 500px 200px }",
        &format!(
            "<table><thead id=h><tr id=hr><th>Head</thead><tfoot><tr id=fr><th>Foot</tfoot><tbody id=b>{rows}</table>"
        ),
    );
    // 160 px between head and foot: four rows of 40 px.
    assert_eq!(laid.pages.len(), 3);
    for page in 0..3 {
        let lines = laid.lines(page);
        assert_eq!(lines.first().map(String::as_str), Some("Head"), "page {page}");
        assert_eq!(lines.last().map(String::as_str), Some("Foot"), "page {page}");
    }
    let at = |id: &str| laid.places(id)[0];
    assert_eq!(at("c4"), (0, 0.0, 140.0, laid.rect("c4")[2], 40.0));
    assert_eq!((at("c5").0, at("c5").2), (1, 20.0));
    assert_eq!(at("c9").0, 2);
    // Rows, cells and row groups can be targets of links, once each.
    for (id, page) in [("hr", 0), ("h", 0), ("b", 0), ("r4", 0), ("r5", 1), ("c5", 1), ("r9", 2), ("fr", 2)] {
        assert_eq!(laid.target_page(id), Some(page), "#{id}");
        let node = laid.node(id);
        let times =
            laid.lists.iter().flat_map(|list| &list.targets).filter(|target| target.node == node).count();
        assert_eq!(times, 1, "#{id}");
    }
}

#[test]
fn a_row_taller_than_a_page_is_broken_at_one_height() {
    let lines =
        |letter: &str, count: usize| (0..count).map(|n| format!("{letter}{n}<br>")).collect::<String>();
    let laid = page(
        "@page { size: 500px 200px } td { widows: 1; orphans: 1; vertical-align: top }",
        &format!(
            "<table><tr><td id=a>{}<td id=b>{}</table><p id=c>after</p>",
            lines("a", 25),
            lines("b", 12)
        ),
    );
    assert_eq!(laid.pages.len(), 3);
    assert_eq!(laid.lines(0).len(), 20);
    assert_eq!(laid.lines(1).len(), 12);
    assert_eq!(laid.lines(1)[0], "a10");
    assert_eq!((laid.page_of("c"), laid.places("c")[0].2), (2, 116.0));
}

#[test]
fn impossible_spans_and_sizes_end_in_some_table() {
    let laid = page(
        "",
        "<table><tr><td colspan=1000 rowspan=65534>x<td id=a>y<tr><td>z</table>
         <table style='width: -5px; border-spacing: 50px'><tr><td>n</table>
         <table style='width: 100%'><tr><td style='width: 90%'>a<td style='width: 90%'>b</table>
         <table style='height: 9999999px'><tr><td>tall</table>
         <table><col span=1000><tr><td style='width: 1e30px'>w</table><p id=end>end</p>",
    );
    assert!(laid.words().iter().any(|word| word.text == "end"));
}

/// CSS Tables 3, section 4.1.
#[test]
fn min_width_and_max_width_of_cells_count_in_the_widths_of_columns() {
    let table = |css: &str, cells: &str, page: &str| {
        let css = format!(
            "table {{ border-spacing: 0 }} td {{ padding: 0; background: lime; vertical-align: top }} {css}"
        );
        crate::kit::squares::expect((6, 2), &css, &format!("<table><tr>{cells}</table>"), &[page]);
    };
    table("td:first-child { min-width: 30px }", "<td>a<td>b", "KGGK..\n......");
    table("td:first-child { max-width: 20px }", "<td>aa bb<td>c", "KKK...\nKKG...");
    table("td:first-child { width: 10px; min-width: 20px }", "<td>a<td>b", "KGK...\n......");
    table("td:first-child { width: 40px; max-width: 20px }", "<td>a<td>b", "KGK...\n......");
    table("td { box-sizing: border-box; min-width: 20px; padding: 0 5px }", "<td>a", "??....\n......");
}

/// CSS Tables 3, section 3.9.3.
#[test]
fn columns_without_cells_get_none_of_the_rest() {
    for columns in ["<col><col>", "<col style='width: 10px'><col>", "<col><col><col>"] {
        crate::kit::squares::expect(
            (4, 1),
            "table { border-spacing: 0; width: 40px } td { padding: 0; background: lime }",
            &format!("<table>{columns}<tr><td>a</table>"),
            &["KGGG"],
        );
    }
}

#[test]
fn backgrounds_of_columns_groups_and_rows_lie_under_that_of_the_cell() {
    // A half transparent layer is seen at half its strength over what is below it.
    squares::expect(
        (4, 3),
        "table { border-spacing: 0; width: 100% } td { padding: 0; height: 10px }
         colgroup { background: red } .b { background: blue } .r { background: lime }
         .veil { background: rgb(255 255 255 / 50%) }",
        "<table><colgroup><col><col class=b></colgroup><colgroup><col><col class=b></colgroup>
         <tr><td><td><td><td>
         <tr><td colspan=2><td class=veil><td class=veil>
         <tr class=r><td><td class=veil><td><td></table>",
        &["RBRB
           RRrb
           GgGG"],
    );
    squares::expect(
        (2, 3),
        "table { border-spacing: 0; width: 100% } td { padding: 0; height: 10px }
         tbody { background: blue } tr:nth-child(2) { background: rgb(255 255 255 / 50%) }
         tr:nth-child(3) { background: linear-gradient(red 50%, transparent 50%) 50% 0 / 10px 20px no-repeat }",
        "<table><tr><td><td><tr><td><td><tr><td><td></table>",
        &["BB
           bb
           ??"],
    );
}

#[test]
fn an_image_of_a_group_is_placed_on_the_whole_group() {
    let styles = "table { border-spacing: 0; width: 100% } td { padding: 0; height: 10px }
         .g { background: linear-gradient(90deg, red 50%, blue 50%) }
         .v { background: linear-gradient(red 50%, lime 50%) }";
    squares::expect(
        (4, 4),
        styles,
        "<table><tr class=g><td><td><td><td><tr><td><td><td><td>
         <tbody class=v><tr><td><td><td><td><tr><td><td><td><td></table>",
        &["RRBB
           ....
           RRRR
           GGGG"],
    );
    squares::expect(
        (4, 2),
        styles,
        "<table><col><col class=v><colgroup class=g><col><col></colgroup>
         <tr><td><td><td><td><tr><td><td><td><td></table>",
        &[".RRB
           .GRB"],
    );
}
