//! The file: header, objects, object streams, cross-reference stream (ISO 32000-1, 7.5).
//!
//! lopdf's own writer clones every object, serializes it three times and leaves the cross-reference stream uncompressed;
//! it also writes objects that nothing refers to. This writer moves the objects out and writes each once, in the order
//! in which they are reached from the trailer. It supports only the file structure that the program needs.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use rustc_hash::FxHashMap;

use crate::pdf::conformance::PdfVersion;
use crate::pdf::syntax::deflate::{Deflater, StreamKind};
use crate::pdf::syntax::number;
use crate::pdf::syntax::object::name;

/// The type byte of a row of PNG's filter "Up".
const PREDICTED_FROM_ABOVE: u8 = 2;

/// The most objects in an object stream: readers unpack a whole stream to read one object.
const OBJECTS_A_STREAM: usize = 500;

/// Where a reader begins.
pub(crate) struct FileStart {
    pub version: PdfVersion,
    pub catalog: ObjectId,
    /// The information dictionary.
    pub information: Option<ObjectId>,
}

/// Writes a file with all objects that can be reached from the catalog and the information dictionary.
/// `raw` makes further objects: it gets the numbers of the others and that of its first. References to the ids in
/// `raw_ids` lead to the raw objects at these places.
pub(crate) fn write(
    mut document: Document,
    start: FileStart,
    raw_ids: &[(ObjectId, u32)],
    raw: impl FnOnce(&FxHashMap<ObjectId, u32>, u32) -> RawObjects,
) -> Vec<u8> {
    let FileStart { version, catalog, information } = start;
    let mut header = format!("%PDF-{version}\n").into_bytes();
    header.extend_from_slice(b"%\xE2\xE3\xCF\xD3\n");
    let mut file = File { bytes: header, entries: Vec::new() };
    let roots: Vec<ObjectId> = std::iter::once(catalog).chain(information).collect();
    let order = reachable(&document, &roots);
    let mut numbers: FxHashMap<ObjectId, u32> =
        order.iter().zip(1u32..).map(|(&object_id, number)| (object_id, number)).collect();
    let first_number = order.len() as u32 + 1;
    numbers.extend(raw_ids.iter().map(|(id, place)| (*id, first_number + place)));
    let raw = raw(&numbers, first_number);
    file.entries.resize(order.len() + raw.ends.len() + 1, XrefEntry::Free);

    let mut deflater = Deflater::new(StreamKind::Data);
    let mut packed: Vec<(u32, Object)> = Vec::new();
    for (object_id, number) in order.iter().zip(1u32..) {
        match document.objects.remove(object_id) {
            Some(Object::Stream(stream)) => file.stream(number, stream, &numbers),
            Some(object) => packed.push((number, object)),
            None => {}
        }
    }
    for objects in packed.chunks(OBJECTS_A_STREAM) {
        let mut stream = RawObjects::default();
        for (_, object) in objects {
            write_object(&mut stream.bytes, object, &numbers);
            stream.ends.push(stream.bytes.len());
        }
        let numbers_of = objects.iter().map(|(number, _)| *number);
        file.object_stream(numbers_of, stream.iter(), &numbers, &mut deflater);
    }
    let objects: Vec<&[u8]> = raw.iter().collect();
    for (objects, number) in objects.chunks(OBJECTS_A_STREAM).zip((first_number..).step_by(OBJECTS_A_STREAM))
    {
        file.object_stream(number.., objects.iter().copied(), &numbers, &mut deflater);
    }
    let mut trailer = Dictionary::new();
    trailer.set("Root", Object::Reference(catalog));
    if let Some(information) = information {
        trailer.set("Info", Object::Reference(information));
    }
    file.cross_reference(trailer, &numbers, &mut deflater);
    file.bytes
}

/// The objects reachable from `roots`, each once, in a fixed order.
fn reachable(document: &Document, roots: &[ObjectId]) -> Vec<ObjectId> {
    let mut order = Vec::with_capacity(document.objects.len());
    let mut seen: FxHashMap<ObjectId, ()> = FxHashMap::default();
    let mut stack: Vec<&Object> = Vec::new();
    let roots: Vec<Object> = roots.iter().rev().map(|&root| Object::Reference(root)).collect();
    stack.extend(&roots);
    while let Some(object) = stack.pop() {
        match object {
            Object::Reference(object_id) => {
                if let Some(target) = document.objects.get(object_id)
                    && seen.insert(*object_id, ()).is_none()
                {
                    order.push(*object_id);
                    stack.push(target);
                }
            }
            Object::Array(items) => stack.extend(items.iter().rev()),
            Object::Dictionary(dictionary) => push_values(dictionary, &mut stack),
            Object::Stream(stream) => push_values(&stream.dict, &mut stack),
            _ => {}
        }
    }
    order
}

