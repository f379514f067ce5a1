//! The macro `record!`. One declaration for each record generates its type, the names of its fields in the YAML, the
//! function that reads it, and what layouts and checks see of it.
//!
//! ```text
//! record! {
//!     /// A person and his or her office.
//!     Person {
//!         name: Text = required_text("A name");      a required field, with an example for messages
//!         role: Option<Text> = text;                 an optional field
//!         note: Option<Text> = text, hidden;         a field that layouts do not see
//!     }
//! }
//! ```
//!
//! After `=` comes the method of [`Reader`] that reads the field, which is also that of `Kinds` that describes it, and after a comma one of these marks:
//! - `hidden`: layouts do not see the field;
//! - `flattened`: layouts see the fields of this value as fields of the record itself;
//! - `in_one_language`: a name that is the same in all languages, so `check` reports no missing translation.
//!
//! Each field that layouts see is also compared with that of another edition (see [`super::comparison`]).
//!
//! The comments are also what an editor shows for the field, so they are written for offices.
//!
//! After the braces, `check method(one, other)` names a rule on several fields. It runs if these fields have no error.

use serde_json::{Map, Value};

use super::comparison::value::ChangedValue;
use super::comparison::walk::Compared;
use super::reader::{Fields, Reader};
use super::schema::{Kinds, Property};
use super::shape::{Shape, ShapeFields, singles};
use super::value::{Amount, Color, Date, Free, Located, Quantity, Text, When};

/// A mapping of the YAML whose fields are known.
pub trait Record: Sized {
    /// Its name, in schemas.
    const NAME: &'static str;
    /// What it is.
    const DESCRIPTION: &'static str;
    /// The fields' names, in the order in which they are declared.
    const FIELDS: &'static [&'static str];

    /// Reads the record, and reports its errors. Returns `None` if a field has an error.
    fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Self>;

    /// The fields as a schema describes them.
    fn properties(kinds: &mut Kinds) -> Vec<Property>;

    /// The rules on several fields as a schema has them.
    fn rules(_kinds: &mut Kinds) -> Vec<Value> {
        Vec::new()
    }
}

/// The value of a field, as layouts and checks see it.
pub trait FieldValue {
    /// What layouts see of the value in one language.
    fn view(&self, language: &str) -> Value;

    /// Adds what layouts see of the value to the fields of its record. Some values have several names there.
    fn view_into(&self, name: &str, language: &str, record: &mut Map<String, Value>) {
        insert(name, self.view(language), record);
    }

    /// The shape of what layouts see.
    fn shape() -> Shape
    where
        Self: Sized,
    {
        Shape::Single
    }

    /// Adds the names that [`FieldValue::view_into`] adds.
    fn shape_into(name: &str, record: &mut ShapeFields)
    where
        Self: Sized,
    {
        insert_shape(name, Self::shape(), record);
    }

    /// Collects the texts that can have translations.
    fn texts<'a>(&'a self, _texts: &mut Vec<&'a Text>) {}

    /// What the value is for a comparison with that of another edition.
    fn compared(&self) -> Compared<'_> {
        Compared::Shown
    }

    /// What a change shows of the value, for a record what names it; `None` if changes do not show it.
    fn shown(&self) -> Option<ChangedValue> {
        None
    }

    /// The date of the value, for a record its first one.
    fn when(&self) -> Option<When> {
        None
    }

    /// The fields of a record besides the first one that changes show.
    fn values(&self) -> Vec<(&'static str, ChangedValue)> {
        Vec::new()
    }
}

fn insert(name: &str, view: Value, record: &mut Map<String, Value>) {
    record.insert(name.to_string(), view);
}

fn insert_shape(name: &str, shape: Shape, record: &mut ShapeFields) {
    record.push((name.to_string(), shape));
}

/// The fields of a record that layouts see. What is done with each field is done here, so that it is compiled once and not
/// for each record.
pub struct VisibleFields<'a> {
    /// The names of all fields, also of those that layouts do not see.
    names: &'static [&'static str],
    fields: Vec<VisibleField<'a>>,
}

