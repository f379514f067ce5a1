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
fn the_frame_of_a_missing_picture_obeys_the_largest_sizes() {
    let missing = "there is no file none.png";
    let bounded = |css: &str, attributes: &str| {
        let css = format!("img {{ border: 10px solid red; {css} }}");
        draw((5, 4), &css, &format!("<img src=none.png alt='a b' {attributes}>"))
    };
    let whole = ["RRRRR\nRK.KR\nRRRRR\n....."];
    expect_warned(&bounded("box-sizing: border-box; max-width: 100%", "width=600"), missing, &whole);
    expect_warned(&bounded("max-width: 30px", "width=600"), missing, &whole);
    let least = ["RRR..\nRKR..\nRKR..\nRRR.."];
    expect_warned(&bounded("max-width: 10px", "width=600"), missing, &least);
    // What is narrower than its text is as wide as the longest word.
    expect_warned(&bounded("box-sizing: border-box; max-width: 100%", "width=1"), missing, &least);
    let low = ["RRRRR\nRK.KR\nR...R\nRRRRR"];
    expect_warned(&bounded("max-height: 20px", "width=30 height=500"), missing, &low);
    expect_warned(&bounded("max-height: 20px; height: auto", "width=30 height=500"), missing, &whole);
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

/// Renders a paragraph in the project `folder`, with these rules.
fn in_folder(folder: &std::path::Path, css: &str) -> (Option<engine::Output>, Vec<String>) {
    let html = format!("<!doctype html><html lang=en><title>x</title><style>{css}</style><p>abn");
    let (output, diagnostics) = rendered_as(Strictness::Lenient, &html, &Resources::new(folder, &[]));
    (output, diagnostics.list().iter().map(|each| each.message.clone()).collect())
}

fn names_font(output: &Option<engine::Output>, name: &str) -> bool {
    let pdf = output.as_ref().expect("a PDF").pdf.as_slice();
    let document = lopdf::Document::load_mem(pdf).expect("a PDF that can be read");
    document.objects.values().any(|object| {
        object
            .as_dict()
            .and_then(|dictionary| dictionary.get(b"BaseFont"))
            .and_then(|base| base.as_name())
            .is_ok_and(|base| String::from_utf8_lossy(base).ends_with(name))
    })
}

#[test]
fn a_font_that_no_text_uses_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let unused = "@font-face { font-family: Icons; src: url(none.woff2) } p { font-family: serif }";
    assert_eq!(in_folder(folder.path(), unused).1, Vec::<String>::new());
}

#[test]
fn the_next_family_replaces_one_whose_font_cannot_be_used() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("broken.ttf"), "no font").expect("written");
    for file in ["none.woff2", "broken.ttf"] {
        let css =
            format!("@font-face {{ font-family: A; src: url({file}) }} p {{ font-family: A, monospace }}");
        let (output, messages) = in_folder(folder.path(), &css);
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(messages[0].starts_with("no font of this rule can be used: "), "{messages:?}");
        assert!(names_font(&output, "+SourceCodePro-Regular"), "{file}");
    }
}

#[test]
fn fonts_packed_for_the_web_are_used() {
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fonts");
    for file in ["packed.woff", "packed.woff2"] {
        let css = format!("@font-face {{ font-family: A; src: url({file}) }} p {{ font-family: A }}");
        let (output, messages) = in_folder(fonts.as_ref(), &css);
        assert_eq!(messages, Vec::<String>::new(), "{file}");
        assert!(names_font(&output, "+SourceSans3-Bold"), "{file}");
    }
    // In the folder of the project, too.
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("fonts")).expect("a folder");
    std::fs::copy(format!("{fonts}/packed.woff2"), folder.path().join("fonts/a.woff2")).expect("a copy");
    let (output, messages) = in_folder(folder.path(), "p { font: bold 10pt 'Source Sans 3' }");
    assert_eq!(messages, Vec::<String>::new());
    assert!(names_font(&output, "+SourceSans3-Bold"));
}

