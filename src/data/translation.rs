//! The texts of a project that are missing in a language, as a file to fill in, and the way back into the YAML.
//!
//! The file has a block a text. What follows `az:`, up to the next block, is the translation:
//!
//! ```text
//! == data/brochure.yaml: title
//! en: International memberships
//! az: Beynəlxalq üzvlüklər
//! ```
//!
//! The translations are put at their places by editing the files, so that comments and everything else stay as they are.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::check::texts;
use super::corrections::double_quoted;
use super::edits::{self, Edit, add_translations};
use super::index::{TextField, collapse};
use super::labels::is_variant;
use super::load::load_with_language;
use super::model::Brochure;
use super::value::Text;
use super::yaml;
use engine::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use engine::sorting::{sort_by, sort_by_key};

/// The file of the project's own labels.
const LABELS: &str = "data/labels.yaml";

/// A file of the project: its name and its content.
type File = (String, Vec<u8>);

/// What begins a block.
const BLOCK: &str = "== ";

/// A text that is missing in the language.
struct Missing {
    /// Its file and field, unique.
    place: String,
    /// The language that it is written in.
    language: String,
    text: String,
    target: Target,
}

/// Where a translation goes.
enum Target {
    /// Beside the text that is there.
    Field(TextField),
    /// A new line of `data/labels.yaml`.
    Label(String),
}

/// A project with the texts that are missing in one language.
pub struct Translation<'a> {
    root: &'a Path,
    language: &'a str,
    first_language: String,
    missing: Vec<Missing>,
}

impl<'a> Translation<'a> {
    /// Reads the project in the folder `root`. Returns `None` after reporting an error in its data.
    pub fn load(root: &'a Path, language: &'a str, diagnostics: &mut Diagnostics) -> Option<Translation<'a>> {
        let brochure = load_with_language(root, language, diagnostics)?;
        let first_language = brochure.first_language().to_string();
        let mut missing = missing_texts(&brochure, language, diagnostics);
        missing.extend(missing_labels(&brochure, language, diagnostics));
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        for text in &mut missing {
            let count = known.entry(text.place.clone()).or_default();
            *count += 1;
            if *count > 1 {
                text.place.push_str(&format!(" ({count})"));
            }
        }
        Some(Translation { root, language, first_language, missing })
    }

    /// How many texts are missing.
    pub fn count(&self) -> usize {
        self.missing.len()
    }

    /// The file to fill in; `name` is the name that it will have.
    pub fn form(&self, name: &str) -> String {
        let language = self.language;
        let mut form = format!(
            "# Texts that are missing in {language}. Write each after `{language}:`; it may have several lines. A text that stays\n\
             # empty, such as a name that is the same in all languages, is left as it is. Then run:\n\
             #   brochure translate {language} --apply {name}\n"
        );
        for text in &self.missing {
            // Lines of a text are indented, so that none looks like the beginning of something else.
            let lines = text.text.replace('\n', "\n    ").replace("\n    \n", "\n\n");
            form.push_str(&format!("\n{BLOCK}{}\n{}: {lines}\n{language}:\n", text.place, text.language));
        }
        form
    }

    /// The files of the project with the translations of a form, by their names, and the number of translations.
    /// Reports the blocks that fit no text, and returns `None` after an error.
    pub fn apply(
        &self,
        form: &str,
        source: SourceId,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Vec<File>, usize)> {
        let mut edits: Vec<(String, Edit)> = Vec::new();
        let mut new_labels = String::new();
        let mut count = 0;
        let blocks = blocks(form, self.language);
        if blocks.iter().all(|block| block.translation.is_empty()) {
            let message = format!("no translation into {} is in this file", self.language);
            let help = format!("Write each translation after `{}:`.", self.language);
            diagnostics.push(Diagnostic::error(message).at(Span::new(source, 0, 0), "").help(help));
            return None;
        }
        for block in blocks {
            if block.translation.is_empty() {
                continue;
            }
            let span = Span::new(source, block.at, block.at + block.place.len());
            let Some(text) = self.missing.iter().find(|text| text.place == block.place) else {
                let message = format!("no text is missing at {}", block.place);
                let help = "It may be translated already, or its place has another name now: write a new file with \
                            `brochure translate`.";
                diagnostics.push(Diagnostic::warning(message).at(span, "this place").help(help));
                continue;
            };
            if collapse(&text.text) != collapse(&block.original) {
                let message = format!("the text at {} has changed since this file was written", block.place);
                let help = "Compare the two, and put the translation into the data by hand.";
                diagnostics.push(Diagnostic::warning(message).at(span, "this text").help(help));
                continue;
            }
            count += 1;
            let quoted = double_quoted(&block.translation);
            match &text.target {
                Target::Label(key) => {
                    new_labels.push_str(&format!("{key}: {{{}: {quoted}}}\n", self.language));
                }
                Target::Field(field) => {
                    let source = diagnostics.source(field.text.source);
                    let added = [(self.language, quoted.as_str())];
                    let edit = add_translations(field, &source.text, &self.first_language, &added);
                    edits.push((source.name.clone(), edit));
                }
            }
        }
        let files = self.edited(edits, &new_labels, diagnostics)?;
        Some((files, count))
    }

    /// The files with all edits made.
    fn edited(
        &self,
        mut edits: Vec<(String, Edit)>,
        new_labels: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<File>> {
        sort_by(&mut edits, |(one, first), (other, second)| (one, first.start).cmp(&(other, second.start)));
        let mut files: Vec<File> = Vec::new();
        for of_file in edits.chunk_by(|(one, _), (other, _)| one == other) {
            let name = &of_file[0].0;
            let raw = std::fs::read(self.root.join(name)).unwrap_or_default();
            files.push((name.clone(), edits::apply(&raw, of_file.iter().map(|(_, edit)| edit))));
        }
        if !new_labels.is_empty() {
            let known = files.iter().position(|(name, _)| name == LABELS);
            let index = known.unwrap_or_else(|| {
                files.push((LABELS.to_string(), std::fs::read(self.root.join(LABELS)).unwrap_or_default()));
                files.len() - 1
            });
            let bytes = &mut files[index].1;
            if !bytes.is_empty() && !bytes.ends_with(b"\n") {
                bytes.push(b'\n');
            }
            bytes.extend(new_labels.bytes());
        }
        for (name, bytes) in &files {
            let source = diagnostics.add_text(&format!("{name}, with the translations"), bytes)?;
            let text = diagnostics.source(source).text.clone();
            if let Err(diagnostic) = yaml::parse(&text, source) {
                diagnostics.push(diagnostic);
                return None;
            }
        }
        Some(files)
    }
}

