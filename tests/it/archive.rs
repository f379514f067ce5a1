//! The profile for archives: the brochure with its data, a table of the memberships and the evidence attached.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lopdf::{Document, Object};

use crate::kit::{assert_contains, copy, data_project, messages, replace, run, shipped};
use crate::pdf_reader::{count, dig, get, is_name};

/// The attached files by name, each with its relationship to the document and its content.
fn attached(path: &Path) -> BTreeMap<String, (String, Vec<u8>)> {
    let document = Document::load(path).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let associated = get(&document, catalog, "AF").as_array().expect("associated files").len();
    let tree = dig(&document, catalog, &["Names", "EmbeddedFiles"]);
    let names = get(&document, tree, "Names").as_array().expect("names");
    let files: BTreeMap<String, (String, Vec<u8>)> = names
        .chunks_exact(2)
        .map(|pair| {
            let file = document.dereference(&pair[1]).expect("a file").1.as_dict().expect("a dictionary");
            assert!(is_name(file, "Type", "Filespec"));
            let relationship = get(&document, file, "AFRelationship").as_name().expect("a name");
            let Object::Stream(stream) = get(&document, dig(&document, file, &["EF"]), "F") else {
                panic!("no file")
            };
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let name = text(pair[0].as_str().expect("a name"));
            (name, (text(relationship), stream.decompressed_content().expect("deflated")))
        })
        .collect();
    assert_eq!(files.len(), associated, "every file is associated with the document");
    files
}

#[test]
fn an_archive_has_the_data_a_table_and_the_evidence() {
    let folder = data_project();
    let path = folder.path();
    fs::create_dir(path.join("evidence")).expect("a folder");
    fs::write(path.join("evidence/letter.txt"), "Letter").expect("written");
    fs::write(path.join("evidence-letter.txt"), "Another letter").expect("written");
    let record = path.join("data/memberships/caspian.yaml");
    let text = fs::read_to_string(&record).expect("a record");
    assert!(text.contains("sources:"));
    replace(
        &record,
        "sources:",
        "sources:\n  - {title: \"Letter, 1996\", file: evidence/letter.txt}\n  - {title: Reply, file: evidence-letter.txt}",
    );
    let output = run(path, &["--profile", "archive,screen"]);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    assert_contains(
        &messages(&output),
        &["brochure.archive.pdf: ", "PDF/A-3a and PDF/UA-1", "PDF/A-2a and PDF/UA-1"],
    );

    let files = attached(&path.join("output/brochure.archive.pdf"));
    let kept = fs::read(path.join("data/memberships/caspian.yaml")).expect("a record");
    assert_eq!(files["memberships-caspian.yaml"], ("Source".to_string(), kept));
    assert_eq!(files["evidence-letter.txt"], ("Supplement".to_string(), b"Letter".to_vec()));
    // Two files whose paths make one name.
    assert_eq!(files["2-evidence-letter.txt"], ("Supplement".to_string(), b"Another letter".to_vec()));
    let (relationship, table) = &files["memberships.csv"];
    assert_eq!(relationship, "Data");
    let table = String::from_utf8(table.clone()).expect("UTF-8");
    let rows: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(rows.len(), 7, "a head, five memberships, and the end of the last line");
    let caspian = rows.iter().find(|row| row.starts_with("caspian,")).expect("a row");
    assert_contains(caspian, &[",elected,", ",1996,", ",more_than 50 universities and research institutes,"]);

    let screen = Document::load(path.join("output/brochure.pdf")).expect("a PDF");
    assert!(screen.catalog().expect("a catalog").get(b"AF").is_err(), "what is sent by e-mail stays small");

    // The page of sources lists the files, with links that open them; the two letters are sources, too.
    let archive = Document::load(path.join("output/brochure.archive.pdf")).expect("a PDF");
    let is_link = |dictionary: &lopdf::Dictionary| is_name(dictionary, "Subtype", "FileAttachment");
    assert_eq!(count(&archive, is_link), files.len() + 2);
    let links =
        archive.objects.values().filter_map(|object| object.as_dict().ok().filter(|own| is_link(own)));
    for link in links {
        let name = get(&archive, dig(&archive, link, &["FS"]), "F").as_str().expect("a name");
        assert_eq!(get(&archive, link, "Contents").as_str().expect("a description"), name);
        assert!(link.has(b"StructParent") && files.contains_key(&*String::from_utf8_lossy(name)));
        assert!(
            get(&archive, dig(&archive, link, &["AP"]), "N").as_stream().expect("a form").content.is_empty()
        );
    }
    assert_eq!(count(&archive, |dictionary| is_name(dictionary, "S", "Annot")), files.len() + 2);
    assert_eq!(count(&screen, is_link), 0);
}

