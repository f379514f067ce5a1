//! The size of an item of a flex or grid container, which `taffy` asks for with a known or available size and gets
//! as the size of the border box (CSS Flexbox 1, section 9.2; CSS Grid 2, section 6.2).

use taffy::{
    AvailableSpace, LayoutInput, LayoutOutput, RequestedAxis, RunMode, Size as TaffySize, SizingMode,
};

use crate::boxes::{BoxId, BoxKind, Replaced};
use crate::css::{BoxSizing, BoxStyle, SizeValue};
use crate::layout::context::{Context, HeightKey};
use crate::layout::items::grid;
use crate::layout::items::tracks::points;
use crate::layout::items::tree::{Item, ItemTree, MeasuredSizes, length, measure, ratio, replaced};
use crate::layout::sizing::used::{ContentWidths, Edges, definite, table_horizontal_edges};
use crate::units::{Length, Sides};

impl ItemTree<'_, '_> {
    /// The size of an item's border box, as far as it is measured.
    pub(crate) fn leaf(&self, number: usize, inputs: LayoutInput) -> LayoutOutput {
        let Item { id, measured, first_baseline, .. } = self.items[number];
        if measured == MeasuredSizes::BOTH {
            let mut output = self.whole_leaf(number, inputs);
            output.baselines.first = first_baseline.map(points).or(output.baselines.first);
            return output;
        }
        let known = inputs.known_dimensions;
        let mut size = TaffySize::ZERO;
        if let Some(width) = measured.at_width.filter(|_| measured.height) {
            let tracks = grid::tracks_key(self.context, id);
            let key = HeightKey { id, width, basis: width, content_only: false, tracks };
            size.height = points(measure(self.context, key).height);
        } else if measured.width || (measured.height && known.width.is_some()) {
            let whole = self.whole_leaf(number, inputs).size;
            size.width = if measured.width { whole.width } else { 0.0 };
            size.height = if measured.height { whole.height } else { 0.0 };
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
        let sizing = LeafSizing::of(context, id, inputs);
        let (set_width, set_height) = (sizing.set_width(), sizing.set_height());
        if let Some(replaced) = replaced(context, id) {
            let (width, height) = sizing.replaced_size(replaced, set_width, set_height);
            return sizing.output(width, height);
        }
        let width = set_width.unwrap_or_else(|| sizing.content_width(set_height));
        // Most widths are only tried; to find the height at each of them would take exponential time
        // where containers are nested.
        if inputs.run_mode == RunMode::ComputeSize && inputs.axis == RequestedAxis::Horizontal {
            return sizing.output(width, set_height.unwrap_or_default());
        }
        let measured = || {
            let key = HeightKey {
                id,
                width: width + sizing.inner.horizontal(),
                basis: sizing.basis.unwrap_or_default(),
                content_only: !sizing.inherent,
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
                let content = measured.height - sizing.inner.vertical();
                let by_ratio = sizing.ratio.map(|ratio| ratio.height(width).max(content));
                (sizing.clamp_height(by_ratio.unwrap_or(content)), measured.first_baseline)
            }
        };
        let mut output = sizing.output(width, height);
        output.baselines.first = baseline.map(points);
        output
    }
}

/// An aspect ratio of width to height.
#[derive(Clone, Copy)]
struct Ratio {
    ratio: f64,
    /// The borders and paddings that it includes: those of the border box where `box-sizing` refers to that, except
    /// for images.
    around: Sides<Length>,
}

impl Ratio {
    /// The width of the content box at a height.
    fn width(self, height: Length) -> Length {
        let outer = (height + self.around.vertical()).scale(self.ratio);
        (outer - self.around.horizontal()).max(Length::ZERO)
    }

