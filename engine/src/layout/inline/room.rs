//! The room of each line: the width of the block without the line's indent (CSS Text 4, section 8.1), and without the
//! initial and the floats beside it.

use super::beside_floats::{BesideFloats, FloatRooms};
use super::paragraph::Paragraph;
use crate::css::Direction;
use crate::units::{Length, Offset};

/// The room of all lines of a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Rooms<'a> {
    /// The width of the block.
    width: Offset,
    /// The indent of the lines that have one.
    indent: Offset,
    /// Whether all other lines are indented instead.
    hanging: bool,
    /// Whether lines after forced breaks are indented like the first one.
    each_line: bool,
    /// Whether the first line is the first line of the paragraph, or counts as such because of `each_line`.
    first: bool,
    /// The width of the initial beside each of the first lines; 0 for the first line itself.
    beside: Vec<Offset>,
    /// The floats beside the lines.
    floats: Option<FloatRooms<'a>>,
    right_to_left: bool,
}

/// The room of one line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// Whether it is the paragraph's first line.
    pub(crate) first: bool,
    /// The distance from the block's edge to its start.
    pub(crate) indent: Offset,
    /// Its largest width.
    pub(crate) width: Offset,
    /// The distance from its end to the block's other edge.
    pub(crate) after: Offset,
    /// Whether it is narrowed by floats.
    pub(crate) narrowed: bool,
}

impl<'a> Rooms<'a> {
    /// The room of a paragraph's lines in a block `width` wide.
    pub(crate) fn new(paragraph: &Paragraph, width: Length, floats: Option<BesideFloats<'a>>) -> Rooms<'a> {
        let indent = paragraph.root().style.text.indent;
        Rooms {
            width: width.offset(),
            indent: indent.length.resolve(width).offset(),
            hanging: indent.hanging,
            each_line: indent.each_line,
            first: paragraph.first || indent.each_line && paragraph.after_break,
            beside: Vec::new(),
            // No line is without a glyph.
            floats: floats.map(|floats| FloatRooms::new(floats, paragraph.shaped.len())),
            right_to_left: paragraph.direction == Direction::RightToLeft,
        }
    }

    /// The same beside floats.
    pub(crate) fn beside_floats<'f>(&self, paragraph: &Paragraph, floats: BesideFloats<'f>) -> Rooms<'f> {
        Rooms {
            floats: Some(FloatRooms::new(floats, paragraph.shaped.len())),
            beside: self.beside.clone(),
            ..*self
        }
    }

    /// Adds an initial beside `lines` lines, the first one included; all except the first get narrower.
    pub(crate) fn put_beside(&mut self, lines: usize, width: Length) {
        if self.beside.len() < lines {
            self.beside.resize(lines, 0);
        }
        self.beside.iter_mut().skip(1).for_each(|beside| *beside += width.offset());
    }

    /// The number of lines beside an initial.
    pub(crate) fn beside_initial(&self) -> usize {
        self.beside.len()
    }

    /// The number of lines that may be beside an initial or a float.
    pub(crate) fn beside(&self) -> usize {
        self.beside.len().max(self.floats.as_ref().map_or(0, FloatRooms::lines))
    }

    /// Whether the room of a line depends on floats.
    pub(crate) fn is_beside_floats(&self, line: usize) -> bool {
        self.floats.as_ref().is_some_and(|floats| line < floats.lines())
    }

    /// Whether each line is filled before the next one is considered, because of the floats beside them.
    pub(crate) fn one_by_one(&self) -> bool {
        self.floats.as_ref().is_some_and(FloatRooms::one_by_one)
    }

    /// Moves a line below the next float beside it. Returns `false` if there is none.
    pub(crate) fn go_down(&mut self, line: usize) -> bool {
        self.floats.as_mut().is_some_and(|floats| floats.go_down(line))
    }

    /// How far each line has to be below the end of the one before.
    pub(crate) fn down(&self) -> Vec<Length> {
        self.floats.as_ref().map(FloatRooms::down).unwrap_or_default()
    }

    /// The room of the line with this number, from 0, which may come after a forced break.
    pub(crate) fn of(&self, line: usize, after_break: bool) -> Room {
        let first = match line {
            0 => self.first,
            // Lines beside the initial follow it, wherever the first line's indent places it.
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
