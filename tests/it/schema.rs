//! `schema`: what the JSON Schemas of the data files accept and refuse, compared with what the program does.

use std::path::Path;

use brochure::data::{self, SchemaFile};
use engine::diagnostics::Diagnostics;
use regex_lite::Regex;
use serde_json::{Map, Value, json};

use crate::kit::{assert_contains, copy, messages, names, program, sampled, shipped};
use crate::manuals::full_project;
use crate::mistakes::{cases, make};

/// The mistakes of `tests/mistakes` in which a schema finds nothing, with the reason.
const UNSEEN: &[(&str, &[&str])] = &[
    (
        "The files that exist, and how they are spelled, are no part of the data.",
        &[
            "a-file-that-is-missing",
            "a-file-with-another-ending",
            "a-path-with-a-backslash",
            "the-name-of-a-file-in-another-case",
        ],
    ),
    (
        "A schema sees one file, wherever it is.",
        &["a-copy-of-a-file", "a-membership-in-the-wrong-folder", "a-membership-with-another-ending"],
    ),
    (
        "YAML reads another value, which is valid: a text without what is cut off, or no text.",
        &[
            "a-color-without-quotation-marks",
            "a-text-that-begins-with-ampersand",
            "a-text-that-begins-with-exclamation-mark",
            "a-text-that-begins-with-exclamation-mark-and-a-space",
            "a-text-with-a-space-and-number-sign",
            "an-item-of-a-list-that-is-indented-further",
        ],
    ),
    (
        "The value is allowed, and probably not meant so: a warning.",
        &[
            "a-line-break-of-html",
            "an-application-with-a-day-of-joining",
            "german-quotation-marks-around-a-text",
            "html-in-a-text",
            "typographic-quotation-marks-around-a-text",
        ],
    ),
];

fn schema(file: SchemaFile) -> Value {
    serde_json::from_str(&file.schema()).expect("JSON")
}

/// The data files of a project, each with what describes it.
fn data_files(project: &Path) -> Vec<(String, SchemaFile)> {
    let mut files: Vec<(String, SchemaFile)> =
        [SchemaFile::Brochure, SchemaFile::Institution, SchemaFile::Labels]
            .map(|file| (format!("data/{}.yaml", file.name()), file))
            .into();
    files.retain(|(name, _)| project.join(name).is_file());
    let memberships = names(&project.join("data/memberships"));
    files.extend(
        memberships.into_iter().map(|name| (format!("data/memberships/{name}"), SchemaFile::Membership)),
    );
    files
}

/// Whether all files of a project are YAML and valid.
fn is_valid(project: &Path) -> bool {
    data_files(project).into_iter().all(|(name, file)| {
        let bytes = std::fs::read(project.join(name)).expect("a file");
        let text = String::from_utf8(bytes).ok();
        let value: Option<Value> = text.and_then(|text| serde_yaml::from_str(&text).ok());
        value.is_some_and(|value| accepts(&value, &schema(file)))
    })
}

fn is_read(project: &Path) -> bool {
    data::load(project, &mut Diagnostics::new()).is_some()
}

fn accepts(value: &Value, schema: &Value) -> bool {
    matches(value, schema, schema)
}

