//! Finds what a project has and no layout uses: labels, and files in `templates/`.

use std::collections::BTreeSet;
use std::path::Path;

use super::Checker;
use crate::data::Brochure;
use crate::template::{
    FILES, FOLDER, HTML_ENDING, Layouts, TEXT_ENDING, TEXTS, is_layout_name, layout_path, partials,
    stylesheets,
};
use engine::diagnostics::{Diagnostic, Diagnostics, closest};
use engine::resources::Resources;

/// Warns of the labels and files that no layout uses.
pub(in crate::template) fn unused(layouts: &Layouts, brochure: &Brochure, diagnostics: &mut Diagnostics) {
    let chosen = BTreeSet::new();
    let checker = Checker::walk(layouts, Some(brochure), &chosen, diagnostics, &|file| !file.is_partial);
    let mut found = labels(&checker, brochure);
    if !checker.has_dynamic {
        found.extend(uncalled(&checker));
    }
    found.extend(misplaced(&checker, brochure));
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

/// Files in `templates/` that nothing reads: what looks like a partial in another folder or with another ending, layouts
/// that no result is made with, and stylesheets that no layout names.
fn misplaced(checker: &Checker<'_>, brochure: &Brochure) -> Vec<Diagnostic> {
    let resources = &checker.layouts.resources;
    let mut found = Vec::new();
    let above = names(resources, FOLDER, Path::is_file);
    let linked = stylesheets::used(resources, checker.texts.iter().map(String::as_str));
    for name in &above {
        if let Some(text) = name.strip_suffix(TEXT_ENDING) {
            found.extend(unread_text(text));
        } else if let Some(layout) = name.strip_suffix(HTML_ENDING) {
            found.extend(unread_layout(layout, &above, brochure));
        } else if name.ends_with(".hbs") {
            found.push(unused_file(&format!("{FOLDER}{name}"), elsewhere(name)));
        } else if name.ends_with(".css") && !linked.contains(name) {
            found.push(unused_file(&format!("{FOLDER}{name}"), unlinked(name)));
        }
    }
    for folder in names(resources, FOLDER, Path::is_dir).iter().filter(|name| *name != "partials") {
        let inside = names(resources, &format!("{FOLDER}{folder}"), Path::is_file);
        let layouts = inside.iter().filter(|name| name.ends_with(".hbs"));
        found.extend(layouts.map(|name| unused_file(&format!("{FOLDER}{folder}/{name}"), elsewhere(name))));
    }
    for name in names(resources, partials::FOLDER, Path::is_file) {
        let ending = Path::new(&name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let is_similar = ["html", "htm", "handlebars", "txt"].contains(&ending.to_ascii_lowercase().as_str());
        if !name.starts_with('.') && is_similar || ending.eq_ignore_ascii_case("hbs") && ending != "hbs" {
            let help = format!("If it is a partial, name it {}.hbs.", partials::name_of(&name));
            found.push(unused_file(&format!("{}{name}", partials::FOLDER), help));
        }
    }
    found
}

fn unused_file(path: &str, help: String) -> Diagnostic {
    Diagnostic::warning(format!("no layout uses the file {path}")).path(Path::new(path)).help(help)
}

/// The help for a file that is not where partials are.
fn elsewhere(name: &str) -> String {
    format!("If it is a partial, move it to {}{name}.", partials::FOLDER)
}

/// A warning of a layout for a text that the program does not write.
fn unread_text(name: &str) -> Option<Diagnostic> {
    let help = match closest(name, TEXTS) {
        _ if TEXTS.contains(&name) => return None,
        Some(meant) => format!("To replace the layout of that text, name the file {meant}{TEXT_ENDING}."),
        None => {
            let all = TEXTS.map(|name| format!("{name}{TEXT_ENDING}")).join(" and ");
            format!("The layouts of texts are {all}.")
        }
    };
    Some(not_made(&format!("{name}{TEXT_ENDING}"), help))
}

/// A warning of a layout for pages that has no name of one, or nearly the name of a shipped one that is made instead.
fn unread_layout(name: &str, above: &[String], brochure: &Brochure) -> Option<Diagnostic> {
    let shipped = || {
        let names = FILES.iter().filter_map(|file| file.path.strip_prefix(FOLDER)?.strip_suffix(HTML_ENDING));
        names.filter(|name| !above.contains(&format!("{name}{HTML_ENDING}")))
    };
    let chosen = &brochure.publication.outputs.layouts;
    let is_chosen = chosen.iter().any(|layout| layout.value == name);
    let help = if !is_layout_name(name) {
        "Use only letters from a to z, digits, `-` and `_` in its name.".to_string()
    } else if is_chosen || FILES.iter().any(|file| file.path == layout_path(name)) {
        return None;
    } else {
        // A name with something more is one of its own.
        let meant = closest(name, shipped()).filter(|meant| !name.starts_with(meant))?;
        format!(
            "To replace the layout `{meant}`, name the file {meant}{HTML_ENDING}. To make a result of its own of it, \
             add `{name}` to `outputs.layouts`."
        )
    };
    Some(not_made(&format!("{name}{HTML_ENDING}"), help))
}

fn not_made(name: &str, help: String) -> Diagnostic {
    let path = format!("{FOLDER}{name}");
    Diagnostic::warning(format!("nothing is made of the file {path}")).path(Path::new(&path)).help(help)
}

/// The sorted names of what a folder of the project contains.
fn names(resources: &Resources, folder: &str, is_wanted: fn(&Path) -> bool) -> Vec<String> {
    let entries = std::fs::read_dir(resources.root().join(folder)).into_iter().flatten().flatten();
    let wanted = entries.filter(|entry| is_wanted(&entry.path()));
    let mut names: Vec<String> = wanted.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// The help for a stylesheet that nothing names.
fn unlinked(name: &str) -> String {
    let shipped = FILES.iter().filter_map(|file| file.path.strip_prefix(FOLDER)?.strip_suffix(".css"));
    match closest(name.trim_end_matches(".css"), shipped) {
        Some(meant) => {
            format!("Layouts use {meant}.css: to replace that stylesheet, name the file {meant}.css.")
        }
        None => "Rules for all layouts belong in templates/custom.css.".to_string(),
    }
}
