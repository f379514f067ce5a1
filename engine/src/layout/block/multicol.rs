//! Multi-column containers (CSS Multi-column Layout 1). The content between two boxes that span all columns is laid out
//! as one galley as wide as a column; how it is broken into columns depends on the pages.

use std::sync::Arc;

use crate::boxes::break_between;
use crate::boxes::{BoxId, BoxKind, BoxTree};
use crate::css::{BreakBetween, ColumnFill, ComputedStyle, Direction, properties};
use crate::layout::block::column_widths::used_columns;
use crate::layout::block::containing::{Containing, Ended, Resume};
use crate::layout::block::state::{Flow, is_in_flow};
use crate::layout::galley::builder::lines::shift_line;
use crate::layout::galley::column_fill::Places;
use crate::layout::galley::columns::Columns;
use crate::layout::sizing::used::{Edges, definite};
use crate::units::{Length, Sides};

/// Lays out the contents of a container in its content box.
pub(crate) fn lay_out(flow: &mut Flow<'_, '_>, id: BoxId, content: Containing) {
    let context = flow.context;
    let layout_box = context.tree.get(id);
    let style = &layout_box.style;
    let (count, width, gap) = used_columns(style, content.width);
    // Layout cannot resume inside columns, so it does not stop there: a forced break becomes a break of the galley.
    let stops = std::mem::replace(&mut flow.stops, false);
    let rule = rule_style(style);
    let limit = content.height.or_else(|| {
        let edges = Edges::of(style, content.width).inner().vertical();
        definite(style.layout.max_height, None, edges, style.layout.box_sizing)
    });
    flow.builder.flush();
    let top = flow.builder.height();
    let mut path: Vec<u32> = Vec::new();
    loop {
        let mut inner = flow.in_columns(width);
        if let Some((mut marker, x)) = flow.marker.take() {
            shift_line(&mut marker, -content.x);
            inner.marker = Some((marker, x - content.x));
        }
        let containing =
            Containing { x: Length::ZERO, width, height: content.height, direction: content.direction };
        let ended = match &layout_box.kind {
            BoxKind::Paragraph => {
                inner.paragraph(id, containing, None);
                Ended::Done
            }
            _ => {
                let resume = Resume { path: &path, text: None };
                inner.children(id, containing, (!path.is_empty()).then_some(resume))
            }
        };
        if ended == Ended::Done {
            inner.flush_marker();
        }
        inner.builder.end_margin();
        let mut galley = inner.finish();
        let stop = galley.stop.take();
        let used = flow.builder.height() - top;
        let left = limit.map(|limit| (limit - Length::from_offset(used)).max(Length::ZERO));
        if !galley.items.is_empty() || !galley.positioned.is_empty() {
            let fill = match stop {
                // Before a box that spans them, columns are always equal (section 7).
                Some(_) if style.layout.columns.fill == ColumnFill::Auto => ColumnFill::Balance,
                _ => style.layout.columns.fill,
            };
            let columns = Columns {
                box_id: id,
                places: Places::of(&galley),
                galley: Arc::new(galley),
                count,
                x: content.x,
                content_width: content.width,
                width,
                gap,
                from_right: content.direction == Direction::RightToLeft,
                fill,
                limit: left,
                fixed: content.height.is_some() && stop.is_none(),
                rule: rule.clone(),
            };
            flow.builder.columns(columns);
        }
        let Some(stop) = stop else { break };
        flow.builder.between(stop.forced);
        path = stop.position.path;
        let Some(spanner) = box_at(context.tree, id, &path) else { break };
        flow.block(spanner, content, None);
        flow.builder.between(after(flow, spanner));
        if let Some(last) = path.last_mut() {
            *last += 1;
        }
    }
    flow.stops = stops;
}

/// The box at the end of a path from another down.
fn box_at(tree: &BoxTree, from: BoxId, path: &[u32]) -> Option<BoxId> {
    path.iter().try_fold(from, |at, &index| tree.get(at).children.get(index as usize).copied())
}

/// The break that the styles of a box and of its next sibling require between them.
fn after(flow: &Flow<'_, '_>, id: BoxId) -> BreakBetween {
    let tree = flow.context.tree;
    let siblings = tree.get(id).parent.map(|parent| &tree.get(parent).children[..]).unwrap_or(&[]);
    let later = siblings.iter().copied().skip_while(|&sibling| sibling != id).skip(1);
    let next = later.into_iter().find(|&sibling| is_in_flow(flow.context, sibling));
    next.map_or(BreakBetween::Auto, |next| break_between(tree, id, next, true))
}

/// The style of the rule between two columns: a box with only a left border.
fn rule_style(style: &ComputedStyle) -> Option<Arc<ComputedStyle>> {
    let rule = style.border.column_rule;
    if rule.width <= Length::ZERO {
        return None;
    }
    let mut made = properties::initial();
    let mut border = (*made.border).clone();
    border.sides = Sides { left: rule, ..border.sides };
    made.border = Arc::new(border);
    Some(Arc::new(made))
}
