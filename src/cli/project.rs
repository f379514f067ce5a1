//! What `build` and `check` have in common: reading a project, and rendering the PDF of a language.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use super::arguments::Profile;
use super::attachments;
use super::provenance::Provenance;
use crate::data::{self, AttachedFile, Brochure};
use crate::template::{self, Layouts};
use engine::diagnostics::{Diagnostic, Diagnostics, Strictness};
use engine::pages::PrintSetup;
use engine::pdf::{Attachment, Information, Press, Relationship, Standards};
use engine::resources::Resources;

/// What the PDF of a project is made for.
#[derive(Clone, Copy)]
pub(super) struct Purpose<'a> {
    pub(super) language: &'a str,
    pub(super) profile: Profile,
    /// The standards, instead of those of the data or of the profile.
    pub(super) standards: Option<Standards>,
    pub(super) strictness: Strictness,
    /// Whether to report lines that could be better, too.
    pub(super) remarks: bool,
}

/// A project without errors in its data or layouts.
pub(super) struct Project {
    pub(super) brochure: Brochure,
    pub(super) layouts: Layouts,
    resources: Resources,
    threads: usize,
    /// The date of the environment, for data that has none.
    pub(super) source_date: Option<i64>,
}

impl Project {
    /// Reads data and layouts, and reports the errors of both. Returns `None` if there is an error.
    pub(super) fn load(folder: &Path, threads: usize, diagnostics: &mut Diagnostics) -> Option<Project> {
        let brochure = data::load(folder, diagnostics);
        let resources = Resources::new(folder, template::FILES);
        let layouts = Layouts::load(&resources, diagnostics).filter(|layouts| {
            let labels = brochure.as_ref().map(|brochure| brochure.labels.iter());
            let labels: Option<Vec<&str>> =
                labels.map(|labels| labels.map(|(name, _)| name.as_str()).collect());
            layouts.check(labels.as_deref(), diagnostics)
        });
        let source_date = source_date_epoch();
        Some(Project { brochure: brochure?, layouts: layouts?, resources, threads, source_date })
    }

    /// What a file for a purpose records about its making.
    pub(super) fn provenance(&self, purpose: Purpose<'_>) -> Provenance {
        let date = self.source_date.filter(|_| self.brochure.edition.as_of.is_none());
        Provenance::new(&self.brochure, purpose, date)
    }

    /// The languages in `wanted`, or all languages if it is empty, in the order of the brochure. Returns `None` after
    /// reporting a language that the brochure does not have.
    pub(super) fn languages(&self, wanted: &[String], diagnostics: &mut Diagnostics) -> Option<Vec<String>> {
        let known: Vec<&str> =
            self.brochure.languages.iter().map(|language| language.value.as_str()).collect();
        let mut sound = true;
        for tag in wanted {
            if !known.contains(&tag.as_str()) {
                sound = false;
                diagnostics.push(Diagnostic::error(format!("the brochure has no language `{tag}`")).help(
                    format!(
                        "Its languages are: {}. Add others to `languages` in data/brochure.yaml.",
                        known.join(", ")
                    ),
                ));
            }
        }
        let chosen =
            known.iter().filter(|tag| wanted.is_empty() || wanted.iter().any(|wanted| wanted == *tag));
        sound.then(|| chosen.map(|tag| tag.to_string()).collect())
    }

