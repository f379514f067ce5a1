//! Flex containers (CSS Flexbox 1). The algorithm is `taffy`'s, run once, unfragmented; its lines
//! become flows side by side, between which and in which pages may break.

use std::sync::Arc;

use taffy::prelude::{AvailableSpace, TaffyMaxContent};
use taffy::{
    AlignContent, AlignItems, Dimension, LayoutOutput, LengthPercentage as TaffyLength,
    LengthPercentageAuto as TaffyLengthAuto, Rect as TaffyRect, RequestedAxis, RunMode, Size as TaffySize,
    Style, TaffyTree, compute_leaf_layout,
};

use super::boxes::{BoxId, BoxKind};
use super::context::{Context, HeightKey, MeasuredHeight, Problems};
use super::flow::{Containing, Flow, lay_out_box};
use super::galley::{Galley, ItemKind, ParallelFlow, ParallelFlows};
use super::intrinsic::{border_box_widths, content_widths};
use super::used::{Edges, definite};
use crate::css::{Alignment, BoxStyle, Direction, FlexDirection, FlexWrap, SizeValue};
use crate::units::{Length, Sides};

/// One item with its place from the top left corner of the container's content box.
struct Placed {
    id: BoxId,
    x: Length,
    y: Length,
    width: Length,
    height: Length,
    margin_top: Length,
    margin_bottom: Length,
}

/// Lays out the items of a flex container in its content box.
pub(super) fn lay_out(flow: &mut Flow<'_, '_>, id: BoxId, content: Containing) {
    let context = flow.context;
    let children = &context.tree.get(id).children;
    for &child in children {
        if is_out_of_flow(context, child) {
            let containing = Containing { ..content };
            flow.block(child, containing, None);
        }
    }
    let placed = run(context, id, content);
    let style = &context.tree.get(id).style;
    let row = matches!(style.layout.flex_direction, FlexDirection::Row | FlexDirection::RowReverse);
    let mut lines: Vec<Vec<Placed>> = Vec::new();
    let multiline = style.layout.flex_wrap != FlexWrap::NoWrap;
    for item in placed {
        let same_line = row
            && lines.last().is_some_and(|line| {
                !multiline
                    || line.iter().all(|other| {
                        // Items of one line lie side by side; a new line starts over.
                        item.x >= other.x + other.width || item.x + item.width <= other.x
                    })
            });
        match lines.last_mut() {
            Some(line) if same_line => line.push(item),
            _ => lines.push(vec![item]),
        }
    }
    // With `column-reverse` and `wrap-reverse` the first line is not the topmost.
    lines.sort_by_key(|line| line.iter().map(|item| item.y - item.margin_top).min());
    let mut at = Length::ZERO;
    for (index, line) in lines.into_iter().enumerate() {
        let top = line.iter().map(|item| item.y - item.margin_top).min().unwrap_or(at).max(at);
        let bottom = line.iter().map(|item| item.y + item.height + item.margin_bottom).max().unwrap_or(top);
        if index > 0 {
            flow.builder.between_siblings(false);
            flow.builder.add_margin(top - at);
        } else if top > at {
            flow.builder.solid(ItemKind::Fill, top - at);
        }
        let grid = flow.builder.grids.current().copied();
        let mut height = bottom - top;
        let flows = line
            .into_iter()
            .map(|item| {
                let mut y = item.y - top;
                if let Some(grid) = grid
                    && !matches!(context.tree.get(item.id).kind, BoxKind::Replaced(_))
                {
                    // Its lines are on the grid if its top is on a step.
                    y = grid.round_up(y);
                    height = height.max(y + item.height + item.margin_bottom);
                }
                let galley = Arc::new(item_galley(context, &item, content.width));
                ParallelFlow { galley, x: content.x + item.x, y }
            })
            .collect();
        flow.builder.parallel(ParallelFlows { flows, owners: Vec::new(), height }, false);
        at = bottom;
    }
}

fn item_galley(context: &Context<'_>, item: &Placed, basis: Length) -> Galley {
    if !context.measuring {
        return lay_out_box(context, item.id, item.width, Some(item.height), basis);
    }
    // The baseline at its own height stands in for that at the height it is given.
    let measured = measure(context, item.id, item.width, basis);
    Galley {
        width: item.width,
        sums: vec![0, item.height.offset()],
        first_baseline: measured.first_baseline,
        last_baseline: measured.first_baseline,
        ..Galley::default()
    }
}