    /// The height of the content box at a width.
    fn height(self, width: Length) -> Length {
        let outer = (width + self.around.horizontal()).scale(1.0 / self.ratio);
        (outer - self.around.vertical()).max(Length::ZERO)
    }
}

/// The style of an item and `taffy`'s question, on which its size depends besides its contents. All sizes are those of
/// the content box, except that a table's are those of its border box.
struct LeafSizing<'c, 't> {
    context: &'c Context<'t>,
    id: BoxId,
    layout: &'c BoxStyle,
    inputs: LayoutInput,
    /// The width of the containing block, if it is known.
    basis: Option<Length>,
    is_table: bool,
    /// Borders and paddings; none for a table.
    inner: Sides<Length>,
    /// The horizontal borders and paddings that `box-sizing` refers to.
    width_edges: Length,
    /// Whether the item's own size properties count: not if only its content is asked for.
    inherent: bool,
    ratio: Option<Ratio>,
}

impl<'c, 't> LeafSizing<'c, 't> {
    fn of(context: &'c Context<'t>, id: BoxId, inputs: LayoutInput) -> LeafSizing<'c, 't> {
        let layout_box = context.tree.get(id);
        let (style, layout) = (&layout_box.style, &layout_box.style.layout);
        let basis = inputs.parent_size.width.map(length);
        let is_table = matches!(layout_box.kind, BoxKind::Table);
        let inner =
            if is_table { Sides::default() } else { Edges::of(style, basis.unwrap_or_default()).inner() };
        let replaced = replaced(context, id);
        let of_border = layout.box_sizing == BoxSizing::BorderBox && replaced.is_none();
        let around = if of_border { inner } else { Sides::default() };
        LeafSizing {
            context,
            id,
            layout,
            inputs,
            basis,
            is_table,
            inner,
            width_edges: if is_table { table_horizontal_edges(style) } else { inner.horizontal() },
            inherent: inputs.sizing_mode == SizingMode::InherentSize,
            ratio: ratio(layout, replaced).map(|ratio| Ratio { ratio: f64::from(ratio), around }),
        }
    }

    fn widths(&self) -> ContentWidths {
        self.context.content_widths(self.id)
    }

    fn own_width(&self, value: SizeValue) -> Option<Length> {
        match value {
            _ if !self.inherent => None,
            SizeValue::MinContent => Some(self.widths().min),
            SizeValue::MaxContent => Some(self.widths().max),
            value => definite(value, self.basis, self.width_edges, self.layout.box_sizing)
                .map(|width| if self.is_table { width + self.width_edges } else { width }),
        }
    }

    fn own_height(&self, value: SizeValue) -> Option<Length> {
        let basis = self.inputs.parent_size.height.map(length);
        let height = definite(value, basis, self.inner.vertical(), self.layout.box_sizing);
        height.filter(|_| self.inherent)
    }

    fn clamp_width(&self, width: Length) -> Length {
        let width = self.own_width(self.layout.max_width).map_or(width, |max| width.min(max));
        let width = self.own_width(self.layout.min_width).map_or(width, |min| width.max(min));
        width.max(if self.is_table { self.widths().min } else { Length::ZERO })
    }

    fn clamp_height(&self, height: Length) -> Length {
        let height = self.own_height(self.layout.max_height).map_or(height, |max| height.min(max));
        self.own_height(self.layout.min_height).map_or(height, |min| height.max(min)).max(Length::ZERO)
    }

    /// The width that `taffy` gives or that the style sets.
    fn set_width(&self) -> Option<Length> {
        let known = self.inputs.known_dimensions.width;
        let known = known.map(|width| (length(width) - self.inner.horizontal()).max(Length::ZERO));
        known.or_else(|| self.own_width(self.layout.width).map(|width| self.clamp_width(width)))
    }

    /// The height that `taffy` gives or that the style sets.
    fn set_height(&self) -> Option<Length> {
        let known = self.inputs.known_dimensions.height.filter(|_| !self.is_height_guessed());
        let known = known.map(|height| (length(height) - self.inner.vertical()).max(Length::ZERO));
        known.or_else(|| self.own_height(self.layout.height).map(|height| self.clamp_height(height)))
    }

