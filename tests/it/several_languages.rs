//! One file in several languages: a section for each, with links, languages and places of messages of its own.

use std::path::Path;

use brochure::data::{self, ExtraContent, LanguageSection};
use brochure::template::{FILES, Layouts};
use engine::diagnostics::Diagnostics;
use engine::resources::Resources;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::kit::{assert_contains, copy, messages, names, refused, replace, run, shipped, succeeds, write};
use crate::pdf_reader::{count, dig, pages, text};

const DATA: &str = "data/brochure.yaml";
const LAYOUT: &str = "templates/brochure.html.hbs";

/// A project in English, German and Persian with two memberships.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let brochure = "edition: {year: 2026, as_of: 2026-11-24}\nlanguages: [en, de, fa]\n\
                    title: {en: Where we belong, de: Wohin wir gehören, fa: عضویت‌ها}\n";
    write(folder.path(), DATA, brochure);
    write(
        folder.path(),
        "data/institution.yaml",
        "name: {en: Sea University, de: Seeuniversität}\nerasmus_code: D TALHEIM01\n",
    );
    for (id, status) in [("lakes", "member"), ("rivers", "elected")] {
        let record = format!("id: {id}\nname: The {id}\nuniversity: {{status: {status}}}\n");
        write(folder.path(), &format!("data/memberships/{id}.yaml"), record);
    }
    folder
}

#[track_caller]
fn writes_nothing(folder: &Path, arguments: &[&str], expected: &[&str]) {
    refused(folder, arguments, expected);
    assert!(names(&folder.join("output")).is_empty());
}

fn document(folder: &Path, name: &str) -> Document {
    Document::load(folder.join("output").join(name)).expect("a PDF")
}

/// The index of the first page that shows `words`.
fn page_with(document: &Document, words: &str) -> usize {
    let page = pages(document).iter().position(|page| text(document, page).contains(words));
    page.unwrap_or_else(|| panic!("no page has {words:?}"))
}

#[test]
fn each_language_has_a_cover_and_a_contents_and_the_last_has_the_back_cover() {
    let folder = project();
    succeeds(folder.path(), &["--lang", "en+de"]);
    assert_eq!(names(&folder.path().join("output")), ["brochure.en+de.pdf", "summary.en+de.txt"]);
    let document = document(folder.path(), "brochure.en+de.pdf");
    let texts: Vec<String> = pages(&document).into_iter().map(|page| text(&document, page)).collect();
    assert_eq!(texts.len() % 4, 0, "sheets are full");
    let second = page_with(&document, "Wohin wir gehören");
    assert!(texts[0].contains("Where we belong") && second > 1);
    let with = |words: &str| texts.iter().filter(|text| text.contains(words)).count();
    assert_eq!((with("Contents"), with("Inhalt")), (1, 1));
    assert!(texts.last().expect("a page").contains("D TALHEIM01"));
    assert_eq!(with("D TALHEIM01"), 1, "one back cover");
    let summary = std::fs::read_to_string(folder.path().join("output/summary.en+de.txt")).expect("a summary");
    let (english, german) = summary.split_once(&format!("\n\n{}\n\n", "*".repeat(72))).expect("a rule");
    assert!(english.starts_with("Where we belong 2026\n"), "{english}");
    assert!(german.starts_with("Wohin wir gehören 2026\n"), "{german}");
}

#[test]
fn languages_are_in_the_order_that_is_asked_for() {
    let folder = project();
    succeeds(folder.path(), &["--lang", "fa+de+en", "--lang", "de", "--lang", "en", "--format", "pdf"]);
    let output = folder.path().join("output");
    assert_eq!(names(&output), ["brochure.de.pdf", "brochure.fa+de+en.pdf", "brochure.pdf"]);
    let document = document(folder.path(), "brochure.fa+de+en.pdf");
    let (german, english) =
        (page_with(&document, "Wohin wir gehören"), page_with(&document, "Where we belong"));
    assert!(0 < german && german < english);
    assert_eq!(pages(&document).len() % 4, 0);
}

#[test]
fn sheets_are_full_where_pictures_of_the_data_take_more_than_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("tests/twelve"), folder.path());
    succeeds(
        folder.path(),
        &["--layout", "brochure", "--format", "pdf", "--lang", "en", "--lang", "de", "--lang", "en+de"],
    );
    for name in ["brochure.pdf", "brochure.de.pdf", "brochure.en+de.pdf"] {
        assert_eq!(pages(&document(folder.path(), name)).len() % 4, 0, "{name}");
    }
}

/// The page that a destination names.
fn page_of(document: &Document, destination: &Object) -> ObjectId {
    let destination = document.dereference(destination).expect("a destination").1;
    destination.as_array().expect("a place on a page")[0].as_reference().expect("a page")
}

