//! Tables (CSS 2.2, section 17). Every row is a set of flows side by side, so pages break between rows
//! and, where a row is taller than a page, inside it.

mod borders;
mod cell;
mod columns;
mod grid;

use std::sync::Arc;

use self::borders::CellBorders;
use self::cell::{LaidOutCell, baseline_shift, cell_galley, cell_style, pad, row_baseline};
use self::columns::{Column, columns, distribute};
use self::grid::Grid;
use super::context::Context;
use crate::boxes::break_between_rows;
use crate::boxes::{BoxId, BoxKind};
use crate::css::{
    BorderCollapse, BorderSide, BorderStyle, CaptionSide, Color, ComputedStyle, Direction, LineStyle,
    SizeValue, TableLayout, VerticalAlign, Visibility,
};
use crate::layout::block::containing::Containing;
use crate::layout::block::line_grid::{LineGrid, LineGrids};
use crate::layout::block::state::Flow;
use crate::layout::galley::builder::{GalleyBuilder, NewEnclosure};
use crate::layout::galley::list::{Galley, ItemKind, ParallelFlow, ParallelFlows};
use crate::layout::galley::table_lines::TableRow;
use crate::layout::sizing::used::{ContentWidths, Edges, definite, table_horizontal_edges};
use crate::units::{Length, Point, Sides};

/// A table ready to be measured: its grid, borders and columns.
struct Table {
    grid_box: BoxId,
    grid: Grid,
    borders: CellBorders,
    columns: Vec<Column>,
    /// Between cells, and between them and the table's edge.
    spacing: (Length, Length),
    /// The greatest of the least widths of its captions (CSS Tables 3, section 3.8.1).
    caption: Length,
    /// `table-layout: fixed` with a width to divide.
    fixed: bool,
    /// The table's own border and padding. Where borders collapse, it has half of the outermost lines and no
    /// padding.
    edges: Sides<Length>,
    border: Sides<Length>,
    padding: Sides<Length>,
}

impl Table {
    fn of(context: &Context<'_>, id: BoxId) -> Option<Table> {
        let tree = context.tree;
        let grid_box = tree
            .get(id)
            .children
            .iter()
            .copied()
            .find(|&child| matches!(tree.get(child).kind, BoxKind::TableGrid))?;
        let style = tree.style(grid_box);
        let grid = Grid::of(context, grid_box);
        let collapses = style.text.border_collapse == BorderCollapse::Collapse;
        let (borders, spacing, border, padding) = if collapses {
            let on_grid = LineGrids::around(context, id).current().is_some();
            let borders = CellBorders::collapsed(context, &grid, grid_box, style.text.direction, on_grid);
            let half = match on_grid {
                true => Sides { top: Length::ZERO, bottom: Length::ZERO, ..borders.table },
                false => borders.table,
            };
            (borders, (Length::ZERO, Length::ZERO), half, Sides::default())
        } else {
            let edges = Edges::of(style, Length::ZERO);
            (CellBorders::separate(context, &grid), style.text.border_spacing, edges.border, edges.padding)
        };
        let fixed = style.layout.table_layout == TableLayout::Fixed && style.layout.width != SizeValue::Auto;
        let columns = columns(context, &grid, &borders, spacing.0, fixed);
        let captions = tree.get(id).children.iter().copied();
        let caption = captions
            .filter(|&child| matches!(tree.get(child).kind, BoxKind::TableCaption))
            .map(|child| context.outer_widths(child).min)
            .max()
            .unwrap_or_default();
        let edges = border + padding;
        Some(Table { grid_box, grid, borders, columns, spacing, caption, fixed, edges, border, padding })
    }

    /// Edges and spacing: what the columns do not have of the table's width.
    fn around(&self) -> Length {
        self.edges.horizontal() + self.spacing.0 * (self.columns.len() as i32 + 1)
    }

