//! How large an item of a flex or grid container is, asked by `taffy` of the leaves of its tree.

use taffy::{
    AvailableSpace, LayoutInput, LayoutOutput, RequestedAxis, RunMode, Size as TaffySize, SizingMode,
};

use crate::boxes::{BoxKind, Replaced};
use crate::css::{BoxSizing, SizeValue};
use crate::layout::context::HeightKey;
use crate::layout::items::grid;
use crate::layout::items::tracks::points;
use crate::layout::items::tree::{Item, ItemTree, Part, length, measure, ratio, replaced};
use crate::layout::sizing::used::{Edges, definite, table_horizontal_edges};
use crate::units::{Length, Sides};

impl ItemTree<'_, '_> {
    /// The size of an item's border box, as far as it counts.
    pub(crate) fn leaf(&self, number: usize, inputs: LayoutInput) -> LayoutOutput {
        let Item { id, part, .. } = self.items[number];
        if part == Part::WHOLE {
            return self.whole_leaf(number, inputs);
        }
        let known = inputs.known_dimensions;
        let mut size = TaffySize::ZERO;
        if let Some(width) = part.at.filter(|_| part.height) {
            let tracks = grid::tracks_key(self.context, id);
            let key = HeightKey { id, width, basis: width, content_only: false, tracks };
            size.height = points(measure(self.context, key).height);
        } else if part.width || (part.height && known.width.is_some()) {
            let whole = self.whole_leaf(number, inputs).size;
            size.width = if part.width { whole.width } else { 0.0 };
            size.height = if part.height { whole.height } else { 0.0 };
        }
        let size = TaffySize {
            width: known.width.unwrap_or(size.width),
            height: known.height.unwrap_or(size.height),
        };
        LayoutOutput::from_outer_size(size)
    }

