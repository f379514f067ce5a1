//! The typed records of a project, each value with its place in the YAML.
//!
//! Each record is declared once (see [`super::record`]). Layouts see [`Brochure::view`] instead of these types. A new
//! field needs a line in `docs/data.md` and one in `docs/layouts.md`.

use serde_json::Value;

use super::comparison::change::Change;
use super::design::{Design, Fonts};
use super::fingerprint::SourceFile;
use super::index::Index;
use super::members::{Countries, MemberCount};
use super::outputs::{Format, Outputs, PrintOutput, ScreenOutput};
use super::participation::{
    Agreement, Duty, Event, Evidence, Exchange, Fee, Internal, Participation, Project, Reminder,
};
use super::places::{NamedPlace, Place};
use super::reader::{Fields, Groups, Reader};
use super::record::{Record, record};
use super::value::{Color, Date, Free, Located, Text, When};
use super::view::{Alternate, AttachedFile};
use engine::diagnostics::Span;

/// All fields of the data, record by record, so that tests can find fields that the manuals do not explain.
pub const FIELDS: &[(&str, &[&str])] = &[
    ("data/brochure.yaml", PREAMBLE),
    ("data/brochure.yaml", Publication::FIELDS),
    ("edition", Edition::FIELDS),
    ("colors", Colors::FIELDS),
    ("design", Design::FIELDS),
    ("design.fonts", Fonts::FIELDS),
    ("benefits", Benefit::FIELDS),
    ("opportunities", Opportunity::FIELDS),
    ("imprint", Imprint::FIELDS),
    ("outputs", Outputs::FIELDS),
    ("outputs.screen", ScreenOutput::FIELDS),
    ("outputs.print", PrintOutput::FIELDS),
    ("data/institution.yaml", Institution::FIELDS),
    ("place", Place::FIELDS),
    ("contact", Contact::FIELDS),
    ("social_media", WebPage::FIELDS),
    ("rector", Person::FIELDS),
    ("photograph", Picture::FIELDS),
    ("facts", Fact::FIELDS),
    ("foreword", Foreword::FIELDS),
    ("data/memberships", Membership::FIELDS),
    ("renamed", Renaming::FIELDS),
    ("members", MemberCount::FIELDS),
    ("seat", Place::FIELDS),
    ("places", NamedPlace::FIELDS),
    ("university", Participation::FIELDS),
    ("duties", Duty::FIELDS),
    ("events", Event::FIELDS),
    ("projects", Project::FIELDS),
    ("agreements", Agreement::FIELDS),
    ("exchange", Exchange::FIELDS),
    ("evidence", Evidence::FIELDS),
    ("internal", Internal::FIELDS),
    ("fee", Fee::FIELDS),
    ("reminders", Reminder::FIELDS),
    ("sources", ClaimSource::FIELDS),
];

/// The fields of `data/brochure.yaml` that must be known before any text can be read.
pub(super) const PREAMBLE: &[&str] = &["edition", "languages"];

/// Groups of fields, to find a field that is not indented below its group.
pub(super) const GROUPS: Groups = &[
    ("university", Participation::FIELDS),
    ("edition", Edition::FIELDS),
    ("contact", Contact::FIELDS),
    ("place", Place::FIELDS),
    ("seat", Place::FIELDS),
    ("rector", Person::FIELDS),
    ("foreword", Foreword::FIELDS),
];

/// The checked data of a project.
#[derive(Clone, Debug)]
pub struct Brochure {
    /// The edition's year and day.
    pub edition: Edition,
    /// Language tags in order; the first one is the fallback for missing translations. Never empty.
    pub languages: Vec<Located<String>>,
    /// The rest of `data/brochure.yaml`.
    pub publication: Publication,
    /// The university.
    pub institution: Institution,
    /// In the order in which the brochure shows them.
    pub memberships: Vec<Membership>,
    /// The ids of memberships that `order` leaves out; empty if there is no `order`.
    pub not_ordered: Vec<Located<String>>,
    /// The words that layouts use, sorted by key.
    pub labels: Vec<(String, Text)>,
    /// The labels of the project that the program does not have.
    pub own_labels: Vec<Located<String>>,
    /// The files that the data was read from.
    pub files: Vec<SourceFile>,
    /// What readers hear of the changes since the edition before, if the project keeps one.
    pub changes: Vec<Change>,
    /// The file of that edition.
    pub earlier: Option<SourceFile>,
    /// The files that are attached to the PDF, which layouts list; empty except in a PDF for archives.
    pub attachments: Vec<AttachedFile>,
    /// What layouts are filled for.
    pub format: Format,
    /// The same HTML edition in the other languages; empty for other formats.
    pub alternates: Vec<Alternate>,
    /// The places of texts and of fields without a value.
    pub(super) index: Index,
}

