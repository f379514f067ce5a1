//! `brochure check`: reports what `build` would report, and what only a check looks for.

use super::arguments::{CheckArguments, Profile};
use super::project::{Project, Purpose, with_threads};
use super::terminal::{count, report, say};
use crate::data;
use engine::diagnostics::{Diagnostics, Severity, Strictness};

/// Reports what is wrong or missing. Returns whether the command succeeds.
pub(super) fn run(arguments: &CheckArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let threads = arguments.project.threads();
    with_threads(threads, || {
        let Some(project) = Project::load(arguments.project.folder(), threads, &mut diagnostics) else {
            return;
        };
        data::check(&project.brochure, &mut diagnostics);
        project.layouts.unused(&project.brochure, &mut diagnostics);
        for language in project.languages(&[], &mut diagnostics).unwrap_or_default() {
            let purpose = Purpose {
                language: &language,
                profile: Profile::Screen,
                standards: None,
                strictness: Strictness::Strict,
                remarks: true,
            };
            project.pdf(purpose, &mut diagnostics);
            project.layouts.text(&project.brochure, &language, &mut diagnostics);
        }
    });
    let sound = report(&diagnostics);
    let warnings = diagnostics.count(Severity::Warning);
    if sound {
        let notes = diagnostics.count(Severity::Note);
        say(&format!("no errors, {}, {}\n", count(warnings, "warning"), count(notes, "note")));
    }
    sound && !(arguments.strict && warnings > 0)
}
