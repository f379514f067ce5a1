//! The main job as a user does it: the shipped data and layouts to the two results.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn brochure(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_brochure")).args(arguments).output().expect("the program starts")
}

/// Builds the shipped project into a new folder.
fn build(threads: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("out");
    let project = root().to_str().expect("a path");
    let output = brochure(&["-C", project, "--output", target.to_str().expect("a path"), "-j", threads]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (folder, target)
}

/// One association's part of the summary: from its heading to the next.
fn section<'a>(summary: &'a str, heading: &str) -> &'a str {
    let start = summary.find(&format!("\n{heading}\n---")).unwrap_or_else(|| panic!("no section {heading}"));
    let rest = &summary[start + heading.len() + 1..];
    let rest = &rest[rest.find("\n\n").unwrap_or(0)..];
    &rest[..rest.find("\n---").map_or(rest.len(), |end| rest[..end].rfind("\n\n").unwrap_or(end))]
}

const BLACK_SEA: &str = "Black Sea Association";
const CASPIAN: &str = "Association of Universities of the Caspian Littoral States";
const EURASIAN: &str = "Eurasian Universities Association";
const CAUCASUS: &str = "Caucasus Universities Union";
const TURKUNIB: &str = "Turkic World Universities Association (TÜRKUNİB)";

#[test]
fn every_fact_stands_in_its_own_section() {
    let (_folder, target) = build("2");
    let summary = std::fs::read_to_string(target.join("summary.txt")).expect("the summary");
    let facts: &[(&str, &[&str])] = &[
        (
            BLACK_SEA,
            &[
                "Black Sea region",
                "Joint projects in education and culture",
                "Research",
                "Student exchange",
                "educational ties",
                "international position",
            ],
        ),
        (
            CASPIAN,
            &[
                "1996",
                "Astrakhan State Technical University",
                "Gorgan University of Agricultural Sciences",
                "Ministry of Natural Resources of Iran",
                "more than 50 universities and research institutes",
                "growing",
                "Elected member",
            ],
        ),
        (
            EURASIAN,
            &[
                "1989",
                "1992",
                "Congress",
                "“University and Society”",
                "139 universities",
                "13 countries",
                "Founder and organizer",
            ],
        ),
        (
            CAUCASUS,
            &[
                "high standards of education",
                "scientific research",
                "ties with the region’s other universities",
                "becomes stronger",
                "relations in science",
            ],
        ),
        (
            TURKUNIB,
            &[
                "Membership applied for",
                "Turkic-speaking countries",
                "joint projects",
                "student exchange",
                "would make the university better known",
                "would contribute",
            ],
        ),
    ];
    for (association, words) in facts {
        let section = section(&summary, association).split_whitespace().collect::<Vec<_>>().join(" ");
        for word in *words {
            assert!(section.contains(word), "{word:?} is missing from {association}:\n{section}");
        }
    }
    for (association, _) in facts.iter().filter(|(association, _)| [CASPIAN, EURASIAN].contains(association))
    {
        let section = section(&summary, association);
        assert!(!section.contains("What membership") && !section.contains("aims for"), "{section}");
    }
    let words = summary.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Memberships: 4") && words.contains("Applications: 1"));
    for wrong in ["five memberships", "5 memberships", "Memberships: 5"] {
        assert!(!words.contains(wrong), "{wrong}");
    }
    assert!(summary.lines().all(|line| line.trim_end() == line && line.chars().count() <= 72), "{summary}");
    assert!(summary.ends_with('\n') && !summary.contains("\n\n\n") && !summary.contains('\r'));
}

#[test]
fn the_committed_results_are_what_the_program_writes() {
    let (_folder, target) = build("2");
    for name in ["brochure.pdf", "summary.txt"] {
        let made = std::fs::read(target.join(name)).expect("a result");
        let kept = std::fs::read(root().join("output").join(name)).expect("the kept result");
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
fn wrong_usage_and_missing_profiles_have_their_exit_status() {
    assert_eq!(brochure(&["--nonsense"]).status.code(), Some(2));
    assert_eq!(brochure(&["watch"]).status.code(), Some(2));
    for profile in ["print", "archive"] {
        let output = brochure(&["--profile", profile]);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains("not built yet"));
    }
    assert_eq!(brochure(&["--help"]).status.code(), Some(0));
}
