//! Lists: items with a label and a body (ISO 32000-1, 14.8.4.3.3), and tables of contents.

use super::build::{Builder, Context};
use super::{ListNumbering, StructureId, StructureKid, TagSet};
use crate::css::CounterStyle;
use crate::html::{Document, NodeId};
use crate::paint::display_list::Role;

/// The items of a list. A list in a `nav` element whose links lead into the document is a table of contents.
pub(super) fn list(
    builder: &mut Builder<'_>,
    node: NodeId,
    role: &mut Role,
    context: &Context,
) -> Vec<StructureKid> {
    let document = builder.document;
    if document.element(node).is_some_and(|element| element.is_html("dl")) {
        let mut items = Descriptions { items: Vec::new(), is_open: false };
        items.add_from(builder, node, context);
        return items.items.into_iter().map(StructureKid::Element).collect();
    }
    let in_contents = context.in_contents || is_of_contents(builder, node);
    let context = Context { in_contents, ..context.clone() };
    if in_contents {
        *role = Role::TableOfContents;
    }
    let mut items = Vec::new();
    for child in document.children(node) {
        if is_blank(document, child) {
            continue;
        }
        let is_item = document.element(child).is_some_and(|element| element.is_html("li"));
        let has_box = builder.has_box(child);
        match is_item {
            true if has_box && !builder.is_apart(child) => items.push(item(builder, child, &context)),
            _ => {
                // What is in no item: an item of its own, or a list in the list.
                let mut inside = Vec::new();
                builder.child(node, child, &context, &mut inside);
                for kid in inside {
                    items.push(match kid {
                        StructureKid::Element(id)
                            if matches!(builder.role(id), Role::List | Role::TableOfContents) =>
                        {
                            id
                        }
                        kid => body_item(builder, node, vec![kid], in_contents),
                    });
                }
            }
        }
    }
    items.into_iter().map(StructureKid::Element).collect()
}

fn item(builder: &mut Builder<'_>, node: NodeId, context: &Context) -> StructureId {
    let label = builder.marker(node);
    let inner = builder.context_in(node, context);
    let kids = builder.kids(node, &inner);
    let mut parts = Vec::new();
    if let Some(label) = label {
        parts.push(StructureKid::Element(builder.add(Role::Label, node, vec![label])));
    }
    let id = if context.in_contents {
        // An entry contains paragraphs and further tables of contents only.
        let kids = builder.with_paragraphs(node, kids);
        for kid in &kids {
            if let StructureKid::Element(id) = kid
                && !matches!(builder.role(*id), Role::Paragraph | Role::TableOfContents)
            {
                builder.set_role(*id, Role::NonStructural);
            }
        }
        parts.extend(kids);
        builder.add(Role::TableOfContentsItem, node, parts)
    } else {
        if !kids.is_empty() {
            let kids = builder.text_or_blocks(node, kids);
            parts.push(StructureKid::Element(builder.add(Role::ListBody, node, kids)));
        }
        builder.add(Role::ListItem, node, parts)
    };
    builder.set_language(id, node, context);
    id
}

fn body_item(
    builder: &mut Builder<'_>,
    node: NodeId,
    kids: Vec<StructureKid>,
    in_contents: bool,
) -> StructureId {
    if in_contents {
        let kids = builder.with_paragraphs(node, kids);
        return builder.add(Role::TableOfContentsItem, node, kids);
    }
    let body = builder.add(Role::ListBody, node, kids);
    builder.add(Role::ListItem, node, vec![StructureKid::Element(body)])
}

/// The items of a description list: each begins with the first term after a description.
struct Descriptions {
    items: Vec<StructureId>,
    /// Whether further terms belong to the last item.
    is_open: bool,
}

impl Descriptions {
    /// A text outside terms and descriptions, as an item of its own.
    fn add_text(&mut self, builder: &mut Builder<'_>, node: NodeId, text: NodeId, context: &Context) {
        let mut kids = Vec::new();
        builder.child(node, text, context, &mut kids);
        if !kids.is_empty() {
            self.items.push(body_item(builder, node, kids, false));
            self.is_open = false;
        }
    }

