//! The borders of cells. Where they collapse (CSS 2.2, section 17.6.2), each edge between two cells
//! belongs to the cell above it or to the one before it in its row; the table's own edges, to the
//! outermost cells.

use rustc_hash::FxHashMap;

use super::grid::{Cell, Grid};
use crate::css::{BorderSide, Color, Direction, LineStyle};
use crate::layout::boxes::BoxId;
use crate::layout::context::Context;
use crate::units::{Length, Sides};

const NO_BORDER: BorderSide = BorderSide { width: Length::ZERO, style: LineStyle::None, color: Color::BLACK };

/// The border sides of every cell.
pub(super) struct CellBorders {
    sides: FxHashMap<BoxId, Sides<BorderSide>>,
}

impl CellBorders {
    pub(super) fn sides(&self, id: BoxId) -> Sides<BorderSide> {
        self.sides.get(&id).copied().unwrap_or(Sides::all(NO_BORDER))
    }

    /// The used widths of a cell's borders.
    pub(super) fn of(&self, cell: &Cell) -> Sides<Length> {
        self.sides(cell.id).map(|side| side.width)
    }

    /// Borders that stand apart: each cell has its own.
    pub(super) fn separate(context: &Context<'_>, grid: &Grid) -> CellBorders {
        let cells = grid.rows.iter().flat_map(|row| &row.cells);
        CellBorders { sides: cells.map(|cell| (cell.id, context.tree.style(cell.id).border.sides)).collect() }
    }

    /// Borders that collapse, in a table whose columns run in `direction`.
    pub(super) fn collapsed(
        context: &Context<'_>,
        grid: &Grid,
        table: Sides<BorderSide>,
        direction: Direction,
    ) -> CellBorders {
        // Columns are counted from the start of the row; where that is the right, `left` is the right side
        // from here to the end.
        let from_start = |sides: Sides<BorderSide>| match direction {
            Direction::LeftToRight => sides,
            Direction::RightToLeft => Sides { left: sides.right, right: sides.left, ..sides },
        };
        let table = from_start(table);
        let (after, below) = neighbours(grid);
        let own = |id: BoxId| from_start(context.tree.style(id).border.sides);
        let last_row = grid.rows.len().saturating_sub(1);
        let mut sides = FxHashMap::default();
        for (row, entry) in grid.rows.iter().enumerate() {
            for cell in &entry.cells {
                let mine = own(cell.id);
                let end_row = row + cell.rows - 1;
                let end_column = cell.column + cell.columns - 1;
                let row_sides = own(entry.id);
                let end_row_sides = grid.rows.get(end_row).map_or(row_sides, |entry| own(entry.id));
                let top =
                    if row == 0 { stronger(stronger(mine.top, row_sides.top), table.top) } else { NO_BORDER };
                let left = if cell.column == 0 { stronger(mine.left, table.left) } else { NO_BORDER };
                let bottom = stronger(mine.bottom, end_row_sides.bottom);
                let bottom = if end_row >= last_row {
                    stronger(bottom, table.bottom)
                } else {
                    let below = below.get(&cell.id).map_or(NO_BORDER, |id| own(*id).top);
                    let next_row = own(grid.rows[end_row + 1].id).top;
                    stronger(stronger(bottom, below), next_row)
                };
                let right = if end_column + 1 >= grid.columns {
                    stronger(mine.right, table.right)
                } else {
                    stronger(mine.right, after.get(&cell.id).map_or(NO_BORDER, |id| own(*id).left))
                };
                sides.insert(cell.id, from_start(Sides { top, right, bottom, left }));
            }
        }
        CellBorders { sides }
    }
}

/// For each cell the one after it in its first row, and the one below its first column. The slots of the whole
/// grid are never kept: a cell over all of a thousand columns makes them many more than there are cells.
fn neighbours(grid: &Grid) -> (FxHashMap<BoxId, BoxId>, FxHashMap<BoxId, BoxId>) {
    let (mut after, mut below) = (FxHashMap::default(), FxHashMap::default());
    // What covers each column in a row, and the row after its last.
    let mut covers: Vec<Option<(BoxId, usize)>> = vec![None; grid.columns];
    // The cells that end above a row, with their first columns.
    let mut ended: Vec<Vec<(BoxId, usize)>> = vec![Vec::new(); grid.rows.len() + 1];
    for (row, entry) in grid.rows.iter().enumerate() {
        for cell in &entry.cells {
            let end = row + cell.rows;
            covers[cell.column..cell.column + cell.columns].fill(Some((cell.id, end)));
            if let Some(ended) = ended.get_mut(end) {
                ended.push((cell.id, cell.column));
            }
        }
        let at = |column: usize| covers.get(column).copied().flatten().filter(|(_, end)| *end > row);
        for cell in &entry.cells {
            if let Some((next, _)) = at(cell.column + cell.columns) {
                after.insert(cell.id, next);
            }
        }
        for (cell, column) in std::mem::take(&mut ended[row]) {
            if let Some((next, _)) = at(column) {
                below.insert(cell, next);
            }
        }
    }
    (after, below)
}

/// The border that wins where two meet: hidden ones, then wide ones, then by style; of equals the first.
fn stronger(first: BorderSide, second: BorderSide) -> BorderSide {
    if first.style == LineStyle::Hidden || second.style == LineStyle::Hidden {
        return BorderSide { width: Length::ZERO, ..first };
    }
    let rank = |side: &BorderSide| {
        let style = match side.style {
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
        (side.width, style)
    };
    if rank(&second) > rank(&first) { second } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_beats_wide_beats_style() {
        let side = |width: i32, style| BorderSide { width: Length(width), style, color: Color::BLACK };
        let (thin, thick) = (side(1, LineStyle::Double), side(2, LineStyle::Dotted));
        assert_eq!(stronger(thin, thick), thick);
        assert_eq!(stronger(side(2, LineStyle::Solid), thick).style, LineStyle::Solid);
        assert_eq!(stronger(thick, side(0, LineStyle::Hidden)).width, Length::ZERO);
    }
}
