//! Lists the partials of a project, and checks that each partial that a layout includes exists and that
//! none includes itself, directly or through others.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::tags::tags;
use engine::diagnostics::{Diagnostic, Diagnostics, SourceId, Span, closest};
use engine::resources::Resources;

pub(super) const FOLDER: &str = "templates/partials/";
const ENDING: &str = ".hbs";

/// The paths of all partials, the project's and the built-in ones, sorted.
pub(super) fn list(resources: &Resources) -> Vec<String> {
    files(resources, FOLDER, ENDING)
}

/// The paths of all files in a folder with an ending, the project's and the built-in ones, sorted.
pub(super) fn files(resources: &Resources, folder: &str, ending: &str) -> Vec<String> {
    let mut paths: Vec<String> = resources
        .embedded()
        .iter()
        .map(|file| file.path.to_string())
        .filter(|path| path.rfind('/').is_some_and(|end| path[..=end] == *folder) && path.ends_with(ending))
        .collect();
    if let Ok(entries) = std::fs::read_dir(resources.root().join(folder)) {
        for entry in entries.flatten() {
            if let Some(name) = entry.file_name().to_str().filter(|name| name.ends_with(ending)) {
                paths.push(format!("{folder}{name}"));
            }
        }
    }
    paths.sort();
    paths.dedup();
    paths
}

/// The name by which layouts include a partial: its file name up to the first full stop.
pub(super) fn name_of(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split('.').next().unwrap_or(file).to_string()
}

/// The path of the partial with a name, from the project folder.
pub(super) fn path_of(name: &str) -> String {
    format!("{FOLDER}{name}{ENDING}")
}

/// The partials that some layouts include, directly or through others.
pub(super) enum Reached {
    Names(FxHashSet<String>),
    /// Values choose some of them.
    Any,
}

impl Reached {
    pub(super) fn contain(&self, name: &str) -> bool {
        match self {
            Reached::Names(names) => names.contains(name),
            Reached::Any => true,
        }
    }
}

/// The partials that are reached from the files whose name has an ending. Files have a name and a text.
pub(super) fn reached<'a>(files: &[(&'a str, &'a str)], ending: &str) -> Reached {
    let mut pending: Vec<&str> =
        files.iter().filter(|(name, _)| name.ends_with(ending)).map(|(_, text)| *text).collect();
    let mut names = FxHashSet::default();
    while let Some(text) = pending.pop() {
        for (name, _) in included(text) {
            if name.starts_with('(') {
                return Reached::Any;
            }
            if names.insert(name.to_string()) {
                pending.extend(files.iter().filter(|(known, _)| *known == name).map(|(_, text)| *text));
            }
        }
    }
    Reached::Names(names)
}

/// The help for a partial that does not exist.
pub(super) fn known<'a>(name: &str, names: impl Iterator<Item = &'a str> + Clone) -> String {
    let all: Vec<&str> = names.clone().collect();
    match closest(name, names) {
        Some(known) => format!("Did you mean `{known}`?"),
        None if all.is_empty() => {
            "There are no partials in templates/partials/: put the file there.".to_string()
        }
        None => format!("The partials are: {}.", all.join(", ")),
    }
}

/// An inclusion: the partial's name, and the tag.
struct Inclusion {
    name: String,
    span: Span,
}

/// Reports inclusions of partials that do not exist, and the first cycle of inclusions. Returns whether there are none
/// of either. `names` are all partials, including those that could not be read.
pub(super) fn check(files: &[(&str, SourceId)], names: &[String], diagnostics: &mut Diagnostics) -> bool {
    let inclusions: Vec<Vec<Inclusion>> = files
        .iter()
        .map(|(_, source)| inclusions(&diagnostics.source(*source).text.clone(), *source))
        .collect();
    let index_of = |name: &str| files.iter().position(|(known, _)| *known == name);
    let mut sound = true;
    for inclusion in inclusions.iter().flatten() {
        if !names.contains(&inclusion.name) {
            sound = false;
            let help = known(&inclusion.name, names.iter().map(String::as_str));
            diagnostics.push(
                Diagnostic::error(format!("there is no partial called `{}`", inclusion.name))
                    .at(inclusion.span, "included here")
                    .help(help),
            );
        }
    }
    // Depth-first search with an explicit stack; a partial that is on the path already closes a cycle.
    let mut finished = vec![false; files.len()];
    for start in 0..files.len() {
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((file, next)) = path.last_mut() {
            let Some(inclusion) = inclusions[*file].get(*next) else {
                finished[*file] = true;
                path.pop();
                continue;
            };
            *next += 1;
            let Some(target) = index_of(&inclusion.name) else { continue };
            if let Some(at) = path.iter().position(|(file, _)| *file == target) {
                let mut chain: Vec<&str> = path[at..].iter().map(|(file, _)| files[*file].0).collect();
                chain.push(files[target].0);
                diagnostics.push(
                    Diagnostic::error(format!("the partial `{}` includes itself", inclusion.name))
                        .at(inclusion.span, "included here")
                        .help(format!("Remove one of these inclusions: {}.", chain.join(" → "))),
                );
                return false;
            }
            if !finished[target] {
                path.push((target, 0));
            }
        }
    }
    sound
}

/// All `{{> name}}` and `{{#> name}}` of a layout, except inclusions of partials that it defines itself or that a value
/// chooses.
fn inclusions(text: &str, source: SourceId) -> Vec<Inclusion> {
    let named = included(text).into_iter().filter(|(name, _)| !name.starts_with(['@', '(']));
    named
        .map(|(name, range)| Inclusion {
            name: name.to_string(),
            span: Span::new(source, range.start, range.end),
        })
        .collect()
}

/// What a layout includes, as it is written, and the tags, except partials that it defines itself.
fn included(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    let mut defined: Vec<&str> = Vec::new();
    for tag in tags(text) {
        if let Some(inline) = tag.inside.strip_prefix("#*inline") {
            defined.extend(inline.trim_start().strip_prefix('"').and_then(|name| name.split('"').next()));
        }
        if let Some(name) = tag.inside.strip_prefix("#>").or_else(|| tag.inside.strip_prefix('>')) {
            let name = name.split_whitespace().next().unwrap_or_default().trim_matches(['"', '\'']);
            if !name.is_empty() {
                found.push((name, tag.range));
            }
        }
    }
    found.retain(|(name, _)| !defined.contains(name));
    found
}
