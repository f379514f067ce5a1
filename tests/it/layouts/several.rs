//! Several layouts a project, and what the shipped ones print of a project with everything and of one with nothing.

use std::path::{Path, PathBuf};

use brochure::data;
use brochure::template::{FILES, Layouts};
use engine::diagnostics::Diagnostics;
use engine::resources::Resources;
use tempfile::TempDir;

use crate::kit::{assert_contains, copy, data_project, messages, replace, run, shipped, write};
use crate::pdf_reader;

/// The project with twelve memberships, in which every field is used.
fn twelve() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("tests/twelve"), folder.path());
    folder
}

/// A project with the given files.
fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

const BROCHURE: (&str, &str) =
    ("data/brochure.yaml", "edition: {year: 2026}\ntitle: Word-title\nlanguages: [en]\n");

/// Builds, and returns the messages.
fn build(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    messages(&output)
}

/// The text of each page of a result.
fn pages(folder: &Path, name: &str) -> Vec<String> {
    let document = lopdf::Document::load(folder.join("output").join(name)).expect("a PDF");
    let pages = pdf_reader::pages(&document);
    let text = |page| pdf_reader::text_pieces(&document, page).concat();
    pages.into_iter().map(|page| text(page).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The HTML of a layout.
fn html(folder: &Path, layout: &str) -> String {
    let mut diagnostics = Diagnostics::new();
    let brochure = data::load(folder, &mut diagnostics).expect("sound data");
    let resources = Resources::new(folder, FILES);
    let layouts = Layouts::load(&resources, &[layout], &mut diagnostics).expect("sound layouts");
    layouts.html(layout, &brochure, "en", &mut diagnostics).expect("filled")
}

fn results(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder.join("output")).expect("results").flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn each_chosen_layout_makes_a_file_of_its_name_in_each_language_and_profile() {
    let folder = data_project();
    let brochure = folder.path().join("data/brochure.yaml");
    replace(&brochure, "languages: [en]", "languages: [en, az]");
    replace(&brochure, "formats: [pdf, txt]", "formats: [pdf]\n  layouts: [poster, factsheet, poster]");
    write(folder.path(), "templates/poster.html.hbs", "<!doctype html><title>Poster</title><p>{{title}}");
    build(folder.path(), &["--profile", "screen,archive"]);
    let expected = ["factsheet.archive.pdf", "factsheet.az.archive.pdf", "factsheet.az.pdf", "factsheet.pdf"];
    let expected: Vec<String> =
        expected.iter().flat_map(|name| [name.to_string(), name.replace("factsheet", "poster")]).collect();
    let mut found = results(folder.path());
    for name in &expected {
        assert!(found.contains(name), "{name} is not in {found:?}");
    }
    found.retain(|name| !expected.contains(name));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_command_line_chooses_layouts_instead_of_the_data() {
    let folder = data_project();
    build(folder.path(), &["--format", "pdf", "--layout", "register,factsheet", "--layout", "register"]);
    assert_eq!(results(folder.path()), ["factsheet.pdf", "register.pdf"]);
}

#[test]
fn a_layout_that_does_not_exist_is_an_error_with_the_one_that_was_meant() {
    let folder = data_project();
    let output = run(folder.path(), &["--layout", "fact-sheet"]);
    assert_eq!(output.status.code(), Some(1));
    assert_contains(
        &messages(&output),
        &["there is no layout called `fact-sheet`", "help: Did you mean `factsheet`?"],
    );
    replace(&folder.path().join("data/brochure.yaml"), "formats:", "layouts: [zzz]\n  formats:");
    let output = run(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    let help = "help: The layouts are: brochure, factsheet, factsheets, register.";
    assert_contains(&messages(&output), &["called `zzz`", "data/brochure.yaml:", help]);
}

#[test]
fn a_file_of_another_layout_is_confirmed() {
    let folder = data_project();
    build(folder.path(), &["--layout", "factsheet", "--format", "pdf"]);
    let file: PathBuf = folder.path().join("output/factsheet.pdf");
    let output = run(folder.path(), &["verify", file.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    assert_contains(&messages(&output), &["--lang en --layout factsheet --profile screen\n"]);
}

#[test]
fn rules_of_ones_own_are_added_to_the_stylesheets_of_all_layouts() {
    let folder = data_project();
    write(folder.path(), "templates/custom.css", "h1 { font-weihgt: 600 }");
    for layout in ["brochure", "factsheet", "factsheets", "register"] {
        let output = run(folder.path(), &["--layout", layout, "--format", "pdf"]);
        assert_contains(&messages(&output), &["font-weihgt", "templates/custom.css:1:"]);
    }
}

#[test]
fn parts_without_content_have_no_heading_no_entry_and_no_page() {
    let membership = ("data/memberships/a.yaml", "id: a\nname: Word-name\nuniversity: {status: member}\n");
    let institution = ("data/institution.yaml", "name: Word-university\n");
    let brochure = format!("{}design: {{page_multiple: 1}}\n", BROCHURE.1);
    let brochure = (BROCHURE.0, brochure.as_str());
    let folder = project(&[brochure, institution, membership]);
    build(folder.path(), &[]);
    let text = pages(folder.path(), "brochure.pdf");
    assert_eq!(text.len(), 4, "covers, imprint, one page with all: {text:?}");
    for heading in ["Timeline", "The associations compared", "What membership means", "Sources", "Contact"] {
        assert!(!text.concat().contains(heading), "{heading}");
    }
    let folder = project(&[brochure, institution, ("data/memberships/.keep", "")]);
    build(folder.path(), &["--layout", "brochure,factsheet,register"]);
    assert_eq!(pages(folder.path(), "brochure.pdf").len(), 3, "covers and imprint");
    for name in ["factsheet.pdf", "register.pdf"] {
        assert_eq!(pages(folder.path(), name).len(), 1, "{name}");
    }
}

#[test]
fn a_place_without_a_country_has_no_comma() {
    for (place, expected) in [
        ("{city: Word-city}", "<span>Word-city</span></p>"),
        ("{country: Word-land}", "<span>Word-land</span></p>"),
        ("{city: Word-city, country: Word-land}", "<span>Word-city, Word-land</span></p>"),
    ] {
        let institution = format!("name: Word-university\nplace: {place}\n");
        let folder =
            project(&[BROCHURE, ("data/institution.yaml", &institution), ("data/memberships/.keep", "")]);
        assert_contains(&html(folder.path(), "brochure"), &[expected]);
    }
}

#[test]
fn an_abbreviation_that_is_the_name_is_printed_once() {
    let record =
        "id: a\nname: SILVA\nabbreviation: SILVA\nnative_name: SILVA\nuniversity: {status: member}\n";
    let institution = ("data/institution.yaml", "name: Word-university\nnative_name: Word-university\n");
    let folder = project(&[BROCHURE, institution, ("data/memberships/a.yaml", record)]);
    for layout in ["brochure", "factsheet", "register"] {
        let html = html(folder.path(), layout);
        assert!(!html.contains("(SILVA)") && !html.contains("SILVA – "), "{layout}");
        assert!(!html.contains("class=\"abbreviation\"") && !html.contains("class=\"names\""), "{layout}");
        assert!(!html.contains("class=\"native\""), "{layout}");
    }
}

#[test]
fn every_status_is_counted_and_has_its_mark() {
    let folder = twelve();
    for layout in ["brochure", "factsheet"] {
        let html = html(folder.path(), layout);
        for (number, what) in [
            ("6", "memberships"),
            ("1", "associate membership"),
            ("1", "membership as an observer"),
            ("1", "candidacy"),
            ("1", "application"),
            ("1", "suspended membership"),
            ("1", "former membership"),
        ] {
            let figure = format!("<p class=\"number\">{number}</p><p class=\"what\">{what}</p>");
            // The brochure has large figures of two, and words for the others.
            let words = format!("{number} {what}");
            assert!(html.contains(&figure) || html.contains(&words), "{layout}: {figure}");
        }
        for status in data::Status::ALL {
            let mark = format!("<span class=\"status {}\">", status.keyword());
            assert!(html.contains(&mark), "{layout}: {mark}");
        }
    }
}

#[test]
fn only_the_register_prints_what_is_internal_and_says_so_on_each_page() {
    let folder = twelve();
    build(folder.path(), &["--layout", "brochure,factsheet,register", "--lang", "en"]);
    let internal = ["EUR 1,900.50", "L-0815", "graduate school.", "Report to the board", "Rector's office"];
    let register = pages(folder.path(), "register.pdf").concat();
    assert_contains(&register, &internal);
    for name in ["brochure.pdf", "factsheet.pdf"] {
        let text = pages(folder.path(), name).concat();
        assert!(internal.iter().all(|fact| !text.contains(fact)), "{name}");
    }
    let summary = std::fs::read_to_string(folder.path().join("output/summary.txt")).expect("a summary");
    assert!(internal.iter().all(|fact| !summary.contains(fact)));
    assert_eq!(pages(folder.path(), "factsheet.pdf").len(), 1, "everything in short is on one page");
    // Margin boxes are artifacts, so the marks are found in what the register hands to its pages.
    let html = html(folder.path(), "register");
    assert_contains(&html, &["<h1 data-internal=\"Internal\""]);
    let stylesheet = std::fs::read_to_string(shipped().join("templates/register.css")).expect("a stylesheet");
    assert_contains(&stylesheet, &["@top-right { content: string(internal)"]);
}

#[test]
fn pictures_have_the_alternative_texts_of_the_data() {
    let folder = twelve();
    let html = html(folder.path(), "brochure");
    for picture in [
        "src=\"../images/campus.jpg\" alt=\"The main building below the hills\"",
        "src=\"../images/rector.jpg\" alt=\"The president at her desk\"",
        "src=\"../images/signature.svg\" alt=\"Her signature\"",
        "src=\"../images/logo.svg\" alt=\"Talheim University of Applied Forestry\"",
        "src=\"../images/alpine.svg\" alt=\"AUN\"",
    ] {
        assert!(html.contains(picture), "{picture}");
    }
}

#[test]
fn the_rector_signs_a_foreword_that_bears_the_rectors_name_or_only_a_picture() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>"#;
    let rector = "rector: {name: Word-rector, role: Word-role, signature: a.svg}";
    for (signed_by, is_signed) in
        [("", true), (", signed_by: Word-rector", true), (", signed_by: Word-other", false)]
    {
        let institution =
            format!("name: Word-university\n{rector}\nforeword: {{text: Word-text{signed_by}}}\n");
        let files =
            [("data/institution.yaml", institution.as_str()), ("data/memberships/.keep", ""), ("a.svg", svg)];
        let folder = project(&[&[BROCHURE][..], &files].concat());
        let html = html(folder.path(), "brochure");
        assert_eq!(html.contains("src=\"../a.svg\""), is_signed, "{signed_by}");
        let signature = "<p>Word-rector</p>\n      <p class=\"role\">Word-role</p>";
        assert_eq!(html.contains(signature), is_signed, "{signed_by}");
    }
}

/// Whoever changes the colors of the data changes all of them.
#[test]
fn the_stylesheets_have_no_colors_but_those_of_the_data_and_white() {
    for name in ["brochure", "factsheet", "factsheets", "register", "screen"] {
        let path = shipped().join(format!("templates/{name}.css"));
        let text = std::fs::read_to_string(path).expect("a stylesheet");
        let colors = text.match_indices('#').map(|(at, _)| text[at..].split([';', ',', ' ', ')']).next());
        let others: Vec<_> = colors.flatten().filter(|color| *color != "#fff").collect();
        assert!(others.is_empty(), "{name}: {others:?}");
    }
}

#[test]
fn every_field_of_the_data_is_used_in_the_project_with_twelve_memberships() {
    let mut text = String::new();
    for folder in ["data", "data/memberships"] {
        for entry in
            std::fs::read_dir(shipped().join("tests/twelve").join(folder)).expect("a folder").flatten()
        {
            text += &std::fs::read_to_string(entry.path()).unwrap_or_default();
        }
    }
    let fields = data::FIELDS.iter().flat_map(|(_, fields)| *fields);
    let unused: Vec<_> = fields
        // A short way to write one of the others.
        .filter(|field| **field != "year" && !text.contains(&format!("{field}:")))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn a_summary_of_twelve_is_a_message_without_marks_that_names_everyone_and_the_contact() {
    let folder = twelve();
    build(folder.path(), &["--format", "txt", "--lang", "en"]);
    assert_eq!(results(folder.path()), ["summary.flowed.txt", "summary.short.txt", "summary.txt"]);
    let read = |name| std::fs::read_to_string(folder.path().join("output").join(name)).expect("a summary");
    let summary = read("summary.txt");
    assert!(summary.lines().count() < 150, "{summary}");
    assert!(!summary.contains(['*', '[', '`']), "{summary}");
    assert_contains(
        &summary,
        &[
            "The International Office (https://international.talheim.example) answers\n",
            "  1. to universities that teach what we teach,\n  2. to people",
            "Prof. Dr. Adele Lindner, President\n",
            "E-mail:     international@talheim.example\n",
            "\nLeague of River Towns\n  - Member (",
            "\n  - 6 memberships\n  - 1 associate membership\n",
        ],
    );
    let short = read("summary.short.txt");
    assert!(short.lines().count() <= 10, "{short}");
    assert_contains(&short, &["6 memberships, 1 associate", "international@talheim.example"]);
    assert_contains(&read("summary.flowed.txt"), &["ours has grown from a school \n"]);
}

#[test]
fn the_fact_sheets_have_a_page_for_each_association_with_the_university_and_its_contact() {
    let folder = twelve();
    build(folder.path(), &["--layout", "factsheets", "--lang", "en", "--format", "pdf"]);
    let pages = pages(folder.path(), "factsheets.pdf");
    // That of which everything is known takes two.
    assert_eq!(pages.len(), 13, "{pages:#?}");
    let first: Vec<&String> = pages.iter().filter(|page| page.starts_with("Talheim University")).collect();
    assert_eq!(first.len(), 12, "{pages:#?}");
    for page in first.iter().skip(1) {
        assert!(
            page.contains("It brings together") && page.contains("international@talheim.example"),
            "{page}"
        );
    }
    let institution = ("data/institution.yaml", "name: Word-university\n");
    let folder = project(&[BROCHURE, institution, ("data/memberships/.keep", "")]);
    build(folder.path(), &["--layout", "factsheets", "--format", "pdf"]);
    assert_eq!(self::pages(folder.path(), "factsheets.pdf"), ["Word-universityWord-title 2026"]);
}

#[test]
fn the_register_has_no_column_that_nobody_fills() {
    let member = |more: &str| format!("id: a{}\nname: A\nuniversity: {{status: member}}\n{more}", more.len());
    let (bare, paid) = (member(""), member("internal: {fee: {amount: 1200.5, currency: EUR}}\n"));
    let evidence = member("agreements: [{title: Exchange, until: 2029}]\n");
    let headings = |records: &[&str]| {
        let folder = project(&[BROCHURE, ("data/institution.yaml", "name: University\n")]);
        for (index, record) in records.iter().enumerate() {
            write(folder.path(), &format!("data/memberships/{index}.yaml"), record);
        }
        let html = html(folder.path(), "register");
        let (head, rows) = html.split_once("</thead>").expect("a table");
        let columns: Vec<String> = head
            .split("<th")
            // `<thead>`.
            .skip(2)
            .filter_map(|cell| Some(cell.split_once('>')?.1.split_once('<')?.0.to_string()))
            .collect();
        for row in rows.split("<tr>").skip(1) {
            assert_eq!(row.matches("<td>").count() + 1, columns.len(), "{row}");
        }
        (columns.join(" "), html)
    };
    assert_eq!(headings(&[&bare]).0, "Association Status");
    assert_eq!(headings(&[&bare, &evidence]).0, "Association Status Evidence");
    let (columns, html) = headings(&[&paid, &bare]);
    assert_eq!(columns, "Association Status Fee");
    assert!(html.contains("EUR\u{a0}1,200.50"), "{html}");
}

#[test]
fn a_map_has_the_places_of_the_data_with_routes_to_the_seats_and_says_them_in_words() {
    let folder = twelve();
    let layout = "{{{map width=170 height=200}}}{{{map width=100 height=100 show=\"home\"}}}";
    std::fs::create_dir_all(folder.path().join("templates")).expect("a folder");
    std::fs::write(folder.path().join("templates/chart.html.hbs"), layout).expect("written");
    let html = html(folder.path(), "chart");
    let (all, home) = html.split_once("</svg>").expect("two maps");
    let count = |words: &str| all.matches(words).count();
    assert_eq!(
        [count("class=\"route\""), count("<circle class=\"seat\""), count("<circle class=\"place\"")],
        [9, 9, 1]
    );
    assert_contains(all, &["aria-label=\"Map: Talheim; Seats of associations: Como, ", "; Places: Lugano\""]);
    assert_contains(all, &["width=\"170mm\" height=\"200mm\" viewBox=\"0 0 170 200\"", ">Tromsø</text>"]);
    assert!(!home.contains("class=\"route\"") && home.contains(">Talheim</text>"));
}

#[test]
fn a_map_without_places_is_nothing() {
    let institution = ("data/institution.yaml", "name: Word-university\n");
    let layout = ("templates/chart.html.hbs", "<p>{{{map width=90 height=90}}}{{counts.places}}</p>");
    let folder = project(&[BROCHURE, institution, ("data/memberships/.keep", ""), layout]);
    assert_eq!(html(folder.path(), "chart").trim(), "<p>0</p>");
}

/// The two halves are one map: what is in the middle of the whole is at the fold of both.
#[test]
fn the_halves_of_a_map_meet_at_the_fold() {
    let place = "{city: Suva, country: Fiji, lat: -17.8, lon: 178.4}";
    let institution = format!("name: Word-university\nplace: {place}\n");
    let layout = "{{{map width=80 height=90 part=\"left\"}}}|{{{map width=80 height=90 part=\"right\"}}}";
    let files = [
        BROCHURE,
        ("data/institution.yaml", institution.as_str()),
        ("data/memberships/.keep", ""),
        ("templates/chart.html.hbs", layout),
    ];
    let folder = project(&files);
    let html = html(folder.path(), "chart");
    let (left, right) = html.split_once('|').expect("two halves");
    assert_contains(left, &["<circle class=\"home\" cx=\"80\" cy=\"45\""]);
    assert_contains(right, &["<circle class=\"home\" cx=\"0\" cy=\"45\"", "aria-hidden=\"true\""]);
}
