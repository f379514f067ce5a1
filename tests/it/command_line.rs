//! The command line: options, exit status, output streams, written files.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::kit::{
    EARLIER, assert_contains, copy, data_project as project, messages, names, program, replace, run, sampled,
    shipped,
};

/// Runs the program, and asserts exit status 0 and nothing on standard output. Returns the messages.
fn succeeds(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    assert!(output.stdout.is_empty());
    messages(&output)
}

fn read(path: impl AsRef<Path>) -> Vec<u8> {
    std::fs::read(path.as_ref()).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

#[test]
fn values_of_options_are_understood_in_capital_letters() {
    let folder = project();
    let arguments = ["--format", "PDF,Txt", "--profile", "Screen", "--standard", "UA-1"];
    assert!(succeeds(folder.path(), &arguments).contains("PDF/UA-1"));
}

#[test]
fn wrong_usage_has_exit_status_2() {
    for arguments in [
        &["--nonsense"][..],
        &["watch", "--port", "many"],
        &["--format", "pdf", "watch"],
        &["-j", "0"],
        &["-j", "many"],
        &["--format", "doc"],
        &["--profile", "poster"],
        &["render"],
        &["check", "--output", "x"],
        &["-C"],
        &["--format", "pdf", "check"],
        &["-C", ".", "render", "page.html"],
        &["booklet"],
        &["verify"],
        &["--lang", "en", "verify", "page.pdf"],
        &["booklet", "page.pdf", "--sheet", "A33"],
        &["booklet", "page.pdf", "--creep", "1"],
        &["-j", "2", "booklet", "page.pdf"],
        &["mail", "--most", "5"],
        &["--format", "pdf", "mail"],
        &["import"],
        &["import", "a.csv", "--apply", "b.csv"],
        &["--format", "pdf", "export"],
    ] {
        let output = program().args(arguments).output().expect("it starts");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", messages(&output));
        assert!(output.stdout.is_empty() && messages(&output).contains("error: "), "{arguments:?}");
    }
}

#[test]
fn the_profile_for_print_has_the_inks_of_a_press() {
    let folder = project();
    let messages = succeeds(folder.path(), &["--profile", "print"]);
    assert!(messages.contains("brochure.print.pdf: ") && messages.contains(", PDF/X-4\n"), "{messages}");
    let again = project();
    succeeds(again.path(), &["--profile", "screen,print", "-j", "2"]);
    assert_eq!(names(&again.path().join("output")), ["brochure.pdf", "brochure.print.pdf", "summary.txt"]);
    let file = |folder: &tempfile::TempDir| {
        std::fs::read(folder.path().join("output/brochure.print.pdf")).expect("a file")
    };
    assert!(file(&folder) == file(&again));
}

#[test]
fn a_color_profile_that_is_none_is_pointed_at() {
    let folder = project();
    std::fs::write(folder.path().join("press.icc"), "nothing").expect("a file");
    let data = folder.path().join("data/brochure.yaml");
    replace(&data, "profiles: [screen]", "profiles: [print]");
    replace(&data, "print: {", "print: {color_profile: press.icc, ");
    let output = run(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = std::fs::read_to_string(&data).expect("a text");
    let line = text.lines().position(|line| line.contains("press.icc")).expect("the line") + 1;
    let expected = format!(
        "error: press.icc cannot be used as a color profile: it is not a color profile\n  --> data/brochure.yaml:{line}:"
    );
    assert!(messages(&output).contains(&expected), "{}", messages(&output));
    let profile = concat!(env!("CARGO_MANIFEST_DIR"), "/engine/color-profiles/FOGRA39L_coated.icc");
    std::fs::copy(profile, folder.path().join("press.icc")).expect("copied");
    succeeds(folder.path(), &[]);
    let pdf = lopdf::Document::load(folder.path().join("output/brochure.print.pdf")).expect("a PDF");
    let catalog = pdf.catalog().expect("a catalog");
    let intents = catalog.get(b"OutputIntents").and_then(lopdf::Object::as_array).expect("intents");
    let name = intents[0]
        .as_dict()
        .and_then(|intent| intent.get(b"OutputConditionIdentifier"))
        .and_then(lopdf::Object::as_str);
    assert_eq!(name.expect("a name"), b"press");
}

#[test]
fn data_alone_makes_a_project() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("data"), &folder.path().join("data"));
    let messages = succeeds(folder.path(), &["--lang", "en"]);
    assert!(messages.contains("brochure.pdf: ") && messages.contains("summary.txt: "), "{messages}");
    assert_eq!(names(&folder.path().join("output")), ["brochure.pdf", "summary.txt"]);
    let target = tempfile::tempdir().expect("a folder");
    let target = target.path().join("a/b");
    succeeds(shipped(), &["build", "--output", target.to_str().expect("a path"), "-j", "1"]);
    for name in ["brochure.pdf", "summary.txt"] {
        let same = read(folder.path().join("output").join(name)) == read(target.join(name));
        assert!(same, "{name} differs from that of the shipped project");
    }
}