#[test]
fn damaged_packed_fonts_are_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["packed.woff", "packed.woff2"] {
        let whole =
            std::fs::read(format!("{}/tests/fonts/{file}", env!("CARGO_MANIFEST_DIR"))).expect("a font");
        let css = format!("@font-face {{ font-family: A; src: url({file}) }} p {{ font-family: A, serif }}");
        for length in (4..whole.len()).step_by(97) {
            std::fs::write(folder.path().join(file), &whole[..length]).expect("written");
            assert!(in_folder(folder.path(), &css).0.is_some(), "{file}, {length} bytes");
        }
        for at in (4..200.min(whole.len())).step_by(3) {
            let mut changed = whole.clone();
            changed[at] ^= 0xff;
            std::fs::write(folder.path().join(file), changed).expect("written");
            assert!(in_folder(folder.path(), &css).0.is_some(), "{file}, byte {at}");
        }
    }
}

#[test]
fn arrows_stars_ticks_and_pictographs_are_built_in() {
    let html = "<!doctype html><html lang=en><title>x</title><p>→ ← ⇒ ↩ ★ ☆ ✓ ✗ ✉ ☎ ✈ ⚠ ☐ ☑ ✢ ⊕ ◾ ❖";
    let (output, diagnostics) = rendered(html, &Resources::new(env!("CARGO_MANIFEST_DIR"), &[]));
    assert!(diagnostics.list().is_empty(), "{:?}", diagnostics.list());
    assert!(names_font(&output, "+BrochureSymbols-Regular"));
}

#[test]
fn a_gif_is_drawn() {
    // One red pixel.
    let gif = "R0lGODdhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=";
    let css = "img { width: 10px; height: 10px; image-rendering: pixelated; display: block }";
    let drawing = draw((2, 1), css, &format!("<img alt=x src='data:image/gif;base64,{gif}'>"));
    assert!(drawing.messages.is_empty(), "{:?}", drawing.messages);
    expect_pages(&drawing, &["R."]);
}

#[test]
fn addresses_that_a_reader_must_not_open_are_reported_once_and_left_out() {
    let html = "<!doctype html><html lang=en><title>x</title><p><a href=javascript:alert(1)>a</a>
        <a href=page.html>b</a> <a href=HTTPS://a.org>c</a> <a href=https://user:word@b.org>d</a>";
    let (output, diagnostics) = rendered(html, &Resources::new(env!("CARGO_MANIFEST_DIR"), &[]));
    let messages: Vec<&str> = diagnostics.list().iter().map(|each| each.message.as_str()).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages.iter().any(|message| message.contains("addresses of 2 links")), "{messages:?}");
    assert!(messages.iter().any(|message| message.contains("a password")), "{messages:?}");
    let document = lopdf::Document::load_mem(&output.expect("a PDF").pdf).expect("a PDF that can be read");
    let actions = document.objects.values().filter_map(|object| {
        let action = object.as_dict().ok()?.get(b"A").ok()?.as_dict().ok()?;
        Some(String::from_utf8_lossy(action.get(b"URI").ok()?.as_str().ok()?).into_owned())
    });
    let mut actions: Vec<String> = actions.collect();
    actions.sort();
    assert_eq!(actions, ["HTTPS://a.org", "https://user:word@b.org"]);
}

#[test]
fn a_folder_of_fonts_is_read_without_following_links() {
    let folder = tempfile::tempdir().expect("a folder");
    let fonts = folder.path().join("fonts");
    std::fs::create_dir(&fonts).expect("a folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink("..", fonts.join("loop")).expect("a link");
    std::fs::create_dir_all(fonts.join("1/2/3/4/5/6/7/8/9")).expect("folders");
    let (_, messages) = in_folder(folder.path(), "");
    assert_eq!(messages, ["the folder fonts/1/2/3/4/5/6/7/8/9 is not read: it is more than 8 levels deep"]);
}

#[test]
fn a_folder_of_fonts_that_cannot_be_read_is_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("fonts"), "no folder").expect("written");
    let (_, messages) = in_folder(folder.path(), "");
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].starts_with("the folder fonts cannot be read: "), "{messages:?}");
}
