//! Where the project is if no option names its folder.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What every project has.
const MARK: &str = "data/brochure.yaml";

/// The project that the current folder belongs to: that folder, or the closest one above it that has a project. The current
/// folder if none has.
pub(in crate::cli) fn project_here() -> &'static Path {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    FOUND.get_or_init(|| {
        let here = PathBuf::from(".");
        let Ok(absolute) = std::env::current_dir() else { return here };
        let steps = absolute.ancestors().position(|folder| folder.join(MARK).is_file());
        match steps.unwrap_or(0) {
            0 => here,
            steps => std::iter::repeat_n("..", steps).collect(),
        }
    })
}
