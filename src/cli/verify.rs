//! `brochure verify`: whether a PDF was made from the data of a project and not changed since.
//!
//! The file records what it was made from; that explains a difference, but anyone could write it. So the brochure is made
//! again in the recorded way, and the bytes are compared.

use std::path::Path;

use super::arguments::{Profile, VerifyArguments};
use super::conversion::read;
use super::project::{Project, Purpose, with_threads};
use super::provenance::{Provenance, VERSION};
use super::terminal::{count, say, show, shown};
use crate::template::DEFAULT_LAYOUT;
use engine::diagnostics::{Diagnostic, Diagnostics, Severity, Strictness};

/// The most names of files in a message.
const MAX_NAMES: usize = 10;

/// Verifies the file. Returns whether it is from the data.
pub(super) fn run(arguments: &VerifyArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let confirmed = with_threads(arguments.project.threads(), || verify(arguments, &mut diagnostics));
    show(&diagnostics);
    let name = shown(&arguments.file);
    match &confirmed {
        Some(confirmation) => {
            say(&format!("{name} was made from this data and has not been changed\n{confirmation}"))
        }
        None => say(&format!("{name} is not confirmed\n")),
    }
    confirmed.is_some()
}

/// What was compared, for the reader; `None` with messages if the file is not from the data.
fn verify(arguments: &VerifyArguments, diagnostics: &mut Diagnostics) -> Option<String> {
    let path = &arguments.file;
    let file = read(path, diagnostics)?;
    let Some(recorded) = Provenance::read(&file) else {
        let message = format!("{} does not say from which data it was made", path.display());
        let help = "Only PDF files of `brochure build` do, until another program saves them again.";
        diagnostics.push(Diagnostic::error(message).path(path).help(help));
        return None;
    };
    let built = recorded.arguments().filter(|_| recorded.version == VERSION);
    let layout = built.as_ref().and_then(|(_, options)| options.layouts.first().cloned());
    let layout = layout.unwrap_or_else(|| DEFAULT_LAYOUT.to_string());
    let (folder, threads) = (arguments.project.folder(), arguments.project.threads());
    let mut project = Project::load(folder, threads, std::slice::from_ref(&layout), diagnostics)?;
    let current = Provenance::of_data(&project.brochure);
    let is_other_data = explain_data(path, &recorded, &current, diagnostics);
    let Some((date, options)) = built else {
        diagnostics.push(other_version(path, &recorded));
        return None;
    };
    if is_other_data {
        return None;
    }
    project.source_date = date;
    let languages = &project.languages(&options.languages, diagnostics)?.into_iter().next()?;
    let profile = options.profiles.first().copied().unwrap_or(Profile::Screen);
    let strictness = options.strictness.or(Strictness::Strict);
    let standards = options.standards.chosen();
    let purpose = Purpose { layout: &layout, languages, profile, standards, strictness, remarks: false };
    let rebuilt = project.pdf(purpose, diagnostics);
    let Some(rebuilt) = rebuilt.filter(|_| diagnostics.count(Severity::Error) == 0) else {
        let message = format!("{} cannot be made again for comparison", path.display());
        diagnostics.push(Diagnostic::error(message).path(path));
        return None;
    };
    if rebuilt.pdf != file {
        diagnostics.push(changed(path, profile));
        return None;
    }
    // The warnings of the rebuild are not about the file's origin.
    *diagnostics = Diagnostics::new();
    let Provenance { edition, data, files, version, options } = recorded;
    let files = count(files.len(), "file");
    Some(format!(
        "  edition  {edition}\n  data     SHA-256 {data}, {files}\n  made by  brochure {version}, {options}\n  \
         rebuilt  the same {} bytes\n",
        file.len()
    ))
}

fn other_version(path: &Path, recorded: &Provenance) -> Diagnostic {
    let (name, version) = (path.display(), &recorded.version);
    if recorded.version == VERSION {
        let message = format!("{name} was made with the options `{}`, which are not known", recorded.options);
        return Diagnostic::error(message).path(path);
    }
    let message = format!("{name} was made by brochure {version}, and this is brochure {VERSION}");
    let help = format!(
        "Only brochure {version} can make the same file again, and so show that nothing was changed."
    );
    Diagnostic::error(message).path(path).help(help)
}

fn changed(path: &Path, profile: Profile) -> Diagnostic {
    let message = format!("{} names this data, but is not the file that is made from it", path.display());
    let mut help = "The PDF was changed after it was made, or the project's layouts, pictures or fonts were."
        .to_string();
    if profile == Profile::Archive {
        help.push_str(" In a file for archives, comments and line ends of the attached data count, too.");
    }
    Diagnostic::error(message).path(path).help(help)
}

/// Reports the edition and the data files that differ from those of the project. Returns whether any do.
fn explain_data(
    path: &Path,
    recorded: &Provenance,
    current: &Provenance,
    diagnostics: &mut Diagnostics,
) -> bool {
    if recorded.data == current.data && recorded.edition == current.edition {
        return false;
    }
    let name = path.display();
    if recorded.edition != current.edition {
        let message = format!(
            "{name} is of the edition {}, and the data of the edition {}",
            recorded.edition, current.edition
        );
        diagnostics.push(Diagnostic::error(message).path(path));
    }
    let hash_of = |files: &[(String, String)], path: &str| {
        files.iter().find(|(_, other)| other == path).map(|(hash, _)| hash.clone())
    };
    let mut differences = Vec::new();
    for (hash, file) in &current.files {
        match hash_of(&recorded.files, file) {
            None => differences.push(format!("{file} (added)")),
            Some(recorded) if recorded != *hash => differences.push(format!("{file} (changed)")),
            Some(_) => {}
        }
    }
    let removed = recorded.files.iter().filter(|(_, file)| hash_of(&current.files, file).is_none());
    differences.extend(removed.map(|(_, file)| format!("{file} (removed)")));
    let more = differences.len().saturating_sub(MAX_NAMES);
    differences.truncate(MAX_NAMES);
    if more > 0 {
        differences.push(format!("and {more} more"));
    }
    let mut message = format!("{name} was made from other data than that of the project");
    if !differences.is_empty() {
        message.push_str(&format!(": {}", differences.join(", ")));
    }
    diagnostics.push(Diagnostic::error(message).path(path));
    true
}
