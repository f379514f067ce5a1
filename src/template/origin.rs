//! Traces filled text back to the place in the layout that wrote it, and to the value in the data.
//!
//! If there is a message about the filled text, the layouts are filled a second time, with a mark before each piece
//! that they write. The marks are used only if this text without its marks equals the first text, so a reported place
//! is always right. With the marks `⟨0⟩`, `⟨1⟩`, …:
//!
//! ```text
//! layout        <p>{{name}}</p>
//! marked        ⟨0⟩<p>⟨1⟩A &amp; B⟨2⟩</p>
//! filled        <p>A &amp; B</p>
//! pieces        0..3 the layout's words `<p>`
//!               3..12 the expression `{{name}}`
//!               12..16 the layout's words `</p>`
//! ```

use std::ops::Range;

use handlebars::template::{Template, TemplateElement};

use super::include;
use super::tags::end_of;
use crate::data::Brochure;
use engine::diagnostics::{Diagnostic, Label, SourceId, Span};

/// The marks are noncharacters (Unicode 23.7), which are not used in interchanged text.
const MARK_START: char = '\u{fdd0}';
const MARK_END: char = '\u{fdd1}';

/// The white space that the Handlebars parser skips.
const WHITE_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// The tag or the words of a layout that wrote a piece of the filled text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Writer {
    /// `None` if the place is not certain.
    place: Option<Span>,
    kind: WriterKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WriterKind {
    /// Text of the layout itself.
    Words,
    /// An expression; whether what it writes is escaped for HTML.
    Expression { escaped: bool },
}

/// Puts a mark before each element of `template` that writes text, and adds the writers to `writers`.
pub(super) fn mark(template: &mut Template, text: &str, source: SourceId, writers: &mut Vec<Writer>) {
    let elements = std::mem::take(&mut template.elements);
    let mapping = std::mem::take(&mut template.mapping);
    for (index, mut element) in elements.into_iter().enumerate() {
        let start = mapping
            .get(index)
            .and_then(|position| offset_of(text, position.0, position.1))
            .unwrap_or(text.len());
        let place = |kind| {
            let span = end_of(&text[start..]).filter(|_| text[start..].starts_with("{{"));
            Writer { place: span.map(|length| Span::new(source, start, start + length)), kind }
        };
        let writer = match &mut element {
            TemplateElement::RawString(words) => {
                let words = std::mem::take(words);
                mark_words(&words, text, start, source, writers, template);
                continue;
            }
            included if include::included(included).is_some() => None,
            TemplateElement::Expression(_) => Some(place(WriterKind::Expression { escaped: true })),
            TemplateElement::HtmlExpression(_) => Some(place(WriterKind::Expression { escaped: false })),
            TemplateElement::HelperBlock(block) => {
                for inner in block.template.iter_mut().chain(block.inverse.iter_mut()) {
                    mark(inner, text, source, writers);
                }
                Some(place(WriterKind::Expression { escaped: false }))
            }
            TemplateElement::DecoratorBlock(block) | TemplateElement::PartialBlock(block) => {
                for inner in block.template.iter_mut() {
                    mark(inner, text, source, writers);
                }
                None
            }
            _ => None,
        };
        if let Some(writer) = writer {
            push_mark(writer, writers, template);
        }
        template.elements.push(element);
    }
}

/// Adds the text between two expressions, which begins at `start` of the layout, with a mark on each line
/// that is not blank.
fn mark_words(
    words: &str,
    text: &str,
    start: usize,
    source: SourceId,
    writers: &mut Vec<Writer>,
    template: &mut Template,
) {
    let before = words.len() - words.trim_start_matches(WHITE_SPACE).len();
    push_words(&words[..before], template);
    // The offset of the current line in the layout.
    let mut at = Some(start);
    for line in words[before..].split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(WHITE_SPACE).len();
        let visible = line.trim_matches(WHITE_SPACE);
        if visible.is_empty() {
            push_words(line, template);
        } else {
            push_words(&line[..indent], template);
            let place = at
                .map(|at| at + indent)
                .filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(visible)))
                .map(|at| Span::new(source, at, at + visible.len()));
            push_mark(Writer { place, kind: WriterKind::Words }, writers, template);
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

fn push_mark(writer: Writer, writers: &mut Vec<Writer>, template: &mut Template) {
    push_words(&format!("{MARK_START}{}{MARK_END}", writers.len()), template);
    writers.push(writer);
}

/// A mark for text that no layout wrote, and what begins there.
pub(super) fn foreign_mark(writers: &mut Vec<Writer>) -> String {
    writers.push(Writer { place: None, kind: WriterKind::Words });
    format!("{MARK_START}{}{MARK_END}", writers.len() - 1)
}

/// The offset of a 1-based line and column in characters.
fn offset_of(text: &str, line: usize, column: usize) -> Option<usize> {
    let start = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum::<usize>();
    let rest = text.get(start..)?;
    Some(start + rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(offset, _)| offset))
}

