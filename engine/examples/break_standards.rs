//! Breaks a PDF file that follows PDF/A-2a and PDF/UA-1, or PDF/A-4 and PDF/UA-2, in one way after another, so that a
//! validator can be tried: `cargo run -p brochure-engine --example break_standards FILE.pdf FOLDER` writes
//! `FOLDER/whole.pdf`, which is still right, and one file for each property that is wrong, named for it.

use std::path::PathBuf;
use std::process::ExitCode;

use lopdf::{Dictionary, Document, Object, StringFormat};

type Break = fn(&mut Document);

/// What both versions of PDF have.
const BREAKS: &[(&str, Break)] = &[
    ("no-structure", |document| drop(catalog(document).remove(b"StructTreeRoot"))),
    ("not-marked", |document| drop(catalog(document).remove(b"MarkInfo"))),
    ("no-language", |document| drop(catalog(document).remove(b"Lang"))),
    ("title-not-shown", |document| drop(catalog(document).remove(b"ViewerPreferences"))),
    ("no-metadata", |document| drop(catalog(document).remove(b"Metadata"))),
    ("no-claim", |document| {
        for part in ["1", "2"] {
            replace_metadata(document, &format!("pdfuaid:part>{part}<"), "pdfuaid:part>9<");
        }
    }),
    ("no-title", |document| replace_metadata(document, "dc:title>", "dc:nottitle>")),
    ("no-colors", |document| drop(catalog(document).remove(b"OutputIntents"))),
    ("no-alternative", |document| each(document, "Figure", |figure| drop(figure.remove(b"Alt")))),
    ("item-outside-list", |document| each(document, "L", |list| list.set("S", name("Div")))),
    ("row-outside-table", |document| each(document, "TBody", |group| group.set("S", name("Div")))),
    ("no-scope", |document| each(document, "TH", |cell| drop(cell.remove(b"A")))),
    ("irregular-table", |document| {
        let mut is_first = true;
        each(document, "TH", |cell| {
            if std::mem::take(&mut is_first) {
                let attributes =
                    [("O", name("Table")), ("ColSpan", Object::Integer(7)), ("Scope", name("Column"))];
                cell.set("A", attributes.into_iter().collect::<Dictionary>());
            }
        });
    }),
    ("unknown-type", |document| each(document, "P", |paragraph| paragraph.set("S", name("Nonsense")))),
    ("entry-outside-contents", |document| each(document, "TOC", |contents| contents.set("S", name("L")))),
    ("tab-order", |document| each_page(document, |page| drop(page.remove(b"Tabs")))),
    ("unmarked-page", |document| {
        let pages: Vec<_> = document.page_iter().collect();
        for page in pages {
            let _ = document.add_page_contents(page, b"0 0 9 9 re f".to_vec());
        }
    }),
    ("link-of-no-element", |document| each_link(document, |link| drop(link.remove(b"StructParent")))),
    ("font-not-embedded", |document| {
        each_dictionary(document, |dictionary| {
            for key in [&b"FontFile2"[..], b"FontFile3"] {
                dictionary.remove(key);
            }
        });
    }),
    ("font-without-unicode", |document| each_dictionary(document, |font| drop(font.remove(b"ToUnicode")))),
];

/// What only files of PDF 1.7 need.
const BREAKS_1_7: &[(&str, Break)] = &[
    ("suspects", |document| {
        let marked = [("Marked", Object::Boolean(true)), ("Suspects", Object::Boolean(true))];
        catalog(document).set("MarkInfo", marked.into_iter().collect::<Dictionary>());
    }),
    ("heading-gap", |document| each(document, "H2", |heading| heading.set("S", name("H4")))),
    ("no-note-name", |document| each(document, "Note", |note| drop(note.remove(b"ID")))),
    ("link-without-words", |document| each_link(document, |link| drop(link.remove(b"Contents")))),
];

