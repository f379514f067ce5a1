//! `brochure build`: makes the brochure and the summary from data and layouts.

use std::mem::ManuallyDrop;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, Instant};

use super::arguments::{BuildArguments, Profile};
use super::edition;
use super::languages::Languages;
use super::output::Outputs;
use super::progress::Progress;
use super::project::{Project, Purpose, tidy, with_threads};
use super::terminal::{count, open, report, say_result, shown};
use crate::data::{self, Format, SummaryForm};
use crate::summary;
use engine::diagnostics::{Diagnostic, Diagnostics, Span, Strictness};

/// The content of a result, before it is written.
pub(super) struct Rendered {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// The number of pages; `None` for a file that is not a PDF.
    pages: Option<usize>,
    /// The names of the standards that it follows.
    standards: Option<String>,
    /// How long it took.
    time: Duration,
}

/// Writes the brochure and the summary. Returns whether there was no error.
pub(super) fn run(arguments: &BuildArguments) -> bool {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let folder = arguments.project.folder();
    let threads = arguments.project.threads();
    // A kept edition is built in a folder of its own, and its results do not replace those of this year.
    let kept = match arguments.edition {
        None => None,
        Some(year) => match edition::open(folder, year, &mut diagnostics) {
            Some(kept) => Some(kept),
            None => return report(&diagnostics),
        },
    };
    let source = kept.as_ref().map_or(folder, |kept| kept.path());
    let rendered = with_threads(threads, || {
        // The program ends soon after, so dropping the project would only cost time.
        let project =
            ManuallyDrop::new(Project::load(source, threads, &arguments.layouts, &mut diagnostics)?);
        let is_chosen = |tag: &str| {
            let mut chosen = arguments.languages.iter().flat_map(|languages| languages.split('+'));
            arguments.languages.is_empty() || chosen.any(|other| other == tag)
        };
        data::missing_words(&project.brochure, is_chosen, &mut diagnostics);
        let files = render_all(&project, arguments, &mut diagnostics)?;
        Some((files, project.brochure.publication.outputs.folder.clone()))
    });
    tidy(&mut diagnostics);
    let Some((rendered, folder_in_data)) = rendered.filter(|_| !diagnostics.has_errors()) else {
        return report(&diagnostics);
    };
    let target = match &arguments.output {
        Some(output) => output.clone(),
        None => {
            let results = folder.join(folder_in_data.as_ref().map_or("output", |folder| &folder.value));
            arguments.edition.map_or(results.clone(), |year| results.join(year.to_string()))
        }
    };
    let in_data = arguments.output.is_none().then_some(folder_in_data).flatten();
    if !may_hold_results(folder, &target, in_data.map(|folder| folder.span), &mut diagnostics) {
        return report(&diagnostics);
    }
    let first = rendered.first().map(|file| target.join(&file.name));
    let lines = write(rendered, &target, arguments.is_verbose, &mut diagnostics);
    let succeeded = report(&diagnostics);
    if let Some(lines) = lines {
        say_result(&format!("{lines}done in {:.2} s\n", start.elapsed().as_secs_f64()));
        if let Some(first) = first.filter(|_| arguments.open) {
            return succeeded & open(&shown(&first), &first);
        }
    }
    succeeded
}

