//! `brochure init`: a project to begin with; `brochure new`: the file of a further membership.

use super::arguments::{InitArguments, NewArguments};
use super::output::Outputs;
use super::schema;
use super::terminal::{report, say_result, shown};
use crate::data::{SchemaFile, built_in_labels};
use engine::diagnostics::{Diagnostic, Diagnostics};

const BROCHURE: &str = include_str!("starter/brochure.yaml");
const INSTITUTION: &str = include_str!("starter/institution.yaml");
const MEMBERSHIP: &str = include_str!("starter/membership.yaml");

/// The membership of a new project.
const EXAMPLE: &str = "example";

/// Writes a project that can be built at once into a folder that is new or empty. Returns whether there was no error.
pub(super) fn init(arguments: &InitArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let folder = &arguments.folder;
    let languages = arguments.languages.join(", ");
    let brochure = match languages.is_empty() {
        true => BROCHURE.to_string(),
        false => BROCHURE.replace("languages: [en]", &format!("languages: [{languages}]")),
    };
    let example = membership(EXAMPLE, "An example that you can delete");
    let files = [
        ("data/brochure.yaml".to_string(), SchemaFile::Brochure, brochure),
        ("data/institution.yaml".to_string(), SchemaFile::Institution, INSTITUTION.to_string()),
        (format!("data/memberships/{EXAMPLE}.yaml"), SchemaFile::Membership, example),
    ];
    // A project that is there already is worth more than a new one.
    if let Some(there) = files.iter().map(|(name, _, _)| folder.join(name)).find(|path| path.exists()) {
        let message = format!("{} is there already", shown(&there));
        let help = "Choose a folder without a project; `brochure new` adds a membership to a project.";
        diagnostics.push(Diagnostic::error(message).path(&there).help(help));
        return report(&diagnostics);
    }
    let mut outputs = Outputs::new(folder);
    for (name, file, text) in files {
        outputs.add(name, (schema::first_line(file) + &text).into_bytes());
    }
    schema::add(&mut outputs);
    let written = outputs.write(&mut diagnostics);
    if written {
        let place = if folder.as_os_str() == "." { String::new() } else { format!(" -C {}", shown(folder)) };
        say_result(&format!(
            "{} has a project now. Fill in data/institution.yaml, add memberships with `brochure{place} new ID`, and \
             make the brochure with `brochure{place}`.\n",
            shown(folder)
        ));
        for tag in arguments.languages.iter().filter(|tag| built_in_labels(tag).is_none()) {
            let message = format!("the program has no words of its own in {tag}, such as headings");
            let help = format!(
                "`brochure{place} translate {tag}` writes a file with those in another language, for you to translate. \
                 Until then they are printed as they are."
            );
            diagnostics.push(Diagnostic::note(message).help(help));
        }
    }
    report(&diagnostics) && written
}

/// Writes the file of a membership with every field as a comment. Returns whether there was no error.
pub(super) fn new(arguments: &NewArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let data = arguments.folder().join("data");
    if !data.is_dir() {
        let message = format!("there is no folder {}", shown(&data));
        let help = "Name the project's folder with `-C`, or begin a project with `brochure init`.";
        diagnostics.push(Diagnostic::error(message).path(&data).help(help));
        return report(&diagnostics);
    }
    let file = format!("data/memberships/{}.yaml", arguments.id);
    let path = arguments.folder().join(&file);
    if path.symlink_metadata().is_ok() {
        let message = format!("{} is there already", shown(&path));
        let help = "Choose another id, or edit that file.";
        diagnostics.push(Diagnostic::error(message).path(&path).help(help));
        return report(&diagnostics);
    }
    let name = arguments.name.clone().unwrap_or_else(|| arguments.id.to_uppercase());
    let mut text = membership(&arguments.id, &quoted(&name));
    // A line that names a schema that is not there makes an editor complain.
    if schema::is_in(arguments.folder(), SchemaFile::Membership) {
        text.insert_str(0, &schema::first_line(SchemaFile::Membership));
    }
    let mut outputs = Outputs::new(arguments.folder());
    outputs.add(file, text.into_bytes());
    if outputs.write(&mut diagnostics) {
        say_result(&format!("{}: take the `#` away from the lines that you know\n", shown(&path)));
    }
    report(&diagnostics)
}

fn membership(id: &str, name: &str) -> String {
    MEMBERSHIP.replace("{id}", id).replace("{name}", name).replace("{status}", "member")
}

/// A text as YAML has it in double quotation marks.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
