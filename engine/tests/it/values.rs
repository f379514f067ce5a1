//! Values: the results of math functions, units, variables and colors (CSS Values 4, CSS Color 4 and 5).

use crate::kit::styled::style;
use engine::css::{Color, LengthPercentage, SizeValue};
use engine::units::Length;

fn points(value: f64) -> Length {
    Length::from_points(value)
}

/// The computed `width` of a declaration, on an A4 page without margins and with a font of 10pt.
fn width(value: &str) -> LengthPercentage {
    let css = format!(
        "@page {{ margin: 0 }} html {{ font: 20pt/30pt serif }} p {{ font-size: 10pt; width: {value} }}"
    );
    let styled = style(&css, "<p id=a>").silent();
    match styled.of("a").layout.width {
        SizeValue::LengthPercentage(width) => width,
        other => panic!("{value}: {other:?}"),
    }
}

#[test]
fn math_functions_of_lengths_give_lengths() {
    for (value, expected) in [
        ("calc(1in + 8pt)", 80.0),
        ("calc((1in - 2pt) / 7 * 2)", 20.0),
        ("calc(2em + 1rem)", 40.0),
        ("min(1in, 50pt, 2in)", 50.0),
        ("max(1in, 50pt)", 72.0),
        ("max(5em, 40pt)", 50.0),
        ("clamp(10pt, 5em, 30pt)", 30.0),
        ("clamp(none, 5em, 30pt)", 30.0),
        // The minimum wins over the maximum.
        ("clamp(40pt, 5em, 30pt)", 40.0),
        ("round(17pt, 5pt)", 15.0),
        ("round(up, 1.1em, 5pt)", 15.0),
        ("round(down, 19pt, 5pt)", 15.0),
        ("calc(50pt + round(to-zero, -19pt, 5pt))", 35.0),
        ("round(12.5pt, 5pt)", 15.0),
        ("mod(18pt, 5pt)", 3.0),
        ("mod(-18pt, 5pt)", 2.0),
        ("calc(10pt + rem(-18pt, 5pt))", 7.0),
        ("abs(-1.8em)", 18.0),
        ("hypot(3em, 40pt)", 50.0),
        ("calc(10pt * sign(-3pt) + 20pt)", 10.0),
        ("calc(10pt * pow(2, 3))", 80.0),
        ("calc(10pt * sqrt(9))", 30.0),
        ("calc(10pt * exp(0))", 10.0),
        ("calc(10pt * log(8, 2))", 30.0),
        ("calc(10pt * sin(30deg))", 5.0),
        ("calc(10pt * cos(pi / 3))", 5.0),
        ("calc(10pt * tan(0.125turn))", 10.0),
        ("calc(10pt * (atan2(1pt, 1pt) / 45deg))", 10.0),
        ("calc(10pt * (asin(1) / 1deg) / 9)", 100.0),
        ("calc(10pt * (1in / 36pt))", 20.0),
        ("calc(-5pt)", 0.0),
        ("calc(NaN * 1pt)", 0.0),
        ("calc(10pt*2)", 20.0),
        ("calc(e * 0pt + 3pt)", 3.0),
    ] {
        let width = width(value);
        let off = (width.length - points(expected)).0.abs();
        assert!(off <= 1 && !width.has_percentage(), "{value}: {width:?}");
    }
}

/// A sum of a percentage and a length is known only in layout (CSS Values 4, section 10.11).
#[test]
fn lengths_and_percentages_are_compared_where_the_basis_is_known() {
    for (value, at_100, at_1000) in [
        ("calc(50% - 10pt)", 40.0, 490.0),
        ("min(50%, 100pt)", 50.0, 100.0),
        ("max(50%, 100pt)", 100.0, 500.0),
        ("clamp(10em, 25%, 200pt)", 100.0, 200.0),
        ("min(100% - 20pt, 30em)", 80.0, 300.0),
        ("calc(2 * min(10%, 2em) + 1pt)", 21.0, 41.0),
        ("round(down, 33%, 10pt)", 30.0, 330.0),
        ("mod(100%, 30pt)", 10.0, 10.0),
        ("abs(50% - 100pt)", 50.0, 400.0),
        ("hypot(30%, 40%)", 50.0, 500.0),
        ("max(10% - 50pt, -1pt)", 0.0, 50.0),
        ("min(10%, 20%)", 10.0, 100.0),
    ] {
        let width = width(value);
        assert!(width.has_percentage(), "{value}");
        for (basis, expected) in [(100.0, at_100), (1000.0, at_1000)] {
            let used = width.resolve(points(basis));
            assert!((used - points(expected)).0.abs() <= 2, "{value} of {basis}pt: {}", used.points());
        }
        assert_eq!(width.resolve_maybe(None), None, "{value}");
    }
    assert_eq!(width("min(50%, 3em)"), width("min(50%, 30pt)"), "what is equal compares as equal");
}

