//! Spans of nodes, their text and their attributes in the source, for messages.

use std::ops::Range;

use super::{Document, NodeId};
use crate::diagnostics::{Diagnostics, Span};

/// How far before the end of a line its tags are searched, in bytes.
const MAX_SEARCHED: usize = 16 * 1024;

/// The start tag of an element; otherwise the line on which the parser read `node`, without the white space around it.
pub fn place_of(document: &Document, node: NodeId, diagnostics: &Diagnostics) -> Span {
    let source = diagnostics.source(document.source);
    let line = source.lines(document.node(node).line as usize, 1);
    match start_tag(document, node, &source.text, line.clone()) {
        Some(tag) => Span::new(document.source, tag.start, tag.end),
        None => trimmed(document, &source.text, line),
    }
}

/// The start tag of an element and what follows it on its line, for messages about the content.
pub fn place_of_content(document: &Document, node: NodeId, diagnostics: &Diagnostics) -> Span {
    let tag = place_of(document, node, diagnostics);
    let source = diagnostics.source(document.source);
    let line = trimmed(document, &source.text, source.lines(document.node(node).line as usize, 1));
    Span { end: line.end.max(tag.end), ..tag }
}

/// The start tag of an element. The parser knows only the line on which it ends, so it is the tag with the same number
/// among those of its name that end there; `None` where there are not as many as elements.
fn start_tag(document: &Document, node: NodeId, text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let name = &*document.element(node)?.name;
    let of_line =
        |id: &NodeId| document.element(*id).is_none() || document.node(*id).line == document.node(node).line;
    let is_same = |id: &NodeId| document.element(*id).is_some_and(|element| &*element.name == name);
    if line.len() > MAX_SEARCHED {
        return None;
    }
    // Nodes are in the order of the source, but for misplaced content of tables.
    let ids = |range: Range<usize>| range.map(|index| NodeId(index as u32));
    let before = ids(0..node.index()).rev().take_while(of_line).filter(is_same).count();
    let after = ids(node.index() + 1..document.len()).take_while(of_line).filter(is_same).count();
    // A tag that ends on the line may start on an earlier one.
    let earliest = text.floor_char_boundary(line.start.saturating_sub(MAX_SEARCHED));
    let begun = text[earliest..line.start].rfind('<').map(|at| earliest + at);
    let from = begun.filter(|&at| tag_end(text, at).is_some_and(|end| end > line.start));
    let mut tags = Vec::new();
    let mut at = from.unwrap_or(line.start);
    while let Some(next) = text[at..line.end].find('<') {
        let start = at + next;
        if text[start..].starts_with("<!--") {
            at = text[start..].find("-->").map_or(line.end, |end| start + end).min(line.end);
            continue;
        }
        let Some(end) = tag_end(text, start) else { break };
        if end > line.end {
            break;
        }
        let tag = text[start + 1..end].trim_end_matches(['>', '/']);
        let tag_name = tag.split(|sign: char| sign.is_ascii_whitespace() || sign == '/').next();
        if tag_name.is_some_and(|tag_name| tag_name.eq_ignore_ascii_case(name)) {
            tags.push(start..end);
        }
        at = end;
    }
    if tags.len() == before + 1 + after { tags.into_iter().nth(before) } else { None }
}

/// The end of the tag that starts at `start`; its attributes may contain the sign that ends it.
fn tag_end(text: &str, start: usize) -> Option<usize> {
    let mut quote = None;
    for (offset, byte) in text.as_bytes()[start..].iter().enumerate().take(MAX_SEARCHED) {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'>') => return Some(start + offset + 1),
            _ => {}
        }
    }
    None
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
        .filter_map(|spelling| {
            let start = first_between_tags(text, range.clone(), spelling)?;
            Some(start..start + spelling.len())
        })
        .min_by_key(|found| found.start);
    match found {
        Some(found) => Span::new(document.source, found.start, found.end),
        None => place_of(document, node, diagnostics),
    }
}

/// The value of an attribute of the element `node`, if it occurs once in its tag; otherwise the tag.
pub fn place_of_attribute(document: &Document, node: NodeId, name: &str, diagnostics: &Diagnostics) -> Span {
    let whole = place_of(document, node, diagnostics);
    let source = diagnostics.source(document.source);
    let text = &source.text[whole.start as usize..whole.end as usize];
    let Some(element) = document.element(node) else { return whole };
    if text.len() > MAX_SEARCHED && !source.may_search(text.len()) {
        return whole;
    }
    let value = element.attribute(name).unwrap_or_default().trim();
    let mut found = text.match_indices(value);
    match (value.is_empty(), found.next(), found.next()) {
        (false, Some((offset, _)), None) => {
            let start = whole.start as usize + offset;
            Span::new(document.source, start, start + value.len())
        }
        _ => whole,
    }
}

fn trimmed(document: &Document, text: &str, range: Range<usize>) -> Span {
    let line = &text[range.clone()];
    let indent = line.len() - line.trim_start().len();
    let end = (range.start + line.trim_end().len()).max(range.start + indent);
    Span::new(document.source, range.start + indent, end)
}

/// The first place in a range of the text where words occur outside tags.
fn first_between_tags(text: &str, range: Range<usize>, words: &str) -> Option<usize> {
    let ends_between = |part: &str| part.rfind(['<', '>']).map(|sign| part[sign..].starts_with('>'));
    let mut is_between = ends_between(&text[..range.start]).unwrap_or(true);
    let mut from = range.start;
    text[range.clone()].match_indices(words).map(|(offset, _)| range.start + offset).find(|&start| {
        is_between = ends_between(&text[from..start]).unwrap_or(is_between);
        from = start;
        is_between
    })
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
        assert_eq!(words("\n  <p id=a>x</p>  \n").1, "<p id=a>");
        assert_eq!(words("<p id=a title='ǂ ǂ ǂ' lang=ǂ>x<b class='ǂ'>ǂǂ</b></p>").0, 48);
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

    #[test]
    fn an_element_is_its_start_tag() {
        let tag = |html| marked(html, place_of);
        assert_eq!(tag("<p>x</p> <p title='>' id=a>y<p>z"), (9, "<p title='>' id=a>".to_string()));
        assert_eq!(tag("<p>x<p\n  id=a>y</p><p>z"), (4, "<p\n  id=a>".to_string()));
        // Names that begin alike, comments, and end tags are not counted.
        assert_eq!(tag("<b>x</b><br><!-- <b> --><b id=a>y</b>").1, "<b id=a>");
        assert_eq!(tag("<div><P>x</P>\n<div><P id=a>y").1, "<P id=a>");
        // A formatting element that is opened again has no tag of its own.
        assert_eq!(tag("<p id=a><b>x<p>y").1, "<p id=a>");
        // Without an end the tag is not known.
        assert_eq!(tag("<p>x <b title=\"<b>\" id=a>y</b>").1, "<b title=\"<b>\" id=a>");
    }
}
