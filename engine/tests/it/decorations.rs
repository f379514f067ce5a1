//! Lines on text (CSS Text Decoration 4): their position, their thickness, and their gaps. Expected
//! places are in CSS pixels from the top left corner of the page.

use crate::kit::{Laid, lay_out, pixels};
use engine::css::Color;
use engine::paint::{DisplayItem, LineEnds, Paint, PathSegment};
use engine::text::FontLibrary;

fn page(style: &str, body: &str) -> Laid {
    let laid = lay_out(&format!(
        "<!doctype html><html lang=en><title>Test</title><style>
        @page {{ size: 600px 600px; margin: 0 }}
        html {{ font: 20px/30px 'Source Sans 3' }} body, p {{ margin: 0 }} {style}</style><body>{body}"
    ));
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    laid
}

/// A line as it is drawn: its left and right end, its top and bottom, its color.
#[derive(Clone, Debug, PartialEq)]
struct Bar {
    from: f64,
    to: f64,
    top: f64,
    bottom: f64,
    color: Color,
}

fn bars(laid: &Laid) -> Vec<Bar> {
    let paths = laid.lists.iter().flat_map(|list| &list.items).filter_map(|item| match item {
        DisplayItem::Path(path) => Some(path),
        _ => None,
    });
    paths
        .map(|path| {
            let points = path.segments.iter().flat_map(|segment| match *segment {
                PathSegment::MoveTo(point) | PathSegment::LineTo(point) => vec![point],
                PathSegment::CurveTo(one, two, three) => vec![one, two, three],
                PathSegment::Close => vec![],
            });
            let points: Vec<_> = points.collect();
            let all = |pick: fn(&engine::units::Point) -> f64| points.iter().map(pick).collect::<Vec<f64>>();
            let least = |values: Vec<f64>| values.into_iter().fold(f64::MAX, f64::min);
            let most = |values: Vec<f64>| values.into_iter().fold(f64::MIN, f64::max);
            let color = match (&path.fill, &path.stroke) {
                (Some(Paint::Solid(color)), _) => *color,
                (_, Some(stroke)) => stroke.color,
                _ => Color::TRANSPARENT,
            };
            Bar {
                from: least(all(|point| pixels(point.x))),
                to: most(all(|point| pixels(point.x))),
                top: least(all(|point| pixels(point.y))),
                bottom: most(all(|point| pixels(point.y))),
                color,
            }
        })
        .collect()
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.06
}

/// Metrics of the font that the pages are set in, in em.
fn metric(pick: fn(&engine::text::FaceMetrics) -> i16) -> f64 {
    let fonts = FontLibrary::embedded();
    let mut style = (*engine::css::properties::initial().font).clone();
    style.family = std::sync::Arc::new([engine::css::FontFamily::Named("Source Sans 3".into())]);
    let face = fonts.face(fonts.instance(&std::sync::Arc::new(style)).primary);
    f64::from(pick(&face.metrics)) / f64::from(face.metrics.units_per_em)
}

#[test]
fn lines_are_at_the_positions_that_the_font_gives() {
    let laid = page("", "<p><u>aaa</u><br><s>aaa</s><br><span style='text-decoration: overline'>aaa</span>");
    let found = bars(&laid);
    assert_eq!(found.len(), 3);
    let baselines: Vec<f64> = laid.words().iter().map(|word| word.baseline).collect();
    let expected = [
        (-metric(|metrics| metrics.underline_position), metric(|metrics| metrics.underline_thickness), 0.0),
        (-metric(|metrics| metrics.strikeout_position), metric(|metrics| metrics.strikeout_thickness), 0.0),
        // Above the tallest letters.
        (-metric(|metrics| metrics.ascent), metric(|metrics| metrics.underline_thickness), -1.0),
    ];
    for ((bar, baseline), (edge, thickness, outward)) in found.iter().zip(&baselines).zip(expected) {
        let thickness = thickness * 20.0;
        let top = baseline + edge * 20.0 + outward * thickness;
        assert!(near(bar.top, top) && near(bar.bottom, top + thickness), "{bar:?}, not {top}");
        assert!(near(bar.from, 0.0) && near(bar.to, laid.words()[0].width));
    }
}

