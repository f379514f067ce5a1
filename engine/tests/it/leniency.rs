//! What a lenient run draws in place of an image, a font or a glyph that is lacking, and that it says so.

use crate::kit::rendering::{rendered, rendered_as};
use crate::kit::squares::{Drawing, draw, expect_pages};
use engine::diagnostics::{Severity, Strictness};
use engine::resources::Resources;

#[track_caller]
fn expect_warned(drawing: &Drawing, message: &str, pages: &[&str]) {
    assert_eq!(drawing.messages.len(), 1, "{:?}", drawing.messages);
    assert!(drawing.messages[0].contains(message), "{:?}", drawing.messages);
    expect_pages(drawing, pages);
}

#[test]
fn what_is_lacking_is_an_error_in_a_strict_run_and_a_warning_in_a_lenient_one() {
    let resources = Resources::new(env!("CARGO_MANIFEST_DIR"), &[]);
    for body in [
        "<img src=none.png alt=x>",
        "<img alt=x>",
        "<p>\u{1f600}",
        "<p>\u{e000}",
        "<style>p { background: url(none.png) }</style><p>x",
        "<style>@page { background: url(none.png) }</style><p>x",
        "<style>@font-face { font-family: A; src: url(none.ttf) } p { font-family: A }</style><p>x",
        "<link rel=stylesheet href=none.css>",
    ] {
        let html = format!("<!doctype html><html lang=en><title>x</title>{body}");
        let (output, diagnostics) = rendered(&html, &resources);
        assert!(output.is_none() && diagnostics.count(Severity::Error) == 1, "{body}");
        let (output, diagnostics) = rendered_as(Strictness::Lenient, &html, &resources);
        assert!(output.is_some(), "{body}");
        assert_eq!(diagnostics.count(Severity::Error), 0, "{body}");
        assert_eq!(diagnostics.count(Severity::Warning), 1, "{body}: {:?}", diagnostics.list());
    }
}

#[test]
fn a_missing_picture_is_its_alternative_text_in_a_frame() {
    // The frame is a border of a pixel, and a whole square where a rule says so.
    let css = "img { border: 10px solid red }";
    let missing = "there is no file none.png";
    let frame = draw((5, 3), css, "<img src=none.png alt=ab>");
    expect_warned(&frame, missing, &["RRRR.\nRKKR.\nRRRR."]);
    // It is as large as the picture would be, or larger where the text needs that.
    let sized = draw((5, 4), css, "<img src=none.png alt=a width=30 height=20>");
    expect_warned(&sized, missing, &["RRRRR\nRK..R\nR...R\nRRRRR"]);
    let small = draw((5, 3), css, "<img src=none.png alt=abc width=1 height=1>");
    expect_warned(&small, missing, &["RRRRR\nRKKKR\nRRRRR"]);
}

#[test]
fn a_missing_picture_without_text_is_an_empty_frame_or_nothing() {
    let css = "img { border: 10px solid red }";
    let missing = "there is no file none.png";
    let css = format!("{css} img {{ display: block }}");
    let sized = draw((5, 3), &css, "<img src=none.png width=10 height=10>");
    expect_warned(&sized, missing, &["RRR..\nR.R..\nRRR.."]);
    for body in ["<img src=none.png alt='' width=10 height=10>x", "<img src=none.png>x"] {
        expect_warned(&draw((3, 1), "", body), missing, &["K.."]);
    }
}