struct VisibleField<'a> {
    name: &'static str,
    value: &'a dyn FieldValue,
    mark: FieldMark,
}

/// The mark of a field that layouts see.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FieldMark {
    /// It has none.
    Plain,
    /// Layouts see its fields as those of the record.
    Flattened,
    /// It is the same in all languages.
    InOneLanguage,
}

impl<'a> VisibleFields<'a> {
    /// None yet, of a record whose fields have these names.
    pub fn of(names: &'static [&'static str]) -> VisibleFields<'a> {
        VisibleFields { names, fields: Vec::with_capacity(names.len()) }
    }

    /// Adds a field.
    pub fn add(&mut self, name: &'static str, value: &'a dyn FieldValue, mark: FieldMark) {
        self.fields.push(VisibleField { name, value, mark });
    }

    /// Each field's name, whether it is the record's first one, and its value.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, bool, &'a dyn FieldValue)> {
        let first = self.names.first().copied();
        self.fields.iter().map(move |field| (field.name, Some(field.name) == first, field.value))
    }

    fn view(&self, language: &str) -> Value {
        let mut record = Map::new();
        for VisibleField { name, value, mark } in &self.fields {
            if *mark != FieldMark::Flattened {
                value.view_into(name, language, &mut record);
            } else if let Value::Object(fields) = value.view(language) {
                record.extend(fields);
            }
        }
        Value::Object(record)
    }

    fn texts(&self, texts: &mut Vec<&'a Text>) {
        for field in self.fields.iter().filter(|field| field.mark != FieldMark::InOneLanguage) {
            field.value.texts(texts);
        }
    }

    fn shown(&self) -> Option<ChangedValue> {
        self.fields.iter().find_map(|field| field.value.shown())
    }

    fn when(&self) -> Option<When> {
        self.fields.iter().find_map(|field| field.value.when())
    }

    fn values(&self) -> Vec<(&'static str, ChangedValue)> {
        let others = self.each().filter(|(_, is_first, _)| !is_first);
        others.filter_map(|(name, _, value)| Some((name, value.shown()?))).collect()
    }
}

/// A record that `record!` declares, as layouts and checks see it.
pub trait VisibleRecord {
    /// Its fields.
    fn visible_fields(&self) -> VisibleFields<'_>;

    /// Their names and shapes.
    fn visible_shape() -> ShapeFields;
}

impl<T: VisibleRecord> FieldValue for T {
    fn view(&self, language: &str) -> Value {
        self.visible_fields().view(language)
    }

    fn shape() -> Shape {
        Shape::record(T::visible_shape())
    }

    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        self.visible_fields().texts(texts);
    }

    fn compared(&self) -> Compared<'_> {
        Compared::Record(self.visible_fields())
    }

    fn shown(&self) -> Option<ChangedValue> {
        self.visible_fields().shown()
    }

    fn when(&self) -> Option<When> {
        self.visible_fields().when()
    }

    fn values(&self) -> Vec<(&'static str, ChangedValue)> {
        self.visible_fields().values()
    }
}

/// The items of a list, each of some type.
pub(super) fn items<T: FieldValue>(list: &[T]) -> Vec<&dyn FieldValue> {
    let mut items: Vec<&dyn FieldValue> = Vec::with_capacity(list.len());
    for item in list {
        items.push(item);
    }
    items
}

