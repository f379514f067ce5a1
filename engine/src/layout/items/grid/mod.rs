//! Grid containers (CSS Grid 2). The algorithm is `taffy`'s, run once, unfragmented; rows that no item straddles become
//! bands of flows side by side.

mod dense;
mod subgrid;
mod template;

pub(crate) use subgrid::tracks_key;
pub(crate) use template::place;

use crate::boxes::BoxId;
use crate::css::{Alignment, ComputedStyle};
use crate::layout::block::containing::Containing;
use crate::layout::block::state::Flow;
use crate::layout::context::Context;
use crate::layout::items::bands::{self, Band};
use crate::layout::items::static_position;
use crate::layout::items::tree::{self, ItemTree, PlacedItem, length};
use crate::layout::problems::Problem;
use crate::layout::sizing::used::ContentWidths;
use crate::sorting::sort_by_key;
use crate::units::Length;

/// The most rows that `taffy` makes.
const MAX_ROWS: usize = 10_000;

/// Lays out the items of a grid container in its content box.
pub(crate) fn lay_out(flow: &mut Flow<'_, '_>, id: BoxId, content: Containing) {
    let context = flow.context;
    let mut tree = subgrid::settled(context, id, content);
    tree.lay_out(content);
    let mut placed = placed_items(&tree, content);
    let by_first = tree::settle_first_baselines(&mut tree, &placed);
    if settle_rows(&mut tree, &context.tree.get(id).style, &placed) || by_first {
        tree.lay_out(content);
        placed = placed_items(&tree, content);
    }
    static_position::put(flow, id, content, tree.height, &tree);
    report_full_rows(&tree, id, &placed);
    let rows: Vec<(Length, Length)> = match &tree.grid {
        Some(grid) => grid.rows.positions.iter().map(|row| (length(row.start), length(row.end))).collect(),
        None => Vec::new(),
    };
    bands::put(flow, content, bands_of(&rows, placed));
}

/// Reports items for which there is no row left: `taffy` puts them into the last one, one over the other.
fn report_full_rows(tree: &ItemTree<'_, '_>, id: BoxId, placed: &[PlacedItem]) {
    let Some(grid) = tree.grid.as_ref().filter(|grid| grid.rows.positions.len() >= MAX_ROWS) else { return };
    let last = grid.rows.positions.len();
    let in_last = placed.iter().filter(|item| item.rows.end >= last).count();
    if in_last > grid.columns.positions.len() {
        let what = format!(
            "a grid has at most {MAX_ROWS} rows; the items after them are one over the other in the last row"
        );
        tree.context.problems.report(Problem::Unsupported { node: tree.context.tree.get(id).node, what });
    }
}

/// The items of the grid itself, without those of subgrids, which are in the tree only to be measured.
fn placed_items(tree: &ItemTree<'_, '_>, content: Containing) -> Vec<PlacedItem> {
    let mut placed = tree.placed(content.width);
    placed.truncate(tree.own);
    placed
}

/// Aligns the last baselines of the items that end in one row. Returns whether there are any.
fn settle_rows(tree: &mut ItemTree<'_, '_>, style: &ComputedStyle, placed: &[PlacedItem]) -> bool {
    let context = tree.context;
    let by_last =
        |item: &PlacedItem| context.tree.style(item.id).layout.align_self == Alignment::LastBaseline;
    if style.layout.align_items != Alignment::LastBaseline && !placed.iter().any(by_last) {
        return false;
    }
    let mut numbered: Vec<(usize, &PlacedItem)> = placed.iter().enumerate().collect();
    sort_by_key(&mut numbered, |(_, item)| item.rows.end);
    let rows = numbered.chunk_by(|(_, one), (_, other)| one.rows.end == other.rows.end);
    let mut any = false;
    for row in rows {
        any |= tree::align_last_baselines(tree, style, row);
    }
    any
}

/// The widths of a grid container's content.
pub(crate) fn intrinsic_widths(context: &Context<'_>, id: BoxId) -> ContentWidths {
    tree::container_widths(&mut grid_tree(context, id, None))
}

fn grid_tree<'c, 't>(context: &'c Context<'t>, id: BoxId, content: Option<Containing>) -> ItemTree<'c, 't> {
    let style = &context.tree.get(id).style;
    let inherited = subgrid::is_subgrid(style).then(|| context.measurements.inherited_tracks(id)).flatten();
    let container = template::container(style, content, inherited.as_ref());
    let mut tree = ItemTree::new(context, id, container);
    tree.add_children(id, |_, style, item| template::place(style, item));
    let items = tree.items.iter_mut().map(|item| &mut item.style);
    dense::place(&tree.container, items, MAX_ROWS);
    tree
}

/// One band for each row, or for all rows that an item spans.
fn bands_of(rows: &[(Length, Length)], placed: Vec<PlacedItem>) -> Vec<Band> {
    // Whether an item straddles the line after each row.
    let mut straddled = vec![false; rows.len()];
    for item in &placed {
        let last = item.rows.end.saturating_sub(1).min(rows.len());
        if let Some(inside) = straddled.get_mut(item.rows.start..last.max(item.rows.start)) {
            inside.fill(true);
        }
    }
    let mut bands: Vec<Band> = Vec::new();
    // The band of each row.
    let mut band_of = Vec::with_capacity(rows.len());
    for (number, &(top, bottom)) in rows.iter().enumerate() {
        let continues = number > 0 && straddled[number - 1];
        match bands.last_mut() {
            Some(band) if continues => band.bottom = band.bottom.max(bottom),
            _ => bands.push(Band { top, bottom, items: Vec::new(), keep: false }),
        }
        band_of.push(bands.len() - 1);
    }
    for item in placed {
        if let Some(&band) = band_of.get(item.rows.start) {
            bands[band].items.push(item);
        }
    }
    // A collapsed or empty row without height does not count.
    bands.retain(|band| !band.items.is_empty() || band.bottom > band.top);
    let keep = bands.len() > 1;
    for band in &mut bands {
        band.keep = keep && band.items.len() > 1;
    }
    bands
}
