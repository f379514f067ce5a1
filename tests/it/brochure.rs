//! The main task: the program makes the brochure and the summary from the shipped data and layouts.

use std::path::PathBuf;

use brochure::data;
use brochure::template::{FILES, Layouts};
use engine::diagnostics::Diagnostics;
use engine::resources::Resources;

use crate::facts::{self, About};
use crate::kit::{self, data_project, messages, program, run, shipped, write};
use crate::pdf_reader;

/// Builds the shipped project into a new folder.
fn build(threads: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("out");
    let output = run(shipped(), &["--output", target.to_str().expect("a path"), "-j", threads]);
    let messages = messages(&output);
    assert!(output.status.success() && !messages.contains("warning: "), "{messages}");
    (folder, target)
}

/// The section of one association in the summary: from its heading to the next.
fn section_of_summary(summary: &str, heading: &str) -> String {
    let start = summary.find(&format!("\n{heading}\n---")).unwrap_or_else(|| panic!("no section {heading}"));
    let rest = &summary[start + heading.len() + 1..];
    let rest = &rest[rest.find("\n\n").unwrap_or(0)..];
    words(&rest[..rest.find("\n---").map_or(rest.len(), |end| rest[..end].rfind("\n\n").unwrap_or(end))])
}

/// A stretch of the PDF's text in one font and size, with its lines joined.
struct Stretch {
    style: (String, f32),
    text: String,
}

/// The text of the PDF in the order of painting.
fn stretches_of_pdf(document: &lopdf::Document) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for page in pdf_reader::pages(document) {
        let mut y = f32::NAN;
        for piece in pdf_reader::shown(document, page) {
            let style = (piece.font, piece.size);
            let new_line = (piece.y - y).abs() > 2.0 || y.is_nan();
            y = piece.y;
            let text = if new_line { format!(" {}", piece.text) } else { piece.text };
            match stretches.last_mut().filter(|last| last.style == style) {
                Some(last) => last.text.push_str(&text),
                None => stretches.push(Stretch { style, text }),
            }
        }
    }
    stretches
}

