//! Where the letters of text nodes are in the source, of which the parser only says the line.
//!
//! In: a document and the HTML that it was parsed from. Out: the bytes of the source for letters of a text node. The
//! source is cut at its tags and comments; texts are in the order of the source, so the text of a node is the next
//! stretch with the same letters. White space is not compared, because layout collapses it.
//!
//! ```text
//! source        <p>a &amp; <b>bc</b></p>
//! stretches     3..11, letters `a` and a reference; 14..16, letters `b` and `c`
//! text nodes    `a & ` is the first, `bc` the second; letter 1 of the second is at 15..16
//! ```

use std::ops::Range;

use super::{Document, NodeId, NodeKind};

/// How many stretches are searched for the text of a node: the parser moves or drops few.
const MAX_SKIPPED: usize = 64;

/// The longest character reference, in bytes.
const MAX_REFERENCE: usize = 40;

/// Elements whose content has no tags, up to their end tag.
const RAW: [&str; 4] = ["style", "script", "title", "textarea"];

/// The places of all texts of a document.
pub struct TextPlaces<'a> {
    text: &'a str,
    /// The stretch of each text node that has one, by the number of the node.
    stretches: Vec<(NodeId, Range<usize>)>,
}

impl<'a> TextPlaces<'a> {
    /// Finds the texts of `document` in `text`, which it was parsed from.
    pub fn new(document: &Document, text: &'a str) -> TextPlaces<'a> {
        let all = stretches(text);
        // The first stretch that may be of a later node.
        let mut next = 0;
        let mut found = Vec::new();
        for index in 0..document.len() {
            let id = NodeId(index as u32);
            let NodeKind::Text(content) = &document.node(id).kind else { continue };
            if letters_of(content).next().is_none() {
                continue;
            }
            let line = document.node(id).line;
            // A text that does not match its own stretch must not be taken for an equal one far behind it.
            while all.get(next).is_some_and(|stretch| stretch.lines.end < line) {
                next += 1;
            }
            let on_line =
                all[next..].iter().take(MAX_SKIPPED).take_while(|stretch| stretch.lines.start <= line);
            let same = on_line.enumerate().find(|(_, stretch)| is_same(text, stretch.range.clone(), content));
            if let Some((skipped, stretch)) = same {
                found.push((id, stretch.range.clone()));
                next += skipped + 1;
            }
        }
        TextPlaces { text, stretches: found }
    }

    /// The bytes of letters of a text node, counted without white space. `None` if its text was not found in the source, or
    /// has fewer letters.
    pub fn letters(&self, node: NodeId, range: Range<usize>) -> Option<Range<usize>> {
        let at = self.stretches.binary_search_by_key(&node, |(id, _)| *id).ok()?;
        let mut letters =
            letters(self.text, self.stretches[at].1.clone()).skip(range.start).take(range.len());
        let first = letters.next()?.0;
        let end = letters.last().map_or(first.end, |last| last.0.end);
        Some(first.start..end)
    }

    /// The bytes of the whole text of a node, without the white space around it.
    pub fn whole(&self, node: NodeId) -> Option<Range<usize>> {
        self.letters(node, 0..usize::MAX)
    }
}

/// The letters of a text: its characters without white space of HTML.
pub fn letters_of(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|letter| !letter.is_ascii_whitespace())
}

/// The letters in a range of the source. A character reference is one letter, which is not looked up.
fn letters(text: &str, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, Option<char>)> + '_ {
    let mut at = range.start;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..range.end)?;
            let letter = rest.chars().next()?;
            let start = at;
            if let Some(length) = reference(rest) {
                at += length;
                return Some((start..at, None));
            }
            at += letter.len_utf8();
            if !letter.is_ascii_whitespace() {
                return Some((start..at, Some(letter)));
            }
        }
    })
}

/// The length of the character reference that a text begins with.
fn reference(text: &str) -> Option<usize> {
    let name = text.strip_prefix('&')?;
    let length =
        name.bytes().take(MAX_REFERENCE).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#')?;
    (length > 0 && name.as_bytes()[length] == b';').then_some(length + 2)
}

fn is_same(text: &str, stretch: Range<usize>, content: &str) -> bool {
    let mut expected = letters_of(content);
    letters(text, stretch).all(|(_, letter)| match (letter, expected.next()) {
        (Some(letter), Some(expected)) => letter == expected,
        (None, Some(_)) => true,
        (_, None) => false,
    }) && expected.next().is_none()
}

/// Text between two tags or comments.
struct Stretch {
    range: Range<usize>,
    /// The 1-based lines on which it starts and ends.
    lines: Range<u32>,
}

