//! The subcommands and options of the command line.

mod outer_options;
mod project_folder;

use std::path::{Path, PathBuf};

pub(super) use project_folder::project_here;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::booklet_arguments::BookletArguments;
use super::diff_arguments::{DiffArguments, EditionArguments};
use super::mail_arguments::MailArguments;
use super::spreadsheet_arguments::{ExportArguments, ImportArguments};
use super::watch_arguments::WatchArguments;
use crate::data::{ChosenStandard, Format, SchemaFile};
use engine::css::{PrinterMarks, absolute_length};
use engine::diagnostics::Strictness;
use engine::pages::PrintSetup;
use engine::pdf::Standards;
use engine::units::Length;

/// Turns a university's records of its international memberships into a PDF brochure and a
/// plain-text summary.
#[derive(Debug, Parser)]
#[command(
    name = "brochure",
    version,
    after_help = "Examples:\n  brochure                        write output/brochure.pdf and output/summary.txt\n  brochure -C ~/memberships       the same for another project folder\n  brochure check --strict         report errors and missing data, and write nothing\n  brochure render page.html       any HTML and CSS to page.pdf\n  brochure booklet page.pdf       its pages on sheets that are folded, to page.booklet.pdf"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    build: BuildArguments,
    /// Say nothing but errors, warnings and what was asked for
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more: `check` lists every finding with its place, `build` how long each file took and which lines and pages could be
    /// better
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the brochure and the summary (the default command)
    Build(BuildArguments),
    /// Check data, layouts, links, fonts and freshness; write nothing
    Check(CheckArguments),
    /// Show the brochure in the browser while its files are edited, with what is wrong and where each word comes from
    Watch(WatchArguments),
    /// Render any HTML file with its CSS to PDF
    Render(RenderArguments),
    /// Check that a brochure was made from the data of a project and not changed since
    Verify(VerifyArguments),
    /// Arrange the pages of a PDF on sheets that are printed on both sides and folded to a booklet
    Booklet(BookletArguments),
    /// Begin a project in a folder: data with an example, which can be built at once
    Init(InitArguments),
    /// Add the file of a membership to the project, with every field as a comment
    New(NewArguments),
    /// Write the built-in labels, layouts, style sheets or fonts into the project, for editing; files that are there stay as they are
    Eject(EjectArguments),
    /// Write a file of the texts that are missing in a language, or put the translations of such a file into the data
    Translate(TranslateArguments),
    /// Say what changed since another edition or revision
    Diff(DiffArguments),
    /// Keep the edition of this year, and begin the next one
    Edition(EditionArguments),
    /// Show what a spreadsheet of the memberships changes in the data, and change it with --apply
    Import(ImportArguments),
    /// Write the memberships as a spreadsheet, to be edited and imported again
    Export(ExportArguments),
    /// Write a draft message with the short summary and the PDF, to be opened in Outlook or Thunderbird
    Mail(MailArguments),
    /// Write the JSON Schema of a data file, with which an editor completes and checks the data
    Schema(SchemaArguments),
    /// Write the script that completes commands and options in a shell
    Completions(CompletionsArguments),
    /// Write the manual pages of the program
    Man(ManArguments),
}

impl Arguments {
    /// Whether results are not to be said.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// The requested command, including the options that were given before its name.
    ///
    /// # Errors
    /// If the command does not take an option that was given before its name.
    pub(super) fn command(self) -> Result<Command, clap::Error> {
        let outer = BuildArguments { is_verbose: self.verbose, ..self.build };
        let Some(mut command) = self.command else {
            return outer.standards.checked(Command::Build(outer.clone()));
        };
        if let Some(name) = command.lacking() {
            let message = format!("this build of brochure has no command `{name}`\n");
            return Err(self::command().error(clap::error::ErrorKind::InvalidSubcommand, message));
        }
        if let Some((option, name)) = outer.refused_by(&command) {
            let message = format!("`{name}` does not take the option {option}\n");
            return Err(self::command().error(clap::error::ErrorKind::ArgumentConflict, message));
        }
        command.inherit(outer);
        match &command {
            Command::Build(arguments) => arguments.standards.clone().checked(command),
            Command::Render(arguments) => arguments.standards.clone().checked(command),
            _ => Ok(command),
        }
    }
}

/// The declaration of the command line, so that tests can compare the manual with it.
pub fn command() -> clap::Command {
    <Arguments as clap::CommandFactory>::command()
}

/// The options of `build` in a text, separated by spaces; `None` if they are not valid.
pub(super) fn build_options(text: &str) -> Option<BuildArguments> {
    let words = ["brochure", "build"].into_iter().chain(text.split_whitespace());
    match Arguments::try_parse_from(words).ok()?.command().ok()? {
        Command::Build(arguments) => Some(arguments),
        _ => None,
    }
}