    /// Renders the brochure for a purpose.
    pub(super) fn pdf(&self, purpose: Purpose<'_>, diagnostics: &mut Diagnostics) -> Option<engine::Output> {
        let Project { brochure, layouts, resources, threads, source_date } = self;
        let Purpose { language, profile, standards, strictness, remarks } = purpose;
        let attachments = match profile {
            Profile::Archive => attachments::collect(brochure, language, resources, diagnostics),
            Profile::Screen | Profile::Print => Vec::new(),
        };
        let of_profile = match profile {
            Profile::Screen => Standards::SCREEN,
            Profile::Print => Standards::PRINT,
            Profile::Archive => Standards::ARCHIVE,
        };
        let standards = standards.or(brochure.publication.outputs.standards).unwrap_or(of_profile);
        let press = match profile == Profile::Print || standards.press {
            true => Some(self.press(diagnostics)?),
            false => None,
        };
        let brochure = &listing(brochure, &attachments);
        let html = layouts.html(brochure, language, diagnostics)?;
        let source = diagnostics
            .add_source(format!("templates/brochure.html.hbs, filled ({language})"), html.as_str());
        let text = |text: &data::Text| text.in_language(language).to_string();
        let information = Information {
            title: format!("{} {}", text(&brochure.publication.title), brochure.edition.year.value),
            author: text(&brochure.institution.name),
            subject: brochure.publication.subtitle.as_ref().map(text).unwrap_or_default(),
            keywords: String::new(),
            language: language.to_string(),
            creation_date: creation_date(brochure, *source_date),
            schema: Some(self.provenance(purpose).schema()),
            attachments,
        };
        let input = engine::Input {
            html: &html,
            source,
            base: "templates",
            resources,
            threads: *threads,
            remarks,
            strictness,
            information,
            standards,
            image_ppi: match profile {
                Profile::Screen => brochure.publication.outputs.screen.most_pixels_an_inch(),
                Profile::Print => brochure.publication.outputs.print.most_pixels_an_inch(),
                Profile::Archive => None,
            },
            press,
            print: (profile == Profile::Print).then(|| print_setup(brochure)),
        };
        let output = engine::render(input, diagnostics);
        layouts.trace(brochure, language, source, diagnostics);
        output
    }

    /// The press that the data names. Reports a color profile that cannot be used.
    fn press(&self, diagnostics: &mut Diagnostics) -> Option<Arc<Press>> {
        let Some(file) = &self.brochure.publication.outputs.print.color_profile else {
            return Some(Arc::new(Press::fogra39()));
        };
        let name = Path::new(&file.value).file_stem().and_then(|stem| stem.to_str()).unwrap_or(&file.value);
        let read = self.resources.read_path(&file.value).map_err(|error| error.to_string());
        let press = read.and_then(|read| {
            Press::new(read.bytes.to_vec(), name)
                .map_err(|reason| format!("{} cannot be used as a color profile: {reason}", file.value))
        });
        press
            .map(Arc::new)
            .map_err(|message| {
                diagnostics.push(
                    Diagnostic::error(message)
                        .at(file.span, "named here")
                        .help("Ask the print shop for the ICC file of its press and paper."),
                );
            })
            .ok()
    }
}

/// The brochure with a list of its attachments, for layouts.
fn listing<'a>(brochure: &'a Brochure, attachments: &[Attachment]) -> Cow<'a, Brochure> {
    if attachments.is_empty() {
        return Cow::Borrowed(brochure);
    }
    let listed = attachments.iter().map(|attachment| AttachedFile {
        name: attachment.name.clone(),
        kind: match attachment.relationship {
            Relationship::Data => "table",
            Relationship::Source => "data",
            Relationship::Supplement => "evidence",
        },
    });
    let mut brochure = brochure.clone();
    brochure.attachments = listed.collect();
    Cow::Owned(brochure)
}

/// What the data asks for around the pages, and the date of its statements for the slug line.
fn print_setup(brochure: &Brochure) -> PrintSetup {
    let print = &brochure.publication.outputs.print;
    let as_of = brochure.edition.as_of.as_ref();
    PrintSetup {
        bleed: Some(print.used_bleed()),
        marks: print.used_marks(),
        slug: Some(as_of.map(|date| format!("as of {}", date.value)).unwrap_or_default()),
        reports_hairlines: true,
    }
}

/// Runs `work` on a pool of `threads` threads. Their stacks are large enough for the deepest document allowed.
pub(super) fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(64 << 20).build();
    match pool {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// The edition's date, or `SOURCE_DATE_EPOCH`; never the time of the clock, so that the same data gives the same
/// bytes.
fn creation_date(brochure: &Brochure, source_date: Option<i64>) -> Option<i64> {
    match &brochure.edition.as_of {
        Some(date) => Some(days_since_epoch(date.value.year, date.value.month, date.value.day) * 86_400),
        None => source_date,
    }
}

/// The date in the environment variable `SOURCE_DATE_EPOCH` (reproducible-builds.org), in seconds since 1970.
pub(super) fn source_date_epoch() -> Option<i64> {
    std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok()
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar.
fn days_since_epoch(year: i32, month: u8, day: u8) -> i64 {
    // If a year begins in March, its leap day is its last day.
    let year = i64::from(year) - i64::from(month <= 2);
    let month = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(days_since_epoch(1970, 1, 1), 0);
        assert_eq!(days_since_epoch(2000, 3, 1), 11_017);
        assert_eq!(days_since_epoch(2026, 11, 24), 20_781);
    }
}
