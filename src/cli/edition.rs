//! `brochure edition close`: keeps the edition of a year in `editions/`; and the way back, for `brochure build --edition`.
//!
//! Texts of the data and the layouts are in the file of the edition, other files in `editions/files/` under their hashes, so
//! that a picture that two editions show is kept once. Which files an edition needs is found by their names in its texts;
//! then the kept edition is built and compared with the original, and if it differs, all files of the project are kept.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::arguments::build_options;
use super::build::{self, Rendered};
use super::diff_arguments::{CloseArguments, EditionArguments, EditionCommand};
use super::output::Outputs;
use super::provenance::VERSION;
use super::terminal::{count, report, say_result, shown};
use crate::data::{
    self, Brochure, EDITIONS, KeptEdition, edition_path, is_data_file, kept_years, sha256, with_next_year,
};
use engine::diagnostics::{Diagnostic, Diagnostics};

/// The folder of the copies of other files than texts.
const COPIES: &str = "editions/files";
/// A longer file is not kept as a text.
const MAX_TEXT: usize = 1 << 20;
/// The limits on the files of a project that are looked at.
const MAX_ENTRIES: usize = 20_000;
const MAX_DEPTH: usize = 8;
/// The limit on what is kept besides texts, in bytes.
const MAX_KEPT: u64 = 1 << 30;

/// Runs a command on editions. Returns whether it succeeds.
pub(super) fn run(arguments: &EditionArguments) -> bool {
    let EditionCommand::Close(arguments) = &arguments.command;
    let mut diagnostics = Diagnostics::new();
    let lines = close(arguments, &mut diagnostics);
    let succeeded = report(&diagnostics);
    if let Some(lines) = lines.filter(|_| succeeded) {
        say_result(&lines);
    }
    succeeded
}

/// What was done, for the user; `None` after an error.
fn close(arguments: &CloseArguments, diagnostics: &mut Diagnostics) -> Option<String> {
    let folder = arguments.project.folder();
    let brochure = data::load(folder, diagnostics)?;
    let year = brochure.edition.year.value;
    let next = match arguments.next {
        Some(next) if next <= year => {
            let message = format!("the next edition cannot be that of {next}: the present one is of {year}");
            let help = format!("Write a later year: `--next {}`.", year + 1);
            let place = brochure.edition.year.span;
            diagnostics.push(Diagnostic::error(message).at(place, "the present edition").help(help));
            return None;
        }
        Some(next) => Some((next, with_next_year(folder, &brochure, next, diagnostics)?)),
        None => None,
    };
    let mut outputs = Outputs::new(folder);
    let mut lines = String::new();
    let path = edition_path(year);
    let kept = keep(folder, &brochure, arguments.project.threads(), diagnostics)?;
    if folder.join(&path).symlink_metadata().is_ok() {
        let earlier = KeptEdition::read(folder, year, diagnostics)?;
        if !is_unchanged(&earlier, &kept, diagnostics) {
            return None;
        }
        lines.push_str(&format!("{}: nothing has changed since it was closed\n", shown(&folder.join(&path))));
    } else {
        let text = kept.write().ok()?;
        lines.push_str(&format!(
            "{}: the edition of {year}, {} and {}\n",
            shown(&folder.join(&path)),
            count(kept.texts.len(), "text"),
            count(kept.files.len(), "other file")
        ));
        outputs.add(path, text.into_bytes());
        // Two files with the same content are one copy.
        let needed = kept.files.iter().filter(|(name, _)| !name.starts_with(EDITIONS));
        let copies: BTreeMap<String, String> =
            needed.map(|(name, hash)| (hash.clone(), name.clone())).collect();
        for (hash, name) in copies {
            let copy = format!("{COPIES}/{hash}");
            if !folder.join(&copy).is_file() {
                outputs.add(copy, std::fs::read(folder.join(name)).unwrap_or_default());
            }
        }
    }
    if let Some((next, bytes)) = next {
        outputs.add("data/brochure.yaml", bytes);
        lines.push_str(&format!(
            "{}: the edition is now that of {next}\n\n",
            shown(&folder.join("data/brochure.yaml"))
        ));
        lines.push_str(&format!(
            "What to look at next:\n  \
             data/brochure.yaml      `as_of`: the day on which all statements are true\n  \
             data/institution.yaml   the foreword and who signs it, the rector, the contacts\n  \
             data/memberships/       status, figures, events; `verified`: the day on which you compared a source again\n  \
             brochure check          what is missing or was verified too long ago\n  \
             brochure diff {year}      what has changed so far\n"
        ));
    }
    (outputs.is_empty() || outputs.write(diagnostics)).then_some(lines)
}

