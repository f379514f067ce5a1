//! `brochure completions`: the script that completes commands and options in a shell.

use super::arguments::{CompletionsArguments, command};
use super::terminal::print;

/// Writes the script to standard output. Returns whether that succeeded.
pub(super) fn run(arguments: &CompletionsArguments) -> bool {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "brochure", &mut script);
    print(&script)
}
