//! The options of `brochure diff` and `brochure edition`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::arguments::{ProjectArguments, project_here};

/// What is compared, and how the changes are written.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "OLD and NEW are each one of:\n  2026                 a kept edition: editions/2026.yaml (see `brochure edition close`)\n  ../last-year         a project folder\n  HEAD~3, v2026        a revision of the project in git\n\nWhat the brochure says is compared: associations, statuses, figures, names, contacts, dates, evidence, events, projects, agreements, exchange, texts, the institution. Colors, labels and what is below `internal` are not.\n\nExamples:\n  brochure diff 2026                      what changed since the edition of 2026\n  brochure diff 2025 2026 --lang az       between two editions, in Azerbaijani\n  brochure diff HEAD~1 --format md        since the last revision, for a report"
)]
pub(super) struct DiffArguments {
    /// The earlier state: a year, a folder or a git revision
    #[arg(value_name = "OLD")]
    pub(super) old: String,
    /// The later state [default: the project as it is]
    #[arg(value_name = "NEW")]
    pub(super) new: Option<String>,
    /// The language of the words, by its tag [default: the first language of the brochure]
    #[arg(long = "lang", value_name = "TAG")]
    pub(super) language: Option<String>,
    /// How to write the changes: text for people, md for a document, json for programs
    #[arg(long = "format", value_enum, default_value_t = DiffFormat::Text, value_name = "FORMAT", hide_possible_values = true)]
    pub(super) format: DiffFormat,
    /// The project folder [default: that of the current folder, or above it]
    #[arg(short = 'C', value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
}

impl DiffArguments {
    pub(super) fn folder(&self) -> &Path {
        self.folder.as_deref().unwrap_or_else(|| project_here())
    }
}

/// How `diff` writes changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    Text,
    Md,
    Json,
}

/// What is done with editions.
#[derive(Clone, Debug, Args)]
pub(super) struct EditionArguments {
    #[command(subcommand)]
    pub(super) command: EditionCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub(super) enum EditionCommand {
    /// Keep the edition of this year, so that it can be built again and compared with the next one
    Close(CloseArguments),
}

#[derive(Clone, Debug, Args)]
#[command(
    after_help = "The edition is kept in editions/YEAR.yaml: the texts of data/ and templates/ as they are, and the hashes of all other files that it needs, with a copy of each in editions/files/. `brochure build --edition YEAR` builds it again, `brochure diff YEAR` says what has changed since.\n\nExamples:\n  brochure edition close                  keep the edition of the year in data/brochure.yaml\n  brochure edition close --next 2027      and begin that of 2027"
)]
pub(super) struct CloseArguments {
    /// Begin the edition of this year: write it to `edition.year` of data/brochure.yaml
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1000..=9999))]
    pub(super) next: Option<i32>,
    #[command(flatten)]
    pub(super) project: ProjectArguments,
}
