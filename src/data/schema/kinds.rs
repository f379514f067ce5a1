//! What the values of fields can be: a method for each method of the reader that reads a field, by the same name.

use serde_json::{Map, Value, json};

use super::kind::{CellKind, Cells, Kind, Kinds, Property, RecordType, SchemaFile};
use crate::data::design::{MAX_MULTIPLE, PARTS, PageSize};
use crate::data::outputs::{Format, PrinterMark, Profile, SummaryForm};
use crate::data::participation::{Participation, Status};
use crate::data::record::Record;
use crate::data::records::claimable_in;
use crate::data::standards::ChosenStandard;
use crate::data::value::{Axis, Precision};
use crate::data::{MemberCount, Person, Picture};
use crate::data::{dates, model};

/// The schema of a record: its fields and no others.
pub fn record(description: &str, properties: Vec<Property>, rules: Vec<Value>) -> Map<String, Value> {
    let mut required = Vec::new();
    let mut fields = Map::new();
    for Property { name, description, kind, .. } in properties {
        if kind.is_required {
            required.push(name);
        }
        let mut field = Map::new();
        field.insert("description".to_string(), description.trim().into());
        if let Value::Object(schema) = kind.schema {
            field.extend(schema);
        }
        fields.insert(name.to_string(), Value::Object(field));
    }
    let mut schema = Map::new();
    schema.insert("description".to_string(), description.trim().into());
    schema.insert("type".to_string(), "object".into());
    schema.insert("properties".to_string(), fields.into());
    schema.insert("additionalProperties".to_string(), false.into());
    if !required.is_empty() {
        schema.insert("required".to_string(), required.into());
    }
    if !rules.is_empty() {
        schema.insert("allOf".to_string(), rules.into());
    }
    schema
}

/// A text that matches `pattern`, with white space around it; `help` is what an editor says otherwise.
fn pattern(pattern: &str, help: &str) -> Value {
    json!({"type": "string", "pattern": format!("^\\s*(?:{pattern})\\s*$"), "patternErrorMessage": help})
}

/// The same, where the reader also takes a number or a yes-or-no value as it is written.
fn word(text: &str, help: &str) -> Value {
    let mut schema = pattern(text, help);
    schema["type"] = json!(["string", "number", "boolean"]);
    schema
}

/// A text on which nothing else is known.
fn any_word() -> Value {
    json!({"type": ["string", "number", "boolean"], "pattern": "\\S", "patternErrorMessage": "The text is empty."})
}

fn keyword(words: &[&str]) -> Value {
    json!({"type": "string", "enum": words})
}

fn list(item: Value) -> Value {
    json!({"type": "array", "items": item})
}

/// Mappings of one number with its precision: the fields, and the rule that there is one of them.
fn quantity() -> (Map<String, Value>, Vec<Value>) {
    let whole = json!({"type": "integer", "minimum": 0});
    let fields = Precision::ALL.map(|precision| (precision.keyword().to_string(), whole.clone()));
    let one = Precision::ALL.map(|precision| json!({"required": [precision.keyword()]}));
    (fields.into_iter().collect(), vec![json!({"oneOf": one})])
}

/// What a language tag is.
const TAG: &str = "[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*";
const TAG_HELP: &str = "Write the language's two or three lower-case letters: en, az, tr.";
const ID_HELP: &str = "Use lower-case letters from a to z, digits and hyphens, a letter first.";
const DAY: &str = "(?:0[1-9]|[12][0-9]|3[01])";
const MONTH: &str = "(?:0[1-9]|1[0-2])";
const YEAR: &str = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])";

impl Kinds {
    /// For the fields of `file`.
    pub fn new(file: SchemaFile) -> Kinds {
        Kinds { file, definitions: Map::new() }
    }

    /// The schema of a whole file.
    pub fn content<T: Record>(&mut self) -> Map<String, Value> {
        self.content_of(RecordType::of::<T>())
    }

    fn content_of(&mut self, of: RecordType) -> Map<String, Value> {
        let properties = (of.properties)(self);
        record(of.description, properties, (of.rules)(self))
    }

