//! A difference between two editions, as `brochure diff` and layouts show it.

use super::super::value::Text;
use super::value::ChangedValue;

/// A difference between two editions.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is about.
    pub kind: ChangeKind,
    /// Of what it is a change.
    pub subject: ChangeSubject,
    /// The field, after the fields around it. Empty for a change of a whole association or of the status.
    pub path: Vec<ChangeStep>,
    /// What was; absent for something new.
    pub old: Option<ChangedValue>,
    /// What is; absent for something that is gone.
    pub new: Option<ChangedValue>,
    /// The languages in which a text is different; empty if it is one for all languages, or no text.
    pub languages: Vec<String>,
}

/// Of what a [`Change`] is.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeSubject {
    /// The texts of the whole brochure.
    Brochure,
    /// The university.
    Institution(Text),
    /// An association.
    Association {
        /// Its id.
        id: String,
        /// Its name, where it is still there the new one.
        name: Text,
        /// Its abbreviation.
        abbreviation: Option<Text>,
    },
}

/// A field on the way to what has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeStep {
    /// The name of the field in the data.
    pub field: String,
    /// Whether it is the first one of its record, which names the record.
    pub is_first: bool,
    /// The item of the list, if the field is one.
    pub item: Option<ChangedValue>,
}

/// What a [`Change`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// A new association in which the university takes part.
    Joined,
    /// The membership has ended.
    Left,
    /// The university has applied.
    Applied,
    /// An application was accepted.
    Accepted,
    /// Another status.
    Status,
    /// An association is new in the brochure, with a status that is none of these.
    Listed,
    /// An association is no longer in the brochure.
    Unlisted,
    /// A number of members or countries.
    Figure,
    /// A number of people who were exchanged.
    Exchange,
    /// A name.
    Name,
    /// A date of the participation or of an association.
    Date,
    /// A person: the rector, who holds a duty.
    Person,
    /// An event.
    Event,
    /// A project.
    Project,
    /// An agreement.
    Agreement,
    /// A file that proves something.
    Evidence,
    /// Any other fact.
    Fact,
    /// A value that the brochure does not print: what layouts of one's own use, and the points of maps.
    Other,
    /// How to reach somebody.
    Contact,
    /// The file of a picture.
    Picture,
    /// Where a statement was found.
    Source,
    /// The wording of a text.
    Text,
}

impl ChangeKind {
    /// Its word for programs and layouts.
    pub fn keyword(self) -> &'static str {
        match self {
            ChangeKind::Joined => "joined",
            ChangeKind::Left => "left",
            ChangeKind::Applied => "applied",
            ChangeKind::Accepted => "accepted",
            ChangeKind::Status => "status",
            ChangeKind::Listed => "listed",
            ChangeKind::Unlisted => "unlisted",
            ChangeKind::Figure => "figure",
            ChangeKind::Exchange => "exchange",
            ChangeKind::Name => "name",
            ChangeKind::Date => "date",
            ChangeKind::Person => "person",
            ChangeKind::Event => "event",
            ChangeKind::Project => "project",
            ChangeKind::Agreement => "agreement",
            ChangeKind::Evidence => "evidence",
            ChangeKind::Fact => "fact",
            ChangeKind::Other => "other",
            ChangeKind::Contact => "contact",
            ChangeKind::Picture => "picture",
            ChangeKind::Source => "source",
            ChangeKind::Text => "text",
        }
    }

    /// That of a field, by the names of the fields around it and its own.
    pub(super) fn of(path: &[ChangeStep]) -> ChangeKind {
        let has = |names: &[&str]| path.iter().any(|step| names.contains(&step.field.as_str()));
        let kinds: [(&[&str], ChangeKind); 15] = [
            (&["extra", "lat", "lon"], ChangeKind::Other),
            (&["sources"], ChangeKind::Source),
            (&["logo", "photograph", "portrait", "signature"], ChangeKind::Picture),
            (&["evidence"], ChangeKind::Evidence),
            (&["events"], ChangeKind::Event),
            (&["projects"], ChangeKind::Project),
            (&["agreements"], ChangeKind::Agreement),
            (&["exchange"], ChangeKind::Exchange),
            (&["contact", "contacts", "contact_person", "website", "social_media"], ChangeKind::Contact),
            (&["email", "telephone"], ChangeKind::Contact),
            (&["rector", "duties"], ChangeKind::Person),
            (&["members", "countries"], ChangeKind::Figure),
            (&["facts", "seat", "place", "places"], ChangeKind::Fact),
            (&["name", "native_name", "abbreviation", "short_name", "renamed"], ChangeKind::Name),
            (&["founded", "since", "applied", "until", "renewal"], ChangeKind::Date),
        ];
        let found = kinds.iter().find(|(names, _)| has(names));
        let texts =
            ["about", "foreword", "reasons", "activities", "benefits", "members_note", "imprint", "closing"];
        let is_of_brochure = ["title", "subtitle", "introduction", "opportunities"];
        match found {
            Some((_, kind)) => *kind,
            None if has(&texts) || has(&is_of_brochure) => ChangeKind::Text,
            None => ChangeKind::Fact,
        }
    }
}

impl Change {
    /// Whether readers of the brochure hear of it. The rest is for the office: wordings, contacts, pictures, sources.
    pub fn is_news(&self) -> bool {
        !matches!(
            self.kind,
            ChangeKind::Other
                | ChangeKind::Contact
                | ChangeKind::Picture
                | ChangeKind::Source
                | ChangeKind::Text
        ) && self.subject != ChangeSubject::Brochure
    }
}