/// Whether a value has what a schema asks for. Knows the words that these schemas use, and no others.
fn matches(value: &Value, schema: &Value, root: &Value) -> bool {
    let Value::Object(words) = schema else { return schema.as_bool().expect("a schema") };
    let rest = |schema: &Value| matches(value, schema, root);
    let count = |list: &Value| list.as_array().expect("a list").iter().filter(|schema| rest(schema)).count();
    words.iter().all(|(word, rule)| match word.as_str() {
        "$schema" | "title" | "description" | "$defs" | "examples" | "patternErrorMessage" | "then" => true,
        "$ref" => {
            let name = rule.as_str().and_then(|name| name.strip_prefix('#')).expect("a place");
            rest(root.pointer(name).expect("a definition"))
        }
        "type" => match rule {
            Value::Array(types) => types.iter().any(|one| is_of_type(value, one)),
            one => is_of_type(value, one),
        },
        "enum" => rule.as_array().expect("a list").contains(value),
        "anyOf" => count(rule) > 0,
        "oneOf" => count(rule) == 1,
        "allOf" => count(rule) == rule.as_array().map_or(0, Vec::len),
        "not" => !rest(rule),
        "if" => !rest(rule) || rest(&words["then"]),
        "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().expect("a number")),
        "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().expect("a number")),
        "pattern" => {
            let pattern = Regex::new(rule.as_str().expect("a text")).expect("a pattern");
            value.as_str().is_none_or(|text| pattern.is_match(text))
        }
        "minItems" => {
            value.as_array().is_none_or(|list| list.len() as u64 >= rule.as_u64().expect("a number"))
        }
        "uniqueItems" => value
            .as_array()
            .is_none_or(|list| list.iter().enumerate().all(|(place, item)| !list[..place].contains(item))),
        "items" => value.as_array().is_none_or(|list| list.iter().all(|item| matches(item, rule, root))),
        "required" => value.as_object().is_none_or(|fields| {
            let mut names = rule.as_array().expect("a list").iter().filter_map(Value::as_str);
            names.all(|name| fields.contains_key(name))
        }),
        "properties" => value.as_object().is_none_or(|fields| {
            let rule = rule.as_object().expect("fields");
            rule.iter()
                .all(|(name, schema)| fields.get(name).is_none_or(|value| matches(value, schema, root)))
        }),
        "propertyNames" => value
            .as_object()
            .is_none_or(|fields| fields.keys().all(|name| matches(&name.as_str().into(), rule, root))),
        "additionalProperties" => value.as_object().is_none_or(|fields| {
            let is_known =
                |name: &str| words.get("properties").is_some_and(|known| known.get(name).is_some());
            fields.iter().filter(|(name, _)| !is_known(name)).all(|(_, value)| matches(value, rule, root))
        }),
        unknown => panic!("{unknown} is not a word of these schemas"),
    })
}

fn is_of_type(value: &Value, name: &Value) -> bool {
    match name.as_str().expect("a word") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        unknown => panic!("{unknown} is not a type"),
    }
}

#[test]
fn each_field_of_the_data_has_its_property_with_a_description() {
    let schemas = SchemaFile::ALL.map(schema);
    let records = schemas.iter().flat_map(|schema| {
        let definitions = schema["$defs"].as_object().expect("definitions");
        std::iter::once(schema).chain(definitions.values())
    });
    let records: Vec<&Map<String, Value>> =
        records.filter_map(|record| record["properties"].as_object()).collect();
    for (record, fields) in data::FIELDS {
        let has_all =
            |properties: &&&Map<String, Value>| fields.iter().all(|name| properties.contains_key(*name));
        let found = records.iter().find(has_all).unwrap_or_else(|| panic!("{record} is in no schema"));
        for name in *fields {
            let description = found[*name]["description"].as_str().unwrap_or_default();
            assert!(!description.is_empty() && description.trim() == description, "{record}.{name}");
            assert!(
                !description.contains("None") && !description.contains("[`"),
                "{record}.{name}: {description}"
            );
        }
    }
}

#[test]
fn the_shipped_data_and_the_projects_of_the_tests_are_valid() {
    let full = full_project();
    for project in [".", "tests/twelve", "tests/persian", "tests/mistakes/project"] {
        assert!(is_valid(&shipped().join(project)), "{project}");
    }
    assert!(is_valid(full.path()));
}

/// Every place in a value, as a JSON pointer.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(place, item)| (place.to_string(), item)).collect()
        }
        _ => Vec::new(),
    };
    for (name, value) in inner {
        let place = format!("{place}/{name}");
        places(value, &place, found);
        found.push(place);
    }
}

/// Calls `look` for each place of the full project with the file, its schema, its content, and the place.
fn in_each_place(mut look: impl FnMut(&Path, &Value, &Value, &str)) {
    let project = full_project();
    for (name, file) in data_files(project.path()) {
        let path = project.path().join(name);
        let text = std::fs::read_to_string(&path).expect("a text");
        let content: Value = serde_yaml::from_str(&text).expect("YAML");
        let (mut found, schema) = (Vec::new(), schema(file));
        places(&content, "", &mut found);
        for place in sampled(found, 2) {
            look(&path, &schema, &content, &place);
        }
        std::fs::write(&path, text).expect("written");
    }
}

/// Whether the program reads the full project with this content of one file.
fn is_read_with(path: &Path, content: &Value) -> bool {
    std::fs::write(path, content.to_string()).expect("written");
    let data = path.ancestors().find(|folder| folder.ends_with("data")).expect("the folder of the data");
    is_read(data.parent().expect("the project"))
}

