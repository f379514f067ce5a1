//! The widths of columns (CSS 2.2, section 17.5.2): from the cells of a table to the least and the preferred width of
//! each column, and from a width of the table to the used widths.

use super::borders::CellBorders;
use super::grid::Grid;
use crate::boxes::BoxId;
use crate::css::{BoxStyle, SizeValue};
use crate::layout::context::Context;
use crate::layout::sizing::used::{ContentWidths, Edges, definite};
use crate::units::Length;

/// The widths that a column requires.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Column {
    pub(crate) min: Length,
    pub(crate) max: Length,
    /// The length that `width` specifies, if it specifies one.
    fixed: Option<Length>,
    /// The fraction of the table's width that `width` specifies, if it specifies one.
    percentage: Option<f32>,
    /// Whether there is no cell in the column.
    is_empty: bool,
}

impl Column {
    fn preferred(&self) -> Length {
        self.fixed.unwrap_or(self.max).max(self.min)
    }
}

/// The width at which every column has its preferred width, percentages included (CSS Tables 3, section 3.8.2).
pub(crate) fn preferred_width(columns: &[Column]) -> Length {
    let mut width: Length = columns.iter().map(Column::preferred).sum();
    let total: f64 = columns.iter().filter_map(|column| column.percentage).map(f64::from).sum();
    for column in columns {
        if let Some(fraction) = column.percentage {
            width = width.max(column.preferred().scale(1.0 / f64::from(fraction).max(0.001)));
        }
    }
    let others: Length =
        columns.iter().filter(|column| column.percentage.is_none()).map(Column::preferred).sum();
    if total > 0.0 && total < 1.0 {
        width = width.max(others.scale(1.0 / (1.0 - total)));
    }
    width
}

/// The widths that all columns require. In fixed layout, only `col` elements and the first row count.
pub(crate) fn columns(
    context: &Context<'_>,
    grid: &Grid,
    borders: &CellBorders,
    spacing: Length,
    fixed: bool,
) -> Vec<Column> {
    let mut columns = vec![Column::default(); grid.columns];
    for (column, id) in columns.iter_mut().zip(&grid.column_boxes) {
        if let Some(id) = id {
            specify_width(column, context.tree.style(*id).layout.width, Length::ZERO, context, *id);
        }
    }
    if fixed {
        fixed_columns(context, grid, borders, spacing, &mut columns);
        return columns;
    }
    for column in &mut columns {
        column.is_empty = true;
    }
    for row in &grid.rows {
        for cell in &row.cells {
            columns[cell.column..cell.column + cell.columns]
                .iter_mut()
                .for_each(|column| column.is_empty = false);
            let style = context.tree.style(cell.id);
            let padding = Edges::of(style, Length::ZERO).padding.horizontal();
            let edges = borders.of(cell).horizontal() + padding;
            let content = limited(context.content_widths(cell.id), &style.layout, edges);
            let (min, max) = (content.min + edges, content.max + edges);
            if cell.columns == 1 {
                let column = &mut columns[cell.column];
                column.min = column.min.max(min);
                column.max = column.max.max(max);
                specify_width(column, style.layout.width, edges, context, cell.id);
                let fixed =
                    column.fixed.map(|width| ContentWidths { min: width - edges, max: width - edges });
                column.fixed = fixed.map(|width| limited(width, &style.layout, edges).max + edges);
            } else {
                spread(&mut columns[cell.column..cell.column + cell.columns], min, max, spacing);
            }
        }
    }
    for column in &mut columns {
        column.max = column.max.max(column.min);
    }
    columns
}

