//! `break-before`, `break-after` and `break-inside`: every value between boxes of every kind, and its propagation from a
//! box's first and last child (CSS Fragmentation 3, section 3; CSS Fragmentation 4 for `always` and `all`).

use crate::kit::squares;
use crate::kit::squares::{draw, expect, expect_pages};

/// Three siblings of one square each: how they are written, with `{}` for the attribute of the second.
const KINDS: [(&str, &str, &str); 9] = [
    ("blocks", "", "<p>a<p {}>b<p>c"),
    ("items of a list", "", "<ul><li>a<li {}>b<li>c</ul>"),
    ("rows", "", "<table><tr><td>a<tr {}><td>b<tr><td>c</table>"),
    ("groups of rows", "", "<table><tbody><tr><td>a<tbody {}><tr><td>b<tbody><tr><td>c</table>"),
    (
        "items of a flex column",
        "main { display: flex; flex-direction: column }",
        "<main><p>a<p {}>b<p>c</main>",
    ),
    (
        "lines of a flex container",
        "main { display: flex; flex-wrap: wrap } p { width: 100% }",
        "<main><p>a<p {}>b<p>c</main>",
    ),
    ("rows of a grid", "main { display: grid }", "<main><p>a<p {}>b<p>c</main>"),
    ("blocks after a float", "i { float: left }", "<i></i><p>a<p {}>b<p>c"),
    ("blocks in blocks", "", "<div><div><p>a</div><div><p {}>b</div></div><p>c"),
];

const BASE: &str = "ul { list-style: none } table { border-spacing: 0 } td { padding: 0 }";

const BLANK: &str = ".\n.\n.\n.";

#[track_caller]
fn each_kind(property: &str, value: &str, pages: &[&str]) {
    for (kind, css, body) in KINDS {
        println!("{kind}, {property}: {value}");
        let body = body.replace("{}", &format!("style='{property}: {value}'"));
        expect((1, 4), &format!("{BASE}{css}"), &body, pages);
    }
}

#[test]
fn values_that_force_no_page_leave_all_on_one() {
    for value in ["auto", "avoid", "avoid-page", "avoid-column", "column"] {
        each_kind("break-before", value, &["K\nK\nK\n."]);
        each_kind("break-after", value, &["K\nK\nK\n."]);
    }
}

#[test]
fn a_page_is_forced_before_and_after_boxes_of_every_kind() {
    for value in ["page", "always", "all"] {
        each_kind("break-before", value, &["K\n.\n.\n.", "K\nK\n.\n."]);
        each_kind("break-after", value, &["K\nK\n.\n.", "K\n.\n.\n."]);
    }
}

#[test]
fn a_side_is_forced_before_and_after_boxes_of_every_kind() {
    for value in ["left", "verso"] {
        each_kind("break-before", value, &["K\n.\n.\n.", "K\nK\n.\n."]);
        each_kind("break-after", value, &["K\nK\n.\n.", "K\n.\n.\n."]);
    }
    for value in ["right", "recto"] {
        each_kind("break-before", value, &["K\n.\n.\n.", BLANK, "K\nK\n.\n."]);
        each_kind("break-after", value, &["K\nK\n.\n.", BLANK, "K\n.\n.\n."]);
    }
}

#[test]
fn sides_turn_where_pages_are_read_from_the_right() {
    let css = "html { direction: rtl } .b { break-before: verso }";
    expect((1, 1), css, "<p>a<p class=b>b", &["K", "K"]);
    let css = "html { direction: rtl } .b { break-before: right }";
    expect((1, 1), css, "<p>a<p class=b>b", &["K", "K"]);
    let css = "html { direction: rtl } .b { break-before: left }";
    expect((1, 1), css, "<p>a<p class=b>b", &["K", ".", "K"]);
}

#[test]
fn breaks_are_avoided_before_and_after_boxes_of_every_kind() {
    // Two squares have room; the second is kept with the third, or the first with the second.
    for value in ["avoid", "avoid-page"] {
        for (kind, css, body) in KINDS {
            println!("{kind}: {value}");
            let (size, css) = ((1, 2), format!("{BASE}{css}"));
            let body = |property: &str| body.replace("{}", &format!("style='{property}: {value}'"));
            expect(size, &css, &body("break-before"), &["K\nK", "K\n."]);
            expect(size, &css, &body("break-after"), &["K\n.", "K\nK"]);
        }
    }
    // Outside columns, values for columns have no effect.
    for (kind, css, body) in KINDS {
        println!("{kind}");
        let body = body.replace("{}", "style='break-after: avoid-column'");
        expect((1, 2), &format!("{BASE}{css}"), &body, &["K\nK", "K\n."]);
    }
}

