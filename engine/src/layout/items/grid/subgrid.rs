//! Subgrids (CSS Grid 2, section 9): items that are grids whose tracks are those of the grid around them.
//!
//! `taffy` knows one level of items. So the items of a subgrid are added to the grid around it as well, only to be
//! measured: first for the columns; then, with the widths known, for the rows. The subgrid is then laid out as a grid
//! with the resulting tracks.

use std::sync::Arc;

use taffy::{
    AlignItems, DetailedGridInfo, DetailedGridItemsInfo, DetailedGridTracksInfo, Dimension, GridPlacement,
    LengthPercentage as TaffyLength, LengthPercentageAuto as TaffyLengthAuto, Line, Size as TaffySize,
};

use crate::boxes::{BoxId, BoxKind};
use crate::css::ComputedStyle;
use crate::css::grid::GridLine;
use crate::layout::block::containing::Containing;
use crate::layout::context::Context;
use crate::layout::items::grid::grid_tree;
use crate::layout::items::tracks::{InheritedTracks, Name, Tracks, points};
use crate::layout::items::tree::{Item, ItemTree, MeasuredSizes, PlacedItem, length};
use crate::layout::sizing::used::Edges;
use crate::units::{Length, Sides};

/// A number for the tracks that a subgrid has now; 0 for all other boxes.
pub(crate) fn tracks_key(context: &Context<'_>, id: BoxId) -> u64 {
    if !matches!(context.tree.get(id).kind, BoxKind::Grid) || !is_subgrid(context.tree.style(id)) {
        return 0;
    }
    let Some(tracks) = context.measurements.inherited_tracks(id) else { return 1 };
    let axes = [&tracks.columns, &tracks.rows];
    let lengths = axes.into_iter().flat_map(|axis| {
        let sizes = axis.iter().flat_map(|tracks| tracks.sizes.iter().copied().chain([tracks.gap]));
        sizes.chain([Length(-1)])
    });
    // FNV-1a, so that the same tracks have the same number.
    lengths.fold(0xcbf2_9ce4_8422_2325, |hash, each| {
        (hash ^ u64::from(each.0 as u32)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Whether a grid inherits tracks from the grid around it.
pub(crate) fn is_subgrid(style: &ComputedStyle) -> bool {
    let (columns, rows) = axes(style);
    columns || rows
}

/// Whether a grid inherits columns, and rows.
fn axes(style: &ComputedStyle) -> (bool, bool) {
    let grid = style.layout.grid.as_ref();
    grid.map_or((false, false), |grid| (grid.template_columns.is_subgrid, grid.template_rows.is_subgrid))
}

/// How many tracks a subgrid spans before it is placed.
pub(crate) fn span(style: &ComputedStyle, by_columns: bool) -> u16 {
    let Some(grid) = &style.layout.grid else { return 1 };
    let (list, lines) = match by_columns {
        true => (&grid.template_columns, [&grid.column_start, &grid.column_end]),
        false => (&grid.template_rows, [&grid.row_start, &grid.row_end]),
    };
    let by_place = match lines {
        [GridLine::Span(count, None), _] | [_, GridLine::Span(count, None)] => Some(*count),
        [GridLine::Number(from, None), GridLine::Number(to, None)] if (*from > 0) == (*to > 0) => {
            Some(from.abs_diff(*to))
        }
        _ => None,
    };
    let by_names = || u16::try_from(list.names.len().saturating_sub(1)).unwrap_or(u16::MAX);
    by_place.unwrap_or_else(by_names).max(1)
}

/// A subgrid among the items of a grid.
struct Subgrid {
    /// Its number among the items.
    number: usize,
    id: BoxId,
    /// Where it is in the grid around it.
    place: DetailedGridItemsInfo,
    /// The axes along which it inherits the tracks of the grid around it.
    columns: bool,
    rows: bool,
    /// Its margins, borders and paddings on each side.
    edges: Sides<Length>,
    /// Its items, with their places in it.
    items: Vec<(BoxId, DetailedGridItemsInfo)>,
    /// The tracks that it inherits. Their sizes are settled as layout proceeds.
    inherited: InheritedTracks,
}

/// The items of a grid as they are to be laid out, with its subgrids settled.
pub(crate) fn settled<'c, 't>(context: &'c Context<'t>, id: BoxId, content: Containing) -> ItemTree<'c, 't> {
    let mut tree = grid_tree(context, id, Some(content));
    let is_subgrid = |item: &Item| {
        matches!(context.tree.get(item.id).kind, BoxKind::Grid) && is_subgrid(context.tree.style(item.id))
    };
    let numbers: Vec<usize> =
        (0..).zip(&tree.items).filter(|(_, item)| is_subgrid(item)).map(|(number, _)| number).collect();
    if numbers.is_empty() {
        return tree;
    }
    // The places of items do not depend on sizes.
    for item in &mut tree.items {
        item.measured = MeasuredSizes::NONE;
    }
    tree.lay_out(content);
    let Some(grid) = tree.grid.take() else { return tree };
    let mut fixed = grid_tree(context, id, Some(content));
    let (columns, rows) = (grid.columns.negative_implicit_tracks, grid.rows.negative_implicit_tracks);
    for (item, place) in fixed.items.iter_mut().zip(&grid.items) {
        item.style.grid_column =
            lines(place.column_start, place.column_end, columns, grid.columns.explicit_tracks);
        item.style.grid_row = lines(place.row_start, place.row_end, rows, grid.rows.explicit_tracks);
    }
    let subgrids = numbers
        .into_iter()
        .filter_map(|number| Subgrid::of(context, number, fixed.items[number].id, &grid, content))
        .collect();
    let mut layout = SubgridLayout { context, content, tree: fixed, subgrids };
    layout.settle();
    layout.tree
}

/// A grid whose subgrids are settled: first their columns, then, with the widths known, their rows.
struct SubgridLayout<'c, 't> {
    context: &'c Context<'t>,
    /// The content box of the grid.
    content: Containing,
    /// The grid's own items at the places that they have, and after them those of its subgrids.
    tree: ItemTree<'c, 't>,
    subgrids: Vec<Subgrid>,
}

impl SubgridLayout<'_, '_> {
    fn settle(&mut self) {
        self.add_items_for_columns();
        self.tree.lay_out(self.content);
        let placed = self.tree.placed(self.content.width);
        let Some(sized) = self.tree.grid.take() else { return };
        self.settle_columns(&sized, &placed);
        self.tree.lay_out(self.content);
        let Some(sized) = self.tree.grid.take() else { return };
        self.settle_rows(&sized);
        self.tree.grid = Some(sized);
    }

    /// Adds the items of subgrids whose widths determine the columns.
    fn add_items_for_columns(&mut self) {
        for subgrid in &self.subgrids {
            let item = &mut self.tree.items[subgrid.number];
            // It fills the tracks that it inherits.
            if subgrid.columns {
                item.style.justify_self = Some(AlignItems::STRETCH);
                item.style.size.width = Dimension::auto();
            }
            if subgrid.rows {
                item.style.align_self = Some(AlignItems::STRETCH);
                item.style.size.height = Dimension::auto();
            }
            // Its height is not known before its columns are.
            item.measured = MeasuredSizes { width: !subgrid.columns, ..MeasuredSizes::NONE };
            if subgrid.columns {
                for (child, place) in &subgrid.items {
                    self.tree.add_inner(subgrid, *child, place, MeasuredSizes::WIDTH);
                }
            }
        }
    }

    /// Gives subgrids the widths of their columns, and adds the items of those whose heights determine the rows.
    fn settle_columns(&mut self, sized: &DetailedGridInfo<Name>, placed: &[PlacedItem]) {
        let (context, content) = (self.context, self.content);
        for subgrid in &mut self.subgrids {
            let style = context.tree.style(subgrid.id);
            let width = placed[subgrid.number].width;
            if let Some(columns) = &mut subgrid.inherited.columns {
                let gap =
                    (!style.layout.columns.gap_is_normal).then(|| style.layout.column_gap.resolve(width));
                let sides = (subgrid.edges.left, subgrid.edges.right);
                let between = (subgrid.place.column_start, subgrid.place.column_end);
                fit(Arc::make_mut(columns), &sized.columns, between, sides, gap);
            }
            context.measurements.inherit_tracks(subgrid.id, subgrid.inherited.clone());
            self.tree.items[subgrid.number].measured =
                MeasuredSizes { width: !subgrid.columns, height: !subgrid.rows, at_width: None };
            if subgrid.rows {
                let inner_width =
                    (width - Edges::of(style, content.width).inner().horizontal()).max(Length::ZERO);
                let inner_content = Containing { width: inner_width, height: None, ..content };
                let mut inner = grid_tree(context, subgrid.id, Some(inner_content));
                inner.lay_out(inner_content);
                let widths: Vec<Length> = inner.placed(inner_width).iter().map(|item| item.width).collect();
                for ((child, place), width) in subgrid.items.iter().zip(widths) {
                    self.tree.add_inner(subgrid, *child, place, MeasuredSizes::height_at(width));
                }
            }
        }
    }

    /// Gives subgrids the heights of their rows.
    fn settle_rows(&mut self, sized: &DetailedGridInfo<Name>) {
        for subgrid in &mut self.subgrids {
            let style = self.context.tree.style(subgrid.id);
            if let Some(rows) = &mut subgrid.inherited.rows {
                let own_gap = style.layout.row_gap.resolve(self.content.height.unwrap_or_default());
                let sides = (subgrid.edges.top, subgrid.edges.bottom);
                let gap = (!own_gap.is_zero()).then_some(own_gap);
                let between = (subgrid.place.row_start, subgrid.place.row_end);
                fit(Arc::make_mut(rows), &sized.rows, between, sides, gap);
            }
            self.context.measurements.inherit_tracks(subgrid.id, subgrid.inherited.clone());
        }
    }
}

impl Subgrid {
    /// A subgrid with its items at their places in it, which do not depend on sizes.
    fn of(
        context: &Context<'_>,
        number: usize,
        id: BoxId,
        grid: &DetailedGridInfo<Name>,
        content: Containing,
    ) -> Option<Subgrid> {
        let style = context.tree.style(id);
        let place = grid.items.get(number)?.clone();
        let own = Edges::of(style, content.width);
        let edges = own.inner() + own.margins();
        let (columns, rows) = axes(style);
        let template = style.layout.grid.as_ref()?;
        let inherited = InheritedTracks {
            columns: columns.then(|| {
                let names = &template.template_columns.names;
                unsized_tracks(names, &grid.columns, place.column_start.max(1), place.column_end)
            }),
            rows: rows.then(|| {
                let names = &template.template_rows.names;
                unsized_tracks(names, &grid.rows, place.row_start.max(1), place.row_end)
            }),
        };
        context.measurements.inherit_tracks(id, inherited.clone());
        let mut inner = grid_tree(context, id, Some(Containing { height: None, ..content }));
        for item in &mut inner.items {
            item.measured = MeasuredSizes::NONE;
        }
        inner.lay_out(Containing { height: None, ..content });
        let places = inner.grid.take()?;
        let items = inner.items.iter().map(|item| item.id).zip(places.items.iter().cloned()).collect();
        Some(Subgrid { number, id, place, columns, rows, edges, items, inherited })
    }
}

/// The tracks between two lines of the grid around a subgrid, before their sizes are known. Their lines have the names
/// from there and the subgrid's own.
fn unsized_tracks(
    names: &[Vec<Name>],
    around: &DetailedGridTracksInfo<Name>,
    from: u16,
    to: u16,
) -> Arc<Tracks> {
    let line = |line: u16| {
        let around = around.names_for_line(usize::from(from + line) - 1).to_vec();
        let own = names.get(usize::from(line)).cloned().unwrap_or_default();
        around.into_iter().chain(own).collect()
    };
    let count = to.saturating_sub(from);
    let names = (0..=count).map(line).collect();
    Arc::new(Tracks { sizes: vec![Length::ZERO; usize::from(count)], gap: Length::ZERO, names })
}

impl ItemTree<'_, '_> {
    /// Adds an item of a subgrid to the grid around it, to be measured there.
    fn add_inner(
        &mut self,
        subgrid: &Subgrid,
        child: BoxId,
        place: &DetailedGridItemsInfo,
        measured: MeasuredSizes,
    ) {
        let own = self.items[subgrid.number].style.clone();
        let style = self.context.tree.style(child);
        let margins = Edges::of(style, Length::ZERO).margins();
        let mut item = self.item_style(child);
        let zero = TaffyLength::length(0.0);
        let auto = TaffySize { width: TaffyLengthAuto::auto(), height: TaffyLengthAuto::auto() };
        item.justify_self = Some(AlignItems::START);
        item.align_self = Some(AlignItems::START);
        item.margin = taffy::Rect::length(0.0);
        let outer = &subgrid.place;
        let margin = |own: Length, edge: Length, at_edge: bool| {
            TaffyLengthAuto::length(points(if at_edge { own + edge } else { own }))
        };
        if measured.width {
            let span = outer.column_end.saturating_sub(outer.column_start);
            let (start, end) = (place.column_start.max(1), place.column_end.clamp(2, span + 1));
            item.grid_column = within(&own.grid_column, start, end);
            item.grid_row = own.grid_row;
            item.margin.left = margin(margins.left, subgrid.edges.left, start == 1);
            item.margin.right = margin(margins.right, subgrid.edges.right, end == span + 1);
            (item.padding.top, item.padding.bottom) = (zero, zero);
            (item.border.top, item.border.bottom) = (zero, zero);
            item.size.height = Dimension::auto();
            (item.min_size.height, item.max_size.height) = (TaffyLengthAuto::auto(), TaffyLengthAuto::auto());
        } else {
            let span = outer.row_end.saturating_sub(outer.row_start);
            let (start, end) = (place.row_start.max(1), place.row_end.clamp(2, span + 1));
            item.grid_row = within(&own.grid_row, start, end);
            item.grid_column = own.grid_column;
            item.margin.top = margin(margins.top, subgrid.edges.top, start == 1);
            item.margin.bottom = margin(margins.bottom, subgrid.edges.bottom, end == span + 1);
            (item.padding, item.border) = (taffy::Rect::length(0.0), taffy::Rect::length(0.0));
            item.size = TaffySize { width: Dimension::auto(), height: Dimension::auto() };
            (item.min_size, item.max_size) = (auto, auto);
            item.aspect_ratio = None;
        }
        self.add_measured(child, item, measured);
    }
}

/// Lines of a grid that are known, as numbers of its explicit lines: those before the first are counted from the
/// last.
fn lines(from: u16, to: u16, before: u16, explicit: u16) -> Line<GridPlacement<Name>> {
    let line = |line: u16| {
        let number = i32::from(line.max(1)) - i32::from(before);
        let number = if number > 0 { number } else { number - 2 - i32::from(explicit) };
        taffy::prelude::line(number.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16)
    };
    Line { start: line(from), end: line(to) }
}

/// Lines of a subgrid, from 1, in the grid around it.
fn within(around: &Line<GridPlacement<Name>>, from: u16, to: u16) -> Line<GridPlacement<Name>> {
    match around.start {
        GridPlacement::Line(start) if start.as_i16() > 0 => {
            let line = |at: u16| taffy::prelude::line(start.as_i16().saturating_add(at as i16 - 1));
            Line { start: line(from), end: line(to.max(from + 1)) }
        }
        // In tracks before the explicit ones, the whole area is used for any range of it.
        _ => around.clone(),
    }
}

/// Makes tracks as large as those between two lines of the grid around, minus the edges of the subgrid on both sides.
/// If the subgrid's gap differs from that of the grid around, the tracks on both sides of it change by half the
/// difference.
fn fit(
    tracks: &mut Tracks,
    around: &DetailedGridTracksInfo<Name>,
    (from, to): (u16, u16),
    (before, after): (Length, Length),
    gap: Option<Length>,
) {
    let range = usize::from(from.max(1)) - 1..usize::from(to.max(1)) - 1;
    let Some(positions) = around.positions.get(range) else { return };
    let edges: Vec<(Length, Length)> =
        positions.iter().map(|track| (length(track.start), length(track.end))).collect();
    let outer_gap = match edges[..] {
        [first, second, ..] => second.0 - first.1,
        _ => Length::ZERO,
    };
    let gap = gap.unwrap_or(outer_gap);
    let last = edges.len().saturating_sub(1);
    let half = (outer_gap - gap) / 2;
    let size = |(number, &(start, end)): (usize, &(Length, Length))| {
        let start = if number == 0 { start + before } else { start - half };
        let end = if number == last { end - after } else { end + half };
        (end - start).max(Length::ZERO)
    };
    tracks.sizes = edges.iter().enumerate().map(size).collect();
    tracks.gap = gap;
}
