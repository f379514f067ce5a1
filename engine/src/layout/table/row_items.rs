//! The rows of a table as items of its galley: each row is a set of flows side by side, with the legal breaks between
//! rows, and the head and the foot that are repeated on each page (CSS Fragmentation 3, section 4.4; CSS Tables 3,
//! section 6).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Table;
use super::backgrounds::BackgroundAreas;
use super::cell::{LaidOutCell, baseline_shift, pad, row_baseline};
use super::grid::Row;
use super::rows::{LaidOutRows, PlacedColumns, is_collapsed};
use crate::boxes::break_between_rows;
use crate::css::VerticalAlign;
use crate::layout::block::line_grid::LineGrid;
use crate::layout::block::state::Flow;
use crate::layout::galley::builder::GalleyBuilder;
use crate::layout::galley::list::{Galley, Item, ItemKind, ParallelFlow, ParallelFlows};
use crate::layout::galley::table_lines::TableRow;
use crate::units::{Length, Offset};

/// The rows of a table while they are added to its flow.
pub(crate) struct RowItems<'a, 'c, 't> {
    flow: &'a mut Flow<'c, 't>,
    table: &'a Table,
    columns: &'a PlacedColumns,
    backgrounds: BackgroundAreas,
    heights: Vec<Length>,
    /// Where each row begins, from the top of the first, and where one after the last would.
    tops: Vec<Length>,
    line_grid: Option<LineGrid>,
    /// Where the lines between columns are in the galley; none where borders do not collapse.
    column_lines: Arc<[Length]>,
    /// The rows that are repeated on each page, if there are any.
    head: Option<GalleyBuilder>,
    foot: Option<GalleyBuilder>,
    /// The number of the first row that no cell from the rows before reaches into which fits on a page.
    spanned_until: usize,
    /// The height that a page has for rows between the head and the foot.
    room: Length,
    /// Where cells over several rows break that do not fit on a page, from the top of the first row.
    spanning_breaks: BTreeSet<Offset>,
    /// The last row that was added.
    previous: Option<usize>,
}

