//! The rules for the tags in every display list: the element that each item is content of, and its role.

use engine::diagnostics::Diagnostics;
use engine::html::{Document, NodeId};
use engine::paint::{DisplayItem, DisplayList, Role, Tag, TextItem};
use engine::pdf::Information;
use engine::resources::Resources;
use engine::{Input, display_lists};

pub fn lists_of(html: &str, base: &str, resources: &Resources) -> (Document, Vec<DisplayList>) {
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("test.html", html);
    let input = Input {
        html,
        source,
        base,
        resources,
        threads: 1,
        remarks: false,
        strictness: engine::diagnostics::Strictness::Strict,
        information: Information::default(),
        standards: engine::pdf::Standards::SCREEN,
        image_ppi: None,
        press: None,
        print: None,
    };
    let lists = display_lists(input, &mut diagnostics);
    lists.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

pub fn texts(lists: &[DisplayList]) -> impl Iterator<Item = &TextItem> {
    lists.iter().flat_map(|list| &list.items).filter_map(|item| match item {
        DisplayItem::Text(item) => Some(item),
        _ => None,
    })
}

pub fn tag(item: &DisplayItem) -> Option<Tag> {
    match item {
        DisplayItem::Text(item) => Some(item.tag),
        DisplayItem::Path(item) => Some(item.tag),
        DisplayItem::Image(item) => Some(item.tag),
        DisplayItem::BeginGroup { tag, .. } | DisplayItem::BeginEffect { tag, .. } => Some(*tag),
        DisplayItem::EndGroup => None,
    }
}

/// Whether an element is one of these, or inside one.
pub fn is_inside(document: &Document, node: NodeId, names: &[&str]) -> bool {
    std::iter::once(node).chain(document.ancestors(node)).any(|node| {
        document.element(node).is_some_and(|element| names.iter().any(|name| element.is_html(name)))
    })
}

/// Checks the rules that hold for every document.
pub fn check(document: &Document, lists: &[DisplayList]) {
    for list in lists {
        let begins = list.items.iter().filter(|item| matches!(item, DisplayItem::BeginGroup { .. })).count();
        let ends = list.items.iter().filter(|item| matches!(item, DisplayItem::EndGroup)).count();
        assert_eq!(begins, ends, "every group ends on its page");
        for item in &list.items {
            match tag(item) {
                Some(Tag::Node { node, role, .. }) => {
                    assert!(document.element(node).is_some(), "content belongs to an element: {item:?}");
                    let expected = engine::paint::role_of(document, node);
                    let is_marker = role == Role::Label && is_inside(document, node, &["li"]);
                    assert!(role == expected || is_marker, "{role:?} is not {expected:?}");
                    assert_ne!(role, Role::NonStructural);
                }
                Some(Tag::Artifact(_)) | None => {}
            }
            match item {
                // The paths of SVG pictures are content, and no other paths.
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
        if let Tag::Node { node, role, .. } = item.tag {
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
            assert!(is_right, "{role:?} is no role for <{name}>: {:?}", item.run_text());
        }
    }
}
