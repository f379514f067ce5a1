//! How many members an association has, and from which countries.

use serde_json::{Map, Value};

use super::comparison::value::ChangedValue;
use super::comparison::walk::Compared;
use super::reader::{Fields, Reader};
use super::record::{FieldValue, Record, items};
use super::schema::{Kinds, Property};
use super::shape::{Shape, ShapeFields};
use super::value::{Precision, Quantity, Text};

/// A number of members of one kind, written as `{more_than: 50, of: universities}`.
#[derive(Clone, Debug)]
pub struct MemberCount {
    /// The number.
    pub count: Quantity,
    /// What is counted ("universities"); layouts print it after the number.
    pub of: Text,
}

impl Record for MemberCount {
    const NAME: &'static str = "MemberCount";
    const DESCRIPTION: &'static str = "A number of members: `{more_than: 50, of: universities}`.";
    const FIELDS: &'static [&'static str] = &["exactly", "more_than", "at_least", "about", "of"];

    fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<MemberCount> {
        let count = reader.quantity(fields);
        let of = reader.required_text(fields, "of", "universities");
        Some(MemberCount { count: count?, of: of? })
    }

    fn properties(kinds: &mut Kinds) -> Vec<Property> {
        kinds.member_count().0
    }
    fn rules(kinds: &mut Kinds) -> Vec<Value> {
        kinds.member_count().1
    }
}

impl FieldValue for MemberCount {
    fn view(&self, language: &str) -> Value {
        serde_json::json!({"count": self.count.view(language), "of": self.of.view(language)})
    }

    fn shape() -> Shape {
        Shape::record(vec![("count".to_string(), Quantity::shape()), ("of".to_string(), Shape::Single)])
    }

    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        texts.push(&self.of);
    }

    fn compared(&self) -> Compared<'_> {
        Compared::Members(&self.count, &self.of)
    }

    fn shown(&self) -> Option<ChangedValue> {
        Some(ChangedValue::Quantity(self.count.clone(), Some(self.of.clone())))
    }
}

/// The countries that an association's members come from.
#[derive(Clone, Debug)]
pub enum Countries {
    /// Nothing is known.
    Unknown,
    /// Only their number is known.
    Count(Quantity),
    /// Their names.
    List(Vec<Text>),
}

impl Countries {
    /// How many there are, if that is known.
    fn count(&self) -> Option<Quantity> {
        match self {
            Countries::Unknown => None,
            Countries::Count(count) => Some(count.clone()),
            Countries::List(names) => {
                let span = names.first().and_then(Text::span)?;
                Some(Quantity { value: names.len() as u64, precision: Precision::Exactly, span })
            }
        }
    }
}

impl FieldValue for Countries {
    /// Their names, if they are known.
    fn view(&self, language: &str) -> Value {
        match self {
            Countries::Unknown | Countries::Count(_) => Value::Array(Vec::new()),
            Countries::List(names) => names.view(language),
        }
    }

    fn view_into(&self, name: &str, language: &str, record: &mut Map<String, Value>) {
        let count = match self {
            Countries::Unknown => Value::Null,
            Countries::Count(quantity) => quantity.view(language),
            Countries::List(names) => {
                serde_json::json!({"value": names.len(), "precision": Precision::Exactly.keyword()})
            }
        };
        record.insert("country_count".to_string(), count);
        record.insert(name.to_string(), self.view(language));
    }

    fn shape() -> Shape {
        Shape::list(Shape::Single)
    }

    fn shape_into(name: &str, record: &mut ShapeFields) {
        record.push(("country_count".to_string(), Quantity::shape()));
        record.push((name.to_string(), Countries::shape()));
    }

    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        if let Countries::List(names) = self {
            texts.extend(names);
        }
    }

    fn compared(&self) -> Compared<'_> {
        let names = match self {
            Countries::List(names) => Some(items(names)),
            Countries::Unknown | Countries::Count(_) => None,
        };
        Compared::Countries { names, count: self.count() }
    }
}
