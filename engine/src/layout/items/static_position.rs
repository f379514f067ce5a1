//! The static positions of absolutely positioned children of flex and grid containers: where the container would
//! align the child if it were the only item (CSS Flexbox 1, section 4.1; CSS Grid 2, section 10).

use taffy::Point as TaffyPoint;

use crate::boxes::{BoxId, BoxKind};
use crate::css::{Alignment, Direction, FlexDirection, FlexWrap, Position};
use crate::layout::block::containing::Containing;
use crate::layout::block::state::Flow;
use crate::layout::context::Context;
use crate::layout::galley::builder::NewPositioned;
use crate::layout::galley::list::AlignmentContainer;
use crate::layout::items::tracks::points;
use crate::layout::items::tree::{self, ItemTree, length};
use crate::units::{Length, Point, Size};

/// Adds the positioned children of a container whose content box has this height.
pub(crate) fn put(
    flow: &mut Flow<'_, '_>,
    id: BoxId,
    content: Containing,
    height: Length,
    tree: &ItemTree<'_, '_>,
) {
    let context = flow.context;
    for &child in &context.tree.get(id).children {
        if !tree::is_out_of_flow(context, child) {
            continue;
        }
        let fixed = context.tree.style(child).layout.position == Position::Fixed;
        let (at, room) = match grid_area(context, id, child, content, height, tree) {
            Some((at, size)) => (at, AlignmentContainer { size, contains: true }),
            None => (
                Point::default(),
                AlignmentContainer { size: Size::new(content.width, height), contains: false },
            ),
        };
        flow.builder.positioned(NewPositioned {
            box_id: child,
            fixed,
            static_x: content.x + at.x,
            from_right: false,
            below: at.y,
            room: Some(room),
        });
    }
}

/// The area that a positioned child of a positioned grid container resolves against, from the top
/// left corner of the content box.
fn grid_area(
    context: &Context<'_>,
    id: BoxId,
    child: BoxId,
    content: Containing,
    height: Length,
    tree: &ItemTree<'_, '_>,
) -> Option<(Point, Size)> {
    let style = context.tree.style(child);
    let container = context.tree.style(id);
    let (grid, _) = (tree.grid.as_ref()?, style.layout.grid.as_ref()?);
    let is_transformed = container.effects.as_ref().is_some_and(|effects| effects.holds_positioned());
    let holds = is_transformed || container.layout.position != Position::Static;
    if !holds || style.layout.position == Position::Fixed {
        return None;
    }
    let mut placed = taffy::Style::default();
    crate::layout::items::grid::place(style, &mut placed);
    let padding = container.layout.padding.map(|padding| padding.resolve(content.width));
    let padding_box = taffy::Rect {
        left: -points(padding.left),
        top: -points(padding.top),
        right: points(content.width + padding.right),
        bottom: points(height + padding.bottom),
    };
    let direction = tree::direction(container.text.direction);
    let area = grid.resolve_absolute_grid_area(placed.grid_row, placed.grid_column, direction, padding_box);
    let at = TaffyPoint { x: area.left, y: area.top };
    let size = Size::new(length(area.right - area.left), length(area.bottom - area.top));
    Some((Point::new(length(at.x), length(at.y)), size))
}

/// The distance from the top left corner of a child's alignment container to that of its margin box.
pub(crate) fn aligned(context: &Context<'_>, id: BoxId, room: Size, margin_box: Size) -> Point {
    let child = context.tree.style(id);
    let Some(parent) = context.tree.get(id).parent else { return Point::default() };
    let container = context.tree.get(parent);
    let layout = &container.style.layout;
    let direction = container.style.text.direction;
    let own = |own: Alignment, all: Alignment| if own == Alignment::Normal { all } else { own };
    let align = own(child.layout.align_self, layout.align_items);
    let free = Point::new(room.width - margin_box.width, room.height - margin_box.height);
    let from_right = direction == Direction::RightToLeft;
    let item_from_right = child.text.direction == Direction::RightToLeft;
    let horizontal = |alignment, flex_end| offset(alignment, free.x, from_right, flex_end, item_from_right);
    let vertical = |alignment, flex_end| offset(alignment, free.y, false, flex_end, false);
    if matches!(container.kind, BoxKind::Grid) {
        let justify = own(child.layout.justify_self, layout.justify_items);
        return Point::new(horizontal(justify, from_right), vertical(align, false));
    }
    let reverse = matches!(layout.flex_direction, FlexDirection::RowReverse | FlexDirection::ColumnReverse);
    let wraps_back = layout.flex_wrap == FlexWrap::WrapReverse;
    if layout.is_row() {
        Point::new(horizontal(layout.justify_content, from_right != reverse), vertical(align, wraps_back))
    } else {
        Point::new(horizontal(align, from_right != wraps_back), vertical(layout.justify_content, reverse))
    }
}

/// The distance along one axis. `reversed` is whether `start` is the far edge, `flex_reversed` whether `flex-start`
/// is, and `self_reversed` whether `self-start` is.
fn offset(
    alignment: Alignment,
    free: Length,
    reversed: bool,
    flex_reversed: bool,
    self_reversed: bool,
) -> Length {
    let edge = |is_far: bool| if is_far { free } else { Length::ZERO };
    let safe = |offset: Length| if free < Length::ZERO { edge(reversed) } else { offset };
    match alignment {
        Alignment::Start | Alignment::SafeStart => edge(reversed),
        Alignment::End => edge(!reversed),
        Alignment::SafeEnd | Alignment::LastBaseline => safe(edge(!reversed)),
        Alignment::FlexEnd => edge(!flex_reversed),
        Alignment::SafeFlexEnd => safe(edge(!flex_reversed)),
        Alignment::Center => free / 2,
        Alignment::SafeCenter | Alignment::SpaceAround | Alignment::SpaceEvenly => safe(free / 2),
        Alignment::SelfStart => edge(self_reversed),
        Alignment::SelfEnd => edge(!self_reversed),
        Alignment::SafeSelfStart => safe(edge(self_reversed)),
        Alignment::SafeSelfEnd => safe(edge(!self_reversed)),
        Alignment::Left => Length::ZERO,
        Alignment::Right => free,
        Alignment::SafeFlexStart => safe(edge(flex_reversed)),
        Alignment::Normal
        | Alignment::FlexStart
        | Alignment::Baseline
        | Alignment::Stretch
        | Alignment::SpaceBetween => edge(flex_reversed),
    }
}
