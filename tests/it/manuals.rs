//! The manuals describe every field, name, helper and option: the lists come from the program itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use brochure::data;
use brochure::template::{HELPERS, Layouts};
use engine::diagnostics::{Diagnostics, RenderOptions, render};
use engine::resources::Resources;
use serde_json::Value;

use crate::kit::{messages, names as files, program, replace, run, shipped, write};

const README: &str = include_str!("../../README.md");
const DATA: &str = include_str!("../../docs/data.md");
const LAYOUTS: &str = include_str!("../../docs/layouts.md");
const OFFICER: &str = include_str!("../../docs/officer.md");

/// A project in which every field has a value, and every text a different one.
const FULL: &[(&str, &str)] = &[
    (
        "data/brochure.yaml",
        r##"
edition: {year: 2026, as_of: 2026-11-24, verified_within_months: 12}
title: Word-title
subtitle: Word-subtitle
languages: [en]
colors: {primary: "#010203", secondary: "#010204", accent: "#010205", background: "#010206", text: "#010207"}
design: {page: A5, fonts: {text: Source Serif 4, labels: Source Sans 3}, cover: map, parts: [imprint, contents, year, foreword, associations, timeline, comparison, opportunities, annex, contacts], page_multiple: 4}
introduction: Word-introduction
benefits: [{audience: Word-audience, text: Word-benefit}]
opportunities: [{title: Word-chance, audience: Word-chance-audience, text: Word-chance-text, deadline: 2027-03-01, website: "https://word-chance.example"}]
closing: Word-closing
imprint: {publisher: Word-publisher, editor: Word-editor, design: Word-designer, photographs: Word-photographs, printed_by: Word-printer, isbn: Word-isbn, note: Word-rights}
order: [one]
outputs: {folder: output, formats: [pdf, txt], languages: [en], layouts: [brochure], summary: [wrapped], profiles: [screen], standards: [a-2a, ua-1], screen: {image_ppi: 220}, print: {color_profile: logo.svg, image_ppi: 350, bleed: 3mm, marks: [crop]}}
sources: [{title: Word-source, url: "https://word-source.example", file: logo.svg, date: 2025, issuer: Word-brochure-issuer, verified: 2026-11-01, claims: [title]}]
"##,
    ),
    (
        "data/institution.yaml",
        r#"
name: Word-name
native_name: Word-native
short_name: Word-short
founded: 1991
erasmus_code: Word-erasmus
pic: Word-pic
ror: https://word-ror.example
contacts: [{office: Word-second-office, address: Word-second-address, email: word-second@example.org, telephone: +994 2 23 45, website: "https://word-second.example"}]
social_media: [{name: Word-medium, url: "https://word-medium.example"}]
photograph: {file: logo.svg, alt: Word-photograph}
facts: [{label: Word-fact-label, value: Word-fact}]
extra: {word: Word-extra}
place: {city: Word-city, country: Word-country, lat: 38.75, lon: 48.85}
contact: {office: Word-office, address: Word-address, email: word@example.org, telephone: +994 1 23 45, website: "https://word.example"}
rector: {name: Word-rector, role: Word-role, email: word-rector@example.org, telephone: +994 3 23 45, portrait: {file: logo.svg, alt: Word-portrait}, signature: {file: logo.svg, alt: Word-signature}}
logo: logo.svg
foreword: {text: Word-foreword, signed_by: {name: Word-signatory, role: Word-signatory-role, email: word-signatory@example.org, telephone: +994 4 23 45, portrait: {file: logo.svg, alt: Word-signatory-portrait}, signature: {file: logo.svg, alt: Word-signatory-signature}}}
about: Word-about
sources: [{title: Word-institution-source, url: "https://word-institution.example", file: logo.svg, date: 2026-03, issuer: Word-source-issuer, verified: 2026-11-02, claims: [about]}]
"#,
    ),
    (
        "data/memberships/one.yaml",
        r#"
id: one
name: Word-association
native_name: Word-association-native
abbreviation: Word-abbreviation
about: Word-association-about
website: https://word-association.example
contact: {office: Word-association-office, address: Word-association-address, email: word-association@example.org, telephone: +39 6 78 90, website: "https://word-contact.example"}
founded: 1988
renamed: {year: 1999, from: Word-former}
initiators: [Word-initiator]
members: [{more_than: 901, of: word-universities}, {exactly: 12, of: word-institutes}]
members_note: Word-note
countries: [Word-land]
region: Word-region
seat: {city: Word-seat-city, country: Word-seat-land, lat: 41.9, lon: 12.5}
places: [{name: Word-point-name, city: Word-point-city, country: Word-point-land, lat: 56.95, lon: 24.11}]
governing_body: Word-body
activities: [Word-association-activity]
logo: logo.svg
university:
  status: member
  category: Word-category
  applied: 2010
  since: 2011
  until: 2031
  renewal: 2030-10
  contact_person: {name: Word-person, role: Word-person-role, email: word-person@example.org, telephone: +994 5 23 45, portrait: {file: logo.svg, alt: Word-person-portrait}, signature: {file: logo.svg, alt: Word-person-signature}}
  responsible: [Word-unit]
  duties: [{title: Word-duty, name: Word-holder, since: 2012, until: 2032}]
  reasons: [Word-reason]
  activities: [Word-activity]
  benefits: [Word-gain]
events: [{title: Word-event, date: 2026-05-14, place: Word-event-place, people: [Word-participant], sources: [{title: Word-event-source, url: "https://word-event-source.example", file: logo.svg, date: 2026-02, issuer: Word-paper-issuer, verified: 2026-11-03, claims: [founded]}]}]
projects: [{title: Word-project, programme: Word-programme, since: 2024, until: 2027, role: Word-part, website: "https://word-project.example", sources: [{title: Word-project-source, url: "https://word-project-source.example", file: logo.svg, date: 2026-02, issuer: Word-paper-issuer, verified: 2026-11-03, claims: [founded]}]}]
agreements: [{title: Word-agreement, partner: Word-partner, signed: 2020, until: 2029, file: logo.svg, sources: [{title: Word-agreement-source, url: "https://word-agreement-source.example", file: logo.svg, date: 2026-02, issuer: Word-paper-issuer, verified: 2026-11-03, claims: [founded]}]}]
exchange: [{year: 2025/26, incoming: 451, outgoing: 452, sources: [{title: Word-exchange-source, url: "https://word-exchange-source.example", file: logo.svg, date: 2026-02, issuer: Word-paper-issuer, verified: 2026-11-03, claims: [founded]}]}]
evidence: [{title: Word-evidence-title, file: logo.svg, date: 2011-02-03, issuer: Word-issuer}]
facts: [{label: Word-association-fact-label, value: Word-association-fact}]
internal:
  fee: {amount: 1900.50, currency: EUR, period: Word-period, payer: Word-payer}
  membership_number: Word-number
  notes: Word-internal-notes
  reminders: [{date: 2026-11-01, text: Word-reminder}]
extra: {anything: [Word-association-extra]}
sources: [{title: Word-association-source, url: "https://word-evidence.example", file: logo.svg, date: 2026-02, issuer: Word-paper-issuer, verified: 2026-11-03, claims: [founded]}]
"#,
    ),
    ("logo.svg", r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>"#),
];

/// The components of a name in a layout: `a.b.c`.
type Name = Vec<String>;

pub fn full_project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in FULL {
        write(folder.path(), name, text);
    }
    folder
}

