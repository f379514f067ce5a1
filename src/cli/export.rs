//! `brochure export`: writes the memberships as a table, which `brochure import` reads.

use std::path::{Path, PathBuf};

use super::conversion::{Target, is_stream};
use super::spreadsheet_arguments::ExportArguments;
use super::terminal::{count, report, say_result};
use crate::data::table::{Export, export};
use engine::diagnostics::{Diagnostic, Diagnostics};

/// The name of the table.
const USUAL: &str = "memberships.xlsx";

/// Writes the table. Returns whether there was no error.
pub(super) fn run(arguments: &ExportArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let done = write(arguments, &mut diagnostics);
    let succeeded = report(&diagnostics);
    if let Some(line) = done.filter(|_| succeeded) {
        say_result(&line);
    }
    succeeded
}

/// What was done, for the user; `None` after an error.
fn write(arguments: &ExportArguments, diagnostics: &mut Diagnostics) -> Option<String> {
    let folder = arguments.project.folder();
    let wanted: PathBuf = arguments.output.clone().unwrap_or_else(|| folder.join(USUAL));
    let ending = wanted.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_csv = match ending.as_deref() {
        _ if is_stream(&wanted) => true,
        Some("csv") => true,
        Some("xlsx") => false,
        _ => {
            let message = format!("{} is neither an Excel workbook nor CSV", wanted.display());
            let help = "Name a file that ends in `.xlsx` or `.csv` after `-o`.";
            diagnostics.push(Diagnostic::error(message).help(help));
            return None;
        }
    };
    let table = export(folder, diagnostics)?;
    let bytes = if is_csv { table.csv() } else { workbook(&table, diagnostics)? };
    if is_stream(&wanted) {
        // A table is text, so a terminal shows it, too.
        return super::terminal::print(&bytes).then(String::new);
    }
    if !may_write(&wanted, &bytes, diagnostics) {
        return None;
    }
    let target = Target::or_usual(Some(&wanted), wanted.clone(), "a table", diagnostics)?;
    target.write(bytes, diagnostics).then(|| {
        format!(
            "{}: {}; edit it, and show its changes with `brochure import`\n",
            target.shown(),
            count(table.count(), "membership")
        )
    })
}

fn workbook(table: &Export, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    let help = "Write CSV with `-o memberships.csv`, which has no such limit.";
    if let Some(column) = table.too_long() {
        let message =
            format!("a text in the column `{column}` is over 32,767 characters long: the limit of a cell");
        diagnostics.push(Diagnostic::error(message).help(help));
        return None;
    }
    match table.xlsx() {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            let message = format!("the table does not fit into a workbook: {error}");
            diagnostics.push(Diagnostic::error(message).help(help));
            None
        }
    }
}

/// Reports a file that is there with another content: somebody may have edited it.
fn may_write(target: &Path, bytes: &[u8], diagnostics: &mut Diagnostics) -> bool {
    if target.symlink_metadata().is_err() || std::fs::read(target).is_ok_and(|known| known == bytes) {
        return true;
    }
    let message = format!("{} exists and is not overwritten", target.display());
    let help = "Put its changes into the data with `brochure import`, then move it away, or name another file with `-o`.";
    diagnostics.push(Diagnostic::error(message).path(target).help(help));
    false
}
