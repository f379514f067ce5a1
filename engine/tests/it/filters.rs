//! `filter`: what is drawn together is drawn with other colors, blurred, or with a shadow.

use std::path::Path;

use crate::kit::pdf_reader::{pages, read, text};
use crate::kit::rendering::rendered;
use crate::kit::squares::{draw, expect, expect_pages};
use crate::kit::{lay_out, pixels};
use engine::paint::{Color, DisplayItem, Effect, ImageContent};
use engine::resources::Resources;

/// A red box of three by two squares with a blue square of text in it.
#[track_caller]
fn filtered(filter: &str, page: &str) {
    let css = format!("div {{ width: 30px; height: 20px; background: red; color: blue; filter: {filter} }}");
    expect((4, 2), &css, "<div>a</div>", &[page]);
}

#[test]
fn functions_change_the_colors_of_boxes_and_text() {
    filtered("none", "BRR.\nRRR.");
    filtered("invert(1)", "YCC.\nCCC.");
    filtered("invert()", "YCC.\nCCC.");
    filtered("brightness(0)", "KKK.\nKKK.");
    filtered("grayscale(0) saturate(1) sepia(0) contrast(1) hue-rotate(0deg) hue-rotate()", "BRR.\nRRR.");
    // One function after the other.
    filtered("brightness(0%) invert(100%)", "....\n....");
    filtered("opacity(50%)", "brr.\nrrr.");
}

#[test]
fn gradients_borders_and_pictures_change_with_the_box() {
    let css = "div { width: 20px; height: 10px; border-right: 10px solid lime; filter: invert(1);
                     background: linear-gradient(90deg, red 50%, blue 50%) padding-box }";
    expect((4, 1), css, "<div></div>", &["CYM."]);
    expect(
        (4, 1),
        "img { display: block; filter: invert(1); width: 20px; height: 10px }",
        "<img src=red.svg alt=''>",
        &["CC.."],
    );
    let pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==";
    let image = format!(
        "<img src='{pixel}' alt='' style='display: block; filter: invert(1); width: 20px; height: 10px'>"
    );
    expect((4, 1), "", &image, &["CC.."]);
}

