//! What layouts see: the brochure in one language. Every field is present; a value that is not known is null.
//!
//! The names are those of the records (see [`super::model`]) and the ones added here. Layouts of users depend on them;
//! `docs/layouts.md` lists them.

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::chronicle::{exchange_years_shape, timeline_shape};
use super::counts::Counts;
use super::labels;
use super::model::{Brochure, ClaimSource, Edition, Institution, Membership, Publication};
use super::record::FieldValue;
use super::section::LanguageSection;
use super::shape::{Shape, ShapeFields, singles};
use super::value::{Located, Quantity, Text};

/// A file that is attached to the PDF.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttachedFile {
    /// Its name.
    pub name: String,
    /// The file in the project, if it is evidence; otherwise empty.
    pub path: String,
    /// What it is: `table`, `data` or `evidence`. The label `attached_` and this says it in words.
    pub kind: &'static str,
}

/// The HTML edition in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// The tag of the language.
    pub language: String,
    /// The name of the file.
    pub file: String,
}

impl Brochure {
    /// The brochure as layouts see it in a file in one language.
    pub fn view(&self, language: &str) -> Value {
        self.view_in(&LanguageSection::only(language))
    }

    /// The words that layouts print in a language.
    pub fn labels_in(&self, language: &str) -> Map<String, Value> {
        let has_words = labels::built_in(language).is_some();
        // A form that the language does not have is not borrowed from another: it has the general one.
        let is_foreign = |(key, text): &&(String, Text)| {
            has_words
                && text.translation(language).is_none()
                && labels::is_variant(key)
                && !self.own_labels.iter().any(|own| own.value == *key)
        };
        let labels = self.labels.iter().filter(|label| !is_foreign(label));
        labels.map(|(key, text)| (key.clone(), text.view(language))).collect()
    }

    /// The brochure as layouts see it in a section of a file.
    pub fn view_in(&self, section: &LanguageSection) -> Value {
        let language = section.language.as_str();
        let labels = self.labels_in(language);
        let timeline = self.timeline(language);
        let this_year = self.this_year(&timeline);
        let year_has_changes = self.year_has_changes(this_year.len());
        let listed = if year_has_changes { this_year.len() } else { 0 };
        let (year_map, extra_pages) = self.extra_pages_view(section, listed);
        // `json!` would copy each value through serde.
        let fields = [
            ("language", language.into()),
            ("direction", section.direction().into()),
            ("anchor", section.anchor.as_str().into()),
            ("is_last_language", section.is_last.into()),
            ("languages", self.languages.view(language)),
            // What the layout is filled for.
            ("format", self.format.keyword().into()),
            // The HTML edition in the other languages.
            ("alternates", json!(self.alternates)),
            ("edition", self.edition.view(language)),
            ("institution", signed_by_rector(self.institution.view(language))),
            // All associations in order, with any status.
            ("memberships", self.memberships.view(language)),
            ("counts", json!(self.counts())),
            ("parts", self.parts_view(&labels, &timeline)),
            // What changed since the edition before; the sentences are those of the layouts' language, which fill them in.
            ("changes", json!([])),
            // What happened in the edition's year.
            ("this_year", this_year.into()),
            // All that has a year, in order.
            ("timeline", timeline.into()),
            ("exchange_years", self.exchange_years(language).into()),
            // The sources of all files, each once.
            ("all_sources", self.all_sources(language).into()),
            // The evidence of all associations, each file once.
            ("all_evidence", self.all_evidence(language).into()),
            // The files that this PDF has attached.
            ("attachments", json!(self.attachments)),
            ("year_has_names", self.year_has_names().into()),
            ("year_has_changes", year_has_changes.into()),
            ("year_map", year_map),
            ("extra_pages", extra_pages),
            ("most_members", self.most_members(language)),
            ("claims", self.claims(language, &labels)),
            ("labels", labels.into()),
        ];
        let mut view: Map<String, Value> =
            fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
        if let Value::Object(publication) = self.publication.view(language) {
            view.extend(publication);
        }
        view.insert("design".to_string(), self.design_view(language));
        Value::Object(view)
    }

