//! What columns are called: the words of the labels in every language, and the names of the fields.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::columns::{Field, Step};
use crate::data::corrections;
use crate::data::labels::{BUILT_IN, line_of};
use crate::data::languages::is_language;
use crate::data::participation::Status;
use crate::data::reader::other_name;
use crate::data::value::Precision;
use engine::diagnostics::closest;
use engine::sorting::{sort_by, sort_by_key};

/// The labels that make up the heading of a column, after those of the record that it belongs to. The last one is the
/// field's own. A field of a record that has no heading of its own in the list is called by the field's name.
const HEADINGS: &[(&str, &[&str])] = &[
    ("name", &["column_name"]),
    ("native_name", &["column_native_name"]),
    ("abbreviation", &["column_abbreviation"]),
    ("about", &["about"]),
    ("website", &["column_website"]),
    ("contact.office", &["contact", "column_office"]),
    ("contact.address", &["contact", "address"]),
    ("contact.email", &["contact", "email"]),
    ("contact.telephone", &["contact", "telephone"]),
    ("contact.website", &["contact", "column_website"]),
    ("founded", &["column_founded"]),
    ("renamed.year", &["renamed"]),
    ("renamed.from", &["former_name"]),
    ("initiators", &["initiators"]),
    ("members", &["members"]),
    ("members_note", &["column_members_note"]),
    ("countries", &["countries"]),
    ("region", &["region"]),
    ("seat.city", &["seat", "column_city"]),
    ("seat.country", &["seat", "column_country"]),
    ("seat.lat", &["seat", "column_latitude"]),
    ("seat.lon", &["seat", "column_longitude"]),
    ("governing_body", &["governing_body"]),
    ("activities", &["association_activities"]),
    ("logo", &["column_logo"]),
    ("university.status", &["column_status"]),
    ("university.category", &["column_category"]),
    ("university.year", &["column_year_only"]),
    ("university.since", &["column_since"]),
    ("university.applied", &["column_applied"]),
    ("university.until", &["column_until"]),
    ("university.renewal", &["column_renewal"]),
    ("university.contact_person.name", &["contact_person"]),
    ("university.contact_person.role", &["contact_person", "column_role"]),
    ("university.contact_person.email", &["contact_person", "email"]),
    ("university.contact_person.telephone", &["contact_person", "telephone"]),
    ("university.contact_person.portrait.file", &["contact_person", "column_portrait"]),
    ("university.contact_person.portrait.alt", &["contact_person", "column_portrait", "column_alt"]),
    ("university.contact_person.signature.file", &["contact_person", "column_signature"]),
    ("university.contact_person.signature.alt", &["contact_person", "column_signature", "column_alt"]),
    ("university.responsible", &["responsible"]),
    ("university.reasons", &["reasons"]),
    ("university.activities", &["activities"]),
    ("university.benefits", &["benefits"]),
    ("internal.fee.amount", &["column_fee"]),
    ("internal.fee.currency", &["column_fee", "column_currency"]),
    ("internal.fee.period", &["column_fee", "column_period"]),
    ("internal.fee.payer", &["payer"]),
    ("internal.membership_number", &["membership_number"]),
    ("internal.notes", &["column_notes"]),
];

/// The longest text that may be a heading, in bytes.
const MAX_HEADING: usize = 300;

/// A name of a column.
struct Name {
    /// As [`folded`] returns it.
    text: String,
    /// The number of the field.
    field: usize,
    /// The language that the word belongs to; `None` for the name of the field.
    language: Option<&'static str>,
    /// How certain it is: a name of a lower rank wins.
    rank: u8,
}

/// The names of all columns in all languages.
pub struct Words {
    /// Sorted by their texts.
    names: Vec<Name>,
    /// The words around those of a field, folded, and the record that they mean.
    groups: Vec<(String, String)>,
    /// Whether each field has a column for each language.
    by_language: Vec<bool>,
    /// The names of languages, folded, and their tags.
    languages: Vec<(String, &'static str)>,
    /// The words for each status, folded.
    statuses: Vec<(String, Status)>,
    /// The words for totals, folded.
    totals: Vec<String>,
    /// The words around numbers that are not exact.
    quantities: Vec<QuantityWords>,
}

/// What is before and after a number that is not exact, folded.
pub struct QuantityWords {
    pub before: String,
    pub after: String,
    pub precision: Precision,
}

/// The column that a heading means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The number of the field.
    pub field: usize,
    /// The language that the heading names.
    pub language: Option<String>,
    /// The languages in which the field is called so; empty if that is the name of the field itself.
    pub words_of: Vec<&'static str>,
}