fn with_full_brochure<T>(look: impl FnOnce(&data::Brochure, &Path) -> T) -> T {
    let folder = full_project();
    let mut diagnostics = Diagnostics::new();
    let brochure = data::load(folder.path(), &mut diagnostics);
    look(
        &brochure.unwrap_or_else(|| panic!("{}", render(&diagnostics, RenderOptions::default()))),
        folder.path(),
    )
}

/// Whether a manual has `word` as code, alone or in a longer name.
fn names(manual: &str, word: &str) -> bool {
    manual.split('`').skip(1).step_by(2).any(|code| {
        code.split(|sign: char| !(sign.is_ascii_alphanumeric() || "_-".contains(sign)))
            .any(|part| part == word)
    })
}

#[test]
fn every_field_of_the_data_is_in_the_manual() {
    let mut missing = Vec::new();
    for (record, fields) in data::FIELDS {
        missing.extend(
            fields.iter().filter(|field| !names(DATA, field)).map(|field| format!("{record}: {field}")),
        );
    }
    assert!(missing.is_empty(), "docs/data.md does not describe {missing:?}");
}

#[test]
fn the_full_project_of_these_tests_has_every_field() {
    let missing: Vec<&&str> = data::FIELDS
        .iter()
        .flat_map(|(_, fields)| *fields)
        // A number has one precision.
        .filter(|field| !matches!(**field, "at_least" | "about"))
        .filter(|field| !FULL.iter().any(|(_, text)| text.contains(&format!("{field}:"))))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The files of the examples of docs/data.md. Several examples of a file are one file.
fn examples() -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for block in DATA.split("```yaml\n# ").skip(1) {
        let (block, _) = block.split_once("```").expect("an end");
        let (name, text) = block.split_once('\n').expect("a name");
        files.entry(name.to_string()).or_default().push_str(text);
    }
    files
}

