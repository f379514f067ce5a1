//! `brochure build`: data and layouts to the brochure and the summary.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::output::Outputs;
use super::{ProjectArguments, report, say, with_threads};
use crate::data::{self, Brochure};
use crate::summary;
use crate::template;
use crate::template::Layouts;
use engine::diagnostics::{Diagnostic, Diagnostics};
use engine::pdf::Information;
use engine::resources::Resources;

#[derive(Clone, Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub(super) project: ProjectArguments,
    /// A language of the brochure, by its tag; may be given more than once [default: all of them]
    #[arg(long = "lang", value_name = "TAG")]
    languages: Vec<String>,
    /// What the PDF is for: screen, and nothing else yet
    #[arg(long, value_enum, hide_possible_values = true)]
    profile: Option<Profile>,
    /// What to write [default: what the data says, else both]
    #[arg(long = "format", value_enum, value_delimiter = ',', value_name = "FORMAT")]
    formats: Vec<Format>,
    /// Where to put the results [default: the folder that the data names, else output in the
    /// project folder]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Profile {
    Screen,
    #[value(hide = true)]
    Print,
    #[value(hide = true)]
    Archive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Pdf,
    Txt,
}

impl BuildArguments {
    /// An option that was given and that only this command takes.
    pub(super) fn own_option(&self) -> Option<&'static str> {
        [
            ("--lang", !self.languages.is_empty()),
            ("--profile", self.profile.is_some()),
            ("--format", !self.formats.is_empty()),
            ("--output", self.output.is_some()),
        ]
        .into_iter()
        .find_map(|(name, given)| given.then_some(name))
    }

    /// Takes over what was given before the command.
    pub(super) fn inherit(&mut self, outer: BuildArguments) {
        self.project.inherit(&outer.project);
        self.languages.splice(0..0, outer.languages);
        self.formats.splice(0..0, outer.formats);
        self.profile = self.profile.or(outer.profile);
        self.output = self.output.take().or(outer.output);
    }

    /// What to write, in the order in which it is made.
    fn formats(&self, brochure: &Brochure) -> Vec<Format> {
        let in_data = brochure.publication.outputs.formats.iter().map(|format| match format.value {
            data::Format::Pdf => Format::Pdf,
            data::Format::Txt => Format::Txt,
        });
        let wanted: Vec<Format> =
            if self.formats.is_empty() { in_data.collect() } else { self.formats.clone() };
        let all = [Format::Pdf, Format::Txt].into_iter();
        all.filter(|format| wanted.is_empty() || wanted.contains(format)).collect()
    }
}

/// Whether the profiles that the data asks for can be made; reports those that cannot.
pub(super) fn profiles_are_built(brochure: &Brochure, diagnostics: &mut Diagnostics) -> bool {
    let mut all = true;
    for profile in &brochure.publication.outputs.profiles {
        let name = match profile.value {
            data::Profile::Screen => continue,
            data::Profile::Print => "print",
            data::Profile::Archive => "archive",
        };
        all = false;
        diagnostics.push(
            Diagnostic::error(format!("the profile `{name}` is not built yet"))
                .at(profile.span, "asked for here")
                .help("Leave it out, and keep `screen`."),
        );
    }
    all
}

/// A rendered file.
pub(super) struct Rendered {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) pages: Option<usize>,
}

