//! The walk through two records, field by field.

use super::super::record::FieldValue;
use super::super::shape::Shape;
use super::super::value::{Free, Text};
use super::change::{Change, ChangeKind, ChangeStep, ChangeSubject};
use super::lists::{self, Items};
use super::value::{ChangedValue, tags, words};

/// Fields that are not compared: how the brochure looks, what only the office needs, when a source was read.
const NOT_COMPARED: [&str; 7] = ["id", "colors", "design", "internal", "order", "verified", "claims"];

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

    /// Compares a field of a record. `is_first` says whether it is the record's first one.
    pub(in crate::data) fn field(
        &mut self,
        name: &str,
        is_first: bool,
        compare: impl FnOnce(&mut Comparison),
    ) {
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
    pub(in crate::data) fn changed(&mut self, old: Option<ChangedValue>, new: Option<ChangedValue>) {
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
    pub(in crate::data) fn texts(&mut self, old: &Text, new: &Text) {
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

    /// Compares two values, one of which may be absent. A record that is new or gone is all its values.
    pub(in crate::data) fn optional<T: FieldValue>(&mut self, old: Option<&T>, new: Option<&T>) {
        let (value, is_removed) = match (old, new) {
            (Some(old), Some(new)) => return old.compare(new, self),
            (Some(old), None) => (old, true),
            (None, Some(new)) => (new, false),
            (None, None) => return,
        };
        let values = value.values();
        let shown = value.shown().filter(|shown| values.iter().all(|(_, value)| value != shown));
        self.one_sided(shown, is_removed);
        for (name, value) in values {
            self.field(name, false, |comparison| comparison.one_sided(Some(value), is_removed));
        }
    }

    fn one_sided(&mut self, value: Option<ChangedValue>, is_removed: bool) {
        match is_removed {
            true => self.changed(value, None),
            false => self.changed(None, value),
        }
    }

    /// Compares two lists, whose items are found again by what names them.
    pub(in crate::data) fn lists<T: FieldValue>(&mut self, old: &[T], new: &[T]) {
        let Items { pairs, removed, added } = lists::pair(old, new);
        for (old, new) in pairs {
            self.item(old.shown(), |comparison| old.compare(new, comparison));
        }
        // Sentences that were written again are one change of the text, not one for each sentence.
        let are_sentences = |items: &[&T]| {
            T::shape() == Shape::Single
                && items.iter().any(|item| item.shown().is_some_and(|shown| shown.is_sentence()))
        };
        if !removed.is_empty() && !added.is_empty() && (are_sentences(&removed) || are_sentences(&added)) {
            let text = |items: &[&T]| items[0].shown();
            let languages = added[0].shown().map(|shown| shown.languages()).unwrap_or_default();
            return self.push(text(&removed), text(&added), languages);
        }
        for item in removed {
            self.single(item, true);
        }
        for item in added {
            self.single(item, false);
        }
    }

    /// Adds an item that is in only one of the lists. A year of exchange and a fact are their values.
    fn single<T: FieldValue>(&mut self, item: &T, is_removed: bool) {
        let expands =
            self.path.last().is_some_and(|step| ["exchange", "facts"].contains(&step.field.as_str()));
        let values = if expands { item.values() } else { Vec::new() };
        if values.is_empty() {
            return self.one_sided(item.with_date(), is_removed);
        }
        self.item(item.shown(), |comparison| {
            for (name, value) in values {
                comparison.field(name, false, |comparison| comparison.one_sided(Some(value), is_removed));
            }
        });
    }

    /// Compares values of any form, entry by entry.
    pub(in crate::data) fn free(&mut self, old: &Free, new: &Free) {
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
