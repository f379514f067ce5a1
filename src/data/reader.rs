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

/// What is known about the project before a file is read.
pub struct Project<'a> {
    /// The project folder.
    pub root: &'a Path,
    /// The declared languages. Empty if they could not be read; then every language is accepted.
    pub languages: Vec<Located<String>>,
    /// The year of the edition, if it could be read.
    pub year: Option<Located<i32>>,
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
        let span = self.span(node);
        self.report(
            Diagnostic::error(format!("`{path}` must be {wanted}, but this is {}", node.describe()))
                .at(span, format!("{wanted} is expected here"))
                .help(help),
        );
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
            if meant.is_none() && other.is_none() && self.takes_facts {
                help.push_str(
                    " A fact that has no field goes into the list `facts` of this file, which the brochure prints, or \
                     below `extra`, for your own layouts.",
                );
            }
            let place = if path.is_empty() { String::new() } else { format!(" in `{path}`") };
            self.report(
                Diagnostic::error(format!("there is no field `{key}`{place}"))
                    .at(span, "this name is not known")
                    .help(help),
            );
        }
        Some(Fields { has_unknown_key, ..fields })
    }

    /// The fields of a mapping, whatever their names; `examples` are names for the help.
    pub fn any_fields<'n>(&mut self, node: &'n Node, path: &str, examples: &[&str]) -> Option<Fields<'n>> {
        let NodeKind::Mapping(entries) = &node.kind else {
            let examples: Vec<String> = examples.iter().take(3).map(|name| format!("`{name}: …`")).collect();
            let help = format!("Write its fields below it, each on its own line: {}.", examples.join(", "));
            let name = if path.is_empty() { "the file" } else { path };
            self.wrong_type(node, name, "a group of fields", help);
            return None;
        };
        let mut fields: Vec<Field<'n>> = Vec::with_capacity(entries.len());
        let mut places: FxHashMap<String, Span> = FxHashMap::default();
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
                let help = format!(
                    "Write each item on its own line below `{key}:`, with a dash before it: `- {example}`."
                );
                self.wrong_type(node, &fields.path(key), "a list", help);
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
        let values: Vec<Option<T>> = items.iter().map(|item| read(self, item)).collect();
        values.into_iter().collect()
    }
}

/// The field that an office means by another word: one of those that are `absent`, or a field of one of the `known`.
fn other_name(word: &str, known: &[&str], absent: &[&str]) -> Option<&'static str> {
    let mut found = OTHER_NAMES.iter().filter(|(other, _)| other.contains(&word)).map(|(_, name)| *name);
    found.find(|name| match name.split_once('.') {
        Some((record, _)) => known.contains(&record),
        None => absent.contains(name),
    })
}

/// Words for fields, each with the field's name.
const OTHER_NAMES: &[(&[&str], &str)] = &[
    (&["colours", "color", "colour", "brand"], "colors"),
    (&["joined", "from", "start", "started", "member_since"], "since"),
    (&["left", "end", "ended", "to"], "until"),
    (&["expires", "expiry", "valid_until", "renew", "renewed"], "renewal"),
    (&["fee", "fees", "membership_fee", "cost", "price"], "internal.fee"),
    (&["membership_number", "member_number", "number", "notes", "note", "reminders"], "internal"),
    (&["roles", "positions", "offices", "board"], "duties"),
    (&["responsible_unit", "unit", "department"], "responsible"),
    (&["contact", "coordinator", "person"], "contact_person"),
    (&["type", "kind", "class", "membership_type"], "category"),
    (&["phone", "tel", "mobile", "fax"], "telephone"),
    (&["mail", "e-mail", "e_mail"], "email"),
    (&["web", "url", "homepage", "link", "site"], "website"),
    (&["website", "web", "link", "address"], "url"),
    (&["photo", "cover", "cover_image", "image", "campus", "picture"], "photograph"),
    (&["photo", "image", "picture", "photograph"], "portrait"),
    (&["portrait", "photo", "signature"], "signed_by.portrait"),
    (&["social", "facebook", "instagram", "linkedin", "youtube", "twitter"], "social_media"),
    (&["erasmus", "erasmus_id"], "erasmus_code"),
    (&["year", "established", "foundation"], "founded"),
    (&["acronym", "abbr", "short", "shortname"], "abbreviation"),
    (&["acronym", "abbreviation", "abbr"], "short_name"),
    (&["description", "text", "summary"], "about"),
    (&["mobility", "students", "incoming", "outgoing"], "exchange"),
    (&["documents", "files", "attachments", "proof"], "evidence"),
    (&["contracts", "mou", "memoranda"], "agreements"),
    (&["conferences", "meetings", "news", "activity"], "events"),
    (&["lang", "language"], "languages"),
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
