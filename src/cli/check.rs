//! `brochure check`: everything that `build` would find, and what only a check looks at.

use clap::Args;

use super::build::{languages, pdf, profiles_are_built};
use super::{ProjectArguments, count, report, say, with_threads};
use crate::data;
use crate::template;
use crate::template::Layouts;
use engine::diagnostics::{Diagnostics, Severity};
use engine::resources::Resources;

#[derive(Clone, Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) project: ProjectArguments,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(arguments: &CheckArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let folder = arguments.project.folder();
    let threads = arguments.project.threads();
    with_threads(threads, || {
        let brochure = data::load(folder, &mut diagnostics);
        let resources = Resources::new(folder, template::FILES);
        let layouts = Layouts::load(&resources, &mut diagnostics);
        let (Some(brochure), Some(layouts)) = (brochure, layouts) else { return };
        data::check(&brochure, &mut diagnostics);
        profiles_are_built(&brochure, &mut diagnostics);
        for language in languages(&brochure, &[], &mut diagnostics).unwrap_or_default() {
            pdf(&brochure, &layouts, &resources, &language, threads, true, &mut diagnostics);
            layouts.text(&brochure, &language, &mut diagnostics);
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