#[test]
fn units_refer_to_fonts_and_to_the_page() {
    let (page_width, page_height) = (210.0 * 72.0 / 25.4, 297.0 * 72.0 / 25.4);
    for (value, expected) in [
        ("1in", 72.0),
        ("2.54cm", 72.0),
        ("25.4mm", 72.0),
        ("101.6Q", 72.0),
        ("6pc", 72.0),
        ("96px", 72.0),
        ("2em", 20.0),
        ("2rem", 40.0),
        ("1lh", 30.0),
        ("1rlh", 30.0),
        ("10vw", page_width / 10.0),
        ("10vi", page_width / 10.0),
        ("10svw", page_width / 10.0),
        ("10lvi", page_width / 10.0),
        ("10dvw", page_width / 10.0),
        ("10cqi", page_width / 10.0),
        ("10vh", page_height / 10.0),
        ("10vb", page_height / 10.0),
        ("10dvh", page_height / 10.0),
        ("10lvb", page_height / 10.0),
        ("10vmin", page_width / 10.0),
        ("10svmax", page_height / 10.0),
        ("10cqmax", page_height / 10.0),
    ] {
        let found = width(value).length;
        assert!((found - points(expected)).0.abs() <= 1, "{value}: {}", found.points());
    }
    // Units of the root's font are twice as large as those of the paragraph's font.
    for (unit, root) in [("ex", "rex"), ("ch", "rch"), ("cap", "rcap"), ("ic", "ric")] {
        let (own, root) = (width(&format!("100{unit}")).length, width(&format!("50{root}")).length);
        assert!((own - root).0.abs() <= 1 && own > points(300.0), "{unit}: {own:?} {root:?}");
    }
}

#[test]
fn numbers_and_integers_take_math_functions() {
    let styled = style(
        "p { z-index: calc(1 + 2 * 3); order: round(5, 2); flex-grow: max(1, 2.5); opacity: calc(1 / 4);
           line-height: calc(1 + 0.5); orphans: clamp(2, 7, 4) }",
        "<p id=a>",
    )
    .silent();
    let p = styled.of("a");
    assert_eq!((p.layout.z_index, p.layout.order, p.layout.flex_grow), (Some(7), 6, 2.5));
    assert_eq!((p.background.opacity, p.text.orphans), (0.25, 4));
    for value in [
        "calc(1px + 1)",
        "min(1px, 2)",
        "calc(1 +1px)",
        "sin(1px)",
        "pow(1px, 2)",
        "round(1px)",
        "mod(1px)",
        "calc()",
        "clamp(1px, 2px)",
        "atan2(1px, 2)",
    ] {
        let styled = style(&format!("p {{ width: {value} }}"), "<p id=a>");
        assert_eq!(styled.messages.len(), 1, "{value}");
        assert_eq!(styled.of("a").layout.width, SizeValue::Auto, "{value}");
    }
}

#[test]
fn environment_variables_are_zero_or_fall_back() {
    for (value, expected) in [
        ("env(safe-area-inset-top)", 0.0),
        ("calc(env(safe-area-inset-left, 5pt) + 3pt)", 3.0),
        ("env(nonsense, 7pt)", 7.0),
        ("env(viewport-segment-width 0 0, env(nonsense, 8pt))", 8.0),
    ] {
        assert_eq!(width(value).length, points(expected), "{value}");
    }
    let styled = style("p { width: env(nonsense) }", "<p id=a>");
    assert_eq!(styled.messages.len(), 1, "{:?}", styled.messages);
    assert_eq!(styled.messages[0].1, "width: env(nonsense)");
}

#[test]
fn circular_variables_are_reported_and_have_no_value() {
    let styled = style("p { --a: var(--b); --b: var(--a); --c: 3; z-index: var(--a, var(--c)) }", "<p id=a>");
    assert_eq!(styled.mark("a"), Some(3));
    assert_eq!(styled.messages.len(), 2, "{:?}", styled.messages);
    assert!(styled.messages.iter().all(|(message, _)| message.ends_with("refers to itself")));
}

fn color(value: &str) -> Color {
    let styled =
        style(&format!("body {{ color: rgb(10 20 30) }} p {{ background-color: {value} }}"), "<p id=a>")
            .silent();
    styled.of("a").background.color
}

