//! The command line: arguments, one file a subcommand, and all reading and writing for the user.

mod build;
mod check;
mod output;
mod render;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use engine::diagnostics::{self, Diagnostics, RenderOptions, Severity};

/// Turns a university's records of its international memberships into a PDF brochure and a
/// plain-text summary.
#[derive(Debug, Parser)]
#[command(
    name = "brochure",
    version,
    after_help = "Examples:\n  brochure                        write output/brochure.pdf and output/summary.txt\n  brochure -C ~/memberships       the same for another project folder\n  brochure check --strict         look for what is wrong or missing, and write nothing\n  brochure render page.html       any HTML and CSS to page.pdf"
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    build: build::BuildArguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the brochure and the summary (what happens without a command)
    Build(build::BuildArguments),
    /// Check data, layouts, links, fonts and freshness; write nothing
    Check(check::CheckArguments),
    /// Render any HTML file with its CSS to PDF
    Render(render::RenderArguments),
}

impl Arguments {
    /// The command that is meant, with the options that were given before its name.
    ///
    /// # Errors
    /// Options before the name of a command that does not take them.
    fn command(self) -> Result<Command, clap::Error> {
        let outer = self.build;
        let refuse = |option: &str, command: &str| {
            let message = format!("`{command}` does not take the option {option}\n");
            Err(self::command().error(clap::error::ErrorKind::ArgumentConflict, message))
        };
        match self.command {
            None => Ok(Command::Build(outer)),
            Some(Command::Build(mut arguments)) => {
                arguments.inherit(outer);
                Ok(Command::Build(arguments))
            }
            Some(Command::Check(mut arguments)) => match outer.own_option() {
                Some(option) => refuse(option, "check"),
                None => {
                    arguments.project.inherit(&outer.project);
                    Ok(Command::Check(arguments))
                }
            },
            Some(Command::Render(mut arguments)) => {
                match outer.own_option().or(outer.project.folder.is_some().then_some("-C")) {
                    Some(option) => refuse(option, "render"),
                    None => {
                        arguments.threads = arguments.threads.or(outer.project.threads);
                        Ok(Command::Render(arguments))
                    }
                }
            }
        }
    }
}

/// The command line as it is declared: what the manual must tell of.
pub fn command() -> clap::Command {
    <Arguments as clap::CommandFactory>::command()
}

/// What all commands on a project take.
#[derive(Clone, Debug, Args)]
struct ProjectArguments {
    /// The project folder [default: the current one]
    #[arg(short = 'C', value_name = "DIR")]
    folder: Option<PathBuf>,
    /// How many threads to use [default: as many as there are processors]
    #[arg(short = 'j', value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

impl ProjectArguments {
    fn folder(&self) -> &Path {
        self.folder.as_deref().unwrap_or(Path::new("."))
    }

    /// Takes over what was given before the command, as in `brochure -C DIR check`.
    fn inherit(&mut self, outer: &ProjectArguments) {
        self.folder = self.folder.take().or_else(|| outer.folder.clone());
        self.threads = self.threads.or(outer.threads);
    }

    fn threads(&self) -> usize {
        threads(self.threads)
    }
}

fn threads(wanted: Option<u16>) -> usize {
    wanted.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// Runs the program. Exit status: 0 done, 1 the input has errors, 2 wrong usage.
pub fn run() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line()));
        say(&format!(
            "brochure has met a fault of its own{}. Nothing was written.\nPlease report it with the data and layouts that led to it.\n",
            place.unwrap_or_default()
        ));
    }));
    let command = match Arguments::try_parse().and_then(Arguments::command) {
        Ok(command) => command,
        Err(error) => {
            // Help that was asked for goes to standard output, complaints to standard error.
            let failed = error.use_stderr();
            let _ = error.print();
            return ExitCode::from(if failed { 2 } else { 0 });
        }
    };
    let succeeded = std::panic::catch_unwind(|| match command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Render(arguments) => render::run(&arguments),
    });
    ExitCode::from(u8::from(!succeeded.unwrap_or(false)))
}

/// Runs `work` with so many threads, on a stack that deep documents fit on.
fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(64 << 20).build();
    match pool {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// Writes to standard error; where nobody reads it, that is no failure.
fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Shows all diagnostics, and whether there was no error.
fn report(diagnostics: &Diagnostics) -> bool {
    let colour =
        std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    say(&diagnostics::render(diagnostics, RenderOptions { colour }));
    let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    if errors > 0 {
        let warnings =
            if warnings > 0 { format!(" and {}", count(warnings, "warning")) } else { String::new() };
        say(&format!("{}{warnings}; nothing was written\n", count(errors, "error")));
    }
    errors == 0
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
