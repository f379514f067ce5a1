//! The legend of a field set (HTML, section 15.3.13), whose middle is on the middle of the top border.
//!
//! In the galley, a legend taller than the border has empty space above the field set for its upper half. Inside, it
//! moves up over padding and border; the padding follows it.

use crate::boxes::BoxId;
use crate::layout::block::state::Flow;
use crate::layout::context::HeightKey;
use crate::layout::items::grid;
use crate::layout::items::tree::measure;
use crate::layout::sizing::used::{Edges, block_width};
use crate::units::Length;

/// The place of a legend.
struct LegendPlace {
    /// How far it is above the border box.
    above: Length,
    /// How far it moves up from the top of the content box.
    up: Length,
    /// The space between it and the contents after it.
    below: Length,
}

impl Flow<'_, '_> {
    /// The place of a field set's legend, if it has one; `width` is that of its content box, `border` and `padding` are
    /// its top ones.
    fn legend_place(
        &self,
        fieldset: BoxId,
        width: Length,
        border: Length,
        padding: Length,
    ) -> Option<LegendPlace> {
        let context = self.context;
        let &legend = context.tree.legends.get(&fieldset)?;
        let style = context.tree.style(legend);
        let direction = context.tree.style(fieldset).text.direction;
        let content = &mut || context.content_widths(legend);
        let own = block_width(style, width, direction, content, false).1;
        let key = HeightKey {
            id: legend,
            width: own + Edges::of(style, width).inner().horizontal(),
            basis: width,
            content_only: false,
            tracks: grid::tracks_key(context, legend),
        };
        let height = measure(context, key).height;
        Some(LegendPlace {
            above: ((height - border) / 2).max(Length::ZERO),
            up: padding + (border + height) / 2,
            below: padding + ((border - height) / 2).max(Length::ZERO),
        })
    }

    /// Adds the space above a field set for the upper half of its legend, and returns how much that is.
    pub(super) fn space_for_legend(
        &mut self,
        fieldset: BoxId,
        width: Length,
        border: Length,
        padding: Length,
    ) -> Length {
        let place = self.legend_place(fieldset, width, border, padding);
        let above = place.map_or(Length::ZERO, |place| place.above);
        if above > Length::ZERO {
            self.builder.flush();
            self.builder.empty_space(above);
        }
        above
    }

    /// Moves up to the middle of the top border if a child is the legend there. Returns the space below it.
    pub(super) fn go_up_to_legend(&mut self, fieldset: BoxId, child: BoxId, width: Length) -> Option<Length> {
        self.context.tree.legends.get(&fieldset).filter(|&&legend| legend == child)?;
        let around = self.builder.enclosure(self.builder.innermost()?);
        let place = self.legend_place(fieldset, width, around.border.top, around.padding.top)?;
        self.builder.flush();
        self.builder.empty_space(-place.up);
        Some(place.below)
    }

    /// Adds the space below a legend.
    pub(super) fn go_below_legend(&mut self, below: Option<Length>) {
        if let Some(below) = below {
            self.builder.end_margin();
            self.builder.empty_space(below);
        }
    }
}
