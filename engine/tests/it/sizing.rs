//! Widths, heights and their limits (CSS Sizing 3 and 4, CSS Box Sizing).

use crate::kit::squares;
use crate::kit::squares::{draw, expect};

/// Pages of four squares by four, with one red box of each of these styles in a blue one of three squares.
#[track_caller]
fn each(around: &str, cases: &[(&str, &str)]) {
    for (style, rows) in cases {
        let body = format!(
            "<div style='background: blue; width: 30px; {around}'><div style='background: red; {style}'></div></div>"
        );
        let drawing = draw((4, 4), "", &body);
        assert!(drawing.messages.is_empty(), "{style}: {:?}", drawing.messages);
        squares::expect_pages(&drawing, &[rows]);
    }
}

#[test]
fn widths_have_limits() {
    each(
        "height: 10px",
        &[
            ("height: 10px; max-width: 20px", "RRB.\n....\n....\n...."),
            ("height: 10px; max-width: 66.667%", "RRB.\n....\n....\n...."),
            ("height: 10px; width: 10px; min-width: 20px", "RRB.\n....\n....\n...."),
            ("height: 10px; width: 10px; min-width: 100%", "RRR.\n....\n....\n...."),
            // The least width wins.
            ("height: 10px; max-width: 10px; min-width: 20px", "RRB.\n....\n....\n...."),
            ("height: 10px; width: 200%; max-width: none", "RRRR\n....\n....\n...."),
            // `auto` margins center a narrower box, also one that a limit makes narrower.
            ("height: 10px; max-width: 10px; margin: 0 auto", "BRB.\n....\n....\n...."),
        ],
    );
}

#[test]
fn heights_have_limits() {
    each(
        "height: 30px",
        &[
            ("height: 50%; min-height: 20px", "RRR.\nRRR.\nBBB.\n...."),
            ("height: 66.667%", "RRR.\nRRR.\nBBB.\n...."),
            ("min-height: 66.667%", "RRR.\nRRR.\nBBB.\n...."),
            ("height: 100%; max-height: 33.333%", "RRR.\nBBB.\nBBB.\n...."),
            ("height: 40px; max-height: 10px; min-height: 20px", "RRR.\nRRR.\nBBB.\n...."),
        ],
    );
    // Percentages of a height that depends on the content are `auto`.
    each(
        "padding-bottom: 10px",
        &[
            ("height: 100%", "BBB.\n....\n....\n...."),
            ("min-height: 100%", "BBB.\n....\n....\n...."),
            ("height: 10px; max-height: 10%", "RRR.\nBBB.\n....\n...."),
        ],
    );
    // A minimum height does not make percentages apply either.
    each("min-height: 20px", &[("height: 100%", "BBB.\nBBB.\n....\n....")]);
}

#[test]
fn box_sizing_determines_what_a_width_means() {
    each(
        "height: 30px",
        &[
            ("width: 10px; height: 10px; padding: 5px", "RRB.\nRRB.\nBBB.\n...."),
            ("width: 20px; height: 20px; padding: 5px; box-sizing: border-box", "RRB.\nRRB.\nBBB.\n...."),
            // Not less than border and padding.
            ("width: 10px; height: 0; padding: 10px; box-sizing: border-box", "RRB.\nRRB.\nBBB.\n...."),
            (
                "max-width: 20px; min-height: 20px; padding: 0 5px; border-bottom: 10px solid; box-sizing: border-box",
                "RRB.\nKKB.\nBBB.\n....",
            ),
            ("width: 100%; padding: 0 10px; box-sizing: border-box; height: 10px", "RRR.\nBBB.\nBBB.\n...."),
        ],
    );
}

#[test]
fn percentages_of_padding_and_margins_are_of_the_width_around() {
    each(
        "height: 40px",
        &[
            ("padding-top: 33.333%", "RRR.\nBBB.\nBBB.\nBBB."),
            (
                "height: 10px; margin-left: 33.333%; padding-bottom: 66.667%; width: 10px",
                "BRB.\nBRB.\nBRB.\nBBB.",
            ),
        ],
    );
}

