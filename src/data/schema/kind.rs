//! What a schema says of a record: the file it is in, its fields, and what each can be. The descriptions themselves are the
//! methods of [`Kinds`] in `kinds.rs`, which know the records; this knows none.

use serde_json::{Map, Value, json};

use crate::data::record::Record;

/// A data file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaFile {
    /// `data/brochure.yaml`.
    Brochure,
    /// `data/institution.yaml`.
    Institution,
    /// Each file of `data/memberships`.
    Membership,
    /// `data/labels.yaml`.
    Labels,
}

impl SchemaFile {
    /// Every file.
    pub const ALL: [SchemaFile; 4] =
        [SchemaFile::Brochure, SchemaFile::Institution, SchemaFile::Membership, SchemaFile::Labels];

    /// Its name on the command line, and that of the file with its schema.
    pub fn name(self) -> &'static str {
        match self {
            SchemaFile::Brochure => "brochure",
            SchemaFile::Institution => "institution",
            SchemaFile::Membership => "membership",
            SchemaFile::Labels => "labels",
        }
    }

    /// What the schema describes.
    pub fn title(self) -> &'static str {
        match self {
            SchemaFile::Brochure => "data/brochure.yaml",
            SchemaFile::Institution => "data/institution.yaml",
            SchemaFile::Membership => "a file of data/memberships",
            SchemaFile::Labels => "data/labels.yaml",
        }
    }
}

/// A field as a schema describes it.
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What it is, from the comment of its declaration.
    pub description: &'static str,
    /// What it can be.
    pub kind: Kind,
}

/// What a field can be.
pub struct Kind {
    /// The schema of its value.
    pub schema: Value,
    /// Whether it must have one.
    pub is_required: bool,
}

impl Kind {
    /// An optional field, which may also be there without a value.
    pub(super) fn optional(schema: Value) -> Kind {
        let schema = match schema {
            Value::Object(mut fields) if fields.contains_key("type") => {
                if let Some(Value::Array(words)) = fields.get_mut("enum") {
                    words.push(Value::Null);
                }
                fields["type"] = match fields["type"].take() {
                    Value::Array(types) => types.into_iter().chain([json!("null")]).collect(),
                    one => json!([one, "null"]),
                };
                Value::Object(fields)
            }
            Value::Object(fields) if fields.is_empty() => Value::Object(fields),
            Value::Object(mut fields) if fields.contains_key("anyOf") => {
                if let Some(Value::Array(choices)) = fields.get_mut("anyOf") {
                    choices.push(json!({"type": "null"}));
                }
                Value::Object(fields)
            }
            other => json!({"anyOf": [other, {"type": "null"}]}),
        };
        Kind { schema, is_required: false }
    }

    pub(super) fn required(schema: Value) -> Kind {
        Kind { schema, is_required: true }
    }
}

/// A type of fields that contains a record: the record itself, `Option` or `Vec` of it.
pub trait Holds {
    /// The record.
    type Record: Record;
}

impl<T: Record> Holds for T {
    type Record = T;
}

impl<T: Record> Holds for Option<T> {
    type Record = T;
}

impl<T: Record> Holds for Vec<T> {
    type Record = T;
}

/// Describes the fields of one file.
pub struct Kinds {
    pub(super) file: SchemaFile,
    /// What the schema defines by name, in the order of use.
    pub definitions: Map<String, Value>,
}
