//! The roles of elements in the structure of the document (ISO 32000-1, 14.8.4).

use super::display_list::Role;
use crate::html::{Document, NodeId};

/// The role of a node: that of the element, or of the element that contains the text.
pub fn role_of(document: &Document, node: NodeId) -> Role {
    let element = document.element(node).or_else(|| document.element(document.node(node).parent?));
    let Some(element) = element else { return Role::NonStructural };
    if element.namespace == html5ever::ns!(svg) {
        return Role::Figure;
    }
    match &*element.name {
        "html" | "body" => Role::Document,
        "main" | "article" => Role::Article,
        "section" | "header" | "footer" | "aside" => Role::Section,
        "nav" => Role::TableOfContents,
        "div" | "address" | "form" | "fieldset" | "details" | "hgroup" | "dialog" | "search" => {
            Role::Division
        }
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
        "cite" => Role::Reference,
        "code" | "kbd" | "samp" | "var" => Role::Code,
        "figure" | "img" | "picture" | "svg" => Role::Figure,
        "math" => Role::Formula,
        _ => Role::Span,
    }
}
