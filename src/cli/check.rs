//! `brochure check`: reports what `build` would report, and what only a check looks for.

use std::io::Write;

use super::arguments::{CheckArguments, Profile, ReportFormat};
use super::inspection;
use super::progress::Progress;
use super::project::{Project, Purpose, tidy, with_threads};
use super::report_formats;
use super::terminal::{say_result, show};
use crate::data::{self, CheckWords, Format};
use crate::template;
use engine::diagnostics::{Diagnostics, Severity, Strictness};

/// Reports what is wrong or missing. Returns whether the command succeeds.
pub(super) fn run(arguments: &CheckArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let threads = arguments.project.threads();
    // The words follow the language that is asked for; without one they are English, as all other messages are.
    let words = CheckWords::of(
        arguments.languages.first().map_or("en", |languages| languages.split('+').next().unwrap_or_default()),
    );
    let progress = Progress::start();
    with_threads(threads, || {
        let Some(project) = Project::load_to_check(arguments.project.folder(), threads, &mut diagnostics)
        else {
            return;
        };
        data::check(&project.brochure, arguments.is_verbose, &words, &mut diagnostics);
        project.layouts.unused(&project.brochure, &mut diagnostics);
        for languages in project.languages(&arguments.languages, &mut diagnostics).unwrap_or_default() {
            for layout in &project.layout_names {
                for profile in profiles(&project) {
                    let purpose = Purpose {
                        layout,
                        languages: &languages,
                        profile,
                        standards: None,
                        strictness: Strictness::Strict,
                        remarks: profile == Profile::Screen,
                    };
                    progress.at(&project.file_name(purpose));
                    project.pdf(purpose, &mut diagnostics);
                }
            }
            let formats = &project.brochure.publication.outputs.formats;
            if formats.iter().any(|format| format.value == Format::Html) {
                for layout in &project.layout_names {
                    project.web_page(layout, &languages, Strictness::Strict, &mut diagnostics);
                }
            }
            for text in template::TEXTS {
                for language in languages.tags() {
                    project.layouts.text(text, &project.brochure, language, &mut diagnostics);
                }
            }
        }
    });
    drop(progress);
    tidy(&mut diagnostics);
    if !arguments.is_verbose {
        inspection::group(&mut diagnostics);
    }
    let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    let text = match arguments.format {
        ReportFormat::Json => Some(report_formats::json(&diagnostics)),
        ReportFormat::Sarif => Some(report_formats::sarif(&diagnostics)),
        ReportFormat::Text => None,
    };
    match text {
        // A closed stream is not a failure.
        Some(text) => drop(std::io::stdout().lock().write_all(text.as_bytes())),
        None => {
            show(&diagnostics);
            let notes = diagnostics.count(Severity::Note);
            say_result(&format!("{}\n", words.summary(errors, warnings, notes)));
        }
    }
    errors == 0 && !(arguments.strict && warnings > 0)
}

/// The profiles to check: the one for screens shows what is wrong with the pages, the one for print shops what would
/// print badly.
fn profiles(project: &Project) -> Vec<Profile> {
    let wanted = &project.brochure.publication.outputs.profiles;
    let prints = wanted.iter().any(|profile| profile.value == data::Profile::Print);
    if prints { vec![Profile::Screen, Profile::Print] } else { vec![Profile::Screen] }
}
