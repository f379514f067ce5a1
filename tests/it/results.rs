//! The written files: nothing that is not a result is overwritten, and the results of one run belong together.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::kit::{assert_contains, data_project, messages, program, replace, run};

fn render(folder: &Path, arguments: &[&str]) -> Output {
    program().current_dir(folder).arg("render").args(arguments).output().expect("it starts")
}

/// A folder with a page.
fn page() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("page.html"), "<!doctype html><title>Page</title><p>Text").expect("written");
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_file_that_is_not_a_pdf_is_not_overwritten() {
    let folder = page();
    let path = folder.path();
    fs::write(path.join("style.css"), "p { color: red }").expect("written");
    for target in ["page.html", "./page.html", "style.css"] {
        let before = fs::read(path.join(target)).expect("a file");
        let output = render(path, &["page.html", "-o", target]);
        assert_eq!(output.status.code(), Some(1), "{target}");
        assert_contains(&messages(&output), &["overwritten", "1 error; nothing was written"]);
        assert_eq!(fs::read(path.join(target)).expect("a file"), before);
    }
    assert_eq!(names(path), ["page.html", "style.css"]);
    for target in ["earlier.pdf", "empty.tmp"] {
        fs::write(path.join(target), if target == "earlier.pdf" { "%PDF-1.7 earlier" } else { "" })
            .expect("written");
        assert_eq!(render(path, &["page.html", "-o", target]).status.code(), Some(0), "{target}");
        assert!(fs::read(path.join(target)).expect("a file").len() > 500);
    }
}

#[cfg(unix)]
#[test]
fn a_page_is_not_overwritten_through_another_of_its_names() {
    let folder = page();
    let path = folder.path();
    // A page that begins as a PDF does would pass for an earlier result.
    fs::write(path.join("page.html"), "%PDF-<p>Text").expect("written");
    std::os::unix::fs::symlink("page.html", path.join("linked.pdf")).expect("a link");
    fs::hard_link(path.join("page.html"), path.join("named.pdf")).expect("a link");
    for target in ["linked.pdf", "named.pdf"] {
        let output = render(path, &["page.html", "-o", target]);
        assert_contains(&messages(&output), &["page.html would be overwritten by its own PDF"]);
    }
    assert_eq!(fs::read(path.join("page.html")).expect("a file"), b"%PDF-<p>Text");
}

#[test]
fn a_hyphen_is_standard_input_or_output() {
    let folder = page();
    let path = folder.path();
    assert_eq!(render(path, &["page.html"]).status.code(), Some(0));
    let expected = fs::read(path.join("page.pdf")).expect("a PDF");
    let output = render(path, &["page.html", "-o", "-"]);
    assert_eq!((output.status.code(), output.stdout == expected), (Some(0), true), "{}", messages(&output));
    for arguments in [&["render", "-"][..], &["render", "-", "-o", "-"]] {
        let mut child = program()
            .current_dir(path)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let html = fs::read(path.join("page.html")).expect("a page");
        child.stdin.take().expect("a pipe").write_all(&html).expect("written");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(
            (output.status.code(), output.stdout == expected),
            (Some(0), true),
            "{}",
            messages(&output)
        );
    }
    assert_eq!(names(path), ["page.html", "page.pdf"]);
}