    fn add_from(&mut self, builder: &mut Builder<'_>, node: NodeId, context: &Context) {
        let document = builder.document;
        for child in document.children(node) {
            if is_blank(document, child) {
                continue;
            }
            let Some(element) = document.element(child) else {
                self.add_text(builder, node, child, context);
                continue;
            };
            if !builder.has_box(child) || builder.is_apart(child) {
                continue;
            }
            let is_term = element.is_html("dt");
            if !is_term && !element.is_html("dd") {
                // Groups of terms and descriptions are in `div` elements.
                self.add_from(builder, child, context);
                self.is_open = false;
                continue;
            }
            let inner = builder.context_in(child, context);
            let kids = builder.kids(child, &inner);
            let marker = builder.marker(child);
            let kids = builder.text_or_blocks(child, marker.into_iter().chain(kids).collect());
            let part = builder.add(if is_term { Role::Label } else { Role::ListBody }, child, kids);
            builder.set_language(part, child, context);
            if is_term && !self.is_open || self.items.is_empty() {
                self.items.push(builder.add(Role::ListItem, node, Vec::new()));
            }
            self.is_open = is_term;
            if let Some(&item) = self.items.last() {
                builder.push_kid(item, StructureKid::Element(part));
            }
        }
    }
}

/// Whether a node is white space between the items of a list.
fn is_blank(document: &Document, node: NodeId) -> bool {
    document.text(node).is_some_and(|text| text.trim().is_empty())
}

/// Whether a list is in a `nav` element, and its first link leads into the document. In PDF 2.0, which has references to
/// what is listed, all that is in it must be entries that lead there.
fn is_of_contents(builder: &Builder<'_>, list: NodeId) -> bool {
    let document = builder.document;
    let in_navigation = document
        .ancestors(list)
        .any(|outer| document.element(outer).is_some_and(|element| element.is_html("nav")));
    let first_link = |node| {
        let addresses =
            document.descendants(node).filter_map(|inner| document.element(inner)?.attribute("href"));
        addresses.map(|address| address.strip_prefix('#')).next().flatten()
    };
    if !in_navigation || builder.tag_set == TagSet::Pdf17 {
        return in_navigation && first_link(list).is_some();
    }
    let is_list = |node| {
        document.element(node).is_some_and(|element| matches!(&*element.name, "ul" | "ol" | "menu" | "dl"))
    };
    let is_entry = |node| document.element(node).is_some_and(|element| element.is_html("li"));
    let leads = |node| first_link(node).is_some_and(|name| builder.places.contains(name));
    let mut listed =
        document.descendants(list).filter(|&node| document.node(node).parent.is_some_and(is_list));
    listed.all(|node| is_blank(document, node) || is_entry(node) && leads(node))
}

/// How the items of a list are numbered: by the counter style of its first marker, or where that has no name in PDF or
/// there is none, by whether the element is one whose order matters.
pub(super) fn numbering(builder: &Builder<'_>, list: NodeId) -> Option<ListNumbering> {
    let element = builder.document.element(list)?;
    let is_new = builder.tag_set == TagSet::Pdf20;
    let is_ordered = match &*element.name {
        "ol" => true,
        "ul" | "menu" => false,
        _ if is_new => return Some(ListNumbering::Description),
        _ => return Some(ListNumbering::None),
    };
    let style = builder.document.children(list).find_map(|item| builder.marker_style(item));
    style.and_then(of_style).or(Some(match (is_ordered, is_new) {
        (true, true) => ListNumbering::Ordered,
        (true, false) => ListNumbering::Decimal,
        (false, true) => ListNumbering::Unordered,
        (false, false) => ListNumbering::Disc,
    }))
}

/// The name of a counter style in PDF, if it has one.
fn of_style(style: &CounterStyle) -> Option<ListNumbering> {
    Some(match style {
        CounterStyle::Disc => ListNumbering::Disc,
        CounterStyle::Circle => ListNumbering::Circle,
        CounterStyle::Square => ListNumbering::Square,
        CounterStyle::Decimal => ListNumbering::Decimal,
        CounterStyle::Defined(definition) => match &*definition.name {
            "decimal-leading-zero" => ListNumbering::Decimal,
            "lower-roman" => ListNumbering::LowerRoman,
            "upper-roman" => ListNumbering::UpperRoman,
            "lower-alpha" | "lower-latin" => ListNumbering::LowerAlpha,
            "upper-alpha" | "upper-latin" => ListNumbering::UpperAlpha,
            _ => return None,
        },
        _ => return None,
    })
}
