//! Where filled text came from: for each piece of it the place in a layout that wrote it, and from
//! there the value in the data.
//!
//! A second filling, made only where there is something to tell, writes a mark before each piece. It
//! counts only if without its marks it is the first filling, letter by letter, so a place that is told
//! is never a guess.

use std::ops::Range;

use handlebars::template::{Template, TemplateElement};

use super::tags::end_of;
use crate::data::Brochure;
use engine::diagnostics::{Diagnostic, Label, SourceId, Span};

/// Noncharacters, which no text that is interchanged contains.
const MARK_START: char = '\u{fdd0}';
const MARK_END: char = '\u{fdd1}';

/// What separates words of a layout; the parser of layouts skips the same.
const WHITE_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// A part of a layout that writes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// `None` where the place is not certain.
    place: Option<Span>,
    kind: PartKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PartKind {
    /// The layout's own words.
    Words,
    /// An expression; whether what it writes is escaped for HTML.
    Expression { escaped: bool },
}

/// Puts a mark before everything in `template` that writes something, and notes in `parts` what it is.
pub(super) fn mark(template: &mut Template, text: &str, source: SourceId, parts: &mut Vec<Part>) {
    let elements = std::mem::take(&mut template.elements);
    let mapping = std::mem::take(&mut template.mapping);
    for (index, mut element) in elements.into_iter().enumerate() {
        let start = mapping
            .get(index)
            .and_then(|position| offset_of(text, position.0, position.1))
            .unwrap_or(text.len());
        let place = |kind| {
            let span = end_of(&text[start..]).filter(|_| text[start..].starts_with("{{"));
            Part { place: span.map(|length| Span::new(source, start, start + length)), kind }
        };
        let part = match &mut element {
            TemplateElement::RawString(words) => {
                let words = std::mem::take(words);
                mark_words(&words, text, start, source, parts, template);
                continue;
            }
            TemplateElement::Expression(_) => Some(place(PartKind::Expression { escaped: true })),
            TemplateElement::HtmlExpression(_) => Some(place(PartKind::Expression { escaped: false })),
            TemplateElement::HelperBlock(block) => {
                for inner in block.template.iter_mut().chain(block.inverse.iter_mut()) {
                    mark(inner, text, source, parts);
                }
                Some(place(PartKind::Expression { escaped: false }))
            }
            TemplateElement::DecoratorBlock(block) | TemplateElement::PartialBlock(block) => {
                for inner in block.template.iter_mut() {
                    mark(inner, text, source, parts);
                }
                None
            }
            _ => None,
        };
        if let Some(part) = part {
            push_mark(part, parts, template);
        }
        template.elements.push(element);
    }
}

/// The words between expressions, with a mark on each line that has any; the first ones are at `start`.
fn mark_words(
    words: &str,
    text: &str,
    start: usize,
    source: SourceId,
    parts: &mut Vec<Part>,
    template: &mut Template,
) {
    let before = words.len() - words.trim_start_matches(WHITE_SPACE).len();
    push_words(&words[..before], template);
    // Where the line that is looked at begins in the layout.
    let mut at = Some(start);
    for line in words[before..].split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(WHITE_SPACE).len();
        let said = line.trim_matches(WHITE_SPACE);
        if said.is_empty() {
            push_words(line, template);
        } else {
            push_words(&line[..indent], template);
            let place = at
                .map(|at| at + indent)
                .filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(said)))
                .map(|at| Span::new(source, at, at + said.len()));
            push_mark(Part { place, kind: PartKind::Words }, parts, template);
            push_words(&line[indent..], template);
        }
        at = at.and_then(|at| text[at..].find('\n').map(|newline| at + newline + 1));
    }
}

fn push_words(words: &str, template: &mut Template) {
    if !words.is_empty() {
        template.elements.push(TemplateElement::RawString(words.to_string()));
    }
}

fn push_mark(part: Part, parts: &mut Vec<Part>, template: &mut Template) {
    push_words(&format!("{MARK_START}{}{MARK_END}", parts.len()), template);
    parts.push(part);
}

/// The offset of a 1-based line and column in characters.
fn offset_of(text: &str, line: usize, column: usize) -> Option<usize> {
    let start = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum::<usize>();
    let rest = text.get(start..)?;
    Some(start + rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(offset, _)| offset))
}

/// A piece of filled text, up to the next one.
struct Piece {
    start: usize,
    part: Part,
}

/// Where each piece of a filled text came from.
pub(super) struct Origins<'a> {
    text: &'a str,
    pieces: Vec<Piece>,
}

