//! What `build` and `check` have in common: reading a project, and rendering the PDF of a language.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::arguments::Profile;
use super::attachments::{self, Attached};
use super::inspection;
use super::languages::{self, Languages};
use super::provenance::Provenance;
use crate::data::{self, AttachedFile, Brochure, ExtraContent, LanguageSection};
use crate::template::{self, Layouts};
use engine::diagnostics::{Diagnostic, Diagnostics, Severity, SourceId, Span, Strictness, closest};
use engine::inspection::Finding;
use engine::pages::PrintSetup;
use engine::pdf::{Information, Press, Relationship, Standards};
use engine::resources::Resources;

/// What the PDF of a project is made for.
#[derive(Clone, Copy)]
pub(super) struct Purpose<'a> {
    /// The name of the layout.
    pub(super) layout: &'a str,
    pub(super) languages: &'a Languages,
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
    /// The names of the layouts to make PDFs of, each once.
    pub(super) layout_names: Vec<String>,
    pub(super) resources: Resources,
    threads: usize,
    /// The date of the environment, for data that has none.
    pub(super) source_date: Option<i64>,
}

impl Project {
    /// Reads the data and the layouts in `wanted`, or those that the data chooses if it is empty, and reports the errors
    /// of both. Returns `None` if there is an error.
    pub(super) fn load(
        folder: &Path,
        threads: usize,
        wanted: &[String],
        diagnostics: &mut Diagnostics,
    ) -> Option<Project> {
        Self::read(folder, threads, wanted, false, diagnostics)
    }

    /// The same with the layouts that the data chooses. The other layouts are read and checked, too.
    pub(super) fn load_to_check(
        folder: &Path,
        threads: usize,
        diagnostics: &mut Diagnostics,
    ) -> Option<Project> {
        Self::read(folder, threads, &[], true, diagnostics)
    }

    fn read(
        folder: &Path,
        threads: usize,
        wanted: &[String],
        reads_all: bool,
        diagnostics: &mut Diagnostics,
    ) -> Option<Project> {
        let brochure = data::load(folder, diagnostics);
        let resources = Resources::new(folder, template::FILES);
        let layout_names = chosen_layouts(brochure.as_ref(), wanted, &resources, diagnostics);
        let to_read = match reads_all {
            true => template::layout_names(&resources),
            false => layout_names.clone().unwrap_or_default(),
        };
        let layouts = Layouts::load(&resources, &to_read, diagnostics)
            .filter(|layouts| layouts.check(brochure.as_ref(), diagnostics));
        let source_date = source_date_epoch();
        let (brochure, layouts, layout_names) = (brochure?, layouts?, layout_names?);
        Some(Project { brochure, layouts, layout_names, resources, threads, source_date })
    }

    /// What a file for a purpose records about its making.
    pub(super) fn provenance(&self, purpose: Purpose<'_>) -> Provenance {
        let date = self.source_date.filter(|_| self.brochure.edition.as_of.is_none());
        Provenance::new(&self.brochure, purpose, date)
    }

