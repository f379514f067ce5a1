//! Items of flex and grid containers as `taffy` sees them: their styles, and their sizes as leaves of a tree with one
//! container (CSS Flexbox 1, section 9; CSS Grid 2, section 11). Our own layout measures the contents of the items.

use std::ops::Range;

use taffy::{
    AlignItems, AvailableSpace, DetailedGridInfo, Dimension, Layout, LayoutFlexboxContainer,
    LayoutGridContainer, LayoutInput, LayoutOutput, LayoutPartialTree, LengthPercentage as TaffyLength,
    LengthPercentageAuto as TaffyLengthAuto, Line, NodeId, Overflow as TaffyOverflow, Point as TaffyPoint,
    Rect as TaffyRect, RequestedAxis, RunMode, Size as TaffySize, SizingMode, Style, TraversePartialTree,
};

use crate::boxes::{BoxId, BoxKind, Replaced};
use crate::css::{
    Alignment, BoxSizing, BoxStyle, ComputedStyle, Direction, LengthPercentage, LengthPercentageOrAuto,
    Overflow, SizeValue,
};
use crate::layout::block::containing::Containing;
use crate::layout::context::{Context, HeightKey, MeasuredHeight};
use crate::layout::galley::list::Galley;
use crate::layout::items::alignment::{align_content, align_items};
use crate::layout::items::grid;
use crate::layout::items::tracks::{Name, points};
use crate::layout::problems::Problems;
use crate::layout::sizing::used::{ContentWidths, Edges, definite, table_horizontal_edges};
use crate::units::{Length, Sides};

/// An item with its position from the top left corner of the container's content box.
#[derive(Clone, Debug)]
pub(crate) struct PlacedItem {
    pub(crate) id: BoxId,
    /// The position and size of the border box.
    pub(crate) x: Length,
    pub(crate) y: Length,
    pub(crate) width: Length,
    pub(crate) height: Length,
    /// The used margins, `auto` ones included.
    pub(crate) margin: Sides<Length>,
    /// The width that percentages in the item refer to: that of the container or of the grid area.
    pub(crate) basis: Length,
    /// The numbers of the grid rows that it spans.
    pub(crate) rows: Range<usize>,
}

/// A container with its items, one level of them.
pub(crate) struct ItemTree<'c, 't> {
    pub(crate) context: &'c Context<'t>,
    pub(crate) container: Style<Name>,
    pub(crate) items: Vec<Item>,
    /// Sums of a length and a percentage. `taffy` gets their indices.
    calculations: Vec<LengthPercentage>,
    pub(crate) grid: Option<Box<DetailedGridInfo<Name>>>,
    /// Whether any item is aligned by its baseline; otherwise baselines are not needed.
    pub(crate) needs_baselines: bool,
    /// The height of the content box, after layout.
    pub(crate) height: Length,
    /// How many of the items are the container's own; those of subgrids come after them.
    pub(crate) own: usize,
}

pub(crate) struct Item {
    pub(crate) id: BoxId,
    pub(crate) style: Style<Name>,
    /// Which of its sizes are measured.
    pub(crate) measured: MeasuredSizes,
    /// From the top of its border box to its first baseline, at the width that an earlier layout gave it.
    pub(crate) first_baseline: Option<Length>,
    layout: Layout,
}

/// The sizes of an item that are measured. The others are zero: a subgrid's own size does not count along the axes
/// on which its items are measured in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MeasuredSizes {
    pub(crate) width: bool,
    pub(crate) height: bool,
    /// The width of the border box at which the height is measured, if that is not the one `taffy` gives.
    pub(crate) at_width: Option<Length>,
}

impl MeasuredSizes {
    pub(crate) const NONE: MeasuredSizes = MeasuredSizes { width: false, height: false, at_width: None };
    pub(crate) const BOTH: MeasuredSizes = MeasuredSizes { width: true, height: true, at_width: None };
    pub(crate) const WIDTH: MeasuredSizes = MeasuredSizes { width: true, height: false, at_width: None };

