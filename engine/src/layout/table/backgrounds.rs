//! The backgrounds of columns, rows and groups of them (CSS Tables 3, section 3.10; CSS 2.2, section 17.5.1). Each is
//! painted in the cells, under their own: group of columns, column, group of rows, row. An image is placed on the box of
//! the row or column as a whole, so each cell shows its part of it.

use std::ops::Range;
use std::sync::Arc;

use super::Table;
use super::grid::{Cell, Row};
use super::rows::PlacedColumns;
use crate::boxes::{BoxId, BoxKind};
use crate::css::{BackgroundBox, BackgroundImage, BackgroundLayer, BackgroundStyle, ComputedStyle};
use crate::layout::context::Context;
use crate::units::{Length, Point, Rect, Size};

/// A box with a background that a cell paints.
pub(crate) struct BoxBehind<'a> {
    id: BoxId,
    is_column: bool,
    background: &'a Arc<BackgroundStyle>,
    /// The box, relative to the border box of the cell.
    area: Rect,
}

/// The boxes behind a cell that have a background, from the bottom to the top. Their areas are not known yet.
pub(crate) fn behind<'a>(context: &Context<'a>, table: &Table, row: &Row, cell: &Cell) -> Vec<BoxBehind<'a>> {
    let tree = context.tree;
    let column = table.grid.column_boxes.get(cell.column).copied().flatten();
    let columns = column.and_then(|id| tree.get(id).parent).filter(|&id| is_column_group(context, id));
    let boxes = [(columns, true), (column, true), (Some(row.group), false), (Some(row.id), false)];
    let inked = boxes.into_iter().filter_map(|(id, is_column)| {
        let background = &tree.get(id?).style.background;
        let has_ink = !background.color.is_transparent() || !background.layers.is_empty();
        has_ink.then_some(BoxBehind { id: id?, is_column, background, area: Rect::default() })
    });
    inked.collect()
}

fn is_column_group(context: &Context<'_>, id: BoxId) -> bool {
    matches!(context.tree.get(id).kind, BoxKind::TableColumnGroup { .. })
}

/// The background of a cell over those of the boxes behind it; `None` where it is the cell's own.
pub(crate) fn composed(own: &ComputedStyle, behind: &[BoxBehind<'_>]) -> Option<Arc<BackgroundStyle>> {
    let last = behind.last()?;
    let own = &own.background;
    // The usual case: one color, and a cell without a background.
    let is_bare = own.color.is_transparent() && own.layers.is_empty();
    if is_bare
        && last.background.layers.is_empty()
        && (behind.len() == 1 || last.background.color.alpha == 255)
    {
        let color = last.background.color;
        let style = BackgroundStyle { color, color_clip: BackgroundBox::BorderBox, ..(**own).clone() };
        return Some(if style == **last.background { last.background.clone() } else { Arc::new(style) });
    }
    let solid = |color, clip| BackgroundLayer {
        image: BackgroundImage::Color(color),
        clip,
        ..BackgroundLayer::INITIAL
    };
    let mut layers = own.layers.clone();
    if !own.color.is_transparent() {
        layers.push(solid(own.color, own.color_clip));
    }
    for each in behind.iter().rev() {
        layers.extend(each.background.layers.iter().cloned().map(|layer| BackgroundLayer {
            clip: BackgroundBox::BorderBox,
            area: Some(each.area),
            ..layer
        }));
        if !each.background.color.is_transparent() {
            layers.push(solid(each.background.color, BackgroundBox::BorderBox));
        }
    }
    let color = crate::css::Color::TRANSPARENT;
    Some(Arc::new(BackgroundStyle { color, layers, ..(**own).clone() }))
}

/// The boxes of rows and columns in the galley of a table: what the cells' parts of a background are cut from.
pub(crate) struct BackgroundAreas {
    /// For each row, the rows of its group.
    groups: Vec<Range<usize>>,
}

impl BackgroundAreas {
    pub(crate) fn of(table: &Table) -> BackgroundAreas {
        let mut groups: Vec<Range<usize>> = Vec::with_capacity(table.grid.rows.len());
        for rows in table.grid.rows.chunk_by(|one, other| one.group == other.group) {
            let start = groups.len();
            groups.extend(rows.iter().map(|_| start..start + rows.len()));
        }
        BackgroundAreas { groups }
    }

    /// The background of a cell in a row whose heights are known, if it has images of boxes behind it. `x` is the left
    /// edge of the cell, and `tops` has the top of each row.
    pub(crate) fn background(
        &self,
        context: &Context<'_>,
        (table, columns): (&Table, &PlacedColumns),
        (number, cell): (usize, &Cell),
        x: Length,
        tops: &[Length],
    ) -> Option<Arc<BackgroundStyle>> {
        let row = &table.grid.rows[number];
        let mut behind = behind(context, table, row, cell);
        if behind.iter().all(|each| each.background.layers.is_empty()) {
            return None;
        }
        for each in &mut behind {
            let rows = match each.id {
                _ if each.is_column => 0..table.grid.rows.len(),
                id if id == row.group => self.groups[number].clone(),
                _ => number..number + 1,
            };
            let belongs = |column: &Option<BoxId>| {
                column.is_some_and(|column| {
                    column == each.id || context.tree.get(column).parent == Some(each.id)
                })
            };
            let boxes = &table.grid.column_boxes;
            let (first, last) = match each.is_column {
                true => (boxes.iter().position(belongs), boxes.iter().rposition(belongs)),
                false => (Some(0), boxes.len().checked_sub(1)),
            };
            let (left, right) = columns.edges(first?, last?);
            let (top, bottom) = (tops[rows.start], tops[rows.end] - table.spacing.1);
            each.area =
                Rect::new(Point::new(left - x, top - tops[number]), Size::new(right - left, bottom - top));
        }
        composed(context.tree.style(cell.id), &behind)
    }
}
