//! The lines of a table whose borders collapse (CSS 2.2, section 17.6.2): the candidates of each row above, below and
//! between its cells. The border between two rows is chosen on the page, because the row below a repeated head there is
//! not the row below it in the document.

use std::sync::Arc;

use crate::css::{BorderSide, LineStyle};
use crate::units::Length;

/// A border that the style of a cell, row, column, group or table specifies on a line of the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BorderCandidate {
    /// The width, style and color of the border.
    pub side: BorderSide,
    /// The kind of box that it comes from.
    pub origin: BorderOrigin,
}

/// The kind of box that a border comes from. Of equal borders, the first kind in this order wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BorderOrigin {
    /// A cell.
    Cell,
    /// A row.
    Row,
    /// A row group.
    RowGroup,
    /// A column.
    Column,
    /// A column group.
    ColumnGroup,
    /// The table.
    Table,
}

impl BorderCandidate {
    /// The border that wins where two meet: a hidden one, then the wider one, then by style, then by origin; of equal
    /// borders the first.
    pub(crate) fn or_stronger(self, other: BorderCandidate) -> BorderCandidate {
        if self.side.style == LineStyle::Hidden || other.side.style == LineStyle::Hidden {
            let side = BorderSide { width: Length::ZERO, style: LineStyle::Hidden, ..self.side };
            return BorderCandidate { side, ..self };
        }
        let rank = |border: &BorderCandidate| {
            let style = match border.side.style {
                LineStyle::None | LineStyle::Hidden => 0,
                LineStyle::Inset => 1,
                LineStyle::Groove => 2,
                LineStyle::Outset => 3,
                LineStyle::Ridge => 4,
                LineStyle::Dotted => 5,
                LineStyle::Dashed => 6,
                LineStyle::Solid => 7,
                LineStyle::Double => 8,
            };
            (border.side.width, style, std::cmp::Reverse(border.origin))
        };
        if rank(&other) > rank(&self) { other } else { self }
    }
}

/// A section of a horizontal line, from one vertical grid line to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineRun {
    /// The index of the vertical grid line at which it begins.
    pub from: usize,
    /// The index of the vertical grid line at which it ends.
    pub to: usize,
    /// The border on it.
    pub border: BorderCandidate,
}

/// The border candidates around the cells of a row.
#[derive(Debug, Default)]
pub struct RowLines {
    /// On the line above it, in order; there is none in a cell that continues from the row above.
    pub above: Vec<LineRun>,
    /// On the line below it.
    pub below: Vec<LineRun>,
    /// Beside its cells: the index of each vertical grid line, with the border on it.
    pub verticals: Vec<(usize, BorderCandidate)>,
}

/// A row of a table with collapsed borders, as it is placed.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// The borders above, below and inside the row.
    pub lines: Arc<RowLines>,
    /// Where the vertical grid lines are in the galley, from the start of the row.
    pub columns: Arc<[Length]>,
}

/// The borders between two rows: for each section, the stronger candidate.
pub fn between_rows(upper: &[LineRun], lower: &[LineRun]) -> Vec<LineRun> {
    let mut between = Vec::with_capacity(upper.len().max(lower.len()));
    let (mut upper, mut lower) = (upper.iter().peekable(), lower.iter().peekable());
    let mut at = 0;
    loop {
        while upper.next_if(|run| run.to <= at).is_some() {}
        while lower.next_if(|run| run.to <= at).is_some() {}
        let ahead = [upper.peek(), lower.peek()];
        let starts = ahead.iter().flatten().map(|run| run.from.max(at));
        let Some(from) = starts.min() else { return between };
        let ends = ahead.iter().flatten().map(|run| if run.from <= from { run.to } else { run.from });
        let to = ends.min().unwrap_or(from);
        let mut candidates = ahead.iter().flatten().filter(|run| run.from <= from).map(|run| run.border);
        if let Some(first) = candidates.next() {
            between.push(LineRun { from, to, border: candidates.fold(first, BorderCandidate::or_stronger) });
        }
        at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::css::Color;

    fn border(width: i32, style: LineStyle) -> BorderCandidate {
        let side = BorderSide { width: Length(width), style, color: Color::BLACK };
        BorderCandidate { side, origin: BorderOrigin::Cell }
    }

    #[test]
    fn hidden_beats_wide_beats_style_beats_origin() {
        let (thin, thick) = (border(1, LineStyle::Double), border(2, LineStyle::Dotted));
        assert_eq!(thin.or_stronger(thick), thick);
        assert_eq!(border(2, LineStyle::Solid).or_stronger(thick).side.style, LineStyle::Solid);
        assert_eq!(thick.or_stronger(border(0, LineStyle::Hidden)).side.width, Length::ZERO);
        let table = BorderCandidate { origin: BorderOrigin::Table, ..thick };
        assert_eq!(table.or_stronger(thick), thick);
    }

    #[test]
    fn runs_are_split_where_either_row_splits_them() {
        let run = |from, to, width| LineRun { from, to, border: border(width, LineStyle::Solid) };
        let between = between_rows(&[run(0, 3, 2), run(4, 5, 1)], &[run(0, 1, 1), run(1, 4, 3)]);
        assert_eq!(between, [run(0, 1, 2), run(1, 3, 3), run(3, 4, 3), run(4, 5, 1)]);
        assert!(between_rows(&[], &[]).is_empty());
    }
}
