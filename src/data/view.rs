//! What layouts see: the brochure in one language, every field present, null when unknown.
//!
//! These names are the contract with whoever writes layouts; `docs/layouts.md` lists them.

use serde::Serialize;

use super::model::{
    Brochure, ClaimSource, Contact, Countries, MemberCount, Membership, Person, Renaming, Status,
};
use super::value::{Colour, Date, Precision, Quantity, Text};

/// The brochure in one language.
#[derive(Clone, Debug, Serialize)]
pub struct View<'a> {
    pub language: &'a str,
    /// The direction in which the language is written, as HTML's `dir` says it.
    pub direction: &'static str,
    pub languages: Vec<&'a str>,
    pub edition: EditionView,
    pub title: &'a str,
    pub subtitle: Option<&'a str>,
    pub colours: ColoursView,
    pub introduction: Option<&'a str>,
    pub benefits: Vec<BenefitView<'a>>,
    pub closing: Option<&'a str>,
    pub institution: InstitutionView<'a>,
    /// All records in order, whatever their status.
    pub memberships: Vec<MembershipView<'a>>,
    pub counts: CountsView,
    pub sources: Vec<SourceView<'a>>,
    /// The sources of all files, each once.
    pub all_sources: Vec<SharedSourceView<'a>>,
    /// The words of `data/labels.yaml`.
    pub labels: serde_json::Map<String, serde_json::Value>,
}

#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    pub year: i32,
    pub as_of: Option<Date>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ColoursView {
    pub primary: Option<Colour>,
    pub secondary: Option<Colour>,
    pub accent: Option<Colour>,
    pub background: Option<Colour>,
    pub text: Option<Colour>,
}

#[derive(Clone, Debug, Serialize)]
pub struct BenefitView<'a> {
    pub audience: &'a str,
    pub text: &'a str,
}

#[derive(Clone, Debug, Serialize)]
pub struct InstitutionView<'a> {
    pub name: &'a str,
    pub native_name: Option<&'a str>,
    pub short_name: Option<&'a str>,
    pub founded: Option<i32>,
    pub city: Option<&'a str>,
    pub country: Option<&'a str>,
    pub contact: Option<ContactView<'a>>,
    pub rector: Option<PersonView<'a>>,
    pub logo: Option<&'a str>,
    pub foreword: Option<ForewordView<'a>>,
    pub about: Option<&'a str>,
    pub sources: Vec<SourceView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ContactView<'a> {
    pub office: Option<&'a str>,
    pub address: Option<&'a str>,
    pub email: Option<&'a str>,
    pub telephone: Option<&'a str>,
    pub website: Option<&'a str>,
}

#[derive(Clone, Debug, Serialize)]
pub struct PersonView<'a> {
    pub name: &'a str,
    pub role: Option<&'a str>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ForewordView<'a> {
    pub text: &'a str,
    pub signed_by: Option<PersonView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MembershipView<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub native_name: Option<&'a str>,
    pub abbreviation: Option<&'a str>,
    pub about: Option<&'a str>,
    pub website: Option<&'a str>,
    pub contact: Option<ContactView<'a>>,
    pub founded: Option<i32>,
    pub renamed: Option<RenamingView<'a>>,
    pub initiators: Vec<&'a str>,
    pub members: Vec<MemberCountView<'a>>,
    pub members_note: Option<&'a str>,
    /// The number of countries; counted where they are listed.
    pub country_count: Option<QuantityView>,
    /// The countries by name where the data lists them.
    pub countries: Vec<&'a str>,
    pub region: Option<&'a str>,
    pub governing_body: Option<&'a str>,
    pub activities: Vec<&'a str>,
    pub university: ParticipationView<'a>,
    pub sources: Vec<SourceView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct RenamingView<'a> {
    pub year: i32,
    pub from: Option<&'a str>,
}

#[derive(Clone, Debug, Serialize)]
pub struct MemberCountView<'a> {
    pub count: QuantityView,
    pub of: &'a str,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub struct QuantityView {
    pub value: u64,
    /// `exactly`, `more_than`, `at_least` or `about`.
    pub precision: Precision,
}

#[derive(Clone, Debug, Serialize)]
pub struct ParticipationView<'a> {
    /// `member`, `elected`, `applied`, `observer` or `former`.
    pub status: &'static str,
    /// Whether the university is a member (`member` or `elected`).
    pub is_member: bool,
    /// Whether it has only applied, so that what it hopes for is said with "would".
    pub is_applicant: bool,
    pub year: Option<i32>,
    pub reasons: Vec<&'a str>,
    pub activities: Vec<&'a str>,
    pub benefits: Vec<&'a str>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SourceView<'a> {
    pub title: Option<&'a str>,
    pub url: Option<&'a str>,
    pub file: Option<&'a str>,
    pub verified: Option<Date>,
    pub claims: Vec<&'a str>,
}

