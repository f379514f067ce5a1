//! The university's role in an association: its status, since when, who is in charge, what came of it.

use serde_json::{Map, Value};

use super::model::{ClaimSource, Person};
use super::reader::{Fields, Reader};
use super::record::{FieldValue, Record, record};
use super::shape::{ShapeFields, singles};
use super::value::{Amount, Date, Located, Text, When};
use engine::diagnostics::Diagnostic;

record! {
    /// The university's role in an association.
    Participation {
        /// Whether it is a member, and of which kind.
        status: Located<Status> = required_status("member");
        /// The association's own word for it ("full member").
        category: Option<Text> = text;
        /// `since`, `applied` or `until`, whichever the status is about, if only the year is known.
        year: Option<Located<i32>> = year;
        /// When the university joined.
        since: Option<Located<When>> = past_when;
        /// When it applied.
        applied: Option<Located<When>> = past_when;
        /// When the membership ended or will end.
        until: Option<Located<When>> = when;
        /// When the membership has to be renewed.
        renewal: Option<Located<When>> = when;
        /// Who answers questions on it.
        contact_person: Option<Person> = person;
        /// The units of the university that are responsible for it.
        responsible: Vec<Text> = texts;
        /// The duties of people of the university in the association.
        duties: Vec<Duty> = record_list("title: Member of the board");
        /// Why the university joined or applied.
        reasons: Vec<Text> = texts;
        /// What the university does in the association.
        activities: Vec<Text> = texts;
        /// What the university gains, or would gain.
        benefits: Vec<Text> = texts;
    }
}

/// The university's status in an association.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// A member.
    Member,
    /// An elected member.
    Elected,
    /// It has applied for membership.
    Applied,
    /// An associate, with fewer rights than a member.
    Associate,
    /// An observer.
    Observer,
    /// It is to become a member.
    Candidate,
    /// Its membership rests.
    Suspended,
    /// It was a member.
    Former,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 8] = [
        Status::Member,
        Status::Elected,
        Status::Associate,
        Status::Observer,
        Status::Candidate,
        Status::Applied,
        Status::Suspended,
        Status::Former,
    ];

    /// As written in the data.
    pub fn keyword(self) -> &'static str {
        match self {
            Status::Member => "member",
            Status::Elected => "elected",
            Status::Associate => "associate",
            Status::Observer => "observer",
            Status::Candidate => "candidate",
            Status::Applied => "applied",
            Status::Suspended => "suspended",
            Status::Former => "former",
        }
    }

    /// Whether the association counts as a membership of the university. This is the only place that decides it. An application is not a membership.
    pub fn is_membership(self) -> bool {
        matches!(self, Status::Member | Status::Elected)
    }

    /// Whether the university may become a member.
    pub fn is_application(self) -> bool {
        matches!(self, Status::Applied | Status::Candidate)
    }
}

impl FieldValue for Status {
    fn view(&self, _language: &str) -> Value {
        self.keyword().into()
    }

    fn view_into(&self, name: &str, language: &str, record: &mut Map<String, Value>) {
        record.insert(name.to_string(), self.view(language));
        record.insert("is_member".to_string(), self.is_membership().into());
        // For an applicant, layouts write "would bring" instead of "brings".
        record.insert("is_applicant".to_string(), self.is_application().into());
        // The label of this status says the same as the words for its date.
        record.insert("has_applied".to_string(), (*self == Status::Applied).into());
    }

    fn shape_into(name: &str, record: &mut ShapeFields) {
        record.extend(singles(&[name, "is_member", "is_applicant", "has_applied"]));
    }
}

record! {
    /// What somebody of the university does in an association.
    Duty {
        /// The office or body ("member of the board").
        title: Text = required_text("Member of the board");
        /// Who holds it.
        name: Option<Text> = text;
        /// From when.
        since: Option<Located<When>> = past_when;
        /// Until when.
        until: Option<Located<When>> = when;
    }
}

record! {
    /// A conference, a visit or another event.
    Event {
        /// What it was.
        title: Text = required_text("Annual conference");
        /// When.
        date: Option<Located<When>> = when;
        /// Where.
        place: Option<Text> = text;
        /// Who took part for the university.
        people: Vec<Text> = texts;
        /// Where this was found.
        sources: Vec<Located<ClaimSource>> = sources;
    }
}