    /// The height at a width of the border box.
    pub(crate) fn height_at(width: Length) -> MeasuredSizes {
        MeasuredSizes { width: false, height: true, at_width: Some(width) }
    }
}

const ROOT: u64 = u64::MAX;

impl<'c, 't> ItemTree<'c, 't> {
    pub(crate) fn new(context: &'c Context<'t>, id: BoxId, container: Style<Name>) -> ItemTree<'c, 't> {
        let layout = &context.tree.style(id).layout;
        let needs_baselines = layout.align_items == Alignment::Baseline;
        ItemTree {
            context,
            container,
            items: Vec::new(),
            calculations: Vec::new(),
            grid: None,
            needs_baselines,
            height: Length::ZERO,
            own: 0,
        }
    }

    /// Adds the children of a container that are in its flow, in the order of `order`. `settle` sets the styles that
    /// only one kind of container has.
    pub(crate) fn add_children(
        &mut self,
        id: BoxId,
        settle: impl Fn(&mut Self, &ComputedStyle, &mut Style<Name>),
    ) {
        let context = self.context;
        let mut children: Vec<BoxId> = in_flow(context, id).collect();
        children.sort_by_key(|&child| context.tree.style(child).layout.order);
        self.items.reserve(children.len());
        for child in children {
            let mut style = self.item_style(child);
            settle(self, context.tree.style(child), &mut style);
            self.needs_baselines |= style.align_self == Some(AlignItems::BASELINE);
            self.items.push(Item {
                id: child,
                style,
                measured: MeasuredSizes::BOTH,
                first_baseline: None,
                layout: Layout::new(),
            });
        }
        self.own = self.items.len();
    }

    /// Adds an item of a subgrid, to be measured in the grid around it.
    pub(crate) fn add_measured(&mut self, id: BoxId, style: Style<Name>, measured: MeasuredSizes) {
        self.items.push(Item { id, style, measured, first_baseline: None, layout: Layout::new() });
    }

    /// Lays out the container at a width, and at a height if it has one.
    pub(crate) fn lay_out(&mut self, content: Containing) {
        let known = TaffySize { width: Some(points(content.width)), height: content.height.map(points) };
        let space = |known: Option<f32>| known.map_or(AvailableSpace::MaxContent, AvailableSpace::Definite);
        let output = self.compute(LayoutInput {
            run_mode: RunMode::PerformLayout,
            sizing_mode: SizingMode::InherentSize,
            axis: RequestedAxis::Both,
            known_dimensions: known,
            known_dimensions_are_definite: TaffySize { width: true, height: true },
            parent_size: known,
            available_space: TaffySize { width: space(known.width), height: space(known.height) },
            vertical_margins_are_collapsible: Line::FALSE,
        });
        self.height = length(output.size.height);
    }

    /// The min-content or max-content width of the container.
    pub(crate) fn width(&mut self, available: AvailableSpace) -> Length {
        let output = self.compute(LayoutInput {
            run_mode: RunMode::ComputeSize,
            sizing_mode: SizingMode::InherentSize,
            axis: RequestedAxis::Horizontal,
            known_dimensions: TaffySize::NONE,
            known_dimensions_are_definite: TaffySize { width: true, height: true },
            parent_size: TaffySize::NONE,
            available_space: TaffySize { width: available, height: AvailableSpace::MaxContent },
            vertical_margins_are_collapsible: Line::FALSE,
        });
        length(output.size.width)
    }

    fn compute(&mut self, inputs: LayoutInput) -> LayoutOutput {
        match self.container.display {
            taffy::Display::Grid => taffy::compute_grid_layout(self, NodeId::from(ROOT), inputs),
            _ => taffy::compute_flexbox_layout(self, NodeId::from(ROOT), inputs),
        }
    }