#[test]
fn links_lead_to_the_pages_of_their_language() {
    let folder = project();
    succeeds(folder.path(), &["--lang", "en+de", "--format", "pdf"]);
    let document = document(folder.path(), "brochure.en+de.pdf");
    let second = page_with(&document, "Wohin wir gehören");
    let ids: Vec<ObjectId> = document.page_iter().collect();
    let mut links = [0, 0];
    for (from, page) in pages(&document).into_iter().enumerate() {
        for annotation in page.get(b"Annots").and_then(Object::as_array).into_iter().flatten() {
            let annotation = document.dereference(annotation).expect("an object").1;
            let Ok(destination) = annotation.as_dict().expect("a link").get(b"Dest") else { continue };
            let to = ids.iter().position(|id| *id == page_of(&document, destination)).expect("a page");
            assert_eq!(from < second, to < second, "page {from} to {to}");
            links[usize::from(from >= second)] += 1;
        }
    }
    assert!(links[0] > 5, "{links:?}");
    assert_eq!(links[0], links[1], "as many in each language");
}

/// The pages of an element of the structure tree and all below it.
fn pages_below(document: &Document, element: &Dictionary, found: &mut Vec<ObjectId>) {
    found.extend(element.get(b"Pg").and_then(Object::as_reference));
    let kids = element.get(b"K").and_then(|kids| document.dereference(kids)).map(|(_, kids)| kids);
    let kids = match kids {
        Ok(Object::Array(kids)) => kids.iter().collect(),
        Ok(kid) => vec![kid],
        Err(_) => Vec::new(),
    };
    for kid in kids {
        if let Ok((_, Object::Dictionary(kid))) = document.dereference(kid) {
            pages_below(document, kid, found);
        }
    }
}

#[test]
fn structure_elements_have_the_language_of_their_section() {
    let folder = project();
    succeeds(folder.path(), &["--lang", "en+de", "--format", "pdf"]);
    let document = document(folder.path(), "brochure.en+de.pdf");
    let catalog = document.catalog().expect("a catalog");
    let language = |dictionary: &Dictionary| {
        let text = dictionary.get(b"Lang").and_then(Object::as_str);
        text.map(|text| String::from_utf8_lossy(text).into_owned()).ok()
    };
    assert_eq!(language(catalog).as_deref(), Some("en"));
    let german: Vec<&Dictionary> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| language(dictionary).as_deref() == Some("de"))
        .collect();
    assert_eq!(german.len(), 1);
    let mut below = Vec::new();
    pages_below(&document, german[0], &mut below);
    let second = page_with(&document, "Wohin wir gehören");
    let mut indices: Vec<usize> = document
        .page_iter()
        .enumerate()
        .filter(|(_, id)| below.contains(id))
        .map(|(index, _)| index)
        .collect();
    indices.dedup();
    assert_eq!(indices.first(), Some(&second));
    assert!(indices.len() > 3, "{indices:?}");
    let titles = count(&document, |dictionary| {
        let title = dictionary.get(b"Title").and_then(Object::as_str);
        dictionary.has(b"Parent") && title.is_ok_and(|title| [&b"Contents"[..], b"Inhalt"].contains(&title))
    });
    assert_eq!(titles, 2, "bookmarks of both languages");
}

#[test]
fn the_first_language_decides_from_which_side_the_file_is_read() {
    let folder = project();
    succeeds(folder.path(), &["--lang", "en+fa", "--lang", "fa+en", "--format", "pdf"]);
    for (name, right_to_left) in [("brochure.en+fa.pdf", false), ("brochure.fa+en.pdf", true)] {
        let document = document(folder.path(), name);
        let preferences = dig(&document, document.catalog().expect("a catalog"), &["ViewerPreferences"]);
        let direction = preferences.get(b"Direction").and_then(Object::as_name);
        assert_eq!(direction.is_ok_and(|direction| direction == b"R2L"), right_to_left, "{name}");
    }
}

#[test]
fn languages_that_a_file_cannot_have_are_refused() {
    let folder = project();
    let known = "Its languages are: en, de, fa.";
    for (languages, expected) in [
        ("en+xx", ["the brochure has no language `xx`", known]),
        ("xx", ["the brochure has no language `xx`", known]),
        ("en+en", ["`en+en` has the language `en` more than once", "Write `en`."]),
        ("de+en+de", ["`de+en+de` has the language `de` more than once", "Write `de+en`."]),
        ("en+", ["`en+` does not have a language on each side of the plus", "1 error; nothing"]),
    ] {
        writes_nothing(folder.path(), &["--lang", languages], &expected);
    }
    replace(&folder.path().join(DATA), "languages: [en", "outputs: {languages: [de, en+xx]}\nlanguages: [en");
    let place = "  --> data/brochure.yaml:2:27\n  2 | outputs: {languages: [de, en+xx]}\n    |                           ^^^^^";
    writes_nothing(folder.path(), &[], &["the brochure has no language `xx`", place]);
}

