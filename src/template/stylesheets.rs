//! Which stylesheets of `templates/` layouts use: those that they name, and those that these import.

use super::{FOLDER, partials};
use engine::resources::Resources;

const ENDING: &str = ".css";

/// The names of the stylesheets in `templates/`, the project's and the built-in ones, that one of the texts names, or a
/// stylesheet that is among them; each once.
pub(super) fn used<'a>(resources: &Resources, texts: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let paths = partials::files(resources, FOLDER, ENDING);
    let mut others: Vec<&str> = paths.iter().map(|path| &path[FOLDER.len()..]).collect();
    let mut used = Vec::new();
    let mut imported: Vec<String> = Vec::new();
    loop {
        let is_named = |name: &&str| {
            texts.clone().any(|text| text.contains(*name)) || imported.iter().any(|text| text.contains(*name))
        };
        let (named, rest): (Vec<&str>, Vec<&str>) = others.into_iter().partition(is_named);
        if named.is_empty() {
            return used;
        }
        // A stylesheet that cannot be read is reported where it is linked.
        let read = |name: &&str| resources.read_path(&format!("{FOLDER}{name}")).ok();
        imported = named
            .iter()
            .filter_map(read)
            .map(|file| String::from_utf8_lossy(&file.bytes).into_owned())
            .collect();
        used.extend(named.into_iter().map(str::to_string));
        others = rest;
    }
}
