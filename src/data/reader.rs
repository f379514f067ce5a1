//! Converts YAML nodes to values: fields by name, lists, nested records. A function reports a value that its field
//! cannot have, and returns `None`. For an optional field, `Some(None)` means that the field is absent. The module
//! `scalars` reads single values.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::index::{Blank, Index};
use super::record::Record;
use super::value::Located;
use super::yaml::{Node, NodeKind};
use super::yaml_slips::{foreign, is_foreign_space};
use engine::diagnostics::{Diagnostic, Diagnostics, SourceId, Span, closest};

/// Reads the values of one file.
pub struct Reader<'a> {
    pub diagnostics: &'a mut Diagnostics,
    /// Collects the places of texts and blank fields.
    pub index: &'a mut Index,
    /// What is known from the files that were read before.
    pub project: &'a Project<'a>,
    /// The file.
    pub source: SourceId,
    /// Its content.
    pub text: Arc<str>,
    /// The number of messages about the file so far.
    pub reported: usize,
    /// The fields of the file that a source can support.
    pub claimable: Vec<String>,
    /// Whether the file takes facts that have no field.
    pub takes_facts: bool,
}

/// The limit on messages about one file. More would not help the user.
const MAX_REPORTS: usize = 50;

/// Groups of fields by their names, each with its fields.
pub type Groups = &'static [(&'static str, &'static [&'static str])];

/// What is known about the project before a file is read.
pub struct Project<'a> {
    /// The project folder.
    pub root: &'a Path,
    /// Whether the data was kept elsewhere, without the files that it names.
    pub is_kept: bool,
    /// The declared languages. Empty if they could not be read; then every language is accepted.
    pub languages: Vec<Located<String>>,
    /// The year of the edition, if it could be read.
    pub year: Option<Located<i32>>,
    /// Groups whose fields are recognized if they are written beside the group instead of below it.
    pub groups: Groups,
}

/// The fields of a mapping.
pub struct Fields<'n> {
    entries: Vec<Field<'n>>,
    path: String,
    /// The beginning of the mapping.
    pub span: Span,
    /// Whether a key is unknown. It may be a misspelled required field, so missing required fields are not
    /// reported then.
    has_unknown_key: bool,
}

struct Field<'n> {
    key: String,
    key_span: Span,
    node: &'n Node,
}

impl<'n> Fields<'n> {
    /// The value of a field; `None` if the field is absent or has no value.
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.field(key).map(|field| field.node).filter(|node| !matches!(node.kind, NodeKind::Null))
    }

    /// The name of a field, after the names of the mappings around it (`contact.email`).
    pub fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_string() } else { format!("{}.{key}", self.path) }
    }

    /// The place of a field's key, if the field is there.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.field(key).map(|field| field.key_span)
    }

    /// The keys that are there, in the order in which they are written.
    pub fn keys(&self) -> impl Iterator<Item = (&str, Span)> {
        self.entries.iter().map(|field| (field.key.as_str(), field.key_span))
    }

    /// The known field without a value that the unknown field `key` follows: probably the group that it belongs to.
    fn emptied_group(&self, key: &str, known: &[&str], groups: Groups) -> Option<&str> {
        let at = self.entries.iter().position(|field| field.key == key)?;
        let before = self.entries[..at].iter().rev().find(|field| known.contains(&field.key.as_str()))?;
        let is_group = groups.iter().any(|(group, fields)| *group == before.key && fields.contains(&key));
        (is_group && matches!(before.node.kind, NodeKind::Null)).then_some(&before.key)
    }

    fn field(&self, key: &str) -> Option<&Field<'n>> {
        self.entries.iter().find(|field| field.key == key)
    }
}

