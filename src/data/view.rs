//! What layouts see: the brochure in one language. Every field is present; a value that is not known is null.
//!
//! The names are those of the records (see [`super::model`]) and the ones added here. Layouts of users depend on them;
//! `docs/layouts.md` lists them.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::model::{Brochure, ClaimSource, Counts, Edition, Institution, Membership, Publication};
use super::record::FieldValue;
use super::shape::{Shape, ShapeFields};
use super::value::Located;
use engine::text::is_right_to_left;

/// A file that is attached to the PDF.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttachedFile {
    /// Its name.
    pub name: String,
    /// What it is: `table`, `data` or `evidence`. The label `attached_` and this says it in words.
    pub kind: &'static str,
}

impl Brochure {
    /// The brochure as layouts see it in `language`.
    pub fn view(&self, language: &str) -> Value {
        let labels: Map<String, Value> =
            self.labels.iter().map(|(key, text)| (key.clone(), text.view(language))).collect();
        // `json!` would copy each value through serde.
        let fields = [
            ("language", language.into()),
            // A value for HTML's `dir`.
            ("direction", (if is_right_to_left(language) { "rtl" } else { "ltr" }).into()),
            ("languages", self.languages.view(language)),
            ("edition", self.edition.view(language)),
            ("institution", self.institution.view(language)),
            // All associations in order, with any status.
            ("memberships", self.memberships.view(language)),
            ("counts", json!(self.counts())),
            // The sources of all files, each once.
            ("all_sources", self.all_sources(language).into()),
            // The files that this PDF has attached.
            ("attachments", json!(self.attachments)),
            ("labels", labels.into()),
        ];
        let mut view: Map<String, Value> =
            fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
        if let Value::Object(publication) = self.publication.view(language) {
            view.extend(publication);
        }
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
        source.push(("associations".to_string(), Shape::list(Shape::Single)));
        let attachment = AttachedFile { name: String::new(), kind: "" };
        let fields = [
            ("language", Shape::Single),
            ("direction", Shape::Single),
            ("languages", Vec::<Located<String>>::shape()),
            ("edition", Edition::shape()),
            ("institution", Institution::shape()),
            ("memberships", Vec::<Membership>::shape()),
            ("counts", Shape::of(&json!(Counts::default()))),
            ("all_sources", Shape::list(Shape::record(source))),
            ("attachments", Shape::of(&json!([attachment]))),
            ("labels", labels),
        ];
        let mut all: ShapeFields =
            fields.into_iter().map(|(name, shape)| (name.to_string(), shape)).collect();
        if let Shape::Record(publication) = Publication::shape() {
            all.extend(publication.iter().cloned());
        }
        Shape::record(all)
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
            fields
        };
        let whole = self.publication.sources.iter().chain(&self.institution.sources);
        let whole = whole.map(|each| (source(each), None));
        let single = self.memberships.iter().flat_map(|membership| {
            let name = membership.name.in_language(language);
            membership.all_sources().map(move |each| (source(each), Some(name)))
        });
        let mut all: Vec<(Map<String, Value>, Vec<&str>)> = Vec::new();
        let mut of_the_whole = 0;
        for (source, association) in whole.chain(single) {
            let known = all.iter().position(|(each, _)| *each == source);
            let index = known.unwrap_or_else(|| {
                all.push((source, Vec::new()));
                all.len() - 1
            });
            match association {
                None => of_the_whole = all.len(),
                Some(name) if index >= of_the_whole && !all[index].1.contains(&name) => {
                    all[index].1.push(name)
                }
                Some(_) => {}
            }
        }
        let with_associations = |(mut source, associations): (Map<String, Value>, Vec<&str>)| {
            source.insert("associations".to_string(), associations.into());
            Value::Object(source)
        };
        all.into_iter().map(with_associations).collect()
    }
}