/// The section of one association in the PDF: from its name in the largest size to the next heading in that
/// style, which numbers may have, too. Its position and page do not matter.
fn section_of_pdf(stretches: &[Stretch], heading: &str) -> Vec<String> {
    let named = stretches.iter().enumerate().filter(|(_, stretch)| words(&stretch.text).starts_with(heading));
    let largest = named
        .max_by(|(one, left), (other, right)| left.style.1.total_cmp(&right.style.1).then(other.cmp(one)));
    let (start, found) = largest.unwrap_or_else(|| panic!("no section {heading}"));
    let is_next = |stretch: &&Stretch| {
        stretch.style == found.style && !stretch.text.contains(|letter: char| letter.is_ascii_digit())
    };
    stretches[start + 1..]
        .iter()
        .take_while(|next| !is_next(next))
        .map(|stretch| stretch.text.clone())
        .collect()
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `text` contains `fact`, ignoring case, which `text-transform` may change.
fn mentions(text: &str, fact: &str) -> bool {
    text.to_lowercase().contains(&fact.to_lowercase())
}

const TURKUNIB: &str = "Turkic World Universities Association (TÜRKUNİB)";

#[test]
fn each_fact_of_an_association_is_in_its_section_of_the_pdf() {
    let (_folder, target) = build("2");
    let summary = std::fs::read_to_string(target.join("summary.txt")).expect("the summary");
    let document = lopdf::Document::load(target.join("brochure.pdf")).expect("a PDF");
    let stretches = stretches_of_pdf(&document);
    for (id, about, fact, _) in facts::FACTS.iter().filter(|fact| fact.0 != facts::WHOLE) {
        let section = words(&section_of_pdf(&stretches, facts::name_of(id, "en")).join(" "));
        // Names and regions are above the heading, and numbers above their words.
        if matches!(about, About::Initiator | About::Activity | About::Reason | About::Benefit) {
            assert!(mentions(&section, fact), "{fact:?} is missing from {id}:\n{section}");
        }
    }
    assert!(summary.lines().all(|line| line.trim_end() == line && line.chars().count() <= 72), "{summary}");
    assert!(summary.ends_with('\n') && !summary.contains("\n\n\n") && !summary.contains('\r'));
}

#[test]
fn an_application_is_never_called_a_membership() {
    let (_folder, target) = build("2");
    let document = lopdf::Document::load(target.join("brochure.pdf")).expect("a PDF");
    let section = section_of_pdf(&stretches_of_pdf(&document), TURKUNIB);
    assert!(mentions(&words(&section.join(" ")), "What membership would bring"), "{section:?}");
    for stretch in &section {
        let text = words(stretch).to_lowercase();
        let status = text.trim_start_matches("status").trim_matches([' ', ':']);
        assert!(!["member", "elected member", "founder"].contains(&status), "{stretch:?}");
        assert!(!mentions(&text, "is a member") && !mentions(&text, "benefits of membership"), "{stretch:?}");
    }
    let summary = std::fs::read_to_string(target.join("summary.txt")).expect("the summary");
    let section = section_of_summary(&summary, "Turkic World Universities Association (TÜRKUNİB)");
    assert!(section.contains("Status: Membership applied for"), "{section}");
}

#[test]
fn each_status_is_dated_in_its_own_words() {
    for (status, date) in [
        ("member", "since 2019"),
        ("elected", "since 2019"),
        ("observer", "since 2019"),
        ("associate", "since 2019"),
        ("suspended", "since 2019"),
        ("candidate", "applied for in 2019"),
        ("former", "until 2019"),
    ] {
        let folder = data_project();
        let record = format!("id: caspian\nname: Name\nuniversity: {{status: {status}, year: 2019}}\n");
        write(folder.path(), kit::CASPIAN, record);
        let mut diagnostics = Diagnostics::new();
        let brochure = data::load(folder.path(), &mut diagnostics).expect("sound data");
        let resources = Resources::new(folder.path(), FILES);
        let layouts = Layouts::load(&resources, &["brochure"], &mut diagnostics).expect("sound layouts");
        let html = layouts.html("brochure", &brochure, "en", &mut diagnostics).expect("filled");
        assert!(html.contains(&format!("<span class=\"since\">{date}</span>")), "{status}");
    }
}

#[test]
fn an_application_with_a_date_says_once_that_it_is_one() {
    let folder = data_project();
    let record = "id: caspian\nname: Name\nuniversity: {status: applied, applied: 2019}\n";
    write(folder.path(), kit::CASPIAN, record);
    let mut diagnostics = Diagnostics::new();
    let brochure = data::load(folder.path(), &mut diagnostics).expect("sound data");
    let resources = Resources::new(folder.path(), FILES);
    let layouts = Layouts::load(&resources, &["brochure"], &mut diagnostics).expect("sound layouts");
    let html = layouts.html("brochure", &brochure, "en", &mut diagnostics).expect("filled");
    let section = html.split("id=\"caspian\"").nth(1).expect("its section");
    let standing = section.split("class=\"standing\">").nth(1).and_then(|rest| rest.split("</p>").next());
    assert_eq!(
        standing,
        Some("<span class=\"status applied\"><span class=\"dated\">applied for in 2019</span></span>")
    );
    let summary = layouts.text("summary", &brochure, "en", &mut diagnostics).expect("filled");
    assert!(summary.contains(":: applied for in 2019\n"), "{summary}");
}

#[test]
fn the_committed_results_are_what_the_program_writes() {
    let (_folder, target) = build("2");
    for name in ["brochure.pdf", "summary.txt"] {
        let made = std::fs::read(target.join(name)).expect("a result");
        let kept = std::fs::read(shipped().join("output").join(name)).expect("the kept result");
        assert!(made == kept, "output/{name} is not what the program writes; run it and commit the result");
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let (_one, single) = build("1");
    let (_two, double) = build("2");
    for name in ["brochure.pdf", "summary.txt"] {
        assert!(std::fs::read(single.join(name)).ok() == std::fs::read(double.join(name)).ok(), "{name}");
    }
}

#[test]
fn the_pdf_has_pages_outline_links_and_embedded_fonts() {
    let (_folder, target) = build("2");
    let document = lopdf::Document::load(target.join("brochure.pdf")).expect("a PDF");
    assert!(document.get_pages().len() >= 8);
    let catalog = document.catalog().expect("a catalog");
    assert!(catalog.has(b"Outlines") && catalog.has(b"Lang"));
    let mut fonts = 0;
    let mut links = 0;
    for object in document.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        let is = |key: &[u8], name: &[u8]| {
            dictionary.get(key).and_then(|value| value.as_name()).ok() == Some(name)
        };
        if is(b"Type", b"Font") && is(b"Subtype", b"Type0") {
            fonts += 1;
            assert!(dictionary.has(b"ToUnicode"), "{dictionary:?}");
            let name = dictionary.get(b"BaseFont").and_then(|name| name.as_name()).expect("a name");
            assert_eq!(name.get(6), Some(&b'+'), "a subset has a tag: {name:?}");
        }
        links += usize::from(is(b"Subtype", b"Link"));
    }
    assert!(fonts >= 3 && links >= 8, "{fonts} fonts, {links} links");
}

#[test]
fn wrong_usage_has_its_exit_status() {
    assert_eq!(program().args(["--nonsense"]).output().expect("it starts").status.code(), Some(2));
    assert_eq!(program().args(["watch", "--nonsense"]).output().expect("it starts").status.code(), Some(2));
    assert_eq!(program().args(["--help"]).output().expect("it starts").status.code(), Some(0));
}

#[test]
fn body_text_is_on_one_grid_on_all_pages_of_associations() {
    // The values in templates/brochure.css.
    let (size, step) = (10.25, 15.0);
    let (_folder, target) = build("1");
    let document = lopdf::Document::load(target.join("brochure.pdf")).expect("a PDF");
    let mut pages = 0;
    let mut first = None;
    // The associations: lists, such as the contents, have lines of their own.
    for page in pdf_reader::pages(&document).into_iter().skip(4).take(3) {
        let shown = pdf_reader::shown(&document, page);
        let body: Vec<_> = shown.iter().filter(|piece| (piece.size - size).abs() < 0.01).collect();
        pages += usize::from(!body.is_empty());
        for piece in body {
            let steps = (piece.y - *first.get_or_insert(piece.y)) / step;
            assert!((steps - steps.round()).abs() < 0.01, "{:?} is {steps} steps off", piece.text);
        }
    }
    assert_eq!(pages, 3, "there is body text on {pages} pages");
}
