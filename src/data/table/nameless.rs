//! Rows of a table that have no name and fit no membership, as messages: of each row, or of the column that is missing.

use super::cells::{CellValue, column_name};
use super::import::Importer;

/// How many rows are reported one by one.
const MAX_SINGLE: usize = 3;

/// Reports the rows.
pub(super) fn report(importer: &mut Importer) {
    let rows = std::mem::take(&mut importer.nameless);
    let Some(&first_row) = rows.first() else { return };
    let first = importer.header.columns.first().map_or(0, |column| column.at);
    if importer.header.column("name", importer.fields).is_none() {
        let fits = match rows.len() {
            1 => "a row fits".to_string(),
            count => format!("{count} rows fit"),
        };
        let message = format!("no column is read as the association's name, and {fits} no membership");
        let (at, help) = match name_column(importer, &rows) {
            Some((at, heading)) => (
                at,
                format!(
                    "If column {} has the names, call it `Name` instead of `{heading}`.",
                    column_name(at)
                ),
            ),
            None => (first, "Add a column `Name` with the names of the associations.".to_string()),
        };
        importer.fail(importer.header.row, at, message, help);
        return;
    }
    let help = "Write the association's name in this row, or empty the row if it is about something else.";
    if rows.len() <= MAX_SINGLE {
        for row in rows {
            importer.fail(row, first, format!("row {} has no name, and fits no membership", row + 1), help);
        }
        return;
    }
    let shown: Vec<String> = rows.iter().take(MAX_SINGLE).map(|row| (row + 1).to_string()).collect();
    let more = rows.len() - MAX_SINGLE;
    let message = format!("rows {} and {more} more have no name, and fit no membership", shown.join(", "));
    let help = "Write the association's name in each row, or empty the rows that are about something else.";
    importer.fail(first_row, first, message, help);
}

/// The column that may have the names, and its heading: of those that are not read the first with a different text in
/// each of the rows.
fn name_column(importer: &Importer, rows: &[usize]) -> Option<(usize, String)> {
    let text = |row: usize, at: usize| match &importer.sheet.filled(row, at)?.value {
        CellValue::Text(text) if text.chars().any(char::is_alphabetic) => Some(text.trim().to_string()),
        _ => None,
    };
    importer.header.unknown.iter().map(|(at, _)| *at).find_map(|at| {
        let mut texts: Vec<String> = rows.iter().filter_map(|row| text(*row, at)).collect();
        texts.sort_unstable();
        texts.dedup();
        let heading = importer.sheet.filled(importer.header.row, at)?.shown();
        (texts.len() == rows.len()).then_some((at, heading))
    })
}
