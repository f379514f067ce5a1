//! Files that are kept in the document (ISO 32000-1, 7.11.4; their relationship to it: ISO 19005-3, annex E).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::pdf::metadata::date;
use crate::pdf::syntax::deflate::{Deflater, StreamKind};
use crate::pdf::syntax::object::{deflated, name, text};
use crate::sorting::sort_by;

/// A file that is attached to the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The name of the file, which no other attachment has.
    pub name: String,
    /// What it contains.
    pub description: String,
    /// Its kind, such as `text/csv` (RFC 2046).
    pub media_type: String,
    /// What it is to the document.
    pub relationship: Relationship,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What an attachment is to the document (ISO 19005-3, 6.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relationship {
    /// The document was made from it.
    Source,
    /// It has the facts of the document in a form for programs.
    Data,
    /// It adds to the document.
    Supplement,
}

/// The attachments in the objects of the document.
pub(crate) struct Attached {
    /// For the catalog: the files that are associated with the document.
    pub files: Object,
    /// For the names of the catalog: the files by their names.
    pub names: Object,
    /// The same for links.
    pub by_name: BTreeMap<String, ObjectId>,
    /// An empty form, for links that look like their text.
    pub no_appearance: ObjectId,
}

/// Adds attachments to the document; `None` if there are none.
pub(crate) fn attach(
    document: &mut Document,
    attachments: &[Attachment],
    seconds: Option<i64>,
) -> Option<Attached> {
    if attachments.is_empty() {
        return None;
    }
    let mut sorted: Vec<&Attachment> = attachments.iter().collect();
    sort_by(&mut sorted, |one, other| one.name.cmp(&other.name));
    let mut deflater = Deflater::new(StreamKind::Data);
    let (mut files, mut names, mut by_name) = (Vec::new(), Vec::new(), BTreeMap::new());
    for attachment in sorted {
        let id = file(document, attachment, seconds, &mut deflater);
        files.push(Object::Reference(id));
        names.extend([text(&attachment.name), Object::Reference(id)]);
        by_name.insert(attachment.name.clone(), id);
    }
    let tree: Dictionary = [("Names", Object::Array(names))].into_iter().collect();
    let names = Object::Reference(document.add_object(tree));
    let mut form = Dictionary::new();
    form.set("Type", name("XObject"));
    form.set("Subtype", name("Form"));
    form.set("BBox", Object::Array([0, 0, 1, 1].map(Object::Integer).to_vec()));
    let no_appearance = document.add_object(Stream::new(form, Vec::new()));
    Some(Attached { files: Object::Array(files), names, by_name, no_appearance })
}

fn file(
    document: &mut Document,
    attachment: &Attachment,
    seconds: Option<i64>,
    deflater: &mut Deflater,
) -> ObjectId {
    let mut parameters = Dictionary::new();
    parameters.set("Size", Object::Integer(attachment.bytes.len() as i64));
    if let Some(seconds) = seconds {
        parameters.set("CreationDate", date(seconds));
        parameters.set("ModDate", date(seconds));
    }
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("EmbeddedFile"));
    dictionary.set("Subtype", name(attachment.media_type.as_bytes()));
    dictionary.set("Params", parameters);
    let stream = deflated(dictionary, deflater.deflate(&attachment.bytes));
    let stream = Object::Reference(document.add_object(stream));
    let streams: Dictionary = [("F", stream.clone()), ("UF", stream)].into_iter().collect();
    let mut file = Dictionary::new();
    file.set("Type", name("Filespec"));
    file.set("F", text(&attachment.name));
    file.set("UF", text(&attachment.name));
    file.set("Desc", text(&attachment.description));
    file.set(
        "AFRelationship",
        name(match attachment.relationship {
            Relationship::Source => "Source",
            Relationship::Data => "Data",
            Relationship::Supplement => "Supplement",
        }),
    );
    file.set("EF", streams);
    document.add_object(file)
}
