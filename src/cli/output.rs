//! Writes the results of a run, so that all of them are from the same run.
//!
//! Each is written to a temporary file beside its target. A journal then lists which file replaces which, and all
//! are renamed. A run that was interrupted before the journal left nothing that counts; the next run removes its
//! temporary files. A run that was interrupted after it is completed by the next one; commands that change a project write
//! to its folder as a whole, and every command on a project first completes what was interrupted there. Two runs into one
//! folder take turns: each locks the folder itself, so that no lock file remains.
//!
//! Nothing is lost: a file is only replaced by one of its kind.

mod journal;

use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind, Read, Result, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::terminal::{say, shown};
use engine::diagnostics::{Diagnostic, Diagnostics};
use journal::PREFIX;

/// How draft messages begin.
pub(super) const DRAFT: &str = "X-Unsent: 1";

/// The kinds of files that replace only files of their kind: how each begins, and what it is.
const KINDS: [(&str, &str); 2] = [("%PDF-", "a PDF"), (DRAFT, "a draft of `brochure mail`")];

/// Files of one folder, and of folders in it, that are written together.
pub(super) struct Outputs {
    folder: PathBuf,
    /// By name, which may begin with folders: `editions/2026.yaml`.
    files: Vec<(String, Vec<u8>)>,
}

impl Outputs {
    pub(super) fn new(folder: impl Into<PathBuf>) -> Outputs {
        Outputs { folder: folder.into(), files: Vec::new() }
    }

    pub(super) fn add(&mut self, name: impl Into<String>, bytes: Vec<u8>) {
        self.files.push((name.into(), bytes));
    }

    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Writes all files, or none. Reports the first error; returns whether there was none.
    pub(super) fn write(self, diagnostics: &mut Diagnostics) -> bool {
        let mut at = self.folder.join(self.files.first().map_or("", |(name, _)| name));
        let written = std::fs::create_dir_all(&self.folder).and_then(|()| {
            let _lock = lock(&self.folder)?;
            let mut files = Vec::with_capacity(self.files.len());
            for (name, bytes) in &self.files {
                at = self.folder.join(name);
                let target = target_of(&at, bytes)?;
                // The journal and the temporary files are in the folder that is locked.
                let is_inside = target.starts_with(&self.folder);
                let place = if is_inside { &self.folder } else { folder_of(&target) };
                files.push((write_beside(&target, place, bytes)?, target));
            }
            for (_, target) in &files {
                at.clone_from(target);
                std::fs::create_dir_all(folder_of(target))?;
            }
            replace(&self.folder, files, &mut at)
        });
        if let Err(error) = &written {
            report(&at, error, diagnostics);
        }
        written.is_ok()
    }
}

/// Completes what an interrupted run began in a project, before the project is read. An error is left to the command, which
/// finds the same one if it writes there.
pub(super) fn complete(project: &Path) {
    let Ok(entries) = std::fs::read_dir(project) else { return };
    let mut names = entries.flatten().map(|entry| entry.file_name());
    if names.any(|name| name.to_str().is_some_and(journal::is_temporary)) {
        let _ = lock(project);
    }
}

/// Locks a folder until the file is dropped, after waiting for another run. Then completes what an interrupted run
/// began. `None` where the system has no such locks.
fn lock(folder: &Path) -> Result<Option<File>> {
    let Ok(handle) = File::open(folder) else { return Ok(None) };
    match handle.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            say(&format!("waiting for another run that writes to {}\n", shown(folder)));
            handle.lock()?;
        }
        Err(TryLockError::Error(_)) => return Ok(None),
    }
    journal::recover(folder)?;
    Ok(Some(handle))
}

/// The file to replace: `path`, or the file that it is a link to. An error if it exists and is not of the kind of
/// `bytes`.
fn target_of(path: &Path, bytes: &[u8]) -> Result<PathBuf> {
    let is_link = std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let target = if is_link { path.canonicalize()? } else { path.to_path_buf() };
    let Ok(metadata) = std::fs::metadata(&target) else { return Ok(target) };
    if !metadata.is_file() {
        return Err(Error::other("it is not a file"));
    }
    // Renaming would replace a read-only file all the same.
    if metadata.permissions().readonly() {
        return Err(Error::new(ErrorKind::PermissionDenied, "it is read-only"));
    }
    if let Some((start, kind)) = KINDS.iter().find(|(start, _)| bytes.starts_with(start.as_bytes()))
        && metadata.len() > 0
        && !starts_with(&target, start)?
    {
        return Err(Error::new(ErrorKind::AlreadyExists, format!("is not {kind}")));
    }
    Ok(target)
}

