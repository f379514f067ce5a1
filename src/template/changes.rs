//! Changes between two editions in words: [`Change`]s and a language → sentences, and what layouts see.
//!
//! A sentence does not name its association: "Members: from more than 50 universities to 54 universities". Patterns such as
//! `change_changed: "{field}: from {old} to {new}"` are labels, so that no word has to be inflected.

use serde_json::{Map, Value, json};

use super::helpers::{Words, quantity};
use crate::data::{
    Brochure, Change, ChangeKind, ChangeStep, ChangeSubject, ChangedValue, LanguageSection, Text,
    is_short_text,
};
use engine::text::letter_case;

/// The labels of fields, where they have other names than the fields.
const LABELS: [(&str, &str); 39] = [
    ("name", "field_name"),
    ("native_name", "field_name"),
    ("abbreviation", "field_abbreviation"),
    ("short_name", "field_abbreviation"),
    ("category", "status"),
    ("title", "field_title"),
    ("subtitle", "field_title"),
    ("audience", "field_title"),
    ("introduction", "field_introduction"),
    ("closing", "what_it_means"),
    ("opportunities", "what_it_means"),
    ("text", "field_text"),
    ("note", "field_text"),
    ("alt", "field_text"),
    ("from", "former_name"),
    ("members_note", "members"),
    ("of", "members"),
    ("lat", "map"),
    ("lon", "map"),
    ("logo", "field_picture"),
    ("photograph", "field_picture"),
    ("portrait", "field_picture"),
    ("signature", "field_picture"),
    ("social_media", "website"),
    ("url", "website"),
    ("contacts", "contact"),
    ("office", "contact"),
    ("city", "field_place"),
    ("place", "field_place"),
    ("country", "country_one"),
    ("people", "field_people"),
    ("programme", "field_programme"),
    ("role", "field_role"),
    ("partner", "field_partner"),
    ("issuer", "field_issuer"),
    ("file", "attachment"),
    ("date", "field_date"),
    ("signed", "field_date"),
    ("design", "designer"),
];

/// Records whose fields say by themselves what they are about.
const PLAIN_RECORDS: [&str; 7] = ["university", "place", "imprint", "contact", "renamed", "facts", "extra"];

/// Running text, of which a change shows nothing.
const PROSE: [&str; 7] = ["introduction", "about", "text", "closing", "note", "foreword", "members_note"];

/// How many characters of a text name an item.
const NAME_LENGTH: usize = 80;

/// The words for changes in one language.
pub struct ChangeWords {
    /// The language and its labels.
    data: Value,
    languages: Vec<String>,
}

impl ChangeWords {
    /// The words of a brochure.
    pub fn new(brochure: &Brochure, language: &str) -> ChangeWords {
        let languages = brochure.languages.iter().map(|language| language.value.clone()).collect();
        ChangeWords { data: json!({"language": language, "labels": brochure.labels_in(language)}), languages }
    }

