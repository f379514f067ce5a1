//! The files' records: which fields each has and of what kind they are.

use super::model::{
    Benefit, ClaimSource, Colours, Contact, Countries, Edition, Foreword, Format, Institution, MemberCount,
    Membership, Outputs, Participation, Person, Place, Profile, Renaming, Status,
};
use super::reader::{Fields, Reader};
use super::value::{Located, Text};
use super::yaml::{Kind, Node};
use engine::diagnostics::{Diagnostic, Span, closest};

const BROCHURE: &[&str] = &[
    "edition",
    "title",
    "subtitle",
    "languages",
    "colours",
    "introduction",
    "benefits",
    "closing",
    "order",
    "outputs",
    "sources",
];
const EDITION: &[&str] = &["year", "as_of", "verified_within_months"];
const COLOURS: &[&str] = &["primary", "secondary", "accent", "background", "text"];
const OUTPUTS: &[&str] = &["folder", "formats", "profiles"];
const BENEFIT: &[&str] = &["audience", "text"];
const INSTITUTION: &[&str] = &[
    "name",
    "native_name",
    "short_name",
    "founded",
    "place",
    "contact",
    "rector",
    "logo",
    "foreword",
    "about",
    "sources",
];
const PLACE: &[&str] = &["city", "country"];
const CONTACT: &[&str] = &["office", "address", "email", "telephone", "website"];
const PERSON: &[&str] = &["name", "role"];
const FOREWORD: &[&str] = &["text", "signed_by"];
const MEMBERSHIP: &[&str] = &[
    "id",
    "name",
    "native_name",
    "abbreviation",
    "about",
    "website",
    "contact",
    "founded",
    "renamed",
    "initiators",
    "members",
    "members_note",
    "countries",
    "region",
    "governing_body",
    "activities",
    "university",
    "sources",
];
const RENAMED: &[&str] = &["year", "from"];
const MEMBERS: &[&str] = &["exactly", "more_than", "at_least", "about", "of"];
const COUNTRIES: &[&str] = &["exactly", "more_than", "at_least", "about"];
const UNIVERSITY: &[&str] = &["status", "year", "reasons", "activities", "benefits"];
const SOURCE: &[&str] = &["title", "url", "file", "verified", "claims"];

/// What of `data/brochure.yaml` must be known before any text can be read.
pub struct Preamble {
    pub edition: Option<Edition>,
    pub languages: Option<Vec<Located<String>>>,
}

/// The rest of `data/brochure.yaml`.
pub struct Rest {
    pub title: Text,
    pub subtitle: Option<Text>,
    pub colours: Colours,
    pub introduction: Option<Text>,
    pub benefits: Vec<Benefit>,
    pub closing: Option<Text>,
    pub order: Vec<Located<String>>,
    pub outputs: Outputs,
    pub sources: Vec<ClaimSource>,
}

