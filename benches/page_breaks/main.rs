//! Compares page breaks that are chosen one after the other with page breaks that are chosen together; `README.md`
//! beside this file explains the counts.

use std::path::Path;

use engine::boxes::{self, Images};
use engine::css;
use engine::diagnostics::Diagnostics;
use engine::html;
use engine::layout::Problems;
use engine::pages::{self, Breaks, Survey};
use engine::resources::Resources;
use engine::text::FontLibrary;

/// A number that the survey of a document's breaks contains.
type Count = fn(&Survey) -> u64;

fn main() {
    // `cargo bench` adds the option `--bench`.
    let files: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    if files.is_empty() {
        let written = Path::new(env!("CARGO_MANIFEST_DIR")).join("engine/tests/work");
        for name in ["report.html", "catalogue.html", "programme.html", "booklet.html"] {
            compare(&written.join(name));
        }
    }
    files.iter().for_each(|file| compare(Path::new(file)));
}

fn compare(file: &Path) {
    let [first_fit, best] = [Breaks::FirstFit, Breaks::Best].map(|breaks| survey(file, breaks));
    println!("\n| {} | first fit | chosen together |\n| --- | ---: | ---: |", file.display());
    let rows: [(&str, Count); 13] = [
        ("pages", |survey| survey.pages as u64),
        ("pages with content that overflows", |survey| survey.overflows as u64),
        ("broken boxes and rows that should be kept whole", |survey| survey.broken_boxes as u64),
        ("separated neighbors that should be kept together", |survey| survey.broken_pairs as u64),
        ("lines missing for `orphans`, `widows`", |survey| survey.missing_lines as u64),
        ("headings with one or two lines", |survey| survey.stranded_headings as u64),
        ("single lines", |survey| survey.lone_lines as u64),
        ("single items and rows", |survey| survey.lone_items_and_rows as u64),
        ("tables with a head and one row", |survey| survey.tables_barely_begun as u64),
        ("pages that end in a word", |survey| survey.ends_in_word as u64),
        ("last pages under five lines", |survey| survey.short_last_pages as u64),
        ("uneven spreads", |survey| survey.uneven_spreads as u64),
        ("squares of holes, 1/1000", |survey| survey.holes),
    ];
    for (name, count) in rows {
        println!("| {name} | {} | {} |", count(&first_fit), count(&best));
    }
    println!("| total badness | {} | {} |", first_fit.badness, best.badness);
}

fn survey(file: &Path, breaks: Breaks) -> Survey {
    let folder = file.parent().unwrap_or(Path::new("."));
    let resources = Resources::new(folder, &[]);
    let mut diagnostics = Diagnostics::new();
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let source = diagnostics.add_source("document.html", text.as_str());
    let document = html::parse(&text, source, "", &html::Limits::default(), &mut diagnostics).expect("HTML");
    let stylesheets = css::collect(&document, &resources, &mut diagnostics);
    let mut fonts = FontLibrary::load(&resources, &mut diagnostics);
    for rule in stylesheets.font_faces() {
        fonts.add_font_face(rule, &resources);
    }
    let metrics = |style: &css::FontStyle| fonts.relative_metrics(style);
    let styles = css::cascade(&document, &stylesheets, &metrics, &mut diagnostics);
    let mut images = Images::default();
    let tree = boxes::construct(&document, &styles, &resources, &mut images, &mut diagnostics);
    let problems = Problems::default();
    pages::survey(&pages::Input {
        tree: &tree,
        styles: &styles,
        fonts: &fonts,
        document: &document,
        problems: &problems,
        threads: 1,
        breaks,
        print: None,
        title: "",
    })
}
