//! Flex containers and other values of `display`. The expected places of boxes are from Chromium; the expected page breaks
//! were worked out by hand.

use crate::kit;
use crate::kit::box_cases;

#[test]
fn boxes_are_where_browsers_place_them() {
    box_cases::check(include_str!("../boxes/flex.txt"));
}

/// A document with pages of 400 by 300 pixels and lines of 20 pixels.
fn pages(body: &str) -> kit::Laid {
    kit::lay_out(&format!(
        "<style>@page {{ size: 400px 300px; margin: 0 }} body {{ margin: 0; font: 16px/20px 'Source Serif 4'; \
         orphans: 1; widows: 1 }} p {{ margin: 0 }}</style><body>{body}"
    ))
}

fn lines(count: usize) -> String {
    (0..count).map(|line| format!("line {line}<br>")).collect()
}

#[test]
fn two_long_columns_fill_their_pages() {
    // Twenty pages of fifteen lines; the second column is slightly taller, so that no break is shared.
    let laid = pages(&format!(
        "<div style='display: flex'><div style='width: 200px'>{}</div><div style='width: 200px; line-height: 21px'>{}</div></div>",
        lines(300),
        lines(280)
    ));
    // Both break at one height, so a page may lack lines of the left column, but none of the right one.
    assert_eq!(laid.pages.len(), 21);
    for page in 0..20 {
        let words = laid.words();
        let left = words.iter().filter(|word| word.page == page && word.x < 200.0).count();
        let right = words.iter().filter(|word| word.page == page && word.x >= 200.0).count();
        assert!(left >= 13 && right >= 14, "{left} and {right} on page {page}");
    }
}

#[test]
fn columns_break_between_items_and_inside_them() {
    let laid = pages(&format!(
        "<div style='display: flex; flex-direction: column; gap: 30px'><div id=a style='height: 140px'></div><div
         id=b style='height: 120px'></div><div id=c style='height: 100px'></div><p id=d>{}</p></div>",
        lines(12)
    ));
    assert_eq!(laid.rect("b"), [0.0, 170.0, 400.0, 120.0]);
    // The gap is dropped where the page ends.
    assert_eq!(laid.rect("c"), [0.0, 0.0, 400.0, 100.0]);
    let d: Vec<(usize, f64, f64)> =
        laid.places("d").iter().map(|&(page, _, y, _, height)| (page, y, height)).collect();
    // A box that is broken extends to the end of its page.
    assert_eq!(d, [(1, 130.0, 170.0), (2, 0.0, 80.0)]);
}

#[test]
fn wrapped_lines_are_kept_whole_if_they_fit_on_a_page() {
    let item = |id: &str| format!("<p id={id} style='width: 150px'>{}</p>", lines(8));
    let laid = pages(&format!(
        "<div style='display: flex; flex-wrap: wrap'>{}{}{}{}</div>",
        item("a"),
        item("b"),
        item("c"),
        item("d")
    ));
    assert_eq!(["a", "b", "c", "d"].map(|id| laid.page_of(id)), [0, 0, 1, 1]);
}

#[test]
fn wrapped_columns_are_broken_at_one_height() {
    let items: String =
        (0..8).map(|number| format!("<div id=c{number} style='height: 100px; width: 50px'></div>")).collect();
    let laid =
        pages(&format!("<div style='display: flex; flex-flow: column wrap; height: 400px'>{items}</div>"));
    let places: Vec<(usize, f64, f64)> = (0..8)
        .map(|number| {
            let (page, x, y, _, _) = laid.places(&format!("c{number}"))[0];
            (page, x, y)
        })
        .collect();
    // Two columns, 200 apart: their lines are stretched over the width.
    let column = |x: f64| [(0, x, 0.0), (0, x, 100.0), (0, x, 200.0), (1, x, 0.0)];
    assert_eq!(places, [column(0.0), column(200.0)].concat());
}

