//! The command line: the arguments, a file for each subcommand, and all reading and writing for the user.

mod arguments;
mod attachments;
mod booklet;
mod booklet_arguments;
mod build;
mod check;
mod completions;
mod conversion;
mod eject;
#[cfg(feature = "spreadsheets")]
mod export;
#[cfg(feature = "spreadsheets")]
mod import;
mod inspection;
mod languages;
#[cfg(feature = "mail")]
mod mail;
mod mail_arguments;
mod output;
mod paper;
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
mod web_page;

use std::process::ExitCode;

use clap::Parser;

pub use arguments::command;
use arguments::{Arguments, Command};
use terminal::say;

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
    let command = match Arguments::try_parse().and_then(Arguments::command) {
        Ok(command) => command,
        Err(error) => {
            // Requested help goes to standard output, errors to standard error.
            let failed = error.use_stderr();
            let _ = error.print();
            return ExitCode::from(if failed { 2 } else { 0 });
        }
    };
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
        #[cfg(feature = "spreadsheets")]
        Command::Import(arguments) => import::run(&arguments),
        #[cfg(feature = "spreadsheets")]
        Command::Export(arguments) => export::run(&arguments),
        #[cfg(not(feature = "spreadsheets"))]
        Command::Import(_) | Command::Export(_) => false,
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    });
    ExitCode::from(u8::from(!succeeded.unwrap_or(false)))
}
