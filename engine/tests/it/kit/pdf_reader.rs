//! Reads PDF files: their objects, the operators of their pages, and the text that these show.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

pub fn read(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a file that can be read")
}

/// The pages' dictionaries.
pub fn pages(document: &Document) -> Vec<&Dictionary> {
    let ids: Vec<ObjectId> = document.page_iter().collect();
    ids.into_iter().map(|id| document.get_dictionary(id).expect("a page")).collect()
}

/// The value of a key, with references resolved.
pub fn get<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &str) -> &'a Object {
    let value = dictionary.get(key.as_bytes()).unwrap_or_else(|_| panic!("no {key} in {dictionary:?}"));
    document.dereference(value).expect("an object").1
}

/// The dictionary (or the stream's dictionary) at the end of a path of keys.
pub fn dig<'a>(document: &'a Document, start: &'a Dictionary, path: &[&str]) -> &'a Dictionary {
    path.iter().fold(start, |dictionary, key| {
        let value = get(document, dictionary, key);
        let value = value.as_array().ok().and_then(|list| list.first()).unwrap_or(value);
        match document.dereference(value).expect("an object").1 {
            Object::Stream(stream) => &stream.dict,
            other => other.as_dict().expect("a dictionary"),
        }
    })
}

/// The number of dictionaries in the whole file that are `wanted`.
pub fn count(document: &Document, wanted: impl Fn(&Dictionary) -> bool) -> usize {
    let dictionary = |object: &Object| match object {
        Object::Stream(stream) => wanted(&stream.dict),
        Object::Dictionary(dictionary) => wanted(dictionary),
        _ => false,
    };
    document.objects.values().filter(|object| dictionary(object)).count()
}

pub fn is_name(dictionary: &Dictionary, key: &str, value: &str) -> bool {
    dictionary.get(key.as_bytes()).and_then(Object::as_name).is_ok_and(|name| name == value.as_bytes())
}

/// The operators of a page.
pub fn operations(document: &Document, page: &Dictionary) -> Content<Vec<lopdf::content::Operation>> {
    let Object::Stream(stream) = get(document, page, "Contents") else { panic!("no content") };
    Content::decode(&stream.decompressed_content().expect("deflated content")).expect("operators")
}

/// The operators of a page by name, without operands.
pub fn operators(document: &Document, page: &Dictionary) -> Vec<String> {
    operations(document, page).operations.into_iter().map(|operation| operation.operator).collect()
}

/// A piece of text that a page shows: its height on the page, its font and its size.
#[allow(dead_code, reason = "the tests of the program read all fields, those of the engine some")]
pub struct Shown {
    pub y: f32,
    pub font: String,
    pub size: f32,
    pub text: String,
    /// The number of the marked content that it is in.
    pub mark: Option<i64>,
}

/// The text that a program copies, in the order of painting: the `/ActualText` of spans, otherwise the text of each code
/// in its font. Artifacts are left out.
pub fn shown(document: &Document, page: &Dictionary) -> Vec<Shown> {
    let Object::Stream(stream) = get(document, page, "Contents") else { panic!("no content") };
    shown_by(document, dig(document, page, &["Resources"]), stream)
}

