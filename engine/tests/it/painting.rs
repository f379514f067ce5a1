//! The places and the order of painting: pages of colored squares whose pixels are in the source.

use crate::kit::squares::{draw, expect, expect_pages};
use crate::kit::{lay_out, pixels};
use engine::paint::DisplayItem;

#[test]
fn backgrounds_lie_under_all_text_of_their_level() {
    // A negative margin moves the second block under the text of the first.
    expect(
        (4, 3),
        "p { color: red } div { background: blue; height: 20px; margin-top: -10px }",
        "<p>xx</p><div></div>",
        &["RRBB
           BBBB
           ...."],
    );
}

#[test]
fn layers_are_painted_by_level_and_then_in_document_order() {
    let boxes = "<i style='z-index: 2; background: red'></i>
                 <i style='background: lime; left: 10px'></i>
                 <i style='z-index: -1; background: blue; left: 0; top: 10px; width: 40px'></i>
                 <i style='z-index: 1; background: yellow; left: 20px'></i>
                 <i style='z-index: 0; background: cyan; left: 30px'></i>";
    expect(
        (6, 3),
        "i { position: absolute; top: 0; left: 0; width: 20px; height: 20px }
         p { position: absolute; z-index: auto } b { color: black; font: inherit }",
        &format!("{boxes}<b>xxxxxx</b>"),
        // The cyan box is over the text, the blue one under everything.
        &["RRYYCK
           RRYYC.
           BBBB.."],
    );
}

#[test]
fn a_stacking_context_keeps_its_layers_to_itself() {
    // The inner box of level 9 is under the outer box of level 1, because its stacking context is on level 0.
    let body = |level: &str| {
        format!(
            "<div style='position: relative; z-index: {level}; height: 10px'>
             <i style='position: absolute; z-index: 9; width: 20px; height: 10px; background: red'></i></div>
             <i style='position: absolute; z-index: 1; top: 0; left: 10px; width: 20px; height: 10px;
             background: blue'></i>"
        )
    };
    expect((4, 1), "", &body("0"), &["RBB."]);
    expect((4, 1), "", &body("auto"), &["RRB."]);
    // Opacity, transforms and similar properties also establish a stacking context.
    for property in ["opacity: .999", "transform: rotate(0deg)", "isolation: isolate", "clip-path: inset(0)"]
    {
        let body = body("auto").replacen("z-index: auto", property, 1);
        expect((4, 1), "", &body, &["RBB."]);
    }
}

#[test]
fn negative_levels_are_painted_just_above_the_background_of_their_context() {
    let body = |context: &str| {
        format!(
            "<div style='{context}'><div style='background: blue; height: 10px'>
             <i style='position: absolute; z-index: -1; left: 0; top: 0; width: 20px; height: 20px;
             background: red'></i></div></div>"
        )
    };
    expect(
        (3, 2),
        "",
        &body("background: lime; height: 20px; position: relative; z-index: 0"),
        &["BBB\nRRG"],
    );
    expect((3, 2), "", &body("background: lime; height: 20px"), &["BBB\nGGG"]);
}

#[test]
fn an_absolute_box_escapes_clips_that_do_not_contain_it() {
    let body = "<div style='overflow: hidden; height: 10px; background: blue'>
         <i style='position: absolute; left: 10px; top: 0; width: 10px; height: 20px; background: red'></i>
         <div style='height: 20px; width: 5px'></div></div>";
    expect((3, 2), "", body, &["BRB\n.R."]);
    expect((3, 2), "div { position: relative }", body, &["BRB\n..."]);
}

#[test]
fn inline_boxes_are_painted_at_their_level() {
    let css = "b, i { font: inherit; margin-right: -10px; color: red } i { color: blue }";
    expect((3, 1), css, "<b>xx</b><i>xx</i>", &["RBB"]);
    expect((3, 1), css, "<b style='position: relative; z-index: 1'>xx</b><i>xx</i>", &["RRB"]);
    expect((3, 1), css, "<b>xx</b><i style='position: relative; z-index: -1'>xx</i>", &["RRB"]);
    // A group with opacity is composed as one: its overlapping boxes do not show through each other.
    let half = draw((3, 1), css, "<u style='opacity: .5; text-decoration: none'><b>xx</b><i>xx</i></u>");
    expect_pages(&half, &["rbb"]);
}

#[test]
fn overflow_is_clipped_by_axis() {
    let body = "<div style='height: 10px; width: 10px; background: blue; OVERFLOW'>
         <div style='width: 20px; height: 20px; background: red'></div></div>";
    for (overflow, rows) in [
        ("overflow: visible", "RR\nRR"),
        ("overflow: hidden", "R.\n.."),
        ("overflow: clip", "R.\n.."),
        ("overflow-x: clip", "R.\nR."),
        ("overflow-y: clip", "RR\n.."),
        // If one axis is hidden, the other axis is clipped too.
        ("overflow-x: hidden", "R.\n.."),
        ("overflow: clip; overflow-clip-margin: 10px", "RR\nRR"),
    ] {
        expect((2, 2), "", &body.replace("OVERFLOW", overflow), &[rows]);
    }
}

#[test]
fn clip_paths_clip_boxes_and_their_content() {
    let body = "<div style='height: 40px; width: 40px; background: blue; clip-path: SHAPE'>
         <div style='width: 40px; height: 10px; background: red'></div></div>";
    for (shape, rows) in [
        ("inset(0 10px 20px 0)", "RRR.\nBBB.\n....\n...."),
        ("rect(auto 30px 20px 10px)", ".RR.\n.BB.\n....\n...."),
        ("xywh(10px 0 50% 75%)", ".RR.\n.BB.\n.BB.\n...."),
        ("polygon(0 0, 20px 0, 20px 40px, 0 40px)", "RR..\nBB..\nBB..\nBB.."),
        (
            "polygon(evenodd, 0 0, 40px 0, 40px 40px, 0 40px, 0 0, 10px 10px, 30px 10px, 30px 30px, 10px 30px, 10px 10px)",
            "RRRR\nB..B\nB..B\nBBBB",
        ),
        ("path(\"M0 0h20v20h-20z\")", "RR..\nBB..\n....\n...."),
        ("circle(0)", "....\n....\n....\n...."),
    ] {
        expect((4, 4), "", &body.replace("SHAPE", shape), &[rows]);
    }
}

#[test]
fn transforms_rotate_about_the_center_by_default() {
    let body = "<div style='width: 30px; height: 10px; margin: 10px; background: linear-gradient(90deg, red 10px, lime 10px, lime 20px, blue 20px); TRANSFORM'></div>";
    for (transform, rows) in [
        ("transform: none", ".....\n.RGB.\n.....\n....."),
        ("transform: rotate(90deg)", "..R..\n..G..\n..B..\n....."),
        ("transform: rotate(180deg)", ".....\n.BGR.\n.....\n....."),
        ("transform: scaleX(-1)", ".....\n.BGR.\n.....\n....."),
        ("transform: translate(10px, 100%)", ".....\n.....\n..RGB\n....."),
        ("translate: -10px 10px", ".....\n.....\nRGB..\n....."),
        ("transform: rotate(90deg); transform-origin: 5px 5px", ".....\n.R...\n.G...\n.B..."),
        ("rotate: -90deg; scale: 1 -1; transform: translateY(-10px)", "...B.\n...G.\n...R.\n....."),
        ("transform: matrix(1, 0, 0, 1, 10, 10)", ".....\n.....\n..RGB\n....."),
        ("transform: scale(0)", ".....\n.....\n.....\n....."),
    ] {
        expect((5, 4), "", &body.replace("TRANSFORM", transform), &[rows]);
    }
}

#[test]
fn a_transform_contains_absolute_and_fixed_boxes() {
    for position in ["absolute", "fixed"] {
        expect(
            (4, 2),
            "",
            &format!(
                "<div style='margin-left: 10px; width: 20px; height: 10px; transform: translate(0, 10px)'>
                 <i style='position: {position}; right: 0; top: 0; width: 10px; height: 10px; background: red'></i>
                 </div>"
            ),
            &["....\n..R."],
        );
    }
}

#[test]
fn hidden_boxes_show_their_visible_children() {
    expect(
        (3, 1),
        "",
        "<div style='visibility: hidden; background: red; outline: 10px solid red'>x<b style='font: inherit;
         visibility: visible; color: blue'>x</b></div>",
        &[".B."],
    );
}

#[test]
fn outlines_are_painted_over_following_content_and_take_no_space() {
    expect(
        (4, 4),
        "",
        "<div style='margin: 10px 10px 0; width: 20px; height: 10px; outline: 10px solid red'></div>
         <div style='height: 10px; background: blue'></div>",
        &["RRRR\nR..R\nRRRR\n...."],
    );
    expect(
        (6, 5),
        "",
        "<p style='padding: 20px'><span style='outline: 10px solid red; outline-offset: 10px; color: blue'>xx</span></p>",
        &["RRRRRR\nR....R\nR.BB.R\nR....R\nRRRRRR"],
    );
}

#[test]
fn shadows_fall_outside_or_inside_in_their_order() {
    // Shadows are not visible under the box itself, although it has no background.
    expect(
        (5, 4),
        "",
        "<div style='width: 20px; height: 20px; margin-left: 10px;
         box-shadow: 10px 10px red, -10px 10px 0 blue'></div>",
        &[".....
           B..R.
           BBRR.
           ....."],
    );
    expect(
        (4, 4),
        "",
        "<div style='width: 40px; height: 40px; box-shadow: inset 10px 0 red, inset 0 0 0 10px blue'></div>",
        &["RBBB
           R..B
           R..B
           RBBB"],
    );
    expect(
        (4, 3),
        "",
        "<div style='width: 20px; height: 10px; margin: 10px; box-shadow: 0 0 0 10px red'></div>",
        &["RRRR
           R..R
           RRRR"],
    );
}

#[test]
fn blend_modes_mix_with_what_lies_below_in_their_context() {
    let body = |around: &str| {
        format!(
            "<div style='background: yellow; height: 10px'></div><div style='{around}'>
             <div style='background: cyan; height: 10px; width: 10px; margin-top: -10px;
             mix-blend-mode: multiply'></div></div>"
        )
    };
    expect((2, 2), "", &body(""), &["GY\n.."]);
    expect((2, 2), "", &body("isolation: isolate"), &["CY\n.."]);
}

/// A box with this background and this size in squares.
fn filled(width: usize, height: usize, background: &str) -> String {
    let (width, height) = (width * 10, height * 10);
    format!("<div style='width: {width}px; height: {height}px; background: {background}'></div>")
}

#[test]
fn gradients_run_in_the_given_direction() {
    for (gradient, rows) in [
        ("linear-gradient(to left, red 10px, lime 10px 20px, blue 20px)", "BBGR"),
        ("repeating-linear-gradient(90deg, red 0 10px, blue 10px 20px)", "RBRB"),
        // Of a transition that begins before the start, only the rest is visible.
        ("linear-gradient(90deg, red -10px, red 10px, blue 10px)", "RBBB"),
        // A hint at one end leaves no transition.
        ("linear-gradient(90deg, red 20px, 20px, blue 40px)", "RRBB"),
        ("linear-gradient(90deg, red 0, 40px, blue 40px)", "RRRR"),
        ("linear-gradient(red, red) right 10px top / 10px 10px no-repeat", "..R."),
        ("linear-gradient(90deg, red 10px, #0000 10px) 0 0 / 20px, blue", "RBRB"),
        ("radial-gradient(circle at 0 50%, red 10px, blue 10px)", "?BBB"),
    ] {
        let drawing = draw((4, 1), "", &filled(4, 1, gradient));
        assert!(drawing.messages.is_empty(), "{:?}", drawing.messages);
        assert!(agree(&drawing.pages[0], rows), "{gradient}: {} is not {rows}", drawing.pages[0]);
    }
}

/// Whether a page has the expected rows; `?` matches any square.
fn agree(page: &str, rows: &str) -> bool {
    page.len() == rows.len() && page.chars().zip(rows.chars()).all(|(seen, row)| row == '?' || seen == row)
}

#[test]
fn a_conic_gradient_goes_around_its_center() {
    let gradient = "conic-gradient(from -45deg, red 25%, lime 0 50%, blue 0 75%, yellow 0)";
    expect((4, 4), "", &filled(4, 4, gradient), &["?RR?\nY??G\nY??G\n?BB?"]);
}

#[test]
fn gradients_follow_the_transform_of_their_box() {
    let gradient = "linear-gradient(90deg, red 10px, blue 10px)";
    let turned = filled(2, 2, gradient).replace("background", "transform: rotate(90deg); background");
    expect((2, 2), "", &turned, &["RR\nBB"]);
    let faded = turned.replace("blue 10px", "#0000 10px").replace("red", "#f00");
    expect((2, 2), "", &faded, &["RR\n.."]);
}

#[test]
fn background_images_are_repeated_as_specified() {
    for (background, rows) in [
        ("url(red.svg) 10px 0 / 10px 10px repeat-y", ".R..\n.R.."),
        ("url(red.svg) right bottom / 10px 10px no-repeat", "....\n...R"),
        ("url(red.svg) bottom 10px right 10px / 10px 10px no-repeat", "..R.\n...."),
        ("url(red.svg) 0 0 / 18px 20px round", "RRRR\nRRRR"),
        (
            "url(red.svg) 0 0 / 10px 10px space no-repeat, url(blue.svg) 0 10px / 100% 10px no-repeat",
            "RRRR\nBBBB",
        ),
    ] {
        let drawing = draw((4, 2), "", &filled(4, 2, background));
        assert!(drawing.messages.is_empty(), "{:?}", drawing.messages);
        assert!(agree(&drawing.pages[0], rows), "{background}:\n{}\nis not\n{rows}", drawing.pages[0]);
    }
}

#[test]
fn differing_sides_meet_at_the_corners() {
    expect(
        (5, 5),
        "",
        "<div style='width: 10px; height: 10px; border: 20px solid; border-color: red lime blue yellow'></div>",
        &["?RRR?
           Y?R?G
           YY.GG
           Y?B?G
           ?BBB?"],
    );
    // The same with round corners.
    let round = draw(
        (5, 5),
        "",
        "<div style='width: 10px; height: 10px; border: 20px solid; border-radius: 10px;
         border-color: red lime blue yellow'></div>",
    );
    expect_pages(
        &round,
        &["?RRR?
           Y?R?G
           YY.GG
           Y?B?G
           ?BBB?"],
    );
}

/// A photo that is red on the left and blue on the right, with an Exif orientation, as a `data:` address.
fn photo(orientation: u8) -> String {
    let mut pixels = image::RgbImage::new(32, 16);
    for (x, _, pixel) in pixels.enumerate_pixels_mut() {
        *pixel = if x < 16 { image::Rgb([255, 0, 0]) } else { image::Rgb([0, 0, 255]) };
    }
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 100);
    pixels.write_with_encoder(encoder).expect("a JPEG");
    // A TIFF directory of one entry: tag 0x0112, one short.
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let mut whole = jpeg[..2].to_vec();
    whole.extend([0xFF, 0xE1]);
    whole.extend(((exif.len() + 2) as u16).to_be_bytes());
    whole.extend(exif);
    whole.extend(&jpeg[2..]);
    let encoded: String = whole.iter().map(|byte| format!("%{byte:02X}")).collect();
    format!("data:image/jpeg,{encoded}")
}

#[test]
fn photos_are_turned_as_the_camera_was_held() {
    for (orientation, rows) in [
        (1, "RB\n..\n.."),
        (2, "BR\n..\n.."),
        (3, "BR\n..\n.."),
        (4, "RB\n..\n.."),
        (5, "R.\nB.\n.."),
        (6, "R.\nB.\n.."),
        (7, "B.\nR.\n.."),
        (8, "B.\nR.\n.."),
    ] {
        // Ten pixels on the short side.
        let short = if orientation < 5 { "height" } else { "width" };
        let image = format!("<img style='display: block; {short}: 10px' src='{}'>", photo(orientation));
        expect((2, 3), "", &image, &[rows]);
    }
}

#[test]
fn links_and_their_targets_follow_transforms() {
    let laid = lay_out(
        "<!doctype html><style>@page { size: 200px 200px; margin: 0 } body { margin: 0 }
         div { width: 100px; height: 20px; font: 10px/20px serif } a { display: block }</style>
         <div style='transform: translate(40px, 30px) rotate(90deg); transform-origin: 0 0'>
         <a href='#here'>moved</a></div>
         <div style='transform: rotate(45deg); transform-origin: 0 0'><a href='#here'>turned</a></div>
         <div style='transform: scale(2); transform-origin: 0 0'><h2 id=here style='margin: 0'>here</h2></div>
         <div style='transform: scale(0)'><a href='#here'>nowhere</a></div>",
    );
    let list = &laid.lists[0];
    assert_eq!(list.links.len(), 2, "what does not show leads nowhere");
    let upright = list.links[0].rects[0];
    let edges = [upright.x, upright.y, upright.width, upright.height].map(pixels);
    for (edge, expected) in edges.into_iter().zip([20.0, 30.0, 20.0, 100.0]) {
        assert!((edge - expected).abs() < 0.01, "{edges:?}");
    }
    assert!(list.links[1].rects.is_empty());
    let [start, end, ..] = list.links[1].quads[0];
    let diagonal = 100.0 / 2f64.sqrt();
    assert!((pixels(end.x - start.x) - diagonal).abs() < 0.01);
    assert!((pixels(end.y - start.y) - diagonal).abs() < 0.01);
    let target = list.targets.iter().find(|target| target.node == laid.node("here")).expect("a target");
    assert!((pixels(target.at.y) - 40.0).abs() < 0.01, "{target:?}");
}

#[test]
fn text_stays_in_reading_order_where_layers_do_not_overlap() {
    let laid = lay_out(
        "<!doctype html><style>p { margin: 0; font: 16px/1.1 serif }</style>
         <p>one</p><p style='position: relative'>two</p><p style='opacity: .5'>three</p><p>four</p>
         <p style='position: relative; margin-bottom: -12px'>over</p><p>under</p>",
    );
    assert_eq!(laid.lines(0), ["one", "two", "three", "four", "under", "over"]);
}

#[test]
fn a_box_on_a_line_is_painted_with_its_text_and_splits_no_background() {
    let page = |display: &str| {
        lay_out(&format!(
            "<!doctype html><style>p {{ margin: 0; font: 16px/1.1 serif }} b {{ display: {display} }}
             i {{ background: rgb(255 0 0 / .5); outline: 1px solid }}</style>
             <p>be <i>un<b>broken</b>ness</i> so</p>"
        ))
    };
    assert_eq!(page("inline-block").lines(0), ["be un", "broken", "ness so"]);
    let paths = |display: &str| {
        let items = &page(display).lists[0].items;
        items.iter().filter(|item| matches!(item, DisplayItem::Path(_))).count()
    };
    assert!(paths("inline") > 1);
    assert_eq!(paths("inline-block"), paths("inline"));
}

const NOTES: &str = "@page { @footnote { margin: 0; padding: 0; border-top: 10px solid red } }
    i { float: footnote; color: lime; font: inherit }
    i::footnote-call { content: 'c'; color: blue; font: inherit; vertical-align: baseline; line-height: inherit }
    i::footnote-marker { content: none }";

#[test]
fn footnotes_are_painted_in_the_order_of_their_page() {
    expect(
        (4, 4),
        &format!(
            "{NOTES} b {{ position: absolute; z-index: 1; left: 10px; top: 20px; width: 10px; height: 20px }}"
        ),
        "<b style='background: yellow'></b>
         <b style='background: cyan; z-index: -1; left: 0; top: 30px; width: 40px'></b><p>x<i>nn</i></p>",
        &["KB..
           ....
           RYRR
           GYCC"],
    );
    // A stacking layer inside a note is a layer of the page.
    expect(
        (4, 4),
        &format!("{NOTES} u {{ position: relative; z-index: -1; top: -20px; text-decoration: none }}"),
        "<p>xx<i>n<u>n</u></i></p>",
        &["KKB.
           .G..
           RRRR
           G..."],
    );
}

#[test]
fn running_elements_are_transformed_and_no_layers() {
    let css = "@page { margin-top: 10px; @top-left { content: element(head); width: 30px } }
        h2 { position: running(head); z-index: -1; color: red; transform: translate(10px, 0) }";
    expect(
        (4, 3),
        css,
        "<h2>hh</h2><p>xx</p>",
        &[".RR.
           KK..
           ...."],
    );
}

#[test]
fn decorations_are_composed_with_their_text() {
    let line = |style: &str| {
        let css = format!(
            "p {{ text-decoration: underline blue 10px; text-underline-offset: 2px; text-decoration-skip-ink: none }} b {{ font: inherit; {style} }}"
        );
        draw((3, 2), &css, "<p>x<b>x</b>x</p>")
    };
    expect_pages(&line("opacity: .5"), &["KkK\nBbB"]);
    expect_pages(&line("opacity: 0"), &["K.K\nB.B"]);
    expect_pages(&line("position: relative; z-index: 1"), &["KKK\nBBB"]);
    // Over the first letter with its line.
    expect_pages(&line("position: relative; z-index: 1; left: -10px; color: lime"), &["G.K\nB.B"]);
}

#[test]
fn a_transformed_grid_contains_boxes_positioned_in_its_areas() {
    expect(
        (4, 2),
        "div { display: grid; grid-template-columns: 20px 20px; height: 10px; transform: translate(0, 10px) }
         b { position: absolute; grid-column: 2; right: 0; top: 0; width: 10px; height: 10px; background: red }
         p { background: blue }",
        "<div><p>x</p><b></b></div>",
        &["....
           KB.R"],
    );
}

/// A red pixel.
const RED: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

#[test]
fn image_rendering_is_inherited_and_decides_how_pictures_are_sampled() {
    let body = "<div style='image-rendering: smooth'><img src=red.png><b></b></div>
                <img src=red.png style='image-rendering: pixelated'><img src=red.png>";
    let style = "b { display: block; width: 20px; height: 20px; background: url(red.png) no-repeat }";
    let html = format!("<!doctype html><title>Test</title><style>{style}</style>{body}");
    let laid = lay_out(&html.replace("red.png", RED));
    let samplings = laid.lists[0].items.iter().filter_map(|item| match item {
        DisplayItem::Image(image) => Some(image.sampling),
        _ => None,
    });
    use engine::paint::ImageSampling::{Default, Pixelated, Smooth};
    assert_eq!(samplings.collect::<Vec<_>>(), [Smooth, Smooth, Pixelated, Default]);
}

#[test]
fn a_blurred_shadow_reaches_one_and_a_half_times_its_blur_beyond_the_box() {
    let style = "@page { size: 200px; margin: 0 } body { margin: 40px }
        div { width: 60px; height: 20px; margin-bottom: 60px; box-shadow: 0 0 8px black }";
    let laid =
        lay_out(&format!("<!doctype html><title>Test</title><style>{style}</style><div></div><div></div>"));
    let images: Vec<_> = laid.lists[0]
        .items
        .iter()
        .filter_map(|item| match item {
            DisplayItem::Image(image) => Some(image),
            _ => None,
        })
        .collect();
    assert_eq!(images.len(), 2);
    let rect = images[0].rect;
    assert_eq!([pixels(rect.x), pixels(rect.y)], [28.0, 28.0]);
    assert!((84.0..85.0).contains(&pixels(rect.width)) && (44.0..45.0).contains(&pixels(rect.height)));
    // Equal shadows are one image of the file.
    let bytes = |at: usize| match &images[at].image.content {
        engine::paint::ImageContent::Raster { bytes, .. } => bytes.clone(),
        engine::paint::ImageContent::Vector(_) => panic!("vectors"),
    };
    assert_eq!((bytes(0), &images[0].image.path), (bytes(1), &images[1].image.path));
}

#[test]
fn a_text_shadow_is_outlines_under_the_text_and_is_not_extracted() {
    let shadowed = |shadow: &str| {
        let html = format!("<!doctype html><title>Test</title><p style='text-shadow: {shadow}'>Shadow");
        lay_out(&html).lists.remove(0).items
    };
    let kinds = |items: &[DisplayItem]| -> Vec<&'static str> {
        let kind = |item: &DisplayItem| match item {
            DisplayItem::Path(_) => "path",
            DisplayItem::Image(_) => "picture",
            DisplayItem::Text(_) => "text",
            _ => "other",
        };
        items.iter().map(kind).collect()
    };
    assert_eq!(kinds(&shadowed("none")), ["text"]);
    // The first shadow is on top.
    assert_eq!(kinds(&shadowed("0 0 4px red, 2px 3px blue")), ["path", "picture", "text"]);
    let items = shadowed("2px 3px blue");
    let (DisplayItem::Path(path), DisplayItem::Text(text)) = (&items[0], &items[1]) else {
        panic!("two items")
    };
    let lowest = path.segments.iter().filter_map(|segment| match segment {
        engine::paint::PathSegment::MoveTo(to) => Some(to.y),
        _ => None,
    });
    // The baseline of the shadow is 3 px lower; round letters reach a little below it.
    let below = pixels(lowest.max().expect("points") - text.origin.y);
    assert!((3.0..3.5).contains(&below), "{below}");
}