/// What only files of PDF 2.0 need.
const BREAKS_2_0: &[(&str, Break)] = &[
    ("old-version", |document| document.version = "1.7".to_string()),
    ("information", |document| {
        let title = [("Title", Object::String(b"Title".to_vec(), StringFormat::Literal))];
        let information = document.add_object(title.into_iter().collect::<Dictionary>());
        document.trailer.set("Info", information);
    }),
    ("no-edition-of-a", |document| replace_metadata(document, "pdfaid:rev", "pdfaid:nothing")),
    ("no-edition-of-ua", |document| replace_metadata(document, "pdfuaid:rev", "pdfuaid:nothing")),
    ("wrong-namespace", |document| {
        each_dictionary(document, |space| {
            if space.has_type(b"Namespace") {
                space.set("NS", Object::String(b"http://example.org/".to_vec(), StringFormat::Literal));
            }
        });
    }),
    ("no-namespace", |document| each(document, "Document", |top| drop(top.remove(b"NS")))),
    ("page-destination", |document| {
        each_dictionary(document, |link| {
            if let Ok(action) = link.get_mut(b"A").and_then(Object::as_dict_mut) {
                action.remove(b"SD");
            }
        });
    }),
    ("note-of-1-7", |document| each(document, "FENote", |note| note.set("S", name("Note")))),
    ("note-without-call", |document| each(document, "FENote", |note| drop(note.remove(b"Ref")))),
    ("note-of-no-type", |document| {
        let attributes = [("O", name("FENote")), ("NoteType", name("Nonsense"))];
        each(document, "FENote", |note| {
            note.set("A", attributes.clone().into_iter().collect::<Dictionary>());
        });
    }),
    ("entry-without-target", |document| each(document, "TOCI", |entry| drop(entry.remove(b"Ref")))),
    ("labels-without-numbering", |document| each(document, "L", |list| drop(list.remove(b"A")))),
    ("block-in-heading", |document| each(document, "Span", |text| text.set("S", name("Sect")))),
    ("body-outside-item", |document| each(document, "Sect", |part| part.set("S", name("LBody")))),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(file), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: break_standards FILE.pdf FOLDER");
        return ExitCode::from(2);
    };
    let Ok(whole) = Document::load(&file) else {
        eprintln!("{} cannot be read", file.display());
        return ExitCode::FAILURE;
    };
    let of_version = if whole.version == "2.0" { BREAKS_2_0 } else { BREAKS_1_7 };
    let all = std::iter::once(("whole", (|_| ()) as Break)).chain(BREAKS.iter().chain(of_version).copied());
    for (name, change) in all {
        let mut document = whole.clone();
        change(&mut document);
        if let Err(error) = document.save(folder.join(format!("{name}.pdf"))) {
            eprintln!("{name}.pdf cannot be written: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

fn catalog(document: &mut Document) -> &mut Dictionary {
    document.catalog_mut().expect("a catalog")
}

fn each_dictionary(document: &mut Document, mut change: impl FnMut(&mut Dictionary)) {
    for object in document.objects.values_mut() {
        if let Object::Dictionary(dictionary) = object {
            change(dictionary);
        }
    }
}

/// Changes the elements of a type.
fn each(document: &mut Document, kind: &str, mut change: impl FnMut(&mut Dictionary)) {
    each_dictionary(document, |dictionary| {
        if dictionary.get(b"S").and_then(Object::as_name).is_ok_and(|own| own == kind.as_bytes()) {
            change(dictionary);
        }
    });
}

fn each_page(document: &mut Document, mut change: impl FnMut(&mut Dictionary)) {
    each_dictionary(document, |dictionary| {
        if dictionary.has_type(b"Page") {
            change(dictionary);
        }
    });
}

fn each_link(document: &mut Document, mut change: impl FnMut(&mut Dictionary)) {
    each_dictionary(document, |dictionary| {
        if dictionary.has_type(b"Annot") {
            change(dictionary);
        }
    });
}

fn replace_metadata(document: &mut Document, from: &str, to: &str) {
    let id = catalog(document).get(b"Metadata").and_then(Object::as_reference).expect("metadata");
    if let Ok(Object::Stream(stream)) = document.get_object_mut(id) {
        let text = String::from_utf8_lossy(&stream.content).replace(from, to);
        stream.set_plain_content(text.into_bytes());
    }
}
