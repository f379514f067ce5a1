//! Lines in a galley that is being built: adds the lines of a paragraph as items, with the legal breaks between
//! them (CSS Fragmentation 3, section 4.1, class B) and their violations of `orphans` and `widows`.

use std::sync::Arc;

use crate::layout::block::inline_positioned::AmongLines;
use crate::layout::galley::builder::GalleyBuilder;
use crate::layout::galley::line::Line;
use crate::layout::galley::list::{Break, BreakViolations, ItemKind, PlacedFloat};
use crate::sorting::sort_by_key;
use crate::units::{Length, Point};

impl GalleyBuilder {
    /// Adds the lines of a paragraph, and the positioned boxes among them.
    pub(crate) fn lines(&mut self, lines: Vec<Line>, positioned: &[AmongLines], orphans: u16, widows: u16) {
        self.lines_beside(lines, positioned, orphans, widows, FloatsAmongLines::default());
    }

    /// As [`GalleyBuilder::lines`], with floats among the lines, and with lines that were moved down beside
    /// floats.
    pub(crate) fn lines_beside(
        &mut self,
        lines: Vec<Line>,
        positioned: &[AmongLines],
        orphans: u16,
        widows: u16,
        floats: FloatsAmongLines,
    ) {
        let count = lines.len();
        let mut floating = floats.floats.into_iter().peekable();
        let enclosure = self.open.last().copied();
        // A stable sort: the boxes of one line stay in document order.
        let mut positioned = positioned.to_vec();
        sort_by_key(&mut positioned, |each| each.line);
        let mut positioned = positioned.into_iter().peekable();
        for (index, line) in lines.into_iter().enumerate() {
            let down = floats.down.get(index).copied().unwrap_or_default();
            if index == 0 {
                self.flush();
            }
            if !down.is_zero() {
                self.push(ItemKind::Gap, down, enclosure);
            }
            if index > 0 {
                let missing = |wanted: u16, there: usize| usize::from(wanted).saturating_sub(there);
                let orphans_widows = missing(orphans, index) + missing(widows, count - index);
                let violations = BreakViolations {
                    avoid_inside: self.avoiding,
                    orphans_widows: orphans_widows as u16,
                    ..BreakViolations::default()
                };
                let item = self.galley.items.len() as u32;
                self.add_break(Break::before(item, self.offset, violations, enclosure));
            }
            while let Some(among) = positioned.next_if(|among| among.line == index) {
                self.positioned(among.positioned);
            }
            while let Some((_, mut float)) = floating.next_if(|(line, _)| *line <= index) {
                float.item = self.galley.items.len() as u32;
                self.galley.floats.push(float);
            }
            let baseline = Length::from_offset(self.offset) + line.baseline;
            self.galley.first_baseline.get_or_insert(baseline);
            self.galley.last_baseline = Some(baseline);
            let height = line.height;
            self.push(ItemKind::Line(Arc::new(line)), height, enclosure);
        }
        for (_, mut float) in floating {
            float.item = self.galley.items.len() as u32;
            self.galley.floats.push(float);
        }
        for among in positioned {
            self.positioned(among.positioned);
        }
    }
}

/// The floats in a paragraph, and how they move its lines.
#[derive(Debug, Default)]
pub(crate) struct FloatsAmongLines {
    /// Floats that are anchored among the lines, each with the index of its line.
    pub(crate) floats: Vec<(usize, PlacedFloat)>,
    /// The gap above each line, which is positive if there was no room for the line beside a float further up.
    pub(crate) down: Vec<Length>,
}

/// Moves everything on a line to the right.
pub(crate) fn shift_line(line: &mut Line, by: Length) {
    if by.is_zero() {
        return;
    }
    for fragment in &mut line.fragments {
        fragment.shift(Point::new(by, Length::ZERO));
    }
}
