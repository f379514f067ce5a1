//! Cells of tables (CSS 2.2, section 17.5): from a cell and the width of its columns to a galley as tall as its
//! contents, and from that to one as tall as its row.

use std::sync::Arc;

use super::Table;
use super::backgrounds;
use super::grid::{Cell, Row};
use crate::boxes::BoxId;
use crate::css::{BorderCollapse, BorderStyle, ComputedStyle, EmptyCells, VerticalAlign};
use crate::layout::block::containing::Containing;
use crate::layout::block::line_grid::LineGrids;
use crate::layout::block::state::Flow;
use crate::layout::context::Context;
use crate::layout::galley::builder::NewEnclosure;
use crate::layout::galley::builder::empty_space::breaks_in_empty_space;
use crate::layout::galley::list::{Galley, Item, ItemKind};
use crate::layout::sizing::used::{Edges, definite};
use crate::sorting::sort_by_key;
use crate::units::{Length, Point};

/// A cell that is laid out.
pub(crate) struct LaidOutCell {
    pub(crate) cell: Cell,
    pub(crate) style: Arc<ComputedStyle>,
    pub(crate) x: Length,
    pub(crate) galley: Galley,
    pub(crate) height: Length,
    /// The height that its own style requires, with its edges.
    pub(crate) least: Length,
}

/// The lowest first baseline of the cells that are aligned by it.
pub(crate) fn row_baseline(cells: &[LaidOutCell]) -> Length {
    cells
        .iter()
        .filter(|cell| is_baseline(cell))
        .filter_map(|cell| cell.galley.first_baseline)
        .max()
        .unwrap_or_default()
}

fn is_baseline(cell: &LaidOutCell) -> bool {
    !matches!(
        cell.style.layout.vertical_align,
        VerticalAlign::Top | VerticalAlign::Middle | VerticalAlign::Bottom
    )
}

/// How far the contents of a cell move down so that its baseline is that of the row.
pub(crate) fn baseline_shift(cell: &LaidOutCell, baseline: Length) -> Length {
    match cell.galley.first_baseline {
        Some(own) if is_baseline(cell) => (baseline - own).max(Length::ZERO),
        _ => Length::ZERO,
    }
}

/// A cell's style with the borders and the background that it is painted with.
pub(crate) fn cell_style(context: &Context<'_>, table: &Table, row: &Row, cell: &Cell) -> Arc<ComputedStyle> {
    let layout_box = context.tree.get(cell.id);
    let own = &layout_box.style;
    let sides = table.borders.sides(cell.id);
    let hidden = own.text.empty_cells == EmptyCells::Hide
        && own.text.border_collapse == BorderCollapse::Separate
        && layout_box.children.is_empty();
    let behind = backgrounds::behind(context, table, row, cell);
    let background = backgrounds::composed(own, &behind);
    if !hidden && background.is_none() && sides == own.border.sides {
        return own.clone();
    }
    let mut style = (**own).clone();
    if sides != own.border.sides {
        style.border = Arc::new(BorderStyle { sides, ..(*own.border).clone() });
    }
    if let Some(background) = background {
        style.background = background;
    }
    if hidden {
        let initial = crate::css::properties::initial();
        style.background = initial.background;
        let widths = style.border.widths();
        let bare = widths.map(|width| crate::css::BorderSide {
            width,
            style: crate::css::LineStyle::None,
            color: crate::css::Color::TRANSPARENT,
        });
        style.border = Arc::new(BorderStyle { sides: bare, ..(*own.border).clone() });
    }
    Arc::new(style)
}

/// A cell as an independent flow as tall as its contents, and the height that its style requires.
pub(crate) fn cell_galley(
    context: &Context<'_>,
    id: BoxId,
    style: &Arc<ComputedStyle>,
    width: Length,
) -> (Galley, Length) {
    let mut flow = Flow::new(context, width, false);
    flow.builder.grids = LineGrids::around(context, id);
    let edges = Edges::of(style, width);
    let inner = edges.inner();
    let enclosure = flow.builder.open(NewEnclosure {
        box_id: id,
        style: style.clone(),
        x: Length::ZERO,
        width,
        border: edges.border,
        padding: edges.padding,
        shift: Point::default(),
        resumed: false,
    });
    flow.builder.flush();
    let start = flow.builder.height();
    let layout = &style.layout;
    let own = definite(layout.height, None, inner.vertical(), layout.box_sizing);
    let content = Containing {
        x: inner.left,
        width: (width - inner.horizontal()).max(Length::ZERO),
        height: own,
        direction: style.text.direction,
    };
    flow.builder.grids.enter_contents(context, id, Some(start));
    flow.contents(id, content, None);
    flow.builder.end_margin();
    flow.builder.hold_floats();
    flow.builder.grids.leave_contents(context, id);
    flow.builder.close(enclosure);
    let least = own.map_or(Length::ZERO, |own| own + inner.vertical());
    (flow.finish(), least)
}

