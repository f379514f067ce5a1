//! Baseline grids: `line-grid` and `line-snap`.

use crate::kit::{Laid, lay_out};

/// The step of the grid and the top of its pages, in pixels.
const STEP: f64 = 20.0;
const TOP: f64 = 30.0;

const TEXT: &str = "The universities of the region keep one another informed of courses, exchanges and \
    projects, and meet once a year to agree on what they do together in the years to come.";

fn page(style: &str, body: &str) -> Laid {
    let laid = lay_out(&format!(
        "<!doctype html><html lang=en><style>\
         @page {{ size: 400px 360px; margin: 30px 20px }}\
         html {{ font: 14px/{STEP}px 'Source Serif 4'; line-grid: create; line-snap: baseline }}\
         body, p, h2, ul, figure {{ margin: 0 }} {style}</style><body>{body}"
    ));
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    laid
}

/// The distance from the top of the page to the first baseline.
fn first_baseline() -> f64 {
    page("", "<p>First").word("First").baseline - TOP
}

/// The steps above the baselines of all text, except text that contains one of `except`.
fn steps(laid: &Laid, except: &[&str]) -> Vec<f64> {
    let first = first_baseline();
    laid.words()
        .iter()
        .filter(|word| !except.iter().any(|text| word.text.contains(text)))
        .map(|word| (word.baseline - TOP - first) / STEP)
        .collect()
}

fn assert_on_grid(laid: &Laid, except: &[&str]) {
    for (steps, word) in steps(laid, &[]).into_iter().zip(laid.words()) {
        if !except.iter().any(|text| word.text.contains(text)) {
            assert!((steps - steps.round()).abs() < 0.002, "{word:?} is {steps} steps down its page");
        }
    }
}

/// The number of the step, from 0, on which a piece of text is.
fn step_of(laid: &Laid, text: &str) -> f64 {
    (laid.word(text).baseline - TOP - first_baseline()) / STEP
}

#[test]
fn space_between_paragraphs_is_rounded_up_to_whole_steps() {
    let style = "#b { margin-top: 7px } #c { margin-top: 21px } #d { margin-top: 20px }";
    let laid = page(style, "<p>One<p id=b>Two<p id=c>Three<p id=d>Four<p>Five");
    assert_eq!(
        ["One", "Two", "Three", "Four", "Five"].map(|text| step_of(&laid, text)),
        [0., 2., 5., 7., 8.]
    );
}

#[test]
fn without_snapping_nothing_is_moved() {
    let style = "#b { margin-top: 7px; font-size: 22px; line-height: 25px }";
    let with_grid = page(&format!("html {{ line-snap: none }} {style}"), "<p>One<p id=b>Two<p>Three");
    let without = page(&format!("html {{ line-grid: match-parent }} {style}"), "<p>One<p id=b>Two<p>Three");
    assert_eq!(with_grid.words(), without.words());
    assert_eq!(without.word("Three").baseline - without.word("One").baseline, 20.0 + 7.0 + 25.0);
}

#[test]
fn headings_of_other_sizes_take_whole_steps() {
    let style = "h2 { font-size: 26px; line-height: 30px; margin: 11px 0 5px }";
    let laid = page(style, &format!("<p>{TEXT}<h2>Heading</h2><p>Below"));
    assert_on_grid(&laid, &[]);
    let lines = laid.lines(0);
    let heading = lines.iter().position(|line| line == "Heading").expect("the heading");
    // A step of margin above, two of its own, and one of margin below.
    assert_eq!(step_of(&laid, "Heading"), heading as f64 + 2.0);
    assert_eq!(step_of(&laid, "Below"), heading as f64 + 4.0);
}

