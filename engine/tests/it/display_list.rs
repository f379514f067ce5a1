//! The tag of every item in the display lists: the element that it is content of and its role, or that it is not
//! content.

use crate::kit::roles::{check, lists_of, texts};
use engine::html::Document;
use engine::paint::{ArtifactKind, DisplayItem, DisplayList, Role, Tag};
use engine::resources::Resources;

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

fn everything() -> (Document, Vec<DisplayList>) {
    let rows: String = (0..40).map(|row| format!("<tr><td>cell {row}</td><td>value</td></tr>")).collect();
    let resources = Resources::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."), &[]);
    lists_of(&EVERYTHING.replace("ROWS", &rows), "", &resources)
}

#[test]
fn every_item_of_a_document_with_everything_has_its_role() {
    let (document, lists) = everything();
    check(&document, &lists);
    assert!(lists.len() > 1);
    for (word, role) in ROLES {
        let roles: Vec<Tag> =
            texts(&lists).filter(|item| item.run_text().contains(word)).map(|item| item.tag).collect();
        let has = |tag: &Tag| matches!(tag, Tag::Node { role: found, .. } if found == role);
        assert!(roles.iter().any(has), "{word:?} is to be {role:?}: {roles:?}");
    }
    let ink = |kind: fn(&DisplayItem) -> bool| lists.iter().flat_map(|list| &list.items).any(kind);
    assert!(ink(|item| matches!(item, DisplayItem::BeginGroup { opacity, .. } if *opacity < 1.0)));
    assert!(ink(|item| matches!(item, DisplayItem::Path(_))));
    assert!(ink(|item| matches!(item, DisplayItem::Image(_))));
}

#[test]
fn everything_that_is_not_content_is_an_artifact() {
    let (_, lists) = everything();
    // Page furniture: on every page, and never content.
    for list in &lists {
        let furniture: Vec<Tag> = texts(std::slice::from_ref(list))
            .filter(|item| item.run_text().starts_with("page "))
            .map(|item| item.tag)
            .collect();
        assert!(!furniture.is_empty());
        assert!(furniture.iter().all(|tag| *tag == Tag::Artifact(ArtifactKind::Pagination)), "{furniture:?}");
    }
    // A table's head is content once, and repeated on every other page of the table.
    let heads: Vec<bool> =
        texts(&lists).filter(|item| item.run_text() == "head").map(|item| item.tag.is_artifact()).collect();
    assert!(heads.len() > 1, "the table has several pages");
    assert!(heads.iter().enumerate().all(|(index, artifact)| *artifact == (index > 0)), "{heads:?}");
    // So is what is fixed on every page.
    let fixed: Vec<bool> =
        texts(&lists).filter(|item| item.run_text() == "fixed").map(|item| item.tag.is_artifact()).collect();
    assert_eq!(fixed.len(), lists.len());
    assert_eq!(fixed.iter().filter(|artifact| !**artifact).count(), 1, "{fixed:?}");
    // Inserted hyphens, and leaders.
    let hyphens: Vec<bool> = texts(&lists)
        .filter(|item| item.run_text() == "\u{2010}")
        .map(|item| item.tag.is_artifact())
        .collect();
    assert!(!hyphens.is_empty() && hyphens.iter().all(|artifact| *artifact));
    let leaders: Vec<bool> = texts(&lists)
        .filter(|item| item.run_text().len() > 5 && item.run_text().chars().all(|character| character == '.'))
        .map(|item| item.tag.is_artifact())
        .collect();
    assert!(!leaders.is_empty() && leaders.iter().all(|artifact| *artifact));
    // Of three pictures, two have a text alternative; one of them is an SVG element.
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
