//! `brochure import`: shows what a table of the memberships changes in the project, and changes it.

use similar::TextDiff;

use super::conversion::read;
use super::output::Outputs;
use super::spreadsheet_arguments::ImportArguments;
use super::terminal::{count, print, report, say_result, shown};
use crate::data::table::{Change, ChangedFile, Import, import};
use engine::diagnostics::{Diagnostics, visible};

/// The longest part of a value that is shown, in characters.
const MAX_SHOWN: usize = 60;

/// Shows the changes, or makes them. Returns whether there was no error.
pub(super) fn run(arguments: &ImportArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let folder = arguments.project.folder();
    let name = match arguments.file.as_os_str() == "-" {
        true => "standard input".to_string(),
        false => arguments.file.display().to_string(),
    };
    let found = read(&arguments.file, &mut diagnostics)
        .and_then(|bytes| import(folder, &name, &bytes, arguments.sheet.as_deref(), &mut diagnostics));
    let Some(found) = found.filter(|_| !diagnostics.has_errors()) else { return report(&diagnostics) };
    if arguments.apply && !found.files.is_empty() {
        let mut outputs = Outputs::new(folder);
        for file in &found.files {
            outputs.add(&file.name, file.bytes.clone());
        }
        if !outputs.write(&mut diagnostics) {
            return report(&diagnostics);
        }
    }
    let succeeded = report(&diagnostics);
    if arguments.apply {
        for file in &found.files {
            let done = if file.before.is_empty() { "new" } else { "changed" };
            say_result(&format!("{} is {done}\n", shown(&folder.join(&file.name))));
        }
        say_result(&summary(&found, true));
        return succeeded;
    }
    let mut text = String::new();
    for file in &found.files {
        text.push_str(&described(file));
    }
    succeeded && print(text.as_bytes()) && {
        say_result(&summary(&found, false));
        true
    }
}

/// The changes of a file in words, and its lines before and after.
fn described(file: &ChangedFile) -> String {
    let is_new = file.before.is_empty();
    let mut text = format!("{}{}\n", visible(&file.name), if is_new { ": a new membership" } else { "" });
    if !is_new {
        for Change { field, language, before, after, cell } in &file.changes {
            let language = language.as_ref().map_or_else(String::new, |language| format!(" ({language})"));
            let change = match (before.is_empty(), after.is_empty()) {
                (true, _) => format!("is now {}", value(after)),
                (_, true) => format!("was {}, and is taken away", value(before)),
                _ => format!("was {}, is now {}", value(before), value(after)),
            };
            text.push_str(&format!("  {cell}: {field}{} {change}\n", visible(&language)));
        }
    }
    let difference = TextDiff::from_lines(file.before.as_str(), file.after.as_str());
    let mut unified = difference.unified_diff();
    for line in unified.context_radius(1).missing_newline_hint(false).to_string().lines() {
        text.push_str(&format!("    {}\n", visible(line)));
    }
    text.push('\n');
    text
}

/// The first line of a value, as a message shows it.
fn value(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let first: String = line.chars().take(MAX_SHOWN).collect();
    let is_whole = text.trim() == first;
    visible(&format!("`{first}{}`", if is_whole { "" } else { "…" }))
}

/// How many memberships change, and what to do next.
fn summary(found: &Import, is_done: bool) -> String {
    let new = found.files.iter().filter(|file| file.before.is_empty()).count();
    let changed = found.files.len() - new;
    let mut text = String::new();
    if !found.absent.is_empty() {
        let ids: Vec<&str> = found.absent.iter().map(String::as_str).take(20).collect();
        let more = if found.absent.len() > ids.len() { ", …" } else { "" };
        text.push_str(&format!("not in the table, and left as they are: {}{more}\n", ids.join(", ")));
    }
    if found.files.is_empty() {
        return format!(
            "{text}nothing changes: {} in the table, as in the files\n",
            count(found.same, "membership")
        );
    }
    text.push_str(&format!(
        "{} {}, {new} new, {} the same\n",
        count(changed, "membership"),
        if is_done { "changed" } else { "to change" },
        found.same
    ));
    if !is_done {
        text.push_str("nothing is written yet: run the same command with --apply\n");
    }
    text
}
