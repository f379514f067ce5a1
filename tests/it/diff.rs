//! What changed since another edition: `brochure diff`, kept editions, and the part of the brochure. The projects in
//! `tests/changes/` are two editions with a change of each kind.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::kit::{
    assert_contains, copy, messages, names, program, refused, replace, run, shipped, succeeds, write,
};
use crate::pdf_reader::{pages, text};

/// Every change between the two editions, and nothing else.
const CHANGES: &str = "What changed from 2026 to 2027

The whole brochure
  - Introduction: text changed (en)

University of the North
  - Address: from 1 Harbor Street to 2 Harbor Street
  - E-mail: from old@north.example to new@north.example
  - Rector: from Prof. Ana Exemplu to Prof. Oskari Esimerkki
  - Students: from 5,600 to 6,000

Alpha Network of Universities
  - Name: from Alpha Network to Alpha Network of Universities
  - About the association: text changed (az)
  - Members: from more than 50 universities to 54 universities
  - Countries, new: Estonia
  - Renewal, new: 2028
  - Events, no longer: Rectors' meeting (2024)
  - Events, new: Spring school (April 2027)
  - Projects, Green ports, until: from 2026 to 2028
  - Projects, new: Blue ports
  - Agreements, new: Staff exchange (15 January 2027)
  - Exchange, 2024/25, incoming: from 40 to 42
  - Exchange, 2025/26, incoming, new: 60
  - Evidence, no longer: Letter of admission
  - Evidence, new: Certificate (2027)

Beta Union
  - Application accepted: Member (2027)

Council of Ta'if مجلس
  - Membership ended: 2026

Delta Forum
  - Status: from Member to Membership suspended

Epsilon
  - Joined: Elected member (2027)

Zeta
  - Membership applied for: February 2027

Old One
  - No longer in the brochure

25 changes
";

/// The folder of one of the two editions.
fn edition(year: &str) -> PathBuf {
    shipped().join("tests/changes").join(year)
}

/// A copy of the edition of 2026.
fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&edition("2026"), folder.path());
    folder
}

/// Puts the edition of 2027 in the place of that of 2026.
fn begin_2027(folder: &Path) {
    std::fs::remove_dir_all(folder.join("data")).expect("removed");
    copy(&edition("2027"), folder);
}

