//! How much room each line has: the width of the block without the line's indent (CSS Text 4,
//! section 8.1) and without what stands beside it.

use super::Paragraph;
use crate::units::{Length, Offset};

/// The room of all lines of a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Rooms {
    /// The width of the block.
    width: Offset,
    /// The indent of the lines that have it, and which do.
    indent: Offset,
    hanging: bool,
    each_line: bool,
    /// Whether the first line is one of those that are indented unless they hang.
    first: bool,
    /// What stands at the start of the first lines, beyond the indent of the very first.
    beside: Vec<Offset>,
}

/// The room of one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Whether it is the paragraph's first line.
    pub(super) first: bool,
    /// How far from the block's edge it starts.
    pub(super) indent: Offset,
    /// How wide it may be.
    pub(super) width: Offset,
}

impl Rooms {
    /// In a block `width` wide.
    pub(super) fn new(paragraph: &Paragraph, width: Length) -> Rooms {
        let indent = paragraph.root().style.text.indent;
        Rooms {
            width: width.offset(),
            indent: indent.length.resolve(width).offset(),
            hanging: indent.hanging,
            each_line: indent.each_line,
            first: paragraph.first || indent.each_line && paragraph.after_break,
            beside: Vec::new(),
        }
    }

    /// Makes `lines` lines, the first one included, stand beside something; all but the first get narrower.
    pub(super) fn put_beside(&mut self, lines: usize, width: Length) {
        if self.beside.len() < lines {
            self.beside.resize(lines, 0);
        }
        self.beside.iter_mut().skip(1).for_each(|beside| *beside += width.offset());
    }

    /// The number of lines that stand beside something.
    pub(super) fn beside(&self) -> usize {
        self.beside.len()
    }

    /// The room of the line with this number, from 0, which may come after a forced break.
    pub(super) fn of(&self, line: usize, after_break: bool) -> Room {
        let first = match line {
            0 => self.first,
            // They stand beside the initial, wherever the first line's indent puts that.
            _ if line < self.beside.len() => self.first,
            _ => self.each_line && after_break,
        };
        let indent = if first == self.hanging { 0 } else { self.indent };
        let indent = indent + self.beside.get(line).copied().unwrap_or(0);
        Room { first: line == 0, indent, width: self.width - indent }
    }

    pub(super) fn narrowest(&self) -> Offset {
        let lines = 0..=self.beside.len();
        lines.flat_map(|line| [false, true].map(|forced| self.of(line, forced).width)).min().unwrap_or(0)
    }

    pub(super) fn narrowed(&self, by: Offset) -> Rooms {
        Rooms { width: self.width - by, ..self.clone() }
    }
}