fn starts_with(path: &Path, start: &str) -> Result<bool> {
    let mut found = Vec::new();
    File::open(path)?.take(start.len() as u64).read_to_end(&mut found)?;
    Ok(found == start.as_bytes())
}

/// Writes a temporary file in the folder `place`, which is to replace `target`. It does not stay open: a system allows only so
/// many open files.
fn write_beside(target: &Path, place: &Path, bytes: &[u8]) -> Result<TempPath> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    let old = std::fs::metadata(target).map(|metadata| metadata.permissions());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The permissions of any new file: for everyone, reduced by the user's mask.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(if place.as_os_str().is_empty() { Path::new(".") } else { place })?;
    file.write_all(bytes)?;
    if let Ok(permissions) = old {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    Ok(file.into_temp_path())
}

/// Renames all temporary files to their targets. After an error the earlier files are put back; `at` is then the
/// target at fault.
fn replace(folder: &Path, files: Vec<(TempPath, PathBuf)>, at: &mut PathBuf) -> Result<()> {
    // One rename cannot be interrupted halfway.
    let journal = match files.len() {
        0 | 1 => None,
        _ => Some(journal::write(folder, files.iter().map(|(file, target)| (&**file, &**target)))?),
    };
    let mut earlier = Vec::new();
    for (file, target) in files {
        let backup = journal.is_some().then(|| keep(&target, folder)).flatten();
        if let Err(error) = file.persist(&target) {
            *at = target;
            // Before the files are put back: a run that is interrupted here must not be completed.
            drop(journal);
            for (backup, target) in earlier {
                match backup {
                    Some(backup) => drop(std::fs::rename(backup, target)),
                    None => drop(std::fs::remove_file(target)),
                }
            }
            return Err(error.error);
        }
        earlier.push((backup, target));
    }
    Ok(())
}

/// A second name for a file, under which it survives being replaced: in `folder` if the file is inside it, because the next
/// run removes there what an interrupted one left.
fn keep(path: &Path, folder: &Path) -> Option<TempPath> {
    let place = if path.starts_with(folder) { folder } else { folder_of(path) };
    let linked = tempfile::Builder::new().prefix(PREFIX).make_in(place, |name| {
        std::fs::hard_link(path, name).or_else(|error| match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotFound => Err(error),
            // A file system without hard links.
            _ => std::fs::copy(path, name).map(drop),
        })
    });
    Some(linked.ok()?.into_temp_path())
}

fn report(path: &Path, error: &Error, diagnostics: &mut Diagnostics) {
    let folder = folder_of(path);
    let elsewhere = "Rename or remove it, or write the results to another folder.";
    let (place, message, help) = if let Some(file) = path.ancestors().skip(1).find(|folder| folder.is_file())
    {
        let message = format!("{} is a file, but a folder is needed there", file.display());
        (file, message, elsewhere)
    } else if path.is_dir() {
        let message = format!("{} is a folder, but a file must be written there", path.display());
        (path, message, elsewhere)
    } else if path.exists() && !path.is_file() {
        (path, format!("{} is not a file", path.display()), "Write to `-` for standard output, or to a file.")
    } else if error.kind() == ErrorKind::AlreadyExists {
        let message = format!("{} exists and {error}; it is not overwritten", path.display());
        (path, message, "Name another file, or move this one away.")
    } else if error.kind() == ErrorKind::PermissionDenied {
        let read_only = std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly());
        let place = if read_only { path } else { folder };
        let message = format!("you may not write to {}", place.display());
        (place, message, "Change its permissions, or write the results to another folder.")
    } else {
        let message = format!("{} cannot be written: {error}", path.display());
        (path, message, "Make sure that the folder exists and that the disk has free space.")
    };
    diagnostics.push(Diagnostic::error(message).path(place).help(help));
}

/// The folder that contains a file.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
