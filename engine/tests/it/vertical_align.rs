//! `vertical-align` and `line-height` (CSS 2.2, section 10.8). Expected places are worked out here by the rules
//! there, in CSS pixels: Source Sans 3 reaches 1.024 em above its baseline and 0.4 em below, and its small
//! letters are 0.486 em high. Other engines give the same places, rounded to pixels.

use crate::kit;
use crate::kit::lay_out;

const ASCENT: f64 = 1.024;
const DESCENT: f64 = 0.4;
const X_HEIGHT: f64 = 0.486;
/// The font size and the line height of the paragraphs.
const SIZE: f64 = 20.0;
const LINE: f64 = 30.0;

/// The distance by which a box is raised.
#[derive(Clone, Copy, Debug)]
enum Place {
    Raised(f64),
    Top,
    Bottom,
}

/// Above and below the baseline with half the leading (section 10.8.1).
fn inline_box(size: f64, line_height: f64) -> (f64, f64) {
    let leading = line_height - (ASCENT + DESCENT) * size;
    (ASCENT * size + leading / 2.0, DESCENT * size + leading / 2.0)
}

/// Every value, and the place that it gives a box with this extent above and below its baseline. Percentages refer to
/// `line_height`.
fn values((above, below): (f64, f64), line_height: f64) -> Vec<(&'static str, Place)> {
    vec![
        ("baseline", Place::Raised(0.0)),
        ("sub", Place::Raised(-SIZE / 5.0)),
        ("super", Place::Raised(SIZE / 3.0)),
        ("text-top", Place::Raised(ASCENT * SIZE - above)),
        ("text-bottom", Place::Raised(below - DESCENT * SIZE)),
        ("middle", Place::Raised(X_HEIGHT * SIZE / 2.0 - (above - below) / 2.0)),
        ("10px", Place::Raised(10.0)),
        ("-10px", Place::Raised(-10.0)),
        ("50%", Place::Raised(line_height / 2.0)),
        ("-25%", Place::Raised(-line_height / 4.0)),
        ("calc(5px + 10%)", Place::Raised(5.0 + line_height / 10.0)),
        ("top", Place::Top),
        ("bottom", Place::Bottom),
    ]
}

