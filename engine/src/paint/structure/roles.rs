//! The roles of elements in the structure of the document (ISO 32000-1, 14.8.4).

use crate::html::{Document, Element, NodeId};
use crate::paint::display_list::Role;

/// The role of a node: that of the element, or of the element that contains the text.
pub fn role_of(document: &Document, node: NodeId) -> Role {
    let element = document.element(node).or_else(|| document.element(document.node(node).parent?));
    let Some(element) = element else { return Role::NonStructural };
    if element.namespace == html5ever::ns!(svg) {
        return Role::Figure;
    }
    let is_annotation = |node| document.element(node).is_some_and(|inner| &*inner.name == "rt");
    match &*element.name {
        "html" => Role::Document,
        "main" | "article" => Role::Article,
        "section" | "header" | "footer" | "aside" | "nav" => Role::Section,
        "body" | "div" | "address" | "form" | "fieldset" | "details" | "hgroup" | "dialog" | "search"
        | "figure" => Role::Division,
        "blockquote" => Role::BlockQuote,
        "caption" | "figcaption" | "legend" => Role::Caption,
        "p" | "pre" | "summary" => Role::Paragraph,
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "ul" | "ol" | "menu" | "dl" => Role::List,
        "li" => Role::ListItem,
        "dt" => Role::Label,
        "dd" => Role::ListBody,
        "table" => Role::Table,
        "thead" => Role::TableHead,
        "tbody" => Role::TableBody,
        "tfoot" => Role::TableFoot,
        "tr" => Role::TableRow,
        "th" => Role::TableHeaderCell,
        "td" => Role::TableDataCell,
        "a" if element.attribute("href").is_some() => Role::Link,
        "q" => Role::Quote,
        "code" | "kbd" | "samp" | "var" => Role::Code,
        "img" | "picture" | "svg" | "object" | "embed" | "canvas" | "video" => Role::Figure,
        "input" if element.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("image")) => {
            Role::Figure
        }
        "math" => Role::Formula,
        "ruby" => Role::Ruby,
        "rb" if is_in(document, node, &["ruby"]) => Role::RubyBase,
        "rt" if is_in(document, node, &["ruby", "rtc"]) => Role::RubyText,
        "rtc" if is_in(document, node, &["ruby"]) && !document.children(node).any(is_annotation) => {
            Role::RubyText
        }
        _ => Role::Span,
    }
}

/// Whether the parent of a node is an element with one of these names.
fn is_in(document: &Document, node: NodeId, names: &[&str]) -> bool {
    let parent = document.node(node).parent.and_then(|parent| document.element(parent));
    parent.is_some_and(|parent| names.contains(&&*parent.name))
}

/// The role of an element as its `role` attribute has it (WAI-ARIA 1.2, section 5.4); `None` for a picture that is
/// decoration.
pub(super) fn presented_role(document: &Document, node: NodeId) -> Option<Role> {
    let role = role_of(document, node);
    let element = document.element(node)?;
    let is_picture = role == Role::Figure;
    if is_picture && element.attribute("alt") == Some("") {
        return None;
    }
    let named = element.attribute("role").unwrap_or_default().split_ascii_whitespace().find_map(|name| {
        Some(match name {
            "presentation" | "none" => Role::NonStructural,
            "heading" => Role::Heading(heading_level(element)),
            "img" | "image" => Role::Figure,
            "math" => Role::Formula,
            "blockquote" => Role::BlockQuote,
            "paragraph" => Role::Paragraph,
            "article" | "main" => Role::Article,
            "region" | "complementary" | "navigation" => Role::Section,
            "group" | "generic" => Role::Division,
            "doc-footnote" => Role::Note,
            _ => return None,
        })
    });
    match named {
        Some(Role::NonStructural) if is_picture => None,
        named => Some(named.unwrap_or(role)),
    }
}

/// The role of an element in PDF 2.0, which has more than PDF 1.7.
pub(super) fn role_in_pdf_20(element: &Element, role: Role) -> Role {
    match (role, &*element.name) {
        (Role::Section, "aside") => Role::Aside,
        (Role::Span, "em") => Role::Emphasis,
        (Role::Span, "strong") => Role::Strong,
        (role, _) => role,
    }
}

/// Whether elements of a role are parts of a text like any other.
pub(super) fn is_span(role: Role) -> bool {
    matches!(role, Role::Span | Role::Emphasis | Role::Strong)
}

fn heading_level(element: &Element) -> u8 {
    let level = element.attribute("aria-level").and_then(|level| level.trim().parse::<u8>().ok());
    level.unwrap_or(2).clamp(1, 6)
}

/// The text that is read instead of a picture or a formula.
pub(super) fn alternative(document: &Document, node: NodeId) -> Option<String> {
    let element = document.element(node)?;
    let named = ["aria-label", "alt", "alttext"].iter().find_map(|name| element.attribute(name));
    let child = |name: &str| {
        document
            .children(node)
            .find(|&child| document.element(child).is_some_and(|inner| &*inner.name == name))
    };
    let inside = || match &*element.name {
        "svg" => {
            let texts =
                ["title", "desc"].into_iter().filter_map(child).map(|child| document.text_content(child));
            Some(texts.collect::<Vec<_>>().join(". "))
        }
        "math" => Some(document.text_content(node)),
        _ => None,
    };
    let text = named
        .map(str::to_string)
        .or_else(inside)
        .or_else(|| element.attribute("title").map(str::to_string))?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// What an element of a role contains.
pub(super) enum Contents {
    /// Blocks only: text in it is in paragraphs.
    Blocks,
    /// Text, or blocks only.
    TextOrBlocks,
    /// Anything.
    Any,
}

pub(super) fn contents_of(role: Role) -> Contents {
    match role {
        Role::Document
        | Role::Part
        | Role::Article
        | Role::Section
        | Role::Division
        | Role::BlockQuote
        | Role::Aside => Contents::Blocks,
        Role::Caption | Role::Note => Contents::TextOrBlocks,
        _ => Contents::Any,
    }
}

/// Whether elements of a role are blocks, which stand beside text and not in it.
pub(super) fn is_block(role: Role) -> bool {
    match role {
        Role::Document
        | Role::Part
        | Role::Article
        | Role::Section
        | Role::Division
        | Role::BlockQuote
        | Role::Aside
        | Role::Caption
        | Role::TableOfContents
        | Role::TableOfContentsItem
        | Role::Paragraph
        | Role::Heading(_)
        | Role::List
        | Role::ListItem
        | Role::Label
        | Role::ListBody
        | Role::Table
        | Role::TableHead
        | Role::TableBody
        | Role::TableFoot
        | Role::TableRow
        | Role::TableHeaderCell
        | Role::TableDataCell => true,
        Role::Span
        | Role::Emphasis
        | Role::Strong
        | Role::Quote
        | Role::Note
        | Role::Reference
        | Role::Code
        | Role::Link
        | Role::Figure
        | Role::Formula
        | Role::Ruby
        | Role::RubyBase
        | Role::RubyText
        | Role::NonStructural => false,
    }
}
