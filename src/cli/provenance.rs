//! What a brochure records about its own making, in its metadata: the edition, hashes of the data, and the version and
//! options of the program. `brochure verify` reads it.

use super::arguments::{self, BuildArguments, Profile};
use super::project::Purpose;
use crate::data::{Brochure, SourceFile, hash_of_all};
use crate::template::DEFAULT_LAYOUT;
use engine::diagnostics::Strictness;
use engine::pdf::{MetadataProperty, MetadataSchema, MetadataValue, read_property};
use engine::sorting::sort_by;

/// The namespace of the properties. A change of their meaning needs another number.
const NAMESPACE: &str = "urn:x-brochure:provenance:1#";
const PREFIX: &str = "brochure";

/// The version of this program.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The digits of a file's hash that are recorded: enough to see which file has changed.
const SHORT: usize = 16;

/// How the options begin where the environment gave the date.
const DATE: &str = "SOURCE_DATE_EPOCH=";

/// What a file says about its making.
#[derive(Debug)]
pub(super) struct Provenance {
    /// The edition's year.
    pub(super) edition: String,
    /// The hash of all data.
    pub(super) data: String,
    /// Each file of the data: the beginning of its hash, and its path.
    pub(super) files: Vec<(String, String)>,
    /// The version of the program.
    pub(super) version: String,
    /// The options of `build`, with the date of the environment before them.
    pub(super) options: String,
}

impl Provenance {
    /// That of a file that is made now. `date` is that of the environment, if it counts.
    pub(super) fn new(brochure: &Brochure, purpose: Purpose<'_>, date: Option<i64>) -> Provenance {
        let Purpose { layout, languages, profile, standards, strictness, remarks: _ } = purpose;
        let profile = match profile {
            Profile::Screen => "screen",
            Profile::Print => "print",
            Profile::Archive => "archive",
        };
        let date = date.map(|date| format!("{DATE}{date} ")).unwrap_or_default();
        let leniency = if strictness == Strictness::Lenient { " --lenient" } else { "" };
        let standards = standards.map(|standards| format!(" --standard {}", standards.short_names()));
        let standards = standards.unwrap_or_default();
        let layout = if layout == DEFAULT_LAYOUT { String::new() } else { format!(" --layout {layout}") };
        let options =
            format!("{date}--lang {}{layout} --profile {profile}{standards}{leniency}", languages.name());
        Provenance { options, ..Provenance::of_data(brochure) }
    }

    /// What is the same for all files that are made from the data.
    pub(super) fn of_data(brochure: &Brochure) -> Provenance {
        let short = |file: &SourceFile| (file.hash.chars().take(SHORT).collect(), file.path.clone());
        let all: Vec<SourceFile> = brochure.files.iter().chain(&brochure.earlier).cloned().collect();
        let mut files: Vec<(String, String)> = all.iter().map(short).collect();
        sort_by(&mut files, |one, other| one.1.cmp(&other.1));
        Provenance {
            edition: brochure.edition.year.value.to_string(),
            data: hash_of_all(&all),
            files,
            version: VERSION.to_string(),
            options: String::new(),
        }
    }

    /// That which a file records; `None` if it records none.
    pub(super) fn read(file: &[u8]) -> Option<Provenance> {
        let all = |name: &str| read_property(file, NAMESPACE, PREFIX, name);
        let one = |name: &str| all(name).into_iter().next();
        let pair =
            |line: String| line.split_once(' ').map(|(hash, path)| (hash.to_string(), path.to_string()));
        Some(Provenance {
            edition: one("edition")?,
            data: one("data")?,
            files: all("files").into_iter().filter_map(pair).collect(),
            version: one("version")?,
            options: one("options")?,
        })
    }

    /// The date of the environment, and the options; `None` if this version knows no such options.
    pub(super) fn arguments(&self) -> Option<(Option<i64>, BuildArguments)> {
        let (date, options) = match self.options.strip_prefix(DATE) {
            Some(rest) => {
                let (date, options) = rest.split_once(' ')?;
                (Some(date.parse().ok()?), options)
            }
            None => (None, self.options.as_str()),
        };
        Some((date, arguments::build_options(options)?))
    }

    /// The properties for the metadata of the file.
    pub(super) fn schema(self) -> MetadataSchema {
        let text = |name, description, value| MetadataProperty {
            name,
            description,
            value: MetadataValue::Text(value),
        };
        let files = self.files.into_iter().map(|(hash, path)| format!("{hash} {path}")).collect();
        MetadataSchema {
            description: "How a brochure was made",
            namespace: NAMESPACE,
            prefix: PREFIX,
            properties: vec![
                text("edition", "The year of the edition", self.edition),
                text("version", "The version of the program", self.version),
                text("options", "The options of the program", self.options),
                text("data", "The SHA-256 of the facts in all data files", self.data),
                MetadataProperty {
                    name: "files",
                    description: "The data files, each after the beginning of its hash",
                    value: MetadataValue::List(files),
                },
            ],
        }
    }
}
