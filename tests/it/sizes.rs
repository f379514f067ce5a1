//! The shipped layouts with no memberships and with many, of which almost nothing or everything is known: no page has only a
//! heading, nothing is cut off or too wide, and the pages of the brochure fill sheets.

use crate::kit::{copy, messages, replace, run, shipped, write};

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

/// What `check` reports of pages that no layout can prevent: the last page of a part is as long as its data.
const EXPECTED: &str = "less than a third full";

const LAYOUTS: [&str; 4] = ["brochure", "factsheet", "register", "factsheets"];

/// Asserts that the pages have nothing that a typesetter would change, and that those of the brochure fill sheets.
#[track_caller]
fn sound_of(count: usize, known: Known, layouts: &[&str], page: &str) {
    let folder = project(count, known);
    let data = folder.path().join("data/brochure.yaml");
    let text = std::fs::read_to_string(&data).expect("a text");
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
    let unexpected = found.lines().filter(|line| line.starts_with("warning: ") && !line.contains(EXPECTED));
    assert_eq!(unexpected.count(), empty, "{which}");
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
    for &count in counts {
        for known in [Known::AlmostNothing, Known::Everything] {
            sound_of(count, known, &LAYOUTS, page);
        }
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
    for page in ["A4", "A5", "letter"] {
        let folder = tempfile::tempdir().expect("a folder");
        // With the layouts in the project, `check` reports what only a layout can change, too.
        for name in ["data", "templates"] {
            copy(&shipped().join(name), &folder.path().join(name));
        }
        let data = folder.path().join("data/brochure.yaml");
        let outputs = "outputs:\n  languages: [en, az, en+az]\n  layouts: [brochure, factsheet, register]\n";
        replace(&data, "outputs:\n", &format!("design: {{page: {page}}}\n{outputs}"));
        let checked = run(folder.path(), &["check", "--strict"]);
        assert_eq!(checked.status.code(), Some(0), "{page}: {}", messages(&checked));
    }
}

/// The brochure of 200 with everything is 500 pages, so it is among those that take minutes.
#[test]
fn two_hundred_memberships_make_sound_pages() {
    sound_of(200, Known::AlmostNothing, &LAYOUTS, "A4");
    sound_of(200, Known::Everything, &LAYOUTS[1..3], "A4");
}

/// Takes minutes without optimization: `cargo test --release --test it sizes -- --ignored`.
#[test]
#[ignore = "thousands of pages"]
fn two_thousand_memberships_make_sound_pages() {
    sound(&[200, 2000], "A4");
}
