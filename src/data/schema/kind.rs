//! What a schema says of a record: the file it is in, its fields, and what each can be. The descriptions themselves are the
//! methods of [`Kinds`] in `kinds.rs`, which know the records; this knows none.

use serde_json::{Map, Value, json};

use crate::data::record::Record;
use crate::data::value::Axis;

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
    /// Whether it is a text that is the same in all languages.
    #[cfg_attr(not(feature = "spreadsheets"), allow(dead_code, reason = "only tables have cells"))]
    pub is_in_one_language: bool,
}

/// What a field can be.
pub struct Kind {
    /// The schema of its value.
    pub schema: Value,
    /// Whether it must have one.
    pub is_required: bool,
    /// How the cells of a table show it.
    #[cfg_attr(not(feature = "spreadsheets"), allow(dead_code, reason = "only tables have cells"))]
    pub cells: Cells,
}

/// How the cells of a table show a field.
#[cfg_attr(not(feature = "spreadsheets"), allow(dead_code, reason = "only tables have cells"))]
pub enum Cells {
    /// Not at all: a list of records, or a value of any form.
    Outside,
    /// One value.
    Value(CellKind),
    /// Each field of a record in cells of its own.
    Record {
        properties: Vec<Property>,
        /// The names of its fields.
        names: &'static [&'static str],
        /// The field as whose value alone it may be written.
        alone: Option<&'static str>,
    },
}

/// What the cells of one field contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// A text, in a column for each language.
    Text,
    /// Texts, one a line.
    Texts,
    /// A number of countries, or their names.
    Countries,
    /// Numbers of members, one a line.
    Members,
    /// The university's status.
    Status,
    /// The id.
    Id,
    /// A year.
    Year,
    /// A year, a month or a day.
    When,
    /// An amount of money.
    Amount,
    /// Degrees to the north or to the east.
    Degrees(Axis),
    /// The address of a web page.
    WebAddress,
    /// An e-mail address.
    EmailAddress,
    /// A word of another form, such as a telephone number or the path of a file.
    Word,
}

impl Kind {
    /// A field that no cell shows.
    pub(super) fn of(schema: Value, is_required: bool) -> Kind {
        Kind { schema, is_required, cells: Cells::Outside }
    }

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
        Kind::of(schema, false)
    }

    pub(super) fn required(schema: Value) -> Kind {
        Kind::of(schema, true)
    }

    /// The same, as a record each field of which cells of a table show.
    pub(super) fn in_cells_of(self, record: RecordType, properties: Vec<Property>) -> Kind {
        Kind { cells: Cells::Record { properties, names: record.fields, alone: None }, ..self }
    }

    /// The same, as a value that cells of a table show.
    pub(super) fn in_cells(self, kind: CellKind) -> Kind {
        Kind { cells: Cells::Value(kind), ..self }
    }
}

/// A type of records as a value, so that what describes one is compiled once and not for each.
#[derive(Clone, Copy)]
pub(super) struct RecordType {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) fields: &'static [&'static str],
    pub(super) properties: fn(&mut Kinds) -> Vec<Property>,
    pub(super) rules: fn(&mut Kinds) -> Vec<Value>,
}

impl RecordType {
    pub(super) fn of<T: Record>() -> RecordType {
        RecordType {
            name: T::NAME,
            description: T::DESCRIPTION,
            fields: T::FIELDS,
            properties: T::properties,
            rules: T::rules,
        }
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