/// The texts of the records, in the order of the files.
fn missing_texts(brochure: &Brochure, language: &str, diagnostics: &Diagnostics) -> Vec<Missing> {
    let fields: FxHashMap<Span, &TextField> =
        brochure.index.fields.iter().map(|field| (field.text, field)).collect();
    let own_labels = brochure.labels.iter().filter(|(key, _)| !is_variant(key)).map(|(_, text)| text);
    let mut missing: Vec<(Span, Missing)> = Vec::new();
    for text in texts(brochure).into_iter().chain(own_labels) {
        let Some(first) = text.translations.first() else { continue };
        let has = |translation: &super::value::Translation| translation.language.as_deref() == Some(language);
        // A text for all languages is in the first one already.
        if first.language.is_none() && language == brochure.first_language() {
            continue;
        }
        let Some(field) = fields.get(&first.span).filter(|_| !text.translations.iter().any(has)) else {
            continue;
        };
        let source = diagnostics.source(first.span.source);
        let spelling =
            source.text.get(first.span.start as usize..first.span.end as usize).unwrap_or_default();
        // The same text has several places, or is not a plain one.
        if spelling.is_empty() || spelling.starts_with(['*', '&', '!']) {
            continue;
        }
        missing.push((
            first.span,
            Missing {
                place: format!("{}: {}", source.name, field.path),
                language: first.language.clone().unwrap_or_else(|| brochure.first_language().to_string()),
                text: first.text.clone(),
                target: Target::Field((*field).clone()),
            },
        ));
    }
    sort_by_key(&mut missing, |(span, _)| *span);
    missing.dedup_by_key(|(span, _)| *span);
    missing.into_iter().map(|(_, text)| text).collect()
}

/// The labels that only the program has, and not in this language.
fn missing_labels(brochure: &Brochure, language: &str, diagnostics: &Diagnostics) -> Vec<Missing> {
    let is_own = |text: &Text| text.span().is_some_and(|span| diagnostics.source(span.source).name == LABELS);
    let lacks = |(key, text): &&(String, Text)| {
        (!is_variant(key) || key.ends_with("_one")) && text.translation(language).is_none() && !is_own(text)
    };
    let label = |(key, text): &(String, Text)| {
        let first = text.translations.first()?;
        Some(Missing {
            place: format!("{LABELS}: {key}"),
            language: first.language.clone()?,
            text: first.text.clone(),
            target: Target::Label(key.clone()),
        })
    };
    brochure.labels.iter().filter(lacks).filter_map(label).collect()
}

/// A block of a form.
struct Block<'a> {
    place: &'a str,
    /// The offset of the place.
    at: usize,
    original: String,
    translation: String,
}

/// The blocks of a form with translations into `language`.
fn blocks<'a>(form: &'a str, language: &str) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block<'a>> = Vec::new();
    let mark = format!("{language}:");
    let (mut offset, mut in_translation) = (0, false);
    for line in form.split_inclusive('\n') {
        let at = offset;
        offset += line.len();
        if let Some(place) = line.strip_prefix(BLOCK) {
            let block = Block {
                place: place.trim(),
                at: at + BLOCK.len(),
                original: String::new(),
                translation: String::new(),
            };
            blocks.push(block);
            in_translation = false;
            continue;
        }
        let Some(block) = blocks.last_mut() else { continue };
        if !in_translation && let Some(rest) = line.strip_prefix(&mark) {
            in_translation = true;
            block.translation.push_str(rest);
        } else if in_translation {
            block.translation.push_str(line);
        } else if block.original.is_empty() {
            block.original.push_str(line.split_once(':').map_or(line, |(_, rest)| rest));
        } else {
            block.original.push_str(line);
        }
    }
    for block in &mut blocks {
        let lines: Vec<&str> = block.translation.trim().lines().map(str::trim).collect();
        block.translation = lines.join("\n");
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_a_place_and_texts_of_several_lines() {
        let form = "# x\n\n== a.yaml: b\nen: One\n\n    Two: az: three\naz: Bir\n\n  İki\n\n== a.yaml: c\nen: x\naz:\n";
        let blocks = blocks(form, "az");
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[0].place, "a.yaml: b");
        assert_eq!(collapse(&blocks[0].original), "One Two: az: three");
        assert_eq!(blocks[0].translation, "Bir\n\nİki");
        assert_eq!(blocks[1].translation, "");
    }
}