    fn words(&self) -> Words<'_> {
        Words { data: &self.data }
    }

    fn language(&self) -> &str {
        self.data["language"].as_str().unwrap_or_default()
    }

    /// A label with its placeholders replaced; empty if there is no such label.
    pub fn label(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.words().label(key).unwrap_or_default(), values)
    }

    /// How many changes there are, in words.
    pub fn count(&self, count: usize) -> String {
        let locale = self.words().locale();
        let form = locale.plural(count as u64);
        let words = self.words();
        let pattern = words.label(&format!("change_count_{form}"));
        let pattern = pattern.or_else(|_| words.label("change_count_other")).unwrap_or_default();
        fill(pattern, &[("count", &locale.number(&count.to_string()))])
    }

    /// A year in the digits of the language.
    pub fn year(&self, year: i32) -> String {
        self.words().locale().date(&year.to_string()).unwrap_or_else(|| year.to_string())
    }

    /// What a change is of, as a heading.
    pub fn subject(&self, subject: &ChangeSubject) -> String {
        match subject {
            ChangeSubject::Brochure => self.label("whole_brochure", &[]),
            ChangeSubject::Institution(name) => self.text(name).to_string(),
            ChangeSubject::Association { name, .. } => self.text(name).to_string(),
        }
    }

    /// A change as a sentence without the name of its subject and without a full stop.
    pub fn sentence(&self, change: &Change) -> String {
        let sentence = match change.kind {
            ChangeKind::Joined => self.standing("joined", change),
            ChangeKind::Left => self.dated("left", change),
            ChangeKind::Applied => self.dated("applied", change),
            ChangeKind::Accepted => self.label("change_accepted", &[("new", &self.value(&change.new))]),
            ChangeKind::Listed => {
                let field = self.label("status", &[]);
                self.label("change_is", &[("field", &field), ("new", &self.value(&change.new))])
            }
            ChangeKind::Unlisted => self.label("change_unlisted", &[]),
            ChangeKind::Status => self.both_values(&self.label("status", &[]), change),
            _ => self.field_sentence(change),
        };
        match letter_case::titlecase_first(&sentence, self.language()) {
            Some((first, length)) => format!("{first}{}", &sentence[length..]),
            None => sentence,
        }
    }

    /// "Joined: elected member (2027)".
    fn standing(&self, kind: &str, change: &Change) -> String {
        let field = self.label(&format!("timeline_{kind}"), &[]);
        self.label("change_is", &[("field", &field), ("new", &self.value(&change.new))])
    }

    /// "Membership ended: 2026".
    fn dated(&self, kind: &str, change: &Change) -> String {
        let what = self.label(&format!("timeline_{kind}"), &[]);
        match &change.new {
            Some(ChangedValue::Status(_, Some(when))) => {
                let date = self.date(&when.to_string());
                self.label("change_is", &[("field", &what), ("new", &date)])
            }
            _ => what,
        }
    }

    /// "Status: from Member to Observer".
    fn both_values(&self, field: &str, change: &Change) -> String {
        let (old, new) = (self.value(&change.old), self.value(&change.new));
        self.label("change_changed", &[("field", field), ("old", &old), ("new", &new)])
    }

    /// A change of a field.
    fn field_sentence(&self, change: &Change) -> String {
        let field = self.field(change);
        let languages = if change.languages.is_empty() { &self.languages } else { &change.languages };
        let languages = languages.join(&self.label("comma", &[]));
        let text = |key| self.label(key, &[("field", &field), ("languages", &languages)]);
        match (&change.old, &change.new) {
            (Some(old), Some(new)) if !is_prose(change) && self.is_shown(old, new) => {
                self.both_values(&field, change)
            }
            (Some(_), Some(_)) => text("change_text"),
            (None, Some(new)) if is_prose(change) || self.is_long(new) && !is_item(change) => {
                text("change_text_added")
            }
            (Some(old), None) if is_prose(change) || self.is_long(old) && !is_item(change) => {
                text("change_text_removed")
            }
            (None, new) => self.label("change_added", &[("field", &field), ("new", &self.value(new))]),
            (old, None) => self.label("change_removed", &[("field", &field), ("old", &self.value(old))]),
        }
    }

    /// Whether a sentence shows both values: short ones that are different in this language.
    fn is_shown(&self, old: &ChangedValue, new: &ChangedValue) -> bool {
        match (old, new) {
            (ChangedValue::Text(old), ChangedValue::Text(new)) => {
                let (old, new) = (self.text(old), self.text(new));
                old != new && is_short_text(old) && is_short_text(new)
            }
            _ => true,
        }
    }

    fn is_long(&self, value: &ChangedValue) -> bool {
        matches!(value, ChangedValue::Text(text) if !is_short_text(self.text(text)))
    }

    /// The field in words, after what it belongs to: "Exchange 2025/26, incoming".
    fn field(&self, change: &Change) -> String {
        let names_itself = |value: &Option<ChangedValue>| matches!(value, Some(ChangedValue::Quantity(..)));
        let has_name = names_itself(&change.old) || names_itself(&change.new);
        let last = change.path.len().saturating_sub(1);
        let mut parts: Vec<String> = Vec::new();
        for (index, step) in change.path.iter().enumerate() {
            let parent = index.checked_sub(1).map(|parent| &change.path[parent]);
            let next = change.path.get(index + 1);
            let is_plain = PLAIN_RECORDS.contains(&step.field.as_str());
            let names_record = step.is_first && parent.is_some_and(|parent| !is_silent(parent, Some(step)));
            let is_value = step.field == "value" && parent.is_some_and(|parent| parent.field == "facts");
            if !(names_record || is_value || is_plain && is_silent(step, next)) {
                parts.push(self.field_label(change, index));
            }
            // The item is what changed, or its new value names it.
            let is_named = index < last && !next.is_some_and(|next| next.is_first);
            if let Some(item) = step.item.as_ref().filter(|_| is_named && !has_name) {
                parts.push(self.value_words(item));
            }
        }
        parts.join(&self.label("comma", &[]))
    }

    fn field_label(&self, change: &Change, index: usize) -> String {
        let name = change.path[index].field.as_str();
        let is_inside = index > 0;
        let key = match (name, &change.subject) {
            ("about", ChangeSubject::Institution(_)) => "field_text",
            ("benefits", ChangeSubject::Brochure) => "what_it_means",
            ("activities", _) if !is_inside => "association_activities",
            _ => LABELS.iter().find(|(field, _)| *field == name).map_or(name, |(_, label)| *label),
        };
        match self.words().label(key) {
            Ok(label) => label.to_string(),
            // Abbreviations of registers, and keys of one's own below `extra`.
            Err(_) if ["isbn", "ror"].contains(&name) => name.to_uppercase(),
            Err(_) => name.replace('_', " "),
        }
    }

    fn value(&self, value: &Option<ChangedValue>) -> String {
        value.as_ref().map_or_else(String::new, |value| self.value_words(value))
    }

    fn value_words(&self, value: &ChangedValue) -> String {
        match value {
            ChangedValue::Text(text) => shortened(self.text(text)),
            ChangedValue::Word(word) => shortened(word),
            ChangedValue::Number(number) => self.words().locale().number(number),
            ChangedValue::When(when) => self.date(&when.to_string()),
            ChangedValue::Status(status, when) => {
                let status = self.label(&format!("status_{status}"), &[]);
                match when {
                    Some(when) => format!("{status} ({})", self.date(&when.to_string())),
                    None => status,
                }
            }
            ChangedValue::Quantity(count, of) => {
                let count = json!({"value": count.value, "precision": count.precision.keyword()});
                let count = quantity(&[&count], &self.words()).unwrap_or_default();
                let count = count.as_str().unwrap_or_default();
                of.as_ref().map_or_else(|| count.to_string(), |of| format!("{count} {}", self.text(of)))
            }
            ChangedValue::Item(name, when) => {
                format!("{} ({})", self.value_words(name), self.date(&when.to_string()))
            }
        }
    }

    fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.in_language(self.language())
    }

    fn date(&self, date: &str) -> String {
        self.words().locale().date(date).unwrap_or_else(|| date.to_string())
    }

    /// What layouts and programs see of a change.
    pub fn view(&self, change: &Change) -> Map<String, Value> {
        let association = match &change.subject {
            ChangeSubject::Association { id, name, abbreviation } => json!({
                "name": self.text(name),
                "abbreviation": abbreviation.as_ref().map(|text| self.text(text)),
                "id": id,
            }),
            _ => Value::Null,
        };
        let fields: Vec<&str> = change.path.iter().map(|step| step.field.as_str()).collect();
        let item = change.path.iter().rev().find_map(|step| step.item.as_ref());
        let value = |value: &Option<ChangedValue>| value.as_ref().map(|value| self.value_words(value));
        let mut view = Map::new();
        for (name, value) in [
            ("kind", change.kind.keyword().into()),
            ("subject", self.subject(&change.subject).into()),
            ("association", association),
            ("field", fields.join(".").into()),
            ("item", item.map(|item| self.value_words(item)).into()),
            ("old", value(&change.old).into()),
            ("new", value(&change.new).into()),
            ("sentence", self.sentence(change).into()),
        ] {
            view.insert(name.to_string(), value);
        }
        view
    }
}