record! {
    /// A project of several universities.
    Project {
        /// Its title.
        title: Text = required_text("The project's title");
        /// Who pays for it ("Erasmus+").
        programme: Option<Text> = text;
        /// When it began.
        since: Option<Located<When>> = when;
        /// When it ends.
        until: Option<Located<When>> = when;
        /// The university's part in it ("coordinator").
        role: Option<Text> = text;
        /// Its website.
        website: Option<Located<String>> = url;
        /// Where this was found.
        sources: Vec<Located<ClaimSource>> = sources;
    }
}

record! {
    /// An agreement between universities.
    Agreement {
        /// What it is about.
        title: Text = required_text("Agreement on student exchange");
        /// With whom.
        partner: Option<Text> = text;
        /// When it was signed.
        signed: Option<Located<When>> = past_when;
        /// When it ends.
        until: Option<Located<When>> = when;
        /// The signed paper, relative to the project folder.
        file: Option<Located<String>> = file;
        /// Where this was found.
        sources: Vec<Located<ClaimSource>> = sources;
    }
}

record! {
    /// How many people were exchanged in a year.
    Exchange {
        /// The year ("2025/26").
        year: Text = required_text("2025/26"), in_one_language;
        /// How many came.
        incoming: Option<Located<u32>> = count;
        /// How many went.
        outgoing: Option<Located<u32>> = count;
        /// Where this was found.
        sources: Vec<Located<ClaimSource>> = sources;
    }
}

record! {
    /// A file that proves something.
    Evidence {
        /// What it is.
        title: Text = required_text("Letter of admission");
        /// The file, relative to the project folder.
        file: Located<String> = required_file("evidence/letter.pdf");
        /// When it was written.
        date: Option<Located<When>> = past_when;
        /// Who wrote it.
        issuer: Option<Text> = text;
    }
}

record! {
    /// What only the office needs.
    Internal {
        /// What the membership costs.
        fee: Option<Fee> = form;
        /// The university's number in the association.
        membership_number: Option<Text> = text, in_one_language;
        /// Notes, in Markdown.
        notes: Option<Text> = text, in_one_language;
        /// What the office has to think of.
        reminders: Vec<Reminder> = record_list("{date: 2026-11-01, text: …}");
    }
}

record! {
    /// What a membership costs.
    Fee {
        /// How much.
        amount: Amount = required_amount("1900");
        /// In which currency (ISO 4217).
        currency: Option<Located<String>> = currency;
        /// For how long ("a year").
        period: Option<Text> = text;
        /// Who pays it.
        payer: Option<Text> = text;
    }
}

record! {
    /// Something to think of on a day.
    Reminder {
        /// The day.
        date: Option<Located<Date>> = date;
        /// What to think of.
        text: Text = required_text("Pay the fee"), in_one_language;
    }
}

impl Status {
    /// The name of the date that the status is about.
    pub fn date_name(self) -> &'static str {
        match self {
            Status::Former => "until",
            status if status.is_application() => "applied",
            _ => "since",
        }
    }
}

impl Participation {
    /// The date that the status is about.
    pub fn date(&self) -> &Option<Located<When>> {
        match self.status.value.date_name() {
            "until" => &self.until,
            "applied" => &self.applied,
            _ => &self.since,
        }
    }

    /// Gives the year to the date that the status is about, or the date to the year.
    fn settle(&mut self) {
        let date = match self.status.value.date_name() {
            "until" => &mut self.until,
            "applied" => &mut self.applied,
            _ => &mut self.since,
        };
        match (&self.year, &date) {
            (Some(year), None) => *date = Some(Located { value: When::year(year.value), span: year.span }),
            (None, Some(date)) => self.year = Some(Located { value: date.value.year, span: date.span }),
            _ => {}
        }
    }
}

impl Reader<'_> {
    /// The university's role in an association.
    pub fn required_participation(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        example: &str,
    ) -> Option<Participation> {
        let mut participation: Participation = self.required_record(fields, key, example)?;
        if let (Some(year), Some(given)) = (&participation.year, participation.date()) {
            let name = participation.status.value.date_name();
            let message = format!("`{key}.year` and `{key}.{name}` say the same");
            let diagnostic =
                Diagnostic::error(message).at(year.span, "given here").at(given.span, "and here");
            self.report(diagnostic.help("Remove `year`."));
            return None;
        }
        if let (Some(since), Some(until)) = (&participation.since, &participation.until)
            && until.value.is_before(since.value)
        {
            let message = format!("the membership ends in {}, before it begins", until.value);
            let diagnostic = Diagnostic::error(message)
                .at(until.span, format!("`{key}.until`"))
                .at(since.span, format!("`{key}.since`"));
            self.report(diagnostic.help("Correct one of the two."));
            return None;
        }
        participation.settle();
        Some(participation)
    }
}
