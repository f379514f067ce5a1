//! Finds and reads the YAML files of a project, within limits of number and size.

use std::ffi::OsStr;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::yaml_limits::MAX_FILE_BYTES;
use engine::diagnostics::{Diagnostic, Diagnostics, SourceId, closest};

/// The limit on the number of files in `data/memberships`.
pub const MAX_MEMBERSHIP_FILES: usize = 2000;

/// The limit on the number of files and folders in a folder.
const MAX_ENTRIES: usize = 10_000;

/// The files directly in the folder `data`.
const NAMES: [&str; 3] = ["brochure.yaml", "institution.yaml", "labels.yaml"];

/// The data files of a project as they were kept elsewhere: in the file of an edition, or in a revision.
#[derive(Clone, Debug)]
pub struct KeptData {
    /// What messages name it by: `editions/2026.yaml`.
    pub name: String,
    /// Each file by its path from the project folder, sorted.
    pub files: Vec<(String, Vec<u8>)>,
}

impl KeptData {
    /// As [`read`].
    pub(super) fn read(
        &self,
        name: &str,
        needed: Option<&str>,
        diagnostics: &mut Diagnostics,
    ) -> Option<DataFile> {
        let Some((_, bytes)) = self.files.iter().find(|(path, _)| path == name) else {
            if needed.is_some() {
                let message = format!("there is no file {name} in {}", self.name);
                diagnostics.push(Diagnostic::error(message));
            }
            return None;
        };
        let source = diagnostics.add_text(&format!("{}: {name}", self.name), bytes)?;
        Some(DataFile { name: name.to_string(), source, text: diagnostics.source(source).text.clone() })
    }

    /// As [`membership_names`].
    pub(super) fn membership_names(&self) -> Vec<String> {
        let names = self.files.iter().map(|(path, _)| path);
        names.filter(|path| is_membership_file(path)).cloned().collect()
    }
}

/// Whether a path is that of a file that a project's data is read from.
pub fn is_data_file(path: &str) -> bool {
    path.strip_prefix("data/").is_some_and(|name| NAMES.contains(&name)) || is_membership_file(path)
}

fn is_membership_file(path: &str) -> bool {
    path.strip_prefix("data/memberships/")
        .is_some_and(|name| !name.contains('/') && (name.ends_with(".yaml") || name.ends_with(".yml")))
}

/// A YAML file that was read.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// Its path relative to the project folder, with forward slashes.
    pub name: String,
    /// Its id in the diagnostics.
    pub source: SourceId,
    /// Its whole content.
    pub text: Arc<str>,
}

/// Reads the file `name` of the project at `root`. `needed` is the help for a file that must exist. Returns
/// `None` with an error if it cannot be read, and without one if it is absent and not needed.
pub fn read(
    root: &Path,
    name: &str,
    needed: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<DataFile> {
    let path = root.join(name);
    let bytes = match read_bytes(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if let Some(help) = needed {
                let message = format!("there is no file {}", path.display());
                diagnostics.push(Diagnostic::error(message).path(&path).help(help));
            }
            return None;
        }
        Err(error) => {
            let message = format!("{} cannot be read: {error}", path.display());
            let help = "It must be a file that you have permission to read.";
            diagnostics.push(Diagnostic::error(message).path(&path).help(help));
            return None;
        }
    };
    // A link must not lead out of the project, as for layouts, fonts and pictures.
    if let (Ok(real), Ok(root)) = (path.canonicalize(), root.canonicalize())
        && !real.starts_with(&root)
    {
        let message = format!("{} is a link to a file outside the project folder", path.display());
        let help = "Copy the file into the project folder.";
        diagnostics.push(Diagnostic::error(message).path(&path).help(help));
        return None;
    }
    if bytes.len() > MAX_FILE_BYTES {
        let limit = MAX_FILE_BYTES / 1024;
        let message = format!("{} is over {limit} KiB long: the limit for a YAML file", path.display());
        let help = "Keep pictures and documents in files of their own, and split long records over several.";
        diagnostics.push(Diagnostic::error(message).path(&path).help(help));
        return None;
    }
    of_bytes(name, &bytes, diagnostics)
}