/// A source that one or more files of the data name.
#[derive(Clone, Debug, Serialize)]
pub struct SharedSourceView<'a> {
    pub title: Option<&'a str>,
    pub url: Option<&'a str>,
    pub file: Option<&'a str>,
    pub verified: Option<Date>,
    /// The names of the associations whose files name it; empty where the file of the brochure or that of
    /// the institution does, as it is then a source of the whole.
    pub associations: Vec<&'a str>,
}

/// Records by status; see [`super::Counts`].
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CountsView {
    pub associations: usize,
    pub memberships: usize,
    pub applications: usize,
    pub observers: usize,
    pub former: usize,
}

impl Brochure {
    /// The brochure as layouts see it in `language`.
    pub fn view<'a>(&'a self, language: &'a str) -> View<'a> {
        let tongue = Tongue { language };
        let institution = &self.institution;
        let counts = self.counts();
        View {
            language,
            direction: direction(language),
            languages: self.languages.iter().map(|language| language.value.as_str()).collect(),
            edition: EditionView {
                year: self.edition.year.value,
                as_of: self.edition.as_of.as_ref().map(|date| date.value),
            },
            title: tongue.text(&self.title),
            subtitle: tongue.maybe(&self.subtitle),
            colours: ColoursView {
                primary: self.colours.primary.as_ref().map(|colour| colour.value),
                secondary: self.colours.secondary.as_ref().map(|colour| colour.value),
                accent: self.colours.accent.as_ref().map(|colour| colour.value),
                background: self.colours.background.as_ref().map(|colour| colour.value),
                text: self.colours.text.as_ref().map(|colour| colour.value),
            },
            introduction: tongue.maybe(&self.introduction),
            benefits: self
                .benefits
                .iter()
                .map(|benefit| BenefitView {
                    audience: tongue.text(&benefit.audience),
                    text: tongue.text(&benefit.text),
                })
                .collect(),
            closing: tongue.maybe(&self.closing),
            institution: InstitutionView {
                name: tongue.text(&institution.name),
                native_name: tongue.maybe(&institution.native_name),
                short_name: tongue.maybe(&institution.short_name),
                founded: institution.founded.as_ref().map(|year| year.value),
                city: tongue.maybe(&institution.place.city),
                country: tongue.maybe(&institution.place.country),
                contact: tongue.contact(&institution.contact),
                rector: institution.rector.as_ref().map(|rector| tongue.person(rector)),
                logo: institution.logo.as_ref().map(|logo| logo.value.as_str()),
                foreword: institution.foreword.as_ref().map(|foreword| ForewordView {
                    text: tongue.text(&foreword.text),
                    signed_by: foreword.signed_by.as_ref().map(|person| tongue.person(person)),
                }),
                about: tongue.maybe(&institution.about),
                sources: tongue.sources(&institution.sources),
            },
            memberships: self.memberships.iter().map(|membership| tongue.membership(membership)).collect(),
            counts: CountsView {
                associations: counts.associations,
                memberships: counts.memberships,
                applications: counts.applications,
                observers: counts.observers,
                former: counts.former,
            },
            sources: tongue.sources(&self.sources),
            all_sources: tongue.all_sources(self),
            labels: self.labels.iter().map(|(key, text)| (key.clone(), tongue.text(text).into())).collect(),
        }
    }
}

/// The direction of a language: that of its script if its tag names one, else of the script that it is
/// usually written in (CLDR).
fn direction(tag: &str) -> &'static str {
    let mut subtags = tag.split(['-', '_']).map(str::to_ascii_lowercase);
    let language = subtags.next().unwrap_or_default();
    let from_right = match subtags.next().filter(|subtag| subtag.len() == 4) {
        Some(script) => {
            matches!(&*script, "adlm" | "arab" | "aran" | "hebr" | "mand" | "nkoo" | "rohg" | "syrc" | "thaa")
        }
        None => matches!(
            &*language,
            "ar" | "arc"
                | "azb"
                | "bal"
                | "ckb"
                | "dv"
                | "fa"
                | "glk"
                | "he"
                | "ks"
                | "lrc"
                | "mzn"
                | "nqo"
                | "pnb"
                | "ps"
                | "sd"
                | "syr"
                | "ug"
                | "ur"
                | "yi"
        ),
    };
    if from_right { "rtl" } else { "ltr" }
}

/// Takes values over into one language.
#[derive(Clone, Copy)]
struct Tongue<'a> {
    language: &'a str,
}

