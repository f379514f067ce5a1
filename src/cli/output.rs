//! Writes the results: each to a temporary file in the folder of its target. All temporary files are renamed after
//! all of them were written, so an error leaves the previous results unchanged.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use engine::diagnostics::{Diagnostic, Diagnostics};

/// Files that are written together.
#[derive(Default)]
pub(super) struct Outputs {
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Outputs {
    pub(super) fn add(&mut self, path: PathBuf, bytes: Vec<u8>) {
        self.files.push((path, bytes));
    }

    /// Writes all files, and reports the first error. Files are only replaced after all of them were written to
    /// temporary files. Returns whether there was no error.
    pub(super) fn write(self, diagnostics: &mut Diagnostics) -> bool {
        let mut written = Vec::with_capacity(self.files.len());
        for (path, bytes) in self.files {
            match write_beside(&path, &bytes) {
                Ok(file) => written.push((path, file)),
                Err(error) => {
                    report(&path, &error, diagnostics);
                    return false;
                }
            }
        }
        for (path, file) in written {
            if let Err(error) = file.persist(&path) {
                report(&path, &error.error, diagnostics);
                return false;
            }
        }
        true
    }
}

fn report(path: &Path, error: &std::io::Error, diagnostics: &mut Diagnostics) {
    let folder = folder_of(path);
    let (place, message, help) = if let Some(file) = folder.ancestors().find(|folder| folder.is_file()) {
        let message = format!("{} is a file, but a folder is needed there", file.display());
        (file, message, "Rename or remove it, or write the results to another folder.")
    } else if path.is_dir() {
        let message = format!("{} is a folder, but a file must be written there", path.display());
        (path, message, "Rename or remove it, or write the results to another folder.")
    } else if error.kind() == std::io::ErrorKind::PermissionDenied {
        let place = if is_read_only(path) { path } else { folder };
        let message = format!("you may not write to {}", place.display());
        (place, message, "Change its permissions, or write the results to another folder.")
    } else {
        let message = format!("{} cannot be written: {error}", path.display());
        (path, message, "Make sure that the folder exists and that the disk has free space.")
    };
    diagnostics.push(Diagnostic::error(message).path(place).help(help));
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether there is a read-only file. Renaming would replace it all the same, so this is checked first.
fn is_read_only(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly())
}

fn write_beside(path: &Path, bytes: &[u8]) -> std::io::Result<NamedTempFile> {
    let folder = folder_of(path);
    std::fs::create_dir_all(folder)?;
    if path.is_dir() {
        return Err(std::io::Error::other("it is a folder"));
    }
    if is_read_only(path) {
        return Err(std::io::Error::new(std::io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".brochure-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The permissions of any new file: for everyone, reduced by the user's mask.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}