#[test]
fn text_of_other_fonts_and_sizes_keeps_its_line_to_one_step() {
    let style = "code { font-family: 'Source Sans 3' } sup { font-size: 9px; vertical-align: super } \
                 .big { font-size: 18px } .small { font-size: 9px; line-height: 12px }";
    let body = "<p>One <code>sans</code> and<sup>2</sup> <span class=big>big</span>\
                <p class=small>Small<p>Last";
    let laid = page(style, body);
    assert_on_grid(&laid, &["2"]);
    assert_eq!(["sans", "big", "Small", "Last"].map(|text| step_of(&laid, text)), [0., 0., 1., 2.]);
}

#[test]
fn lists_and_their_markers_are_on_the_grid() {
    let style = "li { margin: 3px 0 } ul ul { padding-left: 20px }";
    let laid = page(style, "<p>Before<ul><li>One<ul><li>Inner</ul><li>Two</ul><ol><li>Three</ol><p>After");
    assert_on_grid(&laid, &[]);
    assert_eq!(laid.word("•").baseline, laid.word("One").baseline);
}

#[test]
fn content_after_a_picture_or_a_padded_box_is_on_the_grid() {
    let style = "img { display: block; width: 70px; height: 33px } \
                 .box { padding: 6px 9px 3px; border: 2px solid; margin: 5px 0 } .high { height: 47px }";
    let body = format!(
        "<p>One<figure><img src='tests/pictures/red.png' alt=red><img id=b src='tests/pictures/red.png' \
         alt=red></figure><p>Two<div class=box><p>Three</div><p>{TEXT}<div class=high></div><p>Last"
    );
    let laid = page(style, &body);
    assert_on_grid(&laid, &[]);
    // The second picture also begins on a step.
    assert_eq!(laid.rect("b")[1], TOP + 20.0 + 40.0);
    assert_eq!(step_of(&laid, "Two"), 5.0);
}

#[test]
fn a_picture_on_a_line_takes_the_steps_it_needs() {
    let style = "img { width: 20px; height: 45px }";
    let laid = page(style, "<p>One<p>Two <img id=a src='tests/pictures/red.png' alt=red> more<p>Last");
    assert_on_grid(&laid, &[]);
    let [_, top, _, height] = laid.rect("a");
    assert!((top + height - laid.word("Two").baseline).abs() < 0.02, "it is on the baseline");
    assert!(top >= TOP + STEP, "it does not reach into the line above: {top}");
    assert!(laid.word("Last").baseline > laid.word("Two").baseline);
}

#[test]
fn rows_of_tables_take_whole_steps() {
    let style = "table { border-collapse: collapse } td, th { padding: 4px 6px; border: 1px solid } \
                 .middle { vertical-align: middle } .bottom { vertical-align: bottom }";
    let body = format!(
        "<p>Before<table><thead><tr><th>Head<th>Other<th>Third</thead>\
         <tr><td>{TEXT}<td class=middle>middle<td class=bottom>bottom\
         <tr><td>{TEXT}<td>second<td>row<tr><td>{TEXT}<td>third<td>row</table><p>After"
    );
    let laid = page(style, &body);
    assert!(laid.pages.len() > 1, "the head is repeated");
    assert_on_grid(&laid, &[]);
    let middle = step_of(&laid, "middle");
    assert!(middle > step_of(&laid, "The univ") && middle < step_of(&laid, "bottom"));
}

#[test]
fn columns_side_by_side_share_the_grid() {
    let style = ".row { display: flex; gap: 10px; margin: 9px 0 } .row > div { flex: 1 1 0 } \
                 .pad { padding-top: 7px } .end { align-self: flex-end } .middle { align-self: center } \
                 .down { margin-top: 13px } h2 { font-size: 20px; line-height: 26px }";
    let body = format!(
        "<p>Before<div class=row><div><h2>Head</h2><p>{TEXT}</div><div class=pad>{TEXT}</div>\
         <div class=down>down</div><div class=end>end</div><div class=middle>middle</div></div><p>After\
         <div class=row style='flex-direction: column'><div>One</div><div>Two</div></div><p>Last"
    );
    let laid = page(style, &body);
    assert_on_grid(&laid, &[]);
    assert!(laid.pages.len() > 1, "the columns are broken");
}