#[test]
fn one_box_has_one_line_whatever_is_in_it() {
    let laid = page(
        "sup { line-height: 0 } big { font-size: 30px; line-height: 0 } code { font-family: 'Source Code Pro' }",
        "<p><u>a<sup>a</sup> <big>a</big> <code>a</code> <b>a</b> <span style='vertical-align: 5px'>a</span></u>",
    );
    let found = bars(&laid);
    assert_eq!(found.len(), 1, "{found:?}");
    let words = laid.words();
    let end = words.iter().map(|word| word.x + word.width).fold(0.0, f64::max);
    assert!(near(found[0].from, 0.0) && near(found[0].to, end));
    let top = words[0].baseline - metric(|metrics| metrics.underline_position) * 20.0;
    assert!(near(found[0].top, top), "{found:?}");
}

#[test]
fn boxes_inside_add_their_own_lines_and_colors() {
    let laid = page(
        ".outer { text-decoration: underline red } .inner { text-decoration: underline blue; font-size: 30px }",
        "<p class=outer>aa <span class=inner>aa</span> aa</p>",
    );
    let found = bars(&laid);
    assert_eq!(found.len(), 2, "{found:?}");
    // The line of the block is drawn first, along its whole width.
    assert_eq!(found[0].color, Color::rgb(255, 0, 0));
    assert_eq!(found[1].color, Color::rgb(0, 0, 255));
    let inner = &laid.words()[1];
    assert!(near(found[1].from, inner.x) && near(found[1].to, inner.x + inner.width));
    assert!(near(found[1].top, inner.baseline - metric(|metrics| metrics.underline_position) * 30.0));
    assert!(found[0].from < found[1].from && found[0].to > found[1].to);
}

#[test]
fn atomic_and_out_of_flow_boxes_are_not_decorated() {
    let laid = page(
        "",
        "<p style='text-decoration: underline'>a <span style='display: inline-block'>aaa</span> a
         <span style='position: absolute; top: 90px'>aaa</span></p>",
    );
    let found = bars(&laid);
    let block = laid.words().into_iter().find(|word| word.text.contains("aaa")).expect("the block");
    assert!(found.iter().all(|bar| bar.to <= block.x + 0.01 || bar.from >= block.x + block.width - 0.01));
    assert!(found.iter().all(|bar| bar.top < 30.0), "{found:?}");
    assert_eq!(found.len(), 2);
}

#[test]
fn offsets_and_positions_of_underlines() {
    let top = |style: &str| {
        let laid = page("", &format!("<p><u style='{style}'>aaa</u>"));
        let bar = bars(&laid).remove(0);
        bar.top - laid.words()[0].baseline
    };
    assert!(near(top("text-underline-offset: 5px"), 5.0));
    assert!(near(top("text-underline-offset: 0.5em"), 10.0));
    assert!(near(top("text-underline-offset: 25%"), 5.0));
    assert!(near(top("text-underline-offset: -8px"), -8.0));
    let font = -metric(|metrics| metrics.underline_position) * 20.0;
    assert!(near(top("text-underline-position: from-font"), font));
    assert!(near(top("text-underline-position: from-font; text-underline-offset: 3px"), font + 3.0));
    // Source Sans 3 reaches 0.4 em below the baseline.
    assert!(near(top("text-underline-position: under"), 8.0));
    assert!(near(top("text-underline-position: left under; text-underline-offset: 2px"), 10.0));
    // Both are inherited, and those of the decorating box apply.
    let laid = page(
        "p { text-underline-offset: 7px }",
        "<p><u>aaa <span style='text-underline-offset: 1px'>a</span></u>",
    );
    let found = bars(&laid);
    assert_eq!(found.len(), 1);
    assert!(near(found[0].top - laid.words()[0].baseline, 7.0));
}

#[test]
fn thickness_is_that_of_the_decorating_box() {
    let thickness = |style: &str| {
        let bar = bars(&page("", &format!("<p><u style='{style}'>a <small>a</small></u>"))).remove(0);
        bar.bottom - bar.top
    };
    assert!(near(thickness("text-decoration-thickness: 3px"), 3.0));
    assert!(near(thickness("text-decoration-thickness: 25%"), 5.0));
    assert!(near(
        thickness("text-decoration-thickness: from-font"),
        metric(|metrics| metrics.underline_thickness) * 20.0
    ));
}

