//! Tables (CSS 2.2, section 17; CSS Tables 3): from a table box and its content box to items of a galley. Every row
//! is a set of flows side by side, so pages break between rows and, if a row is taller than a page, inside it.

mod backgrounds;
mod borders;
mod cell;
mod columns;
mod grid;
mod row_items;
mod rows;

use std::sync::Arc;

use self::borders::CellBorders;
use self::columns::{Column, columns};
use self::grid::Grid;
use self::row_items::RowItems;
use self::rows::{LaidOutRows, PlacedColumns};
use super::context::Context;
use crate::boxes::{BoxId, BoxKind};
use crate::css::{
    BorderCollapse, BorderSide, BorderStyle, CaptionSide, Color, ComputedStyle, Direction, LineStyle,
    SizeValue, TableLayout,
};
use crate::layout::block::containing::Containing;
use crate::layout::block::line_grid::LineGrids;
use crate::layout::block::state::Flow;
use crate::layout::galley::builder::NewEnclosure;
use crate::layout::galley::list::Galley;
use crate::layout::sizing::used::{ContentWidths, Edges, definite, margin_left, table_horizontal_edges};
use crate::units::{Length, Point, Sides};

/// A table with its grid, borders and columns: everything that does not depend on its width.
struct Table {
    grid_box: BoxId,
    grid: Grid,
    borders: CellBorders,
    columns: Vec<Column>,
    /// The horizontal and vertical distance between cells, and between cells and the table's edges.
    spacing: (Length, Length),
    /// The greatest of the least widths of its captions (CSS Tables 3, section 3.8.1).
    caption: Length,
    /// Whether the table has `table-layout: fixed` and a width.
    fixed: bool,
    /// The table's own border and padding together. If borders collapse, the border is half of the outermost lines and
    /// there is no padding.
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

    /// The horizontal edges and spacing: the width of the table that does not belong to its columns.
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
        (margin_left(margins.margin, available - width, direction), width)
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
    // Layout cannot resume inside a table, so a forced break in a caption must not stop it there.
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

/// Lays out the grid of a table. `stretched` is its height where the table is stretched as an item.
fn lay_out_grid(flow: &mut Flow<'_, '_>, table: &Table, content: Containing, stretched: Option<Length>) {
    let context = flow.context;
    let style = &context.tree.get(table.grid_box).style;
    let columns = PlacedColumns::of(context, table, content);
    let content = columns.content;
    let mut rows = LaidOutRows::of(context, table, &columns);
    rows.fit_spanning_cells();
    let layout = &style.layout;
    let own = definite(layout.height, content.height, table.edges.vertical(), layout.box_sizing);
    let stretched = stretched.map(|height| height - table.edges.vertical());
    if let Some(height) = own.max(stretched) {
        rows.stretch_to(height);
    }
    let line_grid = flow.builder.grids.current().copied();
    if let Some(line_grid) = line_grid {
        rows.snap_to(&line_grid);
    }
    let enclosure = flow.builder.open(NewEnclosure {
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
    let repeated = RowItems::new(flow, table, &columns, &rows).add_all(rows.cells);
    // A head that takes most of a page would leave no room for the rows below it.
    let limit = context.page.or(content.height).unwrap_or(Length::from_millimeters(200.0)) / 3;
    let repeated = repeated.map(|galley| galley.filter(|galley| height_of(galley) < limit));
    let enclosure_of_grid = flow.builder.enclosure_mut(enclosure);
    let [head, foot] = repeated;
    // Half of a line between collapsed borders is outside the rows: below what is repeated, it is inside.
    let collapses = !table.borders.lines.is_empty();
    let Sides { top, bottom, .. } = if collapses { table.border } else { Sides::default() };
    enclosure_of_grid.between_rows = (table.borders.between_rows, table.borders.between_rows);
    if let Some(head) = head {
        enclosure_of_grid.opening += height_of(&head) + top;
        enclosure_of_grid.between_rows.1 = Length::ZERO;
        enclosure_of_grid.repeated_head = Some(Arc::new(head));
    }
    if let Some(foot) = foot {
        enclosure_of_grid.closing += height_of(&foot) + bottom;
        enclosure_of_grid.between_rows.0 = Length::ZERO;
        enclosure_of_grid.repeated_foot = Some(Arc::new(foot));
    }
    flow.builder.close(enclosure);
}

/// The style that a table's grid is painted with: collapsed borders are painted separately.
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
