//! Reads the structure tree of a PDF file (ISO 32000-1, 14.7) with the text of its elements.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::pdf_reader::*;

/// An element of a line, deeper ones indented: its type, properties and the text directly in it, such as `TH Scope=Row "a"`.
/// Each mark of the pages must belong to the element that the parent tree names.
pub fn structure_of(pdf: &[u8]) -> String {
    let document = read(pdf);
    read_structure(&document).lines
}

/// The text of all elements in the order of the tree.
pub fn text_of_structure(pdf: &[u8]) -> String {
    let document = read(pdf);
    read_structure(&document).read_text
}

fn read_structure(document: &Document) -> StructureReader<'_> {
    let catalog = document.catalog().expect("a catalog");
    let root = dig(document, catalog, &["StructTreeRoot"]);
    let mut reader = StructureReader {
        document,
        texts: BTreeMap::new(),
        read: BTreeSet::new(),
        lines: String::new(),
        read_text: String::new(),
    };
    let top = root.get(b"K").and_then(Object::as_reference).expect("the element of the document");
    reader.element(top, 0);
    reader
}

struct StructureReader<'a> {
    document: &'a Document,
    /// The text of each marked content by the stream's number and its own.
    texts: BTreeMap<(ObjectId, i64), String>,
    /// The streams that have been read.
    read: BTreeSet<ObjectId>,
    lines: String,
    /// The text in the order in which it is read.
    read_text: String,
}