impl Reader<'_> {
    /// The place of a node.
    pub fn span(&self, node: &Node) -> Span {
        Span::new(self.source, node.range.start, node.range.end)
    }

    /// The text of the file at the definition of `node`, unchanged.
    pub fn spelling(&self, node: &Node) -> &str {
        self.text.get(node.defined.clone()).unwrap_or_default()
    }

    /// Adds a message, unless there are [`MAX_REPORTS`] about this file already.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.reported += 1;
        if self.reported <= MAX_REPORTS {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports that `node` is not of the type that the field `path` takes; `wanted` is that type with its
    /// article ("a year").
    pub fn wrong_type(&mut self, node: &Node, path: &str, wanted: &str, help: impl Into<String>) {
        self.report(self.mismatch(node, path, wanted).help(help));
    }

    /// The fields of a mapping whose keys must be among `known`; `path` is its own name, empty for a
    /// whole file.
    pub fn fields<'n>(&mut self, node: &'n Node, path: &str, known: &[&str]) -> Option<Fields<'n>> {
        let fields = self.any_fields(node, path, known)?;
        let mut has_unknown_key = false;
        let mut unknown = Vec::new();
        for (key, span) in fields.keys() {
            if !known.contains(&key) {
                has_unknown_key = true;
                unknown.push((key.to_string(), span));
            }
        }
        for (key, span) in unknown.into_iter().take(MAX_REPORTS) {
            if let Some(name) = key.strip_prefix(is_foreign_space) {
                let length = key.len() - name.trim_start_matches(is_foreign_space).len();
                let start = span.start as usize;
                self.report(foreign(Span::new(self.source, start, start + length), &" ".repeat(length / 2)));
                continue;
            }
            if let Some(group) = fields.emptied_group(&key, known, self.project.groups) {
                let place = Span::new(self.source, span.start as usize, span.start as usize);
                self.report(
                    Diagnostic::error(format!("there is no field `{key}` here"))
                        .at(span, format!("not indented below `{group}:`"))
                        .help(format!("If it belongs to `{group}`, indent it by two more spaces."))
                        .fix(place, "  "),
                );
                continue;
            }
            let mut names: Vec<&str> =
                known.iter().copied().filter(|name| fields.field(name).is_none()).collect();
            let meant = closest(&key, names.iter().copied());
            names.sort_unstable();
            let other = other_name(&key, known, &names);
            let mut help = match (other, meant) {
                (Some(name), _) => format!("It is called `{name}`."),
                (None, Some(name)) => format!("Did you mean `{name}`?"),
                (None, None) if names.is_empty() => {
                    "Remove it: this record has all its fields already.".to_string()
                }
                (None, None) => format!("Fields that can be added here: {}.", names.join(", ")),
            };
            if meant.is_none() && other.is_none() {
                help.push_str(&self.place_of_other_facts(path));
            }
            let place = if path.is_empty() { String::new() } else { format!(" in `{path}`") };
            let message = Diagnostic::error(format!("there is no field `{key}`{place}"))
                .at(span, "this name is not known")
                .help(help);
            let certain = other.or(meant).filter(|name| !name.contains('.'));
            self.report(match certain {
                Some(name) => message.fix(span, name),
                None => message,
            });
        }
        Some(Fields { has_unknown_key, ..fields })
    }

    /// Where a fact goes that the record at `path` has no field for.
    fn place_of_other_facts(&self, path: &str) -> String {
        // What is internal is not to be printed.
        if path.split('.').next() == Some("internal") {
            return " An internal fact that has no field goes into `internal.notes`.".to_string();
        }
        let file = if self.takes_facts { "this file" } else { "data/institution.yaml" };
        format!(
            " A fact that has no field goes into the list `facts` of {file}, which the brochure prints, or below `extra`, \
             for your own layouts."
        )
    }

    /// The fields of a mapping, whatever their names; `examples` are names for the help.
    pub fn any_fields<'n>(&mut self, node: &'n Node, path: &str, examples: &[&str]) -> Option<Fields<'n>> {
        let NodeKind::Mapping(entries) = &node.kind else {
            self.no_group(node, path, examples);
            return None;
        };
        let mut fields: Vec<Field<'n>> = Vec::with_capacity(entries.len());
        let mut places: FxHashMap<String, Span> = FxHashMap::default();
        if self.report_cut_off(entries) {
            return None;
        }
        for (key, value) in entries {
            let key_span = self.span(key);
            let name = match &key.kind {
                NodeKind::Text(name) => name.clone(),
                NodeKind::List(_) | NodeKind::Mapping(_) => {
                    self.wrong_type(
                        key,
                        "the name of a field",
                        "a word",
                        "Write `name: value`. A text that begins with a bracket needs quotation marks.",
                    );
                    continue;
                }
                _ => self.spelling(key).to_string(),
            };
            if let Some(&first) = places.get(&name) {
                self.report(
                    Diagnostic::error(format!("the field `{name}` is written twice"))
                        .at(key_span, "written again here")
                        .at(first, "first written here")
                        .help("Keep one of them."),
                );
                continue;
            }
            places.insert(name.clone(), key_span);
            if self.report_anchor(key, value) {
                return None;
            }
            if matches!(value.kind, NodeKind::Null) {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                self.index.blanks.push(Blank { path, span: key_span });
            }
            fields.push(Field { key: name, key_span, node: value });
        }
        let span = fields.first().map_or_else(|| self.span(node), |field| field.key_span);
        Some(Fields { entries: fields, path: path.to_string(), span, has_unknown_key: false })
    }

    /// The value of a required field; `example` is a value for the help.
    pub fn required<'n>(&mut self, fields: &Fields<'n>, key: &str, example: &str) -> Option<&'n Node> {
        if let Some(node) = fields.get(key) {
            return Some(node);
        }
        let path = fields.path(key);
        if let Some(span) = fields.key_span(key) {
            // Its fields may be written beside it instead of below it, which is reported already.
            if fields.has_unknown_key && self.project.groups.iter().any(|(group, _)| *group == key) {
                return None;
            }
            self.report(
                Diagnostic::error(format!("`{path}` has no value"))
                    .at(span, "a value is needed")
                    .help(format!("Write `{key}: {example}`.")),
            );
        } else if !fields.has_unknown_key {
            self.report(
                Diagnostic::error(format!("the field `{path}` is missing"))
                    .at(fields.span, "it belongs beside this field")
                    .help(format!("Add a line `{key}: {example}`.")),
            );
        }
        None
    }

    /// The items of a list, empty if the field is absent.
    pub fn items<'n>(&mut self, fields: &Fields<'n>, key: &str, example: &str) -> Option<&'n [Node]> {
        let Some(node) = fields.get(key) else { return Some(&[]) };
        match &node.kind {
            NodeKind::List(items) => Some(items),
            _ => {
                self.no_list(node, &fields.path(key), key, example);
                None
            }
        }
    }

    /// A required record.
    pub fn required_record<T: Record>(&mut self, fields: &Fields<'_>, key: &str, example: &str) -> Option<T> {
        let node = self.required(fields, key, example)?;
        let fields = self.fields(node, &fields.path(key), T::FIELDS)?;
        T::read(self, &fields)
    }

    /// An optional record.
    pub fn optional_record<T: Record>(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<T>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let fields = self.fields(node, &fields.path(key), T::FIELDS)?;
        T::read(self, &fields).map(Some)
    }

    /// A record; if it is absent, its default.
    pub fn default_record<T: Record + Default>(&mut self, fields: &Fields<'_>, key: &str) -> Option<T> {
        Some(self.optional_record(fields, key)?.unwrap_or_default())
    }

    /// An optional record that is absent if all its fields are blank. So `rector:` with an empty `name:` is a form to
    /// be filled in, and not a person without the required name.
    pub fn form<T: Record>(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<T>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let fields = self.fields(node, &fields.path(key), T::FIELDS)?;
        if !fields.has_unknown_key && fields.entries.iter().all(|field| is_blank(field.node)) {
            return Some(None);
        }
        T::read(self, &fields).map(Some)
    }

    /// A list of records, empty if the field is absent.
    pub fn record_list<T: Record>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        example: &str,
    ) -> Option<Vec<T>> {
        let path = fields.path(key);
        self.list(fields, key, example, |reader, item| {
            let fields = reader.fields(item, &path, T::FIELDS)?;
            T::read(reader, &fields)
        })
    }

    /// A list, empty if the field is absent. `read` reads all its items even after an error, so that all errors are
    /// reported.
    pub fn list<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        example: &str,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = self.items(fields, key, example)?;
        let mut values = Some(Vec::with_capacity(items.len()));
        for item in items {
            match (read(self, item), &mut values) {
                (Some(value), Some(values)) => values.push(value),
                (_, values) => *values = None,
            }
        }
        values
    }
}