    /// The least and the greatest width of the border box.
    fn widths(&self) -> ContentWidths {
        let around = self.around();
        let min = self.columns.iter().map(|column| column.min).sum::<Length>() + around;
        let max = columns::preferred_width(&self.columns) + around;
        let min = if self.fixed { around } else { min }.max(self.caption);
        ContentWidths { min, max: max.max(min) }
    }
}

/// The least and the greatest width of a table's border box, whatever `width` it has.
pub(crate) fn intrinsic_widths(context: &Context<'_>, id: BoxId) -> ContentWidths {
    match Table::of(context, id) {
        Some(table) => table.widths(),
        None => ContentWidths { min: Length::ZERO, max: Length::ZERO },
    }
}

impl Context<'_> {
    /// A table's left margin, and the width of its border box.
    pub(crate) fn table_width(&self, id: BoxId, available: Length, direction: Direction) -> (Length, Length) {
        let style = self.tree.style(id);
        let layout = &style.layout;
        let margins = Edges::of(style, available);
        let used = margins.margins();
        let widths = self.content_widths(id);
        let edges = table_horizontal_edges(style);
        let width = match definite(layout.width, Some(available), edges, layout.box_sizing) {
            Some(width) => width + edges,
            None => widths.fit(available - used.horizontal()),
        };
        let limit =
            |value| definite(value, Some(available), edges, layout.box_sizing).map(|width| width + edges);
        let width = limit(layout.max_width).map_or(width, |max| width.min(max));
        let width = limit(layout.min_width).map_or(width, |min| width.max(min)).max(widths.min);
        let rest = available - width;
        let left = match (margins.margin.left, margins.margin.right) {
            (None, None) => (rest / 2).max(Length::ZERO),
            (None, Some(right)) => rest - right,
            (Some(left), _) if direction == Direction::LeftToRight => left,
            (Some(_), right) => rest - right.unwrap_or(Length::ZERO),
        };
        (left, width)
    }
}

fn has_caption(context: &Context<'_>, id: BoxId, side: CaptionSide) -> bool {
    context.tree.get(id).children.iter().any(|&child| {
        matches!(context.tree.get(child).kind, BoxKind::TableCaption)
            && context.tree.style(child).text.caption_side == side
    })
}

/// Whether a table has captions below its grid.
pub(crate) fn has_caption_below(context: &Context<'_>, id: BoxId) -> bool {
    has_caption(context, id, CaptionSide::Bottom)
}

/// Lays out a table, captions and all, in the width that [`Context::table_width`] gave.
pub(crate) fn lay_out(flow: &mut Flow<'_, '_>, id: BoxId, content: Containing) {
    let context = flow.context;
    // Layout cannot go on inside a table, so a forced break in a caption must not end it there.
    let stops = std::mem::replace(&mut flow.stops, false);
    let captions = |flow: &mut Flow<'_, '_>, side: CaptionSide| {
        for &child in &context.tree.get(id).children {
            let is_caption = matches!(context.tree.get(child).kind, BoxKind::TableCaption);
            if is_caption && context.tree.style(child).text.caption_side == side {
                flow.builder.between_siblings(true);
                flow.block(child, content, None);
            }
        }
    };
    let has_caption_above = has_caption(context, id, CaptionSide::Top);
    let top = flow.builder.height();
    captions(flow, CaptionSide::Top);
    if let Some(table) = Table::of(context, id) {
        if has_caption_above {
            flow.builder.between_siblings(true);
        }
        let stretched =
            flow.stretched.take().map(|height| height - Length::from_offset(flow.builder.height() - top));
        lay_out_grid(flow, &table, content, stretched);
    }
    captions(flow, CaptionSide::Bottom);
    flow.stops = stops;
}