/// The options of all commands on a project.
#[derive(Clone, Debug, Args)]
pub(super) struct ProjectArguments {
    /// The project folder [default: that of the current folder, or above it]
    #[arg(short = 'C', value_name = "DIR")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    threads: ThreadArguments,
}

/// The option of all commands that work in parallel.
#[derive(Clone, Debug, Args)]
pub(super) struct ThreadArguments {
    /// How many threads to use [default: as many as there are processors]
    #[arg(short = 'j', value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

impl ThreadArguments {
    /// The number of threads to use.
    pub(super) fn count(&self) -> usize {
        let processors = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(processors, usize::from)
    }

    /// Adds what was given before the command.
    fn inherit(&mut self, outer: &ThreadArguments) {
        self.threads = self.threads.or(outer.threads);
    }
}

impl ProjectArguments {
    pub(super) fn folder(&self) -> &Path {
        self.folder.as_deref().unwrap_or_else(|| project_here())
    }

    /// Adds what was given before the command, as in `brochure -C DIR check`.
    fn inherit(&mut self, outer: &ProjectArguments) {
        self.folder = self.folder.take().or_else(|| outer.folder.clone());
        self.threads.inherit(&outer.threads);
    }

    pub(super) fn threads(&self) -> usize {
        self.threads.count()
    }
}

#[derive(Clone, Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub(super) project: ProjectArguments,
    /// A language of the brochure, by its tag, or several in one file: en+az; may be given more than once [default: those
    /// in the data, or all of them]
    #[arg(long = "lang", value_name = "TAG")]
    pub(super) languages: Vec<String>,
    /// A layout, by its name: templates/NAME.html.hbs makes NAME.pdf, or NAME.html; may be given more than once [default: the layouts
    /// in the data, or brochure]
    #[arg(long = "layout", value_delimiter = ',', value_name = "NAME")]
    pub(super) layouts: Vec<String>,
    /// What the PDF is for; may be given more than once [default: the profiles in the data, or screen]
    #[arg(long = "profile", value_enum, ignore_case = true, value_delimiter = ',', value_name = "PROFILE")]
    pub(super) profiles: Vec<Profile>,
    /// What to write; may be given more than once [default: the formats in the data, or pdf and txt]
    #[arg(long = "format", value_enum, ignore_case = true, value_delimiter = ',', value_name = "FORMAT")]
    pub(super) formats: Vec<Format>,
    /// The folder for the results [default: the folder that the data names, or output in the
    /// project folder]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Open what was made: the first file
    #[arg(long)]
    pub(super) open: bool,
    /// Build the kept edition of a year again, into a folder of its own: output/YEAR (see `brochure edition close`)
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1..=9999))]
    pub(super) edition: Option<i32>,
    #[command(flatten)]
    pub(super) standards: StandardArguments,
    #[command(flatten)]
    pub(super) strictness: StrictnessArguments,
    /// Whether to say how long each file took, and which lines and pages could be better.
    #[arg(skip)]
    pub(super) is_verbose: bool,
}

/// The options that choose how severe a missing image, font or glyph is.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(super) struct StrictnessArguments {
    /// Write nothing if an image, a font or a character cannot be shown [default of build]
    #[arg(long, overrides_with = "lenient")]
    strict: bool,
    /// Warn of an image, a font or a character that cannot be shown, and go on [default of render]
    #[arg(long, overrides_with = "strict")]
    lenient: bool,
}

impl StrictnessArguments {
    /// What was asked for, or the default of the command.
    pub(super) fn or(self, default: Strictness) -> Strictness {
        match (self.strict, self.lenient) {
            (true, _) => Strictness::Strict,
            (_, true) => Strictness::Lenient,
            _ => default,
        }
    }

    /// The option that was given.
    fn option(self) -> Option<&'static str> {
        self.strict.then_some("--strict").or(self.lenient.then_some("--lenient"))
    }

    /// Adds what was given before the command.
    fn inherit(&mut self, outer: StrictnessArguments) {
        if !self.strict && !self.lenient {
            *self = outer;
        }
    }
}

/// The option that chooses the standards of a PDF.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct StandardArguments {
    /// A standard that the PDF is to follow, or none; may be given more than once [default: those in the data or of
    /// the profile; for render a-2a,ua-1]
    #[arg(long = "standard", value_enum, ignore_case = true, value_delimiter = ',', value_name = "STANDARD")]
    standards: Vec<ChosenStandard>,
}

impl StandardArguments {
    /// The standards that are given; `None` if none is.
    pub(super) fn chosen(&self) -> Option<Standards> {
        if self.standards.is_empty() { None } else { ChosenStandard::together(&self.standards).ok() }
    }

