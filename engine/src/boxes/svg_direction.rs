//! Text of SVG pictures from right to left, of which the SVG reader knows only the letters. In: the XML. Out: changes of it, with
//! which the reader places such text as SVG 2, section 11.4.3, says.
//!
//! ```text
//! <text direction="rtl">(1) a</text>   becomes   <text text-anchor="end" direction="rtl">&#x202b;(1) a</text>
//! ```
//!
//! where an embedding from right to left begins. The text starts at its right end, so what was its start is its end.

use usvg::roxmltree::{Document, Node};

use crate::boxes::xml_edits::Edits;

/// Begins an embedding from right to left, which ends with its chunk of text.
const EMBEDDING: &str = "\u{202b}";

/// Adds the changes for the texts of a document that run from right to left. Returns whether all could be changed.
pub(super) fn change(document: &Document<'_>, edits: &mut Edits) -> bool {
    let mut all = true;
    for text in document.descendants().filter(|node| node.tag_name().name() == "text") {
        if inherited(text, "direction") != Some("rtl") {
            continue;
        }
        for element in text.descendants().filter(Node::is_element) {
            // The mark would take the place of a character.
            if places_characters(element) {
                all = false;
                continue;
            }
            turn_anchor(element, element == text, edits);
            if element == text || ["x", "y"].iter().any(|name| element.has_attribute(*name)) {
                let words = element
                    .descendants()
                    .find(|node| node.is_text() && node.text().is_some_and(|words| !words.trim().is_empty()));
                let start = words.map(|words| {
                    let raw = document.input_text().get(words.range()).unwrap_or_default();
                    words.range().end - raw.trim_start().len()
                });
                edits.extend(start.map(|start| ((start, start), EMBEDDING.to_string())));
            }
        }
    }
    all
}

/// Whether an element of a text says where single characters of it are.
pub(super) fn places_characters(element: Node<'_, '_>) -> bool {
    let has_more = |name: &str| {
        let value = element.attribute(name).unwrap_or_default().trim();
        value.contains(|character: char| character == ',' || character.is_whitespace())
    };
    ["x", "y"].into_iter().any(has_more)
        || ["dx", "dy", "rotate"].iter().any(|name| element.has_attribute(*name))
}

/// Changes the anchor of an element to that of the other side, or gives it that of the other side if it `needs_one`.
fn turn_anchor(element: Node<'_, '_>, needs_one: bool, edits: &mut Edits) {
    let turned = |anchor: &str| match anchor.trim() {
        "start" => "end",
        "end" => "start",
        _ => "middle",
    };
    if let (Some(anchor), Some(style)) = (declared(element, "text-anchor"), element.attribute_node("style")) {
        // Of several declarations, the last one counts.
        let end = style.range_value().end;
        edits.insert((end, end), format!("; text-anchor: {}", turned(anchor)));
    } else if let Some(anchor) = element.attribute_node("text-anchor") {
        let place = anchor.range_value();
        edits.insert((place.start, place.end), turned(anchor.value()).to_string());
    } else if needs_one {
        let anchor = turned(inherited(element, "text-anchor").unwrap_or("start"));
        let xml = element.document().input_text().get(element.range()).unwrap_or_default();
        let is_end = |character: char| character.is_whitespace() || matches!(character, '>' | '/');
        let after_name = element.range().start + xml.find(is_end).unwrap_or_default();
        edits.insert((after_name, after_name), format!(" text-anchor=\"{anchor}\""));
    }
}

/// The value of an inherited property: of the nearest element that has it.
fn inherited<'a>(element: Node<'a, '_>, name: &str) -> Option<&'a str> {
    element.ancestors().find_map(|each| declared(each, name).or_else(|| each.attribute(name))).map(str::trim)
}

/// What the `style` attribute of an element sets a property to.
fn declared<'a>(element: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let declarations = element.attribute("style")?.split(';');
    let values = declarations.filter_map(|declaration| declaration.split_once(':'));
    values.filter(|(property, _)| property.trim() == name).map(|(_, value)| value.trim()).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boxes::xml_edits::edited;

    /// The content of a picture from right to left after the changes, with `→` where an embedding begins; `None` if not all
    /// of its text could be changed.
    fn changed(content: &str) -> Option<String> {
        let xml = format!("<svg direction='rtl'>{content}</svg>");
        let mut edits = Edits::new();
        let all = change(&Document::parse(&xml).expect("XML"), &mut edits);
        let changed = edited(&xml, &edits).replace(EMBEDDING, "→");
        let content =
            changed.strip_prefix("<svg direction='rtl'>").and_then(|rest| rest.strip_suffix("</svg>"));
        content.filter(|_| all).map(str::to_string)
    }

    #[test]
    fn text_from_right_to_left_begins_at_its_right_end() {
        for (content, expected) in [
            ("<text>a.</text>", "<text text-anchor=\"end\">→a.</text>"),
            ("<text text-anchor='end'> a.</text>", "<text text-anchor='start'> →a.</text>"),
            (
                "<g text-anchor='middle'><text>a</text></g>",
                "<g text-anchor='middle'><text text-anchor=\"middle\">→a</text></g>",
            ),
            (
                "<text style='fill: url(#end); text-anchor: end'>a</text>",
                "<text style='fill: url(#end); text-anchor: end; text-anchor: start'>→a</text>",
            ),
            (
                "<text x='5'>a<tspan>b</tspan></text>",
                "<text text-anchor=\"end\" x='5'>→a<tspan>b</tspan></text>",
            ),
            (
                "<text><tspan x='5'>a</tspan><tspan x='9' text-anchor='end'>b</tspan></text>",
                "<text text-anchor=\"end\"><tspan x='5'>→a</tspan><tspan x='9' text-anchor='start'>→b</tspan></text>",
            ),
            ("<text direction='ltr'>a.</text>", "<text direction='ltr'>a.</text>"),
            (
                "<g style='direction: ltr'><text>a.</text></g>",
                "<g style='direction: ltr'><text>a.</text></g>",
            ),
            ("<text/>", "<text text-anchor=\"end\"/>"),
        ] {
            assert_eq!(changed(content).as_deref(), Some(expected));
        }
        assert_eq!(changed("<text x='1 2'>ab</text>"), None);
        assert_eq!(changed("<text dx='1'>ab</text>"), None);
    }
}
