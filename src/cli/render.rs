//! `brochure render`: renders any HTML file to PDF. The folder of the file, or the one named with `--root`, is the project
//! folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::arguments::RenderArguments;
use super::conversion::{Target, is_stream, read};
use super::output::folder_of;
use super::project::{source_date_epoch, with_threads};
use super::terminal::{count, report, say_result};
use crate::template;
use engine::diagnostics::{Diagnostic, Diagnostics, Strictness};
use engine::pdf::{Information, Press};
use engine::resources::Resources;

/// Renders the file. Returns whether there was no error.
pub(super) fn run(arguments: &RenderArguments) -> bool {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let path = &arguments.file;
    let is_stream = is_stream(path);
    let Some(target) = Target::new(path, arguments.output.as_deref(), "pdf", &mut diagnostics) else {
        return report(&diagnostics);
    };
    let folder = if is_stream { Path::new(".") } else { folder_of(path) };
    let root = arguments.root.as_deref().unwrap_or(folder);
    let Some(bytes) = read(path, &mut diagnostics) else { return report(&diagnostics) };
    let name = if is_stream { "standard input".to_string() } else { path.display().to_string() };
    let Some(source) = diagnostics.add_encoded_text(&name, &bytes) else { return report(&diagnostics) };
    let html = diagnostics.source(source).text.clone();
    let Some(base) = base(folder, root, &mut diagnostics) else { return report(&diagnostics) };
    let resources = Resources::new(root, template::FILES).of_a_file(|folder| {
        format!("Add `--root {}`: files in that folder may be read then.", folder.display())
    });
    let threads = arguments.threads.count();
    let chosen = arguments.standards.chosen();
    let output = with_threads(threads, || {
        let information = Information { creation_date: source_date_epoch(), ..Information::default() };
        let input = engine::Input {
            html: &html,
            source,
            base: &base,
            resources: &resources,
            threads,
            remarks: false,
            strictness: arguments.strictness.or(Strictness::Lenient),
            information,
            standards: chosen.unwrap_or(engine::pdf::Standards::SCREEN),
            image_ppi: None,
            press: chosen.filter(|chosen| chosen.press).map(|_| Arc::new(Press::fogra39())),
            print: arguments.print.setup(),
        };
        engine::render(input, &mut diagnostics)
    });
    let Some(output) = output else { return report(&diagnostics) };
    if chosen.is_some() {
        diagnostics.extend(output.advice);
    }
    let standards = output.standards.names().map(|names| format!(", {names}")).unwrap_or_default();
    let size = output.pdf.len().div_ceil(1024);
    let line = format!("{}: {}, {size} KB{standards}", target.shown(), count(output.pages, "page"));
    let written = target.write(output.pdf, &mut diagnostics);
    let succeeded = report(&diagnostics);
    if written {
        say_result(&format!("{line}\ndone in {:.2} s\n", start.elapsed().as_secs_f64()));
    }
    succeeded
}

/// The path from the folder `root` to the folder of the HTML file. Reports if that is not in it.
fn base(folder: &Path, root: &Path, diagnostics: &mut Diagnostics) -> Option<String> {
    let from_root = |root: PathBuf| Some(folder.canonicalize().ok()?.strip_prefix(root).ok()?.to_path_buf());
    let (message, help) = match root.canonicalize() {
        Ok(real) if real.is_dir() => match from_root(real) {
            Some(base) => return Some(base.to_string_lossy().replace('\\', "/")),
            None => (
                format!("the HTML file is not in the folder {}", root.display()),
                "Name a folder that contains it after `--root`.",
            ),
        },
        _ => {
            let message = format!("there is no folder {}", root.display());
            (message, "Check the name of the folder after `--root`.")
        }
    };
    diagnostics.push(Diagnostic::error(message).path(root).help(help));
    None
}