    /// The command, if the standards go together.
    fn checked(&self, command: Command) -> Result<Command, clap::Error> {
        match ChosenStandard::together(&self.standards) {
            Ok(_) => Ok(command),
            Err((message, help)) => {
                let message = format!("{message}\n  help: {help}\n");
                Err(self::command().error(clap::error::ErrorKind::ArgumentConflict, message))
            }
        }
    }

    /// The option, if it was given.
    fn option(&self) -> Option<&'static str> {
        (!self.standards.is_empty()).then_some("--standard")
    }

    /// Adds what was given before the command.
    fn inherit(&mut self, outer: StandardArguments) {
        if self.standards.is_empty() {
            *self = outer;
        }
    }
}

impl ValueEnum for ChosenStandard {
    fn value_variants<'a>() -> &'a [ChosenStandard] {
        &ChosenStandard::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Profile {
    /// For e-mail and the web
    Screen,
    /// For a print shop, with the inks of a press
    Print,
    /// For archives and accreditation, with the data attached
    Archive,
}

impl Profile {
    /// What distinguishes the names of its files; the files of `screen` have the plain names.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Profile::Screen => "",
            Profile::Print => ".print",
            Profile::Archive => ".archive",
        }
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Format] {
        &Format::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Format::Pdf => "The brochure",
            Format::Html => "The brochure as a web page, in one file",
            Format::Txt => "The summary",
        };
        Some(PossibleValue::new(self.keyword()).help(help))
    }
}

impl BuildArguments {
    /// The first given option that neither `check` nor `render` takes.
    fn own_option(&self) -> Option<&'static str> {
        [
            ("--lang", !self.languages.is_empty()),
            ("--layout", !self.layouts.is_empty()),
            ("--profile", !self.profiles.is_empty()),
            ("--format", !self.formats.is_empty()),
            ("--output", self.output.is_some()),
            ("--open", self.open),
            ("--edition", self.edition.is_some()),
        ]
        .into_iter()
        .find_map(|(name, given)| given.then_some(name))
    }

    /// The first given option that is not one of all commands on a project.
    fn not_of_project(&self) -> Option<&'static str> {
        self.own_option().or(self.standards.option()).or(self.strictness.option())
    }

    /// An option that was given.
    fn any_option(&self) -> Option<&'static str> {
        let project = &self.project;
        let threads = project.threads.threads.is_some().then_some("-j");
        let strictness = self.strictness.option();
        self.own_option()
            .or(self.standards.option())
            .or(strictness)
            .or(project.folder.is_some().then_some("-C"))
            .or(threads)
    }

    /// Adds what was given before the command.
    fn inherit(&mut self, outer: BuildArguments) {
        self.project.inherit(&outer.project);
        self.languages.splice(0..0, outer.languages);
        self.layouts.splice(0..0, outer.layouts);
        self.formats.splice(0..0, outer.formats);
        self.profiles.splice(0..0, outer.profiles);
        self.output = self.output.take().or(outer.output);
        self.open |= outer.open;
        self.is_verbose |= outer.is_verbose;
        self.edition = self.edition.or(outer.edition);
        self.strictness.inherit(outer.strictness);
        self.standards.inherit(outer.standards);
    }
}

#[derive(Clone, Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) project: ProjectArguments,
    /// A language to check, by its tag, or a file in several: en+az; may be given more than once [default: those in the
    /// data, or all of them]
    #[arg(long = "lang", value_name = "TAG")]
    pub(super) languages: Vec<String>,
    /// How to report: text for people, or json or sarif for programs, on standard output
    #[arg(long = "format", value_enum, default_value_t = ReportFormat::Text, value_name = "FORMAT", hide_possible_values = true)]
    pub(super) format: ReportFormat,
    /// Whether to list every finding with its place, also where there are many of a kind.
    #[arg(skip)]
    pub(super) is_verbose: bool,
    /// Fail if there are warnings
    #[arg(long)]
    pub(super) strict: bool,
}

/// How `check` reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Text,
    Json,
    Sarif,
}

#[derive(Clone, Debug, Args)]
pub(super) struct VerifyArguments {
    /// The PDF file
    #[arg(value_name = "FILE.pdf")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) project: ProjectArguments,
}

#[derive(Clone, Debug, Args)]
pub(super) struct InitArguments {
    /// The folder, which is made if it is not there
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// A language of the brochure, by its tag; may be given more than once [default: en]
    #[arg(long = "lang", value_name = "TAG", value_delimiter = ',', value_parser = language)]
    pub(super) languages: Vec<String>,
}

/// A language by its tag, as the data has it.
fn language(tag: &str) -> Result<String, String> {
    match crate::data::is_language_tag(tag) {
        true => Ok(tag.to_string()),
        false => Err("write its two or three lower-case letters, for example `en` or `az`".to_string()),
    }
}

