//! The fields of a membership that a table has columns for. They follow from the declaration of the record, so a new field has
//! a column by itself.

use crate::data::model::Membership;
use crate::data::record::Record;
use crate::data::schema::{CellKind, Cells, Kinds, Property, SchemaFile};

/// A field that a table has columns for.
#[derive(Clone, Debug)]
pub struct Field {
    /// The names of the mappings around it, and its own.
    pub path: Vec<Step>,
    /// What its cells contain.
    pub kind: CellKind,
    /// Whether it is a text that is the same in all languages.
    pub is_in_one_language: bool,
}

/// A name on the way to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The name.
    pub name: &'static str,
    /// The names of all fields of its record.
    pub siblings: &'static [&'static str],
    /// The field as whose value alone the record may be written.
    pub alone: Option<&'static str>,
}

impl Step {
    /// Whether its record may be written as its value alone.
    pub fn is_alone(&self) -> bool {
        self.alone == Some(self.name)
    }
}

impl Field {
    /// The name after those of the mappings around it: `university.since`.
    pub fn name(&self) -> String {
        self.path.iter().map(|step| step.name).collect::<Vec<_>>().join(".")
    }

    /// Whether it has a column for each language.
    pub fn is_by_language(&self) -> bool {
        matches!(self.kind, CellKind::Text | CellKind::Texts | CellKind::Members | CellKind::Countries)
    }
}

/// The fields of a table, and the names of those that it has no column for.
pub fn fields() -> (Vec<Field>, Vec<String>) {
    let properties = Membership::properties(&mut Kinds::new(SchemaFile::Membership));
    let (mut fields, mut outside) = (Vec::new(), Vec::new());
    collect((properties, Membership::FIELDS, None), &mut Vec::new(), &mut fields, &mut outside);
    (fields, outside)
}

/// The fields of a record, their names, and the one as which the record may be written.
type Fields = (Vec<Property>, &'static [&'static str], Option<&'static str>);

fn collect(
    (properties, siblings, alone): Fields,
    path: &mut Vec<Step>,
    fields: &mut Vec<Field>,
    outside: &mut Vec<String>,
) {
    for Property { name, kind, is_in_one_language, .. } in properties {
        path.push(Step { name, siblings, alone });
        match kind.cells {
            Cells::Outside => {
                outside.push(path.iter().map(|step| step.name).collect::<Vec<_>>().join("."));
            }
            Cells::Value(kind) => fields.push(Field { path: path.clone(), kind, is_in_one_language }),
            Cells::Record { properties, names, alone } => {
                collect((properties, names, alone), path, fields, outside);
            }
        }
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_records_have_columns_and_lists_of_records_have_none() {
        let (fields, outside) = fields();
        let names: Vec<String> = fields.iter().map(Field::name).collect();
        for name in ["id", "name", "university.since", "university.contact_person.portrait.alt", "members"] {
            assert!(names.contains(&name.to_string()), "{name} is not among {names:?}");
        }
        assert_eq!(
            outside,
            [
                "places",
                "university.duties",
                "events",
                "projects",
                "agreements",
                "exchange",
                "evidence",
                "facts",
                "internal.reminders",
                "extra",
                "sources"
            ]
        );
    }
}