#[test]
fn the_data_chooses_the_files_and_check_looks_at_them() {
    let folder = project();
    let path = folder.path();
    replace(&path.join(DATA), "languages: [en", "outputs: {languages: [de+en, de]}\nlanguages: [en");
    write(
        path,
        LAYOUT,
        "<html lang=\"en\"><head><title>A</title></head><body><p>{{title}}<img src=\"none.png\" alt=\"\"></body></html>",
    );
    let checked = messages(&run(path, &["check"]));
    // The same line of the layout is reported once for all files.
    assert_contains(&checked, &["none.png", "  --> templates/brochure.html.hbs:1:"]);
    replace(&path.join(LAYOUT), "<img src=\"none.png\" alt=\"\">", "");
    succeeds(path, &["--format", "pdf"]);
    assert_eq!(names(&path.join("output")), ["brochure.de+en.pdf", "brochure.de.pdf"]);
    succeeds(path, &["--format", "pdf", "--lang", "en"]);
    assert!(path.join("output/brochure.pdf").exists(), "options come before the data");
}

#[test]
fn messages_about_either_language_have_their_places() {
    let folder = project();
    replace(&folder.path().join(DATA), "Wohin wir", "Wohin 𓀀wir");
    let place = |column| format!("  --> data/brochure.yaml:3:{column}\n");
    let expected = ["no font has the character", &place(40), "partials/cover.hbs", "filled (en+de)"];
    writes_nothing(folder.path(), &["--lang", "en+de"], &expected);
    replace(&folder.path().join(DATA), "Wohin 𓀀wir", "Wohin wir");
    replace(&folder.path().join(DATA), "Where we", "Where 𓀀we");
    writes_nothing(
        folder.path(),
        &["--lang", "de+en"],
        &["no font has the character", &place(19), "filled (de+en)"],
    );
}

#[test]
fn a_layout_without_a_body_cannot_have_several_languages() {
    let folder = project();
    write(folder.path(), LAYOUT, "<!doctype html><html lang=\"en\"><title>A</title><p>{{title}}");
    succeeds(
        folder.path(),
        &["--lang", "en", "--output", folder.path().join("one").to_str().expect("a path")],
    );
    let message = "error: a file in several languages needs a layout with `<body>` and `</body>`\n  \
                   --> templates/brochure.html.hbs\n  help: Write `<body>` before the content";
    writes_nothing(folder.path(), &["--lang", "en+de"], &[message]);
}

#[test]
fn a_link_of_a_layout_that_leads_to_another_language_is_a_warning() {
    let folder = project();
    let layout = "<!doctype html><html lang=\"en\"><head><title>A</title></head><body>\n\
                  <h1 id=\"title\">{{title}}</h1>\n<p><a href=\"#title\">up</a></p>\n</body></html>";
    write(folder.path(), LAYOUT, layout);
    let warning = "warning: the link `#title` leads to the pages in another language\n  \
                   --> templates/brochure.html.hbs:3:13\n";
    let shown = succeeds(folder.path(), &["--lang", "en+de"]);
    assert_contains(&shown, &[warning, "`href=\"#{{@root.anchor}}…\"`"]);
    assert!(!succeeds(folder.path(), &["--lang", "de"]).contains("warning"), "a file in one language");
    replace(&folder.path().join(LAYOUT), "#title", "#{{anchor}}title");
    replace(&folder.path().join(LAYOUT), "id=\"title\"", "id=\"{{anchor}}title\"");
    assert!(!succeeds(folder.path(), &["--lang", "en+de"]).contains("warning"));
}

#[test]
fn a_file_in_several_languages_is_verified() {
    let folder = project();
    succeeds(folder.path(), &["--lang", "de+en", "--format", "pdf", "--profile", "archive"]);
    let file = folder.path().join("output/brochure.de+en.archive.pdf");
    let shown = succeeds(folder.path(), &["verify", file.to_str().expect("a path")]);
    assert_contains(&shown, &["has not been changed\n", ", --lang de+en --profile archive\n"]);
}

#[test]
fn no_shipped_layout_links_to_another_language() {
    let folder = project();
    let mut diagnostics = Diagnostics::new();
    let brochure = data::load(folder.path(), &mut diagnostics).expect("valid data");
    let layouts = ["brochure", "factsheet", "factsheets", "register"];
    let resources = Resources::new(folder.path(), FILES);
    let filled = Layouts::load(&resources, &layouts, &mut diagnostics).expect("valid layouts");
    let sections = LanguageSection::all(&["en", "de", "fa"], 4, ExtraContent::Pictures);
    for layout in layouts {
        let html = filled.html_of(layout, &brochure, &sections, &mut diagnostics).expect("filled");
        assert_eq!(brochure::template::link_to_other_language(&html), None, "{layout}");
        let mut ids: Vec<&str> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{layout}: an id is there twice");
    }
}