/// Whether an edition is as it was kept. Reports which files have changed.
fn is_unchanged(earlier: &KeptEdition, kept: &KeptEdition, diagnostics: &mut Diagnostics) -> bool {
    let all = |edition: &KeptEdition| -> BTreeMap<String, String> {
        edition.texts.clone().into_iter().chain(edition.files.clone()).collect()
    };
    let (before, after) = (all(earlier), all(kept));
    let changed =
        after.iter().filter(|(path, content)| before.get(*path) != Some(content)).map(|(path, _)| path);
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let mut changed: Vec<&str> = changed.chain(gone).map(String::as_str).collect();
    if changed.is_empty() {
        return true;
    }
    changed.sort_unstable();
    let more = changed.len().saturating_sub(8);
    changed.truncate(8);
    let year = earlier.edition;
    let and_more = if more > 0 { format!(", and {more} more") } else { String::new() };
    let message = format!(
        "the edition {year} is closed already, and has changed since: {}{and_more}",
        changed.join(", ")
    );
    let help = format!(
        "If the changes are for a later edition, write its year to `edition.year` in data/brochure.yaml. If the edition of {year} \
         itself is to be corrected, delete {} first.",
        edition_path(year)
    );
    diagnostics.push(Diagnostic::error(message).help(help));
    false
}

/// The edition with all files that it needs. Reports why it cannot be kept.
fn keep(
    folder: &Path,
    brochure: &Brochure,
    threads: usize,
    diagnostics: &mut Diagnostics,
) -> Option<KeptEdition> {
    let arguments = build_options("")?;
    let original = build::results(folder, &arguments, threads, diagnostics);
    let original = original.filter(|_| !diagnostics.has_errors())?;
    // Warnings of a build are not about what this command does.
    *diagnostics = Diagnostics::new();
    let output = brochure.publication.outputs.folder.as_ref().map_or("output", |folder| &folder.value);
    let mut paths = Vec::new();
    walk(folder, "", output, 0, &mut paths);
    for keeps_all in [false, true] {
        let kept = collect(folder, brochure.edition.year.value, &paths, keeps_all, diagnostics)?;
        let mut unheard = Diagnostics::new();
        let again = restore(folder, &kept, &mut unheard);
        let again = again.and_then(|copy| build::results(copy.path(), &arguments, threads, &mut unheard));
        if again.is_some_and(|again| is_same(&again, &original)) {
            return Some(kept);
        }
    }
    let message = "the edition is not the same when it is built from a copy of its files";
    let help = "Look for a file that a layout uses and that is not in the project folder, or in one whose name begins with a full stop.";
    diagnostics.push(Diagnostic::error(message).help(help));
    None
}

