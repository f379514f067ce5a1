//! Hashes of the facts in YAML files: equal for files that say the same.
//!
//! Hashed is not the text of a file, but a normal form of its content. Comments, line ends, indentation, quotation marks,
//! the order of fields and empty fields change no fact, so they change no hash. The order of lists does. The normal form of
//! `{year: 1996, name: "Caspian", note: }` is
//!
//! ```text
//! {4:name7:Caspian4:year4:1996}
//! ```

use sha2::{Digest, Sha256};

use super::index::composed;
use super::internal::is_internal;
use super::yaml::{Node, NodeKind, Number};
use engine::sorting::sort_by;

/// A file of the data, and the hash of its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path relative to the project folder, with forward slashes.
    pub path: String,
    /// The SHA-256 of its facts, in hexadecimal digits.
    pub hash: String,
}

impl SourceFile {
    /// That of a file with this content. The field `internal` does not count: it is not in what a file for archives has
    /// attached, and whoever has the rest of the facts could find a fee by trying which one gives the hash.
    pub(super) fn new(path: &str, content: &Node) -> SourceFile {
        let mut form = Vec::new();
        match &content.kind {
            NodeKind::Mapping(entries) => {
                push_fields(&mut form, entries.iter().filter(|(key, _)| !is_internal(key)))
            }
            _ => push(&mut form, content),
        }
        SourceFile { path: path.to_string(), hash: sha256(&form) }
    }
}

/// The SHA-256 of the facts of all files, in whatever order they were read.
pub fn hash_of_all(files: &[SourceFile]) -> String {
    let mut lines: Vec<String> = files.iter().map(|file| format!("{} {}\n", file.hash, file.path)).collect();
    lines.sort();
    sha256(lines.concat().as_bytes())
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Appends the normal form of a value; nothing for one that is empty.
fn push(form: &mut Vec<u8>, node: &Node) {
    let start = form.len();
    match &node.kind {
        NodeKind::Null => {}
        NodeKind::Boolean(value) => push_text(form, if *value { "true" } else { "false" }),
        NodeKind::Number(Number::Integer(number)) => push_text(form, &number.to_string()),
        NodeKind::Number(Number::Large(number)) => push_text(form, &number.to_string()),
        NodeKind::Number(Number::Fraction(number)) => push_text(form, &number.to_string()),
        NodeKind::Text(text) => push_text(form, text),
        NodeKind::List(items) => {
            form.push(b'[');
            items.iter().for_each(|item| push(form, item));
            close(form, start, b']');
        }
        NodeKind::Mapping(entries) => push_fields(form, entries.iter()),
    }
}

/// Appends the normal form of a mapping.
fn push_fields<'a>(form: &mut Vec<u8>, entries: impl Iterator<Item = &'a (Node, Node)>) {
    let start = form.len();
    let mut fields: Vec<Vec<u8>> = Vec::new();
    for (key, value) in entries {
        let mut field = Vec::new();
        push(&mut field, key);
        let before = field.len();
        push(&mut field, value);
        if field.len() > before {
            fields.push(field);
        }
    }
    sort_by(&mut fields, Ord::cmp);
    form.push(b'{');
    form.extend(fields.concat());
    close(form, start, b'}');
}

/// Closes the list or mapping that begins at `start`, or removes it if it is empty.
fn close(form: &mut Vec<u8>, start: usize, bracket: u8) {
    if form.len() == start + 1 {
        form.truncate(start);
    } else {
        form.push(bracket);
    }
}

fn push_text(form: &mut Vec<u8>, text: &str) {
    let text = composed(text.trim());
    if !text.is_empty() {
        form.extend(format!("{}:{text}", text.len()).into_bytes());
    }
}

#[cfg(test)]
mod tests {
    use engine::diagnostics::Diagnostics;

    use super::super::yaml;
    use super::*;

    fn hash(text: &str) -> String {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_text("file.yaml", text.as_bytes()).expect("a text");
        let text = diagnostics.source(source).text.clone();
        SourceFile::new("file.yaml", &yaml::parse(&text, source).expect("YAML")).hash
    }

    #[test]
    fn the_same_facts_have_the_same_hash() {
        let facts = hash("name: Caspian\nyear: 1996\nmembers: [a, b]\n");
        for same in [
            "name: Caspian\r\nyear: 1996\r\nmembers: [a, b]\r\n",
            "\u{FEFF}# A comment\nyear: \"1996\"\nname: 'Caspian'\n\nmembers:\n  - a\n  - b",
            "name: Caspian\nyear: 1996\nnote:\nlinks: []\ncontact: {email: }\nmembers: [a, b]\n",
            "name: >\n  Caspian\nyear: 1996\nmembers: &all [a, b]\n",
        ] {
            assert_eq!(hash(same), facts, "{same}");
        }
        for other in [
            "name: Caspian\nyear: 1997\nmembers: [a, b]\n",
            "name: Caspian\nyear: 1996\nmembers: [b, a]\n",
            "name: Caspian\nyear: 1996\nmembers: [ab]\n",
            "title: Caspian\nyear: 1996\nmembers: [a, b]\n",
            "name: Caspian\nyear: 1996\nmembers: [a, [b]]\n",
        ] {
            assert_ne!(hash(other), facts, "{other}");
        }
        assert_eq!(hash("name: \u{e9}"), hash("name: e\u{301}"));
    }

    #[test]
    fn files_are_hashed_with_their_names() {
        let file = |path: &str, hash: &str| SourceFile { path: path.to_string(), hash: hash.to_string() };
        let all = hash_of_all(&[file("a", "1"), file("b", "2")]);
        assert_eq!(hash_of_all(&[file("b", "2"), file("a", "1")]), all);
        assert_ne!(hash_of_all(&[file("a", "2"), file("b", "1")]), all);
        assert_ne!(hash_of_all(&[file("a", "1")]), all);
    }
}
