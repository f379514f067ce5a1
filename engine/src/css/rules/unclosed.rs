//! Blocks and comments that a stylesheet opens and never closes. CSS closes them at its end without an error (CSS Syntax
//! 3, section 5.4.8), so that a forgotten brace makes everything after it part of one rule.

use super::fault::{Fault, PlacedFault};

/// The blocks and the comment that are open at the end of a stylesheet. Inside a parenthesis or bracket that is open, a
/// brace closes nothing, so only the innermost one is reported then.
pub(super) fn find(text: &str) -> Vec<PlacedFault> {
    let bytes = text.as_bytes();
    // The offset of each open block, and the byte that closes it.
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'*') => match text[at + 2..].find("*/") {
                Some(length) => at += length + 3,
                None => {
                    return vec![(
                        at,
                        at + 2,
                        Fault::new("this comment is not closed").help("Write */ where it ends."),
                    )];
                }
            },
            b'\\' => at += 1,
            quote @ (b'"' | b'\'') => at = end_of_string(bytes, at + 1, quote),
            b'(' if is_address(text, at) => at = end_of_address(bytes, at + 1),
            b'{' => open.push((at, b'}')),
            b'(' => open.push((at, b')')),
            b'[' => open.push((at, b']')),
            byte if open.last().is_some_and(|(_, closing)| *closing == byte) => {
                open.pop();
            }
            _ => {}
        }
        at += 1;
    }
    let braces = open.iter().rev().take_while(|(_, closing)| *closing == b'}').count();
    let reported = if braces > 0 { open.len() - braces } else { open.len().saturating_sub(1) };
    let fault = |&(start, closing): &(usize, u8)| {
        let (name, closing) = match closing {
            b'}' => ("brace", "}"),
            b')' => ("parenthesis", ")"),
            _ => ("bracket", "]"),
        };
        let fault = Fault::new(format!("this {name} is not closed"));
        (start, start + 1, fault.help(format!("Write {closing} where its content ends.")))
    };
    open[reported..].iter().map(fault).collect()
}

/// The offset of the end of a string; a line feed ends one that is not closed.
fn end_of_string(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    while at < bytes.len() && bytes[at] != quote && bytes[at] != b'\n' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at
}

/// Whether a parenthesis begins an address without quotation marks, in which only another parenthesis has a meaning.
fn is_address(text: &str, at: usize) -> bool {
    let before = text.as_bytes()[..at].last_chunk::<3>();
    let content = text[at + 1..].trim_start();
    before.is_some_and(|name| name.eq_ignore_ascii_case(b"url")) && !content.starts_with(['"', '\''])
}

/// The offset of the end of such an address.
fn end_of_address(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b')' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text from each place on.
    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|(start, ..)| &text[start..]).collect()
    }

    #[test]
    fn what_is_open_at_the_end_is_found() {
        assert_eq!(found("a { b: c } d { e: f"), ["{ e: f"]);
        assert_eq!(found("@media print { a { b: c"), ["{ a { b: c", "{ b: c"]);
        assert_eq!(found("a { b: calc(1px; } c { d: e }"), ["(1px; } c { d: e }"]);
        assert_eq!(found("a[b { c: d }"), ["[b { c: d }"]);
        assert_eq!(found("a { b: c } /* d"), ["/* d"]);
    }

    #[test]
    fn signs_in_strings_comments_addresses_and_escapes_open_nothing() {
        for text in [
            "a { b: '{' \"(\\\"[\" } /* { */ c { d: url({[) }",
            "a\\{ { b: c }",
            "a { b: url( '(' ) } } ) ]",
            "a { b: 'not closed\n }",
            "",
            "\\",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
