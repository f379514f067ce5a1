//! The command line: the arguments, a file for each subcommand, and all reading and writing for the user.

mod arguments;
mod attachments;
mod booklet;
mod booklet_arguments;
mod build;
mod check;
mod completions;
mod conversion;
mod diff;
mod diff_arguments;
mod edition;
mod eject;
#[cfg(feature = "spreadsheets")]
mod export;
mod git;
#[cfg(feature = "spreadsheets")]
mod import;
mod inspection;
mod languages;
#[cfg(feature = "mail")]
mod mail;
mod mail_arguments;
mod man;
mod output;
mod paper;
mod progress;
mod project;
mod provenance;
mod render;
mod report_formats;
mod schema;
mod spreadsheet_arguments;
mod starter;
mod terminal;
mod translate;
mod verify;
#[cfg(feature = "watch")]
mod watch;
mod watch_arguments;
mod web_page;

use std::process::ExitCode;

use clap::Parser;

pub use arguments::command;
use arguments::{Arguments, Command};
use terminal::{be_quiet, say};

/// Runs the program. Exit status: 0 for success, 1 if the input has errors, 2 for wrong usage.
pub fn run() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        if engine::is_panic_caught() {
            return;
        }
        let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line()));
        say(&format!(
            "brochure stopped because of an error in the program{}. Nothing was written.\nPlease report this, with the data and layouts that you used.\n",
            place.unwrap_or_default()
        ));
    }));
    let arguments = Arguments::try_parse().inspect(|arguments| {
        if arguments.is_quiet() {
            be_quiet();
        }
    });
    let command = match arguments.and_then(Arguments::command) {
        Ok(command) => command,
        Err(error) => {
            // Requested help goes to standard output, errors to standard error.
            let failed = error.use_stderr();
            let _ = error.print();
            return ExitCode::from(if failed { 2 } else { 0 });
        }
    };
    if let Some(project) = command.project() {
        output::complete(project);
    }
    let succeeded = std::panic::catch_unwind(|| match command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Render(arguments) => render::run(&arguments),
        Command::Booklet(arguments) => booklet::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Init(arguments) => starter::init(&arguments),
        Command::New(arguments) => starter::new(&arguments),
        Command::Eject(arguments) => eject::run(&arguments),
        Command::Translate(arguments) => translate::run(&arguments),
        #[cfg(feature = "mail")]
        Command::Mail(arguments) => mail::run(&arguments),
        // Refused with the arguments.
        #[cfg(not(feature = "mail"))]
        Command::Mail(_) => false,
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Edition(arguments) => edition::run(&arguments),
        #[cfg(feature = "watch")]
        Command::Watch(arguments) => watch::run(&arguments),
        #[cfg(not(feature = "watch"))]
        Command::Watch(_) => false,
        #[cfg(feature = "spreadsheets")]
        Command::Import(arguments) => import::run(&arguments),
        #[cfg(feature = "spreadsheets")]
        Command::Export(arguments) => export::run(&arguments),
        #[cfg(not(feature = "spreadsheets"))]
        Command::Import(_) | Command::Export(_) => false,
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    });
    ExitCode::from(u8::from(!succeeded.unwrap_or(false)))
}