    /// The shape of [`Brochure::view`]. `labels` are the names of all labels; if they are not known, any name is one.
    pub fn shape<'a>(labels: Option<impl Iterator<Item = &'a str>>) -> Shape {
        let labels = match labels {
            Some(names) => Shape::record(names.map(|name| (name.to_string(), Shape::Single)).collect()),
            None => Shape::Free,
        };
        let mut source = match ClaimSource::shape() {
            Shape::Record(fields) => fields.to_vec(),
            _ => Vec::new(),
        };
        source.retain(|(name, _)| name != "claims");
        source.push(("attachment".to_string(), Shape::Single));
        source.push(("associations".to_string(), Shape::list(Shape::Single)));
        let mut evidence = singles(&["title", "file", "attachment", "date", "issuer"]);
        evidence.push(("associations".to_string(), Shape::list(Shape::Single)));
        let mut claim = singles(&[
            "association",
            "id",
            "status",
            "title",
            "url",
            "file",
            "attachment",
            "verified",
            "issuer",
            "date",
        ]);
        claim.push(("fields".to_string(), Shape::list(Shape::Single)));
        let attachment = AttachedFile { name: String::new(), path: String::new(), kind: "" };
        let alternate = Alternate { language: String::new(), file: String::new() };
        let mut most_members: ShapeFields = vec![("count".to_string(), Quantity::shape())];
        most_members.extend(singles(&["of", "association", "id"]));
        let most_members = Shape::record(most_members);
        let fields = [
            ("language", Shape::Single),
            ("direction", Shape::Single),
            ("anchor", Shape::Single),
            ("is_last_language", Shape::Single),
            ("languages", Vec::<Located<String>>::shape()),
            ("format", Shape::Single),
            ("alternates", Shape::of(&json!([alternate]))),
            ("edition", Edition::shape()),
            ("institution", Institution::shape()),
            ("memberships", Vec::<Membership>::shape()),
            ("counts", Shape::of(&json!(Counts::default()))),
            ("changes", changes_shape()),
            ("this_year", timeline_shape()),
            ("timeline", timeline_shape()),
            ("exchange_years", exchange_years_shape()),
            ("all_sources", Shape::list(Shape::record(source))),
            ("all_evidence", Shape::list(Shape::record(evidence))),
            ("attachments", Shape::of(&json!([attachment]))),
            ("parts", Brochure::parts_shape()),
            ("year_has_names", Shape::Single),
            ("year_has_changes", Shape::Single),
            ("year_map", Shape::of(&json!({"inline": false, "page": false}))),
            ("extra_pages", Shape::of(&json!({"notes": [1]}))),
            ("most_members", most_members),
            ("claims", Shape::list(Shape::record(claim))),
            ("labels", labels),
        ];
        let mut all: ShapeFields =
            fields.into_iter().map(|(name, shape)| (name.to_string(), shape)).collect();
        if let Shape::Record(publication) = Publication::shape() {
            all.extend(publication.iter().filter(|(name, _)| name != "design").cloned());
        }
        all.push(("design".to_string(), Brochure::design_shape()));
        Shape::record(all)
    }

    /// The highest number of members that is stated of an association; null if none is.
    fn most_members(&self, language: &str) -> Value {
        let stated = self
            .memberships
            .iter()
            .flat_map(|membership| membership.members.iter().map(move |members| (membership, members)));
        // The first one of those that are equal.
        let highest = stated.rev().max_by_key(|(_, members)| members.count.value);
        highest.map_or(Value::Null, |(membership, members)| {
            json!({
                "count": members.count.view(language),
                "of": members.of.view(language),
                "association": membership.name.view(language),
                "id": membership.id.view(language),
            })
        })
    }

    /// The sources of the brochure, the institution and the associations, without repetitions. Each has the names of
    /// the associations whose files list it. A source that the file of the brochure or of the institution lists is a
    /// source of the whole brochure and has no names.
    fn all_sources(&self, language: &str) -> Vec<Value> {
        let source = |source: &Located<ClaimSource>| {
            let mut fields = match source.view(language) {
                Value::Object(fields) => fields,
                _ => Map::new(),
            };
            fields.remove("claims");
            fields.insert("attachment".to_string(), self.attachment_of(source.value.file.as_ref()));
            fields
        };
        let whole = self.publication.sources.iter().chain(&self.institution.sources);
        let whole = whole.map(|each| (source(each), None));
        let single = self.memberships.iter().flat_map(|membership| {
            let name = membership.name.in_language(language);
            membership.all_sources().into_iter().map(move |each| (source(each), Some(name)))
        });
        once_each(whole.chain(single))
    }

    /// The evidence of the associations and their agreements that have a file, each once, with the names of the
    /// associations whose files list it.
    fn all_evidence(&self, language: &str) -> Vec<Value> {
        let all = self.memberships.iter().flat_map(|membership| {
            let name = membership.name.in_language(language);
            evidence_of(membership, language).map(move |view| {
                let mut fields = match view {
                    Value::Object(fields) => fields,
                    _ => Map::new(),
                };
                let attachment = self.attached_as(fields["file"].as_str());
                fields.insert("attachment".to_string(), attachment);
                (fields, Some(name))
            })
        });
        once_each(all)
    }

    /// What supports the statements on each association, and those on the whole brochure, which come first and have no
    /// association: its sources and its evidence.
    fn claims(&self, language: &str, labels: &Map<String, Value>) -> Value {
        let whole = self.publication.sources.iter().chain(&self.institution.sources);
        let whole = whole.map(|source| self.claim(source.view(language), None, language, labels));
        let single = self.memberships.iter().flat_map(|membership| {
            let sources = membership.all_sources().into_iter().map(|source| source.view(language));
            let records = sources.chain(evidence_of(membership, language));
            records.map(move |record| self.claim(record, Some(membership), language, labels))
        });
        whole.chain(single).collect()
    }

    /// One record of [`Brochure::claims`].
    fn claim(
        &self,
        record: Value,
        membership: Option<&Membership>,
        language: &str,
        labels: &Map<String, Value>,
    ) -> Value {
        let text = |name: &str| record.get(name).cloned().unwrap_or(Value::Null);
        // A field that layouts have a word for (`university.status`: "Status") is named with it.
        let fields: Vec<Value> = record["claims"].as_array().map_or_else(Vec::new, |claims| {
            let names = claims.iter().filter_map(|claim| claim.as_str()?.rsplit('.').next());
            names.filter_map(|name| labels.get(name).cloned()).collect()
        });
        let attachment = self.attached_as(record["file"].as_str());
        json!({
            "association": membership.map(|membership| membership.name.view(language)),
            "id": membership.map(|membership| membership.id.view(language)),
            "status": membership.map(|membership| membership.university.status.value.keyword()),
            "fields": fields,
            "title": text("title"),
            "url": text("url"),
            "file": text("file"),
            "attachment": attachment,
            "verified": text("verified"),
            "issuer": text("issuer"),
            "date": text("date"),
        })
    }

    /// The name of the attachment that a file of the project is; null if it is none.
    fn attachment_of(&self, file: Option<&Located<String>>) -> Value {
        self.attached_as(file.map(|file| file.value.as_str()))
    }

    fn attached_as(&self, path: Option<&str>) -> Value {
        let Some(path) = path.filter(|_| !self.attachments.is_empty()) else { return Value::Null };
        let attached = self.attachments.iter().find(|attached| attached.path == path);
        attached.map_or(Value::Null, |attached| attached.name.as_str().into())
    }
}

