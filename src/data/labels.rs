//! The words that layouts print: those of the program in twelve languages, below those of the project.

use super::corrections::double_quoted;
use super::reader::Project;
use super::value::{Located, Text, Translation};
use engine::diagnostics::{Diagnostics, Span};
use engine::sorting::{sort_by, sort_by_key};

macro_rules! built_in {
    ($($language:literal),*) => {
        /// The built-in labels of each language, as YAML.
        pub const BUILT_IN: &[(&str, &str)] =
            &[$(($language, include_str!(concat!("../../labels/", $language, ".yaml")))),*];
    };
}

built_in!["en", "az", "ru", "tr", "fa", "ka", "ro", "kk", "de", "fr", "es", "ar"];

/// What labels end in that only some languages have: plural forms (CLDR), and dates that are known so exactly.
const VARIANTS: [&str; 8] = ["_zero", "_one", "_two", "_few", "_many", "_year", "_month", "_day"];

/// What is added to the name of a file that the project does not have.
pub const BUILT_IN_MARK: &str = "(built in)";

/// The line of a built-in file below which are the words of `check`, which no layout sees.
const CHECK_MARK: &str = "# What `brochure check` says\n";

/// The words of `check` in a built-in file.
pub(super) fn check_part(text: &str) -> &str {
    text.split_once(CHECK_MARK).map_or("", |(_, words)| words)
}

/// The words of layouts in a built-in file.
fn layout_part(text: &str) -> &str {
    text.split_once(CHECK_MARK).map_or(text, |(words, _)| words)
}

/// Whether only some languages have a label.
pub fn is_variant(key: &str) -> bool {
    VARIANTS.iter().any(|variant| key.ends_with(variant))
}

/// The built-in labels for a language tag, or else for its language (`pt` for `pt-BR`).
pub fn built_in(language: &str) -> Option<&'static str> {
    let base = language.split('-').next().unwrap_or(language);
    BUILT_IN.iter().find(|(known, _)| *known == base).map(|(_, text)| layout_part(text))
}

/// The built-in labels, each with its words in English.
pub(super) fn in_english() -> Vec<(String, String)> {
    let read = read("en", layout_part(BUILT_IN[0].1), &mut Diagnostics::new());
    read.into_iter().map(|(key, translation)| (key, translation.text)).collect()
}

/// The labels of a file of [`BUILT_IN`] as texts in `language`, in the order of the file.
fn read(language: &str, text: &str, diagnostics: &mut Diagnostics) -> Vec<(String, Translation)> {
    let source = diagnostics.add_source(format!("labels in {language} {BUILT_IN_MARK}"), text);
    let label = |line: Line<'_>| {
        let start = line.value.as_ptr().addr() - text.as_ptr().addr();
        let span = Span::new(source, start, start + line.value.len());
        let translation =
            Translation { language: Some(language.to_string()), text: line.text.to_string(), span };
        (line.key.to_string(), translation)
    };
    text.lines().filter_map(line).map(label).collect()
}

/// The built-in labels in all languages of the project; in English where none of them is built in.
pub fn in_languages(project: &Project<'_>, diagnostics: &mut Diagnostics) -> Vec<(String, Text)> {
    let mut labels: Vec<(String, Text)> = Vec::new();
    let mut languages: Vec<(&str, &'static str)> = Vec::new();
    for language in &project.languages {
        languages.extend(built_in(&language.value).map(|text| (language.value.as_str(), text)));
    }
    if languages.is_empty() {
        languages.push((BUILT_IN[0].0, layout_part(BUILT_IN[0].1)));
    }
    for (language, text) in languages {
        for (index, (key, translation)) in read(language, text, diagnostics).into_iter().enumerate() {
            // The files have nearly the same order.
            let near = labels.get(index).filter(|(known, _)| *known == key).map(|_| index);
            match near.or_else(|| labels.iter().position(|(known, _)| *known == key)) {
                Some(known) => labels[known].1.translations.push(translation),
                None => labels.push((key, Text { translations: vec![translation] })),
            }
        }
    }
    labels
}

/// The project's own labels, and the built-in ones for the words and languages that they lack; sorted by key.
pub fn merge(
    own: Vec<(Located<String>, Text)>,
    built_in: Vec<(String, Text)>,
    project: &Project<'_>,
) -> Vec<(String, Text)> {
    let mut labels: Vec<(String, Text)> = own.into_iter().map(|(key, text)| (key.value, text)).collect();
    let rank = |translation: &Translation| {
        let tag = translation.language.as_deref();
        project.languages.iter().position(|language| Some(language.value.as_str()) == tag)
    };
    let count = labels.len();
    for (key, text) in built_in {
        let Some((_, own)) = labels[..count].iter_mut().find(|(own, _)| *own == key) else {
            labels.push((key, text));
            continue;
        };
        for own in &mut own.translations {
            let of_language = text.translations.iter().find(|other| other.language == own.language);
            if let Some(pattern) = of_language.or(text.translations.first()) {
                keep_space(&mut own.text, &pattern.text);
            }
        }
        for translation in text.translations {
            let tag = translation.language.as_deref().unwrap_or_default();
            if own.translation(tag).is_none() {
                own.translations.push(translation);
            }
        }
        sort_by_key(&mut own.translations, |translation| rank(translation).unwrap_or(usize::MAX));
    }
    sort_by(&mut labels, |(first, _), (second, _)| first.cmp(second));
    labels
}

/// Gives a project's own word the space at its end that the program's has, such as a comma: texts of the data are read
/// without it. Signs of full width contain theirs.
fn keep_space(own: &mut String, pattern: &str) {
    let is_wide = |sign: char| matches!(sign, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
    if pattern.ends_with(' ') && !own.ends_with(is_wide) {
        own.push(' ');
    }
}

/// A line of a built-in file: the label, its text, and what a native reader may doubt. A reader of YAML finds the same, and
/// takes ten times as long.
pub(super) struct Line<'a> {
    pub key: &'a str,
    pub text: &'a str,
    /// The text as it is written, with its quotation marks.
    value: &'a str,
    doubt: Option<&'a str>,
}

pub(super) fn line(line: &str) -> Option<Line<'_>> {
    let (key, rest) = line.split_once(": ").filter(|_| !line.starts_with('#'))?;
    let (value, doubt) = match rest.split_once("  # ") {
        Some((value, doubt)) => (value, Some(doubt)),
        None => (rest, None),
    };
    Some(Line { key, text: value.trim_matches('"'), value, doubt })
}

