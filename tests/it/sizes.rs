//! The shipped layouts with no memberships and with many, of which almost nothing or everything is known: no page has only a
//! heading, nothing is cut off or too wide, and the pages of the brochure fill sheets.

use std::path::Path;

use crate::kit::{copy, messages, replace, run, sampled, shipped, write};

/// How much is known of each membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    AlmostNothing,
    Everything,
}

/// A project with `count` memberships.
fn project(count: usize, known: Known) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let twelve = shipped().join("tests/twelve");
    write(path, "data/memberships/.keep", "");
    if known == Known::Everything {
        copy(&twelve.join("images"), &path.join("images"));
        copy(&twelve.join("evidence"), &path.join("evidence"));
        for name in ["data/brochure.yaml", "data/institution.yaml"] {
            let text = std::fs::read_to_string(twelve.join(name)).expect("a text");
            write(path, name, text.replace("order: [lakes, alpine, rivers]\n", ""));
        }
    } else {
        write(path, "data/brochure.yaml", "edition: {year: 2026}\ntitle: Memberships\nlanguages: [en]\n");
        write(path, "data/institution.yaml", "name: University\n");
    }
    let full = std::fs::read_to_string(twelve.join("data/memberships/lakes.yaml")).expect("a record");
    let statuses =
        ["member", "elected", "associate", "observer", "candidate", "applied", "suspended", "former"];
    for number in 0..count {
        let status = statuses[number % statuses.len()];
        let is_application = ["candidate", "applied"].contains(&status);
        let record = match known {
            Known::AlmostNothing => {
                format!("id: a{number}\nname: Association {number}\nuniversity: {{status: {status}}}\n")
            }
            Known::Everything => full
                .replace("id: lakes", &format!("id: a{number}"))
                .replace("Great Lakes", &format!("Great Lakes {number}"))
                .replace("status: member", &format!("status: {status}"))
                // An application has no day of joining.
                .replace("\n  since: ", if is_application { "\n  #since: " } else { "\n  since: " }),
        };
        write(path, &format!("data/memberships/a{number:04}.yaml"), record);
    }
    folder
}

const TOGETHER: &[&str] = &["brochure", "factsheet", "register"];
const SHEETS: &[&str] = &["factsheets"];

/// Asserts that the pages have nothing that a typesetter would change, and that those of the brochure fill sheets.
#[track_caller]
fn sound_of(count: usize, known: Known, layouts: &[&str], page: &str) {
    let folder = project(count, known);
    let data = folder.path().join("data/brochure.yaml");
    let text = std::fs::read_to_string(&data).expect("a text");
    // With the layouts in the project, `check` reports what only a layout can change, too.
    copy(&shipped().join("templates"), &folder.path().join("templates"));
    let text = match known {
        Known::Everything => text.replace("page: A4", &format!("page: {page}")).replace(
            "layouts: [brochure, factsheet, register]",
            &format!("layouts: [{}]", layouts.join(", ")),
        ),
        Known::AlmostNothing => {
            format!("{text}design: {{page: {page}}}\noutputs: {{layouts: [{}]}}\n", layouts.join(", "))
        }
    };
    std::fs::write(&data, text).expect("written");
    let checked = run(folder.path(), &["check", "--lang", "en"]);
    let found = messages(&checked);
    let which = format!("{count}, {known:?}, {page}: {found}");
    assert_eq!(checked.status.code(), Some(0), "{which}");
    let empty = usize::from(count == 0);
    // A sheet of one association is as long as what is known of it.
    let is_expected = |line: &str| layouts == SHEETS && line.contains("less than a third full");
    let warnings = found.lines().filter(|line| line.starts_with("warning: ") && !is_expected(line));
    assert_eq!(warnings.count(), empty, "{which}");
    if layouts.contains(&"brochure") {
        let built = run(folder.path(), &["--layout", "brochure", "--lang", "en", "--format", "pdf"]);
        assert_eq!(built.status.code(), Some(0), "{which}");
        let document = lopdf::Document::load(folder.path().join("output/brochure.pdf")).expect("a PDF");
        assert_eq!(document.get_pages().len() % 4, 0, "{which}");
    }
}

/// Whatever is known.
#[track_caller]
fn sound(counts: &[usize], page: &str) {
    let cases = counts.iter().flat_map(|&count| {
        [Known::AlmostNothing, Known::Everything]
            .into_iter()
            .flat_map(move |known| [TOGETHER, SHEETS].map(|layouts| (count, known, layouts)))
    });
    for (count, known, layouts) in sampled(cases, 3) {
        sound_of(count, known, layouts, page);
    }
}

