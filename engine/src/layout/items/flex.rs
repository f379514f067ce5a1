//! Flex containers (CSS Flexbox 1). The algorithm is `taffy`'s, run once, unfragmented; its lines become bands of
//! flows side by side, and pages may break between and inside them.

use taffy::{Dimension, LengthPercentageAuto as TaffyLengthAuto, Size as TaffySize, Style};

use crate::boxes::BoxId;
use crate::css::{Alignment, ComputedStyle, Direction, FlexDirection, FlexWrap, Visibility};
use crate::layout::block::containing::Containing;
use crate::layout::block::state::Flow;
use crate::layout::context::Context;
use crate::layout::items::bands::{self, Band};
use crate::layout::items::static_position;
use crate::layout::items::tracks::{Name, points};
use crate::layout::items::tree::{self, ItemTree, PlacedItem, container_style};
use crate::layout::sizing::used::ContentWidths;
use crate::sorting::sort_by_key;
use crate::units::Length;

/// Lays out the items of a flex container in its content box.
pub(crate) fn lay_out(flow: &mut Flow<'_, '_>, id: BoxId, content: Containing) {
    let context = flow.context;
    let style = &context.tree.get(id).style;
    let layout = &style.layout;
    let mut tree = ItemTree::new(context, id, flex_style(style, Some(content)));
    tree.add_children(id, |_, _, _| {});
    tree.lay_out(content);
    let mut placed = tree.placed(content.width);
    if settle_lines(&mut tree, style, &placed) {
        tree.lay_out(content);
        placed = tree.placed(content.width);
    }
    static_position::put(flow, id, content, tree.height, &tree);
    let mut bands = if layout.is_row() {
        let lines = lines(style, placed);
        let many = lines.len() > 1;
        let mut bands: Vec<Band> = lines.into_iter().map(|line| band(line, many)).collect();
        // With `wrap-reverse` the first line is not the topmost.
        sort_by_key(&mut bands, |band| band.top);
        bands
    } else {
        bands::by_height(placed)
    };
    for band in &mut bands {
        band.items.retain(|item| !is_collapsed(context, item.id));
    }
    bands::put(flow, content, bands);
}

/// The band of a line. With `keep`, it is broken only if it is taller than a page.
fn band(items: Vec<PlacedItem>, keep: bool) -> Band {
    let top = items.iter().map(|item| item.y - item.margin.top).min().unwrap_or_default();
    let bottom = items.iter().map(|item| item.y + item.height + item.margin.bottom).max().unwrap_or(top);
    let keep = keep && items.len() > 1;
    Band { top, bottom, items, keep }
}

/// The lines of a row container, in the order in which they were filled.
fn lines(style: &ComputedStyle, placed: Vec<PlacedItem>) -> Vec<Vec<PlacedItem>> {
    let layout = &style.layout;
    if layout.flex_wrap == FlexWrap::NoWrap {
        return if placed.is_empty() { Vec::new() } else { vec![placed] };
    }
    let from_right = (layout.flex_direction == FlexDirection::RowReverse)
        != (style.text.direction == Direction::RightToLeft);
    // Margin boxes along the line.
    let extent = |item: &PlacedItem| {
        let (left, right) = (item.x - item.margin.left, item.x + item.width + item.margin.right);
        if from_right { (-right, -left) } else { (left, right) }
    };
    let mut lines: Vec<Vec<PlacedItem>> = Vec::new();
    for item in placed {
        let (start, _) = extent(&item);
        // Items of one line follow one another; a new line starts over.
        let follows = lines.last().and_then(|line| line.last()).is_some_and(|last| {
            let (last_start, last_end) = extent(last);
            start + Length(8) >= last_end.max(last_start)
        });
        match lines.last_mut() {
            Some(line) if follows => line.push(item),
            _ => lines.push(vec![item]),
        }
    }
    lines
}

fn is_collapsed(context: &Context<'_>, id: BoxId) -> bool {
    context.tree.style(id).text.visibility == Visibility::Collapse
}