#[test]
fn a_flex_container_inside_another_is_measured_as_it_is_laid_out() {
    let style = ".row { display: flex; gap: 10px } .row > div { flex: 1 1 0 } p { margin-bottom: 5px } \
                 #outer { background: #eee }";
    let body = "<div class=row id=outer><div><div class=row><div><p>One<p>Two</div><div>Side</div></div>\
                <p>Under</div></div><p>After";
    let laid = page(style, body);
    assert_on_grid(&laid, &[]);
    let [_, top, _, height] = laid.rect("outer");
    assert!(top + height >= laid.word("Under").baseline, "it holds all that is in it");
    assert!(step_of(&laid, "After") > step_of(&laid, "Under"));
}

#[test]
fn every_page_begins_on_the_grid_wherever_the_one_before_ends() {
    let style = "p { margin: 7px 0 0; orphans: 1; widows: 1 } h2 { font-size: 22px; line-height: 27px } \
                 .box { padding: 5px; margin-top: 3px } .clone { box-decoration-break: clone }";
    let mut body = String::new();
    for number in 0..12 {
        body.push_str(&format!(
            "<h2>Number {number}</h2><p>{TEXT}<div class=box>{TEXT} {TEXT}</div>\
             <div class='box clone'>{TEXT} {TEXT}</div>"
        ));
    }
    let laid = page(style, &body);
    assert!(laid.pages.len() > 10);
    assert_on_grid(&laid, &[]);
    let boxed = laid.pages.iter().filter(|page| {
        let first = laid.words().into_iter().find(|word| word.page == page.index as usize);
        first.is_some_and(|word| !word.text.starts_with("Number") && !word.text.starts_with("The"))
    });
    assert!(boxed.count() > 2, "some pages begin inside a box");
}

#[test]
fn pages_after_forced_breaks_and_of_other_widths_begin_on_the_grid() {
    let style = "@page wide { margin: 30px 10px } #a { break-before: page; margin-top: 13px } \
                 #b { page: wide; padding-top: 3px } #c { break-before: page; padding: 4px }";
    let body = format!(
        "<p>{TEXT}<div id=a><p>{TEXT}</div><div id=b><p>{TEXT}</div><div id=c><p>{TEXT}</div><p>{TEXT}"
    );
    let laid = page(style, &body);
    assert_eq!(laid.pages.len(), 4);
    assert_on_grid(&laid, &[]);
    // The margin at the top is kept after a forced break, and rounded like any other.
    let first = laid.words().into_iter().find(|word| word.page == 1).expect("text");
    assert_eq!((first.baseline - TOP - first_baseline()) / STEP, 1.0);
}

#[test]
fn text_off_the_grid_keeps_its_own_lines_and_the_following_text_is_on_the_grid() {
    let style = "p { orphans: 1; widows: 1 } .off { line-snap: none; font-size: 11px; line-height: 13px }";
    let off = "off ".repeat(700);
    let laid = page(style, &format!("<p>{TEXT}<p class=off>{off}<p>{TEXT} {TEXT}"));
    assert!(laid.pages.len() > 1);
    assert_on_grid(&laid, &["off"]);
    let words = laid.words();
    let off: Vec<_> = words.iter().filter(|word| word.text.contains("off")).collect();
    let broken = off.iter().zip(&off[1..]).filter(|(a, b)| a.page != b.page).count();
    assert!(broken > 0, "a page ends in it");
    for (a, b) in off.iter().zip(&off[1..]).filter(|(a, b)| a.page == b.page) {
        assert!((b.baseline - a.baseline - 13.0).abs() < 0.02);
    }
}

