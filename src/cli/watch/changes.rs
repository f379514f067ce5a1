//! Notices that files of a project change.
//!
//! The system reports changes of folders; what has changed is decided by comparing the files with those of the last time.
//! So an editor that writes to a new file and renames it counts, and a file that was only read does not. Where the system
//! reports nothing (network drives, more folders than it can watch), the files are compared every second.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

/// The most files and folders that are looked at; those with data, layouts and fonts come first.
const MAX_ENTRIES: usize = 20_000;

/// The most folders that the system is asked to watch.
const MAX_WATCHED: usize = 2_000;

/// How deep folders are looked into.
const MAX_DEPTH: usize = 12;

/// The folders that a project is read from, besides those of its pictures.
const INPUT_FOLDERS: [&str; 3] = ["data", "templates", "fonts"];

/// The file by which programs mark folders that they can make again (Cache Directory Tagging Specification).
const CACHE_MARK: &str = "CACHEDIR.TAG";

/// By which a changed file is recognized.
type Stamp = (Option<SystemTime>, u64);

/// All files of a project, and the folders that they are in.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Files {
    files: BTreeMap<PathBuf, Stamp>,
    folders: BTreeSet<PathBuf>,
}

impl Files {
    /// The files of the project at `root`. Left out are hidden files and folders, folders of caches, and the folder
    /// `results`, which the program itself writes to.
    pub(super) fn of(root: &Path, results: &Path) -> Files {
        let mut files = Files::default();
        files.folders.insert(root.to_path_buf());
        let mut open: Vec<(PathBuf, usize)> = vec![(root.to_path_buf(), 0)];
        open.extend(INPUT_FOLDERS.iter().rev().map(|name| (root.join(name), 1)));
        while let Some((folder, depth)) = open.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                if files.files.len() + files.folders.len() >= MAX_ENTRIES {
                    return files;
                }
                let path = entry.path();
                let name = entry.file_name();
                if name.to_string_lossy().starts_with('.') || path == results {
                    continue;
                }
                // Of the target, if it is a link.
                let Ok(metadata) = std::fs::metadata(&path) else { continue };
                if !metadata.is_dir() {
                    files.files.insert(path, (metadata.modified().ok(), metadata.len()));
                } else if depth < MAX_DEPTH
                    && !path.join(CACHE_MARK).exists()
                    && files.folders.insert(path.clone())
                {
                    open.push((path, depth + 1));
                }
            }
            files.folders.insert(folder);
        }
        files
    }
}

/// Watches the folders of a project.
pub(super) struct FolderWatcher {
    /// `None` if the system cannot watch.
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
}

impl FolderWatcher {
    /// Calls `changed` after each change in the folders that are watched.
    pub(super) fn new(changed: impl Fn() + Send + 'static) -> FolderWatcher {
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_change(event.kind)) {
                changed();
            }
        });
        FolderWatcher { watcher: watcher.ok(), watched: BTreeSet::new() }
    }

    /// Watches the folders of `files` and no others.
    pub(super) fn follow(&mut self, files: &Files) {
        let Some(watcher) = &mut self.watcher else { return };
        for gone in self.watched.difference(&files.folders) {
            // The system forgets folders that were deleted.
            let _ = watcher.unwatch(gone);
        }
        self.watched.retain(|folder| files.folders.contains(folder));
        for folder in &files.folders {
            if self.watched.len() >= MAX_WATCHED {
                break;
            }
            if !self.watched.contains(folder) && watcher.watch(folder, RecursiveMode::NonRecursive).is_ok() {
                self.watched.insert(folder.clone());
            }
        }
    }
}

/// Whether an event is more than that a file was read, which the program itself does.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_those_that_a_project_is_read_from() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for file in [
            "data/a.yaml",
            "templates/b/c.hbs",
            "pictures/d.svg",
            "output/e.pdf",
            ".git/f",
            "data/.g.swp",
            "target/CACHEDIR.TAG",
            "target/h",
        ] {
            let path = root.join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, "text").expect("written");
        }
        let files = || Files::of(root, &root.join("output"));
        let before = files();
        let names: Vec<String> = before
            .files
            .keys()
            .map(|path| path.strip_prefix(root).expect("inside").display().to_string())
            .collect();
        assert_eq!(names, ["data/a.yaml", "pictures/d.svg", "templates/b/c.hbs"]);
        assert_eq!(files(), before);
        std::fs::write(root.join("output/e.pdf"), "longer text").expect("written");
        assert_eq!(files(), before);
        std::fs::write(root.join("pictures/d.svg"), "longer text").expect("written");
        assert_ne!(files(), before);
        let before = files();
        std::fs::rename(root.join("data/a.yaml"), root.join("data/i.yaml")).expect("renamed");
        assert_ne!(files(), before);
    }
}