impl Words {
    /// The names of the columns for `fields`.
    pub fn new(fields: &[Field]) -> Words {
        let (mut names, mut groups) = (Vec::new(), Vec::new());
        for (number, field) in fields.iter().enumerate() {
            let path = field.name();
            let mut add = |text: &str, language, rank| {
                names.push(Name { text: folded(text), field: number, language, rank });
            };
            add(&path, None, 0);
            add(path.rsplit('.').next().unwrap_or_default(), None, 3);
            let record = path.rsplit_once('.').map_or("", |(record, _)| record);
            // A record that may be written as this value alone, and a fee, which is asked for by this name.
            if field.path.last().is_some_and(Step::is_alone) || path == "internal.fee.amount" {
                add(record, None, 0);
            }
            if field.path.last().is_some_and(Step::is_alone) {
                add(&path[record.rfind('.').map_or(0, |dot| dot + 1)..], None, 3);
            }
            for &(language, _) in BUILT_IN {
                let parts: Vec<Vec<&str>> = keys(&path).iter().map(|key| words(language, key)).collect();
                let [around @ .., own] = parts.as_slice() else { continue };
                let around: Vec<&str> = around.iter().filter_map(|words| words.first().copied()).collect();
                if !around.is_empty() {
                    groups.push((folded(&around.join(" ")), record.to_string()));
                }
                for word in own {
                    let whole = around.iter().chain([word]).copied().collect::<Vec<_>>().join(" ");
                    add(&whole, Some(language), 1);
                    if !around.is_empty() {
                        add(word, Some(language), 2);
                    }
                }
                let key = path.rsplit('.').next().unwrap_or_default();
                words(language, key).iter().for_each(|word| add(word, Some(language), 2));
            }
        }
        // Stable: the names of one text stay in the order of the fields.
        sort_by(&mut names, |one, other| one.text.cmp(&other.text));
        Words {
            names,
            groups,
            languages: corrections::languages().map(|(tag, name)| (folded(name), tag)).collect(),
            by_language: fields.iter().map(Field::is_by_language).collect(),
            statuses: statuses(),
            totals: BUILT_IN.iter().flat_map(|(tag, _)| words(tag, "row_total")).map(folded).collect(),
            quantities: quantities(),
        }
    }

    /// The heading of a field in a language that has labels, or in English.
    pub fn heading(&self, field: &Field, language: &str) -> String {
        let path = field.name();
        let heading = keys(&path).iter().map(|key| label(key, language)).collect::<Vec<_>>().join(": ");
        if heading.is_empty() { path } else { heading }
    }

    /// The column that a heading means: a name, also with a language before or after it. `languages` are those of the
    /// project.
    pub fn find(&self, heading: &str, languages: &[String]) -> Option<Meant> {
        if heading.len() > MAX_HEADING {
            return None;
        }
        let text = folded(heading);
        if let Some(meant) = self.named(&text, None) {
            return Some(meant);
        }
        let words: Vec<&str> = text.split(' ').collect();
        for count in [1, 2] {
            let Some(split) = words.len().checked_sub(count).filter(|rest| *rest > 0) else { continue };
            let ends = [(&words[split..], &words[..split]), (&words[..count], &words[count..])];
            for (language, rest) in ends {
                let meant = self
                    .language(&language.join("-"), languages)
                    .and_then(|language| self.named(&rest.join(" "), Some(language)))
                    .filter(|meant| self.by_language[meant.field]);
                if meant.is_some() {
                    return meant;
                }
            }
        }
        None
    }

    /// Whether a text is a word for a total.
    pub fn is_total(&self, text: &str) -> bool {
        self.totals.contains(&folded(text))
    }

    /// The language that a word means: one of the project, another tag, or its name.
    fn language(&self, word: &str, languages: &[String]) -> Option<String> {
        let own = languages.iter().find(|language| language.to_lowercase() == word).cloned();
        // Of three letters, every word could be one.
        let is_tag = word.len() == 2 && is_language(word);
        own.or_else(|| is_tag.then(|| word.to_string())).or_else(|| {
            let named = self.languages.iter().find(|(name, _)| name == word);
            named.map(|(_, tag)| tag.to_string())
        })
    }

    /// The column that a heading below the title of a group means, and whether it means it with the title. Below a title
    /// that means a record, such as `Contact`, `Name` is not the name of the association.
    pub fn find_in_group(
        &self,
        (title, heading): (&str, &str),
        fields: &[Field],
        languages: &[String],
    ) -> Option<(Meant, bool)> {
        if let Some(meant) = self.find(&format!("{title} {heading}"), languages) {
            return Some((meant, true));
        }
        let title = folded(title);
        let records = || self.groups.iter().filter(|(words, _)| *words == title).map(|(_, record)| record);
        let meant = self.find(heading, languages)?;
        let name = fields[meant.field].name();
        let is_inside = |record: &String| name.strip_prefix(record).is_some_and(|rest| rest.starts_with('.'));
        (records().next().is_none() || records().any(is_inside)).then_some((meant, false))
    }

