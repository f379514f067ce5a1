//! The options that are given before the name of a command: which commands take them, and how they pass on.

use std::path::Path;

use super::super::diff_arguments::EditionCommand;
use super::{BuildArguments, Command};

impl BuildArguments {
    /// An option, given before the name of a command, that the command does not take, and the command's name.
    pub(super) fn refused_by(&self, command: &Command) -> Option<(&'static str, &'static str)> {
        let (standards, strictness) = (self.standards.option(), self.strictness.option());
        let threads = self.project.threads.threads.is_some().then_some("-j");
        let folder = self.project.folder.is_some().then_some("-C");
        let lenient = self.strictness.lenient.then_some("--lenient");
        let (option, name) = match command {
            Command::Build(_) => (None, "build"),
            Command::Check(_) => (self.own_option().or(standards).or(lenient), "check"),
            Command::Verify(_) => (self.own_option().or(strictness), "verify"),
            Command::Eject(_) => (self.not_of_project(), "eject"),
            Command::Translate(_) => (self.not_of_project(), "translate"),
            Command::Mail(_) => (self.not_of_project(), "mail"),
            Command::Edition(_) => (self.not_of_project(), "edition"),
            Command::Diff(_) => (self.not_of_project().or(threads), "diff"),
            Command::Watch(_) => (self.not_of_project(), "watch"),
            Command::Import(_) => (self.not_of_project(), "import"),
            Command::Export(_) => (self.not_of_project(), "export"),
            Command::Schema(_) => (self.not_of_project().or(threads), "schema"),
            Command::New(_) => (self.own_option().or(standards).or(strictness), "new"),
            Command::Render(_) => (self.own_option().or(folder), "render"),
            Command::Completions(_) => (self.any_option(), "completions"),
            Command::Man(_) => (self.any_option(), "man"),
            Command::Init(_) => (self.any_option(), "init"),
            Command::Booklet(_) => (self.any_option(), "booklet"),
        };
        Some((option?, name))
    }
}

impl Command {
    /// The name of the command, if this build of the program was made without it.
    pub(super) fn lacking(&self) -> Option<&'static str> {
        match self {
            Command::Mail(_) if cfg!(not(feature = "mail")) => Some("mail"),
            Command::Watch(_) if cfg!(not(feature = "watch")) => Some("watch"),
            Command::Import(_) if cfg!(not(feature = "spreadsheets")) => Some("import"),
            Command::Export(_) if cfg!(not(feature = "spreadsheets")) => Some("export"),
            _ => None,
        }
    }

    /// The folder of the project that the command reads or changes.
    pub(in crate::cli) fn project(&self) -> Option<&Path> {
        Some(match self {
            Command::Build(arguments) => arguments.project.folder(),
            Command::Check(arguments) => arguments.project.folder(),
            Command::Verify(arguments) => arguments.project.folder(),
            Command::Eject(arguments) => arguments.project.folder(),
            Command::Translate(arguments) => arguments.project.folder(),
            Command::Mail(arguments) => arguments.project.folder(),
            Command::Edition(arguments) => {
                let EditionCommand::Close(arguments) = &arguments.command;
                arguments.project.folder()
            }
            Command::Diff(arguments) => arguments.folder(),
            Command::Watch(arguments) => arguments.project.folder(),
            Command::Import(arguments) => arguments.project.folder(),
            Command::Export(arguments) => arguments.project.folder(),
            Command::New(arguments) => arguments.folder(),
            Command::Schema(arguments) => arguments.folder(),
            Command::Init(arguments) => &arguments.folder,
            Command::Render(_) | Command::Booklet(_) | Command::Completions(_) | Command::Man(_) => {
                return None;
            }
        })
    }

    /// Takes the options that were given before its name and not after it.
    pub(super) fn inherit(&mut self, outer: BuildArguments) {
        match self {
            Command::Build(arguments) => arguments.inherit(outer),
            Command::Check(arguments) => {
                arguments.strict |= outer.strictness.strict;
                arguments.is_verbose = outer.is_verbose;
                arguments.project.inherit(&outer.project);
            }
            Command::Verify(arguments) => arguments.project.inherit(&outer.project),
            Command::Eject(arguments) => arguments.project.inherit(&outer.project),
            Command::Translate(arguments) => arguments.project.inherit(&outer.project),
            Command::Mail(arguments) => arguments.project.inherit(&outer.project),
            Command::Edition(arguments) => {
                let EditionCommand::Close(arguments) = &mut arguments.command;
                arguments.project.inherit(&outer.project);
            }
            Command::Diff(arguments) => arguments.folder = arguments.folder.take().or(outer.project.folder),
            Command::Watch(arguments) => arguments.project.inherit(&outer.project),
            Command::Import(arguments) => arguments.project.inherit(&outer.project),
            Command::Export(arguments) => arguments.project.inherit(&outer.project),
            Command::New(arguments) => arguments.folder = arguments.folder.take().or(outer.project.folder),
            Command::Schema(arguments) => arguments.folder = arguments.folder.take().or(outer.project.folder),
            Command::Render(arguments) => {
                arguments.threads.inherit(&outer.project.threads);
                arguments.strictness.inherit(outer.strictness);
                arguments.standards.inherit(outer.standards);
            }
            Command::Completions(_) | Command::Man(_) | Command::Init(_) | Command::Booklet(_) => {}
        }
    }
}