#[test]
fn evidence_that_is_missing_is_an_error() {
    let folder = data_project();
    let record = folder.path().join("data/memberships/caspian.yaml");
    replace(&record, "sources:", "sources:\n  - {title: \"Letter\", file: evidence/none.pdf}");
    let output = run(folder.path(), &["--profile", "archive"]);
    assert_eq!(output.status.code(), Some(1));
    let remedy = "help: Put the file there, or leave the field empty";
    assert_contains(&messages(&output), &["evidence/none.pdf", "data/memberships/caspian.yaml:", remedy]);
}

#[test]
fn the_data_chooses_profiles() {
    let folder = data_project();
    replace(&folder.path().join("data/brochure.yaml"), "profiles: [screen]", "profiles: [archive]");
    let output = run(folder.path(), &["--format", "pdf"]);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    assert!(folder.path().join("output/brochure.archive.pdf").exists());
    assert!(!folder.path().join("output/brochure.pdf").exists());
}

#[test]
fn what_is_internal_is_not_in_a_file_for_archives() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    copy(&shipped().join("tests/twelve"), path);
    let output = run(path, &["--profile", "archive", "--layout", "brochure", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    let archive = path.join("output/brochure.archive.pdf");
    let files = attached(&archive);
    let record = String::from_utf8(files["memberships-lakes.yaml"].1.clone()).expect("UTF-8");
    assert_contains(&record, &["id: lakes\n", "renewal: 2027-12-31\n", "sources:\n"]);
    for (name, (_, bytes)) in &files {
        let text = String::from_utf8_lossy(bytes);
        for fact in ["internal:", "1900", "4711", "L-0815", "graduate school.", "Report to the board"] {
            assert!(!text.contains(fact), "{fact} is in {name}");
        }
    }
    let document = Document::load(&archive).expect("a PDF");
    let is_described = |dictionary: &lopdf::Dictionary| {
        let description = dictionary.get(b"Desc").ok().and_then(|text| text.as_str().ok());
        description.is_some_and(|text| text.ends_with(b"without what is internal"))
    };
    assert_eq!(count(&document, is_described), 12);
    // Nor does a hash reveal a fee to those who try which one gives it.
    let metadata = |fee: &str| {
        replace(&path.join("data/memberships/lakes.yaml"), "amount: 1900.50", fee);
        let output = run(path, &["--layout", "brochure", "--lang", "en", "--format", "pdf"]);
        assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
        fs::read(path.join("output/brochure.pdf")).expect("a PDF")
    };
    assert!(metadata("amount: 1900.50") == metadata("amount: 2000"));
}

#[test]
fn internal_facts_that_cannot_be_separated_are_not_attached() {
    let folder = data_project();
    let record = folder.path().join("data/memberships/caspian.yaml");
    fs::write(&record, "{id: caspian, name: Name, university: {status: member}, internal: {notes: Secret}}")
        .expect("written");
    let output = run(folder.path(), &["--profile", "archive", "--format", "pdf"]);
    assert_eq!(output.status.code(), Some(1));
    let message =
        "the facts under `internal` cannot be separated from the rest of data/memberships/caspian.yaml";
    assert_contains(&messages(&output), &[message]);
    assert_eq!(run(folder.path(), &["--format", "pdf"]).status.code(), Some(0), "nothing is attached here");
}

#[test]
fn evidence_is_listed_with_a_link_to_the_attached_file() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("tests/twelve"), folder.path());
    let output = run(folder.path(), &["--profile", "archive", "--layout", "brochure", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    let path = folder.path().join("output/brochure.archive.pdf");
    let files = attached(&path);
    for name in ["evidence-admission.txt", "evidence-agreement.txt", "evidence-charter.txt"] {
        assert_eq!(files[name].0, "Supplement");
    }
    // Each file is in the list of attachments, and again where the source or the evidence is listed: the charter and the
    // letter among the sources, the letter and the agreement among the evidence.
    let document = Document::load(&path).expect("a PDF");
    let is_link = |dictionary: &lopdf::Dictionary| is_name(dictionary, "Subtype", "FileAttachment");
    assert_eq!(count(&document, is_link), files.len() + 4);
}
