//! What is true: the typed records of a project, each value knowing its place in the YAML.
//!
//! Layouts do not see these types but the [`View`](super::View) of them in one language.

use super::index::Index;
use super::value::{Colour, Date, Located, Quantity, Text};
use engine::diagnostics::Span;

/// Everything the data of a project says, checked.
#[derive(Clone, Debug)]
pub struct Brochure {
    pub edition: Edition,
    pub title: Text,
    pub subtitle: Option<Text>,
    /// Language tags in order; the first one is what others fall back to. Never empty.
    pub languages: Vec<Located<String>>,
    pub colours: Colours,
    /// Opening words of the brochure as a whole, in Markdown.
    pub introduction: Option<Text>,
    /// What the memberships together mean, by audience.
    pub benefits: Vec<Benefit>,
    /// Closing words of the brochure as a whole, in Markdown.
    pub closing: Option<Text>,
    pub outputs: Outputs,
    pub sources: Vec<ClaimSource>,
    pub institution: Institution,
    /// In the order the brochure shows them.
    pub memberships: Vec<Membership>,
    /// The ids of memberships that `order` does not name though it names others.
    pub not_ordered: Vec<Located<String>>,
    /// The words layouts use, sorted by key.
    pub labels: Vec<(String, Text)>,
    /// The files that the data was read from, relative to the project folder.
    pub files: Vec<String>,
    /// Where texts and fields without a value stand.
    pub(super) index: Index,
}

/// Which edition of the brochure this is.
#[derive(Clone, Debug)]
pub struct Edition {
    pub year: Located<i32>,
    /// The day on which everything said was true; it dates the files.
    pub as_of: Option<Located<Date>>,
    /// How many months before `as_of` a claim may have been verified.
    pub verified_within_months: Option<Located<u32>>,
}

/// The brand's colours; a layout has its own where one is absent.
#[derive(Clone, Debug, Default)]
pub struct Colours {
    pub primary: Option<Located<Colour>>,
    pub secondary: Option<Located<Colour>>,
    pub accent: Option<Located<Colour>>,
    pub background: Option<Located<Colour>>,
    pub text: Option<Located<Colour>>,
}

/// What a plain `brochure build` makes.
#[derive(Clone, Debug, Default)]
pub struct Outputs {
    /// Where results go, relative to the project folder.
    pub folder: Option<Located<String>>,
    pub formats: Vec<Located<Format>>,
    pub profiles: Vec<Located<Profile>>,
}

/// A kind of file to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Pdf,
    Txt,
}

/// What a PDF is for; see the profiles in the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    Screen,
    Print,
    Archive,
}

/// What the memberships mean for one audience.
#[derive(Clone, Debug)]
pub struct Benefit {
    pub audience: Text,
    /// In Markdown.
    pub text: Text,
}

/// The university itself.
#[derive(Clone, Debug)]
pub struct Institution {
    pub name: Text,
    pub native_name: Option<Text>,
    pub short_name: Option<Text>,
    pub founded: Option<Located<i32>>,
    pub place: Place,
    pub contact: Contact,
    pub rector: Option<Person>,
    /// An image, relative to the project folder.
    pub logo: Option<Located<String>>,
    pub foreword: Option<Foreword>,
    /// A few sentences on the university, in Markdown.
    pub about: Option<Text>,
    pub sources: Vec<ClaimSource>,
}

/// Where the university is.
#[derive(Clone, Debug, Default)]
pub struct Place {
    pub city: Option<Text>,
    pub country: Option<Text>,
}

/// How to reach somebody.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    pub office: Option<Text>,
    pub address: Option<Text>,
    pub email: Option<Located<String>>,
    pub telephone: Option<Located<String>>,
    pub website: Option<Located<String>>,
}

impl Contact {
    /// Whether nothing at all is known.
    pub fn is_empty(&self) -> bool {
        self.office.is_none()
            && self.address.is_none()
            && self.email.is_none()
            && self.telephone.is_none()
            && self.website.is_none()
    }
}

/// A person and what he or she is.
#[derive(Clone, Debug)]
pub struct Person {
    pub name: Text,
    pub role: Option<Text>,
}

/// The foreword and who signs it.
#[derive(Clone, Debug)]
pub struct Foreword {
    /// In Markdown.
    pub text: Text,
    pub signed_by: Option<Person>,
}

