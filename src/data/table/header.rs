//! The row of headings of a sheet, wherever it is, and the columns that it names. Above it may be a row of titles, each for a group
//! of columns:
//!
//! ```text
//! Name | Status | Contact            | Seat
//!      |        | E-mail | Telephone | City | Country
//! ```

use super::cells::{Cell, Sheet, column_name};
use super::columns::Field;
use super::fees::{Reads, heading_in_currency};
use super::words::{Meant, Words};
use crate::data::schema::CellKind;
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
    /// What of its cells is read.
    pub reads: Reads,
}

/// The headings of a sheet.
#[derive(Clone, Debug)]
pub struct Header {
    /// The row, from 0; the rows below it are memberships.
    pub row: usize,
    /// The columns that are read.
    pub columns: Vec<Column>,
    /// The columns that are not: their places and headings.
    pub unknown: Vec<(usize, String)>,
}

/// A row that may be the headings, read alone or with the titles of groups in the row above it.
struct Candidate {
    row: usize,
    /// For each column with a heading its place, the heading as it is shown, and what it means.
    headings: Vec<(usize, String, Option<Meant>)>,
    /// How many columns are named, and whether one is named only together with the title above it. The largest is best.
    score: (usize, bool),
}

impl Candidate {
    fn new(
        sheet: &Sheet,
        (row, has_titles): (usize, bool),
        fields: &[Field],
        words: &Words,
        languages: &[String],
    ) -> Candidate {
        let above = row.checked_sub(1).filter(|_| has_titles);
        let width = |row: usize| sheet.rows.get(row).map_or(0, Vec::len);
        let (mut headings, mut is_joined) = (Vec::new(), false);
        for at in 0..above.map_or(0, width).max(width(row)) {
            let own = sheet.filled(row, at);
            // A heading that is as tall as both rows is in the upper one.
            let tall = above.and_then(|above| sheet.filled(above, at)).filter(|_| own.is_none());
            let Some(shown) = own.or(tall).map(Cell::shown) else { continue };
            let title = above.filter(|_| own.is_some()).and_then(|above| sheet.group_title(above, at));
            // Amounts may have their currency in the heading.
            let plain = heading_in_currency(&shown).map(|(heading, _)| heading);
            let is_amount = |meant: &Meant| fields[meant.field].kind == CellKind::Amount;
            let Some(title) = title.map(Cell::shown) else {
                let found = |heading: &str| words.find(heading, languages);
                let meant = found(&shown).or_else(|| found(plain.as_deref()?).filter(is_amount));
                headings.push((at, shown, meant));
                continue;
            };
            let found = |heading: &str| words.find_in_group((&title, heading), fields, languages);
            let found =
                found(&shown).or_else(|| found(plain.as_deref()?).filter(|(meant, _)| is_amount(meant)));
            is_joined |= found.as_ref().is_some_and(|(_, is_joined)| *is_joined);
            headings.push((at, format!("{title}: {shown}"), found.map(|(meant, _)| meant)));
        }
        let score = (score(&headings, fields), is_joined);
        Candidate { row, headings, score }
    }
}

/// How many columns are named, if these may be headings: they name what the rows are about.
fn score(headings: &[(usize, String, Option<Meant>)], fields: &[Field]) -> usize {
    let mut meant: Vec<usize> =
        headings.iter().filter_map(|(_, _, meant)| meant.as_ref()).map(|meant| meant.field).collect();
    let about = |field: &usize| {
        matches!(fields[*field].name().as_str(), "id" | "name" | "native_name" | "abbreviation")
    };
    if !meant.iter().any(about) {
        return 0;
    }
    meant.sort_unstable();
    meant.dedup();
    // A title such as `Memberships` stands alone; a table of names alone has only one column.
    if meant.len() == 1 && headings.len() > 2 { 0 } else { meant.len() }
}

/// The row of headings that is understood best, the first of several.
fn best(sheet: &Sheet, fields: &[Field], words: &Words, languages: &[String]) -> Option<Candidate> {
    let rows = 0..sheet.rows.len().min(MAX_SEARCHED);
    let candidates = rows.flat_map(|row| [(row, false), (row, true)]);
    candidates
        .map(|candidate| Candidate::new(sheet, candidate, fields, words, languages))
        .filter(|candidate| candidate.score.0 > 0)
        .reduce(|best, next| if next.score > best.score { next } else { best })
}

/// How well the headings of a sheet are understood; 0 if it has none.
pub fn best_score(sheet: &Sheet, fields: &[Field], words: &Words, languages: &[String]) -> usize {
    best(sheet, fields, words, languages).map_or(0, |best| best.score.0)
}

impl Header {
    /// Finds the headings of a sheet. `None` if there are none.
    pub fn find(sheet: &Sheet, fields: &[Field], words: &Words, languages: &[String]) -> Option<Header> {
        let Candidate { row, headings, .. } = best(sheet, fields, words, languages)?;
        let (mut found, mut unknown): (Vec<(usize, Meant)>, _) = (Vec::new(), Vec::new());
        let mut currencies = Vec::new();
        for (at, shown, meant) in headings {
            match meant {
                Some(meant) => {
                    currencies.push(heading_in_currency(&shown).map(|(_, currency)| currency));
                    found.push((at, meant));
                }
                None => unknown.push((at, shown)),
            }
        }
        let columns = found.iter().map(|(at, meant)| column(*at, meant, &found, fields, languages));
        let mut columns: Vec<Column> = columns.collect();
        for (at, currency) in currencies.into_iter().enumerate() {
            if let Some(field) = currency_without_column(&columns, &fields[columns[at].field], fields) {
                let amount = columns[at].clone();
                columns[at].reads = Reads::Amount;
                columns.push(Column { field, reads: Reads::Currency(currency), ..amount });
            }
        }
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
                // Without the title above it, and what is in brackets: `University: Yearly dues (€)`.
                let own = heading.rsplit(": ").next().unwrap_or_default();
                let own = own.split(['(', '[']).next().unwrap_or_default();
                let field = words.suggestion(own, fields)?;
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
        reads: Reads::All,
    }
}

/// The field for the currency of an amount, if the amount's column has to be read for it, too.
fn currency_without_column(columns: &[Column], amount: &Field, fields: &[Field]) -> Option<usize> {
    let (_, record) = amount.path.split_last().filter(|_| amount.kind == CellKind::Amount)?;
    let is_currency = |field: &Field| {
        field.path.split_last().is_some_and(|(own, around)| own.name == "currency" && around == record)
    };
    let field = fields.iter().position(is_currency)?;
    columns.iter().all(|column| column.field != field).then_some(field)
}