fn is_same(one: &[Rendered], other: &[Rendered]) -> bool {
    let same = |(one, other): (&Rendered, &Rendered)| one.name == other.name && one.bytes == other.bytes;
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// The paths of the files in a folder of the project, sorted. Not those of editions, results, and programs.
fn walk(root: &Path, folder: &str, output: &str, depth: usize, paths: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else { return };
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_unstable();
    for name in names {
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        let is_other = name.starts_with('.')
            || ["target", "node_modules", EDITIONS].contains(&path.as_str())
            || Path::new(&path) == Path::new(output);
        if is_other || paths.len() >= MAX_ENTRIES {
            continue;
        }
        let full = root.join(&path);
        if full.is_dir() && depth < MAX_DEPTH && !full.is_symlink() {
            walk(root, &path, output, depth + 1, paths);
        } else if full.is_file() {
            paths.push(path);
        }
    }
}

/// The files of an edition: its data, its layouts and fonts, and the files whose names are in them, or all.
fn collect(
    folder: &Path,
    year: i32,
    paths: &[String],
    keeps_all: bool,
    diagnostics: &mut Diagnostics,
) -> Option<KeptEdition> {
    let mut kept = KeptEdition { edition: year, program: VERSION.to_string(), ..KeptEdition::default() };
    let mut others = Vec::new();
    for path in paths {
        if !is_data_file(path) && !path.starts_with("templates/") {
            others.push(path);
            continue;
        }
        let bytes = read(folder, path, diagnostics)?;
        match String::from_utf8(bytes) {
            Ok(text) if text.len() <= MAX_TEXT => drop(kept.texts.insert(path.clone(), text)),
            Ok(text) => drop(kept.files.insert(path.clone(), sha256(text.as_bytes()))),
            Err(error) => drop(kept.files.insert(path.clone(), sha256(error.as_bytes()))),
        }
    }
    // What YAML cannot keep as it is is kept as a file.
    while let Err(unfit) = kept.write() {
        for path in unfit {
            let text = kept.texts.remove(&path)?;
            kept.files.insert(path, sha256(text.as_bytes()));
        }
    }
    let is_named = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let spelled = name.replace(' ', "%20");
        kept.texts.values().any(|text| text.contains(name) || text.contains(&spelled))
    };
    let mut needed: Vec<&String> = Vec::new();
    needed
        .extend(others.into_iter().filter(|path| keeps_all || path.starts_with("fonts/") || is_named(path)));
    let size = |path: &&String| std::fs::metadata(folder.join(path)).map_or(0, |metadata| metadata.len());
    if needed.iter().map(size).sum::<u64>() > MAX_KEPT {
        let message = format!("the pictures and documents of the edition are over {} MiB", MAX_KEPT >> 20);
        let help = "Move files that the brochure does not need to a folder outside the project.";
        diagnostics.push(Diagnostic::error(message).help(help));
        return None;
    }
    for path in needed {
        let bytes = read(folder, path, diagnostics)?;
        kept.files.insert(path.clone(), sha256(&bytes));
    }
    // What the brochure says of changes depends on the edition before.
    if let Some(before) = kept_years(folder).into_iter().rfind(|before| *before < year) {
        let path = edition_path(before);
        let bytes = read(folder, &path, diagnostics)?;
        kept.files.insert(path, sha256(&bytes));
    }
    Some(kept)
}

fn read(folder: &Path, path: &str, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    let full = folder.join(path);
    match std::fs::read(&full) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            let message = format!("{} cannot be read: {error}", full.display());
            let help = "It must be a file that you have permission to read.";
            diagnostics.push(Diagnostic::error(message).path(full).help(help));
            None
        }
    }
}

/// The project of a kept edition in a temporary folder, for `build`. Reports files that have changed and are not kept.
pub(super) fn open(folder: &Path, year: i32, diagnostics: &mut Diagnostics) -> Option<TempDir> {
    let kept = KeptEdition::read(folder, year, diagnostics)?;
    if kept.program != VERSION {
        let message = format!(
            "the edition {year} was closed with brochure {}, and this is brochure {VERSION}: its pages may be different",
            kept.program
        );
        diagnostics.push(Diagnostic::warning(message));
    }
    restore(folder, &kept, diagnostics)
}

/// Writes the files of an edition to a temporary folder. Reports those that are not what they were.
fn restore(folder: &Path, kept: &KeptEdition, diagnostics: &mut Diagnostics) -> Option<TempDir> {
    let mut files: Vec<(&str, Vec<u8>)> =
        kept.texts.iter().map(|(path, text)| (path.as_str(), text.clone().into_bytes())).collect();
    let mut is_whole = true;
    for (path, hash) in &kept.files {
        let copy = folder.join(COPIES).join(hash);
        let places: [PathBuf; 2] = [copy.clone(), folder.join(path)];
        let found = places.iter().filter_map(|place| std::fs::read(place).ok());
        match found.into_iter().find(|bytes| sha256(bytes) == *hash) {
            Some(bytes) => files.push((path, bytes)),
            None => {
                is_whole = false;
                let message =
                    format!("{path} is not as it was in the edition {}, and its copy is gone", kept.edition);
                let help = format!("Take {} from a backup.", shown(&copy));
                diagnostics.push(Diagnostic::error(message).path(folder.join(path)).help(help));
            }
        }
    }
    if !is_whole {
        return None;
    }
    let written = tempfile::tempdir().and_then(|temporary| {
        std::fs::create_dir_all(temporary.path().join("data/memberships"))?;
        for (path, bytes) in files {
            let full = temporary.path().join(path);
            std::fs::create_dir_all(super::output::folder_of(&full))?;
            std::fs::write(full, bytes)?;
        }
        Ok(temporary)
    });
    match written {
        Ok(temporary) => Some(temporary),
        Err(error) => {
            let message = format!("the kept edition cannot be written to a temporary folder: {error}");
            diagnostics.push(Diagnostic::error(message).help("Make sure that the disk has free space."));
            None
        }
    }
}