    /// The items at their positions after layout.
    pub(crate) fn placed(&self, basis: Length) -> Vec<PlacedItem> {
        let placed = self.items.iter().enumerate().map(|(number, item)| {
            let layout = &item.layout;
            let area = self.grid.as_ref().and_then(|grid| Some((grid, grid.items.get(number)?)));
            let (basis, rows) = match area {
                Some((grid, area)) => {
                    let rows = usize::from(area.row_start.max(1)) - 1..usize::from(area.row_end.max(1)) - 1;
                    let width = grid.item_grid_area(number).map_or(0.0, |(_, size)| size.width);
                    (length(width), rows)
                }
                None => (basis, 0..0),
            };
            PlacedItem {
                id: item.id,
                x: length(layout.location.x),
                y: length(layout.location.y),
                width: length(layout.size.width),
                height: length(layout.size.height),
                margin: Sides {
                    top: length(layout.margin.top),
                    right: length(layout.margin.right),
                    bottom: length(layout.margin.bottom),
                    left: length(layout.margin.left),
                },
                basis,
                rows,
            }
        });
        placed.collect()
    }

    /// The style of an item for `taffy`.
    pub(crate) fn item_style(&mut self, id: BoxId) -> Style<Name> {
        let context = self.context;
        let layout_box = context.tree.get(id);
        let style = &layout_box.style;
        let layout = &style.layout;
        let container_direction = match self.container.direction {
            taffy::Direction::Ltr => Direction::LeftToRight,
            taffy::Direction::Rtl => Direction::RightToLeft,
        };
        let is_table = matches!(layout_box.kind, BoxKind::Table);
        let replaced = replaced(context, id);
        let ratio = ratio(layout, replaced);
        let visible = layout.overflow == Overflow::Visible;
        let overflow = if visible { TaffyOverflow::Visible } else { TaffyOverflow::Hidden };
        let own = |alignment: Alignment| {
            (alignment != Alignment::Normal).then(|| align_items(alignment, container_direction))
        };
        let mut item = Style {
            item_is_table: is_table,
            item_is_replaced: replaced.is_some(),
            direction: direction(style.text.direction),
            box_sizing: match layout.box_sizing {
                BoxSizing::ContentBox => taffy::BoxSizing::ContentBox,
                BoxSizing::BorderBox => taffy::BoxSizing::BorderBox,
            },
            overflow: TaffyPoint { x: overflow, y: overflow },
            size: TaffySize { width: self.dimension(layout.width), height: self.dimension(layout.height) },
            min_size: TaffySize {
                width: self.limit(id, layout.min_width, true),
                height: self.limit(id, layout.min_height, false),
            },
            max_size: TaffySize {
                width: self.limit(id, layout.max_width, true),
                height: self.limit(id, layout.max_height, false),
            },
            aspect_ratio: ratio,
            margin: TaffyRect {
                left: self.margin(layout.margin.left),
                right: self.margin(layout.margin.right),
                top: self.margin(layout.margin.top),
                bottom: self.margin(layout.margin.bottom),
            },
            flex_grow: layout.flex_grow,
            flex_shrink: layout.flex_shrink,
            flex_basis: self.dimension(layout.flex_basis),
            align_self: own(layout.align_self),
            justify_self: own(layout.justify_self),
            ..Style::default()
        };
        if is_table {
            // Its edges belong to its grid, and its widths are those of the border box.
            let edges = table_horizontal_edges(style);
            item.box_sizing = taffy::BoxSizing::BorderBox;
            if let Some(width) = definite(layout.width, None, edges, layout.box_sizing) {
                item.size.width = Dimension::length(points(width + edges));
            }
            let least = context.content_widths(id).min;
            let own = definite(layout.min_width, None, edges, layout.box_sizing).unwrap_or_default() + edges;
            item.min_size.width = TaffyLengthAuto::length(points(least.max(own)));
        } else {
            let padding = layout.padding.map(|padding| self.length(padding));
            let border = style.border.widths().map(|width| TaffyLength::length(points(width)));
            let rect = |sides: Sides<TaffyLength>| TaffyRect {
                left: sides.left,
                right: sides.right,
                top: sides.top,
                bottom: sides.bottom,
            };
            item.padding = rect(padding);
            item.border = rect(border);
        }
        item
    }