/// Settles what `taffy` does not know, from the result of a first layout: items that are aligned by their last
/// baselines, and collapsed ones, which become struts that keep only the height of their line (CSS Flexbox 1, section
/// 4.4). Returns whether there are any.
fn settle_lines(tree: &mut ItemTree<'_, '_>, style: &ComputedStyle, placed: &[PlacedItem]) -> bool {
    let context = tree.context;
    let row = style.layout.is_row();
    let has_own = |item: &PlacedItem| {
        let alignment = context.tree.style(item.id).layout.align_self;
        is_collapsed(context, item.id) || (row && alignment == Alignment::LastBaseline)
    };
    let all_by_last = row && style.layout.align_items == Alignment::LastBaseline;
    if !all_by_last && !placed.iter().any(has_own) {
        return false;
    }
    let lines = if row { lines(style, placed.to_vec()) } else { vec![placed.to_vec()] };
    let mut number = 0;
    for line in lines {
        let height = |item: &PlacedItem| item.height + item.margin.vertical();
        let width = |item: &PlacedItem| item.width + item.margin.horizontal();
        let across = line.iter().map(|item| if row { height(item) } else { width(item) }).max();
        // Lines keep the order of the items.
        let numbered: Vec<(usize, &PlacedItem)> = (number..).zip(&line).collect();
        number += line.len();
        if row {
            tree::align_last_baselines(tree, style, &numbered);
        }
        for (number, item) in numbered {
            if is_collapsed(context, item.id) {
                collapse(&mut tree.items[number].style, row, across.unwrap_or_default());
            }
        }
    }
    true
}

/// Makes a collapsed item a strut that is as large as its line across it.
fn collapse(style: &mut Style<Name>, row: bool, across: Length) {
    let zero = Dimension::length(0.0);
    let least = TaffyLengthAuto::length(points(across));
    let nothing = TaffyLengthAuto::length(0.0);
    *style = Style {
        size: TaffySize { width: zero, height: zero },
        min_size: if row {
            TaffySize { width: nothing, height: least }
        } else {
            TaffySize { width: least, height: nothing }
        },
        flex_shrink: 0.0,
        ..Style::default()
    };
}

fn flex_style(style: &ComputedStyle, content: Option<Containing>) -> Style<Name> {
    let layout = &style.layout;
    Style {
        display: taffy::Display::Flex,
        flex_direction: match layout.flex_direction {
            FlexDirection::Row => taffy::FlexDirection::Row,
            FlexDirection::RowReverse => taffy::FlexDirection::RowReverse,
            FlexDirection::Column => taffy::FlexDirection::Column,
            FlexDirection::ColumnReverse => taffy::FlexDirection::ColumnReverse,
        },
        flex_wrap: match layout.flex_wrap {
            FlexWrap::NoWrap => taffy::FlexWrap::NoWrap,
            FlexWrap::Wrap => taffy::FlexWrap::Wrap,
            FlexWrap::WrapReverse => taffy::FlexWrap::WrapReverse,
        },
        ..container_style(style, content)
    }
}

/// The widths of a flex container's content: its items beside one another, or below.
pub(crate) fn intrinsic_widths(context: &Context<'_>, id: BoxId) -> ContentWidths {
    let layout = &context.tree.get(id).style.layout;
    let items: Vec<ContentWidths> =
        tree::in_flow(context, id).map(|child| context.outer_widths(child)).collect();
    let widest = |each: fn(&ContentWidths) -> Length| items.iter().map(each).max().unwrap_or_default();
    if !layout.is_row() {
        return ContentWidths { min: widest(|item| item.min), max: widest(|item| item.max) };
    }
    let gaps = layout.column_gap.length * i32::try_from(items.len().saturating_sub(1)).unwrap_or(i32::MAX);
    let max = items.iter().map(|item| item.max).sum::<Length>() + gaps;
    let min = if layout.flex_wrap == FlexWrap::NoWrap {
        items.iter().map(|item| item.min).sum::<Length>() + gaps
    } else {
        widest(|item| item.min)
    };
    ContentWidths { min, max }
}