#[derive(Clone, Debug, Args)]
pub(super) struct NewArguments {
    /// The project folder [default: that of the current folder, or above it]
    #[arg(short = 'C', value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The membership's id and the name of its file: lower-case letters, digits and hyphens
    #[arg(value_name = "ID", value_parser = id)]
    pub(super) id: String,
    /// The association's name [default: the id in capitals]
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
}

impl NewArguments {
    pub(super) fn folder(&self) -> &Path {
        self.folder.as_deref().unwrap_or_else(|| project_here())
    }
}

fn id(id: &str) -> Result<String, String> {
    match crate::data::is_id(id) {
        true => Ok(id.to_string()),
        false => Err("use lower-case letters from a to z, digits and hyphens, a letter first".to_string()),
    }
}

#[derive(Clone, Debug, Args)]
pub(super) struct EjectArguments {
    /// What to write
    #[arg(value_enum, value_name = "WHAT", default_value = "all")]
    pub(super) what: Ejected,
    #[command(flatten)]
    pub(super) project: ProjectArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Ejected {
    /// The words that layouts print, to data/labels.yaml
    Labels,
    /// The layouts, to templates/
    Layouts,
    /// The style sheets, to templates/
    Styles,
    /// Layouts and style sheets
    Templates,
    /// The fonts with their licences, to fonts/: other programs need them to show the layouts as they are printed
    Fonts,
    /// Labels, layouts and style sheets
    All,
}

#[derive(Clone, Debug, Args)]
pub(super) struct TranslateArguments {
    /// The tag of the language, such as az
    #[arg(value_name = "LANG")]
    pub(super) language: String,
    /// The file to write [default: LANG.txt in the project folder]
    #[arg(short = 'o', value_name = "FILE", conflicts_with = "apply")]
    pub(super) output: Option<PathBuf>,
    /// The file whose translations are put into the data
    #[arg(long, value_name = "FILE")]
    pub(super) apply: Option<PathBuf>,
    #[command(flatten)]
    pub(super) project: ProjectArguments,
}

#[derive(Clone, Debug, Args)]
pub(super) struct SchemaArguments {
    /// The data file, whose schema goes to standard output
    #[arg(value_enum, value_name = "FILE", required_unless_present = "write", conflicts_with = "write")]
    pub(super) file: Option<SchemaFile>,
    /// Write the schemas of all data files to data/.schema/ in the project folder, where an editor finds them
    #[arg(long)]
    pub(super) write: bool,
    /// The project folder, for --write [default: the current one]
    #[arg(short = 'C', value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl SchemaArguments {
    pub(super) fn folder(&self) -> &Path {
        self.folder.as_deref().unwrap_or_else(|| project_here())
    }
}

#[derive(Clone, Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

#[derive(Clone, Debug, Args)]
pub(super) struct ManArguments {
    /// The folder for the pages of the program and of each command [default: the page of the program to standard output]
    #[arg(short = 'o', value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub(super) struct RenderArguments {
    /// The HTML file, or - for standard input
    #[arg(value_name = "FILE.html")]
    pub(super) file: PathBuf,
    /// The PDF to write, or - for standard output [default: the HTML file's name with .pdf]
    #[arg(short = 'o', value_name = "FILE.pdf")]
    pub(super) output: Option<PathBuf>,
    /// The folder that may be read from, in which the HTML file is [default: the folder of the HTML file]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    #[command(flatten)]
    pub(super) standards: StandardArguments,
    #[command(flatten)]
    pub(super) print: PrintArguments,
    #[command(flatten)]
    pub(super) strictness: StrictnessArguments,
    #[command(flatten)]
    pub(super) threads: ThreadArguments,
}

/// The options for what is around pages whose `@page` rules say nothing about it.
#[derive(Clone, Debug, Args)]
pub(super) struct PrintArguments {
    /// How far pages are painted beyond their edges, for a print shop: 3mm [default: what the CSS says]
    #[arg(long, value_name = "LENGTH", value_parser = bleed)]
    bleed: Option<Length>,
    /// The printer's marks around the bleed, with a line that names the page [default: what the CSS says]
    #[arg(long, value_enum, value_delimiter = ',', value_name = "MARKS")]
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Mark {
    /// Where to trim
    Crop,
    /// Registration marks
    Cross,
}

fn bleed(text: &str) -> Result<Length, String> {
    absolute_length(text).ok_or_else(|| "write a length such as 3mm".to_string())
}

impl PrintArguments {
    /// What was asked for, if anything was.
    pub(super) fn setup(&self) -> Option<PrintSetup> {
        let has = |mark: Mark| self.marks.contains(&mark);
        (self.bleed.is_some() || !self.marks.is_empty()).then(|| PrintSetup {
            bleed: self.bleed,
            marks: PrinterMarks { crop: has(Mark::Crop), cross: has(Mark::Cross) },
            slug: Some(String::new()),
            reports_hairlines: true,
        })
    }
}
