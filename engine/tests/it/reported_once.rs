//! Ignored CSS and overflow are reported once, with their place.

use crate::kit::rendering::rendered;
use crate::kit::styled::style;
use engine::resources::Resources;

/// The messages about a stylesheet, each with the text that it points at.
#[track_caller]
fn reported(css: &str, expected: &[(&str, &str)]) {
    let styled = style(css, "<p id=a>a</p><p>b</p><p>c</p>");
    let reported: Vec<(&str, &str)> =
        styled.messages.iter().map(|(message, text)| (message.as_str(), text.trim_end())).collect();
    assert_eq!(reported, expected, "{css}");
}

#[test]
fn a_property_is_reported_where_it_is_first_used() {
    reported(
        "p { box-snap: block-start; color: red } div { box-snap: block-end } b { box-snap: none }",
        &[("the property `box-snap` is not supported", "box-snap: block-start")],
    );
}

#[test]
fn a_value_is_reported_where_it_is_first_used() {
    reported(
        "p { footnote-display: inline } div { footnote-display: inline } b { footnote-display: block }",
        &[("`footnote-display: inline` is not supported", "footnote-display: inline")],
    );
}

#[test]
fn an_at_rule_is_reported_where_it_is_first_used() {
    let styled = style("@scope (p) { b { color: red } } @scope (div) { i { color: red } }", "<p id=a>");
    assert_eq!(styled.messages.len(), 1, "{:?}", styled.messages);
    assert!(styled.messages[0].0.contains("`@scope`"), "{:?}", styled.messages);
}

#[test]
fn a_selector_is_reported_at_its_place() {
    let styled = style("p::part(x) { color: red } p { color: blue }", "<p id=a>");
    assert_eq!(styled.messages.len(), 1, "{:?}", styled.messages);
    assert!(styled.messages[0].0.contains("`::part()`"), "{:?}", styled.messages);
    assert_eq!(styled.messages[0].1, "p::part(x)");
}

#[test]
fn an_attribute_of_the_wrong_type_is_reported_at_the_declaration() {
    let styled = style("p { width: attr(data-w px) }", "<p data-w=wide>");
    assert_eq!(
        styled.messages,
        [(
            "the attribute `data-w` has no value of the type that attr() asks for".to_string(),
            "width: attr(data-w px)".to_string()
        )]
    );
}

/// The messages about a document's pages, each with the place that it points at.
fn messages_of_pages(css: &str, body: &str) -> Vec<(String, String)> {
    let html = format!(
        "<!doctype html><html lang=en><title>T</title><style>@page {{ size: 200px 100px; margin: 10px }}
         {css}</style><body>{body}"
    );
    let resources = Resources::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."), &[]);
    let (_, diagnostics) = rendered(&html, &resources);
    let place = |each: &engine::diagnostics::Diagnostic| {
        let span = each.labels.first().map(|label| label.span);
        span.map_or_else(String::new, |span| html[span.start as usize..span.end as usize].to_string())
    };
    diagnostics.list().iter().map(|each| (each.message.clone(), place(each))).collect()
}

#[test]
fn overflow_of_a_page_is_reported_with_its_element() {
    let reported =
        messages_of_pages("div { height: 300px; break-inside: avoid }", "<p>a</p><div id=tall>b</div>");
    assert_eq!(reported.len(), 1, "{reported:?}");
    assert!(reported[0].1.contains("id=tall"), "{reported:?}");
    assert!(reported[0].0.contains("page"), "{reported:?}");
}

#[test]
fn overflow_of_a_box_is_reported_with_its_element() {
    let reported = messages_of_pages("p { width: 20px }", "<p id=narrow>Incomprehensibilities</p>");
    assert_eq!(reported.len(), 1, "{reported:?}");
    assert!(reported[0].1.contains("id=narrow"), "{reported:?}");
    let reported = messages_of_pages(
        "div { width: 50px }",
        "<div><table id=wide style='width: 90px'><tr><td>a</table></div>",
    );
    assert!(reported.is_empty(), "a width that was asked for: {reported:?}");
}

