//! What the program says of itself: help, version, manual pages.

use std::fs::read;

use crate::kit::{assert_contains, messages, program};

#[test]
fn help_and_version_go_to_standard_output() {
    for arguments in [&["--help"][..], &["--version"], &["help"], &["build", "--help"], &["check", "--help"]]
    {
        let output = program().args(arguments).output().expect("it starts");
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stderr.is_empty() && !output.stdout.is_empty(), "{arguments:?}");
    }
    let help = String::from_utf8(program().arg("--help").output().expect("it starts").stdout).expect("UTF-8");
    for command in [
        "build",
        "check",
        "watch",
        "render",
        "verify",
        "booklet",
        "init",
        "new",
        "eject",
        "translate",
        "diff",
        "edition",
        "import",
        "export",
        "mail",
        "schema",
        "completions",
        "man",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
    }
}

#[test]
fn manual_pages_name_every_command_and_are_the_same_in_every_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = program().arg("man").output().expect("it starts");
    assert!(page.status.success());
    let page = String::from_utf8(page.stdout).expect("UTF-8");
    assert_contains(&page, &[".TH brochure 1", r"brochure\-check(1)"]);
    let all = program().current_dir(folder.path()).args(["man", "-o", "pages"]).output().expect("it starts");
    assert!(all.status.success(), "{}", messages(&all));
    assert_eq!(read(folder.path().join("pages/brochure.1")).expect("a page"), page.as_bytes());
    let check = String::from_utf8(read(folder.path().join("pages/brochure-check.1")).expect("a page"))
        .expect("UTF-8");
    assert_contains(&check, &[".TH brochure-check 1 ", r"\-\-strict", "sarif"]);
    assert!(!folder.path().join("pages/brochure-help.1").exists());
}