/// What a successful run writes to standard output.
#[track_caller]
fn output(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn path(folder: &Path) -> &str {
    folder.to_str().expect("a path")
}

#[test]
fn every_change_is_named_and_nothing_else() {
    let (old, new) = (edition("2026"), edition("2027"));
    assert_eq!(output(&new, &["diff", path(&old)]), CHANGES);
    assert_eq!(output(&old, &["diff", path(&old), path(&new)]), CHANGES);
    let none = output(&old, &["diff", path(&old)]);
    assert!(none.ends_with("Nothing that the brochure says has changed.\n"), "{none}");
}

#[test]
fn changes_are_said_in_every_language() {
    let (old, new) = (edition("2026"), edition("2027"));
    let lines = CHANGES.lines().count();
    for (language, words) in [
        ("en", "from more than 50 universities to 54 universities"),
        ("az", "Üzvlər: 54 universitet (əvvəl: 50-dən çox universitet)"),
        ("ru", "25 изменений"),
        ("tr", "Üye oldu: Seçilmiş üye (2027)"),
        ("fa", "۲۵ تغییر"),
        ("ka", "ბროშურაში აღარ არის"),
        ("ro", "25 de schimbări"),
        ("kk", "25 өзгеріс"),
        ("de", "Antrag angenommen: Mitglied (2027)"),
        ("fr", "Candidature acceptée : "),
        ("es", "25 cambios"),
        ("ar", "25 تغييرًا"),
    ] {
        let text = output(&new, &["diff", path(&old), "--lang", language]);
        assert_eq!(text.lines().count(), lines, "{language}: {text}");
        assert!(!text.contains(['{', '}']), "{language}: {text}");
        assert!(text.contains(words), "{language}: {words} is not in {text}");
    }
    refused(&new, &["diff", path(&old), "--lang", "english"], &["`english` is not a language tag"]);
}

#[test]
fn programs_and_documents_get_the_same_changes() {
    let (old, new) = (edition("2026"), edition("2027"));
    let json: Value =
        serde_json::from_str(&output(&new, &["diff", path(&old), "--format", "json"])).expect("JSON");
    assert_eq!((&json["old"]["year"], &json["new"]["year"]), (&2026.into(), &2027.into()));
    let changes = json["changes"].as_array().expect("a list");
    let sentences: Vec<&str> = changes.iter().filter_map(|change| change["sentence"].as_str()).collect();
    let lines: Vec<&str> = CHANGES.lines().filter_map(|line| line.strip_prefix("  - ")).collect();
    assert_eq!(sentences, lines);
    let figure = changes.iter().find(|change| change["kind"] == "figure").expect("a figure");
    assert_eq!(figure["association"]["id"], "alpha");
    assert_eq!(
        (&figure["old"], &figure["new"]),
        (&"more than 50 universities".into(), &"54 universities".into())
    );
    let kinds: Vec<&str> = changes.iter().filter_map(|change| change["kind"].as_str()).collect();
    for kind in [
        "joined",
        "left",
        "applied",
        "accepted",
        "status",
        "unlisted",
        "exchange",
        "name",
        "date",
        "person",
        "event",
        "project",
        "agreement",
        "evidence",
        "fact",
        "contact",
        "text",
    ] {
        assert!(kinds.contains(&kind), "{kind} is not in {kinds:?}");
    }
    let markdown = output(&new, &["diff", path(&old), "--format", "md"]);
    assert_contains(
        &markdown,
        &["# What changed from 2026 to 2027\n", "## Beta Union\n\n- Application accepted"],
    );
}

#[test]
fn lists_are_compared_by_names_and_not_by_order() {
    let folder = project();
    let file = folder.path().join("data/memberships/alpha.yaml");
    let events = "  - {title: Annual conference, date: 2025-05}\n  - {title: Rectors' meeting, date: 2024}\n";
    let turned = "  - {title: Rectors' meeting, date: 2024}\n  - {title: Annual conference, date: 2025-05}\n";
    replace(&file, events, turned);
    let old = edition("2026");
    assert!(output(folder.path(), &["diff", path(&old)]).contains("Nothing"), "the order is no fact");
    // A slip that is corrected is no event that is gone and another one.
    replace(&file, "Annual conference", "Annual Conference");
    let text = output(folder.path(), &["diff", path(&old)]);
    assert_contains(&text, &["Events: from Annual conference to Annual Conference\n", "1 change\n"]);
}

/// Runs git in a folder.
fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=Office", "-c", "user.email=office@north.example"]);
    command.args(["-c", "commit.gpgsign=false"]).args(arguments);
    let output = command.output().expect("git");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn revisions_of_git_are_states_of_the_project() {
    let repository = tempfile::tempdir().expect("a folder");
    let folder = repository.path().join("the project");
    copy(&edition("2026"), &folder);
    git(repository.path(), &["init", "-q"]);
    git(repository.path(), &["add", "."]);
    git(repository.path(), &["commit", "-qm", "2026"]);
    git(repository.path(), &["tag", "v2026"]);
    begin_2027(&folder);
    assert_eq!(output(&folder, &["diff", "v2026"]), CHANGES);
    git(repository.path(), &["add", "-A"]);
    git(repository.path(), &["commit", "-qm", "2027"]);
    assert_eq!(output(&folder, &["diff", "HEAD~1", "HEAD"]), CHANGES);
    assert_contains(&output(&folder, &["diff", "HEAD"]), &["from 2027 (HEAD) to 2027\n"]);
    refused(&folder, &["diff", "--", "--output=x"], &["`--output=x` is no revision: none begins with `-`"]);
    refused(&folder, &["diff", "v2025"], &["no git revision `v2025`", "HEAD~1"]);
    assert!(names(&folder).iter().all(|name| name != "x"));
}

#[test]
fn without_git_the_message_says_so() {
    let folder = project();
    refused(folder.path(), &["diff", "HEAD"], &["no git revision `HEAD`", "not in a git repository"]);
    let mut command = program();
    command.arg("-C").arg(folder.path()).args(["diff", "HEAD"]).env("PATH", "");
    let output = command.output().expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    assert_contains(&messages(&output), &["the program git", "is not installed", "Install git"]);
}

/// The results in a folder: their names and contents.
fn results(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = names(folder).into_iter().filter(|name| folder.join(name).is_file());
    files.map(|name| (name.clone(), std::fs::read(folder.join(&name)).expect("a file"))).collect()
}

#[test]
fn a_kept_edition_is_built_again_byte_for_byte() {
    let folder = project();
    let root = folder.path();
    write(
        root,
        "images/logo x.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect width='9' height='9'/></svg>",
    );
    write(root, "templates/custom.css", ".part h2 { color: #123456 }\r\n");
    write(root, "notes.txt", "no part of the edition");
    replace(&root.join("data/institution.yaml"), "name:", "logo: images/logo x.svg\nname:");
    succeeds(root, &[]);
    let first = results(&root.join("output"));
    assert_eq!(first.len(), 4);
    let said = succeeds(root, &["edition", "close", "--next", "2027"]);
    assert_contains(
        &said,
        &["2026.yaml: the edition of 2026, 8 texts and 2 other files", "brochure diff 2026"],
    );
    let kept = std::fs::read_to_string(root.join("editions/2026.yaml")).expect("a text");
    assert!(!kept.contains("notes.txt") && !kept.contains("output/"), "{kept}");
    begin_2027(root);
    replace(&root.join("data/institution.yaml"), "name:", "logo: images/logo x.svg\nname:");
    std::fs::remove_dir_all(root.join("templates")).expect("removed");
    write(root, "images/logo x.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'/>");
    succeeds(root, &["build", "--edition", "2026"]);
    assert_eq!(results(&root.join("output/2026")), first);
    assert_eq!(results(&root.join("output")), first, "the results of this year stay");
    assert_eq!(output(root, &["diff", "2026"]), CHANGES);
    assert_eq!(output(root, &["diff", "editions/2026.yaml"]), CHANGES);
    refused(
        root,
        &["build", "--edition", "2025"],
        &["the edition 2025 is not kept", "These editions are kept: 2026."],
    );
    refused(
        root,
        &["diff", "2025"],
        &["the edition 2025 is not kept", "These editions are kept: 2026.", "1 error; nothing"],
    );
    // An edition that says what changed is built again with the one before it.
    succeeds(root, &[]);
    let second = results(&root.join("output"));
    succeeds(root, &["edition", "close"]);
    replace(&root.join("data/memberships/beta.yaml"), "Beta Union", "Beta");
    succeeds(root, &["build", "--edition", "2027"]);
    assert_eq!(results(&root.join("output/2027")), second);
    for copy in names(&root.join("editions/files")) {
        std::fs::remove_file(root.join("editions/files").join(copy)).expect("removed");
    }
    let expected =
        ["images/logo x.svg is not as it was in the edition 2026, and its copy is gone", "from a backup"];
    refused(root, &["build", "--edition", "2026"], &expected);
}

#[test]
fn closing_twice_is_refused_unless_nothing_has_changed() {
    let folder = project();
    let root = folder.path();
    succeeds(root, &["edition", "close"]);
    let kept = std::fs::read(root.join("editions/2026.yaml")).expect("a file");
    assert_contains(&succeeds(root, &["edition", "close"]), &["nothing has changed since it was closed"]);
    replace(&root.join("data/memberships/beta.yaml"), "Beta Union", "Beta");
    let expected = ["the edition 2026 is closed already, and has changed since: data/memberships/beta.yaml"];
    refused(root, &["edition", "close", "--next", "2027"], &expected);
    assert_eq!(std::fs::read(root.join("editions/2026.yaml")).expect("a file"), kept);
    let data = std::fs::read_to_string(root.join("data/brochure.yaml")).expect("a text");
    assert!(data.contains("year: 2026"), "all is written, or nothing: {data}");
    refused(
        root,
        &["edition", "close", "--next", "2026"],
        &["the next edition cannot be that of 2026", "--next 2027"],
    );
    write(root, "data/memberships/beta.yaml", "id: [");
    refused(root, &["edition", "close"], &["beta.yaml", "nothing was written"]);
}

#[test]
fn all_files_of_closing_are_written_or_none() {
    let folder = project();
    let root = folder.path();
    let data = root.join("data/brochure.yaml");
    let permissions = |is_readonly| {
        let mut permissions = std::fs::metadata(&data).expect("a file").permissions();
        permissions.set_readonly(is_readonly);
        std::fs::set_permissions(&data, permissions).expect("changed");
    };
    permissions(true);
    refused(root, &["edition", "close", "--next", "2027"], &["you may not write to", "brochure.yaml"]);
    assert_eq!(names(root), ["data", "evidence"]);
    permissions(false);
    // What an interrupted run left is completed, inside the project.
    write(root, ".brochure-temporary-a", "kept");
    write(root, ".brochure-temporary-b", "kept");
    let journal = ".brochure-temporary-a\neditions/files/a\n.brochure-temporary-b\n../outside\n";
    write(root, ".brochure-unfinished", journal);
    std::fs::create_dir_all(root.join("editions/files")).expect("a folder");
    succeeds(root, &["edition", "close", "--next", "2027"]);
    assert_eq!(std::fs::read_to_string(root.join("editions/files/a")).expect("a text"), "kept");
    assert!(!root.join("../outside").exists());
    assert_eq!(names(root), ["data", "editions", "evidence"]);
}

#[test]
fn the_next_year_is_written_in_place() {
    let folder = project();
    let file = folder.path().join("data/brochure.yaml");
    let text = std::fs::read_to_string(&file).expect("a text").replace('\n', "\r\n");
    std::fs::write(&file, format!("\u{FEFF}{text}")).expect("written");
    succeeds(folder.path(), &["edition", "close", "--next", "2027"]);
    let next = std::fs::read_to_string(&file).expect("a text");
    assert_eq!(next, format!("\u{FEFF}{}", text.replacen("year: 2026", "year: 2027", 1)));
    assert!(next.contains("# The year on the cover\r\n"));
    assert_eq!(names(folder.path()).iter().filter(|name| name.starts_with(".brochure")).count(), 0);
}

#[test]
fn a_few_changes_share_a_page_with_the_part_that_follows() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    copy(&shipped().join("data"), &root.join("data"));
    succeeds(root, &["edition", "close", "--next", "2027"]);
    replace(&root.join("data/memberships/eurasian.yaml"), "139", "150");
    let beside = || {
        succeeds(root, &["--format", "pdf", "--lang", "en"]);
        let document = lopdf::Document::load(root.join("output/brochure.pdf")).expect("a PDF");
        let texts = pages(&document).into_iter().map(|page| text(&document, page));
        let mut found = texts.filter(|text| text.starts_with("New in 2027"));
        let only = found.next().expect("a page");
        assert!(found.next().is_none());
        only
    };
    assert_contains(&beside(), &["from 139 universities to 150", "Black Sea Association"]);
    replace(
        &root.join("data/institution.yaml"),
        "foreword:\n  text:",
        "foreword:\n  text: A word before all.",
    );
    assert_contains(&beside(), &["Foreword", "A word before all.", "Black Sea Association"]);
}