/// The results of a build of the project in a folder, without writing them. Reports errors; then some may be missing.
pub(super) fn results(
    folder: &Path,
    arguments: &BuildArguments,
    threads: usize,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Rendered>> {
    with_threads(threads, || {
        let project = Project::load(folder, threads, &arguments.layouts, diagnostics)?;
        render_all(&project, arguments, diagnostics)
    })
}

/// Renders all files, language by language. An error in one file does not stop the others, so one run reports
/// the errors of all files.
fn render_all(
    project: &Project,
    arguments: &BuildArguments,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Rendered>> {
    let progress = Progress::start();
    let formats = formats(project, arguments);
    let strictness = arguments.strictness.or(Strictness::Strict);
    let standards = arguments.standards.chosen();
    let languages = project.languages(&arguments.languages, diagnostics)?;
    let mut files = Vec::new();
    for languages in &languages {
        for &format in &formats {
            if format == Format::Txt {
                progress.at("summary");
                let forms = summary_forms(project).into_iter();
                files.extend(forms.map(|form| summary(project, languages, form, diagnostics)));
                continue;
            }
            for layout in &project.layout_names {
                let start = Instant::now();
                if format == Format::Html {
                    progress.at(&project.web_page_name(layout, languages));
                    let page = project.web_page(layout, languages, strictness, diagnostics);
                    files.push(page.map(|page| Rendered {
                        name: project.web_page_name(layout, languages),
                        bytes: page.into_bytes(),
                        pages: None,
                        standards: None,
                        time: start.elapsed(),
                    }));
                    continue;
                }
                for profile in profiles(project, arguments) {
                    let start = Instant::now();
                    let remarks = arguments.is_verbose;
                    let purpose = Purpose { layout, languages, profile, standards, strictness, remarks };
                    progress.at(&project.file_name(purpose));
                    let output = project.pdf(purpose, diagnostics);
                    files.push(output.map(|output| Rendered {
                        name: project.file_name(purpose),
                        bytes: output.pdf,
                        pages: Some(output.pages),
                        standards: output.standards.names(),
                        time: start.elapsed(),
                    }));
                }
            }
        }
    }
    files.into_iter().collect()
}

/// The summary in a form, one language after the other.
fn summary(
    project: &Project,
    languages: &Languages,
    form: SummaryForm,
    diagnostics: &mut Diagnostics,
) -> Option<Rendered> {
    let start = Instant::now();
    let (layout, ending) = match form {
        SummaryForm::Wrapped => ("summary", ""),
        SummaryForm::Flowed => ("summary", ".flowed"),
        SummaryForm::Short => ("short", ".short"),
    };
    let mut texts = Vec::new();
    for language in languages.tags() {
        let text = project.layouts.text(layout, &project.brochure, language, diagnostics)?;
        texts.push(match form {
            SummaryForm::Wrapped => summary::wrap(&text),
            SummaryForm::Flowed => summary::flow(&text),
            SummaryForm::Short => summary::shorten(&text),
        });
    }
    Some(Rendered {
        name: format!("summary{}{ending}.txt", languages.suffix(&project.brochure)),
        bytes: summary::one_after_the_other(&texts, form == SummaryForm::Flowed).into_bytes(),
        pages: None,
        standards: None,
        time: start.elapsed(),
    })
}

/// The profiles to render, each once, in a fixed order.
fn profiles(project: &Project, arguments: &BuildArguments) -> Vec<Profile> {
    let in_data = project.brochure.publication.outputs.profiles.iter().map(|profile| match profile.value {
        data::Profile::Screen => Profile::Screen,
        data::Profile::Print => Profile::Print,
        data::Profile::Archive => Profile::Archive,
    });
    let mut wanted: Vec<Profile> =
        if arguments.profiles.is_empty() { in_data.collect() } else { arguments.profiles.clone() };
    if wanted.is_empty() {
        wanted.push(Profile::Screen);
    }
    let all = [Profile::Screen, Profile::Print, Profile::Archive].into_iter();
    all.filter(|profile| wanted.contains(profile)).collect()
}

/// The forms of the summary to write, each once, in a fixed order.
fn summary_forms(project: &Project) -> Vec<SummaryForm> {
    let wanted = &project.brochure.publication.outputs.summary;
    if wanted.is_empty() {
        return vec![SummaryForm::Wrapped];
    }
    let all = SummaryForm::ALL.into_iter();
    all.filter(|form| wanted.iter().any(|wanted| wanted.value == *form)).collect()
}

/// The kinds of files to write, in the order in which they are rendered.
fn formats(project: &Project, arguments: &BuildArguments) -> Vec<Format> {
    let in_data = project.brochure.publication.outputs.formats.iter().map(|format| format.value);
    let mut wanted: Vec<Format> =
        if arguments.formats.is_empty() { in_data.collect() } else { arguments.formats.clone() };
    if wanted.is_empty() {
        wanted = vec![Format::Pdf, Format::Txt];
    }
    Format::ALL.into_iter().filter(|format| wanted.contains(format)).collect()
}

/// The folders that the program reads: results in them would be read by the next run.
const INPUT_FOLDERS: [&str; 3] = ["data", "templates", "fonts"];

/// Whether the folder `target` is none that the project at `root` is read from, and below none. Reports it otherwise,
/// at `place` if the data names the folder.
pub(super) fn may_hold_results(
    root: &Path,
    target: &Path,
    place: Option<Span>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let resolved = resolve(target);
    let Some(name) = INPUT_FOLDERS.iter().find(|name| resolved.starts_with(resolve(&root.join(name)))) else {
        return true;
    };
    let message =
        format!("results cannot be written to {}: the project's {name} are there", target.display());
    let message = Diagnostic::error(message).at_maybe(place, "named here");
    diagnostics.push(message.help("Name a folder of its own, for example `output`."));
    false
}

/// A path without links and `..`, also where it does not exist yet.
fn resolve(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut resolved = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(resolved.pop()),
            component => resolved.push(component),
        }
        resolved = resolved.canonicalize().unwrap_or(resolved);
    }
    resolved
}

/// Writes all files. Returns a line for the user for each file, with the time that it took if `is_timed`, or `None` after an
/// error.
fn write(
    rendered: Vec<Rendered>,
    target: &Path,
    is_timed: bool,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let mut lines = String::new();
    let mut outputs = Outputs::new(target);
    for file in rendered {
        let path = target.join(&file.name);
        let pages = file.pages.map(|pages| format!("{}, ", count(pages, "page"))).unwrap_or_default();
        let size = file.bytes.len().div_ceil(1024);
        let standards = file.standards.map(|names| format!(", {names}")).unwrap_or_default();
        let time = if is_timed { format!(", in {:.2} s", file.time.as_secs_f64()) } else { String::new() };
        lines.push_str(&format!("{}: {pages}{size} KB{standards}{time}\n", shown(&path)));
        outputs.add(file.name, file.bytes);
    }
    outputs.write(diagnostics).then_some(lines)
}