    /// Refers to a definition, and adds it if it is not there yet.
    fn defined(&mut self, name: &str, define: &dyn Fn(&mut Kinds) -> Value) -> Value {
        if !self.definitions.contains_key(name) {
            // The place is taken first, so definitions are in the order of use.
            self.definitions.insert(name.to_string(), Value::Null);
            let definition = define(self);
            self.definitions.insert(name.to_string(), definition);
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    fn record(&mut self, of: RecordType) -> Value {
        self.defined(of.name, &|kinds| Value::Object(kinds.content_of(of)))
    }

    /// A record that must be there.
    pub fn required_record<T: Record>(&mut self) -> Kind {
        let of = RecordType::of::<T>();
        let kind = Kind::required(self.record(of));
        kind.in_cells_of(of, T::properties(self))
    }

    /// A record that may be absent.
    pub fn optional_record<T: Record>(&mut self) -> Kind {
        let of = RecordType::of::<T>();
        let kind = Kind::optional(self.record(of));
        kind.in_cells_of(of, T::properties(self))
    }

    /// A record that is as good as absent if all its fields are blank, also those that it must have.
    pub fn form<T: Record>(&mut self) -> Kind {
        self.form_of(RecordType::of::<T>())
    }

    fn form_of(&mut self, of: RecordType) -> Kind {
        let filled = self.record(of);
        let properties = (of.properties)(self);
        let may_be_empty = properties.iter().all(|property| !property.kind.is_required);
        if may_be_empty {
            return Kind::optional(filled).in_cells_of(of, properties);
        }
        let blank = self.defined(
            "Blank",
            &|_| json!({"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/Blank"}}),
        );
        let form = json!({
            "type": ["object", "null"],
            "propertyNames": {"enum": of.fields},
            "additionalProperties": blank,
        });
        Kind::of(json!({"anyOf": [filled, form]}), false).in_cells_of(of, properties)
    }

    /// Records in a list.
    pub fn record_list<T: Record>(&mut self) -> Kind {
        let records = Kind::optional(list(self.record(RecordType::of::<T>())));
        // The only records of which a line of a cell says all.
        if T::NAME == MemberCount::NAME { records.in_cells(CellKind::Members) } else { records }
    }

    fn text_value(&mut self) -> Value {
        self.defined("Text", &|_| {
            json!({
                "description": "A text for all languages, or one for each: {en: Founded, az: Yaranma ili}.",
                "anyOf": [
                    any_word(),
                    {
                        "type": "object",
                        "propertyNames": {"pattern": format!("^{TAG}$")},
                        "additionalProperties": Kind::optional(any_word()).schema,
                        // A text in at least one language.
                        "not": {"additionalProperties": {"type": "null"}},
                    },
                ],
            })
        })
    }

    /// An optional text.
    pub fn text(&mut self) -> Kind {
        Kind::optional(self.text_value()).in_cells(CellKind::Text)
    }

    /// A required text.
    pub fn required_text(&mut self) -> Kind {
        Kind::required(self.text_value()).in_cells(CellKind::Text)
    }

    /// A text that may be missing beside an abbreviation.
    pub fn name_or_abbreviation(&mut self) -> Kind {
        Kind::optional(self.text_value()).in_cells(CellKind::Text)
    }

    /// A list of texts.
    pub fn texts(&mut self) -> Kind {
        Kind::optional(list(self.text_value())).in_cells(CellKind::Texts)
    }

    /// The languages of the brochure.
    pub fn languages(&mut self) -> Kind {
        let tags =
            json!({"type": "array", "items": pattern(TAG, TAG_HELP), "minItems": 1, "uniqueItems": true});
        Kind::required(tags)
    }

    fn year_value() -> Value {
        json!({"type": "integer", "minimum": dates::MIN_YEAR, "maximum": dates::MAX_YEAR})
    }

    /// A year, which is a number.
    pub fn year(&mut self) -> Kind {
        Kind::optional(Self::year_value()).in_cells(CellKind::Year)
    }

    /// A required year.
    pub fn required_year(&mut self) -> Kind {
        Kind::required(Self::year_value()).in_cells(CellKind::Year)
    }

    /// A required year that is not after the edition's.
    pub fn required_past_year(&mut self) -> Kind {
        self.required_year()
    }

    /// A day.
    pub fn date(&mut self) -> Kind {
        Kind::optional(pattern(
            &format!("{YEAR}-{MONTH}-{DAY}"),
            "Write year, month and day as in 2026-11-24.",
        ))
    }

    /// A year, a month or a day; a year alone is a number.
    pub fn when(&mut self) -> Kind {
        let help = "Write a year, a month or a day as in 2026, 2026-11 or 2026-11-24.";
        let mut when = pattern(&format!("{YEAR}(?:-{MONTH}(?:-{DAY})?)?"), help);
        when["type"] = json!(["integer", "string"]);
        when["minimum"] = json!(1);
        when["maximum"] = json!(dates::MAX_YEAR);
        Kind::optional(when).in_cells(CellKind::When)
    }

    /// The same, not after the edition's year.
    pub fn past_when(&mut self) -> Kind {
        self.when()
    }

    /// A whole number.
    pub fn count(&mut self) -> Kind {
        Kind::optional(json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}))
    }

    /// A number of money.
    pub fn required_amount(&mut self) -> Kind {
        Kind::required(json!({"type": "number", "minimum": 0})).in_cells(CellKind::Amount)
    }

    /// A length with its unit; 0 needs none.
    pub fn length(&mut self) -> Kind {
        let mut length = pattern(
            "[-+]?[0-9]*\\.?[0-9]+[A-Za-z]+|0|[a-z]+\\(.*\\)",
            "Write a number and a unit without a space, for example 3mm.",
        );
        length["type"] = json!(["string", "number"]);
        length["minimum"] = json!(0);
        length["maximum"] = json!(0);
        Kind::optional(length)
    }

    /// The number or the names of countries.
    pub fn countries(&mut self) -> Kind {
        let (fields, rules) = quantity();
        let number =
            json!({"type": "object", "properties": fields, "additionalProperties": false, "allOf": rules});
        let names = list(self.text_value());
        let schema = json!({"anyOf": [{"type": "integer", "minimum": 0}, names, number]});
        Kind::optional(schema).in_cells(CellKind::Countries)
    }

    /// The fields of [`MemberCount`].
    pub fn member_count(&mut self) -> (Vec<Property>, Vec<Value>) {
        let (fields, rules) = quantity();
        let describe = |(name, schema): (&'static str, Value)| Property {
            name,
            description: "The number, and how precisely it is known.",
            kind: Kind::of(schema, false),
            is_in_one_language: false,
        };
        let names = &MemberCount::FIELDS[..fields.len()];
        let mut properties: Vec<Property> =
            names.iter().copied().zip(fields.into_iter().map(|(_, schema)| schema)).map(describe).collect();
        let description = "What is counted (\"universities\"); it is printed after the number.";
        let kind = self.required_text();
        properties.push(Property { name: "of", description, kind, is_in_one_language: false });
        (properties, rules)
    }

    fn degrees(axis: Axis) -> Kind {
        let schema = json!({"type": "number", "minimum": -axis.most(), "maximum": axis.most()});
        Kind::optional(schema).in_cells(CellKind::Degrees(axis))
    }

    /// Degrees to the north.
    pub fn latitude(&mut self) -> Kind {
        Self::degrees(Axis::Latitude)
    }

    /// Degrees to the east.
    pub fn longitude(&mut self) -> Kind {
        Self::degrees(Axis::Longitude)
    }

    /// A color.
    pub fn color(&mut self) -> Kind {
        let help = "Write it as \"#1f6f7c\": in quotation marks, with a # and six digits from 0 to f.";
        Kind::optional(pattern("#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", help))
    }

    fn url_value() -> Value {
        pattern("https?://[^\\s/]\\S*", "Write the whole address, beginning with https://, without spaces.")
    }

    /// The address of a web page.
    pub fn url(&mut self) -> Kind {
        Kind::optional(Self::url_value()).in_cells(CellKind::WebAddress)
    }

    /// A required address.
    pub fn required_url(&mut self) -> Kind {
        Kind::required(Self::url_value())
    }

    /// An e-mail address.
    pub fn email(&mut self) -> Kind {
        let sign = "[^\\s@:;,<>()\"]";
        let help = "Write one address such as office@example.org.";
        Kind::optional(pattern(&format!("{sign}+@{sign}*\\.{sign}*"), help)).in_cells(CellKind::EmailAddress)
    }

    /// A telephone number; one without spaces is a number of YAML.
    pub fn telephone(&mut self) -> Kind {
        let help = "Write it with the country's code, for example +994 12 345 67 89.";
        let mut telephone = pattern("[-+ ()./]*(?:[0-9][-+ ()./]*){3,}", help);
        telephone["type"] = json!(["string", "number"]);
        Kind::optional(telephone).in_cells(CellKind::Word)
    }

    /// The three letters of a currency.
    pub fn currency(&mut self) -> Kind {
        let help = "Write its three capital letters, for example EUR or AZN.";
        Kind::optional(pattern("[A-Z]{3}", help)).in_cells(CellKind::Word)
    }

    /// A path inside the project: without a slash or two points at its start, or a drive or an address.
    fn file_value() -> Value {
        word(
            "(?:[^./\\\\:\\s]|\\.[^.:\\s]|\\.\\.[^/\\\\:\\s])(?:[^:]|:[^/\\\\:])*",
            "Write the path of a file from the project folder, for example images/logo.svg.",
        )
    }

    /// A file of the project.
    pub fn file(&mut self) -> Kind {
        Kind::optional(Self::file_value()).in_cells(CellKind::Word)
    }

    /// A required file.
    pub fn required_file(&mut self) -> Kind {
        Kind::required(Self::file_value()).in_cells(CellKind::Word)
    }

    /// A picture by its path, or with a text.
    pub fn picture(&mut self) -> Kind {
        let path = Self::file_value();
        self.text_or_form::<Picture>(path, "file")
    }

    /// A person by the name, or with more.
    pub fn person(&mut self) -> Kind {
        self.text_or_form::<Person>(json!({"pattern": "\\S"}), "name")
    }

    /// A record that may be written as the value of its field `alone`.
    fn text_or_form<T: Record>(&mut self, mut text: Value, alone: &'static str) -> Kind {
        text["type"] = "string".into();
        let mut form = self.form::<T>();
        if let Some(choices) = form.schema["anyOf"].as_array_mut() {
            choices.insert(0, text);
        }
        if let Cells::Record { alone: value, .. } = &mut form.cells {
            *value = Some(alone);
        }
        form
    }

    /// An id.
    pub fn id(&mut self) -> Kind {
        Kind::required(pattern("[a-z][a-z0-9-]*", ID_HELP)).in_cells(CellKind::Id)
    }

    /// Ids of memberships.
    pub fn ids(&mut self) -> Kind {
        Kind::optional(list(pattern("[a-z][a-z0-9-]*", ID_HELP)))
    }

    /// The university's status.
    pub fn required_status(&mut self) -> Kind {
        Kind::required(keyword(&Status::ALL.map(Status::keyword))).in_cells(CellKind::Status)
    }

    /// The university's role.
    pub fn required_participation(&mut self) -> Kind {
        self.required_record::<Participation>()
    }

    /// Sources of claims.
    pub fn sources(&mut self) -> Kind {
        self.record_list::<model::ClaimSource>()
    }

    /// Fields of the file.
    pub fn claims(&mut self) -> Kind {
        Kind::optional(list(json!({"type": "string", "enum": claimable_in(self.file)})))
    }

    /// Anything.
    pub fn free(&mut self) -> Kind {
        Kind::optional(json!({}))
    }

    /// A size of pages.
    pub fn page_size(&mut self) -> Kind {
        Kind::optional(keyword(&PageSize::ALL.map(|(name, _)| name)))
    }

    /// How many pages a sheet has.
    pub fn page_multiple(&mut self) -> Kind {
        Kind::optional(json!({"type": "integer", "minimum": 1, "maximum": MAX_MULTIPLE}))
    }

    /// A font family.
    pub fn family(&mut self) -> Kind {
        let help = "Write the name as the font has it: Source Serif 4.";
        Kind::optional(word("[^\"\\\\<\\s](?:[^\"\\\\<\\n]*[^\"\\\\<\\s])?", help))
    }

    /// What covers show.
    pub fn partial_name(&mut self) -> Kind {
        let mut name = word("[A-Za-z0-9_-]+", "It consists of letters from a to z, digits, - and _.");
        name["examples"] = json!(["map", "photograph", "plain"]);
        Kind::optional(name)
    }

    /// The parts between the covers.
    pub fn part_names(&mut self) -> Kind {
        let mut name = word("[A-Za-z0-9_-]+", "It consists of letters from a to z, digits, - and _.");
        name["examples"] = PARTS.iter().map(|(name, _)| *name).collect();
        let mut parts = list(name);
        parts["uniqueItems"] = true.into();
        Kind::optional(parts)
    }

    /// The folder of the results.
    pub fn folder(&mut self) -> Kind {
        Kind::optional(any_word())
    }

    /// Kinds of files.
    pub fn formats(&mut self) -> Kind {
        Kind::optional(list(keyword(&Format::ALL.map(Format::keyword))))
    }

    /// The languages of files.
    pub fn language_lists(&mut self) -> Kind {
        Kind::optional(list(any_word()))
    }

    /// Layouts.
    pub fn layout_names(&mut self) -> Kind {
        let mut name = any_word();
        name["examples"] = json!(["brochure", "factsheet", "factsheets", "register"]);
        Kind::optional(list(name))
    }

    /// Forms of the summary.
    pub fn summary_forms(&mut self) -> Kind {
        Kind::optional(list(keyword(&SummaryForm::ALL.map(SummaryForm::keyword))))
    }

    /// What PDFs are for.
    pub fn profiles(&mut self) -> Kind {
        Kind::optional(list(keyword(&Profile::ALL.map(|(name, _)| name))))
    }

    /// Standards of PDFs.
    pub fn standards(&mut self) -> Kind {
        Kind::optional(list(keyword(&ChosenStandard::ALL.map(ChosenStandard::name))))
    }

    /// Printer's marks.
    pub fn marks(&mut self) -> Kind {
        Kind::optional(list(keyword(&PrinterMark::ALL.map(|(name, _)| name))))
    }
}

/// A field that has a value.
fn given(name: &str) -> Value {
    json!({"properties": {name: {"not": {"type": "null"}}}, "required": [name]})
}

/// The rules on several fields of a record, by the names of the methods of the reader that check them.
impl Kinds {
    /// Both numbers of a point, or none.
    pub fn point_is_on_the_earth(&mut self) -> Vec<Value> {
        let given = |name: &str| json!({"properties": {name: {"type": "number"}}, "required": [name]});
        [("lat", "lon"), ("lon", "lat")]
            .map(|(one, other)| json!({"if": given(one), "then": given(other)}))
            .into()
    }

    /// A title, an address or a file.
    pub fn source_is_named(&mut self) -> Vec<Value> {
        let one = ["title", "url", "file"].map(given);
        vec![json!({"anyOf": one})]
    }

    /// A schema does not compare two values.
    pub fn edition_is_dated_in_its_year(&mut self) -> Vec<Value> {
        Vec::new()
    }

    /// A name or an abbreviation. A schema does not compare two years.
    pub fn association_is_consistent(&mut self) -> Vec<Value> {
        let one = ["name", "abbreviation"].map(given);
        vec![json!({"anyOf": one})]
    }
}