/// The file `name` with this content.
pub fn of_bytes(name: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<DataFile> {
    let source = diagnostics.add_text(name, bytes)?;
    Some(DataFile { name: name.to_string(), source, text: diagnostics.source(source).text.clone() })
}

/// The bytes of a file, at most one more than [`MAX_FILE_BYTES`], so that the caller sees the excess.
fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is not a file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The warning about a project without memberships.
pub const NO_MEMBERSHIPS: &str = "the brochure has no memberships yet";

/// What to do in a project without memberships.
const FIRST_MEMBERSHIP: &str = "`brochure new ID` writes the file of one association there, with every field to fill in. ID is a \
                                short name of your choice, such as `baltic-network`.";

/// The paths of the membership files relative to `root`, and those of `new` ones, sorted. A folder without any is a
/// warning. `None` with an error if the folder cannot be read, or has more than [`MAX_MEMBERSHIP_FILES`].
pub fn membership_names(root: &Path, new: &[&str], diagnostics: &mut Diagnostics) -> Option<Vec<String>> {
    let folder = "data/memberships";
    let path = root.join(folder);
    let mut names = Vec::new();
    for (name, is_folder) in list(&path, FIRST_MEMBERSHIP, diagnostics)? {
        let extension = Path::new(&name).extension().and_then(OsStr::to_str);
        if !is_folder && matches!(extension, Some("yaml" | "yml")) {
            names.push(format!("{folder}/{name}"));
        } else if !name.starts_with('.') {
            let message = format!("{folder}/{name} is not read");
            let help = "Only files whose names end in `.yaml` are read. Rename it if it is a membership; otherwise move it \
                        to another folder.";
            diagnostics.push(Diagnostic::warning(message).path(path.join(&name)).help(help));
        }
    }
    names.extend(new.iter().map(|name| name.to_string()));
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        diagnostics.push(Diagnostic::warning(NO_MEMBERSHIPS).path(&path).help(FIRST_MEMBERSHIP));
    }
    if names.len() > MAX_MEMBERSHIP_FILES {
        let message =
            format!("{} files in {}, over the limit of {MAX_MEMBERSHIP_FILES}", names.len(), path.display());
        diagnostics.push(Diagnostic::error(message).path(&path).help("Split the brochure into several."));
        return None;
    }
    Some(names)
}

/// Checks the folder `data`: reports an error if it cannot be read, and a warning for each YAML file or folder in it
/// that the program ignores. Returns whether the folder can be read.
pub fn check_folder(root: &Path, diagnostics: &mut Diagnostics) -> bool {
    let path = root.join("data");
    let help = "Name the project folder with `-C DIR`. It is the folder that contains the folder `data`.";
    let Some(entries) = list(&path, help, diagnostics) else { return false };
    for (name, is_folder) in entries {
        let known = if is_folder { name == "memberships" } else { NAMES.contains(&name.as_str()) };
        let looks_like_data = is_folder || name.ends_with(".yaml") || name.ends_with(".yml");
        if known || name.starts_with('.') || !looks_like_data {
            continue;
        }
        let candidates = if is_folder { vec!["memberships"] } else { NAMES.to_vec() };
        let help = match closest(&name, candidates) {
            Some(meant) => format!("Rename it to `{meant}` if that is what it is."),
            None if !is_folder && is_membership(&path.join(&name)) => {
                "This is a membership: move it to data/memberships.".to_string()
            }
            None => format!("The program reads {}, and the folder memberships.", NAMES.join(", ")),
        };
        let message = format!("data/{name} is not read");
        diagnostics.push(Diagnostic::warning(message).path(path.join(&name)).help(help));
    }
    true
}

/// Whether a file outside `data/memberships` has the fields of a membership.
fn is_membership(path: &Path) -> bool {
    let bytes = read_bytes(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let has = |field: &str| text.lines().any(|line| line.starts_with(field));
    has("id:") && has("name:")
}

/// The names in a folder, sorted, and whether each is a folder.
fn list(path: &PathBuf, help: &str, diagnostics: &mut Diagnostics) -> Option<Vec<(String, bool)>> {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => {
            let message = match error.kind() {
                ErrorKind::NotFound => format!("there is no folder {}", path.display()),
                _ => format!("the folder {} cannot be read: {error}", path.display()),
            };
            diagnostics.push(Diagnostic::error(message).path(path).help(help));
            return None;
        }
    };
    let mut names: Vec<(String, bool)> = entries
        .flatten()
        .take(MAX_ENTRIES + 1)
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()))
        .collect();
    if names.len() > MAX_ENTRIES {
        let message = format!("there are more than {MAX_ENTRIES} files in {}", path.display());
        diagnostics.push(Diagnostic::error(message).path(path).help("Move other files to another folder."));
        return None;
    }
    names.sort_unstable();
    Some(names)
}
