//! `brochure booklet`: imposes the pages of a PDF for printing on both sides of sheets that are folded.

use std::path::Path;

use super::booklet_arguments::BookletArguments;
use super::conversion::{Target, is_stream, read};
use super::project::source_date_epoch;
use super::terminal::{count, report, say_result};
use engine::diagnostics::{Diagnostic, Diagnostics};
use engine::imposition::{self, Binding, Booklet, Flip, Imposed, ImpositionError, Warning};

/// Imposes the file. Returns whether there was no error.
pub(super) fn run(arguments: &BookletArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let path = &arguments.file;
    let target = Target::new(path, arguments.output.as_deref(), "booklet.pdf", &mut diagnostics);
    let Some(target) = target else { return report(&diagnostics) };
    let Some(bytes) = read(path, &mut diagnostics) else { return report(&diagnostics) };
    let title = path.file_stem().filter(|_| !is_stream(path)).unwrap_or_default().to_string_lossy();
    let booklet = arguments.booklet();
    let imposed = match imposition::impose(&bytes, &title, source_date_epoch(), &booklet) {
        Ok(imposed) => imposed,
        Err(error) => {
            diagnostics.push(message(path, &error));
            return report(&diagnostics);
        }
    };
    for warning in &imposed.warnings {
        diagnostics.push(match warning {
            Warning::NoRoomForMarks => Diagnostic::warning("the sheet has no room for all marks")
                .help("Choose a larger sheet with `--sheet`: marks need 5 to 8 mm around the pages."),
            Warning::SeveralSizes => Diagnostic::warning(format!(
                "the pages of {} have several sizes; all are trimmed to the largest",
                path.display()
            )),
        });
    }
    let summary = summary(&imposed, &booklet);
    let size = imposed.pdf.len().div_ceil(1024);
    let written = target.write(imposed.pdf, &mut diagnostics);
    let succeeded = report(&diagnostics);
    if written {
        say_result(&format!("{}: {size} KB\n{summary}", target.shown()));
    }
    succeeded
}

/// What a person does with the file.
fn summary(imposed: &Imposed, booklet: &Booklet) -> String {
    let mut text = String::new();
    if imposed.blank_pages > 0 {
        let place = if booklet.keep_back_cover { "before the back cover" } else { "at the end" };
        text.push_str(&format!("{} added {place}\n", count(imposed.blank_pages, "blank page")));
    }
    if imposed.scale < 1.0 {
        text.push_str(&format!("pages scaled to {:.0} %\n", imposed.scale * 100.0));
    }
    let gathered = match booklet.signature {
        Some(_) => count(imposed.signatures, "signature"),
        None => "saddle stitch".to_string(),
    };
    let spine = match imposed.binding {
        Binding::Left => "left",
        Binding::Right => "right",
    };
    let flip = match booklet.flip {
        Flip::Short => "short",
        Flip::Long => "long",
    };
    let pages = count(imposed.pages, "page");
    let sheets = count(imposed.sheets, "sheet");
    text.push_str(&format!("{pages} on {sheets}, {gathered}, spine on the {spine}\n"));
    text.push_str(&format!("print on both sides at 100 %, flip on the {flip} edge\n"));
    text
}

fn message(path: &Path, error: &ImpositionError) -> Diagnostic {
    let name = if is_stream(path) { "standard input".to_string() } else { path.display().to_string() };
    let diagnostic = Diagnostic::error(format!("{name} cannot be imposed: {error}")).path(path);
    match error {
        ImpositionError::Encrypted => diagnostic.help("Save it without a password first."),
        ImpositionError::SheetTooSmall(..) => {
            diagnostic.help("Choose a larger `--sheet`, or scale the pages down with `--scale fit`.")
        }
        ImpositionError::CreepTooLarge(_) => {
            diagnostic.help("`--creep` is the thickness of one sheet of paper, about 0.1mm.")
        }
        ImpositionError::Unreadable(_) | ImpositionError::NoPages | ImpositionError::Content(_) => diagnostic,
    }
}