/// Sets the widths of columns in fixed layout (CSS 2.2, section 17.5.2.1): that of a `col`, or else that of the cell
/// in the first row. A spanning cell divides its width among its columns.
fn fixed_columns(
    context: &Context<'_>,
    grid: &Grid,
    borders: &CellBorders,
    spacing: Length,
    columns: &mut [Column],
) {
    for cell in grid.rows.first().map_or(&[][..], |row| &row.cells) {
        let style = context.tree.style(cell.id);
        let edges = borders.of(cell).horizontal() + Edges::of(style, Length::ZERO).padding.horizontal();
        let mut whole = Column::default();
        specify_width(&mut whole, style.layout.width, edges, context, cell.id);
        let count = cell.columns as i32;
        for column in &mut columns[cell.column..cell.column + cell.columns] {
            if column.fixed.is_none() && column.percentage.is_none() {
                column.fixed =
                    whole.fixed.map(|width| (width - spacing * (count - 1)).max(Length::ZERO) / count);
                column.percentage = whole.percentage.map(|fraction| fraction / count as f32);
            }
        }
    }
}

/// The widths of a cell's content within its `min-width` and `max-width` (CSS Tables 3, section 4.1).
fn limited(content: ContentWidths, layout: &BoxStyle, edges: Length) -> ContentWidths {
    let limit = |value: SizeValue| definite(value, None, edges, layout.box_sizing);
    let most = limit(layout.max_width).unwrap_or(Length::MAX);
    let least = limit(layout.min_width).unwrap_or_default();
    ContentWidths { min: content.min.min(most).max(least), max: content.max.min(most).max(least) }
}

/// Applies the `width` of a cell or a `col` to a column.
fn specify_width(column: &mut Column, width: SizeValue, edges: Length, context: &Context<'_>, id: BoxId) {
    match width {
        SizeValue::LengthPercentage(value) if value.percentage > 0.0 => {
            column.percentage = Some(column.percentage.unwrap_or(0.0).max(value.percentage));
        }
        value => {
            let sizing = context.tree.style(id).layout.box_sizing;
            if let Some(width) = definite(value, None, edges, sizing) {
                let width = width + edges;
                column.fixed = Some(column.fixed.unwrap_or(Length::ZERO).max(width));
            }
        }
    }
}

/// Adds the width that a spanning cell lacks to its columns, in proportion to their own widths.
fn spread(columns: &mut [Column], min: Length, max: Length, spacing: Length) {
    let gaps = spacing * (columns.len() as i32 - 1);
    let total_max: Length = columns.iter().map(|column| column.max).sum();
    let give = |lacking: Length, column: &Column, count: i32| {
        if total_max > Length::ZERO { lacking.ratio(column.max.0, total_max.0) } else { lacking / count }
    };
    let count = columns.len() as i32;
    let lacking_min = min - gaps - columns.iter().map(|column| column.min).sum::<Length>();
    let lacking_max = max - gaps - total_max;
    for column in columns {
        let share = *column;
        if lacking_min > Length::ZERO {
            column.min += give(lacking_min, &share, count);
        }
        if lacking_max > Length::ZERO {
            column.max += give(lacking_max, &share, count);
        }
    }
}

