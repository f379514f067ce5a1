//! The journal of a swap of files: which temporary file becomes which result. It is there exactly while the files
//! are renamed, so the next run can complete what an interrupted one began.
//!
//! Two lines a file, its temporary name and its name, which may begin with folders:
//!
//! ```text
//! .brochure-temporary-x3J9aQ
//! brochure.pdf
//! .brochure-temporary-p0Kd2M
//! summary.txt
//! ```

use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Component, Path};

use tempfile::TempPath;

/// How the names of temporary files begin.
pub(super) const PREFIX: &str = ".brochure-temporary-";

/// The name of the journal.
const NAME: &str = ".brochure-unfinished";

/// Writes the journal of files in `folder`. It is removed when it is dropped.
pub(super) fn write<'a>(
    folder: &Path,
    files: impl Iterator<Item = (&'a Path, &'a Path)>,
) -> Result<TempPath> {
    let mut text = String::new();
    for (temporary, target) in files {
        // A result that is a link into another folder is replaced there, and not completed after an interruption.
        let names = [temporary, target].map(|path| path.strip_prefix(folder));
        let ([Ok(temporary), Ok(target)], true) = (names, temporary.parent() == Some(folder)) else {
            continue;
        };
        for path in [temporary, target] {
            let name = path.to_str().ok_or(ErrorKind::InvalidFilename)?;
            text.push_str(name);
            text.push('\n');
        }
    }
    let mut file = tempfile::Builder::new().prefix(PREFIX).tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    let path = folder.join(NAME);
    file.persist(&path).map_err(Error::from)?;
    TempPath::try_from_path(path)
}

/// Completes the swap that an interrupted run began in `folder`, and removes its temporary files. Only for a run that
/// has locked the folder.
pub(super) fn recover(folder: &Path) -> Result<()> {
    let journal = folder.join(NAME);
    if is_own(&journal, folder)
        && let Ok(text) = std::fs::read_to_string(&journal)
    {
        let names: Vec<&str> = text.lines().collect();
        for pair in names.chunks_exact(2) {
            let is_inside = |name: &str| {
                let is_name = |part| matches!(part, Component::Normal(_));
                !name.is_empty() && !name.contains('\0') && Path::new(name).components().all(is_name)
            };
            let is_name = |name: &str| is_inside(name) && !name.contains(['/', '\\']);
            if pair[0].starts_with(PREFIX) && is_name(pair[0]) && is_inside(pair[1]) {
                match std::fs::rename(folder.join(pair[0]), folder.join(pair[1])) {
                    Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
        }
        std::fs::remove_file(&journal)?;
    }
    for entry in std::fs::read_dir(folder)?.flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX)) {
            // A file that stays does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// Whether a file with this name is there only while results are written.
pub(super) fn is_temporary(name: &str) -> bool {
    name == NAME || name.starts_with(PREFIX)
}

/// Whether a file belongs to the user of this run. In a folder of several users, another's journal could name any file.
#[cfg(unix)]
fn is_own(path: &Path, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(found) = std::fs::symlink_metadata(path) else { return false };
    let own = tempfile::Builder::new().prefix(PREFIX).tempfile_in(folder);
    let own = own.and_then(|file| file.as_file().metadata());
    found.is_file() && own.is_ok_and(|own| own.uid() == found.uid())
}

#[cfg(not(unix))]
fn is_own(_path: &Path, _folder: &Path) -> bool {
    true
}