#[test]
fn an_aspect_ratio_gives_the_other_side() {
    each(
        "height: 40px",
        &[
            ("width: 20px; aspect-ratio: 1", "RRB.\nRRB.\nBBB.\nBBB."),
            ("width: 20px; aspect-ratio: 2 / 1", "RRB.\nBBB.\nBBB.\nBBB."),
            ("height: 20px; aspect-ratio: 1 / 2", "RBB.\nRBB.\nBBB.\nBBB."),
            ("aspect-ratio: 3 / 2", "RRR.\nRRR.\nBBB.\nBBB."),
            // If both are given, the ratio has no effect.
            ("width: 10px; height: 10px; aspect-ratio: 3", "RBB.\nBBB.\nBBB.\nBBB."),
            // The ratio is that of the content box, or of the one that `box-sizing` names.
            ("width: 10px; padding: 0 10px 0 0; aspect-ratio: 1", "RRB.\nBBB.\nBBB.\nBBB."),
            (
                "width: 20px; padding-right: 10px; aspect-ratio: 1; box-sizing: border-box",
                "RRB.\nRRB.\nBBB.\nBBB.",
            ),
            // Limits apply.
            ("width: 30px; aspect-ratio: 1; max-height: 20px", "RRR.\nRRR.\nBBB.\nBBB."),
            ("width: 10px; aspect-ratio: 1; min-height: 20px", "RBB.\nRBB.\nBBB.\nBBB."),
            ("height: 10px; aspect-ratio: 1; min-width: 20px", "RRB.\nBBB.\nBBB.\nBBB."),
        ],
    );
    // The content of a box makes it taller.
    expect(
        (3, 3),
        "",
        "<div style='width: 20px; aspect-ratio: 2; background: red'><div style='width: 10px; height: 20px; background: blue'></div></div>",
        &["BR.\nBR.\n..."],
    );
    expect(
        (3, 3),
        "",
        "<div style='width: 20px; aspect-ratio: 2; min-height: 0; background: red'><div style='width: 10px; height: 20px; background: blue'></div></div>",
        &["BR.\nB..\n..."],
    );
    // Of a positioned box, and of a float.
    for style in ["position: absolute; top: 0; left: 0", "float: left"] {
        let body = format!("<div style='{style}; height: 10px; aspect-ratio: 2; background: red'></div>");
        expect((3, 2), "", &body, &["RR.\n..."]);
        let body = format!("<div style='{style}; width: 20px; aspect-ratio: 1; background: red'></div>");
        expect((3, 2), "", &body, &["RR.\nRR."]);
    }
    // Of an item that is not stretched.
    expect(
        (3, 2),
        "div { display: flex; align-items: start } b { aspect-ratio: 1; width: 20px; background: red }",
        "<div><b></b></div>",
        &["RR.\nRR."],
    );
}

#[test]
fn sizing_keywords_make_widths_follow_the_content() {
    let body = |style: &str| format!("<div style='background: red; color: blue; {style}'>yyy y</div>");
    for (style, rows) in [
        ("width: min-content", "BBB...\nBRR..."),
        ("width: max-content", "BBBRB.\n......"),
        ("width: fit-content", "BBBRB.\n......"),
        ("width: fit-content; margin-left: 20px", "..BBBR\n..BRRR"),
        ("max-width: min-content", "BBB...\nBRR..."),
        ("width: 10px; min-width: min-content", "BBB...\nBRR..."),
    ] {
        let drawing = draw((6, 2), "", &body(style));
        assert!(drawing.messages.is_empty(), "{style}: {:?}", drawing.messages);
        squares::expect_pages(&drawing, &[rows]);
    }
}

/// Draws a blue text in a red box, and expects these rows and no message.
#[track_caller]
fn text_box(size: (usize, usize), style: &str, text: &str, rows: &str) {
    let body = format!("<div style='background: red; color: blue; {style}'>{text}</div>");
    let drawing = draw(size, "", &body);
    assert!(drawing.messages.is_empty(), "{style}: {:?}", drawing.messages);
    squares::expect_pages(&drawing, &[rows]);
}

#[test]
fn words_that_may_be_broken_anywhere_make_the_min_content_width_smaller() {
    for (style, rows) in [
        ("overflow-wrap: break-word", "BBB.\nBRR.\n....\n...."),
        ("overflow-wrap: anywhere", "B...\nB...\nB...\nB..."),
        ("word-break: break-word", "B...\nB...\nB...\nB..."),
        ("word-break: break-all", "B...\nB...\nB...\nB..."),
        ("line-break: anywhere", "B...\nB...\nB...\nB..."),
        // Not where lines are not wrapped.
        ("overflow-wrap: anywhere; white-space: nowrap", "BBBR\n....\n....\n...."),
    ] {
        if !style.contains("nowrap") {
            text_box((4, 4), &format!("width: min-content; {style}"), "yyy y", rows);
        }
        let float = format!("<div style='width: 0'><div style='float: left; {style}'>yyy y</div></div>");
        let drawing = draw((4, 4), "div { color: blue }", &float);
        squares::expect_pages(&drawing, &[&rows.replace("BBBR", "BBB.").replace('R', ".")]);
    }
    // Each item and each cell by itself.
    let anywhere = "overflow-wrap: anywhere";
    for display in ["flex", "grid"] {
        let body = format!("<p style='{anywhere}'>yyy</p>");
        text_box((4, 3), &format!("display: {display}; width: 10px"), &body, "B...\nB...\nB...");
        text_box((4, 3), &format!("display: {display}; width: 10px"), "<p>yyy</p>", "BBB.\n....\n....");
    }
    let table = format!(
        "<table style='border-spacing: 0; width: 20px'><td style='padding: 0; {anywhere}'>yyy<td style='padding: 0; vertical-align: top'>y</table>"
    );
    text_box((4, 3), "", &table, "BBRR\nBRRR\nBRRR");
}