/// Divides `width` among the columns.
pub(crate) fn distribute(columns: &[Column], width: Length, fixed: bool) -> Vec<Length> {
    if columns.is_empty() {
        return Vec::new();
    }
    let wanted: Vec<Length> = columns
        .iter()
        .map(|column| match column.percentage {
            Some(fraction) => width.scale(f64::from(fraction)).max(column.min),
            None if fixed => column.fixed.unwrap_or(Length::ZERO),
            None => column.preferred(),
        })
        .collect();
    let total: Length = wanted.iter().copied().sum();
    let rest = width - total;
    if rest >= Length::ZERO {
        // The rest goes to the columns without a specified width, in proportion to their contents. A column without
        // cells gets none of it.
        let weight = |column: &Column| {
            if column.is_empty {
                Length::ZERO
            } else if column.fixed.is_none() && column.percentage.is_none() {
                column.max.max(Length(1))
            } else {
                Length::ZERO
            }
        };
        let mut weights: Vec<Length> = columns.iter().map(weight).collect();
        if fixed {
            weights = weights.iter().map(|weight| (*weight).min(Length(1))).collect();
        }
        if weights.iter().all(|weight| weight.is_zero()) {
            weights = (wanted.iter().zip(columns))
                .map(|(wanted, column)| if column.is_empty { Length::ZERO } else { (*wanted).max(Length(1)) })
                .collect();
        }
        return add_shares(&wanted, rest, &weights);
    }
    // Percentages are kept before widths, and both before the contents of the other columns (CSS Tables 3, section 3.9.3).
    let keeping = |is_kept: &dyn Fn(&Column) -> bool| -> Vec<Length> {
        let guess = |(column, wanted): (&Column, &Length)| if is_kept(column) { *wanted } else { column.min };
        columns.iter().zip(&wanted).map(guess).collect()
    };
    let mut base = keeping(&|_| false);
    let percentages = keeping(&|column| column.percentage.is_some());
    let specified = keeping(&|column| column.percentage.is_some() || column.fixed.is_some());
    for guess in [percentages, specified, wanted] {
        let room = width - base.iter().copied().sum();
        if room <= Length::ZERO {
            break;
        }
        if guess.iter().copied().sum::<Length>() > width {
            let weights: Vec<Length> = guess.iter().zip(&base).map(|(guess, base)| *guess - *base).collect();
            return add_shares(&base, room, &weights);
        }
        base = guess;
    }
    base
}

/// Adds to each base its share of `rest`, so that the sum is exact.
pub(crate) fn add_shares(base: &[Length], rest: Length, weights: &[Length]) -> Vec<Length> {
    let total: i64 = weights.iter().map(|weight| weight.offset()).sum();
    if total == 0 {
        return base.to_vec();
    }
    let (mut before, mut given) = (0i64, 0i64);
    base.iter()
        .zip(weights)
        .map(|(base, weight)| {
            before += weight.offset();
            let upto = rest.offset() * before / total;
            let share = upto - given;
            given = upto;
            *base + Length::from_offset(share)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(min: i32, max: i32) -> Column {
        Column { min: Length(min), max: Length(max), ..Column::default() }
    }

    #[test]
    fn columns_get_their_preferred_widths_and_share_the_rest() {
        let columns = [column(10, 100), column(10, 300)];
        let widths = distribute(&columns, Length(800), false);
        assert_eq!(widths, [Length(200), Length(600)]);
        let narrow = distribute(&columns, Length(210), false);
        assert_eq!(narrow.iter().copied().sum::<Length>(), Length(210));
        assert!(narrow[0] >= Length(10) && narrow[1] > narrow[0]);
        assert_eq!(distribute(&columns, Length(5), false), [Length(10), Length(10)]);
    }

    /// Half of 200 is for the first column and 40 for the second; the third and fourth share the rest by their contents.
    #[test]
    fn percentages_and_widths_are_kept_where_contents_would_be_wider() {
        let half = Column { percentage: Some(0.5), ..column(10, 90) };
        let fixed = Column { fixed: Some(Length(40)), ..column(10, 90) };
        let columns = [half, fixed, column(10, 100), column(10, 200)];
        let widths = |width| distribute(&columns, Length(width), false);
        assert_eq!(widths(200), [Length(100), Length(40), Length(22), Length(38)]);
        // There is no room for the width, and then none for the percentage.
        assert_eq!(widths(80), [Length(40), Length(20), Length(10), Length(10)]);
        assert_eq!(widths(50), [Length(20), Length(10), Length(10), Length(10)]);
        assert_eq!(widths(30), [Length(10); 4]);
    }

    #[test]
    fn fixed_layout_ignores_contents() {
        let columns =
            [Column { fixed: Some(Length(100)), ..column(10, 500) }, column(10, 20), column(10, 900)];
        let widths = distribute(&columns, Length(300), true);
        assert_eq!(widths, [Length(100), Length(100), Length(100)]);
    }
}