#[test]
fn a_box_on_the_grid_begins_on_it_whatever_it_contains() {
    let style = "#a { break-inside: avoid; margin-top: 7px } #b { line-snap: none; border-top: 3px solid } \
                 #b p { line-height: 13px }";
    let box_with_head = "<section id=a><div id=b><p>Head</div><p>Body</section>";
    let laid = page(style, &format!("<p>One{box_with_head}<p>Last"));
    assert_eq!(laid.rect("a")[1], TOP + STEP + STEP);
    let laid = page(style, &format!("{}{box_with_head}", "<p>One".repeat(14)));
    assert_eq!((laid.page_of("a"), laid.rect("a")[1]), (1, TOP));
    assert_on_grid(&laid, &["Head"]);
}

#[test]
fn pages_without_content_on_the_grid_begin_at_their_top() {
    let style = ".off { line-snap: none; line-height: 13px; orphans: 1; widows: 1 }";
    let laid = page(style, &format!("<p>On<p class=off>{}", "off ".repeat(900)));
    let tops: Vec<f64> = (1..laid.pages.len())
        .map(|page| laid.words().into_iter().find(|word| word.page == page).expect("text").baseline)
        .collect();
    let alone = page("p { line-snap: none; line-height: 13px }", "<p>off").word("off").baseline;
    assert!(tops.len() > 1);
    assert!(tops.iter().all(|top| (top - alone).abs() < 0.02), "{tops:?} and {alone}");
}

#[test]
fn a_contained_line_is_in_the_middle_of_its_steps() {
    let style = "h2 { font-size: 20px; line-height: 30px; line-snap: contain }";
    let laid = page(style, "<p>One<h2>Heading</h2><p>Last");
    assert_eq!(step_of(&laid, "Last"), 3.0);
    let alone = page("h2 { font-size: 20px; line-height: 30px; line-snap: none }", "<h2>Heading</h2>");
    let down = laid.word("Heading").baseline - alone.word("Heading").baseline;
    assert!((down - (STEP + (40.0 - 30.0) / 2.0)).abs() < 0.02, "{down}");
}

#[test]
fn a_grid_can_begin_lower_on_its_first_page_and_at_the_top_of_the_others() {
    let style = "html { line-grid: match-parent } h2 { line-snap: none; line-height: 33px } \
                 section { line-grid: create; margin-top: 4px } section p { margin-bottom: 3px }";
    let laid = page(style, &format!("<h2>Above</h2><section>{}</section>", format!("<p>{TEXT}").repeat(5)));
    assert!(laid.pages.len() > 1);
    let words = laid.words();
    let on = |page: usize, top: f64| {
        words
            .iter()
            .filter(|word| word.page == page && word.text != "Above")
            .map(|word| (word.baseline - top - first_baseline()) / STEP)
            .all(|steps| (steps - steps.round()).abs() < 0.002)
    };
    assert!(on(0, TOP + 37.0), "it begins below the margin");
    assert!(on(1, TOP));
}

#[test]
fn absolute_boxes_and_inline_blocks_are_not_snapped_to_the_grid() {
    let style = "#a { position: absolute; left: 0; top: 3px } #b { display: inline-block; padding-top: 2px } \
                 #a p { margin-top: 3px }";
    let laid = page(style, "<p>One<div id=a><p>first<p>second</div><p><span id=b><span>inline</span></span>");
    assert!((laid.word("second").baseline - laid.word("first").baseline - 23.0).abs() < 0.02);
    // An inline block is on the baseline of its line.
    assert_eq!(step_of(&laid, "inline"), 1.0);
}

#[test]
fn page_numbers_in_the_text_leave_it_on_the_grid() {
    let style = "h2 { break-before: page; font-size: 22px; line-height: 28px } \
                 a::after { content: ' ' target-counter(attr(href), page) } .toc { line-height: 17px }";
    let mut body = String::new();
    for number in 0..12 {
        body.push_str(&format!("<p class=toc><a href='#n{number}'>Number</a>"));
    }
    for number in 0..12 {
        body.push_str(&format!("<h2 id=n{number}>Number</h2><p>{TEXT}"));
    }
    let laid = page(style, &body);
    assert_eq!(laid.pages.len(), 13);
    assert_on_grid(&laid, &[]);
    assert!(laid.words().iter().any(|word| word.text.contains("13")));
}