macro_rules! record {
    (
        $(#[doc = $description:literal])+
        $(#[derive($derive:ident)])?
        $record:ident {
            $(
                $(#[doc = $field_description:literal])+
                $field:ident: $type:ty = $kind:ident $(($example:expr))? $(, $mark:ident)?;
            )*
        }
        $(check $check:ident($($checked:ident),*))?
    ) => {
        $(#[doc = $description])+
        #[derive(Clone, Debug $(, $derive)?)]
        pub struct $record {
            $($(#[doc = $field_description])+ pub $field: $type,)*
        }

        impl Record for $record {
            const NAME: &'static str = stringify!($record);
            const DESCRIPTION: &'static str = concat!($($description),+);
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];

            fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<$record> {
                // All fields are read before the first error returns, so that one run reports all errors.
                $(let $field = reader.$kind(fields, stringify!($field) $(, $example)?);)*
                $(
                    if let ($(Some($checked),)*) = ($(&$checked,)*) {
                        reader.$check(fields, $($checked),*)?;
                    }
                )?
                // All at once: each `?` would drop all other fields in code of its own.
                let ($(Some($field),)*) = ($($field,)*) else { return None };
                Some($record { $($field),* })
            }

            fn properties(kinds: &mut crate::data::schema::Kinds) -> Vec<crate::data::schema::Property> {
                vec![$(crate::data::schema::Property {
                    name: stringify!($field),
                    description: concat!($($field_description),+),
                    kind: record!(@kind $kind, $type, kinds),
                    is_in_one_language: record!(@is_in_one_language $($mark)?),
                }),*]
            }

            $(
                fn rules(kinds: &mut crate::data::schema::Kinds) -> Vec<Value> {
                    kinds.$check()
                }
            )?
        }

        impl crate::data::record::VisibleRecord for $record {
            fn visible_fields(&self) -> crate::data::record::VisibleFields<'_> {
                let mut fields = crate::data::record::VisibleFields::of(Self::FIELDS);
                $(record!(@visible self, $field, fields $(, $mark)?);)*
                fields
            }

            fn visible_shape() -> crate::data::shape::ShapeFields {
                let mut record = crate::data::shape::ShapeFields::new();
                $(record!(@shape $type, $field, record $(, $mark)?);)*
                record
            }
        }
    };
    (@is_in_one_language in_one_language) => { true };
    (@is_in_one_language $($mark:ident)?) => { false };
    (@kind record_list, $type:ty, $kinds:ident) => { $kinds.record_list::<<$type as crate::data::schema::Holds>::Record>() };
    (@kind form, $type:ty, $kinds:ident) => { $kinds.form::<<$type as crate::data::schema::Holds>::Record>() };
    (@kind optional_record, $type:ty, $kinds:ident) => { $kinds.optional_record::<<$type as crate::data::schema::Holds>::Record>() };
    (@kind default_record, $type:ty, $kinds:ident) => { $kinds.optional_record::<<$type as crate::data::schema::Holds>::Record>() };
    (@kind $kind:ident, $type:ty, $kinds:ident) => { $kinds.$kind() };
    (@visible $record:ident, $field:ident, $fields:ident, hidden) => {
        let _ = &mut $fields;
    };
    (@visible $record:ident, $field:ident, $fields:ident $(, $mark:ident)?) => {
        $fields.add(stringify!($field), &$record.$field, record!(@mark $($mark)?))
    };
    (@mark) => { crate::data::record::FieldMark::Plain };
    (@mark flattened) => { crate::data::record::FieldMark::Flattened };
    (@mark in_one_language) => { crate::data::record::FieldMark::InOneLanguage };
    (@shape $type:ty, $field:ident, $record:ident, hidden) => {
        let _ = &mut $record;
    };
    (@shape $type:ty, $field:ident, $record:ident, flattened) => {
        $record.extend(<$type as crate::data::record::VisibleRecord>::visible_shape())
    };
    (@shape $type:ty, $field:ident, $record:ident $(, in_one_language)?) => {
        <$type as crate::data::record::FieldValue>::shape_into(stringify!($field), &mut $record)
    };
}
pub(super) use record;

impl FieldValue for Text {
    fn view(&self, language: &str) -> Value {
        self.in_language(language).into()
    }

    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        texts.push(self);
    }

    fn compared(&self) -> Compared<'_> {
        Compared::Text(self)
    }

    fn shown(&self) -> Option<ChangedValue> {
        Some(ChangedValue::Text(self.clone()))
    }
}

// With `match` and `for`: a closure would be compiled for each type, and so would what calls it.
impl<T: FieldValue> FieldValue for Option<T> {
    fn view(&self, language: &str) -> Value {
        match self {
            Some(value) => value.view(language),
            None => Value::Null,
        }
    }

    fn shape() -> Shape {
        T::shape()
    }

    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        if let Some(value) = self {
            value.texts(texts);
        }
    }

    fn compared(&self) -> Compared<'_> {
        match self {
            Some(value) => value.compared(),
            None => Compared::Absent,
        }
    }

    fn shown(&self) -> Option<ChangedValue> {
        self.as_ref()?.shown()
    }

    fn when(&self) -> Option<When> {
        self.as_ref()?.when()
    }

    fn values(&self) -> Vec<(&'static str, ChangedValue)> {
        match self {
            Some(value) => value.values(),
            None => Vec::new(),
        }
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    fn view(&self, language: &str) -> Value {
        view_of(&items(self), language)
    }

    fn shape() -> Shape {
        Shape::list(T::shape())
    }

    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        for value in self {
            value.texts(texts);
        }
    }

    fn compared(&self) -> Compared<'_> {
        Compared::List(items(self))
    }
}