    /// The files in `wanted` by their languages, see [`languages::choose`].
    pub(super) fn languages(
        &self,
        wanted: &[String],
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<Languages>> {
        languages::choose(&self.brochure, wanted, diagnostics)
    }

    /// The name of the PDF for a purpose.
    pub(super) fn file_name(&self, purpose: Purpose<'_>) -> String {
        let Purpose { layout, languages, profile, .. } = purpose;
        format!("{layout}{}{}.pdf", languages.suffix(&self.brochure), profile.suffix())
    }

    /// The title in each of the languages, and the year as the last of them writes it.
    pub(super) fn title(&self, languages: &Languages) -> String {
        let brochure = &self.brochure;
        let (mut titles, mut last): (Vec<&str>, _) = (Vec::new(), languages.first());
        for language in languages.tags() {
            let title = brochure.publication.title.in_language(language);
            if !titles.contains(&title) {
                titles.push(title);
                last = language;
            }
        }
        let year = template::ChangeWords::new(brochure, last).year(brochure.edition.year.value);
        format!("{} {year}", titles.join(" / "))
    }

    /// The edition's date, or `SOURCE_DATE_EPOCH`, in seconds since 1970; never the time of the clock, so that the same data
    /// gives the same bytes.
    pub(super) fn date(&self) -> Option<i64> {
        match &self.brochure.edition.as_of {
            Some(date) => Some(days_since_epoch(date.value.year, date.value.month, date.value.day) * 86_400),
            None => self.source_date,
        }
    }

    /// Renders the brochure for a purpose.
    pub(super) fn pdf(&self, purpose: Purpose<'_>, diagnostics: &mut Diagnostics) -> Option<engine::Output> {
        self.rendered(purpose, diagnostics)?.output
    }

    /// Renders the brochure for a purpose, and keeps what its pages are made of. `None` if the layout cannot be filled.
    pub(super) fn rendered(&self, purpose: Purpose<'_>, diagnostics: &mut Diagnostics) -> Option<Rendered> {
        let Project { brochure, layouts, resources, threads, .. } = self;
        let Purpose { layout, languages, profile, standards, strictness, remarks } = purpose;
        let language = languages.first();
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
        let brochure = listing(brochure, &attachments);
        let attachments = attachments.into_iter().map(|attached| attached.attachment).collect();
        let text = |text: &data::Text| text.in_language(language).to_string();
        let information = Information {
            title: self.title(languages),
            author: text(&brochure.institution.name),
            subject: brochure.publication.subtitle.as_ref().map(text).unwrap_or_default(),
            keywords: String::new(),
            language: language.to_string(),
            creation_date: self.date(),
            schema: Some(self.provenance(purpose).schema()),
            attachments,
        };
        let input = engine::Input {
            html: "",
            source: SourceId(0),
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
            print: (profile == Profile::Print).then(|| print_setup(&brochure, language)),
        };
        let filling = Filling { layouts, layout, brochure: &brochure, languages, input };
        let filled = filling.with_full_sheets(diagnostics)?;
        report_link_to_other_language(&filled.html, filled.source, diagnostics);
        let pages = filled.pages.as_ref();
        let output = pages.and_then(|pages| pages.write(&filling.input.target(), diagnostics));
        if let Some(output) = &output {
            // The style sheets of the program are not the office's to change.
            let is_of_style = |(finding, _): &&(Finding, Option<Span>)| finding.kind.is_of_style();
            let is_own = output.findings.iter().find(is_of_style).is_some()
                && layouts.is_own(layout, &brochure, &filled.html, diagnostics);
            let findings = output.findings.iter().filter(|finding| is_own || !is_of_style(finding));
            inspection::report(findings, self.name_among_others(purpose).as_deref(), diagnostics);
        }
        layouts.trace(layout, &brochure, &filled.sections, filled.source, diagnostics);
        Some(Rendered { filled, output })
    }

    /// The name of the file for a purpose, if there are others.
    fn name_among_others(&self, purpose: Purpose<'_>) -> Option<String> {
        let is_only = self.layout_names.len() == 1 && self.brochure.languages.len() == 1;
        (!is_only).then(|| self.file_name(purpose))
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

/// A layout that is to be filled, and how its pages are made.
struct Filling<'a> {
    layouts: &'a Layouts,
    layout: &'a str,
    brochure: &'a Brochure,
    languages: &'a Languages,
    /// All but the HTML.
    input: engine::Input<'a>,
}

/// A layout that has been filled and laid out.
pub(super) struct Filled {
    html: String,
    /// The HTML, for messages.
    pub(super) source: SourceId,
    pub(super) sections: Vec<LanguageSection>,
    /// `None` after an error.
    pub(super) pages: Option<engine::Pages>,
}

/// A file that has been made, and what its pages are made of.
pub(super) struct Rendered {
    #[cfg_attr(not(feature = "watch"), allow(dead_code, reason = "only `watch` asks for it"))]
    pub(super) filled: Filled,
    /// `None` after an error.
    pub(super) output: Option<engine::Output>,
}

impl Filled {
    fn page_count(&self) -> usize {
        self.pages.as_ref().map_or(0, |pages| pages.pages.len())
    }
}

impl Filling<'_> {
    /// The pages, with those that sheets lack if the layout has some for them.
    fn with_full_sheets(&self, diagnostics: &mut Diagnostics) -> Option<Filled> {
        let before = diagnostics.clone();
        let (sections, html) = self.fill(0, ExtraContent::Pictures, diagnostics)?;
        let mut filled = self.lay_out(sections, html, diagnostics);
        let wanted = self.brochure.publication.design.lacking_pages(filled.page_count());
        let (plain, full) = (filled.html.clone(), filled.page_count() + wanted);
        // A picture may take more than its page, or move what shared one. Then fewer pages may fill the sheets, or notes do.
        for content in [ExtraContent::Pictures, ExtraContent::Pictures, ExtraContent::Notes] {
            let count = filled.page_count();
            if count == full {
                break;
            }
            let extra_pages = match content {
                ExtraContent::Pictures => wanted.saturating_sub(count.saturating_sub(full)),
                ExtraContent::Notes => wanted,
            };
            let mut again = before.clone();
            let (sections, html) = self.fill(extra_pages, content, &mut again)?;
            // Layouts that have no extra pages are the same.
            if html != plain && html != filled.html {
                *diagnostics = again;
                filled = self.lay_out(sections, html, diagnostics);
            }
        }
        Some(filled)
    }

    /// The filled layout, which may add pages.
    fn fill(
        &self,
        extra_pages: usize,
        content: ExtraContent,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Vec<LanguageSection>, String)> {
        let sections = LanguageSection::all(self.languages.tags(), extra_pages, content);
        let html = self.layouts.html_of(self.layout, self.brochure, &sections, diagnostics)?;
        Some((sections, html))
    }

    /// Registers the filled HTML for messages, and lays it out.
    fn lay_out(&self, sections: Vec<LanguageSection>, html: String, diagnostics: &mut Diagnostics) -> Filled {
        let path = template::layout_path(self.layout);
        let source =
            diagnostics.add_source(format!("{path}, filled ({})", self.languages.name()), html.as_str());
        let mut input = engine::Input { html: &html, source, ..self.input.clone() };
        // Without a title here, that of the layout counts.
        if self.layout != template::DEFAULT_LAYOUT && html.contains("<title>") {
            input.information.title.clear();
        }
        let pages = engine::lay_out_soundly(input, diagnostics);
        Filled { html, source, sections, pages }
    }
}

/// Reports a link of a layout whose ids are the same in all languages.
fn report_link_to_other_language(html: &str, source: SourceId, diagnostics: &mut Diagnostics) {
    let Some(link) = template::link_to_other_language(html) else { return };
    let message = format!("the link `{}` leads to the pages in another language", &html[link.clone()]);
    let help = "Begin ids and links with the anchor of their language: `id=\"{{@root.anchor}}…\"`, \
                `href=\"#{{@root.anchor}}…\"`.";
    let place = Span::new(source, link.start, link.end);
    diagnostics.push(Diagnostic::warning(message).at(place, "here").help(help));
}

/// The layouts in `wanted`, or those that the data chooses if it is empty, each once. Returns `None` after reporting one
/// that does not exist.
fn chosen_layouts(
    brochure: Option<&Brochure>,
    wanted: &[String],
    resources: &Resources,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<String>> {
    let wanted: Vec<(&str, Option<Span>)> = match (wanted, brochure) {
        ([], Some(brochure)) => {
            let layouts = brochure.publication.outputs.layouts.iter();
            layouts.map(|layout| (layout.value.as_str(), Some(layout.span))).collect()
        }
        _ => wanted.iter().map(|name| (name.as_str(), None)).collect(),
    };
    if wanted.is_empty() {
        return Some(vec![template::DEFAULT_LAYOUT.to_string()]);
    }
    let known = template::layout_names(resources);
    let mut chosen: Vec<String> = Vec::new();
    let mut sound = true;
    for (name, place) in wanted {
        if !known.iter().any(|known| known == name) {
            sound = false;
            let help = match closest(name, known.iter().map(String::as_str)) {
                Some(close) => format!("Did you mean `{close}`?"),
                None => format!("The layouts are: {}.", known.join(", ")),
            };
            let message = format!("there is no layout called `{name}`");
            diagnostics.push(Diagnostic::error(message).at_maybe(place, "chosen here").help(help));
        } else if !chosen.iter().any(|chosen| chosen == name) {
            chosen.push(name.to_string());
        }
    }
    sound.then_some(chosen)
}

/// The brochure with a list of its attachments, for layouts.
fn listing<'a>(brochure: &'a Brochure, attachments: &[Attached]) -> Cow<'a, Brochure> {
    if attachments.is_empty() {
        return Cow::Borrowed(brochure);
    }
    let listed = attachments.iter().map(|Attached { path, attachment }| AttachedFile {
        name: attachment.name.clone(),
        path: path.clone(),
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
fn print_setup(brochure: &Brochure, language: &str) -> PrintSetup {
    let print = &brochure.publication.outputs.print;
    let as_of = brochure.edition.as_of.as_ref();
    let word = brochure.labels.iter().find(|(name, _)| name == "as_of");
    let word = word.map_or("", |(_, word)| word.in_language(language));
    PrintSetup {
        bleed: Some(print.used_bleed()),
        marks: print.used_marks(),
        slug: Some(as_of.map(|date| format!("{word} {}", date.value)).unwrap_or_default()),
        reports_hairlines: true,
    }
}

/// Removes what the user cannot change, which is about the layouts of the program, and what was reported for another
/// language or profile already.
pub(super) fn tidy(diagnostics: &mut Diagnostics) {
    // Each language registers the stylesheets again, so a place is known by the name of its file.
    let mut known = FxHashSet::default();
    diagnostics.amend(|diagnostic, sources| {
        let place = diagnostic.labels.first().map(|label| label.span);
        let source = place.map(|place| &sources[place.source.0 as usize]);
        if diagnostic.severity != Severity::Error && source.is_some_and(|source| source.is_built_in()) {
            return false;
        }
        // The filled layouts of two languages are two texts, with the same lines in other places.
        let is_filled = source.is_some_and(|source| source.name.contains(", filled ("));
        let place = place.zip(source).filter(|_| !is_filled);
        let place = place.map(|(place, source)| (source.name.clone(), place.start, place.end));
        known.insert((diagnostic.message.clone(), place))
    });
}

/// Runs `work` on a pool of `threads` threads. Their stacks are large enough for the deepest document allowed.
pub(super) fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(64 << 20).build();
    match pool {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
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

    #[test]
    fn the_slug_line_has_the_word_of_the_language() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("data/memberships")).expect("folders");
        for (name, text) in [
            ("brochure", "edition: {year: 2026, as_of: 2026-11-24}\ntitle: A\nlanguages: [en, de]\n"),
            ("institution", "name: A\n"),
        ] {
            std::fs::write(folder.path().join(format!("data/{name}.yaml")), text).expect("written");
        }
        let brochure = data::load(folder.path(), &mut Diagnostics::new()).expect("sound data");
        let slug = |language| print_setup(&brochure, language).slug;
        assert_eq!(slug("en").as_deref(), Some("As of 2026-11-24"));
        assert_eq!(slug("de").as_deref(), Some("Stand 2026-11-24"));
    }
}
