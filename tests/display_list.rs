//! What the display lists say of every item: which element it is content of and in which role, or that
//! it is no content.

use std::path::Path;

use brochure::diagnostics::Diagnostics;
use brochure::engine::{Input, display_lists};
use brochure::html::{Document, NodeId};
use brochure::paint::{ArtifactKind, DisplayItem, DisplayList, Role, Tag, TextItem};
use brochure::pdf::Information;
use brochure::resources::Resources;
use brochure::template::Layouts;
use brochure::{data, embedded};

/// A document with every kind of content.
const EVERYTHING: &str = r##"<!DOCTYPE html><html lang="en"><head><title>Everything</title><style>
@page { size: A6; margin: 12mm; @bottom-center { content: "page " counter(page); background: #eee } }
body { font: 9pt "Source Serif 4"; hyphens: auto }
.narrow { width: 24mm }
.gradient { background: linear-gradient(#fff, #ccd); padding: 4pt }
.border { border: 1pt solid #346; text-decoration: underline }
.faint { opacity: 0.5 }
.placed { position: absolute; right: 0; top: 0; background: #fed }
.fixed { position: fixed; left: 0; bottom: -8mm }
.toc::after { content: leader(".") target-counter(attr(href), page) }
.before::before { content: "generated " }
</style></head><body>
<h1 id="top">heading one</h1>
<h3>heading three</h3>
<p class="narrow">paragraph internationalization representatives</p>
<p class="gradient before">gradient</p>
<p class="border">bordered <em>emphasis</em> <a href="#top">link</a></p>
<p><a class="toc" href="#end">entry</a></p>
<ul><li>item <ul><li>inner</li></ul></li></ul>
<ol><li><p>numbered</p></li></ol>
<dl><dt>term</dt><dd>definition</dd></dl>
<div class="faint">faint</div>
<div class="placed">placed</div>
<div class="fixed">fixed</div>
<p><img alt="picture" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Crect width='9' height='9'/%3E%3C/svg%3E">
<img alt="" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='8' height='8'%3E%3Crect width='8' height='8'/%3E%3C/svg%3E">
<svg width="7" height="7" viewBox="0 0 7 7"><circle cx="3" cy="3" r="3" fill="#c30"/></svg></p>
<blockquote>quotation</blockquote><p><code>code</code> <q>quoted</q></p>
<table><caption>caption</caption><thead><tr><th>head</th><th>column</th></tr></thead><tbody>ROWS</tbody></table>
<p id="end">last</p>
</body></html>"##;

/// Each word, and the role of the text that it is in.
const ROLES: &[(&str, Role)] = &[
    ("heading one", Role::Heading(1)),
    ("heading three", Role::Heading(3)),
    ("paragraph", Role::Paragraph),
    ("generated", Role::Paragraph),
    ("gradient", Role::Paragraph),
    ("bordered", Role::Paragraph),
    ("emphasis", Role::Span),
    ("link", Role::Link),
    ("entry", Role::Link),
    ("item", Role::ListItem),
    ("inner", Role::ListItem),
    ("numbered", Role::Paragraph),
    ("•", Role::Label),
    ("1.", Role::Label),
    ("term", Role::Label),
    ("definition", Role::ListBody),
    ("faint", Role::Division),
    ("placed", Role::Division),
    ("fixed", Role::Division),
    ("quotation", Role::BlockQuote),
    ("code", Role::Code),
    ("quoted", Role::Quote),
    ("caption", Role::Caption),
    ("head", Role::TableHeaderCell),
    ("cell 0", Role::TableDataCell),
    ("last", Role::Paragraph),
];

fn lists_of(html: &str, base: &str, resources: &Resources) -> (Document, Vec<DisplayList>) {
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("test.html", html);
    let input = Input {
        html,
        source,
        base,
        resources,
        threads: 1,
        remarks: false,
        information: Information::default(),
    };
    let lists = display_lists(input, &mut diagnostics);
    lists.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn everything() -> (Document, Vec<DisplayList>) {
    let rows: String = (0..40).map(|row| format!("<tr><td>cell {row}</td><td>value</td></tr>")).collect();
    let resources = Resources::new(env!("CARGO_MANIFEST_DIR"), embedded::FILES);
    lists_of(&EVERYTHING.replace("ROWS", &rows), "", &resources)
}

/// The shipped brochure.
fn shipped() -> (Document, Vec<DisplayList>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut diagnostics = Diagnostics::new();
    let resources = Resources::new(folder, embedded::FILES);
    let brochure = data::load(folder, &mut diagnostics).expect("the data");
    let layouts = Layouts::load(&resources, &mut diagnostics).expect("the layouts");
    let html = layouts.html(&brochure, brochure.first_language(), &mut diagnostics).expect("HTML");
    lists_of(&html, "templates", &resources)
}

/// The text of an item as it is painted.
fn text(item: &TextItem) -> &str {
    match item.run().map(|run| &run.text) {
        Some(brochure::layout::RunText::Own(text)) => text,
        _ => item.run_text(),
    }
}

fn texts(lists: &[DisplayList]) -> impl Iterator<Item = &TextItem> {
    lists.iter().flat_map(|list| &list.items).filter_map(|item| match item {
        DisplayItem::Text(item) => Some(item),
        _ => None,
    })
}

fn tag(item: &DisplayItem) -> Option<Tag> {
    match item {
        DisplayItem::Text(item) => Some(item.tag),
        DisplayItem::Path(item) => Some(item.tag),
        DisplayItem::Image(item) => Some(item.tag),
        DisplayItem::BeginGroup { tag, .. } | DisplayItem::BeginEffect { tag, .. } => Some(*tag),
        DisplayItem::EndGroup => None,
    }
}

/// Whether an element is one of these, or inside one.
fn is_inside(document: &Document, node: NodeId, names: &[&str]) -> bool {
    std::iter::once(node).chain(document.ancestors(node)).any(|node| {
        document.element(node).is_some_and(|element| names.iter().any(|name| element.is_html(name)))
    })
}

/// What holds for every document.
fn check(document: &Document, lists: &[DisplayList]) {
    for list in lists {
        let begins = list.items.iter().filter(|item| matches!(item, DisplayItem::BeginGroup { .. })).count();
        let ends = list.items.iter().filter(|item| matches!(item, DisplayItem::EndGroup)).count();
        assert_eq!(begins, ends, "every group ends on its page");
        for item in &list.items {
            match tag(item) {
                Some(Tag::Node { node, role }) => {
                    assert!(document.element(node).is_some(), "content belongs to an element: {item:?}");
                    let expected = brochure::paint::role_of(document, node);
                    let is_marker = role == Role::Label && is_inside(document, node, &["li"]);
                    assert!(role == expected || is_marker, "{role:?} is not {expected:?}");
                    assert_ne!(role, Role::NonStructural);
                }
                Some(Tag::Artifact(_)) | None => {}
            }
            match item {
                // Ink of SVG pictures is content, and the only paths that are.
                DisplayItem::Path(path) => {
                    assert!(matches!(path.tag, Tag::Artifact(_) | Tag::Node { role: Role::Figure, .. }));
                }
                DisplayItem::Image(image) => {
                    assert!(matches!(image.tag, Tag::Artifact(_) | Tag::Node { role: Role::Figure, .. }));
                }
                DisplayItem::Text(_)
                | DisplayItem::BeginGroup { .. }
                | DisplayItem::BeginEffect { .. }
                | DisplayItem::EndGroup => {}
            }
        }
    }
    for item in texts(lists) {
        if let Tag::Node { node, role } = item.tag {
            let name = document.element(node).map(|element| element.name.to_string()).unwrap_or_default();
            let is_right = match name.as_str() {
                "h1" => role == Role::Heading(1),
                "h2" => role == Role::Heading(2),
                "h3" => role == Role::Heading(3),
                "p" => role == Role::Paragraph,
                "td" => role == Role::TableDataCell,
                "th" => role == Role::TableHeaderCell,
                "li" => matches!(role, Role::ListItem | Role::ListBody | Role::Label),
                "dt" => role == Role::Label,
                "dd" => role == Role::ListBody,
                "a" => role == Role::Link,
                _ => true,
            };
            assert!(is_right, "{role:?} is no role for <{name}>: {:?}", text(item));
        }
    }
}

#[test]
fn every_item_of_a_document_with_everything_has_its_role() {
    let (document, lists) = everything();
    check(&document, &lists);
    assert!(lists.len() > 1);
    for (word, role) in ROLES {
        let roles: Vec<Tag> =
            texts(&lists).filter(|item| text(item).contains(word)).map(|item| item.tag).collect();
        let has = |tag: &Tag| matches!(tag, Tag::Node { role: found, .. } if found == role);
        assert!(roles.iter().any(has), "{word:?} is to be {role:?}: {roles:?}");
    }
    let ink = |kind: fn(&DisplayItem) -> bool| lists.iter().flat_map(|list| &list.items).any(kind);
    assert!(ink(|item| matches!(item, DisplayItem::BeginGroup { opacity, .. } if *opacity < 1.0)));
    assert!(ink(|item| matches!(item, DisplayItem::Path(_))));
    assert!(ink(|item| matches!(item, DisplayItem::Image(_))));
}

#[test]
fn what_is_no_content_is_an_artifact() {
    let (_, lists) = everything();
    // Page furniture: on every page, and never content.
    for list in &lists {
        let furniture: Vec<Tag> = texts(std::slice::from_ref(list))
            .filter(|item| text(item).starts_with("page "))
            .map(|item| item.tag)
            .collect();
        assert!(!furniture.is_empty());
        assert!(furniture.iter().all(|tag| *tag == Tag::Artifact(ArtifactKind::Pagination)), "{furniture:?}");
    }
    // A table's head is content once, and repeated on every other page of the table.
    let heads: Vec<bool> =
        texts(&lists).filter(|item| text(item) == "head").map(|item| item.tag.is_artifact()).collect();
    assert!(heads.len() > 1, "the table has several pages");
    assert!(heads.iter().enumerate().all(|(index, artifact)| *artifact == (index > 0)), "{heads:?}");
    // So is what is fixed on every page.
    let fixed: Vec<bool> =
        texts(&lists).filter(|item| text(item) == "fixed").map(|item| item.tag.is_artifact()).collect();
    assert_eq!(fixed.len(), lists.len());
    assert_eq!(fixed.iter().filter(|artifact| !**artifact).count(), 1, "{fixed:?}");
    // Hyphens that breaking put in, and leaders.
    let hyphens: Vec<bool> =
        texts(&lists).filter(|item| text(item) == "\u{2010}").map(|item| item.tag.is_artifact()).collect();
    assert!(!hyphens.is_empty() && hyphens.iter().all(|artifact| *artifact));
    let leaders: Vec<bool> = texts(&lists)
        .filter(|item| text(item).len() > 5 && text(item).chars().all(|character| character == '.'))
        .map(|item| item.tag.is_artifact())
        .collect();
    assert!(!leaders.is_empty() && leaders.iter().all(|artifact| *artifact));
    // Of three pictures two say something; one of them is an SVG element.
    let figures: Vec<bool> = lists
        .iter()
        .flat_map(|list| &list.items)
        .filter_map(|item| match item {
            DisplayItem::Image(image) => Some(image.tag.is_artifact()),
            _ => None,
        })
        .collect();
    assert_eq!(figures, [false, true, false], "a picture without alternative text is decoration");
}

#[test]
fn every_item_of_the_shipped_brochure_has_its_role() {
    let (document, lists) = shipped();
    check(&document, &lists);
    // All words of the document are on its pages as content, but for what is not shown.
    let words = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).count();
    let painted: usize =
        texts(&lists).filter(|item| !item.tag.is_artifact()).map(|item| words(text(item))).sum();
    let body = document
        .descendants(NodeId::DOCUMENT)
        .find(|&node| document.element(node).is_some_and(|element| element.is_html("body")))
        .expect("a body");
    let written = words(&document.text_content(body));
    assert!(painted >= written, "{painted} letters of {written} are content");
    for wanted in [Role::Heading(2), Role::Heading(3), Role::Link, Role::Label, Role::ListBody] {
        let has = |tag: &TextItem| matches!(tag.tag, Tag::Node { role, .. } if role == wanted);
        assert!(texts(&lists).any(has), "{wanted:?}");
    }
}
