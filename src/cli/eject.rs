//! `brochure eject`: writes the built-in labels, layouts, style sheets and fonts into the project, for editing.

use std::path::Path;

use super::arguments::{EjectArguments, Ejected};
use super::output::Outputs;
use super::terminal::{report, say_result, shown};
use crate::{data, template};
use engine::diagnostics::Diagnostics;
use engine::text::embedded_fonts;

/// Writes what the project does not have. Returns whether the command succeeds.
pub(super) fn run(arguments: &EjectArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let folder = arguments.project.folder();
    let Some(files) = files(folder, arguments.what, &mut diagnostics) else { return report(&diagnostics) };
    let mut lines = String::new();
    let mut outputs = Outputs::new(folder);
    for (name, bytes) in files {
        let path = folder.join(&name);
        if path.symlink_metadata().is_ok() {
            lines.push_str(&format!("{} is there already and was not changed\n", shown(&path)));
            continue;
        }
        lines.push_str(&format!("{} is written\n", shown(&path)));
        outputs.add(name, bytes);
    }
    let written = outputs.is_empty() || outputs.write(&mut diagnostics);
    let succeeded = report(&diagnostics);
    if written {
        say_result(&lines);
    }
    succeeded
}

/// The files by their names in the project. Returns `None` after reporting an error in the data.
fn files(folder: &Path, what: Ejected, diagnostics: &mut Diagnostics) -> Option<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    if matches!(what, Ejected::Labels | Ejected::All) {
        let brochure = data::load(folder, diagnostics)?;
        let languages: Vec<&str> =
            brochure.languages.iter().map(|language| language.value.as_str()).collect();
        files.push(("data/labels.yaml".to_string(), data::labels_for_editing(&languages).into_bytes()));
    }
    let is_wanted = |path: &str| match what {
        Ejected::Labels | Ejected::Fonts => false,
        Ejected::Layouts => path.ends_with(".hbs"),
        Ejected::Styles => path.ends_with(".css"),
        Ejected::Templates | Ejected::All => true,
    };
    let templates = template::FILES.iter().filter(|file| is_wanted(file.path));
    files.extend(templates.map(|file| (file.path.to_string(), file.bytes.to_vec())));
    if what == Ejected::Fonts {
        files.extend(embedded_fonts().map(|file| (file.path.to_string(), file.bytes.to_vec())));
    }
    Some(files)
}