    /// The size of an item's border box.
    fn whole_leaf(&self, number: usize, inputs: LayoutInput) -> LayoutOutput {
        let context = self.context;
        let id = self.items[number].id;
        let layout_box = context.tree.get(id);
        let (style, layout) = (&layout_box.style, &layout_box.style.layout);
        let basis = inputs.parent_size.width.map(length);
        let is_table = matches!(layout_box.kind, BoxKind::Table);
        let inner =
            if is_table { Sides::default() } else { Edges::of(style, basis.unwrap_or_default()).inner() };
        let replaced = replaced(context, id);
        let ratio = ratio(layout, replaced).map(f64::from);
        let widths = || context.content_widths(id);
        // Everything here is of the content box. Sizes of its own do not count where its content is asked for.
        let inherent = inputs.sizing_mode == SizingMode::InherentSize;
        let width_edges = if is_table { table_horizontal_edges(style) } else { inner.horizontal() };
        let own_width = |value: SizeValue| match value {
            _ if !inherent => None,
            SizeValue::MinContent => Some(widths().min),
            SizeValue::MaxContent => Some(widths().max),
            value => definite(value, basis, width_edges, layout.box_sizing)
                .map(|width| if is_table { width + width_edges } else { width }),
        };
        let own_height = |value: SizeValue| {
            let basis = inputs.parent_size.height.map(length);
            definite(value, basis, inner.vertical(), layout.box_sizing).filter(|_| inherent)
        };
        let clamp_width = |width: Length| {
            let width = own_width(layout.max_width).map_or(width, |max| width.min(max));
            let width = own_width(layout.min_width).map_or(width, |min| width.max(min));
            if is_table { width.max(widths().min) } else { width.max(Length::ZERO) }
        };
        let clamp_height = |height: Length| {
            let height = own_height(layout.max_height).map_or(height, |max| height.min(max));
            own_height(layout.min_height).map_or(height, |min| height.max(min)).max(Length::ZERO)
        };
        let known = inputs.known_dimensions;
        let known_width = known.width.map(|width| (length(width) - inner.horizontal()).max(Length::ZERO));
        let known_height = known.height.map(|height| (length(height) - inner.vertical()).max(Length::ZERO));
        let set_width = known_width.or_else(|| own_width(layout.width).map(clamp_width));
        let set_height = known_height.or_else(|| own_height(layout.height).map(clamp_height));
        // Of the border box where that is what sizes are of, except for images.
        let of_border = layout.box_sizing == BoxSizing::BorderBox && replaced.is_none();
        let around = if of_border { inner } else { Sides::default() };
        let by_height = |height: Length, ratio: f64| {
            ((height + around.vertical()).scale(ratio) - around.horizontal()).max(Length::ZERO)
        };
        let by_width = |width: Length, ratio: f64| {
            ((width + around.horizontal()).scale(1.0 / ratio) - around.vertical()).max(Length::ZERO)
        };
        let output = |width: Length, height: Length| {
            LayoutOutput::from_outer_size(TaffySize {
                width: points(width + inner.horizontal()),
                height: points(height + inner.vertical()),
            })
        };
        if let Some(replaced) = replaced {
            let (width, height) = replaced_leaf(replaced, ratio, set_width, set_height, by_height, by_width);
            let (width, height) = match (set_width, set_height, ratio) {
                (None, None, Some(ratio)) => {
                    let clamped = clamp_width(width);
                    let height = if clamped == width { height } else { by_width(clamped, ratio) };
                    let clamped_height = clamp_height(height);
                    if clamped_height == height {
                        (clamped, height)
                    } else {
                        (clamp_width(by_height(clamped_height, ratio)), clamped_height)
                    }
                }
                _ => (
                    if set_width.is_some() { width } else { clamp_width(width) },
                    if set_height.is_some() { height } else { clamp_height(height) },
                ),
            };
            return output(width, height);
        }
        let width = set_width.unwrap_or_else(|| {
            let width = match (ratio, set_height) {
                (Some(ratio), Some(height)) => by_height(height, ratio),
                _ => match inputs.available_space.width {
                    AvailableSpace::MinContent => widths().min,
                    AvailableSpace::MaxContent => widths().max,
                    AvailableSpace::Definite(space) => widths().fit(length(space) - inner.horizontal()),
                },
            };
            clamp_width(width)
        });
        // Most widths are only tried; to find the height at each of them would take exponential time
        // where containers are nested.
        if inputs.run_mode == RunMode::ComputeSize && inputs.axis == RequestedAxis::Horizontal {
            return output(width, set_height.unwrap_or_default());
        }
        let measured = || {
            let key = HeightKey {
                id,
                width: width + inner.horizontal(),
                basis: basis.unwrap_or_default(),
                content_only: !inherent,
                tracks: grid::tracks_key(context, id),
            };
            measure(context, key)
        };
        let (height, baseline) = match set_height {
            Some(height) => {
                let asked = self.needs_baselines && inputs.run_mode == RunMode::PerformLayout;
                (height, if asked { measured().first_baseline } else { None })
            }
            None => {
                let measured = measured();
                let content = measured.height - inner.vertical();
                let by_ratio = ratio.map(|ratio| by_width(width, ratio).max(content));
                (clamp_height(by_ratio.unwrap_or(content)), measured.first_baseline)
            }
        };
        let mut output = output(width, height);
        output.baselines.first = baseline.map(points);
        output
    }
}

/// The content size of an image at the sizes that are set.
fn replaced_leaf(
    replaced: &Replaced,
    ratio: Option<f64>,
    width: Option<Length>,
    height: Option<Length>,
    by_height: impl Fn(Length, f64) -> Length,
    by_width: impl Fn(Length, f64) -> Length,
) -> (Length, Length) {
    let (natural_width, natural_height) = (replaced.width, replaced.height);
    match (width, height) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => {
            let height = ratio.map(|ratio| by_width(width, ratio)).or(natural_height);
            (width, height.unwrap_or(Length::from_pixels(150.0)))
        }
        (None, Some(height)) => {
            let width = ratio.map(|ratio| by_height(height, ratio)).or(natural_width);
            (width.unwrap_or(Length::from_pixels(300.0)), height)
        }
        (None, None) => {
            let by_ratio = natural_height.zip(ratio).map(|(height, ratio)| by_height(height, ratio));
            let width = natural_width.or(by_ratio).unwrap_or(Length::from_pixels(300.0));
            let height = natural_height.or_else(|| ratio.map(|ratio| by_width(width, ratio)));
            (width, height.unwrap_or(Length::from_pixels(150.0)))
        }
    }
}