fn view_of(items: &[&dyn FieldValue], language: &str) -> Value {
    items.iter().map(|item| item.view(language)).collect()
}

impl<T: FieldValue> FieldValue for Located<T> {
    fn view(&self, language: &str) -> Value {
        self.value.view(language)
    }

    fn view_into(&self, name: &str, language: &str, record: &mut Map<String, Value>) {
        self.value.view_into(name, language, record);
    }

    fn shape() -> Shape {
        T::shape()
    }

    fn shape_into(name: &str, record: &mut ShapeFields) {
        T::shape_into(name, record);
    }

    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        self.value.texts(texts);
    }

    fn compared(&self) -> Compared<'_> {
        self.value.compared()
    }

    fn shown(&self) -> Option<ChangedValue> {
        self.value.shown()
    }

    fn when(&self) -> Option<When> {
        self.value.when()
    }

    fn values(&self) -> Vec<(&'static str, ChangedValue)> {
        self.value.values()
    }
}

impl FieldValue for String {
    fn view(&self, _language: &str) -> Value {
        self.as_str().into()
    }

    fn shown(&self) -> Option<ChangedValue> {
        Some(ChangedValue::Word(self.clone()))
    }
}

impl FieldValue for i32 {
    fn view(&self, _language: &str) -> Value {
        (*self).into()
    }

    /// Whole numbers of this type are years.
    fn shown(&self) -> Option<ChangedValue> {
        Some(ChangedValue::When(When::year(*self)))
    }
}

impl FieldValue for Date {
    fn view(&self, _language: &str) -> Value {
        self.to_string().into()
    }

    fn shown(&self) -> Option<ChangedValue> {
        Some(ChangedValue::When((*self).into()))
    }
}

impl FieldValue for When {
    fn view(&self, _language: &str) -> Value {
        self.to_string().into()
    }

    fn shown(&self) -> Option<ChangedValue> {
        Some(ChangedValue::When(*self))
    }

    fn when(&self) -> Option<When> {
        Some(*self)
    }
}

impl FieldValue for Amount {
    /// A number, with which layouts can calculate.
    fn view(&self, _language: &str) -> Value {
        match self.0 % 100 {
            0 => (self.0 / 100).into(),
            _ => (self.0 as f64 / 100.0).into(),
        }
    }
}

impl FieldValue for Free {
    fn view(&self, _language: &str) -> Value {
        self.0.clone()
    }

    fn shape() -> Shape {
        Shape::Free
    }

    fn compared(&self) -> Compared<'_> {
        Compared::Free(self)
    }
}

impl FieldValue for u32 {
    fn view(&self, _language: &str) -> Value {
        (*self).into()
    }

    fn shown(&self) -> Option<ChangedValue> {
        Some(ChangedValue::Number(self.to_string()))
    }
}

impl FieldValue for Color {
    fn view(&self, _language: &str) -> Value {
        self.to_string().into()
    }
}

impl FieldValue for Quantity {
    fn view(&self, _language: &str) -> Value {
        serde_json::json!({"value": self.value, "precision": self.precision.keyword()})
    }

    fn shape() -> Shape {
        Shape::record(singles(&["value", "precision"]))
    }
}