#[test]
fn a_field_is_required_if_the_reader_requires_it() {
    in_each_place(|path, schema, content, place| {
        let (record, name) = place.rsplit_once('/').expect("a place");
        let mut changed = content.clone();
        if let Some(Value::Object(fields)) = changed.pointer_mut(record) {
            fields.shift_remove(name);
            assert_eq!(
                accepts(&changed, schema),
                is_read_with(path, &changed),
                "{} without {place}",
                path.display()
            );
            let mut blank = content.clone();
            *blank.pointer_mut(place).expect("it") = Value::Null;
            assert_eq!(
                accepts(&blank, schema),
                is_read_with(path, &blank),
                "{} with an empty {place}",
                path.display()
            );
        }
    });
}

#[test]
fn a_schema_refuses_nothing_that_the_reader_accepts() {
    let mut values =
        [json!([]), json!({}), json!(-1), json!(2019), json!("x"), json!({"en": null}), json!("./logo.svg")];
    let mut alike = (0, 0);
    in_each_place(|path, schema, content, place| {
        values.rotate_left(1);
        for value in sampled(&values, 7) {
            let mut changed = content.clone();
            *changed.pointer_mut(place).expect("it") = value.clone();
            let (accepted, read) = (accepts(&changed, schema), is_read_with(path, &changed));
            assert!(accepted || !read, "{}: {place} is {value}", path.display());
            alike = (alike.0 + usize::from(accepted == read), alike.1 + 1);
        }
    });
    assert!(alike.0 * 100 >= alike.1 * 95, "{alike:?}");
}

#[test]
fn mistakes_are_refused_where_a_schema_can_see_them() {
    let project = shipped().join("tests/mistakes/project");
    let mut unseen = Vec::new();
    for (name, case) in cases() {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&project, folder.path());
        make(&case, folder.path(), &name);
        if is_valid(folder.path()) {
            unseen.push(name);
        }
    }
    let mut expected: Vec<&str> = UNSEEN.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    expected.sort_unstable();
    unseen.sort_unstable();
    assert_eq!(unseen, expected);
}

#[test]
fn schemas_go_to_standard_output_or_into_the_project() {
    let output = program().args(["schema", "membership"]).output().expect("it starts");
    assert!(output.status.success() && output.stderr.is_empty());
    assert_eq!(String::from_utf8(output.stdout).expect("UTF-8"), SchemaFile::Membership.schema());

    let folder = tempfile::tempdir().expect("a folder");
    let write =
        || program().arg("-C").arg(folder.path()).args(["schema", "--write"]).output().expect("it starts");
    let refused = write();
    assert_eq!(refused.status.code(), Some(1));
    assert_contains(&messages(&refused), &["there is no folder"]);
    copy(&shipped().join("tests/mistakes/project"), folder.path());
    let said = messages(&write());
    assert_contains(&said, &["# yaml-language-server: $schema=../.schema/membership.json\n"]);
    let written = names(&folder.path().join("data/.schema"));
    assert_eq!(written, ["brochure.json", "institution.json", "labels.json", "membership.json"]);
    assert!(is_read(folder.path()));
    for wrong in [
        &["schema"][..],
        &["schema", "labels", "--write"],
        &["schema", "poster"],
        &["--strict", "schema", "labels"],
    ] {
        assert_eq!(program().args(wrong).output().expect("it starts").status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn new_files_name_the_schemas_that_are_in_the_project() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().to_str().expect("a path");
    let run = |arguments: &[&str]| {
        assert!(program().args(arguments).output().expect("it starts").status.success(), "{arguments:?}");
    };
    run(&["init", project]);
    run(&["-C", project, "new", "eua"]);
    for (name, _) in data_files(folder.path()) {
        let path = folder.path().join(name);
        let text = std::fs::read_to_string(&path).expect("a text");
        let named =
            text.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema="));
        assert!(path.with_file_name(named.expect("a schema")).is_file(), "{text}");
    }
    assert!(is_valid(folder.path()));
    std::fs::remove_dir_all(folder.path().join("data/.schema")).expect("removed");
    run(&["-C", project, "new", "iau"]);
    let text = std::fs::read_to_string(folder.path().join("data/memberships/iau.yaml")).expect("a text");
    assert!(!text.contains("$schema"), "{text}");
}
