//! Constructors of PDF objects.

use lopdf::{Dictionary, Object, Stream, StringFormat};

use crate::pdf::syntax::number::millipoints;
use crate::units::Length;

pub(crate) fn name(text: impl Into<Vec<u8>>) -> Object {
    Object::Name(text.into())
}

/// A text string (ISO 32000-1, 7.9.2.2): ASCII if possible, otherwise UTF-16 with a byte order mark.
pub(crate) fn text(text: &str) -> Object {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    Object::String(utf16(text), StringFormat::Literal)
}

/// UTF-16BE after a byte order mark.
pub(crate) fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    bytes
}

/// A length in points, rounded to thousandths.
pub(crate) fn points(length: Length) -> Object {
    Object::Real(millipoints(length) as f32 / 1000.0)
}

/// A stream with deflated data.
pub(crate) fn deflated(mut dictionary: Dictionary, data: Vec<u8>) -> Stream {
    dictionary.set("Filter", name("FlateDecode"));
    Stream::new(dictionary, data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_ascii_or_utf16() {
        assert_eq!(text("a (b)"), Object::String(b"a (b)".to_vec(), StringFormat::Literal));
        assert_eq!(text("ə"), Object::String(vec![0xFE, 0xFF, 0x02, 0x59], StringFormat::Literal));
        assert_eq!(
            text("😀"),
            Object::String(vec![0xFE, 0xFF, 0xD8, 0x3D, 0xDE, 0x00], StringFormat::Literal)
        );
    }
}
