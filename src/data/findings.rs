//! What `check` finds of one kind, many times over: reported one by one, or as one message with the number.

use super::check_words::CheckWords;
use engine::diagnostics::{Diagnostic, Diagnostics, Label, Severity};
use engine::sorting::sort_by;

/// The most places that a message on many findings shows.
const MAX_PLACES: usize = 2;

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Finding {
    /// Dates that fall due in the edition's year.
    Due,
    /// Facts that are not filled in.
    Blank,
    /// Texts without a translation.
    Untranslated,
    /// Texts that are the same in all languages.
    OneText,
    /// Sources without a date of verification.
    Unverified,
    /// Memberships that `order` leaves out.
    NotOrdered,
    /// Pictures without a text for those who cannot see them.
    NoAlt,
}

impl Finding {
    /// The most that are reported one by one. What falls due is a list of things to be done.
    fn max_single(self) -> usize {
        if self == Finding::Due { 20 } else { 2 }
    }

    /// The name of its words.
    fn key(self) -> &'static str {
        match self {
            Finding::Due => "due",
            Finding::Blank => "blank",
            Finding::Untranslated => "untranslated",
            Finding::OneText => "one_text",
            Finding::Unverified => "unverified",
            Finding::NotOrdered => "not_ordered",
            Finding::NoAlt => "no_alt",
        }
    }
}

/// Findings, each with the number of places that it is about.
#[derive(Default)]
pub(super) struct Findings(Vec<Found>);

struct Found {
    finding: Finding,
    /// What distinguishes findings of one kind: the languages that are missing.
    detail: String,
    /// The number of places in its file.
    count: usize,
    diagnostic: Diagnostic,
}

impl Findings {
    /// Adds a message about `count` places of one file.
    pub(super) fn push(&mut self, finding: Finding, count: usize, diagnostic: Diagnostic) {
        self.push_detailed(finding, String::new(), count, diagnostic);
    }

    /// The same, for what is reported together only with findings of the same `detail`.
    pub(super) fn push_detailed(
        &mut self,
        finding: Finding,
        detail: String,
        count: usize,
        diagnostic: Diagnostic,
    ) {
        self.0.push(Found { finding, detail, count, diagnostic });
    }

    /// Reports all of them; many of one kind in one message, if there are `words` for it.
    pub(super) fn report(mut self, words: Option<&CheckWords>, diagnostics: &mut Diagnostics) {
        sort_by(&mut self.0, |one, other| (one.finding, &one.detail).cmp(&(other.finding, &other.detail)));
        for of_kind in
            self.0.chunk_by(|one, other| (one.finding, &one.detail) == (other.finding, &other.detail))
        {
            match (of_kind, words) {
                ([first, ..], Some(words)) if of_kind.len() > first.finding.max_single() => {
                    diagnostics.push(together(first, of_kind, words));
                }
                _ => diagnostics.extend(of_kind.iter().map(|found| found.diagnostic.clone())),
            }
        }
    }
}

/// One message on all of `of_kind`, the first of which is `first`.
fn together(first: &Found, of_kind: &[Found], words: &CheckWords) -> Diagnostic {
    let count: usize = of_kind.iter().map(|found| found.count).sum();
    let labels = || of_kind.iter().filter_map(|found| found.diagnostic.labels.first());
    let mut files: Vec<_> = labels().map(|label| label.span.source).collect();
    files.sort_unstable();
    files.dedup();
    let key = first.finding.key();
    let what = words.get(key).replace("{count}", &count.to_string()).replace("{languages}", &first.detail);
    let message = [what, words.count(files.len(), "file")].join(words.get("comma"));
    let message = match first.diagnostic.severity {
        Severity::Note => Diagnostic::note(message),
        Severity::Error | Severity::Warning => Diagnostic::warning(message),
    };
    let help = format!("{} {}", words.get(&format!("{key}_help")), words.get("verbose"));
    let at = |message: Diagnostic, label: &Label| message.at(label.span, label.text.clone());
    labels().take(MAX_PLACES).fold(message, at).help(help)
}
