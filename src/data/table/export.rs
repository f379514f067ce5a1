//! The memberships as a table: a workbook of Excel or a CSV file.

use std::path::Path;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook,
    Worksheet, XlsxError,
};

use super::cells::is_formula;
use super::columns::{self, Field};
use super::values::{find, parts, shown};
use super::words::{Words, label, status_word};
use crate::data::load::load;
use crate::data::model::Brochure;
use crate::data::participation::Status;
use crate::data::schema::CellKind;
use crate::data::value::Date;
use crate::data::yaml::{self, Node};
use engine::diagnostics::{Diagnostics, SourceId};

/// The longest text of a cell, in the units of UTF-16.
const MAX_TEXT: usize = 32_767;
/// How many rows below the table have the list of statuses, too.
const MORE_ROWS: u32 = 200;

/// A cell of the table.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Empty,
    Text(String),
    Number(f64),
}

/// The table.
pub struct Export {
    /// What the table is called, in the project's first language.
    title: String,
    language: String,
    headings: Vec<String>,
    /// The place of the column with the status.
    status: Option<usize>,
    rows: Vec<Vec<Value>>,
    date: Date,
    /// The names of the fields that have no column.
    pub outside: Vec<String>,
}

/// A column: its field, and the language of its texts.
type Column<'a> = (&'a Field, Option<String>);

/// The memberships of the project in the folder `root` as a table. Returns `None` after reporting an error in the data.
pub fn export(root: &Path, diagnostics: &mut Diagnostics) -> Option<Export> {
    let brochure = load(root, diagnostics)?;
    let (fields, outside) = columns::fields();
    let words = Words::new(&fields);
    let language = brochure.first_language().to_string();
    let files: Vec<(String, Node)> = brochure
        .memberships
        .iter()
        .filter_map(|membership| {
            let text = diagnostics.source(membership.id.span.source).text.to_string();
            // It was read before.
            let root = yaml::parse(&text, SourceId(0)).ok()?;
            Some((text, root))
        })
        .collect();
    let columns: Vec<Column<'_>> =
        fields.iter().flat_map(|field| columns_of(field, &files, &brochure)).collect();
    let heading = |(field, tag): &Column<'_>| {
        let heading = words.heading(field, &language);
        tag.as_ref().map_or(heading.clone(), |tag| format!("{heading} ({tag})"))
    };
    let row = |(text, root): &(String, Node)| {
        columns.iter().map(|column| value(column, root, text, &language)).collect()
    };
    Some(Export {
        title: label("memberships", &language).to_string(),
        headings: columns.iter().map(heading).collect(),
        status: columns.iter().position(|(field, _)| field.kind == CellKind::Status),
        rows: files.iter().map(row).collect(),
        date: brochure
            .edition
            .as_of
            .as_ref()
            .map_or(Date { year: brochure.edition.year.value, month: 1, day: 1 }, |date| date.value),
        language,
        outside,
    })
}

/// The columns of a field: one for each language of the project and each that a text is in, and one for texts that are for
/// all languages, where there are such or there is only one language.
fn columns_of<'a>(field: &'a Field, files: &[(String, Node)], brochure: &Brochure) -> Vec<Column<'a>> {
    if !field.is_by_language() {
        return vec![(field, None)];
    }
    let mut found: Vec<Option<String>> = Vec::new();
    for (text, root) in files {
        let parts = find(root, &field.path).map_or_else(Vec::new, |node| parts(node, field.kind, text));
        for part in parts {
            found.extend(part.texts.into_iter().map(|(language, _)| language));
            found.extend(part.count.filter(|_| field.kind == CellKind::Countries).map(|_| None));
        }
        found.sort_unstable();
        found.dedup();
    }
    let has_one = field.is_in_one_language || brochure.languages.len() == 1;
    let tags: Vec<String> = found.iter().flatten().cloned().collect();
    let declared = brochure.languages.iter().map(|language| language.value.clone());
    let mut languages: Vec<String> =
        declared.filter(|language| !has_one || tags.contains(language)).collect();
    languages.extend(tags.iter().filter(|tag| !languages.contains(tag)).cloned().collect::<Vec<_>>());
    let has_plain = found.contains(&None) || languages.is_empty();
    let plain = has_plain.then_some((field, None));
    plain.into_iter().chain(languages.into_iter().map(|language| (field, Some(language)))).collect()
}

