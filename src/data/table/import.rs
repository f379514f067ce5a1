//! A table of memberships → the files of the project as they would be. Nothing is written here.

use std::path::Path;

use rustc_hash::FxHashSet;

use super::cells::{Cell, Sheet, unescaped};
use super::changes::{Cells, shown_value};
use super::columns::{self, Field};
use super::edit;
use super::header::{Column, Header};
use super::nameless;
use super::patch::{self, Patch};
use super::refusals::Refusals;
use super::source::sheet;
use super::values::{self, parts};
use super::words::{Words, folded};
use crate::data::corrections;
use crate::data::edits;
use crate::data::files::NO_MEMBERSHIPS;
use crate::data::load::{load, load_changed};
use crate::data::model::{Brochure, Membership};
use crate::data::records::is_id;
use crate::data::schema::CellKind;
use crate::data::value::Text;
use crate::data::yaml::{self, Node};
use engine::diagnostics::{Diagnostic, Diagnostics, Severity, SourceId, Span};
use engine::sorting::sort_by;

/// The folder of the memberships.
pub(super) const FOLDER: &str = "data/memberships";

/// The longest id that is made of a name.
const MAX_ID: usize = 40;

/// A file of the project that would change.
pub struct ChangedFile {
    /// Its name, from the project folder.
    pub name: String,
    /// What is in it; empty for a new file.
    pub before: String,
    /// What would be in it.
    pub after: String,
    /// The same with the line ends of the file.
    pub bytes: Vec<u8>,
    /// The changes one by one.
    pub changes: Vec<Change>,
}

/// A change of a value.
pub struct Change {
    /// The field's name.
    pub field: String,
    /// The language of the text, if the column has one.
    pub language: Option<String>,
    /// What the field's cell would show.
    pub before: String,
    /// What it shows.
    pub after: String,
    /// The cell.
    pub cell: String,
}

/// What a table changes.
pub struct Import {
    /// The files, by name.
    pub files: Vec<ChangedFile>,
    /// How many memberships stay as they are.
    pub same: usize,
    /// The ids of memberships that the table does not have.
    pub absent: Vec<String>,
    /// The sheet that was read; empty for a CSV file.
    pub sheet: String,
}

/// Compares a table with the project in the folder `root`. `name` is that of the file with the table, `wanted` that of a
/// sheet. Returns `None` after reporting an error.
pub fn import(
    root: &Path,
    name: &str,
    bytes: &[u8],
    wanted: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Import> {
    let brochure = load(root, diagnostics)?;
    // The table has them.
    diagnostics.amend(|diagnostic, _| diagnostic.message != NO_MEMBERSHIPS);
    let languages: Vec<String> = brochure.languages.iter().map(|language| language.value.clone()).collect();
    let (fields, _) = columns::fields();
    let words = Words::new(&fields);
    let sheet = sheet(name, bytes, wanted, (&fields, &words, &languages), diagnostics)?;
    let header = Header::find(&sheet, &fields, &words, &languages)?;
    if let Some(fault) = header.doubled(&sheet, &fields) {
        diagnostics.push(fault.path(name));
        return None;
    }
    if let Some(note) = header.unknown_columns(&words, &fields) {
        diagnostics.push(note.path(name));
    }
    if let Some(note) = header.undeclared(&sheet, &languages) {
        diagnostics.push(note.path(name));
    }
    let mut importer = Importer {
        root,
        file: name,
        sheet: &sheet,
        header: &header,
        fields: &fields,
        words: &words,
        languages: &languages,
        known: known(&brochure, diagnostics),
        ids: brochure.memberships.iter().map(|membership| membership.id.value.clone()).collect(),
        rows: Vec::new(),
        nameless: Vec::new(),
        files: Vec::new(),
        diagnostics,
    };
    let errors = importer.diagnostics.count(Severity::Error);
    importer.read();
    if importer.diagnostics.count(Severity::Error) > errors {
        return None;
    }
    importer.checked()
}

/// A membership that is there.
struct Known {
    id: String,
    file: String,
    text: String,
    /// Its names and abbreviations, folded.
    names: Vec<String>,
}

fn known(brochure: &Brochure, diagnostics: &Diagnostics) -> Vec<Known> {
    let names = |membership: &Membership| {
        let of = |text: &Text| text.translations.iter().map(|text| folded(&text.text)).collect::<Vec<_>>();
        let others = membership.native_name.iter().chain(&membership.abbreviation).flat_map(of);
        of(&membership.name).into_iter().chain(others).filter(|name| !name.is_empty()).collect()
    };
    let of = |membership: &Membership| {
        let source = diagnostics.source(membership.id.span.source);
        Known {
            id: membership.id.value.clone(),
            file: source.name.clone(),
            text: source.text.to_string(),
            names: names(membership),
        }
    };
    brochure.memberships.iter().map(of).collect()
}

/// A row of the table and the membership that it is about.
pub(super) struct Row {
    /// From 0.
    pub at: usize,
    /// The file of the membership.
    pub file: String,
}

pub(super) struct Importer<'a> {
    root: &'a Path,
    file: &'a str,
    pub(super) sheet: &'a Sheet,
    pub(super) header: &'a Header,
    pub(super) fields: &'a [Field],
    words: &'a Words,
    languages: &'a [String],
    known: Vec<Known>,
    /// All ids, those of new memberships included.
    ids: FxHashSet<String>,
    rows: Vec<Row>,
    /// Rows without a name that fit no membership.
    pub(super) nameless: Vec<usize>,
    files: Vec<ChangedFile>,
    diagnostics: &'a mut Diagnostics,
}

