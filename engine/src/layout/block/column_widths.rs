//! Widths of multi-column containers (CSS Multi-column Layout 1, section 3): the number and width of the
//! columns in a given width, and the intrinsic widths of the container.

use crate::css::ComputedStyle;
use crate::layout::sizing::used::ContentWidths;
use crate::units::Length;

/// The most columns of one container.
const MAX_COLUMNS: i64 = 1000;

/// How many columns there are and how wide each is (CSS Multi-column Layout 1, section 3.4), and their gap.
pub(crate) fn used_columns(style: &ComputedStyle, available: Length) -> (usize, Length, Length) {
    let columns = &style.layout.columns;
    let gap = gap(style, available);
    let by_width = columns.width.map(|width| {
        let each = (width + gap).offset().max(1);
        ((available + gap).offset() / each).clamp(1, MAX_COLUMNS)
    });
    let by_count = columns.count.map(|count| i64::from(count).min(MAX_COLUMNS));
    let count = match (by_width, by_count) {
        (Some(width), Some(count)) => width.min(count),
        (width, count) => width.or(count).unwrap_or(1),
    };
    let width = (available.offset() - gap.offset() * (count - 1)) / count;
    (count as usize, Length::from_offset(width.max(0)), gap)
}

fn gap(style: &ComputedStyle, available: Length) -> Length {
    match style.layout.columns.gap_is_normal {
        true => style.font.size,
        false => style.layout.column_gap.resolve(available),
    }
}

/// The least and the greatest width of a container, from those of its content.
pub(crate) fn container_widths(style: &ComputedStyle, content: ContentWidths) -> ContentWidths {
    let columns = &style.layout.columns;
    let count = columns.count.map_or(1, i32::from).min(MAX_COLUMNS as i32);
    let gaps = gap(style, Length::ZERO) * (count - 1);
    let column = columns.width.unwrap_or(Length::ZERO);
    match columns.width {
        Some(width) => {
            ContentWidths { min: content.min.min(width), max: content.max.max(column) * count + gaps }
        }
        None => ContentWidths { min: content.min * count + gaps, max: content.max * count + gaps },
    }
}