/// What the cell of a column shows of a file.
fn value((field, tag): &Column<'_>, root: &Node, text: &str, language: &str) -> Value {
    let Some(node) = find(root, &field.path) else { return Value::Empty };
    let text = shown(&parts(node, field.kind, text), field.kind, tag.as_deref());
    let number = |text: String| match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Value::Number(number),
        _ => Value::Text(text),
    };
    match field.kind {
        _ if text.trim().is_empty() => Value::Empty,
        CellKind::Year | CellKind::Amount | CellKind::Degrees(_) | CellKind::Countries => number(text),
        // A month or a day stays a text, so that no program shows it in another form.
        CellKind::When if text.len() <= 4 => number(text),
        CellKind::Status => {
            let status = Status::ALL.into_iter().find(|status| status.keyword() == text);
            Value::Text(status.map_or(text, |status| status_word(status, language).to_string()))
        }
        _ => Value::Text(text),
    }
}

impl Export {
    /// How many memberships are in it.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The heading of a column with a text that is too long for a cell of a workbook.
    pub fn too_long(&self) -> Option<&str> {
        let is_long =
            |value: &Value| matches!(value, Value::Text(text) if text.encode_utf16().count() > MAX_TEXT);
        let column = self.rows.iter().find_map(|row| row.iter().position(is_long))?;
        self.headings.get(column).map(String::as_str)
    }

    /// As CSV for Excel and others (RFC 4180), in UTF-8. A text that begins like a formula has an apostrophe before it.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
        let cell = |value: &Value| match value {
            Value::Empty => String::new(),
            Value::Text(text) if is_formula(text) => format!("'{text}"),
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
        };
        // Writing to memory does not fail.
        let _ = writer.write_record(&self.headings);
        for row in &self.rows {
            let _ = writer.write_record(row.iter().map(cell));
        }
        writer.into_inner().unwrap_or_default()
    }

    /// As a workbook of Excel: the same bytes in every run.
    ///
    /// # Errors
    /// If the table has more rows or columns than a sheet, or a text is too long.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let date =
            ExcelDateTime::from_ymd(self.date.year.clamp(1900, 9999) as u16, self.date.month, self.date.day)?;
        workbook.set_properties(&DocProperties::new().set_title(&self.title).set_creation_datetime(&date));
        let sheet = workbook.add_worksheet();
        let name: String = self.title.chars().filter(|sign| !"[]:*?/\\'".contains(*sign)).take(31).collect();
        sheet.set_name(if name.is_empty() { "Memberships" } else { &name })?;
        if matches!(self.language.split('-').next(), Some("ar" | "fa" | "he" | "ur")) {
            sheet.set_right_to_left(true);
        }
        let head = Format::new()
            .set_bold()
            .set_background_color(0x00E7_EEF2)
            .set_text_wrap()
            .set_align(FormatAlign::Top);
        let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        // Text, also where somebody types a number into it later.
        let word = body.clone().set_num_format("@");
        for (column, heading) in (0u16..).zip(&self.headings) {
            sheet.write_string_with_format(0, column, heading, &head)?;
            sheet.set_column_width(column, self.width(usize::from(column)))?;
        }
        for (row, values) in (1u32..).zip(&self.rows) {
            for (column, value) in (0u16..).zip(values) {
                match value {
                    Value::Empty => {}
                    Value::Text(text) => {
                        sheet.write_string_with_format(row, column, text, &word)?;
                    }
                    Value::Number(number) => {
                        sheet.write_number_with_format(row, column, *number, &body)?;
                    }
                }
            }
        }
        // The headings, the ids and the names stay in sight.
        sheet.set_freeze_panes(1, 2)?;
        self.offer_statuses(sheet)?;
        workbook.save_to_buffer()
    }

    /// Offers the words for each status as a list; others are possible after a question.
    fn offer_statuses(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let Some(column) = self.status.and_then(|column| u16::try_from(column).ok()) else { return Ok(()) };
        let words = Status::ALL.map(|status| status_word(status, &self.language));
        // Excel takes only so many letters, and separates the words with commas.
        if words.iter().any(|word| word.contains(',')) {
            return Ok(());
        }
        if let Ok(list) = DataValidation::new().allow_list_strings(&words) {
            let list = list.set_error_style(DataValidationErrorStyle::Warning);
            let last = u32::try_from(self.rows.len()).unwrap_or(u32::MAX - MORE_ROWS) + MORE_ROWS;
            sheet.add_data_validation(1, column, last, column, &list)?;
        }
        Ok(())
    }

    /// The width of a column in letters: that of its longest line, within limits.
    fn width(&self, column: usize) -> f64 {
        let widest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|value| match value {
            Value::Empty => 0,
            Value::Text(text) => widest(text),
            Value::Number(number) => number.to_string().len(),
        });
        // Headings may be on two lines.
        let heading = widest(&self.headings[column]) / 2 + 3;
        (cells.max().unwrap_or(0).max(heading) + 2).clamp(8, 50) as f64
    }
}
