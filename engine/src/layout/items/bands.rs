//! Bands of a flex or grid container: rows, lines and single items that are one below another, each a set of flows
//! side by side. Pages break between them and, if nothing else fits, inside them (CSS Flexbox 1, section 10; CSS Grid
//! 2, section 12).

use std::sync::Arc;

use crate::boxes::break_between_items;
use crate::boxes::{BoxId, BoxKind, BoxTree};
use crate::css::BreakBetween;
use crate::layout::block::containing::Containing;
use crate::layout::block::state::Flow;
use crate::layout::galley::list::{ItemKind, ParallelFlow, ParallelFlows};
use crate::layout::items::tree::{PlacedItem, item_galley};
use crate::sorting::sort_by_key;
use crate::units::Length;

/// Items side by side. `top` and `bottom` are distances from the top of the container's content box.
pub(crate) struct Band {
    pub(crate) top: Length,
    pub(crate) bottom: Length,
    pub(crate) items: Vec<PlacedItem>,
    /// Whether it is broken only if it is taller than a page.
    pub(crate) keep: bool,
}

impl Band {
    /// The items that begin at the top of the band, as a page break in front of it sees them.
    fn first(&self) -> impl Iterator<Item = BoxId> {
        let row = self.items.iter().map(|item| item.rows.start).min();
        self.items.iter().filter(move |item| Some(item.rows.start) == row).map(|item| item.id)
    }

    /// The items that end at the bottom of the band.
    fn last(&self) -> impl Iterator<Item = BoxId> {
        let row = self.items.iter().map(|item| item.rows.end).max();
        self.items.iter().filter(move |item| Some(item.rows.end) == row).map(|item| item.id)
    }
}

/// Bands of items such that no two bands overlap vertically.
pub(crate) fn by_height(mut items: Vec<PlacedItem>) -> Vec<Band> {
    let extent = |item: &PlacedItem| {
        let (top, bottom) = (item.y - item.margin.top, item.y + item.height + item.margin.bottom);
        (top, bottom.max(top))
    };
    sort_by_key(&mut items, |item| extent(item).0);
    let mut bands: Vec<Band> = Vec::new();
    for item in items {
        let (top, bottom) = extent(&item);
        match bands.last_mut() {
            // `taffy`'s results are rounded: an item may begin a little above the end of another.
            Some(band) if top + Length(8) < band.bottom => {
                band.bottom = band.bottom.max(bottom);
                band.items.push(item);
            }
            _ => bands.push(Band { top, bottom, items: vec![item], keep: false }),
        }
    }
    bands
}

/// Adds bands to a flow, in their order from top to bottom.
pub(crate) fn put(flow: &mut Flow<'_, '_>, content: Containing, bands: Vec<Band>) {
    let context = flow.context;
    let mut at = Length::ZERO;
    let mut before: Option<Band> = None;
    for band in bands {
        let top = band.top.max(at);
        match &before {
            Some(before) => {
                let in_columns = flow.builder.is_in_columns();
                flow.builder.between(between(context.tree, before, &band, in_columns));
                flow.builder.add_margin(top - at);
            }
            None if top > at => {
                flow.builder.solid(ItemKind::Fill, top - at);
            }
            None => {}
        }
        let mut height = (band.bottom - top).max(Length::ZERO);
        let grid = flow.builder.grids.current().copied();
        if band.items.is_empty() {
            flow.builder.solid(ItemKind::Fill, height);
        } else {
            let flows = band.items.iter().map(|item| {
                let mut y = item.y - top;
                if let Some(grid) = grid
                    && !matches!(context.tree.get(item.id).kind, BoxKind::Replaced(_))
                {
                    // Its lines are on the grid if its top is on a step.
                    y = grid.round_up(y);
                    height = height.max(y + item.height + item.margin.bottom);
                }
                ParallelFlow { galley: Arc::new(item_galley(context, item)), x: content.x + item.x, y }
            });
            let flows = flows.collect();
            let flows = ParallelFlows { flows, owners: Vec::new(), height, table_row: None };
            flow.builder.parallel(flows, band.keep);
        }
        at = band.bottom.max(top);
        before = Some(band);
    }
}

/// The break that the styles of the items on both sides require between two bands.
fn between(tree: &BoxTree, before: &Band, after: &Band, in_columns: bool) -> BreakBetween {
    let (Some(last), Some(first)) = (before.last().next(), after.first().next()) else {
        return BreakBetween::Auto;
    };
    let pairs = before.last().map(|last| (last, first)).chain(after.first().map(|first| (last, first)));
    let mut required = BreakBetween::Auto;
    for (previous, next) in pairs {
        let each = break_between_items(tree, previous, next, in_columns);
        if each.is_forced() || each == BreakBetween::Column {
            return each;
        }
        if each == BreakBetween::Avoid || required == BreakBetween::Auto {
            required = each;
        }
    }
    required
}