#[test]
fn a_style_that_breaks_words_holds_for_its_own_text() {
    let min = "width: min-content";
    text_box((4, 2), min, "y<span style='overflow-wrap: anywhere'>yy</span>", "BB..\nBR..");
    text_box(
        (4, 2),
        "overflow-wrap: anywhere; width: min-content",
        "y <span style='white-space: nowrap'>yyy</span>",
        "BRR.\nBBB.",
    );
    for style in ["word-break: break-all", "line-break: anywhere", "overflow-wrap: anywhere"] {
        text_box((3, 3), "width: 20px", &format!("y <span style='{style}'>yyyy</span>"), "BR.\nBB.\nBB.");
    }
    // A phone number is not broken in a paragraph that breaks other words.
    let phone = "<span style='word-break: normal; overflow-wrap: normal'>yyy</span>";
    text_box((4, 2), "width: 30px; word-break: break-all", &format!("y {phone}"), "BRR.\nBBB.");
}

#[test]
fn hyphens_count_in_the_min_content_width() {
    let soft = "yy&shy;yyy";
    text_box((6, 2), "width: min-content", soft, "BBB...\nBBB...");
    text_box((6, 2), "width: min-content; hyphens: none", soft, "BBBBB.\n......");
    text_box((6, 3), "width: min-content; hyphens: auto", "hyphenation", "BBBRR.\nBBBBB.\nBBBBB.");
}

/// An image of four squares by two, red on the left and blue on the right.
const IMAGE: &str = "<img alt='' style='display: block; STYLE' src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><path fill='red' d='M0 0h20v20h-20z'/><path fill='blue' d='M20 0h20v20h-20z'/></svg>\">";

#[track_caller]
fn images(cases: &[(&str, &str)]) {
    for (style, rows) in cases {
        let image = IMAGE.replace('"', "&quot;").replace("src=&quot;", "src=\"").replace("&quot;>", "\">");
        let drawing = draw((6, 4), "", &image.replace("STYLE", style));
        assert!(drawing.messages.is_empty(), "{style}: {:?}", drawing.messages);
        squares::expect_pages(&drawing, &[rows]);
    }
}

#[test]
fn images_keep_their_ratio_within_their_limits() {
    images(&[
        ("", "RRBB..\nRRBB..\n......\n......"),
        ("width: 20px", "RB....\n......\n......\n......"),
        ("height: 10px", "RB....\n......\n......\n......"),
        ("max-width: 20px", "RB....\n......\n......\n......"),
        ("max-height: 10px", "RB....\n......\n......\n......"),
        ("width: 20px; min-height: 20px", "RB....\nRB....\n......\n......"),
        // Two limits are kept together where the ratio allows (CSS 2.2, section 10.4).
        ("max-width: 20px; max-height: 15px", "RB....\n......\n......\n......"),
        ("max-width: 30px; max-height: 10px", "RB....\n......\n......\n......"),
        ("min-width: 60px; max-height: 20px", "RRRBBB\nRRRBBB\n......\n......"),
        ("width: 40px; height: 40px", "RRBB..\nRRBB..\nRRBB..\nRRBB.."),
        ("width: 40px; aspect-ratio: 1", "RRBB..\nRRBB..\nRRBB..\nRRBB.."),
        // The image's own ratio takes precedence over the ratio given beside `auto`.
        ("width: 20px; aspect-ratio: auto 1", "RB....\n......\n......\n......"),
    ]);
}