impl<'a> Origins<'a> {
    /// Reads the marks of `marked`; `None` if it is not `text` with marks.
    pub(super) fn read(text: &'a str, marked: &str, parts: &[Part]) -> Option<Origins<'a>> {
        let mut pieces = Vec::new();
        let mut at = 0;
        let mut stretches = marked.split(MARK_START);
        let first = stretches.next()?;
        let mut matches = |stretch: &str| {
            let same = text.get(at..).is_some_and(|rest| rest.starts_with(stretch));
            at += stretch.len();
            same.then_some(at)
        };
        let mut start = matches(first)?;
        for stretch in stretches {
            let (number, rest) = stretch.split_once(MARK_END)?;
            pieces.push(Piece { start, part: *parts.get(number.parse::<usize>().ok()?)? });
            start = matches(rest)?;
        }
        (start == text.len()).then_some(Origins { text, pieces })
    }

    /// The pieces that say something within `range`, each with its own range.
    fn within(&self, range: &Range<usize>) -> Vec<(Range<usize>, Part)> {
        let first = self.pieces.partition_point(|piece| piece.start <= range.start).saturating_sub(1);
        let ends = self.pieces.iter().skip(first + 1).map(|piece| piece.start).chain([self.text.len()]);
        self.pieces[first.min(self.pieces.len())..]
            .iter()
            .zip(ends)
            .take_while(|(piece, _)| piece.start < range.end)
            .map(|(piece, end)| (piece.start..end, piece.part))
            .filter(|(piece, _)| {
                let common = piece.start.max(range.start)..piece.end.min(range.end);
                self.text.get(common).is_some_and(|words| !words.trim().is_empty())
            })
            .collect()
    }

    /// Adds to a message about the filled text which layout wrote it and which value of the data it is,
    /// so far as both are certain. What can be changed comes first.
    pub(super) fn explain(
        &self,
        diagnostic: &mut Diagnostic,
        brochure: &Brochure,
        line_of: &dyn Fn(Span) -> usize,
    ) {
        let Some(label) = diagnostic.labels.first().cloned() else { return };
        let range = label.span.start as usize..label.span.end as usize;
        let pieces = self.within(&range);
        let mut places = Vec::new();
        if let Some(span) = self.value_of(&range, &pieces, brochure) {
            places.push(Label { span, text: "this value".to_string() });
        }
        if let Some(span) = self.layout_of(&range, &pieces, line_of) {
            let text = if places.is_empty() { label.text.as_str() } else { "shown by this layout" };
            places.push(Label { span, text: text.to_string() });
        }
        if !places.is_empty() {
            diagnostic.labels[0].text = "as it was filled in".to_string();
            diagnostic.labels.splice(0..0, places);
        }
    }

    /// The place in a layout, if all pieces are from one line of one.
    fn layout_of(
        &self,
        range: &Range<usize>,
        pieces: &[(Range<usize>, Part)],
        line_of: &dyn Fn(Span) -> usize,
    ) -> Option<Span> {
        let places: Vec<Span> = pieces.iter().map(|(_, part)| part.place).collect::<Option<_>>()?;
        let (&first, &last) = (places.first()?, places.last()?);
        let same_line = |place: &Span| place.source == first.source && line_of(*place) == line_of(first);
        if !places.iter().all(same_line) {
            return None;
        }
        if let [(piece, Part { kind: PartKind::Words, .. })] = pieces
            && piece.start <= range.start
        {
            // The layout's words are written as they are.
            let start = first.start as usize + range.start - piece.start;
            let end = (start + range.len()).min(first.end as usize);
            return Some(Span::new(first.source, start, end));
        }
        Some(Span::new(first.source, first.start as usize, last.end.max(first.end) as usize))
    }

    /// The place in the data, if one expression wrote what stands in `range` and its value is there
    /// exactly once.
    fn value_of(
        &self,
        range: &Range<usize>,
        pieces: &[(Range<usize>, Part)],
        brochure: &Brochure,
    ) -> Option<Span> {
        let mut expressions = pieces.iter().filter_map(|(piece, part)| match part.kind {
            PartKind::Expression { escaped } => Some((piece.clone(), escaped)),
            PartKind::Words => None,
        });
        let (piece, escaped) = expressions.next()?;
        if expressions.next().is_some() {
            return None;
        }
        let decode = |words: &str| if escaped { unescape(words) } else { words.to_string() };
        let within = range.start.max(piece.start)..range.end.min(piece.end);
        let wanted = decode(&self.text[within.clone()]);
        let whole = decode(&self.text[piece.clone()]);
        if let [value] = brochure.find_value(&whole)[..] {
            return Some(brochure.narrow(value, &wanted));
        }
        // What went through a helper is not the value as written, but its words are.
        let is_end = |character: char| character.is_whitespace() || "<>&;\"".contains(character);
        let before = &self.text[piece.start..within.start];
        let start = before.rfind(is_end).map_or(piece.start, |at| {
            piece.start + at + before[at..].chars().next().map_or(0, char::len_utf8)
        });
        let end = self.text[within.end..piece.end].find(is_end).map_or(piece.end, |at| within.end + at);
        match brochure.find_text(&self.text[start..end])[..] {
            [value] => Some(brochure.narrow(value, &wanted)),
            _ => None,
        }
    }
}

/// The text that layouts escape for HTML.
fn unescape(text: &str) -> String {
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x60;", "`"),
        ("&#x3D;", "="),
        // Last, for what it gives is not looked at again.
        ("&amp;", "&"),
    ];
    signs.iter().fold(text.to_string(), |text, (escaped, sign)| text.replace(escaped, sign))
}

#[cfg(test)]
mod tests {
    use handlebars::Handlebars;
    use serde_json::json;

    use super::*;

    /// What each piece that says something was, and what of the layouts wrote it.
    fn pieces(layouts: &[(&str, &str)]) -> Vec<(String, String)> {
        let data = json!({"a": "A & a", "b": "B", "list": ["x", "y"], "no": false});
        let mut plain = Handlebars::new();
        plain.set_prevent_indent(true);
        let mut marking = Handlebars::new();
        marking.set_prevent_indent(true);
        let mut parts = Vec::new();
        for (index, (name, text)) in layouts.iter().enumerate() {
            plain.register_template_string(name, text).expect("a layout");
            let mut template = plain.get_template(name).expect("the layout").clone();
            mark(&mut template, text, SourceId(index as u32), &mut parts);
            marking.register_template(name, template);
        }
        let filled = plain.render(layouts[0].0, &data).expect("filled");
        let marked = marking.render(layouts[0].0, &data).expect("filled");
        let origins = Origins::read(&filled, &marked, &parts).expect("the same but for the marks");
        let said = origins.within(&(0..filled.len())).into_iter().map(|(range, part)| {
            let place = part.place.expect("a certain place");
            let layout = layouts[place.source.0 as usize].1;
            (filled[range].trim().to_string(), layout[place.start as usize..place.end as usize].to_string())
        });
        said.collect()
    }

    fn expect(layouts: &[(&str, &str)], expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> =
            expected.iter().map(|(said, from)| (said.to_string(), from.to_string())).collect();
        assert_eq!(pieces(layouts), expected, "{layouts:?}");
    }

    #[test]
    fn every_piece_knows_what_wrote_it() {
        expect(
            &[("t", "<p>{{a}}</p>\n  two\n\n three {{{b}}}{{b}}\n")],
            &[
                ("<p>", "<p>"),
                ("A &amp; a", "{{a}}"),
                ("</p>", "</p>"),
                ("two", "two"),
                ("three", "three"),
                ("B", "{{{b}}}"),
                ("B", "{{b}}"),
            ],
        );
    }

    #[test]
    fn blocks_that_stand_alone_and_trimmed_space_do_not_move_anything() {
        expect(
            &[(
                "t",
                "a\n  {{#each list}}\n  <i>{{this}}</i>\n  {{/each}}\nb {{~#if no}} c {{else if b}} d {{~/if~}} \n e",
            )],
            &[
                ("a", "a"),
                ("<i>", "<i>"),
                ("x", "{{this}}"),
                ("</i>", "</i>"),
                ("<i>", "<i>"),
                ("y", "{{this}}"),
                ("</i>", "</i>"),
                ("b", "b"),
                ("d", "d"),
                ("e", "e"),
            ],
        );
    }

    #[test]
    fn partials_and_what_they_are_given_are_told_apart() {
        expect(
            &[
                ("t", "{{> p}}\n{{#> q}}\n inner {{a}}\n{{/q}}\nafter"),
                ("p", "<b>\n  {{b}}\n</b>\n"),
                ("q", "[{{> @partial-block}}]\n"),
            ],
            &[
                ("<b>", "<b>"),
                ("B", "{{b}}"),
                ("</b>", "</b>"),
                ("[", "["),
                ("inner", "inner"),
                ("A &amp; a", "{{a}}"),
                ("]", "]"),
                ("after", "after"),
            ],
        );
    }

    #[test]
    fn marks_that_do_not_fit_tell_nothing() {
        let part = Part { place: None, kind: PartKind::Words };
        assert!(Origins::read("ab", "a\u{fdd0}0\u{fdd1}b", &[part]).is_some());
        for marked in
            ["a\u{fdd0}0\u{fdd1}c", "a\u{fdd0}1\u{fdd1}b", "a\u{fdd0}b", "a", "abc", "a\u{fdd0}x\u{fdd1}b"]
        {
            assert!(Origins::read("ab", marked, &[part]).is_none(), "{marked:?}");
        }
    }
}
