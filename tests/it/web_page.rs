//! The HTML edition: one file for web pages and e-mails, from the same data and layouts as the PDF.

use std::collections::BTreeSet;
use std::path::Path;

use engine::diagnostics::{Diagnostics, SourceId};
use engine::html::{Document, Element, Limits, parse};

use crate::kit::{assert_contains, data_project, messages, names, replace, run, shipped, write};

/// The pages of a project, by their names.
fn pages(project: &Path) -> Vec<(String, String)> {
    let output = tempfile::tempdir().expect("a folder");
    let target = output.path().to_str().expect("a path");
    let result = run(project, &["--layout", "brochure", "--format", "html", "--output", target]);
    assert!(result.status.success(), "{}", messages(&result));
    let read = |name: String| {
        let text = std::fs::read_to_string(output.path().join(&name)).expect("a text");
        (name, text)
    };
    names(output.path()).into_iter().map(read).collect()
}

/// Those of the shipped data in English and Azerbaijani, and of twelve memberships in English and German.
fn all_pages() -> Vec<(String, String)> {
    pages(shipped()).into_iter().chain(pages(&shipped().join("tests/twelve"))).collect()
}

fn document(html: &str) -> Document {
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("page", html);
    assert_eq!(source, SourceId(0));
    parse(html, source, "", &Limits::default(), &mut diagnostics).expect("a page within the limits")
}

fn elements(document: &Document) -> impl Iterator<Item = &Element> {
    let root = document.root().expect("a root");
    std::iter::once(root).chain(document.descendants(root)).filter_map(|node| document.element(node))
}

#[test]
fn a_web_page_needs_no_other_file_and_has_no_script() {
    for (name, html) in all_pages() {
        let document = document(&html);
        for element in elements(&document) {
            assert_ne!(&*element.name, "script", "{name}");
            for attribute in &element.attributes {
                let (key, value) = (&*attribute.name, attribute.value.as_str());
                assert!(!key.starts_with("on"), "{name}: {key}");
                let is_link = matches!(&*element.name, "a") && key == "href";
                let is_alternate = element.attribute("rel") == Some("alternate");
                if matches!(key, "src" | "href" | "srcset" | "data" | "poster") && !is_link && !is_alternate {
                    assert!(value.starts_with("data:") || value.starts_with('#'), "{name}: {key}={value}");
                }
                if is_link {
                    let known = ["#", "https://", "http://", "mailto:", "tel:"];
                    assert!(known.iter().any(|known| value.starts_with(known)), "{name}: {value}");
                }
            }
        }
        for address in html.split("url(").skip(1) {
            assert!(address.starts_with("\"data:") || address.starts_with('#'), "{name}: {address:.40}");
        }
    }
}

#[test]
fn ids_of_a_web_page_are_unique_and_its_links_lead_to_them() {
    for (name, html) in all_pages() {
        let document = document(&html);
        let mut ids = BTreeSet::new();
        for id in elements(&document).filter_map(Element::id) {
            assert!(ids.insert(id), "{name}: {id} twice");
        }
        let links = elements(&document).filter(|element| &*element.name == "a");
        let places: Vec<&str> = links.filter_map(|link| link.attribute("href")?.strip_prefix('#')).collect();
        assert!(places.len() > 20, "{name}: {places:?}");
        for place in places {
            assert!(ids.contains(place), "{name}: nothing has the id {place}");
        }
    }
}

#[test]
fn a_web_page_has_the_facts_and_a_table_behind_each_picture() {
    let pages = pages(shipped());
    assert_eq!(
        pages.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["brochure.az.html", "brochure.html"]
    );
    let html = &pages[1].1;
    let document = document(html);
    let text = document.text_content(document.root().expect("a root"));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_contains(
        &text,
        &[
            "Skip to content",
            "4memberships",
            "more than 50 universities and research institutes",
            "139 universities",
            "Gorgan University of Agricultural Sciences",
            "1989foundedEurasian Universities Association",
            "Lankaran State UniversityLankaran, Azerbaijan",
        ],
    );
    let count = |name: &str| elements(&document).filter(|element| &*element.name == name).count();
    assert_eq!([count("main"), count("h1"), count("details")], [1, 1, 3]);
    assert_contains(
        html,
        &["<link rel=\"alternate\" hreflang=\"az\" href=\"brochure.az.html\">", "<meta name=\"viewport\""],
    );
    assert!(html.len() < 400 << 10, "{} bytes", html.len());
}

#[test]
fn a_web_page_has_the_same_bytes_in_each_run() {
    let project = data_project();
    assert_eq!(pages(project.path()), pages(project.path()));
}