#[test]
fn the_examples_of_the_manual_of_the_data_are_a_project_in_which_nothing_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    for (name, text) in examples() {
        write(path, &name, text);
    }
    let picture = FULL.last().expect("a picture").1;
    for name in ["logo", "campus", "rector", "signature"] {
        write(path, &format!("images/{name}.svg"), picture);
    }
    write(path, "evidence/letter.txt", "Dear rector");
    write(path, "color/press.icc", "");
    let checked = run(path, &["check"]);
    let report = messages(&checked);
    assert_eq!(checked.status.code(), Some(0), "{report}");
    assert!(report.contains("no errors, 0 warnings"), "{report}");
    for language in ["en", "fr"] {
        let built = run(path, &["--lang", language]);
        assert_eq!(built.status.code(), Some(0), "{}", messages(&built));
    }
}

/// The words of a command line; quotation marks keep words together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    words.map(str::to_string).collect()
}

/// What the officer writes before the command `line` in the page's order.
fn write_as_the_page_says(folder: &Path, line: &str) {
    let brochure = folder.join("data/brochure.yaml");
    match line {
        "brochure check" => {
            replace(&folder.join("data/institution.yaml"), "Example University", "University of the Danube");
            std::fs::remove_file(folder.join("data/memberships/example.yaml")).expect("the example");
        }
        "brochure translate fr" => replace(&brochure, "languages: [en]", "languages: [en, fr]"),
        "brochure translate fr --apply fr.txt" => {
            replace(
                &folder.join("fr.txt"),
                "en: International memberships\nfr:",
                "en: International memberships\nfr: Adhésions",
            );
        }
        "brochure diff 2026" => {
            replace(&folder.join("data/memberships/danube.yaml"), "status: member", "status: former")
        }
        _ => {}
    }
}

#[test]
fn the_commands_of_the_officers_page_work_in_their_order() {
    let start = tempfile::tempdir().expect("a folder");
    let mut folder = start.path().to_path_buf();
    let mut said = BTreeMap::new();
    for line in OFFICER.lines().filter(|line| line.starts_with("    ")).map(str::trim) {
        let words = words(line);
        match words[0].as_str() {
            "cd" => folder.push(&words[1]),
            "brochure" => {
                write_as_the_page_says(&folder, line);
                let output = program().current_dir(&folder).args(&words[1..]).output().expect("it starts");
                assert_eq!(output.status.code(), Some(0), "{line}\n{}", messages(&output));
                said.insert(line, String::from_utf8(output.stdout).expect("UTF-8"));
            }
            _ => {}
        }
    }
    assert!(said.len() > 10, "only {said:?}");
    assert!(said["brochure diff 2026"].contains("Danube Rectors"), "{said:?}");
    assert_eq!(files(&folder), ["data", "editions", "fr.txt", "memberships.xlsx", "output"]);
    assert_eq!(files(&folder.join("output")), ["2026", "brochure.eml", "brochure.pdf", "summary.txt"]);
    let old =
        std::fs::read_to_string(folder.join("output/2026/summary.fr.txt")).expect("the summary in French");
    assert!(old.contains("Adhésions 2026") && old.contains("University of the Danube"), "{old}");
}

