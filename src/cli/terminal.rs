//! What the user sees on standard error, and what another program reads on standard output.

use std::ffi::OsStr;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use engine::diagnostics::{self, Diagnostics, RenderOptions, Severity};

/// A path as messages show it.
pub(super) fn shown(path: &Path) -> String {
    diagnostics::visible(&path.display().to_string())
}

/// See [`is_quiet`].
static IS_QUIET: AtomicBool = AtomicBool::new(false);

/// From now on, only errors, warnings and what was asked for are said.
pub(super) fn be_quiet() {
    IS_QUIET.store(true, Ordering::Relaxed);
}

/// Whether results are not to be said.
pub(super) fn is_quiet() -> bool {
    IS_QUIET.load(Ordering::Relaxed)
}

/// Says what a command has done, unless it was asked to be quiet.
pub(super) fn say_result(text: &str) {
    if !is_quiet() {
        say(text);
    }
}

/// Writes to standard error; a closed stream is not a failure.
pub(super) fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Opens a file or an address with the program that the system has for it, and says if there is none. Returns whether that
/// succeeded.
pub(super) fn open(name: &str, target: impl AsRef<OsStr>) -> bool {
    let opened = open::that_detached(target);
    if let Err(error) = &opened {
        say(&format!("{name} cannot be opened: {error}\nOpen it yourself.\n"));
    }
    opened.is_ok()
}

/// Writes to standard output. Returns whether that succeeded; a reader that closes the pipe early counts as success.
pub(super) fn print(bytes: &[u8]) -> bool {
    match std::io::stdout().write_all(bytes) {
        Ok(()) => true,
        Err(error) => error.kind() == std::io::ErrorKind::BrokenPipe,
    }
}

/// Shows all diagnostics.
pub(super) fn show(diagnostics: &Diagnostics) {
    let color =
        std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    say(&diagnostics::render(diagnostics, RenderOptions { color }));
}

/// Shows all diagnostics, and says if they prevented results. Returns whether there was no error.
pub(super) fn report(diagnostics: &Diagnostics) -> bool {
    show(diagnostics);
    let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    if errors > 0 {
        let warnings =
            if warnings > 0 { format!(" and {}", count(warnings, "warning")) } else { String::new() };
        say(&format!("{}{warnings}; nothing was written\n", count(errors, "error")));
    }
    errors == 0
}

/// Shows all diagnostics, and says what is shown instead of pages with errors.
#[cfg(feature = "watch")]
pub(super) fn report_kept(diagnostics: &Diagnostics, has_pages: bool) {
    show(diagnostics);
    let errors = diagnostics.count(Severity::Error);
    if errors > 0 {
        let kept = if has_pages { "the last good pages stay" } else { "there are no pages yet" };
        say(&format!("{}; {kept}\n", count(errors, "error")));
    }
}

/// A number and a noun: `1 error`, `2 errors`.
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