impl Importer<'_> {
    fn read(&mut self) {
        for at in self.header.row + 1..self.sheet.rows.len() {
            let is_filled = |column: &Column| !self.cell(at, column).is_empty();
            if self.header.columns.iter().any(is_filled) {
                self.row(at);
            }
        }
        nameless::report(self);
    }

    fn cell(&self, row: usize, column: &Column) -> Cell {
        self.sheet.rows[row].get(column.at).map(|cell| column.reads.of(cell)).unwrap_or_default()
    }

    /// The place of a cell, as messages show it.
    fn place(&mut self, row: usize, at: usize) -> Span {
        let cell = self.sheet.rows[row].get(at).cloned().unwrap_or_default();
        cell_span(self.file, self.sheet, (row, at), &cell, self.diagnostics)
    }

    /// Reports a cell.
    pub(super) fn fail(&mut self, row: usize, at: usize, message: String, help: impl Into<String>) {
        let place = self.place(row, at);
        self.diagnostics.push(Diagnostic::error(message).at(place, "").help(help));
    }

    /// The texts of a row in the columns of a field.
    fn texts(&self, row: usize, field: &str) -> Vec<(usize, String)> {
        let columns = self.header.columns.iter().filter(|column| self.fields[column.field].name() == field);
        let texts = columns.map(|column| (column.at, self.cell(row, column)));
        texts
            .filter(|(_, cell)| !cell.is_empty() && !cell.takes_away())
            .map(|(at, cell)| (at, unescaped(&cell.shown()).to_string()))
            .collect()
    }

    /// Reads a row: finds its membership, and what changes in it.
    fn row(&mut self, at: usize) {
        let Ok(found) = self.membership(at) else { return };
        match found {
            Some(index) => {
                let file = self.known[index].file.clone();
                if let Some(other) = self.rows.iter().find(|row| row.file == file) {
                    let (one, other, id) = (other.at + 1, at + 1, self.known[index].id.clone());
                    let first = self.header.columns.first().map_or(0, |column| column.at);
                    let message = format!("rows {one} and {other} are both about the membership `{id}`");
                    self.fail(
                        at,
                        first,
                        message,
                        "Keep one of the rows, or give each its own id in a column `id`.",
                    );
                    return;
                }
                self.rows.push(Row { at, file });
                self.change(at, index);
            }
            None if self.texts(at, "university.status").is_empty() && self.is_total(at) => {
                let place = self.place(at, self.first_filled(at));
                let note = Diagnostic::note(format!("row {} is a total, and is not read", at + 1));
                self.diagnostics.push(note.at(place, ""));
            }
            None => self.add(at),
        }
    }

    /// The first cell of a row with something in it.
    fn first_filled(&self, row: usize) -> usize {
        self.sheet.rows[row].iter().position(|cell| !cell.is_empty()).unwrap_or_default()
    }

    /// Whether a row that is about no membership begins with the word for a total.
    fn is_total(&self, row: usize) -> bool {
        let shown = self.sheet.rows[row].get(self.first_filled(row)).map(Cell::shown).unwrap_or_default();
        self.words.is_total(&shown)
    }

    /// The membership of a row, by its id, or else by a name or an abbreviation.
    fn membership(&mut self, row: usize) -> Result<Option<usize>, ()> {
        let mut by_name: Vec<usize> = Vec::new();
        for field in ["name", "native_name", "abbreviation"] {
            for (_, text) in self.texts(row, field) {
                let text = folded(&text);
                let found = self.known.iter().enumerate().filter(|(_, known)| known.names.contains(&text));
                by_name.extend(found.map(|(index, _)| index));
            }
            // A name says more than an abbreviation.
            if field == "name" && !by_name.is_empty() {
                break;
            }
        }
        by_name.sort_unstable();
        by_name.dedup();
        if let Some((at, id)) = self.texts(row, "id").into_iter().next() {
            if let Some(index) = self.known.iter().position(|known| known.id == id) {
                return Ok(Some(index));
            }
            let Some(index) = by_name.first() else { return Ok(None) };
            let other = self.known[*index].id.clone();
            let message = format!("no membership has the id `{id}`, but `{other}` has this name");
            self.fail(row, at, message, format!("Write `{other}`, or empty this cell."));
            return Err(());
        }
        if let [one, other, ..] = by_name.as_slice() {
            let (one, other) = (self.known[*one].id.clone(), self.known[*other].id.clone());
            let at = self.header.columns.first().map_or(0, |column| column.at);
            let message = format!("row {} fits two memberships: `{one}` and `{other}`", row + 1);
            self.fail(row, at, message, "Add a column `id`, and write the id of the one that is meant.");
            return Err(());
        }
        Ok(by_name.first().copied())
    }

    /// What a row changes in a file.
    fn change(&mut self, at: usize, index: usize) {
        let (file, text) = (self.known[index].file.clone(), self.known[index].text.clone());
        // It was read before.
        let Ok(root) = yaml::parse(&text, SourceId(0)) else { return };
        let Some((tree, changes)) = self.patches(at, Some((&root, &text))) else { return };
        let edits = edit::edits(&text, &root, &tree, self.languages);
        if edits.is_empty() {
            return;
        }
        let raw = std::fs::read(self.root.join(&file)).unwrap_or_default();
        let bytes = edits::apply(&raw, edits.iter());
        self.files.push(ChangedFile { name: file, before: text, after: plain(&bytes), bytes, changes });
    }

    /// Adds the membership of a row.
    fn add(&mut self, at: usize) {
        let names = self.texts(at, "name");
        let Some((name_at, name)) = names.first().cloned() else {
            self.nameless.push(at);
            return;
        };
        if self.texts(at, "university.status").is_empty() {
            let column = self.header.column("university.status", self.fields).map(|column| column.at);
            let message = format!("`{name}` is a new membership, but its status is not given");
            let help = match column {
                Some(_) => {
                    "Write `member`, `elected`, `associate`, `observer`, `candidate`, `applied`, `suspended` or `former` in \
                            this cell, or the word for it in your language. If the association is there already under another \
                            name, write its id in a column `id`."
                }
                None => {
                    "Add a column `Status` with `member`, `applied` or another status. If the association is there already \
                         under another name, write its id in a column `id`."
                }
            };
            self.fail(at, column.unwrap_or(name_at), message, help);
            return;
        }
        let Some(id) = self.id(at, name_at, &names) else { return };
        let Some((mut tree, changes)) = self.patches(at, None) else { return };
        if tree.first().is_none_or(|field| field.step.name != "id")
            && let Some(field) = self.fields.iter().find(|field| field.kind == CellKind::Id)
        {
            let patch = Patch::Value(super::cells::Spelling::Text(id.clone()));
            tree.insert(0, patch::Field { step: field.path[0], patch });
        }
        let after = patch::new_file(&tree);
        let name = format!("{FOLDER}/{id}.yaml");
        self.rows.push(Row { at, file: name.clone() });
        let bytes = after.clone().into_bytes();
        self.files.push(ChangedFile { name, before: String::new(), after, bytes, changes });
    }

    /// The id of a new membership: the given one, or one made of its name.
    fn id(&mut self, row: usize, name_at: usize, names: &[(usize, String)]) -> Option<String> {
        if let Some((at, id)) = self.texts(row, "id").into_iter().next() {
            if !is_id(&id) {
                let help = match corrections::id(&id) {
                    Some(meant) => format!("Write `{meant}`."),
                    None => {
                        "Use lower-case letters from a to z, digits and hyphens, a letter first.".to_string()
                    }
                };
                self.fail(row, at, format!("`{id}` cannot be an id"), help);
                return None;
            }
            if !self.ids.insert(id.clone()) {
                self.fail(row, at, format!("the id `{id}` is in two rows"), "Give each row its own id.");
                return None;
            }
            return Some(id);
        }
        let others = [self.texts(row, "abbreviation"), self.texts(row, "native_name")].concat();
        let made = names.iter().chain(&others).find_map(|(_, text)| id_of(text));
        let Some(made) = made else {
            let message = format!("no id can be made of `{}`", names.first().map_or("", |(_, name)| name));
            let help = "Add a column `id`, and write a word in letters from a to z, such as `black-sea`: the name of the \
                        membership's file and the target of links.";
            self.fail(row, name_at, message, help);
            return None;
        };
        let numbered = (2..).map(|number| format!("{made}-{number}"));
        let is_free = |id: &String| {
            !self.ids.contains(id) && !self.root.join(FOLDER).join(format!("{id}.yaml")).exists()
        };
        let id = std::iter::once(made.clone()).chain(numbered).find(is_free)?;
        self.ids.insert(id.clone());
        Some(id)
    }

    /// The fields that a row changes, as the record has them, and the changes one by one. `None` after an error.
    fn patches(
        &mut self,
        row: usize,
        old: Option<(&Node, &str)>,
    ) -> Option<(Vec<patch::Field>, Vec<Change>)> {
        let (mut tree, mut changes, mut is_sound) = (Vec::new(), Vec::new(), true);
        for (number, field) in self.fields.iter().enumerate() {
            let columns = self.header.columns.iter().filter(|column| column.field == number);
            let cells: Vec<(&Column, Cell)> = columns
                .map(|column| (column, self.cell(row, column)))
                .filter(|(_, cell)| !cell.is_empty())
                .collect();
            // An empty cell changes nothing, and the id is how the row was found.
            if cells.is_empty() || field.kind == CellKind::Id && old.is_some() {
                continue;
            }
            let node = old.and_then(|(root, _)| values::find(root, &field.path));
            let before =
                node.zip(old).map_or_else(Vec::new, |(node, (_, text))| parts(node, field.kind, text));
            let cells = Cells {
                field,
                cells: cells.iter().map(|(column, cell)| (*column, cell)).collect(),
                languages: self.languages,
                words: self.words,
            };
            let patch = match cells.patch(&before) {
                Ok(Some(patch)) => patch,
                Ok(None) => continue,
                Err(fault) => {
                    self.fail(row, fault.at, fault.message, fault.help);
                    is_sound = false;
                    continue;
                }
            };
            if let (Some((root, text)), Some((column, _))) = (old, cells.cells.first())
                && is_shared(root, field, text)
            {
                let message = format!(
                    "`{}` is written with `&` or `*` in the file, for several places at once",
                    field.name()
                );
                self.fail(row, column.at, message, "Change it in the file by hand, or empty this cell.");
                is_sound = false;
                continue;
            }
            for (column, cell) in &cells.cells {
                let known = values::shown(&before, field.kind, column.language.as_deref());
                let shown =
                    if cell.takes_away() { String::new() } else { shown_value(cell, field, self.words) };
                if known != shown {
                    changes.push(Change {
                        field: field.name(),
                        language: column.language.clone(),
                        before: known,
                        after: shown,
                        cell: self.sheet.cell_name(row, column.at),
                    });
                }
            }
            insert(&mut tree, &field.path, patch);
        }
        is_sound.then_some((tree, changes))
    }

    /// The changes, if the reader takes the files.
    fn checked(mut self) -> Option<Import> {
        sort_by(&mut self.files, |one, other| one.name.cmp(&other.name));
        let changed: Vec<(String, Vec<u8>)> =
            self.files.iter().map(|file| (file.name.clone(), file.bytes.clone())).collect();
        let mut found = Diagnostics::new();
        if !changed.is_empty() && load_changed(self.root, &changed, &mut found).is_none() {
            let refusals = Refusals {
                file: self.file,
                sheet: self.sheet,
                header: self.header,
                fields: self.fields,
                rows: &self.rows,
                files: &self.files,
            };
            refusals.report(&found, self.diagnostics);
            return None;
        }
        let is_in_table = |known: &&Known| self.rows.iter().any(|row| row.file == known.file);
        let is_changed = |known: &&Known| self.files.iter().any(|file| file.name == known.file);
        let same = self.known.iter().filter(|known| is_in_table(known) && !is_changed(known)).count();
        let absent =
            self.known.iter().filter(|known| !is_in_table(known)).map(|known| known.id.clone()).collect();
        Some(Import { files: self.files, same, absent, sheet: self.sheet.name.clone() })
    }
}

