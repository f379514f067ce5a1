//! One declaration a record: its type, its fields in the YAML, how each is read, and what layouts and checks
//! see of it all follow from it.
//!
//! ```text
//! record! {
//!     /// A person and the office that he or she holds.
//!     Person {
//!         name: Text = required_text("A name");      a field that must be there, with an example for messages
//!         role: Option<Text> = text;                 one that may be absent
//!         note: Option<Text> = text, hidden;         one that layouts do not see
//!     }
//! }
//! ```
//!
//! After `=` is the method of [`Reader`] that reads the field. After a comma, a mark:
//! - `hidden`: layouts do not see the field;
//! - `flattened`: layouts see its fields as those of this record;
//! - `in_one_language`: a name that is the same in all languages, so that no translation is missed.
//!
//! A rule on several fields follows the braces: `check method(one, other)`; it runs when those were read.

use serde_json::{Map, Value};

use super::reader::{Fields, Reader};
use super::value::{Color, Date, Located, Quantity, Text};

/// A mapping of the YAML with fields of its own.
pub trait Record: Sized {
    /// The fields' names, in the order in which they are declared.
    const FIELDS: &'static [&'static str];

    /// Reads the record; `None` where a field has an error, which is reported.
    fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Self>;
}

/// The value of a field, as layouts and checks see it.
pub trait FieldValue {
    /// What layouts see of it in one language.
    fn view(&self, language: &str) -> Value;

    /// Adds what layouts see to the record's fields; some values are seen under several names.
    fn view_into(&self, name: &str, language: &str, record: &mut Map<String, Value>) {
        record.insert(name.to_string(), self.view(language));
    }

    /// Collects the texts that are written by language.
    fn texts<'a>(&'a self, _texts: &mut Vec<&'a Text>) {}
}

macro_rules! record {
    (
        $(#[$attribute:meta])*
        $record:ident {
            $(
                $(#[$field_attribute:meta])*
                $field:ident: $type:ty = $kind:ident $(($example:expr))? $(, $mark:ident)?;
            )*
        }
        $(check $check:ident($($checked:ident),*))?
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug)]
        pub struct $record {
            $($(#[$field_attribute])* pub $field: $type,)*
        }

        impl Record for $record {
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
        }

        impl FieldValue for $record {
            fn view(&self, language: &str) -> Value {
                let mut record = Map::new();
                $(record!(@view &self.$field, $field, language, record $(, $mark)?);)*
                Value::Object(record)
            }

            fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
                $(record!(@texts &self.$field, texts $(, $mark)?);)*
            }
        }
    };
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

    fn texts<'a>(&'a self, texts: &mut Vec<&'a Text>) {
        self.iter().for_each(|value| value.texts(texts));
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    fn view(&self, language: &str) -> Value {
        self.iter().map(|value| value.view(language)).collect()
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

impl FieldValue for Color {
    fn view(&self, _language: &str) -> Value {
        self.to_string().into()
    }
}

impl FieldValue for Quantity {
    fn view(&self, _language: &str) -> Value {
        serde_json::json!({"value": self.value, "precision": self.precision.keyword()})
    }
}