    fn calculation(&mut self, value: LengthPercentage) -> *const () {
        self.calculations.push(value);
        // The lowest three bits are not ours, and zero is not allowed.
        std::ptr::without_provenance(self.calculations.len() << 3)
    }

    fn length(&mut self, value: LengthPercentage) -> TaffyLength {
        if !value.has_percentage() {
            TaffyLength::length(points(value.length))
        } else if value.length.is_zero() && value.calculation.is_none() {
            TaffyLength::percent(value.percentage)
        } else {
            TaffyLength::calc(self.calculation(value))
        }
    }

    fn length_auto(&mut self, value: LengthPercentage) -> TaffyLengthAuto {
        if !value.has_percentage() {
            TaffyLengthAuto::length(points(value.length))
        } else if value.length.is_zero() && value.calculation.is_none() {
            TaffyLengthAuto::percent(value.percentage)
        } else {
            TaffyLengthAuto::calc(self.calculation(value))
        }
    }

    fn margin(&mut self, value: LengthPercentageOrAuto) -> TaffyLengthAuto {
        match value {
            LengthPercentageOrAuto::Auto => TaffyLengthAuto::auto(),
            LengthPercentageOrAuto::LengthPercentage(value) => self.length_auto(value),
        }
    }

    fn dimension(&mut self, value: SizeValue) -> Dimension {
        match value {
            SizeValue::Auto => Dimension::auto(),
            SizeValue::LengthPercentage(value) if !value.has_percentage() => {
                Dimension::length(points(value.length))
            }
            SizeValue::LengthPercentage(value) if value.length.is_zero() && value.calculation.is_none() => {
                Dimension::percent(value.percentage)
            }
            SizeValue::LengthPercentage(value) => Dimension::calc(self.calculation(value)),
            SizeValue::MinContent => Dimension::min_content(),
            SizeValue::MaxContent => Dimension::max_content(),
            SizeValue::FitContent => Dimension::fit_content(),
            SizeValue::Content => Dimension::content(),
        }
    }

    /// `min-*` and `max-*`.
    fn limit(&mut self, id: BoxId, value: SizeValue, is_width: bool) -> TaffyLengthAuto {
        let style = self.context.tree.style(id);
        let keyword = |width: Length| {
            let edges = match style.layout.box_sizing {
                BoxSizing::ContentBox => Length::ZERO,
                BoxSizing::BorderBox => Edges::of(style, Length::ZERO).inner().horizontal(),
            };
            TaffyLengthAuto::length(points(width + edges))
        };
        match value {
            SizeValue::LengthPercentage(value) => self.length_auto(value),
            SizeValue::MinContent if is_width => keyword(self.context.content_widths(id).min),
            SizeValue::MaxContent if is_width => keyword(self.context.content_widths(id).max),
            _ => TaffyLengthAuto::auto(),
        }
    }
}

/// Finds the first baselines of items at their widths: before the columns of a grid have widths, `taffy` asks for the
/// baselines at the narrowest. Returns whether any is needed.
pub(crate) fn settle_first_baselines(tree: &mut ItemTree<'_, '_>, placed: &[PlacedItem]) -> bool {
    if tree.needs_baselines {
        for (item, placed) in tree.items.iter_mut().zip(placed) {
            let baseline = measure(tree.context, key_of(tree.context, placed)).first_baseline;
            item.first_baseline = Some(baseline.unwrap_or(placed.height));
        }
    }
    tree.needs_baselines
}

/// Aligns the last baselines of items side by side, by margins below them. The numbers in `group` are the indices of
/// the items in the tree. Returns whether there was anything to align.
pub(crate) fn align_last_baselines(
    tree: &mut ItemTree<'_, '_>,
    container: &ComputedStyle,
    group: &[(usize, &PlacedItem)],
) -> bool {
    let context = tree.context;
    let is_aligned = |id: BoxId| match context.tree.style(id).layout.align_self {
        Alignment::Normal => container.layout.align_items == Alignment::LastBaseline,
        own => own == Alignment::LastBaseline,
    };
    let below = |item: &PlacedItem| {
        let baseline = measure(context, key_of(context, item)).last_baseline.unwrap_or(item.height);
        item.height - baseline + item.margin.bottom
    };
    let aligned: Vec<(usize, &PlacedItem, Length)> = group
        .iter()
        .filter(|(_, item)| is_aligned(item.id))
        .map(|&(number, item)| (number, item, below(item)))
        .collect();
    let Some(lowest) = aligned.iter().map(|(_, _, below)| *below).max() else { return false };
    for (number, item, below) in aligned {
        let margin = item.margin.bottom + lowest - below;
        tree.items[number].style.margin.bottom = TaffyLengthAuto::length(points(margin));
    }
    true
}