#[test]
fn object_fit_fits_images_into_their_box() {
    images(&[
        ("width: 40px; height: 40px; object-fit: fill", "RRBB..\nRRBB..\nRRBB..\nRRBB.."),
        ("width: 40px; height: 40px; object-fit: contain", "......\nRRBB..\nRRBB..\n......"),
        ("width: 20px; height: 20px; object-fit: cover", "RB....\nRB....\n......\n......"),
        ("width: 20px; height: 10px; object-fit: none", "RB....\n......\n......\n......"),
        ("width: 60px; height: 40px; object-fit: none", "......\n.RRBB.\n.RRBB.\n......"),
        ("width: 60px; height: 40px; object-fit: scale-down", "......\n.RRBB.\n.RRBB.\n......"),
        ("width: 20px; height: 30px; object-fit: scale-down", "......\nRB....\n......\n......"),
    ]);
}

#[test]
fn object_position_places_images_in_their_box() {
    images(&[
        (
            "width: 40px; height: 40px; object-fit: contain; object-position: 0 0",
            "RRBB..\nRRBB..\n......\n......",
        ),
        (
            "width: 40px; height: 40px; object-fit: contain; object-position: bottom",
            "......\n......\nRRBB..\nRRBB..",
        ),
        (
            "width: 20px; height: 20px; object-fit: cover; object-position: left",
            "RR....\nRR....\n......\n......",
        ),
        (
            "width: 20px; height: 20px; object-fit: cover; object-position: 100% 0",
            "BB....\nBB....\n......\n......",
        ),
        (
            "width: 60px; height: 40px; object-fit: none; object-position: right 10px top 10px",
            "......\n.RRBB.\n.RRBB.\n......",
        ),
        ("width: 40px; height: 20px; object-position: 10px 10px", "......\n.RRB..\n......\n......"),
    ]);
}

#[test]
fn an_image_is_as_large_as_its_content_box() {
    images(&[
        ("width: 40px; padding: 10px; background: lime", "GGGGGG\nGRRBBG\nGRRBBG\nGGGGGG"),
        (
            "width: 60px; height: 40px; border: 10px solid lime; box-sizing: border-box",
            "GGGGGG\nGRRBBG\nGRRBBG\nGGGGGG",
        ),
    ]);
}

/// A percentage of a width that depends on the image itself does not make the image smaller (CSS Sizing 3, section
/// 5.2.2).
#[test]
fn percentages_of_images_do_not_count_in_shrink_to_fit_widths() {
    let image =
        |style: &str| format!("<img src=red.svg alt='' width=20 height=10 style='display: block; {style}'>");
    for (css, page) in [
        ("float: left", "RR....\n......"),
        ("display: inline-block; vertical-align: top", "RR....\n......"),
        ("display: table-cell", "RR....\n......"),
        ("position: absolute", "RR....\n......"),
        ("display: grid; width: max-content", "RR....\n......"),
    ] {
        let body = format!("<div style='{css}'>{}</div>", image("max-width: 100%"));
        expect((6, 2), "", &body, &[page]);
    }
    // Half of the width that the image would have.
    let half = image("width: 50%; height: 20px");
    expect((6, 2), "div { float: left }", &format!("<div>{half}</div>"), &["R.....\nR....."]);
    // The least width is nothing: text beside it takes its room.
    expect(
        (6, 2),
        "table { border-spacing: 0 } td { padding: 0; vertical-align: top }",
        &format!("<table><tr><td>{}<td>aaaaa</table>", image("max-width: 100%; height: 10px")),
        &["RKKKKK\n......"],
    );
}

#[test]
fn an_image_with_a_greatest_size_is_not_enlarged_as_a_flex_item() {
    let html = |css: &str| {
        format!(
            "<div style='display: flex'><img alt='' src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' \
             width='20' height='10'><path fill='red' d='M0 0h20v10h-20z'/></svg>\" style='{css}'><p>a</p></div>"
        )
    };
    for css in ["max-width: 100%", "max-width: 40px", "max-height: 30px"] {
        expect((6, 3), "", &html(css), &["RRK...\n......\n......"]);
    }
}

#[test]
fn inline_boxes_take_a_percentage_of_a_definite_height() {
    let css = "div { width: 30px } img, b { vertical-align: top; height: 50% } b { display: inline-block; width: 10px; background: lime; font: inherit }";
    let image = "<img src=red.svg alt=''>";
    expect(
        (4, 4),
        css,
        &format!("<div style='height: 40px'>{image}<b></b></div>"),
        &["RRG.\nRRG.\n....\n...."],
    );
    // Beside a float, too.
    let body = format!(
        "<div style='height: 20px'><i style='float: left; width: 10px; height: 10px'></i>{image}</div>"
    );
    expect((4, 2), css, &body, &[".R..\n...."]);
    // A percentage of a height that depends on the content is `auto`.
    expect((4, 1), &format!("{css} b {{ height: 100% }}"), "<div>x<b>x</b></div>", &["KK.."]);
}
