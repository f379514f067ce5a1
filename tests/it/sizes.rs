//! The shipped layouts with no memberships and with many, of which almost nothing or everything is known: no page has only a
//! heading, and nothing is cut off or too wide.

use std::path::Path;

use crate::kit::{copy, messages, run, shipped, write};
use crate::pdf_reader;

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
        let record = match known {
            Known::AlmostNothing => {
                format!("id: a{number}\nname: Association {number}\nuniversity: {{status: {status}}}\n")
            }
            Known::Everything => full
                .replace("id: lakes", &format!("id: a{number}"))
                .replace("Great Lakes", &format!("Great Lakes {number}"))
                .replace("status: member", &format!("status: {status}")),
        };
        write(path, &format!("data/memberships/a{number:04}.yaml"), record);
    }
    folder
}

/// The sizes of headings in the stylesheet of the brochure.
const HEADINGS: [f32; 4] = [25.0, 23.0, 17.0, 9.25];

#[track_caller]
fn assert_sound(folder: &Path, name: &str, count: usize) {
    let document = lopdf::Document::load(folder.join("output").join(name)).expect("a PDF");
    for (number, page) in pdf_reader::pages(&document).into_iter().enumerate().skip(1) {
        let shown = pdf_reader::shown(&document, page);
        let last = shown.iter().rfind(|piece| !piece.text.trim().is_empty());
        let is_heading = last.is_some_and(|last| HEADINGS.iter().any(|size| (last.size - size).abs() < 0.01));
        assert!(
            !is_heading,
            "{name} of {count}, page {}: {:?} is the last",
            number + 1,
            last.map(|last| &last.text)
        );
    }
}

const LAYOUTS: [&str; 3] = ["brochure", "factsheet", "register"];

fn sound(counts: &[usize]) {
    for &count in counts {
        for known in [Known::AlmostNothing, Known::Everything] {
            sound_of(count, known, &LAYOUTS);
        }
    }
}

fn sound_of(count: usize, known: Known, layouts: &[&str]) {
    let folder = project(count, known);
    let arguments = ["--layout", &layouts.join(","), "--lang", "en"];
    let output = run(folder.path(), &arguments);
    let messages = messages(&output);
    assert_eq!(output.status.code(), Some(0), "{count}, {known:?}: {messages}");
    let expected = usize::from(count == 0);
    assert_eq!(messages.matches("warning: ").count(), expected, "{count}, {known:?}: {messages}");
    for name in layouts {
        assert_sound(folder.path(), &format!("{name}.pdf"), count);
    }
}

#[test]
fn up_to_forty_memberships_make_sound_pages() {
    sound(&[0, 1, 5, 40]);
}

/// The brochure of 200 with everything is 500 pages, so it is among those that take minutes.
#[test]
fn two_hundred_memberships_make_sound_pages() {
    sound_of(200, Known::AlmostNothing, &LAYOUTS);
    sound_of(200, Known::Everything, &LAYOUTS[1..]);
}

/// Takes minutes without optimization: `cargo test --release --test it sizes -- --ignored`.
#[test]
#[ignore = "thousands of pages"]
fn two_thousand_memberships_make_sound_pages() {
    sound(&[200, 2000]);
}
