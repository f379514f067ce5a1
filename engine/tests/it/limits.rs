//! Small documents that ask for more than any page shows: memory and time stay in proportion to the input and the pages,
//! or a message names the limit.

use crate::kit::lay_out;
use crate::kit::rendering::rendered;
use crate::kit::squares::expect;
use crate::kit::styled::style;
use engine::Resources;

const SQUARE: &str = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'><path d='M0 0h1v1H0z' fill='red'/></svg>";

/// The messages of rendering a document.
fn messages(html: &str) -> Vec<String> {
    let resources = Resources::new(env!("CARGO_MANIFEST_DIR"), &[]);
    let (_, diagnostics) = rendered(html, &resources);
    diagnostics.list().iter().map(|each| each.message.clone()).collect()
}

#[test]
fn a_background_repeated_too_often_is_reported_and_not_drawn() {
    let document = |side: usize| {
        format!(
            "<!doctype html><html lang=en><title>x</title><style>@page {{ size: 1200px; margin: 0 }}
             div {{ width: {side}px; height: {side}px; background: url(\"{SQUARE}\") }}</style><div></div>"
        )
    };
    assert_eq!(messages(&document(400)), [""; 0]);
    let found = messages(&document(1100));
    assert!(found.len() == 1 && found[0].contains("250000 times"), "{found:?}");
}

#[test]
fn only_the_tiles_of_a_background_that_are_on_the_page_are_drawn() {
    let css = format!(
        "div {{ position: absolute; width: 1e6px; height: 1e6px; background: url(\"{SQUARE}\") 0 0/2px 2px }}"
    );
    expect((4, 2), &css, "<div></div>", &["RRRR\nRRRR"]);
    // The coordinates of a group are not those of the page.
    let moved = format!("{css} div {{ left: -900px; transform: translate(920px, 0) }}");
    expect((4, 2), &moved, "<div></div>", &["..RR\n..RR"]);
}

#[test]
fn a_counter_style_pads_up_to_120_characters() {
    let css =
        |least: u32| format!("@counter-style long {{ system: numeric; symbols: '0' '1'; pad: {least} '0' }}");
    style(&css(120), "<p>").silent();
    let styled = style(&css(121), "<p>");
    assert!(styled.messages.iter().any(|message| message.0.contains("`pad`")), "{:?}", styled.messages);
}

#[test]
fn numbers_beyond_any_page_are_cut_before_a_picture_is_read() {
    let reported = |svg: &str| {
        let found = messages(&format!("<!doctype html><html lang=en><title>x</title><p>a {svg} b"));
        assert!(found.len() == 1 && found[0].contains("beyond any page"), "{found:?}");
    };
    let filtered = "<style>svg * { filter: url(#i) }</style>";
    reported(&format!(
        "<svg>{filtered}<polyline points='3.4e38 10 -5 -50 1e9 3.4e38'/><svg id=i></svg></svg>"
    ));
    reported("<svg><path d='M0 0L1e30 1e30A1 1 0 0 0 9 9z'/></svg>");
}

#[test]
fn many_narrow_columns_are_filled() {
    let words = "word ".repeat(2000);
    let html = format!("<!doctype html><p style='columns: 100; column-gap: 1px'>{words}");
    assert!(!lay_out(&html).pages.is_empty());
}

#[test]
fn many_messages_layers_and_classes_are_read() {
    let many = |count: usize, text: &dyn Fn(usize) -> String| (0..count).map(text).collect::<String>();
    let documents = [
        format!("<style>{}</style>", many(5_000, &|at| format!(".c{at} {{ colour{at}: red }}\n"))),
        many(3_000, &|at| format!("<a href='#n{at}'>x</a> ")),
        format!("<style>{}</style>", many(10_000, &|at| format!("@layer l{at} {{ p {{ color: red }} }}\n"))),
        format!(
            "<style>{}</style><p class='{}'>x",
            many(6_000, &|at| format!(".c{at} {{ color: red }}\n")),
            many(6_000, &|at| format!("c{at} "))
        ),
        format!(
            "<div style='{}'>{}</div>",
            many(1500, &|at| format!("--v{at}: {at};")),
            many(1500, &|at| format!("<p style='--x: {at}; width: var(--v{at})'></p>"))
        ),
    ];
    for document in documents {
        assert!(!lay_out(&format!("<!doctype html>{document}")).pages.is_empty(), "{document:.60}");
    }
}

#[test]
fn items_after_10000_rows_of_a_grid_are_reported() {
    let about_rows = |items: usize| {
        let items = "<i></i>".repeat(items);
        let document = format!(
            "<!doctype html><html lang=en><title>x</title><style>div {{ display: grid; grid: auto / 1fr 1fr }}</style><div>{items}</div>"
        );
        messages(&document).iter().filter(|each| each.contains("at most 10000 rows")).count()
    };
    assert_eq!((about_rows(20_000), about_rows(20_001)), (0, 1));
}

#[test]
fn cells_over_more_than_250000_rows_together_take_one_row_each() {
    let document = |rows: usize| {
        let cell = |row: usize| format!("<tr><td rowspan={rows}>x<td>{row}");
        let cells: String = (0..rows).map(cell).collect();
        format!(
            "<!doctype html><html lang=en><title>x</title><style>@page {{ size: 30000px }}</style><table>{cells}</table>"
        )
    };
    let about_spans = |rows| {
        messages(&document(rows)).iter().filter(|each| each.contains("span more than 250000 rows")).count()
    };
    assert_eq!((about_spans(100), about_spans(800)), (0, 1));
}

#[test]
fn columns_of_a_table_beyond_2000_are_left_out_with_a_message() {
    let document = |columns: usize| {
        format!(
            "<!doctype html><html lang=en><title>x</title><style>@page {{ size: 30000px }}</style><table><tr>{}</table>",
            "<td>x".repeat(columns)
        )
    };
    assert_eq!(messages(&document(2000)), [""; 0]);
    let found = messages(&document(2002));
    assert!(found.len() == 1 && found[0].contains("at most 2000 columns"), "{found:?}");
}

#[test]
fn more_counters_at_targets_than_a_million_are_reported_where_they_are_missed() {
    let document = |count: usize| {
        let item = |at: usize| format!("<p id=i{at} style='counter-reset: c{at}'></p>");
        let items: String = (0..count).map(item).collect();
        let last = count - 1;
        format!(
            "<!doctype html><html lang=en><title>x</title>
             <style>a::after {{ content: target-counter('#i{last}', c1) }}</style><div>{items}</div><a>x</a>"
        )
    };
    assert_eq!(messages(&document(100)), [""; 0]);
    let found = messages(&document(1500));
    assert!(found.len() == 1 && found[0].contains("more than 1000000 counters"), "{found:?}");
}