pub(crate) fn replaced<'t>(context: &Context<'t>, id: BoxId) -> Option<&'t Replaced> {
    match &context.tree.get(id).kind {
        BoxKind::Replaced(replaced) => Some(replaced),
        _ => None,
    }
}

pub(crate) fn ratio(layout: &BoxStyle, replaced: Option<&Replaced>) -> Option<f32> {
    layout.ratio(replaced.and_then(|replaced| replaced.ratio))
}

/// The children of a container that are laid out by it.
pub(crate) fn in_flow(context: &Context<'_>, id: BoxId) -> impl Iterator<Item = BoxId> {
    let children = context.tree.get(id).children.iter().copied();
    children.filter(move |&child| !is_out_of_flow(context, child))
}

pub(crate) fn is_out_of_flow(context: &Context<'_>, id: BoxId) -> bool {
    context.tree.style(id).layout.is_out_of_flow()
}

/// The key of an item's height in [`crate::layout::context::Measurements`].
fn key_of(context: &Context<'_>, item: &PlacedItem) -> HeightKey {
    HeightKey {
        id: item.id,
        width: item.width,
        basis: item.basis,
        content_only: false,
        tracks: grid::tracks_key(context, item.id),
    }
}

/// The height of a box at a width of its border box.
pub(crate) fn measure(context: &Context<'_>, key: HeightKey) -> MeasuredHeight {
    context.measurements.height(key, || {
        // Content that does not fit at a width that is only tried is not a problem.
        let trial = Context { problems: &Problems::default(), measuring: true, ..*context };
        let galley = if key.content_only {
            trial.lay_out_box_content(key.id, key.width, key.basis)
        } else {
            trial.lay_out_box(key.id, key.width, None, key.basis)
        };
        MeasuredHeight {
            height: Length::from_offset(galley.height()),
            first_baseline: galley.first_baseline,
            last_baseline: galley.last_baseline,
        }
    })
}

/// An item laid out at its size.
pub(crate) fn item_galley(context: &Context<'_>, item: &PlacedItem) -> Galley {
    if !context.measuring {
        return context.lay_out_box(item.id, item.width, Some(item.height), item.basis);
    }
    // The baseline at its own height is used for that at the height it is given.
    let measured = measure(context, key_of(context, item));
    Galley {
        width: item.width,
        sums: vec![0, item.height.offset()],
        first_baseline: measured.first_baseline,
        last_baseline: measured.last_baseline,
        ..Galley::default()
    }
}

pub(crate) fn length(points: f32) -> Length {
    Length::from_points(f64::from(points))
}

pub(crate) fn direction(direction: Direction) -> taffy::Direction {
    match direction {
        Direction::LeftToRight => taffy::Direction::Ltr,
        Direction::RightToLeft => taffy::Direction::Rtl,
    }
}

