//! What `check` reports: many findings of a kind as one, each message once, and reports for programs.

use std::path::Path;

use serde_json::Value;

use crate::kit::{assert_contains, messages, replace, run, succeeds, write};

/// A project with so many memberships, of which almost nothing is known.
fn bare(memberships: usize, languages: &str, more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    write(
        path,
        "data/brochure.yaml",
        format!(
            "edition: {{year: 2026}}\nlanguages: {languages}\ntitle: {{en: International memberships}}\n{more}"
        ),
    );
    write(path, "data/institution.yaml", "name: Sea University\n");
    for number in 0..memberships {
        let text = format!("id: a{number}\nname: Association {number}\nuniversity: {{status: member}}\n");
        write(path, &format!("data/memberships/a{number:03}.yaml"), text);
    }
    folder
}

fn report(folder: &Path, arguments: &[&str]) -> Value {
    let output = run(folder, &[&["check"], arguments].concat());
    assert_eq!(messages(&output), "", "nothing on standard error");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn many_findings_of_a_kind_are_one_message() {
    let folder = bare(200, "[en, az]", "");
    let output = messages(&run(folder.path(), &["check"]));
    assert!(output.lines().count() < 40, "{output}");
    assert_contains(
        &output,
        &[
            "note: 1008 facts not filled in, in 202 files\n",
            "note: 201 texts, each one for all languages, in 201 files\n",
            "`brochure check --verbose` lists them with their places.",
            // A single finding is reported as it is.
            "warning: no translation into az\n  --> data/brochure.yaml:3:",
        ],
    );
    let verbose = messages(&run(folder.path(), &["check", "--verbose"]));
    assert_eq!(verbose.matches(" fields to be filled in: ").count(), 201, "one for each file");
    assert!(verbose.contains("data/memberships/a199.yaml:"), "{verbose}");
}

/// Up to twenty dates are a list of things to be done; hundreds are a number.
#[test]
fn very_many_dates_that_fall_due_are_one_message() {
    for (count, is_one) in [(20, false), (21, true)] {
        let folder = bare(count, "[en]", "");
        for number in 0..count {
            let file = folder.path().join(format!("data/memberships/a{number:03}.yaml"));
            replace(&file, "status: member", "status: member, renewal: 2026-05");
        }
        let output = messages(&run(folder.path(), &["check"]));
        let one = format!("note: {count} dates that fall due in the edition's year, in {count} files\n");
        assert_eq!(output.contains(&one), is_one, "{output}");
        assert_eq!(
            output.matches("has to be renewed: 2026-05").count(),
            if is_one { 0 } else { count },
            "{output}"
        );
    }
}

#[test]
fn messages_about_built_in_files_do_not_reach_the_user() {
    let folder = bare(3, "[en, az, xx]", "");
    let output = messages(&run(folder.path(), &["check", "--verbose"]));
    let first_place =
        |message: &str| message.lines().find(|line| line.trim_start().starts_with("-->")).map(str::to_string);
    assert!(
        !output.split("\n\n").filter_map(first_place).any(|place| place.contains("built in")),
        "{output}"
    );
}

#[test]
fn a_message_is_reported_once_for_all_languages_and_profiles() {
    let more = "outputs: {profiles: [screen, print]}\n";
    let once = bare(1, "[en]", "");
    let often = bare(1, "[en, az, tr]", more);
    for folder in [once.path(), often.path()] {
        write(folder, "templates/brochure.css", "p { colr: red }\n");
        let output = messages(&run(folder, &["check"]));
        assert_eq!(output.matches("warning: there is no property `colr`").count(), 1, "{output}");
        let mut seen = std::collections::BTreeSet::new();
        let messages = output.split("\n\n").map(|message| message.split("\n  help").next());
        assert!(messages.into_iter().all(|message| seen.insert(message)), "{output}");
    }
}

#[test]
fn what_would_print_badly_is_checked_if_a_print_file_is_wanted() {
    // A few pixels, large on the page.
    let picture = "<img src='../images/dots.png' alt='Dots' style='width: 150mm; height: 100mm'>";
    let layout = format!("<!doctype html><html lang='en'><title>A</title><body>{picture}");
    let warns = |more: &str| {
        let folder = bare(1, "[en]", more);
        write(folder.path(), "templates/brochure.html.hbs", &layout);
        let file = folder.path().join("images/dots.png");
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("engine/tests/pictures/photo.png"), file)
            .expect("a copy");
        messages(&run(folder.path(), &["check"])).contains("pixels an inch")
    };
    assert!(warns("outputs: {profiles: [print]}\n"));
    assert!(!warns(""));
}

