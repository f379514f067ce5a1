//! An inline `svg` element back to XML, for the SVG reader.

use crate::css::Color;
use crate::html::{Document, NodeId, NodeKind};

/// The XML of the `svg` element `node`, with `currentColor` as given.
pub(crate) fn serialize(document: &Document, node: NodeId, color: Color) -> String {
    let mut out = String::new();
    // The remaining steps, last first: nodes to open, and end tags.
    let mut pending = vec![SerializeStep::Open(node)];
    while let Some(step) = pending.pop() {
        match step {
            SerializeStep::Close(name) => {
                out.push_str("</");
                out.push_str(&name);
                out.push('>');
            }
            SerializeStep::Open(at) => match &document.node(at).kind {
                NodeKind::Text(text) => escape(text, &mut out),
                NodeKind::Document | NodeKind::Ignored => {}
                NodeKind::Element(element) => {
                    let name = element.name.to_string();
                    out.push('<');
                    out.push_str(&name);
                    if at == node {
                        out.push_str(" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
                        if element.attribute("color").is_none() {
                            out.push_str(&format!(
                                " color=\"#{:02x}{:02x}{:02x}\"",
                                color.red, color.green, color.blue
                            ));
                        }
                    }
                    for attribute in &element.attributes {
                        let local: &str = &attribute.name;
                        if local.starts_with("xmlns") {
                            continue;
                        }
                        let is_xlink = attribute.namespace == html5ever::ns!(xlink);
                        out.push(' ');
                        if is_xlink {
                            out.push_str("xlink:");
                        }
                        out.push_str(local);
                        out.push_str("=\"");
                        escape(&attribute.value, &mut out);
                        out.push('"');
                    }
                    out.push('>');
                    pending.push(SerializeStep::Close(name));
                    let children: Vec<NodeId> = document.children(at).collect();
                    pending.extend(children.into_iter().rev().map(SerializeStep::Open));
                }
            },
        }
    }
    out
}

enum SerializeStep {
    Open(NodeId),
    Close(String),
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            character => out.push(character),
        }
    }
}
