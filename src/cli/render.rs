//! `brochure render`: renders any HTML file to PDF. The folder of the file is the project folder.

use std::path::Path;
use std::time::Instant;

use super::arguments::RenderArguments;
use super::output::Outputs;
use super::project::{source_date_epoch, with_threads};
use super::terminal::{report, say};
use crate::template;
use engine::diagnostics::{Diagnostic, Diagnostics};
use engine::pdf::Information;
use engine::resources::Resources;

/// Renders the file. Returns whether there was no error.
pub(super) fn run(arguments: &RenderArguments) -> bool {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let path = &arguments.file;
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = match error.kind() {
                std::io::ErrorKind::NotFound => format!("there is no file {}", path.display()),
                _ => format!("{} cannot be read: {error}", path.display()),
            };
            diagnostics.push(
                Diagnostic::error(message).path(path).help("Check the name of the file and the folder."),
            );
            return report(&diagnostics);
        }
    };
    let name = path.display().to_string();
    let Some(source) = diagnostics.add_encoded_text(&name, &bytes) else { return report(&diagnostics) };
    let html = diagnostics.source(source).text.clone();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let resources = Resources::new(folder, template::FILES);
    let threads = arguments.threads.count();
    let output = with_threads(threads, || {
        let information = Information { creation_date: source_date_epoch(), ..Information::default() };
        let input = engine::Input {
            html: &html,
            source,
            base: "",
            resources: &resources,
            threads,
            remarks: false,
            information,
        };
        engine::render(input, &mut diagnostics)
    });
    let Some(output) = output else { return report(&diagnostics) };
    let target = arguments.output.clone().unwrap_or_else(|| path.with_extension("pdf"));
    let line =
        format!("{}: {} pages, {} KB", target.display(), output.pages, output.pdf.len().div_ceil(1024));
    let mut outputs = Outputs::default();
    outputs.add(target, output.pdf);
    let written = outputs.write(&mut diagnostics);
    let succeeded = report(&diagnostics);
    if written {
        say(&format!("{line}\ndone in {:.2} s\n", start.elapsed().as_secs_f64()));
    }
    succeeded
}