#[test]
fn one_language_can_be_checked() {
    let folder = bare(1, "[en, az]", "");
    let output = messages(&run(folder.path(), &["check", "--lang", "az"]));
    assert!(output.contains("səhv yoxdur, "), "{output}");
    let output = run(folder.path(), &["check", "--lang", "fr"]);
    assert_eq!(output.status.code(), Some(1));
    assert_contains(
        &messages(&output),
        &["error: the brochure has no language `fr`", "Its languages are: en, az."],
    );
}

#[test]
fn pictures_without_a_text_are_asked_for_one() {
    let folder = bare(1, "[en]", "introduction: \"![](images/campus.svg)\"\n");
    write(
        folder.path(),
        "images/campus.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    );
    let institution = "name: Sea University\nphotograph: images/campus.svg\nrector: {name: A, portrait: images/campus.svg}\n";
    write(folder.path(), "data/institution.yaml", institution);
    let output = messages(&run(folder.path(), &["check", "--verbose"]));
    assert_eq!(output.matches("note: this picture has no `alt`").count(), 2, "{output}");
    assert_contains(
        &output,
        &[
            "  help: Write what it shows, as in `{file: images/campus.svg, alt: …}`.",
            "note: a picture in this text has no text for those who cannot see it\n  --> data/brochure.yaml:4:16",
        ],
    );
    write(
        folder.path(),
        "data/institution.yaml",
        institution.replace("images/campus.svg", "{file: images/campus.svg, alt: Sea}"),
    );
    let output = messages(&run(folder.path(), &["check", "--verbose"]));
    assert!(!output.contains("`alt`"), "{output}");
}

#[test]
fn a_report_in_json_has_the_place_and_the_change_of_each_finding() {
    let folder = bare(1, "[en]", "");
    write(
        folder.path(),
        "data/institution.yaml",
        "# ə\nname: Sea University\ncontact: {website: www.sea.org}\n",
    );
    let report = report(folder.path(), &["--format", "json"]);
    assert_eq!((&report["version"], &report["errors"]), (&1.into(), &1.into()));
    let finding = &report["findings"][0];
    let place = r#"{"file":"data/institution.yaml","line":3,"column":20,"end_line":3,"end_column":31,"text""#;
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["message"], "`contact.website` is not a web address");
    assert_eq!(finding["help"], "Write `https://www.sea.org`.");
    assert_eq!(finding["places"][0].to_string(), format!("{place}:\"a web address is expected here\"}}"));
    assert_eq!(finding["fix"].to_string(), format!("{place}:\"https://www.sea.org\"}}"));
}

