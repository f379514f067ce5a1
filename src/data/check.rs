//! The warnings and notes that `brochure check` adds for data that is valid: missing translations, claims
//! that were verified too long ago, fields still to be filled in, years that contradict each other.

use super::check_words::CheckWords;
use super::findings::{Finding, Findings};
use super::labels::{built_in, is_variant};
use super::legibility;
use super::model::{Brochure, ClaimSource, Contact, Membership};
use super::participation::Status;
use super::record::FieldValue;
use super::suspicions;
use super::value::{Date, Located, Text};
use engine::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use engine::sorting::{sort_by, sort_by_key};

/// Texts of the first language, each with its place.
type Places<'a> = Vec<(Span, &'a str)>;

/// Reports what should be looked at before the brochure is published. Many findings of one kind are one message, unless
/// it is to be `verbose`; then in the language of `words`.
pub fn check(brochure: &Brochure, verbose: bool, words: &CheckWords, diagnostics: &mut Diagnostics) {
    let mut checker = Checker { brochure, diagnostics, findings: Findings::default() };
    checker.translations();
    checker.blank_fields();
    checker.dates_of_applications();
    checker.freshness();
    checker.order();
    checker.years();
    checker.deadlines();
    checker.pictures();
    checker.diagnostics.extend(legibility::find(&brochure.publication.colors));
    for text in &brochure.index.texts {
        checker.diagnostics.extend(suspicions::find(text));
    }
    let Checker { findings, diagnostics, .. } = checker;
    findings.report((!verbose).then_some(words), diagnostics);
}

/// Reports the languages, of those that are `wanted`, that neither the program nor the project has all words for.
pub fn missing_words(brochure: &Brochure, wanted: impl Fn(&str) -> bool, diagnostics: &mut Diagnostics) {
    for language in brochure.languages.iter().filter(|language| wanted(&language.value)) {
        let tag = &language.value;
        let lacks = |(key, label): &&(String, Text)| !is_variant(key) && label.translation(tag).is_none();
        let count = brochure.labels.iter().filter(lacks).count();
        if count == 0 {
            continue;
        }
        let mut others = brochure.languages.iter().map(|other| other.value.as_str());
        let used = others.find(|other| built_in(other).is_some()).unwrap_or("en");
        let message = format!("{count} words of the layouts, such as headings, are not there in {tag}");
        let help = format!(
            "`brochure translate {tag}` writes a file to fill in; the translations go to data/labels.yaml."
        );
        let label = format!("those in {used} are used instead");
        diagnostics.push(Diagnostic::warning(message).at(language.span, label).help(help));
    }
}

/// A field without a value.
struct BlankField {
    /// Its key, or a field of its record if the field is not written.
    span: Span,
    is_written: bool,
    /// Its name, after the names of the mappings around it (`contact.email`).
    path: &'static str,
    /// What its value would be, with an article.
    what: &'static str,
}

struct Checker<'a> {
    brochure: &'a Brochure,
    diagnostics: &'a mut Diagnostics,
    findings: Findings,
}

