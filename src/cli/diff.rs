//! `brochure diff`: says in words what changed between two states of a project.

use std::path::Path;

use serde_json::json;

use super::diff_arguments::{DiffArguments, DiffFormat};
use super::git;
use super::terminal::{print, report};
use crate::data::{self, Brochure, Change, KeptEdition, is_language, kept_years};
use crate::template::ChangeWords;
use engine::diagnostics::{Diagnostic, Diagnostics, Severity};

/// Writes the changes to standard output. Returns whether both states can be read.
pub(super) fn run(arguments: &DiffArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let text = diff(arguments, &mut diagnostics);
    // What `check` would say of the data is not asked for.
    diagnostics.amend(|diagnostic, _| diagnostic.severity == Severity::Error);
    match text {
        Some(text) if !diagnostics.has_errors() => print(text.as_bytes()),
        _ => report(&diagnostics),
    }
}

/// A state of the project, and what the user calls it.
struct State {
    name: String,
    brochure: Brochure,
}

fn diff(arguments: &DiffArguments, diagnostics: &mut Diagnostics) -> Option<String> {
    let (folder, language) = (arguments.folder(), arguments.language.as_deref());
    if let Some(language) = language.filter(|language| !is_language(language)) {
        let message = format!("`{language}` is not a language tag");
        let help = "Write the language's two or three lower-case letters: `en`, `az`, `tr`.";
        diagnostics.push(Diagnostic::error(message).help(help));
        return None;
    }
    let old = state(folder, &arguments.old, language, diagnostics);
    let new = match &arguments.new {
        Some(new) => state(folder, new, language, diagnostics),
        None => in_folder(folder, "", language, diagnostics),
    };
    let (old, new) = (old?, new?);
    let language = language.unwrap_or(new.brochure.first_language());
    let words = ChangeWords::new(&new.brochure, language);
    let changes = new.brochure.changes_since(&old.brochure);
    let heading = heading(&words, &old, &new);
    Some(match arguments.format {
        DiffFormat::Text => text(
            &words,
            &heading,
            &changes,
            &Marks { heading: "", subject: "", item: "  - ", escape: str::to_string },
        ),
        DiffFormat::Md => text(
            &words,
            &heading,
            &changes,
            &Marks { heading: "# ", subject: "## ", item: "- ", escape: escaped },
        ),
        DiffFormat::Json => {
            let state =
                |state: &State| json!({"name": state.name, "year": state.brochure.edition.year.value});
            let changes: Vec<_> = changes.iter().map(|change| words.view(change)).collect();
            let report = json!({
                "version": 1, "language": language, "old": state(&old), "new": state(&new), "changes": changes,
            });
            format!("{report:#}\n")
        }
    })
}

/// The state that a word of the user means: a folder, a kept edition, or a revision.
fn state(folder: &Path, name: &str, language: Option<&str>, diagnostics: &mut Diagnostics) -> Option<State> {
    if Path::new(name).join("data").is_dir() {
        return in_folder(Path::new(name), name, language, diagnostics);
    }
    let year = name.strip_prefix("editions/").and_then(|file| file.strip_suffix(".yaml"));
    let named = year.or(Some(name)).filter(|year| year.len() == 4).and_then(|year| year.parse::<i32>().ok());
    let kept = match named {
        Some(named) if year.is_some() || kept_years(folder).contains(&named) => {
            let kept = KeptEdition::read(folder, named, diagnostics)?;
            kept.data()
        }
        // A tag may be named after a year. If there is none, an edition was meant.
        Some(year) if !kept_years(folder).is_empty() => {
            match git::data_of(folder, name, &mut Diagnostics::new()) {
                Some(kept) => kept,
                None => KeptEdition::read(folder, year, diagnostics)?.data(),
            }
        }
        _ => git::data_of(folder, name, diagnostics)?,
    };
    let brochure = data::load_kept(&kept, language, diagnostics)?;
    Some(State { name: name.to_string(), brochure })
}

fn in_folder(
    folder: &Path,
    name: &str,
    language: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<State> {
    let brochure = match language {
        Some(language) => data::load_with_language(folder, language, diagnostics)?,
        None => data::load(folder, diagnostics)?,
    };
    Some(State { name: name.to_string(), brochure })
}

/// The states by their years, and by their names if they are of one year.
fn heading(words: &ChangeWords, old: &State, new: &State) -> String {
    let is_one_year = old.brochure.edition.year.value == new.brochure.edition.year.value;
    let name = |state: &State| {
        let year = words.year(state.brochure.edition.year.value);
        match is_one_year && !state.name.is_empty() && state.name != year {
            true => format!("{year} ({})", state.name),
            false => year,
        }
    };
    words.label("changes_between", &[("old", &name(old)), ("new", &name(new))])
}

/// What begins a line of each kind, and how characters of the format are written.
struct Marks {
    heading: &'static str,
    subject: &'static str,
    item: &'static str,
    escape: fn(&str) -> String,
}

fn text(words: &ChangeWords, heading: &str, changes: &[Change], marks: &Marks) -> String {
    let Marks { heading: heading_mark, subject, item, escape } = marks;
    let mut text = format!("{heading_mark}{}\n\n", escape(heading));
    if changes.is_empty() {
        text.push_str(&escape(&words.label("no_change", &[])));
        text.push('\n');
        return text;
    }
    for of_one in changes.chunk_by(|one, other| one.subject == other.subject) {
        text.push_str(&format!("{subject}{}\n", escape(&words.subject(&of_one[0].subject))));
        if !subject.is_empty() {
            text.push('\n');
        }
        for change in of_one {
            text.push_str(&format!("{item}{}\n", escape(&words.sentence(change))));
        }
        text.push('\n');
    }
    text + &escape(&words.count(changes.len())) + "\n"
}

/// A text in Markdown, whose characters mean nothing else.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        if "\\`*_[]<>&#|~".contains(sign) {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}
