//! The tags of every item in the display lists of the shipped brochure.

use brochure::data;
use brochure::template::{FILES, Layouts};
use engine::diagnostics::Diagnostics;
use engine::html::{Document, NodeId};
use engine::paint::{DisplayList, Role, Tag, TextItem};
use engine::resources::Resources;

use crate::kit;
use crate::roles::{check, lists_of, texts};

/// The shipped brochure.
fn shipped() -> (Document, Vec<DisplayList>) {
    let folder = kit::shipped();
    let mut diagnostics = Diagnostics::new();
    let resources = Resources::new(folder, FILES);
    let brochure = data::load(folder, &mut diagnostics).expect("the data");
    let layouts = Layouts::load(&resources, &["brochure"], &mut diagnostics).expect("the layouts");
    let html =
        layouts.html("brochure", &brochure, brochure.first_language(), &mut diagnostics).expect("HTML");
    lists_of(&html, "templates", &resources)
}

#[test]
fn every_item_of_the_shipped_brochure_has_its_role() {
    let (document, lists) = shipped();
    check(&document, &lists);
    // All words of the document are content on its pages, except those that are not shown.
    let words = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).count();
    let painted: usize =
        texts(&lists).filter(|item| !item.tag.is_artifact()).map(|item| words(item.run_text())).sum();
    let body = document
        .descendants(NodeId::DOCUMENT)
        .find(|&node| document.element(node).is_some_and(|element| element.is_html("body")))
        .expect("a body");
    // Maps and pictures of data have alternative texts.
    let pictures = document
        .descendants(body)
        .filter(|&node| document.element(node).is_some_and(|element| element.is_svg("svg")));
    let in_pictures: usize = pictures.map(|node| words(&document.text_content(node))).sum();
    let written = words(&document.text_content(body)) - in_pictures;
    assert!(painted >= written, "{painted} letters of {written} are content");
    for wanted in [Role::Heading(2), Role::Heading(3), Role::Link, Role::Label, Role::ListBody] {
        let has = |tag: &TextItem| matches!(tag.tag, Tag::Node { role, .. } if role == wanted);
        assert!(texts(&lists).any(has), "{wanted:?}");
    }
}
