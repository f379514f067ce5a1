//! Absolutely positioned boxes (CSS 2.2, sections 10.3.7 and 10.6.4): from the containing block and the static
//! position, which are known once the galley is cut, to a border box and its contents.

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

/// Lays out an absolutely positioned box. `containing` is the padding box it resolves against, `static_place` its
/// static position from the top left corner of that box.
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
    let horizontal = AbsoluteAxis {
        containing: containing.width,
        insets: (layout.inset.left.resolve(containing.width), layout.inset.right.resolve(containing.width)),
        margins: (edges.margin.left, edges.margin.right),
        inner: inner.horizontal(),
        overconstrained_from_end: containing_direction(context, id) == Direction::RightToLeft,
    };
    let vertical = AbsoluteAxis {
        containing: containing.height,
        insets: (layout.inset.top.resolve(containing.height), layout.inset.bottom.resolve(containing.height)),
        margins: (edges.margin.top, edges.margin.bottom),
        inner: inner.vertical(),
        overconstrained_from_end: false,
    };
    let natural = match &layout_box.kind {
        BoxKind::Replaced(replaced) => {
            Some(replaced_size(style, replaced, Some(containing.width), Some(containing.height)))
        }
        _ => None,
    };
    let height = definite(layout.height, Some(containing.height), inner.vertical(), layout.box_sizing)
        .or(natural.map(|size| size.height))
        .or(vertical.stretched());

    let set_width = definite(layout.width, Some(containing.width), inner.horizontal(), layout.box_sizing)
        .or(natural.map(|size| size.width))
        .or(horizontal.stretched());
    let before_static =
        if static_place.from_right { containing.width - static_place.at.x } else { static_place.at.x };
    let available = horizontal.available(before_static);
    let border_width = if matches!(layout_box.kind, BoxKind::Table) {
        context.table_width(id, available, style.text.direction).1
    } else {
        let mut measured = || context.content_widths(id);
        let by_ratio = |height| layout.by_ratio(false, height, inner.vertical(), inner.horizontal());
        let width = match set_width {
            Some(width) => width,
            None => height.and_then(by_ratio).unwrap_or_else(|| measured().fit(available.max(Length::ZERO))),
        };
        clamp_width(layout, width, Some(containing.width), inner.horizontal(), &mut measured)
            + inner.horizontal()
    };
    let border_height = height.map(|height| {
        clamp_height(layout, height, Some(containing.height), inner.vertical()) + inner.vertical()
    });
    let galley = context.lay_out_box(id, border_width, border_height, containing.width);
    let size = Size::new(border_width, Length::from_offset(galley.height()));

    let margins = edges.margins();
    let margin_box = Size::new(size.width + margins.horizontal(), size.height + margins.vertical());
    let static_corner = static_corner(context, id, static_place, margin_box);
    let corner = Point::new(
        horizontal.place(size.width, static_corner.x),
        vertical.place(size.height, static_corner.y),
    );
    PositionedLayout { rect: Rect::new(corner, size), galley }
}

/// The top left corner of the margin box of a positioned box at its static position.
fn static_corner(context: &Context<'_>, id: BoxId, place: StaticPlace, margin_box: Size) -> Point {
    let aligned = place
        .room
        .map_or(Point::default(), |room| static_position::aligned(context, id, room.size, margin_box));
    let x = if place.from_right { place.at.x - margin_box.width } else { place.at.x + aligned.x };
    Point::new(x, place.at.y + aligned.y)
}

/// The direction of the box that a positioned box resolves against.
fn containing_direction(context: &Context<'_>, id: BoxId) -> Direction {
    let tree = context.tree;
    let is_containing = |style: &ComputedStyle| {
        style.layout.position != Position::Static
            || style.effects.as_ref().is_some_and(|effects| effects.holds_positioned())
    };
    let mut around = std::iter::successors(tree.get(id).parent, |&id| tree.get(id).parent);
    let containing = around.find(|&id| is_containing(tree.style(id))).unwrap_or(BoxId::ROOT);
    tree.style(containing).text.direction
}

/// One axis of an absolutely positioned box and its containing block.
struct AbsoluteAxis {
    /// The size of the containing block.
    containing: Length,
    /// The insets at the left and the right, or at the top and the bottom; `None` for `auto`.
    insets: (Option<Length>, Option<Length>),
    /// The margins on the same sides; `None` for `auto`.
    margins: (Option<Length>, Option<Length>),
    /// The borders and paddings on both sides together.
    inner: Length,
    /// Whether the first of the two insets is ignored if the sizes do not add up.
    overconstrained_from_end: bool,
}

impl AbsoluteAxis {
    /// The size of the content box between the insets, of which `auto` ones count as the distance to the static
    /// position if both are `auto`, and as nothing otherwise.
    fn available(&self, before_static: Length) -> Length {
        let zero = Length::ZERO;
        let (start, end) = self.insets;
        let (margin_start, margin_end) = self.margins;
        let start = start.unwrap_or(if end.is_none() { before_static } else { zero });
        let margins = margin_start.unwrap_or(zero) + margin_end.unwrap_or(zero);
        self.containing - start - end.unwrap_or(zero) - margins - self.inner
    }

    /// The size of the content box if both insets determine it.
    fn stretched(&self) -> Option<Length> {
        let (_, _) = self.insets.0.zip(self.insets.1)?;
        Some(self.available(Length::ZERO).max(Length::ZERO))
    }

    /// The start of a border box of a size. `static_position` is that of the margin box.
    fn place(&self, size: Length, static_position: Length) -> Length {
        let zero = Length::ZERO;
        let (margin_start, margin_end) = self.margins;
        match self.insets {
            (Some(start), Some(end)) => {
                let rest = self.containing - start - end - size;
                let margin = match (margin_start, margin_end) {
                    (None, None) => (rest / 2).max(zero),
                    (None, Some(margin_end)) => rest - margin_end,
                    (Some(_), Some(margin_end)) if self.overconstrained_from_end => rest - margin_end,
                    (Some(margin_start), _) => margin_start,
                };
                start + margin
            }
            (Some(start), None) => start + margin_start.unwrap_or(zero),
            (None, Some(end)) => self.containing - end - margin_end.unwrap_or(zero) - size,
            (None, None) => static_position + margin_start.unwrap_or(zero),
        }
    }
}