impl<'a> Tongue<'a> {
    fn text(self, text: &'a Text) -> &'a str {
        text.in_language(self.language)
    }

    fn maybe(self, text: &'a Option<Text>) -> Option<&'a str> {
        text.as_ref().map(|text| self.text(text))
    }

    fn list(self, texts: &'a [Text]) -> Vec<&'a str> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    fn person(self, person: &'a Person) -> PersonView<'a> {
        PersonView { name: self.text(&person.name), role: self.maybe(&person.role) }
    }

    fn contact(self, contact: &'a Contact) -> Option<ContactView<'a>> {
        (!contact.is_empty()).then(|| ContactView {
            office: self.maybe(&contact.office),
            address: self.maybe(&contact.address),
            email: contact.email.as_ref().map(|email| email.value.as_str()),
            telephone: contact.telephone.as_ref().map(|telephone| telephone.value.as_str()),
            website: contact.website.as_ref().map(|website| website.value.as_str()),
        })
    }

    fn membership(self, membership: &'a Membership) -> MembershipView<'a> {
        let (country_count, countries) = match &membership.countries {
            None => (None, Vec::new()),
            Some(Countries::Count(quantity)) => (Some(quantity_view(quantity)), Vec::new()),
            Some(Countries::List(names)) => (
                Some(QuantityView { value: names.len() as u64, precision: Precision::Exactly }),
                self.list(names),
            ),
        };
        let university = &membership.university;
        MembershipView {
            id: &membership.id.value,
            name: self.text(&membership.name),
            native_name: self.maybe(&membership.native_name),
            abbreviation: self.maybe(&membership.abbreviation),
            about: self.maybe(&membership.about),
            website: membership.website.as_ref().map(|website| website.value.as_str()),
            contact: self.contact(&membership.contact),
            founded: membership.founded.as_ref().map(|year| year.value),
            renamed: membership
                .renamed
                .as_ref()
                .map(|Renaming { year, from }| RenamingView { year: year.value, from: self.maybe(from) }),
            initiators: self.list(&membership.initiators),
            members: membership
                .members
                .iter()
                .map(|MemberCount { count, of }| MemberCountView {
                    count: quantity_view(count),
                    of: self.text(of),
                })
                .collect(),
            members_note: self.maybe(&membership.members_note),
            country_count,
            countries,
            region: self.maybe(&membership.region),
            governing_body: self.maybe(&membership.governing_body),
            activities: self.list(&membership.activities),
            university: ParticipationView {
                status: university.status.value.keyword(),
                is_member: university.status.value.is_membership(),
                is_applicant: university.status.value == Status::Applied,
                year: university.year.as_ref().map(|year| year.value),
                reasons: self.list(&university.reasons),
                activities: self.list(&university.activities),
                benefits: self.list(&university.benefits),
            },
            sources: self.sources(&membership.sources),
        }
    }

    fn sources(self, sources: &'a [ClaimSource]) -> Vec<SourceView<'a>> {
        sources.iter().map(|source| self.source(source)).collect()
    }

    /// The sources of the brochure, the institution and the associations, without repetitions.
    fn all_sources(self, brochure: &'a Brochure) -> Vec<SharedSourceView<'a>> {
        let whole = brochure.sources.iter().chain(&brochure.institution.sources).map(|source| (source, None));
        let single = brochure.memberships.iter().flat_map(|membership| {
            membership.sources.iter().map(|source| (source, Some(self.text(&membership.name))))
        });
        let mut all: Vec<SharedSourceView> = Vec::new();
        let mut of_the_whole = 0;
        for (source, association) in whole.chain(single) {
            let SourceView { title, url, file, verified, .. } = self.source(source);
            let known = all.iter().position(|each| {
                (each.title, each.url, each.file, each.verified) == (title, url, file, verified)
            });
            let index = known.unwrap_or_else(|| {
                all.push(SharedSourceView { title, url, file, verified, associations: Vec::new() });
                all.len() - 1
            });
            match association {
                None => of_the_whole = all.len(),
                Some(name) if index >= of_the_whole && !all[index].associations.contains(&name) => {
                    all[index].associations.push(name);
                }
                Some(_) => {}
            }
        }
        all
    }

    fn source(self, source: &'a ClaimSource) -> SourceView<'a> {
        SourceView {
            title: self.maybe(&source.title),
            url: source.url.as_ref().map(|url| url.value.as_str()),
            file: source.file.as_ref().map(|file| file.value.as_str()),
            verified: source.verified.as_ref().map(|date| date.value),
            claims: source.claims.iter().map(|claim| claim.value.as_str()).collect(),
        }
    }
}

fn quantity_view(quantity: &Quantity) -> QuantityView {
    QuantityView { value: quantity.value, precision: quantity.precision }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_in_the_tag_settles_the_direction() {
        for tag in ["fa", "ar-EG", "az-Arab-IR", "UR", "ku_Arab"] {
            assert_eq!(direction(tag), "rtl", "{tag}");
        }
        for tag in ["en", "az", "fa-Latn", "ru-RU", "tr", ""] {
            assert_eq!(direction(tag), "ltr", "{tag}");
        }
    }
}
