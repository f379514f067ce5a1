//! The warnings and notes that `brochure check` adds for data that is valid: missing translations, claims
//! that were verified too long ago, fields still to be filled in, years that contradict each other.

use super::model::{Brochure, ClaimSource, Contact, Status};
use super::record::FieldValue;
use super::value::{Date, Located, Text};
use engine::diagnostics::{Diagnostic, Diagnostics, SourceId, Span, line_and_column};

/// Texts of the first language, each with its place.
type Places<'a> = Vec<(Span, &'a str)>;

/// Reports what an officer should know before the brochure is published.
pub fn check(brochure: &Brochure, diagnostics: &mut Diagnostics) {
    let mut checker = Checker { brochure, diagnostics };
    checker.translations();
    checker.list_what_is_to_be_filled_in();
    checker.freshness();
    checker.order();
    checker.years();
}

struct Checker<'a> {
    brochure: &'a Brochure,
    diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    /// Missing translations: one message for each file and set of languages, with the lines, because a
    /// language that has just been added is missing everywhere.
    fn translations(&mut self) {
        let languages: Vec<&str> =
            self.brochure.languages.iter().map(|language| language.value.as_str()).collect();
        if languages.len() < 2 {
            return;
        }
        let mut everywhere = Vec::new();
        let mut untranslated: Vec<(SourceId, String, Places<'_>)> = Vec::new();
        for text in texts(self.brochure) {
            let (Some(span), Some(first)) = (text.span(), text.translations.first()) else { continue };
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
            self.diagnostics.push(diagnostic);
        }
        everywhere.sort();
        for places in everywhere.chunk_by(|one, other| one.source == other.source) {
            let languages = languages.join(", ");
            let right = "That is right for proper names; translate anything else by language";
            let (message, help) = match self.lines(places.iter().copied()) {
                None => (format!("one text for all languages: {languages}"), format!("{right}.")),
                Some(lines) => (
                    format!("{} texts, each one for all languages: {languages}", places.len()),
                    format!("{right}: {lines}."),
                ),
            };
            self.diagnostics
                .push(Diagnostic::note(message).at(places[0], "used as it is in each").help(help));
        }
    }

    /// The line numbers of several places, sorted, with ranges; `None` for a single place.
    fn lines(&self, places: impl Iterator<Item = Span>) -> Option<String> {
        let mut lines: Vec<usize> = places
            .map(|span| {
                let text = &self.diagnostics.source(span.source).text;
                line_and_column(text, span.start as usize).0
            })
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

    /// Fields without a value, whose part of the brochure is left out.
    fn list_what_is_to_be_filled_in(&mut self) {
        let brochure = self.brochure;
        let institution = &brochure.institution;
        if let Some(place) = institution.name.span() {
            let lacks = |field: fn(&Contact) -> bool| institution.contact.as_ref().is_none_or(field);
            let parts = [
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
            for (path, absent, what) in parts {
                if absent {
                    self.missing(place, path, what);
                }
            }
        }
        if brochure.edition.as_of.is_none() {
            let what = "the day on which all that is said was true";
            self.missing(brochure.edition.year.span, "edition.as_of", what);
        }
        for membership in &brochure.memberships {
            let place = membership.id.span;
            let year = match membership.university.status.value {
                Status::Member => "the year in which the university joined",
                Status::Elected => "the year in which the university was elected",
                Status::Applied => "the year in which the university applied",
                Status::Observer => "the year in which the university became an observer",
                Status::Former => "the year in which the membership ended",
            };
            let parts = [
                ("university.year", membership.university.year.is_none(), year),
                ("website", membership.website.is_none(), "the association's website"),
                ("contact", membership.contact.is_none(), "how to reach the association"),
                ("founded", membership.founded.is_none(), "the year in which the association was founded"),
            ];
            for (path, absent, what) in parts {
                if absent {
                    self.missing(place, path, what);
                }
            }
            if membership.sources.is_empty() {
                self.missing(place, "sources", "where the claims were found");
            }
        }
    }

    /// Reports that the field `path` is to be filled in, at the field if it is written without a value,
    /// otherwise at the record.
    fn missing(&mut self, record: Span, path: &str, what: &str) {
        let blank = |source: SourceId| {
            // A mapping without a value covers all its fields.
            let outer = path.split_once('.').map_or(path, |(outer, _)| outer);
            let blanks = &self.brochure.index.blanks;
            let find =
                |path: &str| blanks.iter().find(|blank| blank.span.source == source && blank.path == path);
            let inner = || {
                blanks.iter().find(|blank| {
                    let rest = blank.path.strip_prefix(path);
                    blank.span.source == source && rest.is_some_and(|rest| rest.starts_with('.'))
                })
            };
            find(path).or_else(|| find(outer)).or_else(inner).map(|blank| blank.span)
        };
        let (span, label) = match blank(record.source) {
            Some(span) => (span, "nothing is written here yet"),
            None => (record, "in this record"),
        };
        let diagnostic = Diagnostic::note(format!("to be filled in: `{path}`, {what}"))
            .at(span, label)
            .help("The brochure leaves this part out until it is known.");
        self.diagnostics.push(diagnostic);
    }

    /// Claims that were verified too long ago, or never.
    fn freshness(&mut self) {
        let brochure = self.brochure;
        for source in sources(brochure) {
            let Some(verified) = &source.value.verified else {
                let diagnostic = Diagnostic::note("this source does not say when it was verified")
                    .at(source.span, "no `verified` date")
                    .help("Compare the claims with the source, then add `verified: ` and the day.");
                self.diagnostics.push(diagnostic);
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
            self.diagnostics.push(diagnostic);
        }
    }

    /// Memberships that began before the association was founded.
    fn years(&mut self) {
        for membership in &self.brochure.memberships {
            if let (Some(founded), Some(year)) = (&membership.founded, &membership.university.year)
                && year.value < founded.value
            {
                let message = format!(
                    "the university's year, {}, is before the association's founding in {}",
                    year.value, founded.value
                );
                let diagnostic = Diagnostic::warning(message)
                    .at(year.span, "`university.year`")
                    .at(founded.span, "`founded`")
                    .help("Correct one of the two years.");
                self.diagnostics.push(diagnostic);
            }
        }
    }
}

/// The same day `months` earlier. It may be beyond the end of its month (February 31).
fn months_before(date: Date, months: u32) -> Date {
    let index = i64::from(date.year) * 12 + i64::from(date.month) - 1 - i64::from(months);
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
    // Dates are only compared, and a day beyond the end of a month compares as later than its last day.
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
        .chain(brochure.memberships.iter().flat_map(|membership| &membership.sources))
}

/// All texts of the brochure that may have translations, in the order of the model.
fn texts(brochure: &Brochure) -> Vec<&Text> {
    let mut texts = Vec::new();
    brochure.publication.texts(&mut texts);
    brochure.institution.texts(&mut texts);
    brochure.memberships.texts(&mut texts);
    texts.extend(brochure.labels.iter().map(|(_, label)| label));
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