impl StructureReader<'_> {
    fn element(&mut self, id: ObjectId, depth: usize) {
        let document = self.document;
        let element = document.get_dictionary(id).expect("an element");
        let kids = match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        };
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        let mut line = String::from_utf8_lossy(element.get(b"S").and_then(Object::as_name).expect("a type"))
            .into_owned();
        if let Some(namespace) = self.namespace(element) {
            // Types of PDF 2.0 need no mention.
            match namespace {
                b"http://iso.org/pdf2/ssn" => {}
                b"http://iso.org/pdf/ssn" => line.push_str("(1.7)"),
                other => panic!("{other:?}"),
            }
        }
        self.properties(element, &mut line);
        let at = self.lines.len();
        for kid in &kids {
            match kid {
                Object::Reference(inner) => {
                    let inner_element = document.get_dictionary(*inner).expect("an element");
                    assert_eq!(
                        inner_element.get(b"P").and_then(Object::as_reference).ok(),
                        Some(id),
                        "its parent"
                    );
                    self.element(*inner, depth + 1);
                }
                Object::Integer(number) => {
                    let text = self.text(page.expect("a page"), None, *number, id);
                    line.push_str(&format!(" {text:?}"));
                }
                Object::Dictionary(reference) if is_name(reference, "Type", "MCR") => {
                    let own = reference.get(b"Pg").and_then(Object::as_reference).ok();
                    let form = reference.get(b"Stm").and_then(Object::as_reference).ok();
                    let number = reference.get(b"MCID").and_then(Object::as_i64).expect("a number");
                    let text = self.text(own.or(page).expect("a page"), form, number, id);
                    line.push_str(&format!(" {text:?}"));
                }
                Object::Dictionary(reference) => {
                    assert!(is_name(reference, "Type", "OBJR"));
                    let annotation = reference.get(b"Obj").and_then(Object::as_reference).expect("an object");
                    let annotation = document.get_dictionary(annotation).expect("an annotation");
                    let key = annotation.get(b"StructParent").and_then(Object::as_i64).expect("a key");
                    assert_eq!(self.parent(key).as_reference().ok(), Some(id), "the link of the annotation");
                    line.push_str(" (link)");
                }
                other => panic!("{other:?}"),
            }
        }
        self.lines.insert_str(at, &format!("{}{line}\n", "  ".repeat(depth)));
    }

    /// The name of the namespace of its type, if the file says it.
    fn namespace<'a>(&'a self, element: &'a Dictionary) -> Option<&'a [u8]> {
        let (_, namespace) = self.document.dereference(element.get(b"NS").ok()?).expect("a namespace");
        namespace.as_dict().and_then(|namespace| namespace.get(b"NS")).and_then(Object::as_str).ok()
    }

    fn properties(&self, element: &Dictionary, line: &mut String) {
        for key in ["Alt", "Lang", "E", "ID"] {
            if let Ok(Object::String(value, _)) = element.get(key.as_bytes()) {
                line.push_str(&format!(" {key}={}", String::from_utf8_lossy(value)));
            }
        }
        let none = Dictionary::new();
        let attributes = element.get(b"A").and_then(Object::as_dict).unwrap_or(&none);
        for (key, value) in attributes {
            let key = String::from_utf8_lossy(key);
            match value {
                Object::Name(value) if key != "O" && key != "Placement" => {
                    line.push_str(&format!(" {key}={}", String::from_utf8_lossy(value)));
                }
                Object::Integer(value) => line.push_str(&format!(" {key}={value}")),
                Object::Array(names) if key == "Headers" => {
                    let names =
                        names.iter().map(|name| String::from_utf8_lossy(name.as_str().expect("a name")));
                    line.push_str(&format!(" Headers={}", names.collect::<Vec<_>>().join(",")));
                }
                _ => {}
            }
        }
        // What it refers to, by its type.
        for other in element.get(b"Ref").and_then(Object::as_array).into_iter().flatten() {
            let other =
                self.document.dereference(other).expect("an element").1.as_dict().expect("an element");
            let role = other.get(b"S").and_then(Object::as_name).expect("a type");
            line.push_str(&format!(" Ref={}", String::from_utf8_lossy(role)));
        }
    }

    /// The entry of the parent tree.
    fn parent(&self, key: i64) -> &Object {
        let catalog = self.document.catalog().expect("a catalog");
        let tree = dig(self.document, catalog, &["StructTreeRoot"]);
        let tree = self
            .document
            .get_dictionary(tree.get(b"ParentTree").and_then(Object::as_reference).expect("a tree"));
        let numbers = get(self.document, tree.expect("a dictionary"), "Nums").as_array().expect("an array");
        let mut pairs = numbers.chunks_exact(2);
        &pairs.find(|pair| pair[0].as_i64().ok() == Some(key)).expect("an entry")[1]
    }

    fn text(&mut self, page: ObjectId, form: Option<ObjectId>, number: i64, element: ObjectId) -> String {
        let document = self.document;
        let owner = form.unwrap_or(page);
        let (dictionary, stream) = match form.map(|form| document.get_object(form).expect("a form")) {
            Some(Object::Stream(stream)) => (&stream.dict, Some(stream)),
            _ => (document.get_dictionary(page).expect("a page"), None),
        };
        let key = dictionary.get(b"StructParents").and_then(Object::as_i64).expect("a key");
        let parents = document.dereference(self.parent(key)).expect("a list").1.as_array().expect("an array");
        assert_eq!(parents[number as usize].as_reference().ok(), Some(element), "the element of the mark");
        if self.read.insert(owner) {
            let shown = match stream {
                Some(stream) => shown_by(document, dig(document, &stream.dict, &["Resources"]), stream),
                None => shown(document, dictionary),
            };
            let mut of_marks: BTreeMap<i64, Vec<String>> = BTreeMap::new();
            for piece in shown {
                of_marks.entry(piece.mark.unwrap_or(-1)).or_default().push(piece.text);
            }
            let texts =
                of_marks.iter().map(|(mark, pieces)| (*mark, in_order(pieces.iter().map(String::as_str))));
            self.texts.extend(texts.map(|(mark, text)| ((owner, mark), text)));
        }
        let text = self.texts.get(&(owner, number)).cloned().unwrap_or_default();
        self.read_text.push_str(&text);
        text
    }
}