    /// Whether the height that `taffy` gives is only a limit: where the width of an item is asked for, `taffy` stretches
    /// the item to its greatest height, even in a container that has no height. An image would get its width from that.
    fn is_height_guessed(&self) -> bool {
        let inputs = &self.inputs;
        inputs.run_mode == RunMode::ComputeSize
            && inputs.known_dimensions.width.is_none()
            && inputs.parent_size.height.is_none()
            && self.layout.height == SizeValue::Auto
    }

    /// The width of an item that nothing sets: by its ratio, or as its contents need it in the available space.
    fn content_width(&self, set_height: Option<Length>) -> Length {
        let width = match (self.ratio, set_height) {
            (Some(ratio), Some(height)) => ratio.width(height),
            _ => match self.inputs.available_space.width {
                AvailableSpace::MinContent => self.widths().min,
                AvailableSpace::MaxContent => self.widths().max,
                AvailableSpace::Definite(space) => self.widths().fit(length(space) - self.inner.horizontal()),
            },
        };
        self.clamp_width(width)
    }

    /// The size of an image (CSS 2.2, section 10.4).
    fn replaced_size(
        &self,
        replaced: &Replaced,
        set_width: Option<Length>,
        set_height: Option<Length>,
    ) -> (Length, Length) {
        let filled = set_height.is_none().then(|| self.filled_width(replaced)).flatten();
        let (width, height) = natural_size(replaced, self.ratio, set_width.or(filled), set_height);
        match (set_width, set_height, self.ratio) {
            (None, None, Some(ratio)) => {
                let clamped = self.clamp_width(width);
                let height = if clamped == width { height } else { ratio.height(clamped) };
                let clamped_height = self.clamp_height(height);
                if clamped_height == height {
                    (clamped, height)
                } else {
                    (self.clamp_width(ratio.width(clamped_height)), clamped_height)
                }
            }
            _ => (
                if set_width.is_some() { width } else { self.clamp_width(width) },
                if set_height.is_some() { height } else { self.clamp_height(height) },
            ),
        }
    }

    /// The width of an image that has a ratio and no size: it fills the available space, or else its containing block
    /// (CSS Sizing 3, section 5.1).
    fn filled_width(&self, replaced: &Replaced) -> Option<Length> {
        if self.ratio.is_none() || replaced.width.is_some() || replaced.height.is_some() {
            return None;
        }
        let margins =
            Edges::of(&self.context.tree.get(self.id).style, self.basis.unwrap_or_default()).margins();
        let space = match self.inputs.available_space.width {
            AvailableSpace::MinContent => return Some(Length::ZERO),
            AvailableSpace::Definite(space) => length(space),
            AvailableSpace::MaxContent => self.basis? - margins.horizontal(),
        };
        Some((space - self.inner.horizontal()).max(Length::ZERO))
    }

    /// The answer to `taffy`: the border box around a content box.
    fn output(&self, width: Length, height: Length) -> LayoutOutput {
        LayoutOutput::from_outer_size(TaffySize {
            width: points(width + self.inner.horizontal()),
            height: points(height + self.inner.vertical()),
        })
    }
}

/// The size of an image's content box where one or both of its sizes are open.
fn natural_size(
    replaced: &Replaced,
    ratio: Option<Ratio>,
    width: Option<Length>,
    height: Option<Length>,
) -> (Length, Length) {
    let (natural_width, natural_height) = (replaced.width, replaced.height);
    match (width, height) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => {
            let height = ratio.map(|ratio| ratio.height(width)).or(natural_height);
            (width, height.unwrap_or(Length::from_pixels(150.0)))
        }
        (None, Some(height)) => {
            let width = ratio.map(|ratio| ratio.width(height)).or(natural_width);
            (width.unwrap_or(Length::from_pixels(300.0)), height)
        }
        (None, None) => {
            let by_ratio = natural_height.zip(ratio).map(|(height, ratio)| ratio.width(height));
            let width = natural_width.or(by_ratio).unwrap_or(Length::from_pixels(300.0));
            let height = natural_height.or_else(|| ratio.map(|ratio| ratio.height(width)));
            (width, height.unwrap_or(Length::from_pixels(150.0)))
        }
    }
}
