//! Bad input, through the program: each fault has its place and a remedy, and nothing is written.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A copy of the shipped project with an earlier result.
fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for part in ["data", "templates"] {
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(part), &folder.path().join(part));
    }
    let output = folder.path().join("output");
    std::fs::create_dir(&output).expect("a folder");
    std::fs::write(output.join("brochure.pdf"), "earlier").expect("a file");
    std::fs::write(output.join("summary.txt"), "earlier").expect("a file");
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Runs a build; its exit status and messages.
fn run(folder: &Path) -> (Option<i32>, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_brochure")).arg("-C").arg(folder).output().expect("it starts");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Changes a file of the project and expects an error that says all of `expected`.
fn refused(file: &str, change: impl Fn(&str) -> Vec<u8>, expected: &[&str]) {
    let folder = project();
    let path = folder.path().join(file);
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(&path, change(&before)).expect("written");
    let (status, messages) = run(folder.path());
    assert_eq!(status, Some(1), "{file}: {messages}");
    for words in expected {
        assert!(messages.contains(words), "{file}: {words:?} is missing:\n{messages}");
    }
    for name in ["brochure.pdf", "summary.txt"] {
        let kept = std::fs::read_to_string(folder.path().join("output").join(name)).expect("kept");
        assert_eq!(kept, "earlier", "{file}: {name} was touched");
    }
}

fn replaced(from: &'static str, to: &'static str) -> impl Fn(&str) -> Vec<u8> {
    move |text| {
        assert!(text.contains(from), "{from:?} is not in the file");
        text.replacen(from, to, 1).into_bytes()
    }
}

fn appended(more: &'static str) -> impl Fn(&str) -> Vec<u8> {
    move |text| format!("{text}{more}").into_bytes()
}

const CASPIAN: &str = "data/memberships/caspian.yaml";
const LAYOUT: &str = "templates/brochure.html.hbs";

#[test]
fn faults_of_the_data_are_refused() {
    refused(CASPIAN, replaced("founded: 1996", "fuonded: 1996"), &["caspian.yaml:", "fuonded", "founded"]);
    refused(CASPIAN, replaced("founded: 1996", "founded: long ago"), &["caspian.yaml:"]);
    refused(
        CASPIAN,
        replaced("founded: 1996", "founded: 1996\nfounded: 1997"),
        &["caspian.yaml:", "founded"],
    );
    refused(CASPIAN, replaced("id: caspian", "id: eurasian"), &["caspian.yaml", "eurasian.yaml"]);
    refused(CASPIAN, replaced("status: elected", "status: elcted"), &["caspian.yaml:", "elected"]);
    refused(CASPIAN, replaced("founded: 1996", "founded: 2996"), &["caspian.yaml:", "2996"]);
    refused(CASPIAN, replaced("  status: elected", "\tstatus: elected"), &["caspian.yaml:", "tab"]);
    refused(CASPIAN, |text| [text.as_bytes(), b"\n# \xff\xfe\n"].concat(), &["caspian.yaml:", "UTF-8"]);
    refused(
        CASPIAN,
        |_| {
            let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
            for (name, before) in "bcdefghij".chars().zip("abcdefghi".chars()) {
                bomb += &format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(", "));
            }
            bomb.into_bytes()
        },
        &["caspian.yaml"],
    );
}

#[test]
fn a_missing_folder_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (status, messages) = run(folder.path());
    assert_eq!(status, Some(1));
    assert!(messages.contains("data"), "{messages}");
}

#[test]
fn faults_of_layouts_are_refused() {
    refused(LAYOUT, appended("{{titel}}"), &["brochure.html.hbs:", "titel", "title"]);
    refused(LAYOUT, appended("{{#if titel}}x{{/if}}"), &["brochure.html.hbs:", "titel", "title"]);
    refused(LAYOUT, appended("{{#each membershps}}x{{/each}}"), &["brochure.html.hbs:", "memberships"]);
    refused(LAYOUT, appended("{{#if title}}x"), &["brochure.html.hbs:"]);
    refused(LAYOUT, appended("{{> cver}}"), &["brochure.html.hbs:", "cver", "cover"]);
    refused("templates/partials/cover.hbs", appended("{{> cover}}"), &["cover.hbs:", "includes itself"]);
    refused(
        "templates/partials/waves.hbs",
        appended("{{> cover}}"),
        &["includes itself", "cover → waves → cover"],
    );
}

#[test]
fn faults_of_the_page_are_refused() {
    refused(LAYOUT, appended("<img src=\"no.png\" alt=\"\">"), &["no.png", "put the file there"]);
    refused(LAYOUT, appended("<img src=\"../../no.png\" alt=\"\">"), &["outside the project"]);
    refused(LAYOUT, appended("<p>\u{13000}</p>"), &["U+13000", "fonts/"]);
    let nested = |text: &str| format!("{text}{}", "<div>".repeat(100_000)).into_bytes();
    refused(LAYOUT, nested, &["nested", "256"]);
    refused("fonts/broken.ttf", |_| b"not a font".to_vec(), &["broken.ttf"]);
    let broken = project();
    std::fs::write(broken.path().join("templates/broken.png"), b"\x89PNG\r\n\x1a\nbroken").expect("written");
    let layout = broken.path().join(LAYOUT);
    let text = std::fs::read_to_string(&layout).expect("the layout");
    std::fs::write(&layout, format!("{text}<img src=\"broken.png\" alt=\"\">")).expect("written");
    let (status, messages) = run(broken.path());
    assert_eq!(status, Some(1), "{messages}");
    assert!(messages.contains("broken.png") && messages.contains("damaged"), "{messages}");
}

#[test]
fn an_unknown_property_is_only_a_warning() {
    let folder = project();
    let css = folder.path().join("templates/brochure.css");
    let before = std::fs::read_to_string(&css).expect("the stylesheet");
    std::fs::write(&css, format!("{before}\np {{ colr: red }}\n")).expect("written");
    let (status, messages) = run(folder.path());
    assert_eq!(status, Some(0), "{messages}");
    assert!(messages.contains("colr") && messages.contains("brochure.css:"), "{messages}");
}

#[test]
fn an_output_that_is_a_file_is_named() {
    let folder = project();
    std::fs::remove_dir_all(folder.path().join("output")).expect("removed");
    std::fs::write(folder.path().join("output"), "a file").expect("written");
    let (status, messages) = run(folder.path());
    assert_eq!(status, Some(1), "{messages}");
    assert!(messages.contains("output"), "{messages}");
    assert_eq!(std::fs::read_to_string(folder.path().join("output")).ok().as_deref(), Some("a file"));
}
