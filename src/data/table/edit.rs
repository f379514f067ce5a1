//! Changes of fields as edits of a membership file. Comments, the order of fields, and what no change is about stay as they
//! are.

use super::cells::Spelling;
use super::patch::{Field, Item, Patch, block, block_item, flow, flow_item, literal, spelled};
use super::values::{Count, Language, is_named};
use crate::data::corrections::double_quoted;
use crate::data::edits::{Edit, add_translations, block_header, column, line_end, line_start};
use crate::data::index::TextField;
use crate::data::value::Precision;
use crate::data::yaml::{Node, NodeKind};
use engine::diagnostics::{SourceId, Span};
use engine::sorting::sort_by_key;

/// The edits that change fields of a file. `languages` are those of the project.
pub fn edits(file: &str, root: &Node, fields: &[Field], languages: &[String]) -> Vec<Edit> {
    let mut editor = Editor { file, languages, edits: Vec::new() };
    editor.record(root, fields);
    let mut edits = editor.edits;
    // Stable: what is inserted at one place stays in its order.
    sort_by_key(&mut edits, |edit| edit.start);
    edits
}

/// Whether a value is defined elsewhere, or used elsewhere, so that an edit would change more than itself.
pub fn is_shared(file: &str, node: &Node) -> bool {
    let spelling = file.get(node.range.clone()).unwrap_or_default();
    let before = file.get(..node.range.start).unwrap_or_default().trim_end();
    let word = before.rsplit([' ', '\n', ',', '[', '{']).next().unwrap_or_default();
    node.range != node.defined || spelling.starts_with(['*', '&', '!']) || word.starts_with(['&', '!'])
}

/// The end of a value without the space after it. A value that is absent ends where its key does.
fn end_of(file: &str, key: &Node, value: &Node) -> usize {
    match value.kind {
        NodeKind::Null => {
            let end = colon(file, key);
            let rest = file.get(end..value.range.end.max(end)).unwrap_or_default();
            if rest.trim().is_empty() || rest.contains('\n') { end } else { end + rest.trim_end().len() }
        }
        _ => content_end(file, value),
    }
}

fn content_end(file: &str, node: &Node) -> usize {
    let start = node.range.start;
    let is_flow = file.get(start..).is_some_and(|rest| rest.starts_with(['{', '[']));
    match &node.kind {
        NodeKind::Mapping(entries) if !is_flow => {
            entries.last().map_or(start, |(key, value)| end_of(file, key, value))
        }
        NodeKind::List(items) if !is_flow => items
            .iter()
            .rev()
            .find(|item| !matches!(item.kind, NodeKind::Null))
            .map_or(start, |item| content_end(file, item)),
        NodeKind::Mapping(_) | NodeKind::List(_) => closing(file, node),
        _ => start + file.get(node.range.clone()).unwrap_or_default().trim_end().len(),
    }
}

/// The offset after the bracket that ends a value between brackets.
fn closing(file: &str, node: &Node) -> usize {
    let inside = match &node.kind {
        NodeKind::Mapping(entries) => entries.last().map(|(key, value)| end_of(file, key, value)),
        NodeKind::List(items) => items.last().map(|item| content_end(file, item)),
        _ => None,
    };
    let from = inside.unwrap_or(node.range.start + 1);
    let rest = file.get(from..).unwrap_or_default();
    let mut in_comment = false;
    for (at, sign) in rest.char_indices() {
        match sign {
            '\n' => in_comment = false,
            '#' => in_comment = true,
            ']' | '}' if !in_comment => return from + at + 1,
            _ => {}
        }
    }
    file.len()
}

/// The offset after the colon of a key.
fn colon(file: &str, key: &Node) -> usize {
    let end = key.range.end;
    end + file.get(end..).and_then(|rest| rest.find(':')).map_or(0, |colon| colon + 1)
}

fn is_flow(file: &str, node: &Node) -> bool {
    file.get(node.range.start..).is_some_and(|rest| rest.starts_with(['{', '[']))
}

struct Editor<'a> {
    file: &'a str,
    languages: &'a [String],
    edits: Vec<Edit>,
}

