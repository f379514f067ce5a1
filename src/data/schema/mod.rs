//! A JSON Schema (draft 2020-12) for each data file, with which an editor completes names, explains them, and marks what is
//! wrong while somebody types.
//!
//! It follows from the declarations of the records (see [`super::record`]): the name of the method that reads a field is
//! also that of the method of [`Kinds`] that describes what it reads, so a field without a description does not compile.
//! The crate `schemars` would derive schemas from the types instead; but an address, a file and a telephone number are
//! the same type here, and only the reader knows that a text may have translations or a person may be a name alone.
//!
//! A schema accepts what the reader accepts, and refuses what can be refused without looking at other files, at other
//! fields, or at what exists.

mod kind;
mod kinds;

use serde_json::{Map, Value, json};

use super::labels;
use super::model::{Edition, Institution, Membership, Publication};
use super::record::Record;
pub use kind::SchemaFile;
#[cfg(feature = "spreadsheets")]
pub(super) use kind::{CellKind, Cells};
pub(super) use kind::{Holds, Kinds, Property};

impl SchemaFile {
    /// The schema, as JSON with a line break at its end.
    pub fn schema(self) -> String {
        let mut kinds = Kinds::new(self);
        let content = match self {
            SchemaFile::Brochure => brochure(&mut kinds),
            SchemaFile::Institution => kinds.content::<Institution>(),
            SchemaFile::Membership => kinds.content::<Membership>(),
            SchemaFile::Labels => labels(&mut kinds),
        };
        let mut schema = Map::new();
        schema.insert("$schema".to_string(), "https://json-schema.org/draft/2020-12/schema".into());
        schema.insert("title".to_string(), self.title().into());
        schema.extend(content);
        schema.insert("$defs".to_string(), kinds.definitions.into());
        format!("{:#}\n", Value::Object(schema))
    }
}

/// The fields of `data/brochure.yaml`, which belong to two records.
fn brochure(kinds: &mut Kinds) -> Map<String, Value> {
    let mut properties = vec![
        Property {
            name: "edition",
            description: Edition::DESCRIPTION,
            kind: kinds.required_record::<Edition>(),
            is_in_one_language: false,
        },
        Property {
            name: "languages",
            description: "The languages of the brochure; the first one is used where a translation is missing.",
            kind: kinds.languages(),
            is_in_one_language: false,
        },
    ];
    properties.extend(Publication::properties(kinds));
    kinds::record("The brochure as a whole.", properties, Vec::new())
}

/// The names of labels, each with its words in English.
fn labels(kinds: &mut Kinds) -> Map<String, Value> {
    let text = kinds.text().schema;
    let words = labels::in_english().into_iter().map(|(key, words)| {
        let mut label = Map::new();
        label.insert("description".to_string(), format!("Instead of: {words}").into());
        label.extend(text.as_object().cloned().unwrap_or_default());
        (key, Value::Object(label))
    });
    let words: Map<String, Value> = words.collect();
    let schema = json!({
        "description": "The words that layouts print, where they differ from those of the program.",
        "type": "object",
        "properties": words,
        "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"},
        "additionalProperties": text,
    });
    schema.as_object().cloned().unwrap_or_default()
}