#[test]
fn boxes_of_every_kind_are_kept_whole() {
    let kinds = [
        ("", "<p>a<div class=k><p>b<p>c</div>"),
        ("", "<ul><li>a<li class=k><p>b<p>c</ul>"),
        ("", "<table><tr><td>a<tr class=k><td><p>b<p>c</table>"),
        ("", "<table><tr><td>a<tr><td class=k><p>b<p>c</table>"),
        ("", "<table><tbody><tr><td>a<tbody class=k><tr><td>b<tr><td>c</table>"),
        ("", "<p>a<table class=k><tr><td>b<tr><td>c</table>"),
        ("main { display: flex; flex-direction: column }", "<main><p>a<div class=k><p>b<p>c</div></main>"),
        ("main { display: flex }", "<p>a<main class=k><div><p>b<p>c</div></main>"),
        ("main { display: grid }", "<main><p>a<div class=k><p>b<p>c</div></main>"),
        ("main { display: grid }", "<p>a<main class=k><p>b<p>c</main>"),
    ];
    for (css, body) in kinds {
        for value in ["avoid", "avoid-page"] {
            println!("{css} {body} {value}");
            let css = format!("{BASE}{css} .k {{ break-inside: {value}; color: red }}");
            expect((1, 2), &css, body, &["K\n.", "R\nR"]);
        }
        for value in ["auto", "avoid-column"] {
            println!("{css} {body} {value}");
            let css =
                format!("{BASE}{css} .k {{ break-inside: {value}; color: red }} tr {{ break-inside: auto }}");
            // Rows, lines and similar boxes that would fit are also kept whole.
            let drawn = squares::draw((1, 2), &css, body);
            let kept = ["K\n.", "R\nR"];
            let broken = ["K\nR", "R\n."];
            assert!(
                drawn.pages == broken || (css.contains("main") && drawn.pages == kept),
                "{:?}",
                drawn.pages
            );
        }
    }
}

#[test]
fn values_of_the_first_and_last_child_apply_to_the_box() {
    let cases = [
        "<p>a<div><div><p class=b>b</div></div>",
        "<div><div><p class=a>a</div></div><p>b",
        "<p>a<ul><li class=b>b</ul>",
        "<ul><li class=a>a</ul><p>b",
        "<p>a<table><tr class=b><td>b</table>",
        "<table><tr class=a><td>a</table><p>b",
        "<p>a<table><tbody class=b><tr><td>b</table>",
        "<p>a<table><caption class=b>b</caption></table>",
        "<p>a<main class=column><p class=b>b</main>",
        "<main class=column><p class=a>a</main><p>b",
        "<p>a<main class=line><p class=b>b</main>",
        "<main class=line><p class=a>a</main><p>b",
        "<p>a<main class=grid><p class=b>b</main>",
        "<main class=grid><p class=a>a</main><p>b",
    ];
    let css = format!(
        "{BASE} .column {{ display: flex; flex-direction: column }} .line {{ display: flex }} .grid {{ display: grid }}"
    );
    for body in cases {
        println!("{body}");
        let forced = format!("{css} .a {{ break-after: page }} .b {{ break-before: page }}");
        expect((1, 3), &forced, body, &["K\n.\n.", "K\n.\n."]);
        let avoided = format!("{css} .a {{ break-after: avoid }} .b {{ break-before: avoid }}");
        expect((1, 2), &avoided, &format!("<p>0</p>{body}"), &["K\n.", "K\nK"]);
    }
    // A value on any item of a container's only line applies to the line; in a column, the first item by `order` counts.
    let line = format!("{css} .b {{ break-before: page }}");
    expect((2, 2), &line, "<p>a<main class=line><p>b<p class=b>c</main>", &["K.\n..", "KK\n.."]);
    let order = format!("{css} .b {{ break-before: page; order: -1; color: red }}");
    expect((1, 2), &order, "<p>a<main class=column><p>b<p class=b>c</main>", &["K\n.", "R\nK"]);
}

#[test]
fn an_only_child_does_not_end_a_page_that_is_empty() {
    expect((1, 2), "p { break-before: page }", "<div><p>a</div>", &["K\n."]);
    expect((1, 2), "p { break-after: page }", "<div><p>a</div>", &["K\n."]);
}

#[test]
fn values_that_meet_at_one_place_are_joined() {
    let expect = |after: &str, before: &str, pages: &[&str]| {
        println!("{after}, {before}");
        let css = format!(".a {{ break-after: {after} }} .b {{ break-before: {before} }}");
        expect((1, 1), &css, "<p class=a>a<p class=b>b", pages);
    };
    let (next, second) = (&["K", "K"][..], &["K", ".", "K"][..]);
    // One break, and a forced one is stronger than one that is avoided.
    expect("page", "page", next);
    expect("page", "avoid", next);
    expect("avoid", "page", next);
    expect("avoid", "right", second);
    // A side overrides `page`; of two sides, that of the later box applies.
    expect("right", "page", second);
    expect("page", "right", second);
    expect("right", "left", next);
    expect("left", "right", second);
    expect("verso", "recto", second);
    expect("recto", "verso", next);
    expect("column", "recto", second);
}

#[test]
fn the_innermost_value_of_a_side_counts() {
    let css = "div { break-before: right } p { break-before: left }";
    expect((1, 1), css, "<h1>a</h1><div><p>b</div>", &["K", "K"]);
}

