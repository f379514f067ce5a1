//! `brochure verify`: which files are confirmed, and what is said of those that are not.

use std::path::Path;

use crate::kit::{CASPIAN, assert_contains, data_project, messages, program, replace, run, write};

const FILE: &str = "output/brochure.pdf";

/// A project with its brochure.
fn built(arguments: &[&str]) -> tempfile::TempDir {
    let folder = data_project();
    let output = run(folder.path(), arguments);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    folder
}

/// Verifies a file of a project.
fn verify(folder: &Path, file: &str) -> (Option<i32>, String) {
    let output = run(folder, &["verify", folder.join(file).to_str().expect("a path")]);
    assert!(output.stdout.is_empty());
    (output.status.code(), messages(&output))
}

#[track_caller]
fn confirmed(folder: &Path, file: &str) -> String {
    let (status, messages) = verify(folder, file);
    assert_eq!(status, Some(0), "{messages}");
    assert_contains(&messages, &["was made from this data and has not been changed\n"]);
    messages
}

#[track_caller]
fn refused(folder: &Path, expected: &[&str]) {
    let (status, messages) = verify(folder, FILE);
    assert_eq!(status, Some(1), "{messages}");
    assert_contains(&messages, &["brochure.pdf is not confirmed\n"]);
    assert_contains(&messages, expected);
}

/// Replaces bytes of a file, which may be other than text.
fn replace_bytes(path: &Path, from: &[u8], to: &[u8]) {
    let bytes = std::fs::read(path).expect("a file");
    let at = bytes.windows(from.len()).position(|window| window == from).expect("these bytes");
    std::fs::write(path, [&bytes[..at], to, &bytes[at + from.len()..]].concat()).expect("written");
}

#[test]
fn a_brochure_is_confirmed_with_the_options_that_it_was_made_with() {
    let folder = built(&["--format", "pdf", "--profile", "screen,archive"]);
    let messages = confirmed(folder.path(), FILE);
    assert_contains(
        &messages,
        &["  edition  2026\n", " 7 files\n", "--lang en --profile screen\n", "the same "],
    );
    assert_contains(&confirmed(folder.path(), "output/brochure.archive.pdf"), &["--profile archive\n"]);
    let folder = data_project();
    replace(&folder.path().join("data/brochure.yaml"), "languages: [en]", "languages: [en, az]");
    let output = run(folder.path(), &["--format", "pdf", "--lang", "az", "--lenient"]);
    assert_eq!(output.status.code(), Some(0), "{}", crate::kit::messages(&output));
    assert_contains(
        &confirmed(folder.path(), "output/brochure.az.pdf"),
        &["--lang az --profile screen --lenient\n"],
    );
}

#[test]
fn a_date_of_the_environment_is_recorded_if_it_counts() {
    let folder = data_project();
    let build = || {
        let output = program()
            .arg("-C")
            .arg(folder.path())
            .env("SOURCE_DATE_EPOCH", "86400")
            .output()
            .expect("it starts");
        assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    };
    build();
    assert!(!confirmed(folder.path(), FILE).contains("SOURCE_DATE_EPOCH"));
    replace(&folder.path().join("data/brochure.yaml"), "as_of: 2026-11-24", "as_of:");
    build();
    assert_contains(&confirmed(folder.path(), FILE), &["SOURCE_DATE_EPOCH=86400 --lang en"]);
}

#[test]
fn the_same_facts_in_other_words_of_yaml_are_the_same_data() {
    let folder = built(&[]);
    let path = folder.path().join(CASPIAN);
    let text = std::fs::read_to_string(&path).expect("a record");
    write(folder.path(), CASPIAN, format!("# A comment\n{text}").replace('\n', "\r\n"));
    confirmed(folder.path(), FILE);
}

#[test]
fn data_files_that_differ_are_named() {
    let folder = data_project();
    write(folder.path(), "data/labels.yaml", "founded: Year\n");
    assert!(run(folder.path(), &[]).status.success());
    replace(&folder.path().join(CASPIAN), "1996", "1997");
    write(
        folder.path(),
        "data/memberships/danube.yaml",
        "id: danube\nname: Danube\nuniversity: {status: observer}\n",
    );
    let expected = "other data than that of the project: data/memberships/caspian.yaml (changed), data/memberships/danube.yaml (added)\n";
    refused(folder.path(), &[expected]);
    std::fs::remove_file(folder.path().join("data/labels.yaml")).expect("removed");
    refused(folder.path(), &["data/labels.yaml (removed)"]);
    replace(&folder.path().join("data/brochure.yaml"), "year: 2026", "year: 2027");
    refused(folder.path(), &["is of the edition 2026, and the data of the edition 2027\n"]);
}

#[test]
fn every_change_of_the_file_is_found() {
    let folder = built(&["--format", "pdf"]);
    let path = folder.path().join(FILE);
    let whole = std::fs::read(&path).expect("a file");
    let expected = ["names this data, but is not the file that is made from it\n"];
    for place in (10..whole.len() - 10).step_by(whole.len() / 4) {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        std::fs::write(&path, changed).expect("written");
        refused(folder.path(), &expected);
    }
    std::fs::write(&path, [&whole[..], b"\n"].concat()).expect("written");
    refused(folder.path(), &expected);
    std::fs::write(&path, &whole).expect("written");
    write(folder.path(), "templates/custom.txt", "not read");
    confirmed(folder.path(), FILE);
    write(folder.path(), "templates/brochure.css", "h1 { color: red }");
    refused(folder.path(), &expected);
}

#[test]
fn another_version_cannot_make_the_file_again() {
    let folder = built(&["--format", "pdf"]);
    let path = folder.path().join(FILE);
    replace_bytes(&path, b"<brochure:version>0.1.0<", b"<brochure:version>0.0.9<");
    refused(folder.path(), &["was made by brochure 0.0.9, and this is brochure "]);
    replace_bytes(&path, b"<brochure:version>0.0.9<", b"<brochure:version>0.1.0<");
    replace_bytes(&path, b"--profile screen<", b"--profile poster<");
    refused(folder.path(), &["was made with the options `--lang en --profile poster`, which are not known"]);
}

#[test]
fn other_files_say_nothing_about_their_data() {
    let folder = data_project();
    write(folder.path(), "page.html", "<p>words");
    let output = program().arg("render").arg(folder.path().join("page.html")).output().expect("it starts");
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    for (file, expected) in [
        ("page.pdf", "does not say from which data it was made\n"),
        ("page.html", "does not say from which data it was made\n"),
        ("none.pdf", "there is no file "),
    ] {
        let (status, messages) = verify(folder.path(), file);
        assert_eq!(status, Some(1), "{messages}");
        assert_contains(&messages, &[expected]);
    }
}