/// The line of a label in a built-in file.
pub(super) fn line_of<'a>(text: &'a str, key: &str) -> Option<Line<'a>> {
    let is_meant = |line: &&str| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(": "));
    text.lines().find(is_meant).and_then(line)
}

/// The built-in labels in some languages, or in English if none of them is built in, as a file for editing.
pub fn for_editing(languages: &[&str]) -> String {
    let mut files: Vec<(&str, &str)> = Vec::new();
    for language in languages {
        files.extend(built_in(language).map(|text| (*language, text)));
    }
    if files.is_empty() {
        files.push((BUILT_IN[0].0, layout_part(BUILT_IN[0].1)));
    }
    // The lines of the English file, and behind each label those that other languages have after it.
    let body = layout_part(BUILT_IN[0].1).split_once("\n\n").map_or("", |(_, body)| body);
    let mut order: Vec<&str> = body.lines().map(|text| line(text).map_or(text, |line| line.key)).collect();
    for (_, text) in &files {
        let mut after = 0;
        for Line { key, .. } in text.lines().filter_map(line) {
            after = order.iter().position(|known| *known == key).unwrap_or_else(|| {
                order.insert(after + 1, key);
                after + 1
            });
        }
    }
    let mut result = "# The words that layouts print, by language. Change what you like, and remove what you do not change: words that are\n\
                      # missing here are taken from the program. Keep what is in braces in a text: the program replaces it.\n\n"
        .to_string();
    for entry in order {
        let lines = files.iter().filter_map(|(language, text)| Some((*language, line_of(text, entry)?)));
        let lines: Vec<(&str, Line<'_>)> = lines.collect();
        if lines.is_empty() {
            if entry.is_empty() || entry.starts_with('#') {
                result.push_str(&format!("{entry}\n"));
            }
            continue;
        }
        let texts: Vec<String> = lines
            .iter()
            .map(|(language, line)| format!("{language}: {}", double_quoted(line.text)))
            .collect();
        let doubts = lines.iter().filter_map(|(language, line)| Some(format!("{language}: {}", line.doubt?)));
        let doubts: Vec<String> = doubts.collect();
        let comment = if doubts.is_empty() { String::new() } else { format!("  # {}", doubts.join(" ")) };
        result.push_str(&format!("{entry}: {{{}}}{comment}\n", texts.join(", ")));
    }
    result
}

#[cfg(test)]
mod tests {
    use super::super::yaml::{self, NodeKind};
    use super::*;

    #[test]
    fn the_lines_of_built_in_files_are_what_yaml_says() {
        for (language, text) in BUILT_IN {
            let mut diagnostics = Diagnostics::new();
            let lines = read(language, text, &mut diagnostics);
            let source = diagnostics.add_source("labels.yaml", *text);
            let NodeKind::Mapping(entries) = yaml::parse(text, source).expect("YAML").kind else {
                panic!("{language}: not a mapping")
            };
            assert_eq!(lines.len(), entries.len(), "{language}");
            for ((key, translation), (known, value)) in lines.iter().zip(entries) {
                let (NodeKind::Text(known), NodeKind::Text(words)) = (known.kind, value.kind) else {
                    panic!("{language}: {key} is not a text")
                };
                assert_eq!((key, &translation.text), (&known, &words), "{language}");
                let place = translation.span.start as usize..translation.span.end as usize;
                assert_eq!(place, value.range, "{language}: {key}");
            }
        }
    }
}