#[test]
fn up_to_forty_memberships_make_sound_pages() {
    sound(&[0, 1, 2, 5, 40], "A4");
}

#[test]
fn memberships_make_sound_pages_on_letter_paper() {
    sound(&[0, 1, 5, 40], "letter");
}

#[test]
fn memberships_make_sound_small_pages() {
    sound(&[0, 1, 5, 20], "A5");
}

/// What is shipped has nothing that a typesetter would change, in any size, language and layout.
#[test]
fn the_shipped_editions_make_sound_pages() {
    edition_is_sound(".", |data, page| {
        let outputs = "outputs:\n  languages: [en, az, en+az]\n  layouts: [brochure, factsheet, register]\n";
        replace(data, "outputs:\n", &format!("design: {{page: {page}}}\n{outputs}"));
    });
}

#[test]
fn an_edition_from_right_to_left_makes_sound_pages() {
    edition_is_sound("tests/persian", |data, page| {
        replace(data, "page: A4", &format!("page: {page}"));
    });
}

#[test]
fn an_edition_of_twelve_makes_sound_pages() {
    edition_is_sound("tests/twelve", |data, page| replace(data, "page: A4", &format!("page: {page}")));
}

/// Asserts that the pages of a project have nothing that a typesetter would change in any size. `set_page` writes the
/// size to the data.
#[track_caller]
fn edition_is_sound(project: &str, set_page: impl Fn(&Path, &str)) {
    for page in sampled(["A5", "A4", "letter"], 3) {
        let folder = tempfile::tempdir().expect("a folder");
        let project = shipped().join(project);
        for name in ["data", "images", "evidence"].iter().filter(|name| project.join(name).exists()) {
            copy(&project.join(name), &folder.path().join(name));
        }
        copy(&shipped().join("templates"), &folder.path().join("templates"));
        set_page(&folder.path().join("data/brochure.yaml"), page);
        let checked = run(folder.path(), &["check"]);
        let found = messages(&checked);
        assert_eq!(checked.status.code(), Some(0), "{page}: {found}");
        assert!(found.contains("no errors, 0 warnings"), "{page}: {found}");
    }
}

/// The first parts of a brochure, whose length depends on the number of associations, have no page that is nearly empty.
#[test]
fn first_parts_fill_their_pages_with_any_number_of_memberships() {
    let counts = (9..24).chain([30, 37, 45, 64, 100, 200]);
    let cases = counts.flat_map(|count| {
        [Known::AlmostNothing, Known::Everything]
            .into_iter()
            .flat_map(move |known| ["A4", "A5", "letter"].map(|page| (count, known, page)))
    });
    for (count, known, page) in sampled(cases, 11) {
        first_parts_are_sound(count, known, page);
    }
}

#[track_caller]
fn first_parts_are_sound(count: usize, known: Known, page: &str) {
    let folder = project(count, known);
    let path = folder.path();
    copy(&shipped().join("templates"), &path.join("templates"));
    // What the associations themselves say is of no interest here: a gray box with their ids takes its place.
    let associations = "<section class=\"part\" id=\"associations\"><p style=\"height: 90mm; background: gray\">\
                        {{#each memberships}}<span id=\"{{id}}\"></span>{{/each}}</p></section>\n";
    write(path, "templates/partials/associations.hbs", associations);
    let data = path.join("data/brochure.yaml");
    let design =
        format!("design: {{page: {page}, parts: [imprint, contents, year, foreword, associations]}}\n");
    let text = std::fs::read_to_string(&data).expect("a text");
    let (start, _) = text.split_once("colors:").unwrap_or((&text, ""));
    std::fs::write(&data, format!("{start}{design}")).expect("written");
    let checked = run(path, &["check", "--lang", "en"]);
    let found = messages(&checked);
    assert!(found.contains("no errors, 0 warnings"), "{count}, {known:?}, {page}: {found}");
}

/// The brochure of 200 with everything is 400 pages, so it is among those that take minutes.
#[test]
fn two_hundred_memberships_make_sound_pages() {
    let cases = [
        (Known::AlmostNothing, TOGETHER),
        (Known::AlmostNothing, SHEETS),
        (Known::Everything, &TOGETHER[1..]),
    ];
    for (known, layouts) in sampled(cases, 3) {
        sound_of(200, known, layouts, "A4");
    }
}

/// Takes minutes without optimization: `cargo test --release --test it sizes -- --ignored`.
#[test]
#[ignore = "thousands of pages"]
fn two_thousand_memberships_make_sound_pages() {
    sound(&[200, 2000], "A4");
}