/// `stretched` is the height of the grid where the table is stretched as an item.
fn lay_out_grid(flow: &mut Flow<'_, '_>, table: &Table, content: Containing, stretched: Option<Length>) {
    let context = flow.context;
    let style = &context.tree.get(table.grid_box).style;
    let available = content.width - table.around();
    let mut widths = distribute(&table.columns, available, table.fixed);
    // Columns that are collapsed have taken their part of the width, and leave it empty (CSS Tables 3, section 5.3).
    let gone = |id: BoxId| context.tree.style(id).text.visibility == Visibility::Collapse;
    let gone_columns: Vec<bool> = (0..widths.len())
        .map(|column| table.grid.column_boxes.get(column).copied().flatten().is_some_and(gone))
        .collect();
    let mut lost = Length::ZERO;
    for (width, _) in widths.iter_mut().zip(&gone_columns).filter(|(_, gone)| **gone) {
        lost += *width + table.spacing.0;
        *width = -table.spacing.0;
    }
    let content = Containing { width: content.width - lost, ..content };
    let right_to_left = style.text.direction == Direction::RightToLeft;
    let starts = column_starts(table, &widths, right_to_left);

    // Every cell at its width, and from them the heights of the rows.
    let mut rows: Vec<Vec<LaidOutCell>> = Vec::with_capacity(table.grid.rows.len());
    let mut heights: Vec<Length> = Vec::with_capacity(table.grid.rows.len());
    for row in &table.grid.rows {
        let mut cells = Vec::with_capacity(row.cells.len());
        let row_is_gone = gone(row.id);
        for cell in &row.cells {
            let last = cell.column + cell.columns - 1;
            if row_is_gone || gone_columns[cell.column..=last].iter().all(|gone| *gone) {
                continue;
            }
            let start = starts[cell.column];
            let width = starts[last] + widths[last] - start;
            let x = if right_to_left { content.width - start - width } else { start };
            let style = cell_style(context, table, row.id, row.group, cell);
            let (galley, least) = cell_galley(context, cell.id, &style, width);
            let height = height_of(&galley);
            cells.push(LaidOutCell { cell: *cell, style, x: content.x + x, galley, height, least });
        }
        let layout = &context.tree.style(row.id).layout;
        let own =
            definite(layout.height, content.height, Length::ZERO, layout.box_sizing).unwrap_or_default();
        let single = cells.iter().filter(|cell| cell.cell.rows == 1);
        let baseline = row_baseline(&cells);
        let height = single
            .map(|cell| (cell.height + baseline_shift(cell, baseline)).max(cell.least))
            .fold(own, Length::max);
        // A row that is gone has no distance to the next either.
        let height = if row_is_gone { -table.spacing.1 } else { height };
        heights.push(height);
        rows.push(cells);
    }
    // Rows are made taller in proportion by a cell over several of them that is taller than they are.
    for (number, cells) in rows.iter().enumerate() {
        for cell in cells.iter().filter(|cell| cell.cell.rows > 1) {
            let end = (number + cell.cell.rows).min(heights.len());
            let gaps = table.spacing.1 * (end - number - 1) as i32;
            let lacking = cell.height.max(cell.least) - gaps - heights[number..end].iter().copied().sum();
            if lacking > Length::ZERO {
                let weights: Vec<Length> =
                    heights[number..end].iter().map(|height| (*height).max(Length::ZERO)).collect();
                let taller = columns::add_shares(&heights[number..end], lacking, &weights);
                heights[number..end].copy_from_slice(&taller);
                if weights.iter().all(|height| height.is_zero()) {
                    heights[end - 1] += lacking;
                }
            }
        }
    }
    let layout = &style.layout;
    let own = definite(layout.height, content.height, table.edges.vertical(), layout.box_sizing);
    let stretched = stretched.map(|height| height - table.edges.vertical());
    if let Some(wanted) = own.max(stretched) {
        let gaps = table.spacing.1 * (heights.len() as i32 + 1);
        let lacking = wanted - gaps - heights.iter().copied().sum();
        if lacking > Length::ZERO && !heights.is_empty() {
            let count = heights.len() as i32;
            for height in &mut heights {
                *height += lacking / count;
            }
        }
    }

    let line_grid = flow.builder.grids.current().copied();
    if let Some(line_grid) = line_grid {
        // The rows after it begin on a step.
        for height in &mut heights {
            *height = line_grid.round_up(*height + table.spacing.1) - table.spacing.1;
        }
    }

    // Where each row begins, from the top of the first, and where one after the last would.
    let mut tops: Vec<Length> = Vec::with_capacity(heights.len() + 1);
    tops.push(Length::ZERO);
    tops.extend(heights.iter().scan(Length::ZERO, |at, height| {
        *at += *height + table.spacing.1;
        Some(*at)
    }));

    let column_lines = column_lines(table, &starts, &widths, content, right_to_left);
    let table_row = |number: usize| {
        let lines = table.borders.lines.get(number)?.clone();
        Some(TableRow { lines, columns: column_lines.clone() })
    };
    let grid_enclosure = flow.builder.open(NewEnclosure {
        box_id: table.grid_box,
        style: grid_style(table, style),
        x: content.x,
        width: content.width,
        border: table.border,
        padding: table.padding,
        shift: Point::default(),
        resumed: false,
    });
    flow.builder.flush();
    let mut head = GalleyBuilder::new(content.width);
    let mut foot = GalleyBuilder::new(content.width);
    let (mut has_head, mut has_foot) = (false, false);
    let mut spanned_until = 0;
    let mut last_shown: Option<usize> = None;
    let count = rows.len();
    if !table.spacing.1.is_zero() && count > 0 {
        flow.builder.solid(ItemKind::Fill, table.spacing.1);
    }
    for (number, cells) in rows.into_iter().enumerate() {
        let row = &table.grid.rows[number];
        if gone(row.id) {
            continue;
        }
        let before = last_shown.replace(number).map(|number| &table.grid.rows[number]);
        let next_is_new_part =
            before.is_some_and(|before| before.is_head || (row.is_foot && !before.is_foot));
        if let Some(before) = before {
            let parts = before.group != row.group;
            let in_columns = flow.builder.is_in_columns();
            let (ended, begun) =
                ((before.id, parts.then_some(before.group)), (row.id, parts.then_some(row.group)));
            flow.builder.between(break_between_rows(context.tree, ended, begun, in_columns));
            flow.builder.between_siblings(next_is_new_part || number < spanned_until);
            if !parts {
                flow.builder.between_parts(context.tree.style(row.group));
            }
            flow.builder.add_margin(table.spacing.1);
        }
        for cell in &row.cells {
            spanned_until = spanned_until.max(number + cell.rows);
        }
        let mut spans: Vec<bool> = cells.iter().map(|cell| cell.cell.rows > 1).collect();
        spans.iter_mut().for_each(|spans| *spans &= !row.is_head && !row.is_foot);
        let mut spans = spans.into_iter();
        let (spanning, flows): (Vec<_>, Vec<_>) =
            row_flows(table, number, cells, &tops, line_grid, context.page)
                .into_iter()
                .partition(|_| spans.next() == Some(true));
        let repeated = |flows: &Vec<ParallelFlow>| ParallelFlows {
            flows: flows
                .iter()
                .map(|flow| ParallelFlow { galley: flow.galley.clone(), x: flow.x, y: flow.y })
                .collect(),
            owners: Vec::new(),
            height: heights[number],
            table_row: table_row(number),
        };
        if row.is_head {
            has_head = true;
            head.solid(ItemKind::Fill, table.spacing.1);
            head.parallel(repeated(&flows), false);
        }
        if row.is_foot {
            has_foot = true;
            foot.solid(ItemKind::Fill, table.spacing.1);
            foot.parallel(repeated(&flows), false);
        }
        let avoid = [row.id, row.group].iter().any(|&id| flow.builder.avoids(context.tree.style(id)));
        let begins_group = before.is_none_or(|before| before.group != row.group);
        let mut owners = if begins_group { vec![row.group] } else { Vec::new() };
        owners.push(row.id);
        let row = ParallelFlows { flows, owners, height: heights[number], table_row: table_row(number) };
        let item = flow.builder.parallel(row, avoid);
        let ends = || (number + 1..tops.len()).map(|next| tops[next] - tops[number] - table.spacing.1);
        for cell in spanning {
            flow.builder.spanning_cell(item, cell, ends().map(Length::offset));
        }
    }
    if !table.spacing.1.is_zero() && count > 0 {
        flow.builder.solid(ItemKind::Fill, table.spacing.1);
    }
    // A head that takes most of a page would leave no room for what it heads.
    let room = context.page.or(content.height).unwrap_or(Length::from_millimeters(200.0)) / 3;
    let enclosure = flow.builder.enclosure_mut(grid_enclosure);
    if has_head {
        let head = head.finish();
        let height = height_of(&head);
        if height < room {
            enclosure.opening += height;
            enclosure.repeated_head = Some(Arc::new(head));
        }
    }
    if has_foot {
        let foot = foot.finish();
        let height = height_of(&foot);
        if height < room {
            enclosure.closing += height;
            enclosure.repeated_foot = Some(Arc::new(foot));
        }
    }
    flow.builder.close(grid_enclosure);
}

