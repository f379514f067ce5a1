//! The rows of a table before they are added to its galley: every cell laid out at the width of its columns, and the
//! heights of the rows that follow from that (CSS 2.2, section 17.5.3; CSS Tables 3, section 3.9).

use super::cell::{LaidOutCell, baseline_shift, cell_galley, cell_style, row_baseline};
use super::columns::{add_shares, distribute};
use super::grid::Row;
use super::{Table, height_of};
use crate::boxes::BoxId;
use crate::css::{Direction, Visibility};
use crate::layout::block::containing::Containing;
use crate::layout::block::line_grid::LineGrid;
use crate::layout::context::Context;
use crate::layout::sizing::used::definite;
use crate::units::Length;

/// Whether a row or a column has `visibility: collapse`.
pub(crate) fn is_collapsed(context: &Context<'_>, id: BoxId) -> bool {
    context.tree.style(id).text.visibility == Visibility::Collapse
}

/// The columns of a table at their widths.
pub(crate) struct PlacedColumns {
    /// The border box of the table's grid, without the width that collapsed columns leave.
    pub(crate) content: Containing,
    pub(crate) widths: Vec<Length>,
    /// Where each column starts, from the side on which the first one is.
    pub(crate) starts: Vec<Length>,
    /// Whether each column has `visibility: collapse`.
    collapsed: Vec<bool>,
    /// Whether the first column is at the right.
    pub(crate) right_to_left: bool,
}

impl PlacedColumns {
    pub(crate) fn of(context: &Context<'_>, table: &Table, content: Containing) -> PlacedColumns {
        let available = content.width - table.around();
        let mut widths = distribute(&table.columns, available, table.fixed);
        // Collapsed columns take part in distributing the width, and leave their share empty (CSS Tables 3,
        // section 5.3).
        let collapsed: Vec<bool> = (0..widths.len())
            .map(|column| {
                let id = table.grid.column_boxes.get(column).copied().flatten();
                id.is_some_and(|id| is_collapsed(context, id))
            })
            .collect();
        let mut lost = Length::ZERO;
        for (width, _) in widths.iter_mut().zip(&collapsed).filter(|(_, collapsed)| **collapsed) {
            lost += *width + table.spacing.0;
            *width = -table.spacing.0;
        }
        let content = Containing { width: content.width - lost, ..content };
        let right_to_left = context.tree.style(table.grid_box).text.direction == Direction::RightToLeft;
        let edge = if right_to_left { table.edges.right } else { table.edges.left };
        let mut at = edge + table.spacing.0;
        let start_of = |width: &Length| {
            let start = at;
            at += *width + table.spacing.0;
            start
        };
        let starts = widths.iter().map(start_of).collect();
        PlacedColumns { content, widths, starts, collapsed, right_to_left }
    }

    /// The left and the right edge in the galley of the columns from `first` to `last`.
    pub(crate) fn edges(&self, first: usize, last: usize) -> (Length, Length) {
        let start = self.starts[first];
        let width = self.starts[last] + self.widths[last] - start;
        let x = if self.right_to_left { self.content.width - start - width } else { start };
        (self.content.x + x, self.content.x + x + width)
    }
}

/// The rows of a table with their cells.
pub(crate) struct LaidOutRows {
    /// The cells that start in each row, without those in collapsed rows and columns.
    pub(crate) cells: Vec<Vec<LaidOutCell>>,
    pub(crate) heights: Vec<Length>,
    /// The vertical distance between rows.
    spacing: Length,
}

impl LaidOutRows {
    /// Lays out all cells. The rows are as tall as the cells that start and end in them.
    pub(crate) fn of(context: &Context<'_>, table: &Table, columns: &PlacedColumns) -> LaidOutRows {
        let spacing = table.spacing.1;
        let count = table.grid.rows.len();
        let mut rows =
            LaidOutRows { cells: Vec::with_capacity(count), heights: Vec::with_capacity(count), spacing };
        for row in &table.grid.rows {
            let cells = laid_out_cells(context, table, columns, row);
            let layout = &context.tree.style(row.id).layout;
            let own = definite(layout.height, columns.content.height, Length::ZERO, layout.box_sizing);
            let single = cells.iter().filter(|cell| cell.cell.rows == 1);
            let baseline = row_baseline(&cells);
            let height = single
                .map(|cell| (cell.height + baseline_shift(cell, baseline)).max(cell.least))
                .fold(own.unwrap_or_default(), Length::max);
            // A collapsed row has no distance to the next one either.
            rows.heights.push(if is_collapsed(context, row.id) { -spacing } else { height });
            rows.cells.push(cells);
        }
        rows
    }

    /// Makes rows taller, in proportion to their heights, where a cell that spans several is taller than they are.
    pub(crate) fn fit_spanning_cells(&mut self) {
        let heights = &mut self.heights;
        for (number, cells) in self.cells.iter().enumerate() {
            for cell in cells.iter().filter(|cell| cell.cell.rows > 1) {
                let end = (number + cell.cell.rows).min(heights.len());
                let gaps = self.spacing * (end - number - 1) as i32;
                let lacking = cell.height.max(cell.least) - gaps - heights[number..end].iter().copied().sum();
                if lacking > Length::ZERO {
                    let weights: Vec<Length> =
                        heights[number..end].iter().map(|height| (*height).max(Length::ZERO)).collect();
                    let taller = add_shares(&heights[number..end], lacking, &weights);
                    heights[number..end].copy_from_slice(&taller);
                    if weights.iter().all(|height| height.is_zero()) {
                        heights[end - 1] += lacking;
                    }
                }
            }
        }
    }

    /// Makes all rows taller by the same amount, so that the grid has a height.
    pub(crate) fn stretch_to(&mut self, height: Length) {
        let count = self.heights.len() as i32;
        let gaps = self.spacing * (count + 1);
        let lacking = height - gaps - self.heights.iter().copied().sum();
        if lacking > Length::ZERO && count > 0 {
            for height in &mut self.heights {
                *height += lacking / count;
            }
        }
    }

    /// Makes rows taller so that each next one begins on a step of a line grid.
    pub(crate) fn snap_to(&mut self, line_grid: &LineGrid) {
        for height in &mut self.heights {
            *height = line_grid.round_up(*height + self.spacing) - self.spacing;
        }
    }

    /// Where each row begins, from the top of the first, and where one after the last would.
    pub(crate) fn tops(&self) -> Vec<Length> {
        let mut tops: Vec<Length> = Vec::with_capacity(self.heights.len() + 1);
        tops.push(Length::ZERO);
        tops.extend(self.heights.iter().scan(Length::ZERO, |at, height| {
            *at += *height + self.spacing;
            Some(*at)
        }));
        tops
    }
}

/// The cells that start in a row, laid out at the widths of their columns.
fn laid_out_cells(
    context: &Context<'_>,
    table: &Table,
    columns: &PlacedColumns,
    row: &Row,
) -> Vec<LaidOutCell> {
    let mut cells = Vec::with_capacity(row.cells.len());
    let row_is_collapsed = is_collapsed(context, row.id);
    for cell in &row.cells {
        let last = cell.column + cell.columns - 1;
        if row_is_collapsed || columns.collapsed[cell.column..=last].iter().all(|collapsed| *collapsed) {
            continue;
        }
        let (x, right) = columns.edges(cell.column, last);
        let width = right - x;
        let style = cell_style(context, table, row, cell);
        let (galley, least) = cell_galley(context, cell.id, &style, width);
        let height = height_of(&galley);
        cells.push(LaidOutCell { cell: *cell, style, x, galley, height, least });
    }
    cells
}
