//! The borders of cells (CSS 2.2, section 17.6): from the styles of a table's boxes to the used borders of each cell.
//! If they collapse (section 17.6.2), they are the lines of the grid: half of each is in the cell on either side of
//! it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::grid::{Cell, Grid};
use crate::boxes::{BoxId, BoxKind};
use crate::css::{BorderSide, Color, Direction, LineStyle, Visibility};
use crate::layout::context::Context;
use crate::layout::galley::table_lines::{BorderCandidate, BorderOrigin, LineRun, RowLines, between_rows};
use crate::units::{Length, Sides};

const NO_BORDER: BorderSide = BorderSide { width: Length::ZERO, style: LineStyle::None, color: Color::BLACK };

/// The border sides of every cell.
pub(crate) struct CellBorders {
    sides: FxHashMap<BoxId, Sides<BorderSide>>,
    /// If borders collapse: the lines of each row.
    pub(crate) lines: Vec<Arc<RowLines>>,
    /// If borders collapse: the halves of the outermost lines that are in the table's own box.
    pub(crate) table: Sides<Length>,
    /// If borders collapse: half of the widest line between two rows, which a page that starts there has above its row.
    pub(crate) between_rows: Length,
}

impl CellBorders {
    pub(crate) fn sides(&self, id: BoxId) -> Sides<BorderSide> {
        self.sides.get(&id).copied().unwrap_or(Sides::all(NO_BORDER))
    }

    /// The used widths of a cell's borders.
    pub(crate) fn of(&self, cell: &Cell) -> Sides<Length> {
        self.sides(cell.id).map(|side| side.width)
    }

    /// Separate borders: each cell has its own.
    pub(crate) fn separate(context: &Context<'_>, grid: &Grid) -> CellBorders {
        let cells = grid.rows.iter().flat_map(|row| &row.cells);
        CellBorders {
            sides: cells.map(|cell| (cell.id, context.tree.style(cell.id).border.sides)).collect(),
            lines: Vec::new(),
            table: Sides::default(),
            between_rows: Length::ZERO,
        }
    }

    /// Collapsed borders, in a table whose columns run in `direction`. On a line grid, the half of a line in the cell
    /// below it would take a step of its own, so there rows keep room for the whole line below them.
    pub(crate) fn collapsed(
        context: &Context<'_>,
        grid: &Grid,
        table: BoxId,
        direction: Direction,
        on_grid: bool,
    ) -> CellBorders {
        let candidates = Candidates { context, grid, table, direction };
        let mut halves = Halves::default();
        let mut lines: Vec<RowLines> = Vec::with_capacity(grid.rows.len());
        // The cell over each column, in the current row and then in the one before it.
        let mut between = Length::ZERO;
        let mut covers: Vec<Option<Cover>> = vec![None; grid.columns];
        for (number, row) in grid.rows.iter().enumerate() {
            let before = covers.clone();
            for cell in &row.cells {
                let cover = Cover { id: cell.id, start: number, end: number + cell.rows };
                covers[cell.column..cell.column + cell.columns].fill(Some(cover));
            }
            for cover in &mut covers {
                *cover = cover.filter(|cover| cover.end > number);
            }
            let row_lines = candidates.row(number, &covers);
            let is_inner = !on_grid && number > 0;
            let upper = lines.last().map_or(&[][..], |row| &row.below);
            for run in between_rows(upper, &row_lines.above) {
                let width = run.border.side.width;
                between = if is_inner { between.max(width) } else { between };
                let (above, below) = match (on_grid, number) {
                    (false, _) => (width / 2, width / 2),
                    (true, 0) => (Length::ZERO, width),
                    (true, _) => (width, Length::ZERO),
                };
                halves.raise(before[run.from], |sides| &mut sides.bottom, above);
                halves.raise(covers[run.from], |sides| &mut sides.top, below);
            }
            for (column, border) in &row_lines.verticals {
                let half = border.side.width / 2;
                if let Some(column) = column.checked_sub(1) {
                    halves.raise(covers[column], |sides| &mut sides.right, half);
                }
                if *column < grid.columns {
                    halves.raise(covers[*column], |sides| &mut sides.left, half);
                }
            }
            lines.push(row_lines);
        }
        let below = lines.last().map_or(&[][..], |row| &row.below);
        for run in below {
            let width = run.border.side.width;
            let own = if on_grid { width } else { width / 2 };
            halves.raise(covers[run.from], |sides| &mut sides.bottom, own);
        }
        let table = Sides {
            top: widest(lines.first().map_or(&[][..], |row| &row.above)) / 2,
            bottom: widest(below) / 2,
            // Wider lines further down extend into the margin.
            left: vertical(lines.first(), 0) / 2,
            right: vertical(lines.first(), grid.columns) / 2,
        };
        let bare = |width| BorderSide { width, style: LineStyle::None, color: Color::TRANSPARENT };
        let cells = grid.rows.iter().flat_map(|row| &row.cells);
        let sides = cells.map(|cell| {
            let halves = halves.cells.get(&cell.id).copied().unwrap_or_default();
            (cell.id, from_start(halves, direction).map(bare))
        });
        CellBorders {
            sides: sides.collect(),
            lines: lines.into_iter().map(Arc::new).collect(),
            table: from_start(table, direction),
            between_rows: between / 2,
        }
    }
}

