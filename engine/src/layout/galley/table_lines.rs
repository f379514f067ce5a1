//! The lines of a table whose borders collapse (CSS 2.2, section 17.6.2): what each row asks for above, below
//! and between its cells. What is drawn between two rows is found on the page, for the row that follows a
//! repeated head there is not the one that follows it in the document.

use std::sync::Arc;

use crate::css::{BorderSide, LineStyle};
use crate::units::Length;

/// A border that somebody asks for on a line of the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BorderCandidate {
    /// The width, style and color of the border.
    pub side: BorderSide,
    /// Who asks. Of equal borders that of a cell wins over that of a row, a group of rows, a column, a
    /// group of columns and the table.
    pub origin: BorderOrigin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BorderOrigin {
    Cell,
    Row,
    RowGroup,
    Column,
    ColumnGroup,
    Table,
}

impl BorderCandidate {
    /// The border that wins where two meet: hidden ones, then wide ones, then by style, then by who asks; of
    /// equals the first.
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

/// A stretch of a horizontal line, from one line between columns to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineRun {
    /// The index of the vertical grid line at which it begins.
    pub from: usize,
    /// The index of the vertical grid line at which it ends.
    pub to: usize,
    /// The border on it.
    pub border: BorderCandidate,
}

/// What a row asks for.
#[derive(Debug, Default)]
pub struct RowLines {
    /// On the line above it, in order; there is none in a cell that goes on from the row above.
    pub above: Vec<LineRun>,
    /// On the line below it.
    pub below: Vec<LineRun>,
    /// Beside its cells: the number of the line between columns, and what is drawn there.
    pub verticals: Vec<(usize, BorderCandidate)>,
}

/// A row of a table with collapsed borders, as it is placed.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// The borders above, below and inside the row.
    pub lines: Arc<RowLines>,
    /// Where the lines between columns are in the galley, from the start of the row.
    pub columns: Arc<[Length]>,
}

/// What is drawn between two rows: the stronger of what they ask for.
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
    fn hidden_beats_wide_beats_style_beats_level() {
        let (thin, thick) = (border(1, LineStyle::Double), border(2, LineStyle::Dotted));
        assert_eq!(thin.or_stronger(thick), thick);
        assert_eq!(border(2, LineStyle::Solid).or_stronger(thick).side.style, LineStyle::Solid);
        assert_eq!(thick.or_stronger(border(0, LineStyle::Hidden)).side.width, Length::ZERO);
        let table = BorderCandidate { origin: BorderOrigin::Table, ..thick };
        assert_eq!(table.or_stronger(thick), thick);
    }

    #[test]
    fn runs_are_parted_where_either_row_parts_them() {
        let run = |from, to, width| LineRun { from, to, border: border(width, LineStyle::Solid) };
        let between = between_rows(&[run(0, 3, 2), run(4, 5, 1)], &[run(0, 1, 1), run(1, 4, 3)]);
        assert_eq!(between, [run(0, 1, 2), run(1, 3, 3), run(3, 4, 3), run(4, 5, 1)]);
        assert!(between_rows(&[], &[]).is_empty());
    }
}