impl<'a, 'c, 't> RowItems<'a, 'c, 't> {
    pub(crate) fn new(
        flow: &'a mut Flow<'c, 't>,
        table: &'a Table,
        columns: &'a PlacedColumns,
        rows: &LaidOutRows,
    ) -> RowItems<'a, 'c, 't> {
        let line_grid = flow.builder.grids.current().copied();
        let repeated =
            table.grid.rows.iter().zip(&rows.heights).filter(|(row, _)| row.is_head || row.is_foot);
        let repeated: Length = repeated.map(|(_, height)| *height).sum();
        let room = flow.context.page.map_or(Length::MAX, |page| page - repeated);
        RowItems {
            flow,
            table,
            columns,
            backgrounds: BackgroundAreas::of(table),
            heights: rows.heights.clone(),
            tops: rows.tops(),
            line_grid,
            column_lines: column_lines(table, columns),
            head: None,
            foot: None,
            spanned_until: 0,
            room,
            spanning_breaks: BTreeSet::new(),
            previous: None,
        }
    }

    /// Adds all rows, and returns the head and the foot to repeat.
    pub(crate) fn add_all(mut self, rows: Vec<Vec<LaidOutCell>>) -> [Option<Galley>; 2] {
        let spacing = self.table.spacing.1;
        let has_spacing = !spacing.is_zero() && !rows.is_empty();
        if has_spacing {
            self.flow.builder.solid(ItemKind::Fill, spacing);
        }
        for (number, cells) in rows.into_iter().enumerate() {
            self.add(number, cells);
        }
        if has_spacing {
            self.flow.builder.solid(ItemKind::Fill, spacing);
        }
        [self.head, self.foot].map(|rows| rows.map(GalleyBuilder::finish))
    }

    fn add(&mut self, number: usize, cells: Vec<LaidOutCell>) {
        let table = self.table;
        let row = &table.grid.rows[number];
        if is_collapsed(self.flow.context, row.id) {
            return;
        }
        let before = self.previous.replace(number).map(|number| &table.grid.rows[number]);
        if let Some(before) = before {
            self.break_between(before, row, number);
        }
        let fitting = cells.iter().filter(|cell| cell.height <= self.room);
        self.spanned_until = fitting.map(|cell| number + cell.cell.rows).fold(self.spanned_until, usize::max);
        let is_repeated = row.is_head || row.is_foot;
        let spans: Vec<bool> = cells.iter().map(|cell| cell.cell.rows > 1 && !is_repeated).collect();
        let mut spans = spans.into_iter();
        let (spanning, mut flows): (Vec<_>, Vec<_>) =
            self.row_flows(number, cells).into_iter().partition(|_| spans.next() == Some(true));
        let beside = self.breaks_beside(number, &spanning);
        if flows.is_empty() && !beside.is_empty() {
            flows.push(empty_flow(self.heights[number]));
        }
        let lines = table.borders.lines.get(number).cloned();
        let table_row = lines.map(|lines| TableRow { lines, columns: self.column_lines.clone() });
        let height = self.heights[number];
        for (repeated, is_in_it) in [(&mut self.head, row.is_head), (&mut self.foot, row.is_foot)] {
            if is_in_it {
                let repeated = repeated.get_or_insert_with(|| GalleyBuilder::new(self.columns.content.width));
                repeated.solid(ItemKind::Fill, table.spacing.1);
                let flows = flows.clone();
                let table_row = table_row.clone();
                repeated.parallel(ParallelFlows { flows, owners: Vec::new(), height, table_row }, false);
            }
        }
        let builder = &mut self.flow.builder;
        let tree = self.flow.context.tree;
        let avoid = [row.id, row.group].iter().any(|&id| builder.avoids(tree.style(id)));
        let begins_group = before.is_none_or(|before| before.group != row.group);
        let mut owners = if begins_group { vec![row.group] } else { Vec::new() };
        owners.push(row.id);
        let item = builder.row(ParallelFlows { flows, owners, height, table_row }, avoid, &beside);
        let tops = &self.tops;
        let ends = || (number + 1..tops.len()).map(|next| tops[next] - tops[number] - table.spacing.1);
        for cell in spanning {
            builder.spanning_cell(item, cell, ends().map(Length::offset));
        }
    }

    /// The heights in a row at which cells over several rows break that do not fit on a page. `spanning` are those that
    /// begin in the row.
    fn breaks_beside(&mut self, number: usize, spanning: &[ParallelFlow]) -> Vec<Offset> {
        let top = self.tops[number].offset();
        for cell in spanning.iter().filter(|cell| cell.galley.height() > self.room.offset()) {
            // Beside empty space the rows break between each other.
            let items = &cell.galley.items;
            let is_space = |at: usize| items.get(at).is_some_and(|item| matches!(item.kind, ItemKind::Fill));
            let breaks = cell.galley.breaks.iter();
            let of_content = breaks.filter(|each| !is_space(each.place.item().saturating_sub(1)));
            self.spanning_breaks.extend(of_content.map(|each| top + each.end));
        }
        let row = top + 1..top + self.heights[number].offset().max(1);
        self.spanning_breaks.range(row).map(|at| at - top).collect()
    }

    /// Adds the distance between two rows, and the break there.
    fn break_between(&mut self, before: &Row, row: &Row, number: usize) {
        let tree = self.flow.context.tree;
        let builder = &mut self.flow.builder;
        let begins_repeated = before.is_head || (row.is_foot && !before.is_foot);
        let begins_group = before.group != row.group;
        let in_columns = builder.is_in_columns();
        let ended = (before.id, begins_group.then_some(before.group));
        let begun = (row.id, begins_group.then_some(row.group));
        builder.between(break_between_rows(tree, ended, begun, in_columns));
        builder.between_siblings(begins_repeated || number < self.spanned_until);
        if !begins_group {
            builder.between_rows_of(tree.style(row.group));
        }
        builder.add_margin(self.table.spacing.1);
    }

    /// The flows of a row: its cells as tall as the row, their contents aligned. On a line grid, contents are moved
    /// down by whole steps.
    fn row_flows(&self, number: usize, cells: Vec<LaidOutCell>) -> Vec<ParallelFlow> {
        let (tops, page) = (&self.tops, self.flow.context.page);
        let baseline = row_baseline(&cells);
        let whole_steps = |down| self.line_grid.map_or(down, |line_grid| line_grid.round_down(down));
        cells
            .into_iter()
            .map(|cell| {
                let end = (number + cell.cell.rows).min(tops.len() - 1);
                let height = tops[end] - tops[number] - self.table.spacing.1;
                let rest = (height - cell.height).max(Length::ZERO);
                let above = match cell.style.layout.vertical_align {
                    VerticalAlign::Top => Length::ZERO,
                    VerticalAlign::Middle => whole_steps(rest / 2),
                    VerticalAlign::Bottom => whole_steps(rest),
                    _ => baseline_shift(&cell, baseline),
                };
                let mut galley = cell.galley;
                let (context, of) = (self.flow.context, (self.table, self.columns));
                if let Some(enclosure) = galley.enclosures.first_mut()
                    && let Some(background) =
                        self.backgrounds.background(context, of, (number, &cell.cell), cell.x, tops)
                {
                    Arc::make_mut(&mut enclosure.style).background = background;
                }
                if rest > Length::ZERO {
                    pad(&mut galley, above, rest - above, page);
                }
                ParallelFlow { galley: Arc::new(galley), x: cell.x, y: Length::ZERO }
            })
            .collect()
    }
}

/// The flow of a row without cells of its own, which breaks beside those from the rows before.
fn empty_flow(height: Length) -> ParallelFlow {
    let item = |kind, advance| Item { kind, advance, enclosure: None };
    let items = vec![item(ItemKind::Gap, Length::ZERO), item(ItemKind::Fill, height)];
    let galley = Galley { items, sums: vec![0, 0, height.offset()], ..Galley::default() };
    ParallelFlow { galley: Arc::new(galley), x: Length::ZERO, y: Length::ZERO }
}

/// Where the lines between columns are, and the first and the last, in the galley around the table; none where borders
/// do not collapse.
fn column_lines(table: &Table, columns: &PlacedColumns) -> Arc<[Length]> {
    if table.borders.lines.is_empty() {
        return Arc::new([]);
    }
    let PlacedColumns { content, widths, starts, right_to_left, .. } = columns;
    let ends = starts.iter().zip(widths).map(|(start, width)| *start + *width);
    let lines = starts.first().copied().into_iter().chain(ends);
    lines.map(|at| content.x + if *right_to_left { content.width - at } else { at }).collect()
}
