//! `brochure render`: the folder that it may read from, and how its messages name files.

use std::path::Path;

use crate::kit::{assert_contains, messages, program, write};

/// The messages of `render` with these arguments, run in `folder`.
fn rendered(folder: &Path, arguments: &[&str]) -> String {
    let run = program().arg("render").args(arguments).current_dir(folder).output().expect("it starts");
    messages(&run)
}

/// A page in a folder beside that of its stylesheet.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "html/page.html", "<link rel=stylesheet href=../css/s.css>\n<p>words");
    write(folder.path(), "css/s.css", "p { bogus: 1 }");
    folder
}

#[test]
fn a_refused_parent_folder_names_the_root_that_would_contain_it() {
    let site = site();
    let refused = |folder: &str, file: &str, expected: [&str; 2]| {
        let messages = rendered(&site.path().join(folder), &[file]);
        let message = format!("../css/s.css is outside {}\n", expected[0]);
        assert_contains(&messages, &[&message, &format!("help: Add `--root {}`: ", expected[1])]);
    };
    refused("", "html/page.html", ["the folder html", "."]);
    refused("html", "page.html", ["the current folder", ".."]);
    refused("css", "../html/page.html", ["the folder ../html", ".."]);
    std::fs::remove_file(site.path().join("css/s.css")).expect("removed");
    let messages = rendered(site.path(), &["html/page.html"]);
    assert!(messages.contains("is outside the folder html\n") && !messages.contains("help:"), "{messages}");
}

#[test]
fn the_root_may_be_read_and_addresses_stay_relative_to_the_html_file() {
    let site = site();
    for (folder, root, page, name) in
        [("", ".", "html/page.html", "css/s.css"), ("html", "..", "page.html", "../css/s.css")]
    {
        let messages = rendered(&site.path().join(folder), &[page, "--root", root]);
        assert_contains(&messages, &["there is no property `bogus`", &format!("{name}:1:5\n")]);
    }
    write(
        site.path(),
        "html/page.html",
        "<base href='/css/'><link rel=stylesheet href=s.css><link rel=stylesheet href=/none.css>",
    );
    let messages = rendered(site.path(), &["html/page.html", "--root", "."]);
    assert_contains(&messages, &["  --> css/s.css:1:5\n", "there is no file none.css\n"]);
}

#[test]
fn the_html_file_is_in_the_root() {
    let site = site();
    let messages = rendered(site.path(), &["html/page.html", "--root", "css"]);
    assert!(messages.starts_with("error: the HTML file is not in the folder css\n"), "{messages}");
    let messages = rendered(site.path(), &["html/page.html", "--root", "none"]);
    assert!(messages.starts_with("error: there is no folder none\n"), "{messages}");
}

#[test]
fn messages_name_files_from_where_the_user_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = "<link rel=stylesheet href=a.css><link rel=stylesheet href=b.css><img alt='' src=c.png><img alt='' src=d.png>";
    write(folder.path(), "site/page.html", page);
    write(folder.path(), "site/a.css", "p { bogus: 1 }");
    write(folder.path(), "site/c.png", "no picture");
    let messages = rendered(folder.path(), &["site/page.html"]);
    let expected =
        ["--> site/a.css:1:5\n", "no file site/b.css\n", "image site/c.png", "no file site/d.png\n"];
    assert_contains(&messages, &expected);
}

#[test]
fn bleed_and_marks_are_added_for_a_print_shop() {
    let folder = tempfile::tempdir().expect("a folder");
    let html = "<!doctype html><html lang=en><title>T</title><style>@page { size: 100pt; margin: 0 }</style><p>words";
    write(folder.path(), "page.html", html);
    let trim_box = || {
        let pdf = std::fs::read(folder.path().join("page.pdf")).expect("a PDF");
        let document = lopdf::Document::load_mem(&pdf).expect("a PDF");
        let page = document.page_iter().next().expect("a page");
        let page = document.get_dictionary(page).expect("a page");
        let edges = |name: &[u8]| Some(page.get(name).ok()?.as_array().ok()?.len());
        edges(b"TrimBox")
    };
    assert!(!rendered(folder.path(), &["page.html"]).contains("error"));
    assert_eq!(trim_box(), None);
    assert!(!rendered(folder.path(), &["page.html", "--bleed", "3mm"]).contains("error"));
    assert_eq!(trim_box(), Some(4));
    for refused in [["--bleed", "3"], ["--bleed", "-3mm"], ["--bleed", "1em"], ["--marks", "bleed"]] {
        let messages = rendered(folder.path(), &["page.html", refused[0], refused[1]]);
        assert!(messages.starts_with("error: "), "{refused:?}: {messages}");
    }
}
