//! `brochure schema`: the JSON Schemas of the data files, for editors.

use std::path::Path;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::arguments::SchemaArguments;
use super::output::Outputs;
use super::terminal::{print, report, say_result, shown};
use crate::data::SchemaFile;
use engine::diagnostics::{Diagnostic, Diagnostics};

/// The folder of the schemas in a project. Its name begins with a point, so it is out of the way of the data.
const FOLDER: &str = "data/.schema";

/// Writes one schema to standard output, or all into the project. Returns whether that succeeded.
pub(super) fn run(arguments: &SchemaArguments) -> bool {
    if let Some(file) = arguments.file {
        return print(file.schema().as_bytes());
    }
    let mut diagnostics = Diagnostics::new();
    let data = arguments.folder().join("data");
    if !data.is_dir() {
        let message = format!("there is no folder {}", shown(&data));
        let help = "Name the project's folder with `-C`, or begin a project with `brochure init`.";
        diagnostics.push(Diagnostic::error(message).path(&data).help(help));
        return report(&diagnostics);
    }
    if write(arguments.folder(), &mut diagnostics) {
        let lines =
            SchemaFile::ALL.map(|file| format!("  {:<28} {}", file.title(), first_line(file))).concat();
        let folder = shown(&arguments.folder().join(FOLDER));
        say_result(&format!(
            "{folder} has the schemas. The first lines with which an editor finds them:\n{lines}"
        ));
    }
    report(&diagnostics)
}

/// Writes all schemas into the project in `root`. Returns whether that succeeded.
fn write(root: &Path, diagnostics: &mut Diagnostics) -> bool {
    let mut outputs = Outputs::new(root);
    add(&mut outputs);
    outputs.write(diagnostics)
}

/// Adds all schemas to the files that are written to the folder of a project.
pub(super) fn add(outputs: &mut Outputs) {
    for file in SchemaFile::ALL {
        outputs.add(format!("{FOLDER}/{}", name(file)), file.schema().into_bytes());
    }
}

/// The first line of a data file of a project with schemas, by which an editor finds the schema.
pub(super) fn first_line(file: SchemaFile) -> String {
    let up = if file == SchemaFile::Membership { "../" } else { "" };
    format!("# yaml-language-server: $schema={up}.schema/{}\n", name(file))
}

/// Whether a project has the schema of a file.
pub(super) fn is_in(root: &Path, file: SchemaFile) -> bool {
    root.join(FOLDER).join(name(file)).is_file()
}

fn name(file: SchemaFile) -> String {
    format!("{}.json", file.name())
}

impl ValueEnum for SchemaFile {
    fn value_variants<'a>() -> &'a [SchemaFile] {
        &SchemaFile::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.title()))
    }
}
