//! Values of another shape than their field takes: a text or a group of fields where a list is expected, a list where a
//! group of fields is expected, a text that YAML cuts off. Says how to write them instead.

use super::corrections::quoted;
use super::reader::Reader;
use super::yaml::{Node, NodeKind};
use super::yaml_slips::{BULLETS, sign_at_start};
use engine::diagnostics::{Diagnostic, Span};

impl Reader<'_> {
    /// Reports a value of a field that takes a list. `example` is an item for the help.
    pub(super) fn no_list(&mut self, node: &Node, path: &str, key: &str, example: &str) {
        let message = self.mismatch(node, path, "a list");
        let help =
            format!("Write each item on its own line below `{key}:`, with a dash before it: `- {example}`.");
        let (text, column) = (self.spelling(node).to_string(), self.column(node));
        let span = self.span(node);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let is_plain = !text.starts_with(['"', '\'', '|', '>', '{', '[']);
        let message = match &node.kind {
            NodeKind::Text(_) if is_plain && lines.iter().all(|line| line.starts_with(BULLETS)) => {
                let items: Vec<String> = lines
                    .iter()
                    .map(|line| format!("- {}", line.trim_start_matches(BULLETS).trim_start()))
                    .collect();
                let items = items.join(&format!("\n{}", " ".repeat(column)));
                message.help("Begin each item with `- `: a hyphen and a space.").fix(span, items)
            }
            NodeKind::Text(value) if example == "a text" && is_plain && lines.len() == 1 => {
                let item =
                    if text.contains([',', '[', ']', '{', '}']) { quoted(value) } else { text.clone() };
                let list = format!("[{item}]");
                message.help(format!("{help} One item can also be written as `{list}`.")).fix(span, list)
            }
            // Words, such as languages or ids.
            NodeKind::Text(value) if is_plain && !example.contains([':', ' ']) => {
                let words: Vec<&str> = value.split([',', ' ', ';']).filter(|word| !word.is_empty()).collect();
                let list = format!("[{}]", words.join(", "));
                message.help(format!("Write `{list}`.")).fix(span, list)
            }
            NodeKind::Text(value) if example.contains("file: ") => {
                let start = example.split("file: ").next().unwrap_or_default();
                message.help(format!("Write `- {start}file: {value}}}` on a line of its own below `{key}:`."))
            }
            NodeKind::Mapping(_) if text.starts_with('{') => {
                let Span { start, .. } = span;
                let rest = self.text.get(start as usize..).unwrap_or_default();
                match in_braces(rest) {
                    Some(item) => {
                        let whole = Span { end: start + item.len() as u32, ..span };
                        let help = format!("Put the item in square brackets: `[{item}]`.");
                        message.help(help).fix(whole, format!("[{item}]"))
                    }
                    None => message.help(help),
                }
            }
            NodeKind::Mapping(_) => {
                let block = self.block(node);
                let lines: Vec<String> = self.text[block.start as usize..block.end as usize]
                    .lines()
                    .enumerate()
                    .map(|(index, line)| format!("{}{line}", ["- ", "  "][usize::from(index > 0)]))
                    .collect();
                let help = "Write `- ` before the first field of each item, and indent the other fields by two more spaces.";
                message.help(help).fix(block, lines.join("\n"))
            }
            _ => message.help(help),
        };
        self.report(message);
    }

    /// Reports a value of a field that takes a group of fields, some of which are the `examples`.
    pub(super) fn no_group(&mut self, node: &Node, path: &str, examples: &[&str]) {
        let fields: Vec<String> = examples.iter().take(3).map(|name| format!("`{name}: …`")).collect();
        let help = format!("Write its fields below it, each on its own line: {}.", fields.join(", "));
        let name = if path.is_empty() { "the file" } else { path };
        let message = self.mismatch(node, name, "a group of fields").help(help);
        let (text, span) = (self.spelling(node).to_string(), self.span(node));
        let message = match &node.kind {
            NodeKind::Text(value) => match value.split_once(':') {
                Some((field, rest)) if examples.contains(&field) && !rest.is_empty() => {
                    let meant = format!("{field}: {}", rest.trim_start());
                    message
                        .help(format!("A space is missing after `{field}:`: write `{meant}`."))
                        .fix(span, meant)
                }
                _ if examples.contains(&"status") && !value.contains(['{', ':', '\n']) => {
                    message.write(span, &format!("{{status: {text}}}"))
                }
                _ if examples.contains(&"amount")
                    && let Some(meant) = fee(value) =>
                {
                    message.write(span, &meant)
                }
                _ => match member_count(value).filter(|_| examples.contains(&"more_than")) {
                    Some(meant) => message.write(span, &meant),
                    None => message,
                },
            },
            NodeKind::List(items) if !items.is_empty() && !text.starts_with('[') => {
                let block = self.block(node);
                let is_fields = items.iter().all(|item| matches!(item.kind, NodeKind::Mapping(_)));
                let lines = &self.text[block.start as usize..block.end as usize];
                let column = self.column(node);
                let (dash, none) =
                    (format!("\n{}- ", " ".repeat(column)), format!("\n{}  ", " ".repeat(column)));
                match lines.strip_prefix("- ").filter(|_| is_fields) {
                    Some(rest) => {
                        let fields = format!("  {}", rest.replace(&dash, &none));
                        message
                            .help("Leave out the dashes: this is one group of fields, and no list.")
                            .fix(block, fields)
                    }
                    None => message,
                }
            }
            _ => message,
        };
        self.report(message);
    }

    /// Reports a value that is not one text.
    pub(super) fn no_text(&mut self, node: &Node, path: &str, wanted: &str) {
        let message = self.mismatch(node, path, wanted);
        let message = match &node.kind {
            NodeKind::Null => {
                let end = node.range.end.min(self.text.len());
                let line = self.text[..end].rfind('\n').map_or(0, |newline| newline + 1);
                let rest = self.text[line..].lines().next().unwrap_or_default();
                match rest.trim_start().strip_prefix("- #") {
                    Some(text) => {
                        let meant = quoted(&format!("#{text}"));
                        let start = line + rest.len() - text.len() - 1;
                        let place = Span::new(self.source, start, line + rest.len());
                        let help = format!(
                            "Put the text in quotation marks: `{meant}`. After ` #`, YAML reads a comment."
                        );
                        Diagnostic::error(message.message)
                            .at(place, "this is a comment")
                            .help(help)
                            .fix(place, meant)
                    }
                    None => message.help("Write the text after the dash, or remove the line."),
                }
            }
            NodeKind::List(items) => match items.as_slice() {
                [item] if !self.spelling(node).starts_with('[') => {
                    let dash = Span::new(self.source, node.range.start, item.range.start);
                    message.help("Remove the second dash.").fix(dash, "")
                }
                _ => message.help("Write one text here. If it begins with `[`, put it in quotation marks."),
            },
            _ => message
                .help("Write the text after the colon. If it begins with `{`, put it in quotation marks."),
        };
        self.report(message);
    }

    /// Reports a text in braces that a comma cuts off: `{en: Europe, Asia and Africa}`, `{more_than: 1,900}`. YAML reads
    /// what follows the comma as a field without a value.
    pub(super) fn report_cut_off(&mut self, entries: &[(Node, Node)]) -> bool {
        let is_bare = |(key, value): &(Node, Node)| {
            let rest = self.text.get(key.range.end..).unwrap_or_default().trim_start();
            matches!(value.kind, NodeKind::Null) && rest.starts_with([',', '}']) && self.span(key).start > 0
        };
        let Some(first) = entries.iter().position(is_bare).filter(|first| *first > 0) else { return false };
        let last = first + entries[first..].iter().take_while(|entry| is_bare(entry)).count() - 1;
        let whole = entries[first - 1].1.range.start..entries[last].0.range.end;
        let text = self.text.get(whole.clone()).unwrap_or_default();
        if text.is_empty() || text.starts_with(['"', '\'', '[', '{']) {
            return false;
        }
        let meant = super::corrections::whole_number(text).unwrap_or_else(|| quoted(text));
        let place = Span::new(self.source, entries[first].0.range.start, entries[last].0.range.end);
        let what = if meant.starts_with(|sign: char| sign.is_ascii_digit()) { "number" } else { "text" };
        let message = Diagnostic::error(format!("a comma cuts off the {what} in braces"))
            .at(place, "not read as part of it")
            .write(Span::new(self.source, whole.start, whole.end), &meant);
        self.report(message);
        true
    }

    /// Reports a value that YAML takes for an anchor or a tag: `city: &Baku`, `city: !Baku`.
    pub(super) fn report_anchor(&mut self, key: &Node, value: &Node) -> bool {
        let start = key.range.end;
        let line = self.text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let text = line.trim_start_matches([':', ' ']);
        let sign = text
            .chars()
            .next()
            .filter(|sign| *sign == '!' || *sign == '&' && matches!(value.kind, NodeKind::Null));
        let (Some(sign), true) = (sign, line.starts_with(':')) else { return false };
        let start = start + line.len() - text.len();
        let place = Span::new(self.source, start, start + text.trim_end().len());
        self.report(sign_at_start(sign, place, text.trim_end()));
        true
    }

    /// Reports an item of a list that is indented further than the one above, so that YAML reads both as one text.
    pub(super) fn report_joined_items(&mut self, node: &Node) -> bool {
        let text = self.spelling(node);
        let Some(at) = text.find("\n").filter(|_| !text.starts_with(['"', '\'', '|', '>'])) else {
            return false;
        };
        let next = text[at + 1..].lines().next().unwrap_or_default();
        let indent = next.len() - next.trim_start().len();
        let line = self.text[..node.range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let above = &self.text[line..node.range.start];
        if !next.trim_start().starts_with("- ") || above.trim() != "-" {
            return false;
        }
        let column = above.len() - above.trim_start().len();
        let start = node.range.start + at + 1;
        let place = Span::new(self.source, start, start + indent);
        let message = Diagnostic::error("an item of a list is indented further than the item above")
            .at(place, "so both are read as one text")
            .help("Begin both lines with as many spaces.")
            .fix(place, " ".repeat(column));
        self.report(message);
        true
    }

    /// The start of a message on a value of the wrong type.
    pub(super) fn mismatch(&self, node: &Node, path: &str, wanted: &str) -> Diagnostic {
        Diagnostic::error(format!("`{path}` must be {wanted}, but this is {}", node.describe()))
            .at(self.span(node), format!("{wanted} is expected here"))
    }

    /// The column of a value in its line.
    fn column(&self, node: &Node) -> usize {
        let before = self.text.get(..node.range.start).unwrap_or_default();
        before.len() - before.rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The place of a value that is written in lines of its own: to the end of the last line that is indented as far.
    fn block(&self, node: &Node) -> Span {
        let column = self.column(node);
        let start = node.range.start.min(self.text.len());
        let mut end = start;
        for (index, line) in self.text[start..].split_inclusive('\n').enumerate() {
            let indent = line.len() - line.trim_start_matches(' ').len();
            if index > 0 && !line.trim().is_empty() && indent < column {
                break;
            }
            end += line.len();
        }
        let trimmed = self.text[start..end].trim_end().len();
        Span::new(self.source, start, start + trimmed)
    }
}

/// The start of `text` up to the brace that closes its first one, if that is on the same line.
fn in_braces(text: &str) -> Option<&str> {
    let line = text.lines().next()?;
    let mut depth = 0;
    let mut quotation = None;
    for (at, sign) in line.char_indices() {
        match (sign, quotation) {
            ('"' | '\'', None) => quotation = Some(sign),
            (sign, Some(mark)) if sign == mark => quotation = None,
            ('{', None) => depth += 1,
            ('}', None) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return line.get(..=at);
        }
    }
    None
}

/// The fee that a text says, `4500 EUR`, as the fields that say so.
fn fee(text: &str) -> Option<String> {
    let (number, currency) = super::corrections::amount_in_currency(text)?;
    let is_decimal = number.len() < 16 && number.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.');
    let amount = match number.split_once('.') {
        Some((_, cents)) if is_decimal && cents.len() == 2 => number.to_string(),
        _ => super::corrections::whole_number(number)?.to_string(),
    };
    Some(format!("{{amount: {amount}, currency: {currency}}}"))
}

/// A number of members in words, `more than 50 universities`, as the fields that say so.
fn member_count(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words = [
        ("more than ", "more_than"),
        ("over ", "more_than"),
        ("at least ", "at_least"),
        ("about ", "about"),
        ("some ", "about"),
    ];
    let (start, key) =
        words.into_iter().find(|(start, _)| lower.starts_with(start)).unwrap_or(("", "exactly"));
    let (number, of) = text.get(start.len()..)?.trim().split_once(' ')?;
    let number = super::corrections::whole_number(number)?;
    let is_plain = !of.contains([',', '{', '}', ':', '#']);
    is_plain.then(|| format!("{{{key}: {number}, of: {}}}", of.trim()))
}
