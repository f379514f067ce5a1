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
    diagnostics_of_pages(css, body).into_iter().map(|(message, place, _)| (message, place)).collect()
}

/// Of each message its text, the marked text and the remedy.
fn diagnostics_of_pages(css: &str, body: &str) -> Vec<(String, String, String)> {
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
    let whole = |each: &engine::diagnostics::Diagnostic| {
        (each.message.clone(), place(each), each.help.clone().unwrap_or_default())
    };
    diagnostics.list().iter().map(whole).collect()
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

#[test]
fn characters_that_no_font_has_are_one_message_at_the_first_place() {
    let body = "<p>a\u{13001}b\u{13000}</p><p>\u{13000}\u{13002}</p><p>\u{1faff}</p>";
    let reported = messages_of_pages("", body);
    let signs = "\"\u{13000}\" (U+13000), \"\u{13001}\" (U+13001), \"\u{13002}\" (U+13002)";
    assert_eq!(
        reported,
        [
            (format!("no font has the characters {signs}"), "\u{13001}".to_string()),
            ("no font has the emoji \"\u{1faff}\" (U+1FAFF)".to_string(), "\u{1faff}".to_string()),
        ]
    );
    let many: String = ('\u{12000}'..'\u{12064}').collect();
    let reported = messages_of_pages("p { font-size: 1px }", &format!("<p>{many}</p>"));
    assert_eq!(reported.len(), 1);
    assert!(reported[0].0.ends_with("\" (U+12027), and 60 more"), "{reported:?}");
}

#[test]
fn the_remedy_for_a_line_that_is_too_wide_fits_its_cause() {
    let long = "Incomprehensibilities-of-incomprehensibilities".replace('-', "");
    let picture = "<svg viewBox='0 0 1 1' width=300 height=10 aria-label=a></svg>";
    for (body, expected) in [
        (format!("<p id=x>{long}</p>"), "hyphens: auto"),
        (
            "<p>short</p><pre id=x>short\na very long line of program text that does not fit</pre>"
                .to_string(),
            "pre-wrap",
        ),
        (format!("<p id=x>a <span style='white-space: nowrap'>{long} b</span></p>"), "pre-wrap"),
        (format!("<p id=x>a {picture}</p>"), "max-width: 100%"),
        (
            "<p id=x>a <b style='display: inline-block; width: 300px'>b</b></p>".to_string(),
            "the box in the line",
        ),
    ] {
        let reported = diagnostics_of_pages("", &body);
        let found = reported.iter().filter(|(message, ..)| message.contains("wider than its column"));
        let found: Vec<_> = found.collect();
        assert_eq!(found.len(), 1, "{body}: {reported:?}");
        assert!(found[0].1.contains("id=x") && found[0].2.contains(expected), "{body}: {reported:?}");
    }
}

#[test]
fn elements_that_are_left_out_are_one_message_each() {
    let body =
        "<iframe src=a.html></iframe><iframe src=b.html></iframe><video src=a.mp4></video><audio controls
        src=a.mp3></audio><embed src=a.pdf><object data=a.pdf><param name=a></object>";
    let messages: Vec<String> = messages_of_pages("", body).into_iter().map(|(message, _)| message).collect();
    let names = ["iframe", "video", "audio", "embed", "object"];
    assert_eq!(messages, names.map(|name| format!("the element `{name}` is left out")));
    // None of these would be seen in a browser, or they show something else.
    let silent = "<iframe></iframe><iframe src=a hidden></iframe><iframe src=a style='display: none'></iframe>
        <iframe src=a width=0 height=0></iframe><audio src=a.mp3></audio><embed><object data=a.pdf>words</object>
        <object data=a.pdf><b></b></object><object></object>";
    assert_eq!(messages_of_pages("", silent), []);
}

#[test]
fn links_to_nowhere_are_silent() {
    assert_eq!(
        messages_of_pages("", "<p><a href='#'>top</a> <a href='#!'>script</a> <a href=''>here</a>"),
        []
    );
}

#[test]
fn a_prefixed_property_is_reported_with_its_standard_name_unless_that_is_beside_it() {
    let reported = |css: &str| {
        let all = diagnostics_of_pages(css, "<p>x</p>");
        all.into_iter().map(|(message, _, help)| (message, help)).collect::<Vec<_>>()
    };
    let unsupported =
        |name: &str, help: &str| (format!("the property `{name}` is not supported"), help.to_string());
    let one =
        |css: &str, name: &str, help: &str| assert_eq!(reported(css), [unsupported(name, help)], "{css}");
    one("p { -webkit-margin-before: 0 }", "-webkit-margin-before", "Use `margin-block-start`.");
    one("p { -moz-padding-start: 0; padding-right: 0 }", "-moz-padding-start", "Use `padding-inline-start`.");
    one("p { -moz-hyphens: auto } p { hyphens: auto }", "-moz-hyphens", "Use `hyphens`.");
    one("p { -moz-hyphens: auto; b { hyphens: auto } }", "-moz-hyphens", "Use `hyphens`.");
    one("p { -webkit-box-flex: 1 }", "-webkit-box-flex", "");
    for silent in [
        "p { -moz-hyphens: auto; -webkit-hyphens: auto; hyphens: auto }",
        "p { margin: 0; -webkit-margin-before: 0; -webkit-margin-start: 0 }",
        "p { -webkit-transform: none; transform: var(--x, none) }",
        "@page { @top-left { content: 'a'; -moz-hyphens: auto; hyphens: auto } }",
    ] {
        assert_eq!(reported(silent), [], "{silent}");
    }
    let in_print = |name: &str| format!("`{name}` has no effect in print");
    for name in ["-webkit-text-size-adjust", "-webkit-font-smoothing", "-ms-user-select", "text-rendering"] {
        let found = reported(&format!("p {{ {name}: none }}"));
        assert_eq!(found[0].0, in_print(name));
    }
}