/// The whole of a cell as a place in messages.
pub(super) fn cell_span(
    file: &str,
    sheet: &Sheet,
    (row, column): (usize, usize),
    cell: &Cell,
    diagnostics: &mut Diagnostics,
) -> Span {
    let text = cell.shown();
    let name = format!("{file}, {}", sheet.cell_name(row, column));
    let length = text.lines().next().map_or(0, str::len);
    let source = diagnostics.add_cell(name, text);
    Span::new(source, 0, length)
}

/// Whether a field, or a record around it, is written with an anchor or an alias.
fn is_shared(root: &Node, field: &Field, text: &str) -> bool {
    let ends = 1..=field.path.len();
    let nodes = ends.filter_map(|end| values::find(root, &field.path[..end]));
    nodes.into_iter().any(|node| edit::is_shared(text, node))
}

/// Puts a change into the tree of the fields that change.
fn insert(tree: &mut Vec<patch::Field>, path: &[columns::Step], patch: Patch) {
    let [step, rest @ ..] = path else { return };
    if rest.is_empty() {
        tree.push(patch::Field { step: *step, patch });
        return;
    }
    let at = tree.iter().position(|field| field.step.name == step.name).unwrap_or_else(|| {
        tree.push(patch::Field { step: *step, patch: Patch::Record(Vec::new()) });
        tree.len() - 1
    });
    if let Patch::Record(fields) = &mut tree[at].patch {
        insert(fields, rest, patch);
    }
}

