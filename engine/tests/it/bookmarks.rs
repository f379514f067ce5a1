//! The outline of the PDF as the stylesheet makes it (CSS GCPM 3, section 5).

use crate::kit::rendering::rendered;
use engine::resources::Resources;
use lopdf::{Dictionary, Document, Object};

/// The entries of a document's outline, each with its depth and whether it is open.
fn outline(css: &str, body: &str) -> Vec<String> {
    let html = format!("<!doctype html><html lang=en><title>T</title><style>{css}</style><body>{body}");
    let resources = Resources::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."), &[]);
    let (output, diagnostics) = rendered(&html, &resources);
    let output = output.expect("a PDF");
    assert!(diagnostics.list().is_empty(), "{:?}", diagnostics.list());
    let document = Document::load_mem(&output.pdf).expect("a PDF that can be read");
    let catalog = document.catalog().expect("a catalog");
    let mut entries = Vec::new();
    if let Ok(root) = catalog.get(b"Outlines") {
        list(&document, dictionary(&document, root), 0, &mut entries);
    }
    entries
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).expect("an object").1.as_dict().expect("a dictionary")
}

fn list(document: &Document, parent: &Dictionary, depth: usize, entries: &mut Vec<String>) {
    let mut next = parent.get(b"First").ok();
    while let Some(object) = next {
        let entry = dictionary(document, object);
        let title = lopdf::decode_text_string(entry.get(b"Title").expect("a title")).expect("text");
        let state = match entry.get(b"Count").and_then(Object::as_i64) {
            Ok(count) if count < 0 => " closed",
            Ok(_) => " open",
            Err(_) => "",
        };
        assert!(entry.get(b"Dest").is_ok(), "{title} leads somewhere");
        entries.push(format!("{}{title}{state}", "-".repeat(depth)));
        list(document, entry, depth + 1, entries);
        next = entry.get(b"Next").ok();
    }
}

#[test]
fn headings_are_in_the_outline_unless_the_stylesheet_removes_them() {
    let body = "<h1>A <b>b</b></h1><h2>B</h2><h3>C</h3><h4>D</h4><h2>E</h2>";
    assert_eq!(outline("", body), ["A b open", "-B closed", "--C closed", "---D", "-E"]);
    assert_eq!(outline("h2 { bookmark-level: none }", body), ["A b open", "-C closed", "--D"]);
}

#[test]
fn any_element_may_be_in_the_outline_at_any_level() {
    let css = "figure { bookmark-level: 2; bookmark-label: attr(title) } h1 { bookmark-level: 5 } p { bookmark-level: 1 }";
    assert_eq!(
        outline(css, "<p>one</p><figure title='A picture'>x</figure><h1>two</h1><p> three\n four </p>"),
        ["one open", "-A picture closed", "--two", "three four"]
    );
}

#[test]
fn labels_are_made_of_counters_strings_and_content() {
    let css = "body { counter-reset: c } h1 { counter-increment: c; string-set: part attr(class); counter-reset: s;
            bookmark-label: counter(c, upper-roman) '. ' content(text) }
        h2 { counter-increment: s; bookmark-label: string(part) ' ' counters(c, '.') '.' counter(s) ' ' content(before) content(first-letter) }
        h2::before { content: '§ ' }";
    assert_eq!(
        outline(css, "<h1 class=First>a</h1><h2>béta</h2><h2>gamma</h2><h1 class=Second>d</h1><h2>e</h2>"),
        ["I. a open", "-First 1.1 § b", "-First 1.2 § g", "II. d open", "-Second 2.1 § e"]
    );
}

#[test]
fn the_stylesheet_opens_and_closes_entries() {
    let css = "h1 { bookmark-state: closed } h2, h3 { bookmark-state: open }";
    assert_eq!(
        outline(css, "<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4>"),
        ["A closed", "-B open", "--C open", "---D"]
    );
}

#[test]
fn elements_that_are_not_shown_are_not_in_the_outline() {
    assert_eq!(outline("h2 { display: none }", "<h1>A</h1><h2>B</h2><h1></h1>"), ["A"]);
}

#[test]
fn blocks_in_a_heading_are_words_of_their_own() {
    let body = "<h1><div>Annual</div><div>Report</div> 2026<span style='display: block'>Draft</span></h1>
        <h2><span style='float: left'>I</span>nitial <b>b</b>old<br>line</h2>
        <h2 style='display: flex'><span>1</span><span>Items</span></h2>";
    let titles: Vec<String> = outline("h1, h2 { break-inside: auto; break-after: auto }", body);
    let has = |title: &str| titles.iter().any(|each| each.contains(title));
    assert!(has("Annual Report 2026 Draft") && has("Initial bold line") && has("1 Items"), "{titles:?}");
}

#[test]
fn a_title_has_the_text_that_is_shown_and_no_hints_for_line_breaks() {
    let body = "<h1>Uni&shy;ver&#x200b;sity<br>of<span class=none> none</span><i class=invisible> un<b class=visible>s</b>een</i>\
                <span class=note>note</span><span class=apart>head</span> <svg width=9 height=9><text>svg</text></svg></h1>\
                <h2 class=invisible>Invisible</h2>";
    let css = "@page { @top-center { content: string(head) } } h1 { string-set: head content() } .none { display: none } \
               .invisible { visibility: hidden } .visible { visibility: visible } .note { float: footnote } \
               .apart { position: running(apart) }";
    assert_eq!(outline(css, body), ["University of s open", "-Invisible"]);
    let laid = crate::kit::lay_out(&format!("<title>T</title><style>{css}</style>{body}"));
    assert!(laid.lines(0).contains(&"University of s".to_string()), "{:?}", laid.lines(0));
    let html = "<html lang=en><title>Uni&shy;versity\n of\u{200b}</title>a";
    let (output, _) = rendered(html, &Resources::new(".", &[]));
    let pdf = Document::load_mem(&output.expect("a PDF").pdf).expect("a PDF that can be read");
    let information = dictionary(&pdf, pdf.trailer.get(b"Info").expect("metadata"));
    let title = lopdf::decode_text_string(information.get(b"Title").expect("a title")).expect("text");
    assert_eq!(title, "University of");
}
