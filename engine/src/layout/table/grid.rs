//! The grid of a table (CSS 2.2, section 17.5): from the boxes of a table to the rows and columns that each cell spans.

use crate::boxes::{BoxId, BoxKind};
use crate::css::Display;
use crate::layout::context::Context;
use crate::layout::problems::Problem;
use crate::sorting::sort_by_key;

/// The most columns of a table.
const MAX_COLUMNS: usize = 2000;
/// The most rows that the cells over several rows of a table span together: each of them may break at each of its rows.
const MAX_SPANNED_ROWS: usize = 250_000;

/// A cell and its position.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) id: BoxId,
    pub(crate) column: usize,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

/// A row with the cells that start in it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: BoxId,
    pub(crate) group: BoxId,
    pub(crate) is_head: bool,
    pub(crate) is_foot: bool,
    pub(crate) cells: Vec<Cell>,
}

/// The rows and columns of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    pub(crate) columns: usize,
    /// The rows of the head first, those of the foot last.
    pub(crate) rows: Vec<Row>,
    /// The `col` of each column, if there is one.
    pub(crate) column_boxes: Vec<Option<BoxId>>,
    /// How many rows the cells of the table reach into below their first.
    spanned_rows: usize,
}

impl Grid {
    /// The grid of a `TableGrid` box.
    pub(crate) fn of(context: &Context<'_>, id: BoxId) -> Grid {
        let tree = context.tree;
        let mut grid = Grid::default();
        let mut groups: Vec<(u8, BoxId)> = Vec::new();
        for &child in &tree.get(id).children {
            match &tree.get(child).kind {
                BoxKind::TableColumn { span } => grid.add_columns(child, *span),
                BoxKind::TableColumnGroup { span } => {
                    if tree.get(child).children.is_empty() {
                        grid.add_columns(child, *span);
                    }
                    for &column in &tree.get(child).children {
                        if let BoxKind::TableColumn { span } = tree.get(column).kind {
                            grid.add_columns(column, span);
                        }
                    }
                }
                BoxKind::TableRowGroup => {
                    let has = |order| groups.iter().any(|(known, _)| *known == order);
                    // Only the first head and the first foot are moved; further ones are bodies.
                    let order = match tree.style(child).layout.display {
                        Display::TableHeaderGroup if !has(0) => 0,
                        Display::TableFooterGroup if !has(2) => 2,
                        _ => 1,
                    };
                    groups.push((order, child));
                }
                _ => {}
            }
        }
        sort_by_key(&mut groups, |(order, _)| *order);
        for (order, group) in groups {
            grid.add_group(context, group, order);
        }
        grid.columns = grid.columns.max(grid.column_boxes.len());
        grid.column_boxes.resize(grid.columns, None);
        grid
    }

    fn add_columns(&mut self, id: BoxId, span: u32) {
        for _ in 0..span {
            if self.column_boxes.len() < MAX_COLUMNS {
                self.column_boxes.push(Some(id));
            }
        }
    }

    fn add_group(&mut self, context: &Context<'_>, group: BoxId, order: u8) {
        let tree = context.tree;
        let children = &tree.get(group).children;
        let mut is_reported = false;
        let mut report = |cell: BoxId, what: String| {
            if !std::mem::replace(&mut is_reported, true) {
                context.problems.report(Problem::Unsupported { node: tree.get(cell).node, what });
            }
        };
        // For each column, the row up to which a cell from above occupies it.
        let mut taken: Vec<usize> = Vec::new();
        for (index, &row) in children.iter().enumerate() {
            let mut cells = Vec::new();
            let mut column = 0;
            for &cell in &tree.get(row).children {
                let BoxKind::TableCell { column_span, row_span } = tree.get(cell).kind else { continue };
                while taken.get(column).is_some_and(|&end| end > index) {
                    column += 1;
                }
                if column >= MAX_COLUMNS {
                    report(
                        cell,
                        format!(
                            "a table has at most {MAX_COLUMNS} columns; this cell is left out, as are all after it"
                        ),
                    );
                    break;
                }
                let columns = (column_span as usize).clamp(1, MAX_COLUMNS - column);
                let mut rows = (row_span as usize).clamp(1, children.len() - index);
                self.spanned_rows += rows - 1;
                if rows > 1 && self.spanned_rows > MAX_SPANNED_ROWS {
                    report(
                        cell,
                        format!(
                            "the cells of this table span more than {MAX_SPANNED_ROWS} rows together; from this one on, each takes one row"
                        ),
                    );
                    rows = 1;
                }
                if taken.len() < column + columns {
                    taken.resize(column + columns, 0);
                }
                for entry in &mut taken[column..column + columns] {
                    *entry = index + rows;
                }
                cells.push(Cell { id: cell, column, columns, rows });
                column += columns;
            }
            self.columns = self.columns.max(taken.len());
            self.rows.push(Row { id: row, group, is_head: order == 0, is_foot: order == 2, cells });
        }
    }
}