/// Where a range of filled text comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The places in the data that have what is shown. If there are several, it is one of them.
    pub values: Vec<Span>,
    /// Without such, numbers in the data that are equal to the one that is shown, which may be calculated.
    pub numbers: Vec<Span>,
    /// The place in a layout that wrote it, or its beginning.
    pub layout: Option<Span>,
}

/// A piece of filled text; it ends where the next one begins.
struct Piece {
    start: usize,
    writer: Writer,
}

/// A filled text with the writer of each of its pieces.
pub(super) struct Origins<'a> {
    text: &'a str,
    pieces: Vec<Piece>,
}

impl<'a> Origins<'a> {
    /// Reads the marks of `marked`; `None` if `marked` without its marks is not `text`. The indentation of a partial may be in
    /// `marked` only: Handlebars leaves it out where the partial writes nothing, but here the partial writes marks.
    pub(super) fn read(text: &'a str, marked: &str, writers: &[Writer]) -> Option<Origins<'a>> {
        let mut pieces = Vec::new();
        let mut at = 0;
        let mut stretches = marked.split(MARK_START);
        let first = stretches.next()?;
        let mut matches = |stretch: &str| {
            let rest = text.get(at..)?;
            let unindented = stretch.trim_end_matches([' ', '\t']);
            let is_indentation = unindented.ends_with('\n') && !rest.starts_with(stretch);
            let stretch = if is_indentation { unindented } else { stretch };
            at += stretch.len();
            rest.starts_with(stretch).then_some(at)
        };
        let mut start = matches(first)?;
        for stretch in stretches {
            let (number, rest) = stretch.split_once(MARK_END)?;
            pieces.push(Piece { start, writer: *writers.get(number.parse::<usize>().ok()?)? });
            start = matches(rest)?;
        }
        (start == text.len()).then_some(Origins { text, pieces })
    }

    /// The pieces that have visible text inside `range`, with their whole ranges.
    fn within(&self, range: &Range<usize>) -> Vec<(Range<usize>, Writer)> {
        let first = self.pieces.partition_point(|piece| piece.start <= range.start).saturating_sub(1);
        let ends = self.pieces.iter().skip(first + 1).map(|piece| piece.start).chain([self.text.len()]);
        self.pieces[first.min(self.pieces.len())..]
            .iter()
            .zip(ends)
            .take_while(|(piece, _)| piece.start < range.end)
            .map(|(piece, end)| (piece.start..end, piece.writer))
            .filter(|(piece, _)| {
                let common = piece.start.max(range.start)..piece.end.min(range.end);
                self.text.get(common).is_some_and(|words| !words.trim().is_empty())
            })
            .collect()
    }

    /// Adds the value in the data and the place in the layout to a message about the filled text, if they are certain.
    /// Both come before the place in the filled text, because the user can edit them.
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

    /// Where a range comes from.
    pub(super) fn origin(
        &self,
        range: &Range<usize>,
        brochure: &Brochure,
        line_of: &dyn Fn(Span) -> usize,
    ) -> Origin {
        let pieces = self.within(range);
        let first = || pieces.iter().find_map(|(_, writer)| writer.place);
        Origin {
            values: self.values_of(range, &pieces, brochure),
            numbers: Vec::new(),
            layout: self.layout_of(range, &pieces, line_of).or_else(first),
        }
    }

    /// Whether an expression wrote some of a range.
    pub(super) fn is_of_expression(&self, range: &Range<usize>) -> bool {
        self.within(range).iter().any(|(_, writer)| matches!(writer.kind, WriterKind::Expression { .. }))
    }

    /// The place in a layout, if one line of one layout wrote all pieces.
    fn layout_of(
        &self,
        range: &Range<usize>,
        pieces: &[(Range<usize>, Writer)],
        line_of: &dyn Fn(Span) -> usize,
    ) -> Option<Span> {
        let places: Vec<Span> = pieces.iter().map(|(_, writer)| writer.place).collect::<Option<_>>()?;
        let (&first, &last) = (places.first()?, places.last()?);
        let same_line = |place: &Span| place.source == first.source && line_of(*place) == line_of(first);
        if !places.iter().all(same_line) {
            return None;
        }
        if let [(piece, Writer { kind: WriterKind::Words, .. })] = pieces
            && piece.start <= range.start
        {
            // Text of the layout is copied unchanged, so offsets carry over.
            let start = first.start as usize + range.start - piece.start;
            let end = (start + range.len()).min(first.end as usize);
            return Some(Span::new(first.source, start, end));
        }
        Some(Span::new(first.source, first.start as usize, last.end.max(first.end) as usize))
    }

    /// The place in the data, if one expression wrote `range` and the data contains its value exactly once.
    fn value_of(
        &self,
        range: &Range<usize>,
        pieces: &[(Range<usize>, Writer)],
        brochure: &Brochure,
    ) -> Option<Span> {
        match self.values_of(range, pieces, brochure)[..] {
            [value] => Some(value),
            _ => None,
        }
    }

    /// The places in the data that contain what `range` shows, if one expression wrote it: those of the whole value, or else
    /// those of its words.
    fn values_of(
        &self,
        range: &Range<usize>,
        pieces: &[(Range<usize>, Writer)],
        brochure: &Brochure,
    ) -> Vec<Span> {
        let mut expressions = pieces.iter().filter_map(|(piece, writer)| match writer.kind {
            WriterKind::Expression { escaped } => Some((piece.clone(), escaped)),
            WriterKind::Words => None,
        });
        let (Some((piece, escaped)), None) = (expressions.next(), expressions.next()) else {
            return Vec::new();
        };
        let decode = |words: &str| if escaped { unescape(words) } else { words.to_string() };
        let within = range.start.max(piece.start)..range.end.min(piece.end);
        let wanted = decode(&self.text[within.clone()]);
        let whole = decode(&self.text[piece.clone()]);
        let narrowed = |values: Vec<Span>| -> Vec<Span> {
            values.into_iter().map(|value| brochure.narrow(value, &wanted)).collect()
        };
        let values = brochure.find_value(&whole);
        if values.len() == 1 {
            return narrowed(values);
        }
        // A helper may have changed the value (`markdown`), but each of its words is still in the data.
        let is_end = |character: char| character.is_whitespace() || "<>&;\"".contains(character);
        let before = &self.text[piece.start..within.start];
        let start = before.rfind(is_end).map_or(piece.start, |at| {
            piece.start + at + before[at..].chars().next().map_or(0, char::len_utf8)
        });
        let end = self.text[within.end..piece.end].find(is_end).map_or(piece.end, |at| within.end + at);
        let texts = brochure.find_text(&self.text[start..end]);
        // The places of the whole value are fewer than those of a word of it.
        narrowed(if texts.len() == 1 || values.is_empty() { texts } else { values })
    }
}

/// Reverses the escaping of [`handlebars::html_escape`].
fn unescape(text: &str) -> String {
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x60;", "`"),
        ("&#x3D;", "="),
        // Last, because the `&` that it produces must not start another replacement.
        ("&amp;", "&"),
    ];
    signs.iter().fold(text.to_string(), |text, (escaped, sign)| text.replace(escaped, sign))
}

#[cfg(test)]
mod tests {
    use handlebars::Handlebars;
    use serde_json::json;

    use super::*;

    /// Each piece with visible text, and the text of the layout that wrote it.
    fn pieces(layouts: &[(&str, &str)]) -> Vec<(String, String)> {
        let data = json!({"a": "A & a", "b": "B", "list": ["x", "y"], "no": false});
        let mut plain = Handlebars::new();
        let mut marking = Handlebars::new();
        let mut writers = Vec::new();
        for (index, (name, text)) in layouts.iter().enumerate() {
            let compiled = Template::compile_with_name(text, name.to_string()).expect("a layout");
            plain.register_template(name, compiled);
            let mut template = plain.get_template(name).expect("the layout").clone();
            mark(&mut template, text, SourceId(index as u32), &mut writers);
            marking.register_template(name, template);
        }
        let filled = plain.render(layouts[0].0, &data).expect("filled");
        let marked = marking.render(layouts[0].0, &data).expect("filled");
        let origins = Origins::read(&filled, &marked, &writers).expect("the same but for the marks");
        let traced = origins.within(&(0..filled.len())).into_iter().map(|(range, writer)| {
            let place = writer.place.expect("a certain place");
            let layout = layouts[place.source.0 as usize].1;
            (filled[range].trim().to_string(), layout[place.start as usize..place.end as usize].to_string())
        });
        traced.collect()
    }

    fn expect(layouts: &[(&str, &str)], expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> =
            expected.iter().map(|(words, from)| (words.to_string(), from.to_string())).collect();
        assert_eq!(pieces(layouts), expected, "{layouts:?}");
    }

    #[test]
    fn each_piece_is_traced_to_the_layout_that_wrote_it() {
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
    fn standalone_blocks_and_trimmed_space_do_not_shift_places() {
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
    fn a_partial_is_distinguished_from_its_block() {
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
    fn a_partial_that_writes_nothing_does_not_shift_places() {
        expect(
            &[
                ("t", "<b>\n  {{> p}}\n  {{> q}}\n</b>\n"),
                ("p", "{{#if no}}x{{/if}}\n"),
                ("q", "{{#if b}}y{{/if}}\n"),
            ],
            &[("<b>", "<b>"), ("y", "y"), ("</b>", "</b>")],
        );
    }

    #[test]
    fn marks_that_do_not_match_the_text_are_discarded() {
        let writer = Writer { place: None, kind: WriterKind::Words };
        assert!(Origins::read("ab", "a\u{fdd0}0\u{fdd1}b", &[writer]).is_some());
        for marked in
            ["a\u{fdd0}0\u{fdd1}c", "a\u{fdd0}1\u{fdd1}b", "a\u{fdd0}b", "a", "abc", "a\u{fdd0}x\u{fdd1}b"]
        {
            assert!(Origins::read("ab", marked, &[writer]).is_none(), "{marked:?}");
        }
    }
}
