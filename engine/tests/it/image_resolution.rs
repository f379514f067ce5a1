//! `image-resolution`: the natural size of pictures of pixels.

use crate::kit::squares::expect;

/// A red picture of 40 by 20 pixels, of which the file puts 192 on an inch.
const RED: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACgAAAAUAQMAAADFiO34AAAAA1BMVEX/AAAZ4gk3AAAACXBIWXMA\
    AB2HAAAdhwGP5fFlAAAADElEQVR42mNgGBgAAAB4AAE1M26kAAAAAElFTkSuQmCC";

#[test]
fn the_resolution_of_an_image_gives_its_natural_size() {
    let size = |value: &str, page: &str| {
        let css =
            format!("body {{ line-height: 0; image-resolution: {value} }} img, p {{ vertical-align: top }}");
        expect((5, 4), &css, &format!("<img alt='' src='{RED}'>"), &[page]);
        let css =
            format!("body {{ image-resolution: {value}; height: 40px; background: url({RED}) no-repeat }}");
        expect((5, 4), &css, "", &[page]);
        let css = format!(
            "body {{ line-height: 0; image-resolution: {value} }} p::before {{ content: url({RED}) }}"
        );
        expect((5, 4), &css, "<p>", &[page]);
    };
    let whole = "RRRR.\nRRRR.\n.....\n.....";
    let half = "RR...\n.....\n.....\n.....";
    size("1dppx", whole);
    size("96dpi", whole);
    size("2x", half);
    size("from-image", half);
    size("snap 4x from-image", half);
    let css = "img { image-resolution: 2x; width: 40px; vertical-align: top }";
    expect((5, 4), css, &format!("<img alt='' src='{RED}'>"), &[whole]);
}

#[test]
fn a_resolution_of_vectors_has_no_effect() {
    expect(
        (2, 1),
        "img { image-resolution: 2x; width: 10px; height: 10px; vertical-align: top }",
        "<img alt='' src='red.svg'>",
        &["R."],
    );
}
