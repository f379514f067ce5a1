//! Markdown as text without marks: lists keep their dashes and numbers, and an address follows its words.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The text of a piece of Markdown, with an empty line between paragraphs.
///
/// ```text
/// We are **one** of [40](https://example.org).      We are one of 40 (https://example.org).
///
/// 1. first                                          1. first
/// 2. *second*                                       2. second
/// ```
pub(super) fn plain(markdown: &str) -> String {
    let mut text = Text::default();
    for event in Parser::new(markdown) {
        text.add(event);
    }
    text.out.trim_end().to_string()
}

#[derive(Default)]
struct Text {
    out: String,
    /// The next number of each open list, outermost first; `None` for a list of dashes.
    lists: Vec<Option<u64>>,
    /// The address of each open link or picture, and where its words begin.
    links: Vec<(String, usize)>,
    /// Whether an item has begun and has no text yet.
    begins_item: bool,
}

impl Text {
    fn add(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::List(first)) => {
                self.lists.push(first);
                self.begins_item = false;
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::Start(Tag::Item) => self.begin_item(),
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                self.begin_block()
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.links.push((dest_url.to_string(), self.out.len()))
            }
            Event::End(TagEnd::Link) => self.end_link(),
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.begins_item = false;
                self.out.push_str(&words);
            }
            Event::SoftBreak => self.out.push(' '),
            Event::HardBreak => self.out.push('\n'),
            _ => {}
        }
    }

    /// Begins a paragraph: after an empty line, in an item on a line of its own.
    fn begin_block(&mut self) {
        if std::mem::take(&mut self.begins_item) || self.out.is_empty() {
            return;
        }
        self.end_line();
        if self.lists.is_empty() {
            self.out.push('\n');
        }
    }

    fn begin_item(&mut self) {
        if !self.out.is_empty() {
            let is_first = self.lists.len() == 1 && !self.out.ends_with('\n') && self.is_after_paragraph();
            self.end_line();
            if is_first {
                self.out.push('\n');
            }
        }
        self.out.push_str(&"  ".repeat(self.lists.len().saturating_sub(1)));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&format!("{number}. "));
                *number += 1;
            }
            _ => self.out.push_str("- "),
        }
        self.begins_item = true;
    }

    /// Whether the last line is of no list.
    fn is_after_paragraph(&self) -> bool {
        let line = self.out.rsplit('\n').next().unwrap_or_default().trim_start();
        let marker = line.split(' ').next().unwrap_or_default();
        marker != "-" && marker.strip_suffix('.').is_none_or(|number| number.parse::<u64>().is_err())
    }

    /// Adds the address of a link, if it is not what the words say.
    fn end_link(&mut self) {
        let Some((address, start)) = self.links.pop() else { return };
        let shown = address.strip_prefix("mailto:").unwrap_or(&address);
        if self.out.get(start..) != Some(shown) {
            self.out.push_str(&format!(" ({shown})"));
        }
    }

    fn end_line(&mut self) {
        if !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_no_marks_and_links_follow_their_words() {
        for (markdown, expected) in [
            ("A **b** *c* `d`\nline", "A b c d line"),
            ("one\n\ntwo", "one\n\ntwo"),
            ("# Head\ntext", "Head\n\ntext"),
            ("[words](https://a.example) end", "words (https://a.example) end"),
            ("<https://a.example> [b@c.example](mailto:b@c.example)", "https://a.example b@c.example"),
            ("so:\n\n1. one\n2. *two*\n\nend", "so:\n\n1. one\n2. two\n\nend"),
            ("- a\n  - b\n- c", "- a\n  - b\n- c"),
            ("3. a\n\n4. b", "3. a\n4. b"),
            ("![the view](a.png) <b>x</b>", "the view <b>x</b>"),
            ("", ""),
        ] {
            assert_eq!(plain(markdown), expected, "{markdown}");
        }
    }
}