/// The style that flex and grid containers have in common. `content` is the content box if it is known.
pub(crate) fn container_style(style: &ComputedStyle, content: Option<Containing>) -> Style<Name> {
    let layout = &style.layout;
    let edges = Edges::of(style, content.map_or(Length::ZERO, |content| content.width)).inner().vertical();
    let limit = |value: SizeValue| {
        let height = definite(value, None, edges, layout.box_sizing);
        height.map_or(TaffyLengthAuto::auto(), |height| TaffyLengthAuto::length(points(height)))
    };
    let width = content.map(|content| content.width);
    let height = content.and_then(|content| content.height);
    let gap = |value: LengthPercentage, basis: Option<Length>| {
        TaffyLength::length(points(value.resolve(basis.unwrap_or_default())))
    };
    Style {
        direction: direction(style.text.direction),
        min_size: TaffySize { width: TaffyLengthAuto::auto(), height: limit(layout.min_height) },
        max_size: TaffySize { width: TaffyLengthAuto::auto(), height: limit(layout.max_height) },
        gap: TaffySize { width: gap(layout.column_gap, width), height: gap(layout.row_gap, height) },
        align_items: align_items(layout.align_items, style.text.direction),
        justify_items: align_items(layout.justify_items, style.text.direction),
        align_content: align_content(layout.align_content, style.text.direction),
        justify_content: align_content(layout.justify_content, style.text.direction),
        ..Style::default()
    }
}

impl TraversePartialTree for ItemTree<'_, '_> {
    type ChildIter<'a>
        = std::iter::Map<Range<usize>, fn(usize) -> NodeId>
    where
        Self: 'a;

    fn child_ids(&self, _parent: NodeId) -> Self::ChildIter<'_> {
        (0..self.items.len()).map(NodeId::from as fn(usize) -> NodeId)
    }

    fn child_count(&self, _parent: NodeId) -> usize {
        self.items.len()
    }

    fn get_child_id(&self, _parent: NodeId, index: usize) -> NodeId {
        NodeId::from(index)
    }
}

impl ItemTree<'_, '_> {
    fn style_of(&self, node: NodeId) -> &Style<Name> {
        match self.items.get(usize::from(node)) {
            Some(item) => &item.style,
            None => &self.container,
        }
    }
}

impl LayoutPartialTree for ItemTree<'_, '_> {
    type CoreContainerStyle<'a>
        = &'a Style<Name>
    where
        Self: 'a;
    type CustomIdent = Name;

    fn get_core_container_style(&self, node: NodeId) -> &Style<Name> {
        self.style_of(node)
    }

    fn resolve_calc_value(&self, value: *const (), basis: f32) -> f32 {
        let number = (value.addr() >> 3).wrapping_sub(1);
        self.calculations.get(number).map_or(0.0, |value| points(value.resolve(length(basis))))
    }

    fn set_unrounded_layout(&mut self, node: NodeId, layout: &Layout) {
        if let Some(item) = self.items.get_mut(usize::from(node)) {
            item.layout = *layout;
        }
    }

    fn compute_child_layout(&mut self, node: NodeId, inputs: LayoutInput) -> LayoutOutput {
        self.leaf(usize::from(node), inputs)
    }
}

impl LayoutFlexboxContainer for ItemTree<'_, '_> {
    type FlexboxContainerStyle<'a>
        = &'a Style<Name>
    where
        Self: 'a;
    type FlexboxItemStyle<'a>
        = &'a Style<Name>
    where
        Self: 'a;

    fn get_flexbox_container_style(&self, node: NodeId) -> &Style<Name> {
        self.style_of(node)
    }

    fn get_flexbox_child_style(&self, node: NodeId) -> &Style<Name> {
        self.style_of(node)
    }
}

impl LayoutGridContainer for ItemTree<'_, '_> {
    type GridContainerStyle<'a>
        = &'a Style<Name>
    where
        Self: 'a;
    type GridItemStyle<'a>
        = &'a Style<Name>
    where
        Self: 'a;

    fn get_grid_container_style(&self, node: NodeId) -> &Style<Name> {
        self.style_of(node)
    }

    fn get_grid_child_style(&self, node: NodeId) -> &Style<Name> {
        self.style_of(node)
    }

    fn set_detailed_grid_info(&mut self, _node: NodeId, info: DetailedGridInfo<Name>) {
        self.grid = Some(Box::new(info));
    }
}

/// The widths of a container's content as `taffy` computes them from those of its items.
pub(crate) fn container_widths(tree: &mut ItemTree<'_, '_>) -> ContentWidths {
    ContentWidths { min: tree.width(AvailableSpace::MinContent), max: tree.width(AvailableSpace::MaxContent) }
}