#[test]
fn the_brochure_says_what_is_new_only_beside_an_earlier_edition() {
    let folder = project();
    let root = folder.path();
    let page = |root: &Path| {
        succeeds(root, &["--format", "html,txt", "--lang", "en"]);
        let read = |name: &str| std::fs::read_to_string(root.join("output").join(name)).expect("a text");
        (read("brochure.html"), read("summary.txt"))
    };
    let (html, text) = page(root);
    assert!(!html.contains("id=\"changes\"") && !text.contains("New in"));
    succeeds(root, &["edition", "close", "--next", "2027"]);
    begin_2027(root);
    replace(&root.join("data/memberships/delta.yaml"), "university:", "extra: {shelf: 12}\nuniversity:");
    let (html, text) = page(root);
    assert_contains(
        &html,
        &[
            "<a href=\"#changes\">New in 2027</a>",
            "<li>Members: from more than 50 universities to 54 universities</li>",
            "<li>Application accepted: Member (2027)</li>",
        ],
    );
    // Wordings and contacts are for the office, and what only layouts of one's own print.
    assert_contains(&output(root, &["diff", "2026"]), &["  - Shelf, new: 12\n", "26 changes\n"]);
    assert!(!html.contains("Shelf"));
    assert!(!html.contains("text changed") && !html.contains("from old@north.example"));
    assert_contains(&text, &["New in 2027\n===========\n", "  - Epsilon: Joined: Elected member (2027)\n"]);
    // An edition that cannot be read is a warning, and the rest is built.
    write(root, "editions/2026.yaml", "edition: 2026\ntexts: [\n");
    let said = succeeds(root, &["--format", "txt", "--lang", "en"]);
    assert_contains(&said, &["what changed since the edition 2026 is not known", "editions/2026.yaml"]);
}
