//! Used sizes (CSS 2.2, section 10; CSS Sizing 3): from a style and its containing block to lengths of the box model.

use crate::boxes::Replaced;
use crate::css::{BorderCollapse, BoxSizing, BoxStyle, ComputedStyle, Direction, SizeValue};
use crate::units::{Length, Sides, Size};

/// Used borders and paddings, and margins with `auto` as `None`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edges {
    pub(crate) margin: Sides<Option<Length>>,
    pub(crate) border: Sides<Length>,
    pub(crate) padding: Sides<Length>,
}

impl Edges {
    /// The edges of a box. Percentages refer to the width of the containing block, vertical ones too.
    pub(crate) fn of(style: &ComputedStyle, containing_width: Length) -> Edges {
        Edges {
            margin: style.layout.margin.map(|margin| margin.resolve(containing_width)),
            border: style.border.widths(),
            padding: style.layout.padding.map(|padding| padding.resolve(containing_width).max(Length::ZERO)),
        }
    }

    /// Border and padding together.
    pub(crate) fn inner(&self) -> Sides<Length> {
        self.border + self.padding
    }

    /// Margins with `auto` as zero.
    pub(crate) fn margins(&self) -> Sides<Length> {
        self.margin.map(|margin| margin.unwrap_or(Length::ZERO))
    }
}

/// The horizontal border and padding of a table box itself: none if its borders collapse.
pub(crate) fn table_horizontal_edges(style: &ComputedStyle) -> Length {
    if style.text.border_collapse == BorderCollapse::Collapse {
        Length::ZERO
    } else {
        Edges::of(style, Length::ZERO).inner().horizontal()
    }
}

/// The min-content and the max-content width, which sizing keywords resolve to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ContentWidths {
    pub(crate) min: Length,
    pub(crate) max: Length,
}

impl ContentWidths {
    /// The shrink-to-fit width in an available width.
    pub(crate) fn fit(self, available: Length) -> Length {
        self.max.min(available.max(self.min))
    }
}

/// A size property as the size of the content box; `None` if it is `auto` or a percentage of an unknown basis.
pub(crate) fn definite(
    value: SizeValue,
    basis: Option<Length>,
    edges: Length,
    sizing: BoxSizing,
) -> Option<Length> {
    match value {
        SizeValue::LengthPercentage(value) => {
            let length = value.resolve_maybe(basis)?;
            let content = if sizing == BoxSizing::BorderBox { length - edges } else { length };
            Some(content.max(Length::ZERO))
        }
        _ => None,
    }
}

/// `min-width` and `max-width` applied to a content width. Where the containing width is unknown, percentages are ignored.
pub(crate) fn clamp_width(
    layout: &BoxStyle,
    width: Length,
    containing_width: Option<Length>,
    edges: Length,
    content: &mut dyn FnMut() -> ContentWidths,
) -> Length {
    let mut limit = |value: SizeValue| match value {
        SizeValue::MinContent => Some(content().min),
        SizeValue::MaxContent => Some(content().max),
        SizeValue::FitContent => {
            let content = content();
            Some(containing_width.map_or(content.max, |width| content.fit(width - edges)))
        }
        value => definite(value, containing_width, edges, layout.box_sizing),
    };
    let width = limit(layout.max_width).map_or(width, |max| width.min(max));
    limit(layout.min_width).map_or(width, |min| width.max(min)).max(Length::ZERO)
}

/// `min-height` and `max-height` applied to a content height.
pub(crate) fn clamp_height(
    layout: &BoxStyle,
    height: Length,
    basis: Option<Length>,
    edges: Length,
) -> Length {
    let limit = |value: SizeValue| definite(value, basis, edges, layout.box_sizing);
    let height = limit(layout.max_height).map_or(height, |max| height.min(max));
    limit(layout.min_height).map_or(height, |min| height.max(min)).max(Length::ZERO)
}

/// The border-box height of a box whose height is a percentage of a known height. Another height is settled when the box
/// is laid out. `edges` are its vertical ones.
pub(crate) fn relative_height(layout: &BoxStyle, basis: Option<Length>, edges: Length) -> Option<Length> {
    if definite(layout.height, None, edges, layout.box_sizing).is_some() {
        return None;
    }
    let height = definite(layout.height, basis, edges, layout.box_sizing)?;
    Some(clamp_height(layout, height, basis, edges) + edges)
}

