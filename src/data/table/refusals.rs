//! Values of a table that the reader of the files refuses, as messages about their cells.

use super::cells::{Cell, Sheet, column_name};
use super::columns::Field;
use super::header::{Column, Header};
use super::import::{ChangedFile, Row, cell_span};
use crate::data::participation::Status;
use crate::data::schema::CellKind;
use crate::data::yaml::{self, Node, NodeKind};
use engine::diagnostics::{Diagnostic, Diagnostics, Label, Severity, SourceId, Span};
use engine::sorting::sort_by_key;

/// What the reader says of a number of members without a word for them.
const NO_NOUN: &str = "`members.of` has no value";

/// How many cells a message names.
const MAX_NAMED: usize = 8;

/// A table, and the files that were made of it.
pub struct Refusals<'a> {
    pub file: &'a str,
    pub sheet: &'a Sheet,
    pub header: &'a Header,
    pub fields: &'a [Field],
    pub rows: &'a [Row],
    pub files: &'a [ChangedFile],
}

impl Refusals<'_> {
    /// Reports the errors that were found in the files.
    pub fn report(&self, found: &Diagnostics, diagnostics: &mut Diagnostics) {
        let mut trees: Vec<Option<Node>> = self.files.iter().map(|_| None).collect();
        let mut refused: Vec<(Option<(usize, usize)>, Diagnostic)> = Vec::new();
        for fault in found.sorted().into_iter().filter(|fault| fault.severity == Severity::Error) {
            let mut message = Diagnostic::error(fault.message.clone());
            let (mut kind, mut first) = (None, None);
            for label in &fault.labels {
                let name = &found.source(label.span.source).name;
                let at = self.files.iter().position(|file| file.name == *name);
                let row = self.rows.iter().find(|row| row.file == *name);
                let (Some(at), Some(row)) = (at, row) else {
                    message = message.at(copied(label, found, diagnostics), label.text.clone());
                    continue;
                };
                let tree = trees[at].get_or_insert_with(|| parsed(&self.files[at].after));
                let place = self.cell(row.at, tree, label.span.start as usize);
                let (column, of) = match place {
                    Some((column, field)) => (column, Some(field)),
                    None => (self.header.columns.first().map_or(0, |column| column.at), None),
                };
                kind = kind.or(of);
                first = first.or(Some((row.at, column)));
                let cell = self.sheet.rows[row.at].get(column).cloned().unwrap_or_default();
                let place = cell_span(self.file, self.sheet, (row.at, column), &cell, diagnostics);
                let text = if label.text.contains("quotation") { String::new() } else { label.text.clone() };
                message = message.at(place, text);
            }
            if let Some(path) = &fault.path {
                message = message.path(path);
            }
            if fault.message == NO_NOUN {
                message.message = "this says how many members there are, but not what they are".to_string();
            }
            refused.push((first, message.help_maybe(remedy(fault, kind))));
        }
        // In the order of the table, not of the files.
        sort_by_key(&mut refused, |(place, _)| *place);
        self.grouped(refused).into_iter().for_each(|message| diagnostics.push(message));
    }

    /// Several cells with the same fault as one message, which names them.
    fn grouped(&self, refused: Vec<(Option<(usize, usize)>, Diagnostic)>) -> Vec<Diagnostic> {
        let mut groups: Vec<(Vec<(usize, usize)>, Diagnostic)> = Vec::new();
        for (place, message) in refused {
            let is_same = |group: &&mut (Vec<(usize, usize)>, Diagnostic)| {
                group.1.message == message.message && group.1.help == message.help
            };
            match groups.iter_mut().find(is_same).filter(|_| place.is_some()) {
                Some((places, _)) => places.extend(place),
                None => groups.push((place.into_iter().collect(), message)),
            }
        }
        groups.iter_mut().for_each(|(places, _)| places.dedup());
        groups
            .into_iter()
            .map(|(places, mut message)| {
                if places.len() > 1 {
                    let name =
                        |(row, column): &(usize, usize)| format!("{}{}", column_name(*column), row + 1);
                    let mut names: Vec<String> = places.iter().take(MAX_NAMED).map(name).collect();
                    if places.len() > MAX_NAMED {
                        names.push("…".to_string());
                    }
                    message.message =
                        format!("{} ({} cells: {})", message.message, places.len(), names.join(", "));
                }
                message
            })
            .collect()
    }

    /// The cell that a place in a file was made of, and its field.
    fn cell(&self, row: usize, tree: &Node, offset: usize) -> Option<(usize, &Field)> {
        let mut names = Vec::new();
        locate(tree, offset, &mut names);
        let path = names.join(".");
        let is_meant = |field: &&Field| {
            let name = field.name();
            let inside =
                path.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            // A person may be written as a name alone.
            let alone = field.path.last().is_some_and(|step| step.is_alone())
                && name.rsplit_once('.').is_some_and(|(record, _)| record == path);
            inside || alone
        };
        let (number, field) = self.fields.iter().enumerate().find(|(_, field)| is_meant(field))?;
        let is_filled = |column: &&Column| {
            column.field == number
                && self.sheet.rows[row].get(column.at).is_some_and(|cell: &Cell| !cell.is_empty())
        };
        let filled = || self.header.columns.iter().filter(is_filled);
        let language = names.last();
        let column =
            filled().find(|column| column.language.is_some() && column.language.as_ref() == language);
        Some((column.or_else(|| filled().next())?.at, field))
    }
}

