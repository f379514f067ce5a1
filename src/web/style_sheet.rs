//! Style sheets that need no other files: what they refer to becomes part of them, as `data:` URLs.

use std::ops::Range;

use cssparser::{ParseError, Parser, Token};

use super::{NOTHING, Writer, data_url};

/// How deep style sheets import each other, and how deep their blocks are inside each other.
const MAX_DEPTH: usize = 64;

/// An address in a style sheet.
struct Address {
    /// Where it is in the text, with `url(…)` or the quotation marks.
    range: Range<usize>,
    url: String,
    /// Whether it is that of an imported style sheet.
    is_import: bool,
}

impl Writer<'_> {
    /// A style sheet in the folder `base` with the files that it refers to.
    pub(super) fn style_sheet(&self, text: &str, base: &str) -> String {
        self.filled(text, base, 0)
    }

    /// The style sheet of a file. Reports one that cannot be read.
    pub(super) fn style_sheet_of_file(&self, url: &str, base: &str, depth: usize) -> Option<String> {
        let read = self.page.resources.read(base, url);
        let read = read.map_err(|error| self.report_lack("the style sheet", url, error)).ok()?;
        let text = String::from_utf8_lossy(&read.bytes);
        let text = text.trim_start_matches('\u{FEFF}');
        let base = read.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Some(self.filled(text, base, depth))
    }

    fn filled(&self, text: &str, base: &str, depth: usize) -> String {
        let mut out = String::with_capacity(text.len());
        let mut written = 0;
        for address in addresses(text) {
            // A part of the page itself.
            if address.url.starts_with('#') || address.url.starts_with("data:") {
                continue;
            }
            let url = match address.is_import {
                true if depth < MAX_DEPTH => self
                    .style_sheet_of_file(&address.url, base, depth + 1)
                    .map(|text| data_url("text/css", text.as_bytes())),
                true => None,
                false => self.file(&address.url, base),
            };
            out.push_str(&text[written..address.range.start]);
            out.push_str(&format!("url(\"{}\")", url.as_deref().unwrap_or(NOTHING)));
            written = address.range.end;
        }
        out + &text[written..]
    }
}

/// The addresses of files in a style sheet, in their order.
fn addresses(text: &str) -> Vec<Address> {
    let mut found = Vec::new();
    collect(&mut Parser::new(text), false, 0, &mut found);
    found
}

/// Collects the addresses up to the end of a block. `is_set`: whether strings are addresses, as in `image-set()`.
fn collect(parser: &mut Parser<'_>, is_set: bool, depth: usize, found: &mut Vec<Address>) {
    // The at-rule that begins the statement.
    let mut rule = String::new();
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return };
        let (inner_is_set, is_url) = match &token {
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                (name.ends_with("image-set"), name == "url" || name == "src")
            }
            _ => (false, false),
        };
        let mut url = match &token {
            Token::UnquotedUrl(url) => Some(url.to_string()),
            Token::QuotedString(url) if is_set || rule == "import" => Some(url.to_string()),
            _ => None,
        };
        match &token {
            Token::AtKeyword(name) => rule = name.to_ascii_lowercase(),
            Token::Semicolon | Token::CurlyBracketBlock => rule.clear(),
            _ => {}
        }
        if matches!(
            token,
            Token::Function(_)
                | Token::ParenthesisBlock
                | Token::SquareBracketBlock
                | Token::CurlyBracketBlock
        ) && depth < MAX_DEPTH
        {
            let _ = parser.parse_nested_block(|inner| -> Result<(), ParseError<()>> {
                match is_url {
                    true => url = inner.expect_string().ok().map(|url| url.to_string()),
                    false => collect(inner, inner_is_set, depth + 1, found),
                }
                // What is left of the block.
                while inner.next_including_whitespace_and_comments().is_ok() {}
                Ok(())
            });
        }
        // A namespace is a name and no file.
        if let Some(url) = url.filter(|_| rule != "namespace") {
            let is_import = rule == "import";
            found.push(Address { range: start..parser.position().byte_index(), url, is_import });
            // What follows are its conditions.
            if is_import {
                rule = "imported".to_string();
            }
        }
    }
}