/// Where the columns begin, measured from the side on which the first one stands.
fn column_starts(table: &Table, widths: &[Length], right_to_left: bool) -> Vec<Length> {
    let edge = if right_to_left { table.edges.right } else { table.edges.left };
    let mut at = edge + table.spacing.0;
    widths
        .iter()
        .map(|width| {
            let start = at;
            at += *width + table.spacing.0;
            start
        })
        .collect()
}

/// Where the lines between columns are, and the first and the last, in the galley around the table; none
/// where borders do not collapse.
fn column_lines(
    table: &Table,
    starts: &[Length],
    widths: &[Length],
    content: Containing,
    right_to_left: bool,
) -> Arc<[Length]> {
    if table.borders.lines.is_empty() {
        return Arc::new([]);
    }
    let ends = starts.iter().zip(widths).map(|(start, width)| *start + *width);
    let lines = starts.first().copied().into_iter().chain(ends);
    lines.map(|at| content.x + if right_to_left { content.width - at } else { at }).collect()
}

/// The style that a table's grid is drawn with: borders that collapse are drawn by themselves.
fn grid_style(table: &Table, style: &Arc<ComputedStyle>) -> Arc<ComputedStyle> {
    if table.borders.lines.is_empty() {
        return style.clone();
    }
    let bare = |width| BorderSide { width, style: LineStyle::None, color: Color::TRANSPARENT };
    let border = BorderStyle { sides: table.border.map(bare), ..(*style.border).clone() };
    Arc::new(ComputedStyle { border: Arc::new(border), ..(**style).clone() })
}

