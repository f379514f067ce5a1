//! `brochure render`: renders any HTML file to PDF. The folder of the file, or the one named with `--root`, is the project
//! folder.

use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::arguments::RenderArguments;
use super::output::{Outputs, folder_of};
use super::project::{source_date_epoch, with_threads};
use super::terminal::{report, say, shown};
use crate::template;
use engine::diagnostics::{Diagnostic, Diagnostics, Strictness};
use engine::pdf::Information;
use engine::resources::Resources;

/// In place of a file: standard input or standard output.
const STREAM: &str = "-";

/// Renders the file. Returns whether there was no error.
pub(super) fn run(arguments: &RenderArguments) -> bool {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let path = &arguments.file;
    let is_stream = path.as_os_str() == STREAM;
    let target = target(arguments);
    if let Some(target) = &target
        && !is_stream
        && is_same_file(path, target)
    {
        let message = format!("{} would be overwritten by its own PDF", path.display());
        diagnostics.push(Diagnostic::error(message).path(path).help("Name another file after `-o`."));
        return report(&diagnostics);
    }
    if target.is_none() && std::io::stdout().is_terminal() {
        diagnostics.push(
            Diagnostic::error("a PDF is not written to a terminal")
                .help("Name a file with `-o FILE.pdf`, or send the output to another program."),
        );
        return report(&diagnostics);
    }
    let folder = if is_stream { Path::new(".") } else { folder_of(path) };
    let root = arguments.root.as_deref().unwrap_or(folder);
    let Some(bytes) = read(path, is_stream, &mut diagnostics) else { return report(&diagnostics) };
    let name = if is_stream { "standard input".to_string() } else { path.display().to_string() };
    let Some(source) = diagnostics.add_encoded_text(&name, &bytes) else { return report(&diagnostics) };
    let html = diagnostics.source(source).text.clone();
    let Some(base) = base(folder, root, &mut diagnostics) else { return report(&diagnostics) };
    let resources = Resources::new(root, template::FILES).of_a_file(|folder| {
        format!("Add `--root {}`: files in that folder may be read then.", folder.display())
    });
    let threads = arguments.threads.count();
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
            standards: engine::pdf::Standards::SCREEN,
            image_ppi: None,
            print: arguments.print.setup(),
        };
        engine::render(input, &mut diagnostics)
    });
    let Some(output) = output else { return report(&diagnostics) };
    let name = target.as_ref().map_or("standard output".to_string(), |target| shown(target));
    let standards = output.standards.names().map(|names| format!(", {names}")).unwrap_or_default();
    let size = output.pdf.len().div_ceil(1024);
    let line = format!("{name}: {} pages, {size} KB{standards}", output.pages);
    let written = match &target {
        Some(target) => write_file(target, output.pdf, &mut diagnostics),
        None => write_stream(&output.pdf, &mut diagnostics),
    };
    let succeeded = report(&diagnostics);
    if written {
        say(&format!("{line}\ndone in {:.2} s\n", start.elapsed().as_secs_f64()));
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

/// The file to write; `None` for standard output.
fn target(arguments: &RenderArguments) -> Option<PathBuf> {
    match &arguments.output {
        Some(output) => Some(output.clone()).filter(|output| output.as_os_str() != STREAM),
        None if arguments.file.as_os_str() == STREAM => None,
        None => Some(arguments.file.with_extension("pdf")),
    }
}

/// Whether two paths lead to one file.
fn is_same_file(left: &Path, right: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // One file may have several names.
        let identity = |path: &Path| std::fs::metadata(path).ok().map(|found| (found.dev(), found.ino()));
        if identity(left).is_some_and(|found| identity(right) == Some(found)) {
            return true;
        }
    }
    left == right
        || left.canonicalize().is_ok_and(|left| right.canonicalize().is_ok_and(|right| left == right))
}

fn read(path: &Path, is_stream: bool, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = match is_stream {
        true => std::io::stdin().lock().read_to_end(&mut bytes).map(drop),
        false => std::fs::read(path).map(|read| bytes = read),
    };
    let Err(error) = read else { return Some(bytes) };
    diagnostics.push(if is_stream {
        Diagnostic::error(format!("standard input cannot be read: {error}"))
    } else {
        let message = match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no file {}", path.display()),
            _ => format!("{} cannot be read: {error}", path.display()),
        };
        Diagnostic::error(message).path(path).help("Check the name of the file and the folder.")
    });
    None
}

fn write_file(target: &Path, pdf: Vec<u8>, diagnostics: &mut Diagnostics) -> bool {
    let Some(name) = target.file_name().and_then(|name| name.to_str()) else {
        let message = format!("{} is not the name of a file", target.display());
        diagnostics.push(Diagnostic::error(message).help("Name a file after `-o`."));
        return false;
    };
    let mut outputs = Outputs::new(folder_of(target));
    outputs.add(name, pdf);
    outputs.write(diagnostics)
}

fn write_stream(pdf: &[u8], diagnostics: &mut Diagnostics) -> bool {
    let mut stream = std::io::stdout().lock();
    let written = stream.write_all(pdf).and_then(|()| stream.flush());
    if let Err(error) = &written {
        diagnostics.push(Diagnostic::error(format!("standard output cannot be written: {error}")));
    }
    written.is_ok()
}
