//! Lines and columns of a text, found without reading all of the text before them for every message.

use std::ops::Range;

/// The distance in bytes between offsets whose number of characters before them is known.
const STEP: usize = 1024;

/// An index of a text.
#[derive(Debug)]
pub(super) struct Places {
    /// The offset at which each line starts.
    lines: Vec<u32>,
    /// The number of characters before each multiple of [`STEP`].
    characters: Vec<u32>,
}

impl Places {
    pub(super) fn of(text: &str) -> Places {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(newlines.map(|(at, _)| at as u32 + 1)).collect();
        let mut before = 0;
        let count = |step: &[u8]| {
            let here = before;
            before += begun(step) as u32;
            here
        };
        // An empty step at the end is for the offset after the last byte.
        let steps = text.as_bytes().chunks(STEP).chain(std::iter::once(&[][..]));
        let characters = steps.map(count).collect();
        Places { lines, characters }
    }

    /// The 1-based line of an offset, and the offset at which it starts.
    pub(super) fn line(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start as usize <= offset);
        (line, self.lines.get(line - 1).map_or(0, |&start| start as usize))
    }

    /// The bytes of `count` lines from the 1-based line `first` on; empty at the end of the text where there are none.
    pub(super) fn lines(&self, text: &str, first: usize, count: usize) -> Range<usize> {
        let start = |line: usize| self.lines.get(line).map_or(text.len(), |&start| start as usize);
        let first = first.saturating_sub(1);
        start(first)..start(first.saturating_add(count))
    }

    /// The number of characters that end at or before an offset in the text.
    pub(super) fn characters(&self, text: &str, offset: usize) -> usize {
        let offset = text.floor_char_boundary(offset);
        let step = offset / STEP;
        let known = self.characters.get(step).map_or(0, |&known| known as usize);
        known + begun(&text.as_bytes()[step * STEP..offset])
    }
}

/// The number of characters that begin in a piece of UTF-8.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}