/// An id of a name: its letters and digits, as many words as are not too long.
fn id_of(text: &str) -> Option<String> {
    let words: String = text.chars().map(|sign| if sign.is_alphanumeric() { sign } else { ' ' }).collect();
    let id = corrections::id(words.trim_start_matches(|sign: char| !sign.is_alphabetic()))?;
    let mut short = String::new();
    for word in id.split('-') {
        if !short.is_empty() && short.len() + word.len() >= MAX_ID {
            break;
        }
        if !short.is_empty() {
            short.push('-');
        }
        short.push_str(word);
    }
    Some(short.chars().take(MAX_ID).collect())
}

/// The text of a file, with lines that end in `\n`.
fn plain(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_the_letters_of_a_name() {
        for (name, id) in [
            ("Black Sea Association", Some("black-sea-association")),
            ("Women's Network & Friends", Some("women-s-network-friends")),
            ("2nd League", Some("nd-league")),
            ("Türk Dünyası (TÜRKSOY)", Some("turk-dunyasi-turksoy")),
            (
                "Association of Universities of the Caspian Littoral States",
                Some("association-of-universities-of-the"),
            ),
            ("Союз", None),
            ("–", None),
        ] {
            assert_eq!(id_of(name).as_deref(), id, "{name}");
        }
    }
}
