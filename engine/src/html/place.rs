//! Spans of nodes, their text and their attributes in the source, for messages.

use std::ops::Range;

use super::{Document, NodeId};
use crate::diagnostics::{Diagnostics, Span};

/// How far before the end of a line its tags are searched, in bytes.
const MAX_SEARCHED: usize = 16 * 1024;

/// The line on which the parser read `node`, without the white space around it.
pub fn place_of(document: &Document, node: NodeId, diagnostics: &Diagnostics) -> Span {
    let source = diagnostics.source(document.source);
    trimmed(document, &source.text, source.lines(document.node(node).line as usize, 1))
}

/// The first place in the text of `node` where `words` occur, as letters or as a numeric character reference; otherwise
/// the node's line.
pub fn place_of_words(document: &Document, node: NodeId, words: &str, diagnostics: &Diagnostics) -> Span {
    let source = diagnostics.source(document.source);
    let text = &source.text;
    let height = document.text_content(node).matches('\n').count() + 1;
    let range = source.lines(document.node(node).line as usize, height);
    let mut spellings = vec![words.to_string()];
    let mut characters = words.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        let number = u32::from(character);
        spellings.extend([format!("&#x{number:X};"), format!("&#x{number:x};"), format!("&#{number};")]);
    }
    let found = spellings
        .iter()
        .filter(|spelling| !spelling.is_empty())
        .flat_map(|spelling| {
            let starts = text[range.clone()].match_indices(spelling.as_str());
            starts.map(|(offset, _)| range.start + offset..range.start + offset + spelling.len())
        })
        .filter(|found| is_between_tags(text, found.start))
        .min_by_key(|found| found.start);
    match found {
        Some(found) => Span::new(document.source, found.start, found.end),
        None => place_of(document, node, diagnostics),
    }
}

/// The value of an attribute of the element `node`, if it occurs once in its tag; otherwise the node's line.
pub fn place_of_attribute(document: &Document, node: NodeId, name: &str, diagnostics: &Diagnostics) -> Span {
    let whole = place_of(document, node, diagnostics);
    let source = diagnostics.source(document.source);
    let text = &source.text;
    let Some(element) = document.element(node) else { return whole };
    let value = element.attribute(name).unwrap_or_default().trim();
    let line_end = source.lines(document.node(node).line as usize, 1).end;
    let earliest = text.floor_char_boundary(line_end.saturating_sub(MAX_SEARCHED));
    if (whole.start as usize) < earliest {
        return whole;
    }
    // The parser reports the line on which a tag ends; the tag may start on an earlier one.
    let Some(start) = text[earliest..line_end].rfind(&format!("<{}", element.name)) else { return whole };
    let start = earliest + start;
    for from in [start, whole.start as usize] {
        let mut found = text[from..line_end].match_indices(value);
        if let (false, Some((offset, _)), None) = (value.is_empty(), found.next(), found.next()) {
            return Span::new(document.source, from + offset, from + offset + value.len());
        }
    }
    whole
}

fn trimmed(document: &Document, text: &str, range: Range<usize>) -> Span {
    let line = &text[range.clone()];
    let indent = line.len() - line.trim_start().len();
    let end = (range.start + line.trim_end().len()).max(range.start + indent);
    Span::new(document.source, range.start + indent, end)
}

fn is_between_tags(text: &str, offset: usize) -> bool {
    text[..offset].rfind(['<', '>']).is_none_or(|sign| text[sign..].starts_with('>'))
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;

    /// The offset and the text of the span that `find` returns.
    fn marked(html: &str, find: impl Fn(&Document, NodeId, &Diagnostics) -> Span) -> (usize, String) {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("a.html", html);
        let document =
            parse(html, source, "", &Limits::default(), &mut diagnostics).expect("within the limits");
        let node = document.element_by_id("a").expect("the element");
        let span = find(&document, node, &diagnostics);
        (span.start as usize, html[span.start as usize..span.end as usize].to_string())
    }

    #[test]
    fn words_are_found_below_their_element() {
        let words = |html| marked(html, |document, node, all| place_of_words(document, node, "ǂ", all));
        assert_eq!(words("<p id=a title=ǂ>x\ny ǂ z</p>"), (21, "ǂ".to_string()));
        assert_eq!(words("<p id=a>x\n\n &#x1c2;</p>").1, "&#x1c2;");
        assert_eq!(words("\n  <p id=a>x</p>  \n").1, "<p id=a>x</p>");
    }

    #[test]
    fn an_attribute_is_found_in_its_tag() {
        let source =
            |html| marked(html, |document, node, all| place_of_attribute(document, node, "src", all)).1;
        assert_eq!(source("<img src=b.png><img id=a\n src='b.png'\n>"), "b.png");
        assert_eq!(source("<img src=x id=a alt=x>"), "<img src=x id=a alt=x>");
        assert_eq!(source("<img id=a src=b.png><img src=c.png>"), "b.png");
        assert_eq!(source("<img id=a>"), "<img id=a>");
    }
}
