//! `currentcolor` is inherited as a keyword: it is the color of the element that inherits it.

use crate::kit::squares::expect;

/// An outer element in blue with the declarations `outer` and an inner one in red that inherits `property`.
#[track_caller]
fn inherits(outer: &str, inner: &str, row: &str) {
    expect(
        (4, 2),
        "section { color: blue } div { color: red; width: 20px; height: 10px; margin-left: 10px }",
        &format!("<section style='{outer}'><div style='{inner}'></div></section>"),
        &[&format!("{row}\n....")],
    );
}

#[test]
fn inherited_keywords_are_the_color_of_the_heir() {
    inherits("background: currentcolor; width: 10px", "background: inherit", "BRR.");
    inherits(
        "width: 10px",
        "border-left: 10px solid; border-left-color: inherit; box-sizing: border-box",
        ".R..",
    );
    inherits(
        "background: linear-gradient(currentcolor 50%, currentcolor 50%); width: 10px",
        "background: inherit",
        "BRR.",
    );
    inherits(
        "outline-color: currentcolor",
        "outline: 10px solid; outline-color: inherit; margin-left: 20px; height: 0",
        ".RRR",
    );
    inherits(
        "box-shadow: 10px 0 currentcolor; width: 10px; height: 10px",
        "box-shadow: inherit; width: 10px",
        ".BR.",
    );
}

#[test]
fn colors_relative_to_the_keyword_are_inherited_as_written() {
    let mix = "color-mix(in srgb, currentcolor 50%, white)";
    inherits(&format!("background: {mix}; width: 10px"), "background: inherit", "brr.");
    let relative = "rgb(from currentcolor b g r)";
    inherits(&format!("background: {relative}; width: 10px"), "background: inherit", "RBB.");
}

#[test]
fn other_colors_are_inherited_as_colors() {
    inherits(
        "border-left: 0 solid blue",
        "border-left: 10px solid; border-left-color: inherit; box-sizing: border-box",
        ".B..",
    );
    inherits("background: linear-gradient(lime 50%, lime 50%); width: 10px", "background: inherit", "GGG.");
}

#[test]
fn the_keyword_is_handed_down_through_elements_of_other_colors() {
    expect(
        (2, 1),
        "section { color: blue; background: currentcolor; width: 10px } p { color: lime; background: inherit } \
         div { color: red; background: inherit; width: 20px; height: 10px }",
        "<section><p><div></div></section>",
        &["RR"],
    );
}

#[test]
fn inherited_text_shadows_have_the_color_of_each_text() {
    let css = "p { color: blue; text-shadow: 10px 0 currentcolor; padding-left: 0 } span { color: red }";
    expect((4, 1), css, "<p>a<span> </span><span>a</span>", &["BBRR"]);
    expect((4, 1), &css.replace("currentcolor", "lime"), "<p>a<span> </span><span>a</span>", &["BGRG"]);
}

#[test]
fn custom_properties_keep_the_keyword() {
    inherits("--c: currentcolor; background: var(--c); width: 10px", "background: var(--c)", "BRR.");
}