record! {
    /// The other fields of `data/brochure.yaml`: the texts of the whole brochure, and its colors.
    Publication {
        /// On the cover.
        title: Text = required_text("International memberships");
        /// Below the title.
        subtitle: Option<Text> = text;
        /// The brand's colors.
        colors: Colors = default_record;
        /// The page, the fonts, the cover, and the order of the parts.
        design: Design = default_record;
        /// Opening words, in Markdown.
        introduction: Option<Text> = text;
        /// What all memberships together mean for each audience.
        benefits: Vec<Benefit> = record_list("audience: …");
        /// What students and staff can do through the memberships.
        opportunities: Vec<Opportunity> = record_list("title: …");
        /// Closing words, in Markdown.
        closing: Option<Text> = text;
        /// Who made the brochure.
        imprint: Option<Imprint> = form;
        /// The ids of memberships, in the order in which the brochure shows them.
        order: Vec<Located<String>> = ids, hidden;
        /// What a plain `brochure build` writes.
        outputs: Outputs = default_record, hidden;
        /// Where the claims of the brochure were found.
        sources: Vec<Located<ClaimSource>> = sources;
    }
}

record! {
    /// Which edition of the brochure this is.
    Edition {
        /// The year on the cover; no year in the data is later.
        year: Located<i32> = required_year("2026");
        /// The day on which all statements were true; also the date of the PDF.
        as_of: Option<Located<Date>> = date;
        /// How many months before `as_of` a claim may have been verified.
        verified_within_months: Option<Located<u32>> = count, hidden;
    }
    check edition_is_dated_in_its_year(year, as_of)
}

record! {
    /// The brand's colors. A layout uses its own color for one that is absent.
    #[derive(Default)]
    Colors {
        /// Headings and covers.
        primary: Option<Located<Color>> = color;
        /// Rules and small headings.
        secondary: Option<Located<Color>> = color;
        /// Applications, and the markers of lists.
        accent: Option<Located<Color>> = color;
        /// Behind figures.
        background: Option<Located<Color>> = color;
        /// Running text.
        text: Option<Located<Color>> = color;
    }
}

record! {
    /// What the memberships mean for one audience.
    Benefit {
        /// Who benefits ("For its students").
        audience: Text = required_text("For the university");
        /// What they gain, in Markdown.
        text: Text = required_text("What the memberships bring.");
    }
}

record! {
    /// Something that somebody can do or apply for.
    Opportunity {
        /// What it is.
        title: Text = required_text("Semester abroad");
        /// For whom it is ("Students").
        audience: Option<Text> = text;
        /// What it offers, in Markdown.
        text: Option<Text> = text;
        /// Until when to apply.
        deadline: Option<Located<When>> = when;
        /// Where there is more about it.
        website: Option<Located<String>> = url;
    }
}

record! {
    /// Who made the brochure.
    Imprint {
        /// Who publishes it, if not the university.
        publisher: Option<Text> = text;
        /// Who wrote and edited it.
        editor: Option<Text> = text;
        /// Who designed it.
        design: Option<Text> = text;
        /// Who took the photographs.
        photographs: Option<Text> = text;
        /// Who printed it.
        printed_by: Option<Text> = text;
        /// Its number as a book.
        isbn: Option<Text> = text, in_one_language;
        /// Rights and thanks, in Markdown.
        note: Option<Text> = text;
    }
}

