//! Intrinsic widths (CSS Sizing 3, sections 4 and 5): the min-content and the max-content width of a box, measured
//! once.

use crate::boxes::{BoxId, BoxKind, has_columns};
use crate::css::{Clear, ComputedStyle, SizeValue};
use crate::layout::block::column_widths::container_widths;
use crate::layout::block::flow::establishes_context;
use crate::layout::context::Context;
use crate::layout::floats::beside::floats_among;
use crate::layout::items::{flex, grid};
use crate::layout::sizing::used::{ContentWidths, Edges, definite, replaced_size, table_horizontal_edges};
use crate::layout::table;
use crate::units::Length;

/// The min-content and the max-content width of a box's contents.
pub fn intrinsic_widths(context: &Context<'_>, id: BoxId) -> (Length, Length) {
    let widths = context.content_widths(id);
    (widths.min, widths.max)
}

/// The min-content and the max-content width of a running element with its edges and margins.
pub fn running_widths(context: &Context<'_>, id: BoxId) -> (Length, Length) {
    let widths = margin_box_widths(context, id);
    (widths.min, widths.max)
}

impl Context<'_> {
    /// The min-content and max-content width of a box's contents, without its own edges and `width`.
    pub(crate) fn content_widths(&self, id: BoxId) -> ContentWidths {
        let (min, max) = self.measurements.widths(id, || {
            let mut widths = measure(self, id);
            let layout_box = self.tree.get(id);
            if has_columns(&layout_box.kind, &layout_box.style) {
                widths = container_widths(&layout_box.style, widths);
            }
            (widths.min, widths.max.max(widths.min))
        });
        ContentWidths { min, max }
    }
}

fn measure(context: &Context<'_>, id: BoxId) -> ContentWidths {
    let layout_box = context.tree.get(id);
    match &layout_box.kind {
        BoxKind::Paragraph => {
            let paragraph = context.prepare(id, None);
            let mut widths =
                ContentWidths { min: paragraph.min_content_width(), max: paragraph.max_content_width() };
            for float in floats_among(context, id) {
                let float = context.outer_widths(float);
                widths.min = widths.min.max(float.min);
                widths.max += float.max;
            }
            widths
        }
        BoxKind::Replaced(replaced) => {
            let width = replaced_size(&layout_box.style, replaced, None, None).width;
            // An image with a ratio and no size is as wide as its container, like one with `width: 100%`.
            let layout = &layout_box.style.layout;
            let has_width = definite(layout.width, None, Length::ZERO, layout.box_sizing).is_some()
                || definite(layout.height, None, Length::ZERO, layout.box_sizing).is_some()
                || replaced.width.is_some()
                || replaced.height.is_some();
            let fills = !has_width && layout.ratio(replaced.ratio).is_some();
            ContentWidths { min: if fills { Length::ZERO } else { width }, max: width }
        }
        BoxKind::Flex => flex::intrinsic_widths(context, id),
        BoxKind::Grid => grid::intrinsic_widths(context, id),
        BoxKind::Table => table::intrinsic_widths(context, id),
        _ => {
            let mut widths = ContentWidths { min: Length::ZERO, max: Length::ZERO };
            // At the max-content width, floats are beside each other, and lines and tables beside them.
            let mut floats = Length::ZERO;
            for &id in &layout_box.children {
                let child = context.outer_widths(id);
                let each = context.tree.get(id);
                widths.min = widths.min.max(child.min);
                let before = std::mem::take(&mut floats);
                if each.style.layout.is_floating() {
                    let beside = if each.style.layout.clear == Clear::None { before } else { Length::ZERO };
                    floats = beside + child.max;
                    widths.max = widths.max.max(before).max(floats);
                } else if is_beside_floats(each.anonymous, &each.kind, &each.style) {
                    widths.max = widths.max.max(before + child.max);
                } else {
                    widths.max = widths.max.max(child.max);
                }
            }
            widths
        }
    }
}

/// Whether a box is beside floats rather than around them.
fn is_beside_floats(anonymous: bool, kind: &BoxKind, style: &ComputedStyle) -> bool {
    anonymous && matches!(kind, BoxKind::Paragraph) || establishes_context(kind, style)
}

impl Context<'_> {
    /// The widths of a child's margin box. Percentages count as zero, percentage widths as `auto`.
    pub(crate) fn outer_widths(&self, id: BoxId) -> ContentWidths {
        let layout_box = self.tree.get(id);
        let style = &layout_box.style;
        if style.layout.is_out_of_flow() || matches!(layout_box.kind, BoxKind::OutsideMarker) {
            return ContentWidths { min: Length::ZERO, max: Length::ZERO };
        }
        margin_box_widths(self, id)
    }
}

fn margin_box_widths(context: &Context<'_>, id: BoxId) -> ContentWidths {
    let style = &context.tree.get(id).style;
    let margins = Edges::of(style, Length::ZERO).margins().horizontal();
    let border_box = context.border_box_widths(id);
    ContentWidths {
        min: (border_box.min + margins).max(Length::ZERO),
        max: (border_box.max + margins).max(Length::ZERO),
    }
}

impl Context<'_> {
    /// The widths of a box's border box.
    pub(crate) fn border_box_widths(&self, id: BoxId) -> ContentWidths {
        let layout_box = self.tree.get(id);
        let style = &layout_box.style;
        let layout = &style.layout;
        let is_table = matches!(layout_box.kind, BoxKind::Table);
        let edges = if is_table {
            table_horizontal_edges(style)
        } else {
            Edges::of(style, Length::ZERO).inner().horizontal()
        };
        let limit = |value: SizeValue, content: ContentWidths| match value {
            SizeValue::MinContent => Some(content.min),
            SizeValue::MaxContent => Some(content.max),
            value => definite(value, None, edges, layout.box_sizing),
        };
        let mut content = self.content_widths(id);
        if is_table {
            // The widths of a table are those of its border box.
            content.min = (content.min - edges).max(Length::ZERO);
            content.max = (content.max - edges).max(Length::ZERO);
        }
        let mut widths = match limit(layout.width, content) {
            Some(width) => ContentWidths { min: width, max: width },
            None => content,
        };
        if let Some(max) = limit(layout.max_width, content) {
            widths = ContentWidths { min: widths.min.min(max), max: widths.max.min(max) };
        }
        if matches!(layout_box.kind, BoxKind::Replaced(_)) {
            // Percentages compress an image to nothing in the min-content width, although they do not count in the
            // max-content width (CSS Sizing 3, section 5.2.2).
            for value in [layout.width, layout.max_width] {
                let least = definite(value, Some(Length::ZERO), edges, layout.box_sizing);
                widths.min = least.map_or(widths.min, |least| widths.min.min(least));
            }
        }
        if let Some(min) = limit(layout.min_width, content) {
            widths = ContentWidths { min: widths.min.max(min), max: widths.max.max(min) };
        }
        if is_table {
            // Nothing makes a table narrower than its columns.
            widths = ContentWidths { min: widths.min.max(content.min), max: widths.max.max(content.min) };
        }
        ContentWidths { min: widths.min + edges, max: widths.max + edges }
    }
}