/// The height of an item at a width of its border box.
fn measure(context: &Context<'_>, id: BoxId, width: Length, basis: Length) -> MeasuredHeight {
    context.measurements.height(HeightKey { id, width, basis }, || {
        // What does not fit in a width that is only tried is no fault.
        let trial = Context { problems: &Problems::default(), measuring: true, ..*context };
        let galley = lay_out_box(&trial, id, width, None, basis);
        MeasuredHeight {
            height: Length::from_offset(galley.sums.last().copied().unwrap_or(0)),
            first_baseline: galley.first_baseline,
        }
    })
}

fn is_out_of_flow(context: &Context<'_>, id: BoxId) -> bool {
    context.tree.style(id).layout.is_out_of_flow()
}

fn run(context: &Context<'_>, id: BoxId, content: Containing) -> Vec<Placed> {
    let layout_box = context.tree.get(id);
    let mut items: Vec<BoxId> =
        layout_box.children.iter().copied().filter(|&child| !is_out_of_flow(context, child)).collect();
    items.sort_by_key(|&child| context.tree.style(child).layout.order);

    let mut tree: TaffyTree<BoxId> = TaffyTree::with_capacity(items.len() + 1);
    tree.disable_rounding();
    let nodes: Result<Vec<_>, _> = items
        .iter()
        .map(|&child| tree.new_leaf_with_context(item_style(context, child, content), child))
        .collect();
    let Ok(nodes) = nodes else { return Vec::new() };
    let container = container_style(&layout_box.style.layout, layout_box.style.text.direction, content);
    let Ok(root) = tree.new_with_children(container, &nodes) else { return Vec::new() };
    let space = TaffySize {
        width: AvailableSpace::Definite(points(content.width)),
        height: content
            .height
            .map_or(AvailableSpace::MAX_CONTENT, |height| AvailableSpace::Definite(points(height))),
    };
    let outcome = tree.compute_layout_with_measure(root, space, |inputs, _, child, style| {
        let Some(&mut child) = child else { return LayoutOutput::HIDDEN };
        let mut baseline = None;
        // Most widths are only tried; to find the height at each of them would take exponential time
        // where containers are nested.
        let width_only = inputs.run_mode == RunMode::ComputeSize && inputs.axis == RequestedAxis::Horizontal;
        let mut output = compute_leaf_layout(
            inputs,
            style,
            |_, _| 0.0,
            |known, available| {
                let widths = border_box_widths(context, child);
                let width = known.width.map(length).unwrap_or_else(|| match available.width {
                    AvailableSpace::MinContent => widths.min,
                    AvailableSpace::MaxContent => widths.max,
                    AvailableSpace::Definite(space) => widths.fit(length(space)),
                });
                if width_only {
                    return TaffySize { width: points(width), height: known.height.unwrap_or(0.0) };
                }
                let measured = measure(context, child, width, content.width);
                baseline = measured.first_baseline;
                let height = known.height.unwrap_or(points(measured.height));
                TaffySize { width: points(width), height }
            },
        );
        output.baselines.first = baseline.map(points);
        output
    });
    if outcome.is_err() {
        return Vec::new();
    }
    items
        .iter()
        .zip(&nodes)
        .filter_map(|(&child, &node)| {
            let layout = tree.layout(node).ok()?;
            let margins = Edges::of(context.tree.style(child), content.width).margins();
            Some(Placed {
                id: child,
                x: length(layout.location.x),
                y: length(layout.location.y),
                width: length(layout.size.width),
                height: length(layout.size.height),
                margin_top: margins.top,
                margin_bottom: margins.bottom,
            })
        })
        .collect()
}

fn points(length: Length) -> f32 {
    length.points() as f32
}

fn length(points: f32) -> Length {
    Length::from_points(f64::from(points))
}

fn container_style(layout: &BoxStyle, direction: Direction, content: Containing) -> Style {
    Style {
        display: taffy::Display::Flex,
        direction: match direction {
            Direction::LeftToRight => taffy::Direction::Ltr,
            Direction::RightToLeft => taffy::Direction::Rtl,
        },
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
        size: TaffySize {
            width: Dimension::length(points(content.width)),
            height: content.height.map_or(Dimension::auto(), |height| Dimension::length(points(height))),
        },
        gap: TaffySize {
            width: TaffyLength::length(points(layout.column_gap.resolve(content.width))),
            height: TaffyLength::length(points(layout.row_gap.resolve(content.height.unwrap_or_default()))),
        },
        align_items: align_items(layout.align_items),
        align_content: align_content(layout.align_content),
        justify_content: align_content(layout.justify_content),
        ..Style::default()
    }
}