#[test]
fn results_are_not_written_among_the_sources() {
    for name in ["data", "templates", "fonts", "data/memberships", "output/../data"] {
        let folder = data_project();
        let path = folder.path().join(name);
        let output = run(folder.path(), &["--output", path.to_str().expect("a path")]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert_contains(&messages(&output), &["results cannot be written to", "nothing was written"]);
        let folder = data_project();
        replace(&folder.path().join("data/brochure.yaml"), "folder: output", &format!("folder: {name}"));
        let output = run(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert_contains(&messages(&output), &["results cannot be written to", "data/brochure.yaml:"]);
    }
}

#[test]
fn a_swap_that_was_interrupted_is_completed_by_the_next_run() {
    let folder = data_project();
    let output = folder.path().join("output");
    fs::create_dir(&output).expect("a folder");
    for (name, content) in [
        ("summary.txt", "old"),
        (".brochure-temporary-new", "new"),
        (".brochure-temporary-left", "left"),
        (
            ".brochure-unfinished",
            ".brochure-temporary-done\nbrochure.pdf\n.brochure-temporary-new\nsummary.txt\n",
        ),
    ] {
        fs::write(output.join(name), content).expect("written");
    }
    // This run fails to write its own results, so those of the interrupted one remain.
    fs::create_dir(output.join("brochure.pdf")).expect("a folder");
    assert_eq!(run(folder.path(), &[]).status.code(), Some(1));
    assert_eq!(fs::read_to_string(output.join("summary.txt")).expect("a text"), "new");
    assert_eq!(names(&output), ["brochure.pdf", "summary.txt"]);
}

#[test]
fn what_was_interrupted_in_a_project_is_completed_before_it_is_read() {
    let folder = data_project();
    let root = folder.path();
    let added = root.join("data/memberships/danube.yaml");
    // A command that writes nothing, one that writes elsewhere, one that has nothing to write, and one that refuses.
    for command in [&["check"][..], &["--format", "txt"], &["eject", "labels"], &["new", "danube"]] {
        let text = "id: danube\nname: Danube Conference\nuniversity: {status: member}\n";
        for (name, content) in [
            (".brochure-temporary-new", text),
            (".brochure-temporary-left", "left"),
            (".brochure-unfinished", ".brochure-temporary-new\ndata/memberships/danube.yaml\n"),
        ] {
            fs::write(root.join(name), content).expect("written");
        }
        let output = run(root, command);
        assert_eq!(output.status.code(), Some(i32::from(command[0] == "new")), "{}", messages(&output));
        assert_eq!(fs::read_to_string(&added).expect("a file"), text, "{command:?}");
        assert!(!names(root).iter().any(|name| name.starts_with('.')), "{command:?}");
        if command[0] == "--format" {
            let summary = fs::read_to_string(root.join("output/summary.txt")).expect("a summary");
            assert!(summary.contains("Danube Conference"), "{summary}");
        }
        fs::remove_file(&added).expect("removed");
    }
}

/// A system allows only so many open files: 256 on macOS.
#[cfg(unix)]
#[test]
fn more_files_are_written_than_may_be_open() {
    let folder = data_project();
    let rows: String = (0..100).map(|row| format!("new-{row},Association {row},member\n")).collect();
    let table = folder.path().join("table.csv");
    fs::write(&table, format!("id,Name,Status\n{rows}")).expect("written");
    let output = Command::new("sh")
        .args(["-c", "ulimit -n 40; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_brochure"), "-C"])
        .arg(folder.path())
        .arg("import")
        .arg(&table)
        .arg("--apply")
        .output()
        .expect("it starts");
    assert!(output.status.success(), "{}", messages(&output));
    assert!(names(&folder.path().join("data/memberships")).len() > 100);
    assert_eq!(names(folder.path()), ["data", "table.csv"]);
}

#[test]
fn an_error_with_one_result_leaves_the_others() {
    let folder = data_project();
    let output = folder.path().join("output");
    assert_eq!(run(folder.path(), &[]).status.code(), Some(0));
    let pdf = fs::read(output.join("brochure.pdf")).expect("a PDF");
    fs::remove_file(output.join("summary.txt")).expect("a file");
    fs::create_dir(output.join("summary.txt")).expect("a folder");
    replace(&folder.path().join("data/brochure.yaml"), "year: 2026", "year: 2027");
    let ran = run(folder.path(), &[]);
    assert_eq!(ran.status.code(), Some(1));
    assert_contains(&messages(&ran), &["summary.txt is a folder", "1 error; nothing was written"]);
    assert!(fs::read(output.join("brochure.pdf")).expect("a PDF") == pdf);
    assert_eq!(names(&output), ["brochure.pdf", "summary.txt"]);
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = page();
    let target = folder.path().join("page.pdf");
    fs::write(&target, "%PDF-").expect("written");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).expect("changed");
    assert_eq!(render(folder.path(), &["page.html"]).status.code(), Some(0));
    assert_eq!(fs::metadata(&target).expect("a file").permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn two_runs_into_one_folder_take_turns() {
    let folder = page();
    let lock = fs::File::open(folder.path()).expect("a folder");
    lock.lock().expect("a lock");
    let child = program()
        .current_dir(folder.path())
        .args(["render", "page.html"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert_eq!(names(folder.path()), ["page.html"]);
    drop(lock);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_contains(&messages(&output), &["waiting for another run"]);
    assert_eq!(names(folder.path()), ["page.html", "page.pdf"]);
}

#[cfg(unix)]
#[test]
fn data_outside_the_project_is_not_read_through_a_link() {
    let folder = data_project();
    let outside = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("data/labels.yaml");
    fs::write(outside.path().join("labels.yaml"), "founded: Year\n").expect("written");
    std::os::unix::fs::symlink(outside.path().join("labels.yaml"), &file).expect("a link");
    let output = run(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_contains(&messages(&output), &["labels.yaml is a link to a file outside the project folder"]);
}

#[test]
fn the_command_line_chooses_how_severe_a_lack_is() {
    let folder = page();
    fs::write(folder.path().join("page.html"), "<title>x</title><img src=none.png alt=x>").expect("written");
    let page = folder.path().join("page.html");
    let page = page.to_str().expect("a path");
    for (arguments, status) in [
        (&["render", page][..], 0),
        (&["render", "--strict", page], 1),
        (&["--strict", "render", page], 1),
        (&["render", "--strict", "--lenient", page], 0),
    ] {
        let output = program().args(arguments).output().expect("it starts");
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", messages(&output));
    }
    let project = data_project();
    let templates = crate::kit::shipped().join("templates");
    crate::kit::copy(&templates, &project.path().join("templates"));
    let layout = project.path().join(crate::kit::LAYOUT);
    replace(&layout, "</body>", "<img src=none.png alt=x></body>");
    for (arguments, status) in [(&[][..], 1), (&["--lenient"], 0), (&["build", "--lenient"], 0)] {
        let output = run(project.path(), arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", messages(&output));
    }
    for (arguments, status) in [(&["--strict", "check"][..], 1), (&["--lenient", "check"], 2)] {
        assert_eq!(run(project.path(), arguments).status.code(), Some(status), "{arguments:?}");
    }
}