#[test]
fn breaks_are_forced_between_items_of_a_column_and_between_lines() {
    let laid = pages(
        "<div style='display: flex; flex-direction: column'><p id=a>a</p><p id=b style='break-before: page'>b</p><p
         id=c>c</p></div><div style='display: flex; flex-wrap: wrap; break-before: page'><p id=d style='width: 300px'>d</p><p
         id=e style='width: 300px; break-before: page'>e</p></div>",
    );
    assert_eq!(["a", "b", "c", "d", "e"].map(|id| laid.page_of(id)), [0, 1, 1, 2, 3]);
}

#[test]
fn a_collapsed_item_leaves_the_height_of_its_line() {
    let laid = pages(
        "<div id=g style='display: flex'><div id=a style='visibility: collapse; width: 50px; height: 70px'></div><div id=b
         style='width: 20px; height: 10px'></div></div>",
    );
    assert_eq!(laid.places("a"), []);
    assert_eq!((laid.rect("b"), laid.rect("g")), ([0.0, 0.0, 20.0, 10.0], [0.0, 0.0, 400.0, 70.0]));
}

#[test]
fn links_lead_to_where_the_content_of_elements_without_boxes_begins() {
    let laid = pages(
        "<style>a::after { content: target-counter(attr(href), page) }</style>
         <p>see <a href='#a'>A</a> <a href='#b'>B</a> <a href='#c'>C</a> <a href='#d'>D</a> <a href='#e'>E</a></p>
         <div style='break-before: page'>x</div><div id=a style='display: contents'><p style='break-before: page'>one</p></div>
         <p style='break-before: page'>two <span id=b style='display: contents'>three</span><br id=c>four</p>
         <div style='display: grid; break-before: page'><section id=d style='display: contents'><img
         src='tests/pictures/red.png'><img id=i src='tests/pictures/red.png'></section></div>
         <table style='break-before: page'><tbody id=e style='display: contents'><tr><td>cell</table>",
    );
    for (id, page) in [("a", 2), ("b", 3), ("c", 3), ("d", 4), ("e", 5)] {
        assert_eq!(laid.target_page(id), Some(page), "#{id}");
    }
    assert_eq!(laid.lines(0)[0], "see A3 B4 C4 D5 E6");
    // The two pictures are items, and nothing precedes them.
    assert_eq!(laid.rect("i"), [0.0, 30.0, 40.0, 30.0]);
}

#[test]
fn calculations_of_items_know_what_percentages_refer_to() {
    let laid = pages(
        "<div style='display: flex'><div id=a style='width: min(25%, 300px); padding-left: max(5%, 10px)'></div><div
         id=b style='flex: 0 0 max(10%, 60px); margin-left: min(10%, 50px)'></div></div>
         <div style='display: grid; grid-template-columns: min(50%, 120px) 1fr'><p>x</p><p id=c>y</p></div>",
    );
    assert_eq!(laid.rect("a")[..1], [0.0]);
    assert_eq!(laid.rect("a")[2], 120.0);
    assert_eq!((laid.rect("b")[0], laid.rect("b")[2]), (160.0, 60.0));
    assert_eq!(laid.rect("c")[0], 120.0);
}

/// CSS Display 3, section 2.8: the root's `display` is blockified, and no more.
#[test]
fn the_root_may_be_a_flex_or_grid_container() {
    let center = "height: 100%; align-items: center; justify-content: center";
    let body = "body { background: red; width: 20px; height: 10px }";
    for display in ["flex", "inline-flex", "grid"] {
        let css = format!("html {{ display: {display}; {center}; background: lime }} {body}");
        crate::kit::squares::expect((4, 3), &css, "", &["GGGG\nGRRG\nGGGG"]);
    }
}

/// CSS Paged Media 3, section 6.1: only between siblings of block flow does another page name begin a page.
#[test]
fn page_names_of_items_do_not_break_pages() {
    for css in [
        "div { display: flex; flex-wrap: wrap }",
        "div { display: grid }",
        "div { display: flex; flex-direction: column }",
    ] {
        let css = format!("{css} .a {{ page: other; width: 100% }}");
        crate::kit::squares::expect((2, 2), &css, "<div><p class=a>a<p>b</div>", &["K.\nK."]);
    }
}
