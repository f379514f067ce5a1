//! `brochure booklet`: the shipped brochure on folded sheets, read back.

use std::path::Path;

use lopdf::{Document, Object};

use crate::kit::{assert_contains, messages, program, shipped, write};
use crate::pdf_reader::{dig, get, operations, pages, shown, shown_by};

/// Runs the command in a folder.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = program().current_dir(folder).arg("booklet").args(arguments).output().expect("it starts");
    (output.status.code(), messages(&output))
}

/// A folder with the shipped brochure.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::copy(shipped().join("output/brochure.pdf"), folder.path().join("brochure.pdf")).expect("a copy");
    folder
}

/// The text of the pages on a side of a sheet, from left to right.
fn texts(document: &Document, side: &lopdf::Dictionary) -> Vec<String> {
    let forms = dig(document, side, &["Resources", "XObject"]);
    let mut left = 0.0;
    let mut found = Vec::new();
    for operation in operations(document, side).operations {
        match operation.operator.as_str() {
            "cm" => left = operation.operands[4].as_float().expect("a number"),
            "Do" => {
                let name = operation.operands[0].as_name().expect("a name");
                let name = String::from_utf8(name.to_vec()).expect("ASCII");
                let Object::Stream(form) = get(document, forms, &name) else { panic!("no form") };
                let pieces = shown_by(document, dig(document, &form.dict, &["Resources"]), form);
                found.push((left, pieces.into_iter().map(|piece| piece.text).collect::<String>()));
            }
            _ => {}
        }
    }
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    found.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn the_folded_brochure_is_read_in_the_order_of_its_pages() {
    let folder = folder();
    let (status, messages) = run(folder.path(), &["brochure.pdf"]);
    assert_eq!(status, Some(0), "{messages}");
    let expected = "12 pages on 3 sheets, saddle stitch, spine on the left\nprint on both sides at 100 %, flip on the short edge\n";
    assert_contains(&messages, &["brochure.booklet.pdf: ", expected]);
    let original = Document::load(folder.path().join("brochure.pdf")).expect("a PDF");
    let text = |page| shown(&original, page).into_iter().map(|piece| piece.text).collect::<String>();
    let original: Vec<String> = pages(&original).into_iter().map(text).collect();
    let booklet = Document::load(folder.path().join("brochure.booklet.pdf")).expect("a PDF");
    let sides: Vec<Vec<String>> = pages(&booklet).into_iter().map(|side| texts(&booklet, side)).collect();
    let expected = [[12, 1], [2, 11], [10, 3], [4, 9], [8, 5], [6, 7]]
        .map(|side| side.map(|page: usize| original[page - 1].clone()));
    assert_eq!(sides, expected.map(Vec::from));
}

#[test]
fn blank_pages_are_announced() {
    let folder = folder();
    write(
        folder.path(),
        "five.html",
        "1<p style='break-before: page'>2<p style='break-before: page'>3<p style='break-before: page'>4<p style='break-before: page'>5",
    );
    let output =
        program().current_dir(folder.path()).args(["render", "five.html"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    let (status, messages) = run(folder.path(), &["five.pdf"]);
    assert_eq!(status, Some(0), "{messages}");
    assert_contains(&messages, &["3 blank pages added at the end\n", "5 pages on 2 sheets"]);
    let (_, messages) = run(folder.path(), &["five.pdf", "--keep-back-cover", "--signature", "1"]);
    assert_contains(
        &messages,
        &["3 blank pages added before the back cover\n", "5 pages on 2 sheets, 2 signatures"],
    );
}

#[test]
fn a_booklet_replaces_neither_its_input_nor_other_files() {
    let folder = folder();
    write(folder.path(), "notes.txt", "Notes");
    for (arguments, expected) in [
        (&["brochure.pdf", "-o", "brochure.pdf"][..], "brochure.pdf would be overwritten by its own PDF"),
        (&["brochure.pdf", "-o", "notes.txt"], "notes.txt exists and is not a PDF"),
        (&["notes.txt"], "notes.txt cannot be imposed: it cannot be read as a PDF"),
        (&["none.pdf"], "there is no file none.pdf"),
        (&["brochure.pdf", "--sheet", "A4"], "are 420 × 297 mm, more than the sheet of 297 × 210 mm"),
        (&["brochure.pdf", "--creep", "60mm"], "more than a quarter of their width"),
    ] {
        let (status, messages) = run(folder.path(), arguments);
        assert_eq!(status, Some(1), "{messages}");
        assert_contains(&messages, &[expected]);
    }
    assert_eq!(std::fs::read(folder.path().join("notes.txt")).expect("a file"), b"Notes");
    let same = std::fs::read(folder.path().join("brochure.pdf")).expect("a file");
    assert!(same == std::fs::read(shipped().join("output/brochure.pdf")).expect("a file"));
    let (status, messages) = run(folder.path(), &["brochure.pdf", "--sheet", "A4", "--scale", "fit"]);
    assert_eq!(status, Some(0), "{messages}");
    assert_contains(&messages, &["pages scaled to 71 %\n"]);
}