impl Reader<'_> {
    /// The fields of `data/brochure.yaml`.
    pub fn brochure_fields<'n>(&mut self, node: &'n Node) -> Option<Fields<'n>> {
        self.fields(node, "", BROCHURE)
    }

    pub fn preamble(&mut self, fields: &Fields<'_>) -> Preamble {
        Preamble { edition: self.edition(fields), languages: self.languages(fields) }
    }

    fn edition(&mut self, fields: &Fields<'_>) -> Option<Edition> {
        let node = self.required(fields, "edition", "{year: 2026}")?;
        let fields = self.fields(node, "edition", EDITION)?;
        let year = match self.required(&fields, "year", "2026") {
            Some(node) => self.year_value(node, "edition.year"),
            None => None,
        };
        let as_of = self.date(&fields, "as_of");
        let verified_within_months = self.count(&fields, "verified_within_months");
        let (year, as_of) = (year?, as_of?);
        if let Some(date) = &as_of
            && date.value.year > year.value
        {
            self.report(
                Diagnostic::error(format!("{} is after the edition's year, {}", date.value, year.value))
                    .at(date.span, "`edition.as_of`")
                    .at(year.span, "the edition's year")
                    .help("An edition tells what is known in its year or before: correct one of the two."),
            );
            return None;
        }
        Some(Edition { year, as_of, verified_within_months: verified_within_months? })
    }

    fn languages(&mut self, fields: &Fields<'_>) -> Option<Vec<Located<String>>> {
        self.required(fields, "languages", "[en]")?;
        let items = self.items(fields, "languages", "en")?;
        let mut languages: Vec<Located<String>> = Vec::new();
        let mut complete = true;
        for item in items {
            let Some(language) = self.string(item, "languages", "a language tag") else {
                complete = false;
                continue;
            };
            if !is_language_tag(&language.value) {
                self.report(
                    Diagnostic::error(format!("`{}` is not a language tag", language.value))
                        .at(language.span, "a language tag is expected here")
                        .help("Write the language's two or three letters in small type: `en`, `az`, `tr`."),
                );
                complete = false;
            } else if let Some(first) = languages.iter().find(|other| other.value == language.value) {
                let first = first.span;
                self.report(
                    Diagnostic::error(format!("the language `{}` is given twice", language.value))
                        .at(language.span, "given again here")
                        .at(first, "first given here")
                        .help("Keep one of them."),
                );
                complete = false;
            } else {
                languages.push(language);
            }
        }
        if complete && languages.is_empty() {
            self.report(
                Diagnostic::error("the list `languages` is empty")
                    .at_maybe(fields.key_span("languages"), "no language is given")
                    .help("Name at least one, for example `languages: [en]`."),
            );
            return None;
        }
        complete.then_some(languages)
    }

    pub fn rest(&mut self, fields: &Fields<'_>) -> Option<Rest> {
        let title = self.required_text(fields, "title", "International memberships");
        let subtitle = self.text(fields, "subtitle");
        let colours = self.colours(fields);
        let introduction = self.text(fields, "introduction");
        let benefits = self.benefits(fields);
        let closing = self.text(fields, "closing");
        let order = self.order(fields);
        let outputs = self.outputs(fields);
        let sources = self.sources(fields, BROCHURE, &[]);
        Some(Rest {
            title: title?,
            subtitle: subtitle?,
            colours: colours?,
            introduction: introduction?,
            benefits: benefits?,
            closing: closing?,
            order: order?,
            outputs: outputs?,
            sources: sources?,
        })
    }

    fn colours(&mut self, fields: &Fields<'_>) -> Option<Colours> {
        let Some(node) = fields.get("colours") else { return Some(Colours::default()) };
        let fields = self.fields(node, "colours", COLOURS)?;
        let primary = self.colour(&fields, "primary");
        let secondary = self.colour(&fields, "secondary");
        let accent = self.colour(&fields, "accent");
        let background = self.colour(&fields, "background");
        let text = self.colour(&fields, "text");
        Some(Colours {
            primary: primary?,
            secondary: secondary?,
            accent: accent?,
            background: background?,
            text: text?,
        })
    }

    fn benefits(&mut self, fields: &Fields<'_>) -> Option<Vec<Benefit>> {
        let items = self.items(fields, "benefits", "audience: …")?;
        let benefits: Vec<Option<Benefit>> = items
            .iter()
            .map(|item| {
                let fields = self.fields(item, "benefits", BENEFIT)?;
                let audience = self.required_text(&fields, "audience", "For the university");
                let text = self.required_text(&fields, "text", "What it has of the memberships.");
                Some(Benefit { audience: audience?, text: text? })
            })
            .collect();
        benefits.into_iter().collect()
    }

    fn order(&mut self, fields: &Fields<'_>) -> Option<Vec<Located<String>>> {
        let items = self.items(fields, "order", "black-sea")?;
        let order: Vec<Option<Located<String>>> =
            items.iter().map(|item| self.string(item, "order", "the id of a membership")).collect();
        order.into_iter().collect()
    }

    fn outputs(&mut self, fields: &Fields<'_>) -> Option<Outputs> {
        let Some(node) = fields.get("outputs") else { return Some(Outputs::default()) };
        let fields = self.fields(node, "outputs", OUTPUTS)?;
        let folder = match fields.get("folder") {
            Some(node) => self.string(node, "outputs.folder", "the name of a folder").map(Some),
            None => Some(None),
        };
        let formats = self.keywords(&fields, "formats", &[("pdf", Format::Pdf), ("txt", Format::Txt)]);
        let profiles = self.keywords(
            &fields,
            "profiles",
            &[("screen", Profile::Screen), ("print", Profile::Print), ("archive", Profile::Archive)],
        );
        Some(Outputs { folder: folder?, formats: formats?, profiles: profiles? })
    }

    fn keywords<T: Copy>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        choices: &[(&'static str, T)],
    ) -> Option<Vec<Located<T>>> {
        let path = fields.path(key);
        let items = self.items(fields, key, choices.first().map_or("", |(word, _)| word))?;
        let words: Vec<Option<Located<T>>> =
            items.iter().map(|item| self.keyword(item, &path, choices)).collect();
        words.into_iter().collect()
    }

    /// `data/institution.yaml`.
    pub fn institution(&mut self, node: &Node) -> Option<Institution> {
        let fields = self.fields(node, "", INSTITUTION)?;
        let name = self.required_text(&fields, "name", "The university's name");
        let native_name = self.text(&fields, "native_name");
        let short_name = self.text(&fields, "short_name");
        let founded = self.year(&fields, "founded");
        let place = self.place(&fields);
        let contact = self.contact(&fields);
        let rector = self.person(&fields, "rector");
        let logo = self.file(&fields, "logo");
        let foreword = self.foreword(&fields);
        let about = self.text(&fields, "about");
        let sources = self.sources(&fields, INSTITUTION, &[]);
        Some(Institution {
            name: name?,
            native_name: native_name?,
            short_name: short_name?,
            founded: founded?,
            place: place?,
            contact: contact?,
            rector: rector?,
            logo: logo?,
            foreword: foreword?,
            about: about?,
            sources: sources?,
        })
    }

    fn place(&mut self, fields: &Fields<'_>) -> Option<Place> {
        let Some(node) = fields.get("place") else { return Some(Place::default()) };
        let fields = self.fields(node, "place", PLACE)?;
        let city = self.text(&fields, "city");
        let country = self.text(&fields, "country");
        Some(Place { city: city?, country: country? })
    }

    fn contact(&mut self, fields: &Fields<'_>) -> Option<Contact> {
        let Some(node) = fields.get("contact") else { return Some(Contact::default()) };
        let fields = self.fields(node, "contact", CONTACT)?;
        let office = self.text(&fields, "office");
        let address = self.text(&fields, "address");
        let email = self.email(&fields, "email");
        let telephone = self.telephone(&fields, "telephone");
        let website = self.url(&fields, "website");
        Some(Contact {
            office: office?,
            address: address?,
            email: email?,
            telephone: telephone?,
            website: website?,
        })
    }

    fn person(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Person>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let fields = self.fields(node, &fields.path(key), PERSON)?;
        // Fields without values are a form to be filled in, not a person without a name.
        if fields.get("name").is_none() && fields.get("role").is_none() && fields.key_span("name").is_some() {
            return Some(None);
        }
        let name = self.required_text(&fields, "name", "A name");
        let role = self.text(&fields, "role");
        Some(Some(Person { name: name?, role: role? }))
    }

    fn foreword(&mut self, fields: &Fields<'_>) -> Option<Option<Foreword>> {
        let Some(node) = fields.get("foreword") else { return Some(None) };
        let fields = self.fields(node, "foreword", FOREWORD)?;
        let signed_by = self.person(&fields, "signed_by");
        if fields.get("text").is_none()
            && matches!(signed_by, Some(None))
            && fields.key_span("text").is_some()
        {
            return Some(None);
        }
        let text = self.required_text(&fields, "text", "The foreword itself");
        Some(Some(Foreword { text: text?, signed_by: signed_by? }))
    }

    /// One file of `data/memberships`.
    pub fn membership(&mut self, node: &Node) -> Option<Membership> {
        let fields = self.fields(node, "", MEMBERSHIP)?;
        let id = self.id(&fields);
        let name = self.required_text(&fields, "name", "The association's name");
        let native_name = self.text(&fields, "native_name");
        let abbreviation = self.text(&fields, "abbreviation");
        let about = self.text(&fields, "about");
        let website = self.url(&fields, "website");
        let contact = self.contact(&fields);
        let founded = self.year(&fields, "founded");
        let renamed = self.renamed(&fields);
        let initiators = self.texts(&fields, "initiators");
        let members = self.members(&fields);
        let members_note = self.text(&fields, "members_note");
        let countries = self.countries(&fields);
        let region = self.text(&fields, "region");
        let governing_body = self.text(&fields, "governing_body");
        let activities = self.texts(&fields, "activities");
        let university = self.university(&fields);
        let sources = self.sources(&fields, MEMBERSHIP, UNIVERSITY);
        let (founded, renamed) = (founded?, renamed?);
        if let (Some(founded), Some(Renaming { year, .. })) = (&founded, &renamed)
            && year.value < founded.value
        {
            self.report(
                Diagnostic::error(format!("renamed in {}, before it was founded", year.value))
                    .at(year.span, "`renamed.year`")
                    .at(founded.span, "`founded`")
                    .help("Correct one of the two years."),
            );
            return None;
        }
        Some(Membership {
            id: id?,
            name: name?,
            native_name: native_name?,
            abbreviation: abbreviation?,
            about: about?,
            website: website?,
            contact: contact?,
            founded,
            renamed,
            initiators: initiators?,
            members: members?,
            members_note: members_note?,
            countries: countries?,
            region: region?,
            governing_body: governing_body?,
            activities: activities?,
            university: university?,
            sources: sources?,
        })
    }

    fn id(&mut self, fields: &Fields<'_>) -> Option<Located<String>> {
        let node = self.required(fields, "id", "black-sea")?;
        let id = self.string(node, "id", "a word")?;
        let valid = id.value.starts_with(|first: char| first.is_ascii_lowercase())
            && id
                .value
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !valid {
            self.report(
                Diagnostic::error(format!("`{}` cannot be an id", id.value))
                    .at(id.span, "an id is expected here")
                    .help("Use small letters from a to z, digits and hyphens, a letter first: `black-sea`."),
            );
            return None;
        }
        Some(id)
    }

    fn renamed(&mut self, fields: &Fields<'_>) -> Option<Option<Renaming>> {
        let Some(node) = fields.get("renamed") else { return Some(None) };
        let fields = self.fields(node, "renamed", RENAMED)?;
        let year = match self.required(&fields, "year", "1992") {
            Some(node) => self.past_year(node, "renamed.year"),
            None => None,
        };
        let from = self.text(&fields, "from");
        Some(Some(Renaming { year: year?, from: from? }))
    }

    fn members(&mut self, fields: &Fields<'_>) -> Option<Vec<MemberCount>> {
        let items = self.items(fields, "members", "exactly: 139")?;
        let members: Vec<Option<MemberCount>> = items
            .iter()
            .map(|item| {
                let fields = self.fields(item, "members", MEMBERS)?;
                let count = self.quantity(&fields);
                let of = self.required_text(&fields, "of", "universities");
                Some(MemberCount { count: count?, of: of? })
            })
            .collect();
        members.into_iter().collect()
    }

    fn countries(&mut self, fields: &Fields<'_>) -> Option<Option<Countries>> {
        let Some(node) = fields.get("countries") else { return Some(None) };
        match &node.kind {
            Kind::List(_) => self.texts(fields, "countries").map(Countries::List),
            Kind::Number(_) => self.exact_quantity(node, "countries").map(Countries::Count),
            Kind::Mapping(_) => {
                let fields = self.fields(node, "countries", COUNTRIES)?;
                self.quantity(&fields).map(Countries::Count)
            }
            _ => {
                let help = "Write `exactly: 13` on a line of its own below it, or a list of countries.";
                self.wrong_type(node, "countries", "a number or a list of countries", help);
                None
            }
        }
        .map(Some)
    }

    fn university(&mut self, fields: &Fields<'_>) -> Option<Participation> {
        let node = self.required(fields, "university", "{status: member}")?;
        let fields = self.fields(node, "university", UNIVERSITY)?;
        let choices = Status::ALL.map(|status| (status.keyword(), status));
        let status = match self.required(&fields, "status", "member") {
            Some(node) => self.keyword(node, "university.status", &choices),
            None => None,
        };
        let year = self.year(&fields, "year");
        let reasons = self.texts(&fields, "reasons");
        let activities = self.texts(&fields, "activities");
        let benefits = self.texts(&fields, "benefits");
        Some(Participation {
            status: status?,
            year: year?,
            reasons: reasons?,
            activities: activities?,
            benefits: benefits?,
        })
    }

    /// Sources and the claims they support: fields of the file, or of its `university`.
    fn sources(
        &mut self,
        fields: &Fields<'_>,
        claims: &[&str],
        university: &[&str],
    ) -> Option<Vec<ClaimSource>> {
        let path = fields.path("sources");
        let items = self.items(fields, "sources", "title: …")?;
        let choices: Vec<String> = claims
            .iter()
            .filter(|claim| !matches!(**claim, "id" | "order" | "outputs" | "sources"))
            .map(|claim| (*claim).to_string())
            .chain(university.iter().map(|field| format!("university.{field}")))
            .collect();
        let sources: Vec<Option<ClaimSource>> =
            items.iter().map(|item| self.claim_source(item, &path, &choices)).collect();
        sources.into_iter().collect()
    }

    fn claim_source(&mut self, item: &Node, path: &str, choices: &[String]) -> Option<ClaimSource> {
        let fields = self.fields(item, path, SOURCE)?;
        let title = self.text(&fields, "title");
        let url = self.url(&fields, "url");
        let file = self.file(&fields, "file");
        let verified = self.date(&fields, "verified");
        let items = self.items(&fields, "claims", "founded")?;
        let claims: Vec<Option<Located<String>>> = items
            .iter()
            .map(|item| {
                let claim = self.string(item, "sources.claims", "the name of a field")?;
                if choices.contains(&claim.value) {
                    return Some(claim);
                }
                let meant = closest(&claim.value, choices.iter().map(String::as_str));
                let help = match meant {
                    Some(meant) => format!("Did you mean `{meant}`?"),
                    None => format!("A claim is a field of this file: {}.", choices.join(", ")),
                };
                self.report(
                    Diagnostic::error(format!("there is no field `{}` to be claimed", claim.value))
                        .at(claim.span, "this field is not known")
                        .help(help),
                );
                None
            })
            .collect();
        let (title, url, file) = (title?, url?, file?);
        if title.is_none() && url.is_none() && file.is_none() {
            self.report(
                Diagnostic::error("the source says nothing of where the claim was found")
                    .at(fields.span, "this source")
                    .help("Add a `title`, a `url` or a `file`."),
            );
            return None;
        }
        Some(ClaimSource {
            title,
            url,
            file,
            verified: verified?,
            claims: claims.into_iter().collect::<Option<_>>()?,
            span: fields.span,
        })
    }

    /// `data/labels.yaml`.
    pub fn labels(&mut self, node: &Node) -> Option<Vec<(Located<String>, Text)>> {
        let fields = self.any_fields(node, "", &["founded", "status"])?;
        let keys: Vec<(String, Span)> = fields.keys().map(|(key, span)| (key.to_string(), span)).collect();
        let mut labels = Vec::with_capacity(keys.len());
        let mut complete = true;
        for (key, span) in keys {
            let valid = key.starts_with(|first: char| first.is_ascii_lowercase())
                && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
            if !valid {
                self.report(
                    Diagnostic::error(format!("`{key}` cannot be the name of a label"))
                        .at(span, "a name is expected here")
                        .help("Use small letters from a to z, digits and `_`, a letter first."),
                );
                complete = false;
                continue;
            }
            let Some(value) = fields.get(&key) else { continue };
            match self.text_value(value, &key) {
                Some(text) => labels.push((Located { value: key, span }, text)),
                None => complete &= self.project.only_declared_languages,
            }
        }
        complete.then_some(labels)
    }
}

/// Whether `tag` has the form of a BCP 47 language tag: a language, then subtags.
fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && subtags.all(|subtag| {
            (2..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