fn height_of(galley: &Galley) -> Length {
    Length::from_offset(galley.height())
}

/// The flows of a row: its cells as high as the row, their contents aligned. `tops` is where each row
/// begins; on a grid of lines contents are moved down by whole steps. `page` is the height of a page.
fn row_flows(
    table: &Table,
    number: usize,
    cells: Vec<LaidOutCell>,
    tops: &[Length],
    line_grid: Option<LineGrid>,
    page: Option<Length>,
) -> Vec<ParallelFlow> {
    let baseline = row_baseline(&cells);
    let whole_steps = |down| line_grid.map_or(down, |line_grid| line_grid.round_down(down));
    cells
        .into_iter()
        .map(|cell| {
            let end = (number + cell.cell.rows).min(tops.len() - 1);
            let height = tops[end] - tops[number] - table.spacing.1;
            let rest = (height - cell.height).max(Length::ZERO);
            let above = match cell.style.layout.vertical_align {
                VerticalAlign::Top => Length::ZERO,
                VerticalAlign::Middle => whole_steps(rest / 2),
                VerticalAlign::Bottom => whole_steps(rest),
                _ => baseline_shift(&cell, baseline),
            };
            let mut galley = cell.galley;
            if rest > Length::ZERO {
                pad(&mut galley, above, rest - above, page);
            }
            ParallelFlow { galley: Arc::new(galley), x: cell.x, y: Length::ZERO }
        })
        .collect()
}