/// The left margin and the content width of a block-level box (CSS 2.2, section 10.3.3); shrink-to-fit with `shrink`.
pub(crate) fn block_width(
    style: &ComputedStyle,
    containing_width: Length,
    containing_direction: Direction,
    content: &mut dyn FnMut() -> ContentWidths,
    shrink: bool,
) -> (Length, Length) {
    let layout = &style.layout;
    let edges = Edges::of(style, containing_width);
    let inner = edges.inner().horizontal();
    let margins = edges.margins();
    let available = containing_width - inner - margins.horizontal();
    let width = match layout.width {
        SizeValue::MinContent => content().min,
        SizeValue::MaxContent => content().max,
        SizeValue::FitContent => content().fit(available),
        value => match definite(value, Some(containing_width), inner, layout.box_sizing) {
            Some(width) => width,
            // CSS Sizing 4, section 5.1.
            None if let Some(width) =
                definite(layout.height, None, edges.inner().vertical(), layout.box_sizing)
                    .and_then(|height| layout.by_ratio(false, height, edges.inner().vertical(), inner)) =>
            {
                width
            }
            None if shrink => content().fit(available),
            None => available.max(Length::ZERO),
        },
    };
    let width = clamp_width(layout, width, Some(containing_width), inner, content);
    let rest = containing_width - inner - width;
    let left = match (edges.margin.left, edges.margin.right) {
        (None, None) => (rest / 2).max(Length::ZERO),
        (None, Some(right)) => (rest - right).max(Length::ZERO),
        (Some(left), None) => left,
        (Some(left), Some(right)) => {
            // Over-constrained: the margin at the end is ignored.
            if containing_direction == Direction::RightToLeft { rest - right } else { left }
        }
    };
    (left, width)
}

/// The left margin of a table or an image, where `rest` is the width of the containing block minus the border box.
pub(crate) fn margin_left(margin: Sides<Option<Length>>, rest: Length, direction: Direction) -> Length {
    match (margin.left, margin.right) {
        (None, None) => (rest / 2).max(Length::ZERO),
        (None, Some(right)) => rest - right,
        (Some(left), _) if direction == Direction::LeftToRight => left,
        (Some(_), right) => rest - right.unwrap_or(Length::ZERO),
    }
}

/// The content size of an image (CSS 2.2, sections 10.3.2 and 10.6.2). A percentage of an unknown size counts as `auto`
/// or `none`.
pub(crate) fn replaced_size(
    style: &ComputedStyle,
    replaced: &Replaced,
    containing_width: Option<Length>,
    containing_height: Option<Length>,
) -> Size {
    let layout = &style.layout;
    let edges = Edges::of(style, containing_width.unwrap_or_default()).inner();
    let ratio = layout.ratio(replaced.ratio).map(f64::from);
    let width = definite(layout.width, containing_width, edges.horizontal(), layout.box_sizing);
    let height = definite(layout.height, containing_height, edges.vertical(), layout.box_sizing);
    let fallback = Size::new(Length::from_pixels(300.0), Length::from_pixels(150.0));
    let clamp_w = |width: Length| {
        clamp_width(layout, width, containing_width, edges.horizontal(), &mut || {
            let natural = replaced.width.unwrap_or(fallback.width);
            ContentWidths { min: natural, max: natural }
        })
    };
    let clamp_h = |height: Length| clamp_height(layout, height, containing_height, edges.vertical());
    match (width, height) {
        (Some(width), Some(height)) => Size::new(clamp_w(width), clamp_h(height)),
        (Some(width), None) => {
            let width = clamp_w(width);
            let natural = replaced.height.unwrap_or(fallback.height);
            Size::new(width, clamp_h(ratio.map_or(natural, |ratio| width.scale(1.0 / ratio))))
        }
        (None, Some(height)) => {
            let height = clamp_h(height);
            let natural = replaced.width.unwrap_or(fallback.width);
            Size::new(clamp_w(ratio.map_or(natural, |ratio| height.scale(ratio))), height)
        }
        (None, None) => {
            let around = containing_width.filter(|width| *width > Length::ZERO);
            let fills = replaced.width.is_none() && replaced.height.is_none() && ratio.is_some();
            let natural_width = match around.filter(|_| fills) {
                // With a ratio and no size it is as wide as a block (CSS 2.2, section 10.3.2).
                Some(around) => {
                    let margins = Edges::of(style, around).margins().horizontal();
                    (around - margins - edges.horizontal()).max(Length::ZERO)
                }
                None => {
                    let by_height = || replaced.height.zip(ratio).map(|(height, ratio)| height.scale(ratio));
                    replaced.width.or_else(by_height).unwrap_or(fallback.width)
                }
            };
            let natural_height = replaced
                .height
                .unwrap_or_else(|| ratio.map_or(fallback.height, |ratio| natural_width.scale(1.0 / ratio)));
            let width = clamp_w(natural_width);
            let height = match ratio {
                Some(ratio) if width != natural_width => width.scale(1.0 / ratio),
                _ => natural_height,
            };
            let clamped = clamp_h(height);
            match ratio {
                Some(ratio) if clamped != height => Size::new(clamp_w(clamped.scale(ratio)), clamped),
                _ => Size::new(width, clamped),
            }
        }
    }
}