/// The stretches of a source that have letters.
fn stretches(text: &str) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    // The line at an offset that only grows.
    let (mut line, mut counted) = (1, 0);
    let mut line_at = |offset: usize| {
        line += text[counted..offset].bytes().filter(|byte| *byte == b'\n').count() as u32;
        counted = offset;
        line
    };
    let mut add = |range: Range<usize>| {
        if text[range.clone()].bytes().any(|byte| !byte.is_ascii_whitespace()) {
            let lines = line_at(range.start)..line_at(range.end);
            stretches.push(Stretch { range, lines });
        }
    };
    let (mut from, mut at) = (0, 0);
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        let Some(end) = end_of_markup(text, start) else {
            // A sign that begins no tag is a letter.
            at = start + 1;
            continue;
        };
        add(from..start);
        (from, at) = (end, end);
        if let Some(after) = end_of_raw(text, start, end) {
            add(end..after);
            (from, at) = (after, after);
        }
    }
    add(from..text.len());
    stretches
}

/// The end of the tag or comment that starts at `start`; `None` if none does.
fn end_of_markup(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let end_after = |signs: &str| rest.find(signs).map_or(text.len(), |at| start + at + signs.len());
    if rest.starts_with("<!--") {
        return Some(end_after("-->"));
    }
    match rest.as_bytes().get(1)? {
        b'!' | b'?' => Some(end_after(">")),
        b'/' => Some(end_after(">")),
        letter if letter.is_ascii_alphabetic() => {
            let mut quote = None;
            for (offset, byte) in rest.bytes().enumerate() {
                match (quote, byte) {
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), byte) if open == byte => quote = None,
                    (None, b'>') => return Some(start + offset + 1),
                    _ => {}
                }
            }
            // A tag without an end is the rest of the source.
            Some(text.len())
        }
        _ => None,
    }
}

/// Where the content of an element without tags ends, if the tag at `start..end` is the start tag of one.
fn end_of_raw(text: &str, start: usize, end: usize) -> Option<usize> {
    let tag = &text[start + 1..end];
    let name_length = tag.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = RAW.iter().find(|name| name.eq_ignore_ascii_case(&tag[..name_length]))?;
    let rest = &text.as_bytes()[end..];
    let is_end = |at: &usize| {
        let tag = &rest[*at..];
        tag.starts_with(b"</")
            && tag.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    Some((0..rest.len()).find(is_end).map_or(text.len(), |at| end + at))
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;
    use crate::diagnostics::Diagnostics;

    /// The source of each letter of each text that has a place.
    fn placed(html: &str) -> Vec<Vec<&str>> {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("a.html", html);
        let document = parse(html, source, "", &Limits::default(), &mut diagnostics).expect("a document");
        let places = TextPlaces::new(&document, html);
        let texts = (0..document.len()).map(|index| NodeId(index as u32));
        texts
            .filter_map(|node| {
                let count = letters_of(document.text(node)?).count();
                places.whole(node)?;
                let letters = (0..count).map(|at| &html[places.letters(node, at..at + 1).expect("a letter")]);
                Some(letters.collect())
            })
            .collect()
    }

    #[test]
    fn each_letter_of_a_text_has_its_place() {
        let html = "<style>p</style><p title='>'>a &amp; <b>bc</b>\n é<!-- d --> a</p>";
        let expected: Vec<Vec<&str>> =
            vec![vec!["p"], vec!["a", "&amp;"], vec!["b", "c"], vec!["é"], vec!["a"]];
        assert_eq!(placed(html), expected);
    }

    #[test]
    fn references_and_signs_that_are_none_are_letters() {
        assert_eq!(
            placed("<p>a < b & c &#x27;&nbsp;d"),
            [vec!["a", "<", "b", "&", "c", "&#x27;", "&nbsp;", "d"]]
        );
    }

    #[test]
    fn text_that_the_parser_moves_does_not_shift_other_places() {
        let html = "<table>x<tr><td>a</td></tr></table><p>b</p>";
        assert_eq!(placed(html), [vec!["x"], vec!["a"], vec!["b"]]);
    }

    #[test]
    fn an_equal_text_elsewhere_is_not_taken_for_one_that_is_not_found() {
        // A reference to white space is no letter of the node, so the first text is not found.
        assert_eq!(placed("<p>a&#32;b</p>\n<p>c</p>\n<p>ab</p>"), [vec!["c"], vec!["a", "b"]]);
        let letters = [vec!["a"], vec!["b"], vec!["a"]];
        assert_eq!(placed("<title>a</title><p>b</p><p>a</p>"), letters);
    }

    #[test]
    fn a_tag_without_an_end_is_the_rest() {
        assert_eq!(placed("<p>a</p><p title='b>c"), [vec!["a"]]);
    }
}