fn push_values<'a>(dictionary: &'a Dictionary, stack: &mut Vec<&'a Object>) {
    let start = stack.len();
    stack.extend(dictionary.iter().map(|(_, value)| value));
    stack[start..].reverse();
}

/// The position of an object, for the cross-reference stream.
#[derive(Clone, Copy)]
enum XrefEntry {
    Free,
    /// At this offset in the file.
    At(u64),
    /// The object stream's number, and the index in it.
    In(u32, u32),
}

/// Objects as they are in the file, one after another.
#[derive(Default)]
pub(crate) struct RawObjects {
    pub bytes: Vec<u8>,
    /// The end of each object in `bytes`.
    pub ends: Vec<usize>,
}

impl RawObjects {
    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).filter_map(|(start, &end)| self.bytes.get(start..end))
    }
}

struct File {
    bytes: Vec<u8>,
    /// By object number.
    entries: Vec<XrefEntry>,
}

impl File {
    fn stream(&mut self, number: u32, mut stream: Stream, numbers: &FxHashMap<ObjectId, u32>) {
        if let Some(entry) = self.entries.get_mut(number as usize) {
            *entry = XrefEntry::At(self.bytes.len() as u64);
        }
        number::integer(&mut self.bytes, i64::from(number));
        self.bytes.extend_from_slice(b" 0 obj\n");
        stream.dict.set("Length", Object::Integer(stream.content.len() as i64));
        write_dictionary(&mut self.bytes, &stream.dict, numbers);
        self.bytes.extend_from_slice(b"\nstream\n");
        self.bytes.append(&mut stream.content);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// Writes objects with these numbers as one stream.
    fn object_stream<'o>(
        &mut self,
        own_numbers: impl Iterator<Item = u32>,
        objects: impl Iterator<Item = &'o [u8]>,
        numbers: &FxHashMap<ObjectId, u32>,
        deflater: &mut Deflater,
    ) {
        let stream_number = self.entries.len() as u32;
        let (mut index, mut body) = (Vec::new(), Vec::new());
        let mut count = 0;
        for (number, object) in own_numbers.zip(objects) {
            number::integer(&mut index, i64::from(number));
            index.push(b' ');
            number::integer(&mut index, body.len() as i64);
            index.push(b' ');
            body.extend_from_slice(object);
            body.push(b'\n');
            if let Some(entry) = self.entries.get_mut(number as usize) {
                *entry = XrefEntry::In(stream_number, count);
            }
            count += 1;
        }
        let first = index.len();
        index.append(&mut body);
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", name("ObjStm"));
        dictionary.set("N", Object::Integer(i64::from(count)));
        dictionary.set("First", Object::Integer(first as i64));
        self.entries.push(XrefEntry::Free);
        let stream = crate::pdf::syntax::object::deflated(dictionary, deflater.deflate(&index));
        self.stream(stream_number, stream, numbers);
    }

    fn cross_reference(
        &mut self,
        mut trailer: Dictionary,
        numbers: &FxHashMap<ObjectId, u32>,
        deflater: &mut Deflater,
    ) {
        // The file identifier is a hash of everything before it, so equal files have equal identifiers.
        let hash = xxhash_rust::xxh3::xxh3_128(&self.bytes);
        let identifier = Object::String(hash.to_be_bytes().to_vec(), StringFormat::Hexadecimal);
        trailer.set("ID", Object::Array(vec![identifier.clone(), identifier]));

        let start = self.bytes.len() as u64;
        let own_number = self.entries.len() as u32;
        self.entries.push(XrefEntry::At(start));
        // Fields of 1 byte (type), 4 or 8 bytes (offset, or number of the object stream), and 2 bytes.
        let wide = start > u64::from(u32::MAX);
        let mut table = Vec::with_capacity(self.entries.len() * 12);
        let mut above = [0; 11];
        for entry in &self.entries {
            let (kind, field, place) = match *entry {
                XrefEntry::Free => (0, 0, 0),
                XrefEntry::At(offset) => (1, offset, 0),
                XrefEntry::In(stream, place) => (2, u64::from(stream), place),
            };
            let mut row = [0; 11];
            row[0] = kind;
            row[1..9].copy_from_slice(&field.to_be_bytes());
            row[9..].copy_from_slice(&(place as u16).to_be_bytes());
            // Each byte as its distance from the one above (ISO 32000-1, 7.4.4.4): much of the table repeats.
            table.push(PREDICTED_FROM_ABOVE);
            let columns = (0..row.len()).filter(|column| wide || !(1..5).contains(column));
            table.extend(columns.map(|column| row[column].wrapping_sub(above[column])));
            above = row;
        }
        let width = if wide { 11 } else { 7 };
        let parameters: Dictionary =
            [("Predictor", Object::Integer(12)), ("Columns", Object::Integer(width))].into_iter().collect();
        trailer.set("DecodeParms", parameters);
        trailer.set("Type", name("XRef"));
        trailer.set("Size", Object::Integer(self.entries.len() as i64));
        let widths = [1, if wide { 8 } else { 4 }, 2];
        trailer.set("W", Object::Array(widths.map(Object::Integer).to_vec()));
        let stream = crate::pdf::syntax::object::deflated(trailer, deflater.deflate(&table));
        self.stream(own_number, stream, numbers);
        self.bytes.extend_from_slice(b"startxref\n");
        number::integer(&mut self.bytes, start as i64);
        self.bytes.extend_from_slice(b"\n%%EOF\n");
    }
}

