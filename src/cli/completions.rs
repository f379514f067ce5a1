//! `brochure completions`: the script that completes commands and options in a shell.

use std::io::Write;

use super::arguments::{CompletionsArguments, command};

/// Writes the script to standard output. Returns whether that succeeded; a reader that closes the pipe early counts as
/// success.
pub(super) fn run(arguments: &CompletionsArguments) -> bool {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "brochure", &mut script);
    match std::io::stdout().write_all(&script) {
        Ok(()) => true,
        Err(error) => error.kind() == std::io::ErrorKind::BrokenPipe,
    }
}
