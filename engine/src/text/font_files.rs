//! Finds the font files in the project's folder `fonts/` and the folders in it.

use std::io::ErrorKind;
use std::path::Path;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::sorting::sort_by;

/// The folder of the project's fonts.
const FOLDER: &str = "fonts";
/// The deepest folder below it that is read.
const MAX_DEPTH: usize = 8;
/// The most files and folders that are looked at.
const MAX_ENTRIES: usize = 10_000;
const EXTENSIONS: [&str; 6] = ["ttf", "otf", "ttc", "otc", "woff", "woff2"];

/// The paths of the font files relative to the project folder `root`, sorted. Links to folders are not followed. Reports a
/// folder that cannot be read, and one that is too deep or too large.
pub(super) fn list(root: &Path, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![(FOLDER.to_string(), 0)];
    let mut entries_left = MAX_ENTRIES;
    while let Some((folder, depth)) = folders.pop() {
        let entries = match std::fs::read_dir(root.join(&folder)) {
            Ok(entries) => entries,
            Err(error) if depth == 0 && error.kind() == ErrorKind::NotFound => break,
            Err(error) => {
                let message = format!("the folder {folder} cannot be read: {error}");
                let help = "It must be a folder that you have permission to read.";
                diagnostics.push(Diagnostic::lack(message).path(&folder).help(help));
                continue;
            }
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else { continue };
            if entries_left == 0 {
                let message =
                    format!("there are more than {MAX_ENTRIES} files in {FOLDER}; the rest is not read");
                diagnostics
                    .push(Diagnostic::lack(message).path(FOLDER).help("Keep only the fonts that are used."));
                sort_by(&mut files, Ord::cmp);
                return files;
            }
            entries_left -= 1;
            let path = format!("{folder}/{name}");
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                if depth < MAX_DEPTH {
                    folders.push((path, depth + 1));
                } else {
                    let message =
                        format!("the folder {path} is not read: it is more than {MAX_DEPTH} levels deep");
                    diagnostics.push(Diagnostic::warning(message).path(&path).help("Move its fonts up."));
                }
            } else if let Some((_, extension)) = name.rsplit_once('.')
                && EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
                && !root.join(&path).is_dir()
            {
                files.push(path);
            }
        }
    }
    sort_by(&mut files, Ord::cmp);
    files
}
