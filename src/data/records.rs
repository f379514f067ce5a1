//! Reads the fields that only one record has, and checks the rules on several fields of a record.

use super::corrections;
use super::languages::is_language_tag;
use super::members::Countries;
use super::model::{
    ClaimSource, Edition, Institution, Membership, PREAMBLE, Person, Picture, Publication, Renaming,
};
use super::outputs::{Format, PrinterMark, Profile, SummaryForm};
use super::participation::{Participation, Status};
use super::reader::{Fields, Reader};
use super::record::Record;
use super::schema::SchemaFile;
use super::standards::ChosenStandard;
use super::value::{Date, Located, Precision, Text};
use super::yaml::{Node, NodeKind};
use engine::diagnostics::{Diagnostic, Span, closest};
use engine::pdf::Standards;

/// Fields that a source cannot support, because they are not statements about the world.
const NOT_CLAIMABLE: [&str; 7] = ["id", "order", "outputs", "sources", "evidence", "internal", "extra"];

impl Reader<'_> {
    /// The fields of `data/brochure.yaml`, which belong to two records.
    pub fn brochure_fields<'n>(&mut self, node: &'n Node) -> Option<Fields<'n>> {
        self.fields(node, "", &[PREAMBLE, Publication::FIELDS].concat())
    }

    /// The edition and the languages, which must be known before texts are read; `None` for one that has an error.
    pub fn preamble(&mut self, fields: &Fields<'_>) -> (Option<Edition>, Option<Vec<Located<String>>>) {
        (self.required_record(fields, "edition", "{year: 2026}"), self.languages(fields, "languages"))
    }

    /// The rest of `data/brochure.yaml`.
    pub fn publication(&mut self, fields: &Fields<'_>) -> Option<Publication> {
        self.claimable = claimable_in(SchemaFile::Brochure);
        Publication::read(self, fields)
    }

    /// `data/institution.yaml`.
    pub fn institution(&mut self, node: &Node) -> Option<Institution> {
        self.claimable = claimable_in(SchemaFile::Institution);
        self.takes_facts = true;
        let fields = self.fields(node, "", Institution::FIELDS)?;
        Institution::read(self, &fields)
    }

    /// One file of `data/memberships`.
    pub fn membership(&mut self, node: &Node) -> Option<Membership> {
        self.claimable = claimable_in(SchemaFile::Membership);
        self.takes_facts = true;
        let fields = self.fields(node, "", Membership::FIELDS)?;
        Membership::read(self, &fields)
    }

    /// Reads the languages of the brochure, at least one.
    fn languages(&mut self, fields: &Fields<'_>, key: &str) -> Option<Vec<Located<String>>> {
        self.required(fields, key, "[en]")?;
        let items = self.items(fields, key, "en")?;
        let mut languages: Vec<Located<String>> = Vec::new();
        let mut complete = true;
        for item in items {
            let Some(language) = self.string(item, key, "a language tag") else {
                complete = false;
                continue;
            };
            if !is_language_tag(&language.value) {
                let message = Diagnostic::error(format!("`{}` is not a language tag", language.value))
                    .at(language.span, "a language tag is expected here");
                self.report(match corrections::language(&language.value) {
                    Some(meant) => message.write(language.span, &meant),
                    None => message
                        .help("Write the language's two or three lower-case letters: `en`, `az`, `tr`."),
                });
                complete = false;
            } else if let Some(first) = languages.iter().find(|other| other.value == language.value) {
                let first = first.span;
                self.report(
                    Diagnostic::error(format!("the language `{}` is listed twice", language.value))
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
                    .at_maybe(fields.key_span(key), "no language is given")
                    .help("Name at least one, for example `languages: [en]`."),
            );
            return None;
        }
        complete.then_some(languages)
    }

    /// A rule of [`Edition`].
    pub fn edition_is_dated_in_its_year(
        &mut self,
        _fields: &Fields<'_>,
        year: &Located<i32>,
        as_of: &Option<Located<Date>>,
    ) -> Option<()> {
        let Some(date) = as_of.as_ref().filter(|date| date.value.year > year.value) else { return Some(()) };
        self.report(
            Diagnostic::error(format!("{} is after the edition's year, {}", date.value, year.value))
                .at(date.span, "`edition.as_of`")
                .at(year.span, "the edition's year")
                .help("The date must be in the edition's year or before: correct one of the two."),
        );
        None
    }

    /// A list of memberships by their ids.
    pub fn ids(&mut self, fields: &Fields<'_>, key: &str) -> Option<Vec<Located<String>>> {
        let path = fields.path(key);
        self.list(fields, key, "black-sea", |reader, item| {
            reader.string(item, &path, "the id of a membership")
        })
    }

    /// The languages of files: tags with a plus between them.
    pub fn language_lists(&mut self, fields: &Fields<'_>, key: &str) -> Option<Vec<Located<String>>> {
        let path = fields.path(key);
        self.list(fields, key, "en", |reader, item| reader.string(item, &path, "the tag of a language"))
    }

    /// The names of layouts.
    pub fn layout_names(&mut self, fields: &Fields<'_>, key: &str) -> Option<Vec<Located<String>>> {
        let path = fields.path(key);
        self.list(fields, key, "brochure", |reader, item| reader.string(item, &path, "the name of a layout"))
    }

    /// The name of a folder.
    pub fn folder(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<String>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        self.string(node, &fields.path(key), "the name of a folder").map(Some)
    }

    /// The kinds of files to write.
    pub fn formats(&mut self, fields: &Fields<'_>, key: &str) -> Option<Vec<Located<Format>>> {
        self.keywords(fields, key, &Format::ALL.map(|format| (format.keyword(), format)))
    }

    /// The forms of the summary.
    pub fn summary_forms(&mut self, fields: &Fields<'_>, key: &str) -> Option<Vec<Located<SummaryForm>>> {
        self.keywords(fields, key, &SummaryForm::ALL.map(|form| (form.keyword(), form)))
    }

    /// The profiles of the PDF.
    pub fn profiles(&mut self, fields: &Fields<'_>, key: &str) -> Option<Vec<Located<Profile>>> {
        self.keywords(fields, key, &Profile::ALL)
    }

    /// The standards that a PDF is to follow.
    pub fn standards(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Standards>> {
        let choices = ChosenStandard::ALL.map(|standard| (standard.name(), standard));
        let chosen = self.keywords(fields, key, &choices)?;
        if chosen.is_empty() {
            return Some(None);
        }
        for end in 1..=chosen.len() {
            let first: Vec<ChosenStandard> = chosen[..end].iter().map(|chosen| chosen.value).collect();
            match ChosenStandard::together(&first) {
                Ok(standards) if end == chosen.len() => return Some(Some(standards)),
                Ok(_) => {}
                Err((message, help)) => {
                    let last = chosen[end - 1].span;
                    self.report(Diagnostic::error(message).at(last, "chosen here").help(help));
                    return None;
                }
            }
        }
        None
    }

    /// The printer's marks; `None` if the field is absent.
    pub fn marks(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Vec<Located<PrinterMark>>>> {
        let marks = self.keywords(fields, key, &PrinterMark::ALL)?;
        Some(fields.get(key).map(|_| marks))
    }

    fn keywords<T: Copy>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        choices: &[(&'static str, T)],
    ) -> Option<Vec<Located<T>>> {
        let path = fields.path(key);
        let example = choices.first().map_or("", |(word, _)| word);
        self.list(fields, key, example, |reader, item| reader.keyword(item, &path, choices))
    }

    /// The university's status in an association.
    pub fn required_status(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        example: &str,
    ) -> Option<Located<Status>> {
        let node = self.required(fields, key, example)?;
        self.keyword(node, &fields.path(key), &Status::ALL.map(|status| (status.keyword(), status)))
    }

    /// The name of an association, or its abbreviation if it has no name.
    pub fn name_or_abbreviation(&mut self, fields: &Fields<'_>, key: &str, example: &str) -> Option<Text> {
        let Some(node) = fields.get("abbreviation").filter(|_| fields.get(key).is_none()) else {
            return self.required_text(fields, key, example);
        };
        // Whoever translates the abbreviation translates it once.
        let known = self.index.fields.len();
        let name = self.text_value(node, &fields.path("abbreviation"));
        self.index.fields.truncate(known);
        name
    }

    /// A rule of [`Membership`].
    pub fn association_is_consistent(
        &mut self,
        _fields: &Fields<'_>,
        founded: &Option<Located<i32>>,
        renamed: &Option<Renaming>,
    ) -> Option<()> {
        let (Some(founded), Some(Renaming { year, .. })) = (founded, renamed) else { return Some(()) };
        if year.value >= founded.value {
            return Some(());
        }
        self.report(
            Diagnostic::error(format!("renamed in {}, before it was founded", year.value))
                .at(year.span, "`renamed.year`")
                .at(founded.span, "`founded`")
                .help("Correct one of the two years."),
        );
        None
    }

    /// A person by the name, or with more.
    pub fn person(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Person>> {
        match fields.get(key).map(|node| &node.kind) {
            Some(NodeKind::Text(_)) => {
                let name = self.text(fields, key)?;
                if let Some(field) = self.index.fields.last_mut() {
                    field.wrapper = Some("name");
                }
                Some(name.map(Person::named))
            }
            _ => self.form(fields, key),
        }
    }

    /// A picture by its path, or with a text.
    pub fn picture(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Picture>> {
        match fields.get(key).map(|node| &node.kind) {
            Some(NodeKind::Text(_)) => Some(self.file(fields, key)?.map(|file| Picture { file, alt: None })),
            _ => self.form(fields, key),
        }
    }

    /// An id. It is the target of links, so only some characters are allowed.
    pub fn id(&mut self, fields: &Fields<'_>, key: &str) -> Option<Located<String>> {
        let node = self.required(fields, key, "black-sea")?;
        let id = self.string(node, &fields.path(key), "a word")?;
        if !is_id(&id.value) {
            let message = Diagnostic::error(format!("`{}` cannot be an id", id.value))
                .at(id.span, "an id is expected here");
            let rule = "Use lower-case letters from a to z, digits and hyphens, a letter first";
            self.report(match corrections::id(&id.value) {
                Some(meant) => message.help(format!("{rule}: `{meant}`.")).fix(id.span, meant),
                None => message.help(format!("{rule}: `black-sea`.")),
            });
            return None;
        }
        Some(id)
    }

    /// A number of countries, or their names.
    pub fn countries(&mut self, fields: &Fields<'_>, key: &str) -> Option<Countries> {
        let Some(node) = fields.get(key) else { return Some(Countries::Unknown) };
        let path = fields.path(key);
        match &node.kind {
            NodeKind::List(_) => self.texts(fields, key).map(Countries::List),
            NodeKind::Number(_) => self.exact_quantity(node, &path).map(Countries::Count),
            NodeKind::Mapping(_) => {
                let keywords = Precision::ALL.map(Precision::keyword);
                let fields = self.fields(node, &path, &keywords)?;
                self.quantity(&fields).map(Countries::Count)
            }
            _ => {
                let help = "Write `exactly: 13` on a line of its own below it, or a list of countries.";
                self.wrong_type(node, &path, "a number or a list of countries", help);
                None
            }
        }
    }

    /// Sources of claims, each with its place.
    pub fn sources(&mut self, fields: &Fields<'_>, key: &str) -> Option<Vec<Located<ClaimSource>>> {
        let path = fields.path(key);
        self.list(fields, key, "title: …", |reader, item| {
            let fields = reader.fields(item, &path, ClaimSource::FIELDS)?;
            let value = ClaimSource::read(reader, &fields)?;
            Some(Located { value, span: fields.span })
        })
    }

    /// The fields that a source supports, among those of its file.
    pub fn claims(&mut self, fields: &Fields<'_>, key: &str) -> Option<Vec<Located<String>>> {
        let path = fields.path(key);
        self.list(fields, key, "founded", |reader, item| {
            let claim = reader.string(item, &path, "the name of a field")?;
            if reader.claimable.contains(&claim.value) {
                return Some(claim);
            }
            let help = match closest(&claim.value, reader.claimable.iter().map(String::as_str)) {
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => format!("The fields that can be named here: {}.", reader.claimable.join(", ")),
            };
            reader.report(
                Diagnostic::error(format!(
                    "`claims` names `{}`, but this file has no such field",
                    claim.value
                ))
                .at(claim.span, "this field is not known")
                .help(help),
            );
            None
        })
    }

    /// A rule of [`ClaimSource`].
    pub fn source_is_named(
        &mut self,
        fields: &Fields<'_>,
        title: &Option<Text>,
        url: &Option<Located<String>>,
        file: &Option<Located<String>>,
    ) -> Option<()> {
        if title.is_some() || url.is_some() || file.is_some() {
            return Some(());
        }
        self.report(
            Diagnostic::error("the source has no title, address or file")
                .at(fields.span, "this source")
                .help("Add a `title`, a `url` or a `file`."),
        );
        None
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
                        .help("Use lower-case letters from a to z, digits and `_`, a letter first."),
                );
                complete = false;
                continue;
            }
            let Some(value) = fields.get(&key) else { continue };
            match self.text_value(value, &key) {
                Some(text) => labels.push((Located { value: key, span }, text)),
                None => complete = false,
            }
        }
        complete.then_some(labels)
    }
}

/// The fields of a file that a source in it can support.
pub(super) fn claimable_in(file: SchemaFile) -> Vec<String> {
    let (fields, below) = match file {
        SchemaFile::Brochure => ([PREAMBLE, Publication::FIELDS].concat(), &[][..]),
        SchemaFile::Institution => (Institution::FIELDS.to_vec(), &[][..]),
        SchemaFile::Membership => (Membership::FIELDS.to_vec(), Participation::FIELDS),
        SchemaFile::Labels => (Vec::new(), &[][..]),
    };
    let fields = fields.into_iter().filter(|field| !NOT_CLAIMABLE.contains(field)).map(str::to_string);
    fields.chain(below.iter().map(|field| format!("university.{field}"))).collect()
}

/// Whether a word can be the id of a membership.
pub fn is_id(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