pub(super) fn run(arguments: &BuildArguments) -> bool {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    if let Some(profile @ (Profile::Print | Profile::Archive)) = arguments.profile {
        let name = if profile == Profile::Print { "print" } else { "archive" };
        diagnostics.push(
            Diagnostic::error(format!("the profile `{name}` is not built yet"))
                .help("Leave `--profile` out, or use `--profile screen`."),
        );
        return report(&diagnostics);
    }
    let folder = arguments.project.folder();
    let threads = arguments.project.threads();
    let rendered = with_threads(threads, || {
        let brochure = data::load(folder, &mut diagnostics);
        let resources = Resources::new(folder, template::FILES);
        let layouts = Layouts::load(&resources, &mut diagnostics);
        let (brochure, layouts) = (brochure?, layouts?);
        if arguments.profile.is_none() && !profiles_are_built(&brochure, &mut diagnostics) {
            return None;
        }
        let formats = arguments.formats(&brochure);
        let languages = languages(&brochure, &arguments.languages, &mut diagnostics)?;
        let mut files = Vec::new();
        for language in &languages {
            let suffix =
                if language == brochure.first_language() { String::new() } else { format!(".{language}") };
            for &format in &formats {
                files.push(match format {
                    Format::Pdf => {
                        let output =
                            pdf(&brochure, &layouts, &resources, language, threads, false, &mut diagnostics);
                        output.map(|output| Rendered {
                            name: format!("brochure{suffix}.pdf"),
                            bytes: output.pdf,
                            pages: Some(output.pages),
                        })
                    }
                    Format::Txt => layouts.text(&brochure, language, &mut diagnostics).map(|text| Rendered {
                        name: format!("summary{suffix}.txt"),
                        bytes: summary::wrap(&text).into_bytes(),
                        pages: None,
                    }),
                });
            }
        }
        let folder_in_data = brochure.publication.outputs.folder.as_ref().map(|folder| folder.value.clone());
        files.into_iter().collect::<Option<Vec<Rendered>>>().map(|files| (files, folder_in_data))
    });
    let Some((rendered, folder_in_data)) = rendered.filter(|_| !diagnostics.has_errors()) else {
        return report(&diagnostics);
    };
    let target = match &arguments.output {
        Some(output) => output.clone(),
        None => folder.join(folder_in_data.as_deref().unwrap_or("output")),
    };
    let lines = write(rendered, &target, &mut diagnostics);
    let succeeded = report(&diagnostics);
    if let Some(lines) = lines {
        say(&format!("{lines}done in {:.2} s\n", start.elapsed().as_secs_f64()));
    }
    succeeded
}

fn write(rendered: Vec<Rendered>, target: &Path, diagnostics: &mut Diagnostics) -> Option<String> {
    let mut lines = String::new();
    let mut outputs = Outputs::default();
    for file in rendered {
        let path = target.join(&file.name);
        let pages = file.pages.map(|pages| format!("{pages} pages, ")).unwrap_or_default();
        lines.push_str(&format!("{}: {pages}{} KB\n", path.display(), file.bytes.len().div_ceil(1024)));
        outputs.add(path, file.bytes);
    }
    outputs.write(diagnostics).then_some(lines)
}

/// The languages that were asked for, in the brochure's order.
pub(super) fn languages(
    brochure: &Brochure,
    wanted: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<Vec<String>> {
    let known: Vec<&str> = brochure.languages.iter().map(|language| language.value.as_str()).collect();
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
    let chosen = known.iter().filter(|tag| wanted.is_empty() || wanted.iter().any(|wanted| wanted == *tag));
    sound.then(|| chosen.map(|tag| tag.to_string()).collect())
}

/// The brochure in one language; with `remarks`, what could be better is told, too.
pub(super) fn pdf(
    brochure: &Brochure,
    layouts: &Layouts,
    resources: &Resources,
    language: &str,
    threads: usize,
    remarks: bool,
    diagnostics: &mut Diagnostics,
) -> Option<engine::Output> {
    let html = layouts.html(brochure, language, diagnostics)?;
    let source =
        diagnostics.add_source(format!("templates/brochure.html.hbs, filled ({language})"), html.as_str());
    let text = |text: &data::Text| text.in_language(language).to_string();
    let information = Information {
        title: format!("{} {}", text(&brochure.publication.title), brochure.edition.year.value),
        author: text(&brochure.institution.name),
        subject: brochure.publication.subtitle.as_ref().map(text).unwrap_or_default(),
        language: language.to_string(),
        creation_date: creation_date(brochure),
    };
    let input =
        engine::Input { html: &html, source, base: "templates", resources, threads, remarks, information };
    let output = engine::render(input, diagnostics);
    layouts.trace(brochure, language, source, diagnostics);
    output
}

/// The edition's date, else `SOURCE_DATE_EPOCH`; never the clock's.
fn creation_date(brochure: &Brochure) -> Option<i64> {
    match &brochure.edition.as_of {
        Some(date) => Some(days_since_epoch(date.value.year, date.value.month, date.value.day) * 86_400),
        None => std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok(),
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar.
fn days_since_epoch(year: i32, month: u8, day: u8) -> i64 {
    // Years that begin in March have their leap day at the end.
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