#[test]
fn old_names_have_the_same_effect() {
    expect((1, 2), ".b { page-break-before: always }", "<p>a<p class=b>b", &["K\n.", "K\n."]);
    expect((1, 1), ".b { page-break-before: right }", "<p>a<p class=b>b", &["K", ".", "K"]);
    expect((1, 2), ".b { page-break-after: avoid }", "<p>a<p class=b>b<p>c", &["K\n.", "K\nK"]);
    expect((1, 2), "div { page-break-inside: avoid }", "<p>a<div>b<br>c</div>", &["K\n.", "K\nK"]);
    // In columns too, the value begins a new page.
    let css = "main { columns: 2; column-gap: 0 } .b { page-break-before: always }";
    expect((2, 1), css, "<main><p>a<p class=b>b</main>", &["K.", "K."]);
}

const COLUMNS: &str =
    "main { columns: 2; column-gap: 0; column-fill: auto } table { border-spacing: 0 } td { padding: 0 }
     ul { list-style: none }";

#[test]
fn columns_are_ended_by_boxes_of_every_kind() {
    let inner = |css: &str| css.replace("main", "section");
    for (kind, css, body) in KINDS {
        let body = format!("<main>{}</main>", body.replace("main", "section"));
        let css = format!("{COLUMNS}{}", inner(css));
        for value in ["column", "always"] {
            println!("{kind}: {value}");
            let body = |property: &str| body.replace("{}", &format!("style='{property}: {value}'"));
            expect((2, 4), &css, &body("break-before"), &["KK\n.K\n..\n.."]);
            expect((2, 4), &css, &body("break-after"), &["KK\nK.\n..\n.."]);
        }
        for value in ["page", "all", "left"] {
            println!("{kind}: {value}");
            let body = |property: &str| body.replace("{}", &format!("style='{property}: {value}'"));
            expect((2, 4), &css, &body("break-before"), &["K.\n..\n..\n..", "K.\nK.\n..\n.."]);
        }
    }
}

#[test]
fn avoid_column_and_avoid_page_affect_only_their_own_breaks() {
    let body = |value: &str| format!("<main><p>1<p>2<p style='break-before: {value}'>3<p>4</main>");
    // The third would begin the second column.
    for value in ["avoid", "avoid-column"] {
        expect((2, 2), COLUMNS, &body(value), &["KK\n.K", "K.\n.."]);
    }
    expect((2, 2), COLUMNS, &body("avoid-page"), &["KK\nKK"]);
    // The fifth would begin the second page, which is also a break between columns.
    let body = |value: &str| format!("<main><p>1<p>2<p>3<p>4<p style='break-before: {value}'>5</main>");
    for value in ["avoid", "avoid-column", "avoid-page"] {
        println!("{value}");
        expect((2, 2), COLUMNS, &body(value), &["KK\nK.", "K.\nK."]);
    }
    // The same for boxes that are kept whole.
    let body = |value: &str| format!("<main><p>1<div style='break-inside: {value}'>2<br>3</div></main>");
    for value in ["avoid", "avoid-column"] {
        expect((2, 2), COLUMNS, &body(value), &["KK\n.K"]);
    }
    expect((2, 2), COLUMNS, &body("avoid-page"), &["KK\nK."]);
    let body =
        |value: &str| format!("<main><p>1<p>2<p>3<div style='break-inside: {value}'>4<br>5</div></main>");
    for value in ["avoid", "avoid-column", "avoid-page"] {
        println!("{value}");
        expect((2, 2), COLUMNS, &body(value), &["KK\nK.", "K.\nK."]);
    }
}

/// Like [`expect`], for documents that must break a box that should be kept whole, which is reported.
fn expect_broken(size: (usize, usize), css: &str, body: &str, pages: &[&str]) {
    let drawing = draw(size, css, body);
    expect_pages(&drawing, pages);
    assert!(!drawing.messages.is_empty());
    assert!(
        drawing.messages.iter().all(|message| message.starts_with("a page ends ")),
        "{:?}",
        drawing.messages
    );
}

#[test]
fn contradicting_keeps_are_broken_where_the_hole_is_smallest() {
    // No break is free: the page is filled.
    expect_broken(
        (1, 3),
        "p { break-inside: avoid; break-after: avoid }",
        "<p>1<p>2<p>3<p>4",
        &["K\nK\nK", "K\n.\n."],
    );
    // A box taller than its page is broken; the box beside it is not.
    let css = ".k { break-inside: avoid } .r { color: red }";
    expect_broken(
        (1, 3),
        css,
        "<p class=k>1<br>2<br>3<br>4</p><p class='k r'>1<br>2",
        &["K\nK\nK", "K\nR\nR"],
    );
    // Rules are dropped in this order: orphans and widows, rules between boxes, rules inside boxes.
    expect(
        (1, 3),
        ".k { break-inside: avoid } .k p { orphans: 3; widows: 3 } .r { break-before: avoid; color: red }",
        "<p>1<div class=k><p>2<br>3</div><p class=r>1<br>2",
        &["K\n.\n.", "K\nK\nR", "R\n.\n."],
    );
}
