//! The row of headings of a sheet, wherever it is, and the columns that it names.

use super::cells::{Cell, Sheet, column_name};
use super::columns::Field;
use super::words::{Meant, Words};
use engine::diagnostics::Diagnostic;

/// How many rows are searched for the headings.
const MAX_SEARCHED: usize = 100;

/// A column of a sheet that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its place in the sheet, from 0.
    pub at: usize,
    /// The number of its field.
    pub field: usize,
    /// The language of its texts, if the heading names one or follows from the headings beside it.
    pub language: Option<String>,
    /// The language of the heading, where it is certain and not the first one: new texts are in that language.
    pub word_language: Option<String>,
}

/// The headings of a sheet.
#[derive(Clone, Debug)]
pub struct Header {
    /// The row, from 0.
    pub row: usize,
    /// The columns that are read.
    pub columns: Vec<Column>,
    /// The columns that are not: their places and headings.
    pub unknown: Vec<(usize, String)>,
}

/// How many columns of a row are named, if it may be a row of headings: it names what the rows are about.
fn score(row: &[Cell], fields: &[Field], words: &Words, languages: &[String]) -> usize {
    let mut meant: Vec<usize> =
        row.iter().filter_map(|cell| words.find(&cell.shown(), languages)).map(|meant| meant.field).collect();
    let filled = row.iter().filter(|cell| !cell.is_empty()).count();
    let about = |field: &usize| {
        matches!(fields[*field].name().as_str(), "id" | "name" | "native_name" | "abbreviation")
    };
    if !meant.iter().any(about) {
        return 0;
    }
    meant.sort_unstable();
    meant.dedup();
    // A title such as `Memberships` stands alone; a table of names alone has only one column.
    if meant.len() == 1 && filled > 2 { 0 } else { meant.len() }
}

/// How well the headings of a sheet are understood; 0 if it has none.
pub fn best_score(sheet: &Sheet, fields: &[Field], words: &Words, languages: &[String]) -> usize {
    sheet.rows.iter().take(MAX_SEARCHED).map(|row| score(row, fields, words, languages)).max().unwrap_or(0)
}

impl Header {
    /// Finds the headings of a sheet. `None` if there are none.
    pub fn find(sheet: &Sheet, fields: &[Field], words: &Words, languages: &[String]) -> Option<Header> {
        let rows = sheet.rows.iter().take(MAX_SEARCHED).enumerate();
        let scored = rows.map(|(row, cells)| (row, score(cells, fields, words, languages)));
        // The first of the best.
        let (row, _) = scored
            .filter(|(_, score)| *score > 0)
            .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let (mut found, mut unknown): (Vec<(usize, Meant)>, _) = (Vec::new(), Vec::new());
        for (at, cell) in sheet.rows[row].iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            match words.find(&cell.shown(), languages) {
                Some(meant) => found.push((at, meant)),
                None => unknown.push((at, cell.shown())),
            }
        }
        let columns = found.iter().map(|(at, meant)| column(*at, meant, &found, fields, languages)).collect();
        Some(Header { row, columns, unknown })
    }

    /// Two columns for the same values, as an error.
    pub fn doubled(&self, sheet: &Sheet, fields: &[Field]) -> Option<Diagnostic> {
        let (one, other) = self.columns.iter().enumerate().find_map(|(index, column)| {
            let other = self.columns[..index]
                .iter()
                .find(|other| other.field == column.field && other.language == column.language)?;
            Some((other, column))
        })?;
        let field = &fields[one.field];
        let language =
            one.language.as_ref().map_or_else(String::new, |language| format!(" in the language {language}"));
        let name = |column: &Column| sheet.cell_name(self.row, column.at);
        let message =
            format!("{} and {} are both the column for `{}`{language}", name(one), name(other), field.name());
        let help = match field.is_by_language() && one.language.is_none() {
            true => {
                "Write the language of each in brackets after its heading, as in `Name (en)`, or remove one of the columns."
            }
            false => "Remove one of the columns, or give it another heading.",
        };
        Some(Diagnostic::error(message).help(help))
    }

    /// The column of a field, in any language.
    pub fn column(&self, name: &str, fields: &[Field]) -> Option<&Column> {
        self.columns.iter().find(|column| fields[column.field].name() == name)
    }

    /// A language of a column that the brochure does not have.
    pub fn undeclared(&self, sheet: &Sheet, languages: &[String]) -> Option<Diagnostic> {
        let (column, language) = self.columns.iter().find_map(|column| {
            let language = column.language.as_ref().filter(|language| !languages.contains(language))?;
            Some((column, language))
        })?;
        let place = sheet.cell_name(self.row, column.at);
        let message = format!("{place} is in a language that the brochure does not have: {language}");
        let help = format!(
            "Its texts are kept in the files and not printed. To print them, add `{language}` to `languages` in data/brochure.yaml."
        );
        Some(Diagnostic::note(message).help(help))
    }

    /// The columns that are not read, with what each may be meant as.
    pub fn unknown_columns(&self, words: &Words, fields: &[Field]) -> Option<Diagnostic> {
        if self.unknown.is_empty() {
            return None;
        }
        let names = self.unknown.iter().map(|(at, heading)| format!("`{heading}` ({})", column_name(*at)));
        let names = names.collect::<Vec<_>>().join(", ");
        let message = match self.unknown.len() {
            1 => format!("a column is not read: {names}"),
            count => format!("{count} columns are not read: {names}"),
        };
        let meant: Vec<String> = self
            .unknown
            .iter()
            .filter_map(|(_, heading)| {
                let field = words.suggestion(heading, fields)?;
                Some(format!("if `{heading}` is the field `{field}`, call it so"))
            })
            .collect();
        let note = Diagnostic::note(message);
        Some(match meant.as_slice() {
            [] => note.help(
                "`brochure export` writes a table with all headings. What is below others changes nothing.",
            ),
            _ => {
                let help = meant.join("; ");
                let (first, rest) = help.split_at(1);
                note.help(format!("{}{rest}.", first.to_uppercase()))
            }
        })
    }
}

/// A column with the language of its texts. Where a field has several columns whose headings are words of different
/// languages (`Name`, `Ad`), these are the languages of the texts.
fn column(
    at: usize,
    meant: &Meant,
    all: &[(usize, Meant)],
    fields: &[Field],
    languages: &[String],
) -> Column {
    let is_by_language = fields[meant.field].is_by_language();
    let beside = || all.iter().filter(|(_, other)| other.field == meant.field && other.language.is_none());
    let own: Vec<&String> = languages
        .iter()
        .filter(|language| meant.words_of.iter().any(|word| Some(*word) == language.split('-').next()))
        .collect();
    let language = meant.language.clone().or_else(|| {
        if beside().count() < 2 || !is_by_language {
            return None;
        }
        own.first().map(|language| language.to_string())
    });
    let word_language = own.first().filter(|own| {
        is_by_language
            && !fields[meant.field].is_in_one_language
            && language.is_none()
            && languages.first() != Some(**own)
    });
    Column {
        at,
        field: meant.field,
        language,
        word_language: word_language.map(|language| language.to_string()),
    }
}