#[test]
fn a_project_without_memberships_has_a_web_page() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "data/brochure.yaml", "edition: {year: 2026}\ntitle: A title\nlanguages: [en]\n");
    write(folder.path(), "data/institution.yaml", "name: A university\n");
    std::fs::create_dir_all(folder.path().join("data/memberships")).expect("a folder");
    let pages = pages(folder.path());
    assert_contains(&pages[0].1, &["<h1>A title</h1>", "</html>"]);
    assert!(!pages[0].1.contains("hreflang"), "there is no other language");
}

#[test]
fn a_pdf_has_nothing_of_the_web_page_and_formats_in_the_data_choose_it() {
    let project = data_project();
    let brochure = project.path().join("data/brochure.yaml");
    replace(&brochure, "formats: [pdf, txt]", "formats: [html, pdf]");
    write(
        project.path(),
        "templates/partials/contents.hbs",
        "<p>{{#if (eq format \"html\")}}{{log \"page\"}}{{else}}{{log format}}{{/if}}</p>",
    );
    let output = run(project.path(), &["--lang", "en"]);
    let messages = messages(&output);
    assert!(output.status.success(), "{messages}");
    assert_contains(&messages, &["note: page\n", "note: pdf\n"]);
    assert_eq!(names(&project.path().join("output")), ["brochure.html", "brochure.pdf"]);
}

#[test]
fn a_picture_that_is_missing_is_an_error_with_the_place_in_the_data() {
    let project = data_project();
    write(project.path(), "templates/partials/contents.hbs", "<img src=\"../images/none.png\" alt=\"\">\n");
    let output = run(project.path(), &["--format", "html", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    assert_contains(
        &messages(&output),
        &[
            "error: the file cannot be read: there is no file images/none.png\n",
            "templates/partials/contents.hbs:1",
        ],
    );
}

/// The names of the custom properties that a stylesheet sets.
fn properties(css: &str) -> BTreeSet<&str> {
    let names = css.split(['{', ';', '}']).filter_map(|declaration| declaration.trim().split_once(':'));
    names
        .filter_map(|(name, _)| name.lines().last())
        .map(str::trim)
        .filter(|name| name.starts_with("--"))
        .collect()
}

/// A color that two stylesheets set may differ on screens and in print.
#[test]
fn pages_and_web_pages_have_the_colors_of_one_stylesheet() {
    let read =
        |name: &str| std::fs::read_to_string(shipped().join("templates").join(name)).expect("a stylesheet");
    let text = read("colors.css");
    let colors = properties(&text);
    assert!(colors.len() > 10 && colors.contains("--pale-accent"), "{colors:?}");
    assert!(read("brochure.css").contains("\n@import \"colors.css\";\n"));
    assert!(read("partials/web-head.hbs").contains("href=\"colors.css\""));
    for name in ["brochure.css", "screen.css", "factsheet.css", "factsheets.css", "register.css"] {
        let text = read(name);
        let mut again = properties(&text);
        // The water of the map in the text is pale.
        again.retain(|property| colors.contains(property) && *property != "--deep");
        assert!(again.is_empty(), "{name}: {again:?}");
    }
}

/// The fact sheet and the register have the rules of the screen, and those of their pages only for printing.
#[test]
fn every_shipped_layout_has_a_style_for_screens() {
    let project = shipped().join("tests/twelve");
    let output = tempfile::tempdir().expect("a folder");
    let target = output.path().to_str().expect("a path");
    let arguments = [
        "--layout",
        "brochure,factsheet,factsheets,register",
        "--format",
        "html",
        "--lang",
        "en",
        "--output",
        target,
    ];
    let result = run(&project, &arguments);
    assert!(result.status.success(), "{}", messages(&result));
    for (layout, rule, words) in [
        ("brochure", ".cover h1 {", "Talheim"),
        ("factsheet", ".sheet header {", "class=\"figures"),
        ("factsheets", ".sheet-head {", "class=\"sheet-head\""),
        ("register", ".register h1 {", "data-internal=\"Internal\""),
    ] {
        let html = std::fs::read_to_string(output.path().join(format!("{layout}.html"))).expect("a page");
        assert_contains(&html, &[rule, words, "<main", "</main>", "name=\"viewport\""]);
        let document = document(&html);
        let links: Vec<_> = elements(&document).filter(|element| &*element.name == "link").collect();
        let sheets = links.iter().filter(|link| link.attribute("rel") == Some("stylesheet"));
        assert!(sheets.clone().all(|sheet| sheet.attribute("media") == Some("print")), "{layout}");
        assert_eq!(sheets.count(), if layout == "brochure" { 1 } else { 2 }, "{layout}");
        // What is wider than a telephone is scrolled by itself, with the keyboard, too.
        let tables = elements(&document).filter(|element| &*element.name == "table").count();
        let scrolled = elements(&document).filter(|element| {
            element.attribute("class") == Some("scroll") && element.attribute("tabindex") == Some("0")
        });
        assert_eq!(scrolled.count(), tables, "{layout}");
    }
}