#[test]
fn a_picture_is_changed_once_and_shared() {
    let image = "<img src=tests/pictures/photo.jpg alt='' style='filter: sepia(1)'>";
    let laid = lay_out(&format!("<!doctype html><title>T</title>{image}{image}"));
    let bytes: Vec<_> = laid
        .lists
        .iter()
        .flat_map(|list| &list.items)
        .filter_map(|item| match item {
            DisplayItem::Image(image) => match &image.image.content {
                ImageContent::Raster { bytes, .. } => Some(bytes),
                ImageContent::Vector(_) => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(bytes.len(), 2);
    assert!(std::sync::Arc::ptr_eq(bytes[0], bytes[1]));
}

#[test]
fn a_sharp_shadow_is_the_shape_of_everything_in_the_box() {
    // The box has no background: its text casts the shadow.
    let css = "div { width: 30px; height: 20px; color: blue; filter: drop-shadow(10px 10px red) }";
    expect((3, 2), css, "<div>a</div>", &["B..\n.R."]);
    let css =
        "div { width: 10px; height: 10px; background: blue; filter: drop-shadow(10px 0 rgb(255 0 0 / 0.5)) }";
    expect((3, 1), css, "<div></div>", &["Br."]);
    // `currentcolor`, and a shadow of the box with its shadow.
    let css = "div { width: 10px; height: 10px; background: blue; color: red;
               filter: drop-shadow(10px 0) drop-shadow(0 10px lime) }";
    expect((3, 2), css, "<div></div>", &["BR.\nGG."]);
}

#[test]
fn blurred_text_stays_text_once() {
    for filter in ["blur(2px)", "drop-shadow(2px 2px 2px red)", "drop-shadow(2px 2px red)"] {
        let laid = lay_out(&format!("<!doctype html><title>T</title><p style='filter: {filter}'>word"));
        let texts = laid.lists[0].items.iter().filter_map(|item| match item {
            DisplayItem::Text(text) => Some((text.run_text(), text.color.is_transparent())),
            _ => None,
        });
        assert_eq!(texts.collect::<Vec<_>>(), [("word", filter.starts_with("blur"))], "{filter}");
    }
}

#[test]
fn a_blur_is_a_picture_of_all_shapes_together() {
    let style = "@page { size: 200px; margin: 0 } body { margin: 40px }
        div { width: 60px; height: 20px; border-bottom: 4px dotted blue; background: red; filter: blur(4px) }";
    let laid = lay_out(&format!("<!doctype html><title>T</title><style>{style}</style><div>a</div>"));
    let images: Vec<_> = laid.lists[0]
        .items
        .iter()
        .filter_map(|item| match item {
            DisplayItem::Image(image) => Some(image),
            _ => None,
        })
        .collect();
    // It reaches three standard deviations beyond the box.
    let [image] = images[..] else { panic!("one picture") };
    assert_eq!((pixels(image.rect.x), pixels(image.rect.y)), (28.0, 28.0));
    assert!(!laid.lists[0].items.iter().any(|item| matches!(item, DisplayItem::Path(_))));
}

#[test]
fn an_element_with_a_filter_holds_fixed_boxes_and_is_a_stacking_context() {
    let body = "<section><div></div></section><p></p>";
    let css = "section { margin: 10px 0 0 10px; width: 20px; height: 10px; filter: invert(0) }
               div { position: fixed; left: 0; top: 0; width: 10px; height: 10px; background: red; z-index: 9 }
               p { position: relative; left: 10px; top: -10px; width: 10px; height: 10px; background: blue }";
    let drawing = draw((4, 3), css, body);
    expect_pages(&drawing, &["....\n.B..\n...."]);
}

#[test]
fn what_cannot_be_done_is_reported_with_the_function() {
    let masked = "<div style='filter: blur(1px)'><p style='mask: linear-gradient(red, red)'>a</p></div>";
    let drawing = draw((2, 1), "", masked);
    assert_eq!(
        drawing.messages,
        ["`blur()` is not applied to an element with masks, patterns or blend modes in it"]
    );
    let drawing = draw((2, 1), "", "<p style='filter: url(#f)'>a");
    assert_eq!(drawing.messages, ["`filter: url(#f)` is applied to elements of inline SVG only"]);
    let drawing = draw((2, 1), "", "<p style='filter: blur(-1px)'>a");
    assert_eq!(drawing.messages.len(), 1);
}

#[test]
fn shadows_of_shadows_are_limited() {
    let many = "drop-shadow(1px 1px red) ".repeat(40);
    let drawing = draw((2, 1), &format!("p {{ filter: {many} }}"), "<p>a");
    assert_eq!(
        drawing.messages,
        ["`drop-shadow()` is not applied to more than 250000 shapes on a page, which is the limit"]
    );
}

#[test]
fn transparent_text_is_in_the_file_and_paints_nothing() {
    let laid = lay_out("<!doctype html><title>T</title><p style='color: transparent'>word");
    let color = laid.lists[0].items.iter().find_map(|item| match item {
        DisplayItem::Text(text) => Some(text.color),
        _ => None,
    });
    assert_eq!(color, Some(Color::TRANSPARENT));
    expect((2, 1), "p { color: transparent }", "<p>a", &[".."]);
    let html = "<!doctype html><title>T</title><p style='color: transparent'>word";
    let (output, _) = rendered(html, &Resources::new(Path::new("."), &[]));
    let file = read(&output.expect("a PDF").pdf);
    assert_eq!(text(&file, pages(&file)[0]).trim(), "word");
}

#[test]
fn masks_keep_their_opacity_under_a_filter() {
    let laid = lay_out(
        "<!doctype html><title>T</title><div style='filter: invert(1); mask: linear-gradient(red, blue)'>a</div>",
    );
    let is_mask =
        |item: &DisplayItem| matches!(item, DisplayItem::BeginEffect { effect: Effect::Mask(_), .. });
    assert!(laid.lists[0].items.iter().any(is_mask));
}