/// The shape of a change, of which layouts see what `template` makes of it.
fn changes_shape() -> Shape {
    let association = json!({"name": "", "abbreviation": "", "id": ""});
    let texts = ["kind", "subject", "field", "item", "old", "new", "sentence"];
    let mut change = singles(&texts);
    change.push(("association".to_string(), Shape::of(&association)));
    Shape::list(Shape::record(change))
}

/// The evidence of an association, and its agreements that have a file, in the form of evidence.
fn evidence_of<'a>(membership: &'a Membership, language: &'a str) -> impl Iterator<Item = Value> + 'a {
    let evidence = membership.evidence.iter().map(|evidence| evidence.view(language));
    let agreements = membership.agreements.iter().filter(|agreement| agreement.file.is_some());
    let agreements = agreements.map(|agreement| {
        json!({
            "title": agreement.title.view(language),
            "file": agreement.file.view(language),
            "date": agreement.signed.view(language),
            "issuer": agreement.partner.view(language),
        })
    });
    evidence.chain(agreements)
}

/// The institution, whose foreword is signed with what is known of the rector if the rector signs it: if the names are the
/// same, or if no name is given but the rector's portrait or signature.
fn signed_by_rector(mut institution: Value) -> Value {
    let rector = institution["rector"].clone();
    let is_pictured = !rector["portrait"].is_null() || !rector["signature"].is_null();
    let Some(foreword) = institution.get_mut("foreword").and_then(Value::as_object_mut) else {
        return institution;
    };
    let Some(signatory) = foreword.get_mut("signed_by") else { return institution };
    if signatory.is_null() {
        *signatory = if is_pictured { rector } else { Value::Null };
    } else if signatory["name"] == rector["name"]
        && let (Some(signatory), Value::Object(rector)) = (signatory.as_object_mut(), rector)
    {
        for (name, value) in rector {
            let known = signatory.entry(name).or_insert(Value::Null);
            if known.is_null() {
                *known = value;
            }
        }
    }
    institution
}

/// The records, each once, with the names of the associations that have it. One that occurs without an association
/// belongs to the whole brochure and has no names.
fn once_each<'a>(records: impl Iterator<Item = (Map<String, Value>, Option<&'a str>)>) -> Vec<Value> {
    let mut all: Vec<(Map<String, Value>, Vec<&str>)> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut of_the_whole = 0;
    for (record, association) in records {
        let index = *places.entry(json!(record).to_string()).or_insert_with(|| {
            all.push((record, Vec::new()));
            all.len() - 1
        });
        match association {
            None => of_the_whole = all.len(),
            // The records of one association follow one another.
            Some(name) if index >= of_the_whole && all[index].1.last() != Some(&name) => {
                all[index].1.push(name)
            }
            Some(_) => {}
        }
    }
    let with_associations = |(mut record, associations): (Map<String, Value>, Vec<&str>)| {
        record.insert("associations".to_string(), associations.into());
        Value::Object(record)
    };
    all.into_iter().map(with_associations).collect()
}
