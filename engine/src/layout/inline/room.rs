//! How much room each line has: the width of the block without the line's indent (CSS Text 4,
//! section 8.1) and without what stands beside it.

use super::beside_floats::{BesideFloats, FloatRooms};
use super::paragraph::Paragraph;
use crate::css::Direction;
use crate::units::{Length, Offset};

/// The room of all lines of a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Rooms<'a> {
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
    /// The floats that lines stand beside.
    floats: Option<FloatRooms<'a>>,
    right_to_left: bool,
}

/// The room of one line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// Whether it is the paragraph's first line.
    pub(crate) first: bool,
    /// How far from the block's edge it starts.
    pub(crate) indent: Offset,
    /// How wide it may be.
    pub(crate) width: Offset,
    /// How far from the block's other edge it ends.
    pub(crate) after: Offset,
    /// Whether it is narrowed by floats.
    pub(crate) narrowed: bool,
}

impl<'a> Rooms<'a> {
    /// In a block `width` wide.
    pub(crate) fn new(paragraph: &Paragraph, width: Length, floats: Option<BesideFloats<'a>>) -> Rooms<'a> {
        let indent = paragraph.root().style.text.indent;
        Rooms {
            width: width.offset(),
            indent: indent.length.resolve(width).offset(),
            hanging: indent.hanging,
            each_line: indent.each_line,
            first: paragraph.first || indent.each_line && paragraph.after_break,
            beside: Vec::new(),
            floats: floats.map(FloatRooms::new),
            right_to_left: paragraph.direction == Direction::RightToLeft,
        }
    }

    /// Makes `lines` lines, the first one included, stand beside something; all but the first get narrower.
    pub(crate) fn put_beside(&mut self, lines: usize, width: Length) {
        if self.beside.len() < lines {
            self.beside.resize(lines, 0);
        }
        self.beside.iter_mut().skip(1).for_each(|beside| *beside += width.offset());
    }

    /// The number of lines that stand beside an initial.
    pub(crate) fn beside_initial(&self) -> usize {
        self.beside.len()
    }

    /// The number of lines that may stand beside something.
    pub(crate) fn beside(&self) -> usize {
        self.beside.len().max(self.floats.as_ref().map_or(0, FloatRooms::lines))
    }

    /// Whether the lines are to be filled one after the other, for what stands beside them.
    pub(crate) fn one_by_one(&self) -> bool {
        self.floats.as_ref().is_some_and(FloatRooms::one_by_one)
    }

    /// Lets a line begin below the next float that it stands beside; false if there is none.
    pub(crate) fn go_down(&mut self, line: usize) -> bool {
        self.floats.as_mut().is_some_and(|floats| floats.go_down(line))
    }

    /// How far each line has to begin below the one before.
    pub(crate) fn down(&self) -> Vec<Length> {
        self.floats.as_ref().map(FloatRooms::down).unwrap_or_default()
    }

    /// The room of the line with this number, from 0, which may come after a forced break.
    pub(crate) fn of(&self, line: usize, after_break: bool) -> Room {
        let first = match line {
            0 => self.first,
            // They stand beside the initial, wherever the first line's indent puts that.
            _ if line < self.beside.len() => self.first,
            _ => self.each_line && after_break,
        };
        let indent = if first == self.hanging { 0 } else { self.indent };
        let indent = indent + self.beside.get(line).copied().unwrap_or(0);
        let (left, right) = self.floats.as_ref().map_or((0, 0), |floats| floats.insets(line));
        let (before, after) = if self.right_to_left { (right, left) } else { (left, right) };
        let indent = indent + before;
        let narrowed = before != 0 || after != 0;
        Room { first: line == 0, indent, width: self.width - indent - after, after, narrowed }
    }

    pub(crate) fn narrowest(&self) -> Offset {
        let lines = 0..=self.beside();
        lines.flat_map(|line| [false, true].map(|forced| self.of(line, forced).width)).min().unwrap_or(0)
    }

    pub(crate) fn narrowed(&self, by: Offset) -> Rooms<'a> {
        Rooms { width: self.width - by, ..self.clone() }
    }
}