/// One association and what the university is to it.
#[derive(Clone, Debug)]
pub struct Membership {
    pub id: Located<String>,
    pub name: Text,
    pub native_name: Option<Text>,
    pub abbreviation: Option<Text>,
    /// What the association is and does, in Markdown.
    pub about: Option<Text>,
    pub website: Option<Located<String>>,
    pub contact: Contact,
    pub founded: Option<Located<i32>>,
    pub renamed: Option<Renaming>,
    /// On whose initiative it was founded.
    pub initiators: Vec<Text>,
    /// How many members of which kind; undated and of different kinds, so never added up.
    pub members: Vec<MemberCount>,
    /// How membership develops, in words ("growing steadily").
    pub members_note: Option<Text>,
    pub countries: Option<Countries>,
    pub region: Option<Text>,
    pub governing_body: Option<Text>,
    /// What the association does.
    pub activities: Vec<Text>,
    pub university: Participation,
    pub sources: Vec<ClaimSource>,
}

/// When an association took its present name.
#[derive(Clone, Debug)]
pub struct Renaming {
    pub year: Located<i32>,
    /// The name before that.
    pub from: Option<Text>,
}

/// A number of members of one kind.
#[derive(Clone, Debug)]
pub struct MemberCount {
    pub count: Quantity,
    /// What is counted ("universities"), to follow the number.
    pub of: Text,
}

/// The countries that an association's members come from.
#[derive(Clone, Debug)]
pub enum Countries {
    Count(Quantity),
    List(Vec<Text>),
}

/// What the university is to an association.
#[derive(Clone, Debug)]
pub struct Participation {
    pub status: Located<Status>,
    /// Since when, or when it applied or left.
    pub year: Option<Located<i32>>,
    /// Why the university joined or applied.
    pub reasons: Vec<Text>,
    /// What the university does in the association.
    pub activities: Vec<Text>,
    /// What the university has of it, or would have.
    pub benefits: Vec<Text>,
}

/// The university's standing in an association.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Member,
    Elected,
    Applied,
    Observer,
    Former,
}

impl Status {
    pub const ALL: [Status; 5] =
        [Status::Member, Status::Elected, Status::Applied, Status::Observer, Status::Former];

    /// As written in the data.
    pub fn keyword(self) -> &'static str {
        match self {
            Status::Member => "member",
            Status::Elected => "elected",
            Status::Applied => "applied",
            Status::Observer => "observer",
            Status::Former => "former",
        }
    }

    /// Whether the university is a member; an application, for one, is not a membership.
    pub fn is_membership(self) -> bool {
        matches!(self, Status::Member | Status::Elected)
    }
}

/// Where a claim was found and when it was last checked.
#[derive(Clone, Debug)]
pub struct ClaimSource {
    pub title: Option<Text>,
    pub url: Option<Located<String>>,
    /// Evidence kept in the project, relative to its folder.
    pub file: Option<Located<String>>,
    pub verified: Option<Located<Date>>,
    /// The fields this supports; empty for all that the file says.
    pub claims: Vec<Located<String>>,
    /// The whole entry.
    pub span: Span,
}

/// How many records there are of each standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All records, whatever their status.
    pub associations: usize,
    /// Members and elected members.
    pub memberships: usize,
    pub applications: usize,
    pub observers: usize,
    pub former: usize,
}

impl Brochure {
    /// Counts the records by status.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { associations: self.memberships.len(), ..Counts::default() };
        for membership in &self.memberships {
            match membership.university.status.value {
                Status::Member | Status::Elected => counts.memberships += 1,
                Status::Applied => counts.applications += 1,
                Status::Observer => counts.observers += 1,
                Status::Former => counts.former += 1,
            }
        }
        counts
    }

    /// The language that others fall back to.
    pub fn first_language(&self) -> &str {
        self.languages.first().map_or("", |language| language.value.as_str())
    }

    /// Where in the YAML files `text` occurs, in the order of reading; white space counts as one space.
    ///
    /// The span is that of the words themselves where the file spells them so, else of the whole value.
    pub fn find_text(&self, text: &str) -> Vec<Span> {
        self.index.find(text)
    }

    /// The texts of the YAML files that are `text` as a whole, in the order of reading; white space
    /// counts as one space.
    pub fn find_value(&self, text: &str) -> Vec<Span> {
        self.index.find_value(text)
    }

    /// The place of `words` within a text's place where they are spelt so once, else all of `span`.
    pub fn narrow(&self, span: Span, words: &str) -> Span {
        self.index.narrow(span, words)
    }
}
