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
use super::comparison::walk::Comparison;
use super::reader::{Fields, Reader};
use super::schema::{Kinds, Property};
use super::shape::{Shape, ShapeFields};
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
        record.insert(name.to_string(), self.view(language));
    }

    /// The shape of what layouts see.
    fn shape() -> Shape {
        Shape::Single
    }

    /// Adds the names that [`FieldValue::view_into`] adds.
    fn shape_into(name: &str, record: &mut ShapeFields) {
        record.push((name.to_string(), Self::shape()));
    }

    /// Collects the texts that can have translations.
    fn texts<'a>(&'a self, _texts: &mut Vec<&'a Text>) {}

    /// Adds what is different in the `new` value.
    fn compare(&self, new: &Self, comparison: &mut Comparison) {
        let (old, new) = (self.shown(), new.shown());
        if old != new {
            comparison.changed(old, new);
        }
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

    /// What names the value, with its date.
    fn with_date(&self) -> Option<ChangedValue> {
        let shown = self.shown()?;
        Some(match self.when() {
            Some(when) if shown != ChangedValue::When(when) => ChangedValue::Item(Box::new(shown), when),
            _ => shown,
        })
    }
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
                Some($record { $($field: $field?),* })
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

        impl FieldValue for $record {
            fn view(&self, language: &str) -> Value {
                let mut record = Map::new();
                $(record!(@view &self.$field, $field, language, record $(, $mark)?);)*
                Value::Object(record)
            }

            fn shape() -> Shape {
                let mut record = ShapeFields::new();
                $(record!(@shape $type, $field, record $(, $mark)?);)*
                Shape::record(record)
            }

            fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
                $(record!(@texts &self.$field, texts $(, $mark)?);)*
            }

            fn compare(&self, new: &Self, comparison: &mut crate::data::comparison::walk::Comparison) {
                let mut is_first = true;
                $(
                    record!(@compare self, new, $field, is_first, comparison $(, $mark)?);
                    is_first = false;
                )*
                let _ = is_first;
            }

            fn shown(&self) -> Option<crate::data::comparison::value::ChangedValue> {
                #[allow(unused_mut, reason = "all fields of a record may be hidden")]
                let mut shown = None;
                $(record!(@shown self, $field, shown, FieldValue::shown $(, $mark)?);)*
                shown
            }

            fn when(&self) -> Option<crate::data::value::When> {
                #[allow(unused_mut, reason = "all fields of a record may be hidden")]
                let mut when = None;
                $(record!(@shown self, $field, when, FieldValue::when $(, $mark)?);)*
                when
            }

            fn values(&self) -> Vec<(&'static str, crate::data::comparison::value::ChangedValue)> {
                #[allow(unused_mut, reason = "all fields of a record may be hidden")]
                let mut values: Vec<(&'static str, crate::data::comparison::value::ChangedValue)> = Vec::new();
                $(record!(@value self, $field, values $(, $mark)?);)*
                let first = Self::FIELDS.first().copied();
                values.retain(|(name, _)| Some(*name) != first);
                values
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
    (@view $value:expr, $field:ident, $language:ident, $record:ident, hidden) => {
        let _ = ($language, &mut $record);
    };
    (@view $value:expr, $field:ident, $language:ident, $record:ident, flattened) => {
        if let Value::Object(fields) = FieldValue::view($value, $language) {
            $record.extend(fields);
        }
    };
    (@view $value:expr, $field:ident, $language:ident, $record:ident $(, in_one_language)?) => {
        FieldValue::view_into($value, stringify!($field), $language, &mut $record)
    };
    (@shape $type:ty, $field:ident, $record:ident, hidden) => {
        let _ = &mut $record;
    };
    (@shape $type:ty, $field:ident, $record:ident, flattened) => {
        if let Shape::Record(fields) = <$type as FieldValue>::shape() {
            $record.extend(fields.iter().cloned());
        }
    };
    (@shape $type:ty, $field:ident, $record:ident $(, in_one_language)?) => {
        <$type as FieldValue>::shape_into(stringify!($field), &mut $record)
    };
    (@compare $old:ident, $new:ident, $field:ident, $is_first:ident, $comparison:ident, hidden) => {
        let _ = ($new, &$comparison, $is_first);
    };
    (@compare $old:ident, $new:ident, $field:ident, $is_first:ident, $comparison:ident $(, $mark:ident)?) => {
        $comparison.field(stringify!($field), $is_first, |comparison| {
            FieldValue::compare(&$old.$field, &$new.$field, comparison)
        });
    };
    (@shown $record:ident, $field:ident, $found:ident, $method:path, hidden) => {};
    (@shown $record:ident, $field:ident, $found:ident, $method:path $(, $mark:ident)?) => {
        $found = $found.or_else(|| $method(&$record.$field));
    };
    (@value $record:ident, $field:ident, $values:ident, hidden) => {};
    (@value $record:ident, $field:ident, $values:ident $(, $mark:ident)?) => {
        $values.extend(FieldValue::shown(&$record.$field).map(|value| (stringify!($field), value)));
    };
    (@texts $value:expr, $texts:ident, hidden) => {
        let _ = &$texts;
    };
    (@texts $value:expr, $texts:ident, in_one_language) => {};
    (@texts $value:expr, $texts:ident $(, flattened)?) => {
        FieldValue::texts($value, $texts)
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

    fn compare(&self, new: &Text, comparison: &mut Comparison) {
        comparison.texts(self, new);
    }

    fn shown(&self) -> Option<ChangedValue> {
        Some(ChangedValue::Text(self.clone()))
    }
}

impl<T: FieldValue> FieldValue for Option<T> {
    fn view(&self, language: &str) -> Value {
        self.as_ref().map_or(Value::Null, |value| value.view(language))
    }

    fn shape() -> Shape {
        T::shape()
    }

    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        self.iter().for_each(|value| value.texts(texts));
    }

    fn compare(&self, new: &Option<T>, comparison: &mut Comparison) {
        comparison.optional(self.as_ref(), new.as_ref());
    }

    fn shown(&self) -> Option<ChangedValue> {
        self.as_ref()?.shown()
    }

    fn when(&self) -> Option<When> {
        self.as_ref()?.when()
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    fn view(&self, language: &str) -> Value {
        self.iter().map(|value| value.view(language)).collect()
    }

    fn shape() -> Shape {
        Shape::list(T::shape())
    }

    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        self.iter().for_each(|value| value.texts(texts));
    }

    fn compare(&self, new: &Vec<T>, comparison: &mut Comparison) {
        comparison.lists(self, new);
    }
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

    fn compare(&self, new: &Located<T>, comparison: &mut Comparison) {
        self.value.compare(&new.value, comparison);
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

    fn compare(&self, new: &Free, comparison: &mut Comparison) {
        comparison.free(self, new);
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
        Shape::record(["value", "precision"].map(|name| (name.to_string(), Shape::Single)).to_vec())
    }
}