/// Writes an object. Our own objects are nested only a few levels deep, so this may recurse.
pub(crate) fn write_object(out: &mut Vec<u8>, object: &Object, numbers: &FxHashMap<ObjectId, u32>) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => number::integer(out, *value),
        Object::Real(value) => number::real(out, f64::from(*value)),
        Object::Name(text) => write_name(out, text),
        Object::String(text, StringFormat::Literal) => write_literal(out, text),
        Object::String(text, StringFormat::Hexadecimal) => write_hexadecimal(out, text),
        Object::Array(items) => {
            out.push(b'[');
            for (item, place) in items.iter().zip(0..) {
                if place > 0 {
                    out.push(b' ');
                }
                write_object(out, item, numbers);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary, numbers),
        Object::Reference(object_id) => match numbers.get(object_id) {
            Some(number) => {
                number::integer(out, i64::from(*number));
                out.extend_from_slice(b" 0 R");
            }
            None => out.extend_from_slice(b"null"),
        },
        // Streams are always indirect objects, so one inside another object cannot be written.
        Object::Stream(_) => out.extend_from_slice(b"null"),
    }
}

fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary, numbers: &FxHashMap<ObjectId, u32>) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(out, key);
        // Other values start with a delimiter.
        if matches!(
            value,
            Object::Null
                | Object::Boolean(_)
                | Object::Integer(_)
                | Object::Real(_)
                | Object::Reference(_)
                | Object::Stream(_)
        ) {
            out.push(b' ');
        }
        write_object(out, value, numbers);
    }
    out.extend_from_slice(b">>");
}

pub(crate) fn write_name(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'/');
    for &byte in text {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'#');
            out.extend_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
    }
}

/// Writes a string in parentheses.
pub(crate) fn write_literal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'(');
    for &byte in text {
        push_literal_byte(out, byte);
    }
    out.push(b')');
}

/// Writes one byte of a string in parentheses. An unescaped carriage return would be read as a line feed.
#[inline]
pub(crate) fn push_literal_byte(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => out.push(byte),
    }
}

pub(crate) fn write_hexadecimal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'<');
    for &byte in text {
        out.extend_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
    }
    out.push(b'>');
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> (Document, ObjectId, ObjectId) {
        let mut document = Document::new();
        let pages = document.new_object_id();
        let unused = document.add_object(Object::Integer(7));
        let mut catalog = Dictionary::new();
        catalog.set("Type", name("Catalog"));
        catalog.set("Pages", Object::Reference(pages));
        catalog.set("Gone", Object::Reference((unused.0 + 500, 0)));
        catalog.set("Odd name(", Object::String(b"a(\\\r\n)".to_vec(), StringFormat::Literal));
        let mut node = Dictionary::new();
        node.set("Type", name("Pages"));
        node.set("Kids", Object::Array(Vec::new()));
        node.set("Count", Object::Integer(0));
        document.set_object(pages, node);
        let catalog = document.add_object(catalog);
        let information = document.add_object(Dictionary::new());
        (document, catalog, information)
    }

    #[test]
    fn a_written_file_can_be_read() {
        let (document, catalog, information) = document();
        let start = FileStart { version: PdfVersion::V1_7, catalog, information: Some(information) };
        let bytes = write(document, start, &[], |_, _| RawObjects::default());
        let read = Document::load_mem(&bytes).expect("a file that lopdf reads");
        let catalog = read.catalog().expect("a catalog");
        assert_eq!(catalog.get(b"Odd name(").and_then(Object::as_str).ok(), Some(&b"a(\\\r\n)"[..]));
        assert!(catalog.get(b"Gone").is_ok_and(Object::is_null));
        // Catalog, pages and information, the object stream, the cross-reference stream: the object
        // that nothing refers to is left out.
        assert_eq!(read.trailer.get(b"Size").and_then(Object::as_i64).ok(), Some(6));
    }
}