/// The width of the widest border on a horizontal line.
fn widest(runs: &[LineRun]) -> Length {
    runs.iter().map(|run| run.border.side.width).max().unwrap_or_default()
}

/// The width of the border of a row on a vertical grid line.
fn vertical(row: Option<&RowLines>, column: usize) -> Length {
    let border = row.and_then(|row| row.verticals.iter().find(|(at, _)| *at == column));
    border.map_or(Length::ZERO, |(_, border)| border.side.width)
}

/// Sides counted from the start of the row: if that is at the right, left and right are exchanged. Applied twice, it
/// changes nothing.
fn from_start<T>(sides: Sides<T>, direction: Direction) -> Sides<T> {
    match direction {
        Direction::LeftToRight => sides,
        Direction::RightToLeft => Sides { left: sides.right, right: sides.left, ..sides },
    }
}

/// A cell over a column, the row in which it begins, and the one after its last.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Cover {
    id: BoxId,
    start: usize,
    end: usize,
}

/// How much of the lines around each cell is inside the cell.
#[derive(Default)]
struct Halves {
    cells: FxHashMap<BoxId, Sides<Length>>,
}

impl Halves {
    fn raise(
        &mut self,
        cover: Option<Cover>,
        side: impl Fn(&mut Sides<Length>) -> &mut Length,
        half: Length,
    ) {
        if let Some(cover) = cover {
            let side = side(self.cells.entry(cover.id).or_default());
            *side = (*side).max(half);
        }
    }
}

/// The border candidates of the boxes of a table.
struct Candidates<'a> {
    context: &'a Context<'a>,
    grid: &'a Grid,
    table: BoxId,
    direction: Direction,
}

