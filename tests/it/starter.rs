//! `init` and `new`: a project to begin with.

use crate::kit::{messages, names, program};
use brochure::data::{self, Brochure};
use engine::diagnostics::{Diagnostics, RenderOptions, render};
use std::path::Path;
use std::process::Output;

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().expect("it starts")
}

fn succeeds(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{}", messages(&output));
    messages(&output)
}

fn loaded(folder: &Path) -> Brochure {
    let mut diagnostics = Diagnostics::new();
    let brochure = data::load(folder, &mut diagnostics);
    brochure.unwrap_or_else(|| panic!("{}", render(&diagnostics, RenderOptions::default())))
}

#[test]
fn a_new_project_is_built_at_once_and_without_a_warning() {
    for languages in ["en", "az,en", "fa", "ka,ru"] {
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join("brochure of 2026");
        let project = project.to_str().expect("a path");
        let said = succeeds(&["init", project, "--lang", languages]);
        assert!(said.contains("new ID"), "{said}");
        let check = ["-C", project, "check", "--strict"];
        succeeds(&check);
        succeeds(&["-C", project]);
        let made = names(&Path::new(project).join("output"));
        assert!(
            made.contains(&"brochure.pdf".to_string()) && made.contains(&"summary.txt".to_string()),
            "{made:?}"
        );
    }
}

#[test]
fn a_project_in_a_language_without_words_says_how_to_get_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("porto");
    let project = project.to_str().expect("a path");
    let said = succeeds(&["init", project, "--lang", "pt,en"]);
    assert_eq!(
        said.matches("note: the program has no words of its own in pt, such as headings\n").count(),
        1
    );
    assert!(said.contains(&format!("  help: `brochure -C {project} translate pt` writes a file")), "{said}");
    assert!(!succeeds(&["init", &format!("{project}2"), "--lang", "az"]).contains("note: "));
}

#[test]
fn a_project_that_is_there_is_not_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().to_str().expect("a path");
    succeeds(&["init", project]);
    let path = folder.path().join("data/institution.yaml");
    std::fs::write(&path, "name: My university\n").expect("written");
    let output = run(&["init", project]);
    assert_eq!(output.status.code(), Some(1));
    assert!(messages(&output).contains("is there already"), "{}", messages(&output));
    assert_eq!(std::fs::read_to_string(&path).expect("it is there"), "name: My university\n");
}

#[test]
fn a_project_is_begun_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().to_str().expect("a path");
    // The last file that would be written cannot be.
    std::fs::create_dir_all(folder.path().join("data/.schema/labels.json")).expect("a folder");
    let output = run(&["init", project]);
    assert_eq!(output.status.code(), Some(1));
    assert!(messages(&output).contains("labels.json is a folder"), "{}", messages(&output));
    assert_eq!(names(&folder.path().join("data")), [".schema"]);
    assert_eq!(names(folder.path()), ["data"]);
}

#[test]
fn a_new_membership_has_every_field_to_be_filled_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().to_str().expect("a path");
    succeeds(&["init", project]);
    succeeds(&["-C", project, "new", "eua", "--name", "The \"European\" association: all of it"]);
    assert_eq!(loaded(folder.path()).memberships.len(), 2);
    let path = folder.path().join("data/memberships/eua.yaml");
    let text = std::fs::read_to_string(&path).expect("the file");
    // With all its fields.
    std::fs::create_dir_all(folder.path().join("evidence")).expect("a folder");
    std::fs::create_dir_all(folder.path().join("images")).expect("a folder");
    std::fs::write(folder.path().join("evidence/letter.pdf"), "%PDF-1.7").expect("evidence");
    std::fs::write(folder.path().join("images/abc.svg"), "<svg/>").expect("a logo");
    let is_field = |line: &str| {
        line.trim_start()
            .strip_prefix('#')
            .is_some_and(|rest| !rest.starts_with(' ') || rest.starts_with("  "))
    };
    let filled: String = text
        .lines()
        .map(|line| if is_field(line) { line.replacen('#', "", 1) } else { line.to_string() } + "\n")
        .collect();
    std::fs::write(&path, &filled).expect("written");
    let brochure = loaded(folder.path());
    let membership = brochure.memberships.iter().find(|membership| membership.id.value == "eua").expect("it");
    assert_eq!(membership.name.in_language("en"), "The \"European\" association: all of it");
    let records = [
        "data/memberships",
        "renamed",
        "members",
        "university",
        "duties",
        "events",
        "projects",
        "agreements",
        "exchange",
        "evidence",
        "internal",
        "fee",
        "reminders",
        "facts",
    ];
    let fields =
        data::FIELDS.iter().filter(|(record, _)| records.contains(record)).flat_map(|(_, fields)| *fields);
    // The precisions of a number are alternatives, and `year` stands for the dates.
    let missing: Vec<&&str> = fields
        .filter(|field| {
            !matches!(**field, "exactly" | "at_least" | "about" | "file")
                && !filled.contains(&format!("{field}:"))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn ids_and_folders_that_cannot_be_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().to_str().expect("a path");
    for (arguments, code) in [
        (&["-C", project, "new", "EUA"][..], 2),
        (&["-C", project, "new", "../eua"], 2),
        (&["-C", project, "new", "eua"], 1),
    ] {
        assert_eq!(run(arguments).status.code(), Some(code), "{arguments:?}");
    }
    succeeds(&["init", project]);
    succeeds(&["-C", project, "new", "eua"]);
    assert!(messages(&run(&["-C", project, "new", "eua"])).contains("is there already"));
    // The folder of the memberships may be missing, since git keeps no empty folders.
    std::fs::remove_dir_all(folder.path().join("data/memberships")).expect("removed");
    succeeds(&["-C", project, "new", "eua"]);
    assert!(folder.path().join("data/memberships/eua.yaml").is_file());
}