    fn named(&self, text: &str, language: Option<String>) -> Option<Meant> {
        let start = self.names.partition_point(|name| name.text.as_str() < text);
        let found = || self.names[start..].iter().take_while(|name| name.text == text);
        let rank = found().map(|name| name.rank).min()?;
        let mut best = found().filter(|name| name.rank == rank);
        let field = best.next()?.field;
        // The last name of a field alone may be that of several.
        if rank == 3 && best.any(|name| name.field != field) {
            return None;
        }
        let words_of = found().filter(|name| name.field == field).filter_map(|name| name.language);
        Some(Meant { field, language, words_of: words_of.collect() })
    }

    /// The status that a word means in any language.
    pub fn status(&self, word: &str) -> Option<Status> {
        let text = folded(word);
        let named = self.statuses.iter().find(|(name, _)| *name == text).map(|(_, status)| *status);
        named.or_else(|| {
            let other = corrections::status(word)?;
            Status::ALL.into_iter().find(|status| status.keyword() == other)
        })
    }

    /// The words around numbers that are not exact.
    pub fn quantities(&self) -> &[QuantityWords] {
        &self.quantities
    }

    /// The name of a field that a heading may mean.
    pub fn suggestion(&self, heading: &str, fields: &[Field]) -> Option<String> {
        if heading.len() > MAX_HEADING {
            return None;
        }
        let text = folded(heading);
        let known: Vec<String> = fields.iter().map(Field::name).collect();
        let leaf = |name: &str| name.rsplit('.').next().unwrap_or_default().to_string();
        let leaves: Vec<String> = known.iter().map(|name| leaf(name)).collect();
        let leaves: Vec<&str> = leaves.iter().map(String::as_str).collect();
        if let Some(other) = other_name(&text.replace(' ', "_"), &["university", "internal", "seat"], &leaves)
        {
            let (end, start) = (format!(".{other}"), format!("{other}."));
            let is_meant =
                |name: &&String| **name == other || name.ends_with(&end) || name.starts_with(&start);
            return known.iter().find(is_meant).cloned();
        }
        // Short words resemble many.
        let names = self.names.iter().map(|name| name.text.as_str()).filter(|name| name.len() >= 4);
        let meant = closest(&text, names).filter(|_| text.chars().count() >= 5)?;
        self.named(meant, None).map(|meant| fields[meant.field].name())
    }
}

fn keys(path: &str) -> &'static [&'static str] {
    HEADINGS.iter().find(|(name, _)| *name == path).map_or(&[], |(_, keys)| keys)
}

/// The words of a label in a language that has labels.
fn words(language: &str, key: &str) -> Vec<&'static str> {
    let base = language.split('-').next().unwrap_or(language);
    let Some((_, text)) = BUILT_IN.iter().find(|(known, _)| *known == base) else { return Vec::new() };
    line_of(text, key).map_or_else(Vec::new, |line| line.text.split("; ").collect())
}

