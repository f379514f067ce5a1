//! What commands that write one file have in common: reading a file, and writing the result where it is wanted.

use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use super::output::{Outputs, folder_of};
use super::terminal::shown;
use engine::diagnostics::{Diagnostic, Diagnostics};

/// Whether a name is standard input or standard output instead of a file.
pub(super) fn is_stream(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Where the result is written: to a file, or to standard output if it is `None`.
pub(super) struct Target(Option<PathBuf>);

impl Target {
    /// The file `wanted`, or the one beside `input` with another ending. Reports it if the PDF would replace its own input
    /// or be shown on a terminal.
    pub(super) fn new(
        input: &Path,
        wanted: Option<&Path>,
        ending: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Target> {
        let target = match wanted {
            Some(output) => Some(output.to_path_buf()).filter(|output| !is_stream(output)),
            None => (!is_stream(input)).then(|| input.with_extension(ending)),
        };
        let fault = if let Some(target) = &target
            && !is_stream(input)
            && is_same_file(input, target)
        {
            let message = format!("{} would be overwritten by its own PDF", input.display());
            Diagnostic::error(message).path(input).help("Name another file after `-o`.")
        } else if target.is_none() && std::io::stdout().is_terminal() {
            Diagnostic::error("a PDF is not written to a terminal")
                .help("Name a file with `-o FILE.pdf`, or send the output to another program.")
        } else {
            return Some(Target(target));
        };
        diagnostics.push(fault);
        None
    }

    /// The file or stream `wanted`, or else the file `usual`. Reports it if the result, `what`, would be shown on a terminal.
    #[cfg(any(feature = "mail", feature = "spreadsheets"))]
    pub(super) fn or_usual(
        wanted: Option<&Path>,
        usual: PathBuf,
        what: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Target> {
        let target = Some(wanted.map_or(usual, Path::to_path_buf)).filter(|target| !is_stream(target));
        if target.is_none() && std::io::stdout().is_terminal() {
            let message = Diagnostic::error(format!("{what} is not written to a terminal"));
            diagnostics.push(message.help("Name a file after `-o`, or send the output to another program."));
            return None;
        }
        Some(Target(target))
    }

    /// Its name in messages.
    pub(super) fn shown(&self) -> String {
        self.0.as_ref().map_or("standard output".to_string(), |target| shown(target))
    }

    /// Writes the result. Returns whether it is written; reports it otherwise.
    pub(super) fn write(&self, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> bool {
        match &self.0 {
            Some(target) => write_file(target, bytes, diagnostics),
            None => write_stream(&bytes, diagnostics),
        }
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

/// The content of a file or of standard input. Reports a file that cannot be read.
pub(super) fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    let is_stream = is_stream(path);
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

fn write_file(target: &Path, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> bool {
    let Some(name) = target.file_name().and_then(|name| name.to_str()) else {
        let message = format!("{} is not the name of a file", target.display());
        diagnostics.push(Diagnostic::error(message).help("Name a file after `-o`."));
        return false;
    };
    let mut outputs = Outputs::new(folder_of(target));
    outputs.add(name, bytes);
    outputs.write(diagnostics)
}

fn write_stream(bytes: &[u8], diagnostics: &mut Diagnostics) -> bool {
    let mut stream = std::io::stdout().lock();
    let written = stream.write_all(bytes).and_then(|()| stream.flush());
    if let Err(error) = &written {
        diagnostics.push(Diagnostic::error(format!("standard output cannot be written: {error}")));
    }
    written.is_ok()
}