/// Makes a cell taller, with empty space above and below its contents. Laying it out again at its new height would
/// take twice the time at each level of nested tables.
///
/// `page` is the height of a page, if cells taller than a page may break in this empty space.
pub(crate) fn pad(galley: &mut Galley, above: Length, below: Length, page: Option<Length>) {
    // The first item is the cell's `Open`, and the last its `Close`.
    let Some(last) = galley.items.len().checked_sub(1) else { return };
    let Some(enclosure) = galley.items[last].enclosure else { return };
    let fill = |advance| Item { kind: ItemKind::Fill, advance, enclosure: Some(enclosure) };
    if below > Length::ZERO {
        galley.items.insert(last, fill(below));
        galley.enclosure_mut(enclosure).close += 1;
    }
    if above > Length::ZERO {
        galley.items.insert(1, fill(above));
        for each in &mut galley.enclosures {
            each.open += u32::from(each.open > 0);
            each.close = each.close.saturating_add(1);
        }
        for each in &mut galley.positioned {
            each.item += 1;
        }
        for each in &mut galley.floats {
            each.item += 1;
            each.top += above.offset();
            each.bottom += above.offset();
            each.y += above.offset();
        }
        for each in &mut galley.breaks {
            *each.place.item_mut() += 1;
            each.end += above.offset();
            each.start += above.offset();
        }
        for baseline in [&mut galley.first_baseline, &mut galley.last_baseline] {
            *baseline = baseline.map(|baseline| baseline + above);
        }
    }
    galley.sum_up();
    let height = galley.height();
    let Some(page) = page.filter(|page| height > page.offset()) else { return };
    let avoid_inside = u16::from(galley.enclosure(enclosure).style.layout.break_inside.avoids_page());
    let mut breaks = Vec::new();
    if above > Length::ZERO {
        breaks.extend(breaks_in_empty_space(galley, 1, (Length::ZERO, above), page, avoid_inside));
    }
    if below > Length::ZERO {
        // Before the cell's `Close`.
        let item = galley.items.len() as u32 - 2;
        breaks.extend(breaks_in_empty_space(galley, item, (Length::ZERO, below), page, avoid_inside));
    }
    galley.breaks.append(&mut breaks);
    sort_by_key(&mut galley.breaks, |each| (each.end, each.start));
    galley.cut_floats();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::galley::list::{Break, BreakPlace, BreakViolations, Enclosure, EnclosureId};

    #[test]
    fn padding_a_cell_moves_all_its_contents_down() {
        let id = Some(EnclosureId(0));
        let item = |kind, advance| Item { kind, advance: Length(advance), enclosure: id };
        let items = vec![
            item(ItemKind::Open, 1),
            item(ItemKind::Gap, 10),
            item(ItemKind::Gap, 20),
            item(ItemKind::Close, 2),
        ];
        let mut galley = Galley {
            items,
            sums: vec![0, 1, 11, 31, 33],
            enclosures: vec![Enclosure {
                box_id: BoxId::ROOT,
                style: Arc::new(crate::css::properties::initial()),
                parent: None,
                x: Length::ZERO,
                width: Length::ZERO,
                border: Default::default(),
                padding: Default::default(),
                shift: Point::default(),
                open: 0,
                close: 3,
                repeated_head: None,
                repeated_foot: None,
                between_rows: Default::default(),
                opening: Length::ZERO,
                closing: Length::ZERO,
                resumed: false,
            }],
            breaks: vec![Break {
                place: BreakPlace::Before(2),
                end: 11,
                start: 11,
                violations: BreakViolations::default(),
                forced: None,
                avoids_page: false,
                enclosure: id,
            }],
            first_baseline: Some(Length(8)),
            ..Galley::default()
        };
        pad(&mut galley, Length(5), Length(7), None);
        assert_eq!(galley.sums, [0, 1, 6, 16, 36, 43, 45]);
        assert_eq!((galley.enclosures[0].open, galley.enclosures[0].close), (0, 5));
        assert!(matches!(galley.items[5].kind, ItemKind::Close));
        assert_eq!((galley.breaks[0].place.clone(), galley.breaks[0].end), (BreakPlace::Before(3), 16));
        assert_eq!(galley.first_baseline, Some(Length(13)));
    }
}
