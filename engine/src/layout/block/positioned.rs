//! Absolutely positioned boxes (CSS 2.2, sections 10.3.7 and 10.6.4), laid out when the place of
//! what they are positioned against is known.

use crate::boxes::{BoxId, BoxKind};
use crate::css::{ComputedStyle, Direction, Position};
use crate::layout::context::Context;
use crate::layout::galley::list::{Galley, StaticPlace};
use crate::layout::items::static_position;
use crate::layout::sizing::used::{Edges, clamp_height, clamp_width, definite, replaced_size};
use crate::units::{Length, Point, Rect, Size};

/// A positioned box and where it goes.
#[derive(Debug)]
pub struct PositionedLayout {
    /// The border box, from the top left corner of the containing block.
    pub rect: Rect,
    /// The box with its contents.
    pub galley: Galley,
}

/// Lays out an absolutely positioned box. `containing` is the padding box it resolves against,
/// `static_place` where it would have stood, from that box's top left corner.
pub fn lay_out_positioned(
    context: &Context<'_>,
    id: BoxId,
    containing: Size,
    static_place: StaticPlace,
) -> PositionedLayout {
    let layout_box = context.tree.get(id);
    let style = &layout_box.style;
    let layout = &style.layout;
    let edges = Edges::of(style, containing.width);
    let inner = edges.inner();
    let inset_left = layout.inset.left.resolve(containing.width);
    let inset_right = layout.inset.right.resolve(containing.width);
    let inset_top = layout.inset.top.resolve(containing.height);
    let inset_bottom = layout.inset.bottom.resolve(containing.height);
    let margins = edges.margins();

    let natural = match &layout_box.kind {
        BoxKind::Replaced(replaced) => {
            Some(replaced_size(style, replaced, containing.width, Some(containing.height)))
        }
        _ => None,
    };

    let set_height = definite(layout.height, Some(containing.height), inner.vertical(), layout.box_sizing)
        .or(natural.map(|size| size.height));
    let height = match (set_height, inset_top, inset_bottom) {
        (Some(height), ..) => Some(height),
        (None, Some(top), Some(bottom)) => {
            let height = containing.height - top - bottom - margins.vertical() - inner.vertical();
            Some(height.max(Length::ZERO))
        }
        _ => None,
    };

    // Horizontal.
    let set_width = definite(layout.width, Some(containing.width), inner.horizontal(), layout.box_sizing)
        .or(natural.map(|size| size.width));
    let before_static =
        if static_place.from_right { containing.width - static_place.at.x } else { static_place.at.x };
    let room = containing.width
        - inset_left.unwrap_or(if inset_right.is_none() { before_static } else { Length::ZERO })
        - inset_right.unwrap_or(Length::ZERO)
        - margins.horizontal()
        - inner.horizontal();
    let mut measured = || context.content_widths(id);
    let width = if matches!(layout_box.kind, BoxKind::Table) {
        context.table_width(id, room, style.text.direction).1
    } else {
        let width = match set_width {
            Some(width) => width,
            None if inset_left.is_some() && inset_right.is_some() => room.max(Length::ZERO),
            None if let Some(width) = height
                .and_then(|height| layout.by_ratio(false, height, inner.vertical(), inner.horizontal())) =>
            {
                width
            }
            None => measured().fit(room.max(Length::ZERO)),
        };
        clamp_width(layout, width, containing.width, inner.horizontal(), &mut measured)
    };
    let border_width =
        if matches!(layout_box.kind, BoxKind::Table) { width } else { width + inner.horizontal() };
    let border_height = |galley: &Galley| Length::from_offset(galley.height());
    let aligned = |height: Length| match static_place.room {
        Some(room) => {
            let margin_box = Size::new(border_width + margins.horizontal(), height + margins.vertical());
            static_position::aligned(context, id, room.size, margin_box)
        }
        None => Point::default(),
    };
    let x = place(
        inset_left,
        inset_right,
        edges.margin.left,
        edges.margin.right,
        border_width,
        containing.width,
        if static_place.from_right {
            static_place.at.x - border_width - margins.horizontal()
        } else {
            static_place.at.x + aligned(Length::ZERO).x
        },
        containing_direction(context, id) == Direction::RightToLeft,
    );

    // Vertical.
    let height = height.map(|height| {
        clamp_height(layout, height, Some(containing.height), inner.vertical()) + inner.vertical()
    });
    let galley = context.lay_out_box(id, border_width, height, containing.width);
    let border_height = border_height(&galley);
    let y = place(
        inset_top,
        inset_bottom,
        edges.margin.top,
        edges.margin.bottom,
        border_height,
        containing.height,
        static_place.at.y + aligned(border_height).y,
        false,
    );
    PositionedLayout { rect: Rect::new(Point::new(x, y), Size::new(border_width, border_height)), galley }
}

/// The direction of the box that a positioned box resolves against.
fn containing_direction(context: &Context<'_>, id: BoxId) -> Direction {
    let tree = context.tree;
    let is_containing = |style: &ComputedStyle| {
        style.layout.position != Position::Static
            || style.effects.as_ref().is_some_and(|effects| effects.is_transformed())
    };
    let mut around = std::iter::successors(tree.get(id).parent, |&id| tree.get(id).parent);
    let containing = around.find(|&id| is_containing(tree.style(id))).unwrap_or(BoxId::ROOT);
    tree.style(containing).text.direction
}

/// Where a border box starts along one axis; `from_end` if that runs from the right.
fn place(
    start: Option<Length>,
    end: Option<Length>,
    margin_start: Option<Length>,
    margin_end: Option<Length>,
    length: Length,
    containing: Length,
    static_position: Length,
    from_end: bool,
) -> Length {
    let zero = Length::ZERO;
    match (start, end) {
        (Some(start), Some(end)) => {
            let rest = containing - start - end - length;
            let margin = match (margin_start, margin_end) {
                (None, None) => (rest / 2).max(zero),
                (None, Some(margin_end)) => rest - margin_end,
                // Of too many values the one at the end of the axis gives way.
                (Some(_), Some(margin_end)) if from_end => rest - margin_end,
                (Some(margin_start), _) => margin_start,
            };
            start + margin
        }
        (Some(start), None) => start + margin_start.unwrap_or(zero),
        (None, Some(end)) => containing - end - margin_end.unwrap_or(zero) - length,
        (None, None) => static_position + margin_start.unwrap_or(zero),
    }
}