impl Editor<'_> {
    fn replace(&mut self, start: usize, end: usize, text: impl Into<String>) {
        self.edits.push(Edit { start, end: end.max(start), text: text.into() });
    }

    /// Changes fields of a mapping.
    fn record(&mut self, node: &Node, fields: &[Field]) {
        let NodeKind::Mapping(entries) = &node.kind else { return };
        let is_flow = is_flow(self.file, node);
        for field in fields {
            match entries.iter().find(|(key, _)| is_named(key, field.step.name)) {
                Some((key, value)) => self.field(key, value, field, is_flow),
                None => self.insert(node, entries, field, is_flow),
            }
        }
    }

    /// Adds a field after those that are declared before it.
    fn insert(&mut self, node: &Node, entries: &[(Node, Node)], field: &Field, is_flow: bool) {
        if matches!(field.patch, Patch::Remove) {
            return;
        }
        let earlier = field.step.siblings.iter().take_while(|name| **name != field.step.name);
        let is_earlier = |(key, _): &&(Node, Node)| earlier.clone().any(|name| is_named(key, name));
        let before = entries.iter().rev().find(is_earlier);
        if is_flow {
            let text = format!("{}: {}", field.step.name, flow(&field.patch));
            match before {
                Some((key, value)) => {
                    let end = end_of(self.file, key, value);
                    self.edits.push(Edit::insert(end, format!(", {text}")));
                }
                None => {
                    let separator = if entries.is_empty() { "" } else { ", " };
                    self.edits.push(Edit::insert(node.range.start + 1, text + separator));
                }
            }
            return;
        }
        let Some((first, _)) = entries.first() else { return };
        let indent = column(self.file, first.range.start);
        let text = format!("{}:{}", field.step.name, block(&field.patch, indent));
        match before {
            Some((key, value)) => {
                let end = line_end(self.file, end_of(self.file, key, value));
                self.edits.push(Edit::insert(end, format!("\n{}{text}", " ".repeat(indent))));
            }
            None => {
                let start = first.range.start;
                self.edits.push(Edit::insert(start, format!("{text}\n{}", " ".repeat(indent))));
            }
        }
    }

    /// Changes a field that is there.
    fn field(&mut self, key: &Node, value: &Node, field: &Field, in_flow: bool) {
        match (&field.patch, &value.kind) {
            (Patch::Remove, _) => self.remove(key, value, in_flow),
            (_, NodeKind::Null) => self.fill(key, value, &field.patch, in_flow),
            (Patch::Record(fields), NodeKind::Mapping(_)) => self.record(value, fields),
            (Patch::Record(fields), _) => self.lone_value(value, fields),
            (Patch::Value(spelling), NodeKind::Text(_) | NodeKind::Number(_) | NodeKind::Boolean(_)) => {
                self.scalar(value, spelling, in_flow);
            }
            (
                Patch::Texts(texts),
                NodeKind::Text(_) | NodeKind::Number(_) | NodeKind::Boolean(_) | NodeKind::Mapping(_),
            ) => {
                self.texts(Some(key), value, texts, None, in_flow);
            }
            (Patch::Count((Precision::Exactly, number)), NodeKind::Number(_)) => {
                self.scalar(value, &Spelling::Plain(number.to_string()), in_flow);
            }
            (Patch::Count(count), NodeKind::Mapping(entries)) => self.count(entries, *count),
            (Patch::Items(items), NodeKind::List(old)) => self.items(key, value, old, items, in_flow),
            (patch, _) => {
                // A value of another shape.
                self.remove_lines(key, value);
                self.fill(key, value, patch, in_flow);
            }
        }
    }

    /// Writes a value after a key that has none.
    fn fill(&mut self, key: &Node, value: &Node, patch: &Patch, in_flow: bool) {
        let colon = colon(self.file, key);
        if matches!(value.kind, NodeKind::Null) {
            let end = end_of(self.file, key, value);
            if end > colon {
                self.replace(colon, end, "");
            }
        }
        if in_flow {
            self.edits.push(Edit::insert(colon, format!(" {}", flow(patch))));
            return;
        }
        let text = block(patch, column(self.file, key.range.start));
        let (head, lines) = text.split_once('\n').map_or((&*text, None), |(head, lines)| (head, Some(lines)));
        if !head.is_empty() {
            self.edits.push(Edit::insert(colon, head.to_string()));
        }
        if let Some(lines) = lines {
            self.edits.push(Edit::insert(line_end(self.file, colon), format!("\n{lines}")));
        }
    }

    /// Takes a value away; its key stays, and so do comments.
    fn remove(&mut self, key: &Node, value: &Node, in_flow: bool) {
        if matches!(value.kind, NodeKind::Null) {
            return;
        }
        if in_flow {
            self.replace(colon(self.file, key), content_end(self.file, value), " null");
            return;
        }
        self.remove_lines(key, value);
    }

    fn remove_lines(&mut self, key: &Node, value: &Node) {
        let start = colon(self.file, key);
        let end = content_end(self.file, value);
        let removed = self.file.get(start..end).unwrap_or_default();
        let (first, rest) = removed.split_once('\n').unwrap_or((removed, ""));
        let is_below =
            removed.contains('\n') && (first.trim().is_empty() || first.trim_start().starts_with('#'));
        let is_literal = block_header(self.file, value.range.start).is_some();
        // Lines of a text may look like comments.
        let is_record =
            !is_flow(self.file, value) && matches!(value.kind, NodeKind::Mapping(_) | NodeKind::List(_));
        let mut kept = String::new();
        if is_below || is_literal {
            kept = first.find(" #").map_or_else(String::new, |at| first[at..].trim_end().to_string());
        }
        for line in rest.lines().filter(|line| is_record && line.trim_start().starts_with('#')) {
            kept.push_str(&format!("\n{line}"));
        }
        self.replace(start, end, kept);
    }

    /// Replaces a single value.
    fn scalar(&mut self, node: &Node, spelling: &Spelling, in_flow: bool) {
        let (start, end) = (node.range.start, content_end(self.file, node));
        let old = self.file.get(start..end).unwrap_or_default();
        let Some(header) = block_header(self.file, start) else {
            let rest = &self.file[end..line_end(self.file, end)];
            let indent = (!in_flow && rest.trim().is_empty()).then(|| self.indent_of(start));
            let text = match spelling {
                Spelling::Text(text) if old.starts_with('"') && !text.contains('\n') => double_quoted(text),
                spelling => spelled(spelling, in_flow, indent),
            };
            self.replace(start, end, text);
            return;
        };
        // A text below `|` or `>` stays below it; a comment on that line stays.
        let text = spelling.text();
        let first_end = line_end(self.file, header);
        let comment =
            self.file[header..first_end].find(" #").map_or("", |at| &self.file[header + at..first_end]);
        let indent = " ".repeat(column(self.file, start));
        match literal(text, &indent) {
            Some(lines) => self.replace(header, end, format!("|{comment}\n{lines}")),
            None => self.replace(header, end, format!("{}{comment}", double_quoted(text))),
        }
    }

    /// The column at which the lines of a text below a value begin.
    fn indent_of(&self, at: usize) -> usize {
        let start = line_start(self.file, at);
        let line = &self.file[start..at];
        let code = line.trim_start_matches([' ', '-']);
        (line.len() - code.len()) + 2
    }

    /// Changes texts by language.
    fn texts(
        &mut self,
        key: Option<&Node>,
        node: &Node,
        texts: &[(Language, Option<String>)],
        wrapper: Option<&'static str>,
        in_flow: bool,
    ) {
        let NodeKind::Mapping(entries) = &node.kind else {
            return self.plain_text(key, node, texts, wrapper, in_flow);
        };
        let in_flow = is_flow(self.file, node);
        let mut added: Vec<(&str, String)> = Vec::new();
        for (language, text) in texts {
            let language =
                language.as_deref().unwrap_or_else(|| self.languages.first().map_or("en", String::as_str));
            let entry = entries.iter().find(|(key, _)| is_named(key, language));
            match (entry, text) {
                (Some((key, value)), None) => self.remove(key, value, in_flow),
                (Some((key, value)), Some(text)) => match value.kind {
                    NodeKind::Null => {
                        self.fill(key, value, &Patch::Value(Spelling::Text(text.clone())), in_flow);
                    }
                    _ => self.scalar(value, &Spelling::Text(text.clone()), in_flow),
                },
                (None, Some(text)) => {
                    added.push((language, spelled(&Spelling::Text(text.clone()), true, None)))
                }
                (None, None) => {}
            }
        }
        let filled = |(_, value): &&(Node, Node)| !matches!(value.kind, NodeKind::Null);
        let Some((key, value)) =
            entries.iter().find(filled).or(entries.first()).filter(|_| !added.is_empty())
        else {
            return;
        };
        let added: Vec<(&str, &str)> =
            added.iter().map(|(language, text)| (*language, text.as_str())).collect();
        let span = |start, end| Span::new(SourceId(0), start, end);
        let field = TextField {
            path: String::new(),
            text: span(
                if matches!(value.kind, NodeKind::Null) { colon(self.file, key) } else { value.range.start },
                end_of(self.file, key, value),
            ),
            key: Some(span(key.range.start, key.range.end)),
            is_flow: in_flow,
            value: String::new(),
            wrapper: None,
        };
        self.edits.push(add_translations(&field, self.file, "", &added));
    }

    /// Changes a text that is not written by language.
    fn plain_text(
        &mut self,
        key: Option<&Node>,
        node: &Node,
        texts: &[(Language, Option<String>)],
        wrapper: Option<&'static str>,
        in_flow: bool,
    ) {
        if let [(None, text)] = texts {
            match (text, key) {
                (Some(text), _) => self.scalar(node, &Spelling::Text(text.clone()), in_flow),
                (None, Some(key)) => self.remove(key, node, in_flow),
                (None, None) => {}
            }
            return;
        }
        let first = self.languages.first().map_or("en", String::as_str);
        let named = |language: &Language| language.clone().unwrap_or_else(|| first.to_string());
        let texts: Vec<(String, &String)> =
            texts.iter().filter_map(|(language, text)| Some((named(language), text.as_ref()?))).collect();
        let value = match &node.kind {
            NodeKind::Text(text) => text.trim().to_string(),
            _ => self.file.get(node.defined.clone()).unwrap_or_default().to_string(),
        };
        if texts.iter().any(|(language, _)| language == first) {
            let texts: Vec<String> =
                texts.iter().map(|(language, text)| format!("{language}: {}", double_quoted(text))).collect();
            let by_language = format!("{{{}}}", texts.join(", "));
            let text = wrapper.map_or(by_language.clone(), |wrapper| format!("{{{wrapper}: {by_language}}}"));
            let start = block_header(self.file, node.range.start).unwrap_or(node.range.start);
            self.replace(start, content_end(self.file, node), text);
            return;
        }
        let added: Vec<(String, String)> =
            texts.iter().map(|(language, text)| (language.clone(), double_quoted(text))).collect();
        let added: Vec<(&str, &str)> =
            added.iter().map(|(language, text)| (language.as_str(), text.as_str())).collect();
        let text = Span::new(SourceId(0), node.range.start, content_end(self.file, node));
        let field = TextField { path: String::new(), text, key: None, is_flow: in_flow, value, wrapper };
        self.edits.push(add_translations(&field, self.file, first, &added));
    }

    /// Changes a record that is written as the value of one field alone.
    fn lone_value(&mut self, node: &Node, fields: &[Field]) {
        let own = fields.iter().find(|field| field.step.is_alone());
        if let (Some(field), 1) = (own, fields.len()) {
            match &field.patch {
                Patch::Texts(texts) => self.texts(None, node, texts, Some(field.step.name), true),
                Patch::Value(spelling) => self.scalar(node, spelling, true),
                _ => {}
            }
            return;
        }
        let Some(name) = own.map(|field| field.step.name).or_else(|| fields.first()?.step.alone) else {
            return;
        };
        let (start, end) = (node.range.start, content_end(self.file, node));
        let value = match own.map(|field| &field.patch) {
            Some(patch) => flow(patch),
            None => match &node.kind {
                NodeKind::Text(text) => spelled(&Spelling::Text(text.trim().to_string()), true, None),
                _ => self.file[start..end].to_string(),
            },
        };
        let others =
            fields.iter().filter(|field| !field.step.is_alone() && !matches!(field.patch, Patch::Remove));
        let others: String =
            others.map(|field| format!(", {}: {}", field.step.name, flow(&field.patch))).collect();
        let start = block_header(self.file, start).unwrap_or(start);
        self.replace(start, end, format!("{{{name}: {value}{others}}}"));
    }

    /// Changes the number in a mapping.
    fn count(&mut self, entries: &[(Node, Node)], (precision, number): Count) {
        let is_count = |(key, _): &&(Node, Node)| {
            Precision::ALL.iter().any(|precision| is_named(key, precision.keyword()))
        };
        let Some((key, value)) = entries.iter().find(is_count) else { return };
        if !is_named(key, precision.keyword()) {
            self.replace(key.range.start, key.range.end, precision.keyword());
        }
        self.scalar(value, &Spelling::Plain(number.to_string()), true);
    }

    /// Changes the items of a list.
    fn items(&mut self, key: &Node, list: &Node, old: &[Node], items: &[Item], in_flow: bool) {
        if items.is_empty() {
            return self.remove(key, list, in_flow);
        }
        let in_flow = is_flow(self.file, list);
        let is_in_place =
            items.len() == old.len() && items.iter().enumerate().all(|(at, item)| item.old == Some(at));
        if is_in_place {
            for item in items {
                self.item(old, item, in_flow);
            }
            return;
        }
        let edited: Vec<(Option<usize>, Vec<Edit>)> = items
            .iter()
            .map(|item| {
                let mut editor = Editor { file: self.file, languages: self.languages, edits: Vec::new() };
                editor.item(old, item, in_flow);
                sort_by_key(&mut editor.edits, |edit| edit.start);
                (item.old, editor.edits)
            })
            .collect();
        if in_flow {
            let texts = items.iter().zip(&edited).map(|(item, (old_at, edits))| match old_at {
                Some(at) => {
                    spliced(self.file, old[*at].range.start, content_end(self.file, &old[*at]), edits)
                }
                None => flow_item(item),
            });
            let texts: Vec<String> = texts.collect();
            self.replace(list.range.start, closing(self.file, list), format!("[{}]", texts.join(", ")));
            return;
        }
        self.block_items(old, items, &edited);
    }

    /// Writes a list with a dash before each item again: items that stay keep their lines and the comments before them.
    fn block_items(&mut self, old: &[Node], items: &[Item], edited: &[(Option<usize>, Vec<Edit>)]) {
        let Some(first) = old.first() else { return };
        let dashes: Vec<usize> = old.iter().map(|item| self.dash(item)).collect();
        let start = line_start(self.file, dashes[0]);
        let indent = column(self.file, dashes[0]);
        let ends: Vec<usize> =
            old.iter().map(|item| line_end(self.file, content_end(self.file, item))).collect();
        let segment = |at: usize| (if at == 0 { start } else { (ends[at - 1] + 1).min(ends[at]) }, ends[at]);
        let mut lines: Vec<String> = Vec::new();
        // Comments before items that are removed stay where they are.
        let used = |at: usize| edited.iter().any(|(old, _)| *old == Some(at));
        let comments = |from: usize, to: usize, lines: &mut Vec<String>| {
            for at in (from..to).filter(|at| !used(*at)) {
                let before = &self.file[segment(at).0..line_start(self.file, dashes[at])];
                lines.extend(
                    before.lines().filter(|line| line.trim_start().starts_with('#')).map(str::to_string),
                );
            }
        };
        let mut next = 0;
        for (item, (old_at, edits)) in items.iter().zip(edited) {
            match old_at {
                Some(at) => {
                    comments(next, *at, &mut lines);
                    next = next.max(at + 1);
                    let (start, end) = segment(*at);
                    lines.push(spliced(self.file, start, end, edits));
                }
                None => lines.push(format!("{}- {}", " ".repeat(indent), block_item(item, indent))),
            }
        }
        comments(next, old.len(), &mut lines);
        let end = ends.last().copied().unwrap_or(first.range.end);
        self.replace(start, end, lines.join("\n"));
    }

    /// The offset of the dash before an item.
    fn dash(&self, item: &Node) -> usize {
        let start = block_header(self.file, item.range.start).unwrap_or(item.range.start);
        self.file.get(..start).and_then(|before| before.rfind('-')).unwrap_or(start)
    }

    /// Changes an item that is there.
    fn item(&mut self, old: &[Node], item: &Item, in_flow: bool) {
        let Some(node) = item.old.and_then(|at| old.get(at)).filter(|_| !item.is_kept()) else { return };
        let NodeKind::Mapping(entries) = &node.kind else {
            return self.texts(None, node, &item.texts, None, in_flow);
        };
        let of = entries.iter().find(|(key, _)| is_named(key, "of"));
        let (Some((key, of)), Some(_)) = (
            of,
            entries
                .iter()
                .find(|(key, _)| Precision::ALL.iter().any(|precision| is_named(key, precision.keyword()))),
        ) else {
            return self.texts(None, node, &item.texts, None, in_flow);
        };
        if let Some(count) = item.count {
            self.count(entries, count);
        }
        if !item.texts.is_empty() {
            self.texts(Some(key), of, &item.texts, None, is_flow(self.file, node));
        }
    }
}

/// A part of a file with edits made.
fn spliced(file: &str, start: usize, end: usize, edits: &[Edit]) -> String {
    let (mut text, mut at) = (String::new(), start);
    for edit in edits {
        text.push_str(file.get(at..edit.start).unwrap_or_default());
        text.push_str(&edit.text);
        at = edit.end.max(at);
    }
    text.push_str(file.get(at..end).unwrap_or_default());
    text
}
