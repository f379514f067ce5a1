//! Links, their targets, and the outline.

use rustc_hash::FxHashMap;

use super::display_list::{LinkTarget, OutlineEntry};
use super::web_address;
use crate::boxes::{Bookmark, BoxTree};
use crate::css::{Styles, Visibility};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::{Document, Fragments, NodeId, place_of_attribute};

/// All links of a document, and all elements that links or outline entries may lead to.
#[derive(Debug, Default)]
pub struct Links {
    /// Where each `a` element leads.
    targets: FxHashMap<NodeId, LinkTarget>,
    /// The description of each `a` element.
    descriptions: FxHashMap<NodeId, String>,
    /// Elements with an id, and those in the outline.
    destinations: FxHashMap<NodeId, ()>,
    /// The names that addresses lead to elements by, in the order of the document.
    names: Vec<(String, NodeId)>,
}

impl Links {
    /// Adds the elements that entries of the outline lead to.
    pub fn with_bookmarks(mut self, tree: &BoxTree) -> Links {
        self.destinations.extend(tree.bookmarks.iter().map(|bookmark| (bookmark.node, ())));
        self
    }

    /// Collects the links of a document. Links to an id that no element has are reported. `attachments` are the names of the
    /// files that are attached to the PDF: `attachment:NAME` leads to one.
    pub fn collect(
        document: &Document,
        styles: &Styles,
        attachments: &[&str],
        diagnostics: &mut Diagnostics,
    ) -> Links {
        let place_of = |node| styles.element(node).layout.text_place();
        let is_visible = |node| styles.element(node).text.visibility == Visibility::Visible;
        let mut links = Links::default();
        let fragments = Fragments::new(document);
        let mut anchors = Vec::new();
        for node in document.descendants(NodeId::DOCUMENT) {
            let Some(element) = document.element(node) else { continue };
            if element.is_link_target() {
                links.destinations.insert(node, ());
                let name = element.id().or(element.anchor_name()).unwrap_or_default();
                links.names.push((name.to_string(), node));
            }
            if element.is_html("a")
                && let Some(address) = element.attribute("href")
            {
                anchors.push((node, address.trim()));
            }
        }
        let mut left_out = Vec::new();
        for (node, address) in anchors {
            let target = match address.strip_prefix('#') {
                // Scripts of the page would have handled it.
                Some("!") => continue,
                Some(id) => match fragments.find(id) {
                    Some(target) => {
                        // The root element is one only where links lead to the top.
                        links.destinations.insert(target, ());
                        LinkTarget::Node(target)
                    }
                    None => {
                        let place = place_of_attribute(document, node, "href", diagnostics);
                        diagnostics.push(
                            Diagnostic::warning(format!(
                                "a link leads to \"#{id}\", but no element has that id"
                            ))
                            .at(place, "this link")
                            .help("Correct the address, or give the target element this id."),
                        );
                        continue;
                    }
                },
                None if address.is_empty() => continue,
                None if attached(address).is_some_and(|name| attachments.contains(&name)) => {
                    LinkTarget::Attachment(attached(address).unwrap_or_default().to_string())
                }
                None => {
                    let address = from_base(&document.base_address, address);
                    if !web_address::may_be_linked(&address) {
                        left_out.push(node);
                        continue;
                    }
                    if web_address::has_password(&address) {
                        let place = place_of_attribute(document, node, "href", diagnostics);
                        diagnostics.push(
                            Diagnostic::warning(
                                "a link contains a password, which every reader of the PDF can see",
                            )
                            .at(place, "this link")
                            .help("Remove the user and the password from the address."),
                        );
                    }
                    LinkTarget::Url(address)
                }
            };
            let element = document.element(node);
            let label = element.and_then(|element| {
                element.attribute("aria-label").or_else(|| element.attribute("title")).map(str::to_string)
            });
            let description =
                label.unwrap_or_else(|| words(&document.shown_text(node, place_of, is_visible)));
            links.targets.insert(node, target);
            links.descriptions.insert(node, description);
        }
        report_left_out(&left_out, document, diagnostics);
        links
    }

    /// Where an `a` element leads; `None` if it is not a link, or its target is not in the document.
    pub fn target(&self, node: NodeId) -> Option<&LinkTarget> {
        self.targets.get(&node)
    }

    /// The description of a link: its label, title or text; empty if there is none.
    pub fn description(&self, node: NodeId) -> &str {
        self.descriptions.get(&node).map_or("", String::as_str)
    }

    /// The elements with an id, or a name as the target of links, in the order of the document.
    pub fn names(&self) -> &[(String, NodeId)] {
        &self.names
    }

    /// Whether a link or an outline entry may lead to an element.
    pub fn is_destination(&self, node: NodeId) -> bool {
        self.destinations.contains_key(&node)
    }
}

/// The name of the attached file that an address leads to.
fn attached(address: &str) -> Option<&str> {
    address.strip_prefix("attachment:")
}

/// Reports the links with addresses that a PDF must not link to: one message with the first places.
fn report_left_out(links: &[NodeId], document: &Document, diagnostics: &mut Diagnostics) {
    if links.is_empty() {
        return;
    }
    let message = match links.len() {
        1 => "the address of a link is not one of the web; it is left out of the PDF".to_string(),
        count => {
            format!("the addresses of {count} links are not ones of the web; they are left out of the PDF")
        }
    };
    let mut diagnostic = Diagnostic::warning(message)
        .help("Links may begin with `https:`, `http:`, `mailto:` or `tel:`, or be `#` and an id.");
    for &node in links.iter().take(3) {
        diagnostic = diagnostic.at(place_of_attribute(document, node, "href", diagnostics), "this link");
    }
    diagnostics.push(diagnostic);
}

/// The outline of a document: the entries of its elements, nested by level without gaps.
pub fn outline(tree: &BoxTree) -> Vec<OutlineEntry> {
    // The levels that are open around the next entry.
    let mut open: Vec<u8> = Vec::new();
    let entry = |bookmark: &Bookmark| {
        while open.last().is_some_and(|&outer| outer >= bookmark.level) {
            open.pop();
        }
        open.push(bookmark.level);
        let (title, node) = (bookmark.title.clone(), bookmark.node);
        OutlineEntry { level: open.len().min(255) as u8, title, node, open: bookmark.open }
    };
    tree.bookmarks.iter().map(entry).collect()
}

/// An address relative to that of a `base` element.
fn from_base(base: &str, address: &str) -> String {
    let is_absolute = address.split(['/', '?']).next().is_some_and(|start| start.contains(':'));
    if is_absolute || base.is_empty() {
        return address.to_string();
    }
    let Some((scheme, rest)) = base.split_once("//") else {
        return if address.starts_with('/') { address.to_string() } else { format!("{base}{address}") };
    };
    let host = rest.split('/').next().unwrap_or_default();
    match address {
        _ if address.starts_with("//") => format!("{scheme}{address}"),
        _ if address.starts_with('/') => format!("{scheme}//{host}{address}"),
        _ => format!("{base}{address}"),
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
