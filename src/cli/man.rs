//! `brochure man`: the manual pages of the program and of its commands.

use clap_mangen::Man;

use super::arguments::{ManArguments, command};
use super::output::Outputs;
use super::terminal::{print, report, say_result, shown};
use engine::diagnostics::Diagnostics;

/// Writes the page of the program to standard output, or all pages to a folder. Returns whether that succeeded.
pub(super) fn run(arguments: &ManArguments) -> bool {
    let mut whole = command();
    // Names the commands as in `brochure-build` and `brochure build`.
    whole.build();
    let Some(folder) = &arguments.folder else { return print(&page(whole)) };
    let mut diagnostics = Diagnostics::new();
    let mut outputs = Outputs::new(folder);
    for inner in whole.get_subcommands().filter(|inner| inner.get_name() != "help") {
        outputs.add(format!("brochure-{}.1", inner.get_name()), page(inner.clone()));
    }
    outputs.add("brochure.1", page(whole));
    let written = outputs.write(&mut diagnostics);
    let succeeded = report(&diagnostics);
    if written {
        say_result(&format!(
            "{} has the pages now: `man -l {}`\n",
            shown(folder),
            shown(&folder.join("brochure.1"))
        ));
    }
    succeeded
}

/// The page of a command in the form of `man`. It bears no date, so that it is the same in every run.
fn page(command: clap::Command) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = Man::new(command)
        .date("")
        .source(concat!("brochure ", env!("CARGO_PKG_VERSION")))
        .manual("brochure")
        .render(&mut bytes);
    bytes
}
