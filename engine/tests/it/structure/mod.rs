//! The structure of the source code (docs/architecture.md): which folder may import which, how long a file may be, and how
//! many files may import each other in a circle. Each test reports all violations at once.

mod circles;
mod imports;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use circles::{arrows, circles};
use imports::{Crate, rust_files};

/// The longest file, in lines.
const MAX_LINES: usize = 600;
/// The largest circle of files that import each other.
const MAX_CIRCLE: usize = 6;

/// The folders and files of a module in their order: each may import those of its own group and of the groups before it.
struct Order {
    /// The source folder, from the root of the project.
    source: &'static str,
    /// The module whose children are in this order.
    module: &'static [&'static str],
    groups: &'static [&'static [&'static str]],
    /// Imports that are forbidden although the order allows them.
    forbidden: &'static [(&'static str, &'static [&'static str])],
    /// Whether the module may have children that are not in the order.
    is_partial: bool,
}

const PHASES: Order = Order {
    source: "engine/src",
    module: &[],
    groups: &[
        &["units", "diagnostics", "guard", "sorting"],
        &["resources"],
        &["html"],
        &["css"],
        &["text"],
        &["boxes"],
        &["layout"],
        &["pages"],
        &["paint"],
        &["inspection", "areas"],
        &["pdf"],
        &["imposition"],
        &["pipeline"],
    ],
    // A display list contains everything that a PDF file needs, including the types of earlier phases that `paint` re-exports.
    forbidden: &[("pdf", &["html", "css", "boxes", "layout", "pages"])],
    is_partial: false,
};

const STEPS_OF_CSS: Order = Order {
    source: "engine/src",
    module: &["css"],
    groups: &[&["values"], &["properties"], &["selectors"], &["rules"], &["cascade"]],
    forbidden: &[],
    is_partial: true,
};

const PROGRAM: Order = Order {
    source: "src",
    module: &[],
    groups: &[&["data"], &["template"], &["summary"], &["web"], &["cli"]],
    // The summary turns text into text, the HTML edition HTML into HTML.
    forbidden: &[("summary", &["data", "template"]), ("web", &["data", "template", "summary"])],
    is_partial: false,
};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the folder of the project")
}

fn shown(path: &Path) -> String {
    path.strip_prefix(project()).unwrap_or(path).display().to_string()
}

impl Order {
    fn source(&self) -> PathBuf {
        project().join(self.source)
    }

    /// The child of the module that a path belongs to. In a partial order only folders count.
    fn child<'a>(&self, path: &'a [String]) -> Option<&'a str> {
        let rest = path
            .strip_prefix(self.module.iter().map(|name| name.to_string()).collect::<Vec<_>>().as_slice())?;
        let child = rest.first()?;
        let folder = self.module.iter().fold(self.source(), |folder, name| folder.join(name)).join(child);
        (!self.is_partial || folder.is_dir()).then_some(child)
    }

    fn group(&self, child: &str) -> Option<usize> {
        self.groups.iter().position(|group| group.contains(&child))
    }

    fn is_forbidden(&self, from: &str, to: &str) -> bool {
        self.forbidden.iter().any(|(child, others)| *child == from && others.contains(&to))
    }

    fn violations(&self) -> Vec<String> {
        let sources = Crate::read(&self.source());
        let mut violations = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for child in sources.modules().filter_map(|path| self.child(path)) {
            seen.insert(child);
            if self.group(child).is_none() && !self.is_partial {
                violations
                    .insert(format!("{}/{child}: it has no place in the order of folders", self.source));
            }
        }
        for expected in self.groups.iter().flat_map(|group| group.iter()) {
            if !seen.contains(expected) {
                let module = self.module.iter().map(|name| format!("/{name}")).collect::<String>();
                violations.insert(format!("{}{module}/{expected}: it is missing", self.source));
            }
        }
        // Each name once, with the first line that takes it.
        let mut backward: BTreeMap<(String, String), usize> = BTreeMap::new();
        for import in sources.imports() {
            // What a folder re-exports may be taken from that folder. A name that the module of this order re-exports
            // belongs to the folder that defines it.
            let to = self.child(&import.written).or_else(|| self.child(&import.to));
            let (Some(from), Some(to)) = (self.child(&import.from), to) else { continue };
            let (Some(of_from), Some(of_to)) = (self.group(from), self.group(to)) else { continue };
            let is_backward = of_to > of_from || (of_to == of_from && from != to && of_from > 0);
            if is_backward || self.is_forbidden(from, to) {
                let name = import.name.as_deref().unwrap_or("the module");
                let file = shown(sources.file(&import.from));
                let taken = shown(sources.file(&import.to));
                let message = format!("{from} may not import {to} ({name} of {taken})");
                let line = backward.entry((file, message)).or_insert(import.line);
                *line = import.line.min(*line);
            }
        }
        violations
            .extend(backward.into_iter().map(|((file, message), line)| format!("{file}:{line}: {message}")));
        violations.into_iter().collect()
    }
}

#[track_caller]
fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), violations.join("\n"));
}

#[test]
fn a_phase_of_the_engine_imports_only_earlier_phases() {
    assert_none(&PHASES.violations());
}

#[test]
fn a_step_of_css_imports_only_earlier_steps() {
    assert_none(&STEPS_OF_CSS.violations());
}

#[test]
fn a_folder_of_the_program_imports_only_earlier_folders() {
    assert_none(&PROGRAM.violations());
}

#[test]
fn no_rust_file_has_more_than_600_lines() {
    let mut violations = Vec::new();
    for folder in ["engine/src", "engine/tests", "engine/examples", "src", "tests", "benches"] {
        for file in rust_files(&project().join(folder)) {
            let lines = std::fs::read_to_string(&file).expect("a source file").lines().count();
            if lines > MAX_LINES {
                violations.push(format!("{}: {lines} lines", shown(&file)));
            }
        }
    }
    assert_none(&violations);
}

#[test]
fn no_circle_of_imports_has_more_than_six_files() {
    let mut violations = Vec::new();
    for folder in ["engine/src", "src"] {
        let sources = Crate::read(&project().join(folder));
        let arrows = arrows(&sources);
        for circle in circles(&arrows).into_iter().filter(|circle| circle.len() > MAX_CIRCLE) {
            let mut text = format!("a circle of {} files:", circle.len());
            for from in &circle {
                for (to, names) in arrows[*from].iter().filter(|(to, _)| circle.contains(to)) {
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    let (from, to) = (shown(sources.file(from)), shown(sources.file(to)));
                    text.push_str(&format!("\n  {from} -> {to}: {}", names.join(", ")));
                }
            }
            violations.push(text);
        }
    }
    assert_none(&violations);
}