/// Sizes are those of the border box, with all percentages resolved: `taffy` sees no edges.
fn item_style(context: &Context<'_>, id: BoxId, content: Containing) -> Style {
    let layout_box = context.tree.get(id);
    let style = &layout_box.style;
    let layout = &style.layout;
    let edges = Edges::of(style, content.width);
    let is_table = matches!(layout_box.kind, BoxKind::Table);
    let inner = if is_table { Sides::default() } else { edges.inner() };
    let keyword = |value: SizeValue| match value {
        SizeValue::MinContent => Some(content_widths(context, id).min),
        SizeValue::MaxContent => Some(content_widths(context, id).max),
        _ => None,
    };
    let width = |value: SizeValue| {
        let content_width = definite(value, Some(content.width), inner.horizontal(), layout.box_sizing);
        content_width.or_else(|| keyword(value)).map(|width| width + inner.horizontal())
    };
    let height = |value: SizeValue| {
        definite(value, content.height, inner.vertical(), layout.box_sizing)
            .map(|height| height + inner.vertical())
    };
    let dimension =
        |value: Option<Length>| value.map_or(Dimension::auto(), |value| Dimension::length(points(value)));
    let limit = |value: Option<Length>| {
        value.map_or(TaffyLengthAuto::auto(), |value| TaffyLengthAuto::length(points(value)))
    };
    let row = context
        .tree
        .get(id)
        .parent
        .map(|parent| context.tree.style(parent).layout.flex_direction)
        .is_none_or(|direction| matches!(direction, FlexDirection::Row | FlexDirection::RowReverse));
    let basis = match layout.flex_basis {
        SizeValue::Content => Dimension::content(),
        value if row => dimension(width(value)),
        value => dimension(height(value)),
    };
    Style {
        size: TaffySize { width: dimension(width(layout.width)), height: dimension(height(layout.height)) },
        min_size: TaffySize {
            width: limit(width(layout.min_width)),
            height: limit(height(layout.min_height)),
        },
        max_size: TaffySize {
            width: limit(width(layout.max_width)),
            height: limit(height(layout.max_height)),
        },
        aspect_ratio: layout.aspect_ratio,
        item_is_table: is_table,
        item_is_replaced: matches!(layout_box.kind, BoxKind::Replaced(_)),
        margin: TaffyRect {
            left: limit(edges.margin.left),
            right: limit(edges.margin.right),
            top: limit(edges.margin.top),
            bottom: limit(edges.margin.bottom),
        },
        flex_grow: layout.flex_grow,
        flex_shrink: layout.flex_shrink,
        flex_basis: basis,
        align_self: (layout.align_self != Alignment::Normal).then(|| align_items(layout.align_self)),
        ..Style::default()
    }
}

fn align_items(alignment: Alignment) -> AlignItems {
    match alignment {
        Alignment::Start => AlignItems::START,
        Alignment::End => AlignItems::END,
        Alignment::FlexStart => AlignItems::FLEX_START,
        Alignment::FlexEnd => AlignItems::FLEX_END,
        Alignment::Center => AlignItems::CENTER,
        Alignment::Baseline => AlignItems::BASELINE,
        _ => AlignItems::STRETCH,
    }
}

fn align_content(alignment: Alignment) -> AlignContent {
    match alignment {
        Alignment::Start => AlignContent::START,
        Alignment::End => AlignContent::END,
        Alignment::FlexStart => AlignContent::FLEX_START,
        Alignment::FlexEnd => AlignContent::FLEX_END,
        Alignment::Center => AlignContent::CENTER,
        Alignment::Stretch => AlignContent::STRETCH,
        Alignment::SpaceBetween => AlignContent::SPACE_BETWEEN,
        Alignment::SpaceAround => AlignContent::SPACE_AROUND,
        Alignment::SpaceEvenly => AlignContent::SPACE_EVENLY,
        Alignment::Normal | Alignment::Baseline => AlignContent::NORMAL,
    }
}
