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
//! The comments are also what an editor shows for the field, so they are written for offices.
//!
//! After the braces, `check method(one, other)` names a rule on several fields. It runs if these fields have no error.

use serde_json::{Map, Value};

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
}

impl FieldValue for String {
    fn view(&self, _language: &str) -> Value {
        self.as_str().into()
    }
}

impl FieldValue for i32 {
    fn view(&self, _language: &str) -> Value {
        (*self).into()
    }
}

impl FieldValue for Date {
    fn view(&self, _language: &str) -> Value {
        self.to_string().into()
    }
}

impl FieldValue for When {
    fn view(&self, _language: &str) -> Value {
        self.to_string().into()
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
}

impl FieldValue for u32 {
    fn view(&self, _language: &str) -> Value {
        (*self).into()
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
