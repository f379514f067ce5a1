//! The editions of earlier years that a project keeps: `editions/2026.yaml` has the texts of the data and of the layouts as
//! they were, and names each other file by its hash.
//!
//! ```text
//! edition: 2026
//! program: 0.1.0
//! texts:
//!   "data/brochure.yaml": |2+
//!     edition: {year: 2026}
//! files:
//!   "images/logo.svg": 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::comparison::change::Change;
use super::edits::{self, Edit};
use super::files::{KeptData, is_data_file};
use super::fingerprint::{SourceFile, hash_of_all};
use super::load::load_kept;
use super::model::Brochure;
use super::value::Located;
use engine::diagnostics::{Diagnostic, Diagnostics, Severity};

/// The folder of the kept editions.
pub const EDITIONS: &str = "editions";

/// The largest file of an edition that is read, in bytes.
const MAX_BYTES: u64 = 64 << 20;

/// An edition that a project keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptEdition {
    /// Its year.
    pub edition: i32,
    /// The version of the program that kept it.
    pub program: String,
    /// The files whose content is here, by their paths from the project folder.
    pub texts: BTreeMap<String, String>,
    /// The SHA-256 of each other file that the edition needs, in hexadecimal digits, by its path.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
}

/// The path of the file of an edition from the project folder.
pub fn edition_path(year: i32) -> String {
    format!("{EDITIONS}/{year}.yaml")
}

/// The years of the kept editions, in order.
pub fn kept_years(root: &Path) -> Vec<i32> {
    let entries = std::fs::read_dir(root.join(EDITIONS)).into_iter().flatten().flatten();
    let year = |entry: std::fs::DirEntry| {
        entry.file_name().to_str()?.strip_suffix(".yaml").filter(|year| year.len() == 4)?.parse().ok()
    };
    let mut years: Vec<i32> = entries.filter_map(year).collect();
    years.sort_unstable();
    years
}

impl KeptEdition {
    /// Reads the edition of a year. Returns `None` after reporting why it cannot be read.
    pub fn read(root: &Path, year: i32, diagnostics: &mut Diagnostics) -> Option<KeptEdition> {
        let path = root.join(edition_path(year));
        let refuse = |message: String, help: String, diagnostics: &mut Diagnostics| {
            diagnostics.push(Diagnostic::error(message).path(&path).help(help));
            None
        };
        let is_too_large = std::fs::metadata(&path).is_ok_and(|metadata| metadata.len() > MAX_BYTES);
        if is_too_large {
            let message = format!(
                "{} is larger than {} MiB, the limit for an edition",
                path.display(),
                MAX_BYTES >> 20
            );
            return refuse(message, "It is no file of `brochure edition close`.".to_string(), diagnostics);
        }
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let years: Vec<String> = kept_years(root).iter().map(i32::to_string).collect();
                let help = match years.is_empty() {
                    true => {
                        "No edition is kept yet. `brochure edition close` keeps the present one.".to_string()
                    }
                    false => format!("These editions are kept: {}.", years.join(", ")),
                };
                return refuse(format!("the edition {year} is not kept"), help, diagnostics);
            }
            Err(error) => {
                let help = "It must be a file that you have permission to read.".to_string();
                return refuse(format!("{} cannot be read: {error}", path.display()), help, diagnostics);
            }
        };
        let help =
            "Take the file from a backup: it must stay as `brochure edition close` wrote it.".to_string();
        match KeptEdition::parse(&text) {
            Ok(kept) if kept.edition == year => Some(kept),
            Ok(kept) => {
                let message = format!("{} contains the edition {}", path.display(), kept.edition);
                refuse(message, format!("Rename it to `{}.yaml`.", kept.edition), diagnostics)
            }
            Err(error) => refuse(format!("{} is damaged: {error}", path.display()), help, diagnostics),
        }
    }

    /// Reads the text of a file of an edition.
    ///
    /// # Errors
    /// What is wrong with it, in the words of the parser.
    fn parse(text: &str) -> Result<KeptEdition, String> {
        let options = serde_yaml::options! {
            budget: serde_yaml::budget! { max_nodes: 200_000, max_events: 400_000, max_documents: 1, },
            with_snippet: false,
        };
        let kept: KeptEdition =
            serde_yaml::from_str_with_options(text, options).map_err(|error| error.to_string())?;
        let mut paths = kept.texts.keys().chain(kept.files.keys());
        match paths.find(|path| !is_inside(path)) {
            Some(path) => Err(format!("`{path}` is no path in a project")),
            None => Ok(kept),
        }
    }

    /// The text of its file.
    ///
    /// # Errors
    /// The paths of the texts that YAML cannot keep as they are.
    pub fn write(&self) -> Result<String, Vec<String>> {
        let mut file = format!(
            "# The edition of {0}, as `brochure edition close` kept it. Do not change it: `brochure build --edition {0}` builds it again.\n\
             edition: {0}\nprogram: {1}\ntexts:\n",
            self.edition,
            quoted(&self.program)
        );
        for (path, text) in &self.texts {
            file.push_str(&format!("  {}: {}\n", quoted(path), literal(text)));
        }
        if !self.files.is_empty() {
            file.push_str("files:\n");
            for (path, hash) in &self.files {
                file.push_str(&format!("  {}: {}\n", quoted(path), quoted(hash)));
            }
        }
        match KeptEdition::parse(&file) {
            Ok(kept) if kept == *self => Ok(file),
            Ok(kept) => Err(self
                .texts
                .iter()
                .filter(|(path, text)| kept.texts.get(*path) != Some(text))
                .map(|(path, _)| path.clone())
                .collect()),
            Err(_) => Err(self.texts.keys().cloned().collect()),
        }
    }

    /// Its data.
    pub fn data(&self) -> KeptData {
        let files = self.texts.iter().filter(|(path, _)| is_data_file(path));
        KeptData {
            name: edition_path(self.edition),
            files: files.map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect(),
        }
    }
}