/// What asks to be kept and cannot be is broken, and reported once.
#[test]
fn boxes_that_cannot_be_kept_whole_are_reported_with_their_element() {
    let lines = "<p>a</p>".repeat(40);
    let reported = messages_of_pages("div { break-inside: avoid }", &format!("<div id=kept>{lines}</div>"));
    assert_eq!(reported.len(), 1, "{reported:?}");
    assert_eq!(reported[0].0, "a page ends inside an element that should be kept whole");
    assert!(reported[0].1.contains("id=kept"), "{reported:?}");
    let reported = messages_of_pages(
        "p { break-after: avoid; break-inside: avoid }",
        &lines.replacen("<p", "<p id=one", 1),
    );
    assert!(!reported.is_empty());
    for (message, _) in &reported {
        assert_eq!(message, "a page ends after an element that should stay with what follows");
    }
    for css in ["div { display: grid } section { break-inside: avoid }", "section { break-inside: avoid }"] {
        let reported = messages_of_pages(css, &format!("<div><section id=kept>{lines}</section></div>"));
        assert!(reported.len() == 1 && reported[0].1.contains("id=kept"), "{css}: {reported:?}");
    }
    let keeps = "break-inside: avoid; break-before: avoid; break-after: avoid";
    let rows = "<tr><td>a".repeat(40);
    let cells = "<b>a</b>".repeat(40);
    for (css, body) in [
        (format!("td, tr {{ {keeps} }}"), format!("<table>{rows}</table>")),
        (format!("div {{ display: grid }} b {{ {keeps} }}"), format!("<div>{cells}</div>")),
        (format!("div {{ columns: 2 }} p {{ {keeps} }}"), format!("<div>{}</div>", lines.repeat(2))),
    ] {
        let reported = messages_of_pages(&css, &body);
        assert!(!reported.is_empty(), "{css}");
        for (message, _) in &reported {
            assert_eq!(message, "a page ends after an element that should stay with what follows", "{css}");
        }
    }
    // Boxes that can be kept whole are not reported.
    let few = "<section><p>a</p><p>b</p></section>".repeat(20);
    assert!(messages_of_pages("section { break-inside: avoid }", &few).is_empty());
}

#[test]
fn text_that_is_cut_off_is_reported_with_its_element() {
    let beyond = "beyond the edge of its page";
    let hidden = "beyond a box that hides its overflow";
    let long = "Incomprehensibilities of incomprehensibilities";
    let short = "some words that are not long and fill a few lines of a box";
    for (css, body, expected) in [
        ("table { width: 100% }", format!("<table><tr><td id=x>{}</table>", long.replace(' ', "")), beyond),
        ("#x { position: absolute; left: 150px; width: 90px }", format!("<p id=x>{short}</p>"), beyond),
        ("#x { float: left; width: 300px }", format!("<p id=x>{short}</p>"), beyond),
        ("#x { overflow: hidden; height: 20px }", format!("<p id=x>{short}</p>"), hidden),
        (
            "#x { overflow: auto; white-space: nowrap }",
            format!("<p id=x>{long}</p>"),
            "wider than its column",
        ),
    ] {
        let reported = messages_of_pages(css, &body);
        assert_eq!(reported.len(), 1, "{css}: {reported:?}");
        assert!(reported[0].0.contains(expected) && reported[0].1.contains("id=x"), "{css}: {reported:?}");
    }
    // Text that is hidden in the usual ways is not.
    for css in [
        "p { position: absolute; left: -9999px }",
        "p { text-indent: -9999px }",
        "p { position: absolute; top: -60px }",
    ] {
        let reported = messages_of_pages(css, "<p>Hidden</p>");
        assert!(reported.is_empty(), "{css}: {reported:?}");
    }
}
