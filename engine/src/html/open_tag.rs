//! Notices a tag with too many attributes while it is being read. The parser hands over a tag when it ends, and compares each
//! attribute with all before it, so the time for one tag grows with the square of their number.

use std::ops::Range;

/// The part of the text since the parser last handed anything over.
pub(super) struct Unparsed {
    start: usize,
    /// How long it may become before its tag is looked at: twice as long each time, so that a long value is not read again
    /// for each piece of it.
    next: usize,
    most: usize,
}

impl Unparsed {
    /// `most` is how many attributes a tag may have.
    pub(super) fn new(most: usize) -> Unparsed {
        Unparsed { start: 0, next: 2 * most, most }
    }

    /// Whether the tag that is open at the end of a piece of the text has too many attributes. `is_silent` is whether the
    /// parser handed nothing over for this piece.
    pub(super) fn is_overfull(&mut self, text: &str, piece: Range<usize>, is_silent: bool) -> bool {
        if !is_silent {
            *self = Unparsed { start: piece.start, ..Unparsed::new(self.most) };
        }
        // No attribute is shorter than a letter and a space.
        if piece.end - self.start < self.next {
            return false;
        }
        self.next *= 2;
        attributes_of_open_tag(&text.as_bytes()[self.start..piece.end]) > self.most
    }
}

/// The number of attributes in the tag at the end of a text that has no end.
fn attributes_of_open_tag(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(start) =
        text[at..].windows(2).position(|pair| pair[0] == b'<' && pair[1].is_ascii_alphabetic())
    {
        match attributes(&text[at + start + 1..]) {
            Ok(length) => at += start + 1 + length,
            Err(count) => return count,
        }
    }
    0
}

/// The length of a tag from its name on, or the number of its attributes if it does not end.
fn attributes(text: &[u8]) -> Result<usize, usize> {
    let (mut count, mut is_in_name, mut expects_value) = (0, true, false);
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'>' => return Ok(at),
            b'"' | b'\'' if expects_value => {
                at += text[at..].iter().position(|each| *each == byte).map_or(text.len() - at, |end| end + 1);
                (is_in_name, expects_value) = (false, false);
            }
            b'=' => (is_in_name, expects_value) = (true, true),
            b'/' if !expects_value => is_in_name = false,
            _ if byte.is_ascii_whitespace() => is_in_name = expects_value,
            _ => {
                count += usize::from(!is_in_name);
                (is_in_name, expects_value) = (true, false);
            }
        }
    }
    Err(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_the_open_tag_are_counted() {
        let count = |text: &str| attributes_of_open_tag(text.as_bytes());
        assert_eq!(count("x <p a b=c d='e f' g = \"h i > j\" k/l"), 6);
        assert_eq!(count("<p a b c>x <b d e"), 2);
        assert_eq!(count("<p a b c>x d e f"), 0);
        assert_eq!(count("<p title='a b c d e f"), 1);
        assert_eq!(count("1 < 2 a b c"), 0);
    }
}
