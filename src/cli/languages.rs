//! Which files are made, by their languages: `en` is a file in one, `en+az` one in two, each with all its pages.

use crate::data::Brochure;
use engine::diagnostics::{Diagnostic, Diagnostics, Span};
use engine::sorting::sort_by_key;

/// The languages of one file, in the order of its pages; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Languages(Vec<String>);

impl Languages {
    /// Their tags.
    pub(super) fn tags(&self) -> &[String] {
        &self.0
    }

    /// A file in one language.
    pub(super) fn only(language: &str) -> Languages {
        Languages(vec![language.to_string()])
    }

    /// That of the document as a whole.
    pub(super) fn first(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    /// As in options and names of files: `en+az`.
    pub(super) fn name(&self) -> String {
        self.0.join("+")
    }

    /// What distinguishes the names of the files. Those in only the first language of the brochure have the plain names.
    pub(super) fn suffix(&self, brochure: &Brochure) -> String {
        let name = self.name();
        if name == brochure.first_language() { String::new() } else { format!(".{name}") }
    }
}

/// The files in `wanted`, each once; if it is empty, those that the data names or, without such, one in each language. Files
/// in one language are in the order of the brochure, before those in several. Returns `None` after reporting one that the
/// brochure cannot have.
pub(super) fn choose(
    brochure: &Brochure,
    wanted: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Languages>> {
    let known: Vec<&str> = brochure.languages.iter().map(|language| language.value.as_str()).collect();
    let in_data = &brochure.publication.outputs.languages;
    let wanted: Vec<(&str, Option<Span>)> = match wanted {
        [] => in_data.iter().map(|names| (names.value.as_str(), Some(names.span))).collect(),
        _ => wanted.iter().map(|names| (names.as_str(), None)).collect(),
    };
    if wanted.is_empty() {
        return Some(known.iter().map(|tag| Languages::only(tag)).collect());
    }
    let mut chosen = Vec::new();
    let mut sound = true;
    for (names, place) in wanted {
        let tags: Vec<&str> = names.split('+').collect();
        match fault(names, &tags, &known) {
            Some(fault) => {
                sound = false;
                diagnostics.push(fault.at_maybe(place, "chosen here"));
            }
            None => {
                let languages = Languages(tags.into_iter().map(str::to_string).collect());
                if !chosen.contains(&languages) {
                    chosen.push(languages);
                }
            }
        }
    }
    // Files in several languages have no place in the order, so the sort leaves them as they are.
    sort_by_key(&mut chosen, |languages| match languages.tags() {
        [only] => known.iter().position(|tag| tag == only).unwrap_or(known.len()),
        _ => known.len(),
    });
    sound.then_some(chosen)
}

/// What is wrong with the languages of a file.
fn fault(names: &str, tags: &[&str], known: &[&str]) -> Option<Diagnostic> {
    if tags.len() > 1 && tags.contains(&"") {
        let message = format!("`{names}` does not have a language on each side of the plus");
        return Some(Diagnostic::error(message));
    }
    if let Some(tag) = tags.iter().find(|tag| !known.contains(tag)) {
        let help = format!(
            "Its languages are: {}. Add others to `languages` in data/brochure.yaml.",
            known.join(", ")
        );
        return Some(Diagnostic::error(format!("the brochure has no language `{tag}`")).help(help));
    }
    let (_, again) = tags.iter().enumerate().find(|(index, tag)| tags[..*index].contains(tag))?;
    let mut once: Vec<&str> = Vec::new();
    for tag in tags {
        if !once.contains(tag) {
            once.push(tag);
        }
    }
    let message = format!("`{names}` has the language `{again}` more than once");
    Some(Diagnostic::error(message).help(format!("Write `{}`.", once.join("+"))))
}