#[test]
fn the_first_layout_of_the_manual_is_a_cover_in_which_nothing_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let made = program().arg("init").arg(path).output().expect("it starts");
    assert_eq!(made.status.code(), Some(0), "{}", messages(&made));
    let block = LAYOUTS.split("```handlebars\n").nth(1).and_then(|rest| rest.split("```").next());
    write(path, "templates/partials/cover.hbs", block.expect("a layout"));
    let checked = run(path, &["check", "-v"]);
    let report = messages(&checked);
    assert_eq!(checked.status.code(), Some(0), "{report}");
    assert!(!report.contains("cover.hbs"), "{report}");
    let built = run(path, &["--format", "html"]);
    assert_eq!(built.status.code(), Some(0), "{}", messages(&built));
    let page = std::fs::read_to_string(path.join("output/brochure.html")).expect("a page");
    assert!(page.contains("<p>Example University, 2026</p>"), "{page}");
}

#[test]
fn every_field_of_the_data_is_in_an_example_of_the_manual() {
    let text: String = examples().into_values().collect();
    let fields = data::FIELDS.iter().flat_map(|(_, fields)| *fields);
    let missing: Vec<&&str> = fields.filter(|field| !text.contains(&format!("{field}:"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Collects the names of all fields, and for each whether it has an item or a value somewhere: without one, the names inside it
/// are not seen.
fn collect_names(value: &Value, name: &Name, found: &mut Vec<Name>, lists: &mut BTreeMap<Name, bool>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let mut name = name.clone();
                name.push(key.clone());
                found.push(name.clone());
                collect_names(value, &name, found, lists);
            }
        }
        Value::Array(items) => {
            *lists.entry(name.clone()).or_default() |= !items.is_empty();
            items.iter().for_each(|item| collect_names(item, name, found, lists));
        }
        _ => {}
    }
    if !value.is_array() {
        *lists.entry(name.clone()).or_default() |= !value.is_null();
    }
}

/// What layouts see of the full project, with a change since another edition, an attachment, another language and extra pages.
fn full_view() -> Value {
    with_full_brochure(|brochure, _| {
        let mut brochure = brochure.clone();
        let (name, path) = ("logo.svg".to_string(), "logo.svg".to_string());
        brochure.attachments.push(data::AttachedFile { name, path, kind: "evidence" });
        let alternate = data::Alternate { language: "de".to_string(), file: "brochure.de.html".to_string() };
        brochure.alternates.push(alternate);
        let section = data::LanguageSection { extra_pages: 3, ..data::LanguageSection::only("en") };
        let mut earlier = brochure.clone();
        let incoming = earlier.memberships[0].exchange[0].incoming.as_mut().expect("a figure");
        incoming.value += 1;
        brochure.changes = brochure.changes_since(&earlier);
        brochure::template::view(&brochure, &section)
    })
}

#[test]
fn every_name_of_a_layout_is_in_the_manual() {
    let view = full_view();
    let mut found = Vec::new();
    let mut lists = BTreeMap::new();
    collect_names(&view, &Name::new(), &mut found, &mut lists);
    for (name, filled) in lists {
        assert!(filled, "{name:?} is empty, so the names inside it are not seen");
    }
    // The labels are the words of data/labels.yaml, and what is in `extra` is the office's own.
    found.retain(|name| name.len() == 1 || name[0] != "labels");
    found.retain(|name| !name.iter().rev().skip(1).any(|part| part == "extra"));
    assert!(found.len() > 100, "{found:?}");
    let missing: Vec<String> = found
        .into_iter()
        .filter(|name| !name.iter().all(|part| names(LAYOUTS, part)))
        .map(|name| name.join("."))
        .collect();
    assert!(missing.is_empty(), "docs/layouts.md does not describe {missing:?}");
}

/// The names in a shape, each as a path; those of labels and `extra` are left out, as in the view.
fn names_of(shape: &data::Shape, name: &Name, found: &mut Vec<Name>) {
    match shape {
        data::Shape::Record(fields) => {
            for (key, shape) in fields.iter() {
                let mut name = name.clone();
                name.push(key.clone());
                found.push(name.clone());
                names_of(shape, &name, found);
            }
        }
        data::Shape::List(item) => names_of(item, name, found),
        data::Shape::Single | data::Shape::Free => {}
    }
}

#[test]
fn the_shape_of_the_data_has_the_names_that_layouts_see_and_no_others() {
    let view = full_view();
    let (mut seen, mut lists) = (Vec::new(), BTreeMap::new());
    collect_names(&view, &Name::new(), &mut seen, &mut lists);
    let mut shaped = Vec::new();
    names_of(&data::Brochure::shape(None::<std::iter::Empty<&str>>), &Name::new(), &mut shaped);
    let is_free = |name: &Name| {
        name.len() > 1 && name[0] == "labels" || name.iter().rev().skip(1).any(|part| part == "extra")
    };
    seen.retain(|name| !is_free(name));
    for names in [&mut seen, &mut shaped] {
        names.sort();
        names.dedup();
    }
    assert_eq!(seen, shaped);
}

/// The shipped layouts leave out only what docs/data.md lists.
#[test]
fn the_shipped_brochure_prints_every_field_but_those_that_the_manual_excepts() {
    let html = with_full_brochure(|brochure, root| {
        let mut diagnostics = Diagnostics::new();
        let resources = Resources::new(root, brochure::template::FILES);
        let layouts = Layouts::load(&resources, &["brochure"], &mut diagnostics).expect("sound layouts");
        layouts
            .html("brochure", brochure, "en", &mut diagnostics)
            .unwrap_or_else(|| panic!("{}", render(&diagnostics, RenderOptions::default())))
    });
    let words = FULL.iter().flat_map(|(_, text)| {
        text.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-'))
            .filter(|word| word.len() > 5 && word[..5].eq_ignore_ascii_case("word-"))
    });
    let absent: Vec<&str> = words.filter(|word| !html.contains(word)).collect();
    // `short_name`, `photograph`, `extra`, the details of persons, `internal`, what only maps show.
    let excepted = |word: &str| {
        let parts = [
            "short",
            "photograph",
            "extra",
            "rector",
            "signatory",
            "portrait",
            "signature",
            "period",
            "payer",
        ];
        let internal = ["number", "internal-notes", "reminder"];
        let on_maps = ["point-name", "point-city", "point-land"];
        parts.iter().chain(&internal).chain(&on_maps).any(|part| word.ends_with(part))
    };
    let unexpected: Vec<&&str> = absent.iter().filter(|word| !excepted(word)).collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
    let numbers = ["more than 901</dd>", "<dt>word-institutes, Word-note</dt><dd>12</dd>"];
    for figure in numbers.into_iter().chain(["1991", "1988", "1999", "2011", "+39 6 78 90"]) {
        assert!(html.contains(figure), "{figure}");
    }
    for color in ["#010203", "#010204", "#010205", "#010206", "#010207"] {
        assert!(html.contains(color), "{color}");
    }
}

/// Those that the brochure leaves out are in the register, but what is for layouts of one's own.
#[test]
fn some_shipped_layout_prints_every_field() {
    let printed: String = with_full_brochure(|brochure, root| {
        let mut diagnostics = Diagnostics::new();
        let resources = Resources::new(root, brochure::template::FILES);
        let names = ["brochure", "factsheet", "register"];
        let layouts = Layouts::load(&resources, &names, &mut diagnostics).expect("sound layouts");
        let filled = names.map(|name| layouts.html(name, brochure, "en", &mut diagnostics).expect("filled"));
        filled.concat()
    });
    let words = FULL.iter().flat_map(|(_, text)| {
        text.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-'))
            .filter(|word| word.len() > 5 && word[..5].eq_ignore_ascii_case("word-"))
    });
    let absent: Vec<&str> = words.filter(|word| !printed.contains(word)).collect();
    // `extra` is for layouts of one's own; the rector's pictures are beside the foreword only if the rector signs it; a
    // person who signs has no address, and a person to ask no signature; maps name a place by its city.
    let excepted = ["extra", "portrait", "signature", "signatory", "point-name", "point-land"];
    let unexpected: Vec<&&str> =
        absent.iter().filter(|word| !excepted.iter().any(|part| word.ends_with(part))).collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
}

#[test]
fn every_shipped_partial_part_and_cover_is_in_the_manual() {
    let partials = brochure::template::FILES.iter().filter_map(|file| {
        file.path.strip_prefix("templates/partials/").and_then(|name| name.strip_suffix(".hbs"))
    });
    let missing: Vec<&str> = partials.filter(|partial| !names(LAYOUTS, partial)).collect();
    assert!(missing.is_empty(), "docs/layouts.md does not describe {missing:?}");
    for (part, label) in data::PARTS {
        let row = LAYOUTS.lines().find(|line| line.starts_with(&format!("| `{part}` | ")));
        let row = row.unwrap_or_else(|| panic!("docs/layouts.md does not describe {part}"));
        assert!(label.is_none_or(|label| row.ends_with(&format!("| `{label}` |"))), "{row}");
    }
}

#[test]
fn every_helper_is_in_the_manual() {
    let missing: Vec<&&str> = HELPERS.iter().filter(|helper| !names(LAYOUTS, helper)).collect();
    assert!(missing.is_empty(), "docs/layouts.md does not describe {missing:?}");
}

#[test]
fn every_command_and_option_is_in_the_readme() {
    let command = brochure::cli::command();
    let mut missing = Vec::new();
    let mut seen = 0;
    for command in std::iter::once(&command).chain(command.get_subcommands()) {
        if !names(README, command.get_name()) {
            missing.push(command.get_name().to_string());
        }
        for option in command.get_arguments() {
            let name = match (option.get_long(), option.get_short()) {
                (Some(long), _) => format!("--{long}"),
                (None, Some(short)) => format!("-{short}"),
                (None, None) => option.get_id().to_string(),
            };
            seen += 1;
            if !option.is_positional() && !names(README, &name) {
                missing.push(format!("{} {name}", command.get_name()));
            }
        }
    }
    assert!(seen > 10, "only {seen} options are seen");
    assert!(missing.is_empty(), "README.md does not describe {missing:?}");
}

fn manuals() -> Vec<PathBuf> {
    let root = shipped();
    let mut found = vec![root.join("README.md"), root.join("CHANGELOG.md")];
    for entry in std::fs::read_dir(root.join("docs")).expect("the folder docs") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found
}

#[test]
fn links_between_the_manuals_lead_to_files_and_headings() {
    let mut seen = 0;
    for manual in manuals() {
        let text = std::fs::read_to_string(&manual).expect("a manual");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            if link.starts_with("https://") {
                continue;
            }
            seen += 1;
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => manual.clone(),
                file => manual.with_file_name(file),
            };
            assert!(target.exists(), "{} links to {link}", manual.display());
            if !heading.is_empty() {
                let text = std::fs::read_to_string(&target).expect("a manual");
                let known = text.lines().filter(|line| line.starts_with('#')).any(|line| {
                    let line = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
                    line.chars()
                        .filter(|sign| sign.is_alphanumeric() || "-_".contains(*sign))
                        .eq(heading.chars())
                });
                assert!(known, "{} links to {link}", manual.display());
            }
        }
    }
    assert!(seen > 8, "only {seen} links are seen");
}