impl Candidates<'_> {
    fn of(&self, id: BoxId, origin: BorderOrigin) -> Sides<BorderCandidate> {
        let style = self.context.tree.style(id);
        let is_visible = style.text.visibility == Visibility::Visible;
        from_start(style.border.sides, self.direction).map(|side| {
            let color = if is_visible { side.color } else { Color::TRANSPARENT };
            // In this model, `inset` looks like `ridge`, and `outset` like `groove` (section 17.6.3).
            let style = match side.style {
                LineStyle::Inset => LineStyle::Ridge,
                LineStyle::Outset => LineStyle::Groove,
                style => style,
            };
            BorderCandidate { side: BorderSide { style, color, ..side }, origin }
        })
    }

    /// The column group of a column, or the column itself if it has none.
    fn column_group(&self, id: BoxId) -> BoxId {
        let parent = self.context.tree.get(id).parent;
        let group = parent
            .filter(|&parent| matches!(self.context.tree.get(parent).kind, BoxKind::TableColumnGroup { .. }));
        group.unwrap_or(id)
    }

    /// The candidate of columns and column groups on the line before a column.
    fn at_column(&self, line: usize) -> Option<BorderCandidate> {
        let column = |number: Option<usize>| {
            number.and_then(|number| self.grid.column_boxes.get(number).copied().flatten())
        };
        let (before, after) = (column(line.checked_sub(1)), column(Some(line)));
        let mut candidates: Vec<BorderCandidate> = Vec::new();
        if before != after {
            candidates.extend(before.map(|id| self.of(id, BorderOrigin::Column).right));
            candidates.extend(after.map(|id| self.of(id, BorderOrigin::Column).left));
        }
        let (before, after) = (before.map(|id| self.column_group(id)), after.map(|id| self.column_group(id)));
        if before != after {
            candidates.extend(before.map(|id| self.of(id, BorderOrigin::ColumnGroup).right));
            candidates.extend(after.map(|id| self.of(id, BorderOrigin::ColumnGroup).left));
        }
        candidates.into_iter().reduce(BorderCandidate::or_stronger)
    }

    /// The candidates of columns and column groups above the first row, or below the last one.
    fn across_columns(&self, side: impl Fn(Sides<BorderCandidate>) -> BorderCandidate) -> Vec<LineRun> {
        let columns = self.grid.column_boxes.iter().enumerate();
        let run = |(number, id): (usize, &Option<BoxId>)| {
            let id = (*id)?;
            let column = side(self.of(id, BorderOrigin::Column));
            let group = side(self.of(self.column_group(id), BorderOrigin::ColumnGroup));
            Some(LineRun { from: number, to: number + 1, border: column.or_stronger(group) })
        };
        columns.filter_map(run).collect()
    }

    /// The lines of a row in which `covers` are the cells over each column.
    fn row(&self, number: usize, covers: &[Option<Cover>]) -> RowLines {
        let row = &self.grid.rows[number];
        let is_of_group = |other: Option<usize>| {
            other.and_then(|other| self.grid.rows.get(other)).is_some_and(|other| other.group == row.group)
        };
        let (is_first, is_last) = (number == 0, number + 1 == self.grid.rows.len());
        let own_row = self.of(row.id, BorderOrigin::Row);
        let group = self.of(row.group, BorderOrigin::RowGroup);
        let table = self.of(self.table, BorderOrigin::Table);
        let none = Sides::all(BorderCandidate { side: NO_BORDER, origin: BorderOrigin::Table });
        let all = |candidates: [(bool, BorderCandidate); 3]| {
            candidates
                .into_iter()
                .filter(|(counts, _)| *counts)
                .map(|(_, border)| border)
                .reduce(BorderCandidate::or_stronger)
        };
        let begins_group = !is_of_group(number.checked_sub(1));
        let ends_group = !is_of_group(Some(number + 1));
        let rest = Sides {
            top: all([(true, own_row.top), (begins_group, group.top), (is_first, table.top)]),
            bottom: all([(true, own_row.bottom), (ends_group, group.bottom), (is_last, table.bottom)]),
            left: all([(true, own_row.left), (true, group.left), (true, table.left)]),
            right: all([(true, own_row.right), (true, group.right), (true, table.right)]),
        };
        let with = |border: BorderCandidate, rest: Option<BorderCandidate>| {
            rest.map_or(border, |rest| border.or_stronger(rest))
        };
        let mut lines = RowLines::default();
        let mut from = 0;
        let mut before = none;
        while from < covers.len() {
            let cover = covers[from];
            let to = (from..covers.len()).find(|&column| covers[column] != cover).unwrap_or(covers.len());
            let cell = cover.map_or(none, |cover| self.of(cover.id, BorderOrigin::Cell));
            if cover.is_none_or(|cover| cover.start == number) {
                lines.above.push(LineRun { from, to, border: with(cell.top, rest.top) });
            }
            if cover.is_none_or(|cover| cover.end == number + 1) || is_last {
                lines.below.push(LineRun { from, to, border: with(cell.bottom, rest.bottom) });
            }
            let vertical = with(before.right.or_stronger(cell.left), self.at_column(from));
            lines.verticals.push((from, if from == 0 { with(vertical, rest.left) } else { vertical }));
            before = cell;
            from = to;
        }
        if from > 0 {
            let vertical = with(with(before.right, self.at_column(from)), rest.right);
            lines.verticals.push((from, vertical));
        }
        if is_first {
            lines.above = between_rows(&lines.above, &self.across_columns(|sides| sides.top));
        }
        if is_last {
            lines.below = between_rows(&lines.below, &self.across_columns(|sides| sides.bottom));
        }
        lines
    }
}
