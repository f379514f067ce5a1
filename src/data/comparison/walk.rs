//! The walk through two records, field by field.

use super::super::record::{FieldValue, VisibleFields};
use super::super::value::{Free, Quantity, Text};
use super::change::{Change, ChangeKind, ChangeStep, ChangeSubject};
use super::lists::{self, Items};
use super::value::{ChangedValue, tags, words};

/// Fields that are not compared: how the brochure looks, what only the office needs, when a source was read.
const NOT_COMPARED: [&str; 7] = ["id", "colors", "design", "internal", "order", "verified", "claims"];

/// What a value is for a comparison.
pub enum Compared<'a> {
    /// A value that is the same if changes show the same of it.
    Shown,
    /// An optional value that is absent.
    Absent,
    /// A text.
    Text(&'a Text),
    /// A value of any form.
    Free(&'a Free),
    /// A list.
    List(Vec<&'a dyn FieldValue>),
    /// A record.
    Record(VisibleFields<'a>),
    /// How many there are of what.
    Members(&'a Quantity, &'a Text),
    /// Countries by their names, their number, or neither.
    Countries {
        /// Their names, if they are known.
        names: Option<Vec<&'a dyn FieldValue>>,
        /// How many they are, if that is known.
        count: Option<Quantity>,
    },
}

/// Collects the changes of one subject.
pub struct Comparison {
    pub(super) subject: ChangeSubject,
    path: Vec<ChangeStep>,
    /// Fields of the participation that a change of the status covers.
    pub(super) covered: Vec<&'static str>,
    pub(super) changes: Vec<Change>,
}

impl Comparison {
    pub(super) fn new(subject: ChangeSubject) -> Comparison {
        Comparison { subject, path: Vec::new(), covered: Vec::new(), changes: Vec::new() }
    }

    /// Adds what is different in the `new` value, which is of the same type.
    pub(super) fn compare(&mut self, old: &dyn FieldValue, new: &dyn FieldValue) {
        match (old.compared(), new.compared()) {
            (Compared::Absent, Compared::Absent) => {}
            (Compared::Absent, _) => self.only(new, false),
            (_, Compared::Absent) => self.only(old, true),
            (Compared::Text(old), Compared::Text(new)) => self.texts(old, new),
            (Compared::Free(old), Compared::Free(new)) => self.free(old, new),
            (Compared::List(old), Compared::List(new)) => self.lists(&old, &new),
            (Compared::Record(old), Compared::Record(new)) => {
                for ((name, is_first, old), (_, _, new)) in old.each().zip(new.each()) {
                    self.field(name, is_first, |comparison| comparison.compare(old, new));
                }
            }
            (Compared::Members(old, old_of), Compared::Members(new, new_of)) if old.is_same(new) => {
                self.field("of", false, |comparison| comparison.texts(old_of, new_of));
            }
            (
                Compared::Countries { names: old, count: old_count },
                Compared::Countries { names: new, count: new_count },
            ) => match (old, new) {
                (Some(old), Some(new)) => self.lists(&old, &new),
                (None, Some(new)) if old_count.is_none() => self.lists(&[], &new),
                (Some(old), None) if new_count.is_none() => self.lists(&old, &[]),
                _ => self.counts(old_count, new_count),
            },
            _ => {
                let (old, new) = (old.shown(), new.shown());
                if old != new {
                    self.changed(old, new);
                }
            }
        }
    }

    /// Compares a field of a record. `is_first` says whether it is the record's first one.
    fn field(&mut self, name: &str, is_first: bool, compare: impl FnOnce(&mut Comparison)) {
        let is_covered = self.is_in("university") && (name == "year" || self.covered.contains(&name));
        if is_covered || NOT_COMPARED.contains(&name) {
            return;
        }
        self.path.push(ChangeStep { field: name.to_string(), is_first, item: None });
        compare(self);
        self.path.pop();
    }

    /// Compares an item of the list that is compared now.
    fn item(&mut self, item: Option<ChangedValue>, compare: impl FnOnce(&mut Comparison)) {
        let outer = self.path.last_mut().map(|step| std::mem::replace(&mut step.item, item));
        compare(self);
        if let (Some(step), Some(outer)) = (self.path.last_mut(), outer) {
            step.item = outer;
        }
    }

    /// Adds a change of the field that is compared now. What has no words is no change.
    fn changed(&mut self, old: Option<ChangedValue>, new: Option<ChangedValue>) {
        let languages = match (&old, &new) {
            (Some(ChangedValue::Text(text)), None) | (None, Some(ChangedValue::Text(text))) => tags(text),
            _ => Vec::new(),
        };
        self.push(old, new, languages);
    }

    fn push(&mut self, old: Option<ChangedValue>, new: Option<ChangedValue>, languages: Vec<String>) {
        if old.is_none() && new.is_none() {
            return;
        }
        let (subject, path) = (self.subject.clone(), self.path.clone());
        let kind = ChangeKind::of(&path);
        self.changes.push(Change { kind, subject, path, old, new, languages });
    }

    /// Compares two texts, language by language.
    fn texts(&mut self, old: &Text, new: &Text) {
        let mut all = tags(old);
        all.extend(
            tags(new)
                .into_iter()
                .filter(|tag| old.translations.iter().all(|known| known.language.as_ref() != Some(tag))),
        );
        let words = |text: &Text, tag: &str| text.translation(tag).map(|found| words(&found.text));
        let is_same = match all.is_empty() {
            true => words(old, "") == words(new, ""),
            false => {
                all.retain(|tag| words(old, tag) != words(new, tag));
                all.is_empty()
            }
        };
        if !is_same {
            let value = |text: &Text| Some(ChangedValue::Text(text.clone()));
            self.push(value(old), value(new), all);
        }
    }

    /// Adds a value that is in only one of the editions. A record that is new or gone is all its values.
    fn only(&mut self, value: &dyn FieldValue, is_removed: bool) {
        let values = value.values();
        let shown = value.shown().filter(|shown| values.iter().all(|(_, value)| value != shown));
        self.one_sided(shown, is_removed);
        self.values(values, is_removed);
    }

    fn values(&mut self, values: Vec<(&'static str, ChangedValue)>, is_removed: bool) {
        for (name, value) in values {
            self.field(name, false, |comparison| comparison.one_sided(Some(value), is_removed));
        }
    }

    /// Compares two numbers, which may be unknown.
    fn counts(&mut self, old: Option<Quantity>, new: Option<Quantity>) {
        let is_same = match (&old, &new) {
            (Some(old), Some(new)) => old.is_same(new),
            (old, new) => old.is_none() && new.is_none(),
        };
        if !is_same {
            let shown = |count| Some(ChangedValue::Quantity(count?, None));
            self.changed(shown(old), shown(new));
        }
    }

    fn one_sided(&mut self, value: Option<ChangedValue>, is_removed: bool) {
        match is_removed {
            true => self.changed(value, None),
            false => self.changed(None, value),
        }
    }

    /// Compares two lists, whose items are found again by what names them.
    fn lists(&mut self, old: &[&dyn FieldValue], new: &[&dyn FieldValue]) {
        let Items { pairs, removed, added } = lists::pair(old, new);
        for (before, after) in pairs.into_iter().map(|(before, after)| (old[before], new[after])) {
            self.item(before.shown(), |comparison| comparison.compare(before, after));
        }
        let removed: Vec<&dyn FieldValue> = removed.into_iter().map(|index| old[index]).collect();
        let added: Vec<&dyn FieldValue> = added.into_iter().map(|index| new[index]).collect();
        // Sentences that were written again are one change of the text, not one for each sentence.
        if let ([first_removed, ..], [first_added, ..]) = (&removed[..], &added[..])
            && removed.iter().chain(&added).any(|item| is_sentence(*item))
        {
            let new = first_added.shown();
            let languages = new.as_ref().map(|shown| shown.languages()).unwrap_or_default();
            return self.push(first_removed.shown(), new, languages);
        }
        for item in removed {
            self.single(item, true);
        }
        for item in added {
            self.single(item, false);
        }
    }

    /// Adds an item that is in only one of the lists. A year of exchange and a fact are their values.
    fn single(&mut self, item: &dyn FieldValue, is_removed: bool) {
        let expands =
            self.path.last().is_some_and(|step| ["exchange", "facts"].contains(&step.field.as_str()));
        let values = if expands { item.values() } else { Vec::new() };
        if values.is_empty() {
            return self.one_sided(with_date(item), is_removed);
        }
        self.item(item.shown(), |comparison| comparison.values(values, is_removed));
    }

    /// Compares values of any form, entry by entry.
    fn free(&mut self, old: &Free, new: &Free) {
        let (old, new) = (&old.0, &new.0);
        let none = serde_json::Map::new();
        // Entries of a group; a group that is not written has none.
        let (before, after) = match (old.as_object(), new.as_object()) {
            (Some(before), Some(after)) => (before, after),
            (Some(before), None) if new.is_null() => (before, &none),
            (None, Some(after)) if old.is_null() => (&none, after),
            _ => {
                if old != new {
                    self.changed(ChangedValue::of_free(old), ChangedValue::of_free(new));
                }
                return;
            }
        };
        for (key, value) in after {
            let earlier = before.get(key).unwrap_or(&serde_json::Value::Null);
            self.field(key, false, |comparison| {
                comparison.free(&Free(earlier.clone()), &Free(value.clone()))
            });
        }
        for (key, value) in before.iter().filter(|(key, _)| !after.contains_key(*key)) {
            self.field(key, false, |comparison| comparison.changed(ChangedValue::of_free(value), None));
        }
    }

    fn is_in(&self, name: &str) -> bool {
        self.path.last().is_some_and(|step| step.field == name)
    }
}

/// Whether the item of a list is a text that is too long to be shown in a change.
fn is_sentence(item: &dyn FieldValue) -> bool {
    matches!(item.compared(), Compared::Text(_)) && item.shown().is_some_and(|shown| shown.is_sentence())
}

/// What names a value, with its date.
fn with_date(value: &dyn FieldValue) -> Option<ChangedValue> {
    let shown = value.shown()?;
    Some(match value.when() {
        Some(when) if shown != ChangedValue::When(when) => ChangedValue::Item(Box::new(shown), when),
        _ => shown,
    })
}