#[test]
fn underlines_skip_letters_that_cross_them() {
    let letters = |text: &str, style: &str| bars(&page("", &format!("<p><u style='{style}'>{text}</u>")));
    assert_eq!(letters("nnn", "").len(), 1);
    let found = letters("nnpnn", "text-underline-offset: 2px");
    assert_eq!(found.len(), 2, "{found:?}");
    // The stem of the p, with the line's thickness to either side.
    let gap = found[1].from - found[0].to;
    let thickness = found[0].bottom - found[0].top;
    assert!(gap > 2.0 * thickness + 1.0 && gap < 2.0 * thickness + 3.0, "{gap}");
    let laid = page("", "<p><u>nn<b style='font-weight: 400'>p</b>nn</u>");
    let p = laid.words().into_iter().find(|word| word.text == "p").expect("the letter");
    assert!(found[0].to > p.x - thickness && found[1].from < p.x + p.width, "{found:?} {p:?}");
    assert_eq!(letters("nnpnn", "text-underline-offset: 2px; text-decoration-skip-ink: none").len(), 1);
    // A line below the descenders crosses nothing, and lines through text have no gaps.
    assert_eq!(letters("nnpnn", "text-underline-position: under; text-underline-offset: 3px").len(), 1);
    assert_eq!(letters("nnpnn", "text-decoration-line: line-through").len(), 1);
    // `text-decoration-skip-ink` of the text applies, not that of the decorating box.
    let inner = "nn<span style='text-decoration-skip-ink: none'>p</span>nn";
    assert_eq!(letters(inner, "text-underline-offset: 2px").len(), 1);
}

#[test]
fn every_style_is_drawn() {
    let of =
        |style: &str| page("", &format!("<p><u style='text-decoration-style: {style}'>nnnnnnnnnnnnnnnn</u>"));
    let stroke = |laid: &Laid| {
        laid.lists[0].items.iter().find_map(|item| match item {
            DisplayItem::Path(path) => {
                path.stroke.as_ref().map(|stroke| (stroke.dashes.len(), stroke.ends == LineEnds::ROUND))
            }
            _ => None,
        })
    };
    let double = bars(&of("double"));
    assert_eq!(double.len(), 2);
    assert!(near(double[1].top - double[0].top, 2.0 * (double[0].bottom - double[0].top)));
    assert_eq!(stroke(&of("dotted")), Some((2, true)));
    assert_eq!(stroke(&of("dashed")), Some((2, false)));
    assert_eq!(stroke(&of("wavy")), Some((0, false)));
    let curves = |laid: &Laid| {
        let paths = laid.lists[0].items.iter().filter_map(|item| match item {
            DisplayItem::Path(path) => Some(&path.segments),
            _ => None,
        });
        paths.flatten().filter(|segment| matches!(segment, PathSegment::CurveTo(..))).count()
    };
    assert!(curves(&of("wavy")) > 10);
    assert_eq!(stroke(&of("solid")), None);
}

#[test]
fn a_first_line_is_decorated_as_a_whole() {
    let laid = page(
        "p::first-line { text-decoration: underline red } p { text-decoration: line-through }",
        "<p>aa <b>aa</b> aa<br>aa aa",
    );
    let found = bars(&laid);
    assert_eq!(found.len(), 3, "{found:?}");
    let red = Color::rgb(255, 0, 0);
    let first: Vec<&Bar> = found.iter().filter(|bar| bar.color == red).collect();
    assert_eq!(first.len(), 1);
    let words = laid.words();
    let end =
        words.iter().filter(|word| word.baseline < 30.0).map(|word| word.x + word.width).fold(0.0, f64::max);
    assert!(near(first[0].from, 0.0) && near(first[0].to, end));
}

#[test]
fn invalid_values_are_reported() {
    for value in [
        "text-underline-offset: red",
        "text-underline-position: left right",
        "text-decoration-skip-ink: some",
    ] {
        let laid = lay_out(&format!("<!doctype html><html lang=en><title>T</title><p style='{value}'>a"));
        assert_eq!(laid.messages.len(), 1, "{value}: {:?}", laid.messages);
    }
}