#[test]
fn the_project_is_the_current_folder_unless_named() {
    let folder = project();
    let output = program().current_dir(folder.path()).args(["--format", "txt"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    assert_eq!(names(&folder.path().join("output")), ["summary.txt"]);
}

#[test]
fn formats_and_the_folder_of_results_can_be_chosen() {
    for (format, expected) in [
        ("pdf", &["brochure.pdf"][..]),
        ("txt", &["summary.txt"]),
        ("pdf,txt", &["brochure.pdf", "summary.txt"]),
        ("html", &["brochure.html"]),
        ("txt,pdf", &["brochure.pdf", "summary.txt"]),
    ] {
        let folder = project();
        succeeds(folder.path(), &["--format", format]);
        assert_eq!(names(&folder.path().join("output")), expected, "{format}");
    }
    let folder = project();
    replace(&folder.path().join("data/brochure.yaml"), "folder: output", "folder: results");
    succeeds(folder.path(), &["--format", "txt"]);
    assert_eq!(names(&folder.path().join("results")), ["summary.txt"]);
}

#[test]
fn formats_of_the_data_apply_unless_the_command_gives_others() {
    let folder = project();
    replace(&folder.path().join("data/brochure.yaml"), "formats: [pdf, txt]", "formats: [txt]");
    succeeds(folder.path(), &[]);
    assert_eq!(names(&folder.path().join("output")), ["summary.txt"]);
    succeeds(folder.path(), &["--format", "pdf"]);
    assert_eq!(names(&folder.path().join("output")), ["brochure.pdf", "summary.txt"]);
}

#[test]
fn options_are_accepted_before_and_after_the_command() {
    let folder = project();
    let path = folder.path().to_str().expect("a path");
    for arguments in [
        &["-C", path, "--format", "txt"][..],
        &["-C", path, "build", "--format", "txt"],
        &["--format", "txt", "build", "-C", path],
        &["build", "-C", path, "-j", "2", "--format", "txt", "--profile", "screen"],
    ] {
        let output = program().args(arguments).output().expect("it starts");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", messages(&output));
        assert_eq!(names(&folder.path().join("output")), ["summary.txt"]);
        std::fs::remove_dir_all(folder.path().join("output")).expect("removed");
    }
}

#[test]
fn each_language_has_its_own_files() {
    let folder = project();
    let data = folder.path().join("data/brochure.yaml");
    replace(&data, "languages: [en]", "languages: [en, az]");
    replace(
        &data,
        "en: International memberships",
        "en: International memberships\n  az: Beynəlxalq üzvlüklər",
    );
    succeeds(folder.path(), &[]);
    let results = folder.path().join("output");
    let all = ["brochure.az.pdf", "brochure.pdf", "summary.az.txt", "summary.txt"];
    assert_eq!(names(&results), all);
    let summary = String::from_utf8(read(results.join("summary.az.txt"))).expect("UTF-8");
    assert!(summary.contains("Beynəlxalq üzvlüklər") && summary.contains("24 noyabr 2026"), "{summary}");
    let folder_of_one = tempfile::tempdir().expect("a folder");
    let one = folder_of_one.path().to_str().expect("a path");
    succeeds(folder.path(), &["--lang", "az", "--output", one]);
    assert_eq!(names(folder_of_one.path()), ["brochure.az.pdf", "summary.az.txt"]);
    let output = run(folder.path(), &["--lang", "de"]);
    assert_eq!(output.status.code(), Some(1));
    let messages = messages(&output);
    assert!(messages.contains("no language `de`") && messages.contains("en, az"), "{messages}");
}

#[test]
fn output_to_a_pipe_is_not_colored() {
    let folder = project();
    replace(&folder.path().join("data/brochure.yaml"), "year: 2026", "yaer: 2026");
    for no_color in [None, Some("1")] {
        let mut command = program();
        command.arg("-C").arg(folder.path());
        if let Some(value) = no_color {
            command.env("NO_COLOR", value);
        }
        let output = command.output().expect("it starts");
        assert_eq!(output.status.code(), Some(1));
        assert!(!messages(&output).contains('\u{1b}'), "{}", messages(&output));
    }
}

/// The output of the program on a terminal, through the program `script`; `None` if that is not installed.
#[cfg(target_os = "linux")]
fn on_a_terminal(folder: &Path, no_color: bool) -> Option<String> {
    let command = format!("{} -C {}", env!("CARGO_BIN_EXE_brochure"), folder.display());
    let mut script = Command::new("script");
    script.args(["-qec", &command, "/dev/null"]).stdin(Stdio::null());
    script.env_remove("NO_COLOR");
    if no_color {
        script.env("NO_COLOR", "1");
    }
    script.output().ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn output_to_a_terminal_is_colored_unless_no_color_is_set() {
    let folder = project();
    replace(&folder.path().join("data/brochure.yaml"), "year: 2026", "yaer: 2026");
    let (Some(colored), Some(plain)) =
        (on_a_terminal(folder.path(), false), on_a_terminal(folder.path(), true))
    else {
        println!("skipped: there is no program `script` here");
        return;
    };
    assert!(colored.contains("\u{1b}[1;31merror\u{1b}[0m"), "{colored:?}");
    assert!(plain.contains("error: ") && !plain.contains('\u{1b}'), "{plain:?}");
}

#[test]
fn the_project_is_found_from_a_folder_in_it() {
    let folder = project();
    let inner = folder.path().join("data/memberships");
    let run_in = |folder: &Path, arguments: &[&str]| {
        program().current_dir(folder).args(arguments).output().expect("it starts")
    };
    let succeeds = |folder: &Path, arguments: &[&str]| {
        let output = run_in(folder, arguments);
        assert!(output.status.success(), "{}", messages(&output));
        messages(&output)
    };
    let said = succeeds(&inner, &["check"]);
    assert!(said.contains("no errors"), "{said}");
    succeeds(&inner, &["--format", "txt"]);
    assert!(folder.path().join("output/summary.txt").is_file() && !inner.join("output").exists());
    succeeds(&inner, &["new", "danube"]);
    assert!(folder.path().join("data/memberships/danube.yaml").is_file());
    // Without a project anywhere, the messages are of the current folder.
    let empty = tempfile::tempdir().expect("a folder");
    let output = run_in(empty.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert_contains(&messages(&output), &["there is no folder ./data"]);
    assert!(!messages(&output).contains(".."), "{}", messages(&output));
}

#[test]
fn quiet_runs_say_only_what_is_wrong_and_verbose_ones_how_long_files_took() {
    let folder = project();
    assert_eq!(succeeds(folder.path(), &["-q"]), "");
    assert_eq!(succeeds(folder.path(), &["build", "--quiet", "--format", "txt"]), "");
    assert_eq!(succeeds(folder.path(), &["eject", "labels", "-q"]), "");
    let said = succeeds(folder.path(), &["build", "-v"]);
    let line = said.lines().find(|line| line.contains("brochure.pdf: ")).expect("a line");
    assert!(line.contains(", in 0.") || line.contains(", in 1."), "{line}");
    replace(&folder.path().join("data/brochure.yaml"), "year: 2026", "yaer: 2026");
    let wrong = run(folder.path(), &["-q"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert_contains(&messages(&wrong), &["`yaer`"]);
    let both = run(folder.path(), &["-q", "-v"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn check_writes_nothing_and_lists_the_blank_fields_of_each_file() {
    let folder = project();
    let before = names(folder.path());
    let messages = succeeds(folder.path(), &["check", "--verbose"]);
    assert_eq!(names(folder.path()), before);
    let lists: Vec<&str> =
        messages.lines().filter(|line| line.contains(" fields to be filled in: ")).collect();
    assert_eq!(lists.len(), 6, "one for each file: {messages}");
    assert_eq!(
        lists[0],
        "note: 7 fields to be filled in: `contact.address`, `contact.email`, `contact.telephone`, \
         `contact.website`, `rector`, `logo`, `foreword`"
    );
    assert!(lists[1..].iter().all(|list| list.contains("`university.")), "{messages}");
    let text = std::fs::read_to_string(folder.path().join("data/institution.yaml")).expect("a text");
    let line = text.lines().position(|line| line == "logo:").expect("a line") + 1;
    assert!(messages.contains(&format!("the university's logo (line {line}), ")), "{messages}");
    let first = text.lines().position(|line| line == "  address:").expect("a line") + 1;
    let place = format!("  --> data/institution.yaml:{first}:3\n  {first} |   address:\n");
    assert!(messages.contains(&place), "{messages}");
    assert!(messages.contains("no errors, 0 warnings, "), "{messages}");
}

#[test]
fn strict_checks_fail_on_warnings_only() {
    let folder = project();
    succeeds(folder.path(), &["check", "--strict"]);
    copy(&shipped().join("templates"), &folder.path().join("templates"));
    let css = folder.path().join("templates/brochure.css");
    let text = std::fs::read_to_string(&css).expect("a text");
    std::fs::write(&css, text + "\np { colr: red }\n").expect("written");
    succeeds(folder.path(), &["check"]);
    let output = run(folder.path(), &["check", "--strict"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(messages(&output).contains("warning: there is no property `colr`"), "{}", messages(&output));
}

#[test]
fn render_writes_the_pdf_beside_the_html_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.html");
    std::fs::write(&page, "<!doctype html><title>A page</title><p>Words").expect("written");
    let render = |arguments: &[&str]| {
        program().arg("render").args(arguments).current_dir(folder.path()).output().expect("it starts")
    };
    let output = render(&["page.html"]);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    assert!(output.stdout.is_empty() && messages(&output).starts_with("page.pdf: 1 page"));
    assert!(read(folder.path().join("page.pdf")).starts_with(b"%PDF-"));
    assert_eq!(render(&["page.html", "-o", "new/other.pdf", "-j", "1"]).status.code(), Some(0));
    assert!(read(folder.path().join("page.pdf")) == read(folder.path().join("new/other.pdf")));
    let missing = render(&["none.html"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(messages(&missing).starts_with("error: there is no file none.html\n  --> none.html\n  help: "));
    std::fs::write(folder.path().join("bad.html"), b"<p>\ncaf\xe9").expect("written");
    let bad = render(&["bad.html"]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(messages(&bad).contains("not valid UTF-8\n  --> bad.html:2:4\n"), "{}", messages(&bad));
    assert_eq!(names(folder.path()), ["bad.html", "new", "page.html", "page.pdf"]);
}

#[test]
fn standards_are_chosen_on_the_command_line_or_in_the_data() {
    let folder = project();
    let path = folder.path();
    let both =
        succeeds(path, &["--profile", "screen,archive", "--standard", "a-4f", "build", "--format", "pdf"]);
    assert_contains(&both, &["brochure.pdf: ", "KB, PDF/A-4\n", "brochure.archive.pdf: ", "KB, PDF/A-4f\n"]);
    assert_contains(&succeeds(path, &["--standard", "ua-2", "--standard", "a-4"]), &["PDF/A-4 and PDF/UA-2"]);
    assert!(!succeeds(path, &["--standard", "none"]).contains("PDF/"));
    let data = path.join("data/brochure.yaml");
    replace(&data, "outputs:\n", "outputs:\n  standards: [ua-2, a-4f]\n");
    assert_contains(&succeeds(path, &[]), &["PDF/A-4 and PDF/UA-2"]);
    assert_contains(&succeeds(path, &["--standard", "ua-1"]), &["KB, PDF/UA-1\n"]);
    let refused = succeeds(path, &["--profile", "archive", "--standard", "a-2a"]);
    let expected =
        ["files are attached, which PDF/A-2a does not allow", "Choose `a-3a`: PDF/A-3a allows it."];
    assert_contains(&refused, &expected);
    replace(&data, "[ua-2, a-4f]", "[ua-2, a-3a]");
    let output = run(path, &[]);
    assert_eq!(output.status.code(), Some(1));
    let expected = "error: `ua-2` and `a-3a` do not go together: PDF/UA-2 is for PDF 2.0, PDF/A-3a for PDF 1.7\n  --> data/brochure.yaml:";
    assert_contains(&messages(&output), &[expected, "help: Choose `a-2a` or `a-3a` with `ua-1`"]);
}

#[test]
fn standards_that_do_not_go_together_are_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("page.html"), "<p>text").expect("written");
    for (chosen, message) in [
        ("a-2a,ua-2", "PDF/A-2a is for PDF 1.7, PDF/UA-2 for PDF 2.0"),
        ("ua-1,a-4f", "PDF/UA-1 is for PDF 1.7, PDF/A-4f for PDF 2.0"),
        ("a-2a,a-3a", "both are kinds of PDF/A"),
        ("none,ua-1", "`none` and `ua-1` do not go together"),
        ("a-5", "a-4f, ua-1, ua-2, x-4, none"),
    ] {
        for arguments in
            [&["render", "page.html", "--standard", chosen][..], &["--standard", chosen, "build"]]
        {
            let output = program().args(arguments).current_dir(folder.path()).output().expect("it starts");
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            assert_contains(&messages(&output), &[message]);
        }
    }
    let refused = program().args(["--standard", "ua-1", "check"]).output().expect("it starts");
    assert_eq!(refused.status.code(), Some(2));
    assert_contains(&messages(&refused), &["`check` does not take the option --standard"]);
}

#[test]
fn render_reports_what_prevents_the_standards_that_are_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("page.html"), "<p>text").expect("written");
    let render = |options: &[&str]| {
        let command = ["render", "page.html"].iter().chain(options);
        let output = program().args(command).current_dir(folder.path()).output().expect("it starts");
        assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
        messages(&output)
    };
    let message = "the document has no title, which PDF/UA asks for";
    assert!(!render(&[]).contains(message));
    assert_contains(&render(&["--standard", "ua-2,a-4"]), &[message, "KB, PDF/A-4\n"]);
}

#[test]
fn completions_know_the_commands_and_options_of_each_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = program().args(["completions", shell]).output().expect("it starts");
        let script = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(output.status.success() && output.stderr.is_empty(), "{shell}");
        for word in ["build", "check", "render", "strict", "profile", "root"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
    for options in [&["-C", "x"][..], &["-j", "1"], &["--strict"], &["--lenient"], &["--lang", "en"]] {
        let refused = program().args(options).args(["completions", "bash"]).output().expect("it starts");
        assert_eq!(refused.status.code(), Some(2));
        assert_contains(
            &messages(&refused),
            &[&format!("`completions` does not take the option {}", options[0])],
        );
    }
}

#[test]
fn nothing_is_fetched_from_the_network() {
    let server = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    server.set_nonblocking(true).expect("no waiting");
    let address = format!("http://{}", server.local_addr().expect("an address"));
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.html");
    let html = format!(
        "<link rel=stylesheet href='{address}/a.css'>\n<style>\n@font-face {{ font-family: F; src: url({address}/f.ttf) }}\n\
         p {{ font-family: F; background: url({address}/b.png) }}\n</style>\n<p>x<img src='{address}/a.png' alt=''>"
    );
    std::fs::write(&page, html).expect("written");
    let output = program().arg("render").arg(&page).output().expect("it starts");
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    for file in ["a.css", "f.ttf", "b.png", "a.png"] {
        let expected =
            format!("{address}/{file} is a network address, and nothing is fetched from the network");
        assert!(messages(&output).contains(&expected), "{file}: {}", messages(&output));
    }
    assert!(server.accept().is_err(), "the program connected to the server");
}

#[test]
fn files_of_the_project_take_precedence_over_built_in_ones() {
    let folder = project();
    let templates = folder.path().join("templates");
    std::fs::create_dir(&templates).expect("a folder");
    std::fs::write(templates.join("summary.txt.hbs"), "Only {{title}}\n").expect("written");
    succeeds(folder.path(), &["--format", "txt"]);
    assert_eq!(read(folder.path().join("output/summary.txt")), b"Only International memberships\n");
}

#[test]
fn windows_line_endings_give_the_same_bytes() {
    let unix = project();
    copy(&shipped().join("templates"), &unix.path().join("templates"));
    let windows = tempfile::tempdir().expect("a folder");
    copy(unix.path(), windows.path());
    convert(windows.path());
    for folder in [unix.path(), windows.path()] {
        succeeds(folder, &[]);
    }
    for name in ["output/brochure.pdf", "output/summary.txt"] {
        assert!(read(unix.path().join(name)) == read(windows.path().join(name)), "{name}");
    }
}

fn convert(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            convert(&entry.path());
        } else {
            let text = std::fs::read_to_string(entry.path()).expect("a text");
            std::fs::write(entry.path(), text.replace('\n', "\r\n")).expect("written");
        }
    }
}

#[test]
fn characters_of_a_name_are_escaped_in_html_only() {
    let folder = project();
    let file = folder.path().join("data/memberships/black-sea.yaml");
    replace(&file, "en: Black Sea Association", "en: Sea's <Friends> & \"Co\"");
    succeeds(folder.path(), &[]);
    let summary = String::from_utf8(read(folder.path().join("output/summary.txt"))).expect("UTF-8");
    assert!(summary.contains("Sea's <Friends> & \"Co\"\n-----"), "{summary}");
    // The outline of the PDF names the sections.
    let document = lopdf::Document::load(folder.path().join("output/brochure.pdf")).expect("a PDF");
    let named = document.objects.values().any(|object| {
        let title = object.as_dict().ok().and_then(|dictionary| dictionary.get(b"Title").ok());
        title.is_some_and(|title| {
            lopdf::decode_text_string(title).is_ok_and(|title| title.contains("Sea's <Friends> & \"Co\""))
        })
    });
    assert!(named, "the outline has the name unchanged");
}

#[test]
fn a_project_may_be_large() {
    let folder = project();
    let memberships = folder.path().join("data/memberships");
    let text = std::fs::read_to_string(memberships.join("caspian.yaml")).expect("a text");
    let more = sampled(0..295, 3);
    let mut count = 4;
    for number in more {
        count += 1;
        let text = text.replacen("id: caspian", &format!("id: a{number}"), 1);
        std::fs::write(memberships.join(format!("a{number:03}.yaml")), text).expect("written");
    }
    succeeds(folder.path(), &[]);
    let summary = String::from_utf8(read(folder.path().join("output/summary.txt"))).expect("UTF-8");
    assert!(summary.contains(&format!("- {count} memberships\n")), "{}", &summary[..600]);
}

#[test]
fn no_membership_at_all_is_a_warning() {
    let folder = project();
    let memberships = folder.path().join("data/memberships");
    std::fs::remove_dir_all(&memberships).expect("removed");
    std::fs::create_dir(&memberships).expect("a folder");
    let brochure = folder.path().join("data/brochure.yaml");
    let text = std::fs::read_to_string(&brochure).expect("a text");
    let (before, rest) = text.split_once("order:").expect("an order");
    let (_, after) = rest.split_once("# What `brochure build`").expect("the outputs");
    std::fs::write(&brochure, format!("{before}# {after}")).expect("written");
    let output = run(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    let path = memberships.display();
    assert_contains(
        &messages(&output),
        &[
            &format!("warning: the brochure has no memberships yet\n  --> {path}\n"),
            "  help: `brochure new ID` writes the file of one association there, with every field to fill in.",
        ],
    );
}

#[test]
fn an_interrupted_run_leaves_whole_files() {
    let folder = project();
    succeeds(folder.path(), &[]);
    let results = folder.path().join("output");
    let whole = ["brochure.pdf", "summary.txt"].map(|name| read(results.join(name)));
    let mut interrupted = 0;
    for step in sampled(0..40, 5) {
        for name in ["brochure.pdf", "summary.txt"] {
            std::fs::write(results.join(name), EARLIER).expect("written");
        }
        let mut child =
            program().arg("-C").arg(folder.path()).stderr(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(std::time::Duration::from_millis(step * 8));
        child.kill().expect("it can be stopped");
        interrupted += u32::from(!child.wait().expect("its status").success());
        for (name, whole) in ["brochure.pdf", "summary.txt"].iter().zip(&whole) {
            let now = read(results.join(name));
            assert!(now == EARLIER.as_bytes() || now == *whole, "{name} is torn: {} bytes", now.len());
        }
    }
    assert!(interrupted > 0, "no run was interrupted");
}