/// The field that an office means by another word: one of those that are `absent`, or a field of one of the `known`.
pub(super) fn other_name(word: &str, known: &[&str], absent: &[&str]) -> Option<&'static str> {
    let mut found = OTHER_NAMES.iter().filter(|(other, _)| other.contains(&word)).map(|(_, name)| *name);
    found.find(|name| match name.split_once('.') {
        Some((record, _)) => known.contains(&record),
        None => absent.contains(name),
    })
}

/// Words for fields, each with the field's name.
const OTHER_NAMES: &[(&[&str], &str)] = &[
    (&["colours", "color", "colour", "brand"], "colors"),
    (
        &["joined", "from", "start", "started", "member_since", "join_date", "entry", "accession", "date"],
        "since",
    ),
    (&["left", "end", "ended", "to", "termination", "withdrawn", "valid_to"], "until"),
    (
        &["expires", "expiry", "valid_until", "renew", "renewed", "renewal_date", "expiration", "deadline"],
        "renewal",
    ),
    (&["application", "application_date", "applied_in", "applied_on"], "applied"),
    (
        &[
            "fee",
            "fees",
            "membership_fee",
            "annual_fee",
            "dues",
            "cost",
            "price",
            "contribution",
            "subscription",
        ],
        "internal.fee",
    ),
    (
        &["membership_number", "member_number", "member_id", "number", "notes", "note", "remarks", "comment"],
        "internal",
    ),
    (&["reminders", "reminder", "todo", "tasks"], "internal.reminders"),
    (&["roles", "positions", "offices", "board", "functions", "working_groups", "committees"], "duties"),
    (&["responsible_unit", "unit", "department", "faculty", "office_in_charge"], "responsible"),
    (&["contact", "coordinator", "person", "representative", "delegate", "focal_point"], "contact_person"),
    (&["type", "kind", "class", "membership_type", "level"], "category"),
    (&["state", "membership_status", "membership", "standing"], "status"),
    (&["phone", "tel", "mobile", "fax", "telephone_number", "phone_number"], "telephone"),
    (&["mail", "e-mail", "e_mail", "email_address"], "email"),
    (&["web", "url", "homepage", "link", "site", "web_page", "webpage", "www"], "website"),
    (&["website", "web", "link", "homepage", "href"], "url"),
    (&["city", "country", "town", "location"], "place.city"),
    (&["latitude", "lat", "longitude", "lon", "coordinates"], "place.lat"),
    (&["city", "country", "town", "place", "headquarters", "based_in", "head_office"], "seat"),
    (&["latitude", "lat", "longitude", "lon", "coordinates"], "seat.lat"),
    (&["latitude", "north", "breite"], "lat"),
    (&["longitude", "lng", "long", "east"], "lon"),
    (&["locations", "points", "cities", "towns"], "places"),
    (&["city", "town", "venue", "location", "where"], "place"),
    (&["town", "location"], "city"),
    (&["street", "postal_address", "mailing_address"], "address"),
    (&["photo", "cover", "cover_image", "image", "campus", "picture"], "photograph"),
    (&["photo", "image", "picture", "photograph"], "portrait"),
    (&["portrait", "photo", "signature"], "signed_by.portrait"),
    (&["path", "image", "src", "source", "document", "pdf"], "file"),
    (&["alternative_text", "alt_text", "caption", "description"], "alt"),
    (&["social", "facebook", "instagram", "linkedin", "youtube", "twitter", "x", "telegram"], "social_media"),
    (&["erasmus", "erasmus_id", "eche"], "erasmus_code"),
    (&["year", "established", "foundation", "founded_in", "founding_year", "since"], "founded"),
    (&["acronym", "abbr", "short", "shortname", "short_name"], "abbreviation"),
    (&["acronym", "abbreviation", "abbr"], "short_name"),
    (&["local_name", "original_name", "name_native"], "native_name"),
    (&["president", "head", "chancellor", "vice_chancellor", "director"], "rector"),
    (&["preface", "greeting", "welcome", "message"], "foreword"),
    (&["intro"], "introduction"),
    (&["conclusion", "outro", "epilogue"], "closing"),
    (&["description", "text", "summary", "profile", "mission", "info"], "about"),
    (&["member_count", "number_of_members", "members_count"], "members"),
    (&["founders", "initiator"], "initiators"),
    (&["governance", "organs", "structure"], "governing_body"),
    (&["advantages", "benefit", "value"], "benefits"),
    (&["mobility", "students", "incoming", "outgoing", "exchanges"], "exchange"),
    (&["documents", "files", "attachments", "proof", "certificates"], "evidence"),
    (&["contracts", "mou", "mous", "memoranda", "treaties"], "agreements"),
    (&["conferences", "meetings", "news", "activity"], "events"),
    (&["in", "received", "inbound"], "incoming"),
    (&["out", "sent", "outbound"], "outgoing"),
    (&["sum", "value", "cost"], "amount"),
    (&["reference", "references", "citations"], "sources"),
    (&["checked", "last_checked", "accessed", "retrieved"], "verified"),
    (&["lang", "language"], "languages"),
    (&["sort", "sequence"], "order"),
    (&["when", "day", "year"], "date"),
    (&["position", "function", "job"], "role"),
    (&["name"], "title"),
    (&["title"], "name"),
];

/// Whether a value is empty, or a mapping of empty values only.
fn is_blank(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Null => true,
        NodeKind::Mapping(entries) => entries.iter().all(|(_, value)| is_blank(value)),
        _ => false,
    }
}