/// The brochure as layouts see it in a section of a file, with its changes in words.
pub fn view(brochure: &Brochure, section: &LanguageSection) -> Value {
    let mut view = brochure.view_in(section);
    if brochure.changes.is_empty() {
        return view;
    }
    let words = ChangeWords::new(brochure, &section.language);
    view["changes"] = brochure.changes.iter().map(|change| Value::from(words.view(change))).collect();
    let year = words.year(brochure.edition.year.value);
    // The heading of the part, in the contents and above it.
    let heading = Value::from(words.label("changes_in", &[("year", &year)]));
    view["labels"]["changes_in"] = heading.clone();
    let parts = view["parts"].as_array_mut().into_iter().flatten();
    for part in parts.filter(|part| part["name"] == "changes") {
        part["heading"] = heading.clone();
    }
    view
}

/// Whether a record adds nothing to the name of its field `inner`.
fn is_silent(step: &ChangeStep, inner: Option<&ChangeStep>) -> bool {
    let is_named_by_first = ["contact", "renamed"].contains(&step.field.as_str());
    let Some(inner) = inner else { return step.field == "facts" };
    PLAIN_RECORDS.contains(&step.field.as_str()) && !(is_named_by_first && inner.is_first)
}

/// Whether a change is of running text.
fn is_prose(change: &Change) -> bool {
    change.path.last().is_some_and(|step| PROSE.contains(&step.field.as_str()))
}

/// Whether a change is of an item of a list, which its value names.
fn is_item(change: &Change) -> bool {
    let lists =
        ["events", "projects", "agreements", "evidence", "sources", "duties", "contacts", "initiators"];
    change.path.last().is_some_and(|step| lists.contains(&step.field.as_str()))
}

/// A pattern with its placeholders replaced, in one pass: a value may contain braces.
fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = after.split_once('}').and_then(|(name, tail)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, tail))
        });
        match found {
            Some((value, tail)) => {
                filled.push_str(value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

/// The beginning of a text on one line.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= NAME_LENGTH {
        return line;
    }
    let cut: String = line.chars().take(NAME_LENGTH).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_braces_are_not_filled_again() {
        assert_eq!(fill("{field}: {old} {x", &[("field", "{old}"), ("old", "b")]), "{old}: b {x");
    }

    #[test]
    fn long_names_end_at_a_word() {
        let long = "word ".repeat(30);
        let short = shortened(&long);
        assert!(short.ends_with("word…") && short.chars().count() <= NAME_LENGTH + 1, "{short}");
        assert_eq!(shortened("a\n b"), "a b");
    }
}