record! {
    /// The university itself.
    Institution {
        /// Its name.
        name: Text = required_text("The university's name");
        /// Its name in its own language.
        native_name: Option<Text> = text, in_one_language;
        /// An abbreviation.
        short_name: Option<Text> = text;
        /// The year of its founding.
        founded: Option<Located<i32>> = year;
        /// Its code in the Erasmus+ programme.
        erasmus_code: Option<Text> = text, in_one_language;
        /// Its city and country, and the point of a map.
        place: Place = default_record, flattened;
        /// Its code in the European Commission's register of participants.
        pic: Option<Text> = text, in_one_language;
        /// Its address in the Research Organization Registry.
        ror: Option<Located<String>> = url;
        /// How to reach the office that answers questions.
        contact: Option<Contact> = form;
        /// How to reach further offices.
        contacts: Vec<Contact> = record_list("office: …");
        /// Its pages on social media.
        social_media: Vec<WebPage> = record_list("{name: …, url: https://…}");
        /// Its head.
        rector: Option<Person> = person;
        /// An image, relative to the project folder.
        logo: Option<Located<String>> = file;
        /// A photograph for the cover.
        photograph: Option<Picture> = picture;
        /// A page before the memberships.
        foreword: Option<Foreword> = form;
        /// A few sentences on the university, in Markdown.
        about: Option<Text> = text;
        /// Further facts.
        facts: Vec<Fact> = record_list("{label: …, value: …}");
        /// Values of any form, for one's own layouts.
        extra: Free = free;
        /// Where the claims of this file were found.
        sources: Vec<Located<ClaimSource>> = sources;
    }
}

record! {
    /// A page on the web.
    WebPage {
        /// What it is ("Facebook").
        name: Text = required_text("Facebook"), in_one_language;
        /// Its address.
        url: Located<String> = required_url("https://example.org");
    }
}

record! {
    /// A fact that has no field of its own.
    Fact {
        /// What it is about ("Working language").
        label: Text = required_text("Working language");
        /// What it is.
        value: Text = required_text("English");
    }
}

record! {
    /// A picture, written as its path or as `{file: images/campus.jpg, alt: The main building}`.
    Picture {
        /// The file, relative to the project folder.
        file: Located<String> = required_file("images/campus.jpg");
        /// What it shows, for those who cannot see it.
        alt: Option<Text> = text;
    }
}

record! {
    /// How to reach somebody.
    Contact {
        /// The office that answers.
        office: Option<Text> = text;
        /// The postal address.
        address: Option<Text> = text;
        /// The e-mail address.
        email: Option<Located<String>> = email;
        /// The telephone number.
        telephone: Option<Located<String>> = telephone;
        /// The address of the website.
        website: Option<Located<String>> = url;
    }
}

record! {
    /// A person and his or her office, written as a name or as `{name: …, role: …}`.
    Person {
        /// The name, with titles.
        name: Text = required_text("A name");
        /// The office.
        role: Option<Text> = text;
        /// The e-mail address.
        email: Option<Located<String>> = email;
        /// The telephone number.
        telephone: Option<Located<String>> = telephone;
        /// A portrait.
        portrait: Option<Picture> = picture;
        /// A picture of the signature.
        signature: Option<Picture> = picture;
    }
}

impl Person {
    /// A person of whom only the name is known.
    pub fn named(name: Text) -> Person {
        Person { name, role: None, email: None, telephone: None, portrait: None, signature: None }
    }
}

record! {
    /// The foreword and who signs it.
    Foreword {
        /// The foreword, in Markdown.
        text: Text = required_text("The foreword itself");
        /// Who signs it.
        signed_by: Option<Person> = person;
    }
}

