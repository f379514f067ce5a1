//! What layouts see of the design: the page and the covers, the parts that have something to show, and the pages that fill
//! sheets.

use serde_json::{Map, Value, json};

use super::design::{Design, PARTS, PageSize};
use super::members::Countries;
use super::model::{Brochure, Membership};
use super::outputs::Format;
use super::record::FieldValue;
use super::section::{ExtraContent, LanguageSection};
use super::shape::{Shape, ShapeFields, singles};

/// The most associations that the part `year` names.
const MOST_NAMES: usize = 20;

/// The most of what happened in the edition's year that the part `year` lists.
const MOST_CHANGES: usize = 40;

impl Brochure {
    /// What layouts see of [`Design`]: every choice, made or not.
    pub(super) fn design_view(&self, language: &str) -> Value {
        let mut view = match self.publication.design.view(language) {
            Value::Object(view) => view,
            _ => Map::new(),
        };
        let page = self.publication.design.page.as_ref().map_or(PageSize::A4, |page| page.value);
        let (width, height) = page.size();
        view.insert("page".to_string(), page.view(language));
        view.insert("measure".to_string(), json!(page.measure()));
        view.insert("width".to_string(), json!(width));
        view.insert("height".to_string(), json!(height));
        if view["cover"].is_null() {
            view.insert("cover".to_string(), self.cover().into());
        }
        view.into()
    }

    /// What the covers show: the choice of the design, or what there is.
    pub fn cover(&self) -> &str {
        match &self.publication.design.cover {
            Some(cover) => &cover.value,
            None if self.institution.photograph.is_some() => "photograph",
            None => "map",
        }
    }

    /// The shape of [`Brochure::design_view`].
    pub(super) fn design_shape() -> Shape {
        let mut fields = match Design::shape() {
            Shape::Record(fields) => fields.to_vec(),
            _ => ShapeFields::new(),
        };
        fields.extend(singles(&["measure", "width", "height"]));
        Shape::record(fields)
    }

    /// The parts between the covers that have something to show: `name`, and the `heading` if it has one.
    pub(super) fn parts_view(&self, labels: &Map<String, Value>, timeline: &[Value]) -> Value {
        let chosen = &self.publication.design.parts;
        let names: Vec<&str> = if chosen.is_empty() {
            PARTS.iter().map(|(name, _)| *name).collect()
        } else {
            chosen.iter().map(|name| name.value.as_str()).collect()
        };
        let parts = names.into_iter().filter(|name| self.has_part(name, timeline)).map(|name| {
            // A part of the project has the label of its own name as its heading.
            let label =
                PARTS.iter().find(|(known, _)| *known == name).map_or(Some(name), |(_, label)| *label);
            json!({"name": name, "heading": label.and_then(|label| labels.get(label))})
        });
        parts.collect()
    }

    /// The shape of [`Brochure::parts_view`].
    pub(super) fn parts_shape() -> Shape {
        let fields = singles(&["name", "heading"]);
        Shape::list(Shape::record(fields))
    }

    /// Whether the part `year` names all associations. Where the contents name very many, it would only repeat them.
    pub(super) fn year_has_names(&self) -> bool {
        let parts = &self.publication.design.parts;
        let has_contents = parts.is_empty() || parts.iter().any(|part| part.value == "contents");
        self.memberships.len() <= MOST_NAMES || !has_contents
    }

    /// Whether the part `year` lists what happened in the edition's year. What changed since the edition before has a part
    /// of its own, and where very much happened, the timeline has it.
    pub(super) fn year_has_changes(&self, this_year: usize) -> bool {
        let parts = &self.publication.design.parts;
        let has_timeline = parts.is_empty() || parts.iter().any(|part| part.value == "timeline");
        self.changes.is_empty() && this_year > 0 && (this_year <= MOST_CHANGES || !has_timeline)
    }

    /// Where the part `year` has its map: `inline` below its figures, where the page has room for all, or
    /// on a `page` of its own, where one place has no line to another only if a sheet lacks a page. What else is lacking
    /// are pages for `notes`, as a list of their numbers.
    pub(super) fn extra_pages_view(&self, section: &LanguageSection, this_year: usize) -> (Value, Value) {
        let mut lacking = section.extra_pages;
        let places = self.counts().places;
        let page = self.publication.design.page.as_ref().map_or(PageSize::A4, |page| page.value);
        // A web page has room for it.
        if self.format == Format::Html {
            return (json!({"inline": places > 0, "page": false}), json!({"notes": []}));
        }
        let has_room = match self.year_has_names() {
            true => self.memberships.len() <= 6 && this_year == 0,
            false => this_year <= 6,
        };
        let inline = places > 0 && page != PageSize::A5 && has_room;
        let mut on_page = places > 1 && !inline;
        if places > 0 && !on_page && lacking > 0 && section.extra_content == ExtraContent::Pictures {
            on_page = true;
            lacking -= 1;
        }
        (json!({"inline": inline, "page": on_page}), json!({"notes": (1..=lacking).collect::<Vec<_>>()}))
    }

    /// Whether a part has something to show. A part of the project itself always has.
    fn has_part(&self, name: &str, timeline: &[Value]) -> bool {
        let publication = &self.publication;
        let institution = &self.institution;
        match name {
            "contents" | "year" | "associations" => !self.memberships.is_empty(),
            "changes" => !self.changes.is_empty(),
            "foreword" => institution.foreword.is_some(),
            // One year makes no line.
            "timeline" => timeline.len() > 1,
            "network" => self.memberships.len() > 1,
            "comparison" => self.memberships.len() > 1 && self.memberships.iter().any(is_comparable),
            "opportunities" => {
                !publication.benefits.is_empty()
                    || !publication.opportunities.is_empty()
                    || publication.closing.is_some()
            }
            "annex" => {
                !publication.sources.is_empty()
                    || !institution.sources.is_empty()
                    || self
                        .memberships
                        .iter()
                        .any(|each| !each.all_sources().is_empty() || !each.evidence.is_empty())
                    || !self.attachments.is_empty()
            }
            "contacts" => {
                institution.contact.is_some()
                    || !institution.contacts.is_empty()
                    || !institution.social_media.is_empty()
            }
            _ => true,
        }
    }
}

/// Whether something is known of an association that a table of all has a column for, besides the status.
fn is_comparable(membership: &Membership) -> bool {
    membership.founded.is_some()
        || membership.region.is_some()
        || !membership.members.is_empty()
        || !matches!(membership.countries, Countries::Unknown)
}