/// The properties that SARIF 2.1.0 requires, by object, and the values that it allows.
#[test]
fn a_report_in_sarif_has_what_the_standard_requires() {
    let folder = bare(3, "[en]", "outputs: {formats: [pdf, docx]}\n");
    write(folder.path(), "data/memberships/b (2).yaml", "id: a1\nname: [x\n");
    let log = report(folder.path(), &["--format", "sarif"]);
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().expect("runs");
    assert!(runs[0]["tool"]["driver"]["name"].is_string());
    assert_eq!(runs[0]["columnKind"], "unicodeCodePoints");
    let results = runs[0]["results"].as_array().expect("results");
    assert!(results.len() >= 2, "{log:#}");
    for result in results {
        assert!(result["message"]["text"].is_string(), "{result}");
        assert!(
            ["error", "warning", "note"].contains(&result["level"].as_str().expect("a level")),
            "{result}"
        );
        let related = result["relatedLocations"].as_array().cloned().unwrap_or_default();
        for location in result["locations"].as_array().expect("locations").iter().chain(&related) {
            let place = &location["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("an address");
            assert!(!uri.contains([' ', '(', '\\']), "{uri}");
            let number = |name: &str| place["region"][name].as_u64().expect("a number");
            assert!(number("startLine") >= 1 && number("startColumn") >= 1 && number("endColumn") >= 1);
            assert!((number("startLine"), number("startColumn")) <= (number("endLine"), number("endColumn")));
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            let change = &fix["artifactChanges"][0];
            assert!(change["artifactLocation"]["uri"].is_string());
            assert!(change["replacements"][0]["deletedRegion"].is_object(), "{fix}");
            assert!(change["replacements"][0]["insertedContent"]["text"].is_string(), "{fix}");
        }
    }
    assert!(log.to_string().contains("b%20%282%29.yaml"), "{log:#}");
}

#[test]
fn pictures_in_markdown_count_from_the_project_folder() {
    let text = "introduction: |\n  Before.\n\n  ![The sea](images/sea.svg)\n\n  After.\n";
    let folder = bare(1, "[en]", text);
    // Wider than a page.
    let picture =
        "<svg xmlns='http://www.w3.org/2000/svg' width='3000' height='2000'><path d='M0 0h9v9z'/></svg>";
    write(folder.path(), "images/sea.svg", picture);
    let output = messages(&run(folder.path(), &["check"]));
    assert!(output.contains("no errors, 0 warnings"), "{output}");
    std::fs::remove_file(folder.path().join("images/sea.svg")).expect("deleted");
    let output = messages(&run(folder.path(), &["check"]));
    let place = "error: there is no file images/sea.svg\n  --> data/brochure.yaml:7:14\n";
    assert!(output.contains(place), "{output}");
}

#[test]
fn mistakes_in_the_short_summary_are_found() {
    let folder = bare(1, "[en]", "");
    for (layout, message) in [
        ("{{titel}}", "error: the data has nothing called `titel`\n  --> templates/short.txt.hbs:1:1\n"),
        // This appears only when the layout is filled.
        (
            "{{#each memberships}}{{number founded}}{{/each}}",
            "error: `number`: this is not a number\n  --> templates/short.txt.hbs:1:22\n",
        ),
    ] {
        write(folder.path(), "templates/short.txt.hbs", layout);
        let output = run(folder.path(), &["check"]);
        assert_eq!(output.status.code(), Some(1));
        assert_contains(&messages(&output), &[message]);
    }
}

#[test]
fn groups_and_counts_are_in_the_language_that_is_asked_for() {
    let folder = bare(3, "[en, az, ru]", "");
    // Nothing on the pages is worth a finding.
    let layout = "<!doctype html><html lang='{{language}}'><title>A</title><body><p>{{title}}\n";
    write(folder.path(), "templates/brochure.html.hbs", layout);
    for (language, expected) in [
        ("az", ["note: Doldurulmamış məlumat: 23, 5 faylda\n", "səhv yoxdur, 1 xəbərdarlıq, 2 qeyd\n"]),
        (
            "ru",
            ["note: Не заполнено сведений: 23, в 5 файлах\n", "ошибок нет, 1 предупреждение, 2 замечания\n"],
        ),
        ("en", ["note: 23 facts not filled in, in 5 files\n", "no errors, 1 warning, 2 notes\n"]),
    ] {
        let output = messages(&run(folder.path(), &["check", "--lang", language]));
        assert_contains(&output, &expected);
    }
}

/// A project with a layout of its own.
fn with_layout(style: &str, body: &str, languages: &str) -> tempfile::TempDir {
    let folder = bare(1, languages, "introduction: A sentence of the office.\n");
    let layout = format!(
        "<!doctype html><html lang='{{{{language}}}}'><title>A</title><style>{style}</style><body>\n{body}\n"
    );
    write(folder.path(), "templates/brochure.html.hbs", layout);
    folder
}

#[test]
fn the_finished_pages_are_inspected() {
    let folder = with_layout("p { font-size: 7pt }", "<p>{{introduction}}</p>", "[en]");
    let output = run(folder.path(), &["check", "--strict"]);
    assert_eq!(output.status.code(), Some(1));
    assert_contains(
        &messages(&output),
        &[
            "warning: a text is smaller than 8.5 pt: \"A sentence of the office.\" (7.0 pt, page 1)\n",
            "  --> data/brochure.yaml:4:15",
            "  --> templates/brochure.html.hbs:2:1",
            "  help: Set a larger `font-size` in the style sheet",
        ],
    );
    let folder = with_layout("p { font-size: 9pt }", "<p>{{introduction}}</p>", "[en]");
    assert_eq!(run(folder.path(), &["check", "--strict"]).status.code(), Some(0));
}

/// What only a layout can change is reported to those who have one: a file that nothing uses is none.
#[test]
fn only_files_that_are_used_make_a_layout_ones_own() {
    let small = "* { font-size: 7pt !important }";
    let cover = "<p style='font-size: 7pt'>Small</p>";
    let is_reported = |files: &[(&str, &str)], more: &str| {
        let folder = bare(1, "[en]", more);
        files.iter().for_each(|(name, text)| write(folder.path(), &format!("templates/{name}"), text));
        let output = run(folder.path(), &["check"]);
        assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
        messages(&output).contains("a page is less than a third full")
            || messages(&output).contains("smaller than")
    };
    assert!(!is_reported(&[], ""));
    for unused in [
        "partials/Cover.hbs",
        "partials/waves2.hbs",
        "partials/cover-waves.hbs",
        "notes.txt",
        "factsheet.css",
    ] {
        assert!(!is_reported(&[(unused, cover)], ""), "{unused}");
    }
    assert!(is_reported(&[("custom.css", small)], ""));
    assert!(is_reported(&[("colors.css", small)], ""));
    assert!(is_reported(&[("partials/cover-map.hbs", cover)], ""));
    assert!(is_reported(&[("partials/cover-waves.hbs", cover)], "design: {cover: waves}\n"));
    assert!(is_reported(&[("partials/name.hbs", "<i style='font-size: 7pt'>{{name}}</i>")], ""));
}

#[test]
fn a_last_line_of_one_word_is_a_note_unless_every_line_has_one() {
    let has_note = |words: &str| {
        let folder = with_layout("p { width: 70pt; text-wrap: pretty }", &format!("<p>{words}</p>"), "[en]");
        let output = messages(&run(folder.path(), &["check"]));
        output.contains("note: the last line of a paragraph is a single word\n")
    };
    assert!(has_note("It is an internationality"));
    assert!(!has_note("International internationality"));
}

#[test]
fn many_findings_of_a_kind_on_the_pages_are_one_message() {
    let small = "<p>one</p>\n<p>two</p>\n<p>three</p>\n<p>four</p>";
    let folder = with_layout("p { font-size: 7pt }", small, "[en, az]");
    let output = messages(&run(folder.path(), &["check"]));
    let first = "\"one\" (7.0 pt, page 1 of brochure.pdf), \"two\" (7.0 pt, page 1 of brochure.pdf), ";
    assert_contains(&output, &[&format!("warning: 8 texts are smaller than 8.5 pt: {first}")]);
    let verbose = messages(&run(folder.path(), &["check", "--verbose"]));
    assert_eq!(verbose.matches("warning: a text is smaller than 8.5 pt").count(), 8, "{verbose}");
    assert_contains(&verbose, &["\"four\" (7.0 pt, page 1 of brochure.az.pdf)"]);
}

#[test]
fn an_application_with_a_day_of_joining_is_questioned_and_does_not_join_in_the_timeline() {
    let folder = bare(1, "[en]", "");
    let membership = "id: a\nname: Sea Union\nuniversity: {status: applied, since: 2026-01-02}\n";
    write(folder.path(), "data/memberships/a000.yaml", membership);
    let said = messages(&run(folder.path(), &["check"]));
    assert_contains(
        &said,
        &[
            "warning: `since` says when the university joined, but its status is `applied`\n",
            "3 | university: {status: applied, since: 2026-01-02}\n",
            "  help: If this is when it applied, call the field `applied`; otherwise correct `status`.\n",
        ],
    );
    succeeds(folder.path(), &["--format", "txt"]);
    let summary = std::fs::read_to_string(folder.path().join("output/summary.txt")).expect("a summary");
    assert!(!summary.contains("joined"), "{summary}");
}