record! {
    /// One association and the university's role in it.
    Membership {
        /// The target of links to the association; unique.
        id: Located<String> = id;
        /// The association's name. If only its abbreviation is known, that is its name.
        name: Text = name_or_abbreviation("The association's name");
        /// Its name in its own language.
        native_name: Option<Text> = text, in_one_language;
        /// Its abbreviation.
        abbreviation: Option<Text> = text, in_one_language;
        /// What the association is and does, in Markdown.
        about: Option<Text> = text;
        /// The address of its website.
        website: Option<Located<String>> = url;
        /// How to reach it.
        contact: Option<Contact> = form;
        /// The year of its founding.
        founded: Option<Located<i32>> = year;
        /// When it took its present name.
        renamed: Option<Renaming> = optional_record;
        /// Those on whose initiative it was founded.
        initiators: Vec<Text> = texts;
        /// The numbers of members of each kind. They are undated and count different things, so they are never added.
        members: Vec<MemberCount> = record_list("exactly: 139");
        /// How the number of members develops, in words ("constantly growing").
        members_note: Option<Text> = text;
        /// The countries of its members.
        countries: Countries = countries;
        /// The region that it covers.
        region: Option<Text> = text;
        /// Where it has its seat.
        seat: Option<Place> = form;
        /// Members and other places that are worth a point on a map.
        places: Vec<NamedPlace> = record_list("{name: …, city: …, lat: 38.75, lon: 48.85}");
        /// Its governing body.
        governing_body: Option<Text> = text;
        /// What the association does.
        activities: Vec<Text> = texts;
        /// The association's logo, relative to the project folder.
        logo: Option<Located<String>> = file;
        /// The university's role in it.
        university: Participation = required_participation("{status: member}");
        /// What took place, or will.
        events: Vec<Event> = record_list("title: Annual conference");
        /// Projects that came of it.
        projects: Vec<Project> = record_list("title: …");
        /// Agreements that were signed.
        agreements: Vec<Agreement> = record_list("title: …");
        /// How many people were exchanged, by year.
        exchange: Vec<Exchange> = record_list("{year: 2025/26, incoming: 45, outgoing: 120}");
        /// Files that prove what is said here.
        evidence: Vec<Evidence> = record_list("{title: …, file: evidence/letter.pdf}");
        /// Further facts, printed with the others.
        facts: Vec<Fact> = record_list("{label: …, value: …}");
        /// What only the office needs. No layout that comes with the program prints it but the internal register.
        internal: Option<Internal> = form;
        /// Values of any form, for one's own layouts.
        extra: Free = free;
        /// Where the claims of this file were found.
        sources: Vec<Located<ClaimSource>> = sources;
    }
    check association_is_consistent(founded, renamed)
}

record! {
    /// When an association took its present name.
    Renaming {
        /// The year.
        year: Located<i32> = required_past_year("1992");
        /// The name before that.
        from: Option<Text> = text;
    }
}

record! {
    /// Where a claim was found and when it was last checked.
    ClaimSource {
        /// The title of the source.
        title: Option<Text> = text;
        /// Its address on the web.
        url: Option<Located<String>> = url;
        /// Evidence kept in the project, relative to its folder.
        file: Option<Located<String>> = file;
        /// When it was written.
        date: Option<Located<When>> = past_when;
        /// Who wrote it.
        issuer: Option<Text> = text;
        /// The day on which the claims were last compared with it.
        verified: Option<Located<Date>> = date;
        /// The fields that it supports; if empty, all fields of the file.
        claims: Vec<Located<String>> = claims;
    }
    check source_is_named(title, url, file)
}

impl Membership {
    /// All its sources: its own, then those of what came of it.
    pub fn all_sources(&self) -> Vec<&Located<ClaimSource>> {
        let mut all: Vec<&Located<ClaimSource>> = self.sources.iter().collect();
        self.events.iter().for_each(|event| all.extend(&event.sources));
        self.projects.iter().for_each(|project| all.extend(&project.sources));
        self.agreements.iter().for_each(|agreement| all.extend(&agreement.sources));
        self.exchange.iter().for_each(|exchange| all.extend(&exchange.sources));
        all
    }
}

impl Brochure {
    /// The language that missing translations fall back to.
    pub fn first_language(&self) -> &str {
        self.languages.first().map_or("", |language| language.value.as_str())
    }

    /// The places where `text` occurs in the YAML files, in the order of reading. Any white space is equal to one
    /// space. A place is that of the words if the file contains exactly these words, otherwise that of the whole value.
    pub fn find_text(&self, text: &str) -> Vec<Span> {
        self.index.find(text)
    }

    /// The places of the values in the YAML files that are equal to `text`, in the order of reading. Any white space
    /// is equal to one space.
    pub fn find_value(&self, text: &str) -> Vec<Span> {
        self.index.find_value(text)
    }

    /// The place of `words` inside the place of a value, if exactly these words occur there once; otherwise `span`.
    pub fn narrow(&self, span: Span, words: &str) -> Span {
        self.index.narrow(span, words)
    }
}
