//! What the cells of a row change in a membership: each field compared with what its cells would show.

use super::cells::{Cell, CellValue, Spelling, quantity, unescaped, value};
use super::columns::{Field, Step};
use super::header::Column;
use super::patch::{Item, Patch};
use super::values::{Count, Language, Part};
use super::words::Words;
use crate::data::index::{collapse, composed};
use crate::data::schema::CellKind;

/// The cells of one field in a row that have something in them.
pub struct Cells<'a> {
    pub field: &'a Field,
    pub cells: Vec<(&'a Column, &'a Cell)>,
    /// The languages of the project.
    pub languages: &'a [String],
    pub words: &'a Words,
}

/// A cell that says what its field cannot have: its place in the row, what is wrong, and what to do.
pub struct Fault {
    pub at: usize,
    pub message: String,
    pub help: String,
}

impl Cells<'_> {
    /// What changes, given the field's value in the file. `None` if nothing does.
    ///
    /// # Errors
    /// If a cell is of no use.
    pub fn patch(&self, old: &[Part]) -> Result<Option<Patch>, Fault> {
        for (column, cell) in &self.cells {
            if let CellValue::Fault(fault) = &cell.value {
                return Err(Fault {
                    at: column.at,
                    message: format!("the formula in this cell has no result but {fault}"),
                    help: "Correct the formula, or write the value itself.".to_string(),
                });
            }
        }
        match self.field.kind {
            CellKind::Text => self.texts(old.first()),
            CellKind::Texts | CellKind::Members | CellKind::Countries => self.list(old),
            _ => Ok(self.single(old.first())),
        }
    }

    /// A value that is neither a list nor written by language.
    fn single(&self, old: Option<&Part>) -> Option<Patch> {
        let (_, cell) = self.cells.first()?;
        let before = old.and_then(|part| part.text(None)).unwrap_or_default();
        let shown = cell.shown();
        if shown == before || unescaped(&shown) == before {
            return None;
        }
        if cell.takes_away() {
            return (!before.is_empty()).then_some(Patch::Remove);
        }
        let value = value(cell, self.field.kind, self.words);
        (!is_same_value(value.text(), before, cell)).then_some(Patch::Value(value))
    }

    /// A text, perhaps by language.
    fn texts(&self, old: Option<&Part>) -> Result<Option<Patch>, Fault> {
        let mut changes: Vec<(Language, Option<String>, usize)> = Vec::new();
        for (column, cell) in &self.cells {
            let text = cell.shown();
            if old.is_some_and(|part| has_text(part, column, &text, normal)) {
                continue;
            }
            let language = self.language(column, old, old.is_some_and(is_by_language));
            if cell.takes_away() {
                if column.language.is_none() {
                    return Ok(old.is_some().then_some(Patch::Remove));
                }
                if old.is_some_and(|part| part.text(language.as_deref()).is_some()) {
                    changes.push((language, None, column.at));
                }
                continue;
            }
            let text = normal(unescaped(&text));
            if changes.iter().any(|(other, known, _)| *other == language && known.as_deref() != Some(&text)) {
                let message = match &language {
                    Some(language) => {
                        format!("two columns have another text for `{}` in {language}", self.field.name())
                    }
                    None => format!("two columns have another text for `{}`", self.field.name()),
                };
                let help = "Keep one of the two texts, and empty the other cell.".to_string();
                return Err(Fault { at: column.at, message, help });
            }
            changes.push((language, Some(text), column.at));
        }
        if changes.is_empty() {
            return Ok(None);
        }
        let taken =
            |language: &Language| changes.iter().any(|(other, text, _)| other == language && text.is_none());
        let is_gone = changes.iter().all(|(_, text, _)| text.is_none())
            && old.is_some_and(|part| part.texts.iter().all(|(language, _)| taken(language)));
        if is_gone {
            return Ok(Some(Patch::Remove));
        }
        Ok(Some(Patch::Texts(changes.into_iter().map(|(language, text, _)| (language, text)).collect())))
    }

    /// The language that a cell's text is in, given the text that is there.
    fn language(&self, column: &Column, old: Option<&Part>, is_by_language: bool) -> Language {
        if column.language.is_some() {
            return column.language.clone();
        }
        let is_plain = old.is_some_and(|part| part.text(None).is_some());
        if is_plain {
            return None;
        }
        // The name of a person is the same in all languages, until somebody writes it in another one.
        if old.is_none() && self.field.path.last().is_some_and(Step::is_alone) {
            return None;
        }
        let first = || self.languages.first().cloned();
        column.word_language.clone().or_else(|| is_by_language.then(first).flatten())
    }

    fn list(&self, old: &[Part]) -> Result<Option<Patch>, Fault> {
        if self.field.kind == CellKind::Countries
            && let [(column, cell)] = self.cells.as_slice()
            && column.language.is_none()
            && let Some((precision, number, of)) = quantity(unescaped(&cell.shown()), self.words)
            && of.is_empty()
        {
            let is_same = old.len() == 1 && old[0].count == Some((precision, number));
            return Ok((!is_same).then_some(Patch::Count((precision, number))));
        }
        if self.cells.iter().any(|(_, cell)| cell.takes_away()) {
            return Ok(self.without_texts(old));
        }
        // A number of countries is no item.
        let old = if self.field.kind == CellKind::Countries && old.iter().any(|part| part.count.is_some()) {
            &[][..]
        } else {
            old
        };
        let rows = self.rows()?;
        let matched = matched(&rows, old);
        let is_by_language_there = old.iter().any(is_by_language);
        let items: Vec<Item> = rows
            .iter()
            .zip(&matched)
            .map(|(row, at)| {
                let part = at.map(|at| &old[at]);
                let changed = row.texts.iter().filter(|(column, text)| {
                    !part.is_some_and(|part| has_text(part, column, text, collapse))
                });
                let texts = changed.map(|(column, text)| {
                    (self.language(column, part, is_by_language_there), Some(text.clone()))
                });
                let count = row.count.filter(|count| part.is_none_or(|part| part.count != Some(*count)));
                Item { old: *at, count, texts: texts.collect() }
            })
            .collect();
        let is_same = items.len() == old.len()
            && items
                .iter()
                .enumerate()
                .all(|(at, item)| item.old == Some(at) && item.count.is_none() && item.texts.is_empty());
        Ok((!is_same && !items.is_empty()).then_some(Patch::Items(items)))
    }

    /// The lines of the cells, those of all languages together.
    fn rows(&self) -> Result<Vec<Row<'_>>, Fault> {
        let lines: Vec<(&Column, Vec<String>)> =
            self.cells.iter().map(|(column, cell)| (*column, cell.lines())).collect();
        let count = lines.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        let mut rows = Vec::new();
        for line in 0..count {
            let mut row = Row::default();
            for (column, lines) in &lines {
                let Some(text) = lines.get(line).filter(|text| !text.is_empty()) else { continue };
                if self.field.kind != CellKind::Members {
                    row.texts.push((column, composed(text)));
                    continue;
                }
                let Some((precision, number, of)) = quantity(text, self.words) else {
                    return Err(Fault {
                        at: column.at,
                        message: format!("`{text}` does not begin with a number"),
                        help: "Write how many, and of what: `139 universities`, `>50 universities` or `more than 50 universities`.".to_string(),
                    });
                };
                if row.count.is_some_and(|count| count != (precision, number)) {
                    return Err(Fault {
                        at: column.at,
                        message: format!("`{text}` is another number than in the other language"),
                        help: "Write the same number on the same line in each language.".to_string(),
                    });
                }
                row.count = Some((precision, number));
                if !of.is_empty() {
                    row.texts.push((column, composed(&of)));
                }
            }
            if row.count.is_some() || !row.texts.is_empty() {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    /// The list without the texts in the languages whose cells take them away.
    fn without_texts(&self, old: &[Part]) -> Option<Patch> {
        let taken = |language: &Language| {
            self.cells.iter().any(|(column, cell)| {
                cell.takes_away() && (column.language.is_none() || column.language == *language)
            })
        };
        if old.is_empty() {
            return None;
        }
        let mut items = Vec::new();
        for (at, part) in old.iter().enumerate() {
            let texts: Vec<_> = part
                .texts
                .iter()
                .filter(|(language, _)| taken(language))
                .map(|(language, _)| (language.clone(), None))
                .collect();
            if texts.len() < part.texts.len() {
                items.push(Item { old: Some(at), count: None, texts });
            }
        }
        let is_same = items.len() == old.len() && items.iter().all(|item| item.texts.is_empty());
        match items.is_empty() {
            true => Some(Patch::Remove),
            false => (!is_same).then_some(Patch::Items(items)),
        }
    }
}

/// A line of the cells of a list.
#[derive(Default)]
struct Row<'a> {
    texts: Vec<(&'a Column, String)>,
    count: Option<Count>,
}

/// Which item that is there each row means: one with the same texts, wherever it is; one with the same text in one language;
/// or the one between the same neighbors.
fn matched(rows: &[Row<'_>], old: &[Part]) -> Vec<Option<usize>> {
    let mut matched: Vec<Option<usize>> = vec![None; rows.len()];
    let is_free = |matched: &[Option<usize>], at: usize| !matched.contains(&Some(at));
    let same = |row: &Row<'_>, part: &Part| {
        row.texts.iter().filter(|(column, text)| has_text(part, column, text, collapse)).count()
    };
    let mut pass = |is_match: &dyn Fn(&Row<'_>, &Part) -> bool| {
        for (number, row) in rows.iter().enumerate().filter(|(_, row)| !row.texts.is_empty()) {
            if matched[number].is_none() {
                matched[number] =
                    (0..old.len()).find(|at| is_free(&matched, *at) && is_match(row, &old[*at]));
            }
        }
    };
    pass(&|row, part| same(row, part) == row.texts.len() && (row.count.is_none() || row.count == part.count));
    pass(&|row, part| same(row, part) > 0);
    for number in 0..rows.len() {
        if matched[number].is_none() {
            let after = matched[..number].iter().rev().find_map(|at| *at).map_or(0, |at| at + 1);
            let before = matched[number..].iter().find_map(|at| *at).unwrap_or(old.len());
            matched[number] = (after..before).find(|at| is_free(&matched, *at));
        }
    }
    matched
}

/// Whether a part has a text in the language of a column already. A text that is for all languages is in each of them, and a
/// column without a language may be in any.
fn has_text(part: &Part, column: &Column, text: &str, form: fn(&str) -> String) -> bool {
    let is_meant =
        |language: &Language| column.language.is_none() || language.is_none() || *language == column.language;
    let forms = [form(text), form(unescaped(text))];
    part.texts.iter().any(|(language, known)| is_meant(language) && forms.contains(&form(known)))
}

fn is_by_language(part: &Part) -> bool {
    part.texts.iter().any(|(language, _)| language.is_some())
}

/// A text as files have it: composed, without white space around it and at the ends of lines.
fn normal(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    composed(lines.join("\n").trim())
}

/// Whether a value is the one before: as a number, or as a month of which a program made its first day.
fn is_same_value(value: &str, before: &str, cell: &Cell) -> bool {
    let is_number =
        matches!((value.parse::<f64>(), before.parse::<f64>()), (Ok(one), Ok(other)) if one == other);
    let is_month =
        matches!(cell.value, CellValue::Day(_)) && before.len() == 7 && value == format!("{before}-01");
    value == before || is_number || is_month
}

/// The value of a cell as a message shows it.
pub fn shown_value(cell: &Cell, field: &Field, words: &Words) -> String {
    match field.is_by_language() {
        true => unescaped(&cell.shown()).to_string(),
        false => match value(cell, field.kind, words) {
            Spelling::Plain(text) | Spelling::Text(text) => text,
        },
    }
}
