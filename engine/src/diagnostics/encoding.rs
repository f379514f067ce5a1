//! HTML files and stylesheets in other encodings than UTF-8: by their byte order mark, by `<meta charset>` or by `@charset`
//! (HTML, section 13.2.3.2; CSS Syntax 3, section 3.2).

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Diagnostic, Diagnostics, SourceId, Span};

/// The number of bytes in which a document declares its encoding.
const DECLARED_WITHIN: usize = 1024;

impl Diagnostics {
    /// Registers an HTML file or a stylesheet by its bytes, in the encoding that it declares, otherwise as
    /// [`Diagnostics::add_text`] does. `None` if it is not in that encoding, which is reported.
    pub fn add_encoded_text(&mut self, name: &str, bytes: &[u8]) -> Option<SourceId> {
        let encoding = match Encoding::for_bom(bytes) {
            Some((encoding, _)) => encoding,
            None => declared(bytes).unwrap_or(UTF_8),
        };
        if encoding == UTF_8 {
            return self.add_text(name, bytes);
        }
        let (text, encoding, is_malformed) = encoding.decode(bytes);
        let source = self.add_source(name, text.replace("\r\n", "\n"));
        if !is_malformed {
            return Some(source);
        }
        let at = self.source(source).text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
        let place = Span::new(source, at, at + char::REPLACEMENT_CHARACTER.len_utf8());
        let message = format!(
            "the file declares the encoding {}, and has bytes that are none of its characters",
            encoding.name()
        );
        self.push(
            Diagnostic::error(message)
                .at(place, "here")
                .help("Declare the encoding that it has, or save it as UTF-8."),
        );
        None
    }
}

/// The encoding that a file without a byte order mark declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_WITHIN)]).to_ascii_lowercase();
    let label = match start.strip_prefix("@charset \"") {
        Some(rest) => rest.split_once("\";").map(|(label, _)| label.to_string()),
        None => of_meta(&start),
    };
    // A declaration in ASCII cannot be true where it says UTF-16.
    let encoding = Encoding::for_label(label?.as_bytes())?;
    Some(if [UTF_16BE, UTF_16LE].contains(&encoding) { UTF_8 } else { encoding })
}

/// The label in the first `meta` element that has one, as `charset` or in `content`.
fn of_meta(start: &str) -> Option<String> {
    let mut rest = start;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if rest.starts_with("<!--") {
            rest = rest.split_once("-->")?.1;
            continue;
        }
        let (tag, after) = rest.split_once('>')?;
        let value = tag
            .strip_prefix("<meta")
            .and_then(|tag| tag.split_once("charset")?.1.trim_start().strip_prefix('='));
        if let Some(value) = value {
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let ends = |sign: char| sign.is_ascii_whitespace() || ['"', '\'', ';', '/'].contains(&sign);
            return value.split(ends).next().map(str::to_string);
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        let mut diagnostics = Diagnostics::new();
        match diagnostics.add_encoded_text("a.html", bytes) {
            Some(source) => Ok(diagnostics.source(source).text.to_string()),
            None => Err(diagnostics.list()[0].message.clone()),
        }
    }

    #[test]
    fn a_file_is_read_in_the_encoding_that_it_declares() {
        let ends = |bytes: &[u8]| read(bytes).map(|text| text.chars().last());
        assert_eq!(ends(b"<!-- <meta charset=koi8-r> --><META charset='ISO-8859-1'>\xe9"), Ok(Some('é')));
        assert_eq!(
            ends(b"<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">\xe9"),
            Ok(Some('й'))
        );
        assert_eq!(ends(b"@charset \"shift_jis\";\x83\x41"), Ok(Some('ア')));
        assert_eq!(ends(b"\xff\xfea\0\r\0\n\0\xe9\0"), Ok(Some('é')));
        assert_eq!(ends(b"\xfe\xff\0a\x04\x39"), Ok(Some('й')));
    }

    #[test]
    fn a_file_that_declares_nothing_else_is_utf_8() {
        assert_eq!(read("\u{feff}a\r\né".as_bytes()), Ok("a\né".to_string()));
        assert_eq!(read("<meta charset=utf-16>é".as_bytes()), Ok("<meta charset=utf-16>é".to_string()));
        assert_eq!(read("<meta charset=nonsense>é".as_bytes()), Ok("<meta charset=nonsense>é".to_string()));
        assert_eq!(read(b"<meta charset=utf-8>\xe9"), Err("the byte E9 is not valid UTF-8".to_string()));
    }

    #[test]
    fn bytes_that_the_encoding_lacks_are_reported() {
        let message =
            "the file declares the encoding Shift_JIS, and has bytes that are none of its characters";
        assert_eq!(read(b"<meta charset=shift_jis>\x83"), Err(message.to_string()));
    }
}