/// `data/brochure.yaml` with another year of the edition, and everything else as it is. Returns `None` after reporting why not.
pub fn with_next_year(
    root: &Path,
    brochure: &Brochure,
    next: i32,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<u8>> {
    let Located { value: year, span } = &brochure.edition.year;
    let text = diagnostics.source(span.source).text.clone();
    let range = span.start as usize..span.end as usize;
    let raw = std::fs::read(root.join("data/brochure.yaml")).ok();
    match raw.filter(|_| text.get(range.clone()) == Some(year.to_string().as_str())) {
        Some(raw) => {
            let edit = Edit { start: range.start, end: range.end, text: next.to_string() };
            Some(edits::apply(&raw, std::iter::once(&edit)))
        }
        None => {
            let message = "the year of the edition cannot be changed where it is written";
            let help =
                format!("Write `year: {next}` yourself, after `brochure edition close` without `--next`.");
            diagnostics.push(Diagnostic::error(message).at(*span, "written here").help(help));
            None
        }
    }
}

/// Compares a brochure with the edition before it that the project keeps, if there is one, for what layouts see of changes.
pub(super) fn compare_with_earlier(root: &Path, brochure: &mut Brochure, diagnostics: &mut Diagnostics) {
    let year = brochure.edition.year.value;
    let Some(before) = kept_years(root).into_iter().rfind(|before| *before < year) else { return };
    let mut unheard = Diagnostics::new();
    let kept = KeptEdition::read(root, before, &mut unheard);
    let earlier = kept.and_then(|kept| load_kept(&kept.data(), None, &mut unheard));
    let Some(earlier) = earlier else {
        let reason = unheard.list().iter().find(|found| found.severity == Severity::Error);
        let reason = reason.map_or("it cannot be read", |found| found.message.as_str());
        let message = format!("what changed since the edition {before} is not known: {reason}");
        let help = "The brochure has no part `changes`. The others are as they should be.";
        diagnostics.push(Diagnostic::warning(message).path(root.join(edition_path(before))).help(help));
        return;
    };
    brochure.changes = brochure.changes_since(&earlier);
    brochure.changes.retain(Change::is_news);
    brochure.earlier = Some(SourceFile { path: edition_path(before), hash: hash_of_all(&earlier.files) });
}

/// Whether a path leads to a file below the project folder.
fn is_inside(path: &str) -> bool {
    let path = PathBuf::from(path);
    path.components().next().is_some()
        && path.components().all(|component| matches!(component, std::path::Component::Normal(_)))
}

/// A text as a block that people can read, or in quotation marks if it has characters that a block does not keep.
fn literal(text: &str) -> String {
    let is_plain = |sign: char| {
        sign == '\n'
            || sign == '\t'
            || !sign.is_control() && !"\u{2028}\u{2029}\u{FEFF}\u{FFFE}\u{FFFF}".contains(sign)
    };
    if text.trim_matches('\n').is_empty() || !text.chars().all(is_plain) {
        return quoted(text);
    }
    let (mark, body) = match text.strip_suffix('\n') {
        Some(body) => ("|2+", body),
        None => ("|2-", text),
    };
    let mut block = mark.to_string();
    for line in body.split('\n') {
        block.push('\n');
        if !line.is_empty() {
            block.push_str("    ");
            block.push_str(line);
        }
    }
    block
}

/// A text in double quotation marks, on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            sign if sign.is_control() || "\u{2028}\u{2029}\u{FEFF}\u{FFFE}\u{FFFF}".contains(sign) => {
                quoted.push_str(&format!("\\U{:08X}", u32::from(sign)));
            }
            sign => quoted.push(sign),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_they_were() {
        let texts = [
            "a: 1\n",
            "a: 1",
            "",
            "\n",
            "\n\n",
            "a\n\n",
            "\n  a\n b\n",
            "  \n x\n",
            "a\r\nb\r\n",
            "\u{FEFF}a: 1\n",
            "a\tb\n\tc\n",
            "# x\n---\n...\n",
            "\u{85}\u{2028}",
            "x\u{7}\"\\\n",
            "Lənkəran ə İ ‏عربي\n",
            " a",
            "a \n \n",
            "'",
            "{{#if x}}\n  {{> y}}\n",
            "a\n\n\n",
            "a\n  \n",
        ];
        let texts = texts.iter().enumerate();
        let texts =
            texts.map(|(index, text)| (format!("data/memberships/{index} \"ə\": x.yaml"), text.to_string()));
        let kept = KeptEdition {
            edition: 2026,
            program: "0.1.0".to_string(),
            texts: texts.collect(),
            files: BTreeMap::from([("images/a.png".to_string(), "00ff".to_string())]),
        };
        let file = kept.write().expect("all texts are kept");
        assert_eq!(KeptEdition::parse(&file), Ok(kept.clone()));
        // A program for versions may change the ends of lines.
        assert_eq!(KeptEdition::parse(&file.replace('\n', "\r\n")), Ok(kept));
    }

    #[test]
    fn paths_lead_nowhere_else() {
        for path in ["../x", "/etc/x", "", "a/../../b"] {
            let file = format!("edition: 2026\nprogram: x\ntexts: {{\"{path}\": a}}\n");
            assert!(KeptEdition::parse(&file).is_err(), "{path}");
        }
    }
}
