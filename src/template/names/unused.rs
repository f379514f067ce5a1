//! Finds what a project has and no layout uses: labels, and files in `templates/`.

use std::collections::BTreeSet;
use std::path::Path;

use super::Checker;
use crate::data::Brochure;
use crate::template::{Layouts, partials};
use engine::diagnostics::{Diagnostic, Diagnostics, closest};

/// Warns of the labels and files that no layout uses.
pub(in crate::template) fn unused(layouts: &Layouts, brochure: &Brochure, diagnostics: &mut Diagnostics) {
    let chosen = BTreeSet::new();
    let checker = Checker::walk(layouts, Some(brochure), &chosen, diagnostics);
    let mut found = labels(&checker, brochure);
    if !checker.has_dynamic {
        found.extend(uncalled(&checker));
    }
    found.extend(misplaced(layouts));
    diagnostics.extend(found);
}

/// Labels of the project that no layout asks for. A label that the program has, too, is one that an office may keep.
fn labels(checker: &Checker<'_>, brochure: &Brochure) -> Vec<Diagnostic> {
    let is_asked = |name: &str| {
        checker
            .asked
            .iter()
            .any(|(asked, is_beginning)| name == asked || *is_beginning && name.starts_with(asked.as_str()))
    };
    let own = brochure.own_labels.iter().filter(|label| !is_asked(&label.value));
    own.map(|label| {
        let name = &label.value;
        let asked = checker.asked.iter().filter(|(_, is_beginning)| !is_beginning);
        // A label that is there already is not the one that was meant.
        let help = match closest(name, asked.map(|(asked, _)| asked.as_str())) {
            Some(meant) => format!("Layouts ask for `{meant}`: rename it, or remove the line."),
            None => "Remove the line, or show the word with `{{label \"…\"}}` in a layout.".to_string(),
        };
        Diagnostic::warning(format!("no layout uses the label `{name}`"))
            .at(label.span, "this label")
            .help(help)
    })
    .collect()
}

/// Partials of the project that no layout includes.
fn uncalled(checker: &Checker<'_>) -> Vec<Diagnostic> {
    let files = &checker.layouts.files;
    let is_uncalled = |index: &usize| files[*index].is_partial && !checker.included[*index];
    let own = (0..files.len()).filter(is_uncalled).filter(|index| !files[*index].is_shipped);
    own.map(|index| {
        let name = files[index].name.as_str();
        let called = (0..files.len()).filter(|index| files[*index].is_partial && checker.included[*index]);
        let help = match closest(name, called.map(|index| files[index].name.as_str())) {
            Some(meant) => {
                format!("Layouts include `{meant}`: to replace that partial, name the file {meant}.hbs.")
            }
            None => format!("Include it with `{{{{> {name}}}}}`, or remove the file."),
        };
        Diagnostic::warning(format!("no layout includes the partial `{name}`"))
            .path(partials::path_of(name))
            .help(help)
    })
    .collect()
}

/// Files that look like partials, but are in another folder or have another ending.
fn misplaced(layouts: &Layouts) -> Vec<Diagnostic> {
    let names = |folder: &str| -> Vec<String> {
        let entries =
            std::fs::read_dir(layouts.resources.root().join(folder)).into_iter().flatten().flatten();
        let files = entries.filter(|entry| entry.path().is_file());
        let mut names: Vec<String> = files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    };
    let warning = |path: String, help: String| {
        Diagnostic::warning(format!("no layout uses the file {path}")).path(Path::new(&path)).help(help)
    };
    let above = names("templates")
        .into_iter()
        .filter(|name| name.ends_with(".hbs") && !name.ends_with(".html.hbs") && !name.ends_with(".txt.hbs"));
    let above = above.map(|name| {
        let help = format!("If it is a partial, move it to {}{name}.", partials::FOLDER);
        warning(format!("templates/{name}"), help)
    });
    let inside = names(partials::FOLDER).into_iter().filter(|name| {
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        !name.starts_with('.')
            && ["html", "htm", "handlebars", "txt"].contains(&ending.to_ascii_lowercase().as_str())
            || ending.eq_ignore_ascii_case("hbs") && ending != "hbs"
    });
    let inside = inside.map(|name| {
        let stem = partials::name_of(&name);
        warning(format!("{}{name}", partials::FOLDER), format!("If it is a partial, name it {stem}.hbs."))
    });
    above.chain(inside).collect()
}