/// A place in a file that does not change.
fn copied(label: &Label, found: &Diagnostics, diagnostics: &mut Diagnostics) -> Span {
    let source = found.source(label.span.source);
    let known =
        diagnostics.sources().iter().position(|known| known.name == source.name && known.text == source.text);
    let source = match known {
        Some(known) => SourceId(known as u32),
        None => diagnostics.add_source(source.name.clone(), source.text.clone()),
    };
    Span { source, ..label.span }
}

fn parsed(text: &str) -> Node {
    let empty = Node { kind: NodeKind::Null, range: 0..0, defined: 0..0 };
    yaml::parse(text, SourceId(0)).unwrap_or(empty)
}

/// The names of the mappings and keys around an offset, from outside.
fn locate(node: &Node, offset: usize, names: &mut Vec<String>) {
    match &node.kind {
        NodeKind::Mapping(entries) => {
            // The last entry that begins before the offset.
            let Some((key, value)) = entries.iter().rev().find(|(key, _)| key.range.start <= offset) else {
                return;
            };
            if let NodeKind::Text(name) = &key.kind {
                names.push(name.clone());
            }
            if value.range.start <= offset {
                locate(value, offset, names);
            }
        }
        NodeKind::List(items) => {
            if let Some(item) = items.iter().rev().find(|item| item.range.start <= offset) {
                locate(item, offset, names);
            }
        }
        _ => {}
    }
}

/// What to do about a cell, in the words of a table. Remedies that name signs of YAML do not fit a cell.
fn remedy(fault: &Diagnostic, field: Option<&Field>) -> Option<String> {
    if fault.message == NO_NOUN {
        return Some("Write what is counted after the number, as in `139 universities`.".to_string());
    }
    let about_form = ["must be", "is not", "cannot be", "no file", "outside the project", "empty text"];
    let Some(field) = field.filter(|_| about_form.iter().any(|words| fault.message.contains(words))) else {
        return fault.help.clone();
    };
    let name = field.name();
    Some(match field.kind {
        CellKind::Year => "Write the year in four digits, for example 1996.".to_string(),
        CellKind::When => "Write a year, a month or a day: 2019, 2019-05 or 2019-05-14.".to_string(),
        CellKind::Amount => {
            "Write the number only, for example 1900 or 1900.50; the currency has a column of its own.".to_string()
        }
        CellKind::Degrees(_) => {
            "Write degrees with a point, negative in the south and west, for example 38.75.".to_string()
        }
        CellKind::Status => format!("Write one of: {}.", Status::ALL.map(Status::keyword).join(", ")),
        CellKind::Id => "Use lower-case letters from a to z, digits and hyphens, a letter first.".to_string(),
        CellKind::WebAddress => "Write the whole address, for example https://example.org.".to_string(),
        CellKind::EmailAddress => "Write one address, for example office@example.org.".to_string(),
        CellKind::Word if name.ends_with("telephone") => {
            "Write it with the country's code, for example +994 12 345 67 89.".to_string()
        }
        CellKind::Word if name.ends_with("currency") => {
            "Write its three capital letters, for example EUR or AZN.".to_string()
        }
        CellKind::Word => {
            "Put the file into the project folder, and write its path from there, for example images/logo.svg; or empty the cell."
                .to_string()
        }
        CellKind::Countries => {
            "Write how many there are, as in 13 or >50, or the names of the countries, each on its own line.".to_string()
        }
        CellKind::Text | CellKind::Texts | CellKind::Members => return fault.help.clone(),
    })
}