impl Checker<'_> {
    /// Missing translations: one message for each file and set of languages, with the lines, because a
    /// language that has just been added is missing everywhere.
    fn translations(&mut self) {
        let languages: Vec<&str> =
            self.brochure.languages.iter().map(|language| language.value.as_str()).collect();
        missing_words(self.brochure, |_| true, self.diagnostics);
        if languages.len() < 2 {
            return;
        }
        let mut everywhere = Vec::new();
        let mut untranslated: Vec<(SourceId, String, Places<'_>)> = Vec::new();
        for text in texts(self.brochure) {
            let (Some(span), Some(first)) = (text.span(), text.translations.first()) else { continue };
            // The words of the program are not the office's to translate.
            if self.diagnostics.source(span.source).is_built_in() {
                continue;
            }
            let Some(written) = &first.language else {
                everywhere.push(span);
                continue;
            };
            let missing: Vec<&str> =
                languages.iter().copied().filter(|language| text.translation(language).is_none()).collect();
            if missing.is_empty() {
                continue;
            }
            let missing = missing.join(", ");
            match untranslated.iter_mut().find(|(file, into, _)| *file == span.source && *into == missing) {
                Some((_, _, places)) => places.push((span, written)),
                None => untranslated.push((span.source, missing, vec![(span, written)])),
            }
        }
        for (_, missing, places) in untranslated {
            let [(first, written), ..] = places[..] else { continue };
            let example = missing.split(", ").next().unwrap_or_default();
            let (message, help) = match self.lines(places.iter().map(|(span, _)| *span)) {
                None => (
                    format!("no translation into {missing}"),
                    format!("Add a line `{example}: …` beside this one."),
                ),
                Some(lines) => (
                    format!("{} texts without a translation into {missing}", places.len()),
                    format!("Add a line `{example}: …` beside each: {lines}."),
                ),
            };
            let diagnostic = Diagnostic::warning(message)
                .at(first, format!("the text in {written} is used instead"))
                .help(help);
            self.findings.push_detailed(Finding::Untranslated, missing, places.len(), diagnostic);
        }
        sort_by(&mut everywhere, Ord::cmp);
        for places in everywhere.chunk_by(|one, other| one.source == other.source) {
            let languages = languages.join(", ");
            let right = "That is right for proper names; write any other text by language";
            let (message, help) = match self.lines(places.iter().copied()) {
                None => (format!("one text for all languages: {languages}"), format!("{right}.")),
                Some(lines) => (
                    format!("{} texts, each one for all languages: {languages}", places.len()),
                    format!("{right}: {lines}."),
                ),
            };
            let diagnostic = Diagnostic::note(message).at(places[0], "used in every language").help(help);
            self.findings.push(Finding::OneText, places.len(), diagnostic);
        }
    }

    /// The line numbers of several places, sorted, with ranges; `None` for a single place.
    fn lines(&self, places: impl Iterator<Item = Span>) -> Option<String> {
        let mut lines: Vec<usize> = places
            .map(|span| self.diagnostics.source(span.source).line_and_column(span.start as usize).0)
            .collect();
        if lines.len() < 2 {
            return None;
        }
        lines.sort_unstable();
        lines.dedup();
        let runs = lines.chunk_by(|one, other| one + 1 == *other);
        let numbers: Vec<String> = runs
            .map(|run| match run {
                [first, .., last] => format!("{first}–{last}"),
                [.., line] => line.to_string(),
                [] => String::new(),
            })
            .collect();
        let word = if lines.len() == 1 { "line" } else { "lines" };
        Some(format!("{word} {}", numbers.join(", ")))
    }

    /// Applications with a date on which the university joined.
    fn dates_of_applications(&mut self) {
        for membership in &self.brochure.memberships {
            let university = &membership.university;
            let status = university.status.value;
            let Some(since) = university.since.as_ref().filter(|_| status.is_application()) else { continue };
            let message =
                format!("`since` says when the university joined, but its status is `{}`", status.keyword());
            let help = match university.applied {
                None => "If this is when it applied, call the field `applied`; otherwise correct `status`.",
                Some(_) => "Remove `since`, or correct `status`.",
            };
            let diagnostic = Diagnostic::warning(message).at(since.span, "it did not join yet");
            self.diagnostics.push(diagnostic.help(help));
        }
    }

    /// Fields without a value, which the brochure leaves out: one message for each file.
    fn blank_fields(&mut self) {
        let brochure = self.brochure;
        let mut blanks = self.blank_fields_of_institution();
        if brochure.edition.as_of.is_none() {
            let what = "the day on which all statements were true";
            blanks.push(self.blank(brochure.edition.year.span, "edition.as_of", what));
        }
        for membership in &brochure.memberships {
            let place = membership.id.span;
            let (date, what) = match membership.university.status.value {
                Status::Member | Status::Associate | Status::Suspended => {
                    ("university.since", "when the university joined")
                }
                Status::Elected => ("university.since", "when the university was elected"),
                Status::Observer => ("university.since", "when the university became an observer"),
                Status::Applied => ("university.applied", "when the university applied"),
                Status::Candidate => ("university.applied", "when the university became a candidate"),
                Status::Former => ("university.until", "when the membership ended"),
            };
            let fields = [
                (date, membership.university.date().is_none(), what),
                ("website", membership.website.is_none(), "the association's website"),
                ("contact", membership.contact.is_none(), "how to reach the association"),
                ("founded", membership.founded.is_none(), "the year in which the association was founded"),
                ("sources", membership.sources.is_empty(), "where the claims were found"),
            ];
            let absent = fields.into_iter().filter(|(_, is_absent, _)| *is_absent);
            blanks.extend(absent.map(|(path, _, what)| self.blank(place, path, what)));
        }
        for of_file in blanks.chunk_by_mut(|one, other| one.span.source == other.span.source) {
            sort_by_key(of_file, |blank| blank.span.start);
            self.report_blanks(of_file);
        }
    }

    fn blank_fields_of_institution(&self) -> Vec<BlankField> {
        let institution = &self.brochure.institution;
        let Some(place) = institution.name.span() else { return Vec::new() };
        let lacks = |field: fn(&Contact) -> bool| institution.contact.as_ref().is_none_or(field);
        let fields = [
            ("logo", institution.logo.is_none(), "the university's logo"),
            ("foreword", institution.foreword.is_none(), "the foreword"),
            ("rector", institution.rector.is_none(), "the rector's name"),
            ("contact.address", lacks(|contact| contact.address.is_none()), "the university's address"),
            ("contact.email", lacks(|contact| contact.email.is_none()), "the office's e-mail address"),
            (
                "contact.telephone",
                lacks(|contact| contact.telephone.is_none()),
                "the office's telephone number",
            ),
            ("contact.website", lacks(|contact| contact.website.is_none()), "the university's website"),
        ];
        let absent = fields.into_iter().filter(|(_, is_absent, _)| *is_absent);
        absent.map(|(path, _, what)| self.blank(place, path, what)).collect()
    }

    /// The blank field `path`, at its key if it is written without a value, otherwise at its record.
    fn blank(&self, record: Span, path: &'static str, what: &'static str) -> BlankField {
        // A mapping without a value covers all its fields.
        let outer = path.split_once('.').map_or(path, |(outer, _)| outer);
        let blanks = &self.brochure.index.blanks;
        let find =
            |path: &str| blanks.iter().find(|blank| blank.span.source == record.source && blank.path == path);
        let inner = || {
            blanks.iter().find(|blank| {
                let rest = blank.path.strip_prefix(path);
                blank.span.source == record.source && rest.is_some_and(|rest| rest.starts_with('.'))
            })
        };
        let key = find(path).or_else(|| find(outer)).or_else(inner).map(|blank| blank.span);
        BlankField { span: key.unwrap_or(record), is_written: key.is_some(), path, what }
    }

    /// Reports the blank fields of one file.
    fn report_blanks(&mut self, blanks: &[BlankField]) {
        let Some(first) = blanks.first() else { return };
        let label = if first.is_written { "nothing is written here yet" } else { "in this record" };
        let (message, help) = if blanks.len() == 1 {
            (
                format!("to be filled in: `{}`, {}", first.path, first.what),
                "Write the value when it is known. Until then, the brochure leaves it out.".to_string(),
            )
        } else {
            let names: Vec<String> = blanks.iter().map(|blank| format!("`{}`", blank.path)).collect();
            let places: Vec<String> = blanks
                .iter()
                .map(|blank| {
                    if blank.is_written {
                        let source = self.diagnostics.source(blank.span.source);
                        let (line, _) = source.line_and_column(blank.span.start as usize);
                        format!("{} (line {line})", blank.what)
                    } else {
                        format!("{} (add `{}`)", blank.what, blank.path)
                    }
                })
                .collect();
            (
                format!("{} fields to be filled in: {}", blanks.len(), names.join(", ")),
                format!(
                    "Write the values when they are known; until then, the brochure leaves them out: {}.",
                    places.join(", ")
                ),
            )
        };
        let diagnostic = Diagnostic::note(message).at(first.span, label).help(help);
        self.findings.push(Finding::Blank, blanks.len(), diagnostic);
    }

    /// Pictures without a text for those who cannot see them.
    fn pictures(&mut self) {
        let mut pictures = Vec::new();
        let institution = &self.brochure.institution;
        let people = institution
            .rector
            .iter()
            .chain(institution.foreword.iter().filter_map(|foreword| foreword.signed_by.as_ref()));
        let people = people.chain(
            self.brochure
                .memberships
                .iter()
                .filter_map(|membership| membership.university.contact_person.as_ref()),
        );
        pictures.extend(&institution.photograph);
        // A signature stands beside the name that it is of.
        pictures.extend(people.filter_map(|person| person.portrait.as_ref()));
        for picture in pictures.into_iter().filter(|picture| picture.alt.is_none()) {
            let file = &picture.file;
            let meant = format!("{{file: {}, alt: …}}", file.value);
            let diagnostic =
                Diagnostic::note("this picture has no `alt`, a text for those who cannot see it")
                    .at(file.span, "a picture")
                    .help(format!("Write what it shows, as in `{meant}`."));
            self.findings.push(Finding::NoAlt, 1, diagnostic);
        }
        for text in &self.brochure.index.texts {
            // Markdown: `![what it shows](images/campus.jpg)`.
            if text.text.contains("![](") {
                let diagnostic = Diagnostic::note(
                    "a picture in this text has no text for those who cannot see it",
                )
                .at(self.brochure.index.narrow(text.span, "![]("), "nothing between the brackets")
                .help("Write what it shows between the brackets: `![The main building](images/campus.jpg)`.");
                self.findings.push(Finding::NoAlt, 1, diagnostic);
            }
        }
    }

    /// Claims that were verified too long ago, or never.
    fn freshness(&mut self) {
        let brochure = self.brochure;
        for source in sources(brochure) {
            let Some(verified) = &source.value.verified else {
                let diagnostic = Diagnostic::note("this source has no date of verification")
                    .at(source.span, "no `verified` date")
                    .help("Compare the claims with the source, then add `verified: ` and the day.");
                self.findings.push(Finding::Unverified, 1, diagnostic);
                continue;
            };
            let Some(as_of) = &brochure.edition.as_of else { continue };
            if verified.value > as_of.value {
                let message = format!("verified on {}, after the edition's day", verified.value);
                let diagnostic = Diagnostic::warning(message)
                    .at(verified.span, "this day")
                    .at(as_of.span, "the edition's day")
                    .help("Correct one of the two.");
                self.diagnostics.push(diagnostic);
            }
            let Some(months) = &brochure.edition.verified_within_months else { continue };
            let limit = months_before(as_of.value, months.value);
            if verified.value < limit {
                let message = format!(
                    "verified on {}, more than {} months before the edition's day, {}",
                    verified.value, months.value, as_of.value
                );
                let diagnostic = Diagnostic::warning(message)
                    .at(verified.span, "too long ago")
                    .at(months.span, "the edition allows this many months")
                    .help("Compare the claims with the source again, then write the new day here.");
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// Memberships that come last because `order` does not name them.
    fn order(&mut self) {
        for id in &self.brochure.not_ordered {
            let diagnostic = Diagnostic::note(format!(
                "`{}` is not named in `order` and comes after the others",
                id.value
            ))
            .at(id.span, "this record")
            .help("Add its id to `order` in data/brochure.yaml where it belongs.");
            self.findings.push(Finding::NotOrdered, 1, diagnostic);
        }
    }

    /// What ends, is due or has to be thought of in the edition's year or before.
    fn deadlines(&mut self) {
        let brochure = self.brochure;
        let year = brochure.edition.year.value;
        for membership in &brochure.memberships {
            let name = membership.name.in_language(brochure.first_language());
            let role = &membership.university;
            let ends = role.until.as_ref().filter(|_| role.status.value != Status::Former);
            let dates = [("has to be renewed", role.renewal.as_ref()), ("ends", ends)];
            for (what, date) in dates {
                let Some(date) = date.filter(|date| date.value.year <= year) else { continue };
                let message = format!("the membership of {name} {what}: {}", date.value);
                let help = "Renew it, then write the new date here; or change the `status`.";
                self.due(message, (date.span, "this date"), help);
            }
            // Offices that ended earlier are part of the record.
            for duty in &role.duties {
                let Some(until) = duty.until.as_ref().filter(|until| until.value.year == year) else {
                    continue;
                };
                let title = duty.title.in_language(brochure.first_language());
                let message = format!("the office “{title}” in {name} ends: {}", until.value);
                let help = "Write the new date here if it goes on, or add who holds it next.";
                self.due(message, (until.span, "this date"), help);
            }
            for agreement in &membership.agreements {
                let Some(until) = agreement.until.as_ref().filter(|until| until.value.year <= year) else {
                    continue;
                };
                let title = agreement.title.in_language(brochure.first_language());
                let message = format!("the agreement “{title}” ends: {}", until.value);
                let help = "Prolong it, then write the new date here; or remove it.";
                self.due(message, (until.span, "this date"), help);
            }
            for reminder in membership.internal.iter().flat_map(|internal| &internal.reminders) {
                let Some(date) = reminder.date.as_ref().filter(|date| date.value.year <= year) else {
                    continue;
                };
                let text = reminder.text.in_language(brochure.first_language());
                let message = format!("{name}, {}: {text}", date.value);
                let help = "Remove the reminder when it is done.";
                self.due(message, (date.span, "a reminder"), help);
            }
        }
    }

    /// Adds something that falls due.
    fn due(&mut self, message: String, (span, label): (Span, &str), help: &str) {
        self.findings.push(Finding::Due, 1, Diagnostic::note(message).at(span, label).help(help));
    }

    /// Memberships that began before the association was founded.
    fn years(&mut self) {
        for membership in &self.brochure.memberships {
            if let (Some(founded), Some(year)) = (&membership.founded, membership.university.date())
                && year.value.year < founded.value
            {
                let name = membership.university.status.value.date_name();
                let message = format!(
                    "the university's date, {}, is before the association's founding in {}",
                    year.value, founded.value
                );
                let diagnostic = Diagnostic::warning(message)
                    .at(year.span, format!("`university.{name}`"))
                    .at(founded.span, "`founded`")
                    .help("Correct one of the two years.");
                self.diagnostics.push(diagnostic);
            }
        }
    }
}

/// The same day `months` earlier. It may not exist in its month (February 31).
fn months_before(date: Date, months: u32) -> Date {
    let index = i64::from(date.year) * 12 + i64::from(date.month) - 1 - i64::from(months);
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
    // The date is only compared, and a day that its month does not have is later than the last day of the month.
    Date {
        year: i32::try_from(year).unwrap_or(i32::MIN),
        month: u8::try_from(month).unwrap_or(1),
        day: date.day,
    }
}

fn sources(brochure: &Brochure) -> impl Iterator<Item = &Located<ClaimSource>> {
    brochure
        .publication
        .sources
        .iter()
        .chain(&brochure.institution.sources)
        .chain(brochure.memberships.iter().flat_map(Membership::all_sources))
}

/// All texts of the records that may have translations, in the order of the model.
pub fn texts(brochure: &Brochure) -> Vec<&Text> {
    let mut texts = Vec::new();
    brochure.publication.texts(&mut texts);
    brochure.institution.texts(&mut texts);
    brochure.memberships.texts(&mut texts);
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_subtracted_across_years() {
        let date = |year, month, day| Date { year, month, day };
        assert_eq!(months_before(date(2026, 3, 5), 4), date(2025, 11, 5));
        assert_eq!(months_before(date(2026, 12, 31), 24), date(2024, 12, 31));
        assert!(date(2026, 2, 28) < months_before(date(2026, 3, 31), 1));
    }
}
