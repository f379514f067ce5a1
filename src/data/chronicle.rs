//! What happened when: the timeline of all years in the data, what is new in the edition's year, and the exchange of all
//! associations by year. In: the records. Out: lists for layouts, each empty if nothing is known.

use serde_json::{Value, json};

use super::model::{Brochure, Membership};
use super::participation::Status;
use super::record::FieldValue;
use super::shape::Shape;
use super::value::{Located, Text, When};
use engine::sorting::sort_by_key;

/// The kinds of entries. The label `timeline_` and the kind says it in words. Entries of the same date have this order.
const KINDS: [&str; 11] = [
    "university_founded",
    "founded",
    "renamed",
    "applied",
    "joined",
    "elected",
    "associated",
    "observing",
    "agreement",
    "event",
    "left",
];

/// An entry of the timeline.
struct Entry<'a> {
    when: When,
    kind: &'static str,
    text: &'a str,
    association: Option<&'a Membership>,
}

impl Entry<'_> {
    /// Orders entries by date, what is known less exactly first.
    fn key(&self) -> (When, usize) {
        (self.when, KINDS.iter().position(|kind| *kind == self.kind).unwrap_or_default())
    }

    fn view(&self, language: &str) -> Value {
        let association = self.association.map_or(Value::Null, |association| {
            json!({
                "name": association.name.view(language),
                "abbreviation": association.abbreviation.view(language),
                "id": association.id.view(language),
            })
        });
        json!({
            "year": self.when.year,
            "date": self.when.to_string(),
            "kind": self.kind,
            "text": self.text,
            "association": association,
        })
    }
}

/// The shape of an entry of the timeline.
pub(super) fn timeline_shape() -> Shape {
    let association = json!({"name": "", "abbreviation": "", "id": ""});
    Shape::of(&json!([{"year": 0, "date": "", "kind": "", "text": "", "association": association}]))
}

/// The shape of [`Brochure::exchange_years`].
pub(super) fn exchange_years_shape() -> Shape {
    Shape::of(&json!([{"year": "", "incoming": 0, "outgoing": 0}]))
}

/// The kind of the entry for the beginning of a participation; `None` for an application, which is not one.
fn beginning(status: Status) -> Option<&'static str> {
    match status {
        Status::Elected => Some("elected"),
        Status::Associate => Some("associated"),
        Status::Observer => Some("observing"),
        Status::Member | Status::Suspended | Status::Former => Some("joined"),
        Status::Applied | Status::Candidate => None,
    }
}

impl Brochure {
    /// What has a year, in the order of time: the founding of the university and of the associations, their present names,
    /// applications, the beginning and end of memberships, events and agreements.
    pub(super) fn timeline(&self, language: &str) -> Vec<Value> {
        let mut entries = Vec::new();
        let founded = self.institution.founded.as_ref();
        entries.extend(founded.map(|year| Entry {
            when: When::year(year.value),
            kind: "university_founded",
            text: self.institution.name.in_language(language),
            association: None,
        }));
        for membership in &self.memberships {
            entries_of(membership, language, &mut entries);
        }
        sort_by_key(&mut entries, Entry::key);
        entries.iter().map(|entry| entry.view(language)).collect()
    }

    /// The entries of the timeline that are of the edition's year: what is known to be new without an edition to compare
    /// with.
    pub(super) fn this_year(&self, timeline: &[Value]) -> Vec<Value> {
        let is_new = |entry: &&Value| entry["year"] == self.edition.year.value;
        timeline.iter().filter(is_new).cloned().collect()
    }

    /// How many people were exchanged in each year, over all associations. A number that none of them has is null.
    pub(super) fn exchange_years(&self, language: &str) -> Vec<Value> {
        let mut years: Vec<(&str, [Option<u64>; 2])> = Vec::new();
        for exchange in self.memberships.iter().flat_map(|membership| &membership.exchange) {
            let year = exchange.year.in_language(language);
            let place = years.binary_search_by(|(known, _)| (*known).cmp(year)).unwrap_or_else(|place| {
                years.insert(place, (year, [None; 2]));
                place
            });
            for (sum, number) in years[place].1.iter_mut().zip([&exchange.incoming, &exchange.outgoing]) {
                if let Some(number) = number {
                    *sum = Some(sum.unwrap_or_default() + u64::from(number.value));
                }
            }
        }
        let view = |(year, [incoming, outgoing]): (&str, [Option<u64>; 2])| json!({"year": year, "incoming": incoming, "outgoing": outgoing});
        years.into_iter().map(view).collect()
    }
}

/// The entries of one association.
fn entries_of<'a>(membership: &'a Membership, language: &str, entries: &mut Vec<Entry<'a>>) {
    let mut add = |when: When, kind: &'static str, text: &'a Text| {
        let text = text.in_language(language);
        entries.push(Entry { when, kind, text, association: Some(membership) });
    };
    let name = &membership.name;
    if let Some(year) = &membership.founded {
        add(When::year(year.value), "founded", name);
    }
    if let Some(renamed) = &membership.renamed {
        add(When::year(renamed.year.value), "renamed", name);
    }
    let university = &membership.university;
    let status = university.status.value;
    let has_left = (status == Status::Former).then_some(university.until.as_ref()).flatten();
    let dates: [(Option<&Located<When>>, Option<&'static str>); 3] = [
        (university.applied.as_ref(), Some("applied")),
        (university.since.as_ref(), beginning(status)),
        (has_left, Some("left")),
    ];
    for (date, kind) in dates {
        if let (Some(date), Some(kind)) = (date, kind) {
            add(date.value, kind, name);
        }
    }
    for event in &membership.events {
        if let Some(date) = &event.date {
            add(date.value, "event", &event.title);
        }
    }
    for agreement in &membership.agreements {
        if let Some(date) = &agreement.signed {
            add(date.value, "agreement", &agreement.title);
        }
    }
}