/// The text that a content stream with these resources shows.
pub fn shown_by(document: &Document, resources: &Dictionary, stream: &lopdf::Stream) -> Vec<Shown> {
    let fonts: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = match resources.get(b"Font") {
        Ok(fonts) => {
            let fonts = document.dereference(fonts).expect("fonts").1.as_dict().expect("a dictionary");
            let names = fonts.iter().map(|(name, _)| String::from_utf8_lossy(name).into_owned());
            names
                .map(|name| (name.clone().into_bytes(), to_unicode(document, dig(document, fonts, &[&name]))))
                .collect()
        }
        Err(_) => BTreeMap::new(),
    };
    let mut pieces = Vec::new();
    let mut font: &[u8] = b"";
    let (mut size, mut y) = (0.0, 0.0);
    // For each open marked content, whether the text of the fonts counts.
    let mut open: Vec<bool> = Vec::new();
    // The text of the open span, until its first glyph gives the place.
    let mut actual_text: Option<String> = None;
    let mut marks: Vec<i64> = Vec::new();
    let content =
        Content::decode(&stream.decompressed_content().expect("deflated content")).expect("operators");
    for operation in &content.operations {
        let mark = marks.last().copied();
        let piece = |text: String, font: &[u8]| {
            let font = String::from_utf8_lossy(font).into();
            Shown { y, font, size, text, mark }
        };
        match operation.operator.as_str() {
            "Tf" => {
                font = operation.operands[0].as_name().expect("a font's name");
                size = operation.operands[1].as_float().expect("a size");
            }
            "BT" => y = 0.0,
            "Td" => y += operation.operands[1].as_float().expect("a distance"),
            "BDC" => {
                let is_artifact = operation.operands[0].as_name().is_ok_and(|name| name == b"Artifact");
                let properties = operation.operands[1].as_dict().expect("inline properties");
                let actual = properties.get(b"ActualText").and_then(Object::as_str);
                if let Ok(actual) = actual {
                    assert!(actual_text.is_none(), "a span inside a span");
                    actual_text = Some(utf16(actual.strip_prefix(&[0xFE, 0xFF]).expect("a mark of UTF-16")));
                }
                open.push(!is_artifact && actual.is_err());
                let number = properties.get(b"MCID").and_then(Object::as_i64).ok();
                marks.push(number.or(mark).unwrap_or(-1));
            }
            "EMC" => {
                assert!(open.pop().is_some(), "EMC without BDC");
                pieces.extend(actual_text.take().map(|text| piece(text, font)));
                marks.pop();
            }
            "TJ" => {
                pieces.extend(actual_text.take().map(|text| piece(text, font)));
                if !open.iter().all(|counts| *counts) {
                    continue;
                }
                for shown in operation.operands[0].as_array().expect("an array") {
                    let Object::String(codes, _) = shown else { continue };
                    for code in codes.chunks_exact(2) {
                        let code = u16::from_be_bytes([code[0], code[1]]);
                        let text = fonts[font].get(&code).cloned().unwrap_or_else(|| "\u{FFFD}".to_string());
                        pieces.push(piece(text, font));
                    }
                }
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "BDC without EMC");
    pieces
}

/// The pieces of text of a page in the order of painting.
pub fn text_pieces(document: &Document, page: &Dictionary) -> Vec<String> {
    shown(document, page).into_iter().map(|piece| piece.text).collect()
}

/// The lines of a page as found by a program that knows that right-to-left text is painted from left to right.
pub fn lines(document: &Document, page: &Dictionary) -> Vec<String> {
    let pieces = shown(document, page);
    let lines = pieces.chunk_by(|one, next| (one.y - next.y).abs() < 2.0);
    lines.map(|line| in_order(line.iter().map(|piece| piece.text.as_str()))).collect()
}

/// Reverses the stretches of right-to-left text.
pub fn in_order<'a>(pieces: impl Iterator<Item = &'a str>) -> String {
    let mut ordered: Vec<&str> = Vec::new();
    let mut turning: Vec<&str> = Vec::new();
    // A direction mark in the text of a span has its own direction, not that of the text after it.
    let split = pieces.flat_map(|piece| {
        let marks = piece.len() - piece.trim_start_matches(['\u{200E}', '\u{200F}']).len();
        let (marks, text) = piece.split_at(marks);
        [marks, text].into_iter().filter(|part| !part.is_empty())
    });
    for piece in split {
        let goes_left = piece.chars().next().and_then(|first| match unicode_bidi::bidi_class(first) {
            unicode_bidi::BidiClass::R | unicode_bidi::BidiClass::AL => Some(true),
            unicode_bidi::BidiClass::L | unicode_bidi::BidiClass::EN => Some(false),
            _ => None,
        });
        if goes_left.unwrap_or(!turning.is_empty()) {
            turning.push(piece);
        } else {
            ordered.extend(turning.drain(..).rev());
            ordered.push(piece);
        }
    }
    ordered.extend(turning.drain(..).rev());
    ordered.concat()
}

pub fn text(document: &Document, page: &Dictionary) -> String {
    text_pieces(document, page).concat()
}

/// The text of each code, from a font's ToUnicode map.
pub fn to_unicode(document: &Document, font: &Dictionary) -> BTreeMap<u16, String> {
    let Object::Stream(stream) = get(document, font, "ToUnicode") else { panic!("no ToUnicode") };
    let map = String::from_utf8(stream.decompressed_content().expect("a map")).expect("ASCII");
    let mut texts = BTreeMap::new();
    let code = |text: &str| u16::from_str_radix(text.trim_matches(['<', '>']), 16).expect("a code");
    let mut in_ranges = false;
    for line in map.lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        match *fields {
            [_, "beginbfchar"] => in_ranges = false,
            [_, "beginbfrange"] => in_ranges = true,
            [single, text]
                if !in_ranges && single.starts_with('<') && text.len() > 2 && single != "<0000>" =>
            {
                texts.insert(code(single), hexadecimal(text));
            }
            [first, last, text] if in_ranges && first.starts_with('<') => {
                let start = u32::from(hexadecimal(text).chars().next().expect("a character"));
                for (step, code) in (0..).zip(code(first)..=code(last)) {
                    texts.insert(code, char::from_u32(start + step).expect("a character").to_string());
                }
            }
            _ => {}
        }
    }
    texts
}

fn hexadecimal(text: &str) -> String {
    let digits = text.trim_matches(['<', '>']).as_bytes();
    let byte =
        |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("a byte");
    utf16(&digits.chunks(2).map(byte).collect::<Vec<u8>>())
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}