/// The height of a line with one box on it, the baseline of the line, and that of the box.
fn expected((above, below): (f64, f64), place: Place) -> (f64, f64, f64) {
    let (strut_above, strut_below) = inline_box(SIZE, LINE);
    match place {
        Place::Raised(by) => {
            let top = strut_above.max(above + by);
            (top + strut_below.max(below - by), top, top - by)
        }
        Place::Top => (LINE.max(above + below), strut_above, above),
        Place::Bottom => {
            let height = LINE.max(above + below);
            (height, height - strut_below, height - below)
        }
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.06
}

fn page(body: &str) -> kit::Laid {
    let laid = lay_out(&format!(
        "<!doctype html><title>Test</title><style>@page {{ size: 600px 900px; margin: 0 }}
         html {{ font: {SIZE}px/{LINE}px 'Source Sans 3' }} body, p {{ margin: 0 }}</style><body>{body}"
    ));
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    laid
}

#[test]
fn inline_boxes_of_another_size_are_aligned_by_every_value() {
    let own = inline_box(30.0, 50.0);
    for (value, place) in values(own, 50.0) {
        let style = format!("font-size: 30px; line-height: 50px; vertical-align: {value}");
        let laid = page(&format!("<p id=p>Text <span style='{style}'>Span</span></p>"));
        let (height, line, baseline) = expected(own, place);
        let found = (laid.rect("p")[3], laid.word("Text").baseline, laid.word("Span").baseline);
        let good = near(found.0, height) && near(found.1, line) && near(found.2, baseline);
        assert!(good, "{value}: {found:?}, not {:?}", (height, line, baseline));
    }
}

#[test]
fn images_and_blocks_in_lines_are_aligned_by_every_value() {
    // 40 px with margins of 3 px, all of it above the baseline; percentages are of the line height.
    let own = (46.0, 0.0);
    let kinds = [
        ("<img id=x src='tests/pictures/red.png' style='STYLE'>", ""),
        ("<span id=x style='display: inline-block; STYLE'></span>", ""),
        ("<span id=x style='display: inline-block; overflow: hidden; STYLE'>in it</span>", "clips"),
    ];
    for (kind, name) in kinds {
        for (value, place) in values(own, 20.0) {
            let style = format!(
                "width: 30px; height: 40px; margin: 3px 0; line-height: 20px; vertical-align: {value}"
            );
            let laid = page(&format!("<p id=p>Text {}</p>", kind.replace("STYLE", &style)));
            let (height, line, baseline) = expected(own, place);
            let [_, top, _, box_height] = laid.rect("x");
            let found = (laid.rect("p")[3], laid.word("Text").baseline, top + box_height + 3.0);
            let good = near(found.0, height) && near(found.1, line) && near(found.2, baseline);
            assert!(good, "{kind} {name} {value}: {found:?}, not {:?}", (height, line, baseline));
        }
    }
}

#[test]
fn an_inline_block_is_aligned_by_its_last_line() {
    // Two lines of 20 px, and 5 px around them.
    let (line_above, line_below) = inline_box(12.0, 20.0);
    let own = (5.0 + 20.0 + line_above, line_below + 5.0);
    for (value, place) in values(own, 20.0) {
        let style = format!(
            "display: inline-block; padding: 4px; border: 1px solid; font-size: 12px; line-height: 20px; \
             vertical-align: {value}"
        );
        let laid = page(&format!("<p id=p>Text <span style='{style}'>one<br>two</span></p>"));
        let (height, line, baseline) = expected(own, place);
        let found = (laid.rect("p")[3], laid.word("Text").baseline, laid.word("two").baseline);
        let good = near(found.0, height) && near(found.1, line) && near(found.2, baseline);
        assert!(good, "{value}: {found:?}, not {:?}", (height, line, baseline));
    }
}

#[test]
fn nested_boxes_are_measured_from_their_parents() {
    let laid = page(
        "<p id=p>Text <span style='vertical-align: super; font-size: 12px; line-height: 12px'>up
         <b style='vertical-align: 5px; font-weight: 400'>more</b>
         <i style='vertical-align: sub; font-style: normal'>less</i></span></p>",
    );
    let line = laid.word("Text").baseline;
    let up = line - SIZE / 3.0;
    assert!(near(laid.word("up").baseline, up));
    assert!(near(laid.word("more").baseline, up - 5.0));
    // A fifth of the font size of the parent.
    assert!(near(laid.word("less").baseline, up + 12.0 / 5.0));
}

#[test]
fn content_of_a_box_aligned_with_the_line_moves_with_it() {
    let outer = inline_box(SIZE, 80.0);
    let laid = page(
        "<p id=p>Text <span style='vertical-align: top; line-height: 80px'>top
         <b style='vertical-align: 10px; font-weight: 400; line-height: 1'>raised</b></span><span
         style='vertical-align: bottom; line-height: 70px'>bottom</span></p>",
    );
    let end = laid.rect("p")[3];
    assert!(near(end, 80.0), "as tall as the tallest: {end}");
    assert!(near(laid.word("top").baseline, outer.0));
    assert!(near(laid.word("raised").baseline, outer.0 - 10.0));
    assert!(near(laid.word("bottom").baseline, 80.0 - inline_box(SIZE, 70.0).1));
    // The root inline box is at the top of the line, because the first of the two boxes extends the line below it.
    assert!(near(laid.word("Text").baseline, inline_box(SIZE, LINE).0));
}

#[test]
fn the_top_of_the_line_is_not_that_of_the_box_around() {
    // The position of its parent has no effect.
    let laid = page(
        "<p id=p>Text <span style='vertical-align: super; font-size: 12px; line-height: 60px'>up
         <b style='vertical-align: top; font-size: 20px; font-weight: 400; line-height: 20px'>first</b></span></p>",
    );
    let [_, top, ..] = laid.rect("p");
    assert!(near(laid.word("first").baseline, top + inline_box(20.0, 20.0).0));
}

#[test]
fn a_box_counts_on_lines_with_nothing_but_other_boxes_in_it() {
    let laid = page(
        "<p id=p><span style='font-size: 40px; line-height: 60px'>big<br><small
         style='font-size: 10px; line-height: 10px'>small</small></span></p>",
    );
    // Two lines of 60 px: the second has only the small letters, in the large box. Boxes of two sizes on one
    // baseline make the line taller if the smaller one reaches farther down.
    let (large, small) = (inline_box(40.0, 60.0), inline_box(SIZE, LINE));
    let height = large.0.max(small.0) + large.1.max(small.1);
    assert!(near(laid.rect("p")[3], 2.0 * height), "{:?}", laid.rect("p"));
}

#[test]
fn an_empty_box_has_a_line_height_too() {
    let laid = page("<p id=p>a <span style='line-height: 60px'></span>b</p>");
    assert!(near(laid.rect("p")[3], 60.0));
}

#[test]
fn line_height_takes_numbers_lengths_percentages_and_the_fonts_own() {
    let height = |value: &str, inner: &str| {
        let laid = page(&format!("<p id=p style='line-height: {value}'>{inner}</p>"));
        laid.rect("p")[3]
    };
    assert!(near(height("1.5", "a"), 30.0));
    assert!(near(height("37px", "a"), 37.0));
    assert!(near(height("5px", "a"), 5.0), "less than the letters");
    assert!(near(height("200%", "a"), 40.0));
    assert!(near(height("normal", "a"), (ASCENT + DESCENT) * SIZE));
    // A number is inherited as a number, a percentage as its computed length.
    let small = "<span id=s style='font-size: 40px'>b</span>";
    assert!(near(height("1.5", small), {
        let ((a, b), (c, d)) = (inline_box(40.0, 60.0), inline_box(SIZE, 30.0));
        a.max(c) + b.max(d)
    }));
    assert!(near(height("150%", small), {
        let ((a, b), (c, d)) = (inline_box(40.0, 30.0), inline_box(SIZE, 30.0));
        a.max(c) + b.max(d)
    }));
}

#[test]
fn a_box_of_another_font_has_the_metrics_of_that() {
    // Source Code Pro: 0.984 em above, 0.273 em below.
    let laid =
        page("<p id=p>a <code id=c style='font: 40px \"Source Code Pro\"; line-height: normal'>b</code></p>");
    let (above, below) = inline_box(SIZE, LINE);
    let height = above.max(0.984 * 40.0) + below.max(0.273 * 40.0);
    assert!(near(laid.rect("p")[3], height), "{:?}", laid.rect("p"));
    assert!(near(laid.rect("c")[3], (0.984 + 0.273) * 40.0), "{:?}", laid.rect("c"));
}