#[test]
fn colors_are_computed_from_colors() {
    // In bytes; a difference of one is rounding in the color space.
    for (value, expected) in [
        ("rgb(from red r g b)", [255, 0, 0, 255]),
        ("rgb(from #123456 b g r)", [0x56, 0x34, 0x12, 255]),
        ("rgb(from rgb(100 50 0 / 50%) r g b)", [100, 50, 0, 128]),
        ("rgb(from rgb(100 50 0 / 50%) r g b / 1)", [100, 50, 0, 255]),
        ("rgb(from rgb(100 50 0) calc(r * 2) calc(g + 10) 7 / calc(alpha / 2))", [200, 60, 7, 128]),
        ("rgb(from currentcolor r g 0)", [10, 20, 0, 255]),
        ("hsl(from red calc(h + 120) s l)", [0, 255, 0, 255]),
        ("hsl(from #804040 h 0 l)", [96, 96, 96, 255]),
        ("hwb(from red h 50% b)", [255, 128, 128, 255]),
        ("lab(from lime l 0 0)", [220, 220, 220, 255]),
        ("lch(from blue l c h)", [0, 0, 255, 255]),
        ("oklch(from #336699 l c h)", [0x33, 0x66, 0x99, 255]),
        ("oklab(from #336699 l a b / 0.5)", [0x33, 0x66, 0x99, 128]),
        ("color(from #336699 srgb r g 1)", [0x33, 0x66, 255, 255]),
        ("color(from #336699 display-p3 r g b)", [0x33, 0x66, 0x99, 255]),
        ("color(from #336699 xyz x y z)", [0x33, 0x66, 0x99, 255]),
        ("rgb(from color-mix(in srgb, red, blue) g r b)", [0, 128, 128, 255]),
        ("device-cmyk(0 0.5 1 0)", [255, 128, 0, 255]),
        ("device-cmyk(0% 100% 100% 50% / 0.5)", [128, 0, 0, 128]),
        ("device-cmyk(0, 1, 1, 0)", [255, 0, 0, 255]),
        ("device-cmyk(0 1 1 0, rgb(1 2 3))", [1, 2, 3, 255]),
        ("contrast-color(#eee)", [0, 0, 0, 255]),
        ("contrast-color(navy)", [255, 255, 255, 255]),
        ("contrast-color(currentcolor)", [255, 255, 255, 255]),
        ("light-dark(white, black)", [255, 255, 255, 255]),
        ("color-mix(in srgb, white, black)", [128, 128, 128, 255]),
        ("color-mix(in display-p3, #336699, #336699)", [0x33, 0x66, 0x99, 255]),
        ("color-mix(in display-p3-linear, white, black)", [188, 188, 188, 255]),
        ("color-mix(in a98-rgb, white, white)", [255, 255, 255, 255]),
        ("color-mix(in prophoto-rgb, #336699, #336699 10%)", [0x33, 0x66, 0x99, 255]),
        ("color-mix(in rec2020, #336699 20%, #336699)", [0x33, 0x66, 0x99, 255]),
        ("color-mix(in oklab, white, black)", [99, 99, 99, 255]),
        ("color-mix(in xyz-d50, white, black)", [188, 188, 188, 255]),
        ("rgb(calc(100 + 50) max(1, 2) 0)", [150, 2, 0, 255]),
        ("rgb(none 255 0)", [0, 255, 0, 255]),
        ("Canvas", [255, 255, 255, 255]),
        ("windowtext", [0, 0, 0, 255]),
    ] {
        let found = color(value);
        let found = [found.red, found.green, found.blue, found.alpha];
        let is_near = found.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) <= 1);
        assert!(is_near, "{value}: {found:?}");
    }
    for value in [
        "rgb(from red r g)",
        "rgb(from red x g b)",
        "hsl(from nonsense h s l)",
        "rgb(from red, r, g, b)",
        "color(from red nowhere r g b)",
        "device-cmyk(1 2)",
        "contrast-color()",
    ] {
        let styled = style(&format!("p {{ color: {value} }}"), "<p id=a>");
        assert_eq!(styled.messages.len(), 1, "{value}: {:?}", styled.messages);
    }
}

#[test]
fn logical_properties_follow_the_direction() {
    let css = "p { margin-inline: 1pt 2pt; padding-inline-start: 3pt; inset-inline-end: 4pt; border-start-start-radius: 5pt;
        border-inline-start: 6pt solid red; inline-size: 50pt; block-size: 60pt; min-inline-size: 7pt; max-block-size: 80pt;
        inset-block: 8pt 9pt; float: inline-start; text-align: start }";
    let styled = style(css, "<p id=a></p><div dir=rtl><p id=b></p></div>").silent();
    let (left, right) = (&styled.of("a"), &styled.of("b"));
    let length = |value: f64| LengthPercentage::length(points(value));
    assert_eq!(left.layout.padding.left, length(3.0));
    assert_eq!(right.layout.padding.right, length(3.0));
    assert_eq!(left.layout.margin.left.resolve(Length::ZERO), Some(points(1.0)));
    assert_eq!(right.layout.margin.left.resolve(Length::ZERO), Some(points(2.0)));
    assert_eq!(left.layout.inset.right.resolve(Length::ZERO), Some(points(4.0)));
    assert_eq!(right.layout.inset.left.resolve(Length::ZERO), Some(points(4.0)));
    assert_eq!(left.layout.inset.bottom.resolve(Length::ZERO), Some(points(9.0)));
    assert_eq!(left.border.radii.top_left.horizontal, length(5.0));
    assert_eq!(right.border.radii.top_right.horizontal, length(5.0));
    assert_eq!((left.border.sides.left.width, right.border.sides.right.width), (points(6.0), points(6.0)));
    assert_eq!(left.layout.width, SizeValue::LengthPercentage(length(50.0)));
    assert_eq!(left.layout.max_height, SizeValue::LengthPercentage(length(80.0)));
    assert_eq!(
        (left.layout.float, right.layout.float),
        (engine::css::Float::Left, engine::css::Float::Right)
    );
}