/// A text without what does not distinguish words: case, accents, signs.
pub fn folded(text: &str) -> String {
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
    let letters = letters.filter(|letter| !is_combining_mark(*letter)).map(|letter| match letter {
        'ı' => 'i',
        letter if letter.is_alphanumeric() => letter,
        _ => ' ',
    });
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words for each status in all languages.
fn statuses() -> Vec<(String, Status)> {
    let mut found = Vec::new();
    for status in Status::ALL {
        found.push((status.keyword().to_string(), status));
        for (language, _) in BUILT_IN {
            let label = format!("status_{}", status.keyword());
            found.extend(words(language, &label).iter().map(|word| (folded(word), status)));
        }
    }
    found
}

/// A label in a language that has labels, or in English.
pub fn label(key: &'static str, language: &str) -> &'static str {
    let own = words(language, key).first().copied();
    own.or(words("en", key).first().copied()).unwrap_or(key)
}

/// The word for a status in a language that has labels, or in English.
pub fn status_word(status: Status, language: &str) -> &'static str {
    let key = format!("status_{}", status.keyword());
    let own = words(language, &key).first().copied();
    own.or(words("en", &key).first().copied()).unwrap_or(status.keyword())
}

/// The words around numbers that are not exact, in all languages: `more than {number}`. The longest come first.
fn quantities() -> Vec<QuantityWords> {
    let mut found = Vec::new();
    let mut add = |before: &str, after: &str, precision| {
        found.push(QuantityWords { before: folded(before), after: folded(after), precision });
    };
    for precision in Precision::ALL.into_iter().filter(|precision| *precision != Precision::Exactly) {
        for (language, _) in BUILT_IN {
            for pattern in words(language, &format!("quantity_{}", precision.keyword())) {
                let around = pattern
                    .split_once('{')
                    .and_then(|(before, rest)| Some((before, rest.split_once('}')?.1)));
                if let Some((before, after)) = around {
                    add(before, after, precision);
                }
            }
        }
    }
    for (before, precision) in [
        ("over", Precision::MoreThan),
        ("above", Precision::MoreThan),
        ("mehr als", Precision::MoreThan),
        ("свыше", Precision::MoreThan),
        ("at least", Precision::AtLeast),
        ("min", Precision::AtLeast),
        ("approximately", Precision::About),
        ("approx", Precision::About),
        ("around", Precision::About),
        ("circa", Precision::About),
        ("ca", Precision::About),
        ("some", Precision::About),
    ] {
        add(before, "", precision);
    }
    add("", "or more", Precision::AtLeast);
    sort_by_key(&mut found, |words| std::cmp::Reverse(words.before.len() + words.after.len()));
    found
}

#[cfg(test)]
mod tests {
    use super::super::columns::fields;
    use super::*;

    #[test]
    fn every_column_has_a_heading_in_every_language_that_means_it_and_no_other() {
        let (fields, _) = fields();
        let words = Words::new(&fields);
        let mut faults = Vec::new();
        for (language, _) in BUILT_IN {
            for (number, field) in fields.iter().enumerate() {
                let heading = words.heading(field, language);
                let is_path = heading == field.name() && heading != "id";
                let with_language = format!("{heading} ({language})");
                let with_language = field.is_by_language().then_some(with_language);
                for heading in [heading.clone(), field.name()].into_iter().chain(with_language) {
                    let found = words.find(&heading, &[]).map(|meant| meant.field);
                    if is_path || found != Some(number) {
                        let found = found.map(|field| fields[field].name());
                        faults.push(format!("{language} {}: {heading} is {found:?}", field.name()));
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn no_word_for_a_column_means_two() {
        let words = Words::new(&fields().0);
        let certain: Vec<&Name> = words.names.iter().filter(|name| name.rank <= 1).collect();
        for one in &certain {
            let other = certain.iter().find(|other| other.text == one.text && other.field != one.field);
            assert!(
                other.is_none(),
                "{} in {:?} and {:?}",
                one.text,
                one.language,
                other.and_then(|name| name.language)
            );
        }
    }

    #[test]
    fn headings_are_understood_with_their_language_in_every_form() {
        let (fields, _) = fields();
        let words = Words::new(&fields);
        let languages = ["en".to_string(), "az".to_string(), "pt-BR".to_string()];
        let found = |heading: &str| {
            let meant = words.find(heading, &languages)?;
            Some((fields[meant.field].name(), meant.language.unwrap_or_default()))
        };
        for (heading, field, language) in [
            ("Name (az)", "name", "az"),
            ("NAME AZ", "name", "az"),
            ("name_az", "name", "az"),
            ("name.az", "name", "az"),
            ("Name [Azerbaijani]", "name", "az"),
            ("English name", "name", "en"),
            ("Ad (azərbaycanca)", "name", "az"),
            ("Name (pt-BR)", "name", "pt-BR"),
            ("Название (ru)", "name", "ru"),
            ("Ad", "name", ""),
            ("ADI", "name", ""),
            ("E-mail", "contact.email", ""),
            ("Contact person: E-mail", "university.contact_person.email", ""),
            ("contact_person.email", "", ""),
            ("university.contact_person.email", "university.contact_person.email", ""),
            ("Status *", "university.status", ""),
            ("since", "university.since", ""),
            ("Country", "seat.country", ""),
            ("Pays", "countries", ""),
            ("Old name", "", ""),
            ("Status (az)", "", ""),
            ("Shoe size", "", ""),
            ("", "", ""),
        ] {
            let expected = (!field.is_empty()).then(|| (field.to_string(), language.to_string()));
            assert_eq!(found(heading), expected, "{heading}");
        }
    }

    #[test]
    fn a_heading_that_is_not_known_is_explained_if_it_resembles_one() {
        let (fields, _) = fields();
        let words = Words::new(&fields);
        for (heading, meant) in [
            ("Webiste", Some("website")),
            ("Membership fee", Some("internal.fee.amount")),
            ("Termination", Some("university.until")),
            ("Rank", None),
            ("Shoe size", None),
        ] {
            assert_eq!(words.suggestion(heading, &fields).as_deref(), meant, "{heading}");
        }
    }

    #[test]
    fn a_status_is_understood_in_every_language() {
        let names = Words::new(&[]);
        for (language, _) in BUILT_IN {
            for expected in Status::ALL {
                let word = status_word(expected, language);
                assert_eq!(names.status(&word.to_uppercase()), Some(expected), "{language}: {word}");
            }
        }
        assert_eq!(names.status("active"), Some(Status::Member));
        assert_eq!(names.status("perhaps"), None);
    }
}
